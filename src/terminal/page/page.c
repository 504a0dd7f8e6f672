#include "page.h"

#include <quire/limits.h>

#include "qr_arith.h"
#include "qr_assert.h"
#include "qr_memory.h"
#include "qr_random.h"

_Static_assert(sizeof(struct qr_row) == 40, "a row entry has no padding");
_Static_assert(sizeof(struct qr_cell) == 8, "a cell is one word");

/* Where the parts of a block lie. */
struct layout {
    struct quire_set_layout styles, links, clusters;
    uint32_t string_chunks;
    size_t row_table, cells, style_set, link_set, cluster_set, strings, strings_size, size;
};

static bool lay_out(struct layout *layout, uint32_t cols, uint32_t rows, const struct qr_page_capacity *capacity) {
    size_t end = sizeof(struct qr_page_header);
    return qr_style_set_layout(capacity->styles, &layout->styles) &&
           qr_link_set_layout(capacity->links, &layout->links) &&
           qr_cluster_set_layout(capacity->clusters, &layout->clusters) &&
           qr_strings_size(capacity->string_bytes, &layout->string_chunks, &layout->strings_size) &&
           qr_layout_append(&end, rows, sizeof(struct qr_row), 64, &layout->row_table) &&
           qr_layout_append(&end, (size_t)cols * rows, sizeof(struct qr_cell), 64, &layout->cells) &&
           qr_layout_append(&end, 1, layout->styles.size, 64, &layout->style_set) &&
           qr_layout_append(&end, 1, layout->links.size, 64, &layout->link_set) &&
           qr_layout_append(&end, 1, layout->clusters.size, 64, &layout->cluster_set) &&
           qr_layout_append(&end, 1, layout->strings_size, 64, &layout->strings) && end <= UINT32_MAX &&
           (layout->size = end) > 0;
}

/* Fills the header of a zeroed block; sets and strings are made by the caller. */
static void write_header(struct qr_page_header *block, const struct layout *layout, size_t size) {
    block->magic = QR_PAGE_MAGIC;
    block->version = QR_PAGE_VERSION;
    block->size = size;
    block->row_table = qr_rows_offset_make(layout->row_table);
    block->cells = qr_cells_offset_make(layout->cells);
    block->styles = qr_styles_offset_make(layout->style_set);
    block->links = qr_links_offset_make(layout->link_set);
    block->clusters = qr_clusters_offset_make(layout->cluster_set);
    block->strings = qr_strings_offset_make(layout->strings);
    block->style_bytes = (uint32_t)layout->styles.size;
    block->link_bytes = (uint32_t)layout->links.size;
    block->cluster_bytes = (uint32_t)layout->clusters.size;
    block->strings_bytes = (uint32_t)layout->strings_size;
}

bool qr_page_layout_sound(const struct qr_page_header *block) {
    struct layout layout;
    if (block->cols == 0 || block->rows == 0 || block->cols > QUIRE_MAX_COLUMNS || block->rows > QUIRE_MAX_ROWS ||
        (uint64_t)block->cols * block->rows > QUIRE_MAX_CELLS ||
        !lay_out(&layout, block->cols, block->rows, &block->capacity) || layout.size > block->size)
        return false;
    struct qr_page_header expected = *block;
    write_header(&expected, &layout, (size_t)block->size);
    return memcmp(&expected, block, sizeof expected) == 0;
}

size_t qr_page_vocabulary_size(const struct qr_page_capacity *capacity) {
    struct layout layout;
    if (!lay_out(&layout, 1, 1, capacity))
        return SIZE_MAX;
    return layout.styles.size + layout.links.size + layout.clusters.size + layout.strings_size;
}

struct qr_page_capacity qr_page_default_capacity(void) {
    return (struct qr_page_capacity){.styles = 128, .links = 16, .clusters = 32, .string_bytes = 2032};
}

/* Rows of a page that holds nothing. */
static void write_blank_rows(struct qr_page_header *block) {
    struct qr_row *row = qr_rows_offset_at(block, block->row_table);
    for (uint32_t y = 0; y < block->rows; y++)
        row[y] = (struct qr_row){.cells = y * block->cols, .line = block->next_line++, .version = ++block->clock};
}

enum quire_result qr_page_create(struct qr_page *page, const struct quire_allocator *allocator, uint32_t cols,
                                 uint32_t rows, const struct qr_page_capacity *capacity, uint64_t seed) {
    if (cols == 0 || rows == 0 || cols > QUIRE_MAX_COLUMNS || rows > QUIRE_MAX_ROWS ||
        (uint64_t)cols * rows > QUIRE_MAX_CELLS)
        return QUIRE_LIMIT;
    struct layout layout;
    if (!lay_out(&layout, cols, rows, capacity))
        return QUIRE_LIMIT;
    size_t size = layout.size;
    struct qr_page_header *block = qr_block_alloc(allocator, &size);
    if (!block)
        return QUIRE_OUT_OF_MEMORY;
    write_header(block, &layout, size);
    block->cols = cols;
    block->rows = rows;
    block->capacity = *capacity;
    block->seed = seed;
    block->identity = qr_random();
    block->next_line = 1;
    qr_style_set_init((char *)block + layout.style_set, &layout.styles, seed);
    qr_link_set_init((char *)block + layout.link_set, &layout.links, seed);
    qr_cluster_set_init((char *)block + layout.cluster_set, &layout.clusters, seed);
    qr_strings_init((struct qr_strings *)((char *)block + layout.strings), layout.string_chunks);
    write_blank_rows(block);
    *page = (struct qr_page){.block = block, .size = size, .allocator = *allocator};
    return QUIRE_OK;
}

