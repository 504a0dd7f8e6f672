/* Random operations on pages against a naive model; a full recount and comparison after every one. */
#include "test.h"

#include "page/page_kit.h"

#define PENS 6u
#define COLS_MAX 80u
#define ROWS_MAX 24u

struct model_cell {
    uint32_t content;
    uint16_t look;
    uint8_t width, guarded, semantic;
};

struct model_row {
    struct model_cell cells[COLS_MAX];
    bool wrapped, prompt, awaited;
    bool continues; /* before the operation */
    uint64_t line;  /* 0: a new number is expected */
};

/* A page, what it must hold, and what is held outside of it. */
struct world {
    struct qr_page page;
    struct model_row rows[ROWS_MAX];
    uint32_t cols, height;
    uint32_t pen_ids[PENS], pen_looks[PENS], link_ids[PENS];
    uint64_t next_line; /* before the operation */
    struct qr_page view;
};

static struct kit_memory memory;
static struct quire_allocator allocator;

/* --- the model's operations ------------------------------------------------------------------------------------ */

static struct model_cell blank_of(struct model_cell cell) {
    cell.content = 0;
    cell.width = QR_NARROW;
    return cell;
}

static void model_renumber(struct world *w, uint32_t y) {
    w->rows[y].awaited = false;
    for (; y < w->height; y++) {
        w->rows[y].line = 0;
        if (!w->rows[y].wrapped)
            return;
    }
}

static void model_set_wrapped(struct world *w, uint32_t y, bool wrapped) {
    if (w->rows[y].wrapped == wrapped)
        return;
    w->rows[y].wrapped = wrapped;
    if (y + 1 == w->height)
        return;
    model_renumber(w, y + 1);
    w->rows[y + 1].awaited = wrapped;
    for (uint32_t i = y + 1; wrapped && i < w->height; i++) {
        w->rows[i].line = w->rows[y].line;
        if (!w->rows[i].wrapped)
            return;
    }
}

static void model_cut(struct world *w, uint32_t y, uint32_t x) {
    struct model_cell *cells = w->rows[y].cells;
    if (x == 0 || x >= w->cols || cells[x].width != QR_TAIL)
        return;
    cells[x - 1] = blank_of(cells[x - 1]);
    cells[x] = blank_of(cells[x]);
}

static void model_begin_line(struct world *w, uint32_t y) {
    if (y > 0 && w->rows[y - 1].wrapped)
        model_set_wrapped(w, y - 1, false);
    else
        model_renumber(w, y);
}

/* Text was put at x. */
static void model_begun(struct world *w, uint32_t y, uint32_t x) {
    struct model_row *row = &w->rows[y];
    if (x > 0 || !row->continues)
        return;
    if (!row->awaited)
        model_begin_line(w, y);
    row->awaited = false;
}

/* The same of text that was printed up to `end`, `first` in column x: a blank alone leaves the row as it is. */
static void model_printed(struct world *w, uint32_t y, uint32_t x, uint32_t end, uint32_t first) {
    struct model_row *row = &w->rows[y];
    if (!row->awaited)
        model_begun(w, y, x);
    else if (x == 0)
        row->awaited = first == ' ' && end == 1;
    else
        row->awaited = row->cells[0].content != ' ';
}

/* Whatever writes the last column parts the row from the one below. */
static void model_rewritten(struct world *w, uint32_t y, uint32_t end) {
    if (end == w->cols)
        model_set_wrapped(w, y, false);
}

static void model_fill(struct world *w, uint32_t y, uint32_t from, uint32_t to, struct model_cell cell) {
    if (from < to)
        model_rewritten(w, y, to);
    model_cut(w, y, from);
    model_cut(w, y, to);
    for (uint32_t x = from; x < to; x++)
        w->rows[y].cells[x] = cell;
}

static void model_put(struct world *w, uint32_t y, uint32_t x, struct model_cell cell) {
    bool wide = cell.width == QR_WIDE;
    model_fill(w, y, x, x + (wide ? 2 : 1), cell);
    if (!wide)
        return;
    struct model_cell tail = blank_of(cell);
    tail.width = QR_TAIL;
    w->rows[y].cells[x + 1] = tail;
}

