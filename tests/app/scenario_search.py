#!/usr/bin/python3
"""Search in a window: what is found, counted, shown and gone to, while output goes on."""
import sys

from harness import check, main, needs, wait_until
from scenario_window import clipboard, set_clipboard

SHELL = ["-e", "bash", "--norc", "-i"]
PROMPT = {"PS1": "$ "}


def message(quire, text):
    """Until the line at the bottom holds a text."""
    screen = quire.wait_for(lambda screen: text in screen.values["message"])
    if text not in screen.values["message"]:
        print(f"not '{text}' but '{screen.values['message']}' ({screen.values.get('search')})")
    return screen


def offset(screen):
    return screen.numbers("scroll")[0]


def numbered(desk, count):
    """A shell with so many lines above its prompt."""
    quire = desk.quire("-o", "scrollback=1500000", *SHELL, env=PROMPT)
    quire.wait_for("$")
    desk.type(f"seq -f 'line %.0f of many' {count}; echo done\n")
    quire.wait_for("\ndone\n$")
    return quire


def finding(desk):
    """Incremental, backward from the view, counted, wrapped, with an end that stays and one that does not."""
    quire = numbered(desk, 3000)
    desk.key("ctrl+shift+f")
    message(quire, "search: ")
    desk.type("line 2")
    screen = message(quire, "1 of 1111")
    check("line 2999 of many" in screen.text and offset(screen) == 0, "the newest hit is in view: nothing moves")
    desk.type("345 o")
    screen = message(quire, "1 of 1 ")
    check("line 2345 of many" in screen.text and offset(screen) > 0, "the view goes to what is found in history")
    desk.picture("found")
    desk.key("escape")
    screen = quire.wait_for(lambda screen: screen.values["message"] == "" and offset(screen) == 0)
    check("done\n$" in screen.text, "escape goes back to where one was")
    desk.key("ctrl+shift+f")
    desk.type("LINE")
    message(quire, "not found")
    desk.key("ctrl+u")
    desk.type("line 300")
    message(quire, "1 of 2 ")
    desk.key("Return")
    screen = message(quire, "2 of 2 ")
    check("line 300 of many" in screen.text and offset(screen) > 0, "enter goes to older text")
    desk.key("Return")
    message(quire, "from the newest again: 1 of 2")
    desk.key("shift+Return")
    screen = message(quire, "from the oldest again: 2 of 2")
    check("line 300 of many" in screen.text, "the hits are gone round in both directions")
    desk.key("escape")
    screen = quire.wait_for(lambda screen: screen.values["message"] == "")
    check("line 300 of many" in screen.text and offset(screen) > 0, "after enter escape stays at the hit")
    desk.key("ctrl+shift+f", "up")
    message(quire, "search: line 300")
    check(True, "searches before are remembered")
    desk.key("escape")
    desk.type("echo typed\n")
    quire.wait_for("\ntyped\n")
    check(True, "the keys are the program's again")


@needs("xclip")
def expressions(desk):
    """Regular expressions, their errors, other scripts, and lines that are wrapped."""
    quire = desk.quire("--cols", "70", *SHELL, env=PROMPT)
    quire.wait_for("$")
    desk.type("printf 'x%.0s' {1..65}; echo 'wrapped:77'; echo 'main.c:12'; echo $'\\u00c4rger'\n")
    quire.wait_for("\n\u00c4rger\n$")
    desk.key("ctrl+shift+f", "alt+r")
    message(quire, "regex: ")
    desk.type(":[0-9]+$")
    screen = message(quire, "1 of 2 ")
    check("main.c:12" in screen.text, "an expression is found, also over a wrap")
    desk.key("ctrl+u")
    desk.type("a(b")
    message(quire, "column 4: missing closing parenthesis")
    desk.picture("error")
    check(True, "an error is said with its column")
    desk.key("ctrl+u")
    desk.type("(x+x+)+y")
    message(quire, "not found")
    desk.key("alt+r", "ctrl+u")
    message(quire, "search: ")
    check(True, "alt+r goes back to plain text")
    set_clipboard(desk, "clipboard", "\u00e4rg")
    desk.key("ctrl+shift+v")
    message(quire, "1 of 1 ")
    check(True, "case is smart in all scripts")


