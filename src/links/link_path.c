/* Paths: absolute, of the home, relative, with the number of a line behind them; in quotes, or with backslashes. */
#include "link_scan.h"

enum { QUOTED_MAX = 4096, LINE_DIGITS = 7, EXTENSION_MAX = 10 };

/* What a word of path characters looks like. */
struct shape {
    size_t from, to;
    unsigned slashes;
    bool letters; /* any, or beyond ASCII */
    size_t name;  /* where its last part begins */
};

/* Where the words have been read to that a quote of each kind does not end in. */
struct quotes {
    size_t none_until[3];
};

static const char quote_signs[] = "\"'`";

/* --- the number of a line --- */

struct line_number {
    uint32_t line, column;
    size_t end;
};

/* ":12", ":12:3". */
static bool colon_lines(struct link_scan *scan, size_t at, struct line_number *found) {
    size_t digits = link_byte(scan, at) == ':' ? link_number(scan, at + 1, LINE_DIGITS, &found->line) : 0;
    if (digits == 0 || link_is_word(link_byte(scan, at + 1 + digits))) {
        return false;
    }
    found->end = at + 1 + digits;
    digits = link_byte(scan, found->end) == ':' ? link_number(scan, found->end + 1, LINE_DIGITS, &found->column) : 0;
    if (digits > 0 && !link_is_word(link_byte(scan, found->end + 1 + digits))) {
        found->end += 1 + digits;
    } else {
        found->column = 0;
    }
    return true;
}

/* "(12)", "(12,3)". */
static bool bracket_lines(struct link_scan *scan, size_t at, struct line_number *found) {
    size_t digits = link_byte(scan, at) == '(' ? link_number(scan, at + 1, LINE_DIGITS, &found->line) : 0;
    size_t end = at + 1 + digits;
    if (digits > 0 && link_is_one_of(link_byte(scan, end), ",:")) {
        size_t more = link_number(scan, end + 1, LINE_DIGITS, &found->column);
        end += more > 0 ? 1 + more : 0;
    }
    unsigned char behind = link_byte(scan, end + 1);
    found->end = end + 1;
    return digits > 0 && link_byte(scan, end) == ')' && !link_is_word(behind) && behind != '/' && behind != '.';
}

/* "#L12", as pages of source code have it. */
static bool mark_lines(struct link_scan *scan, size_t at, struct line_number *found) {
    bool begins = link_byte(scan, at) == '#' && link_byte(scan, at + 1) == 'L';
    size_t digits = begins ? link_number(scan, at + 2, LINE_DIGITS, &found->line) : 0;
    found->end = at + 2 + digits;
    return digits > 0 && !link_is_word(link_byte(scan, found->end));
}

/* ", line 12", behind the quotes of Python. */
static bool word_lines(struct link_scan *scan, size_t at, struct line_number *found) {
    for (const char *word = ", line "; *word != '\0'; word++) {
        if (link_byte(scan, at++) != (unsigned char)*word) {
            return false;
        }
    }
    return link_number(scan, at, LINE_DIGITS, &found->line) > 0;
}

static bool lines_at(struct link_scan *scan, size_t at, struct line_number *found) {
    return colon_lines(scan, at, found) || bracket_lines(scan, at, found) || mark_lines(scan, at, found);
}

/* --- a word --- */

/* A backslash that stands for what is behind it: a blank or a sign. In front of a letter it is a language's. */
static bool escapes(struct link_scan *scan, size_t at) {
    unsigned char next = link_byte(scan, at + 1);
    return link_byte(scan, at) == '\\' && next >= ' ' && next < 0x7F && !link_is_word(next) && next != '"';
}

static void note(struct shape *shape, unsigned char c, size_t at) {
    if (c == '/') {
        shape->slashes++;
        shape->name = at + 1;
    }
    shape->letters = shape->letters || link_is_letter(c) || c >= 0x80;
}

/* Whether a word of path characters ends here. An = parts an option from its path, unless it is within one. */
static bool ends_word(struct link_scan *scan, const struct shape *shape, size_t at, unsigned char c) {
    struct line_number lines = {0, 0, 0};
    if (c == '=') {
        return shape->slashes == 0;
    }
    if (c == '(' || c == '[') {
        return shape->slashes == 0 || bracket_lines(scan, at, &lines);
    }
    if (c == '#') {
        return mark_lines(scan, at, &lines);
    }
    return link_is_one_of(c, "\"'`<>|:;&*?{}^") || link_stop(scan, at) > 0;
}

