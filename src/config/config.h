/* config.h - every setting of the application: one table, one struct.
 *
 * The table in config_table.c names each key with its section, kind, default, range, help, and what it touches. Command
 * line (-o KEY=VALUE), files, the printed lists and quire(5) are all made from it, so a key exists in one place. Values
 * are plain data in `struct config`; it can be copied and holds no pointers. What is in force is a snapshot that is
 * never changed (config_snapshot.h); when files were saved, or on request, another one is made, and what differs says
 * what is to be done (config_difference).
 */
#ifndef CONFIG_H
#define CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define CONFIG_TEXT_MAX 256
#define CONFIG_LINES_MAX 4096
#define CONFIG_ERROR_MAX 512
/* A colour that is not set, or that of the cell. */
#define CONFIG_COLOR_NONE 0xFFFFFFFFu
#define CONFIG_COLOR_CELL_FOREGROUND 0xFFFFFFFEu
#define CONFIG_COLOR_CELL_BACKGROUND 0xFFFFFFFDu

enum config_permission { CONFIG_DENY, CONFIG_ALLOW, CONFIG_ASK };
enum config_image_files { CONFIG_IMAGE_FILES_LOCAL, CONFIG_IMAGE_FILES_ALWAYS, CONFIG_IMAGE_FILES_NEVER };
enum config_shape { CONFIG_SHAPE_BLOCK, CONFIG_SHAPE_UNDERLINE, CONFIG_SHAPE_BAR, CONFIG_SHAPE_HOLLOW };
enum config_unfocused { CONFIG_UNFOCUSED_HOLLOW, CONFIG_UNFOCUSED_SAME, CONFIG_UNFOCUSED_NONE };
enum config_ambiguous { CONFIG_AMBIGUOUS_NARROW, CONFIG_AMBIGUOUS_WIDE };
enum config_accessibility { CONFIG_ACCESSIBILITY_AUTO, CONFIG_ACCESSIBILITY_ON, CONFIG_ACCESSIBILITY_OFF };
enum config_animation { CONFIG_ANIMATION_FOCUSED, CONFIG_ANIMATION_ON, CONFIG_ANIMATION_OFF };
enum config_renderer { CONFIG_RENDERER_AUTO, CONFIG_RENDERER_CPU, CONFIG_RENDERER_GL };
enum config_scheme { CONFIG_SCHEME_DESKTOP, CONFIG_SCHEME_DARK, CONFIG_SCHEME_LIGHT };
enum config_window_state {
    CONFIG_WINDOW_NORMAL,
    CONFIG_WINDOW_MAXIMIZED,
    CONFIG_WINDOW_FULLSCREEN,
    CONFIG_WINDOW_QUICK
};
enum config_tabs { CONFIG_TABS_TOP, CONFIG_TABS_BOTTOM, CONFIG_TABS_OFF };
enum config_bell { CONFIG_BELL_VISUAL, CONFIG_BELL_SOFT, CONFIG_BELL_NONE };
enum config_guard { CONFIG_GUARD_ASK, CONFIG_GUARD_STRIP, CONFIG_GUARD_OFF };
enum config_link_modifier { CONFIG_LINK_CTRL, CONFIG_LINK_CTRL_SHIFT, CONFIG_LINK_SUPER, CONFIG_LINK_OFF };
/* Where what was selected goes by itself: off is primary, on is both. */
enum config_selection {
    CONFIG_SELECTION_OFF,
    CONFIG_SELECTION_ON,
    CONFIG_SELECTION_PRIMARY,
    CONFIG_SELECTION_CLIPBOARD,
    CONFIG_SELECTION_BOTH,
    CONFIG_SELECTION_NONE
};
enum config_ligatures { CONFIG_LIGATURES_OFF, CONFIG_LIGATURES_CURSOR, CONFIG_LIGATURES_ON };

enum config_integration { CONFIG_INTEGRATION_OFF, CONFIG_INTEGRATION_AUTO };

/* A length: percent of the font's own, or pixels at scale 1 that are added to it. */
struct config_measure {
    double value;
    int64_t is_percent; /* 0 or 1; as wide as the value, since settings are compared as bytes */
};

/* What a key touches: what has to be done when it changes while the program runs. Bits; whose work it is, and when what
 * changed is seen. Each key has at least one. */
