/* When idle work is done: after quiet time, in slices, and never again without output. */
#include "idle_plan.h"
#include "test.h"

static void nothing_is_planned_without_output(void) {
    struct idle_plan plan = IDLE_PLAN_INIT;
    CHECK(!idle_plan_due(&plan, INT64_MAX - 1));
    idle_plan_input(&plan, 1000);
    CHECK(!idle_plan_due(&plan, INT64_MAX - 1));
    CHECK(plan.at == IDLE_PLAN_NEVER);
}

static void work_waits_for_quiet_time(void) {
    struct idle_plan plan = IDLE_PLAN_INIT;
    idle_plan_output(&plan, 1000);
    CHECK(!idle_plan_due(&plan, 1000 + IDLE_PLAN_QUIET_MS - 1));
    CHECK(idle_plan_due(&plan, 1000 + IDLE_PLAN_QUIET_MS));
    idle_plan_output(&plan, 1200);
    CHECK(!idle_plan_due(&plan, 1200 + IDLE_PLAN_QUIET_MS - 1));
    idle_plan_input(&plan, 1300);
    CHECK(!idle_plan_due(&plan, 1300 + IDLE_PLAN_QUIET_MS - 1));
    CHECK(idle_plan_due(&plan, 1300 + IDLE_PLAN_QUIET_MS));
}

static void slices_follow_until_there_is_no_more(void) {
    struct idle_plan plan = IDLE_PLAN_INIT;
    int64_t now = 5000;
    idle_plan_output(&plan, now);
    now += IDLE_PLAN_QUIET_MS;
    for (int i = 0; i < 3; i++) {
        CHECK(idle_plan_due(&plan, now));
        idle_plan_done(&plan, true, ++now);
    }
    idle_plan_input(&plan, now); /* a key in between: the rest waits, it is not forgotten */
    CHECK(!idle_plan_due(&plan, now));
    now += IDLE_PLAN_QUIET_MS;
    CHECK(idle_plan_due(&plan, now));
    idle_plan_done(&plan, false, now);
    CHECK(!idle_plan_due(&plan, INT64_MAX - 1));
    CHECK_INT((long long)plan.slices, 4);
    idle_plan_output(&plan, now);
    CHECK(idle_plan_due(&plan, now + IDLE_PLAN_QUIET_MS));
}

int main(void) {
    RUN(nothing_is_planned_without_output);
    RUN(work_waits_for_quiet_time);
    RUN(slices_follow_until_there_is_no_more);
    return test_end();
}