/* Puts a span taken from elsewhere at x; halves and spacers that lost their place become blanks. */
static void model_paste(struct world *w, uint32_t y, uint32_t x, struct model_cell *span, uint32_t count) {
    if (span[0].width == QR_TAIL)
        span[0] = blank_of(span[0]);
    if (span[count - 1].width == QR_WIDE)
        span[count - 1] = blank_of(span[count - 1]);
    for (uint32_t i = 0; i < count; i++) {
        if (span[i].width == QR_SPACER && x + i + 1 != w->cols)
            span[i] = blank_of(span[i]);
    }
    memcpy(w->rows[y].cells + x, span, count * sizeof *span);
}

static void model_reset_row(struct world *w, uint32_t y, struct model_cell blank) {
    w->rows[y].wrapped = w->rows[y].prompt = w->rows[y].awaited = w->rows[y].continues = false;
    w->rows[y].line = 0;
    for (uint32_t x = 0; x < w->cols; x++)
        w->rows[y].cells[x] = blank;
}

/* --- comparing ------------------------------------------------------------------------------------------------- */

static bool same_cell(const struct qr_page *page, struct qr_cell cell, const struct model_cell *want) {
    return qr_cell_width(cell) == want->width && qr_cell_is_protected(cell) == want->guarded &&
           qr_cell_semantic(cell) == want->semantic && kit_is_look(page, qr_cell_style(cell), want->look) &&
           kit_is_content(page, cell, want->content);
}

static bool same_row(struct world *w, uint32_t y) {
    const struct qr_row *row = qr_page_row(&w->page, y);
    struct model_row *want = &w->rows[y];
    const struct qr_cell *cells = qr_page_cells(&w->page, row);
    for (uint32_t x = 0; x < w->cols; x++) {
        if (!same_cell(&w->page, cells[x], &want->cells[x])) {
            printf("  cell %u,%u: content %x width %u\n", y, x, want->cells[x].content, want->cells[x].width);
            return false;
        }
    }
    bool line_fits = want->line ? row->line == want->line : row->line >= w->next_line;
    want->line = row->line;
    want->continues = row->column > 0;
    if (!line_fits || (row->flags & QR_ROW_WRAPPED ? 1 : 0) != want->wrapped ||
        (row->flags & QR_ROW_PROMPT ? 1 : 0) != want->prompt ||
        (row->flags & QR_ROW_AWAITED ? 1 : 0) != want->awaited) {
        printf("  row %u: line %llu flags %x\n", y, (unsigned long long)row->line, row->flags);
        return false;
    }
    return true;
}

static bool sound(struct world *w) {
    static char name[] = "model";
    struct qr_page_holders holders = {
        .styles = w->pen_ids, .links = w->link_ids, .style_count = PENS, .link_count = PENS};
    size_t breaches = qr_page_check(&w->page, &holders, kit_report_page, name);
    bool same = true;
    for (uint32_t y = 0; y < w->height; y++)
        same = same_row(w, y) && same;
    w->next_line = w->page.block->next_line;
    return breaches == 0 && same;
}

/* --- random arguments ------------------------------------------------------------------------------------------ */

static struct qr_cell random_dress(const struct world *w, struct model_cell *model) {
    uint32_t pen = kit_below(PENS), guarded = kit_below(4) == 0, semantic = kit_below(4) ? 0 : kit_below(3);
    *model = (struct model_cell){0, (uint16_t)w->pen_looks[pen], QR_NARROW, (uint8_t)guarded, (uint8_t)semantic};
    struct qr_cell dress = {(guarded ? QR_CELL_PROTECTED : 0) | (uint64_t)semantic << QR_CELL_SEMANTIC_SHIFT};
    return qr_cell_with_style(dress, w->pen_ids[pen]);
}

/* What a clear leaves: often nothing, else a background. */
static struct qr_cell random_blank(const struct world *w, struct model_cell *model) {
    struct qr_cell blank = random_dress(w, model);
    if (kit_below(2))
        return blank;
    *model = (struct model_cell){0};
    return (struct qr_cell){0};
}

static uint32_t random_content(void) {
    switch (kit_below(5)) {
    case 0:
        return KIT_CLUSTER_BIT | kit_below(KIT_CLUSTERS);
    case 1:
        return 0x4E00 + kit_below(500);
    case 2:
        return 0x10FFFF - kit_below(9);
    default:
        return 0x20 + kit_below(95);
    }
}

