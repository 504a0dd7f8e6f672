#!/usr/bin/python3
"""What draws: the CPU or GL, by the setting and by what there is; and that the window shows the same either way."""
import itertools
import random
import re
import signal
import time

from harness import Desk, Quire, X, check, main, needs, wait_until
from scenario_wayland import start_weston

try:
    from Xlib.error import XError
except ImportError:  # main() says so
    pass

GL = re.compile(r"lib(GL|EGL|GLX|GLdispatch|OpenGL|gallium|LLVM)[^/]*\.so")
SAMPLE = r"""
import os, signal, time
styles = ["0", "1", "3", "1;3;35", "4:3;58:5:1", "9;53", "7", "2", "38;2;250;120;40", "48;5;24"]
def draw(*unused):
    rows = os.get_terminal_size().lines
    text = "\x1b[2J\x1b[H"
    for row in range(rows - 1):
        style = styles[row % len(styles)]
        text += f"\x1b[{style}mrow {row} jumpsf \u6f22\u5b57 \u250c\u2500\u253c\u2510 \U0001f600 -> end\x1b[0m\r\n"
    os.write(1, (text + "\x1b[%d;3H" % rows).encode())
signal.signal(signal.SIGWINCH, draw)
draw()
while True:
    time.sleep(1)
"""


def libraries(quire):
    with open(f"/proc/{quire.process.pid}/maps", encoding="utf-8") as file:
        return sorted({match.group(0) for match in GL.finditer(file.read())})


def picture(quire):
    """The window's pixels."""
    geometry = quire.window.get_geometry()
    try:
        return quire.window.get_image(0, 0, geometry.width, geometry.height, X.ZPixmap, 0xFFFFFFFF).data
    except XError:  # it has become smaller meanwhile
        return b""


def settled(quire):
    """The window's pixels, when they have stopped to change, and the application has been through all that it had to do."""
    def look():
        return quire.screen().number("frames"), picture(quire)

    def same():
        before = look()
        time.sleep(0.15)
        return before == look() and before[1]
    wait_until(same, "the picture")
    return picture(quire)


def sample(desk, *options, **more):
    quire = desk.quire(*options, "--cols", "60", "--rows", "20", "-e", "/usr/bin/python3",
                       desk.write("sample.py", SAMPLE), **more)
    quire.wait_for("row 18")
    return quire


def finish(quire):
    quire.process.terminate()
    quire.wait_end()


def choice(desk):
    """auto: never GL by software, and none of its libraries is loaded; gl: GL; what is refused costs a line."""
    quire = sample(desk)
    check(quire.screen().values["renderer"] == "cpu", "auto draws by the CPU where GL is software")
    check(not libraries(quire), f"no library of GL: {libraries(quire)}")
    finish(quire)
    quire = sample(desk, "-o", "renderer=cpu")
    check(quire.screen().values["renderer"] == "cpu" and not libraries(quire), "cpu is the CPU")
    finish(quire)
    quire = sample(desk, "-o", "renderer=gl")
    check(quire.screen().values["renderer"] == "gl", "gl is GL, software or not")
    check(bool(libraries(quire)), "libraries of GL would be seen")
    finish(quire)
    quire = desk.quire("-o", "renderer=gl", "-e", "sleep", "100", env={"LIBGL_DRIVERS_PATH": "/no/such/folder", "__EGL_VENDOR_LIBRARY_DIRS": "/no/such/folder"})
    screen = quire.wait_for("renderer = gl")
    check(screen.values["renderer"] == "cpu", "GL that is refused leaves the window to the CPU")
    check("renderer = gl" in quire.error_text(), "and is told")
    finish(quire)


def most_apart(a, b):
    return max((abs(x - y) for x, y in zip(a, b)), default=255) if len(a) == len(b) else 255


def same(desk):
    """The same window by both: text, after scrolling, with a selection, and after the font has changed."""
    pictures = {}
    for renderer in ("cpu", "gl"):
        quire = sample(desk, "-o", "renderer=" + renderer)
        pictures[renderer] = [settled(quire)]
        quire.drag((2, 3), (30, 5))
        pictures[renderer].append(settled(quire))
        desk.key("ctrl+plus")
        quire.wait_for(lambda screen: screen.cols < 60)
        pictures[renderer].append(settled(quire))
        check(quire.screen().values["renderer"] == renderer, "it is " + renderer)
        finish(quire)
    for number, (cpu, gl) in enumerate(zip(pictures["cpu"], pictures["gl"])):
        apart = most_apart(cpu, gl)
        check(apart <= 1, f"picture {number}: a difference of {apart}")


