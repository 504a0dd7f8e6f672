/* set_model.h - a naive model of the set, and a trial that does the same thing to both and compares.
 *
 * The model is an array by value: absent, living or dead, with id, references and the serial number of the very
 * instance that the set stores. It knows nothing of tables: where the set may answer NEEDS_REHASH it sorts the homes of
 * all values and lays them out one behind the other. Each step computes what the set must answer, asks the set, and
 * compares result, id, and what `deleted` was called with; model_recount compares everything else.
 *
 * Both policies of the template are instantiated here and reached through a table of functions, so that the random test
 * and the fuzz target share one driver. A failed step leaves its condition and line in `error`. */
#ifndef SET_MODEL_H
#define SET_MODEL_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <quire/set.h>

enum model_hash {
    MODEL_GOOD,
    MODEL_WEAK,       /* five homes, tags that vary */
    MODEL_SEQUENTIAL, /* neighbouring values have neighbouring homes, all tags equal */
    MODEL_SEEDED,     /* good under some seeds, three homes under others */
    MODEL_TWO,        /* the first home or the last, with tag 0 or 63 */
    MODEL_CONSTANT,
    MODEL_HASHES
};

/* `serial` tells instances of one value apart: what goes in must be what comes out. */
struct model_value {
    uint32_t v, serial;
};

struct model_key {
    uint32_t v;
};

struct model_context {
    enum model_hash hash;
    bool store_fails;         /* what KEY_STORE does next */
    uint32_t serial;          /* of the instance that KEY_STORE makes next */
    struct model_value *gone; /* what `deleted` got since the step began */
    size_t gone_count, gone_room;
};

static inline uint64_t model_hash(const struct model_context *context, uint64_t seed, uint32_t v) {
    uint64_t mixed = quire_set_next_seed(v);
    switch (context->hash) {
    case MODEL_GOOD:
        return quire_set_hash_words(seed, v, 0);
    case MODEL_WEAK:
        return (uint64_t)(v % 5) << 61 | (mixed & 0xFFF);
    case MODEL_SEQUENTIAL:
        return (uint64_t)v << 52 | 7;
    case MODEL_SEEDED:
        return seed % 4 == 1 ? quire_set_hash_words(seed, v, 0) : (uint64_t)(v % 3) << 62 | (mixed & 0xFFF);
    case MODEL_TWO:
        return v & 1 ? UINT64_MAX : 0;
    default:
        return UINT64_C(0x123456789ABCDEF0);
    }
}

static inline void model_deleted(struct model_context *context, const struct model_value *value) {
    if (context->gone_count < context->gone_room)
        context->gone[context->gone_count] = *value;
    context->gone_count++;
}

static inline enum quire_result model_store(struct model_context *context, const struct model_key *key,
                                            struct model_value *value) {
    if (context->store_fails)
        return QUIRE_LIMIT;
    value->v = key->v;
    value->serial = context->serial;
    return QUIRE_OK;
}

#define QUIRE_SET model_tag_set
#define QUIRE_SET_VALUE struct model_value
#define QUIRE_SET_CONTEXT struct model_context
#define QUIRE_SET_HASH(context, seed, value) model_hash(context, seed, (value)->v)
#define QUIRE_SET_EQUAL(context, a, b) ((a)->v == (b)->v)
#define QUIRE_SET_DELETED(context, value) model_deleted(context, value)
#define QUIRE_SET_KEY struct model_key
#define QUIRE_SET_KEY_HASH(context, seed, key) model_hash(context, seed, (key)->v)
#define QUIRE_SET_KEY_EQUAL(context, key, value) ((key)->v == (value)->v)
#define QUIRE_SET_KEY_STORE(context, key, value) model_store(context, key, value)
#include <quire/set.h>

#define QUIRE_SET model_ref_set
#define QUIRE_SET_VALUE struct model_value
#define QUIRE_SET_CONTEXT struct model_context
#define QUIRE_SET_HASH(context, seed, value) model_hash(context, seed, (value)->v)
#define QUIRE_SET_EQUAL(context, a, b) ((a)->v == (b)->v)
#define QUIRE_SET_DELETED(context, value) model_deleted(context, value)
#define QUIRE_SET_KEY struct model_key
#define QUIRE_SET_KEY_HASH(context, seed, key) model_hash(context, seed, (key)->v)
#define QUIRE_SET_KEY_EQUAL(context, key, value) ((key)->v == (value)->v)
#define QUIRE_SET_KEY_STORE(context, key, value) model_store(context, key, value)
#define QUIRE_SET_BY_REFERENCES
#include <quire/set.h>

