/* When a window draws its next picture. */
#include "picture_clock.h"
#include "test.h"

enum { REFRESH = 16 };

static void draw(struct picture_clock *clock, bool cosmetic, int64_t now) {
    picture_clock_want(clock, cosmetic);
    picture_clock_begin(clock);
    picture_clock_end(clock, now, REFRESH);
}

static void pictures_come_no_faster_than_the_screen_shows_them(void) {
    struct picture_clock clock = {0};
    CHECK_INT(picture_clock_due(&clock, 100), 100);
    draw(&clock, false, 100);
    CHECK(!clock.wanted);
    CHECK_INT(picture_clock_due(&clock, 103), 100 + REFRESH);
    CHECK_INT(picture_clock_due(&clock, 130), 130); /* what is not there yet is waited for */
}

/* A key right behind a blink is shown at once. */
static void what_is_cosmetic_takes_no_time(void) {
    struct picture_clock clock = {0};
    draw(&clock, true, 100);
    CHECK_INT(picture_clock_due(&clock, 101), 101);
    draw(&clock, false, 101);
    draw(&clock, true, 101 + REFRESH);
    CHECK_INT(picture_clock_due(&clock, 102 + REFRESH), 102 + REFRESH);
}

static void what_is_more_than_cosmetic_takes_its_time(void) {
    struct picture_clock clock = {0};
    picture_clock_want(&clock, false);
    draw(&clock, true, 100);
    CHECK_INT(picture_clock_due(&clock, 101), 100 + REFRESH);
    picture_clock_want(&clock, true);
    draw(&clock, false, 200);
    CHECK_INT(picture_clock_due(&clock, 201), 200 + REFRESH);
    picture_clock_begin(&clock); /* what was exposed, without anybody's wish */
    picture_clock_end(&clock, 300, REFRESH);
    CHECK_INT(picture_clock_due(&clock, 301), 300 + REFRESH);
}

/* The first picture of a new size is in the turn that tells of it; the next one has the screen's pace again. */
static void a_new_size_waits_for_nothing(void) {
    struct picture_clock clock = {0};
    draw(&clock, false, 100);
    picture_clock_hurry(&clock);
    CHECK(picture_clock_due(&clock, 109) <= 101);
    picture_clock_begin(&clock);
    CHECK(clock.began_hurried);
    draw(&clock, false, 101);
    CHECK_INT(picture_clock_due(&clock, 102), 101 + REFRESH);
}

/* Only what is there, and not shown because of the screen, counts as waiting; and each picture once. */
static void who_waits_is_counted(void) {
    struct picture_clock clock = {0};
    draw(&clock, false, 100);
    picture_clock_wait(&clock, 103);
    picture_clock_wait(&clock, 104);
    draw(&clock, false, 100 + REFRESH);
    CHECK_INT(clock.waits, 1);
    picture_clock_wait(&clock, 300);
    draw(&clock, false, 300);
    CHECK_INT(clock.waits, 1);
    draw(&clock, true, 400);
    picture_clock_wait(&clock, 401);
    draw(&clock, false, 401);
    CHECK_INT(clock.waits, 1);
}

/* There was no picture to be had: the time is not taken. */
static void a_picture_that_was_not_drawn_takes_no_time(void) {
    struct picture_clock clock = {0};
    picture_clock_want(&clock, false);
    picture_clock_begin(&clock);
    CHECK(!clock.wanted);
    CHECK_INT(picture_clock_due(&clock, 101), 101);
}

int main(void) {
    RUN(pictures_come_no_faster_than_the_screen_shows_them);
    RUN(what_is_cosmetic_takes_no_time);
    RUN(a_new_size_waits_for_nothing);
    RUN(what_is_more_than_cosmetic_takes_its_time);
    RUN(who_waits_is_counted);
    RUN(a_picture_that_was_not_drawn_takes_no_time);
    return test_end();
}
