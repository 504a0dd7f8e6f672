/* snapshot_protocols.c - what protocols remember between sequences: pointer shapes, notifications and a clipboard write
 * of which more is to come. What a host told of itself is not in here: the next host tells it anew. */
#include "terminal_snapshot.h"

#include <string.h>

#include "qr_memory.h"

/* --- writing --------------------------------------------------------------------------------------------------- */

static void put_text(struct qr_snapshot_out *out, const char *text) {
    qr_out_u32(out, (uint32_t)strlen(text));
    qr_out_bytes(out, text, strlen(text));
}

static void put_bytes(struct qr_snapshot_out *out, const struct qr_bytes *bytes) {
    qr_out_u32(out, (uint32_t)bytes->length);
    if (bytes->length > 0)
        qr_out_bytes(out, bytes->bytes, bytes->length);
}

static void put_stream(struct qr_snapshot_out *out, const struct qr_base64_stream *stream) {
    qr_out_u8(out, stream->count);
    for (int i = 0; i < 3; i++)
        qr_out_u8(out, i < stream->count ? stream->waiting[i] : 0);
    qr_out_u8(out, stream->padded);
}

static void put_notice(struct qr_snapshot_out *out, const struct qr_notice *notice) {
    put_text(out, notice->id.text);
    qr_out_u8(out, notice->occasion);
    qr_out_u8(out, notice->urgency);
    qr_out_u8(out, notice->focus);
    qr_out_u8(out, notice->report);
    qr_out_u8(out, notice->report_closed);
    qr_out_u8(out, notice->streamed);
    qr_out_u32(out, (uint32_t)notice->timeout_ms + 1);
    put_stream(out, &notice->stream);
    for (int i = 0; i < QR_NOTICE_TEXTS; i++)
        put_bytes(out, &notice->texts[i]);
}

static void put_transfer(struct qr_snapshot_out *out, const struct qr_transfer *t) {
    put_text(out, t->id.text);
    qr_out_u8(out, t->primary);
    put_stream(out, &t->stream);
    qr_out_u32(out, t->count);
    qr_out_u32(out, t->growing);
    for (uint32_t i = 0; i < t->count; i++) {
        put_text(out, t->items[i].mime);
        put_text(out, t->items[i].target);
        qr_out_u32(out, (uint32_t)t->items[i].start);
        qr_out_u32(out, (uint32_t)t->items[i].length);
    }
    put_bytes(out, &t->data);
    put_bytes(out, &t->name);
    put_bytes(out, &t->password);
}

void qr_snapshot_put_protocols(struct qr_snapshot_out *out, const void *object) {
    const struct qr_protocols *p = qr_part_protocols_const(object);
    for (int i = 0; i < 2; i++) {
        qr_out_u8(out, p->pointers[i].depth);
        qr_out_bytes(out, p->pointers[i].shapes, p->pointers[i].depth);
    }
    qr_out_u8(out, p->transfer != NULL);
    qr_out_u32(out, p->notices ? p->notices->count : 0);
    for (uint32_t i = 0; p->notices && i < p->notices->count; i++)
        put_notice(out, &p->notices->pending[i]);
    if (p->transfer)
        put_transfer(out, p->transfer);
}

/* --- reading --------------------------------------------------------------------------------------------------- */

/* A terminated text of at most `most` bytes, of which none is 0. */
static void get_text(struct qr_snapshot_in *in, const char *what, char *to, uint32_t most) {
    uint32_t length = qr_in_u32(in, what, most);
    const uint8_t *bytes = qr_in_bytes(in, what, length);
    if (bytes && length > 0)
        memcpy(to, bytes, length);
    to[bytes ? length : 0] = 0;
    if (strlen(to) != (bytes ? length : 0))
        qr_in_wrong(in, what);
}

static void get_id(struct qr_snapshot_in *in, struct qr_id *id) {
    get_text(in, "id", id->text, QUIRE_ID_MAX);
    if (!qr_id_valid(id->text))
        qr_in_wrong(in, "id");
}

static enum quire_result get_bytes(struct qr_restore *restore, struct qr_snapshot_in *in, struct qr_bytes *to,
                                   uint32_t most) {
    uint32_t length = qr_in_u32(in, "bytes", most);
    struct qr_span bytes = {qr_in_bytes(in, "bytes", length), length};
    if (!bytes.bytes)
        return QUIRE_OK;
    enum quire_result result = qr_bytes_add(qr_engine_allocator(restore->engine), to, bytes, most);
    return result == QUIRE_OK ? QUIRE_OK : qr_restore_fail(restore, "no memory", result);
}

static void get_stream(struct qr_snapshot_in *in, struct qr_base64_stream *stream) {
    stream->count = qr_in_u8(in, "base64", 3);
    for (int i = 0; i < 3; i++) {
        stream->waiting[i] = qr_in_u8(in, "base64", UINT8_MAX);
        if (i >= stream->count && stream->waiting[i] != 0)
            qr_in_wrong(in, "base64");
    }
    stream->padded = qr_in_bool(in, "base64");
}

