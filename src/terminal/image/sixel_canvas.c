#include "sixel_canvas.h"

#include <string.h>

#include "qr_arith.h"
#include "qr_assert.h"
#include "qr_memory.h"

/* Columns that a band has at first: an image of a few cells needs no second allocation. */
#define BAND_COLUMNS_MIN 256u

void qr_sixel_canvas_init(struct qr_sixel_canvas *canvas, const struct quire_allocator *allocator, uint32_t max_width,
                          uint32_t max_height, size_t max_bytes, uint32_t background) {
    size_t pixels = max_bytes / sizeof(uint32_t);
    *canvas = (struct qr_sixel_canvas){
        .allocator = *allocator,
        .max_width = qr_min_u32(qr_max_u32(max_width, 1), QR_SIXEL_EXTENT_MAX),
        .max_height = qr_min_u32(qr_max_u32(max_height, 1), QR_SIXEL_EXTENT_MAX),
        .max_pixels = pixels > 0 ? pixels : 1,
        .background = background,
        .scale = 1,
    };
}

static void release(struct qr_sixel_canvas *canvas) {
    qr_free(&canvas->allocator, canvas->pixels, (size_t)canvas->stride * canvas->row_capacity * sizeof(uint32_t));
    qr_free(&canvas->allocator, canvas->band, (size_t)canvas->band_columns * QR_SIXEL_COLUMN_WORDS * sizeof(uint32_t));
    canvas->pixels = canvas->band = NULL;
    canvas->stride = canvas->row_capacity = canvas->rows = canvas->band_columns = 0;
    canvas->band_end = canvas->band_bits = 0;
}

void qr_sixel_canvas_finish(struct qr_sixel_canvas *canvas) {
    release(canvas);
}

static void lose(struct qr_sixel_canvas *canvas) {
    release(canvas);
    canvas->lost = true;
}

/* --- the band */

/* Makes room for columns up to `columns`, or as many as there may be. False: there is none behind those there are. */
static bool grow_band(struct qr_sixel_canvas *canvas, uint32_t columns) {
    if (canvas->lost || canvas->band_columns == canvas->max_width)
        return false;
    uint32_t wanted = qr_max_u32(qr_max_u32(columns, canvas->band_columns * 2), BAND_COLUMNS_MIN);
    wanted = qr_min_u32(wanted, canvas->max_width);
    const size_t column = QR_SIXEL_COLUMN_WORDS * sizeof(uint32_t);
    uint32_t *grown = qr_alloc_zeroed(&canvas->allocator, wanted * column);
    if (!grown) {
        lose(canvas);
        return false;
    }
    if (canvas->band)
        memcpy(grown, canvas->band, canvas->band_end * column);
    qr_free(&canvas->allocator, canvas->band, canvas->band_columns * column);
    canvas->band = grown;
    canvas->band_columns = wanted;
    return true;
}

/* The words of a column that the bits of a sixel stand for: all ones where a bit is set. */
#define WORD(bits, i) (0u - ((bits) >> (i)&1u))
#define MASK(bits)                                                                                                     \
    { WORD(bits, 0), WORD(bits, 1), WORD(bits, 2), WORD(bits, 3), WORD(bits, 4), WORD(bits, 5), 0, 0 }
#define MASKS_4(bits) MASK(bits), MASK((bits) + 1u), MASK((bits) + 2u), MASK((bits) + 3u)
#define MASKS_16(bits) MASKS_4(bits), MASKS_4((bits) + 4u), MASKS_4((bits) + 8u), MASKS_4((bits) + 12u)

static const uint32_t masks[64][QR_SIXEL_COLUMN_WORDS] = {MASKS_16(0u), MASKS_16(16u), MASKS_16(32u), MASKS_16(48u)};

/* One sixel, without a branch for each bit: they are as good as random, so half of them would be foreseen wrong. */
static inline void draw_column(uint32_t *restrict column, uint32_t color, uint32_t bits) {
    const uint32_t *restrict mask = masks[bits];
    for (uint32_t i = 0; i < QR_SIXEL_COLUMN_WORDS; i++)
        column[i] ^= (column[i] ^ color) & mask[i];
}

static inline bool is_sixel(uint8_t byte) {
    return (uint8_t)(byte - '?') < 64;
}

/* Draws the sixels of [p, stop), for which there are columns; the same without a branch for each. */
static const uint8_t *draw_run(struct qr_sixel_canvas *canvas, uint32_t color, const uint8_t *p, const uint8_t *stop) {
    uint32_t x = canvas->x, last = canvas->band_end, all = 0;
    uint32_t *column = canvas->band + (size_t)x * QR_SIXEL_COLUMN_WORDS;
    for (; p < stop && is_sixel(*p); p++, column += QR_SIXEL_COLUMN_WORDS) {
        uint32_t bits = *p - (uint32_t)'?';
        draw_column(column, color, bits);
        x++;
        last = bits && x > last ? x : last;
        all |= bits;
    }
    canvas->x = x;
    canvas->band_end = last;
    canvas->band_bits |= all;
    return p;
}

