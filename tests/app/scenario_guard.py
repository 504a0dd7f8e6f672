#!/usr/bin/python3
"""Pastes that are shown before they go."""
import subprocess
import sys

from harness import check, main, needs, wait_until

ECHO = ["-e", "bash", "--norc", "-c", "stty raw -echo; printf 'ready '; cat -v"]


def copy(desk, text, selection="clipboard"):
    path = desk.write("text", text)
    with open(path, "rb") as file:
        subprocess.run(["xclip", "-selection", selection], stdin=file, env=desk.environment, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    # xclip leaves before the server has its word for it: a key that is pressed at once finds the owner before
    wait_until(lambda: desk.run(["timeout", "5", "xclip", "-o", "-selection", selection]) == text, "the selection")


def is_ready(screen):
    """The answers are marked."""
    return any(name.endswith("-chosen") and "enter: paste" in value for name, value in screen.values.items())


@needs("xclip")
def asked(desk):
    """By key, by the middle button: a line copied whole is shown and goes with enter; escape and stripping; what is typed
    meanwhile goes nowhere."""
    quire = desk.quire(*ECHO)
    quire.wait_for("ready")
    copy(desk, "make clean\n")
    desk.key("ctrl+shift+v")
    screen = quire.wait_for(lambda s: s.values.get("panel-0") == " Paste 1 line, 11 bytes?")
    check(screen.values["panel-2"] == "   make clean", screen.values["panel-2"])
    desk.picture("line")
    desk.move(*quire.place(10, 3))
    desk.click(3)  # no menu comes over it, and what is asked stays in sight
    desk.type("xyz")
    desk.key("ctrl+plus")  # is bound, and behind the others: now they have come
    screen = quire.wait_for(lambda s: s.number("font-size") == 12)
    check(screen.values["panel-0"] == " Paste 1 line, 11 bytes?", screen.values["panel-0"])
    quire.wait_for(is_ready)
    desk.key("enter")
    quire.wait_for(lambda s: "ready make clean^M" in s.text and "panel-0" not in s.values)
    copy(desk, "one\x1b[31m\n" + "".join(f"line {n}\tof many\n" for n in range(20)) + "last\x07\u009b", "primary")
    desk.move(*quire.place(10, 3))
    desk.click(2)
    screen = quire.wait_for(lambda s: s.values.get("panel-0", "").startswith(" Paste 22 lines"))
    check(screen.values["panel-2"] == " 3 control characters are in it; none is ever sent", screen.values["panel-2"])
    check(screen.values["panel-3"] == "   one^[[31m", screen.values["panel-3"])
    check(screen.values["panel-9"] == "   ... and 16 more lines", screen.values["panel-9"])
    desk.picture("controls")
    quire.wait_for(is_ready)
    desk.key("escape")
    quire.wait_for(lambda s: "panel-0" not in s.values)
    desk.type("n")
    quire.wait_for("make clean^Mn")
    copy(desk, "stripped\n")
    desk.key("ctrl+shift+v")
    quire.wait_for(is_ready)
    desk.key("s", ".")
    quire.wait_for("make clean^Mnstripped.")
    check(quire.error_text() == "", quire.error_text())


def joined(desk):
    """Where what is typed goes to all panes of a tab, a paste does, too: it is answered once."""
    desk.write("config/quire/quire.conf", "keys-f8 = split_right\nkeys-f9 = broadcast_input\n")
    quire = desk.quire("-e", "bash", "--norc", "-c",
                       "stty raw -echo; printf '\\033]52;c;Ym90aAo=\\aready '; cat -v")  # "both", with a newline
    quire.wait_for("ready")
    desk.key("F8")
    quire.wait_for(lambda s: len(s.panes) == 1)
    desk.type("stty raw -echo; cat -v\n")
    quire.wait_for("cat -v")
    desk.key("F9")
    desk.key("ctrl+shift+v")
    quire.wait_for(lambda s: is_ready(s) and all("panel-0" in pane.values for pane in s.panes.values()))
    desk.key("enter")
    quire.wait_for(lambda s: "both^M" in s.text and all("both^M" in pane.text and "panel-0" not in pane.values
                                                        for pane in s.panes.values()))
    check(quire.error_text() == "", quire.error_text())


if __name__ == "__main__":
    sys.exit(main({"asked": asked, "joined": joined}))
