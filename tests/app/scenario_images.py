#!/usr/bin/python3
"""Images in a window: that they are seen, go on while they are, and what a user does with one."""
import base64
import struct
import subprocess
import sys
import zlib

from harness import X, check, comes_to_rest, main, needs, wait_until

SHELL = ["--cols", "60", "--rows", "16", "-e", "bash", "--norc", "-i"]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, color):
    """A PNG file of one colour."""
    lines = (b"\0" + bytes(color) * width) * height
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b""))


def command(keys, data=b""):
    return b"\x1b_G" + keys.encode() + b";" + base64.b64encode(data) + b"\x1b\\"


def show(desk, quire, name, sent):
    """Prints bytes on a clear screen, from its upper left corner on."""
    path = desk.write(name, "")
    with open(path, "wb") as file:
        file.write(sent)
    desk.type(f"clear; cat {path}; echo; echo {name[0]}''{name[1:]}\n")
    quire.wait_for(name)


def color_at(quire, col, row):
    """Of the middle of a cell, as the X server has it: red, green, blue."""
    origin = quire.window.translate_coords(quire.desk.display.screen().root, 0, 0)
    x, y = quire.place(col, row)
    pixel = quire.window.get_image(int(x + origin.x), int(y + origin.y), 1, 1, X.ZPixmap, 0xFFFFFFFF).data
    return pixel[2], pixel[1], pixel[0]


def seen(desk):
    """The pixels are in the window; text that is written over a sixel takes it away; clear takes all."""
    quire = desk.quire(*SHELL, env={"PS1": "$ "})
    quire.wait_for("$")
    show(desk, quire, "kitty", command("a=T,f=100,q=2,c=10,r=4", png(40, 40, (200, 30, 90))))
    wait_until(lambda: color_at(quire, 3, 2) == (200, 30, 90), "kitty's image")
    show(desk, quire, "sixel", b"\x1bPq#1;2;20;80;40#1" + b"!80~-" * 10 + b"\x1b\\")
    wait_until(lambda: color_at(quire, 2, 1) == (51, 204, 102), "the sixel image")
    show(desk, quire, "iterm", b"\x1b]1337;File=inline=1;width=10;height=4;preserveAspectRatio=0:" +
         base64.b64encode(png(8, 8, (10, 20, 250))) + b"\x07")
    wait_until(lambda: color_at(quire, 9, 3) == (10, 20, 250), "iTerm2's image")
    desk.type("printf '\\033[3;1H     '; clear -x; echo go''ne\n")
    quire.wait_for("gone")
    wait_until(lambda: color_at(quire, 9, 3) != (10, 20, 250), "a clear screen")
    check(quire.error_text() == "", quire.error_text())
    quire.close_window()


@needs("xclip")
def copied(desk):
    """The image under the pointer goes to the clipboard as it came, and to the program of image-opener as a file."""
    settings = desk.write("my.conf", "image-opener = opener {}\nkeys-ctrl+alt+i = copy_image\nkeys-ctrl+alt+o = open_image\n")
    opener = desk.write("opener", f'#!/bin/sh\ncp "$1" {desk.folder}/opened.part && mv {desk.folder}/opened.part {desk.folder}/opened\n')
    subprocess.run(["chmod", "+x", opener], check=True)
    path = f"{desk.folder}:" + desk.environment["PATH"]
    quire = desk.quire("--config", settings, *SHELL, env={"PS1": "$ ", "PATH": path, "XDG_RUNTIME_DIR": desk.folder})
    quire.wait_for("$")
    file = png(30, 30, (1, 2, 3))
    show(desk, quire, "image", command("a=T,f=100,q=2,c=10,r=4", file))
    desk.move(*quire.place(4, 2))
    desk.key("ctrl+alt+i")
    def pasted():
        return subprocess.run(["xclip", "-selection", "clipboard", "-t", "image/png", "-o"], capture_output=True,
                              env=desk.environment, check=False).stdout
    wait_until(lambda: pasted() == file, "the image on the clipboard")
    desk.key("ctrl+alt+o")
    def opened():
        try:
            with open(f"{desk.folder}/opened", "rb") as given:
                return given.read()
        except OSError:
            return b""
    wait_until(lambda: opened() == file, "the image in the opener's file")
    show(desk, quire, "pixels", command("a=T,f=24,s=2,v=2,q=2,c=10,r=4", bytes(range(12))))
    desk.move(*quire.place(4, 2))
    desk.key("ctrl+alt+i")
    wait_until(lambda: pasted()[:8] == b"\x89PNG\r\n\x1a\n" and pasted() != file, "pixels as a PNG file")
    check(quire.error_text() == "", quire.error_text())
    quire.close_window()


def animated(desk):
    """An animation goes on while it is seen; behind other text, no picture is drawn for it."""
    quire = desk.quire("-o", "cursor-blink=off", *SHELL, env={"PS1": "$ "})
    quire.wait_for("$")
    red, green = b"\xff\0\0" * 4, b"\0\xff\0" * 4
    show(desk, quire, "moves", command("a=T,f=24,s=2,v=2,i=7,q=2,c=6,r=3", red) +
         command("a=f,i=7,f=24,s=2,v=2,z=40,q=2", green) + command("a=a,i=7,r=1,z=40,s=3,v=1,q=2"))
    for color in ((255, 0, 0), (0, 255, 0), (255, 0, 0)):
        wait_until(lambda wanted=color: color_at(quire, 2, 1) == wanted, f"the frame {color}")
    desk.type("seq 100; echo be''hind\n")
    quire.wait_for("behind")
    check(comes_to_rest(quire.process.pid), "an animation that nobody sees wakes the window")
    quire.close_window()


if __name__ == "__main__":
    sys.exit(main({"seen": seen, "copied": copied, "animated": animated}))
