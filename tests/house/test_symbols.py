#!/usr/bin/env python3
"""The functions of the installed headers, the linker map and the library are the same, and verify.h names the rules that
are checked. test_symbols.py SOURCE [--static LIBRARY] [--shared LIBRARY]"""
import argparse
import pathlib
import re
import subprocess
import sys

from tally import Tally

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
DECLARED = re.compile(r"\bQUIRE_API\b[^;{]*?\b(quire_\w+)\s*\(")


def declared(folder):
    """The functions that a folder of headers exports."""
    names = []
    for path in sorted(folder.glob("*.h")):
        names += DECLARED.findall(COMMENT.sub(" ", path.read_text(encoding="utf-8")))
    return names


def mapped(path):
    """The names of a linker map, in its order, and whether everything else stays inside."""
    text = COMMENT.sub(" ", path.read_text(encoding="utf-8"))
    return re.findall(r"\b(quire_\w+);", text), re.search(r"local:\s*\*;", text) is not None


def exported(library):
    """The symbols that a library defines for others: {name: version node}."""
    said = subprocess.run(["nm", "-D", "--defined-only", "--with-symbol-versions", library], capture_output=True,
                          text=True, check=True).stdout
    names = [line.split()[-1] for line in said.splitlines() if " A " not in line]
    return {name.split("@")[0]: name.partition("@@")[2] for name in names if not name.startswith(("__", "_init", "_fini"))}


def defined(archive):
    """The symbols that a static library defines for its users."""
    said = subprocess.run(["nm", "--defined-only", "--extern-only", "--format=posix", archive], capture_output=True, text=True,
                          check=True).stdout
    return {line.split()[0] for line in said.splitlines() if len(line.split()) > 1}


def check_shared(tally, names, library):
    have = exported(library)
    tally.clean(sorted(set(names) - set(have)), "in the map, not in the library")
    tally.clean(sorted(set(have) - set(names)), "in the library, not in the map")
    tally.clean([f"{name}@{node}" for name, node in sorted(have.items()) if not re.fullmatch(r"QUIRE_\d+\.\d+", node)],
                "symbols without a node of the map")


def check_static(tally, names, archive):
    have = defined(archive)
    tally.clean(sorted(set(names) - have), "in the map, not in the static library")
    tally.clean(sorted(have - set(names)), "in the static library for all to see, not in the map")


def rules(path, function):
    """The names that a function of rule names can give, but for the one of no rule."""
    body = path.read_text(encoding="utf-8").partition(f"{function}(")[2].partition("\n}\n")[0]
    return set(re.findall(r'"([A-Z_]+)"', body)) - {"NONE", "UNKNOWN"}


def check_rules(tally, root):
    said = set(re.findall(r"\b[A-Z][A-Z_]+\b", (root / "include" / "quire" / "verify.h").read_text(encoding="utf-8")))
    terminal = root / "src" / "terminal"
    for path, function in ((terminal / "page" / "page_check.c", "qr_page_rule_name"),
                           (terminal / "history" / "history_check.c", "qr_history_rule_name")):
        names = rules(path, function)
        tally.check(len(names) > 8, f"{path.name} has only {len(names)} rules")
        tally.clean(sorted(names - said), f"rules of {path.name} that verify.h does not name")


def main():
    tally = Tally()
    options = argparse.ArgumentParser()
    options.add_argument("root", type=pathlib.Path)
    options.add_argument("--static")
    options.add_argument("--shared")
    given = options.parse_args()
    headers = declared(given.root / "include" / "quire")
    names, closed = mapped(given.root / "src" / "terminal" / "api" / "libquire.map")
    tally.check(len(headers) > 50, f"only {len(headers)} functions found in the headers")
    tally.check(closed, "the map lets other symbols out")
    tally.check(names == sorted(set(names)), "the map is sorted and has no name twice")
    tally.clean(sorted(set(headers) - set(names)), "in the headers, not in the map")
    tally.clean(sorted(set(names) - set(headers)), "in the map, not in the headers")
    if given.shared:
        check_shared(tally, names, given.shared)
    if given.static:
        check_static(tally, names, given.static)
    check_rules(tally, given.root)
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
