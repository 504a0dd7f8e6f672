/* page_kit.h - what the tests of page and history share: chance, an allocator that counts and fails, and a vocabulary
 * of looks, links and clusters from which tests draw, so that a model can name what a cell shows by small numbers. */
#ifndef PAGE_KIT_H
#define PAGE_KIT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <quire/limits.h>

#include "page.h"
#include "qr_memory.h"

/* --- chance ---------------------------------------------------------------------------------------------------- */

static uint64_t kit_state = 1;

static inline uint32_t kit_below(uint32_t n) {
    kit_state = kit_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((kit_state >> 33) % n);
}

/* --- memory ---------------------------------------------------------------------------------------------------- */

struct kit_memory {
    long fail_at;         /* the allocation that fails, counted from 1; 0: none */
    bool fail_on;         /* and all behind it */
    bool paused;          /* allocations neither fail nor count */
    long allocations;     /* asked for */
    size_t blocks, bytes; /* held now */
};

static inline void *kit_alloc(void *user, size_t size, size_t align) {
    struct kit_memory *memory = user;
    if (!memory->paused) {
        memory->allocations++;
        if (memory->fail_at == memory->allocations ||
            (memory->fail_on && memory->fail_at != 0 && memory->allocations > memory->fail_at))
            return NULL;
    }
    size_t unit = align < sizeof(void *) ? sizeof(void *) : align;
    void *block = aligned_alloc(unit, (size + unit - 1) / unit * unit);
    if (!block)
        abort();
    memset(block, 0xA5, size);
    memory->blocks++;
    memory->bytes += size;
    return block;
}

static inline void kit_free(void *user, void *block, size_t size, size_t align) {
    struct kit_memory *memory = user;
    (void)align;
    memset(block, 0x5A, size);
    free(block);
    memory->blocks--;
    memory->bytes -= size;
}

static inline struct quire_allocator kit_allocator(struct kit_memory *memory) {
    *memory = (struct kit_memory){0};
    return (struct quire_allocator){
        .size = sizeof(struct quire_allocator), .user = memory, .alloc = kit_alloc, .free = kit_free};
}

/* --- vocabulary ------------------------------------------------------------------------------------------------ */

#define KIT_LOOKS 600u
#define KIT_LINKS 40u
#define KIT_CLUSTERS 80u
/* Contents in a model: a code point, or this bit and the number of a cluster. 0 is blank. */
#define KIT_CLUSTER_BIT UINT32_C(0x200000)

/* A style and, apart from it, the number of its link (0: none), because a link's id is a page's own. */
struct kit_look {
    struct qr_style style;
    uint32_t link;
};

static struct kit_look kit_looks[KIT_LOOKS];
static char kit_uris[KIT_LINKS][QUIRE_LINK_URI_MAX + 1];
static struct qr_link_key kit_links[KIT_LINKS];
static uint32_t kit_clusters[KIT_CLUSTERS][QUIRE_CLUSTER_MAX];
static uint32_t kit_cluster_length[KIT_CLUSTERS];

static inline struct kit_look kit_make_look(uint32_t i) {
    struct kit_look look = {{0, 0}, i % 5 == 0 ? 1 + i / 5 % (KIT_LINKS - 1) : 0};
    qr_style_set_foreground(&look.style, i % 3 ? qr_color_rgb(i * 7919) : qr_color_palette(i));
    if (i % 4 == 0)
        qr_style_set_background(&look.style, qr_color_rgb(i * 104729));
    if (i % 7 == 0)
        qr_style_set_underline_color(&look.style, qr_color_palette(i));
    qr_style_set_underline(&look.style, (enum quire_underline)(i % 6));
    qr_style_set_attributes(&look.style, i, 255);
    return look;
}

/* Fills the tables. Look 0 is the default; some URIs are as long as they may be; clusters have 2 to CLUSTER_MAX code
 * points of one to four bytes. */