enum config_touch {
    TOUCHES_FONT = 1 << 0,           /* window: the fonts are made anew */
    TOUCHES_PADDING = 1 << 1,        /* window: the grid has another place and size */
    TOUCHES_SCENE = 1 << 2,          /* window: what is drawn over the text, the blink of text */
    TOUCHES_TITLE = 1 << 3,          /* window */
    TOUCHES_COLORS = 1 << 4,         /* session: colours that no program has chosen */
    TOUCHES_PALETTE = 1 << 5,        /* session: likewise */
    TOUCHES_CURSOR = 1 << 6,         /* session: the cursor that no program has chosen; window: whether it blinks */
    TOUCHES_HISTORY = 1 << 7,        /* session: what is kept; what is beyond a lower limit is gone */
    TOUCHES_TEXT = 1 << 8,           /* session: text that is printed, or selected, from now on */
    TOUCHES_PERMISSIONS = 1 << 9,    /* session: what programs may do by themselves */
    TOUCHES_NOTIFICATIONS = 1 << 10, /* pane and session */
    TOUCHES_CLIPBOARD = 1 << 11,     /* process: the clipboards */
    TOUCHES_KEYS = 1 << 12,          /* process: the tries of bindings */
    TOUCHES_RELOAD = 1 << 13,        /* process: the watch on the files of settings */
    TOUCHES_USE = 1 << 14,           /* nobody: it is looked at when it is needed */
    TOUCHES_NEW_PROGRAMS = 1 << 15,  /* nobody: programs that are started from now on have it */
    TOUCHES_NEW_WINDOWS = 1 << 16,   /* nobody: windows that are opened from now on have it */
    TOUCHES_NEW_PROCESS = 1 << 17,   /* nobody: what runs goes on without it */
    TOUCHES_SCHEME = 1 << 18,        /* process: whether the desktop is asked for its colours */
    TOUCHES_IMAGES = 1 << 19,        /* session: what images may take; which files programs may name */
    TOUCHES_ALL = (1 << 20) - 1
};

/* The keys that the user has bound, in the order of the files: "ctrl+x ctrl+c", NUL, "close", NUL, and so on; zeros
 * behind them. ".resize-h" is h in the mode "resize"; "" with "clear" frees all keys, and stands first. */
#define CONFIG_BINDINGS_MAX 8192
struct config_bindings {
    uint32_t length;
    char text[CONFIG_BINDINGS_MAX];
};

/* Colours that were set, so that no theme changes them: a bit for each row of the table of keys, and for each element
 * of the palette. */
#define CONFIG_KEYS_MAX 256
struct config_given {
    uint64_t keys[CONFIG_KEYS_MAX / 64], palette[256 / 64];
};

