/** @file
 * quire/verify.h - checking that pages, histories, terminals and stored bytes keep every rule of their format.
 *
 * What the library made is sound, and what it is given to open (snapshot.h, quire_page_open) is checked before it is
 * used, so a host never has to call these. They are for tests, for fuzzing, for finding who wrote over memory, and for
 * telling people what is wrong with a file. They recount everything and trust nothing: no index is
 * followed before it was found to be inside, so a damaged object is safe to check. Nothing is changed. They are slow.
 *
 * Each breach is reported as one line, "structure: RULE: where". The structure is "page", "primary screen", "alternate
 * screen" or "history"; where is a row, cell or id, or page and entry. The lines are for people and may change from
 * version to version; the number of breaches is for programs.
 *
 * Rules of a page: HEADER (sizes and offsets fit each other and the block), ROW_TABLE (each row's cells are its own),
 * ROW_LENGTH (cells beyond it are zero), ROW_FLAGS (they announce what the row holds), CELL_BITS, WIDE (a wide cell has
 * its second half), SPACER (in the last column only), STYLE_ID, CLUSTER_ID and LINK_ID (what is referred to lives),
 * STYLE_COUNT, LINK_COUNT and CLUSTER_COUNT (references are those counted anew), STRING (each link and cluster owns its
 * string alone), STRINGS_USED (the string area holds these and nothing else), STYLE_SET, LINK_SET and CLUSTER_SET (the
 * sets are sound, see enum quire_set_rule), LINE_NUMBER (rows of one line share a number), LINE_COLUMN (and their
 * columns follow each other), VALUE (styles, links and clusters can be), ROW_VERSION (no row is newer than the page),
 * REST (what belongs to nothing is zero). After some 64 breaches a check stops.
 *
 * Rules of a history: HEADER, CHECKSUM (a sealed page is as it was sealed), ENTRY (entries rise and lie inside), TEXT
 * (well-formed UTF-8), WIDTH (cells fill the width), STYLE, SEGMENT (a piece continues a line that goes on), NUMBER
 * (line numbers are what the page announces), LINES, BYTES and COUNTS (totals are those counted anew).
 *
 * Thread rule: as for the object that is checked; the callback must not change it. Since 0.1. */
#ifndef QUIRE_VERIFY_H
#define QUIRE_VERIFY_H

#include <stddef.h>

#include <quire/export.h>
#include <quire/result.h>

struct quire_page;     /* page.h */
struct quire_history;  /* history.h */
struct quire_terminal; /* terminal.h */

/** Takes one breach: one line, terminated, without a line end, borrowed until the callback returns. `user` is what the
 * check was called with. */
typedef void quire_verify_report(void *user, const char *text);

QUIRE_BEGIN_DECLS

/** Checks every rule of a page's format; each breach goes to `report` (may be NULL). Returns their number, SIZE_MAX
 * without memory for the check. Linear in the page's size. */
QUIRE_API size_t quire_page_verify(const struct quire_page *page, quire_verify_report *report, void *user);

/** Checks every rule of a history's format, compressed pages included; each breach goes to `report` (may be NULL).
 * Returns their number. */
QUIRE_API size_t quire_history_verify(struct quire_history *history, quire_verify_report *report, void *user);

/** Checks both screens and the history of a terminal; each breach goes to `report` (may be NULL). Returns their number,
 * SIZE_MAX without memory for the recount. */
QUIRE_API size_t quire_terminal_verify(struct quire_terminal *terminal, quire_verify_report *report, void *user);

/** Checks a snapshot of a terminal as quire_snapshot_read does and tells through `report` (may be NULL) what is wrong,
 * as "part: what"; it stops at the first thing. The results are those of quire_snapshot_read, OK for a sound one. Takes
 * the memory of the terminal while it runs. Any thread. */
QUIRE_API enum quire_result quire_snapshot_verify(const void *bytes, size_t length, quire_verify_report *report,
                                                  void *user);

QUIRE_END_DECLS

#endif
