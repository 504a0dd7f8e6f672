#define _GNU_SOURCE
#include "term_choice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "data_files.h"

/* Some systems name the folders of descriptions by the letter, some by its code. */
static bool holds_own(const char *folder, size_t length, const char *below) {
    static const char *const entries[] = {"q/" TERM_CHOICE_OWN, "71/" TERM_CHOICE_OWN};
    char path[4096];
    for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++) {
        int used = snprintf(path, sizeof path, "%.*s%s/%s", (int)length, folder, below, entries[i]);
        if (used > 0 && (size_t)used < sizeof path && access(path, R_OK) == 0) {
            return true;
        }
    }
    return false;
}

/* Where ncurses looks by itself; TERMINFO is not handed on (pty_environment.c). */
static bool system_has_own(void) {
    static const char *const folders[] = {"/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo", "/usr/lib/terminfo"};
    const char *home = getenv("HOME"), *listed = getenv("TERMINFO_DIRS");
    if (home != NULL && holds_own(home, strlen(home), "/.terminfo")) {
        return true;
    }
    for (const char *at = listed; at != NULL && *at != '\0'; at += strcspn(at, ":"), at += *at == ':') {
        if (*at != ':' && holds_own(at, strcspn(at, ":"), "")) {
            return true;
        }
    }
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        if (holds_own(folders[i], strlen(folders[i]), "")) {
            return true;
        }
    }
    return false;
}

struct term_choice term_choice_make(const struct config *config, struct notices *notices) {
    struct term_choice choice = {config->term, ""};
    bool automatic = strcmp(config->term, "auto") == 0;
    char folder[4096];
    if (!automatic && strcmp(config->term, TERM_CHOICE_OWN) != 0) {
        return choice;
    }
    choice.name = TERM_CHOICE_OWN;
    if (system_has_own()) {
        return choice;
    }
    if (data_terminfo_find(folder, sizeof folder)) {
        snprintf(choice.variable, sizeof choice.variable, "TERMINFO=%s", folder);
        return choice;
    }
    choice.name = TERM_CHOICE_FALLBACK;
    if (!automatic) {
        notices_say(notices, "no description of the terminal '%s' is installed; TERM is %s", TERM_CHOICE_OWN,
                    choice.name);
    }
    return choice;
}
