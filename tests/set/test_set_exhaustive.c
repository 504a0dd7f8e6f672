/* All sequences of operations on a tiny set, up to a depth: a breadth-first search over the distinct states of its
 * memory. Every step from every state is compared with a step of a model that is read from the state before it, so that
 * no history is needed; every new state is checked and all its values are looked up.
 *
 * Where the table says so the search ends by itself, because the states are finite (the counts are limited to a few).
 */
#include <stdlib.h>

#include <quire/set.h>

#include "test.h"

enum tiny_hash { CONSTANT, TWO_VALUED, SEQUENTIAL, GOOD };

struct tiny_context {
    enum tiny_hash hash;
    unsigned gone_count;
    uint8_t gone[8];
};

static uint64_t tiny_hash(const struct tiny_context *context, uint8_t value) {
    switch (context->hash) {
    case CONSTANT:
        return UINT64_C(1) << 63 | 3;
    case TWO_VALUED:
        return value & 1 ? UINT64_MAX : 0;
    case SEQUENTIAL:
        return (uint64_t)(value / 2) << 60 | (value & 3); /* two to a home, one home beside the other */
    default:
        return quire_set_next_seed(value);
    }
}

static void tiny_deleted(struct tiny_context *context, uint8_t value) {
    if (context->gone_count < sizeof context->gone)
        context->gone[context->gone_count] = value;
    context->gone_count++;
}

#define QUIRE_SET tiny
#define QUIRE_SET_VALUE uint8_t
#define QUIRE_SET_CONTEXT struct tiny_context
#define QUIRE_SET_HASH(context, seed, value) tiny_hash(context, *(value))
#define QUIRE_SET_EQUAL(context, a, b) (*(a) == *(b))
#define QUIRE_SET_DELETED(context, value) tiny_deleted(context, *(value))
#include <quire/set.h>

/* --- the model: what a state means ------------------------------------------------------------------------------ */

#define IDS_MAX 6 /* ids 1..5, and 0 */

struct meaning {
    uint32_t used, dead_count;
    uint8_t value[IDS_MAX];       /* by id; 0: vacant or unused */
    uint32_t references[IDS_MAX]; /* 0: dead */
    uint8_t dead[IDS_MAX];        /* ids, oldest first */
};

static struct meaning read_meaning(const struct tiny *set) {
    struct meaning m;
    memset(&m, 0, sizeof m);
    m.used = set->used;
    const struct quire_set_count *counts = tiny_counts(set);
    for (uint32_t id = 1; id <= set->used; id++) {
        uint64_t word = counts[id].word;
        if (word < QUIRE_SET_FREE || word & QUIRE_SET_IN_TABLE)
            m.value[id] = tiny_items(set)[id].value;
        if (word < QUIRE_SET_FREE)
            m.references[id] = (uint32_t)word + 1;
    }
    for (uint32_t id = quire_set_following(counts[0]); id != 0 && m.dead_count < IDS_MAX;
         id = quire_set_following(counts[id])) {
        if (counts[id].word & QUIRE_SET_IN_TABLE)
            m.dead[m.dead_count++] = (uint8_t)id;
    }
    return m;
}

static uint32_t id_of(const struct meaning *m, uint8_t value) {
    for (uint32_t id = 1; id <= m->used; id++) {
        if (m->value[id] == value)
            return id;
    }
    return 0;
}

static void not_dead(struct meaning *m, uint32_t id) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < m->dead_count; i++) {
        if (m->dead[i] != id)
            m->dead[kept++] = m->dead[i];
    }
    while (m->dead_count > kept)
        m->dead[--m->dead_count] = 0;
}

static bool same(const struct meaning *a, const struct meaning *b) {
    return memcmp(a, b, sizeof *a) == 0;
}

/* --- the search ------------------------------------------------------------------------------------------------- */

