/* font_cache.h - a map from a few 32-bit words to a payload that never moves.
 *
 * Everything that the font floor remembers is in one such map, told apart by the first word of the key: the glyph of a
 * code point, of a cluster, of shaped glyph ids; the glyphs of a run. Nothing is removed singly: when the atlas is
 * flushed or the memory limit is reached, the whole map is cleared. Payloads lie in chunks of an arena.
 *
 * Key and payload of an entry:   | hash | key words | payload bytes | key ... | payload ... | */
#ifndef FONT_CACHE_H
#define FONT_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FONT_CACHE_KEY_MAX 128u

struct font_cache_entry;
struct font_cache_chunk;

struct font_cache {
    struct font_cache_entry **slots; /* open addressing, linear probing; a power of two */
    uint32_t slot_count, used;
    struct font_cache_chunk *chunks; /* the newest first */
    size_t bytes;                    /* of all chunks */
};

void font_cache_init(struct font_cache *cache);

/* Forgets everything; also the end of a cache. */
void font_cache_clear(struct font_cache *cache);

/* The payload of a key, or NULL. */
void *font_cache_find(const struct font_cache *cache, const uint32_t *key, uint32_t words);

/* Adds a key that is not there and returns its zeroed payload; NULL: no memory. */
void *font_cache_add(struct font_cache *cache, const uint32_t *key, uint32_t words, size_t payload_bytes);

#endif
