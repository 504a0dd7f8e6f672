#!/usr/bin/python3
"""Windows under Weston: what they cost, when they draw, and what they give to others."""
import re
import signal
import subprocess
import sys
import time

from harness import Quire, check, main, needs, wait_until, X
from scenario_endurance import memory_kb, sanitized
from scenario_wayland import click_into, get, place_of, start_weston

GL = re.compile(r"/lib(?:GL|EGL|GLX|GLdispatch|gallium|LLVM|vulkan)[^/]*\.so\S*")
WAYLAND = {"SDL_VIDEODRIVER": "wayland", "WAYLAND_DISPLAY": "quire-test", "PS1": "$ "}
BASH = ["-e", "bash", "--norc", "-i"]


def begin(desk, *options, env=None, command=None):
    start_weston(desk)
    desk.weston.set_input_focus(X.RevertToParent, X.CurrentTime)
    desk.display.sync()
    return Quire(desk, list(options) + (command or BASH), dict(WAYLAND, **(env or {})))


def end(quire):
    quire.process.terminate()
    check(quire.wait_end(30) == 0, "it ends in good order")
    check(quire.error_text() == "", "a library complains: " + quire.error_text())


def settled_kb(quire):
    """Its memory, when it does not grow any more."""
    last = [0]

    def same():
        time.sleep(1.2)  # what is spare goes after a second
        before, last[0] = last[0], memory_kb(quire)
        return abs(before - last[0]) < 100
    wait_until(same, "its memory", 30)
    return last[0]


@needs("weston", "bash")
def memory(desk):
    """A window that the CPU draws loads nothing of GL, and costs what its pictures do."""
    quire = begin(desk, "-o", "renderer=cpu", "-o", "shell=/bin/sh")
    quire.wait_for("$")
    with open(f"/proc/{quire.process.pid}/maps", encoding="utf-8") as file:
        found = sorted(set(GL.findall(file.read())))
    check(not found, f"libraries of GL are loaded: {found}")
    click_into(desk, quire)
    first = settled_kb(quire)
    check(sanitized(quire) or first <= 32000, f"a fresh window takes {first} kB")
    desk.key("ctrl+shift+n")
    quire.wait_for(lambda s: s.values["windows"] == "2", 30)
    more = settled_kb(quire) - first
    check(sanitized(quire) or more <= 12000, f"a further window takes {more} kB")
    print(f"{first} kB, and {more} kB for a further window")
    end(quire)


TICKS = r"""
import os, time
os.write(1, b"\x1b[2J\x1b[Hready\r\n")
asked = os.path.join(os.environ["HOME"], "hide")
while not os.path.exists(asked):
    time.sleep(0.05)
os.write(1, b"\x1b[2t")
count = 0
while True:
    count += 1
    os.write(1, b"\x1b[2;1Htick %d " % count)
    time.sleep(0.05)
"""


def switch(desk):
    """Goes from window to window, by which Weston shows what is minimized."""
    for down in (True, False):
        for name in ("Super_L", "Tab") if down else ("Tab", "Super_L"):
            desk.press_code(desk.code_of(name)[0], down)


@needs("weston")
def unseen(desk):
    """A minimized window draws nothing, whatever its program writes, and everything when it is seen again."""
    quire = begin(desk, "-o", "window-ops=allow", command=["-e", "/usr/bin/python3", desk.write("ticks.py", TICKS)])
    quire.wait_for("ready")
    desk.write("hide", "")

    def ticks():
        screen = quire.screen()
        found = re.search(r"tick (\d+)", screen.text)
        return int(found.group(1)) if found else 0, screen.number("frames")

    def rests():
        before = ticks()
        wait_until(lambda: ticks()[0] >= before[0] + 10, "ten lines", 30)
        return ticks()[1] == before[1]
    try:
        wait_until(rests, "pictures to stop", 30)
        check(True, "it draws nothing")
    except RuntimeError:
        check(False, "it draws on and on, unseen")
        return
    before = ticks()[1]
    switch(desk)
    wait_until(lambda: ticks()[1] > before + 2, "pictures", 30)
    check(True, "it draws again")
    end(quire)


STALL = r"""
import os, time
asked = os.path.join(os.environ["HOME"], "go")
os.write(1, b"ready")
while not os.path.exists(asked):
    time.sleep(0.02)
for count in range(400):
    os.write(1, b"\x1b[2J\x1b[Hline %d" % count)
    time.sleep(0.005)
os.write(1, b"\x1b]11;#123456\x07\x1b[2J\x1b[Hover")
time.sleep(1000)
"""


@needs("weston")
def stalled(desk):
    """A compositor that stands still for seconds, holding all buffers, shows the last picture when it goes on."""
    quire = begin(desk, command=["-e", "/usr/bin/python3", desk.write("stall.py", STALL)])
    quire.wait_for("ready")
    weston = next(process for process in desk.processes if process.args[0] == "weston")
    weston.send_signal(signal.SIGSTOP)
    desk.write("go", "")
    quire.wait_for("over", 60)
    weston.send_signal(signal.SIGCONT)
    wait_until(lambda: content(desk), "the last picture", 30)
    check(True, "the last picture is shown")
    end(quire)


COPY = r"""
import base64, os, sys
data = open(sys.argv[1], "rb").read()
os.write(1, b"\x1b]52;c;")
encoded = base64.b64encode(data)
while encoded:
    encoded = encoded[os.write(1, encoded[:4096]):]
os.write(1, b"\x07copied\r\n")
os.execvp("cat", ["cat"])
"""


