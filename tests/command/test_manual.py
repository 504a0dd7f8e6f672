#!/usr/bin/env python3
"""quire(1) names every option and command that --help lists, and all pages are clean.

usage: test_manual.py QUIRE SOURCE_ROOT"""
import pathlib
import re
import shutil
import subprocess
import sys


def listed(help_text, heading, pattern):
    """What begins the lines below a heading of the help."""
    block = re.search(rf"^{heading}:\n(.*?)(?:\n\n|\Z)", help_text, re.MULTILINE | re.DOTALL).group(1)
    return [match.group(1) for match in re.finditer(pattern, block, re.MULTILINE)]


def clean(path):
    """What groff, man and mandoc say of a page."""
    said = []
    for tool, command in (("groff", ["groff", "-man", "-ww", "-Tutf8", "-z", str(path)]),
                          ("man", ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", str(path)]),
                          ("mandoc", ["mandoc", "-T", "lint", "-W", "error", str(path)])):
        if shutil.which(tool):
            done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, text=True)
            said += [f"{tool}: {done.stderr}"] if done.returncode or done.stderr else []
        else:
            print(f"SKIP no {tool}")
    return said


def main():
    program, root = sys.argv[1], pathlib.Path(sys.argv[2])
    help_text = subprocess.run([program, "--help"], stdout=subprocess.PIPE, check=True, text=True).stdout
    page = (root / "docs/man/quire.1").read_text(encoding="utf-8").replace("\\-", "-")
    options = listed(help_text, "Options", r"^  (-[-\w]+)")
    commands = listed(help_text, "Commands", r"^  ([\w-]+)")
    wrong = [] if len(options) > 15 and len(commands) > 8 else [f"the help was not understood: {options} {commands}"]
    wrong += [f"quire(1) lacks the option {name}" for name in options if not re.search(rf"(?<![-\w]){name}(?![-\w])", page)]
    wrong += [f"quire(1) lacks the command {name}" for name in commands if not re.search(rf"(?<![-\w]){name}(?![-\w])", page)]
    for name in ("quire.1", "quire.5", "quire-sequences.7"):
        wrong += clean(root / "docs/man" / name)
    print("\n".join(wrong))
    print(f"{len(options) + len(commands) + 3 - len(wrong)} passed, {len(wrong)} failed")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
