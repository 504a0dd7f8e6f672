/* path_name.h - a path as it stands in a text, as one that can be opened from anywhere. Pure. */
#ifndef PATH_NAME_H
#define PATH_NAME_H

#include <stdbool.h>
#include <stddef.h>

/* Writes the path from the root on: "~/" is `home`, what does not begin with a slash lies in `directory`. False: it
 * does not fit, or what it would lie in is not known (""). */
bool path_name_absolute(const char *path, const char *directory, const char *home, char *name, size_t size);

/* "src/main.c" of "a/src/main.c" and "b/src/main.c", as git calls the sides of a difference; NULL: it is none. */
const char *path_name_without_side(const char *path);

#endif
