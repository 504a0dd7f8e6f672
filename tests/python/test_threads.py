"""Threads: a terminal is one at a time, terminals are all at once, and Python's lock is free while the library
works."""
import threading
import time
import unittest

import kit
from quire import Place, Range, Screen, Terminal

ROWS = 400


class Threads(unittest.TestCase):
    def run_all(self, *functions):
        troubles = []

        def run(function):
            try:
                function()
            except BaseException as trouble:
                troubles.append(trouble)

        threads = [threading.Thread(target=run, args=(function,)) for function in functions]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
            self.assertFalse(thread.is_alive(), "a thread waits for ever")
        self.assertEqual(troubles, [])

    def test_one_terminal_by_many(self):
        with Terminal(40, 10, scrollback_lines=100000) as terminal:
            def feed(name):
                for number in range(ROWS):
                    terminal.feed(f"\x1b[3{number % 8}m{name} {number}\r\n")

            def look():
                with Screen(terminal) as screen:
                    for number in range(ROWS // 4):
                        screen.scroll(number % 5 - 2)
                        self.assertEqual(len(screen.lines), 10)
                        terminal.search("7", limit=3)

            def size():
                for number in range(ROWS // 8):
                    terminal.resize(40 + number % 7, 10)
                    terminal.configure(foreground=number)

            self.run_all(lambda: feed("a"), lambda: feed("b"), lambda: feed("c"), look, size)
            self.assertEqual(terminal.verify(), [])
            for name in "abc":
                self.assertEqual(len(terminal.search(f"{name} ")), ROWS)

    def test_a_callback_of_one_thread_does_not_let_another_in(self):
        order = []
        with Terminal(40, 10, on_event=lambda event: (order.append("in"), time.sleep(0.05), order.append("out"))) as terminal:
            self.run_all(*[lambda: terminal.feed("\x07")] * 4)
        self.assertEqual(order, ["in", "out"] * 4)

    def test_a_terminal_is_closed_while_others_wait_for_it(self):
        """What waits for the lock finds the terminal closed, and does not use what is gone."""
        acts = [lambda t, s: t.feed("x"), lambda t, s: t.feed_some("x", 9), lambda t, s: t.resize(9, 9), lambda t, s: t.reset(),
                lambda t, s: t.text, lambda t, s: t.info, lambda t, s: t.title, lambda t, s: t.settings,
                lambda t, s: t.configure(tab_width=3), lambda t, s: t.screen, lambda t, s: t.search("x"),
                lambda t, s: t.link_at(Place(1)), lambda t, s: t.range, lambda t, s: t.format_range(Range(Place(1), Place(2))),
                lambda t, s: list(t.prompts()), lambda t, s: t.command(1), lambda t, s: t.last_command(), lambda t, s: t.save(),
                lambda t, s: t.verify(), lambda t, s: t.idle(), lambda t, s: t.encode_key("up"), lambda t, s: t.encode_paste("x"),
                lambda t, s: t.clear_history(), lambda t, s: t.set_time(1), lambda t, s: t.answer_clipboard("c", "x"),
                lambda t, s: Screen(t), lambda t, s: s.update(), lambda t, s: s.scroll(1), lambda t, s: s.scroll_to(1),
                lambda t, s: s.show(Place(1)), lambda t, s: s.select_all(), lambda t, s: s.start_selection(0, 0),
                lambda t, s: s.extend_selection(0, 0), lambda t, s: s.select(Place(1), Place(1)), lambda t, s: s.selection,
                lambda t, s: s.selected_text, lambda t, s: s.clear_selection()]
        terminal = Terminal(40, 10)
        views = [Screen(terminal) for _ in acts]
        came = [None] * len(acts)

        def run(number):
            try:
                came[number] = acts[number](terminal, views[number])
            except Exception as trouble:
                came[number] = trouble

        threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
        with terminal._lock:
            for thread in threads:
                thread.start()
            time.sleep(0.2)
            self.assertEqual(came, [None] * len(acts), "nothing is done without the lock")
            terminal.close()
        for thread in threads:
            thread.join(60)
        for number, trouble in enumerate(came):
            self.assertIsInstance(trouble, ValueError, number)
            self.assertIn("closed", str(trouble), number)

    def test_terminals_have_nothing_to_do_with_each_other(self):
        def work():
            with Terminal(40, 10) as terminal:
                for number in range(ROWS):
                    terminal.feed(f"line {number}\r\n")
                self.assertEqual(terminal.screen.lines[0], f"line {ROWS - 9}")
                self.assertEqual(terminal.verify(), [])

        self.run_all(*[work] * 6)

    def test_python_runs_while_the_library_works(self):
        data = b"\x1b[31mx\x1b[m some text \xe6\xbc\xa2\r\n" * 200000
        turns, done = [], threading.Event()

        def other():
            while not done.is_set():
                turns.append(time.monotonic())
                time.sleep(0.001)

        watcher = threading.Thread(target=other)
        with Terminal(80, 24) as terminal:
            watcher.start()
            begin = time.monotonic()
            terminal.feed(data)
            end = time.monotonic()
            done.set()
            watcher.join()
        self.assertTrue(any(begin < turn < end for turn in turns), "no other thread had a turn during a long feed")


if __name__ == "__main__":
    kit.main()
