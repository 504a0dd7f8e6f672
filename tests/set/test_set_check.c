/* Each rule of `check`, broken on purpose in a set that is otherwise whole: exactly its code is reported, at the right
 * place, and nothing is read outside the memory (which is allocated to the byte, for the sanitizers).
 *
 * The set has 32 homes and ids 1..12. Its values carry their hash (home in the top five bits, tag in the low six):
 *
 *     id     1       2       3       4       5       6       7       8 to 12
 *     value  home 3  home 3  home 4  home 8  home 12 -       home 2  never used
 *     tag    9       5       7       1       2       -       4
 *     state  living  dead    living  dead    living  vacant  living
 *     place  3       4       5       8       12      -       2
 *
 * The free list is 6 (vacant), 2, 4 (dead, in this order). */
#include <stdlib.h>

#include <quire/set.h>

#include "test.h"

struct marked {
    uint64_t hash;
    uint32_t name, unused;
};

#define QUIRE_SET marks
#define QUIRE_SET_VALUE struct marked
#define QUIRE_SET_HASH(context, seed, value) ((value)->hash)
#define QUIRE_SET_EQUAL(context, a, b) ((a)->name == (b)->name)
#include <quire/set.h>

#define QUIRE_SET ranks
#define QUIRE_SET_VALUE struct marked
#define QUIRE_SET_HASH(context, seed, value) ((value)->hash)
#define QUIRE_SET_EQUAL(context, a, b) ((a)->name == (b)->name)
#define QUIRE_SET_BY_REFERENCES
#include <quire/set.h>

static struct quire_set_layout layout;

static struct marked marked(uint32_t home, uint32_t tag, uint32_t name) {
    return (struct marked){(uint64_t)home << 59 | tag, name, 0};
}

static struct marks *make(void) {
    static const uint32_t values[7][2] = {{3, 9}, {3, 5}, {4, 7}, {8, 1}, {12, 2}, {15, 0}, {2, 4}};
    CHECK(marks_layout(16, &layout));
    struct marks *set = marks_init(calloc(1, layout.size), &layout, 1);
    for (uint32_t i = 0; i < 7; i++) {
        struct marked value = marked(values[i][0], values[i][1], i + 1);
        uint32_t id = 0;
        CHECK_INT(marks_add(set, NULL, &value, &id), QUIRE_OK);
        CHECK_INT(id, i + 1);
    }
    CHECK_INT(marks_release(set, 6), QUIRE_OK);
    marks_drop_dead(set, NULL);
    CHECK_INT(marks_release(set, 2), QUIRE_OK);
    CHECK_INT(marks_release(set, 4), QUIRE_OK);
    return set;
}

static uint32_t entry(uint32_t length, uint32_t tag, uint32_t id) {
    return length << (QUIRE_SET_ID_BITS + QUIRE_SET_TAG_BITS) | tag << QUIRE_SET_ID_BITS | id;
}

/* --- ways to break it ------------------------------------------------------------------------------------------- */

