#!/usr/bin/env python3
"""Walks vttest (walks.py) and compares every screen with the ones in screens/: run_walks.py HOST QUIRE GROUP...

Each stored screen was looked at as a picture and judged by what vttest says should be seen. A new one is written with
QUIRE_TEST_STORE=1, and must be looked at: QUIRE_TEST_PICTURES=FOLDER keeps a picture of each screen. Without the program
vttest nothing is run (77)."""

import difflib
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
# What differs from release to release: the version in the secondary device attributes.
MASKS = [(re.compile(r"(?<=\[ > 4 1 ; )[0-9 ]+(?= ; 0 c)"), "VERSION"),
         (re.compile(r"Pv=\d+, firmware version [0-9.]+"), "Pv=VERSION")]


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
        for _ in walks.start(session, path):
            screens.append(picture.describe(session.terminal.screen(), session.terminal.reversed))
            keep_picture(session, quire, f"{path}-{len(screens):02d}")
    finally:
        session.close()
    return masked("\n".join(screens))


def check(host, quire, path):
    stored = os.path.join(SCREENS, path + ".txt")
    try:
        seen = walk(host, quire, path)
    except Stalled as problem:
        print(f"{path}: {problem}")
        return False
    if os.environ.get("QUIRE_TEST_STORE"):
        with open(stored, "w", encoding="utf-8") as file:
            file.write(seen)
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
    results = [check(host, quire, path) for group in groups for path in walks.GROUPS[group]]
    print(f"{results.count(True)} passed, {results.count(False)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