/* Reads a word of path characters from shape->from on. */
static void read_word(struct link_scan *scan, struct shape *shape) {
    struct link_brackets brackets = {{0, 0, 0}};
    size_t at = shape->from;
    while (at < scan->to) {
        unsigned char c = link_byte(scan, at);
        if (c == '\\') {
            if (!escapes(scan, at)) {
                break;
            }
            at += 2;
            continue;
        }
        if (ends_word(scan, shape, at, c) || !link_brackets_take(&brackets, c)) {
            break;
        }
        note(shape, c, at);
        at += c < 0x80 ? 1 : link_character(scan, at);
    }
    shape->to = at;
}

/* Punctuation of the sentence goes, and what a prompt ends with; the dots of a folder stay. */
static void trim(struct link_scan *scan, struct shape *shape) {
    unsigned char around = link_before(scan, shape->from);
    size_t to = link_trim(scan, shape->from, shape->to, around);
    if (to > shape->from + 1 && link_is_one_of(link_byte(scan, to - 1), "$#%")) {
        to = link_trim(scan, shape->from, to - 1, around);
    }
    if (to <= shape->name && link_byte(scan, shape->name) == '.' && shape->to > shape->name) {
        to = shape->name + 1 + (link_byte(scan, shape->name + 1) == '.');
    }
    shape->to = to;
}

/* "main.c": a name, a dot, some letters and digits. */
static bool has_extension(struct link_scan *scan, const struct shape *shape) {
    bool letter = false;
    for (size_t at = shape->to; at > shape->name && shape->to - at <= EXTENSION_MAX; at--) {
        unsigned char c = link_before(scan, at);
        if (c == '.') {
            return letter && at - 1 > shape->name;
        }
        if (!link_is_word(c)) {
            return false;
        }
        letter = letter || link_is_letter(c);
    }
    return false;
}

/* "./", "../", "~/": what follows is a path whatever it is. */
static bool begins_relative(struct link_scan *scan, size_t at) {
    unsigned char c = link_byte(scan, at);
    if (c == '.') {
        at += link_byte(scan, at + 1) == '.';
    }
    return (c == '.' || c == '~') && link_byte(scan, at + 1) == '/';
}

/* What no path begins with: variables, comments, what was shortened. */
static bool begins_strangely(struct link_scan *scan, size_t at) {
    unsigned char first = link_byte(scan, at), second = link_byte(scan, at + 1);
    return first == '$' || first == '@' || (first == '/' && second == '/') ||
           (first == '.' && second == '.' && link_byte(scan, at + 2) == '.');
}

/* Whether a word is a path, and whether surely: what could be two words with a slash between, or a host with a port, is
 * not. */
static bool is_path(struct link_scan *scan, const struct shape *shape, const struct line_number *lines, bool *sure) {
    bool is_absolute = link_byte(scan, shape->from) == '/', is_file = has_extension(scan, shape);
    if (shape->to == shape->from || begins_strangely(scan, shape->from) || (shape->slashes == 0 && lines->line == 0)) {
        return false;
    }
    if (begins_relative(scan, shape->from)) {
        *sure = true;
    } else if (shape->slashes > 0) {
        *sure = is_file || lines->line > 0 || (is_absolute && shape->slashes > 1);
    } else {
        *sure = is_file && (lines->column > 0 || link_byte(scan, shape->to) == '(');
    }
    return *sure || shape->letters;
}

/* Behind the signs of options and differences: "-I/usr", "+src/a.c". */
static size_t skip_signs(struct link_scan *scan, size_t at) {
    size_t from = at;
    while (link_is_one_of(link_byte(scan, at), "-+,!")) {
        at++;
    }
    bool is_option = at - from == 1 && link_byte(scan, from) == '-' && link_is_one_of(link_byte(scan, at), "IL");
    return is_option ? at + 1 : at;
}

/* A word that begins here. Returns where to go on. */
static size_t take_word(struct link_scan *scan, size_t at) {
    struct shape shape = {.from = skip_signs(scan, at)};
    struct line_number lines = {0, 0, 0};
    bool sure = false;
    shape.name = shape.from;
    read_word(scan, &shape);
    size_t end = shape.to;
    bool has_lines = lines_at(scan, end, &lines);
    if (!has_lines) {
        lines = (struct line_number){0, 0, 0};
        trim(scan, &shape);
    }
    if (is_path(scan, &shape, &lines, &sure)) {
        link_scan_add_match(scan, &(struct link_match){.kind = LINK_PATH,
                                                       .sure = sure,
                                                       .from = shape.from,
                                                       .to = has_lines ? lines.end : shape.to,
                                                       .target_to = shape.to,
                                                       .line = lines.line,
                                                       .column = lines.column});
        end = has_lines ? lines.end : end;
    }
    return end > at ? end : at + 1;
}

