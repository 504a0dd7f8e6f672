#!/usr/bin/env python3
"""Writes color_names.c from the list of colour names that X servers ship.

    python3 color_names.py /usr/share/X11/rgb.txt > color_names.c

Names are kept once, in lower case and without blanks. "gray" and "grey" followed by a percentage are left out where
color_spec.c computes what the list says, which is everywhere but at 50 and 90.
"""
import re
import sys

NAME_MAX = 20

# What X added in 2014 and older copies of the list lack: names of CSS, and both meanings of those on which X and CSS
# disagree.
ADDED = {
    "aqua": 0x00FFFF, "crimson": 0xDC143C, "fuchsia": 0xFF00FF, "indigo": 0x4B0082, "lime": 0x00FF00,
    "olive": 0x808000, "rebeccapurple": 0x663399, "silver": 0xC0C0C0, "teal": 0x008080,
    "webgray": 0x808080, "webgrey": 0x808080, "webgreen": 0x008000, "webmaroon": 0x800000, "webpurple": 0x800080,
    "x11gray": 0xBEBEBE, "x11grey": 0xBEBEBE, "x11green": 0x00FF00, "x11maroon": 0xB03060, "x11purple": 0xA020F0,
}


def read_names(path):
    names = dict(ADDED)
    with open(path, encoding="ascii") as lines:
        for line in lines:
            match = re.match(r"\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S.*?)\s*$", line)
            if not match:
                continue
            red, green, blue = (int(text) for text in match.groups()[:3])
            name = match.group(4).replace(" ", "").lower()
            value = red << 16 | green << 8 | blue
            if names.setdefault(name, value) != value:
                sys.exit(f"{name} has two values")
            if not re.fullmatch(r"[a-z0-9]{1,%d}" % NAME_MAX, name):
                sys.exit(f"{name} does not fit into the table")
    return names


def is_computed(name, value):
    match = re.fullmatch(r"gr[ae]y(\d{1,3})", name)
    return bool(match) and value == (int(match.group(1)) * 255 + 50) // 100 * 0x010101


def main():
    names = read_names(sys.argv[1])
    entries = [f'{{"{name}", 0x{value:06X}}},' for name, value in sorted(names.items()) if not is_computed(name, value)]
    print("/* Written by color_names.py from the X11 list rgb.txt; not edited by hand. */")
    print('#include "color_names.h"\n')
    print("/* clang-format off */")
    print("const struct qr_color_name qr_color_names[] = {")
    for start in range(0, len(entries), 3):
        print("    " + " ".join(entries[start:start + 3]))
    print("};")
    print("/* clang-format on */\n")
    print("const size_t qr_color_name_count = sizeof qr_color_names / sizeof *qr_color_names;")


main()
