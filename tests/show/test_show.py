#!/usr/bin/env python3
"""quire show against terminals that are played on a pty: one that has kitty's graphics, one with sixel alone, one that
says nothing, one that answers slowly, one that answers nonsense.

usage: test_show.py QUIRE"""
import base64
import fcntl
import functools
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
import zlib

LONG_S = 30
QUIRE = os.path.abspath(sys.argv[1])
passed = failed = 0


def check(condition, what):
    global passed, failed
    passed, failed = passed + bool(condition), failed + (not condition)
    if not condition:
        print("FAIL", str(what)[-2000:], flush=True)


def png(width, height, color=(200, 30, 90)):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    rows = (b"\0" + bytes(color) * width) * height
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def gif(width, height, frames, delay_cs=7, rounds=2):
    """Frames of one colour each: 1 red, 2 green, 3 blue. Every two pixels the codes begin anew, so they have three bits."""
    def block(data):
        return b"".join(bytes([len(data[at:at + 255])]) + data[at:at + 255] for at in range(0, len(data), 255)) + b"\0"
    out = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x91, 0, 0) + bytes([0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255])
    out += b"\x21\xFF\x0BNETSCAPE2.0\x03\x01" + struct.pack("<H", rounds) + b"\0"
    for color in frames:
        codes = [code for at in range(0, width * height, 2) for code in [4] + [color] * min(2, width * height - at)] + [5]
        bits = sum(code << 3 * at for at, code in enumerate(codes))
        out += b"\x21\xF9\x04\0" + struct.pack("<H", delay_cs) + b"\0\0"
        out += b"\x2C" + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02" + block(bits.to_bytes(len(codes) * 3 // 8 + 1, "little"))
    return out + b"\x3B"


KITTY = b"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"
# What is asked -> what a terminal answers. Every one answers the last.
ATTRIBUTES = {b"\x1b[c": b"\x1b[?62;22c"}
SIZES = {b"\x1b[16t": b"\x1b[6;20;10t", b"\x1b[14t": b"\x1b[4;480;800t", b"\x1b[18t": b"\x1b[8;24;80t"}
AS_KITTY = {**ATTRIBUTES, **SIZES, KITTY: b"\x1b_Gi=31;OK\x1b\\", b"\x1b[>q": b"\x1bP>|kitty(0.36)\x1b\\"}
AS_SIXEL = {**SIZES, b"\x1b[c": b"\x1b[?62;4c", b"\x1b[?1;1;0S": b"\x1b[?1;0;16S", b"\x1b[?2;1;0S": b"\x1b[?2;0;300;200S"}
AS_WEZTERM = {**AS_SIXEL, b"\x1b[>q": b"\x1bP>|WezTerm 20240203\x1b\\"}
AS_TMUX = {**ATTRIBUTES, **SIZES, b"\x1b[>q": b"\x1bP>|tmux 3.4\x1b\\",
           b"\x1bPtmux;\x1b" + KITTY.replace(b"\x1b\\", b"\x1b\x1b\\") + b"\x1b\\": b""}


