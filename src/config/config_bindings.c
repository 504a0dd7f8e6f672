#include "config_bindings.h"

#include <string.h>

/* Bytes of a pair, with its NULs. */
static size_t pair_size(const char *keys) {
    size_t length = strlen(keys) + 1;
    return length + strlen(keys + length) + 1;
}

const char *config_next_binding(const struct config_bindings *bindings, const char *previous, const char **action) {
    const char *at = previous != NULL ? previous + pair_size(previous) : bindings->text;
    if (at == bindings->text + bindings->length) {
        return NULL;
    }
    *action = at + strlen(at) + 1;
    return at;
}

static void take_out(struct config_bindings *bindings, size_t at) {
    size_t size = pair_size(bindings->text + at);
    bindings->length -= (uint32_t)size;
    memmove(bindings->text + at, bindings->text + at + size, bindings->length - at);
    memset(bindings->text + bindings->length, 0, size);
}

bool config_bindings_put(struct config_bindings *bindings, const char *keys, const char *action) {
    if (keys[0] == '\0') { /* nothing before it matters any more */
        memset(bindings, 0, sizeof *bindings);
    }
    size_t length = strlen(keys) + 1, size = length + strlen(action) + 1, same = 0;
    while (same < bindings->length && strcmp(bindings->text + same, keys) != 0) {
        same += pair_size(bindings->text + same);
    }
    size_t freed = same < bindings->length ? pair_size(bindings->text + same) : 0;
    if (bindings->length - freed + size > sizeof bindings->text) {
        return false;
    }
    if (freed > 0) {
        take_out(bindings, same);
    }
    memcpy(bindings->text + bindings->length, keys, length);
    memcpy(bindings->text + bindings->length + length, action, size - length);
    bindings->length += (uint32_t)size;
    return true;
}
