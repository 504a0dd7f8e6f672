#!/usr/bin/python3
"""How windows begin: size, place, state, directory, and what happens when their programs end."""
import os
import signal
import stat
import subprocess
import sys

from harness import X, check, main, wait_until, walk

SHELL = ["-e", "bash", "--norc", "-i"]
PROMPT = {"PS1": "$ "}
SCREEN = 1000, 700


def states(desk, quire):
    """EWMH's states of a window, by name."""
    found = quire.window.get_full_property(desk.display.intern_atom("_NET_WM_STATE"), X.AnyPropertyType)
    return {desk.display.get_atom_name(state) for state in found.value} if found else set()


def frame(desk, quire):
    """x, y, width, height of the frame on the screen."""
    root, window = desk.display.screen().root.id, quire.window
    while window.query_tree().parent.id != root:
        window = window.query_tree().parent
    place = window.get_geometry()
    return place.x, place.y, place.width, place.height


def geometry(desk):
    """Size in cells, place in pixels; from the right and the bottom it is the frame's edge that is meant."""
    quire = desk.quire("--geometry", "50x10-0-0", *SHELL, env=PROMPT)
    quire.wait_for(lambda s: (s.cols, s.rows) == (50, 10))
    x, y, width, height = frame(desk, quire)
    check((x + width, y + height) == SCREEN, f"in the lower right corner: {frame(desk, quire)}")
    quire.process.terminate()
    quire.wait_end()
    quire = desk.quire("-geometry", "+30+40", *SHELL, env=PROMPT)
    quire.wait_for(lambda s: (s.cols, s.rows) == (80, 24))
    check(frame(desk, quire)[:2] == (30, 40), f"where it was asked for: {frame(desk, quire)}")
    quire.process.terminate()
    quire.wait_end()


def state(desk):
    """Maximized or on the whole screen from its first picture on; the key for it undoes that."""
    quire = desk.quire("--maximized", *SHELL, env=PROMPT)
    wait_until(lambda: len([name for name in states(desk, quire) if "MAXIMIZED" in name]) == 2, "the state")
    quire.wait_for(lambda s: s.cols > 100)
    check(frame(desk, quire) == (0, 0, *SCREEN), f"maximized: {frame(desk, quire)}")
    quire.process.terminate()
    quire.wait_end()
    quire = desk.quire("-o", "window-state=fullscreen", *SHELL, env=PROMPT)
    wait_until(lambda: "_NET_WM_STATE_FULLSCREEN" in states(desk, quire), "the state")
    quire.wait_for(lambda s: s.cols > 100)
    quire.process.terminate()
    quire.wait_end()


def directory(desk):
    """Where the program starts; a missing folder costs a line, and is the home folder."""
    os.mkdir(os.path.join(desk.folder, "work"))
    quire = desk.quire("--working-directory", "work", *SHELL, env=PROMPT)
    quire.wait_for("$")
    desk.type("pwd\n")
    quire.wait_for(desk.folder + "/work\n")
    quire.process.terminate()
    quire.wait_end()
    for command in (SHELL, []):
        quire = desk.quire("--working-directory=/no/such", *command, env=PROMPT)
        quire.wait_for(lambda s: "cannot enter '/no/such': No such file or directory; starting in the home folder" in
                       s.text.replace("\n", " "))
        desk.type("pwd\n")
        quire.wait_for("\n" + desk.folder + "\n")
        quire.process.terminate()
        quire.wait_end()


def hold(desk):
    """The window stays, what it shows can be scrolled, and a key lets go of it."""
    quire = desk.quire("--hold", "-e", "sh", "-c", "seq 100; exit 3")
    quire.wait_for(lambda s: s.values["message"].strip() == "exited with 3; press a key")
    desk.picture("held")
    desk.key("shift+page_up")
    quire.wait_for(lambda s: s.number("scroll") > 0)
    desk.key("shift+ctrl")
    check(quire.process.poll() is None, "modifiers are no keys")
    desk.key("q")
    check(quire.wait_end() == 3, "the status of the program")
    quire = desk.quire("-o", "hold=on", "-e", "true")
    quire.wait_for(lambda s: "exited with 0" in s.values["message"])
    quire.close_window()
    check(quire.wait_end() == 0, "the window manager's button closes it without a question")


def begins(desk):
    for part in (geometry, state, directory, hold, startup):
        part(desk)
    check(subprocess.run([desk.program, "--geometry", "80"], env=desk.environment, check=False,
                         capture_output=True).returncode == 2, "a wrong geometry")


def startup(desk):
    """The window carries the id that the desktop gave with the start, and the desktop is told that the start is over."""
    root = desk.display.screen().root
    root.change_attributes(event_mask=X.PropertyChangeMask)
    quire = desk.quire("-T", "name", "-e", "sh", "-c", "read line; kill -9 $$", env={"DESKTOP_STARTUP_ID": 'a"b-long-enough-for-two-events_TIME77'})
    def property(name):
        return quire.window.get_full_property(desk.display.intern_atom(name), X.AnyPropertyType).value
    check(property("_NET_STARTUP_ID") == b'a"b-long-enough-for-two-events_TIME77', "the id")
    check(property("_NET_WM_NAME") == b"name", "-T is the title")
    told = b""
    def is_told():
        nonlocal told
        while desk.display.pending_events():
            event = desk.display.next_event()
            if event.type == X.ClientMessage and "STARTUP_INFO" in desk.display.get_atom_name(event.client_type):
                told += bytes(event.data[1])
        return b"TIME77" in told
    wait_until(is_told, "the message")
    check(told.rstrip(b"\0") == b'remove: ID="a\\"b-long-enough-for-two-events_TIME77"', f"{told}")
    root.change_attributes(event_mask=0)
    desk.key("enter")
    check(quire.wait_end() == 128 + 9, "a signal's number")


