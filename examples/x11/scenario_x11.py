#!/usr/bin/env python3
"""The X11 example with people at it: scenario_x11.py PROGRAM NAME. It has nothing for tests: its screen is read as a
user would take it, by dragging over all of it and pasting the primary selection."""
import os
import subprocess
import sys
import time

try:
    from Xlib.error import XError
except ImportError:  # main() says so
    pass

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tests", "app"))
from harness import LONG_S, Quire, X, check, comes_to_rest, main, needs, wait_until, walk  # noqa: E402

BORDER = 4
RAW = ("import os,sys,termios,tty\ntty.setraw(0)\nos.write(1,%r)\nout=open(sys.argv[1],'ab',0)\nos.write(1,b'ready')\n"
       "while True:\n    got=os.read(0,4096)\n    out.write(got)\n    if b'q' in got: sys.exit(7)\n")


class Terminal:
    def __init__(self, desk, *arguments):
        self.desk = desk
        # openbox forgets windows that are mapped while it starts
        wait_until(lambda: desk.root_property("_NET_CLIENT_LIST") is not None, "the window manager")
        self.small = desk.program.endswith("_small")
        options = [] if self.small else ["-f", "DejaVu Sans Mono:size=11"]
        self.process = desk.spawn([desk.program, *options, *arguments], stdout=subprocess.PIPE)
        wait_until(self.find, "the window")
        hints = self.window.get_wm_normal_hints()
        self.cell = hints.width_inc, hints.height_inc
        wait_until(self.focused, "the focus")

    def find(self):
        if self.process.poll() is not None:
            raise RuntimeError(f"the terminal ended with status {self.process.returncode}")
        for window in walk(self.desk.display.screen().root):
            try:
                if (window.get_wm_class() or ("", ""))[1] == "Quire" and window.get_attributes().map_state == X.IsViewable:
                    self.window = window
                    return True
            except Exception:  # the window went away meanwhile
                pass
        return False

    def focused(self):
        if self.desk.display.get_input_focus().focus == self.window:
            return True
        return Quire.focus(self)

    def size(self):
        geometry = self.window.get_geometry()
        return ((geometry.width - 2 * BORDER) // self.cell[0], (geometry.height - 2 * BORDER) // self.cell[1])

    def resize(self, cols, rows):
        self.window.configure(width=2 * BORDER + cols * self.cell[0], height=2 * BORDER + rows * self.cell[1])
        self.desk.display.sync()
        wait_until(lambda: self.size() == (cols, rows), "the size")

    def place(self, col, row):
        origin = self.window.translate_coords(self.desk.display.screen().root, 0, 0)
        return (-origin.x + BORDER + col * self.cell[0], -origin.y + BORDER + (row + 0.5) * self.cell[1])

    def drag(self, start, end):
        """From and to the left edges of cells."""
        self.desk.move(*self.place(*start))
        self.desk.button(1, True)
        self.desk.move(*self.place(*end))
        self.desk.button(1, False)

    def text(self):
        """The screen. With shift, so that programs do not get the mouse."""
        cols, rows = self.size()
        shift = self.desk.code_of("shift")[0]
        self.desk.press_code(shift, True)
        self.drag((0.1, 0), (cols - 0.1, rows - 1))
        self.desk.press_code(shift, False)
        text = self.desk.run(["xclip", "-o", "-selection", "primary", "-t", "UTF8_STRING"])
        time.sleep(0.35)  # the next press is no double click
        return text

    def wait_for(self, what):
        end = time.monotonic() + LONG_S
        while True:
            text = self.text()
            if what(text) if callable(what) else what in text:
                check(True, "")
                return text
            if time.monotonic() > end:
                check(False, f"waited for {what!r}; the screen was:\n{text}")
                return text

    def picture(self, label):
        """Without a selection in it."""
        shift = self.desk.code_of("shift")[0]
        self.desk.press_code(shift, True)
        self.desk.move(*self.place(0.2, 0))
        self.desk.click()
        self.desk.press_code(shift, False)
        time.sleep(0.2)
        self.desk.picture(label)

    def image(self):
        size = self.window.get_geometry()
        try:
            return self.window.get_image(0, 0, size.width, size.height, 2, 0xFFFFFF).data
        except XError:  # it has become smaller meanwhile
            return b""

    def settled(self):
        """The picture, once it has not changed for a while in which the terminal had nothing to do."""
        def same():
            before = self.image()
            return comes_to_rest(self.process.pid, 0.35) and self.image() == before != b""
        wait_until(same, "the picture")
        return self.image()

    def check_picture(self, when):
        """What was drawn bit by bit looks as if all were drawn now (a window of another size begins with nothing)."""
        self.desk.move(*self.place(0.2, 0))
        self.desk.click()  # selects nothing
        before, size = self.settled(), self.window.get_geometry()
        for extra in (self.cell[0], 0):
            self.window.configure(width=size.width + extra, height=size.height)
            self.desk.display.sync()
            after = self.settled()
        check(after == before, "the picture is another than a fresh one " + when)

    def pixel(self, col, row, y=0.1):
        """The colour at the left of a cell, there where letters do not reach."""
        x = int(BORDER + col * self.cell[0]) + 1
        data = self.window.get_image(x, int(BORDER + (row + y) * self.cell[1]), 1, 1, 2, 0xFFFFFF).data
        return data[2] << 16 | data[1] << 8 | data[0]

    def status(self):
        try:
            return self.process.wait(LONG_S)
        except subprocess.TimeoutExpired:
            return None


def raw(desk, setup=b""):
    """A program that writes what it gets into a file; `q` ends it with status 7."""
    terminal = Terminal(desk, sys.executable, "-c", RAW % setup, desk.write("keys", ""))
    terminal.wait_for("ready")
    return terminal


def keys_read(desk):
    with open(os.path.join(desk.folder, "keys"), encoding="utf-8", newline="") as file:
        return file.read()


def selected(desk, wanted, what):
    """What others get by the middle button."""
    wait_until(lambda: desk.run(["xclip", "-o"]).strip() == wanted, what)
    check(True, what)


def got(desk, wanted):
    wait_until(lambda: wanted in keys_read(desk), f"{wanted!r}; there is {keys_read(desk)[:200]!r}")
    check(True, "")


@needs("xclip", "vim")
def vim(desk):
    terminal = Terminal(desk, "vim", "-u", "NONE", "-N", "note.txt")
    terminal.wait_for("note.txt")
    desk.type("ifirst line\nsecond word here")
    desk.key("escape")
    terminal.wait_for("second word here")
    desk.type("ggyyGp:set number\n")
    terminal.wait_for("  3 first line")
    terminal.picture("vim")
    desk.type(":wq\n")
    check(terminal.status() == 0, "vim and the window end")
    check(desk.read("note.txt") == "first line\nsecond word here\nfirst line\n", "the file is " + desk.read("note.txt"))


@needs("xclip", "less")
def less(desk):
    path = desk.write("long.txt", "".join(f"this is line {number}\n" for number in range(1, 501)))
    terminal = Terminal(desk, "less", path)
    terminal.wait_for("this is line 23\n")
    desk.type(" ")
    terminal.wait_for(lambda text: text.startswith("this is line 24\n"))
    desk.key("page_down")
    terminal.wait_for(lambda text: text.startswith("this is line 47\n"))
    desk.move(*terminal.place(5, 5))
    desk.click(4)  # less has no mouse: the wheel presses cursor keys in the alternate screen
    terminal.wait_for(lambda text: not text.startswith("this is line 47\n") and "this is line 47\n" in text)
    desk.type("/line 77\n")
    terminal.wait_for(lambda text: text.startswith("this is line 77\n"))
    terminal.picture("less")
    desk.type("q")
    check(terminal.status() == 0, "less ends")


@needs("xclip", "htop")
def htop(desk):
    terminal = Terminal(desk, "htop")
    terminal.resize(100, 30)
    text = terminal.wait_for(lambda text: "Mem[" in text and "PID" in text and text.count("\n") == 29 and
                             "F10Quit" in text.splitlines()[-1])  # the keys are on the last row of the new size
    terminal.picture("htop")
    desk.move(*terminal.place(95, 29))  # htop takes the mouse: its last key is Quit
    for col in range(100):
        if text.splitlines()[-1][col:].startswith("Quit"):
            desk.move(*terminal.place(col + 0.5, 29))
    desk.click()
    check(terminal.status() == 0, "htop ends by the mouse")


LOOK = r"""printf '\033[1mbold\033[m \033[3mitalic\033[m \033[1;3mboth\033[m \033[2mdim\033[m \033[7minverse\033[m '
printf '\033[9mstruck\033[m \033[53moverline\033[m [\033[8minvisible\033[m]\r\n\r\n'
printf '\033[4msingle\033[m \033[4:2mdouble\033[m \033[4:3;58;5;1mcurly\033[m \033[4:4mdotted\033[m '
printf '\033[4:5mdashed\033[m \033]8;;https://example.org/\033\\link\033]8;;\033\\\r\n\r\n'
printf '\033[41m  \033[48;2;0;128;64m  \033[48;5;21m  \033[m 漢字かな 한글 e\314\201o\314\210 ÄÖÜß ελ я ☃ → '
printf '😀 ❤️ 👍🏽 👨‍👩‍👧 🇩🇪|\r\n\r\n'
printf '┌──┬──┐ ╭──╮ ░▒▓█ ▁▂▃▄▅▆▇█\r\n│  │  │ │  │\r\n├──┼──┤ ╰──╯ ⠋⠙⠹\r\n└──┴──┘\r\n\r\n'
i=0; while [ $i -lt 16 ]; do printf '\033[48;5;%sm   ' $i; i=$((i+1)); done; printf '\033[m\r\n'
printf '\033]0;a title ä\007'
"""


@needs("xclip")
def look(desk):
    """What a screen looks like: text comes back as it was, paper has its colour, the cursor its shape."""
    terminal = Terminal(desk, "sh", "-c", LOOK + "read line; printf '\\033[4 qunder'; read line; printf '\\033[6 qbar'; read line")
    text = terminal.wait_for("▇█")
    for part in ["bold italic both dim inverse struck overline [invisible]", "漢字かな 한글 e\u0301o\u0308 ÄÖÜß", "👨‍👩‍👧 🇩🇪|"]:
        check(part in text, f"{part!r} is not in\n{text}")
    terminal.picture("look")
    terminal.settled()
    colors = [terminal.pixel(col, 4) for col in (0, 2, 4)]
    check(colors[1] == 0x008040, f"a colour as it was set, {colors[1]:06X}")
    check(len(set(colors)) == 3, "colours of the palette")
    paper, ink = terminal.pixel(40, 15), terminal.pixel(0, 12, 0.5)
    check(paper == 0x16181D, f"paper, {paper:06X}")
    check(ink == 0xD8DEE9, f"a block for a cursor, {ink:06X}")
    desk.key("enter")
    wait_until(lambda: terminal.pixel(5, 13, 0.95) == 0xD8DEE9 and terminal.pixel(5, 13, 0.5) == paper, "a line below")
    desk.key("enter")
    wait_until(lambda: terminal.pixel(3, 14, 0.5) == 0xD8DEE9, "a bar")
    wait_until(lambda: terminal.window.get_full_text_property(desk.display.intern_atom("_NET_WM_NAME")) == "a title ä", "the title")
    desk.key("enter")
    check(terminal.status() == 0, "it ends")


@needs("xclip", "setxkbmap")
def keys(desk):
    """The bytes of keys, in both protocols, and what is composed of two."""
    terminal = raw(desk)
    for key, wanted in [("a", "a"), ("shift+a", "A"), ("ctrl+a", "\x01"), ("alt+x", "\x1bx"), ("F5", "\x1b[15~"),
                        ("shift+tab", "\x1b[Z"), ("up", "\x1b[A"), ("ctrl+right", "\x1b[1;5C"), ("backspace", "\x7f")]:
        desk.key(key)
        got(desk, wanted)
    desk.run(["setxkbmap", "us", "intl"])
    time.sleep(0.3)
    desk.key("apostrophe")  # dead_acute there
    desk.key("e")
    got(desk, "é")
    desk.run(["setxkbmap", "us"])
    desk.type("q")
    check(terminal.status() == 7, "the status of the program")
    terminal = raw(desk, b"\x1b[=31u")
    for key, wanted in [("a", "\x1b[97;;97u\x1b[97;1:3u"), ("shift+a", "\x1b[97:65;2;65u"),
                        ("ctrl+i", "\x1b[105;5u"), ("shift+shift", "\x1b[57441;2u")]:
        desk.key(key)
        got(desk, wanted)
    terminal.process.terminate()


@needs("xclip")
def mouse(desk):
    """Reports, history by wheel and keys, links, words and lines."""
    terminal = raw(desk, b"\x1b[?1002;1006h")
    desk.move(*terminal.place(3.5, 2))
    desk.click()
    got(desk, "\x1b[<0;4;3M\x1b[<0;4;3m")
    desk.click(5)
    got(desk, "\x1b[<65;4;3M")
    terminal.drag((1.5, 1), (4.5, 1))
    got(desk, "\x1b[<32;5;2M")
    desk.type("q")
    check(terminal.status() == 7, "it ends")
    script = ("i=1; while [ $i -le 100 ]; do echo row $i; i=$((i+1)); done; "
              "printf '\\033]8;;https://example.org/x\\033\\\\a-link\\033]8;;\\033\\\\ two words\\n'; read line; read line; read line; exit 3")
    terminal = Terminal(desk, "sh", "-c", script)
    terminal.wait_for("two words")
    desk.key("shift+page_up")
    terminal.wait_for(lambda text: "row 60\n" in text and "row 100\n" not in text)
    desk.key("shift+home")
    terminal.wait_for(lambda text: text.startswith("row 1\n"))
    desk.move(*terminal.place(5, 5))
    desk.click(5)
    terminal.wait_for(lambda text: text.startswith("row 4\n"))
    terminal.check_picture("after scrolling back")
    desk.key("shift+end")
    terminal.wait_for("two words")
    terminal.check_picture("at the end, with a cursor")
    desk.move(*terminal.place(12, 22))
    desk.click(times=2)
    selected(desk, "words", "a word by two clicks")
    time.sleep(0.35)
    desk.click(times=3)
    selected(desk, "a-link two words", "a line by three")
    control = desk.code_of("ctrl")[0]
    desk.press_code(control, True)
    desk.move(*terminal.place(2.5, 22))
    desk.click()
    desk.press_code(control, False)
    check(terminal.process.stdout.readline() == b"https://example.org/x\n", "the link is printed")
    for _ in range(2):  # an empty row moves up, and the cursor stays
        desk.key("enter")
        time.sleep(0.2)
    terminal.check_picture("after empty lines")
    desk.key("enter")
    check(terminal.status() == 3, "the status of the program")


@needs("xclip")
def clipboard(desk):
    """Both selections, given and taken; brackets; what is too large for one piece; OSC 52."""
    terminal = raw(desk, b"\x1b[?2004h\x1b]52;c;ZnJvbSA1Mg==\x07some words\r\n")
    wait_until(lambda: desk.run(["xclip", "-o", "-selection", "clipboard"]) == "from 52", "OSC 52")
    terminal.drag((5.1, 0), (9.9, 0))
    selected(desk, "words", "a drag sets the primary selection")
    desk.key("shift+insert")
    got(desk, "\x1b[200~words\x1b[201~")
    desk.key("ctrl+shift+c")
    wait_until(lambda: desk.run(["xclip", "-o", "-selection", "clipboard"]) == "words", "a copy")
    check("UTF8_STRING" in desk.run(["xclip", "-o", "-t", "TARGETS"]), "the types are told")
    large = "".join(f"line {number}\n" for number in range(100000))
    desk.run(["sh", "-c", "exec xclip -selection clipboard -i <$0 >/dev/null 2>&1", desk.write("large", large + "end")])
    wait_until(lambda: desk.run(["xclip", "-o", "-selection", "clipboard"]).startswith("line 0\n"), "xclip to have it")
    desk.key("ctrl+shift+v")
    got(desk, "\x1b[200~line 0\rline 1\r")
    got(desk, "\rline 99999\rend\x1b[201~")
    check(keys_read(desk).endswith("\x1b[200~" + large.replace("\n", "\r") + "end\x1b[201~"), "all of it")
    desk.type("q")
    check(terminal.status() == 7, "it ends")


@needs("xclip")
def window(desk):
    """Sizes, closing, and programs that cannot be started."""
    terminal = Terminal(desk, "sh", "-c", "trap 'stty size' WINCH; stty -a; echo here; while :; do sleep 0.05; done")
    modes = terminal.wait_for("here")
    check(" iutf8" in modes, f"the modes of the pty are {modes}")
    terminal.resize(60, 10)
    terminal.wait_for("10 60")
    Quire.close_window(terminal)  # as a window manager does
    check(terminal.status() == 0, "it ends with its window")
    ended = lambda how: Terminal(desk, "sh", "-c", "while [ ! -e shown ]; do sleep 0.05; done; " + how)
    terminal = ended("kill -9 $$")
    desk.write("shown", "")
    check(terminal.status() == 128 + 9, "a signal")
    os.unlink(os.path.join(desk.folder, "shown"))
    terminal = ended("(sleep 100) & exit 5")
    desk.write("shown", "")
    check(terminal.status() == 5, "not for what goes on behind it")


@needs("xclip")
def use(desk):
    """The small one: keys, reports, a selection that is given and pasted, the wheel, sizes, the title, colours."""
    terminal = raw(desk, b"\x1b[?2004h\x1b]2;a title \xc3\xa4\x07some \x1b[1;4mwords\x1b[m \x1b[48;2;0;128;64m  \x1b[m \xe6\xbc\xa2|\r\n")
    for key, wanted in [("a", "a"), ("ctrl+a", "\x01"), ("alt+x", "\x1bx"), ("ctrl+right", "\x1b[1;5C")]:
        desk.key(key)
        got(desk, wanted)
    wait_until(lambda: terminal.window.get_full_text_property(desk.display.intern_atom("_NET_WM_NAME")) == "a title ä", "the title")
    terminal.picture("use")
    terminal.settled()
    check(terminal.pixel(11, 0) == 0x008040, f"a colour as it was set, {terminal.pixel(11, 0):06X}")
    terminal.wait_for("some words    漢|")
    terminal.drag((5.1, 0), (9.9, 0))
    selected(desk, "words", "a drag sets the primary selection")
    check("UTF8_STRING" in desk.run(["xclip", "-o", "-t", "TARGETS"]), "the types are told")
    desk.key("shift+insert")
    got(desk, "\x1b[200~words\x1b[201~")
    large = "".join(f"line {number}\n" for number in range(10000))
    desk.run(["sh", "-c", "exec xclip -i <$0 >/dev/null 2>&1", desk.write("large", large + "end")])
    wait_until(lambda: desk.run(["xclip", "-o"]).startswith("line 0\n"), "xclip to have it")
    desk.click(2)
    got(desk, "\x1b[200~line 0\rline 1\r")
    got(desk, "\rline 9999\rend\x1b[201~")
    desk.type("q")
    check(terminal.status() is not None, "it ends")
    terminal = raw(desk, b"\x1b[?1002;1006h")
    desk.move(*terminal.place(3.5, 2))
    desk.click()
    got(desk, "\x1b[<0;4;3M\x1b[<0;4;3m")
    terminal.drag((1.5, 1), (4.5, 1))
    got(desk, "\x1b[<32;5;2M")
    desk.type("q")
    check(terminal.status() is not None, "it ends")
    terminal = Terminal(desk, "sh", "-c", "seq -f 'row %g' 100; echo at the end; read line; trap 'stty size' WINCH; echo here; "
                                          "while :; do sleep 0.05; done")
    terminal.wait_for("at the end")
    desk.move(*terminal.place(5, 5))
    desk.click(4)
    terminal.wait_for(lambda text: "row 80\n" in text and "at the end" not in text)
    terminal.check_picture("after scrolling back")
    desk.key("enter")  # typing goes back to the end
    terminal.wait_for("here")
    terminal.resize(60, 10)
    terminal.wait_for("10 60")
    terminal.window.kill_client()  # as a window manager closes the window of who has no WM_DELETE_WINDOW
    desk.display.sync()
    check(terminal.status() is not None, "it ends with its window")


if __name__ == "__main__":
    sys.exit(main({"vim": vim, "less": less, "htop": htop, "look": look, "keys": keys, "mouse": mouse,
                   "clipboard": clipboard, "window": window, "use": use}))
