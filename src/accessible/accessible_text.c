#include "accessible_text.h"

#include <stdlib.h>
#include <string.h>

#include "utf8_write.h"

void accessible_text_finish(struct accessible_text *text) {
    free(text->bytes);
    *text = (struct accessible_text)ACCESSIBLE_TEXT_INIT;
}

void accessible_text_clear(struct accessible_text *text) {
    text->length = 0;
    text->characters = text->caret = 0;
}

static bool reserve(struct accessible_text *text, size_t more) {
    size_t wanted = text->length + more, capacity = text->capacity > 0 ? text->capacity : 1024;
    while (capacity < wanted) {
        capacity *= 2;
    }
    char *bytes = capacity > text->capacity ? realloc(text->bytes, capacity) : text->bytes;
    if (bytes != NULL) {
        text->bytes = bytes;
        text->capacity = capacity;
    }
    return bytes != NULL;
}

bool accessible_text_add(struct accessible_text *text, uint32_t code_point) {
    if (!reserve(text, UTF8_MAX)) {
        return false;
    }
    text->length += utf8_write(code_point, text->bytes + text->length);
    text->characters++;
    return true;
}

void accessible_text_trim(struct accessible_text *text, size_t from) {
    while (text->length > from && text->bytes[text->length - 1] == ' ') {
        text->length--;
        text->characters--;
    }
}

/* ---- places */

static bool begins_character(char byte) {
    return ((unsigned char)byte & 0xC0) != 0x80;
}

/* The byte behind the character that begins at `byte`. */
static size_t next(const struct accessible_text *text, size_t byte) {
    do {
        byte++;
    } while (byte < text->length && !begins_character(text->bytes[byte]));
    return byte;
}

static size_t byte_of(const struct accessible_text *text, uint32_t character) {
    size_t byte = 0;
    for (; character > 0 && byte < text->length; character--) {
        byte = next(text, byte);
    }
    return byte;
}

const char *accessible_text_slice(const struct accessible_text *text, struct accessible_span span, size_t *length) {
    uint32_t end = span.end < text->characters ? span.end : text->characters;
    uint32_t start = span.start < end ? span.start : end;
    size_t from = byte_of(text, start), to = from;
    for (uint32_t i = start; i < end; i++) {
        to = next(text, to);
    }
    *length = to - from;
    return text->bytes != NULL ? text->bytes + from : "";
}

/* What a character is for words. */
enum kind { KIND_END, KIND_BLANK, KIND_WORD };

static enum kind kind_at(const struct accessible_text *text, size_t byte) {
    if (byte >= text->length || text->bytes[byte] == '\n') {
        return KIND_END;
    }
    return text->bytes[byte] == ' ' ? KIND_BLANK : KIND_WORD;
}

static struct accessible_span line_around(const struct accessible_text *text, uint32_t at) {
    struct accessible_span span = {0, 0};
    uint32_t character = 0;
    for (size_t byte = 0; byte < text->length; byte = next(text, byte), character++) {
        span.end = character + 1;
        if (text->bytes[byte] == '\n' && character >= at) {
            return span;
        }
        if (text->bytes[byte] == '\n') {
            span.start = character + 1;
        }
    }
    span.end = text->characters;
    return span;
}

/* Words begin behind blanks and line ends; blanks belong to the word before them. */
static struct accessible_span word_around(const struct accessible_text *text, uint32_t at) {
    struct accessible_span span = {0, text->characters};
    enum kind before = KIND_END;
    uint32_t character = 0;
    for (size_t byte = 0; byte < text->length; byte = next(text, byte), character++) {
        enum kind kind = kind_at(text, byte);
        bool begins = (kind == KIND_WORD && before != KIND_WORD) || (kind == KIND_END) || before == KIND_END;
        if (begins && character > at) {
            span.end = character;
            break;
        }
        span.start = begins ? character : span.start;
        before = kind;
    }
    return span;
}

