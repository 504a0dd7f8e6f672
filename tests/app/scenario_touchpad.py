#!/usr/bin/python3
"""Scrolling by fingers, under Weston, whose wheel a library makes a touchpad of (touchpad_stand_in.c): one step up or down is
fingers that move 7 pixels, one to the side fingers that leave."""
import os
import sys
import time

from harness import Quire, check, comes_to_rest, main, needs, wait_until
from scenario_wayland import start_weston

UP, DOWN, LEAVE = 4, 5, 6
LINES = "import time; print('\\r\\n'.join('line %d' % n for n in range(500)), end='', flush=True); time.sleep(1000)"
STAND_IN = "tests/platform/touchpad_stand_in.so"


def start(desk, *options, program=LINES):
    start_weston(desk)
    library = os.path.join(os.path.dirname(os.path.abspath(desk.program)), STAND_IN)
    env = {"SDL_VIDEODRIVER": "wayland", "WAYLAND_DISPLAY": "quire-test", "LD_PRELOAD": library}
    for sanitizer in ("ASAN_OPTIONS", "TSAN_OPTIONS"):
        if sanitizer in os.environ:
            env[sanitizer] = os.environ[sanitizer] + ":verify_asan_link_order=0"
    quire = Quire(desk, ["--cols", "60", "--rows", "20", *options, "-e", "/usr/bin/python3", desk.write("lines.py", program)], env)
    quire.wait_for("line 499")
    place = desk.weston.translate_coords(desk.display.screen().root, 0, 0)

    def is_over():
        """Weston puts its windows anywhere."""
        for x, y in ((475, 310), (300, 200), (650, 420), (300, 420), (650, 200)):
            desk.move(-place.x + x, -place.y + y)
            desk.click(UP, 6)
            time.sleep(0.3)
            if quire.screen().number("scroll-part") or quire.screen().values["scroll"][0] != "0":
                return True
        return False
    wait_until(is_over, "the pointer over the window")
    desk.click(DOWN, 60)
    quire.wait_for(lambda screen: where(screen) == 0)
    return quire


def where(screen):
    """Pixels above the bottom."""
    return screen.numbers("scroll")[0] * screen.numbers("cell")[1] + screen.number("scroll-part")


@needs("weston")
def fingers(desk):
    """Each 7 pixels are 7 pixels of text; a swing goes on, and comes to rest without waking anybody."""
    quire = start(desk)
    for step in range(1, 6):
        desk.click(UP)
        quire.wait_for(lambda screen: where(screen) == 7 * step)
        if step == 1:
            desk.picture("part")
    check(quire.screen().lines[1].startswith("line"), "there is text")
    desk.click(DOWN, 50)
    quire.wait_for(lambda screen: where(screen) == 0)
    for _ in range(12):
        desk.click(UP)
    desk.click(LEAVE)
    quire.wait_for(lambda screen: where(screen) > 120)
    check(comes_to_rest(quire.process.pid, 0.6), "it comes to rest")
    rest = where(quire.screen())
    check(rest > 120, f"it went on to {rest}")
    desk.click(UP, 2)
    desk.click(DOWN, 2)
    quire.wait_for(lambda screen: where(screen) == rest)


@needs("weston")
def lines(desk):
    """Where they are not to be smooth, the same way is whole lines; none of them is left inside of a row."""
    quire = start(desk, "-o", "smooth-scroll=off")
    desk.click(UP, 40)
    quire.wait_for(lambda screen: where(screen) > 200)
    check(quire.screen().number("scroll-part") == 0, "by lines")


if __name__ == "__main__":
    sys.exit(main({"fingers": fingers, "lines": lines}))
