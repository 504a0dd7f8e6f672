"""The store alone, for programs that parse by themselves or read the history that somebody else wrote: pages and
histories."""
import ctypes
import os
from contextlib import nullcontext
from typing import Any, Callable, Iterator, NamedTuple

from . import lowlevel as low
from ._owned import Owned
from ._text import Bytes, as_bytes, copy_text, fill, point_to
from .lowlevel import Attribute, ColorKind, Underline
from .screen import color_of
from .search import hits_of
from .values import Color, Hit, Path

DEFAULT = Color(ColorKind.DEFAULT, 0)


class Style(NamedTuple):
    """How text looks on a page."""

    foreground: Color = DEFAULT
    background: Color = DEFAULT
    underline_color: Color = DEFAULT
    attributes: Attribute = Attribute(0)
    underline: Underline = Underline.NONE
    #: URI of a hyperlink, and its id: links with the same URI and id are one.
    link: str = ""
    link_id: str = ""


class PageCell(NamedTuple):
    """One column of a page's row: text ("" for a blank and for the second column of a wide character), columns,
    style."""

    text: str
    width: int
    style: int


class HistoryInfo(NamedTuple):
    """What is known about a history."""

    lines: int
    bytes: int
    #: Number of the oldest line, and of the youngest; 0: there is none.
    first_line: int
    last_line: int


class Page(Owned):
    """One screen of styled text in one block of memory. It knows no escape sequences: you say what is written where.
    Rows and columns count from 0; a style is a number that `add_style` gives, 0 the default one."""

    _struct, _destroy = low.quire_page, low.quire_page_destroy

    def __init__(self, cols: int = 80, rows: int = 24) -> None:
        self._adopt(low.quire_page_create, ctypes.byref(low.quire_page_options(cols=cols, rows=rows)))

    @classmethod
    def load(cls, snapshot: Bytes) -> "Page":
        """A page as it was saved. QuireError: CORRUPT, it is no snapshot; UNSUPPORTED, of another version."""
        page, data = cls.__new__(cls), as_bytes(snapshot)
        page._adopt(low.quire_page_open, data, len(data), None)
        return page

    def save(self) -> bytes:
        """The page as bytes."""
        with self._lock:
            size = self._ask(low.quire_page_info(), low.quire_page_get_info).bytes
            return fill(low.quire_page_snapshot, self.handle, capacity=size)

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        told = self._ask(low.quire_page_info(), low.quire_page_get_info)
        return told.cols, told.rows

    def add_style(self, style: Style) -> int:
        """The number of a style; equal styles have one. It is held until `release_style`, however long cells have
        it."""
        link, link_id, number = style.link.encode(), style.link_id.encode(), ctypes.c_uint32()
        spec = low.quire_style_spec(attributes=style.attributes, underline=style.underline)
        for name in ("foreground", "background", "underline_color"):
            kind, value = getattr(style, name)
            getattr(spec, name).bits = kind << 24 | value
        if link:
            spec.link, spec.link_length = point_to(link), len(link)
            spec.link_id, spec.link_id_length = point_to(link_id), len(link_id)
        self._call(low.quire_page_add_style, ctypes.byref(spec), ctypes.byref(number))
        return number.value

    def release_style(self, style: int) -> None:
        """The style is not held any more. Cells keep what they have. Invalid: it was not held."""
        self._call(low.quire_page_release_style, style)

    def style(self, number: int) -> Style:
        """A style by its number. Invalid: there is none."""
        told = low.quire_style_spec()
        with self._lock:
            self._call(low.quire_page_style, number, ctypes.byref(told))
            return Style(color_of(told.foreground.bits), color_of(told.background.bits),
                         color_of(told.underline_color.bits), Attribute(told.attributes), Underline(told.underline),
                         copy_text(told.link, told.link_length), copy_text(told.link_id, told.link_id_length))

    def write(self, row: int, col: int, text: str, style: int = 0) -> tuple[int, str]:
        """Writes text from a place to the right; returns how many columns it took and what is left of it: what found
        no room in the row, or begins with a control character. Invalid: outside, or no such style."""
        data, columns, taken = text.encode(), ctypes.c_uint32(), ctypes.c_size_t()
        self._call(low.quire_page_write, row, col, style, data, len(data), ctypes.byref(columns), ctypes.byref(taken))
        return columns.value, data[taken.value:].decode()

    def clear(self, row: int, start: int = 0, end: int | None = None, style: int = 0) -> None:
        """Makes columns of a row blank."""
        self._call(low.quire_page_clear, row, start, self.size[0] if end is None else end, style)

    def scroll(self, count: int, top: int = 0, bottom: int | None = None, style: int = 0,
               history: "History | None" = None) -> None:
        """Scrolls rows [top, bottom), up when positive. What leaves at the top goes into the history, if there is
        one."""
        with self._lock, history._lock if history else nullcontext():
            self._call(low.quire_page_scroll, top, self.size[1] if bottom is None else bottom, count, style,
                       history.handle if history else None, None)

    def set_wrapped(self, row: int, wrapped: bool) -> None:
        """Does the text of a row go on in the next one?"""
        self._call(low.quire_page_set_wrapped, row, wrapped)

    def wrapped(self, row: int) -> bool:
        """The text of the row goes on in the next one."""
        with self._lock:
            return bool(low.quire_page_wrapped(self.handle, row))

    def text(self, row: int, start: int = 0, end: int | None = None) -> str:
        """The text of columns of a row, blanks as spaces."""
        with self._lock:
            last = self.size[0] if end is None else end
            return fill(low.quire_page_text, self.handle, row, start, last).decode("utf-8", "replace")

    def cells(self, row: int) -> list[PageCell]:
        """The columns of a row."""
        with self._lock:
            cells = (low.quire_page_cell * self.size[0])()
            count = low.quire_page_row(self.handle, row, cells, len(cells))
            return [PageCell(_cell_text(cell), cell.width, cell.style) for cell in cells[:count]]

    def verify(self) -> list[str]:
        """Checks every rule of the page's format, and returns what breaks one: nothing."""
        return self._breaches(low.quire_page_verify)


