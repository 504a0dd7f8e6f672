/* Where scrolling by pixels leads, and how it goes on; by a clock of the test's. */
#include <math.h>

#include "smooth_scroll.h"
#include "test.h"

#define ROW 18.0f

/* Moves a place as a viewport does. */
static struct scroll_move go(struct scroll_place *place, float by_px) {
    struct scroll_move move = scroll_move_by(place, by_px, ROW);
    place->offset = (uint64_t)((int64_t)place->offset + move.rows);
    place->part_px = move.part_px;
    return move;
}

static double pixels(const struct scroll_place *place) {
    return (double)place->offset * (double)ROW + (double)place->part_px;
}

/* Whatever the steps, the sum is the way; and the part is always less than a row. */
static void parts_add_up(void) {
    struct scroll_place place = {0, 1000, 0};
    double way = 0;
    uint32_t state = 1;
    for (int i = 0; i < 20000; i++) {
        state = state * 1664525u + 1013904223u;
        float by = ((float)(state >> 16) / 65536 - 0.48f) * 50;
        bool at_end = go(&place, by).at_end;
        way = at_end ? pixels(&place) : way + (double)by;
        CHECK(place.offset <= 1000 && place.part_px >= 0 && place.part_px <= ROW);
        CHECK(fabs(pixels(&place) - way) < 0.5);
        way = pixels(&place);
    }
}

static void ends_are_ends(void) {
    struct scroll_place place = {0, 3, 0};
    CHECK(go(&place, -1).at_end && place.offset == 0 && place.part_px <= 0);
    CHECK(!go(&place, 2.5f * ROW).at_end && place.offset == 2);
    CHECK(go(&place, ROW).at_end && place.offset == 3 && place.part_px <= 0);
    CHECK(go(&place, 1e30f).at_end && place.offset == 3);
    CHECK(!go(&place, -0.5f * ROW).at_end && place.offset == 2 && place.part_px > 0);
    CHECK(go(&place, -1e30f).at_end && place.offset == 0 && place.part_px <= 0);
    struct scroll_place none = {0, 0, 0}; /* the alternate screen */
    CHECK(go(&none, 100).at_end && none.offset == 0 && none.part_px <= 0);
}

/* Fingers that move `px` every 8 ms and leave; the way that the view goes by itself, in steps of `step` ms. */
static float glide_by(float px, int64_t rest, int64_t step, int64_t *milliseconds) {
    struct scroll_glide glide = {0};
    float way = 0, by;
    int64_t now = 5000;
    for (int i = 0; i < 30; i++) {
        scroll_glide_feel(&glide, px, now += 8);
    }
    int64_t begin = now += rest;
    if (!scroll_glide_start(&glide, now)) {
        return 0;
    }
    while (fabsf(by = scroll_glide_step(&glide, now += step)) > 0) {
        CHECK((by > 0) == (px > 0));
        way += by;
    }
    *milliseconds = now - begin;
    CHECK(!scroll_glide_stop(&glide));
    return way;
}

/* The way is the speed through the friction; it takes the same however often it is drawn, and comes to an end. */
static void it_goes_on_by_friction(void) {
    int64_t fast = 0, slow = 0, up = 0;
    float way = glide_by(16, 0, 16, &fast); /* 2 pixels a millisecond */
    CHECK(fabsf(way - 2 / 0.004f) < 25);
    CHECK(fabsf(glide_by(16, 0, 7, &slow) - way) < 25 && slow - fast < 40 && fast - slow < 40);
    CHECK(fast > 500 && fast < 2500);
    CHECK(fabsf(glide_by(-16, 0, 16, &up) + way) < 0.1f && up == fast);
    CHECK(glide_by(1e6f, 0, 16, &fast) < 4000);
}

static void what_rested_does_not_go_on(void) {
    int64_t milliseconds;
    CHECK(glide_by(16, 70, 16, &milliseconds) <= 0);
    CHECK(glide_by(0.5f, 0, 16, &milliseconds) <= 0);
    struct scroll_glide glide = {0};
    CHECK(!scroll_glide_start(&glide, 1));
    scroll_glide_feel(&glide, 500, 1000); /* one jump is no speed */
    CHECK(!scroll_glide_start(&glide, 1004));
}

static void it_is_stopped_at_once(void) {
    struct scroll_glide glide = {0};
    for (int64_t now = 0; now < 80; now += 8) {
        scroll_glide_feel(&glide, -10, now);
    }
    CHECK(scroll_glide_start(&glide, 80));
    CHECK(scroll_glide_step(&glide, 90) < 0);
    CHECK(scroll_glide_stop(&glide) && !scroll_glide_stop(&glide));
    CHECK(fabsf(scroll_glide_step(&glide, 100)) <= 0);
    scroll_glide_feel(&glide, 3, 200); /* and by fingers that touch again */
    CHECK(!scroll_glide_stop(&glide));
}

int main(void) {
    RUN(parts_add_up);
    RUN(ends_are_ends);
    RUN(it_goes_on_by_friction);
    RUN(what_rested_does_not_go_on);
    RUN(it_is_stopped_at_once);
    return test_end();
}
