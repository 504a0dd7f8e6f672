/* history_encode.c - cells of a row become text, breaks and runs. */
#include "history_chunk.h"

#include "history_text.h"
#include "qr_arith.h"
#include "qr_words.h"

void qr_chunk_add_break(struct qr_chunk *chunk, uint32_t cells, uint32_t code_points, bool wide) {
    uint16_t low = (uint16_t)(code_points | (wide ? 0x80u : 0u));
    if (chunk->break_count > 0) {
        uint16_t *last = &chunk->breaks[chunk->break_count - 1];
        uint32_t room = 255u - (*last >> 8), more = cells < room ? cells : room;
        if ((*last & 255) == low) {
            *last = (uint16_t)(*last + (more << 8));
            cells -= more;
        }
    }
    if (cells == 0)
        return;
    chunk->breaks[chunk->break_count++] = (uint16_t)((cells - 1) << 8 | low);
    chunk->simple = chunk->simple && low == 1;
}

/* Cells of a row like the first one in all but dress, `step` apart: so many. */
static uint32_t same_clusters(const struct qr_cell *cells, uint32_t columns, uint32_t step, uint32_t most) {
    uint32_t count = 1;
    if (step == 1)
        return (uint32_t)qr_words_like(&cells->bits, qr_min_u32(columns, most), cells->bits, ~QR_CELL_DRESS_MASK);
    for (uint32_t x = step; x < columns && count < most; x += step, count++) {
        if ((cells[x].bits ^ cells[0].bits) & ~QR_CELL_DRESS_MASK)
            break;
    }
    return count;
}

/* The text of so many copies of a cluster. Returns its code points. */
static uint32_t encode_clusters(struct qr_chunk *chunk, const struct qr_page *page, struct qr_cell cell,
                                uint32_t copies) {
    uint32_t single, count, length = 0;
    const uint32_t *text = qr_page_cell_text(page, cell, &single, &count);
    uint8_t *to = chunk->text + chunk->text_bytes;
    for (uint32_t i = 0; i < count; i++)
        length += qr_utf8_put(to + length, text[i]);
    for (uint32_t done = 1, more; done < copies; done += more) {
        more = qr_min_u32(done, copies - done);
        memcpy(to + done * length, to, more * length);
    }
    chunk->text_bytes += copies * length;
    chunk->ascii = false;
    return count;
}

uint32_t qr_chunk_take_ascii(struct qr_chunk *chunk, const struct qr_cell *cells, uint32_t count) {
    uint32_t taken = qr_min_u32(count, QR_FREEZE_CELLS);
    for (uint32_t x = 0; x < taken; x++) {
        uint8_t byte = (uint8_t)cells[x].bits;
        chunk->text[x] = byte ? byte : ' ';
    }
    chunk->text_bytes = chunk->width = taken;
    chunk->break_count = taken > 0;
    chunk->breaks[0] = (uint16_t)((taken - 1) << 8 | 1);
    chunk->run_count = chunk->run_cells = 0;
    chunk->ascii = chunk->simple = true;
    chunk->wide = false;
    return taken;
}

/* What sets a cell apart from its neighbours but for its content: a cluster, or the head of a wide one. */
static inline uint64_t kind_of(struct qr_cell cell) {
    return cell.bits & (QR_CELL_CLUSTER | UINT64_C(3) << QR_CELL_WIDTH_SHIFT);
}

/* Cells of one kind, no clusters, `step` apart: so many, up to the first of another kind. Cost: theirs. */
static uint32_t encode_run(struct qr_chunk *chunk, const struct qr_cell *cells, uint32_t columns, uint32_t step,
                           uint32_t most) {
    const uint64_t kind = kind_of(*cells);
    uint8_t *to = chunk->text + chunk->text_bytes;
    uint32_t taken = 0, all = 0;
    for (uint32_t x = 0; x < columns && taken < most && kind_of(cells[x]) == kind; x += step, taken++) {
        uint32_t content = qr_cell_content(cells[x]);
        all |= content;
        to += qr_utf8_put(to, content ? content : ' ');
    }
    chunk->text_bytes = (uint32_t)(to - chunk->text);
    chunk->ascii = chunk->ascii && all < 0x80;
    return taken;
}

uint32_t qr_chunk_take_cells(struct qr_chunk *chunk, const struct qr_page *page, const struct qr_cell *cells,
                             uint32_t count) {
    chunk->text_bytes = 0;
    chunk->break_count = chunk->run_count = chunk->width = chunk->run_cells = 0;
    chunk->ascii = chunk->simple = true;
    chunk->wide = false;
    uint32_t x = 0;
    for (uint32_t taken = 0, run; x < count && taken < QR_FREEZE_CELLS; taken += run) {
        bool wide = qr_cell_width(cells[x]) == QR_WIDE, cluster = qr_cell_is_cluster(cells[x]);
        uint32_t step = wide ? 2 : 1, points = 1;
        if (cluster) {
            run = same_clusters(cells + x, count - x, step, QR_FREEZE_CELLS - taken);
            points = encode_clusters(chunk, page, cells[x], run);
        } else {
            run = encode_run(chunk, cells + x, count - x, step, QR_FREEZE_CELLS - taken);
        }
        qr_chunk_add_break(chunk, run, points, wide);
        x += run * step;
        chunk->wide = chunk->wide || wide;
    }
    x = x < count ? x : count;
    chunk->width = x;
    chunk->ascii = chunk->ascii && !chunk->wide;
    return x;
}

