"""Finding the library, and what lowlevel.py stands on."""
import ctypes
import os
from struct import Struct
from typing import Any, Callable, ClassVar

#: Names the library to load in place of the installed one: a path, for those who work on Quire.
VARIABLE = "QUIRE_LIBRARY"


def load(soname: str, version: str, folder: str) -> ctypes.CDLL:
    """Loads the library: what QUIRE_LIBRARY names, else the one in the folder where it was installed, else what the
    system's loader finds. ImportError: there is none, or it is one of another minor version, whose interface may be
    another."""
    named = os.environ.get(VARIABLE)
    tried = [named] if named else [os.path.join(folder, soname), soname] if folder else [soname]
    library, trouble = None, None
    for name in tried:
        try:
            library = ctypes.CDLL(name)
            break
        except OSError as error:
            trouble = error
    if library is None:
        raise ImportError(f"libquire cannot be loaded: {trouble}; {VARIABLE} may name it") from trouble
    library.quire_version.restype = ctypes.c_int
    major, minor = (int(part) for part in version.split(".")[:2])
    if library.quire_version() // 100 != major * 100 + minor:
        raise ImportError(f"libquire {library.quire_version()} is loaded, and this package is for version {version}")
    library.quire_struct_defaults.restype = ctypes.c_size_t
    library.quire_struct_defaults.argtypes = [ctypes.c_char_p, ctypes.c_void_p, ctypes.c_size_t]
    Initialised.library = library
    return library


def function(library: ctypes.CDLL, name: str, result: Any, arguments: list[Any]) -> Callable[..., Any]:
    """A function of the library with its prototype."""
    found = getattr(library, name)
    found.restype = result
    found.argtypes = arguments
    return found  # type: ignore[no-any-return]


def members(struct: type[ctypes.Structure]) -> dict[str, Any]:
    """The members of a struct and their types."""
    return {field[0]: field[1] for field in struct._fields_}


def flat_members(struct: type[ctypes.Structure]) -> list[tuple[str, Any]]:
    """The members and their types, those of a struct of one member in its place."""
    flat = [(name, type_, members(type_) if issubclass(type_, ctypes.Structure) else None)
            for name, type_ in members(struct).items()]
    return [(name, next(iter(inner.values())) if inner else type_) for name, type_, inner in flat]


def unpacker(struct: type[ctypes.Structure]) -> Struct:
    """Reads arrays of a struct all at once: an attribute of ctypes takes as long as a whole struct does so."""
    codes = [getattr(type_, "_type_", "P") for _, type_ in flat_members(struct)]
    plain = "@" + "".join(code if isinstance(code, str) else "P" for code in codes)
    padding = ctypes.sizeof(struct) - Struct(plain).size
    return Struct(f"{plain}{padding}x")


class Initialised(ctypes.Structure):
    """A struct that has an initialiser in C: a new one begins with that. Members can be given by name."""

    library: ClassVar[ctypes.CDLL]

    def __init__(self, **members: Any) -> None:
        super().__init__()
        name = type(self).__name__.encode()
        if self.library.quire_struct_defaults(name, ctypes.byref(self), ctypes.sizeof(self)) == 0:
            raise TypeError(f"the library has no struct {type(self).__name__}")
        for member, value in members.items():
            setattr(self, member, value)