static void random_span(const struct world *w, uint32_t *from, uint32_t *to) {
    *from = kit_below(w->cols);
    *to = *from + 1 + kit_below(w->cols - *from);
}

/* --- the operations -------------------------------------------------------------------------------------------- */

static void do_pen(struct world *w, uint32_t y) {
    uint32_t pen = kit_below(PENS), id = 0, link = kit_below(KIT_LINKS);
    (void)y;
    w->pen_looks[pen] = kit_below(8) ? kit_below(KIT_LOOKS) : 0;
    CHECK_INT(kit_add_look(&w->page, w->pen_looks[pen], &id), QUIRE_OK);
    qr_page_release_style(&w->page, w->pen_ids[pen], 1);
    w->pen_ids[pen] = id;
    if (kit_below(3))
        return;
    qr_page_release_link(&w->page, w->link_ids[pen]);
    w->link_ids[pen] = 0;
    if (link != 0)
        CHECK_INT(qr_page_add_link(&w->page, &kit_links[link], &w->link_ids[pen]), QUIRE_OK);
}

static void do_ascii(struct world *w, uint32_t y) {
    struct model_cell cell;
    uint8_t text[COLS_MAX];
    uint32_t from, to;
    struct qr_cell dress = random_dress(w, &cell);
    random_span(w, &from, &to);
    text[0] = (uint8_t)(kit_below(4) ? 0x20 + kit_below(95) : ' ');
    model_printed(w, y, from, to, text[0]);
    model_fill(w, y, from, to, cell);
    for (uint32_t x = from; x < to; x++) {
        if (x > from)
            text[x - from] = (uint8_t)(0x20 + kit_below(95));
        w->rows[y].cells[x].content = text[x - from];
    }
    qr_page_put_ascii(&w->page, y, from, text, to - from, dress);
}

/* As a run that ends in the last column, and a wrap behind it. */
static void do_ascii_through(struct world *w, uint32_t y) {
    struct model_cell cell;
    uint8_t text[COLS_MAX];
    struct qr_cell dress = random_dress(w, &cell);
    uint32_t from = kit_below(2) ? 0 : kit_below(w->cols);
    text[0] = (uint8_t)(kit_below(4) ? 0x20 + kit_below(95) : ' ');
    model_printed(w, y, from, w->cols, text[0]);
    model_fill(w, y, from, w->cols, cell);
    for (uint32_t x = from; x < w->cols; x++) {
        if (x > from)
            text[x - from] = (uint8_t)(0x20 + kit_below(95));
        w->rows[y].cells[x].content = text[x - from];
    }
    model_set_wrapped(w, y, true);
    qr_page_put_ascii_through(&w->page, y, from, text, w->cols - from, dress);
}

static void do_put(struct world *w, uint32_t y) {
    struct model_cell model;
    struct qr_cell cell, dress = random_dress(w, &model);
    uint32_t x = kit_below(w->cols);
    model.content = random_content();
    if (x + 1 < w->cols && kit_below(2))
        model.width = QR_WIDE;
    if (x + 1 == w->cols && kit_below(3) == 0) {
        model.content = 0;
        model.width = QR_SPACER;
    }
    CHECK_INT(kit_make_cell(&w->page, dress, model.content, (enum qr_cell_width)model.width, &cell), QUIRE_OK);
    qr_page_put(&w->page, y, x, cell);
    model_printed(w, y, x, x + (model.width == QR_WIDE ? 2 : 1), model.content);
    model_put(w, y, x, model);
}

