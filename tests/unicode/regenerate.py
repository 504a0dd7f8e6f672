#!/usr/bin/env python3
"""Are the committed tables and expectations what the scripts make of the data?

When the environment variable QUIRE_UNICODE names a folder of Unicode 17 data files, both scripts run into a temporary
folder and every file is compared with the committed one. Without it only the scripts' refusals are tested.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parents[1] / "src" / "terminal" / "unicode"
GENERATE, DERIVE = SOURCE / "generate.py", HERE / "derive.py"
OUTPUTS = {GENERATE: ("unicode_tables.h", "unicode_tables.c"),
           DERIVE: ("break_expected.inc", "class_expected.inc", "width_expected.inc", "emoji_expected.inc")}

totals = {"passed": 0, "failed": 0, "skipped": 0}


def note(outcome, text):
    totals[outcome] += 1
    if outcome != "passed":
        print(f"{outcome}: {text}")


def run(script, folder, output):
    return subprocess.run([sys.executable, str(script), str(folder), "--output-dir", str(output)], text=True,
                          capture_output=True, check=False)


def check_refusal(script, folder, output, words, text):
    """The script must fail with a sentence that has the words, and write nothing."""
    result = run(script, folder, output)
    good = result.returncode != 0 and all(word in result.stderr for word in words) and not os.listdir(output)
    note("passed" if good and "Traceback" not in result.stderr else "failed", text)


def check_refusals(scratch):
    output, empty, old = (scratch / name for name in ("output", "empty", "old"))
    for folder in (output, empty, old):
        folder.mkdir()
    for name in ("DerivedEastAsianWidth", "GraphemeBreakTest"):
        (old / f"{name}.txt").write_text(f"# {name}-16.0.0.txt\n", encoding="utf-8")
    check_refusal(GENERATE, empty, output, ["no DerivedEastAsianWidth.txt"], "generate.py names a missing file")
    check_refusal(GENERATE, old, output, ["not of Unicode 17"], "generate.py refuses old data")
    check_refusal(DERIVE, empty, output, ["no GraphemeBreakTest.txt"], "derive.py names a missing file")
    check_refusal(DERIVE, old, output, ["not of Unicode 17"], "derive.py refuses old data")


def emoji_test_version(text):
    found = re.search(r"emoji-test (\S+) by", text)
    return found and found[1]


def compare(name, committed, made):
    have, want = committed.read_text(encoding="utf-8"), made.read_text(encoding="utf-8")
    if emoji_test_version(have) != emoji_test_version(want):
        note("skipped", f"{name}: made from another version of emoji-test.txt than the committed one")
    else:
        note("passed" if have == want else "failed", f"{committed} is not what the script makes")


def check_outputs(folder, scratch):
    for script, names in OUTPUTS.items():
        result = run(script, folder, scratch)
        if result.returncode != 0:
            note("failed", f"{script.name}: {result.stderr.strip()}")
            continue
        for name in names:
            compare(name, script.parent / name, scratch / name)


def main():
    folder = os.environ.get("QUIRE_UNICODE", "")
    with tempfile.TemporaryDirectory() as scratch:
        check_refusals(pathlib.Path(scratch))
    if folder:
        with tempfile.TemporaryDirectory() as scratch:
            check_outputs(pathlib.Path(folder).resolve(), pathlib.Path(scratch))
    else:
        note("skipped", "regeneration of the tables: QUIRE_UNICODE names no folder of Unicode data")
    skipped = f", {totals['skipped']} skipped" if totals["skipped"] else ""
    print(f"{totals['passed']} passed, {totals['failed']} failed{skipped}")
    return totals["failed"] != 0


if __name__ == "__main__":
    sys.exit(main())
