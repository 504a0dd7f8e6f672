/* Who asks for the same fonts gets the same set, and the last one that gives it back closes it. */
#include "font_pool.h"
#include "test.h"

static struct font_options options = FONT_OPTIONS_INIT;
static char error[256];

static struct font_set *take(struct font_pool *pool, const struct font_options *as) {
    return font_pool_take(pool, as, error, sizeof error);
}

static void the_same_is_shared(void) {
    struct font_pool *pool = font_pool_create(NULL);
    char family[] = "monospace";
    struct font_options same = options;
    same.family = family;
    struct font_set *first = take(pool, &same);
    memset(family, 'x', sizeof family - 1); /* a copy of it is kept */
    CHECK(first != NULL && take(pool, &options) == first);
    CHECK_INT(font_pool_count(pool), 1);
    font_pool_give_back(pool, first);
    CHECK_INT(font_pool_count(pool), 1);
    CHECK(take(pool, &options) == first);
    font_pool_give_back(pool, first);
    font_pool_give_back(pool, first);
    CHECK_INT(font_pool_count(pool), 0);
    font_pool_give_back(pool, NULL);
    font_pool_destroy(pool);
}

/* Whatever is asked for otherwise is another set. */
static void other_options_are_others(void) {
    struct font_pool *pool = font_pool_create(NULL);
    struct font_options asked[7] = {options, options, options, options, options, options, options};
    struct font_set *sets[7];
    asked[1].family = "serif";
    asked[2].size_pt = 20;
    asked[3].dpi = 192;
    asked[4].line_height = (struct font_adjust){150, true};
    asked[5].ligatures = FONT_LIGATURES_OFF;
    asked[6].lines.underline_thickness = 3;
    for (size_t i = 0; i < 7; i++) {
        sets[i] = take(pool, &asked[i]);
        for (size_t j = 0; j < i; j++)
            CHECK(sets[i] != NULL && sets[i] != sets[j]);
    }
    CHECK_INT(font_pool_count(pool), 7);
    for (size_t i = 0; i < 7; i++)
        font_pool_give_back(pool, sets[i]);
    CHECK_INT(font_pool_count(pool), 0);
    font_pool_destroy(pool);
}

/* Alone it keeps its set, which is the cheapest; with others it leaves theirs as it is, and finds them again. */
static void a_size_is_ones_own(void) {
    struct font_pool *pool = font_pool_create(NULL);
    struct font_set *one = take(pool, &options), *two;
    uint32_t height = font_set_metrics(one)->cell_height;
    CHECK(font_pool_resize(pool, one, 24, 96, error, sizeof error) == one);
    CHECK(font_set_metrics(one)->cell_height > height);
    CHECK(font_pool_resize(pool, one, options.size_pt, 96, error, sizeof error) == one);
    CHECK(take(pool, &options) == one);
    two = font_pool_resize(pool, one, 24, 96, error, sizeof error);
    CHECK(two != NULL && two != one);
    CHECK_INT(font_set_metrics(one)->cell_height, height);
    CHECK_INT(font_pool_count(pool), 2);
    CHECK(font_pool_resize(pool, two, options.size_pt, 96, error, sizeof error) == one);
    CHECK_INT(font_pool_count(pool), 1);
    font_pool_give_back(pool, one);
    font_pool_give_back(pool, one);
    font_pool_destroy(pool);
}

/* What was opened on a thread is the first one's, if it is what that one wants. */
static void the_first_is_opened_ahead(void) {
    struct font_options serif = options;
    serif.family = "serif";
    struct font_pool *pool = font_pool_create(&options);
    struct font_set *set = take(pool, &options);
    CHECK(set != NULL && take(pool, &options) == set);
    font_pool_give_back(pool, set);
    font_pool_give_back(pool, set);
    font_pool_destroy(pool);
    pool = font_pool_create(&serif);
    set = take(pool, &options);
    CHECK(set != NULL);
    font_pool_give_back(pool, set);
    font_pool_destroy(pool);
    font_pool_destroy(font_pool_create(&options));
    font_pool_destroy(NULL);
}

int main(void) {
    options.family = "monospace";
    RUN(the_same_is_shared);
    RUN(other_options_are_others);
    RUN(a_size_is_ones_own);
    RUN(the_first_is_opened_ahead);
    return test_end();
}
