/* page_check.c - recounts a page: the one validator of blocks. Nothing is followed before it was found to be inside the
 * block, and every byte is looked at a fixed number of times. */
#include "page_check.h"

#include <quire/limits.h>

#include "qr_arith.h"
#include "qr_memory.h"

/* Line numbers and versions stay below: counting on from them never comes to an end. */
#define COUNTER_MAX (UINT64_MAX / 2)

void qr_check_breach(struct qr_checking *check, enum qr_page_rule rule, uint32_t where) {
    check->breaches++;
    if (check->report)
        check->report(check->user, rule, where);
}

bool qr_check_zero(const void *bytes, size_t length) {
    const unsigned char *at = bytes;
    return length == 0 || (at[0] == 0 && memcmp(at, at + 1, length - 1) == 0);
}

/* --- header ---------------------------------------------------------------------------------------------------- */

static bool part_inside(const struct qr_page *page, uint32_t offset, uint64_t bytes, size_t align) {
    return offset >= sizeof(struct qr_page_header) && offset % align == 0 && offset + bytes <= page->size;
}

static bool header_sound(const struct qr_page *page) {
    const struct qr_page_header *block = page->block;
    if (page->size < sizeof *block || block->magic != QR_PAGE_MAGIC || block->version != QR_PAGE_VERSION ||
        block->size != page->size || block->cols == 0 || block->rows == 0 || block->top >= block->rows ||
        block->reserved != 0 || block->next_line >= COUNTER_MAX || block->clock >= COUNTER_MAX)
        return false;
    return qr_page_layout_sound(block) &&
           part_inside(page, block->row_table.bytes, (uint64_t)block->rows * sizeof(struct qr_row), 8) &&
           part_inside(page, block->cells.bytes, (uint64_t)block->rows * block->cols * sizeof(struct qr_cell), 8) &&
           part_inside(page, block->styles.bytes, block->style_bytes, 8) &&
           part_inside(page, block->links.bytes, block->link_bytes, 8) &&
           part_inside(page, block->clusters.bytes, block->cluster_bytes, 8) &&
           part_inside(page, block->strings.bytes, block->strings_bytes, 8);
}

/* Parts lie in their order; what is between them and behind the last one belongs to nobody. */
static void check_rest(struct qr_checking *check) {
    const struct qr_page_header *block = check->page->block;
    const uint64_t ends[] = {sizeof *block,
                             block->row_table.bytes + (uint64_t)block->rows * sizeof(struct qr_row),
                             block->cells.bytes + (uint64_t)block->rows * block->cols * sizeof(struct qr_cell),
                             (uint64_t)block->styles.bytes + block->style_bytes,
                             (uint64_t)block->links.bytes + block->link_bytes,
                             (uint64_t)block->clusters.bytes + block->cluster_bytes,
                             (uint64_t)block->strings.bytes + block->strings_bytes};
    const uint64_t begins[] = {block->row_table.bytes, block->cells.bytes,   block->styles.bytes, block->links.bytes,
                               block->clusters.bytes,  block->strings.bytes, block->size};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (!qr_check_zero((const char *)block + ends[i], (size_t)(begins[i] - ends[i])))
            qr_check_breach(check, QR_PAGE_RULE_REST, (uint32_t)ends[i]);
    }
}

/* --- rows and cells -------------------------------------------------------------------------------------------- */

/* Only blanks are covered. */
static bool picture_sound(struct qr_cell cell) {
    return !qr_cell_is_pictured(cell) ||
           (qr_cell_content(cell) == 0 && !qr_cell_is_cluster(cell) && qr_cell_width(cell) == QR_NARROW);
}

static bool cell_bits_sound(struct qr_cell cell) {
    uint32_t content = qr_cell_content(cell);
    bool cluster = qr_cell_is_cluster(cell);
    return cell.bits >> 49 == 0 && (cell.bits >> 22 & 1) == 0 && picture_sound(cell) &&
           qr_cell_semantic(cell) <= QR_SEMANTIC_PROMPT && (cluster || content == 0 || qr_code_point_sound(content)) &&
           (qr_cell_width(cell) <= QR_WIDE || (content == 0 && !cluster));
}

/* Do the row's flags say what the cell needs? */
static bool cell_announced(const struct qr_row *row, struct qr_cell cell) {
    bool cluster = qr_cell_is_cluster(cell);
    return (qr_cell_style(cell) == 0 || row->flags & QR_ROW_STYLED) && (!cluster || row->flags & QR_ROW_CLUSTERS) &&
           (qr_cell_width(cell) == QR_NARROW || row->flags & QR_ROW_WIDE) &&
           ((!cluster && qr_cell_content(cell) <= 0x7E) || row->flags & QR_ROW_UNICODE) &&
           (!qr_cell_is_pictured(cell) || row->flags & QR_ROW_PICTURED) &&
           ((!qr_cell_is_protected(cell) && qr_cell_semantic(cell) == 0) || row->flags & QR_ROW_MARKED);
}

