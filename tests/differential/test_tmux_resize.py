#!/usr/bin/env python3
"""Resizing in Quire and in tmux, an engine that nobody here wrote: test_tmux_resize.py QUIRE [CASES]

Each case is random plain text - lines of any length, wide characters among them - on a screen of a random size that is
resized a few times. Compared are all rows, history and screen in one, and the place of the cursor in them. tmux runs
headless, on a socket of its own. Left out, see docs/conformance.md: where history ends and the screen begins; and in texts
with wide characters the cursor and all resizes but one. QUIRE_SOAK=1 runs more cases.
"""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

WORDS = ["a", "of", "the", "line", "screen", "terminal", "0123456789", "(x)", "漢字", "かな", "한글", "naïve", "--long-option"]
HISTORY = 5000


class Tmux:
    """A server of our own; one window per case."""

    def __init__(self, folder):
        self.folder = folder
        self.base = ["tmux", "-S", os.path.join(folder, "socket"), "-f", "/dev/null"]
        self.environment = {**os.environ, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}
        self.environment.pop("TMUX", None)
        self.run("new-session", "-d", "-s", "base", "-x", "80", "-y", "24", "sleep 100000", ";",
                 "set", "-g", "status", "off", ";", "set", "-g", "history-limit", str(HISTORY))

    def run(self, *arguments):
        result = subprocess.run(self.base + list(arguments), env=self.environment, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, check=False)
        if result.returncode != 0:
            raise RuntimeError(f"tmux {arguments[0]}: {result.stderr.strip()}")
        return result.stdout

    def rows(self, size, text, sizes):
        """All rows, and the cursor's (row, column) in them."""
        path = os.path.join(self.folder, "text")
        with open(path, "wb") as file:
            file.write(text)
        self.run("new-session", "-d", "-s", "case", "-x", str(size[0]), "-y", str(size[1]),
                 f"stty raw -echo; cat {path}; sleep 100000")
        self.wait_for_end()
        commands = []
        for cols, rows in sizes:
            commands += ["resize-window", "-t", "case", "-x", str(cols), "-y", str(rows), ";"]
        commands += ["display-message", "-p", "-t", "case", "#{history_size} #{cursor_y} #{cursor_x}", ";"]
        commands += ["capture-pane", "-p", "-t", "case", "-S", "-", "-E", "-", ";", "kill-session", "-t", "case"]
        where, _, shown = self.run(*commands).partition("\n")
        history, row, column = (int(number) for number in where.split())
        return trimmed(shown.split("\n")), (history + row, column)

    def wait_for_end(self):
        """The text ends with a mark that no word holds."""
        for _ in range(6000):
            if "$" in self.run("capture-pane", "-p", "-t", "case"):
                return
            time.sleep(0.005)
        raise RuntimeError("tmux did not show the text within half a minute")

    def stop(self):
        self.run("kill-server")


def trimmed(rows):
    rows = [row.rstrip(" ") for row in rows]
    while rows and rows[-1] == "":
        rows.pop()
    return rows


def row_text(row):
    return "".join("".join(run[0]) for run in row["runs"])


def quire_rows(quire, size, text, sizes):
    command = [quire, "dump", "--format", "json", "--cols", str(size[0]), "--rows", str(size[1]),
               "--scrollback", str(HISTORY)]
    for cols, rows in sizes:
        command += ["--resize", f"{len(text)}:{cols}x{rows}"]
    shown = json.loads(subprocess.run(command, input=text, stdout=subprocess.PIPE, check=True).stdout)
    cursor = shown["cursor"]
    column = cursor["col"] + (1 if cursor["pending_wrap"] else 0)
    return trimmed([row_text(row) for row in shown["lines"]]), (shown["scrollback_lines"] + cursor["row"], column)


def draw_size(source):
    return source.randint(4, 40), source.randint(2, 12)


def is_wide(text):
    return any(ord(character) >= 0x1100 for character in text)


def draw_case(source):
    wide = source.random() < 0.4
    words_of_case = [word for word in WORDS if wide or not is_wide(word)]
    lines = []
    for _ in range(source.randint(1, 30)):
        words = [source.choice(words_of_case) for _ in range(source.choice((0, 1, 3, 10, 40)))]
        lines.append(source.choice((" ", "", "  ")).join(words))
    text = "\r\n".join(lines + ["$"]).encode()
    return draw_size(source), text, [draw_size(source) for _ in range(1 if wide else source.randint(1, 5))]


def compared(case, result):
    rows, cursor = result
    return rows, None if is_wide(case[1].decode()) else cursor


def shorter(case, differs):
    """Leaves out lines and sizes as long as the difference stays."""
    size, text, sizes = case
    lines = text.split(b"\r\n")
    for index in range(len(lines) - 2, -1, -1):
        fewer = lines[:index] + lines[index + 1:]
        if differs((size, b"\r\n".join(fewer), sizes)):
            lines = fewer
    text = b"\r\n".join(lines)
    for index in range(len(sizes) - 1, -1, -1):
        fewer = sizes[:index] + sizes[index + 1:]
        if differs((size, text, fewer)):
            sizes = fewer
    return size, text, sizes


def main():
    quire = os.path.abspath(sys.argv[1])
    cases = int(sys.argv[2]) if len(sys.argv) > 2 else 3000 if os.environ.get("QUIRE_SOAK") else 100
    if not shutil.which("tmux"):
        print("tmux is not here: the comparison is skipped\n0 passed, 0 failed, 1 skipped")
        return 0
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        tmux = Tmux(folder)
        differs = lambda case: compared(case, tmux.rows(*case)) != compared(case, quire_rows(quire, *case))
        try:
            for seed in range(cases):
                case = draw_case(random.Random(seed))
                if not differs(case):
                    continue
                failed += 1
                if failed <= 5:
                    case = shorter(case, differs)
                    print(f"case {seed}: {case}\n  tmux  {tmux.rows(*case)}\n  quire {quire_rows(quire, *case)}")
        finally:
            tmux.stop()
    print(f"{cases - failed} passed, {failed} failed")
    return failed != 0


sys.exit(main())
