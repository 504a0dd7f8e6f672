/* test_image_place.c - images among text: cells, cursor, what takes them away, and that every strip stays beside the
 * text that was written beside it, whatever becomes of that. */
#include "engine.h"
#include "image_place.h"
#include "qr_memory.h"
#include "rows.h"

#include "engine_kit.h"

static struct kit kit;
static struct qr_engine *engine;
static uint64_t chance;

static uint32_t below(uint32_t n) {
    chance = chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((chance >> 33) % n);
}

static void begin(uint32_t cols, uint32_t rows) {
    kit_open(&kit, cols, rows);
    engine = (struct qr_engine *)kit.terminal;
}

static void type(const char *text) {
    CHECK_INT(quire_terminal_feed(kit.terminal, text, strlen(text)), QUIRE_OK);
}

static void type_at(uint32_t x, uint32_t y, const char *text) {
    char bytes[256];
    snprintf(bytes, sizeof bytes, "\x1b[%u;%uH%s", y + 1, x + 1, text);
    type(bytes);
}

static struct qr_image *new_image(uint32_t color, bool transient) {
    struct qr_images *store = qr_engine_images(engine);
    struct qr_content *content;
    struct qr_image *image = NULL;
    CHECK_INT(qr_content_create(&engine->allocator, QR_CONTENT_RGBA, 4, 4, 64, &content), QUIRE_OK);
    memset(content->bytes, (int)color, 64);
    const struct qr_image_name name = {.alternate = qr_is_alternate(engine), .transient = transient};
    CHECK_INT(qr_images_put(store, &name, content, &image), QUIRE_OK);
    return image;
}

static struct qr_placement *show(enum qr_placement_kind kind, uint32_t cols, uint32_t rows,
                                 enum qr_image_cursor cursor) {
    const struct qr_placement_look look = {.kind = kind, .cols = cols, .rows = rows, .width = 4, .height = 4};
    return qr_show_image(engine, new_image(cols, kind == QR_PLACEMENT_INLINE), &look, cursor);
}

static void check_cursor(uint32_t x, uint32_t y) {
    CHECK_INT(engine->screen->cursor.x, x);
    CHECK_INT(engine->screen->cursor.y, y);
}

/* Covered columns of a row of the screen. */
static uint64_t covered(uint32_t y) {
    uint64_t mask[QUIRE_MAX_COLUMNS / 64];
    qr_page_pictured_mask(&engine->screen->page, y, mask);
    return mask[0];
}

static uint32_t strips_in(uint32_t y) {
    uint32_t count;
    (void)qr_strips_of_line(engine->images.store, qr_is_alternate(engine), qr_page_row(&engine->screen->page, y)->line,
                            &count);
    return count;
}

/* --- where the cursor goes ------------------------------------------------------------------------------------------
 */

static void the_cursor(void) {
    begin(20, 10);
    type_at(3, 2, "");
    CHECK(show(QR_PLACEMENT_OVERLAY, 4, 3, QR_CURSOR_STAYS) != NULL);
    check_cursor(3, 2);
    CHECK(show(QR_PLACEMENT_OVERLAY, 4, 3, QR_CURSOR_BEHIND) != NULL);
    check_cursor(7, 4);
    CHECK(show(QR_PLACEMENT_INLINE, 4, 2, QR_CURSOR_BEGIN) != NULL);
    check_cursor(7, 5);
    CHECK(show(QR_PLACEMENT_INLINE, 4, 2, QR_CURSOR_BEHIND) != NULL);
    check_cursor(11, 6);
    CHECK(show(QR_PLACEMENT_OVERLAY, 9, 1, QR_CURSOR_BEHIND) != NULL); /* up to the edge: the next row */
    check_cursor(0, 7);
    type_at(15, 0, "");
    CHECK(show(QR_PLACEMENT_INLINE, 90, 1, QR_CURSOR_BEHIND) != NULL);
    check_cursor(0, 1);
    CHECK(covered(0) == 0xF8000);
    kit_close(&kit);
}

