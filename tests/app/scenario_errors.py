#!/usr/bin/python3
"""What goes wrong says so in one clear line and ends with a sensible status. Most of it needs no display; and what
needs none does what it is for."""
import json
import os
import subprocess
import sys

from harness import check, main, wait_until


def try_it(desk, arguments, status, *words, env=None, stdin=b""):
    """Runs quire, which must end by itself. Its message must be one line that holds all the words."""
    environment = dict(desk.environment, **(env or {}))
    try:
        result = subprocess.run([desk.program] + arguments, env=environment, cwd=desk.folder, input=stdin,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
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
    try_it(desk, ["config"], 2, "needs a word: check")
    try_it(desk, ["config", "chek"], 2, "knows 'check', not 'chek'")
    try_it(desk, ["config", "check", "a", "b"], 2, "'b' is too much")
    try_it(desk, ["verify"], 2, "needs at least one file")
    try_it(desk, ["list", "keys"], 2, "'keys' is too much")
    try_it(desk, ["verify", "--nonsense"], 2, "unknown option '--nonsense'")


def help_and_version(desk):
    """Asked for anywhere they are all that is done, alike behind every subcommand."""
    for option in ("--help", "-h", "--version"):
        first = try_it(desk, [option], 0)
        check(first.startswith("quire 0") if option == "--version" else "list-fonts" in first, first)
        for command in ("dump", "encode", "render", "show-config", "config", "list-keys", "list-fonts", "verify", "ssh"):
            check(try_it(desk, [command, option], 0) == first, f"{command} {option}")
    check(try_it(desk, ["dump", "--cols", "90", "--version"], 0).startswith("quire 0"), "behind other options")


def files(desk):
    path = desk.write("bad.conf", "cols = 90\nrows = many\n")
    try_it(desk, ["show-config", "--config", path], 1, "bad.conf:2: rows cannot be 'many'")
    try_it(desk, ["show-config", "--config", "/no/such/file"], 1, "cannot read '/no/such/file'", "No such file")
    checked = subprocess.run([desk.program, "config", "check", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    check((checked.returncode, checked.stdout, checked.stderr.decode())
          == (1, b"", path + ":2: rows cannot be 'many': it takes 1 to 16384\n"), f"config check: {checked}")
    desk.write("good.conf", "include = good2.conf\n[keys]\nf6 = copy\n")
    desk.write("good2.conf", "cols = 90\n")
    check("no mistakes in 'good.conf'" in try_it(desk, ["config", "check", "good.conf"], 0), "config check")
    check("there is no '" in try_it(desk, ["config", "check"], 0), "config check without a file")
    desk.write("keys.conf", "[keys]\nf6 = cop\nctrl+shfit+x = copy\n")
    checked = subprocess.run([desk.program, "config", "check", path.replace("bad", "keys")], stderr=subprocess.PIPE, check=False)
    check(b"keys.conf:2: there is no action 'cop': did you mean 'copy'?\n" in checked.stderr
          and b"keys.conf:3: 'ctrl+shfit+x' is no key" in checked.stderr, f"{checked}")
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
    documented = try_it(desk, ["show-config", "--default", "--docs"], 0)
    check("\n[font]" in documented and "\nfont-size = 11\n" in documented, documented)
    desk.write("documented.conf", documented)
    check("no mistakes" in try_it(desk, ["config", "check", "documented.conf"], 0), "what is printed can be read")
    desk.write("config/quire/quire.conf", "cols = 99\n")
    check("cols = 99\n" in try_it(desk, ["show-config", "--docs"], 0), "with the user's own values")
    check("cols = 80\n" in try_it(desk, ["show-config", "--default"], 0), "or without")
    os.unlink(os.path.join(desk.folder, "config/quire/quire.conf"))
    check("ctrl+shift+c" in try_it(desk, ["list-keys"], 0), "list-keys")
    commands = try_it(desk, ["list"], 0)
    check(all(line in out for line in commands.splitlines()) and len(commands.splitlines()) >= 9, f"list: {commands}")
    check(try_it(desk, ["+list"], 0) == commands and "+list" not in commands, "as other terminals write it")
    try_it(desk, ["+list-kyes"], 2, "there is no command '+list-kyes'; did you mean '+list-keys'?")
    check(try_it(desk, ["dump", "--cols", "10"], 0, stdin=b"hello\r\nworld").startswith("hello\nworld\n"), "dump")


def encode(desk, document):
    """What `quire encode` answers to a document, or its message."""
    result = subprocess.run([desk.program, "encode"], input=json.dumps(document).encode(), env=desk.environment, timeout=60,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return json.loads(result.stdout)["bytes"] if result.returncode == 0 else result.stderr.decode()


def picture_size(desk, name):
    """Width and height of a PNG."""
    with open(os.path.join(desk.folder, name), "rb") as file:
        head = file.read(24)
    check(head[:8] == b"\x89PNG\r\n\x1a\n", f"{name} is a PNG")
    return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")


def tools(desk):
    """dump, encode and render do what they are for."""
    text = desk.write("in.vt", "one\x1b[31mtwo\x1b[m\x1b[6n\r\n0123456789")
    check(try_it(desk, ["dump", "--cols=20", "--rows", "2", "in.vt"], 0) == "onetwo\n0123456789\n", "text")
    check(try_it(desk, ["dump", "--cols=20", "--rows=2", "--resize", "0:5x3", "--resize=20:10x2", "in.vt"], 0)
          .startswith("onetwo\n"), "resized on the way")
    dumped = json.loads(try_it(desk, ["dump", "--format", "json", "--rows=2", text], 0))
    check(dumped["replies"] == "\x1b[1;7R", f"the reply is in the JSON: {dumped['replies']!r}")
    check("two" in try_it(desk, ["dump", "--format", "html", text], 0), "html")
    check("38:5:1mtwo" in try_it(desk, ["dump", "--format", "vt", text], 0), "vt")
    check(try_it(desk, ["dump", "--scrollback=0", "--rows=1", "-"], 0, stdin=b"a\r\nb") == "b\n", "no history")
    try_it(desk, ["dump", "--version"], 0)
    try_it(desk, ["dump", "--", "true"], 2, "runs no command")
    for wrong in ("x:1x1", "1:x", "1:1x99999", "1:16384x16384", "99999999999999999999:1x1"):
        try_it(desk, ["dump", "--resize", wrong], 2, "OFFSET:COLSxROWS")

    events = [{"type": "key", "key": "up"}, {"type": "key", "key": "a", "mods": ["ctrl"]}, {"type": "paste", "text": "x"},
              {"type": "focus", "in": True}, {"type": "key", "key": "ü", "text": "ü\"\\"}]
    setup = "\x1b[?1h\x1b[?2004h\x1b[?1004h"
    answer = encode(desk, {"setup": setup, "cols": 10, "rows": 5, "events": events})
    check(answer.startswith("\x1bOA\x01\x1b[200~x\x1b[201~\x1b[I\xc3\xbc"), f"encoded: {answer!r}")
    check("'cols' and 'rows' must be sizes" in encode(desk, {"cols": 0, "events": []}), "a size of 0")
    check("'setup' a string" in encode(desk, {"setup": 1, "events": []}), "a setup that is none")
    check("too large" in encode(desk, {"cols": 16384, "rows": 16384, "events": []}), "a size too large")
    check("encode: " in encode(desk, {"events": [{"type": "nonsense"}]}), "an event that is none")
    check("needs an array" in encode(desk, [1]), "no document")
    try_it(desk, ["encode", "--help"], 0)
    try_it(desk, ["encode", "file"], 2, "takes no options")
    try_it(desk, ["encode", "--nonsense"], 2, "unknown option")

    small = ["render", "--cols=10", "--rows=2", "--font-size=8"]
    try_it(desk, small + ["--output", "file.png", text], 0)
    try_it(desk, small + ["--no-cursor", "--output", "stdin.png", "-"], 0, stdin=b"x")
    try_it(desk, small + ["--output", "command.png", "--", "sh", "-c", "printf '\\033[6nx'; read -t 1 y; printf z"], 0)
    size = picture_size(desk, "file.png")
    check(size[0] > 40 and size[1] > 20 and size == picture_size(desk, "stdin.png") == picture_size(desk, "command.png"),
          f"one size: {size}")
    try_it(desk, small + ["--time-limit=0.3", "--output", "late.png", "--", "sleep", "1000"], 0)  # or it does not end
    try_it(desk, ["render", text, "--", "true"], 2, "either a file or a command")
    try_it(desk, ["render", text, text], 2, "a command begins with --")
    try_it(desk, ["render", "--version"], 0)
    try_it(desk, ["render", desk.folder], 1, "Is a directory")
    check("DejaVu Sans Mono\n" in try_it(desk, ["list-fonts"], 0), "list-fonts")
    for command in ("list-fonts", "list-keys", "show-config", "verify"):
        check("Options:" in try_it(desk, [command, "--help"], 0), f"{command} --help")
        check(try_it(desk, [command, "--version"], 0).startswith("quire "), f"{command} --version")


def window(desk):
    """Failures that need a display to show."""
    desk.start_display()
    try_it(desk, ["-e", "no-such-program"], 1, "cannot run 'no-such-program': No such file")
    try_it(desk, ["-e", "/etc/passwd"], 1, "Permission denied")
    try_it(desk, ["--cols", "16384", "--rows", "16384"], 1, "too large")
    quire = desk.quire("--font", "No Such Font At All", "-e", "bash", "--norc", "-c", "echo shown; sleep 1000")
    quire.wait_for("shown")
    wait_until(lambda: "No Such Font At All" in quire.error_text(), "the line about the font")
    check(quire.error_text().count("\n") == 1, "a missing font is replaced with one line: " + quire.error_text())


if __name__ == "__main__":
    scenarios = {"usage": usage, "help_and_version": help_and_version, "files": files, "no_display": no_display,
                 "printing": printing, "tools": tools, "window": window}
    sys.exit(main(scenarios, needs_display=False))
