/* The sizes of the set, its memory, and the hash functions beside it: what fits, values of many sizes and alignments,
 * memory that moves, the largest table. */
#include <stdlib.h>

#include <quire/set.h>

#include "test.h"

#define QUIRE_SET number
#define QUIRE_SET_VALUE uint32_t
#define QUIRE_SET_HASH(context, seed, value) quire_set_hash_words(seed, *(value), 0)
#define QUIRE_SET_EQUAL(context, a, b) (*(a) == *(b))
#include <quire/set.h>

struct words {
    uint64_t a, b;
};

#define QUIRE_SET pair
#define QUIRE_SET_VALUE struct words
#define QUIRE_SET_HASH(context, seed, value) quire_set_hash_words(seed, (value)->a, (value)->b)
#define QUIRE_SET_EQUAL(context, x, y) ((x)->a == (y)->a && (x)->b == (y)->b)
#include <quire/set.h>

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

static void capacity_limits(void) {
    struct quire_set_layout layout;
    CHECK(number_layout(3, &layout) && layout.table_capacity == 4 && layout.item_capacity == 3);
    CHECK(number_layout(65, &layout) && layout.table_capacity == 128 && layout.table_length == 328);
    CHECK(number_layout(32, &layout) && layout.table_length == 136 && layout.item_capacity == 26);
    CHECK(number_layout(QUIRE_SET_CAPACITY_MAX, &layout) && layout.item_capacity == 851968);
    CHECK(number_layout(QUIRE_SET_CAPACITY_MAX - 1, &layout) && layout.table_capacity == QUIRE_SET_CAPACITY_MAX);
    CHECK(!number_layout(QUIRE_SET_CAPACITY_MAX + 1, &layout));
    CHECK(!number_layout(UINT32_MAX, &layout));
    CHECK_INT(number_capacity_for_count(0), 0);
    CHECK_INT(number_capacity_for_count(851967), QUIRE_SET_CAPACITY_MAX);
    CHECK_INT(number_capacity_for_count(851968), 0);
    CHECK_INT(number_capacity_for_count(UINT32_MAX), 0);
}

/* How many values really go into a set of this capacity. */
static uint32_t values_that_fit(uint32_t capacity) {
    struct quire_set_layout layout;
    struct number *set = number_make(capacity, &layout);
    uint32_t n = 0, id = 0;
    while (number_add(set, NULL, &n, &id) == QUIRE_OK)
        n++;
    CHECK_INT(number_capacity(set), n);
    CHECK_INT(number_wrong(set, &layout), 0);
    free(set);
    return n;
}

static void capacity_for_count_is_exact(void) {
    uint32_t fit[12]; /* by power of two */
    for (uint32_t power = 0; power < 12; power++)
        fit[power] = values_that_fit(UINT32_C(1) << power);
    for (uint32_t n = 1; n <= 2000 && n <= fit[11]; n++) {
        uint32_t capacity = number_capacity_for_count(n), power = 0;
        while (power < 11 && UINT32_C(1) << power < capacity)
            power++;
        CHECK_INT(capacity, UINT32_C(1) << power);
        CHECK(fit[power] >= n);
        CHECK(power > 0 && fit[power - 1] < n);
    }
    CHECK(fit[11] < 2000 && number_capacity_for_count(fit[11] + 1) == 4096 && number_capacity_for_count(2000) == 4096);
}

static void memory_can_move(void) {
    struct quire_set_layout layout;
    struct number *set = number_make(64, &layout);
    for (uint32_t i = 1; i <= 51; i++)
        number_put(set, i * 3);
    for (uint32_t id = 5; id <= 20; id++)
        number_release(set, id);
    char *elsewhere = (char *)malloc(layout.size + 64);
    struct number *moved = (struct number *)(void *)(elsewhere + 24);
    memcpy(moved, set, layout.size);
    memset(set, 0xEE, layout.size);
    CHECK_INT(number_wrong(moved, &layout), 0);
    CHECK_INT(number_count(moved), 35);
    for (uint32_t id = 1; id <= 51; id++)
        CHECK_INT(number_lookup(moved, NULL, &(uint32_t){id * 3}), id >= 5 && id <= 20 ? 0 : id);
    CHECK_INT(number_put(moved, 8 * 3), 8); /* revived */
    CHECK_INT(number_put(moved, 10000), 5); /* the oldest dead */
    CHECK_INT(number_reseed(moved, NULL), QUIRE_OK);
    CHECK_INT(number_lookup(moved, NULL, &(uint32_t){10000}), 5);
    CHECK_INT(number_wrong(moved, &layout), 0);
    free(elsewhere);
    free(set);
}

