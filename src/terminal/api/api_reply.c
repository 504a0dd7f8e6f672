/* api_reply.c - quire/reply.h: replies that wait, and tickets. */
#include <quire/reply.h>

#include "api.h"
#include "qr_sized.h"

enum quire_result quire_terminal_set_replies(struct quire_terminal *terminal,
                                             const struct quire_reply_options *options) {
    struct quire_reply_options own = QUIRE_REPLY_OPTIONS_INIT;
    if (!QR_TAKE(own, options) || own.limit == 0 || own.patience_ms == 0 || !api_may_change(terminal))
        return QUIRE_INVALID;
    qr_sender_set(api_engine(terminal), &own);
    return QUIRE_OK;
}

enum quire_result quire_terminal_reply_later(struct quire_terminal *terminal, uint64_t *ticket) {
    return ticket && api_may_answer(terminal) ? qr_take_ticket(api_engine(terminal), ticket) : QUIRE_INVALID;
}

enum quire_result quire_terminal_reply_write(struct quire_terminal *terminal, uint64_t ticket, const void *bytes,
                                             size_t length) {
    if ((!bytes && length > 0) || !api_may_answer(terminal))
        return QUIRE_INVALID;
    return qr_ticket_write(api_engine(terminal), ticket, bytes, length);
}

enum quire_result quire_terminal_reply_for(struct quire_terminal *terminal, uint64_t ticket) {
    return api_may_answer(terminal) ? qr_ticket_choose(api_engine(terminal), ticket) : QUIRE_INVALID;
}

enum quire_result quire_terminal_reply_done(struct quire_terminal *terminal, uint64_t ticket) {
    return api_may_answer(terminal) ? qr_ticket_done(api_engine(terminal), ticket) : QUIRE_INVALID;
}

enum quire_result quire_terminal_reply_info(const struct quire_terminal *terminal, struct quire_reply_info *info) {
    struct quire_reply_info own;
    if (!QR_SOUND(info))
        return QUIRE_INVALID;
    qr_replies_info(&qr_part_sender_const(api_engine_const(terminal))->replies, &own);
    qr_sized_give(info, &own);
    return QUIRE_OK;
}

void quire_terminal_reply_first(struct quire_terminal *terminal, const void **bytes, size_t *length) {
    if (!bytes || !length)
        return;
    struct qr_span piece = qr_replies_first(&qr_part_sender(api_engine(terminal))->replies);
    *bytes = piece.bytes;
    *length = piece.length;
}

enum quire_result quire_terminal_reply_sent(struct quire_terminal *terminal, size_t length) {
    struct qr_replies *replies = &qr_part_sender(api_engine(terminal))->replies;
    if (length > qr_replies_first(replies).length || !api_may_answer(terminal))
        return QUIRE_INVALID;
    qr_replies_sent(replies, length);
    return QUIRE_OK;
}
