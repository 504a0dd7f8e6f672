/* The promises of the set, one small test each. The values carry their own hash, so that homes and tags are chosen. */
#include <stdlib.h>

#include <quire/set.h>

#include "test.h"

struct chosen {
    uint64_t hash;
    uint32_t name;
    uint32_t child; /* an id in the same set that this value holds a reference on, or 0 */
};

struct chosen_key {
    struct chosen value;
};

struct rules_context {
    uint32_t deleted, stored;
    struct chosen last;      /* the value deleted last */
    enum quire_result store; /* what KEY_STORE answers */
    void (*on_deleted)(struct rules_context *context, const struct chosen *value);
    void *set;         /* for on_deleted */
    uint64_t bad_from; /* sets of `moody`: under other seeds than this all hashes are equal */
};

/* A value for a set of the capacity 2^bits, which has twice as many homes: one of the first half. */
static struct chosen chosen(uint32_t bits, uint32_t home, uint32_t tag, uint32_t name) {
    return (struct chosen){(uint64_t)home << (63 - bits) | tag, name, 0};
}

static void chosen_deleted(struct rules_context *context, const struct chosen *value) {
    context->deleted++;
    context->last = *value;
    if (context->on_deleted)
        context->on_deleted(context, value);
}

static enum quire_result chosen_store(struct rules_context *context, const struct chosen_key *key,
                                      struct chosen *value) {
    context->stored++;
    if (context->store == QUIRE_OK)
        *value = key->value;
    return context->store;
}

#define QUIRE_SET tagged
#define QUIRE_SET_VALUE struct chosen
#define QUIRE_SET_CONTEXT struct rules_context
#define QUIRE_SET_HASH(context, seed, value) ((value)->hash)
#define QUIRE_SET_EQUAL(context, a, b) ((a)->name == (b)->name)
#define QUIRE_SET_DELETED(context, value) chosen_deleted(context, value)
#define QUIRE_SET_KEY struct chosen_key
#define QUIRE_SET_KEY_HASH(context, seed, key) ((key)->value.hash)
#define QUIRE_SET_KEY_EQUAL(context, key, stored) ((key)->value.name == (stored)->name)
#define QUIRE_SET_KEY_STORE(context, key, stored) chosen_store(context, key, stored)
#include <quire/set.h>

#define QUIRE_SET counted
#define QUIRE_SET_VALUE struct chosen
#define QUIRE_SET_CONTEXT struct rules_context
#define QUIRE_SET_HASH(context, seed, value) ((value)->hash)
#define QUIRE_SET_EQUAL(context, a, b) ((a)->name == (b)->name)
#define QUIRE_SET_DELETED(context, value) chosen_deleted(context, value)
#define QUIRE_SET_KEY struct chosen_key
#define QUIRE_SET_KEY_HASH(context, seed, key) ((key)->value.hash)
#define QUIRE_SET_KEY_EQUAL(context, key, stored) ((key)->value.name == (stored)->name)
#define QUIRE_SET_KEY_STORE(context, key, stored) chosen_store(context, key, stored)
#define QUIRE_SET_BY_REFERENCES
#include <quire/set.h>

/* Good hashes under one seed only. */
#define QUIRE_SET moody
#define QUIRE_SET_VALUE uint32_t
#define QUIRE_SET_CONTEXT struct rules_context
#define QUIRE_SET_HASH(context, seed, value)                                                                           \
    ((seed) == (context)->bad_from ? quire_set_hash_words(seed, *(value), 0) : 5)
#define QUIRE_SET_EQUAL(context, a, b) (*(a) == *(b))
#include <quire/set.h>

/* Plain numbers, without a context. */
#define QUIRE_SET number
#define QUIRE_SET_VALUE uint32_t
#define QUIRE_SET_HASH(context, seed, value) quire_set_hash_words(seed, *(value), 0)
#define QUIRE_SET_EQUAL(context, a, b) (*(a) == *(b))
#include <quire/set.h>

