"""Results of the library as exceptions."""
from typing import Any, Callable

from . import lowlevel as low
from .lowlevel import Result


class QuireError(Exception):
    """A call that did not succeed. Unless its documentation says otherwise, nothing has changed."""

    #: What the library answered: a Result, or a number of a later version.
    result: int
    #: One sentence that explains it.
    text: str
    #: The function of the library that said so.
    function: str

    def __init__(self, result: int, function: str) -> None:
        self.result, self.function = result, function
        self.text = str(low.quire_result_text(result).decode())
        super().__init__(f"{low.quire_result_name(result).decode()}: {self.text} ({function})")


class Invalid(QuireError, ValueError):
    """An argument is outside the range that the function states, or a callback called what it may not call."""


class NotFound(QuireError, LookupError):
    """There is no such thing, or it is no more."""


class OutOfMemory(QuireError, MemoryError):
    """No memory, or no free place in a structure of fixed size."""


_CLASSES: dict[int, type[QuireError]] = {Result.INVALID: Invalid, Result.NOT_FOUND: NotFound,
                                         Result.OUT_OF_MEMORY: OutOfMemory}


def error(result: int, function: Callable[..., Any]) -> QuireError:
    """The exception for a result."""
    known = Result(result) if result in set(Result) else result
    return _CLASSES.get(known, QuireError)(known, function.__name__)


def check(result: int, function: Callable[..., Any]) -> None:
    """Raises what a result says, if it is not OK."""
    if result != Result.OK:
        raise error(result, function)
