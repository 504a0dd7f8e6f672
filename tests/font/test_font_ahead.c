/* Fonts that are opened on a thread are those that would have been opened at once, whatever is asked for meanwhile. */
#include "font_ahead.h"
#include "test.h"

static struct font_options options = FONT_OPTIONS_INIT;

static void check_same(struct font_set *set, const struct font_options *as) {
    char error[256] = "";
    struct font_set *direct = font_set_create(as, error, sizeof error);
    CHECK(set != NULL && direct != NULL);
    if (set != NULL && direct != NULL) {
        const struct font_metrics *a = font_set_metrics(set), *b = font_set_metrics(direct);
        CHECK_INT(a->cell_width, b->cell_width);
        CHECK_INT(a->cell_height, b->cell_height);
        CHECK_INT(a->baseline, b->baseline);
    }
    font_set_destroy(set);
    font_set_destroy(direct);
}

static void the_set_is_the_same(void) {
    char error[256];
    check_same(font_ahead_take(font_ahead_begin(&options), &options, error, sizeof error), &options);
    check_same(font_ahead_take(NULL, &options, error, sizeof error), &options);
}

static void another_resolution_or_size(void) {
    char error[256];
    struct font_options dense = options, large = options, other = options;
    dense.dpi = 192;
    large.size_pt = 30;
    other.family = "serif";
    check_same(font_ahead_take(font_ahead_begin(&options), &dense, error, sizeof error), &dense);
    check_same(font_ahead_take(font_ahead_begin(&options), &large, error, sizeof error), &large);
    check_same(font_ahead_take(font_ahead_begin(&options), &other, error, sizeof error), &other);
}

/* The options need not live: a copy is taken. */
static void options_are_copied(void) {
    char error[256], family[] = "monospace";
    struct font_options short_lived = options;
    short_lived.family = family;
    struct font_ahead *ahead = font_ahead_begin(&short_lived);
    memset(family, 'x', sizeof family - 1);
    check_same(font_ahead_take(ahead, &options, error, sizeof error), &options);
}

static void nobody_takes_it(void) {
    font_ahead_cancel(font_ahead_begin(&options));
    font_ahead_cancel(NULL);
}

int main(void) {
    options.family = "monospace";
    RUN(the_set_is_the_same);
    RUN(another_resolution_or_size);
    RUN(options_are_copied);
    RUN(nobody_takes_it);
    return test_end();
}
