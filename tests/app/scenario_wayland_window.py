#!/usr/bin/python3
"""Windows under Weston: what they cost, when they draw, and what they give to others."""
import re
import subprocess
import sys

from harness import Quire, check, main, needs, wait_until, X
from scenario_endurance import memory_kb, sanitized
from scenario_wayland import click_into, start_weston

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


@needs("weston", "bash")
def memory(desk):
    """A window that the CPU draws loads nothing of GL, and costs what its pictures do."""
    quire = begin(desk, "-o", "renderer=cpu", "-o", "shell=/bin/sh")
    quire.wait_for("$")
    with open(f"/proc/{quire.process.pid}/maps", encoding="utf-8") as file:
        found = sorted(set(GL.findall(file.read())))
    check(not found, f"libraries of GL are loaded: {found}")
    first = memory_kb(quire)
    check(sanitized(quire) or first <= 30000, f"a fresh window takes {first} kB")
    click_into(desk, quire)
    desk.key("ctrl+shift+n")
    quire.wait_for(lambda s: s.values["windows"] == "2", 30)
    wait_until(lambda: memory_kb(quire) > first, "the other window")
    more = memory_kb(quire) - first
    check(sanitized(quire) or more <= 9000, f"a further window takes {more} kB")
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
    for down in (True, False):  # Weston shows what is minimized while it goes from window to window
        for name in ("Super_L", "Tab") if down else ("Tab", "Super_L"):
            desk.press_code(desk.code_of(name)[0], down)
    wait_until(lambda: ticks()[1] > before + 2, "pictures", 30)
    check(True, "it draws again")
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


if __name__ == "__main__":
    sys.exit(main({"memory": memory, "unseen": unseen, "large_copy": large_copy}))