@needs("xclip")
def meanwhile(desk):
    """Output goes on while something is looked for: the view stays, new text is found, keys are taken at once."""
    quire = numbered(desk, 60000)
    desk.type("while :; do echo news $((n++)); sleep 0.02; done\n")
    quire.wait_for("news 3")
    desk.key("ctrl+shift+f")
    desk.type("line 777 of")
    screen = message(quire, "1 of 1 ")
    check("line 777 of many" in screen.text, "found in 60000 lines")
    where = screen.row_of("line 777 of many")
    again = quire.wait_for(lambda now: now.numbers("scroll")[1] > screen.numbers("scroll")[1] + 20)
    check(again.row_of("line 777 of many") == where, "the view stays while output goes on")
    desk.key("ctrl+u")
    set_clipboard(desk, "clipboard", "news\nmore")
    desk.key("ctrl+shift+v")
    screen = message(quire, "search: news")
    top = screen.lines[0]

    def count(now):
        words = now.values["message"].split(" of ")
        return int(words[-1].split()[0].rstrip("+")) if len(words) > 1 else 0

    first = quire.wait_for(lambda now: count(now) > 3)
    more = quire.wait_for(lambda now: count(now) > count(first) + 20)
    check(True, "new output is searched")
    check(more.lines[0] == first.lines[0], "at the bottom, too, the view is held")
    desk.picture("meanwhile")
    desk.key("escape")
    quire.wait_for(lambda now: offset(now) == 0 and now.values["message"] == "")
    # Once more where it met the end of sleep: bash takes it for that one's alone then.
    quire.wait_for(lambda now: "$" in now.text or desk.key("ctrl+c"))
    check(top is not None, "the program goes on")


def yanked(desk, text, what):
    """Until the clipboard holds a text; copy mode is left then."""
    wait_until(lambda: clipboard(desk, "clipboard") == text, f"{what}: '{text}', not '{clipboard(desk, 'clipboard')}'")
    check(True, what)


def cursor(screen):
    """The cursor of copy mode: row and column, or None."""
    words = screen.values["copy-cursor"].split()
    return (int(words[0]), int(words[1])) if len(words) == 2 else None


@needs("xclip")
def copying(desk):
    """Copy mode: motions, characters, lines, blocks, search, marks, wide characters and wraps, while output goes on."""
    quire = desk.quire("--cols", "60", *SHELL, env={"PS1": "\\[\\e]133;A\\a\\]$ "})
    quire.wait_for("$")
    desk.type("seq -f 'row %.0f' 200; echo \"one two.three  four\"; printf 'w%.0s' {1..70}; echo; "
              "echo $'\\u6f22\\u5b57 wide'; (while :; do sleep 0.3; echo later; done) &\n")
    quire.wait_for("\u6f22\u5b57 wide\n")
    desk.key("ctrl+shift+space")
    quire.wait_for(lambda screen: cursor(screen) is not None)
    desk.type("?two.t")
    message(quire, "1 of 2 ")  # and the command
    desk.key("Return")
    screen = quire.wait_for(lambda screen: "copy" in screen.values["message"])
    row = screen.row_of("one two.three  four")
    check(cursor(screen) == (row, 4), "a search in copy mode moves its cursor")
    desk.type("ve")
    quire.wait_for(lambda screen: "characters" in screen.values["message"])
    desk.picture("characters")
    desk.type("y")
    yanked(desk, "two", "v e y copies a word")
    quire.wait_for(lambda screen: screen.values["message"] == "")
    desk.key("ctrl+shift+space")
    desk.type("?row 150")
    message(quire, "1 of 1 ")
    desk.key("Return")
    desk.type("0magg")
    quire.wait_for(lambda screen: "row 1\nrow 2\n" in screen.text and offset(screen) > 0)
    desk.type("`a3jVjy")
    yanked(desk, "row 153\nrow 154", "V copies lines, from a mark on")
    desk.key("ctrl+shift+space")
    desk.type("?two.three")
    message(quire, "1 of 2 ")
    desk.key("Return")
    desk.type("0")
    desk.type("jjjfw")
    desk.key("ctrl+v")
    desk.type("ly")
    yanked(desk, "wi", "a block behind wide characters")
    desk.key("ctrl+shift+space")
    desk.type("n0jY")
    yanked(desk, "w" * 70, "a line that wraps is one line")
    desk.key("ctrl+shift+space")
    desk.type("n0wvfuo")
    screen = quire.wait_for(lambda screen: "characters" in screen.values["message"])
    desk.type("by")
    yanked(desk, "one two.three  fou", "o changes the end that moves")
    desk.key("ctrl+shift+space")
    desk.type("n")
    before = quire.wait_for(lambda screen: cursor(screen) is not None and
                            screen.lines[cursor(screen)[0]].startswith("one two"))
    where = cursor(before)
    after = quire.wait_for(lambda screen: screen.numbers("scroll")[1] > before.numbers("scroll")[1] + 1)
    check(cursor(after) == where and after.lines[0] == before.lines[0], "output moves neither view nor cursor")
    desk.type("[")
    screen = quire.wait_for(lambda screen: cursor(screen) is not None and cursor(screen) != where)
    check(screen.lines[cursor(screen)[0]].startswith("$ seq"), "[ goes to the prompt before")
    desk.key("escape")
    screen = quire.wait_for(lambda screen: screen.values["message"] == "" and offset(screen) == 0)
    check(cursor(screen) is None, "escape leaves, and the view follows again")
    desk.type("kill %1\n")
    desk.type("echo typed\n")
    quire.wait_for("\ntyped\n")
    check(True, "the keys are the program's again")


if __name__ == "__main__":
    sys.exit(main({"finding": finding, "expressions": expressions, "meanwhile": meanwhile, "copying": copying}))
