/* page_check.c - recounts a page. Nothing is followed before it was found to be inside the block. */
#include "page.h"

#include "qr_arith.h"
#include "qr_memory.h"

struct check {
    const struct qr_page *page;
    struct qr_sets sets;
    qr_page_report *report;
    void *user;
    size_t breaches;
    uint32_t *styles, *links, *clusters; /* references counted, by id */
};

static void breach(struct check *check, enum qr_page_rule rule, uint32_t where) {
    check->breaches++;
    if (check->report)
        check->report(check->user, rule, where);
}

static bool part_inside(const struct qr_page *page, uint32_t offset, uint64_t bytes, size_t align) {
    return offset >= sizeof(struct qr_page_header) && offset % align == 0 && offset + bytes <= page->size;
}

static bool header_sound(const struct qr_page *page) {
    const struct qr_page_header *block = page->block;
    if (page->size < sizeof *block || block->magic != QR_PAGE_MAGIC || block->version != QR_PAGE_VERSION ||
        block->size != page->size || block->cols == 0 || block->rows == 0 || block->top >= block->rows ||
        (uint64_t)block->cols * block->rows > UINT32_MAX / sizeof(struct qr_cell))
        return false;
    return qr_page_layout_sound(block) &&
           part_inside(page, block->row_table.bytes, (uint64_t)block->rows * sizeof(struct qr_row), 8) &&
           part_inside(page, block->cells.bytes, (uint64_t)block->rows * block->cols * sizeof(struct qr_cell), 8) &&
           part_inside(page, block->styles.bytes, block->style_bytes, 8) &&
           part_inside(page, block->links.bytes, block->link_bytes, 8) &&
           part_inside(page, block->clusters.bytes, block->cluster_bytes, 8) &&
           part_inside(page, block->strings.bytes, block->strings_bytes, 8);
}

static bool strings_sound(const struct check *check) {
    const struct qr_strings *strings = check->sets.strings;
    uint32_t chunks;
    size_t size;
    return check->page->block->strings_bytes >= sizeof *strings && strings->chunks > 0 && strings->chunks % 64 == 0 &&
           qr_strings_size(check->page->block->capacity.string_bytes, &chunks, &size) && chunks == strings->chunks &&
           strings->hint < chunks / 64 && size <= check->page->block->strings_bytes &&
           strings->bytes_offset + (size_t)chunks * QR_STRING_CHUNK == size;
}

/* Every link and cluster in the tables, living or dead, has its string; together they are all that is in use. This
 * comes before the sets' own check, which hashes the strings. */
static void check_strings(struct check *check) {
    uint64_t used = 1;
    size_t before = check->breaches;
    const struct qr_link_set_item *links = qr_link_set_items(check->sets.links);
    for (uint32_t id = 1; id <= check->sets.links->used; id++) {
        if (links[id].link != 0 && !(links[id].link & QUIRE_SET_IN_TABLE))
            continue;
        if (!qr_strings_holds(check->sets.strings, links[id].value.place, qr_link_bytes(&links[id].value)))
            breach(check, QR_PAGE_RULE_STRING, id);
        used += (qr_link_bytes(&links[id].value) + QR_STRING_CHUNK - 1) / QR_STRING_CHUNK;
    }
    const struct qr_cluster_set_item *clusters = qr_cluster_set_items(check->sets.clusters);
    for (uint32_t id = 1; id <= check->sets.clusters->used; id++) {
        if (clusters[id].link != 0 && !(clusters[id].link & QUIRE_SET_IN_TABLE))
            continue;
        if (!qr_strings_holds(check->sets.strings, clusters[id].value.place, qr_cluster_bytes(&clusters[id].value)))
            breach(check, QR_PAGE_RULE_STRING, id);
        used += (qr_cluster_bytes(&clusters[id].value) + QR_STRING_CHUNK - 1) / QR_STRING_CHUNK;
    }
    uint64_t marked = 1;
    for (uint32_t chunk = 1; chunk < check->sets.strings->chunks; chunk++)
        marked += qr_strings_holds(check->sets.strings, chunk, 1);
    if (check->breaches == before && (used != check->sets.strings->used || used != marked))
        breach(check, QR_PAGE_RULE_STRINGS_USED, check->sets.strings->used);
}

