/* What a frame says is to be drawn: rows that differ from those that were drawn, versions that stay with rows, views of
 * history that stand still, and frames that are used for one terminal after another. */
#include "engine_kit.h"

#include <quire/selection.h>
#include <quire/snapshot.h>

static struct quire_frame_info update(struct kit *kit) {
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    CHECK_INT(quire_frame_update(kit->frame, kit->terminal), QUIRE_OK);
    CHECK_INT(quire_frame_get_info(kit->frame, &info), QUIRE_OK);
    return info;
}

/* The rows that are to be drawn, as digits. */
static const char *to_draw(struct kit *kit) {
    static char text[64];
    struct quire_frame_info info = update(kit);
    size_t length = 0;
    for (uint32_t row = 0; row < info.rows && row < 10; row++) {
        if (quire_frame_row_changed(kit->frame, row))
            text[length++] = (char)('0' + row);
    }
    text[length] = 0;
    return text;
}

static const char *draw(struct kit *kit) {
    const char *rows = to_draw(kit);
    quire_frame_drawn(kit->frame);
    return rows;
}

static uint64_t version(const struct kit *kit, uint32_t row) {
    struct quire_frame_line line = QUIRE_FRAME_LINE_INIT;
    CHECK_INT(quire_frame_get_line(kit->frame, row, &line), QUIRE_OK);
    return line.version;
}

static void rows_that_changed(void) {
    static const struct {
        const char *input, *rows;
    } steps[] = {
        {"", "01234"},
        {"", ""},
        {"a", "0"},
        {"\033[3;1Hxy", "2"},
        {"\033[2;4H", ""},
        {"\033[?25l", ""},
        {"\033[31m", ""},
        {"\033[4;1Ha\033[1;1Hb", "03"},
        {"\033[4;1H\033[K", "3"},
        {"\033[?5h", "01234"},
        {"\033]4;1;#123456\007", "01234"},
        {"\033[?1049h", "01234"},
        {"\033[Hz", "0"},
        {"\033[?1049l", "01234"},
        {"", ""},
        {"\033[2;3r\033[2;1H\033[L\033[r", "12"},
        {"\033[5;1HEND", "4"},
        {"\033]2;title\007", ""},
    };
    struct kit kit;
    kit_open(&kit, 20, 5);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        feed(&kit, steps[i].input);
        CHECK_STR(draw(&kit), steps[i].rows);
    }
    CHECK_INT(quire_terminal_resize(kit.terminal, 21, 4, 0, 0), QUIRE_OK);
    CHECK(update(&kit).all_changed);
    CHECK(!quire_frame_row_changed(kit.frame, 4)); /* there is no such row */
    CHECK(update(&kit).all_changed);               /* nobody drew it */
    quire_frame_drawn(kit.frame);
    CHECK(!update(&kit).all_changed);
    kit_close(&kit);
}

/* Damage waits for the host to draw it, over any number of updates; a picture that was skipped loses nothing. */
static void damage_waits(void) {
    struct kit kit;
    kit_open(&kit, 20, 5);
    CHECK(update(&kit).all_changed && update(&kit).all_changed);
    CHECK_STR(draw(&kit), "01234");
    feed(&kit, "a");
    CHECK_STR(to_draw(&kit), "0");
    feed(&kit, "\033[3Hb");
    CHECK_STR(to_draw(&kit), "02");
    CHECK_STR(to_draw(&kit), "02");
    quire_frame_drawn(kit.frame);
    CHECK(!quire_frame_row_changed(kit.frame, 0) && !quire_frame_row_changed(kit.frame, 2));
    CHECK_STR(to_draw(&kit), "");
    feed(&kit, "\033[?1049h");
    CHECK(update(&kit).all_changed);
    CHECK_STR(to_draw(&kit), "01234");
    feed(&kit, "\033[?1049l"); /* a screen that nobody saw; still, another screen was announced */
    CHECK_STR(draw(&kit), "01234");
    CHECK_STR(draw(&kit), "");
    kit_close(&kit);
}

/* A row that moves keeps its version: by output, inside a region, by scrolling the view, and into the bargain over an
 * update that nobody draws. */
