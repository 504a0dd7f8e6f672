/* page_open.c - a block from outside: refused, or as good as one of ours.
 *
 * qr_page_check proves that structures agree with each other. Code that reads pages relies on more: values are in the
 * range of their type (an underline indexes tables, a cluster fits a buffer). A page of ours has that by construction;
 * here it is looked at. */
#include <quire/limits.h>

#include "page.h"
#include "qr_memory.h"

#define SWAPPED_MAGIC UINT32_C(0x31475051)
#define ALL_ROW_FLAGS 0x3FFu

static enum quire_result header_result(const struct qr_page_header *header, size_t length) {
    if (header->magic == SWAPPED_MAGIC)
        return QUIRE_UNSUPPORTED;
    if (header->magic != QR_PAGE_MAGIC)
        return QUIRE_CORRUPT;
    if (header->version != QR_PAGE_VERSION)
        return QUIRE_UNSUPPORTED;
    bool sound = header->size == length && header->reserved == 0 && header->next_line < UINT64_MAX / 2 &&
                 header->clock < UINT64_MAX / 2 && qr_page_layout_sound(header);
    return sound ? QUIRE_OK : QUIRE_CORRUPT;
}

/* --- values ---------------------------------------------------------------------------------------------------- */

static bool is_scalar(uint32_t c) {
    return c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
}

static bool color_sound(struct quire_color color) {
    static const uint32_t greatest[] = {0, 255, 0xFFFFFF};
    uint32_t kind = color.bits >> 24;
    return kind <= QUIRE_COLOR_RGB && QUIRE_COLOR_VALUE(color) <= greatest[kind];
}

static bool style_sound(struct qr_style style) {
    return !qr_style_is_default(style) && color_sound(qr_style_foreground(style)) &&
           color_sound(qr_style_background(style)) && color_sound(qr_style_underline_color(style)) &&
           qr_style_underline(style) <= QUIRE_UNDERLINE_DASHED && style.first >> 63 == 0 &&
           style.second >> QR_STYLE_FOLD_SHIFT == 0;
}

static bool link_sound(const struct qr_link *link) {
    return link->uri_length > 0 && link->uri_length <= QUIRE_LINK_URI_MAX && link->id_length <= QUIRE_LINK_ID_MAX;
}

static bool cluster_sound(const struct qr_sets *sets, const struct qr_cluster *cluster) {
    if (cluster->count < 2 || cluster->count > QUIRE_CLUSTER_MAX)
        return false;
    const uint32_t *text = qr_cluster_text(sets, cluster);
    for (uint32_t i = 0; i < cluster->count; i++) {
        if (text[i] == 0 || !is_scalar(text[i]))
            return false;
    }
    return true;
}

static bool cells_sound(const struct qr_page *page, uint32_t y) {
    const struct qr_row *row = qr_page_row(page, y);
    const struct qr_cell *cells = qr_page_cells(page, row);
    for (uint32_t x = 0; x < row->length; x++) {
        enum qr_cell_width width = qr_cell_width(cells[x]);
        bool empty = !qr_cell_is_cluster(cells[x]) && qr_cell_content(cells[x]) == 0;
        if ((!qr_cell_is_cluster(cells[x]) && !is_scalar(qr_cell_content(cells[x]))) ||
            ((width == QR_TAIL || width == QR_SPACER) && !empty) || qr_cell_semantic(cells[x]) > QR_SEMANTIC_PROMPT ||
            (width == QR_TAIL && (cells[x].bits ^ cells[x - 1].bits) & QR_CELL_STYLE_MASK))
            return false;
    }
    return row->line > 0 && row->version <= page->block->clock && (row->flags & ~ALL_ROW_FLAGS) == 0;
}

/* --- strings --------------------------------------------------------------------------------------------------- */

