/* streams.h - byte streams for measuring an engine, made here from a seed: the same bytes on every machine.
 *
 * A kind makes its stream piece by piece (a line, a jump and a word, a screen) until there are as many bytes as were
 * asked for; the last piece is whole. So a shorter stream is the beginning of a longer one. Lines end in CR LF, as a
 * tty sends them. All text is well-formed UTF-8. What stands on the screen at a place (jumps, redrawn screens) depends
 * on the size; lines of text do not, they are those of a log that is read in whatever window. */
#ifndef STREAMS_H
#define STREAMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../workload.h"

#define STREAM_WORDS 2000u
#define STREAM_WORD_MAX 12u /* with its NUL */

/* What is asked of a stream. */
struct stream_plan {
    uint64_t seed;
    size_t bytes;
    uint32_t cols, rows; /* taken as 20 x 5 at least */
    uint32_t count;      /* of "styles" and "links": how many different ones */
};

/* A stream, finished or in the making. */
struct stream {
    char *bytes; /* NULL: there was no memory */
    size_t length, capacity;
    struct stream_plan plan;
    struct generator random;
    uint32_t piece; /* number of the piece in the making */
    char words[STREAM_WORDS][STREAM_WORD_MAX];
};

struct stream_kind {
    const char *name;
    const char *what; /* what it stresses, for --list */
    void (*piece)(struct stream *stream);
};

/* All kinds, in the order of --list; `counted` are "styles" and "links", which need a count and are made for sweeps. */
extern const struct stream_kind stream_kinds[];
extern const uint32_t stream_kind_count;
extern const struct stream_kind stream_counted[2];

/* The kind of that name, counted or not; NULL if there is none. */
const struct stream_kind *stream_find(const char *name);

/* Makes a stream; false when memory ran out. The caller frees it with stream_free in either case. */
bool stream_make(struct stream *stream, const struct stream_kind *kind, const struct stream_plan *plan);
void stream_free(struct stream *stream);

/* For the kinds: append text; a code point; text by a format. After memory ran out nothing is appended. */
void stream_text(struct stream *stream, const char *text);
void stream_bytes(struct stream *stream, const char *bytes, size_t length);
void stream_code(struct stream *stream, uint32_t code);
void stream_format(struct stream *stream, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Random numbers: below n (n > 0), and from first to last, both included (first when last is less). A random word, and
 * several with spaces between them, at most `columns` of them. */
uint32_t stream_below(struct stream *stream, uint32_t n);
uint32_t stream_between(struct stream *stream, uint32_t first, uint32_t last);
const char *stream_word(struct stream *stream);
void stream_sentence(struct stream *stream, uint32_t words, uint32_t columns);

/* The kinds' pieces. */
void stream_ascii_plain(struct stream *stream);
void stream_ascii_long_lines(struct stream *stream);
void stream_short_lines(struct stream *stream);
void stream_latin_utf8(struct stream *stream);
void stream_cjk_plain(struct stream *stream);
void stream_unicode_mixed(struct stream *stream);
void stream_git_log(struct stream *stream);
void stream_sgr_word(struct stream *stream);
void stream_sgr_cell_gradient(struct stream *stream);
void stream_sgr_cell_random(struct stream *stream);
void stream_redraw_random(struct stream *stream);
void stream_style_churn(struct stream *stream);
void stream_hash_flood(struct stream *stream);
void stream_styles(struct stream *stream);
void stream_cursor_motion(struct stream *stream);
void stream_scroll_region(struct stream *stream);
void stream_pinned_box(struct stream *stream);
void stream_links_few(struct stream *stream);
void stream_links_unique(struct stream *stream);
void stream_links(struct stream *stream);

#endif
