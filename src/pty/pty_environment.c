#define _GNU_SOURCE
#include "pty_environment.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <quire/version.h>

extern char **environ;

/* What is not handed on. A '*' at the end stands for any rest. */
static const char *const dropped[] = {
    /* which terminal it is, and its size */
    "TERM", "TERMCAP", "COLORTERM", "COLORTERM_BCE", "COLORFGBG", "TERM_PROGRAM", "TERM_PROGRAM_VERSION",
    "TERM_SESSION_ID", "LC_TERMINAL", "LC_TERMINAL_VERSION", "TERMINAL_EMULATOR", "COLUMNS", "LINES", "WINDOWID",
    /* set by kitty, ghostty and Emacs to folders of their own; what is the user's is in TERMINFO_DIRS or ~/.terminfo */
    "TERMINFO",
    /* terminals' own */
    "ALACRITTY_*", "CONTOUR_*", "ConEmu*", "GHOSTTY_*", "GNOME_TERMINAL_*", "GUAKE_TAB_UUID", "ITERM_*", "ITERM2_*",
    "KITTY_*", "KONSOLE_*", "MLTERM", "PTYXIS_*", "SHELL_SESSION_ID", "TERMINATOR_*", "TILIX_ID", "VSCODE_INJECTION",
    "VSCODE_SHELL_INTEGRATION", "VTE_VERSION", "WEZTERM_*", "WT_PROFILE_ID", "WT_SESSION", "XTERM_LOCALE",
    "XTERM_SHELL", "XTERM_VERSION",
    /* terminals within terminals, which this one is not in */
    "INSIDE_EMACS", "NVIM", "STY", "TMUX", "TMUX_PANE", "VIM_TERMINAL", "ZELLIJ", "ZELLIJ_*",
    /* told to this process when it was started, for its window alone */
    "DESKTOP_STARTUP_ID", "GIO_LAUNCHED_DESKTOP_FILE", "GIO_LAUNCHED_DESKTOP_FILE_PID", "XDG_ACTIVATION_TOKEN"};

static size_t name_length(const char *entry) {
    return strcspn(entry, "=");
}

static bool same_name(const char *a, const char *b) {
    return name_length(a) == name_length(b) && memcmp(a, b, name_length(a)) == 0;
}

static bool matches(const char *pattern, const char *entry) {
    size_t length = strlen(pattern), prefix = length - 1;
    bool is_open = pattern[prefix] == '*';
    return is_open ? name_length(entry) >= prefix && memcmp(pattern, entry, prefix) == 0 : same_name(pattern, entry);
}

static bool is_dropped(const char *entry) {
    for (size_t i = 0; i < sizeof dropped / sizeof dropped[0]; i++) {
        if (matches(dropped[i], entry)) {
            return true;
        }
    }
    return false;
}

/* A list that grows; once there was no memory it takes nothing more. */
struct entries {
    char **list; /* NULL at the end */
    size_t count;
    bool failed;
};

static void add(struct entries *entries, char *entry) {
    char **list = entry != NULL ? realloc(entries->list, (entries->count + 2) * sizeof *list) : NULL;
    if (list == NULL) {
        free(entry);
        entries->failed = true;
        return;
    }
    entries->list = list;
    list[entries->count++] = entry;
    list[entries->count] = NULL;
}

static char *join(const char *name, const char *value) {
    size_t size = strlen(name) + strlen(value) + 2;
    char *entry = malloc(size);
    if (entry != NULL) {
        stpcpy(stpcpy(stpcpy(entry, name), "="), value);
    }
    return entry;
}

static bool is_own(const char *const *own, const char *entry) {
    for (size_t i = 0; own != NULL && own[i] != NULL; i++) {
        if (same_name(own[i], entry)) {
            return true;
        }
    }
    return false;
}

char **pty_environment_create(const char *const *inherited, const char *term, const char *const *own) {
    struct entries entries = {NULL, 0, false};
    const char *const *from = inherited != NULL ? inherited : (const char *const *)environ;
    for (size_t i = 0; from != NULL && from[i] != NULL; i++) {
        if (!is_dropped(from[i]) && !is_own(own, from[i])) {
            add(&entries, strdup(from[i]));
        }
    }
    add(&entries, join("TERM", term));
    add(&entries, strdup("COLORTERM=truecolor"));
    add(&entries, strdup("TERM_PROGRAM=quire"));
    add(&entries, strdup("TERM_PROGRAM_VERSION=" QUIRE_VERSION_STRING));
    for (size_t i = 0; own != NULL && own[i] != NULL; i++) {
        add(&entries, strdup(own[i]));
    }
    if (entries.failed) {
        pty_environment_destroy(entries.list);
        return NULL;
    }
    return entries.list;
}

void pty_environment_destroy(char **environment) {
    for (size_t i = 0; environment != NULL && environment[i] != NULL; i++) {
        free(environment[i]);
    }
    free(environment);
}
