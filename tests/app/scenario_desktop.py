#!/usr/bin/python3
"""The desktop around the window: notifications on a session bus of the test's own, progress in the title."""
import os
import subprocess
import sys
import time

from harness import X, check, main, needs, wait_until

STAND_IN = "tests/platform/notification_desktop"


class OnBus:
    """A session bus, and a stand-in for something of the desktop on it, which prints what it is told."""

    def __init__(self, desk, program, *arguments):
        bus = desk.spawn(["dbus-daemon", "--session", "--nofork", "--print-address", "--address=unix:dir=" + desk.folder],
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        desk.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
        self.log = open(os.path.join(desk.folder, "shown"), "w+b", buffering=0)
        program = os.path.join(os.path.dirname(desk.program), program)
        self.process = subprocess.Popen([program, *arguments], env=desk.environment, stdin=subprocess.PIPE, stdout=self.log)
        desk.processes.append(self.process)
        wait_until(lambda: "ready" in self.text(), "the stand-in")

    def text(self):
        self.log.seek(0)
        return self.log.read().decode()

    def act(self, line):
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()


class Desktop(OnBus):
    """Who shows notifications (notification_desktop.c)."""

    def __init__(self, desk, *capabilities):
        super().__init__(desk, STAND_IN, *capabilities)

    def shown(self):
        return [line.split("|")[1:] for line in self.text().splitlines() if line.startswith("notify|")]

    def wait_shown(self, count):
        wait_until(lambda: len(self.shown()) >= count, f"{count} notifications; there were {self.text()}")
        return self.shown()[count - 1]


def away(desk):
    """Another window that takes the focus. Returns what gives it back to nobody."""
    other = desk.display.screen().root.create_window(0, 0, 50, 50, 0, X.CopyFromParent)
    other.map()
    wait_until(lambda: other.get_attributes().map_state == X.IsViewable, "the other window")
    other.set_input_focus(X.RevertToParent, X.CurrentTime)
    desk.display.sync()
    return other


def focused(quire):
    return quire.screen().values["focused"] == "1"


def raw_shell(desk):
    """A program that writes what lies in the FIFO `say`, and keeps what it reads in the file `heard`."""
    os.mkfifo(os.path.join(desk.folder, "say"))
    return desk.quire("-e", "bash", "--norc", "-c",
                      "stty raw -echo; cat </dev/tty >heard & while true; do cat say; done")


def say(desk, text):
    with open(os.path.join(desk.folder, "say"), "w", encoding="utf-8") as fifo:
        fifo.write(text)


@needs("dbus-daemon")
def notifications(desk):
    desktop = Desktop(desk, "body-markup")
    quire = raw_shell(desk)
    say(desk, "\033]9;while focused\a told")
    quire.wait_for("told")
    time.sleep(0.3)
    check(desktop.shown() == [], "nothing is shown to who looks at the window")
    away(desk)
    wait_until(lambda: not focused(quire), "the focus elsewhere")

    say(desk, "\033]777;notify;a title;<b>body</b> & more\a")
    first = desktop.wait_shown(1)
    check(first[1] == "quire" and first[3:5] == ["a title", "&lt;b&gt;body&lt;/b&gt; &amp; more"], f"777: {first}")
    desktop.act(f"click {first[0]} default what-wayland-wants")
    wait_until(lambda: focused(quire), "a click to focus the window")
    check(True, "a click focuses")
    away(desk)
    wait_until(lambda: not focused(quire), "the focus elsewhere")

    say(desk, "\033]99;i=one:d=0:a=report:c=1:u=2:w=9000;head\033\\\033]99;i=one:d=0:p=buttons;yes\u2028no\033\\\033]99;i=one:p=body;text\033\\")
    second = desktop.wait_shown(2)
    check(second[3:5] == ["head", "text"] and second[5] == "default,Show,1,yes,2,no," and "urgency=2" in second[6] and
          second[7] == "9000", f"99: {second}")
    say(desk, "\033]99;i=q:p=alive;\033\\")
    wait_until(lambda: "p=alive;one" in desk.read("heard"), "the list: " + desk.read("heard"))
    desktop.act(f"click {second[0]} 2")
    wait_until(lambda: "\033]99;i=one;2\033\\" in desk.read("heard"), "the report: " + repr(desk.read("heard")))
    away(desk)
    wait_until(lambda: not focused(quire), "the focus elsewhere")
    time.sleep(1)
    say(desk, "\033]99;i=one:c=1;again\033\\")
    third = desktop.wait_shown(3)
    check(third[0] == second[0] and third[3] == "again", f"the same id replaces it: {third}")
    say(desk, "\033]99;i=one:p=close;\033\\")
    wait_until(lambda: "\033]99;i=one:p=close;\033\\" in desk.read("heard"), "the end: " + repr(desk.read("heard")))
    check(f"close|{second[0]}" in desktop.text(), "the desktop was asked to close it")

    time.sleep(3)
    say(desk, "".join(f"\033]9;flood {i}\a" for i in range(40)))
    desktop.wait_shown(7)
    texts = [one[3] for one in desktop.shown()[3:]]
    check(texts[:3] == ["flood 0", "flood 1", "flood 2"] and texts[3] == "37 more notifications were left out" and
          len(texts) == 4, f"a flood: {texts}")
    names = desk.run(["ps", "-eo", "ppid=,comm="])
    children = [line.split()[1] for line in names.splitlines() if line.split()[0] == str(quire.process.pid)]
    check(children == ["bash"], f"no process was started for it: {children}")


def no_desktop(desk):
    """Without a bus, and with one that a program would have to be started for, the window says it itself."""
    started = desk.write("bin/dbus-launch", "#!/bin/sh\necho x >>launched\n")
    os.chmod(started, 0o755)
    desk.environment["PATH"] = os.path.join(desk.folder, "bin") + ":" + desk.environment["PATH"]
    os.mkfifo(os.path.join(desk.folder, "go"))
    for address in ("", "autolaunch:", "unix:path=/nowhere/at/all", "unixexec:path=" + started):
        desk.environment["DBUS_SESSION_BUS_ADDRESS"] = address
        quire = desk.quire("-e", "bash", "--norc", "-c", "read -r x <go; printf '\\033]777;notify;one;two\\a'; sleep 1000")
        away(desk)
        wait_until(lambda: not focused(quire), "the focus elsewhere")
        before = desk.read("launched")
        desk.write("go", "\n")
        quire.wait_for(lambda s: s.values["message"] == " one: two")
        check(desk.read("launched") == before, f"nothing was started for {address!r}")
        quire.process.terminate()
        quire.wait_end()


def progress(desk):
    quire = raw_shell(desk)

    def title():
        found = quire.window.get_full_property(desk.display.intern_atom("_NET_WM_NAME"), X.AnyPropertyType)
        return found.value.decode() if found else ""

    def number(name):
        found = quire.window.get_full_property(desk.display.intern_atom(name), X.AnyPropertyType)
        return found.value[0] if found else 0

    bar, pulse = "_NET_WM_XAPP_PROGRESS", "_NET_WM_XAPP_PROGRESS_PULSE"
    for sent, expected, per_cent, busy in (
            ("2;work\a\033]9;4;1;42", "[42%] work", 42, 0), ("9;4;3", "[...] work", 0, 1), ("9;4;2", "[failed] work", 42, 0),
            ("9;4;4;50", "[paused 50%] work", 50, 0), ("2;other", "[paused 50%] other", 50, 0), ("9;4;0", "other", 0, 0)):
        say(desk, f"\033]{sent}\a")
        try:
            wait_until(lambda: (title(), number(bar), number(pulse)) == (expected, per_cent, busy), expected)
            check(True, "")
        except RuntimeError:
            check(False, f"{sent!r}: {(title(), number(bar), number(pulse))}")


if __name__ == "__main__":
    sys.exit(main({"notifications": notifications, "no_desktop": no_desktop, "progress": progress}))