/* Styles and links of the vocabulary keep the reference of their first use, and no other but those of styles: so every
 * id in it is living, and a sealed page keeps them all. */
enum quire_result qr_history_link_index(struct qr_history *history, const struct qr_link_key *key, uint32_t *link) {
    struct qr_page *vocabulary = &history->vocabulary;
    enum quire_result result = qr_page_add_link(vocabulary, key, link);
    if (result == QUIRE_OK && qr_link_set_ref_count(qr_page_sets(vocabulary).links, *link) > 1)
        qr_page_release_link(vocabulary, *link);
    return result;
}

enum quire_result qr_history_style_add(struct qr_history *history, struct qr_style style, uint32_t *index) {
    struct qr_page *vocabulary = &history->vocabulary;
    uint32_t used = qr_page_sets(vocabulary).styles->used;
    enum quire_result result = qr_page_add_style(vocabulary, style, index);
    struct qr_style_set *styles = qr_page_sets(vocabulary).styles; /* the page may have grown */
    if (result == QUIRE_OK && styles->used == used && *index != 0)
        (void)qr_style_set_release(styles, *index);
    return result;
}

enum quire_result qr_history_style_index(struct qr_history *history, struct qr_style style, uint32_t *index) {
    struct qr_sets sets = qr_page_sets(&history->vocabulary);
    bool likely = qr_style_link(style) == 0 && !qr_style_is_default(style); /* links are mostly new, and so are these */
    *index = likely ? qr_style_set_lookup(sets.styles, &sets, &style) : 0;
    return *index != 0 ? QUIRE_OK : qr_history_style_add(history, style, index);
}

/* The index of a style of a page. */
static enum quire_result page_style_index(struct qr_history *history, const struct qr_page *page, struct qr_style style,
                                          uint32_t *index) {
    if (qr_style_link(style) != 0) {
        struct qr_sets sets = qr_page_sets(page);
        struct qr_link_key key = qr_link_as_key(&sets, qr_link_set_get(sets.links, qr_style_link(style)));
        uint32_t link;
        enum quire_result result = qr_history_link_index(history, &key, &link);
        if (result != QUIRE_OK)
            return result;
        qr_style_set_link(&style, link);
    }
    return qr_history_style_index(history, style, index);
}

static struct qr_style style_of_cell(const struct qr_page *page, struct qr_cell cell) {
    return qr_history_fold(qr_page_style(page, qr_cell_style(cell)), cell);
}

static void add_run(struct qr_chunk *chunk, uint32_t style, uint32_t cells) {
    chunk->run_count += qr_run_put(chunk->runs + chunk->run_count, style, cells);
    chunk->run_cells += cells;
}

static uint64_t dress_of(struct qr_cell cell) {
    return cell.bits & QR_CELL_DRESS_MASK;
}

/* Runs are put together from stretches of cells: neighbours of one style become one, default ones at the end none. */
struct run_maker {
    struct qr_chunk *chunk;
    uint32_t style, cells; /* of the run that may grow */
};

static void extend_run(struct run_maker *maker, uint32_t style, uint32_t cells) {
    if (maker->cells > 0 && style != maker->style) {
        add_run(maker->chunk, maker->style, maker->cells);
        maker->cells = 0;
    }
    maker->style = style;
    maker->cells += cells;
}

static void end_runs(const struct run_maker *maker) {
    if (maker->cells > 0 && maker->style != 0)
        add_run(maker->chunk, maker->style, maker->cells);
}

static enum quire_result take_cell_styles(struct qr_history *history, struct run_maker *maker,
                                          const struct qr_chunk_styles *styles) {
    const struct qr_cell *cells = styles->cells;
    for (uint32_t x = 0; x < styles->columns;) {
        uint64_t dress = dress_of(cells[x]);
        uint32_t count = 0, style = 0, start = x;
        for (; x < styles->columns && dress_of(cells[x]) == dress; x++)
            count += qr_cell_width(cells[x]) != QR_TAIL;
        enum quire_result result = QUIRE_OK;
        if (dress != 0)
            result = page_style_index(history, styles->page, style_of_cell(styles->page, cells[start]), &style);
        if (result != QUIRE_OK)
            return result;
        extend_run(maker, style, count);
    }
    return QUIRE_OK;
}

static enum quire_result take_run_styles(struct qr_history *history, struct run_maker *maker,
                                         const struct qr_chunk_styles *styles) {
    for (uint32_t i = 0; i < styles->run_count; i++) {
        uint32_t style;
        enum quire_result result = qr_text_memo_index(styles->memo, history, &styles->runs[i].dress, &style);
        if (result != QUIRE_OK)
            return result;
        extend_run(maker, style, styles->runs[i].cells);
    }
    return QUIRE_OK;
}

enum quire_result qr_chunk_take_styles(struct qr_history *history, struct qr_chunk *chunk,
                                       const struct qr_chunk_styles *styles) {
    struct run_maker maker = {chunk, 0, 0};
    chunk->run_count = chunk->run_cells = 0;
    if (!chunk->dressed)
        return QUIRE_OK;
    enum quire_result result =
        styles->cells ? take_cell_styles(history, &maker, styles) : take_run_styles(history, &maker, styles);
    if (result == QUIRE_OK)
        end_runs(&maker);
    return result;
}
