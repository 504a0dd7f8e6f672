#!/usr/bin/env python3
"""Makes unicode_tables.h and unicode_tables.c from a folder of Unicode 17 data files.

    ./generate.py FOLDER [--output-dir DIR]

FOLDER is searched recursively, so a plain folder, the UCD as unicode.org ships it and Debian's unicode-data all do. The
output depends on the data alone. DIR is the folder of this script unless told otherwise.

Every code point gets one byte: its break class (Grapheme_Cluster_Break, refined by Indic_Conjunct_Break and
Extended_Pictographic), its width, and whether a variation selector changes that width. The bytes stand in blocks, equal
blocks are stored once, and an index says which block a code point's is.
"""

import argparse
import pathlib
import re
import sys

VERSION = "17.0"
END = 0x110000

FILES = {
    "width": ("DerivedEastAsianWidth.txt", "EastAsianWidth.txt"),
    "category": ("DerivedGeneralCategory.txt",),
    "break": ("GraphemeBreakProperty.txt",),
    "core": ("DerivedCoreProperties.txt",),
    "emoji": ("emoji-data.txt",),
    "variation": ("emoji-variation-sequences.txt",),
}

# The break classes in the order of the enum. Those from FIRST_JOINING on can join the code point before them.
CLASSES = ["OTHER", "CR", "CONTROL", "PREPEND", "LF", "EXTEND", "INDIC_EXTEND", "INDIC_LINKER", "ZWJ", "SPACING",
           "PICTOGRAPH", "CONSONANT", "REGIONAL", "L", "V", "T", "LV", "LVT"]
FIRST_JOINING = "LF"

# (Grapheme_Cluster_Break, Indic_Conjunct_Break, Extended_Pictographic) to class. A combination that is not here is one
# that the rules in unicode_properties.c have not been thought through for, so it stops the generator.
CLASS_OF = {
    ("Other", "None", False): "OTHER",
    ("CR", "None", False): "CR",
    ("LF", "None", False): "LF",
    ("Control", "None", False): "CONTROL",
    ("Prepend", "None", False): "PREPEND",
    ("Extend", "None", False): "EXTEND",
    ("Extend", "Extend", False): "INDIC_EXTEND",
    ("Extend", "Linker", False): "INDIC_LINKER",
    ("ZWJ", "Extend", False): "ZWJ",
    ("SpacingMark", "None", False): "SPACING",
    ("Other", "None", True): "PICTOGRAPH",
    ("Other", "Consonant", False): "CONSONANT",
    ("Regional_Indicator", "None", False): "REGIONAL",
    ("L", "None", False): "L",
    ("V", "None", False): "V",
    ("T", "None", False): "T",
    ("LV", "None", False): "LV",
    ("LVT", "None", False): "LVT",
}

WIDTH_SHIFT = 5  # bits 0-4 class, 5-6 width, 7 variation
VARIATION = 0x80
AMBIGUOUS = 3  # in the place of a width: 1 or 2, whoever asks decides


def find(folder, names):
    """The first file below folder that has one of the names, and is of our version."""
    found = [path for name in names for path in sorted(folder.rglob(name))]
    if not found:
        sys.exit(f"generate.py: no {' or '.join(names)} in {folder}")
    for path in found:
        with open(path, encoding="utf-8") as file:
            head = "".join(file.readline() for _ in range(12))
        if re.search(rf"-{re.escape(VERSION)}\.\d+\.txt|# Version: {re.escape(VERSION)}\b", head):
            return path
    sys.exit(f"generate.py: {found[0]} is not of Unicode {VERSION}")


