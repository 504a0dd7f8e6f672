/* How shells are started with our scripts; what the scripts do is tests/shell. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "shell_integration.h"
#include "test.h"

static struct config config;

static struct shell_integration plan(const char *shell, bool login, const char *const *inherited) {
    static const char *const own[] = {"WINDOWID=7", NULL};
    struct shell_integration integration;
    shell_integration_init(&integration, &config, shell, login, "/our", inherited, own);
    return integration;
}

static bool has(const struct shell_integration *integration, const char *variable) {
    for (size_t i = 0; integration->variables[i] != NULL; i++) {
        if (strcmp(integration->variables[i], variable) == 0) {
            return true;
        }
    }
    return false;
}

/* By its last name alone; any other shell is left as it is. */
static void known_shells_are_led_to_their_script(void) {
    struct shell_integration bash = plan("/opt/bin/bash", false, NULL);
    CHECK_STR(bash.words[0], "--rcfile");
    CHECK_STR(bash.words[1], "/our/bash/quire.bash");
    CHECK(bash.words[2] == NULL && has(&bash, "WINDOWID=7") && has(&bash, "QUIRE_BASH_START=rc"));
    shell_integration_finish(&bash);
    static const char *const others[] = {"/bin/sh", "dash", "bash5", "/bash/ksh", "", "/"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        struct shell_integration other = plan(others[i], false, NULL);
        CHECK(!shell_integration_knows(others[i]) && other.words[0] == NULL && other.count == 1);
        shell_integration_finish(&other);
    }
}

/* What is taken is kept, as the shell would have had it: of this process, or of the one that asked for the window. */
static void variables_that_are_taken_are_kept(void) {
    static const char *const theirs[] = {"ENV=theirs", "XDG_DATA_DIRS=/theirs", "ZDOTDIR=/theirs", NULL};
    static const char *const none[] = {NULL};
    setenv("ENV", "here", 1);
    setenv("ZDOTDIR", "/here", 1);
    setenv("XDG_DATA_DIRS", "/here", 1);
    const struct {
        const char *const *inherited;
        const char *env, *zdotdir, *folders, *used;
    } rows[] = {
        {NULL, "QUIRE_BASH_ENV=here", "QUIRE_ZDOTDIR=/here", "QUIRE_XDG_DATA_DIRS=/here", "XDG_DATA_DIRS=/our:/here"},
        {theirs, "QUIRE_BASH_ENV=theirs", "QUIRE_ZDOTDIR=/theirs", "QUIRE_XDG_DATA_DIRS=/theirs",
         "XDG_DATA_DIRS=/our:/theirs"},
        {none, NULL, NULL, NULL, "XDG_DATA_DIRS=/our:/usr/local/share:/usr/share"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct shell_integration bash = plan("bash", true, rows[i].inherited),
                                 zsh = plan("zsh", false, rows[i].inherited),
                                 fish = plan("fish", false, rows[i].inherited);
        CHECK(has(&bash, "ENV=/our/bash/quire.bash") && has(&zsh, "ZDOTDIR=/our/zsh") && has(&fish, rows[i].used));
        CHECK(rows[i].env != NULL ? has(&bash, rows[i].env) : bash.count == 4);
        CHECK(rows[i].zdotdir != NULL ? has(&zsh, rows[i].zdotdir) : zsh.count == 3);
        CHECK(rows[i].folders != NULL ? has(&fish, rows[i].folders) : fish.count == 4);
        shell_integration_finish(&bash);
        shell_integration_finish(&zsh);
        shell_integration_finish(&fish);
    }
}

int main(void) {
    config_init(&config);
    RUN(known_shells_are_led_to_their_script);
    RUN(variables_that_are_taken_are_kept);
    return test_end();
}
