/* font_finder.h - sorts and opens fonts, on a thread of its own where nobody wants to wait.
 *
 *      the thread that draws                          the font thread
 *      font_finder_order: NULL                   ---> sorts (5 to 100 ms)
 *      font_finder_open: FONT_WANTED             ---> opens the file (0.1 to 300 ms)
 *      found(user) on the font thread            <---
 *      both calls again: what was asked for
 *
 * The thread starts with the first question and sleeps between them; when there is nothing to find nobody is woken up.
 * What it has opened is never touched by it again. Without `found` there is no thread: calls take their time and never
 * say FONT_WANTED; so it is as well when no thread can be had. */
#ifndef FONT_FINDER_H
#define FONT_FINDER_H

#include "font_family.h"
#include "font_order.h"

struct font_finder;

/* The source is borrowed until font_finder_destroy, but for its notes, which are taken with font_finder_notes; the
 * options for this call. NULL: no memory. */
struct font_finder *font_finder_create(const struct font_source *source, const struct font_options *options,
                                       const char *family, uint32_t first_number);
/* Waits for what is being opened. NULL is allowed. */
void font_finder_destroy(struct font_finder *finder);

/* The fonts in their order; NULL: they are being sorted, or there is no memory. */
struct font_order *font_finder_order(struct font_finder *finder);

/* Opens an entry of the order. */
enum font_file font_finder_open(struct font_finder *finder, struct font_entry *entry);

/* The open file, given the size if it has another. NULL: it has no such size at all, and is broken from now on. */
struct font_face *font_finder_face(struct font_entry *entry, double px);

/* All open files are to be given another size. */
void font_finder_resized(struct font_finder *finder);

/* Moves the lines about fonts that could not be opened to `notes`. */
void font_finder_notes(struct font_finder *finder, struct font_notes *notes);

/* How many times this thread has waited for fontconfig or for a file; for tests. */
unsigned font_finder_waits(const struct font_finder *finder);

#endif
