/* scene_panel.h - rows of text over a pane: what is to be pasted, a menu. Each row is a layer of its own, so that one
 * that changes costs one row.
 *
 *     +----------------------------------------+
 *     | text of a terminal                     |
 *     | title                                  |        rows[0]
 *     | text                                   |        rows[1]
 *     +----------------------------------------+ */
#ifndef SCENE_PANEL_H
#define SCENE_PANEL_H

#include "scene.h"

/* More rows are not shown. */
#define SCENE_PANEL_ROWS 24u

enum scene_panel_look {
    PANEL_TEXT,
    PANEL_TITLE,  /* bold */
    PANEL_CHOSEN, /* the colours are swapped */
    PANEL_FAINT   /* half way to the background: what cannot be chosen, what is only remarked */
};

struct scene_panel_row {
    const char *text; /* UTF-8; what stands between the bytes 0E and 0F is drawn as a warning */
    enum scene_panel_look look;
};

struct scene_panel {
    bool at_bottom;    /* over the whole width, also over what is said on the last row; otherwise at: */
    uint32_t row, col; /* moved as far up and left as it needs to fit */
    uint32_t cols;
    const struct scene_panel_row *rows; /* borrowed */
    uint32_t count;
    uint32_t first; /* not at the bottom: the uppermost row where there is not room for all */
};

/* Where a panel is, in cells of a pane of this size. Not all rows may have room: scene_panel_row_at. */
struct scene_panel_place {
    uint32_t row, col, cols, rows;
};
struct scene_panel_place scene_panel_place(const struct scene_panel *panel, uint32_t cols, uint32_t rows);

/* Which of its rows is shown on a row of its place. At the bottom the last one always is, which says how to answer:
 * those before it are left out. Elsewhere those before `first` and behind the place. */
uint32_t scene_panel_row_at(const struct scene_panel *panel, const struct scene_panel_place *place, uint32_t row);

/* What is made of a panel for its layers; zero is nothing. */
struct scene_panel_made {
    struct bar_line *lines;
    uint32_t capacity;
};
void scene_panel_finish(struct scene_panel_made *made);

/* Where a panel goes, and in which colours. */
struct scene_panel_means {
    struct backend_area cells; /* of the pane */
    uint32_t cols, rows;
    uint32_t cell_width, cell_height;
    uint32_t foreground, background; /* 0xRRGGBB, of the pane */
    uint64_t id;                     /* of the first row's layer; the others follow */
};

/* Puts the rows on top of the scene. False: no memory. */
bool scene_add_panel(struct scene *scene, const struct scene_panel *panel, struct scene_panel_made *made,
                     const struct scene_panel_means *means);

#endif