static void the_screen_scrolls_for_it(void) {
    begin(20, 5);
    type_at(0, 0, "first\r\nsecond");
    type_at(2, 3, "");
    const struct qr_placement *placement = show(QR_PLACEMENT_INLINE, 4, 3, QR_CURSOR_BEGIN);
    check_cursor(2, 4);
    CHECK_STR(kit_view(&kit), "second");
    CHECK_INT(placement->strips, 3);
    for (uint32_t y = 0; y < 5; y++)
        CHECK(covered(y) == (y >= 2 && y <= 4 ? 0x3Cu : 0));
    CHECK_INT(kit_info(&kit).history_lines, 1);
    int64_t x, y;
    CHECK(qr_placement_on_screen(engine, placement, &x, &y));
    CHECK_INT(x, 2);
    CHECK_INT(y, 2);
    kit_close(&kit);
}

static void an_image_that_is_higher_than_the_screen(void) {
    begin(20, 5);
    const struct qr_placement *placement = show(QR_PLACEMENT_INLINE, 4, 12, QR_CURSOR_BEHIND);
    check_cursor(4, 4);
    CHECK_INT(placement->strips, 12);
    CHECK_INT(kit_info(&kit).history_lines, 7);
    int64_t x, y;
    CHECK(qr_placement_on_screen(engine, placement, &x, &y));
    CHECK_INT(y, -7);
    CHECK_INT(show(QR_PLACEMENT_OVERLAY, 4, 12, QR_CURSOR_STAYS)->strips, 1); /* cut */
    kit_close(&kit);
}

static void inside_margins(void) {
    begin(20, 8);
    type("\x1b[3;5r");
    type_at(0, 3, "");
    const struct qr_placement *placement = show(QR_PLACEMENT_INLINE, 4, 4, QR_CURSOR_BEHIND);
    check_cursor(4, 4);
    CHECK_INT(kit_info(&kit).history_lines, 0);
    qr_images_sweep(engine, NULL);
    CHECK_INT(placement->strips, 3); /* the first row left the region, and nothing keeps it */
    type("\x1b[r\x1b[?69h\x1b[3;10s");
    type_at(4, 0, "");
    (void)show(QR_PLACEMENT_INLINE, 12, 1, QR_CURSOR_BEHIND);
    CHECK(covered(0) == 0x3F0);
    check_cursor(2, 1);
    kit_close(&kit);
}

static void nothing_to_show(void) {
    begin(20, 8);
    const struct qr_placement_look look = {.kind = QR_PLACEMENT_OVERLAY, .cols = 1, .rows = 1};
    CHECK(!qr_show_image_at(engine, new_image(1, false), &look, 20, 0));
    CHECK(!qr_show_image_at(engine, new_image(1, false), &look, 0, 8));
    CHECK(qr_show_image_at(engine, new_image(1, false), &look, 19, 7) != NULL);
    check_cursor(0, 0);
    engine->images.budget = 0;
    CHECK(!qr_engine_images(engine));
    kit_close(&kit);
}

/* --- what takes it away ----------------------------------------------------------------------------------------------
 */

static void text_takes_inline_images_away(void) {
    begin(20, 5);
    type_at(2, 1, "abcdefgh");
    type_at(4, 1, "");
    const struct qr_placement *placement = show(QR_PLACEMENT_INLINE, 4, 2, QR_CURSOR_STAYS);
    CHECK_STR(kit_view(&kit), "|  ab    gh");
    type_at(5, 1, "X");
    CHECK(covered(1) == 0xD0);
    CHECK_INT(placement->strips, 2); /* the cells know it; the strips are cut when the row leaves */
    type_at(0, 4, "\n\n");
    CHECK_INT(placement->strips, 3);
    uint32_t count;
    const struct qr_strip *strips = qr_strips_of_line(engine->images.store, false, 2, &count);
    CHECK_INT(count, 2);
    CHECK(strips[0].from == 0 && strips[0].cols == 1 && strips[0].column == 4);
    CHECK(strips[1].from == 2 && strips[1].cols == 2 && strips[1].column == 6);
    type_at(0, 0, "\x1b[2K\n\n\n\n\n\n");
    CHECK_INT(qr_strips_count(engine->images.store), 2);
    CHECK_INT(qr_images_count(engine->images.store), 1);
    type("\x1b[3J");
    CHECK_INT(qr_images_count(engine->images.store), 0);
    kit_close(&kit);
}

