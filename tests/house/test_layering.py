#!/usr/bin/env python3
"""Does the house stand as designed? test_layering.py SOURCE_ROOT [BUILD_ROOT]

Reads every include under src/ against the table in floors.py, then asks the compiler: with exactly the include path
that the build gives a floor, a header from above or beside must not be found, and one from below must. Without a build
folder, or for a floor that has no sources yet, the path is taken from the table.
"""
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

from floors import FLOORS, Floor, Tree, includes
from tally import Tally

PATH_FLAG = re.compile(r"-(?:I|isystem|iquote|idirafter)")


def build_flags(tree, build):
    """The compiler and flags of every floor, as the build has them: {floor: [(folder, [argument])]}."""
    database = pathlib.Path(build, "compile_commands.json")
    flags = {}
    for entry in json.loads(database.read_text(encoding="utf-8")):
        folder = pathlib.Path(entry["directory"])
        floor = tree.floor_of((folder / entry["file"]).resolve())
        if floor is None or not entry["file"].endswith(".c"):
            continue
        flags.setdefault(floor.name, []).append((folder, keep_flags(shlex.split(entry["command"]))))
    return flags


def keep_flags(command):
    """The compiler and what decides how an include is found and read; no inputs, outputs or dependency files."""
    kept, rest = [], iter(command)
    for argument in rest:
        if argument in ("-o", "-MF", "-MQ", "-MT", "-c"):
            next(rest, None)
        elif argument in ("-I", "-isystem", "-iquote", "-idirafter"):
            kept += [argument, next(rest)]
        elif not argument.startswith("-"):
            kept += [argument] if not any(flag.startswith("-") for flag in kept) else []
        elif not argument.startswith(("-M", "-W", "-fsanitize")):
            kept.append(argument)
    return kept


def table_flags(tree, floor):
    """The include path that the table gives a floor."""
    folders = [floor.folder] + [tree.by_name[name].folder for name in floor.sees] + ["include"]
    return tree.root, ["gcc", "-std=c11"] + [f"-I{tree.root / folder}" for folder in folders]


def path_problems(tree, floor, commands):
    """Folders of other floors in a floor's include path that do not belong there."""
    wrong = set()
    for folder, flags in commands:
        for flag in flags:
            match = PATH_FLAG.match(flag)
            if not match:
                continue
            place = (folder / flag[match.end():]).resolve()
            if folder.resolve() in place.parents:  # a folder of made headers, which mirrors its source folder
                place = tree.root / place.relative_to(folder.resolve())
            owner = tree.floor_of(place / "x")
            if owner and owner is not floor and owner.name not in floor.sees:
                wrong.add(f"the include path of {floor.name} holds {owner.folder}")
    return sorted(wrong)


def compile_include(folder, flags, header, scratch):
    """Compiles a file that includes one header. Returns (compiled, the header itself was not found)."""
    source = scratch / "include_one.c"
    source.write_text(f'#include "{header}"\nextern int include_one;\n', encoding="utf-8")
    done = subprocess.run(flags + ["-w", "-fsyntax-only", str(source)], cwd=folder, capture_output=True, text=True,
                          env={"LC_ALL": "C", "PATH": "/usr/local/bin:/usr/bin:/bin"}, check=False)
    name = re.escape(header)
    missing = re.search(rf"{name}: No such file|'{name}' file not found", done.stderr) is not None
    return done.returncode == 0, missing


def found_includes(folder, flags, headers, scratch):
    """Which of these headers the compiler finds: asked at once, for to start it for each of them took half a minute."""
    source = scratch / "include_many.c"
    source.write_text("".join(f'#if __has_include("{header}")\nfound {header}\n#endif\n' for header in headers),
                      encoding="utf-8")
    done = subprocess.run(flags + ["-w", "-E", "-P", str(source)], cwd=folder, capture_output=True, text=True,
                          env={"LC_ALL": "C", "PATH": "/usr/local/bin:/usr/bin:/bin"}, check=True)
    return re.findall(r"^found (.*)$", done.stdout, re.MULTILINE)


def check_compiler(tally, tree, floor, command, scratch):
    """Upward and sideways includes fail, downward ones work."""
    folder, flags = command
    foreign = []
    for other in tree.floors:
        headers = [path.relative_to(tree.root / other.folder).as_posix() for path in tree.headers(other)]
        if other is floor or not headers:
            continue
        if other.name in floor.sees:
            good = any(compile_include(folder, flags, header, scratch)[0] for header in headers)
            tally.check(good, f"no header of {other.name} compiles in {floor.name}")
        else:
            foreign += headers
    compiler = [flag for flag in flags if not PATH_FLAG.match(flag)]
    outside = found_includes(folder, compiler, foreign, scratch)  # <search.h> of the C library is not ours
    found = [header for header in found_includes(folder, flags, foreign, scratch) if header not in outside]
    tally.equal(found, [], f"headers that {floor.name} finds above or beside it")


def check_tree(tally, tree, build, scratch):
    for floor in tree.floors:
        for path in tree.files[floor.name]:
            tally.clean(tree.problems(floor, path), f"includes of {path.relative_to(tree.root)}")
        tally.clean(tree.public_leaks(floor), f"installed headers that {floor.name} may include")
    for floor in tree.floors:
        tally.clean([problem for path in tree.files[floor.name] for problem in tree.knows_both(path)],
                    f"files of {floor.name} that know SDL and a terminal")
    tally.clean([str(path) for path in tree.strays()], "sources in src/ outside every floor")
    tally.clean(tree.doubles(), "header names are unique")
    tally.clean(tree.shadows(), "headers that hide one of the C library")
    for path in sorted((tree.root / "include").rglob("*.h")):
        tally.clean(tree.public_problems(path), f"includes of {path.relative_to(tree.root)}")
    flags = build_flags(tree, build) if build else {}
    for floor in tree.floors:
        commands = flags.get(floor.name) or [table_flags(tree, floor)]
        tally.clean(path_problems(tree, floor, commands), f"include path of {floor.name}")
        check_compiler(tally, tree, floor, commands[0], scratch)


