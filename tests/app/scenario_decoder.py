#!/usr/bin/python3
"""Images that another process decodes, in a window: they are shown, and what happens to the process loses one at most."""
import base64
import os
import signal
import sys

from harness import X, check, main, wait_until

CORPUS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "fuzz", "corpus")
SHELL = ["--cols", "60", "--rows", "20", "-e", "bash", "--norc", "-i"]


def decoders(quire):
    """The processes that decode for a window."""
    with open(f"/proc/{quire.process.pid}/task/{quire.process.pid}/children", encoding="ascii") as file:
        children = file.read().split()
    found = []
    for child in children:
        try:
            with open(f"/proc/{child}/cmdline", "rb") as file:
                found += [int(child)] if b"--decoder" in file.read().split(b"\0") else []
        except OSError:  # it has ended
            pass
    return found


def colors(quire):
    """How many colours the window shows."""
    size = quire.window.get_geometry()
    data = quire.window.get_image(0, 0, size.width, size.height, X.ZPixmap, 0xFFFFFFFF).data
    return len({data[at:at + 3] for at in range(0, len(data), 4)})


def show(desk, quire, name, before):
    """Prints the file in iTerm2's way, on a clear screen. The result is true when it can be seen: there are more colours
    than the text alone has."""
    with open(os.path.join(CORPUS, name), "rb") as file:
        data = file.read()
    sent = b"\x1b]1337;File=inline=1;width=20;height=10:" + base64.b64encode(data) + b"\x07\r\n"
    path = desk.write("sent", "")
    with open(path, "wb") as file:
        file.write(sent)
    desk.type(f"clear; cat {path}; echo sho'wn'\n")
    quire.wait_for("shown")
    return lambda: colors(quire) > before + 100


def decoder(desk):
    """Two images of one process, which is killed then, and one of another; an idle one ends by itself."""
    quire = desk.quire(*SHELL, env={"PS1": "$ "})
    quire.wait_for("$")
    text = colors(quire)
    check(decoders(quire) == [], "a decoder runs, and nothing was printed")
    wait_until(show(desk, quire, "gif/case-00", text), "the first image")
    first = decoders(quire)
    check(len(first) == 1, f"{len(first)} decoders after an image")
    wait_until(show(desk, quire, "webp/case-02", text), "the second image")
    check(decoders(quire) == first, "the second image had a process of its own")
    os.kill(first[0], signal.SIGKILL)
    wait_until(lambda: decoders(quire) == [], "the end of the process")
    wait_until(show(desk, quire, "webp/case-03", text), "an image after the process was killed")
    second = decoders(quire)
    check(len(second) == 1 and second != first, f"{second} after {first}")
    wait_until(lambda: decoders(quire) == [], "the end of an idle process")
    desk.type("echo 'still h'ere\n")
    quire.wait_for("still here")
    check(quire.error_text() == "", quire.error_text())
    quire.close_window()


if __name__ == "__main__":
    sys.exit(main({"decoder": decoder}))
