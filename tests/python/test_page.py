"""The store alone: pages, histories in memory and in files."""
import os
import pathlib
import tempfile
import unittest

import kit
import quire
from quire import Attribute, Color, ColorKind, History, Page, Place, Result, Style, Terminal, Underline

RED = Style(foreground=Color(ColorKind.PALETTE, 1), background=Color(ColorKind.RGB, 0x102030), underline=Underline.DOTTED,
            attributes=Attribute.BOLD | Attribute.OVERLINE, link="https://example.org/", link_id="1")


class Pages(unittest.TestCase):
    def test_writing_and_reading(self):
        with Page(10, 3) as page:
            style = page.add_style(RED)
            self.assertEqual(page.style(style), RED)
            self.assertEqual(page.add_style(RED), style)
            self.assertEqual(page.write(0, 0, "ab\u6f22e\u0301 long and more", style), (10, " and more"))
            self.assertEqual(page.write(1, 2, "x\ny"), (1, "\ny"))
            self.assertEqual((page.text(0), page.text(1, 2, 4)), ("ab\u6f22e\u0301 long", "x "))
            cells = page.cells(0)
            self.assertEqual([cell.text for cell in cells[:6]], ["a", "b", "\u6f22", "", "e\u0301", " "])
            self.assertEqual((cells[2].width, cells[3].width, cells[0].style), (2, 0, style))
            page.clear(0, 4)
            self.assertEqual(page.text(0).rstrip(), "ab\u6f22")
            page.release_style(style)
            page.release_style(style)
            with self.assertRaises(quire.Invalid):
                page.release_style(style)
            self.assertEqual(page.verify(), [])

    def test_snapshots(self):
        page = Page(10, 3)
        page.write(2, 0, "kept", page.add_style(RED))
        copy = Page.load(page.save())
        self.assertEqual((copy.size, copy.text(2), copy.style(copy.cells(2)[0].style)), ((10, 3), page.text(2), RED))
        with self.assertRaises(quire.QuireError) as raised:
            Page.load(page.save()[:-8])
        self.assertEqual(raised.exception.result, Result.CORRUPT)

    def test_misuse(self):
        page = Page(10, 3)
        for act in (lambda: page.write(3, 0, "x"), lambda: page.write(0, 0, "x", 5), lambda: page.style(7),
                    lambda: page.text(0, 5, 11), lambda: page.set_wrapped(9, True)):
            with self.assertRaises(quire.Invalid):
                act()
        page.close()
        with self.assertRaisesRegex(ValueError, "the Page is closed"):
            page.text(0)


def push(history, page, text, wrapped=False):
    page.clear(0)
    page.write(0, 0, text)
    page.set_wrapped(0, wrapped)
    history.push(page, 0)


class Histories(unittest.TestCase):
    def test_lines_are_read_at_any_width(self):
        with History(lines=100) as history, Page(10, 2) as page:
            push(history, page, "0123456789", wrapped=True)
            push(history, page, "abc\u6f22")
            push(history, page, "second")
            self.assertEqual(history.info[::2], (2, 1))
            for width in (2, 3, 14, 256):
                self.assertEqual(list(history.texts(width)), ["0123456789abc\u6f22", "second"], width)
            self.assertEqual([history.rows(width) for width in (5, 10, 20)], [5, 3, 2])
            self.assertEqual(history.search("9a"), [quire.Hit(Place(1, 9), 2)])
            self.assertTrue(history.read(0, page, 1))
            self.assertEqual(page.text(1), "0123456789")
            with self.assertRaises(quire.NotFound):
                history.read(99, page, 1)
            self.assertEqual(history.verify(), [])
            history.clear()
            self.assertEqual(list(history.texts()), [])

    def test_a_page_scrolls_into_a_history(self):
        with History() as history, Page(10, 2) as page:
            page.write(0, 0, "one")
            page.write(1, 0, "two")
            page.scroll(1, history=history)
            self.assertEqual((page.text(0).rstrip(), list(history.texts())), ("two", ["one"]))

    def test_files(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "history")
            with History.open(path) as history, Page(10, 1) as page:
                push(history, page, "first")
                with History.follow(path) as follower:
                    self.assertEqual(list(follower.texts()), ["first"])
                    self.assertFalse(follower.refresh())
                    push(history, page, "second")
                    self.assertTrue(follower.refresh())
                    self.assertEqual(list(follower.texts()), ["first", "second"])
                    with self.assertRaises(quire.QuireError) as raised:
                        follower.clear()
                    self.assertEqual(raised.exception.result, Result.DENIED)
            with self.assertRaises(quire.NotFound):
                History.follow(os.path.join(folder, "none"))

    def test_damage_is_reported(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "history")
            with History.open(path) as history, Page(10, 1) as page:
                for number in range(9):
                    push(history, page, f"line {number}")
            data = path.read_bytes().replace(b"line 4", b"LINE 4")
            path.write_bytes(data)
            told = []
            with History.open(path, report=told.append):
                pass
            self.assertTrue(told)
            path.write_bytes(data)

            def trouble(_text):
                raise KeyError

            with self.assertRaises(KeyError):
                History.open(path, report=trouble)

    def test_the_history_of_a_terminal_in_a_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "history")
            with Terminal(20, 2, history_file=path) as terminal:
                terminal.feed("a\r\nb\r\nc")
            with Terminal(20, 2, history_file=path) as terminal:
                terminal.feed("d\r\ne\r\nf")
                self.assertEqual(terminal.format(history_rows=quire.ALL).split()[0], "a")
                self.assertEqual(list(History.follow(pathlib.Path(path)).texts())[0], "a")


if __name__ == "__main__":
    kit.main()
