/* page_check_values.c - sets and strings. Lengths are looked at before strings, and a string before it is hashed; no
 * chunk is looked at twice, so that values which claim each other's strings cost no more than their own. */
#include "page_check.h"

#include <quire/limits.h>

static bool strings_readable(const struct qr_checking *check) {
    const struct qr_page_header *block = check->page->block;
    const struct qr_strings *strings = check->sets.strings;
    uint32_t chunks;
    size_t size;
    return block->strings_bytes >= sizeof *strings && qr_strings_size(block->capacity.string_bytes, &chunks, &size) &&
           chunks == strings->chunks && strings->bytes_offset == sizeof *strings && size <= block->strings_bytes &&
           strings->end > 0 && strings->end <= chunks && strings->used > 0 && strings->used <= strings->end;
}

bool qr_check_sets_readable(const struct qr_checking *check) {
    const struct qr_page_header *block = check->page->block;
    return block->style_bytes >= sizeof(struct qr_style_set) && block->link_bytes >= sizeof(struct qr_link_set) &&
           block->cluster_bytes >= sizeof(struct qr_cluster_set) &&
           qr_style_set_check_header(check->sets.styles, block->style_bytes) &&
           qr_link_set_check_header(check->sets.links, block->link_bytes) &&
           qr_cluster_set_check_header(check->sets.clusters, block->cluster_bytes) && strings_readable(check);
}

/* Takes the chunks of a string for value `id`: each belongs to one. Ends at the first that is taken. */
static void claim(struct qr_checking *check, uint32_t id, uint32_t place, size_t length, uint64_t *used) {
    bool own = qr_strings_holds(check->sets.strings, place, length);
    uint32_t count = own ? qr_strings_chunks(length) : 0;
    for (uint32_t i = 0; i < count && own; i++)
        own = qr_check_take(check->claimed, place + i);
    if (!own)
        qr_check_breach(check, QR_PAGE_RULE_STRING, id);
    *used += count;
}

static void check_styles(struct qr_checking *check) {
    const struct qr_style_set_item *items = qr_style_set_items(check->sets.styles);
    bool vocabulary = check->holders && check->holders->each_once;
    for (uint32_t id = 1; id <= check->sets.styles->used && !qr_check_full(check); id++) {
        struct qr_style style = items[id].value;
        if (!qr_style_set_is_kept(check->sets.styles, id))
            continue;
        if (!qr_style_sound(style) || (!vocabulary && qr_style_is_folded(style)))
            qr_check_breach(check, QR_PAGE_RULE_VALUE, id);
    }
}

static void check_links(struct qr_checking *check, uint64_t *used) {
    const struct qr_link_set_item *items = qr_link_set_items(check->sets.links);
    for (uint32_t id = 1; id <= check->sets.links->used && !qr_check_full(check); id++) {
        const struct qr_link *link = &items[id].value;
        if (!qr_link_set_is_kept(check->sets.links, id))
            continue;
        if (qr_link_sound(link))
            claim(check, id, link->place, qr_link_bytes(link), used);
        else
            qr_check_breach(check, QR_PAGE_RULE_VALUE, id);
    }
}

static bool text_sound(const struct qr_sets *sets, const struct qr_cluster *cluster) {
    const uint32_t *text = qr_cluster_text(sets, cluster);
    for (uint32_t i = 0; i < cluster->count; i++) {
        if (!qr_code_point_sound(text[i]))
            return false;
    }
    return true;
}

static void check_clusters(struct qr_checking *check, uint64_t *used) {
    const struct qr_cluster_set_item *items = qr_cluster_set_items(check->sets.clusters);
    for (uint32_t id = 1; id <= check->sets.clusters->used && !qr_check_full(check); id++) {
        const struct qr_cluster *cluster = &items[id].value;
        size_t before = check->breaches;
        if (!qr_cluster_set_is_kept(check->sets.clusters, id))
            continue;
        bool sound = qr_cluster_sound(cluster);
        if (sound)
            claim(check, id, cluster->place, qr_cluster_bytes(cluster), used);
        if (!sound || (check->breaches == before && !text_sound(&check->sets, cluster)))
            qr_check_breach(check, QR_PAGE_RULE_VALUE, id);
    }
}

void qr_check_values(struct qr_checking *check) {
    const struct qr_strings *strings = check->sets.strings;
    size_t before = check->breaches;
    uint64_t used = 1;
    check_styles(check);
    check_links(check, &used);
    check_clusters(check, &used);
    size_t free = (size_t)(strings->chunks - strings->end) * QR_STRING_CHUNK;
    bool zero = qr_check_zero(qr_strings_at(strings, 0), QR_STRING_CHUNK) &&
                qr_check_zero((const char *)qr_strings_at(strings, 0) + (size_t)strings->end * QR_STRING_CHUNK, free);
    if (check->breaches == before && (used != strings->used || !zero))
        qr_check_breach(check, QR_PAGE_RULE_STRINGS_USED, strings->used);
}

void qr_check_sets(struct qr_checking *check) {
    const struct qr_page_header *block = check->page->block;
    const struct qr_sets *sets = &check->sets;
    if (qr_style_set_check(sets->styles, sets, block->style_bytes, NULL, NULL) != 0)
        qr_check_breach(check, QR_PAGE_RULE_STYLE_SET, 0);
    if (qr_link_set_check(sets->links, sets, block->link_bytes, NULL, NULL) != 0)
        qr_check_breach(check, QR_PAGE_RULE_LINK_SET, 0);
    if (qr_cluster_set_check(sets->clusters, sets, block->cluster_bytes, NULL, NULL) != 0)
        qr_check_breach(check, QR_PAGE_RULE_CLUSTER_SET, 0);
}
