/* image_cache.h - copies of images as they are on the screen: scaled, premultiplied, in pieces.
 *
 *     (image, version, crop, size, piece) -> pixels          found by a hash, stamped with the picture that showed it
 *
 * A piece is at most BACKEND_IMAGE_MAX either way, so of an image that is drawn much larger than the window only what
 * is seen takes memory. Bytes are bounded: where there is no room, what was not shown for the longest time goes first,
 * and its memory is used again where it has the size (a video is drawn without asking for any); what this picture shows
 * never goes. A piece that no picture has shown for IMAGE_CACHE_PICTURES goes by itself, so windows do not keep what is
 * scrolled away for ever.
 *
 * It belongs to one renderer. It holds no content of its own: what it lacks can be made again. */
#ifndef IMAGE_CACHE_H
#define IMAGE_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "area.h"

#define IMAGE_CACHE_BYTES_MAX ((size_t)128 << 20)
#define IMAGE_CACHE_PICTURES 256u
#define IMAGE_CACHE_CHAINS 256u

struct image_key {
    uint64_t source; /* its id */
    uint64_t image, version;
    struct backend_area crop;
    uint32_t width, height; /* of all of it on the screen */
    uint32_t column, row;   /* of the piece */
};

struct image_piece {
    struct image_key key;
    uint32_t *pixels; /* NULL: the place is free */
    uint32_t width, height;
    bool is_opaque;
    uint64_t serial;  /* new with each new content, never 0 */
    uint64_t picture; /* that showed it last */
    uint32_t next;    /* of its chain, or of the free ones, plus 1; 0: none */
};

struct image_cache {
    struct image_piece *pieces;
    uint32_t count, capacity, free; /* places that are or were used; the first free one of them, plus 1 */
    uint32_t chains[IMAGE_CACHE_CHAINS];
    size_t bytes, bytes_max, shown_bytes; /* the last: of this picture's */
    uint64_t serial, picture;
};

void image_cache_init(struct image_cache *cache, size_t bytes_max);
void image_cache_finish(struct image_cache *cache);

/* A picture begins. Cost: now and then a look at all pieces. */
void image_cache_begin(struct image_cache *cache);

/* The piece of this key, which is in this picture from now on. NULL: there is none. Valid until the next change. */
const struct image_piece *image_cache_find(struct image_cache *cache, const struct image_key *key);

/* Can another piece of that size be added? */
bool image_cache_has_room(const struct image_cache *cache, uint32_t width, uint32_t height);

/* A piece that is not there, in this picture, with room for its pixels, whose caller makes them. NULL: no memory, or
 * all bytes are taken by what this picture shows. Cost: a look at all pieces where some have to go. */
struct image_piece *image_cache_add(struct image_cache *cache, const struct image_key *key, uint32_t width,
                                    uint32_t height);
/* Its pixels could not be made. */
void image_cache_remove(struct image_cache *cache, struct image_piece *piece);

#endif