const uint8_t *qr_sixel_canvas_run(struct qr_sixel_canvas *canvas, uint32_t color, const uint8_t *p,
                                   const uint8_t *end) {
    while (p < end && is_sixel(*p)) {
        if (canvas->y == canvas->max_height ||
            (canvas->x >= canvas->band_columns && !grow_band(canvas, canvas->x + 1))) {
            p++; /* beyond an edge */
            continue;
        }
        size_t room = canvas->band_columns - canvas->x;
        p = draw_run(canvas, color, p, (size_t)(end - p) > room ? p + room : end);
    }
    return p;
}

void qr_sixel_canvas_repeat(struct qr_sixel_canvas *canvas, uint32_t color, uint32_t bits, uint32_t count) {
    uint32_t x = canvas->x, stop = count > canvas->max_width - x ? canvas->max_width : x + count;
    canvas->x = stop;
    if (bits == 0 || x == stop || canvas->y == canvas->max_height)
        return;
    if (stop > canvas->band_columns && !grow_band(canvas, stop))
        return;
    for (uint32_t at = x; at < stop; at++)
        draw_column(canvas->band + (size_t)at * QR_SIXEL_COLUMN_WORDS, color, bits);
    canvas->band_end = qr_max_u32(canvas->band_end, stop);
    canvas->band_bits |= bits;
    canvas->work += (uint64_t)(stop - x) * QR_SIXEL_ROWS;
}

void qr_sixel_canvas_return(struct qr_sixel_canvas *canvas) {
    canvas->x = 0;
}

/* --- the canvas */

static uint32_t quotient(size_t pixels, uint32_t by, uint32_t most) {
    return pixels / by < most ? (uint32_t)(pixels / by) : most;
}

/* Cuts an image to what it may be: see the essay for what stays. Both are what the canvas has or more. */
static void cut(const struct qr_sixel_canvas *canvas, uint32_t *width, uint32_t *height) {
    uint32_t at_most = quotient(canvas->max_pixels, qr_max_u32(canvas->height, 1), canvas->max_width);
    *width = qr_min_u32(*width, qr_max_u32(at_most, canvas->width));
    at_most = quotient(canvas->max_pixels, qr_max_u32(*width, 1), canvas->max_height);
    *height = qr_min_u32(*height, qr_max_u32(at_most, canvas->height));
}

static void fill(uint32_t *pixels, size_t count, uint32_t color) {
    for (size_t i = 0; i < count; i++)
        pixels[i] = color;
}

/* The columns to make room for. A first band gets what it needs, for most images are as wide all over; one that grows
 * gets twice of what it needs. Close to all pixels, which leave room for `room` columns, it gets half of what is left,
 * and the rows get the other half: so however it grows the canvas is moved some ten times before it is full. */
static uint32_t columns_for(uint32_t have, uint32_t needed, uint32_t room) {
    if (have == 0 || (needed <= have && have <= room))
        return have == 0 ? needed : have;
    return qr_min_u32(needed * 2, needed + (room - needed) / 2);
}

static void move_rows(struct qr_sixel_canvas *canvas, uint32_t *to, uint32_t stride) {
    uint32_t kept = qr_min_u32(canvas->stride, stride);
    for (uint32_t y = 0; y < canvas->rows; y++) {
        uint32_t *row = to + (size_t)y * stride;
        memcpy(row, canvas->pixels + (size_t)y * canvas->stride, kept * sizeof *row);
        fill(row + kept, stride - kept, canvas->background);
    }
    canvas->work += (uint64_t)canvas->rows * stride;
}

/* Makes room for so many columns and rows; what is in the new rows is to come. Room for columns that are not needed
 * goes where all pixels would not be enough for it. */
static bool reserve(struct qr_sixel_canvas *canvas, uint32_t width, uint32_t height) {
    if (width <= canvas->stride && height <= canvas->row_capacity)
        return true;
    uint32_t room = quotient(canvas->max_pixels, height, canvas->max_width);
    uint32_t stride = columns_for(canvas->stride, width, room);
    uint32_t rows = canvas->row_capacity == 0 ? height : height * 2;
    rows = qr_min_u32(rows, quotient(canvas->max_pixels, stride, canvas->max_height));
    size_t bytes;
    if (!qr_multiply((size_t)stride * sizeof(uint32_t), rows, &bytes))
        return false;
    uint32_t *grown = canvas->allocator.alloc(canvas->allocator.user, bytes, _Alignof(max_align_t));
    if (!grown)
        return false;
    move_rows(canvas, grown, stride);
    qr_free(&canvas->allocator, canvas->pixels, (size_t)canvas->stride * canvas->row_capacity * sizeof(uint32_t));
    canvas->pixels = grown;
    canvas->stride = stride;
    canvas->row_capacity = rows;
    return true;
}

