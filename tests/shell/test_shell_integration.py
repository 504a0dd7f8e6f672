#!/usr/bin/env python3
"""What real shells tell with our scripts, mark by mark, and that they do nothing else.

usage: test_shell_integration.py PLAN_SHELL SOURCE_ROOT [NAME...]
"""
import os
import pathlib
import shutil
import socket
import sys
import tempfile

from shell_on_pty import Shell, marks, visible

PLAN, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
FOLDER = str(ROOT / "data/shell-integration")
HOST = socket.gethostname()


class Home:
    """A folder with some files, and shells that have it as HOME."""

    def __init__(self, **files):
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)  # a shell that ends may still write
        self.path = pathlib.Path(os.path.realpath(self.folder.name))
        for name, text in files.items():
            (self.path / ("." + name)).write_text(text)

    def start(self, shell, **options):
        self.shell = Shell(PLAN, FOLDER, "/usr/bin/" + shell if shell != "bash" else "/bin/bash", self.path, **options)
        if options.get("integrated", True):
            self.shell.wait(rb"\x1b\]133;B\x07")
        return self.shell

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.shell.close()
        self.folder.cleanup()


def same(have, want):
    assert have == want, f"\nhave {have!r}\nwant {want!r}"


PROMPT = ["133;A", "133;B"]


# --- bash ---

def bash_tells_all():
    with Home(bashrc="PS1='$ '\n") as home:
        shell = home.start("bash")
        same(marks(shell.output), [f"7;file://{HOST}{home.path}", "2;~", *PROMPT])
        same(marks(shell.run("true")), ["133;C;cmdline_url=true", "2;true", "133;D;0", "2;~", *PROMPT])
        same(marks(shell.run("sh -c 'exit 7'")),
             ["133;C;cmdline_url=sh%20-c%20%27exit%207%27", "2;sh -c 'exit 7'", "133;D;7", "2;~", *PROMPT])
        same(marks(shell.run("")), ["133;D", "2;~", *PROMPT])
        same(marks(shell.run("cd /usr; : é")),
             ["133;C;cmdline_url=cd%20/usr%3B%20%3A%20%C3%A9", "2;cd /usr; : é", "133;D;0", f"7;file://{HOST}/usr", "2;/usr", *PROMPT])
        told = marks(shell.run("for i in 1 2\rdo :; done"))
        same(told[:3], ["133;A;k=s", "133;B", "133;C;cmdline_url=for%20i%20in%201%202%3B%20do%20%3A%3B%20done"])
        same(marks(shell.run("PS1='new '; unset PS0"))[-2:], PROMPT)  # what others change is marked again
        same(marks(shell.run("false"))[0], "133;C;cmdline_url=false")


def bash_keeps_secrets():
    """A line that is kept out of history is kept out of titles and notifications."""
    with Home(bashrc="PS1='$ '; HISTCONTROL=ignorespace\n") as home:
        shell = home.start("bash")
        shell.run("true")
        same(marks(shell.run(" secret=1")), ["133;C;cmdline_url=", "133;D;0", "2;~", *PROMPT])


def bash_looks_the_same():
    rc = "PS1='\\w\\n[\\u] \\$ '\nPS2='more '\nPROMPT_COMMAND='hooked=$?'\n"
    script = "echo a; false\recho $hooked $?\recho \"1\r2\"\recho last word\r"
    texts = []
    for integrated in (True, False):
        with Home(bashrc=rc) as home:
            shell = home.start("bash", integrated=integrated)
            shell.wait(rb"\] .*[#$] ")
            os.write(shell.terminal, script.encode())
            shell.wait(rb"last word\r\n[\s\S]*[#$] ")
            texts.append(visible(shell.output).replace(str(home.path), "~"))
    same(texts[0], texts[1])
    assert "\n1 1\n" in texts[0], texts[0]


def bash_stands_strict_shells():
    """set -e and -u, hooks in an array, a DEBUG trap and others that see the exit status."""
    rc = ("PS1='$ '\nseen() { status=$?; }\nPROMPT_COMMAND=(seen 'other=$?')\ntrap 'traps=$((${traps-0} + 1))' DEBUG\n"
          "set -o vi\nset -u\n")
    with Home(bashrc=rc) as home:
        shell = home.start("bash")
        shell.run("(exit 3)")
        assert "3 3\n" in visible(shell.run("echo $status $other")), shell.output
        assert "unbound" not in visible(shell.output), shell.output
        same(marks(shell.run("set -e"))[-3:], ["2;~", *PROMPT])
        same(marks(shell.run("true"))[:3], ["133;C;cmdline_url=true", "2;true", "133;D;0"])
        shell.run("source " + FOLDER + "/bash/quire.bash")  # once is enough
        same(marks(shell.run("true")), ["133;C;cmdline_url=true", "2;true", "133;D;0", "2;~", *PROMPT])