struct search {
    struct tiny_context context;
    struct quire_set_layout layout;
    uint32_t values, references_max, ids;
    uint64_t *seen; /* open-addressed hashes of the states; 0: empty */
    size_t seen_room, states, steps;
    unsigned char *next; /* states of the next depth */
    size_t next_count, next_room;
    bool failed;
};

#define SEARCH_CHECK(search, condition)                                                                                \
    do {                                                                                                               \
        if (!(condition) && !(search)->failed) {                                                                       \
            CHECK(condition);                                                                                          \
            (search)->failed = true;                                                                                   \
        }                                                                                                              \
    } while (0)

static bool is_new(struct search *search, const struct tiny *set) {
    uint64_t hash = quire_set_hash_bytes(UINT64_C(0x1234567890ABCDEF), set, search->layout.size);
    hash += hash == 0;
    if (search->states * 2 >= search->seen_room) {
        size_t room = search->seen_room ? search->seen_room * 2 : 4096;
        uint64_t *seen = (uint64_t *)calloc(room, sizeof *seen);
        for (size_t i = 0; i < search->seen_room; i++) {
            if (search->seen[i] == 0)
                continue;
            size_t at = search->seen[i] & (room - 1);
            while (seen[at] != 0)
                at = (at + 1) & (room - 1);
            seen[at] = search->seen[i];
        }
        free(search->seen);
        search->seen = seen;
        search->seen_room = room;
    }
    size_t at = hash & (search->seen_room - 1);
    for (; search->seen[at] != 0; at = (at + 1) & (search->seen_room - 1)) {
        if (search->seen[at] == hash)
            return false;
    }
    search->seen[at] = hash;
    return true;
}

/* A state that was reached: if it is new, check it and put it into the queue. */
static void reach(struct search *search, const struct tiny *set) {
    search->steps++;
    if (!is_new(search, set))
        return;
    search->states++;
    SEARCH_CHECK(search, tiny_check(set, &search->context, search->layout.size, NULL, NULL) == 0);
    struct meaning m = read_meaning(set);
    for (uint8_t value = 1; value <= search->values; value++) {
        uint32_t id = id_of(&m, value);
        SEARCH_CHECK(search, tiny_lookup(set, &search->context, &value) == (id && m.references[id] ? id : 0));
    }
    size_t size = search->layout.size;
    if (search->next_count == search->next_room) {
        search->next_room = search->next_room ? search->next_room * 2 : 1024;
        search->next = (unsigned char *)realloc(search->next, search->next_room * size);
    }
    memcpy(search->next + search->next_count++ * size, set, size);
}

/* add, or add_with_id when `wanted` is not 0. */
static void step_add(struct search *search, const struct tiny *from, struct tiny *set, uint8_t value, uint32_t wanted) {
    struct meaning m = read_meaning(from), after;
    uint32_t id = 99, present = id_of(&m, value), living = 0, vacant = 0;
    if (present && m.references[present] == search->references_max)
        return;
    memcpy(set, from, search->layout.size);
    search->context.gone_count = 0;
    enum quire_result result = tiny_add_with_id(set, &search->context, &value, wanted, &id);
    for (uint32_t i = 1; i <= m.used; i++) {
        living += m.references[i] != 0;
        vacant += m.value[i] == 0;
    }
    if (present) {
        SEARCH_CHECK(search, result == QUIRE_OK && id == present);
        SEARCH_CHECK(search, search->context.gone_count == 1 && search->context.gone[0] == value);
        not_dead(&m, present);
        m.references[present]++;
    } else if (living == search->ids) {
        SEARCH_CHECK(search, result == QUIRE_OUT_OF_MEMORY && search->context.gone_count == 0 && id == 99);
        SEARCH_CHECK(search, memcmp(set, from, search->layout.size) == 0);
        return;
    } else {
        SEARCH_CHECK(search, result == QUIRE_OK && id >= 1 && id <= search->ids && m.references[id] == 0);
        if (search->failed)
            return;
        bool many = living + m.dead_count >= search->layout.table_capacity / 2;
        bool wanted_free = wanted >= 1 && wanted <= search->ids && m.references[wanted] == 0;
        if (wanted_free)
            SEARCH_CHECK(search, id == wanted);
        else if (vacant > 0)
            SEARCH_CHECK(search, id <= m.used && m.value[id] == 0);
        else
            SEARCH_CHECK(search, id == (m.used < search->ids && !(m.dead_count > 0 && many) ? m.used + 1 : m.dead[0]));
        bool reaped = m.value[id] != 0;
        SEARCH_CHECK(search, search->context.gone_count == reaped);
        SEARCH_CHECK(search, !reaped || search->context.gone[0] == m.value[id]);
        not_dead(&m, id);
        m.value[id] = value;
        m.references[id] = 1;
        if (id > m.used)
            m.used = id;
    }
    after = read_meaning(set);
    SEARCH_CHECK(search, same(&m, &after));
    reach(search, set);
}