#define CHAIN_SET tagged
#define CHAIN_TEST(name) name##_by_tag
#include "chain_rules.h"
#define CHAIN_SET counted
#define CHAIN_TEST(name) name##_by_references
#include "chain_rules.h"

static struct number *number_make(uint32_t capacity, struct quire_set_layout *layout) {
    CHECK(number_layout(capacity, layout));
    return number_init(calloc(1, layout->size), layout, 99);
}

static uint32_t number_put(struct number *set, uint32_t value) {
    uint32_t id = 0;
    CHECK_INT(number_add(set, NULL, &value, &id), QUIRE_OK);
    return id;
}

static size_t number_wrong(const struct number *set, const struct quire_set_layout *layout) {
    return number_check(set, NULL, layout->size, NULL, NULL);
}

/* By references: in one home, what is new stands behind the living and before the dead; by tag: in order of the tags.
 */
static void places_in_one_home(void) {
    struct rules_context context = {0};
    struct quire_set_layout layout;
    struct counted *by_references = counted_make(8, &layout);
    struct tagged *by_tag = tagged_make(8, &layout);
    const struct chosen values[3] = {chosen(3, 3, 1, 'A'), chosen(3, 3, 5, 'B'), chosen(3, 3, 9, 'C')};
    for (uint32_t i = 0; i < 3; i++) {
        if (i == 2)
            CHECK(counted_release(by_references, 2) == QUIRE_OK && tagged_release(by_tag, 2) == QUIRE_OK);
        counted_put(by_references, &context, values[i]);
        tagged_put(by_tag, &context, values[i]);
    }
    const uint32_t want_references[3] = {1, 3, 2}, want_tag[3] = {3, 2, 1};
    for (uint32_t i = 0; i < 3; i++) {
        CHECK_INT(counted_table(by_references)[3 + i] & QUIRE_SET_ID_MASK, want_references[i]);
        CHECK_INT(tagged_table(by_tag)[3 + i] & QUIRE_SET_ID_MASK, want_tag[i]);
    }
    free(by_references);
    free(by_tag);
}

static void references_overflow(void) {
    struct rules_context context = {0};
    struct quire_set_layout layout;
    struct tagged *set = tagged_make(8, &layout);
    struct chosen value = chosen(3, 0, 0, 1);
    struct chosen_key key = {value};
    uint32_t id = tagged_put(set, &context, value);
    CHECK_INT(tagged_use_multiple(set, id, UINT32_MAX), QUIRE_OVERFLOW);
    CHECK_INT(tagged_ref_count(set, id), 1);
    CHECK_INT(tagged_use_multiple(set, id, UINT32_MAX - 1), QUIRE_OK);
    CHECK_INT(tagged_ref_count(set, id), UINT32_MAX);
    CHECK_INT(tagged_use(set, id), QUIRE_OVERFLOW);
    CHECK_INT(tagged_use_multiple(set, id, 1), QUIRE_OVERFLOW);
    CHECK_INT(tagged_use_multiple(set, id, UINT32_MAX), QUIRE_OVERFLOW);
    CHECK_INT(tagged_use_multiple(set, id, 0), QUIRE_OK);
    CHECK_INT(tagged_add(set, &context, &value, &id), QUIRE_OVERFLOW);
    CHECK_INT(tagged_add_with_id(set, &context, &value, 3, &id), QUIRE_OVERFLOW);
    CHECK_INT(tagged_add_key(set, &context, &key, &id), QUIRE_OVERFLOW);
    CHECK(tagged_ref_count(set, id) == UINT32_MAX && context.deleted == 0);
    CHECK_INT(tagged_release(set, id), QUIRE_OK);
    CHECK_INT(tagged_release_multiple(set, id, UINT32_MAX), QUIRE_INVALID);
    CHECK_INT(tagged_release_multiple(set, id, UINT32_MAX - 1), QUIRE_OK);
    CHECK(tagged_count(set) == 0 && !tagged_is_living(set, id));
    CHECK_INT(tagged_release(set, id), QUIRE_INVALID);
    CHECK_INT(tagged_release_multiple(set, id, 0), QUIRE_INVALID);
    CHECK_INT(tagged_use(set, id), QUIRE_INVALID);
    CHECK_INT(tagged_check(set, &context, layout.size, NULL, NULL), 0);
    free(set);
}

