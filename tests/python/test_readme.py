"""The examples of the documents run and print what stands below them. test_readme.py SOURCE"""
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import kit

SOURCE = pathlib.Path(sys.argv[1])
DOCUMENTS = ["README.md", "bindings/python/README.md", "docs/embedding.md"]
BLOCK = re.compile(r"^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)


class Examples(unittest.TestCase):
    def blocks(self, document):
        found = BLOCK.findall((SOURCE / document).read_text(encoding="utf-8"))
        self.assertTrue(found, f"{document} has no example")
        return found

    def test_examples_print_what_they_say(self):
        for document in DOCUMENTS:
            for number, (code, wanted) in enumerate(self.blocks(document), 1):
                with self.subTest(document=document, number=number), tempfile.TemporaryDirectory() as folder:
                    self.assertTrue(wanted, "an example says what it prints")
                    program = pathlib.Path(folder, "example.py")
                    program.write_text(code, encoding="utf-8")
                    done = subprocess.run([sys.executable, "-B", "-X", "utf8", "-X", "dev", "-W", "error", program],
                                          capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
                    self.assertEqual((done.stdout, done.stderr, done.returncode), (wanted, "", 0))

    def test_the_first_example_is_short(self):
        code = self.blocks("README.md")[0][0]
        lines = [line for line in code.split("\n") if line.strip()]
        self.assertLessEqual(len(lines), 20)


if __name__ == "__main__":
    kit.main()
