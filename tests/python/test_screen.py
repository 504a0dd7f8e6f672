"""What a terminal shows: text, styles, links, history, views, searches, selections, snapshots."""
import unittest

import kit
import quire
from quire import Attribute, Color, ColorKind, Format, Place, Range, SelectionStep, SelectionUnit, Terminal, Underline


def lines(count):
    return "\r\n".join(f"line {number}" for number in range(count))


class Cells(unittest.TestCase):
    def test_rows_have_text_and_cells(self):
        with Terminal(10, 3) as terminal:
            terminal.feed("ab \u6f22\u0301c\r\n")
            row = terminal.screen[0]
            self.assertEqual(row.text, "ab \u6f22\u0301c")
            self.assertEqual([cell.text for cell in row.cells[:7]], ["a", "b", " ", "\u6f22\u0301", "", "c", " "])
            self.assertEqual([cell.width for cell in row.cells[2:6]], [1, 2, 0, 1])
            self.assertEqual(len(row.cells), 10)
            self.assertEqual(terminal.screen.lines, ["ab \u6f22\u0301c", "", ""])
            self.assertEqual([row.text for row in terminal.screen], terminal.screen.lines)

    def test_cells_have_styles(self):
        with Terminal(20, 2) as terminal:
            terminal.feed("\x1b[1;3;4:3;31;48;2;1;2;3;58;5;4mx\x1b[my\x1b[7;2mz")
            x, y, z = terminal.screen[0].cells[:3]
            self.assertEqual((x.bold, x.italic, x.underline), (True, True, Underline.CURLY))
            self.assertEqual(x.written_foreground, Color(ColorKind.PALETTE, 1))
            self.assertEqual(x.foreground, terminal.screen.palette[1])
            self.assertEqual((x.written_background, x.background), (Color(ColorKind.RGB, 0x010203), 0x010203))
            self.assertEqual(x.underline_color, terminal.screen.palette[4])
            self.assertEqual((y.attributes, y.written_foreground), (Attribute(0), Color(ColorKind.DEFAULT, 0)))
            self.assertEqual((z.inverse, z.dim, z.bold), (True, True, False))

    def test_cells_have_links(self):
        with Terminal(20, 2) as terminal:
            terminal.feed("a\x1b]8;;https://example.org/\u00e9\x07bc\x1b]8;;\x07d")
            cells = terminal.screen[0].cells
            self.assertEqual([cell.link for cell in cells[:4]], [None, *["https://example.org/\u00e9"] * 2, None])
            link = terminal.link_at(terminal.screen.place(0, 2))
            self.assertEqual(link, quire.Link("https://example.org/\u00e9", Range(Place(1, 1), Place(1, 3))))
            self.assertIsNone(terminal.link_at(terminal.screen.place(0, 0)))

    def test_cursor_title_and_info(self):
        with Terminal(20, 5) as terminal:
            terminal.feed("\x1b]2;a title \u00fc\x07\x1b[3;5H\x1b[4 q\x1b[?1049h")
            self.assertEqual(terminal.title, "a title \u00fc")
            self.assertEqual(terminal.cursor[:3], (2, 4, True))
            self.assertEqual(terminal.cursor.shape, quire.CursorShape.UNDERLINE)
            self.assertEqual(terminal.screen.cursor.col, 4)
            self.assertTrue(terminal.info.alternate_screen)
            terminal.feed("\x1b[?25l\x1b[1;20Hx")
            self.assertFalse(terminal.cursor.visible)
            self.assertTrue(terminal.info.pending_wrap)

    def test_bytes_of_any_kind_in_any_pieces(self):
        with Terminal(10, 2) as terminal:
            for piece in (b"\xe6", bytearray(b"\xbc"), memoryview(b"\xa2\x1b["), "1", "mx"):
                terminal.feed(piece)
            self.assertEqual(terminal.screen.lines[0], "\u6f22x")
            self.assertTrue(terminal.screen[0].cells[2].bold)
            taken = terminal.feed_some(b"\r\n" * 10000, 1000)
            self.assertTrue(0 < taken < 20000)

    def test_resizing_wraps_anew(self):
        with Terminal(10, 3) as terminal:
            terminal.feed("0123456789abcde")
            self.assertEqual(terminal.screen.lines[:2], ["0123456789", "abcde"])
            self.assertTrue(terminal.screen[0].wrapped)
            terminal.resize(20, 3)
            self.assertEqual((terminal.screen.cols, terminal.screen.lines[0]), (20, "0123456789abcde"))
            self.assertEqual(len(terminal.screen[0].cells), 20)


