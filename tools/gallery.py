#!/usr/bin/env python3
"""Draws the pictures of docs/gallery: gallery.py QUIRE FOLDER [NAME...].

Screens that need no window are drawn by `quire render`: samples (gallery_samples.py) and programs. Where a picture shows
several settings or sizes, ImageMagick puts the parts together. A program that is not installed leaves its picture as it is.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import gallery_samples

ROOT = pathlib.Path(__file__).resolve().parent.parent


class Gallery:
    def __init__(self, quire, folder, scratch):
        self.quire, self.folder, self.scratch = quire, folder, scratch
        self.parts = 0
        gallery_samples.write(scratch)

    def render(self, arguments, output):
        environment = dict(os.environ, LC_ALL="C.UTF-8", HOME=str(self.scratch), GIT_PAGER="cat", HISTFILE="/dev/null",
                           XDG_CONFIG_HOME=str(self.scratch / "config"))
        subprocess.run([self.quire, "render", "--config", "/dev/null", "--output", str(output), *arguments], cwd=ROOT,
                       env=environment, check=True)

    def sample(self, sample, *options):
        """A part: a sample with these options."""
        self.parts += 1
        output = self.scratch / f"part{self.parts}.png"
        self.render(["--crop", *options, str(self.scratch / f"{sample}.vt")], output)
        return output

    def stack(self, name, *parts, beside=False):
        """Parts above (or beside) each other, on the ground of the first."""
        ground = subprocess.run(["convert", str(parts[0]), "-format", "%[pixel:p{0,0}]", "info:"], check=True,
                                capture_output=True, text=True).stdout
        subprocess.run(["convert", "-background", ground, *map(str, parts), "+append" if beside else "-append", "-strip",
                        str(self.folder / f"{name}.png")], check=True)

    def program(self, name, command, *options, seconds="3"):
        """The screen of a program after a while."""
        if shutil.which(command[0]) is None:
            print(f"gallery: {name}: no {command[0]} here", file=sys.stderr)
            return
        self.render(["--time-limit", seconds, *options, "--", *command], self.folder / f"{name}.png")
        if "tmux" in command[-1]:  # its server outlives the picture
            subprocess.run(["tmux", "-L", "gallery", "kill-server"], check=False)


# ---- the pictures

def plain(sample, *options):
    return lambda gallery, name: shutil.move(gallery.sample(sample, "--cols", "80", *options), gallery.folder / f"{name}.png")


def sizes(sample, points, *options):
    def draw(gallery, name):
        gallery.stack(name, *(gallery.sample(sample, "--font-size", str(size), *options) for size in points))
    return draw


def settings(sample, values, *options):
    """One part for each setting, KEY=VALUE or several."""
    def draw(gallery, name):
        parts = []
        for value in values:
            words = [word for setting in value.split() for word in ("-o", setting)]
            parts.append(gallery.sample(sample, *words, *options))
        gallery.stack(name, *parts)
    return draw


def program(*command, options=(), seconds="3"):
    return lambda gallery, name: gallery.program(name, command, *options, seconds=seconds)


def window(title, *command, cols="80", rows="24", seconds="3", options=()):
    return program(*command, options=("--window", "--title", title, "--cols", cols, "--rows", rows, *options), seconds=seconds)


LIGHT = "foreground=#2e3440 background=#fafafa"
VIM = ("vim", "-Nnu", "NONE", "-c", "syntax on", "-c", "set number ruler laststatus=2 hlsearch", "-c", "/offset",
       "src/set/string_area.c")
TMUX = ("sh", "-c", "tmux -L gallery -f /dev/null new-session -d -x 100 -y 28 'git --no-pager log --oneline --color=always -30; cat' \\; "
        "split-window -h 'vim -Nnu NONE -c \"syntax on\" src/set/string_area.c' \\; split-window -v 'cal 2>/dev/null || date; cat' \\; "
        "attach; tmux -L gallery kill-server")


# Processes of its own, where that is allowed: a picture needs none of this machine's.
HTOP = """run='sleep 90 & sh -c "sleep 91; :" & tail -f /dev/null & cat /dev/zero | gzip > /dev/null & exec htop'
unshare --pid --fork --mount-proc sh -c "$run" || htop"""


def git_log(gallery, name):
    """A small repository with branches."""
    folder = gallery.scratch / "repository"
    folder.mkdir()

    def git(*words):
        people = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
                  for what, value in (("NAME", "Ada"), ("EMAIL", "ada@example.org"), ("DATE", "2026-11-29T12:00:00Z"))}
        subprocess.run(["git", "-C", str(folder), *words], env=dict(os.environ, HOME=str(gallery.scratch), **people), check=True,
                       capture_output=True)

    git("init", "-b", "main")
    for subject in ("set: items are found by their hash", "page: one block, offsets only", "set: Robin Hood"):
        git("commit", "--allow-empty", "-m", subject)
    git("tag", "v0.1")
    for branch, subjects in (("curly", ("sgr: underlines have colours", "render: waves that join")),
                             ("reflow", ("history: lines keep their numbers", "engine: resize in slices", "engine: no line is lost"))):
        git("checkout", "-b", branch, "main")
        for subject in subjects:
            git("commit", "--allow-empty", "-m", subject)
        git("checkout", "main")
        git("commit", "--allow-empty", "-m", f"docs: what {branch} is for")
        git("merge", "--no-ff", "-m", f"Merge branch '{branch}'", branch)
    git("checkout", "-b", "next")
    git("commit", "--allow-empty", "-m", "pane: hints over links")
    gallery.render(["--time-limit", "3", "--window", "--title", "git log --graph", "--cols", "72", "--rows", "18", "--", "git", "-C",
                    str(folder), "--no-pager", "-c", "color.ui=always", "log", "--graph", "--oneline", "--all"],
                   gallery.folder / f"{name}.png")


def themes(gallery, name):
    """The same text in some of the themes, two beside each other."""
    names = ("catppuccin-mocha", "catppuccin-latte", "gruvbox-dark", "gruvbox-light", "solarized-dark", "solarized-light", "nord", "tokyo-night",
             "dracula", "rose-pine-dawn")
    installed = subprocess.run([gallery.quire, "list-themes"], capture_output=True, text=True, check=True).stdout.split()
    parts = [gallery.sample("code", "--theme", theme) for theme in names if theme in installed]
    rows = []
    for row in range(0, len(parts) - 1, 2):
        gallery.stack(f"row{row}", *parts[row:row + 2], beside=True)
        rows.append(gallery.folder / f"row{row}.png")
    gallery.stack(name, *rows)
    for row in rows:
        row.unlink()


def cursors(gallery, name):
    """Each shape over a letter, a wide character, a ligature; with and without the focus is the window's matter."""
    parts = []
    for shape in ("block", "hollow", "underline", "bar"):
        for at, text in ((3, f"  abc def  {shape}"), (2, "  漢字 wide"), (4, "  a -> b != c")):
            path = gallery.scratch / "cursor.vt"
            path.write_text(f"\r\n{text}\r\n\x1b[2;{at + 1}H", encoding="utf-8")
            parts.append(gallery.scratch / f"cursor_{shape}_{at}.png")
            gallery.render(["--cols", "24", "--rows", "3", "--font", "Fira Code", "--font-size", "14", "-o", f"cursor-shape={shape}",
                            str(path)], parts[-1])
    rows = []
    for row in range(4):
        gallery.stack(f"row{row}", *parts[row * 3:row * 3 + 3], beside=True)
        rows.append(gallery.folder / f"row{row}.png")
    gallery.stack(name, *rows)
    for row in rows:
        row.unlink()


