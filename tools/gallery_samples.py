"""The sample screens of `./dev gallery`, as lines of text and escape sequences."""
import math

from gallery_images import images

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


def sheet(title, first, last, across=32):
    """Characters in rows with the code point before each row, and a blank line between rows."""
    lines = [title, ""]
    for row in range(first, last + 1, across):
        cells = " ".join(chr(point) if point <= last else " " for point in range(row, row + across))
        lines += [f"\x1b[38;5;244m{row:05X}{RESET}  {cells}", ""]
    return lines


def sprites_legacy():
    return sheet("Symbols for Legacy Computing", 0x1FB00, 0x1FBF9)


def sprites_supplement():
    lines = ["Symbols for Legacy Computing Supplement, what is drawn", ""]
    parts = ((0x1CC1B, 0x1CC3F), (0x1CC40, 0x1CC45), (0x1CC84, 0x1CC91), (0x1CCD6, 0x1CCF9), (0x1CE00, 0x1CE19),
             (0x1CE1A, 0x1CE50), (0x1CE90, 0x1CEB0))
    for first, last in parts:
        lines += sheet("", first, last, 36)[2:]
    return lines


def sprites_octants():
    octants = sheet("Octants", 0x1CD00, 0x1CDE5, 36)
    return octants + sheet("Separated sextants", 0x1CE51, 0x1CE8F, 36)


def large_type():
    letters = {"Q": ("1CE1A 1CE1F 1CE24", "1CE29 20 1CE29", "1CE3E 1CE1F 1CE45"),
               "U": ("1CE1C 20 1CE1C", "1CE29 20 1CE29", "1CE3E 1CE1F 1CE43"),
               "I": ("20 1CE1C 20", "20 1CE29 20", "20 1CE3C 20"),
               "X": ("1CE1C 20 1CE1C", "1CE2A 1CE32 1CE38", "1CE3C 20 1CE3C"),
               "N": ("1CE1D 1CE22 1CE1C", "1CE29 1CE2B 1CE39", "1CE3C 20 1CE3C")}
    return ["".join("".join(chr(int(code, 16)) for code in letters[letter][row].split()) + " " for letter in "QUINX")
            for row in range(3)]


