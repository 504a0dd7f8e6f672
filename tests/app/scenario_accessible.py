#!/usr/bin/python3
"""Screen readers: what they are told of a window, by the real bus of at-spi2-core, read as they read it (atspi_reader.py)."""
import json
import os
import subprocess

from harness import check, main, wait_until

LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
SHELL = ("-e", "bash", "--norc")
PROMPT = {"PS1": "$ "}


class Reader:
    """A session with accessibility switched on or off, and who reads."""

    def __init__(self, desk):
        self.desk = desk
        launcher = next(path for path in LAUNCHERS if os.path.exists(path))
        bus = desk.spawn(["dbus-daemon", "--session", "--nofork", "--print-address", "--address=unix:dir=" + desk.folder],
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        desk.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
        self.launcher = desk.spawn([launcher, "--launch-immediately"], quiet=True)
        self.process = None

    def enable(self, on):
        subprocess.run(["gdbus", "call", "--session", "-d", "org.a11y.Bus", "-o", "/org/a11y/bus", "-m", "org.freedesktop.DBus.Properties.Set",
                        "org.a11y.Status", "IsEnabled", f"<{str(on).lower()}>"], env=self.desk.environment, check=True,
                       stdout=subprocess.DEVNULL)

    def start(self):
        self.process = subprocess.Popen(["/usr/bin/python3", "-B", os.path.join(os.path.dirname(__file__), "atspi_reader.py")],
                                        env=self.desk.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True)
        self.desk.processes.append(self.process)
        self.process.stdout.readline()

    def ask(self, what):
        self.process.stdin.write(what + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def wait_text(self, condition, what):
        seen = []

        def look():
            seen[:] = [self.ask("text")]
            return seen[0] is not None and condition(seen[0])
        wait_until(look, what)
        return seen[0]


def is_installed():
    code = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    return any(os.path.exists(path) for path in LAUNCHERS) and \
        subprocess.run(["/usr/bin/python3", "-c", code], stderr=subprocess.DEVNULL, check=False).returncode == 0


def reading(desk):
    """The tree, the text with caret and places, what comes and goes, and the switch of the desktop."""
    if not is_installed():
        print("SKIP: needs at-spi2-core, python3-gi and gir1.2-atspi-2.0")
        raise SystemExit(77)
    reader = Reader(desk)
    wait_until(lambda: subprocess.run(["gdbus", "introspect", "--session", "-d", "org.a11y.Bus", "-o", "/org/a11y/bus"], env=desk.environment,
                                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0, "the launcher")
    reader.enable(False)
    quire = desk.quire("--title", "reading", *SHELL, env=PROMPT)
    quire.wait_for("$")
    reader.start()
    check(reader.ask("text") is None, "there are no objects while nobody needs them")
    reader.enable(True)
    seen = reader.wait_text(lambda s: s["text"].startswith("$ "), "the application")
    check(seen["application"] == ["application", "quire"] and seen["frame"] == ["frame", "reading"], f"the tree: {seen}")
    check(seen["role"] == "terminal" and seen["parent"] == "frame" and seen["children"] == 1, f"the tree: {seen}")
    check(seen["interfaces"] == ["Accessible", "Component", "Text"], f"interfaces: {seen['interfaces']}")
    check(seen["caret"] == 2 and seen["line"] == "$ \n" and seen["count"] == len(seen["text"]), f"the prompt: {seen}")
    desk.type("echo hello")
    seen = reader.wait_text(lambda s: "llo" in s["line"] and s["caret"] == len(s["line"].rstrip("\n")), "what is typed")
    typed = seen["line"].rstrip("\n")
    check(seen["caret"] == len(typed) and typed.startswith("$ echo h"), f"the line: {seen}")
    screen = quire.screen()
    cell = screen.numbers("cell")
    check(seen["caret_place"][2:] == cell and seen["at_caret"] == seen["caret"], f"places: {seen}, cells of {cell}")
    check(seen["focused"] == (screen.values["focused"] == "1"), "the focus")
    reader.ask("events")
    desk.type("\n")
    quire.wait_for(lambda s: len(s.lines) > 1 and s.lines[1].startswith("h"))
    heard = []

    def inserted():
        heard.extend(reader.ask("events"))
        text = "".join(event[3] for event in heard if event[0].startswith("object:text-changed:insert"))
        return "llo" in text and "$ " in text.rpartition("llo")[2]  # in one picture or in several
    wait_until(inserted, "the output")
    check(any(event[0] == "object:text-caret-moved" for event in heard), f"the caret: {heard}")
    desk.type("seq 100\n")
    quire.wait_for("100")
    seen = reader.wait_text(lambda s: "\n100\n$ " in s["text"], "what was scrolled")
    check(seen["text"].count("\n") == screen.rows - 1, "as many lines as rows")
    reader.enable(False)
    wait_until(lambda: reader.ask("text") is None, "that it is gone")
    desk.type("exit\n")
    quire.wait_end()


if __name__ == "__main__":
    raise SystemExit(main({"reading": reading}))
