/* cursor_motion.h - a cursor that slides to where it is going: where it is on its way. No clock and no picture is in
 * here.
 *
 * It is quick at first and slow in the end. A new place in the middle of the way begins a new way from where it is. */
#ifndef CURSOR_MOTION_H
#define CURSOR_MOTION_H

#include <stdbool.h>
#include <stdint.h>

/* Zero: it is nowhere yet, and its first place is taken at once. */
struct cursor_motion {
    bool placed;
    float from_x, from_y, to_x, to_y; /* pixels */
    int64_t began;
    int32_t ms; /* of a whole way */
};

/* It belongs there, from `now` on. */
void cursor_motion_aim(struct cursor_motion *motion, float x, float y, int64_t now, int32_t ms);

/* Where it is. False: it stands, where it belongs. */
bool cursor_motion_at(const struct cursor_motion *motion, int64_t now, float *x, float *y);

#endif
