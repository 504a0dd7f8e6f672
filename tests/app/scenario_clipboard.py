#!/usr/bin/python3
"""The clipboard between real programs: large texts both ways, and other clients that vanish, hang or have too much."""
import os
import subprocess
import sys
import time

from harness import X, check, display as x_display, main, needs, wait_until

SOAK = os.environ.get("QUIRE_SOAK") == "1"
SHELL = ["-e", "bash", "--norc", "-i"]
PROMPT = {"PS1": "$ "}


def large_text(size):
    """Lines of different numbers, so that nothing can change places."""
    return b"".join(b"%071d\n" % number for number in range(size // 72))


def tool(desk, *command, data=None):
    """Runs one of the programs that have to do with the clipboard, and returns its output."""
    return subprocess.run(command, input=data, env=desk.environment, timeout=60, check=True,
                          stdout=subprocess.DEVNULL if data is not None else subprocess.PIPE,
                          stderr=subprocess.DEVNULL).stdout


def own(desk, display, name):
    """Makes a new window of this connection the owner of the clipboard."""
    window = display.screen().root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)
    window.set_selection_owner(display.intern_atom(name), X.CurrentTime)
    display.sync()
    return window


def notify(request, the_property):
    from Xlib.protocol import event as x_event
    request.requestor.send_event(x_event.SelectionNotify(
        time=request.time, requestor=request.requestor, selection=request.selection, target=request.target,
        property=the_property))


def vanished(desk):
    """Asks for the selection and is gone before the answer: nobody's fault, and nothing to complain about."""
    quire = desk.quire(*SHELL, env=PROMPT)
    quire.wait_for("$")
    desk.type("echo word\n")
    row = quire.wait_for("\nword").lines.index("word")
    desk.move(*quire.place(1, row))
    desk.click(times=2)
    atom = desk.display.intern_atom
    wait_until(lambda: desk.display.get_selection_owner(atom("PRIMARY")) != X.NONE, "the selection")
    for _ in range(30):
        window = desk.display.screen().root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)
        window.convert_selection(atom("PRIMARY"), atom("UTF8_STRING"), atom("NOWHERE"), X.CurrentTime)
        window.destroy()
        desk.display.sync()
    desk.type("echo still $((6 * 7))\n")
    quire.wait_for("\nstill 42")
    check(quire.error_text() == "", "nothing is said about it: " + quire.error_text())
    desk.key("ctrl+d")
    check(quire.wait_end() == 0, "ends well")


WRITER = """
import base64, os, sys, tty
tty.setraw(0)
data = open(sys.argv[1], "rb").read()
def say(text):
    while text:
        text = text[os.write(1, text):]
say(b"\\x1b]5522;type=write:id=w\\x1b\\\\")
for at in range(0, len(data), 3000):
    say(b"\\x1b]5522;type=wdata:mime=dGV4dC9wbGFpbg==;" + base64.b64encode(data[at:at + 3000]) + b"\\x1b\\\\")
say(b"\\x1b]5522;type=wdata\\x1b\\\\")
got = b""
while not got.endswith(b"\\x1b\\\\"):
    got += os.read(0, 4096)
say(repr(got).encode() + b"\\r\\n")
os.read(0, 1)
"""


@needs("xclip", "xsel")
def copies(desk):
    """What a program copies, 20 MB, comes to others whole, while the program and the window go on."""
    text = large_text(20 << 20)
    path = os.path.join(desk.folder, "text")
    with open(path, "wb") as file:
        file.write(text)
    quire = desk.quire("-e", "/usr/bin/python3", desk.write("writer.py", WRITER), path)
    quire.wait_for("status=DONE:id=w", timeout=60)
    for command in (("xclip", "-selection", "clipboard", "-o"), ("xsel", "--clipboard", "--output")):
        check(tool(desk, *command) == text, command[0] + " has all of it")
    check(quire.error_text() == "", "nothing is complained about: " + quire.error_text())
    check(quire.process.poll() is None, "the window is there")


# Writes what it reads into a file, until a line END; says when it reads a key K, behind the end, too.
READER = """
import os, sys, time, tty
tty.setraw(0)
os.write(1, sys.argv[2].encode().decode("unicode_escape").encode() + b"ready\\r\\n")
got = bytearray()
def take(size):
    piece = os.read(0, size)
    for _ in range(piece.count(b"K")):
        print(time.monotonic(), file=sys.stderr, flush=True)
    return piece
while b"END\\r" not in got[-20:]:
    got += take(65536)
with open(sys.argv[1], "wb") as file:
    file.write(got)
os.write(1, b"done\\r\\n")
while take(1) == b"K":
    pass
"""


