#!/usr/bin/python3
"""What windows and tabs cost in memory, without histories: ten windows of three tabs by default. Prints a JSON line; no test.

Usage: measure_windows.py QUIRE [WINDOWS [TABS]]"""
import json
import os
import sys
import time

from harness import Desk, wait_until

WINDOWS, TABS = (int(sys.argv[i]) if len(sys.argv) > i else default for i, default in ((2, 10), (3, 3)))


def memory_kb(quire):
    """Resident, and what is shared with nobody or only in part (PSS)."""
    with open(f"/proc/{quire.process.pid}/smaps_rollup", encoding="ascii") as file:
        numbers = {line.split(":")[0]: int(line.split()[1]) for line in file if line.endswith(" kB\n")}
    return {"rss_kb": numbers["Rss"], "pss_kb": numbers["Pss"], "private_kb": numbers["Private_Clean"] + numbers["Private_Dirty"]}


def shells(quire):
    pid = quire.process.pid
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
        return len(file.read().split())


def open_one(desk, quire, keys):
    """A tab or a window, which gets the keys with its shell."""
    count = shells(quire)
    desk.key(keys)
    wait_until(lambda: shells(quire) > count, "the shell")
    time.sleep(0.3)


def main():
    desk = Desk(os.path.abspath(sys.argv[1]), "measure")
    try:
        desk.start_display()
        quire = desk.quire("-o", "shell=/bin/sh", "-o", "confirm-close=off", env={"PS1": "$ ", "ENV": ""})
        quire.wait_for("$")
        first = memory_kb(quire)
        for count in range(WINDOWS):
            if count > 0:
                open_one(desk, quire, "ctrl+shift+n")
                quire.wait_for(lambda s, count=count: s.values["windows"] == str(count + 1))
            for _ in range(TABS - 1):
                open_one(desk, quire, "ctrl+shift+t")
        print(json.dumps({"windows": WINDOWS, "tabs": TABS, "shells": shells(quire), "one": first, "all": memory_kb(quire)}))
    finally:
        desk.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
