/* api_protocols.c - what a host tells programs of itself and answers them: notifications, the clipboard with types,
 * colour scheme, visibility. Replies are made from ids and types that hold nothing but harmless characters, and of
 * base64. */
#include <quire/terminal.h>

#include "api.h"
#include "api_values.h"
#include "base64.h"
#include "osc.h"
#include "qr_memory.h"

/* Bytes of data in one packet of OSC 5522. */
#define PACKET_BYTES 4096

/* --- what the host is ------------------------------------------------------------------------------------------ */

enum quire_result quire_terminal_set_color_scheme(struct quire_terminal *terminal, enum quire_color_scheme scheme) {
    if ((scheme != QUIRE_SCHEME_DARK && scheme != QUIRE_SCHEME_LIGHT) || !api_may_change(terminal))
        return QUIRE_INVALID;
    qr_engine_set_color_scheme(api_engine(terminal), scheme);
    return QUIRE_OK;
}

enum quire_result quire_terminal_set_clipboard_write(struct quire_terminal *terminal,
                                                     enum quire_permission permission) {
    if (!api_permission_allowed(permission) || !api_may_change(terminal))
        return QUIRE_INVALID;
    qr_engine_set_clipboard_write(api_engine(terminal), permission);
    return QUIRE_OK;
}

enum quire_result quire_terminal_set_visible(struct quire_terminal *terminal, bool visible) {
    if (!api_may_change(terminal))
        return QUIRE_INVALID;
    qr_engine_set_visible(api_engine(terminal), visible);
    return QUIRE_OK;
}

/* --- notifications --------------------------------------------------------------------------------------------- */

/* A notification without an id is told as 0. */
static const char *notification_id(const char *id) {
    return *id ? id : "0";
}

enum quire_result quire_terminal_notification_activated(struct quire_terminal *terminal, const char *id,
                                                        uint32_t button) {
    if (!qr_id_valid(id) || !api_may_answer(terminal))
        return QUIRE_INVALID;
    if (button > 0)
        qr_replyf(api_engine(terminal), "\033]99;i=%s;%u\033\\", notification_id(id), button);
    else
        qr_replyf(api_engine(terminal), "\033]99;i=%s;\033\\", notification_id(id));
    return QUIRE_OK;
}

enum quire_result quire_terminal_notification_closed(struct quire_terminal *terminal, const char *id, bool tracked) {
    if (!qr_id_valid(id) || !api_may_answer(terminal))
        return QUIRE_INVALID;
    qr_replyf(api_engine(terminal), "\033]99;i=%s:p=close;%s\033\\", notification_id(id), tracked ? "" : "untracked");
    return QUIRE_OK;
}

/* --- replies that are put together ----------------------------------------------------------------------------- */

struct reply {
    const struct quire_allocator *allocator;
    const char *terminator;
    struct qr_bytes bytes;
    enum quire_result result; /* the first thing that went wrong */
};

static void add_bytes(struct reply *reply, const void *bytes, size_t length) {
    struct qr_span piece = {bytes, length};
    if (reply->result == QUIRE_OK)
        reply->result = qr_bytes_add(reply->allocator, &reply->bytes, piece, SIZE_MAX);
}

static void add(struct reply *reply, const char *text) {
    add_bytes(reply, text, strlen(text));
}

static void add_base64(struct reply *reply, const void *bytes, size_t length) {
    char text[PACKET_BYTES / 3 * 4 + 8];
    size_t size = 0;
    (void)qr_base64_encoded_size(length, &size);
    qr_base64_encode(bytes, length, text);
    add_bytes(reply, text, size);
}

static struct reply begin_reply(const struct qr_engine *e, const char *terminator) {
    return (struct reply){.allocator = qr_engine_allocator(e), .terminator = terminator};
}

/* Sends the reply, if nothing went wrong, in one piece: a host may refuse it, but not cut it. `is_answer`: to a
 * question of the program, which may have a ticket. */
static enum quire_result end_reply(struct qr_engine *e, struct reply *reply, bool is_answer) {
    const char *bytes = (const char *)reply->bytes.bytes;
    if (reply->result == QUIRE_OK && is_answer)
        reply->result = qr_answer(e, bytes, reply->bytes.length);
    else if (reply->result == QUIRE_OK)
        qr_reply(e, bytes, reply->bytes.length);
    qr_bytes_free(reply->allocator, &reply->bytes);
    return reply->result;
}

