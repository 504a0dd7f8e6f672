/** @file
 * quire/set.h - a reference-counted interning set, as an include-template.
 *
 * WHAT. A set maps equal values to one small integer, an id. Adding a value that is there already counts one more
 * reference and gives the same id; a value whose count falls to zero is dead, but stays until its place is needed, so a
 * value that comes back soon is revived with its old id. Everything lives in one piece of memory that the caller owns,
 * addressed by offsets from its own start: it can be copied with memcpy, written to a file, mapped elsewhere.
 *
 * WHEN NOT. Without reference counts (values are never released) a plain hash map is simpler. For values that are as
 * small as an id, store the values. For more than 2^20 ids, or from several threads at once, this is the wrong
 * structure.
 *
 * HOW. Three arrays: a count for each id, a table of 32-bit entries, a flat array of items (values).
 *
 *     counts  | 0: list head | a | b | c | ...          one word each: references, or free and the ids beside it
 *     table   | . | 1 t a | 2 t b | 1 t c | . | ...     entry: probe length + 1 (6 bits) | hash tag (6) | id (20)
 *     items   | 0: nothing | a | b | c | ...            id 0 is reserved
 *
 * The table is an open-addressed Robin Hood table: entries are ordered by the place their hash asks for (home), and
 * inside one home by hash tag, falling. A probe compares {probe length, tag} of the entry with the one that the value
 * would have there: larger, go on; smaller, the value is absent and this is where it belongs; equal, compare the item.
 * Four entries are compared at once (set_lanes.h), and an item is touched only when 6 bits of hash agree. Removal
 * shifts the entries behind it back; there are no tombstones. A capacity of N has 2 N homes for at most 13 N / 16
 * values, so the table is never fuller than 41 %: nearly every probe ends in its first four entries, nearly every
 * shift moves none to three. Behind the homes stand min(2 N, 64) + 8 more places, so that nothing wraps around.
 *
 * The count of a living value is its references less one; that of any other id is a number so large that adding and
 * taking references leaves it large. So use and release are a comparison of the id, an addition and a comparison of
 * what came out, in one cache line of eight counts. Dead values wait on a first-in-first-out list threaded through
 * their counts, so the oldest is found in O(1) when an id is needed, and a revived one leaves in O(1). An id that was
 * never used is taken before a dead one only while the set holds fewer than N / 2 values, living and dead. Ids that a
 * rebuild left without a value are at the front of the same list. Memory that is all zero behind the header is an
 * empty set.
 *
 * The hash is keyed by a seed in the header. If a value cannot be placed within the probe limit (63), add answers
 * NEEDS_REHASH and has changed nothing: call `reseed`, which takes new seeds until everything fits; growing alone would
 * loop on equal hashes. A constant hash function makes reseed give up with NEEDS_REHASH.
 *
 * COST. add, lookup: one probe, four entries at a time; use and release: one memory access; add into a full set with
 * dead values: one removal more. The structural work of one add is bounded: it touches at most three counts (the new
 * one, the dead one and its neighbour on the list) and moves the entries of at most two runs, the one it is inserted
 * into and the one the dead value leaves. A run ends at the first empty place, and every entry in it stands at most 62
 * places behind its home. The most entries moved by one step in a million adds at 99 % living (bench_set, mix work): 28
 * at a capacity of 256, 32 at 2,048, 30 at 16,384; 0.6 on average. A rebuild is one pass over the items. Memory for a
 * capacity of N (a power of two), which is floor(13 N / 16) ids: 4 * (2 N + min(2 N, 64) + 8) bytes of table, 8 +
 * sizeof(value) bytes an id (rounded to the value's alignment), and the header of 64 bytes: 33.9 bytes for each value
 * of 16.
 *
 * PARAMETERS, macros that are defined before each include and undefined by it:
 *
 *     QUIRE_SET                              the prefix: struct PREFIX, PREFIX_add, ...
 *     QUIRE_SET_VALUE                        the value type, a plain struct or scalar
 *     QUIRE_SET_CONTEXT                      the type that `context` points to (default: void)
 *     QUIRE_SET_HASH(context, seed, value)   64 well-mixed bits; value is a const pointer
 *     QUIRE_SET_EQUAL(context, a, b)         true for equal values
 *
 * and these, which may be left out:
 *
 *     QUIRE_SET_DELETED(context, value)      called once when a value leaves for good, and for each passed duplicate;
 *                                            may use other sets and, at that moment, this one
 *     QUIRE_SET_KEY                          a second type to look up and add by; with it
 *     QUIRE_SET_KEY_HASH(context, seed, key)      the hash that the value will have,
 *     QUIRE_SET_KEY_EQUAL(context, key, value)    true for the value that this key makes,
 *     QUIRE_SET_KEY_STORE(context, key, value)    makes the stored value (value is a pointer to fill) and returns an
 *                                                 enum quire_result; it must not touch the set
 *     QUIRE_SET_WORK(set, entries)           told after each insertion into and removal from the table how many
 *                                            entries it moved; for measuring
 *     QUIRE_SET_BY_REFERENCES                inside one home the more referenced item comes first (the classic rule)
 *                                            instead of ordering by tag
 *
 * Thread rule: like any plain data. Errors: enum quire_result; an error leaves the set as it was. Since 0.1. */
#ifndef QUIRE_SET_H
#define QUIRE_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <quire/result.h>
#include <quire/set_lanes.h>

/** The largest capacity. */
#define QUIRE_SET_CAPACITY_MAX (UINT32_C(1) << QUIRE_SET_ID_BITS)
/** The most values that it can hold alive. */
#define QUIRE_SET_VALUES_MAX (QUIRE_SET_CAPACITY_MAX / 16 * 13 - 1)
/** The most references of one value. */
#define QUIRE_SET_REFERENCES_MAX UINT32_MAX
/** Places that a value may stand behind its home. */
#define QUIRE_SET_PROBE_MAX 62u
/** Seeds that reseed and rebuild try before they give up. */
#define QUIRE_SET_RESEED_TRIES 8
/** Breaches that check reports before it stops. */
#define QUIRE_SET_BREACHES_MAX 64

/* The count of an id is one word of 64 bits: of a living value, its references less one; of an id on the free list,
 * flags and the ids beside it. So one addition or subtraction and one comparison are all that use and release need. */
/** The id is on the free list: dead or vacant. Two bits, so that no number of references taken from such a word makes
 * it look like a count. */
#define QUIRE_SET_FREE (UINT64_C(3) << 62)
/** It is dead: its value is still in the table. */
#define QUIRE_SET_IN_TABLE (UINT64_C(1) << 61)
/** Where the id of the next one on the list begins; the previous one's is in the low bits. */
#define QUIRE_SET_NEXT_SHIFT 32

/** Sizes of one set; all plain numbers. Made by PREFIX_layout. */
struct quire_set_layout {
    uint32_t table_capacity; /**< N: a power of two, or 0; the table has homes for 2 N */
    uint32_t table_length;   /**< entries in memory: 2 N + min(2 N, 64) + 8 */
    uint32_t item_capacity;  /**< ids, 0 included: 13 N / 16; 0 for N < 2 */
    size_t table_offset;     /**< of the table, from the header; the counts stand before it */
    size_t items_offset;     /**< of the items, from the header */
    size_t size;             /**< bytes in all, header included */
    size_t align;            /**< what the memory must be aligned to */
};

