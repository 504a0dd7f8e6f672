/* api_width.c - quire/width.h: the engine's own tables and break rules, for text that is nobody's cells. */
#include <quire/limits.h>
#include <quire/width.h>

#include "qr_sized.h"
#include "unicode_properties.h"
#include "unicode_tables.h"
#include "utf8.h"

const char *quire_unicode_version(void) {
    return QR_UNICODE_VERSION;
}

static unsigned ambiguous(bool wide) {
    return wide ? 2 : 1;
}

uint32_t quire_code_point_columns(uint32_t code_point, bool ambiguous_wide) {
    return qr_code_point_width(code_point, ambiguous(ambiguous_wide));
}

uint32_t quire_cluster_columns(const uint32_t *code_points, size_t count, bool ambiguous_wide) {
    return code_points && count > 0 ? qr_cluster_width(code_points, count, ambiguous(ambiguous_wide)) : 0;
}

static enum quire_result put_span(struct quire_cluster_span *span, size_t length, size_t code_points,
                                  uint32_t columns) {
    qr_sized_give(span, &(struct quire_cluster_span){sizeof *span, length, code_points, columns});
    return QUIRE_OK;
}

enum quire_result quire_cluster_next(const uint32_t *code_points, size_t count, bool ambiguous_wide,
                                     struct quire_cluster_span *span) {
    struct qr_break_state state = {0, 0};
    size_t taken = 0;
    if (!QR_SOUND(span) || (!code_points && count > 0))
        return QUIRE_INVALID;
    while (taken < count && (!qr_break_before(&state, code_points[taken]) || taken == 0))
        taken++;
    return put_span(span, taken, taken, quire_cluster_columns(code_points, taken, ambiguous_wide));
}

/* The code point at *at, which is before `end`. */
static uint32_t take_point(const uint8_t **at, const uint8_t *end) {
    struct qr_utf8 utf8 = {0, 0, 0, 0};
    uint32_t c;
    if (**at < 0x80)
        return *(*at)++;
    return qr_utf8_decode(&utf8, at, end, &c, 1, false) > 0 ? c : QR_UTF8_REPLACEMENT; /* none: the end cuts it */
}

/* A cluster of any length: its width depends on what a terminal keeps of it, which is its beginning. */
enum quire_result quire_utf8_cluster_next(const char *text, size_t length, bool ambiguous_wide,
                                          struct quire_cluster_span *span) {
    struct qr_break_state state = {0, 0};
    uint32_t points[QUIRE_CLUSTER_MAX];
    size_t count = 0;
    if (!QR_SOUND(span) || (!text && length > 0))
        return QUIRE_INVALID;
    if (length == 0)
        return put_span(span, 0, 0, 0);
    const uint8_t *begin = (const uint8_t *)text, *end = begin + length, *at = begin, *next = begin;
    for (; next < end; at = next, count++) {
        uint32_t c = take_point(&next, end);
        if (qr_break_before(&state, c) && count > 0)
            break;
        if (count < QUIRE_CLUSTER_MAX)
            points[count] = c;
    }
    size_t kept = count < QUIRE_CLUSTER_MAX ? count : QUIRE_CLUSTER_MAX;
    return put_span(span, (size_t)(at - begin), count, quire_cluster_columns(points, kept, ambiguous_wide));
}

/* Printable ASCII at the beginning with nothing behind it that may join: each is a cluster of one column. */
static size_t plain_run(const char *text, size_t length) {
    size_t count = 0;
    while (count < length && (unsigned char)(text[count] - 0x20) < 0x5F)
        count++;
    return count > 0 && count < length && (unsigned char)text[count] >= 0x80 ? count - 1 : count;
}

uint64_t quire_utf8_columns(const char *text, size_t length, bool ambiguous_wide) {
    struct quire_cluster_span span = QUIRE_CLUSTER_SPAN_INIT;
    uint64_t columns = 0;
    for (size_t done = 0; text && done < length; done += span.length) {
        size_t plain = plain_run(text + done, length - done);
        columns += plain;
        done += plain;
        (void)quire_utf8_cluster_next(text + done, length - done, ambiguous_wide, &span);
        columns += span.columns;
    }
    return columns;
}
