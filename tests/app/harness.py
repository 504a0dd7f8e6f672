"""Drives the application like a person would: an X server of its own, key codes and the mouse by XTEST, and looking at
the text of the screen (the hidden setting debug-screen-file, see src/app/debug_screen.h).

A scenario is a function that takes a Desk. Run one with main(); it prints `N passed, N failed` as its last line. With
QUIRE_TEST_PICTURES=FOLDER set, pictures of the screen are kept there."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback

SKIP = 77
LONG_S = 30  # until a state is given up that is waited for: no machine is so slow
START_S = 20  # until an X server is given up that does not start
WHOLE_S = 0 if os.environ.get("QUIRE_SOAK") else 240  # of one scenario: what hangs says where, instead of holding up the rest
TOOLS = ["Xvfb", "openbox"]

try:
    from Xlib import X, XK, display
    from Xlib.ext import xtest
except ImportError:
    display = None

passed = failed = 0


def check(condition, what):
    """Counts one check; goes on when it fails."""
    global passed, failed
    if condition:
        passed += 1
    else:
        failed += 1
        caller = traceback.extract_stack(limit=2)[0]
        print(f"{os.path.basename(caller.filename)}:{caller.lineno}: {what}", flush=True)
    return bool(condition)


class Screen:
    """One look at the application, and in it at the current pane: `lines` are the rows in view, the rest are values of the
    debug file. `panes` has the others, by number."""

    def __init__(self, text):
        text, *others = text.split("\f")
        self.panes = {int(screen.values["pane"]): screen for screen in map(Screen, others)}
        head, _, rows = text.partition("\nscreen:\n")
        self.values = {}
        for line in head.splitlines():
            name, _, value = line.partition(": ")
            self.values[name.rstrip(":")] = value
        self.lines = rows.split("\n")[:-1]
        self.text = "\n".join(self.lines)

    def numbers(self, name):
        return [float(word) for word in self.values[name].split() if word.replace(".", "").isdigit()]

    def number(self, name):
        return self.numbers(name)[0]

    @property
    def cols(self):
        return int(self.numbers("size")[0])

    @property
    def rows(self):
        return int(self.numbers("size")[1])

    def row_of(self, text):
        for row, line in enumerate(self.lines):
            if text in line:
                return row
        return -1


def end(process):
    """Asks a process to end, and makes it: an X server can miss the question."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(3)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class Desk:
    """An X server with a window manager, a home folder, and the programs started on it."""

    def __init__(self, program, name):
        self.program, self.name = program, name
        self.folder = tempfile.mkdtemp(prefix="quire-test-")
        self.processes = []
        self.pictures = 0
        self.server = self.number = self.display = None
        self.environment = {
            "HOME": self.folder, "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "SHELL": "/bin/bash",
            "XDG_CONFIG_HOME": os.path.join(self.folder, "config"), "XDG_CACHE_HOME": os.path.join(self.folder, "cache"),
            "XDG_RUNTIME_DIR": self.folder, "LIBGL_ALWAYS_SOFTWARE": "1", "HISTFILE": "/dev/null", "TERM": "dumb"}
        for keep in ("ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
            if keep in os.environ:
                self.environment[keep] = os.environ[keep]
        os.chmod(self.folder, 0o700)

    def start_display(self, size="1000x700x24"):
        for attempt in range(5):  # two servers that start at once can take the same number
            try:
                signal.alarm(START_S)
                self.start_server(size)
                signal.alarm(WHOLE_S)
                break
            except Exception:
                signal.alarm(WHOLE_S)
                self.server.kill()
                self.server.wait()
                if attempt == 4:
                    raise
                time.sleep(0.2 * (attempt + 1))
        self.spawn(["openbox"], quiet=True)
        wait_until(lambda: self.root_property("_NET_SUPPORTING_WM_CHECK"), "the window manager")

    def start_server(self, size):
        read_end, write_end = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(write_end), "-screen", "0", size, "-nolisten", "tcp", "-noreset"],
                                       pass_fds=[write_end], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write_end)
        with os.fdopen(read_end, encoding="ascii") as number:
            self.number = number.readline().strip()  # all of it: the server dies of a pipe closed too early
        self.environment["DISPLAY"] = ":" + self.number
        self.display = display.Display(":" + self.number)

    def root_property(self, name):
        return self.display.screen().root.get_full_property(self.display.intern_atom(name), X.AnyPropertyType)

    def spawn(self, command, quiet=False, **more):
        environment = dict(self.environment, **more.pop("env", {}))
        if quiet:
            more.update(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        process = subprocess.Popen(command, env=environment, cwd=self.folder, stdin=subprocess.DEVNULL, **more)
        self.processes.append(process)
        return process

    def run(self, command, **more):
        """Runs a command to its end and returns its output."""
        result = subprocess.run(command, env=self.environment, cwd=self.folder, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, timeout=60, **more)
        return result.stdout.decode(errors="replace")

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def read(self, name):
        path = os.path.join(self.folder, name)
        if not os.path.exists(path):
            return ""
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()

    def quire(self, *arguments, env=None):
        return Quire(self, list(arguments), env or {})

    def picture(self, label):
        folder = os.environ.get("QUIRE_TEST_PICTURES")
        if folder and self.display and shutil.which("import"):
            os.makedirs(folder, exist_ok=True)
            self.pictures += 1
            path = os.path.join(folder, f"{self.name}-{self.pictures}-{label}.png")
            subprocess.run(["import", "-display", ":" + self.number, "-window", "root", path], check=False)

    # --- input ---

    def press_code(self, code, down):
        xtest.fake_input(self.display, X.KeyPress if down else X.KeyRelease, code)
        self.display.sync()

    def code_of(self, name):
        """Key code and whether it needs shift."""
        aliases = {"ctrl": "Control_L", "shift": "Shift_L", "alt": "Alt_L", "plus": "plus", "minus": "minus",
                   "enter": "Return", "escape": "Escape", "tab": "Tab", "up": "Up", "down": "Down", "left": "Left",
                   "right": "Right", "page_up": "Prior", "page_down": "Next", "home": "Home", "end": "End",
                   "insert": "Insert", "backspace": "BackSpace", " ": "space", "\n": "Return", "\t": "Tab"}
        sym = XK.string_to_keysym(aliases.get(name, name))
        if sym == 0:
            sym = ord(name)
        for code, index in sorted(self.display.keysym_to_keycodes(sym)):
            if index in (0, 1):
                return code, index == 1
        raise ValueError(f"no key for {name!r}")

    def send_key(self, combination):
        *mods, last = combination.split("+") if combination != "+" else ["plus"]
        codes = [self.code_of(mod)[0] for mod in mods]
        code, shifted = self.code_of(last)
        if shifted and "shift" not in mods:
            codes.append(self.code_of("shift")[0])
        for held in codes + [code]:
            xtest.fake_input(self.display, X.KeyPress, held)
        for held in [code] + codes[::-1]:
            xtest.fake_input(self.display, X.KeyRelease, held)

    def key(self, *combinations):
        """Presses for example 'ctrl+shift+c'; several one behind the other, without a pause of this process between."""
        for combination in combinations:
            self.send_key(combination)
        self.display.sync()
        time.sleep(0.01)

    def type(self, text):
        for character in text:
            code, shifted = self.code_of(character)
            shift = self.code_of("shift")[0]
            if shifted:
                self.press_code(shift, True)
            self.press_code(code, True)
            self.press_code(code, False)
            if shifted:
                self.press_code(shift, False)

    def move(self, x, y):
        xtest.fake_input(self.display, X.MotionNotify, x=int(x), y=int(y))
        self.display.sync()
        time.sleep(0.02)

    def button(self, number, down):
        xtest.fake_input(self.display, X.ButtonPress if down else X.ButtonRelease, number)
        self.display.sync()
        time.sleep(0.02)

    def click(self, number=1, times=1):
        """All at once: a pause of this process makes no other clicks of them."""
        for _ in range(times):
            xtest.fake_input(self.display, X.ButtonPress, number)
            xtest.fake_input(self.display, X.ButtonRelease, number)
        self.display.sync()
        time.sleep(0.02)

    def close(self):
        for process in reversed(self.processes):
            end(process)
        if self.display:
            self.display.close()
        if self.server:
            end(self.server)
        shutil.rmtree(self.folder, ignore_errors=True)


class Quire:
    """A running window."""

    count = 0

    def __init__(self, desk, arguments, env, wayland=False):
        Quire.count += 1
        self.desk = desk
        self.file = os.path.join(desk.folder, f"screen-{Quire.count}.txt")
        self.errors = os.path.join(desk.folder, f"errors-{Quire.count}.txt")
        self.wayland = "WAYLAND_DISPLAY" in env
        options = ["-o", "debug-screen-file=" + self.file, "-o", "cursor-blink=off", "--font", "DejaVu Sans Mono"]
        self.window = None
        with open(self.errors, "w", encoding="utf-8") as errors:
            self.process = desk.spawn([desk.program] + options + arguments, env=env, stderr=errors)
        self.serial = "0"
        if not self.wayland:
            self.find_window()
        else:
            wait_until(self.listens, "quire")
            wait_until(lambda: "focused" in self.screen().values, "the window")

    def listens(self):
        """Before it blocks the signal that asks for its screen, that would end it."""
        if self.process.poll() is not None:
            raise RuntimeError("quire ended early: " + self.error_text())
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            blocked = next(line.split()[1] for line in file if line.startswith("SigBlk"))
        return int(blocked, 16) >> (signal.SIGUSR1 - 1) & 1

    def find_window(self):
        def look():
            if self.process.poll() is not None:
                raise RuntimeError("quire ended early: " + self.error_text())
            for window in walk(self.desk.display.screen().root):
                try:
                    owner = window.get_full_property(self.desk.display.intern_atom("_NET_WM_PID"), X.AnyPropertyType)
                    if owner and owner.value[0] == self.process.pid and window.get_attributes().map_state == X.IsViewable:
                        self.window = window
                        return True
                except Exception:  # the window went away meanwhile
                    pass
            return False
        wait_until(look, "the window")
        wait_until(lambda: self.screen().values["focused"] == "1" or self.focus(), "the focus")

    def focus(self):
        self.window.set_input_focus(X.RevertToParent, X.CurrentTime)
        self.desk.display.sync()
        return False

    def error_text(self):
        with open(self.errors, encoding="utf-8") as file:
            return file.read()

    def screen(self):
        """Asks the application for its screen."""
        end = time.monotonic() + LONG_S
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"quire ended with status {self.process.returncode}: {self.error_text()}")
            self.process.send_signal(signal.SIGUSR2)
            for _ in range(50):
                time.sleep(0.01)
                if os.path.exists(self.file):
                    with open(self.file, encoding="utf-8", errors="replace") as file:
                        screen = Screen(file.read())
                    if screen.values.get("serial") != self.serial:
                        self.serial = screen.values["serial"]
                        return screen
        raise RuntimeError("the application does not show its screen")

    def wait_for(self, what, timeout=LONG_S):
        """Waits for a text on the screen, or for a function of the screen to be true. Returns the last screen."""
        end = time.monotonic() + timeout
        while True:
            screen = self.screen()
            if what(screen) if callable(what) else what in screen.text:
                check(True, "")
                return screen
            if time.monotonic() > end:
                check(False, f"waited for {what!r}; the screen was:\n{screen.text}")
                return screen
            time.sleep(0.05)

    def wait_end(self, timeout=LONG_S):
        try:
            return self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            return None

    def place(self, col, row):
        """Where the middle of a cell of the current pane is on the X screen."""
        screen = self.screen()
        left, top = screen.numbers("pane-" + screen.values["pane"])[:2]
        width, height = screen.numbers("cell")
        padding = screen.number("padding")
        origin = self.window.translate_coords(self.desk.display.screen().root, 0, 0)
        return (-origin.x + left + padding + (col + 0.5) * width, -origin.y + top + padding + (row + 0.5) * height)

    def drag_px(self, start, end, button=1):
        """Between two pixels of the window."""
        origin = self.window.translate_coords(self.desk.display.screen().root, 0, 0)
        (x0, y0), (x1, y1) = ((x - origin.x, y - origin.y) for x, y in (start, end))
        self.desk.move(x0, y0)
        self.desk.button(button, True)
        for step in range(1, 6):
            self.desk.move(x0 + (x1 - x0) * step / 5, y0 + (y1 - y0) * step / 5)
        self.desk.button(button, False)

    def click_px(self, x, y, button=1, times=1):
        origin = self.window.translate_coords(self.desk.display.screen().root, 0, 0)
        self.desk.move(x - origin.x, y - origin.y)
        self.desk.click(button, times)

    def drag(self, start, end, button=1):
        self.desk.move(*self.place(*start))
        self.desk.button(button, True)
        x0, y0 = self.place(*start)
        x1, y1 = self.place(*end)
        for step in range(1, 6):
            self.desk.move(x0 + (x1 - x0) * step / 5, y0 + (y1 - y0) * step / 5)
        self.desk.button(button, False)

    def close_window(self):
        """Asks as the window manager's close button does."""
        atom = self.desk.display.intern_atom
        from Xlib.protocol import event
        message = event.ClientMessage(window=self.window, client_type=atom("WM_PROTOCOLS"),
                                      data=(32, [atom("WM_DELETE_WINDOW"), X.CurrentTime, 0, 0, 0]))
        self.window.send_event(message)
        self.desk.display.sync()


