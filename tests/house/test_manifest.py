#!/usr/bin/env python3
"""The manifest (quire.json) says what the public headers and the library have, all of it and nothing else, and a C
compiler agrees with every type, size, offset, value and default in it. test_manifest.py SOURCE MANIFEST"""
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

from tally import Tally

ROOT = pathlib.Path(sys.argv[1]).resolve()
sys.path.insert(0, str(ROOT / "tools" / "manifest"))
sys.dont_write_bytecode = True
from declarations import spell  # noqa: E402

COMPILER = shlex.split(os.environ.get("CC", "cc"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
STRUCT = re.compile(r"^struct (quire_\w+)(?: \{|;)", re.MULTILINE)
ENUM = re.compile(r"^enum (quire_\w+) \{", re.MULTILINE)
TYPEDEF = re.compile(r"^typedef [^;]*?\b(quire_\w+)\(", re.MULTILINE)
FUNCTION = re.compile(r"\bQUIRE_API\b[^;{]*?\b(quire_\w+)\s*\(")
# Macros that are numbers or texts: what begins as one. Initialisers begin with a brace, the others with a word.
CONSTANT = re.compile(r'^#define (QUIRE_\w+) (?=[("\d]|UINT)', re.MULTILINE)


def texts():
    """{header: its text without comments and continued lines}"""
    headers = sorted((ROOT / "include" / "quire").glob("*.h"))
    return {f"quire/{path.name}": COMMENT.sub("", path.read_text(encoding="utf-8")).replace("\\\n", "") for path in headers}


def check_names(tally, manifest):
    """What stands in the headers stands in the manifest, and the other way round."""
    headers = texts()
    everything = "\n".join(headers.values())
    symbols = re.findall(r"\b(quire_\w+);", COMMENT.sub("", (ROOT / "src/terminal/api/libquire.map").read_text("utf-8")))
    wanted = {"functions": symbols, "structs": STRUCT.findall(everything), "enums": ENUM.findall(everything),
              "typedefs": TYPEDEF.findall(everything), "constants": CONSTANT.findall(everything), "headers": list(headers)}
    for kind, names in wanted.items():
        told = [entry["name"] for entry in manifest[kind]]
        tally.check(len(told) >= 5, f"only {len(told)} {kind}")
        tally.equal(len(told), len(set(told)), f"{kind} that stand there twice")
        tally.clean(sorted(set(names) - set(told)), f"{kind} that the manifest leaves out")
        tally.clean(sorted(set(told) - set(names)), f"{kind} that there are only in the manifest")
    for kind, form in (("functions", FUNCTION), ("enums", ENUM), ("typedefs", TYPEDEF)):
        place = {name: header for header, text in headers.items() for name in form.findall(text)}
        tally.clean([entry["name"] for entry in manifest[kind] if entry["header"] != place.get(entry["name"])],
                    f"{kind} that stand in another header")
    check_members(tally, manifest, everything)


def check_members(tally, manifest, text):
    """Members of structs are as many as there are, and each says something."""
    for struct in manifest["structs"]:
        body = re.search(rf"^struct {struct['name']} \{{(.*?)^\}};", text, re.MULTILINE | re.DOTALL)
        tally.equal(struct["opaque"], body is None, f"struct {struct['name']} has no members")
        members = [member["name"] for member in struct.get("members", [])]
        if body:
            tally.equal(len(members), len(re.findall(r";", body[1])), f"members of struct {struct['name']}")
            tally.clean([name for name in members if not re.search(rf"\b{name}\b", body[1])], f"members of {struct['name']}")


def check_texts(tally, manifest):
    """Everything says what it is, and briefs are a sentence of it."""
    entries = [entry for kind in ("headers", "structs", "enums", "typedefs", "functions", "constants") for entry in manifest[kind]]
    tally.clean([entry["name"] for entry in entries if not entry["doc"]], "things without documentation")
    tally.clean([entry["name"] for entry in entries if not entry["doc"].startswith(entry["brief"][:-1])], "briefs of something else")
    parts = [(struct["name"], member) for struct in manifest["structs"] for member in struct.get("members", [])]
    tally.clean([f"{name}.{member['name']}" for name, member in parts if not member["doc"]], "members without documentation")
    values = [value for enum in manifest["enums"] for value in enum["values"]]
    tally.clean([value["name"] for value in values if not value["doc"]], "values without documentation")
    texts = {value["name"]: value["doc"] for value in values}
    tally.equal(texts["QUIRE_KEY_KP_PAGE_UP"], "kp_page_up", "the text of a list's entry")
    tally.equal(texts["QUIRE_BUSY"], "another process writes this file", "the text of a list's entry")
    known = {entry["name"]: entry for entry in entries}
    feed, idle = known["quire_terminal_feed"], known["quire_permission"]
    tally.equal(feed["brief"], "Feeds bytes from the program.", "the brief of quire_terminal_feed")
    tally.check("OUT_OF_MEMORY" in feed["doc"] and "*" not in feed["doc"][:20], "the whole comment of quire_terminal_feed")
    tally.equal([value["doc"] for value in idle["values"]], ["no", "yes", "ask somebody, where that can be"], "docs of values")


def check_version(tally, manifest):
    project = re.search(r"version: '([\d.]+)'", (ROOT / "meson.build").read_text("utf-8"))[1]
    tally.equal(manifest["version"], project, "the version")
    tally.check(re.fullmatch(r"libquire\.so\.\d+(\.\d+)?", manifest["soname"] or ""), f"the SONAME {manifest['soname']}")
    tally.equal(manifest["format"], 1, "the format")


# --- the compiler's opinion


def claim(text, name):
    return f'_Static_assert({text}, "{name}");'


def claims_of_structs(manifest):
    for struct in manifest["structs"]:
        whole = f"struct {struct['name']}"
        if struct["opaque"]:
            continue
        yield claim(f"sizeof({whole}) == {struct['size']} && _Alignof({whole}) == {struct['align']}", whole)
        for member in struct["members"]:
            place = f"(({whole} *)0)->{member['name']}"
            name = f"{whole}.{member['name']}"
            yield claim(f"offsetof({whole}, {member['name']}) == {member['offset']}", f"{name} is elsewhere")
            yield claim(f"sizeof({place}) == {member['size']}", f"{name} has another size")
            yield claim(f"__builtin_types_compatible_p(__typeof__(&{place}), {spell(pointer(member['type']))})", f"{name} has another type")


def pointer(type_):
    return {"kind": "pointer", "to": type_}


def claims(manifest):
    """C that compiles where the manifest is right: declarations again, and assertions."""
    yield "#include <stddef.h>\n#include <stdint.h>\n#include <stdbool.h>\n#include <stdio.h>\n#include <string.h>"
    yield "\n".join(f"#include <{header['name']}>" for header in manifest["headers"])
    yield from claims_of_structs(manifest)
    for name, basic in manifest["machine"]["types"].items():
        yield claim(f"sizeof({name}) == {basic['size']} && (({name})-1 < 0) == {int(basic['signed'])}", name)
    for enum in manifest["enums"]:
        whole = f"enum {enum['name']}"
        yield claim(f"sizeof({whole}) == {enum['size']} && (({whole})-1 < 0) == {int(enum['signed'])}", whole)
        yield from (claim(f"{value['name']} == {value['value']}", value["name"]) for value in enum["values"])
    for constant in manifest["constants"]:
        if isinstance(constant["value"], int):
            yield claim(f"{constant['name']} == {constant['value']}ull", constant["name"])
        else:
            yield claim(f"sizeof({constant['name']}) == sizeof({json.dumps(constant['value'])})", constant["name"])
    # A second declaration of a function or typedef has to be that of the header.
    yield from (spell({"kind": "function", **function}, function["name"]) + ";" for function in manifest["functions"])
    yield from ("typedef " + spell(typedef["type"], typedef["name"]) + ";" for typedef in manifest["typedefs"])


def default_checks(place, type_, value, structs):
    """Yields conditions that are true where a place has its default."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from default_checks(f"{place}[{index}]", type_["of"], item, structs)
    elif isinstance(value, dict):
        members = {member["name"]: member["type"] for member in structs[type_["name"]]["members"]}
        for name, item in value.items():
            yield from default_checks(f"{place}.{name}", members[name], item, structs)
    else:
        yield f"{place} == {'NULL' if value is None else int(value)}"


def program(manifest):
    """The claims, and a main that compares the defaults."""
    structs = {struct["name"]: struct for struct in manifest["structs"]}
    lines, compared = [], 0
    for struct in structs.values():
        if not struct.get("init"):
            continue
        lines += ["    {", f"        struct {struct['name']} s = {struct['init']};"]
        for member in struct["members"]:
            for condition in default_checks(f"s.{member['name']}", member["type"], member["default"], structs):
                lines.append(f"        if (!({condition})) puts(\"{struct['name']}: {condition}\");")
                compared += 1
        lines.append("    }")
    main = "int main(void) {\n" + "\n".join(lines) + "\n    return 0;\n}\n"
    return "\n".join(claims(manifest)) + "\n" + main, compared


def compile_and_run(text, scratch):
    """Returns what the compiler or the program had to say against it."""
    source, binary = scratch / "claims.c", scratch / "claims"
    source.write_text(text, encoding="utf-8")
    done = subprocess.run([*COMPILER, "-std=c11", "-w", f"-I{ROOT / 'include'}", str(source), "-o", str(binary)],
                          capture_output=True, text=True, check=False)
    return done.stderr or subprocess.run([str(binary)], capture_output=True, text=True, check=True).stdout


def check_compiler(tally, manifest, scratch):
    text, compared = program(manifest)
    tally.check(compared > 200, f"only {compared} defaults compared")
    tally.equal(compile_and_run(text, scratch), "", "what a C compiler says to the manifest")
    # The same program must notice mistakes, else it shows nothing.
    for old, new in ((r"(offsetof\(struct quire_frame_info, rows\) == )\d+", r"\g<1>4"), (r"QUIRE_KEY_F1 == ", "QUIRE_KEY_F1 == 1"),
                     (r"(quire_terminal_feed\(struct quire_terminal \*terminal, )const void", r"\1void"),
                     (r"s\.cols == 80", "s.cols == 81")):
        changed = re.sub(old, new, text)
        tally.check(changed != text and compile_and_run(changed, scratch), f"a mistake passes: {new}")


# --- the tool


def make(include, output, *command):
    return subprocess.run([sys.executable, "-B", str(ROOT / "tools/manifest/manifest.py"), str(include), str(output), "--", *command],
                          capture_output=True, text=True, check=False)


FORMS = """/** @file
 * quire/a.h - {name}. */
#define QUIRE_VERSION_STRING "0.0.0"
{form}
"""
UNKNOWN = ["extern int quire_variable;", "union quire_u { int a; };", "struct quire_s { int bits : 3; };",
           "int quire_f(unknown_type a);", "struct quire_s { struct { int a; } b; };"]


def check_refusals(tally, scratch):
    """A form that the tool does not know is an error, never left out."""
    (scratch / "include" / "quire").mkdir(parents=True)
    header = scratch / "include" / "quire" / "a.h"
    for form, good in [("/** Known. */\nint quire_f(int a);", True), *((form, False) for form in UNKNOWN)]:
        header.write_text(FORMS.format(name="one", form=form), encoding="utf-8")
        done = make(scratch / "include", scratch / "a.json", *COMPILER)
        tally.equal(done.returncode == 0, good, f"{form}: {done.stderr}")
        tally.check(good or "quire/a.h" in done.stderr, f"{form}: the header is not named: {done.stderr}")


def check_other_machine(tally, manifest, scratch):
    """A compiler for another machine is asked, and nothing is run."""
    other = shutil.which("aarch64-linux-gnu-gcc")
    if not other:
        print("skip: no aarch64-linux-gnu-gcc here, the layout of another machine was not asked for")
        return
    done = make(ROOT / "include", scratch / "arm.json", other)
    tally.equal(done.returncode, 0, f"the manifest of another machine: {done.stderr}")
    if done.returncode == 0:
        arm = json.loads((scratch / "arm.json").read_text("utf-8"))
        tally.equal(arm["machine"]["types"]["char"]["signed"], False, "char of AArch64")
        tally.equal([struct["name"] for struct in arm["structs"]], [struct["name"] for struct in manifest["structs"]], "its structs")


def main():
    tally = Tally()
    manifest = json.loads(pathlib.Path(sys.argv[2]).read_text("utf-8"))
    check_names(tally, manifest)
    check_texts(tally, manifest)
    check_version(tally, manifest)
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        check_compiler(tally, manifest, scratch)
        check_refusals(tally, scratch)
        check_other_machine(tally, manifest, scratch)
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