/* Marks the chunks of a string as claimed; false when one of them was before. */
static bool claim(uint8_t *claimed, uint32_t place, size_t length) {
    for (size_t chunk = place; chunk < place + (length + QR_STRING_CHUNK - 1) / QR_STRING_CHUNK; chunk++) {
        if (claimed[chunk / 8] >> chunk % 8 & 1)
            return false;
        claimed[chunk / 8] |= (uint8_t)(1u << chunk % 8);
    }
    return true;
}

/* Values that exist, living or dead, are sound, and no two strings share a chunk. */
static bool sets_sound(const struct qr_page *page, uint8_t *claimed) {
    struct qr_sets sets = qr_page_sets(page);
    const struct qr_style_set_item *styles = qr_style_set_items(sets.styles);
    const struct qr_link_set_item *links = qr_link_set_items(sets.links);
    const struct qr_cluster_set_item *clusters = qr_cluster_set_items(sets.clusters);
    for (uint32_t id = 1; id <= sets.styles->used; id++) {
        if ((styles[id].link == 0 || styles[id].link & QUIRE_SET_IN_TABLE) && !style_sound(styles[id].value))
            return false;
    }
    for (uint32_t id = 1; id <= sets.links->used; id++) {
        const struct qr_link *link = &links[id].value;
        if ((links[id].link == 0 || links[id].link & QUIRE_SET_IN_TABLE) &&
            (!link_sound(link) || !claim(claimed, link->place, qr_link_bytes(link))))
            return false;
    }
    for (uint32_t id = 1; id <= sets.clusters->used; id++) {
        const struct qr_cluster *cluster = &clusters[id].value;
        if ((clusters[id].link == 0 || clusters[id].link & QUIRE_SET_IN_TABLE) &&
            (!cluster_sound(&sets, cluster) || !claim(claimed, cluster->place, qr_cluster_bytes(cluster))))
            return false;
    }
    return sets.strings->hint <= sets.strings->chunks / 64;
}

static enum quire_result values_result(const struct qr_page *page) {
    size_t bytes = qr_page_sets(page).strings->chunks / 8 + 1;
    uint8_t *claimed = qr_alloc_zeroed(&page->allocator, bytes);
    if (!claimed)
        return QUIRE_OUT_OF_MEMORY;
    bool sound = sets_sound(page, claimed);
    qr_free(&page->allocator, claimed, bytes);
    for (uint32_t y = 0; sound && y < qr_page_rows(page); y++)
        sound = cells_sound(page, y);
    return sound ? QUIRE_OK : QUIRE_CORRUPT;
}

/* --- opening --------------------------------------------------------------------------------------------------- */

static void note_breach(void *user, enum qr_page_rule rule, uint32_t where) {
    bool *sound = user;
    (void)where;
    if (rule != QR_PAGE_RULE_STYLE_COUNT)
        *sound = false;
}

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

static enum quire_result check_result(const struct qr_page *page) {
    bool sound = true;
    if (qr_page_check(page, NULL, note_breach, &sound) == SIZE_MAX)
        return QUIRE_OUT_OF_MEMORY;
    return sound ? values_result(page) : QUIRE_CORRUPT;
}

enum quire_result qr_page_open(struct qr_page *page, const struct quire_allocator *allocator, const void *bytes,
                               size_t length) {
    struct qr_page_header header;
    if (length < sizeof header)
        return QUIRE_CORRUPT;
    memcpy(&header, bytes, sizeof header);
    enum quire_result result = header_result(&header, length);
    if (result != QUIRE_OK)
        return result;
    struct qr_page opened = {.size = length, .allocator = *allocator};
    opened.block = qr_block_alloc(allocator, &opened.size);
    if (!opened.block)
        return QUIRE_OUT_OF_MEMORY;
    memcpy(opened.block, bytes, length);
    opened.block->size = opened.size; /* blocks are whole pages of the system, which another system may have larger */
    result = check_result(&opened);
    if (result != QUIRE_OK) {
        qr_page_destroy(&opened);
        return result;
    }
    *page = opened;
    return QUIRE_OK;
}
