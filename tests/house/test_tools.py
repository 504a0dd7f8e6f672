#!/usr/bin/env python3
"""Tests of the helpers of ./dev: test_tools.py SOURCE_ROOT"""
import json
import pathlib
import subprocess
import sys
import tempfile

from tally import Tally


def record(name, stdout, result="OK", code=0, **more):
    return {"name": name, "stdout": stdout, "result": result, "returncode": code, "duration": 0.5, **more}


GOOD = record("quire:unit / good", "noise\n3 passed, 0 failed\n")

# What one program does -> passed, failed, skipped of the report, and a text that the report must hold.
PROGRAMS = [
    (GOOD, (3, 0, 0), "unit"),
    (record("quire:unit+thread / two", "2 passed, 0 failed\n"), (2, 0, 0), "unit+thread"),
    (record("quire / bare", "2 passed, 0 failed\n\n"), (2, 0, 0), "-"),
    (record("quire:unit / some", "4 passed, 0 failed, 2 skipped\n"), (4, 0, 2), "2 skipped"),
    (record("quire:unit / why", "skip: no font here\n0 passed, 0 failed, 1 skipped\n"), (0, 0, 1), "no font here"),
    (record("quire:unit / gone", "", "SKIP", 77), (0, 0, 1), "1 skipped"),
    (record("quire:unit / bad", "a.c:3: x\n5 passed, 2 failed\n", "FAIL", 1), (5, 2, 0), "a.c:3: x"),
    (record("quire:unit / lies", "5 passed, 2 failed\n"), (5, 2, 0), "FAILED"),
    (record("quire:unit / crash", "RUN one\n", "FAIL", -11), (0, 1, 0), "signal 11"),
    (record("quire:unit / late", "7 passed, 0 failed\n", "FAIL", -6, stderr="leaked"), (7, 1, 0), "leaked"),
    (record("quire:unit / both", "7 passed, 1 failed\n", "FAIL", -6), (7, 2, 0), "signal 6"),
    (record("quire:unit / shell", "7 passed, 0 failed\n", "FAIL", 139), (7, 1, 0), "signal 11"),
    (record("quire:unit / status", "7 passed, 0 failed\n", "FAIL", 3), (7, 1, 0), "status 3"),
    (record("quire:unit / slow", "", "TIMEOUT", -15), (0, 1, 0), "ran out of time"),
    (record("quire:unit / slow2", "1 passed, 0 failed\n", "TIMEOUT", -15), (1, 1, 0), "ran out of time"),
    (record("quire:unit / cut", "", "INTERRUPT", -15), (0, 1, 0), "was stopped"),
    (record("quire:unit / mute", "done\n"), (0, 1, 0), "did not end with"),
    (record("quire:unit / early", "9 passed, 0 failed\nthen more\n"), (0, 1, 0), "did not end with"),
    (record("quire:unit / inside", "so 9 passed, 0 failed\n"), (0, 1, 0), "did not end with"),
    ({"name": "quire:unit / none", "result": "OK", "returncode": 0}, (0, 1, 0), "did not end with"),
    ({"name": "quire:unit / error", "result": "ERROR", "returncode": None}, (0, 1, 0), "could not be run"),
]


def report(root, scratch, logs, more=()):
    """Runs the helper on these logs. Returns (status, output)."""
    arguments = list(more)
    for number, records in enumerate(logs):
        path = pathlib.Path(scratch, f"log{number}.json")
        path.write_text("".join(json.dumps(line) + "\n" for line in records), encoding="utf-8")
        arguments += ["--log", f"build{number}={path}"]
    done = subprocess.run([sys.executable, str(root / "tools/test_report.py"), *arguments], capture_output=True,
                          text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


def total(passed, failed, skipped):
    return f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else "")


def last_line(output):
    return output.splitlines()[-1]


