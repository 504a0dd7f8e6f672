#define _GNU_SOURCE
#include "shell_choice.h"

#include <stdlib.h>
#include <string.h>

enum { CHOICES = 4 };

struct choice {
    const char *shell;  /* NULL or "": none is named here */
    const char *remedy; /* NULL: there is nothing after it */
};

static bool is_worth_a_try(const struct choice *choices, size_t at) {
    if (choices[at].shell == NULL || choices[at].shell[0] == '\0') {
        return false;
    }
    for (size_t i = 0; i < at; i++) {
        if (choices[i].shell != NULL && strcmp(choices[i].shell, choices[at].shell) == 0) {
            return false; /* it has failed */
        }
    }
    return true;
}

/* What is wrong with the directory is so for every shell: it is told once, and the shells are tried without it. */
static struct pty *try_shell(struct pty_options *options, struct notices *notices, struct pty_failure *failure) {
    struct pty *pty = pty_spawn(options, failure);
    if (pty == NULL && failure->of_directory) {
        notices_say(notices, "%s; starting in the present one", failure->text);
        options->directory = NULL;
        pty = pty_spawn(options, failure);
    }
    return pty;
}

struct pty *shell_spawn(const struct pty_options *options, const char *setting, struct notices *notices,
                        struct pty_failure *failure) {
    const struct choice choices[CHOICES] = {{setting, "correct the setting 'shell'"},
                                            {getenv("SHELL"), "correct SHELL in the environment, or set 'shell'"},
                                            {pty_login_shell(), "correct it by chsh, or set 'shell'"},
                                            {"/bin/sh", NULL}};
    struct pty_options one = *options;
    struct pty *pty = NULL;
    bool failed = false;
    for (size_t i = 0; i < CHOICES && pty == NULL; i++) {
        if (!is_worth_a_try(choices, i)) {
            continue;
        }
        one.shell = choices[i].shell;
        pty = try_shell(&one, notices, failure);
        if (pty != NULL && failed) {
            notices_say(notices, "running %s instead", one.shell);
        } else if (pty == NULL && choices[i].remedy != NULL) {
            notices_say(notices, "%s; %s", failure->text, choices[i].remedy);
            failed = true;
        }
    }
    return pty;
}
