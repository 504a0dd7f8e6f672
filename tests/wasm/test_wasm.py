#!/usr/bin/env python3
"""The library as WebAssembly: test_wasm.py SOURCE BUILD [QUIRE]

Makes the module as people do, with tools/wasm32-wasi.ini, in BUILD (again only what has changed), without a warning.
Then Node drives it: use.mjs tells the rules of the binding; the conformance cases and what the fuzzers found are shown to
both the module and the native program QUIRE, which have to print the same. Without the tools the test is skipped.
"""
import importlib.util
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "house"), str(HERE.parent / "conformance")]
from run_cases import KNOWN  # noqa: E402
from tally import Tally  # noqa: E402

PROGRAMS = {"clang": "clang", "wasm-ld": "lld", "llvm-ar": "llvm", "node": "nodejs", "meson": "meson", "ninja": "ninja-build"}
FORMATS = ("text", "json", "html", "vt")


def missing():
    """What has to be installed before anything can be made, or None."""
    for program, package in PROGRAMS.items():
        if not shutil.which(program):
            return f"no {program} (Debian: {package})"
    with tempfile.TemporaryDirectory() as scratch:
        source = pathlib.Path(scratch, "empty.c")
        source.write_text("#include <stdlib.h>\n", encoding="utf-8")
        command = ["clang", "--target=wasm32-wasi", "-mexec-model=reactor", source, "-o", f"{scratch}/empty.wasm"]
        if subprocess.run(command, capture_output=True, check=False).returncode != 0:
            return "clang links nothing for wasm32-wasi (Debian: wasi-libc libclang-rt-dev-wasm32)"
    return None


def make(tally, source, build):
    """Configures and builds; true when the module is there."""
    setup = ["meson", "setup", "--cross-file", source / "tools" / "wasm32-wasi.ini", "--werror", build, source]
    commands = ([] if (build / "build.ninja").exists() else [setup]) + [["ninja", "-C", build]]
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        output = f"{done.stdout}{done.stderr}"
        tally.check(done.returncode == 0, f"{' '.join(map(str, command))}\n{output[-6000:]}")
        if done.returncode != 0:
            return False
    return True


def use(tally, source, folder):
    """The binding's own rules, told in JavaScript."""
    done = subprocess.run(["node", HERE / "use.mjs", folder, source / "src/terminal/api/libquire.map"], capture_output=True,
                          text=True, check=False)
    lines = done.stdout.splitlines()
    print("\n".join(lines[:-1]), done.stderr[-4000:])
    counts = lines[-1].split() if lines and lines[-1].endswith("failed") else None
    tally.check(counts is not None, "use.mjs came to its end")
    if counts:
        tally.passed += int(counts[0])
        tally.failed += int(counts[2])


def examples(tally, source, folder):
    """The examples of the module's README and of the guide print what stands behind them."""
    for document in ("bindings/wasm/README.md", "docs/embedding.md"):
        text = (source / document).read_text(encoding="utf-8")
        code, printed = re.search(r"^```js\n(.*?)^```\n.*?^```(?:text)?\n(.*?)^```", text, re.DOTALL | re.MULTILINE).groups()
        program = folder / "example.mjs"
        program.write_text(code.replace("./build-wasm/bindings/wasm/", "./"), encoding="utf-8")
        done = subprocess.run(["node", program], capture_output=True, text=True, check=False)
        tally.equal(done.stdout + done.stderr, printed, f"what the example of {document} prints")


class Trapped(Exception):
    """Node ended in the middle of a request."""


class Module:
    """The module, as answer.mjs shows it."""

    def __init__(self, folder):
        self.node = subprocess.Popen(["node", HERE / "answer.mjs", folder / "quire.mjs"], stdin=subprocess.PIPE,
                                     stdout=subprocess.PIPE, text=True, encoding="utf-8")

    def ask(self, **request):
        self.node.stdin.write(json.dumps(request) + "\n")
        self.node.stdin.flush()
        answer = self.node.stdout.readline()
        if not answer:
            raise Trapped(f"no answer to {str(request)[:2000]}")
        return json.loads(answer)

    def dump(self, data, cols=80, rows=24, scrollback=1000, resizes=(), form="json", wide=False):
        return self.ask(cols=cols, rows=rows, scrollback=scrollback, resizes=resizes, input=data.decode("latin-1"), format=form,
                        wide=wide)

    def end(self):
        self.node.stdin.close()
        return self.node.wait()