class Terminal:
    """Runs a command on a pty and answers its questions, each once, in the order in which they come."""

    def __init__(self, folder, words, answers, stdin=None, delay_s=0.0, run=None, **environment):
        self.answers, self.delay_s, self.output, self.answered = answers, delay_s, b"", 0
        self.status = None
        read_end, write_end = os.pipe()
        self.pid, self.controller = pty.fork()
        if self.pid == 0:
            os.read(read_end, 1)  # until the size is set
            if stdin is not None:
                os.dup2(os.open(stdin, os.O_RDONLY), 0)
            os.chdir(folder)
            keep = {name: os.environ[name] for name in os.environ if name.endswith("SAN_OPTIONS")}
            (run or functools.partial(os.execve, QUIRE))(
                ["quire", "show", *words],
                {"TERM": "xterm-256color", "HOME": folder, "PATH": "/usr/bin:/bin", **keep, **environment})
        os.close(read_end)
        fcntl.ioctl(self.controller, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.before = termios.tcgetattr(self.controller)
        os.write(write_end, b"x")
        os.close(write_end)

    def read(self, patience=LONG_S):
        """More output. False: there will be none."""
        if not select.select([self.controller], [], [], patience)[0]:
            return False
        try:
            self.output += os.read(self.controller, 65536)
            return True
        except OSError:
            return False

    def answer(self):
        while True:
            at = [(self.output.find(question, self.answered), question) for question in self.answers]
            at = [one for one in at if one[0] >= 0]
            if not at:
                return
            place, question = min(at)
            self.answered = place + len(question)
            time.sleep(self.delay_s)
            os.write(self.controller, self.answers[question])

    def wait_for(self, text):
        end = time.monotonic() + LONG_S
        while text not in self.output and time.monotonic() < end and self.read(1):
            pass
        return text in self.output

    def finish(self):
        """To its end. Returns the exit status, below 0 a signal."""
        while self.read():
            self.answer()
        status = os.waitpid(self.pid, 0)[1]
        self.status = os.waitstatus_to_exitcode(status)
        os.close(self.controller)
        return self.status

    def modes(self):
        """Those of a terminal, without what the kernel alone sets."""
        return termios.tcgetattr(self.controller)


def shown(folder, words, answers, **more):
    terminal = Terminal(folder, words, answers, **more)
    return terminal.finish(), terminal.output


def what_the_terminal_has(folder):
    status, text = shown(folder, ["small.png"], AS_KITTY)
    check(status == 0 and b"\x1b_Ga=T,q=2,f=100,C=1,m=0;" in text, text)
    data = re.search(rb"f=100,C=1,m=0;([^\x1b]*)\x1b", text)
    check(data and base64.b64decode(data.group(1)) == png(30, 40), "the file is sent as it is")
    check(text.index(b"\n\r\n\x1b[2A") < text.index(b"a=T"), "there is room before it is drawn")
    check(text.endswith(b"\x1b8\r\x1b[2B"), text)
    status, text = shown(folder, ["small.png"], AS_SIXEL)
    check(status == 0 and b'\x1bP0;1;0q"1;1;30;40#0;2;' in text and b"\x1b_Ga=T" not in text, text)
    status, text = shown(folder, ["small.png"], AS_WEZTERM)
    check(status == 0 and b"\x1b]1337;File=inline=1;size=" in text, text)
    status, text = shown(folder, ["small.png"], ATTRIBUTES)
    check(status == 0 and text.count("\u2580".encode()) == 0 and text.count(b"\x1b[48;5;") == 20, text)
    check(text.count(b"\x1b[48;5;") == text.count(b"\x1b[0m\r\n"), "as text, row by row")
    status, text = shown(folder, ["small.png"], ATTRIBUTES, COLORTERM="truecolor")
    check(b"\x1b[48;2;200;30;90m" in text, text)


def asked_once_and_nothing_stays_behind(folder):
    terminal = Terminal(folder, ["small.png"], AS_KITTY)
    check(terminal.finish() == 0 and terminal.output.count(b"\x1b[c") == 1, terminal.output)
    check(b"Gi=31" not in terminal.output.replace(KITTY, b""), "answers are not echoed")


def slow_and_silent(folder):
    status, text = shown(folder, ["small.png"], AS_KITTY, delay_s=0.15)
    check(status == 0 and b"a=T" in text, "a slow answer is waited for")
    begin = time.monotonic()
    status, text = shown(folder, ["--time-limit", "0.3", "small.png"], {})
    check(status == 0 and b"\x1b[48;5;" in text, "who says nothing gets blocks")
    check(time.monotonic() - begin < LONG_S / 2, "and is not waited for longer")
    status, text = shown(folder, ["small.png"], {}, TERM="dumb")
    check(status == 0 and b"\x1b[c" not in text and b"\x1b_G" not in text, "a dumb one is not asked")


def nonsense(folder):
    answers = {KITTY: b"\x1b_Gi=31;EINVAL:what\x1b\\\x00\xff\x1b[[[[\x1b]" + b"A" * 5000, b"\x1b[c": b"x\x1b[?9999999999;4cls\r"}
    status, text = shown(folder, ["small.png"], answers)
    check(status == 0 and b"\x1bP0;1;0q" in text, text[-300:])


def limits_of_sixel(folder):
    status, text = shown(folder, ["large.png"], AS_SIXEL)
    check(status == 0 and b'q"1;1;300;200#0' in text, "no larger than the terminal takes")


def modes_are_restored(folder):
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        terminal = Terminal(folder, ["--time-limit", "60", "small.png"], {})
        check(terminal.wait_for(b"\x1b[c"), "it asks")
        raw = terminal.modes()
        check(not raw[3] & termios.ECHO and not raw[3] & termios.ICANON and raw[3] & termios.ISIG, "no echo while it waits")
        if number == signal.SIGINT:
            os.write(terminal.controller, b"\x03")  # as a person would
        else:
            os.kill(terminal.pid, number)
        done = os.waitpid(terminal.pid, os.WUNTRACED)[1]
        check(os.WIFSIGNALED(done) and os.WTERMSIG(done) == number, f"it ends by signal {number}: {done}")
        check(terminal.modes() == terminal.before, f"modes after signal {number}")
        os.close(terminal.controller)


def stopped_and_continued(folder):
    """As below a shell: the program has a group of its own, whose leader's parent tells of it and continues it."""
    status_end, status_write = os.pipe()
    continue_read, continue_end = os.pipe()

    def as_job(words, environment):
        pid = os.fork()
        if pid == 0:
            os.setpgid(0, 0)
            signal.signal(signal.SIGTTOU, signal.SIG_IGN)
            os.tcsetpgrp(2, os.getpid())
            signal.signal(signal.SIGTTOU, signal.SIG_DFL)
            os.execve(QUIRE, words, environment)
        done = os.waitpid(pid, os.WUNTRACED)[1]
        os.write(status_write, b"s" if os.WIFSTOPPED(done) else b"e")
        os.read(continue_read, 1)
        os.killpg(pid, signal.SIGCONT)
        os._exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))

    terminal = Terminal(folder, ["--time-limit", "60", "small.png"], {}, run=as_job)
    check(terminal.wait_for(b"\x1b[c"), "it asks")
    os.write(terminal.controller, b"\x1a")
    check(os.read(status_end, 1) == b"s", "it is stopped by ctrl+z")
    check(terminal.modes() == terminal.before, "modes while it is stopped")
    terminal.answered = len(terminal.output)
    terminal.answers = AS_KITTY
    os.write(continue_end, b"c")
    check(terminal.finish() == 0 and b"a=T" in terminal.output, "it asks again")
    for end in (status_end, status_write, continue_read, continue_end):
        os.close(end)


