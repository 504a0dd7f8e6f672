/* shown.h - what a picture shows besides its cells: window, cursor, colours of the selection, scrollbar, bell.
 *
 * The renderer keeps that of its last draw; what differs decides what has to be built or drawn again. */
#ifndef SHOWN_H
#define SHOWN_H

#include <stdbool.h>
#include <stdint.h>

#include "backend.h"
#include "cell_build.h"
#include "renderer.h"

struct shown {
    struct backend_look look;
    uint32_t generation; /* of the atlas; 0: nothing was drawn yet */
    uint32_t fonts;      /* the epoch of the fonts: cells that were blank have a font in the next one */
    uint32_t foreground, background;
    uint32_t selection_foreground, selection_background;
    uint32_t hover_link;
    bool blinked_out;
    struct renderer_settings settings;
    enum cell_cursor cursor;
    bool cursor_stands; /* also while it is blinked out */
    uint32_t cursor_row, cursor_col, cursor_color, cursor_text;
};

/* The grid is that of the renderer, which may be smaller than the frame's; the overlays are those of the scene. */
struct shown_grid {
    uint32_t cols, rows, cell_width, cell_height;
    const struct overlay *preedit, *message;
};

/* Cells of a row that are drawn. */
uint32_t shown_row_cells(uint32_t cols, const struct quire_frame *frame, uint32_t row);

struct backend_look shown_look(const struct shown_grid *grid, const struct renderer_scene *scene,
                               const struct quire_frame_info *info);

/* Everything but the generation of the atlas. */
struct shown shown_of(const struct shown_grid *grid, const struct renderer_scene *scene,
                      const struct quire_frame_info *info);

/* Does the same picture go on: window, place of the grid, background, weight, flash? If not, every pixel is drawn. */
bool shown_same_window(const struct shown *a, const struct shown *b);

/* Are the colours that any cell may have the same, and what they depend on? If not, every row is built. */
bool shown_same_colors(const struct shown *a, const struct shown *b);

bool shown_same_cursor(const struct shown *a, const struct shown *b);

bool shown_same_bar(const struct shown *a, const struct shown *b);

#endif
