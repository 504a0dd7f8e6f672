#include "picture_file.h"

#include <errno.h>
#include <string.h>

static bool fill(FILE *file, bool (*write)(FILE *file, const void *what), const void *what) {
    return write(file, what) && fflush(file) == 0 && !ferror(file);
}

bool picture_file_write(const char *path, bool (*write)(FILE *file, const void *what), const void *what, char *error,
                        size_t error_size) {
    bool is_standard = strcmp(path, "-") == 0;
    FILE *file = is_standard ? stdout : fopen(path, "wb");
    if (!file) {
        snprintf(error, error_size, "render: cannot create %s: %s", path, strerror(errno));
        return false;
    }
    errno = 0;
    bool done = fill(file, write, what);
    int reason = errno;
    if (!is_standard && fclose(file) != 0 && done) {
        reason = errno;
        done = false;
    }
    if (done)
        return true;
    snprintf(error, error_size, "render: cannot write %s: %s", path, reason ? strerror(reason) : "out of memory");
    if (!is_standard)
        remove(path);
    return false;
}
