#!/usr/bin/python3
"""Sizes, fonts and windows that come and go: no memory is kept, and the picture is that of a window that was never touched.
And a flood that is searched, selected and split all the while: memory stays within what its history may take.

QUIRE_SOAK=1: 10,000 sizes, 1,000 sizes of the font, 200 windows, 1 GB of output. Run it with a program of the address
sanitizer, too.
"""
import os
import sys
import time

from harness import check, main, wait_until
from scenario_panes import tabs, wait_tabs
from scenario_renderer import finish, sample, settled

SOAK = os.environ.get("QUIRE_SOAK") == "1"
SHELL = ["-o", "shell=/bin/sh", "-o", "confirm-close=off"]


def memory_kb(quire):
    with open(f"/proc/{quire.process.pid}/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS"))


def font_files(quire):
    """How many font files are opened; FreeType maps them."""
    with open(f"/proc/{quire.process.pid}/maps", encoding="utf-8") as file:
        return sum(line.rstrip().lower().endswith((".ttf", ".otf", ".ttc", ".pcf.gz", ".pfb")) for line in file)


def sanitized(quire):
    with open(f"/proc/{quire.process.pid}/maps", encoding="utf-8") as file:
        return "libasan" in file.read()


def check_memory(quire, before, most_kb, what):
    grown = memory_kb(quire) - before
    check(sanitized(quire) or grown <= most_kb, f"{what}: {grown} kB more than before, at most {most_kb}")


def set_size(quire, width, height):
    quire.window.configure(width=width, height=height)
    quire.desk.display.sync()


def resizes(desk):
    """Whatever sizes a window had, at its first one it shows what it showed."""
    quire = sample(desk)
    first = settled(quire)
    geometry = quire.window.get_geometry()
    rounds = 10000 if SOAK else 150
    before = None
    for i in range(rounds):
        set_size(quire, 200 + i * 37 % 700, 120 + i * 53 % 500)
        if i % 25 == 24:
            quire.screen()  # it has come so far
        if i == rounds // 3:
            before = memory_kb(quire)
    quire.screen()
    check_memory(quire, before, 3000, f"{rounds} sizes")
    set_size(quire, geometry.width, geometry.height)
    wait_until(lambda: quire.screen().cols == 60 and quire.screen().rows == 20, "the first size")
    wait_until(lambda: settled(quire) == first, "the first picture")
    check(True, "the picture is that of a fresh window")
    finish(quire)


def fonts(desk):
    """Font size keys: back at the first size the picture is the first one."""
    quire = sample(desk)
    first = settled(quire)
    rounds = 1000 if SOAK else 24
    before = None
    for i in range(rounds):
        desk.key("ctrl+plus" if i % 8 < 4 else "ctrl+minus")
        if i % 8 == 7:
            quire.screen()
        if i == rounds // 3:
            before = memory_kb(quire)
    desk.key("ctrl+0")
    quire.screen()
    check_memory(quire, before, 6000, f"{rounds} sizes of the font")
    geometry = quire.window.get_geometry()
    fresh = sample(desk)
    size = fresh.window.get_geometry()
    check((geometry.width, geometry.height) == (size.width, size.height), "keys leave the window's size alone")
    finish(fresh)
    quire.focus()
    wait_until(lambda: settled(quire) == first, "the first picture")
    check(True, "the picture is that of a fresh window")
    finish(quire)


def windows(desk):
    """Windows of one process that open and close."""
    others = desk.write("others.supp", "leak:libdbus-1\nleak:libfontconfig\n")  # what libraries keep for ever
    quire = desk.quire(*SHELL, env={"PS1": "$ ", "LSAN_OPTIONS": "print_suppressions=0:suppressions=" + others})
    quire.wait_for("$")
    rounds, before = 200 if SOAK else 12, None
    alone = font_files(quire)
    check(alone > 0, "font files are mapped")
    for i in range(rounds):
        desk.key("ctrl+shift+n")
        quire.wait_for(lambda s: s.values["windows"] == "2")
        wait_until(lambda: quire.screen().values["focused"] == "0", "the new window's focus")
        if i == 0:
            check(font_files(quire) == alone, "the second window opens no font")
        desk.key("ctrl+shift+q")
        quire.wait_for(lambda s: s.values["windows"] == "1")
        quire.focus()
        if i == rounds // 3:
            before = memory_kb(quire)
    check_memory(quire, before, 2500, f"{rounds} windows")
    started = time.monotonic()
    desk.type("exit\n")
    check(quire.wait_end() == 0, "ends with its last window")
    print(f"it took {time.monotonic() - started:.1f} s to end")
    check(sanitized_clean(quire), quire.error_text())


# Prints numbered lines of 100 bytes, and meanwhile tells when it had each key; its last line counts the lines.
FLOOD = """
import os, sys, threading, time, tty
count = int(sys.argv[1])
tty.setcbreak(0)
def read():
    while True:
        for _ in os.read(0, 64):
            with open("keys", "a") as keys:
                keys.write("%.6f\\n" % time.monotonic())
threading.Thread(target=read, daemon=True).start()
rest = " of many, with a needle in each hundredth and \\x1b[32mcolours\\x1b[0m and words up to the hundredth"
for begin in range(0, count, 1000):
    text = "".join("line %09d%s%s\\n" % (i, " needle" if i % 100 == 0 else " ......", rest[:78]) for i in range(begin, begin + 1000))
    sys.stdout.write(text)
sys.stdout.flush()
print("all %d" % count)
open("over", "w").close()
time.sleep(1000)
"""
FLOOD_LINES = 10000000 if SOAK else 100000  # of 100 bytes: 1 GB
FLOOD_HISTORY = 100000
# kB: a line of history has 93 letters and a style, 160 bytes with what keeps it; 500,000 hits of 24 bytes are kept at
# most; and a pane opened, the pictures of a wide window and what malloc holds back take what is left.
FLOOD_MOST_KB = FLOOD_HISTORY * 160 // 1000 + 500000 * 24 // 1000 + 12000


