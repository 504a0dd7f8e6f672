#!/usr/bin/python3
"""What others do, or did, must not end a session or speak for the user: other X clients, files' names, settings."""
import os
import sys
import time

from harness import X, check, display as x_display, main, wait_until

SHELL = ["-e", "bash", "--norc", "-i"]
PROMPT = {"PS1": "$ "}


def drag_and_drop(desk, target, uris):
    """Drops a list of URIs onto a window, as a file manager does (XDND 5)."""
    from Xlib.protocol import event as x_event
    display = x_display.Display(":" + desk.number)
    atom = display.intern_atom
    source = display.screen().root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)
    source.set_selection_owner(atom("XdndSelection"), X.CurrentTime)
    window = display.create_resource_object("window", target.id)

    def tell(kind, *data):
        window.send_event(x_event.ClientMessage(window=window, client_type=atom(kind),
                                                data=(32, [source.id, *data, *[0] * (4 - len(data))])))
        display.flush()

    tell("XdndEnter", 5 << 24, atom("text/uri-list"))
    tell("XdndPosition", 0, 400 << 16 | 300, X.CurrentTime, atom("XdndActionCopy"))
    time.sleep(0.1)
    tell("XdndDrop", 0, X.CurrentTime)
    end = time.monotonic() + 5
    served = False
    while not served and time.monotonic() < end:
        if display.pending_events() == 0:
            time.sleep(0.01)
            continue
        request = display.next_event()
        if request.type == X.SelectionRequest:
            request.requestor.change_property(request.property, request.target, 8, uris.encode())
            request.requestor.send_event(x_event.SelectionNotify(
                time=request.time, requestor=request.requestor, selection=request.selection, target=request.target,
                property=request.property))
            display.flush()
            served = True
    wait_until(lambda: display.pending_events() > 0, "the end of the drop", 5)  # XdndFinished
    display.close()
    return served


def drop(desk):
    """Dropped files arrive as words of a shell, whatever their names are; a line end in one runs nothing."""
    quire = desk.quire(*SHELL, env=PROMPT)
    quire.wait_for("$")
    desk.type("printf '[%q]' ")
    check(drag_and_drop(desk, quire.window, "file:///tmp/plain\r\nfile:///tmp/two%20words\r\n"
                                            "file:///tmp/a%0Atouch%20ran%0Ab\r\nfile:///tmp/it%27s%1b\r\n"), "served")
    quire.wait_for(lambda s: "'/tmp/two words' $'/tmp/a\\ntouch ran\\nb' $'/tmp/it\\047s\\033'" in s.text.replace("\n", ""))
    desk.picture("drop")
    desk.type("\n")
    quire.wait_for("[/tmp/plain][/tmp/two\\ words][$'/tmp/a\\ntouch ran\\nb'][$'/tmp/it\\'s\\E']")
    check(not os.path.exists(os.path.join(desk.folder, "ran")), "a dropped name has run a command")


if __name__ == "__main__":
    sys.exit(main({"drop": drop}))
