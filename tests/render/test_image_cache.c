/* The cache of scaled images: its bound, who goes first, what stays; against a model that is a list. */
#include <stdlib.h>

#include "image_cache.h"
#include "test.h"

#define BOUND 40000u
#define KEYS 60u

static uint32_t random_state = 1;

static uint32_t below(uint32_t limit) {
    random_state = random_state * 1664525u + 1013904223u;
    return (uint32_t)(((uint64_t)random_state * limit) >> 32);
}

static struct image_cache cache;

/* Keys that differ in one thing each. */
static struct image_key key_of(uint32_t number) {
    struct image_key key = {7, 1, 1, {0, 0, 9, 9}, 50, 50, 0, 0};
    switch (number % 5) {
    case 0:
        key.image += number;
        break;
    case 1:
        key.version += number;
        break;
    case 2:
        key.crop.width += number;
        break;
    case 3:
        key.height += number;
        break;
    default:
        key.column += number;
    }
    return key;
}

/* By key: in the cache, its size, and the picture that showed it last. */
static struct {
    bool there;
    size_t bytes;
    uint64_t picture, serial;
} model[KEYS];

static size_t model_bytes(void) {
    size_t bytes = 0;
    for (uint32_t i = 0; i < KEYS; i++)
        bytes += model[i].there ? model[i].bytes : 0;
    return bytes;
}

static void model_drop_old(uint64_t picture) {
    for (uint32_t i = 0; i < KEYS && picture % (IMAGE_CACHE_PICTURES / 8) == 0; i++)
        model[i].there = model[i].there && picture - model[i].picture <= IMAGE_CACHE_PICTURES;
}

/* Lets the oldest ones go that are not of this picture; false: there is no room all the same. */
static bool model_make_room(size_t bytes, uint64_t picture) {
    while (model_bytes() + bytes > BOUND) {
        uint32_t oldest = KEYS;
        for (uint32_t i = 0; i < KEYS; i++) {
            if (model[i].there && model[i].picture < picture &&
                (oldest == KEYS || model[i].picture < model[oldest].picture))
                oldest = i;
        }
        if (oldest == KEYS)
            return false;
        model[oldest].there = false;
    }
    return true;
}

static void show(uint32_t number, uint64_t picture) {
    const struct image_key key = key_of(number);
    const struct image_piece *found = image_cache_find(&cache, &key);
    CHECK_INT(found != NULL, model[number].there);
    if (!found) {
        uint32_t width = 1 + below(60), height = 1 + below(60);
        CHECK(image_cache_has_room(&cache, width, height)); /* this picture shows one piece */
        found = image_cache_add(&cache, &key, width, height);
        model[number].bytes = (size_t)width * height * 4;
        model[number].there = model_make_room(model[number].bytes, picture);
        CHECK_INT(found != NULL, model[number].there);
        if (found)
            memset(found->pixels, (int)number, model[number].bytes);
        model[number].serial = found ? found->serial : 0;
    }
    model[number].picture = picture;
    if (found)
        CHECK(found->serial == model[number].serial && *(uint8_t *)found->pixels == number);
    CHECK_INT(cache.bytes, model_bytes());
    CHECK(cache.bytes <= BOUND);
}

/* One piece in each picture, so that none are equally old. */
static void as_the_model(void) {
    image_cache_init(&cache, BOUND);
    for (uint64_t picture = 1; picture < 20000 && test_ok; picture++) {
        image_cache_begin(&cache);
        model_drop_old(picture);
        show(below(picture / 500 % 2 ? 5 : KEYS), picture);
    }
    image_cache_finish(&cache);
}

static void what_is_shown_stays(void) {
    const struct image_key keys[] = {key_of(0), key_of(5), key_of(10), key_of(15)};
    image_cache_init(&cache, 3 * 400);
    image_cache_begin(&cache);
    for (int i = 0; i < 3; i++)
        CHECK(image_cache_add(&cache, &keys[i], 10, 10));
    CHECK(!image_cache_has_room(&cache, 10, 10));
    CHECK(!image_cache_add(&cache, &keys[3], 10, 10));
    image_cache_begin(&cache);
    CHECK(image_cache_find(&cache, &keys[0]));
    const uint32_t *second = image_cache_find(&cache, &keys[1])->pixels;
    image_cache_begin(&cache);
    CHECK(image_cache_find(&cache, &keys[0]));
    CHECK(image_cache_find(&cache, &keys[2]));
    CHECK(image_cache_find(&cache, &keys[2]));
    CHECK(image_cache_has_room(&cache, 10, 10) && !image_cache_has_room(&cache, 10, 11));
    struct image_piece *fresh = image_cache_add(&cache, &keys[3], 10, 10);
    CHECK(fresh && fresh->pixels == second); /* memory of one that went is used again */
    CHECK(!image_cache_find(&cache, &keys[1]));
    image_cache_remove(&cache, fresh);
    CHECK(!image_cache_find(&cache, &keys[3]));
    CHECK_INT(cache.bytes, 800);
    image_cache_finish(&cache);
}

static void what_is_not_shown_goes(void) {
    const struct image_key key = key_of(0), other = key_of(5);
    image_cache_init(&cache, BOUND);
    image_cache_begin(&cache);
    CHECK(image_cache_add(&cache, &key, 10, 10));
    for (uint32_t i = 0; i < IMAGE_CACHE_PICTURES; i++) {
        image_cache_begin(&cache);
        CHECK(i ? image_cache_find(&cache, &other) != NULL : image_cache_add(&cache, &other, 5, 5) != NULL);
    }
    CHECK_INT(cache.bytes, 500);
    for (uint32_t i = 0; i < IMAGE_CACHE_PICTURES / 8; i++) {
        image_cache_begin(&cache);
        CHECK(image_cache_find(&cache, &other));
    }
    CHECK_INT(cache.bytes, 100);
    image_cache_finish(&cache);
}

int main(void) {
    RUN(as_the_model);
    RUN(what_is_shown_stays);
    RUN(what_is_not_shown_goes);
    return test_end();
}
