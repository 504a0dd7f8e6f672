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
 * One question at a time. Points in time are those of app_clock_ms. Main thread. */
#ifndef QUESTION_H
#define QUESTION_H

#include <stdbool.h>
#include <stdint.h>

#include "view.h"
#include "xkb_keys.h"

#define QUESTION_PAUSE_MS 500
/* Nothing is due. */
#define QUESTION_NEVER INT64_MAX

struct question_text {
    const char *question;
    const char *no, *yes; /* the answers, one word each */
    const char *escape;   /* what Escape does: "denies" */
};

struct question {
    bool open;
    bool ready;       /* takes answers */
    int64_t ready_at; /* when it does, unless a key comes before */
    bool yes_marked;
    char text[200]; /* printable ASCII: one column a byte */
    const char *no, *yes, *escape;
    void (*answered)(void *user, bool yes);
    void *user;
    struct view *view;                 /* shows it */
    uint32_t no_col, yes_col, end_col; /* where the answers are shown */
};

/* False: another one is open, and nothing is asked. The texts but the question's are kept by reference. `answered` is
 * called once, unless the window closes before; the question is closed then, and another one may be asked. */
bool question_ask(struct question *question, struct view *view, const struct question_text *text,
                  void (*answered)(void *user, bool yes), void *user, int64_t now);

/* Takes a key while a question is open. True: the key is used up. */
bool question_key(struct question *question, const struct quire_key_event *event, int64_t now);

/* An input method composes or commits text: somebody types. */
void question_typed(struct question *question, int64_t now);

/* Takes a click on the question's row. */
void question_click(struct question *question, uint32_t col, int64_t now);

/* Refuses, if one is open. */
void question_withdraw(struct question *question);

/* When question_tick has something to do; QUESTION_NEVER: it has not. */
int64_t question_due(const struct question *question);
void question_tick(struct question *question, int64_t now);

/* The window has another width. */
void question_place(struct question *question);

#endif
