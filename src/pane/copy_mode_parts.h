/* copy_mode_parts.h - what the files of copy mode (copy_mode.h) share: copy_mode.c does what copy_keys.c is asked for.
 */
#ifndef COPY_MODE_PARTS_H
#define COPY_MODE_PARTS_H

#include "copy_text.h"
#include "pane.h"

enum { MARKS = 26, COUNT_MAX = 100000 };

enum selecting { SELECTING_NOTHING, SELECTING_CHARACTERS, SELECTING_LINES, SELECTING_BLOCK };

struct copy_mode {
    struct ui_mode mode;
    struct pane *pane;
    struct copy_text text;
    struct copy_memory memory;
    struct quire_place at; /* the cursor */
    enum selecting selecting;
    struct quire_place anchor; /* the other end of what is selected */
    uint32_t anchor_width;     /* columns of its character */
    struct quire_place back;   /* before the last jump; line 0: there was none */
    struct quire_place marks[MARKS];
    unsigned count;   /* 0: none is typed */
    uint32_t pending; /* a key that wants another one: f F t T m ` ' z; 0: none */
    bool was_following;
    bool on_last_row;
};

/* A key: true, it is used up. */
bool copy_mode_key(struct copy_mode *mode, const struct quire_key_event *event);

/* Motions take the count that was typed; all of them show the cursor, and take the selection along. */
void copy_mode_move(struct copy_mode *mode, enum copy_move how, uint32_t character);
void copy_mode_find_again(struct copy_mode *mode, bool reverse);
/* Far: the place before it is remembered. */
void copy_mode_jump(struct copy_mode *mode, const struct quire_place *place);
void copy_mode_go_to_row(struct copy_mode *mode, uint32_t row);
void copy_mode_go_to_end(struct copy_mode *mode, bool last);
/* By so many prompts, halves of the view. */
void copy_mode_go_to_prompt(struct copy_mode *mode, int by);
void copy_mode_go_screens(struct copy_mode *mode, int halves);
/* Hits of the last search; says so where there is none. */
void copy_mode_find_text(struct copy_mode *mode, bool older);
/* The cursor's row to the top ('t'), the bottom ('b'), or the middle of the view. */
void copy_mode_place_view(struct copy_mode *mode, uint32_t key);

/* The same once more: nothing. */
void copy_mode_select(struct copy_mode *mode, enum selecting how);
void copy_mode_clear(struct copy_mode *mode);
void copy_mode_swap_ends(struct copy_mode *mode);
/* These leave; a line, where nothing is selected. */
void copy_mode_copy(struct copy_mode *mode);
void copy_mode_copy_line(struct copy_mode *mode);
void copy_mode_yank(struct copy_mode *mode);

/* The cursor, what is selected, or the line has changed. */
void copy_mode_show(struct copy_mode *mode);

#endif
