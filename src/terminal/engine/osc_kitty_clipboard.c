/* osc_kitty_clipboard.c - the clipboard with data of any type: OSC 5522 ; key=value:... ; base64 (kitty clipboard).
 *
 * A write begins (type=write), gets its data in pieces (wdata with a mime), other names for types (walias), and ends
 * (wdata without a mime). Nothing is told before the end; then the host gets all of it at once and answers when it has
 * decided. What goes wrong on the way is answered at once, and the rest of that write is ignored. A read is told as it
 * comes. Without a host that listens there is no clipboard (ENOSYS). */
#include "osc.h"

#include <stdio.h>

#include "qr_memory.h"

/* One packet, taken apart. Values are still base64 where the protocol has them so. */
struct packet {
    struct qr_span type, mime, name, password, payload;
    struct qr_id id;
    bool primary;
};

static struct packet take_apart(const struct qr_osc *osc) {
    struct packet packet = {.payload = qr_osc_span(osc)};
    struct qr_span metadata, pair, key, value;
    (void)qr_span_next(&packet.payload, ';', &metadata);
    while (qr_span_next(&metadata, ':', &pair)) {
        qr_span_pair(pair, &key, &value);
        if (qr_span_is(key, "type"))
            packet.type = value;
        else if (qr_span_is(key, "mime"))
            packet.mime = value;
        else if (qr_span_is(key, "name"))
            packet.name = value;
        else if (qr_span_is(key, "pw"))
            packet.password = value;
        else if (qr_span_is(key, "id"))
            packet.id = qr_id_from(value);
        else if (qr_span_is(key, "loc"))
            packet.primary = qr_span_is(value, "primary");
    }
    return packet;
}

/* The packet into `text`; returns its length. */
static size_t say_status(char *text, size_t room, bool write, const char *id, enum quire_clipboard_status status,
                         const char *terminator) {
    static const char *const names[] = {"DONE", "EIO", "EINVAL", "ENOSYS", "EPERM", "EBUSY"};
    return (size_t)snprintf(text, room, "\033]5522;type=%s:status=%s%s%s%s", write ? "write" : "read", names[status],
                            *id ? ":id=" : "", id, terminator);
}

enum quire_result qr_transfer_status(struct qr_engine *e, bool write, const char *id,
                                     enum quire_clipboard_status status) {
    char text[64 + QUIRE_ID_MAX];
    size_t length = say_status(text, sizeof text, write, id, status, qr_answer_end(e, QR_QUESTION_TRANSFER));
    return qr_answer(e, text, length);
}

/* The terminal itself ends a write or refuses a read. */
static void end_transfer(struct qr_engine *e, bool write, const char *id, enum quire_clipboard_status status) {
    char text[64 + QUIRE_ID_MAX];
    const char *terminator = e->sender.asking == 0x07 ? "\007" : "\033\\";
    qr_reply(e, text, say_status(text, sizeof text, write, id, status, terminator));
}

bool qr_mime_valid(const char *mime) {
    size_t length = 0;
    while (mime && length <= QUIRE_MIME_MAX && mime[length] > 0x20 && mime[length] < 0x7F)
        length++;
    return mime && length > 0 && length <= QUIRE_MIME_MAX && mime[length] == 0;
}

/* --- base64 ---------------------------------------------------------------------------------------------------- */

/* A whole value, decoded. */
static enum quire_result decode(struct qr_engine *e, struct qr_span text, struct qr_bytes *to, size_t most) {
    struct qr_base64_stream stream = {{0}, 0, false};
    uint8_t left[2];
    size_t count = 0;
    enum quire_result result = qr_bytes_add_base64(&e->allocator, to, &stream, text, most);
    if (result == QUIRE_OK)
        result = qr_base64_stream_end(&stream, left, &count);
    return result == QUIRE_OK ? qr_bytes_add(&e->allocator, to, (struct qr_span){left, count}, most) : result;
}

