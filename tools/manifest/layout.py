"""What only the compiler knows: sizes, offsets, values and the bytes of initialisers.

It is asked with a file that holds the answers as constant data: nothing is run, so a cross compiler can be asked for
the layout of its machine. The answers are found in the object file by the words before them.
"""
import pathlib
import struct
import subprocess
import tempfile

MARK = (0x5155495245, 0x6D616E6966657374)  # what the numbers stand behind; each initialiser has its number besides


class Refused(Exception):
    """The compiler did not take the file, or its object file does not have the answers."""


class Compiler:
    def __init__(self, command, include):
        self.command, self.include = command, include

    def run(self, arguments):
        done = subprocess.run([*self.command, f"-I{self.include}", *arguments], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Refused(f"{' '.join(self.command)}:\n{done.stderr}")
        return done.stdout

    def preprocess(self, headers):
        """The headers, included one after the other, with macros and comments."""
        with tempfile.TemporaryDirectory() as scratch:
            source = pathlib.Path(scratch, "headers.c")
            source.write_text(includes(headers), encoding="utf-8")
            return self.run(["-E", "-dD", "-C", str(source)])

    def answer(self, headers, numbers, initialisers):
        """Asks for the values of expressions, and for the bytes of {struct: its initialiser}."""
        with tempfile.TemporaryDirectory() as scratch:
            source, found = pathlib.Path(scratch, "probe.c"), pathlib.Path(scratch, "probe.o")
            source.write_text(probe(headers, numbers, initialisers), encoding="utf-8")
            self.run(["-w", "-O0", "-fno-lto", "-c", str(source), "-o", str(found)])
            return Answers(found.read_bytes(), numbers, initialisers)


class Answers:
    """What an object file says. `order` is that of its bytes, "little" or "big"; `values` are those of the
    expressions."""

    def __init__(self, data, numbers, initialisers):
        self.data, self.initialisers = data, list(initialisers)
        self.order = next((order for order in ("little", "big") if words(MARK, order) in data), None)
        if self.order is None:
            raise Refused("the object file does not have the answers")
        at = data.index(words([*MARK, 2**64 - 1], self.order)) + 24
        values = struct.unpack_from(f"{'<' if self.order == 'little' else '>'}{2 * len(numbers)}Q", data, at)
        self.values = {number: values[2 * i + 1] - (2**64 if values[2 * i] else 0) for i, number in enumerate(numbers)}

    def initialiser(self, name, size, align):
        """The bytes of a struct's initialiser."""
        at = self.data.index(words([*MARK, self.initialisers.index(name)], self.order)) + (24 + align - 1) // align * align
        return self.data[at:at + size]


def includes(headers):
    return "#include <stddef.h>\n#include <stdint.h>\n" + "".join(f"#include <{header}>\n" for header in headers)


def probe(headers, numbers, initialisers):
    """The file: an array of numbers, each with its sign, and a marked object for each initialiser."""
    mark = ", ".join(f"{word}ull" for word in MARK)
    lines = [includes(headers), f"const unsigned long long quire_manifest_numbers[] = {{{mark}, ~0ull,"]
    lines += [f"({number}) < 0, (unsigned long long)({number})," for number in numbers]
    lines += ["};"]
    for index, (name, initialiser) in enumerate(initialisers.items()):
        lines += [f"const struct {{ unsigned long long mark[3]; struct {name} value; }} quire_manifest_{index} =",
                  f"{{{{{mark}, {index}}}, {initialiser}}};"]
    return "\n".join(lines) + "\n"


def words(values, order):
    return struct.pack(f"{'<' if order == 'little' else '>'}{len(values)}Q", *values)
