"""What a terminal tells its host, and how it gets there: callbacks that the library calls, and functions of Python
behind them."""
import threading
from typing import Any, Callable, NamedTuple

from . import lowlevel as low
from ._library import members
from ._text import copy, copy_text
from .lowlevel import EventType, LogLevel, NotificationOccasion, NotificationUrgency, ShellMark


class Notification(NamedTuple):
    """What OSC 99 says besides title and text. Texts are "" where nothing was said; several have U+2028 between
    them."""

    id: str
    application: str
    types: str
    icon_names: str
    sound: str
    buttons: str
    occasion: NotificationOccasion
    urgency: NotificationUrgency
    focus: bool
    report: bool
    report_closed: bool
    timeout_ms: int


class ShellEvent(NamedTuple):
    """A mark that a shell sets (OSC 133)."""

    mark: ShellMark
    #: Of a prompt: "i" first, "c" continued, "s" secondary, "r" at the right.
    kind: str
    #: -1: not told.
    exit_status: int
    #: Of a prompt: the shell draws it anew after a resize.
    redraw: bool
    #: Of a prompt: the cursor is moved with a key of its own.
    special_key: bool
    #: Of a prompt: clicks into it are to be sent, 1: rows of the screen, 2: of the prompt.
    click_events: int
    #: Which of nested shells.
    id: str
    #: What runs, if the shell tells it.
    command: str
    #: The number of the line in which the mark stands.
    line: int


class ClipboardRequest(NamedTuple):
    """What a program wants of the clipboard (OSC 5522)."""

    id: str
    primary: bool
    name: str
    password: str
    #: MIME type and data; to be read: b"".
    items: tuple[tuple[str, bytes], ...]


class Event(NamedTuple):
    """Something that a host may act on; EventType says which members mean something."""

    type: EventType
    data: bytes
    title: str
    state: int
    value: int
    cols: int
    rows: int
    #: Of the clipboard: "c" clipboard, "p" primary, "s" the host's choice.
    selection: str
    notification: Notification | None
    shell: ShellEvent | None
    clipboard: ClipboardRequest | None

    @property
    def text(self) -> str:
        """The event's text."""
        return self.data.decode("utf-8", "replace")


class Message(NamedTuple):
    """Something that a terminal had to leave out."""

    level: LogLevel
    #: A LogCode, or a number of a later version.
    code: int
    text: str


def _notification(told: Any) -> Notification:
    return Notification(copy_text(told.id), copy_text(told.application), copy_text(told.types),
                        copy_text(told.icon_names), copy_text(told.sound), copy_text(told.buttons),
                        NotificationOccasion(told.occasion), NotificationUrgency(told.urgency), told.focus, told.report,
                        told.report_closed, told.timeout_ms)


def _shell(told: Any) -> ShellEvent:
    return ShellEvent(ShellMark(told.mark), told.kind.rstrip(b"\0").decode(), told.exit_status, told.redraw,
                      told.special_key, told.click_events, copy_text(told.id, told.id_length),
                      copy_text(told.command, told.command_length), told.line)


def _clipboard(told: Any) -> ClipboardRequest:
    items = tuple((copy_text(item.mime), copy(item.data, item.length)) for item in told.items[:told.count])
    return ClipboardRequest(copy_text(told.id), told.primary, copy_text(told.name), copy_text(told.password), items)


def event_of(told: Any) -> Event:
    """A copy of an event that is lent."""
    return Event(EventType(told.type), copy(told.text, told.text_length), copy_text(told.title, told.title_length),
                 told.state, told.value, told.cols, told.rows, told.selection.rstrip(b"\0").decode(),
                 _notification(told.notification[0]) if told.notification else None,
                 _shell(told.shell[0]) if told.shell else None,
                 _clipboard(told.clipboard[0]) if told.clipboard else None)


class Listeners:
    """The host's functions, and the lock of their terminal.

    An exception in one of them cannot pass through the library, which is in the middle of a change: the first one is
    kept and comes out when the lock is given back, which is when the call has returned; others of that call are notes
    of it.
    """

    def __init__(self, on_reply: Callable[[bytes], object] | None, on_event: Callable[[Event], object] | None,
                 on_log: Callable[[Message], object] | None, on_resize: Callable[[int, int], bool] | None) -> None:
        self.on_reply, self.on_event, self.on_log, self.on_resize = on_reply, on_event, on_log, on_resize
        self.running = 0
        self._trouble: BaseException | None = None
        self._lock = threading.RLock()

    def callbacks(self) -> Any:
        """The struct for the library. It keeps what it points to alive, and lives as long as the terminal."""
        made = low.quire_callbacks()
        types = members(low.quire_callbacks)
        for name in ("reply", "event", "log", "resize"):
            if getattr(self, f"on_{name}"):
                setattr(made, name, types[name](getattr(self, f"_{name}")))
        return made

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_exception: object) -> None:
        try:
            if self._trouble is not None and not self.running:
                trouble, self._trouble = self._trouble, None
                raise trouble
        finally:
            self._lock.release()

    def _run(self, function: Callable[..., Any] | None, *arguments: Any) -> Any:
        if function is None:
            return None
        self.running += 1
        try:
            return function(*arguments)
        except BaseException as trouble:  # also KeyboardInterrupt: there is no way through the library
            if self._trouble is None:
                self._trouble = trouble
            else:
                self._trouble.add_note(f"a later callback of the same call: {trouble!r}")
            return None
        finally:
            self.running -= 1

    def _reply(self, _user: Any, data: Any, length: int) -> None:
        self._run(self.on_reply, copy(data, length))

    def _event(self, _user: Any, told: Any) -> None:
        if told[0].type in set(EventType):  # a later library may have others
            self._run(lambda: self.on_event(event_of(told[0])) if self.on_event else None)

    def _log(self, _user: Any, told: Any) -> None:
        self._run(lambda: self.on_log(Message(LogLevel(told[0].level), told[0].code, copy_text(told[0].text)))
                  if self.on_log else None)

    def _resize(self, _user: Any, cols: int, rows: int) -> bool:
        return bool(self._run(self.on_resize, cols, rows))
