/* hint_list.h - everything in view that can be pointed at by a label: found once, when hints are opened.
 *
 * Main thread, between two pictures. */
#ifndef HINT_LIST_H
#define HINT_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/frame.h>

#include "highlight.h"
#include "hint_labels.h"
#include "hint_patterns.h"
#include "link_finder.h"

/* More would not be readable, and each label is a layer of the picture. The last ones stay: they are what was said
 * last. */
#define HINTS_MAX 400

/* Links of OSC 8 among the kinds. */
#define HINT_LINK_BIT (1u << 31)
#define HINT_ALL_KINDS (LINK_ALL | HINT_LINK_BIT)

struct hint {
    enum link_kind kind;
    bool sure;                    /* of a path: it is one, whether it exists or not */
    struct highlight_range range; /* where it stands */
    char *text;                   /* what stands there */
    char *target;                 /* what it leads to; behind the text, in the same memory */
    uint32_t line, column;        /* of a path */
    uint32_t pattern;             /* of LINK_OTHER */
    struct hint_label label;
};

struct hint_list {
    struct hint *items; /* from the top of the view to its end */
    size_t count, capacity;
};

/* What is to be found. */
struct hint_wish {
    unsigned kinds;                       /* LINK_BIT, HINT_LINK_BIT */
    const struct hint_patterns *patterns; /* these, too: */
    int pattern;                          /* the only one; -1: all of them */
};

/* Begin with zero. What there is no memory for is left out. Cost: reading the view, and the scanners of links. */
void hint_list_collect(struct hint_list *list, const struct quire_frame *frame, const struct hint_wish *wish);
void hint_list_finish(struct hint_list *list);

/* Takes one away. */
void hint_list_remove(struct hint_list *list, size_t index);
/* Only the last ones stay. */
void hint_list_limit(struct hint_list *list, size_t most);

/* Gives each its label, the shortest ones to those at the end; what leads to the same has the same. False: too many. */
bool hint_list_label(struct hint_list *list, const char *letters);

#endif
