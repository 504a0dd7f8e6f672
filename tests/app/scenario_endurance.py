#!/usr/bin/python3
"""Sizes, fonts and windows that come and go: no memory is kept, and the picture is that of a window that was never touched.

QUIRE_SOAK=1: 10,000 sizes, 1,000 sizes of the font, 200 windows. Run it with a program of the address sanitizer, too.
"""
import os
import sys
import time

from harness import check, main, wait_until
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


def sanitized_clean(quire):
    return "AddressSanitizer" not in quire.error_text() and "LeakSanitizer" not in quire.error_text()


if __name__ == "__main__":
    sys.exit(main({"resizes": resizes, "fonts": fonts, "windows": windows}))
