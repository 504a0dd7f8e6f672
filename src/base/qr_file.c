#define _DEFAULT_SOURCE /* flock */

#include "qr_file.h"

#if defined(__unix__) || defined(__APPLE__)

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* A file name at most, with its end. */
#define NAME_BYTES 256u
/* What one system call may be asked for: below the limits of every system. */
#define TRANSFER_MAX ((size_t)1 << 30)

static enum quire_result failed(struct qr_file *file, int error) {
    file->error = error;
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return QUIRE_NOT_FOUND;
    case EWOULDBLOCK:
        return QUIRE_BUSY;
    case ENOSPC:
    case EFBIG:
#ifdef EDQUOT
    case EDQUOT:
#endif
        return QUIRE_NO_ROOM;
    case ELOOP: /* what O_NOFOLLOW says of a symbolic link */
    case EACCES:
    case EPERM:
    case EROFS:
    case EISDIR:
    case ENXIO:
        return QUIRE_DENIED;
    default:
        return QUIRE_IO;
    }
}

/* Opens the folder of a path and finds the name in it. */
static enum quire_result open_folder(struct qr_file *file, const char *path, int *folder, const char **name) {
    const char *slash = strrchr(path, '/');
    size_t length = slash ? (size_t)(slash - path) : 0;
    char prefix[4096];
    *name = slash ? slash + 1 : path;
    if (length >= sizeof prefix || strlen(*name) >= NAME_BYTES)
        return failed(file, ENAMETOOLONG);
    if (**name == 0 || strcmp(*name, ".") == 0 || strcmp(*name, "..") == 0)
        return failed(file, EISDIR);
    memcpy(prefix, path, length);
    prefix[length] = 0;
    *folder = open(!slash ? "." : length ? prefix : "/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return *folder < 0 ? failed(file, errno) : QUIRE_OK;
}

/* A regular file of ours, with one name, closed to everybody else? */
static bool is_private(int descriptor) {
    struct stat about;
    return fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode) && about.st_uid == geteuid() &&
           about.st_nlink == 1 && (about.st_mode & (S_IRWXG | S_IRWXO)) == 0;
}

enum quire_result qr_file_open(struct qr_file *file, const char *path, enum qr_file_access access) {
    const int common = O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
    const char *name;
    int folder;
    *file = (struct qr_file){.descriptor = -1};
    enum quire_result result = open_folder(file, path, &folder, &name);
    if (result != QUIRE_OK)
        return result;
    file->descriptor = openat(folder, name, common | (access == QR_FILE_WRITE ? O_RDWR | O_CREAT : O_RDONLY), 0600);
    int error = errno;
    close(folder);
    if (file->descriptor < 0)
        return failed(file, error);
    if (!is_private(file->descriptor))
        result = failed(file, EACCES);
    else if (access == QR_FILE_WRITE && flock(file->descriptor, LOCK_EX | LOCK_NB) != 0)
        result = failed(file, errno);
    if (result != QUIRE_OK)
        qr_file_close(file);
    return result;
}

void qr_file_close(struct qr_file *file) {
    if (file->descriptor >= 0)
        close(file->descriptor);
    file->descriptor = -1;
}

enum quire_result qr_file_size(struct qr_file *file, uint64_t *size) {
    struct stat about;
    if (fstat(file->descriptor, &about) != 0)
        return failed(file, errno);
    *size = (uint64_t)about.st_size;
    return QUIRE_OK;
}

enum quire_result qr_file_read(struct qr_file *file, uint64_t place, void *bytes, size_t length) {
    for (size_t done = 0; done < length;) {
        size_t part = length - done < TRANSFER_MAX ? length - done : TRANSFER_MAX;
        ssize_t count = pread(file->descriptor, (char *)bytes + done, part, (off_t)(place + done));
        if (count == 0)
            return QUIRE_CORRUPT;
        if (count < 0 && errno != EINTR)
            return failed(file, errno);
        done += count > 0 ? (size_t)count : 0;
    }
    return QUIRE_OK;
}

enum quire_result qr_file_write(struct qr_file *file, uint64_t place, const void *bytes, size_t length) {
    for (size_t done = 0; done < length;) {
        size_t part = length - done < TRANSFER_MAX ? length - done : TRANSFER_MAX;
        ssize_t count = pwrite(file->descriptor, (const char *)bytes + done, part, (off_t)(place + done));
        if (count == 0)
            return failed(file, ENOSPC);
        if (count < 0 && errno != EINTR)
            return failed(file, errno);
        done += count > 0 ? (size_t)count : 0;
    }
    return QUIRE_OK;
}

enum quire_result qr_file_resize(struct qr_file *file, uint64_t size) {
    int status;
    do
        status = ftruncate(file->descriptor, (off_t)size);
    while (status != 0 && errno == EINTR);
    return status == 0 ? QUIRE_OK : failed(file, errno);
}

enum quire_result qr_file_random(uint64_t *number) {
    int source = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
    ssize_t count = source < 0 ? -1 : read(source, number, sizeof *number);
    if (source >= 0)
        close(source);
    return count == (ssize_t)sizeof *number ? QUIRE_OK : QUIRE_IO;
}

#else

enum quire_result qr_file_open(struct qr_file *file, const char *path, enum qr_file_access access) {
    (void)path;
    (void)access;
    *file = (struct qr_file){.descriptor = -1};
    return QUIRE_UNSUPPORTED;
}

void qr_file_close(struct qr_file *file) {
    (void)file;
}

enum quire_result qr_file_size(struct qr_file *file, uint64_t *size) {
    (void)file;
    *size = 0;
    return QUIRE_UNSUPPORTED;
}

enum quire_result qr_file_read(struct qr_file *file, uint64_t place, void *bytes, size_t length) {
    (void)file;
    (void)place;
    (void)bytes;
    (void)length;
    return QUIRE_UNSUPPORTED;
}

enum quire_result qr_file_write(struct qr_file *file, uint64_t place, const void *bytes, size_t length) {
    (void)file;
    (void)place;
    (void)bytes;
    (void)length;
    return QUIRE_UNSUPPORTED;
}

enum quire_result qr_file_resize(struct qr_file *file, uint64_t size) {
    (void)file;
    (void)size;
    return QUIRE_UNSUPPORTED;
}

enum quire_result qr_file_random(uint64_t *number) {
    *number = 0;
    return QUIRE_UNSUPPORTED;
}

#endif
