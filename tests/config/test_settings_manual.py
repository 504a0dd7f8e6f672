#!/usr/bin/env python3
"""quire(5) says what the table of settings says, and is a manual page.

usage: test_settings_manual.py PROGRAM SOURCE_ROOT [--write]

PROGRAM is list_settings. With --write the page is made anew.
"""
import difflib
import pathlib
import shutil
import subprocess
import sys

PAGE = "docs/man/quire.5"


def main():
    program, path = sys.argv[1], pathlib.Path(sys.argv[2]) / PAGE
    made = subprocess.run([program], stdout=subprocess.PIPE, check=True, text=True).stdout
    if "--write" in sys.argv[3:]:
        path.write_text(made)
    have = path.read_text() if path.exists() else ""
    wrong = []
    if have != made:
        diff = difflib.unified_diff(have.splitlines(True), made.splitlines(True), PAGE, "the table")
        wrong.append(f"{PAGE} is not what the table gives; run {sys.argv[0]} {program} {sys.argv[2]} --write\n"
                     + "".join(list(diff)[:20]))
    if shutil.which("groff"):
        said = subprocess.run(["groff", "-man", "-ww", "-Tutf8", "-z", str(path)], stderr=subprocess.PIPE, check=False, text=True)
        if said.returncode != 0 or said.stderr:
            wrong.append(said.stderr)
    for text in wrong:
        print(text)
    print(f"{2 - len(wrong)} passed, {len(wrong)} failed")
    return bool(wrong)


sys.exit(main())