static enum quire_result decode_mime(struct qr_engine *e, struct qr_span text, char mime[QUIRE_MIME_MAX + 1]) {
    struct qr_bytes bytes = {NULL, 0, 0};
    enum quire_result result = decode(e, text, &bytes, QUIRE_MIME_MAX);
    if (result == QUIRE_OK && bytes.length > 0)
        memcpy(mime, bytes.bytes, bytes.length);
    mime[result == QUIRE_OK ? bytes.length : 0] = 0;
    qr_bytes_free(&e->allocator, &bytes);
    if (result == QUIRE_OK && !qr_mime_valid(mime))
        result = QUIRE_INVALID;
    return result;
}

/* A name or password; what is none is empty. It is terminated. */
static void decode_text(struct qr_engine *e, struct qr_span text, struct qr_bytes *to) {
    static const uint8_t end[1] = {0};
    struct qr_bytes raw = {NULL, 0, 0};
    char clean[QUIRE_MIME_MAX];
    size_t length = 0;
    if (text.bytes && decode(e, text, &raw, QUIRE_MIME_MAX) == QUIRE_OK)
        length = qr_text_clean(clean, sizeof clean, (struct qr_span){raw.bytes, raw.length});
    qr_bytes_free(&e->allocator, &raw);
    qr_engine_note(e, qr_bytes_add(&e->allocator, to, (struct qr_span){(uint8_t *)clean, length}, QUIRE_MIME_MAX));
    qr_engine_note(e, qr_bytes_add(&e->allocator, to, (struct qr_span){end, 1}, QUIRE_MIME_MAX + 1));
}

static const char *text_of(const struct qr_bytes *bytes) {
    return bytes->length > 0 ? (const char *)bytes->bytes : "";
}

/* --- writing --------------------------------------------------------------------------------------------------- */

static void write_begin(struct qr_engine *e, const struct packet *packet) {
    qr_transfer_free(&e->allocator, &e->protocols.transfer);
    if (!e->callbacks.event) {
        end_transfer(e, true, packet->id.text, QUIRE_CLIPBOARD_ENOSYS);
        return;
    }
    struct qr_transfer *t = qr_alloc_zeroed(&e->allocator, sizeof *t);
    if (!t) {
        qr_engine_note(e, QUIRE_OUT_OF_MEMORY);
        end_transfer(e, true, packet->id.text, QUIRE_CLIPBOARD_EIO);
        return;
    }
    e->protocols.transfer = t;
    t->id = packet->id;
    t->primary = packet->primary;
    decode_text(e, packet->name, &t->name);
    decode_text(e, packet->password, &t->password);
}

/* Ends the write with what went wrong. */
static void write_fail(struct qr_engine *e, enum quire_result result) {
    struct qr_id id = e->protocols.transfer->id;
    if (result == QUIRE_OUT_OF_MEMORY)
        qr_engine_note(e, result);
    qr_transfer_free(&e->allocator, &e->protocols.transfer);
    end_transfer(e, true, id.text, result == QUIRE_INVALID ? QUIRE_CLIPBOARD_EINVAL : QUIRE_CLIPBOARD_EIO);
}

/* The item of a type, added if there is none. NULL: there are too many. */
static struct qr_transfer_item *item_of(struct qr_transfer *t, const char *mime) {
    for (uint32_t i = 0; i < t->count; i++) {
        if (strcmp(t->items[i].mime, mime) == 0)
            return &t->items[i];
    }
    if (t->count == QUIRE_CLIPBOARD_TYPES_MAX)
        return NULL;
    struct qr_transfer_item *item = &t->items[t->count];
    *item = (struct qr_transfer_item){.start = 0};
    memcpy(item->mime, mime, strlen(mime) + 1);
    t->count++;
    return item;
}

