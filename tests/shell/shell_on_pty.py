"""A real shell on a pty, started as Quire starts it; what it writes is waited for, not for time."""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time

DEADLINE_S = 30
OSC = re.compile(rb"\x1b\](133|7|2);([^\x07\x1b]*)(?:\x07|\x1b\\)")


class Shell:
    def __init__(self, plan, folder, shell, home, login=False, variables=None, integrated=True):
        words, own = [], {}
        if integrated:
            told = subprocess.run([plan, folder, shell, "login" if login else "plain"], check=True, capture_output=True,
                                  text=True, env={**os.environ, **(variables or {})}).stdout
            for line in told.splitlines():
                kind, value = line.split(" ", 1)
                if kind == "word":
                    words.append(value)
                else:
                    name, own[name] = value.split("=", 1)
        self.environment = {"HOME": str(home), "PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "LC_ALL": "C.UTF-8",
                            **(variables or {}), **own}
        self.output = b""
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))  # before the shell looks at it
            os.chdir(home)
            os.execvpe(shell, [("-" if login else "") + os.path.basename(shell), *words], self.environment)

    def wait(self, pattern, count=1):
        """Until there are so many matches in what it wrote."""
        end = time.monotonic() + DEADLINE_S
        while len(re.findall(pattern, self.output)) < count:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.terminal], [], [], left)[0]:
                raise AssertionError(f"no {pattern!r} in {self.output!r}")
            try:
                piece = os.read(self.terminal, 65536)
            except OSError:
                piece = b""
            if not piece:
                raise AssertionError(f"the shell has ended: {self.output!r}")
            self.output += piece
            if re.search(rb"\x1b\[0?c", piece):  # shells that ask what the terminal is wait for an answer
                os.write(self.terminal, b"\x1b[?62;22c")

    def prompts(self):
        return len(re.findall(rb"\x1b\]133;A;(?!k=)", self.output))

    def run(self, line):
        """Types a line at a prompt; returns what comes up to the next prompt."""
        before, at = self.prompts(), len(self.output)
        os.write(self.terminal, line.encode() + b"\r")
        self.wait(rb"\x1b\]133;A;(?!k=)[^\x07]*\x07[\s\S]*?\x1b\]133;B\x07", before + 1)
        return self.output[at:]

    def close(self):
        os.close(self.terminal)
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)


def marks(text):
    """What was told, without options that shells add as they like: ["133;A", "7;file://...", ...]."""
    told = []
    for kind, value in OSC.findall(text):
        line = (kind + b";" + value).decode()
        told.append(re.sub(r";(aid|redraw|special_key|click_events)=\w+", "", line))
    return told


def visible(text):
    """What is left for the eyes: no control sequences."""
    text = re.sub(rb"\x1b\][^\x07\x1b]*(\x07|\x1b\\)", b"", text)
    return re.sub(rb"\x1b(\[[0-9;?=>]*[a-zA-Z]|[=>]|\(B)", b"", text).replace(b"\r", b"").decode()
