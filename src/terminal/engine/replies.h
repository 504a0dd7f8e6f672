/* replies.h - replies that wait: behind tickets of the host, or for the host to fetch them (quire/reply.h).
 *
 * The queue is what is ready, and then, for each ticket in the order they were taken, its answer and what was replied
 * behind it:
 *
 *   ready | answer 1 | behind 1 | answer 2 | behind 2 | ...
 *
 * What comes new goes behind the last ticket; the answer of a ticket goes into its place, whenever that is. While there
 * is no ticket and nothing is kept, replies go straight to the sink and the queue is empty. When the first ticket is
 * done its answer and what is behind it go to the sink; or, where replies are kept, they are read from where they
 * stand, so that no memory is needed to let go.
 *
 * Replies are whole or not there: what cannot be stored is dropped as one, and the caller says so to the log. Costs are
 * constant besides copying; there are QUIRE_TICKETS_MAX tickets at most, in one block, taken with the first.
 *
 * Knows no engine. */
#ifndef QR_REPLIES_H
#define QR_REPLIES_H

#include <quire/reply.h>

#include "protocols.h"

/* Where replies go that need not wait; no function: they go nowhere, and nothing is stored that would. */
struct qr_reply_sink {
    void (*reply)(void *user, const char *bytes, size_t length);
    void *user;
};

/* Bytes of which the first are gone. */
struct qr_reply_piece {
    struct qr_bytes bytes;
    size_t sent;
};

struct qr_reply_ticket {
    uint64_t number;
    uint64_t since; /* when it was taken; 0: the clock was not known */
    bool done, lost, bel;
    struct qr_reply_piece answer, behind;
};

struct qr_replies {
    struct quire_allocator allocator;
    struct quire_reply_options options;
    struct qr_reply_piece ready;
    struct qr_reply_ticket *tickets; /* NULL before the first */
    uint32_t count;
    uint64_t last_number;
    uint64_t now;   /* of the host; 0: not known */
    size_t waiting; /* bytes in all pieces */
};

void qr_replies_init(struct qr_replies *replies, const struct quire_allocator *allocator);
/* Forgets all of it. */
void qr_replies_finish(struct qr_replies *replies);

/* Other options; what need not wait any more goes out. */
void qr_replies_set(struct qr_replies *replies, struct qr_reply_sink sink, const struct quire_reply_options *options);

/* One whole reply. `c1`: it is to have 8-bit controls. OUT_OF_MEMORY: it is dropped. */
enum quire_result qr_replies_put(struct qr_replies *replies, struct qr_reply_sink sink, const char *bytes,
                                 size_t length, bool c1);

/* A ticket behind all that there is. OUT_OF_MEMORY, LIMIT: none. */
enum quire_result qr_replies_take_ticket(struct qr_replies *replies, bool bel, uint64_t *number);
/* A ticket that is not done; NULL: there is none of that number. Good until a ticket is done. */
struct qr_reply_ticket *qr_replies_find(const struct qr_replies *replies, uint64_t number);
/* More of its answer. OUT_OF_MEMORY: all of it is dropped. */
enum quire_result qr_replies_answer(struct qr_replies *replies, struct qr_reply_ticket *ticket, const char *bytes,
                                    size_t length, bool c1);
/* Its answer is complete. */
void qr_replies_done(struct qr_replies *replies, struct qr_reply_sink sink, struct qr_reply_ticket *ticket);
/* It is `now` (0: not known): tickets that are too old are given up, with what there is of their answers. Returns how
 * many. */
uint32_t qr_replies_set_time(struct qr_replies *replies, struct qr_reply_sink sink, uint64_t now);

/* The first piece that need not wait, of those kept; an empty one if there is none. */
struct qr_span qr_replies_first(struct qr_replies *replies);
/* So many bytes of it were sent: at most what it has. */
void qr_replies_sent(struct qr_replies *replies, size_t length);

/* Does so much wait that feeding is to stop? */
static inline bool qr_replies_full(const struct qr_replies *replies) {
    return replies->waiting >= replies->options.limit;
}

void qr_replies_info(const struct qr_replies *replies, struct quire_reply_info *info);

#endif
