#!/usr/bin/env python3
"""Writes the description of the public interface as JSON, for those who make bindings (docs/embedding.md).

manifest.py [--soname NAME] [--depfile FILE] INCLUDE OUTPUT -- COMPILER [ARGUMENT...]

INCLUDE is the folder that has quire/*.h. The compiler may be one for another machine: nothing is run.
"""
import argparse
import ast
import json
import pathlib
import re
import sys

from declarations import Reader, Unknown, brief, spell, tokenize
from layout import Compiler, Refused

FORMAT = 1
# Bodies of macros that are constants: numbers, operators, and names whose own bodies are.
NUMBER = re.compile(r"(?:0[xX][0-9a-fA-F]+|\d+)[uUlL]*|<<|>>|[-+*/%&|~()]")
KNOWN = {"UINT32_C", "UINT64_C", "UINT8_MAX", "UINT16_MAX", "UINT32_MAX", "UINT64_MAX", "INT32_MAX", "SIZE_MAX"}


def is_number(body, bodies):
    words = re.findall(r"\d\w*|\w+|<<|>>|\S", body)
    return bool(words) and all(NUMBER.fullmatch(word) or word in KNOWN or
                               (bodies.get(word) and is_number(bodies[word], bodies)) for word in words)


class Description:
    """The declarations, and the questions that they leave to the compiler."""

    def __init__(self, folder, compiler):
        self.names = sorted(f"quire/{path.name}" for path in (folder / "quire").glob("*.h"))
        paths = {(folder / name).resolve(): name for name in self.names}
        tokens, self.headers = tokenize(compiler.preprocess(self.names),
                                        lambda path: paths.get(pathlib.Path(path).resolve()))
        self.read = Reader(tokens)
        self.read.read_all()
        bodies = {constant["name"]: constant["body"] for constant in self.read.constants}
        self.numbers = [constant for constant in self.read.constants if is_number(constant["body"], bodies)]
        self.texts = [constant for constant in self.read.constants if constant["body"].startswith('"')]
        self.initialisers = {name: f"{name.upper()}_INIT" for name in self.read.structs if f"{name.upper()}_INIT" in bodies}
        self.ask(compiler)

    def ask(self, compiler):
        read, questions = self.read, {}
        for struct in read.structs.values():
            if struct["members"] is not None:
                questions |= dict.fromkeys([f"sizeof(struct {struct['name']})", f"_Alignof(struct {struct['name']})"])
                for member in struct["members"]:
                    questions |= dict.fromkeys(self.place_questions(struct, member))
        for enum in read.enums.values():
            questions |= dict.fromkeys([f"sizeof(enum {enum['name']})", f"(enum {enum['name']})-1"])
            questions |= dict.fromkeys(value["name"] for value in enum["values"])
        questions |= dict.fromkeys(constant["name"] for constant in self.numbers)
        for type_ in self.all_types():
            if type_["kind"] == "array":
                questions[type_["count"]] = None
            elif type_["kind"] == "basic" and type_["name"] != "void":
                questions |= dict.fromkeys([f"sizeof({type_['name']})", f"_Alignof({type_['name']})", f"({type_['name']})-1"])
        questions |= dict.fromkeys(["sizeof(void *)"])
        self.answers = compiler.answer(self.names, list(questions), self.initialisers)
        self.values, self.order = self.answers.values, self.answers.order

    @staticmethod
    def place_questions(struct, member):
        return (f"offsetof(struct {struct['name']}, {member['name']})",
                f"sizeof(((struct {struct['name']} *)0)->{member['name']})")

    def all_types(self):
        """Every type that stands anywhere, the parts of types too."""
        waiting = [member["type"] for struct in self.read.structs.values() for member in struct["members"] or []]
        waiting += [typedef["type"] for typedef in self.read.typedefs.values()]
        for function in self.read.functions.values():
            waiting += [function["returns"], *(parameter["type"] for parameter in function["parameters"])]
        while waiting:
            type_ = waiting.pop()
            yield type_
            waiting += [type_[part] for part in ("to", "of", "returns") if part in type_]
            waiting += [parameter["type"] for parameter in type_.get("parameters", [])]

    # --- the parts of the document

    def type(self, type_):
        """A type with its numbers filled in."""
        filled = dict(type_)
        for part in ("to", "of", "returns"):
            if part in filled:
                filled[part] = self.type(filled[part])
        if "count" in filled:
            filled["count"] = self.values[filled["count"]]
        if "parameters" in filled:
            filled["parameters"] = [self.parameter(parameter) for parameter in filled["parameters"]]
        return filled

    def parameter(self, parameter):
        type_ = self.type(parameter["type"])
        return {"name": parameter["name"], "c": spell(type_, parameter["name"]), "type": type_}

    def basic(self):
        names = {type_["name"] for type_ in self.all_types() if type_["kind"] == "basic"} - {"void"}
        return {name: {"size": self.values[f"sizeof({name})"], "align": self.values[f"_Alignof({name})"],
                       "signed": self.values[f"({name})-1"] < 0} for name in sorted(names)}

    def struct(self, struct):
        entry = self.entry(struct)
        if struct["members"] is None:
            return {**entry, "opaque": True}
        name = struct["name"]
        size, align = self.values[f"sizeof(struct {name})"], self.values[f"_Alignof(struct {name})"]
        entry |= {"opaque": False, "size": size, "align": align, "init": self.initialisers.get(name), "members": []}
        initial = self.answers.initialiser(name, size, align) if name in self.initialisers else None
        for member in struct["members"]:
            offset, length = (self.values[question] for question in self.place_questions(struct, member))
            type_ = self.type(member["type"])
            entry["members"].append({"name": member["name"], "c": spell(type_, member["name"]), "type": type_,
                                     "offset": offset, "size": length, "doc": member["doc"]})
            if initial is not None:
                entry["members"][-1]["default"] = self.default(type_, initial[offset:offset + length])
        return entry

    def default(self, type_, data):
        """The value that some bytes of an initialiser are: a number, null for a pointer, a list, an object."""
        kind = type_["kind"]
        if kind == "array":
            step = len(data) // type_["count"]
            return [self.default(type_["of"], data[i * step:(i + 1) * step]) for i in range(type_["count"])]
        if kind == "struct":
            struct = self.read.structs[type_["name"]]
            places = [(member, *(self.values[question] for question in self.place_questions(struct, member)))
                      for member in struct["members"]]
            return {member["name"]: self.default(self.type(member["type"]), data[offset:offset + size])
                    for member, offset, size in places}
        if kind == "pointer":
            return None if not any(data) else sys.exit(f"an initialiser points to something: {spell(type_)}")
        if kind == "basic" and type_["name"] == "bool":
            return any(data)
        question = f"(enum {type_['name']})-1" if kind == "enum" else f"({type_['name']})-1"
        return int.from_bytes(data, self.order, signed=self.values[question] < 0)

    def enum(self, enum):
        return {**self.entry(enum), "size": self.values[f"sizeof(enum {enum['name']})"],
                "signed": self.values[f"(enum {enum['name']})-1"] < 0,
                "flags": any(value["shift"] for value in enum["values"]),
                "values": [{"name": value["name"], "value": self.values[value["name"]], "doc": value["doc"]}
                           for value in enum["values"]]}

    def typedef(self, typedef):
        type_ = self.type(typedef["type"])
        return {**self.entry(typedef), "c": spell(type_, typedef["name"]), "type": type_}

    def function(self, function):
        type_ = self.type({"kind": "function", "returns": function["returns"], "parameters": function["parameters"]})
        return {**self.entry(function), "c": spell(type_, function["name"]), "returns": type_["returns"],
                "parameters": type_["parameters"]}

    def constant(self, constant):
        value = self.values[constant["name"]] if constant in self.numbers else ast.literal_eval(constant["body"])
        return {**self.entry(constant), "value": value}

    @staticmethod
    def entry(thing):
        return {"name": thing["name"], "header": thing["header"], "brief": brief(thing["doc"]), "doc": thing["doc"]}

    def document(self, soname):
        read = self.read
        constants = [self.constant(constant) for constant in read.constants if constant in self.numbers + self.texts]
        version = next(constant["value"] for constant in constants if constant["name"] == "QUIRE_VERSION_STRING")
        return {
            "format": FORMAT, "library": "quire", "version": version, "soname": soname,
            "machine": {"pointer_size": self.values["sizeof(void *)"], "byte_order": self.order, "types": self.basic()},
            "headers": [{"name": name, "brief": brief(doc), "doc": doc} for name, doc in sorted(self.headers.items())],
            "constants": constants,
            "enums": [self.enum(enum) for enum in read.enums.values()],
            "structs": [self.struct(struct) for struct in read.structs.values()],
            "typedefs": [self.typedef(typedef) for typedef in read.typedefs.values()],
            "functions": [self.function(function) for function in read.functions.values()],
        }


def arguments():
    words = sys.argv[1:]
    split = words.index("--") if "--" in words else len(words)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--soname")
    parser.add_argument("--depfile", type=pathlib.Path)
    parser.add_argument("include", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    chosen = parser.parse_args(words[:split])
    chosen.compiler = words[split + 1:] or ["cc"]
    return chosen


def main():
    chosen = arguments()
    try:
        description = Description(chosen.include, Compiler(chosen.compiler, chosen.include))
    except (Unknown, Refused) as trouble:
        sys.exit(f"manifest: {trouble}")
    text = json.dumps(description.document(chosen.soname), indent=1, ensure_ascii=False)
    chosen.output.write_text(text + "\n", encoding="utf-8")
    if chosen.depfile:
        needed = [*(chosen.include / name for name in description.names), *pathlib.Path(__file__).parent.glob("*.py")]
        chosen.depfile.write_text(f"{chosen.output}: {' '.join(str(path) for path in needed)}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