/** What is counted of one id, apart from its value, so that use and release touch eight bytes. */
struct quire_set_count {
    uint64_t word; /**< living: references less one; on the free list: flags, next id, previous id */
};

/** The id before one on the free list, by its word. */
static inline uint32_t quire_set_previous(struct quire_set_count count) {
    return (uint32_t)count.word & QUIRE_SET_ID_MASK;
}

/** The id behind it. */
static inline uint32_t quire_set_following(struct quire_set_count count) {
    return (uint32_t)(count.word >> QUIRE_SET_NEXT_SHIFT) & QUIRE_SET_ID_MASK;
}

/** What `stats` counts. */
struct quire_set_stats {
    uint32_t living;                            /**< values with references */
    uint32_t dead;                              /**< values without, that may come back */
    uint32_t vacant;                            /**< ids that had a value and have none */
    uint32_t unused;                            /**< ids never handed out */
    uint32_t longest_probe;                     /**< 0: every entry stands at its home */
    uint32_t at_probe[QUIRE_SET_PROBE_MAX + 1]; /**< entries at each distance from home */
};

/** One code per rule of `check`. */
enum quire_set_rule {
    QUIRE_SET_RULE_HEADER = 1,   /**< capacities and counters fit each other, reserved fields are zero */
    QUIRE_SET_RULE_ENTRY_ID,     /**< an entry names an id that exists */
    QUIRE_SET_RULE_ENTRY_STATE,  /**< an entry names a living or dead item, not a vacant or unused one */
    QUIRE_SET_RULE_PROBE_LENGTH, /**< an entry's probe length is its distance from the home of its value */
    QUIRE_SET_RULE_TAG,          /**< an entry's tag is that of its value */
    QUIRE_SET_RULE_ORDER,        /**< entries are ordered by home, and by tag where that is the policy */
    QUIRE_SET_RULE_GAP,          /**< no empty place before an entry that is away from home */
    QUIRE_SET_RULE_ENTRY_COUNT,  /**< as many entries as living and dead items: none is missing, none twice */
    QUIRE_SET_RULE_UNREACHABLE,  /**< every living and dead value is found by its hash */
    QUIRE_SET_RULE_DUPLICATE,    /**< no two items in the table are equal */
    QUIRE_SET_RULE_LIVING_COUNT, /**< the counter of living items is their number */
    QUIRE_SET_RULE_REFERENCES,   /**< an item has references when it is living, and then only */
    QUIRE_SET_RULE_LIST_LINK,    /**< next and previous on the free list agree, and it ends */
    QUIRE_SET_RULE_LIST_MEMBER,  /**< all dead and vacant items are on the list, and only those */
    QUIRE_SET_RULE_LIST_ORDER,   /**< vacant ids stand before dead ones */
    QUIRE_SET_RULE_UNUSED,       /**< what holds nothing is zero: ids never used, values of vacant ids */
    QUIRE_SET_RULE_HEAD          /**< id 0 holds the two ends of the free list and nothing else */
};

/** Called by check for each breach; `where` is an id or a table place. */
typedef void quire_set_report(void *user, enum quire_set_rule rule, uint32_t where);

