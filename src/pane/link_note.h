/* link_note.h - where a link leads, as a line that can be believed. Pure.
 *
 * The text of a link is what its author chose, the target is what will be opened: the note shows the target, from its
 * begin, for the host stands there; characters that turn the direction of text, or are not seen, would let it look like
 * another one, and are shown as question marks. */
#ifndef LINK_NOTE_H
#define LINK_NOTE_H

#include <stddef.h>
#include <stdint.h>

#define LINK_NOTE_MAX 1024

/* Writes the target (UTF-8) with a blank on both sides, at most `cols` columns; what is longer ends with an ellipsis.
 */
void link_note_write(const char *target, size_t length, uint32_t cols, char note[LINK_NOTE_MAX]);

#endif
