#include "notify_rate.h"

/* Each one moves the time when all may be said again by one interval; it must not be further off than all of them. */
int64_t notify_rate_next(const struct notify_rate *rate, int64_t now) {
    int64_t next = rate->full - (NOTIFY_BURST - 1) * (int64_t)NOTIFY_EVERY_MS;
    return next > now ? next : now;
}

bool notify_rate_take(struct notify_rate *rate, int64_t now) {
    if (notify_rate_next(rate, now) > now) {
        return false;
    }
    rate->full = (rate->full > now ? rate->full : now) + NOTIFY_EVERY_MS;
    return true;
}
