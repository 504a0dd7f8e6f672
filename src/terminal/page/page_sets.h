/* page_sets.h - the three sets of a page: styles, hyperlinks, grapheme clusters, and what ties them together.
 *
 * Links and clusters own strings; a style holds a reference on its link. All of it lies in one block, which also
 * history pages use, so the sets are given as pointers in a `struct qr_sets` that is made on the spot and never kept.
 */
#ifndef QR_PAGE_SETS_H
#define QR_PAGE_SETS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <quire/limits.h>
#include <quire/result.h>
#include <quire/set.h>

#include "qr_style.h"
#include "string_area.h"

struct qr_style_set;
struct qr_link_set;
struct qr_cluster_set;

/* Views on the sets of one block; valid until the block is rebuilt. */
struct qr_sets {
    struct qr_style_set *styles;
    struct qr_link_set *links;
    struct qr_cluster_set *clusters;
    struct qr_strings *strings;
};

/* A hyperlink: URI and id are one string, the URI first. Links are equal when both parts are. */
struct qr_link {
    uint32_t place;
    uint16_t uri_length, id_length;
};

/* The id of a link that a program opened without one begins with this: a parameter of OSC 8 cannot hold it. What
 * follows is a number in hexadecimal digits, 8 at most. */
#define QR_IMPLICIT_ID ':'
#define QR_IMPLICIT_ID_MAX 10

/* Writes the id of the link that was opened as number `number` without one, counted from 1. Returns its bytes. */
size_t qr_implicit_id(uint32_t number, char text[QR_IMPLICIT_ID_MAX]);

struct qr_link_key {
    const char *uri, *id;
    size_t uri_length, id_length;
};

/* A grapheme cluster of two or more code points. */
struct qr_cluster {
    uint32_t place;
    uint32_t count;
};

struct qr_cluster_key {
    const uint32_t *code_points;
    size_t count;
};

static inline size_t qr_link_bytes(const struct qr_link *link) {
    return (size_t)link->uri_length + link->id_length;
}

static inline size_t qr_cluster_bytes(const struct qr_cluster *cluster) {
    return cluster->count * sizeof(uint32_t);
}

static inline bool qr_link_sound(const struct qr_link *link) {
    return link->uri_length > 0 && link->uri_length <= QUIRE_LINK_URI_MAX && link->id_length <= QUIRE_LINK_ID_MAX;
}

/* Is this a character at all? No surrogate, nothing beyond Unicode. */
static inline bool qr_code_point_sound(uint32_t c) {
    return c != 0 && c <= 0x10FFFF && (c & 0xFFFFF800u) != 0xD800;
}

/* Can a cluster have so many code points? */
static inline bool qr_cluster_sound(const struct qr_cluster *cluster) {
    return cluster->count >= 2 && cluster->count <= QUIRE_CLUSTER_MAX;
}

static inline const char *qr_link_text(const struct qr_sets *sets, const struct qr_link *link) {
    return qr_strings_at(sets->strings, link->place);
}

static inline const uint32_t *qr_cluster_text(const struct qr_sets *sets, const struct qr_cluster *cluster) {
    return qr_strings_at(sets->strings, cluster->place);
}

/* Hashing and comparing by what the strings hold, for stored values and for keys outside the block. */
uint64_t qr_link_key_hash(uint64_t seed, const struct qr_link_key *key);
bool qr_link_key_equal(const struct qr_sets *sets, const struct qr_link_key *key, const struct qr_link *link);
enum quire_result qr_link_store(const struct qr_sets *sets, const struct qr_link_key *key, struct qr_link *link);
struct qr_link_key qr_link_as_key(const struct qr_sets *sets, const struct qr_link *link);
bool qr_cluster_key_equal(const struct qr_sets *sets, const struct qr_cluster_key *key,
                          const struct qr_cluster *cluster);
enum quire_result qr_cluster_store(const struct qr_sets *sets, const struct qr_cluster_key *key,
                                   struct qr_cluster *cluster);