def lines(path):
    """Yields (first, last, fields, missing) for every line with data; missing marks those of the defaults."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            missing = line.startswith("# @missing:")
            text = line[len("# @missing:"):] if missing else line
            fields = [field.strip() for field in text.split("#")[0].split(";")]
            if len(fields) > 1:
                ends = fields[0].split("..")
                yield ends[0], ends[-1], fields[1:], missing


def read(path, default, pick=lambda fields: fields[0]):
    """A list of one value per code point. Lines for which pick gives None are not ours; later lines win."""
    values = [default] * END
    rows = [(int(first, 16), int(last, 16), pick(fields), missing) for first, last, fields, missing in lines(path)]
    for want_missing in (True, False):
        for first, last, value, missing in rows:
            if missing == want_missing and value is not None:
                values[first:last + 1] = [value] * (last + 1 - first)
    return values


def read_flag(path, name):
    return read(path, False, lambda fields: True if fields[0] == name else None)


def read_variations(path):
    """The code points that have both a text and an emoji style."""
    return {int(first.split()[0], 16) for first, _, _, _ in lines(path) if first.endswith(" FE0F")}


def code_point_width(code_point, data):
    category = data["category"][code_point]
    if code_point == 0xAD:
        return AMBIGUOUS
    if category == "Cf" and data["break"][code_point] == "Prepend":
        return 1
    if category in ("Cc", "Mn", "Me", "Cf"):
        return 0
    if data["break"][code_point] in ("V", "T") and data["hangul"](code_point):
        return 0
    # The Hangul fillers are letters that take the room of a letter; the other default-ignorables take none.
    if data["ignorable"][code_point] and category != "Lo":
        return 0
    if data["width"][code_point] in ("W", "F", "Wide", "Fullwidth") or data["presentation"][code_point]:
        return 2
    return AMBIGUOUS if data["width"][code_point] in ("A", "Ambiguous") else 1


def load(folder):
    paths = {key: find(folder, names) for key, names in FILES.items()}
    return {
        "width": read(paths["width"], "N"),
        "category": read(paths["category"], "Cn"),
        "break": read(paths["break"], "Other"),
        "indic": read(paths["core"], "None", lambda f: f[1] if f[0] == "InCB" else None),
        "ignorable": read_flag(paths["core"], "Default_Ignorable_Code_Point"),
        "presentation": read_flag(paths["emoji"], "Emoji_Presentation"),
        "pictographic": read_flag(paths["emoji"], "Extended_Pictographic"),
        "variations": read_variations(paths["variation"]),
        "hangul": lambda c: 0x1100 <= c <= 0x11FF or 0xD7B0 <= c <= 0xD7FF,
    }


def property_bytes(data):
    """One byte per code point."""
    result = bytearray(END)
    for code_point in range(END):
        key = (data["break"][code_point], data["indic"][code_point], data["pictographic"][code_point])
        if key not in CLASS_OF:
            sys.exit(f"generate.py: U+{code_point:04X} has the new combination {key}: the break rules need a look")
        width = code_point_width(code_point, data)
        value = CLASSES.index(CLASS_OF[key]) | width << WIDTH_SHIFT
        # Those that are wide by East_Asian_Width alone stay so in text style.
        if code_point in data["variations"] and (width in (1, AMBIGUOUS) or data["presentation"][code_point]):
            value |= VARIATION
        result[code_point] = value
    return bytes(result)


def split(values, shift):
    """Index and distinct blocks, in the order of first use."""
    size = 1 << shift
    blocks, index = {}, []
    for start in range(0, len(values), size):
        index.append(blocks.setdefault(values[start:start + size], len(blocks)))
    return index, list(blocks)


def best_split(values, beyond):
    """The smallest of the splits whose index fits in bytes; the last block is filled with beyond."""
    choices = []
    for shift in range(5, 10):
        size = 1 << shift
        padded = values + beyond * (-len(values) % size)
        index, blocks = split(padded, shift)
        if len(blocks) <= 256:
            choices.append((len(index) + len(blocks) * size, shift, index, blocks))
    return min(choices)


def head(name, what):
    return f"""/* {name} - {what}
 *
 * Generated from the data files of Unicode {VERSION} by generate.py; do not edit. To make it again:
 *
 *     src/terminal/unicode/generate.py FOLDER-WITH-UNICODE-DATA
 *
 * The data is Unicode's, see LICENSE-UNICODE.txt. */
"""


def header_text(shift, limit, index, blocks):
    names = "".join(f"    BREAK_{name},\n" for name in CLASSES)
    size = 1 << shift
    return head("unicode_tables.h", "one byte of properties for every code point.") + f"""#ifndef QR_UNICODE_TABLES_H
#define QR_UNICODE_TABLES_H

#include <stdint.h>

#define QR_UNICODE_VERSION "{VERSION}"

/* clang-format off */

/* Grapheme_Cluster_Break, refined: INDIC_EXTEND and INDIC_LINKER are Extend with that Indic_Conjunct_Break, PICTOGRAPH
 * and CONSONANT are Other with Extended_Pictographic and Indic_Conjunct_Break. ZWJ is an Extend of that kind too. */
enum qr_break_class {{
{names}    BREAK_CLASSES,
    BREAK_FIRST_JOINING = BREAK_{FIRST_JOINING} /* those before it never join what stands before them */
}};

/* Bits of a property byte: the class, the width (or AMBIGUOUS: as the caller has it), and "a variation selector changes
 * the width": the emoji style of a narrow one is wide, the text style of a wide one is narrow. */
#define QR_UNICODE_CLASS_MASK 0x1fu
#define QR_UNICODE_WIDTH_SHIFT {WIDTH_SHIFT}
#define QR_UNICODE_WIDTH_MASK 0x3u
#define QR_UNICODE_AMBIGUOUS {AMBIGUOUS}u
#define QR_UNICODE_VARIATION 0x{VARIATION:x}u

/* Blocks of {size} code points. All code points from the limit on are of width 1 and class OTHER. */
#define QR_UNICODE_BLOCK_SHIFT {shift}
#define QR_UNICODE_BLOCK_MASK 0x{size - 1:x}u
#define QR_UNICODE_LIMIT 0x{limit:x}u
#define QR_UNICODE_BEYOND 0x{(1 << WIDTH_SHIFT):x}u

extern const uint8_t qr_unicode_index[{len(index)}];
extern const uint8_t qr_unicode_blocks[{len(blocks) * size}];

#endif
"""


def array_text(name, values):
    rows, row = [], "   "
    for value in values:
        if len(row) + len(f" {value},") > 120:
            rows.append(row)
            row = "   "
        row += f" {value},"
    return f"const uint8_t {name}[{len(values)}] = {{\n" + "\n".join(rows + [row]) + "\n};\n"


def source_text(index, blocks):
    return (head("unicode_tables.c", "the tables behind unicode_properties.c.")
            + '#include "unicode_tables.h"\n\n/* clang-format off */\n\n'
            + array_text("qr_unicode_index", index) + "\n"
            + array_text("qr_unicode_blocks", b"".join(blocks)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path, help="Unicode data files, at any depth")
    parser.add_argument("--output-dir", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent)
    arguments = parser.parse_args()
    if not arguments.folder.is_dir():
        sys.exit(f"generate.py: {arguments.folder} is not a folder")

    beyond = bytes([1 << WIDTH_SHIFT])
    values = property_bytes(load(arguments.folder)).rstrip(beyond)
    total, shift, index, blocks = best_split(values, beyond)
    limit = len(index) << shift
    outputs = {"unicode_tables.h": header_text(shift, limit, index, blocks),
               "unicode_tables.c": source_text(index, blocks)}
    for name, text in outputs.items():
        (arguments.output_dir / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"Unicode {VERSION}: {len(blocks)} blocks of {1 << shift}, {total} bytes of tables")


if __name__ == "__main__":
    main()
