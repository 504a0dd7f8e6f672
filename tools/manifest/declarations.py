"""What the public headers declare: structs, enums, functions, typedefs and constants, with their comments.

The headers are read as the compiler's preprocessor gives them (-E -dD -C), so macros are expanded and comments are
there. This is no parser of C: it knows the forms that the headers have, and an unknown one is an error (`Unknown`),
never a guess. Numbers (values, sizes, lengths of arrays) stay expressions here; the compiler says them (layout.py).

A type is a dict: {"kind": "basic", "name": "uint32_t"}, {"kind": "struct" | "enum" | "named", "name": ...}, {"kind":
"pointer", "to": type}, {"kind": "array", "of": type, "count": ...} or {"kind": "function", "returns": type,
"parameters": [{"name": ..., "type": type}]}; "const" is true where it stands.
"""
import re

TOKEN = re.compile(r"""
    (?P<comment>/\*.*?\*/)
  | (?P<define>^\#define[ ](?P<name>\w+)(?P<arguments>\([^)]*\))?[ ]?(?P<body>[^\n]*)$)
  | (?P<directive>^\#[^\n]*$)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<number>\d(?:\w|\.)*)
  | (?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')
  | (?P<mark><<|>>|->|\.\.\.|[-+*/%&|^~!=<>?:;,.(){}\[\]])
  | (?P<space>\s+)
""", re.VERBOSE | re.DOTALL | re.MULTILINE)
MARKER = re.compile(r'^# (\d+) "((?:\\.|[^"\\])*)"')

BASIC = {"void", "bool", "char", "short", "int", "long", "float", "double", "signed", "unsigned", "size_t"}
FIXED = re.compile(r"u?int(8|16|32|64|ptr|max)_t|ptrdiff_t")


class Unknown(Exception):
    """A form of declaration that is not known here."""


class Token:
    """A word, number, mark or #define, with the documentation comment before it (`lead`) and behind it (`trail`)."""

    def __init__(self, kind, text, header, lead):
        self.kind, self.text, self.header, self.lead, self.trail = kind, text, header, lead, ""


def comment_text(comment):
    """The text of a comment in /** */ or /**< */: lines joined to paragraphs and points of lists."""
    lines = [re.sub(r"^\s*\*? ?", "", line).rstrip() for line in re.sub(r"^/\*\*<?|\*/$", "", comment).split("\n")]
    paragraphs = [""]
    for line in (line.strip() for line in lines):
        if not line or line.startswith("- "):
            paragraphs.append(line)
        else:
            paragraphs[-1] += " " + line if paragraphs[-1] else line
    text = ""
    for paragraph in filter(None, paragraphs):
        text += ("\n" if paragraph.startswith("- ") else "\n\n" if text else "") + paragraph
    return text.strip()


def brief(doc):
    """The first sentence of a comment."""
    first = doc.split("\n")[0]
    end = re.search(r"[.;!?](?=\s|$)(?<!e\.g\.)(?<!i\.e\.)", first)
    return first[:end.start()] + (end.group() if end.group() != ";" else ".") if end else first


def headers_only(preprocessed, header_of):
    """Yields (header, its text), piece by piece. `header_of` gives the name of a public header for a path, or None."""
    header, lines = None, []
    for line in preprocessed.split("\n"):
        marker = MARKER.match(line)
        if not marker:
            lines.append(line)
            continue
        now = header_of(marker[2])
        if now != header:
            yield header, "\n".join(lines)
            header, lines = now, []
    yield header, "\n".join(lines)


def tokenize(preprocessed, header_of):
    """The tokens of the public headers, and {header: the comment that describes it}."""
    tokens, headers, lead = [], {}, ""
    for header, text in headers_only(preprocessed, header_of):
        if header is None:
            continue
        headers.setdefault(header, "")
        position = 0
        while position < len(text):
            found = TOKEN.match(text, position)
            if not found:
                raise Unknown(f"{header}: what is {text[position:position + 40]!r}?")
            position = found.end()
            if found["comment"]:
                comment = found["comment"]
                if re.match(r"/\*\*\s+@file", comment):
                    headers[header] = comment_text(comment).removeprefix("@file").strip()
                elif comment.startswith("/**<"):
                    tokens[-1].trail = comment_text(comment)
                elif comment.startswith("/**"):
                    lead = comment_text(comment)
            elif found["define"]:
                tokens.append(Token("define", (found["name"], found["arguments"], found["body"].strip()), header, lead))
                lead = ""
            elif not found["space"] and not found["directive"]:
                tokens.append(Token(found.lastgroup, found.group(), header, lead))
                lead = ""
    return tokens, headers