/* Values in the sets that nothing could have put there. The strings were found to be inside. */
static void check_values(struct check *check) {
    const struct qr_style_set_item *styles = qr_style_set_items(check->sets.styles);
    const struct qr_link_set_item *links = qr_link_set_items(check->sets.links);
    const struct qr_cluster_set_item *clusters = qr_cluster_set_items(check->sets.clusters);
    for (uint32_t id = 1; id <= check->sets.styles->used; id++) {
        if (styles[id].link == 0 && !qr_style_sound(styles[id].value))
            breach(check, QR_PAGE_RULE_VALUE, id);
    }
    for (uint32_t id = 1; id <= check->sets.links->used; id++) {
        if (links[id].link == 0 && !qr_link_sound(&links[id].value))
            breach(check, QR_PAGE_RULE_VALUE, id);
    }
    for (uint32_t id = 1; id <= check->sets.clusters->used; id++) {
        const struct qr_cluster *cluster = &clusters[id].value;
        if (clusters[id].link != 0 && !(clusters[id].link & QUIRE_SET_IN_TABLE))
            continue;
        bool sound = cluster->count >= 2 && cluster->count <= QUIRE_CLUSTER_MAX;
        for (uint32_t i = 0; sound && i < cluster->count; i++)
            sound = qr_code_point_sound(qr_cluster_text(&check->sets, cluster)[i]);
        if (!sound)
            breach(check, QR_PAGE_RULE_VALUE, id);
    }
}

static void check_sets(struct check *check) {
    const struct qr_page_header *block = check->page->block;
    if (qr_style_set_check(check->sets.styles, &check->sets, block->style_bytes, NULL, NULL) != 0)
        breach(check, QR_PAGE_RULE_STYLE_SET, 0);
    if (qr_link_set_check(check->sets.links, &check->sets, block->link_bytes, NULL, NULL) != 0)
        breach(check, QR_PAGE_RULE_LINK_SET, 0);
    if (qr_cluster_set_check(check->sets.clusters, &check->sets, block->cluster_bytes, NULL, NULL) != 0)
        breach(check, QR_PAGE_RULE_CLUSTER_SET, 0);
}

