#include "string_stream.h"

#include <string.h>

#include "image_state.h"

/* A DCS is told by its final alone: without private marker and intermediates. */
struct entry {
    enum qr_string_kind kind;
    char final;         /* of a DCS */
    const char *prefix; /* what others begin with */
    size_t skip;        /* how much of that the stream is not given */
    uint8_t stream;     /* enum qr_image_stream */
    const struct qr_string_stream *functions;
};

static const struct entry entries[] = {
    {QR_STRING_DCS, 'q', "", 0, QR_STREAM_SIXEL, &qr_sixel_stream},
    {QR_STRING_APC, 0, "G", 1, QR_STREAM_KITTY, &qr_kitty_stream},
    {QR_STRING_OSC, 0, "1337;File=", 5, QR_STREAM_ITERM, &qr_iterm_stream},
    {QR_STRING_OSC, 0, "1337;MultipartFile=", 5, QR_STREAM_ITERM, &qr_iterm_stream},
    {QR_STRING_OSC, 0, "1337;FilePart=", 5, QR_STREAM_ITERM, &qr_iterm_stream},
    {QR_STRING_OSC, 0, "1337;FileEnd", 5, QR_STREAM_ITERM, &qr_iterm_stream},
};

static bool introduces(const struct entry *entry, const struct qr_sequence *introducer) {
    return introducer->final == (uint8_t)entry->final && introducer->prefix == 0 && introducer->intermediate_count == 0;
}

/* Bytes of the prefix that are there; fewer than all: others are there, or none yet. */
static bool begins(const struct entry *entry, const uint8_t *bytes, size_t length, bool *more) {
    size_t prefix = strlen(entry->prefix), there = length < prefix ? length : prefix;
    bool same = there == 0 || memcmp(bytes, entry->prefix, there) == 0;
    *more = *more || (same && there < prefix);
    return same && there == prefix;
}

uint8_t qr_string_stream_of(enum qr_string_kind kind, const struct qr_sequence *introducer, const uint8_t *bytes,
                            size_t length, size_t *skip, bool *more) {
    *more = false;
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        const struct entry *entry = &entries[i];
        if (entry->kind != kind)
            continue;
        if (introducer ? !introduces(entry, introducer) : !begins(entry, bytes, length, more))
            continue;
        *skip = entry->skip;
        *more = false;
        return entry->stream;
    }
    return QR_STREAM_NONE;
}

const struct qr_string_stream *qr_string_stream(uint8_t stream) {
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        if (entries[i].stream == stream)
            return entries[i].functions;
    }
    return NULL;
}
