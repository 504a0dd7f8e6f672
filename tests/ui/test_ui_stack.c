/* Who gets a key, whose line is shown, and that messages leave by themselves, by keys and by clicks. */
#include <stdlib.h>

#include "key_mode.h"
#include "message.h"
#include "test.h"
#include "ui_stack.h"

static struct event_loop *loop;
static struct ui_stack stack;
static char shown[600], diary[100];

static void show(void *user, const struct ui_line *line) {
    (void)user;
    snprintf(shown, sizeof shown, "%s", line != NULL ? line->text : "");
}

static void note(const char *what) {
    strncat(diary, what, sizeof diary - strlen(diary) - 1);
}

/* A mode that takes what it is told to. */
struct mode {
    struct ui_mode mode;
    const char *name;
    bool takes, has_line;
};

static struct mode *mode_of(struct ui_mode *mode) {
    return (struct mode *)(void *)mode;
}

static bool take_key(struct ui_mode *mode, const struct quire_key_event *event, int64_t now) {
    (void)event;
    (void)now;
    note(mode_of(mode)->name);
    return mode_of(mode)->takes;
}

static bool take_text(struct ui_mode *mode, const struct ui_text *text, int64_t now) {
    (void)now;
    note(mode_of(mode)->name);
    CHECK(text->kind == UI_TEXT_TYPED && text->length == 2 && memcmp(text->bytes, "hi", 2) == 0);
    return mode_of(mode)->takes;
}

static void take_click(struct ui_mode *mode, uint32_t col, int64_t now) {
    (void)now;
    CHECK_INT(col, 7);
    note(mode_of(mode)->name);
    ui_stack_remove(&stack, mode);
}

static bool put_line(struct ui_mode *mode, uint32_t cols, struct ui_line *line) {
    snprintf(line->text, sizeof line->text, "%s %u", mode_of(mode)->name, (unsigned)cols);
    return mode_of(mode)->has_line;
}

static const struct ui_mode_kind kind = {take_key, take_text, take_click, put_line, false};
static const struct ui_mode_kind keeping_kind = {take_key, take_text, take_click, put_line, true};
static const struct ui_text typed = {UI_TEXT_TYPED, "hi", 2};

static void begin(void) {
    stack = (struct ui_stack)UI_STACK_INIT(loop, show, NULL);
    stack.cols = 80;
    shown[0] = diary[0] = '\0';
}

static bool press(int64_t now) {
    struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
    return ui_stack_key(&stack, &event, now);
}

static void the_uppermost_that_wants_a_key_has_it(void) {
    struct mode low = {{&kind, NULL}, "l", true, true}, high = {{&kind, NULL}, "h", false, true};
    begin();
    CHECK(!press(0)); /* the program's */
    ui_stack_push(&stack, &low.mode);
    ui_stack_push(&stack, &high.mode);
    CHECK(press(0));
    CHECK_STR(diary, "hl");
    high.takes = true;
    CHECK(press(0) && ui_stack_text(&stack, &typed, 0));
    CHECK_STR(diary, "hlhh");
    ui_stack_remove(&stack, &high.mode);
    ui_stack_remove(&stack, &high.mode); /* nothing happens */
    CHECK(press(0));
    CHECK_STR(diary, "hlhhl");
}

/* What the program gets is decided by any mode that is there, not by the uppermost one. */
static void a_mode_may_keep_what_nobody_wants(void) {
    struct mode low = {{&keeping_kind, NULL}, "l", false, false}, high = {{&kind, NULL}, "h", false, false};
    begin();
    CHECK(!ui_stack_keeps(&stack));
    ui_stack_push(&stack, &high.mode);
    CHECK(!ui_stack_keeps(&stack));
    ui_stack_push_under(&stack, &low.mode);
    CHECK(!press(0) && !ui_stack_text(&stack, &typed, 0)); /* bindings are asked */
    CHECK(ui_stack_keeps(&stack));
    ui_stack_remove(&stack, &low.mode);
    CHECK(!ui_stack_keeps(&stack));
}

static void the_line_is_the_uppermost_there_is(void) {
    struct mode low = {{&kind, NULL}, "low", true, true}, high = {{&kind, NULL}, "high", true, false};
    begin();
    CHECK(!ui_stack_click(&stack, 7, 0));
    ui_stack_push(&stack, &high.mode);
    CHECK_STR(shown, "");
    ui_stack_push_under(&stack, &low.mode);
    CHECK_STR(shown, "low 80");
    high.has_line = true;
    ui_stack_set_cols(&stack, 40);
    CHECK_STR(shown, "high 40");
    CHECK(ui_stack_click(&stack, 7, 0));
    CHECK_STR(diary, "high");
    CHECK_STR(shown, "low 40");
}

