#include "sixel_color.h"

#include <string.h>

#include "qr_arith.h"

#define PER_CENT 100u
#define CUBE_BEGIN 16u
#define GREYS_BEGIN 232u
#define GREYS_END 256u

uint32_t qr_sixel_rgba(uint8_t red, uint8_t green, uint8_t blue, uint8_t alpha) {
    const uint8_t bytes[4] = {red, green, blue, alpha};
    uint32_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

static uint8_t of_per_cent(uint32_t value) {
    return (uint8_t)((qr_min_u32(value, PER_CENT) * 255 + PER_CENT / 2) / PER_CENT);
}

uint32_t qr_sixel_rgb(uint32_t red, uint32_t green, uint32_t blue) {
    return qr_sixel_rgba(of_per_cent(red), of_per_cent(green), of_per_cent(blue), 255);
}

/* How much of a primary `degrees` behind it on the circle there is, of 60: all within 60 degrees of it, nothing beyond
 * 120. */
static uint32_t share_at(uint32_t degrees) {
    uint32_t away = degrees % 360;
    away = away > 180 ? 360 - away : away;
    return away <= 60 ? 60 : away >= 120 ? 0 : 120 - away;
}

/* `chroma` and `least` are in ten thousandths; so nothing is rounded before the end. */
static uint8_t channel(uint32_t least, uint32_t chroma, uint32_t share) {
    const uint32_t one = PER_CENT * PER_CENT * 60;
    return (uint8_t)(((least * 60 + chroma * share) * 255 + one / 2) / one);
}

uint32_t qr_sixel_hls(uint32_t hue, uint32_t lightness, uint32_t saturation) {
    hue = qr_min_u32(hue, 360);
    lightness = qr_min_u32(lightness, PER_CENT);
    saturation = qr_min_u32(saturation, PER_CENT);
    uint32_t reach = lightness <= PER_CENT / 2 ? lightness * 2 : (PER_CENT - lightness) * 2;
    uint32_t chroma = reach * saturation, least = lightness * PER_CENT - chroma / 2;
    return qr_sixel_rgba(channel(least, chroma, share_at(hue + 240)), channel(least, chroma, share_at(hue + 120)),
                         channel(least, chroma, share_at(hue)), 255);
}

static void reset_cube(struct qr_sixel_palette *palette) {
    for (uint32_t i = 0; i < GREYS_BEGIN - CUBE_BEGIN; i++)
        palette->colors[CUBE_BEGIN + i] =
            qr_sixel_rgba((uint8_t)(i / 36 * 51), (uint8_t)(i / 6 % 6 * 51), (uint8_t)(i % 6 * 51), 255);
}

static void reset_greys(struct qr_sixel_palette *palette) {
    for (uint32_t i = 0; i < GREYS_END - GREYS_BEGIN; i++) {
        uint8_t grey = (uint8_t)(i * 11);
        palette->colors[GREYS_BEGIN + i] = qr_sixel_rgba(grey, grey, grey, 255);
    }
}

void qr_sixel_palette_reset(struct qr_sixel_palette *palette, uint32_t count) {
    /* Red, green and blue in per cent, as the VT340's manual lists them. */
    static const uint8_t first[CUBE_BEGIN][3] = {
        {0, 0, 0},    {20, 20, 80}, {80, 13, 13}, {20, 80, 20}, {80, 20, 80}, {20, 80, 80}, {80, 80, 20}, {53, 53, 53},
        {26, 26, 26}, {33, 33, 60}, {60, 26, 26}, {33, 60, 33}, {60, 33, 60}, {33, 60, 60}, {60, 60, 33}, {80, 80, 80}};
    palette->count = qr_min_u32(qr_max_u32(count, QR_SIXEL_REGISTERS_MIN), QR_SIXEL_REGISTERS_MAX);
    for (uint32_t i = 0; i < CUBE_BEGIN; i++)
        palette->colors[i] = qr_sixel_rgb(first[i][0], first[i][1], first[i][2]);
    reset_cube(palette);
    reset_greys(palette);
    for (uint32_t i = GREYS_END; i < QR_SIXEL_REGISTERS_MAX; i++)
        palette->colors[i] = qr_sixel_rgba(255, 255, 255, 255);
}
