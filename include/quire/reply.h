/** @file
 * quire/reply.h - replies in their order: what a host has to ask somebody about before it can answer, and what waits
 * for it.
 *
 * A terminal answers most questions by itself, at once, through the callback `reply`. Some only the host can answer
 * (the clipboard, OSC 52 and 5522; whether a notification is still shown; what its own protocols ask, strings.h), and
 * it may have to ask a user or another program first. Programs rely on the order: they ask for the clipboard and then
 * for the terminal's attributes (CSI c), and take it that an answer to the second means there is none to the first. So
 * the host takes a ticket in the callback that told it of the question. What the terminal replies from there on waits
 * behind it, until the host has given the answer or has given it up; then all goes out in order.
 *
 * A host that cannot send at any time keeps replies (`keep` in the options): nothing is called then, and the host
 * fetches them when its pty takes some.
 *
 * Waiting is bounded. In time: a ticket that is not done after `patience_ms` is given up by the terminal. It has no
 * clock but quire_terminal_set_time, so a host that takes tickets calls that when next_ms of quire_terminal_reply_info
 * have passed; with the clock not known (0) tickets last until they are done. In size: while `limit` bytes or more
 * wait, quire_terminal_feed answers LIMIT and takes nothing, and quire_terminal_feed_some stops behind the control
 * function whose reply reached the limit; nothing is lost, the same bytes are fed again later. (quire_terminal_feed
 * takes its bytes as a whole, so the replies to one call may go beyond the limit; hosts that feed large pieces use the
 * other.)
 *
 * A host that does neither has its replies as ever: each at once, nothing waits, feeding never answers LIMIT.
 *
 * A snapshot holds no tickets and no replies. A reset (RIS) leaves both as they are: they are answers to what came
 * before it.
 *
 * Thread rule: as for the terminal. All of them but quire_terminal_set_replies, which answers INVALID there, may also
 * be called from inside its callbacks `event`, `resize` and the hooks of strings.h, but not from `reply` and `log`:
 * INVALID there, as are all answers of the host. Cost: constant, and copying the bytes. Since 0.1. */
#ifndef QUIRE_REPLY_H
#define QUIRE_REPLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/export.h>
#include <quire/limits.h>
#include <quire/result.h>

QUIRE_BEGIN_DECLS

struct quire_terminal;

/** How replies wait. */
struct quire_reply_options {
    size_t size;          /**< sizeof, set by the initialiser */
    bool keep;            /**< replies are kept until the host fetches them; the callback `reply` is not called */
    uint32_t limit;       /**< bytes that may wait before feeding stops, at least 1 */
    uint32_t patience_ms; /**< how long a ticket lasts by the host's clock, at least 1 */
};

/** Initialiser of struct quire_reply_options: what holds where quire_terminal_set_replies is not called. Replies are
 * not kept, 256 KiB may wait, for two seconds. */
#define QUIRE_REPLY_OPTIONS_INIT                                                                                       \
    { sizeof(struct quire_reply_options), false, QUIRE_REPLIES_MAX, 2000 }

/** What waits. */
struct quire_reply_info {
    size_t size;      /**< sizeof, set by the initialiser */
    size_t waiting;   /**< bytes of replies that wait, for a ticket or to be fetched */
    size_t ready;     /**< so many of them wait to be fetched only (0 unless they are kept) */
    uint32_t tickets; /**< tickets that are not done */
    bool full;        /**< the limit is reached: feeding answers LIMIT */
    uint64_t next_ms; /**< until a ticket is given up by the host's clock; UINT64_MAX: none will be */
};

/** Initialiser of struct quire_reply_info: its size, everything else zero. */
#define QUIRE_REPLY_INFO_INIT                                                                                          \
    { sizeof(struct quire_reply_info), 0, 0, 0, false, 0 }

/** Changes how replies wait. What was kept goes out through the callback when `keep` ends. INVALID: a bad size, a
 * zero, or a callback of this terminal is under way; nothing has changed. */
QUIRE_API enum quire_result quire_terminal_set_replies(struct quire_terminal *terminal,
                                                       const struct quire_reply_options *options);

/** Takes a ticket: the place behind all replies so far is the host's, and what the terminal replies from here on waits.
 * *ticket is its number, never 0 and never given out again by this terminal. The ticket remembers how the question
 * ended in whose callback it is taken, so that its answer ends likewise. OUT_OF_MEMORY; LIMIT: QUIRE_TICKETS_MAX are
 * out: there is no ticket, and the host answers as it can. */
QUIRE_API enum quire_result quire_terminal_reply_later(struct quire_terminal *terminal, uint64_t *ticket);

/** Adds bytes to the answer of a ticket, as they are. NOT_FOUND: no such ticket, it is done or was given up.
 * OUT_OF_MEMORY: all of the answer is dropped, what was added before and what will be added; it is logged, and the
 * ticket is still to be done. */
QUIRE_API enum quire_result quire_terminal_reply_write(struct quire_terminal *terminal, uint64_t ticket,
                                                       const void *bytes, size_t length);

/** From here on the answers that the host gives by their own functions (quire_terminal_clipboard_reply, _written,
 * _refused and _send, quire_terminal_notification_alive) go into the answer of this ticket and end as its question did;
 * until it is done, or another ticket is named, or 0: none. Without that they are replies like others, behind all that
 * wait. NOT_FOUND as above. */
QUIRE_API enum quire_result quire_terminal_reply_for(struct quire_terminal *terminal, uint64_t ticket);

/** The answer of a ticket is complete; without any bytes it is given up. It goes out, with what waits behind it, when
 * no ticket is left before it. NOT_FOUND as above. */
QUIRE_API enum quire_result quire_terminal_reply_done(struct quire_terminal *terminal, uint64_t ticket);

/** What waits. INVALID: a bad size. */
QUIRE_API enum quire_result quire_terminal_reply_info(const struct quire_terminal *terminal,
                                                      struct quire_reply_info *info);

/** The first of the replies that were kept: a piece of them, *length bytes, at least one unless there are none that
 * need not wait for a ticket (*bytes is NULL then). Nothing happens where
 * `bytes` or `length` is NULL. Borrowed until the next call for this terminal. */
QUIRE_API void quire_terminal_reply_first(struct quire_terminal *terminal, const void **bytes, size_t *length);

/** So many bytes of the first piece were sent, and are forgotten. INVALID: more than there are in it. */
QUIRE_API enum quire_result quire_terminal_reply_sent(struct quire_terminal *terminal, size_t length);

QUIRE_END_DECLS

#endif