static void ids_that_are_not_living(void) {
    struct quire_set_layout layout;
    struct number *set = number_make(8, &layout);
    const uint32_t ids[] = {0, 2, 5, 6, 1000, UINT32_MAX};
    CHECK_INT(number_put(set, 10), 1);
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        CHECK(!number_is_living(set, ids[i]));
        CHECK_INT(number_ref_count(set, ids[i]), 0);
        CHECK_INT(number_use(set, ids[i]), QUIRE_INVALID);
        CHECK_INT(number_use_multiple(set, ids[i], 0), QUIRE_INVALID);
        CHECK_INT(number_release(set, ids[i]), QUIRE_INVALID);
    }
    CHECK(number_wrong(set, &layout) == 0 && number_count(set) == 1);
    free(set);
}

static void dead_ids_are_reused_oldest_first(void) {
    struct quire_set_layout layout;
    struct number *set = number_make(8, &layout);
    for (uint32_t i = 1; i <= 5; i++)
        CHECK_INT(number_put(set, i), i);
    const uint32_t order[5] = {3, 1, 5, 2, 4};
    for (uint32_t i = 0; i < 5; i++)
        CHECK_INT(number_release(set, order[i]), QUIRE_OK);
    for (uint32_t i = 0; i < 5; i++)
        CHECK_INT(number_put(set, 100 + i), order[i]);
    CHECK_INT(number_wrong(set, &layout), 0);
    free(set);
}

static void revived_id_leaves_the_dead_list(void) {
    struct quire_set_layout layout;
    struct number *set = number_make(8, &layout);
    for (uint32_t i = 1; i <= 5; i++)
        number_put(set, i);
    for (uint32_t id = 1; id <= 3; id++)
        CHECK_INT(number_release(set, id), QUIRE_OK);
    CHECK_INT(number_lookup(set, NULL, &(uint32_t){1}), 0);
    CHECK_INT(number_put(set, 1), 1); /* the oldest, then one that dies again and so becomes the youngest */
    CHECK_INT(number_put(set, 2), 2);
    CHECK_INT(number_release(set, 2), QUIRE_OK);
    CHECK_INT(number_wrong(set, &layout), 0);
    CHECK_INT(number_put(set, 100), 3);
    CHECK_INT(number_put(set, 101), 2);
    uint32_t id = 0, value = 102;
    CHECK_INT(number_add(set, NULL, &value, &id), QUIRE_OUT_OF_MEMORY);
    CHECK(number_ref_count(set, 1) == 1 && *number_get(set, 1) == 1);
    CHECK_INT(number_wrong(set, &layout), 0);
    free(set);
}

/* Up to half the capacity a dead value keeps its place as long as there are ids that were never used. */
static void unused_ids_come_before_dead_ones(void) {
    struct quire_set_layout layout;
    struct number *set = number_make(16, &layout); /* ids 1..12 */
    CHECK_INT(number_put(set, 1), 1);
    CHECK_INT(number_release(set, 1), QUIRE_OK);
    for (uint32_t i = 2; i <= 8; i++)
        CHECK_INT(number_put(set, i), i);
    CHECK_INT(number_put(set, 1), 1);
    free(set);
}

