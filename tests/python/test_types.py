"""The package says its types, mypy finds no fault with them, and everything public has its documentation.
test_types.py SOURCE PACKAGE"""
import inspect
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import kit
import quire

SOURCE, PACKAGE = (pathlib.Path(argument) for argument in sys.argv[1:3])
MISTAKES = """
import quire
terminal = quire.Terminal(cols="wide")
terminal.feed(5)
text: int = terminal.screen[0].text
"""


def mypy(cache, *arguments):
    """Returns (status, what it said)."""
    done = subprocess.run(["mypy", "--strict", "--cache-dir", cache, *arguments], capture_output=True, text=True,
                          cwd=PACKAGE.parent, check=False)
    return done.returncode, done.stdout + done.stderr


class Types(unittest.TestCase):
    @unittest.skipUnless(shutil.which("mypy"), "no mypy here")
    def test_mypy(self):
        example = re.search(r"^```python\n(.*?)^```", (SOURCE / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)[1]
        with tempfile.TemporaryDirectory() as folder:
            good, bad = pathlib.Path(folder, "good.py"), pathlib.Path(folder, "bad.py")
            good.write_text(example, encoding="utf-8")
            bad.write_text(MISTAKES, encoding="utf-8")
            status, said = mypy(folder, "-p", "quire")
            self.assertEqual(status, 0, said)
            status, said = mypy(folder, str(good))
            self.assertEqual(status, 0, said)
            status, said = mypy(folder, str(bad))
            self.assertEqual(said.count("error:"), 3, said)

    def test_there_is_a_marker(self):
        self.assertTrue((PACKAGE / "py.typed").exists())

    def public(self):
        """(name, thing) of everything that a user can call or read."""
        for name in quire.__all__:
            thing = getattr(quire, name)
            yield name, thing
            if inspect.isclass(thing) and thing.__module__ != "quire.lowlevel":
                yield from ((f"{name}.{member}", value) for member, value in vars(thing).items()
                            if not member.startswith("_") and (callable(value) or isinstance(value, (property, classmethod))))

    def test_everything_is_documented(self):
        silent = [name for name, thing in self.public() if not inspect.getdoc(thing) and not isinstance(thing, (int, str))]
        self.assertEqual(silent, [])
        self.assertGreater(len(list(self.public())), 100)

    def test_everything_has_its_types(self):
        for name, thing in self.public():
            if inspect.isfunction(thing):
                signature = inspect.signature(thing)
                self.assertIsNot(signature.return_annotation, inspect.Signature.empty, name)
                bare = [parameter.name for parameter in signature.parameters.values()
                        if parameter.annotation is inspect.Parameter.empty and parameter.name not in ("self", "cls")]
                self.assertEqual(bare, [], name)


if __name__ == "__main__":
    kit.main()
