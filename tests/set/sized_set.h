/* sized_set.h - a set of values of SIZED_BYTES bytes and its test, included once per size by test_set_rules.c.
 * Parameters: SIZED_SET (prefix), SIZED_TYPE (the value, with an array `bytes`), SIZED_TEST (name of the test). */

#define QUIRE_SET SIZED_SET
#define QUIRE_SET_VALUE SIZED_TYPE
#define QUIRE_SET_HASH(context, seed, value) quire_set_hash_bytes(seed, (value)->bytes, sizeof(value)->bytes)
#define QUIRE_SET_EQUAL(context, a, b) (memcmp((a)->bytes, (b)->bytes, sizeof(a)->bytes) == 0)
#include <quire/set.h>

#define SIZED_F(name) QUIRE_SET_JOIN(SIZED_SET, name)

static void SIZED_TEST(void) {
    struct quire_set_layout layout;
    CHECK(SIZED_F(layout)(256, &layout));
    CHECK(layout.align >= QUIRE_SET_ALIGNOF(SIZED_TYPE) && layout.size % QUIRE_SET_ALIGNOF(SIZED_TYPE) == 0);
    CHECK_INT(layout.table_offset, 56 + 8 * layout.item_capacity);
    CHECK(layout.items_offset % QUIRE_SET_ALIGNOF(SIZED_TYPE) == 0);
    CHECK(layout.items_offset >= layout.table_offset + 4 * layout.table_length);
    CHECK(layout.size - layout.items_offset == layout.item_capacity * sizeof(SIZED_TYPE));
    char *memory = (char *)calloc(1, layout.size + layout.align);
    char *base = memory + (layout.align - (uintptr_t)memory % layout.align) % layout.align;
    struct SIZED_SET *set = SIZED_F(init)(base, &layout, 7);
    SIZED_TYPE value;
    memset(&value, 0, sizeof value);
    for (uint32_t i = 0; i < 200; i++) { /* the last byte and, where there is one, the first tell values apart */
        uint32_t id = 0, last = sizeof value.bytes - 1;
        value.bytes[last] = (unsigned char)i;
        value.bytes[0] = (unsigned char)(last ? i / 3 : i);
        CHECK_INT(SIZED_F(add)(set, NULL, &value, &id), QUIRE_OK);
        CHECK_INT(id, i + 1);
        CHECK((uintptr_t)SIZED_F(get)(set, id) % QUIRE_SET_ALIGNOF(SIZED_TYPE) == 0);
        CHECK_INT(SIZED_F(lookup)(set, NULL, &value), id);
        CHECK(memcmp(SIZED_F(get)(set, id)->bytes, value.bytes, sizeof value.bytes) == 0);
    }
    for (uint32_t id = 1; id <= 200; id++)
        CHECK_INT(SIZED_F(release)(set, id), QUIRE_OK);
    CHECK_INT(SIZED_F(count)(set), 0);
    CHECK_INT(SIZED_F(check)(set, NULL, layout.size, NULL, NULL), 0);
    SIZED_F(drop_dead)(set, NULL);
    CHECK_INT(SIZED_F(check)(set, NULL, layout.size, NULL, NULL), 0);
    free(memory);
}

#undef SIZED_F
#undef SIZED_SET
#undef SIZED_TYPE
#undef SIZED_TEST
