#include "cursor_motion.h"

bool cursor_motion_at(const struct cursor_motion *motion, int64_t now, float *x, float *y) {
    int64_t passed = now - motion->began;
    bool moves = motion->placed && motion->ms > 0 && passed >= 0 && passed < motion->ms;
    float left = moves ? 1.0f - (float)passed / (float)motion->ms : 0.0f;
    left *= left * left;
    *x = motion->to_x + (motion->from_x - motion->to_x) * left;
    *y = motion->to_y + (motion->from_y - motion->to_y) * left;
    return moves;
}

static bool same(float a, float b) {
    return a - b < 0.5f && b - a < 0.5f;
}

void cursor_motion_aim(struct cursor_motion *motion, float x, float y, int64_t now, int32_t ms) {
    float at_x = x, at_y = y;
    if (motion->placed && same(motion->to_x, x) && same(motion->to_y, y)) {
        return;
    }
    if (motion->placed) {
        cursor_motion_at(motion, now, &at_x, &at_y);
    }
    *motion = (struct cursor_motion){true, at_x, at_y, x, y, now, motion->placed ? ms : 0};
}
