#include "sprite.h"

#include <stddef.h>

/* The first range that a code point lies in draws it. `has` is NULL where all of the range is drawn. */
static const struct range {
    uint32_t first, last;
    bool (*draw)(struct sprite_canvas *canvas, uint32_t code_point);
    bool (*has)(uint32_t code_point);
} ranges[] = {
    {0x23BA, 0x23BD, sprite_scan_line, NULL},
    {0x2500, 0x257F, sprite_box, NULL},
    {0x2580, 0x259F, sprite_block, NULL},
    {0x2800, 0x28FF, sprite_braille, NULL},
    {0xE0B0, 0xE0D7, sprite_powerline, sprite_has_powerline},
    {0xEE00, 0xEE0B, sprite_progress, NULL},
    {0xF5D0, 0xF60D, sprite_branch, NULL},
    {0x1CC21, 0x1CC2F, sprite_separated_quadrant, NULL},
    {0x1CD00, 0x1CDE5, sprite_octant, NULL},
    {0x1CE51, 0x1CE8F, sprite_separated_sextant, NULL},
    {0x1CC1B, 0x1CEB0, sprite_supplement, sprite_has_supplement},
    {0x1FB00, 0x1FB3B, sprite_sextant, NULL},
    {0x1FB70, 0x1FB8B, sprite_eighths, NULL},
    {0x1FB95, 0x1FB96, sprite_checker_board, NULL},
    {0x1FB3C, 0x1FBEF, sprite_legacy, sprite_has_legacy},
    {0x1FBF0, 0x1FBF9, sprite_segmented_digit, NULL},
};

static const struct range *find(uint32_t code_point) {
    if (code_point < ranges[0].first)
        return NULL;
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        const struct range *range = &ranges[i];
        if (code_point >= range->first && code_point <= range->last)
            return !range->has || range->has(code_point) ? range : NULL;
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
