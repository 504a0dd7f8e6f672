#!/usr/bin/env python3
"""Questions that ./dev asks about a configured build folder.

    meson_info.py has-tests [--suite S]... BUILD [NAME]...   exit status 0 if such a test is defined, 1 if not
    meson_info.py needed [--suite S]... BUILD [NAME]...      the files that such tests need built, below BUILD
    meson_info.py targets BUILD PREFIX                       the executables called PREFIX*, without the prefix
"""
import argparse
import fnmatch
import json
import pathlib
import sys


def introspection(build, what):
    """Meson writes these files whenever it configures, so there is no need to start it."""
    path = pathlib.Path(build, "meson-info", f"intro-{what}.json")
    return json.loads(path.read_text(encoding="utf-8"))


def chosen(tests, suites, names):
    """The tests of these suites, of these names; without any, all."""
    def is_chosen(test):
        own = {suite.partition(":")[2] for suite in test["suite"]}
        if suites and not own & set(suites):
            return False
        return not names or any(fnmatch.fnmatch(test["name"], name) for name in names)

    return [test for test in tests if is_chosen(test)]


def needed(tests, all_targets, build):
    """What ninja calls the files of the targets that the tests depend on."""
    wanted = {identity for test in tests for identity in test["depends"]}
    files = (path for target in all_targets if target["id"] in wanted for path in target["filename"])
    return sorted(str(pathlib.Path(path).relative_to(build)) for path in files)


def targets(all_targets, prefix):
    names = (target["name"] for target in all_targets if target["type"] == "executable")
    return sorted(name[len(prefix):] for name in names if name.startswith(prefix))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("has-tests", "needed"):
        command = commands.add_parser(name)
        command.add_argument("build")
        command.add_argument("--suite", action="append", default=[])
        command.add_argument("names", nargs="*")
    command = commands.add_parser("targets")
    command.add_argument("build")
    command.add_argument("prefix")
    options = parser.parse_args()
    if options.command == "targets":
        lines = targets(introspection(options.build, "targets"), options.prefix)
    else:
        tests = chosen(introspection(options.build, "tests"), options.suite, options.names)
        if options.command == "has-tests":
            return 0 if tests else 1
        lines = needed(tests, introspection(options.build, "targets"), pathlib.Path(options.build).resolve())
    for line in lines:
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
