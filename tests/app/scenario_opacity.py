#!/usr/bin/python3
"""Windows that what is behind them shows through: by the alpha of their pixels, which a compositor blends."""
import os
import sys

from harness import Quire, X, check, main, needs, wait_until
from scenario_wayland import start_weston

CONF = "config/quire/quire.conf"
TEXT = r"import time; print('plain \x1b[41m red \x1b[0m \x1b[7m inverse \x1b[0m \x1b[4:3mcurly\x1b[0m \U0001f600 end', end='', flush=True); time.sleep(1000)"


def pixels(window):
    """Blue, green, red and the fourth byte of each, as rows of the window."""
    geometry = window.get_geometry()
    data = window.get_image(0, 0, geometry.width, geometry.height, X.ZPixmap, 0xFFFFFFFF).data
    return [tuple(data[at:at + 4]) for at in range(0, len(data), 4)]


def keep(name, data, width):
    """The picture over a checkerboard, for people."""
    folder = os.environ.get("QUIRE_TEST_PICTURES")
    if not folder:
        return
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name + ".ppm"), "wb") as file:
        file.write(b"P6 %d %d 255\n" % (width, len(data) // width))
        for at, (blue, green, red, alpha) in enumerate(data):
            below = 230 if (at % width // 12 + at // width // 12) % 2 else 120
            file.write(bytes(min(255, c + below * (255 - alpha) // 255) for c in (red, green, blue)))


def show(desk, *options):
    quire = desk.quire("-o", "background=#204060", *options, "--cols", "50", "--rows", "6", "-e", "/usr/bin/python3", desk.write("text.py", TEXT))
    quire.wait_for("end")
    return quire


def finish(quire):
    quire.process.terminate()
    quire.wait_end()


def translucent(desk):
    """Default backgrounds let half through, colours and inverse text nothing. What is opaque has no alpha channel at all."""
    quire = show(desk, "-o", "background-opacity=0.5")
    check(quire.window.get_geometry().depth == 32, "the window has an alpha channel")
    wait_until(lambda: pixels(quire.window)[0] == (0x30, 0x20, 0x10, 0x80), "the ground, multiplied with its alpha")
    data = pixels(quire.window)
    opaque = {pixel[:3] for pixel in data if pixel[3] == 255}
    check(len(opaque) > 4, "text and coloured cells are opaque")
    check(all(max(pixel[:3]) <= pixel[3] and pixel[3] >= 0x80 for pixel in data), "all is premultiplied, nothing below the ground")
    keep("opacity", data, quire.window.get_geometry().width)
    finish(quire)
    quire = show(desk, "-o", "background-opacity=0.5", "-o", "renderer=gl")
    check(quire.screen().values["renderer"] == "cpu" and "background-opacity" in quire.error_text(), "GL is not to be had there, and told")
    finish(quire)
    quire = show(desk)
    check(quire.window.get_geometry().depth == 24, "an opaque window has none")
    finish(quire)


def reload(desk):
    """The opacity of a window that has an alpha channel follows the settings; one that was made opaque says that it stays so."""
    desk.write(CONF, "background-opacity = 0.8\n")
    quire = show(desk)
    wait_until(lambda: pixels(quire.window)[0][3] == 204, "0.8")
    for value, alpha in (("0.3", 77), ("1", 255), ("0.8", 204)):
        desk.write(CONF, f"background-opacity = {value}\n")
        wait_until(lambda: pixels(quire.window)[0][3] == alpha, value)
    finish(quire)
    desk.write(CONF, "")
    quire = show(desk)
    desk.write(CONF, "background-opacity = 0.5\n")
    quire.wait_for(lambda screen: "takes effect in new windows" in screen.values["message"])
    check(pixels(quire.window)[0][:3] == (0x60, 0x40, 0x20), "and does")
    finish(quire)


@needs("weston")
def wayland(desk):
    """Weston mixes the window with what is behind it."""
    start_weston(desk)

    def colors():
        counted = {}
        for pixel in pixels(desk.weston)[::7]:
            counted[pixel[:3]] = counted.get(pixel[:3], 0) + 1
        return {color for color, count in counted.items() if count > 300}
    behind = colors()
    mixed = {tuple(round(below * 127 / 255 + of * 128 / 255) for below, of in zip(color, (0, 0, 255))) for color in behind}

    def is_mixed():
        return any(max(abs(a - b) for a, b in zip(seen, wanted)) <= 2 for seen in colors() for wanted in mixed)
    for renderer in ("cpu", "gl"):
        quire = Quire(desk, ["-o", "background=#ff0000", "-o", "background-opacity=0.5", "-o", "renderer=" + renderer, "-e", "sleep", "1000"],
                      {"SDL_VIDEODRIVER": "wayland", "WAYLAND_DISPLAY": "quire-test"})
        check(quire.screen().values["renderer"] == renderer, renderer + " draws")
        wait_until(is_mixed, f"the mixture of red and {behind} by {renderer}")
        check(True, "it is seen")
        keep("opacity-wayland-" + renderer, [pixel[:3] + (255,) for pixel in pixels(desk.weston)], desk.weston.get_geometry().width)
        finish(quire)
        wait_until(lambda: not is_mixed(), "the end of the window")


if __name__ == "__main__":
    sys.exit(main({"translucent": translucent, "reload": reload, "wayland": wayland}))
