#include "image_cache.h"

#include <stdlib.h>
#include <string.h>

void image_cache_init(struct image_cache *cache, size_t bytes_max) {
    memset(cache, 0, sizeof *cache);
    cache->bytes_max = bytes_max;
}

void image_cache_finish(struct image_cache *cache) {
    for (uint32_t i = 0; i < cache->count; i++)
        free(cache->pieces[i].pixels);
    free(cache->pieces);
    memset(cache, 0, sizeof *cache);
}

static size_t bytes_of(uint32_t width, uint32_t height) {
    return (size_t)width * height * sizeof(uint32_t);
}

static size_t piece_bytes(const struct image_piece *piece) {
    return bytes_of(piece->width, piece->height);
}

/* ---- chains */

static bool same_key(const struct image_key *a, const struct image_key *b) {
    return a->image == b->image && a->version == b->version && a->column == b->column && a->row == b->row &&
           a->width == b->width && a->height == b->height && area_equal(&a->crop, &b->crop) && a->source == b->source;
}

static uint32_t *chain_of(struct image_cache *cache, const struct image_key *key) {
    uint64_t hash = key->image * 0x9E3779B97F4A7C15u + key->version;
    hash = hash * 0x9E3779B97F4A7C15u + ((uint64_t)key->crop.x << 32 | key->crop.y);
    hash = hash * 0x9E3779B97F4A7C15u + ((uint64_t)key->column << 32 | key->row);
    return &cache->chains[(hash * 0x9E3779B97F4A7C15u >> 32) % IMAGE_CACHE_CHAINS];
}

static void unchain(struct image_cache *cache, const struct image_piece *piece) {
    uint32_t number = (uint32_t)(piece - cache->pieces) + 1, *link = chain_of(cache, &piece->key);
    while (*link != number)
        link = &cache->pieces[*link - 1].next;
    *link = piece->next;
}

const struct image_piece *image_cache_find(struct image_cache *cache, const struct image_key *key) {
    for (uint32_t number = *chain_of(cache, key); number; number = cache->pieces[number - 1].next) {
        struct image_piece *piece = &cache->pieces[number - 1];
        if (same_key(&piece->key, key)) {
            cache->shown_bytes += piece->picture != cache->picture ? piece_bytes(piece) : 0;
            piece->picture = cache->picture;
            return piece;
        }
    }
    return NULL;
}

/* ---- letting go */

/* Frees the place of a piece; its pixels are the caller's now. */
static uint32_t *take_out(struct image_cache *cache, struct image_piece *piece) {
    uint32_t *pixels = piece->pixels;
    unchain(cache, piece);
    cache->bytes -= piece_bytes(piece);
    cache->shown_bytes -= piece->picture == cache->picture ? piece_bytes(piece) : 0;
    piece->pixels = NULL;
    piece->next = cache->free;
    cache->free = (uint32_t)(piece - cache->pieces) + 1;
    return pixels;
}

void image_cache_remove(struct image_cache *cache, struct image_piece *piece) {
    free(take_out(cache, piece));
}

static void drop_old(struct image_cache *cache) {
    for (uint32_t i = 0; i < cache->count; i++) {
        struct image_piece *piece = &cache->pieces[i];
        if (piece->pixels && cache->picture - piece->picture > IMAGE_CACHE_PICTURES)
            image_cache_remove(cache, piece);
    }
}

void image_cache_begin(struct image_cache *cache) {
    cache->picture++;
    cache->shown_bytes = 0;
    if (cache->bytes && cache->picture % (IMAGE_CACHE_PICTURES / 8) == 0)
        drop_old(cache);
}

/* That was shown the longest time ago, but not in this picture. */
static struct image_piece *oldest(const struct image_cache *cache) {
    struct image_piece *found = NULL;
    for (uint32_t i = 0; i < cache->count; i++) {
        struct image_piece *piece = &cache->pieces[i];
        if (piece->pixels && piece->picture != cache->picture && (!found || piece->picture < found->picture))
            found = piece;
    }
    return found;
}

bool image_cache_has_room(const struct image_cache *cache, uint32_t width, uint32_t height) {
    return cache->shown_bytes + bytes_of(width, height) <= cache->bytes_max;
}

/* Memory for so many bytes within the bound, that of a piece that goes where it can be. */
static uint32_t *make_room(struct image_cache *cache, size_t bytes) {
    uint32_t *pixels = NULL;
    while (cache->bytes + bytes > cache->bytes_max) {
        struct image_piece *piece = oldest(cache);
        if (!piece)
            break;
        bool fits = !pixels && piece_bytes(piece) == bytes;
        uint32_t *others = take_out(cache, piece);
        if (fits)
            pixels = others;
        else
            free(others);
    }
    if (cache->bytes + bytes > cache->bytes_max) {
        free(pixels);
        return NULL;
    }
    return pixels ? pixels : malloc(bytes);
}

/* ---- adding */

/* A free place, which stays free. 0: no memory; else its number plus 1. */
static uint32_t find_place(struct image_cache *cache) {
    if (!cache->free && cache->count == cache->capacity) {
        uint32_t capacity = cache->capacity ? cache->capacity * 2 : 32;
        struct image_piece *pieces = realloc(cache->pieces, capacity * sizeof *pieces);
        if (!pieces)
            return 0;
        cache->pieces = pieces;
        cache->capacity = capacity;
    }
    return cache->free ? cache->free : cache->count + 1;
}

static void use_place(struct image_cache *cache, uint32_t number) {
    if (number == cache->free)
        cache->free = cache->pieces[number - 1].next;
    else
        cache->count++;
}

struct image_piece *image_cache_add(struct image_cache *cache, const struct image_key *key, uint32_t width,
                                    uint32_t height) {
    uint32_t *pixels = make_room(cache, bytes_of(width, height));
    uint32_t number = pixels ? find_place(cache) : 0, *chain = chain_of(cache, key);
    if (!number) {
        free(pixels);
        return NULL;
    }
    use_place(cache, number);
    struct image_piece *piece = &cache->pieces[number - 1];
    *piece = (struct image_piece){*key, pixels, width, height, false, ++cache->serial, cache->picture, *chain};
    *chain = number;
    cache->bytes += bytes_of(width, height);
    cache->shown_bytes += bytes_of(width, height);
    return piece;
}
