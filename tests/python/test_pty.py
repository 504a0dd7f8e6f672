"""A program behind the terminal: a shell on a pty, keys typed to it, its screen read until it says what it should."""
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
import unittest

import kit
from quire import Key, Modifier, Terminal

LIMIT_S = 60


class Session:
    """A program on a pty, and the terminal that it writes to."""

    def __init__(self, command, cols=60, rows=10):
        self.terminal = Terminal(cols, rows, on_reply=self.send)
        self.child, self.pty = pty.fork()
        if self.child == 0:
            self.tell_size(0, cols, rows)  # before the program looks at it
            os.environ.update(TERM="xterm-256color", PS1="ready> ", ENV="/dev/null", LC_ALL="C.UTF-8")
            os.execvp(command[0], command)

    def tell_size(self, descriptor, cols, rows):
        fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def size(self, cols, rows):
        self.terminal.resize(cols, rows)
        self.tell_size(self.pty, cols, rows)

    def send(self, data):
        os.write(self.pty, data)

    def press(self, *keys, mods=0):
        for key in keys:
            self.send(self.terminal.encode_key(key, mods))

    def wait(self, condition, what):
        """Feeds what the program writes until the condition holds. False from read: it has ended."""
        end = time.monotonic() + LIMIT_S
        while not condition():
            ready = select.select([self.pty], [], [], max(0, end - time.monotonic()))[0]
            if not ready or not self.read():
                raise AssertionError(f"{what}; the screen is\n{self.terminal.text}")

    def read(self):
        try:
            data = os.read(self.pty, 65536)
        except OSError:  # how Linux says that the program has closed the pty
            return False
        self.terminal.feed(data)
        return bool(data)

    def wait_for(self, text):
        self.wait(lambda: text in self.terminal.text, f"{text!r} did not come")

    def type(self, line, *more):
        """Types a line when the shell has shown its prompt, for what is typed before may be shown before it."""
        terminal = self.terminal
        self.wait(lambda: terminal.screen.lines[terminal.cursor.row].strip() == "ready>", "no prompt")
        self.press(*line, *more, Key.ENTER)

    def close(self):
        try:
            os.kill(self.child, signal.SIGKILL)
        except ProcessLookupError:
            pass
        os.close(self.pty)
        status = os.waitpid(self.child, 0)[1]
        self.terminal.close()
        return status


class Shell(unittest.TestCase):
    def session(self, *command):
        session = Session(command)
        self.addCleanup(session.close)
        return session

    def test_a_shell_is_typed_to(self):
        session = self.session("/bin/sh", "-i")
        session.type("echo $((6*7)) ", Key.BACKSPACE)
        session.wait_for("\n42\n")
        session.type("stty size")
        session.wait_for("10 60")
        session.size(70, 12)
        session.type("stty size")
        session.wait_for("12 70")
        session.type("echo wait''ing; read nothing")
        session.wait_for("\nwaiting")
        session.press("c", mods=Modifier.CTRL)
        session.type("printf '\\033[1;4%sm%s\\033[m\\n' 2 gre''en")
        session.wait_for("green\n")
        row = next(row for row in session.terminal.screen if row.text == "green")
        self.assertTrue(row.cells[0].bold)
        self.assertEqual(row.cells[0].written_background.value, 2)

    def test_a_program_asks_and_is_answered(self):
        session = self.session("/bin/sh", "-c", "stty raw -echo; printf 'xy\\033[6n'; dd bs=1 count=6 2>/dev/null | od -An -c; "
                                                "stty sane; echo end")
        session.wait_for("end")
        self.assertIn("033   [   1   ;   3   R", session.terminal.text)

    def test_the_end_of_a_program_is_seen(self):
        session = self.session("/bin/sh", "-c", "printf 'last words'")
        while session.read():
            pass
        self.assertEqual(session.terminal.screen.lines[0], "last words")

    def test_pasting(self):
        session = self.session("/bin/sh", "-c", "printf '\\033[?2004hready'; stty -echo; read line; printf %s \"$line\" | od -An -c")
        session.wait_for("ready")
        session.send(session.terminal.encode_paste("a b"))
        session.press(Key.ENTER)
        session.wait_for("033   [   2   0   0   ~   a       b 033   [   2   0   1")


if __name__ == "__main__":
    kit.main()
