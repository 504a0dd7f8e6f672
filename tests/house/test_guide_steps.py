#!/usr/bin/env python3
"""The first section of the guide, from an empty folder: its commands are run as they stand, in their order, with the files
that it shows and the program of step one. test_guide_steps.py SOURCE"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from tally import Tally

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECTION = re.compile(r"^### (.*)$", re.MULTILINE)
FILES = {"cmake": "CMakeLists.txt", "meson": "meson.build"}
PRINTED = "one\ntwo bold\n"
# The commands are those of a release; what they make is compiled quickly.
ENVIRONMENT = {**os.environ, "CFLAGS": "-O0"}


def sections(guide):
    """[(name, blocks)] of the section about getting the library; each block is a language and a text."""
    text = guide.partition("## Getting it\n")[2].partition("\n## ")[0]
    parts = SECTION.split("### Getting it\n" + text)[1:]
    return [(name, BLOCK.findall(body)) for name, body in zip(parts[::2], parts[1::2])]


def main():
    tally = Tally()
    root = pathlib.Path(sys.argv[1]).resolve()
    guide = (root / "docs" / "embedding.md").read_text(encoding="utf-8")
    steps = sections(guide)
    tally.check(sum(language == "sh" for _, blocks in steps for language, _ in blocks) >= 5, "too few commands in the guide")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "quire").symlink_to(root, target_is_directory=True)
        (folder / "program.c").write_text(re.search(r"^```c\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)[1], encoding="utf-8")
        before = ""
        for step, blocks in steps:
            if step == "CMake" and not shutil.which("cmake"):
                print("SKIP the steps with CMake: no cmake (Debian: cmake)")
                continue
            for language, text in blocks:
                if language in FILES:
                    (folder / FILES[language]).write_text(text, encoding="utf-8")
            commands = "".join(text for language, text in blocks if language == "sh")
            done = subprocess.run(["sh", "-euxc", before + commands], cwd=folder, env=ENVIRONMENT, capture_output=True,
                                  text=True, check=False)
            tally.check(done.returncode == 0, f"{step}: {done.stdout}{done.stderr}")
            if "program" in commands:
                tally.check(PRINTED in done.stdout, f"{step}: the program printed something else: {done.stdout[-300:]}")
            before += "".join(f"{line}\n" for line in commands.splitlines() if line.startswith("export "))
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
