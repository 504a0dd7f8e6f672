/* config.h - every setting of the application: one table, one struct.
 *
 * The table in config.c names each key with its kind, default, range and help. Command line (-o KEY=VALUE), files and
 * the printed lists are all made from it, so a key exists in one place. Values are plain data in `struct config`; it
 * can be copied and holds no pointers.
 *
 * A file has lines `key = value # comment`; config_line.h says exactly what a line may be. Blank lines and a byte order
 * mark are skipped; a later setting wins. What is wrong with a file is told line by line, each time in one line that
 * names the place, what is wrong and what would be right or was probably meant, and leaves that setting as it was: the
 * rest of the file holds.
 */
#ifndef CONFIG_H
#define CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define CONFIG_TEXT_MAX 256
#define CONFIG_ERROR_MAX 512
/* A colour that is not set. */
#define CONFIG_COLOR_NONE 0xFFFFFFFFu

enum config_permission { CONFIG_DENY, CONFIG_ALLOW, CONFIG_ASK };
enum config_shape { CONFIG_SHAPE_BLOCK, CONFIG_SHAPE_UNDERLINE, CONFIG_SHAPE_BAR };
enum config_ambiguous { CONFIG_AMBIGUOUS_NARROW, CONFIG_AMBIGUOUS_WIDE };
enum config_renderer { CONFIG_RENDERER_AUTO, CONFIG_RENDERER_CPU, CONFIG_RENDERER_GL };
enum config_bell { CONFIG_BELL_VISUAL, CONFIG_BELL_NONE };

struct config {
    char font_family[CONFIG_TEXT_MAX];
    double font_size; /* points */
    double text_weight;
    bool underline_skip_ink;
    double underline_thickness, underline_position; /* pixels at scale 1; thickness 0: the font's */
    int64_t cols, rows;
    int64_t scrollback; /* logical lines */
    char history_file[CONFIG_TEXT_MAX];
    char title[CONFIG_TEXT_MAX];
    char window_class[CONFIG_TEXT_MAX];
    char shell[CONFIG_TEXT_MAX];
    char term[CONFIG_TEXT_MAX];
    bool login_shell;
    int ambiguous_width; /* enum config_ambiguous */
    int64_t padding;     /* pixels at scale 1 */
    int renderer;        /* enum config_renderer */
    bool cursor_blink;
    int cursor_shape; /* enum config_shape */
    uint32_t foreground, background;
    uint32_t cursor_color, selection_foreground, selection_background; /* or CONFIG_COLOR_NONE */
    uint32_t palette[256];
    bool palette_changed; /* some palette-N was set */
    int window_ops;       /* enum config_permission, like the next ones */
    int screen_checksum;
    int clipboard_write, clipboard_read; /* OSC 52 */
    int64_t clipboard_limit;             /* MiB */
    bool confirm_close;
    bool copy_on_select;
    bool notifications;
    bool text_blink;
    bool new_process;      /* of the key for another window */
    int bell;              /* enum config_bell */
    int64_t debug_lose_gl; /* pictures, 0: never */
    char debug_screen_file[CONFIG_TEXT_MAX];
};

void config_init(struct config *config);

/* Sets one key. False: `error` holds one line without a line end. */
bool config_set(struct config *config, const char *key, const char *value, char *error, size_t error_size);

/* The same from "KEY=VALUE". */
bool config_assign(struct config *config, const char *assignment, char *error, size_t error_size);

/* Is told of what is wrong, one line without a line end each time. It may hold any bytes of the file but NUL. */
typedef void config_report(void *user, const char *line);

/* Reads a file of settings. False: something was reported; all other settings of the file were made. */
bool config_load(struct config *config, const char *path, config_report *report, void *user);

/* Reads $XDG_CONFIG_HOME/quire/quire.conf, or ~/.config/quire/quire.conf. A missing file is no error. */
bool config_load_default(struct config *config, config_report *report, void *user);

/* All settings as a file that config_load reads. */
void config_print(const struct config *config, FILE *file);

/* One line per key for a help text. */
void config_print_help(FILE *file);

#endif
