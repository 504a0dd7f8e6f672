#define _GNU_SOURCE
#include "question.h"

#include <stdio.h>
#include <string.h>

/* What is left of the help where there is little room. */
static const char hint[] = "  ctrl+shift+n, +y";

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
    snprintf(help, sizeof help, "  ctrl+shift+n: %s, ctrl+shift+y: %s", question->no, question->yes);
    if (cut) {
        text = room > 3 ? room - 3 : 0;
    }
    int before = snprintf(line, size, " %.*s%s  ", (int)text, question->text, dots);
    question->no_col = (uint32_t)before;
    question->yes_col = question->no_col + answer_cols(question->no) + 1;
    question->end_col = question->yes_col + answer_cols(question->yes);
    uint32_t left = cols > question->end_col ? cols - question->end_col : 0;
    bool helps = left >= strlen(help), hints = left >= strlen(hint);
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
    line->mark_col = question->no_col;
    line->mark_end = question->ready ? question->end_col : question->no_col;
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
    question->open = question->ready = false;
    event_loop_stop_timer(question->stack->loop, &question->pause);
    ui_stack_remove(question->stack, &question->mode);
    question->answered(question->user, is_yes);
}

/* The letter where the layout has it, or where a US keyboard has it (for layouts without Latin letters). */
static bool is_letter(const struct quire_key_event *event, uint32_t letter) {
    bool latin = event->character >= 'a' && event->character <= 'z';
    return event->key == QUIRE_KEY_CHARACTER && (latin ? event->character : event->base) == letter;
}

enum chord { CHORD_OTHER, CHORD_NO, CHORD_YES };

static enum chord chord_of(const struct quire_key_event *event) {
    const uint32_t locks = QUIRE_MOD_CAPS_LOCK | QUIRE_MOD_NUM_LOCK;
    if ((event->mods & ~locks) != (QUIRE_MOD_CTRL | QUIRE_MOD_SHIFT)) {
        return CHORD_OTHER;
    }
    return is_letter(event, 'n') ? CHORD_NO : is_letter(event, 'y') ? CHORD_YES : CHORD_OTHER;
}

static bool is_modifier(enum quire_key key) {
    return (key >= QUIRE_KEY_LEFT_SHIFT && key <= QUIRE_KEY_ISO_LEVEL5_SHIFT) || key == QUIRE_KEY_CAPS_LOCK ||
           key == QUIRE_KEY_NUM_LOCK || key == QUIRE_KEY_SCROLL_LOCK;
}

/* A picture may have taken so long that the pause is over before its timer ran. */
static void settle_pause(struct question *question, int64_t now) {
    if (now >= question->pause.due) {
        event_loop_stop_timer(question->stack->loop, &question->pause);
        end_pause(question, now);
    }
}

/* The chords are the question's, also when they answer nothing; everything else is the program's. */
static bool take_key(struct ui_mode *mode, const struct quire_key_event *event, int64_t now) {
    struct question *question = question_of(mode);
    enum chord chord = chord_of(event);
    settle_pause(question, now);
    if (question->ready && chord != CHORD_OTHER && event->action == QUIRE_KEY_PRESS) {
        answer(question, chord == CHORD_YES);
    } else if (event->action != QUIRE_KEY_RELEASE && !is_modifier(event->key)) {
        start_pause(question, now);
    }
    return chord != CHORD_OTHER;
}

static bool take_text(struct ui_mode *mode, const struct ui_text *text, int64_t now) {
    (void)text;
    start_pause(question_of(mode), now);
    return false;
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

static const struct ui_mode_kind kind = {take_key, take_text, take_click, put_line, false};

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
    bool too_soon = text->by_program && question->asked_before && now - question->asked < QUESTION_EVERY_MS;
    if (question->open || too_soon) {
        return false;
    }
    if (text->by_program) {
        question->asked_before = true;
        question->asked = now;
    }
    question->open = true;
    question->no = text->no;
    question->yes = text->yes;
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
