/* page_check.h - a check in progress, for the files of the page's validator: page_check.c (header, rows, cells, counts)
 * and page_check_values.c (sets, values, strings). From outside it is qr_page_check. */
#ifndef QR_PAGE_CHECK_H
#define QR_PAGE_CHECK_H

#include "page.h"

struct qr_checking {
    const struct qr_page *page;
    struct qr_sets sets;
    const struct qr_page_holders *holders;
    qr_page_report *report;
    void *user;
    size_t breaches;
    uint32_t *styles, *links, *clusters; /* references counted, by id */
    uint8_t *claimed;                    /* a bit per chunk of strings: it belongs to a value */
    uint8_t *slots;                      /* a bit per row of cells: an entry has it */
};

/* Counts and tells a breach. */
void qr_check_breach(struct qr_checking *check, enum qr_page_rule rule, uint32_t where);

/* Enough was told. */
static inline bool qr_check_full(const struct qr_checking *check) {
    return check->breaches >= QR_PAGE_BREACHES_MAX;
}

/* Takes a bit of a bitmap; false when it was taken before. */
static inline bool qr_check_take(uint8_t *bits, size_t index) {
    uint8_t bit = (uint8_t)(1u << index % 8);
    if (bits[index / 8] & bit)
        return false;
    bits[index / 8] |= bit;
    return true;
}

/* Are so many bytes zero? */
bool qr_check_zero(const void *bytes, size_t length);

/* Headers of sets and strings fit their parts; before that nothing of them may be read. */
bool qr_check_sets_readable(const struct qr_checking *check);

/* Values are such as can be, and own their strings alone. This comes before anything hashes a string. O(bytes). */
void qr_check_values(struct qr_checking *check);

/* The sets agree with themselves. Values were found sound. O(bytes). */
void qr_check_sets(struct qr_checking *check);

#endif
