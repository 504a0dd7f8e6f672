/* history_file_reading.h - the steps of opening a history file, and what they hand to each other.
 *
 *   history_file_find.c       which state is the newest: the journal in force, or what lies about where none can be
 * read history_file_validate.c   a page by its beginning, when the file is opened, and as a whole, before its first use
 *   history_file_mend.c       lines whose other half was lost are parted
 *   history_file_read.c       page after page is taken, counted, and what is left out is reported */
#ifndef QR_HISTORY_FILE_READING_H
#define QR_HISTORY_FILE_READING_H

#include "history_file_parts.h"

/* A page of the state. */
struct qr_named_page {
    uint64_t sequence;
    struct qr_page_ref ref;
};

struct qr_reading {
    struct qr_history *history;
    struct qr_history_file *file;
    const struct qr_history *before; /* what was read earlier, or NULL */
    const struct qr_file_listener *listener;
    struct qr_file_findings *findings;
    struct qr_replay replay;     /* the newest commit; made up where there is none */
    struct qr_extent journal;    /* that it is in */
    struct qr_file_root root;    /* the newest one */
    struct qr_named_page *pages; /* by sequence */
    size_t count, capacity;
    bool guessed;       /* no commit could be read: the pages are those that lay there */
    bool unchanged;     /* `before` is still the newest state; nothing else was read */
    uint64_t last_good; /* sequence of the last page that was taken; 0: none */
    uint64_t greatest_line;
};

/* Tells whoever opens the file. */
void qr_reading_tell(const struct qr_reading *r, const char *text);
/* Something of `what`, with a number, is left out, and about so many lines with it. */
void qr_reading_lost(struct qr_reading *r, const char *what, uint64_t number, const char *why, uint64_t lines);

/* --- history_file_read.c --- */

/* The place of an extent in the file is its own; false: it is another's, or behind the end. */
bool qr_take_place(struct qr_reading *r, const struct qr_extent *extent);

/* --- history_file_attach.c --- */

/* Takes what the newest commit says is attached. One that does not pass is left out, and told. OUT_OF_MEMORY, IO. */
enum quire_result qr_take_attachment(struct qr_reading *r);

/* --- history_file_find.c --- */

/* Finds the newest state and its pages. One read of the roots, one of a journal; only where a root is damaged, or the
 * journal cannot be read, every unit of the file is looked at. OUT_OF_MEMORY, IO. */
enum quire_result qr_find_state(struct qr_reading *r);

/* --- history_file_validate.c --- */

/* Reads the beginning of a page, or all of it, into memory of its own, `*stored` bytes. NULL with OK: it is not what
 * was named, and `why` says in which way. OUT_OF_MEMORY; IO. */
enum quire_result qr_read_page(struct qr_reading *r, const struct qr_page_ref *ref, bool whole,
                               struct qr_sealed **block, uint32_t *stored, const char **why);
/* Validates the last page, which is plain, as a whole. On a breach it is removed, and the rule's name returned. */
const char *qr_validate_last(struct qr_reading *r);

/* --- history_file_mend.c --- */

/* The last page and the one before agree about the line between them; where one of them lost its other half, the line
 * is parted. `beside`: no page between them is missing. Only then, and where their beginnings agree, nothing is read.
 * OUT_OF_MEMORY, IO; CORRUPT: the last page cannot be read. */
enum quire_result qr_mend_last(struct qr_reading *r, bool beside);

#endif
