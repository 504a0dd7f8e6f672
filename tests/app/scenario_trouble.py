#!/usr/bin/python3
"""What others do, or did, must not end a session or speak for the user: other X clients, files' names, settings."""
import os
import pwd
import subprocess
import sys
import time

from harness import X, check, display as x_display, main, needs, wait_until

SHELL = ["-e", "bash", "--norc", "-i"]
PROMPT = {"PS1": "$ "}


def in_increments(display, request, data, piece):
    """Hands data over by INCR (ICCCM 2.7.2): a piece whenever the one before was taken; the last one is empty."""
    request.requestor.change_attributes(event_mask=X.PropertyChangeMask)
    request.requestor.change_property(request.property, display.intern_atom("INCR"), 32, [len(data)])
    yield
    for at in range(0, len(data) + piece, piece):
        yield
        request.requestor.change_property(request.property, request.target, 8, data[at:at + piece])
        display.flush()


def drag_and_drop(desk, target, uris, kind="text/uri-list", piece=None):
    """Drops a list of URIs, or a text, onto a window, as a file manager does (XDND 5); piece: in such increments."""
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

    tell("XdndEnter", 5 << 24, atom(kind))
    tell("XdndPosition", 0, 400 << 16 | 300, X.CurrentTime, atom("XdndActionCopy"))
    time.sleep(0.1)
    tell("XdndDrop", 0, X.CurrentTime)
    end = time.monotonic() + 30
    served, transfer = False, None
    while not served and time.monotonic() < end:
        if display.pending_events() == 0:
            time.sleep(0.01)
            continue
        request = display.next_event()
        if transfer and request.type == X.PropertyNotify and request.state == X.PropertyDelete:
            served = next(transfer, "all") == "all"
        if request.type == X.SelectionRequest:
            if piece:
                transfer = in_increments(display, request, uris.encode(), piece)
                next(transfer)
                next(transfer)
            else:
                data = uris.encode()
                for at in range(0, len(data), 100000):  # a request of python-xlib's holds no more
                    request.requestor.change_property(request.property, request.target, 8, data[at:at + 100000],
                                                      X.PropModeAppend if at else X.PropModeReplace)
            request.requestor.send_event(x_event.SelectionNotify(
                time=request.time, requestor=request.requestor, selection=request.selection, target=request.target,
                property=request.property))
            display.flush()
            served = not piece
    if not piece:
        wait_until(lambda: display.pending_events() > 0, "the end of the drop", 5)  # XdndFinished
    display.sync()
    display.close()
    return served


def drop(desk):
    """Dropped files arrive as words of a shell, whatever their names are; a line end in one runs nothing."""
    quire = desk.quire("-o", "paste-guard=off", *SHELL, env=PROMPT)
    quire.wait_for("$")
    desk.type("printf '[%q]' ")
    check(drag_and_drop(desk, quire.window, "file:///tmp/plain\r\nfile:///tmp/two%20words\r\n"
                                            "file:///tmp/a%0Atouch%20ran%0Ab\r\nfile:///tmp/it%27s%1b\r\n"), "served")
    quire.wait_for(lambda s: "'/tmp/two words' $'/tmp/a\\ntouch ran\\nb' $'/tmp/it\\047s\\033'" in s.text.replace("\n", ""))
    desk.picture("drop")
    desk.type("\n")
    quire.wait_for("[/tmp/plain][/tmp/two\\ words][$'/tmp/a\\ntouch ran\\nb'][$'/tmp/it\\'s\\E']")
    check(not os.path.exists(os.path.join(desk.folder, "ran")), "a dropped name has run a command")
    desk.type("clear; printf '[%s]' ")
    check(drag_and_drop(desk, quire.window, "http://example.org/a?b%20c\r\nfile://elsewhere/x\r\n"), "an address")
    quire.wait_for("printf '[%s]' http://example.org/a?b%20c file://elsewhere/x")
    desk.type("\n")
    quire.wait_for("[http://example.org/a?b%20c][file://elsewhere/x]")
    desk.type("cat >text\n")
    check(drag_and_drop(desk, quire.window, "one line\nand \033another ü\n", "text/plain"), "a text")
    wait_until(lambda: desk.read("text").count("\n") == 2, "the text")
    desk.key("ctrl+d")
    check(desk.read("text").replace("\033", "").startswith("one line\nand ") and desk.read("text").endswith("another ü\n"), desk.read("text"))


