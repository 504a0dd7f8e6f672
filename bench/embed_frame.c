/* embed_frame.c - what a host reads of a frame: cells, text, blinking, moves. A screen of 80 columns and 24 rows,
 * plain, styled (eight colours a row) or half of it ideographs. */
#include "embed_frame.h"

#include <string.h>

#include <quire/frame.h>

#include "embed_kit.h"

enum { COLS = 80, ROWS = 24, ROUNDS = 200 };

static struct quire_terminal *terminal;
static struct quire_frame *frame;
static struct quire_frame_cell cells[COLS];
static char text[COLS * 4];
static size_t length; /* is looked at in the end */

/* --- screens -------------------------------------------------------------------------------------------------------
 */

static size_t plain(char *to, unsigned x) {
    *to = (char)(0x21 + x % 94);
    return 1;
}

static size_t styled(char *to, unsigned x) {
    size_t count = x % 10 == 0 ? (size_t)sprintf(to, "\033[%um", 30 + x / 10) : 0;
    return count + plain(to + count, x);
}

static size_t wide(char *to, unsigned x) {
    if (x >= COLS / 2)
        return plain(to, x);
    if (x % 2 == 0)
        memcpy(to, "\xE6\xBC\xA2", 3);
    return x % 2 == 0 ? 3 : 0;
}

static void fill(size_t (*put)(char *, unsigned)) {
    static char bytes[ROWS * COLS * 16];
    char *to = bytes;
    to += sprintf(to, "\033[H");
    for (unsigned y = 0; y < ROWS; y++) {
        for (unsigned x = 0; x < COLS; x++)
            to += put(to, x);
        to += sprintf(to, "\033[m%s", y + 1 < ROWS ? "\r\n" : "");
    }
    need(quire_terminal_feed(terminal, bytes, (size_t)(to - bytes)));
    need(quire_frame_update(frame, terminal));
    quire_frame_drawn(frame);
}

/* --- ways ----------------------------------------------------------------------------------------------------------
 */

static void read_cells(uint32_t row) {
    length += quire_frame_row(frame, row, cells, COLS);
}

/* As hosts had to do it. */
static void text_of_cells(uint32_t row) {
    size_t used = 0;
    read_cells(row);
    for (uint32_t x = 0; x < COLS; x++) {
        if (cells[x].width > 0 && cells[x].text_length == 0)
            text[used++] = ' ';
        for (uint32_t i = 0; i < cells[x].text_length; i++)
            used += put_utf8(text + used, cells[x].text[i]);
    }
    length += used;
}

static void row_text(uint32_t row) {
    size_t used;
    need(quire_frame_row_text(frame, row, text, sizeof text, &used, NULL));
    length += used;
}

static void row_text_with_offsets(uint32_t row) {
    static uint32_t offsets[COLS + 1];
    size_t used;
    need(quire_frame_row_text(frame, row, text, sizeof text, &used, offsets));
    length += used + offsets[COLS];
}

static void blink_of_cells(uint32_t row) {
    read_cells(row);
    for (uint32_t x = 0; x < COLS; x++)
        length += (cells[x].attributes & QUIRE_ATTR_BLINK) != 0;
}

static void row_blinks(uint32_t row) {
    length += quire_frame_row_blinks(frame, row);
}

/* Of all rows, as if it was asked for each. */
static void rows_moved(uint32_t row) {
    struct quire_frame_move move = QUIRE_FRAME_MOVE_INIT;
    if (row > 0)
        return;
    need(quire_frame_moved(frame, &move));
    length += move.rows;
}

static void updated(uint32_t row) {
    if (row == 0)
        need(quire_frame_update(frame, terminal));
}

static const struct {
    const char *name, *way;
    void (*once)(uint32_t row);
} cases[] = {
    {"frame", "an unchanged update", updated},
    {"frame", "cells", read_cells},
    {"frame-text", "cells and UTF-8", text_of_cells},
    {"frame-text", "row text", row_text},
    {"frame-text", "row text with offsets", row_text_with_offsets},
    {"frame-blink", "cells", blink_of_cells},
    {"frame-blink", "row blinks", row_blinks},
    {"frame-moved", "versions", rows_moved},
};

static const struct {
    const char *name;
    size_t (*put)(char *, unsigned);
} screens[] = {{"plain", plain}, {"styled", styled}, {"wide", wide}};

/* --- measuring -----------------------------------------------------------------------------------------------------
 */

static double least_ns(void (*once)(uint32_t row), int repeat) {
    double least = 0;
    for (int i = 0; i < repeat; i++) {
        double start = now_ns();
        for (uint32_t n = 0; n < ROUNDS * ROWS; n++)
            once(n % ROWS);
        double took = (now_ns() - start) / (ROUNDS * ROWS);
        least = i == 0 || took < least ? took : least;
    }
    return least;
}

void embed_frame(const char *only, int repeat) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    options.cols = COLS;
    options.rows = ROWS;
    need(quire_terminal_create(&options, &terminal));
    need(quire_frame_create(NULL, &frame));
    for (size_t s = 0; s < sizeof screens / sizeof *screens; s++) {
        fill(screens[s].put);
        for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
            if (only && strcmp(only, cases[c].name) != 0)
                continue;
            double ns = least_ns(cases[c].once, repeat);
            printf("{\"bench\":\"embed\",\"case\":\"%s\",\"way\":\"%s\",\"row\":\"%s\",\"ns_row\":%.1f,"
                   "\"ns_cell\":%.2f}\n",
                   cases[c].name, cases[c].way, screens[s].name, ns, ns / COLS);
        }
    }
    if (length == 1)
        printf("\n");
    quire_frame_destroy(frame);
    quire_terminal_destroy(terminal);
}
