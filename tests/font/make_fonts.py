"""make_fonts.py FOLDER - writes small fonts of boxes, and a fontconfig file that knows no others.

What a font has is told by its name and below, so tests say exactly which font has which character, how wide it is and
what is wrong with its file. Nothing of the machine's fonts is used.
"""
import pathlib
import struct
import sys
import zlib

UNITS = 1000
ASCII = range(0x20, 0x7F)


def box(x0, y0, x1, y1):
    """The outline of one glyph, a rectangle."""
    flags = bytes([1, 1, 1, 1])
    xs = struct.pack(">4h", x0, 0, x1 - x0, 0)
    ys = struct.pack(">4h", y0, y1 - y0, 0, y0 - y1)
    return struct.pack(">5hHH", 1, x0, y0, x1, y1, 3, 0) + flags + xs + ys + b"\0\0"


def cmap(characters):
    """A table of characters in format 12: glyph i + 1 is the i-th character."""
    groups = b"".join(struct.pack(">3I", c, c, i + 1) for i, c in enumerate(characters))
    table = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(characters)) + groups
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + table


def names(family, style):
    entries = [(1, family), (2, style), (4, f"{family} {style}"), (6, f"{family}-{style}".replace(" ", ""))]
    extra = b""
    records = b""
    for number, text in entries:
        data = text.encode("utf-16-be")
        records += struct.pack(">6H", 3, 1, 0x409, number, len(data), len(extra))
        extra += data
    return struct.pack(">3H", 0, len(entries), 6 + len(records)) + records + extra


def checksum(data):
    data += b"\0" * (-len(data) % 4)
    return sum(struct.unpack(f">{len(data) // 4}I", data)) & 0xFFFFFFFF


def pack(tables):
    """A font file of these tables."""
    head = struct.pack(">IHHHH", 0x00010000, len(tables), 128, 3, len(tables) * 16 - 128)
    at = 12 + 16 * len(tables)
    entries = body = b""
    for tag, data in sorted(tables.items()):
        entries += tag.encode() + struct.pack(">3I", checksum(data), at + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return head + entries + body


def font(family, glyphs, style="Regular", monospace=False, weight=400):
    """Tables of a font. glyphs: character -> (advance, outline)."""
    characters = sorted(glyphs)
    outlines = [b""] + [glyphs[c][1] for c in characters]
    advances = [600] + [glyphs[c][0] for c in characters]
    glyf = b""
    offsets = [0]
    for outline in outlines:
        glyf += outline + b"\0" * (-len(outline) % 4)
        offsets.append(len(glyf))
    count = len(outlines)
    bold = style == "Bold"
    return {
        "head": struct.pack(">IIIIHHQQ4hHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 3, UNITS, 0, 0, 0, -200, 1200, 900,
                            1 if bold else 0, 8, 2, 1, 0),
        "hhea": struct.pack(">I3hH11hH", 0x10000, 900, -200, 0, max(advances), 0, 0, 1200, 1, 0, 0, 0, 0, 0, 0, 0, count),
        "maxp": struct.pack(">IH13H", 0x10000, count, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        "OS/2": struct.pack(">HhHHH10hh10s4I4sHHHhhhHHII2hHHH", 4, 600, weight, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50,
                            300, 0, bytes([2, 11, 8 if bold else 5, 9 if monospace else 3, 2, 2, 2, 2, 2, 4]),
                            0, 0, 0, 0, b"TEST", 0x20 if bold else 0x40, 32, 0xFFFF, 900, -200, 0, 900, 200, 0, 0,
                            500, 700, 0, 32, 1),
        "hmtx": b"".join(struct.pack(">Hh", advance, 0) for advance in advances),
        "cmap": cmap(characters),
        "loca": struct.pack(f">{len(offsets)}I", *offsets),
        "glyf": glyf,
        "name": names(family, style),
        "post": struct.pack(">IIhhIIIII", 0x30000, 0, -100, 50, 1 if monospace else 0, 0, 0, 0, 0),
    }


def narrow(characters, height=700):
    return {c: (600, b"" if c == 0x20 else box(50, 0, 550, height)) for c in characters}


def wide(characters, advance, height=700):
    """With characters of other widths besides, without which fontconfig would call the font monospace."""
    widths = {0xF8F0: 300, 0xF8F1: 450, 0xF8F2: 800, **{c: advance for c in characters}}
    return {c: (width, box(20, 0, width - 20, height)) for c, width in widths.items()}


def varied():
    """A variable font: along wght, 400 to 900, the right edge of each letter goes from 550 to 590."""
    tables = font("Varied", narrow(ASCII), monospace=True)
    axis = struct.pack(">4s3iHH", b"wght", 400 << 16, 400 << 16, 900 << 16, 0, 256)
    tables["fvar"] = struct.pack(">HHHHHHHH", 1, 0, 16, 2, 1, 20, 0, 8) + axis
    deltas = bytes([0x00, 0x07, 0, 0, 40, 40, 0, 0, 0, 0, 0x87])
    one = struct.pack(">HHHHH", 1, 10, len(deltas), 0x8000 | 0x2000, 0x4000) + deltas
    one += b"\0" * (-len(one) % 2)
    count = struct.unpack(">H", tables["maxp"][4:6])[0]
    offsets = [0, 0] + [len(one) * i for i in range(1, count)]
    start = 20 + 4 * len(offsets)
    tables["gvar"] = struct.pack(">HHHHIHHI", 1, 0, 1, 0, start, count, 1, start) + struct.pack(
        f">{len(offsets)}I", *offsets) + one * (count - 1)
    return tables


def colored(family, version):
    """COLR: of version 0 the character is a layer of red; of version 1 there are no such layers."""
    first = 0x1F600 + 2 * version
    tables = font(family, {c: (1200, box(50, -100, 1150, 800)) for c in (first, first + 1)})
    tables["CPAL"] = struct.pack(">HHHHIH", 0, 1, 1, 1, 14, 0) + bytes([0, 0, 255, 255])
    if version == 0:
        tables["COLR"] = struct.pack(">HHIIH", 0, 2, 14, 26, 2) + struct.pack(">6H", 1, 0, 1, 2, 1, 1) + struct.pack(
            ">4H", 1, 0, 2, 0)
    else:
        tables["COLR"] = struct.pack(">HHIIHIIIII", 1, 0, 0, 0, 0, 34, 0, 0, 0, 0) + struct.pack(">I", 0)
    return tables


def png(width, height):
    """A green square."""
    def chunk(tag, data):
        return struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data))
    rows = (b"\0" + bytes([0, 200, 0, 255]) * width) * height
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def pictured():
    """sbix: a picture beside an empty outline."""
    tables = font("Pictured", {0x1F610: (1200, box(0, 0, 1, 1))})
    glyph = struct.pack(">hh4s", 0, 0, b"png ") + png(64, 64)
    strike = struct.pack(">HH3I", 64, 72, 16, 16, 16 + len(glyph)) + glyph
    tables["sbix"] = struct.pack(">HHII", 1, 1, 1, 12) + strike
    return tables