static void header_table_capacity(struct marks *set) {
    set->table_capacity = 32;
}
static void header_table_capacity_odd(struct marks *set) {
    set->table_capacity = 15;
}
static void header_table_capacity_huge(struct marks *set) {
    set->table_capacity = UINT32_MAX;
}
static void header_table_length(struct marks *set) {
    set->table_length++;
}
static void header_item_capacity(struct marks *set) {
    set->item_capacity++;
}
static void header_table_offset(struct marks *set) {
    set->table_offset -= 8;
}
static void header_items_offset(struct marks *set) {
    set->items_offset += 8;
}
static void header_home_shift(struct marks *set) {
    set->home_shift--;
}
static void header_used(struct marks *set) {
    set->used = set->item_capacity;
}
static void header_living(struct marks *set) {
    set->living = set->used + 1;
}
static void header_entries(struct marks *set) {
    set->entries = set->used + 1;
}
static void entry_id_unused(struct marks *set) {
    marks_table(set)[8] = entry(1, 1, 8);
}
static void entry_id_huge(struct marks *set) {
    marks_table(set)[8] = entry(1, 1, QUIRE_SET_ID_MASK);
}
static void entry_id_zero(struct marks *set) {
    marks_table(set)[8] = entry(1, 1, 0);
}
static void entry_of_a_vacant_item(struct marks *set) {
    marks_items(set)[6].value = marked(15, 0, 6);
    marks_table(set)[15] = entry(1, 0, 6);
    set->entries++;
}
static void length_zero(struct marks *set) {
    marks_table(set)[8] = entry(0, 1, 4);
}
static void length_before_the_table(struct marks *set) {
    marks_table(set)[8] = entry(63, 1, 4);
}
static void length_too_long(struct marks *set) {
    marks_table(set)[5] = entry(3, 4, 3); /* home 3 it says: not behind place 4 in tag either */
    marks_items(set)[3].value.hash = UINT64_C(4) << 59 | 4;
}
static void length_too_short(struct marks *set) {
    marks_table(set)[5] = entry(1, 7, 3);
}
static void tag_wrong(struct marks *set) {
    marks_table(set)[8] = entry(1, 2, 4);
}
static void order_of_tags(struct marks *set) {
    marks_table(set)[3] = entry(1, 5, 2);
    marks_table(set)[4] = entry(2, 9, 1);
}
static void order_of_homes(struct marks *set) {
    marks_table(set)[4] = entry(1, 7, 3);
    marks_table(set)[5] = entry(3, 5, 2);
}
static void gap_before(struct marks *set) {
    marks_table(set)[9] = entry(2, 1, 4);
    marks_table(set)[8] = 0;
}
static void gap_at_the_end(struct marks *set) {
    marks_table(set)[71] = entry(60, 2, 5);
    marks_table(set)[12] = 0;
}
static void entry_count_header(struct marks *set) {
    set->entries--;
}
static void entry_count_twice(struct marks *set) {
    marks_table(set)[9] = entry(2, 1, 4);
    set->entries++;
}
static void unreachable_value(struct marks *set) {
    marks_table(set)[4] = entry(2, 9, 1); /* item 1 twice, item 2 not at all */
}
static void duplicate_value(struct marks *set) {
    marks_items(set)[2].value = marked(3, 9, 1);
    marks_table(set)[4] = entry(2, 9, 2);
}
static void living_count_less(struct marks *set) {
    set->living--;
}
static void living_count_more(struct marks *set) {
    set->living++;
}
static void references_too_many(struct marks *set) {
    marks_counts(set)[5].word = QUIRE_SET_REFERENCES_MAX;
}
static void references_neither(struct marks *set) {
    marks_counts(set)[5].word = UINT64_C(1) << 62; /* no count, and not free either */
}

/* The word of an id on the list. */
static uint64_t dead(uint32_t previous, uint32_t next) {
    return QUIRE_SET_FREE | QUIRE_SET_IN_TABLE | (uint64_t)next << QUIRE_SET_NEXT_SHIFT | previous;
}
static uint64_t vacant(uint32_t previous, uint32_t next) {
    return dead(previous, next) & ~QUIRE_SET_IN_TABLE;
}

static void list_previous_wrong(struct marks *set) {
    marks_counts(set)[4].word = dead(6, 0);
}
static void list_first_previous_wrong(struct marks *set) {
    marks_counts(set)[6].word = vacant(2, 2);
}
static void list_end_wrong(struct marks *set) {
    marks_counts(set)[0].word = vacant(2, 6);
}
static void list_goes_round(struct marks *set) {
    marks_counts(set)[4].word = dead(2, 2);
}
static void list_of_itself(struct marks *set) {
    marks_counts(set)[6].word = vacant(0, 6);
}
static void list_lost_dead(struct marks *set) {
    marks_counts(set)[2].word = dead(6, 0);
    marks_counts(set)[0].word = vacant(2, 6);
}
static void list_lost_vacant(struct marks *set) {
    marks_counts(set)[0].word = vacant(4, 2);
    marks_counts(set)[2].word = dead(0, 4);
}
static void list_with_a_living_item(struct marks *set) {
    marks_counts(set)[4].word = dead(2, 5);
}
static void list_with_an_unused_id(struct marks *set) {
    marks_counts(set)[4].word = dead(2, 8);
}
static void list_outside(struct marks *set) {
    marks_counts(set)[0].word = vacant(4, QUIRE_SET_ID_MASK);
}
static void list_order_wrong(struct marks *set) {
    struct quire_set_count *counts = marks_counts(set); /* 2, 6, 4 */
    counts[0].word = vacant(4, 2);
    counts[2].word = dead(0, 6);
    counts[6].word = vacant(2, 4);
    counts[4].word = dead(6, 0);
}
static void unused_value(struct marks *set) {
    marks_items(set)[9].value.unused = 1;
}
static void unused_references(struct marks *set) {
    marks_counts(set)[8].word = 1;
}
static void unused_link(struct marks *set) {
    marks_counts(set)[12].word = vacant(0, 0);
}
static void unused_vacant_value(struct marks *set) {
    marks_items(set)[6].value.unused = 1;
}
static void header_reserved(struct marks *set) {
    set->reserved[2] = 5;
}
static void head_value(struct marks *set) {
    marks_items(set)[0].value.unused = 1;
}
static void head_flags(struct marks *set) {
    marks_counts(set)[0].word |= QUIRE_SET_IN_TABLE;
}
static void head_living(struct marks *set) {
    marks_counts(set)[0].word &= ~QUIRE_SET_FREE; /* so that id 0 could be used */
}
static void list_unknown_flag(struct marks *set) {
    marks_counts(set)[4].word |= UINT64_C(1) << 25;
}

