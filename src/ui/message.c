#define _GNU_SOURCE
#include "message.h"

#include <stdio.h>

static struct message *message_of(struct ui_mode *mode) {
    return (struct message *)(void *)mode; /* its first member */
}

static void stop(struct message *message) {
    message->text[0] = '\0';
    event_loop_stop_timer(message->stack->loop, &message->until);
    ui_stack_show(message->stack);
}

static void end(void *user, int64_t now) {
    (void)now;
    stop(user);
}

/* Somebody is typing: what could be read is gone with it. */
static void typed(struct message *message, int64_t now) {
    if (message->text[0] != '\0' && now >= message->until.due - MESSAGE_MS + MESSAGE_LEAST_MS) {
        stop(message);
    }
}

static bool take_key(struct ui_mode *mode, const struct quire_key_event *event, int64_t now) {
    if (event->action != QUIRE_KEY_RELEASE) {
        typed(message_of(mode), now);
    }
    return false;
}

static bool take_text(struct ui_mode *mode, int64_t now) {
    typed(message_of(mode), now);
    return false;
}

static void take_click(struct ui_mode *mode, uint32_t col, int64_t now) {
    (void)col;
    (void)now;
    stop(message_of(mode));
}

static bool put_line(struct ui_mode *mode, uint32_t cols, struct ui_line *line) {
    const struct message *message = message_of(mode);
    (void)cols;
    snprintf(line->text, sizeof line->text, " %s", message->text);
    return message->text[0] != '\0';
}

static const struct ui_mode_kind kind = {take_key, take_text, take_click, put_line};

void message_init(struct message *message, struct ui_stack *stack) {
    *message = (struct message){.mode = {&kind, NULL}, .stack = stack, .until = TIMER_INIT(end, message)};
    ui_stack_push_under(stack, &message->mode);
}

void message_finish(struct message *message) {
    event_loop_stop_timer(message->stack->loop, &message->until);
    ui_stack_remove(message->stack, &message->mode);
}

void message_say(struct message *message, const char *text, int64_t now) {
    snprintf(message->text, sizeof message->text, "%s", text);
    event_loop_set_timer(message->stack->loop, &message->until, now + MESSAGE_MS);
    ui_stack_show(message->stack);
}
