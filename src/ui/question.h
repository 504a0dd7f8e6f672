/* question.h - a question on the last row of the window, and its two answers.
 *
 *      Let the program read the clipboard?  [ Deny ] [ Allow ]  ctrl+shift+n: Deny, ctrl+shift+y: Allow
 *
 * Whoever types does not look for questions, and a program chooses the moment: so a question must not be answered by
 * keys that were meant for something else, nor keep them from where they were meant to go. It is answered by a chord
 * that no program and no shell means anything by, or by a click on the answer. It takes neither in its first
 * QUESTION_PAUSE_MS, and any other key or text in that time, or later, starts the time anew (keys are rolling). When
 * answers are taken they are marked. All other keys go to the program as if nothing were asked; modifiers alone are no
 * keys here.
 *
 * What programs ask, they ask once in QUESTION_EVERY_MS at most: otherwise the next question could be there as soon as
 * one was refused, until the user gives in.
 *
 * A question is a mode of a window's stack (ui_stack.h); one at a time. Points in time are those of loop_clock_ms.
 * Main thread. */
#ifndef QUESTION_H
#define QUESTION_H

#include <stdbool.h>
#include <stdint.h>

#include "timer_heap.h"
#include "ui_stack.h"

#define QUESTION_PAUSE_MS 500
#define QUESTION_EVERY_MS 60000

struct question_text {
    const char *question;
    const char *no, *yes; /* the answers, one word each */
    bool by_program;      /* a program is the reason for it, not the user */
};

struct question {
    struct ui_mode mode;
    struct ui_stack *stack;
    bool open;
    bool ready;         /* takes answers */
    struct timer pause; /* when it does, unless a key comes before */
    bool asked_before;  /* by a program, at: */
    int64_t asked;
    char text[200]; /* printable ASCII: one column a byte */
    const char *no, *yes;
    void (*answered)(void *user, bool yes);
    void *user;
    uint32_t no_col, yes_col, end_col; /* where the answers are shown */
};

/* Before anything else. */
void question_init(struct question *question, struct ui_stack *stack);
/* Forgets an open question. */
void question_finish(struct question *question);

/* False: another one is open, or it comes too soon behind another program's; nothing is asked. The texts but the
 * question's are kept by reference. `answered` is called once, unless the window closes before; the question is closed
 * then, and another one may be asked. */
bool question_ask(struct question *question, const struct question_text *text, void (*answered)(void *user, bool yes),
                  void *user, int64_t now);

/* Refuses, if one is open. */
void question_withdraw(struct question *question);

#endif