/* The type that has been coming is complete. */
static enum quire_result end_item(struct qr_engine *e, struct qr_transfer *t) {
    uint8_t left[2];
    size_t count = 0;
    enum quire_result result = qr_base64_stream_end(&t->stream, left, &count);
    if (result == QUIRE_OK)
        result = qr_bytes_add(&e->allocator, &t->data, (struct qr_span){left, count}, QUIRE_CLIPBOARD_MAX);
    if (result == QUIRE_OK && t->growing > 0)
        t->items[t->growing - 1].length += count;
    t->growing = 0;
    return result;
}

static enum quire_result write_data(struct qr_engine *e, struct qr_transfer *t, const struct packet *packet) {
    char mime[QUIRE_MIME_MAX + 1];
    enum quire_result result = decode_mime(e, packet->mime, mime);
    if (result != QUIRE_OK)
        return result;
    if (t->growing == 0 || strcmp(t->items[t->growing - 1].mime, mime) != 0) {
        result = end_item(e, t);
        struct qr_transfer_item *item = item_of(t, mime);
        if (result != QUIRE_OK || !item)
            return item ? result : QUIRE_INVALID;
        item->target[0] = 0;
        item->start = t->data.length;
        item->length = 0;
        t->growing = (uint32_t)(item - t->items) + 1;
    }
    result = qr_bytes_add_base64(&e->allocator, &t->data, &t->stream, packet->payload, QUIRE_CLIPBOARD_MAX);
    struct qr_transfer_item *item = &t->items[t->growing - 1];
    item->length = t->data.length - item->start;
    return result;
}

/* walias: other names of a type, with blanks between them. */
static enum quire_result write_aliases(struct qr_engine *e, struct qr_transfer *t, const struct packet *packet) {
    char mime[QUIRE_MIME_MAX + 1], alias[QUIRE_MIME_MAX + 1];
    struct qr_bytes names = {NULL, 0, 0};
    struct qr_span name;
    enum quire_result result = decode_mime(e, packet->mime, mime);
    if (result == QUIRE_OK)
        result = decode(e, packet->payload, &names, QUIRE_NOTIFICATION_MAX);
    for (struct qr_span rest = {names.bytes, names.length}; result == QUIRE_OK && qr_span_next(&rest, ' ', &name);) {
        if (name.length == 0 || name.length > QUIRE_MIME_MAX)
            continue;
        memcpy(alias, name.bytes, name.length);
        alias[name.length] = 0;
        struct qr_transfer_item *item = qr_mime_valid(alias) ? item_of(t, alias) : NULL;
        if (!item)
            result = QUIRE_INVALID;
        else if (t->growing == 0 || item != &t->items[t->growing - 1])
            memcpy(item->target, mime, sizeof mime);
    }
    qr_bytes_free(&e->allocator, &names);
    return result;
}

/* The items for the host: aliases have the data of their targets, those without data are left out. */
static size_t list_items(const struct qr_transfer *t, struct quire_clipboard_item items[QUIRE_CLIPBOARD_TYPES_MAX]) {
    size_t count = 0;
    for (uint32_t i = 0; i < t->count; i++) {
        const struct qr_transfer_item *item = &t->items[i];
        for (uint32_t j = 0; j < t->count && t->items[i].target[0]; j++) {
            if (!t->items[j].target[0] && strcmp(t->items[j].mime, t->items[i].target) == 0)
                item = &t->items[j];
        }
        if (item->target[0])
            continue;
        items[count++] = (struct quire_clipboard_item){t->items[i].mime, t->data.bytes + item->start, item->length};
    }
    return count;
}

