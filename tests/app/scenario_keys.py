#!/usr/bin/python3
"""Keys of other layouts."""
import sys

from harness import check, main, needs

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


if __name__ == "__main__":
    sys.exit(main({"altgr": altgr}))
