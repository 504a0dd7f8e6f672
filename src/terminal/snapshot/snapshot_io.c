#include "snapshot_io.h"

#include <string.h>

#include "qr_crc32c.h"

/* --- out ------------------------------------------------------------------------------------------------------- */

static void hand_on(struct qr_snapshot_out *out, const void *bytes, size_t length) {
    if (!out->stopped && length > 0)
        out->stopped = !out->write(out->user, bytes, length);
}

void qr_out_flush(struct qr_snapshot_out *out) {
    hand_on(out, out->buffer, out->used);
    out->used = 0;
}

void qr_out_bytes(struct qr_snapshot_out *out, const void *bytes, size_t length) {
    out->length += length;
    if (!out->write || out->stopped || length == 0)
        return;
    out->crc = qr_crc32c(out->crc, bytes, length);
    if (length > sizeof out->buffer - out->used)
        qr_out_flush(out);
    if (length > sizeof out->buffer) {
        hand_on(out, bytes, length);
        return;
    }
    memcpy(out->buffer + out->used, bytes, length);
    out->used += length;
}

void qr_out_u8(struct qr_snapshot_out *out, uint32_t value) {
    uint8_t byte = (uint8_t)value;
    qr_out_bytes(out, &byte, 1);
}

void qr_out_u32(struct qr_snapshot_out *out, uint32_t value) {
    uint8_t bytes[4] = {(uint8_t)value, (uint8_t)(value >> 8), (uint8_t)(value >> 16), (uint8_t)(value >> 24)};
    qr_out_bytes(out, bytes, sizeof bytes);
}

void qr_out_u64(struct qr_snapshot_out *out, uint64_t value) {
    qr_out_u32(out, (uint32_t)value);
    qr_out_u32(out, (uint32_t)(value >> 32));
}

/* --- in -------------------------------------------------------------------------------------------------------- */

void qr_in_wrong(struct qr_snapshot_in *in, const char *what) {
    if (!in->why)
        in->why = what;
}

const uint8_t *qr_in_bytes(struct qr_snapshot_in *in, const char *what, uint64_t length) {
    if (in->why || length > (uint64_t)(in->end - in->at)) {
        qr_in_wrong(in, what);
        return NULL;
    }
    const uint8_t *bytes = in->at;
    in->at += length;
    return bytes;
}

uint64_t qr_in_u64(struct qr_snapshot_in *in, const char *what, uint64_t greatest) {
    const uint8_t *bytes = qr_in_bytes(in, what, 8);
    uint64_t value = 0;
    for (int i = 8; bytes && i-- > 0;)
        value = value << 8 | bytes[i];
    if (value <= greatest)
        return value;
    qr_in_wrong(in, what);
    return 0;
}

uint32_t qr_in_u32(struct qr_snapshot_in *in, const char *what, uint32_t greatest) {
    const uint8_t *bytes = qr_in_bytes(in, what, 4);
    uint32_t value = 0;
    for (int i = 4; bytes && i-- > 0;)
        value = value << 8 | bytes[i];
    if (value <= greatest)
        return value;
    qr_in_wrong(in, what);
    return 0;
}

uint8_t qr_in_u8(struct qr_snapshot_in *in, const char *what, uint32_t greatest) {
    const uint8_t *byte = qr_in_bytes(in, what, 1);
    if (byte && *byte <= greatest)
        return *byte;
    qr_in_wrong(in, what);
    return 0;
}

bool qr_in_bool(struct qr_snapshot_in *in, const char *what) {
    return qr_in_u8(in, what, 1) != 0;
}
