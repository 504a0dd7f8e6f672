/* Axes of a pointer on Wayland, as compositors send them. */
#include <wayland-client-protocol.h>

#include "test.h"
#include "wayland_scroll.h"

static double way_x, way_y;
static unsigned moves, ends;
static int surface_of_ours;

static void scrolled(void *user, const struct wl_surface *surface, double x, double y, bool stops) {
    CHECK(user == &moves && surface == (const struct wl_surface *)&surface_of_ours);
    way_x += x;
    way_y += y;
    moves += !stops;
    ends += stops;
}

static struct wayland_scroll start(void) {
    struct wayland_scroll scroll = {.sink = {&moves, scrolled}, .surface = (const struct wl_surface *)&surface_of_ours};
    way_x = way_y = 0;
    moves = ends = 0;
    return scroll;
}

static void fingers_move_and_leave(void) {
    struct wayland_scroll scroll = start();
    for (int i = 0; i < 4; i++) {
        wayland_scroll_source(&scroll, WL_POINTER_AXIS_SOURCE_FINGER);
        wayland_scroll_axis(&scroll, WL_POINTER_AXIS_VERTICAL_SCROLL, -2.5);
        wayland_scroll_axis(&scroll, WL_POINTER_AXIS_HORIZONTAL_SCROLL, 1);
        wayland_scroll_frame(&scroll);
    }
    CHECK(way_y >= 10 && way_y <= 10 && way_x >= 4 && way_x <= 4); /* up and right */
    CHECK(moves == 4 && ends == 0 && scroll.by_fingers);
    wayland_scroll_source(&scroll, WL_POINTER_AXIS_SOURCE_FINGER);
    wayland_scroll_stop(&scroll); /* one for each axis, in one frame */
    wayland_scroll_stop(&scroll);
    wayland_scroll_frame(&scroll);
    CHECK(moves == 4 && ends == 1);
    wayland_scroll_frame(&scroll); /* of motion and buttons */
    CHECK(moves == 4 && ends == 1 && scroll.by_fingers);
}

static void wheels_are_left_to_sdl(void) {
    struct wayland_scroll scroll = start();
    scroll.by_fingers = true;
    wayland_scroll_source(&scroll, WL_POINTER_AXIS_SOURCE_WHEEL);
    wayland_scroll_axis(&scroll, WL_POINTER_AXIS_VERTICAL_SCROLL, 15);
    wayland_scroll_frame(&scroll);
    CHECK(moves == 0 && !scroll.by_fingers);
    wayland_scroll_axis(&scroll, WL_POINTER_AXIS_VERTICAL_SCROLL, 15); /* nothing is said of its source */
    wayland_scroll_frame(&scroll);
    CHECK(moves == 0 && !scroll.by_fingers);
}

static void an_end_may_come_without_its_source(void) {
    struct wayland_scroll scroll = start();
    wayland_scroll_source(&scroll, WL_POINTER_AXIS_SOURCE_CONTINUOUS);
    wayland_scroll_axis(&scroll, WL_POINTER_AXIS_VERTICAL_SCROLL, 1);
    wayland_scroll_frame(&scroll);
    wayland_scroll_stop(&scroll);
    wayland_scroll_frame(&scroll);
    CHECK(moves == 1 && ends == 1);
}

static void what_is_over_nothing_of_ours_is_dropped(void) {
    struct wayland_scroll scroll = start();
    scroll.surface = NULL;
    wayland_scroll_source(&scroll, WL_POINTER_AXIS_SOURCE_FINGER);
    wayland_scroll_axis(&scroll, WL_POINTER_AXIS_VERTICAL_SCROLL, 7);
    wayland_scroll_frame(&scroll);
    scroll.surface = (const struct wl_surface *)&surface_of_ours;
    wayland_scroll_frame(&scroll);
    CHECK(moves == 0 && way_y <= 0);
}

int main(void) {
    RUN(fingers_move_and_leave);
    RUN(wheels_are_left_to_sdl);
    RUN(an_end_may_come_without_its_source);
    RUN(what_is_over_nothing_of_ours_is_dropped);
    return test_end();
}
