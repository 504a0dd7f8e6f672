#!/usr/bin/python3
"""What reaches beyond the text: programs that change the window, links that open, further windows."""
import os
import signal
import sys
import time

from harness import X, check, main, wait_until, walk, xtest

SHELL = ["-e", "bash", "--norc", "-i"]
PROMPT = {"PS1": "$ "}


def window_ops(desk):
    """XTWINOPS, allowed: the window does what is asked, and what is asked about it is true."""
    script = desk.write("ops.py", r"""
import os, tty
tty.setraw(0)
asked = os.environ["ASKED"].split("|")
for number, ops in enumerate(asked):
    os.write(1, b"\x1b[2J\x1b[Hready %d" % number)
    os.read(0, 1)
    for op in ops.split():
        os.write(1, b"\x1b[" + op.encode() + b"t")
os.write(1, b"\x1b[Hdone")
while True:
    os.write(1, os.read(0, 100).replace(b"\x1b", b"^["))
""")
    steps = ["8;20;70", "3;40;60", "9;1", "9;0", "9;2", "9;0", "9;3", "9;0", "10;1", "10;0", "10;2", "10;2", "5 6",
             "13 18 2"]
    quire = desk.quire("-o", "window-ops=allow", "-e", "/usr/bin/python3", script, env={"ASKED": "|".join(steps)})
    quire.wait_for("ready 0")
    width, height = quire.screen().numbers("cell")

    def shape():
        geometry = quire.window.get_geometry()
        return geometry.width, geometry.height

    def frame_place():
        window = quire.window
        while window.query_tree().parent.id != desk.display.screen().root.id:
            window = window.query_tree().parent
        geometry = window.get_geometry()
        return geometry.x, geometry.y

    def whole_state():
        states = quire.window.get_full_property(desk.display.intern_atom("_NET_WM_STATE"), X.AnyPropertyType)
        return shape(), frame_place(), list(states.value) if states else [], quire.screen().numbers("window")

    def step(condition, what):
        desk.key("a")
        wait_until(condition, what)
        check(True, what)
        before = None
        while before != (before := whole_state()):  # the window manager may not have done yet
            time.sleep(0.15)

    small = (70 * width + 8, 20 * height + 8)
    step(lambda: shape() == small, "8: a size in cells")
    quire.wait_for(lambda s: (s.cols, s.rows) == (70, 20))
    step(lambda: frame_place() == (40, 60), "3: a place")
    for expected, what in ((lambda: shape()[0] > 900 and shape()[1] > 600, "9;1: maximized"), (lambda: shape() == small, "9;0"),
                           (lambda: shape()[0] == small[0] and shape()[1] > 600, "9;2: in height"), (lambda: shape() == small, "9;0"),
                           (lambda: shape()[0] > 900 and shape()[1] == small[1], "9;3: in width"), (lambda: shape() == small, "9;0"),
                           (lambda: shape() == (1000, 700), "10;1: full screen"), (lambda: shape() == small, "10;0"),
                           (lambda: shape() == (1000, 700), "10;2"), (lambda: shape() == small, "10;2: the other way round"), (lambda: shape() == small, "5, 6: raised")):
        step(expected, what)
    atom = desk.display.intern_atom("WM_STATE")
    step(lambda: quire.window.get_full_property(atom, atom).value[0] == 3, "2: an icon")
    quire.wait_for("^[[3;40;60t^[[8;20;70t")


def links(desk):
    """A link under the pointer is underlined, and a click with ctrl hands it on; what is not opened is said."""
    opener = desk.write("bin/xdg-open", '#!/bin/sh\necho "$1" >>opened\n')
    os.chmod(opener, 0o755)
    link = "\\033]8;;{0}\\033\\\\{1}\\033]8;;\\033\\\\\\n"
    text = (link.format("HTTPS://example.org/a?b", "first") + link.format("javascript:alert(1)", "second") +
            link.format("file://elsewhere.example/tmp/a", "third") + link.format("FILE://localhost/tmp/a%%20b", "fourth"))
    quire = desk.quire("-e", "bash", "--norc", "-c", f"printf '{text}'; sleep 1000",
                       env={"PATH": os.path.join(desk.folder, "bin") + ":" + os.environ["PATH"]})
    quire.wait_for("fourth")
    desk.move(*quire.place(2, 0))
    quire.wait_for(lambda s: s.number("hover") > 0)
    desk.move(*quire.place(30, 10))
    quire.wait_for(lambda s: s.number("hover") == 0)
    desk.move(*quire.place(2, 0))
    desk.click()
    control = desk.code_of("ctrl")[0]
    desk.press_code(control, True)
    time.sleep(0.6)
    desk.picture("link")
    desk.click()
    wait_until(lambda: desk.read("opened") == "https://example.org/a?b\n", "the browser")
    check(True, "a click opens it")
    desk.move(*quire.place(2, 1))
    desk.click()
    quire.wait_for(lambda s: "of the kind javascript" in s.values["message"])
    desk.move(*quire.place(2, 2))
    desk.click()
    quire.wait_for(lambda s: "of the host elsewhere.example" in s.values["message"])
    alt = desk.code_of("alt")[0]
    desk.press_code(alt, True)
    desk.move(*quire.place(2, 0))
    desk.click()
    desk.press_code(alt, False)
    desk.move(*quire.place(2, 3))
    desk.click()
    wait_until(lambda: desk.read("opened").endswith("file:///tmp/a%20b\n"), "the file manager")
    desk.press_code(control, False)
    check(desk.read("opened").count("\n") == 2, "nothing else was opened: " + desk.read("opened"))
    desk.move(*quire.place(2, 0))
    quire.wait_for(lambda s: s.number("hover") > 0)
    desk.move(990, 690)
    quire.wait_for(lambda s: s.number("hover") == 0)


