/* qr_scan.h - how far bytes of a kind go: printable ASCII, text, letters, ideographs and syllables, UTF-8.
 *
 * Most of what a terminal receives is text, and all that is to be known of most of it is where it ends. The answer is
 * the same on every machine; how it is found depends on the processor that runs this. So there are versions: plain C
 * (qr_scan_portable.c), SSE2, AVX2 and NEON. The loops of the last three are one text (qr_scan_loops.inc) over a
 * handful of operations; each file says what these are with its instructions.
 *
 * Which version is used is decided when it is used, not when it is compiled: qr_scan_chosen asks the word in which the
 * compiler's runtime has kept, since before main, what processor and system can do. That costs a load and a branch that
 * is always foreseen, needs no state of ours that threads would share, and nothing that every caller would have to hand
 * down. Where a compiler cannot be asked (not gcc or clang), or the processor is another, the portable version is used.
 * Functions of a version carry the instructions that they need as an attribute, so no flags are needed for any file.
 *
 * Runs are short (7 bytes between two colours of a log). So the first QR_FIRST_BYTES are looked at where the question
 * is asked, with what every processor of the kind has; only what goes beyond them is a call.
 *
 * No version reads outside of the bytes it is given. Every one is there for the tests in qr_scan_versions: they hold
 * all that can run against the portable one (tests/base/test_scan.c), NEON in an emulator where this is no ARM. */
#ifndef QR_SCAN_H
#define QR_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "qr_bits.h"
#include "qr_scan_first.h"

#define QR_SCAN_BLOCK 64u

/* More separators than this of one sequence in one block: it is looked at by itself. */
#define QR_SCAN_SEPARATORS 15u

/* Behind some blocks of lines: what the next byte has to be or to belong to, each 0 or 1, and the line feeds so far. */
struct qr_scan_lines {
    uint64_t line_feed;  /* that of CR LF */
    uint64_t bracket;    /* that of a CSI */
    uint64_t parameters; /* those of a CSI, and its final */
    size_t count;
};

struct qr_scan_count {
    size_t bytes, characters;
};

/* One version. Cost of each function: the bytes up to where the run ends, and at most one vector behind it. None fails;
 * all may be called by any number of threads. */
struct qr_scan_version {
    const char *name;

    /* The number of bytes in 0x20..0x7E at the beginning of bytes[0..length). */
    size_t (*ascii_run)(const uint8_t *bytes, size_t length);

    /* The number of bytes at the beginning that are no controls: 0x20..0x7E and 0x80..0xFF. */
    size_t (*text_run)(const uint8_t *bytes, size_t length);

    /* The number of bytes at the beginning, in blocks of QR_SCAN_BLOCK, that are nothing but lines: text, HT, LF, CR LF
     * and "CSI parameters m". What goes on behind the last block is said in *lines, which says at the call what goes on
     * at the beginning: all zero, nothing. Stops before a block with a sequence that is long in it: more than
     * QR_SCAN_SEPARATORS separators, or nothing else in the block. Each block is looked at by itself, so nothing waits
     * for where the last run ended. */
    size_t (*lines)(const uint8_t *bytes, size_t length, struct qr_scan_lines *lines);

    /* The characters at the beginning that are whole and well-formed in UTF-8 and 0x20..0x7E, U+00C0..U+02FF or
     * U+0380..U+047F: those of two bytes whose first says all (0xC3..0xCB, 0xCE..0xD1). At most `limit` of them. */
    struct qr_scan_count (*letters)(const uint8_t *bytes, size_t length, size_t limit);

    /* The same for characters of three bytes whose first is in [first, last], where that says all: 0xE4..0xE9 are
     * U+4000 to U+9FFF, ideographs, 0xEB and 0xEC U+B000 to U+CFFF, syllables of Hangul. Not 0xE0 and 0xED, behind
     * which some are ill-formed. */
    struct qr_scan_count (*threes)(const uint8_t *bytes, size_t length, size_t limit, uint8_t first, uint8_t last);

    /* The number of bytes at the beginning that are whole, well-formed characters of UTF-8 and no controls but HT and
     * LF: not C0, DEL or C1. */
    size_t (*clean_run)(const uint8_t *bytes, size_t length);
};

extern const struct qr_scan_version qr_scan_portable;

/* The version for the processor that runs this. Cost: a load and a branch. */
const struct qr_scan_version *qr_scan_chosen(void);

/* Version number `index` of those that this was compiled with and the processor can run, the slowest (portable) first;
 * NULL behind the last, which is the chosen one. For tests. */
const struct qr_scan_version *qr_scan_runnable(size_t index);

/* What the chosen version says of bytes behind the first. */
size_t qr_ascii_run_on(const uint8_t *bytes, size_t length);
size_t qr_text_run_on(const uint8_t *bytes, size_t length);

/* ascii_run and text_run of the chosen version. Cost: a few instructions when the run ends in the first bytes. */
static inline size_t qr_ascii_run(const uint8_t *bytes, size_t length) {
    if (length < QR_FIRST_BYTES)
        return qr_ascii_run_on(bytes, length);
    size_t first = qr_ascii_first(bytes);
    return first < QR_FIRST_BYTES ? first : first + qr_ascii_run_on(bytes + first, length - first);
}

static inline size_t qr_text_run(const uint8_t *bytes, size_t length) {
    if (length < QR_FIRST_BYTES)
        return qr_text_run_on(bytes, length);
    size_t first = qr_text_first(bytes);
    return first < QR_FIRST_BYTES ? first : first + qr_text_run_on(bytes + first, length - first);
}

/* Of bytes that are looked at for the first time, which may come from elsewhere than this core's cache, those a bit
 * behind will be looked at soon. Cost: an instruction, which waits for nothing. */
static inline void qr_scan_fetch_ahead(const uint8_t *bytes, size_t length) {
#ifdef __GNUC__
    if (length > 1024)
        __builtin_prefetch(bytes + 1024);
#else
    (void)bytes;
    (void)length;
#endif
}

#endif
