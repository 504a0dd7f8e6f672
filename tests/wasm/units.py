#!/usr/bin/env python3
"""The unit tests of the library on a machine of 32 bits: units.py SOURCE BUILD [NAME...]

BUILD is a build of tools/wasm32-wasi.ini; each test that needs no processes, mappings or folders of its own is linked with
its libquire.a and run by Node. A long proof (docs/contributing.md): minutes, not part of ./dev test.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "house")]
from tally import Tally  # noqa: E402

FLOORS = ("base", "set", "parse", "unicode", "page", "history", "encode", "engine", "snapshot", "api")
# What a module has not, by itself or in the headers that the tests share; and what wants history compressed.
NEEDS_MORE = re.compile(r"<sys/|<unistd|alloc_run\.h|mkdtemp|mkstemp|counted_memory|slices\.h|encode_events|file_kit|argv|char \*\*arguments|getenv")
LIBRARIES = ["-D_WASI_EMULATED_SIGNAL", "-D_WASI_EMULATED_PROCESS_CLOCKS", "-DQR_LZ4=0", "-lwasi-emulated-signal",
             "-lwasi-emulated-process-clocks", "-Wl,--stack-first", "-Wl,-z,stack-size=1048576"]


def folders(source):
    roots = [source / "src/base", source / "src/set", source / "src/terminal", source / "tests"]
    return [f"-I{source / 'include'}"] + [f"-I{path}" for root in roots for path in [root, *root.rglob("*/")] if path.is_dir()]


def run(tally, test, library, includes, scratch):
    program = pathlib.Path(scratch, f"{test.stem}.wasm")
    made = subprocess.run(["clang", "--target=wasm32-wasi", "-O1", "-w", "-std=gnu11", *includes, test, library, *LIBRARIES, "-o",
                           program], capture_output=True, text=True, check=False)
    if made.returncode != 0:
        tally.check(False, f"{test.name} does not build\n{made.stderr[:1000]}")
        return
    done = subprocess.run(["node", HERE / "run.mjs", program], capture_output=True, text=True, errors="replace",
                          check=False)
    tally.check(done.returncode == 0, f"{test.name}\n{(done.stdout + done.stderr)[-1500:]}")


def main():
    source, build = (pathlib.Path(word).resolve() for word in sys.argv[1:3])
    tally, includes, library = Tally(), folders(source), next(build.rglob("libquire.a"))
    tests = [path for floor in FLOORS for path in sorted((source / "tests" / floor).glob("test_*.c"))]
    with tempfile.TemporaryDirectory() as scratch:
        for test in tests:
            if sys.argv[3:] and test.stem not in sys.argv[3:]:
                continue
            if NEEDS_MORE.search(test.read_text(encoding="utf-8")):
                print(f"left out: {test.name} needs more of a system")
                continue
            run(tally, test, library, includes, scratch)
    return tally.end()


if __name__ == "__main__":
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    sys.exit(main())
