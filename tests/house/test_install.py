#!/usr/bin/env python3
"""Builds and installs the library, shared and static, into a folder of its own, and uses it as a stranger would: with
pkg-config or CMake alone. test_install.py SOURCE"""
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

COMPILER = shlex.split(os.environ.get("CC", "cc"))
CMAKE_PROJECT = """cmake_minimum_required(VERSION 3.16)
project(stranger C)
find_package(Quire %s REQUIRED)
add_executable(program smallest.c)
target_link_libraries(program %s)
"""
GUIDE_BLOCK = re.compile(r"^```c\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run(tally, what, command, **more):
    """Runs a command; returns what it printed, or None after a failure."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, **more)
    tally.check(done.returncode == 0, f"{what}: {' '.join(str(word) for word in command)}\n{done.stdout}{done.stderr}")
    return done.stdout if done.returncode == 0 else None


def pkg_config(tally, stage, *options):
    """What pkg-config says of the library that was installed below a folder."""
    found = next(stage.rglob("quire.pc"), None)
    tally.check(found is not None, "no quire.pc was installed")
    environment = {**os.environ, "PKG_CONFIG_PATH": str(found.parent if found else stage),
                   "PKG_CONFIG_SYSROOT_DIR": str(stage)}
    said = run(tally, "pkg-config", ["pkg-config", *options, "quire"], env=environment)
    return shlex.split(said or "")


def static_flags(tally, stage):
    return [str(next(stage.rglob("libquire.a"))) if flag == "-lquire" else flag
            for flag in pkg_config(tally, stage, "--static", "--cflags", "--libs")]


def try_program(tally, root, what, program, folder=None):
    """Runs the smallest embedder."""
    wanted = (root / "examples" / "smallest.expected").read_text(encoding="utf-8")
    environment = {**os.environ, "LD_LIBRARY_PATH": str(folder)} if folder else None
    tally.check(run(tally, what, [program], env=environment) == wanted, f"{what}: another output")


def try_example(tally, root, stage, scratch):
    """The smallest embedder, linked with the shared library, then with the static one."""
    source = root / "examples" / "smallest.c"
    flags = pkg_config(tally, stage, "--cflags", "--libs")
    library = next(stage.rglob("libquire.so"))
    for kind, arguments, folder in (("shared", flags, library.parent), ("static", static_flags(tally, stage), None)):
        program = scratch / kind
        if run(tally, kind, [*COMPILER, "-std=c11", "-o", program, source, *arguments]) is not None:
            try_program(tally, root, kind, program, folder)
    needed = run(tally, "readelf", ["readelf", "-d", scratch / "shared"]) or ""
    tally.check("libquire.so.0.1]" in needed, "the program does not ask for the SONAME libquire.so.0.1")


def try_own_names(tally, root, stage, scratch):
    """A host may have functions that are called as ours are inside, all of them: they are not taken for ours."""
    said = run(tally, "nm", ["nm", "--defined-only", "--format=posix", next(stage.rglob("libquire.a"))]) or ""
    names = sorted(set(re.findall(r"^((?:qr|api|page|history|engine)_\w+) [tdbr] ", said, re.MULTILINE)))
    tally.check(len(names) > 300, f"only {len(names)} internal names found in libquire.a")
    source = scratch / "names.c"
    bodies = "".join(f"void {name}(void) {{ abort(); }}\n" for name in names)
    source.write_text("void abort(void);\n" + bodies, encoding="utf-8")
    program = scratch / "names"
    command = [*COMPILER, "-std=c11", "-o", program, root / "examples" / "smallest.c", source, *static_flags(tally, stage)]
    if run(tally, "a host with our names", command) is not None:
        try_program(tally, root, "a host with our names", program)


def try_dropping(tally, root, stage, scratch):
    """A host that has use for the page store alone gets that alone, if it asks for it."""
    source = scratch / "page.c"
    source.write_text("#include <quire/page.h>\nint main(void) { quire_page_destroy(0); return 0; }\n",
                      encoding="utf-8")
    sizes = []
    for flags in ([], ["-Wl,--gc-sections"]):
        program = scratch / "page"
        if run(tally, "page store", [*COMPILER, "-std=c11", "-s", "-o", program, source, *flags,
                                     *static_flags(tally, stage)]) is None:
            return
        sizes.append(program.stat().st_size)
    tally.check(sizes[1] * 4 < sizes[0], f"with --gc-sections {sizes[1]} bytes, without {sizes[0]}")


def reached(headers, flags, scratch):
    """Which of these headers a program that is compiled with the flags can include."""
    source = scratch / "reached.c"
    source.write_text("".join(f'#if __has_include(<{name}>) || __has_include("{name}")\n#error {name}\n#endif\n'
                              for name in headers), encoding="utf-8")
    done = subprocess.run([*COMPILER, "-std=c11", "-fsyntax-only", source, *flags], capture_output=True, text=True, check=False)
    return set(re.findall(r"error: #?(?:error )?\"?([\w-]+\.h)", done.stderr))


def try_uninstalled(tally, root, build, scratch):
    """The library where it was built, through quire-uninstalled.pc: the public folder is handed on, and no other."""
    environment = {**os.environ, "PKG_CONFIG_PATH": str(build / "meson-uninstalled")}
    said = {option: shlex.split(run(tally, "pkg-config", ["pkg-config", option, "quire"], env=environment) or "")
            for option in ("--cflags", "--libs", "--variable=libraries")}
    # What it requires for static linking (libpng) hands folders of the system on.
    own = [flag for flag in said["--cflags"] if not flag.startswith("-I/usr/")]
    tally.equal(own, [f"-I{root / 'include'}"], "flags of quire-uninstalled.pc")
    internal = sorted({path.name for path in (root / "src").rglob("*.h")})
    theirs = reached(internal, [], scratch)  # search.h and pty.h are the system's
    tally.check("qr_memory.h" in reached(internal, [f"-I{root / 'src' / 'base'}"], scratch), "what can be reached is not found")
    tally.clean(sorted(reached(internal, said["--cflags"], scratch) - theirs), "internal headers that are handed on")
    program = scratch / "uninstalled"
    if run(tally, "uninstalled", [*COMPILER, "-std=c11", "-o", program, root / "examples" / "smallest.c",
                                  *said["--cflags"], *said["--libs"]]) is not None:
        try_program(tally, root, "uninstalled", program, said["--variable=libraries"][0])


def cmake(tally, root, stage, scratch, version, target):
    """Configures a project that wants a version and a target; returns (whether that went well, the build folder)."""
    project = scratch / "cmake"
    shutil.rmtree(project, ignore_errors=True)
    project.mkdir()
    shutil.copy(root / "examples" / "smallest.c", project)
    (project / "CMakeLists.txt").write_text(CMAKE_PROJECT % (version, target), encoding="utf-8")
    done = subprocess.run(["cmake", "-S", project, "-B", project / "build", f"-DCMAKE_PREFIX_PATH={stage / 'usr'}",
                           f"-DCMAKE_C_COMPILER={COMPILER[-1]}"], capture_output=True, text=True, check=False)
    return done.returncode == 0, project / "build"


def try_cmake(tally, root, stage, scratch, targets):
    """find_package in a tree that was moved, so nothing in it may know where it was to be."""
    if not shutil.which("cmake"):
        print("SKIP no cmake (Debian: cmake)")
        return
    moved = scratch / "moved"
    shutil.copytree(stage, moved, symlinks=True)
    for target in targets:
        good, folder = cmake(tally, root, moved, scratch, "0.1", target)
        tally.check(good, f"find_package gives no {target}")
        if good and run(tally, target, ["cmake", "--build", folder]) is not None:
            try_program(tally, root, target, folder / "program")
    for version, wanted in (("", True), ("0.1.0 EXACT", True), ("0.1.0...0.2", True), ("0.0", False), ("0.2", False),
                            ("0.1.1", False), ("1.0", False), ("0.1.0...<0.1.0", False)):
        good, _ = cmake(tally, root, moved, scratch, version, "Quire::quire")
        tally.equal(good, wanted, f"find_package(Quire {version})")
    shutil.rmtree(moved)


def try_static_alone(tally, root, build, scratch):
    """Where only the static library is installed, whoever asks for the library gets it, with what it needs."""
    stage = scratch / "static-stage"
    install(tally, build, stage, "-Ddefault_library=static")
    tally.check(not list(stage.rglob("libquire.so*")), "a shared library was installed")
    program = scratch / "static-alone"
    if run(tally, "static alone", [*COMPILER, "-std=c11", "-o", program, root / "examples" / "smallest.c",
                                   *pkg_config(tally, stage, "--cflags", "--libs")]) is not None:
        try_program(tally, root, "static alone", program)
    try_cmake(tally, root, stage, scratch, ["Quire::quire", "Quire::quire_static"])


def try_guide(tally, root, stage, scratch):
    """Each block of C in the guide compiles; one with a main also links and runs."""
    blocks = GUIDE_BLOCK.findall((root / "docs" / "embedding.md").read_text(encoding="utf-8"))
    flags = pkg_config(tally, stage, "--cflags", "--libs")
    folder = next(stage.rglob("libquire.so")).parent
    tally.check(len(blocks) >= 5, f"only {len(blocks)} blocks of C in the guide")
    for number, block in enumerate(blocks, 1):
        source = scratch / f"guide_{number}.c"
        source.write_text(block, encoding="utf-8")
        program = scratch / f"guide_{number}"
        link = flags if "int main(" in block else ["-c", *pkg_config(tally, stage, "--cflags")]
        built = run(tally, f"block {number} of the guide", [*COMPILER, "-std=c11", "-Wall", "-Wextra", "-Wpedantic",
                                                            "-Werror", source, "-o", program, *link])
        if built is not None and "int main(" in block:
            run(tally, f"block {number} of the guide", [program],
                env={**os.environ, "LD_LIBRARY_PATH": str(folder)})


def try_python(tally, root, stage):
    """The package for Python where it was installed, with the library beside it: the example of the README."""
    found = next(stage.rglob("quire/lowlevel.py"), None)
    tally.check(found is not None, "no package for Python was installed")
    if found is None:
        return
    code, wanted = re.search(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```$", (root / "README.md").read_text(encoding="utf-8"),
                             re.MULTILINE | re.DOTALL).groups()
    environment = {name: value for name, value in os.environ.items() if name != "QUIRE_LIBRARY"}
    environment |= {"PYTHONPATH": str(found.parent.parent), "LD_LIBRARY_PATH": str(next(stage.rglob("libquire.so")).parent)}
    said = run(tally, "the example for Python", [sys.executable, "-B", "-c", code], env=environment)
    tally.equal(said, wanted, "the example for Python")


def install(tally, build, stage, *options):
    if options:
        run(tally, "configure", ["meson", "configure", build, *options])
    run(tally, "build", ["meson", "compile", "-C", build])
    run(tally, "install", ["meson", "install", "--no-rebuild", "-C", build], env={**os.environ, "DESTDIR": str(stage)})


def main():
    tally = Tally()
    root = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        build, stage = scratch / "build", scratch / "stage"
        setup = ["meson", "setup", "-Dapp=disabled", "-Dtests=false", "-Ddefault_library=both", "-Dbuildtype=debug",
                 "-Dprefix=/usr", build, root]
        if run(tally, "setup", setup) is None:
            return tally.end()
        install(tally, build, stage)
        installed = {path.name for path in (stage / "usr" / "include" / "quire").glob("*.h")}
        there = {path.name for path in (root / "include" / "quire").glob("*.h")}
        tally.clean(sorted(there ^ installed), "headers of the tree against headers that were installed")
        # Some pkg-config put the folder of the installation before a variable, others do not.
        manifest = "".join(pkg_config(tally, stage, "--variable=manifest")).removeprefix(str(stage))
        described = json.loads((stage / manifest[1:]).read_text(encoding="utf-8"))
        tally.equal({header["name"].removeprefix("quire/") for header in described["headers"]}, installed, "headers of quire.json")
        try_example(tally, root, stage, scratch)
        try_own_names(tally, root, stage, scratch)
        try_dropping(tally, root, stage, scratch)
        try_uninstalled(tally, root, build, scratch)
        try_cmake(tally, root, stage, scratch, ["Quire::quire", "Quire::quire_static"])
        try_guide(tally, root, stage, scratch)
        try_python(tally, root, stage)
        try_static_alone(tally, root, build, scratch)
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
