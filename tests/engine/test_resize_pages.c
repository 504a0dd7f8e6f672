/* Many resizes leave history in full pages, whatever direction they go and with output in between. */
#include "engine.h"
#include "random_input.h"

#define RESIZES 1000u

static const struct qr_history *history_of(const struct kit *kit) {
    return &((struct qr_engine *)kit->terminal)->history;
}

/* Sealed pages that are less than half full, and their number. */
static size_t small_pages(const struct qr_history *history, size_t *pages) {
    size_t small = 0;
    for (size_t i = history->head; i < history->tail; i++)
        small += history->pages[i].block->size < QR_SEAL_BYTES / 2;
    *pages = history->tail - history->head;
    return small;
}

static void feed_lines(struct kit *kit, uint32_t from, uint32_t count) {
    char line[160];
    for (uint32_t i = from; i < from + count; i++) {
        int length =
            snprintf(line, sizeof line,
                     "\033[38;5;%um%08u\033[m a line with some \033[1mtext\033[m in it, which goes on until %u\r\n",
                     i % 256, i, i * 7919);
        (void)quire_terminal_feed(kit->terminal, line, (size_t)length);
    }
}

static void resize_often(uint32_t lines_between) {
    struct kit kit;
    size_t pages;
    uint32_t fed = 3000;
    kit_open(&kit, 80, 24);
    struct random random = {17};
    feed_lines(&kit, 0, fed);
    for (uint32_t i = 0; i < RESIZES; i++) {
        (void)quire_terminal_resize(kit.terminal, random_between(&random, 20, 180), random_between(&random, 5, 65), 0,
                                    0);
        feed_lines(&kit, fed, lines_between);
        fed += lines_between;
    }
    size_t small = small_pages(history_of(&kit), &pages);
    CHECK(pages >= 2);
    CHECK(small <= 1); /* the one that the open page did not fit behind */
    CHECK_INT(quire_terminal_verify(kit.terminal, NULL, NULL), 0);
    kit_close(&kit);
}

static void without_output(void) {
    resize_often(0);
}

static void with_output(void) {
    resize_often(1);
    resize_often(7);
}

/* Each cell has a style of its own: pages are full of styles. */
static void with_styles(void) {
    struct kit kit;
    char cell[48];
    size_t pages;
    kit_open(&kit, 80, 24);
    for (uint32_t i = 0; i < 40000; i++) {
        int length = snprintf(cell, sizeof cell, "\033[38;2;%u;%u;%umx", i & 255, i >> 8 & 255, i % 253);
        (void)quire_terminal_feed(kit.terminal, cell, (size_t)length);
        if (i % 200 == 0)
            (void)quire_terminal_resize(kit.terminal, 40 + i % 90, 10 + i % 20, 0, 0);
    }
    CHECK(small_pages(history_of(&kit), &pages) <= 1);
    CHECK(pages >= 5);
    CHECK_INT(quire_terminal_verify(kit.terminal, NULL, NULL), 0);
    kit_close(&kit);
}

int main(void) {
    RUN(without_output);
    RUN(with_output);
    RUN(with_styles);
    return test_end();
}
