#define _GNU_SOURCE
#include "hold.h"

#include <stdio.h>

static bool take_key(struct ui_mode *mode, const struct quire_key_event *event, int64_t now) {
    (void)mode;
    (void)event;
    (void)now;
    return false;
}

static bool take_text(struct ui_mode *mode, const struct ui_text *text, int64_t now) {
    (void)mode;
    (void)text;
    (void)now;
    return false;
}

static void take_click(struct ui_mode *mode, uint32_t col, int64_t now) {
    (void)mode;
    (void)col;
    (void)now;
}

static bool put_line(struct ui_mode *mode, uint32_t cols, struct ui_line *line) {
    const struct hold *hold = (const struct hold *)(const void *)mode; /* its first member */
    (void)cols;
    snprintf(line->text, sizeof line->text, " exited with %d; press a key", hold->status);
    return true;
}

static const struct ui_mode_kind kind = {take_key, take_text, take_click, put_line, false};

void hold_begin(struct hold *hold, struct ui_stack *stack, int status) {
    if (hold->begun) {
        return;
    }
    *hold = (struct hold){.mode = {&kind, NULL}, .stack = stack, .begun = true, .open = true, .status = status};
    ui_stack_push_under(stack, &hold->mode);
}

bool hold_release(struct hold *hold) {
    bool was_open = hold->open;
    if (was_open) {
        hold->open = false;
        ui_stack_remove(hold->stack, &hold->mode);
    }
    return was_open;
}
