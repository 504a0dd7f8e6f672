/** @file
 * quire/result.h - the one result type of the whole library.
 *
 * Zero is success, everything else an error. Unless a function says otherwise, an error leaves the state of its object
 * exactly as it was before the call. The list below is the single source of the enum, the names and the texts.
 *
 * What holds for the whole library unless a function says otherwise:
 *
 * - Threads: an object belongs to one thread at a time; distinct objects are independent.
 * - What a caller passes in is borrowed for the call and copied if it is kept. What is created belongs to the caller,
 *   who gives it to the matching destroy function. For what the library lends, the function says until when.
 * - Options, callbacks and information are structs of the caller that begin with `size` and have an initialiser,
 *   QUIRE_..._INIT (for other languages: defaults.h); begin with it. Later versions add members at the end, and take
 * the shorter struct of an earlier one: what it does not have is as in the initialiser, or is not told. INVALID: a size
 *   that no version up to this one gave; a longer one is of a later version, and nothing of it is guessed.
 * - What callbacks are lent (quire_event and its kind) begins with a `size` too, that of the library: members may come
 *   at the end. A host that may meet an older library looks at the size before it reads one that is newer than 0.1.0.
 * - Plain values that come in arrays or by the million (quire_color, quire_clipboard_item, quire_frame_cell,
 *   quire_page_cell, quire_page_run, quire_place, quire_range, quire_search_hit) have no size: they stay as they are
 *   for a SONAME, which is the minor version before 1.0 and the major one from then on (version.h).
 *
 * Since 0.1. */
#ifndef QUIRE_RESULT_H
#define QUIRE_RESULT_H

#include <quire/export.h>

/** X(NAME, code, text): every result, the single source of the enum, the names and the texts. Codes are ABI. */
#define QUIRE_RESULT_LIST(X)                                                                                           \
    X(OK, 0, "success")                                                                                                \
    X(OUT_OF_MEMORY, -1, "no memory, or no free place in a structure of fixed size")                                   \
    X(NEEDS_REHASH, -2, "the hash table cannot place a value within its probe limit")                                  \
    X(OVERFLOW, -3, "a reference count or a size would overflow")                                                      \
    X(INVALID, -4, "an argument is outside the range that the function states")                                        \
    X(LIMIT, -5, "a named limit would be exceeded")                                                                    \
    X(NO_SPACE, -6, "the buffer passed in is too small; the size needed was returned")                                 \
    X(NOT_FOUND, -7, "no such value")                                                                                  \
    X(CORRUPT, -8, "stored data breaks a rule of its format")                                                          \
    X(OUT_OF_STYLES, -9, "the style set of a page is full")                                                            \
    X(OUT_OF_LINKS, -10, "the hyperlink set of a page is full")                                                        \
    X(OUT_OF_CLUSTERS, -11, "the grapheme cluster set of a page is full")                                              \
    X(OUT_OF_STRINGS, -12, "the string bytes of a page are used up")                                                   \
    X(UNSUPPORTED, -13, "this build or version cannot do that")                                                        \
    X(IO, -14, "the system could not read or write a file")                                                            \
    X(BUSY, -15, "another process writes this file")                                                                   \
    X(DENIED, -16, "not a private regular file of this user, or access was refused")                                   \
    X(NO_ROOM, -17, "the disk or the quota is full")

/** How a call went: QUIRE_OK, which is 0, or QUIRE_ and a name of QUIRE_RESULT_LIST. */
enum quire_result {
#define QUIRE_RESULT_ENUM(name, code, text) QUIRE_##name = (code),
    QUIRE_RESULT_LIST(QUIRE_RESULT_ENUM)
#undef QUIRE_RESULT_ENUM
};

QUIRE_BEGIN_DECLS

/** The name of a result, such as "OUT_OF_MEMORY"; "UNKNOWN" for a code that is none. Static storage. Any thread. */
QUIRE_API const char *quire_result_name(enum quire_result result);

/** One sentence that explains a result. Static storage. Any thread. */
QUIRE_API const char *quire_result_text(enum quire_result result);

QUIRE_END_DECLS

#endif