static void versions_move_with_rows(void) {
    struct kit kit;
    uint64_t before[6];
    kit_open(&kit, 10, 6);
    feed(&kit, "1\r\n2\r\n3\r\n4\r\n5\r\n6");
    (void)draw(&kit);
    for (uint32_t y = 0; y < 6; y++)
        before[y] = version(&kit, y);
    feed(&kit, "\r\n7");
    (void)update(&kit);
    for (uint32_t y = 0; y < 5; y++)
        CHECK_INT(version(&kit, y), before[y + 1]);
    CHECK(version(&kit, 5) > before[5]);
    feed(&kit, "\r\n8");
    (void)update(&kit);
    for (uint32_t y = 0; y < 4; y++)
        CHECK_INT(version(&kit, y), before[y + 2]);
    CHECK_STR(draw(&kit), "012345");

    for (uint32_t y = 0; y < 6; y++)
        before[y] = version(&kit, y);
    feed(&kit, "\033[2;4r\033[2;1H\033[M\033[r"); /* rows 1 to 3 go up, in between others */
    CHECK_STR(draw(&kit), "123");
    CHECK(version(&kit, 0) == before[0] && version(&kit, 4) == before[4] && version(&kit, 5) == before[5]);
    CHECK(version(&kit, 1) == before[2] && version(&kit, 2) == before[3]);

    feed(&kit, "\033[6H\r\n\r\n\r\n\r\n\r\n\r\n");
    quire_frame_scroll_to(kit.frame, kit.terminal, 6);
    (void)draw(&kit);
    for (uint32_t y = 0; y < 6; y++)
        before[y] = version(&kit, y);
    quire_frame_scroll(kit.frame, kit.terminal, 2);
    (void)update(&kit);
    for (uint32_t y = 2; y < 6; y++)
        CHECK_INT(version(&kit, y), before[y - 2]);
    kit_close(&kit);
}

/* --- views of history ------------------------------------------------------------------------------------------ */

static void views_of_history(void) {
    struct kit kit;
    kit_open(&kit, 10, 4);
    for (int i = 0; i < 40; i++)
        feed(&kit, "0123456789abc\r\n");
    (void)draw(&kit);
    quire_frame_scroll_to(kit.frame, kit.terminal, 20);
    CHECK_STR(draw(&kit), "0123");
    CHECK_STR(draw(&kit), "");
    CHECK(!update(&kit).all_changed);
    feed(&kit, "more\r\noutput\r\n\033[Hanywhere");
    CHECK_STR(draw(&kit), ""); /* what is read does not move */
    quire_frame_scroll(kit.frame, kit.terminal, 1);
    CHECK_STR(draw(&kit), "0123");
    feed(&kit, "\033]4;1;#123456\007");
    CHECK(update(&kit).all_changed);
    (void)draw(&kit);

    quire_frame_scroll_to(kit.frame, kit.terminal, 2); /* half of it the screen's */
    CHECK_STR(draw(&kit), "0123");
    CHECK_STR(draw(&kit), "");
    feed(&kit, "\033[2;5HX");
    CHECK_STR(draw(&kit), "3");
    feed(&kit, "\033[4;1HY"); /* below the view */
    CHECK_STR(draw(&kit), "");
    quire_terminal_clear_history(kit.terminal);
    CHECK_STR(draw(&kit), "0123");
    kit_close(&kit);
}

/* Text that a resize takes back to the screen may be written over there, and come back to its place in history. */
static void history_that_was_taken_back(void) {
    struct kit kit;
    kit_open(&kit, 10, 4);
    for (char line[8] = "a\r\n"; line[0] <= 'j'; line[0]++)
        feed(&kit, line);
    quire_frame_scroll_to(kit.frame, kit.terminal, 3);
    CHECK_STR(kit_view(&kit), "e|f|g|h");
    quire_frame_drawn(kit.frame);
    CHECK_INT(quire_terminal_resize(kit.terminal, 10, 8, 0, 0), QUIRE_OK);
    feed(&kit, "\033[HDDDD\033[2HEEEE\033[3HFFFF\033[4HGGGG\033[8H");
    CHECK_INT(quire_terminal_resize(kit.terminal, 10, 4, 0, 0), QUIRE_OK);
    struct text shown = {0};
    text_addf(&shown, "%s", kit_view(&kit));
    quire_frame_scroll_to(kit.frame, kit.terminal, 0);
    (void)update(&kit);
    quire_frame_scroll_to(kit.frame, kit.terminal, 3);
    CHECK_STR(kit_view(&kit), shown.bytes);
    CHECK(strstr(shown.bytes, "FFFF"));
    text_free(&shown);
    kit_close(&kit);
}

struct meter {
    uint64_t allocations;
};

static void *count_alloc(void *user, size_t size, size_t alignment) {
    (void)alignment;
    ((struct meter *)user)->allocations++;
    return aligned_alloc(64, (size + 63) / 64 * 64);
}

static void count_free(void *user, void *memory, size_t size, size_t alignment) {
    (void)user;
    (void)size;
    (void)alignment;
    free(memory);
}

/* A view that stands still makes no page to read history into, wherever it stands, and whatever is printed meanwhile
 * below it. */
