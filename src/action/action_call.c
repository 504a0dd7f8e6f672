#define _GNU_SOURCE
#include "action_call.h"

#include <stdlib.h>
#include <string.h>

/* --- reading --- */

static void tell_unknown(const char *name, char *error, size_t error_size) {
    const char *meant = action_nearest(name);
    snprintf(error, error_size, "there is no action '%.100s'%s%s%s", name,
             meant != NULL ? ": did you mean '" : " ('quire list-actions' lists all)", meant != NULL ? meant : "",
             meant != NULL ? "'?" : "");
}

/* Is this what the action takes? `text` NULL: nothing stands behind its name. */
static bool fits(const struct action *action, const char *text, char *error, size_t error_size) {
    char why[200];
    const struct action_text *takes = action->text;
    if (takes == NULL && text != NULL) {
        snprintf(error, error_size, "'%s' takes no text: '%.100s' is too much", action->name, text);
        return false;
    }
    if (takes == NULL || (text == NULL && takes->may_miss)) {
        return true;
    }
    if (text == NULL || text[0] == '\0') {
        snprintf(error, error_size, "'%s' needs a text: %s:%s", action->name, action->name, takes->name);
        return false;
    }
    if (takes->check != NULL && !takes->check(text, why, sizeof why)) {
        snprintf(error, error_size, "%s:%.100s: %s", action->name, text, why);
        return false;
    }
    return true;
}

static struct action_call *read_one(const char *text, size_t length, char *error, size_t error_size) {
    char *name = strndup(text, length), *colon = name != NULL ? strchr(name, ':') : NULL;
    struct action_call *call = name != NULL ? malloc(sizeof *call + length + 1) : NULL;
    const struct action *action;
    if (call == NULL) {
        free(name);
        snprintf(error, error_size, "no memory");
        return NULL;
    }
    if (colon != NULL) {
        *colon = '\0';
    }
    action = action_find(name);
    if (action == NULL) {
        tell_unknown(name, error, error_size);
    }
    if (action == NULL || !fits(action, colon != NULL ? colon + 1 : NULL, error, error_size)) {
        free(name);
        free(call);
        return NULL;
    }
    *call = (struct action_call){action, NULL};
    strcpy(call->text, colon != NULL ? colon + 1 : "");
    free(name);
    return call;
}

/* Bytes up to the next action's semicolon, or the end. */
static size_t length_of(const char *text) {
    const char *end = strstr(text, " ; ");
    return end != NULL ? (size_t)(end - text) : strlen(text);
}

bool action_call_read(const char *text, struct action_call **calls, char *error, size_t error_size) {
    struct action_call **end = calls;
    *calls = NULL;
    for (bool more = true; more;) {
        text += strspn(text, " ");
        size_t length = length_of(text), used = length;
        more = text[length] != '\0';
        while (used > 0 && text[used - 1] == ' ' && more) {
            used--;
        }
        *end = read_one(text, used, error, error_size);
        if (*end == NULL) {
            action_call_destroy(*calls);
            *calls = NULL;
            return false;
        }
        end = &(*end)->next;
        text += length + (more ? 3 : 0);
    }
    return true;
}

bool action_call_is_none(const char *text) {
    return strcmp(text, "none") == 0 || strcmp(text, "unbind") == 0;
}

void action_call_destroy(struct action_call *calls) {
    while (calls != NULL) {
        struct action_call *next = calls->next;
        free(calls);
        calls = next;
    }
}

/* --- doing --- */

static bool means(const struct action_call *call, unsigned there) {
    return (call->action->traits & ~there & ~(unsigned)ACTION_IS_INPUT) == 0;
}

bool action_call_means(const struct action_call *calls, unsigned there) {
    while (calls != NULL && !means(calls, there)) {
        calls = calls->next;
    }
    return calls != NULL;
}

void action_call_run(const struct action_call *calls, const struct action_target *target, unsigned there) {
    struct action_target aimed = *target;
    for (; calls != NULL; calls = calls->next) {
        aimed.text = calls->text;
        if (means(calls, there)) {
            calls->action->run(&aimed, calls->action->argument);
        }
    }
}

void action_call_run_input(const struct action_call *calls, const struct action_target *target) {
    struct action_target aimed = *target;
    for (; calls != NULL; calls = calls->next) {
        aimed.text = calls->text;
        if ((calls->action->traits & ACTION_IS_INPUT) != 0) {
            calls->action->run(&aimed, calls->action->argument);
        }
    }
}

int action_call_print(const struct action_call *calls, FILE *file) {
    int width = 0;
    for (; calls != NULL; calls = calls->next) {
        width += fprintf(file, "%s%s%s%s", calls->action->name, calls->text[0] != '\0' ? ":" : "", calls->text,
                         calls->next != NULL ? " ; " : "");
    }
    return width;
}

void action_call_print_line(const char *bound, const struct action_call *calls, FILE *file) {
    enum { BOUND_COLS = 18, CALLS_COLS = 17 };
    fprintf(file, "%-*s ", BOUND_COLS, bound);
    int width = action_call_print(calls, file);
    fprintf(file, "%*s ", width < CALLS_COLS ? CALLS_COLS - width : 0, "");
    for (; calls != NULL; calls = calls->next) {
        fprintf(file, "%s%s", calls->action->help, calls->next != NULL ? "; " : "\n");
    }
}
