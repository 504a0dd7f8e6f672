#!/usr/bin/python3
"""Under Wayland: weston in a window of an X server, so that real key codes reach it."""
import glob
import os
import subprocess
import sys
import time

from harness import Quire, check, end, main, needs, runs, wait_until, walk, X


def shown(desk):
    """Weston's window, once it can be seen."""
    for window in walk(desk.display.screen().root):
        try:
            if ((window.get_wm_class() or ("", ""))[1].lower().startswith("weston") and
                    window.get_attributes().map_state == X.IsViewable):
                return window
        except Exception:
            pass
    return None


def start_weston(desk):
    desk.write("config/weston.ini", "[core]\nidle-time=0\n[shell]\npanel-position=none\nlocking=false\n")
    for attempt in range(4):
        weston = desk.spawn(["weston", "--backend=x11-backend.so", "--socket=quire-test", "--width=950", "--height=620",
                             "--use-pixman"], quiet=True)
        wait_until(lambda: os.path.exists(os.path.join(desk.folder, "quire-test")), "weston")
        try:
            wait_until(lambda: shown(desk), "weston to show itself", 10)
            break
        except RuntimeError:  # now and then it never maps its window
            if attempt == 3:
                raise
            end(weston)
    desk.weston = shown(desk)
    desk.environment["WAYLAND_DISPLAY"] = "quire-test"
    time.sleep(0.5)


def get(desk, *options):
    return subprocess.run(["wl-paste", "-n"] + list(options), env=desk.environment, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, timeout=30).stdout.decode()


def put(desk, text, *options):
    desk.spawn(["wl-copy", "-f"] + list(options) + [text], quiet=True)
    wait_until(lambda: get(desk, *options) == text, "wl-copy")


def click_into(desk, quire):
    """Weston gives the keyboard to the window that is clicked; wl-copy and wl-paste take it for a moment."""
    place = desk.weston.translate_coords(desk.display.screen().root, 0, 0)
    for attempt in range(60):
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
    desk.weston.set_input_focus(X.RevertToParent, X.CurrentTime)
    desk.display.sync()
    click_into(desk, quire)
    time.sleep(0.5)
    desk.type("echo Hello, Wayland; echo 'a|B{c}~'\n")
    quire.wait_for("\nHello, Wayland\na|B{c}~")
    desk.type("echo gone")
    desk.key("ctrl+u")
    desk.type("cat -v\n")
    wait_until(lambda: runs(quire.process.pid, "cat"), "cat")
    desk.key("up")
    desk.key("F5")
    desk.key("enter")
    quire.wait_for("^[[A^[[15~")
    desk.key("ctrl+d")
    desk.type("echo rep")
    code = desk.code_of("x")[0]
    desk.press_code(code, True)
    quire.wait_for("repxxxx")
    desk.press_code(code, False)
    desk.key("ctrl+u")
    desk.picture("wayland")
    clipboards(desk, quire)
    desk.type("exit 0\n")
    check(quire.wait_end() == 0, "it ends")
    check(quire.error_text() == "", "a library complains: " + quire.error_text())


def place_of(desk, color):
    """The first column and row, on Weston's screen, of a colour; None."""
    size = desk.weston.get_geometry()
    if desk.weston.get_attributes().map_state != X.IsViewable:
        return None
    data = desk.weston.get_image(0, 0, size.width, size.height, X.ZPixmap, 0xFFFFFFFF).data
    at = data.find(color * 40)
    return (at // 4 % size.width, at // 4 // size.width) if at >= 0 else None


def drag_title(desk, color):
    origin = desk.weston.translate_coords(desk.display.screen().root, 0, 0)
    for _ in range(8):  # Weston has its own mind about where a window comes up, and when
        time.sleep(0.5)
        first = place_of(desk, color)
        step_x, step_y = 8 if first[0] < 400 else -8, 6 if first[1] < 300 else -6
        place = lambda step: (first[0] + 60 + step * step_x - origin.x, first[1] - 12 + step * step_y - origin.y)
        desk.move(2, 2)  # where the pointer is Weston knows since it has come in
        time.sleep(0.1)
        desk.move(*place(0))
        time.sleep(0.3)
        desk.button(1, True)
        for step in range(1, 6):
            desk.move(*place(step))
        time.sleep(0.2)
        desk.button(1, False)
        time.sleep(0.3)
        moved = place_of(desk, color)
        if moved is not None and abs(moved[0] - first[0] - 5 * step_x) <= 8 and abs(moved[1] - first[1] - 5 * step_y) <= 8:
            check(True, "")
            return
    check(False, f"dragged by its title from {first} to {moved}")


@needs("weston", "bash")
def decorations(desk):
    """Weston draws no frames: libdecor's can be dragged and closes the window. Where it has no plugin there is none, and
    nothing is complained about."""
    start_weston(desk)
    desk.weston.set_input_focus(X.RevertToParent, X.CurrentTime)
    env = {"SDL_VIDEODRIVER": "wayland", "WAYLAND_DISPLAY": "quire-test", "PS1": "$ "}
    options = ["--cols", "40", "--rows", "8", "-o", "background=#123456", "-e", "bash", "--norc", "-i"]
    plugins = glob.glob("/usr/lib/*/libdecor/plugins-1/*.so")
    if not plugins:
        print("libdecor has no plugin here: frames are not looked at")
    quire = Quire(desk, options, env)
    quire.wait_for("$")
    color = bytes([0x56, 0x34, 0x12, 0xFF])
    wait_until(lambda: place_of(desk, color) or place_of(desk, color[:3] + b"\0"), "the window")
    color = color if place_of(desk, color) else color[:3] + b"\0"
    if plugins:
        drag_title(desk, color)
        desk.picture("decorations")
    quire.process.terminate()
    quire.wait_end()
    check(quire.error_text() == "", "a library complains: " + quire.error_text())


def clipboards(desk, quire):
    put(desk, "echo from-wl-copy")
    click_into(desk, quire)
    desk.key("ctrl+shift+v")
    quire.wait_for("echo from-wl-copy")
    desk.key("enter")
    quire.wait_for("\nfrom-wl-copy")
    desk.type("clear; printf '\\033]52;c;aGVyZSB5b3UgYXJl\\007set'\n")
    quire.wait_for("set")
    wait_until(lambda: get(desk) == "here you are", "the clipboard")
    check(True, "a program's OSC 52 reaches the clipboard")
    click_into(desk, quire)
    # Weston may lack the primary selection; then it must work within the window at least.
    desk.type("clear; printf '\\033]52;p;cHJpbWFyeS10ZXh0\\007set'\n")
    quire.wait_for("set")
    desk.type("clear; echo [")
    desk.key("shift+insert")
    quire.wait_for("[primary-text")
    desk.type("]\n")
    quire.wait_for(lambda s: "[primary-text]" in s.lines)


if __name__ == "__main__":
    sys.exit(main({"wayland": wayland, "decorations": decorations}))
