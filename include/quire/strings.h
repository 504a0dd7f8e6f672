/** @file
 * quire/strings.h - control strings for the host: OSC, DCS, APC, PM and SOS that a host takes in the terminal's place,
 * so that it can add protocols of its own (images, remote control, whatever a program of its own says).
 *
 * A host registers hooks. When the introducer of a string is complete (of an OSC: when its number is, at the first byte
 * behind its digits) the filter is asked once whether the host takes it, and how: as a stream (begin, data as it comes,
 * end) or whole, up to a limit of the host's. What it takes, the terminal does not act on, and QUIRE_EVENT_UNKNOWN is
 * not sent for it. What it leaves goes the terminal's way as if there were no hooks.
 *
 * Each string that is taken has one end, whatever happens: also where it is cut off by another sequence, by a reset, by
 * other hooks, or by the end of the terminal. In the middle of a string nothing else is told by the terminal.
 *
 * Snapshots do not hold hooks. A terminal that is restored from a snapshot made inside a string which the host had
 * taken swallows the rest of it and tells nobody; inside an OSC whose number was not complete, the filter of the hooks
 * that are registered then is asked; all others go the terminal's way to their end.
 *
 * Thread rule: hooks run inside the call that fed the bytes, on its thread; what they may call is said in terminal.h.
 * Sources: ECMA-48 5.6 and 8.3, Williams' parser, xterm ctlseqs. Since 0.1. */
#ifndef QUIRE_STRINGS_H
#define QUIRE_STRINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/export.h>
#include <quire/result.h>

QUIRE_BEGIN_DECLS

struct quire_terminal;

/** Which kind of string. */
enum quire_string_kind {
    QUIRE_STRING_OSC = 0, /**< operating system command, ESC ] */
    QUIRE_STRING_DCS = 1, /**< device control string, ESC P */
    QUIRE_STRING_APC = 2, /**< application program command, ESC _ */
    QUIRE_STRING_PM = 3,  /**< privacy message, ESC ^ */
    QUIRE_STRING_SOS = 4  /**< start of string, ESC X */
};

/** How a string ended. */
enum quire_string_end {
    QUIRE_STRING_END_BEL = 0,       /**< well, by BEL (an OSC); an answer ends in BEL too */
    QUIRE_STRING_END_ST = 1,        /**< well, by ST; an answer ends in ST too */
    QUIRE_STRING_END_CANCELLED = 2, /**< cut off: what came of it is to be forgotten */
    QUIRE_STRING_END_TOO_LONG = 3,  /**< it went beyond the limit; what comes of it from here on is swallowed */
    QUIRE_STRING_END_NO_MEMORY = 4  /**< there was no memory to keep it whole; the rest is swallowed */
};

/** What the host does with a string. */
enum quire_string_choice {
    QUIRE_STRING_LEAVE = 0,  /**< nothing: it is the terminal's */
    QUIRE_STRING_STREAM = 1, /**< takes it as it comes: begin, data, end */
    QUIRE_STRING_WHOLE = 2   /**< takes it when it has ended: whole */
};

/** Parameters of a DCS that are told at most. */
#define QUIRE_STRING_PARAMETERS 32
/** The number of an OSC that has none (an old title of Sun, "OSC l"): all of its bytes are data. */
#define QUIRE_STRING_NO_NUMBER UINT32_MAX

/** A string that has begun. Lent to hooks until they return, the same up to its end. */
struct quire_string {
    size_t size;                 /**< sizeof, as the library has it */
    enum quire_string_kind kind; /**< which kind */
    /** Of an OSC: the digits before the first ';' (which is not part of the data), at most UINT32_MAX - 1; or
     * QUIRE_STRING_NO_NUMBER. 0 of others. */
    uint32_t number;
    /** Of a DCS: its parameters, -1 where one was left out, up to QUIRE_PARAMETER_VALUE_MAX. */
    int32_t parameters[QUIRE_STRING_PARAMETERS];
    uint32_t parameter_count; /**< how many; 0 of others */
    uint32_t colon_mask;      /**< bit i: parameter i is a sub-parameter of the one before (':') */
    char prefix;              /**< of a DCS: one of < = > ?, or 0 */
    char intermediates[3];    /**< of a DCS: up to two of 0x20 to 0x2F, terminated */
    char final;               /**< of a DCS: 0x40 to 0x7E */
    bool known;               /**< the terminal would act on it: an OSC or DCS that it knows, whatever is in it */
    bool alternate_screen;    /**< it came while the alternate screen was shown */
    uint32_t cursor_row;      /**< where the cursor is, on the screen, from 0 */
    uint32_t cursor_col;      /**< likewise */
    uint64_t line;            /**< the same as a place in the text that stays: the line (as of quire_frame_get_line) */
    uint64_t column;          /**< and the column in it, from 0 */
};

/** Initialiser of struct quire_string, for hosts that make one (in tests): its size, everything else zero. */
#define QUIRE_STRING_INIT                                                                                              \
    { sizeof(struct quire_string), QUIRE_STRING_OSC, 0, {0}, 0, 0, 0, {0}, 0, false, false, 0, 0, 0, 0 }

/** What a terminal asks and tells about strings. Each function may be NULL but the filter: nothing is told then. */
struct quire_string_hooks {
    size_t size; /**< sizeof, set by the initialiser */
    void *user;  /**< passed to each; must outlive the terminal, or the hooks */
    /** Is the string taken? Asked once for each, but for hyperlinks (see `links`). Any other value is LEAVE. */
    enum quire_string_choice (*filter)(void *user, const struct quire_string *string);
    /** A string that is taken as a stream begins: right after the filter. */
    void (*begin)(void *user, const struct quire_string *string);
    /** Bytes of it, one at least, in pieces as they were fed; borrowed until the callback returns. C0 controls are not
     * among them, but in a DCS. */
    void (*data)(void *user, const struct quire_string *string, const void *bytes, size_t length);
    /** It has ended; comes once for each begin. */
    void (*end)(void *user, const struct quire_string *string, enum quire_string_end how);
    /** A string that is taken whole has ended. Comes once for each. `bytes` is never NULL, and there are none unless it
     * ended well; borrowed until the callback returns. */
    void (*whole)(void *user, const struct quire_string *string, const void *bytes, size_t length,
                  enum quire_string_end how);
    size_t whole_limit;    /**< bytes of data of a string taken whole; 0: QUIRE_STRING_MAX. Up to so many are held */
    uint64_t stream_limit; /**< bytes of data of a string taken as a stream; 0: none. Nothing is held of those */
    /** Ask about hyperlinks (OSC 8) too. They are frequent, and the terminal reads them in a quicker way; with this
     * set, text with links is fed at a fifth of the speed. */
    bool links;
};

/** Initialiser of struct quire_string_hooks: its size, nothing else. */
#define QUIRE_STRING_HOOKS_INIT                                                                                        \
    { sizeof(struct quire_string_hooks), NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, false }

/** Registers hooks in place of those that there are; NULL: none any more. A string that is taken just now ends
 * cancelled for the old hooks, and the rest of it is swallowed. The struct is copied. INVALID: a bad size, or no
 * filter; nothing has changed. Constant in time; takes no memory. Not from inside a callback. */
QUIRE_API enum quire_result quire_terminal_set_strings(struct quire_terminal *terminal,
                                                       const struct quire_string_hooks *hooks);

QUIRE_END_DECLS

#endif