static void do_replace(struct world *w, uint32_t y) {
    uint32_t x = kit_below(w->cols);
    struct model_cell *cells = w->rows[y].cells;
    if (cells[x].width == QR_TAIL)
        return;
    struct model_cell model = cells[x];
    struct qr_cell cell = {0}, none = {0};
    model.content = random_content();
    model.width = x + 1 < w->cols && kit_below(2) ? QR_WIDE : QR_NARROW;
    CHECK_INT(kit_make_cell(&w->page, none, model.content, QR_NARROW, &cell), QUIRE_OK);
    qr_page_replace(&w->page, y, x, qr_cell_content(cell), qr_cell_is_cluster(cell), model.width == QR_WIDE);
    bool wide = model.width == QR_WIDE || cells[x].width == QR_WIDE; /* another width may part rows, the content not */
    if (cells[x].width != model.width)
        model_rewritten(w, y, x + (wide ? 2 : 1));
    bool wrapped = w->rows[y].wrapped;
    w->rows[y].wrapped = false;
    model_cut(w, y, x + 1);
    model_put(w, y, x, model);
    w->rows[y].wrapped = wrapped;
}

static void do_clear(struct world *w, uint32_t y) {
    struct model_cell model;
    struct qr_cell blank = random_blank(w, &model);
    uint32_t from, to;
    random_span(w, &from, &to);
    from = kit_below(9) ? from : to; /* an empty span is allowed */
    qr_page_clear(&w->page, y, from, to, blank);
    if (from < to)
        model_fill(w, y, from, to, model);
}

static void do_clear_unprotected(struct world *w, uint32_t y) {
    struct model_cell model;
    struct qr_cell blank = random_blank(w, &model);
    uint32_t from, to;
    random_span(w, &from, &to);
    if (model.guarded) {
        model.guarded = 0;
        blank.bits &= ~QR_CELL_PROTECTED;
    }
    qr_page_clear_unprotected(&w->page, y, from, to, blank);
    for (uint32_t x = from; x < to; x++) {
        if (!w->rows[y].cells[x].guarded) {
            uint32_t end = x;
            while (end < to && !w->rows[y].cells[end].guarded)
                end++;
            model_fill(w, y, x, end, model);
            x = end - 1;
        }
    }
}

static void do_fill(struct world *w, uint32_t y) {
    struct model_cell model;
    struct qr_cell dress = random_dress(w, &model);
    uint32_t from, to;
    random_span(w, &from, &to);
    model.content = kit_below(2) ? 'E' : 0x4E00 + kit_below(500);
    model_printed(w, y, from, to, model.content);
    model_fill(w, y, from, to, model);
    qr_page_fill(&w->page, y, from, to, qr_cell_make(dress, model.content, QR_NARROW));
}

static void do_copies(struct world *w, uint32_t y) {
    struct model_cell model;
    struct qr_cell cell = {0}, dress = random_dress(w, &model);
    uint32_t x = kit_below(w->cols), columns = x + 1 < w->cols && kit_below(2) ? 2 : 1;
    uint32_t count = 1 + kit_below((w->cols - x) / columns);
    model.content = random_content();
    model.width = columns == 2 ? QR_WIDE : QR_NARROW;
    CHECK_INT(kit_make_cell(&w->page, dress, model.content, (enum qr_cell_width)model.width, &cell), QUIRE_OK);
    qr_page_put_copies(&w->page, y, x, cell, count);
    if (qr_cell_is_cluster(cell)) /* the copies took their own */
        CHECK_INT(qr_cluster_set_release(qr_page_sets(&w->page).clusters, qr_cell_content(cell)), QUIRE_OK);
    model_printed(w, y, x, x + count * columns, model.content);
    for (uint32_t i = 0; i < count; i++)
        model_put(w, y, x + i * columns, model);
}

static bool becomes_space(const struct model_cell *cell, enum qr_spaces which) {
    bool shows = cell->content != 0 || cell->width != QR_NARROW;
    return which == QR_SPACES_FOR_BLANKS ? !shows : shows && !(which == QR_SPACES_FOR_UNPROTECTED && cell->guarded);
}

static void do_spaces(struct world *w, uint32_t y) {
    enum qr_spaces which = (enum qr_spaces)kit_below(3);
    uint32_t from, to;
    random_span(w, &from, &to);
    qr_page_put_spaces(&w->page, y, from, to, which);
    for (uint32_t x = from; x < to; x++) {
        struct model_cell space = blank_of(w->rows[y].cells[x]);
        if (!becomes_space(&w->rows[y].cells[x], which))
            continue;
        space.content = ' ';
        model_begun(w, y, x);
        model_put(w, y, x, space);
    }
}

