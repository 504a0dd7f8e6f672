#!/usr/bin/env python3
"""Writes a module for JavaScript that says how structs are laid out and what enums mean: layout.py MANIFEST OUTPUT

The manifest (tools/manifest) is that of the compiler that makes quire.wasm. What comes out has

    structs: {name: {size, members: {name: [offset, size, kind]}}}    kind as below; of arrays also their length
    enums: {name: {NAME: value}}

with names as in C, without "quire_" and without what all names of an enum begin with.
"""
import json
import os
import pathlib
import sys


def kind(type_):
    """How the bytes of a member are read: bool, char, signed, unsigned, text (a pointer to it), pointer, or a word and
    the name of an enum or struct."""
    if type_["kind"] == "array":
        return kind(type_["of"])
    if type_["kind"] == "pointer":
        return "text" if type_["to"].get("name") == "char" else "pointer"
    if type_["kind"] in ("enum", "struct"):
        return f"{type_['kind']} {type_['name'].removeprefix('quire_')}"
    name = type_["name"]
    return {"bool": "bool", "char": "char"}.get(name, "signed" if name.startswith("int") else "unsigned")


def member(entry):
    place = [entry["offset"], entry["size"], kind(entry["type"])]
    return place + [entry["type"]["count"]] if entry["type"]["kind"] == "array" else place


def structs(manifest):
    return {struct["name"].removeprefix("quire_"): {
        "size": struct["size"],
        "members": {entry["name"]: member(entry) for entry in struct["members"]}}
        for struct in manifest["structs"] if not struct["opaque"]}


def enum_values(enum):
    """Names without the words that all of them begin with."""
    values = {value["name"]: value["value"] for value in enum["values"]}
    start = os.path.commonprefix(list(values)) if len(values) > 1 else "QUIRE_"
    start = start[:start.rfind("_") + 1]
    return {name.removeprefix(start): value for name, value in values.items()}


def write(manifest):
    lines = ["// Made from the public headers by bindings/wasm/layout.py."]
    for name, table in (("structs", structs(manifest)),
                        ("enums", {enum["name"].removeprefix("quire_"): enum_values(enum) for enum in manifest["enums"]})):
        lines.append(f"export const {name} = {{")
        lines += [f"  {key}: {json.dumps(value)}," for key, value in table.items()]
        lines.append("};")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        pathlib.Path(sys.argv[2]).write_text(write(json.load(file)), encoding="utf-8")
