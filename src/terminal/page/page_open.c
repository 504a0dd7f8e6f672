/* page_open.c - a block from outside: refused, or as good as one of ours.
 *
 * A stored block has no tables and no seeds (page_store.c). Its values are validated first, then the tables are made
 * under a fresh seed, and then the whole block passes the same check as a page of ours. */
#include "page_check.h"

#include "qr_memory.h"
#include "qr_random.h"

#define SWAPPED_MAGIC UINT32_C(0x31475051)

static enum quire_result header_result(const struct qr_page_header *header, size_t length) {
    if (header->magic == SWAPPED_MAGIC)
        return QUIRE_UNSUPPORTED;
    if (header->magic != QR_PAGE_MAGIC)
        return QUIRE_CORRUPT;
    if (header->version < QR_PAGE_VERSION_OLDEST || header->version > QR_PAGE_VERSION)
        return QUIRE_UNSUPPORTED;
    bool stored = (header->seed | header->identity | header->values) == 0;
    struct qr_page_header now = *header;
    now.version = QR_PAGE_VERSION; /* all that are read have the same layout */
    return stored && header->size == length && qr_page_layout_sound(&now) ? QUIRE_OK : QUIRE_CORRUPT;
}

/* Makes a page of an older version one of this. False, and told: it says what it cannot know, so it is none. */
static bool renew(struct qr_page *page, qr_page_report *report, void *user) {
    bool knows_pictures = page->block->version >= 4;
    const struct qr_row *rows = qr_rows_offset_at(page->block, page->block->row_table);
    page->block->version = QR_PAGE_VERSION;
    for (uint32_t i = 0; i < page->block->rows; i++) {
        if (knows_pictures || !(rows[i].flags & QR_ROW_PICTURED))
            continue;
        if (report)
            report(user, QR_PAGE_RULE_ROW_FLAGS, i);
        return false;
    }
    return true;
}

/* --- tables ---------------------------------------------------------------------------------------------------- */

/* A set that was stored has no seed and no table; it gets both. Its count of entries must be what the table then has.
 */
#define MAKE_TABLE(type, set, sets, seed_, made)                                                                       \
    do {                                                                                                               \
        uint32_t entries = (set)->entries;                                                                             \
        (made) = (set)->seed == 0 && qr_check_zero(type##_table(set), (set)->table_length * sizeof(uint32_t)) &&       \
                 type##_reseed_from(set, sets, seed_) == QUIRE_OK && (set)->entries == entries;                        \
    } while (0)

/* Values are sound. False, and told: equal values, or a count that is wrong. */
static bool make_tables(struct qr_checking *check, uint64_t seed) {
    const struct qr_sets *sets = &check->sets;
    bool styles, links, clusters;
    MAKE_TABLE(qr_style_set, sets->styles, sets, seed, styles);
    MAKE_TABLE(qr_link_set, sets->links, sets, seed, links);
    MAKE_TABLE(qr_cluster_set, sets->clusters, sets, seed, clusters);
    if (!styles)
        qr_check_breach(check, QR_PAGE_RULE_STYLE_SET, 0);
    if (!links)
        qr_check_breach(check, QR_PAGE_RULE_LINK_SET, 0);
    if (!clusters)
        qr_check_breach(check, QR_PAGE_RULE_CLUSTER_SET, 0);
    return styles && links && clusters;
}

/* What must be known before a string is hashed. */
static enum quire_result prepare(struct qr_checking *check) {
    const struct qr_page *page = check->page;
    check->sets = qr_page_sets(page);
    if (!qr_check_sets_readable(check)) {
        qr_check_breach(check, QR_PAGE_RULE_HEADER, 1);
        return QUIRE_CORRUPT;
    }
    size_t bytes = check->sets.strings->chunks / 8 + 1u;
    check->claimed = qr_alloc_zeroed(&page->allocator, bytes);
    if (!check->claimed)
        return QUIRE_OUT_OF_MEMORY;
    qr_check_values(check);
    qr_free(&page->allocator, check->claimed, bytes);
    if (check->breaches > 0)
        return QUIRE_CORRUPT;
    struct qr_page_header *block = page->block;
    block->seed = qr_random();
    block->identity = qr_random();
    return make_tables(check, block->seed) ? QUIRE_OK : QUIRE_CORRUPT;
}

/* --- opening --------------------------------------------------------------------------------------------------- */

uint32_t qr_page_style_ids(const struct qr_page *page) {
    return qr_page_sets(page).styles->used + 1;
}

void qr_page_count_styles(const struct qr_page *page, uint32_t *counts) {
    for (uint32_t y = 0; y < qr_page_rows(page); y++) {
        const struct qr_row *row = qr_page_row(page, y);
        const struct qr_cell *cells = qr_page_cells(page, row);
        for (uint32_t x = 0; x < row->length; x++)
            counts[qr_cell_style(cells[x])]++;
    }
}

static enum quire_result validate(struct qr_page *page, const struct qr_page_holders *holders, qr_page_report *report,
                                  void *user) {
    struct qr_checking check = {.page = page, .holders = holders, .report = report, .user = user};
    enum quire_result result = prepare(&check);
    if (result != QUIRE_OK)
        return result;
    size_t breaches = qr_page_check(page, holders, report, user);
    return breaches == 0 ? QUIRE_OK : breaches == SIZE_MAX ? QUIRE_OUT_OF_MEMORY : QUIRE_CORRUPT;
}

enum quire_result qr_page_open(struct qr_page *page, const struct quire_allocator *allocator, const void *bytes,
                               size_t length, const struct qr_page_holders *holders, qr_page_report *report,
                               void *user) {
    struct qr_page_header header = {0};
    memcpy(&header, bytes, length < sizeof header ? length : sizeof header);
    enum quire_result result = header_result(&header, length);
    if (result != QUIRE_OK) {
        if (report)
            report(user, QR_PAGE_RULE_HEADER, 0);
        return result;
    }
    struct qr_page opened = {.size = length, .allocator = *allocator};
    opened.block = qr_block_alloc(allocator, &opened.size);
    if (!opened.block)
        return QUIRE_OUT_OF_MEMORY;
    memcpy(opened.block, bytes, length);
    opened.block->size = opened.size; /* blocks are whole pages of the system, which another system may have larger */
    result = renew(&opened, report, user) ? validate(&opened, holders, report, user) : QUIRE_CORRUPT;
    if (result != QUIRE_OK) {
        qr_page_destroy(&opened);
        return result;
    }
    *page = opened;
    return QUIRE_OK;
}
