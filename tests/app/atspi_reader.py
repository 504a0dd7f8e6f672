#!/usr/bin/python3
"""What a screen reader gets of quire, by libatspi: commands on standard input, one JSON line of answer to each.

text: name, role, text, caret and more of the terminal that has the focus. events: what was heard since the last time."""
import json
import sys

import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

events = []


def hear(event):
    events.append([event.type, event.detail1, event.detail2, event.any_data if isinstance(event.any_data, str) else ""])


def application():
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    for index in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(index)
        if child is not None and child.get_name() == "quire":
            return child
    return None


def terminal_text():
    top = application()
    if top is None or top.get_child_count() == 0:
        return None
    frame = top.get_child_at_index(0)
    terminal = frame.get_child_at_index(0)
    terminal.clear_cache()
    count = Atspi.Text.get_character_count(terminal)
    caret = Atspi.Text.get_caret_offset(terminal)
    line = Atspi.Text.get_string_at_offset(terminal, caret, Atspi.TextGranularity.LINE)
    here = Atspi.Text.get_character_extents(terminal, caret, Atspi.CoordType.WINDOW)
    states = terminal.get_state_set()
    return {"application": [top.get_role_name(), top.get_toolkit_name()], "frame": [frame.get_role_name(), frame.get_name()],
            "role": terminal.get_role_name(), "interfaces": sorted(terminal.get_interfaces()), "parent": terminal.get_parent().get_role_name(),
            "text": Atspi.Text.get_text(terminal, 0, -1), "count": count, "caret": caret, "line": line.content,
            "caret_place": [here.x, here.y, here.width, here.height],
            "at_caret": Atspi.Text.get_offset_at_point(terminal, here.x + 1, here.y + 1, Atspi.CoordType.WINDOW),
            "focused": states.contains(Atspi.StateType.FOCUSED), "children": top.get_child_count()}


def text_or_none():
    """It may go while it is read; an exception would end the watch, and nobody would be answered any more."""
    try:
        return terminal_text()
    except (GLib.Error, AttributeError):
        return None


def answer(channel, condition):
    line = channel.readline()
    if not line:
        Atspi.event_quit()
        return False
    if line.strip() == "text":
        print(json.dumps(text_or_none()), flush=True)
    else:
        heard = events[:]
        events.clear()
        print(json.dumps(heard), flush=True)
    return True


def main():
    Atspi.init()
    listener = Atspi.EventListener.new(hear)
    for name in ("object:text-changed", "object:text-caret-moved", "object:state-changed:focused", "window:activate"):
        listener.register(name)
    GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, answer)
    print("ready", flush=True)
    Atspi.event_main()


main()
