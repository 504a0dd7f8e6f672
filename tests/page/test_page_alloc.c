/* A fixed sequence of 10,000 operations on pages in which the n-th allocation fails, for every n, and once more with
 * all behind it failing too: nothing leaks, the page stays sound, and what failed changed nothing that can be seen. */
#include "alloc_run.h"

#include "page/page_kit.h"

#define COLS 20u
#define ROWS 7u
#define STEPS 10000u

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

static struct subject subject;

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

static bool make_pages(void) {
    struct qr_page_capacity capacity = {.styles = 16, .links = 0, .clusters = 0, .string_bytes = 0};
    subject = (struct subject){0};
    kit_state = 77;
    enum quire_result result = qr_page_create(&subject.page, &allocator, COLS, ROWS, &capacity, 1);
    if (result == QUIRE_OK &&
        (result = qr_page_create(&subject.other, &allocator, COLS, ROWS, &capacity, 2)) != QUIRE_OK)
        qr_page_destroy(&subject.page);
    if (result != QUIRE_OK)
        CHECK_INT(result, QUIRE_OUT_OF_MEMORY);
    return result == QUIRE_OK;
}

static void begin(void) {
    allocator = kit_allocator(&memory);
    CHECK(make_pages());
}

static void one(uint32_t i) {
    look_at(&subject.page, &subject.before);
    step(&subject);
    if (subject.failures > 0 || i % 50 == 0)
        check_sound(&subject);
}

static void end(void) {
    check_sound(&subject);
    qr_page_destroy(&subject.page);
    qr_page_destroy(&subject.other);
    CHECK_INT(memory.blocks, 0);
}

static long requests(void) {
    return memory.allocations;
}

static void fail(long at, bool on) {
    memory.fail_at = at;
    memory.fail_on = on;
}

static void operations(void) {
    static const struct alloc_run run = {STEPS, 500, 150, begin, one, end, requests, fail};
    CHECK(alloc_run(&run) > 100);
}

static void creation(void) {
    for (long at = 1; at <= 2; at++) {
        allocator = kit_allocator(&memory);
        fail(at, false);
        CHECK(!make_pages());
        CHECK_INT(memory.blocks, 0);
    }
}

int main(void) {
    kit_init();
    RUN(creation);
    RUN(operations);
    return test_end();
}
