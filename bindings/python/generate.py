#!/usr/bin/env python3
"""Writes quire/lowlevel.py, the interface of the library in ctypes, out of the manifest of the headers.

generate.py MANIFEST OUTPUT [FOLDER]

FOLDER is where the library is installed, for systems whose loader does not look there. Nothing in here knows a name
of the library: what the manifest has is written, and a type that ctypes has no counterpart of is an error.
"""
import json
import keyword
import pathlib
import re
import sys
import textwrap

BASIC = {"bool": "c_bool", "char": "c_char", "int": "c_int", "float": "c_float", "double": "c_double", "size_t": "c_size_t",
         "int8_t": "c_int8", "int16_t": "c_int16", "int32_t": "c_int32", "int64_t": "c_int64",
         "uint8_t": "c_uint8", "uint16_t": "c_uint16", "uint32_t": "c_uint32", "uint64_t": "c_uint64"}
WIDTH = 118


class Writer:
    def __init__(self, manifest):
        self.manifest = manifest
        self.enums = {enum["name"]: enum for enum in manifest["enums"]}
        self.opaque = {struct["name"] for struct in manifest["structs"] if struct["opaque"]}
        self.lines, self.names = [], []

    def put(self, *lines):
        self.lines += lines

    def name(self, name):
        """Notes a name of the module; two things of one name would hide each other."""
        if name in self.names or keyword.iskeyword(name):
            sys.exit(f"generate: the name {name} is taken")
        self.names.append(name)
        return name

    # --- types

    def type(self, type_, place=""):
        """The ctypes type. `place` is "parameter" or "result" where a function of the library has it: there bytes stand
        for text. Elsewhere text is a pointer to characters, since its end is told by a length and not by a zero."""
        kind = type_["kind"]
        if kind == "basic":
            return BASIC[type_["name"]]
        if kind == "enum":
            enum = self.enums[type_["name"]]
            return f"c_{'' if enum['signed'] else 'u'}int{8 * enum['size']}"
        if kind in ("struct", "named"):
            return type_["name"]
        if kind == "array":
            return f"{self.type(type_['of'])} * {type_['count']}"
        if kind == "pointer":
            return self.pointer(type_["to"], place)
        raise SystemExit(f"generate: no type of ctypes for {type_}")

    def pointer(self, to, place):
        if to["kind"] == "function":
            return self.function_type(to)
        if to["kind"] == "named":
            return to["name"]
        if to == {"kind": "basic", "name": "void"} or to == {"kind": "basic", "name": "void", "const": True}:
            return "c_void_p"
        if to["kind"] == "basic" and to["name"] == "char" and to.get("const") and place:
            return "c_char_p"
        if to["kind"] == "pointer" and to.get("const") and to["to"].get("name") == "char":
            return "POINTER(c_char_p)"  # an array of terminated texts
        return f"POINTER({self.type(to)})"

    def function_type(self, type_):
        arguments = [self.result(type_["returns"]), *(self.type(parameter["type"]) for parameter in type_["parameters"])]
        return f"CFUNCTYPE({', '.join(arguments)})"

    def result(self, type_, place=""):
        return "None" if type_["kind"] == "basic" and type_["name"] == "void" else self.type(type_, place)

    def function_result(self, function):
        """A text that is returned is terminated, but where a parameter takes its length."""
        told = any(self.type(parameter["type"]) == "POINTER(c_size_t)" for parameter in function["parameters"])
        return self.result(function["returns"], "" if told else "result")

    # --- the parts of the module

    def docstring(self, doc, indent):
        text = doc.replace("\\", "\\\\").replace('"""', "'''")
        paragraphs = [textwrap.fill(line, WIDTH, initial_indent=indent, subsequent_indent=indent) for line in
                      f'"""{text}"""'.split("\n")]
        self.put(*"\n".join(paragraphs).split("\n"))

    def comment(self, doc, indent=""):
        self.put(*(line for paragraph in doc.split("\n") if paragraph for line in
                   textwrap.wrap(paragraph, WIDTH, initial_indent=f"{indent}#: ", subsequent_indent=f"{indent}#: ")))

    def declaration(self, text):
        self.put(*textwrap.wrap(text + ";", WIDTH, initial_indent="# ", subsequent_indent="#     "))

    def constants(self):
        for constant in self.manifest["constants"]:
            self.comment(constant["doc"])
            self.put(f"{self.name(constant['name'])} = {constant['value']!r}")

    def enum_classes(self):
        for enum in self.manifest["enums"]:
            self.put("", "", f"class {self.name(class_name(enum['name']))}(enum.{'IntFlag' if enum['flags'] else 'IntEnum'}):")
            self.docstring(enum["doc"], "    ")
            prefix = common_prefix([value["name"] for value in enum["values"]])
            for value in enum["values"]:
                self.comment(value["doc"], "    ")
                self.put(f"    {member_name(value['name'], prefix)} = {value['value']}")

    def struct_classes(self):
        for struct in self.manifest["structs"]:
            kind = "ctypes.Structure" if struct["opaque"] or not struct["init"] else "Initialised"
            self.put("", "", f"class {self.name(struct['name'])}({kind}):")
            self.docstring(struct["doc"] or struct["name"], "    ")
            for member in struct.get("members", []):
                self.comment(member["doc"], "    ")
                self.put(f"    {field_name(member['name'])}: Any")

    def function_types(self):
        for typedef in self.manifest["typedefs"]:
            self.declaration("typedef " + typedef["c"])
            self.comment(typedef["doc"])
            self.put(f"{self.name(typedef['name'])} = {self.function_type(typedef['type'])}")

    def fields(self):
        for struct in self.manifest["structs"]:
            if not struct["opaque"]:
                fields = ", ".join(f"({field_name(member['name'])!r}, {self.type(member['type'])})" for member in struct["members"])
                self.put(*textwrap.wrap(f"{struct['name']}._fields_ = [{fields}]", WIDTH, subsequent_indent="    ",
                                        break_long_words=False))

    def functions(self):
        for function in self.manifest["functions"]:
            arguments = ", ".join(self.type(parameter["type"], "parameter") for parameter in function["parameters"])
            self.put("")
            self.declaration(function["c"])
            self.comment(function["doc"])
            self.put(*textwrap.wrap(f"{self.name(function['name'])}: Callable[..., Any] = function(library, {function['name']!r}, "
                                    f"{self.function_result(function)}, [{arguments}])", WIDTH, subsequent_indent="    "))

    def module(self, folder):
        manifest = self.manifest
        self.put('"""The interface of libquire as ctypes has it: every function, struct, enum and constant of quire/*.h, by its name',
                 "(enums in the style of Python: quire_cursor_shape is CursorShape). Nothing is checked here; errors are results, and",
                 "who owns what is said in the comments. Above it is the package `quire`.",
                 "", f"Generated for version {manifest['version']} by bindings/python/generate.py from quire.json: do not edit.",
                 '"""', "import ctypes", "import enum",
                 "from ctypes import (CFUNCTYPE, POINTER, c_bool, c_char, c_char_p, c_double, c_float, c_int, c_int8, c_int16, c_int32,",
                 "                    c_int64, c_size_t, c_uint8, c_uint16, c_uint32, c_uint64, c_void_p)",
                 "from typing import Any, Callable", "",
                 "from ._library import Initialised, function, load", "",
                 f"library = load({manifest['soname']!r}, {manifest['version']!r}, {folder!r})", "")
        self.constants()
        self.enum_classes()
        self.struct_classes()
        self.put("", "")
        self.function_types()
        self.put("")
        self.fields()
        self.functions()
        return "\n".join(self.lines) + "\n"


def class_name(name):
    """quire_cursor_shape: CursorShape"""
    return "".join(word.capitalize() for word in name.removeprefix("quire_").split("_"))


def field_name(name):
    """A member's name; from is a word of Python, so that one is from_."""
    return f"{name}_" if keyword.iskeyword(name) else name


def common_prefix(names):
    """The longest prefix, of whole words, that nine of ten names have."""
    best = "QUIRE_"
    for end in (match.end() for match in re.finditer("_", names[0])):
        if sum(name.startswith(names[0][:end]) for name in names) * 10 >= len(names) * 9:
            best = names[0][:end]
    return best


def member_name(name, prefix):
    """QUIRE_CURSOR_BLOCK: BLOCK; QUIRE_BUTTON_8: BUTTON_8, for 8 is no name"""
    short = name.removeprefix(prefix if name.startswith(prefix) else "QUIRE_")
    return short if short.isidentifier() else f"{prefix.split('_')[-2]}_{short}"


def main():
    manifest, output = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    text = Writer(json.loads(manifest.read_text(encoding="utf-8"))).module(sys.argv[3] if len(sys.argv) > 3 else "")
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
