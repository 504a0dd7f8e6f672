"""What a screen looks like, as text that people can read and compare.

    80x24 cursor 13,67                    size, then row and column of the cursor (0-based); hidden, reversed if so
     |text of a row                       the row begins behind '|'; before it D (double width), T and B (the halves of
     :  AAAA  B                           double height); ':' has a letter for the look of each cell that has one
    A bold underline                      what the letters mean"""

SIZES = {"double_width": "D", "double_top": "T", "double_bottom": "B"}


def looks_of(run):
    """The look of a run as words, "" for the default one."""
    if len(run) == 1:
        return ""
    _, _, foreground, background, attributes, link, underline = run
    words = sorted(attributes)
    for name, value in (("fg", foreground), ("bg", background), ("ul", underline), ("link", link)):
        if value is not None:
            words.append(f"{name}={value}")
    return " ".join(words)


def letter_of(look, letters):
    if not look:
        return " "
    if look not in letters:
        letters[look] = chr(ord("A") + len(letters)) if len(letters) < 26 else chr(ord("a") + len(letters) - 26)
    return letters[look]


def describe_row(line, letters):
    text = marks = ""
    for run in line["runs"]:
        width = run[1] if len(run) > 1 else 1
        text += "".join(run[0])
        marks += letter_of(looks_of(run), letters) * (len(run[0]) * width)
    size = SIZES.get(line.get("size"), " ")
    rows = [f"{size}|{text}".rstrip() if not marks.strip() else f"{size}|{text}"]
    if marks.strip():
        rows.append(f" :{marks.rstrip()}")
    return rows


def describe(screen, reversed_):
    """The document of `quire dump --format json` as text."""
    cursor = screen["cursor"]
    head = f"{screen['cols']}x{screen['rows']} cursor {cursor['row']},{cursor['col']}"
    head += "" if cursor["visible"] else " hidden"
    head += " reversed" if reversed_ else ""
    rows, letters = [head], {}
    for line in screen["lines"]:
        rows += describe_row(line, letters)
    rows += [f"{letter} {look}" for look, letter in letters.items()]
    return "\n".join(rows) + "\n"
