"""The floors of the house (docs/design.md, section 1): one table, and the reading of the source tree by it.

A floor is a folder. Its files may include with quotes the headers of the floor itself and of those in `sees`, and with
angle brackets the installed headers in `public` (None: all of them) and headers from outside. The floors of the library
take only the C library and the few headers below from outside; those of the application take what they need.

A floor may lie in the folder of another one; a file belongs to the innermost.

A header that the build makes belongs to the floor whose meson.build names it.
"""
import collections
import pathlib
import re

Floor = collections.namedtuple("Floor", "name folder sees public library")

BASE_PUBLIC = {"allocator", "export", "limits", "result", "version"}
SET_PUBLIC = BASE_PUBLIC | {"set", "set_lanes"}
PAGE_PUBLIC = SET_PUBLIC | {"style"}
ENCODE_PUBLIC = BASE_PUBLIC | {"input_modes", "key", "key_tables", "mouse", "paste"}

PANE_SEES = ["words", "thread", "links", "pattern", "png", "loop", "pty", "config", "input", "font", "render", "render_cpu", "render_gl",
             "platform", "session", "ui"]

FLOORS = [
    Floor("base", "src/base", [], BASE_PUBLIC, True),
    Floor("set", "src/set", ["base"], SET_PUBLIC, True),
    Floor("unicode", "src/terminal/unicode", ["base"], BASE_PUBLIC, True),
    Floor("parse", "src/terminal/parse", ["base"], BASE_PUBLIC, True),
    Floor("page", "src/terminal/page", ["base", "set"], PAGE_PUBLIC, True),
    Floor("history", "src/terminal/history", ["base", "set", "page"], PAGE_PUBLIC, True),
    Floor("image", "src/terminal/image", ["base", "set"], SET_PUBLIC, True),
    Floor("engine", "src/terminal/engine", ["base", "set", "page", "history", "image", "unicode", "parse"], None, True),
    Floor("snapshot", "src/terminal/snapshot",
          ["base", "set", "page", "history", "image", "unicode", "parse", "engine"], None, True),
    Floor("encode", "src/terminal/encode", ["base"], ENCODE_PUBLIC, True),
    Floor("view", "src/terminal/view", ["base", "set", "page", "history", "image", "unicode", "parse", "engine"], None, True),
    Floor("api", "src/terminal/api",
          ["base", "set", "page", "history", "image", "unicode", "parse", "engine", "snapshot", "encode", "view"], None, True),
    Floor("words", "src/words", [], None, False),
    Floor("thread", "src/thread", [], None, False),
    Floor("links", "src/links", [], None, False),
    Floor("pattern", "src/pattern", [], None, False),
    Floor("loop", "src/loop", [], None, False),
    Floor("decode", "src/decode", ["loop"], set(), False),
    Floor("medium", "src/medium", [], set(), False),
    Floor("control", "src/control", ["loop"], None, False),
    Floor("layout", "src/layout", [], None, False),
    Floor("pty", "src/pty", ["thread"], None, False),
    Floor("config", "src/config", ["words"], None, False),
    Floor("input", "src/input", [], None, False),
    Floor("font", "src/font", ["words", "thread"], None, False),
    Floor("png", "src/png", [], None, False),
    Floor("render", "src/render", ["font"], None, False),
    Floor("render_cpu", "src/render/cpu", ["font", "render"], None, False),
    Floor("render_gl", "src/render/gl", ["font", "render"], None, False),
    Floor("picture", "src/render/picture", ["words", "font", "png", "render", "render_cpu"], None, False),
    Floor("platform", "src/platform", ["loop", "input", "font", "render", "render_cpu", "render_gl"], None, False),
    Floor("accessible", "src/accessible", ["words", "loop", "platform"], None, False),
    Floor("session", "src/session", ["words", "thread", "loop", "decode", "medium", "pty", "config"], None, False),
    Floor("ui", "src/ui", ["loop"], None, False),
    Floor("pane", "src/pane", PANE_SEES, None, False),
    Floor("action", "src/action", PANE_SEES + ["pane", "words", "layout"], None, False),
    Floor("show", "src/show", ["words", "loop", "decode"], None, False),
    Floor("command", "src/command", PANE_SEES + ["show", "decode", "picture", "pane", "action", "words", "layout"], None, False),
    Floor("app", "src/app", PANE_SEES + ["accessible", "decode", "control", "layout", "picture", "pane", "action", "command"], None, False),
]

