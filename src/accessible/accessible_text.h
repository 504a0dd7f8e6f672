/* accessible_text.h - the visible text of a pane as screen readers know it, and how two states of it differ.
 *
 * Rows are lines ended by '\n' (but the last), without the blanks behind their text. Places are counted in characters
 * (code points), as AT-SPI does; the caret stands before one, or behind the last. Plain values, no I/O. */
#ifndef ACCESSIBLE_TEXT_H
#define ACCESSIBLE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct accessible_text {
    char *bytes; /* UTF-8; owned */
    size_t length, capacity;
    uint32_t characters;
    uint32_t caret;
};

#define ACCESSIBLE_TEXT_INIT                                                                                           \
    { NULL, 0, 0, 0, 0 }

void accessible_text_finish(struct accessible_text *text);
/* Empty; memory is kept. */
void accessible_text_clear(struct accessible_text *text);
/* A character at the end. False: no memory, nothing has changed. */
bool accessible_text_add(struct accessible_text *text, uint32_t code_point);
/* Takes blanks away behind the last character that is none, back to `from` (a length in bytes). */
void accessible_text_trim(struct accessible_text *text, size_t from);

struct accessible_span {
    uint32_t start, end; /* characters, end is not in it */
};

/* The bytes of characters [start, end), which are cut to what is there. Cost: a walk over the text. */
const char *accessible_text_slice(const struct accessible_text *text, struct accessible_span span, size_t *length);

/* As in AT-SPI: AtspiTextGranularity. */
enum accessible_granularity {
    ACCESSIBLE_CHARACTER,
    ACCESSIBLE_WORD,
    ACCESSIBLE_SENTENCE, /* here a line */
    ACCESSIBLE_LINE,
    ACCESSIBLE_PARAGRAPH /* likewise */
};

/* The character, word (with the blanks behind it) or line (with its end) that the character at `at` belongs to. */
struct accessible_span accessible_text_around(const struct accessible_text *text, uint32_t at,
                                              enum accessible_granularity granularity);

/* Where a character stands: row and character of the row. Behind the end: where the next one would. */
void accessible_text_place(const struct accessible_text *text, uint32_t at, uint32_t *row, uint32_t *column);
/* The character there; that behind the row's last one where it has none. */
uint32_t accessible_text_at(const struct accessible_text *text, uint32_t row, uint32_t column);

/* What makes one state of another: first the rows that were scrolled away at the top are gone, `scrolled` characters;
 * then `removed` of what is left, and what stands at `inserted` in the new text has come in their place. */
struct accessible_difference {
    uint32_t scrolled;
    struct accessible_span removed, inserted;
};

/* Cost: the text times its rows at most. */
struct accessible_difference accessible_text_difference(const struct accessible_text *before,
                                                        const struct accessible_text *after);

#endif
