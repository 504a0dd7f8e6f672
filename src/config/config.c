#define _GNU_SOURCE
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <quire/defaults.h>

#include "config_line.h"
#include "config_value.h"
#include "nearest_word.h"

#define FIELD(member) offsetof(struct config, member)

static const char *const permissions[] = {"deny", "allow", "ask", NULL};
static const char *const permissions_plain[] = {"deny", "allow", NULL};
static const char *const shapes[] = {"block", "underline", "bar", NULL};
static const char *const widths[] = {"narrow", "wide", NULL};
static const char *const renderers[] = {"auto", "cpu", "gl", NULL};
static const char *const bells[] = {"visual", "none", NULL};

/* The one table. Hidden keys (no help) work but are not listed. */
static const struct config_key keys[] = {
    {"font-family", CONFIG_TEXT, FIELD(font_family), 0, 0, NULL, "monospace", "font, a fontconfig family"},
    {"font-size", CONFIG_REAL, FIELD(font_size), 4, 144, NULL, "11", "size of the font in points"},
    {"text-weight", CONFIG_REAL, FIELD(text_weight), -2, 2, NULL, "0", "strokes thinner (below 0) or bolder (above)"},
    {"underline-thickness", CONFIG_REAL, FIELD(underline_thickness), 0, 20, NULL, "0",
     "pixels of underlines; 0: as the font says"},
    {"underline-position", CONFIG_REAL, FIELD(underline_position), -50, 50, NULL, "0",
     "pixels that underlines are lower, or higher (below 0)"},
    {"underline-skip-ink", CONFIG_SWITCH, FIELD(underline_skip_ink), 0, 0, NULL, "on",
     "underlines are open where letters reach down"},
    {"cols", CONFIG_INTEGER, FIELD(cols), 1, 16384, NULL, "80", "columns of a new window"},
    {"rows", CONFIG_INTEGER, FIELD(rows), 1, 16384, NULL, "24", "rows of a new window"},
    {"scrollback", CONFIG_INTEGER, FIELD(scrollback), 0, 1000000000, NULL, "10000", "lines kept above the screen"},
    {"history-file", CONFIG_TEXT, FIELD(history_file), 0, 0, NULL, "",
     "file that keeps the lines of one window at a time; empty: none"},
    {"title", CONFIG_TEXT, FIELD(title), 0, 0, NULL, "", "fixed window title; empty: programs set it"},
    {"class", CONFIG_TEXT, FIELD(window_class), 0, 0, NULL, "quire", "window class (X11) or application id (Wayland)"},
    {"shell", CONFIG_TEXT, FIELD(shell), 0, 0, NULL, "", "program when no command is given; empty: $SHELL"},
    {"login-shell", CONFIG_SWITCH, FIELD(login_shell), 0, 0, NULL, "off", "start the shell as a login shell"},
    {"term", CONFIG_TEXT, FIELD(term), 1, 0, NULL, "xterm-256color", "TERM of the programs"},
    {"ambiguous-width", CONFIG_CHOICE, FIELD(ambiguous_width), 0, 0, widths, "narrow",
     "columns of East Asian Ambiguous characters: one, or two"},
    {"padding", CONFIG_INTEGER, FIELD(padding), 0, 200, NULL, "4", "pixels between the window's edge and the text"},
    {"renderer", CONFIG_CHOICE, FIELD(renderer), 0, 0, renderers, "auto",
     "what draws; auto: OpenGL on graphics processors only"},
    {"cursor-shape", CONFIG_CHOICE, FIELD(cursor_shape), 0, 0, shapes, "block",
     "cursor until a program asks otherwise"},
    {"cursor-blink", CONFIG_SWITCH, FIELD(cursor_blink), 0, 0, NULL, "on", "let the cursor blink; off: never"},
    {"text-blink", CONFIG_SWITCH, FIELD(text_blink), 0, 0, NULL, "on", "let blinking text blink; off: it stays"},
    {"foreground", CONFIG_COLOR, FIELD(foreground), 0, 0, NULL, "#d8dee9", "colour of text"},
    {"background", CONFIG_COLOR, FIELD(background), 0, 0, NULL, "#16181d", "colour behind text"},
    {"cursor-color", CONFIG_COLOR_OR_NONE, FIELD(cursor_color), 0, 0, NULL, "none", "none: the cell's, swapped"},
    {"selection-foreground", CONFIG_COLOR_OR_NONE, FIELD(selection_foreground), 0, 0, NULL, "none", "none: swapped"},
    {"selection-background", CONFIG_COLOR_OR_NONE, FIELD(selection_background), 0, 0, NULL, "none", "none: swapped"},
    {"palette-N", CONFIG_PALETTE, FIELD(palette), 0, 255, NULL, "built in", "colour N of the palette, 0 to 255"},
    {"window-ops", CONFIG_CHOICE, FIELD(window_ops), 0, 0, permissions, "deny",
     "programs may change the window (ask: as deny)"},
    {"screen-checksum", CONFIG_CHOICE, FIELD(screen_checksum), 0, 0, permissions_plain, "deny",
     "programs may ask for checksums of the screen (DECRQCRA)"},
    {"clipboard-write", CONFIG_CHOICE, FIELD(clipboard_write), 0, 0, permissions, "allow",
     "programs may set the clipboard (OSC 52)"},
    {"clipboard-read", CONFIG_CHOICE, FIELD(clipboard_read), 0, 0, permissions, "deny",
     "programs may read the clipboard (OSC 52)"},
    {"clipboard-limit", CONFIG_INTEGER, FIELD(clipboard_limit), 1, 1024, NULL, "64",
     "MiB of one text, copied or pasted; more is refused"},
    {"confirm-close", CONFIG_SWITCH, FIELD(confirm_close), 0, 0, NULL, "on", "ask before closing on a running program"},
    {"copy-on-select", CONFIG_SWITCH, FIELD(copy_on_select), 0, 0, NULL, "off",
     "a selection goes to the clipboard, too"},
    {"notifications", CONFIG_SWITCH, FIELD(notifications), 0, 0, NULL, "on",
     "programs may show notifications on the desktop (OSC 9, 99, 777)"},
    {"new-process", CONFIG_SWITCH, FIELD(new_process), 0, 0, NULL, "off",
     "another window (ctrl+shift+n) is a process of its own"},
    {"bell", CONFIG_CHOICE, FIELD(bell), 0, 0, bells, "visual", "what a program's bell does"},
    {"debug-lose-gl", CONFIG_INTEGER, FIELD(debug_lose_gl), 0, 1000000, NULL, "0", NULL},
    {"debug-screen-file", CONFIG_TEXT, FIELD(debug_screen_file), 0, 0, NULL, "", NULL},
};

