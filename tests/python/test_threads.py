"""Threads: a terminal is one at a time, terminals are all at once, and Python's lock is free while the library
works."""
import threading
import time
import unittest

import kit
from quire import Screen, Terminal

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
