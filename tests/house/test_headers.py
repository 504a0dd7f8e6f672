#!/usr/bin/env python3
"""Every installed header compiles alone, as C11 and as C++17, without a warning. test_headers.py SOURCE_ROOT"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from tally import Tally

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only"]
COMPILERS = [("gcc", "-std=c11", ".c"), ("clang", "-std=c11", ".c"), ("g++", "-std=c++17", ".cc")]


def compile_text(compiler, standard, suffix, include, text, scratch):
    """Returns what the compiler said against a file of this text, or None if it took it."""
    source = pathlib.Path(scratch, "one" + suffix)
    source.write_text(text, encoding="utf-8")
    done = subprocess.run([compiler, standard, *WARNINGS, f"-I{include}", str(source)], capture_output=True, text=True,
                          env={**os.environ, "LC_ALL": "C"}, check=False)
    return None if done.returncode == 0 else done.stderr


def main():
    tally = Tally()
    include = pathlib.Path(sys.argv[1], "include").resolve()
    headers = sorted((include / "quire").glob("*.h"))
    tally.check(headers, "there are no installed headers")
    with tempfile.TemporaryDirectory() as scratch:
        for compiler, standard, suffix in COMPILERS:
            if not shutil.which(compiler):
                print(f"no {compiler} here: the headers are not tried with it")
                continue
            bad = compile_text(compiler, standard, suffix, include, "int unused(void) { int x; return 0; }\n", scratch)
            tally.check(bad, f"{compiler} lets a warning pass")
            for header in headers:
                # Twice, so that a missing guard shows.
                line = f"#include <quire/{header.name}>\n"
                said = compile_text(compiler, standard, suffix, include, line + line + "extern int one;\n", scratch)
                tally.check(said is None, f"<quire/{header.name}> with {compiler} {standard}:\n{said}")
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
