#!/usr/bin/python3
"""A shell that marks its prompts: jumps, output copied and paged, marks of failures, a notification at the end."""
import os
import subprocess
import sys

from harness import X, check, main, needs, wait_until
from scenario_desktop import Desktop, away, focused

PROMPT = "ready$"


def shell(desk, *options, rc=""):
    desk.write(".bashrc", f"PS1='{PROMPT} '\n" + rc)
    desk.environment["HOME"] = desk.folder
    desk.environment["PAGER"] = "less"
    quire = desk.quire("-o", "cols=60", "-o", "rows=12", *options, "-e", "bash")
    quire.wait_for(PROMPT)
    return quire


def run(desk, quire, line, then):
    desk.type(line)
    desk.key("Return")
    quire.wait_for(then)


def top(quire):
    return quire.screen().lines[0]


@needs("bash", "xclip")
def prompts(desk):
    quire = shell(desk)
    run(desk, quire, "seq 1 30", "30\n" + PROMPT)
    run(desk, quire, "seq 131 160 | sed s/^/line/", "line160\n" + PROMPT)
    check(top(quire).startswith("line1"), "output fills the screen")
    desk.key("ctrl+shift+z")
    wait_until(lambda: top(quire).startswith(PROMPT + " seq 131"), "the prompt above")
    desk.key("ctrl+shift+z")
    wait_until(lambda: top(quire) == PROMPT + " seq 1 30", "the one above that")
    desk.key("ctrl+shift+s")
    wait_until(lambda: "copied" in quire.screen().values["message"], "the word that it was copied")
    copied = subprocess.run(["xclip", "-o", "-selection", "clipboard"], env=desk.environment, capture_output=True, text=True,
                            timeout=30, check=False).stdout
    check(copied.rstrip("\n") == "\n".join(str(n) for n in range(1, 31)), f"the output of the command that is shown: {copied!r}")
    desk.key("ctrl+shift+x")
    wait_until(lambda: top(quire).startswith(PROMPT + " seq 131"), "the prompt below")
    desk.key("ctrl+shift+z", "ctrl+shift+z")
    wait_until(lambda: "no prompt above" in quire.screen().values["message"], "word that there is none above")


@needs("bash")
def info(desk):
    """What is bound to no key from the start."""
    quire = shell(desk, "-o", "keys-ctrl+shift+j=clear_to_prompt", "-o", "keys-ctrl+shift+i=show_command_info", "-o", "keys-ctrl+shift+k=copy_last_command")
    run(desk, quire, "seq 1 30; sh -c 'exit 3'", "30\n" + PROMPT)
    desk.key("ctrl+shift+i")
    wait_until(lambda: "exit 3, 0." in quire.screen().values["message"], "how it went")
    desk.key("ctrl+shift+k")
    wait_until(lambda: "command was copied" in quire.screen().values["message"], "the command in the clipboard")
    desk.key("ctrl+shift+v")
    quire.wait_for(PROMPT + " seq 1 30; sh -c 'exit 3'")
    desk.key("ctrl+shift+j")
    wait_until(lambda: top(quire) == PROMPT + " seq 1 30; sh -c 'exit 3'", "the prompt alone")
    check(quire.screen().numbers("scroll")[1] == 0, "nothing is left above it")


@needs("bash", "less")
def pager(desk):
    quire = shell(desk)
    run(desk, quire, "seq 1 30 | sed s/^/out/", "out30\n" + PROMPT)
    desk.key("ctrl+shift+g")
    quire.wait_for("out10")
    wait_until(lambda: quire.screen().lines[0] == "out1", "the output from its beginning")
    check(quire.screen().lines[9].startswith("out10"), "and nothing else")
    left = [name for name in os.listdir(desk.folder) if name.startswith("quire-text")]
    check(not left, f"nothing is left on the disk: {left}")
    desk.key("q")
    quire.wait_for("out30\n" + PROMPT)
    desk.key("ctrl+shift+h")
    quire.wait_for("(END)")
    wait_until(lambda: any(line.startswith(PROMPT) for line in quire.screen().lines), "the end of all text")
    desk.key("g")
    wait_until(lambda: quire.screen().lines[0] == PROMPT + " seq 1 30 | sed s/^/out/", "its beginning")
    desk.key("q")
    quire.wait_for("out30\n" + PROMPT)


@needs("bash")
def failures(desk):
    quire = shell(desk, "-o", "padding=8")
    run(desk, quire, "true", f"true\n{PROMPT}")
    run(desk, quire, "false", f"false\n{PROMPT}")
    run(desk, quire, "sh -c 'exit 3'", f"3'\n{PROMPT}")
    desk.picture("failed command")
    cell = [int(number) for number in quire.screen().numbers("cell")]
    strip = quire.window.get_image(4, 8, 1, 4 * cell[1], X.ZPixmap, 0xFFFFFFFF).data
    middle = [strip[4 * (row * cell[1] + cell[1] // 2):][:3] for row in range(4)]  # blue, green, red
    reds = [pixel[2] > 2 * pixel[1] for pixel in middle]
    check(reds == [False, True, True, False], f"marks beside what failed: {reds}")


@needs("dbus-daemon", "bash")
def notified(desk):
    desktop = Desktop(desk, "body-markup")
    quire = shell(desk, "-o", "notify-after=1")
    desk.type("sleep 1.2; false")
    desk.key("Return")
    away(desk)
    wait_until(lambda: not focused(quire), "the focus elsewhere")
    told = desktop.wait_shown(1)
    check(any("sleep 1.2; false" in word for word in told) and any("exit 1 after 1." in word for word in told), f"told {told}")


if __name__ == "__main__":
    sys.exit(main({"prompts": prompts, "info": info, "pager": pager, "failures": failures, "notified": notified}))
