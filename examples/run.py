#!/usr/bin/env python3
"""Runs an example and compares what it prints with what it should: run.py PROGRAM EXPECTED [arguments]"""
import subprocess
import sys

program, expected, *arguments = sys.argv[1:]
run = subprocess.run([program, *arguments], stdout=subprocess.PIPE, text=True)
with open(expected, encoding="utf-8") as file:
    wanted = file.read()
ok = run.returncode == 0 and run.stdout == wanted
if not ok:
    print(f"exit status {run.returncode}, printed:\n{run.stdout}instead of:\n{wanted}")
print("1 passed, 0 failed" if ok else "0 passed, 1 failed")
sys.exit(not ok)
