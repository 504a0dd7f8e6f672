/* quire_0_1.h - parts of the interface as it was in version 0.1, for a host that was compiled then.
 *
 * A copy that does not follow include/quire: test_host_0_1.c is compiled with this alone and runs with the library of
 * today. Until 0.1.0 is released a change that is meant comes here too; after it, only with another minor version. The
 * whole of the interface is in quire-0.1.txt. */
#ifndef QUIRE_0_1_H
#define QUIRE_0_1_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { QUIRE_OK = 0, QUIRE_NO_SPACE = -6 };
enum { QUIRE_EVENT_TITLE = 1, QUIRE_EVENT_BELL = 3 };
enum { QUIRE_ALLOW = 1 };
enum { QUIRE_CURSOR_UNDERLINE = 1, QUIRE_CURSOR_BAR = 2 };
enum { QUIRE_SETTING_FOREGROUND = 1, QUIRE_SETTING_SCROLLBACK_LINES = 64, QUIRE_SETTING_TITLE_BYTES = 65536 };
enum { QUIRE_ATTR_BOLD = 1 };
enum { QUIRE_KEY_UP = 5, QUIRE_MOD_CTRL = 4 };

struct quire_allocator {
    size_t size;
    void *user;
    void *(*alloc)(void *user, size_t size, size_t align);
    void (*free)(void *user, void *memory, size_t size, size_t align);
    void *(*block_alloc)(void *user, size_t size);
    void (*block_free)(void *user, void *block, size_t size);
};

struct quire_event {
    size_t size;
    int type;
    const char *text;
    size_t text_length;
    const char *title;
    size_t title_length;
    int32_t state;
    int32_t value;
    int32_t cols;
    int32_t rows;
    char selection;
    const void *notification;
    const void *shell;
    const void *clipboard;
};

struct quire_log {
    size_t size;
    int level;
    int code;
    const char *text;
};

struct quire_callbacks {
    size_t size;
    void *user;
    void (*reply)(void *user, const char *bytes, size_t length);
    void (*event)(void *user, const struct quire_event *event);
    void (*log)(void *user, const struct quire_log *log);
    bool (*resize)(void *user, uint32_t cols, uint32_t rows);
};

struct quire_terminal_options {
    size_t size;
    uint32_t cols;
    uint32_t rows;
    uint32_t cell_width_px;
    uint32_t cell_height_px;
    uint64_t scrollback_lines;
    uint64_t scrollback_bytes;
    const struct quire_allocator *allocator;
    const struct quire_callbacks *callbacks;
    int window_ops;
    int screen_checksum;
    int clipboard_write;
    uint32_t foreground;
    uint32_t background;
    uint32_t cursor_color;
    const uint32_t *palette;
    int cursor_shape;
    bool cursor_blink;
    const char *history_file;
    uint32_t notification_features;
    bool ambiguous_wide;
    uint64_t seed;
};

struct quire_terminal_info {
    size_t size;
    uint32_t cols;
    uint32_t rows;
    uint32_t cursor_row;
    uint32_t cursor_col;
    bool cursor_visible;
    bool cursor_blink;
    bool cursor_pending_wrap;
    int cursor_shape;
    bool alternate_screen;
    bool synchronized_output;
    uint64_t history_lines;
    uint64_t history_bytes;
    uint64_t screen_bytes;
};

struct quire_terminal_settings {
    size_t size;
    uint32_t members;
    uint32_t foreground;
    uint32_t background;
    uint32_t cursor_color;
    uint32_t palette[256];
    int cursor_shape;
    bool cursor_blink;
    uint64_t scrollback_lines;
    uint64_t scrollback_bytes;
    int window_ops;
    int screen_checksum;
    int clipboard_write;
    bool ambiguous_wide;
    uint32_t cell_width_px;
    uint32_t cell_height_px;
    uint32_t tab_width;
    bool alternate_screen;
    char word_characters[256];
    uint32_t title_bytes;
    uint32_t title_levels;
    uint32_t notification_features;
};

struct quire_frame_info {
    size_t size;
    uint32_t cols;
    uint32_t rows;
    bool all_changed;
    bool reverse_screen;
    bool alternate_screen;
    uint32_t foreground;
    uint32_t background;
    uint32_t cursor_color;
    bool cursor_visible;
    bool cursor_blink;
    int cursor_shape;
    uint32_t cursor_row;
    uint32_t cursor_col;
    uint64_t scroll_offset;
    uint64_t scroll_total;
    uint32_t cursor_text;
    uint32_t selection_foreground;
    uint32_t selection_background;
};

struct quire_frame_line {
    size_t size;
    uint64_t line;
    uint64_t column;
    uint64_t time;
    bool prompt;
    bool wrapped;
    uint64_t version;
};

