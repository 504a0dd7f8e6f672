"""vttest on a pty, with libquire as its terminal (terminal_host.c), driven by what it prints.

Nothing here waits for time to pass: after each key the program's output is read until it ends with the expected prompt,
and the terminal's replies are written back at once. A limit of time only ends a test that has gone wrong."""

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios

STALLED_S = 60
HOLD = rb"Push <RETURN>"
MENU = rb"Enter choice number \(\d+ - \d+\): "
PROMPT = HOLD + b"|" + MENU


class Stalled(Exception):
    """The program does not print what it should."""


class Terminal:
    """The terminal host: bytes in, replies and screens out."""

    def __init__(self, host):
        self.process = subprocess.Popen([host], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.size = (80, 24)
        self.reversed = False

    def ask(self, command, data=b""):
        self.process.stdin.write(command.encode() + b"\n" + data)
        self.process.stdin.flush()
        head = self.process.stdout.readline().split()
        if len(head) != 4:
            raise Stalled(f"the terminal ended at {command!r} with {self.process.wait()}")
        self.size = (int(head[1]), int(head[2]))
        self.reversed = head[3] == b"1"
        return self.process.stdout.read(int(head[0]))

    def feed(self, data):
        return self.ask(f"feed {len(data)}", data)

    def screen(self):
        return json.loads(self.ask("json"))

    def close(self):
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass
        self.process.wait()
        self.process.stdout.close()


class Session:
    """One run of vttest."""

    def __init__(self, host):
        self.terminal = Terminal(host)
        self.output = b""  # since the last input
        self.prompt = b""  # that it ended with
        self.size = self.terminal.size
        self.child, self.master = pty.fork()
        if self.child == 0:
            self.set_size(0)  # before the program looks at it
            os.environ["TERM"] = "vt100"
            os.execvp("vttest", ["vttest"])

    def set_size(self, descriptor):
        fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", self.size[1], self.size[0], 0, 0))

    def read_some(self):
        """Takes one piece of output to the terminal, and its replies back."""
        if not select.select([self.master], [], [], STALLED_S)[0]:
            raise Stalled(f"no prompt; the last output was {self.output[-300:]!r}")
        try:
            data = os.read(self.master, 65536)
        except OSError:  # how Linux says that the other side is closed
            data = b""
        if not data:
            raise Stalled(f"vttest has ended; the last output was {self.output[-300:]!r}")
        self.output += data
        replies = self.terminal.feed(data)
        if self.size != self.terminal.size:
            self.size = self.terminal.size
            self.set_size(self.master)
        self.write(replies)

    def write(self, data):
        while data:
            data = data[os.write(self.master, data):]

    def wait(self, prompt=PROMPT):
        """Reads until the output ends with a prompt, a regular expression."""
        ending = re.compile(b"(?:" + prompt + rb")(?:\x1b\[K)?\Z", re.DOTALL)
        while True:
            found = ending.search(self.output)
            if found:
                self.prompt = found.group(0)
                return
            self.read_some()

    def begin(self, data):
        """Sends bytes; the output that counts for the next prompt begins here."""
        self.output = b""
        self.write(data)

    def send(self, data, prompt=PROMPT):
        """Sends bytes and waits for the next prompt."""
        self.begin(data)
        self.wait(prompt)

    def key(self, name, prompt):
        """Presses a key, which sends what the terminal's modes say."""
        self.send(self.terminal.ask(f"key {name}"), prompt)

    def close(self):
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        os.close(self.master)
        self.terminal.close()
