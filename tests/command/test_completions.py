#!/usr/bin/python3
"""Completions in the real shells: what each offers at the end of a line. A shell that is not here is skipped.

usage: test_completions.py QUIRE"""
import os
import pathlib
import pty
import select
import shutil
import subprocess
import sys
import tempfile
import time

LONG_S = 30
passed = failed = 0

# A line, words that must be offered behind it, words that must not.
CASES = [
    ("quire --wor", ["--working-directory"], ["--wait"]),
    ("quire --maxi", ["--maximized"], []),
    ("quire list-th", ["list-themes"], ["list-fonts"]),
    ("quire dump --format ", ["text", "json", "html", "vt"], ["png"]),
    ("quire dump --form", ["--format"], ["--title"]),
    ("quire render --format ", ["png", "svg"], ["json"]),
    ("quire show --protocol ", ["kitty", "iterm2", "sixel", "blocks"], ["png"]),
    ("quire show pla", ["place", "play.txt"], []),
    ("quire config ", ["check"], ["bash"]),
    ("quire completions ", ["bash", "zsh", "fish"], ["check"]),
    ("quire -o cursor-sh", ["cursor-shape="], ["cols="]),
    ("quire -o cursor-shape=", ["block", "hollow"], ["on"]),
    ("quire --theme dra", ["dracula"], ["nord"]),
    ("quire --working-directory pla", ["place"], ["play.txt"]),
    ("quire verify pla", ["place", "play.txt"], []),
    ("quire -o keys-f5=scroll_page_u", ["scroll_page_up"], []),
]


def check(condition, what):
    global passed, failed
    if condition:
        passed += 1
    else:
        failed += 1
        print(what, flush=True)


def said(command, folder, **more):
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=LONG_S, **more)


class Bash:
    """Calls the function as readline would, with words taken apart at "="."""
    name = "bash"

    def __init__(self, folder, script):
        self.folder, self.script = folder, script

    def offers(self, line):
        code = r'''
source "$1"
COMP_LINE=$2
read -ra COMP_WORDS <<<"${2//=/ = }"
[[ $2 == *' ' ]] && COMP_WORDS+=("")
[[ $2 == *= ]] && COMP_WORDS[-1]="="
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_quire
printf '%s\n' "${COMPREPLY[@]}"'''
        return said(["bash", "--norc", "-c", code, "bash", self.script, line], self.folder).stdout.split("\n")


class Fish:
    name = "fish"

    def __init__(self, folder, script):
        self.folder, self.script = folder, script

    def offers(self, line):
        code = f"source {self.script}; complete -C '{line}'"
        lines = said(["fish", "--no-config", "-c", code], self.folder).stdout.split("\n")
        return [word for text in lines for word in (text.split("\t")[0], text.split("\t")[0].rpartition("=")[2])]


class Zsh:
    """Types the line and a tab into an interactive shell, and reads what it shows."""
    name = "zsh"

    def __init__(self, folder, script):
        functions = os.path.join(folder, "functions")
        os.mkdir(functions)
        shutil.copy(script, os.path.join(functions, "_quire"))
        self.process, self.master = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.environ.update(TERM="dumb", PS1="> ", COLUMNS="200")
            os.execvp("zsh", ["zsh", "-f", "-i"])
        self.send("unsetopt zle_bracketed_paste; stty cols 200; fpath=($PWD/functions $fpath); autoload -U compinit; "
                  "compinit -u -D; zstyle ':completion:*' list-prompt ''; LISTMAX=1000; setopt nobeep; bindkey '^I' complete-word; "
                  "setopt no_list_ambiguous no_auto_menu; print rea''dy\n")
        self.read_until("ready")

    def send(self, text):
        os.write(self.master, text.encode())

    def read_until(self, *wanted, patience=LONG_S):
        text, end = "", time.monotonic() + patience
        while time.monotonic() < end and not all(word in text for word in wanted):
            if select.select([self.master], [], [], 0.2)[0]:
                text += os.read(self.master, 65536).decode(errors="replace")
        return text

    def offers(self, line, wanted=()):
        """Where there are several, the tab shows a list."""
        self.send(line + "\t")
        text = self.read_until(*wanted)
        self.send("\x15")  # the line is thrown away
        return text.replace("\x07", "").split() + [text]


def try_shell(shell, folder, quire):
    script = os.path.join(folder, "script." + shell.name)
    done = said([quire, "completions", shell.name], folder)
    check(done.returncode == 0 and not done.stderr, f"{shell.name}: {done.stderr}")
    pathlib.Path(script).write_text(done.stdout, encoding="utf-8")
    if not shutil.which(shell.name):
        print(f"SKIP no {shell.name}")
        return
    syntax = said([shell.name, "-n", script], folder)
    check(syntax.returncode == 0 and not syntax.stderr, f"{shell.name} -n: {syntax.stderr}")
    one = shell(folder, script)
    for line, wanted, unwanted in CASES:
        offered = one.offers(line, wanted) if shell is Zsh else one.offers(line)
        joined = offered[-1] if shell is Zsh else ""
        words = {word.rstrip("/ =") + ("=" if word.endswith("=") else "") for word in offered}
        missing = [word for word in wanted if word not in words and word not in joined]
        check(not missing, f"{shell.name}: '{line}' does not offer {missing}: {offered[:40]}")
        surplus = [word for word in unwanted if word in words]
        check(not surplus, f"{shell.name}: '{line}' offers {surplus}")


def main():
    quire = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "place"))
        pathlib.Path(folder, "play.txt").touch()
        os.environ.update(HOME=folder, XDG_CONFIG_HOME=folder, LC_ALL="C.UTF-8", PATH=os.path.dirname(quire) + ":" + os.environ["PATH"])
        for shell in (Bash, Fish, Zsh):
            try_shell(shell, folder, quire)
    wrong = said([quire, "completions", "csh"], "/")
    check(wrong.returncode == 2 and "bash, zsh or fish" in wrong.stderr, wrong.stderr)
    print(f"{passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
