/* font_pool.h - the font sets of a process: those who ask for the same get the same one.
 *
 * A set is some megabytes and some twenty opened files, and what one window has drawn in it the next one shows without
 * drawing. So windows of one thread take their sets here, each is counted, and the last one that gives it back closes
 * it. Sets are told apart by all that is asked of them: a window with a size of its own has a set of its own.
 *
 * What is shared besides: the atlas. When one window fills it and it is flushed, its generation tells the others. */
#ifndef FONT_POOL_H
#define FONT_POOL_H

#include <stdbool.h>
#include <stddef.h>

#include "font_set.h"

struct font_pool;

/* `first`: a set that is opened on a thread meanwhile (font_ahead.h), for whoever takes one first; NULL: none. NULL: no
 * memory. */
struct font_pool *font_pool_create(const struct font_options *first);

/* All sets have been given back. NULL is allowed. */
void font_pool_destroy(struct font_pool *pool);

/* A set of these options, to be given back. One that is there costs a comparison; else it is opened as font_set_create
 * does. NULL: one line in `error`. */
struct font_set *font_pool_take(struct font_pool *pool, const struct font_options *options, char *error,
                                size_t error_size);

/* The same set at another size: another set instead of this one, or this one resized when nobody else has it. `set` is
 * given back then, and all that its renderer knows of it is void. NULL: one line in `error`, and `set` is as it was. */
struct font_set *font_pool_resize(struct font_pool *pool, struct font_set *set, double size_pt, double dpi, char *error,
                                  size_t error_size);

/* The last one closes it. NULL is allowed. */
void font_pool_give_back(struct font_pool *pool, struct font_set *set);

/* How many sets are open. */
size_t font_pool_count(const struct font_pool *pool);

#endif
