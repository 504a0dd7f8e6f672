#!/usr/bin/python3
"""Tabs and splits: what is opened, shown, moved and closed, by keys and by the pointer."""
import os
import sys

from Xlib import X

from harness import check, main, wait_until

ENV = {"PS1": "$ ", "ENV": ""}
SHELL = ["-o", "shell=/bin/sh"]
# Openbox keeps the usual ones with ctrl+alt and alt+shift to itself.
KEYS = []
for key, action in {"F1": "focus_left", "F2": "focus_right", "F3": "focus_up", "F4": "focus_down", "F5": "resize_right",
                    "F6": "pane_to_new_window", "F7": "move_tab_left", "F8": "close_tab", "F9": "pane_to_new_tab",
                    "ctrl+shift+b": "broadcast_input"}.items():
    KEYS += ["-o", f"keys-{key.lower()}={action}"]


def tabs(screen):
    """The line of each tab: 'current zoomed 1 *2': its panes from left to right, its current one marked."""
    found = []
    while f"tab-{len(found) + 1}" in screen.values:
        found.append(screen.values[f"tab-{len(found) + 1}"])
    return found


def wait_tabs(quire, *lines):
    return quire.wait_for(lambda s: tabs(s) == list(lines))


def area(screen, number):
    """x, y, width and height of a pane."""
    return [int(part) for part in screen.values[f"pane-{number}"].split()[:4]]


def words(screen, number):
    return screen.values[f"pane-{number}"].split()[4:]


def text(screen, number):
    return screen.text if screen.values["pane"] == str(number) else screen.panes[number].text


def prompt(quire):
    quire.wait_for(lambda s: s.lines and s.lines[0].startswith("$"))


def open_pane(desk, quire, keys, *lines):
    desk.key(keys)
    screen = wait_tabs(quire, *lines)
    prompt(quire)
    return screen