/** Mixes a counter into a new seed (the splitmix64 finaliser). */
static inline uint64_t quire_set_next_seed(uint64_t seed) {
    uint64_t z = seed + UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

/** The halves of a 64 x 64 multiplication, folded into one. */
static inline uint64_t quire_set_fold(uint64_t a, uint64_t b) {
#if defined(__SIZEOF_INT128__)
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
#else
    uint64_t al = (uint32_t)a, ah = a >> 32, bl = (uint32_t)b, bh = b >> 32;
    uint64_t low = al * bl, mid1 = ah * bl, mid2 = al * bh, high = ah * bh;
    uint64_t carry = (low >> 32) + (uint32_t)mid1 + (uint32_t)mid2;
    high += (mid1 >> 32) + (mid2 >> 32) + (carry >> 32);
    return (low & 0xFFFFFFFFu) ^ carry << 32 ^ high;
#endif
}

/** A keyed hash of two words: two folded multiplications. Good for values of up to 16 bytes. Every factor holds the
 * seed, so no word that a stranger can choose makes one zero and all values equal under every seed. */
static inline uint64_t quire_set_hash_words(uint64_t seed, uint64_t a, uint64_t b) {
    uint64_t key = b ^ (seed << 32 | seed >> 32);
    uint64_t first = quire_set_fold(a ^ seed ^ UINT64_C(0xA0761D6478BD642F), key ^ UINT64_C(0xE7037ED1A0B428DB));
    return quire_set_fold(first ^ seed, key ^ UINT64_C(0x8EBC6AF09C88C6E3));
}

/** The last 1 to 16 bytes as two words, which are others for other bytes. No copy of a length that the compiler does
 * not know: that would be a call. */
static inline void quire_set_last_words(const unsigned char *at, size_t length, uint64_t *a, uint64_t *b) {
    uint32_t first, last;
    if (length >= 8) {
        memcpy(a, at, 8);
        memcpy(b, at + length - 8, 8);
    } else if (length >= 4) {
        memcpy(&first, at, 4);
        memcpy(&last, at + length - 4, 4);
        *a = (uint64_t)first << 32 | last;
    } else {
        *a = (uint64_t)at[0] << 16 | (uint64_t)at[length / 2] << 8 | at[length - 1];
    }
}

/** A keyed hash of bytes, sixteen at a time. */
static inline uint64_t quire_set_hash_bytes(uint64_t seed, const void *bytes, size_t length) {
    const unsigned char *at = (const unsigned char *)bytes;
    uint64_t state = seed ^ length * UINT64_C(0x9E3779B97F4A7C15), a, b;
    for (; length > 16; at += 16, length -= 16) {
        memcpy(&a, at, 8);
        memcpy(&b, at + 8, 8);
        state = quire_set_hash_words(state, a, b);
    }
    a = b = 0;
    if (length > 0) /* `bytes` may be NULL when there are none */
        quire_set_last_words(at, length, &a, &b);
    return quire_set_hash_words(state, a, b);
}

#ifdef __cplusplus
#define QUIRE_SET_ALIGNOF(type) alignof(type)
#else
#define QUIRE_SET_ALIGNOF(type) _Alignof(type)
#endif

/** What is almost always true, so that the other way costs no register of this one. */
#define QUIRE_SET_OFTEN(condition) __builtin_expect(!!(condition), 1)
/** A function apart from those that call it: the long and less frequent half of a short one. */
#define QUIRE_SET_APART __attribute__((noinline, unused))

#define QUIRE_SET_JOIN_(a, b) a##_##b
#define QUIRE_SET_JOIN(a, b) QUIRE_SET_JOIN_(a, b)

#endif /* QUIRE_SET_H */

#ifdef QUIRE_SET

#ifndef QUIRE_SET_CONTEXT
#define QUIRE_SET_CONTEXT void
#endif
#define SET_F(name) QUIRE_SET_JOIN(QUIRE_SET, name)
#define SET_ITEM struct QUIRE_SET_JOIN(QUIRE_SET, item)

/** One place for a value; its index is the id. */
SET_ITEM {
    QUIRE_SET_VALUE value; /**< all zero in a vacant one, and in that of id 0 */
};

/** The header, at the start of the set's memory. Nothing in it is an address. */
struct QUIRE_SET {
    uint64_t seed;               /**< of the hash */
    uint32_t table_capacity;     /**< N, as in the layout */
    uint32_t table_length;       /**< entries in memory */
    uint32_t item_capacity;      /**< ids, 0 included */
    uint32_t home_shift;         /**< home = hash >> home_shift */
    uint32_t table_offset;       /**< from the header; the counts of ids 1 and up stand right behind it */
    uint32_t items_offset;       /**< from the header */
    uint32_t used;               /**< ids 1..used have been handed out at some time */
    uint32_t living;             /**< items with references */
    uint32_t entries;            /**< entries in the table: living and dead */
    uint32_t reserved[3];        /**< zero; they make the header 64 bytes */
    struct quire_set_count head; /**< that of id 0, which is never living: the two ends of the free list */
};

/* --- layout ---------------------------------------------------------------------------------------------------- */

/** Sizes for a table of at least `capacity` places. False: beyond what ids can count. Capacity 0 holds nothing. */
static inline bool SET_F(layout)(uint32_t capacity, struct quire_set_layout *layout) {
    uint32_t table = capacity ? 1 : 0;
    memset(layout, 0, sizeof *layout);
    if (capacity > QUIRE_SET_CAPACITY_MAX)
        return false;
    while (table < capacity)
        table *= 2;
    uint32_t homes = 2 * table;
    size_t item_align = QUIRE_SET_ALIGNOF(SET_ITEM);
    layout->table_capacity = table;
    layout->table_length = table ? homes + (homes < 64 ? homes : 64) + 8 : 0;
    layout->item_capacity = table / 16 * 13 + table % 16 * 13 / 16;
    layout->table_offset = offsetof(struct QUIRE_SET, head) +
                           (layout->item_capacity ? layout->item_capacity : 1) * sizeof(struct quire_set_count);
    size_t end = layout->table_offset + layout->table_length * sizeof(uint32_t);
    layout->items_offset = (end + item_align - 1) / item_align * item_align;
    layout->size = layout->items_offset + layout->item_capacity * sizeof(SET_ITEM);
    layout->align = item_align > 8 ? item_align : 8;
    return true;
}

/** The smallest capacity that can hold `count` living values; 0 for 0, and 0 too when it is beyond the limit. */
static inline uint32_t SET_F(capacity_for_count)(uint32_t count) {
    if (count == 0 || count > QUIRE_SET_VALUES_MAX)
        return 0;
    uint32_t table = 2;
    while (table / 16 * 13 + table % 16 * 13 / 16 < count + 1)
        table *= 2;
    return table;
}

/** Makes an empty set in memory that is all zero (behind the header at least) and as large and aligned as the layout
 * says. */
static inline struct QUIRE_SET *SET_F(init)(void *memory, const struct quire_set_layout *layout, uint64_t seed) {
    struct QUIRE_SET *set = (struct QUIRE_SET *)memory;
    memset(set, 0, sizeof *set);
    set->seed = seed;
    set->table_capacity = layout->table_capacity;
    set->table_length = layout->table_length;
    set->item_capacity = layout->item_capacity;
    set->table_offset = (uint32_t)layout->table_offset;
    set->items_offset = (uint32_t)layout->items_offset;
    set->home_shift = 63;
    for (uint32_t n = layout->table_capacity; n > 1; n /= 2)
        set->home_shift--;
    set->head.word = QUIRE_SET_FREE;
    return set;
}

/* --- places ---------------------------------------------------------------------------------------------------- */

/** The counts, by id; that of id 0 is `head`, and heads the free list. */
static inline struct quire_set_count *SET_F(counts)(const struct QUIRE_SET *set) {
    return (struct quire_set_count *)((uintptr_t)set + offsetof(struct QUIRE_SET, head));
}

/** The table. */
static inline uint32_t *SET_F(table)(const struct QUIRE_SET *set) {
    return (uint32_t *)((uintptr_t)set + set->table_offset);
}

/** The items, by id; that of id 0 holds nothing. */
static inline SET_ITEM *SET_F(items)(const struct QUIRE_SET *set) {
    return (SET_ITEM *)((uintptr_t)set + set->items_offset);
}

/** The place that a hash asks for; the set has a table. */
static inline uint32_t SET_F(home)(const struct QUIRE_SET *set, uint64_t hash) {
    return (uint32_t)(hash >> set->home_shift);
}

/** The upper bits of an entry that stands `distance` behind its home. */
static inline uint32_t SET_F(mark)(uint64_t hash, uint32_t distance) {
    return (distance + 1) << QUIRE_SET_TAG_BITS | ((uint32_t)hash & QUIRE_SET_TAG_MASK);
}

/** Where does the probe of a value with the marks `want` end among four entries? */
static inline uint32_t SET_F(ends)(const uint32_t *entries, uint32_t want) {
#ifdef QUIRE_SET_BY_REFERENCES
    return quire_set_below(entries, want & ~QUIRE_SET_TAG_MASK);
#else
    return quire_set_below(entries, want);
#endif
}

/** The place before which a value with this hash, known to be absent, is inserted. */
static inline uint32_t SET_F(insertion_place)(const struct QUIRE_SET *set, uint64_t hash) {
    const uint32_t *table = SET_F(table)(set);
    uint32_t place = SET_F(home)(set, hash), want = SET_F(mark)(hash, 0), ends;
#ifdef QUIRE_SET_BY_REFERENCES
    const struct quire_set_count *counts = SET_F(counts)(set);
    for (uint32_t at = place, length = want >> QUIRE_SET_TAG_BITS;
         table[at] >> (QUIRE_SET_ID_BITS + QUIRE_SET_TAG_BITS) >= length; at++, length++) {
        bool own = table[at] >> (QUIRE_SET_ID_BITS + QUIRE_SET_TAG_BITS) == length;
        if (own && counts[table[at] & QUIRE_SET_ID_MASK].word >= QUIRE_SET_FREE)
            return at; /* a dead item of the same home stands behind a living one */
    }
#endif
    while ((ends = SET_F(ends)(&table[place], want)) == 0) {
        place += QUIRE_SET_LANES;
        want += QUIRE_SET_LANES << QUIRE_SET_TAG_BITS;
    }
    return place + quire_set_first(ends);
}

/** Defines PREFIX_name, which probes for a value equal to `key`: the id, living or dead, or 0 and the place where the
 * probe ended. `equal` is a macro of (context, key, value). */
#define SET_FIND(name, key_type, equal)                                                                                \
    static inline uint32_t SET_F(name)(const struct QUIRE_SET *set, QUIRE_SET_CONTEXT *context, const key_type *key,   \
                                       uint64_t hash, uint32_t *ended) {                                               \
        (void)context;                                                                                                 \
        *ended = 0;                                                                                                    \
        if (set->table_capacity == 0)                                                                                  \
            return 0;                                                                                                  \
        const SET_ITEM *items = SET_F(items)(set);                                                                     \
        const uint32_t *at = SET_F(table)(set) + SET_F(home)(set, hash);                                               \
        for (uint32_t want = SET_F(mark)(hash, 0);; want += QUIRE_SET_LANES << QUIRE_SET_TAG_BITS) {                   \
            for (uint32_t same = quire_set_same(at, want); same != 0; same &= same - 1) {                              \
                uint32_t id = at[quire_set_first(same)] & QUIRE_SET_ID_MASK;                                           \
                if (QUIRE_SET_OFTEN(equal(context, key, &items[id].value)))                                            \
                    return id;                                                                                         \
            }                                                                                                          \
            uint32_t ends = SET_F(ends)(at, want);                                                                     \
            if (QUIRE_SET_OFTEN(ends != 0)) {                                                                          \
                *ended = (uint32_t)(at - SET_F(table)(set)) + quire_set_first(ends);                                   \
                return 0;                                                                                              \
            }                                                                                                          \
            at += QUIRE_SET_LANES;                                                                                     \
        }                                                                                                              \
    }

/** By a value of the set's type. */
SET_FIND(find_any, QUIRE_SET_VALUE, QUIRE_SET_EQUAL)
#ifdef QUIRE_SET_KEY
/** By a key. */
SET_FIND(find_key, QUIRE_SET_KEY, QUIRE_SET_KEY_EQUAL)
#endif

/** The table place of an item that is in the table: at most QUIRE_SET_PROBE_MAX behind its home. table_length when it
 * is not there, as in a damaged set. */
static inline uint32_t SET_F(place_of)(const struct QUIRE_SET *set, QUIRE_SET_CONTEXT *context, uint32_t id) {
    (void)context;
    const uint32_t *table = SET_F(table)(set);
    uint64_t hash = QUIRE_SET_HASH(context, set->seed, (const QUIRE_SET_VALUE *)&SET_F(items)(set)[id].value);
    uint32_t place = SET_F(home)(set, hash), found = quire_set_of_id(&table[place], id);
    if (found != 0)
        return place + quire_set_first(found);
    for (uint32_t end = place + QUIRE_SET_PROBE_MAX; place <= end && place < set->table_length; place++) {
        if ((table[place] & QUIRE_SET_ID_MASK) == id)
            return place;
    }
    return set->table_length;
}

/* --- the table ------------------------------------------------------------------------------------------------- */

/** Can an entry be put before `place`? Neither it nor any entry that would move may exceed the probe limit. Gives the
 * empty place that the move ends at. */
static inline bool SET_F(can_insert)(const struct QUIRE_SET *set, uint64_t hash, uint32_t place, uint32_t *empty) {
    const uint32_t *table = SET_F(table)(set);
    if (place - SET_F(home)(set, hash) > QUIRE_SET_PROBE_MAX)
        return false;
    for (; table[place] != 0; place++) {
        if (table[place] >> (QUIRE_SET_ID_BITS + QUIRE_SET_TAG_BITS) > QUIRE_SET_PROBE_MAX)
            return false;
    }
    *empty = place;
    return true;
}

/** Puts an entry before `place`; what stands up to `empty` moves by one. */
static inline void SET_F(insert_entry)(struct QUIRE_SET *set, uint64_t hash, uint32_t place, uint32_t empty,
                                       uint32_t id) {
    uint32_t *table = SET_F(table)(set);
    const uint32_t one = UINT32_C(1) << (QUIRE_SET_ID_BITS + QUIRE_SET_TAG_BITS);
    for (uint32_t to = empty; to > place; to--)
        table[to] = table[to - 1] + one;
    table[place] = SET_F(mark)(hash, place - SET_F(home)(set, hash)) << QUIRE_SET_ID_BITS | id;
    set->entries++;
#ifdef QUIRE_SET_WORK
    QUIRE_SET_WORK(set, empty - place);
#endif
}

/** Takes an entry out and shifts the ones behind it back to close the gap. Returns the place that is empty now. */
static inline uint32_t SET_F(remove_entry)(struct QUIRE_SET *set, uint32_t place) {
    uint32_t *table = SET_F(table)(set);
    const uint32_t one = UINT32_C(1) << (QUIRE_SET_ID_BITS + QUIRE_SET_TAG_BITS);
#ifdef QUIRE_SET_WORK
    uint32_t first = place;
#endif
    for (; table[place + 1] >= 2 * one; place++)
        table[place] = table[place + 1] - one;
    table[place] = 0;
    set->entries--;
#ifdef QUIRE_SET_WORK
    QUIRE_SET_WORK(set, place - first);
#endif
    return place;
}

/** Puts item `id` into the table, known to be absent. False: beyond the probe limit, nothing changed. */
static inline bool SET_F(insert_item)(struct QUIRE_SET *set, QUIRE_SET_CONTEXT *context, uint32_t id) {
    (void)context;
    uint64_t hash = QUIRE_SET_HASH(context, set->seed, (const QUIRE_SET_VALUE *)&SET_F(items)(set)[id].value);
    uint32_t place = SET_F(insertion_place)(set, hash), empty;
    if (!SET_F(can_insert)(set, hash, place, &empty))
        return false;
    SET_F(insert_entry)(set, hash, place, empty, id);
    return true;
}

/* --- the free list --------------------------------------------------------------------------------------------- */

/** Links `id` between `previous` and `next`, with the flags of its state. */
static inline void SET_F(list_insert)(struct QUIRE_SET *set, uint32_t previous, uint32_t next, uint32_t id,
                                      uint64_t flags) {
    struct quire_set_count *counts = SET_F(counts)(set);
    const uint64_t ids = QUIRE_SET_ID_MASK;
    counts[id].word = flags | (uint64_t)next << QUIRE_SET_NEXT_SHIFT | previous;
    counts[previous].word = (counts[previous].word & ~(ids << QUIRE_SET_NEXT_SHIFT)) | (uint64_t)id
                                                                                           << QUIRE_SET_NEXT_SHIFT;
    counts[next].word = (counts[next].word & ~ids) | id;
}

/** Takes `id` off the list; it is living now, with one reference. */
static inline void SET_F(list_remove)(struct QUIRE_SET *set, uint32_t id) {
    struct quire_set_count *counts = SET_F(counts)(set);
    const uint64_t ids = QUIRE_SET_ID_MASK;
    uint32_t previous = quire_set_previous(counts[id]), next = quire_set_following(counts[id]);
    counts[previous].word = (counts[previous].word & ~(ids << QUIRE_SET_NEXT_SHIFT)) | (uint64_t)next
                                                                                           << QUIRE_SET_NEXT_SHIFT;
    counts[next].word = (counts[next].word & ~ids) | previous;
    counts[id].word = 0;
}

/** Puts an id without a value on the list, in front. */
static inline void SET_F(list_vacant)(struct QUIRE_SET *set, uint32_t id) {
    SET_F(list_insert)(set, 0, quire_set_following(set->head), id, QUIRE_SET_FREE);
}

/** Puts a value that has just died on the list, at the end. */
static inline void SET_F(list_dead)(struct QUIRE_SET *set, uint32_t id) {
    SET_F(list_insert)(set, quire_set_previous(set->head), 0, id, QUIRE_SET_FREE | QUIRE_SET_IN_TABLE);
}

/* --- by id ----------------------------------------------------------------------------------------------------- */

/** True for the id of a living value. */
static inline bool SET_F(is_living)(const struct QUIRE_SET *set, uint32_t id) {
    return id <= set->used && SET_F(counts)(set)[id].word < QUIRE_SET_FREE;
}

/** True for the id of a value, living or dead: what a dead one owns is still owned. */
static inline bool SET_F(is_kept)(const struct QUIRE_SET *set, uint32_t id) {
    if (id == 0 || id > set->used)
        return false;
    uint64_t word = SET_F(counts)(set)[id].word;
    return word < QUIRE_SET_FREE || (word & QUIRE_SET_IN_TABLE) != 0;
}

/** The value of a living id; borrowed until the set is next changed. */
static inline const QUIRE_SET_VALUE *SET_F(get)(const struct QUIRE_SET *set, uint32_t id) {
    return &SET_F(items)(set)[id].value;
}

/** References of an id; 0 for dead, vacant and unused ones. */
static inline uint32_t SET_F(ref_count)(const struct QUIRE_SET *set, uint32_t id) {
    return SET_F(is_living)(set, id) ? (uint32_t)SET_F(counts)(set)[id].word + 1 : 0;
}

/** Living values. */
static inline uint32_t SET_F(count)(const struct QUIRE_SET *set) {
    return set->living;
}

/** The most values that can live here at once. */
static inline uint32_t SET_F(capacity)(const struct QUIRE_SET *set) {
    return set->item_capacity ? set->item_capacity - 1 : 0;
}

/** The next living id after `id` (0 to begin), in rising order; 0 at the end. */
static inline uint32_t SET_F(next)(const struct QUIRE_SET *set, uint32_t id) {
    for (id++; id <= set->used; id++) {
        if (SET_F(is_living)(set, id))
            return id;
    }
    return 0;
}

/** Why an id was not used. */
static QUIRE_SET_APART enum quire_result SET_F(why_not_used)(const struct QUIRE_SET *set, uint32_t id) {
    return SET_F(is_living)(set, id) ? QUIRE_OVERFLOW : QUIRE_INVALID;
}

/** Counts `n` more references of a living id. OVERFLOW: not counted. INVALID: the id is not living. */
static inline enum quire_result SET_F(use_multiple)(struct QUIRE_SET *set, uint32_t id, uint32_t n) {
    if (QUIRE_SET_OFTEN(id <= set->used)) { /* before an address is made of the id */
        struct quire_set_count *count = &SET_F(counts)(set)[id];
        uint64_t word = count->word + n; /* the word of a free id is large before and behind */
        if (QUIRE_SET_OFTEN(word < QUIRE_SET_REFERENCES_MAX)) {
            count->word = word;
            return QUIRE_OK;
        }
    }
    return SET_F(why_not_used)(set, id);
}

/** Counts one more reference. */
static inline enum quire_result SET_F(use)(struct QUIRE_SET *set, uint32_t id) {
    return SET_F(use_multiple)(set, id, 1);
}

/** What release does where less than one reference would be left. */
static QUIRE_SET_APART enum quire_result SET_F(release_last)(struct QUIRE_SET *set, uint32_t id, uint32_t n) {
    if (id > set->used || SET_F(counts)(set)[id].word + 1 != n) /* no word of a free id comes near */
        return QUIRE_INVALID;
    set->living--;
    SET_F(list_dead)(set, id);
    return QUIRE_OK;
}

/** Gives `n` references back; at zero the value is dead. INVALID: the id has not so many, nothing changed. */
static inline enum quire_result SET_F(release_multiple)(struct QUIRE_SET *set, uint32_t id, uint32_t n) {
    if (QUIRE_SET_OFTEN(id <= set->used)) {
        struct quire_set_count *count = &SET_F(counts)(set)[id];
        uint64_t word = count->word - n; /* below zero where it held fewer, and that of a free id stays so */
        if (QUIRE_SET_OFTEN((int64_t)word >= 0)) {
            count->word = word;
            return QUIRE_OK;
        }
    }
    return SET_F(release_last)(set, id, n);
}

/** Gives one reference back. */
static inline enum quire_result SET_F(release)(struct QUIRE_SET *set, uint32_t id) {
    return SET_F(release_multiple)(set, id, 1);
}

/* --- adding ---------------------------------------------------------------------------------------------------- */

/** One more reference for an item that is in the table, revived if it is dead. */
static inline enum quire_result SET_F(add_present)(struct QUIRE_SET *set, uint32_t id) {
    struct quire_set_count *count = &SET_F(counts)(set)[id];
    if (QUIRE_SET_OFTEN(count->word < QUIRE_SET_REFERENCES_MAX - 1)) {
        count->word++;
        return QUIRE_OK;
    }
    if (count->word < QUIRE_SET_FREE)
        return QUIRE_OVERFLOW;
    SET_F(list_remove)(set, id);
    set->living++;
    return QUIRE_OK;
}

/** The id that costs least to take: a vacant one; one never used, as long as the values are fewer than N / 2; the one
 * that has been dead longest; else one never used. 0: none. Values that are soon dead so go round in few ids, which
 * stay in the cache and leave the higher ones free for a smaller set. */
static inline uint32_t SET_F(cheapest_id)(const struct QUIRE_SET *set) {
    uint32_t first = quire_set_following(set->head);
    if (first != 0 && !(SET_F(counts)(set)[first].word & QUIRE_SET_IN_TABLE))
        return first;
    if (first != 0 && set->entries >= set->table_capacity / 2)
        return first;
    return set->used + 1 < set->item_capacity ? set->used + 1 : first;
}

/** Can `id` be taken for a new value: vacant, dead, or not used yet? */
static inline bool SET_F(is_free)(const struct QUIRE_SET *set, uint32_t id) {
    return id > 0 && id < set->item_capacity && (id > set->used || !SET_F(is_living)(set, id));
}

#define SET_SPOT struct QUIRE_SET_JOIN(QUIRE_SET, spot)
/** Where a new entry goes: before `place`, moving what stands up to `empty`. */
SET_SPOT {
    uint32_t place; /**< the entry comes before this one */
    uint32_t empty; /**< the first empty place from there on */
};

/** Makes a free id ready for a new value. True: `*left` is a dead value that had to go; *spot, found before, is right
 * again if that moved entries in its way. */
static inline bool SET_F(take_id)(struct QUIRE_SET *set, QUIRE_SET_CONTEXT *context, uint32_t id, uint64_t hash,
                                  SET_SPOT *spot, QUIRE_SET_VALUE *left) {
    while (set->used < id) { /* ids skipped on the way become vacant */
        set->used++;
        if (set->used < id)
            SET_F(list_vacant)(set, set->used);
        else
            return false;
    }
    bool dead = (SET_F(counts)(set)[id].word & QUIRE_SET_IN_TABLE) != 0;
    if (dead) {
        uint32_t from = SET_F(place_of)(set, context, id);
        if (from < set->table_length) {
            uint32_t to = SET_F(remove_entry)(set, from);
            if (from <= spot->empty && to >= SET_F(home)(set, hash)) {
                spot->place = SET_F(insertion_place)(set, hash);
                (void)SET_F(can_insert)(set, hash, spot->place, &spot->empty);
            }
        }
        *left = SET_F(items)(set)[id].value;
    }
    SET_F(list_remove)(set, id);
    return dead;
}

/** Puts a value that is not in the table there, at `id` (free). The probe limit was checked, so this cannot fail; a
 * dead value that had to go is handed to `deleted` last, when the set is whole again. */
static inline void SET_F(place_value)(struct QUIRE_SET *set, QUIRE_SET_CONTEXT *context, const QUIRE_SET_VALUE *value,
                                      uint64_t hash, uint32_t id, SET_SPOT spot) {
    QUIRE_SET_VALUE left = *value; /* overwritten by the value that had to go, if one had */
    bool had = SET_F(take_id)(set, context, id, hash, &spot, &left);
    SET_F(items)(set)[id].value = *value; /* the one reference it has already */
    set->living++;
    SET_F(insert_entry)(set, hash, spot.place, spot.empty, id);
#ifdef QUIRE_SET_DELETED
    if (had)
        QUIRE_SET_DELETED(context, (const QUIRE_SET_VALUE *)&left);
#else
    (void)had;
#endif
}

/** May a value with this hash, whose probe ended at `ended`, be placed at all? Looked at before anything changes. */
static inline enum quire_result SET_F(may_place)(const struct QUIRE_SET *set, uint64_t hash, uint32_t id,
                                                 uint32_t ended, SET_SPOT *spot) {
    if (id == 0)
        return QUIRE_OUT_OF_MEMORY;
#ifdef QUIRE_SET_BY_REFERENCES
    ended = SET_F(insertion_place)(set, hash);
#endif
    spot->place = ended;
    return SET_F(can_insert)(set, hash, ended, &spot->empty) ? QUIRE_OK : QUIRE_NEEDS_REHASH;
}

/** What add_with_id does with a value that is not there. */
static QUIRE_SET_APART enum quire_result SET_F(add_absent)(struct QUIRE_SET *set, QUIRE_SET_CONTEXT *context,
                                                           const QUIRE_SET_VALUE *value, uint64_t hash, uint32_t ended,
                                                           uint32_t wanted, uint32_t *id) {
    uint32_t take = SET_F(is_free)(set, wanted) ? wanted : SET_F(cheapest_id)(set);
    SET_SPOT spot = {0, 0};
    enum quire_result result = SET_F(may_place)(set, hash, take, ended, &spot);
    if (result != QUIRE_OK)
        return result;
    SET_F(place_value)(set, context, value, hash, take, spot);
    *id = take;
    return QUIRE_OK;
}

/** Adds a value: present, its count rises, the passed duplicate goes to `deleted`, *id is its id; absent, it gets the
 * id `wanted` if that is free (0: none is wanted) or the cheapest one, with a count of 1. OUT_OF_MEMORY: every id is
 * living. NEEDS_REHASH: see reseed. OVERFLOW: the count is at its limit. On an error the value is still the caller's.
 */
static inline enum quire_result SET_F(add_with_id)(struct QUIRE_SET *set, QUIRE_SET_CONTEXT *context,
                                                   const QUIRE_SET_VALUE *value, uint32_t wanted, uint32_t *id) {
    (void)context;
    uint64_t hash = QUIRE_SET_HASH(context, set->seed, value);
    uint32_t ended, found = SET_F(find_any)(set, context, value, hash, &ended);
    if (found == 0)
        return SET_F(add_absent)(set, context, value, hash, ended, wanted, id);
    enum quire_result result = SET_F(add_present)(set, found);
    if (result != QUIRE_OK)
        return result;
    *id = found;
#ifdef QUIRE_SET_DELETED
    QUIRE_SET_DELETED(context, value);
#endif
    return QUIRE_OK;
}

/** Adds a value under the cheapest id; else as add_with_id. */
static inline enum quire_result SET_F(add)(struct QUIRE_SET *set, QUIRE_SET_CONTEXT *context,
                                           const QUIRE_SET_VALUE *value, uint32_t *id) {
    return SET_F(add_with_id)(set, context, value, 0, id);
}

/** The id of a living value equal to this one; 0 when there is none. */
static inline uint32_t SET_F(lookup)(const struct QUIRE_SET *set, QUIRE_SET_CONTEXT *context,
                                     const QUIRE_SET_VALUE *value) {
    (void)context;
    uint32_t ended, id = SET_F(find_any)(set, context, value, QUIRE_SET_HASH(context, set->seed, value), &ended);
    return id != 0 && SET_F(is_living)(set, id) ? id : 0;
}

#ifdef QUIRE_SET_KEY
/** As lookup, by a key of another type. */
static inline uint32_t SET_F(lookup_key)(const struct QUIRE_SET *set, QUIRE_SET_CONTEXT *context,
                                         const QUIRE_SET_KEY *key) {
    (void)context;
    uint32_t ended, id = SET_F(find_key)(set, context, key, QUIRE_SET_KEY_HASH(context, set->seed, key), &ended);
    return id != 0 && SET_F(is_living)(set, id) ? id : 0;
}

/** As add, by a key of another type. The key becomes a stored value (KEY_STORE) only if nothing equal is there and the
 * set has a place for it; what KEY_STORE answers is passed on. */
static inline enum quire_result SET_F(add_key)(struct QUIRE_SET *set, QUIRE_SET_CONTEXT *context,
                                               const QUIRE_SET_KEY *key, uint32_t *id) {
    (void)context;
    uint64_t hash = QUIRE_SET_KEY_HASH(context, set->seed, key);
    uint32_t ended, found = SET_F(find_key)(set, context, key, hash, &ended);
    enum quire_result result;
    if (found != 0) {
        result = SET_F(add_present)(set, found);
        if (result == QUIRE_OK)
            *id = found;
        return result;
    }
    uint32_t take = SET_F(cheapest_id)(set);
    QUIRE_SET_VALUE value;
    SET_SPOT spot = {0, 0};
    result = SET_F(may_place)(set, hash, take, ended, &spot);
    if (result == QUIRE_OK)
        result = QUIRE_SET_KEY_STORE(context, key, &value);
    if (result != QUIRE_OK)
        return result;
    SET_F(place_value)(set, context, &value, hash, take, spot);
    *id = take;
    return QUIRE_OK;
}
#endif

/* --- rebuilding ------------------------------------------------------------------------------------------------ */

/** Takes every dead value out for good (`deleted` is called for each); their ids become vacant. Living ids stay. */
static inline void SET_F(drop_dead)(struct QUIRE_SET *set, QUIRE_SET_CONTEXT *context) {
    (void)context;
    if (set->item_capacity == 0)
        return;
    SET_ITEM *items = SET_F(items)(set);
    for (;;) {
        uint32_t id = quire_set_previous(set->head); /* vacant ids stand in front, so the last one tells */
        if (id == 0 || !(SET_F(counts)(set)[id].word & QUIRE_SET_IN_TABLE))
            return;
#ifdef QUIRE_SET_DELETED
        QUIRE_SET_VALUE left = items[id].value;
#endif
        uint32_t place = SET_F(place_of)(set, context, id);
        if (place < set->table_length)
            SET_F(remove_entry)(set, place);
        SET_F(list_remove)(set, id);
        memset(&items[id].value, 0, sizeof items[id].value);
        SET_F(list_vacant)(set, id);
#ifdef QUIRE_SET_DELETED
        QUIRE_SET_DELETED(context, (const QUIRE_SET_VALUE *)&left);
#endif
    }
}

/** Fills the cleared table with all living items (and the dead ones that are in the table) under the present seed. */
static inline bool SET_F(fill_table)(struct QUIRE_SET *set, QUIRE_SET_CONTEXT *context) {
    memset(SET_F(table)(set), 0, set->table_length * sizeof(uint32_t));
    set->entries = 0;
    for (uint32_t id = 1; id <= set->used; id++) {
        if (SET_F(is_kept)(set, id) && !SET_F(insert_item)(set, context, id))
            return false;
    }
    return true;
}

/** Fills the table anew under `seed`, or one that follows from it, under which everything has its place; ids and counts
 * stay. The table is not read, so this is also how a set comes to its table that was stored without one. NEEDS_REHASH:
 * no seed helped (the hash function is at fault, or values are equal); a set that was whole is as it was. */
static inline enum quire_result SET_F(reseed_from)(struct QUIRE_SET *set, QUIRE_SET_CONTEXT *context, uint64_t seed) {
    uint64_t old = set->seed;
    for (int i = 0; i < QUIRE_SET_RESEED_TRIES; i++, seed = quire_set_next_seed(seed)) {
        set->seed = seed;
        if (SET_F(fill_table)(set, context))
            return QUIRE_OK;
    }
    set->seed = old; /* places are canonical per seed, so what fitted fits again */
    (void)SET_F(fill_table)(set, context);
    return QUIRE_NEEDS_REHASH;
}

/** Takes a new seed under which everything has its place. After NEEDS_REHASH from add, call this and add again.
 * NEEDS_REHASH: no seed helped; the set is as it was. */
static inline enum quire_result SET_F(reseed)(struct QUIRE_SET *set, QUIRE_SET_CONTEXT *context) {
    return SET_F(reseed_from)(set, context, quire_set_next_seed(set->seed));
}

/** Copies the living values of `from` with their ids and counts into new zeroed memory of another layout. Dead values
 * are left behind without a call of `deleted` (call drop_dead before if they own something). OUT_OF_MEMORY: the highest
 * living id does not fit. NEEDS_REHASH: as reseed. On an error the new memory holds no set; `from` is never changed. */
static inline enum quire_result SET_F(rebuild)(const struct QUIRE_SET *from, QUIRE_SET_CONTEXT *context, void *memory,
                                               const struct quire_set_layout *layout, struct QUIRE_SET **rebuilt) {
    uint32_t highest = from->used;
    while (highest > 0 && !SET_F(is_living)(from, highest))
        highest--;
    if (highest > 0 && highest >= layout->item_capacity)
        return QUIRE_OUT_OF_MEMORY;
    struct QUIRE_SET *set = SET_F(init)(memory, layout, from->seed);
    for (uint32_t id = highest; id > 0; id--) {
        set->used = highest;
        if (SET_F(is_living)(from, id)) {
            SET_F(items)(set)[id] = SET_F(items)(from)[id];
            SET_F(counts)(set)[id] = SET_F(counts)(from)[id];
            set->living++;
        } else {
            SET_F(list_vacant)(set, id);
        }
    }
    if (!SET_F(fill_table)(set, context)) {
        enum quire_result result = SET_F(reseed)(set, context);
        if (result != QUIRE_OK)
            return result;
    }
    *rebuilt = set;
    return QUIRE_OK;
}

/* --- statistics and check -------------------------------------------------------------------------------------- */

/** Counts what is in the set, from end to end. */
static inline void SET_F(stats)(const struct QUIRE_SET *set, struct quire_set_stats *stats) {
    memset(stats, 0, sizeof *stats);
    for (uint32_t id = 1; id <= set->used; id++) {
        if (SET_F(is_living)(set, id))
            stats->living++;
        else if (SET_F(is_kept)(set, id))
            stats->dead++;
        else
            stats->vacant++;
    }
    stats->unused = set->item_capacity ? set->item_capacity - 1 - set->used : 0;
    for (uint32_t place = 0; place < set->table_length; place++) {
        uint32_t length = SET_F(table)(set)[place] >> (QUIRE_SET_ID_BITS + QUIRE_SET_TAG_BITS);
        if (length == 0)
            continue;
        stats->at_probe[length - 1]++;
        if (length - 1 > stats->longest_probe)
            stats->longest_probe = length - 1;
    }
}

#define SET_BREACH(rule, where)                                                                                        \
    do {                                                                                                               \
        breaches++;                                                                                                    \
        if (report)                                                                                                    \
            report(user, (rule), (where));                                                                             \
    } while (0)

/** The header's numbers against each other and against `size` bytes of memory. Nothing else may be read before this. */
static inline bool SET_F(check_header)(const struct QUIRE_SET *set, size_t size) {
    struct quire_set_layout layout;
    uint32_t shift = 63, reserved = 0;
    for (uint32_t n = set->table_capacity; n > 1; n /= 2)
        shift--;
    for (size_t i = 0; i < sizeof set->reserved / sizeof *set->reserved; i++)
        reserved |= set->reserved[i];
    return reserved == 0 && SET_F(layout)(set->table_capacity, &layout) &&
           layout.table_capacity == set->table_capacity && layout.table_length == set->table_length &&
           layout.item_capacity == set->item_capacity && layout.table_offset == set->table_offset &&
           layout.items_offset == set->items_offset && layout.size <= size && set->home_shift == shift &&
           (set->used == 0 || set->used < set->item_capacity) && set->living <= set->used && set->entries <= set->used;
}

/** The table's part of check. */
static inline size_t SET_F(check_table)(const struct QUIRE_SET *set, QUIRE_SET_CONTEXT *context,
                                        quire_set_report *report, void *user) {
    (void)context;
    const uint32_t *table = SET_F(table)(set);
    uint32_t previous_home = 0, previous_tag = QUIRE_SET_TAG_MASK, entries = 0;
    size_t breaches = 0;
    for (uint32_t place = 0; place < set->table_length && breaches < QUIRE_SET_BREACHES_MAX; place++) {
        uint32_t id = table[place] & QUIRE_SET_ID_MASK, tag = table[place] >> QUIRE_SET_ID_BITS & QUIRE_SET_TAG_MASK;
        uint32_t length = table[place] >> (QUIRE_SET_ID_BITS + QUIRE_SET_TAG_BITS);
        if (table[place] == 0)
            continue;
        entries++;
        if (id == 0 || id > set->used) {
            SET_BREACH(QUIRE_SET_RULE_ENTRY_ID, place);
            continue;
        }
        if (length == 0 || length - 1 > place) {
            SET_BREACH(QUIRE_SET_RULE_PROBE_LENGTH, place);
            continue;
        }
        const SET_ITEM *item = &SET_F(items)(set)[id];
        if (!SET_F(is_kept)(set, id)) {
            SET_BREACH(QUIRE_SET_RULE_ENTRY_STATE, place);
            continue;
        }
        uint64_t hash = QUIRE_SET_HASH(context, set->seed, (const QUIRE_SET_VALUE *)&item->value);
        uint32_t home = place - (length - 1);
        if (SET_F(home)(set, hash) != home)
            SET_BREACH(QUIRE_SET_RULE_PROBE_LENGTH, place);
        if (((uint32_t)hash & QUIRE_SET_TAG_MASK) != tag)
            SET_BREACH(QUIRE_SET_RULE_TAG, place);
        if (length > 1 && table[place - 1] == 0)
            SET_BREACH(QUIRE_SET_RULE_GAP, place);
#ifdef QUIRE_SET_BY_REFERENCES
        previous_tag = QUIRE_SET_TAG_MASK;
#endif
        if (home < previous_home || (home == previous_home && tag > previous_tag))
            SET_BREACH(QUIRE_SET_RULE_ORDER, place);
        previous_home = home;
        previous_tag = tag;
    }
    if (entries != set->entries)
        SET_BREACH(QUIRE_SET_RULE_ENTRY_COUNT, entries);
    return breaches;
}

/** Are all these bytes zero? */
static inline bool SET_F(is_zero)(const void *from, const void *to) {
    const unsigned char *at = (const unsigned char *)from;
    for (; at < (const unsigned char *)to; at++) {
        if (*at != 0)
            return false;
    }
    return true;
}

/** Is an item that is in the table found there by its value? Looks at no place beyond the probe limit. */
static inline size_t SET_F(check_reach)(const struct QUIRE_SET *set, QUIRE_SET_CONTEXT *context, uint32_t id,
                                        quire_set_report *report, void *user) {
    const SET_ITEM *item = &SET_F(items)(set)[id];
    uint64_t hash = QUIRE_SET_HASH(context, set->seed, (const QUIRE_SET_VALUE *)&item->value);
    uint32_t ended, found = SET_F(find_any)(set, context, &item->value, hash, &ended);
    size_t breaches = 0;
    if (found == id)
        return 0;
    if (found == 0 || SET_F(place_of)(set, context, id) == set->table_length)
        SET_BREACH(QUIRE_SET_RULE_UNREACHABLE, id);
    else
        SET_BREACH(QUIRE_SET_RULE_DUPLICATE, id);
    return breaches;
}

/** The items' part of check. */
static inline size_t SET_F(check_items)(const struct QUIRE_SET *set, QUIRE_SET_CONTEXT *context,
                                        quire_set_report *report, void *user) {
    const SET_ITEM *items = SET_F(items)(set);
    const struct quire_set_count *counts = SET_F(counts)(set);
    uint32_t living = 0, in_table = 0;
    size_t breaches = 0;
    for (uint32_t id = 1; id <= set->used && breaches < QUIRE_SET_BREACHES_MAX; id++) {
        if (counts[id].word < QUIRE_SET_FREE) {
            living++;
            if (counts[id].word >= QUIRE_SET_REFERENCES_MAX)
                SET_BREACH(QUIRE_SET_RULE_REFERENCES, id);
        } else if (!(counts[id].word & QUIRE_SET_IN_TABLE)) {
            if (!SET_F(is_zero)(&items[id].value, &items[id].value + 1))
                SET_BREACH(QUIRE_SET_RULE_UNUSED, id);
            continue;
        }
        in_table++;
        breaches += SET_F(check_reach)(set, context, id, report, user);
    }
    if (breaches >= QUIRE_SET_BREACHES_MAX)
        return breaches;
    if (living != set->living)
        SET_BREACH(QUIRE_SET_RULE_LIVING_COUNT, living);
    if (in_table != set->entries)
        SET_BREACH(QUIRE_SET_RULE_ENTRY_COUNT, in_table);
    if (!SET_F(is_zero)(&SET_F(table)(set)[set->table_length], items))
        SET_BREACH(QUIRE_SET_RULE_UNUSED, 0);
    for (uint32_t id = set->used + 1; id < set->item_capacity && breaches < QUIRE_SET_BREACHES_MAX; id++) {
        if (counts[id].word != 0 || !SET_F(is_zero)(&items[id], &items[id] + 1))
            SET_BREACH(QUIRE_SET_RULE_UNUSED, id);
    }
    return breaches;
}

/** The free list's part of check. */
static inline size_t SET_F(check_list)(const struct QUIRE_SET *set, quire_set_report *report, void *user) {
    const SET_ITEM *items = SET_F(items)(set);
    const struct quire_set_count *counts = SET_F(counts)(set);
    uint32_t listed = 0, steps = 0, previous = 0, id = quire_set_following(counts[0]);
    size_t breaches = 0;
    bool dead_seen = false;
    const uint64_t ids = (uint64_t)QUIRE_SET_ID_MASK << QUIRE_SET_NEXT_SHIFT | QUIRE_SET_ID_MASK;
    if ((counts[0].word & ~ids) != QUIRE_SET_FREE || !SET_F(is_zero)(&items[0], &items[0] + 1))
        SET_BREACH(QUIRE_SET_RULE_HEAD, 0);
    for (uint32_t i = 1; i <= set->used; i++)
        listed += counts[i].word >= QUIRE_SET_FREE;
    for (; id != 0 && steps <= set->used && breaches < QUIRE_SET_BREACHES_MAX;
         previous = id, id = quire_set_following(counts[id]), steps++) {
        if (id > set->used || counts[id].word < QUIRE_SET_FREE) {
            SET_BREACH(QUIRE_SET_RULE_LIST_MEMBER, id);
            return breaches;
        }
        uint64_t flags = counts[id].word & ~ids & ~QUIRE_SET_IN_TABLE;
        if (quire_set_previous(counts[id]) != previous || flags != QUIRE_SET_FREE)
            SET_BREACH(QUIRE_SET_RULE_LIST_LINK, id);
        bool dead = (counts[id].word & QUIRE_SET_IN_TABLE) != 0;
        if (dead_seen && !dead)
            SET_BREACH(QUIRE_SET_RULE_LIST_ORDER, id);
        dead_seen = dead_seen || dead;
    }
    if (id != 0 || quire_set_previous(counts[0]) != previous)
        SET_BREACH(QUIRE_SET_RULE_LIST_LINK, previous);
    else if (steps != listed)
        SET_BREACH(QUIRE_SET_RULE_LIST_MEMBER, steps);
    return breaches;
}

/** Recounts everything in a set of `size` bytes of memory; each breach is reported (report may be NULL). Returns their
 * number; after QUIRE_SET_BREACHES_MAX of one kind it stops. The order of the checks is such that no index is followed
 * before it was found to be inside. The cost is linear in `size` whatever the memory holds: a value is looked for at no
 * more places than the probe limit. */
static inline size_t SET_F(check)(const struct QUIRE_SET *set, QUIRE_SET_CONTEXT *context, size_t size,
                                  quire_set_report *report, void *user) {
    size_t breaches = 0;
    if (size < sizeof *set || !SET_F(check_header)(set, size)) {
        SET_BREACH(QUIRE_SET_RULE_HEADER, 0);
        return breaches;
    }
    if (set->item_capacity == 0) {
        if (set->head.word != QUIRE_SET_FREE)
            SET_BREACH(QUIRE_SET_RULE_HEAD, 0);
        return breaches;
    }
    breaches += SET_F(check_table)(set, context, report, user);
    if (breaches == 0)
        breaches += SET_F(check_items)(set, context, report, user);
    return breaches + SET_F(check_list)(set, report, user);
}

#undef SET_BREACH
#undef SET_FIND
#undef SET_SPOT
#undef SET_F
#undef SET_ITEM
#undef QUIRE_SET
#undef QUIRE_SET_VALUE
#undef QUIRE_SET_CONTEXT
#undef QUIRE_SET_HASH
#undef QUIRE_SET_EQUAL
#undef QUIRE_SET_DELETED
#undef QUIRE_SET_KEY
#undef QUIRE_SET_KEY_HASH
#undef QUIRE_SET_KEY_EQUAL
#undef QUIRE_SET_KEY_STORE
#undef QUIRE_SET_WORK
#undef QUIRE_SET_BY_REFERENCES
#endif /* QUIRE_SET */