def _cell_text(cell: Any) -> str:
    if cell.cluster_length:
        return "".join(map(chr, cell.cluster[:cell.cluster_length]))
    return chr(cell.character) if cell.character else ""


class History(Owned):
    """Lines that left a screen, kept as text and read at any width. They are numbered in the order in which they
    came, and no number is used twice. A history lives in memory, in a file that it writes (`open`), or follows a file
    that another process writes (`follow`)."""

    _struct, _destroy = low.quire_history, low.quire_history_destroy

    def __init__(self, lines: int = 10000, bytes: int = 0) -> None:
        self._adopt(low.quire_history_create, ctypes.byref(low.quire_history_options(lines=lines, bytes=bytes)))

    @classmethod
    def open(cls, path: Path, lines: int = 10000, bytes: int = 0,
             report: Callable[[str], object] | None = None) -> "History":
        """The history in a file, which is made if there is none. `report` is told of what had to be left out.
        QuireError: BUSY, another process writes it; DENIED, it is not a private file of this user; CORRUPT; IO."""
        return cls._with_file(low.quire_history_open, path, lines, bytes, report)

    @classmethod
    def follow(cls, path: Path, report: Callable[[str], object] | None = None) -> "History":
        """What is in a file, to be read only; `refresh` takes what is new."""
        return cls._with_file(low.quire_history_follow, path, 0, 0, report)

    @classmethod
    def _with_file(cls, function: Callable[..., Any], path: Path, lines: int, bytes: int,
                   report: Callable[[str], object] | None) -> "History":
        left_out: list[str] = []

        def told(_user: Any, text: Any) -> None:
            left_out.append(copy_text(text))

        history, options = cls.__new__(cls), low.quire_history_options(lines=lines, bytes=bytes)
        history._adopt(function, ctypes.byref(options), os.fsencode(path), low.quire_verify_report(told), None)
        if report:
            for text in left_out:
                report(text)
        return history

    @property
    def info(self) -> HistoryInfo:
        """How much there is."""
        told = self._ask(low.quire_history_info(), low.quire_history_get_info)
        return HistoryInfo(told.lines, told.bytes, told.first_line, told.last_line)

    def refresh(self) -> bool:
        """Takes what the writer of the file has committed since. True: there was something. Invalid: it does not
        follow one."""
        changed = ctypes.c_bool()
        self._call(low.quire_history_refresh, ctypes.byref(changed))
        return changed.value

    def push(self, page: Page, row: int) -> None:
        """Appends a row of a page, which stays as it is; behind a row that is wrapped it continues that line."""
        with page._lock:
            self._call(low.quire_history_push, page.handle, row)

    def rows(self, cols: int) -> int:
        """How many rows there are at a width."""
        with self._lock:
            return int(low.quire_history_rows(self.handle, cols))

    def read(self, index: int, page: Page, row: int) -> bool:
        """Writes a row, counted from the oldest at the page's width, to a row of the page. True: its line goes on in
        the next one. NotFound: there is no such row."""
        where = low.quire_history_row()
        with page._lock:
            self._call(low.quire_history_read, index, page.handle, row, ctypes.byref(where))
        return bool(where.wrapped)

    def texts(self, cols: int = 256) -> Iterator[str]:
        """The text of each line, from the oldest on, read in pieces of a width."""
        with Page(cols, 1) as page:
            text, index = "", 0
            while index < self.rows(cols):
                wrapped = self.read(index, page, 0)
                text += page.text(0)
                if not wrapped:
                    yield text.rstrip(" ")
                    text = ""
                index += 1
            if text:
                yield text.rstrip(" ")

    def search(self, text: str, *, ignore_case: bool = False, backward: bool = False, limit: int = 0) -> list[Hit]:
        """Where a text is; at most `limit` hits where that is not 0."""
        with self._lock:
            return hits_of(low.quire_search_history, self.handle, text, ignore_case, backward, None, limit)

    def clear(self) -> None:
        """Removes all lines; numbers go on."""
        self._call(low.quire_history_clear)

    def verify(self) -> list[str]:
        """Checks every rule of the history's format, and returns what breaks one: nothing."""
        return self._breaches(low.quire_history_verify)