def splits(desk):
    """Panes beside each other: keys and clicks go to one of them, lines move, one may fill the tab, all may be typed
    into; what a program writes is shown in each."""
    os.makedirs(os.path.join(desk.folder, "deep"))
    quire = desk.quire(*SHELL, *KEYS, env=ENV)
    prompt(quire)
    desk.type("cd deep\n")
    desk.key("F2")  # with one pane it is the program's, and dash shows it
    quire.wait_for("OQ")
    desk.key("ctrl+c")
    screen = open_pane(desk, quire, "ctrl+shift+o", "current 1 *2")
    one, two = area(screen, 1), area(screen, 2)
    check(one[2] + 1 + two[2] == 728 and two[0] == one[2] + 1 and one[3] == 440, "a line of one pixel between two halves")
    desk.type("pwd\n")
    quire.wait_for("/deep")
    check("/deep\n" not in text(quire.screen(), 1), "keys go to one pane")
    screen = open_pane(desk, quire, "ctrl+shift+e", "current 1 2 *3")
    check(area(screen, 3)[1] == area(screen, 2)[3] + 1, "below")
    desk.picture("three")

    desk.key("F1")
    wait_tabs(quire, "current *1 2 3")
    desk.type("sleep 0.5; echo l''ater\n")
    desk.key("F2")
    quire.wait_for(lambda s: s.values["pane"] in "23" and "\nlater\n" in text(s, 1))
    desk.key("F4", "F3")
    wait_tabs(quire, "current 1 *2 3")
    quire.click_px(500, 400)
    wait_tabs(quire, "current 1 2 *3")
    quire.click_px(100, 100)
    wait_tabs(quire, "current *1 2 3")

    before = quire.screen()
    desk.key("F5")
    quire.wait_for(lambda s: area(s, 1)[2] == area(before, 1)[2] + 18)
    quire.drag_px((area(before, 1)[2] + 18, 200), (200, 200))
    screen = quire.wait_for(lambda s: area(s, 1)[2] in (199, 200))
    check(int(screen.values["size"].split()[0]) == (area(screen, 1)[2] - 8) // 9, "the grid follows")
    desk.type("stty size\n")
    quire.wait_for("24 21")
    desk.picture("dragged")
    quire.window.configure(width=1000, height=440)
    desk.display.sync()
    quire.wait_for(lambda s: area(s, 1)[2] in (273, 274, 275))  # the parts stay
    quire.window.configure(width=728, height=440)
    desk.display.sync()
    screen = quire.wait_for(lambda s: area(s, 1)[2] in (199, 200))
    quire.click_px(area(screen, 1)[2], 200, times=2)
    quire.wait_for(lambda s: area(s, 1)[2] == 364)

    desk.key("ctrl+shift+enter")
    screen = wait_tabs(quire, "current zoomed *1 2 3")
    check(area(screen, 1) == [0, 0, 728, 440] and words(screen, 2) == ["hidden"], "one alone: " + str(screen.values))
    desk.key("ctrl+shift+enter")
    screen = wait_tabs(quire, "current *1 2 3")
    check(area(screen, 1)[2] == 364, "and all again")


def tabs_(desk):
    """A bar of tabs when there are two: its row is taken from the panes. Keys and clicks show a tab, a drag moves it, the
    middle button closes it; with one tab left the keys are the program's again."""
    os.makedirs(os.path.join(desk.folder, "deep"))
    quire = desk.quire(*SHELL, *KEYS, env=ENV)
    prompt(quire)
    desk.type("cd deep\n")
    desk.key("alt+2")
    desk.type("echo one\n")
    quire.wait_for("one")
    screen = open_pane(desk, quire, "ctrl+shift+t", "*1", "current *2")
    check(screen.rows == 23 and area(screen, 2) == [0, 18, 728, 422], "the bar has a row: " + screen.values["pane-2"])
    desk.type("pwd; printf '\\033]2;the title\\033\\\\'\n")
    screen = quire.wait_for(lambda s: "/deep" in s.text and s.values["pane-2-title"] == "the title")
    check(quire.window.get_wm_name() == "the title", "the window is called as its tab is")
    desk.key("alt+1")
    screen = wait_tabs(quire, "current *1", "*2")
    check(quire.window.get_wm_name() == "quire" and screen.rows == 23, "another tab, another title")
    when = "until [ -e ~/%s ]; do sleep 0.05; done; "
    desk.type(when % "rings" + "seq 1000; printf '\\a'\n")
    desk.key("ctrl+tab")
    wait_tabs(quire, "*1", "current *2")
    desk.write("rings", "")
    screen = quire.wait_for(lambda s: tabs(s) == ["*1", "current *2"] and "rang" in words(s, 1))
    check("1000" in text(screen, 1), "what nobody sees is read and shown when it is asked for")
    check(int(screen.panes[1].values["frames"]) < 60, "but not drawn: " + screen.panes[1].values["frames"])
    desk.picture("rang")
    desk.key("ctrl+shift+tab")
    quire.wait_for(lambda s: tabs(s)[0].startswith("current") and "rang" not in words(s, 1))
    desk.type(when % "fails" + "printf '\\033]133;A\\7\\033]133;C\\7\\033]133;D;1\\7'\n")
    desk.key("ctrl+tab")
    wait_tabs(quire, "*1", "current *2")
    desk.write("fails", "")
    quire.wait_for(lambda s: "failed" in words(s, 1))
    desk.picture("failed")
    desk.key("ctrl+shift+tab")
    quire.wait_for(lambda s: tabs(s)[0].startswith("current"))
    open_pane(desk, quire, "ctrl+shift+t", "*1", "current *3", "*2")
    desk.type("printf '\\033]2;%s\\033\\\\' " + "long" * 30 + "\n")
    quire.wait_for(lambda s: s.values["pane-3-title"].startswith("longlong"))
    desk.picture("three")

    quire.click_px(20, 9)
    wait_tabs(quire, "current *1", "*3", "*2")
    quire.drag_px((20, 9), (400, 9))  # as far as it lies behind the wide one
    wait_tabs(quire, "*3", "current *1", "*2")
    desk.key("F7")
    wait_tabs(quire, "current *1", "*3", "*2")
    quire.click_px(20, 9, button=5)
    wait_tabs(quire, "*1", "current *3", "*2")
    quire.click_px(20, 9, button=2)
    wait_tabs(quire, "current *3", "*2")

    open_pane(desk, quire, "ctrl+shift+e", "current 3 *4", "*2")
    desk.key("ctrl+shift+b")
    desk.type("echo a''ll\n")
    quire.wait_for(lambda s: "\nall\n" in text(s, 3) and "\nall\n" in text(s, 4) and "all" not in text(s, 2))
    desk.picture("broadcast")
    desk.key("ctrl+shift+b")
    desk.key("F9")
    wait_tabs(quire, "*3", "current *4", "*2")
    desk.key("F6")
    quire.wait_for(lambda s: s.values["windows"] == "2" and tabs(s) == ["*3", "current *2"])
    desk.type("exit\n")  # the new window has the keys
    wait_until(lambda: quire.screen().values["windows"] == "1", "the end of the other window")
    quire.focus()
    quire.wait_for(lambda s: s.values["focused"] == "1")
    desk.key("alt+1")
    wait_tabs(quire, "current *3", "*2")
    desk.key("ctrl+shift+w")
    screen = wait_tabs(quire, "current *2")
    check(screen.rows == 24 and area(screen, 2) == [0, 0, 728, 440], "with one tab there is no bar")
    desk.type("exit\n")
    check(quire.wait_end() == 0, "the window closes with its last pane")


def closing(desk):
    """Closing asks once, for all that would end, and leaves the others alone."""
    quire = desk.quire(*KEYS, *SHELL, env=ENV)
    prompt(quire)
    open_pane(desk, quire, "ctrl+shift+o", "current 1 *2")
    desk.type("sleep 1000\n")
    quire.wait_for("sleep 1000")
    open_pane(desk, quire, "ctrl+shift+t", "1 *2", "current *3")
    desk.type("sleep 1001\n")
    quire.wait_for("sleep 1001")
    desk.key("ctrl+shift+w")
    quire.wait_for(lambda s: "sleep is still running. Close anyway?" in s.values["message"])
    quire.close_window()
    screen = quire.wait_for(lambda s: "sleep and 1 more are still running" in s.values["message"])
    check(screen.values["message"].count("Close anyway") == 1, screen.values["message"])
    desk.picture("question")
    quire.wait_for(lambda s: s.values["question-ready"] == "1")
    desk.key("ctrl+shift+n")
    quire.wait_for(lambda s: s.values["question"] == "0")
    desk.key("alt+1")
    wait_tabs(quire, "current 1 *2", "*3")
    desk.key("F8")
    quire.wait_for(lambda s: "sleep is still" in s.values["message"])
    quire.wait_for(lambda s: s.values["question-ready"] == "1")
    desk.key("F1")  # what is asked stays, wherever the keys go
    quire.wait_for(lambda s: s.values["pane"] == "1" and "sleep is still" in s.values["message"])
    quire.wait_for(lambda s: s.values["question-ready"] == "1")
    desk.key("ctrl+shift+y")
    wait_tabs(quire, "current *3")
    quire.process.terminate()
    check(quire.wait_end() == 0, "ends at once from outside")


def states(desk, window):
    """_NET_WM_STATE as names."""
    atoms = window.get_full_property(desk.display.intern_atom("_NET_WM_STATE"), X.AnyPropertyType)
    return {desk.display.get_atom_name(atom).replace("_NET_WM_STATE_", "") for atom in (atoms.value if atoms else [])}


def quick(desk):
    """A window that one command shows and hides, with what runs in it: as wide as the screen, at its upper edge, above the
    others and in no list."""
    call = [desk.program, "--quick", "-o", "quick-height=50"]
    quire = desk.quire("--quick", "--wait", "-o", "quick-height=50", *SHELL, env=ENV)
    prompt(quire)
    wanted = {"ABOVE", "SKIP_TASKBAR", "SKIP_PAGER"}
    wait_until(lambda: wanted <= states(desk, quire.window), "the states: " + str(states(desk, quire.window)))
    corner, size = quire.window.translate_coords(desk.display.screen().root, 0, 0), quire.window.get_geometry()
    check((-corner.x, -corner.y, size.width, size.height) == (0, 0, 1000, 350), f"its place: {corner} {size}")
    desktop = quire.window.get_full_property(desk.display.intern_atom("_NET_WM_DESKTOP"), X.AnyPropertyType)
    check(desktop.value[0] == 0xFFFFFFFF, f"on all desktops: {desktop}")
    desk.picture("quick")
    desk.type("echo k''ept\n")
    quire.wait_for("\nkept")
    desk.run(call)
    wait_until(lambda: quire.window.get_attributes().map_state != X.IsViewable, "that it goes")
    desk.run(call)
    wait_until(lambda: quire.window.get_attributes().map_state == X.IsViewable, "that it comes again")
    wait_until(lambda: wanted <= states(desk, quire.window), "the states, again")
    screen = quire.wait_for(lambda s: s.values["focused"] == "1")
    check("\nkept" in screen.text and screen.values["windows"] == "1", "what runs in it stays")
    desk.type("exit\n")
    check(quire.wait_end() == 0, "it ends with its program")


if __name__ == "__main__":
    sys.exit(main({"splits": splits, "tabs": tabs_, "closing": closing, "quick": quick}))
