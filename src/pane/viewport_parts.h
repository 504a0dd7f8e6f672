/* viewport_parts.h - what the files of the viewport share: the viewport itself. */
#ifndef VIEWPORT_PARTS_H
#define VIEWPORT_PARTS_H

#include <quire/place.h>

#include "cursor_motion.h"
#include "failed_rows.h"
#include "image_reader.h"
#include "timer_heap.h"
#include "viewport.h"

struct viewport {
    const struct drawing *drawing;
    struct event_loop *loop;
    struct viewport_sink sink;
    struct quire_frame *frame;
    struct quire_frame_info info; /* of the frame as it was last updated */
    struct scene_pane picture;    /* what is shown of it */
    struct image_reader *image_reader;
    uint32_t padding;             /* at scale 1 */
    bool blink_allowed, text_blink_allowed, bold_is_bright, bell_is_soft;
    unsigned bell_step;
    bool is_beside; /* another pane of its tab has the keys */
    float unfocused_dim, pane_dim;
    bool touched;             /* something is to be drawn */
    struct session *borrower; /* has the frame until a synchronized update ends (session_lend_frame); NULL: nobody */
    bool is_fresh;            /* the frame came back updated, and was not drawn since */
    bool is_stale;            /* but selection or place were changed meanwhile: it is to be updated once more */
    bool is_outdated;         /* the program wrote more since it came back */
    bool is_framing;          /* a picture is being made: what is set now is in it */
    int64_t sync_since;       /* when a synchronized update was first seen; TIMER_NEVER: none goes on */
    struct timer blink, text_blink, scrollbar, bell, sync, slide, images;
    struct cursor_motion motion; /* of the cursor */
    int32_t motion_ms;           /* of a way of it; 0: it jumps */
    struct failed_rows failed;
    bool failed_wanted;
    float part_px;   /* of a row, that the view stands above where its frame does */
    float wanted_px; /* by which it is moved before the next picture */
    uint64_t frames_drawn, rows_drawn;
    bool holds; /* output does not move the view, whose top is at: */
    struct quire_place held_top;
    bool has_moved; /* but somebody else did */
    bool hovers;    /* the pointer is at: */
    int32_t hover_x, hover_y;
    char preedit[256], line[512];
    bool line_cursor; /* the line is being written: at its mark */
};

/* Has the frame back from whom it is lent to: it is looked at now. */
void viewport_own_frame(struct viewport *viewport);

void viewport_set_timer(struct viewport *viewport, struct timer *timer, int64_t milliseconds);
/* Whole rows that can be seen: one less where the first is cut. */
uint32_t viewport_rows_in_view(const struct viewport *viewport);

/* viewport_images.c: images in view that move go on to what is due; the terminal is locked, its frame updated next. And
 * behind the update: when the next picture of one is due. */
void viewport_advance_images(struct viewport *viewport, struct quire_terminal *terminal);
void viewport_plan_images(struct viewport *viewport);

/* viewport_scroll.c, for pictures. The terminal is locked. */
void viewport_place_scrollbar(const struct viewport *viewport, struct scene_scrollbar *bar);
void viewport_move_by_pixels(struct viewport *viewport, struct quire_terminal *terminal);
void viewport_take_part(struct viewport *viewport);
void viewport_hold_top(struct viewport *viewport, struct quire_terminal *terminal);

#endif
