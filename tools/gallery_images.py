"""The sample of images of `./dev gallery`: the same picture by each protocol, at three depths among text, and overwritten."""
import base64
import math
import struct
import zlib

CELL_WIDTH, CELL_HEIGHT = 9, 18


def landscape(x, y, width, height):
    """A sun above hills: gradients, an edge, and a corner that is let through."""
    u, v = x / width, y / height
    sun = math.hypot((u - 0.68) * width, (v - 0.36) * height)
    hill = 0.72 + 0.1 * math.sin(u * 7) - 0.05 * math.sin(u * 17)
    if v > hill:
        return 30 + int(60 * u), 90 + int(70 * (v - hill)), 70, 255
    if sun < height * 0.17:
        return 255, 214, 90, 255
    glow = max(0.0, 1 - sun / (height * 0.9))
    return int(60 + 170 * glow), int(90 + 90 * glow + 30 * v), int(170 - 40 * glow), 255 if x + y > 24 else 0


def pixels(width, height):
    return b"".join(bytes(landscape(x, y, width, height)) for y in range(height) for x in range(width))


def png(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rgba = pixels(width, height)
    lines = b"".join(b"\0" + rgba[y * width * 4:(y + 1) * width * 4] for y in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(lines, 9)) + chunk(b"IEND", b""))


def kitty(keys, data):
    text = base64.b64encode(data).decode()
    pieces = [text[at:at + 4096] for at in range(0, len(text), 4096)] or [""]
    return "".join(f"\x1b_G{keys + ',' if i == 0 else ''}m={int(i + 1 < len(pieces))};{piece}\x1b\\"
                   for i, piece in enumerate(pieces))


def sixel(width, height):
    """A cube of 14 x 16 x 10 colours, no dither."""
    rgba = pixels(width, height)
    levels = (14, 16, 10)
    def color(at):
        return None if rgba[at + 3] == 0 else tuple(rgba[at + i] * levels[i] // 256 for i in range(3))
    out = ["\x1bP0;1q", f"\"1;1;{width};{height}"]
    numbers = {}
    for top in range(0, height, 6):
        band = {}
        for x in range(width):
            for bit in range(min(6, height - top)):
                found = color(((top + bit) * width + x) * 4)
                if found is not None:
                    band.setdefault(found, [0] * width)[x] |= 1 << bit
        for found, columns in band.items():
            if found not in numbers:
                numbers[found] = len(numbers)
                parts = ";".join(str((part * 100 + 50) // level) for part, level in zip(found, levels))
                out.append(f"#{numbers[found]};2;{parts}")
            out.append(f"#{numbers[found]}" + "".join(chr(63 + column) for column in columns) + "$")
        out.append("-")
    return "".join(out) + "\x1b\\"


def images():
    """Lines of a screen of 80 columns."""
    width, height = 24 * CELL_WIDTH, 6 * CELL_HEIGHT
    file = png(width, height)
    line = "\x1b[{};{}H"
    text = ["Images", "", "kitty's protocol          sixel                     iTerm2's"]
    screen = "\r\n".join(text)
    screen += line.format(4, 1) + kitty("a=T,f=100,i=1,q=2,C=1", file)
    screen += line.format(4, 27) + sixel(width, height)
    screen += line.format(4, 53) + f"\x1b]1337;File=inline=1;width=24:{base64.b64encode(file).decode()}\a"
    screen += line.format(11, 1) + "above text                below text                below colours, too"
    for col, z in ((1, 1), (27, -1), (53, -1500000000)):
        for row in range(12, 16):
            screen += line.format(row, col) + "\x1b[44m the quick \x1b[m brown fox "
        screen += line.format(12, col) + kitty(f"a=p,i=1,p={col},q=2,C=1,c=24,r=4,z={z}", b"")
    screen += line.format(17, 1) + "a part, enlarged          ten times reduced         text written over a sixel"
    screen += line.format(18, 1) + kitty("a=p,i=1,p=90,q=2,C=1,x=120,y=10,w=60,h=40,c=24,r=5", b"")
    for i in range(8):
        screen += line.format(18, 27 + 3 * i) + kitty(f"a=p,i=1,p={91 + i},q=2,C=1,c=2,r=1", b"")
    screen += line.format(18, 53) + sixel(width, 5 * CELL_HEIGHT)
    screen += line.format(19, 55) + "written over " + line.format(21, 60) + "\x1b[8X" + line.format(24, 1)
    return [screen]
