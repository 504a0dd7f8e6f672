#include "ui_stack.h"

void ui_stack_push(struct ui_stack *stack, struct ui_mode *mode) {
    mode->below = stack->top;
    stack->top = mode;
    ui_stack_show(stack);
}

void ui_stack_push_under(struct ui_stack *stack, struct ui_mode *mode) {
    struct ui_mode **at = &stack->top;
    while (*at != NULL) {
        at = &(*at)->below;
    }
    mode->below = NULL;
    *at = mode;
    ui_stack_show(stack);
}

void ui_stack_remove(struct ui_stack *stack, struct ui_mode *mode) {
    for (struct ui_mode **at = &stack->top; *at != NULL; at = &(*at)->below) {
        if (*at == mode) {
            *at = mode->below;
            ui_stack_show(stack);
            return;
        }
    }
}

void ui_stack_show(struct ui_stack *stack) {
    struct ui_line line = {"", 0, 0, false};
    stack->shown = stack->top;
    while (stack->shown != NULL && !stack->shown->kind->line(stack->shown, stack->cols, &line)) {
        stack->shown = stack->shown->below;
    }
    stack->show(stack->user, stack->shown != NULL ? &line : NULL);
}

void ui_stack_set_cols(struct ui_stack *stack, uint32_t cols) {
    if (stack->cols != cols) {
        stack->cols = cols;
        ui_stack_show(stack);
    }
}

/* A mode may be removed by its own act: the next one is looked up before. */
bool ui_stack_key(struct ui_stack *stack, const struct quire_key_event *event, int64_t now) {
    for (struct ui_mode *mode = stack->top, *below; mode != NULL; mode = below) {
        below = mode->below;
        if (mode->kind->key(mode, event, now)) {
            return true;
        }
    }
    return false;
}

bool ui_stack_text(struct ui_stack *stack, const struct ui_text *text, int64_t now) {
    for (struct ui_mode *mode = stack->top, *below; mode != NULL; mode = below) {
        below = mode->below;
        if (mode->kind->text(mode, text, now)) {
            return true;
        }
    }
    return false;
}

bool ui_stack_keeps(const struct ui_stack *stack) {
    const struct ui_mode *mode = stack->top;
    while (mode != NULL && !mode->kind->keeps) {
        mode = mode->below;
    }
    return mode != NULL;
}

bool ui_stack_click(struct ui_stack *stack, uint32_t col, int64_t now) {
    if (stack->shown == NULL) {
        return false;
    }
    stack->shown->kind->click(stack->shown, col, now);
    return true;
}
