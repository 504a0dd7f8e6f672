/** @file
 * quire/paste.h - text from a clipboard, made safe to send.
 *
 * Each line end (CR LF, LF or CR) becomes CR, as the enter key sends. All control bytes but TAB and those line ends are
 * removed (C0, DEL, and C1 code points in UTF-8), so that pasted text can neither run an escape sequence nor end a
 * bracketed paste early. Malformed UTF-8 becomes U+FFFD. With mode 2004 the text stands between CSI 200 ~ and
 * CSI 201 ~. Since 0.1. */
#ifndef QUIRE_PASTE_H
#define QUIRE_PASTE_H

#include <stdbool.h>
#include <stddef.h>

#include <quire/export.h>
#include <quire/input_modes.h>
#include <quire/result.h>

QUIRE_BEGIN_DECLS

/** Writes what pasting the UTF-8 `text` sends under `modes`. NO_SPACE: nothing written, *length is the size needed
 * (a capacity of 3 * text_length + 12 always suffices). Any thread. */
QUIRE_API enum quire_result quire_paste_encode(const struct quire_input_modes *modes, const char *text,
                                               size_t text_length, char *buffer, size_t capacity, size_t *length);

/** True when pasting `text` into a program without bracketed paste could run something: it holds a line end or a
 * control other than TAB. A host may ask before sending it. Any thread. */
QUIRE_API bool quire_paste_is_risky(const char *text, size_t text_length);

QUIRE_END_DECLS

#endif
