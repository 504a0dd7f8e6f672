#!/usr/bin/env python3
"""The engine's fields are its own: the floors above go through access.h. test_engine_fields.py SOURCE_ROOT

In a file of these floors whatever is called a pointer to an engine, there or in a header of the floor, may not be
followed by an arrow and one of the engine's fields; nor may what is cast to one.
"""
import pathlib
import re
import sys

from floors import COMMENT
from tally import Tally

FLOORS = ("snapshot", "view", "api")
DECLARED = re.compile(r"\bstruct qr_engine \*(?:const )?(\w+)")
CAST = r"\(\(?(?:const )?struct qr_engine \*\)[^;]*?\)|api_engine(?:_const)?\([^;]*?\)"
STRUCT = re.compile(r"^struct qr_engine \{\n(.*?)^\};", re.DOTALL | re.MULTILINE)
FIELD = re.compile(r"(\w+)(?:\[[^\]]*\])?(?=[,;])")


def fields(header):
    """The names of the engine's fields."""
    return set(FIELD.findall(COMMENT.sub(" ", STRUCT.search(header).group(1))))


def reaches(text, names, known):
    """Lines that reach into the engine by one of these names."""
    engine = "|".join(sorted(names))
    reach = re.compile(rf"(?:\b(?:{engine})|{CAST})->(\w+)")
    return [(number, match.group(0)) for number, line in enumerate(text.splitlines(), 1)
            for match in reach.finditer(line) if match.group(1) in known]


def main():
    root = pathlib.Path(sys.argv[1])
    tally = Tally()
    known = fields((root / "src/terminal/engine/engine.h").read_text(encoding="utf-8"))
    tally.check({"history", "screen", "printer", "policy", "trouble"} <= known, "the engine's fields are found")
    for floor in FLOORS:
        files = sorted((root / "src/terminal" / floor).glob("*.[ch]"))
        texts = {path: COMMENT.sub(lambda m: "\n" * m.group(0).count("\n"), path.read_text(encoding="utf-8"))
                 for path in files}
        members = {name for path in files if path.suffix == ".h" for name in DECLARED.findall(texts[path])}
        for path in files:
            names = members | set(DECLARED.findall(texts[path]))
            wrong = reaches(texts[path], names - {""}, known) if names else []
            tally.clean([f"{path.relative_to(root)}:{number}: {text}" for number, text in wrong],
                        f"{path.name} goes through access.h")
    return tally.end()


sys.exit(main())
