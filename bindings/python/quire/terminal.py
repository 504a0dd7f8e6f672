"""A whole terminal: bytes from a program in, a screen with its history kept, replies and events out."""
import ctypes
import os
from typing import Any, Callable, Iterable, Iterator

from . import lowlevel as low
from ._library import members
from ._owned import Owned
from ._text import Bytes, as_bytes, collect, fill, point_to
from .errors import Invalid, NotFound
from .events import Event, Listeners, Message
from .input import Input
from .lowlevel import CursorShape, Format, Permission, Result, Setting
from .screen import Screen
from .search import hits_of
from .values import Command, Cursor, Hit, Link, Path, Place, Range, TerminalInfo

ALL = 2**64 - 1  # of what is counted in 64 bits

#: Settings that are not called as the members that they stand for.
_MEMBERS = {Setting.CELL_SIZE: {"cell_width_px", "cell_height_px"},
            Setting.TITLE_LIMITS: {"title_bytes", "title_levels"}, Setting.NOTIFICATIONS: {"notification_features"}}


class Terminal(Owned, Input):
    """A terminal without a window. Feed it what a program writes, read its screen, send on what it replies.

    It is closed by `close`, at the end of a `with` block, or when nothing refers to it any more. A closed terminal
    answers ValueError.

    Functions given as `on_reply` (bytes to be sent to the program), `on_event` (see EventType), `on_log` (something
    was left out) and `on_resize` (may the program have this size?) run inside the call that caused them. There they
    may ask the terminal (title, info, encode_...) and answer it (answer_clipboard); everything else raises Invalid.
    What they raise comes out of the call that caused them, which has done its work then.

    Threads: a terminal and its screens have a lock, so any thread may use them; a call waits while another one runs,
    and calls for different terminals run at the same time, without Python's lock. A callback that waits for a thread
    which wants the same terminal waits for ever.
    """

    _struct, _destroy = low.quire_terminal, low.quire_terminal_destroy
    _screen: Screen | None = None

    def __init__(self, cols: int = 80, rows: int = 24, *, scrollback_lines: int = 10000, scrollback_bytes: int = 0,
                 history_file: Path | None = None, on_reply: Callable[[bytes], object] | None = None,
                 on_event: Callable[[Event], object] | None = None, on_log: Callable[[Message], object] | None = None,
                 on_resize: Callable[[int, int], bool] | None = None, foreground: int | None = None,
                 background: int | None = None, cursor_color: int | None = None, palette: Iterable[int] | None = None,
                 cursor_shape: CursorShape = CursorShape.BLOCK, cursor_blink: bool = False, cell_width_px: int = 0,
                 cell_height_px: int = 0, window_ops: Permission = Permission.DENY,
                 screen_checksum: Permission = Permission.DENY, clipboard_write: Permission = Permission.DENY,
                 ambiguous_wide: bool = False, notification_features: int = 0, seed: int = 0,
                 image_limit: int | None = None) -> None:
        """Colours are 0xRRGGBB, `palette` is 256 of them; None: Quire's own. `scrollback_bytes` 0: no such limit.
        With `history_file` what leaves the screen is in that file, and what is in it stands above the screen. The
        others are explained at struct quire_terminal_options (quire.lowlevel)."""
        self._listeners = Listeners(on_reply, on_event, on_log, on_resize)
        made = self._options(
            cols=cols, rows=rows, scrollback_lines=scrollback_lines, scrollback_bytes=scrollback_bytes,
            foreground=foreground, background=background, cursor_color=cursor_color, cursor_shape=cursor_shape,
            cursor_blink=cursor_blink, cell_width_px=cell_width_px, cell_height_px=cell_height_px,
            window_ops=window_ops, screen_checksum=screen_checksum, clipboard_write=clipboard_write,
            ambiguous_wide=ambiguous_wide, notification_features=notification_features, seed=seed,
            image_limit=image_limit)
        if history_file is not None:
            made.history_file = point_to(os.fsencode(history_file))
        if palette is not None:
            made.palette = ctypes.cast(_palette(palette), ctypes.POINTER(ctypes.c_uint32))
        self._adopt(low.quire_terminal_create, ctypes.byref(made), lock=self._listeners)

    @classmethod
    def load(cls, snapshot: Bytes, *, on_reply: Callable[[bytes], object] | None = None,
             on_event: Callable[[Event], object] | None = None, on_log: Callable[[Message], object] | None = None,
             on_resize: Callable[[int, int], bool] | None = None, window_ops: Permission = Permission.DENY,
             screen_checksum: Permission = Permission.DENY,
             clipboard_write: Permission = Permission.DENY) -> "Terminal":
        """A terminal as it was saved; callbacks and permissions are not in it. QuireError: CORRUPT, it is no snapshot;
        UNSUPPORTED, of another version."""
        terminal = cls.__new__(cls)
        terminal._listeners = Listeners(on_reply, on_event, on_log, on_resize)
        data = as_bytes(snapshot)
        made = terminal._options(window_ops=window_ops, screen_checksum=screen_checksum,
                                 clipboard_write=clipboard_write)
        terminal._adopt(low.quire_snapshot_read, data, len(data), ctypes.byref(made), lock=terminal._listeners)
        return terminal

    def _options(self, **given: Any) -> Any:
        """The options; what is None is as the initialiser has it."""
        self._callbacks = self._listeners.callbacks()  # kept: the library calls into it
        chosen = {name: value for name, value in given.items() if value is not None}
        return low.quire_terminal_options(**chosen, callbacks=ctypes.pointer(self._callbacks))

    # --- life

    def close(self) -> None:
        """Releases everything; what is closed can be closed again. Invalid from inside a callback."""
        if self._handle:
            with self._lock:
                if self._listeners.running:
                    raise Invalid(Result.INVALID, "close from inside a callback")
                if self._screen:
                    self._screen.close()
                super().close()

    # --- what the program writes, and what the window does

    def feed(self, data: Bytes | str) -> None:
        """Feeds what the program wrote. Nothing that it writes is an error; pieces may end anywhere. OutOfMemory:
        something that it asked for was dropped, the rest was done."""
        given = as_bytes(data)
        self._call(low.quire_terminal_feed, given, len(given))

    def feed_some(self, data: Bytes | str, budget: int) -> int:
        """Feeds as far as a budget of cells goes, and says how many bytes that was: for hosts whose other threads
        wait."""
        given, taken = as_bytes(data), ctypes.c_size_t()
        self._call(low.quire_terminal_feed_some, given, len(given), budget, ctypes.byref(taken))
        return taken.value

    def resize(self, cols: int, rows: int, cell_width_px: int = 0, cell_height_px: int = 0) -> None:
        """Gives both screens another size; text is wrapped anew. QuireError: LIMIT, no such size can be."""
        self._call(low.quire_terminal_resize, cols, rows, cell_width_px, cell_height_px)

    def reset(self) -> None:
        """A full reset, as RIS does."""
        self._call(low.quire_terminal_reset)

    def set_time(self, milliseconds: int) -> None:
        """Tells the time, by any clock: rows that are written from now on have it."""
        self._call(low.quire_terminal_set_time, milliseconds)

    def clear_history(self) -> None:
        """Removes what has scrolled off the screen."""
        self._call(low.quire_terminal_clear_history)

    def clear_above(self, line: int) -> None:
        """Removes history, and the rows of the screen above the one in which a line begins."""
        self._call(low.quire_terminal_clear_above, line)

    def idle(self, max_bytes: int = 1 << 20) -> bool:
        """For time in which nothing happens: gives back memory, compresses history. True: there is more to do."""
        with self._lock:
            return bool(low.quire_terminal_idle(self.handle, max_bytes))

    def answer_clipboard(self, selection: str, text: Bytes | str) -> None:
        """Answers EventType.CLIPBOARD_QUERY, in the callback or later. `selection` is that of the event."""
        given = as_bytes(text)
        self._call(low.quire_terminal_clipboard_reply, selection.encode(), given, len(given))

    # --- what is known about it

    @property
    def info(self) -> TerminalInfo:
        """Size, cursor, screen, history, memory."""
        told = self._ask(low.quire_terminal_info(), low.quire_terminal_get_info)
        cursor = Cursor(told.cursor_row, told.cursor_col, told.cursor_visible, told.cursor_blink,
                        CursorShape(told.cursor_shape))
        return TerminalInfo(told.cols, told.rows, cursor, told.cursor_pending_wrap, told.alternate_screen,
                            told.synchronized_output, told.history_lines, told.history_bytes, told.screen_bytes,
                            told.images, told.image_bytes)

    @property
    def cursor(self) -> Cursor:
        """Where the cursor is on the screen."""
        return self.info.cursor

    @property
    def title(self) -> str:
        """The window's title."""
        with self._lock:
            return str(low.quire_terminal_title(self.handle).decode("utf-8", "replace"))

    @property
    def settings(self) -> dict[str, Any]:
        """What `configure` changes: what holds without any program, not what one chose."""
        told = self._ask(low.quire_terminal_settings(), low.quire_terminal_settings_get)
        names = [name for name in members(low.quire_terminal_settings) if name not in ("size", "members")]
        settings = {name: getattr(told, name) for name in names}
        settings["palette"] = list(told.palette)
        settings["word_characters"] = told.word_characters.decode()
        settings["cursor_shape"] = CursorShape(told.cursor_shape)
        for name in ("window_ops", "screen_checksum", "clipboard_write"):
            settings[name] = Permission(settings[name])
        return settings

    def configure(self, *, foreground: int | None = None, background: int | None = None,
                  cursor_color: int | None = None, palette: Iterable[int] | None = None,
                  cursor_shape: CursorShape | None = None, cursor_blink: bool | None = None,
                  scrollback_lines: int | None = None, scrollback_bytes: int | None = None,
                  window_ops: Permission | None = None, screen_checksum: Permission | None = None,
                  clipboard_write: Permission | None = None, ambiguous_wide: bool | None = None,
                  cell_width_px: int | None = None, cell_height_px: int | None = None, tab_width: int | None = None,
                  alternate_screen: bool | None = None, word_characters: str | None = None,
                  title_bytes: int | None = None, title_levels: int | None = None,
                  notification_features: int | None = None, image_limit: int | None = None) -> None:
        """Changes settings while the terminal runs; None: as it is. They are explained at struct
        quire_terminal_settings. Invalid: a value that one may not have, and nothing has changed."""
        given = {name: value for name, value in locals().items() if name != "self" and value is not None}
        with self._lock:
            told = self._ask(low.quire_terminal_settings(), low.quire_terminal_settings_get)
            for name, value in given.items():
                value = _palette(value) if name == "palette" else value
                setattr(told, name, value.encode() if isinstance(value, str) else value)
            told.members = sum(bit for bit in Setting if given.keys() & _MEMBERS.get(bit, {(bit.name or "").lower()}))
            self._call(low.quire_terminal_settings_set, ctypes.byref(told))

    # --- the screen and what is above it

    @property
    def screen(self) -> Screen:
        """The terminal's own view, brought up to date. Other views are made with Screen(terminal)."""
        with self._lock:
            if self._screen is None:
                self._screen = Screen(self)
            elif not self._listeners.running:
                self._screen.update()
            return self._screen

    def format(self, format: Format = Format.TEXT, history_rows: int = 0) -> str:
        """The screen, with so many rows of history above it (ALL: all of them), as text, JSON, HTML or VT sequences."""
        options = low.quire_format_options(format=format, history_rows=history_rows)
        return self._collect(low.quire_format_write, ctypes.byref(options)).decode("utf-8", "replace")

    @property
    def text(self) -> str:
        """The screen as text: soft-wrapped rows are joined, and a line end stands behind each line."""
        return self.format()

    def format_range(self, range: Range, format: Format = Format.TEXT) -> str:
        """The text between two places, as text, HTML or VT sequences. NotFound: one of them is no more."""
        return self._collect(low.quire_format_write_range, _range(range), format).decode("utf-8", "replace")

    @property
    def range(self) -> Range:
        """All text that there is, from the oldest in history to the end of the screen."""
        return range_of(self._ask(low.quire_range(), low.quire_terminal_range))

    def search(self, text: str, *, ignore_case: bool = False, backward: bool = False, start: Place | None = None,
               limit: int = 0) -> list[Hit]:
        """Where a text is, in history and on the screen; at most `limit` hits where that is not 0. `start`: from that
        place on, backward those that begin before it. NotFound: the line of the place is gone."""
        with self._lock:
            return hits_of(low.quire_search_terminal, self.handle, text, ignore_case, backward, start, limit)

    def link_at(self, place: Place) -> Link | None:
        """The hyperlink of the cell behind a place."""
        span = low.quire_range()
        try:
            with self._lock:
                uri = fill(low.quire_link_at, self.handle, _place(place), ctypes.byref(span))
        except NotFound:
            return None
        return Link(uri.decode("utf-8", "replace"), range_of(span))

    def prompts(self) -> Iterator[int]:
        """The lines in which a shell's prompt begins (OSC 133), from the newest to the oldest."""
        line, found = ALL, ctypes.c_uint64()
        while True:
            with self._lock:
                if not low.quire_terminal_find_prompt(self.handle, line, True, ctypes.byref(found)):
                    return
            line = found.value
            yield line

    def command(self, line: int) -> Command:
        """The command whose prompt begins in a line. NotFound: there is none."""
        told = low.quire_command()
        self._call(low.quire_terminal_command, line, ctypes.byref(told))
        return _command(told)

    def last_command(self) -> Command | None:
        """The last command that ran."""
        try:
            return _command(self._ask(low.quire_command(), low.quire_terminal_last_command))
        except NotFound:
            return None

    # --- keeping and checking it

    def save(self) -> bytes:
        """The whole terminal as bytes: both screens, history, modes. `load` makes one of them that goes on likewise."""
        return self._collect(low.quire_snapshot_write)

    def verify(self) -> list[str]:
        """Checks every rule of the terminal's memory, and returns what breaks one: nothing."""
        return self._breaches(low.quire_terminal_verify)

    def _collect(self, function: Callable[..., Any], *arguments: Any) -> bytes:
        with self._lock:
            return collect(function, self.handle, *arguments)


def _palette(colors: Iterable[int]) -> Any:
    given = list(colors)
    if len(given) != 256:
        raise ValueError(f"a palette has 256 colours, not {len(given)}")
    return (ctypes.c_uint32 * 256)(*given)


def place_of(told: Any) -> Place:
    """A place that the library tells."""
    return Place(told.line, told.column)


def range_of(told: Any) -> Range:
    """A range that the library tells."""
    return Range(place_of(told.from_), place_of(told.to))


def _place(place: Place) -> Any:
    return ctypes.byref(low.quire_place(*place))


def _range(range: Range) -> Any:
    return ctypes.byref(low.quire_range(low.quire_place(*range.start), low.quire_place(*range.end)))


def _command(told: Any) -> Command:
    return Command(range_of(told.prompt), range_of(told.input), range_of(told.output), told.ran)
