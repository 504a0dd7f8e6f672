/* A host of version 0.1: compiled with the structs of then, which know nothing of what came later, and linked with the
 * library of now. It must see what it would have seen then. */
#include <stdlib.h>

#include "quire_0_1.h"
#include "test.h"

/* Behind every struct that is filled stands what must not be touched. */
#define FENCED(type, name)                                                                                             \
    struct {                                                                                                           \
        struct type it;                                                                                                \
        unsigned char fence[64];                                                                                       \
    } name;                                                                                                            \
    memset(&name, 0xA5, sizeof name);                                                                                  \
    memset(&name.it, 0, sizeof name.it);                                                                               \
    name.it.size = sizeof name.it

#define CHECK_FENCE(name)                                                                                              \
    do {                                                                                                               \
        CHECK_INT(name.it.size, sizeof name.it);                                                                       \
        for (size_t fence_ = 0; fence_ < sizeof name.fence; fence_++)                                                  \
            CHECK(name.fence[fence_] == 0xA5);                                                                         \
    } while (0)

struct heard {
    char reply[64];
    char title[64];
    unsigned bells, logs;
    uint32_t cols, rows;
    long blocks;
};

static void on_reply(void *user, const char *bytes, size_t length) {
    struct heard *heard = user;
    strncat(heard->reply, bytes, length);
}

static void on_event(void *user, const struct quire_event *event) {
    struct heard *heard = user;
    CHECK(event->size >= sizeof *event);
    heard->bells += event->type == QUIRE_EVENT_BELL;
    if (event->type == QUIRE_EVENT_TITLE)
        strncat(heard->title, event->text, event->text_length);
}

static void on_log(void *user, const struct quire_log *log) {
    struct heard *heard = user;
    CHECK(log->size >= sizeof *log && log->text[0] != 0);
    heard->logs++;
}

static bool on_resize(void *user, uint32_t cols, uint32_t rows) {
    struct heard *heard = user;
    heard->cols = cols;
    heard->rows = rows;
    return true;
}

static void *take(void *user, size_t size, size_t align) {
    struct heard *heard = user;
    heard->blocks++;
    return aligned_alloc(align < sizeof(void *) ? sizeof(void *) : align, (size + align - 1) / align * align);
}

static void give(void *user, void *memory, size_t size, size_t align) {
    struct heard *heard = user;
    (void)size;
    (void)align;
    heard->blocks--;
    free(memory);
}

static struct quire_allocator allocator_of(struct heard *heard) {
    return (struct quire_allocator){sizeof(struct quire_allocator), heard, take, give, NULL, NULL};
}

static struct quire_terminal *make(struct heard *heard, const struct quire_allocator *allocator) {
    struct quire_callbacks callbacks = {sizeof callbacks, heard, on_reply, on_event, on_log, on_resize};
    struct quire_terminal_options options = {.size = sizeof options,
                                             .cols = 20,
                                             .rows = 3,
                                             .cell_width_px = 7,
                                             .cell_height_px = 13,
                                             .scrollback_lines = 100,
                                             .allocator = allocator,
                                             .callbacks = &callbacks,
                                             .window_ops = QUIRE_ALLOW,
                                             .foreground = 0x112233,
                                             .background = 0x445566,
                                             .cursor_color = 0x778899,
                                             .cursor_shape = QUIRE_CURSOR_BAR,
                                             .cursor_blink = true,
                                             .ambiguous_wide = true};
    struct quire_terminal *terminal = NULL;
    CHECK_INT(quire_terminal_create(&options, &terminal), QUIRE_OK);
    return terminal;
}

static void feed(struct quire_terminal *terminal, const char *text) {
    CHECK_INT(quire_terminal_feed(terminal, text, strlen(text)), QUIRE_OK);
}

static void options_and_info(void) {
    struct heard heard = {0};
    struct quire_allocator allocator = allocator_of(&heard);
    struct quire_terminal *terminal = make(&heard, &allocator);
    FENCED(quire_terminal_info, info);
    feed(terminal, "1\r\n2\r\n3\r\n4\r\n\316\261b");
    CHECK_INT(quire_terminal_get_info(terminal, &info.it), QUIRE_OK);
    CHECK_FENCE(info);
    CHECK(info.it.cols == 20 && info.it.rows == 3 && info.it.cursor_row == 2);
    CHECK_INT(info.it.cursor_col, 3); /* an ambiguous letter is wide */
    CHECK(info.it.cursor_visible && info.it.cursor_blink && !info.it.cursor_pending_wrap && !info.it.alternate_screen);
    CHECK_INT(info.it.cursor_shape, QUIRE_CURSOR_BAR);
    CHECK(info.it.history_lines == 2 && info.it.history_bytes > 0 && info.it.screen_bytes > 0);
    CHECK(heard.blocks > 2);
    quire_terminal_destroy(terminal);
    CHECK_INT(heard.blocks, 0);
}

