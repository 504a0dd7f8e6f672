"""Finding text in a history, or in a terminal's history and screen."""
import ctypes
from typing import Any, Callable

from . import lowlevel as low
from ._text import point_to
from .errors import check
from .lowlevel import SearchFlag
from .values import Hit, Place


def hits_of(function: Callable[..., Any], handle: Any, text: str, ignore_case: bool, backward: bool,
            start: Place | None, limit: int) -> list[Hit]:
    """What a function of quire/search.h finds; at most `limit` hits where that is not 0."""
    hits: list[Hit] = []

    def found(_user: Any, hit: Any) -> bool:
        hits.append(Hit(Place(hit[0].line, hit[0].column), hit[0].columns))
        return len(hits) != limit

    data = text.encode()
    flags = (SearchFlag.IGNORE_CASE if ignore_case else 0) | (SearchFlag.BACKWARD if backward else 0)
    options = low.quire_search_options(text=point_to(data), length=len(data), flags=flags)
    if start is not None:
        options.from_line, options.from_column = start
    check(function(handle, ctypes.byref(options), low.quire_search_function(found), None), function)
    return hits
