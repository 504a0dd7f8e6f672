/* A fixed sequence of operations on pages in which the n-th allocation fails, for every n, and once more with all
 * behind it failing too: nothing leaks, the page stays sound, and what failed changed nothing that can be seen. */
#include "test.h"

#include "page/page_kit.h"

#define COLS 20u
#define ROWS 7u
#define STEPS 2000u

static struct kit_memory memory;
static struct quire_allocator allocator;

/* What can be seen of a page: its rows and cells, and what its pen's id means. */
struct view {
    struct qr_row rows[ROWS];
    struct qr_cell cells[ROWS][COLS];
};

struct subject {
    struct qr_page page, other;
    uint32_t pen, look;
    struct view before;
    long failures;
};

static void look_at(const struct qr_page *page, struct view *view) {
    for (uint32_t y = 0; y < ROWS; y++) {
        view->rows[y] = *qr_page_row(page, y);
        memcpy(view->cells[y], qr_page_cells(page, &view->rows[y]), sizeof view->cells[y]);
    }
}

/* An operation answered `result`: a failure is one of memory, and left everything as it was. */
static bool succeeded(struct subject *s, enum quire_result result) {
    if (result == QUIRE_OK)
        return true;
    static struct view now;
    s->failures++;
    CHECK_INT(result, QUIRE_OUT_OF_MEMORY);
    look_at(&s->page, &now);
    CHECK(memcmp(&now, &s->before, sizeof now) == 0);
    CHECK(kit_is_look(&s->page, s->pen, s->look));
    return false;
}

static void take_pen(struct subject *s, uint32_t look) {
    uint32_t id;
    if (!succeeded(s, kit_add_look(&s->page, look, &id)))
        return;
    qr_page_release_style(&s->page, s->pen, 1);
    s->pen = id;
    s->look = look;
}

static void put_cell(struct subject *s, uint32_t y, uint32_t x) {
    struct qr_cell cell, dress = qr_cell_with_style((struct qr_cell){0}, s->pen);
    uint32_t content = kit_below(2) ? KIT_CLUSTER_BIT | kit_below(KIT_CLUSTERS) : 0x4E00;
    if (succeeded(s, kit_make_cell(&s->page, dress, content, x + 1 < COLS ? QR_WIDE : QR_NARROW, &cell)))
        qr_page_put(&s->page, y, x, cell);
}

static void enlarge(struct subject *s) {
    struct qr_page_capacity capacity = s->page.block->capacity;
    capacity.styles += 8;
    (void)succeeded(s, qr_page_rebuild(&s->page, &capacity));
}

static void step(struct subject *s) {
    uint32_t y = kit_below(ROWS), x = kit_below(COLS), kind = kit_below(100), look = kit_below(KIT_LOOKS);
    struct qr_cell none = {0}, dress = qr_cell_with_style(none, s->pen);
    if (kind < 40) {
        take_pen(s, look);
    } else if (kind < 75) {
        put_cell(s, y, x);
    } else if (kind < 80) {
        qr_page_clear(&s->page, y, 0, x, dress);
    } else if (kind < 85) {
        qr_page_shift(&s->page, y, 0, COLS, (int32_t)(x % 5) - 2, dress);
    } else if (kind < 90) {
        qr_page_scroll(&s->page, 0, ROWS, (int32_t)(x % 3) - 1, none);
    } else if (kind < 92) {
        enlarge(s);
    } else if (kind < 96) { /* degrades instead of failing */
        qr_page_import_row(&s->other, y, &s->page, kit_below(ROWS));
        qr_page_begin_line(&s->other, y);
    } else if (kind < 98) {
        struct qr_page copy = {0};
        if (succeeded(s, qr_page_copy(&copy, &s->page)))
            qr_page_destroy(&copy);
        else
            CHECK(copy.block == NULL && copy.size == 0);
    } else {
        qr_page_reset_row(&s->page, y, none);
    }
}

static void check_sound(struct subject *s) {
    static char first[] = "first", second[] = "second";
    struct qr_page_holders holders = {.styles = &s->pen, .style_count = 1};
    memory.paused = true;
    CHECK_INT(qr_page_check(&s->page, &holders, kit_report_page, first), 0);
    CHECK_INT(qr_page_check(&s->other, NULL, kit_report_page, second), 0);
    memory.paused = false;
}

/* Runs the sequence; returns how many operations failed, or -1 when a page could not be made. */
static long run(void) {
    struct subject s = {0};
    struct qr_page_capacity capacity = {.styles = 16, .links = 0, .clusters = 0, .string_bytes = 0};
    kit_state = 77;
    enum quire_result result = qr_page_create(&s.page, &allocator, COLS, ROWS, &capacity, 1);
    if (result == QUIRE_OK && (result = qr_page_create(&s.other, &allocator, COLS, ROWS, &capacity, 2)) != QUIRE_OK)
        qr_page_destroy(&s.page);
    if (result != QUIRE_OK) {
        CHECK_INT(result, QUIRE_OUT_OF_MEMORY);
        CHECK_INT(memory.blocks, 0);
        return -1;
    }
    for (uint32_t i = 0; i < STEPS && test_ok; i++) {
        look_at(&s.page, &s.before);
        step(&s);
        if (s.failures > 0 || i % 50 == 0)
            check_sound(&s);
    }
    qr_page_destroy(&s.page);
    qr_page_destroy(&s.other);
    CHECK_INT(memory.blocks, 0);
    return s.failures;
}

/* Fails allocation n = 1, 2, ... until the sequence needs fewer; returns how many there are. */
static long fail_each(bool fail_on) {
    long n = 1, failed = 0;
    for (; test_ok; n++) {
        allocator = kit_allocator(&memory);
        memory.fail_at = n;
        memory.fail_on = fail_on;
        failed += run() != 0;
        if (memory.allocations < n)
            break;
    }
    CHECK(failed > 2); /* or it proves nothing */
    return n - 1;
}

static void once(void) {
    CHECK(fail_each(false) > 50);
}

static void from_then_on(void) {
    CHECK(fail_each(true) > 50);
}

int main(void) {
    kit_init();
    RUN(once);
    RUN(from_then_on);
    return test_end();
}