def bash_beside_preexec():
    """bash-preexec runs hooks of its own from PROMPT_COMMAND and would take ours for commands: ours become its."""
    rc = ("PS1='$ '\nbash_preexec_imported=defined\nprecmd_functions=()\n"
          "__bp_precmd() { local ret=$? f; for f in \"${precmd_functions[@]}\"; do (exit $ret); \"$f\"; done; }\n"
          "PROMPT_COMMAND=__bp_precmd\n")
    with Home(bashrc=rc) as home:
        shell = home.start("bash")
        same(marks(shell.run("(exit 4)"))[-4:], ["133;D;4", "2;~", *PROMPT])
        assert "__bp_precmd\n" in visible(shell.run("echo \"${PROMPT_COMMAND[*]}\"")), shell.output


def bash_logs_in():
    """A login shell reads what it would, in its order, and nothing of how it was started is left."""
    files = {"bash_profile": "order+=profile\n[ -r ~/.bashrc ] && . ~/.bashrc\n", "profile": "order+=wrong\n",
             "bashrc": "order+=,rc\ndeclare -A map=([a]=1)\nPS1='$ '\nset -eu\n"}
    with Home(**files) as home:
        shell = home.start("bash", login=True, variables={"ENV": "/some/file"})
        text = visible(shell.run("echo $order,${map[a]},$ENV; shopt -q login_shell && echo in; shopt -qo posix || echo own; "
                                 "shopt -q inherit_errexit || echo usual; env | grep QUIRE || echo clean; echo ${HISTFILE##*/}"))
        assert "profile,rc,1,/some/file\nin\nown\nusual\nclean\n.bash_history\n" in text, text


# --- all of them ---

def all_shells_keep_terminfo_for_sudo():
    """Where the terminal's description is found by TERMINFO alone; not for sudoedit, nor where nothing needs it."""
    for shell in ("bash", "zsh", "fish"):
        if not shutil.which(shell):
            continue
        with Home(zshrc="PS1='%% '\n") as home:
            (home.path / "bin").mkdir()
            sudo = home.path / "bin/sudo"
            sudo.write_text("#!/bin/sh\necho \"sudo:$*\"\n")
            sudo.chmod(0o755)
            path = {"PATH": f"{home.path}/bin:/usr/bin:/bin"}
            started = home.start(shell, variables={**path, "TERMINFO": "/some/where"})
            assert "sudo:TERMINFO=/some/where ls -l" in visible(started.run("sudo ls -l")), started.output
            assert "sudo:-e file" in visible(started.run("sudo -e file")), started.output
            started.close()
            plain = home.start(shell, variables=path)
            assert "sudo:ls" in visible(plain.run("sudo ls")), plain.output


# --- zsh ---

def zsh_tells_all():
    with Home(zshenv="from_env=1\n", zshrc="PS1='%% '\nunsetopt prompt_sp\n") as home:
        shell = home.start("zsh")
        same(marks(shell.output), [f"7;file://{HOST}{home.path}", "2;~", *PROMPT])
        same(marks(shell.run("true")), ["133;C;cmdline_url=true", "2;true", "133;D;0", "2;~", *PROMPT])
        same(marks(shell.run("(exit 7)")), ["133;C;cmdline_url=%28exit%207%29", "2;(exit 7)", "133;D;7", "2;~", *PROMPT])
        same(marks(shell.run("")), ["133;D", "2;~", *PROMPT])
        same(marks(shell.run("cd /usr; : é"))[-4:], [f"7;file://{HOST}/usr", "2;/usr", *PROMPT])
        same(marks(shell.run("echo '1\r2'"))[:3], ["133;A;k=s", "133;B", "133;C;cmdline_url=echo%20%271%0A2%27"])
        assert "1,,\n" in visible(shell.run("echo $from_env,$ZDOTDIR,${QUIRE_SHELL_FEATURES-}")), shell.output


def zsh_keeps_secrets():
    """A line that is kept out of history is kept out of titles and notifications; without the option none is."""
    with Home(zshrc="PS1='%% '\nunsetopt prompt_sp\nsetopt hist_ignore_space\n") as home:
        shell = home.start("zsh")
        shell.run("true")
        same(marks(shell.run(" secret=1")), ["133;C;cmdline_url=", "133;D;0", "2;~", *PROMPT])
        shell.run("unsetopt hist_ignore_space")
        same(marks(shell.run(" true"))[:2], ["133;C;cmdline_url=%20true", "2; true"])