def loss(desk):
    """GL that is lost in the middle of a session leaves the window, and the session, to the CPU."""
    wanted = sample(desk, "-o", "renderer=cpu")
    pixels = settled(wanted)
    finish(wanted)
    quire = sample(desk, "-o", "renderer=gl", "-o", "debug-lose-gl=40")
    check(quire.screen().values["renderer"] == "gl", "it begins with GL")
    for turn in range(100):
        if quire.screen().values["renderer"] == "cpu":
            break
        quire.window.clear_area(exposures=True)
        desk.display.sync()
    screen = quire.wait_for(lambda screen: screen.values["renderer"] == "cpu")
    check(quire.window.get_attributes().map_state == X.IsViewable, "the window is the one that WINDOWID names")
    check("OpenGL was lost" in screen.values["message"], "it is said: " + screen.values["message"])
    quire.wait_for(lambda screen: screen.values["message"] == "")
    check(settled(quire) == pixels, "the picture is the CPU's")
    quire.window.configure(width=700, height=500)
    desk.display.sync()
    quire.wait_for(lambda screen: screen.cols > 60)
    finish(quire)


def resizes(desk):
    """However often the window's size has changed, its picture is that of a fresh window."""
    quire = sample(desk, "-o", "renderer=cpu")
    fresh, geometry = settled(quire), quire.window.get_geometry()
    sizes = random.Random(1)
    for turn in range(60):
        quire.window.configure(width=sizes.randint(60, 900), height=sizes.randint(40, 600))
        desk.display.sync()
        time.sleep(0.01 if turn % 7 else 0.1)
    quire.window.configure(width=geometry.width, height=geometry.height)
    desk.display.sync()
    quire.wait_for(lambda screen: screen.cols == 60 and screen.rows == 20 and "row 18" in screen.text)
    check(settled(quire) == fresh, "the picture is the one of the beginning")
    finish(quire)


MOVES = r"""
import os, random, time, tty
tty.setraw(0)
choose = random.Random(7)
def line():
    style = choose.choice(["0", "1;32", "4:3", "7", "48;5;%d" % choose.randrange(256), "9;3;35"])
    return "\x1b[%sm%s\x1b[0m" % (style, choose.choice(["plain text", "\u6f22\u5b57 wide", "\u250c\u2500\u2510 box", "jf \U0001f600"]) * choose.randrange(1, 4))
def step():
    kind = choose.randrange(6)
    if kind < 2:
        return "".join(line() + "\r\n" for _ in range(choose.randrange(1, 30)))
    if kind == 2:
        return "\x1b[%d;%dr\x1b[%d%s\x1b[r" % (choose.randrange(1, 8), choose.randrange(10, 20), choose.randrange(1, 6), choose.choice("ST"))
    if kind == 3:
        return "\x1b[%dH\x1b[%d%s" % (choose.randrange(1, 20), choose.randrange(1, 5), choose.choice("LM"))
    if kind == 4:
        return "\x1b[%d;%dH%s" % (choose.randrange(1, 20), choose.randrange(1, 40), line())
    return "\x1b[20H" + "\n" * choose.randrange(1, 4) + line()
number = 0
while True:
    for _ in range(12):
        os.write(1, step().encode())
        time.sleep(choose.choice([0, 0.01, 0.02]))
    number += 1
    os.write(1, b"\x1b]2;step %d\x07" % number)
    os.read(0, 1)
"""


