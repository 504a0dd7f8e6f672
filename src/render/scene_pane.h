/* scene_pane.h - the layers of one pane: a terminal in a rectangle, and what lies over its text.
 *
 *     grid         the frame, with what is selected, found and pointed at
 *     bar          what an input method is composing, at the cursor
 *     fill         its background, where it has not the focus and fades, and under labels
 *     bars         labels of hints; where the link under the pointer leads
 *     bar          a message or a question, over the last row
 *     bars         a panel, where there is one (scene_panel.h)
 *     fills        marks of commands that failed, left of their prompts
 *     fill         the scrollbar, at the right edge
 *     fills        marks of what was found, there too
 *     fill         the bell, over all of it
 *
 * Zero is a sensible value for every member of struct scene_pane but the first ones; SCENE_PANE_INIT sets those that
 * need another one. */
#ifndef SCENE_PANE_H
#define SCENE_PANE_H

#include "scene.h"
#include "scene_images.h"
#include "scene_labels.h"
#include "scene_panel.h"

/* The bar at the right edge; the app decides when it fades. Pixels from the top of the pane. */
struct scene_scrollbar {
    float alpha; /* 0: not drawn; 1: opaque */
    uint32_t top_px, size_px, width_px;
};

/* Which cursor is shown: the program's, or one of a mode that goes through the text. */
enum scene_cursor { SCENE_CURSOR_PROGRAM, SCENE_CURSOR_OWN, SCENE_CURSOR_NONE };

/* Parts of the right edge that can be marked: places of what is found in all text. */
#define SCENE_MARKS 128

/* What is made of a pane for its layers; it keeps its memory. */
struct scene_pane_made {
    struct bar_line preedit, message;
    struct scene_labels_made labels;
    struct scene_panel_made panel;
    struct highlight_list link;
    struct scene_images images;
    struct quire_frame_cell *cells; /* of one row */
    uint32_t cells_capacity;
};

struct scene_pane {
    const struct quire_frame *frame; /* borrowed, as all it points to, until the scene is drawn */
    struct backend_area area;
    uint32_t padding_px; /* around the cells, on the left and at the top at least */
    uint32_t cut_px;     /* of the first row: see struct scene_grid */
    uint32_t number;     /* of the pane in the window */
    bool focused;        /* false: the cursor is that of a window without the focus */
    bool cursor_on;      /* the blink phase; a frame may hide its cursor as well */
    bool blinked_out;    /* that of text */
    enum scene_cursor cursor;
    uint32_t cursor_row, cursor_col;                     /* of one of its own */
    struct backend_area cursor_on_way;                   /* its cell, where it slides; width 0: it stands */
    uint32_t hover_link;                                 /* link number under the pointer; 0: none */
    uint32_t selection_foreground, selection_background; /* 0xRRGGBB or CELL_COLOR_...; no background: the
                                                            colours of the cell are swapped */
    struct highlight highlights[HIGHLIGHT_KINDS];        /* but for selection, which is made here, and link where there
                                                            is a hover_link; the look of links is made here */
    uint64_t images_id; /* of the terminal: images of another one are others (scene_image_source) */
    const struct scene_image_reader *image_reader; /* NULL: files are read at once, when they are first drawn */
    const struct scene_label *labels;              /* over the text, the first one lowest */
    size_t label_count;
    struct scene_scrollbar scrollbar;
    uint8_t marks[SCENE_MARKS / 8]; /* of what was found: bits, the first one at the top */
    const uint32_t *failed_rows;    /* of the view: a command failed whose prompt begins there */
    uint32_t failed_count;
    uint32_t failed_color;           /* 0xRRGGBB */
    const char *preedit;             /* UTF-8, NULL or "": none */
    const char *message;             /* UTF-8; NULL: none */
    const struct scene_panel *panel; /* NULL: none */
    uint32_t mark_col, mark_end;     /* columns of the message that are drawn in the colours of text, as if cut out */
    float unfocused_dim;             /* 0 to 1: how much of the background is mixed over the text without the focus */
    float text_dim;                  /* the same with the focus: while there are labels to look for */
    float bell;                      /* 0 to 1: how much of the flash is mixed over everything */
    struct scene_pane_made made;
};

#define SCENE_PANE_INIT                                                                                                \
    {                                                                                                                  \
        .focused = true, .cursor_on = true, .selection_foreground = HIGHLIGHT_COLOR_NONE,                              \
        .selection_background = HIGHLIGHT_COLOR_NONE                                                                   \
    }

void scene_pane_finish(struct scene_pane *pane);

/* Puts the layers on top of the scene; they borrow from the pane until the scene is drawn. Nothing of a frame that
 * shows nothing. False: no memory, some of them may be missing. Cost: a few comparisons; the cells of the view where a
 * link is pointed at. */
bool scene_add_pane(struct scene *scene, struct scene_pane *pane, const struct font_metrics *metrics);

#endif
