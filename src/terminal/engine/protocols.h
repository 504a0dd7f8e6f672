/* protocols.h - what protocols remember between one sequence and the next.
 *
 * Most commands are over when they have been obeyed. These are not: notifications and clipboard data come in pieces,
 * pointer shapes are stacked. The big ones are allocated when the first piece comes and given back with the last, so a
 * terminal that never sees them pays nothing. All of it is in snapshots, and RIS forgets all of it.
 *
 * Not for what is told to the host at once, and not for what a screen shows. */
#ifndef QR_PROTOCOLS_H
#define QR_PROTOCOLS_H

#include <quire/allocator.h>
#include <quire/clipboard.h>
#include <quire/limits.h>
#include <quire/notification.h>

#include "base64_stream.h"
#include "span.h"

/* Bytes that grow. All zero is empty. */
struct qr_bytes {
    uint8_t *bytes;
    size_t length, capacity;
};

/* NO_SPACE: there would be more than `most`; OUT_OF_MEMORY. Nothing changed then. */
enum quire_result qr_bytes_add(const struct quire_allocator *allocator, struct qr_bytes *to, struct qr_span piece,
                               size_t most);
/* The same with the bytes that a piece of base64 stands for; INVALID: it is none. */
enum quire_result qr_bytes_add_base64(const struct quire_allocator *allocator, struct qr_bytes *to,
                                      struct qr_base64_stream *stream, struct qr_span piece, size_t most);
void qr_bytes_free(const struct quire_allocator *allocator, struct qr_bytes *bytes);

/* --- identifiers ----------------------------------------------------------------------------------------------- */

/* An identifier as kitty's protocols allow it: it may be sent back to the program. */
struct qr_id {
    char text[QUIRE_ID_MAX + 1];
};

/* Keeps letters, digits and _ - + . of what a program sent. */
struct qr_id qr_id_from(struct qr_span text);
/* True when a host's id is made of nothing else. NULL is not. */
bool qr_id_valid(const char *id);

/* --- OSC 99 ---------------------------------------------------------------------------------------------------- */

enum qr_notice_text {
    QR_NOTICE_TITLE,
    QR_NOTICE_BODY,
    QR_NOTICE_BUTTONS,
    QR_NOTICE_APPLICATION,
    QR_NOTICE_TYPES,
    QR_NOTICE_ICONS,
    QR_NOTICE_SOUND,
    QR_NOTICE_TEXTS
};

/* A notification of which more is to come. */
struct qr_notice {
    struct qr_id id;
    uint8_t occasion, urgency; /* enum quire_notification_occasion, _urgency */
    bool focus, report, report_closed;
    int32_t timeout_ms;
    uint8_t streamed; /* enum qr_notice_text that `stream` belongs to */
    struct qr_base64_stream stream;
    struct qr_bytes texts[QR_NOTICE_TEXTS]; /* as they came, each at most QUIRE_NOTIFICATION_MAX */
};

struct qr_notices {
    uint32_t count;
    struct qr_notice pending[QUIRE_NOTIFICATIONS_PENDING_MAX]; /* the oldest first */
};

/* --- OSC 5522 -------------------------------------------------------------------------------------------------- */

/* Data of one type: a piece of the transfer's bytes. An alias has the piece of its target when the transfer ends. */
struct qr_transfer_item {
    char mime[QUIRE_MIME_MAX + 1];
    char target[QUIRE_MIME_MAX + 1]; /* of an alias; "" otherwise */
    size_t start, length;
};

/* A write to the clipboard that goes on. */
struct qr_transfer {
    struct qr_id id;
    bool primary;
    struct qr_base64_stream stream;
    uint32_t count;
    uint32_t growing; /* the item that data are added to, counted from 1; 0: none */
    struct qr_transfer_item items[QUIRE_CLIPBOARD_TYPES_MAX];
    struct qr_bytes data, name, password;
};

/* --- OSC 22 ---------------------------------------------------------------------------------------------------- */

struct qr_pointer_stack {
    uint8_t depth;
    uint8_t shapes[QUIRE_POINTER_STACK_MAX]; /* numbers of qr_pointer_name; the last one is shown */
};

/* Shapes are numbered from 1; 0 is the host's own. NULL: no such shape. */
const char *qr_pointer_name(uint32_t shape);

/* --- all of it ------------------------------------------------------------------------------------------------- */

struct qr_protocols {
    struct qr_notices *notices;          /* NULL: none is pending */
    struct qr_transfer *transfer;        /* NULL: no write goes on */
    struct qr_pointer_stack pointers[2]; /* of the primary and the alternate screen */
    uint32_t notification_features;      /* the host's */
    uint8_t color_scheme;                /* enum quire_color_scheme */
    bool color_scheme_told;              /* by the host; else the lightness of its background */
    bool hidden;                         /* the host says that nothing of the terminal can be seen */
};

void qr_notice_free(const struct quire_allocator *allocator, struct qr_notice *notice);
void qr_transfer_free(const struct quire_allocator *allocator, struct qr_transfer **transfer);
/* Forgets what programs left behind; what the host told stays. */
void qr_protocols_forget(const struct quire_allocator *allocator, struct qr_protocols *protocols);

#endif
