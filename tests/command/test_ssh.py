#!/usr/bin/env python3
"""quire ssh with a stand-in for ssh that runs what it is to run here, in a home folder of its own.

usage: test_ssh.py QUIRE
"""
import os
import pathlib
import pty
import shutil
import subprocess
import sys
import tempfile

# Prints settings for -G; else writes down its words and TERM, and runs the command, if there is one, as the host.
STAND_IN = r"""#!/bin/sh
for word in "$@"; do [ "$word" = -G ] && { printf 'user me\nhostname far.example\nport 22\n'; exit 0; }; done
printf '%s:' "$TERM" >>"$LOG"; printf ' [%s]' "$@" >>"$LOG"; echo >>"$LOG"
[ -z "$REFUSES" ] || exit 255
while [ $# -gt 0 ]; do
    case $1 in
    -o | -p | -i) shift 2 ;;
    -*) shift ;;
    *) break ;;
    esac
done
[ $# -eq 0 ] || shift
[ "$1" != -T ] || shift
[ $# -eq 0 ] || { cd "$FAR_HOME" && HOME=$FAR_HOME PATH=$FAR_PATH exec /bin/sh -c "$*"; }
"""


class Place:
    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="quire-ssh-"))
        for name in ("bin", "far", "cache", "run"):
            (self.folder / name).mkdir(mode=0o700)
        ssh = self.folder / "bin/ssh"
        ssh.write_text(STAND_IN)
        ssh.chmod(0o755)
        self.environment = {"PATH": f"{self.folder}/bin:/usr/bin:/bin", "HOME": str(self.folder), "TERM": "xterm-256color",
                            "XDG_CACHE_HOME": f"{self.folder}/cache", "XDG_RUNTIME_DIR": f"{self.folder}/run",
                            "LOG": f"{self.folder}/log", "FAR_HOME": f"{self.folder}/far", "FAR_PATH": "/usr/bin:/bin"}

    def ssh(self, *words, terminal=True, **more):
        """Returns the exit status and what ssh was called with: ["TERM: [word] [word]", ...]."""
        log = self.folder / "log"
        log.write_text("")
        controller, terminal_side = pty.openpty()
        done = subprocess.run([os.path.abspath(sys.argv[1]), "ssh", *words], env={**self.environment, **more}, timeout=60, check=False,
                              stdin=terminal_side if terminal else subprocess.DEVNULL, cwd=self.folder)
        os.close(controller)
        os.close(terminal_side)
        return done.returncode, log.read_text().splitlines()

    def far(self):
        return sorted(str(path.relative_to(self.folder / "far")) for path in (self.folder / "far").rglob("*") if path.is_file())

    def close(self):
        shutil.rmtree(self.folder)


passed = failed = 0


def check(condition, what):
    global passed, failed
    passed, failed = passed + bool(condition), failed + (not condition)
    if not condition:
        print("FAIL", what)


def once_per_host(place):
    status, calls = place.ssh("-p", "22", "far")
    check(status == 0 and len(calls) == 2, calls)
    check("[tic" not in calls[0] and "tic -x" in calls[0] and "ControlMaster=yes" in calls[0] and "[-p] [22] [far]" in calls[0], calls)
    check(calls[1].startswith("quire: [-o] [ControlPath=") and calls[1].endswith("[-p] [22] [far]"), calls)
    check(place.far() == [".terminfo/q/quire"], f"nothing else is changed there: {place.far()}")
    said = subprocess.run(["infocmp", "-x", "quire"], env={**place.environment, "TERMINFO": f"{place.folder}/far/.terminfo"},
                          capture_output=True, text=True, check=False)
    check(said.returncode == 0 and "Setulc" in said.stdout, said)
    check(place.ssh("far") == (0, ["quire: [far]"]), "the second time it is plain ssh")
    check(place.ssh("far", "ls", "-l") == (0, ["quire: [far] [ls] [-l]"]), "of a host that is known, commands too")


def terminal_for_the_session_alone(place):
    """What runs tic has no terminal: the end of the description would never be seen there."""
    status, calls = place.ssh("-tt", "far")
    check(status == 0 and "[-tt] [far] [-T] [exec sh" in calls[0] and calls[1].endswith("[-tt] [far]"), calls)
    check(place.far() == [".terminfo/q/quire"], place.far())


def without_tic(place):
    few = place.folder / "few"
    few.mkdir()
    (few / "sh").symlink_to("/bin/sh")
    status, calls = place.ssh("far", FAR_PATH=str(few))
    check(status == 0 and len(calls) == 2 and calls[1].startswith("xterm-256color: "), calls)
    check(place.ssh("far") == (0, ["xterm-256color: [far]"]), "it is not asked again")
    check(place.far() == [], place.far())


def what_is_no_session(place):
    for words in (["far", "true"], ["-N", "far"], ["-T", "far"], ["-V"]):
        status, calls = place.ssh(*words)
        check(status == 0 and calls == ["xterm-256color: " + " ".join(f"[{word}]" for word in words)], calls)
    status, calls = place.ssh("far", terminal=False)
    check(calls == ["xterm-256color: [far]"], f"without a terminal: {calls}")
    check(place.far() == [], place.far())


def no_connection(place):
    status, calls = place.ssh("far", REFUSES="1")
    check(status == 255 and len(calls) == 1, "it is not tried twice")
    check(not (place.folder / "cache/quire/ssh-hosts").exists(), "nothing is kept of it")


def main():
    if not shutil.which("tic"):
        print("SKIP: no tic\n0 passed, 0 failed")
        return 77
    for test in (once_per_host, terminal_for_the_session_alone, without_tic, what_is_no_session, no_connection):
        place = Place()
        try:
            test(place)
        finally:
            place.close()
    print(f"{passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
