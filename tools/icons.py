#!/usr/bin/env python3
"""The icon as pictures: data/icons/hicolor/SIZExSIZE/apps/quire.png of the drawings in data/icons, and the one that windows of X11
carry, as C (src/platform/window_icon_pixels.inc).

usage: icons.py SOURCE_ROOT            makes them anew (needs rsvg-convert: librsvg2-bin)
       icons.py SOURCE_ROOT --check    are they there, as large as they should be, and is the C the picture?

They are committed: a build needs no program that draws SVG."""
import pathlib
import struct
import subprocess
import sys
import zlib

SIZES = [16, 22, 24, 32, 48, 64, 128, 256, 512]
WINDOW_SIZE = 32
INCLUDE = "src/platform/window_icon_pixels.inc"


def picture_path(root, size):
    return root / "data/icons/hicolor" / f"{size}x{size}" / "apps" / "quire.png"


def drawing_path(root, size):
    own = root / "data/icons" / f"quire-{size}.svg"
    return own if own.exists() else root / "data/icons/quire.svg"


def chunks(data):
    """Type and content of each chunk of a PNG."""
    at = 8
    while at < len(data):
        length, = struct.unpack(">I", data[at:at + 4])
        yield data[at + 4:at + 8], data[at + 8:at + 8 + length]
        at += 12 + length


def unfilter(kind, line, above):
    """One row of a PNG, four bytes a pixel, as it was before it was filtered."""
    row = bytearray(line)
    for i, value in enumerate(line):
        left, up, corner = (row[i - 4] if i >= 4 else 0), above[i], (above[i - 4] if i >= 4 else 0)
        nearest = min((left, up, corner), key=lambda one: abs(left + up - corner - one))
        row[i] = (value + [0, left, up, (left + up) // 2, nearest][kind]) & 255
    return row


def read_png(path):
    """Width, height, and the pixels as 0xAARRGGBB."""
    parts = list(chunks(path.read_bytes()))
    width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", parts[0][1])
    if (depth, kind, interlaced) != (8, 6, 0):
        raise ValueError(f"{path}: not RGBA of 8 bits")
    raw = zlib.decompress(b"".join(content for name, content in parts if name == b"IDAT"))
    pixels, above = [], bytearray(width * 4)
    for start in range(0, len(raw), width * 4 + 1):
        above = unfilter(raw[start], raw[start + 1:start + 1 + width * 4], above)
        pixels += [above[i + 3] << 24 | above[i] << 16 | above[i + 1] << 8 | above[i + 2] for i in range(0, width * 4, 4)]
    return width, height, pixels


def include_text(root):
    _, _, pixels = read_png(picture_path(root, WINDOW_SIZE))
    words = [f"0x{pixel:08X}," for pixel in pixels]
    lines = [" ".join(words[i:i + 8]) for i in range(0, len(words), 8)]
    return f"/* Made by tools/icons.py: the icon, {WINDOW_SIZE} pixels wide and high, as 0xAARRGGBB. */\n" + "\n".join(lines) + "\n"


def make(root):
    for size in SIZES:
        path = picture_path(root, size)
        path.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["rsvg-convert", "-w", str(size), "-h", str(size), str(drawing_path(root, size)), "-o", str(path)], check=True)
    (root / INCLUDE).write_text(include_text(root), encoding="ascii")


def check(root):
    wrong = []
    for size in SIZES:
        path = picture_path(root, size)
        if not path.exists() or read_png(path)[:2] != (size, size):
            wrong.append(f"{path}: no picture of {size} pixels")
    if (root / INCLUDE).read_text(encoding="ascii") != include_text(root):
        wrong.append(f"{INCLUDE} is not the picture: run {sys.argv[0]}")
    print("\n".join(wrong + [f"{len(SIZES) + 1 - len(wrong)} passed, {len(wrong)} failed"]))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(check(pathlib.Path(sys.argv[1])) if "--check" in sys.argv[2:] else make(pathlib.Path(sys.argv[1])))
