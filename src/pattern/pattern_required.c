/* pattern_required.c - see pattern_required.h. */
#include "pattern_required.h"

#include <string.h>

enum { GROUPS_DEEP = 8 };

struct run {
    size_t begin, end; /* of reader.bytes */
};

struct reader {
    const char *pattern;
    size_t length, at;
    bool ignore_case;
    char bytes[2 * PATTERN_MAX]; /* a character that is repeated ends a run, and begins the next one */
    size_t begin, used;          /* of the run that goes on */
    struct run best;
};

enum often { ONCE, REPEATED, OPTIONAL, NOT_KNOWN };

/* --- runs ------------------------------------------------------------------------------------------------------ */

static void end_run(struct reader *reader) {
    if (reader->used - reader->begin > reader->best.end - reader->best.begin) {
        reader->best = (struct run){reader->begin, reader->used};
    }
    reader->begin = reader->used;
}

/* Of the character that begins here. */
static size_t bytes_of_character(const char *text, size_t left) {
    unsigned char lead = (unsigned char)text[0];
    size_t size = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    return size < left ? size : left;
}

static uint32_t three_bytes(const char *text) {
    const unsigned char *bytes = (const unsigned char *)text;
    return (bytes[0] & 0x0Fu) << 12 | (bytes[1] & 0x3Fu) << 6 | (bytes[2] & 0x3Fu);
}

/* In any case: is a character found as itself, or in either case of ASCII, only? Kana, Han and Hangul have no case. */
static bool is_plain_in_any_case(const char *text, size_t size) {
    if (size == 1) {
        return strchr("kKsS", text[0]) == NULL;
    }
    uint32_t c = size == 3 ? three_bytes(text) : 0;
    return (c >= 0x3040 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3);
}

static bool is_control(const char *text, size_t size) {
    unsigned char first = (unsigned char)text[0];
    return first < ' ' || first == 0x7F || (size == 2 && first == 0xC2 && (unsigned char)text[1] < 0xA0);
}

static void add(struct reader *reader, const char *character, size_t size) {
    memcpy(reader->bytes + reader->used, character, size);
    reader->used += size;
}

/* A character that stands there as itself. */
static void read_character(struct reader *reader, const char *character, size_t size, enum often often) {
    bool holds = !is_control(character, size) && (!reader->ignore_case || is_plain_in_any_case(character, size));
    if (often == OPTIONAL || !holds) {
        end_run(reader);
        return;
    }
    add(reader, character, size);
    if (often == REPEATED) {
        end_run(reader);
        add(reader, character, size); /* the last one stands before what follows */
    }
}

/* --- syntax ---------------------------------------------------------------------------------------------------- */

static char peek(const struct reader *reader, size_t ahead) {
    return reader->at + ahead < reader->length ? reader->pattern[reader->at + ahead] : '\0';
}

