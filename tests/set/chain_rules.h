/* chain_rules.h - the rules about chains of entries, for one policy of the template; included twice by
 * test_set_rules.c. Parameters: CHAIN_SET (a set of struct chosen), CHAIN_TEST(name) (the name of a test for this
 * policy). */

#define CHAIN_F(name) QUIRE_SET_JOIN(CHAIN_SET, name)

static struct CHAIN_SET *CHAIN_F(make)(uint32_t capacity, struct quire_set_layout *layout) {
    CHECK(CHAIN_F(layout)(capacity, layout));
    return CHAIN_F(init)(calloc(1, layout->size), layout, 1);
}

static uint32_t CHAIN_F(put)(struct CHAIN_SET *set, struct rules_context *context, struct chosen value) {
    uint32_t id = 0;
    CHECK_INT(CHAIN_F(add)(set, context, &value, &id), QUIRE_OK);
    return id;
}

/* Homes A = C = E = 0, D = 1, all tags: C dies, and D takes its id. Every other must still be found. */
static void CHAIN_TEST(chain_trap)(void) {
    for (uint32_t tags = 0; tags < 256; tags++) {
        struct rules_context context = {0};
        struct quire_set_layout layout;
        struct CHAIN_SET *set = CHAIN_F(make)(8, &layout);
        struct chosen a = chosen(3, 0, tags & 3, 'A'), c = chosen(3, 0, tags >> 2 & 3, 'C');
        struct chosen e = chosen(3, 0, tags >> 4 & 3, 'E'), d = chosen(3, 1, tags >> 6 & 3, 'D');
        struct chosen f = chosen(3, 5, 0, 'F'), g = chosen(3, 7, 0, 'G');
        uint32_t id_a = CHAIN_F(put)(set, &context, a), id_c = CHAIN_F(put)(set, &context, c);
        uint32_t id_e = CHAIN_F(put)(set, &context, e), id_f = CHAIN_F(put)(set, &context, f);
        uint32_t id_g = CHAIN_F(put)(set, &context, g);
        CHECK_INT(CHAIN_F(count)(set), CHAIN_F(capacity)(set));
        CHECK_INT(CHAIN_F(release)(set, id_c), QUIRE_OK);
        CHECK_INT(CHAIN_F(put)(set, &context, d), id_c);
        CHECK(context.deleted == 1 && context.last.name == 'C');
        CHECK_INT(CHAIN_F(lookup)(set, &context, &e), id_e);
        CHECK_INT(CHAIN_F(lookup)(set, &context, &a), id_a);
        CHECK_INT(CHAIN_F(lookup)(set, &context, &d), id_c);
        CHECK_INT(CHAIN_F(lookup)(set, &context, &f), id_f);
        CHECK_INT(CHAIN_F(lookup)(set, &context, &g), id_g);
        CHECK_INT(CHAIN_F(lookup)(set, &context, &c), 0);
        CHECK_INT(CHAIN_F(put)(set, &context, e), id_e);
        CHECK_INT(CHAIN_F(check)(set, &context, layout.size, NULL, NULL), 0);
        free(set);
    }
}

/* After any history of adds and releases, every living value is found, and adding it again gives its id. */
static void CHAIN_TEST(living_values_are_found)(void) {
    uint64_t random = 42;
    for (uint32_t history = 0; history < 6000; history++) {
        struct rules_context context = {0};
        struct quire_set_layout layout;
        uint32_t bits = 2 + history % 4, length = 20 + history % 100, homes = 1 + history % 7,
                 values = 3 + history % 23;
        struct CHAIN_SET *set = CHAIN_F(make)(UINT32_C(1) << bits, &layout);
        struct chosen value[26];
        uint32_t references[26] = {0}, ids[26] = {0};
        for (uint32_t i = 0; i < values; i++) {
            random = quire_set_next_seed(random);
            uint32_t home = ((uint32_t)random % homes + history) & ((UINT32_C(1) << bits) - 1);
            value[i] = chosen(bits, home, (uint32_t)(random >> 40) & 3, i);
        }
        for (uint32_t step = 0; step < length; step++) {
            random = quire_set_next_seed(random);
            uint32_t i = (uint32_t)(random % values), id = 0;
            if (random >> 63 && references[i] > 0) {
                CHECK_INT(CHAIN_F(release)(set, ids[i]), QUIRE_OK);
                references[i]--;
            } else if (CHAIN_F(add)(set, &context, &value[i], &id) == QUIRE_OK) {
                CHECK(references[i] == 0 || id == ids[i]);
                ids[i] = id;
                references[i]++;
            } else {
                CHECK(CHAIN_F(count)(set) == CHAIN_F(capacity)(set) && references[i] == 0);
            }
            for (uint32_t j = 0; j < values; j++) {
                CHECK_INT(CHAIN_F(lookup)(set, &context, &value[j]), references[j] ? ids[j] : 0);
                if (references[j] == 0)
                    continue;
                CHECK_INT(CHAIN_F(put)(set, &context, value[j]), ids[j]);
                CHECK_INT(CHAIN_F(ref_count)(set, ids[j]), references[j] + 1);
                CHECK_INT(CHAIN_F(release)(set, ids[j]), QUIRE_OK);
            }
        }
        CHECK_INT(CHAIN_F(check)(set, &context, layout.size, NULL, NULL), 0);
        free(set);
    }
}

