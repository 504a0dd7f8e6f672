"""What a renderer draws, and what a user selects: a view of a terminal."""
import ctypes
import operator
from typing import TYPE_CHECKING, Any, Callable, Iterator

from . import lowlevel as low
from ._library import flat_members, unpacker
from ._owned import Owned
from ._text import copy_text, fill
from .errors import NotFound, check
from .lowlevel import (Attribute, ColorKind, CursorShape, Result, RowSize, SelectionStep, SelectionUnit, Underline)
from .values import Cell, Color, Cursor, Place, Range, Row, Selection

if TYPE_CHECKING:
    from .terminal import Terminal

#: How a cell is read, where its width is, and what decides how it looks.
CELL = unpacker(low.quire_frame_cell)
_NAMES = [name for name, _ in flat_members(low.quire_frame_cell)]
WIDTH = _NAMES.index("width")
look_of = operator.itemgetter(*map(_NAMES.index, (
    "attributes", "underline", "foreground", "background", "underline_color", "link", "selected", "written_foreground",
    "written_background")))


class Screen(Owned):
    """A view of a terminal: a copy of the part that is in view, and how far it is scrolled back.

    It shows the terminal as it was at the last `update`; `Terminal.screen` does that by itself. New output does not
    move what is being read in history. A view has at most one selection, which follows its text while that scrolls
    and is wrapped anew. It ends with its terminal, or with `close`.
    """

    _struct, _destroy = low.quire_frame, low.quire_frame_destroy

    def __init__(self, terminal: "Terminal") -> None:
        self._terminal = terminal
        self._cells: Any = None
        self._links: dict[int, str | None] = {}
        self._looks: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        self._adopt(low.quire_frame_create, None, lock=terminal._lock)
        self.update()

    # --- what is in view

    def update(self) -> None:
        """Shows the terminal as it is now."""
        with self._lock:
            self._call(low.quire_frame_update, self._terminal.handle)
            self._links.clear()
            self._looks.clear()
            if self._cells is None or len(self._cells) != self._info().cols:
                self._cells = (low.quire_frame_cell * self._info().cols)()

    def _info(self) -> Any:
        told = low.quire_frame_info()
        self._call(low.quire_frame_get_info, ctypes.byref(told))
        return told

    @property
    def cols(self) -> int:
        """Columns of the view."""
        return int(self._info().cols)

    @property
    def rows(self) -> int:
        """Rows of the view."""
        return int(self._info().rows)

    @property
    def cursor(self) -> Cursor:
        """Where the cursor is in the view; not visible where it is out of it."""
        told = self._info()
        return Cursor(told.cursor_row, told.cursor_col, told.cursor_visible, told.cursor_blink,
                      CursorShape(told.cursor_shape))

    @property
    def palette(self) -> list[int]:
        """The 256 colours, 0xRRGGBB."""
        with self._lock:
            return list(low.quire_frame_palette(self.handle)[:256])

    def __len__(self) -> int:
        return self.rows

    def __getitem__(self, row: int) -> Row:
        """A row of the view; -1 is the last one. IndexError: there is none."""
        with self._lock:
            rows = self.rows
            if not -rows <= row < rows:
                raise IndexError(f"the view has {rows} rows")
            return self._row(row % rows)

    def __iter__(self) -> Iterator[Row]:
        return (self[row] for row in range(self.rows))

    @property
    def lines(self) -> list[str]:
        """The text of each row."""
        with self._lock:
            return [self._line(row) for row in range(self.rows)]

    @property
    def text(self) -> str:
        """The rows with line ends between them."""
        return "\n".join(self.lines)

    def _line(self, row: int) -> str:
        return fill(low.quire_frame_row_text, self.handle, row, behind=(None,)).decode("utf-8", "replace")

    def _row(self, row: int) -> Row:
        where = low.quire_frame_line()
        self._call(low.quire_frame_get_line, row, ctypes.byref(where))
        count = low.quire_frame_row(self.handle, row, self._cells, len(self._cells))
        offsets = (ctypes.c_uint32 * (len(self._cells) + 1))()
        data = fill(low.quire_frame_row_text, self.handle, row, behind=(offsets,))
        return Row(data.decode("utf-8", "replace"), self._row_cells(data, offsets[:count + 1]),
                   Place(where.line, where.column), where.wrapped, where.prompt, where.time, where.version,
                   RowSize(low.quire_frame_row_size(self.handle, row)))

    def _row_cells(self, data: bytes, offsets: list[int]) -> tuple[Cell, ...]:
        """The cells that were read last, with their text by columns."""
        cells, looks = [], self._looks
        told = CELL.iter_unpack(memoryview(self._cells).cast("B")[:CELL.size * (len(offsets) - 1)])
        for start, end, cell in zip(offsets, offsets[1:], told):
            key, width = look_of(cell), cell[WIDTH]
            look = looks.get(key) or looks.setdefault(key, self._look(*key))
            cells.append(Cell(data[start:end].decode() or (" " if width else ""), width, *look))
        return tuple(cells)

    def _look(self, attributes: int, underline: int, foreground: int, background: int, underline_color: int, link: int,
              selected: bool, written_foreground: int, written_background: int) -> tuple[Any, ...]:
        """What a cell has besides its text. Most cells of a screen look like others, and to make enums takes its
        time."""
        return (Attribute(attributes), Underline(underline), foreground, background, underline_color,
                self._link(link) if link else None, selected, color_of(written_foreground),
                color_of(written_background))

    def _link(self, number: int) -> str | None:
        if number not in self._links:
            length = ctypes.c_size_t()
            uri = low.quire_frame_link(self.handle, number, ctypes.byref(length))
            self._links[number] = copy_text(uri, length.value) if uri else None
        return self._links[number]

    # --- what to draw again

    def changed(self) -> list[int]:
        """The rows that differ from what was drawn."""
        with self._lock:
            return [row for row in range(self.rows) if low.quire_frame_row_changed(self.handle, row)]

    def drawn(self) -> None:
        """What the view shows now has been drawn: no row differs any more."""
        with self._lock:
            low.quire_frame_drawn(self.handle)

    # --- scrolling

    def _move(self, function: Callable[..., Any], *arguments: Any) -> None:
        with self._lock:  # before the terminal is asked for: another thread may close it
            self._call(function, self._terminal.handle, *arguments)
            self.update()

    def scroll(self, rows: int) -> None:
        """Moves the view by rows, into history when positive; it stops at both ends."""
        self._move(low.quire_frame_scroll, rows)

    def scroll_to(self, offset: int) -> None:
        """Moves the view so that so many rows are below it; 0 follows the output again."""
        self._move(low.quire_frame_scroll_to, offset)

    def show(self, place: Place) -> None:
        """Brings a place into view. NotFound: it is no more."""
        self._move(low.quire_search_show, *place)

    @property
    def scroll_offset(self) -> int:
        """Rows that the view stands above the bottom; 0: it follows the output."""
        return int(self._info().scroll_offset)

    @property
    def scroll_total(self) -> int:
        """Rows of history above the screen."""
        return int(self._info().scroll_total)

    # --- places

    def place(self, row: int, col: int) -> Place:
        """The place of a cell of the view; the number of columns is the end of the row. Invalid: outside."""
        told = low.quire_place()
        self._call(low.quire_frame_place, row, col, ctypes.byref(told))
        return Place(told.line, told.column)

    def find(self, place: Place) -> tuple[int, int] | None:
        """Row and column of a place, if it is in view."""
        row, col = ctypes.c_uint32(), ctypes.c_uint32()
        try:
            self._call(low.quire_frame_find, ctypes.byref(low.quire_place(*place)), ctypes.byref(row),
                       ctypes.byref(col))
        except NotFound:
            return None
        return row.value, col.value

    # --- the selection

    def _select(self, function: Callable[..., Any], *arguments: Any) -> None:
        with self._lock:
            check(function(self._terminal.handle, self.handle, *arguments), function)
            self.update()

    def select(self, anchor: Place, head: Place, unit: SelectionUnit = SelectionUnit.CELL) -> None:
        """Selects the text between two places, or the words, lines or the block that they belong to. NotFound: one of
        them is no more."""
        self._select(low.quire_selection_set, ctypes.byref(low.quire_place(*anchor)),
                     ctypes.byref(low.quire_place(*head)), unit)

    def select_all(self) -> None:
        """Selects all that there is, history too."""
        self._select(low.quire_selection_all)

    def start_selection(self, row: int, col: int, unit: SelectionUnit = SelectionUnit.CELL, *,
                        right_half: bool = False) -> None:
        """Begins a selection at a cell of the view, as a press of a button does; by cell it is empty until it is
        extended."""
        self._select(low.quire_selection_start, row, col, right_half, unit)

    def extend_selection(self, row: int, col: int, *, right_half: bool = True) -> None:
        """Moves the loose end to a cell of the view, as dragging does."""
        self._select(low.quire_selection_extend, row, col, right_half)

    def move_selection(self, step: SelectionStep) -> None:
        """Moves the loose end as an editor's arrow keys do with shift. NotFound: nothing is selected."""
        self._select(low.quire_selection_move, step)

    def clear_selection(self) -> None:
        """Drops the selection."""
        with self._lock:
            low.quire_selection_clear(self.handle)
            self.update()

    @property
    def selection(self) -> Selection | None:
        """What is selected, as places."""
        told = low.quire_selected()
        with self._lock:
            result = low.quire_selection_bounds(self._terminal.handle, self.handle, ctypes.byref(told))
        if result == Result.NOT_FOUND:
            return None
        check(result, low.quire_selection_bounds)
        ends = told.range.from_, told.range.to, told.anchor, told.head
        places = [Place(end.line, end.column) for end in ends]
        return Selection(Range(places[0], places[1]), places[2], places[3], SelectionUnit(told.unit))

    @property
    def selected_text(self) -> str:
        """The selected text; "" where there is none."""
        try:
            with self._lock:
                return fill(low.quire_selection_text, self._terminal.handle, self.handle).decode("utf-8", "replace")
        except NotFound:
            return ""


def color_of(bits: int) -> Color:
    """A colour as it was written, from the bits of a quire_color."""
    return Color(ColorKind(bits >> 24 & 3), bits & 0xFFFFFF)
