#!/usr/bin/env python3
"""What is chosen by the processor, where this one would not choose it. test_processors.py SOURCE_ROOT SCRATCH

Builds test_scan.c and test_checksum.c for other processors and compilers and runs them, in an emulator where it must, the
first with the name of the version that has to be chosen there: NEON on AArch64, SSE2 on a processor without AVX2, plain C
where the compiler knows nothing else. A machine that cannot be built for or emulated here is one skipped test, and why is said.
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


def commands(machine, root, folder, test, sources):
    """Builds and runs the test. For an emulator it is static, for the libraries of here are of no use there."""
    base = root / "src" / "base"
    includes = [f"-I{place}" for place in (base, root / "include", root / "tests")]
    static = ["-static"] if machine.emulator else []
    source = root / "tests" / "base" / f"{test}.c"
    yield [machine.compiler, *FLAGS, *includes, source, *sources, *static, "-o", folder / test]
    yield [*machine.emulator, folder / test, machine.version]


def run_tests(machine, root, folder):
    """Builds and runs the tests; returns what is wrong, or None."""
    base = root / "src" / "base"
    folder.mkdir(parents=True, exist_ok=True)
    for command in (*commands(machine, root, folder, "test_checksum", [base / "qr_result.c"]),
                    *commands(machine, root, folder, "test_scan", sorted(base.glob("qr_scan*.c")))):
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
