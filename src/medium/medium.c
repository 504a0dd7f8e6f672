#define _GNU_SOURCE
#include "medium.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/magic.h>
#include <linux/openat2.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "medium_place.h"

static const char *name_of(int error) {
    static const struct {
        int error;
        const char *name;
    } names[] = {
        {ENOENT, "ENOENT"}, {ENOTDIR, "ENOENT"}, {EPERM, "EPERM"},   {EACCES, "EACCES"}, {ELOOP, "ELOOP"},
        {EINVAL, "EINVAL"}, {EFBIG, "EFBIG"},    {ENOMEM, "ENOMEM"}, {EMFILE, "EMFILE"}, {ENFILE, "ENFILE"},
        {EIO, "EIO"},       {EXDEV, "EPERM"},    {EISDIR, "EPERM"},  {ENXIO, "EPERM"},   {ENAMETOOLONG, "EINVAL"}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i].error == error) {
            return names[i].name;
        }
    }
    return "EBADF";
}

/* What was opened: by O_PATH, so that it can be looked at and nothing has happened to it. */
struct opened {
    int place;
    struct stat status;
    char path[PATH_MAX]; /* the real one */
};

/* The system's links (/proc/PID/root, /proc/self/fd/N) would lead out of all folders by a path that looks right. */
static int open_place(int folder, const char *name, bool follows) {
    struct open_how how = {.flags = (uint64_t)(O_PATH | O_CLOEXEC | (follows ? 0 : O_NOFOLLOW)),
                           .resolve = RESOLVE_NO_MAGICLINKS};
    long place = syscall(SYS_openat2, folder, name, &how, sizeof how);
    if (place < 0 && errno == ENOSYS) {
        place = openat(folder, name, O_PATH | O_CLOEXEC | (follows ? 0 : O_NOFOLLOW));
    }
    return (int)place;
}

/* A file system of the kernel's own may be mounted anywhere. */
static bool is_of_kernel(int place) {
    static const unsigned long kinds[] = {PROC_SUPER_MAGIC, SYSFS_MAGIC,         DEBUGFS_MAGIC,     TRACEFS_MAGIC,
                                          SECURITYFS_MAGIC, CGROUP2_SUPER_MAGIC, DEVPTS_SUPER_MAGIC};
    struct statfs status;
    if (fstatfs(place, &status) != 0) {
        return true;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if ((unsigned long)status.f_type == kinds[i]) {
            return true;
        }
    }
    return false;
}

static void descriptor_path(char path[64], int descriptor) {
    snprintf(path, 64, "/proc/self/fd/%d", descriptor);
}

/* Where it lies. One that has no name any more lies nowhere. */
static bool find_path(struct opened *opened) {
    char link[64];
    descriptor_path(link, opened->place);
    ssize_t length = readlink(link, opened->path, sizeof opened->path);
    if (length <= 0 || (size_t)length >= sizeof opened->path || opened->status.st_nlink == 0) {
        return false;
    }
    opened->path[length] = '\0';
    return true;
}

/* NULL: it is a regular file somewhere. */
static const char *look(struct opened *opened) {
    if (fstat(opened->place, &opened->status) != 0) {
        return name_of(errno);
    }
    if (!S_ISREG(opened->status.st_mode) || is_of_kernel(opened->place)) {
        return "EPERM";
    }
    return find_path(opened) ? NULL : "ENOENT";
}

/* --- reading --- */

/* Files of so many bytes take longer to be closed than it takes to hand them over. */
#define SPENT_MIN ((uint64_t)1 << 20)

#define HUGE_PAGE ((size_t)2 << 20)

/* A picture may be 30 MB: by large pages it is half as many milliseconds. */
static uint8_t *take_memory(size_t size) {
    void *memory = NULL;
    if (size < 2 * HUGE_PAGE) {
        return malloc(size > 0 ? size : 1);
    }
    if (posix_memalign(&memory, HUGE_PAGE, size) != 0) {
        return NULL;
    }
    madvise(memory, size, MADV_HUGEPAGE);
    return memory;
}

/* False: the system failed. A file that has become shorter ends earlier. */
static bool read_all(int file, uint64_t offset, size_t size, struct medium_bytes *bytes) {
    while (bytes->length < size) {
        ssize_t got = pread(file, bytes->bytes + bytes->length, size - bytes->length, (off_t)(offset + bytes->length));
        if (got == 0) {
            return true;
        }
        if (got < 0 && errno != EINTR) {
            return false;
        }
        bytes->length += got > 0 ? (size_t)got : 0;
    }
    return true;
}

/* What was in it is forgotten. False: no memory, and there is none any more. */
static bool make_room(struct medium_bytes *bytes, size_t size) {
    bytes->length = 0;
    if (bytes->bytes != NULL && bytes->room >= size) {
        return true;
    }
    medium_bytes_free(bytes);
    bytes->bytes = take_memory(size);
    bytes->room = bytes->bytes != NULL ? size : 0;
    return bytes->bytes != NULL;
}

void medium_bytes_free(struct medium_bytes *bytes) {
    free(bytes->bytes);
    *bytes = (struct medium_bytes){NULL, 0, 0};
}

/* A reading under way: of what, by which rules, to where. */
struct reading {
    const struct medium_request *request;
    const struct medium_rules *rules;
    struct medium_bytes *bytes;
    bool is_filling; /* `bytes` is the caller's memory, and has the room that it has */
    int *spent;
};

