/* Reading a frame: the text of rows, colours as they were written, what blinks, what moved. quire/frame.h says each. */
#include "engine_kit.h"

static void update(struct kit *kit) {
    CHECK_INT(quire_frame_update(kit->frame, kit->terminal), QUIRE_OK);
}

static struct quire_frame_cell cell_at(struct kit *kit, uint32_t row, uint32_t col) {
    static struct quire_frame_cell cells[256];
    CHECK(quire_frame_row(kit->frame, row, cells, 256) > col);
    return cells[col];
}

/* --- text ------------------------------------------------------------------------------------------------------ */

static const char *row_text(struct kit *kit, uint32_t row, uint32_t *offsets) {
    static char text[1024];
    size_t needed = 0, length = 0;
    enum quire_result result = quire_frame_row_text(kit->frame, row, NULL, 0, &needed, NULL);
    CHECK_INT(result, needed > 0 ? QUIRE_NO_SPACE : QUIRE_OK);
    CHECK_INT(quire_frame_row_text(kit->frame, row, text, needed, &length, offsets), QUIRE_OK);
    CHECK_INT(length, needed);
    text[length] = 0;
    return text;
}

static void text_of_rows(void) {
    struct kit kit;
    size_t length = 7;
    kit_open(&kit, 10, 4);
    CHECK_INT(quire_frame_row_text(kit.frame, 0, NULL, 0, &length, NULL), QUIRE_INVALID); /* before the first update */
    feed(&kit, "a  b \r\n\xE6\xBC\xA2x\xCC\x81!\r\n0123456   1");
    update(&kit);
    CHECK_STR(row_text(&kit, 0, NULL), "a  b"); /* blanks at the end are left out */
    CHECK_STR(row_text(&kit, 1, NULL), "\xE6\xBC\xA2x\xCC\x81!");
    CHECK_STR(row_text(&kit, 2, NULL), "0123456   "); /* but the line goes on */
    CHECK_STR(row_text(&kit, 3, NULL), "1");
    CHECK_INT(quire_frame_row_text(kit.frame, 4, NULL, 0, &length, NULL), QUIRE_INVALID);
    kit_close(&kit);
}

/* A column that a wide character left free belongs to no line. */
static void text_of_a_row_with_a_spacer(void) {
    struct kit kit;
    kit_open(&kit, 5, 3);
    feed(&kit, "abcd\xE6\xBC\xA2");
    update(&kit);
    CHECK_STR(row_text(&kit, 0, NULL), "abcd");
    CHECK_STR(row_text(&kit, 1, NULL), "\xE6\xBC\xA2");
    kit_close(&kit);
}

/* A row of double size has half the columns. */
static void text_of_a_row_of_double_size(void) {
    struct kit kit;
    uint32_t offsets[11];
    kit_open(&kit, 10, 2);
    feed(&kit, "0123456789\r\033#6");
    update(&kit);
    memset(offsets, 0xFF, sizeof offsets);
    CHECK_STR(row_text(&kit, 0, offsets), "01234");
    CHECK_INT(offsets[5], 5);
    CHECK_INT(offsets[6], UINT32_MAX);
    kit_close(&kit);
}

static void offsets_of_columns(void) {
    struct kit kit;
    uint32_t offsets[11];
    kit_open(&kit, 10, 2);
    feed(&kit, "a\xE6\xBC\xA2x\xCC\x81 b");
    update(&kit);
    CHECK_STR(row_text(&kit, 0, offsets), "a\xE6\xBC\xA2x\xCC\x81 b");
    static const uint32_t want[11] = {0, 1, 4, 4, 7, 8, 9, 9, 9, 9, 9};
    for (uint32_t i = 0; i < 11; i++)
        CHECK_INT(offsets[i], want[i]);
    size_t length = 0;
    memset(offsets, 0xFF, sizeof offsets);
    CHECK_INT(quire_frame_row_text(kit.frame, 0, NULL, 0, &length, offsets), QUIRE_NO_SPACE);
    for (uint32_t i = 0; i < 11; i++)
        CHECK_INT(offsets[i], want[i]); /* they are right all the same */
    kit_close(&kit);
}