/* From then on the dead come first, the oldest of them; what is left unused is for values that live. */
static void dead_ones_come_first_when_there_are_many(void) {
    struct quire_set_layout layout;
    struct quire_set_stats stats;
    struct number *set = number_make(16, &layout);
    for (uint32_t i = 1; i <= 8; i++)
        CHECK_INT(number_put(set, i), i);
    CHECK_INT(number_release(set, 5), QUIRE_OK);
    CHECK_INT(number_release(set, 3), QUIRE_OK);
    CHECK_INT(number_put(set, 100), 5);
    CHECK_INT(number_put(set, 101), 3);
    CHECK_INT(number_put(set, 102), 9);   /* none is dead */
    for (uint32_t i = 0; i < 1000; i++) { /* values that die at once */
        CHECK_INT(number_release(set, 9), QUIRE_OK);
        CHECK_INT(number_put(set, 1000 + i), 9);
    }
    number_stats(set, &stats);
    CHECK(stats.unused == 3 && stats.living == 9 && stats.dead == 0);
    CHECK_INT(number_wrong(set, &layout), 0);
    free(set);
}

static void rebuild_leaves_vacant_ids(void) {
    struct rules_context context = {0};
    struct quire_set_layout layout, larger;
    struct quire_set_stats stats;
    struct tagged *set = tagged_make(8, &layout), *grown = NULL;
    for (uint32_t i = 1; i <= 5; i++)
        tagged_put(set, &context, chosen(3, i, 0, i));
    tagged_use_multiple(set, 3, 6);
    tagged_release(set, 4);
    tagged_release(set, 2);
    CHECK(tagged_layout(16, &larger));
    CHECK_INT(tagged_rebuild(set, &context, calloc(1, larger.size), &larger, &grown), QUIRE_OK);
    CHECK_INT(context.deleted, 0);
    tagged_stats(grown, &stats);
    CHECK(stats.living == 3 && stats.dead == 0 && stats.vacant == 2 && stats.unused == 7);
    CHECK(tagged_ref_count(grown, 1) == 1 && tagged_ref_count(grown, 3) == 7 && tagged_ref_count(grown, 5) == 1);
    CHECK(!tagged_is_living(grown, 2) && !tagged_is_living(grown, 4));
    uint32_t first = tagged_put(grown, &context, chosen(3, 0, 0, 20));
    uint32_t second = tagged_put(grown, &context, chosen(3, 0, 0, 21));
    CHECK((first == 2 && second == 4) || (first == 4 && second == 2));
    CHECK_INT(tagged_put(grown, &context, chosen(3, 0, 0, 22)), 6);
    CHECK_INT(context.deleted, 0);
    CHECK_INT(tagged_check(grown, &context, larger.size, NULL, NULL), 0);
    CHECK_INT(tagged_check(set, &context, layout.size, NULL, NULL), 0);
    free(set);
    free(grown);
}

/* Shrinking: by the highest living id, not by how many there are. */
static void rebuild_to_smaller(void) {
    struct quire_set_layout layout, smaller;
    struct number *set = number_make(16, &layout), *shrunk = NULL;
    for (uint32_t i = 1; i <= 6; i++)
        number_put(set, i);
    CHECK(number_layout(8, &smaller));
    void *memory = calloc(1, smaller.size);
    CHECK_INT(number_rebuild(set, NULL, memory, &smaller, &shrunk), QUIRE_OUT_OF_MEMORY);
    for (uint32_t id = 1; id <= 5; id++)
        number_release(set, id);
    CHECK_INT(number_rebuild(set, NULL, memory, &smaller, &shrunk), QUIRE_OUT_OF_MEMORY);
    CHECK(shrunk == NULL);
    number_put(set, 5);
    number_release(set, 6);
    CHECK_INT(number_rebuild(set, NULL, memory, &smaller, &shrunk), QUIRE_OK);
    CHECK(number_count(shrunk) == 1 && *number_get(shrunk, 5) == 5 && number_next(shrunk, 0) == 5);
    CHECK_INT(number_wrong(shrunk, &smaller), 0);
    free(memory);
    free(set);
}