def moving(desk):
    """Rows that moved on the screen and in history, with a cursor, a selection and a scrollbar over them: the picture
    that came about part by part is the one that is drawn anew."""
    quire = desk.quire("-o", "renderer=cpu", "--cols", "60", "--rows", "20", "-e", "/usr/bin/python3",
                       desk.write("moves.py", MOVES))
    for number in range(1, 10):
        wait_until(lambda: f"step {number}" in (quire.window.get_wm_name() or ""), "the program's step")
        if number % 3 == 0:
            desk.move(*quire.place(5, 5))
            desk.click(4, number % 4 + 1)
        if number % 5 == 0:
            quire.drag((2, 3), (30, 9))
        wait_until(lambda: quire.screen().number("scrollbar") == 0, "the scrollbar to fade")
        parts = settled(quire)
        quire.window.clear_area(exposures=True)
        desk.display.sync()
        check(settled(quire) == parts, f"step {number}: the picture drawn anew is the same")
        desk.key("a")
    finish(quire)


def shallow(desk):
    """A screen of 16 bits a pixel: what is drawn is converted."""
    other = Desk(desk.program, desk.name)
    try:
        other.start_display("1000x700x16")
        quire = sample(other, "-o", "renderer=cpu", "-o", "background=#204060")
        data = settled(quire)
        words = [data[i] | data[i + 1] << 8 for i in range(0, len(data), 2)]
        background = 0x20 >> 3 << 11 | 0x40 >> 2 << 5 | 0x60 >> 3
        share = words.count(background) / len(words)
        check(0.5 < share < 0.98, f"the background is there, and text on it: {share}")
        check(len(set(words)) > 50, "the text has its colours")
        quire.drag((2, 3), (30, 5))
        wait_until(lambda: picture(quire) != data, "what changes later")
        check(True, "it is shown, too")
    finally:
        other.close()


CHURN = SAMPLE.replace("draw()\nwhile", """
for turn in range(150):
    styles.insert(0, styles.pop())
    draw()
    time.sleep(0.003)
while""")


def rows_of(window):
    """Its rows of pixels, without what stands in their fourth bytes."""
    geometry = window.get_geometry()
    data = bytearray(window.get_image(0, 0, geometry.width, geometry.height, X.ZPixmap, 0xFFFFFFFF).data)
    data[3::4] = bytes(len(data[3::4]))
    stride = geometry.width * 4
    return [bytes(data[at:at + stride]) for at in range(0, len(data), stride)]


def shows(outer, inner):
    """Is the picture `inner` somewhere in the picture `outer`?"""
    mark = 12  # a line of pixels that has text
    for y, row in enumerate(outer[:len(outer) - len(inner) + mark + 1]):
        x = row.find(inner[mark])
        if x >= 0 and y >= mark:
            return all(outer[y - mark + i][x:x + len(line)] == line for i, line in enumerate(inner))
    return False


@needs("weston")
def wayland(desk):
    """On Wayland, after 150 pictures as fast as they come, the compositor shows what a window on X11 shows."""
    options = ["-o", "renderer=cpu", "--cols", "60", "--rows", "20", "-e", "/usr/bin/python3", desk.write("churn.py", CHURN)]
    quire = desk.quire(*options)
    quire.wait_for("row 18")
    wait_until(lambda: len({settled(quire), settled(quire), settled(quire)}) == 1, "the last picture")
    wanted = rows_of(quire.window)
    finish(quire)
    start_weston(desk)
    quire = Quire(desk, options, {"SDL_VIDEODRIVER": "wayland", "WAYLAND_DISPLAY": "quire-test"})
    check(quire.wait_for("row 18").values["renderer"] == "cpu", "the CPU draws")
    quire.wait_for(lambda screen: screen.values["focused"] == "1")  # as the other had
    place = desk.weston.translate_coords(desk.display.screen().root, 0, 0)
    corners = itertools.cycle([(5, 5), (945, 5)])  # weston draws its pointer, too, and puts windows anywhere

    def seen():
        x, y = next(corners)
        desk.move(-place.x + x, -place.y + y)
        time.sleep(0.3)
        return shows(rows_of(desk.weston), wanted)
    try:
        wait_until(seen, "the picture")
        check(True, "the same picture")
    except RuntimeError:
        check(False, "the compositor shows another picture")
        desk.picture("other")
    finish(quire)


def colored_pixels(quire):
    """Pixels whose channels are far apart; there are none in grey text."""
    data = picture(quire)
    return sum(max(data[i:i + 3]) - min(data[i:i + 3]) > 100 for i in range(0, len(data), 4))