struct accessible_span accessible_text_around(const struct accessible_text *text, uint32_t at,
                                              enum accessible_granularity granularity) {
    if (at >= text->characters) {
        at = text->characters;
    }
    switch (granularity) {
    case ACCESSIBLE_CHARACTER:
        return (struct accessible_span){at, at < text->characters ? at + 1 : at};
    case ACCESSIBLE_WORD:
        return word_around(text, at);
    case ACCESSIBLE_SENTENCE:
    case ACCESSIBLE_LINE:
    case ACCESSIBLE_PARAGRAPH:
        break;
    }
    return line_around(text, at);
}

void accessible_text_place(const struct accessible_text *text, uint32_t at, uint32_t *row, uint32_t *column) {
    *row = *column = 0;
    for (size_t byte = 0; at > 0 && byte < text->length; byte = next(text, byte), at--) {
        bool ends = text->bytes[byte] == '\n';
        *row += ends;
        *column = ends ? 0 : *column + 1;
    }
}

uint32_t accessible_text_at(const struct accessible_text *text, uint32_t row, uint32_t column) {
    uint32_t at = 0;
    for (size_t byte = 0; byte < text->length; byte = next(text, byte), at++) {
        bool ends = text->bytes[byte] == '\n';
        if (row == 0 && (column == 0 || ends)) {
            return at;
        }
        row -= ends;
        column -= row == 0 && !ends;
    }
    return at;
}

/* ---- differences */

static size_t common_start(const char *a, size_t a_length, const char *b, size_t b_length) {
    size_t most = a_length < b_length ? a_length : b_length, i = 0;
    while (i < most && a[i] == b[i]) {
        i++;
    }
    return i;
}

static uint32_t count(const char *bytes, size_t length) {
    uint32_t characters = 0;
    for (size_t i = 0; i < length; i++) {
        characters += begins_character(bytes[i]);
    }
    return characters;
}

/* Bytes of whole rows at the top that are gone, where the others have moved up: the fewest for which what is left
 * stands at the top of the new text, but for its last row, where the cursor is. */
static size_t scrolled_bytes(const struct accessible_text *before, const struct accessible_text *after) {
    const char *last = before->bytes;
    size_t length = before->length;
    for (size_t i = 0; i < length; i++) {
        last = before->bytes[i] == '\n' ? before->bytes + i + 1 : last;
    }
    size_t settled = (size_t)(last - before->bytes);
    for (size_t from = 0; from < settled; from++) {
        bool row_begins = from == 0 || before->bytes[from - 1] == '\n';
        size_t left = settled - from;
        if (row_begins && left <= after->length && memcmp(before->bytes + from, after->bytes, left) == 0) {
            return from;
        }
    }
    return 0;
}

/* The same characters at the end of both, without those of the common start. */
static size_t common_end(const char *a, size_t a_length, const char *b, size_t b_length) {
    size_t i = 0;
    while (i < a_length && i < b_length && a[a_length - 1 - i] == b[b_length - 1 - i]) {
        i++;
    }
    while (i > 0 && !begins_character(a[a_length - i])) {
        i--;
    }
    return i;
}

struct accessible_difference accessible_text_difference(const struct accessible_text *before,
                                                        const struct accessible_text *after) {
    size_t scrolled = before->length > 0 ? scrolled_bytes(before, after) : 0;
    const char *old = before->length > 0 ? before->bytes + scrolled : "";
    const char *new = after->length > 0 ? after->bytes : "";
    size_t old_length = before->length - scrolled, start = common_start(old, old_length, new, after->length);
    while (start > 0 && start < old_length && !begins_character(old[start])) {
        start--;
    }
    while (start > 0 && start < after->length && !begins_character(new[start])) {
        start--;
    }
    size_t end = common_end(old + start, old_length - start, new + start, after->length - start);
    uint32_t from = count(new, start);
    return (struct accessible_difference){scrolled > 0 ? count(before->bytes, scrolled) : 0,
                                          {from, from + count(old + start, old_length - start - end)},
                                          {from, from + count(new + start, after->length - start - end)}};
}