/* The oldest dead entry stands before the place where the new value was going to be inserted: all move by one. */
static void CHAIN_TEST(reaping_shifts_the_insertion_place)(void) {
    struct rules_context context = {0};
    struct quire_set_layout layout;
    struct quire_set_stats stats;
    struct CHAIN_SET *set = CHAIN_F(make)(8, &layout);
    struct chosen value[6] = {chosen(3, 2, 9, 0), chosen(3, 2, 8, 1), chosen(3, 3, 7, 2),
                              chosen(3, 3, 6, 3), chosen(3, 6, 0, 4), chosen(3, 3, 5, 5)};
    for (uint32_t i = 0; i < 5; i++)
        CHECK_INT(CHAIN_F(put)(set, &context, value[i]), i + 1);
    CHECK_INT(CHAIN_F(release)(set, 1), QUIRE_OK);
    CHECK_INT(CHAIN_F(put)(set, &context, value[5]), 1);
    CHECK_INT(CHAIN_F(check)(set, &context, layout.size, NULL, NULL), 0);
    for (uint32_t i = 1; i < 5; i++)
        CHECK_INT(CHAIN_F(lookup)(set, &context, &value[i]), i + 1);
    CHECK_INT(CHAIN_F(lookup)(set, &context, &value[5]), 1);
    CHAIN_F(stats)(set, &stats); /* homes 2 3 3 3 6 at places 2 3 4 5 6 */
    CHECK(stats.at_probe[0] == 3 && stats.at_probe[1] == 1 && stats.at_probe[2] == 1 && stats.longest_probe == 2);
    free(set);
}

/* An add that must fail: nothing changes, not a byte, and nothing is deleted. */
static void CHAIN_F(must_fail)(struct CHAIN_SET *set, const struct quire_set_layout *layout,
                               struct rules_context *context, struct chosen value, enum quire_result want) {
    void *before = malloc(layout->size);
    uint32_t id = 77, deleted = context->deleted;
    struct chosen_key key = {value};
    memcpy(before, set, layout->size);
    CHECK_INT(CHAIN_F(add)(set, context, &value, &id), want);
    CHECK(memcmp(before, set, layout->size) == 0);
    CHECK_INT(CHAIN_F(add_with_id)(set, context, &value, 2, &id), want);
    CHECK(memcmp(before, set, layout->size) == 0);
    CHECK_INT(CHAIN_F(add_key)(set, context, &key, &id), want);
    CHECK(memcmp(before, set, layout->size) == 0);
    CHECK(id == 77 && context->deleted == deleted);
    free(before);
}

