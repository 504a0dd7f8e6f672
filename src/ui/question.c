#define _GNU_SOURCE
#include "question.h"

#include <stdio.h>
#include <string.h>

/* What is left of the help where there is little room. */
static const char hint[] = "  \xe2\x86\x90/\xe2\x86\x92, Enter, Esc";
#define HINT_COLS 17u

/* Columns of "[ word ]". */
static uint32_t answer_cols(const char *word) {
    return (uint32_t)strlen(word) + 4;
}

/* The line as it is shown, and where its answers are. What does not fit goes: first the help (a hint stays), then the
 * question's end.
 */
static void compose(struct question *question, uint32_t cols, char *line, size_t size) {
    char help[100];
    uint32_t text = (uint32_t)strlen(question->text);
    uint32_t answers = answer_cols(question->no) + 1 + answer_cols(question->yes);
    uint32_t room = cols > answers + 4 ? cols - answers - 4 : 0; /* a blank before, two between, one behind */
    bool cut = text > room;
    const char *dots = cut && room >= 3 ? "..." : "";
    snprintf(help, sizeof help, "  Left or Right, then Enter; Esc %s", question->escape);
    if (cut) {
        text = room > 3 ? room - 3 : 0;
    }
    int before = snprintf(line, size, " %.*s%s  ", (int)text, question->text, dots);
    question->no_col = (uint32_t)before;
    question->yes_col = question->no_col + answer_cols(question->no) + 1;
    question->end_col = question->yes_col + answer_cols(question->yes);
    uint32_t left = cols > question->end_col ? cols - question->end_col : 0;
    bool helps = left >= strlen(help), hints = left >= HINT_COLS;
    snprintf(line + before, size - (size_t)before, "[ %s ] [ %s ]%s", question->no, question->yes,
             helps   ? help
             : hints ? hint
                     : "");
}

static struct question *question_of(struct ui_mode *mode) {
    return (struct question *)(void *)mode; /* its first member */
}

static bool put_line(struct ui_mode *mode, uint32_t cols, struct ui_line *line) {
    struct question *question = question_of(mode);
    compose(question, cols, line->text, sizeof line->text);
    line->mark_col = question->yes_marked ? question->yes_col : question->no_col;
    line->mark_end = line->mark_col;
    if (question->ready) {
        line->mark_end += answer_cols(question->yes_marked ? question->yes : question->no);
    }
    return true;
}

static void show(struct question *question) {
    ui_stack_show(question->stack);
}

static void set_text(struct question *question, const char *text) {
    snprintf(question->text, sizeof question->text, "%s", text);
    for (char *at = question->text; *at != '\0'; at++) {
        *at = *at < 0x20 || *at > 0x7E ? '?' : *at;
    }
}

static void start_pause(struct question *question, int64_t now) {
    question->ready = false;
    question->yes_marked = false;
    event_loop_set_timer(question->stack->loop, &question->pause, now + QUESTION_PAUSE_MS);
    show(question);
}

static void end_pause(void *user, int64_t now) {
    struct question *question = user;
    (void)now;
    question->ready = true;
    show(question);
}

static void answer(struct question *question, bool is_yes) {
    question->open = false;
    event_loop_stop_timer(question->stack->loop, &question->pause);
    ui_stack_remove(question->stack, &question->mode);
    question->answered(question->user, is_yes);
}

static void mark(struct question *question, bool yes) {
    question->yes_marked = yes;
    show(question);
}

/* A key pressed while answers are taken. */
static void press(struct question *question, enum quire_key key, int64_t now) {
    switch (key) {
    case QUIRE_KEY_LEFT:
        mark(question, false);
        break;
    case QUIRE_KEY_RIGHT:
        mark(question, true);
        break;
    case QUIRE_KEY_ENTER:
    case QUIRE_KEY_KP_ENTER:
        answer(question, question->yes_marked);
        break;
    case QUIRE_KEY_ESCAPE:
        answer(question, false);
        break;
    default:
        start_pause(question, now);
        break;
    }
}

/* A picture may have taken so long that the pause is over before its timer ran. */
static void settle_pause(struct question *question, int64_t now) {
    if (now >= question->pause.due) {
        event_loop_stop_timer(question->stack->loop, &question->pause);
        end_pause(question, now);
    }
}

static bool take_key(struct ui_mode *mode, const struct quire_key_event *event, int64_t now) {
    struct question *question = question_of(mode);
    settle_pause(question, now);
    if (event->action != QUIRE_KEY_RELEASE && !question->ready) {
        start_pause(question, now);
    } else if (event->action == QUIRE_KEY_PRESS) {
        press(question, event->key, now);
    }
    return true;
}

static bool take_text(struct ui_mode *mode, int64_t now) {
    start_pause(question_of(mode), now);
    return true;
}

static void take_click(struct ui_mode *mode, uint32_t col, int64_t now) {
    struct question *question = question_of(mode);
    bool on_no = col >= question->no_col && col + 1 < question->yes_col;
    bool on_yes = col >= question->yes_col && col < question->end_col;
    settle_pause(question, now);
    if (question->ready && (on_no || on_yes)) {
        answer(question, on_yes);
    }
}

static const struct ui_mode_kind kind = {take_key, take_text, take_click, put_line};

void question_init(struct question *question, struct ui_stack *stack) {
    *question = (struct question){.mode = {&kind, NULL}, .stack = stack, .pause = TIMER_INIT(end_pause, question)};
}

void question_finish(struct question *question) {
    event_loop_stop_timer(question->stack->loop, &question->pause);
    ui_stack_remove(question->stack, &question->mode);
    question->open = false;
}

bool question_ask(struct question *question, const struct question_text *text, void (*answered)(void *user, bool yes),
                  void *user, int64_t now) {
    if (question->open) {
        return false;
    }
    question->open = true;
    question->no = text->no;
    question->yes = text->yes;
    question->escape = text->escape;
    question->answered = answered;
    question->user = user;
    set_text(question, text->question);
    ui_stack_push(question->stack, &question->mode);
    start_pause(question, now);
    return true;
}

void question_withdraw(struct question *question) {
    if (question->open) {
        answer(question, false);
    }
}
