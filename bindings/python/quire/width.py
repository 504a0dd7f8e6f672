"""How many columns text takes, as a terminal prints it."""
import ctypes
from typing import Iterator

from . import lowlevel as low
from .errors import check


def columns(text: str, *, ambiguous_wide: bool = False) -> int:
    """Columns of a text: the sum of its grapheme clusters. Controls have none."""
    data = text.encode()
    return int(low.quire_utf8_columns(data, len(data), ambiguous_wide))


def clusters(text: str, *, ambiguous_wide: bool = False) -> Iterator[tuple[str, int]]:
    """The grapheme clusters of a text, each with its columns (0, 1 or 2): what a terminal keeps together."""
    data, span, at = text.encode(), low.quire_cluster_span(), 0
    buffer = ctypes.create_string_buffer(data)
    while at < len(data):
        rest = ctypes.c_char_p(ctypes.addressof(buffer) + at)
        check(low.quire_utf8_cluster_next(rest, len(data) - at, ambiguous_wide, ctypes.byref(span)),
              low.quire_utf8_cluster_next)
        yield data[at:at + span.length].decode(), span.columns
        at += span.length
