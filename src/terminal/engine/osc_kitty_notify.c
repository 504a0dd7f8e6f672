/* osc_kitty_notify.c - notifications of the kitty protocol: OSC 99 ; key=value:... ; payload.
 *
 * A notification comes in pieces that share an id (i=). Each piece adds to one of its texts or sets what its keys say;
 * the piece without d=0 is the last. Then the host is told, once. Beyond QUIRE_NOTIFICATION_MAX a piece is dropped.
 * What the host can do decides what the question p=? is answered. */
#include "osc.h"

#include <stdio.h>

#include "number.h"
#include "qr_memory.h"

/* What the payload is. */
enum payload {
    PAYLOAD_TITLE,
    PAYLOAD_BODY,
    PAYLOAD_BUTTONS,
    PAYLOAD_ICON,
    PAYLOAD_CLOSE,
    PAYLOAD_ALIVE,
    PAYLOAD_QUERY
};

/* One sequence, taken apart. */
struct piece {
    struct qr_id id;
    uint8_t payload; /* enum payload; PAYLOAD_QUERY + 1: unknown */
    bool last, encoded;
    struct qr_span metadata, text;
};

static struct piece take_apart(const struct qr_osc *osc) {
    static const char *const payloads[] = {"title", "body", "buttons", "icon", "close", "alive", "?"};
    struct piece piece = {.last = true, .text = qr_osc_span(osc)};
    struct qr_span pair, key, value;
    (void)qr_span_next(&piece.text, ';', &piece.metadata);
    for (struct qr_span rest = piece.metadata; qr_span_next(&rest, ':', &pair);) {
        qr_span_pair(pair, &key, &value);
        if (qr_span_is(key, "i"))
            piece.id = qr_id_from(value);
        else if (qr_span_is(key, "d"))
            piece.last = !qr_span_is(value, "0");
        else if (qr_span_is(key, "e"))
            piece.encoded = qr_span_is(value, "1");
        else if (qr_span_is(key, "p"))
            for (piece.payload = 0; piece.payload <= PAYLOAD_QUERY; piece.payload++)
                if (qr_span_is(value, payloads[piece.payload]))
                    break;
    }
    return piece;
}

/* --- pieces into notifications --------------------------------------------------------------------------------- */

static struct qr_notice *find(struct qr_engine *e, const struct qr_id *id) {
    struct qr_notices *notices = e->protocols.notices;
    for (uint32_t i = 0; notices && i < notices->count; i++) {
        if (strcmp(notices->pending[i].id.text, id->text) == 0)
            return &notices->pending[i];
    }
    return NULL;
}

/* Forgets the notification; the others keep their order. */
static void drop(struct qr_engine *e, struct qr_notice *notice) {
    struct qr_notices *notices = e->protocols.notices;
    size_t behind = (size_t)(notices->pending + notices->count - notice) - 1;
    qr_notice_free(&e->allocator, notice);
    memmove(notice, notice + 1, behind * sizeof *notice);
    if (--notices->count == 0) {
        qr_free(&e->allocator, notices, sizeof *notices);
        e->protocols.notices = NULL;
    }
}

/* NULL: no memory. */
static struct qr_notice *begin(struct qr_engine *e, const struct qr_id *id) {
    if (e->protocols.notices && e->protocols.notices->count == QUIRE_NOTIFICATIONS_PENDING_MAX)
        drop(e, &e->protocols.notices->pending[0]);
    if (!e->protocols.notices)
        e->protocols.notices = qr_alloc_zeroed(&e->allocator, sizeof *e->protocols.notices);
    if (!e->protocols.notices) {
        qr_engine_note(e, QUIRE_OUT_OF_MEMORY);
        return NULL;
    }
    struct qr_notice *notice = &e->protocols.notices->pending[e->protocols.notices->count++];
    *notice = (struct qr_notice){.id = *id, .urgency = QUIRE_URGENCY_NORMAL, .focus = true, .timeout_ms = -1};
    return notice;
}

static void note_memory(struct qr_engine *e, enum quire_result result) {
    if (result == QUIRE_OUT_OF_MEMORY)
        qr_engine_note(e, result);
}

/* Base64 that was sent in pieces ends here: what is left of it belongs to the text. */
static void end_stream(struct qr_engine *e, struct qr_notice *notice) {
    uint8_t left[2];
    size_t count;
    if (qr_base64_stream_end(&notice->stream, left, &count) == QUIRE_OK)
        note_memory(e, qr_bytes_add(&e->allocator, &notice->texts[notice->streamed], (struct qr_span){left, count},
                                    QUIRE_NOTIFICATION_MAX));
    notice->stream = (struct qr_base64_stream){{0}, 0, false};
}

