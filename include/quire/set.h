/** @file
 * quire/set.h - a reference-counted interning set, as an include-template.
 *
 * WHAT. A set maps equal values to one small integer, an id. Adding a value that is there already counts one more
 * reference and gives the same id; a value whose count falls to zero is dead, but stays until its place is needed, so a
 * value that comes back soon is revived with its old id. Everything lives in one piece of memory that the caller owns,
 * addressed by offsets from its own start: it can be copied with memcpy, written to a file, mapped elsewhere.
 *
 * WHEN NOT. Without reference counts (values are never released) a plain hash map is simpler. For values that are as
 * small as an id, store the values. For more than 2^20 table places, or from several threads at once, this is the wrong
 * structure.
 *
 * HOW. Two arrays: a table of 32-bit entries and a flat array of items {value, references, link}.
 *
 *     table   | . | 1 t a | 2 t b | 1 t c | . | ...     entry: probe length + 1 (6 bits) | hash tag (6) | id (20)
 *     items   | 0: list head | a | b | c | ...          id 0 is reserved; it heads the list of free ids
 *
 * The table is an open-addressed Robin Hood table: entries are ordered by the place their hash asks for (home), and
 * inside one home by hash tag, falling. A probe compares {probe length, tag} of the entry with the one that the value
 * would have there: larger, go on; smaller, the value is absent and this is where it belongs; equal, compare the item.
 * So a probe touches an item only when 6 bits of hash agree. Removal shifts the entries behind it back; there are no
 * tombstones. Behind the N places stand min(N, 64) + 8 more, so that nothing wraps around.
 *
 * Dead items wait on a first-in-first-out list threaded through the items (a dead item's `references` is the previous
 * id, its `link` the next), so the oldest is found in O(1) when an id is needed, and a revived one leaves in O(1). Ids
 * that a rebuild left without a value are at the front of the same list. All-zero memory behind the header is an empty
 * set.
 *
 * The hash is keyed by a seed in the header. If a value cannot be placed within the probe limit (63), add answers
 * NEEDS_REHASH and has changed nothing: call `reseed`, which takes new seeds until everything fits; growing alone would
 * loop on equal hashes. A constant hash function makes reseed give up with NEEDS_REHASH.
 *
 * COST. add, lookup: one probe, about two entries at any load; use and release: one memory access; add into a full set
 * with dead items: one removal more. The structural work of one add is bounded: it touches at most three items (the new
 * one, the dead one and its neighbour on the list) and moves the entries of at most two runs, the one it is inserted
 * into and the one the dead item leaves. A run ends at the first empty place, and every entry in it stands at most 62
 * places behind its home. The most entries moved by one step in a million adds at 99 % living (bench_set, mix work):
 * 150 in a table of 256, 369 in one of 2,048, 379 in one of 16,384; 8 to 11 on average. A rebuild is one pass over the
 * items. Memory for a table of N (a power of two): 4 * (N + min(N, 64) + 8) bytes of table and floor(13 N / 16) items
 * of sizeof(value) + 8 bytes (rounded to its alignment), plus the header of 64 bytes.
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

/** Bits of an entry that are its id. */
#define QUIRE_SET_ID_BITS 20
/** Bits of an entry that are the hash tag. */
#define QUIRE_SET_TAG_BITS 6
/** An id's bits in an entry and in a link. */
#define QUIRE_SET_ID_MASK ((UINT32_C(1) << QUIRE_SET_ID_BITS) - 1)
/** A tag's bits, moved to the right. */
#define QUIRE_SET_TAG_MASK ((UINT32_C(1) << QUIRE_SET_TAG_BITS) - 1)
/** Places of the largest table. */
#define QUIRE_SET_TABLE_MAX (UINT32_C(1) << QUIRE_SET_ID_BITS)
/** The most values that it can hold alive. */
#define QUIRE_SET_VALUES_MAX (QUIRE_SET_TABLE_MAX / 16 * 13 - 1)
/** Places that a value may stand behind its home. */
#define QUIRE_SET_PROBE_MAX 62u
/** Seeds that reseed and rebuild try before they give up. */
#define QUIRE_SET_RESEED_TRIES 8
/** Breaches that check reports before it stops. */
#define QUIRE_SET_BREACHES_MAX 64