static const struct {
    const char *name;
    void (*breaking)(struct marks *set);
    enum quire_set_rule rule;
    int64_t where; /* -1: the header has no place, or there are several */
} cases[] = {
    {"header: table capacity", header_table_capacity, QUIRE_SET_RULE_HEADER, 0},
    {"header: odd table capacity", header_table_capacity_odd, QUIRE_SET_RULE_HEADER, 0},
    {"header: huge table capacity", header_table_capacity_huge, QUIRE_SET_RULE_HEADER, 0},
    {"header: table length", header_table_length, QUIRE_SET_RULE_HEADER, 0},
    {"header: item capacity", header_item_capacity, QUIRE_SET_RULE_HEADER, 0},
    {"header: offset of the table", header_table_offset, QUIRE_SET_RULE_HEADER, 0},
    {"header: offset of the items", header_items_offset, QUIRE_SET_RULE_HEADER, 0},
    {"header: home shift", header_home_shift, QUIRE_SET_RULE_HEADER, 0},
    {"header: used", header_used, QUIRE_SET_RULE_HEADER, 0},
    {"header: living", header_living, QUIRE_SET_RULE_HEADER, 0},
    {"header: entries", header_entries, QUIRE_SET_RULE_HEADER, 0},
    {"entry with an unused id", entry_id_unused, QUIRE_SET_RULE_ENTRY_ID, 8},
    {"entry with an id outside", entry_id_huge, QUIRE_SET_RULE_ENTRY_ID, 8},
    {"entry with id 0", entry_id_zero, QUIRE_SET_RULE_ENTRY_ID, 8},
    {"entry of a vacant item", entry_of_a_vacant_item, QUIRE_SET_RULE_ENTRY_STATE, 15},
    {"entry of probe length 0", length_zero, QUIRE_SET_RULE_PROBE_LENGTH, 8},
    {"home before the table", length_before_the_table, QUIRE_SET_RULE_PROBE_LENGTH, 8},
    {"probe length too long", length_too_long, QUIRE_SET_RULE_PROBE_LENGTH, 5},
    {"probe length too short", length_too_short, QUIRE_SET_RULE_PROBE_LENGTH, 5},
    {"tag", tag_wrong, QUIRE_SET_RULE_TAG, 8},
    {"order of tags", order_of_tags, QUIRE_SET_RULE_ORDER, 4},
    {"order of homes", order_of_homes, QUIRE_SET_RULE_ORDER, 5},
    {"gap before an entry", gap_before, QUIRE_SET_RULE_GAP, 9},
    {"gap before the last place", gap_at_the_end, QUIRE_SET_RULE_GAP, 71},
    {"counter of entries", entry_count_header, QUIRE_SET_RULE_ENTRY_COUNT, 6},
    {"entry that is there twice", entry_count_twice, QUIRE_SET_RULE_ENTRY_COUNT, 6},
    {"unreachable value", unreachable_value, QUIRE_SET_RULE_UNREACHABLE, 2},
    {"duplicate value", duplicate_value, QUIRE_SET_RULE_DUPLICATE, 2},
    {"one living too few", living_count_less, QUIRE_SET_RULE_LIVING_COUNT, 4},
    {"one living too many", living_count_more, QUIRE_SET_RULE_LIVING_COUNT, 4},
    {"more references than there can be", references_too_many, QUIRE_SET_RULE_REFERENCES, 5},
    {"neither a count nor free", references_neither, QUIRE_SET_RULE_REFERENCES, 5},
    {"list: previous", list_previous_wrong, QUIRE_SET_RULE_LIST_LINK, 4},
    {"list: previous of the first", list_first_previous_wrong, QUIRE_SET_RULE_LIST_LINK, 6},
    {"list: last", list_end_wrong, QUIRE_SET_RULE_LIST_LINK, 4},
    {"list: a circle", list_goes_round, QUIRE_SET_RULE_LIST_LINK, -1},
    {"list: an item behind itself", list_of_itself, QUIRE_SET_RULE_LIST_LINK, -1},
    {"list: a dead item lost", list_lost_dead, QUIRE_SET_RULE_LIST_MEMBER, 2},
    {"list: a vacant id lost", list_lost_vacant, QUIRE_SET_RULE_LIST_MEMBER, 2},
    {"list: a living item", list_with_a_living_item, QUIRE_SET_RULE_LIST_MEMBER, 5},
    {"list: an unused id", list_with_an_unused_id, QUIRE_SET_RULE_LIST_MEMBER, 8},
    {"list: an id outside", list_outside, QUIRE_SET_RULE_LIST_MEMBER, QUIRE_SET_ID_MASK},
    {"list: dead before vacant", list_order_wrong, QUIRE_SET_RULE_LIST_ORDER, 6},
    {"unused item with a value", unused_value, QUIRE_SET_RULE_UNUSED, 9},
    {"unused item with references", unused_references, QUIRE_SET_RULE_UNUSED, 8},
    {"unused item with a link", unused_link, QUIRE_SET_RULE_UNUSED, 12},
    {"vacant id with a value", unused_vacant_value, QUIRE_SET_RULE_UNUSED, 6},
    {"header: reserved field", header_reserved, QUIRE_SET_RULE_HEADER, 0},
    {"item 0 with a value", head_value, QUIRE_SET_RULE_HEAD, 0},
    {"id 0 with flags", head_flags, QUIRE_SET_RULE_HEAD, 0},
    {"id 0 with references", head_living, QUIRE_SET_RULE_HEAD, 0},
    {"list: a flag that there is not", list_unknown_flag, QUIRE_SET_RULE_LIST_LINK, 4},
};

