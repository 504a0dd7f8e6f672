#include "page.h"

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

/* Lets dead values go that hold what `dimension` lacks. True when that freed something. */
static bool drop_dead(struct qr_page *page, enum dimension dimension) {
    struct qr_sets sets = qr_page_sets(page);
    uint32_t before = sets.strings->used, links = sets.links->living;
    qr_style_set_drop_dead(sets.styles, &sets);
    if (dimension == STRINGS) {
        qr_link_set_drop_dead(sets.links, &sets);
        qr_cluster_set_drop_dead(sets.clusters, &sets);
        return before - sets.strings->used > sets.strings->chunks / 8;
    }
    return dimension == LINKS && sets.links->living < links - links / 8;
}

/* Makes room in one dimension: first among the dead, then in a larger block. */
static enum quire_result make_room(struct qr_page *page, enum dimension dimension, uint32_t needed) {
    if ((dimension == STRINGS || dimension == LINKS) && needed == 0 && drop_dead(page, dimension))
        return QUIRE_OK;
    struct qr_page_capacity capacity = page->block->capacity;
    uint32_t *part = capacity_of(&capacity, dimension);
    uint32_t limit = dimension == STRINGS ? UINT32_C(1) << 26 : QUIRE_SET_TABLE_MAX;
    uint32_t smallest = dimension == STRINGS ? 2032 : 16;
    if (*part >= limit)
        return QUIRE_LIMIT;
    uint64_t wanted = *part < smallest ? smallest : (uint64_t)*part * 2;
    if (dimension == STRINGS && wanted < (uint64_t)*part + needed * 2u)
        wanted = (uint64_t)*part + needed * 2u;
    *part = wanted > limit ? limit : (uint32_t)wanted;
    return qr_page_rebuild(page, &capacity);
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
        result = make_room(page, STRINGS, attempt == 0 ? 0 : string_bytes);
    else
        return failure;
    if (result != QUIRE_LIMIT && result != QUIRE_NEEDS_REHASH)
        return result;
    return failure == QUIRE_OUT_OF_STRINGS ? failure : exhausted[own];
}

enum quire_result qr_page_add_style(struct qr_page *page, struct qr_style style, uint32_t *id) {
    if (qr_style_is_default(style)) {
        *id = 0;
        return QUIRE_OK;
    }
    uint32_t link = qr_style_link(style);
    if (link != 0) { /* the reference that the style will own; kept alive while room is made */
        enum quire_result used = qr_link_set_use(qr_page_sets(page).links, link);
        if (used != QUIRE_OK)
            return used;
    }
    for (int attempt = 0;; attempt++) {
        struct qr_sets sets = qr_page_sets(page);
        enum quire_result result = qr_style_set_add(sets.styles, &sets, &style, id);
        if (result == QUIRE_OK)
            return result;
        result = recover(page, STYLES, result, attempt, 0);
        if (result != QUIRE_OK) {
            qr_page_release_link(page, link);
            return result;
        }
    }
}

enum quire_result qr_page_add_link(struct qr_page *page, const struct qr_link_key *key, uint32_t *id) {
    for (int attempt = 0;; attempt++) {
        struct qr_sets sets = qr_page_sets(page);
        enum quire_result result = qr_link_set_add_key(sets.links, &sets, key, id);
        if (result == QUIRE_OK)
            return result;
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
        if (result == QUIRE_OK)
            return result;
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

void qr_page_use_style(struct qr_page *page, uint32_t id, uint32_t count) {
    if (id == 0)
        return;
    enum quire_result result = qr_style_set_use_multiple(qr_page_sets(page).styles, id, count);
    qr_assert(result == QUIRE_OK);
    (void)result; /* at most QUIRE_MAX_CELLS references and a few holders: no overflow */
}

void qr_page_release_style(struct qr_page *page, uint32_t id, uint32_t count) {
    if (id == 0)
        return;
    enum quire_result result = qr_style_set_release_multiple(qr_page_sets(page).styles, id, count);
    qr_assert(result == QUIRE_OK);
    (void)result;
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
