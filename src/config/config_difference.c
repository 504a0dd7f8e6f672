/* What differs between two sets of settings, and what that touches. */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>

#include "config_table.h"
#include "config_value.h"

static bool differs(const struct config_key *key, const struct config *before, const struct config *after) {
    return memcmp((const char *)before + key->offset, (const char *)after + key->offset, config_value_size(key)) != 0;
}

uint32_t config_difference(const struct config *before, const struct config *after) {
    uint32_t touched = 0;
    for (size_t i = 0; i < config_key_count; i++) {
        touched |= differs(&config_keys[i], before, after) ? config_keys[i].touches : 0;
    }
    return touched;
}

void config_name_difference(const struct config *before, const struct config *after, uint32_t touches, char *text,
                            size_t size) {
    static const char dots[] = ", ...";
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < config_key_count; i++) {
        if ((config_keys[i].touches & touches) == 0 || !differs(&config_keys[i], before, after)) {
            continue;
        }
        if (used + strlen(config_keys[i].name) + sizeof dots + 2 > size) {
            snprintf(text + used, size - used, "%s", dots);
            return;
        }
        used += (size_t)snprintf(text + used, size - used, "%s%s", used > 0 ? ", " : "", config_keys[i].name);
    }
}
