/* stream_screen.c - streams of full-screen programs: jumps, margins, a pinned box. */
#include "streams.h"

/* Moves up and left, writes, moves down: relative to wherever the cursor is. */
static void wander(struct stream *stream) {
    uint32_t up = stream_between(stream, 1, 4), left = stream_between(stream, 1, 8);
    stream_format(stream, "\033[%uA\033[%uD%.4s", up, left, stream_word(stream));
    stream_format(stream, "\033[%uB", stream_between(stream, 1, 4));
}

/* A label in colour, a number, a gap, a word. */
static void field(struct stream *stream, uint32_t y) {
    uint32_t colour = stream_below(stream, 8), number = stream_below(stream, 99999);
    uint32_t gap = stream_between(stream, 1, 8);
    stream_format(stream, "\033[%u;1H\033[3%um%-10s\033[m", y, colour, stream_word(stream));
    stream_format(stream, "%5u\033[%uC%.8s", number, gap, stream_word(stream));
}

static void hidden_cursor(struct stream *stream, uint32_t y, uint32_t x) {
    stream_format(stream, "\033[?25l\033[%u;%uH\033[7m%.6s\033[27m", y, x, stream_word(stream));
    stream_format(stream, "\033[%uX\033[?25h", stream_between(stream, 1, 9));
}

void stream_cursor_motion(struct stream *stream) {
    uint32_t kind = stream_below(stream, 10), y = stream_between(stream, 1, stream->plan.rows);
    uint32_t x = stream_between(stream, 1, stream->plan.cols - 13);
    if (kind < 6)
        stream_format(stream, "\033[%u;%uH%s", y, x, stream_word(stream));
    else if (kind < 7)
        stream_format(stream, "\033[%u;%uH\033[K", y, x);
    else if (kind < 8)
        field(stream, y);
    else if (kind < 9)
        wander(stream);
    else
        hidden_cursor(stream, y, x);
}

/* One step inside the margins: scroll up by a line feed, down by RI, insert or delete lines; then a text. */
static void scroll_once(struct stream *stream, uint32_t top, uint32_t bottom) {
    uint32_t kind = stream_below(stream, 6);
    if (kind < 3)
        stream_format(stream, "\033[%u;1H\n", bottom);
    else if (kind == 3)
        stream_format(stream, "\033[%u;1H\033M", top);
    else {
        uint32_t row = stream_between(stream, top, bottom), lines = stream_between(stream, 1, 2);
        stream_format(stream, "\033[%u;1H\033[%u%c", row, lines, kind == 4 ? 'L' : 'M');
    }
    stream_sentence(stream, 6, stream->plan.cols - 2);
}

void stream_scroll_region(struct stream *stream) {
    uint32_t top = stream_between(stream, 1, stream->plan.rows - 4);
    uint32_t bottom = stream_between(stream, top + 2, stream->plan.rows);
    stream_format(stream, "\033[%u;%ur", top, bottom);
    for (uint32_t i = 0; i < 20; i++)
        scroll_once(stream, top, bottom);
}

/* A line of the output above the box: plain, or with a mark, as a change, as a link, dim. */
static void box_output(struct stream *stream) {
    uint32_t kind = stream_below(stream, 6), words = stream_between(stream, 2, 11), width = stream->plan.cols - 8;
    static const char *const before[] = {
        NULL, "\033[48;2;33;58;43m\033[38;2;80;200;120m+ ", NULL, "\033[2m\u23BF  ", "", ""};
    static const char *const after[] = {"", "\033[K\033[0m", "\033]8;;\033\\", "\033[22m \u2764\uFE0F", "", ""};
    stream_text(stream, "\n\r");
    if (kind == 0) {
        uint32_t rgb = stream_below(stream, 1u << 24);
        stream_format(stream, "\033[38;2;%u;%u;%um\u25CF\033[39m ", rgb >> 16, rgb >> 8 & 255, rgb & 255);
    } else if (kind == 2)
        stream_format(stream, "\033]8;;file:///home/user/src/%u.c\033\\", stream_below(stream, 400));
    else
        stream_text(stream, before[kind]);
    stream_sentence(stream, words, width);
    stream_text(stream, after[kind]);
}

/* One update: output scrolls in the rows above, then the box of four rows (two on a small screen) is drawn again. */
void stream_pinned_box(struct stream *stream) {
    uint32_t rows = stream->plan.rows, box = rows < 8 ? 2 : 4;
    stream_format(stream, "\033[?2026h\033[1;%ur\033[%u;1H", rows - box, rows - box);
    for (uint32_t n = stream_between(stream, 1, 11); n > 0; n--)
        box_output(stream);
    stream_text(stream, "\033[r");
    for (uint32_t y = 0; y < box; y++) {
        stream_format(stream, "\033[%u;1H\033[2K", rows - box + 1 + y);
        if (y % 2 == 1)
            stream_format(stream, "> %s", stream_word(stream));
        for (uint32_t x = 0; y % 2 == 0 && x < stream->plan.cols; x++)
            stream_text(stream, "\u2500");
    }
    stream_text(stream, "\033[?2026l");
}
