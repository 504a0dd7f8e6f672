/* What a bell looks like, step by step. */
#include "bell_flash.h"
#include "test.h"

/* Follows a flash to its end; returns the pictures that it takes. */
static unsigned follow(bool soft, float *most, float *jump, int64_t *milliseconds) {
    float before = 0;
    unsigned step = 0;
    for (struct bell_step at = bell_flash_step(soft, 0);; at = bell_flash_step(soft, ++step)) {
        float change = at.strength > before ? at.strength - before : before - at.strength;
        *most = at.strength > *most ? at.strength : *most;
        *jump = change > *jump ? change : *jump;
        *milliseconds += at.milliseconds;
        before = at.strength;
        if (at.milliseconds == 0) {
            return step + 1;
        }
    }
}

static void a_flash_is_there_and_gone(void) {
    float most = 0, jump = 0;
    int64_t milliseconds = 0;
    CHECK_INT(follow(false, &most, &jump, &milliseconds), 2);
    CHECK(most > 0.2f && milliseconds < 150);
}

static void a_soft_one_has_no_jumps_and_few_steps(void) {
    float most = 0, jump = 0;
    int64_t milliseconds = 0;
    CHECK(follow(true, &most, &jump, &milliseconds) <= 10);
    CHECK(most > 0.1f && jump <= most / 2);
    CHECK(milliseconds >= 150 && milliseconds <= 400);
}

static void behind_the_last_step_there_is_nothing(void) {
    for (unsigned step = 8; step < 100; step++) {
        CHECK(bell_flash_step(true, step).strength <= 0 && bell_flash_step(false, step).milliseconds == 0);
    }
}

int main(void) {
    RUN(a_flash_is_there_and_gone);
    RUN(a_soft_one_has_no_jumps_and_few_steps);
    RUN(behind_the_last_step_there_is_nothing);
    return test_end();
}