def reader(desk, *options, mode=""):
    script = desk.write("reader.py", READER)
    command = f"exec /usr/bin/python3 {script} {desk.folder}/got '{mode}' 2>{desk.folder}/times"
    quire = desk.quire(*options, "-o", "paste-guard=off", "-e", "sh", "-c", command)
    quire.wait_for("ready")
    return quire


def got(desk):
    with open(os.path.join(desk.folder, "got"), "rb") as file:
        return file.read()


def paste_into(desk, quire):
    desk.key("ctrl+shift+v")
    quire.wait_for("done", timeout=60)


@needs("xclip", "xsel")
def pastes(desk):
    """Texts of others arrive whole: 5 MB from xclip, 5 KB from xsel, 300 KB in one property as GTK sends them."""
    text = large_text(5 << 20) + b"END\n"
    tool(desk, "xclip", "-selection", "clipboard", "-i", data=text)
    quire = reader(desk, mode="\\x1b[?2004h")
    paste_into(desk, quire)
    check(got(desk) == b"\x1b[200~" + text.replace(b"\n", b"\r") + b"\x1b[201~", "5 MB in brackets")
    quire.process.terminate()
    quire.wait_end()

    def owner():
        return desk.display.get_selection_owner(desk.display.intern_atom("CLIPBOARD"))
    text, before = large_text(5000) + b"END\n", owner()
    tool(desk, "xsel", "--clipboard", "--input", data=text)
    wait_until(lambda: owner() not in (X.NONE, before), "xsel")
    quire = reader(desk)
    paste_into(desk, quire)
    check(got(desk) == text.replace(b"\n", b"\r"), "5 KB")
    quire.process.terminate()
    quire.wait_end()

    text = large_text(300000) + b"END\n"
    display = x_display.Display(":" + desk.number)
    window = own(desk, display, "CLIPBOARD")
    quire = reader(desk)
    desk.key("ctrl+shift+v")
    request = display.next_event()
    while request.type != X.SelectionRequest:
        request = display.next_event()
    utf8 = display.intern_atom("UTF8_STRING")
    check(request.target == utf8 and request.owner == window, "UTF-8 is asked for first")
    for at in range(0, len(text), 1 << 17):
        request.requestor.change_property(request.property, utf8, 8, text[at:at + (1 << 17)],
                                          X.PropModeAppend if at > 0 else X.PropModeReplace)
    notify(request, request.property)
    display.flush()
    quire.wait_for("done", timeout=60)
    check(got(desk) == text.replace(b"\n", b"\r"), "300 KB at once")
    display.close()


@needs("xclip")
def large_paste(desk):
    """50 MB arrive byte for byte, and keys that are pressed meanwhile go between. (QUIRE_SOAK=1: soon, by the clock.)"""
    text = large_text(50 << 20) + b"END\n"
    tool(desk, "xclip", "-selection", "clipboard", "-i", data=text)
    quire = reader(desk)
    desk.key("ctrl+shift+v")
    late = []
    for number in range(20):
        pressed = time.monotonic()
        desk.type("K")
        while desk.read("times").count("\n") <= number and time.monotonic() < pressed + 30:
            time.sleep(0.001)
        late.append(float(desk.read("times").split()[number]) - pressed)
    late.sort()
    print("milliseconds until the keys were read: " + " ".join(f"{1000 * each:.0f}" for each in late))
    check(not SOAK or (late[10] < 0.02 and late[-1] < 0.5), "the keys were read late")
    quire.wait_for("done", timeout=60)
    between = got(desk).count(b"K")
    check(between >= 5, f"{between} of 20 keys were read before the end of the paste")
    check(got(desk).replace(b"K", b"") == text.replace(b"\n", b"\r"), "every byte")


def owners(desk):
    """An owner that does not answer keeps nobody from typing, and what it owns is still its own."""
    display = x_display.Display(":" + desk.number)
    window = own(desk, display, "CLIPBOARD")
    quire = desk.quire(*SHELL, env=PROMPT)
    quire.wait_for("$")
    for number in range(10):  # on a busy machine the owner may be given up before the program has answered
        desk.key("ctrl+shift+v")
        desk.type(f"echo typed {number}\n")
        before = "does not answer" not in quire.wait_for(f"\ntyped {number}").values["message"]
        quire.wait_for(lambda s: "does not answer: nothing was pasted" in s.values["message"])
        if before:
            break
        quire.wait_for(lambda s: s.values["message"] == "")
    check(before, "typing goes on at once")
    check(desk.display.get_selection_owner(desk.display.intern_atom("CLIPBOARD")).id == window.id, "it owns it still")
    desk.picture("no-answer")
    desk.key("ctrl+shift+v")
    time.sleep(0.2)
    display.close()  # it dies
    desk.type("echo again\n")
    quire.wait_for("\nagain")
    quire.wait_for(lambda s: "does not answer: nothing was pasted" in s.values["message"])


