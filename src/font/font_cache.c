#include "font_cache.h"

#include <stdlib.h>
#include <string.h>

#define CHUNK_BYTES (64u << 10)
#define FIRST_SLOTS 1024u

struct font_cache_entry {
    uint32_t hash, words;
    void *payload;
    uint32_t key[];
};

struct font_cache_chunk {
    struct font_cache_chunk *next;
    size_t used, size;
    max_align_t data[];
};

void font_cache_init(struct font_cache *cache) {
    memset(cache, 0, sizeof *cache);
}

void font_cache_clear(struct font_cache *cache) {
    while (cache->chunks) {
        struct font_cache_chunk *next = cache->chunks->next;
        free(cache->chunks);
        cache->chunks = next;
    }
    free(cache->slots);
    font_cache_init(cache);
}

static uint32_t hash_words(const uint32_t *key, uint32_t words) {
    uint64_t hash = 0x9E3779B97F4A7C15u ^ words;
    for (uint32_t i = 0; i < words; i++) {
        hash = (hash ^ key[i]) * 0xD6E8FEB86659FD93u;
        hash ^= hash >> 29;
    }
    return (uint32_t)(hash ^ hash >> 32);
}

static void *take(struct font_cache *cache, size_t bytes) {
    bytes = (bytes + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
    struct font_cache_chunk *chunk = cache->chunks;
    if (!chunk || chunk->size - chunk->used < bytes) {
        size_t size = bytes > CHUNK_BYTES ? bytes : CHUNK_BYTES;
        chunk = calloc(1, sizeof *chunk + size);
        if (!chunk)
            return NULL;
        chunk->size = size;
        chunk->next = cache->chunks;
        cache->chunks = chunk;
        cache->bytes += size;
    }
    char *memory = (char *)chunk->data + chunk->used;
    chunk->used += bytes;
    return memory;
}

static void place(struct font_cache *cache, struct font_cache_entry *entry) {
    uint32_t at = entry->hash & (cache->slot_count - 1);
    while (cache->slots[at])
        at = (at + 1) & (cache->slot_count - 1);
    cache->slots[at] = entry;
}

static bool grow(struct font_cache *cache) {
    struct font_cache_entry **old = cache->slots;
    uint32_t old_count = cache->slot_count, count = old_count ? old_count * 2 : FIRST_SLOTS;
    struct font_cache_entry **slots = calloc(count, sizeof *slots);
    if (!slots)
        return false;
    cache->slots = slots;
    cache->slot_count = count;
    for (uint32_t i = 0; i < old_count; i++) {
        if (old[i])
            place(cache, old[i]);
    }
    free(old);
    return true;
}

void *font_cache_find(const struct font_cache *cache, const uint32_t *key, uint32_t words) {
    if (!cache->slot_count)
        return NULL;
    uint32_t hash = hash_words(key, words);
    for (uint32_t at = hash & (cache->slot_count - 1);; at = (at + 1) & (cache->slot_count - 1)) {
        const struct font_cache_entry *entry = cache->slots[at];
        if (!entry)
            return NULL;
        if (entry->hash == hash && entry->words == words && !memcmp(entry->key, key, words * sizeof *key))
            return entry->payload;
    }
}

void *font_cache_add(struct font_cache *cache, const uint32_t *key, uint32_t words, size_t payload_bytes) {
    if (cache->used * 2 >= cache->slot_count && !grow(cache))
        return NULL;
    struct font_cache_entry *entry = take(cache, sizeof *entry + words * sizeof *key);
    void *payload = take(cache, payload_bytes);
    if (!entry || !payload)
        return NULL;
    entry->hash = hash_words(key, words);
    entry->words = words;
    entry->payload = payload;
    memcpy(entry->key, key, words * sizeof *key);
    cache->used++;
    place(cache, entry);
    return payload;
}