static bool is_one_of(char c, const char *set) {
    return c != '\0' && strchr(set, c) != NULL;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_small(char c) {
    return c >= 'a' && c <= 'z';
}

/* Of ASCII. */
static bool is_sign(char c) {
    return c >= ' ' && c < 0x7F && !is_digit(c) && !is_small(c) && !(c >= 'A' && c <= 'Z');
}

/* "{2}", "{2,}", "{2,3}"; in other shapes braces mean themselves, or something else in another version of PCRE2. */
static enum often read_braces(struct reader *reader) {
    bool is_zero = true;
    size_t digits = 0;
    reader->at++;
    for (; is_digit(peek(reader, 0)); reader->at++, digits++) {
        is_zero = is_zero && peek(reader, 0) == '0';
    }
    if (peek(reader, 0) == ',') {
        reader->at++;
        while (is_digit(peek(reader, 0))) {
            reader->at++;
        }
    }
    if (digits == 0 || peek(reader, 0) != '}') {
        return NOT_KNOWN;
    }
    reader->at++;
    return is_zero ? OPTIONAL : REPEATED;
}

/* What stands behind an item. Lazy and possessive ones repeat as often; a second quantifier is not understood. */
static enum often read_often(struct reader *reader) {
    enum often often = ONCE;
    char c = peek(reader, 0);
    if (!is_one_of(c, "*+?{")) {
        return ONCE;
    }
    if (c == '{') {
        often = read_braces(reader);
    } else {
        often = c == '+' ? REPEATED : OPTIONAL;
        reader->at++;
    }
    reader->at += is_one_of(peek(reader, 0), "?+");
    return is_one_of(peek(reader, 0), "*+?{") ? NOT_KNOWN : often;
}

/* Something that takes characters which are not known. */
static bool read_unknown(struct reader *reader) {
    end_run(reader);
    return read_often(reader) != NOT_KNOWN;
}

/* Something that takes none. */
static bool read_anchor(struct reader *reader) {
    end_run(reader);
    return read_often(reader) == ONCE;
}

/* "[:alpha:]" in a class. */
static bool skip_named_class(struct reader *reader) {
    size_t ahead = peek(reader, 2) == '^' ? 3 : 2;
    while (is_small(peek(reader, ahead))) {
        ahead++;
    }
    bool is_whole = peek(reader, 1) == ':' && peek(reader, ahead) == ':' && peek(reader, ahead + 1) == ']';
    reader->at += ahead + 2;
    return is_whole;
}

static bool skip_class_member(struct reader *reader) {
    char c = peek(reader, 0), next = peek(reader, 1);
    if (c == '[' && is_one_of(next, ":.=")) {
        return skip_named_class(reader);
    }
    if (c == '\\' && !is_sign(next) && !is_one_of(next, "dDwWsShHvVbnrt")) {
        return false;
    }
    reader->at += c == '\\' ? 2 : 1;
    return true;
}

static bool read_class(struct reader *reader) {
    reader->at += peek(reader, 1) == '^' ? 2 : 1;
    do { /* a bracket that comes first is a member */
        if (reader->at >= reader->length || !skip_class_member(reader)) {
            return false;
        }
    } while (peek(reader, 0) != ']');
    reader->at++;
    return read_unknown(reader);
}

static bool read_escape(struct reader *reader) {
    const char *escaped = reader->pattern + reader->at + 1;
    char c = peek(reader, 1);
    reader->at += 2;
    if (is_one_of(c, "bBAzZG")) {
        return read_anchor(reader);
    }
    if (is_one_of(c, "dDwWsShHvVRX")) {
        return read_unknown(reader);
    }
    enum often often = is_sign(c) ? read_often(reader) : NOT_KNOWN;
    if (often != NOT_KNOWN) {
        read_character(reader, escaped, 1, often);
    }
    return often != NOT_KNOWN;
}

static bool read_literal(struct reader *reader) {
    const char *character = reader->pattern + reader->at;
    size_t size = bytes_of_character(character, reader->length - reader->at);
    reader->at += size;
    enum often often = read_often(reader);
    if (often != NOT_KNOWN) {
        read_character(reader, character, size, often);
    }
    return often != NOT_KNOWN;
}

static bool read_alternatives(struct reader *reader, int depth, bool *has_others);

/* What a group holds is a part of each hit unless it may be left out, or is one of several. */
static bool read_group(struct reader *reader, int depth) {
    struct run best = reader->best, before = {reader->begin, reader->used};
    bool has_others = false, is_special = peek(reader, 1) == '?';
    if (depth == GROUPS_DEEP || peek(reader, 1) == '*' || (is_special && peek(reader, 2) != ':')) {
        return false;
    }
    reader->at += is_special ? 3 : 1;
    if (!read_alternatives(reader, depth + 1, &has_others) || peek(reader, 0) != ')') {
        return false;
    }
    reader->at++;
    enum often often = read_often(reader);
    if (has_others || often == OPTIONAL) {
        reader->best = best;
        reader->begin = before.begin;
        reader->used = before.end;
    }
    if (has_others || often != ONCE) {
        end_run(reader);
    }
    return often != NOT_KNOWN;
}

static bool read_item(struct reader *reader, int depth) {
    switch (peek(reader, 0)) {
    case '(':
        return read_group(reader, depth);
    case '[':
        return read_class(reader);
    case '\\':
        return read_escape(reader);
    case '.':
        reader->at++;
        return read_unknown(reader);
    case '^':
    case '$':
        reader->at++;
        return read_anchor(reader);
    case '*':
    case '+':
    case '?':
    case '{':
    case '\0':
        return false;
    default:
        return read_literal(reader);
    }
}

/* To the end of the pattern or of a group. */
static bool read_alternatives(struct reader *reader, int depth, bool *has_others) {
    while (reader->at < reader->length && peek(reader, 0) != ')') {
        if (peek(reader, 0) == '|') {
            *has_others = true;
            reader->at++;
        } else if (!read_item(reader, depth)) {
            return false;
        }
    }
    return true;
}

/* --- the whole ------------------------------------------------------------------------------------------------- */

static bool read_regex(struct reader *reader) {
    bool has_others = false;
    return read_alternatives(reader, 0, &has_others) && reader->at == reader->length && !has_others;
}

static bool read_plain(struct reader *reader) {
    while (reader->at < reader->length) {
        const char *character = reader->pattern + reader->at;
        size_t size = bytes_of_character(character, reader->length - reader->at);
        read_character(reader, character, size, ONCE);
        reader->at += size;
    }
    return true;
}

void pattern_required_find(struct pattern_required *required, const char *pattern, size_t length, bool is_regex,
                           bool ignore_case) {
    struct reader reader = {.pattern = pattern, .length = length, .ignore_case = ignore_case};
    required->length = 0;
    if (length > PATTERN_MAX || !(is_regex ? read_regex(&reader) : read_plain(&reader))) {
        return;
    }
    end_run(&reader);
    required->length = reader.best.end - reader.best.begin;
    memcpy(required->text, reader.bytes + reader.best.begin, required->length);
}
