#include "replies.h"

#include <string.h>

#include "qr_assert.h"
#include "qr_memory.h"

/* A buffer larger than this is given back when it is empty. */
#define KEPT_BYTES 4096

/* --- pieces ------------------------------------------------------------------------------------------------------ */

static size_t piece_length(const struct qr_reply_piece *piece) {
    return piece->bytes.length - piece->sent;
}

/* Its bytes are dealt with or dropped. */
static void empty(struct qr_replies *replies, struct qr_reply_piece *piece) {
    replies->waiting -= piece_length(piece);
    piece->bytes.length = piece->sent = 0;
    if (piece->bytes.capacity > KEPT_BYTES)
        qr_bytes_free(&replies->allocator, &piece->bytes);
}

static void free_piece(struct qr_replies *replies, struct qr_reply_piece *piece) {
    empty(replies, piece);
    qr_bytes_free(&replies->allocator, &piece->bytes);
}

/* ESC and a byte of 0x40..0x5F become the C1 control that they mean, in place. Returns the new length. */
static size_t with_c1(uint8_t *bytes, size_t length) {
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        bool c1 = bytes[i] == 0x1B && i + 1 < length && bytes[i + 1] >= 0x40 && bytes[i + 1] <= 0x5F;
        bytes[used++] = c1 ? (uint8_t)(bytes[++i] + 0x40) : bytes[i];
    }
    return used;
}

/* What was sent makes room before more is taken. */
static enum quire_result append(struct qr_replies *replies, struct qr_reply_piece *piece, const char *bytes,
                                size_t length, bool c1) {
    struct qr_bytes *to = &piece->bytes;
    if (piece->sent > to->length / 2) {
        memmove(to->bytes, to->bytes + piece->sent, piece_length(piece));
        to->length -= piece->sent;
        piece->sent = 0;
    }
    size_t before = to->length;
    enum quire_result result =
        qr_bytes_add(&replies->allocator, to, (struct qr_span){(const uint8_t *)bytes, length}, SIZE_MAX);
    if (result != QUIRE_OK)
        return QUIRE_OUT_OF_MEMORY;
    if (c1)
        to->length = before + with_c1(to->bytes + before, length);
    replies->waiting += to->length - before;
    return QUIRE_OK;
}

/* --- letting go -------------------------------------------------------------------------------------------------- */

static void pop_ticket(struct qr_replies *replies) {
    free_piece(replies, &replies->tickets->answer);
    free_piece(replies, &replies->tickets->behind);
    replies->count--;
    memmove(replies->tickets, replies->tickets + 1, replies->count * sizeof *replies->tickets);
}

static void send_piece(struct qr_replies *replies, struct qr_reply_sink sink, struct qr_reply_piece *piece) {
    if (sink.reply && piece_length(piece) > 0)
        sink.reply(sink.user, (const char *)piece->bytes.bytes + piece->sent, piece_length(piece));
    empty(replies, piece);
}

/* Kept replies are let go where they stand. */
static bool is_spent(const struct qr_reply_ticket *ticket) {
    return ticket->done && piece_length(&ticket->answer) == 0 && piece_length(&ticket->behind) == 0;
}

static void advance(struct qr_replies *replies, struct qr_reply_sink sink) {
    if (!replies->options.keep)
        send_piece(replies, sink, &replies->ready);
    while (replies->count > 0 && replies->tickets->done && !replies->options.keep) {
        send_piece(replies, sink, &replies->tickets->answer);
        send_piece(replies, sink, &replies->tickets->behind);
        pop_ticket(replies);
    }
    while (replies->count > 0 && is_spent(replies->tickets))
        pop_ticket(replies);
}

/* --- life -------------------------------------------------------------------------------------------------------- */

void qr_replies_init(struct qr_replies *replies, const struct quire_allocator *allocator) {
    *replies = (struct qr_replies){.allocator = *allocator, .options = QUIRE_REPLY_OPTIONS_INIT};
}

void qr_replies_finish(struct qr_replies *replies) {
    free_piece(replies, &replies->ready);
    while (replies->count > 0)
        pop_ticket(replies);
    qr_free(&replies->allocator, replies->tickets, QUIRE_TICKETS_MAX * sizeof *replies->tickets);
    replies->tickets = NULL;
}

void qr_replies_set(struct qr_replies *replies, struct qr_reply_sink sink, const struct quire_reply_options *options) {
    replies->options = *options;
    advance(replies, sink);
}

/* --- replies ----------------------------------------------------------------------------------------------------- */

/* At once, piece by piece where it becomes shorter on the way. */
static void send_now(struct qr_reply_sink sink, const char *bytes, size_t length, bool c1) {
    uint8_t piece[64];
    if (!c1) {
        sink.reply(sink.user, bytes, length);
        return;
    }
    for (size_t at = 0, taken; at < length; at += taken) {
        taken = length - at < sizeof piece ? length - at : sizeof piece;
        if (at + taken < length && bytes[at + taken - 1] == 0x1B)
            taken--;
        memcpy(piece, bytes + at, taken);
        sink.reply(sink.user, (const char *)piece, with_c1(piece, taken));
    }
}

