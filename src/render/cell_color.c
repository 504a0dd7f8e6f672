#include "cell_color.h"

#include <math.h>
#include <string.h>

uint32_t cell_color_of(uint32_t chosen, uint32_t foreground, uint32_t background, uint32_t none) {
    return chosen == CELL_COLOR_FOREGROUND   ? foreground
           : chosen == CELL_COLOR_BACKGROUND ? background
           : chosen <= 0xFFFFFF              ? chosen
                                             : none;
}

static float light_of(uint32_t channel) {
    float value = (float)channel / 255;
    return value <= 0.03928f ? value / 12.92f : powf((value + 0.055f) / 1.055f, 2.4f);
}

static float luminance(uint32_t rgb) {
    return 0.2126f * light_of(rgb >> 16 & 0xFF) + 0.7152f * light_of(rgb >> 8 & 0xFF) + 0.0722f * light_of(rgb & 0xFF);
}

static float contrast_of(float a, float b) {
    return a > b ? (a + 0.05f) / (b + 0.05f) : (b + 0.05f) / (a + 0.05f);
}

float cell_color_contrast(uint32_t a, uint32_t b) {
    return contrast_of(luminance(a), luminance(b));
}

uint32_t cell_color_mix(uint32_t a, uint32_t b, uint32_t share) {
    uint32_t result = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
        uint32_t x = a >> shift & 0xFF, y = b >> shift & 0xFF;
        result |= ((x * share + y * (256 - share)) >> 8) << shift;
    }
    return result;
}

static bool has_contrast(uint32_t color, float ground, bool lighter, float contrast) {
    float light = luminance(color);
    return (light > ground) == lighter && contrast_of(light, ground) >= contrast;
}

uint32_t cell_color_readable(uint32_t foreground, uint32_t background, float contrast) {
    float text = luminance(foreground), ground = luminance(background);
    if (contrast_of(text, ground) >= contrast)
        return foreground;
    bool white_is_better = contrast_of(1, ground) > contrast_of(0, ground);
    bool lighter = text > ground || (text >= ground && white_is_better);
    if (contrast_of(lighter ? 1 : 0, ground) < contrast)
        lighter = white_is_better;
    uint32_t end = lighter ? 0xFFFFFF : 0x000000, low = 0, high = 256; /* shares of the end */
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (has_contrast(cell_color_mix(end, foreground, middle), ground, lighter, contrast))
            high = middle;
        else
            low = middle + 1;
    }
    return cell_color_mix(end, foreground, high > 256 ? 256 : high);
}

void cell_color_memory_set(struct cell_color_memory *memory, float contrast) {
    if (contrast < memory->contrast || contrast > memory->contrast) {
        memset(memory, 0, sizeof *memory);
        memory->contrast = contrast;
    }
}

uint32_t cell_color_remembered(struct cell_color_memory *memory, uint32_t foreground, uint32_t background) {
    uint32_t hash = (foreground * 31 + background) * 0x9E3779B1u, index = (hash >> 24) % CELL_COLOR_MEMORY;
    if (memory->pairs[index].foreground != foreground || memory->pairs[index].background != background) {
        memory->pairs[index].foreground = foreground;
        memory->pairs[index].background = background;
        memory->pairs[index].readable = cell_color_readable(foreground, background, memory->contrast);
    }
    return memory->pairs[index].readable;
}

bool cell_color_is_shape(uint32_t code_point) {
    static const uint32_t ranges[][2] = {
        {0x2500, 0x259F}, {0x2800, 0x28FF}, {0xE0B0, 0xE0D7}, {0x1CC00, 0x1CEBF}, {0x1FB00, 0x1FBFF}};
    for (unsigned i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        if (code_point >= ranges[i][0] && code_point <= ranges[i][1])
            return true;
    }
    return false;
}