def load_runner(folder):
    spec = importlib.util.spec_from_file_location("conformance_runner", folder / "run.py")
    runner = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(runner)
    return runner


def problems(runner, module, case):
    if case["kind"] == "input":
        sent = module.ask(cols=case["cols"], rows=case["rows"], setup=case.get("setup", ""), events=case["events"])
        return [] if sent == case["expect"]["bytes"] else [f"sends {sent!r}, not {case['expect']['bytes']!r}"]
    shown = json.loads(module.dump(runner.case_input(case), case["cols"], case["rows"], case["scrollback"],
                                   case.get("resizes", [])))
    return runner.structure(case, shown) + (runner.check_screen(case, shown) if case["kind"] == "screen" else [])


def conformance(tally, module):
    """What the native program shows of the cases (tests/conformance), the module shows."""
    folder = os.environ.get("QUIRE_CONFORMANCE")
    if not folder:
        print("QUIRE_CONFORMANCE is not set: the module is not shown the conformance cases")
        return
    runner = load_runner(pathlib.Path(folder))
    for case in runner.load([folder]):
        if not case.get("doubtful"):
            found = problems(runner, module, case)
            tally.equal(bool(found), case["name"] in KNOWN, f"{case['name']} differs {found[:3]}")


def ill_formed():
    """What looks like a character of UTF-8 and breaks off at any byte, or is too short or too large, behind text of each
    kind."""
    others = (0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF)
    bad = [bytes((lead, second, third, fourth)) for lead in range(0xC0, 0x100) for second in others for third in others
           for fourth in (0x41, 0xBF)]
    kinds = [text.encode() for text in ("a", "ab", "Ò", "Òa", "漢", "漢é", "Д漢abcdefghi", "漢Ò漢Ò漢Ò漢Ò漢Ò", "😀")]
    return b"".join(kinds[i % len(kinds)] + each for i, each in enumerate(bad))


def corpora(source):
    """[name, bytes] of inputs that are in the repository, some of each size, and of recordings of programs where there
    are any."""
    found = sorted((source / "fuzz" / "corpus" / "engine").iterdir())[::20]
    folder = os.environ.get("QUIRE_CONFORMANCE")
    if folder:
        found += sorted(pathlib.Path(folder, "inputs", "realworld").glob("*.bin"))[::4]
    return [("ill-formed", ill_formed())] + [(path.name, path.read_bytes()) for path in found]


def same_as_native(tally, module, source, quire):
    """Byte for byte what the native library writes, in each format in turn."""
    for i, (name, data) in enumerate(corpora(source)):
        form, wide = FORMATS[i % len(FORMATS)], i % 3 == 0
        native = subprocess.run([quire, "dump", "--cols", "60", "--rows", "20", "--scrollback", "100",
                                 "-o", f"ambiguous-width={'wide' if wide else 'narrow'}",
                                 "--resize", f"{len(data) // 2}:71x18", "--format", form],
                                input=data, capture_output=True, check=False)
        have = module.dump(data, 60, 20, 100, [[len(data) // 2, 71, 18]], form, wide)
        tally.check(have == native.stdout.decode("utf-8"), f"{name}: {form} differs from that of quire dump {native.stderr}")


def main():
    source, build = (pathlib.Path(word).resolve() for word in sys.argv[1:3])
    reason = missing()
    if reason:
        print(f"SKIP {reason}")
        print("0 passed, 0 failed, 1 skipped")
        return 77
    tally = Tally()
    if make(tally, source, build):
        folder = build / "bindings" / "wasm"
        use(tally, source, folder)
        examples(tally, source, folder)
        try:
            module = Module(folder)
            conformance(tally, module)
            if len(sys.argv) > 3:
                same_as_native(tally, module, source, os.path.abspath(sys.argv[3]))
            tally.equal(module.end(), 0, "Node's status")
        except Trapped as trap:
            tally.check(False, trap)
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
