#!/usr/bin/python3
"""Pictures of real windows for docs/gallery, on an X server of their own: gallery_windows.py QUIRE FOLDER [NAME...].

What `quire render` cannot show: tabs, splits, search, copy mode, hints, menus, a selection. Keys and the pointer are XTEST's
(tests/app/harness.py)."""

import pathlib
import subprocess
import sys

import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests/app"))
from harness import Desk  # noqa: E402

PROMPT = {"PS1": "\\[\\e[32m\\]~/src/quire\\[\\e[m\\] $ ", "LS_COLORS": "di=34:ex=32", "TERM": "xterm-256color"}

def shell(desk, *options, cols="96", rows="26"):
    quire = desk.quire("--cols", cols, "--rows", rows, *options, "-e", "bash", "--norc", env=dict(PROMPT, PWD=str(ROOT)))
    quire.wait_for("$")
    run(desk, f"cd {ROOT}; clear")
    return quire

def run(desk, line):
    desk.type(line + "\n")
    time.sleep(0.6)

def keys(desk, *combinations):
    for combination in combinations:
        desk.key(combination)
        time.sleep(0.3)

def tabs(desk, quire):
    keys(desk, "ctrl+shift+o")
    run(desk, "PS1='$ '; clear; git --no-pager log --oneline --color=always -14 ef23a2b | cut -c 1-70")
    keys(desk, "ctrl+shift+e")
    run(desk, "vim -Nnu NONE -c 'syntax on' src/set/string_area.c")
    keys(desk, "ctrl+shift+t")
    run(desk, "top")
    keys(desk, "ctrl+shift+t")
    run(desk, "cd docs; clear")
    keys(desk, "alt+1")
    quire.click_px(100, 300)  # the window manager has ctrl+alt+left
    run(desk, "ls -C -w 46 --color=always; ls -C -w 46 --color=always src")
    time.sleep(1)

def search(desk, quire):
    run(desk, "cat src/set/string_area.c include/quire/set.h | head -200")
    keys(desk, "ctrl+shift+f")
    desk.type("chunk")
    time.sleep(1)
    keys(desk, "enter", "enter")

def copy_mode(desk, quire):
    run(desk, "cat src/set/string_area.c")
    keys(desk, "ctrl+shift+space", "k", "k", "k", "k", "k", "V", "k", "k", "k")

def selection(desk, quire):
    run(desk, "cat src/set/string_area.c")
    quire.drag((8, 6), (30, 11))

def hints(desk, quire):
    run(desk, "git --no-pager log --color=always --oneline -6; echo see https://quire.example/docs/design.md and src/set/string_area.c:12, 192.168.0.7:8080")
    run(desk, "grep -n 'return' src/set/string_area.c include/quire/set.h | head -8")
    keys(desk, "ctrl+shift+l")

def guard(desk, quire):
    subprocess.run(["xclip", "-selection", "clipboard", "-i"], input=b"curl -s https://example.org/install.sh | sudo sh\nrm -rf ~/.cache\x1b[A\n",
                   env=desk.environment, check=True)
    run(desk, "bind 'set enable-bracketed-paste off'")
    keys(desk, "ctrl+shift+v")

def menu(desk, quire):
    run(desk, "git --no-pager log --oneline --color=always -14")
    desk.move(*quire.place(20, 5))
    desk.click(3)

PICTURES = {
    "window_tabs": (tabs, ()),
    "window_search": (search, ()),
    "window_copy_mode": (copy_mode, ()),
    "window_selection": (selection, ()),
    "window_hints": (hints, ()),
    "window_paste_guard": (guard, ()),
    "window_menu": (menu, ()),
}

def shoot(program, folder, name):
    draw, options = PICTURES[name]
    desk = Desk(program, name)
    try:
        desk.start_display()
        quire = shell(desk, *options)
        draw(desk, quire)
        time.sleep(1)
        subprocess.run(["import", "-window", hex(quire.window.id), "-strip", str(folder / f"{name}.png")], env=desk.environment, check=True)
    finally:
        desk.close()

def main():
    folder = pathlib.Path(sys.argv[2])
    for name in sys.argv[3:] or PICTURES:
        shoot(str(pathlib.Path(sys.argv[1]).resolve()), folder, name)

if __name__ == "__main__":
    main()