/* What was reported: all of one rule, or not. */
struct reported {
    size_t count, others;
    enum quire_set_rule rule;
    uint32_t where;
};

static void report(void *user, enum quire_set_rule rule, uint32_t where) {
    struct reported *reported = (struct reported *)user;
    reported->others += reported->count > 0 && reported->rule != rule;
    reported->count++;
    reported->rule = rule;
    reported->where = where;
}

static void whole_set_has_no_breach(void) {
    struct marks *set = make();
    struct reported reported = {0, 0, QUIRE_SET_RULE_HEADER, 0};
    CHECK_INT(marks_check(set, NULL, layout.size, report, &reported), 0);
    CHECK_INT(reported.count, 0);
    free(set);
}

static void each_rule_reports_its_code(void) {
    bool seen[QUIRE_SET_RULE_HEAD + 1] = {false};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct marks *set = make();
        struct reported reported = {0, 0, QUIRE_SET_RULE_HEADER, 0};
        cases[i].breaking(set);
        size_t breaches = marks_check(set, NULL, layout.size, report, &reported);
        bool good = breaches == reported.count && breaches >= 1 && reported.others == 0 &&
                    reported.rule == cases[i].rule &&
                    (cases[i].where < 0 || (breaches == 1 && reported.where == (uint64_t)cases[i].where));
        if (!good)
            printf("%s: %zu breaches, %zu of another rule, last rule %d at %u\n", cases[i].name, breaches,
                   reported.others, (int)reported.rule, (unsigned)reported.where);
        CHECK(good);
        CHECK_INT(marks_check(set, NULL, layout.size, NULL, NULL), breaches);
        seen[cases[i].rule] = true;
        free(set);
    }
    for (int rule = QUIRE_SET_RULE_HEADER; rule <= QUIRE_SET_RULE_HEAD; rule++)
        CHECK(seen[rule]);
}

/* Memory that is too short for the set, or even for its header. */
static void short_memory(void) {
    struct marks *set = make();
    struct reported reported = {0, 0, QUIRE_SET_RULE_TAG, 0};
    CHECK_INT(marks_check(set, NULL, layout.size - 1, report, &reported), 1);
    CHECK_INT(reported.rule, QUIRE_SET_RULE_HEADER);
    CHECK_INT(marks_check(set, NULL, layout.size + 1, NULL, NULL), 0);
    for (size_t size = 0; size < sizeof *set; size += 8) {
        void *head = malloc(size ? size : 1);
        memcpy(head, set, size);
        CHECK_INT(marks_check((struct marks *)head, NULL, size, NULL, NULL), 1);
        free(head);
    }
    free(set);
}