static void write_end(struct qr_engine *e, struct qr_transfer *t) {
    struct quire_clipboard_item items[QUIRE_CLIPBOARD_TYPES_MAX];
    enum quire_result result = end_item(e, t);
    if (result != QUIRE_OK) {
        write_fail(e, result);
        return;
    }
    e->protocols.transfer = NULL;
    struct quire_clipboard_request request = {.size = sizeof request,
                                              .id = t->id.text,
                                              .primary = t->primary,
                                              .name = text_of(&t->name),
                                              .password = text_of(&t->password),
                                              .items = items,
                                              .count = list_items(t, items)};
    struct quire_event event = {.size = sizeof event, .type = QUIRE_EVENT_CLIPBOARD_WRITE, .clipboard = &request};
    qr_event(e, &event);
    qr_transfer_free(&e->allocator, &t);
}

static void write_more(struct qr_engine *e, const struct packet *packet) {
    struct qr_transfer *t = e->protocols.transfer;
    bool data = qr_span_is(packet->type, "wdata");
    if (!t)
        return;
    if (data && packet->mime.length == 0) {
        write_end(e, t);
        return;
    }
    enum quire_result result = data ? write_data(e, t, packet) : write_aliases(e, t, packet);
    if (result != QUIRE_OK)
        write_fail(e, result);
}

/* --- reading --------------------------------------------------------------------------------------------------- */

/* Splits the list of types in place. Returns their number; types that are none are left out. */
static size_t split_types(char *list, struct quire_clipboard_item items[QUIRE_CLIPBOARD_TYPES_MAX]) {
    size_t count = 0;
    while (*list && count < QUIRE_CLIPBOARD_TYPES_MAX) {
        size_t length = strcspn(list, " \n");
        bool more = list[length] != 0;
        list[length] = 0;
        if (qr_mime_valid(list))
            items[count++] = (struct quire_clipboard_item){list, NULL, 0};
        list += length + more;
    }
    return count;
}

static void read_request(struct qr_engine *e, const struct packet *packet) {
    static const uint8_t end[1] = {0};
    struct quire_clipboard_item items[QUIRE_CLIPBOARD_TYPES_MAX];
    struct qr_bytes list = {NULL, 0, 0}, name = {NULL, 0, 0}, password = {NULL, 0, 0};
    enum quire_result result = decode(e, packet->payload, &list, QUIRE_NOTIFICATION_MAX);
    if (result == QUIRE_OK)
        result = qr_bytes_add(&e->allocator, &list, (struct qr_span){end, 1}, QUIRE_NOTIFICATION_MAX + 1);
    if (result == QUIRE_OUT_OF_MEMORY)
        qr_engine_note(e, result);
    if (result == QUIRE_OK && e->callbacks.event) {
        decode_text(e, packet->name, &name);
        decode_text(e, packet->password, &password);
        struct quire_clipboard_request request = {.size = sizeof request,
                                                  .id = packet->id.text,
                                                  .primary = packet->primary,
                                                  .name = text_of(&name),
                                                  .password = text_of(&password),
                                                  .items = items,
                                                  .count = split_types((char *)list.bytes, items)};
        struct quire_event event = {.size = sizeof event, .type = QUIRE_EVENT_CLIPBOARD_READ, .clipboard = &request};
        qr_event(e, &event);
    } else {
        /* The protocol has no error for a list of types that is none; a terminal that cannot answer is busy. */
        end_transfer(e, false, packet->id.text, e->callbacks.event ? QUIRE_CLIPBOARD_EBUSY : QUIRE_CLIPBOARD_ENOSYS);
    }
    qr_bytes_free(&e->allocator, &list);
    qr_bytes_free(&e->allocator, &name);
    qr_bytes_free(&e->allocator, &password);
}

void qr_osc_kitty_clipboard(struct qr_engine *e, const struct qr_osc *osc) {
    struct packet packet = take_apart(osc);
    qr_note_question(e, QR_QUESTION_TRANSFER);
    if (qr_span_is(packet.type, "read"))
        read_request(e, &packet);
    else if (qr_span_is(packet.type, "write"))
        write_begin(e, &packet);
    else if (qr_span_is(packet.type, "wdata") || qr_span_is(packet.type, "walias"))
        write_more(e, &packet);
}
