#!/usr/bin/python3
"""Searching a million lines in a real window, measured: from the last letter to the hit in the picture, and what keys wait
for meanwhile. Prints a JSON line for each; no test, for it asks for a machine with nothing else to do.

Usage: measure_search.py QUIRE [LINES]"""
import json
import os
import sys
import time

from harness import X, Desk, xtest

LINES = int(sys.argv[2]) if len(sys.argv) > 2 else 1000000
ROUNDS, KEYS = 20, 100
FAR, NEAR = "@", "~"  # a letter that is in the first line alone, and one that is 100 lines up
PAUSE_S = 0.03  # between keys: more than a picture takes to be shown, for the next one would wait for that
WRITER = f"""
import sys, time
words = "so that a line has some seventy letters of words in it"
for begin in range(0, {LINES}, 1000):
    sys.stdout.write("".join("line %07d %s%s\\n" % (i, words, " q17x @" if i == 0 else " q18x ~" if i == {LINES} - 100 else "")
                             for i in range(begin, begin + 1000)))
print("written")
sys.stdout.flush()
time.sleep(100000)
"""


def report(name, taken, **more):
    taken = sorted(taken)
    numbers = {"count": len(taken), "median_ms": taken[len(taken) // 2], "p99_ms": taken[len(taken) * 99 // 100],
               "last_ms": taken[-1]}
    print(json.dumps({"name": name, "lines": LINES, **{key: round(value, 2) for key, value in numbers.items()}, **more}), flush=True)


def key_to_pixel(desk, quire, name, area):
    """Milliseconds from a key until something of the area changes."""
    def look():
        return quire.window.get_image(*area, X.ZPixmap, 0xFFFFFFFF).data
    code, shifted = desk.code_of(name)
    shift = desk.code_of("shift")[0]
    before = look()
    if shifted:
        xtest.fake_input(desk.display, X.KeyPress, shift)
    started = time.monotonic()
    xtest.fake_input(desk.display, X.KeyPress, code)
    xtest.fake_input(desk.display, X.KeyRelease, code)
    while look() == before and time.monotonic() < started + 3:
        pass
    taken = (time.monotonic() - started) * 1e3
    if shifted:
        xtest.fake_input(desk.display, X.KeyRelease, shift)
    desk.display.sync()
    return taken


class Window:
    """Two panes side by side: a million lines, and `cat`."""

    def __init__(self, desk):
        self.desk = desk
        self.quire = quire = desk.quire("-o", f"scrollback={LINES}", "-o", "confirm-close=off", "-o", "shell=/usr/bin/cat", "--cols", "100",
                                        "-e", "/usr/bin/python3", desk.write("writer.py", WRITER))
        quire.wait_for("\nwritten", 300)
        desk.key("ctrl+shift+o")
        screen = quire.wait_for(lambda s: s.values["pane"] == "2" and s.values["focused"] == "1")
        self.cell = [int(number) for number in screen.numbers("cell")]
        self.padding = int(screen.number("padding"))
        self.places = [[int(word) for word in screen.values[f"pane-{n}"].split()[:4]] for n in (1, 2)]

    def rows(self, first, count):
        """Of the left pane; from the end when negative."""
        left, top, width, height = self.places[0]
        all_rows = (height - 2 * self.padding) // self.cell[1]
        first = first if first >= 0 else all_rows + first
        return (left, top + self.padding + first * self.cell[1], width, count * self.cell[1])

    def echo_cell(self, column):
        left, top = self.places[1][:2]
        return (left + self.padding + column * self.cell[0], top + self.padding, *self.cell)

    def focus(self, number):
        left, top, width, height = self.places[number - 1]
        self.quire.click_px(left + width / 2, top + height / 2)
        self.quire.wait_for(lambda s: s.values["pane"] == str(number))

    def searches(self):
        """What the search of the left pane says of itself; it is the current pane."""
        words = self.quire.screen().values["search"].replace(",", "").split()
        return {name: int(words[words.index(name) + 1]) for name in ("unfinished", "slices", "longest-us", "first-hit-us")}

    def open_search(self, regex, text=""):
        self.desk.key("ctrl+shift+f")
        self.quire.wait_for(lambda s: "search: " in s.values["message"] or "regex: " in s.values["message"])
        if regex:
            self.desk.key("alt+r")
            self.quire.wait_for(lambda s: "regex: " in s.values["message"])
        self.desk.type(text)

    def close_search(self, regex):
        if regex:
            self.desk.key("alt+r")
        self.desk.key("escape")
        self.quire.wait_for(lambda s: s.values["message"] == "" and s.number("scroll") == 0)

    def first_hit(self, name, text, regex=False):
        """From the last letter until the view shows the hit."""
        taken, own, longest = [], [], 0
        for _ in range(ROUNDS):
            self.open_search(regex, text[:-1])
            self.quire.wait_for(lambda s: text[:-1] in s.values["message"])
            taken.append(key_to_pixel(self.desk, self.quire, text[-1], self.rows(0, 3)))
            said = self.searches()
            own.append(said["first-hit-us"] / 1e3)
            longest = max(longest, said["longest-us"])
            self.close_search(regex)
        own.sort()
        report(name, taken, found_median_ms=own[len(own) // 2], longest_slice_us=longest)

    def echo(self, name, letters="a", while_searching=None):
        """Keys of the other pane, while the left one is searched or not."""
        taken, more = [], {}
        while len(taken) < KEYS:
            if while_searching:
                self.focus(1)
                self.open_search(True, while_searching)
            self.focus(2)
            for column in range(10):
                # the echo, not the cursor: the cell behind the letter's gets the cursor with it
                taken.append(key_to_pixel(self.desk, self.quire, letters, self.echo_cell(column + 1)))
                time.sleep(PAUSE_S)
            if while_searching:
                self.focus(1)
                said = self.searches()
                more = {"goes_on": more.get("goes_on", 0) + said["unfinished"],
                        "longest_slice_us": max(more.get("longest_slice_us", 0), said["longest-us"])}
                self.close_search(True)
                self.focus(2)
            self.desk.key("ctrl+u")
            self.quire.wait_for(lambda s: s.values["cursor"].startswith("0 0"))
        report(name, taken, **more)

    def line(self, name, regex, text):
        """Letters of the search line itself: each begins the search anew."""
        taken = []
        self.open_search(regex)
        for _ in range(KEYS // len(text)):
            for letter in text:
                taken.append(key_to_pixel(self.desk, self.quire, letter, self.rows(-1, 1)))
                time.sleep(PAUSE_S)
            longest = self.searches()["longest-us"]
            self.desk.key("ctrl+u")
            time.sleep(0.05)
        self.close_search(regex)
        report(name, taken, longest_slice_us=longest)


SLOW = "(([a-z]+ ?)+)+[0-9]{9}"  # of each line all ways to cut it are tried, until it is left out


def main():
    desk = Desk(os.path.abspath(sys.argv[1]), "measure")
    try:
        desk.start_display()
        window = Window(desk)
        window.echo("echo in another pane, nothing is searched")
        window.echo("echo in another pane, all history is searched by an expression", while_searching=SLOW)
        window.focus(1)
        window.first_hit("first hit, plain, 100 lines up", NEAR)
        window.first_hit("first hit, plain, first line of all", FAR)
        window.first_hit("first hit, expression, 100 lines up", "(q18+x)", regex=True)
        window.first_hit("first hit, expression, first line of all", "(q17+x)", regex=True)
        window.line("letters of the search line, plain", False, "zebra line")
        window.line("letters of the search line, expression", True, "li[a-z]+ 9")
    finally:
        desk.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
