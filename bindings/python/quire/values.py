"""What the library tells, as values of Python: nothing here is borrowed, all of it stays true of the moment it was
asked."""
import os
from typing import NamedTuple

from .lowlevel import Attribute, ColorKind, CursorShape, RowSize, SelectionUnit, Underline

#: The name of a file.
Path = str | bytes | os.PathLike[str] | os.PathLike[bytes]


class Place(NamedTuple):
    """The boundary in front of a column of a logical line, counted over its soft wraps. It stays right while text
    scrolls and is wrapped anew, and a line's number is never used twice. A column behind the line's end stands for
    the end."""

    line: int
    column: int = 0


class Range(NamedTuple):
    """The text from one place to another, up to it and not with it."""

    start: Place
    end: Place


class Color(NamedTuple):
    """A colour as a program wrote it: a palette index, 0xRRGGBB, or the default (value 0)."""

    kind: ColorKind
    value: int


class Cell(NamedTuple):
    """One column of a row. Colours are 0xRRGGBB, resolved through the palette; inverse, dim and the selection are
    left to who draws it."""

    #: The character, " " for a blank, "" for the second column of a wide one.
    text: str
    #: 1, 2, or 0 for the second column of a wide character.
    width: int
    attributes: Attribute
    underline: Underline
    foreground: int
    background: int
    underline_color: int
    #: The URI of the hyperlink that it belongs to (OSC 8).
    link: str | None
    #: It is part of the selection.
    selected: bool
    #: The colours as they were written.
    written_foreground: Color
    written_background: Color

    @property
    def bold(self) -> bool:
        """SGR 1"""
        return bool(self.attributes & Attribute.BOLD)

    @property
    def dim(self) -> bool:
        """SGR 2: less contrast"""
        return bool(self.attributes & Attribute.DIM)

    @property
    def italic(self) -> bool:
        """SGR 3"""
        return bool(self.attributes & Attribute.ITALIC)

    @property
    def inverse(self) -> bool:
        """SGR 7: text and background change places"""
        return bool(self.attributes & Attribute.INVERSE)


class Row(NamedTuple):
    """A row of a screen's view."""

    #: Without the blanks at its end, unless the line goes on in the next row.
    text: str
    cells: tuple[Cell, ...]
    #: Where it begins.
    place: Place
    #: The line goes on in the next row.
    wrapped: bool
    #: A shell's prompt begins in it (OSC 133).
    prompt: bool
    #: When it was written, by the clock of Terminal.set_time; 0: not known.
    time: int
    #: Rows with the same version look the same.
    version: int
    size: RowSize


class Cursor(NamedTuple):
    """Where the cursor is, from 0 at the top left, and how it looks."""

    row: int
    col: int
    visible: bool
    blink: bool
    shape: CursorShape


class TerminalInfo(NamedTuple):
    """What is known about a terminal."""

    cols: int
    rows: int
    #: On the screen, whatever a view shows.
    cursor: Cursor
    #: The row is full: the next character begins the next row.
    pending_wrap: bool
    alternate_screen: bool
    #: A program says that its picture is not complete: do not draw, for at most 150 ms.
    synchronized_output: bool
    #: Logical lines above the screen.
    history_lines: int
    history_bytes: int
    screen_bytes: int
    #: Images that there are, seen or not, and what they take.
    images: int
    image_bytes: int


class Hit(NamedTuple):
    """Where a search found its text: so many columns from a place on."""

    place: Place
    columns: int


class Link(NamedTuple):
    """A hyperlink, and the text that it is under."""

    uri: str
    range: Range


class Selection(NamedTuple):
    """What is selected. `anchor` is the end that stays, `head` the one that moves."""

    range: Range
    anchor: Place
    head: Place
    unit: SelectionUnit


class Command(NamedTuple):
    """A shell's prompt and what came of it (OSC 133). A range that holds nothing begins where it ends."""

    prompt: Range
    input: Range
    output: Range
    #: There is output, or something was typed and another prompt came.
    ran: bool