class Reader:
    """Reads declarations from tokens, and collects them in the order in which they stand."""

    def __init__(self, tokens):
        self.tokens, self.at = [token for token in tokens if token.kind != "define"], 0
        self.structs, self.enums, self.functions, self.typedefs = {}, {}, {}, {}
        self.lists = {token.header: entries(token.text[2]) for token in tokens
                      if token.kind == "define" and token.text[1] == "(X)"}
        self.constants = [{"name": token.text[0], "header": token.header, "doc": token.lead, "body": token.text[2]}
                          for token in tokens if token.kind == "define" and token.text[1] is None and token.text[2]]

    # --- tokens

    def peek(self, ahead=0):
        return self.tokens[self.at + ahead].text if self.at + ahead < len(self.tokens) else None

    def next(self):
        self.at += 1
        return self.tokens[self.at - 1]

    def accept(self, text):
        if self.peek() != text:
            return False
        self.at += 1
        return True

    def expect(self, text):
        if not self.accept(text):
            near = " ".join(str(token.text) for token in self.tokens[max(0, self.at - 8):self.at + 4])
            header = self.tokens[min(self.at, len(self.tokens) - 1)].header
            raise Unknown(f"{header}: wanted {text!r} near: {near}")

    def skip_balanced(self, opening, closing):
        """Goes behind the bracket that closes the one that stands here; returns what was between them."""
        self.expect(opening)
        depth, start = 1, self.at
        while depth:
            text = self.next().text
            depth += (text == opening) - (text == closing)
        return [token.text for token in self.tokens[start:self.at - 1]]

    def expression(self, ends):
        """The text of an expression up to one of these marks, which stays."""
        words, depth = [], 0
        while depth or self.peek() not in ends:
            text = self.next().text
            depth += (text in "([") - (text in ")]")
            words.append(text)
        return " ".join(words)

    def skip_attributes(self):
        while self.peek() in ("__attribute__", "__attribute", "_Noreturn", "extern", "__extension__"):
            if self.next().text.startswith("__attribute"):
                self.skip_balanced("(", ")")

    # --- declarations

    def read_all(self):
        while self.at < len(self.tokens):
            if self.accept(";"):
                continue
            if self.peek() == "static":
                self.skip_static()
                continue
            first = self.tokens[self.at]
            is_typedef = self.accept("typedef")
            base = self.specifiers()
            if self.accept(";"):
                continue
            name, type_ = self.declarator(base)
            self.skip_attributes()
            self.expect(";")
            entry = {"name": name, "header": first.header, "doc": first.lead}
            if is_typedef:
                self.typedefs[name] = {**entry, "type": type_}
            elif type_["kind"] == "function":
                self.functions[name] = {**entry, "returns": type_["returns"], "parameters": type_["parameters"]}
            else:
                raise Unknown(f"{first.header}: {name} is a variable")

    def skip_static(self):
        """A static inline function, which no library has."""
        while self.peek() not in ("{", ";"):
            if self.peek() == "(":
                self.skip_balanced("(", ")")
            else:
                self.next()
        if self.peek() == "{":
            self.skip_balanced("{", "}")
        else:
            self.expect(";")

    def specifiers(self):
        """What stands before a declarator: a type."""
        words, type_, constant = [], None, False
        while True:
            self.skip_attributes()
            word = self.peek()
            if word == "const":
                constant = True
                self.next()
            elif word in ("struct", "enum") and not type_ and not words:
                type_ = self.struct() if word == "struct" else self.enum()
            elif word == "_Bool" or word in BASIC or (FIXED.fullmatch(word or "") and not words):
                words.append("bool" if self.next().text == "_Bool" else word)
            elif word in self.typedefs and not type_ and not words:
                type_ = {"kind": "named", "name": self.next().text}
            else:
                break
        if words:
            type_ = {"kind": "basic", "name": " ".join(words)}
        if not type_:
            self.expect("a type")
        return {**type_, "const": True} if constant else type_

    def declarator(self, base):
        """Reads what comes behind a type; returns the name (may be "") and the whole type."""
        while self.accept("*"):
            base = {"kind": "pointer", "to": base}
            while self.accept("const"):
                base["const"] = True
        name, inner = "", None
        if self.peek() == "(" and self.peek(1) in ("*", "("):
            self.next()
            inner = {}
            name, whole = self.declarator(inner)
            self.expect(")")
        elif self.tokens[self.at].kind == "word":
            name = self.next().text
        type_ = self.suffixes(base)
        if inner is None:
            return name, type_
        inner.update(type_)
        return name, whole

    def suffixes(self, base):
        if self.peek() == "(":
            return {"kind": "function", "returns": base, "parameters": self.parameters()}
        if not self.accept("["):
            return base
        count = self.expression("]")
        self.expect("]")
        return {"kind": "array", "of": self.suffixes(base), "count": count}

    def parameters(self):
        self.expect("(")
        if self.peek() == "void" and self.peek(1) == ")":
            self.next()
        parameters = []
        while not self.accept(")"):
            name, type_ = self.declarator(self.specifiers())
            if type_["kind"] == "array":
                type_ = {"kind": "pointer", "to": type_["of"]}
            parameters.append({"name": name, "type": type_})
            if self.peek() != ")":
                self.expect(",")
        return parameters

    def struct(self):
        first = self.next()
        name = self.next().text
        known = self.structs.setdefault(name, {"name": name, "header": first.header, "doc": first.lead, "members": None})
        if self.peek() in ("{", ";") and first.lead and not known["doc"]:
            known.update(header=first.header, doc=first.lead)
        if self.peek() == "{":
            known.update(header=first.header, doc=first.lead, members=self.members())
        return {"kind": "struct", "name": name}

    def members(self):
        self.expect("{")
        members = []
        while not self.accept("}"):
            doc = self.tokens[self.at].lead
            base = self.specifiers()
            while True:
                name, type_ = self.declarator(base)
                members.append({"name": name, "type": type_, "doc": doc})
                if not self.accept(","):
                    break
            self.expect(";")
            members[-1]["doc"] = self.tokens[self.at - 1].trail or doc
        return members

    def enum(self):
        first = self.next()
        name = self.next().text
        if self.peek() == "{":
            self.enums[name] = {"name": name, "header": first.header, "doc": first.lead, "values": self.values()}
        return {"kind": "enum", "name": name}

    def values(self):
        self.expect("{")
        values = []
        while not self.accept("}"):
            first = self.next()
            value = {"name": first.text, "doc": first.lead, "shift": False}
            if self.accept("="):
                value["shift"] = bool(re.fullmatch(r"1u? << \d+", self.expression(",}")))
            if self.peek() != "}":
                self.expect(",")
            value["doc"] = (value["doc"] or self.tokens[self.at - 1].trail or first.trail or
                            listed(self.lists.get(first.header, {}), first.text))
            values.append(value)
        return values