/* Flags in an item's link, above the id of the next free item. */
/** The item is on the free list: dead or vacant. */
#define QUIRE_SET_LISTED (UINT32_C(1) << 31)
/** It is dead: its value is still in the table. */
#define QUIRE_SET_IN_TABLE (UINT32_C(1) << 30)

/** Sizes of one set; all plain numbers. Made by PREFIX_layout. */
struct quire_set_layout {
    uint32_t table_capacity; /**< N: a power of two, or 0 */
    uint32_t table_length;   /**< entries in memory: N + min(N, 64) + 8 */
    uint32_t item_capacity;  /**< items in memory, id 0 included; 0 for N < 2 */
    size_t table_offset;     /**< of the table, from the header */
    size_t items_offset;     /**< of the items, from the header */
    size_t size;             /**< bytes in all, header included */
    size_t align;            /**< what the memory must be aligned to */
};

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
    QUIRE_SET_RULE_REFERENCES,   /**< a living item has references */
    QUIRE_SET_RULE_LIST_LINK,    /**< next and previous on the free list agree, and it ends */
    QUIRE_SET_RULE_LIST_MEMBER,  /**< all dead and vacant items are on the list, and only those */
    QUIRE_SET_RULE_LIST_ORDER,   /**< vacant ids stand before dead ones */
    QUIRE_SET_RULE_UNUSED,       /**< what holds nothing is zero: items never used, values of vacant ids */
    QUIRE_SET_RULE_HEAD          /**< item 0 holds the two ends of the free list and nothing else */
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
        memcpy(&a, at, length < 8 ? length : 8);
    if (length > 8)
        memcpy(&b, at + 8, length - 8);
    return quire_set_hash_words(state, a, b);
}

#ifdef __cplusplus
#define QUIRE_SET_ALIGNOF(type) alignof(type)
#else
#define QUIRE_SET_ALIGNOF(type) _Alignof(type)
#endif

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
    QUIRE_SET_VALUE value; /**< all zero in a vacant one */
    uint32_t references;   /**< living: the count; on the free list: the previous id */
    uint32_t link;         /**< living: 0; on the free list: flags and the next id; item 0: the first id */
};

/** The header, at the start of the set's memory. Nothing in it is an address. */
struct QUIRE_SET {
    uint64_t seed;           /**< of the hash */
    uint32_t table_capacity; /**< N, as in the layout */
    uint32_t table_length;   /**< entries in memory */
    uint32_t item_capacity;  /**< items in memory */
    uint32_t home_shift;     /**< home = hash >> 1 >> home_shift */
    uint32_t items_offset;   /**< from the header; the table stands right behind the header */
    uint32_t used;           /**< ids 1..used have been handed out at some time */
    uint32_t living;         /**< items with references */
    uint32_t entries;        /**< entries in the table: living and dead */
    uint32_t reserved[6];    /**< zero; they make the header 64 bytes */
};

/* --- layout ---------------------------------------------------------------------------------------------------- */

/** Sizes for a table of at least `capacity` places. False: beyond what ids can count. Capacity 0 holds nothing. */
static inline bool SET_F(layout)(uint32_t capacity, struct quire_set_layout *layout) {
    uint32_t table = capacity ? 1 : 0;
    memset(layout, 0, sizeof *layout);
    if (capacity > QUIRE_SET_TABLE_MAX)
        return false;
    while (table < capacity)
        table *= 2;
    size_t item_align = QUIRE_SET_ALIGNOF(SET_ITEM);
    layout->table_capacity = table;
    layout->table_length = table ? table + (table < 64 ? table : 64) + 8 : 0;
    layout->item_capacity = table / 16 * 13 + table % 16 * 13 / 16;
    layout->table_offset = sizeof(struct QUIRE_SET);
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
    set->items_offset = (uint32_t)layout->items_offset;
    set->home_shift = 63;
    for (uint32_t n = layout->table_capacity; n > 1; n /= 2)
        set->home_shift--;
    return set;
}

/* --- places ---------------------------------------------------------------------------------------------------- */

/** The table. */
static inline uint32_t *SET_F(table)(const struct QUIRE_SET *set) {
    return (uint32_t *)((uintptr_t)set + sizeof *set);
}

/** The items; the one at 0 heads the free list. */
static inline SET_ITEM *SET_F(items)(const struct QUIRE_SET *set) {
    return (SET_ITEM *)((uintptr_t)set + set->items_offset);
}