static void messages_leave(void) {
    struct message message;
    begin();
    message_init(&message, &stack);
    message_say(&message, "hello", 1000);
    CHECK_STR(shown, " hello");
    CHECK(!press(1000 + MESSAGE_LEAST_MS - 1)); /* too early to have been read; and the program gets the key */
    CHECK_STR(shown, " hello");
    CHECK(!press(1000 + MESSAGE_LEAST_MS));
    CHECK_STR(shown, "");
    CHECK(message.until.due == TIMER_NEVER);
    message_say(&message, "again", 2000);
    message_say(&message, "and again", 3000);
    CHECK_STR(shown, " and again");
    CHECK(message.until.due == 3000 + MESSAGE_MS);
    message.until.run(message.until.user, message.until.due);
    CHECK_STR(shown, "");
    message_say(&message, "click", 3000);
    CHECK(ui_stack_click(&stack, 3, 3001));
    CHECK_STR(shown, "");
    message_finish(&message);
    CHECK(stack.top == NULL);
}

static void several_messages_follow_each_other(void) {
    struct message message;
    begin();
    message_init(&message, &stack);
    message_add(&message, "one", 0); /* nothing is being said: at once */
    message_add(&message, "two", 0);
    message_add(&message, "three", 0);
    message_add(&message, "four", 0);
    CHECK_STR(shown, " one");
    message.until.run(message.until.user, 5000);
    CHECK_STR(shown, " two");
    CHECK(message.until.due == 5000 + MESSAGE_MS);
    press(5000 + MESSAGE_LEAST_MS - 1); /* it could not yet be read */
    CHECK_STR(shown, " two");
    press(5000 + MESSAGE_LEAST_MS);
    CHECK_STR(shown, " three");
    CHECK(ui_stack_click(&stack, 3, 7000));
    CHECK_STR(shown, " four");
    CHECK(ui_stack_click(&stack, 3, 7000));
    CHECK_STR(shown, "");
    message_add(&message, "one", 8000);
    message_add(&message, "two", 8000);
    message_say(&message, "instead of both", 8000);
    CHECK(ui_stack_click(&stack, 3, 8000));
    CHECK_STR(shown, "");
    message_add(&message, "one", 9000);
    message_add(&message, "never said", 9000);
    message_finish(&message);
}

static void of_a_long_message_the_end_is_shown(void) {
    struct message message;
    begin();
    message_init(&message, &stack);
    message_say(&message, "/a/long/path: what is wrong", 0);
    ui_stack_set_cols(&stack, 28);
    CHECK_STR(shown, " /a/long/path: what is wrong");
    ui_stack_set_cols(&stack, 20);
    CHECK_STR(shown, " ...h: what is wrong");
    message_say(&message, "\xC3\xA4\xC3\xB6\xC3\xBC\xC3\xA4\xC3\xB6\xC3\xBC", 0); /* is cut between characters */
    ui_stack_set_cols(&stack, 6);
    CHECK_STR(shown, " ...\xC3\xB6\xC3\xBC");
    ui_stack_set_cols(&stack, 1);
    message_finish(&message);
}

/* A question, or any other mode, goes before what is said; it is there again behind it. */
static void a_message_lies_under_all(void) {
    struct message message;
    struct mode mode = {{&kind, NULL}, "mode", true, true};
    begin();
    ui_stack_push(&stack, &mode.mode);
    message_init(&message, &stack);
    message_say(&message, "said", 0);
    CHECK_STR(shown, "mode 80");
    ui_stack_remove(&stack, &mode.mode);
    CHECK_STR(shown, " said");
    message_finish(&message);
}

/* The mode of keys has a line below a message's, takes what an input method types, and no key. */
static void the_mode_of_keys_is_named(void) {
    struct key_mode key_mode;
    struct message message;
    const struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
    message_init(&message, &stack);
    key_mode_init(&key_mode, &stack);
    CHECK_STR(shown, "");
    CHECK(!ui_stack_text(&stack, &typed, 0));
    key_mode_set(&key_mode, "resize");
    CHECK_STR(shown, " resize  (escape leaves it)");
    CHECK(!ui_stack_key(&stack, &event, 0));
    CHECK(ui_stack_text(&stack, &typed, 0));
    message_say(&message, "news", 0);
    CHECK_STR(shown, " news");
    message_finish(&message);
    CHECK_STR(shown, " resize  (escape leaves it)");
    key_mode_set(&key_mode, "");
    CHECK_STR(shown, "");
    ui_stack_remove(&stack, &key_mode.mode);
}

int main(void) {
    loop = event_loop_create();
    if (loop == NULL) {
        return 1;
    }
    RUN(the_uppermost_that_wants_a_key_has_it);
    RUN(a_mode_may_keep_what_nobody_wants);
    RUN(the_line_is_the_uppermost_there_is);
    RUN(messages_leave);
    RUN(several_messages_follow_each_other);
    RUN(of_a_long_message_the_end_is_shown);
    RUN(a_message_lies_under_all);
    RUN(the_mode_of_keys_is_named);
    event_loop_destroy(loop);
    return test_end();
}
