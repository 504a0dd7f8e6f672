#!/usr/bin/env python3
"""Walks vttest (walks.py) and compares every screen with the ones in screens/: run_walks.py HOST QUIRE GROUP...

The walks of a group go on side by side, each with a vttest of its own.

Each stored screen was looked at as a picture and judged by what vttest says should be seen. A new one is written with
QUIRE_TEST_STORE=1, and must be looked at: QUIRE_TEST_PICTURES=FOLDER keeps a picture of each screen. Without the program
vttest nothing is run (77).

vttest's own words change from release to release. screens/ is what release BASE shows; screens/RELEASE/ has those that
another release shows differently. A release that nobody has walked yet is compared with the newest one before it."""

import concurrent.futures
import difflib
import functools
import os
import re
import shutil
import subprocess
import sys

import picture
import walks
from session import Session, Stalled

SKIP = 77
SCREENS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "screens")
BASE = "20221229"
# What differs from release to release: the version in the secondary device attributes.
MASKS = [(re.compile(r"(?<=\[ > 4 1 ; )[0-9 ]+(?= ; 0 c)"), "VERSION"),
         (re.compile(r"Pv=\d+, firmware version [0-9.]+"), "Pv=VERSION")]


@functools.cache
def release():
    """The release of vttest that is installed, as a date: 20221229."""
    said = subprocess.run(["vttest", "-V"], capture_output=True, text=True, check=True).stdout
    return re.search(r"\((\d{8})\)", said).group(1)


def masked(text):
    for pattern, word in MASKS:
        text = pattern.sub(word, text)
    return text


def keep_picture(session, quire, name):
    folder = os.environ.get("QUIRE_TEST_PICTURES")
    if not folder:
        return
    os.makedirs(folder, exist_ok=True)
    cursor = session.terminal.screen()["cursor"]
    data = session.terminal.ask("vt")
    data = (b"\x1b[?5h" if session.terminal.reversed else b"") + data
    data += b"\x1b[%d;%dH" % (cursor["row"] + 1, cursor["col"] + 1) + (b"" if cursor["visible"] else b"\x1b[?25l")
    cols, rows = session.terminal.size
    subprocess.run([quire, "render", "--cols", str(cols), "--rows", str(rows), "--output",
                    os.path.join(folder, f"vttest-{name}.png")], input=data, check=True)


def walk(host, quire, path):
    """All screens of a walk as one text."""
    session = Session(host)
    screens = []
    try:
        for _ in walks.start(session, path, release()):
            screens.append(picture.describe(session.terminal.screen(), session.terminal.reversed))
            keep_picture(session, quire, f"{path}-{len(screens):02d}")
    finally:
        session.close()
    return masked("\n".join(screens))


def screen_file(path):
    """Where the screens of a walk are stored: by the newest release that shows them so and is not newer than this one."""
    releases = sorted((name for name in os.listdir(SCREENS) if name.isdigit() and name <= release()), reverse=True)
    for name in releases:
        if os.path.exists(os.path.join(SCREENS, name, path + ".txt")):
            return os.path.join(SCREENS, name, path + ".txt")
    return os.path.join(SCREENS, path + ".txt")


def store(path, seen):
    """Writes what this release shows: for all releases if it is BASE, else for this one if it differs from what is there."""
    file = screen_file(path)
    if release() != BASE and os.path.exists(file):
        with open(file, encoding="utf-8") as stored:
            if stored.read() == seen:
                return
        file = os.path.join(SCREENS, release(), path + ".txt")
        os.makedirs(os.path.dirname(file), exist_ok=True)
    with open(file, "w", encoding="utf-8") as stored:
        stored.write(seen)


def check(host, quire, path):
    stored = screen_file(path)
    try:
        seen = walk(host, quire, path)
    except Stalled as problem:
        print(f"{path}: {problem}")
        return False
    if os.environ.get("QUIRE_TEST_STORE"):
        store(path, seen)
        return True
    wanted = ""
    if os.path.exists(stored):
        with open(stored, encoding="utf-8") as file:
            wanted = file.read()
    if seen == wanted:
        return True
    print(f"{path}: the screens differ from {stored}")
    sys.stdout.writelines(line + "\n" for line in difflib.unified_diff(
        wanted.split("\n"), seen.split("\n"), "stored", "seen", lineterm="", n=2))
    return False


def main():
    host, quire, *groups = sys.argv[1:]
    if not shutil.which("vttest"):
        print("vttest is not installed")
        return SKIP
    paths = [path for group in groups for path in walks.GROUPS[group] if walks.place(path, release())]
    with concurrent.futures.ProcessPoolExecutor(len(paths) or 1) as walkers:  # what vttest does most is to sleep
        results = list(walkers.map(check, [host] * len(paths), [quire] * len(paths), paths))
    print(f"{results.count(True)} passed, {results.count(False)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