static enum quire_result get_notice(struct qr_restore *restore, struct qr_snapshot_in *in, struct qr_notice *notice) {
    enum quire_result result = QUIRE_OK;
    get_id(in, &notice->id);
    notice->occasion = qr_in_u8(in, "occasion", QUIRE_NOTIFY_INVISIBLE);
    notice->urgency = qr_in_u8(in, "urgency", QUIRE_URGENCY_CRITICAL);
    notice->focus = qr_in_bool(in, "action");
    notice->report = qr_in_bool(in, "action");
    notice->report_closed = qr_in_bool(in, "action");
    notice->streamed = qr_in_u8(in, "text", QR_NOTICE_BUTTONS);
    notice->timeout_ms = (int32_t)(qr_in_u32(in, "timeout", (uint32_t)INT32_MAX + 1) - 1);
    get_stream(in, &notice->stream);
    for (int i = 0; i < QR_NOTICE_TEXTS && result == QUIRE_OK; i++)
        result = get_bytes(restore, in, &notice->texts[i], QUIRE_NOTIFICATION_MAX);
    return result;
}

static enum quire_result get_notices(struct qr_restore *restore, struct qr_snapshot_in *in) {
    struct qr_protocols *p = qr_part_protocols(restore->engine);
    uint32_t count = qr_in_u32(in, "notifications", QUIRE_NOTIFICATIONS_PENDING_MAX);
    enum quire_result result = QUIRE_OK;
    if (count == 0)
        return QUIRE_OK;
    p->notices = qr_alloc_zeroed(qr_engine_allocator(restore->engine), sizeof *p->notices);
    if (!p->notices)
        return qr_restore_fail(restore, "no memory", QUIRE_OUT_OF_MEMORY);
    p->notices->count = count;
    for (uint32_t i = 0; i < count && result == QUIRE_OK; i++)
        result = get_notice(restore, in, &p->notices->pending[i]);
    return result;
}

static void get_item(struct qr_snapshot_in *in, struct qr_transfer_item *item) {
    get_text(in, "MIME type", item->mime, QUIRE_MIME_MAX);
    get_text(in, "MIME type", item->target, QUIRE_MIME_MAX);
    item->start = qr_in_u32(in, "data", QUIRE_CLIPBOARD_MAX);
    item->length = qr_in_u32(in, "data", QUIRE_CLIPBOARD_MAX);
}

/* Pieces are inside the data, and names and passwords end. */
static void validate_transfer(struct qr_snapshot_in *in, const struct qr_transfer *t) {
    bool ended = t->name.length > 0 && t->password.length > 0;
    if (!ended || t->name.bytes[t->name.length - 1] != 0 || t->password.bytes[t->password.length - 1] != 0)
        qr_in_wrong(in, "name");
    for (uint32_t i = 0; i < t->count; i++) {
        if (t->items[i].start + t->items[i].length > t->data.length)
            qr_in_wrong(in, "data");
    }
}

static enum quire_result get_transfer(struct qr_restore *restore, struct qr_snapshot_in *in) {
    struct qr_transfer *t = qr_alloc_zeroed(qr_engine_allocator(restore->engine), sizeof *t);
    if (!t)
        return qr_restore_fail(restore, "no memory", QUIRE_OUT_OF_MEMORY);
    qr_part_protocols(restore->engine)->transfer = t;
    get_id(in, &t->id);
    t->primary = qr_in_bool(in, "selection");
    get_stream(in, &t->stream);
    t->count = qr_in_u32(in, "types", QUIRE_CLIPBOARD_TYPES_MAX);
    t->growing = qr_in_u32(in, "types", t->count);
    for (uint32_t i = 0; i < t->count; i++)
        get_item(in, &t->items[i]);
    enum quire_result result = get_bytes(restore, in, &t->data, QUIRE_CLIPBOARD_MAX);
    if (result == QUIRE_OK)
        result = get_bytes(restore, in, &t->name, QUIRE_MIME_MAX + 1);
    if (result == QUIRE_OK)
        result = get_bytes(restore, in, &t->password, QUIRE_MIME_MAX + 1);
    if (result == QUIRE_OK && !in->why)
        validate_transfer(in, t);
    return result;
}

enum quire_result qr_snapshot_get_protocols(struct qr_restore *restore, struct qr_snapshot_in *in) {
    struct qr_protocols *p = qr_part_protocols(restore->engine);
    for (int i = 0; i < 2; i++) {
        p->pointers[i].depth = qr_in_u8(in, "pointer shapes", QUIRE_POINTER_STACK_MAX);
        for (uint32_t j = 0; j < p->pointers[i].depth; j++) {
            uint8_t shape = qr_in_u8(in, "pointer shape", UINT8_MAX);
            if (shape > 0 && !qr_pointer_name(shape))
                qr_in_wrong(in, "pointer shape");
            p->pointers[i].shapes[j] = shape;
        }
    }
    bool writing = qr_in_bool(in, "clipboard");
    enum quire_result result = get_notices(restore, in);
    return result == QUIRE_OK && writing && !in->why ? get_transfer(restore, in) : result;
}