static inline uint64_t qr_cluster_key_hash(uint64_t seed, const uint32_t *code_points, size_t count);
static inline uint64_t qr_link_hash(const struct qr_sets *sets, uint64_t seed, const struct qr_link *link);
static inline bool qr_link_equal(const struct qr_sets *sets, const struct qr_link *a, const struct qr_link *b);
static inline bool qr_cluster_equal(const struct qr_sets *sets, const struct qr_cluster *a, const struct qr_cluster *b);

static inline uint64_t qr_cluster_key_hash(uint64_t seed, const uint32_t *code_points, size_t count) {
    return quire_set_hash_bytes(seed, code_points, count * sizeof *code_points);
}

static inline uint64_t qr_link_hash(const struct qr_sets *sets, uint64_t seed, const struct qr_link *link) {
    struct qr_link_key key = qr_link_as_key(sets, link);
    return qr_link_key_hash(seed, &key);
}

static inline bool qr_link_equal(const struct qr_sets *sets, const struct qr_link *a, const struct qr_link *b) {
    struct qr_link_key key = qr_link_as_key(sets, a);
    return qr_link_key_equal(sets, &key, b);
}

static inline bool qr_cluster_equal(const struct qr_sets *sets, const struct qr_cluster *a,
                                    const struct qr_cluster *b) {
    struct qr_cluster_key key = {qr_cluster_text(sets, a), a->count};
    return qr_cluster_key_equal(sets, &key, b);
}

#define QUIRE_SET qr_link_set
#define QUIRE_SET_VALUE struct qr_link
#define QUIRE_SET_CONTEXT const struct qr_sets
#define QUIRE_SET_HASH(sets, seed, link) qr_link_hash(sets, seed, link)
#define QUIRE_SET_EQUAL(sets, a, b) qr_link_equal(sets, a, b)
#define QUIRE_SET_DELETED(sets, link) qr_strings_free((sets)->strings, (link)->place, qr_link_bytes(link))
#define QUIRE_SET_KEY struct qr_link_key
#define QUIRE_SET_KEY_HASH(sets, seed, key) qr_link_key_hash(seed, key)
#define QUIRE_SET_KEY_EQUAL(sets, key, link) qr_link_key_equal(sets, key, link)
#define QUIRE_SET_KEY_STORE(sets, key, link) qr_link_store(sets, key, link)
#include <quire/set.h>

#define QUIRE_SET qr_cluster_set
#define QUIRE_SET_VALUE struct qr_cluster
#define QUIRE_SET_CONTEXT const struct qr_sets
#define QUIRE_SET_HASH(sets, seed, cluster) qr_cluster_key_hash(seed, qr_cluster_text(sets, cluster), (cluster)->count)
#define QUIRE_SET_EQUAL(sets, a, b) qr_cluster_equal(sets, a, b)
#define QUIRE_SET_DELETED(sets, cluster) qr_strings_free((sets)->strings, (cluster)->place, qr_cluster_bytes(cluster))
#define QUIRE_SET_KEY struct qr_cluster_key
#define QUIRE_SET_KEY_HASH(sets, seed, key) qr_cluster_key_hash(seed, (key)->code_points, (key)->count)
#define QUIRE_SET_KEY_EQUAL(sets, key, cluster) qr_cluster_key_equal(sets, key, cluster)
#define QUIRE_SET_KEY_STORE(sets, key, cluster) qr_cluster_store(sets, key, cluster)
#include <quire/set.h>

/* A style that leaves gives its link back. The release cannot fail: the style held the reference. */
static inline void qr_style_leaves(const struct qr_sets *sets, const struct qr_style *style) {
    if (qr_style_link(*style) != 0)
        (void)qr_link_set_release(sets->links, qr_style_link(*style));
}

#define QUIRE_SET qr_style_set
#define QUIRE_SET_VALUE struct qr_style
#define QUIRE_SET_CONTEXT const struct qr_sets
#define QUIRE_SET_HASH(sets, seed, style) quire_set_hash_words(seed, (style)->first, (style)->second)
#define QUIRE_SET_EQUAL(sets, a, b) qr_style_equal(*(a), *(b))
#define QUIRE_SET_DELETED(sets, style) qr_style_leaves(sets, style)
#include <quire/set.h>

#endif
