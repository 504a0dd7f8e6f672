/* search_needle.c - see search_needle.h. */
#include "search_needle.h"

#include <string.h>

static uint8_t lower(uint8_t c) {
    return c >= 'A' && c <= 'Z' ? (uint8_t)(c + 32) : c;
}

void qr_needle_init(struct qr_needle *needle, const char *text, size_t length, bool fold) {
    needle->length = length;
    needle->fold = fold;
    for (size_t i = 0; i < length; i++) {
        uint8_t c = (uint8_t)text[i];
        needle->bytes[i] = fold ? lower(c) : c;
    }
}

static bool equal_at(const struct qr_needle *needle, const uint8_t *at) {
    if (!needle->fold)
        return memcmp(at, needle->bytes, needle->length) == 0;
    for (size_t i = 0; i < needle->length; i++) {
        if (lower(at[i]) != needle->bytes[i])
            return false;
    }
    return true;
}

static bool has_two_cases(const struct qr_needle *needle) {
    return needle->fold && needle->bytes[0] >= 'a' && needle->bytes[0] <= 'z';
}

/* --- forward --------------------------------------------------------------------------------------------------- */

/* Where a byte stands next: looked for once, until that place is passed. */
struct next_byte {
    int byte;
    const uint8_t *at;
};

static const uint8_t *next_from(struct next_byte *next, const uint8_t *from, const uint8_t *end) {
    if (next->at < from) {
        next->at = memchr(from, next->byte, (size_t)(end - from));
        next->at = next->at ? next->at : end;
    }
    return next->at;
}

/* The next place in [at, end) where the first byte of the needle stands, in either case; `end`: none. */
static const uint8_t *next_candidate(struct next_byte cases[2], bool both, const uint8_t *at, const uint8_t *end) {
    const uint8_t *one = next_from(&cases[0], at, end), *other = both ? next_from(&cases[1], at, end) : end;
    return one < other ? one : other;
}

size_t qr_needle_first(const struct qr_needle *needle, const uint8_t *text, size_t from, size_t to) {
    if (to < needle->length || from > to - needle->length)
        return SIZE_MAX;
    const uint8_t *end = text + (to - needle->length) + 1, *at = text + from;
#ifdef QR_HAVE_MEMMEM
    if (!needle->fold) {
        const uint8_t *hit = memmem(at, to - from, needle->bytes, needle->length);
        return hit ? (size_t)(hit - text) : SIZE_MAX;
    }
#endif
    bool both = has_two_cases(needle);
    struct next_byte cases[2] = {{needle->bytes[0], NULL}, {needle->bytes[0] - 32, NULL}};
    for (; (at = next_candidate(cases, both, at, end)) < end; at++) {
        if (equal_at(needle, at))
            return (size_t)(at - text);
    }
    return SIZE_MAX;
}

/* --- backward -------------------------------------------------------------------------------------------------- */

/* The last place in [from, end) where the first byte of the needle stands, in either case. */
static const uint8_t *last_candidate(const struct qr_needle *needle, const uint8_t *from, const uint8_t *end) {
    uint8_t c = needle->bytes[0];
#ifdef QR_HAVE_MEMRCHR
    if (!has_two_cases(needle))
        return memrchr(from, c, (size_t)(end - from));
#endif
    while (end > from) {
        end--;
        if ((needle->fold ? lower(*end) : *end) == c)
            return end;
    }
    return NULL;
}

size_t qr_needle_last(const struct qr_needle *needle, const uint8_t *text, size_t from, size_t to) {
    if (to < needle->length || from > to - needle->length)
        return SIZE_MAX;
    const uint8_t *end = text + (to - needle->length) + 1;
    for (const uint8_t *at; (at = last_candidate(needle, text + from, end)) != NULL; end = at) {
        if (equal_at(needle, at))
            return (size_t)(at - text);
    }
    return SIZE_MAX;
}
