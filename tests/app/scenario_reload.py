#!/usr/bin/python3
"""Settings that change while windows run: on save, on request, by a signal. What is wrong costs itself only."""
import os
import signal
import sys
import time

from Xlib import X

from harness import check, comes_to_rest, main, walk, wait_until

PROMPT = {"PS1": "$ "}
SHELL = ["-e", "/bin/sh"]
CONF = "config/quire/quire.conf"


def background(window):
    """The colour of the window's upper left corner, which is padding."""
    data = window.get_image(0, 0, 1, 1, X.ZPixmap, 0xFFFFFFFF).data
    return f"{data[2]:02x}{data[1]:02x}{data[0]:02x}"


def wait_background(quire, color, window=None):
    window = window or quire.window
    wait_until(lambda: background(window) == color, f"the background {color}", 30)
    check(True, "")


def write(desk, text, name=CONF):
    """Saves as shells do: over the file."""
    desk.write(name, text)


def replace(desk, text, name=CONF):
    """Saves as most editors do: another file takes the name."""
    desk.write(name + "~new", text)
    os.rename(os.path.join(desk.folder, name + "~new"), os.path.join(desk.folder, name))


def reload(quire):
    """By the signal, and waits until it is done."""
    before = quire.screen().number("reloads")
    quire.process.send_signal(signal.SIGUSR1)
    return quire.wait_for(lambda s: s.number("reloads") > before, 30)


def colors(desk):
    """A save by writing and one by renaming change a running window. What a program has chosen stays, with another
    default behind it; the command line stands above the file."""
    write(desk, "background = #102030\n")
    quire = desk.quire("-o", "foreground=#ffffff", *SHELL, env=PROMPT)
    quire.wait_for("$")
    wait_background(quire, "102030")
    write(desk, "background = #203040\n")
    wait_background(quire, "203040")
    replace(desk, "background = #304050\nforeground = #000000\n")
    wait_background(quire, "304050")
    desk.type("printf '\\033]11;#405060\\007'\n")
    wait_background(quire, "405060")
    write(desk, "[colors]\nbackground = #506070\n")
    quire.wait_for(lambda s: s.number("reloads") >= 3, 30)
    check(background(quire.window) == "405060", "what a program has chosen stays")
    desk.type("printf '\\033]111\\007'\n")
    wait_background(quire, "506070")
    desk.type("printf '\\033]10;?\\007'; cat >/dev/null\n")  # the terminal's echo shows the reply
    quire.wait_for("10;rgb:ffff/ffff/ffff")


def has_color(window, color):
    """Does any pixel of the window have it?"""
    geometry = window.get_geometry()
    data = window.get_image(0, 0, geometry.width, geometry.height, X.ZPixmap, 0xFFFFFFFF).data
    pixel = bytes.fromhex(color)[::-1]
    at = data.find(pixel)
    while at % 4 and at >= 0:
        at = data.find(pixel, at + 1)
    return at >= 0


def wait_color(quire, color, there):
    wait_until(lambda: has_color(quire.window, color) == there, f"{color} {'comes' if there else 'goes'}", 30)
    check(True, "")


def look(desk):
    """How text and cursor look changes in a running window."""
    write(desk, "palette-4 = #102060\npalette-12 = #305090\n")
    quire = desk.quire("-e", "sh", "-c", "printf '\\033[?25l\\033[1;34m\\033[4mMMMM\\033[0m'; read -r x; printf '\\033[?25h'; cat")
    wait_color(quire, "102060", True)
    write(desk, "palette-4 = #102060\npalette-12 = #305090\nbold-is-bright = on\n")
    wait_color(quire, "305090", True)
    wait_color(quire, "102060", False)
    write(desk, "palette-4 = #102060\npalette-12 = #305090\nminimum-contrast = 7\n")
    wait_color(quire, "305090", False)
    wait_color(quire, "102060", False)
    write(desk, "palette-4 = #102060\nunderline-thickness = 4\ncursor-color = #ff8800\n")
    wait_color(quire, "102060", True)
    check(not has_color(quire.window, "ff8800"), "a hidden cursor has no colour")
    desk.type("\n")
    wait_color(quire, "ff8800", True)
    write(desk, "cursor-color = cell-foreground\ncursor-shape = hollow\nforeground = #abcdef\n")
    wait_color(quire, "ff8800", False)
    wait_color(quire, "abcdef", True)