BITMAP_HEADER = """STARTFONT 2.1
FONT -test-Pixels-Medium-R-Normal--16-160-72-72-C-80-ISO10646-1
SIZE 16 72 72
FONTBOUNDINGBOX 8 16 0 -4
STARTPROPERTIES 8
FAMILY_NAME "Pixels"
WEIGHT_NAME "Medium"
SPACING "C"
PIXEL_SIZE 16
CHARSET_REGISTRY "ISO10646"
CHARSET_ENCODING "1"
FONT_ASCENT 12
FONT_DESCENT 4
ENDPROPERTIES
"""


def pixels():
    """A font of bitmaps alone. A letter is a bar of 2 x 8 pixels at x 3, a dot 2 x 2 of them."""
    out = BITMAP_HEADER + f"CHARS {len(ASCII)}\n"
    for c in ASCII:
        rows = 0 if c == 0x20 else 2 if c == 0x2E else 8
        out += f"STARTCHAR c{c}\nENCODING {c}\nSWIDTH 500 0\nDWIDTH 8 0\nBBX 2 {max(rows, 1)} 3 0\nBITMAP\n"
        out += "C0\n" * rows + ("00\n" if not rows else "") + "ENDCHAR\n"
    return (out + "ENDFONT\n").encode()


def without(tables, tag):
    return {name: data for name, data in tables.items() if name != tag}


CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
<dir>{folder}</dir>
<cachedir>{folder}/cache</cachedir>
<alias><family>monospace</family><prefer><family>Plain Mono</family></prefer></alias>
</fontconfig>
"""


def main(folder):
    folder = pathlib.Path(folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    plain = font("Plain Mono", narrow(ASCII), monospace=True)
    files = {
        # The family. No bold: it is synthesised.
        "plain.ttf": pack(plain),
        # Monospace, and has one of the three arrows; so does Broad below.
        "second.ttf": pack(font("Second Mono", narrow([*ASCII, 0x2190, 0x2300], 500), monospace=True)),
        # By its name alone the first of the others, and has one character of the run.
        "single.ttf": pack(font("Aaa Single", wide([0x2200, 0x2190], 640))),
        # Has the whole run.
        "broad.ttf": pack(font("Broad", wide([0x2200, 0x2201, 0x2202, 0x2190, 0x2191], 640, 400))),
        # Twice as wide as a cell; U+E010 eight times.
        "icons.ttf": pack(font("Icons", {**wide(range(0xE000, 0xE005), 1150), **wide([0xE010], 4800)})),
        # Has letters, too.
        "mapped.ttf": pack(font("Mapped", wide([*range(0x41, 0x5B), 0x2200], 600))),
        "strong.ttf": pack(font("Strong", narrow(ASCII, 300), monospace=True)),
        "varied.ttf": pack(varied()),
        "colr0.ttf": pack(colored("Layers", 0)),
        "colr1.ttf": pack(colored("Paints", 1)),
        "sbix.ttf": pack(pictured()),
        "pixels.bdf": pixels(),
        "gone.ttf": pack(font("Gone", wide([0x2400], 600))),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    # Not in the folder that fontconfig knows: tests put them in the place of fonts that it has seen.
    broken = folder.parent / (folder.name + "_broken")
    broken.mkdir(exist_ok=True)
    for tag in ("glyf", "loca", "cmap", "hmtx", "head", "maxp"):
        (broken / f"no_{tag.strip()}.ttf").write_bytes(pack(without(plain, tag)))
    (broken / "short.ttf").write_bytes(pack(plain)[:700])
    (broken / "empty.ttf").write_bytes(b"")
    (folder / "fonts.conf").write_text(CONFIG.format(folder=folder))


if __name__ == "__main__":
    main(sys.argv[1])
