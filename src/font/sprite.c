#include "sprite.h"

#include <stddef.h>

static const struct range {
    uint32_t first, last;
    bool (*draw)(struct sprite_canvas *canvas, uint32_t code_point);
} ranges[] = {
    {0x23BA, 0x23BD, sprite_scan_line}, {0x2500, 0x257F, sprite_box},       {0x2580, 0x259F, sprite_block},
    {0x2800, 0x28FF, sprite_braille},   {0xE0B0, 0xE0BF, sprite_powerline}, {0x1FB00, 0x1FB3B, sprite_legacy},
    {0x1FB70, 0x1FB8B, sprite_legacy},
};

static const struct range *find(uint32_t code_point) {
    if (code_point < ranges[0].first)
        return NULL;
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        if (code_point >= ranges[i].first && code_point <= ranges[i].last)
            return &ranges[i];
    }
    return NULL;
}

bool sprite_has(uint32_t code_point) {
    return find(code_point) != NULL;
}

bool sprite_draw(struct sprite_canvas *canvas, uint32_t code_point) {
    const struct range *range = find(code_point);
    return range && range->draw(canvas, code_point);
}

void sprite_missing(struct sprite_canvas *canvas) {
    int w = (int)canvas->width, h = (int)canvas->height, t = (int)canvas->light;
    int x = t + w / 12, y = h / 6;
    sprite_fill(canvas, x, y, w - x, h - y, 150);
    sprite_fill(canvas, x + t, y + t, w - x - t, h - y - t, 0);
}
