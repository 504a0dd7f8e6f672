#!/usr/bin/env python3
"""Derives the expectations of test_unicode.c from a folder of Unicode 17 data files.

    ./derive.py FOLDER [--output-dir DIR]

It shares no code and no tables with generate.py, on purpose: what it writes is properties as ranges, as the data files
have them, so that a slip in the generator's packing shows. It writes

    break_expected.inc     every line of GraphemeBreakTest.txt
    class_expected.inc     the properties that the break rules ask for, as ranges
    width_expected.inc     the ranges of code points whose width is not 1
    emoji_expected.inc     emoji presentation, variation sequences, RGI sequences
"""

import argparse
import pathlib
import sys

TONES = range(0x1F3FB, 0x1F400)
HANGUL_SYLLABLES = range(0xAC00, 0xD7A4)  # their LV and LVT are arithmetic, which the test does itself

NOTE = """/* {what}
 *
 * Derived from {source} by derive.py; do not edit. To make it again:
 *
 *     tests/unicode/derive.py FOLDER-WITH-UNICODE-DATA
 *
 * The data is Unicode's, see src/terminal/unicode/LICENSE-UNICODE.txt. */
"""


def fail(message):
    sys.exit(f"derive.py: {message}")


class Data:
    """The data files below a folder."""

    def __init__(self, folder):
        self.folder = folder

    def text(self, pattern, version="17.0"):
        paths = sorted(self.folder.rglob(pattern))
        if not paths:
            fail(f"no {pattern} in {self.folder}")
        for path in paths:
            text = path.read_text(encoding="utf-8")
            if version is None or version in text[:600]:
                return text
        fail(f"{paths[0]} is not of Unicode {version}")

    def rows(self, pattern, version="17.0"):
        """Fields of the lines of data, without comments."""
        for line in self.text(pattern, version).splitlines():
            fields = line.partition("#")[0].split(";")
            if len(fields) > 1:
                yield [field.strip() for field in fields]

    def sets(self, pattern, column=1):
        """Value to set of code points. Column 2 reads `code; name; value` lines as name/value."""
        result = {}
        for fields in self.rows(pattern):
            key = fields[1] if column == 1 or len(fields) < 3 else f"{fields[1]}/{fields[2]}"
            low, _, high = fields[0].partition("..")
            result.setdefault(key, set()).update(range(int(low, 16), int(high or low, 16) + 1))
        return result

    def reserved_wide(self, pattern):
        """Code points that are wide while they are unassigned."""
        result = set()
        for line in self.text(pattern).splitlines():
            if line.startswith("# @missing:") and line.rstrip().endswith(("; Wide", "; W")):
                low, high = line.split(":")[1].split(";")[0].strip().split("..")
                result.update(range(int(low, 16), int(high, 16) + 1))
        return result


def ranges(code_points):
    """Sorted (first, last) pairs."""
    result = []
    for code_point in sorted(code_points):
        if result and result[-1][1] + 1 == code_point:
            result[-1][1] = code_point
        else:
            result.append([code_point, code_point])
    return result


def packed(items, separator=" "):
    """Items set in lines of at most 120 columns."""
    out, line = [], ""
    for item in items:
        if len(line) + len(separator) + len(item) > 120:
            out.append(line)
            line = ""
        line += separator + item if line else item
    return "\n".join(out + [line]) + "\n"


def break_file(data):
    tests = []
    for line in data.text("GraphemeBreakTest.txt").splitlines():
        words = line.partition("#")[0].split()
        if words:
            pairs = zip(words[0::2], words[1::2])
            tests.append(" ".join(("B(" if mark == "\u00f7" else "J(") + code + ")" for mark, code in pairs) + " STOP")
    note = NOTE.format(what="Lines of GraphemeBreakTest: B has a boundary before it, J joins.",
                       source="Unicode 17.0's GraphemeBreakTest.txt")
    return note + packed(tests)


def class_file(data):
    breaks = data.sets("GraphemeBreakProperty.txt")
    indic = data.sets("DerivedCoreProperties.txt", column=2)
    rows = [("GCB_" + name.upper(), breaks[name] - set(HANGUL_SYLLABLES)) for name in sorted(breaks)]
    rows += [("INCB_" + name.upper(), indic["InCB/" + name]) for name in ("Consonant", "Extend", "Linker")]
    rows += [("PICTOGRAPHIC", data.sets("emoji-data.txt")["Extended_Pictographic"])]
    note = NOTE.format(what="Ranges of the properties of UAX #29: R(first, last, value).", source="Unicode 17.0")
    return note + packed([f"R({low:X},{high:X},{name})" for name, members in rows for low, high in ranges(members)])


