/* A cursor that slides: it is at once where it is first, gets where it belongs in its time and not before, never
 * beyond, and turns in the middle of the way without a jump. */
#include "cursor_motion.h"
#include "test.h"

static bool near(float a, float b) {
    return a - b < 0.01f && b - a < 0.01f;
}

static void the_first_place_is_taken_at_once(void) {
    struct cursor_motion motion = {0};
    float x, y;
    cursor_motion_aim(&motion, 40, 60, 1000, 100);
    CHECK(!cursor_motion_at(&motion, 1000, &x, &y));
    CHECK(near(x, 40) && near(y, 60));
}

static void it_arrives_in_time_and_goes_no_farther(void) {
    struct cursor_motion motion = {0};
    float x, y, last = 0;
    cursor_motion_aim(&motion, 0, 60, 1000, 100);
    cursor_motion_aim(&motion, 200, 60, 2000, 100);
    for (int64_t now = 2000; now < 2100; now += 10) {
        CHECK(cursor_motion_at(&motion, now, &x, &y));
        CHECK(x >= last && x < 200 && near(y, 60));
        last = x;
    }
    CHECK(last > 190); /* slow in the end */
    CHECK(!cursor_motion_at(&motion, 2100, &x, &y));
    CHECK(near(x, 200));
    cursor_motion_aim(&motion, 200, 60, 2500, 100); /* the same place */
    CHECK(!cursor_motion_at(&motion, 2510, &x, &y));
}

static void it_turns_without_a_jump(void) {
    struct cursor_motion motion = {0};
    float x, y, turned_x, turned_y;
    cursor_motion_aim(&motion, 0, 0, 1000, 100);
    cursor_motion_aim(&motion, 100, 0, 2000, 100);
    CHECK(cursor_motion_at(&motion, 2030, &x, &y));
    cursor_motion_aim(&motion, 100, 80, 2030, 100);
    CHECK(cursor_motion_at(&motion, 2030, &turned_x, &turned_y));
    CHECK(near(x, turned_x) && near(y, turned_y));
    CHECK(!cursor_motion_at(&motion, 2130, &x, &y));
    CHECK(near(x, 100) && near(y, 80));
}

static void without_time_it_jumps(void) {
    struct cursor_motion motion = {0};
    float x, y;
    cursor_motion_aim(&motion, 0, 0, 1000, 0);
    cursor_motion_aim(&motion, 100, 0, 2000, 0);
    CHECK(!cursor_motion_at(&motion, 2000, &x, &y));
    CHECK(near(x, 100));
}

int main(void) {
    RUN(the_first_place_is_taken_at_once);
    RUN(it_arrives_in_time_and_goes_no_farther);
    RUN(it_turns_without_a_jump);
    RUN(without_time_it_jumps);
    return test_end();
}
