"""Objects of the library that Python owns: they are released once, and used by one thread at a time."""
import ctypes
import threading
from typing import Any, Callable, ClassVar, NoReturn, Self

from ._text import breaches
from .errors import check


class Owned:
    """Something that is released by `close`, at the end of a `with` block, or when nothing refers to it any more."""

    #: Its struct, and the function that releases it.
    _struct: ClassVar[type[ctypes.Structure]]
    _destroy: ClassVar[Callable[[Any], None]]
    _handle: Any = None
    _lock: Any

    def _adopt(self, function: Callable[..., Any], *arguments: Any, lock: Any = None) -> None:
        """Takes what a function makes, which says it in its last parameter."""
        self._lock = lock or threading.RLock()
        handle = ctypes.POINTER(self._struct)()
        with self._lock:
            check(function(*arguments, ctypes.byref(handle)), function)
            self._handle = handle

    def close(self) -> None:
        """Releases everything; what is closed can be closed again."""
        if self._handle:
            with self._lock:
                handle, self._handle = self._handle, None
                type(self)._destroy(handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()

    def __reduce_ex__(self, _protocol: object) -> NoReturn:
        raise TypeError(f"a {type(self).__name__} cannot be copied; save and load are for that, where there are such")

    @property
    def handle(self) -> Any:
        """The object for functions of quire.lowlevel, which no lock protects. ValueError: it is closed."""
        if not self._handle:
            raise ValueError(f"the {type(self).__name__} is closed")
        return self._handle

    def _call(self, function: Callable[..., Any], *arguments: Any) -> None:
        """Calls a function for the object, which answers with a result."""
        with self._lock:
            check(function(self.handle, *arguments), function)

    def _ask(self, struct: Any, function: Callable[..., Any]) -> Any:
        """Has a struct filled."""
        self._call(function, ctypes.byref(struct))
        return struct

    def _breaches(self, function: Callable[..., Any]) -> list[str]:
        with self._lock:
            return breaches(function, self.handle)
