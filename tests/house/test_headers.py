#!/usr/bin/env python3
"""Every installed header compiles alone, as C11 and as C++17, without a warning, and the structs that a host fills or
has filled begin with their size. test_headers.py SOURCE_ROOT"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from tally import Tally

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only"]
COMPILERS = [("gcc", "-std=c11", ".c"), ("clang", "-std=c11", ".c"), ("g++", "-std=c++17", ".cc")]


def compile_text(compiler, standard, suffix, include, text, scratch):
    """Returns what the compiler said against a file of this text, or None if it took it."""
    source = pathlib.Path(scratch, "one" + suffix)
    source.write_text(text, encoding="utf-8")
    done = subprocess.run([compiler, standard, *WARNINGS, f"-I{include}", str(source)], capture_output=True, text=True,
                          env={**os.environ, "LC_ALL": "C"}, check=False)
    return None if done.returncode == 0 else done.stderr


# Two instances of the set in one file, every operation named, so that the template is compiled and not only read.
SET_INSTANCES = """
#include <quire/set.h>
#define QUIRE_SET numbers
#define QUIRE_SET_VALUE uint32_t
#define QUIRE_SET_HASH(context, seed, value) quire_set_hash_words(seed, *(value), 0)
#define QUIRE_SET_EQUAL(context, a, b) (*(a) == *(b))
#include <quire/set.h>
struct pair { uint64_t first, second; };
#define QUIRE_SET pairs
#define QUIRE_SET_VALUE struct pair
#define QUIRE_SET_CONTEXT int
#define QUIRE_SET_HASH(context, seed, value) quire_set_hash_words(seed, (value)->first, (value)->second)
#define QUIRE_SET_EQUAL(context, a, b) ((a)->first == (b)->first && (a)->second == (b)->second)
#define QUIRE_SET_DELETED(context, value) (*(context) += (value)->first != 0)
#define QUIRE_SET_KEY uint64_t
#define QUIRE_SET_KEY_HASH(context, seed, key) quire_set_hash_words(seed, *(key), *(key))
#define QUIRE_SET_KEY_EQUAL(context, key, value) (*(key) == (value)->first && *(key) == (value)->second)
#define QUIRE_SET_KEY_STORE(context, key, value) ((value)->first = (value)->second = *(key), QUIRE_OK)
#define QUIRE_SET_BY_REFERENCES
#include <quire/set.h>
extern int one;
int use(void *memory, struct quire_set_layout *layout, struct pairs **rebuilt);
int use(void *memory, struct quire_set_layout *layout, struct pairs **rebuilt) {
    int deleted = 0;
    uint32_t id = 0, number = 7;
    uint64_t key = 3;
    struct pair pair = {1, 2};
    struct numbers *set = numbers_init(memory, layout, 1);
    struct pairs *other = pairs_init(memory, layout, 1);
    return (int)numbers_add(set, NULL, &number, &id) + (int)pairs_add_key(other, &deleted, &key, &id) +
           (int)pairs_add_with_id(other, &deleted, &pair, 2, &id) + (int)pairs_lookup_key(other, &deleted, &key) +
           (int)pairs_reseed(other, &deleted) + (int)pairs_rebuild(other, &deleted, memory, layout, rebuilt) +
           (int)pairs_check(other, &deleted, 1, NULL, NULL) + (int)numbers_check(set, NULL, 1, NULL, NULL) + deleted;
}
"""


# Structs without a size: plain values, which stay as they are for a SONAME (result.h names them), and those of the set,
# which is compiled into its user.
UNSIZED = {"quire_clipboard_item", "quire_color", "quire_frame_cell", "quire_image_frame", "quire_page_cell", "quire_page_run",
           "quire_place", "quire_range", "quire_search_hit", "quire_set_count", "quire_set_layout", "quire_set_stats"}
# What callbacks are lent: sized by the library, so hosts need no initialiser.
LENT = {"quire_clipboard_request", "quire_event", "quire_log", "quire_notification", "quire_shell_event"}
STRUCT = re.compile(r"^struct (quire_\w+) \{\n\s*(.*?);", re.MULTILINE | re.DOTALL)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def check_sizes(tally, headers):
    """Every struct begins with its size and has an initialiser, but for those above."""
    text = COMMENT.sub("", "".join(header.read_text(encoding="utf-8") for header in headers))
    found = dict(STRUCT.findall(text))
    tally.check(len(found) > 15, f"only {len(found)} structs found in the headers")
    tally.clean(sorted((UNSIZED | LENT) - set(found)), "structs without a size, or lent, that are gone")
    for name, first in sorted(found.items()):
        if name in UNSIZED:
            continue
        tally.equal(first, "size_t size", f"the first member of struct {name}")
        if name not in LENT:
            tally.check(re.search(rf"#define {name.upper()}_INIT\b[\s\\{{]*sizeof\(struct {name}\)", text),
                        f"struct {name} has no initialiser that begins with its size")
    return set(found) - UNSIZED - LENT


def check_defaults(tally, root, made_by_hosts):
    """quire_struct_defaults knows each struct with an initialiser, and <quire/quire.h> has every header."""
    source = (root / "src" / "terminal" / "api" / "api_defaults.c").read_text(encoding="utf-8")
    tally.clean(sorted(made_by_hosts ^ set(re.findall(r"SIZED\((quire_\w+),", source))),
                "structs with an initialiser against those of api_defaults.c")
    folder = root / "include" / "quire"
    every = {path.name for path in folder.glob("*.h")} - {"quire.h", "set_lanes.h"}
    there = set(re.findall(r"#include <quire/(\w+\.h)>", (folder / "quire.h").read_text(encoding="utf-8")))
    tally.clean(sorted(every ^ there), "headers of the folder against those that quire.h includes")


def check_plain_names(tally, headers, include, scratch):
    """C++ names a struct without the keyword: that works for every one, as long as no function has its name."""
    text = COMMENT.sub("", "".join(header.read_text(encoding="utf-8") for header in headers))
    structs = sorted(set(re.findall(r"^struct (quire_\w+)\b", text, re.MULTILINE)))
    functions = set(re.findall(r"\bQUIRE_API\b[^;{]*?\b(quire_\w+)\s*\(", text))
    tally.clean(sorted(set(structs) & functions), "names of a struct and of a function")
    program = "#include <quire/quire.h>\n" + "".join(f"{name} *use_{name} = nullptr;\n" for name in structs)
    said = compile_text("g++", "-std=c++17", ".cc", include, program, scratch)
    tally.check(said is None, f"structs by their plain names in C++:\n{said}")


def main():
    tally = Tally()
    include = pathlib.Path(sys.argv[1], "include").resolve()
    headers = sorted((include / "quire").glob("*.h"))
    tally.check(headers, "there are no installed headers")
    check_defaults(tally, include.parent, check_sizes(tally, headers))
    with tempfile.TemporaryDirectory() as scratch:
        if shutil.which("g++"):
            check_plain_names(tally, headers, include, scratch)
        for compiler, standard, suffix in COMPILERS:
            if not shutil.which(compiler):
                print(f"no {compiler} here: the headers are not tried with it")
                continue
            bad = compile_text(compiler, standard, suffix, include, "int unused(void) { int x; return 0; }\n", scratch)
            tally.check(bad, f"{compiler} lets a warning pass")
            for header in headers:
                # Twice, so that a missing guard shows.
                line = f"#include <quire/{header.name}>\n"
                said = compile_text(compiler, standard, suffix, include, line + line + "extern int one;\n", scratch)
                tally.check(said is None, f"<quire/{header.name}> with {compiler} {standard}:\n{said}")
            said = compile_text(compiler, standard, suffix, include, SET_INSTANCES, scratch)
            tally.check(said is None, f"instances of the set with {compiler} {standard}:\n{said}")
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