/* Makes the rows up to `height` real, with nothing drawn on them. */
static void begin_rows(struct qr_sixel_canvas *canvas, uint32_t height) {
    if (height <= canvas->rows)
        return;
    size_t count = (size_t)(height - canvas->rows) * canvas->stride;
    fill(canvas->pixels + (size_t)canvas->rows * canvas->stride, count, canvas->background);
    canvas->rows = height;
    canvas->work += count;
}

/* One row of the band over one row of the canvas: a choice of words, not a branch. */
static void lay_row(uint32_t *restrict row, const uint32_t *restrict column, uint32_t width) {
    for (uint32_t x = 0; x < width; x++, column += QR_SIXEL_COLUMN_WORDS) {
        uint32_t drawn = 0u - (uint32_t)(*column != 0);
        row[x] = *column | (row[x] & ~drawn);
    }
}

static void lay_band(struct qr_sixel_canvas *canvas, uint32_t width, uint32_t height) {
    for (uint32_t i = 0; i < QR_SIXEL_ROWS; i++) {
        if ((canvas->band_bits >> i & 1) == 0)
            continue;
        uint32_t from = qr_min_u32(canvas->y + i * canvas->scale, height);
        uint32_t to = qr_min_u32(from + canvas->scale, height);
        for (uint32_t y = from; y < to; y++)
            lay_row(canvas->pixels + (size_t)y * canvas->stride, canvas->band + i, width);
        canvas->work += (uint64_t)(to - from) * width;
    }
}

static void clear_band(struct qr_sixel_canvas *canvas) {
    if (canvas->band)
        memset(canvas->band, 0, (size_t)canvas->band_end * QR_SIXEL_COLUMN_WORDS * sizeof(uint32_t));
    canvas->band_end = canvas->band_bits = 0;
}

/* Where the lowest row that the band has something on ends; 0: it has nothing. */
static uint32_t band_bottom(const struct qr_sixel_canvas *canvas) {
    uint32_t rows = QR_SIXEL_ROWS;
    while (rows > 0 && (canvas->band_bits >> (rows - 1) & 1) == 0)
        rows--;
    return rows > 0 ? canvas->y + rows * canvas->scale : 0;
}

/* The image's height with what the band has. */
static uint32_t height_with_band(const struct qr_sixel_canvas *canvas) {
    return qr_min_u32(qr_max_u32(canvas->height, band_bottom(canvas)), canvas->max_height);
}

/* What the band has goes to the canvas, and the band is empty. */
static void leave_band(struct qr_sixel_canvas *canvas) {
    if (canvas->band_bits == 0)
        return;
    uint32_t width = qr_max_u32(canvas->width, canvas->band_end), height = height_with_band(canvas);
    cut(canvas, &width, &height);
    if (!reserve(canvas, width, height)) {
        lose(canvas);
        return;
    }
    begin_rows(canvas, qr_min_u32(band_bottom(canvas), height));
    lay_band(canvas, qr_min_u32(width, canvas->band_end), height);
    canvas->width = width;
    canvas->height = height;
    clear_band(canvas);
}

void qr_sixel_canvas_next_band(struct qr_sixel_canvas *canvas) {
    leave_band(canvas);
    canvas->x = 0;
    uint32_t rows = QR_SIXEL_ROWS * canvas->scale;
    canvas->y = rows > canvas->max_height - canvas->y ? canvas->max_height : canvas->y + rows;
}

void qr_sixel_canvas_scale(struct qr_sixel_canvas *canvas, uint32_t scale) {
    scale = qr_min_u32(qr_max_u32(scale, 1), canvas->max_height);
    if (scale != canvas->scale)
        leave_band(canvas);
    canvas->scale = scale;
}

void qr_sixel_canvas_declare(struct qr_sixel_canvas *canvas, uint32_t width, uint32_t height) {
    width = qr_max_u32(width, canvas->width);
    height = qr_max_u32(height, canvas->height);
    cut(canvas, &width, &height);
    canvas->width = width;
    canvas->height = height;
}

/* What was drawn may be narrower than what was declared later. */
bool qr_sixel_canvas_complete(struct qr_sixel_canvas *canvas) {
    leave_band(canvas);
    if (!canvas->lost && canvas->rows > 0 && !reserve(canvas, canvas->width, canvas->rows))
        lose(canvas);
    return !canvas->lost;
}
