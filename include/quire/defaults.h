/** @file
 * quire/defaults.h - the initialisers at run time, for hosts that cannot use macros of C: bindings to other languages; and the
 * default palette.
 *
 * In C, begin with the macro (QUIRE_TERMINAL_OPTIONS_INIT and its kind): it is the same. What a binding needs besides,
 * the layouts of the structs, the values of the enums and the functions, is in quire.json (docs/embedding.md). Since
 * 0.1. */
#ifndef QUIRE_DEFAULTS_H
#define QUIRE_DEFAULTS_H

#include <stddef.h>
#include <stdint.h>

#include <quire/export.h>

QUIRE_BEGIN_DECLS

/** Fills memory with a struct as its initialiser has it. `name` is that of the struct without the keyword, such as
 * "quire_terminal_options"; every struct that begins with its size and is made by hosts has defaults. `size` bytes are
 * written at most, so a binding that was made for an earlier, shorter version of the struct passes the length that it
 * knows; the member `size` then says that length. `memory` may be NULL when nothing is to be written.
 *
 * Returns the size that the struct has in this library; 0: there is no such struct, or `size` (where memory is given)
 * has no room for whole words with the first member, and nothing was written. Any thread. Cost: some thirty string
 * comparisons. */
QUIRE_API size_t quire_struct_defaults(const char *name, void *memory, size_t size);

/** A colour of the palette that a terminal has whose host names none (quire_terminal_options.palette), 0xRRGGBB: for hosts
 * that want other ones in some places only. 16 named colours for a dark ground, then the 6 x 6 x 6 cube and the 24 greys of
 * xterm. 0xFFFFFFFF for an index above 255. Any thread. Cost: an array access. Since 0.1. */
QUIRE_API uint32_t quire_default_color(uint32_t index);

QUIRE_END_DECLS

#endif
