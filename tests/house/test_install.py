#!/usr/bin/env python3
"""Builds and installs the library, shared and static, into a folder of its own, and uses it as a stranger would: with
pkg-config alone. test_install.py SOURCE"""
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

from tally import Tally

COMPILER = shlex.split(os.environ.get("CC", "cc"))
GUIDE_BLOCK = re.compile(r"^```c\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run(tally, what, command, **more):
    """Runs a command; returns what it printed, or None after a failure."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, **more)
    tally.check(done.returncode == 0, f"{what}: {' '.join(str(word) for word in command)}\n{done.stdout}{done.stderr}")
    return done.stdout if done.returncode == 0 else None


def pkg_config(tally, stage, *options):
    found = next(stage.rglob("quire.pc"), None)
    tally.check(found is not None, "no quire.pc was installed")
    environment = {**os.environ, "PKG_CONFIG_PATH": str(found.parent if found else stage),
                   "PKG_CONFIG_SYSROOT_DIR": str(stage)}
    said = run(tally, "pkg-config", ["pkg-config", *options, "quire"], env=environment)
    return shlex.split(said or "")


def try_example(tally, root, stage, scratch):
    """The smallest embedder, linked with the shared library, then with the static one."""
    wanted = (root / "examples" / "smallest.expected").read_text(encoding="utf-8")
    source = root / "examples" / "smallest.c"
    flags = pkg_config(tally, stage, "--cflags", "--libs")
    library = next(stage.rglob("libquire.so"))
    static = [str(next(stage.rglob("libquire.a"))) if flag == "-lquire" else flag
              for flag in pkg_config(tally, stage, "--static", "--cflags", "--libs")]
    for kind, arguments in (("shared", flags), ("static", static)):
        program = scratch / kind
        if run(tally, kind, [*COMPILER, "-std=c11", "-o", program, source, *arguments]) is None:
            continue
        environment = dict(os.environ)
        if kind == "shared":
            environment["LD_LIBRARY_PATH"] = str(library.parent)
        tally.check(run(tally, kind, [program], env=environment) == wanted, f"{kind}: another output")
    needed = run(tally, "readelf", ["readelf", "-d", scratch / "shared"]) or ""
    tally.check("libquire.so.0.1]" in needed, "the program does not ask for the SONAME libquire.so.0.1")


def try_guide(tally, root, stage, scratch):
    """Each block of C in the guide compiles; one with a main also links and runs."""
    blocks = GUIDE_BLOCK.findall((root / "docs" / "embedding.md").read_text(encoding="utf-8"))
    flags = pkg_config(tally, stage, "--cflags", "--libs")
    folder = next(stage.rglob("libquire.so")).parent
    tally.check(len(blocks) >= 5, f"only {len(blocks)} blocks of C in the guide")
    for number, block in enumerate(blocks, 1):
        source = scratch / f"guide_{number}.c"
        source.write_text(block, encoding="utf-8")
        program = scratch / f"guide_{number}"
        link = ["-o", program] if "int main(" in block else ["-c", "-o", program]
        built = run(tally, f"block {number} of the guide", [*COMPILER, "-std=c11", "-Wall", "-Wextra", "-Wpedantic",
                                                            "-Werror", source, *link, *flags])
        if built is not None and "int main(" in block:
            run(tally, f"block {number} of the guide", [program],
                env={**os.environ, "LD_LIBRARY_PATH": str(folder)})


def try_python(tally, root, stage):
    """The package for Python where it was installed, with the library beside it: the example of the README."""
    found = next(stage.rglob("quire/lowlevel.py"), None)
    tally.check(found is not None, "no package for Python was installed")
    if found is None:
        return
    code, wanted = re.search(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```$", (root / "README.md").read_text(encoding="utf-8"),
                             re.MULTILINE | re.DOTALL).groups()
    environment = {name: value for name, value in os.environ.items() if name != "QUIRE_LIBRARY"}
    environment |= {"PYTHONPATH": str(found.parent.parent), "LD_LIBRARY_PATH": str(next(stage.rglob("libquire.so")).parent)}
    said = run(tally, "the example for Python", [sys.executable, "-B", "-c", code], env=environment)
    tally.equal(said, wanted, "the example for Python")


def main():
    tally = Tally()
    root = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        build, stage = scratch / "build", scratch / "stage"
        setup = ["meson", "setup", "-Dapp=disabled", "-Dtests=false", "-Ddefault_library=both", "-Dbuildtype=debug",
                 "-Dprefix=/usr", build, root]
        if run(tally, "setup", setup) is None or run(tally, "build", ["meson", "compile", "-C", build]) is None:
            return tally.end()
        run(tally, "install", ["meson", "install", "--no-rebuild", "-C", build],
            env={**os.environ, "DESTDIR": str(stage)})
        installed = {path.name for path in (stage / "usr" / "include" / "quire").glob("*.h")}
        there = {path.name for path in (root / "include" / "quire").glob("*.h")}
        tally.clean(sorted(there ^ installed), "headers of the tree against headers that were installed")
        described = json.loads((stage / "usr" / "share" / "quire" / "quire.json").read_text(encoding="utf-8"))
        tally.equal({header["name"].removeprefix("quire/") for header in described["headers"]}, installed, "headers of quire.json")
        try_example(tally, root, stage, scratch)
        try_guide(tally, root, stage, scratch)
        try_python(tally, root, stage)
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