class History(unittest.TestCase):
    def test_history_and_views(self):
        with Terminal(20, 4) as terminal:
            terminal.feed(lines(10))
            self.assertEqual(terminal.info.history_lines, 6)
            other = quire.Screen(terminal)
            other.scroll(3)
            self.assertEqual((other.lines[0], other.scroll_offset, other.scroll_total), ("line 3", 3, 6))
            self.assertEqual(terminal.screen.lines[0], "line 6")
            terminal.feed("\r\nmore")
            other.update()
            self.assertEqual(other.lines[0], "line 3", "output does not move what is read")
            other.scroll_to(0)
            self.assertEqual(other.lines[-1], "more")
            terminal.clear_history()
            self.assertEqual(terminal.info.history_lines, 0)
            other.close()

    def test_damage(self):
        with Terminal(20, 4) as terminal:
            screen = terminal.screen
            self.assertEqual(screen.changed(), [0, 1, 2, 3])
            screen.drawn()
            terminal.feed("\x1b[3Hx")
            screen.update()
            self.assertEqual(screen.changed(), [2])

    def test_formats(self):
        with Terminal(20, 2) as terminal:
            terminal.feed("zero\r\none \x1b[1mbold\x1b[m\r\n<two>")
            self.assertEqual(terminal.text, "one bold\n<two>\n")
            self.assertEqual(terminal.format(history_rows=quire.ALL), "zero\none bold\n<two>\n")
            self.assertIn("&lt;two&gt;", terminal.format(Format.HTML))
            self.assertIn('"rows"', terminal.format(Format.JSON))
            copy = Terminal(20, 2)
            copy.feed(terminal.format(Format.VT))
            self.assertEqual([row.cells for row in copy.screen], [row.cells for row in terminal.screen])

    def test_places_and_ranges(self):
        with Terminal(20, 2) as terminal:
            terminal.feed(lines(4))
            everything = terminal.range
            self.assertEqual(terminal.format_range(everything), "line 0\nline 1\nline 2\nline 3")
            place = terminal.screen.place(1, 5)
            self.assertEqual(terminal.screen.find(place), (1, 5))
            self.assertEqual(terminal.format_range(Range(place, everything.end)), "3")
            self.assertIsNone(terminal.screen.find(everything.start))
            with self.assertRaises(quire.NotFound):
                terminal.format_range(Range(Place(77), Place(78)))

    def test_commands_of_a_shell(self):
        with Terminal(20, 8) as terminal:
            terminal.feed("\x1b]133;A\x07$ \x1b]133;B\x07ls\r\n\x1b]133;C\x07a b\r\nc\r\n\x1b]133;D;0\x07\x1b]133;A\x07$ \x1b]133;B\x07")
            self.assertEqual(list(terminal.prompts()), [4, 1])
            last = terminal.last_command()
            self.assertEqual(terminal.format_range(last.input), "ls")
            self.assertEqual(terminal.format_range(last.output), "a b\nc\n")
            self.assertTrue(last.ran)
            self.assertEqual(terminal.command(1), last)
            self.assertFalse(terminal.command(4).ran)
            with self.assertRaises(quire.NotFound):
                terminal.command(2)

    def test_times(self):
        with Terminal(20, 8) as terminal:
            terminal.set_time(12345)
            terminal.feed("x")
            self.assertEqual(terminal.screen[0].time, 12345)


class Finding(unittest.TestCase):
    def test_search(self):
        with Terminal(10, 3) as terminal:
            terminal.feed(lines(8) + "\r\nA LINE over two rows")
            self.assertEqual([hit.place.line for hit in terminal.search("line")], list(range(1, 9)))
            self.assertEqual(len(terminal.search("line", ignore_case=True)), 9)
            hit, = terminal.search("over two")
            self.assertEqual(hit, quire.Hit(Place(9, 7), 8))
            newest = terminal.search("line", backward=True, limit=2)
            self.assertEqual([hit.place.line for hit in newest], [8, 7])
            self.assertEqual(terminal.search("line", start=Place(8)), newest[:1])
            self.assertEqual(terminal.search("nothing like it"), [])
            terminal.screen.show(Place(1))
            self.assertIn("line 0", terminal.screen.lines)

    def test_bad_searches(self):
        with Terminal(10, 3) as terminal:
            for text in ("", "a\nb"):
                with self.assertRaises(quire.Invalid):
                    terminal.search(text)
            with self.assertRaises(quire.QuireError) as raised:
                terminal.search("x" * 2000)
            self.assertEqual(raised.exception.result, quire.Result.LIMIT)

    def test_selection(self):
        with Terminal(20, 3) as terminal:
            terminal.feed("one two\r\nthree four\r\nfive")
            screen = terminal.screen
            self.assertIsNone(screen.selection)
            self.assertEqual(screen.selected_text, "")
            screen.select(screen.place(0, 5), screen.place(1, 2), SelectionUnit.WORD)
            self.assertEqual(screen.selected_text, "two\nthree")
            self.assertTrue(screen[1].cells[4].selected)
            self.assertFalse(screen[1].cells[6].selected)
            self.assertEqual(screen.selection.unit, SelectionUnit.WORD)
            screen.start_selection(0, 0)
            screen.extend_selection(0, 2)
            self.assertEqual(screen.selected_text, "one")
            screen.move_selection(SelectionStep.LINE_END)
            self.assertEqual(screen.selected_text, "one two")
            screen.select_all()
            self.assertEqual(screen.selected_text, "one two\nthree four\nfive")
            terminal.feed("\r\n\r\nmore")
            self.assertEqual(terminal.screen.selected_text, "one two\nthree four\nfive", "it follows its text")
            screen.clear_selection()
            self.assertIsNone(screen.selection)