/* A run of one style gets another; a wide character does as a whole. */
static void do_style(struct world *w, uint32_t y) {
    uint32_t pen = kit_below(PENS), from = kit_below(w->cols);
    from -= w->rows[y].cells[from].width == QR_TAIL ? 1 : 0;
    uint32_t to = qr_page_style_run(&w->page, y, from, w->cols);
    qr_page_set_style(&w->page, y, from, to, w->pen_ids[pen]);
    for (uint32_t x = from; x < to; x++)
        w->rows[y].cells[x].look = (uint16_t)w->pen_looks[pen];
}

static void do_shift(struct world *w, uint32_t y) {
    struct model_cell model, span[COLS_MAX], *cells = w->rows[y].cells;
    struct qr_cell blank = random_blank(w, &model);
    uint32_t from, to, by;
    random_span(w, &from, &to);
    by = kit_below(to - from + 2);
    bool right = kit_below(2);
    qr_page_shift(&w->page, y, from, to, right ? (int32_t)by : -(int32_t)by, blank);
    if (by == 0)
        return;
    if (by >= to - from) {
        model_fill(w, y, from, to, model);
        return;
    }
    model_rewritten(w, y, to);
    if (to == w->cols && cells[w->cols - 1].width == QR_SPACER)
        cells[w->cols - 1] = blank_of(cells[w->cols - 1]);
    model_cut(w, y, from);
    model_cut(w, y, to);
    memcpy(span, cells, sizeof span);
    for (uint32_t x = from; x < to; x++)
        cells[x] = model;
    model_paste(w, y, right ? from + by : from, span + (right ? from : from + by), to - from - by);
}

static void do_copy_span(struct world *w, uint32_t y) {
    struct model_cell span[COLS_MAX];
    uint32_t from, to, source = kit_below(w->height), x;
    random_span(w, &from, &to);
    x = kit_below(w->cols - (to - from) + 1);
    qr_page_copy_span(&w->page, source, from, to, y, x);
    if (source == y && x == from)
        return;
    model_cut(w, y, x);
    model_cut(w, y, x + to - from);
    memcpy(span, w->rows[source].cells + from, (to - from) * sizeof *span);
    model_begun(w, y, x);
    model_rewritten(w, y, x + to - from);
    model_paste(w, y, x, span, to - from);
}

static void do_scroll(struct world *w, uint32_t top) {
    static struct model_row old[ROWS_MAX];
    struct model_cell model;
    struct qr_cell blank = random_blank(w, &model);
    uint32_t bottom = top + 1 + kit_below(w->height - top), height = bottom - top, by = kit_below(height + 2);
    bool up = kit_below(2);
    qr_page_scroll(&w->page, top, bottom, up ? (int32_t)by : -(int32_t)by, blank);
    if (by == 0)
        return;
    by = by > height ? height : by;
    if (top > 0)
        model_set_wrapped(w, top - 1, false);
    if (bottom < w->height)
        model_set_wrapped(w, bottom - 1, false);
    memcpy(old, w->rows, sizeof old);
    for (uint32_t y = top; y < bottom; y++) {
        bool stays = up ? y + by < bottom : y >= top + by;
        if (stays)
            w->rows[y] = old[up ? y + by : y - by];
        else
            model_reset_row(w, y, model);
    }
    if (!up)
        w->rows[bottom - 1].wrapped = false;
    else if (by < height)
        w->rows[bottom - 1 - by].wrapped = false;
}

static void do_scroll_box(struct world *w, uint32_t top) {
    static struct model_row old[ROWS_MAX];
    struct model_cell model, span[COLS_MAX];
    struct qr_cell blank = random_blank(w, &model);
    uint32_t bottom = top + 1 + kit_below(w->height - top), height = bottom - top, by = 1 + kit_below(height + 1);
    uint32_t left, right;
    bool up = kit_below(2);
    random_span(w, &left, &right);
    qr_page_scroll_box(&w->page, top, bottom, left, right, up ? (int32_t)by : -(int32_t)by, blank);
    by = by > height ? height : by;
    for (uint32_t y = top > 0 ? top - 1 : top; y < bottom; y++)
        model_set_wrapped(w, y, false);
    memcpy(old, w->rows, sizeof old);
    for (uint32_t y = top; y < bottom; y++) {
        if (up ? y + by >= bottom : y < top + by) {
            model_fill(w, y, left, right, model);
            continue;
        }
        memcpy(span, old[up ? y + by : y - by].cells + left, (right - left) * sizeof *span);
        model_cut(w, y, left);
        model_cut(w, y, right);
        model_paste(w, y, left, span, right - left);
    }
}

