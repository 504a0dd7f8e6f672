"""Text and bytes across the border: what the library lends is copied, what it fills gets room."""
import ctypes
from typing import Any, Callable

from . import lowlevel as low
from .errors import check
from .lowlevel import Result

#: What can be given where bytes are wanted.
Bytes = bytes | bytearray | memoryview


def as_bytes(data: Bytes | str) -> bytes:
    """Bytes as the library takes them; text is UTF-8."""
    return data.encode() if isinstance(data, str) else data if isinstance(data, bytes) else bytes(memoryview(data))


def copy(pointer: Any, length: int) -> bytes:
    """A copy of bytes that are lent."""
    return ctypes.string_at(pointer, length) if length else b""


def copy_text(pointer: Any, length: int = -1) -> str:
    """The same as text; without a length up to the zero that ends it."""
    return ctypes.string_at(pointer, length).decode("utf-8", "replace") if pointer else ""


def point_to(data: bytes) -> Any:
    """A pointer for a member that is a text with a length. It keeps the bytes alive."""
    return ctypes.cast(ctypes.c_char_p(data), ctypes.POINTER(ctypes.c_char))


def fill(function: Callable[..., Any], *arguments: Any, behind: tuple[Any, ...] = (), capacity: int = 256) -> bytes:
    """Calls a function that fills a buffer: with one of a size that mostly does, then with one as large as was asked
    for."""
    length = ctypes.c_size_t()
    while True:
        buffer = ctypes.create_string_buffer(max(capacity, 1))
        result = function(*arguments, buffer, capacity, ctypes.byref(length), *behind)
        if result != Result.NO_SPACE or length.value <= capacity:
            check(result, function)
            return buffer.raw[:length.value]
        capacity = length.value


def collect(function: Callable[..., Any], *arguments: Any) -> bytes:
    """Calls a function that hands out its output piece by piece, and returns all of it."""
    pieces: list[bytes] = []

    def take(_user: Any, data: Any, length: int) -> bool:
        pieces.append(copy(data, length))
        return True

    check(function(*arguments, low.quire_write_function(take), None), function)
    return b"".join(pieces)


def breaches(function: Callable[..., Any], handle: Any) -> list[str]:
    """What a function of quire/verify.h reports."""
    told: list[str] = []

    def report(_user: Any, text: Any) -> None:
        told.append(copy_text(text))

    function(handle, low.quire_verify_report(report), None)
    return told
