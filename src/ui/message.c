#define _GNU_SOURCE
#include "message.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct message *message_of(struct ui_mode *mode) {
    return (struct message *)(void *)mode; /* its first member */
}

static void begin(struct message *message, const char *text, int64_t now) {
    snprintf(message->text, sizeof message->text, "%s", text);
    event_loop_set_timer(message->stack->loop, &message->until, now + MESSAGE_MS);
    ui_stack_show(message->stack);
}

static void forget_rest(struct message *message) {
    free(message->rest);
    message->rest = NULL;
    message->rest_length = 0;
}

static void stop(struct message *message) {
    message->text[0] = '\0';
    event_loop_stop_timer(message->stack->loop, &message->until);
    ui_stack_show(message->stack);
}

static void go_on(struct message *message, int64_t now) {
    if (message->rest_length == 0) {
        stop(message);
        return;
    }
    begin(message, message->rest, now);
    size_t length = strlen(message->rest) + 1;
    message->rest_length -= length;
    memmove(message->rest, message->rest + length, message->rest_length);
}

static void end(void *user, int64_t now) {
    go_on(user, now);
}

/* Somebody is typing: what could be read is gone with it. */
static void typed(struct message *message, int64_t now) {
    if (message->text[0] != '\0' && now >= message->until.due - MESSAGE_MS + MESSAGE_LEAST_MS) {
        go_on(message, now);
    }
}

static bool take_key(struct ui_mode *mode, const struct quire_key_event *event, int64_t now) {
    if (event->action != QUIRE_KEY_RELEASE) {
        typed(message_of(mode), now);
    }
    return false;
}

static bool take_text(struct ui_mode *mode, const struct ui_text *text, int64_t now) {
    (void)text;
    typed(message_of(mode), now);
    return false;
}

static void take_click(struct ui_mode *mode, uint32_t col, int64_t now) {
    (void)col;
    go_on(message_of(mode), now);
}

static bool goes_on(char byte) {
    return ((unsigned char)byte & 0xC0) == 0x80; /* within a character of UTF-8 */
}

/* Characters, for what is said has no wide ones but in names. */
static uint32_t columns(const char *text) {
    uint32_t count = 0;
    for (; *text != '\0'; text++) {
        count += !goes_on(*text);
    }
    return count;
}

/* A blank before it, and where it is too long its end alone. */
static bool put_line(struct ui_mode *mode, uint32_t cols, struct ui_line *line) {
    const struct message *message = message_of(mode);
    const char *text = message->text;
    uint32_t room = cols > 1 ? cols - 1 : 1, length = columns(text);
    bool cut = length > room && room > 3;
    for (uint32_t skip = cut ? length - room + 3 : 0; skip > 0; skip--) {
        for (text++; goes_on(*text); text++) {
        }
    }
    snprintf(line->text, sizeof line->text, " %s%.500s", cut ? "..." : "", text);
    return message->text[0] != '\0';
}

static const struct ui_mode_kind kind = {take_key, take_text, take_click, put_line, false};

void message_init(struct message *message, struct ui_stack *stack) {
    *message = (struct message){.mode = {&kind, NULL}, .stack = stack, .until = TIMER_INIT(end, message)};
    ui_stack_push_under(stack, &message->mode);
}

void message_finish(struct message *message) {
    event_loop_stop_timer(message->stack->loop, &message->until);
    ui_stack_remove(message->stack, &message->mode);
    forget_rest(message);
}

void message_say(struct message *message, const char *text, int64_t now) {
    forget_rest(message);
    begin(message, text, now);
}

void message_add(struct message *message, const char *text, int64_t now) {
    if (message->text[0] == '\0') {
        message_say(message, text, now);
        return;
    }
    size_t length = strlen(text) + 1;
    char *grown = realloc(message->rest, message->rest_length + length);
    if (grown != NULL) {
        memcpy(grown + message->rest_length, text, length);
        message->rest = grown;
        message->rest_length += length;
    }
}