/* Of any row: the text of columns [a, b) is what the cells say, blanks at the end aside. */
static void text_is_that_of_cells(void) {
    struct kit kit;
    struct random random = {11};
    static const char *const pieces[] = {"a", " ", "\xE6\xBC\xA2", "e\xCC\x81", "\xC3\xA9", "\r\n", "\033[3C", "word "};
    static struct quire_frame_cell cells[64];
    uint32_t offsets[65];
    kit_open(&kit, 13, 5);
    for (uint32_t step = 0; step < 2000 && test_ok; step++) {
        feed(&kit, pieces[random_below(&random, 8)]);
        update(&kit);
        uint32_t row = random_below(&random, 5), cols = quire_frame_row(kit.frame, row, cells, 64);
        const char *text = row_text(&kit, row, offsets);
        struct text want = {0};
        for (uint32_t x = 0; x < cols; x++) {
            CHECK_INT(offsets[x], want.length < strlen(text) ? want.length : strlen(text));
            for (uint32_t i = 0; i < cells[x].text_length; i++)
                text_code_point(&want, cells[x].text[i]);
            if (cells[x].text_length == 0 && cells[x].width == 1)
                text_add(&want, " ", 1);
        }
        CHECK(strncmp(want.bytes, text, strlen(text)) == 0);
        CHECK(strspn(want.bytes + strlen(text), " ") == strlen(want.bytes + strlen(text)));
        text_free(&want);
    }
    kit_close(&kit);
}

/* --- colours ----------------------------------------------------------------------------------------------------- */

static void colours_as_written(void) {
    struct kit kit;
    kit_open(&kit, 10, 2);
    feed(&kit, "\033[31;48:2::1:2:3;58:5:200mx\033[m\033[93my\033[mz");
    update(&kit);
    struct quire_frame_cell x = cell_at(&kit, 0, 0), y = cell_at(&kit, 0, 1), z = cell_at(&kit, 0, 2);
    const uint32_t *palette = quire_frame_palette(kit.frame);
    CHECK_INT(QUIRE_COLOR_KIND(x.written_foreground), QUIRE_COLOR_PALETTE);
    CHECK_INT(QUIRE_COLOR_VALUE(x.written_foreground), 1);
    CHECK_INT(x.foreground, palette[1]);
    CHECK_INT(QUIRE_COLOR_KIND(x.written_background), QUIRE_COLOR_RGB);
    CHECK_INT(QUIRE_COLOR_VALUE(x.written_background), 0x010203);
    CHECK_INT(x.background, 0x010203);
    CHECK_INT(QUIRE_COLOR_VALUE(x.written_underline), 200);
    CHECK_INT(x.underline_color, palette[200]);
    CHECK_INT(QUIRE_COLOR_VALUE(y.written_foreground), 11);
    CHECK_INT(z.written_foreground.bits, 0);
    CHECK_INT(z.written_background.bits, 0);
    CHECK_INT(z.written_underline.bits, 0);
    kit_close(&kit);
}

/* The palette is that of the last update. */
static void palette_of_the_frame(void) {
    struct kit kit;
    kit_open(&kit, 10, 2);
    CHECK_INT(quire_frame_palette(kit.frame)[1], 0);
    update(&kit);
    uint32_t red = quire_frame_palette(kit.frame)[1];
    CHECK(red != 0);
    feed(&kit, "\033]4;1;#123456\033\\");
    CHECK_INT(quire_frame_palette(kit.frame)[1], red);
    update(&kit);
    CHECK_INT(quire_frame_palette(kit.frame)[1], 0x123456);
    kit_close(&kit);
}

/* What the frame shows, row by row, with where it stands. */
static void same_row(struct kit *kit, uint32_t row, struct kit *other, uint32_t other_row) {
    struct quire_frame_line a = QUIRE_FRAME_LINE_INIT, b = QUIRE_FRAME_LINE_INIT;
    char text[200], other_text[200];
    size_t length = 0, other_length = 0;
    CHECK_INT(quire_frame_get_line(kit->frame, row, &a), QUIRE_OK);
    CHECK_INT(quire_frame_get_line(other->frame, other_row, &b), QUIRE_OK);
    CHECK(a.line == b.line && a.column == b.column && a.wrapped == b.wrapped);
    quire_frame_row_text(kit->frame, row, text, sizeof text, &length, NULL);
    quire_frame_row_text(other->frame, other_row, other_text, sizeof other_text, &other_length, NULL);
    CHECK(length == other_length && !memcmp(text, other_text, length));
}

static struct quire_frame_info info_of(const struct kit *kit) {
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    quire_frame_get_info(kit->frame, &info);
    return info;
}