static void only_clearing_takes_overlays_away(void) {
    begin(20, 5);
    type_at(4, 1, "");
    (void)show(QR_PLACEMENT_OVERLAY, 4, 2, QR_CURSOR_STAYS);
    type_at(0, 1, "text over it\x1b[2K\x1b[J");
    type_at(0, 1, "\x1b[1J\x1b[2K\x1b[3X\x1b[K");
    CHECK_INT(qr_placements_count(engine->images.store), 1);
    CHECK_INT(strips_in(1), 1); /* its row has other numbers meanwhile */
    CHECK_INT(strips_in(2), 1);
    type("\x1b[?2J");
    CHECK_INT(qr_placements_count(engine->images.store), 1);
    type("\x1b[2J");
    CHECK_INT(qr_placements_count(engine->images.store), 0);
    CHECK_INT(qr_images_count(engine->images.store), 1); /* what a program can name stays */
    type("\x1b"
         "c");
    CHECK_INT(qr_images_count(engine->images.store), 0);
    kit_close(&kit);
}

static void history_keeps_overlays_until_it_is_erased(void) {
    begin(20, 5);
    (void)show(QR_PLACEMENT_OVERLAY, 4, 2, QR_CURSOR_STAYS);
    type_at(0, 4, "\n\n\n\n\n");
    type("\x1b[2J");
    CHECK_INT(qr_placements_count(engine->images.store), 1);
    type("\x1b[3J");
    CHECK_INT(qr_placements_count(engine->images.store), 0);
    kit_close(&kit);
}

static void screens_have_images_of_their_own(void) {
    begin(20, 5);
    (void)show(QR_PLACEMENT_OVERLAY, 4, 2, QR_CURSOR_STAYS);
    type("\x1b[?1049h");
    (void)show(QR_PLACEMENT_OVERLAY, 4, 2, QR_CURSOR_STAYS);
    (void)show(QR_PLACEMENT_INLINE, 4, 2, QR_CURSOR_STAYS);
    CHECK_INT(strips_in(0), 2);
    type("\x1b[2J");
    CHECK_INT(qr_placements_count(engine->images.store), 2);
    type("\x1b[?1049l");
    CHECK_INT(qr_placements_count(engine->images.store), 1);
    CHECK_INT(qr_images_count(engine->images.store), 1);
    CHECK_INT(strips_in(0), 1);
    kit_close(&kit);
}

static void lines_take_images_along(void) {
    begin(20, 6);
    type_at(0, 2, "");
    const struct qr_placement *placement = show(QR_PLACEMENT_INLINE, 4, 2, QR_CURSOR_STAYS);
    int64_t x, y;
    type_at(0, 0, "\x1b[2L");
    CHECK(qr_placement_on_screen(engine, placement, &x, &y));
    CHECK_INT(y, 4);
    CHECK(covered(4) == 0xF && covered(5) == 0xF);
    type_at(0, 1, "\x1b[3M");
    CHECK(qr_placement_on_screen(engine, placement, &x, &y));
    CHECK_INT(y, 1);
    type_at(0, 1, "\x1b[M"); /* its first row */
    CHECK(qr_placement_on_screen(engine, placement, &x, &y));
    CHECK_INT(y, 0);
    CHECK(covered(1) == 0xF);
    qr_images_sweep(engine, NULL);
    CHECK_INT(placement->strips, 1);
    type_at(0, 1, "\x1b[M");
    qr_images_sweep(engine, NULL);
    CHECK_INT(qr_images_count(engine->images.store), 0);
    kit_close(&kit);
}

static void resizing_cuts_and_shows_again(void) {
    begin(20, 5);
    type_at(0, 1, "left");
    type_at(12, 1, "");
    (void)show(QR_PLACEMENT_INLINE, 6, 1, QR_CURSOR_STAYS);
    type_at(18, 1, "R");
    CHECK(covered(1) == 0x3F000);
    CHECK_INT(quire_terminal_resize(kit.terminal, 15, 5, 0, 0), QUIRE_OK);
    CHECK(covered(1) == 0x7000 && covered(2) == 0x7);
    CHECK_INT(quire_terminal_resize(kit.terminal, 30, 5, 0, 0), QUIRE_OK);
    CHECK(covered(1) == 0x3F000);
    type("\x1b[?1049h");
    type_at(20, 2, "");
    (void)show(QR_PLACEMENT_INLINE, 6, 1, QR_CURSOR_STAYS);
    CHECK_INT(quire_terminal_resize(kit.terminal, 22, 4, 0, 0), QUIRE_OK);
    CHECK(covered(2) == 0x300000);
    CHECK_INT(quire_terminal_resize(kit.terminal, 40, 6, 0, 0), QUIRE_OK);
    CHECK(covered(2) == 0x3F00000);
    kit_close(&kit);
}

