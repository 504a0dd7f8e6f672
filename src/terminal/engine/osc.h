/* osc.h - what the handlers of operating system commands share.
 *
 * osc.c has the table of commands. Each protocol has a file of its own, osc_*.c, with the functions that the table
 * names. A handler gets the bytes behind "number;" as they came: any bytes but controls, ill-formed UTF-8 among them.
 * What becomes text for the host goes through qr_osc_event or qr_text_clean first; what is sent back to the program is
 * built from our own tables or from characters that a protocol allows, so that no answer can be made to say anything.
 *
 * Handlers never fail: what they do not understand they leave alone. Memory that cannot be had is noted. */
#ifndef QR_OSC_H
#define QR_OSC_H

#include "engine.h"
#include "span.h"

struct qr_osc {
    uint32_t number;
    const uint8_t *text; /* never NULL */
    size_t length;
    const char *terminator; /* a reply ends as the question did */
};

/* The number of hyperlinks, which mostly go past the parser (link_read.h). */
#define QR_OSC_LINK 8u

struct qr_link_parts;

typedef void qr_osc_handler(struct qr_engine *engine, const struct qr_osc *osc);

static inline struct qr_span qr_osc_span(const struct qr_osc *osc) {
    return (struct qr_span){osc->text, osc->length};
}

/* titles.c: 0, 1, 2 */
qr_osc_handler qr_osc_titles;
/* osc_color.c: 4, 5, 10 to 19, 104, 105, 110 to 119 */
qr_osc_handler qr_osc_palette, qr_osc_palette_reset, qr_osc_special, qr_osc_special_reset, qr_osc_dynamic,
    qr_osc_dynamic_reset;
/* osc_link.c: 8 */
qr_osc_handler qr_osc_link;
void qr_put_ordinary_link(struct qr_engine *engine, const struct qr_link_parts *parts);
/* osc_notify.c: 9, 777; osc_kitty_notify.c: 99 */
qr_osc_handler qr_osc_9, qr_osc_777, qr_osc_99;
/* osc_kitty_color.c: 21 */
qr_osc_handler qr_osc_kitty_color;
/* osc_pointer.c: 22 */
qr_osc_handler qr_osc_pointer;
/* osc_clipboard.c: 52; osc_kitty_clipboard.c: 5522 */
qr_osc_handler qr_osc_clipboard, qr_osc_kitty_clipboard;
/* osc_text_size.c: 66 */
qr_osc_handler qr_osc_text_size;
/* osc_shell.c: 7, 133 */
qr_osc_handler qr_osc_directory, qr_osc_shell;
/* osc_iterm.c: 1337 */
qr_osc_handler qr_osc_iterm;

/* --- what they share ------------------------------------------------------------------------------------------- */

/* What is behind "133;", for the other commands that mean the same. */
void qr_shell_mark(struct qr_engine *engine, struct qr_span text);
/* Marks the cursor's row as one that a prompt begins in. */
void qr_shell_mark_row(struct qr_engine *engine);

/* Sets base64 data as each of the selections, which are letters of OSC 52. */
void qr_clipboard_set(struct qr_engine *engine, struct qr_span selections, struct qr_span encoded);

/* The host ends a write or refuses a read of OSC 5522. OUT_OF_MEMORY: nothing was sent. */
enum quire_result qr_transfer_status(struct qr_engine *engine, bool write, const char *id,
                                     enum quire_clipboard_status status);
/* Printable ASCII without blanks, 1 to QUIRE_MIME_MAX of it. NULL is none. */
bool qr_mime_valid(const char *mime);

/* Tells the host of a command that the terminal does not know. */
void qr_osc_unknown(struct qr_engine *engine, const struct qr_osc *osc);

/* osc_text.c: copies text for people: well-formed UTF-8 (U+FFFD for each maximal subpart that is not), no C0 and C1
 * controls, whole characters, at most `capacity` bytes. Returns how many. */
size_t qr_text_clean(char *to, size_t capacity, struct qr_span text);

/* An event with cleaned text of at most `most` bytes, and a title if there is one. */
void qr_osc_event(struct qr_engine *engine, enum quire_event_type type, struct qr_span title, struct qr_span text,
                  size_t most);

#endif
