/** @file
 * quire/history_file.h - histories that live in a file.
 *
 * What a history holds is in the file as soon as the call that brought it there returns: it survives the death of the
 * process (kill -9), not the loss of power, for nothing is synchronised to the disk. Opening the file again finds the
 * newest commit, keeps all that is whole, cuts what a dying writer left behind it, and says what was left out. It reads
 * the beginning of each page; every rule of a page is checked before its first use, and a page that breaks one then
 * cannot be read and is reported by quire_history_get_file_info and quire_history_verify. docs/format.md describes the
 * file.
 *
 * A file is private: regular, the user's own, mode 0600, with one name, never opened through a symbolic link. One
 * process writes it (others get BUSY), any number may follow it meanwhile. It is read and written at places, never
 * mapped: a file that somebody shortens while it is open costs the lines that lay there, which then read as blanks and
 * are reported by quire_history_verify, not the process.
 *
 * Images that a terminal's lines show (image.h) are in its file, too: those that stand in history, on the primary
 * screen's lines. Who reads a history without a terminal has no use for them. Files that were made before there were
 * images take none.
 *
 * When the disk is full, or the system fails, nothing is lost in memory and the file stays at the last commit; the next
 * one tries again. quire_history_get_file_info tells.
 *
 * Thread rule: as for a history. Since 0.1. */
#ifndef QUIRE_HISTORY_FILE_H
#define QUIRE_HISTORY_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/allocator.h>
#include <quire/export.h>
#include <quire/history.h>
#include <quire/result.h>
#include <quire/terminal.h>
#include <quire/verify.h>

/** How a history file was found, and how it fares. */
struct quire_history_file_info {
    size_t size;               /**< sizeof, set by the initialiser */
    bool present;              /**< the history lives in a file */
    bool read_only;            /**< it is followed */
    bool unfinished;           /**< opening found a commit under way, whose lines were dropped: its writer died in it */
    bool no_journal;           /**< opening could read no commit, and took the pages that lay there */
    uint64_t lost_pages;       /**< that opening, or the last refresh, had to leave out */
    uint64_t lost_lines;       /**< in these, as far as it could be told */
    uint64_t lost_commits;     /**< that had answered OK and are not in the file any more, at most: it was damaged */
    uint64_t bytes;            /**< of the file, in use */
    uint64_t commits;          /**< number of the newest one; numbers rise, with gaps */
    enum quire_result trouble; /**< why the last commit failed, or a page could not be read; OK: all is well */
    int system_error;          /**< errno of the last failure of the system, 0: none */
};

/** Initialiser of struct quire_history_file_info: its size, everything else zero. */
#define QUIRE_HISTORY_FILE_INFO_INIT                                                                                   \
    { sizeof(struct quire_history_file_info), false, false, false, false, 0, 0, 0, 0, 0, QUIRE_OK, 0 }

QUIRE_BEGIN_DECLS

/** Opens a file, or makes it, and the history in it, to read and to write. `options` (limits, allocator, seed) as for
 * quire_history_create; the limit of bytes counts memory and file. A last line that was unfinished is ended. `report`
 * (may be NULL) is told of each thing that had to be left out. BUSY: another process writes it; DENIED: not a private
 * regular file of this user, or access was refused; NOT_FOUND: no such folder; UNSUPPORTED: another version or byte
 * order, or a system without files; CORRUPT: not a history file; NO_ROOM, IO, OUT_OF_MEMORY; INVALID: a bad options
 * size, no path. */
QUIRE_API enum quire_result quire_history_open(const struct quire_history_options *options, const char *path,
                                               quire_verify_report *report, void *user, struct quire_history **history);

/** Opens a file to read what its writer, live or dead, has committed so far. Nothing is ever written, and no limit is
 * applied. Such a history refuses all changes (DENIED, or nothing happens where a function has no result). A file whose
 * writer has not begun yet, or died before it had, is an empty history; quire_history_refresh looks again. Errors as
 * above; NOT_FOUND: no such file; BUSY: its writer was faster, several times in a row. */
QUIRE_API enum quire_result quire_history_follow(const struct quire_history_options *options, const char *path,
                                                 quire_verify_report *report, void *user,
                                                 struct quire_history **history);

/** Takes the newest commit into a history that follows; `changed` says whether there was one. Lines keep their numbers.
 * With nothing new the cost is two small reads; else that of the journal and of what is new.
 * BUSY, IO, OUT_OF_MEMORY: the history is as it was, and so with CORRUPT and UNSUPPORTED: what came into the empty file
 * that it follows is no history, or of another version; INVALID: it does not follow a file. */
QUIRE_API enum quire_result quire_history_refresh(struct quire_history *history, bool *changed);

/** Commits again after a failure; every change does so by itself. NO_ROOM, IO, OUT_OF_MEMORY: nothing changed. */
QUIRE_API enum quire_result quire_history_commit(struct quire_history *history);

/** What is known about the file; info->size is set by the caller's initialiser. INVALID: a bad size. */
QUIRE_API enum quire_result quire_history_get_file_info(const struct quire_history *history,
                                                        struct quire_history_file_info *info);

/** The same for a terminal made with a history file. */
QUIRE_API enum quire_result quire_terminal_get_history_file(const struct quire_terminal *terminal,
                                                            struct quire_history_file_info *info);

/** Checks a file without changing it: header, roots, extents, the newest commit, every rule of every page. Each breach
 * is reported (`report` may be NULL) and counted in `breaches`; what an unfinished commit left is none. `info` (may be
 * NULL) says what was found. Errors as of quire_history_follow. */
QUIRE_API enum quire_result quire_history_file_verify(const char *path, const struct quire_allocator *allocator,
                                                      quire_verify_report *report, void *user, size_t *breaches,
                                                      struct quire_history_file_info *info);

QUIRE_END_DECLS

#endif
