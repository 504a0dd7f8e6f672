#define _GNU_SOURCE
#include "config.h"

#include <string.h>

#include "config_value.h"

static void init_palette(uint32_t palette[256]) {
    static const uint32_t base[16] = {0x23262E, 0xE06C75, 0x98C379, 0xE5C07B, 0x61AFEF, 0xC678DD, 0x56B6C2, 0xC8CED8,
                                      0x6B7280, 0xF08A92, 0xB5DB97, 0xF2D49B, 0x8AC6FF, 0xDB9CEB, 0x7FD3DE, 0xF5F7FA};
    static const uint32_t level[6] = {0, 95, 135, 175, 215, 255};
    memcpy(palette, base, sizeof base);
    for (uint32_t i = 0; i < 216; i++) {
        palette[16 + i] = level[i / 36] << 16 | level[i / 6 % 6] << 8 | level[i % 6];
    }
    for (uint32_t i = 0; i < 24; i++) {
        palette[232 + i] = (8 + i * 10) * 0x010101u;
    }
}

void config_init(struct config *config) {
    char error[CONFIG_ERROR_MAX];
    memset(config, 0, sizeof *config);
    init_palette(config->palette);
    for (size_t i = 0; i < config_key_count; i++) {
        const struct config_key *key = &config_keys[i];
        if (key->kind != CONFIG_PALETTE && key->kind != CONFIG_BINDING) {
            config_value_parse(key, (char *)config + key->offset, key->standard, error, sizeof error);
        }
    }
}