def large_drop(desk):
    """A drop arrives whole however long it is and in whatever pieces, up to the clipboards' limit; beyond it that is said."""
    quire = desk.quire("-o", "clipboard-limit=6", "-o", "paste-guard=off", *SHELL, env=PROMPT)
    quire.wait_for("$")
    text = "".join(f"{i:07}" + "x" * 40 + "\n" for i in range(110000))  # more than 4 MiB
    for name, piece in (("whole", None), ("pieces", 60000)):
        desk.type(f"clear; stty -echo; echo {name} begins; cat >{name}; stty echo; echo ready\n")
        quire.wait_for(name + " begins\n")
        check(drag_and_drop(desk, quire.window, text, "text/plain", piece), name)
        wait_until(lambda n=name: os.path.getsize(os.path.join(desk.folder, n)) == len(text), "all of it", 30)
        desk.key("ctrl+d")
        quire.wait_for("ready\n$")
        check(desk.read(name) == text, "and nothing else")
    desk.type("clear; printf '[%s]' ")
    check(drag_and_drop(desk, quire.window, "file:///tmp/a%20b\r\nhttp://example.org/\r\n", piece=7), "a list")
    quire.wait_for("http://example.org/ '/tmp/a b'")
    desk.type("\n")
    quire.wait_for("[http://example.org/][/tmp/a b]")
    for piece in (None, 200000):
        desk.type("clear\n")
        drag_and_drop(desk, quire.window, text + text, "text/plain", piece)
        quire.wait_for(lambda s: "larger than 6 MiB" in s.values["message"])
        desk.key("enter")
        quire.wait_for(lambda s: s.values["message"] == "", 30)
    desk.type("echo still here\n")
    quire.wait_for("still here\n")
    check(quire.error_text() == "", quire.error_text())


def settings(desk):
    """Whatever is wrong with the settings, the terminal starts with the rest and says so in its window."""
    desk.write("config/quire/quire.conf",
               "\ufeffcols = 90 # a comment\nrows = many\ncolour = \x1b[31mred\nforeground = #00ff00 # green\nfont_sise = 12\nrenderer = gpu\n"
               "shell = /no/such/shell\nhistory-file = /no/such/folder/history\nfont-family = No Such Font\n")
    login_shell = pwd.getpwuid(os.getuid()).pw_shell or "/bin/sh"
    quire = desk.quire(env=dict(PROMPT, SHELL="/no/such/either"))
    quire.wait_for("instead")
    screen = quire.screen()
    check(screen.cols == 90, f"the rest of the settings holds, not {screen.cols} columns")
    text = screen.text.replace("\n", "")
    for words in ("quire.conf:2: rows cannot be 'many': it takes 1 to 16384", "quire.conf:3: unknown key 'colour'",
                  "quire.conf:5: unknown key 'font_sise': did you mean 'font-size'?",
                  "quire.conf:6: renderer cannot be 'gpu': it takes auto|cpu|gl; did you mean 'cpu'?",
                  "cannot run '/no/such/shell': No such file or directory; correct the setting 'shell'",
                  "cannot run '/no/such/either': No such file or directory; correct SHELL in the environment",
                  f"running {login_shell} instead",
                  "'/no/such/folder/history': its folder is not there; this window keeps its history in memory"):
        check(words in text, f"'{words}' is missing in:\n{screen.text}")
        check(words in quire.error_text(), f"'{words}' is missing on standard error")
    desk.picture("settings")
    desk.type("echo $0\n")
    quire.wait_for("\n" + os.path.basename(login_shell))
    desk.type("exit\n")
    check(quire.wait_end() == 0, "ends well")
    desk.write("config/quire/quire.conf", "".join(f"wrong-{i} = 1\n" for i in range(20)))
    quire = desk.quire("--cols", "125", "-o", "font-size=7", *SHELL, env=PROMPT)
    screen = quire.wait_for("$")
    for i in range(20):
        check(f"quire.conf:{i + 1}: unknown key 'wrong-{i}'" in screen.text.replace("\n", ""), screen.text)
    desk.picture("many-settings")
    quire.process.terminate()
    quire.wait_end()
    os.unlink(os.path.join(desk.folder, "config/quire/quire.conf"))
    os.mkdir(os.path.join(desk.folder, "config/quire/quire.conf"))
    quire = desk.quire(*SHELL, env=PROMPT)
    screen = quire.wait_for("$")
    check("quire.conf': Is a directory" in screen.text.replace("\n", ""), screen.text)


ASKER = """
import os, sys, tty
tty.setraw(0)
os.write(1, b"waits\\r\\n")
for line in open(sys.argv[1], encoding="utf-8"):
    os.read(0, 1)
    os.write(1, line.strip().encode().decode("unicode_escape").encode("latin-1"))
    os.write(1, b"\\r\\n")
    got = b""
    while got.count(b"\\x1b]52;") < 2 or not got.endswith(b"\\x07"):
        got += os.read(0, 4096)
    os.write(1, repr(got).encode() + b"\\r\\n")
os.read(0, 1)
"""


