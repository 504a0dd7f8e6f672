#!/usr/bin/env python3
"""Pictures are made without GL, without SDL's video and without a display. test_no_gl.py QUIRE

The dynamic linker says which libraries a run of `quire render` loads; those of GL, EGL and Mesa's drivers must not be
among them. That it would say so is shown by asking for a library that is loaded. (Debian's SDL is linked with libdrm and
libgbm, which are small and no drivers.)
"""
import os
import re
import subprocess
import sys
import tempfile

GL = re.compile(r"/(lib(GL|EGL|GLX|GLdispatch|OpenGL|gallium|LLVM)[^/]*\.so|[^/]*_dri\.so)")


def loaded(program, folder):
    """Draws a picture and returns the paths of the libraries that were initialised."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment.update(LD_DEBUG="files", LD_DEBUG_OUTPUT=os.path.join(folder, "linker"), HOME=folder,
                       XDG_CONFIG_HOME=folder)
    text = "plain \x1b[1;4;31mred\x1b[0m \N{GRINNING FACE} \N{BOX DRAWINGS LIGHT HORIZONTAL}\r\n"
    done = subprocess.run([program, "render", "--output", os.path.join(folder, "picture.png"), "-"], input=text.encode(),
                          env=environment, capture_output=True, timeout=60, check=False)
    lines = ""
    for name in os.listdir(folder):
        if name.startswith("linker"):
            with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
                lines += file.read()
    return done, re.findall(r"calling init: (\S+)", lines)


def main():
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        done, libraries = loaded(sys.argv[1], folder)
        picture = os.path.join(folder, "picture.png")
        if done.returncode != 0 or not os.path.isfile(picture) or os.path.getsize(picture) < 500:
            wrong.append(f"no picture: {done.stderr.decode(errors='replace')}")
        if not any("libfreetype" in library for library in libraries):
            wrong.append("the linker does not say what was loaded")
        wrong += [f"{library} was loaded" for library in libraries if GL.search(library)]
    for text in wrong:
        print(text)
    print(f"{0 if wrong else 1} passed, {len(wrong)} failed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