static void add_text(struct qr_engine *e, struct qr_notice *notice, enum qr_notice_text which, struct qr_span text,
                     bool encoded) {
    struct qr_bytes *to = &notice->texts[which];
    if (!encoded || notice->streamed != which)
        end_stream(e, notice);
    if (!encoded) {
        note_memory(e, qr_bytes_add(&e->allocator, to, text, QUIRE_NOTIFICATION_MAX));
        return;
    }
    notice->streamed = (uint8_t)which;
    note_memory(e, qr_bytes_add_base64(&e->allocator, to, &notice->stream, text, QUIRE_NOTIFICATION_MAX));
}

/* A value that is base64 by itself; those of a list are joined with U+2028. */
static void add_value(struct qr_engine *e, struct qr_notice *notice, enum qr_notice_text which, struct qr_span value,
                      bool list) {
    static const uint8_t separator[] = {0xE2, 0x80, 0xA8};
    struct qr_base64_stream whole = {{0}, 0, false};
    struct qr_bytes *to = &notice->texts[which];
    if (!list)
        to->length = 0;
    else if (to->length > 0)
        (void)qr_bytes_add(&e->allocator, to, (struct qr_span){separator, 3}, QUIRE_NOTIFICATION_MAX);
    note_memory(e, qr_bytes_add_base64(&e->allocator, to, &whole, value, QUIRE_NOTIFICATION_MAX));
    uint8_t left[2];
    size_t count;
    if (qr_base64_stream_end(&whole, left, &count) == QUIRE_OK)
        note_memory(e, qr_bytes_add(&e->allocator, to, (struct qr_span){left, count}, QUIRE_NOTIFICATION_MAX));
}

/* a=report,-focus */
static void set_actions(struct qr_notice *notice, struct qr_span value) {
    struct qr_span action;
    while (qr_span_next(&value, ',', &action)) {
        bool on = !qr_span_begins(action, "-");
        action = on ? action : qr_span_behind(action, 1);
        if (qr_span_is(action, "focus"))
            notice->focus = on;
        else if (qr_span_is(action, "report"))
            notice->report = on;
    }
}

static void set_timeout(struct qr_notice *notice, struct qr_span value) {
    uint32_t number;
    if (qr_span_is(value, "-1"))
        notice->timeout_ms = -1;
    else if (qr_number_parse(value.bytes, value.length, INT32_MAX, &number))
        notice->timeout_ms = (int32_t)number;
}

static void set_occasion(struct qr_notice *notice, struct qr_span value) {
    static const char *const occasions[] = {"always", "unfocused", "invisible"};
    for (uint8_t i = 0; i < 3; i++)
        if (qr_span_is(value, occasions[i]))
            notice->occasion = i;
}

static void set_key(struct qr_engine *e, struct qr_notice *notice, struct qr_span key, struct qr_span value) {
    uint32_t number;
    if (key.length != 1 || !value.bytes)
        return;
    switch (key.bytes[0]) {
    case 'a':
        set_actions(notice, value);
        break;
    case 'c':
        notice->report_closed = !qr_span_is(value, "0");
        break;
    case 'f':
        add_value(e, notice, QR_NOTICE_APPLICATION, value, false);
        break;
    case 'n':
        add_value(e, notice, QR_NOTICE_ICONS, value, true);
        break;
    case 'o':
        set_occasion(notice, value);
        break;
    case 's':
        add_value(e, notice, QR_NOTICE_SOUND, value, false);
        break;
    case 't':
        add_value(e, notice, QR_NOTICE_TYPES, value, true);
        break;
    case 'u':
        if (qr_number_parse(value.bytes, value.length, QUIRE_URGENCY_CRITICAL, &number))
            notice->urgency = (uint8_t)number;
        break;
    case 'w':
        set_timeout(notice, value);
        break;
    default: /* i, d, e, p were read; others are to be ignored */
        break;
    }
}

/* --- telling the host ------------------------------------------------------------------------------------------ */

/* The texts cleaned and terminated in one piece of memory. */
struct told {
    const char *texts[QR_NOTICE_TEXTS];
    char *memory;
    size_t size;
};

static bool clean_texts(struct qr_engine *e, const struct qr_notice *notice, struct told *told) {
    told->size = 0;
    for (int i = 0; i < QR_NOTICE_TEXTS; i++)
        told->size += notice->texts[i].length * 3 + 1;
    told->memory = e->allocator.alloc(e->allocator.user, told->size, 1);
    if (!told->memory)
        return false;
    char *at = told->memory;
    for (int i = 0; i < QR_NOTICE_TEXTS; i++) {
        const struct qr_bytes *text = &notice->texts[i];
        told->texts[i] = at;
        at += qr_text_clean(at, text->length * 3, (struct qr_span){text->bytes, text->length});
        *at++ = 0;
    }
    return true;
}