/* One instantiation behind void pointers. */
struct model_subject {
    const char *name;
    bool (*layout)(uint32_t capacity, struct quire_set_layout *layout);
    void *(*init)(void *memory, const struct quire_set_layout *layout, uint64_t seed);
    uint64_t (*seed)(const void *set);
    uint32_t (*count)(const void *set);
    uint32_t (*capacity)(const void *set);
    uint32_t (*ref_count)(const void *set, uint32_t id);
    bool (*is_living)(const void *set, uint32_t id);
    const struct model_value *(*get)(const void *set, uint32_t id);
    uint32_t (*next)(const void *set, uint32_t id);
    enum quire_result (*use)(void *set, uint32_t id);
    enum quire_result (*use_multiple)(void *set, uint32_t id, uint32_t n);
    enum quire_result (*release)(void *set, uint32_t id);
    enum quire_result (*release_multiple)(void *set, uint32_t id, uint32_t n);
    enum quire_result (*add)(void *set, struct model_context *context, const struct model_value *value, uint32_t *id);
    enum quire_result (*add_with_id)(void *set, struct model_context *context, const struct model_value *value,
                                     uint32_t wanted, uint32_t *id);
    enum quire_result (*add_key)(void *set, struct model_context *context, const struct model_key *key, uint32_t *id);
    uint32_t (*lookup)(const void *set, struct model_context *context, const struct model_value *value);
    uint32_t (*lookup_key)(const void *set, struct model_context *context, const struct model_key *key);
    void (*drop_dead)(void *set, struct model_context *context);
    enum quire_result (*reseed)(void *set, struct model_context *context);
    enum quire_result (*rebuild)(const void *from, struct model_context *context, void *memory,
                                 const struct quire_set_layout *layout, void **rebuilt);
    void (*stats)(const void *set, struct quire_set_stats *stats);
    size_t (*check)(const void *set, struct model_context *context, size_t size);
};

#define MODEL_SUBJECT(set_)                                                                                            \
    static inline void *set_##_s_init(void *memory, const struct quire_set_layout *layout, uint64_t seed) {            \
        return set_##_init(memory, layout, seed);                                                                      \
    }                                                                                                                  \
    static inline uint64_t set_##_s_seed(const void *set) {                                                            \
        return ((const struct set_ *)set)->seed;                                                                       \
    }                                                                                                                  \
    static inline uint32_t set_##_s_count(const void *set) {                                                           \
        return set_##_count(set);                                                                                      \
    }                                                                                                                  \
    static inline uint32_t set_##_s_capacity(const void *set) {                                                        \
        return set_##_capacity(set);                                                                                   \
    }                                                                                                                  \
    static inline uint32_t set_##_s_ref_count(const void *set, uint32_t id) {                                          \
        return set_##_ref_count(set, id);                                                                              \
    }                                                                                                                  \
    static inline bool set_##_s_is_living(const void *set, uint32_t id) {                                              \
        return set_##_is_living(set, id);                                                                              \
    }                                                                                                                  \
    static inline const struct model_value *set_##_s_get(const void *set, uint32_t id) {                               \
        return set_##_get(set, id);                                                                                    \
    }                                                                                                                  \
    static inline uint32_t set_##_s_next(const void *set, uint32_t id) {                                               \
        return set_##_next(set, id);                                                                                   \
    }                                                                                                                  \
    static inline enum quire_result set_##_s_use(void *set, uint32_t id) {                                             \
        return set_##_use(set, id);                                                                                    \
    }                                                                                                                  \
    static inline enum quire_result set_##_s_use_multiple(void *set, uint32_t id, uint32_t n) {                        \
        return set_##_use_multiple(set, id, n);                                                                        \
    }                                                                                                                  \
    static inline enum quire_result set_##_s_release(void *set, uint32_t id) {                                         \
        return set_##_release(set, id);                                                                                \
    }                                                                                                                  \
    static inline enum quire_result set_##_s_release_multiple(void *set, uint32_t id, uint32_t n) {                    \
        return set_##_release_multiple(set, id, n);                                                                    \
    }                                                                                                                  \
    static inline enum quire_result set_##_s_add(void *set, struct model_context *context,                             \
                                                 const struct model_value *value, uint32_t *id) {                      \
        return set_##_add(set, context, value, id);                                                                    \
    }                                                                                                                  \
    static inline enum quire_result set_##_s_add_with_id(                                                              \
        void *set, struct model_context *context, const struct model_value *value, uint32_t wanted, uint32_t *id) {    \
        return set_##_add_with_id(set, context, value, wanted, id);                                                    \
    }                                                                                                                  \
    static inline enum quire_result set_##_s_add_key(void *set, struct model_context *context,                         \
                                                     const struct model_key *key, uint32_t *id) {                      \
        return set_##_add_key(set, context, key, id);                                                                  \
    }                                                                                                                  \
    static inline uint32_t set_##_s_lookup(const void *set, struct model_context *context,                             \
                                           const struct model_value *value) {                                          \
        return set_##_lookup(set, context, value);                                                                     \
    }                                                                                                                  \
    static inline uint32_t set_##_s_lookup_key(const void *set, struct model_context *context,                         \
                                               const struct model_key *key) {                                          \
        return set_##_lookup_key(set, context, key);                                                                   \
    }                                                                                                                  \
    static inline void set_##_s_drop_dead(void *set, struct model_context *context) {                                  \
        set_##_drop_dead(set, context);                                                                                \
    }                                                                                                                  \
    static inline enum quire_result set_##_s_reseed(void *set, struct model_context *context) {                        \
        return set_##_reseed(set, context);                                                                            \
    }                                                                                                                  \
    static inline enum quire_result set_##_s_rebuild(const void *from, struct model_context *context, void *memory,    \
                                                     const struct quire_set_layout *layout, void **rebuilt) {          \
        struct set_ *set = NULL;                                                                                       \
        enum quire_result result = set_##_rebuild(from, context, memory, layout, &set);                                \
        *rebuilt = set;                                                                                                \
        return result;                                                                                                 \
    }                                                                                                                  \
    static inline void set_##_s_stats(const void *set, struct quire_set_stats *stats) {                                \
        set_##_stats(set, stats);                                                                                      \
    }                                                                                                                  \
    static inline size_t set_##_s_check(const void *set, struct model_context *context, size_t size) {                 \
        return set_##_check(set, context, size, NULL, NULL);                                                           \
    }

