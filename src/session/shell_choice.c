#define _GNU_SOURCE
#include "shell_choice.h"

#include <stdlib.h>
#include <string.h>

#include "data_files.h"
#include "shell_integration.h"

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

/* Where our scripts are; NULL: they are not wanted, or not there. */
static const char *scripts_folder(const struct config *config, char *path, size_t size) {
    bool wanted = config->shell_integration == CONFIG_INTEGRATION_AUTO;
    return wanted && data_file_find("shell-integration", path, size) ? path : NULL;
}

struct pty *shell_spawn_one(const struct pty_options *options, const struct config *config,
                            struct pty_failure *failure) {
    struct shell_integration integration;
    struct pty_options one = *options;
    char folder[4096];
    shell_integration_init(&integration, config, one.shell, one.login, scripts_folder(config, folder, sizeof folder),
                           options->environment, options->own_variables);
    one.shell_words = integration.words;
    one.own_variables = (const char *const *)integration.variables;
    struct pty *pty = pty_spawn(&one, failure);
    shell_integration_finish(&integration);
    return pty;
}

/* What is wrong with the directory is so for every shell: it is told once, and the shells are tried without it. */
static struct pty *try_shell(struct pty_options *options, const struct config *config, struct notices *notices,
                             struct pty_failure *failure) {
    struct pty *pty = shell_spawn_one(options, config, failure);
    if (pty == NULL && failure->of_directory) {
        notices_say(notices, "%s; starting in the present one", failure->text);
        options->directory = NULL;
        pty = shell_spawn_one(options, config, failure);
    }
    return pty;
}

struct pty *shell_spawn(const struct pty_options *options, const struct config *config, struct notices *notices,
                        struct pty_failure *failure) {
    const struct choice choices[CHOICES] = {{config->shell, "correct the setting 'shell'"},
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
        pty = try_shell(&one, config, notices, failure);
        if (pty != NULL && failed) {
            notices_say(notices, "running %s instead", one.shell);
        } else if (pty == NULL && choices[i].remedy != NULL) {
            notices_say(notices, "%s; %s", failure->text, choices[i].remedy);
            failed = true;
        }
    }
    return pty;
}