static inline void kit_init(void) {
    for (uint32_t i = 1; i < KIT_LOOKS; i++)
        kit_looks[i] = kit_make_look(i);
    for (uint32_t i = 1; i < KIT_LINKS; i++) {
        size_t length = i % 13 == 0 ? QUIRE_LINK_URI_MAX : 8 + i * 3;
        memset(kit_uris[i], 'a' + (int)(i % 26), length);
        snprintf(kit_uris[i], 8, "x:/%04u", i);
        kit_uris[i][7] = '/';
        kit_links[i] = (struct qr_link_key){kit_uris[i], "name", length, i % 3 ? i % 5 : 0};
    }
    static const uint32_t marks[] = {0x301, 0x200D, 0x1F3FD, 0xFE0F, 0x1F469, 0x7A};
    for (uint32_t i = 0; i < KIT_CLUSTERS; i++) {
        kit_cluster_length[i] = i % 9 == 0 ? QUIRE_CLUSTER_MAX : 2 + i % 4;
        kit_clusters[i][0] = 0x61 + i;
        for (uint32_t j = 1; j < kit_cluster_length[i]; j++)
            kit_clusters[i][j] = marks[(i + j) % 6];
    }
}

/* Adds a look to a page, the link's own reference given back. */
static inline enum quire_result kit_add_look(struct qr_page *page, uint32_t look, uint32_t *id) {
    struct qr_style style = kit_looks[look].style;
    uint32_t link = 0;
    if (kit_looks[look].link != 0) {
        enum quire_result result = qr_page_add_link(page, &kit_links[kit_looks[look].link], &link);
        if (result != QUIRE_OK)
            return result;
        qr_style_set_link(&style, link);
    }
    enum quire_result result = qr_page_add_style(page, style, id);
    qr_page_release_link(page, link);
    return result;
}

static inline bool kit_same_link(const struct qr_link_key *a, const struct qr_link_key *b) {
    return a->uri_length == b->uri_length && a->id_length == b->id_length &&
           memcmp(a->uri, b->uri, a->uri_length) == 0 && (a->id_length == 0 || memcmp(a->id, b->id, a->id_length) == 0);
}

/* Is style `id` of a page this look, link and all? */
static inline bool kit_is_look(const struct qr_page *page, uint32_t id, uint32_t look) {
    struct qr_style style = qr_page_style(page, id);
    uint32_t link = qr_style_link(style);
    qr_style_set_link(&style, 0);
    if (!qr_style_equal(style, kit_looks[look].style) || (link != 0) != (kit_looks[look].link != 0))
        return false;
    if (link == 0)
        return true;
    struct qr_sets sets = qr_page_sets(page);
    struct qr_link_key key = qr_link_as_key(&sets, qr_link_set_get(sets.links, link));
    return kit_same_link(&key, &kit_links[kit_looks[look].link]);
}

/* Does a cell of a page show this content? */
static inline bool kit_is_content(const struct qr_page *page, struct qr_cell cell, uint32_t content) {
    uint32_t single, count;
    const uint32_t *text = qr_page_cell_text(page, cell, &single, &count);
    if (!(content & KIT_CLUSTER_BIT))
        return count == (content != 0) && (count == 0 || text[0] == content);
    uint32_t cluster = content & ~KIT_CLUSTER_BIT;
    return count == kit_cluster_length[cluster] && memcmp(text, kit_clusters[cluster], count * sizeof *text) == 0;
}

/* A cell with this content, dressed and wide as `dress` says; holds its own cluster reference. */
static inline enum quire_result kit_make_cell(struct qr_page *page, struct qr_cell dress, uint32_t content,
                                              enum qr_cell_width width, struct qr_cell *cell) {
    uint32_t id = content;
    if (content & KIT_CLUSTER_BIT) {
        uint32_t cluster = content & ~KIT_CLUSTER_BIT;
        enum quire_result result = qr_page_add_cluster(page, kit_clusters[cluster], kit_cluster_length[cluster], &id);
        if (result != QUIRE_OK)
            return result;
    }
    *cell = qr_cell_make(dress, id, width);
    if (content & KIT_CLUSTER_BIT)
        cell->bits |= QR_CELL_CLUSTER;
    return QUIRE_OK;
}

static inline void kit_report_page(void *user, enum qr_page_rule rule, uint32_t where) {
    printf("  page %s: %s at %u\n", (const char *)user, qr_page_rule_name(rule), where);
}

#endif
