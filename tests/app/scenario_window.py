#!/usr/bin/python3
"""The window itself: selection, clipboards, scrolling, font size, closing, idling."""
import os
import subprocess
import sys
import time

from harness import X, check, comes_to_rest, main, needs, runs, wait_until

SHELL = ["-e", "bash", "--norc", "-i"]
PROMPT = {"PS1": "$ "}


def clipboard(desk, which):
    return desk.run(["xclip", "-o", "-selection", which])


def set_clipboard(desk, which, text):
    subprocess.run(["xclip", "-i", "-selection", which], input=text.encode(), env=desk.environment, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_until(lambda: clipboard(desk, which) == text, "xclip, which owns it only after it has ended here")


@needs("xclip")
def selection(desk):
    quire = desk.quire("-o", "paste-guard=off", *SHELL, env=PROMPT)  # what is asked of a paste: scenario_guard.py
    quire.wait_for("$")
    desk.type("echo alpha beta gamma\n")
    screen = quire.wait_for("\nalpha beta gamma")
    row = screen.lines.index("alpha beta gamma")
    desk.move(*quire.place(7, row))
    desk.click(times=2)
    wait_until(lambda: clipboard(desk, "primary") == "beta", "the word in the primary selection")
    check(True, "double click selects a word")
    time.sleep(0.6)
    desk.click(times=3)
    wait_until(lambda: clipboard(desk, "primary").rstrip("\n") == "alpha beta gamma", "the line")
    check(True, "triple click selects a line")
    time.sleep(0.6)
    quire.drag((0, row), (4.6, row))
    wait_until(lambda: clipboard(desk, "primary") == "alpha", "the dragged text")
    check(True, "dragging selects")
    desk.picture("selection")
    check(clipboard(desk, "clipboard") != "alpha", "the clipboard is not touched by selecting")
    desk.key("ctrl+shift+c")
    wait_until(lambda: clipboard(desk, "clipboard") == "alpha", "the clipboard")
    check(True, "ctrl+shift+c copies")
    desk.type("echo [")
    desk.key("shift+insert")
    quire.wait_for("echo [alpha")  # the server is asked whose it is, and keys do not wait for that
    desk.type("]\n")
    quire.wait_for("\n[alpha]")
    set_clipboard(desk, "clipboard", "echo from-outside; echo \x1b[31mtwo")
    desk.key("ctrl+shift+v")
    quire.wait_for("from-outside; echo [31mtwo")
    desk.key("ctrl+u")
    set_clipboard(desk, "primary", "middle-button")
    desk.type("echo ")
    desk.move(*quire.place(40, 10))
    desk.click(2)
    quire.wait_for("echo middle-button")
    desk.type("\n")
    quire.wait_for("\nmiddle-button")


@needs("xclip")
def paste(desk):
    """Bracketed paste keeps lines together and lets nothing end it early."""
    script = desk.write("raw.py", """
import os, sys, termios, tty
tty.setraw(0)
sys.stdout.write("\\x1b[?2004hready\\r\\n"); sys.stdout.flush()
data = b""
while b"END" not in data:
    data += os.read(0, 4096)
sys.stdout.write("\\x1b[?2004l" + repr(data) + "\\r\\n"); sys.stdout.flush()
os.read(0, 1)
""")
    quire = desk.quire("--cols", "120", "-o", "paste-guard=off", "-e", "/usr/bin/python3", script)
    quire.wait_for("ready")
    set_clipboard(desk, "clipboard", "one\ntwo\x1b[201~\x03three\tEND")
    desk.key("ctrl+shift+v")
    quire.wait_for(r"b'\x1b[200~one\rtwo[201~three\tEND\x1b[201~'")
    desk.picture("paste")


@needs("xclip")
def typed_clipboard(desk):
    """OSC 5522: writing is allowed, reading is not, but for a program that is told of a paste, once."""
    script = desk.write("typed.py", """
import base64, os, sys, tty
tty.setraw(0)
def b(text): return base64.b64encode(text.encode()).decode()
def send(text): os.write(1, ("\\x1b]5522;" + text + "\\x1b\\\\").encode())
def answer(end):
    data = b""
    while end not in data or not data.endswith(b"\\x1b\\\\"):
        data += os.read(0, 4096)
    return data.decode()
def say(text): os.write(1, (text + "\\r\\n").encode())
send("type=write:id=w")
send("type=wdata:mime=" + b("text/plain") + ";" + b("typed text"))
send("type=wdata")
say("write " + answer(b"status=").split("status=")[1].split("\\x1b")[0])
send("type=read:id=r;" + b("text/plain"))
say("read " + answer(b"status=").split("status=")[1].split("\\x1b")[0])
send("type=read:id=l;" + b("."))
say("list " + ("text/plain" in base64.b64decode(answer(b"DONE").split(";")[-2].split("\\x1b")[0]).decode() and "ok"))
os.write(1, b"\\x1b[?5522hready\\r\\n")
told = answer(b"DONE")
password = told.split("pw=")[1].split("\\x1b")[0]
for turn in ("first", "second"):
    send("type=read:pw=" + password + ":name=" + b("Paste event") + ";" + b("text/plain"))
    got = answer(b"DONE" if turn == "first" else b"status=")
    say(turn + " " + (base64.b64decode(got.split("DATA")[1].split(";")[1].split("\\x1b")[0]).decode()
                      if "DATA" in got else got.split("status=")[1].split("\\x1b")[0]))
os.read(0, 1)
""")
    quire = desk.quire("--cols", "100", "-e", "/usr/bin/python3", script)
    quire.wait_for("write DONE:id=w")
    check(clipboard(desk, "clipboard") == "typed text", "a program sets the clipboard with types")
    quire.wait_for("read EPERM:id=r")
    quire.wait_for("list ok")
    quire.wait_for("ready")
    desk.key("ctrl+shift+v")
    quire.wait_for("first typed text")
    quire.wait_for("second EPERM")
    check(True, "a paste is told, and its password is good once")


def wheel(desk):
    quire = desk.quire("--rows", "20", "-e", "bash", "--norc", "-i", env=PROMPT)
    quire.wait_for("$")
    desk.type("seq 200\n")
    quire.wait_for("\n200")
    desk.move(*quire.place(10, 10))
    before = quire.screen()
    check(before.number("scroll") == 0, "at the bottom")
    desk.click(4)
    screen = quire.wait_for(lambda s: s.number("scroll") == 3)
    check(screen.lines[3:] == before.lines[:-3], "three rows up")
    check(screen.number("scrollbar") > 0, "the scrollbar shows")
    desk.picture("wheel")
    desk.click(4, times=10)
    quire.wait_for(lambda s: s.number("scroll") == 33)
    desk.click(5, times=2)
    quire.wait_for(lambda s: s.number("scroll") == 27)
    desk.key("shift+home")
    quire.wait_for(lambda s: "seq 200" in s.lines[0])
    desk.key("shift+page_down")
    quire.wait_for(lambda s: s.number("scroll") == s.numbers("scroll")[1] - 19)
    desk.key("shift+page_up")
    quire.wait_for(lambda s: s.number("scroll") == s.numbers("scroll")[1])
    desk.type("x")
    quire.wait_for(lambda s: s.number("scroll") == 0)
    quire.wait_for(lambda s: float(s.values["scrollbar"]) == 0)


def reports(desk):
    """A program that asks for the mouse gets it, shift takes it back; the wheel sends keys on the alternate screen."""
    quire = desk.quire("-e", "bash", "--norc", "-c", "stty raw -echo; printf '\\033[?1002h\\033[?1006hready'; cat -v")
    quire.wait_for("ready")
    desk.move(*quire.place(20, 5))
    desk.click(1)
    quire.wait_for("^[[<0;21;6M^[[<0;21;6m")
    desk.click(4)
    quire.wait_for("^[[<64;21;6M")
    quire.drag((2, 8), (4, 8))
    quire.wait_for("^[[<32;5;9M")
    quire.process.terminate()
    quire.wait_end()
    quire = desk.quire("-e", "bash", "--norc", "-c", "stty raw -echo; printf '\\033[?1049h\\033[?1007hready'; cat -v")
    quire.wait_for("ready")
    desk.move(*quire.place(20, 5))
    desk.click(4)
    quire.wait_for("^[[A^[[A^[[A")


def font(desk):
    quire = desk.quire("--cols", "100", "--rows", "30", "-e", "bash", "--norc", "-i", env=PROMPT)
    first = quire.wait_for("$")
    check((first.cols, first.rows) == (100, 30), f"the window has the size asked for, not {first.cols}x{first.rows}")
    for _ in range(5):
        desk.key("ctrl+plus")
    larger = quire.wait_for(lambda s: s.number("font-size") == 16 and s.cols < 75)
    check(larger.cols < 100 and larger.rows < 30, "a larger font means fewer columns")
    desk.picture("font-larger")
    desk.type("stty size\n")
    quire.wait_for(f"{larger.rows} {larger.cols}")
    for _ in range(8):
        desk.key("ctrl+minus")
    smaller = quire.wait_for(lambda s: s.number("font-size") == 8 and s.cols > 110)
    check(smaller.cols > 100, "a smaller font means more columns")
    desk.key("ctrl+0")
    quire.wait_for(lambda s: s.number("font-size") == 11 and (s.cols, s.rows) == (100, 30))
    quire.window.configure(width=500, height=300)
    desk.display.sync()
    small = quire.wait_for(lambda s: s.cols < 100)
    desk.type("clear; stty size\n")
    quire.wait_for(f"{small.rows} {small.cols}")
    desk.key("F11")
    quire.wait_for(lambda s: s.numbers("window") == [1000, 700])
    wait_until(lambda: quire.window.get_image(990, 690, 1, 1, X.ZPixmap, 0xFFFFFFFF).data[:3] == bytes([0x1D, 0x18, 0x16]),
               "the far corner in the background's colour")
    desk.picture("fullscreen")
    desk.key("F11")
    quire.wait_for(lambda s: s.numbers("window") == [500, 300])
    root = desk.display.screen().root
    before = quire.screen().numbers("cell")
    for dpi, larger in ((144, True), (96, False)):
        root.change_property(desk.display.intern_atom("RESOURCE_MANAGER"), desk.display.intern_atom("STRING"), 8, b"Xft.dpi:\t%d\n" % dpi)
        desk.display.sync()
        quire.wait_for(lambda s: (s.numbers("cell")[1] > 1.3 * before[1]) if larger else s.numbers("cell") == before)


def closing(desk):
    quire = desk.quire(*SHELL, env=PROMPT)
    quire.wait_for("$")
    desk.type("sleep 1000\n")
    wait_until(lambda: runs(quire.process.pid, "sleep"), "the program")
    quire.close_window()
    screen = quire.wait_for(lambda s: "sleep is still running" in s.values["message"])
    quire.wait_for(lambda s: s.values["question-ready"] == "1")
    desk.picture("question")
    desk.key("ctrl+shift+n")
    quire.wait_for(lambda s: s.values["message"] == "")
    check(quire.process.poll() is None, "ctrl+shift+n keeps the window")
    quire.close_window()
    quire.wait_for(lambda s: s.values["question-ready"] == "1")
    desk.key("ctrl+shift+y")
    check(quire.wait_end() == 0, "ctrl+shift+y closes it")
    quire = desk.quire(*SHELL, env=PROMPT)
    quire.wait_for("$")
    quire.close_window()
    check(quire.wait_end() == 0, "an idle shell is closed without a question")
    quire = desk.quire("-o", "confirm-close=off", "-e", "sleep", "1000")
    quire.close_window()
    check(quire.wait_end() == 0, "confirm-close=off asks nothing")


def ending(desk):
    quire = desk.quire(*SHELL, env=PROMPT)
    quire.wait_for("$")
    desk.type("exit 3\n")
    check(quire.wait_end() == 3, "the command's status comes back")
    quire = desk.quire(env=PROMPT)
    quire.wait_for(lambda s: any(line.rstrip().endswith(("$", "#")) for line in s.lines))
    desk.key("ctrl+d")
    check(quire.wait_end() == 0, "the shell ends, the window closes")
    check(quire.error_text() == "", "nothing is complained about: " + quire.error_text())


def title(desk):
    quire = desk.quire("-e", "bash", "--norc", "-c", "printf '\\033]2;Näme of it\\007\\007'; sleep 1000")
    get = lambda: quire.window.get_full_text_property(desk.display.intern_atom("_NET_WM_NAME"))
    wait_until(lambda: get() == "Näme of it", "the title")
    check(quire.window.get_wm_class() == ("quire", "quire") or quire.window.get_wm_class()[1] == "quire", "the class")
    quire.process.terminate()
    quire.wait_end()
    quire = desk.quire("--title", "Mine", "--class", "special", "-e", "bash", "-c", "printf '\\033]2;x\\007done'; sleep 1000")
    quire.wait_for("done")
    check(get() == "Mine", "a fixed title stays")
    check(quire.window.get_wm_class()[1] == "special", f"the class is {quire.window.get_wm_class()}")


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def idle(desk):
    """Where nothing happens nothing is drawn, nobody wakes up and nothing runs."""
    quire = desk.quire(*SHELL, env=PROMPT)
    quire.wait_for("$")
    desk.type("echo done\n")
    quire.wait_for("\ndone")
    check(comes_to_rest(quire.process.pid), "it never sleeps")
    frames = quire.screen().number("frames")
    before = cpu_seconds(quire.process.pid)
    check(comes_to_rest(quire.process.pid, 2), "it wakes up")
    used = cpu_seconds(quire.process.pid) - before
    after = quire.screen().number("frames")
    check(used < 0.05, f"{used} s of CPU while idle")
    check(after == frames, f"{after - frames} pictures drawn while idle")
    desk.type("x")
    quire.wait_for(lambda s: frames < s.number("frames") <= frames + 3)


def blinking(desk):
    """Text with SGR 5 is there half a second and then is not; nobody is woken up where none is in view, or nobody looks."""
    os.mkfifo(os.path.join(desk.folder, "say"))
    program = ["-e", "bash", "--norc", "-c", "while true; do cat say; done"]
    quire = desk.quire(*program)

    def colors(most):
        """The colours of the first cell's middle until there are so many, or half a minute has passed."""
        width, height = quire.screen().numbers("cell")
        padding = quire.screen().number("padding")
        seen, end = set(), time.monotonic() + 30
        while len(seen) < most and time.monotonic() < end:
            seen.add(quire.window.get_image(int(padding + width / 2), int(padding + height / 2), 1, 1, X.ZPixmap, 0xFFFFFFFF).data[:3])
            time.sleep(0.03)
        return seen

    paper = bytes([0x1D, 0x18, 0x16])
    desk.write("say", "\033[?25l\033[5m\u2588\u2588\033[m steady")
    quire.wait_for("steady")
    start, frames = time.monotonic(), quire.screen().number("frames")
    seen = colors(2)
    check(len(seen) == 2 and paper in seen, f"both phases are seen: {seen}")
    quire.wait_for(lambda s: s.number("frames") >= frames + 3)
    frames = quire.screen().number("frames") - frames
    most = (time.monotonic() - start) / 0.5 + 2
    check(frames <= most, f"{frames} pictures, where there is time for {most:.0f} blinks")
    quire.window.unmap()
    desk.display.sync()
    check(comes_to_rest(quire.process.pid), "a window that nobody sees does not wake up")
    quire.window.map()
    wait_until(lambda: quire.window.get_attributes().map_state == X.IsViewable, "the window")
    check(len(colors(2)) == 2, "shown again it goes on")
    desk.write("say", "\033[H\u2588\u2588\033[m still ")
    quire.wait_for("still")
    check(comes_to_rest(quire.process.pid), "nothing blinks, nobody wakes up")
    check(paper not in colors(1), "and it is shown")
    quire.process.terminate()
    quire.wait_end()
    quire = desk.quire("-o", "text-blink=off", *program)
    desk.write("say", "\033[?25l\033[5m\u2588\u2588\033[m steady")
    quire.wait_for("steady")
    check(comes_to_rest(quire.process.pid), "text-blink = off: nothing blinks, nobody wakes up")
    check(paper not in colors(1), "text-blink = off: it is shown")


def tidying(desk):
    """Once it is quiet history is compressed slice by slice; then nothing is planned and nothing runs."""
    quire = desk.quire("--scrollback", "200000", *SHELL, env=PROMPT)
    quire.wait_for("$")
    desk.type("seq -f 'a line of the history, number %.0f, that is worth compressing' 100000; echo done\n")
    quire.wait_for("\ndone", timeout=60)
    quire.wait_for(lambda s: s.number("idle-planned") == 0 and s.number("idle-slices") > 10)
    slices = quire.screen().number("idle-slices")
    check(comes_to_rest(quire.process.pid), "it never sleeps")
    before = cpu_seconds(quire.process.pid)
    time.sleep(1.5)
    used = cpu_seconds(quire.process.pid) - before
    check(quire.screen().number("idle-slices") == slices, "slices of idle work although nothing was printed")
    check(used < 0.05, f"{used} s of CPU while idle")


def history_file(desk):
    """Lines that left the screen outlive a killed window and stand above the next one."""
    path = os.path.join(desk.folder, "history")
    bad = subprocess.run([desk.program, "-o", "history-file=/no/such/folder/history", "true"], env=desk.environment,
                         cwd=desk.folder, capture_output=True, text=True, timeout=60, check=False)
    check(bad.returncode == 0 and "its folder is not there; this window keeps" in bad.stderr, bad.stderr)
    quire = desk.quire("-o", "history-file=~/history", *SHELL, env=PROMPT)
    quire.wait_for("$")
    desk.type("seq -f 'kept %.0f' 2000; echo done\n")
    quire.wait_for("\ndone")
    check(oct(os.stat(path).st_mode)[-3:] == "600", "the history file is not private")
    found = desk.run([desk.program, "verify", path])
    check("sound: 19" in found, f"while it is written: {found}")
    second = subprocess.run([desk.program, "-o", f"history-file={path}", "true"], env=desk.environment, cwd=desk.folder,
                            capture_output=True, text=True, timeout=60, check=False)
    check(second.returncode == 0 and "another process writes the history file" in second.stderr, second.stderr)
    quire.process.kill()
    quire.process.wait()
    found = desk.run([desk.program, "verify", path])
    check("sound: 19" in found, f"after the kill: {found}")
    quire = desk.quire("-o", f"history-file={path}", *SHELL, env=PROMPT)
    quire.wait_for("$")
    desk.key("shift+page_up")
    quire.wait_for("kept 1970")
    desk.picture("history-file")


def flood(desk):
    """Endless output: keys still get through, the picture goes on, ctrl+c ends it."""
    quire = desk.quire(*SHELL, env=PROMPT)
    quire.wait_for("$")
    desk.type("yes flooding\n")
    quire.wait_for("flooding\nflooding")
    frames = quire.screen().number("frames")
    quire.wait_for(lambda s: s.number("frames") > frames + 10)
    started = time.monotonic()
    desk.key("ctrl+c")
    quire.wait_for(lambda s: s.lines and any(line.startswith("$") for line in s.lines[-2:] if line) or "^C" in s.text)
    print(f"ctrl+c took {time.monotonic() - started:.1f} s")
    desk.type("echo still here\n")
    quire.wait_for("\nstill here")


if __name__ == "__main__":
    sys.exit(main({"selection": selection, "paste": paste, "typed_clipboard": typed_clipboard, "wheel": wheel,
                   "reports": reports, "font": font, "closing": closing, "ending": ending, "title": title,
                   "idle": idle, "blinking": blinking, "tidying": tidying, "history_file": history_file, "flood": flood}))
