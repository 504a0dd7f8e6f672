/* search_needle.h - a text, made ready to be found in bytes: as it is, or in either case of its ASCII letters.
 *
 * What plain searches look for (search.c), and what each match of a hook has in it (search_match.c). Pure. */
#ifndef QR_SEARCH_NEEDLE_H
#define QR_SEARCH_NEEDLE_H

#include <quire/limits.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct qr_needle {
    uint8_t bytes[QUIRE_SEARCH_TEXT_MAX]; /* lower case where case is ignored */
    size_t length;
    bool fold;
};

/* A text of 1 to QUIRE_SEARCH_TEXT_MAX bytes. */
void qr_needle_init(struct qr_needle *needle, const char *text, size_t length, bool fold);

/* Where it stands first in bytes [from, to) of a text, as a whole; SIZE_MAX: nowhere. Cost: some bytes a nanosecond. */
size_t qr_needle_first(const struct qr_needle *needle, const uint8_t *text, size_t from, size_t to);
/* Where it stands last. Cost: in either case of a letter a byte a nanosecond. */
size_t qr_needle_last(const struct qr_needle *needle, const uint8_t *text, size_t from, size_t to);

#endif
