"""Makes fonts in a folder of its own and runs test_fallback with them, whatever the machine has."""
import os
import pathlib
import subprocess
import sys
import tempfile

import make_fonts

with tempfile.TemporaryDirectory() as scratch:
    fonts = pathlib.Path(scratch) / "fonts"
    make_fonts.main(fonts)
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts / "fonts.conf")}
    sys.exit(subprocess.run([sys.argv[1], str(fonts), f"{fonts}_broken"], env=environment, check=False).returncode)
