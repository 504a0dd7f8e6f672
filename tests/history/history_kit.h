/* history_kit.h - random rows to append: each is built in a page and told to the test as plain values. */
#ifndef HISTORY_KIT_H
#define HISTORY_KIT_H

#include "history.h"
#include "page/page_kit.h"

#define ROW_COLS_MAX 300u

struct kit_cell {
    uint32_t content; /* as in page_kit.h; a blank is a space */
    uint16_t look;
    uint8_t wide, guarded, semantic;
    uint8_t gap; /* a blank without any dress: not kept at the end of a line */
};

struct kit_row {
    struct kit_cell cells[ROW_COLS_MAX];
    uint32_t count; /* cells, a wide one is one */
    bool wrapped, prompt;
    uint64_t time;
};

static const struct kit_cell kit_gap = {.content = ' ', .gap = 1};

/* How varied the next rows are. */
struct kit_taste {
    uint32_t looks;   /* drawn from this many; 1: the default only */
    bool ascii;       /* printable ASCII and gaps only */
    bool marked;      /* protected cells and cells with a meaning */
    uint32_t filled;  /* of 100 rows so many are full */
    uint32_t wrapped; /* and of these so many go on */
};

static inline void kit_must(enum quire_result result) {
    if (result != QUIRE_OK)
        abort();
}

static inline struct qr_cell kit_dress(struct qr_page *page, const struct kit_taste *taste, struct kit_cell *cell) {
    uint32_t id;
    *cell = (struct kit_cell){.look = (uint16_t)kit_below(taste->looks)};
    if (taste->marked && kit_below(3) == 0) {
        cell->guarded = (uint8_t)kit_below(2);
        cell->semantic = (uint8_t)kit_below(3);
    }
    kit_must(kit_add_look(page, cell->look, &id));
    struct qr_cell dress = {(cell->guarded ? QR_CELL_PROTECTED : 0) | (uint64_t)cell->semantic
                                                                          << QR_CELL_SEMANTIC_SHIFT};
    return qr_cell_with_style(dress, id);
}

/* Puts one item of a row at x; returns the columns it took. */
static inline uint32_t kit_put_item(struct qr_page *page, const struct kit_taste *taste, struct kit_row *row,
                                    uint32_t x, uint32_t end) {
    uint32_t kind = kit_below(taste->ascii ? 6 : 12), count = 1 + kit_below(end - x < 12 ? end - x : 12);
    struct kit_cell model;
    struct qr_cell dress = kit_dress(page, taste, &model), cell;
    uint8_t text[12];
    if (kind < 4) {
        for (uint32_t i = 0; i < count; i++) {
            model.content = text[i] = (uint8_t)(0x20 + kit_below(95));
            row->cells[row->count++] = model;
        }
        qr_page_put_ascii(page, 0, x, text, count, dress);
    } else if (kind < 6) {
        bool gap = kind == 4 || dress.bits == 0;
        model.content = ' ';
        for (uint32_t i = 0; i < count; i++)
            row->cells[row->count++] = gap ? kit_gap : model;
        qr_page_clear(page, 0, x, x + count, gap ? (struct qr_cell){0} : dress);
    } else {
        static const uint32_t letters[] = {0xE9, 0x3B1, 0x4E00, 0x1F600, 0x10FFFD, 0x2500};
        model.content = kind < 9 ? letters[kit_below(6)] + kit_below(2) : KIT_CLUSTER_BIT | kit_below(KIT_CLUSTERS);
        model.wide = x + 1 < end && kit_below(2);
        count = model.wide ? 2 : 1;
        kit_must(kit_make_cell(page, dress, model.content, model.wide ? QR_WIDE : QR_NARROW, &cell));
        qr_page_put(page, 0, x, cell);
        row->cells[row->count++] = model;
    }
    qr_page_release_style(page, qr_cell_style(dress), 1);
    return count;
}

/* Builds row 0 of a page with a line number. Only a row that begins a line may hold a prompt. */
static inline void kit_build_row(struct qr_page *page, const struct kit_taste *taste, uint64_t line, bool begins,
                                 struct kit_row *row) {
    uint32_t cols = qr_page_cols(page), end = kit_below(cols + 1), x = 0;
    bool full = kit_below(100) < taste->filled;
    if (page->block->now == 0 || kit_below(4) == 0)
        page->block->now = (kit_below(3) ? UINT64_C(0x123400000000) : 1) + kit_below(3);
    row->time = page->block->now;
    row->count = 0;
    row->wrapped = full && kit_below(100) < taste->wrapped;
    row->prompt = begins && kit_below(10) == 0;
    end = full ? cols : end;
    bool spacer = row->wrapped && !taste->ascii && kit_below(3) == 0;
    end -= spacer;
    qr_page_reset_row(page, 0, (struct qr_cell){0});
    while (x < end)
        x += kit_put_item(page, taste, row, x, end);
    if (spacer)
        qr_page_put(page, 0, x, qr_cell_make((struct qr_cell){0}, 0, QR_SPACER));
    while (!row->wrapped && row->count > 0 && row->cells[row->count - 1].gap)
        row->count--;
    struct qr_row *made = qr_page_row(page, 0);
    qr_page_adopt_line(page, made, line, 0);
    made->flags |= (uint16_t)((row->wrapped ? QR_ROW_WRAPPED : 0) | (row->prompt ? QR_ROW_PROMPT : 0));
}

static inline void kit_make_page(struct qr_page *page, const struct quire_allocator *allocator, uint32_t cols) {
    struct qr_page_capacity capacity = qr_page_default_capacity();
    kit_must(qr_page_create(page, allocator, cols, 1, &capacity, kit_below(1000)));
}

static inline void kit_report_history(void *user, enum qr_history_rule rule, size_t page, uint32_t entry) {
    printf("  %s: %s at page %zu entry %u\n", (const char *)user, qr_history_rule_name(rule), page, entry);
}

static inline size_t kit_check_history(const struct qr_history *history) {
    static char name[] = "history";
    return qr_history_check(history, kit_report_history, name);
}

#endif