# Libraries of the application that only some floors may know: what an include begins with -> those floors.
KEPT = {
    "epoxy/": {"render_gl"}, "GL/": {"render_gl"}, "GLES": {"render_gl"}, "EGL/": {"render_gl"},
    "SDL": {"render_gl", "platform"}, "X11/": {"platform"}, "wayland": {"platform"},
    "png": {"png", "show"}, "ft2build": {"font"}, "hb": {"font"}, "fontconfig/": {"font"},
    "xkbcommon/": {"input", "platform"}, "xcb/": {"platform"}, "json-c/": {"input"}, "dbus/": {"platform", "accessible"},
    "pcre2": {"pattern"}, "jpeglib": {"decode"}, "gif_lib": {"decode"}, "webp/": {"decode"},
}

C_HEADERS = set("""assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp signal stdalign
    stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string tgmath time uchar wchar wctype""".split())
POSIX_HEADERS = set("""byteswap dirent endian fcntl pthread sched strings sys/file sys/mman sys/stat sys/types sys/uio
    unistd""".split())
LINUX_HEADERS = {"sys/auxv", "sys/random"}  # qr_random.c and qr_crc32c.c, behind __linux__
PROCESSOR_HEADERS = {"arm_neon", "cpuid", "emmintrin", "immintrin", "nmmintrin", "smmintrin", "tmmintrin"}
LIBRARY_HEADERS = C_HEADERS | POSIX_HEADERS | LINUX_HEADERS | PROCESSOR_HEADERS | {"lz4"}
# What only one floor of the library may know.
LIBRARY_KEPT = {"png": {"image"}, "zlib": {"image"}}

SOURCES = {".c", ".h", ".inc", ".def"}
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+(?:"([^"\n]+)"|<([^>\n]+)>|(\w+))', re.MULTILINE)
MESON_HEADER = re.compile(r"'([\w-]+\.h)'")


def includes(text):
    """All includes of a source text, as (kind, name); the kinds are quote, angle and macro."""
    found = []
    for quote, angle, macro in INCLUDE.findall(COMMENT.sub(" ", text)):
        found.append(("quote", quote) if quote else ("angle", angle) if angle else ("macro", macro))
    return found


# Who includes one of these knows a terminal.
TERMINALS = {f"quire/{stem}.h" for stem in ("terminal", "frame", "selection", "search", "history", "snapshot", "quire")}


