/* Frames: the viewport and its anchor, colours, links, the cursor. What is to be drawn: test_damage.c. */
#include "engine_kit.h"

static struct quire_frame_info update(struct kit *kit) {
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    CHECK_INT(quire_frame_update(kit->frame, kit->terminal), QUIRE_OK);
    CHECK_INT(quire_frame_get_info(kit->frame, &info), QUIRE_OK);
    return info;
}

static struct quire_frame_cell cell_at(struct kit *kit, uint32_t row, uint32_t col) {
    static struct quire_frame_cell cells[256];
    CHECK(quire_frame_row(kit->frame, row, cells, 256) > col);
    return cells[col];
}

static void anchored_viewport(void) {
    struct kit kit;
    kit_open(&kit, 10, 3);
    for (char line[8] = "a\r\n"; line[0] <= 'j'; line[0]++)
        feed(&kit, line);
    CHECK_STR(kit_view(&kit), "i|j");
    CHECK_INT(update(&kit).scroll_total, 8);
    quire_frame_scroll(kit.frame, kit.terminal, 4);
    CHECK_STR(kit_view(&kit), "e|f|g");
    CHECK_INT(update(&kit).scroll_offset, 4);
    feed(&kit, "k\r\nl\r\n");
    CHECK_STR(kit_view(&kit), "e|f|g"); /* output does not move what is being read */
    CHECK_INT(update(&kit).scroll_offset, 6);
    quire_frame_scroll(kit.frame, kit.terminal, -1);
    CHECK_STR(kit_view(&kit), "f|g|h");
    CHECK_INT(quire_terminal_resize(kit.terminal, 12, 3, 0, 0), QUIRE_OK);
    CHECK_STR(kit_view(&kit), "f|g|h");
    quire_frame_scroll(kit.frame, kit.terminal, INT64_MAX);
    CHECK_STR(kit_view(&kit), "a|b|c");
    quire_frame_scroll(kit.frame, kit.terminal, INT64_MIN);
    CHECK_STR(kit_view(&kit), "k|l");
    feed(&kit, "m");
    CHECK_STR(kit_view(&kit), "k|l|m"); /* at the bottom it follows again */
    CHECK_INT(update(&kit).scroll_offset, 0);
    quire_frame_scroll_to(kit.frame, kit.terminal, 2);
    feed(&kit, "\033[?1049h");
    CHECK_INT(update(&kit).scroll_total, 0); /* no history there */
    CHECK_STR(kit_view(&kit), "");
    quire_frame_scroll(kit.frame, kit.terminal, 1);
    CHECK_INT(update(&kit).scroll_offset, 0);
    kit_close(&kit);
}

static void evicted_anchor(void) {
    struct kit kit;
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    options.cols = 10;
    options.rows = 2;
    options.scrollback_lines = 4;
    kit_open_with(&kit, options);
    feed(&kit, "1\r\n2\r\n3\r\n4\r\n5\r\n6");
    quire_frame_scroll_to(kit.frame, kit.terminal, UINT64_MAX);
    CHECK_STR(kit_view(&kit), "1|2");
    feed(&kit, "\r\n7");
    CHECK_STR(kit_view(&kit), "2|3"); /* what was read is gone: the oldest there is */
    feed(&kit, "\r\n8\r\n9");
    CHECK_STR(kit_view(&kit), "4|5");
    quire_terminal_clear_history(kit.terminal);
    CHECK_STR(kit_view(&kit), "8|9");
    CHECK_INT(update(&kit).scroll_offset, 0);
    kit_close(&kit);
}

static void anchor_in_a_long_line(void) {
    struct kit kit;
    kit_open(&kit, 4, 2);
    feed(&kit, "0123456789abcdefghij");
    quire_frame_scroll_to(kit.frame, kit.terminal, 2);
    CHECK_STR(kit_view(&kit), "4567|89ab");
    CHECK_INT(quire_terminal_resize(kit.terminal, 3, 2, 0, 0), QUIRE_OK);
    CHECK_STR(kit_view(&kit), "345|678"); /* the row that holds what stood at the top */
    CHECK_INT(quire_terminal_resize(kit.terminal, 40, 4, 0, 0), QUIRE_OK);
    CHECK_STR(kit_view(&kit), "0123456789abcdefghij"); /* all on the screen: nothing to scroll to */
    CHECK_INT(update(&kit).scroll_offset, 0);
    kit_close(&kit);
}