# ---- The checks are checked on a small house with a fault in each place.

SMALL = [
    Floor("low", "src/low", [], {"export"}, True),
    Floor("high", "src/high", ["low"], None, True),
    Floor("side", "src/side", [], None, False),
    Floor("inner", "src/side/inner", ["side"], None, False),
]
SMALL_KEPT = {"SDL2/": {"side"}}
SMALL_FILES = {
    "include/quire/export.h": "#include <stddef.h>\n",
    "include/quire/terminal.h": "#include <quire/export.h>\n",
    "src/low/low.h": "#include <quire/export.h>\n#include <stdint.h>\nint low(void);\n",
    "src/low/low.c": '#include "low.h"\n/* #include "high.h" */\n',
    "src/low/meson.build": "custom_target('x', output: 'made.h')\n",
    "src/high/high.h": '#include "low.h"\n#include "made.h"\n#include <quire/terminal.h>\n',
    "src/side/side.h": "#include <SDL2/SDL.h>\n#include <quire/terminal.h>\n",
    "src/side/inner/inner.h": '#include "side.h"\n',
}


def small_tree(folder, changes):
    for name, text in {**SMALL_FILES, **changes}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Tree(folder, SMALL, SMALL_KEPT)


def all_problems(tree):
    found = tree.doubles() + tree.shadows() + [str(path) for path in tree.strays()]
    for floor in tree.floors:
        found += tree.public_leaks(floor)
        for path in tree.files[floor.name]:
            found += tree.problems(floor, path)
    for path in sorted((tree.root / "include").rglob("*.h")):
        found += tree.public_problems(path)
    return found


FAULTS = [
    ("upwards", {"src/low/low.c": '#include "high.h"\n'}),
    ("sideways", {"src/side/side.h": '#include "low.h"\n'}),
    ("upwards, spaced", {"src/low/low.c": '  #  include   "high.h"\n'}),
    ("through the parent", {"src/low/low.c": '#include "../high/high.h"\n'}),
    ("of nobody", {"src/low/low.c": '#include "nobody.h"\n'}),
    ("of an upper installed header", {"src/low/low.c": "#include <quire/terminal.h>\n"}),
    ("of another library", {"src/high/high.c": "#include <SDL2/SDL.h>\n"}),
    ("by a macro", {"src/low/low.c": "#include SOMETHING\n"}),
    ("leaking", {"include/quire/export.h": "#include <quire/terminal.h>\n"}),
    ("not installed", {"include/quire/terminal.h": "#include <unistd.h>\n"}),
    ("double name", {"src/side/low.h": "int side;\n"}),
    ("hidden", {"src/low/strings.h": "int strings;\n"}),
    ("kept to another floor", {"src/side/inner/inner.c": "#include <SDL2/SDL.h>\n"}),
    ("of a floor within", {"src/side/side.c": '#include "inner.h"\n'}),
    ("of a floor within, by its folder", {"src/side/side.c": '#include "inner/inner.h"\n'}),
    ("stray", {"src/other/other.c": "int other;\n"}),
]


def check_faults(tally, scratch):
    tally.equal(includes('// #include "a.h"\n#include "b.h" /* #include "c.h"\n#include "d.h" */\n#include <e.h>\n'),
                [("quote", "b.h"), ("angle", "e.h")], "includes outside comments")
    tally.equal(all_problems(small_tree(scratch / "good", {})), [], "the faultless small house")
    for number, (name, changes) in enumerate(FAULTS):
        found = all_problems(small_tree(scratch / f"fault{number}", changes))
        tally.check(len(found) == 1, f"include {name}: found {found}")
    tree = small_tree(scratch / "path", {})
    low, high = SMALL[0], SMALL[1]
    made = (scratch / "build", ["gcc", "-Isrc/high"])
    tally.equal(len(path_problems(tree, low, [made])), 1, "an upward include path to made headers")
    upward = (tree.root, table_flags(tree, low)[1] + ["-Isrc/high"])
    tally.equal(len(path_problems(tree, low, [upward])), 1, "an upward include path")
    tally.equal(path_problems(tree, high, [table_flags(tree, high)]), [], "a downward include path")
    # The compiler's answer must turn with the path, or its refusals would prove nothing.
    tally.equal(compile_include(*table_flags(tree, low), "high.h", scratch), (False, True), "high.h from low")
    tally.equal(compile_include(*upward, "low.h", scratch), (True, False), "low.h from low")
    tally.equal(compile_include(*upward, "high.h", scratch)[1], False, "high.h from low by an upward path")
    several = ["low.h", "high.h", "side.h"]
    tally.equal(found_includes(*table_flags(tree, low), several, scratch), ["low.h"], "of several headers, from low")
    tally.equal(found_includes(*upward, several, scratch), ["low.h", "high.h"], "of several, by an upward path")


def main():
    tally = Tally()
    with tempfile.TemporaryDirectory() as name:
        check_faults(tally, pathlib.Path(name))
    with tempfile.TemporaryDirectory() as name:
        build = sys.argv[2] if len(sys.argv) > 2 else None
        check_tree(tally, Tree(sys.argv[1], FLOORS), build, pathlib.Path(name))
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