void qr_page_destroy(struct qr_page *page) {
    qr_block_free(&page->allocator, page->block, page->size);
    page->block = NULL;
    page->size = 0;
}

/* Copies a string to another area; its place there. False: no room. */
static bool move_string(struct qr_strings *to, const struct qr_strings *from, uint32_t *place, size_t length) {
    uint32_t moved = qr_strings_alloc(to, length);
    if (moved == 0)
        return false;
    memcpy(qr_strings_at(to, moved), qr_strings_at(from, *place), length);
    *place = moved;
    return true;
}

/* Gives the values of the new sets strings of their own: all of them live. */
static bool move_strings(const struct qr_sets *sets, const struct qr_strings *from) {
    struct qr_link_set_item *links = qr_link_set_items(sets->links);
    struct qr_cluster_set_item *clusters = qr_cluster_set_items(sets->clusters);
    bool room = true;
    for (uint32_t id = 0; room && (id = qr_link_set_next(sets->links, id)) != 0;)
        room = move_string(sets->strings, from, &links[id].value.place, qr_link_bytes(&links[id].value));
    for (uint32_t id = 0; room && (id = qr_cluster_set_next(sets->clusters, id)) != 0;)
        room = move_string(sets->strings, from, &clusters[id].value.place, qr_cluster_bytes(&clusters[id].value));
    return room;
}

/* Fills sets and strings of a new block from those of the old one. Values are hashed by their old strings. */
static enum quire_result rebuild_sets(const struct qr_page *from, struct qr_page_header *block,
                                      const struct layout *layout) {
    struct qr_sets old = qr_page_sets(from);
    struct qr_sets fresh = {.strings = old.strings};
    enum quire_result result =
        qr_link_set_rebuild(old.links, &fresh, (char *)block + layout->link_set, &layout->links, &fresh.links);
    if (result == QUIRE_OK)
        result = qr_cluster_set_rebuild(old.clusters, &fresh, (char *)block + layout->cluster_set, &layout->clusters,
                                        &fresh.clusters);
    if (result == QUIRE_OK)
        result =
            qr_style_set_rebuild(old.styles, &fresh, (char *)block + layout->style_set, &layout->styles, &fresh.styles);
    if (result != QUIRE_OK)
        return result;
    fresh.strings = (struct qr_strings *)((char *)block + layout->strings);
    qr_strings_init(fresh.strings, layout->string_chunks);
    return move_strings(&fresh, old.strings) ? QUIRE_OK : QUIRE_OUT_OF_STRINGS;
}

enum quire_result qr_page_rebuild(struct qr_page *page, const struct qr_page_capacity *capacity) {
    const struct qr_page_header *old = page->block;
    struct layout layout;
    if (!lay_out(&layout, old->cols, old->rows, capacity))
        return QUIRE_LIMIT;
    size_t size = layout.size;
    struct qr_page_header *block = qr_block_alloc(&page->allocator, &size);
    if (!block)
        return QUIRE_OUT_OF_MEMORY;
    /* Dead values own links and strings: let them go first. This shows nowhere, so it may stay even on failure. */
    struct qr_sets sets = qr_page_sets(page);
    qr_style_set_drop_dead(sets.styles, &sets);
    qr_link_set_drop_dead(sets.links, &sets);
    qr_cluster_set_drop_dead(sets.clusters, &sets);
    *block = *old;
    write_header(block, &layout, size);
    block->capacity = *capacity;
    enum quire_result result = rebuild_sets(page, block, &layout);
    if (result != QUIRE_OK) {
        qr_block_free(&page->allocator, block, size);
        return result;
    }
    memcpy((char *)block + layout.row_table, qr_rows_offset_at(old, old->row_table), old->rows * sizeof(struct qr_row));
    memcpy((char *)block + layout.cells, qr_cells_offset_at(old, old->cells),
           (size_t)old->rows * old->cols * sizeof(struct qr_cell));
    qr_block_free(&page->allocator, page->block, page->size);
    page->block = block;
    page->size = size;
    return QUIRE_OK;
}

/* The block of a page without cells in another size: its sets. */
static enum quire_result make_like(struct qr_page *page, const struct qr_page *blank, uint32_t cols, uint32_t rows) {
    struct layout layout;
    if (!lay_out(&layout, cols, rows, &blank->block->capacity))
        return QUIRE_LIMIT;
    size_t size = layout.size;
    struct qr_page_header *block = qr_block_alloc(&blank->allocator, &size);
    if (!block)
        return QUIRE_OUT_OF_MEMORY;
    *block = *blank->block;
    write_header(block, &layout, size);
    block->cols = cols;
    block->rows = rows;
    block->top = 0;
    block->identity = qr_random();
    enum quire_result result = rebuild_sets(blank, block, &layout);
    if (result != QUIRE_OK) {
        qr_block_free(&blank->allocator, block, size);
        return result;
    }
    write_blank_rows(block);
    *page = (struct qr_page){.block = block, .size = size, .allocator = blank->allocator, .work = blank->work};
    return QUIRE_OK;
}