def titles(desk, process):
    """Those of the windows of a process that are shown."""
    found = []
    for window in walk(desk.display.screen().root):
        try:
            owner = window.get_full_property(desk.display.intern_atom("_NET_WM_PID"), X.AnyPropertyType)
            if owner and owner.value[0] == process.pid and window.get_attributes().map_state == X.IsViewable:
                name = window.get_full_property(desk.display.intern_atom("_NET_WM_NAME"), X.AnyPropertyType)
                found.append(name.value.decode() if name else "")
        except Exception:  # it went away meanwhile
            pass
    return found


def windows_of(desk, process):
    return len(titles(desk, process))


def ask(desk, *arguments, env=None, cwd=None):
    """Runs quire --new-window; returns its exit status and what it says."""
    done = subprocess.run([desk.program, "--new-window", *arguments], env={**desk.environment, **(env or {})}, check=False,
                          cwd=cwd or desk.folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stderr


def instance(desk):
    """One process has the windows that others ask for; where it is not to be trusted it is not asked."""
    folder = os.path.join(desk.folder, "quire")
    check(not os.path.exists(folder), "nothing is made before")
    quire = desk.quire("-o", "single-instance=on", *SHELL, env=PROMPT)
    socket = os.path.join(folder, "x11-:" + desk.number)
    wait_until(lambda: os.path.exists(socket), "the socket")
    check([stat.S_IMODE(os.lstat(path).st_mode) for path in (folder, socket)] == [0o700, 0o600], "both are private")
    os.mkdir(os.path.join(desk.folder, "there"))
    told = desk.folder + "/told"
    script = f'echo "$PWD $ASKED $TERM_PROGRAM $(stty size)" > {told}; read line; exit 5'
    check(ask(desk, "--geometry", "33x7", "-e", "sh", "-c", script, env={"ASKED": "yes"},
              cwd=os.path.join(desk.folder, "there")) == (0, ""), "it returns at once")
    wait_until(lambda: desk.read("told").endswith("\n"), "the program")
    check(desk.read("told") == desk.folder + "/there yes quire 7 33\n", desk.read("told"))
    check(windows_of(desk, quire.process) == 2, "in the same process")
    desk.picture("two")
    check(ask(desk, "--title", "mine", "-e", "sh", "-c", "read line") == (0, ""), "with a setting of its own")
    wait_until(lambda: "mine" in titles(desk, quire.process), "its title")
    desk.write("config/quire/quire.conf", "title = ours\n")
    quire.process.send_signal(signal.SIGUSR1)
    wait_until(lambda: sorted(titles(desk, quire.process)) == ["mine", "ours", "ours"], "its own stays above the files")
    check(ask(desk, "--wait", "-e", "sh", "-c", "exit 9") == (9, ""), "the status of the program")
    status, said = ask(desk, "-e", "/no/such/program")
    check(status == 1 and "/no/such/program" in said, f"what cannot be started: {said}")
    check(ask(desk, "--working-directory", "/no/such", "--wait", "-e", "true")[0] == 0, "another folder does")
    single = [desk.program, "-o", "single-instance=on", "-e", "sh", "-c", "exit 4"]
    check(subprocess.run(single, env=desk.environment, check=False).returncode == 4, "as one of its own would be")
    check(ask(desk, "--wait", "--class", "other", "-e", "sh", "-c", "exit 6")[0] == 6, "a class is a process's")
    quire.process.kill()
    quire.wait_end()
    check(os.path.exists(socket), "killed, it leaves its socket")
    quire = desk.quire("-o", "single-instance=on", *SHELL, env=PROMPT)
    wait_until(lambda: ask(desk, "-e", "sh", "-c", "read line") == (0, "") and windows_of(desk, quire.process) == 2, "it is replaced")
    os.chmod(folder, 0o755)
    status, said = ask(desk, "--wait", "-e", "sh", "-c", "exit 3")
    check(status == 3 and "is no private folder of yours" in said, f"a folder that others can read: {said}")
    os.chmod(folder, 0o700)
    quire.process.terminate()
    check(quire.wait_end() == 0 and not os.path.exists(socket), "it takes its socket away")
    check(ask(desk, "-e", "sh", "-c", f"echo $PPID > {desk.folder}/alone; read line") == (0, ""), "alone, it does not wait either")
    wait_until(lambda: desk.read("alone").endswith("\n"), "a process of its own")
    wait_until(lambda: os.path.exists(socket), "which listens")
    os.kill(int(desk.read("alone")), signal.SIGTERM)
    wait_until(lambda: not os.path.exists(socket), "its end")


if __name__ == "__main__":
    sys.exit(main({"begins": begins, "instance": instance, "geometry": geometry, "state": state, "directory": directory, "hold": hold, "startup": startup}))
