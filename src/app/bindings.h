/* bindings.h - the keys that the window takes for itself, and what they do: one table.
 *
 * Everything else goes to the program. */
#ifndef BINDINGS_H
#define BINDINGS_H

#include <stdbool.h>
#include <stdio.h>

#include <quire/key.h>

enum binding_action {
    ACTION_NONE,
    ACTION_COPY,
    ACTION_PASTE,
    ACTION_PASTE_PRIMARY,
    ACTION_FONT_LARGER,
    ACTION_FONT_SMALLER,
    ACTION_FONT_RESET,
    ACTION_SCROLL_LINE_UP,
    ACTION_SCROLL_LINE_DOWN,
    ACTION_SCROLL_PAGE_UP,
    ACTION_SCROLL_PAGE_DOWN,
    ACTION_SCROLL_TOP,
    ACTION_SCROLL_BOTTOM,
    ACTION_FULLSCREEN,
    ACTION_NEW_WINDOW,
    ACTION_CLOSE
};

/* What the event means to the window; scrolling keys mean nothing while the alternate screen is shown. */
enum binding_action bindings_find(const struct quire_key_event *event, bool alternate_screen);

void bindings_print(FILE *file);

#endif