static void drop_dead_takes_all_dead(void) {
    struct rules_context context = {0};
    struct quire_set_layout layout;
    struct tagged *set = tagged_make(16, &layout);
    for (uint32_t i = 1; i <= 9; i++)
        tagged_put(set, &context, chosen(4, 3, 0, i));
    for (uint32_t id = 2; id <= 8; id += 2)
        tagged_release(set, id);
    tagged_drop_dead(set, &context);
    CHECK_INT(context.deleted, 4);
    static const struct chosen nothing;
    for (uint32_t id = 2; id <= 8; id += 2) /* nothing of a value stays in memory that may be written to a file */
        CHECK(memcmp(&tagged_items(set)[id].value, &nothing, sizeof nothing) == 0);
    tagged_drop_dead(set, &context);
    CHECK_INT(context.deleted, 4);
    struct quire_set_stats stats;
    tagged_stats(set, &stats);
    CHECK(stats.living == 5 && stats.dead == 0 && stats.vacant == 4);
    CHECK_INT(tagged_check(set, &context, layout.size, NULL, NULL), 0);
    for (uint32_t i = 0; i < 4; i++)
        CHECK_INT(tagged_put(set, &context, chosen(4, 3, 0, 20 + i)) % 2, 0);
    CHECK_INT(tagged_put(set, &context, chosen(4, 3, 0, 30)), 10);
    CHECK_INT(context.deleted, 4);
    free(set);
}

static void add_with_id_takes_what_is_free(void) {
    struct rules_context context = {0};
    struct quire_set_layout layout;
    struct tagged *set = tagged_make(16, &layout); /* ids 1..12 */
    struct quire_set_stats stats;
    struct chosen value[8];
    uint32_t id = 0;
    for (uint32_t i = 0; i < 8; i++)
        value[i] = chosen(4, i * 2, 0, i);
    CHECK_INT(tagged_add_with_id(set, &context, &value[0], 4, &id), QUIRE_OK);
    CHECK_INT(id, 4);
    tagged_stats(set, &stats);
    CHECK(stats.vacant == 3 && stats.unused == 8 && stats.living == 1);
    CHECK_INT(tagged_check(set, &context, layout.size, NULL, NULL), 0);
    CHECK_INT(tagged_add_with_id(set, &context, &value[0], 2, &id), QUIRE_OK); /* has an id already */
    CHECK(id == 4 && context.deleted == 1 && tagged_ref_count(set, 4) == 2);
    CHECK_INT(tagged_add_with_id(set, &context, &value[1], 2, &id), QUIRE_OK); /* a vacant one */
    CHECK_INT(id, 2);
    CHECK_INT(tagged_add_with_id(set, &context, &value[2], 4, &id), QUIRE_OK); /* living: another */
    CHECK(id == 1 || id == 3);
    CHECK_INT(tagged_release(set, 2), QUIRE_OK);
    CHECK_INT(tagged_add_with_id(set, &context, &value[3], 2, &id), QUIRE_OK); /* dead: its value leaves */
    CHECK(id == 2 && context.deleted == 2 && context.last.name == 1);
    CHECK_INT(tagged_add_with_id(set, &context, &value[4], 12, &id), QUIRE_OK); /* the last one */
    CHECK_INT(id, 12);
    CHECK_INT(tagged_add_with_id(set, &context, &value[5], 13, &id), QUIRE_OK); /* beyond: any */
    CHECK(id >= 1 && id <= 11);
    CHECK_INT(tagged_add_with_id(set, &context, &value[6], UINT32_MAX, &id), QUIRE_OK);
    CHECK(id >= 1 && id <= 11);
    CHECK_INT(tagged_check(set, &context, layout.size, NULL, NULL), 0);
    free(set);
}