/** The place that a hash asks for. */
static inline uint32_t SET_F(home)(const struct QUIRE_SET *set, uint64_t hash) {
    return (uint32_t)(hash >> 1 >> set->home_shift);
}

/** The upper bits of an entry that stands `distance` behind its home. */
static inline uint32_t SET_F(mark)(uint64_t hash, uint32_t distance) {
    return (distance + 1) << QUIRE_SET_TAG_BITS | ((uint32_t)hash & QUIRE_SET_TAG_MASK);
}

/** Does the probe go past an entry with the marks `have`, looking for `want`? */
static inline bool SET_F(goes_on)(uint32_t have, uint32_t want) {
#ifdef QUIRE_SET_BY_REFERENCES
    return have >> QUIRE_SET_TAG_BITS >= want >> QUIRE_SET_TAG_BITS;
#else
    return have >= want;
#endif
}

/** The place before which a value with this hash, known to be absent, is inserted. */
static inline uint32_t SET_F(insertion_place)(const struct QUIRE_SET *set, uint64_t hash) {
    const uint32_t *table = SET_F(table)(set);
    uint32_t place = SET_F(home)(set, hash), want = SET_F(mark)(hash, 0);
    for (;; place++, want += QUIRE_SET_TAG_MASK + 1) {
        uint32_t have = table[place] >> QUIRE_SET_ID_BITS;
        if (!SET_F(goes_on)(have, want))
            return place;
#ifdef QUIRE_SET_BY_REFERENCES
        if (have >> QUIRE_SET_TAG_BITS == want >> QUIRE_SET_TAG_BITS &&
            SET_F(items)(set)[table[place] & QUIRE_SET_ID_MASK].link != 0)
            return place; /* a dead item of the same home stands behind a living one */
#endif
    }
}

/** Probes for a value equal to `key`: the id, living or dead, or 0 and the place where the probe ended. `equal` is a
 * macro of (context, key, value). */
#define SET_PROBE(set, context, key, hash, equal, id, ended)                                                           \
    do {                                                                                                               \
        const uint32_t *table_ = SET_F(table)(set);                                                                    \
        const SET_ITEM *items_ = SET_F(items)(set);                                                                    \
        uint32_t place_ = SET_F(home)(set, hash), want_ = SET_F(mark)(hash, 0);                                        \
        (id) = 0;                                                                                                      \
        for (;; place_++, want_ += QUIRE_SET_TAG_MASK + 1) {                                                           \
            uint32_t have_ = table_[place_] >> QUIRE_SET_ID_BITS;                                                      \
            if (have_ == want_) {                                                                                      \
                uint32_t there_ = table_[place_] & QUIRE_SET_ID_MASK;                                                  \
                if (equal(context, key, &items_[there_].value)) {                                                      \
                    (id) = there_;                                                                                     \
                    break;                                                                                             \
                }                                                                                                      \
            } else if (!SET_F(goes_on)(have_, want_)) {                                                                \
                break;                                                                                                 \
            }                                                                                                          \
        }                                                                                                              \
        (ended) = place_;                                                                                              \
    } while (0)

/** The id of a value equal to this one, living or dead; 0 when there is none, and the place where the probe ended. */
static inline uint32_t SET_F(find_any)(const struct QUIRE_SET *set, QUIRE_SET_CONTEXT *context,
                                       const QUIRE_SET_VALUE *value, uint64_t hash, uint32_t *ended) {
    (void)context;
    uint32_t id;
    *ended = 0;
    if (set->table_capacity == 0)
        return 0;
    SET_PROBE(set, context, value, hash, QUIRE_SET_EQUAL, id, *ended);
    return id;
}

/** The table place of an item that is in the table: at most QUIRE_SET_PROBE_MAX behind its home. table_length when it
 * is not there, as in a damaged set. */
static inline uint32_t SET_F(place_of)(const struct QUIRE_SET *set, QUIRE_SET_CONTEXT *context, uint32_t id) {
    (void)context;
    const uint32_t *table = SET_F(table)(set);
    uint64_t hash = QUIRE_SET_HASH(context, set->seed, (const QUIRE_SET_VALUE *)&SET_F(items)(set)[id].value);
    uint32_t place = SET_F(home)(set, hash);
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
                                      uint32_t flags) {
    SET_ITEM *items = SET_F(items)(set);
    items[id].references = previous;
    items[id].link = flags | next;
    items[previous].link = (items[previous].link & ~QUIRE_SET_ID_MASK) | id;
    items[next].references = id;
}

