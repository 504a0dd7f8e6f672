#!/usr/bin/env python3
"""Tests of tests/api know all of the interface. Those of misuse call every function, and once with NULL for each pointer that
is no object of the library; test_sizes.c tries every struct that begins with its size. test_interface.py SOURCE MANIFEST"""
import json
import pathlib
import re
import sys

from tally import Tally

MISUSE = ["test_arguments.c", "test_misuse.c"]
# Functions that cannot be misused, and why.
NOTHING_TO_MISUSE = {
    "quire_version": "takes nothing",
    "quire_version_string": "takes nothing",
    "quire_unicode_version": "takes nothing",
}
# What every callback is handed back: any pointer will do.
FREE = {"user", "report_user"}


def without_comments(text):
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


def arguments(text, at):
    """The arguments of a call whose '(' is at `at`."""
    parts, depth, begin = [], 0, at + 1
    for place in range(at, len(text)):
        depth += (text[place] in "([{") - (text[place] in ")]}")
        if depth == 0 or (depth == 1 and text[place] == ","):
            parts.append(text[begin:place].strip())
            begin = place + 1
        if depth == 0:
            return parts
    raise ValueError(f"no end of the call at {at}")


def calls(text):
    """{function: the arguments of each call}"""
    found = {}
    for match in re.finditer(r"\b(quire_[a-z0-9_]+)\(", text):
        found.setdefault(match.group(1), []).append(arguments(text, match.end() - 1))
    return found


def exported(root):
    text = (root / "src/terminal/api/libquire.map").read_text(encoding="utf-8")
    return set(re.findall(r"\b(quire_[a-z0-9_]+);", text))


def wants_null(parameter, opaque):
    kind = parameter["type"]
    return kind["kind"] == "pointer" and kind["to"].get("name") not in opaque and parameter["name"] not in FREE


def gaps(function, made, opaque):
    """What no call of a function shows."""
    if not made:
        return [f"{function['name']} is not called"]
    return [f"{function['name']}: no call with NULL for {parameter['name']}"
            for place, parameter in enumerate(function["parameters"])
            if wants_null(parameter, opaque) and not any(call[place] == "NULL" for call in made)]


def main():
    tally = Tally()
    root = pathlib.Path(sys.argv[1])
    manifest = json.loads(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))
    opaque = {struct["name"] for struct in manifest["structs"] if struct["opaque"]}
    made = calls("".join(without_comments((root / "tests/api" / name).read_text(encoding="utf-8")) for name in MISUSE))
    functions = {function["name"]: function for function in manifest["functions"]}
    names = exported(root)
    tally.equal(calls("f(1, quire_a(b(2, 3), NULL))"), {"quire_a": [["b(2, 3)", "NULL"]]}, "the reader of calls")
    tally.check(len(names) > 150, f"libquire.map has {len(names)} functions")
    tally.equal(sorted(names ^ set(functions)), [], "libquire.map and the manifest name the same functions")
    tally.clean(sorted(set(NOTHING_TO_MISUSE) - names), "exceptions of functions that are no more")
    tally.clean([gap for name in sorted(names & set(functions)) if name not in NOTHING_TO_MISUSE
                 for gap in gaps(functions[name], made.get(name, []), opaque)], f"{' and '.join(MISUSE)} of tests/api do not show these")
    sized = {struct["name"] for struct in manifest["structs"]
             if not struct["opaque"] and struct["members"][0]["c"] == "size_t size" and struct["header"] != "quire/set.h"}
    rows = re.findall(r'^    \{"(quire_[a-z0-9_]+)",', (root / "tests/api/test_sizes.c").read_text(encoding="utf-8"), re.M)
    tally.check(len(sized) > 30, f"{len(sized)} structs begin with their size")
    tally.equal(sorted(set(rows) ^ sized), [], "tests/api/test_sizes.c has a row for each struct with a size")
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