static void colors(void) {
    struct kit kit;
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    uint32_t palette[256];
    for (uint32_t i = 0; i < 256; i++)
        palette[i] = i * 0x010203 & 0xFFFFFF;
    options.palette = palette;
    options.foreground = 0xAAAAAA;
    options.background = 0x111111;
    kit_open_with(&kit, options);
    feed(&kit, "a\033[31;42mb\033[38;5;200;48;2;1;2;3mc\033[0;4;58;5;9md\033[0;1;3;4:3;7me");
    struct quire_frame_info info = update(&kit);
    CHECK(info.foreground == 0xAAAAAA && info.background == 0x111111 && info.cursor_color > 0xFFFFFF);
    struct quire_frame_cell cell = cell_at(&kit, 0, 0);
    CHECK(cell.default_foreground && cell.default_background);
    CHECK(cell.foreground == 0xAAAAAA && cell.background == 0x111111 && cell.underline_color == 0xAAAAAA);
    cell = cell_at(&kit, 0, 1);
    CHECK(cell.foreground == palette[1] && cell.background == palette[2] && !cell.default_background);
    cell = cell_at(&kit, 0, 2);
    CHECK(cell.foreground == palette[200] && cell.background == 0x010203);
    cell = cell_at(&kit, 0, 3);
    CHECK(cell.underline == QUIRE_UNDERLINE_SINGLE && cell.underline_color == palette[9]);
    cell = cell_at(&kit, 0, 4);
    CHECK_INT(cell.attributes, QUIRE_ATTR_BOLD | QUIRE_ATTR_ITALIC | QUIRE_ATTR_INVERSE);
    CHECK(cell.underline == QUIRE_UNDERLINE_CURLY && cell.foreground == 0xAAAAAA); /* inverse is the renderer's */
    feed(&kit, "\033[?5h\033]4;1;#777777\007\033]12;#00ff00\007");
    info = update(&kit);
    CHECK(info.reverse_screen && info.foreground == 0x111111 && info.background == 0xAAAAAA);
    CHECK_INT(info.cursor_color, 0x00FF00);
    CHECK_INT(cell_at(&kit, 0, 0).foreground, 0x111111);
    CHECK_INT(cell_at(&kit, 0, 1).foreground, 0x777777);
    kit_close(&kit);
}

static void links(void) {
    struct kit kit;
    size_t length = 0;
    kit_open(&kit, 20, 3);
    feed(&kit, "a\033]8;;http://one\007bc\033[1md\033]8;;\007e\033]8;id=x;http://two\007f");
    (void)update(&kit);
    uint32_t one = cell_at(&kit, 0, 1).link, two = cell_at(&kit, 0, 5).link;
    CHECK(one != 0 && two != 0 && one != two);
    CHECK_INT(cell_at(&kit, 0, 0).link, 0);
    CHECK_INT(cell_at(&kit, 0, 4).link, 0);
    CHECK(cell_at(&kit, 0, 2).link == one && cell_at(&kit, 0, 3).link == one);
    const char *uri = quire_frame_link(kit.frame, one, &length);
    CHECK(uri && length == 10 && memcmp(uri, "http://one", length) == 0);
    uri = quire_frame_link(kit.frame, two, &length);
    CHECK(uri && length == 10 && memcmp(uri, "http://two", length) == 0);
    CHECK(quire_frame_link(kit.frame, 0, &length) == NULL);
    CHECK(quire_frame_link(kit.frame, 999, &length) == NULL);
    /* Links come along into history. */
    feed(&kit, "\033]8;;\007\r\n\r\n\r\n");
    quire_frame_scroll_to(kit.frame, kit.terminal, 1);
    (void)update(&kit);
    uri = quire_frame_link(kit.frame, cell_at(&kit, 0, 1).link, &length);
    CHECK(uri && length == 10 && memcmp(uri, "http://one", length) == 0);
    kit_close(&kit);
}

static void cells(void) {
    struct kit kit;
    struct quire_frame_cell row[20] = {{0}};
    kit_open(&kit, 20, 3);
    feed(&kit, "a\xE6\xBC\xA2"
               "e\xCC\x81");
    CHECK_INT(quire_frame_row(kit.frame, 0, row, 20), 0); /* nothing before the first update */
    CHECK(!quire_frame_row_changed(kit.frame, 0));
    (void)update(&kit);
    CHECK_INT(quire_frame_row(kit.frame, 0, row, 20), 20);
    CHECK(row[0].text_length == 1 && row[0].text[0] == 'a' && row[0].width == 1);
    CHECK(row[1].text_length == 1 && row[1].text[0] == 0x6F22 && row[1].width == 2);
    CHECK(row[2].text_length == 0 && row[2].width == 0);
    CHECK(row[3].text_length == 2 && row[3].text[1] == 0x301 && row[3].width == 1);
    CHECK(row[4].text_length == 0 && row[4].width == 1);
    row[2].width = 77;
    CHECK_INT(quire_frame_row(kit.frame, 0, row, 2), 20); /* no more than asked for is written */
    CHECK_INT(row[2].width, 77);
    CHECK_INT(quire_frame_row(kit.frame, 3, row, 20), 0);
    /* A frame is a copy: it stays while the terminal goes on. */
    feed(&kit, "\033[2J");
    CHECK_INT(quire_frame_row(kit.frame, 0, row, 20), 20);
    CHECK(row[1].text_length == 1 && row[1].text[0] == 0x6F22);
    kit_close(&kit);
}