def sprites_lines():
    bar = "\uee00\uee01\uee01\uee01\uee02 \uee03\uee04\uee04\uee01\uee02 \uee03\uee04\uee04\uee04\uee05"
    circles = ["".join(chr(0x1CC30 + row * 4 + column) for column in range(4)) for row in range(4)]
    fills = (0x1FB98, 0x1FB99, 0x1FB95, 0x1CC40, 0x1CC41, 0x1CC42, 0x1CC43, 0x1FBAE, 0x1FBBB)
    graph = ["\uf5fc\uf5d0\uf5e0\uf5d0\uf5d7", "\uf5d1 \uf5d1 \uf5f8", "\uf604\uf5d0\uf5d9", "\uf5d1", "\uf5f9"]
    lines = ["Pieces that meet", ""]
    for row, type_row in enumerate(large_type() + ["", ""]):
        circle = circles[row] if row < 4 else ""
        filled = fills[row // 2 * 4:row // 2 * 4 + 4]
        lines.append(f"  {type_row:22}{circle:8}{graph[row]:8}" + " ".join(chr(point) * 4 for point in filled))
    lines += ["", "  progress   " + bar + "   " + " ".join(chr(point) for point in range(0xEE06, 0xEE0C)), ""]
    for first, last, name in ((0xF5D0, 0xF5ED, "branches"), (0xF5EE, 0xF60D, "commits"), (0xE0B0, 0xE0BF, "powerline"),
                              (0x2800 + 192, 0x2800 + 221, "braille"), (0x1FBF0, 0x1FBF9, "segments")):
        lines += [f"  {name:10} " + " ".join(chr(point) for point in range(first, last + 1)), ""]
    prompt = ("\x1b[97;44m  quire \x1b[34;42m\ue0b0\x1b[97m main \x1b[32;49m\ue0b0\x1b[m   "
              "\x1b[35m\ue0b6\x1b[97;45m round \x1b[35;49m\ue0b4\x1b[m   "
              "\x1b[36m\ue0ba\x1b[97;46m slant \x1b[36;49m\ue0bc\x1b[m")
    return lines + ["  " + prompt]


def marks():
    letters = "ZALGO"
    stack = "".join(letter + "".join(chr(0x300 + (at * 29 + mark * 13) % 0x34) for mark in range(5))
                    for at, letter in enumerate(letters))
    circled = " ".join(letter + "\u20dd" for letter in "a1WQg")
    squared = " ".join(letter + "\u20de" for letter in "a1Wg")
    capitals = " ".join(chr(point) for point in (0x1EA4, 0x1EA6, 0x1EA8, 0x1EAA, 0x1EAE, 0x1EBE, 0x1EC0, 0x1EC2, 0x1EC4,
                                                 0x1ED0, 0x1ED2, 0x1ED4, 0x1ED6, 0x1EDA, 0x1EE8))
    return ["\x1b[?2027hMarks", "", "  strokes     a\u0335 o\u0335 x\u0338 O\u0338 =\u0338 \u2208\u0338",
            "  ties        t\u0361s  d\u0361z  k\u0361p  o\u035co",
            f"  circles     {circled}   {squared}   1\u20e3 7\u20e3",
            "  below       a\u0332 b\u0332 c\u0323 e\u0331 s\u0326 a\u0328",
            "  above       q\u0303 x\u0304 p\u0302 m\u0308 x\u20d7",
            "", f"  stacked     {stack}   a\u030b\u030c\u0302\u0301", "", f"  Vietnamese  {capitals}",
            "  by parts    A\u0302\u0301 A\u0302\u0300 E\u0302\u0309 O\u0302\u0303"
            "   TI\u1ebeNG VI\u1ec6T  ti\u1ebfng Vi\u1ec7t", "",
            "  phonetic    \u02c8\u026a\u014b\u0261l\u026a\u0283  t\u0361\u0283  n\u0329 l\u0329"
            "  \u014b\u030a  \u0254\u0303  e\u031e"]


def scripts():
    return ["\x1b[?2027hScripts in cells", "",
            "  Hebrew      \u05e2\u05d1\u05e8\u05d9\u05ea  \u05e9\u05dc\u05d5\u05dd"
            "  \u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd",
            "  Arabic      \u0627\u0644\u0639\u0631\u0628\u064a\u0629  \u0627\u0644\u0633\u0644\u0627\u0645"
            "  \u0645\u064e\u0631\u0652\u062d\u064e\u0628\u064b\u0627",
            "  Devanagari  \u0939\u093f\u0928\u094d\u0926\u0940  \u0928\u092e\u0938\u094d\u0924\u0947"
            "  \u0915\u094d\u0937\u0924\u094d\u0930\u093f\u092f",
            "  Thai        \u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22  \u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35"
            "  \u0e17\u0e35\u0e48\u0e19\u0e35\u0e48  \u0e1c\u0e39\u0e49\u0e43\u0e2b\u0e0d\u0e48",
            "  Georgian    \u10e5\u10d0\u10e0\u10d7\u10e3\u10da\u10d8",
            "  Armenian    \u0540\u0561\u0575\u0565\u0580\u0565\u0576",
            "  Greek       \u1f48\u03b4\u03c5\u03c3\u03c3\u03b5\u1f7b\u03c2  \u1fa7 \u1f04",
            "  Japanese    \u65e5\u672c\u8a9e  Korean  \ud55c\uad6d\uc5b4"]


def symbols():
    return ["Symbols that the font lacks", "",
            "  alone       \u2460 \u2461 \u2473 \u24b6 \u24d0 \u2776  \u2103 \u2109  \u2167  \u32a3  \u2934  \U0001d504 \U0001d54f",
            "  together    \u2460\u2461\u2473\u24b6\u24d0\u2776  \u2103\u2109  \u2167\u2168",
            "  arrows      \u2190 \u2191 \u21d0 \u21d2 \u21d4 \u27f5 \u27f6 \u279c \u27a4 \u21e5 \u21b5  \u21d0\u21d2\u21d4\u27f6",
            "  math        \u2295 \u2297 \u2200 \u2203 \u2208 \u2211 \u220f \u221a \u221e \u2264 \u2260 \u2248 \u22c3 \u27e8 \u27e9",
            "  dingbats    \u2713 \u2717 \u2714 \u2718 \u2605 \u2606 \u2702 \u270e \u260e \u2600 \u2601 \u2602 \u2660 \u2665 \u2666",
            "  keys        \u23ce \u2318 \u2325 \u238b \u23fb",
            "  CJK         \u6f22\u5b57\u304b\u306a\u30ab\u30ca  \ud55c\uad6d\uc5b4  \u4e2d\u6587\uff0c\u3002  \uff41\uff42\uff43",
            "  emoji       \U0001f600 \U0001f44d\U0001f3fd \U0001f469\u200d\U0001f4bb \U0001f1e9\U0001f1ea 1\ufe0f\u20e3 \u2764\ufe0f \u2764 \u263a\ufe0f \u263a"]


def ligatures():
    return ["  if (a != b && c <= d) { return x -> y; }", "  let f = (x) => x === 1 ? a ?? b : c || d;",
            "  <!-- html -->  /** doc */  |> >>= <$> :: ..", "  www  0xFF  *** ~~> <=> === !== ==> <==", ""]


def cjk():
    return ["  ┌────────────┬──────────────────┬────────────┐", "  │ English    │ wide and narrow  │ 12 345.67  │",
            "  │ 日本語     │ 全角と半角の文字 │ １２３４５ │", "  │ 中文       │ 你好，世界！     │ 第一百二十 │",
            "  │ 한국어     │ 안녕하세요 세계  │ 가나다라마 │", "  └────────────┴──────────────────┴────────────┘", "",
            "  \x1b[1m太字\x1b[m \x1b[3m斜体\x1b[m \x1b[4m下線\x1b[m \x1b[4:3;58;5;9m波線\x1b[m \x1b[7m反転\x1b[m \x1b[9m取消\x1b[m  ABC漢字DEF かなカナ",
            ""]


def emoji():
    return ["\x1b[?2027h  faces      😀 😍 🤖 👻 🎃    hands  👍 👍🏻 👍🏽 👍🏿 🫱🏼‍🫲🏾",
            "  sequences  👩‍🔬 👨‍👩‍👧‍👦 🏳️‍🌈 🏴‍☠️ 🧑🏽‍🚀 ❤️‍🔥 🐻‍❄️", "  flags      🇪🇺 🇯🇵 🇧🇷 🇿🇦 🏴󠁧󠁢󠁳󠁣󠁴󠁿   keycaps 1️⃣ #️⃣ *️⃣",
            "  text, emoji  ☺︎ ☺️   ✔︎ ✔️   ☎︎ ☎️   ♥︎ ♥️   1 1️⃣", "  in a row   |🚀|🌍|🎉|🍣|🦀|🐧|  aligned", ""]


def arabic():
    return ["\x1b[?2027h  Hebrew   עברית  שלום  שָׁלוֹם  12:30", "  Arabic   العربية  السلام  مَرْحَبًا  ١٢٣",
            "  joined   \ufe94\ufed0\ufee0\ufedf\ufe8d  (from U+FE8D on, sent from left to right by programs that turn text)",
            "  mixed    abc שלום def سلام ghi", ""]


def devanagari():
    return ["\x1b[?2027h  हिन्दी  नमस्ते दुनिया", "  क्षत्रिय  श्री  ज्ञान  त्र्यम्बक", "  संस्कृतम्  राष्ट्र  कि की कु कू कृ", "  १२३४५ ॥ ॐ", ""]


def thai():
    return ["\x1b[?2027h  ภาษาไทย  สวัสดีชาวโลก", "  ที่นี่  ผู้ใหญ่  น้ำใจ  กตัญญู", "  ปี่ ฟ้า ญี่ปุ่น ฏุฐู  ๑๒๓๔๕", "  ພາສາລາວ  ສະບາຍດີ", ""]


def underlines():
    styles_of = (("4", "single"), ("4:2", "double"), ("4:3", "curly"), ("4:4", "dotted"), ("4:5", "dashed"))
    return ["  " + "  ".join(f"\x1b[{codes};58;2;240;100;80m{name} gjpqy\x1b[m" for codes, name in styles_of), ""]


def boxes():
    return ["  ┌──────────┬───────╥──────┐  ╔══════╤═════╗  ┏━━━━┳━━━━┓  ╭─────╮", "  │ name     │ state ║ size │  ║ left │ mid ║  ┃ ██ ┃ ▓▓ ┃  │ ╭─╮ │",
            "  ├──────────┼───────╫──────┤  ╟──────┼─────╢  ┣━━━━╋━━━━┫  │ │ │ │", "  │ quire    │ \x1b[32mfine\x1b[m  ║ 17 M │  ║ ░░░░ │ ▒▒▒ ║  ┃ ▚▞ ┃ ▟▙ ┃  │ ╰─╯ │",
            "  └──────────┴───────╨──────┘  ╚══════╧═════╝  ┗━━━━┻━━━━┛  ╰─────╯", "  ▁▂▃▄▅▆▇█▇▆▅▄▃▂▁  ▏▎▍▌▋▊▉█  ╱╲╱╲╳╳  ┄┄┄ ┈┈┈ ╌╌╌ ┅┅┅ ┉┉┉", ""]


def prompt():
    segment = "\x1b[97;48;5;25m ~/src/quire \x1b[38;5;25;48;5;29m\ue0b0\x1b[97m \ue0a0 main \x1b[38;5;29;48;5;94m\ue0b0\x1b[97m ±2 \x1b[38;5;94;49m\ue0b0\x1b[m "
    right = "\x1b[38;5;238m\ue0b2\x1b[97;48;5;238m 12:31 \x1b[38;5;31m\ue0b2\x1b[97;48;5;31m 1.3 ms \x1b[m"
    return [segment + "ninja -C build" + "\x1b[57G" + right, "[312/312] Linking target quire", segment + "\x1b[38;5;203m✘ 1\x1b[m" + "\x1b[57G" + right,
            "  \x1b[35m\ue0b6\x1b[97;45m round \x1b[35;49m\ue0b4\x1b[m  \x1b[36m\ue0ba\x1b[30;46m slant \x1b[36;49m\ue0bc\x1b[m  \x1b[33m\ue0be\x1b[30;43m cut \x1b[33;49m\ue0b8\x1b[m  \ue0b1 \ue0b3 \ue0b5 \ue0b7 \ue0b9 \ue0bb", ""]


def plot():
    """A curve in braille, bars in eighths and a heat map in half blocks."""
    width, height = 60, 5
    dots = [[0] * width for _ in range(height)]
    bits = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
    for x in range(width * 2):
        y = int((1 - math.sin(x / 9) * math.exp(-x / 70)) / 2 * (height * 4 - 1))
        dots[y // 4][x // 2] |= bits[y % 4][x % 2]
    lines = ["  \x1b[36m" + "".join(chr(0x2800 + dot) for dot in row) + RESET for row in dots]
    bars = "".join(chr(0x2581 + int(3.5 + 3.5 * math.sin(x / 4))) for x in range(width))
    lines += ["", f"  \x1b[33m{bars}{RESET}", ""]
    for y in range(0, 8, 2):
        cells = (f"\x1b[38;2;{heat(x, y)};48;2;{heat(x, y + 1)}m▀" for x in range(width))
        lines.append("  " + "".join(cells) + RESET)
    return lines + [""]


def heat(x, y):
    value = (math.sin(x / 7) * math.cos(y / 2.5) + 1) / 2
    return f"{int(40 + 215 * value)};{int(30 + 120 * value * value)};{int(120 - 60 * value)}"


def code():
    keyword, kind, string, number, comment = (f"\x1b[{c}m" for c in ("35", "33", "32", "36", "90;3"))
    return [f"{comment}/* Gives a reference back; the last one frees the item. */{RESET}",
            f"{kind}void{RESET} \x1b[34mset_release{RESET}({kind}struct{RESET} set *set, {kind}uint32_t{RESET} id) {{",
            f"    {keyword}if{RESET} (id != {number}0{RESET} && --set->items[id].count == {number}0{RESET}) {{",
            f"        set->dead++; {comment}// revived when it is added again{RESET}", "    }",
            f"    log(set, {string}\"released %u\\n\"{RESET}, id);", "}", ""]


SAMPLES = (colours, styles, text, drawing, sprites_legacy, sprites_supplement, sprites_octants, sprites_lines, marks, scripts,
           symbols, ligatures, cjk, emoji, arabic, devanagari, thai, underlines, boxes, prompt, plot, code,
           images)


def write(folder):
    """Each sample as FOLDER/NAME.vt, the cursor hidden."""
    for sample in SAMPLES:
        data = "\r\n".join(sample()) + "\x1b[?25l"
        (folder / f"{sample.__name__}.vt").write_bytes(data.encode("utf-8"))