static void callbacks(void) {
    struct heard heard = {0};
    struct quire_terminal *terminal = make(&heard, NULL);
    char *uri = calloc(1, 1 << 16);
    feed(terminal, "\033]0;a title\033\\\a\033[2;2H\033[6n\033[16t\033[8;4;30t");
    CHECK_STR(heard.reply, "\033[2;2R\033[6;13;7t");
    CHECK_STR(heard.title, "a title");
    CHECK(heard.bells == 1 && heard.cols == 30 && heard.rows == 4);
    feed(terminal, "\033]8;;");
    feed(terminal, memset(uri, 'a', (1 << 16) - 1));
    feed(terminal, "\033\\");
    CHECK_INT(heard.logs, 1); /* the link was too long */
    free(uri);
    quire_terminal_destroy(terminal);
}

static void settings(void) {
    struct heard heard = {0};
    struct quire_terminal *terminal = make(&heard, NULL);
    FENCED(quire_terminal_settings, settings);
    CHECK_INT(quire_terminal_settings_get(terminal, &settings.it), QUIRE_OK);
    CHECK_FENCE(settings);
    CHECK(settings.it.foreground == 0x112233 && settings.it.background == 0x445566);
    CHECK(settings.it.cursor_color == 0x778899 && settings.it.cursor_shape == QUIRE_CURSOR_BAR);
    CHECK(settings.it.cursor_blink && settings.it.scrollback_lines == 100 && settings.it.ambiguous_wide);
    CHECK(settings.it.window_ops == QUIRE_ALLOW && settings.it.cell_width_px == 7 && settings.it.cell_height_px == 13);
    CHECK(settings.it.palette[231] == 0xFFFFFF && settings.it.tab_width == 8 && settings.it.alternate_screen);
    memset(&settings.it, 0, sizeof settings.it);
    settings.it.size = sizeof settings.it;
    settings.it.members = QUIRE_SETTING_FOREGROUND | QUIRE_SETTING_SCROLLBACK_LINES | QUIRE_SETTING_TITLE_BYTES;
    settings.it.foreground = 0xABCDEF;
    settings.it.scrollback_lines = 7;
    settings.it.title_bytes = 100;
    CHECK_INT(quire_terminal_settings_set(terminal, &settings.it), QUIRE_OK);
    CHECK_INT(quire_terminal_settings_get(terminal, &settings.it), QUIRE_OK);
    CHECK(settings.it.foreground == 0xABCDEF && settings.it.background == 0x445566);
    CHECK(settings.it.scrollback_lines == 7 && settings.it.title_bytes == 100);
    CHECK_FENCE(settings);
    quire_terminal_destroy(terminal);
}

static void frames(void) {
    struct heard heard = {0};
    struct quire_allocator allocator = allocator_of(&heard);
    struct quire_terminal *terminal = make(&heard, &allocator);
    struct quire_frame *frame = NULL;
    struct quire_frame_cell cells[20];
    FENCED(quire_frame_info, info);
    FENCED(quire_frame_line, line);
    CHECK_INT(quire_frame_create(&allocator, &frame), QUIRE_OK);
    feed(terminal, "1\r\n2\r\n3\r\n\033[4 qa\033[1;38;2;1;2;3;48;2;4;5;6mb");
    CHECK_INT(quire_frame_update(frame, terminal), QUIRE_OK);
    CHECK_INT(quire_frame_get_info(frame, &info.it), QUIRE_OK);
    CHECK_FENCE(info);
    CHECK(info.it.cols == 20 && info.it.rows == 3 && info.it.all_changed && !info.it.reverse_screen);
    CHECK(info.it.foreground == 0x112233 && info.it.background == 0x445566 && info.it.cursor_color == 0x778899);
    CHECK(info.it.cursor_visible && info.it.cursor_shape == QUIRE_CURSOR_UNDERLINE);
    CHECK(info.it.cursor_row == 2 && info.it.cursor_col == 2 && info.it.scroll_offset == 0);
    CHECK_INT(info.it.scroll_total, 1);
    CHECK(info.it.cursor_text > 0xFFFFFF && info.it.selection_foreground > 0xFFFFFF);
    CHECK_INT(quire_frame_get_line(frame, 2, &line.it), QUIRE_OK);
    CHECK_FENCE(line);
    CHECK_INT(line.it.line, 4);
    CHECK(line.it.column == 0 && line.it.version != 0 && !line.it.prompt && !line.it.wrapped);
    CHECK_INT(quire_frame_row(frame, 2, cells, 20), 20);
    CHECK(cells[0].text_length == 1 && cells[0].text[0] == 'a' && cells[0].foreground == 0x112233);
    CHECK(cells[0].default_foreground && cells[0].default_background && cells[0].attributes == 0);
    CHECK(cells[1].text_length == 1 && cells[1].text[0] == 'b' && cells[1].width == 1);
    CHECK(cells[1].attributes == QUIRE_ATTR_BOLD && cells[1].foreground == 0x010203);
    CHECK(cells[1].background == 0x040506 && !cells[1].default_background && !cells[1].selected);
    CHECK(cells[19].text_length == 0 && cells[19].background == 0x445566 && cells[19].link == 0);
    quire_frame_destroy(frame);
    quire_terminal_destroy(terminal);
    CHECK_INT(heard.blocks, 0);
}

