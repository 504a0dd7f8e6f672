#!/usr/bin/env python3
"""A project of a stranger has this tree as a meson subproject, static and shared, and uses the library without installing
it. test_subproject.py SOURCE"""
import json
import pathlib
import subprocess
import sys
import tempfile

from tally import Tally

PROJECT = """project('stranger', 'c', meson_version: '>=1.0.0', default_options: ['c_std=c11', 'warning_level=3', 'werror=true'])
quire = dependency('quire', version: '>=0.1', fallback: 'quire', default_options: ['app=disabled'])
program = executable('program', 'program.c', dependencies: quire)
test('program', program)
"""

PROGRAM = """#include <stdio.h>
#include <string.h>

#include <quire/terminal.h>
#include <quire/version.h>

int main(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal_info info = QUIRE_TERMINAL_INFO_INIT;
    struct quire_terminal *terminal;
    const char *output = "two\\r\\nlines";
    if (quire_terminal_create(&options, &terminal) != QUIRE_OK)
        return 1;
    enum quire_result result = quire_terminal_feed(terminal, output, strlen(output));
    if (result == QUIRE_OK)
        result = quire_terminal_get_info(terminal, &info);
    printf("%u %u %d\\n", (unsigned)info.cursor_row, (unsigned)info.cursor_col, quire_version() == QUIRE_VERSION_NUMBER);
    quire_terminal_destroy(terminal);
    return result != QUIRE_OK;
}
"""


def run(tally, *command):
    """Runs a command; returns what it printed, or None after a failure."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    tally.check(done.returncode == 0, f"{' '.join(str(word) for word in command)}\n{done.stdout}{done.stderr}")
    return done.stdout if done.returncode == 0 else None


def try_library(tally, project, kind):
    build = project / kind
    setup = ["meson", "setup", "--wrap-mode=forcefallback", f"-Ddefault_library={kind}", "-Dbuildtype=debug", build, project]
    if run(tally, *setup) is None or run(tally, "meson", "compile", "-C", build) is None:
        return
    tally.equal(run(tally, build / "program"), "1 5 1\n", f"{kind}: what the program prints")
    targets = json.loads(run(tally, "meson", "introspect", "--targets", build) or "[]")
    libraries = {pathlib.Path(name).name for target in targets if target["build_by_default"] for name in target["filename"]}
    made = {name for name in libraries if name.startswith("libquire.")}
    suffix = ".a" if kind == "static" else ".so"
    tally.check(len(made) == 1 and suffix in "".join(made), f"{kind}: the library is {sorted(made)}")
    programs = {target["name"] for target in targets if target["type"] == "executable"}
    tally.equal(programs, {"program"}, f"{kind}: the programs that are built")
    tests = json.loads(run(tally, "meson", "introspect", "--tests", build) or "[]")
    tally.equal([test["name"] for test in tests], ["program"], f"{kind}: the tests")


def main():
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        project = pathlib.Path(folder)
        (project / "meson.build").write_text(PROJECT, encoding="utf-8")
        (project / "program.c").write_text(PROGRAM, encoding="utf-8")
        (project / "subprojects").mkdir()
        (project / "subprojects" / "quire").symlink_to(pathlib.Path(sys.argv[1]).resolve(), target_is_directory=True)
        for kind in ("static", "shared"):
            try_library(tally, project, kind)
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
