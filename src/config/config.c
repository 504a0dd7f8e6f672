#define _GNU_SOURCE
#include "config.h"

#include <string.h>

#include <quire/defaults.h>

#include "config_value.h"

void config_init(struct config *config) {
    char error[CONFIG_ERROR_MAX];
    memset(config, 0, sizeof *config);
    for (uint32_t i = 0; i < 256; i++) {
        config->palette[i] = quire_default_color(i);
    }
    for (size_t i = 0; i < config_key_count; i++) {
        const struct config_key *key = &config_keys[i];
        if (key->kind != CONFIG_PALETTE && key->kind != CONFIG_BINDING) {
            config_value_parse(key, (char *)config + key->offset, key->standard, error, sizeof error);
        }
    }
}