def broken_off_in_the_middle(folder):
    """A terminal that takes no more: what was begun is ended before the program is."""
    for protocol, begin in (("sixel", b"\x1bP0;1;0q"), ("kitty", b"\x1b_Ga=T"), ("iterm2", b"\x1b]1337")):
        terminal = Terminal(folder, ["--protocol", protocol, "noise.png"], ATTRIBUTES)
        while begin not in terminal.output and terminal.read():
            terminal.answer()
        os.kill(terminal.pid, signal.SIGTERM)
        check(terminal.finish() == -signal.SIGTERM, f"{protocol}: {terminal.status}")
        end = terminal.output[-200:]
        check(end.endswith(b"\x1b\\\x1b[0m\r\n"), f"{protocol}: {end}")
        check(len(terminal.output) < 1000000, f"{protocol}: it did not send all first")
        check(protocol != "kitty" or b"\x1b_Gq=2,m=0\x1b\\" in end, f"{protocol}: {end}")


def standard_input(folder):
    status, text = shown(folder, ["-"], AS_KITTY, stdin=os.path.join(folder, "small.png"))
    check(status == 0 and b"f=100" in text, "a picture from a pipe, answers from the terminal")


def without_a_terminal(folder):
    """No controlling terminal, output into a file."""
    def run(*words):
        return subprocess.run([QUIRE, "show", *words], cwd=folder, capture_output=True, start_new_session=True, check=False,
                              stdin=subprocess.DEVNULL, timeout=LONG_S, env={"TERM": "xterm-256color", "HOME": folder})
    done = run("small.png")
    check(done.returncode == 0 and b"\x1b[48;5;" in done.stdout and b"\x1b[c" not in done.stdout, done)
    done = run("--protocol", "sixel", "small.png")
    check(done.returncode == 0 and b"\x1bP0;1;0q" in done.stdout, done)