def ask(desk, quire, question):
    """Presses the key for which the program waits. Returns the screen with the question, while it takes no answer."""
    desk.key("a")
    return quire.wait_for(lambda s: question in s.values["message"])


def ready(quire):
    return quire.wait_for(lambda s: s.values["question-ready"] == "1")


@needs("xclip")
def questions(desk):
    """A question takes no answer from someone who types, and no key; a chord or a click answers, once for all that waits.
    Another question of the same programs within a minute is refused."""
    subprocess.run(["xclip", "-i", "-selection", "clipboard"], input=b"secret", env=desk.environment, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    three = "\\x1b]52;c;?\\x07\\x1b]5522;type=read:id=r;dGV4dC9wbGFpbg==\\x1b\\\\\\x1b]52;c;?\\x07\n"
    script, lines = desk.write("asker.py", ASKER), desk.write("asked", three * 2)
    refused = r"b'\x1b]52;c;\x07\x1b]5522;type=read:status=EPERM:id=r\x1b\\\x1b]52;c;\x07'"

    def start():
        quire = desk.quire("--cols", "130", "-o", "clipboard-read=ask", "-e", "/usr/bin/python3", script, lines)
        quire.wait_for("waits")
        return quire

    quire = start()
    ask(desk, quire, "Let the program read the clipboard?")
    desk.picture("question-not-ready")
    desk.key("y", "ctrl+shift+y", "e", "s", "enter", "ctrl+shift+y")
    check(quire.screen().values["question"] == "1", "nothing is answered while keys are rolling")
    ready(quire)
    desk.key("y", "enter")
    check(quire.screen().values["question"] == "1", "nor by keys when it is ready")
    ready(quire)
    desk.picture("question")
    desk.key("ctrl+shift+n")
    quire.wait_for(refused.replace("b'", r"b'yes\ry\r"))
    desk.key("a")
    quire.wait_for(refused)
    check(quire.screen().values["question"] == "0", "the next one comes too soon to be asked")
    quire.process.terminate()
    quire.wait_end()

    quire = start()
    ask(desk, quire, "Let the program read the clipboard?")
    ready(quire)
    desk.key("ctrl+shift+y")
    quire.wait_for(r"]52;c;c2VjcmV0\x07")
    check(quire.screen().text.count("c2VjcmV0") >= 2, "one answer for all that waits: " + quire.screen().text)
    quire.process.terminate()
    quire.wait_end()

    quire = start()
    ask(desk, quire, "Let the program read the clipboard?")
    screen = ready(quire)
    desk.move(*quire.place(screen.values["message"].index("[ Deny ]") + 2, screen.rows - 1))
    desk.click()
    quire.wait_for(lambda s: refused in s.text and s.values["question"] == "0")
    quire.process.terminate()
    quire.wait_end()

    quire = start()
    ask(desk, quire, "Let the program read the clipboard?")
    quire.window.configure(width=300, height=200)
    desk.display.sync()
    quire.wait_for(lambda s: s.cols < 40 and "...  [ Deny ] [ Allow ]" in s.values["message"])
    desk.picture("question-narrow")
    quire.close_window()
    quire.wait_for(lambda s: "[ Keep ] [ Close ]" in s.values["message"])
    ready(quire)
    desk.key("ctrl+shift+n")
    quire.wait_for(lambda s: s.values["question"] == "0")
    check(quire.process.poll() is None, "ctrl+shift+n keeps the window")


def ended_from_outside(desk):
    """A signal or the end of the X server closes the window in good order, with the history kept."""
    path = os.path.join(desk.folder, "history")
    for end in ("signal", "server"):
        quire = desk.quire("-o", "history-file=" + path, "-e", "bash", "--norc", "-c",
                           f"trap 'echo hung up > {end}; exit' HUP; seq -f '{end} %.0f' 50; sleep 1000 & wait")
        quire.wait_for(end + " 50")
        if end == "signal":
            quire.process.terminate()
            check(quire.wait_end() == 0, "SIGTERM closes the window")
            check(quire.error_text() == "", "nothing is complained about: " + quire.error_text())
        else:
            desk.server.kill()
            check(quire.wait_end() == 1, "without a server there is no window")
            check(quire.error_text() == f"quire: the X server :{desk.number} is gone\n", quire.error_text())
        wait_until(lambda: desk.read(end) == "hung up\n", "the hangup of the program")
        found = desk.run([desk.program, "verify", path])
        check("sound" in found, found)
    desk.display = None


if __name__ == "__main__":
    sys.exit(main({"drop": drop, "large_drop": large_drop, "settings": settings, "questions": questions,
                   "ended_from_outside": ended_from_outside}))
