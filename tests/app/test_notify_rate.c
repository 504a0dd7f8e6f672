/* How often programs may speak to the desktop. */
#include "notify_rate.h"
#include "test.h"

/* How many of those that are tried every `every` ms get through. */
static int said(struct notify_rate *rate, int64_t from, int64_t to, int64_t every) {
    int count = 0;
    for (int64_t now = from; now < to; now += every) {
        count += notify_rate_take(rate, now);
    }
    return count;
}

static void a_few_at_once_and_no_more(void) {
    struct notify_rate rate = {0};
    for (int i = 0; i < NOTIFY_BURST; i++) {
        CHECK(notify_rate_take(&rate, 5000));
    }
    CHECK(!notify_rate_take(&rate, 5000));
    CHECK_INT(notify_rate_next(&rate, 5000), 5000 + NOTIFY_EVERY_MS);
}

static void then_one_each_second(void) {
    for (int64_t every = 1; every < 1000; every += 83) {
        struct notify_rate rate = {0};
        int64_t seconds = 20;
        int count = said(&rate, 7000, 7000 + seconds * NOTIFY_EVERY_MS, every);
        CHECK(count >= NOTIFY_BURST + seconds - 2 && count <= NOTIFY_BURST + seconds);
    }
}

static void what_was_not_said_is_saved_up_to_the_burst(void) {
    struct notify_rate rate = {0};
    said(&rate, 1000, 3000, 1);
    CHECK_INT(said(&rate, 1000000, 1000500, 1), NOTIFY_BURST);
}

static void at_the_time_of_the_next_it_may(void) {
    struct notify_rate rate = {0};
    int64_t now = 1;
    for (int i = 0; i < 20; i++) {
        now = notify_rate_next(&rate, now);
        CHECK(notify_rate_take(&rate, now));
    }
}

int main(void) {
    RUN(a_few_at_once_and_no_more);
    RUN(then_one_each_second);
    RUN(what_was_not_said_is_saved_up_to_the_burst);
    RUN(at_the_time_of_the_next_it_may);
    return test_end();
}
