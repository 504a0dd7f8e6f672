#include "question.h"

bool question_ask(struct question *question, struct view *view, const char *text, void (*yes)(void *user), void *user) {
    if (question->open) {
        return false;
    }
    question->open = true;
    question->yes = yes;
    question->no = NULL;
    question->user = user;
    question->view = view;
    view_set_message(view, text);
    return true;
}

static void answer(struct question *question, bool is_yes) {
    question->open = false;
    view_set_message(question->view, NULL);
    if (is_yes) {
        question->yes(question->user);
    } else if (question->no != NULL) {
        question->no(question->user);
    }
}

bool question_key(struct question *question, const struct quire_key_event *event) {
    if (!question->open) {
        return false;
    }
    if (event->action == QUIRE_KEY_PRESS) {
        if (event->key == QUIRE_KEY_CHARACTER && (event->character == 'y' || event->character == 'Y')) {
            answer(question, true);
        } else if (event->key == QUIRE_KEY_ESCAPE ||
                   (event->key == QUIRE_KEY_CHARACTER && (event->character == 'n' || event->character == 'N'))) {
            answer(question, false);
        }
    }
    return true;
}
