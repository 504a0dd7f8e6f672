/** @file
 * quire/clipboard.h - the clipboard with data of any MIME type: the kitty clipboard protocol (OSC 5522).
 *
 * Programs write in pieces, which the terminal collects; they read by asking. Either way the host gets one event and
 * gives one answer, then or later, from which the packets of the protocol are made. A request without an answer leaves
 * the program waiting, so a host that has no clipboard, or that does not want to share it, answers with a status. Where
 * the answer takes time, a ticket keeps other replies behind it (reply.h). Packets end in BEL or ST as the question
 * did. Source: kitty clipboard; for mode 5522 the document "Private Mode for Automatic Paste Notifications" of Tim
 * Culverhouse. Since 0.1. */
#ifndef QUIRE_CLIPBOARD_H
#define QUIRE_CLIPBOARD_H

#include <stdbool.h>
#include <stddef.h>

#include <quire/export.h>
#include <quire/result.h>

QUIRE_BEGIN_DECLS

struct quire_terminal;

/** Data of one type. */
struct quire_clipboard_item {
    const char *mime; /**< the type, terminated */
    const void *data; /**< NULL where there is none */
    size_t length;    /**< bytes of data */
};

/** What QUIRE_EVENT_CLIPBOARD_WRITE and QUIRE_EVENT_CLIPBOARD_READ carry. Borrowed until the callback returns; strings
 * are terminated and "" when not given. */
struct quire_clipboard_request {
    size_t size;          /**< sizeof, of the library that calls */
    const char *id;       /**< to be handed back with the answer */
    bool primary;         /**< the primary selection, not the clipboard */
    const char *name;     /**< what the program calls itself, when it asks to be trusted */
    const char *password; /**< by which it is known again */
    /** Write: what is to be set; items may share their data. Read: the types that are wanted, without data; the type
     * "." asks for the list of types, which may be given without asking the user. */
    const struct quire_clipboard_item *items;
    size_t count; /**< how many items */
};

/** How a request ended. */
enum quire_clipboard_status {
    QUIRE_CLIPBOARD_DONE = 0,   /**< well */
    QUIRE_CLIPBOARD_EIO = 1,    /**< something failed; writing only */
    QUIRE_CLIPBOARD_EINVAL = 2, /**< writing only */
    QUIRE_CLIPBOARD_ENOSYS = 3, /**< there is no such clipboard */
    QUIRE_CLIPBOARD_EPERM = 4,  /**< not allowed */
    QUIRE_CLIPBOARD_EBUSY = 5   /**< not now */
};

/** Answers QUIRE_EVENT_CLIPBOARD_WRITE. `id` is that of the request. INVALID: no such id or status. */
QUIRE_API enum quire_result quire_terminal_clipboard_written(struct quire_terminal *terminal, const char *id,
                                                             enum quire_clipboard_status status);

/** Refuses QUIRE_EVENT_CLIPBOARD_READ: ENOSYS, EPERM or EBUSY. INVALID: no such id, or another status. */
QUIRE_API enum quire_result quire_terminal_clipboard_refused(struct quire_terminal *terminal, const char *id,
                                                             enum quire_clipboard_status status);

/** Answers QUIRE_EVENT_CLIPBOARD_READ with data, in pieces of 4096 bytes. Types that were asked for and are not there
 * are left out. The data of the type "." is the list of types, with blanks between them. INVALID: no such id, or a MIME
 * type that is none; OUT_OF_MEMORY: nothing was sent. */
QUIRE_API enum quire_result quire_terminal_clipboard_send(struct quire_terminal *terminal, const char *id, bool primary,
                                                          const struct quire_clipboard_item *items, size_t count);

/** The user pastes while mode 5522 is set: tells the program which types there are instead of sending the text. The
 * password (NULL: none) is one that the host will accept once, with a later read. NOT_FOUND: the mode is not set, the
 * text is to be sent as ever; INVALID, OUT_OF_MEMORY as above. */
QUIRE_API enum quire_result quire_terminal_clipboard_paste(struct quire_terminal *terminal, bool primary,
                                                           const char *password, const char *const *mimes,
                                                           size_t count);

QUIRE_END_DECLS

#endif
