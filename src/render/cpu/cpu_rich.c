#include "cpu_rich.h"

#include "cpu_translucent.h"

/* The highest byte of a pixel while its cell is drawn. */
enum {
    PURE = 0xFF,    /* one of the colours */
    BLENDED = 0xFE, /* one layer lies over one colour */
    MIXED = 0xFD    /* the colour is still to be composed */
};

#define COLOR(pixel) ((pixel)&0xFFFFFFu)
#define MARKED(pixel, mark) (COLOR(pixel) | (uint32_t)(mark) << 24)

/* What a layer has at a pixel: premultiplied 0xAARRGGBB; of coverage, the alpha alone counts. */
static uint32_t texel(const struct cpu_tiles *tiles, uint32_t tile, uint32_t x, uint32_t y) {
    const struct glyph_atlas *atlas = tiles->atlas;
    const uint8_t *at = cpu_tiles_picture(tiles, tile) + ((size_t)y * atlas->width + x) * 4;
    return (uint32_t)at[3] << 24 | (uint32_t)at[0] << 16 | (uint32_t)at[1] << 8 | at[2];
}

static struct cpu_color over(struct cpu_color ground, const struct cpu_layer *layer, uint32_t argb, float weight) {
    return layer->tile & ATLAS_TILE_COLOR ? cpu_over_picture(ground, argb)
                                          : cpu_over(ground, cpu_color_of(layer->color), argb >> 24, weight);
}

static uint32_t compose(const struct cpu_tiles *tiles, const struct cpu_stack *stack, uint32_t x, uint32_t y) {
    struct cpu_color color = cpu_color_of(stack->background);
    for (uint32_t i = 0; i < stack->count; i++)
        color = over(color, &stack->layers[i], texel(tiles, stack->layers[i].tile, x, y), stack->weight);
    return cpu_color_pack(color);
}

/* One layer over one line. `ramp`: of the layer's colour over the background; NULL: a picture. */
static void draw_line(const struct cpu_tiles *tiles, const struct cpu_stack *stack, const struct cpu_layer *layer,
                      const uint32_t *ramp, const struct cpu_part *part, uint32_t y) {
    uint32_t *to = part->to + y * part->stride;
    for (uint32_t x = 0; x < part->width; x++) {
        uint32_t argb = texel(tiles, layer->tile, part->x + x, part->y + y), alpha = argb >> 24;
        if (alpha == 0)
            continue;
        if (alpha == 255)
            to[x] = MARKED(ramp ? layer->color : argb, PURE);
        else if (to[x] >> 24 != PURE)
            to[x] = MARKED(0, MIXED);
        else if (ramp && COLOR(to[x]) == stack->background)
            to[x] = MARKED(ramp[alpha], BLENDED);
        else
            to[x] = MARKED(cpu_color_pack(over(cpu_color_of(to[x]), layer, argb, stack->weight)), BLENDED);
    }
}

static void draw_layer(const struct cpu_tiles *tiles, struct cpu_ramps *ramps, const struct cpu_stack *stack,
                       const struct cpu_layer *layer, const struct cpu_part *part) {
    bool picture = layer->tile & ATLAS_TILE_COLOR;
    struct cpu_tile_lines lines = tiles->lines[cpu_tiles_index(tiles, layer->tile)];
    const uint32_t *ramp = picture ? NULL : cpu_ramps_get(ramps, layer->color, stack->background);
    for (uint32_t y = 0; y < part->height; y++) {
        if (part->y + y >= lines.top && part->y + y < lines.bottom)
            draw_line(tiles, stack, layer, ramp, part, y);
    }
}

/* What shows through is worked out for each pixel. */
static uint32_t compose_shade(const struct cpu_tiles *tiles, const struct cpu_stack *stack, struct cpu_shade shade,
                              uint32_t x, uint32_t y) {
    for (uint32_t i = 0; i < stack->count; i++) {
        const struct cpu_layer *layer = &stack->layers[i];
        uint32_t argb = texel(tiles, layer->tile, x, y);
        shade = layer->tile & ATLAS_TILE_COLOR
                    ? cpu_shade_over_picture(shade, argb)
                    : cpu_shade_over(shade, cpu_color_of(layer->color), argb >> 24, stack->weight);
    }
    return cpu_shade_pack(shade);
}

static void draw_translucent(const struct cpu_tiles *tiles, const struct cpu_stack *stack,
                             const struct cpu_part *part) {
    for (uint32_t y = 0; y < part->height; y++) {
        for (uint32_t x = 0; x < part->width; x++)
            part->to[y * part->stride + x] =
                compose_shade(tiles, stack, cpu_shade_of(stack->background), part->x + x, part->y + y);
    }
}

static bool is_covered(const struct cpu_tiles *tiles, const struct cpu_stack *stack, uint32_t x, uint32_t y) {
    uint32_t covered = 0;
    for (uint32_t i = 0; i < stack->count; i++)
        covered |= texel(tiles, stack->layers[i].tile, x, y) >> 24;
    return covered;
}

/* The lines of a cell that any layer has something in. */
static struct cpu_tile_lines lines_of(const struct cpu_tiles *tiles, const struct cpu_stack *stack) {
    struct cpu_tile_lines all = {UINT16_MAX, 0};
    for (uint32_t i = 0; i < stack->count; i++) {
        struct cpu_tile_lines lines = tiles->lines[cpu_tiles_index(tiles, stack->layers[i].tile)];
        all.top = lines.top < all.top ? lines.top : all.top;
        all.bottom = lines.bottom > all.bottom ? lines.bottom : all.bottom;
    }
    return all;
}

void cpu_rich_draw_over(const struct cpu_tiles *tiles, const struct cpu_stack *stack, const struct cpu_part *part) {
    struct cpu_tile_lines lines = lines_of(tiles, stack);
    for (uint32_t y = part->y; y < part->y + part->height; y++) {
        uint32_t *to = part->to + (y - part->y) * part->stride;
        for (uint32_t x = 0; y >= lines.top && y < lines.bottom && x < part->width; x++) {
            if (is_covered(tiles, stack, part->x + x, y))
                to[x] = compose_shade(tiles, stack, cpu_shade_of_pixel(to[x]), part->x + x, y);
        }
    }
}

void cpu_rich_draw(const struct cpu_tiles *tiles, struct cpu_ramps *ramps, const struct cpu_stack *stack,
                   const struct cpu_part *part) {
    if (stack->background >> 24) {
        draw_translucent(tiles, stack, part);
        return;
    }
    for (uint32_t y = 0; y < part->height; y++)
        ramps->blend->fill(part->to + y * part->stride, part->width, MARKED(stack->background, PURE));
    for (uint32_t i = 0; i < stack->count; i++)
        draw_layer(tiles, ramps, stack, &stack->layers[i], part);
    for (uint32_t y = 0; y < part->height; y++) {
        uint32_t *to = part->to + y * part->stride;
        for (uint32_t x = 0; x < part->width; x++) {
            uint32_t color = to[x] >> 24 == MIXED ? compose(tiles, stack, part->x + x, part->y + y) : to[x];
            to[x] = MARKED(color, PURE);
        }
    }
}
