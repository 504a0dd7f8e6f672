/* link_finder.h - what in a text leads somewhere: addresses of pages and mail, paths, hashes, addresses of hosts.
 *
 *     see (https://en.wikipedia.org/wiki/C_(language)).  src/main.c:12:3: error  commit 85759ca
 *          ----------------- URL ------------------      ---- PATH ----                 HASH
 *
 * A scanner of its own for each kind, the stronger kinds first; the next ones look at what is left between. People
 * write addresses into prose: punctuation at the end belongs to the sentence, brackets belong to the address as far as
 * they are opened in it, quotes and frames of tables end it. Nothing is looked up: whether a path exists is asked
 * elsewhere (path_check.h), and `sure` says of which it has to be.
 *
 * Text is UTF-8 of one line; what is not well formed is taken byte by byte. Pure. Cost: linear, at most
 * LINK_READS_PER_BYTE looks at each byte, whatever the text (tests/links counts them). Sources: RFC 3986 and 3987
 * (addresses), RFC 4291 (IPv6), RFC 4122 (UUID). */
#ifndef LINK_FINDER_H
#define LINK_FINDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* In the order in which they are looked for. */
enum link_kind {
    LINK_URL,     /* with a scheme, or www. */
    LINK_MAIL,    /* a@example.org */
    LINK_ADDRESS, /* IPv4 and IPv6, with ports; git@host:path */
    LINK_UUID,
    LINK_HASH, /* of git: 7 to 40 hexadecimal digits, or 64 */
    LINK_PATH, /* with a slash, or with the number of a line */
    LINK_OTHER /* what somebody else has found: a pattern of the user's, a link of OSC 8 */
};

#define LINK_BIT(kind) (1u << (kind))
#define LINK_ALL (LINK_BIT(LINK_OTHER) - 1)

#define LINK_READS_PER_BYTE 64u

struct link_match {
    enum link_kind kind;
    bool sure;             /* of a path: it need not be looked for to be called one */
    bool quoted;           /* of a path: it stands in quotes, and backslashes are part of it */
    size_t from, to;       /* bytes of the text */
    size_t target_to;      /* where the path ends and its line begins; else `to` */
    uint32_t line, column; /* that stand behind a path; 0: none does */
    uint32_t owner;        /* of LINK_OTHER: a number of who found it */
};

/* Begin with zero. */
struct link_matches {
    struct link_match *items; /* by `from`; none overlaps another one */
    size_t count, capacity;
    uint64_t reads; /* looks at bytes, for the test */
};

/* Adds what it finds of these kinds (LINK_BIT) where nothing is yet: what is in the list stays, and goes before. False:
 * no memory, what was found until then is in the list. */
bool link_find(const char *text, size_t length, unsigned kinds, struct link_matches *matches);

/* Adds one behind the others, if it overlaps none of them. False: no memory. */
bool link_matches_add(struct link_matches *matches, const struct link_match *match);
/* Adds one anywhere, in place of those that it overlaps; unless one of them is LINK_OTHER, or holds it and more: half
 * of an address would be another one. Cost: those behind it are moved. */
bool link_matches_insert(struct link_matches *matches, const struct link_match *match);
void link_matches_finish(struct link_matches *matches);

/* The match over a byte of the text; NULL: there is none. Cost: a search. */
const struct link_match *link_match_at(const struct link_matches *matches, size_t byte);

/* What a match stands for, as it is handed on: a path without the backslashes of a shell and without its line; an
 * address that begins with www. with its scheme, mail with its. *length is its size; false: it does not fit. */
bool link_match_target(const char *text, const struct link_match *match, char *target, size_t size);

#endif