MODEL_SUBJECT(model_tag_set)
MODEL_SUBJECT(model_ref_set)

#define MODEL_SUBJECT_ROW(text, set_)                                                                                  \
    {                                                                                                                  \
        text, set_##_layout, set_##_s_init, set_##_s_seed, set_##_s_count, set_##_s_capacity, set_##_s_ref_count,      \
            set_##_s_is_living, set_##_s_get, set_##_s_next, set_##_s_use, set_##_s_use_multiple, set_##_s_release,    \
            set_##_s_release_multiple, set_##_s_add, set_##_s_add_with_id, set_##_s_add_key, set_##_s_lookup,          \
            set_##_s_lookup_key, set_##_s_drop_dead, set_##_s_reseed, set_##_s_rebuild, set_##_s_stats, set_##_s_check \
    }

#define MODEL_SUBJECTS 2
static const struct model_subject model_subjects[MODEL_SUBJECTS] = {
    MODEL_SUBJECT_ROW("by tag", model_tag_set),
    MODEL_SUBJECT_ROW("by references", model_ref_set),
};

/* --- the model ------------------------------------------------------------------------------------------------- */

enum model_state { MODEL_ABSENT, MODEL_LIVING, MODEL_DEAD };

struct model_entry {
    enum model_state state;
    uint32_t id, references, serial;
    uint64_t died; /* the operation that killed it */
};

/* A death, in order; no longer true when the value was revived or left. */
struct model_death {
    uint32_t v;
    uint64_t died;
};

struct model_trial {
    const struct model_subject *subject;
    struct model_context context;
    struct quire_set_layout layout;
    void *set;
    void *before;              /* a copy of the set's memory, to see that an error changed nothing */
    uint32_t capacity_max;     /* of any table in this trial */
    uint32_t pool;             /* values are 0..pool-1 */
    struct model_entry *entry; /* by value */
    uint32_t *owner;           /* by id: value + 1, or 0 */
    uint64_t *homes;           /* scratch for model_fits */
    struct model_death *deaths;
    size_t death_first, death_end, death_room;
    uint32_t used, living, dead, serial;
    uint64_t operations, in, out, left_behind, rehashes, full, revived, rebuilds;
    const char *error;
    int error_line;
};

