#!/usr/bin/env python3
"""Each key of kitty's graphics protocol has a test that is run.

usage: test_kitty_keys.py SOURCE_ROOT

kitty_keys.txt says which; here its functions are looked for, and the keys of the parser's table in it.
"""
import pathlib
import re
import sys


def main():
    root = pathlib.Path(sys.argv[1])
    passed = failed = 0
    named = set()
    for line in (root / "tests/engine/kitty_keys.txt").read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        section, key, file, function = line.split()
        path = root / "tests" / (f"{file}.c" if "/" in file else f"engine/{file}.c")
        text = path.read_text()
        if section not in ("error", "rule"):
            named.add(key[0])
        if f"static void {function}(void)" in text and f"RUN({function});" in text:
            passed += 1
        else:
            failed += 1
            print(f"{section} {key}: {file} does not run {function}")
        if section == "error" and key not in text:
            failed += 1
            print(f"{file} does not look for {key}")
    table = (root / "src/terminal/parse/kitty_graphics.c").read_text()
    for key in re.findall(r"\{'(\w)', (?:LETTER|NUMBER|SIGNED)", table):
        passed += key in named
        failed += key not in named
        if key not in named:
            print(f"kitty_keys.txt names no test of {key}")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
