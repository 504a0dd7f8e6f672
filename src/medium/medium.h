/* medium.h - reads what a program names instead of sending it: a file, a temporary file, shared memory. Pure.
 *
 * A name comes from whatever prints to the terminal, so it may be anybody's, and the terminal can read more than that
 * somebody. What is believed is not the name but what was opened by it:
 *
 *     name -> opened without being read (O_PATH; a pipe or a device notices nothing) -> is it a regular file?
 *          -> where does it lie (/proc/self/fd)? below an allowed folder, not in /proc, /sys, /dev
 *          -> the same file, opened for reading
 *
 * Symbolic links are followed, as the protocol wants; so it is the file at their end that has to lie in an allowed
 * folder, and nobody can exchange it between the look and the reading. Links of /proc lead nowhere. Files are read, not
 * mapped: who shortens one meanwhile makes it shorter, and no signal.
 *
 * A temporary file is read by the same rules, and removed when it lies in a folder for such files and its path has
 * "tty-graphics-protocol" in it; any other one is left alone, as kitty does. Shared memory is a name without folders,
 * in /dev/shm; it is unlinked, as the protocol wants. Both are gone whatever came of the reading, once it was allowed.
 *
 * Sources: kitty, "Terminal graphics protocol", The transmission medium; shm_overview(7), openat2(2). */
#ifndef MEDIUM_H
#define MEDIUM_H

#include <stddef.h>
#include <stdint.h>

enum medium_kind { MEDIUM_FILE, MEDIUM_TEMPORARY, MEDIUM_SHARED };

struct medium_request {
    enum medium_kind kind;
    const char *name; /* a file's: absolute */
    uint64_t offset;
    uint64_t size; /* 0: all behind the offset. More than there is: what there is */
};

/* Lists of absolute folders, with colons between them; what is none is left out. */
struct medium_rules {
    const char *folders;   /* below these files may be read; ~ is the home folder */
    const char *home;      /* NULL: unknown */
    const char *temporary; /* and below these, too: for temporary files. MEDIUM_TEMPORARY_FOLDERS, and $TMPDIR */
    uint64_t bytes_most;   /* of what is read */
};

#define MEDIUM_TEMPORARY_FOLDERS "/tmp:/var/tmp:/dev/shm"

/* What was read. The memory is the caller's, of malloc, and is used again for the next reading where it is enough:
 * a picture may be 30 MB, and the system takes longer to make such memory ready than to fill it. All zero: none
 * yet. */
struct medium_bytes {
    uint8_t *bytes;
    size_t length, room;
};
void medium_bytes_free(struct medium_bytes *bytes);

/* NULL: it was read, in the place of what `bytes` held. Or an error by its name: EINVAL, no name that could be one, or
 * an offset behind the end; ENOENT, there is none; EPERM, no regular file, or not in an allowed folder; EFBIG, more
 * than bytes_most; EACCES, ELOOP, ENOMEM, ... as the system says; EBADF for what has no name here. Cost: a dozen system
 * calls, and the reading.
 *
 * A large file is not closed, but put into *spent in place of the one that is there, which is closed (-1: none): where
 * it has no name any more, closing it gives 30 MB back to the system, which takes milliseconds, and the caller may hold
 * a lock. */
const char *medium_read(const struct medium_request *request, const struct medium_rules *rules,
                        struct medium_bytes *bytes, int *spent);

/* The same to memory of the caller, request->size bytes of it, of which *length are filled in. A size of 0 stands for
 * none here: the file is opened and removed as ever. */
const char *medium_fill(const struct medium_request *request, const struct medium_rules *rules, uint8_t *to,
                        size_t *length, int *spent);

#endif
