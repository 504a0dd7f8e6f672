/* sixel_model.h - sixel data to pixels in the most obvious way: one character after the other, one pixel after the
 * other, on a canvas that has its greatest size from the beginning. The rules are those of sixel_decode.h; nothing of
 * its code is used but the colours. */
#ifndef SIXEL_MODEL_H
#define SIXEL_MODEL_H

#include "sixel_kit.h"

#define MODEL_SIDE 1024

struct model {
    uint32_t pixels[MODEL_SIDE][MODEL_SIDE]; /* 0: nothing was drawn */
    uint32_t band[MODEL_SIDE][6];            /* of the band under work, at its scale */
    uint32_t max_width, max_height, max_pixels;
    uint32_t width, height, x, y, scale, color;
    struct qr_sixel_palette *palette;
};

static inline uint32_t model_least(uint64_t a, uint64_t b) {
    return (uint32_t)(a < b ? a : b);
}

static inline uint32_t model_greatest(uint32_t a, uint32_t b) {
    return a > b ? a : b;
}

/* The image becomes at least so large, as far as the limits allow: columns before rows, neither less than it was. */
static inline void model_extend(struct model *model, uint32_t width, uint32_t height) {
    width = model_least(model_greatest(width, model->width), model->max_width);
    height = model_least(model_greatest(height, model->height), model->max_height);
    while (width > model->width && (uint64_t)width * model_greatest(model->height, 1) > model->max_pixels)
        width--;
    while (height > model->height && (uint64_t)height * model_greatest(width, 1) > model->max_pixels)
        height--;
    model->width = width;
    model->height = height;
}

static inline void model_leave_band(struct model *model) {
    uint32_t right = 0, bottom = 0;
    for (uint32_t x = 0; x < model->max_width; x++)
        for (uint32_t i = 0; i < 6; i++)
            if (model->band[x][i]) {
                right = model_greatest(right, x + 1);
                bottom = model_greatest(bottom, i + 1);
            }
    if (right == 0)
        return;
    model_extend(model, right, model->y + bottom * model->scale);
    for (uint32_t x = 0; x < model->width; x++)
        for (uint32_t y = model->y; y < model_least(model->y + 6 * (uint64_t)model->scale, model->height); y++)
            if (model->band[x][(y - model->y) / model->scale])
                model->pixels[y][x] = model->band[x][(y - model->y) / model->scale];
    memset(model->band, 0, sizeof model->band);
}

static inline void model_draw(struct model *model, uint32_t bits, uint32_t count) {
    for (; count > 0 && model->x < model->max_width && model->y < model->max_height; count--, model->x++)
        for (uint32_t i = 0; i < 6; i++)
            if (bits >> i & 1)
                model->band[model->x][i] = model->color;
}

static inline void model_obey(struct model *model, char command, const uint32_t *values, unsigned count) {
    if (command == '#') {
        uint32_t *color = &model->palette->colors[values[0] % model->palette->count];
        if (count > 1 && values[1] == 1)
            *color = qr_sixel_hls(values[2], values[3], values[4]);
        if (count > 1 && values[1] == 2)
            *color = qr_sixel_rgb(values[2], values[3], values[4]);
        model->color = *color;
    } else if (command == '"') {
        uint32_t scale = values[1] ? values[0] / values[1] + (values[0] % values[1] != 0) : model->scale;
        scale = model_least(model_greatest(scale, 1), model->max_height);
        if (scale != model->scale)
            model_leave_band(model);
        model->scale = scale;
        model_extend(model, values[2], values[3]);
        model->x = 0;
    }
}

/* Reads the parameters behind a command; the place behind them. */
static inline const char *model_values(const char *p, const char *end, uint32_t values[5], unsigned *count) {
    memset(values, 0, 5 * sizeof *values);
    *count = 1;
    for (; p < end && !strchr("#!\"$-", *p) && (*p < '?' || *p > '~'); p++) {
        if (*p == ';')
            ++*count;
        else if (*p >= '0' && *p <= '9' && *count <= 5)
            values[*count - 1] = model_least((uint64_t)values[*count - 1] * 10 + (uint32_t)(*p - '0'), 100000000);
    }
    return p;
}

static inline struct picture model_decode(struct model *model, const char *data, size_t length,
                                          const struct qr_sixel_options *options, struct qr_sixel_palette *palette) {
    const char *p = data, *end = data + length;
    memset(model, 0, sizeof *model);
    model->max_width = options->max_width;
    model->max_height = options->max_height;
    model->max_pixels = model_greatest((uint32_t)(options->max_bytes / 4), 1);
    model->palette = palette;
    model->scale = model_least(qr_sixel_macro_scale(options->macro), model->max_height);
    model->color = palette->colors[palette->count > 15 ? 15 : palette->count - 1];
    while (p < end) {
        char c = *p++;
        uint32_t values[5];
        unsigned count;
        if (c == '#' || c == '"' || c == '!')
            p = model_values(p, end, values, &count);
        if (c == '!' && p < end && *p >= '?' && *p <= '~')
            model_draw(model, (uint32_t)(*p++ - '?'), model_greatest(values[0], 1));
        else if (c == '#' || c == '"')
            model_obey(model, c, values, count);
        else if (c >= '?' && c <= '~')
            model_draw(model, (uint32_t)(c - '?'), 1);
        else if (c == '$')
            model->x = 0;
        else if (c == '-') {
            model_leave_band(model);
            model->x = 0;
            model->y = model_least(model->y + 6 * (uint64_t)model->scale, model->max_height);
        }
    }
    model_leave_band(model);
    struct picture picture = {.width = model->width, .height = model->height};
    if (picture.width == 0 || picture.height == 0)
        return (struct picture){0};
    picture.pixels = malloc((size_t)picture.width * picture.height * sizeof(uint32_t));
    if (!picture.pixels)
        abort();
    for (uint32_t y = 0; y < picture.height; y++)
        for (uint32_t x = 0; x < picture.width; x++)
            picture.pixels[y * picture.width + x] = model->pixels[y][x] ? model->pixels[y][x] : options->background;
    return picture;
}

#endif