/* A frame with rows above the view is the one without them, and those of a view that stands higher. */
static void rows_above_the_view(void) {
    struct kit kit, plain;
    kit_open(&kit, 10, 4);
    kit_open(&plain, 10, 4);
    for (int line = 0; line < 30; line++) {
        char text[64];
        snprintf(text, sizeof text, line % 3 ? "\r\nline %d" : "\r\nline %d goes on and on", line);
        feed(&kit, text);
        feed(&plain, text);
    }
    for (uint32_t above = 0; above < 7; above = above ? above * 2 : 1) {
        for (uint64_t offset = 0; offset < 60; offset += 1 + offset / 5) {
            quire_frame_set_rows_above(kit.frame, above);
            quire_frame_scroll_to(kit.frame, kit.terminal, offset);
            update(&kit);
            quire_frame_scroll_to(plain.frame, plain.terminal, offset);
            update(&plain);
            struct quire_frame_info info = info_of(&kit), of_view = info_of(&plain);
            uint64_t there = of_view.scroll_total - of_view.scroll_offset, wanted = above < 4 ? above : 4;
            CHECK_INT(info.rows_above, there < wanted ? there : wanted);
            CHECK_INT(info.rows, of_view.rows + info.rows_above);
            CHECK(info.scroll_offset == of_view.scroll_offset && info.scroll_total == of_view.scroll_total);
            CHECK(info.cursor_visible == of_view.cursor_visible);
            CHECK(!info.cursor_visible || info.cursor_row == of_view.cursor_row + info.rows_above);
            for (uint32_t row = 0; row < of_view.rows; row++)
                same_row(&kit, row + info.rows_above, &plain, row);
            quire_frame_scroll_to(plain.frame, plain.terminal, offset + info.rows_above);
            update(&plain);
            for (uint32_t row = 0; row < info.rows_above; row++)
                same_row(&kit, row, &plain, row);
            quire_frame_drawn(kit.frame);
            update(&kit);
            CHECK(!quire_frame_row_changed(kit.frame, 0));
        }
    }
    feed(&kit, "\033[?1049h");
    update(&kit);
    CHECK_INT(info_of(&kit).rows_above, 0);
    kit_close(&kit);
    kit_close(&plain);
}

static void bold_is_bright(void) {
    struct kit kit;
    kit_open(&kit, 10, 2);
    feed(&kit, "\033[1;4;31ma\033[22mb\033[1;91mc\033[38:5:20md\033[39me\033[38:2::1:2:3mf");
    update(&kit);
    const uint32_t *palette = quire_frame_palette(kit.frame);
    CHECK_INT(cell_at(&kit, 0, 0).foreground, palette[1]); /* at first it does not */
    quire_frame_drawn(kit.frame);
    quire_frame_set_bold_is_bright(kit.frame, false);
    update(&kit);
    CHECK(!quire_frame_row_changed(kit.frame, 0));
    quire_frame_set_bold_is_bright(kit.frame, true);
    update(&kit);
    CHECK(quire_frame_row_changed(kit.frame, 0) && quire_frame_row_changed(kit.frame, 1));
    CHECK_INT(cell_at(&kit, 0, 0).foreground, palette[9]);
    CHECK_INT(cell_at(&kit, 0, 0).underline_color, palette[9]);
    CHECK_INT(QUIRE_COLOR_VALUE(cell_at(&kit, 0, 0).written_foreground), 1);
    CHECK_INT(cell_at(&kit, 0, 1).foreground, palette[1]);
    CHECK_INT(cell_at(&kit, 0, 2).foreground, palette[9]);
    CHECK_INT(cell_at(&kit, 0, 3).foreground, palette[20]);
    CHECK(cell_at(&kit, 0, 4).default_foreground);
    CHECK_INT(cell_at(&kit, 0, 5).foreground, 0x010203);
    quire_frame_drawn(kit.frame);
    update(&kit);
    CHECK(!quire_frame_row_changed(kit.frame, 0)); /* once */
    kit_close(&kit);
}

static void rows_that_blink(void) {
    struct kit kit;
    kit_open(&kit, 10, 4);
    CHECK(!quire_frame_row_blinks(kit.frame, 0));
    feed(&kit, "\033[1mbold\r\n\033[mplain \033[5mb\033[m\r\nplain\r\n\033[5m\033[m");
    update(&kit);
    CHECK(!quire_frame_row_blinks(kit.frame, 0));
    CHECK(quire_frame_row_blinks(kit.frame, 1));
    CHECK(!quire_frame_row_blinks(kit.frame, 2));
    CHECK(!quire_frame_row_blinks(kit.frame, 3));
    CHECK(!quire_frame_row_blinks(kit.frame, 4));
    feed(&kit, "\033[2;7H ");
    update(&kit);
    CHECK(!quire_frame_row_blinks(kit.frame, 1));
    kit_close(&kit);
}

/* --- what moved ----------------------------------------------------------------------------------------------------
 */

static struct quire_frame_move moved(struct kit *kit) {
    struct quire_frame_move move = QUIRE_FRAME_MOVE_INIT;
    update(kit);
    CHECK_INT(quire_frame_moved(kit->frame, &move), QUIRE_OK);
    return move;
}

