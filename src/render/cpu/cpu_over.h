/* cpu_over.h - how a pixel of text is laid over what is below: the formula of shaders/pixel.glsl, in C.
 *
 * Coverage is blended as light, with a gamma of 2, and bent before, by the weight that the user wants and then by the
 * contrast of text and ground. This is the definition that ramps are made by (cpu_blend.h) and that pixels with several
 * layers are drawn by (cpu_rich.c). */
#ifndef CPU_OVER_H
#define CPU_OVER_H

#include <math.h>
#include <stdint.h>

#include "text_contrast.h"

struct cpu_color {
    float red, green, blue; /* 0 to 1 */
};

static inline struct cpu_color cpu_color_of(uint32_t rgb) {
    return (struct cpu_color){(float)(rgb >> 16 & 0xFF) * (1 / 255.0f), (float)(rgb >> 8 & 0xFF) * (1 / 255.0f),
                              (float)(rgb & 0xFF) * (1 / 255.0f)};
}

/* 0xFFRRGGBB */
static inline uint32_t cpu_color_pack(struct cpu_color color) {
    return 0xFF000000u | (uint32_t)(color.red * 255 + 0.5f) << 16 | (uint32_t)(color.green * 255 + 0.5f) << 8 |
           (uint32_t)(color.blue * 255 + 0.5f);
}

/* How much coverage is bent between the two colours. */
static inline float cpu_over_bend(struct cpu_color ground, struct cpu_color text) {
    float contrast =
        (text.red - ground.red) * 0.30f + (text.green - ground.green) * 0.59f + (text.blue - ground.blue) * 0.11f;
    return contrast * (contrast > 0 ? TEXT_THIN_LIGHT_ON_DARK : TEXT_THICKEN_DARK_ON_LIGHT);
}

static inline float cpu_over_bent(float coverage, float bend) {
    return coverage + bend * coverage * (1 - coverage);
}

static inline float cpu_over_mix(float ground, float text, float share) {
    return sqrtf(ground * ground * (1 - share) + text * text * share);
}

/* coverage: 0 to 255; weight: that of backend_look. */
static inline struct cpu_color cpu_over(struct cpu_color ground, struct cpu_color text, uint32_t coverage,
                                        float weight) {
    if (coverage == 0)
        return ground;
    if (coverage == 255)
        return text;
    float weighed = cpu_over_bent((float)coverage * (1 / 255.0f), weight);
    float share = cpu_over_bent(weighed, cpu_over_bend(ground, text));
    return (struct cpu_color){cpu_over_mix(ground.red, text.red, share), cpu_over_mix(ground.green, text.green, share),
                              cpu_over_mix(ground.blue, text.blue, share)};
}

static inline float cpu_over_limit(float value) {
    return value < 1 ? value : 1;
}

/* A pixel of a picture: premultiplied 0xAARRGGBB. */
static inline struct cpu_color cpu_over_picture(struct cpu_color ground, uint32_t argb) {
    struct cpu_color picture = cpu_color_of(argb);
    float rest = 1 - (float)(argb >> 24) * (1 / 255.0f);
    return (struct cpu_color){cpu_over_limit(picture.red + ground.red * rest),
                              cpu_over_limit(picture.green + ground.green * rest),
                              cpu_over_limit(picture.blue + ground.blue * rest)};
}

#endif
