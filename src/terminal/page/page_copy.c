/* page_copy.c - copies of a page. Of a block that a flood has made large, only what is in use is copied. */
#include "page.h"

#include "qr_arith.h"
#include "qr_memory.h"

/* A copy in the making. */
struct copying {
    struct qr_page_header *to;
    const struct qr_page_header *from;
    bool blank; /* all of the copy is zero */
};

/* Bytes that are zero in the copy, or else those of the part before, of which `had` were in use. */
static void copy_part(const struct copying *c, uint32_t offset, size_t in_use, size_t had) {
    size_t length = in_use > had ? in_use : had;
    memcpy((char *)c->to + offset, (const char *)c->from + offset, length);
}

/* Bytes of header, counts, table and items up to the last id that was ever handed out; all behind them is zero. */
#define IN_USE(type, set)                                                                                              \
    ((set)->item_capacity ? (set)->items_offset + ((size_t)(set)->used + 1) * sizeof(struct type##_item)               \
                          : sizeof *(set))

static size_t style_bytes(const struct qr_page_header *block) {
    return IN_USE(qr_style_set, qr_styles_offset_at(block, block->styles));
}

static size_t link_bytes(const struct qr_page_header *block) {
    return IN_USE(qr_link_set, qr_links_offset_at(block, block->links));
}

static size_t cluster_bytes(const struct qr_page_header *block) {
    return IN_USE(qr_cluster_set, qr_clusters_offset_at(block, block->clusters));
}

static size_t string_bytes(const struct qr_page_header *block) {
    const struct qr_strings *strings = qr_strings_offset_at(block, block->strings);
    return strings->bytes_offset + (size_t)strings->end * QR_STRING_CHUNK;
}

static void copy_sets(const struct copying *c) {
    const struct qr_page_header *from = c->from, *to = c->to;
    copy_part(c, from->styles.bytes, style_bytes(from), c->blank ? 0 : style_bytes(to));
    copy_part(c, from->links.bytes, link_bytes(from), c->blank ? 0 : link_bytes(to));
    copy_part(c, from->clusters.bytes, cluster_bytes(from), c->blank ? 0 : cluster_bytes(to));
    copy_part(c, from->strings.bytes, string_bytes(from), c->blank ? 0 : string_bytes(to));
}

/* Cells of one entry of the row table. An entry that has its cells where it had them covers them with both lengths. */
static void copy_cells(const struct copying *c, const struct qr_row *old, const struct qr_row *row) {
    uint32_t count = row->length;
    if (!c->blank)
        count = old->cells == row->cells ? qr_max_u32(old->length, row->length) : c->from->cols;
    struct qr_cell *to = qr_cells_offset_at(c->to, c->to->cells) + row->cells;
    memcpy(to, qr_cells_offset_at(c->from, c->from->cells) + row->cells, count * sizeof *to);
}

/* `known`: the copy shows an earlier state of this page, so a row of the same version is the same row. */
static void copy_rows(const struct copying *c, bool known) {
    struct qr_row *old = qr_rows_offset_at(c->to, c->to->row_table);
    const struct qr_row *rows = qr_rows_offset_at(c->from, c->from->row_table);
    for (uint32_t i = 0; i < c->from->rows; i++) {
        if (!known || old[i].version != rows[i].version || old[i].cells != rows[i].cells)
            copy_cells(c, &old[i], &rows[i]);
    }
    memcpy(old, rows, c->from->rows * sizeof *rows);
}

/* Gives the copy a block in which the parts lie as in the page's. */
static enum quire_result fit(struct qr_page *copy, const struct qr_page *page, struct copying *c) {
    if (copy->block && qr_page_same_layout(copy->block, page->block)) {
        *c = (struct copying){copy->block, page->block, false};
        return QUIRE_OK;
    }
    size_t size = page->size;
    if (copy->block && copy->size == page->size) {
        memset(copy->block, 0, copy->size);
    } else {
        void *block = qr_block_alloc(&page->allocator, &size);
        if (!block)
            return QUIRE_OUT_OF_MEMORY;
        if (copy->block)
            qr_page_destroy(copy);
        *copy = (struct qr_page){.block = block, .size = size, .allocator = page->allocator};
    }
    *c = (struct copying){copy->block, page->block, true};
    *c->to = *c->from; /* so that its parts can be found */
    return QUIRE_OK;
}

enum quire_result qr_page_copy(struct qr_page *copy, const struct qr_page *page) {
    struct copying c;
    enum quire_result result = fit(copy, page, &c);
    if (result != QUIRE_OK)
        return result;
    copy_rows(&c, false);
    copy_sets(&c);
    *c.to = *c.from;
    return QUIRE_OK;
}

enum quire_result qr_page_view(struct qr_page *view, const struct qr_page *page) {
    struct copying c;
    enum quire_result result = fit(view, page, &c);
    if (result != QUIRE_OK)
        return result;
    bool known = !c.blank && c.to->identity == c.from->identity;
    copy_rows(&c, known);
    if (!known || c.to->values != c.from->values)
        copy_sets(&c);
    *c.to = *c.from;
    return QUIRE_OK;
}
