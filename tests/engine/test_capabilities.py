#!/usr/bin/env python3
"""The terminal description is the table's, tic takes it, and a terminal knows every string of it.

usage: test_capabilities.py PROGRAM SOURCE_ROOT [--write]

PROGRAM is list_capabilities. With --write the description is made anew. Strings with parameters are expanded by ncurses
itself, from the compiled description. Without tic and infocmp only the first is checked.
"""
import curses
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

# What a terminal sends, and what only describes a report: nothing for it to obey.
SENT = re.compile(r"k[A-Z0-9a-z]+|PS|PE|xm|u6|u8|acsc")
PARAMETERS = {"initc": (17, 100, 500, 1000), "Cs": (b"#112233",), "Ms": (b"c", b"eA=="), "Hls": (b"1", b"http://x"), "rep": (65, 5),
              "sgr": (1, 1, 1, 1, 1, 1, 1, 0, 1), "Ss": (3,), "XM": (1,), "Sync": (1,)}


def run(*arguments, **options):
    return subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)


def table(program):
    rows = {}
    for line in run(program, "table", check=True).stdout.splitlines():
        name, kind, asked, described, *value = line.split(" ")
        assert name not in rows, f"{name} is there twice"
        rows[name] = (kind, asked == "1", described == "1", bytes.fromhex(value[0]))
    return rows


def current(program, root, write):
    made = run(program, "terminfo", check=True).stdout
    path = root / "data/terminfo/quire.terminfo"
    if write:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made)
    assert path.exists() and path.read_text() == made, f"{path} is not what the table gives: run with --write"


def accepted(folder, root):
    told = run("tic", "-c", "-x", str(root / "data/terminfo/quire.terminfo"))
    assert told.returncode == 0 and told.stdout == "", told.stdout
    told = run("tic", "-x", "-o", folder, str(root / "data/terminfo/quire.terminfo"))
    assert told.returncode == 0 and told.stdout == "", told.stdout


def compiled(folder, rows):
    """What ncurses reads back is the table: nothing is lost on the way, and no name means something else."""
    os.environ["TERMINFO"] = folder
    curses.setupterm("quire", os.open(os.devnull, os.O_WRONLY))
    for name, (kind, _, described, value) in rows.items():
        if not described or name == "OTbs":
            continue
        have = {"boolean": curses.tigetflag, "number": curses.tigetnum, "string": curses.tigetstr}[kind](name)
        want = {"boolean": lambda: 1, "number": lambda: int(value), "string": lambda: value}[kind]()
        assert have == want, f"{name}: {have!r}, not {want!r}"


def expand(name, value):
    """Padding is for the screen's eyes only."""
    if b"%" in value:
        given = PARAMETERS.get(name, (3, 5, 7))
        numbers = [x for x in given if isinstance(x, int)]
        value = curses.tparm(value, *numbers) if len(numbers) == len(given) else texts(value, given)
    return re.sub(rb"\$<[0-9./*]+>", b"", value)


def texts(value, given):
    """curses.tparm takes numbers only; the few strings with text are simple."""
    value = value.replace(b"%?%p1%l%tid=%p1%s%;", b"id=%p1%s")
    for i, text in enumerate(given, 1):
        value = value.replace(b"%%p%d%%s" % i, text)
    return value


def obeyed(program, rows):
    lines = [f"{name} {expand(name, value).hex()}" for name, (kind, _, described, value) in rows.items()
             if kind == "string" and described and not SENT.fullmatch(name)]
    assert len(lines) > 80
    unknown = run(program, "obey", input="\n".join(lines), check=True).stdout
    assert unknown == "", "not known to the terminal: " + unknown


def main():
    program, root = sys.argv[1], pathlib.Path(sys.argv[2])
    rows = table(program)
    current(program, root, "--write" in sys.argv[3:])
    if not shutil.which("tic"):
        print("no tic: only whether the description is current was checked\n1 passed, 0 failed")
        return
    with tempfile.TemporaryDirectory() as folder:
        accepted(folder, root)
        compiled(folder, rows)
        obeyed(program, rows)
    print(f"{len(rows)} capabilities")
    print("4 passed, 0 failed")


main()
