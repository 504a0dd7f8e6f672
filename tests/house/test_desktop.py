#!/usr/bin/env python3
"""What desktops get: the entry and the description are valid, the pictures are there, and all is installed where it is looked for.
test_desktop.py SOURCE BUILD"""
import json
import pathlib
import shutil
import subprocess
import sys

from tally import Tally

# Below the prefix. Globs.
WANTED = ["bin/quire", "share/applications/quire.desktop", "share/metainfo/quire.metainfo.xml",
          "share/icons/hicolor/scalable/apps/quire.svg",
          *[f"share/icons/hicolor/{size}x{size}/apps/quire.png" for size in (16, 22, 24, 32, 48, 64, 128, 256, 512)],
          "share/bash-completion/completions/quire", "share/zsh/site-functions/_quire",
          "share/fish/vendor_completions.d/quire.fish", "share/man/man1/quire.1", "share/man/man5/quire.5", "share/man/man7/quire-sequences.7"]


def validate(tally, *command):
    if not shutil.which(command[0]):
        print(f"SKIP no {command[0]}")
        return
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    tally.check(done.returncode == 0 and not done.stderr, f"{' '.join(command)}\n{done.stdout}{done.stderr}")


def main():
    tally = Tally()
    root, build = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    validate(tally, "desktop-file-validate", str(root / "data/quire.desktop"))
    # There is no domain to turn around.
    validate(tally, "appstreamcli", "validate", "--no-net", "--override=cid-desktopapp-is-not-rdns=info",
             str(root / "data/quire.metainfo.xml"))
    done = subprocess.run([sys.executable, str(root / "tools/icons.py"), str(root), "--check"], capture_output=True, text=True, check=False)
    tally.check(done.returncode == 0, done.stdout + done.stderr)
    there = json.loads((build / "meson-info/intro-installed.json").read_text(encoding="utf-8"))
    prefix = next(option["value"] for option in json.loads((build / "meson-info/intro-buildoptions.json").read_text(encoding="utf-8"))
                  if option["name"] == "prefix")
    installed = {str(pathlib.Path(place).relative_to(prefix)) for place in there.values() if place.startswith(prefix)}
    tally.clean(sorted(name for name in WANTED if name not in installed), "files that are not installed")
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
