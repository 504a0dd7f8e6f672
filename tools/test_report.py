#!/usr/bin/env python3
"""Adds up what the test programs of one or more meson test runs said.

    test_report.py [--log NAME=testlog.json]... [--broken TEXT]... [--seconds N]

Every test program ends with a line `N passed, N failed` or `N passed, N failed, N skipped`; those are added up. A
program that crashed, ran out of time, or did not end with such a line counts as one failure more, so that a program
that dies half-way never looks better than one that finishes. A program that leaves with status 77 and no line is one
skipped test. Each --broken is a part of the run that could not even start, and one failure. A run of no tests at all
is a failure.

Prints the output of the programs that failed, what was skipped, a table of totals, and last the total in the same form.
The exit status is 1 if anything failed.
"""
import argparse
import collections
import json
import re
import sys

TOTALS = re.compile(r"(\d+) passed, (\d+) failed(?:, (\d+) skipped)?")
SHOWN_LINES = 200  # of each stream of a failing program; the whole of it is in meson-logs/testlog.txt

Program = collections.namedtuple("Program", "build suite name passed failed skipped seconds reasons stdout stderr")


def stated_totals(stdout):
    """The totals in the last line that is not empty, or None."""
    lines = stdout.rstrip().splitlines()
    match = TOTALS.fullmatch(lines[-1].strip()) if lines else None
    return [int(number or 0) for number in match.groups()] if match else None


def death(record):
    """Says how a program died, or None if it came to its own end."""
    result, code = record.get("result", ""), record.get("returncode") or 0
    if result == "TIMEOUT":
        return "ran out of time"
    if result == "INTERRUPT":
        return "was stopped"
    if result == "ERROR":
        return "could not be run"
    if code < 0 or code >= 128:
        return f"crashed, killed by signal {-code if code < 0 else code - 128}"
    return None


def judge(build, record):
    """Turns one line of testlog.json into a Program."""
    suites, _, name = record["name"].rpartition(" / ")
    suite = suites.partition(":")[2] or "-"
    stdout, stderr = record.get("stdout", ""), record.get("stderr", "")
    totals, dead, code = stated_totals(stdout), death(record), record.get("returncode") or 0
    passed, failed, skipped = totals or (0, 0, 0)
    reasons = []
    if dead:
        reasons.append(dead)
    elif record.get("result") == "SKIP" and not totals:
        skipped = 1
    elif not totals:
        reasons.append("did not end with the line `N passed, N failed`")
    elif record.get("result") not in ("OK", "SKIP") and failed == 0:
        reasons.append(f"left with status {code} although it counted no failure")
    failed += 1 if reasons else 0
    return Program(build, suite, name, passed, failed, skipped, record.get("duration", 0.0), reasons, stdout, stderr)


def read_log(build, path):
    with open(path, encoding="utf-8", errors="replace") as log:
        return [judge(build, json.loads(line)) for line in log if line.strip()]


def tail(text):
    lines = text.rstrip().splitlines()
    left_out = len(lines) - SHOWN_LINES
    return ([f"... {left_out} lines before"] if left_out > 0 else []) + lines[-SHOWN_LINES:]


def print_failure(program):
    why = "; ".join(program.reasons) or f"{program.failed} failed"
    print(f"\n---- FAILED {program.build}: {program.name}: {why}")
    for text in (program.stdout, program.stderr):
        for line in tail(text):
            print(f"  {line}")


def print_skips(program):
    print(f"\n---- {program.build}: {program.name}: {program.skipped} skipped")
    for line in (program.stdout + "\n" + program.stderr).splitlines():
        if line.strip().lower().startswith("skip"):
            print(f"  {line.strip()}")


def print_table(programs, broken):
    rows = collections.OrderedDict()
    for program in programs:
        row = rows.setdefault((program.build, program.suite), [0, 0, 0, 0, 0.0])
        for index, value in enumerate((1, program.passed, program.failed, program.skipped, program.seconds)):
            row[index] += value
    form = "{:<12} {:<20} {:>8} {:>8} {:>8} {:>8} {:>8}"
    print("\n" + form.format("build", "suite", "programs", "passed", "failed", "skipped", "seconds"))
    for (build, suite), row in rows.items():
        print(form.format(build, suite, *row[:4], f"{row[4]:.1f}"))
    for text in broken:
        print(f"FAILED {text}")


def total_line(programs, broken):
    passed = sum(program.passed for program in programs)
    failed = sum(program.failed for program in programs) + len(broken)
    skipped = sum(program.skipped for program in programs)
    return f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""), failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--log", action="append", default=[], metavar="NAME=FILE")
    parser.add_argument("--broken", action="append", default=[], metavar="TEXT")
    parser.add_argument("--seconds", type=int, help="how long the whole run took")
    options = parser.parse_args()
    sys.stdout.reconfigure(errors="replace")
    programs, broken = [], options.broken
    for log in options.log:
        build, _, path = log.partition("=")
        programs += read_log(build, path)
    if not programs and not broken:
        broken = ["no test was run"]
    for program in programs:
        if program.failed:
            print_failure(program)
        elif program.skipped:
            print_skips(program)
    print_table(programs, broken)
    if options.seconds is not None:
        print(f"time: {options.seconds // 60} min {options.seconds % 60} s")
    line, failed = total_line(programs, broken)
    print(line)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