struct quire_frame_cell {
    const uint32_t *text;
    uint32_t text_length;
    uint8_t width;
    uint8_t underline;
    uint16_t attributes;
    uint32_t foreground;
    uint32_t background;
    uint32_t underline_color;
    bool default_foreground;
    bool default_background;
    bool selected;
    uint32_t link;
    uint32_t written[3];
};

struct quire_key_event {
    size_t size;
    int key;
    int action;
    uint32_t mods;
    uint32_t character;
    uint32_t shifted;
    uint32_t base;
    const char *text;
    size_t text_length;
};

struct quire_input_modes {
    size_t size;
    bool application_cursor;
    bool application_keypad;
    bool backspace_sends_bs;
    bool newline;
    bool alt_sends_escape;
    bool ignore_keypad_with_numlock;
    uint8_t modify_other_keys;
    uint8_t format_other_keys;
    uint8_t kitty_flags;
    bool bracketed_paste;
    bool focus_events;
    bool alternate_scroll;
    int mouse;
    int mouse_encoding;
    bool vt52;
    bool paste_events;
    bool keyboard_locked;
    bool local_echo;
};

struct quire_page_options {
    size_t size;
    uint32_t cols;
    uint32_t rows;
    const struct quire_allocator *allocator;
    uint64_t seed;
};

struct quire_style_spec {
    size_t size;
    uint32_t foreground;
    uint32_t background;
    uint32_t underline_color;
    uint32_t attributes;
    int underline;
    const char *link;
    size_t link_length;
    const char *link_id;
    size_t link_id_length;
};

struct quire_history_options {
    size_t size;
    uint64_t lines;
    uint64_t bytes;
    const struct quire_allocator *allocator;
    uint64_t seed;
};

struct quire_history_info {
    size_t size;
    uint64_t lines;
    uint64_t bytes;
    uint64_t first_line;
    uint64_t last_line;
    bool goes_on;
    uint64_t line_limit;
    uint64_t byte_limit;
};

struct quire_history_row {
    size_t size;
    uint64_t line;
    uint64_t column;
    bool wrapped;
    bool prompt;
    uint64_t time;
};

struct quire_terminal;
struct quire_frame;
struct quire_page;
struct quire_history;

int quire_terminal_create(const struct quire_terminal_options *options, struct quire_terminal **terminal);
void quire_terminal_destroy(struct quire_terminal *terminal);
int quire_terminal_feed(struct quire_terminal *terminal, const void *bytes, size_t length);
int quire_terminal_get_info(const struct quire_terminal *terminal, struct quire_terminal_info *info);
int quire_terminal_settings_set(struct quire_terminal *terminal, const struct quire_terminal_settings *settings);
int quire_terminal_settings_get(const struct quire_terminal *terminal, struct quire_terminal_settings *settings);
int quire_terminal_input_modes(const struct quire_terminal *terminal, struct quire_input_modes *modes);
int quire_key_encode(const struct quire_input_modes *modes, const struct quire_key_event *event, char *buffer,
                     size_t capacity, size_t *length);
int quire_frame_create(const struct quire_allocator *allocator, struct quire_frame **frame);
void quire_frame_destroy(struct quire_frame *frame);
int quire_frame_update(struct quire_frame *frame, struct quire_terminal *terminal);
int quire_frame_get_info(const struct quire_frame *frame, struct quire_frame_info *info);
int quire_frame_get_line(const struct quire_frame *frame, uint32_t row, struct quire_frame_line *line);
uint32_t quire_frame_row(const struct quire_frame *frame, uint32_t row, struct quire_frame_cell *cells,
                         uint32_t capacity);
int quire_page_create(const struct quire_page_options *options, struct quire_page **page);
void quire_page_destroy(struct quire_page *page);
int quire_page_add_style(struct quire_page *page, const struct quire_style_spec *spec, uint32_t *style);
int quire_page_style(const struct quire_page *page, uint32_t style, struct quire_style_spec *spec);
int quire_page_write(struct quire_page *page, uint32_t row, uint32_t col, uint32_t style, const char *text,
                     size_t length, uint32_t *columns, size_t *taken);
int quire_page_scroll(struct quire_page *page, uint32_t top, uint32_t bottom, int32_t count, uint32_t style,
                      struct quire_history *history, uint32_t *scrolled);
int quire_history_create(const struct quire_history_options *options, struct quire_history **history);
void quire_history_destroy(struct quire_history *history);
int quire_history_get_info(struct quire_history *history, struct quire_history_info *info);
int quire_history_read(struct quire_history *history, uint64_t index, struct quire_page *page, uint32_t row,
                       struct quire_history_row *where);

#endif
