/* notify_rate.h - how often programs may speak to the desktop: a few at once, then one each second. Pure. */
#ifndef NOTIFY_RATE_H
#define NOTIFY_RATE_H

#include <stdbool.h>
#include <stdint.h>

#define NOTIFY_BURST 3
#define NOTIFY_EVERY_MS 1000

struct notify_rate {
    int64_t full; /* when NOTIFY_BURST may be said again, if nothing is said until then */
};

/* May one be said now? True: it counts as said. */
bool notify_rate_take(struct notify_rate *rate, int64_t now);
/* When the next one may be said. */
int64_t notify_rate_next(const struct notify_rate *rate, int64_t now);

#endif
