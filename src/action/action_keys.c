/* What keys do instead of what they are: other bytes for the program, or nothing. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "action_check.h"
#include "action_lists.h"
#include "pane.h"
#include "text_escapes.h"

static bool check_escapes(const char *text, char *error, size_t error_size) {
    size_t length;
    char *bytes = malloc(strlen(text) + 1);
    bool good = bytes != NULL && text_escapes_read(text, bytes, &length, error, error_size);
    if (bytes == NULL) {
        snprintf(error, error_size, "no memory");
    }
    free(bytes);
    return good;
}

static const struct action_text escaped = {"TEXT", false, check_escapes};

static void send_text(const struct action_target *target, int64_t unused) {
    char error[100];
    size_t length;
    char *bytes = malloc(strlen(target->text) + 1);
    (void)unused;
    if (bytes != NULL && text_escapes_read(target->text, bytes, &length, error, sizeof error)) {
        pane_send(target->pane, bytes, length);
    }
    free(bytes);
}

static void ignore(const struct action_target *target, int64_t unused) {
    (void)target;
    (void)unused;
}

static const struct action_text mode = {"NAME", false, action_check_name};

static void enter_mode(const struct action_target *target, int64_t once) {
    target->window->set_key_mode(target->window->user, target->text, once != 0);
}

static void leave_mode(const struct action_target *target, int64_t unused) {
    (void)unused;
    target->window->set_key_mode(target->window->user, "", false);
}

static const struct action actions[] = {
    {"send_text", send_text, 0, ACTION_IS_INPUT, "send a text to the program, with \\e \\x1b \\n \\u{1f600} in it",
     &escaped},
    {"ignore", ignore, 0, 0, "nothing: the key is used up", NULL},
    {"enter_mode", enter_mode, 0, 0, "the keys of [keys.NAME] hold until leave_mode or escape", &mode},
    {"enter_mode_once", enter_mode, 1, 0, "the keys of [keys.NAME] hold for the next key", &mode},
    {"leave_mode", leave_mode, 0, 0, "leave the mode of keys", NULL},
};

const struct action_list key_actions = ACTION_LIST(actions);
