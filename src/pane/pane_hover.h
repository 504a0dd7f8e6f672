/* pane_hover.h - what the pointer is on: a link of OSC 8, or a text that leads somewhere, while the modifier for links
 * is held.
 *
 *     pane_mouse: the pointer moved, a modifier changed --.
 *     viewport: another frame is there -------------------+--> pane_hover_update --> underline, note, "is anything
 * there?"
 *
 * Only the line under the pointer is looked at, and only with the modifier; nothing is looked at twice between two
 * pictures. A path is one where it exists (path_check.h): what is not known within LOOK_MS is asked for a few times
 * more, in pauses. The note shows where the click would lead, on the last row or, where the pointer is there, on the
 * first one. Main thread. */
#ifndef PANE_HOVER_H
#define PANE_HOVER_H

#include <stdbool.h>
#include <stdint.h>

#include "highlight.h"
#include "link_note.h"
#include "pane_links.h"
#include "scene_labels.h"
#include "timer_heap.h"
#include "view_line.h"

/* What is looked for under the pointer. */
enum hover_wish {
    HOVER_NOTHING,
    HOVER_LINKS, /* of OSC 8 alone: a program has the mouse, and its text is not to be taken for something else */
    HOVER_ALL
};

struct pane_hover {
    struct pane *pane;
    uint32_t link;  /* of OSC 8, under the pointer; 0: none */
    bool is_target; /* a text that leads somewhere is: */
    enum link_kind kind;
    uint32_t line, column;        /* of a path */
    char *target;                 /* PANE_PATH_MAX bytes, once there was one */
    struct highlight_range range; /* where it stands */
    bool is_known;                /* the line that was looked at last is that of `looked` */
    struct view_line looked;
    struct link_matches matches; /* in it */
    uint64_t missing_from;       /* where a path stands in it that does not exist; UINT64_MAX: none */
    struct timer again;          /* it was not known yet whether a path exists */
    unsigned tries;              /* how often that was so in a row */
    char note[LINK_NOTE_MAX];
    struct scene_label label;
};

void pane_hover_init(struct pane_hover *hover, struct pane *pane);
void pane_hover_finish(struct pane_hover *hover);

/* The pointer is at this pixel. True: there is something that a click opens. */
bool pane_hover_update(struct pane_hover *hover, enum hover_wish wish, int32_t x_px, int32_t y_px);
/* What is in view may have changed: nothing is known any more. */
void pane_hover_forget(struct pane_hover *hover);
/* Opens what was there at the last update. */
void pane_hover_open(struct pane_hover *hover);

#endif
