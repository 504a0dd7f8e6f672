/** @file
 * quire/identity.h - what a terminal says of itself: its name and version, its kind, its capabilities.
 *
 * Programs ask by XTVERSION, DA1, DA2, DA3, XTGETTCAP and ENQ. Quire has answers of its own; a host that is known by
 * another name, or has less or more to offer, gives its own, at any time. What is NULL here is Quire's answer. Sources:
 * xterm ctlseqs; DEC VT420 and VT510 manuals (DA1 to DA3, answerback).
 *
 * An identity is the host's: no sequence changes it (RIS and DECSTR do not), and no snapshot has it. Thread rule: as
 * for the terminal (terminal.h). Since 0.1. */
#ifndef QUIRE_IDENTITY_H
#define QUIRE_IDENTITY_H

#include <stddef.h>
#include <stdint.h>

#include <quire/export.h>
#include <quire/limits.h>
#include <quire/result.h>
#include <quire/terminal.h>

/** What a terminal says of itself. Strings are terminated and, but for values of capabilities, printable ASCII. */
struct quire_terminal_identity {
    size_t size; /**< sizeof, set by the initialiser */
    /** XTVERSION: name and version, as `XTerm(379)` or `foot(1.16.2)`; up to QUIRE_IDENTITY_TEXT_MAX bytes. NULL:
     * `quire` and the library's version. */
    const char *version;
    /** DA1: the parameters, which are sent in this order whatever operating level a program chose and whether it may
     * write the clipboard. NULL: those of a VT420 at the operating level, and 52 where the clipboard may be written. */
    const uint16_t *primary;
    size_t primary_count; /**< of these, 1 to QUIRE_PARAMETERS_MAX; 0 with NULL */
    /** DA2: three numbers: kind, version, ROM cartridge. NULL: 41, 379, 0 (a VT420 as xterm 379, for programs choose
     * protocols by the second). */
    const uint16_t *secondary;
    const char *unit;          /**< DA3: eight hexadecimal digits, site and number of the unit; NULL: 00000000 */
    const char *terminal_name; /**< XTGETTCAP TN and name, what TERM should be: 1 to QUIRE_IDENTITY_TEXT_MAX bytes;
                                    NULL: xterm-256color */
    /** XTGETTCAP: capabilities that are looked at before everything else, each as `NAME=VALUE` (the value is sent as it
     * is; of a number its digits), `NAME` (a boolean) or `NAME@` (there is no such one, although Quire has it), as
     * terminfo writes them. A name has 1 to QUIRE_CAPABILITY_NAME_MAX bytes without `=`, `@`, `#`, `,` and blanks, a
     * value up to QUIRE_CAPABILITY_VALUE_MAX. Of two with one name the first counts. NULL: none. */
    const char *const *capabilities;
    size_t capability_count; /**< of these, up to QUIRE_CAPABILITIES_MAX; 0 with NULL */
    /** ENQ: the answerback message, up to QUIRE_ANSWERBACK_MAX bytes. It reaches programs as if the user had typed it,
     * so it has no controls and so no line end. NULL: empty, and nothing is sent. */
    const char *answerback;
};

/** Initialiser of struct quire_terminal_identity: its size, all answers Quire's own. */
#define QUIRE_TERMINAL_IDENTITY_INIT                                                                                   \
    { sizeof(struct quire_terminal_identity), NULL, NULL, 0, NULL, NULL, NULL, NULL, 0, NULL }

QUIRE_BEGIN_DECLS

/** Gives the terminal an identity in place of the one it has; NULL: Quire's own. All of it is copied. INVALID: no
 * terminal, a bad size, or something that the members may not have; OUT_OF_MEMORY: nothing has changed. Cost: a copy of
 * it in one allocation; a question for a capability looks through the host's ones. Since 0.1. */
QUIRE_API enum quire_result quire_terminal_identity_set(struct quire_terminal *terminal,
                                                        const struct quire_terminal_identity *identity);

/** Tells the identity as it was set, with NULL where the answer is Quire's own. What it points to is borrowed until the
 * next quire_terminal_identity_set or the end of the terminal. INVALID: NULL, a bad size. Constant time. Since 0.1. */
QUIRE_API enum quire_result quire_terminal_identity_get(const struct quire_terminal *terminal,
                                                        struct quire_terminal_identity *identity);

QUIRE_END_DECLS

#endif