static void zero_value(void) {
    struct rules_context context = {0};
    struct quire_set_layout layout;
    struct tagged *set = tagged_make(4, &layout);
    struct chosen zero = {0, 0, 0};
    CHECK_INT(tagged_lookup(set, &context, &zero), 0);
    CHECK_INT(tagged_put(set, &context, zero), 1);
    CHECK_INT(tagged_lookup(set, &context, &zero), 1);
    CHECK_INT(tagged_put(set, &context, zero), 1);
    CHECK_INT(context.deleted, 1);
    CHECK_INT(tagged_release_multiple(set, 1, 2), QUIRE_OK);
    CHECK_INT(tagged_lookup(set, &context, &zero), 0);
    CHECK_INT(tagged_put(set, &context, zero), 1);
    CHECK_INT(tagged_release(set, 1), QUIRE_OK);
    tagged_drop_dead(set, &context);
    CHECK_INT(context.deleted, 3);
    CHECK_INT(tagged_lookup(set, &context, &zero), 0);
    CHECK_INT(tagged_check(set, &context, layout.size, NULL, NULL), 0);
    free(set);
}

/* A value that leaves gives back the reference that it held on another value of the same set. */
static void release_child(struct rules_context *context, const struct chosen *value) {
    if (value->child)
        CHECK_INT(tagged_release((struct tagged *)context->set, value->child), QUIRE_OK);
}

static void deleted_releases_in_the_same_set(void) {
    struct rules_context context = {0};
    struct quire_set_layout layout;
    struct tagged *set = tagged_make(128, &layout); /* ids 1..103 */
    context.on_deleted = release_child;
    context.set = set;
    uint32_t child = 0;
    for (uint32_t i = 0; i < 103; i++) { /* a chain: each holds the one before, only the last is held from outside */
        struct chosen value = chosen(7, i * 5 % 128, 0, i);
        value.child = child;
        child = tagged_put(set, &context, value);
    }
    CHECK_INT(tagged_release(set, child), QUIRE_OK);
    for (uint32_t i = 0; i < 3; i++) { /* each new value reaps the only dead one, whose child dies */
        tagged_put(set, &context, chosen(7, i, 1, 1000 + i));
        CHECK_INT(context.deleted, i + 1);
        CHECK_INT(context.last.name, 102 - i);
        CHECK_INT(tagged_check(set, &context, layout.size, NULL, NULL), 0);
    }
    CHECK_INT(tagged_count(set), 102);
    tagged_drop_dead(set, &context); /* the whole chain, one after the other */
    CHECK_INT(context.deleted, 103);
    CHECK_INT(tagged_count(set), 3);
    CHECK_INT(tagged_check(set, &context, layout.size, NULL, NULL), 0);
    free(set);
}

/* The one that leaves puts another in (a log entry, say). */
static void add_successor(struct rules_context *context, const struct chosen *value) {
    if (value->name < 100) {
        uint32_t id = 0;
        struct chosen next = chosen(4, (value->name * 7 + 3) % 16, value->name & 3, value->name + 100);
        struct tagged *set = (struct tagged *)context->set;
        bool full = tagged_count(set) == tagged_capacity(set);
        CHECK_INT(tagged_add(set, context, &next, &id), full ? QUIRE_OUT_OF_MEMORY : QUIRE_OK);
    }
}

