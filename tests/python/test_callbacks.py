"""Replies, events and messages: what they say, what they may do, and what becomes of what they raise."""
import gc
import pathlib
import tempfile
import unittest

import kit
import quire
from quire import EventType, Permission, Screen, Terminal


class Callbacks(unittest.TestCase):
    def events(self, data, **options):
        told = []
        with Terminal(20, 4, on_event=told.append, **options) as terminal:
            terminal.feed(data)
        return told

    def test_replies(self):
        replies = []
        with Terminal(20, 4, on_reply=replies.append) as terminal:
            terminal.feed("\x1b[2;3H\x1b[6n\x1b[5n")
            self.assertEqual(b"".join(replies), b"\x1b[2;3R\x1b[0n")

    def test_events_have_what_they_are_about(self):
        title, bell = self.events("\x1b]2;t\u00fct\x07\x07")
        self.assertEqual((title.type, title.text, title.notification, title.shell), (EventType.TITLE, "t\u00fct", None, None))
        self.assertEqual(bell.type, EventType.BELL)
        note, = self.events("\x1b]99;i=7:d=0:f=dGVzdA==;a title\x07\x1b]99;i=7:p=body:u=2;a body\x07")
        self.assertEqual((note.type, note.title, note.text), (EventType.NOTIFICATION, "a title", "a body"))
        self.assertEqual((note.notification.id, note.notification.application), ("7", "test"))
        self.assertEqual(note.notification.urgency, 2)
        done = self.events("\x1b]133;A\x07\x1b]133;D;42;aid=x\x07")[-1]
        self.assertEqual((done.shell.mark, done.shell.exit_status, done.shell.id), (quire.ShellMark.DONE, 42, "x"))
        progress = self.events("\x1b]9;4;1;50\x07")[0]
        self.assertEqual((progress.state, progress.value), (quire.Progress.RUNNING, 50))

    def test_the_clipboard(self):
        written, = self.events("\x1b]52;c;aGVsbG8A/w==\x07", clipboard_write=Permission.ALLOW)
        self.assertEqual((written.type, written.selection, written.data), (EventType.CLIPBOARD_SET, "c", b"hello\0\xff"))
        request = self.events("\x1b]5522;type=read:id=r1;dGV4dC9wbGFpbg==\x1b\\")[0].clipboard
        self.assertEqual((request.id, request.items), ("r1", (("text/plain", b""),)))
        replies = []
        with Terminal(20, 4, on_reply=replies.append,
                      on_event=lambda event: terminal.answer_clipboard(event.selection, "hi")) as terminal:
            terminal.feed("\x1b]52;p;?\x07")
        self.assertEqual(replies, [b"\x1b]52;p;aGk=\x07"])

    def test_messages_and_sizes(self):
        messages, sizes = [], []
        with Terminal(20, 4, on_log=messages.append, window_ops=Permission.ALLOW,
                      on_resize=lambda cols, rows: sizes.append((cols, rows)) or True) as terminal:
            terminal.feed("\x1b[8;6;30t" + "a" + "\u0301" * 40)
            self.assertEqual((sizes, terminal.screen.cols), ([(30, 6)], 30))
            self.assertEqual(messages[0].code, quire.LogCode.CLUSTER_TOO_LONG)
            self.assertIn("marks", messages[0].text)

    def test_callbacks_live_as_long_as_the_terminal(self):
        replies = []
        terminal = Terminal(20, 4, on_reply=lambda data: replies.append(data), on_event=lambda event: None)
        for _ in range(3):
            gc.collect()
            terminal.feed("\x1b[5n\x07")
        self.assertEqual(replies, [b"\x1b[0n"] * 3)
        copy = Terminal.load(terminal.save(), on_reply=lambda data: replies.append(data))
        gc.collect()
        copy.feed("\x1b[5n")
        self.assertEqual(len(replies), 4)

    def test_an_exception_comes_out_of_the_call(self):
        def trouble(event):
            raise KeyError(event.text)

        replies = []
        with Terminal(20, 4, on_event=trouble, on_reply=replies.append) as terminal:
            with self.assertRaises(KeyError) as raised:
                terminal.feed("\x1b]2;one\x07\x1b]2;two\x07\x1b[5nrest")
            self.assertEqual(raised.exception.args, ("one",))
            self.assertEqual(raised.exception.__notes__, ["a later callback of the same call: KeyError('two')"])
            self.assertEqual((terminal.title, terminal.screen.lines[0]), ("two", "rest"), "the call did its work")
            self.assertEqual(replies, [b"\x1b[0n"], "the program has its answer")
            terminal.feed("\x1b[5n")
            self.assertEqual(len(replies), 2, "and the next call is as ever")

    def test_an_exception_comes_out_of_every_call(self):
        """Also of one that has failed, or that asks for something: whatever called the callback."""
        def trouble(_cols, _rows):
            raise KeyError

        with Terminal(20, 4, on_resize=trouble, window_ops=Permission.ALLOW) as terminal:
            for feed in (lambda data: terminal.feed(data), lambda data: terminal.feed_some(data, 10**6)):
                with self.assertRaises(KeyError):
                    feed("\x1b[8;6;30t")
                self.assertEqual(terminal.screen.cols, 20)
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "history")
            with Terminal(20, 2, history_file=path) as terminal:
                terminal.feed("a\r\nb\r\nc\r\nd")
            self.assertEqual(Terminal(20, 2, history_file=path, on_event=trouble).info.cols, 20)

    def test_interrupts_come_out_too(self):
        def interrupted(_data):
            raise KeyboardInterrupt

        with Terminal(20, 4, on_reply=interrupted) as terminal, self.assertRaises(KeyboardInterrupt):
            terminal.feed("\x1b[5n")