def sizes(folder):
    def keys(*words):
        status, text = shown(folder, [*words, "large.png"], AS_KITTY)
        found = re.search(rb"a=T,q=2,([^;]*),m=", text)
        check(status == 0 and found, f"{words}: {status} {text[:300]}")
        return found.group(1).decode() if found else "", text
    for words, wanted in (((), "s=690,v=460,C=1"), (("--fit", "width"), "s=800,v=533"), (("--width", "20"), "s=200,v=133,C=1"),
                          (("--height=50%",), "s=360,v=240,C=1"), (("--width", "101px"), "s=101,v=67,C=1")):
        found = keys(*words)[0]
        check(found == "f=24,o=z," + wanted, f"{words}: {found}")
    check(keys("--fit", "none")[0] == "f=100", "higher than the window: it scrolls")
    check(keys("--fit", "width")[1].endswith(b"\x1b\\\r"), "as wide as the window: the terminal goes to the next line")
    check(keys("--width", "79", "--fit", "width")[1].endswith(b"\x1b\\\r\n"), "not as wide, and higher than the window")
    found, text = keys("--width", "20", "--align", "right", "--name")
    check(b"\x1b[60C\x1b7" in text and text.endswith(b"\x1b[60Clarge.png\r\n"), text[-100:])
    found, text = keys("--place", "30x4@5x6")
    check(found == "f=24,o=z,s=120,v=80,C=1" and b"\x1b7\x1b[7;6H" in text and text.endswith(b"\x1b8"), f"{found} {text[-100:]}")
    check(b"\r\n" not in text, "it leaves the cursor alone")
    status, text = shown(folder, ["--clear"], AS_KITTY)
    check(status == 0 and text.endswith(b"\x1b_Ga=d,d=A,q=2\x1b\\"), text)
    status, text = shown(folder, ["--clear"], AS_SIXEL)
    check(status == 1 and b"quire: show: --clear is for kitty's protocol" in text, text)


def in_tmux(folder):
    environment = {"TMUX": "/tmp/tmux-1000/default,7,0", "TERM": "tmux-256color", "TERM_PROGRAM": "tmux"}
    outer = {question: answer for question, answer in AS_TMUX.items()}
    status, text = shown(folder, ["small.png"], outer, **environment)
    check(status == 0 and b"\x1b[48;5;" in text and b"a=T" not in text, "without a terminal around it that answers")
    wrapped = [question for question in outer if question.startswith(b"\x1bPtmux;")][0]
    outer[wrapped] = b"\x1b_Gi=31;OK\x1b\\"
    status, text = shown(folder, ["small.png"], outer, **environment)
    check(status == 0 and b"\x1bPtmux;\x1b\x1b_Ga=T,q=2,f=100,i=" in text and b",U=1,c=3,r=2,m=0;" in text, text)
    check(text.count("\U0010EEEE".encode()) == 6 and b"\x1b_G" not in text.replace(b"\x1b\x1b_G", b""), text)


