#!/usr/bin/python3
"""A small input method of X11 (the XIM protocol, over X client messages): letters are composed, shown in upper case and
committed by the key that follows, which goes back to the application. argv[1] says what it sends first then: `commit`, as
ibus-hangul and fcitx5 do, or `key`, as ibus-m17n does; argv[2] is the name by which it is known."""
import struct
import sys

from Xlib import X, Xatom, display
from Xlib.protocol import event as events

NAME = sys.argv[2]
STYLE = 0x0002 | 0x0400  # XIMPreeditCallbacks, XIMStatusNothing
IM_ATTRIBUTES = [("queryInputStyle", 10)]
IC_ATTRIBUTES = [("inputStyle", 3), ("clientWindow", 5), ("focusWindow", 5), ("filterEvents", 3),
                 ("preeditAttributes", 0x7FFF), ("statusAttributes", 0x7FFF), ("spotLocation", 12),
                 ("separatorofNestedList", 0)]


def padded(data):
    return data + bytes(-len(data) % 4)


def attributes(table, first):
    return b"".join(padded(struct.pack("<HHH", first + i, kind, len(name)) + name.encode())
                    for i, (name, kind) in enumerate(table))


class Server:
    def __init__(self, key_first):
        self.key_first = key_first
        self.display = display.Display()
        self.atom = self.display.intern_atom
        root = self.display.screen().root
        self.window = root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)
        self.client = None
        self.properties = []  # names that are there already
        self.property = 0
        self.read_ahead = {}
        self.composed = ""
        for name in ("LOCALES", "TRANSPORT"):  # clients only look them up
            self.atom(name)
        self.window.set_selection_owner(self.atom("@server=" + NAME), X.CurrentTime)
        root.change_property(self.atom("XIM_SERVERS"), Xatom.ATOM, 32, [self.atom("@server=" + NAME)], X.PropModeAppend)
        self.answers = {1: self.connect, 3: lambda d: self.send(4, b""), 30: self.open, 32: self.close, 38: self.negotiate, 40: self.extensions,
                        44: self.im_values, 50: self.create, 52: lambda d: self.send(53, d[:4]),
                        56: self.ic_values, 54: lambda d: self.send(55, d[:4]), 60: self.key, 64: lambda d: self.send(65, d[:4] + bytes(4))}

    def name_properties(self):
        """Enough of them for all that one message is answered with, which then goes out at once: on a busy machine what
        waits for the server in between comes late, and a window waits for a commit a moment only."""
        while len(self.properties) < 8:
            self.property += 1
            self.properties.append(self.atom(f"_stand_in_{self.property}"))

    def send(self, opcode, data):
        data = padded(data)
        packet = struct.pack("<BBH", opcode, 0, len(data) // 4) + data
        if len(packet) <= 20:
            content = (8, packet + bytes(20 - len(packet)))
        else:
            name = self.properties.pop(0)
            self.client.change_property(name, Xatom.STRING, 8, packet)
            content = (32, [len(packet), name, 0, 0, 0])
        self.client.send_event(events.ClientMessage(window=self.client, client_type=self.atom("_XIM_PROTOCOL"),
                                                    data=content))

    def connect(self, _):
        self.send(2, struct.pack("<HH", 1, 0))

    def open(self, _):
        of_im, of_ic = attributes(IM_ATTRIBUTES, 0), attributes(IC_ATTRIBUTES, 10)
        self.send(31, struct.pack("<HH", 1, len(of_im)) + of_im + struct.pack("<HH", len(of_ic), 0) + of_ic)

    def close(self, data):
        self.send(33, data[:4])

    def negotiate(self, data):
        length = struct.unpack("<H", data[2:4])[0]
        names, at = [], 4
        while at < 4 + length:
            names.append(data[at + 1:at + 1 + data[at]])
            at += 1 + data[at]
        self.send(39, struct.pack("<HHhH", 1, 0, names.index(b"COMPOUND_TEXT"), 0))

    def extensions(self, _):
        self.send(41, struct.pack("<HH", 1, 0))

    def im_values(self, _):
        styles = struct.pack("<HHI", 1, 0, STYLE)
        value = struct.pack("<HH", 0, len(styles)) + styles
        self.send(45, struct.pack("<HH", 1, len(value)) + value)

    def create(self, _):
        self.send(51, struct.pack("<HH", 1, 1))
        self.send(37, struct.pack("<HHII", 1, 1, X.KeyPressMask, 0))

    def ic_values(self, data):
        """Xlib asks for filterEvents alone."""
        self.send(57, data[:4] + struct.pack("<HHHHI", 8, 0, struct.unpack("<H", data[6:8])[0], 4, X.KeyPressMask))

    def show(self, before):
        text = self.composed.encode()
        if not before:
            self.send(73, struct.pack("<HH", 1, 1))
        self.send(75, padded(struct.pack("<HHiiiIH", 1, 1, len(text), 0, len(before), 0 if text else 3, len(text)) + text) +
                  struct.pack("<HH", 4 * len(text), 0) + struct.pack("<I", 1) * len(text))
        if not text:
            self.send(78, struct.pack("<HH", 1, 1))

    def commit(self):
        text, self.composed = self.composed, ""
        self.show(text)
        data = b"\x1b%G" + f"<{text}>".encode() + b"\x1b%@"  # UTF-8 in compound text
        self.send(63, struct.pack("<HHHH", 1, 1, 2, len(data)) + data)

    def key(self, data):
        flag, = struct.unpack("<H", data[4:6])
        code = data[9]
        character = chr(self.display.keycode_to_keysym(code, 0) & 0xFF)
        if character.isalpha():
            before, self.composed = self.composed, self.composed + character.upper()
            self.show(before)
        else:
            ends = self.composed != ""
            if ends and not self.key_first:
                self.commit()
            self.send(60, data[:4] + struct.pack("<H", 0) + data[6:])
            if ends and self.key_first:
                self.commit()
        if flag & 1:
            self.send(62, data[:4])

    def protocol(self, message):
        kind, data = message.data
        if kind == 32:
            length, name = data[0], data[1]
            found = self.window.get_property(name, X.AnyPropertyType, 0, 1 << 20, delete=True)
            read = self.read_ahead.pop(name, b"") + (bytes(found.value) if found else b"")
            packet, self.read_ahead[name] = read[:length], read[length:]  # clients append when they are quick
        else:
            packet = bytes(data)
        opcode, _, length = struct.unpack("<BBH", packet[:4])
        self.name_properties()
        if opcode in self.answers:
            self.answers[opcode](packet[4:4 + 4 * length])

    def asked(self, request):
        """A client wants to know what this server can do."""
        text = {"LOCALES": "@locale=C,C.UTF-8,en_US,en_US.UTF-8,POSIX", "TRANSPORT": "@transport=X/"}[self.display.get_atom_name(request.target)]
        request.requestor.change_property(request.property, request.target, 8, text.encode())
        request.requestor.send_event(events.SelectionNotify(
            time=request.time, requestor=request.requestor, selection=request.selection, target=request.target,
            property=request.property))

    def run(self):
        while True:
            event = self.display.next_event()
            if event.type == X.SelectionRequest:
                self.asked(event)
            elif event.type == X.ClientMessage and event.client_type == self.atom("_XIM_XCONNECT"):
                self.client = self.display.create_resource_object("window", event.data[1][0])
                self.client.send_event(events.ClientMessage(window=self.client, client_type=event.client_type,
                                                            data=(32, [self.window.id, 0, 0, 20, 0])))
            elif event.type == X.ClientMessage and event.client_type == self.atom("_XIM_PROTOCOL"):
                self.protocol(event)
            self.display.flush()


Server(sys.argv[1] == "key").run()
