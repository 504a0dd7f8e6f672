#!/usr/bin/env python3
"""Starts a real xterm under Xvfb and runs a program that compares Quire with it: xterm.py PROGRAM [ARGUMENTS]

The program finds xterm's terminal device in QUIRE_XTERM_TTY. Nothing of the user's settings is read.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

TOOLS = ["Xvfb", "xterm"]
# Debian 12's. Later ones count other things into the checksums that cells are read by (protection, and letters beyond
# Latin 1 in another way), so that nothing could be told from a difference.
PATCH = 379
# 12 columns and 6 rows; reports allowed; marks not put together with their letters; DECRQCRA as a VT420 has it.
OPTIONS = ["-u8", "-geometry", "12x6", "-fn", "fixed", "-ti", "vt420", "-xrm", "*allowWindowOps: true",
           "-xrm", "*disallowedWindowOps:", "-xrm", "*combiningChars: 5", "-xrm", "*precompose: false"]


def start_display(stack):
    """Xvfb on a number of its own choice."""
    read_end, write_end = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write_end), "-screen", "0", "640x480x24", "-nolisten", "tcp",
                               "-noreset"], pass_fds=[write_end], stderr=subprocess.DEVNULL)
    stack.append(server)
    os.close(write_end)
    with os.fdopen(read_end) as number:
        return ":" + number.readline().strip()


def start_xterm(stack, display, folder):
    """xterm with nothing running in it; returns the path of its terminal device."""
    path = os.path.join(folder, "tty")
    command = f"stty raw -echo; tty >{path}.new; mv {path}.new {path}; exec sleep 100000"
    environment = {**os.environ, "DISPLAY": display, "LC_ALL": "C.UTF-8", "HOME": folder, "XENVIRONMENT": "/dev/null"}
    stack.append(subprocess.Popen(["xterm", *OPTIONS, "-e", "sh", "-c", command], env=environment,
                                  stderr=subprocess.DEVNULL))
    for _ in range(600):
        if os.path.exists(path):
            with open(path, encoding="ascii") as file:
                return file.read().strip()
        if stack[-1].poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError("xterm did not start")


def patch_of_xterm():
    """XTerm(379)"""
    text = subprocess.run(["xterm", "-version"], stdout=subprocess.PIPE, text=True, check=False).stdout
    found = re.search(r"\((\d+)\)", text)
    return int(found[1]) if found else 0


def main():
    if not all(shutil.which(tool) for tool in TOOLS):
        print("skip: no xterm or no Xvfb here\n0 passed, 0 failed, 1 skipped")
        return 0
    if patch_of_xterm() != PATCH:
        print(f"skip: the comparison is with xterm {PATCH}, this one is {patch_of_xterm()}\n0 passed, 0 failed, 1 skipped")
        return 0
    stack = []
    with tempfile.TemporaryDirectory() as folder:
        try:
            tty = start_xterm(stack, start_display(stack), folder)
            return subprocess.run(sys.argv[1:], env={**os.environ, "QUIRE_XTERM_TTY": tty}, check=False).returncode
        finally:
            for process in reversed(stack):
                process.kill()  # an X server can miss the question to end
                process.wait()


sys.exit(main())
