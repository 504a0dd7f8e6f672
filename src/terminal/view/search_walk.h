/* search_walk.h - the text of history and of a screen behind it, page by page in both directions, for those who search
 * it (search.c by bytes, search_match.c by a hook): places, lines, columns, hits that are told, and where a search
 * begins and pauses.
 *
 * A place is (source, page, byte); source 0 is history, 1 the screen, frozen into a history of its own. What
 * qr_walk_lines gave is good until another page is asked for. Nothing here takes memory, and nothing fails: a page that
 * cannot be read reads as blanks. */
#ifndef QR_SEARCH_WALK_H
#define QR_SEARCH_WALK_H

#include <quire/place.h>
#include <quire/search.h>

#include "access.h"
#include "search_needle.h"

struct qr_text_place {
    unsigned source;
    size_t page;
};

/* The start of an entry: of which line, and how far into it. */
struct qr_entry_start {
    struct qr_text_place place;
    uint32_t entry;
    uint64_t line, column;
    bool known;
};

struct qr_walk {
    const struct qr_history *sources[2]; /* NULL: there is none */
    const struct qr_page *screen;        /* what source 1 was frozen from */
    bool joined;                         /* its first line is the last one of history */
    const struct quire_search_options *options;
    quire_search_function *found;
    void *user;
    bool backward;
    struct qr_entry_start last; /* of the last hit: the next one is found from here */
    bool has_from;              /* the search begins here, as the options want: */
    struct qr_text_place from;
    uint32_t from_entry; /* that holds the first column, or the nearest that there is */
    uint64_t budget, looked;
    unsigned pages;  /* that were looked at */
    bool is_stopped; /* by the callback or the budget; to go on from: */
    struct quire_place next;
};

/* --- pages of both sources; constant --- */

struct qr_lines qr_walk_lines(const struct qr_walk *walk, struct qr_text_place place);
uint32_t qr_walk_first_entry(const struct qr_walk *walk, struct qr_text_place place);
size_t qr_walk_page_count(const struct qr_walk *walk, unsigned source);
/* False: there is none, the place is as it was. */
bool qr_walk_next(const struct qr_walk *walk, struct qr_text_place *place);
bool qr_walk_previous(const struct qr_walk *walk, struct qr_text_place *place);
/* Does an entry continue the line of the one before it, on this page or the one before? */
bool qr_walk_continues(const struct qr_walk *walk, const struct qr_lines *lines, struct qr_text_place place,
                       uint32_t entry);
/* The byte behind an entry's text. */
uint32_t qr_walk_text_end(const struct qr_lines *lines, uint32_t entry);
/* Does a line go over the end of this page? Told from headers where there is one. */
bool qr_walk_goes_over(const struct qr_walk *walk, struct qr_text_place place);

/* Has this page no such text? For pages that would have to be decompressed or read to look, and of which all is
 * searched; false: look. */
bool qr_walk_known_without(const struct qr_walk *walk, struct qr_text_place place, const struct qr_needle *needle);

/* The entry that a byte of the page's text belongs to. Cost: a search. */
uint32_t qr_walk_entry_of(const struct qr_lines *lines, size_t byte);
/* The end of the line of an entry, as far as this page has it. Cost: its entries. */
uint32_t qr_walk_line_end(const struct qr_walk *walk, const struct qr_lines *lines, struct qr_text_place place,
                          uint32_t entry);
/* Bytes [from, to) of a page that are searched; the search may begin in the middle. */
void qr_walk_page_range(const struct qr_walk *walk, const struct qr_lines *lines, struct qr_text_place place,
                        size_t *from, size_t *to);

/* --- hits --- */

/* Tells of the hit of `length` bytes that begins with a byte of a page (or so many behind its end), if it is on the
 * right side of where the search begins. Cost: the entries from the last hit on this page, or from its beginning. */
void qr_walk_tell(struct qr_walk *walk, struct qr_text_place place, size_t byte, size_t length);

/* --- where it begins and pauses --- */

/* The place of from_line and from_column. False: the line is gone. Cost: a search for the line; in a long one its
 * pages' headers. */
bool qr_walk_find_from(struct qr_walk *walk);

/* So many bytes of a page were looked at. */
void qr_walk_looked(struct qr_walk *walk, uint64_t bytes);
/* Stops the search: hits that begin with this byte or behind it are to come, or, backward, before it or with it. */
void qr_walk_stop(struct qr_walk *walk, struct qr_text_place place, size_t byte);

/* Was more looked at than the call is to look at? Then it pauses where it can. */
bool qr_walk_is_over(const struct qr_walk *walk);

/* True: that was enough for this call, and it stops. Hits that begin with this byte of a page or behind it, or before
 * it where the search goes backward, are to come. False also where there is no such byte. */
bool qr_walk_pauses(struct qr_walk *walk, struct qr_text_place place, size_t byte);

#endif
