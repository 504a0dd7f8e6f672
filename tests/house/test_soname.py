#!/usr/bin/env python3
"""A program that was linked with this library runs with it, and the loader refuses it where there is only a library of
another minor version, be it under a false name: nothing is ever misread. test_soname.py SOURCE LIBRARY"""
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

from tally import Tally

COMPILER = shlex.split(os.environ.get("CC", "cc"))

# The host does no more than ask for a size: what it would do with a struct of another layout is what must not happen.
HOST = """#include <stdio.h>
#include <quire/terminal.h>
int main(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal;
    if (quire_terminal_create(&options, &terminal) != QUIRE_OK)
        return 1;
    quire_terminal_destroy(terminal);
    return puts("ran") == EOF;
}
"""
# The library of another minor version, as far as the loader sees it.
OTHER = """struct quire_terminal;
int quire_terminal_create(void *options, struct quire_terminal **terminal) { (void)options; *terminal = 0; return 0; }
void quire_terminal_destroy(struct quire_terminal *terminal) { (void)terminal; }
"""


def build(tally, what, *command):
    done = subprocess.run([*COMPILER, *[str(word) for word in command]], capture_output=True, text=True, check=False)
    tally.check(done.returncode == 0, f"{what}: {done.stderr}")
    return done.returncode == 0


def said_by(program, folder):
    """Status and words of a program that looks for libraries in a folder first."""
    done = subprocess.run([program], capture_output=True, text=True, check=False,
                          env={**os.environ, "LD_LIBRARY_PATH": str(folder), "LC_ALL": "C"})
    return done.returncode, done.stdout + done.stderr


def version(root):
    text = (root / "include" / "quire" / "version.h").read_text(encoding="utf-8")
    return tuple(int(re.search(rf"QUIRE_VERSION_{part} (\d+)", text)[1]) for part in ("MAJOR", "MINOR"))


def main():
    tally = Tally()
    root, library = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    major, minor = version(root)
    ours = f"libquire.so.{major}.{minor}" if major == 0 else f"libquire.so.{major}"
    theirs = f"libquire.so.{major}.{minor + 1}" if major == 0 else f"libquire.so.{major + 1}"
    said = subprocess.run(["readelf", "-d", library], capture_output=True, text=True, check=True).stdout
    tally.check(f"[{ours}]" in said, f"the SONAME is not {ours}")
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name)
        (scratch / "host.c").write_text(HOST, encoding="utf-8")
        (scratch / "other.c").write_text(OTHER, encoding="utf-8")
        (scratch / "other.map").write_text(f"QUIRE_{major}.{minor + 1} {{ global: quire_*; local: *; }};\n", encoding="utf-8")
        for folder in ("here", "other", "false"):
            (scratch / folder).mkdir()
        host = scratch / "host"
        if not (build(tally, "host", "-std=c11", f"-I{root / 'include'}", scratch / "host.c", library, "-o", host) and
                build(tally, "other", "-shared", "-fPIC", scratch / "other.c", f"-Wl,-soname,{theirs}",
                      f"-Wl,--version-script={scratch / 'other.map'}", "-o", scratch / "other" / theirs)):
            return tally.end()
        (scratch / "here" / ours).symlink_to(library)
        (scratch / "false" / ours).symlink_to(scratch / "other" / theirs)
        tally.equal(said_by(host, scratch / "here"), (0, "ran\n"), "with this library")
        for folder, words in (("other", f"{ours}: cannot open"), ("false", f"version `QUIRE_{major}.{minor}' not found")):
            status, output = said_by(host, scratch / folder)
            tally.check(status != 0 and words in output and "ran" not in output,
                        f"with another version ({folder}): {status}, {output}")
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
