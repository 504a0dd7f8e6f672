#!/usr/bin/env python3
"""Does the library compile with a compiler that is not gcc or clang? test_compiler.py SOURCE_ROOT BUILD_ROOT

Every source of the library, with the include path and the definitions that the build gives it, is compiled by tcc, which
knows C11 and no vectors, attributes or builtins beyond it. Where tcc is missing the test is skipped.
"""
import json
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile

from floors import Tree
from tally import Tally

KEPT = ("-I", "-D", "-U")


def library_sources(tree, build):
    """(folder, source, arguments) of every source of the library's floors."""
    seen = set()
    for entry in json.loads(pathlib.Path(build, "compile_commands.json").read_text(encoding="utf-8")):
        folder = pathlib.Path(entry["directory"])
        source = (folder / entry["file"]).resolve()
        floor = tree.floor_of(source)
        if floor is None or not floor.library or source in seen:
            continue
        seen.add(source)
        yield folder, source, [word for word in shlex.split(entry["command"]) if word.startswith(KEPT)]


def main():
    if not shutil.which("tcc"):
        print("SKIP no tcc (Debian: tcc)")
        return 77
    tally, count = Tally(), 0
    tree = Tree(sys.argv[1])
    with tempfile.TemporaryDirectory() as scratch:
        for folder, source, arguments in library_sources(tree, sys.argv[2]):
            command = ["tcc", "-std=c11", *arguments, "-c", source, "-o", pathlib.Path(scratch, "source.o")]
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
            tally.check(done.returncode == 0, f"{source.relative_to(tree.root)}: {done.stderr.strip()}")
            count += 1
    tally.check(count > 100, f"only {count} sources found")
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
