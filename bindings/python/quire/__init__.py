"""Quire's terminal library for Python.

    import quire
    with quire.Terminal(cols=40, rows=4) as terminal:
        terminal.feed("one\\r\\n\\x1b[1mtwo\\x1b[m")
        print(terminal.screen.lines, terminal.screen[1].cells[0].bold)

Terminal is a whole terminal, Screen what it shows. Page and History are the store alone, for parsers of your own. All
that the library has beside them is in quire.lowlevel, by its names in C.
"""
from .errors import Invalid, NotFound, OutOfMemory, QuireError
from .events import ClipboardRequest, Event, Message, Notification, ShellEvent
from .input import key_of_name, paste_is_risky
from .lowlevel import (Attribute, ColorKind, CursorShape, EventType, Format, Key, KeyAction, LogCode, LogLevel,
                       Modifier, MouseAction, MouseButton, Permission, Progress, Result, RowSize, SelectionStep,
                       SelectionUnit, ShellMark, Underline, quire_version_string)
from .page import History, HistoryInfo, Page, PageCell, Style
from .screen import Screen
from .terminal import ALL, Terminal
from .values import Cell, Color, Command, Cursor, Hit, Link, Place, Range, Row, Selection, TerminalInfo
from .width import clusters, columns

#: The version of the library that is loaded.
__version__: str = quire_version_string().decode()

__all__ = [
    "ALL", "Attribute", "Cell", "ClipboardRequest", "clusters", "Color", "ColorKind", "columns", "Command", "Cursor",
    "CursorShape", "Event", "EventType", "Format", "History", "HistoryInfo", "Hit", "Invalid", "Key", "key_of_name",
    "KeyAction", "Link", "LogCode", "LogLevel", "Message", "Modifier", "MouseAction", "MouseButton", "NotFound",
    "Notification", "OutOfMemory", "Page", "PageCell", "paste_is_risky", "Permission", "Place", "Progress",
    "QuireError", "Range", "Result", "Row", "RowSize", "Screen", "Selection", "SelectionStep", "SelectionUnit",
    "ShellEvent", "ShellMark", "Style", "Terminal", "TerminalInfo", "Underline"]
