#define _GNU_SOURCE
#include "key_mode.h"

#include <stdio.h>
#include <string.h>

static struct key_mode *key_mode_of(struct ui_mode *mode) {
    return (struct key_mode *)(void *)mode; /* its first member */
}

static bool pass_key(struct ui_mode *mode, const struct quire_key_event *event, int64_t now) {
    (void)mode;
    (void)event;
    (void)now;
    return false;
}

static bool take_text(struct ui_mode *mode, const struct ui_text *text, int64_t now) {
    (void)now;
    return key_mode_of(mode)->name[0] != '\0' && text->kind != UI_TEXT_PASTED;
}

static void pass_click(struct ui_mode *mode, uint32_t col, int64_t now) {
    (void)mode;
    (void)col;
    (void)now;
}

static bool put_line(struct ui_mode *mode, uint32_t cols, struct ui_line *line) {
    const char *name = key_mode_of(mode)->name;
    (void)cols;
    snprintf(line->text, sizeof line->text, " %s  (escape leaves it)", name);
    line->mark_col = 0;
    line->mark_end = (uint32_t)strlen(name) + 2;
    return name[0] != '\0';
}

static const struct ui_mode_kind kind = {pass_key, take_text, pass_click, put_line, false};

void key_mode_init(struct key_mode *key_mode, struct ui_stack *stack) {
    *key_mode = (struct key_mode){.mode = {&kind, NULL}, .stack = stack};
    ui_stack_push_under(stack, &key_mode->mode);
}

void key_mode_set(struct key_mode *key_mode, const char *name) {
    if (strcmp(key_mode->name, name) != 0) {
        snprintf(key_mode->name, sizeof key_mode->name, "%s", name);
        ui_stack_show(key_mode->stack);
    }
}
