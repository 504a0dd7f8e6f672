#define _GNU_SOURCE
#include "shell_integration.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One place is for the NULL at the end. */
enum { WORDS_MAX = SHELL_INTEGRATION_WORDS - 1, VARIABLES_MAX = SHELL_INTEGRATION_VARIABLES - 1 };

static char *text(const char *a, const char *b, const char *c) {
    size_t size = strlen(a) + strlen(b) + strlen(c) + 1;
    char *joined = malloc(size);
    if (joined != NULL) {
        snprintf(joined, size, "%s%s%s", a, b, c);
    }
    return joined;
}

static void add_word(struct shell_integration *integration, char *word) {
    unsigned at = 0;
    integration->failed = integration->failed || word == NULL;
    while (at < WORDS_MAX && integration->words[at] != NULL) {
        at++;
    }
    if (at < WORDS_MAX) {
        integration->words[at] = word;
    } else {
        free(word);
    }
}

static void add_variable(struct shell_integration *integration, char *variable) {
    integration->failed = integration->failed || variable == NULL;
    if (variable != NULL && integration->count < VARIABLES_MAX) {
        integration->variables[integration->count++] = variable;
    } else {
        free(variable);
    }
}

/* What the shell would find in a variable; NULL: nothing. */
static const char *inherited(const struct shell_integration *integration, const char *name) {
    size_t length = strlen(name);
    if (integration->inherited == NULL) {
        return getenv(name);
    }
    for (const char *const *at = integration->inherited; *at != NULL; at++) {
        if (strncmp(*at, name, length) == 0 && (*at)[length] == '=') {
            return *at + length + 1;
        }
    }
    return NULL;
}

/* Where a variable is taken, its value goes under another name, for the script to put back. */
static void keep(struct shell_integration *integration, const char *name, const char *kept_as) {
    const char *value = inherited(integration, name);
    if (value != NULL) {
        add_variable(integration, text(kept_as, "=", value));
    }
}

static void start_bash(struct shell_integration *integration, bool login, const char *folder) {
    if (login) {
        add_word(integration, strdup("--posix"));
        keep(integration, "ENV", "QUIRE_BASH_ENV");
        add_variable(integration, text("ENV=", folder, "/bash/quire.bash"));
        add_variable(integration, strdup("QUIRE_BASH_START=login"));
    } else {
        add_word(integration, strdup("--rcfile"));
        add_word(integration, text(folder, "/bash/quire.bash", ""));
        add_variable(integration, strdup("QUIRE_BASH_START=rc"));
    }
}

static void start_zsh(struct shell_integration *integration, bool login, const char *folder) {
    (void)login;
    keep(integration, "ZDOTDIR", "QUIRE_ZDOTDIR");
    add_variable(integration, text("ZDOTDIR=", folder, "/zsh"));
}

/* Without the variable fish has these two of its own. */
static void start_fish(struct shell_integration *integration, bool login, const char *folder) {
    (void)login;
    const char *folders = inherited(integration, "XDG_DATA_DIRS");
    char *rest = text(":", folders != NULL && folders[0] != '\0' ? folders : "/usr/local/share:/usr/share", "");
    keep(integration, "XDG_DATA_DIRS", "QUIRE_XDG_DATA_DIRS");
    if (rest != NULL) {
        add_variable(integration, text("XDG_DATA_DIRS=", folder, rest));
        add_variable(integration, strdup("QUIRE_FISH_START=1"));
    }
    free(rest);
}

static const struct {
    const char *name;
    void (*start)(struct shell_integration *integration, bool login, const char *folder);
} shells[] = {{"bash", start_bash}, {"zsh", start_zsh}, {"fish", start_fish}};

/* Half of it would be worse than nothing. */
static void take_back(struct shell_integration *integration, unsigned own) {
    for (size_t i = 0; i < WORDS_MAX; i++) {
        free(integration->words[i]);
        integration->words[i] = NULL;
    }
    while (integration->count > own) {
        free(integration->variables[--integration->count]);
        integration->variables[integration->count] = NULL;
    }
}

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static size_t find(const char *shell) {
    size_t at = 0;
    while (at < sizeof shells / sizeof shells[0] && strcmp(base_name(shell), shells[at].name) != 0) {
        at++;
    }
    return at;
}

bool shell_integration_knows(const char *shell) {
    return find(shell) < sizeof shells / sizeof shells[0];
}

void shell_integration_init(struct shell_integration *integration, const struct config *config, const char *shell,
                            bool login, const char *folder, const char *const *inherited_variables,
                            const char *const *own_variables) {
    *integration = (struct shell_integration){.inherited = inherited_variables};
    for (size_t i = 0; own_variables != NULL && own_variables[i] != NULL; i++) {
        add_variable(integration, strdup(own_variables[i]));
    }
    unsigned own = integration->count;
    if (folder != NULL && shell_integration_knows(shell)) {
        shells[find(shell)].start(integration, login, folder);
        add_variable(integration, text("QUIRE_SHELL_FEATURES=", config->shell_title ? "title" : "",
                                       config->shell_sudo ? " sudo" : ""));
    }
    if (integration->failed) {
        take_back(integration, own);
    }
}

void shell_integration_finish(struct shell_integration *integration) {
    take_back(integration, 0);
}