enum quire_result quire_terminal_notification_alive(struct quire_terminal *terminal, const char *id,
                                                    const char *const *alive, size_t count) {
    struct qr_engine *e = api_engine(terminal);
    struct reply reply = begin_reply(e, qr_answer_end(e, QR_QUESTION_ALIVE));
    size_t length = 0;
    if (!qr_id_valid(id) || (!alive && count > 0) || !api_may_answer(terminal))
        return QUIRE_INVALID;
    for (size_t i = 0; i < count; i++) {
        if (!qr_id_valid(alive[i]))
            return QUIRE_INVALID;
        length += strlen(alive[i]) + 1;
    }
    if (length > QUIRE_NOTIFICATION_MAX)
        return QUIRE_LIMIT;
    add(&reply, "\033]99;i=");
    add(&reply, notification_id(id));
    add(&reply, ":p=alive;");
    for (size_t i = 0; i < count; i++) {
        add(&reply, i > 0 ? "," : "");
        add(&reply, alive[i]);
    }
    add(&reply, reply.terminator);
    return end_reply(e, &reply, true);
}

/* --- the clipboard --------------------------------------------------------------------------------------------- */

enum quire_result quire_terminal_clipboard_written(struct quire_terminal *terminal, const char *id,
                                                   enum quire_clipboard_status status) {
    if (!qr_id_valid(id) || (unsigned)status > QUIRE_CLIPBOARD_EBUSY || !api_may_answer(terminal))
        return QUIRE_INVALID;
    return qr_transfer_status(api_engine(terminal), true, id, status);
}

enum quire_result quire_terminal_clipboard_refused(struct quire_terminal *terminal, const char *id,
                                                   enum quire_clipboard_status status) {
    if (!qr_id_valid(id) || status < QUIRE_CLIPBOARD_ENOSYS || status > QUIRE_CLIPBOARD_EBUSY ||
        !api_may_answer(terminal))
        return QUIRE_INVALID;
    return qr_transfer_status(api_engine(terminal), false, id, status);
}

/* What all packets of a read have in common, up to their status. */
static void begin_packet(struct reply *reply, const char *status, const char *id) {
    add(reply, "\033]5522;type=read:status=");
    add(reply, status);
    if (*id) {
        add(reply, ":id=");
        add(reply, id);
    }
}

static void end_packet(struct reply *reply) {
    add(reply, reply->terminator);
}

static void begin_read(struct reply *reply, const char *id, bool primary, const char *password) {
    begin_packet(reply, "OK", id);
    add(reply, primary ? ":loc=primary" : "");
    if (password) {
        add(reply, ":pw=");
        add_base64(reply, password, strlen(password));
    }
    end_packet(reply);
}

static void data_packet(struct reply *reply, const char *id, const char *mime, const void *data, size_t length) {
    begin_packet(reply, "DATA", id);
    add(reply, ":mime=");
    add_base64(reply, mime, strlen(mime));
    if (length > 0) {
        add(reply, ";");
        add_base64(reply, data, length);
    }
    end_packet(reply);
}

enum quire_result quire_terminal_clipboard_send(struct quire_terminal *terminal, const char *id, bool primary,
                                                const struct quire_clipboard_item *items, size_t count) {
    struct qr_engine *e = api_engine(terminal);
    struct reply reply = begin_reply(e, qr_answer_end(e, QR_QUESTION_TRANSFER));
    if (!qr_id_valid(id) || (!items && count > 0) || !api_may_answer(terminal))
        return QUIRE_INVALID;
    for (size_t i = 0; i < count; i++) {
        if (!qr_mime_valid(items[i].mime) || (!items[i].data && items[i].length > 0))
            return QUIRE_INVALID;
    }
    begin_read(&reply, id, primary, NULL);
    for (size_t i = 0; i < count; i++) {
        const uint8_t *data = items[i].data;
        for (size_t left = items[i].length, piece; left > 0; left -= piece, data += piece) {
            piece = left < PACKET_BYTES ? left : PACKET_BYTES;
            data_packet(&reply, id, items[i].mime, data, piece);
        }
        if (items[i].length == 0)
            data_packet(&reply, id, items[i].mime, NULL, 0);
    }
    begin_packet(&reply, "DONE", id);
    end_packet(&reply);
    return end_reply(e, &reply, true);
}

enum quire_result quire_terminal_clipboard_paste(struct quire_terminal *terminal, bool primary, const char *password,
                                                 const char *const *mimes, size_t count) {
    struct qr_engine *e = api_engine(terminal);
    struct reply reply = begin_reply(e, "\033\\");
    if ((!mimes && count > 0) || (password && strlen(password) > QUIRE_MIME_MAX) || !api_may_answer(terminal))
        return QUIRE_INVALID;
    for (size_t i = 0; i < count; i++) {
        if (!qr_mime_valid(mimes[i]))
            return QUIRE_INVALID;
    }
    if (!qr_engine_mode(e, QR_MODE_PASTE_EVENTS))
        return QUIRE_NOT_FOUND;
    begin_read(&reply, "", primary, password);
    for (size_t i = 0; i < count; i++)
        data_packet(&reply, "", mimes[i], NULL, 0);
    begin_packet(&reply, "DONE", "");
    end_packet(&reply);
    return end_reply(e, &reply, false);
}