/* Ids are looked at before they count. */
static void count_cell(struct qr_checking *check, struct qr_cell cell, uint32_t where) {
    uint32_t style = qr_cell_style(cell), content = qr_cell_content(cell);
    if (style != 0 && !qr_style_set_is_living(check->sets.styles, style))
        qr_check_breach(check, QR_PAGE_RULE_STYLE_ID, where);
    else
        check->styles[style]++;
    if (!qr_cell_is_cluster(cell))
        return;
    if (!qr_cluster_set_is_living(check->sets.clusters, content))
        qr_check_breach(check, QR_PAGE_RULE_CLUSTER_ID, where);
    else
        check->clusters[content]++;
}

static void check_cell(struct qr_checking *check, const struct qr_row *row, const struct qr_cell *cells, uint32_t x) {
    uint32_t cols = check->page->block->cols, where = row->cells + x;
    enum qr_cell_width width = qr_cell_width(cells[x]);
    if (!cell_bits_sound(cells[x]))
        qr_check_breach(check, QR_PAGE_RULE_CELL_BITS, where);
    if ((width == QR_WIDE && (x + 1 >= cols || qr_cell_width(cells[x + 1]) != QR_TAIL)) ||
        (width == QR_TAIL && (x == 0 || qr_cell_width(cells[x - 1]) != QR_WIDE)))
        qr_check_breach(check, QR_PAGE_RULE_WIDE, where);
    if (width == QR_SPACER && x + 1 != cols)
        qr_check_breach(check, QR_PAGE_RULE_SPACER, where);
    if (!cell_announced(row, cells[x]))
        qr_check_breach(check, QR_PAGE_RULE_ROW_FLAGS, where);
    count_cell(check, cells[x], where);
}

/* Do the cells of a row lie in the cell array? */
static bool cells_inside(const struct qr_page_header *block, const struct qr_row *row) {
    return row->cells % block->cols == 0 && row->cells / block->cols < block->rows;
}

/* Does row y, which row y - 1 goes on in, begin with the column that follows? */
static bool column_follows(const struct qr_page *page, uint32_t y) {
    const struct qr_row *above = qr_page_row(page, y - 1);
    return cells_inside(page->block, above) &&
           qr_page_row(page, y)->column == above->column + qr_page_joined_cols(page, above);
}

/* What a row says of itself and of the one above. */
static void check_entry(struct qr_checking *check, const struct qr_row *row, uint32_t y) {
    const struct qr_page_header *block = check->page->block;
    const struct qr_row *above = y > 0 ? qr_page_row(check->page, y - 1) : NULL;
    bool joined = above && above->flags & QR_ROW_WRAPPED;
    if ((row->flags & ~QR_ROW_FLAGS_ALL) != 0 ||
        (qr_row_size(row) != QR_SIZE_SINGLE && (joined || row->flags & QR_ROW_WRAPPED)))
        qr_check_breach(check, QR_PAGE_RULE_ROW_FLAGS, y);
    if (row->line == 0 || row->line >= block->next_line || (above && (above->line == row->line) != joined))
        qr_check_breach(check, QR_PAGE_RULE_LINE_NUMBER, y);
    if (row->column >= QR_LINE_COLUMNS_MAX || (joined && !column_follows(check->page, y)))
        qr_check_breach(check, QR_PAGE_RULE_LINE_COLUMN, y);
    if (row->version > block->clock)
        qr_check_breach(check, QR_PAGE_RULE_ROW_VERSION, y);
}

static void check_row(struct qr_checking *check, uint32_t y) {
    const struct qr_page_header *block = check->page->block;
    const struct qr_row *row = qr_page_row(check->page, y);
    if (!cells_inside(block, row) || row->length > block->cols ||
        !qr_check_take(check->slots, row->cells / block->cols)) {
        qr_check_breach(check, QR_PAGE_RULE_ROW_TABLE, y);
        return;
    }
    const struct qr_cell *cells = qr_page_cells(check->page, row);
    for (uint32_t x = 0; x < row->length && !qr_check_full(check); x++)
        check_cell(check, row, cells, x);
    if (!qr_check_zero(cells + row->length, (block->cols - row->length) * sizeof *cells))
        qr_check_breach(check, QR_PAGE_RULE_ROW_LENGTH, y);
    check_entry(check, row, y);
}

/* --- references ------------------------------------------------------------------------------------------------ */

