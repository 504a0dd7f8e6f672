#!/usr/bin/python3
"""When pictures are drawn: whole ones, no more than needed, and soon behind a key. What the window shows is read from
the X server, as fast as it goes. QUIRE_SOAK=1 takes as many samples as the project promises; otherwise some seconds."""
import os
import sys
import time

from harness import X, check, main

SOAK = os.environ.get("QUIRE_SOAK") == "1"
COLS, ROWS = 200, 50
SMALL = ["-o", "font-size=5", "--cols", str(COLS), "--rows", str(ROWS)]

# Redraws the whole screen, each time in one write, with one letter and then another one; argv: the bytes before and
# behind a picture as hexadecimal digits, the pause between two, and how a row begins.
REDRAW = """
import os, sys, time
before, behind, row_begin = (bytes.fromhex(word) for word in sys.argv[1:4])
pause = float(sys.argv[4])
frames = []
for letter in b"A", b"#":
    rows = [b"".join(b"\\x1b[38;2;200;200;%dm" % column + letter * 4 for column in range(50)) for _ in range(50)]
    rows = [(row_begin.replace(b"ROW", b"%d" % (number + 1)) if number else b"\\x1b[H\\x1b[2J") + row for number, row in enumerate(rows)]
    frames.append(before + b"".join(rows) + behind)
os.write(1, b"\\x1b[?25l")
while True:
    for frame in frames:
        at = 0
        while at < len(frame):
            at += os.write(1, frame[at:])
        if pause:
            time.sleep(pause)
"""


class Eye:
    """Looks at the left edge of the text."""

    def __init__(self, quire):
        screen = quire.screen()
        self.window, self.padding = quire.window, int(screen.number("padding"))
        self.height, self.rows = int(screen.numbers("cell")[1]), screen.rows

    def row_pictures(self):
        data = self.window.get_image(self.padding, self.padding, 24, self.height * self.rows, X.ZPixmap, 0xFFFFFFFF).data
        size = 24 * 4 * self.height
        return [data[row * size:(row + 1) * size] for row in range(self.rows)]


def redraw(desk, pause, before=b"", behind=b"", row_begin=b"\x1b[ROW;1H"):
    script = desk.write("redraw.py", REDRAW)
    quire = desk.quire(*SMALL, "-e", "/usr/bin/python3", script, before.hex(), behind.hex(), row_begin.hex(),
                       str(pause))
    quire.wait_for("AAAA")
    return quire


def synchronized(desk):
    """Updates of mode 2026 that follow each other at once: no sample shows a part of one."""
    quire = redraw(desk, 0, b"\x1b[?2026h", b"\x1b[?2026l")
    eye = Eye(quire)
    torn = samples = 0
    before = quire.screen().number("frames")
    end = time.monotonic() + (60 if SOAK else 4)
    while time.monotonic() < end or samples < 5000:
        torn += len(set(eye.row_pictures())) > 1
        samples += 1
    frames = quire.screen().number("frames") - before
    check(torn == 0, f"{torn} of {samples} samples are torn")
    check(frames >= 20, f"{frames} pictures only")
    print(f"{torn} of {samples} samples torn, {frames} pictures")


def whole(desk):
    """Without mode 2026: a redraw in one write is seen as one."""
    quire = redraw(desk, 0.1)
    eye = Eye(quire)
    redraws, halves, last = 0, 0, None
    end = time.monotonic() + (60 if SOAK else 8)
    was_torn = False
    while time.monotonic() < end:
        kinds = set(eye.row_pictures())
        is_torn = len(kinds) > 1
        halves += is_torn and not was_torn
        redraws += not is_torn and kinds != last
        was_torn = is_torn
        last = last if is_torn else kinds
    check(redraws > 20, f"{redraws} redraws only")
    check(halves <= redraws * 0.05 + (0 if SOAK else 4), f"{halves} half pictures of {redraws}")
    print(f"{halves} half pictures of {redraws}")


if __name__ == "__main__":
    sys.exit(main({"synchronized": synchronized, "whole": whole}))