static void deleted_adds_to_the_same_set(void) {
    struct rules_context context = {0};
    struct quire_set_layout layout;
    struct tagged *set = tagged_make(16, &layout); /* ids 1..12 */
    context.set = set;
    for (uint32_t i = 0; i < 12; i++)
        tagged_put(set, &context, chosen(4, i % 5, i, i));
    for (uint32_t id = 1; id <= 6; id++)
        tagged_release(set, id);
    context.on_deleted = add_successor;
    uint32_t id = tagged_put(set, &context, chosen(4, 2, 9, 50)); /* reaps 0; its successor reaps 1, and so on */
    CHECK(tagged_is_living(set, id) && tagged_get(set, id)->name == 50);
    CHECK_INT(tagged_check(set, &context, layout.size, NULL, NULL), 0);
    CHECK_INT(context.deleted, 6);
    CHECK_INT(tagged_count(set), 12);
    for (uint32_t name = 100; name < 105; name++) {
        struct chosen successor = chosen(4, ((name - 100) * 7 + 3) % 16, (name - 100) & 3, name);
        CHECK(tagged_lookup(set, &context, &successor) != 0);
    }
    for (uint32_t name = 6; name < 9; name++) { /* duplicates whose deletion revives or adds */
        CHECK_INT(tagged_release(
                      set, tagged_lookup(set, &context, &(struct chosen){(uint64_t)(name % 5) << 59 | name, name, 0})),
                  QUIRE_OK);
    }
    context.deleted = 0;
    tagged_put(set, &context, chosen(4, 11 % 5, 11, 11)); /* the duplicate leaves: its successor reaps 6, and so on */
    CHECK_INT(context.deleted, 4);
    CHECK_INT(tagged_check(set, &context, layout.size, NULL, NULL), 0);
    free(set);
}

/* Nothing fits, and nothing breaks. */
static void capacities_that_hold_nothing(void) {
    for (uint32_t capacity = 0; capacity <= 2; capacity++) {
        struct rules_context context = {0};
        struct quire_set_layout layout, grown_layout;
        struct quire_set_stats stats;
        struct tagged *set = tagged_make(capacity, &layout), *grown = NULL;
        CHECK_INT(layout.table_capacity, capacity);
        CHECK_INT(tagged_capacity(set), 0);
        CHECK_INT(tagged_count(set), 0);
        struct chosen value = chosen(1, capacity & 1, 0, 1);
        struct chosen_key key = {value};
        uint32_t id = 0;
        CHECK_INT(tagged_add(set, &context, &value, &id), QUIRE_OUT_OF_MEMORY);
        CHECK_INT(tagged_add_with_id(set, &context, &value, 1, &id), QUIRE_OUT_OF_MEMORY);
        CHECK_INT(tagged_add_key(set, &context, &key, &id), QUIRE_OUT_OF_MEMORY);
        CHECK_INT(tagged_lookup(set, &context, &value), 0);
        CHECK_INT(tagged_lookup_key(set, &context, &key), 0);
        CHECK_INT(tagged_next(set, 0), 0);
        CHECK_INT(tagged_use(set, 1), QUIRE_INVALID);
        CHECK_INT(tagged_release(set, 1), QUIRE_INVALID);
        tagged_drop_dead(set, &context);
        CHECK_INT(tagged_reseed(set, &context), QUIRE_OK);
        tagged_stats(set, &stats);
        CHECK(stats.living + stats.dead + stats.vacant + stats.unused == 0);
        CHECK_INT(tagged_check(set, &context, layout.size, NULL, NULL), 0);
        CHECK(tagged_layout(4, &grown_layout));
        CHECK_INT(tagged_rebuild(set, &context, calloc(1, grown_layout.size), &grown_layout, &grown), QUIRE_OK);
        CHECK_INT(tagged_put(grown, &context, value), 1);
        CHECK(context.deleted == 0 && context.stored == 0);
        free(set);
        free(grown);
    }
}

/* A hash that no seed mends: NEEDS_REHASH, again and again, and the set goes on with what it has. */
static void constant_hash_ends(void) {
    struct rules_context context = {0};
    struct quire_set_layout layout;
    struct moody *set;
    uint32_t id = 0, value;
    CHECK(moody_layout(256, &layout));
    set = moody_init(calloc(1, layout.size), &layout, 1);
    for (value = 0; value < 63; value++)
        CHECK_INT(moody_add(set, &context, &value, &id), QUIRE_OK);
    for (int i = 0; i < 20; i++) {
        CHECK_INT(moody_add(set, &context, &value, &id), QUIRE_NEEDS_REHASH);
        CHECK_INT(moody_reseed(set, &context), QUIRE_OK); /* all that is there fits */
    }
    CHECK_INT(moody_count(set), 63);
    for (uint32_t i = 0; i < 63; i++)
        CHECK_INT(moody_lookup(set, &context, &i), i + 1);
    CHECK_INT(moody_check(set, &context, layout.size, NULL, NULL), 0);
    free(set);
}

