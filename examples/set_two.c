/* Two sets in one file: colours, and pairs of colours that hold references on them. A pair that leaves for good gives
 * its two references back. */
#include <stdio.h>
#include <stdlib.h>

#include <quire/set.h>

#define QUIRE_SET colors
#define QUIRE_SET_VALUE uint32_t
#define QUIRE_SET_HASH(context, seed, rgb) quire_set_hash_words(seed, *(rgb), 0)
#define QUIRE_SET_EQUAL(context, a, b) (*(a) == *(b))
#include <quire/set.h>

struct pair {
    uint32_t ink, paper; /* ids of colours */
};

static void give_back(struct colors *colors, const struct pair *pair) {
    colors_release(colors, pair->ink);
    colors_release(colors, pair->paper);
}

#define QUIRE_SET pairs
#define QUIRE_SET_VALUE struct pair
#define QUIRE_SET_CONTEXT struct colors
#define QUIRE_SET_HASH(colors, seed, p) quire_set_hash_words(seed, (p)->ink, (p)->paper)
#define QUIRE_SET_EQUAL(colors, a, b) ((a)->ink == (b)->ink && (a)->paper == (b)->paper)
#define QUIRE_SET_DELETED(colors, p) give_back(colors, p)
#include <quire/set.h>

/* The id of a pair; 0 when a set is full. */
static uint32_t intern(struct pairs *pairs, struct colors *colors, uint32_t ink, uint32_t paper) {
    struct pair pair = {0, 0};
    uint32_t id;
    if (colors_add(colors, NULL, &ink, &pair.ink) != QUIRE_OK)
        return 0;
    if (colors_add(colors, NULL, &paper, &pair.paper) != QUIRE_OK) {
        colors_release(colors, pair.ink);
        return 0;
    }
    if (pairs_add(pairs, colors, &pair, &id) == QUIRE_OK)
        return id;
    give_back(colors, &pair);
    return 0;
}

int main(void) {
    struct quire_set_layout color_layout, pair_layout;
    colors_layout(64, &color_layout);
    pairs_layout(64, &pair_layout);
    void *color_memory = calloc(1, color_layout.size), *pair_memory = calloc(1, pair_layout.size);
    if (color_memory == NULL || pair_memory == NULL)
        return 1;
    struct colors *colors = colors_init(color_memory, &color_layout, 1);
    struct pairs *pairs = pairs_init(pair_memory, &pair_layout, 2);
    uint32_t first = intern(pairs, colors, 0xFFFFFF, 0x000000), again = intern(pairs, colors, 0xFFFFFF, 0x000000);
    uint32_t other = intern(pairs, colors, 0xFFFFFF, 0x3030C0);
    printf("ids %u %u %u, %u pairs, %u colours\n", (unsigned)first, (unsigned)again, (unsigned)other,
           (unsigned)pairs_count(pairs), (unsigned)colors_count(colors));
    pairs_release(pairs, other);
    pairs_drop_dead(pairs, colors); /* or wait until its place is needed */
    printf("%u pairs, %u colours\n", (unsigned)pairs_count(pairs), (unsigned)colors_count(colors));
    free(color_memory);
    free(pair_memory);
    return 0;
}