class Flood:
    """What one does to a window while a program in its first pane prints."""

    def __init__(self, desk, quire):
        self.desk, self.quire, self.sent, self.peak, self.rounds = desk, quire, [], 0, 0
        self.first = memory_kb(quire)

    def is_over(self):
        self.peak = max(self.peak, memory_kb(self.quire))
        return os.path.exists(os.path.join(self.desk.folder, "over"))

    def search(self):
        """Typed letter by letter, some hits walked, once by an expression."""
        self.desk.key("ctrl+shift+f")
        if self.rounds % 2:
            self.desk.key("alt+r")
        self.desk.type("0 n[e]+dle" if self.rounds % 2 else "0 needle")
        self.quire.wait_for(lambda s: "search" in s.values and s.number("search") > 0)
        for key in "Return", "Return", "shift+Return":
            self.desk.key(key)
            self.is_over()
        # a hit that one stands at may have left history meanwhile: then there is a number of hits, and none of them in view
        screen = self.quire.wait_for(lambda s: s.number("search") > 0)
        check("needle" in screen.text or " of " not in screen.values["message"], f"a hit is in view: {screen.values['message']}")
        if self.rounds % 2:
            self.desk.key("alt+r")
        self.desk.key("escape")
        self.quire.wait_for(lambda s: s.values["message"] == "")
        self.desk.key("shift+end")

    def select(self):
        self.quire.drag((2, 2), (20, 9))
        self.desk.click(4)
        self.desk.click(5)
        self.desk.key("shift+page_up", "shift+page_up", "shift+end")
        self.is_over()

    def split(self):
        """A pane beside it, one below that, and a tab; then all of them closed."""
        desk, quire = self.desk, self.quire
        first = next(word.strip("*") for word in tabs(quire.screen())[0].split() if word.strip("*").isdigit())
        desk.key("ctrl+shift+o")
        quire.wait_for(lambda s: len(tabs(s)[0].split()) == 3)
        desk.key("ctrl+shift+e")
        quire.wait_for(lambda s: len(tabs(s)[0].split()) == 4)
        desk.key("ctrl+shift+t")
        quire.wait_for(lambda s: len(tabs(s)) == 2)
        self.is_over()
        desk.key("ctrl+shift+w")
        quire.wait_for(lambda s: len(tabs(s)) == 1)
        desk.key("ctrl+shift+w")
        quire.wait_for(lambda s: len(tabs(s)[0].split()) == 3)
        desk.key("ctrl+shift+w")
        wait_tabs(quire, f"current *{first}")

    def type(self):
        for _ in range(8):
            self.sent.append(time.monotonic())
            self.desk.key("a")
            time.sleep(0.02)

    def late_ms(self):
        wait_until(lambda: self.desk.read("keys").count("\n") >= len(self.sent), "the keys")
        had = [float(word) for word in self.desk.read("keys").split()]
        check(len(had) == len(self.sent), f"{len(had)} keys of {len(self.sent)}")
        return sorted((at - sent) * 1e3 for at, sent in zip(had, self.sent))


def output(desk):
    """A flood, and what one does to it meanwhile: nothing of it is lost, and memory is bounded by its history."""
    quire = desk.quire("-o", "confirm-close=off", "-o", "shell=/bin/sh", "-o", f"scrollback={FLOOD_HISTORY}", "--cols", "110",
                       "-e", "/usr/bin/python3", desk.write("flood.py", FLOOD), str(FLOOD_LINES), env={"PS1": "$ "})
    started = time.monotonic()
    quire.wait_for("line 0")
    flood = Flood(desk, quire)
    while not flood.is_over() or flood.rounds < (2 if SOAK else 1):
        for step in flood.type, flood.search, flood.select, flood.split:
            step()
        flood.rounds += 1
    screen = quire.wait_for(f"all {FLOOD_LINES}")
    taken, late = time.monotonic() - started, flood.late_ms()
    flood.is_over()
    print(f"{FLOOD_LINES * 100 // 1000000} MB in {taken:.0f} s, {flood.rounds} rounds; memory {flood.first} kB, at most {flood.peak} kB;"
          f" keys: median {late[len(late) // 2]:.1f} ms, p99 {late[len(late) * 99 // 100]:.1f} ms, last {late[-1]:.1f} ms")
    check(sanitized(quire) or flood.peak - flood.first <= FLOOD_MOST_KB, f"{flood.peak - flood.first} kB more, at most {FLOOD_MOST_KB}")
    check(f"line {FLOOD_LINES - 1:09d}" in screen.text, "its last line is there")
    # a pane that was split and closed got rows back from history, for which as many had made room
    missing = FLOOD_HISTORY - screen.numbers("scroll")[1]
    check(0 <= missing <= 2 * screen.rows, f"{missing:.0f} lines less in history than it may have")
    desk.key("ctrl+shift+f")
    desk.type(" needle of")
    screen = quire.wait_for(lambda s: " of " in s.values["message"] and "unfinished 0" in s.values["search"])
    check(FLOOD_HISTORY // 100 - 1 <= screen.number("search") <= FLOOD_HISTORY // 100, f"one needle in each hundred: {screen.values['search']}")
    desk.key("escape")
    check(sanitized_clean(quire), quire.error_text())


def sanitized_clean(quire):
    return "AddressSanitizer" not in quire.error_text() and "LeakSanitizer" not in quire.error_text()


if __name__ == "__main__":
    sys.exit(main({"resizes": resizes, "fonts": fonts, "windows": windows, "output": output}))