def entries(body):
    """{name: text} of a list of X(NAME, ..., "text"), the text being what says most of it."""
    return {name: " ".join(re.findall(r'"((?:\\.|[^"\\])*)"', rest)) for name, rest in
            re.findall(r'X\((\w+),((?:[^")]|"(?:\\.|[^"\\])*")*)\)', body)}


def listed(texts, value):
    """The text of the entry that made a value of an enum: QUIRE_KEY_PAGE_UP is of PAGE_UP, not of UP."""
    names = [name for name in texts if value.endswith(f"_{name}")]
    return texts[max(names, key=len)] if names else ""


def spell(type_, name=""):
    """A declaration of `name` in C."""
    const = "const " if type_.get("const") else ""
    kind = type_["kind"]
    if kind == "pointer":
        inner = f"*{const}{name}"
        return spell(type_["to"], f"({inner})" if type_["to"]["kind"] in ("array", "function") else inner)
    if kind == "array":
        return spell(type_["of"], f"{name}[{type_['count']}]")
    if kind == "function":
        parameters = ", ".join(spell(parameter["type"], parameter["name"]) for parameter in type_["parameters"])
        return spell(type_["returns"], f"{name}({parameters or 'void'})")
    word = {"struct": "struct ", "enum": "enum "}.get(kind, "")
    gap = " " if name else ""
    return f"{const}{word}{type_['name']}{gap}{name}"
