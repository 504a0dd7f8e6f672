/* control_strings.h - control strings between the parser and those who act on them: the terminal, or the host.
 *
 * The parser tells of a string as it comes. The terminal's own are collected and acted on when they have ended well
 * (osc.c, dcs.c). With hooks of the host (quire/strings.h) the owner of each string is asked for first: of an OSC when
 * its number is complete, up to where its digits are collected; of all others at once. Where there are no hooks every
 * string is the terminal's from the beginning.
 *
 * A string that grows too long, or for which there is no memory, is logged where it is the terminal's and told where it
 * is the host's. Cost: that of collecting; a host's stream is handed on as it is, and nothing is held.
 *
 * Of the terminal's own, those that are acted on while they come (string_stream.h: images) are told by their first
 * bytes: up to QR_STRING_STREAM_PREFIX are collected, and from there on nothing of such a string is held.
 *
 * The state in the middle of a string is `owner` and what is collected. A snapshot writes the latter down and, for a
 * string that nobody or the host owns or that is streamed, that its rest is swallowed; that makes an OSC of digits only
 * undecided, and all others the terminal's (qr_control_strings_resume). */
#ifndef QR_CONTROL_STRINGS_H
#define QR_CONTROL_STRINGS_H

#include <quire/strings.h>

#include "parser.h"
#include "string_collect.h"

struct qr_engine;

enum qr_string_owner {
    QR_OWNER_NOBODY,    /* no string is open, or its rest is swallowed */
    QR_OWNER_UNDECIDED, /* an OSC of which there are but digits */
    QR_OWNER_TERMINAL,
    QR_OWNER_TERMINAL_STREAM, /* it goes to a stream of the terminal's own as it comes */
    QR_OWNER_HOST_STREAM,
    QR_OWNER_HOST_WHOLE
};

struct qr_control_strings {
    struct quire_string_hooks hooks; /* no filter: there are none */
    struct qr_string_collector collector;
    struct quire_string told; /* of the string that a host takes, or is asked about */
    uint64_t streamed;        /* bytes of it that were handed on */
    uint8_t owner;            /* enum qr_string_owner */
    uint8_t kind;             /* enum qr_string_kind of the one that the terminal collects */
    uint8_t stream;           /* enum qr_image_stream that it goes to */
    bool may_stream;          /* its beginning does not yet say that no stream wants it */
    bool links;               /* links (OSC 8) go this way, not past it (quick.c, straight.c) */
};

void qr_control_strings_init(struct qr_control_strings *strings, const struct quire_allocator *allocator);
/* A string that the host or a stream takes is cancelled; memory goes back. */
void qr_control_strings_finish(struct qr_engine *engine);

/* What the parser calls (its handler's functions). */
void qr_control_strings_begin(void *engine, enum qr_string_kind kind, const struct qr_sequence *introducer);
void qr_control_strings_data(void *engine, const uint8_t *bytes, size_t length);
void qr_control_strings_end(void *engine, enum qr_string_kind kind, const struct qr_sequence *introducer,
                            enum qr_string_end how);

/* Other hooks, NULL: none. */
void qr_control_strings_set_hooks(struct qr_control_strings *strings, const struct quire_string_hooks *hooks);

/* What a snapshot keeps of an open string: its bytes; none of one that is swallowed in the restored terminal. */
static inline bool qr_control_strings_kept(const struct qr_control_strings *strings) {
    return (strings->owner == QR_OWNER_TERMINAL || strings->owner == QR_OWNER_UNDECIDED) && !strings->collector.lost;
}
/* The same brought back: a string of this kind with these bytes is open. OUT_OF_MEMORY; LIMIT: too many. */
enum quire_result qr_control_strings_resume(struct qr_control_strings *strings, enum qr_string_kind kind,
                                            const uint8_t *bytes, size_t length);

#endif
