#!/usr/bin/env python3
"""Programs that name files and shared memory: what they are told, in `quire render`.

usage: test_image_files.py QUIRE"""
import base64
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

PIXELS = bytes(range(12))  # two by two, RGB

# Asks for each line "MEDIUM NAME" of its input, and prints what the terminal says.
ASKER = r"""
import base64, os, select, sys, termios, tty
tty.setraw(0)
out = open(sys.argv[1], "w")
for line in open(sys.argv[2]):
    medium, name = line.rstrip("\n").split(" ", 1)
    payload = base64.b64encode(name.encode()).decode()
    os.write(1, f"\x1b_Gi=1,a=q,f=24,s=2,v=2,t={medium};{payload}\x1b\\".encode())
    said = b""
    while not said.endswith(b"\x1b\\") and select.select([0], [], [], 60)[0]:
        said += os.read(0, 1000)
    out.write(said.decode().split(";", 1)[-1].rstrip("\x1b\\").split(":")[0] + "\n")
out.close()
"""

failed = passed = 0


def check(have, want, what):
    global failed, passed
    if have == want:
        passed += 1
    else:
        failed += 1
        print(f"{what}: {have}, not {want}")


class Place:
    """A home folder, one for temporary files, and one that is neither."""

    def __init__(self, quire, folder):
        self.quire, self.folder = quire, pathlib.Path(folder)
        self.home, self.temporary, self.other = (self.folder / name for name in ("home", "temporary", "other"))
        for path in (self.home, self.temporary, self.other):
            path.mkdir()
        self.asker = self.folder / "asker.py"
        self.asker.write_text(ASKER)

    def file(self, path, content=PIXELS):
        path.write_bytes(content)
        return str(path)

    def ask(self, names, before=(), settings=()):
        """The terminal's words for each (medium, name)."""
        asked, said = self.folder / "asked", self.folder / "said"
        asked.write_text("".join(f"{medium} {name}\n" for medium, name in names))
        environment = dict(os.environ, HOME=str(self.home), TMPDIR=str(self.temporary), XDG_CONFIG_HOME=str(self.home))
        command = [*before, sys.executable, str(self.asker), str(said), str(asked)]
        options = [word for setting in settings for word in ("-o", setting)]
        subprocess.run([self.quire, "render", *options, "--output", str(self.folder / "out.png"), "--time-limit", "300",
                        "--", *command], env=environment, check=True)
        return said.read_text().splitlines()


def files(place):
    inside = place.file(place.home / "inside")
    outside = place.file(place.other / "outside")
    os.mkfifo(place.home / "pipe")
    os.symlink(outside, place.home / "link")
    kept = place.file(place.temporary / "kept")
    gone = place.file(place.temporary / "tty-graphics-protocol-1")
    asked = [("f", inside), ("f", outside), ("f", str(place.home / "pipe")), ("f", str(place.home / "link")),
             ("f", str(place.home / "missing")), ("f", "/proc/self/environ"), ("f", "relative"), ("t", kept), ("t", gone)]
    want = ["OK", "EPERM", "EPERM", "EPERM", "ENOENT", "EPERM", "EINVAL", "OK", "OK"]
    for (medium, name), have, should in zip(asked, place.ask(asked), want):
        check(have, should, f"{medium} {name}")
    check((os.path.exists(kept), os.path.exists(gone)), (True, False), "temporary files that are left")


def shared_memory(place):
    name = f"/quire-test-{os.getpid()}"
    place.file(pathlib.Path("/dev/shm" + name))
    check(place.ask([("s", name), ("s", name), ("s", "/../x")]), ["OK", "ENOENT", "EINVAL"], "shared memory")


def settings(place):
    inside, outside = place.file(place.home / "inside"), place.file(place.other / "outside")
    both = [("f", inside), ("f", outside)]
    check(place.ask(both, settings=[f"image-folders={place.other}"]), ["EPERM", "OK"], "image-folders")
    check(place.ask(both, settings=["image-files=never"]), ["EPERM", "EPERM"], "image-files = never")


def remote(place):
    """A program that is called ssh, and has started the one that asks."""
    inside = place.file(place.home / "inside")
    ssh = place.folder / "ssh"
    shutil.copy("/bin/sh", ssh)
    before = [str(ssh), "-c", '"$@"; true', "ssh"]
    check(place.ask([("f", inside)], before), ["EPERM"], "through ssh")
    check(place.ask([("f", inside)], before, ["image-files=always"]), ["OK"], "through ssh, image-files = always")


def main():
    for test in (files, shared_memory, settings, remote):
        with tempfile.TemporaryDirectory(dir=".") as folder:
            test(Place(sys.argv[1], os.path.abspath(folder)))
    print(f"{passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