def main_file_comes_and_goes(desk):
    """A file that is not there at first, in folders that are not; gone again, what it said stays."""
    quire = desk.quire(*SHELL, env=PROMPT)
    quire.wait_for("$")
    os.makedirs(os.path.join(desk.folder, "config", "quire"))
    write(desk, "background = #102030\n")
    wait_background(quire, "102030")
    os.rename(os.path.join(desk.folder, CONF), os.path.join(desk.folder, "away"))
    screen = quire.wait_for(lambda s: "it is gone" in s.values["message"], 30)
    check("quire.conf': it is gone (1 of 2)" in screen.values["message"], screen.values["message"])
    check(background(quire.window) == "102030", "it stays in force")
    os.rename(os.path.join(desk.folder, "away"), os.path.join(desk.folder, CONF))
    replace(desk, "background = #203040\n")
    wait_background(quire, "203040")
    target = desk.write("dotfiles/quire.conf", "background = #304050\n")
    os.unlink(os.path.join(desk.folder, CONF))
    os.symlink(target, os.path.join(desk.folder, CONF))
    wait_background(quire, "304050")
    replace(desk, "background = #405060\n", "dotfiles/quire.conf")
    wait_background(quire, "405060")


def includes(desk):
    """An include is watched as the file is, also one that comes later; --config likewise."""
    conf = desk.write("my/main.conf", "include = part.conf\ninclude = ?later.conf\n")
    write(desk, "background = #102030\n", "my/part.conf")
    quire = desk.quire("--config", conf, *SHELL, env=PROMPT)
    quire.wait_for("$")
    wait_background(quire, "102030")
    replace(desk, "background = #203040\n", "my/part.conf")
    wait_background(quire, "203040")
    write(desk, "background = #304050\n", "my/later.conf")
    wait_background(quire, "304050")
    os.unlink(os.path.join(desk.folder, "my/later.conf"))
    wait_background(quire, "203040")
    os.unlink(os.path.join(desk.folder, "my/part.conf"))
    screen = quire.wait_for(lambda s: "part.conf" in s.values["message"], 30)
    check("main.conf:1: cannot read 'part.conf': No such file or directory (1 of 2)" in screen.values["message"],
          screen.values["message"])
    check(background(quire.window) == "203040", "what it said stays in force")


def layout(desk):
    """Font size and padding change the grid; a size that keys have chosen stays until the file names another one."""
    write(desk, "font-size = 10\npadding = 4\n")
    quire = desk.quire(*SHELL, env=PROMPT)
    quire.wait_for("$")
    first = quire.screen()
    write(desk, "font-size = 20\npadding = 4\n")
    large = quire.wait_for(lambda s: s.number("font-size") == 20, 30)
    check(large.numbers("cell")[0] > 1.5 * first.numbers("cell")[0], "the cells are larger")
    check(large.numbers("window") == first.numbers("window"), "the window is not")
    check(large.cols < first.cols, "fewer columns")
    desk.type("clear; stty size\n")
    quire.wait_for(f"{large.rows} {large.cols}")
    desk.key("ctrl+minus")
    quire.wait_for(lambda s: s.number("font-size") == 19)
    write(desk, "font-size = 20\npadding = 40\n")
    padded = quire.wait_for(lambda s: s.number("padding") == 40, 30)
    check(padded.number("font-size") == 19, "the size that keys have chosen")
    check(padded.cols < large.cols, "the grid follows the padding")
    write(desk, "font-size = 12\npadding = 40\n")
    quire.wait_for(lambda s: s.number("font-size") == 12, 30)
    desk.key("ctrl+plus")
    quire.wait_for(lambda s: s.number("font-size") == 13)
    desk.key("ctrl+0")
    quire.wait_for(lambda s: s.number("font-size") == 12)
    desk.picture("padded")


def keys(desk):
    """Keys are bound, bound to something else, and freed while the window runs."""
    write(desk, "[keys]\nf6 = font_larger\n")
    quire = desk.quire("-o", "font-size=10", *SHELL, env=PROMPT)
    quire.wait_for("$")
    desk.key("F6")
    quire.wait_for(lambda s: s.number("font-size") == 11)
    write(desk, "[keys]\nf6 = font_smaller\nctrl+x f7 = font_larger\nctrl+shift+n = none\n")
    quire.wait_for(lambda s: s.number("reloads") == 1, 30)
    desk.key("F6")
    quire.wait_for(lambda s: s.number("font-size") == 10)
    desk.key("ctrl+x")
    write(desk, "[keys]\nctrl+x f7 = font_larger\nf7 = font_larger\n")
    quire.wait_for(lambda s: s.number("reloads") == 2, 30)
    desk.key("F7")  # alone: the sequence that had begun is forgotten
    quire.wait_for(lambda s: s.number("font-size") == 11)
    desk.key("ctrl+shift+F5")
    quire.wait_for(lambda s: "The settings were read again" in s.values["message"])
    check("font_larger" in desk.run([desk.program, "list-keys"]), "list-keys lists them")
    check("f7 " in desk.run([desk.program, "list-keys"]), "list-keys lists the user's")


