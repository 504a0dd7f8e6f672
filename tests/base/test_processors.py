#!/usr/bin/env python3
"""The versions of qr_scan.h that this processor does not choose. test_processors.py SOURCE_ROOT SCRATCH

Builds test_scan.c for other processors and compilers and runs it, in an emulator where it must, with the name of the
version that has to be chosen there: NEON on AArch64, SSE2 on a processor without AVX2, plain C where the compiler says
nothing of itself. A machine that cannot be built for or emulated here is one skipped test, and why is said.
"""
import collections
import pathlib
import platform
import shutil
import subprocess
import sys

Machine = collections.namedtuple("Machine", "name compiler library_flags emulator version packages")

MACHINES = [
    Machine("AArch64", "aarch64-linux-gnu-gcc", [], ["qemu-aarch64"], "neon",
            "gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user"),
    Machine("x86-64 without AVX2", "gcc", [], ["qemu-x86_64", "-cpu", "Nehalem"], "sse2", "gcc qemu-user"),
    Machine("a compiler that is not known", "gcc", ["-U__GNUC__"], [], "portable", "gcc"),
]
FLAGS = ["-std=c11", "-O2", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror"]
SECONDS_MAX = 900


def why_not(machine):
    """Why a machine cannot be tried here, or None."""
    if machine.version == "sse2" and platform.machine() != "x86_64":
        return "this is no x86-64"
    missing = [tool for tool in (machine.compiler, *machine.emulator[:1]) if not shutil.which(tool)]
    return f"no {', no '.join(missing)} (Debian: {machine.packages})" if missing else None


def build_commands(machine, root, folder):
    """The commands that compile every source with its flags and link the program."""
    base = root / "src" / "base"
    compiler = [machine.compiler, *FLAGS, f"-I{base}", f"-I{root / 'tests'}"]
    sources = [(source, machine.library_flags) for source in sorted(base.glob("qr_scan*.c"))]
    sources.append((root / "tests" / "base" / "test_scan.c", []))
    objects = [folder / f"{source.stem}.o" for source, _ in sources]
    for (source, flags), product in zip(sources, objects):
        yield [*compiler, *flags, "-c", source, "-o", product]
    yield [machine.compiler, "-static", *objects, "-o", folder / "test_scan"]


def run_test(machine, root, folder):
    """Builds and runs the test; returns what is wrong, or None."""
    folder.mkdir(parents=True, exist_ok=True)
    test = [*machine.emulator, folder / "test_scan", machine.version]
    for command in (*build_commands(machine, root, folder), test):
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS_MAX, check=False)
        if done.returncode != 0:
            return f"{command[0]} ended with {done.returncode}:\n{done.stdout[-4000:]}{done.stderr[-4000:]}"
    return None


def main():
    root, scratch = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    passed = failed = skipped = 0
    for machine in MACHINES:
        reason = why_not(machine)
        if reason:
            print(f"SKIP {machine.name}: {reason}")
            skipped += 1
            continue
        wrong = run_test(machine, root, scratch / machine.version)
        print(f"FAIL {machine.name}: {wrong}" if wrong else f"{machine.name}: {machine.version} is chosen, and right")
        passed += not wrong
        failed += bool(wrong)
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
