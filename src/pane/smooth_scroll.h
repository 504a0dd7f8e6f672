/* smooth_scroll.h - scrolling by pixels: where a distance leads, and how a view goes on when the fingers have left the
 * touchpad. No clock and no view is in here.
 *
 * A view stands `offset` rows above the bottom, and `part_px` pixels more, less than a row. It goes on as GTK's lists
 * do: with the speed of the last tenth of a second, which friction takes away by 4 in e each second, until it is slow,
 * or at one of the ends. */
#ifndef SMOOTH_SCROLL_H
#define SMOOTH_SCROLL_H

#include <stdbool.h>
#include <stdint.h>

struct scroll_place {
    uint64_t offset, total; /* rows: above the bottom, and at most */
    float part_px;
};

/* Up is positive. */
struct scroll_move {
    int64_t rows;  /* by which the view is moved */
    float part_px; /* and where it stands above that, then */
    bool at_end;   /* it would have gone farther */
};

/* `row_px`: the height of a row. */
struct scroll_move scroll_move_by(const struct scroll_place *place, float by_px, float row_px);

enum { SCROLL_SAMPLES = 16 };

/* Zero: nothing moves. */
struct scroll_glide {
    struct {
        int64_t at;
        float px;
    } samples[SCROLL_SAMPLES]; /* of the fingers, the oldest is written over */
    unsigned count;
    float speed; /* pixels a millisecond, while it goes on by itself; 0: it does not */
    int64_t last;
};

/* The fingers have moved by so much. */
void scroll_glide_feel(struct scroll_glide *glide, float by_px, int64_t now);
/* They have left. False: it was no swing, nothing goes on. */
bool scroll_glide_start(struct scroll_glide *glide, int64_t now);
/* How far it has gone since the last step. 0: it is over. */
float scroll_glide_step(struct scroll_glide *glide, int64_t now);
/* True: something went on. */
bool scroll_glide_stop(struct scroll_glide *glide);

#endif