def paste(desk):
    return subprocess.Popen(["wl-paste", "-n"], env=desk.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


@needs("weston", "wl-paste")
def large_copy(desk):
    """What is copied goes out whole, also to who takes its time, or dies over it; keys are read meanwhile."""
    text = b"".join(b"%d a line of text\n" % number for number in range(250000))
    path = desk.write("text", text.decode())
    quire = begin(desk, command=["-e", "/usr/bin/python3", desk.write("copy.py", COPY), path])
    quire.wait_for("copied", 60)
    click_into(desk, quire)  # who has no keyboard owns nothing
    wait_until(lambda: "text/plain" in get(desk, "-l"), "the clipboard")
    slow = paste(desk)
    check(slow.stdout.read(100) == text[:100], "it begins to come")
    click_into(desk, quire)
    desk.type("typed\n")
    quire.wait_for("typed\ntyped", 30)  # while nobody reads on
    check(slow.poll() is None, "it was in the middle of it")
    slow.kill()
    slow.wait(30)
    check(paste(desk).communicate()[0] == text, "every byte")
    end(quire)


COLOR = bytes([0x56, 0x34, 0x12])


def content(desk):
    """The first place of the window's background on Weston's screen; None."""
    return place_of(desk, COLOR + b"\xFF") or place_of(desk, COLOR + b"\0")


class Bar:
    """The title bar of the only window, by places of Weston's screen."""

    def __init__(self, desk, quire):
        self.desk, self.quire = desk, quire
        origin = desk.weston.translate_coords(desk.display.screen().root, 0, 0)
        self.x, self.y = -origin.x, -origin.y
        self.away()
        self.place()

    def place(self):
        wait_until(lambda: content(self.desk), "the window")
        return content(self.desk)

    def away(self):
        self.desk.move(self.x + 2, self.y + 2)  # where the pointer is Weston knows since it has come in

    def width(self):
        return self.quire.screen().numbers("window")[0]

    def click(self, from_left=None, from_right=None, times=1):
        left, top = self.place()
        x = left + (from_left if from_right is None else self.width() - from_right)
        self.desk.move(self.x + x, self.y + top - 14)
        self.desk.click(times=times)

    def drag(self, start, step):
        """From a place, counted from the first of the content, five steps."""
        left, top = self.place()
        place = lambda number: (self.x + left + start[0] + number * step[0], self.y + top + start[1] + number * step[1])
        self.desk.move(*place(0))
        self.desk.button(1, True)
        time.sleep(0.3)  # the window asks to be moved only now
        for number in range(1, 6):
            self.desk.move(*place(number))
        self.desk.button(1, False)
        self.away()


def insist(act, condition, what):
    """What is done by a press and motions, or by two clicks, comes to nothing where a program is late: once more then."""
    for _ in range(4):
        act()
        try:
            wait_until(condition, what, 6)
            break
        except RuntimeError:
            pass
    check(condition(), "it is not " + what)


def moved_by(desk, first, step):
    place = content(desk)
    return place and max(abs(place[i] - first[i] - 5 * step[i]) for i in (0, 1)) <= 8


@needs("weston", "bash")
def title_bar(desk):
    """Where neither compositor nor libdecor draws a frame there is a bar of our own: it moves, resizes, maximizes,
    minimizes and closes the window, and the pointer's place in the text is that without it."""
    quire = begin(desk, "-o", "background=#123456", "--cols", "40", "--rows", "10", "-o", "confirm-close=off",
                  env={"SDL_VIDEO_WAYLAND_ALLOW_LIBDECOR": "0"})
    quire.wait_for("$")
    bar = Bar(desk, quire)
    check(quire.screen().numbers("size") == [40, 10], f"the size that was asked for, not {quire.screen().values['size']}")
    click_into(desk, quire)
    desk.picture("title-bar")
    desk.type("printf '\\e[?1000h\\e[?1006h'; clear; cat -v\n")
    quire.wait_for(lambda s: "$" not in s.text)
    width, height = quire.screen().numbers("cell")
    left, top = bar.place()  # of the padding
    desk.move(bar.x + left + 4 + 2.5 * width, bar.y + top + 4 + 5.5 * height)
    desk.click()
    desk.key("enter")
    quire.wait_for("^[[<0;3;6M")
    desk.key("ctrl+c")
    quire.wait_for("$")
    desk.type("printf '\\e[?1000l'; clear\n")
    quire.wait_for(lambda s: s.text.strip() == "$")
    first = bar.place()
    step = (8 if first[0] < 300 else -8, 6 if first[1] < 200 else -6)
    start = []

    def drag_title():
        start[:] = bar.place()
        bar.drag((60, -14), step)
    insist(drag_title, lambda: moved_by(desk, start, step), "dragged by its title")
    insist(lambda: bar.drag((bar.width() - 2, 60), (-18, 0)), lambda: 27 <= quire.screen().cols <= 33, "narrower by five steps")
    before = quire.screen().numbers("size")
    maximized = lambda: quire.screen().numbers("window") == [950, 620 - 28]
    restored = lambda: quire.screen().numbers("size") == before
    insist(lambda: bar.click(from_left=60, times=2), maximized, "maximized by two clicks")
    desk.picture("maximized")
    insist(lambda: bar.click(from_left=60, times=2), restored, "restored by two clicks")
    insist(lambda: bar.click(from_right=54), maximized, "maximized by its button")
    insist(lambda: bar.click(from_right=54), restored, "restored by its button")
    bar.away()
    bar.click(from_right=90)
    wait_until(lambda: content(desk) is None, "the window to be minimized", 30)
    switch(desk)
    wait_until(lambda: content(desk), "the window", 30)
    bar.click(from_right=18)
    check(quire.wait_end(30) == 0, "it is closed")
    check(quire.error_text() == "", "a library complains: " + quire.error_text())


if __name__ == "__main__":
    sys.exit(main({"memory": memory, "unseen": unseen, "large_copy": large_copy, "title_bar": title_bar, "stalled": stalled}))
