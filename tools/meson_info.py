#!/usr/bin/env python3
"""Questions that ./dev asks about a configured build folder.

    meson_info.py has-tests [--suite S]... BUILD [NAME]...   exit status 0 if such a test is defined, 1 if not
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


def has_tests(tests, suites, names):
    def chosen(test):
        own = {suite.partition(":")[2] for suite in test["suite"]}
        if suites and not own & set(suites):
            return False
        return not names or any(fnmatch.fnmatch(test["name"], name) for name in names)

    return any(chosen(test) for test in tests)


def targets(all_targets, prefix):
    names = (target["name"] for target in all_targets if target["type"] == "executable")
    return sorted(name[len(prefix):] for name in names if name.startswith(prefix))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("has-tests")
    command.add_argument("build")
    command.add_argument("--suite", action="append", default=[])
    command.add_argument("names", nargs="*")
    command = commands.add_parser("targets")
    command.add_argument("build")
    command.add_argument("prefix")
    options = parser.parse_args()
    if options.command == "has-tests":
        return 0 if has_tests(introspection(options.build, "tests"), options.suite, options.names) else 1
    for name in targets(introspection(options.build, "targets"), options.prefix):
        print(name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
