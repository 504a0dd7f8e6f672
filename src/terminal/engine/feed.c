/* feed.c - feeding, whole or as far as a budget goes, and when history is committed. */
#include "feed.h"

#include "straight.h"

/* Bytes fed between commits. */
#define COMMIT_BYTES ((size_t)1 << 18)

/* What may be spent by feeding all. */
#define NO_LIMIT UINT64_MAX

static void begin(struct qr_engine *engine, uint64_t budget, bool stops) {
    engine->feed = (struct qr_feed){.budget = budget, .stops = stops};
    engine->primary.page.work = engine->alternate.page.work = 0;
    engine->parser.paused = false;
    engine->trouble = QUIRE_OK;
    engine->logged = 0;
}

static enum quire_result end(struct qr_engine *engine) {
    qr_engine_commit(engine);
    return engine->trouble == QUIRE_OK ? QUIRE_OK : QUIRE_OUT_OF_MEMORY;
}

/* The most bytes that may be fed before the budget is looked at again: one counts as much as a cell. */
static size_t affordable(const struct qr_engine *engine, size_t length) {
    uint64_t work = qr_feed_work(engine), budget = engine->feed.budget;
    return budget > work && budget - work < length ? (size_t)(budget - work) : length;
}

/* Floods of lines go straight, everything else through the parser. Returns how much was fed: all of it, or as much as
 * the budget allows, and one byte at least. */
static size_t feed(struct qr_engine *engine, const uint8_t *bytes, size_t length) {
    size_t fed = 0;
    do {
        size_t slow, part = affordable(engine, length - fed);
        size_t taken = qr_straight_feed(engine, bytes + fed, part, &slow);
        taken += qr_parser_feed_some(&engine->parser, bytes + fed + taken, slow);
        qr_charge(engine, taken);
        fed += taken;
    } while (fed < length && !qr_feed_spent(engine));
    return fed;
}

/* While so many replies wait that more may not come, nothing is taken. */
static enum quire_result feed_bytes(struct qr_engine *engine, const uint8_t *bytes, size_t length, uint64_t budget,
                                    bool stops, size_t *taken) {
    *taken = 0;
    if (qr_replies_full(&engine->sender.replies))
        return QUIRE_LIMIT;
    begin(engine, budget, stops);
    while (*taken < length && (*taken == 0 || !qr_feed_spent(engine))) {
        size_t left = length - *taken;
        bool sliced = engine->history.file && left > COMMIT_BYTES; /* so that little waits in memory to be written */
        if (*taken > 0)
            qr_engine_commit(engine);
        *taken += feed(engine, bytes + *taken, sliced ? COMMIT_BYTES : left);
    }
    return end(engine);
}

enum quire_result qr_engine_feed_some(struct qr_engine *engine, const uint8_t *bytes, size_t length, uint64_t budget,
                                      size_t *taken) {
    return feed_bytes(engine, bytes, length, budget, true, taken);
}

enum quire_result qr_engine_feed(struct qr_engine *engine, const uint8_t *bytes, size_t length) {
    size_t taken;
    return feed_bytes(engine, bytes, length, NO_LIMIT, false, &taken);
}
