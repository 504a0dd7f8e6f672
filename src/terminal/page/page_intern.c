#include "page.h"

#include <quire/limits.h>

#include "qr_assert.h"

/* What an add ran out of. */
enum dimension { STYLES, LINKS, CLUSTERS, STRINGS };

static uint32_t *capacity_of(struct qr_page_capacity *capacity, enum dimension dimension) {
    switch (dimension) {
    case STYLES:
        return &capacity->styles;
    case LINKS:
        return &capacity->links;
    case CLUSTERS:
        return &capacity->clusters;
    case STRINGS:
        break;
    }
    return &capacity->string_bytes;
}

/* The most that a dimension can be: what limits.h promises. */
static uint32_t limit_of(enum dimension dimension) {
    return dimension == STRINGS ? QUIRE_PAGE_STRING_BYTES_MAX : QUIRE_SET_CAPACITY_MAX;
}

_Static_assert(QUIRE_PAGE_STYLES_MAX == QUIRE_SET_VALUES_MAX, "what limits.h says is what a set can hold");
_Static_assert(QUIRE_PAGE_LINKS_MAX == QUIRE_SET_VALUES_MAX && QUIRE_PAGE_CLUSTERS_MAX == QUIRE_SET_VALUES_MAX, "");

/* Replaces the block by one that has twice as much of a dimension, or more where `needed` bytes of strings want it. */
static enum quire_result grow(struct qr_page *page, enum dimension dimension, uint32_t needed) {
    struct qr_page_capacity capacity = page->block->capacity, least = {16, 16, 16, 2032};
    uint32_t *part = capacity_of(&capacity, dimension), limit = limit_of(dimension);
    if (*part >= limit)
        return QUIRE_LIMIT;
    uint64_t smallest = *capacity_of(&least, dimension), wanted = (uint64_t)*part * 2;
    if (dimension == STRINGS && wanted < (uint64_t)*part + needed * 2u)
        wanted = (uint64_t)*part + needed * 2u;
    wanted = wanted < smallest ? smallest : wanted;
    *part = wanted > limit ? limit : (uint32_t)wanted;
    return qr_page_rebuild(page, &capacity);
}

/* Lets all dead values go, moves strings together where that makes much room, and else grows. Moving costs a pass over
 * items and strings, so it waits until half of the area is free behind it, or a sixteenth where the area cannot grow:
 * however torn the area is, an add costs little on average. */
static enum quire_result make_string_room(struct qr_page *page, uint32_t needed) {
    struct qr_sets sets = qr_page_sets(page);
    qr_style_set_drop_dead(sets.styles, &sets);
    qr_link_set_drop_dead(sets.links, &sets);
    qr_cluster_set_drop_dead(sets.clusters, &sets);
    uint32_t chunks = sets.strings->chunks;
    bool largest = page->block->capacity.string_bytes >= limit_of(STRINGS);
    uint64_t most = largest ? chunks - chunks / 16 : chunks / 2;
    if (sets.strings->used + (uint64_t)qr_strings_chunks(needed) <= most)
        return qr_page_compact_strings(page);
    return grow(page, STRINGS, needed);
}

/* Dead styles hold links. True when letting them go made room among the links. */
static bool drop_links(struct qr_page *page) {
    struct qr_sets sets = qr_page_sets(page);
    uint32_t links = sets.links->living;
    qr_style_set_drop_dead(sets.styles, &sets);
    return sets.links->living < links - links / 8;
}

/* Makes room in one dimension: first among the dead, then in a larger block. */
static enum quire_result make_room(struct qr_page *page, enum dimension dimension, uint32_t needed) {
    if (dimension == STRINGS)
        return make_string_room(page, needed);
    if (dimension == LINKS && drop_links(page))
        return QUIRE_OK;
    return grow(page, dimension, 0);
}

/* Reacts to a failed add: reseeds, or makes room. OK: try again. Anything else is final. */
static enum quire_result recover(struct qr_page *page, enum dimension own, enum quire_result failure, int attempt,
                                 uint32_t string_bytes) {
    static const enum quire_result exhausted[] = {QUIRE_OUT_OF_STYLES, QUIRE_OUT_OF_LINKS, QUIRE_OUT_OF_CLUSTERS,
                                                  QUIRE_OUT_OF_STRINGS};
    if (attempt >= 4)
        return failure == QUIRE_OUT_OF_STRINGS ? failure : exhausted[own];
    enum quire_result result;
    struct qr_sets sets = qr_page_sets(page);
    if (failure == QUIRE_NEEDS_REHASH) {
        result = own == STYLES  ? qr_style_set_reseed(sets.styles, &sets)
                 : own == LINKS ? qr_link_set_reseed(sets.links, &sets)
                                : qr_cluster_set_reseed(sets.clusters, &sets);
        return result == QUIRE_OK ? QUIRE_OK : exhausted[own];
    }
    if (failure == QUIRE_OUT_OF_MEMORY)
        result = make_room(page, own, 0);
    else if (failure == QUIRE_OUT_OF_STRINGS)
        result = make_room(page, STRINGS, string_bytes);
    else
        return failure;
    if (result != QUIRE_LIMIT && result != QUIRE_NEEDS_REHASH)
        return result;
    return failure == QUIRE_OUT_OF_STRINGS ? failure : exhausted[own];
}