static void check_cell(struct check *check, const struct qr_row *row, const struct qr_cell *cells, uint32_t x,
                       uint32_t where) {
    struct qr_cell cell = cells[x];
    uint32_t cols = check->page->block->cols, style = qr_cell_style(cell), content = qr_cell_content(cell);
    enum qr_cell_width width = qr_cell_width(cell);
    if (cell.bits >> 48 != 0 || (cell.bits >> 22 & 1) != 0 || qr_cell_semantic(cell) > QR_SEMANTIC_PROMPT ||
        (!qr_cell_is_cluster(cell) && content != 0 && !qr_code_point_sound(content)) ||
        (width > QR_WIDE && (content != 0 || qr_cell_is_cluster(cell))))
        breach(check, QR_PAGE_RULE_CELL_BITS, where);
    if ((width == QR_WIDE && (x + 1 >= cols || qr_cell_width(cells[x + 1]) != QR_TAIL)) ||
        (width == QR_TAIL && (x == 0 || qr_cell_width(cells[x - 1]) != QR_WIDE)))
        breach(check, QR_PAGE_RULE_WIDE, where);
    if (width == QR_SPACER && x + 1 != cols)
        breach(check, QR_PAGE_RULE_SPACER, where);
    if ((style != 0 && !(row->flags & QR_ROW_STYLED)) ||
        (qr_cell_is_cluster(cell) && !(row->flags & QR_ROW_CLUSTERS)) ||
        (width != QR_NARROW && !(row->flags & QR_ROW_WIDE)) ||
        ((qr_cell_is_cluster(cell) || content > 0x7E) && !(row->flags & QR_ROW_UNICODE)) ||
        ((qr_cell_is_protected(cell) || qr_cell_semantic(cell) != 0) && !(row->flags & QR_ROW_MARKED)))
        breach(check, QR_PAGE_RULE_ROW_FLAGS, where);
    if (style != 0 && !qr_style_set_is_living(check->sets.styles, style))
        breach(check, QR_PAGE_RULE_STYLE_ID, where);
    else
        check->styles[style]++;
    if (!qr_cell_is_cluster(cell))
        return;
    if (!qr_cluster_set_is_living(check->sets.clusters, content))
        breach(check, QR_PAGE_RULE_CLUSTER_ID, where);
    else
        check->clusters[content]++;
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

static void check_row(struct check *check, uint32_t y) {
    const struct qr_page_header *block = check->page->block;
    const struct qr_row *row = qr_page_row(check->page, y);
    if (!cells_inside(block, row) || row->length > block->cols) {
        breach(check, QR_PAGE_RULE_ROW_TABLE, y);
        return;
    }
    const struct qr_cell *cells = qr_page_cells(check->page, row);
    for (uint32_t x = 0; x < row->length; x++)
        check_cell(check, row, cells, x, row->cells + x);
    for (uint32_t x = row->length; x < block->cols; x++) {
        if (cells[x].bits != 0) {
            breach(check, QR_PAGE_RULE_ROW_LENGTH, y);
            break;
        }
    }
    for (uint32_t other = 0; other < y; other++) {
        if (qr_page_row(check->page, other)->cells == row->cells)
            breach(check, QR_PAGE_RULE_ROW_TABLE, y);
    }
    bool joined = y > 0 && qr_page_row(check->page, y - 1)->flags & QR_ROW_WRAPPED;
    if (qr_row_size(row) != QR_SIZE_SINGLE && (joined || row->flags & QR_ROW_WRAPPED))
        breach(check, QR_PAGE_RULE_ROW_FLAGS, y);
    if (row->line >= block->next_line || (y > 0 && (qr_page_row(check->page, y - 1)->line == row->line) != joined))
        breach(check, QR_PAGE_RULE_LINE_NUMBER, y);
    if (row->column >= QR_LINE_COLUMNS_MAX || (joined && !column_follows(check->page, y)))
        breach(check, QR_PAGE_RULE_LINE_COLUMN, y);
}

static void count_holders(struct check *check, const struct qr_page_holders *holders) {
    for (size_t i = 0; holders && i < holders->style_count; i++) {
        if (holders->styles[i] <= check->sets.styles->used)
            check->styles[holders->styles[i]]++;
    }
    for (size_t i = 0; holders && i < holders->link_count; i++) {
        if (holders->links[i] <= check->sets.links->used)
            check->links[holders->links[i]]++;
    }
}

static void compare_counts(struct check *check) {
    const struct qr_style_set_item *items = qr_style_set_items(check->sets.styles);
    for (uint32_t id = 1; id <= check->sets.styles->used; id++) {
        if (qr_style_set_ref_count(check->sets.styles, id) != check->styles[id])
            breach(check, QR_PAGE_RULE_STYLE_COUNT, id);
        uint32_t link = qr_style_link(items[id].value);
        if (link == 0 || (items[id].link != 0 && !(items[id].link & QUIRE_SET_IN_TABLE)))
            continue;
        if (!qr_link_set_is_living(check->sets.links, link))
            breach(check, QR_PAGE_RULE_LINK_ID, id);
        else
            check->links[link]++;
    }
    for (uint32_t id = 1; id <= check->sets.links->used; id++) {
        if (qr_link_set_ref_count(check->sets.links, id) != check->links[id])
            breach(check, QR_PAGE_RULE_LINK_COUNT, id);
    }
    for (uint32_t id = 1; id <= check->sets.clusters->used; id++) {
        if (qr_cluster_set_ref_count(check->sets.clusters, id) != check->clusters[id])
            breach(check, QR_PAGE_RULE_CLUSTER_COUNT, id);
    }
}

static bool sets_readable(const struct check *check) {
    const struct qr_page_header *block = check->page->block;
    return block->style_bytes >= sizeof(struct qr_style_set) && block->link_bytes >= sizeof(struct qr_link_set) &&
           block->cluster_bytes >= sizeof(struct qr_cluster_set) &&
           qr_style_set_check_header(check->sets.styles, block->style_bytes) &&
           qr_link_set_check_header(check->sets.links, block->link_bytes) &&
           qr_cluster_set_check_header(check->sets.clusters, block->cluster_bytes) && strings_sound(check);
}

static void check_all(struct check *check, const struct qr_page_holders *holders) {
    check_strings(check);
    if (check->breaches == 0) {
        check_values(check);
        check_sets(check);
    }
    for (uint32_t y = 0; y < check->page->block->rows; y++)
        check_row(check, y);
    count_holders(check, holders);
    compare_counts(check);
}

size_t qr_page_check(const struct qr_page *page, const struct qr_page_holders *holders, qr_page_report *report,
                     void *user) {
    struct check check = {.page = page, .report = report, .user = user};
    if (!header_sound(page)) {
        breach(&check, QR_PAGE_RULE_HEADER, 0);
        return check.breaches;
    }
    check.sets = qr_page_sets(page);
    if (!sets_readable(&check)) {
        breach(&check, QR_PAGE_RULE_HEADER, 1);
        return check.breaches;
    }
    size_t styles = check.sets.styles->used + 1u, links = check.sets.links->used + 1u;
    size_t clusters = check.sets.clusters->used + 1u, bytes = (styles + links + clusters) * sizeof(uint32_t);
    uint32_t *counts = qr_alloc_zeroed(&page->allocator, bytes);
    if (!counts)
        return SIZE_MAX;
    check.styles = counts;
    check.links = counts + styles;
    check.clusters = counts + styles + links;
    check_all(&check, holders);
    qr_free(&page->allocator, counts, bytes);
    return check.breaches;
}

const char *qr_page_rule_name(enum qr_page_rule rule) {
    static const char *const names[] = {"NONE",         "HEADER",    "ROW_TABLE",  "ROW_LENGTH",    "ROW_FLAGS",
                                        "CELL_BITS",    "WIDE",      "SPACER",     "STYLE_ID",      "CLUSTER_ID",
                                        "STYLE_COUNT",  "LINK_ID",   "LINK_COUNT", "CLUSTER_COUNT", "STRING",
                                        "STRINGS_USED", "STYLE_SET", "LINK_SET",   "CLUSTER_SET",   "LINE_NUMBER",
                                        "LINE_COLUMN",  "VALUE"};
    return (size_t)rule < sizeof names / sizeof *names ? names[rule] : "UNKNOWN";
}