static void standing_still_costs_nothing(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct meter meter = {0};
    struct quire_allocator allocator = {sizeof(struct quire_allocator), &meter, count_alloc, count_free, NULL, NULL};
    struct kit kit;
    options.allocator = &allocator;
    options.cols = 20;
    options.rows = 5;
    kit_open_with(&kit, options);
    for (int i = 0; i < 3000; i++)
        feed(&kit, "\033[3mA line of text\033[m of some length\r\n");
    for (uint64_t offset = 0; offset <= 4096; offset = offset ? 8 * offset : 1) {
        quire_frame_scroll_to(kit.frame, kit.terminal, offset);
        (void)update(&kit);
        uint64_t before = meter.allocations;
        for (int i = 0; i < 10; i++)
            (void)update(&kit);
        CHECK_INT(meter.allocations, before);
    }
    feed(&kit, "x\r\n");
    uint64_t before = meter.allocations;
    (void)update(&kit);
    CHECK_INT(meter.allocations, before);
    kit_close(&kit);
}

/* --- more than one terminal ------------------------------------------------------------------------------------ */

static bool keep(void *user, const char *bytes, size_t length) {
    text_add(user, bytes, length);
    return true;
}

/* The same history of calls makes the same versions inside; a restored terminal begins with those of its model. */
static void another_terminal(void) {
    static const struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct kit kit, other;
    struct text bytes = {0};
    struct quire_terminal *restored = NULL, *first;
    kit_open(&kit, 10, 3);
    kit_open(&other, 10, 3);
    feed(&kit, "1\r\n2\r\n3\r\n4\r\nA");
    feed(&other, "1\r\n2\r\n3\r\n4\r\nB");
    CHECK_STR(kit_view(&kit), "3|4|A");
    quire_frame_drawn(kit.frame);
    first = kit.terminal;
    kit.terminal = other.terminal;
    CHECK(update(&kit).all_changed);
    CHECK_STR(kit_view(&kit), "3|4|B");
    CHECK_STR(draw(&kit), "012");
    CHECK_STR(draw(&kit), "");

    quire_frame_scroll(kit.frame, kit.terminal, 1);
    CHECK_STR(kit_view(&kit), "2|3|4");
    kit.terminal = first; /* the place in the other's history is none here */
    CHECK_INT(update(&kit).scroll_offset, 0);
    CHECK_STR(kit_view(&kit), "3|4|A");
    CHECK_STR(draw(&kit), "012");

    kit.terminal = other.terminal; /* scrolled before it was ever copied again */
    quire_frame_scroll(kit.frame, kit.terminal, 1);
    CHECK(update(&kit).all_changed);
    CHECK_STR(kit_view(&kit), "2|3|4");
    kit.terminal = first;

    CHECK_STR(kit_view(&kit), "3|4|A");
    quire_frame_drawn(kit.frame);
    CHECK_INT(quire_snapshot_write(first, keep, &bytes), QUIRE_OK);
    CHECK_INT(quire_snapshot_read(bytes.bytes, bytes.length, &options, &restored), QUIRE_OK);
    kit.terminal = restored;
    CHECK(update(&kit).all_changed);
    kit.terminal = first;
    text_free(&bytes);
    quire_terminal_destroy(restored);
    kit_close(&kit);
    kit_close(&other);
}

/* Terminals that come after one another in the same place of memory. */
static void a_terminal_in_the_same_place(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct kit kit;
    kit_open(&kit, 10, 3);
    for (int i = 0; i < 20; i++) {
        char letter = (char)('a' + i), text[2] = {letter, 0};
        options.cols = 10;
        options.rows = 3;
        quire_terminal_destroy(kit.terminal);
        CHECK_INT(quire_terminal_create(&options, &kit.terminal), QUIRE_OK);
        CHECK_INT(quire_terminal_feed(kit.terminal, &letter, 1), QUIRE_OK);
        CHECK_STR(to_draw(&kit), "012");
        CHECK_STR(kit_view(&kit), text);
        quire_frame_drawn(kit.frame);
    }
    kit_close(&kit);
}

/* --- random ---------------------------------------------------------------------------------------------------- */

enum { COLS = 17, ROWS = 7, VERSIONS = 1 << 18 };