enum quire_result qr_replies_put(struct qr_replies *replies, struct qr_reply_sink sink, const char *bytes,
                                 size_t length, bool c1) {
    bool keep = replies->options.keep;
    if (length == 0 || (!keep && !sink.reply))
        return QUIRE_OK;
    if (replies->count > 0)
        return append(replies, &replies->tickets[replies->count - 1].behind, bytes, length, c1);
    if (keep)
        return append(replies, &replies->ready, bytes, length, c1);
    send_now(sink, bytes, length, c1);
    return QUIRE_OK;
}

/* --- tickets ----------------------------------------------------------------------------------------------------- */

enum quire_result qr_replies_take_ticket(struct qr_replies *replies, bool bel, uint64_t *number) {
    if (!replies->tickets)
        replies->tickets = qr_alloc_zeroed(&replies->allocator, QUIRE_TICKETS_MAX * sizeof *replies->tickets);
    if (!replies->tickets)
        return QUIRE_OUT_OF_MEMORY;
    if (replies->count == QUIRE_TICKETS_MAX)
        return QUIRE_LIMIT;
    *number = ++replies->last_number;
    replies->tickets[replies->count++] = (struct qr_reply_ticket){.number = *number, .since = replies->now, .bel = bel};
    return QUIRE_OK;
}

struct qr_reply_ticket *qr_replies_find(const struct qr_replies *replies, uint64_t number) {
    for (uint32_t i = 0; i < replies->count; i++) {
        struct qr_reply_ticket *ticket = &replies->tickets[i];
        if (ticket->number == number)
            return ticket->done ? NULL : ticket;
    }
    return NULL;
}

enum quire_result qr_replies_answer(struct qr_replies *replies, struct qr_reply_ticket *ticket, const char *bytes,
                                    size_t length, bool c1) {
    if (!ticket->lost && append(replies, &ticket->answer, bytes, length, c1) == QUIRE_OK)
        return QUIRE_OK;
    ticket->lost = true;
    free_piece(replies, &ticket->answer);
    return QUIRE_OUT_OF_MEMORY;
}

void qr_replies_done(struct qr_replies *replies, struct qr_reply_sink sink, struct qr_reply_ticket *ticket) {
    ticket->done = true;
    advance(replies, sink);
}

/* Time that has passed since it was taken; a clock that was not known, or that was set back, begins with now. */
static uint64_t age(struct qr_reply_ticket *ticket, uint64_t now) {
    if (ticket->since == 0 || ticket->since > now)
        ticket->since = now;
    return now - ticket->since;
}

uint32_t qr_replies_set_time(struct qr_replies *replies, struct qr_reply_sink sink, uint64_t now) {
    uint32_t given_up = 0;
    replies->now = now;
    for (uint32_t i = 0; i < replies->count && now > 0; i++) {
        struct qr_reply_ticket *ticket = &replies->tickets[i];
        if (ticket->done || age(ticket, now) < replies->options.patience_ms)
            continue;
        free_piece(replies, &ticket->answer);
        ticket->done = true;
        given_up++;
    }
    if (given_up > 0)
        advance(replies, sink);
    return given_up;
}

/* --- what was kept ----------------------------------------------------------------------------------------------- */

/* NULL: all that is left waits for a ticket, or there is nothing. Tickets that are spent are gone, so the first tells.
 */
static struct qr_reply_piece *first_piece(struct qr_replies *replies) {
    struct qr_reply_ticket *ticket = replies->tickets;
    if (piece_length(&replies->ready) > 0)
        return &replies->ready;
    if (replies->count == 0 || !ticket->done)
        return NULL;
    return piece_length(&ticket->answer) > 0 ? &ticket->answer : &ticket->behind;
}

struct qr_span qr_replies_first(struct qr_replies *replies) {
    const struct qr_reply_piece *piece = replies->options.keep ? first_piece(replies) : NULL;
    return piece ? (struct qr_span){piece->bytes.bytes + piece->sent, piece_length(piece)} : (struct qr_span){NULL, 0};
}

void qr_replies_sent(struct qr_replies *replies, size_t length) {
    struct qr_reply_piece *piece = first_piece(replies);
    if (!piece || length == 0)
        return;
    qr_assert(length <= piece_length(piece));
    if (length == piece_length(piece)) {
        empty(replies, piece);
    } else {
        piece->sent += length;
        replies->waiting -= length;
    }
    advance(replies, (struct qr_reply_sink){NULL, NULL});
}

void qr_replies_info(const struct qr_replies *replies, struct quire_reply_info *info) {
    uint64_t patience = replies->options.patience_ms, now = replies->now;
    *info = (struct quire_reply_info){.size = sizeof *info,
                                      .waiting = replies->waiting,
                                      .ready = piece_length(&replies->ready),
                                      .full = qr_replies_full(replies),
                                      .next_ms = UINT64_MAX};
    for (uint32_t i = 0; i < replies->count; i++) {
        const struct qr_reply_ticket *ticket = &replies->tickets[i];
        bool counts = ticket->since > 0 && ticket->since <= now;
        uint64_t left = patience - (counts && now - ticket->since < patience ? now - ticket->since : 0);
        if (!ticket->done && now > 0 && left < info->next_ms)
            info->next_ms = left;
        info->tickets += !ticket->done;
        if (info->tickets == 0)
            info->ready += piece_length(&ticket->answer) + piece_length(&ticket->behind);
    }
}
