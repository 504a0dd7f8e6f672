/* question.h - a question on the last row of the window that is answered with y or n.
 *
 * While one is open, keys answer it and go nowhere else. One question at a time: a second one is refused (and counts as
 * answered with no), so that a program cannot pile them up. */
#ifndef QUESTION_H
#define QUESTION_H

#include <stdbool.h>

#include "view.h"
#include "xkb_keys.h"

struct question {
    bool open;
    void (*yes)(void *user); /* called when the answer is yes */
    void (*no)(void *user);  /* when it is no; NULL: nothing is to be done. Set behind question_ask */
    void *user;
    struct view *view; /* shows it */
};

/* False: another one is open. */
bool question_ask(struct question *question, struct view *view, const char *text, void (*yes)(void *user), void *user);

/* Takes a key while a question is open. True: the key is used up. */
bool question_key(struct question *question, const struct quire_key_event *event);

#endif
