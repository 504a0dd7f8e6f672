#!/usr/bin/env python3
"""The binary interface only grows within a SONAME. What it was is kept in tests/api/abi/quire-MAJOR.MINOR.txt, and programs
that were compiled then still fit. test_abi.py FOLDER MANIFEST [--write]

Functions, enums, structs and members are there as they were. A struct with a size grows behind all that it had, its
padding included: what an earlier host has there nobody knows. One without a size stays as it is, since hosts have arrays
of them. Until 0.1.0 is released a change that is meant is accepted with --write; after it, it takes another minor version,
whose file --write makes.
"""
import json
import pathlib
import re
import sys

from tally import Tally


def nameless(declaration, name):
    """A declaration without the name of what it declares, so that only its type counts."""
    return re.sub(rf"\b{name}\b(?=\s*(?:$|[\[(,)]))", "", declaration, count=1).strip() if name else declaration


def function_line(function):
    parameters = ", ".join(nameless(parameter["c"], parameter["name"]) for parameter in function["parameters"])
    return f"{function['c'].partition('(')[0]}({parameters or 'void'})"


def struct_lines(struct):
    return [f"{member['offset']} {member['size']} {member['c']}" for member in struct["members"]]


def described(manifest):
    """{heading: lines} of all that programs depend on; the set is compiled into its user, so it is not among it."""
    parts = {}
    for struct in manifest["structs"]:
        if not struct["opaque"] and struct["header"] != "quire/set.h":
            parts[f"struct {struct['name']} {struct['size']}"] = struct_lines(struct)
    for enum in manifest["enums"]:
        if enum["header"] == "quire/set.h":
            continue
        parts[f"enum {enum['name']} {enum['size']}"] = [f"{value['name']} {value['value']}" for value in enum["values"]]
    parts["functions"] = sorted(function_line(function) for function in manifest["functions"])
    parts["callbacks"] = sorted(typedef["c"] for typedef in manifest["typedefs"] if typedef["header"] != "quire/set.h")
    return parts


def written(parts):
    return "".join(f"{heading}\n" + "".join(f"    {line}\n" for line in lines) for heading, lines in parts.items())


def read(text):
    parts, lines = {}, []
    for line in text.splitlines():
        if line.startswith("    "):
            lines.append(line.strip())
        else:
            lines = parts.setdefault(line, [])
    return parts


def check_struct(name, old_size, old, new_size, new):
    """The problems of a struct that has changed."""
    if not old[0].endswith(" size_t size"):
        return [] if (old_size, old) == (new_size, new) else [f"struct {name} has no size and is another"]
    problems = [f"struct {name}: was {line}" for line in old if line not in new]
    late = [line for line in new if line not in old and int(line.split()[0]) < old_size]
    return problems + [f"struct {name}: {line} lies in what earlier hosts have" for line in late] + (
        [f"struct {name} is shorter"] if new_size < old_size else [])


def differences(old, new):
    """What programs of old would not find in new."""
    problems = []
    now = {heading.rpartition(" ")[0] if " " in heading else heading: heading for heading in new}
    for heading, lines in old.items():
        name, _, size = heading.rpartition(" ") if " " in heading else (heading, "", "")
        there = now.get(name)
        if there is None:
            problems.append(f"{name} is gone")
        elif name.startswith("struct "):
            problems += check_struct(name[7:], int(size), lines, int(there.rpartition(" ")[2]), new[there])
        else:
            problems += [f"{name}: was {line}" for line in lines if line not in new[there]]
            problems += [f"{name}: another size"] if there != heading else []
    return problems


def check_itself(tally):
    """The rules, each on a small example."""
    old = {"struct a 16": ["0 8 size_t size", "8 4 uint32_t x"], "struct b 4": ["0 4 int x"], "enum e 4": ["A 1"],
           "functions": ["int f(void)"]}

    def with_change(heading, lines, instead=None):
        return {**{name: there for name, there in old.items() if name != heading}, instead or heading: lines}

    size, x = old["struct a 16"]
    good = [with_change("struct a 16", [size, x, "16 8 uint64_t y"], "struct a 24"),
            with_change("enum e 4", ["A 1", "B 2"]), with_change("functions", ["int f(void)", "int g(void)"]), {**old, "struct c 8": ["0 8 long x"]}]
    bad = [with_change("struct a 16", [size, x, "12 4 uint32_t y"]), with_change("struct a 16", [size, "8 8 uint64_t x"]),
           with_change("struct a 16", [size], "struct a 8"),
           with_change("struct b 4", ["0 4 int x", "4 4 int y"], "struct b 8"), with_change("enum e 4", ["A 2"]),
           with_change("functions", ["int f(int)"]),
           {name: lines for name, lines in old.items() if name != "struct b 4"}]
    for number, parts in enumerate(good):
        tally.equal(differences(old, read(written(parts))), [], f"growth {number}")
    for number, parts in enumerate(bad):
        tally.check(differences(old, read(written(parts))), f"the change {number} was not noticed")


def main():
    tally = Tally()
    manifest = json.loads(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))
    if manifest["machine"]["pointer_size"] != 8:
        print("SKIP the sizes that are kept are those of 64-bit machines")
        return 77
    name = "quire-" + ".".join(manifest["version"].split(".")[:2]) + ".txt"
    kept = pathlib.Path(sys.argv[1]) / name
    parts = described(manifest)
    if sys.argv[3:] == ["--write"]:
        kept.write_text(written(parts), encoding="utf-8")
        return 0
    check_itself(tally)
    tally.check(kept.exists(), f"there is no {name}: a new version of the interface is kept with --write")
    if kept.exists():
        old = read(kept.read_text(encoding="utf-8"))
        tally.check(len(old) > 60 and len(old["functions"]) > 150, f"{name} is not whole")
        tally.clean(differences(old, parts), f"programs that were compiled for {name[:-4]} do not fit (see {sys.argv[0]})")
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