def fonts(desk):
    """Emoji and Chinese are there, though the window's thread never waits for fontconfig or a file; and then it sleeps."""
    text = r"import os, time; os.write(1, 'start \U0001f600 \u6f22\u5b57 \u2460 end'.encode()); time.sleep(100)"
    quire = desk.quire("-o", "foreground=#ffffff", "-o", "background=#000000", "-o", "cursor-blink=off",
                       "-e", "/usr/bin/python3", desk.write("emoji.py", text))
    quire.wait_for("end")
    wait_until(lambda: colored_pixels(quire) > 100, "the emoji")
    last = settled(quire)
    frames = quire.screen().number("frames")
    check(frames < 20, f"{frames} pictures")
    time.sleep(1)
    check(quire.screen().number("frames") == frames, "no picture is drawn for fonts that are there")
    check(quire.screen().number("font-waits") == 0, "the window's thread waited for a font")
    check(picture(quire) == last, "the picture stays")
    finish(quire)


INVERT = """void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec4 color = texture(iChannel0, fragCoord / iResolution.xy);
    fragColor = vec4(1.0 - color.rgb, color.a);
}
"""
CLOCK = INVERT.replace("1.0 - color.rgb", "fract(iTime), color.gb")


def reload(desk, quire, settings):
    """Writes the settings and has them read."""
    before = quire.screen().number("reloads")
    desk.write("quire.conf", settings)
    quire.process.send_signal(signal.SIGUSR1)
    wait_until(lambda: quire.screen().number("reloads") > before, "the reload")


def shader(desk):
    """A shader of the user's: over the whole picture, also in changes; moving or not; named when it is wrong; never needed."""
    file = desk.write("effect.glsl", INVERT)
    with_shader = f"renderer = gl\nlive-config-reload = off\ncustom-shader = {file}\n"
    path = desk.write("quire.conf", "renderer = gl\nlive-config-reload = off\n")
    quire = sample(desk, "--config", path)
    if quire.screen().values["renderer"] != "gl":
        check(True, "no OpenGL here: skipped")
        return
    plain = settled(quire)
    reload(desk, quire, with_shader)
    wait_until(lambda: picture(quire)[:3] == bytes(255 - byte for byte in plain[:3]), "the inverted picture")
    inverted = settled(quire)
    rows = len(plain) // 20 * 18  # a message may stand on the last row
    wrong = sum(abs(a + b - 255) > 1 for at, (a, b) in enumerate(zip(plain[:rows], inverted)) if at % 4 != 3)
    check(wrong == 0, f"{wrong} bytes are not inverted")
    frames = quire.screen().number("frames")
    check(frames < 60, f"{frames} pictures of a shader that stands still")
    desk.write("effect.glsl", CLOCK)  # one that moves: reloaded by name
    reload(desk, quire, with_shader)
    quire.focus()
    reds = set()
    wait_until(lambda: len(reds) > 4 or reds.add(picture(quire)[2]), "pictures of a shader that moves")
    reload(desk, quire, with_shader + "custom-shader-animation = off\n")
    settled(quire)
    desk.write("effect.glsl", "void mainImage(out vec4 c, in vec2 p) {\n    c = vec4(oops);\n}\n")
    reload(desk, quire, with_shader)
    time.sleep(1.1)  # so long "The settings were read again" stands at least
    desk.key("Escape")
    quire.wait_for(lambda s: "effect.glsl: 0:2(" in s.values["message"])  # the driver's words, with the line
    check(quire.screen().values["renderer"] == "gl", "a wrong shader costs itself only")
    reload(desk, quire, "renderer = gl\nlive-config-reload = off\n")
    wait_until(lambda: picture(quire)[:3] == plain[:3], "the picture without a shader")
    finish(quire)
    quire = sample(desk, "-o", "renderer=cpu", "-o", f"custom-shader={file}")
    quire.wait_for(lambda s: "shaders need renderer = gl" in s.values["message"])
    finish(quire)


if __name__ == "__main__":
    raise SystemExit(main({"choice": choice, "same": same, "loss": loss, "resizes": resizes, "moving": moving, "shallow": shallow,
                           "wayland": wayland, "fonts": fonts, "shader": shader}))