/* Where the policy is by references, tags are not in order, and homes still are. */
static void order_by_references(void) {
    struct quire_set_layout wide;
    struct reported reported = {0, 0, QUIRE_SET_RULE_HEADER, 0};
    CHECK(ranks_layout(16, &wide));
    struct ranks *set = ranks_init(calloc(1, wide.size), &wide, 1);
    const struct marked values[3] = {marked(3, 1, 1), marked(3, 9, 2), marked(4, 5, 3)};
    for (uint32_t i = 0; i < 3; i++) {
        uint32_t id = 0;
        CHECK_INT(ranks_add(set, NULL, &values[i], &id), QUIRE_OK);
    }
    CHECK_INT(ranks_check(set, NULL, wide.size, NULL, NULL), 0);
    uint32_t *table = ranks_table(set), first = table[3];
    table[3] = table[4] - (UINT32_C(1) << (QUIRE_SET_ID_BITS + QUIRE_SET_TAG_BITS));
    table[4] = first + (UINT32_C(1) << (QUIRE_SET_ID_BITS + QUIRE_SET_TAG_BITS));
    CHECK_INT(ranks_check(set, NULL, wide.size, NULL, NULL), 0);
    table[4] = entry(1, 5, 3);
    table[5] = entry(3, table[3] >> QUIRE_SET_ID_BITS & QUIRE_SET_TAG_MASK ? 1 : 9, 1);
    CHECK_INT(ranks_check(set, NULL, wide.size, report, &reported), 1);
    CHECK(reported.rule == QUIRE_SET_RULE_ORDER && reported.where == 5);
    free(set);
}

/* Any single bit of the memory turned over: check must not crash, and must answer the same twice. Bits of the header's
 * counters, of the table and of the list must not go unseen. */
static void every_bit_turned(void) {
    size_t unseen_table = 0, unseen_header = 0;
    struct marks *set = make();
    for (size_t bit = 0; bit < layout.size * 8; bit++) {
        unsigned char *byte = (unsigned char *)set + bit / 8;
        *byte = (unsigned char)(*byte ^ 1u << bit % 8);
        size_t breaches = marks_check(set, NULL, layout.size, NULL, NULL);
        CHECK_INT(marks_check(set, NULL, layout.size, NULL, NULL), breaches);
        if (breaches == 0) {
            unseen_header += bit / 8 >= offsetof(struct marks, table_capacity) && bit / 8 < sizeof *set;
            unseen_table += bit / 8 >= layout.table_offset && bit / 8 < layout.items_offset;
        }
        *byte = (unsigned char)(*byte ^ 1u << bit % 8);
    }
    CHECK_INT(unseen_header, 0);
    CHECK_INT(unseen_table, 0);
    CHECK_INT(marks_check(set, NULL, layout.size, NULL, NULL), 0);
    free(set);
}

/* Every item is broken, and the memory is large: check stops after a bounded number of reports. */
static void reports_are_bounded(void) {
    struct quire_set_layout large;
    CHECK(marks_layout(1 << 14, &large));
    struct marks *set = marks_init(calloc(1, large.size), &large, 1);
    for (uint32_t i = 1; i <= 8000; i++) {
        struct marked value = {UINT64_C(0x9E3779B97F4A7C15) * i, i, 0};
        uint32_t id;
        CHECK_INT(marks_add(set, NULL, &value, &id), QUIRE_OK);
    }
    CHECK_INT(marks_check(set, NULL, large.size, NULL, NULL), 0);
    struct reported reported = {0, 0, QUIRE_SET_RULE_HEADER, 0};
    for (uint32_t id = 1; id <= 8000; id++)
        marks_counts(set)[id].word = QUIRE_SET_REFERENCES_MAX;
    CHECK(marks_check(set, NULL, large.size, report, &reported) <= QUIRE_SET_BREACHES_MAX + 1);
    CHECK(reported.count >= QUIRE_SET_BREACHES_MAX && reported.count <= QUIRE_SET_BREACHES_MAX + 1);
    for (uint32_t id = 1; id <= 8000; id++)
        marks_items(set)[id].value.hash ^= UINT64_C(1) << 63;
    CHECK(marks_check(set, NULL, large.size, NULL, NULL) <= 2 * QUIRE_SET_BREACHES_MAX);
    free(set);
}