static void cursor(void) {
    struct kit kit;
    kit_open(&kit, 10, 3);
    feed(&kit, "1\r\n2\r\n3\r\n4\r\n5x");
    struct quire_frame_info info = update(&kit);
    CHECK(info.cursor_visible && info.cursor_row == 2 && info.cursor_col == 2);
    quire_frame_scroll_to(kit.frame, kit.terminal, 1);
    CHECK(!update(&kit).cursor_visible); /* below the view */
    feed(&kit, "\033[H");
    info = update(&kit);
    CHECK(info.cursor_visible && info.cursor_row == 1);
    feed(&kit, "\033[?25l\033[3 q");
    info = update(&kit);
    CHECK(!info.cursor_visible && info.cursor_blink && info.cursor_shape == QUIRE_CURSOR_UNDERLINE);
    info.size = 3;
    CHECK_INT(quire_frame_get_info(kit.frame, &info), QUIRE_INVALID);
    kit_close(&kit);
}

static struct quire_frame_line line_at(struct kit *kit, uint32_t row) {
    struct quire_frame_line line = QUIRE_FRAME_LINE_INIT;
    CHECK_INT(quire_frame_get_line(kit->frame, row, &line), QUIRE_OK);
    return line;
}

/* Times and prompts stay with their lines through scrolling, resizing and the way back out of history. */
static void times_and_prompts(void) {
    struct kit kit;
    uint64_t found = 0;
    kit_open(&kit, 10, 3);
    for (uint32_t i = 1; i <= 6; i++) {
        quire_terminal_set_time(kit.terminal, i * 1000);
        feed(&kit, i % 3 == 0 ? "\033]133;A\007$ \033]133;B\007abcdefghij\r\n" : "text\r\n");
    }
    quire_terminal_set_time(kit.terminal, 9000);
    CHECK_INT(quire_terminal_resize(kit.terminal, 5, 4, 0, 0), QUIRE_OK);
    CHECK_INT(quire_terminal_resize(kit.terminal, 12, 2, 0, 0), QUIRE_OK);
    (void)update(&kit); /* $ abcdefghij and the row of the cursor */
    CHECK_INT(line_at(&kit, 0).time, 6000);
    CHECK(line_at(&kit, 0).prompt && !line_at(&kit, 1).prompt);
    uint64_t last = line_at(&kit, 0).line;
    quire_frame_scroll_to(kit.frame, kit.terminal, 5);
    (void)update(&kit);
    CHECK_INT(line_at(&kit, 0).time, 1000);
    CHECK_INT(line_at(&kit, 1).time, 2000);
    CHECK_INT(line_at(&kit, 1).line, line_at(&kit, 0).line + 1);
    CHECK(quire_terminal_find_prompt(kit.terminal, 0, true, &found) && found == last);
    CHECK(quire_terminal_find_prompt(kit.terminal, last, true, &found) && found < last);
    quire_frame_scroll_to(kit.frame, kit.terminal, 3);
    (void)update(&kit);
    CHECK(line_at(&kit, 0).line == found && line_at(&kit, 0).prompt);
    CHECK_INT(line_at(&kit, 0).time, 3000);
    CHECK(!quire_terminal_find_prompt(kit.terminal, found, true, &found));
    CHECK(quire_terminal_find_prompt(kit.terminal, found, false, &found) && found == last);
    CHECK(!quire_terminal_find_prompt(kit.terminal, last, false, &found));
    struct quire_frame_line line = QUIRE_FRAME_LINE_INIT;
    CHECK_INT(quire_frame_get_line(kit.frame, 2, &line), QUIRE_INVALID);
    kit_close(&kit);
}

/* The last row of history goes on on the screen only as long as its line does. */
static void line_that_ended_in_history(void) {
    struct kit kit;
    kit_open(&kit, 5, 2);
    feed(&kit, "x\r\n0123456\r\n");
    quire_frame_scroll_to(kit.frame, kit.terminal, 2);
    (void)update(&kit);
    CHECK(!line_at(&kit, 0).wrapped && line_at(&kit, 1).wrapped);
    feed(&kit, "\033[H\033[Jnew");
    (void)update(&kit);
    CHECK(!line_at(&kit, 1).wrapped);
    quire_frame_scroll_to(kit.frame, kit.terminal, 1);
    (void)update(&kit);
    CHECK(!line_at(&kit, 0).wrapped);
    kit_close(&kit);
}

int main(void) {
    RUN(line_that_ended_in_history);
    RUN(times_and_prompts);
    RUN(anchored_viewport);
    RUN(evicted_anchor);
    RUN(anchor_in_a_long_line);
    RUN(colors);
    RUN(links);
    RUN(cells);
    RUN(cursor);
    return test_end();
}
