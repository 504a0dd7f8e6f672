/** @file
 * quire/log.h - what a terminal had to leave out, for the host's log.
 *
 * Input is never an error, and beyond a limit or without memory a style or a link degrades while the text stays. Nobody
 * would notice; so the terminal says it through the callback `log` of its callbacks (terminal.h). Nothing is logged
 * about ordinary input, and nothing depends on whether there is a callback. It runs inside the call that had to leave
 * something out, on its thread, and must not call back into the terminal.
 *
 * One call of a function that logs (quire_terminal_feed, quire_terminal_reset, quire_terminal_idle) says each code at
 * most once, so that a program that breaks a limit a million times cannot flood the host's log. Since 0.1. */
#ifndef QUIRE_LOG_H
#define QUIRE_LOG_H

#include <stddef.h>

#include <quire/export.h>

/** How much a message matters. */
enum quire_log_level {
    QUIRE_LOG_NOTICE = 0,  /**< a limit did its work: for those who look for a reason */
    QUIRE_LOG_WARNING = 1, /**< how text looks, or what a sequence asked for, was lost */
    QUIRE_LOG_ERROR = 2    /**< text was lost, or memory ran out */
};

/** X(NAME, code, level, text): every message, the single source of the codes, their names and texts. Codes are ABI: a
 * number is never used for something else. */
#define QUIRE_LOG_LIST(X)                                                                                              \
    X(OUT_OF_MEMORY, 1, ERROR, "something a sequence asked for was dropped: no memory")                                \
    X(HISTORY_ROW_LOST, 2, ERROR, "a row left the screen and could not be kept in history whole")                      \
    X(STYLE_DROPPED, 3, WARNING, "a change of style was dropped: no memory or no place for another style")             \
    X(LINK_DROPPED, 4, WARNING, "a hyperlink was dropped: no memory or no place for another link")                     \
    X(CLUSTER_DROPPED, 5, WARNING, "a mark was dropped: no memory or no place for another grapheme cluster")           \
    X(STRING_TOO_LONG, 6, WARNING, "an OSC, DCS or APC string longer than QUIRE_STRING_MAX was swallowed")             \
    X(LINK_TOO_LONG, 7, WARNING,                                                                                       \
      "a hyperlink was dropped: its URI or id is longer than QUIRE_LINK_URI_MAX or _ID_MAX")                           \
    X(CLUSTER_TOO_LONG, 8, NOTICE, "marks were dropped: their cluster has QUIRE_CLUSTER_MAX code points already")      \
    X(HISTORY_NOT_COMPRESSED, 9, NOTICE, "history was left uncompressed: no memory to compress it with")               \
    X(REPLY_DROPPED, 10, ERROR, "a reply was dropped: no memory to keep it until it can be sent")                      \
    X(TICKET_EXPIRED, 11, NOTICE, "an answer of the host did not come in time: what waited for it was sent")

/** A message's number: QUIRE_LOG_ and a name of QUIRE_LOG_LIST. */
enum quire_log_code {
#define QUIRE_LOG_ENUM(name, code, level, text) QUIRE_LOG_##name = (code),
    QUIRE_LOG_LIST(QUIRE_LOG_ENUM)
#undef QUIRE_LOG_ENUM
};

/** One message. Borrowed, with its text, until the callback returns. */
struct quire_log {
    size_t size;                /**< sizeof, of the library that calls */
    enum quire_log_level level; /**< how much it matters */
    enum quire_log_code code;   /**< what it is; later versions may have codes that this header does not know */
    const char *text;           /**< one line for people, terminated, without a line end */
};

QUIRE_BEGIN_DECLS

/** The name of a code, such as "STYLE_DROPPED"; "UNKNOWN" for a number that is none. Static storage. Any thread. */
QUIRE_API const char *quire_log_name(enum quire_log_code code);

QUIRE_END_DECLS

#endif
