/* history_file.h - a history that lives in a file and survives the death of its process.
 *
 * The file is an array of units of 64 KiB. Unit 0 says what the file is, and which journal is in force; the others hold
 * extents of one or more units:
 *
 *     | header, roots | journal A | journal B | page | page (two units) | free | page | ...
 *
 * A page extent is a sealed page as it is in memory, written once and never changed: what changes is written elsewhere,
 * under a greater generation. A journal extent holds records; each record is one commit, and names the pages in force
 * by place, size and checksums, what is evicted of the first, and the open page: all of it in a checkpoint, which
 * begins a journal, from then on what has changed since the record before. A full journal is given up for the other
 * one, which is published by writing one of the two roots. The newest whole record of the journal in force is the state
 * of the history.
 *
 * So nothing that a record refers to is ever written over before a later record is in the file, and a process may be
 * killed at any byte; and nothing that is in the file can be taken for something else. Extents that are no longer in
 * force are free; which ones these are is not stored but found when the file is opened. docs/format.md has every byte.
 *
 * In memory, pages that are in the file are header and widths, read through the cache (history_cache.h), but the last
 * one, which may be taken back. A page that cannot be read any more (somebody shortened the file) reads as blanks and
 * is reported by checks; the others stay as they are.
 *
 * A commit that fails (disk full) leaves the file at the commit before. Everything it could not write stays in memory,
 * and the next commit tries again.
 *
 * A reader opens the file without a lock, at any time, also while it is written: it takes the newest state and takes
 * the next one with qr_history_file_refresh.
 *
 * Nothing in the file is believed: headers and records carry the file's secret number and checksums, and pages are
 * validated before they are used: header and widths when the file is opened, the rest rule by rule (history_check.c)
 * when the page is read first. What does not pass is left out or cannot be read, told, and the rest kept; what an
 * unfinished commit left is cut in silence. */
#ifndef QR_HISTORY_FILE_H
#define QR_HISTORY_FILE_H

#include "history.h"

/* Whom opening tells, one line for each thing that had to be left out. `report` may be NULL. */
struct qr_file_listener {
    void (*report)(void *user, const char *text);
    void *user;
};

/* What opening found. */
struct qr_file_findings {
    uint64_t lost_pages; /* that were in force and could not be used */
    uint64_t lost_lines; /* in them, as far as their headers could be read; and those of a journal that did not pass */
    bool unfinished;     /* a commit was under way when the writer died */
    bool no_journal;     /* no commit could be read: pages were taken as they lay there */
    uint64_t lost_commits; /* that had answered OK and cannot be read, at most */
};

/* Attaches a file to an empty history and fills it. To write: the file is made if there is none; what is read is
 * committed anew, and an unfinished last line ended, for the screen that it went on on is gone. To read: nothing is
 * written, ever. Cost: the journal, and a small read for each page. Errors of qr_file_open, and UNSUPPORTED: another
 * version or byte order; CORRUPT: not such a file; OUT_OF_MEMORY. Then the history is empty as before. A file without a
 * header yet is an empty history to a reader, who looks for it again with every refresh. */
enum quire_result qr_history_file_open(struct qr_history *history, const char *path, bool to_write,
                                       const struct qr_file_listener *listener, struct qr_file_findings *findings);

/* Closes and frees it; NULL is allowed. */
void qr_history_file_close(struct qr_history_file *file);

/* Puts the state of the history into the file: what was appended before is not lost with the process any more.
 * `next_line`: a number that no line has had yet. Cheap when nothing changed. NO_ROOM, IO, OUT_OF_MEMORY: the file is
 * as it was; all is still in memory. Without a file, and for readers, nothing happens. */
enum quire_result qr_history_file_commit(struct qr_history *history, uint64_t next_line);

/* For readers: takes the newest state. `changed` says whether there was one. BUSY: the writer was faster, several times
 * in a row; IO; OUT_OF_MEMORY; of a file that had no header so far CORRUPT, UNSUPPORTED as above. Then the history is
 * as it was. */
enum quire_result qr_history_file_refresh(struct qr_history *history, const struct qr_file_listener *listener,
                                          struct qr_file_findings *findings, bool *changed);

/* A page leaves, or no longer is as it is in the file: its extent is free after the next commit. Constant. Without
 * memory to note it the extent stays taken until the file is opened next. */
void qr_history_file_release(struct qr_history_file *file, struct qr_extent *extent);

/* All lines are removed: the next commit leaves nothing of them in the file. */
void qr_history_file_clear(struct qr_history_file *file);

/* Reads a page that is in the file, and validates it by all rules before its first use. IO; CORRUPT: it is not, or not
 * any more, what the commit named. Then `to` holds nothing of use. */
enum quire_result qr_history_file_load(const struct qr_history *history, const struct qr_history_page *page,
                                       struct qr_sealed *to);

/* --- what goes with the lines (history_file_attach.c) ------------------------------------------------------------ */

/* Bytes in the file, by place, size and checksum. */
struct qr_blob {
    uint64_t generation;
    uint32_t unit, bytes, checksum;
    uint32_t zero[3];
};

_Static_assert(sizeof(struct qr_blob) == 32, "as docs/format.md says");

/* May something be attached? Not to files that are only read, nor to those of version 2. NULL: no. */
bool qr_history_file_attaches(const struct qr_history_file *file);
/* Puts bytes into the file, where nothing names them yet. UNSUPPORTED: it takes none; LIMIT: none, or more than a
 * gibibyte; NO_ROOM, IO, OUT_OF_MEMORY: nothing changed. */
enum quire_result qr_history_file_put_blob(struct qr_history *history, const void *bytes, size_t length,
                                           struct qr_blob *blob);
/* Gives one up that no attachment names. */
void qr_history_file_drop_blob(struct qr_history *history, const struct qr_blob *blob);
/* IO; CORRUPT: it is not what was put there. Then the bytes mean nothing. */
enum quire_result qr_history_file_read_blob(const struct qr_history *history, const struct qr_blob *blob, void *bytes);
/* Attaches bytes and blobs in the place of what there is, from the next commit on; neither: nothing any more. Blobs of
 * before that are not among these are given up. Errors as of a blob. */
enum quire_result qr_history_file_attach(struct qr_history *history, const struct qr_blob *blobs, uint32_t count,
                                         const void *bytes, size_t length);
/* What is attached, borrowed until something else is; NULL and no bytes: nothing. */
const struct qr_blob *qr_history_file_attached(const struct qr_history_file *file, uint32_t *count,
                                               const uint8_t **bytes, size_t *length);

/* Checks what opening and reading do not depend on: roots, and headers of the extents in force. Tells of each breach
 * and returns their number. One small read for each page. */
size_t qr_history_file_check(const struct qr_history *history, const struct qr_file_listener *listener);

/* Bytes of memory, and of the file, that are in use; 0 without one. */
uint64_t qr_history_file_memory(const struct qr_history_file *file);
uint64_t qr_history_file_bytes(const struct qr_history_file *file);

bool qr_history_file_read_only(const struct qr_history_file *file);
/* The number that the next line may have, as the file says. */
uint64_t qr_history_file_next_line(const struct qr_history_file *file);
/* Commits so far; how the last one ended, and the system's error number of the last failure (0: none). */
uint64_t qr_history_file_commits(const struct qr_history_file *file);
enum quire_result qr_history_file_trouble(const struct qr_history_file *file, int *error);

#endif
