/* medium_place.h - which folders files may be read from, and removed from. Internal to src/medium. */
#ifndef MEDIUM_PLACE_H
#define MEDIUM_PLACE_H

#include <stdbool.h>

#include "medium.h"

/* All of `path`, real and absolute, and of no special kind: below an allowed folder. */
bool medium_may_read(const char *path, const struct medium_rules *rules);
/* It is a temporary file of this protocol. */
bool medium_may_remove(const char *path, const struct medium_rules *rules);

#endif