static void tell(struct qr_engine *e, const struct qr_notice *notice) {
    struct told told;
    if (!clean_texts(e, notice, &told)) {
        qr_engine_note(e, QUIRE_OUT_OF_MEMORY);
        return;
    }
    struct quire_notification extra = {
        .size = sizeof extra,
        .id = notice->id.text,
        .application = told.texts[QR_NOTICE_APPLICATION],
        .types = told.texts[QR_NOTICE_TYPES],
        .icon_names = told.texts[QR_NOTICE_ICONS],
        .sound = told.texts[QR_NOTICE_SOUND],
        .buttons = told.texts[QR_NOTICE_BUTTONS],
        .occasion = (enum quire_notification_occasion)notice->occasion,
        .urgency = (enum quire_notification_urgency)notice->urgency,
        .focus = notice->focus,
        .report = notice->report,
        .report_closed = notice->report_closed,
        .timeout_ms = notice->timeout_ms,
    };
    const char *title = told.texts[QR_NOTICE_TITLE], *body = told.texts[QR_NOTICE_BODY];
    if (!*title) { /* the body is the title then */
        title = body;
        body = "";
    }
    struct quire_event event = {.size = sizeof event,
                                .type = QUIRE_EVENT_NOTIFICATION,
                                .title = title,
                                .title_length = strlen(title),
                                .text = body,
                                .text_length = strlen(body),
                                .notification = &extra};
    if (*title)
        qr_event(e, &event);
    e->allocator.free(e->allocator.user, told.memory, told.size, 1);
}

static void id_event(struct qr_engine *e, enum quire_event_type type, const struct qr_id *id) {
    struct quire_event event = {.size = sizeof event, .type = type, .text = id->text, .text_length = strlen(id->text)};
    qr_event(e, &event);
}

/* --- answers --------------------------------------------------------------------------------------------------- */

/* Kitty's own answer to a notification without an id is i=0. */
static const char *id_or_zero(const char *id) {
    return *id ? id : "0";
}

/* Adds "name" with a ',' before it if the host has the feature. */
static void add_name(char *to, size_t room, uint32_t features, uint32_t feature, const char *name) {
    size_t used = strlen(to);
    if ((features & feature) == feature && used + strlen(name) + 2 < room)
        snprintf(to + used, room - used, "%s%s", used > 0 && to[used - 1] != '=' ? "," : "", name);
}

static void answer_query(struct qr_engine *e, const struct piece *piece, const char *terminator) {
    uint32_t has = e->protocols.notification_features;
    char actions[32] = "a=", payloads[64] = "p=title,body,?";
    add_name(actions, sizeof actions, has, QUIRE_NOTIFY_CAN_FOCUS, "focus");
    add_name(actions, sizeof actions, has, QUIRE_NOTIFY_CAN_REPORT, "report");
    add_name(payloads, sizeof payloads, has, QUIRE_NOTIFY_CAN_CLOSE, "close");
    add_name(payloads, sizeof payloads, has, QUIRE_NOTIFY_CAN_LIST, "alive");
    add_name(payloads, sizeof payloads, has, QUIRE_NOTIFY_CAN_BUTTONS, "buttons");
    qr_replyf(e, "\033]99;i=%s:p=?;%s%s%s%s:%s%s%s%s%s", id_or_zero(piece->id.text), actions[2] ? actions : "",
              actions[2] ? ":" : "", has & QUIRE_NOTIFY_CAN_CLOSE ? "c=1:" : "",
              has & QUIRE_NOTIFY_CAN_OCCASION ? "o=always,unfocused,invisible" : "o=always", payloads,
              has & QUIRE_NOTIFY_CAN_SOUND ? ":s=system,silent" : "", has & QUIRE_NOTIFY_CAN_URGENCY ? ":u=0,1,2" : "",
              has & QUIRE_NOTIFY_CAN_TIMEOUT ? ":w=1" : "", terminator);
}

void qr_osc_99(struct qr_engine *e, const struct qr_osc *osc) {
    struct piece piece = take_apart(osc);
    struct qr_span pair, key, value;
    if (!piece.text.bytes || piece.payload > PAYLOAD_QUERY)
        return;
    if (piece.payload == PAYLOAD_QUERY) {
        answer_query(e, &piece, osc->terminator);
        return;
    }
    if (piece.payload == PAYLOAD_CLOSE || piece.payload == PAYLOAD_ALIVE) {
        if (piece.payload == PAYLOAD_ALIVE)
            qr_note_question(e, QR_QUESTION_ALIVE);
        if (piece.payload == PAYLOAD_ALIVE || piece.id.text[0])
            id_event(e,
                     piece.payload == PAYLOAD_ALIVE ? QUIRE_EVENT_NOTIFICATION_ALIVE : QUIRE_EVENT_NOTIFICATION_CLOSE,
                     &piece.id);
        return;
    }
    struct qr_notice *notice = find(e, &piece.id);
    notice = notice ? notice : begin(e, &piece.id);
    if (!notice)
        return;
    for (struct qr_span rest = piece.metadata; qr_span_next(&rest, ':', &pair);) {
        qr_span_pair(pair, &key, &value);
        set_key(e, notice, key, value);
    }
    if (piece.payload != PAYLOAD_ICON)
        add_text(e, notice, (enum qr_notice_text)piece.payload, piece.text, piece.encoded);
    if (!piece.last)
        return;
    end_stream(e, notice);
    tell(e, notice);
    drop(e, notice);
}
