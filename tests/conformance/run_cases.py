#!/usr/bin/env python3
"""Runs the shared conformance cases against `quire dump` and `quire encode`: run_cases.py QUIRE

The cases come from other projects and are not part of this repository: QUIRE_CONFORMANCE names their folder. Without it
nothing is run, and the test says so. Cases in KNOWN are judged in docs/conformance.md; one that passes after all fails
the test, so that the list stays true.
"""
import json
import os
import subprocess
import sys
import tempfile

KNOWN = {
    # Raw 8-bit SS2 and SS3: bytes 0x8E and 0x8F are UTF-8 input here, not controls.
    "libvterm/14state_encoding/ss2-01",
    "libvterm/14state_encoding/ss3-01",
    # SCORC brings a pending wrap back in xterm 379; the fixture is of another one.
    "xterm-fixtures/t0061-CSI_s",
    # zsh's mark of a missing line end runs over the edge, and ED erases all of what went on: that ends the wrap.
    "alacritty/grid_reset",
    "alacritty/origin_goto",
    "alacritty/wrapline_alt_toggle",
}


def main():
    quire = os.path.abspath(sys.argv[1])
    folder = os.environ.get("QUIRE_CONFORMANCE")
    if not folder:
        print("QUIRE_CONFORMANCE is not set: the conformance cases are skipped")
        print("0 passed, 0 failed, 1 skipped")
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        report = os.path.join(scratch, "report.json")
        run = subprocess.run(
            [sys.executable, os.path.join(folder, "run.py"), "--cases", folder, "--optional", "all", "--quiet",
             "--engine", f"{quire} dump --format json", "--encoder", f"{quire} encode", "--report", report],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if not os.path.exists(report):
            print(run.stdout)
            print("0 passed, 1 failed")
            return 1
        with open(report, encoding="utf-8") as file:
            results = json.load(file)
    failed = {case["name"] for case in results if not case["ok"]}
    unexpected = sorted(failed - KNOWN)
    outdated = sorted(KNOWN - failed)
    for case in results:
        if case["name"] in unexpected:
            print("FAIL", case["name"], *case["problems"][:3], sep="\n     ")
    for name in outdated:
        print("known to fail, but passes:", name)
    print(f"{len(KNOWN & failed)} known differences (docs/conformance.md)")
    print(f"{len(results) - len(failed)} passed, {len(unexpected) + len(outdated)} failed")
    return 1 if unexpected or outdated else 0


if __name__ == "__main__":
    sys.exit(main())