def several_files_and_mistakes(folder):
    status, text = shown(folder, ["small.png", "none.png", ".", "text.txt", "empty", "broken.png", "large.png"], AS_KITTY)
    check(status == 1 and text.count(b"a=T") == 2, "what can be shown is shown")
    for line in (b"quire: show: 'none.png' cannot be read: No such file or directory\r\n", b"quire: show: '.' is a folder",
                 b"quire: show: 'text.txt' is not a picture", b"quire: show: 'empty' is empty",
                 b"quire: show: 'broken.png' is a broken PNG"):
        check(text.count(line) == 1, f"{line}: {text}")
    for words in ([], ["--width", "0", "small.png"], ["--protocol", "regis", "small.png"], ["--fit", "stretch", "small.png"],
                  ["--place", "3x3@0x0", "small.png", "large.png"], ["--loop", "-1", "small.png"], ["--nonsense"]):
        status, text = shown(folder, words, AS_KITTY)
        check(status == 2 and text.count(b"\r\n") == 1 and text.startswith(b"quire show: "), f"{words}: {status} {text}")
    status, text = shown(folder, ["--", "-dash.png"], AS_KITTY)
    check(status == 0 and b"a=T" in text, text)


def other_formats(folder):
    """By the process that decodes: an animation as its frames, one that is cut off as far as it goes, garbage as a mistake."""
    status, text = shown(folder, ["anim.gif"], AS_KITTY)
    frames = re.findall(rb"\x1b_G(a=[Tf]),q=2,f=24,o=z,s=20,v=20[^;]*;([^\x1b]*)\x1b", text)
    check(status == 0 and [name for name, _ in frames] == [b"a=T", b"a=f", b"a=f"], text)
    colors = [zlib.decompress(base64.b64decode(data))[:3] for _, data in frames]
    check(colors == [b"\xff\0\0", b"\0\xff\0", b"\0\0\xff"], colors)
    number = re.search(rb"a=T,[^;]*i=(\d+)", text)
    check(number and text.count(b"i=" + number.group(1)) == 5 and b",z=70,X=1" in text and b",s=3,v=4\x1b" in text, text)
    status, text = shown(folder, ["--loop", "0", "anim.gif"], AS_KITTY)
    check(b",s=3,v=1\x1b" in text, text)
    status, text = shown(folder, ["--no-animation", "anim.gif"], AS_KITTY)
    check(status == 0 and b"a=T" in text and b"a=f" not in text and b"a=a" not in text, text)
    status, text = shown(folder, ["anim.gif"], AS_WEZTERM)
    check(base64.b64encode(gif(20, 20, [1, 2, 3])) in text, "iTerm2's protocol gets the file")
    status, text = shown(folder, ["--no-animation", "anim.gif"], AS_WEZTERM)
    check(b":iVBORw0KGgo" in text, "... or its first frame")
    status, text = shown(folder, ["anim.gif", "anim.gif"], AS_SIXEL)
    check(status == 0 and text.count(b"#0;2;100;0;0") == 2, "one decoder for both")
    status, text = shown(folder, ["broken.gif"], AS_KITTY)
    check(status == 1 and b"quire: show: 'broken.gif' cannot be decoded as GIF: " in text, text)


