/* search_line.h - the line in which a user writes what he looks for.
 *
 *      search: err█                                            alt+r: regex   3 of 17+
 *
 * A mode of a pane's stack (ui_stack.h) that keeps what is typed from the program. It edits a text and tells of each
 * change; what is found is somebody else's affair, who sets the words at the right end.
 *
 *     enter, f3            the next hit, to older text; with shift the other way
 *     escape, ctrl+g       closes; back to where one was, unless enter was pressed on this text
 *     up, down             searches before this one
 *     alt+r, click on the name   plain text or a regular expression
 *     left, right (ctrl: by words), home, ctrl+a, end, ctrl+e
 *     backspace, delete, ctrl+h, ctrl+d, ctrl+w (a word), ctrl+u (all before the cursor), ctrl+k (all behind it)
 *
 * All other keys are those of the bindings: copy, paste into the line, scroll, another tab. Main thread. */
#ifndef SEARCH_LINE_H
#define SEARCH_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui_stack.h"

/* Bytes of a text. What is longer is cut. */
#define SEARCH_LINE_MAX 256
/* Searches that are remembered. */
#define SEARCH_LINE_PAST 32

struct search_line_sink {
    void *user;
    void (*changed)(void *user); /* another text, or another meaning of it */
    void (*step)(void *user, bool older);
    void (*closed)(void *user, bool stays); /* the line is gone from its stack */
};

struct search_line {
    struct ui_mode mode;
    struct ui_stack *stack;
    struct search_line_sink sink;
    bool is_open, is_regex, was_entered;
    char text[SEARCH_LINE_MAX + 1]; /* UTF-8 */
    size_t length, cursor;          /* bytes */
    char composed[SEARCH_LINE_MAX + 1];
    char status[128];
    uint32_t label_cols;           /* of the line as it was last shown */
    char *past[SEARCH_LINE_PAST];  /* the newest last */
    unsigned past_count, recalled; /* recalled == past_count: the text is new */
};

/* Before anything else. */
void search_line_init(struct search_line *line, struct ui_stack *stack, const struct search_line_sink *sink);
/* Closes it without a word and forgets the searches. */
void search_line_finish(struct search_line *line);

/* Opens it with a text, or, where that is NULL, with none. Nothing is told. */
void search_line_open(struct search_line *line, const char *text, size_t length);
/* As escape does. */
void search_line_close(struct search_line *line);

/* Words at the right end, in UTF-8. They are copied. */
void search_line_set_status(struct search_line *line, const char *status);

#endif