class Tree:
    """The sources of a checkout, sorted by floor."""

    def __init__(self, root, floors=None, kept=None):
        self.root = pathlib.Path(root).resolve()
        self.kept = KEPT if kept is None else kept
        self.floors = FLOORS if floors is None else floors
        self.by_name = {floor.name: floor for floor in self.floors}
        self.files = {floor.name: self._files(floor) for floor in self.floors}
        self.owners = self._owners()

    def _files(self, floor):
        return sorted(path for path in self._below(floor, "*") if path.suffix in SOURCES)

    def _below(self, floor, pattern):
        """What lies in the folder of a floor, and in none of the floors within it."""
        folder = self.root / floor.folder
        return (path for path in folder.rglob(pattern) if self.floor_of(path) is floor) if folder.is_dir() else ()

    def _owners(self):
        """File name as an include would say it -> the floors that have it."""
        owners = collections.defaultdict(list)
        for floor in self.floors:
            folder = self.root / floor.folder
            names = {path.relative_to(folder).as_posix() for path in self.files[floor.name]}
            for build in self._below(floor, "meson.build"):
                names |= set(MESON_HEADER.findall(build.read_text(encoding="utf-8")))
            for name in names:
                owners[name].append(floor)
        return owners

    def headers(self, floor):
        return [path for path in self.files[floor.name] if path.suffix == ".h"]

    def floor_of(self, path):
        """The floor that a file lies in, or None."""
        parents = pathlib.Path(path).parents
        around = [floor for floor in self.floors if (self.root / floor.folder) in parents]
        return max(around, key=lambda floor: len(floor.folder), default=None)

    def strays(self):
        """Sources under src/ that belong to no floor."""
        return [path for path in sorted((self.root / "src").rglob("*"))
                if path.suffix in SOURCES and self.floor_of(path) is None]

    def doubles(self):
        """Header names that two files share: quotes could find either."""
        places = collections.defaultdict(list)
        for top in ("src", "tests", "bench", "fuzz", "examples"):
            for path in sorted((self.root / top).rglob("*.h")):
                places[path.name].append(path.relative_to(self.root).as_posix())
        return [f"{name}: {', '.join(paths)}" for name, paths in sorted(places.items()) if len(paths) > 1]

    def shadows(self):
        """Headers called like one of the C library: a floor's folder is searched first, for angle brackets too."""
        return [path.relative_to(self.root).as_posix() for path in sorted((self.root / "src").rglob("*.h"))
                if path.stem in C_HEADERS | POSIX_HEADERS]

    def reaches(self, path, seen=None):
        """The names in angle brackets that a file includes, itself or by way of headers in src/."""
        seen = set() if seen is None else seen
        found = set()
        for kind, name in includes(path.read_text(encoding="utf-8", errors="replace")):
            if kind == "angle":
                found.add(name)
            beside = path.parent / name
            places = [beside] if beside.is_file() else [self.root / owner.folder / name
                                                        for owner in self.owners.get(name, [])]
            for place in places if kind == "quote" else []:
                if place.is_file() and place not in seen:
                    seen.add(place)
                    found |= self.reaches(place, seen)
        return found

    def knows_both(self, path):
        """A file that sees SDL and a terminal: the window system's words must not get into the terminal's rooms."""
        found = self.reaches(path)
        sdl = sorted(name for name in found if re.match(r"(SDL2/)?SDL[_.]", name))
        terminal = sorted(found & TERMINALS)
        return [f"{path.relative_to(self.root)}: sees {sdl[0]} and {terminal[0]}"] if sdl and terminal else []

    def problems(self, floor, path):
        """What a file of a floor includes against the rules."""
        wrong = []
        for kind, name in includes(path.read_text(encoding="utf-8", errors="replace")):
            text = {"quote": self._quote, "angle": self._angle, "macro": self._macro}[kind](floor, path, name)
            if text:
                wrong.append(f"{path.relative_to(self.root)}: {text}")
        return wrong

    def _quote(self, floor, path, name):
        beside = path.parent / name
        if ".." not in name and beside.is_file() and self.floor_of(beside) is floor:
            return None
        owners = self.owners.get(name, [])
        if not owners:
            return f'"{name}" belongs to no floor'
        if any(owner is floor or owner.name in floor.sees for owner in owners):
            return None
        return f'{floor.name} may not include "{name}" of {owners[0].name}'

    def _angle(self, floor, _path, name):
        stem = name[:-2] if name.endswith(".h") else name
        if name.startswith("quire/"):
            if floor.public is None or stem[len("quire/"):] in floor.public:
                return None
            return f"{floor.name} may not include <{name}>"
        if floor.library:
            may = stem in LIBRARY_HEADERS or floor.name in LIBRARY_KEPT.get(stem, ())
            return None if may else f"{floor.name} of the library may not depend on <{name}>"
        return self._kept(floor, name)

    def _kept(self, floor, name):
        for beginning, floors in self.kept.items():
            if name.startswith(beginning) and floor.name not in floors:
                return f"{floor.name} may not know <{name}>"
        return None

    @staticmethod
    def _macro(floor, _path, name):
        return f"an include by the macro {name} cannot be checked" if floor.library else None

    def public_problems(self, path):
        """The installed headers include each other and the C library, nothing else; one holds the vectors."""
        wrong = []
        allowed = C_HEADERS | PROCESSOR_HEADERS if path.name == "set_lanes.h" else C_HEADERS
        for kind, name in includes(path.read_text(encoding="utf-8", errors="replace")):
            stem = name[:-2] if name.endswith(".h") else name
            installed = kind == "angle" and name.startswith("quire/") and (self.root / "include" / name).is_file()
            if not installed and not (kind == "angle" and stem in allowed):
                wrong.append(f"{path.relative_to(self.root)}: includes {name}")
        return wrong

    def public_leaks(self, floor):
        """An installed header that a floor may include must not bring in one that it may not."""
        wrong = []
        for stem in sorted(floor.public or ()):
            path = self.root / "include" / "quire" / f"{stem}.h"
            if not path.is_file():
                continue
            for kind, name in includes(path.read_text(encoding="utf-8", errors="replace")):
                if kind == "angle" and name.startswith("quire/") and name[len("quire/"):-2] not in floor.public:
                    wrong.append(f"<quire/{stem}.h>, which {floor.name} may include, includes <{name}>")
        return wrong
