#!/usr/bin/env python3
"""Everything in the installed headers is documented, and Doxygen understands it: no warning with docs/Doxyfile.
test_doxygen.py SOURCE_ROOT"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

from tally import Tally

UNDOCUMENTED = """/** @file
 * A header with gaps. */
/** Documented. */
struct quire_known { int member; };
int quire_unknown(void);
"""


def doxygen(root, output, more=""):
    """Runs Doxygen as `./dev docs` does, but with another output folder; returns (exit status, what it said)."""
    settings = (root / "docs" / "Doxyfile").read_text(encoding="utf-8") + f"\nOUTPUT_DIRECTORY = {output}\n{more}\n"
    done = subprocess.run(["doxygen", "-"], input=settings, cwd=root, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def main():
    if not shutil.which("doxygen"):
        print("no doxygen here")
        return 77
    tally = Tally()
    root = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        output = pathlib.Path(folder, "docs")
        status, said = doxygen(root, output)
        tally.check(status == 0 and not said.strip(), f"doxygen, status {status}:\n{said}")
        for header in sorted((root / "include" / "quire").glob("*.h")):
            page = output / "html" / (header.stem.replace("_", "__") + "_8h.html")
            tally.check(page.is_file(), f"quire/{header.name} has no page in the reference")
        reference = "".join(path.read_text(encoding="utf-8") for path in (output / "html").glob("*_8h.html"))
        tally.check("quire_terminal_feed" in reference and "PREFIX_add_key" in reference,
                    "functions and the set's template are in the reference")
        gaps = pathlib.Path(folder, "gaps.h")
        gaps.write_text(UNDOCUMENTED, encoding="utf-8")
        status, said = doxygen(root, pathlib.Path(folder, "gaps"), f"INPUT = {gaps}\nUSE_MDFILE_AS_MAINPAGE =")
        tally.check(status != 0, "a header with gaps passes")
        for name in ("member", "quire_unknown"):
            tally.check(name in said, f"the gap {name} is not told:\n{said}")
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