@needs("xclip")
def limit(desk):
    """One limit for all ways; beyond it the window says so, and what was there stays."""
    text = large_text(3 << 19)
    path = os.path.join(desk.folder, "text")
    with open(path, "wb") as file:
        file.write(text)
    tool(desk, "xclip", "-selection", "clipboard", "-i", data=text)
    options = ["-o", "clipboard-limit=1", "--scrollback", "100000"]
    quire = desk.quire(*options, "-e", "/usr/bin/python3", desk.write("writer.py", WRITER), path)
    quire.wait_for("status=EIO:id=w")
    quire.wait_for(lambda s: "set the clipboard to more than 1 MiB: refused" in s.values["message"])
    desk.picture("too-large-write")
    desk.key("ctrl+shift+v")
    quire.wait_for(lambda s: "The clipboard holds more than 1 MiB: it was not pasted" in s.values["message"])
    check(tool(desk, "xclip", "-selection", "clipboard", "-o") == text, "what was there is there")
    quire.process.terminate()
    quire.wait_end()
    quire = desk.quire(*options, "-e", "sh", "-c", f"cat {path}; printf end; read x")
    screen = quire.wait_for("end")
    quire.drag((0, screen.rows - 2), (9, screen.rows - 2))
    desk.key("shift+home")
    quire.wait_for(lambda s: s.numbers("scroll")[0] == s.numbers("scroll")[1])
    desk.move(*quire.place(0, 3))
    desk.press_code(desk.code_of("shift")[0], True)
    desk.click()
    desk.press_code(desk.code_of("shift")[0], False)
    quire.wait_for(lambda s: "The selection is larger than 1 MiB" in s.values["message"])
    desk.key("ctrl+shift+c")
    quire.wait_for(lambda s: "it was not copied" in s.values["message"])
    desk.picture("too-large-selection")
    quire.wait_for(lambda s: s.values["message"] == "")  # by itself, after a while


def serve_manager(display, quire):
    """A clipboard manager: when it is asked to save, it fetches the clipboard. Returns the text."""
    atom = display.intern_atom
    window = own(None, display, "CLIPBOARD_MANAGER")
    quire.process.terminate()
    text, asked = None, None
    while text is None and (quire.process.poll() is None or display.pending_events() > 0):
        if display.pending_events() == 0:
            time.sleep(0.002)
            continue
        event = display.next_event()
        if event.type == X.SelectionRequest and event.target == atom("SAVE_TARGETS"):
            asked = event
            window.convert_selection(atom("CLIPBOARD"), atom("UTF8_STRING"), atom("SAVED"), X.CurrentTime)
        elif event.type == X.SelectionNotify and event.property != X.NONE:
            text = window.get_full_property(atom("SAVED"), X.AnyPropertyType).value
            notify(asked, asked.property)
        display.flush()
    return text


def copy_and_end(desk):
    """Copies, ends the window, and returns what a clipboard manager got of it."""
    quire = desk.quire(*SHELL, env=PROMPT)
    quire.wait_for("$")
    desk.type("printf '\\033]52;c;a2VlcCBtZQ==\\007'; echo copied\n")
    quire.wait_for("\ncopied")
    wait_until(lambda: desk.display.get_selection_owner(desk.display.intern_atom("CLIPBOARD")) != X.NONE, "the clipboard")
    display = x_display.Display(":" + desk.number)
    text = serve_manager(display, quire)
    check(quire.wait_end() == 0, "it ends")
    display.close()
    return text


def hand_over(desk):
    """What was copied outlives the window: a clipboard manager is asked to save it. It has half a second to stir, which
    one on a busy machine may miss; not each time."""
    atom = desk.display.intern_atom
    text = copy_and_end(desk) or copy_and_end(desk) or copy_and_end(desk)
    check(text == b"keep me", f"what is saved: {text!r}")
    root = desk.display.screen().root
    check(all(root.get_full_property(atom(f"CUT_BUFFER{number}"), X.AnyPropertyType) is None for number in range(8)),
          "nothing is in the cut buffers")


if __name__ == "__main__":
    sys.exit(main({"vanished": vanished, "copies": copies, "pastes": pastes, "large_paste": large_paste, "owners": owners,
                   "limit": limit, "hand_over": hand_over}))
