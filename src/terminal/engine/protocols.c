#include "protocols.h"

#include <string.h>

#include "qr_memory.h"

/* --- bytes ----------------------------------------------------------------------------------------------------- */

static enum quire_result make_room(const struct quire_allocator *allocator, struct qr_bytes *to, size_t more) {
    void *bytes = to->bytes;
    if (!qr_grow(allocator, &bytes, &to->capacity, to->length + more, 1))
        return QUIRE_OUT_OF_MEMORY;
    to->bytes = bytes;
    return QUIRE_OK;
}

enum quire_result qr_bytes_add(const struct quire_allocator *allocator, struct qr_bytes *to, struct qr_span piece,
                               size_t most) {
    if (piece.length == 0)
        return QUIRE_OK;
    if (piece.length > most - to->length)
        return QUIRE_NO_SPACE;
    enum quire_result result = make_room(allocator, to, piece.length);
    if (result != QUIRE_OK)
        return result;
    memcpy(to->bytes + to->length, piece.bytes, piece.length);
    to->length += piece.length;
    return QUIRE_OK;
}

enum quire_result qr_bytes_add_base64(const struct quire_allocator *allocator, struct qr_bytes *to,
                                      struct qr_base64_stream *stream, struct qr_span piece, size_t most) {
    size_t room = qr_base64_stream_size_max(piece.length), written = 0;
    struct qr_base64_stream next = *stream;
    if (piece.length == 0)
        return QUIRE_OK;
    enum quire_result result = make_room(allocator, to, room);
    if (result == QUIRE_OK)
        result = qr_base64_stream_feed(&next, piece.bytes, piece.length, to->bytes + to->length, &written);
    if (result == QUIRE_OK && written > most - to->length)
        result = QUIRE_NO_SPACE;
    if (result != QUIRE_OK)
        return result;
    *stream = next;
    to->length += written;
    return QUIRE_OK;
}

void qr_bytes_free(const struct quire_allocator *allocator, struct qr_bytes *bytes) {
    qr_free(allocator, bytes->bytes, bytes->capacity);
    *bytes = (struct qr_bytes){NULL, 0, 0};
}

/* --- identifiers ----------------------------------------------------------------------------------------------- */

static bool is_id_character(uint8_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           c == '+' || c == '.';
}

struct qr_id qr_id_from(struct qr_span text) {
    struct qr_id id = {{0}};
    size_t used = 0;
    for (size_t i = 0; i < text.length && used < QUIRE_ID_MAX; i++) {
        if (is_id_character(text.bytes[i]))
            id.text[used++] = (char)text.bytes[i];
    }
    return id;
}

bool qr_id_valid(const char *id) {
    size_t length = 0;
    while (id && length <= QUIRE_ID_MAX && is_id_character((uint8_t)id[length]))
        length++;
    return id && length <= QUIRE_ID_MAX && id[length] == 0;
}

/* --- forgetting ------------------------------------------------------------------------------------------------ */

void qr_notice_free(const struct quire_allocator *allocator, struct qr_notice *notice) {
    for (int i = 0; i < QR_NOTICE_TEXTS; i++)
        qr_bytes_free(allocator, &notice->texts[i]);
}

void qr_transfer_free(const struct quire_allocator *allocator, struct qr_transfer **transfer) {
    if (!*transfer)
        return;
    qr_bytes_free(allocator, &(*transfer)->data);
    qr_bytes_free(allocator, &(*transfer)->name);
    qr_bytes_free(allocator, &(*transfer)->password);
    qr_free(allocator, *transfer, sizeof **transfer);
    *transfer = NULL;
}

void qr_protocols_forget(const struct quire_allocator *allocator, struct qr_protocols *protocols) {
    struct qr_notices *notices = protocols->notices;
    for (uint32_t i = 0; notices && i < notices->count; i++)
        qr_notice_free(allocator, &notices->pending[i]);
    qr_free(allocator, notices, sizeof *notices);
    protocols->notices = NULL;
    qr_transfer_free(allocator, &protocols->transfer);
    memset(protocols->pointers, 0, sizeof protocols->pointers);
}
