/* picture_file.h - a file that is written whole, or not at all. */
#ifndef PICTURE_FILE_H
#define PICTURE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Calls `write` with a file at `path` ("-": standard output). False, and one line in `error`, when the file cannot be
 * made, `write` returns false (errno says why; 0: no memory) or what was written cannot be kept; a file that is not
 * whole is removed. */
bool picture_file_write(const char *path, bool (*write)(FILE *file, const void *what), const void *what, char *error,
                        size_t error_size);

#endif