/* --- against text
 * ------------------------------------------------------------------------------------------------------ */

/* Beside each row of each image stands a letter that no other row has. Wherever that letter is now, the strip of the
 * row is: `cols` before it. What was done to the text between does not matter. */
#define LETTERS 0x1401u /* Canadian syllabics: narrow, and there are enough */
#define LETTERS_MAX 600u

struct letter {
    uint64_t serial; /* of the placement; 0: none has it yet */
    uint32_t row, cols;
    bool is_inline;
    uint32_t found;
    uint64_t line, column; /* where it was found last */
    bool together;         /* its row has all columns beside it: where a line is parted in an image, its strip stays */
    bool whole;            /* they are covered, all */
};

static struct letter letters[LETTERS_MAX];
static uint32_t letter_count;

static const struct qr_placement *placement_of(uint64_t serial) {
    const struct qr_placement *placement = qr_placements_first(engine->images.store);
    while (placement && placement->serial != serial)
        placement = qr_placements_next(engine->images.store, placement);
    return placement;
}

/* An image of random size with its letters, where nothing scrolls. */
static void place_some(void) {
    uint32_t cols = 1 + below(6), rows = 1 + below(3), width = qr_cols(engine), height = qr_rows(engine);
    if (width < cols + 2 || height < rows || letter_count + rows > LETTERS_MAX || engine->screen != &engine->primary)
        return;
    bool is_inline = below(2);
    uint32_t x = below(width - cols - 1), y = below(height - rows + 1);
    type("\x1b[r");
    for (uint32_t i = 0; i < rows; i++) /* rows that nothing goes on in, or from */
        type_at(0, y + i, "\x1b[2K");
    type_at(x, y, "");
    const struct qr_placement *placement = show(is_inline ? QR_PLACEMENT_INLINE : QR_PLACEMENT_OVERLAY, cols, rows,
                                                below(2) ? QR_CURSOR_STAYS : QR_CURSOR_BEHIND);
    CHECK(placement && placement->strips == rows);
    for (uint32_t i = 0; placement && i < rows; i++) {
        char text[8];
        uint32_t c = LETTERS + letter_count;
        snprintf(text, sizeof text, "%c%c%c", (char)(0xE0 | c >> 12), (char)(0x80 | (c >> 6 & 63)),
                 (char)(0x80 | (c & 63)));
        type_at(x + cols, y + i, text);
        letters[letter_count++] = (struct letter){placement->serial, i, cols, is_inline, 0, 0, 0, false, false};
    }
}

static void note_letters(const struct qr_row_view *view) {
    const struct qr_cell *cells = qr_page_cells(view->page, view->row);
    for (uint32_t x = 0; x < view->columns && x < view->row->length; x++) {
        uint32_t n = qr_cell_content(cells[x]) - LETTERS;
        if (qr_cell_is_cluster(cells[x]) || n >= letter_count)
            continue;
        struct letter *letter = &letters[n];
        letter->found++;
        letter->line = view->row->line;
        letter->column = view->column + x;
        letter->together = letter->whole = x >= letter->cols;
        for (uint32_t i = 1; i <= letter->cols && letter->whole; i++)
            letter->whole = qr_cell_is_pictured(cells[x - i]);
    }
}

static void find_letters(void) {
    struct qr_rows rows;
    struct qr_row_view view;
    for (uint32_t i = 0; i < letter_count; i++)
        letters[i].found = 0;
    CHECK_INT(qr_rows_open(&rows, engine), QUIRE_OK);
    for (uint64_t i = 0; i < rows.count; i++) {
        if (qr_rows_get(&rows, i, &view))
            note_letters(&view);
    }
    qr_rows_close(&rows);
}

