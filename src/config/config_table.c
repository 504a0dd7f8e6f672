#include "config_table.h"

#define FIELD(member) offsetof(struct config, member)

static const char *const permissions[] = {"deny", "allow", "ask", NULL};
static const char *const permissions_plain[] = {"deny", "allow", NULL};
static const char *const shapes[] = {"block", "underline", "bar", NULL};
static const char *const widths[] = {"narrow", "wide", NULL};
static const char *const renderers[] = {"auto", "cpu", "gl", NULL};
static const char *const bells[] = {"visual", "none", NULL};

/* The one table: name, section, what it touches, kind, field, range, choices, default, help. Hidden keys (no help) work
 * but are not listed. */
const struct config_key config_keys[] = {
    {"live-config-reload", "general", TOUCHES_RELOAD, CONFIG_SWITCH, FIELD(live_config_reload), 0, 0, NULL, "on",
     "read the settings again when one of their files was saved"},
    {"font-family", "font", TOUCHES_FONT, CONFIG_TEXT, FIELD(font_family), 0, 0, NULL, "monospace",
     "font, a fontconfig family"},
    {"font-size", "font", TOUCHES_FONT, CONFIG_REAL, FIELD(font_size), 4, 144, NULL, "11",
     "size of the font in points"},
    {"text-weight", "font", TOUCHES_SCENE, CONFIG_REAL, FIELD(text_weight), -2, 2, NULL, "0",
     "strokes thinner (below 0) or bolder (above)"},
    {"cols", "window", TOUCHES_NEW_WINDOWS, CONFIG_INTEGER, FIELD(cols), 1, 16384, NULL, "80",
     "columns of a new window"},
    {"rows", "window", TOUCHES_NEW_WINDOWS, CONFIG_INTEGER, FIELD(rows), 1, 16384, NULL, "24", "rows of a new window"},
    {"scrollback", "history", TOUCHES_HISTORY, CONFIG_INTEGER, FIELD(scrollback), 0, 1000000000, NULL, "10000",
     "lines kept above the screen"},
    {"history-file", "history", TOUCHES_NEW_PROGRAMS, CONFIG_TEXT, FIELD(history_file), 0, 0, NULL, "",
     "file that keeps the lines of one window at a time; empty: none"},
    {"title", "window", TOUCHES_TITLE, CONFIG_TEXT, FIELD(title), 0, 0, NULL, "",
     "fixed window title; empty: programs set it"},
    {"class", "window", TOUCHES_NEW_PROCESS, CONFIG_TEXT, FIELD(window_class), 0, 0, NULL, "quire",
     "window class (X11) or application id (Wayland)"},
    {"shell", "shell", TOUCHES_NEW_PROGRAMS, CONFIG_TEXT, FIELD(shell), 0, 0, NULL, "",
     "program when no command is given; empty: $SHELL"},
    {"login-shell", "shell", TOUCHES_NEW_PROGRAMS, CONFIG_SWITCH, FIELD(login_shell), 0, 0, NULL, "off",
     "start the shell as a login shell"},
    {"term", "shell", TOUCHES_NEW_PROGRAMS, CONFIG_TEXT, FIELD(term), 1, 0, NULL, "xterm-256color",
     "TERM of the programs"},
    {"ambiguous-width", "text", TOUCHES_TEXT, CONFIG_CHOICE, FIELD(ambiguous_width), 0, 0, widths, "narrow",
     "columns of East Asian Ambiguous characters: one, or two"},
    {"padding", "window", TOUCHES_PADDING, CONFIG_INTEGER, FIELD(padding), 0, 200, NULL, "4",
     "pixels between the window's edge and the text"},
    {"renderer", "window", TOUCHES_NEW_WINDOWS, CONFIG_CHOICE, FIELD(renderer), 0, 0, renderers, "auto",
     "what draws; auto: OpenGL on graphics processors only"},
    {"cursor-shape", "cursor", TOUCHES_CURSOR, CONFIG_CHOICE, FIELD(cursor_shape), 0, 0, shapes, "block",
     "cursor until a program asks otherwise"},
    {"cursor-blink", "cursor", TOUCHES_CURSOR, CONFIG_SWITCH, FIELD(cursor_blink), 0, 0, NULL, "on",
     "let the cursor blink; off: never"},
    {"text-blink", "text", TOUCHES_SCENE, CONFIG_SWITCH, FIELD(text_blink), 0, 0, NULL, "on",
     "let blinking text blink; off: it stays"},
    {"foreground", "colors", TOUCHES_COLORS, CONFIG_COLOR, FIELD(foreground), 0, 0, NULL, "#d8dee9", "colour of text"},
    {"background", "colors", TOUCHES_COLORS, CONFIG_COLOR, FIELD(background), 0, 0, NULL, "#16181d",
     "colour behind text"},
    {"cursor-color", "cursor", TOUCHES_COLORS, CONFIG_COLOR_OR_NONE, FIELD(cursor_color), 0, 0, NULL, "none",
     "colour of the cursor; none: the cell's, swapped"},
    {"selection-foreground", "colors", TOUCHES_SCENE, CONFIG_COLOR_OR_NONE, FIELD(selection_foreground), 0, 0, NULL,
     "none", "colour of selected text; none: swapped with the other"},
    {"selection-background", "colors", TOUCHES_SCENE, CONFIG_COLOR_OR_NONE, FIELD(selection_background), 0, 0, NULL,
     "none", "colour behind selected text; none: swapped with the other"},
    {"palette-N", "colors", TOUCHES_PALETTE, CONFIG_PALETTE, FIELD(palette), 0, 255, NULL, "built in",
     "colour N of the palette, 0 to 255"},
    {"window-ops", "programs", TOUCHES_PERMISSIONS, CONFIG_CHOICE, FIELD(window_ops), 0, 0, permissions, "deny",
     "programs may change the window (ask: as deny)"},
    {"screen-checksum", "programs", TOUCHES_PERMISSIONS, CONFIG_CHOICE, FIELD(screen_checksum), 0, 0, permissions_plain,
     "deny", "programs may ask for checksums of the screen (DECRQCRA)"},
    {"clipboard-write", "clipboard", TOUCHES_PERMISSIONS, CONFIG_CHOICE, FIELD(clipboard_write), 0, 0, permissions,
     "allow", "programs may set the clipboard (OSC 52)"},
    {"clipboard-read", "clipboard", TOUCHES_USE, CONFIG_CHOICE, FIELD(clipboard_read), 0, 0, permissions, "deny",
     "programs may read the clipboard (OSC 52)"},
    {"clipboard-limit", "clipboard", TOUCHES_CLIPBOARD, CONFIG_INTEGER, FIELD(clipboard_limit), 1, 1024, NULL, "64",
     "MiB of one text, copied or pasted; more is refused"},
    {"confirm-close", "window", TOUCHES_USE, CONFIG_SWITCH, FIELD(confirm_close), 0, 0, NULL, "on",
     "ask before closing on a running program"},
    {"copy-on-select", "clipboard", TOUCHES_USE, CONFIG_SWITCH, FIELD(copy_on_select), 0, 0, NULL, "off",
     "a selection goes to the clipboard, too"},
    {"notifications", "programs", TOUCHES_NOTIFICATIONS, CONFIG_SWITCH, FIELD(notifications), 0, 0, NULL, "on",
     "programs may show notifications on the desktop (OSC 9, 99, 777)"},
    {"new-process", "window", TOUCHES_USE, CONFIG_SWITCH, FIELD(new_process), 0, 0, NULL, "off",
     "another window (ctrl+shift+n) is a process of its own"},
    {"bell", "programs", TOUCHES_USE, CONFIG_CHOICE, FIELD(bell), 0, 0, bells, "visual", "what a program's bell does"},
    {"keys-CHORD", "keys", TOUCHES_KEYS, CONFIG_BINDING, FIELD(bindings), 0, 0, NULL, "",
     "what keys do, an action; 'none': they are the program's ('quire list-keys' lists keys and actions)"},
    {"debug-lose-gl", "debug", TOUCHES_NEW_WINDOWS, CONFIG_INTEGER, FIELD(debug_lose_gl), 0, 1000000, NULL, "0", NULL},
    {"debug-screen-file", "debug", TOUCHES_NEW_PROCESS, CONFIG_TEXT, FIELD(debug_screen_file), 0, 0, NULL, "", NULL},
};

const size_t config_key_count = sizeof config_keys / sizeof config_keys[0];
