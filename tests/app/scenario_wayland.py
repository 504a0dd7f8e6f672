#!/usr/bin/python3
"""Under Wayland: weston in a window of an X server, so that real key codes reach it."""
import os
import subprocess
import sys
import time

from harness import Quire, check, main, needs, wait_until, walk, X


def start_weston(desk):
    desk.write("config/weston.ini", "[core]\nidle-time=0\n[shell]\npanel-position=none\nlocking=false\n")
    desk.spawn(["weston", "--backend=x11-backend.so", "--socket=quire-test", "--width=950", "--height=620",
                "--use-pixman"], quiet=True)
    wait_until(lambda: os.path.exists(os.path.join(desk.folder, "quire-test")), "weston")

    def find():
        for window in walk(desk.display.screen().root):
            try:
                if (window.get_wm_class() or ("", ""))[1].lower().startswith("weston"):
                    return window
            except Exception:
                pass
        return None
    wait_until(find, "weston's window")
    desk.weston = find()
    desk.environment["WAYLAND_DISPLAY"] = "quire-test"
    time.sleep(0.5)


def get(desk, *options):
    return subprocess.run(["wl-paste", "-n"] + list(options), env=desk.environment, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, timeout=10).stdout.decode()


def put(desk, text, *options):
    desk.spawn(["wl-copy", "-f"] + list(options) + [text], quiet=True)
    time.sleep(0.5)


def click_into(desk, quire):
    """Weston gives the keyboard to the window that is clicked; wl-copy and wl-paste take it for a moment."""
    place = desk.weston.translate_coords(desk.display.screen().root, 0, 0)
    for attempt in range(20):
        time.sleep(0.3)
        if quire.screen().values["focused"] == "1":
            return
        desk.move(-place.x + 475 + attempt, -place.y + 310)
        desk.click()
    check(False, "weston does not give the keyboard back")


@needs("weston", "wl-copy", "wl-paste", "bash")
def wayland(desk):
    start_weston(desk)
    env = {"SDL_VIDEODRIVER": "wayland", "WAYLAND_DISPLAY": "quire-test", "PS1": "$ "}
    quire = Quire(desk, ["--cols", "80", "--rows", "24", "-e", "bash", "--norc", "-i"], env)
    screen = quire.wait_for("$")
    check(screen.values["keyboard"] == "wayland", "keys are read by " + screen.values["keyboard"])
    wait_until(lambda: desk.weston.get_attributes().map_state == X.IsViewable, "weston to show itself")
    desk.weston.set_input_focus(X.RevertToParent, X.CurrentTime)
    desk.display.sync()
    click_into(desk, quire)
    time.sleep(0.5)
    desk.type("echo Hello, Wayland; echo 'a|B{c}~'\n")
    quire.wait_for("\nHello, Wayland\na|B{c}~")
    desk.type("echo gone")
    desk.key("ctrl+u")
    desk.type("cat -v\n")
    time.sleep(0.2)
    desk.key("up")
    desk.key("F5")
    desk.key("enter")
    quire.wait_for("^[[A^[[15~")
    desk.key("ctrl+d")
    desk.type("echo rep")
    code = desk.code_of("x")[0]
    desk.press_code(code, True)
    time.sleep(1.2)
    desk.press_code(code, False)
    quire.wait_for("repxxxx")
    desk.key("ctrl+u")
    desk.picture("wayland")
    clipboards(desk, quire)
    desk.type("exit 0\n")
    check(quire.wait_end() == 0, "it ends")


def clipboards(desk, quire):
    put(desk, "echo from-wl-copy")
    click_into(desk, quire)
    desk.key("ctrl+shift+v")
    desk.key("enter")
    quire.wait_for("\nfrom-wl-copy")
    desk.type("clear; printf '\\033]52;c;aGVyZSB5b3UgYXJl\\007set'\n")
    quire.wait_for("set")
    wait_until(lambda: get(desk) == "here you are", "the clipboard", 8)
    check(True, "a program's OSC 52 reaches the clipboard")
    click_into(desk, quire)
    # Weston may lack the primary selection; then it must work within the window at least.
    desk.type("clear; printf '\\033]52;p;cHJpbWFyeS10ZXh0\\007set'\n")
    quire.wait_for("set")
    time.sleep(0.3)
    desk.type("clear; echo [")
    desk.key("shift+insert")
    desk.type("]\n")
    quire.wait_for(lambda s: "[primary-text]" in s.lines)


if __name__ == "__main__":
    sys.exit(main({"wayland": wayland}))