def zsh_prompts_at_the_right():
    """They are prompts, too; what is typed behind them is not."""
    with Home(zshrc="PS1='%% '\nRPS1=right\nunsetopt prompt_sp\n") as home:
        shell = home.start("zsh")
        shell.wait(rb"\x1b\]133;B\x07", 2)
        same(marks(shell.output)[-4:], [*PROMPT, "133;P;k=r", "133;B"])


def zsh_stands_strict_shells():
    """Options of the user, hooks that set the prompt anew, and a prompt of several lines."""
    rc = "setopt nounset ksh_arrays prompt_subst\nprecmd() { PS1=$'line\\n'\"$? %% \" }\nunsetopt prompt_sp\n"
    with Home(zshrc=rc) as home:
        shell = home.start("zsh")
        shell.run("true")
        text = shell.run("(exit 3)")
        same(marks(text)[2:], ["133;D;3", "2;~", *PROMPT])
        assert "line\n3 % " in visible(text), text
        same(marks(shell.run("source " + FOLDER + "/zsh/quire.zsh"))[-3:], ["2;~", *PROMPT])
        same(marks(shell.run("true")), ["133;C;cmdline_url=true", "2;true", "133;D;0", "2;~", *PROMPT])


def zsh_by_hand():
    """Sourced from a startup file, behind options and hooks of the user's."""
    rc = ("setopt ksh_arrays nounset\nalias sudo=other\nPS1='%% '\nunsetopt prompt_sp\nfirst() { :; }\nsecond() { hooked=1; }\n"
          f"precmd_functions=(first second)\nsource {FOLDER}/zsh/quire.zsh\n")
    with Home(zshrc=rc) as home:
        shell = home.start("zsh", integrated=False)
        shell.wait(rb"\x1b\]133;B\x07")
        same(marks(shell.run("(exit 3)")), ["133;C;cmdline_url=%28exit%203%29", "2;(exit 3)", "133;D;3", "2;~", *PROMPT])
        assert "1\n" in visible(shell.run("echo $hooked")), shell.output


def bash_by_hand():
    with Home(bashrc=f"PS1='$ '\nalias sudo=other\nset -u\nsource {FOLDER}/bash/quire.bash\n") as home:
        shell = home.start("bash", integrated=False)
        shell.wait(rb"\x1b\]133;B\x07")
        same(marks(shell.run("(exit 3)"))[2:], ["133;D;3", "2;~", *PROMPT])


def zsh_elsewhere():
    with Home() as home:
        (home.path / "other").mkdir()
        (home.path / "other/.zshrc").write_text("PS1='%% '\nfound=there\n")
        shell = home.start("zsh", variables={"ZDOTDIR": str(home.path / "other")})
        assert "there,other\n" in visible(shell.run("echo $found,${ZDOTDIR:t}")), shell.output


# --- fish ---

def fish_tells_all():
    with Home() as home:
        folder = home.path / ".config/fish"
        folder.mkdir(parents=True)
        (folder / "config.fish").write_text("set -g fish_greeting\nfunction fish_prompt; echo -n \"$status> \"; end\n"
                                            "function fish_right_prompt; echo right; end\nset -g fish_autosuggestion_enabled 0\n")
        shell = home.start("fish")
        told = iter(marks(shell.run("false")))  # the prompt at the right may be drawn again at any time
        assert any(mark.startswith("133;C") for mark in told), marks(shell.output)  # from fish 4 on by fish itself
        assert all(mark in told for mark in ["133;D;1", *PROMPT]), marks(shell.output)
        assert "133;P;k=r" in marks(shell.output), shell.output
        told = marks(shell.run(" : secret"))
        by_itself = any(mark.startswith("133;C;cmdline_url") for mark in told)  # from fish 4 on it is fish that tells
        assert "133;C" in told and not by_itself or "4." in visible(shell.run("echo $version")), told
        told = marks(shell.run("cd /usr"))
        assert any(m.startswith("7;file://") and m.endswith("/usr") for m in told), told
        text = visible(shell.run("false; echo (count $XDG_DATA_DIRS)(env | grep -c QUIRE)"))
        assert "00\n" in text, text


def main():
    tests = [value for name, value in globals().items() if name.startswith(("all_", "bash_", "zsh_", "fish_"))]
    passed = failed = 0
    for test in tests:
        shell = test.__name__.split("_")[0]
        if len(sys.argv) > 3 and test.__name__ not in sys.argv[3:]:
            continue
        if shell != "all" and not shutil.which(shell):
            print(f"SKIP {test.__name__}: no {shell}")
            continue
        try:
            test()
            passed += 1
        except AssertionError as error:
            print(f"FAILED {test.__name__}: {error}")
            failed += 1
    print(f"{passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
