/* image_content.c - bytes of an image, held by several. */
#include "image_content.h"

#include <string.h>

#include "image_pack.h"
#include "image_png.h"
#include "qr_arith.h"
#include "qr_count.h"
#include "qr_memory.h"

#define HEAD offsetof(struct qr_content, bytes)

/* Bytes of all pixels; false: they are more than memory can have. */
static bool pixel_bytes(enum qr_content_kind kind, uint32_t width, uint32_t height, size_t *bytes) {
    size_t row;
    return qr_multiply(width, kind == QR_CONTENT_RGB ? 3 : 4, &row) && qr_multiply(row, height, bytes);
}

static bool is_pixels(uint8_t kind) {
    return kind == QR_CONTENT_RGB || kind == QR_CONTENT_RGBA;
}

/* All zero but for what its memory is; the bytes are the caller's, and may be many. */
static void set_head(struct qr_content *content, const struct quire_allocator *allocator, size_t length) {
    memset(content, 0, HEAD);
    content->uses = 1;
    content->length = length;
    content->allocator = *allocator;
}

struct qr_content *qr_content_make(const struct quire_allocator *allocator, size_t length) {
    size_t size;
    struct qr_content *content =
        qr_add(HEAD, length, &size) ? allocator->alloc(allocator->user, size, _Alignof(max_align_t)) : NULL;
    if (content)
        set_head(content, allocator, length);
    return content;
}

/* Can a content say this of so many bytes? */
static bool is_sound(enum qr_content_kind kind, uint32_t width, uint32_t height, size_t length) {
    size_t pixels;
    if (width == 0 || height == 0 || width > QR_IMAGE_SIDE_MAX || height > QR_IMAGE_SIDE_MAX)
        return false;
    return !is_pixels((uint8_t)kind) || (pixel_bytes(kind, width, height, &pixels) && pixels == length);
}

static void describe(struct qr_content *content, enum qr_content_kind kind, uint32_t width, uint32_t height) {
    content->kind = (uint8_t)kind;
    content->width = width;
    content->height = height;
}

enum quire_result qr_content_create(const struct quire_allocator *allocator, enum qr_content_kind kind, uint32_t width,
                                    uint32_t height, size_t length, struct qr_content **content) {
    if (!is_sound(kind, width, height, length))
        return QUIRE_LIMIT;
    struct qr_content *made = qr_content_make(allocator, length);
    if (!made)
        return QUIRE_OUT_OF_MEMORY;
    describe(made, kind, width, height);
    *content = made;
    return QUIRE_OK;
}

enum quire_result qr_content_renew(struct qr_content *content, enum qr_content_kind kind, uint32_t width,
                                   uint32_t height) {
    const struct quire_allocator allocator = content->allocator;
    if (!is_sound(kind, width, height, content->length))
        return QUIRE_LIMIT;
    set_head(content, &allocator, content->length);
    describe(content, kind, width, height);
    return QUIRE_OK;
}

void qr_content_hold(struct qr_content *content) {
    qr_count_up(&content->uses);
}

void qr_content_release(struct qr_content *content) {
    if (!content || !qr_count_down(&content->uses))
        return;
    struct quire_allocator allocator = content->allocator;
    qr_free(&allocator, content, HEAD + content->length);
}

size_t qr_content_bytes(const struct qr_content *content) {
    return HEAD + content->length;
}

size_t qr_content_length(const struct qr_content *content) {
    size_t pixels = 0;
    if (content->is_packed)
        (void)pixel_bytes((enum qr_content_kind)content->kind, content->width, content->height, &pixels);
    return content->is_packed ? pixels : content->length;
}

const uint8_t *qr_content_pixels(const struct qr_content *content) {
    return is_pixels(content->kind) && !content->is_packed ? content->bytes : NULL;
}

/* --- reading --------------------------------------------------------------------------------------------------- */

/* Where pixels are written to, one run of them after the other. */
struct painting {
    uint8_t *rgba;
    size_t stride;
    uint32_t width, x, y;
    bool alpha; /* of what is painted */
};

static void paint_opaque(uint8_t *restrict to, const uint8_t *restrict rgb, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        to[4 * i] = rgb[3 * i];
        to[4 * i + 1] = rgb[3 * i + 1];
        to[4 * i + 2] = rgb[3 * i + 2];
        to[4 * i + 3] = 0xFF;
    }
}

static void paint(void *user, const uint8_t *pixels, size_t length) {
    struct painting *p = user;
    uint32_t each = p->alpha ? 4 : 3;
    for (size_t left = length / each; left > 0;) {
        uint32_t count = left < p->width - p->x ? (uint32_t)left : p->width - p->x;
        uint8_t *to = p->rgba + p->y * p->stride + (size_t)p->x * 4;
        if (p->alpha)
            memcpy(to, pixels, (size_t)count * 4);
        else
            paint_opaque(to, pixels, count);
        pixels += (size_t)count * each;
        left -= count;
        p->x += count;
        p->y += p->x == p->width;
        p->x = p->x == p->width ? 0 : p->x;
    }
}

static enum quire_result read_pixels(const struct qr_content *content, uint8_t *rgba, size_t stride) {
    struct painting p = {
        .rgba = rgba, .stride = stride, .width = content->width, .alpha = content->kind == QR_CONTENT_RGBA};
    if (content->is_packed)
        return qr_image_unpack(content, paint, &p) ? QUIRE_OK : QUIRE_CORRUPT;
    paint(&p, content->bytes, content->length);
    return QUIRE_OK;
}

static enum quire_result read_png(const struct qr_content *content, uint8_t *rgba, size_t stride) {
    const struct qr_png_decoder *png = &content->png;
    if (!png->decode)
        return qr_png_decode(&content->allocator, content->bytes, content->length, content->width, content->height,
                             rgba, stride);
    return png->decode(png->user, content->bytes, content->length, content->width, content->height, rgba, stride)
               ? QUIRE_OK
               : QUIRE_CORRUPT;
}

enum quire_result qr_content_read(const struct qr_content *content, uint8_t *rgba, size_t stride) {
    switch (content->kind) {
    case QR_CONTENT_RGB:
    case QR_CONTENT_RGBA:
        return read_pixels(content, rgba, stride);
    case QR_CONTENT_PNG:
        return read_png(content, rgba, stride);
    default:
        return QUIRE_UNSUPPORTED;
    }
}