static void do_set_wrapped(struct world *w, uint32_t y) {
    bool wrapped = kit_below(2);
    qr_page_set_wrapped(&w->page, y, wrapped);
    model_set_wrapped(w, y, wrapped);
}

static void do_begin_line(struct world *w, uint32_t y) {
    qr_page_begin_line(&w->page, y);
    model_begin_line(w, y);
}

static void part_row(struct world *w, uint32_t y) {
    if (y > 0) {
        qr_page_set_wrapped(&w->page, y - 1, false);
        model_set_wrapped(w, y - 1, false);
    }
    qr_page_set_wrapped(&w->page, y, false);
    model_set_wrapped(w, y, false);
}

static void do_reset_row(struct world *w, uint32_t y) {
    struct model_cell model;
    struct qr_cell blank = random_blank(w, &model);
    part_row(w, y);
    qr_page_reset_row(&w->page, y, blank);
    model_reset_row(w, y, model);
}

static void do_prompt(struct world *w, uint32_t y) {
    qr_page_row(&w->page, y)->flags |= QR_ROW_PROMPT;
    w->rows[y].prompt = true;
}

static void do_rebuild(struct world *w, uint32_t y) {
    struct qr_page_capacity capacity = w->page.block->capacity;
    (void)y;
    capacity.styles = kit_below(2) ? capacity.styles : capacity.styles / 2 + kit_below(64);
    capacity.clusters += kit_below(16);
    capacity.string_bytes = kit_below(3) ? capacity.string_bytes : capacity.string_bytes + 1000 - kit_below(2000);
    if (capacity.string_bytes > 600000)
        capacity.string_bytes = 600000;
    enum quire_result result = qr_page_rebuild(&w->page, &capacity);
    CHECK(result == QUIRE_OK || result == QUIRE_OUT_OF_MEMORY || result == QUIRE_OUT_OF_STRINGS);
}

static void do_copy(struct world *w, uint32_t y) {
    struct qr_page copy = {0};
    (void)y;
    CHECK_INT(qr_page_copy(&copy, &w->page), QUIRE_OK);
    CHECK(copy.size == w->page.size && memcmp(copy.block, w->page.block, copy.size) == 0);
    memset(w->page.block, 0xEE, w->page.size);
    CHECK_INT(qr_page_copy(&w->page, &copy), QUIRE_OK); /* into the same size: no allocation */
    qr_page_destroy(&w->page);
    w->page = copy;
}

static void do_shrink(struct world *w, uint32_t y) {
    size_t before = w->page.size;
    (void)y;
    if (qr_page_shrink(&w->page)) {
        CHECK(w->page.size < before);
        CHECK(!qr_page_shrink(&w->page)); /* once is enough */
    }
}

static void do_compact(struct world *w, uint32_t y) {
    (void)y;
    CHECK_INT(qr_page_compact_strings(&w->page), QUIRE_OK);
    struct qr_strings *strings = qr_page_sets(&w->page).strings;
    CHECK_INT(strings->used, strings->end);
}

struct stored {
    unsigned char *bytes;
    size_t length;
};

static void put_piece(void *user, const void *bytes, size_t length) {
    struct stored *stored = user;
    memcpy(stored->bytes + stored->length, bytes, length);
    stored->length += length;
}

/* Out and in again: another seed, the same page; and out again, the same bytes. */
static void do_store(struct world *w, uint32_t y) {
    struct qr_page_holders holders = {
        .styles = w->pen_ids, .links = w->link_ids, .style_count = PENS, .link_count = PENS};
    struct stored first = {malloc(w->page.size), 0}, second = {malloc(w->page.size), 0};
    static char name[] = "stored";
    struct qr_page opened;
    (void)y;
    if (!first.bytes || !second.bytes)
        abort();
    qr_page_store(&w->page, put_piece, &first);
    CHECK(first.length == w->page.size);
    CHECK_INT(qr_page_open(&opened, &allocator, first.bytes, first.length, &holders, kit_report_page, name), QUIRE_OK);
    CHECK(opened.block->seed != w->page.block->seed && opened.block->identity != w->page.block->identity);
    qr_page_store(&opened, put_piece, &second);
    CHECK(second.length == first.length && memcmp(first.bytes, second.bytes, first.length) == 0);
    qr_page_destroy(&w->page);
    w->page = opened;
    free(first.bytes);
    free(second.bytes);
}

