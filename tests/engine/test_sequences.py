#!/usr/bin/env python3
"""The committed lists of control functions are those that the tables of the engine give.

usage: test_sequences.py PROGRAM SOURCE_ROOT [--write]

PROGRAM is list_sequences. With --write the files are made anew.
"""
import difflib
import pathlib
import subprocess
import sys

FILES = {"markdown": "docs/sequences.md", "man": "docs/man/quire-sequences.7", "dict": "fuzz/engine.dict"}


def main():
    program, root = sys.argv[1], pathlib.Path(sys.argv[2])
    passed = failed = 0
    for form, name in FILES.items():
        made = subprocess.run([program, form], stdout=subprocess.PIPE, check=True, text=True).stdout
        path = root / name
        if "--write" in sys.argv[3:]:
            path.write_text(made)
        have = path.read_text() if path.exists() else ""
        if have == made:
            passed += 1
            continue
        failed += 1
        print(f"{name} is not what the tables give; run {sys.argv[0]} {program} {root} --write")
        sys.stdout.writelines(list(difflib.unified_diff(have.splitlines(True), made.splitlines(True), name, "tables"))[:20])
    print(f"{passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
