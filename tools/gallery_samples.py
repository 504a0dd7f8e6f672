#!/usr/bin/env python3
"""Writes the sample screens of `./dev gallery` as byte streams: gallery_samples.py FOLDER makes FOLDER/*.vt."""
import pathlib
import sys

RESET = "\x1b[m"


def colours():
    lines = ["The sixteen colours, the cube, the greys, and 24 bits", ""]
    for first in (0, 8):
        lines.append("".join(f"\x1b[48;5;{index}m    " for index in range(first, first + 8)) + RESET)
    lines.append("")
    for green in range(6):
        cube = (f"\x1b[48;5;{16 + 36 * red + 6 * green + blue}m  " for red in range(6) for blue in range(6))
        lines.append("".join(cube) + RESET)
    lines += ["", "".join(f"\x1b[48;5;{index}m   " for index in range(232, 256)) + RESET, ""]
    for row in range(4):
        ramp = (f"\x1b[48;2;{255 * x // 71};{80 * row};{255 - 255 * x // 71}m " for x in range(72))
        lines.append("".join(ramp) + RESET)
    return lines


def styles():
    named = [("1", "bold"), ("2", "faint"), ("3", "italic"), ("1;3", "bold italic"), ("4", "underlined"),
             ("4:2", "underlined twice"), ("4:3;58;5;9", "a red wave below"), ("4:4", "dotted"), ("4:5", "dashed"),
             ("7", "reversed"), ("9", "struck through"), ("53", "overlined"), ("31", "red"), ("97;44", "white on blue")]
    lines = ["Styles", ""]
    lines += [f"  \x1b[{codes}mThe quick brown fox{RESET}   {name}" for codes, name in named]
    return lines + ["", "  \x1b]8;;https://example.org\x1b\\a hyperlink\x1b]8;;\x1b\\"]


def text():
    return ["Text", "", "  English  plain", "  Deutsch  Grüße, größer",
            "  Ελληνικά  καλημέρα κόσμε", "  Русский  привет", "  日本語  こんにちは世界", "  한국어  안녕하세요", "  中文  你好，世界",
            "  combining  e\u0301 a\u0308 n\u0303 o\u0332",
            "  emoji  😀 🚀 👩\u200d🔬 🏳\ufe0f\u200d🌈 🇪🇺", "  code  a != b -> c => d <= e === f"]


def drawing():
    lines = ["Drawing", "", "  ┌───┬───┐  ╔═══╦═══╗  ╭───╮  ┏━━━┳━━━┓", "  │   │   │  ║   ║   ║  │   │  ┃   ┃   ┃",
             "  ├───┼───┤  ╠═══╬═══╣  │   │  ┣━━━╋━━━┫", "  │   │   │  ║   ║   ║  │   │  ┃   ┃   ┃",
             "  └───┴───┘  ╚═══╩═══╝  ╰───╯  ┗━━━┻━━━┛", ""]
    for first, last, name in ((0x2580, 0x259F, "blocks"), (0x28C0, 0x28DF, "braille"), (0xE0B0, 0xE0BF, "powerline"),
                              (0x1FB00, 0x1FB1F, "sextants")):
        lines += [f"  {name}", "  " + "".join(chr(point) for point in range(first, last + 1)), ""]
    return lines


def main():
    folder = pathlib.Path(sys.argv[1])
    for sample in (colours, styles, text, drawing):
        data = "\r\n".join(sample()) + "\x1b[?25l"
        (folder / f"{sample.__name__}.vt").write_bytes(data.encode("utf-8"))


if __name__ == "__main__":
    main()
