#!/usr/bin/python3
"""Lines and branches that the tests of a build with -Db_coverage=true ran, for each folder of src.

    coverage.py ROOT BUILD [FOLDER]

Prints a table of the folders; with a FOLDER (src/app), one of the files in it."""
import json
import os
import subprocess
import sys


def summary(root, build):
    """What gcovr counts, one record for each source file."""
    command = ["gcovr", "-r", root, "--object-directory", build, "--filter", os.path.join(root, "src") + "/",
               "--json-summary", "-", build]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)["files"]


def share(covered, total):
    return f"{covered:6} of {total:6} {100 * covered / total if total else 100:6.1f} %"


def main(root, build, folder=None):
    rows = {}
    for file in summary(os.path.abspath(root), os.path.abspath(build)):
        name = file["filename"]
        if folder is not None and os.path.dirname(name) != folder.rstrip("/"):
            continue
        row = rows.setdefault(name if folder is not None else os.path.dirname(name), [0, 0, 0, 0])
        for i, key in enumerate(("line_covered", "line_total", "branch_covered", "branch_total")):
            row[i] += file[key]
    if not rows:
        sys.exit(f"coverage: nothing was counted{' in ' + folder if folder else ''}")
    print(f"{'':28} {'lines':>25} {'branches':>25}")
    for name, row in sorted(rows.items()) + [("all", [sum(column) for column in zip(*rows.values())])]:
        print(f"{name:28} {share(*row[:2]):>25} {share(*row[2:]):>25}")


if __name__ == "__main__":
    main(*sys.argv[1:])
