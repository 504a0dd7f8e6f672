"""The way through vttest's menus: which tests are walked, and how.

A walk is a path of menu numbers, "11.5.3", and a function that goes on from there; it yields whenever the screen is to
be looked at. Left out is what asks for the eyes or ears of a person (keyboard layout, bells, printers, soft fonts) and
what vttest itself says it does not implement."""

from session import HOLD, PROMPT

AT_INPUT = rb"\x1b\[23;1H"  # where the keyboard tests wait for a key
VT52 = rb"\x1b\[\?2l"
KEYPAD = [f"kp_{digit}" for digit in range(10)] + ["kp_subtract", "kp_separator", "kp_decimal", "kp_enter"]
PF_KEYS = ["f1", "f2", "f3", "f4"]


def holds(session):
    """Return after each screen, until a menu is back."""
    while session.prompt.startswith(HOLD):
        yield
        session.send(b"\r")


def press_all(session, keys, modes):
    """Keyboard tests: every key in each of some modes; `modes` are what the program sends last before it reads."""
    for mode in modes:
        session.wait(rb"Press each .* key\. Finish with TAB\..*" + mode)
        for key in keys:
            session.key(key, rb" key\) .*" + mode)
        yield
        session.begin(b"\t")


def cursor_keys(session):
    return press_all(session, ["up", "left", "down", "right"], [AT_INPUT, AT_INPUT, AT_INPUT + VT52])


def numeric_keypad(session):
    return press_all(session, KEYPAD + PF_KEYS,
                     [AT_INPUT + level + mode for level in (b"", VT52) for mode in (rb"\x1b>", rb"\x1b=")])


def newline_mode(session):
    """LNM: what RETURN sends with the mode set and reset."""
    session.wait(rb"Push the RETURN key: ")
    session.key("enter", rb"Push the RETURN key: ")
    session.key("enter", HOLD)
    return holds(session)


def bug_d(session):
    """Asks whether to try again."""
    session.wait(AT_INPUT.replace(b"23;1", b"4;9") + rb"\x1b#6")
    yield
    session.send(b"0\r")


def answerback(session):
    """ENQ: the message is empty."""
    session.wait(rb"\x05")
    yield
    session.send(b"\r")


def behind_vt52(session):
    """Then the terminal is a VT100, which does not answer DECRQSS; vttest reads on until RETURN."""
    unanswered = rb'\x1bP\$q"p\x1b\\'
    session.wait()
    while session.prompt.startswith(HOLD):
        yield
        session.send(b"\r", PROMPT + b"|" + unanswered)
        if session.prompt.startswith(b"\x1b"):
            session.send(b"\r")


OTHER = {"5.4": cursor_keys, "5.5": numeric_keypad, "6.1": answerback, "6.2": newline_mode, "7": behind_vt52,
         "9.4": bug_d}

GROUPS = {
    "cursor": ["1"],
    "screen": ["2"],
    "charsets": ["3.8", "3.9", "3.11"],
    "double_size": ["4"],
    "keyboard": ["5.1", "5.4", "5.5"],
    "reports": ["6.1", "6.2", "6.3", "6.4", "6.5", "6.6", "6.7"],
    "vt52": ["7"],
    "insert_delete": ["8"],
    "bugs": [f"9.{number}" for number in range(1, 10)],
    "reset": ["10.1", "10.2", "10.3"],
    "vt220": [f"11.1.1.1.{number}" for number in range(1, 5)] +
             ["11.1.2.2", "11.1.2.3", "11.1.2.4", "11.1.3", "11.1.6"],
    "vt320": ["11.2.2.1", "11.2.2.2", "11.2.3.1", "11.2.3.2"] + [f"11.2.5.2.{number}" for number in range(2, 7)] +
             ["11.2.5.3.5", "11.2.5.4.2", "11.2.5.5", "11.2.5.6"],
    "vt420_rectangles": [f"11.3.6.{number}" for number in range(7, 13)],
    "vt420_reports": [f"11.3.7.3.{number}" for number in range(2, 10)] + ["11.3.7.3.12", "11.3.8.2", "11.8.2.2"],
    "vt420": ["11.3.2.7", "11.3.2.8", "11.3.2.9", "11.3.2.10"] + [f"11.3.3.{number}" for number in range(6, 14)],
    "iso6429_cursor": [f"11.5.{number}" for number in range(1, 10)],
    "iso6429_colors": ["11.6.2", "11.6.3", "11.6.4", "11.6.5", "11.6.6.2", "11.6.6.3", "11.6.7.2", "11.6.7.3",
                       "11.6.7.4", "11.6.7.5", "11.6.7.6", "11.6.8", "11.6.9"],
    "iso6429_other": [f"11.7.{number}" for number in range(2, 7)],
}


# Walks are named by the numbers of the menus of release 20221229. Later releases have some of them elsewhere, or (None)
# no longer.
MOVED = {
    "20241208": {"11.2.5.2.6": "11.2.5.2.7", "11.2.5.5": "11.2.5.5.4", "11.3.7.3.5": None, "11.3.7.3.6": "11.3.7.3.5",
                 "11.3.7.3.7": "11.3.7.3.6", "11.3.7.3.8": "11.3.7.3.7", "11.3.7.3.9": "11.3.7.3.8",
                 "11.3.7.3.12": "11.3.7.3.11", "11.8.2.2": "11.8.2.3"},
}


def place(path, release):
    """Where a walk's test is in the menus of a release; None if it has no such test."""
    for first in sorted(MOVED, reverse=True):
        if first <= release and path in MOVED[first]:
            return MOVED[first][path]
    return path


def start(session, path, release):
    """Goes to a test through the menus and begins it; yields at every screen."""
    *menus, last = place(path, release).split(".")
    session.wait()
    for number in menus:
        session.send(number.encode() + b"\r")
    session.begin(last.encode() + b"\r")
    if path in OTHER:
        return OTHER[path](session)
    session.wait()
    return holds(session)
