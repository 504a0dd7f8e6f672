"""Keys, the mouse, the focus and pasting, as the modes of the program want them."""
import unittest

import kit
import quire
from quire import Key, KeyAction, Modifier, MouseAction, MouseButton, Terminal


class Keys(unittest.TestCase):
    def setUp(self):
        self.terminal = Terminal(80, 24)
        self.addCleanup(self.terminal.close)

    def test_characters_type_themselves(self):
        key = self.terminal.encode_key
        self.assertEqual(key("a"), b"a")
        self.assertEqual(key("a", Modifier.SHIFT), b"A")
        self.assertEqual(key("\u00e9"), "\u00e9".encode())
        self.assertEqual(key("a", text="\u00e1"), "\u00e1".encode())
        self.assertEqual(key("c", Modifier.CTRL), b"\x03")
        self.assertEqual(key("x", Modifier.ALT), b"\x1bx")
        self.assertEqual(key("a", action=KeyAction.RELEASE), b"")

    def test_named_keys_follow_the_modes(self):
        key = self.terminal.encode_key
        self.assertEqual(key(Key.UP), b"\x1b[A")
        self.assertEqual(key("up"), b"\x1b[A")
        self.assertEqual(key("enter"), b"\r")
        self.assertEqual(key(Key.F5, Modifier.CTRL), b"\x1b[15;5~")
        self.terminal.feed("\x1b[?1h")
        self.assertEqual(key(Key.UP), b"\x1bOA")
        self.terminal.feed("\x1b[>1u")
        self.assertEqual(key("escape"), b"\x1b[27u")
        self.terminal.feed("\x1b[=31u")
        self.assertEqual(key("a", Modifier.SHIFT, shifted="A", base="a"), b"\x1b[97:65;2;65u")
        self.assertTrue(self.terminal.modes.kitty_flags)

    def test_long_text(self):
        self.assertEqual(self.terminal.encode_key("a", text="\u6f22" * 500), ("\u6f22" * 500).encode())

    def test_unknown_keys(self):
        self.assertIs(quire.key_of_name("page_up"), Key.PAGE_UP)
        for name in ("", "no_such_key", "character"):
            with self.assertRaises(ValueError):
                self.terminal.encode_key(name)
        with self.assertRaises(quire.Invalid):
            self.terminal.encode_key(Key.COUNT)


class Others(unittest.TestCase):
    def test_mouse(self):
        with Terminal(80, 24) as terminal:
            press = (MouseAction.PRESS, MouseButton.LEFT, 4, 2)
            self.assertEqual(terminal.encode_mouse(*press), b"")
            terminal.feed("\x1b[?1002h\x1b[?1006h")
            self.assertEqual(terminal.encode_mouse(*press), b"\x1b[<0;5;3M")
            self.assertEqual(terminal.encode_mouse(MouseAction.RELEASE, MouseButton.LEFT, 4, 2, Modifier.CTRL), b"\x1b[<16;5;3m")
            self.assertEqual(terminal.encode_mouse(MouseAction.PRESS, MouseButton.WHEEL_UP, 0, 0), b"\x1b[<64;1;1M")

    def test_focus(self):
        with Terminal(80, 24) as terminal:
            self.assertEqual(terminal.encode_focus(True), b"")
            terminal.feed("\x1b[?1004h")
            self.assertEqual((terminal.encode_focus(True), terminal.encode_focus(False)), (b"\x1b[I", b"\x1b[O"))

    def test_paste(self):
        with Terminal(80, 24) as terminal:
            self.assertEqual(terminal.encode_paste("a\nb\x1bc"), b"a\rbc")
            terminal.feed("\x1b[?2004h")
            self.assertEqual(terminal.encode_paste(b"a\x1b[201~"), b"\x1b[200~a[201~\x1b[201~")
            self.assertEqual(len(terminal.encode_paste("x" * 100000)), 100012)
        self.assertTrue(quire.paste_is_risky("a\n"))
        self.assertFalse(quire.paste_is_risky("a\tb"))


if __name__ == "__main__":
    kit.main()