struct config {
    char font_family[CONFIG_TEXT_MAX];
    double font_size; /* points */
    char font_bold[CONFIG_TEXT_MAX], font_italic[CONFIG_TEXT_MAX], font_bold_italic[CONFIG_TEXT_MAX];
    char font_fallback[CONFIG_LINES_MAX], font_map[CONFIG_LINES_MAX];
    char font_feature[CONFIG_LINES_MAX], font_variation[CONFIG_LINES_MAX];
    int ligatures; /* enum config_ligatures */
    struct config_measure line_height, cell_width, baseline_offset;
    double text_weight;
    bool underline_skip_ink;
    double underline_thickness, underline_position; /* pixels at scale 1; thickness 0: the font's */
    int64_t cols, rows;
    int64_t scrollback; /* logical lines */
    char history_file[CONFIG_TEXT_MAX];
    int64_t image_limit; /* MiB */
    int image_files;     /* enum config_image_files */
    char image_folders[CONFIG_TEXT_MAX];
    char title[CONFIG_TEXT_MAX];
    int64_t quick_height; /* percent of the screen */
    int tab_bar;          /* enum config_tabs */
    char tab_title[CONFIG_TEXT_MAX];
    char window_class[CONFIG_TEXT_MAX];
    char shell[CONFIG_TEXT_MAX];
    char term[CONFIG_TEXT_MAX];
    int shell_integration; /* enum config_integration */
    bool shell_title, shell_sudo;
    bool command_marks;
    int64_t notify_after; /* seconds, 0: never */
    bool login_shell, hold, single_instance;
    char word_characters[CONFIG_TEXT_MAX];
    int ambiguous_width; /* enum config_ambiguous */
    int64_t padding;     /* pixels at scale 1 */
    int renderer;        /* enum config_renderer */
    char shader[CONFIG_TEXT_MAX];
    int accessibility;    /* enum config_accessibility */
    int shader_animation; /* enum config_animation */
    int window_state;     /* enum config_window_state */
    bool cursor_blink;
    int64_t cursor_motion; /* milliseconds */
    int cursor_shape;      /* enum config_shape */
    uint32_t foreground, background;
    uint32_t cursor_color, cursor_text; /* or CONFIG_COLOR_..., like the next ones */
    uint32_t selection_foreground, selection_background;
    double cursor_width;  /* pixels at scale 1; 0: by the font's size */
    int cursor_unfocused; /* enum config_unfocused */
    double minimum_contrast;
    bool bold_is_bright;
    double unfocused_dim;
    double pane_dim; /* likewise, of panes beside the one with the keys */
    double background_opacity;
    uint32_t palette[256];
    char theme[CONFIG_TEXT_MAX]; /* "": none; a name, a path, or light:NAME,dark:NAME */
    int color_scheme;            /* enum config_scheme: which of the two */
    struct config_given given;
    struct config_bindings bindings, mouse;
    int window_ops; /* enum config_permission, like the next ones */
    int screen_checksum;
    int clipboard_write, clipboard_read; /* OSC 52 */
    int64_t clipboard_limit;             /* MiB */
    bool confirm_close;
    bool smooth_scroll;
    int copy_on_select; /* enum config_selection */
    bool hide_pointer;
    int paste_guard; /* enum config_guard */
    int64_t wheel_lines;
    bool notifications;
    bool text_blink;
    bool new_process;                                                /* of the key for another window */
    int bell;                                                        /* enum config_bell */
    int link_modifier;                                               /* enum config_link_modifier */
    char link_opener[CONFIG_TEXT_MAX], path_opener[CONFIG_TEXT_MAX]; /* commands; path_opener "": link_opener */
    char image_opener[CONFIG_TEXT_MAX];                              /* a command */
    char hint_letters[CONFIG_TEXT_MAX];
    char hint_pattern[CONFIG_LINES_MAX], hint_action[CONFIG_LINES_MAX]; /* NAME: expression; NAME: command */
    bool live_config_reload;
    int64_t debug_lose_gl; /* pictures, 0: never */
    char debug_screen_file[CONFIG_TEXT_MAX];
};

void config_init(struct config *config);

/* Sets one key. False: `error` holds one line without a line end, and nothing has changed. */
bool config_set(struct config *config, const char *key, const char *value, char *error, size_t error_size);

/* The same from "KEY=VALUE". */
bool config_assign(struct config *config, const char *assignment, char *error, size_t error_size);

/* Steps through the bindings: `previous` NULL gives the first. NULL: there is no more. Keys and *action are borrowed
 * from `bindings`. */
const char *config_next_binding(const struct config_bindings *bindings, const char *previous, const char **action);

/* What differs, as enum config_touch bits; 0: nothing. */
uint32_t config_difference(const struct config *before, const struct config *after);

/* The names of keys that differ and touch `touches`, "cols, rows"; "" for none. What does not fit is "...". */
void config_name_difference(const struct config *before, const struct config *after, uint32_t touches, char *text,
                            size_t size);

/* Do the colours depend on whether the desktop is dark or light? */
bool config_follows_desktop(const struct config *config);

/* All settings as a file that can be read. Colours that were not set stand in comments, so that a theme may change them
 * where the file is used. */
void config_print(const struct config *config, FILE *file);

/* The same by sections, with what each key is for, what it takes, and when a change takes effect. */
void config_print_documented(const struct config *config, FILE *file);

/* A key of the table, in its order; hidden ones have no help. */
struct config_description {
    const char *name, *help;
    char values[64]; /* "on|off", "1 to 100" */
};
/* False: there are no more. */
bool config_describe(size_t index, struct config_description *description);

/* One line per key for a help text. */
void config_print_help(FILE *file);

#endif
