/* ui_stack.h - what is asked and said over the text, and who gets the keys meanwhile: a stack of modes.
 *
 *     key -> modes of the window (a question, a message) -> modes of its current pane (search, copy mode, hints)
 *         -> bindings -> the program, unless a mode of the pane keeps it
 *
 * A mode lies in the struct of who needs it. The uppermost mode that wants a key has it. What neither a mode nor the
 * bindings want goes to the program; under a mode that keeps input (`keeps`) it goes nowhere, so that nothing is typed
 * into a program by accident, while keys that are bound (copy, zoom, another tab) do what they always do.
 *
 * The last row shows the line of the uppermost mode that has one: the window's, else the pane's. One stack for each
 * window and one for each pane; main thread. */
#ifndef UI_STACK_H
#define UI_STACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/key.h>

#include "event_loop.h"

/* A line over the last row, its columns mark_col to mark_end marked. */
struct ui_line {
    char text[512]; /* UTF-8 */
    uint32_t mark_col, mark_end;
    bool has_cursor; /* text is written at mark_col: an input method shows its candidates there */
};

/* Text that does not come from a key by itself. */
enum ui_text_kind {
    UI_TEXT_TYPED,    /* an input method has committed it */
    UI_TEXT_COMPOSED, /* what it is composing, all of it; "": nothing any more */
    UI_TEXT_PASTED
};

struct ui_text {
    enum ui_text_kind kind;
    const char *bytes; /* UTF-8, not terminated; borrowed for the call */
    size_t length;
};

struct ui_mode;

struct ui_mode_kind {
    /* A key. True: it is used up. */
    bool (*key)(struct ui_mode *mode, const struct quire_key_event *event, int64_t now);
    /* True: it is used up. */
    bool (*text)(struct ui_mode *mode, const struct ui_text *text, int64_t now);
    /* A click on the line. */
    void (*click)(struct ui_mode *mode, uint32_t col, int64_t now);
    /* What is shown on a last row of so many columns. False: nothing. */
    bool (*line)(struct ui_mode *mode, uint32_t cols, struct ui_line *line);
    bool keeps; /* what is typed is not for the program while it is there */
};

struct ui_mode {
    const struct ui_mode_kind *kind;
    struct ui_mode *below;
};

struct ui_stack {
    struct event_loop *loop;
    struct ui_mode *top;
    uint32_t cols; /* of the last row */
    /* Shows a line; NULL: none. */
    void (*show)(void *user, const struct ui_line *line);
    void *user;
    struct ui_mode *shown; /* whose line it is; NULL: nobody's */
};

#define UI_STACK_INIT(loop, show, user)                                                                                \
    { (loop), NULL, 0, (show), (user), NULL }

/* On top of the others. */
void ui_stack_push(struct ui_stack *stack, struct ui_mode *mode);
/* At the bottom: everything else goes before. */
void ui_stack_push_under(struct ui_stack *stack, struct ui_mode *mode);
/* Nothing happens where it is not among them. */
void ui_stack_remove(struct ui_stack *stack, struct ui_mode *mode);

/* A mode's line has changed, or the number of columns. */
void ui_stack_show(struct ui_stack *stack);
void ui_stack_set_cols(struct ui_stack *stack, uint32_t cols);

/* True: a mode has used it up. */
bool ui_stack_key(struct ui_stack *stack, const struct quire_key_event *event, int64_t now);
bool ui_stack_text(struct ui_stack *stack, const struct ui_text *text, int64_t now);
/* Is what nobody wants to be kept from the program? */
bool ui_stack_keeps(const struct ui_stack *stack);
/* A click on the last row. False: no line is shown there. */
bool ui_stack_click(struct ui_stack *stack, uint32_t col, int64_t now);

#endif
