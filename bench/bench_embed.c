/* bench_embed - what an embedder does row by row and cell by cell: bench_embed [--repeat N] [--only NAME]
 *
 * Each case is a row of 80 columns, plain ASCII, styled, or with wide characters and clusters, done many times; prints
 * JSON lines with the least nanoseconds a row and a cell over N (7) repetitions, of processor time. Where a host could
 * do the same another way before, that way is measured beside it in the same run ("way"). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <quire/history.h>
#include <quire/page.h>
#include <quire/width.h>

#include "embed_frame.h"
#include "embed_kit.h"

#define COLS 80u
#define ROWS 2000u /* of a repetition */

/* --- what is measured: a row as a host's own screen has it ---------------------------------------------------------
 */

/* A cell of somebody else's: what parsers of their own keep. */
struct foreign_cell {
    uint32_t character, foreground;
    uint8_t width, bold;
};

static struct foreign_cell foreign[COLS];
static struct quire_page *page;
static struct quire_history *history;
static uint32_t held[COLS]; /* the page's styles of the foregrounds, as a host keeps them */

static void fill_plain(void) {
    for (uint32_t x = 0; x < COLS; x++)
        foreign[x] = (struct foreign_cell){0x21 + x % 94, 0, 1, 0};
}

/* Eight runs of colours. */
static void fill_styled(void) {
    fill_plain();
    for (uint32_t x = 0; x < COLS; x++)
        foreign[x].foreground = x / 10;
}

/* Half of it ideographs. */
static void fill_wide(void) {
    fill_plain();
    for (uint32_t x = 0; x + 1 < COLS / 2; x += 2) {
        foreign[x] = (struct foreign_cell){0x4E00 + x, 0, 2, 0};
        foreign[x + 1] = (struct foreign_cell){0, 0, 0, 0};
    }
}

static const struct {
    const char *name;
    void (*fill)(void);
} rows[] = {{"plain", fill_plain}, {"styled", fill_styled}, {"wide", fill_wide}};

/* --- ways ----------------------------------------------------------------------------------------------------------
 */

static uint32_t style_of(const struct foreign_cell *cell) {
    struct quire_style_spec spec = QUIRE_STYLE_SPEC_INIT;
    uint32_t style = 0;
    if (cell->foreground == 0)
        return 0;
    spec.foreground.bits = (uint32_t)QUIRE_COLOR_PALETTE << 24 | cell->foreground;
    need(quire_page_add_style(page, &spec, &style));
    return style;
}

/* Row by row by way of a page and UTF-8, a write for each run of a style. */
static void push_by_page(void) {
    char text[4 * COLS];
    uint32_t columns;
    size_t taken;
    need(quire_page_clear(page, 0, 0, COLS, 0));
    for (uint32_t x = 0, begin = 0; x < COLS; begin = x) {
        size_t length = 0;
        for (; x < COLS && foreign[x].foreground == foreign[begin].foreground; x++) {
            if (foreign[x].width > 0)
                length += put_utf8(text + length, foreign[x].character);
        }
        need(quire_page_write(page, 0, begin, held[foreign[begin].foreground], text, length, &columns, &taken));
    }
    need(quire_history_push(history, page, 0));
}

/* The same cell by cell, each a write of its own: how a host that knows its widths did it. */
static void push_by_cells_of_text(void) {
    uint32_t columns;
    size_t taken;
    need(quire_page_clear(page, 0, 0, COLS, 0));
    for (uint32_t x = 0; x < COLS; x++) {
        char text[4];
        uint32_t style = style_of(&foreign[x]);
        if (foreign[x].width > 0)
            need(quire_page_write(page, 0, x, style, text, put_utf8(text, foreign[x].character), &columns, &taken));
        need(quire_page_release_style(page, style));
    }
    need(quire_history_push(history, page, 0));
}

/* The host's cells as quire's, and then as a row of history. */
static void push_by_cells(void) {
    struct quire_page_cell cells[COLS];
    struct quire_cells row = QUIRE_CELLS_INIT;
    size_t pushed;
    for (uint32_t x = 0; x < COLS; x++) {
        cells[x].character = foreign[x].character;
        cells[x].cluster_length = 0;
        cells[x].style = held[foreign[x].foreground];
        cells[x].width = foreign[x].width;
    }
    row.cells = cells;
    row.count = COLS;
    need(quire_history_push_cells(history, page, &row, 1, &pushed));
}

static uint64_t columns;

/* Columns of a text of a row's length, cluster by cluster. */
static void text_columns(void) {
    char text[4 * COLS];
    size_t length = 0;
    for (uint32_t x = 0; x < COLS; x++) {
        if (foreign[x].width > 0)
            length += put_utf8(text + length, foreign[x].character);
    }
    columns += quire_utf8_columns(text, length, false);
}

static const struct {
    const char *name, *way;
    void (*once)(void);
} cases[] = {
    {"push", "cells", push_by_cells},
    {"push", "page and UTF-8, by runs", push_by_page},
    {"push", "page and UTF-8, by cells", push_by_cells_of_text},
    {"columns", "clusters", text_columns},
};

/* --- measuring -----------------------------------------------------------------------------------------------------
 */

static double least_ns(void (*once)(void), int repeat) {
    double least = 0;
    for (int i = 0; i < repeat; i++) {
        double start = now_ns();
        for (uint32_t n = 0; n < ROWS; n++)
            once();
        double took = (now_ns() - start) / ROWS;
        least = i == 0 || took < least ? took : least;
    }
    return least;
}

static void begin(void) {
    struct quire_page_options page_options = QUIRE_PAGE_OPTIONS_INIT;
    struct quire_history_options history_options = QUIRE_HISTORY_OPTIONS_INIT;
    page_options.cols = COLS;
    page_options.rows = 1;
    need(quire_page_create(&page_options, &page));
    need(quire_history_create(&history_options, &history));
    for (uint32_t i = 0; i < COLS; i++)
        held[i] = style_of(&(struct foreign_cell){.foreground = i});
}

int main(int argc, char **argv) {
    const char *only = NULL;
    int repeat = 7;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--repeat") == 0)
            repeat = atoi(argv[i + 1]);
        else if (strcmp(argv[i], "--only") == 0)
            only = argv[i + 1];
    }
    if (argc % 2 == 0 || repeat < 1) {
        fprintf(stderr, "usage: bench_embed [--repeat N] [--only NAME]\n");
        return 2;
    }
    begin();
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        for (size_t r = 0; (!only || strcmp(only, cases[c].name) == 0) && r < sizeof rows / sizeof *rows; r++) {
            rows[r].fill();
            double ns = least_ns(cases[c].once, repeat);
            printf("{\"bench\":\"embed\",\"case\":\"%s\",\"way\":\"%s\",\"row\":\"%s\",\"ns_row\":%.0f,\"ns_cell\":%."
                   "2f}\n",
                   cases[c].name, cases[c].way, rows[r].name, ns, ns / COLS);
        }
    }
    embed_frame(only, repeat);
    quire_history_destroy(history);
    quire_page_destroy(page);
    return columns == 1; /* it is looked at */
}
