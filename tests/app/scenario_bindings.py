#!/usr/bin/python3
"""Keys and buttons that the user has bound."""
import sys
import time

from Xlib.ext import xfixes

from harness import check, main, wait_until

ECHO = ["-e", "bash", "--norc", "-c", "stty raw -echo; printf 'ready '; cat -v"]
SETTINGS = """
wheel-lines = 5
[keys]
ctrl+shift+u = send_text:<\\e\\x41\\u{e9}>
f5 = send_text:a ; send_text:b
ctrl+a>n = send_text:chord
ctrl+shift+r = enter_mode:letters
ctrl+shift+i = enter_mode_once:letters
ctrl+shift+c = ignore
f6 = unbind
[keys.letters]
h = send_text:mode
q = leave_mode
[mouse]
right = send_text:right
ctrl+right = send_text:ctrl-right
middle = none
ctrl+wheel_down = none
"""


def start(desk, *options, settings=SETTINGS):
    desk.write("config/quire/quire.conf", settings)
    quire = desk.quire(*options, *ECHO)
    quire.wait_for("ready")
    return quire


def keys(desk):
    """Texts with escapes, several actions, sequences, modes that hold and that are for one key."""
    quire = start(desk)
    desk.key("ctrl+shift+u", "F5", "ctrl+a", "n")
    quire.wait_for("ready <^[AM-CM-)>abchord")
    desk.key("ctrl+shift+c", "F6")
    quire.wait_for("abchord^[[17~")
    desk.key("ctrl+shift+r")
    quire.wait_for(lambda s: s.values["message"].startswith(" letters  "))
    desk.picture("mode")
    desk.key("h", "x", "h", "q", "h")
    quire.wait_for(lambda s: "17~modemodeh" in s.text and s.values["message"] == "")
    for last in ("h", "x"):
        desk.key("ctrl+shift+i")
        quire.wait_for(lambda s: s.values["message"].startswith(" letters"))
        desk.key(last, ".")
        quire.wait_for(lambda s: s.values["message"] == "")
    quire.wait_for("modehmode..")
    desk.key("ctrl+shift+r", "escape", ",")
    quire.wait_for("mode..,")
    check(quire.error_text() == "", quire.error_text())


def is_hidden(desk):
    """The server tells the pointer's picture: a hidden one has nothing in it."""
    image = xfixes.get_cursor_image(desk.display, desk.display.screen().root)
    return not any(image.cursor_image)


def mouse(desk):
    """Buttons with modifiers; the wheel zooms with ctrl, and scrolls as far as the settings say; what a program has asked
    for is its own, but with shift."""
    desk.display.xfixes_query_version()
    quire = start(desk)
    desk.move(*quire.place(20, 5))
    ctrl, shift = desk.code_of("ctrl")[0], desk.code_of("shift")[0]
    desk.click(3)
    quire.wait_for("ready right")
    desk.press_code(ctrl, True)
    desk.click(3)
    quire.wait_for("ready rightctrl-right")
    desk.click(4, times=2)
    quire.wait_for(lambda s: s.number("font-size") == 13)
    desk.click(5, times=2)
    desk.press_code(ctrl, False)
    desk.move(*quire.place(10, 3))
    check(not is_hidden(desk), "the pointer is there")
    desk.type("x")
    quire.wait_for("rightx")
    check(quire.screen().number("font-size") == 13, "a freed turn of the wheel does nothing")
    wait_until(lambda: is_hidden(desk), "the pointer to be hidden")
    desk.move(*quire.place(11, 3))
    wait_until(lambda: not is_hidden(desk), "the pointer to be back")
    quire.process.terminate()
    quire.wait_end()
    desk.write("config/quire/quire.conf", SETTINGS)
    quire = desk.quire("-e", "bash", "--norc", "-c",
                       "stty raw -echo; seq 100; printf '\\033[?1000h\\033[?1006hready '; cat -v")
    quire.wait_for("ready")
    desk.move(*quire.place(20, 5))
    desk.click(3)
    quire.wait_for("ready ^[[<2;21;6M^[[<2;21;6m")
    desk.press_code(shift, True)
    desk.click(3)
    quire.wait_for("6mright")
    desk.click(4)
    desk.press_code(shift, False)
    quire.wait_for(lambda s: s.number("scroll") == 5)
    check(quire.error_text() == "", quire.error_text())