/* 63 values fit one home, at distances 0 to 62; the limit holds for the new entry and for those that it would shift. */
static void CHAIN_TEST(probe_limit)(void) {
    struct rules_context context = {0};
    struct quire_set_layout layout;
    struct CHAIN_SET *set = CHAIN_F(make)(128, &layout);
    for (uint32_t i = 0; i < 63; i++)
        CHECK_INT(CHAIN_F(put)(set, &context, chosen(7, 10, 1 + i % 40, i)), i + 1);
    CHAIN_F(must_fail)(set, &layout, &context, chosen(7, 10, 0, 100), QUIRE_NEEDS_REHASH);
    CHAIN_F(must_fail)(set, &layout, &context, chosen(7, 10, 63, 101), QUIRE_NEEDS_REHASH);
    CHECK_INT(CHAIN_F(put)(set, &context, chosen(7, 9, 5, 102)), 64);
    CHAIN_F(must_fail)(set, &layout, &context, chosen(7, 9, 4, 103), QUIRE_NEEDS_REHASH);
    CHAIN_F(must_fail)(set, &layout, &context, chosen(7, 9, 6, 104), QUIRE_NEEDS_REHASH);
    CHECK_INT(CHAIN_F(put)(set, &context, chosen(7, 11, 0, 105)), 65); /* behind them all, at distance 62 */
    CHECK_INT(CHAIN_F(check)(set, &context, layout.size, NULL, NULL), 0);
    CHAIN_F(must_fail)(set, &layout, &context, chosen(7, 11, 0, 106), QUIRE_NEEDS_REHASH);
    struct quire_set_stats stats;
    CHAIN_F(stats)(set, &stats);
    CHECK_INT(stats.longest_probe, QUIRE_SET_PROBE_MAX);
    free(set);
}

/* The same at the end of the table: the last home's chain ends inside the tail. */
static void CHAIN_TEST(probe_limit_at_the_end)(void) {
    for (uint32_t bits = 5; bits <= 8; bits++) {
        struct rules_context context = {0};
        struct quire_set_layout layout;
        struct CHAIN_SET *set = CHAIN_F(make)(UINT32_C(1) << bits, &layout);
        uint32_t last = (UINT32_C(2) << bits) - 1, room = CHAIN_F(capacity)(set), fit = room < 63 ? room : 63;
        for (uint32_t i = 0; i < fit; i++)
            CHECK_INT(CHAIN_F(put)(set, &context, chosen(bits, last, i % 7, i)), i + 1);
        CHAIN_F(must_fail)
        (set, &layout, &context, chosen(bits, last, 3, 200), room < 63 ? QUIRE_OUT_OF_MEMORY : QUIRE_NEEDS_REHASH);
        CHECK_INT(CHAIN_F(check)(set, &context, layout.size, NULL, NULL), 0);
        free(set);
    }
}

static void CHAIN_TEST(failed_add_changes_nothing)(void) {
    struct rules_context context = {0};
    struct quire_set_layout layout;
    struct CHAIN_SET *set = CHAIN_F(make)(128, &layout);
    for (uint32_t i = 0; i < 103; i++) /* 63 in one home, the others apart from them */
        CHECK_INT(CHAIN_F(put)(set, &context, i < 63 ? chosen(7, 10, i, i) : chosen(7, 80 + i % 40, i % 5, i)), i + 1);
    CHAIN_F(must_fail)(set, &layout, &context, chosen(7, 0, 0, 200), QUIRE_OUT_OF_MEMORY);
    CHECK_INT(CHAIN_F(release)(set, 90), QUIRE_OK); /* a dead one is there to be reaped, but must stay */
    CHAIN_F(must_fail)(set, &layout, &context, chosen(7, 10, 9, 200), QUIRE_NEEDS_REHASH);
    CHECK_INT(CHAIN_F(use_multiple)(set, 2, UINT32_MAX - 1), QUIRE_OK);
    CHAIN_F(must_fail)(set, &layout, &context, chosen(7, 10, 1, 1), QUIRE_OVERFLOW);
    context.store = QUIRE_OUT_OF_STRINGS;
    struct chosen_key key = {chosen(7, 0, 0, 201)};
    void *before = malloc(layout.size);
    uint32_t id = 77;
    memcpy(before, set, layout.size);
    CHECK_INT(CHAIN_F(add_key)(set, &context, &key, &id), QUIRE_OUT_OF_STRINGS);
    CHECK(id == 77 && context.deleted == 0 && context.stored == 1 && memcmp(before, set, layout.size) == 0);
    context.store = QUIRE_OK;
    CHECK_INT(CHAIN_F(add_key)(set, &context, &key, &id), QUIRE_OK);
    CHECK(id == 90 && context.deleted == 1 && context.last.name == 89 && context.stored == 2);
    CHECK_INT(CHAIN_F(check)(set, &context, layout.size, NULL, NULL), 0);
    free(before);
    free(set);
}

#undef CHAIN_F
#undef CHAIN_SET
#undef CHAIN_TEST