def walk(window):
    yield window
    try:
        children = window.query_tree().children
    except Exception:
        return
    for child in children:
        yield from walk(child)


def comes_to_rest(pid, seconds=1.2):
    """Waits until a process sleeps for so long. False: it never does. One that waits for a processor does not sleep."""
    def sleeps():
        with open(f"/proc/{pid}/status", encoding="ascii") as file:
            lines = dict(line.split(":", 1) for line in file)
        return lines["State"].split()[0] == "S" and lines["voluntary_ctxt_switches"]
    end = time.monotonic() + LONG_S
    while time.monotonic() < end:
        before = sleeps()
        time.sleep(seconds)
        if before and sleeps() == before:
            return True
    return False


def runs(pid, name):
    """Does a child of a process, or a child's, run this program?"""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,comm="], stdout=subprocess.PIPE, check=True).stdout.decode()
    below = {pid}
    for process, parent, command in sorted((int(line.split()[0]), int(line.split()[1]), line.split()[2]) for line in listed.splitlines()):
        if parent in below:
            below.add(process)
            if command == name:
                return True
    return False


def wait_until(condition, what, timeout=LONG_S):
    end = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > end:
            raise RuntimeError("waited in vain for " + what)
        time.sleep(0.03)


def out_of_time(*_):
    raise RuntimeError("out of time")


def main(scenarios, needs_display=True):
    """Usage: scenario_X.py QUIRE NAME"""
    program, name = os.path.abspath(sys.argv[1]), sys.argv[2]
    function = scenarios[name]
    missing = [tool for tool in TOOLS + getattr(function, "tools", []) if shutil.which(tool) is None]
    if needs_display and (display is None or missing):
        print("skipped: needs " + ", ".join(missing or ["python3-xlib"]))
        print("0 passed, 0 failed")
        return SKIP
    desk = Desk(program, name)
    signal.signal(signal.SIGALRM, out_of_time)
    signal.alarm(WHOLE_S)
    try:
        if needs_display:
            desk.start_display()
        function(desk)
    except Exception:
        traceback.print_exc(file=sys.stdout)
        check(False, "the scenario broke off")
        desk.picture("broken")
    finally:
        signal.alarm(0)
        desk.close()
    print(f"{passed} passed, {failed} failed")
    return failed != 0


def needs(*tools):
    """Decorator: the scenario is skipped when a program is missing."""
    def mark(function):
        function.tools = list(tools)
        return function
    return mark
