/* font_ahead.h - opens fonts on a thread while the rest of the program starts.
 *
 * Finding a family costs 5 to 20 ms: fontconfig reads its caches, four faces are opened and measured. The connection to
 * the display takes as long, so both are done at once. One font set comes of it; whoever takes it owns it. The calls
 * are made on one thread; meanwhile nobody else may use fontconfig, nor change the environment, which it reads. */
#ifndef FONT_AHEAD_H
#define FONT_AHEAD_H

#include <stddef.h>

#include "font_set.h"

struct font_ahead;

/* Begins to make a set. The options are copied. NULL: no memory or no thread, and font_ahead_take makes the set then.
 */
struct font_ahead *font_ahead_begin(const struct font_options *options);

/* Waits for the set and releases `ahead`. Options that differ from those at the beginning in their dpi alone resize it;
 * others, and `ahead` NULL, make another one. NULL: one line in `error`. */
struct font_set *font_ahead_take(struct font_ahead *ahead, const struct font_options *options, char *error,
                                 size_t error_size);

/* Waits, and releases what nobody took. NULL is allowed. */
void font_ahead_cancel(struct font_ahead *ahead);

#endif
