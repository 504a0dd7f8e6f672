/* viewport_images.c - images of the frame: those that move, and for who wants to do something with one.
 *
 * The library has no clock, so animations go on when a frame is updated, to what is due then; a timer sees to it that
 * one is, for as long as pictures are drawn. So what nobody sees stands still, and wakes nobody. */
#include <quire/image.h>

#include "loop_clock.h"

#include "viewport_parts.h"

enum { SOONEST_MS = 8 /* no animation takes more pictures than output does */ };

void viewport_advance_images(struct viewport *viewport, struct quire_terminal *terminal) {
    if (quire_frame_images_due(viewport->frame) != UINT64_MAX) {
        quire_terminal_set_time(terminal, day_clock_ms());
    }
}

/* The clock of the day may be set back: then it is soon. */
void viewport_plan_images(struct viewport *viewport) {
    uint64_t due = quire_frame_images_due(viewport->frame), now = day_clock_ms();
    if (due == UINT64_MAX) {
        event_loop_stop_timer(viewport->loop, &viewport->images);
        return;
    }
    int64_t wait = due > now ? (int64_t)(due - now) : 0;
    viewport_set_timer(viewport, &viewport->images, wait > SOONEST_MS ? wait : SOONEST_MS);
}

static bool covers(const struct quire_frame_image *image, uint32_t row, uint32_t col) {
    return row >= image->seen_row && row - image->seen_row < image->seen_rows && col >= image->seen_col &&
           col - image->seen_col < image->seen_cols;
}

/* The list is sorted as it is drawn, so the last one is the uppermost. */
struct quire_image *viewport_image_at(struct viewport *viewport, int32_t x_px, int32_t y_px) {
    uint32_t col, row;
    if (!viewport_cell_under(viewport, x_px, y_px, &col, &row)) {
        return NULL;
    }
    for (uint32_t i = quire_frame_image_count(viewport->frame); i-- > 0;) {
        struct quire_frame_image image = QUIRE_FRAME_IMAGE_INIT;
        if (quire_frame_get_image(viewport->frame, i, &image) == QUIRE_OK && covers(&image, row, col)) {
            return quire_frame_hold_image(viewport->frame, i);
        }
    }
    return NULL;
}