static void count_holders(struct qr_checking *check) {
    const struct qr_page_holders *holders = check->holders;
    uint32_t styles = check->sets.styles->used, links = check->sets.links->used;
    for (size_t i = 0; holders && i < holders->style_count; i++) {
        if (holders->styles[i] <= styles)
            check->styles[holders->styles[i]]++;
    }
    for (size_t i = 0; holders && i < holders->link_count; i++) {
        if (holders->links[i] <= links)
            check->links[holders->links[i]]++;
    }
    for (uint32_t id = 1; holders && holders->each_once && id <= styles; id++)
        check->styles[id]++;
    for (uint32_t id = 1; holders && holders->each_once && id <= links; id++)
        check->links[id]++;
}

static void compare_styles(struct qr_checking *check) {
    const struct qr_style_set_item *items = qr_style_set_items(check->sets.styles);
    bool more = check->holders && check->holders->any_styles;
    for (uint32_t id = 1; id <= check->sets.styles->used && !qr_check_full(check); id++) {
        uint32_t references = qr_style_set_ref_count(check->sets.styles, id), link = qr_style_link(items[id].value);
        if (more ? references < check->styles[id] : references != check->styles[id])
            qr_check_breach(check, QR_PAGE_RULE_STYLE_COUNT, id);
        if (link == 0 || !qr_style_set_is_kept(check->sets.styles, id))
            continue;
        if (!qr_link_set_is_living(check->sets.links, link))
            qr_check_breach(check, QR_PAGE_RULE_LINK_ID, id);
        else
            check->links[link]++;
    }
}

static void compare_counts(struct qr_checking *check) {
    compare_styles(check);
    if (qr_check_full(check)) /* not all were counted */
        return;
    for (uint32_t id = 1; id <= check->sets.links->used && !qr_check_full(check); id++) {
        if (qr_link_set_ref_count(check->sets.links, id) != check->links[id])
            qr_check_breach(check, QR_PAGE_RULE_LINK_COUNT, id);
    }
    for (uint32_t id = 1; id <= check->sets.clusters->used && !qr_check_full(check); id++) {
        if (qr_cluster_set_ref_count(check->sets.clusters, id) != check->clusters[id])
            qr_check_breach(check, QR_PAGE_RULE_CLUSTER_COUNT, id);
    }
}

/* --- the whole ------------------------------------------------------------------------------------------------- */

static void check_all(struct qr_checking *check) {
    check_rest(check);
    qr_check_values(check);
    if (check->breaches == 0)
        qr_check_sets(check);
    for (uint32_t y = 0; y < check->page->block->rows && !qr_check_full(check); y++)
        check_row(check, y);
    if (qr_check_full(check))
        return;
    count_holders(check);
    compare_counts(check);
}

/* Room to count in: references by id, and two bitmaps. */
static uint8_t *make_room(struct qr_checking *check, size_t *bytes) {
    size_t styles = check->sets.styles->used + 1u, links = check->sets.links->used + 1u;
    size_t counts = (styles + links + check->sets.clusters->used + 1u) * sizeof(uint32_t);
    size_t claimed = check->sets.strings->chunks / 8 + 1u, slots = check->page->block->rows / 8 + 1u;
    *bytes = counts + claimed + slots;
    uint8_t *room = qr_alloc_zeroed(&check->page->allocator, *bytes);
    if (!room)
        return NULL;
    check->styles = (uint32_t *)(void *)room;
    check->links = check->styles + styles;
    check->clusters = check->links + links;
    check->claimed = room + counts;
    check->slots = check->claimed + claimed;
    return room;
}

size_t qr_page_check(const struct qr_page *page, const struct qr_page_holders *holders, qr_page_report *report,
                     void *user) {
    struct qr_checking check = {.page = page, .holders = holders, .report = report, .user = user};
    if (!header_sound(page)) {
        qr_check_breach(&check, QR_PAGE_RULE_HEADER, 0);
        return check.breaches;
    }
    check.sets = qr_page_sets(page);
    if (!qr_check_sets_readable(&check)) {
        qr_check_breach(&check, QR_PAGE_RULE_HEADER, 1);
        return check.breaches;
    }
    size_t bytes;
    uint8_t *room = make_room(&check, &bytes);
    if (!room)
        return SIZE_MAX;
    check_all(&check);
    qr_free(&page->allocator, room, bytes);
    return check.breaches;
}

const char *qr_page_rule_name(enum qr_page_rule rule) {
    static const char *const names[] = {"NONE",         "HEADER",    "ROW_TABLE",   "ROW_LENGTH",    "ROW_FLAGS",
                                        "CELL_BITS",    "WIDE",      "SPACER",      "STYLE_ID",      "CLUSTER_ID",
                                        "STYLE_COUNT",  "LINK_ID",   "LINK_COUNT",  "CLUSTER_COUNT", "STRING",
                                        "STRINGS_USED", "STYLE_SET", "LINK_SET",    "CLUSTER_SET",   "LINE_NUMBER",
                                        "LINE_COLUMN",  "VALUE",     "ROW_VERSION", "REST"};
    return (size_t)rule < sizeof names / sizeof *names ? names[rule] : "UNKNOWN";
}
