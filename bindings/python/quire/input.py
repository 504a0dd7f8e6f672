"""What the user does, as the bytes that a program is to get."""
import ctypes
from typing import Any

from . import lowlevel as low
from ._text import Bytes, as_bytes, fill, point_to
from .errors import check
from .lowlevel import Key, KeyAction, Modifier, MouseAction, MouseButton

#: Modifiers with which a key types nothing.
_COMMANDS = Modifier.CTRL | Modifier.ALT | Modifier.SUPER | Modifier.HYPER | Modifier.META


class Input:
    """The part of a terminal that knows which modes the program has set."""

    _lock: Any

    @property
    def handle(self) -> Any:
        raise NotImplementedError

    @property
    def modes(self) -> low.quire_input_modes:
        """The modes that decide what input sends."""
        told = low.quire_input_modes()
        with self._lock:
            check(low.quire_terminal_input_modes(self.handle, ctypes.byref(told)), low.quire_terminal_input_modes)
        return told

    def encode_key(self, key: Key | str, mods: int = 0, *, text: str | None = None, shifted: str = "", base: str = "",
                   action: KeyAction = KeyAction.PRESS) -> bytes:
        """What a key sends; b"" if nothing. `key` is a Key (Key.UP), its name ("page_up"), or the character that it
        has without modifiers. `mods` are bits of Modifier. `text` is what it types; where it is not given, a
        character types itself, and with shift its capital, unless a modifier such as ctrl is held. `shifted` and
        `base` are the characters with shift and at that place of a US keyboard, which the kitty keyboard protocol
        tells."""
        event = low.quire_key_event(action=action, mods=mods)
        if isinstance(key, str) and len(key) == 1:
            event.character = ord(key)
            if text is None and not mods & _COMMANDS:
                text = key.upper() if mods & Modifier.SHIFT else key
        else:
            event.key = key if isinstance(key, Key) else key_of_name(key)
        event.shifted, event.base = ord(shifted or "\0"), ord(base or "\0")
        typed = (text or "").encode()
        if typed:
            event.text, event.text_length = point_to(typed), len(typed)
        return fill(low.quire_key_encode, ctypes.byref(self.modes), ctypes.byref(event))

    def encode_mouse(self, action: MouseAction, button: MouseButton, col: int, row: int, mods: int = 0, *,
                     x_px: int = 0, y_px: int = 0) -> bytes:
        """What the mouse sends; b"" where the program does not want to know. Of a motion `button` is the one held."""
        event = low.quire_mouse_event(action=action, button=button, col=col, row=row, mods=mods, x_px=x_px, y_px=y_px)
        return fill(low.quire_mouse_encode, ctypes.byref(self.modes), ctypes.byref(event))

    def encode_focus(self, focused: bool) -> bytes:
        """What the window's getting or losing the focus sends."""
        return fill(low.quire_focus_encode, ctypes.byref(self.modes), focused)

    def encode_paste(self, text: Bytes | str) -> bytes:
        """What pasting a text sends: without controls, in brackets where the program wants them."""
        given = as_bytes(text)
        return fill(low.quire_paste_encode, ctypes.byref(self.modes), given, len(given), capacity=3 * len(given) + 12)


def key_of_name(name: str) -> Key:
    """The key of a name such as "page_up". ValueError: there is none."""
    key = Key(low.quire_key_from_name(name.encode()))
    if key == Key.CHARACTER:
        raise ValueError(f"no key is called {name!r}")
    return key


def paste_is_risky(text: Bytes | str) -> bool:
    """Could pasting this run something in a program that does not know bracketed paste? Ask the user then."""
    given = as_bytes(text)
    return bool(low.quire_paste_is_risky(given, len(given)))
