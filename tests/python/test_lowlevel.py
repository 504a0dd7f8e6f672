"""The generated interface is that of the manifest, and the library agrees. test_lowlevel.py MANIFEST"""
import ctypes
import inspect
import json
import os
import pathlib
import sys
import unittest
import unittest.mock

import kit
import quire
from quire import _library, lowlevel as low

MANIFEST = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))


def plain(value):
    """A value of ctypes as JSON has it."""
    if isinstance(value, ctypes.Structure):
        return {name.rstrip("_"): plain(getattr(value, name)) for name in _library.members(type(value))}
    if isinstance(value, bytes):
        return value[0] if len(value) == 1 else [*value]
    if isinstance(value, ctypes.Array):
        return [plain(item) for item in value]
    return value if isinstance(value, (bool, int)) else None if not value else value


class Lowlevel(unittest.TestCase):
    def test_structs_are_laid_out_as_in_c(self):
        for struct in MANIFEST["structs"]:
            made = getattr(low, struct["name"])
            if struct["opaque"]:
                self.assertFalse(hasattr(made, "_fields_"), struct["name"])
                continue
            self.assertEqual(ctypes.sizeof(made), struct["size"], struct["name"])
            self.assertEqual(len(made._fields_), len(struct["members"]), struct["name"])
            for member, (name, _) in zip(struct["members"], made._fields_):
                self.assertEqual(name.rstrip("_"), member["name"])
                place = getattr(made, name)
                self.assertEqual((place.offset, place.size), (member["offset"], member["size"]), f"{struct['name']}.{name}")

    def test_new_structs_are_initialised(self):
        compared = 0
        for struct in MANIFEST["structs"]:
            if struct.get("init"):
                self.assertEqual(low.quire_struct_defaults(struct["name"].encode(), None, 0), struct["size"], struct["name"])
                made = getattr(low, struct["name"])()
                for member in struct["members"]:
                    if member["type"].get("of", {}).get("name") == "char":
                        continue  # ctypes cuts those at a zero
                    name = member["name"] if hasattr(made, member["name"]) else member["name"] + "_"
                    self.assertEqual(plain(getattr(made, name)), member["default"], f"{struct['name']}.{name}")
                    compared += 1
        self.assertGreater(compared, 150)

    def test_functions_have_their_prototypes(self):
        for function in MANIFEST["functions"]:
            found = getattr(low, function["name"])
            self.assertEqual(len(found.argtypes), len(function["parameters"]), function["name"])
            void = function["returns"].get("name") == "void"
            self.assertEqual(found.restype is None, void, function["name"])

    def test_enums_and_constants_have_their_values(self):
        for enum in MANIFEST["enums"]:
            name = "".join(word.capitalize() for word in enum["name"].split("_")[1:])
            values = [member.value for member in getattr(low, name).__members__.values()]
            self.assertEqual(values, [value["value"] for value in enum["values"]], name)
        for constant in MANIFEST["constants"]:
            self.assertEqual(getattr(low, constant["name"]), constant["value"])

    def test_names_are_as_in_c_without_the_prefix(self):
        self.assertEqual(low.CursorShape.UNDERLINE, 1)
        self.assertEqual(low.MouseButton.BUTTON_8, 8)
        self.assertEqual(low.Setting.FOREGROUND | low.Setting.PALETTE, 9)
        self.assertEqual(low.Result.OUT_OF_MEMORY, -1)

    def test_parameters_are_all_members(self):
        """A member that comes to the options or settings is a parameter too."""
        wanted = set(_library.members(low.quire_terminal_options)) - {"size", "allocator", "callbacks"}
        told = set(inspect.signature(quire.Terminal).parameters) - {"on_reply", "on_event", "on_log", "on_resize"}
        self.assertEqual(told, wanted)
        wanted = set(_library.members(low.quire_terminal_settings)) - {"size", "members"}
        self.assertEqual(set(inspect.signature(quire.Terminal.configure).parameters) - {"self"}, wanted)
        with quire.Terminal() as terminal:
            for name, value in terminal.settings.items():
                terminal.configure(**{name: value})

    def test_lent_structs_are_copied_whole(self):
        for struct, copy in ((low.quire_event, quire.Event), (low.quire_shell_event, quire.ShellEvent),
                             (low.quire_notification, quire.Notification), (low.quire_clipboard_request, quire.ClipboardRequest)):
            told = {name for name in _library.members(struct) if name not in ("size", "count") and not name.endswith("_length")}
            self.assertEqual({"text" if name == "data" else name for name in copy._fields}, told, copy)

    def test_text_without_an_end_stays_a_pointer(self):
        self.assertIs(low.quire_terminal_title.restype, ctypes.c_char_p)
        self.assertIs(low.quire_frame_link.restype, ctypes.POINTER(ctypes.c_char))
        self.assertIs(_library.members(low.quire_event)["text"], ctypes.POINTER(ctypes.c_char))

    def test_where_the_library_is_looked_for(self):
        soname, version = MANIFEST["soname"], MANIFEST["version"]
        named = os.environ["QUIRE_LIBRARY"]
        with unittest.mock.patch.dict(os.environ, {"QUIRE_LIBRARY": "/no/such/library"}):
            with self.assertRaisesRegex(ImportError, "QUIRE_LIBRARY"):
                _library.load(soname, version, os.path.dirname(named))
            del os.environ["QUIRE_LIBRARY"]
            found = _library.load(soname, version, os.path.dirname(named))
            self.assertEqual(found._name, os.path.join(os.path.dirname(named), soname))
        self.assertEqual(_library.load(soname, version, "/no/such/folder")._name, named)

    def test_another_library_is_refused(self):
        with self.assertRaisesRegex(ImportError, "is for version 99.0.0"):
            _library.load(MANIFEST["soname"], "99.0.0", "")
        major, minor, micro = MANIFEST["version"].split(".")
        self.assertTrue(_library.load(MANIFEST["soname"], f"{major}.{minor}.{int(micro) + 1}", ""))


if __name__ == "__main__":
    kit.main()