def mistakes(desk):
    """What is wrong is said in the window, one after the other, with file, line and the nearest word; the rest holds."""
    write(desk, "background = #102030\n")
    quire = desk.quire(*SHELL, env=PROMPT)
    quire.wait_for("$")
    write(desk, "backgruond = #000000\nbackground = #203040\nrenderer = cpuu\n[keys]\nf6 = font_lager\n")
    wait_background(quire, "203040")
    for words in ("quire.conf:1: unknown key 'backgruond': did you mean 'background'? (1 of 3)",
                  "quire.conf:3: renderer cannot be 'cpuu': it takes auto|cpu|gl; did you mean 'cpu'? (2 of 3)",
                  "quire.conf:5: there is no action 'font_lager': did you mean 'font_larger'? (3 of 3)"):
        screen = quire.wait_for(lambda s: s.values["message"].endswith(words[-40:]), 30)
        whole = " " + words if len(words) < screen.cols else " ..." + words[4 - screen.cols:]
        check(screen.values["message"] == whole, f"{screen.values['message']!r}, not {whole!r}")
        check(len(screen.values["message"]) <= screen.cols, "it fits the row")
        check(words.rpartition(" (")[0] in quire.error_text(), f"'{words}' on standard error")
        desk.picture("mistake")
        desk.move(*quire.place(3, screen.rows - 1))
        desk.click()
    write(desk, "background = #304050\n")
    wait_background(quire, "304050")


def later(desk):
    """What only new windows, programs or processes have says so, in one message."""
    quire = desk.quire(*SHELL, env=PROMPT)
    quire.wait_for("$")
    write(desk, "renderer = cpu\ncols = 99\n")
    screen = quire.wait_for(lambda s: "takes effect" in s.values["message"], 30)
    check("cols, renderer: takes effect in new windows" in screen.values["message"], screen.values["message"])
    desk.key("ctrl+shift+n")
    quire.wait_for(lambda s: s.values["windows"] == "2")
    write(desk, "renderer = cpu\ncols = 99\nclass = other\nterm = other\n")
    quire.wait_for(lambda s: s.number("reloads") == 2, 30)


def switches(desk):
    """live-config-reload = off: on request alone."""
    write(desk, "background = #102030\nlive-config-reload = off\n")
    quire = desk.quire(*SHELL, env=PROMPT)
    quire.wait_for("$")
    write(desk, "background = #203040\nlive-config-reload = off\n")
    screen = reload(quire)
    check(screen.number("reloads") == 1, "the save alone does nothing")
    wait_background(quire, "203040")
    write(desk, "background = #304050\n")
    desk.key("ctrl+shift+F5")
    wait_background(quire, "304050")
    write(desk, "background = #405060\n")
    wait_background(quire, "405060")


def words(desk):
    """What a double click takes follows the settings, in what is selected from then on."""
    quire = desk.quire("-o", "copy-on-select=on", *SHELL, env=PROMPT)
    quire.wait_for("$")
    desk.type("clear; echo one.two:three\n")
    row = quire.wait_for(lambda s: s.text.count("one.two:three") == 1).row_of("one.two:three")

    def pasted():
        """What a double click copies. On a busy machine two clicks can be too slow for one: again then."""
        for _ in range(20):
            desk.key("ctrl+u")
            quire.wait_for(lambda s: s.lines[row + 1].rstrip() == "$")
            desk.move(*quire.place(20, row + 3))
            desk.click()
            desk.move(*quire.place(1, row))
            desk.click(times=2)
            desk.key("ctrl+shift+v")
            desk.type("|")
            line = quire.wait_for(lambda s: s.lines[row + 1].endswith("|")).lines[row + 1]
            if "one" in line:
                break
        return line[2:-1]

    check(pasted() == "one.two:three", "the standard takes in : and .")
    write(desk, "word-characters = .\n")
    quire.wait_for(lambda s: s.number("reloads") == 1, 30)
    for _ in range(20):  # the old selection may still be there
        if pasted() == "one.two":
            break
    check(pasted() == "one.two", "the settings' take in . alone")