/* Of what is left behind the offset. */
static uint64_t size_of(const struct reading *reading, uint64_t left) {
    uint64_t size = reading->request->size;
    bool is_all = size == 0 && !reading->is_filling;
    return is_all || size > left ? left : size;
}

static const char *read_part(int file, uint64_t length, const struct reading *reading) {
    const struct medium_request *request = reading->request;
    struct medium_bytes *bytes = reading->bytes;
    if (request->offset > length) {
        return "EINVAL";
    }
    uint64_t size = size_of(reading, length - request->offset);
    if (size > reading->rules->bytes_most || size > SIZE_MAX) {
        return "EFBIG";
    }
    if (!reading->is_filling && !make_room(bytes, (size_t)size)) {
        return "ENOMEM";
    }
    return read_all(file, request->offset, (size_t)size, bytes) ? NULL : name_of(errno);
}

/* The last descriptor of a file without a name gives its memory back, page by page. */
static void let_go(int file, uint64_t length, const struct reading *reading) {
    if (length < SPENT_MIN) {
        close(file);
        return;
    }
    if (*reading->spent >= 0) {
        close(*reading->spent);
    }
    *reading->spent = file;
}

/* The same file once more, by the descriptor: whatever its name stands for by now. */
static const char *read_opened(const struct opened *opened, const struct reading *reading) {
    struct stat status;
    char link[64];
    descriptor_path(link, opened->place);
    int file = open(link, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (file < 0) {
        return name_of(errno);
    }
    if (fstat(file, &status) != 0) {
        const char *error = name_of(errno);
        close(file);
        return error;
    }
    const char *error = read_part(file, (uint64_t)status.st_size, reading);
    let_go(file, (uint64_t)status.st_size, reading);
    return error;
}

/* --- removing --- */

static bool is_same(int folder, const char *name, const struct stat *status) {
    struct stat now;
    return fstatat(folder, name, &now, AT_SYMLINK_NOFOLLOW) == 0 && now.st_dev == status->st_dev &&
           now.st_ino == status->st_ino;
}

/* The folder is held while its name is looked at again: a link that takes its place meanwhile leads nowhere. */
static void remove_file(const struct opened *opened, const struct medium_rules *rules) {
    char path[PATH_MAX], link[64], real[PATH_MAX];
    snprintf(path, sizeof path, "%s", opened->path);
    char *slash = strrchr(path, '/');
    if (slash == NULL || slash == path || !medium_may_remove(opened->path, rules)) {
        return;
    }
    *slash = '\0';
    int folder = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) {
        return;
    }
    descriptor_path(link, folder);
    ssize_t length = readlink(link, real, sizeof real - 1);
    real[length > 0 ? length : 0] = '\0';
    if (strcmp(real, path) == 0 && is_same(folder, slash + 1, &opened->status)) {
        unlinkat(folder, slash + 1, 0);
    }
    close(folder);
}

/* --- the three --- */

static const char *read_file(const struct reading *reading) {
    const struct medium_request *request = reading->request;
    const struct medium_rules *rules = reading->rules;
    struct opened opened;
    if (request->name[0] != '/' || strlen(request->name) >= PATH_MAX) {
        return "EINVAL";
    }
    opened.place = open_place(AT_FDCWD, request->name, true);
    if (opened.place < 0) {
        return name_of(errno);
    }
    const char *error = look(&opened);
    if (error == NULL && !medium_may_read(opened.path, rules)) {
        error = "EPERM";
    }
    if (error == NULL) {
        error = read_opened(&opened, reading);
        if (request->kind == MEDIUM_TEMPORARY) {
            remove_file(&opened, rules);
        }
    }
    close(opened.place);
    return error;
}

static bool is_shared_name(const char *name) {
    return name[0] != '\0' && strlen(name) <= NAME_MAX && strchr(name, '/') == NULL && strcmp(name, ".") != 0 &&
           strcmp(name, "..") != 0;
}

static const char *read_shared_in(int folder, const char *name, const struct reading *reading) {
    struct opened opened;
    opened.place = open_place(folder, name, false);
    if (opened.place < 0) {
        return name_of(errno);
    }
    const char *error = look(&opened);
    if (error == NULL) {
        error = read_opened(&opened, reading);
        if (is_same(folder, name, &opened.status)) {
            unlinkat(folder, name, 0);
        }
    }
    close(opened.place);
    return error;
}

/* The C library's shm_open would wait for a pipe of this name. */
static const char *read_shared(const struct reading *reading) {
    const char *name = reading->request->name;
    name += name[0] == '/' ? 1 : 0;
    if (!is_shared_name(name)) {
        return "EINVAL";
    }
    int folder = open("/dev/shm", O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) {
        return name_of(errno);
    }
    const char *error = read_shared_in(folder, name, reading);
    close(folder);
    return error;
}

static const char *read_kind(const struct reading *reading) {
    const char *error = reading->request->kind == MEDIUM_SHARED ? read_shared(reading) : read_file(reading);
    if (error != NULL) {
        reading->bytes->length = 0;
    }
    return error;
}

const char *medium_read(const struct medium_request *request, const struct medium_rules *rules,
                        struct medium_bytes *bytes, int *spent) {
    const struct reading reading = {request, rules, bytes, false, spent};
    return read_kind(&reading);
}

const char *medium_fill(const struct medium_request *request, const struct medium_rules *rules, uint8_t *to,
                        size_t *length, int *spent) {
    struct medium_bytes bytes = {to, 0, (size_t)request->size};
    const struct reading reading = {request, rules, &bytes, true, spent};
    const char *error = read_kind(&reading);
    *length = bytes.length;
    return error;
}