def svg_beside_png(gallery, name):
    """The SVG drawn by what a browser or a viewer would use, when there is one."""
    png, svg, drawn = gallery.sample("code", "--window"), gallery.scratch / "code.svg", gallery.scratch / "svg.png"
    gallery.render(["--crop", "--window", str(gallery.scratch / "code.vt")], svg)
    if shutil.which("rsvg-convert") is None:
        print(f"gallery: {name}: no rsvg-convert here", file=sys.stderr)
        return
    subprocess.run(["rsvg-convert", "-o", str(drawn), str(svg)], check=True)
    gallery.stack(name, png, drawn, beside=True)


PICTURES = {
    "colours": plain("colours"),
    "styles": plain("styles"),
    "text": plain("text"),
    "drawing": plain("drawing"),
    "sprites_legacy": plain("sprites_legacy"),
    "sprites_supplement": plain("sprites_supplement"),
    "sprites_octants": plain("sprites_octants"),
    "sprites_lines": plain("sprites_lines"),
    "marks": plain("marks"),
    "scripts": plain("scripts"),
    "symbols": plain("symbols"),
    "ligatures": settings("ligatures", ("ligatures=on", "ligatures=off"), "--font", "Fira Code", "--font-size", "14"),
    "cjk": sizes("cjk", (11, 14)),
    "emoji": sizes("emoji", (12, 18)),
    "arabic": sizes("arabic", (14,)),
    "devanagari": sizes("devanagari", (14,)),
    "thai": sizes("thai", (14,)),
    "underlines": sizes("underlines", range(9, 21)),
    "boxes": sizes("boxes", (9, 11, 14)),
    "prompt": sizes("prompt", (12,)),
    "plot": sizes("plot", (11,)),
    "images": plain("images", "--rows", "24"),
    "weights": settings("code", ("text-weight=-2", "text-weight=0", "text-weight=2",
                                 LIGHT + " text-weight=-2", LIGHT, LIGHT + " text-weight=2")),
    "contrast": settings("code", (LIGHT + " minimum-contrast=1", LIGHT + " minimum-contrast=4.5")),
    "fonts": lambda gallery, name: gallery.stack(name, *(gallery.sample("code", "--font", family, "--font-size", "13")
                                                         for family in ("DejaVu Sans Mono", "Fira Code", "Liberation Mono"))),
    "cursors": cursors,
    "svg": svg_beside_png,
    "vim": window("vim", *VIM),
    "vim_light": window("vim", *VIM, options=("--theme", "github-light")),
    "themes": themes,
    "htop": window("htop", "sh", "-c", HTOP, cols="100", rows="20"),
    "mc": window("mc", "mc", "-u", "--nosubshell", "src", "include/quire"),
    "tmux": window("tmux", *TMUX, cols="100", rows="28"),
    "git_log": git_log,
    "man": window("man quire", "man", "-P", "less -R", "docs/man/quire.1"),
}


def main():
    quire, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    unknown = [name for name in sys.argv[3:] if name not in PICTURES]
    if unknown:
        sys.exit(f"gallery: no picture {unknown[0]}; there are: {' '.join(PICTURES)}")
    with tempfile.TemporaryDirectory() as scratch:
        gallery = Gallery(str(quire), folder, pathlib.Path(scratch))
        for name in sys.argv[3:] or PICTURES:
            PICTURES[name](gallery, name)


if __name__ == "__main__":
    main()
