#!/usr/bin/env python3
"""Do the tests notice small mistakes? mutants.py SOURCE_ROOT BUILD [NAME...]

Each mutant of tests/mutants/list.txt is one small change of one file. In a copy of the sources it is made, the tests
that it names are built and run, and it is undone: a mutant is killed when one of them fails, and survives when all pass.
One that does not compile, or whose text is not (or more than once) in its file, is no mutant: that is said, and counts
as a failure of the list. With NAMES only those mutants. The exit status says whether less than 95 % were killed.

The list is paragraphs of "key: value" lines: `mutant` (its name), `file`, `find` and `put` (text of one line or, with
\\n in it, of several; it is looked for without the blanks at its ends), `tests` (names of meson tests, split by commas),
and `survives` (why a mutant may: it is then expected to, and not counted).
"""
import os
import pathlib
import shutil
import subprocess
import sys
import time

ENOUGH = 0.95
SECONDS_MAX = 600


def read_list(path):
    mutants = []
    for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
        fields = {}
        for line in paragraph.splitlines():
            if line.startswith("#") or not line.strip():
                continue
            key, _, value = line.partition(":")
            fields[key.strip()] = value.strip().replace("\\n", "\n")
        if fields:
            mutants.append(fields)
    return mutants


def copy_sources(root, tree):
    """The tracked files as they lie there; what did not change keeps its time, so that little is built again."""
    listed = subprocess.run(["git", "-C", root, "ls-files", "-z"], stdout=subprocess.PIPE, check=True).stdout
    names = {name.decode() for name in listed.split(b"\0") if name}
    for old in [path for path in tree.rglob("*") if path.is_file()]:
        if str(old.relative_to(tree)) not in names:
            old.unlink()
    for name in names:
        source, copy = root / name, tree / name
        if not source.is_file():
            continue
        if not copy.is_file() or copy.read_bytes() != source.read_bytes():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, copy)


def run(command, seconds):
    """0, another status, or None when it took too long."""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                              timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return None, b""
    return done.returncode, done.stdout


def put(path, text):
    """A file that is put back in the same second must still look newer than what was built from it."""
    path.write_text(text, encoding="utf-8")
    now = time.time() + 1
    os.utime(path, (now, now))


class Yard:
    """The copy of the sources and its build."""

    def __init__(self, root, build):
        self.tree = build / "tree"
        self.build = build / "build"
        self.tree.mkdir(parents=True, exist_ok=True)
        copy_sources(root, self.tree)
        if not (self.build / "build.ninja").is_file():
            subprocess.run(["meson", "setup", "-Dbuildtype=debugoptimized", self.build, self.tree], check=True,
                           stdout=subprocess.DEVNULL)

    def test(self, names, seconds=SECONDS_MAX):
        """Builds what these tests need, and runs them: "passed", "failed" or "broken" (does not build)."""
        command = ["meson", "test", "-C", str(self.build), "--maxfail", "1", "--timeout-multiplier", "5", *names]
        status, output = run(command, seconds)
        if status == 0:
            return "passed"
        if status is not None and (b"FAILED: " in output or b"No suitable tests" in output or b"Summary of" not in output
                                   and b"Fail:" not in output):
            return "broken"
        return "failed"

    def judge(self, mutant):
        path = self.tree / mutant["file"]
        sound = path.read_text(encoding="utf-8") if path.is_file() else ""
        if sound.count(mutant["find"]) != 1:
            return f"no mutant: its text is {sound.count(mutant['find'])} times in {mutant['file']}"
        put(path, sound.replace(mutant["find"], mutant["put"]))
        try:
            result = self.test([name.strip() for name in mutant["tests"].split(",")])
        finally:
            put(path, sound)
        return {"passed": "survived", "failed": "killed", "broken": "no mutant: it does not build"}[result]


def main():
    root, build, wanted = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve(), sys.argv[3:]
    mutants = [mutant for mutant in read_list(root / "tests/mutants/list.txt")
               if not wanted or mutant["mutant"] in wanted]
    yard = Yard(root, build)
    every = sorted({name.strip() for mutant in mutants for name in mutant["tests"].split(",")})
    if yard.test(every, None) != "passed":
        sys.exit("mutants: the tests fail without any mutant, or do not build")
    counts = {"killed": 0, "survived": 0, "explained": 0, "no mutant": 0}
    for mutant in mutants:
        verdict = yard.judge(mutant)
        kind = "explained" if verdict == "survived" and "survives" in mutant else verdict.split(":")[0]
        counts[kind] += 1
        print(f"{kind if kind == 'explained' else verdict:12} {mutant['mutant']}", flush=True)
    judged = counts["killed"] + counts["survived"]
    print(", ".join(f"{number} {name}" for name, number in counts.items()) +
          f": {100 * counts['killed'] / max(judged, 1):.1f} % killed")
    sys.exit(counts["no mutant"] > 0 or counts["killed"] < ENOUGH * judged)


main()
