#include "page_sets.h"

size_t qr_implicit_id(uint32_t number, char text[QR_IMPLICIT_ID_MAX]) {
    char *to = text;
    *to++ = QR_IMPLICIT_ID;
    do
        *to++ = "0123456789abcdef"[number & 15];
    while ((number >>= 4) > 0);
    return (size_t)(to - text);
}

uint64_t qr_link_key_hash(uint64_t seed, const struct qr_link_key *key) {
    uint64_t first = quire_set_hash_bytes(seed, key->uri, key->uri_length);
    return key->id_length ? quire_set_hash_bytes(first, key->id, key->id_length) : first;
}

bool qr_link_key_equal(const struct qr_sets *sets, const struct qr_link_key *key, const struct qr_link *link) {
    const char *text = qr_link_text(sets, link);
    return key->uri_length == link->uri_length && key->id_length == link->id_length &&
           memcmp(key->uri, text, key->uri_length) == 0 &&
           (key->id_length == 0 || memcmp(key->id, text + link->uri_length, key->id_length) == 0);
}

struct qr_link_key qr_link_as_key(const struct qr_sets *sets, const struct qr_link *link) {
    const char *text = qr_link_text(sets, link);
    return (struct qr_link_key){text, text + link->uri_length, link->uri_length, link->id_length};
}

enum quire_result qr_link_store(const struct qr_sets *sets, const struct qr_link_key *key, struct qr_link *link) {
    uint32_t place = qr_strings_alloc(sets->strings, key->uri_length + key->id_length);
    if (place == 0)
        return QUIRE_OUT_OF_STRINGS;
    char *text = qr_strings_at(sets->strings, place);
    memcpy(text, key->uri, key->uri_length);
    if (key->id_length)
        memcpy(text + key->uri_length, key->id, key->id_length);
    *link = (struct qr_link){place, (uint16_t)key->uri_length, (uint16_t)key->id_length};
    return QUIRE_OK;
}

bool qr_cluster_key_equal(const struct qr_sets *sets, const struct qr_cluster_key *key,
                          const struct qr_cluster *cluster) {
    return key->count == cluster->count &&
           memcmp(key->code_points, qr_cluster_text(sets, cluster), key->count * sizeof(uint32_t)) == 0;
}

enum quire_result qr_cluster_store(const struct qr_sets *sets, const struct qr_cluster_key *key,
                                   struct qr_cluster *cluster) {
    uint32_t place = qr_strings_alloc(sets->strings, key->count * sizeof(uint32_t));
    if (place == 0)
        return QUIRE_OUT_OF_STRINGS;
    memcpy(qr_strings_at(sets->strings, place), key->code_points, key->count * sizeof(uint32_t));
    *cluster = (struct qr_cluster){place, (uint32_t)key->count};
    return QUIRE_OK;
}