/* Columns of the strips of a letter's row that stand right beside it; all of them do. */
static uint32_t columns_beside(const struct letter *letter, bool *astray) {
    uint32_t count, columns = 0;
    const struct qr_strip *strips = qr_strips_of_line(engine->images.store, false, letter->line, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (strips[i].placement->serial != letter->serial || strips[i].row != letter->row)
            continue;
        *astray = *astray || strips[i].column - strips[i].from + letter->cols != letter->column;
        columns += strips[i].cols;
    }
    return columns;
}

static uint32_t seen_letters;

static void check_letters(void) {
    find_letters();
    for (uint32_t i = 0; i < letter_count && test_ok; i++) {
        const struct letter *letter = &letters[i];
        bool astray = false;
        if (letter->found != 1 || !letter->together || !placement_of(letter->serial))
            continue;
        uint32_t columns = columns_beside(letter, &astray);
        CHECK(!astray);
        if (!letter->is_inline || letter->whole)
            CHECK_INT(columns, letter->cols);
        seen_letters++;
    }
}

/* What programs do, but for what moves cells inside a line. */
static void do_something(void) {
    static const char *const forms[] = {"\x1b[%uL", "\x1b[%uM", "\x1b[%uS", "\x1b[%uT",   "\x1b[%uJ",     "\x1b[%uK",
                                        "\x1b[%uX", "\x1b[%uB", "\x1b[%uA", "\x1b[%u;9r", "\x1b[3;%ur\r", "\x1b[%uG"};
    char bytes[200];
    uint32_t kind = below(30), count = below(4);
    if (kind < sizeof forms / sizeof *forms) {
        count = kind == 4 ? below(2) : count; /* not the whole screen each time */
        snprintf(bytes, sizeof bytes, forms[kind], count);
        type(bytes);
    } else if (kind < 18) {
        type_at(below(qr_cols(engine)), below(qr_rows(engine)), "");
    } else if (kind < 23) {
        uint32_t length = 1 + below(kind == 22 ? 150 : 20);
        memset(bytes, 'a' + (int)below(26), length);
        bytes[length] = 0;
        type(bytes);
    } else if (kind < 27) {
        type(kind == 26 ? "\r\n\n\n" : "\r\n");
    } else if (kind == 27) {
        type("\x1b[r");
    } else if (kind == 28 && below(4) == 0) {
        type("\x1b[?1049hsome text\x1b[?1049l");
    } else {
        type("\x1bM");
    }
}

static void resize_some(void) {
    CHECK_INT(quire_terminal_resize(kit.terminal, 6 + below(50), 2 + below(20), 0, 0), QUIRE_OK);
}

static void strips_stay_beside_their_text(void) {
    uint32_t runs = getenv("QUIRE_SOAK") ? 400 : 12;
    for (uint32_t run = 0; run < runs && test_ok; run++) {
        begin(10 + below(40), 4 + below(20));
        letter_count = 0;
        for (uint32_t step = 0; step < 1200 && test_ok; step++) {
            uint32_t what = below(60);
            if (what < 8)
                place_some();
            else if (what == 8)
                resize_some();
            else if (what == 9)
                (void)quire_terminal_idle(kit.terminal, 100000);
            else
                do_something();
            if (step % 5 == 0 && engine->screen == &engine->primary && engine->images.store)
                check_letters();
            if (step % 100 == 0)
                CHECK(kit_sound(&kit));
        }
        kit_close(&kit);
    }
    CHECK(seen_letters > 5000);
    printf("  %u strips were looked for\n", seen_letters);
}

/* 500 plots among text, in history mostly, resized 100 times. */
static void five_hundred_plots(void) {
    begin(60, 20);
    letter_count = 0;
    for (uint32_t i = 0; i < 500; i++) {
        char text[200];
        uint32_t c = LETTERS + letter_count;
        memset(text, 'p', sizeof text);
        text[below(150)] = 0;
        type(text);
        type("\r\n");
        uint32_t cols = 3 + below(12);
        bool is_inline = i % 2 == 0;
        const struct qr_placement *placement =
            show(is_inline ? QR_PLACEMENT_INLINE : QR_PLACEMENT_OVERLAY, cols, 1, QR_CURSOR_BEHIND);
        snprintf(text, sizeof text, "%c%c%c\r\n", (char)(0xE0 | c >> 12), (char)(0x80 | (c >> 6 & 63)),
                 (char)(0x80 | (c & 63)));
        type(text);
        letters[letter_count++] = (struct letter){placement->serial, 0, cols, is_inline, 0, 0, 0, false, false};
    }
    for (uint32_t i = 0; i < 100 && test_ok; i++) {
        CHECK_INT(quire_terminal_resize(kit.terminal, 20 + below(100), 3 + below(40), 0, 0), QUIRE_OK);
        find_letters();
        for (uint32_t n = 0; n < letter_count; n++) {
            bool astray = false;
            CHECK_INT(letters[n].found, 1);
            CHECK_INT(columns_beside(&letters[n], &astray), letters[n].cols);
            CHECK(!astray);
        }
    }
    qr_images_sweep(engine, NULL);
    CHECK_INT(qr_placements_count(engine->images.store), 500);
    kit_close(&kit);
}