/* A view that was brought up to date now and then shows what the page does: rows, texts, looks. */
static void check_view(struct world *w) {
    CHECK_INT(qr_page_view(&w->view, &w->page), QUIRE_OK);
    for (uint32_t y = 0; y < w->height; y++) {
        const struct qr_row *row = qr_page_row(&w->page, y), *shown = qr_page_row(&w->view, y);
        const struct qr_cell *cells = qr_page_cells(&w->page, row), *copy = qr_page_cells(&w->view, shown);
        CHECK(memcmp(row, shown, sizeof *row) == 0 && memcmp(cells, copy, w->cols * sizeof *cells) == 0);
        for (uint32_t x = 0; x < row->length; x++) {
            uint32_t first, second, count, other, style = qr_cell_style(cells[x]);
            const uint32_t *text = qr_page_cell_text(&w->page, cells[x], &first, &count);
            const uint32_t *again = qr_page_cell_text(&w->view, cells[x], &second, &other);
            CHECK(count == other && memcmp(text, again, count * sizeof *text) == 0);
            CHECK(qr_style_equal(qr_page_style(&w->page, style), qr_page_style(&w->view, style)));
        }
    }
}

static void import(struct world *w, uint32_t y, const struct world *from) {
    uint32_t source = kit_below(from->height);
    const struct model_row *old = &from->rows[source];
    part_row(w, y);
    qr_page_import_row(&w->page, y, &from->page, source);
    CHECK_INT(qr_page_row(&w->page, y)->line, qr_page_row(&from->page, source)->line);
    CHECK(w->page.block->next_line > qr_page_row(&w->page, y)->line);
    struct model_row *row = &w->rows[y];
    model_reset_row(w, y, (struct model_cell){0});
    row->prompt = old->prompt;
    row->wrapped = old->wrapped && w->cols == from->cols;
    for (uint32_t x = 0; x < w->cols && x < from->cols; x++) {
        row->cells[x] = old->cells[x];
        if ((old->cells[x].width == QR_WIDE || old->cells[x].width == QR_SPACER) && x + 1 == w->cols &&
            w->cols != from->cols)
            row->cells[x] = blank_of(old->cells[x]);
        if (old->cells[x].width == QR_SPACER && w->cols > from->cols)
            row->cells[x] = blank_of(old->cells[x]);
    }
    qr_page_begin_line(&w->page, y);
    model_renumber(w, y);
}

typedef void operation(struct world *w, uint32_t y);

static operation *const operations[] = {do_pen,
                                        do_pen,
                                        do_ascii,
                                        do_ascii,
                                        do_ascii_through,
                                        do_put,
                                        do_put,
                                        do_put,
                                        do_put,
                                        do_replace,
                                        do_clear,
                                        do_fill,
                                        do_copies,
                                        do_spaces,
                                        do_style,
                                        do_shift,
                                        do_shift,
                                        do_copy_span,
                                        do_copy_span,
                                        do_scroll,
                                        do_scroll_box,
                                        do_set_wrapped,
                                        do_set_wrapped,
                                        do_begin_line,
                                        do_reset_row,
                                        do_prompt,
                                        do_clear_unprotected,
                                        do_clear_unprotected};
#define OPERATIONS (sizeof operations / sizeof *operations)

/* --- runs ------------------------------------------------------------------------------------------------------ */

static void open_world(struct world *w, uint32_t cols, uint32_t rows) {
    struct qr_page_capacity capacity = qr_page_default_capacity();
    *w = (struct world){.cols = cols, .height = rows};
    CHECK_INT(qr_page_create(&w->page, &allocator, cols, rows, &capacity, kit_below(UINT32_MAX)), QUIRE_OK);
}

