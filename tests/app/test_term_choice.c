/* What TERM says: the setting, or this terminal's own name where it is known. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "term_choice.h"
#include "test.h"

static char home[] = "/tmp/quire-term-XXXXXX";
static struct config config;

static struct term_choice choose(const char *setting, struct notices *notices) {
    snprintf(config.term, sizeof config.term, "%s", setting);
    return term_choice_make(&config, notices);
}

/* An empty file, with the folders above it in `home`. */
static void put(const char *folder, const char *letter) {
    char path[300];
    snprintf(path, sizeof path, "%s/%s", home, folder);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/%s/%s", home, folder, letter);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/%s/%s/quire", home, folder, letter);
    FILE *file = fopen(path, "w");
    CHECK(file != NULL);
    fclose(file);
}

static void any_other_name_is_handed_on(void) {
    static const char *const names[] = {"xterm-256color", "xterm", "no-such-terminal"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct notices notices = NOTICES_INIT;
        struct term_choice choice = choose(names[i], &notices);
        CHECK_STR(choice.name, names[i]);
        CHECK_STR(choice.variable, "");
        CHECK_INT(notices.count, 0);
        notices_finish(&notices);
    }
}

/* Without a description anywhere both fall back, and `quire` says so; with one that came with the program (where this
 * machine has one installed) TERMINFO leads to it. */
static void what_is_not_known_is_not_said(void) {
    static const char *const names[] = {"quire", "auto"};
    for (size_t i = 0; i < 2; i++) {
        struct notices notices = NOTICES_INIT;
        struct term_choice choice = choose(names[i], &notices);
        bool fell_back = strcmp(choice.name, TERM_CHOICE_FALLBACK) == 0;
        CHECK(fell_back || strcmp(choice.name, TERM_CHOICE_OWN) == 0);
        CHECK_INT(notices.count, fell_back && i == 0);
        CHECK(!fell_back || choice.variable[0] == '\0');
        notices_finish(&notices);
    }
}

static void what_the_system_has_needs_no_variable(void) {
    char list[300];
    put(".terminfo", "q");
    for (int i = 0; i < 2; i++) {
        struct notices notices = NOTICES_INIT;
        struct term_choice choice = choose(i == 0 ? "quire" : "auto", &notices);
        CHECK_STR(choice.name, "quire");
        CHECK_STR(choice.variable, "");
        CHECK_INT(notices.count, 0);
        notices_finish(&notices);
    }
    setenv("HOME", "/no/such/home", 1);
    put("listed", "71"); /* by the code of the letter, as some systems have it */
    snprintf(list, sizeof list, "/no/such/folder::%s/listed", home);
    setenv("TERMINFO_DIRS", list, 1);
    struct term_choice choice = choose("auto", NULL);
    CHECK_STR(choice.name, "quire");
    CHECK_STR(choice.variable, "");
}

int main(void) {
    char command[300];
    CHECK(mkdtemp(home) != NULL);
    config_init(&config);
    setenv("HOME", home, 1);
    unsetenv("TERMINFO_DIRS");
    RUN(any_other_name_is_handed_on);
    RUN(what_is_not_known_is_not_said);
    RUN(what_the_system_has_needs_no_variable);
    snprintf(command, sizeof command, "rm -r %s", home);
    CHECK_INT(system(command), 0);
    return test_end();
}