#define MODEL_EXPECT(trial, condition)                                                                                 \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            (trial)->error = #condition;                                                                               \
            (trial)->error_line = __LINE__;                                                                            \
            return false;                                                                                              \
        }                                                                                                              \
    } while (0)

static inline bool model_begin(struct model_trial *trial, const struct model_subject *subject, enum model_hash hash,
                               uint32_t capacity, uint32_t capacity_max, uint32_t pool, uint64_t seed) {
    memset(trial, 0, sizeof *trial);
    trial->subject = subject;
    trial->capacity_max = capacity_max;
    trial->pool = pool;
    trial->context.hash = hash;
    trial->context.gone_room = (size_t)capacity_max + 2;
    trial->death_room = 2 * (size_t)capacity_max + 64;
    struct quire_set_layout largest;
    MODEL_EXPECT(trial, subject->layout(capacity_max, &largest));
    MODEL_EXPECT(trial, subject->layout(capacity, &trial->layout));
    trial->set = calloc(1, trial->layout.size);
    trial->before = malloc(largest.size);
    trial->entry = calloc(pool, sizeof *trial->entry);
    trial->owner = calloc((size_t)capacity_max + 2, sizeof *trial->owner);
    trial->homes = calloc((size_t)capacity_max + 2, sizeof *trial->homes);
    trial->deaths = calloc(trial->death_room, sizeof *trial->deaths);
    trial->context.gone = calloc(trial->context.gone_room, sizeof *trial->context.gone);
    MODEL_EXPECT(trial, trial->set && trial->before && trial->entry && trial->owner && trial->homes && trial->deaths &&
                            trial->context.gone);
    MODEL_EXPECT(trial, subject->init(trial->set, &trial->layout, seed) == trial->set);
    return true;
}

static inline void model_free(struct model_trial *trial) {
    free(trial->set);
    free(trial->before);
    free(trial->entry);
    free(trial->owner);
    free(trial->homes);
    free(trial->deaths);
    free(trial->context.gone);
}

static inline uint32_t model_capacity(const struct model_trial *trial) {
    uint32_t n = trial->layout.table_capacity, items = (uint32_t)((uint64_t)n * 13 / 16);
    return items ? items - 1 : 0;
}

