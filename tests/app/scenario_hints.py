#!/usr/bin/python3
"""Plain text that leads somewhere: under the pointer, and by labels."""
import os
import subprocess
import sys
import time

from harness import check, main, needs, wait_until

TEXT = """see (https://example.org/wiki/C_(language)).
%s
main.c:1 src/main.c:12:3: error and/or no/such/file.c
commit 85759ca1, host 10.0.0.1:22, TICKET-42
"""
LONG = "https://example.org/" + "abcdefghi/" * 9 + "end"


def opened(desk):
    return desk.read("opened").splitlines()


def start(desk, text, *options):
    """A window with a text in it, an opener that writes down its words, and some files."""
    opener = desk.write("bin/opener", '#!/bin/sh\nfor word; do printf "[%s]" "$word"; done >>"$HOME/opened"; echo >>"$HOME/opened"\n')
    os.chmod(opener, 0o755)
    desk.write("src/main.c", "")
    desk.write("text", text)
    settings = desk.write("my.conf", "link-opener = opener link {}\npath-opener = opener -g {path}:{line}\n"
                          "hint-pattern = ticket: TICKET-([0-9]+)\nhint-action = ticket: opener ticket {}\n" + "\n".join(options))
    quire = desk.quire("--config", settings, "-e", "bash", "--norc", "-c", "cat text; read; printf '\\033[?1000h'; cat",
                       env={"PATH": os.path.join(desk.folder, "bin") + ":" + os.environ["PATH"]})
    quire.wait_for("TICKET-42")
    return quire


def wait_note(quire, note):
    return quire.wait_for(lambda s: s.values["note"].strip() == note)


def labels(screen):
    """{(row, col): label}"""
    found = {}
    for word in screen.values["hints"].split():
        label, place = word.split("@")
        found[tuple(int(number) for number in place.split(","))] = label
    return found


def open_hints(desk, quire, keys="ctrl+shift+l"):
    desk.key(keys)
    return labels(quire.wait_for(lambda s: s.values["hints"] != ""))


def closed(quire):
    return quire.wait_for(lambda s: s.values["hints"] == "")


def label_at(quire, found, text):
    screen = quire.screen()
    for (row, col), label in found.items():
        if screen.lines[row][col:].startswith(text):
            return label
    return None


def hover(desk):
    """With ctrl the address under the pointer is underlined and shown whole, and a click opens it; without it is text."""
    quire = start(desk, "\033]8;;https://example.com/real\033\\https://example.org/shown\033]8;;\033\\\n" + TEXT % LONG)
    control = desk.code_of("ctrl")[0]

    def point(col, row):
        desk.move(*quire.place(col, row))

    point(10, 1)
    check(quire.screen().values["note"] == "", "nothing without the modifier")
    desk.press_code(control, True)
    screen = wait_note(quire, "https://example.org/wiki/C_(language)")
    check(screen.number("pointed") == 1, "it is underlined")
    desk.picture("hover")
    desk.click()
    wait_until(lambda: opened(desk) == ["[link][https://example.org/wiki/C_(language)]"], "the opener")
    point(3, 3)
    quire.wait_for(lambda s: s.values["note"].strip().startswith("https://example.org/abcdefghi/abc"))
    desk.click()
    wait_until(lambda: opened(desk)[-1] == f"[link][{LONG}]", "the whole of a wrapped address")
    row = quire.screen().row_of("src/main.c")
    point(12, row)
    wait_note(quire, "src/main.c:12")
    desk.click()
    wait_until(lambda: opened(desk)[-1] == f"[-g][{desk.folder}/src/main.c:12]", "the editor")
    point(quire.screen().lines[row].index("no/such") + 2, row)
    wait_note(quire, "")
    check(True, "a path that does not exist is none")
    row = quire.screen().row_of("/shown")
    point(5, row)
    wait_note(quire, "https://example.com/real")
    desk.picture("note")
    desk.type("x")
    desk.press_code(control, False)
    wait_note(quire, "")
    point(10, 1)
    desk.click()
    time.sleep(0.3)
    check(len(opened(desk)) == 3, "a click alone opens nothing: " + repr(opened(desk)))
    desk.key("enter")  # from now on the program has the mouse
    desk.press_code(control, True)
    point(11, 1)
    time.sleep(0.3)
    check(quire.screen().values["note"] == "", "its text is its own")
    shift = desk.code_of("shift")[0]
    desk.press_code(shift, True)
    wait_note(quire, "https://example.org/wiki/C_(language)")
    desk.press_code(shift, False)
    wait_note(quire, "")
    point(5, 0)
    wait_note(quire, "https://example.com/real")
    desk.press_code(control, False)


def hints(desk):
    """Labels open, copy, type, select and run; what is typed narrows them, and what scrolls takes its label along."""
    quire = start(desk, TEXT % LONG, "[keys]", "ctrl+shift+k = hint_copy:hashes", "ctrl+shift+j = hint_insert:paths",
                  "ctrl+shift+i = hint_select:ips", "ctrl+shift+r = hint_run:opener run {}", "ctrl+shift+y = hint_open:nothing")
    found = open_hints(desk, quire)
    desk.picture("hints")
    check(len(found) == 7, f"there is a label for each: {found}")
    check(label_at(quire, found, "and/or") is None, "none for words")
    check(sorted(found.values()) == sorted("asdfghj"), "they are the handiest letters")
    desk.type(label_at(quire, found, "https://example.org/abc"))
    wait_until(lambda: opened(desk) == [f"[link][{LONG}]"], "the link that is wrapped")
    closed(quire)
    desk.type(label_at(quire, open_hints(desk, quire), "src/main.c"))
    wait_until(lambda: opened(desk)[-1] == f"[-g][{desk.folder}/src/main.c:12]", "the editor")
    closed(quire)
    desk.type(label_at(quire, open_hints(desk, quire), "42"))
    wait_until(lambda: opened(desk)[-1] == "[ticket][42]", "the pattern's action")
    closed(quire)
    desk.type(label_at(quire, open_hints(desk, quire), "10.0.0.1").upper())
    quire.wait_for(lambda s: s.values["message"] == " Copied: 10.0.0.1:22")
    found = open_hints(desk, quire, "ctrl+shift+k")
    check(list(found.values()) == ["a"], f"hashes alone: {found}")
    desk.type("a")
    quire.wait_for(lambda s: s.values["message"] == " Copied: 85759ca1")
    found = open_hints(desk, quire, "ctrl+shift+j")
    desk.type(label_at(quire, found, "src/main.c"))
    quire.wait_for(lambda s: [line for line in s.lines if line][-1].startswith("src/main.c"))
    open_hints(desk, quire, "ctrl+shift+r")
    desk.key("escape")
    closed(quire)
    desk.type(label_at(quire, open_hints(desk, quire, "ctrl+shift+r"), "10.0.0.1"))
    wait_until(lambda: opened(desk)[-1] == "[run][10.0.0.1:22]", "the command")
    desk.key("ctrl+shift+y")
    quire.wait_for(lambda s: "no such kind" in s.values["message"])
    check(len(opened(desk)) == 4, "nothing else was opened: " + repr(opened(desk)))


if __name__ == "__main__":
    sys.exit(main({"hover": hover, "hints": hints}))
