#!/usr/bin/env python3
"""What is chosen by the processor, where this one would not choose it. test_processors.py SOURCE_ROOT SCRATCH

Builds test_scan.c, test_checksum.c and test_blend.c for other processors and compilers and runs them, in an emulator where
it must, all but the second with the name of the version that has to be chosen there: NEON on AArch64, SSE2 on a processor
without AVX2, plain C where the compiler knows nothing else. A machine that cannot be built for or emulated here is one skipped test, and why is said.
"""
import collections
import pathlib
import platform
import shutil
import subprocess
import sys

Machine = collections.namedtuple("Machine", "name compiler emulator version packages")

MACHINES = [
    Machine("AArch64", "aarch64-linux-gnu-gcc", ["qemu-aarch64"], "neon",
            "gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user"),
    Machine("x86-64 without AVX2", "gcc", ["qemu-x86_64", "-cpu", "Nehalem"], "sse2", "gcc qemu-user"),
    Machine("a compiler that is not gcc or clang", "tcc", [], "portable", "tcc"),
]
FLAGS = ["-std=c11", "-O2", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror"]
SECONDS_MAX = 900


def why_not(machine):
    """Why a machine cannot be tried here, or None."""
    if machine.version == "sse2" and platform.machine() != "x86_64":
        return "this is no x86-64"
    missing = [tool for tool in (machine.compiler, *machine.emulator[:1]) if not shutil.which(tool)]
    return f"no {', no '.join(missing)} (Debian: {machine.packages})" if missing else None


def commands(machine, root, folder, source, sources):
    """Builds and runs the test. For an emulator it is static, for the libraries of here are of no use there."""
    places = (root / "include", root / "tests", root / "src" / "render", *{path.parent for path in sources})
    static = ["-static"] if machine.emulator else []
    program = folder / source.stem
    yield [machine.compiler, *FLAGS, *[f"-I{place}" for place in places], source, *sources, *static, "-o", program, "-lm"]
    yield [*machine.emulator, program, machine.version]


def run_tests(machine, root, folder):
    """Builds and runs the tests; returns what is wrong, or None."""
    base, cpu, tests = root / "src" / "base", root / "src" / "render" / "cpu", root / "tests"
    folder.mkdir(parents=True, exist_ok=True)
    for command in (
            *commands(machine, root, folder, tests / "base" / "test_checksum.c", [base / "qr_result.c"]),
            *commands(machine, root, folder, tests / "base" / "test_scan.c", sorted(base.glob("qr_scan*.c"))),
            *commands(machine, root, folder, tests / "render" / "test_blend.c", sorted(cpu.glob("cpu_blend*.c")))):
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
        wrong = run_tests(machine, root, scratch / machine.version)
        print(f"FAIL {machine.name}: {wrong}" if wrong else f"{machine.name}: {machine.version} is chosen, and right")
        passed += not wrong
        failed += bool(wrong)
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