def check_report(tally, root, scratch):
    for line, want, text in PROGRAMS:
        status, output = report(root, scratch, [[line]])
        tally.equal(last_line(output), total(*want), line["name"])
        tally.equal(status, 1 if want[1] else 0, f"status of {line['name']}")
        tally.check(text in output, f"{line['name']}: the report lacks '{text}'")
    sums = [sum(want[index] for _, want, _ in PROGRAMS) for index in range(3)]
    status, output = report(root, scratch, [[line for line, _, _ in PROGRAMS], [GOOD, GOOD]], ["--seconds", "125"])
    tally.equal(last_line(output), total(sums[0] + 6, sums[1], sums[2]), "all programs of two builds")
    tally.equal(status, 1, "status of all programs")
    tally.check("time: 2 min 5 s" in output, "the report lacks the time")
    tally.check("build1" in output, "the report lacks the second build")
    tally.equal(report(root, scratch, [])[0], 1, "status of a run of no tests")
    tally.equal(last_line(report(root, scratch, [])[1]), "0 passed, 1 failed", "a run of no tests")
    tally.equal(last_line(report(root, scratch, [[GOOD]], ["--broken", "build-asan: x"])[1]), "3 passed, 1 failed",
                "a build that broke")
    long = record("quire:unit / long", "".join(f"line {number}\n" for number in range(1000)), "FAIL", 1)
    output = report(root, scratch, [[long]])[1]
    tally.check("line 999\n" in output and "line 700\n" not in output, "long output is shown from its end")


def check_meson_info(tally, root, scratch):
    info = pathlib.Path(scratch, "build", "meson-info")
    info.mkdir(parents=True)
    tests = [{"name": "refset", "suite": ["quire:unit", "quire:thread"], "depends": ["set", "data"]},
             {"name": "gl", "suite": ["quire:app"], "depends": ["quire"]}]
    folder = info.parent.resolve()
    programs = [{"name": "bench_set", "type": "executable", "id": "set", "filename": [f"{folder}/bench/bench_set"]},
                {"name": "bench_all", "type": "executable", "id": "all", "filename": [f"{folder}/bench/bench_all"]},
                {"name": "bench_data", "type": "custom", "id": "data", "filename": [f"{folder}/a.h", f"{folder}/a.c"]},
                {"name": "quire", "type": "executable", "id": "quire", "filename": [f"{folder}/quire"]}]
    (info / "intro-tests.json").write_text(json.dumps(tests), encoding="utf-8")
    (info / "intro-targets.json").write_text(json.dumps(programs), encoding="utf-8")

    def ask(*arguments):
        command = [str(info.parent) if argument == "BUILD" else argument for argument in arguments]
        done = subprocess.run([sys.executable, str(root / "tools/meson_info.py"), *command], capture_output=True,
                              text=True, check=False)
        return done.returncode, done.stdout.split()

    tally.equal(ask("has-tests", "BUILD"), (0, []), "any tests")
    tally.equal(ask("has-tests", "--suite", "thread", "BUILD"), (0, []), "tests of a second suite")
    tally.equal(ask("has-tests", "--suite", "soak", "BUILD"), (1, []), "tests of a suite that is not there")
    tally.equal(ask("has-tests", "--suite", "soak", "--suite", "app", "BUILD"), (0, []), "tests of one of two suites")
    tally.equal(ask("has-tests", "--suite", "app", "BUILD", "refset"), (1, []), "a test that is not in the suite")
    tally.equal(ask("has-tests", "--suite", "unit", "BUILD", "ref*"), (0, []), "a test by pattern")
    tally.equal(ask("needed", "BUILD"), (0, ["a.c", "a.h", "bench/bench_set", "quire"]), "what all tests need")
    tally.equal(ask("needed", "--suite", "app", "BUILD"), (0, ["quire"]), "what tests of a suite need")
    tally.equal(ask("needed", "BUILD", "ref*"), (0, ["a.c", "a.h", "bench/bench_set"]), "what one test needs")
    tally.equal(ask("targets", "BUILD", "bench_"), (0, ["all", "set"]), "executables by prefix")


def main():
    tally = Tally()
    root = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as scratch:
        check_report(tally, root, scratch)
        check_meson_info(tally, root, scratch)
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
