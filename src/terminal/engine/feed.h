/* feed.h - what feeding costs, and how it is bounded.
 *
 * A few bytes can ask for much: sixteen kilobytes may hold a thousand times "copy the screen". Whoever feeds under a
 * lock wants to know for how long, so work is counted, and feeding stops when a budget is spent (qr_engine_feed_some).
 * Work is counted in cells that were written, moved or looked at: by the pages, which see every one (qr_page_charge),
 * and by handlers for what they do beside (qr_charge). A byte counts as one cell, one
 * of an answer as four.
 *
 * The budget is looked at between the parser's events, never inside one, so no state is ever half done, and the
 * terminal does not know whether its bytes came at once. One event overshoots by what it costs: counts are cut to the
 * screen, so that is a small number of times its cells. Counting costs an addition or two an event. */
#ifndef QR_FEED_H
#define QR_FEED_H

#include "engine.h"

/* Feeds bytes until they have cost `budget`, one at least; *taken is how many, and the rest is the caller's to feed.
 * OUT_OF_MEMORY: see qr_engine_feed. LIMIT: as many replies wait as may (quire/reply.h), and nothing was taken. A reply
 * that makes it so many ends the budget. */
enum quire_result qr_engine_feed_some(struct qr_engine *engine, const uint8_t *bytes, size_t length, uint64_t budget,
                                      size_t *taken);

/* What the bytes of this call have cost so far. */
static inline uint64_t qr_feed_work(const struct qr_engine *engine) {
    return engine->feed.charged + engine->primary.page.work + engine->alternate.page.work;
}

/* Is the budget spent? */
static inline bool qr_feed_spent(const struct qr_engine *engine) {
    return qr_feed_work(engine) >= engine->feed.budget;
}

/* Feeding stops behind this event, where the host can be told how far it came. */
static inline void qr_feed_stop(struct qr_engine *engine) {
    if (engine->feed.stops)
        engine->feed.budget = 0;
}

/* An event is over: the parser stops behind it when the budget is spent. */
static inline void qr_feed_settle(struct qr_engine *engine) {
    engine->parser.paused = qr_feed_spent(engine);
}

#endif