/* Copies of the page must look at its sets again. An id of one reference may have been taken for a new value. */
static void note_value(struct qr_page *page, uint32_t references) {
    page->block->values += references == 1;
}

/* Until there is room for the style, or there is none. */
static enum quire_result add_style(struct qr_page *page, const struct qr_style *style, uint32_t *id) {
    for (int attempt = 0;; attempt++) {
        struct qr_sets sets = qr_page_sets(page);
        enum quire_result result = qr_style_set_add(sets.styles, &sets, style, id);
        if (result == QUIRE_OK) {
            note_value(page, qr_style_set_ref_count(sets.styles, *id));
            return result;
        }
        result = recover(page, STYLES, result, attempt, 0);
        if (result != QUIRE_OK)
            return result;
    }
}

/* The reference that the style will own keeps the link alive while room is made. */
static enum quire_result add_style_of_link(struct qr_page *page, const struct qr_style *style, uint32_t *id) {
    uint32_t link = qr_style_link(*style);
    enum quire_result result = qr_link_set_use(qr_page_sets(page).links, link);
    if (result != QUIRE_OK)
        return result;
    result = add_style(page, style, id);
    if (result != QUIRE_OK)
        qr_page_release_link(page, link);
    return result;
}

enum quire_result qr_page_add_style(struct qr_page *page, struct qr_style style, uint32_t *id) {
    *id = 0;
    if (qr_style_is_default(style))
        return QUIRE_OK;
    return qr_style_link(style) != 0 ? add_style_of_link(page, &style, id) : add_style(page, &style, id);
}

enum quire_result qr_page_add_link(struct qr_page *page, const struct qr_link_key *key, uint32_t *id) {
    for (int attempt = 0;; attempt++) {
        struct qr_sets sets = qr_page_sets(page);
        enum quire_result result = qr_link_set_add_key(sets.links, &sets, key, id);
        if (result == QUIRE_OK) {
            note_value(page, qr_link_set_ref_count(sets.links, *id));
            return result;
        }
        result = recover(page, LINKS, result, attempt, (uint32_t)(key->uri_length + key->id_length));
        if (result != QUIRE_OK)
            return result;
    }
}

enum quire_result qr_page_add_cluster(struct qr_page *page, const uint32_t *code_points, size_t count, uint32_t *id) {
    struct qr_cluster_key key = {code_points, count};
    for (int attempt = 0;; attempt++) {
        struct qr_sets sets = qr_page_sets(page);
        enum quire_result result = qr_cluster_set_add_key(sets.clusters, &sets, &key, id);
        if (result == QUIRE_OK) {
            note_value(page, qr_cluster_set_ref_count(sets.clusters, *id));
            return result;
        }
        result = recover(page, CLUSTERS, result, attempt, (uint32_t)(count * sizeof *code_points));
        if (result != QUIRE_OK)
            return result;
    }
}

struct qr_style qr_page_style(const struct qr_page *page, uint32_t id) {
    if (id == 0)
        return (struct qr_style){0, 0};
    return *qr_style_set_get(qr_page_sets(page).styles, id);
}

void qr_page_release_link(struct qr_page *page, uint32_t id) {
    if (id != 0)
        (void)qr_link_set_release(qr_page_sets(page).links, id);
}

const uint32_t *qr_page_cell_text(const struct qr_page *page, struct qr_cell cell, uint32_t *single, uint32_t *count) {
    if (qr_cell_is_cluster(cell)) {
        struct qr_sets sets = qr_page_sets(page);
        const struct qr_cluster *cluster = qr_cluster_set_get(sets.clusters, qr_cell_content(cell));
        *count = cluster->count;
        return qr_cluster_text(&sets, cluster);
    }
    *single = qr_cell_content(cell);
    *count = *single != 0;
    return single;
}

/* A style of another page, added to this one; its link goes along. 0 when there is no room. */
static uint32_t import_style(struct qr_page *to, const struct qr_page *from, uint32_t id) {
    struct qr_style style = qr_page_style(from, id);
    uint32_t link = 0, added = 0;
    if (qr_style_link(style) != 0) {
        struct qr_sets sets = qr_page_sets(from);
        struct qr_link_key key = qr_link_as_key(&sets, qr_link_set_get(sets.links, qr_style_link(style)));
        if (qr_page_add_link(to, &key, &link) != QUIRE_OK)
            link = 0;
        qr_style_set_link(&style, link);
    }
    if (qr_page_add_style(to, style, &added) != QUIRE_OK)
        added = 0;
    qr_page_release_link(to, link);
    return added;
}

struct qr_cell qr_page_import_cell(struct qr_page *to, const struct qr_page *from, struct qr_cell cell) {
    struct qr_cell imported = {cell.bits & ~QR_CELL_STYLE_MASK};
    if (qr_cell_is_cluster(cell)) {
        uint32_t single, count, id;
        const uint32_t *text = qr_page_cell_text(from, cell, &single, &count);
        imported.bits &= ~(QR_CELL_CONTENT_MASK | QR_CELL_CLUSTER);
        if (qr_page_add_cluster(to, text, count, &id) == QUIRE_OK)
            imported.bits |= id | QR_CELL_CLUSTER;
        else
            imported.bits |= text[0];
    }
    if (qr_cell_style(cell) != 0)
        imported = qr_cell_with_style(imported, import_style(to, from, qr_cell_style(cell)));
    return imported;
}