static void close_world(struct world *w) {
    static char name[] = "empty";
    struct qr_cell none = {0};
    for (uint32_t y = 0; y < w->height; y++) {
        part_row(w, y);
        qr_page_reset_row(&w->page, y, none);
    }
    for (uint32_t i = 0; i < PENS; i++) {
        qr_page_release_style(&w->page, w->pen_ids[i], 1);
        qr_page_release_link(&w->page, w->link_ids[i]);
    }
    CHECK_INT(qr_page_check(&w->page, NULL, kit_report_page, name), 0);
    struct qr_sets sets = qr_page_sets(&w->page);
    CHECK_INT(qr_style_set_count(sets.styles), 0);
    CHECK_INT(qr_cluster_set_count(sets.clusters), 0);
    qr_page_destroy(&w->page);
    if (w->view.block)
        qr_page_destroy(&w->view);
}

static struct world worlds[2];

static void run_sizes(uint32_t cols, uint32_t rows, uint32_t other_cols, uint32_t steps) {
    open_world(&worlds[0], cols, rows);
    open_world(&worlds[1], other_cols, rows);
    for (uint32_t step = 0; step < steps && test_ok; step++) {
        struct world *w = &worlds[kit_below(2)];
        uint32_t y = kit_below(w->height), kind = kit_below(OPERATIONS * 8 + 14);
        if (kind < OPERATIONS * 8)
            operations[kind % OPERATIONS](w, y);
        else if (kind < OPERATIONS * 8 + 3)
            do_rebuild(w, y);
        else if (kind < OPERATIONS * 8 + 4)
            do_copy(w, y);
        else if (kind < OPERATIONS * 8 + 6)
            do_shrink(w, y);
        else if (kind < OPERATIONS * 8 + 8)
            do_compact(w, y);
        else if (kind < OPERATIONS * 8 + 10)
            do_store(w, y);
        else
            import(w, y, &worlds[w == worlds]);
        CHECK(sound(w));
        if (kit_below(3) == 0)
            check_view(w);
        if (!test_ok)
            printf("  %ux%u, step %u, operation %u\n", cols, rows, step, kind % (uint32_t)OPERATIONS);
    }
    close_world(&worlds[0]);
    close_world(&worlds[1]);
    CHECK_INT(memory.blocks, 0);
}

static void one_cell(void) {
    run_sizes(1, 1, 2, 4000);
}

static void narrow(void) {
    run_sizes(2, 5, 3, 12000);
    run_sizes(3, 2, 3, 12000);
}

static void one_row(void) {
    run_sizes(20, 1, 11, 8000);
}

static void small(void) {
    run_sizes(7, 4, 7, 12000);
    run_sizes(20, 7, 12, 12000);
}

static void screen(void) {
    run_sizes(80, 24, 80, 2500);
}

/* Every cell a style of its own: the sets grow, ids stay, and after all are gone so are their links. */
static void many_styles(void) {
    struct world *w = &worlds[0];
    open_world(w, 80, 24);
    uint32_t before = w->page.block->capacity.styles;
    for (uint32_t i = 0; i < 80 * 24; i++) {
        uint32_t id, look = i % KIT_LOOKS;
        struct qr_cell cell;
        CHECK_INT(kit_add_look(&w->page, look, &id), QUIRE_OK);
        uint32_t content = KIT_CLUSTER_BIT | i % KIT_CLUSTERS;
        CHECK_INT(kit_make_cell(&w->page, qr_cell_with_style((struct qr_cell){0}, id), content, QR_NARROW, &cell),
                  QUIRE_OK);
        qr_page_put(&w->page, i / 80, i % 80, cell);
        qr_page_release_style(&w->page, id, 1);
        w->rows[i / 80].cells[i % 80] = (struct model_cell){content, (uint16_t)look, QR_NARROW, 0, 0};
    }
    CHECK(w->page.block->capacity.styles > before);
    CHECK(sound(w));
    close_world(w);
    CHECK_INT(memory.blocks, 0);
}

int main(void) {
    kit_init();
    allocator = kit_allocator(&memory);
    RUN(one_cell);
    RUN(narrow);
    RUN(one_row);
    RUN(small);
    RUN(screen);
    RUN(many_styles);
    return test_end();
}