static void rows_that_moved(void) {
    struct kit kit;
    kit_open(&kit, 10, 6);
    feed(&kit, "1\r\n2\r\n3\r\n4\r\n5\r\n6");
    CHECK_INT(moved(&kit).rows, 0); /* all has changed */
    quire_frame_drawn(kit.frame);
    CHECK_INT(moved(&kit).rows, 0); /* nothing has */
    feed(&kit, "\r\n7\r\n8");
    struct quire_frame_move move = moved(&kit);
    CHECK_INT(move.row, 0);
    CHECK_INT(move.rows, 4);
    CHECK_INT(move.by, 2);
    move = moved(&kit); /* since what was drawn, however many updates lie between */
    CHECK_INT(move.rows, 4);
    quire_frame_drawn(kit.frame);
    CHECK_INT(moved(&kit).rows, 0);
    feed(&kit, "\033[2;5r\033[2;1H\033M"); /* down, in a region */
    move = moved(&kit);
    CHECK_INT(move.row, 2);
    CHECK_INT(move.rows, 3);
    CHECK_INT(move.by, -1);
    quire_frame_drawn(kit.frame);
    quire_frame_scroll(kit.frame, kit.terminal, 2);
    move = moved(&kit);
    CHECK_INT(move.row, 2);
    CHECK_INT(move.rows, 4);
    CHECK_INT(move.by, -2);
    quire_frame_scroll(kit.frame, kit.terminal, -2);
    move.size = 1;
    CHECK_INT(quire_frame_moved(kit.frame, &move), QUIRE_INVALID);
    kit_close(&kit);
}

enum { ROWS = 9, COLS = 12 };

/* What a renderer has drawn: the text of each row. */
static void draw(struct kit *kit, struct text *picture, uint32_t row) {
    text_clear(&picture[row]);
    kit_add_row(kit, &picture[row], row);
}

/* A renderer that moves its picture and draws the changed rows outside shows what one shows that draws everything. */
static void moving_is_drawing(void) {
    struct kit kit;
    struct random random = {5};
    struct text picture[ROWS] = {{0}}, old[ROWS], whole = {0};
    unsigned moves = 0;
    kit_open(&kit, COLS, ROWS);
    for (uint32_t step = 0; step < 3000 && test_ok; step++) {
        static const char *const actions[] = {"\r\nline %u", "\r\n%u\r\n", "\033[%uA", "\033[3;7r%u", "\033[r%u",
                                              "\033[L%u",    "\033[2M%u",  "\033M%u",  "\033[5;1H%u", "\033[9;1H\n%u"};
        char text[32];
        (void)snprintf(text, sizeof text, actions[random_below(&random, 10)], step);
        feed(&kit, text);
        if (random_below(&random, 10) == 0)
            quire_frame_scroll(kit.frame, kit.terminal, random_below(&random, 2) ? 2 : -2);
        if (random_below(&random, 3) == 0)
            continue;
        struct quire_frame_move move = moved(&kit);
        memcpy(old, picture, sizeof old);
        for (uint32_t i = 0; i < move.rows; i++) {
            picture[move.row + i] = (struct text){0};
            struct text *from = &old[(int32_t)(move.row + i) + move.by];
            text_add(&picture[move.row + i], from->bytes, from->length);
        }
        for (uint32_t i = 0; i < move.rows; i++)
            text_free(&old[move.row + i]);
        for (uint32_t row = 0; row < ROWS; row++) {
            if (quire_frame_row_changed(kit.frame, row) && (row < move.row || row >= move.row + move.rows))
                draw(&kit, picture, row);
            text_clear(&whole);
            kit_add_row(&kit, &whole, row);
            CHECK(text_same(&whole, &picture[row]));
        }
        moves += move.rows > 0;
        quire_frame_drawn(kit.frame);
    }
    CHECK(moves > 100);
    for (uint32_t row = 0; row < ROWS; row++)
        text_free(&picture[row]);
    text_free(&whole);
    kit_close(&kit);
}

int main(void) {
    RUN(text_of_rows);
    RUN(text_of_a_row_with_a_spacer);
    RUN(text_of_a_row_of_double_size);
    RUN(offsets_of_columns);
    RUN(text_is_that_of_cells);
    RUN(colours_as_written);
    RUN(palette_of_the_frame);
    RUN(rows_above_the_view);
    RUN(bold_is_bright);
    RUN(rows_that_blink);
    RUN(rows_that_moved);
    RUN(moving_is_drawing);
    return test_end();
}
