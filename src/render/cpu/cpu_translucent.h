/* cpu_translucent.h - pixels over a ground that what is behind the window shows through: shaders/translucent.glsl, in
 * C.
 *
 * Such grounds are 0xTTRRGGBB (cell_record.h). A colour has its alpha beside it and is multiplied with it at the end
 * only, so that text is blended as on opaque grounds (cpu_over.h): with an alpha of 1 the result is the same. Opaque
 * grounds take none of this: their pixels are ready. */
#ifndef CPU_TRANSLUCENT_H
#define CPU_TRANSLUCENT_H

#include "cpu_over.h"

struct cpu_shade {
    struct cpu_color color; /* not multiplied */
    float alpha;
};

static inline struct cpu_shade cpu_shade_of(uint32_t ground) {
    return (struct cpu_shade){cpu_color_of(ground), 1 - (float)(ground >> 24) * (1 / 255.0f)};
}

/* Of a pixel that was drawn: premultiplied 0xAARRGGBB. */
static inline struct cpu_shade cpu_shade_of_pixel(uint32_t argb) {
    struct cpu_color color = cpu_color_of(argb);
    float alpha = (float)(argb >> 24) * (1 / 255.0f);
    if (argb >> 24 == 255 || argb >> 24 == 0)
        return (struct cpu_shade){color, alpha};
    return (struct cpu_shade){{color.red / alpha, color.green / alpha, color.blue / alpha}, alpha};
}

/* Premultiplied 0xAARRGGBB. */
static inline uint32_t cpu_shade_pack(struct cpu_shade shade) {
    const struct cpu_color *color = &shade.color;
    return (uint32_t)(shade.alpha * 255 + 0.5f) << 24 | (uint32_t)(color->red * shade.alpha * 255 + 0.5f) << 16 |
           (uint32_t)(color->green * shade.alpha * 255 + 0.5f) << 8 |
           (uint32_t)(color->blue * shade.alpha * 255 + 0.5f);
}

/* The pixel of a ground without anything on it. */
static inline uint32_t cpu_ground(uint32_t ground) {
    return ground >> 24 ? cpu_shade_pack(cpu_shade_of(ground)) : 0xFF000000u | ground;
}

static inline float cpu_shade_mix(float ground, float kept, float text, float share) {
    return sqrtf((ground * ground * kept + text * text * share) / (kept + share));
}

static inline struct cpu_shade cpu_shade_over(struct cpu_shade ground, struct cpu_color text, uint32_t coverage,
                                              float weight) {
    if (coverage == 0)
        return ground;
    if (coverage == 255)
        return (struct cpu_shade){text, 1};
    const struct cpu_color *below = &ground.color;
    float weighed = cpu_over_bent((float)coverage * (1 / 255.0f), weight);
    float share = cpu_over_bent(weighed, cpu_over_bend(*below, text)), kept = ground.alpha * (1 - share);
    return (struct cpu_shade){{cpu_shade_mix(below->red, kept, text.red, share),
                               cpu_shade_mix(below->green, kept, text.green, share),
                               cpu_shade_mix(below->blue, kept, text.blue, share)},
                              kept + share};
}

static inline float cpu_shade_join(float ground, float kept, float picture, float alpha) {
    return cpu_over_limit((picture + ground * kept) / alpha);
}

/* A pixel of a picture: premultiplied 0xAARRGGBB. */
static inline struct cpu_shade cpu_shade_over_picture(struct cpu_shade ground, uint32_t argb) {
    const struct cpu_color picture = cpu_color_of(argb), *below = &ground.color;
    float covered = (float)(argb >> 24) * (1 / 255.0f), kept = ground.alpha * (1 - covered), alpha = kept + covered;
    if (argb >> 24 == 0)
        return ground;
    return (struct cpu_shade){{cpu_shade_join(below->red, kept, picture.red, alpha),
                               cpu_shade_join(below->green, kept, picture.green, alpha),
                               cpu_shade_join(below->blue, kept, picture.blue, alpha)},
                              alpha};
}

/* A ramp (cpu_blend.h) over a translucent ground. Cost: 3 us, once for a pair of colours. */
void cpu_translucent_ramp(uint32_t *ramp, uint32_t foreground, uint32_t ground, float weight);

#endif
