#!/usr/bin/env python3
"""The documents for embedders, and the comments of the installed headers, name what there is: each function, type and constant of
Quire that they mention is declared, and the page for those who come from libvterm has all of its functions. test_guide.py SOURCE"""
import pathlib
import re
import sys

from tally import Tally

DOCUMENTS = ["embedding.md", "from-libvterm-and-ghostty.md"]
NAME = re.compile(r"(?<!Quire::)\b(?:quire|QUIRE)_[A-Za-z0-9_]+\b")
VTERM = pathlib.Path("/usr/include/vterm.h")


COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def mentioned(text):
    return {name for name in NAME.findall(text) if not name.endswith("_")}


def names_of_headers(headers):
    names = set()
    for text in headers.values():
        names.update(NAME.findall(COMMENT.sub(" ", text)))
        names.update("QUIRE_KEY_" + name for name in re.findall(r"X\(([A-Z0-9_]+), \"", text))
        names.update("QUIRE_" + name for name in re.findall(r"X\(([A-Z_]+), -?[0-9]+,", text))
    return names


def main():
    tally = Tally()
    root = pathlib.Path(sys.argv[1])
    headers = {path.name: path.read_text(encoding="utf-8") for path in (root / "include" / "quire").glob("*.h")}
    there = names_of_headers(headers)
    for header, text in sorted(headers.items()):
        tally.clean(sorted(mentioned(" ".join(COMMENT.findall(text))) - there), f"{header}: comments name what there is not")
    for document in DOCUMENTS:
        text = (root / "docs" / document).read_text(encoding="utf-8")
        named = mentioned(text)
        tally.check(len(named) > 30, f"{document} names {len(named)} things of Quire")
        tally.clean(sorted(named - there), f"{document}: names of no header")
    page = (root / "docs" / DOCUMENTS[1]).read_text(encoding="utf-8")
    functions = re.findall(r"\bvterm_[a-z0-9_]+(?= *\()", VTERM.read_text(encoding="utf-8")) if VTERM.exists() else []
    tally.clean(sorted({name for name in functions if not re.search(rf"\b{name}\b", page)}),
                f"{DOCUMENTS[1]}: functions of libvterm that it leaves out")
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
