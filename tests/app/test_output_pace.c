/* When what a program has written is ready to be shown, and what of it the main thread is told. */
#include "output_pace.h"
#include "test.h"

static struct output_pace pace;

/* True: the main thread is told. */
static bool feed(size_t bytes, bool all, bool updated, int64_t now) {
    struct output_fed fed = {bytes, all, updated};
    return output_pace_feed(&pace, &fed, now);
}

static void begin(void) {
    output_pace_init(&pace);
    CHECK(!output_pace_is_dirty(&pace));
    CHECK_INT(output_pace_ready(&pace, 100), 100); /* what else there is to draw waits for nothing */
}

static void what_is_quiet_is_ready(void) {
    begin();
    CHECK(feed(2000, true, false, 100));
    CHECK_INT(output_pace_ready(&pace, 100), 100 + PACE_QUIET_MS);
    CHECK(!feed(50, true, false, 101)); /* it is told once */
    CHECK_INT(output_pace_ready(&pace, 102), 101 + PACE_QUIET_MS);
    CHECK(output_pace_take(&pace));
    CHECK(!output_pace_take(&pace));
    CHECK(feed(50, true, false, 110)); /* until it is taken */
    output_pace_finish(&pace);
}

/* Behind a read that was full there is a next one, however long that takes to come. */
static void a_flood_is_ready_after_its_time(void) {
    begin();
    CHECK(feed(4095, false, false, 100));
    CHECK_INT(output_pace_ready(&pace, 104), 100 + PACE_LATEST_MS);
    for (int64_t now = 100; now < 150; now++) {
        CHECK(!feed(65536, now % 2 == 0, false, now));
        CHECK(output_pace_ready(&pace, now) <= 100 + PACE_LATEST_MS);
    }
    CHECK(output_pace_take(&pace));
    CHECK(feed(65536, false, false, 150));
    CHECK_INT(output_pace_ready(&pace, 150), 150 + PACE_LATEST_MS);
    output_pace_finish(&pace);
}

static void an_echo_is_ready_at_once(void) {
    begin();
    CHECK(feed(10, false, false, 100));
    output_pace_await(&pace);
    CHECK(feed(10, true, false, 101)); /* the main thread waits for quiet: it is told */
    CHECK_INT(output_pace_ready(&pace, 101), 101);
    CHECK(!feed(10, true, false, 101)); /* it knows */
    CHECK(output_pace_take(&pace));
    CHECK(feed(10, true, false, 102)); /* the echo has been shown, so this is something else */
    CHECK(output_pace_ready(&pace, 102) > 102);
    output_pace_finish(&pace);
}

/* A key that redraws the screen has no echo of a few bytes: the redraw ends with a short read, but may stop at one. */
static void a_redraw_is_no_echo(void) {
    begin();
    output_pace_await(&pace);
    CHECK(feed(4095, false, false, 100));
    CHECK(!feed(300, true, false, 100));
    CHECK_INT(output_pace_ready(&pace, 100), 100 + PACE_QUIET_MS);
    output_pace_finish(&pace);
}

static void a_synchronized_update_is_ready_at_its_end(void) {
    begin();
    CHECK(feed(60000, false, false, 100));
    CHECK(!feed(100, false, true, 101)); /* the next one begins behind it */
    CHECK(output_pace_ready(&pace, 101) > 101);
    CHECK(feed(100, true, true, 102));
    CHECK_INT(output_pace_ready(&pace, 102), 102);
    CHECK(!feed(100, false, false, 103));
    CHECK(output_pace_ready(&pace, 103) > 103);
    output_pace_finish(&pace);
}

/* What a picture is taken of without a key being answered leaves the answer awaited. */
static void a_key_waits_for_its_echo(void) {
    begin();
    output_pace_await(&pace);
    CHECK(!output_pace_take(&pace));
    CHECK(feed(1, true, false, 100));
    CHECK_INT(output_pace_ready(&pace, 100), 100);
    output_pace_finish(&pace);
}

int main(void) {
    RUN(what_is_quiet_is_ready);
    RUN(a_flood_is_ready_after_its_time);
    RUN(an_echo_is_ready_at_once);
    RUN(a_redraw_is_no_echo);
    RUN(a_synchronized_update_is_ready_at_its_end);
    RUN(a_key_waits_for_its_echo);
    return test_end();
}
