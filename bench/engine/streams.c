/* streams.c - the table of streams, and what their makers share (streams.h). */
#include "streams.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const struct stream_kind stream_kinds[] = {
    {"ascii-plain", "lines of 80 printable characters", stream_ascii_plain},
    {"ascii-long-lines", "lines of 2,000 printable characters", stream_ascii_long_lines},
    {"short-lines", "one letter a line", stream_short_lines},
    {"latin-utf8", "Latin text with letters of two bytes", stream_latin_utf8},
    {"cjk-plain", "lines of 40 wide characters", stream_cjk_plain},
    {"unicode-mixed", "CJK, Hangul, combining marks, Cyrillic, emoji sequences, ASCII", stream_unicode_mixed},
    {"git-log", "a coloured log, one line an entry, 12 styles", stream_git_log},
    {"sgr-word", "palette colours, another for every word", stream_sgr_word},
    {"sgr-cell-gradient", "24-bit foreground and background for every cell, a gradient", stream_sgr_cell_gradient},
    {"sgr-cell-random", "a random 24-bit foreground for every cell", stream_sgr_cell_random},
    {"redraw-random", "whole screens, a fresh 24-bit colour for every cell, no scrolling", stream_redraw_random},
    {"style-churn", "a fresh colour written to one of 95 cells, again and again", stream_style_churn},
    {"hash-flood", "pairs of colours that collide in an unkeyed hash of folded words", stream_hash_flood},
    {"cursor-motion", "a full-screen program: jumps, short texts, erasures", stream_cursor_motion},
    {"scroll-region", "scrolling, inserting and deleting lines inside margins", stream_scroll_region},
    {"links-few", "hyperlinks: eight addresses with ids", stream_links_few},
    {"links-unique", "hyperlinks: an address of its own for every word", stream_links_unique},
    {"pinned-box", "styled output above an input box that is drawn again and again, synchronized", stream_pinned_box},
};
const uint32_t stream_kind_count = sizeof stream_kinds / sizeof *stream_kinds;

const struct stream_kind stream_counted[2] = {
    {"styles", "words in one of --count styles (24-bit colours)", stream_styles},
    {"links", "words with one of --count addresses", stream_links},
};

const struct stream_kind *stream_find(const char *name) {
    for (uint32_t i = 0; i < stream_kind_count; i++) {
        if (strcmp(stream_kinds[i].name, name) == 0)
            return &stream_kinds[i];
    }
    for (uint32_t i = 0; i < 2; i++) {
        if (strcmp(stream_counted[i].name, name) == 0)
            return &stream_counted[i];
    }
    return NULL;
}

/* Words of 2 to 10 letters, the same for every seed. */
static void make_words(struct stream *stream) {
    struct generator random = {2000};
    for (uint32_t i = 0; i < STREAM_WORDS; i++) {
        uint32_t length = 2 + generator_below(&random, STREAM_WORD_MAX - 3);
        for (uint32_t k = 0; k < length; k++)
            stream->words[i][k] = (char)('a' + generator_below(&random, 26));
        stream->words[i][length] = 0;
    }
}

/* Two kinds with one seed do not begin alike. */
static uint64_t seed_of(const struct stream_kind *kind, uint64_t seed) {
    for (const char *at = kind->name; *at; at++)
        seed = mix64(seed ^ (uint8_t)*at);
    return seed;
}

bool stream_make(struct stream *stream, const struct stream_kind *kind, const struct stream_plan *plan) {
    memset(stream, 0, sizeof *stream);
    stream->plan = *plan;
    stream->plan.cols = plan->cols < 20 ? 20 : plan->cols;
    stream->plan.rows = plan->rows < 5 ? 5 : plan->rows;
    stream->random.state = seed_of(kind, plan->seed);
    stream->capacity = plan->bytes + 65536;
    stream->bytes = malloc(stream->capacity);
    make_words(stream);
    for (; stream->bytes && stream->length < plan->bytes; stream->piece++)
        kind->piece(stream);
    return stream->bytes != NULL;
}

void stream_free(struct stream *stream) {
    free(stream->bytes);
    stream->bytes = NULL;
}

/* Room for so many bytes more. */
static bool reserve(struct stream *stream, size_t more) {
    if (!stream->bytes || stream->capacity - stream->length >= more)
        return stream->bytes != NULL;
    size_t capacity = (stream->length + more) * 2;
    char *bytes = realloc(stream->bytes, capacity);
    if (!bytes)
        free(stream->bytes);
    stream->bytes = bytes;
    stream->capacity = capacity;
    return bytes != NULL;
}

void stream_bytes(struct stream *stream, const char *bytes, size_t length) {
    if (!reserve(stream, length))
        return;
    memcpy(stream->bytes + stream->length, bytes, length);
    stream->length += length;
}

void stream_text(struct stream *stream, const char *text) {
    stream_bytes(stream, text, strlen(text));
}

void stream_code(struct stream *stream, uint32_t code) {
    char bytes[4];
    size_t length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const uint8_t lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = length; i-- > 1; code >>= 6)
        bytes[i] = (char)(0x80 | (code & 0x3F));
    bytes[0] = (char)(lead[length] | code);
    stream_bytes(stream, bytes, length);
}

void stream_format(struct stream *stream, const char *format, ...) {
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length > 0)
        stream_bytes(stream, text, (size_t)length < sizeof text ? (size_t)length : sizeof text - 1);
}

uint32_t stream_below(struct stream *stream, uint32_t n) {
    return generator_below(&stream->random, n);
}

uint32_t stream_between(struct stream *stream, uint32_t first, uint32_t last) {
    return last <= first ? first : first + stream_below(stream, last - first + 1);
}

const char *stream_word(struct stream *stream) {
    return stream->words[stream_below(stream, STREAM_WORDS)];
}

void stream_sentence(struct stream *stream, uint32_t words, uint32_t columns) {
    uint32_t used = 0;
    for (uint32_t i = 0; i < words; i++) {
        const char *word = stream_word(stream);
        used += (uint32_t)strlen(word) + (i > 0);
        if (used > columns)
            return;
        if (i > 0)
            stream_bytes(stream, " ", 1);
        stream_text(stream, word);
    }
}