static void step_count(struct search *search, const struct tiny *from, struct tiny *set, uint32_t id, bool up) {
    struct meaning m = read_meaning(from), after;
    bool living = id >= 1 && id <= m.used && m.references[id] != 0;
    if (living && up && m.references[id] == search->references_max)
        return;
    memcpy(set, from, search->layout.size);
    enum quire_result result = up ? tiny_use(set, id) : tiny_release(set, id);
    SEARCH_CHECK(search, result == (living ? QUIRE_OK : QUIRE_INVALID));
    if (!living) {
        SEARCH_CHECK(search, memcmp(set, from, search->layout.size) == 0);
        return;
    }
    m.references[id] = up ? m.references[id] + 1 : m.references[id] - 1;
    if (m.references[id] == 0)
        m.dead[m.dead_count++] = (uint8_t)id;
    after = read_meaning(set);
    SEARCH_CHECK(search, same(&m, &after));
    reach(search, set);
}

static void step_drop_dead(struct search *search, const struct tiny *from, struct tiny *set) {
    struct meaning m = read_meaning(from), after;
    uint32_t dropped = 0;
    memcpy(set, from, search->layout.size);
    search->context.gone_count = 0;
    tiny_drop_dead(set, &search->context);
    for (uint32_t id = 1; id <= m.used; id++) {
        if (m.references[id] != 0 || m.value[id] == 0)
            continue;
        bool told = false;
        for (uint32_t i = 0; i < search->context.gone_count; i++)
            told = told || search->context.gone[i] == m.value[id];
        SEARCH_CHECK(search, told);
        not_dead(&m, id);
        m.value[id] = 0;
        dropped++;
    }
    SEARCH_CHECK(search, search->context.gone_count == dropped);
    after = read_meaning(set);
    SEARCH_CHECK(search, same(&m, &after));
    reach(search, set);
}

/* The hashes here do not look at the seed, so that it can be put back and the states stay finite. */
static void step_reseed(struct search *search, const struct tiny *from, struct tiny *set) {
    struct meaning m = read_meaning(from), after;
    memcpy(set, from, search->layout.size);
    SEARCH_CHECK(search, tiny_reseed(set, &search->context) == QUIRE_OK && set->seed != from->seed);
    set->seed = from->seed;
    after = read_meaning(set);
    SEARCH_CHECK(search, same(&m, &after));
    reach(search, set);
}

static void step_rebuild(struct search *search, const struct tiny *from, struct tiny *set) {
    struct meaning m = read_meaning(from), after;
    struct tiny *rebuilt = NULL;
    memset(set, 0, search->layout.size);
    SEARCH_CHECK(search, tiny_rebuild(from, &search->context, set, &search->layout, &rebuilt) == QUIRE_OK);
    while (m.used > 0 && m.references[m.used] == 0)
        m.value[m.used--] = 0;
    for (uint32_t id = 1; id <= m.used; id++) {
        if (m.references[id] == 0)
            m.value[id] = 0;
    }
    m.dead_count = 0;
    memset(m.dead, 0, sizeof m.dead);
    after = read_meaning(set);
    SEARCH_CHECK(search, rebuilt == set && same(&m, &after));
    reach(search, set);
}

