/* straight_scan.h - which bytes are a stretch of lines, and which of its rows scroll off. Looks at bytes alone. */
#ifndef QR_STRAIGHT_SCAN_H
#define QR_STRAIGHT_SCAN_H

#include <stddef.h>
#include <stdint.h>

struct qr_stretch {
    const uint8_t *end; /* behind the last byte of it */
    size_t line_ends;   /* line feeds in it */
};

/* The stretch at the beginning of the bytes: text (with whatever is ill-formed in it), LF, CR LF, HT, SGR sequences
 * that are whole and have no more parameters than are kept, and ordinary links (link_read.h). Cost: its bytes, by
 * vectors. */
struct qr_stretch qr_straight_scan(const uint8_t *bytes, const uint8_t *end);

/* Behind the line feed number `count` (from 1); NULL: there are not so many. Cost: the bytes up to there, by vectors.
 */
const uint8_t *qr_straight_behind_line(const uint8_t *bytes, const uint8_t *end, size_t count);

/* The last place between `from`, where a line begins in column 0 or not, and `end`, where a row begins that has at
 * least `scrolls` more rows beginning behind it whatever the text is: where a line begins, or inside a line of nothing
 * but ASCII that began in column 0. `from` itself when there is none. Cost: the bytes behind it. */
const uint8_t *qr_straight_cut(const uint8_t *from, const uint8_t *end, size_t scrolls, size_t cols);

#endif
