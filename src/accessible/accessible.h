/* accessible.h - what windows show, for screen readers: AT-SPI 2 over D-Bus, spoken by libdbus in the loop.
 *
 *     desktop (Orca ...)  <-- accessibility bus -->  application "quire" -> frame, one a window -> terminal: its text
 *
 * Nothing is started and nothing waits: the session bus is asked whether the desktop's accessibility is on
 * (org.a11y.Status), and told when that changes; as long as it is off there are no objects, and a picture costs a look
 * at a flag. When it is on, each picture's text is compared with the last one's, and what has come, gone or moved is
 * told. Knows no terminal and no window system: a source answers for each window.
 *
 * What it is not: keys are not passed to screen readers (their own grabs serve them), there are no attributes of text
 * and no selections, and history is not offered, but what is scrolled to. Sources: the interfaces of at-spi2-core
 * (xml/), AT-SPI 2.1. Main thread. */
#ifndef ACCESSIBLE_H
#define ACCESSIBLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "accessible_text.h"

struct event_loop;
struct accessible;
struct accessible_window;

struct accessible_area {
    int32_t x, y, width, height; /* pixels */
};

/* Where things are. */
struct accessible_places {
    struct accessible_area window; /* on the screen */
    struct accessible_area text;   /* the cells of the pane, in the window */
    uint32_t cell_width, cell_height;
};

/* Who answers for a window. Called from the loop, and from accessible_changed. */
struct accessible_source {
    void *user;
    void (*title)(void *user, char *title, size_t size);
    /* Fills an empty text with what the window's current pane shows. False: no memory. */
    bool (*text)(void *user, struct accessible_text *text);
    void (*places)(void *user, struct accessible_places *places);
};

/* always: whether or not the desktop says that somebody needs it. NULL: no memory. Nothing is connected to yet. */
struct accessible *accessible_create(struct event_loop *loop, bool always);
/* Its windows first. NULL is allowed. */
void accessible_destroy(struct accessible *accessible);

/* Asks the desktop, when there is time; only the first call does anything. */
void accessible_start(struct accessible *accessible);
/* Does somebody listen? */
bool accessible_is_on(const struct accessible *accessible);

/* NULL: no memory. */
struct accessible_window *accessible_add(struct accessible *accessible, const struct accessible_source *source);
/* NULL is allowed. */
void accessible_remove(struct accessible_window *window);

void accessible_set_focus(struct accessible_window *window, bool focused);
/* What it shows may be something else now. Costs nothing while nobody listens. */
void accessible_changed(struct accessible_window *window);

#endif