/* Placing for ever does not grow: what has left for good is found at times. */
static void dead_strips_go_while_images_come(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    options.cols = 20;
    options.rows = 5;
    options.scrollback_lines = 100;
    kit_open_with(&kit, options);
    engine = (struct qr_engine *)kit.terminal;
    for (uint32_t i = 0; i < 20000; i++)
        (void)show(QR_PLACEMENT_INLINE, 4, 2, QR_CURSOR_BEGIN);
    CHECK(qr_strips_count(engine->images.store) < 3000);
    CHECK(qr_images_count(engine->images.store) < 3000);
    kit_close(&kit);
}

/* --- memory that fails
 * -------------------------------------------------------------------------------------------------- */

static struct { long requests, fail_at; } memory;

static void *take(void *user, size_t size, size_t align) {
    (void)user;
    (void)align;
    memory.requests++;
    return memory.fail_at != 0 && memory.requests >= memory.fail_at ? NULL : malloc(size);
}

static void give(void *user, void *bytes, size_t size, size_t align) {
    (void)user;
    (void)size;
    (void)align;
    free(bytes);
}

static void begin_failing(void) {
    const struct quire_allocator allocator = {.size = sizeof allocator, .alloc = take, .free = give};
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    options.cols = 20;
    options.rows = 5;
    options.allocator = &allocator;
    kit = (struct kit){0};
    memory.fail_at = 0;
    CHECK_INT(quire_terminal_create(&options, &kit.terminal), QUIRE_OK);
    CHECK_INT(quire_frame_create(NULL, &kit.frame), QUIRE_OK);
    engine = (struct qr_engine *)kit.terminal;
    type("one\r\ntwo\r\nthree\r\nfour");
}

/* An image that has no room is not shown, and then nothing was erased or scrolled for it. */
static void without_memory_text_stays(void) {
    uint32_t failed = 0;
    for (long at = 1; at < 20; at++) {
        begin_failing();
        struct qr_image *image = new_image(1, true);
        const struct qr_placement_look look = {.kind = QR_PLACEMENT_INLINE, .cols = 4, .rows = 3};
        memory.fail_at = memory.requests + at;
        const struct qr_placement *placement = qr_show_image(engine, image, &look, QR_CURSOR_BEGIN);
        memory.fail_at = 0;
        if (!placement) {
            failed++;
            CHECK_STR(kit_view(&kit), "one|two|three|four");
            check_cursor(4, 3);
            CHECK_INT(qr_placements_count(engine->images.store), 0);
        }
        kit_close(&kit);
    }
    CHECK(failed >= 3 && failed < 19);
}

int main(void) {
    const char *seed = getenv("QUIRE_SEED");
    chance = seed ? strtoull(seed, NULL, 0) : 3;
    RUN(the_cursor);
    RUN(the_screen_scrolls_for_it);
    RUN(an_image_that_is_higher_than_the_screen);
    RUN(inside_margins);
    RUN(nothing_to_show);
    RUN(text_takes_inline_images_away);
    RUN(only_clearing_takes_overlays_away);
    RUN(history_keeps_overlays_until_it_is_erased);
    RUN(screens_have_images_of_their_own);
    RUN(lines_take_images_along);
    RUN(resizing_cuts_and_shows_again);
    RUN(strips_stay_beside_their_text);
    RUN(five_hundred_plots);
    RUN(dead_strips_go_while_images_come);
    RUN(without_memory_text_stays);
    return test_end();
}