/** Takes `id` off the list. */
static inline void SET_F(list_remove)(struct QUIRE_SET *set, uint32_t id) {
    SET_ITEM *items = SET_F(items)(set);
    uint32_t previous = items[id].references, next = items[id].link & QUIRE_SET_ID_MASK;
    items[previous].link = (items[previous].link & ~QUIRE_SET_ID_MASK) | next;
    items[next].references = previous;
    items[id].references = 0;
    items[id].link = 0;
}

/** Puts an id without a value on the list, in front. */
static inline void SET_F(list_vacant)(struct QUIRE_SET *set, uint32_t id) {
    SET_F(list_insert)(set, 0, SET_F(items)(set)[0].link & QUIRE_SET_ID_MASK, id, QUIRE_SET_LISTED);
}

/** Puts a value that has just died on the list, at the end. */
static inline void SET_F(list_dead)(struct QUIRE_SET *set, uint32_t id) {
    SET_F(list_insert)(set, SET_F(items)(set)[0].references, 0, id, QUIRE_SET_LISTED | QUIRE_SET_IN_TABLE);
}

/* --- by id ----------------------------------------------------------------------------------------------------- */

/** True for the id of a living value. */
static inline bool SET_F(is_living)(const struct QUIRE_SET *set, uint32_t id) {
    return id > 0 && id <= set->used && SET_F(items)(set)[id].link == 0;
}

/** The value of a living id; borrowed until the set is next changed. */
static inline const QUIRE_SET_VALUE *SET_F(get)(const struct QUIRE_SET *set, uint32_t id) {
    return &SET_F(items)(set)[id].value;
}

/** References of an id; 0 for dead, vacant and unused ones. */
static inline uint32_t SET_F(ref_count)(const struct QUIRE_SET *set, uint32_t id) {
    return SET_F(is_living)(set, id) ? SET_F(items)(set)[id].references : 0;
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
        if (SET_F(items)(set)[id].link == 0)
            return id;
    }
    return 0;
}

/** Counts `n` more references of a living id. OVERFLOW: not counted. INVALID: the id is not living. */
static inline enum quire_result SET_F(use_multiple)(struct QUIRE_SET *set, uint32_t id, uint32_t n) {
    if (!SET_F(is_living)(set, id)) /* before an address is made of the id */
        return QUIRE_INVALID;
    SET_ITEM *item = &SET_F(items)(set)[id];
    if (item->references > UINT32_MAX - n)
        return QUIRE_OVERFLOW;
    item->references += n;
    return QUIRE_OK;
}

/** Counts one more reference. */
static inline enum quire_result SET_F(use)(struct QUIRE_SET *set, uint32_t id) {
    return SET_F(use_multiple)(set, id, 1);
}

/** Gives `n` references back; at zero the value is dead. INVALID: the id has not so many, nothing changed. */
static inline enum quire_result SET_F(release_multiple)(struct QUIRE_SET *set, uint32_t id, uint32_t n) {
    if (!SET_F(is_living)(set, id))
        return QUIRE_INVALID;
    SET_ITEM *item = &SET_F(items)(set)[id];
    if (item->references < n)
        return QUIRE_INVALID;
    item->references -= n;
    if (item->references == 0) {
        set->living--;
        SET_F(list_dead)(set, id);
    }
    return QUIRE_OK;
}

/** Gives one reference back. */
static inline enum quire_result SET_F(release)(struct QUIRE_SET *set, uint32_t id) {
    return SET_F(release_multiple)(set, id, 1);
}

/* --- adding ---------------------------------------------------------------------------------------------------- */

/** One more reference for an item that is in the table, revived if it is dead. */
static inline enum quire_result SET_F(add_present)(struct QUIRE_SET *set, uint32_t id) {
    SET_ITEM *item = &SET_F(items)(set)[id];
    if (item->link != 0) {
        SET_F(list_remove)(set, id);
        item->references = 1;
        set->living++;
        return QUIRE_OK;
    }
    if (item->references == UINT32_MAX)
        return QUIRE_OVERFLOW;
    item->references++;
    return QUIRE_OK;
}