static void largest_table(void) {
    struct quire_set_layout layout;
    struct number *set = number_make(QUIRE_SET_CAPACITY_MAX, &layout);
    uint32_t id = 0;
    for (uint32_t i = 0; i < QUIRE_SET_VALUES_MAX; i++) {
        enum quire_result result = number_add(set, NULL, &i, &id);
        if (result != QUIRE_OK || id != i + 1) {
            CHECK_INT(result, QUIRE_OK);
            CHECK_INT(id, i + 1);
            break;
        }
    }
    CHECK_INT(number_count(set), 851967);
    CHECK_INT(number_capacity(set), 851967);
    uint32_t value = 5000000;
    CHECK_INT(number_add(set, NULL, &value, &id), QUIRE_OUT_OF_MEMORY);
    CHECK_INT(number_lookup(set, NULL, &(uint32_t){851966}), 851967);
    CHECK_INT(number_release(set, 851967), QUIRE_OK);
    CHECK_INT(number_put(set, value), 851967);
    CHECK_INT(number_wrong(set, &layout), 0);
    free(set);
}

/* Words that once made every hash equal, whatever the seed: no choice of a word may do that. */
static void chosen_words_do_not_cluster(void) {
    static const uint64_t constants[] = {0, UINT64_C(0xA0761D6478BD642F), UINT64_C(0xE7037ED1A0B428DB),
                                         UINT64_C(0x8EBC6AF09C88C6E3), UINT64_MAX};
    for (size_t k = 0; k < sizeof constants / sizeof *constants; k++) {
        for (int word = 0; word < 2; word++) {
            struct quire_set_layout layout;
            struct quire_set_stats stats;
            CHECK(pair_layout(256, &layout));
            struct pair *set = pair_init(calloc(1, layout.size), &layout, UINT64_C(0x9A17B2C3D4E5F607));
            for (uint32_t i = 0; i < 150; i++) {
                struct words value = {word ? i : constants[k], word ? constants[k] : i};
                uint32_t id = 0;
                CHECK_INT(pair_add(set, NULL, &value, &id), QUIRE_OK);
            }
            pair_stats(set, &stats);
            CHECK(stats.longest_probe < 20);
            free(set);
        }
    }
}

static void hash_bytes_sees_every_byte(void) {
    unsigned char bytes[64] = {0};
    CHECK(quire_set_hash_bytes(1, NULL, 0) != quire_set_hash_bytes(2, NULL, 0));
    CHECK(quire_set_hash_bytes(1, NULL, 0) == quire_set_hash_bytes(1, bytes, 0));
    for (size_t length = 1; length <= sizeof bytes; length++) {
        uint64_t hash = quire_set_hash_bytes(3, bytes, length);
        CHECK(hash != quire_set_hash_bytes(3, bytes, length - 1));
        CHECK(hash != quire_set_hash_bytes(4, bytes, length));
        for (size_t i = 0; i < sizeof bytes; i++) {
            bytes[i] = 1;
            CHECK((quire_set_hash_bytes(3, bytes, length) != hash) == (i < length));
            bytes[i] = 0;
        }
    }
}

/* The portable fold and the one of the compiler must agree: sets in files move between machines. */
static void fold_is_the_whole_product(void) {
    const uint64_t words[] = {0, 1, UINT32_MAX, UINT64_C(1) << 32, UINT64_MAX, UINT64_C(0xA0761D6478BD642F), 12345};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        for (size_t j = 0; j < sizeof words / sizeof *words; j++) {
            uint64_t low = 0, high = 0; /* shift and add */
            for (int bit = 0; bit < 64; bit++) {
                if (!(words[j] >> bit & 1))
                    continue;
                uint64_t part = words[i] << bit;
                low += part;
                high += (bit ? words[i] >> (64 - bit) : 0) + (low < part);
            }
            CHECK(quire_set_fold(words[i], words[j]) == (low ^ high));
        }
    }
}

