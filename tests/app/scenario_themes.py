#!/usr/bin/python3
"""Themes and profiles in running windows: saved, changed, and following the desktop (a stand-in for its portal)."""
import os
import sys

from harness import check, main, needs, wait_until
from scenario_desktop import OnBus, raw_shell, say
from scenario_reload import CONF, PROMPT, SHELL, background, reload, wait_background, write

LIGHT, DARK = "fdf6e3", "002b36"  # Solarized
PAIR = "theme = light:solarized-light,dark:solarized-dark\n"


class Portal(OnBus):
    """Whose settings say whether it is dark (portal_desktop.c)."""

    def __init__(self, desk, scheme):
        super().__init__(desk, "tests/platform/portal_desktop", str(scheme))

    def change(self, scheme):
        self.act(str(scheme))


def live(desk):
    """Another theme, and a theme that is saved, change the window; what is set stays, and a theme that is gone changes nothing."""
    write(desk, "theme = nord\n")
    quire = desk.quire("-o", "foreground=#ffffff", *SHELL, env=PROMPT)
    quire.wait_for("$")
    wait_background(quire, "2e3440")
    desk.type("printf '\\033]10;?\\007'; cat >/dev/null\n")
    quire.wait_for("10;rgb:ffff/ffff/ffff")
    write(desk, "theme = Solarized Light\n")
    wait_background(quire, LIGHT)
    desk.picture("light")
    write(desk, "theme = mine\n")
    screen = quire.wait_for(lambda s: "unknown theme" in s.values["message"], 30)
    check("quire.conf:1: unknown theme 'mine'" in screen.values["message"], screen.values["message"])
    write(desk, "background = #102030\n", "config/quire/themes/mine")
    wait_background(quire, "102030")
    write(desk, "background #203040\n", "config/quire/themes/mine")
    wait_background(quire, "203040")
    os.unlink(os.path.join(desk.folder, "config/quire/themes/mine"))
    quire.wait_for(lambda s: "it is gone" in s.values["message"] or "stay as they are" in s.values["message"]
                   or "unknown theme" in s.values["message"], 30)
    check(background(quire.window) == "203040", "what it said stays in force")


@needs("dbus-daemon")
def desktop(desk):
    """A pair follows the portal, from the start and with each change, in all windows, and programs are told (2031, 996)."""
    portal = Portal(desk, 2)
    write(desk, PAIR)
    quire = raw_shell(desk)
    wait_background(quire, LIGHT)
    say(desk, "\033[?2031h\033[?996n")
    wait_until(lambda: "\033[?997;2n" in desk.read("heard"), "the scheme: " + repr(desk.read("heard")))
    portal.change(1)
    wait_background(quire, DARK)
    wait_until(lambda: "\033[?997;1n" in desk.read("heard"), "the change: " + repr(desk.read("heard")))
    portal.change(0)  # no preference is light
    wait_background(quire, LIGHT)
    wait_until(lambda: desk.read("heard").count("\033[?997;2n") == 2, "the change back: " + repr(desk.read("heard")))
    os.unlink(os.path.join(desk.folder, CONF))  # a change of the desktop reads no settings
    quire.wait_for(lambda s: "it is gone" in s.values["message"], 30)
    portal.change(1)
    wait_background(quire, DARK)
    write(desk, PAIR + "color-scheme = light\n")
    wait_background(quire, LIGHT)
    reads = portal.text().count("read")
    write(desk, PAIR)  # asked anew
    wait_until(lambda: portal.text().count("read") == reads + 1, "another question")
    wait_background(quire, DARK)
    portal.process.terminate()
    screen = reload(quire)
    check(screen.number("reloads") > 0 and background(quire.window) == DARK, "without the portal it stays")


def no_portal(desk):
    """Dark, and no bus is asked without a pair."""
    desk.environment["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=" + desk.write("no-socket", "")
    write(desk, PAIR)
    quire = desk.quire(*SHELL, env=PROMPT)
    quire.wait_for("$")
    wait_background(quire, DARK)


def profiles(desk):
    """--profile is kept when settings are read again; an unknown one is told, and the window opens."""
    write(desk, "[profile talk]\nbackground = #102030\n[colors]\nbackground = #405060\n")
    quire = desk.quire("--profile", "talk", *SHELL, env=PROMPT)
    quire.wait_for("$")
    wait_background(quire, "102030")
    write(desk, "background = #405060\n[profile talk]\nbackground = #203040\n")
    wait_background(quire, "203040")
    quire.process.terminate()
    quire.wait_end()
    quire = desk.quire("--profile", "tlak", *SHELL, env=PROMPT)
    quire.wait_for("unknown profile 'tlak': did you mean 'talk'?")
    wait_background(quire, "405060")
    check(desk.run([desk.program, "list-profiles"]) == "talk\n", "list-profiles")


if __name__ == "__main__":
    sys.exit(main({"live": live, "desktop": desktop, "no_portal": no_portal, "profiles": profiles}))