#define KEY_COUNT (sizeof keys / sizeof keys[0])

void config_init(struct config *config) {
    char error[CONFIG_ERROR_MAX];
    memset(config, 0, sizeof *config);
    for (uint32_t i = 0; i < 256; i++) {
        config->palette[i] = quire_default_color(i);
    }
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (keys[i].kind != CONFIG_PALETTE) {
            config_value_parse(&keys[i], (char *)config + keys[i].offset, keys[i].standard, error, sizeof error);
        }
    }
}

/* Finds a key; for palette-N *number is N. */
static const struct config_key *find_key(const char *name, unsigned *number) {
    static const char palette[] = "palette-";
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (keys[i].kind == CONFIG_PALETTE) {
            const char *digits = name + sizeof palette - 1;
            if (strncmp(name, palette, sizeof palette - 1) == 0 && digits[0] >= '0' && digits[0] <= '9') {
                char *end;
                unsigned long value = strtoul(digits, &end, 10);
                if (*end == '\0' && value <= 255) {
                    *number = (unsigned)value;
                    return &keys[i];
                }
            }
        } else if (strcmp(keys[i].name, name) == 0) {
            return &keys[i];
        }
    }
    return NULL;
}

/* The name of a key that `name` resembles; of the palette's, with the number of `name`. NULL: there is none. */
static const char *resembling(const char *name, char *palette, size_t size) {
    const char *words[KEY_COUNT + 1];
    const char *number = strrchr(name, '-');
    size_t count = 0;
    snprintf(palette, size, "palette%.4s", number != NULL ? number : "-N");
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (keys[i].help != NULL) {
            words[count++] = keys[i].kind == CONFIG_PALETTE ? palette : keys[i].name;
        }
    }
    words[count] = NULL;
    return nearest_word(name, words);
}

static void tell_unknown(const char *name, char *error, size_t error_size) {
    char palette[16];
    const char *meant = resembling(name, palette, sizeof palette);
    unsigned number;
    if (meant != NULL && (meant != palette || find_key(palette, &number) != NULL)) {
        snprintf(error, error_size, "unknown key '%.100s': did you mean '%s'?", name, meant);
    } else {
        snprintf(error, error_size, "unknown key '%.100s' ('quire show-config' lists all keys)", name);
    }
}

bool config_set(struct config *config, const char *key, const char *value, char *error, size_t error_size) {
    unsigned number = 0;
    const struct config_key *found = find_key(key, &number);
    if (found == NULL) {
        tell_unknown(key, error, error_size);
        return false;
    }
    char *field = (char *)config + found->offset;
    if (found->kind == CONFIG_PALETTE) {
        field += number * sizeof config->palette[0];
    }
    struct config_key named = *found; /* errors name the key as it was given: palette-7, not palette-N */
    named.name = key;
    if (!config_value_parse(&named, field, value, error, error_size)) {
        return false;
    }
    config->palette_changed = config->palette_changed || found->kind == CONFIG_PALETTE;
    return true;
}

bool config_assign(struct config *config, const char *assignment, char *error, size_t error_size) {
    char copy[2 * CONFIG_TEXT_MAX];
    if (strlen(assignment) >= sizeof copy) {
        snprintf(error, error_size, "setting too long: '%.40s...'", assignment);
        return false;
    }
    strcpy(copy, assignment);
    struct config_line line;
    const char *wrong = config_line_split(copy, false, &line);
    if (wrong != NULL && line.key == NULL) {
        snprintf(error, error_size, "'%.100s' is not of the form KEY=VALUE", assignment);
    } else if (wrong != NULL) {
        snprintf(error, error_size, "'%.100s': %s", assignment, wrong);
    }
    return wrong == NULL && config_set(config, line.key, line.value, error, error_size);
}

void config_print(const struct config *config, FILE *file) {
    struct config standard;
    config_init(&standard);
    for (size_t i = 0; i < KEY_COUNT; i++) {
        const char *field = (const char *)config + keys[i].offset;
        if (keys[i].kind != CONFIG_PALETTE) {
            if (keys[i].help != NULL) {
                fprintf(file, "%s = ", keys[i].name);
                config_value_print(&keys[i], field, file);
                fputc('\n', file);
            }
            continue;
        }
        for (unsigned n = 0; n < 256; n++) {
            if (n < 16 || config->palette[n] != standard.palette[n]) {
                fprintf(file, "palette-%u = #%06x\n", n, config->palette[n]);
            }
        }
    }
}

void config_print_help(FILE *file) {
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (keys[i].help != NULL) {
            char values[64];
            config_value_describe(&keys[i], values, sizeof values);
            fprintf(file, "  %-21s %-20s %s [%s]\n", keys[i].name, values, keys[i].help,
                    keys[i].standard[0] != '\0' ? keys[i].standard : "empty");
        }
    }
}