static const char *const pieces[] = {"abc",
                                     "\r\n",
                                     "\033[3;3H",
                                     "\033[2J",
                                     "\033[K",
                                     "\033[L",
                                     "\033[M",
                                     "\033[S",
                                     "\033[T",
                                     "\033[2@",
                                     "\033[2P",
                                     "\xE6\xBC\xA2",
                                     "e\xCC\x81",
                                     "\033[31m",
                                     "\033[m",
                                     "\033[2;5r",
                                     "\033[r",
                                     "\033M",
                                     "\033[?1049h",
                                     "\033[?1049l",
                                     "\t",
                                     "\033[6;12H",
                                     "0123456789abcdefghij",
                                     "\033#6",
                                     "\033#5",
                                     "\033[3J",
                                     "\033]4;1;#111111\007",
                                     "\033]104\007",
                                     "\033c"};

static struct quire_frame_cell cells[COLS + 4];

static void describe(const struct kit *kit, uint32_t row, struct text *to) {
    uint32_t cols = quire_frame_row(kit->frame, row, cells, COLS + 4);
    text_clear(to);
    text_addf(to, "%d ", (int)quire_frame_row_size(kit->frame, row));
    for (uint32_t col = 0; col < cols; col++)
        text_addf(to, "%u %x %u %u%s:", cells[col].text_length ? cells[col].text[0] : ' ', cells[col].foreground,
                  cells[col].width, cells[col].text_length > 1, cells[col].selected ? "s" : "");
}

/* A hash that is good enough to tell rows apart. */
static uint64_t hash(const struct text *text) {
    uint64_t h = UINT64_C(0xCBF29CE484222325);
    for (size_t i = 0; i < text->length; i++)
        h = (h ^ (unsigned char)text->bytes[i]) * UINT64_C(0x100000001B3);
    return h | 1;
}

/* One step of output, scrolling, resizing or selecting. */
static void step(struct kit *kit, struct random *random) {
    uint32_t what = random_below(random, 20);
    if (what < 4)
        quire_frame_scroll(kit->frame, kit->terminal, (int64_t)random_below(random, 9) - 4);
    if (what == 4)
        (void)quire_terminal_resize(kit->terminal, random_between(random, COLS - 1, COLS),
                                    random_between(random, ROWS - 3, ROWS), 0, 0);
    if (what == 5)
        quire_selection_start(kit->terminal, kit->frame, random_below(random, ROWS), random_below(random, COLS), false,
                              QUIRE_SELECT_CELL);
    if (what == 6)
        quire_selection_extend(kit->terminal, kit->frame, random_below(random, ROWS), random_below(random, COLS), true);
    if (what == 7)
        quire_selection_clear(kit->frame);
    for (uint32_t i = random_below(random, 3); i > 0; i--)
        feed(kit, pieces[random_below(random, sizeof pieces / sizeof *pieces)]);
}

/* Whatever happens, a row with a version looks as that version always did, and what is not said to have changed is what
 * was drawn in its place. Now and then nothing is drawn. */
static void versions_say_what_is_shown(void) {
    static uint64_t looks[VERSIONS];
    struct kit kit;
    struct random random = {7};
    struct text drawn[ROWS] = {{0}}, now = {0};
    unsigned kept = 0, unchanged = 0;
    bool any = false;
    kit_open(&kit, COLS, ROWS);
    for (unsigned i = 0; i < 20000 && test_ok; i++) {
        step(&kit, &random);
        struct quire_frame_info info = update(&kit);
        bool drawing = random_below(&random, 3) > 0;
        CHECK(any || info.all_changed);
        for (uint32_t row = 0; row < info.rows; row++) {
            uint64_t v = version(&kit, row);
            describe(&kit, row, &now);
            CHECK(v > 0 && v < VERSIONS);
            kept += looks[v] != 0;
            CHECK(looks[v] == 0 || looks[v] == hash(&now));
            looks[v] = hash(&now);
            if (!quire_frame_row_changed(kit.frame, row)) {
                CHECK(!info.all_changed && text_same(&now, &drawn[row]));
                unchanged++;
            }
            if (drawing) {
                text_clear(&drawn[row]);
                text_add(&drawn[row], now.bytes, now.length);
            }
        }
        if (drawing)
            quire_frame_drawn(kit.frame);
        any = any || drawing;
        if (i % 1000 == 0)
            CHECK(kit_sound(&kit));
    }
    CHECK(kept > 20000 && unchanged > 10000);
    for (uint32_t row = 0; row < ROWS; row++)
        text_free(&drawn[row]);
    text_free(&now);
    kit_close(&kit);
}

int main(void) {
    RUN(rows_that_changed);
    RUN(damage_waits);
    RUN(versions_move_with_rows);
    RUN(views_of_history);
    RUN(history_that_was_taken_back);
    RUN(standing_still_costs_nothing);
    RUN(another_terminal);
    RUN(a_terminal_in_the_same_place);
    RUN(versions_say_what_is_shown);
    return test_end();
}