def width_file(data):
    category = data.sets("DerivedGeneralCategory.txt")
    breaks = data.sets("GraphemeBreakProperty.txt")
    east = "*EastAsianWidth.txt"
    asian = data.sets(east)
    listed = set().union(*asian.values())
    wide = asian["W"] | asian["F"] | (data.reserved_wide(east) - listed)
    wide |= data.sets("emoji-data.txt")["Emoji_Presentation"]

    zero = category["Cc"] | category["Mn"] | category["Me"] | category["Cf"]
    zero |= data.sets("DerivedCoreProperties.txt")["Default_Ignorable_Code_Point"]
    zero |= {c for c in breaks["V"] | breaks["T"] if 0x1160 <= c < 0x1200 or 0xD7B0 <= c < 0xD800}
    zero -= {0xAD, 0x115F, 0x3164, 0xFFA0}  # the soft hyphen; Hangul fillers with the room of a letter
    zero -= category["Cf"] & breaks["Prepend"]  # signs that begin a cluster
    note = NOTE.format(what="""Ranges of the code points whose width is not 1: W(first, last, width); 3 is East Asian
 * Ambiguous.""", source="Unicode 17.0")
    kinds = [(zero, 0), (wide - zero, 2), (asian["A"] - zero - wide, 3)]
    rows = [(low, high, width) for members, width in kinds for low, high in ranges(members)]
    return note + packed([f"W({low:X},{high:X},{width})" for low, high, width in sorted(rows)])


def folded(sequences):
    """Sequences that differ in skin tones only become one pattern, with a mask of the tones that exist."""
    patterns = {}
    for sequence in sequences:
        number, slots = 0, 0
        for code_point in sequence:
            if code_point in TONES:
                number, slots = number * 5 + code_point - TONES[0], slots + 1
        if slots > 2:
            fail("more than two skin tones in a sequence: the test's masks have no room")
        pattern = tuple("T" if c in TONES else f"0x{c:X}" for c in sequence)
        patterns[pattern] = patterns.get(pattern, 0) | 1 << number
    return [f"0x{mask:X}," + ",".join(pattern) + ",0," for pattern, mask in sorted(patterns.items())]


def emoji_file(data):
    emoji = data.sets("emoji-data.txt")
    asian = data.sets("*EastAsianWidth.txt")
    presentation = emoji["Emoji_Presentation"]
    variations = {int(row[0].split()[0], 16) for row in data.rows("emoji-variation-sequences.txt")}
    full, partial = set(), set()
    for codes, kind, *_ in data.rows("emoji-zwj-sequences.txt"):
        full.add(tuple(int(code, 16) for code in codes.split()))
    for codes, status in data.rows("emoji-test*.txt", version=None):
        (full if status in ("fully-qualified", "component") else partial).add(tuple(int(c, 16) for c in codes.split()))
    for base in emoji["Emoji_Modifier_Base"]:
        full.update((base, tone) for tone in TONES)

    alone = {sequence[0] for sequence in full if len(sequence) == 1}
    if not alone <= presentation:
        fail("a fully-qualified emoji of one code point has no emoji presentation")
    still_wide = {c for c in variations if c in asian["W"] | asian["F"] and c not in presentation}
    doubtful = asian["A"] - presentation
    text_width = lambda c: 2 if c in still_wide else 3 if c in doubtful else 1
    version = data.text("emoji-test*.txt", version=None).partition("# Version:")[2].split()[0]

    sections = [("PRESENTATION", [f"R({low:X},{high:X})" for low, high in ranges(presentation)]),
                ("VARIATIONS", [f"V({c:X},{text_width(c)})" for c in sorted(variations)]),
                ("QUALIFIED", folded(sequence for sequence in full if len(sequence) > 1)),
                ("UNQUALIFIED", folded(sequence for sequence in partial if len(sequence) > 1))]
    what = """Emoji: default emoji presentation as ranges; bases of variation sequences with the width of their text
 * style (3: ambiguous); qualified sequences (wide) and unqualified ones (one cluster, any width): a mask of skin tones, code points
 * with T for a tone, 0."""
    note = NOTE.format(what=what, source=f"Unicode 17.0 and emoji-test {version}")
    return note + "".join(f"#ifdef {name}\n{packed(items)}#endif\n" for name, items in sections)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path, help="Unicode data files, at any depth")
    parser.add_argument("--output-dir", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent)
    arguments = parser.parse_args()
    data = Data(arguments.folder)
    outputs = {"break_expected.inc": break_file(data), "class_expected.inc": class_file(data),
               "width_expected.inc": width_file(data), "emoji_expected.inc": emoji_file(data)}
    for name, text in outputs.items():
        (arguments.output_dir / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
