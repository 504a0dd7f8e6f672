#!/usr/bin/python3
"""Programs that people use, driven by keys: what they show must be on the screen."""
import os
import sys

from harness import check, main, needs

SHELL = ["-e", "bash", "--norc", "-i"]


@needs("bash")
def bash(desk):
    desk.write("directory-with-long-name/file.txt", "the contents\n")
    quire = desk.quire(*SHELL, env={"PS1": "$ "})
    quire.wait_for("$")
    desk.type("echo $TERM $COLORTERM $TERM_PROGRAM\n")
    quire.wait_for("xterm-256color truecolor quire")
    desk.type("cat dir\t")
    quire.wait_for("cat directory-with-long-name/")
    desk.type("f\t\n")
    quire.wait_for("the contents")
    desk.type("echo '\"Quoted\" {braces} ~tilde'\n")
    quire.wait_for("\n\"Quoted\" {braces} ~tilde")
    desk.type("echo gone")
    desk.key("ctrl+u")
    desk.type("echo $((6*7))\n")
    quire.wait_for("\n42")
    desk.type("for i in 1 2 3; do echo line-$i; done\n")
    screen = quire.wait_for("line-3")
    check(screen.row_of("line-3") == screen.row_of("line-1") + 2, "lines follow each other")
    desk.key("up")
    quire.wait_for(lambda s: s.text.count("for i in") == 2)
    desk.key("ctrl+c")
    desk.type("stty size\n")
    quire.wait_for("24 80")
    desk.picture("bash")


@needs("vim")
def vim(desk):
    quire = desk.quire("-e", "vim", "-u", "NONE", "-N", "note.txt")
    quire.wait_for("note.txt")
    desk.type("ifirst line\nsecond word here")
    desk.key("escape")
    quire.wait_for("second word here")
    desk.type("ggyyGp")
    quire.wait_for(lambda s: s.text.count("first line") == 2)
    desk.type("0iX")
    desk.key("right")
    desk.type("Y")
    desk.key("escape")
    quire.wait_for("XfYirst line")
    desk.type("uu:set number\n")
    quire.wait_for("  3 first line")
    desk.picture("vim")
    desk.type(":wq\n")
    check(quire.wait_end() == 0, "vim and the window end")
    check(desk.read("note.txt") == "first line\nsecond word here\nfirst line\n", "the file is " + desk.read("note.txt"))


@needs("htop")
def htop(desk):
    quire = desk.quire("--cols", "100", "--rows", "30", "-e", "htop")
    screen = quire.wait_for(lambda s: "Mem[" in s.text and "PID" in s.text and "F10Quit" in s.text)
    check(screen.values["alternate"] == "1", "htop uses the alternate screen")
    check(screen.row_of("F10Quit") == 29, "the keys are on the last row")
    desk.picture("htop")
    desk.type("q")
    check(quire.wait_end() == 0, "htop ends")


@needs("less")
def less(desk):
    path = desk.write("long.txt", "".join(f"this is line {number}\n" for number in range(1, 501)))
    quire = desk.quire("-e", "less", path)
    quire.wait_for("this is line 23")
    desk.type(" ")
    quire.wait_for(lambda s: s.lines[0] == "this is line 24")
    desk.key("page_down")
    quire.wait_for(lambda s: s.lines[0] == "this is line 47")
    desk.type("b")
    quire.wait_for(lambda s: s.lines[0] == "this is line 24")
    desk.type("G")
    quire.wait_for(lambda s: "this is line 500" in s.text and "(END)" in s.text)
    desk.type("/line 77\n")
    quire.wait_for(lambda s: "Pattern not found" in s.text or s.row_of("this is line 77") >= 0)
    desk.type("\ng")
    quire.wait_for(lambda s: s.lines[0] == "this is line 1")
    desk.type("/line 77\n")
    quire.wait_for(lambda s: s.lines[0] == "this is line 77")
    desk.picture("less")
    desk.type("q")
    check(quire.wait_end() == 0, "less ends")


@needs("tmux")
def tmux(desk):
    quire = desk.quire("--rows", "30", "-e", "tmux", "-L", "quire-test", "-f", "/dev/null", "new", "bash --norc",
                       env={"PS1": "$ "})
    quire.wait_for("[0]")
    desk.type("echo upper pane\n")
    quire.wait_for("\nupper pane")
    desk.key("ctrl+b")
    desk.type("\"")
    quire.wait_for("─────")
    desk.type("echo lower pane\n")
    screen = quire.wait_for("\nlower pane")
    check(screen.row_of("upper pane") < screen.row_of("────") < screen.row_of("lower pane"), "the panes lie in order")
    desk.picture("tmux")
    desk.key("ctrl+b")
    desk.key("up")
    desk.type("echo up again\n")
    screen = quire.wait_for("\nup again")
    check(screen.row_of("up again") < screen.row_of("────"), "typed into the upper pane")
    desk.run(["tmux", "-L", "quire-test", "kill-server"])
    check(quire.wait_end() is not None, "tmux ends")


@needs("git", "less")
def git(desk):
    repository = os.path.join(desk.folder, "repository")
    script = """
        git init -q -b main repository && cd repository &&
        git config user.name Tester && git config user.email t@example.org &&
        git commit -q --allow-empty -m root-commit && git checkout -q -b side &&
        git commit -q --allow-empty -m side-commit && git checkout -q main &&
        git commit -q --allow-empty -m main-commit && git merge -q --no-ff -m merge-commit side &&
        for i in $(seq 40); do git commit -q --allow-empty -m number-$i; done"""
    desk.run(["bash", "-c", script])
    quire = desk.quire("-e", "git", "-C", repository, "log", "--graph", "--color", "--oneline", "--decorate")
    screen = quire.wait_for("number-40")
    check("(HEAD -> main)" in screen.text, "decorations are shown")
    check("\x1b" not in screen.text and "[33m" not in screen.text, "no escape sequences are shown")
    desk.type("G")
    screen = quire.wait_for("root-commit")
    check(screen.row_of("|\\") >= 0 and screen.row_of("|/") >= 0, "the graph is drawn")
    desk.picture("git")
    desk.type("q")
    check(quire.wait_end() == 0, "git ends")


if __name__ == "__main__":
    sys.exit(main({"bash": bash, "vim": vim, "htop": htop, "less": less, "tmux": tmux, "git": git}))
