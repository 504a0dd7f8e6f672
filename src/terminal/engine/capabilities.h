/* capabilities.h - what Quire says of itself in terminfo's words: one table for XTGETTCAP (dcs.c) and for the terminal
 * description (data/terminfo/quire.terminfo, written by tests/engine/list_capabilities.c).
 *
 * A capability stands here only if it is true: tests/engine/test_capabilities.py feeds every output string to a
 * terminal and looks for what it did not know, test_capabilities.c compares every key with what the encoder sends. */
#ifndef QR_CAPABILITIES_H
#define QR_CAPABILITIES_H

#include <stdbool.h>
#include <stddef.h>

enum qr_capability_kind { QR_CAPABILITY_BOOLEAN, QR_CAPABILITY_NUMBER, QR_CAPABILITY_STRING };

struct qr_capability {
    const char *name;
    /* As it is sent, with terminfo's % expressions where there are parameters; of a number decimal digits; of a boolean
     * nothing. */
    const char *value;
    enum qr_capability_kind kind;
    bool asked;     /* XTGETTCAP answers it: not what a description must guess, as the size of the screen */
    bool described; /* the description has it: not what has another name there */
};

/* One row of the table by number, in no order that means anything. False past the end. Constant time. */
bool qr_capability_at(size_t index, struct qr_capability *capability);

/* The capability of a name that XTGETTCAP answers; false where there is none. Linear in the table, some 270 rows. */
bool qr_capability_find(const char *name, struct qr_capability *capability);

/* The longest name and value of the table, which replies make room for; the tests hold the table to it. */
#define QR_CAPABILITY_NAME_MAX 15
#define QR_CAPABILITY_VALUE_MAX 255

#endif