enum quire_result qr_page_create_like(struct qr_page *page, const struct qr_page *other, uint32_t cols, uint32_t rows) {
    struct qr_page blank = {0};
    if (cols == 0 || rows == 0 || cols > QUIRE_MAX_COLUMNS || rows > QUIRE_MAX_ROWS ||
        (uint64_t)cols * rows > QUIRE_MAX_CELLS)
        return QUIRE_LIMIT;
    enum quire_result result = qr_page_copy(&blank, other);
    if (result != QUIRE_OK)
        return result;
    for (uint32_t y = 0; y < blank.block->rows; y++)
        qr_page_reset_row(&blank, y, (struct qr_cell){0});
    struct qr_sets sets = qr_page_sets(&blank);
    qr_style_set_drop_dead(sets.styles, &sets);
    qr_link_set_drop_dead(sets.links, &sets);
    qr_cluster_set_drop_dead(sets.clusters, &sets);
    result = make_like(page, &blank, cols, rows);
    qr_page_destroy(&blank);
    return result;
}

/* --- other columns ---------------------------------------------------------------------------------------------- */

/* Does a row say the same on a page of so many columns? A spacer would stand elsewhere. */
static bool is_unbroken(const struct qr_page *page, const struct qr_row *row, uint32_t cols) {
    uint32_t length = row->length;
    return row->column == 0 && !(row->flags & (QR_ROW_WRAPPED | QR_ROW_AWAITED | QR_ROW_SIZE)) && length <= cols &&
           (length < page->block->cols || qr_cell_width(qr_page_cells(page, row)[length - 1]) != QR_SPACER);
}

bool qr_page_can_reshape(const struct qr_page *page, uint32_t cols) {
    const struct qr_page_header *block = page->block;
    struct layout layout;
    if (!lay_out(&layout, cols, block->rows, &block->capacity) || layout.size > page->size ||
        qr_block_bytes(layout.size) < page->size / 2)
        return false;
    for (uint32_t y = 0; y < block->rows; y++) {
        if (!is_unbroken(page, qr_page_row(page, y), cols))
            return false;
    }
    return true;
}

/* Moves so many cells from one place to another, and leaves zeros where they were and are not. */
static void move_cells(struct qr_cell *cells, size_t to, size_t from, size_t count) {
    size_t left = to < from ? (to + count > from ? to + count : from) : from;
    size_t right = to < from ? from + count : (from + count < to ? from + count : to);
    memmove(cells + to, cells + from, count * sizeof *cells);
    if (left < right)
        memset(cells + left, 0, (right - left) * sizeof *cells);
}

/* Gives the cells of all rows their places in rows of `cols`: the first ones first where they come nearer together,
 * else the last ones, so that none is overwritten before it has moved. slots[n]: the row whose cells are the n-th. */
static void move_rows(struct qr_page_header *block, uint32_t cols, uint32_t *slots) {
    struct qr_row *rows = qr_rows_offset_at(block, block->row_table);
    struct qr_cell *cells = qr_cells_offset_at(block, block->cells);
    for (uint32_t i = 0; i < block->rows; i++)
        slots[rows[i].cells / block->cols] = i;
    for (uint32_t i = 0; i < block->rows; i++) {
        uint32_t slot = cols < block->cols ? i : block->rows - 1 - i;
        struct qr_row *row = &rows[slots[slot]];
        move_cells(cells, (size_t)slot * cols, row->cells, row->length);
        row->cells = slot * cols;
    }
}

/* Moves the sets and the strings, which keep their distances, to where the layout has them. */
static void move_parts(struct qr_page_header *block, const struct layout *layout) {
    char *bytes = (char *)block;
    size_t from = block->styles.bytes, to = layout->style_set;
    size_t count = block->strings.bytes + (size_t)block->strings_bytes - from;
    memmove(bytes + to, bytes + from, count);
    if (to < from)
        memset(bytes + to + count, 0, from - to);
    else
        memset(bytes + from, 0, to - from);
}

void qr_page_reshape(struct qr_page *page, uint32_t cols, uint32_t *slots) {
    struct qr_page_header *block = page->block;
    struct layout layout;
    bool sound = lay_out(&layout, cols, block->rows, &block->capacity);
    qr_assert(sound && layout.size <= page->size);
    (void)sound;
    if (cols > block->cols)
        move_parts(block, &layout);
    move_rows(block, cols, slots);
    if (cols < block->cols)
        move_parts(block, &layout);
    write_header(block, &layout, page->size);
    block->cols = cols;
    for (uint32_t y = 0; y < block->rows; y++) {
        qr_page_charge(page, qr_page_row(page, y)->length);
        qr_page_redraw(page, qr_page_row(page, y));
    }
}
