#!/usr/bin/python3
"""What goes wrong says so in one clear line and ends with a sensible status. Most of it needs no display."""
import os
import subprocess
import sys

from harness import check, main, wait_until


def try_it(desk, arguments, status, *words, env=None, stdin=b""):
    """Runs quire, which must end by itself. Its message must be one line that holds all the words."""
    environment = dict(desk.environment, **(env or {}))
    try:
        result = subprocess.run([desk.program] + arguments, env=environment, cwd=desk.folder, input=stdin,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=20)
    except subprocess.TimeoutExpired:
        check(False, f"{arguments} does not end")
        return ""
    message = result.stderr.decode()
    check(result.returncode == status, f"{arguments}: status {result.returncode}, not {status}: {message}")
    for word in words:
        check(word in message, f"{arguments}: '{word}' is missing in: {message}")
    if words:
        check(message.count("\n") == 1 and message.startswith("quire"), f"{arguments}: not one line: {message}")
    return result.stdout.decode(errors="replace")


def usage(desk):
    try_it(desk, ["--nonsense"], 2, "unknown option '--nonsense'")
    try_it(desk, ["--cols"], 2, "--cols needs a value")
    try_it(desk, ["--cols", "0"], 2, "cols cannot be '0'")
    try_it(desk, ["--font-size=huge"], 2, "font-size cannot be 'huge'")
    try_it(desk, ["-o", "nonsense=1"], 2, "unknown key 'nonsense'")
    try_it(desk, ["-o", "nonsense"], 2, "KEY=VALUE")
    try_it(desk, ["-e"], 2, "needs a command")
    try_it(desk, ["dump", "--format", "xml"], 2, "text|json|html|vt")
    try_it(desk, ["dump", "--resize", "5"], 2, "OFFSET:COLSxROWS")
    try_it(desk, ["dump", "--resize", "5:0x10"], 2, "OFFSET:COLSxROWS")
    try_it(desk, ["dump", "--resize", "5:10x10x"], 2, "OFFSET:COLSxROWS")
    try_it(desk, ["dump", "--cols", "16384", "--rows", "16384"], 2, "too large")
    try_it(desk, ["dump", "a", "b"], 2, "more than one file")
    try_it(desk, ["dump", "--help=no"], 2, "takes no value")
    try_it(desk, ["encode"], 2, "encode", stdin=b"{")
    try_it(desk, ["encode"], 2, "events", stdin=b"{}")
    try_it(desk, ["render", "--time-limit", "soon"], 2, "takes seconds")
    try_it(desk, ["show-config", "extra"], 2, "too much")
    try_it(desk, ["verify"], 2, "needs at least one file")
    try_it(desk, ["verify", "--nonsense"], 2, "unknown option '--nonsense'")


def files(desk):
    path = desk.write("bad.conf", "cols = 90\nrows = many\n")
    try_it(desk, ["show-config", "--config", path], 1, "bad.conf:2: rows cannot be 'many'")
    try_it(desk, ["show-config", "--config", "/no/such/file"], 1, "cannot read '/no/such/file'", "No such file")
    try_it(desk, ["dump", "/no/such/file"], 1, "cannot read '/no/such/file'")
    try_it(desk, ["dump", desk.folder], 1, "Is a directory")
    try_it(desk, ["render", "/no/such/file"], 1, "cannot read '/no/such/file'")
    try_it(desk, ["render", "--", "no-such-program"], 1, "cannot run 'no-such-program'")
    text = desk.write("in.txt", "x")
    os.chmod(text, 0o600)
    try_it(desk, ["verify", "/no/such/file"], 1, "cannot check '/no/such/file'", "No such file")
    try_it(desk, ["verify", text], 1, "neither a history file nor a snapshot")
    os.chmod(text, 0o644)
    try_it(desk, ["verify", text], 1, "not a private regular file")
    broken = try_it(desk, ["verify", desk.write("broken", "QUIRSNAP and no more")], 1)
    check("broken: broken" in broken, broken)
    try_it(desk, ["render", "--output", "/no/such/folder/p.png", text], 1, "/no/such/folder/p.png")
    desk.write("config/quire/quire.conf", "nonsense = 1\n")
    try_it(desk, ["show-config"], 1, "quire.conf:1: unknown key 'nonsense'")
    try_it(desk, ["dump"], 0)  # dump does not read the user's settings


def no_display(desk):
    environment = {key: value for key, value in desk.environment.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    desk.environment = environment
    try_it(desk, [], 1, "no display", "neither DISPLAY nor WAYLAND_DISPLAY")
    try_it(desk, ["-e", "true"], 1, "no display", env={"DISPLAY": ":4242"})


def printing(desk):
    out = try_it(desk, ["--help"], 0)
    for word in ("dump", "encode", "render", "--font-size", "-o KEY=VALUE", "cursor-blink", "on|off", "palette-N"):
        check(word in out, f"--help does not name {word}")
    check(all(len(line) <= 120 for line in out.splitlines()), "the help has long lines")
    check(try_it(desk, ["--version"], 0).startswith("quire 0."), "--version")
    check("cols = 99\n" in try_it(desk, ["show-config", "-o", "cols=99"], 0), "show-config shows what is set")
    check("ctrl+shift+c" in try_it(desk, ["list-keys"], 0), "list-keys")
    check(try_it(desk, ["dump", "--cols", "10"], 0, stdin=b"hello\r\nworld").startswith("hello\nworld\n"), "dump")


def window(desk):
    """Failures that need a display to show."""
    desk.start_display()
    try_it(desk, ["-e", "no-such-program"], 1, "cannot run 'no-such-program': No such file")
    try_it(desk, ["-e", "/etc/passwd"], 1, "Permission denied")
    try_it(desk, ["--cols", "16384", "--rows", "16384"], 1, "too large")
    quire = desk.quire("--font", "No Such Font At All", "-e", "bash", "--norc", "-c", "echo shown; sleep 1000")
    quire.wait_for("shown")
    wait_until(lambda: "No Such Font At All" in quire.error_text(), "the line about the font", 5)
    check(quire.error_text().count("\n") == 1, "a missing font is replaced with one line: " + quire.error_text())


if __name__ == "__main__":
    scenarios = {"usage": usage, "files": files, "no_display": no_display, "printing": printing, "window": window}
    sys.exit(main(scenarios, needs_display=False))
