"""vttest on a pty, with libquire as its terminal (terminal_host.c), driven by what it prints.

Nothing here waits for time to pass: after each key the program's output is read until a prompt is the last thing in it,
and the terminal's replies are written back at once. A limit of time only ends a test that has gone wrong."""

import fcntl
import json
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time

STALLED_S = 60
PROMPTS = re.compile(rb"Push <RETURN>|Enter choice number \(\d+ - \d+\): (?:\x1b\[K)?")


class Stalled(Exception):
    """The program prints no prompt any more."""


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
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


class Session:
    """One run of vttest, from its first prompt to its end."""

    def __init__(self, host, arguments=()):
        self.terminal = Terminal(host)
        self.size = None
        self.child, self.master = pty.fork()
        if self.child == 0:
            os.environ["TERM"] = "vt100"
            # The size must be there before the program looks at it.
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            os.execvp("vttest", ["vttest", *arguments])
        self.output = b""

    def read_some(self):
        """Takes one piece of output to the terminal, and its replies back; False at the end of the program."""
        ready, _, _ = select.select([self.master], [], [], STALLED_S)
        if not ready:
            raise Stalled(f"no prompt; the last output was {self.output[-300:]!r}")
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        if not data:
            return False
        self.output += data
        replies = self.terminal.feed(data)
        if replies:
            self.write(replies)
        if self.size != self.terminal.size:
            self.size = self.terminal.size
            fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", self.size[1], self.size[0], 0, 0))
        return True

    def write(self, data):
        while data:
            data = data[os.write(self.master, data):]

    def wait(self, prompts=PROMPTS):
        """Reads until a prompt is printed and nothing follows it. Returns the prompt, None at the end of the program."""
        deadline = time.monotonic() + STALLED_S
        while True:
            found = None
            for found in prompts.finditer(self.output):
                pass
            if found and not select.select([self.master], [], [], 0)[0]:
                return found.group(0).decode()
            if time.monotonic() > deadline:
                raise Stalled(f"no prompt; the last output was {self.output[-300:]!r}")
            if not self.read_some():
                return None

    def send(self, data, prompts=PROMPTS):
        """Sends keys and waits for the next prompt."""
        self.output = b""
        self.write(data)
        return self.wait(prompts)

    def close(self):
        os.close(self.master)
        os.waitpid(self.child, 0)
        self.terminal.close()