/* --- quotes --- */

/* Whether a quoted text could be a path. *blank: there are any in it; else it is a word, too. */
static bool is_quoted_path(struct link_scan *scan, size_t from, size_t to, struct shape *shape, bool *blank) {
    *blank = false;
    *shape = (struct shape){.from = from, .to = to, .name = from};
    if (to - from > QUOTED_MAX || link_byte(scan, from) == ' ' || link_before(scan, to) == ' ') {
        return false;
    }
    for (size_t at = from; at < to; at++) {
        unsigned char c = link_byte(scan, at);
        if ((c != ' ' && c < 0x21) || c == 0x7F || (c == '\\' && !escapes(scan, at))) {
            return false;
        }
        *blank = *blank || c == ' ';
        note(shape, c, at);
    }
    return true;
}

/* The next quote of the same kind; 0: there is none. What was read in vain is not read again. */
static size_t closing_quote(struct link_scan *scan, size_t at, unsigned kind, struct quotes *quotes) {
    if (at < quotes->none_until[kind]) {
        return 0;
    }
    for (size_t end = at; end < scan->to; end++) {
        if (link_byte(scan, end) == (unsigned char)quote_signs[kind]) {
            return end;
        }
    }
    quotes->none_until[kind] = scan->to;
    return 0;
}

/* Returns where to go on. */
static size_t take_quote(struct link_scan *scan, size_t at, unsigned kind, struct quotes *quotes) {
    struct shape shape;
    struct line_number lines = {0, 0, 0};
    bool sure = false, blank, opens = !link_is_word(link_before(scan, at));
    size_t close = opens ? closing_quote(scan, at + 1, kind, quotes) : 0;
    if (close == 0) {
        return at + 1;
    }
    bool has_word = word_lines(scan, close + 1, &lines);
    if (!has_word && !colon_lines(scan, close + 1, &lines)) {
        lines = (struct line_number){0, 0, 0};
    }
    if (!is_quoted_path(scan, at + 1, close, &shape, &blank) || (!blank && !has_word) ||
        !is_path(scan, &shape, &lines, &sure)) {
        return at + 1;
    }
    link_scan_add_match(scan, &(struct link_match){.kind = LINK_PATH,
                                                   .sure = sure,
                                                   .quoted = true,
                                                   .from = at + 1,
                                                   .to = close,
                                                   .target_to = close,
                                                   .line = lines.line,
                                                   .column = lines.column});
    return close + 1;
}

/* --- the pass --- */

static unsigned quote_kind(unsigned char c) {
    unsigned kind = 0;
    while (kind < 3 && c != (unsigned char)quote_signs[kind]) {
        kind++;
    }
    return kind;
}

/* Could a path begin behind this byte? What ends a word begins the next one, but for what has been shortened (...) and
 * for tags. */
static bool begins_word(struct link_scan *scan, size_t at) {
    unsigned char before = link_before(scan, at), c = link_byte(scan, at);
    if (before == '\\' || link_is_word(before)) {
        return false;
    }
    if (c == '/' && (before == '<' || before == '*' || before == '}' || before == ')')) {
        return false;
    }
    if (before >= 0x80) { /* a sign, and not a letter: but not the ellipsis */
        return at < 3 || !(scan->text[at - 3] == 0xE2 && scan->text[at - 2] == 0x80 && before == 0xA6);
    }
    return true;
}

void link_scan_paths(struct link_scan *scan) {
    struct quotes quotes = {{0, 0, 0}};
    for (size_t at = scan->from; at < scan->to;) {
        unsigned char c = link_byte(scan, at);
        unsigned kind = quote_kind(c);
        size_t stop = c >= 0x80 || c <= ' ' ? link_stop(scan, at) : 0;
        if (kind < 3) {
            at = take_quote(scan, at, kind, &quotes);
        } else if (stop > 0 || link_is_one_of(c, "<>|:;&*?{}^=()[]\\")) {
            at += stop > 0 ? stop : 1;
        } else if (!begins_word(scan, at)) {
            struct shape skipped = {.from = at, .name = at};
            read_word(scan, &skipped);
            at = skipped.to > at ? skipped.to : at + 1;
        } else {
            at = take_word(scan, at);
        }
    }
}
