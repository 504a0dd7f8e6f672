#!/usr/bin/env python3
"""quire render as SVG, cropped and in a window: test_svg.py QUIRE

The document is parsed, and its text, places, links and sizes are compared with the screen that was drawn; sizes of PNG
files with those of the cells.
"""
import base64
import os
import re
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

SVG = "{http://www.w3.org/2000/svg}"
TEXT = ("\x1b]2;a <title> & more\x07plain \x1b[1;31mbold\x1b[0m \x1b[7minverse\x1b[0m a<b&c>\"d\"\r\n"
        "\u2500\u2502\u65e5\u672ce\u0301 x\r\n"
        "\x1b]8;;https://example.org/?a=1&b=2\x1b\\link\x1b]8;;\x1b\\ \x1b]8;;javascript:alert(1)\x1b\\no\x1b]8;;\x1b\\\r\n"
        "\x1b[4:3mcurly\x1b[0m \x1b[9mstruck\x1b[0m \x1b[8mhidden\x1b[0m\r\n"
        "\x1b#3tall\r\n\x1b#4tall")
CHECKS = []


def check(rule, true):
    CHECKS.append(bool(true))
    if not true:
        print("FAIL", rule)


def render(quire, folder, name, *options, status=0, text=TEXT):
    path = os.path.join(folder, name)
    environment = dict(os.environ, HOME=folder, XDG_CONFIG_HOME=folder)
    done = subprocess.run([quire, "render", "--cols", "40", "--rows", "10", "-o", "padding=8", "--output", path,
                           *options, "-"], input=text.encode(), capture_output=True, env=environment, timeout=120, check=False)
    check(f"{name} {options}: exit status {done.returncode} {done.stderr.decode()}", done.returncode == status)
    return path


def png_size(path):
    with open(path, "rb") as file:
        head = file.read(26)
    return struct.unpack(">II", head[16:24]) + (head[25],)


def check_text(root, cell):
    runs = [("".join(one.itertext()), float(one.get("x")), float(one.get("textLength") or 0)) for one in root.iter(SVG + "text")
            if one.get("textLength")]
    said = [run[0] for run in runs]
    for word in ("plain", "bold", "inverse", 'a<b&c>"d"', "\u65e5", "\u672c", "e\u0301", "curly struck", "tall"):
        check(f"{word!r} is text", word in said)
    check("what is hidden is not there", not any("hidden" in text for text in said))
    for text, x, length in runs:
        check(f"{text!r} begins with a cell", x % cell == 0)
        check(f"{text!r} is as wide as its cells", length == cell * sum(2 if ord(c) >= 0x3000 else c != "\u0301" for c in text))


def check_document(quire, folder):
    path = render(quire, folder, "whole.svg", "--no-cursor")
    with open(path, encoding="utf-8") as file:
        source = file.read()
    root = tree.fromstring(source)
    width, height = int(root.get("width")), int(root.get("height"))
    cell = (width - 16) // 40
    check("the size is that of the cells", width == 40 * cell + 16 and (height - 16) % 10 == 0)
    check("the family is named", "font-family" in root.attrib and float(root.get("font-size")) > 5)
    check("the title is text", root.find(SVG + "title").text == "a <title> & more")
    check_text(root, cell)
    links = [one.get("href") for one in root.iter(SVG + "a")]
    check(f"links of the web are links, and no others: {links}", links == ["https://example.org/?a=1&b=2"])
    check("nothing is fetched or run", not re.search(r"<script|<image|<use|url\((?!#)", source))
    bold = [one for one in root.iter(SVG + "text") if one.text == "bold"][0]
    check("bold is bold and red", bold.get("font-weight") == "bold" and bold.get("fill") != "#d8dee9")
    paths = list(root.iter(SVG + "path"))
    check("box drawing and waves are shapes", len(paths) >= 3)
    check("a double line is two cut halves", len(list(root.iter(SVG + "svg"))) == 3)
    return cell, (height - 16) // 10


def check_sizes(quire, folder, cell, line):
    whole = png_size(render(quire, folder, "whole.png", "--no-cursor"))
    check_opacity(quire, folder, whole)
    check(f"PNG has the same size {whole}", whole == (40 * cell + 16, 10 * line + 16, 2))
    cropped = png_size(render(quire, folder, "cropped.png", "--no-cursor", "--crop"))
    check(f"cropped to the text {cropped}", cropped == (28 * cell + 16, 6 * line + 16, 2))
    root = tree.parse(render(quire, folder, "cropped.svg", "--no-cursor", "--crop")).getroot()
    check("as SVG, too", (int(root.get("width")), int(root.get("height"))) == cropped[:2])
    framed = png_size(render(quire, folder, "framed.png", "--crop", "--no-cursor", "--window"))
    bar = 2 * line
    check(f"a window has a bar and margins, and alpha {framed}", framed == (cropped[0] + 2 * bar, cropped[1] + 3 * bar, 6))
    root = tree.parse(render(quire, folder, "framed.svg", "--crop", "--no-cursor", "--window", "--title", "other")).getroot()
    check("as SVG, too", (int(root.get("width")), int(root.get("height"))) == framed[:2])
    check("with its title", "other" in ["".join(one.itertext()) for one in root.iter(SVG + "text")])



def check_opacity(quire, folder, whole):
    half = ["--no-cursor", "-o", "background-opacity=0.5"]
    check("a translucent ground makes a PNG with alpha", png_size(render(quire, folder, "half.png", *half)) == whole[:2] + (6,))
    root = tree.parse(render(quire, folder, "half.svg", *half)).getroot()
    check("and an SVG whose ground has that opacity alone", [one.get("fill-opacity") for one in root.iter() if one.get("fill-opacity")] == ["0.5"])


def check_images(quire, folder):
    """An image of two pixels over 4 x 2 cells, by kitty's protocol: in both formats, and cropped to it."""
    pixels = base64.b64encode(bytes((255, 0, 0, 255, 0, 0, 255, 255))).decode()
    text = f"\x1b_Ga=T,f=32,s=2,v=1,c=4,r=2,q=2;{pixels}\x1b\\"
    root = tree.parse(render(quire, folder, "image.svg", "--no-cursor", "--crop", text=text)).getroot()
    images = list(root.iter(SVG + "image"))
    check("one image is in the document", len(images) == 1 and len(list(root.iter(SVG + "use"))) == 1)
    data = images[0].get("href").removeprefix("data:image/png;base64,") if images else ""
    check("as a PNG file of its own size", base64.b64decode(data)[16:24] == struct.pack(">II", 2, 1))
    size = png_size(render(quire, folder, "image.png", "--no-cursor", "--crop", text=text))[:2]
    check(f"cropped to it {size}", (int(root.get("width")), int(root.get("height"))) == size)
    check("it has the size of its cells", images and (int(images[0].get("width")) + 16, int(images[0].get("height")) + 16) == size)


def main():
    quire = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        cell, line = check_document(quire, folder)
        check_sizes(quire, folder, cell, line)
        check_images(quire, folder)
        with open(render(quire, folder, "named.txt", "--format", "svg"), encoding="utf-8") as file:
            check("--format is heard", file.read(4) == "<svg")
        render(quire, folder, "x", "--format", "gif", status=2)
    print(f"{sum(CHECKS)} passed, {len(CHECKS) - sum(CHECKS)} failed")
    return 0 if all(CHECKS) else 1


sys.exit(main())