static void keys(void) {
    struct heard heard = {0};
    struct quire_terminal *terminal = make(&heard, NULL);
    struct quire_key_event event = {.size = sizeof event, .key = QUIRE_KEY_UP};
    char bytes[32] = {0};
    size_t length;
    FENCED(quire_input_modes, modes);
    feed(terminal, "\033[?1h\033[?2004h");
    CHECK_INT(quire_terminal_input_modes(terminal, &modes.it), QUIRE_OK);
    CHECK_FENCE(modes);
    CHECK(modes.it.application_cursor && modes.it.bracketed_paste && !modes.it.vt52 && modes.it.mouse == 0);
    CHECK_INT(quire_key_encode(&modes.it, &event, bytes, sizeof bytes, &length), QUIRE_OK);
    CHECK(length == 3 && memcmp(bytes, "\033OA", 3) == 0);
    event.mods = QUIRE_MOD_CTRL;
    CHECK_INT(quire_key_encode(&modes.it, &event, bytes, sizeof bytes, &length), QUIRE_OK);
    CHECK(length == 6 && memcmp(bytes, "\033[1;5A", 6) == 0);
    quire_terminal_destroy(terminal);
}

static void the_store(void) {
    struct heard heard = {0};
    struct quire_allocator allocator = allocator_of(&heard);
    struct quire_page_options page_options = {sizeof page_options, 10, 2, &allocator, 0};
    struct quire_history_options history_options = {sizeof history_options, 50, 1 << 20, &allocator, 0};
    struct quire_style_spec spec = {.size = sizeof spec, .attributes = QUIRE_ATTR_BOLD, .link = "x:", .link_length = 2};
    struct quire_page *page = NULL;
    struct quire_history *history = NULL;
    uint32_t style, columns, scrolled;
    size_t taken;
    FENCED(quire_style_spec, told);
    FENCED(quire_history_info, info);
    FENCED(quire_history_row, row);
    CHECK_INT(quire_page_create(&page_options, &page), QUIRE_OK);
    CHECK_INT(quire_history_create(&history_options, &history), QUIRE_OK);
    CHECK_INT(quire_page_add_style(page, &spec, &style), QUIRE_OK);
    CHECK_INT(quire_page_style(page, style, &told.it), QUIRE_OK);
    CHECK_FENCE(told);
    CHECK(told.it.attributes == QUIRE_ATTR_BOLD && told.it.link_length == 2 && memcmp(told.it.link, "x:", 2) == 0);
    CHECK_INT(quire_page_write(page, 0, 0, style, "text", 4, &columns, &taken), QUIRE_OK);
    CHECK(columns == 4 && taken == 4);
    CHECK_INT(quire_page_scroll(page, 0, 2, 1, 0, history, &scrolled), QUIRE_OK);
    CHECK_INT(quire_history_get_info(history, &info.it), QUIRE_OK);
    CHECK_FENCE(info);
    CHECK(info.it.lines == 1 && info.it.bytes > 0 && info.it.line_limit == 50 && info.it.byte_limit == 1 << 20);
    CHECK_INT(quire_history_read(history, 0, page, 1, &row.it), QUIRE_OK);
    CHECK_FENCE(row);
    CHECK(row.it.line == info.it.first_line && row.it.column == 0 && !row.it.wrapped && !row.it.prompt);
    quire_history_destroy(history);
    quire_page_destroy(page);
    CHECK_INT(heard.blocks, 0);
}

int main(void) {
    RUN(options_and_info);
    RUN(callbacks);
    RUN(settings);
    RUN(frames);
    RUN(keys);
    RUN(the_store);
    return test_end();
}
