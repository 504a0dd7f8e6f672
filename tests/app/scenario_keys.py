#!/usr/bin/python3
"""Keys of other layouts, and input methods."""
import os
import re
import sys

from Xlib import X
from Xlib.ext import xtest

from harness import check, main, needs, wait_until

CTRL, ALTGR = 37, 108  # key codes
ECHO = ["-e", "bash", "--norc", "-c", "stty raw -echo; printf 'ready '; cat -v"]


def chord(desk, *codes):
    for code in codes:
        desk.press_code(code, True)
    for code in reversed(codes):
        desk.press_code(code, False)


@needs("setxkbmap")
def altgr(desk):
    """Ctrl with what only AltGr reaches: C-] C-[ C-\\ C-@, also in the kitty form, and without ctrl the text."""
    places = {"de": (18, 17, 20, 24), "fr": (20, 14, 17, 19), "es": (35, 34, 49, 11), "se": (18, 17, 20, 11)}
    quire = desk.quire(*ECHO)
    quire.wait_for("ready")
    seen = ""
    for layout, codes in places.items():
        desk.run(["setxkbmap", layout])
        for code in codes:
            chord(desk, CTRL, ALTGR, code)
        for code in codes:
            chord(desk, ALTGR, code)
        seen += "^]^[^\\^@][\\@"
        quire.wait_for(seen)
    quire.process.terminate()
    quire.wait_end()
    desk.run(["setxkbmap", "de"])
    quire = desk.quire("-e", "bash", "--norc", "-c", "stty raw -echo; printf '\\033[>5uready '; cat -v")
    quire.wait_for("ready")
    chord(desk, CTRL, ALTGR, 18)
    chord(desk, ALTGR, 18)
    quire.wait_for("^[[93::57;5u]")
    desk.run(["setxkbmap", "us"])
    check(quire.error_text() == "", quire.error_text())


def start_method(desk, order, name="standin"):
    method = desk.spawn(["/usr/bin/python3", "-B", os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                                                "xim_stand_in.py"), order, name])
    selection = desk.display.intern_atom("@server=" + name)
    wait_until(lambda: desk.display.get_selection_owner(selection), "the input method")
    return method


def end_method(method):
    method.terminate()
    method.wait()


def input_method(desk):
    """What is committed stands before the key that ended the composition, and that key is not lost, whichever of the two
    the input method sends first; what is composed is shown. One that ends takes nothing along, and may come again."""
    desk.environment["XMODIFIERS"] = "@im=standin"
    for order in ("commit", "key"):
        method = start_method(desk, order)
        quire = desk.quire(*ECHO)
        quire.wait_for("ready")
        for character in "abc1":
            desk.type(character)
            quire.wait_for(lambda s, c=character: s.values["preedit"].endswith(c.upper()) or c == "1")
        quire.wait_for("ready <ABC>1")
        for character, composed in ("x", "X"), ("y", "XY"), (" ", ""), ("2", ""):
            desk.type(character)
            quire.wait_for(lambda s, c=composed: s.values["preedit"].endswith(c) and (c or not s.values["preedit"]))
        quire.wait_for("ready <ABC>1<XY> 2")
        desk.key("enter")
        quire.wait_for("<XY> 2^M")
        desk.type("z")
        quire.wait_for(lambda s: s.values["preedit"] == "Z")
        end_method(method)
        quire.wait_for(lambda s: s.values["preedit"] == "")
        desk.type("now plain")
        quire.wait_for("2^Mnow plain")
        method = start_method(desk, order)
        typed = []

        def is_found():
            """Until the window has found it the keys go past it."""
            typed.append("a")
            desk.type("a")
            return quire.screen().values["preedit"]
        wait_until(is_found, "the window to find the input method")
        keys_past = lambda s: re.search("plain(a*)", s.text).group(1)
        screen = quire.wait_for(lambda s: len(keys_past(s) + s.values["preedit"]) == len(typed))
        desk.type(".")
        quire.wait_for(f"plain{keys_past(screen)}<{screen.values['preedit']}>.")
        check(quire.error_text() == "", quire.error_text())
        quire.process.terminate()
        quire.wait_end()
        end_method(method)


def composes(desk):
    """Whether a window composes by the input method that runs."""
    quire = desk.quire(*ECHO)
    quire.wait_for("ready")
    desk.type("ab.")
    quire.wait_for(lambda s: "<AB>." in s.text or "ab." in s.text)
    composed = "<AB>." in quire.screen().text
    check(quire.error_text() == "", quire.error_text())
    quire.process.terminate()
    quire.wait_end()
    return composed


def input_method_names(desk):
    """Without XMODIFIERS one is found that runs, or that the toolkits' variables name; XMODIFIERS can say none."""
    for name in ("XMODIFIERS", "GTK_IM_MODULE", "QT_IM_MODULE"):
        desk.environment.pop(name, None)
    method = start_method(desk, "commit", "ibus")
    check(composes(desk), "it announces itself")
    desk.environment["XMODIFIERS"] = "@im=none"
    check(not composes(desk), "none is wished for")
    desk.environment.pop("XMODIFIERS")
    desk.environment["GTK_IM_MODULE"] = "fcitx"
    check(not composes(desk), "another one is wished for")
    end_method(method)


def input_method_burst(desk):
    """However fast keys come while something is being composed: none is lost, and their order is kept."""
    desk.environment["XMODIFIERS"] = "@im=standin"
    for order in ("commit", "key"):
        method = start_method(desk, order)
        quire = desk.quire(*ECHO)
        quire.wait_for("ready")
        codes = [desk.code_of(character)[0] for character in "abc1xy 2"]
        for code in codes * 6:
            for down in (True, False):
                xtest.fake_input(desk.display, X.KeyPress if down else X.KeyRelease, code)
        desk.display.sync()
        quire.wait_for("ready " + "<ABC>1<XY> 2" * 6)
        check(quire.error_text() == "", quire.error_text())
        quire.process.terminate()
        quire.wait_end()
        end_method(method)


if __name__ == "__main__":
    sys.exit(main({"altgr": altgr, "input_method": input_method, "input_method_names": input_method_names,
                   "input_method_burst": input_method_burst}))