def titles(desk):
    """A fixed title goes and comes: then it is the program's again."""
    quire = desk.quire(*SHELL, env=PROMPT)
    quire.wait_for("$")
    desk.type("printf '\\033]2;of the program\\007'\n")
    name = lambda: quire.window.get_wm_name()
    wait_until(lambda: name() == "of the program", "the program's title")
    write(desk, "title = fixed\n")
    wait_until(lambda: name() == "fixed", "the fixed title", 30)
    write(desk, "")
    wait_until(lambda: name() == "of the program", "the program's title", 30)


def windows(desk):
    """All windows of the process follow."""
    write(desk, "background = #102030\n")
    quire = desk.quire(*SHELL, env=PROMPT)
    quire.wait_for("$")
    for count in ("2", "3"):
        desk.key("ctrl+shift+n")
        quire.wait_for(lambda s, count=count: s.values["windows"] == count)
    write(desk, "background = #203040\n")
    pid = desk.display.intern_atom("_NET_WM_PID")
    own = []
    for window in walk(desk.display.screen().root):
        owner = window.get_full_property(pid, X.AnyPropertyType)
        if owner and owner.value[0] == quire.process.pid and window.get_attributes().map_state == X.IsViewable:
            own.append(window)
    check(len(own) == 3, f"{len(own)} windows")
    for window in own:
        window.configure(stack_mode=X.Above)
        desk.display.sync()
        wait_background(quire, "203040", window)


def streaming(desk):
    """Reloads while output streams lose nothing of it."""
    quire = desk.quire("-o", "scrollback=100000", *SHELL, env=PROMPT)
    quire.wait_for("$")
    desk.type("clear; seq 1 60000; echo whole\n")
    for turn in range(20):
        write(desk, f"background = #{turn:02x}2030\nfont-size = {9 + turn % 4}\n")
        reload(quire)
    screen = quire.wait_for("\nwhole", 60)
    check(screen.row_of("60000") >= 0, "the last line")
    wait_background(quire, "132030")
    check(screen.numbers("scroll")[1] + screen.row_of("60000") + 1 >= 60000, "all lines are there")


def many(desk):
    """Reloads without end take no memory, and no descriptors."""
    quire = desk.quire(*SHELL, env=PROMPT)
    quire.wait_for("$")
    conf = os.path.join(desk.folder, CONF)
    os.makedirs(os.path.dirname(conf))

    def turns(count):
        for turn in range(count):
            write(desk, f"background = #{turn % 256:02x}2030\nfont-size = {9 + turn % 2}\n[keys]\nf{turn % 12 + 1} = copy\nwrong\n")
            reload(quire)

    def held():
        with open(f"/proc/{quire.process.pid}/statm", encoding="ascii") as file:
            pages = int(file.read().split()[1])
        return len(os.listdir(f"/proc/{quire.process.pid}/fd")), pages * os.sysconf("SC_PAGE_SIZE")

    turns(50)
    before = held()
    turns(int(os.environ.get("QUIRE_RELOADS", "150")))
    # Some may be in use at the moment, and what listens for other processes is opened when there is time.
    wait_until(lambda: held()[0] <= before[0] + 4, "the descriptors to be those of before")
    after = held()
    check(after[1] < before[1] + (4 << 20), f"memory: {before[1]}, then {after[1]}")
    quire.process.terminate()
    check(quire.wait_end(60) == 0, quire.error_text()[-3000:])


def idle(desk):
    """The watch costs nothing while nothing is saved; what is saved beside the file changes nothing."""
    write(desk, "background = #102030\n")
    quire = desk.quire(*SHELL, env=PROMPT)
    quire.wait_for("$")
    write(desk, "background = #203040\n")
    wait_background(quire, "203040")
    reloads = quire.screen().number("reloads")

    check(comes_to_rest(quire.process.pid, 2), "it wakes up while idle")
    write(desk, "x", "config/quire/other")
    time.sleep(0.3)
    check(quire.screen().number("reloads") == reloads, "another file in the folder is none of its business")


if __name__ == "__main__":
    sys.exit(main({"colors": colors, "comes_and_goes": main_file_comes_and_goes, "includes": includes, "layout": layout, "look": look,
                   "keys": keys, "mistakes": mistakes, "later": later, "switches": switches, "titles": titles, "words": words,
                   "windows": windows, "streaming": streaming, "many": many, "idle": idle}))
