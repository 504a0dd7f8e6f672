/* Pages in snapshots that nothing of ours could have made: one validator refuses them, whether they come by a page's
 * door or by a terminal's, and in time that their size explains. */
#include <time.h>

#include "engine.h"
#include "snapshot_kit.h"

static struct kit kit;

static struct qr_page *screen_page(void) {
    return &((struct qr_engine *)kit.terminal)->screen->page;
}

static void open_sample(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    kit_open_with(&kit, options);
    feed(&kit, "\033[31mhello\033[0m e\xCC\x81 o\xCC\x88\r\n\033]8;;http://a\033\\link\033]8;;\033\\\r\n");
}

static void take_piece(void *user, const void *bytes, size_t length) {
    text_add(user, bytes, length);
}

/* What both doors say of the page as it is now. */
static void check_both(const char *what, enum quire_result expected) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal = NULL;
    static const struct qr_page_holders host = {.any_styles = true};
    struct qr_page page = {0};
    struct text whole = {0}, block = {0};
    snapshot_of(&kit, &whole);
    qr_page_store(screen_page(), take_piece, &block);
    enum quire_result by_terminal = quire_snapshot_read(whole.bytes, whole.length, &options, &terminal);
    enum quire_result by_page =
        qr_page_open(&page, &screen_page()->allocator, block.bytes, block.length, &host, NULL, NULL);
    if (by_terminal != expected || by_page != expected)
        printf("%s: %s, %s\n", what, quire_result_name(by_terminal), quire_result_name(by_page));
    CHECK_INT(by_terminal, expected);
    CHECK_INT(by_page, expected);
    if (expected != QUIRE_OK) /* a page of ours that came to be so is found as well */
        CHECK(quire_terminal_verify(kit.terminal, NULL, NULL) > 0);
    if (terminal)
        quire_terminal_destroy(terminal);
    if (page.block)
        qr_page_destroy(&page);
    text_free(&whole);
    text_free(&block);
}

/* Breaks something in the sample's page, and asks both doors. */
#define REFUSED(what)                                                                                                  \
    do {                                                                                                               \
        open_sample();                                                                                                 \
        struct qr_page *page = screen_page();                                                                          \
        struct qr_sets sets = qr_page_sets(page);                                                                      \
        (void)sets;                                                                                                    \
        what;                                                                                                          \
        check_both(#what, QUIRE_CORRUPT);                                                                              \
        kit_drop(&kit);                                                                                                \
    } while (0)

static void unsound_fields(void) {
    open_sample();
    check_both("nothing", QUIRE_OK);
    kit_close(&kit);
    REFUSED(page->block->reserved = 7);
    REFUSED(qr_page_row(page, 3)->flags |= 1u << 12);
    REFUSED(qr_page_row(page, 3)->version = page->block->clock + 1);
    REFUSED(qr_page_row(page, 3)->line = 0);
    REFUSED(sets.styles->reserved[2] = 5);
    REFUSED(sets.links->reserved[0] = 1);
    REFUSED(qr_style_set_items(sets.styles)[0].value.first = 99);
    REFUSED(qr_cluster_set_items(sets.clusters)[0].value.count = 2);
    REFUSED(((char *)page->block)[page->size - 1] = 1);
    REFUSED(sets.strings->used--);
    REFUSED(*(char *)qr_strings_at(sets.strings, sets.strings->end) = 'x');
    REFUSED(qr_style_set_items(sets.styles)[1].value.second |= UINT64_C(1) << QR_STYLE_FOLD_SHIFT);
}

/* Values that share a chunk of strings, by all of it or by the end of a longer one. */
static void shared_strings(void) {
    REFUSED(qr_cluster_set_items(sets.clusters)[1].value.place = qr_cluster_set_items(sets.clusters)[2].value.place);
    REFUSED(qr_cluster_set_items(sets.clusters)[1].value.place = qr_link_set_items(sets.links)[1].value.place);
    REFUSED(qr_link_set_items(sets.links)[1].value.uri_length = 17);
    REFUSED(qr_cluster_set_items(sets.clusters)[1].value.place = sets.strings->end);
    REFUSED(qr_cluster_set_items(sets.clusters)[2].value.place = 0);
}

/* A set of equal values finds no place for its table. */
static void equal_values(void) {
    open_sample();
    struct qr_sets sets = qr_page_sets(screen_page());
    uint32_t place = qr_cluster_set_items(sets.clusters)[2].value.place;
    memcpy(qr_strings_at(sets.strings, place),
           qr_strings_at(sets.strings, qr_cluster_set_items(sets.clusters)[1].value.place), 8);
    check_both("equal clusters", QUIRE_CORRUPT);
    kit_drop(&kit);
}

/* As many clusters as fit, each of which claims all strings that there are: the time to refuse it is that of reading
 * so much memory, not of their product. The bound is wide: quadratic it takes half a minute. */
static void hostile_sizes(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct text whole = {0};
    kit_open_with(&kit, options);
    struct qr_page *page = screen_page();
    struct qr_page_capacity capacity = page->block->capacity;
    capacity.clusters = 1 << 17;
    capacity.string_bytes = 1 << 22;
    CHECK_INT(qr_page_rebuild(page, &capacity), QUIRE_OK);
    struct qr_sets sets = qr_page_sets(page);
    sets.strings->used = sets.strings->end = sets.strings->chunks;
    sets.clusters->used = sets.clusters->living = sets.clusters->entries = sets.clusters->item_capacity - 1;
    for (uint32_t kind = 0; kind < 2; kind++) {
        for (uint32_t i = 1; i <= sets.clusters->used; i++) {
            struct qr_cluster_set_item *item = &qr_cluster_set_items(sets.clusters)[i];
            item->value = (struct qr_cluster){1, kind == 0 ? (sets.strings->chunks - 1) * 4 : QUIRE_CLUSTER_MAX};
            qr_cluster_set_counts(sets.clusters)[i].word = 0; /* one reference */
        }
        snapshot_of(&kit, &whole);
        clock_t begin = clock();
        CHECK_INT(quire_snapshot_verify(whole.bytes, whole.length, NULL, NULL), QUIRE_CORRUPT);
        CHECK((double)(clock() - begin) / CLOCKS_PER_SEC < 2);
    }
    text_free(&whole);
    kit_drop(&kit);
}

/* What is stored does not depend on the seed, and tells nothing of it: no table, no seed. */
static void no_secrets(void) {
    struct text first = {0}, second = {0};
    uint64_t seeds[2];
    for (int i = 0; i < 2; i++) {
        open_sample();
        seeds[i] = screen_page()->block->seed;
        snapshot_of(&kit, i == 0 ? &first : &second);
        kit_close(&kit);
    }
    CHECK(seeds[0] != seeds[1]);
    CHECK(first.length == second.length && memcmp(first.bytes, second.bytes, first.length) == 0);
    for (int i = 0; i < 2; i++) {
        for (size_t at = 0; at + 8 <= first.length; at++)
            CHECK(memcmp(first.bytes + at, &seeds[i], 8) != 0);
    }
    struct kit restored;
    CHECK(kit_restore(&restored, &first)); /* the reader's seed is its own */
    CHECK(((struct qr_engine *)restored.terminal)->primary.page.block->seed != 0);
    kit_close(&restored);
    text_free(&first);
    text_free(&second);
}

int main(void) {
    RUN(unsound_fields);
    RUN(shared_strings);
    RUN(equal_values);
    RUN(hostile_sizes);
    RUN(no_secrets);
    return test_end();
}