static void reseed_that_fails_changes_nothing(void) {
    struct rules_context context = {0};
    struct quire_set_layout layout, larger;
    struct moody *set, *grown = NULL;
    uint32_t id = 0;
    context.bad_from = 77;
    CHECK(moody_layout(256, &layout) && moody_layout(512, &larger));
    set = moody_init(calloc(1, layout.size), &layout, 77);
    for (uint32_t value = 0; value < 150; value++)
        CHECK_INT(moody_add(set, &context, &value, &id), QUIRE_OK);
    CHECK_INT(moody_release(set, 9), QUIRE_OK);
    CHECK_INT(moody_reseed(set, &context), QUIRE_NEEDS_REHASH);
    CHECK_INT(set->seed, 77);
    CHECK_INT(moody_check(set, &context, layout.size, NULL, NULL), 0);
    for (uint32_t value = 0; value < 150; value++)
        CHECK_INT(moody_lookup(set, &context, &value), value == 8 ? 0 : value + 1);
    uint32_t dead = 8;
    CHECK_INT(moody_add(set, &context, &dead, &id), QUIRE_OK);
    CHECK_INT(id, 9);
    CHECK_INT(moody_rebuild(set, &context, calloc(1, larger.size), &larger, &grown), QUIRE_OK);
    void *memory = calloc(1, larger.size);
    struct moody *failed = NULL;
    context.bad_from = 78; /* as if the hash had gone bad */
    CHECK_INT(moody_rebuild(set, &context, memory, &larger, &failed), QUIRE_NEEDS_REHASH);
    CHECK(failed == NULL);
    context.bad_from = quire_set_next_seed(quire_set_next_seed(77)); /* the second try helps */
    CHECK_INT(moody_reseed(grown, &context), QUIRE_OK);
    CHECK(grown->seed == context.bad_from);
    CHECK_INT(moody_check(grown, &context, larger.size, NULL, NULL), 0);
    free(memory);
    free(grown);
    free(set);
}

int main(void) {
    RUN(chain_trap_by_tag);
    RUN(chain_trap_by_references);
    RUN(living_values_are_found_by_tag);
    RUN(living_values_are_found_by_references);
    RUN(reaping_shifts_the_insertion_place_by_tag);
    RUN(reaping_shifts_the_insertion_place_by_references);
    RUN(probe_limit_by_tag);
    RUN(probe_limit_by_references);
    RUN(probe_limit_at_the_end_by_tag);
    RUN(probe_limit_at_the_end_by_references);
    RUN(failed_add_changes_nothing_by_tag);
    RUN(failed_add_changes_nothing_by_references);
    RUN(places_in_one_home);
    RUN(references_overflow);
    RUN(ids_that_are_not_living);
    RUN(dead_ids_are_reused_oldest_first);
    RUN(revived_id_leaves_the_dead_list);
    RUN(unused_ids_come_before_dead_ones);
    RUN(dead_ones_come_first_when_there_are_many);
    RUN(rebuild_leaves_vacant_ids);
    RUN(rebuild_to_smaller);
    RUN(drop_dead_takes_all_dead);
    RUN(add_with_id_takes_what_is_free);
    RUN(zero_value);
    RUN(deleted_releases_in_the_same_set);
    RUN(deleted_adds_to_the_same_set);
    RUN(capacities_that_hold_nothing);
    RUN(constant_hash_ends);
    RUN(reseed_that_fails_changes_nothing);
    return test_end();
}
