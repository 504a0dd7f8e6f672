#!/usr/bin/python3
"""Tabs and splits: what is opened, shown, moved, closed, and by which keys and clicks."""
import os
import sys
import time

from harness import check, main, wait_until

ENV = {"PS1": "$ ", "ENV": ""}
SHELL = ["-o", "shell=/bin/sh", "--font", "DejaVu Sans Mono"]


def tabs(screen):
    """Each tab as the words of its line: 'current', 'zoomed', '*2' (its current pane), '3'."""
    found = []
    while f"tab-{len(found) + 1}" in screen.values:
        found.append(screen.values[f"tab-{len(found) + 1}"].split())
    return found


def place(screen, number):
    """x, y, width and height of a pane, and the words behind them."""
    words = screen.values[f"pane-{number}"].split()
    return [int(word) for word in words[:4]], words[4:]


def wait_tabs(quire, *lines):
    return quire.wait_for(lambda s: [" ".join(tab) for tab in tabs(s)] == list(lines))


def splits(desk):
    quire = desk.quire(*SHELL, env=ENV)
    quire.wait_for("$")
    desk.key("ctrl+shift+o")
    wait_tabs(quire, "current 1 *2")
    quire.wait_for("$")
    desk.type("echo right\n")
    quire.wait_for("right")
    desk.key("ctrl+shift+e")
    wait_tabs(quire, "current 1 2 *3")
    desk.picture("three")
    desk.key("ctrl+shift+t")
    screen = wait_tabs(quire, "1 2 *3", "current *4")
    desk.picture("tabs")
    print(screen.values)


if __name__ == "__main__":
    sys.exit(main({"splits": splits}))