#define SIZED_STRUCT(n)                                                                                                \
    struct sized_##n {                                                                                                 \
        unsigned char bytes[n];                                                                                        \
    }
SIZED_STRUCT(1);
SIZED_STRUCT(2);
SIZED_STRUCT(3);
SIZED_STRUCT(4);
SIZED_STRUCT(7);
SIZED_STRUCT(8);
SIZED_STRUCT(13);
SIZED_STRUCT(16);
SIZED_STRUCT(17);
SIZED_STRUCT(32);
SIZED_STRUCT(47);
SIZED_STRUCT(64);
struct sized_wide {
    uint64_t word; /* eight more bytes that are always equal; they raise the alignment to 8 */
    unsigned char bytes[16];
};
struct sized_aligned {
    _Alignas(16) unsigned char bytes[16];
};
struct sized_line {
    _Alignas(64) unsigned char bytes[20];
};

#define SIZED_SET bytes_1
#define SIZED_TYPE struct sized_1
#define SIZED_TEST values_of_1_byte
#include "sized_set.h"
#define SIZED_SET bytes_2
#define SIZED_TYPE struct sized_2
#define SIZED_TEST values_of_2_bytes
#include "sized_set.h"
#define SIZED_SET bytes_3
#define SIZED_TYPE struct sized_3
#define SIZED_TEST values_of_3_bytes
#include "sized_set.h"
#define SIZED_SET bytes_4
#define SIZED_TYPE struct sized_4
#define SIZED_TEST values_of_4_bytes
#include "sized_set.h"
#define SIZED_SET bytes_7
#define SIZED_TYPE struct sized_7
#define SIZED_TEST values_of_7_bytes
#include "sized_set.h"
#define SIZED_SET bytes_8
#define SIZED_TYPE struct sized_8
#define SIZED_TEST values_of_8_bytes
#include "sized_set.h"
#define SIZED_SET bytes_13
#define SIZED_TYPE struct sized_13
#define SIZED_TEST values_of_13_bytes
#include "sized_set.h"
#define SIZED_SET bytes_16
#define SIZED_TYPE struct sized_16
#define SIZED_TEST values_of_16_bytes
#include "sized_set.h"
#define SIZED_SET bytes_17
#define SIZED_TYPE struct sized_17
#define SIZED_TEST values_of_17_bytes
#include "sized_set.h"
#define SIZED_SET bytes_32
#define SIZED_TYPE struct sized_32
#define SIZED_TEST values_of_32_bytes
#include "sized_set.h"
#define SIZED_SET bytes_47
#define SIZED_TYPE struct sized_47
#define SIZED_TEST values_of_47_bytes
#include "sized_set.h"
#define SIZED_SET bytes_64
#define SIZED_TYPE struct sized_64
#define SIZED_TEST values_of_64_bytes
#include "sized_set.h"
#define SIZED_SET bytes_wide
#define SIZED_TYPE struct sized_wide
#define SIZED_TEST values_with_words
#include "sized_set.h"
#define SIZED_SET bytes_aligned
#define SIZED_TYPE struct sized_aligned
#define SIZED_TEST values_aligned_to_16
#include "sized_set.h"
#define SIZED_SET bytes_line
#define SIZED_TYPE struct sized_line
#define SIZED_TEST values_aligned_to_64
#include "sized_set.h"

int main(void) {
    RUN(capacity_limits);
    RUN(capacity_for_count_is_exact);
    RUN(memory_can_move);
    RUN(largest_table);
    RUN(chosen_words_do_not_cluster);
    RUN(hash_bytes_sees_every_byte);
    RUN(fold_is_the_whole_product);
    RUN(values_of_1_byte);
    RUN(values_of_2_bytes);
    RUN(values_of_3_bytes);
    RUN(values_of_4_bytes);
    RUN(values_of_7_bytes);
    RUN(values_of_8_bytes);
    RUN(values_of_13_bytes);
    RUN(values_of_16_bytes);
    RUN(values_of_17_bytes);
    RUN(values_of_32_bytes);
    RUN(values_of_47_bytes);
    RUN(values_of_64_bytes);
    RUN(values_with_words);
    RUN(values_aligned_to_16);
    RUN(values_aligned_to_64);
    return test_end();
}