class Widths(unittest.TestCase):
    def test_columns_and_clusters(self):
        self.assertEqual(quire.columns("a\u6f22e\u0301\0"), 4)
        self.assertEqual((quire.columns("\u2026"), quire.columns("\u2026", ambiguous_wide=True)), (1, 2))
        family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
        self.assertEqual(list(quire.clusters(f"a{family}e\u0301")), [("a", 1), (family, 2), ("e\u0301", 1)])
        self.assertEqual(list(quire.clusters("")), [])
        self.assertEqual(sum(columns for _, columns in quire.clusters("\u6f22" * 20000)), 40000)

    def test_cells_of_all_kinds_of_rows(self):
        """Cells and the text of a row say the same, whatever is in the row."""
        with Terminal(12, 4, ambiguous_wide=True) as terminal:
            terminal.feed("\x1b#6a\u6f22 b\r\n\u2026\x1b[4Ce\u0301\r\n\x1b[41m\x1b[K\x1b[m\r\n0123456789a\u6f22")
            for row in terminal.screen:
                self.assertEqual("".join(cell.text for cell in row.cells).rstrip(), row.text.rstrip())
                self.assertEqual(sum(cell.width for cell in row.cells), len(row.cells))
            self.assertEqual(terminal.screen[1].size, quire.RowSize.SINGLE)
            self.assertEqual([row.text for row in terminal.screen][-2:], ["0123456789a", "\u6f22"])
            terminal.screen.scroll(1)
            terminal.screen.scroll_to(1)

class Keeping(unittest.TestCase):
    def test_a_snapshot_goes_on_as_the_terminal_would(self):
        with Terminal(20, 4) as terminal:
            terminal.feed(lines(9) + "\x1b]2;title\x07\x1b[31mred\x1b[3")  # in the middle of a sequence
            data = terminal.save()
            events = []
            copy = Terminal.load(data, on_event=events.append)
            for each in (terminal, copy):
                each.feed("2mgreen\x1b]2;new\x07")
            self.assertEqual([row[:2] for row in copy.screen], [row[:2] for row in terminal.screen])
            self.assertEqual(copy.screen[3].cells[10].written_foreground, Color(ColorKind.PALETTE, 2))
            self.assertEqual((copy.title, events[-1].text), ("new", "new"))
            self.assertEqual(copy.format(history_rows=quire.ALL), terminal.format(history_rows=quire.ALL))
            self.assertEqual(copy.verify(), [])

    def test_settings(self):
        with Terminal(20, 4, foreground=0x123456, scrollback_lines=5, palette=range(256)) as terminal:
            self.assertEqual(terminal.settings["foreground"], 0x123456)
            self.assertEqual(terminal.screen.palette, list(range(256)))
            terminal.configure(background=0x654321, tab_width=4, word_characters="-_", palette=[7] * 256, cell_width_px=9,
                               cursor_shape=quire.CursorShape.BAR, title_bytes=3)
            told = terminal.settings
            self.assertEqual((told["background"], told["tab_width"], told["word_characters"]), (0x654321, 4, "-_"))
            self.assertEqual((told["cell_width_px"], told["cursor_shape"], told["title_bytes"]), (9, quire.CursorShape.BAR, 3))
            self.assertEqual((told["foreground"], terminal.screen.palette), (0x123456, [7] * 256))
            self.assertEqual(told["clipboard_write"], quire.Permission.DENY)
            terminal.feed("\x1b]2;abcdef\x07\ta")
            self.assertEqual((terminal.title, terminal.screen.lines[0]), ("abc", "    a"))
            terminal.feed("\r\n" + lines(20))
            self.assertEqual(terminal.info.history_lines, 5)
            terminal.configure(scrollback_lines=2)
            self.assertEqual(terminal.info.history_lines, 2)

    def test_idle_and_reset(self):
        with Terminal() as terminal:
            terminal.feed("x\x1b[31m" * 1000)
            self.assertIs(terminal.idle(), False)
            terminal.reset()
            self.assertEqual(terminal.screen.text.strip(), "")


if __name__ == "__main__":
    kit.main()
