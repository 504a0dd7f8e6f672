/* Raw motion of XInput 2, as servers send it. */
#include "test.h"
#include "x11_axes.h"

enum { PAD = 11, MOUSE = 12, TABLET = 13, VERTICAL = 3, HORIZONTAL = 2 };

static struct x11_axes start(void) {
    static const struct x11_axis of[] = {{PAD, VERTICAL, true, false, 15},    {PAD, HORIZONTAL, false, false, 15},
                                         {MOUSE, VERTICAL, true, false, 120}, {MOUSE, HORIZONTAL, false, false, 120},
                                         {TABLET, 9, true, true, -10},        {TABLET, 10, true, true, 0}};
    struct x11_axes axes = {.count = 0};
    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
        x11_axes_add(&axes, &of[i]);
    }
    return axes;
}

/* Way and height are axes 0 and 1. */
static struct x11_axes_move move(struct x11_axes *axes, int device, uint32_t time, int axis, double value) {
    const unsigned char mask[] = {(unsigned char)(3 | (axis < 8 ? 1 << axis : 0)),
                                  (unsigned char)(axis >= 8 ? 1 << (axis - 8) : 0)};
    const double values[] = {7, -9, value};
    return x11_axes_take(axes, &(struct x11_axes_event){device, time, mask, sizeof mask, values});
}

static bool near(double a, double b) {
    return a - b < 1e-9 && b - a < 1e-9;
}

static void parts_of_steps_are_of_fingers(void) {
    struct x11_axes axes = start();
    struct x11_axes_move down = move(&axes, PAD, 100, VERTICAL, 3), right = move(&axes, PAD, 108, HORIZONTAL, 1.5);
    CHECK(down.smooth && !down.ends && near(down.y, -0.2) && near(down.x, 0));
    CHECK(right.smooth && near(right.x, 0.1) && near(right.y, 0));
    const unsigned char both[] = {1 << VERTICAL | 1 << HORIZONTAL};
    struct x11_axes_move diagonal =
        x11_axes_take(&axes, &(struct x11_axes_event){PAD, 116, both, 1, (const double[]){-3, -6}});
    CHECK(diagonal.smooth && near(diagonal.x, -0.2) && near(diagonal.y, 0.4));
}

static void motion_scrolls_nothing(void) {
    struct x11_axes axes = start();
    const unsigned char mask[] = {3};
    const double values[] = {7, -9};
    CHECK(!x11_axes_take(&axes, &(struct x11_axes_event){PAD, 5, mask, 1, values}).smooth);
    CHECK(!move(&axes, 99, 5, VERTICAL, 3).smooth); /* a device that nobody knows */
    CHECK(x11_axes_press(&axes, 5) == X11_PRESS_UNKNOWN);
}

static void whole_steps_are_a_wheels(void) {
    struct x11_axes axes = start();
    CHECK(!move(&axes, MOUSE, 100, VERTICAL, 120).smooth && !move(&axes, MOUSE, 120, VERTICAL, -240).smooth);
    CHECK(x11_axes_press(&axes, 100) == X11_PRESS_WHEEL && x11_axes_press(&axes, 120) == X11_PRESS_WHEEL);
    CHECK(!move(&axes, MOUSE, 130, VERTICAL, 0).smooth);
    CHECK(move(&axes, MOUSE, 140, VERTICAL, 15).smooth); /* one that knows more than its notches */
}

static void whole_steps_behind_parts_are_of_the_same_fingers(void) {
    struct x11_axes axes = start();
    move(&axes, PAD, 0xFFFFFFF0u, VERTICAL, 4);
    CHECK(move(&axes, PAD, 10, VERTICAL, 15).smooth); /* the clock has wrapped */
    CHECK(move(&axes, PAD, 20, HORIZONTAL, 30).smooth);
    CHECK(!move(&axes, MOUSE, 25, VERTICAL, 120).smooth); /* of another device */
    CHECK(!move(&axes, PAD, 5000, VERTICAL, 15).smooth);
}

static void nothing_on_all_axes_is_the_end(void) {
    struct x11_axes axes = start();
    CHECK(!move(&axes, PAD, 90, VERTICAL, 0).ends); /* of nothing */
    CHECK(!move(&axes, PAD, 100, VERTICAL, 4).ends);
    struct x11_axes_move end = move(&axes, PAD, 110, HORIZONTAL, 0);
    CHECK(end.smooth && end.ends && near(end.x, 0) && near(end.y, 0));
}

static void emulated_buttons_are_known_by_their_time(void) {
    struct x11_axes axes = start();
    move(&axes, PAD, 100, VERTICAL, 8);
    move(&axes, PAD, 108, VERTICAL, 8);
    CHECK(x11_axes_press(&axes, 108) == X11_PRESS_EMULATED);
    CHECK(x11_axes_press(&axes, 109) == X11_PRESS_UNKNOWN); /* a device without axes, or news that is on its way */
    move(&axes, MOUSE, 200, VERTICAL, 120);
    CHECK(x11_axes_press(&axes, 200) == X11_PRESS_WHEEL && x11_axes_press(&axes, 108) == X11_PRESS_EMULATED);
    for (uint32_t i = 0; i < X11_AXES_SEEN; i++) {
        move(&axes, PAD, 300 + i, VERTICAL, 1);
    }
    CHECK(x11_axes_press(&axes, 108) == X11_PRESS_UNKNOWN && x11_axes_press(&axes, 300) == X11_PRESS_EMULATED);
}

static void positions_begin_anew_when_the_pointer_was_elsewhere(void) {
    struct x11_axes axes = start();
    CHECK(!move(&axes, TABLET, 100, 9, 5000).smooth);
    struct x11_axes_move up = move(&axes, TABLET, 110, 9, 4995);
    CHECK(up.smooth && near(up.y, -0.5)); /* the increment is negative: less is down */
    x11_axes_rebase(&axes);
    CHECK(!move(&axes, TABLET, 120, 9, 77).smooth);
    CHECK(near(move(&axes, TABLET, 130, 9, 79).y, 0.2));
    CHECK(!move(&axes, TABLET, 140, 10, 3).smooth); /* no increment, no axis */
}

static void there_is_no_room_for_any_number(void) {
    struct x11_axes axes = start();
    for (int i = 0; i < 1000; i++) {
        x11_axes_add(&axes, &(struct x11_axis){i, 0, true, false, 1});
    }
    CHECK(axes.count == sizeof axes.axes / sizeof axes.axes[0]);
}

int main(void) {
    RUN(parts_of_steps_are_of_fingers);
    RUN(motion_scrolls_nothing);
    RUN(whole_steps_are_a_wheels);
    RUN(whole_steps_behind_parts_are_of_the_same_fingers);
    RUN(nothing_on_all_axes_is_the_end);
    RUN(emulated_buttons_are_known_by_their_time);
    RUN(positions_begin_anew_when_the_pointer_was_elsewhere);
    RUN(there_is_no_room_for_any_number);
    return test_end();
}
