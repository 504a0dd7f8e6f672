/* send.h - what the engine knows of replies on their way out: the queue, one that is being put together, and how
 * questions ended (send.c). */
#ifndef QR_SEND_H
#define QR_SEND_H

#include "replies.h"

/* Questions that the host answers, later and by functions of their own. */
enum qr_question { QR_QUESTION_CLIPBOARD, QR_QUESTION_TRANSFER, QR_QUESTION_ALIVE, QR_QUESTIONS };

struct qr_sender {
    struct qr_replies replies;
    struct qr_bytes draft; /* between qr_reply_begin and qr_reply_end */
    bool drafting, draft_lost;
    uint8_t asking;                  /* while a string is acted on or told: 0x07 BEL, 0x9C ST; else 0 */
    bool ended_in_bel[QR_QUESTIONS]; /* did the last question of the kind? */
    uint64_t ticket;                 /* that the host's answers go to; 0: none */
};

struct qr_engine;

void qr_sender_init(struct qr_engine *engine);
void qr_sender_finish(struct qr_engine *engine);
void qr_sender_set(struct qr_engine *engine, const struct quire_reply_options *options);
void qr_sender_set_time(struct qr_engine *engine, uint64_t now);

/* Replies to the program, whole: what there is no memory for is dropped and logged. Constant besides copying. */
void qr_reply(struct qr_engine *engine, const char *bytes, size_t length);
/* A formatted one of at most 255 bytes. */
void qr_replyf(struct qr_engine *engine, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* What is replied between them is one reply; nothing at all is none. */
void qr_reply_begin(struct qr_engine *engine);
void qr_reply_end(struct qr_engine *engine);

/* An answer of the host, whole or a packet of it. OUT_OF_MEMORY: it is dropped, and logged. */
enum quire_result qr_answer(struct qr_engine *engine, const char *bytes, size_t length);
/* A question is told to the host. */
void qr_note_question(struct qr_engine *engine, enum qr_question question);
/* BEL or ST, as the question ended that is answered now. */
const char *qr_answer_end(const struct qr_engine *engine, enum qr_question question);

/* Tickets: see quire/reply.h. */
enum quire_result qr_take_ticket(struct qr_engine *engine, uint64_t *ticket);
enum quire_result qr_ticket_write(struct qr_engine *engine, uint64_t ticket, const char *bytes, size_t length);
enum quire_result qr_ticket_choose(struct qr_engine *engine, uint64_t ticket);
enum quire_result qr_ticket_done(struct qr_engine *engine, uint64_t ticket);

#endif