/* An entry that stands further from its home than any may: its item is not there, however long the run is. Removing it
 * leaves the table as it is. */
static void looking_ends_at_the_probe_limit(void) {
    struct quire_set_layout large;
    uint32_t id = 0;
    CHECK(marks_layout(256, &large));
    struct marks *set = marks_init(calloc(1, large.size), &large, 1);
    struct marked value = {UINT64_C(7) << 55 | 1, 1, 0};
    CHECK_INT(marks_add(set, NULL, &value, &id), QUIRE_OK);
    CHECK_INT(marks_place_of(set, NULL, id), 7);
    uint32_t *table = marks_table(set), own = table[7];
    for (uint32_t place = 7; place < large.table_length; place++)
        table[place] = own ^ 3; /* of another id */
    table[7 + QUIRE_SET_PROBE_MAX] = own;
    CHECK_INT(marks_place_of(set, NULL, id), 7 + QUIRE_SET_PROBE_MAX);
    table[7 + QUIRE_SET_PROBE_MAX] = own ^ 3;
    table[7 + QUIRE_SET_PROBE_MAX + 1] = own;
    CHECK_INT(marks_place_of(set, NULL, id), large.table_length);
    uint32_t *before = (uint32_t *)malloc(large.table_length * sizeof *table);
    memcpy(before, table, large.table_length * sizeof *table);
    CHECK_INT(marks_release(set, id), QUIRE_OK);
    marks_drop_dead(set, NULL);
    CHECK(memcmp(before, table, large.table_length * sizeof *table) == 0);
    CHECK(!marks_is_living(set, id));
    free(before);
    free(set);
}

/* Ids that never were: an answer, and no address is made of them (for the sanitizers). */
static void ids_are_looked_at_first(void) {
    struct marks *set = make();
    static const uint32_t ids[] = {0, 8, 13, QUIRE_SET_ID_MASK, UINT32_MAX};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        CHECK_INT(marks_use(set, ids[i]), QUIRE_INVALID);
        CHECK_INT(marks_release(set, ids[i]), QUIRE_INVALID);
        CHECK_INT(marks_ref_count(set, ids[i]), 0);
        CHECK(!marks_is_living(set, ids[i]));
    }
    CHECK_INT(marks_check(set, NULL, layout.size, NULL, NULL), 0);
    free(set);
}

/* A set that was stored without its table and seed comes to them again, the same one for the same seed. */
static void table_made_anew(void) {
    struct marks *set = make();
    uint32_t *table = marks_table(set);
    uint32_t before[128];
    memcpy(before, table, layout.table_length * sizeof *table);
    memset(table, 0, layout.table_length * sizeof *table);
    set->seed = 0;
    CHECK_INT(marks_reseed_from(set, NULL, 77), QUIRE_OK);
    CHECK(set->seed == 77);
    CHECK(memcmp(before, table, layout.table_length * sizeof *table) == 0); /* these hashes do not look at the seed */
    CHECK_INT(marks_check(set, NULL, layout.size, NULL, NULL), 0);
    free(set);
}

/* Memory of noise behind a header that is in order: nothing may be read outside. */
static void noise(void) {
    uint64_t random = 5;
    size_t whole = 0;
    for (int round = 0; round < 20000; round++) {
        struct marks *set = make();
        unsigned char *bytes = (unsigned char *)set;
        random = quire_set_next_seed(random);
        for (uint64_t n = random % 40 + 2; n > 0; n--) {
            random = quire_set_next_seed(random);
            bytes[sizeof *set + random % (layout.size - sizeof *set)] = (unsigned char)(random >> 56);
        }
        whole += marks_check(set, NULL, layout.size, NULL, NULL) == 0;
        free(set);
    }
    CHECK(whole < 400);
}

int main(void) {
    RUN(whole_set_has_no_breach);
    RUN(each_rule_reports_its_code);
    RUN(short_memory);
    RUN(order_by_references);
    RUN(every_bit_turned);
    RUN(reports_are_bounded);
    RUN(looking_ends_at_the_probe_limit);
    RUN(ids_are_looked_at_first);
    RUN(table_made_anew);
    RUN(noise);
    return test_end();
}