class Reentry(unittest.TestCase):
    """What a callback may call of its own terminal."""

    def inside(self, act):
        """What came of an act inside a callback: (its answer, the exception)."""
        came = []

        def run(_event):
            try:
                came.append((act(terminal), None))
            except Exception as trouble:
                came.append((None, trouble))

        with Terminal(20, 4, on_event=run) as terminal:
            terminal.feed("abc")
            screen = terminal.screen
            terminal.feed("\x07def")
            self.assertIs(terminal.screen, screen)
            self.assertEqual((terminal.screen.lines[0], terminal.screen.cols), ("abcdef", 20), "nothing has changed")
        self.assertEqual(len(came), 1)
        return came[0]

    def test_questions_are_answered(self):
        for act in (lambda terminal: terminal.title, lambda terminal: terminal.info.cols, lambda terminal: terminal.settings,
                    lambda terminal: terminal.encode_key("up"), lambda terminal: terminal.screen.lines,
                    lambda terminal: Terminal(5, 5).feed("x")):
            self.assertIsNone(self.inside(act)[1])

    def test_changes_are_refused(self):
        for act in (lambda terminal: terminal.feed("x"), lambda terminal: terminal.feed_some("x", 5),
                    lambda terminal: terminal.resize(9, 9), lambda terminal: terminal.reset(), lambda terminal: terminal.close(),
                    lambda terminal: terminal.clear_history(), lambda terminal: terminal.save(), lambda terminal: terminal.text,
                    lambda terminal: terminal.search("a"), lambda terminal: terminal.configure(tab_width=4),
                    lambda terminal: Screen(terminal), lambda terminal: terminal.screen.select_all()):
            trouble = self.inside(act)[1]
            self.assertIsInstance(trouble, quire.Invalid)
            self.assertEqual(trouble.result, quire.Result.INVALID)

    def test_what_is_not_caught_comes_out_of_the_feed(self):
        with Terminal(20, 4, on_reply=lambda data: terminal.feed(data)) as terminal:
            with self.assertRaisesRegex(quire.Invalid, "quire_terminal_feed"):
                terminal.feed("\x1b[5n")


if __name__ == "__main__":
    kit.main()