def selection(desk):
    """Where what is selected goes by itself, and what copy_or_paste does."""
    desk.write("config/quire/quire.conf", "copy-on-select = clipboard\nmouse-right = copy_or_paste\n")
    quire = desk.quire("-e", "bash", "--norc", "-c", "stty raw -echo; printf 'ready '; cat -v")
    quire.wait_for("ready")
    clipboard = lambda name: desk.run(["timeout", "5", "xclip", "-o", "-selection", name])
    quire.drag((0, 0), (2.9, 0))
    wait_until(lambda: clipboard("clipboard") == "rea", "the clipboard")
    check(clipboard("primary") != "rea", "the primary selection is left alone")
    time.sleep(0.6)  # no double click
    quire.drag((1, 0), (3.9, 0))
    wait_until(lambda: clipboard("clipboard") == "ead", "the clipboard")
    desk.click(3)
    desk.click(3)
    quire.wait_for("ready ead")
    check(quire.error_text() == "", quire.error_text())


def marked(screen):
    return [value for name, value in screen.values.items() if name.startswith("panel-") and name.endswith("-chosen")]


def menu(desk):
    """The right button opens a menu: by keys, by the pointer, and nothing of it reaches the program."""
    quire = desk.quire(*ECHO)
    quire.wait_for("ready")
    desk.move(*quire.place(10, 3))
    desk.click(3)
    screen = quire.wait_for(lambda s: s.values.get("panel-1", "").startswith(" Paste"))
    check("ctrl+shift+v" in screen.values["panel-1"], "with the key that does the same")
    check(not marked(screen), "nothing is chosen")
    desk.picture("menu")
    desk.key("down")
    quire.wait_for(lambda s: marked(s) and marked(s)[0].startswith(" Paste"))  # nothing is selected to copy
    desk.type("x")
    desk.key("escape")
    quire.wait_for(lambda s: "panel-0" not in s.values)
    quire.drag((0, 0), (2.9, 0))
    desk.move(*quire.place(10, 3))
    desk.click(3)
    quire.wait_for(lambda s: "panel-0" in s.values)
    desk.key("up", "home")
    quire.wait_for(lambda s: marked(s) and marked(s)[0].startswith(" Copy"))
    desk.picture("chosen")
    desk.key("enter")
    wait_until(lambda: desk.run(["timeout", "5", "xclip", "-o", "-selection", "clipboard"]) == "rea", "the clipboard")
    desk.click(3)
    quire.wait_for(lambda s: "panel-0" in s.values)
    desk.move(*quire.place(14, 5))  # the second row of the menu
    quire.wait_for(lambda s: marked(s) and marked(s)[0].startswith(" Paste"))
    desk.click()
    quire.wait_for(lambda s: "ready rea" in s.text and "panel-0" not in s.values)
    desk.move(*quire.place(10, 3))
    desk.button(3, True)  # pressed, moved, let go: as menus of desktops
    desk.move(*quire.place(14, 5))
    quire.wait_for(lambda s: marked(s) and marked(s)[0].startswith(" Paste"))
    desk.button(3, False)
    quire.wait_for(lambda s: "ready rearea" in s.text and "panel-0" not in s.values)
    desk.click(3)
    quire.wait_for(lambda s: "panel-0" in s.values)
    desk.move(*quire.place(1, 1))
    desk.click()
    quire.wait_for(lambda s: "panel-0" not in s.values)
    check(quire.screen().text.rstrip().endswith("rearea"), "nothing was typed")
    check(quire.error_text() == "", quire.error_text())


if __name__ == "__main__":
    sys.exit(main({"keys": keys, "mouse": mouse, "selection": selection, "menu": menu}))
