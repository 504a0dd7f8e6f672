#include "picture_clock.h"

void picture_clock_want(struct picture_clock *clock, bool cosmetic) {
    clock->cosmetic = cosmetic && (clock->cosmetic || !clock->wanted);
    clock->wanted = true;
}

void picture_clock_hurry(struct picture_clock *clock) {
    clock->hurried = true;
}

int64_t picture_clock_due(const struct picture_clock *clock, int64_t ready) {
    if (clock->hurried) {
        return INT64_MIN;
    }
    return ready > clock->next ? ready : clock->next;
}

void picture_clock_wait(struct picture_clock *clock, int64_t ready) {
    clock->waiting = clock->waiting || clock->next > ready;
}

void picture_clock_begin(struct picture_clock *clock) {
    clock->waits += clock->waiting;
    clock->waiting = false;
    clock->began_cosmetic = clock->wanted && clock->cosmetic;
    clock->began_hurried = clock->hurried;
    clock->wanted = clock->cosmetic = clock->hurried = false;
}

void picture_clock_end(struct picture_clock *clock, int64_t now, int refresh_ms) {
    if (!clock->began_cosmetic) {
        clock->next = now + refresh_ms;
    }
}