def windows_of(desk):
    """The processes that own windows."""
    atom = desk.display.intern_atom("_NET_WM_PID")
    found = set()
    for window in walk(desk.display.screen().root):
        try:
            owner = window.get_full_property(atom, 0)
            if owner and window.get_wm_class() and window.get_wm_class()[1] == "quire":
                found.add(owner.value[0])
        except Exception:  # gone meanwhile
            pass
    return found


def new_window(desk):
    """Another window opens in this process, in the directory of the shell, with the same settings, and outlives the first."""
    os.mkdir(os.path.join(desk.folder, "here"))
    settings = desk.write("my.conf", "shell = /bin/sh\ncols = 50\n")
    quire = desk.quire("--config", settings, env=dict(PROMPT, ENV=desk.write("rc", "pwd >>started; stty size >>started\n")))
    quire.wait_for("$")
    desk.type("cd here; echo gone there\n")
    quire.wait_for("\ngone there")
    desk.key("ctrl+shift+n")
    wait_until(lambda: desk.read("here/started").count("\n") == 2, "the other shell")
    check(desk.read("here/started") == os.path.join(desk.folder, "here") + "\n24 50\n", desk.read("here/started"))
    check(windows_of(desk) == {quire.process.pid}, "one process")
    quire.wait_for(lambda s: s.values["windows"] == "2")
    quire.focus()
    desk.type("exit\n")
    quire.wait_for(lambda s: s.values["windows"] == "1")
    check(quire.process.poll() is None, "the process outlives the first window")
    check(quire.screen().numbers("size") == [50, 24], "the other window lives on")
    quire.process.terminate()
    check(quire.wait_end() == 0, "both are closed")


def new_process(desk):
    """With --new-process another window is a process of its own, with the same file of settings, and outlives the first."""
    settings = desk.write("my.conf", "shell = /bin/sh\ncols = 50\n")
    quire = desk.quire("--config", settings, "--new-process", env=PROMPT)
    quire.wait_for("$")
    desk.key("ctrl+shift+n")
    wait_until(lambda: len(windows_of(desk)) == 2, "another process")
    others = windows_of(desk) - {quire.process.pid}
    quire.process.terminate()
    check(quire.wait_end() == 0, "the first window ends")
    for other in others:
        os.kill(other, 0)
        os.kill(other, signal.SIGTERM)
    wait_until(lambda: not windows_of(desk), "the end of the other")


def environment(desk):
    """What a program inherits: this window, nothing of the terminal quire was started from, no descriptor; and no
    program was started on the way there."""
    theirs = {name: "theirs" for name in ("WEZTERM_PANE", "KITTY_WINDOW_ID", "VTE_VERSION", "TERMINFO", "INSIDE_EMACS")}
    started = os.path.join(desk.folder, "started")
    os.makedirs(os.path.join(desk.folder, "bin"))
    os.chmod(desk.write("bin/dbus-launch", f"#!/bin/sh\necho $0 >>{started}\n"), 0o755)
    path = os.path.join(desk.folder, "bin") + ":" + os.environ["PATH"]
    child = "echo id=$WINDOWID; echo fds=$(ls /proc/self/fd); env | grep -c =theirs; echo bus=$DBUS_SESSION_BUS_ADDRESS.; sleep 1000"
    quire = desk.quire("-e", "bash", "--norc", "-c", child, env=dict(theirs, WINDOWID="1", PATH=path))
    screen = quire.wait_for("bus=.")
    check(screen.lines[0] == f"id={quire.window.id}", f"WINDOWID is that of the window, {quire.window.id}: {screen.lines[0]}")
    check(screen.lines[1:3] == ["fds=0 1 2 3", "0"], f"three descriptors (and that of ls), nothing of theirs: {screen.lines[1:3]}")
    check(not os.path.exists(started), "libdbus started a bus (a real dbus-launch would come first, unseen)")
    quire.process.terminate()
    quire.wait_end()


