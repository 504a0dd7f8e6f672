#!/usr/bin/python3
"""While a window's size changes nobody sees anything but what the terminal shows: new parts of the window have its background,
never black and never what was there by chance, and old parts what they had. By a window manager that waits for the picture
(_NET_WM_SYNC_REQUEST), the picture is there first."""
import random
import sys
import time

from harness import X, check, comes_to_rest, main, wait_until
from scenario_renderer import rows_of

try:
    from Xlib.error import XError
    from Xlib.protocol import event, rq

    class QueryCounter(rq.ReplyRequest):
        """XSyncQueryCounter, which Xlib for Python does not know."""
        _request = rq.Struct(rq.Card8("opcode"), rq.Opcode(5), rq.RequestLength(), rq.Card32("counter"))
        _reply = rq.Struct(rq.ReplyCode(), rq.Pad(1), rq.Card16("sequence_number"), rq.ReplyLength(), rq.Int32("high"), rq.Card32("low"),
                           rq.Pad(16))
except ImportError:  # main() says so
    pass

GROUND = bytes.fromhex("602040")  # blue, green, red
PROGRAM = r"import time; print('\x1b[?25l' + '\r\n'.join('line %d of text' % n for n in range(9)), end='', flush=True); time.sleep(1000)"


def edges(desk, quire):
    """The colours of the outermost pixels on the right and at the bottom. None while they are not to be seen: the window manager has
    another size for its frame already, which cuts them off, or they lie outside of the screen."""
    window = quire.window
    desk.display.grab_server()
    try:
        inner, outer = window.get_geometry(), window.query_tree().parent.get_geometry()
        if inner.x + inner.width > outer.width or inner.y + inner.height > outer.height:
            return None
        right = window.get_image(inner.width - 1, 0, 1, inner.height, X.ZPixmap, 0xFFFFFFFF).data
        bottom = window.get_image(0, inner.height - 1, inner.width, 1, X.ZPixmap, 0xFFFFFFFF).data
    except XError:
        return None
    finally:
        desk.display.ungrab_server()
        desk.display.flush()
    return {data[at:at + 3] for data in (right, bottom) for at in range(0, len(data), 4)}


def start(desk, *options):
    quire = desk.quire("-o", "background=#402060", "-o", "padding=6", *options, "-e", "/usr/bin/python3", desk.write("lines.py", PROGRAM))
    quire.wait_for("line 8")
    wait_until(lambda: edges(desk, quire) == {GROUND}, "the first picture")
    return quire


def sizes(desk):
    """50 sizes under a window manager; the edges are looked at all the while, also before the application has noticed."""
    quire = start(desk)
    choose, seen, looks = random.Random(3), {}, 0
    for turn in range(50):
        quire.window.configure(width=choose.randint(250, 900), height=choose.randint(220, 600))
        desk.display.sync()
        end = time.monotonic() + 0.03
        while time.monotonic() < end:
            colors = edges(desk, quire)
            looks += colors is not None
            for color in colors or ():
                seen[color] = seen.get(color, 0) + 1
    check(looks >= 50, f"{looks} looks")
    check(set(seen) == {GROUND}, f"the background alone is at the edges: {seen}")


def stopped(desk):
    """Even an application that does not come to draw leaves its background where the window has grown, and its text."""
    quire = start(desk)
    before = rows_of(quire.window)
    quire.process.send_signal(19)
    try:
        geometry = quire.window.get_geometry()
        quire.window.configure(width=geometry.width + 90, height=geometry.height + 70)
        wait_until(lambda: quire.window.get_geometry().width == geometry.width + 90, "the new size")
        check(edges(desk, quire) == {GROUND}, f"its edges: {edges(desk, quire)}")
        after = rows_of(quire.window)
        check([row[:geometry.width * 4] for row in after[:geometry.height]] == before, "what was there stays where it is")
    finally:
        quire.process.send_signal(18)
    quire.wait_for("line 8")


def zoom(desk):
    """Another size of the font: one picture, and the edges keep the background."""
    quire = start(desk)
    seen = set()
    for turn in range(12):
        desk.key("ctrl+plus" if turn % 6 < 3 else "ctrl+minus")
        for _ in range(6):
            seen |= edges(desk, quire) or set()
    check(seen == {GROUND}, f"the background alone is at the edges: {seen}")


def follows_ground(desk):
    """A background that a program chooses is the one that new parts have."""
    quire = desk.quire("-e", "/usr/bin/python3", desk.write("ground.py", "import time; print('\\x1b]11;#402060\\x07 there', flush=True); time.sleep(1000)"))
    quire.wait_for("there")
    wait_until(lambda: edges(desk, quire) == {GROUND}, "its picture")
    quire.process.send_signal(19)
    try:
        geometry = quire.window.get_geometry()
        quire.window.configure(width=geometry.width + 90)
        wait_until(lambda: quire.window.get_geometry().width == geometry.width + 90, "the new size")
        check(edges(desk, quire) == {GROUND}, f"its edges: {edges(desk, quire)}")
    finally:
        quire.process.send_signal(18)


def asked(desk):
    """Who asks by _NET_WM_SYNC_REQUEST is answered when the picture of the new size is there; and where no new size comes, too."""
    quire = start(desk)
    display, atom = desk.display, desk.display.intern_atom
    request = atom("_NET_WM_SYNC_REQUEST")
    check(request in quire.window.get_wm_protocols(), "it is among the protocols")
    counter = quire.window.get_full_property(atom("_NET_WM_SYNC_REQUEST_COUNTER"), X.AnyPropertyType).value[0]
    opcode = display.query_extension("SYNC").major_opcode

    def count():
        reply = QueryCounter(display=display.display, opcode=opcode, counter=counter)
        return reply.high << 32 | reply.low

    def ask(value):
        quire.window.send_event(event.ClientMessage(window=quire.window, client_type=atom("WM_PROTOCOLS"), data=(
            32, [request, X.CurrentTime, value & 0xFFFFFFFF, value >> 32, 0])))
        display.sync()
    geometry = quire.window.get_geometry()
    ask(5 << 32 | 7)
    quire.window.configure(width=geometry.width + 100)
    wait_until(lambda: count() == 5 << 32 | 7, "the answer")
    ask(5 << 32 | 8)
    wait_until(lambda: count() == 5 << 32 | 8, "the answer without a new size")
    check(comes_to_rest(quire.process.pid, 0.5), "and nobody is woken up behind it")


if __name__ == "__main__":
    sys.exit(main({"sizes": sizes, "stopped": stopped, "zoom": zoom, "follows_ground": follows_ground, "asked": asked}))
