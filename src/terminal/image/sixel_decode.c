#include "sixel_decode.h"

#include <string.h>

#include "qr_arith.h"

/* Parameters saturate here: far beyond every size and count, and ten times it is still a number. */
#define VALUE_MAX 100000000u

/* What is drawn with before a register is chosen. */
#define FIRST_REGISTER 15u

uint32_t qr_sixel_macro_scale(uint32_t macro) {
    static const uint8_t scales[] = {2, 2, 5, 3, 3, 2, 2, 1, 1, 1};
    return macro < sizeof scales ? scales[macro] : 1;
}

void qr_sixel_init(struct qr_sixel *sixel, const struct quire_allocator *allocator, struct qr_sixel_palette *palette,
                   const struct qr_sixel_options *options) {
    memset(sixel, 0, sizeof *sixel);
    qr_sixel_canvas_init(&sixel->canvas, allocator, options->max_width, options->max_height, options->max_bytes,
                         options->background);
    qr_sixel_canvas_scale(&sixel->canvas, qr_sixel_macro_scale(options->macro));
    sixel->palette = palette;
    sixel->color = palette->colors[qr_min_u32(FIRST_REGISTER, palette->count - 1)];
}

void qr_sixel_finish(struct qr_sixel *sixel) {
    qr_sixel_canvas_finish(&sixel->canvas);
}

/* --- commands whose parameters are complete */

static void choose_register(struct qr_sixel *sixel) {
    const uint32_t *values = sixel->values;
    uint32_t chosen = values[0] < sixel->palette->count ? values[0] : values[0] % sixel->palette->count;
    uint32_t *color = &sixel->palette->colors[chosen];
    if (sixel->count > 0 && values[1] == 1)
        *color = qr_sixel_hls(values[2], values[3], values[4]);
    else if (sixel->count > 0 && values[1] == 2)
        *color = qr_sixel_rgb(values[2], values[3], values[4]);
    sixel->color = *color;
}

static void set_raster(struct qr_sixel *sixel) {
    const uint32_t *values = sixel->values;
    if (values[1] > 0)
        qr_sixel_canvas_scale(&sixel->canvas, (values[0] + values[1] - 1) / values[1]);
    qr_sixel_canvas_declare(&sixel->canvas, values[2], values[3]);
    qr_sixel_canvas_return(&sixel->canvas);
}

/* The command under way is obeyed, a repeat is forgotten. */
static void end_command(struct qr_sixel *sixel) {
    if (sixel->command == '#')
        choose_register(sixel);
    else if (sixel->command == '"')
        set_raster(sixel);
    sixel->command = 0;
}

static void begin_command(struct qr_sixel *sixel, uint8_t command) {
    end_command(sixel);
    sixel->command = command;
    sixel->count = 0;
    memset(sixel->values, 0, sizeof sixel->values);
}

/* --- bytes */

static const uint8_t *read_digits(struct qr_sixel *sixel, const uint8_t *p, const uint8_t *end) {
    uint32_t value = sixel->values[sixel->count];
    for (; p < end && *p >= '0' && *p <= '9'; p++)
        value = qr_min_u32(value * 10 + *p - '0', VALUE_MAX);
    sixel->values[sixel->count] = value;
    return p;
}

static const uint8_t *read_sixels(struct qr_sixel *sixel, const uint8_t *p, const uint8_t *end) {
    if (sixel->command == '!') {
        qr_sixel_canvas_repeat(&sixel->canvas, sixel->color, *p - (uint32_t)'?', qr_max_u32(sixel->values[0], 1));
        sixel->command = 0;
        return p + 1;
    }
    end_command(sixel);
    return qr_sixel_canvas_run(&sixel->canvas, sixel->color, p, end);
}

static void obey(struct qr_sixel *sixel, uint8_t byte) {
    switch (byte) {
    case '!':
    case '#':
    case '"':
        begin_command(sixel, byte);
        return;
    case '$':
        end_command(sixel);
        qr_sixel_canvas_return(&sixel->canvas);
        return;
    case '-':
        end_command(sixel);
        qr_sixel_canvas_next_band(&sixel->canvas);
        return;
    case ';':
        sixel->count = (uint8_t)qr_min_u32(sixel->count + 1u, QR_SIXEL_VALUES);
        return;
    default:
        return;
    }
}

void qr_sixel_feed(struct qr_sixel *sixel, const uint8_t *bytes, size_t length) {
    const uint8_t *p = bytes, *end = bytes + length;
    while (p < end) {
        if (*p >= '?' && *p <= '~')
            p = read_sixels(sixel, p, end);
        else if (*p >= '0' && *p <= '9')
            p = read_digits(sixel, p, end);
        else
            obey(sixel, *p++);
    }
}

enum quire_result qr_sixel_end(struct qr_sixel *sixel, struct qr_sixel_image *image) {
    struct qr_sixel_canvas *canvas = &sixel->canvas;
    end_command(sixel);
    *image = (struct qr_sixel_image){0};
    if (!qr_sixel_canvas_complete(canvas))
        return QUIRE_OUT_OF_MEMORY;
    if (canvas->width > 0 && canvas->height > 0)
        *image = (struct qr_sixel_image){canvas->pixels, canvas->width, canvas->height, canvas->rows, canvas->stride};
    return QUIRE_OK;
}
