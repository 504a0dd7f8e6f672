/* send.c - how what is replied gets out: whole, in the controls of the day, and behind tickets (replies.h).
 *
 * Two sorts of it come through here. The terminal's replies go behind all that there is. Answers of the host, by the
 * functions that it has for them, go into the place of the ticket that it named, or else are like replies; they end as
 * their question did, which is known from the ticket, or from the last question of the kind. */
#include "engine.h"
#include "feed.h"
#include "osc.h"

#include <stdarg.h>
#include <stdio.h>

/* A call out, wherever it comes from. */
static void send_out(void *engine, const char *bytes, size_t length) {
    struct qr_engine *e = engine;
    struct qr_call before = qr_send_out(e);
    e->callbacks.reply(e->callbacks.user, bytes, length);
    qr_send_ended(e, before);
}

static struct qr_reply_sink sink_of(struct qr_engine *e) {
    return (struct qr_reply_sink){e->callbacks.reply ? send_out : NULL, e};
}

/* Nobody takes replies: none need be made. */
static bool nobody_listens(const struct qr_engine *e) {
    return !e->callbacks.reply && !e->sender.replies.options.keep;
}

/* --- the terminal's replies -------------------------------------------------------------------------------------- */

static enum quire_result note(struct qr_engine *e, enum quire_result result) {
    qr_engine_note_as(e, QUIRE_LOG_REPLY_DROPPED, result);
    return result;
}

/* What is fed stops behind the reply that reaches the limit, where the host can be told how far it came. */
static enum quire_result put(struct qr_engine *e, const char *bytes, size_t length) {
    struct qr_replies *replies = &e->sender.replies;
    enum quire_result result = qr_replies_put(replies, sink_of(e), bytes, length, e->parser.accept_c1);
    if (qr_replies_full(replies))
        qr_feed_stop(e);
    return note(e, result);
}

static void add_to_draft(struct qr_engine *e, const char *bytes, size_t length) {
    struct qr_sender *sender = &e->sender;
    struct qr_span piece = {(const uint8_t *)bytes, length};
    if (!sender->draft_lost)
        sender->draft_lost = note(e, qr_bytes_add(&e->allocator, &sender->draft, piece, SIZE_MAX)) != QUIRE_OK;
}

void qr_reply_begin(struct qr_engine *e) {
    e->sender.drafting = true;
    e->sender.draft_lost = false;
}

void qr_reply_end(struct qr_engine *e) {
    struct qr_sender *sender = &e->sender;
    sender->drafting = false;
    if (!sender->draft_lost)
        (void)put(e, (const char *)sender->draft.bytes, sender->draft.length);
    qr_bytes_free(&e->allocator, &sender->draft);
}

/* A byte of a reply costs as much as so many cells, most of it for putting it together. */
#define REPLY_WORK 4u

void qr_reply(struct qr_engine *e, const char *bytes, size_t length) {
    if (nobody_listens(e) || length == 0)
        return;
    qr_charge(e, REPLY_WORK * length);
    if (e->sender.drafting)
        add_to_draft(e, bytes, length);
    else
        (void)put(e, bytes, length);
}

void qr_replyf(struct qr_engine *e, const char *format, ...) {
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length > 0 && (size_t)length < sizeof text)
        qr_reply(e, text, (size_t)length);
}

/* --- the host's answers ------------------------------------------------------------------------------------------ */

/* The ticket that answers go to; NULL: they are like replies. */
static struct qr_reply_ticket *ticket_of(const struct qr_engine *e) {
    const struct qr_sender *sender = &e->sender;
    return sender->ticket ? qr_replies_find(&sender->replies, sender->ticket) : NULL;
}

enum quire_result qr_answer(struct qr_engine *e, const char *bytes, size_t length) {
    struct qr_reply_ticket *ticket = ticket_of(e);
    if (!ticket)
        return put(e, bytes, length);
    return note(e, qr_replies_answer(&e->sender.replies, ticket, bytes, length, e->parser.accept_c1));
}

void qr_note_question(struct qr_engine *e, enum qr_question question) {
    e->sender.ended_in_bel[question] = e->sender.asking == 0x07;
}

const char *qr_answer_end(const struct qr_engine *e, enum qr_question question) {
    const struct qr_reply_ticket *ticket = ticket_of(e);
    bool bel = ticket ? ticket->bel : e->sender.ended_in_bel[question];
    return bel ? "\007" : "\033\\";
}

/* --- tickets ----------------------------------------------------------------------------------------------------- */

enum quire_result qr_take_ticket(struct qr_engine *e, uint64_t *ticket) {
    return qr_replies_take_ticket(&e->sender.replies, e->sender.asking == 0x07, ticket);
}

enum quire_result qr_ticket_write(struct qr_engine *e, uint64_t ticket, const char *bytes, size_t length) {
    struct qr_reply_ticket *found = qr_replies_find(&e->sender.replies, ticket);
    return found ? note(e, qr_replies_answer(&e->sender.replies, found, bytes, length, false)) : QUIRE_NOT_FOUND;
}

enum quire_result qr_ticket_choose(struct qr_engine *e, uint64_t ticket) {
    if (ticket != 0 && !qr_replies_find(&e->sender.replies, ticket))
        return QUIRE_NOT_FOUND;
    e->sender.ticket = ticket;
    return QUIRE_OK;
}

enum quire_result qr_ticket_done(struct qr_engine *e, uint64_t ticket) {
    struct qr_reply_ticket *found = qr_replies_find(&e->sender.replies, ticket);
    if (!found)
        return QUIRE_NOT_FOUND;
    if (e->sender.ticket == ticket)
        e->sender.ticket = 0;
    qr_replies_done(&e->sender.replies, sink_of(e), found);
    return QUIRE_OK;
}

/* --- the host ---------------------------------------------------------------------------------------------------- */

void qr_sender_init(struct qr_engine *e) {
    qr_replies_init(&e->sender.replies, &e->allocator);
}

void qr_sender_finish(struct qr_engine *e) {
    qr_replies_finish(&e->sender.replies);
    qr_bytes_free(&e->allocator, &e->sender.draft);
}

void qr_sender_set(struct qr_engine *e, const struct quire_reply_options *options) {
    qr_replies_set(&e->sender.replies, sink_of(e), options);
}

void qr_sender_set_time(struct qr_engine *e, uint64_t now) {
    if (qr_replies_set_time(&e->sender.replies, sink_of(e), now) > 0) {
        e->logged = 0; /* a call of the host by itself */
        qr_log(e, QUIRE_LOG_TICKET_EXPIRED);
    }
}
