/* title_bar.h - a title bar of our own, for where nobody else draws one: what lies where, and what it looks like.
 *
 *     |              title              |  -  |  o  |  x  |      the bar, TITLE_BAR_HEIGHT high, on top in the window
 *
 * Plain pixels and the font of the interface; no window system. Lengths are window coordinates, pictures pixels. */
#ifndef TITLE_BAR_H
#define TITLE_BAR_H

#include <stdbool.h>
#include <stdint.h>

#include "font_set.h"

#define TITLE_BAR_HEIGHT 28
#define TITLE_BAR_BUTTON_WIDTH 36

enum title_bar_part { TITLE_BAR_OUTSIDE, TITLE_BAR_TITLE, TITLE_BAR_MINIMIZE, TITLE_BAR_MAXIMIZE, TITLE_BAR_CLOSE };

/* Which edges of the window a place is at: it can be dragged there. */
enum title_bar_edge { TITLE_BAR_LEFT = 1, TITLE_BAR_RIGHT = 2, TITLE_BAR_TOP = 4, TITLE_BAR_BOTTOM = 8 };

struct title_bar_look {
    char title[256]; /* UTF-8, cut */
    bool focused, maximized;
    enum title_bar_part below;   /* the pointer; OUTSIDE: nothing */
    enum title_bar_part pressed; /* a button that is held */
};

struct title_bar_picture {
    uint32_t *pixels; /* XRGB8888, width of them from row to row */
    uint32_t width, height;
    uint32_t scale; /* pixels for one unit of the window's */
};

/* In a window so wide. In one that is too narrow for the buttons, they keep their places from the right. */
enum title_bar_part title_bar_part_at(int width, int x, int y);

/* Bits of title_bar_edge; 0: none. Corners reach further along the edges than these into the window. */
unsigned title_bar_edges_at(int width, int height, int x, int y);

/* Draws all of it. `fonts` NULL: without the title. */
void title_bar_draw(const struct title_bar_picture *picture, const struct title_bar_look *look, struct font_set *fonts);

#endif
