"""Mistakes are exceptions, whatever is done in whatever order; nothing crashes."""
import copy
import gc
import mmap
import pathlib
import pickle
import subprocess
import sys
import unittest
import weakref

import kit
import quire
from quire import Place, Range, Result, Screen, Terminal


class Errors(unittest.TestCase):
    def test_an_error_says_what_the_library_said(self):
        with self.assertRaises(quire.QuireError) as raised:
            Terminal(0, 5)
        error = raised.exception
        self.assertEqual((error.result, error.function), (Result.LIMIT, "quire_terminal_create"))
        self.assertEqual(str(error), f"LIMIT: {error.text} (quire_terminal_create)")
        with Terminal() as terminal:
            with self.assertRaises(ValueError):
                terminal.configure(tab_width=0)
            with self.assertRaises(LookupError):
                terminal.screen.show(Place(99))

    def test_options_and_settings_that_are_none(self):
        for options in ({"colour": 1}, {"size": 8}, {"allocator": None}, {"callbacks": None}):
            with self.assertRaises(TypeError):
                Terminal(**options)
        with Terminal() as terminal:
            for settings in ({"colour": 1}, {"members": 1}, {"size": 1}):
                with self.assertRaises(TypeError):
                    terminal.configure(**settings)
            with self.assertRaises(quire.Invalid):
                terminal.configure(foreground=0x1000000)
            with self.assertRaises(TypeError):
                terminal.feed(5)
            with self.assertRaises(ValueError):
                Terminal(palette=[0] * 256, cursor_shape=99)

    def test_rows_that_are_none(self):
        with Terminal(10, 3) as terminal:
            self.assertEqual(terminal.screen[-1].place, terminal.screen[2].place)
            for row in (3, -4):
                with self.assertRaises(IndexError):
                    terminal.screen[row]
            with self.assertRaises(quire.Invalid):
                terminal.screen.place(3, 0)
            with self.assertRaises(quire.Invalid):
                terminal.format_range(Range(Place(1, 5), Place(1, 0)))

    def test_snapshots_that_are_none(self):
        with Terminal(10, 3) as terminal:
            data = terminal.save()
        for bad in (b"", b"no snapshot", data[:-1], data[:100] + b"\xff" * 20 + data[120:]):
            with self.assertRaises(quire.QuireError) as raised:
                Terminal.load(bad)
            self.assertIn(raised.exception.result, (Result.CORRUPT, Result.UNSUPPORTED))


class Life(unittest.TestCase):
    def test_what_is_closed_says_so(self):
        terminal = Terminal(10, 3)
        screen, other = terminal.screen, Screen(terminal)
        terminal.close()
        terminal.close()
        for act in (lambda: terminal.feed("x"), lambda: terminal.title, lambda: terminal.info, lambda: terminal.screen,
                    lambda: terminal.save(), lambda: terminal.encode_key("up"), lambda: screen.lines, lambda: screen.update(),
                    lambda: other.update(), lambda: list(terminal.prompts())):
            with self.assertRaisesRegex(ValueError, "closed"):
                act()
        self.assertEqual(other.lines, ["", "", ""], "a view of its own still has what it showed")
        other.close()
        other.close()
        with self.assertRaisesRegex(ValueError, "closed"):
            other.lines

    def test_nothing_can_be_copied_by_accident(self):
        with Terminal(10, 3) as terminal:
            for each in (terminal, terminal.screen, quire.Page(2, 2), quire.History()):
                for act in (copy.copy, copy.deepcopy, pickle.dumps):
                    with self.assertRaisesRegex(TypeError, "cannot be copied"):
                        act(each)
            self.assertEqual(copy.copy(terminal.screen[0]), terminal.screen[0])

    def test_nothing_is_kept(self):
        terminal = Terminal(10, 3, on_event=lambda event: None)
        screen = terminal.screen
        gone = weakref.ref(terminal), weakref.ref(screen)
        del terminal
        self.assertIsNotNone(gone[0](), "a view keeps its terminal")
        del screen
        gc.collect()
        self.assertEqual([each() for each in gone], [None, None])

    def test_no_memory_is_kept(self):
        def use():
            with Terminal(80, 24, on_event=lambda event: None) as terminal:
                terminal.feed("\x1b]2;title\x07" + "some text\r\n" * 100)
                terminal.search("text", limit=1)
                terminal.screen.select_all()
                Terminal.load(terminal.save()).feed("x")
            quire.Page(80, 24).write(0, 0, "text")

        def resident_bytes():
            gc.collect()
            return int(pathlib.Path("/proc/self/statm").read_text("ascii").split()[1]) * mmap.PAGESIZE

        for _ in range(20):
            use()
        before = resident_bytes()
        for _ in range(200):
            use()
        self.assertLess(resident_bytes() - before, 4 << 20)

    def test_a_terminal_that_could_not_be_made_ends_well(self):
        for _ in range(3):
            with self.assertRaises(quire.QuireError):
                Terminal(10**5, 10**5)
        gc.collect()

    def test_the_end_of_the_program(self):
        code = ("import quire; t = quire.Terminal(on_reply=print, on_event=print); s = quire.Screen(t); u = t.screen\n"
                "t.feed('\\x1b[5n'); p = quire.Page(); h = quire.History()")
        done = subprocess.run([sys.executable, "-B", "-X", "dev", "-c", code], capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "b'\\x1b[0n'\n", ""))


if __name__ == "__main__":
    kit.main()
