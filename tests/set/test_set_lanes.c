/* Four entries looked at as one, against a look at each of them: all three questions, for entries that agree in
 * nothing, in the id, in the marks, and for those one beside. Compiled twice, once with QUIRE_SET_PLAIN, so that
 * whatever the machine has and plain C give the same bits. */
#include <stdlib.h>

#include <quire/set.h>

#include "test.h"

/* A set to see that the template works on either way of looking. */
#define QUIRE_SET number
#define QUIRE_SET_VALUE uint32_t
#define QUIRE_SET_HASH(context, seed, value) quire_set_hash_words(seed, *(value) / 9, 0)
#define QUIRE_SET_EQUAL(context, a, b) (*(a) == *(b))
#include <quire/set.h>

static uint64_t state = 1;

static uint32_t pick(uint32_t n) {
    state = quire_set_next_seed(state);
    return (uint32_t)(state >> 32) % n;
}

/* An entry whose marks are near `marks`, or far, or none at all; its id is small so that ids meet. */
static uint32_t entry_near(uint32_t marks) {
    static const int32_t steps[] = {0, 0, 1, -1, 64, -64};
    uint32_t kind = pick(9), id = pick(5);
    if (kind == 8)
        return 0;
    if (kind >= 6)
        return pick(4096) << QUIRE_SET_ID_BITS | id;
    return (marks + (uint32_t)steps[kind]) % 4096 << QUIRE_SET_ID_BITS | id;
}

static void each_question(void) {
    uint32_t places[7]; /* four of them from each of four beginnings: no alignment is asked for */
    for (int round = 0; round < 200000; round++) {
        uint32_t want = pick(4096) | 64, id = pick(5), first = pick(4), same = 0, below = 0, own = 0;
        for (uint32_t i = 0; i < 7; i++)
            places[i] = entry_near(want + (i - first) * 64);
        for (uint32_t i = 0; i < QUIRE_SET_LANES; i++) {
            uint32_t marks = places[first + i] >> 20;
            same |= (uint32_t)(marks == want + 64 * i) << i;
            below |= (uint32_t)(marks < want + 64 * i) << i;
            own |= (uint32_t)((places[first + i] & 0xFFFFF) == id) << i;
        }
        CHECK_INT(quire_set_same(&places[first], want), same);
        CHECK_INT(quire_set_below(&places[first], want), below);
        CHECK_INT(quire_set_of_id(&places[first], id), own);
    }
}

static void first_bit(void) {
    for (uint32_t bits = 1; bits < 16; bits++) {
        uint32_t first = quire_set_first(bits);
        CHECK((bits >> first & 1) == 1 && (bits & ((1u << first) - 1)) == 0);
    }
}

/* Nine values to a home and all tags equal, so that probes go on over several looks. */
static void long_probes(void) {
    struct quire_set_layout layout;
    CHECK(number_layout(1024, &layout));
    struct number *set = number_init(calloc(1, layout.size), &layout, 5);
    for (uint32_t value = 0; value < 800; value++) {
        uint32_t id = 0;
        CHECK_INT(number_add(set, NULL, &value, &id), QUIRE_OK);
        CHECK_INT(id, value + 1);
    }
    for (uint32_t value = 0; value < 900; value++)
        CHECK_INT(number_lookup(set, NULL, &value), value < 800 ? value + 1 : 0);
    for (uint32_t id = 1; id <= 800; id += 2)
        CHECK_INT(number_release(set, id), QUIRE_OK);
    number_drop_dead(set, NULL);
    for (uint32_t value = 0; value < 800; value++)
        CHECK_INT(number_lookup(set, NULL, &value), value % 2 ? value + 1 : 0);
    CHECK_INT(number_check(set, NULL, layout.size, NULL, NULL), 0);
    free(set);
}

int main(void) {
    RUN(each_question);
    RUN(first_bit);
    RUN(long_probes);
    return test_end();
}
