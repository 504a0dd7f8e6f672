/* area.h - rectangles of pixels, from the top left of the window. */
#ifndef AREA_H
#define AREA_H

#include <stdbool.h>
#include <stdint.h>

struct backend_area {
    uint32_t x, y, width, height;
};

static inline bool area_is_empty(const struct backend_area *area) {
    return !area->width || !area->height;
}

static inline bool area_equal(const struct backend_area *a, const struct backend_area *b) {
    return a->x == b->x && a->y == b->y && a->width == b->width && a->height == b->height;
}

/* Does all of the inner one lie in the outer one? */
static inline bool area_holds(const struct backend_area *outer, const struct backend_area *inner) {
    return inner->x >= outer->x && inner->y >= outer->y && inner->x + inner->width <= outer->x + outer->width &&
           inner->y + inner->height <= outer->y + outer->height;
}

/* Empty where they do not meet. */
static inline struct backend_area area_common(const struct backend_area *a, const struct backend_area *b) {
    uint32_t left = a->x > b->x ? a->x : b->x, top = a->y > b->y ? a->y : b->y;
    uint32_t right_a = a->x + a->width, right_b = b->x + b->width;
    uint32_t bottom_a = a->y + a->height, bottom_b = b->y + b->height;
    uint32_t right = right_a < right_b ? right_a : right_b, bottom = bottom_a < bottom_b ? bottom_a : bottom_b;
    return (struct backend_area){left, top, right > left ? right - left : 0, bottom > top ? bottom - top : 0};
}

static inline bool area_meets(const struct backend_area *a, const struct backend_area *b) {
    struct backend_area common = area_common(a, b);
    return !area_is_empty(&common);
}

#endif
