/* misuse_kit.h - what the tests of misuse share: callbacks that count, each in an int of `user`. */
#ifndef MISUSE_KIT_H
#define MISUSE_KIT_H

#include <quire/quire.h>

#include "api_kit.h"

static inline bool take(void *user, const char *bytes, size_t length) {
    (void)bytes;
    (void)length;
    ++*(int *)user;
    return true;
}

static inline bool hit(void *user, const struct quire_search_hit *found) {
    (void)found;
    ++*(int *)user;
    return true;
}

static inline bool span_found(void *user, const struct quire_range *found) {
    (void)found;
    ++*(int *)user;
    return true;
}

static inline struct quire_search_options search_for(const char *text) {
    struct quire_search_options options = QUIRE_SEARCH_OPTIONS_INIT;
    options.text = text;
    options.length = strlen(text);
    return options;
}

#endif