static void all_steps(struct search *search, const struct tiny *from, struct tiny *set) {
    for (uint8_t value = 1; value <= search->values; value++) {
        for (uint32_t wanted = 0; wanted <= search->ids + 1; wanted++)
            step_add(search, from, set, value, wanted);
    }
    for (uint32_t id = 0; id <= search->ids + 1; id++) {
        step_count(search, from, set, id, true);
        step_count(search, from, set, id, false);
    }
    step_drop_dead(search, from, set);
    step_reseed(search, from, set);
    step_rebuild(search, from, set);
}

static size_t total_states, total_steps;

static void search_run(enum tiny_hash hash, uint32_t capacity, uint32_t values, uint32_t references_max,
                       unsigned depth_max) {
    struct search search;
    memset(&search, 0, sizeof search);
    search.context.hash = hash;
    search.values = values;
    search.references_max = references_max;
    CHECK(tiny_layout(capacity, &search.layout));
    search.ids = search.layout.item_capacity - 1;
    size_t size = search.layout.size;
    struct tiny *set = (struct tiny *)calloc(1, size);
    struct tiny *from = (struct tiny *)malloc(size);
    reach(&search, tiny_init(set, &search.layout, 1));
    unsigned depth = 0;
    for (; depth < depth_max && search.next_count > 0 && !search.failed; depth++) {
        unsigned char *level = search.next;
        size_t count = search.next_count;
        search.next = NULL;
        search.next_count = search.next_room = 0;
        for (size_t i = 0; i < count && !search.failed; i++) {
            memcpy(from, level + i * size, size);
            all_steps(&search, from, set);
        }
        free(level);
    }
    static const char *const names[] = {"constant", "two-valued", "sequential", "good"};
    printf("%-10s hash, capacity %u, %u values, counts to %u: %8zu states, %9zu steps, depth %u%s\n", names[hash],
           (unsigned)capacity, (unsigned)values, (unsigned)references_max, search.states, search.steps, depth,
           search.next_count == 0 ? " (all)" : "");
    total_states += search.states;
    total_steps += search.steps;
    free(search.next);
    free(search.seen);
    free(set);
    free(from);
}

static void capacity_4(void) {
    for (int hash = CONSTANT; hash <= GOOD; hash++) {
        search_run((enum tiny_hash)hash, 4, 3, 3, UINT32_MAX);
        search_run((enum tiny_hash)hash, 4, 5, 2, UINT32_MAX);
    }
}

static void capacity_8_three_values(void) {
    for (int hash = CONSTANT; hash <= GOOD; hash++)
        search_run((enum tiny_hash)hash, 8, 3, 2, UINT32_MAX);
}

static void capacity_8_four_values(void) {
    for (int hash = CONSTANT; hash <= GOOD; hash++)
        search_run((enum tiny_hash)hash, 8, 4, 1, hash == CONSTANT ? 8 : UINT32_MAX);
}

static void capacity_8_five_values(void) {
    for (int hash = CONSTANT; hash <= GOOD; hash++)
        search_run((enum tiny_hash)hash, 8, 5, 1, hash == CONSTANT ? 5 : hash == TWO_VALUED ? 7 : 9);
}

static void capacity_8_six_values(void) { /* one more than there are ids */
    for (int hash = CONSTANT; hash <= GOOD; hash++)
        search_run((enum tiny_hash)hash, 8, 6, 1, 5);
}

int main(void) {
    RUN(capacity_4);
    RUN(capacity_8_three_values);
    RUN(capacity_8_four_values);
    RUN(capacity_8_five_values);
    RUN(capacity_8_six_values);
    printf("%zu states, %zu steps\n", total_states, total_steps);
    return test_end();
}