static inline int model_compare(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Do all values (with the dead ones or without, and with `extra` when that is a value of the pool) have their place in
 * the 2 n homes of the capacity n under this seed? In order of their homes, each takes the first place that is left. */
static inline bool model_fits(struct model_trial *trial, uint32_t n, uint64_t seed, bool with_dead, uint32_t extra) {
    size_t count = 0;
    uint32_t bits = 1;
    while (UINT32_C(1) << (bits - 1) < n)
        bits++;
    for (uint32_t id = 1; id <= trial->used + 1; id++) {
        uint32_t v = id <= trial->used ? trial->owner[id] - 1 : extra;
        if (v >= trial->pool || (id <= trial->used && trial->entry[v].state == MODEL_DEAD && !with_dead))
            continue;
        uint64_t hash = model_hash(&trial->context, seed, v);
        trial->homes[count++] = hash >> (64 - bits);
    }
    qsort(trial->homes, count, sizeof *trial->homes, model_compare);
    uint64_t place = 0;
    for (size_t i = 0; i < count; i++, place++) {
        if (place < trial->homes[i])
            place = trial->homes[i];
        if (place - trial->homes[i] > 62)
            return false;
    }
    return true;
}

static inline void model_kill(struct model_trial *trial, uint32_t v) {
    struct model_entry *entry = &trial->entry[v];
    entry->state = MODEL_DEAD;
    entry->references = 0;
    entry->died = trial->operations;
    trial->living--;
    trial->dead++;
    if (trial->death_end == trial->death_room) {
        size_t kept = 0;
        for (size_t i = trial->death_first; i < trial->death_end; i++) {
            const struct model_entry *old = &trial->entry[trial->deaths[i].v];
            if (old->state == MODEL_DEAD && old->died == trial->deaths[i].died)
                trial->deaths[kept++] = trial->deaths[i];
        }
        trial->death_first = 0;
        trial->death_end = kept;
    }
    trial->deaths[trial->death_end++] = (struct model_death){v, entry->died};
}

/* The value that has been dead longest; there is one. */
static inline uint32_t model_oldest(struct model_trial *trial) {
    for (;; trial->death_first++) {
        struct model_death death = trial->deaths[trial->death_first];
        if (trial->entry[death.v].state == MODEL_DEAD && trial->entry[death.v].died == death.died)
            return death.v;
    }
}

static inline void model_bury(struct model_trial *trial, uint32_t v) {
    trial->owner[trial->entry[v].id] = 0;
    trial->entry[v].state = MODEL_ABSENT;
    trial->dead--;
}

static inline bool model_unchanged(const struct model_trial *trial) {
    return memcmp(trial->set, trial->before, trial->layout.size) == 0;
}

static inline bool model_small(const struct model_trial *trial) {
    return trial->layout.table_capacity <= 256;
}

/* A value that the set did not hold was added at `id`: book it, and the dead one that had to go. */
static inline bool model_book_new(struct model_trial *trial, uint32_t v, uint32_t wanted, uint32_t id,
                                  uint32_t serial) {
    uint32_t capacity = model_capacity(trial), vacant = trial->used - trial->living - trial->dead;
    const struct model_context *context = &trial->context;
    MODEL_EXPECT(trial, id >= 1 && id <= capacity);
    bool wanted_free = wanted >= 1 && wanted <= capacity &&
                       (trial->owner[wanted] == 0 || trial->entry[trial->owner[wanted] - 1].state == MODEL_DEAD);
    if (wanted_free)
        MODEL_EXPECT(trial, id == wanted);
    else if (vacant > 0)
        MODEL_EXPECT(trial, id <= trial->used && trial->owner[id] == 0);
    else if (trial->used < capacity &&
             (trial->dead == 0 || trial->living + trial->dead < trial->layout.table_capacity / 2))
        MODEL_EXPECT(trial, id == trial->used + 1);
    else
        MODEL_EXPECT(trial, id == trial->entry[model_oldest(trial)].id);
    if (trial->owner[id] != 0) {
        uint32_t old = trial->owner[id] - 1;
        MODEL_EXPECT(trial, context->gone_count == 1 && context->gone[0].v == old);
        MODEL_EXPECT(trial, context->gone[0].serial == trial->entry[old].serial);
        model_bury(trial, old);
        trial->out++;
    } else {
        MODEL_EXPECT(trial, context->gone_count == 0);
    }
    if (id > trial->used)
        trial->used = id;
    trial->owner[id] = v + 1;
    trial->entry[v] = (struct model_entry){MODEL_LIVING, id, 1, serial, 0};
    trial->living++;
    trial->in++;
    return true;
}

enum model_way { MODEL_ADD, MODEL_ADD_WITH_ID, MODEL_ADD_KEY, MODEL_ADD_KEY_FAILS };

static inline enum quire_result model_call_add(struct model_trial *trial, enum model_way way, uint32_t v,
                                               uint32_t wanted, uint32_t *id) {
    const struct model_subject *subject = trial->subject;
    struct model_value value = {v, trial->serial};
    struct model_key key = {v};
    trial->context.serial = trial->serial;
    trial->context.store_fails = way == MODEL_ADD_KEY_FAILS;
    if (way == MODEL_ADD)
        return subject->add(trial->set, &trial->context, &value, id);
    if (way == MODEL_ADD_WITH_ID)
        return subject->add_with_id(trial->set, &trial->context, &value, wanted, id);
    return subject->add_key(trial->set, &trial->context, &key, id);
}

static inline bool model_add(struct model_trial *trial, enum model_way way, uint32_t v, uint32_t wanted) {
    struct model_entry *entry = &trial->entry[v];
    const struct model_context *context = &trial->context;
    uint32_t id = UINT32_MAX, serial = ++trial->serial;
    bool by_key = way == MODEL_ADD_KEY || way == MODEL_ADD_KEY_FAILS;
    if (model_small(trial))
        memcpy(trial->before, trial->set, trial->layout.size);
    enum quire_result result = model_call_add(trial, way, v, wanted, &id);
    if (result != QUIRE_OK) {
        MODEL_EXPECT(trial, id == UINT32_MAX && context->gone_count == 0);
        MODEL_EXPECT(trial, !model_small(trial) || model_unchanged(trial));
    }
    if (entry->state == MODEL_LIVING && entry->references == UINT32_MAX) {
        MODEL_EXPECT(trial, result == QUIRE_OVERFLOW);
        return true;
    }
    if (entry->state != MODEL_ABSENT) {
        MODEL_EXPECT(trial, result == QUIRE_OK && id == entry->id);
        MODEL_EXPECT(trial, context->gone_count == (by_key ? 0 : 1));
        if (!by_key) {
            MODEL_EXPECT(trial, context->gone[0].v == v && context->gone[0].serial == serial);
            trial->in++;
            trial->out++;
        }
        entry->references++;
        if (entry->state == MODEL_DEAD) {
            entry->state = MODEL_LIVING;
            trial->dead--;
            trial->living++;
            trial->revived++;
        }
        return true;
    }
    if (trial->living == model_capacity(trial)) {
        MODEL_EXPECT(trial, result == QUIRE_OUT_OF_MEMORY);
        trial->full++;
        return true;
    }
    if (result == QUIRE_NEEDS_REHASH) {
        MODEL_EXPECT(trial,
                     !model_fits(trial, trial->layout.table_capacity, trial->subject->seed(trial->set), true, v));
        trial->rehashes++;
        return true;
    }
    if (way == MODEL_ADD_KEY_FAILS) {
        MODEL_EXPECT(trial, result == QUIRE_LIMIT);
        return true;
    }
    MODEL_EXPECT(trial, result == QUIRE_OK);
    return model_book_new(trial, v, way == MODEL_ADD_WITH_ID ? wanted : 0, id, serial);
}

/* The entry of a living id, or NULL. */
static inline struct model_entry *model_living(struct model_trial *trial, uint32_t id) {
    if (id == 0 || id > trial->used || trial->owner[id] == 0)
        return NULL;
    struct model_entry *entry = &trial->entry[trial->owner[id] - 1];
    return entry->state == MODEL_LIVING ? entry : NULL;
}

static inline bool model_use(struct model_trial *trial, uint32_t id, uint32_t n) {
    struct model_entry *entry = model_living(trial, id);
    enum quire_result result =
        n == 1 ? trial->subject->use(trial->set, id) : trial->subject->use_multiple(trial->set, id, n);
    if (entry == NULL) {
        MODEL_EXPECT(trial, result == QUIRE_INVALID);
    } else if ((uint64_t)entry->references + n > UINT32_MAX) {
        MODEL_EXPECT(trial, result == QUIRE_OVERFLOW);
    } else {
        MODEL_EXPECT(trial, result == QUIRE_OK);
        entry->references += n;
    }
    return true;
}

static inline bool model_release(struct model_trial *trial, uint32_t id, uint32_t n) {
    struct model_entry *entry = model_living(trial, id);
    enum quire_result result =
        n == 1 ? trial->subject->release(trial->set, id) : trial->subject->release_multiple(trial->set, id, n);
    if (entry == NULL || entry->references < n) {
        MODEL_EXPECT(trial, result == QUIRE_INVALID);
        return true;
    }
    MODEL_EXPECT(trial, result == QUIRE_OK && trial->context.gone_count == 0);
    entry->references -= n;
    if (entry->references == 0)
        model_kill(trial, trial->owner[id] - 1);
    return true;
}

static inline bool model_lookup(struct model_trial *trial, uint32_t v) {
    const struct model_entry *entry = &trial->entry[v];
    struct model_value value = {v, 0};
    struct model_key key = {v};
    uint32_t want = entry->state == MODEL_LIVING ? entry->id : 0;
    MODEL_EXPECT(trial, trial->subject->lookup(trial->set, &trial->context, &value) == want);
    MODEL_EXPECT(trial, trial->subject->lookup_key(trial->set, &trial->context, &key) == want);
    if (want != 0) {
        const struct model_value *stored = trial->subject->get(trial->set, want);
        MODEL_EXPECT(trial, stored->v == v && stored->serial == entry->serial);
        MODEL_EXPECT(trial, trial->subject->ref_count(trial->set, want) == entry->references);
    }
    return true;
}

static inline bool model_drop_dead(struct model_trial *trial) {
    const struct model_context *context = &trial->context;
    uint32_t dead = trial->dead;
    trial->subject->drop_dead(trial->set, &trial->context);
    MODEL_EXPECT(trial, context->gone_count == dead);
    for (uint32_t i = 0; i < dead; i++) {
        uint32_t v = context->gone[i].v;
        MODEL_EXPECT(trial, v < trial->pool && trial->entry[v].state == MODEL_DEAD);
        MODEL_EXPECT(trial, context->gone[i].serial == trial->entry[v].serial);
        model_bury(trial, v);
        trial->out++;
    }
    return true;
}

/* The first seed after `seed` under which everything fits a table of n; false when none of the tries does. */
static inline bool model_next_seed(struct model_trial *trial, uint32_t n, bool with_dead, uint64_t *seed) {
    for (int i = 0; i < QUIRE_SET_RESEED_TRIES; i++) {
        *seed = quire_set_next_seed(*seed);
        if (model_fits(trial, n, *seed, with_dead, UINT32_MAX))
            return true;
    }
    return false;
}

static inline bool model_reseed(struct model_trial *trial) {
    uint64_t old = trial->subject->seed(trial->set), seed = old;
    bool fits = model_next_seed(trial, trial->layout.table_capacity, true, &seed);
    enum quire_result result = trial->subject->reseed(trial->set, &trial->context);
    MODEL_EXPECT(trial, result == (fits ? QUIRE_OK : QUIRE_NEEDS_REHASH));
    MODEL_EXPECT(trial, trial->subject->seed(trial->set) == (fits ? seed : old));
    MODEL_EXPECT(trial, trial->context.gone_count == 0);
    return true;
}

static inline bool model_rebuild(struct model_trial *trial, uint32_t capacity) {
    struct quire_set_layout layout;
    MODEL_EXPECT(trial, trial->subject->layout(capacity, &layout));
    uint32_t highest = 0, room = (uint32_t)((uint64_t)layout.table_capacity * 13 / 16);
    for (uint32_t v = 0; v < trial->pool; v++) {
        if (trial->entry[v].state == MODEL_LIVING && trial->entry[v].id > highest)
            highest = trial->entry[v].id;
    }
    void *memory = calloc(1, layout.size), *rebuilt = NULL;
    MODEL_EXPECT(trial, memory != NULL);
    uint64_t seed = trial->subject->seed(trial->set);
    bool fits = model_fits(trial, layout.table_capacity, seed, false, UINT32_MAX) ||
                model_next_seed(trial, layout.table_capacity, false, &seed);
    memcpy(trial->before, trial->set, trial->layout.size);
    enum quire_result result = trial->subject->rebuild(trial->set, &trial->context, memory, &layout, &rebuilt);
    bool unchanged = model_unchanged(trial) && trial->context.gone_count == 0;
    if (result != QUIRE_OK)
        free(memory);
    MODEL_EXPECT(trial, unchanged);
    if (highest > 0 && highest >= room) {
        MODEL_EXPECT(trial, result == QUIRE_OUT_OF_MEMORY);
        return true;
    }
    MODEL_EXPECT(trial, result == (fits ? QUIRE_OK : QUIRE_NEEDS_REHASH));
    if (!fits)
        return true;
    free(trial->set);
    trial->set = memory;
    trial->layout = layout;
    MODEL_EXPECT(trial, rebuilt == memory && trial->subject->seed(memory) == seed);
    for (uint32_t v = 0; v < trial->pool; v++) {
        if (trial->entry[v].state == MODEL_DEAD) {
            model_bury(trial, v);
            trial->left_behind++;
        }
    }
    trial->used = highest;
    trial->rebuilds++;
    return true;
}

/* Everything that the set can be asked, against the model. */
static inline bool model_recount(struct model_trial *trial) {
    const struct model_subject *subject = trial->subject;
    struct quire_set_stats stats;
    MODEL_EXPECT(trial, subject->check(trial->set, &trial->context, trial->layout.size) == 0);
    uint32_t living = 0, dead = 0;
    for (uint32_t v = 0; v < trial->pool; v++) {
        living += trial->entry[v].state == MODEL_LIVING;
        dead += trial->entry[v].state == MODEL_DEAD;
        if (!model_lookup(trial, v))
            return false;
    }
    MODEL_EXPECT(trial, living == trial->living && dead == trial->dead);
    MODEL_EXPECT(trial, subject->count(trial->set) == living);
    MODEL_EXPECT(trial, subject->capacity(trial->set) == model_capacity(trial));
    uint32_t id = 0;
    for (uint32_t want = 1; want <= trial->used + 2; want++) {
        bool lives = model_living(trial, want) != NULL;
        MODEL_EXPECT(trial, subject->is_living(trial->set, want) == lives);
        if (lives) {
            id = subject->next(trial->set, id);
            MODEL_EXPECT(trial, id == want);
        } else {
            MODEL_EXPECT(trial, subject->ref_count(trial->set, want) == 0);
        }
    }
    MODEL_EXPECT(trial, subject->next(trial->set, id) == 0);
    subject->stats(trial->set, &stats);
    MODEL_EXPECT(trial, stats.living == living && stats.dead == dead);
    MODEL_EXPECT(trial, stats.vacant == trial->used - living - dead);
    MODEL_EXPECT(trial, stats.unused == model_capacity(trial) - trial->used);
    uint64_t entries = 0;
    for (uint32_t i = 0; i <= QUIRE_SET_PROBE_MAX; i++)
        entries += stats.at_probe[i];
    MODEL_EXPECT(trial, entries == (uint64_t)living + dead);
    MODEL_EXPECT(trial, trial->in == trial->out + trial->left_behind + living + dead);
    return true;
}

/* --- steps by number ------------------------------------------------------------------------------------------- */

enum model_op {
    MODEL_OP_ADD,
    MODEL_OP_ADD_WITH_ID,
    MODEL_OP_ADD_KEY,
    MODEL_OP_ADD_KEY_FAILS,
    MODEL_OP_USE,
    MODEL_OP_RELEASE,
    MODEL_OP_LOOKUP,
    MODEL_OP_DROP_DEAD,
    MODEL_OP_RESEED,
    MODEL_OP_REBUILD,
    MODEL_OPS
};

/* An id that has been handed out, and now and then one that never was. */
static inline uint32_t model_pick_id(const struct model_trial *trial, uint32_t a) {
    const uint32_t odd[4] = {0, trial->used + 1, model_capacity(trial) + 1, UINT32_MAX};
    return a % 32 == 31 || trial->used == 0 ? odd[a / 32 % 4] : a / 32 % trial->used + 1;
}

static inline uint32_t model_pick_use(struct model_trial *trial, uint32_t id, uint32_t b) {
    const struct model_entry *entry = model_living(trial, id);
    uint32_t references = entry ? entry->references : 0;
    const uint32_t n[8] = {1, 1, 0, 2, 100, UINT32_MAX, UINT32_MAX - references, UINT32_MAX - references + 1};
    return n[b % 8];
}

static inline uint32_t model_pick_release(struct model_trial *trial, uint32_t id, uint32_t b) {
    const struct model_entry *entry = model_living(trial, id);
    uint32_t references = entry ? entry->references : 0;
    const uint32_t n[8] = {1, 1, references, references, 0, 2, references - 1, references + 1};
    return n[b % 8];
}

static inline bool model_dispatch(struct model_trial *trial, enum model_op op, uint32_t a, uint32_t b) {
    uint32_t v = a % trial->pool, id, capacity = trial->layout.table_capacity;
    switch (op) {
    case MODEL_OP_ADD:
        return model_add(trial, MODEL_ADD, v, 0);
    case MODEL_OP_ADD_WITH_ID:
        return model_add(trial, MODEL_ADD_WITH_ID, v, b % (model_capacity(trial) + 3));
    case MODEL_OP_ADD_KEY:
        return model_add(trial, MODEL_ADD_KEY, v, 0);
    case MODEL_OP_ADD_KEY_FAILS:
        return model_add(trial, MODEL_ADD_KEY_FAILS, v, 0);
    case MODEL_OP_USE:
        id = model_pick_id(trial, a);
        return model_use(trial, id, model_pick_use(trial, id, b));
    case MODEL_OP_RELEASE:
        id = model_pick_id(trial, a);
        return model_release(trial, id, model_pick_release(trial, id, b));
    case MODEL_OP_LOOKUP:
        return model_lookup(trial, v);
    case MODEL_OP_DROP_DEAD:
        return model_drop_dead(trial);
    case MODEL_OP_RESEED:
        return model_reseed(trial);
    default:
        capacity = b % 3 == 0 ? capacity : b % 3 == 1 ? capacity / 2 : capacity ? capacity * 2 : 1;
        return model_rebuild(trial, capacity < trial->capacity_max ? capacity : trial->capacity_max);
    }
}

/* One operation on both, and a recount: always for small tables, now and then for large ones. */
static inline bool model_step(struct model_trial *trial, enum model_op op, uint32_t a, uint32_t b) {
    trial->operations++;
    trial->context.gone_count = 0;
    if (!model_dispatch(trial, op, a, b))
        return false;
    MODEL_EXPECT(trial, op <= MODEL_OP_ADD_KEY_FAILS || op == MODEL_OP_DROP_DEAD || trial->context.gone_count == 0);
    return (!model_small(trial) && trial->operations % 1000 != 0) || model_recount(trial);
}

#endif
