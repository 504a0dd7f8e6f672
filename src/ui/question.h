/* question.h - a question on the last row of the window, and its two answers.
 *
 *      Let the program read the clipboard?  [ Deny ] [ Allow ]  Left or Right, then Enter; Esc denies
 *
 * Whoever types does not look for questions, and a program chooses the moment: so a question must not be answered by
 * keys that were meant for something else. It takes no answer in its first QUESTION_PAUSE_MS, and any key pressed in
 * that time, or one later that is no answer, starts the time anew (keys are rolling). Only then is one of the answers
 * marked, the refusing one first. Left and Right mark, Enter gives the marked one, Escape refuses, a click gives what
 * it hits. Tab, Up and letters mark nothing: in a shell they stand right before Enter. While a question is open all
 * keys are its own.
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

struct question_text {
    const char *question;
    const char *no, *yes; /* the answers, one word each */
    const char *escape;   /* what Escape does: "denies" */
};

struct question {
    struct ui_mode mode;
    struct ui_stack *stack;
    bool open;
    bool ready;         /* takes answers */
    struct timer pause; /* when it does, unless a key comes before */
    bool yes_marked;
    char text[200]; /* printable ASCII: one column a byte */
    const char *no, *yes, *escape;
    void (*answered)(void *user, bool yes);
    void *user;
    uint32_t no_col, yes_col, end_col; /* where the answers are shown */
};

/* Before anything else. */
void question_init(struct question *question, struct ui_stack *stack);
/* Forgets an open question. */
void question_finish(struct question *question);

/* False: another one is open, and nothing is asked. The texts but the question's are kept by reference. `answered` is
 * called once, unless the window closes before; the question is closed then, and another one may be asked. */
bool question_ask(struct question *question, const struct question_text *text, void (*answered)(void *user, bool yes),
                  void *user, int64_t now);

/* Refuses, if one is open. */
void question_withdraw(struct question *question);

#endif
