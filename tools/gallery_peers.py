#!/usr/bin/env python3
"""The same screen in Quire, kitty, foot and xterm, with the same font, size and colours: gallery_peers.py QUIRE FOLDER.

Needs Xvfb, openbox, ImageMagick, weston (for foot) and the terminals; one that is missing is left out of the sheet. Writes
FOLDER/peers_dark.png and FOLDER/peers_light.png: twice the size, from the top left corner of each window's text.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

COLS, ROWS = 46, 11
WIDTH, HEIGHT = COLS * 9, ROWS * 18
DARK, LIGHT = ("d8dee9", "16181d"), ("2e3440", "fafafa")
PALETTE = ("1c1f26", "cb3143", "a3d47a", "edc56e", "346bc7", "a045ba", "6cd6e5", "ccd2dc",
           "6c7484", "e54148", "c0eb9e", "fbdf9c", "497dd4", "edb3ff", "a2edf8", "ffffff")
SAMPLE = ["The quick brown fox jumps over 0O 1lI| {}[]()", "\x1b[1mbold\x1b[m \x1b[3mitalic\x1b[m \x1b[1;3mboth\x1b[m \x1b[2mfaint\x1b[m \x1b[7minverse\x1b[m \x1b[9mstruck\x1b[m",
          "\x1b[4mgjpqy line\x1b[m \x1b[4:2mgjpqy two\x1b[m \x1b[4:3;58;5;9mgjpqy curly\x1b[m \x1b[4:4mgjpqy\x1b[m \x1b[4:5mgjpqy\x1b[m",
          "┌──┬──┐ ╔══╦══╗ ╭──╮ ┏━━┳━━┓ ░░▒▒▓▓██ ▁▂▃▄▅▆▇", "│  │  │ ║  ║  ║ │╱╲│ ┃  ┃  ┃ ░░▒▒▓▓██ ⣿⣷⣶⣴⣤⡇",
          "└──┴──┘ ╚══╩══╝ ╰──╯ ┗━━┻━━┛ 🬀🬙🬞🬭🭈🭄🭑🭍 \ue0b0 \ue0b1 \ue0b2", "\x1b[97;44m ~/src \x1b[34;42m\ue0b0\x1b[30;42m main \x1b[32;49m\ue0b0\x1b[m \x1b[31mred \x1b[32mgreen \x1b[33myellow \x1b[35mmagenta\x1b[m",
          "日本語 中文 한국어 😀 🚀 👩\u200d🔬 🇪🇺 ❤\ufe0f", "Tiếng Việt: Ế Ẫ Ộ  x\u0338 o\u0338  t\u0361s  W\u20dd",
          "① ⇒ ⊕ ∑ √ ≠ ⌘ ⏎ ✔ ★  → ⟶ ↵  ℃ Ⅷ"]


def palette(form):
    return [form.format(number=number, color=color) for number, color in enumerate(PALETTE)]


def quire(program, colors, command):
    words = [word for line in palette("palette-{number}=#{color}") for word in ("-o", line)]
    return [program, "--config", "/dev/null", "-o", "padding=0", "--cols", str(COLS), "--rows", str(ROWS), "--font", "DejaVu Sans Mono",
            "--font-size", "11", "-o", f"foreground=#{colors[0]}", "-o", f"background=#{colors[1]}", *words, "-e", *command], {}


def kitty(_, colors, command):
    settings = ["font_family=DejaVu Sans Mono", "font_size=11", "window_padding_width=0", "placement_strategy=top-left", "update_check_interval=0",
                f"foreground=#{colors[0]}", f"background=#{colors[1]}", "remember_window_size=no", f"initial_window_width={COLS}c",
                f"initial_window_height={ROWS}c", *palette("color{number}=#{color}")]
    return ["kitty", "--config", "NONE", *[word for line in settings for word in ("-o", line)], *command], {"LIBGL_ALWAYS_SOFTWARE": "1"}


def foot(_, colors, command):
    settings = ["font=DejaVu Sans Mono:size=11", "dpi-aware=no", "pad=0x0", f"initial-window-size-chars={COLS}x{ROWS}", "csd.preferred=none",
                f"colors.foreground={colors[0]}", f"colors.background={colors[1]}",
                *palette("colors.regular{number}={color}")[:8],
                *[f"colors.bright{number}={color}" for number, color in enumerate(PALETTE[8:])]]
    return ["foot", "-c", "/dev/null", *[f"--override={line}" for line in settings], *command], {}


def xterm(_, colors, command):
    resources = [word for line in palette("*color{number}: #{color}") for word in ("-xrm", line)]
    return ["xterm", "-b", "0", "+sb", "-bw", "0", "-fa", "DejaVu Sans Mono", "-fs", "11", "-fg", f"#{colors[0]}", "-bg", f"#{colors[1]}", "-u8", "-bc",
            "-geometry", f"{COLS}x{ROWS}", *resources, "-e", *command], {}


TERMINALS = {"Quire": quire, "kitty": kitty, "foot": foot, "xterm": xterm}


class Screen:
    """An X server; a compositor in it for what needs Wayland."""

    def __init__(self, folder):
        self.folder, self.processes = folder, []
        read_end, write_end = os.pipe()
        self.start(["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1000x600x24", "-nolisten", "tcp"], pass_fds=[write_end])
        os.close(write_end)
        with os.fdopen(read_end, encoding="ascii") as number:
            self.display = ":" + number.readline().strip()
        self.environment = dict(os.environ, DISPLAY=self.display, XDG_RUNTIME_DIR=str(folder), HOME=str(folder), LC_ALL="C.UTF-8")
        self.environment.pop("WAYLAND_DISPLAY", None)

    def start(self, command, **more):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
        self.processes.append(process)
        return process

    def compositor(self):
        self.start(["weston", "--backend=x11-backend.so", "--shell=kiosk-shell.so", "--socket=peers", "--width=900", "--height=500"], env=self.environment)
        for _ in range(100):
            if (self.folder / "peers").exists():
                break
            time.sleep(0.1)
        self.environment["WAYLAND_DISPLAY"] = "peers"

    def picture(self, path):
        subprocess.run(["import", "-window", "root", str(path)], env=self.environment, check=True)

    def stop(self):
        for process in reversed(self.processes):
            process.kill()  # an X server can miss the question to end
            process.wait()


def shoot(name, program, colors, folder):
    """The text of one terminal: what is in the corner of its window."""
    sample, path = folder / "sample", folder / f"{name}.png"
    sample.write_text("\r\n".join(SAMPLE) + "\x1b[?25l", encoding="utf-8")
    screen = Screen(folder)
    try:
        if name == "foot":
            screen.compositor()
        command, environment = TERMINALS[name](program, colors, ["sh", "-c", f"cat {sample}; sleep 60"])
        screen.start(command, env=dict(screen.environment, **environment))
        time.sleep(6 if name == "kitty" else 4)
        screen.picture(path)
    finally:
        screen.stop()
    ground = "#" + colors[1]
    # Without a window manager windows stand in the corner; the compositor's own window may not.
    found = subprocess.run(["convert", str(path), "-fill", "black", "+opaque", ground, "-trim", "-format", "%X%Y", "info:"], check=True,
                           capture_output=True, text=True).stdout
    subprocess.run(["convert", str(path), "-crop", f"{WIDTH}x{HEIGHT}{found}", "+repage", "-scale", "200%", "-bordercolor", ground, "-border", "8",
                    "-background", "#888888", "-fill", "white", "-font", "DejaVu-Sans", "-pointsize", "18", f"label:{name}", "+swap", "-append", str(path)], check=True)
    return path


def main():
    program, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    for sheet, colors in (("peers_dark", DARK), ("peers_light", LIGHT)):
        with tempfile.TemporaryDirectory() as scratch:
            pictures = [shoot(name, str(program), colors, pathlib.Path(scratch)) for name in TERMINALS
                        if name == "Quire" or shutil.which(name)]
            subprocess.run(["montage", "-label", "", *map(str, pictures), "-tile", "2x", "-geometry", "+4+4", "-background", "#888888", "-strip",
                            str(folder / f"{sheet}.png")], check=True)


if __name__ == "__main__":
    main()
