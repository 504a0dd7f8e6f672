/* snapshot_io.h - the bytes of a snapshot: numbers out, numbers in, each with its range.
 *
 * A snapshot is a header, parts in a fixed order, and a checksum:
 *
 *     | header 40 | part: type, zero, length (16) | payload | zeros up to a multiple of 8 | ... | CRC-32C, zero (8) |
 *
 * Numbers are little-endian, whatever the machine; pages are their blocks, in the byte order of the machine, which the
 * header tells. docs/format.md has every field. */
#ifndef QR_SNAPSHOT_IO_H
#define QR_SNAPSHOT_IO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/format.h>

#define QR_SNAPSHOT_MAGIC "QUIRSNAP"
#define QR_SNAPSHOT_VERSION 2u
/* Of a terminal that has had images: the parts IMAGES, CONTENT and TABLE are there, and pages may say that rows and
 * cells show some. All others are as they were before there were images. */
#define QR_SNAPSHOT_VERSION_IMAGES 3u
#define QR_SNAPSHOT_BYTE_ORDER UINT32_C(0x01020304) /* written as the machine has it */
#define QR_SNAPSHOT_HEADER 40u
#define QR_SNAPSHOT_PART_HEADER 16u
#define QR_SNAPSHOT_TRAILER 8u

/* Parts, in the order in which they come. */
enum qr_snapshot_part {
    QR_SNAPSHOT_TERMINAL = 1,
    QR_SNAPSHOT_PARSER = 2,
    QR_SNAPSHOT_MODES = 3,
    QR_SNAPSHOT_TABS = 4,
    QR_SNAPSHOT_COLORS = 5,
    QR_SNAPSHOT_TITLES = 6,
    QR_SNAPSHOT_SCREEN = 8, /* the primary one; and again, when there is one, the alternate */
    QR_SNAPSHOT_PAGE = 9,   /* behind each SCREEN: its block */
    QR_SNAPSHOT_HISTORY = 10,
    QR_SNAPSHOT_SEALED = 11,     /* as many as HISTORY says, oldest first */
    QR_SNAPSHOT_OPEN = 12,       /* if HISTORY says so */
    QR_SNAPSHOT_VOCABULARY = 13, /* behind OPEN: its block */
    QR_SNAPSHOT_END = 14,
    QR_SNAPSHOT_PROTOCOLS = 15, /* behind TITLES */
    QR_SNAPSHOT_IMAGES = 16,    /* behind history, in version 3 */
    QR_SNAPSHOT_CONTENT = 17,   /* as many as IMAGES says */
    QR_SNAPSHOT_TABLE = 18      /* behind them */
};

/* --- out ------------------------------------------------------------------------------------------------------- */

struct qr_snapshot_out {
    quire_write_function *write; /* NULL: only count */
    void *user;
    uint64_t length;
    uint32_t crc;
    bool stopped;
    size_t used;
    char buffer[4096];
};

void qr_out_bytes(struct qr_snapshot_out *out, const void *bytes, size_t length);
void qr_out_u8(struct qr_snapshot_out *out, uint32_t value);
void qr_out_u32(struct qr_snapshot_out *out, uint32_t value);
void qr_out_u64(struct qr_snapshot_out *out, uint64_t value);
void qr_out_flush(struct qr_snapshot_out *out);

/* --- in -------------------------------------------------------------------------------------------------------- */

/* What is left of a part. The first thing that is wrong is named in `why`; from then on all numbers are 0. */
struct qr_snapshot_in {
    const uint8_t *at, *end;
    const char *why;
};

/* Each reads a number of at most `greatest`; else `what` is wrong. */
uint8_t qr_in_u8(struct qr_snapshot_in *in, const char *what, uint32_t greatest);
bool qr_in_bool(struct qr_snapshot_in *in, const char *what);
uint32_t qr_in_u32(struct qr_snapshot_in *in, const char *what, uint32_t greatest);
uint64_t qr_in_u64(struct qr_snapshot_in *in, const char *what, uint64_t greatest);
/* A pointer to bytes of the snapshot itself; NULL when there are not so many. */
const uint8_t *qr_in_bytes(struct qr_snapshot_in *in, const char *what, uint64_t length);
void qr_in_wrong(struct qr_snapshot_in *in, const char *what);

#endif