def environment_order(desk):
    """The environment is changed only while there is no other thread that may be reading it; dead keys and the class of
    windows depend on those changes."""
    watch = os.path.join(os.path.dirname(os.path.abspath(desk.program)), "tests/platform/environment_watch.so")
    with open(desk.program, "rb") as program:
        if b"__asan_init" in (content := program.read()) or b"__tsan_init" in content:
            check(True, "nothing is loaded before a sanitizer")
            return
    quire = desk.quire("-o", "renderer=cpu", "-o", "class=of-mine", "-e", "bash", "--norc", "-c",
                       "env | grep -E 'SDL_VIDEO|XCOMPOSE|XMODIFIERS'; echo end; sleep 1000",
                       env={"LD_PRELOAD": watch, "XMODIFIERS": "@im=none-such"})
    screen = quire.wait_for("end")
    check(screen.lines[0] == "XMODIFIERS=@im=none-such" and screen.lines[1] == "end", f"not as it was: {screen.lines[:4]}")
    check(quire.window.get_wm_class()[1] == "of-mine", str(quire.window.get_wm_class()))
    check(quire.error_text() == "", quire.error_text())
    quire.process.terminate()
    quire.wait_end()


def pointer(desk):
    """Selecting by mouse in its ways: extended, by block, beyond the edge; and the scrollbar. (This window manager has alt
    for itself.)"""
    quire = desk.quire("--rows", "20", "-o", "mouse-right=extend_selection", *SHELL, env=PROMPT)
    quire.wait_for("$")
    desk.type("for i in $(seq 100 150); do echo abc-$i-xyz; done\n")
    screen = quire.wait_for("abc-150-xyz")
    row = screen.row_of("abc-149")
    primary = lambda: desk.run(["xclip", "-o", "-selection", "primary"])
    shift = desk.code_of("shift")[0]
    quire.drag((0, row), (2.9, row))
    wait_until(lambda: primary() == "abc", "a drag: " + primary())
    desk.move(*quire.place(10.6, row))
    desk.click(3)
    wait_until(lambda: primary() == "abc-149-xyz", "the right button extends: " + primary())
    desk.move(*quire.place(6.9, row))
    desk.press_code(shift, True)
    desk.click()
    desk.press_code(shift, False)
    wait_until(lambda: primary() == "abc-149", "shift extends: " + primary())
    time.sleep(0.6)
    desk.move(*quire.place(4, row - 1))
    desk.click()
    check(primary() == "abc-149", "a click alone selects nothing")
    desk.move(*quire.place(2.9, row))
    desk.press_code(shift, True)
    desk.click()
    desk.press_code(shift, False)
    wait_until(lambda: primary() == "148-xyz\nabc", "shift selects from the last click: " + primary())
    time.sleep(0.6)
    held = [desk.code_of(name)[0] for name in ("ctrl", "alt")]
    for code in held:
        desk.press_code(code, True)
    quire.drag((4, row - 1), (6.9, row))
    for code in held:
        desk.press_code(code, False)
    wait_until(lambda: primary() == "148\n149", "ctrl+alt selects a block: " + primary())
    time.sleep(0.6)
    x, y = quire.place(0, 5)
    desk.move(x, y)
    desk.button(1, True)
    desk.move(x, y - 200)
    quire.wait_for(lambda s: s.numbers("scroll")[0] == s.numbers("scroll")[1] > 20)
    time.sleep(0.2)
    desk.button(1, False)
    wait_until(lambda: "abc-100-xyz\n" in primary(), "what was scrolled over is selected")
    bar = quire.place(80, 19)
    desk.move(bar[0] - 2, bar[1])
    for kind, button in (X.ButtonPress, 5), (X.ButtonRelease, 5), (X.ButtonPress, 1):  # the wheel shows it, for a second
        xtest.fake_input(desk.display, kind, button)
    desk.display.sync()
    quire.wait_for(lambda s: s.number("scroll") == 0)
    desk.move(bar[0] - 2, quire.place(0, 0)[1] - 10)
    quire.wait_for(lambda s: s.numbers("scroll")[0] == s.numbers("scroll")[1])
    desk.picture("scrollbar")
    desk.button(1, False)
    desk.key("ctrl+shift+down")
    quire.wait_for(lambda s: s.numbers("scroll")[0] == s.numbers("scroll")[1] - 1)
    desk.key("ctrl+shift+up")
    quire.wait_for(lambda s: s.numbers("scroll")[0] == s.numbers("scroll")[1])
    desk.key("shift+end")
    quire.wait_for(lambda s: s.number("scroll") == 0)


pointer.tools = ["xclip"]


if __name__ == "__main__":
    sys.exit(main({"window_ops": window_ops, "links": links, "new_window": new_window, "new_process": new_process,
                   "environment": environment, "environment_order": environment_order, "pointer": pointer}))