def pixels_of(path):
    """The rows of a PNG of 8 bits, RGB or RGBA, as lists of (r, g, b)."""
    with open(path, "rb") as file:
        data = file.read()
    width, height, _, kind = struct.unpack(">IIBB", data[16:26])
    channels, at, packed = {2: 3, 6: 4}[kind], 8, b""
    while at < len(data):
        size = struct.unpack(">I", data[at:at + 4])[0]
        packed += data[at + 8:at + 8 + size] if data[at + 4:at + 8] == b"IDAT" else b""
        at += size + 12
    raw, rows, before = zlib.decompress(packed), [], bytearray(width * channels)
    for y in range(height):
        begin = y * (width * channels + 1)
        mode, row = raw[begin], bytearray(raw[begin + 1:begin + 1 + width * channels])
        for i, up in enumerate(before):
            left, corner = (row[i - channels], before[i - channels]) if i >= channels else (0, 0)
            guess = left + up - corner
            near = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))[2]
            row[i] = row[i] + (0, left, up, (left + up) // 2, near)[mode] & 255
        rows.append([tuple(row[x:x + 3]) for x in range(0, width * channels, channels)])
        before = row
    return rows


def in_our_own_terminal(folder):
    """Asked and answered by quire itself, and drawn: 10 x 5 cells of the picture's colour, whatever the protocol."""
    path, environment = os.path.join(folder, "out.png"), {**os.environ, "HOME": folder, "LC_ALL": "C.UTF-8"}
    areas = {}
    for words in ((), ("--protocol", "kitty"), ("--protocol", "iterm2"), ("--protocol", "sixel"), ("--protocol", "blocks")):
        done = subprocess.run([QUIRE, "render", "--cols", "20", "--rows", "8", "--no-cursor", "--output", path, "--", QUIRE, "show", *words,
                               "--fit", "stretch", "--width", "10", "--height", "5", os.path.join(folder, "small.png")],
                              capture_output=True, check=False, timeout=LONG_S, env=environment)
        check(done.returncode == 0, f"{words}: {done}")
        seen = [(x, y) for y, row in enumerate(pixels_of(path)) for x, color in enumerate(row)
                if all(abs(have - wanted) <= 2 for have, wanted in zip(color, (200, 30, 90)))]
        columns, lines = [x for x, _ in seen] or [0], [y for _, y in seen] or [0]
        areas[words] = (min(columns), min(lines), max(columns), max(lines), len(seen))
    left, top, right, bottom, count = areas[()]
    check(right - left >= 50 and count == (right - left + 1) * (bottom - top + 1), f"a whole rectangle: {areas}")
    check(len(set(areas.values())) == 1, f"the same one: {areas}")


def names_do_no_harm(folder):
    status, text = shown(folder, ["--name", "\x1b]0;evil\x07.png"], AS_KITTY)
    check(status == 0 and text.endswith(b"?]0;evil?.png\r\n"), text)


def main():
    folder = tempfile.mkdtemp(prefix="quire-show-")
    noise = b"".join(bytes(zlib.crc32(bytes([i % 256, i // 256 % 256, k])) >> 8 & 255 for k in range(3)) for i in range(65536))
    rows = b"".join(b"\0" + (noise * 2)[y * 300 % 65536:][:3 * 1200] for y in range(900))
    files = {"small.png": png(30, 40), "large.png": png(1500, 1000), "-dash.png": png(3, 3), "text.txt": b"no picture\n",
             "empty": b"", "anim.gif": gif(20, 20, [1, 2, 3]), "broken.gif": b"GIF89a" + b"\xFF" * 40, "broken.png": png(30, 40)[:60], "\x1b]0;evil\x07.png": png(3, 3)}
    head = png(1200, 900)
    idat = zlib.compress(rows, 1)
    chunk = struct.pack(">I", len(idat)) + b"IDAT" + idat + struct.pack(">I", zlib.crc32(b"IDAT" + idat))
    files["noise.png"] = head[:33] + chunk + head[-12:]
    for name, data in files.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)
    try:
        for test in (what_the_terminal_has, asked_once_and_nothing_stays_behind, slow_and_silent, nonsense, limits_of_sixel,
                     modes_are_restored, stopped_and_continued, broken_off_in_the_middle, standard_input, without_a_terminal,
                     sizes, in_tmux, several_files_and_mistakes, other_formats, in_our_own_terminal, names_do_no_harm):
            test(folder)
    finally:
        shutil.rmtree(folder)
    print(f"{passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