/** The id that costs least to take: a vacant one, one never used, else the item that has been dead longest; 0: none. */
static inline uint32_t SET_F(cheapest_id)(const struct QUIRE_SET *set) {
    if (set->item_capacity == 0)
        return 0;
    const SET_ITEM *items = SET_F(items)(set);
    uint32_t first = items[0].link & QUIRE_SET_ID_MASK;
    if (first != 0 && !(items[first].link & QUIRE_SET_IN_TABLE))
        return first;
    return set->used + 1 < set->item_capacity ? set->used + 1 : first;
}

/** Can `id` be taken for a new value: vacant, dead, or not used yet? */
static inline bool SET_F(is_free)(const struct QUIRE_SET *set, uint32_t id) {
    return id > 0 && id < set->item_capacity && (id > set->used || SET_F(items)(set)[id].link != 0);
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
    SET_ITEM *items = SET_F(items)(set);
    while (set->used < id) { /* ids skipped on the way become vacant */
        set->used++;
        if (set->used < id)
            SET_F(list_vacant)(set, set->used);
        else
            return false;
    }
    bool dead = (items[id].link & QUIRE_SET_IN_TABLE) != 0;
    if (dead) {
        uint32_t from = SET_F(place_of)(set, context, id);
        if (from < set->table_length) {
            uint32_t to = SET_F(remove_entry)(set, from);
            if (from <= spot->empty && to >= SET_F(home)(set, hash)) {
                spot->place = SET_F(insertion_place)(set, hash);
                (void)SET_F(can_insert)(set, hash, spot->place, &spot->empty);
            }
        }
        *left = items[id].value;
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
    SET_ITEM *item = &SET_F(items)(set)[id];
    item->value = *value;
    item->references = 1;
    item->link = 0;
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

/** Adds a value: present, its count rises, the passed duplicate goes to `deleted`, *id is its id; absent, it gets the
 * id `wanted` if that is free (0: none is wanted) or the cheapest one, with a count of 1. OUT_OF_MEMORY: every id is
 * living. NEEDS_REHASH: see reseed. OVERFLOW: the count is at its limit. On an error the value is still the caller's.
 */
static inline enum quire_result SET_F(add_with_id)(struct QUIRE_SET *set, QUIRE_SET_CONTEXT *context,
                                                   const QUIRE_SET_VALUE *value, uint32_t wanted, uint32_t *id) {
    (void)context;
    uint64_t hash = QUIRE_SET_HASH(context, set->seed, value);
    uint32_t ended, found = SET_F(find_any)(set, context, value, hash, &ended);
    enum quire_result result;
    if (found != 0) {
        result = SET_F(add_present)(set, found);
        if (result != QUIRE_OK)
            return result;
        *id = found;
#ifdef QUIRE_SET_DELETED
        QUIRE_SET_DELETED(context, value);
#endif
        return QUIRE_OK;
    }
    uint32_t take = SET_F(is_free)(set, wanted) ? wanted : SET_F(cheapest_id)(set);
    SET_SPOT spot = {0, 0};
    result = SET_F(may_place)(set, hash, take, ended, &spot);
    if (result != QUIRE_OK)
        return result;
    SET_F(place_value)(set, context, value, hash, take, spot);
    *id = take;
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
    return id != 0 && SET_F(items)(set)[id].link == 0 ? id : 0;
}

#ifdef QUIRE_SET_KEY
/** As lookup, by a key of another type. */
static inline uint32_t SET_F(lookup_key)(const struct QUIRE_SET *set, QUIRE_SET_CONTEXT *context,
                                         const QUIRE_SET_KEY *key) {
    (void)context;
    uint32_t id = 0, ended = 0;
    uint64_t hash = QUIRE_SET_KEY_HASH(context, set->seed, key);
    if (set->table_capacity != 0)
        SET_PROBE(set, context, key, hash, QUIRE_SET_KEY_EQUAL, id, ended);
    (void)ended;
    return id != 0 && SET_F(items)(set)[id].link == 0 ? id : 0;
}

/** As add, by a key of another type. The key becomes a stored value (KEY_STORE) only if nothing equal is there and the
 * set has a place for it; what KEY_STORE answers is passed on. */
static inline enum quire_result SET_F(add_key)(struct QUIRE_SET *set, QUIRE_SET_CONTEXT *context,
                                               const QUIRE_SET_KEY *key, uint32_t *id) {
    (void)context;
    uint64_t hash = QUIRE_SET_KEY_HASH(context, set->seed, key);
    uint32_t found = 0, ended = 0;
    if (set->table_capacity != 0)
        SET_PROBE(set, context, key, hash, QUIRE_SET_KEY_EQUAL, found, ended);
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
        uint32_t id = items[0].references; /* vacant ids stand in front, so the last one tells */
        if (id == 0 || !(items[id].link & QUIRE_SET_IN_TABLE))
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
        uint32_t link = SET_F(items)(set)[id].link;
        if ((link == 0 || link & QUIRE_SET_IN_TABLE) && !SET_F(insert_item)(set, context, id))
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
    while (highest > 0 && SET_F(items)(from)[highest].link != 0)
        highest--;
    if (highest > 0 && highest >= layout->item_capacity)
        return QUIRE_OUT_OF_MEMORY;
    struct QUIRE_SET *set = SET_F(init)(memory, layout, from->seed);
    SET_ITEM *items = SET_F(items)(set);
    for (uint32_t id = highest; id > 0; id--) {
        set->used = highest;
        if (SET_F(items)(from)[id].link == 0) {
            items[id] = SET_F(items)(from)[id];
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
        uint32_t link = SET_F(items)(set)[id].link;
        if (link == 0)
            stats->living++;
        else if (link & QUIRE_SET_IN_TABLE)
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
           layout.item_capacity == set->item_capacity && layout.items_offset == set->items_offset &&
           layout.size <= size && set->home_shift == shift && (set->used == 0 || set->used < set->item_capacity) &&
           set->living <= set->used && set->entries <= set->used;
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
        if (item->link != 0 && !(item->link & QUIRE_SET_IN_TABLE)) {
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
    uint32_t living = 0, in_table = 0;
    size_t breaches = 0;
    for (uint32_t id = 1; id <= set->used && breaches < QUIRE_SET_BREACHES_MAX; id++) {
        if (items[id].link == 0) {
            living++;
            if (items[id].references == 0)
                SET_BREACH(QUIRE_SET_RULE_REFERENCES, id);
        } else if (!(items[id].link & QUIRE_SET_IN_TABLE)) {
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
        if (!SET_F(is_zero)(&items[id], &items[id] + 1))
            SET_BREACH(QUIRE_SET_RULE_UNUSED, id);
    }
    return breaches;
}

/** The free list's part of check. */
static inline size_t SET_F(check_list)(const struct QUIRE_SET *set, quire_set_report *report, void *user) {
    const SET_ITEM *items = SET_F(items)(set);
    uint32_t listed = 0, steps = 0, previous = 0, id = items[0].link & QUIRE_SET_ID_MASK;
    size_t breaches = 0;
    bool dead_seen = false;
    const uint32_t known = QUIRE_SET_LISTED | QUIRE_SET_IN_TABLE | QUIRE_SET_ID_MASK;
    if (items[0].link > QUIRE_SET_ID_MASK || !SET_F(is_zero)(&items[0].value, &items[0].value + 1))
        SET_BREACH(QUIRE_SET_RULE_HEAD, 0);
    for (uint32_t i = 1; i <= set->used; i++)
        listed += items[i].link != 0;
    for (; id != 0 && steps <= set->used && breaches < QUIRE_SET_BREACHES_MAX;
         previous = id, id = items[id].link & QUIRE_SET_ID_MASK, steps++) {
        if (id > set->used || !(items[id].link & QUIRE_SET_LISTED)) {
            SET_BREACH(QUIRE_SET_RULE_LIST_MEMBER, id);
            return breaches;
        }
        if (items[id].references != previous || (items[id].link & ~known) != 0)
            SET_BREACH(QUIRE_SET_RULE_LIST_LINK, id);
        bool dead = (items[id].link & QUIRE_SET_IN_TABLE) != 0;
        if (dead_seen && !dead)
            SET_BREACH(QUIRE_SET_RULE_LIST_ORDER, id);
        dead_seen = dead_seen || dead;
    }
    if (id != 0 || items[0].references != previous)
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
    if (set->item_capacity == 0)
        return 0;
    breaches += SET_F(check_table)(set, context, report, user);
    if (breaches == 0)
        breaches += SET_F(check_items)(set, context, report, user);
    return breaches + SET_F(check_list)(set, report, user);
}

#undef SET_BREACH
#undef SET_PROBE
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
