/* image_png.c - the pixels of PNG files, by libpng. */
#include "image_png.h"

#if QR_PNG
#include <png.h>
#include <setjmp.h>
#include <string.h>

#include "image_content.h"
#include "qr_arith.h"
#include "qr_memory.h"

/* One decoding. What outlives a jump stands here, not in variables of the function that is jumped out of. */
struct decoding {
    struct quire_allocator allocator;
    const uint8_t *at;
    size_t left;
    bool no_memory;
    png_structp png;
    png_infop info;
    int passes;
};

/* libpng gives memory back without its size; it is written before it. */
#define SIZE_ROOM _Alignof(max_align_t)

static png_voidp take_memory(png_structp png, png_alloc_size_t size) {
    struct decoding *d = png_get_mem_ptr(png);
    size_t bytes;
    uint8_t *memory =
        qr_add(size, SIZE_ROOM, &bytes) ? d->allocator.alloc(d->allocator.user, bytes, _Alignof(max_align_t)) : NULL;
    if (!memory) {
        d->no_memory = true;
        return NULL;
    }
    memcpy(memory, &bytes, sizeof bytes);
    return memory + SIZE_ROOM;
}

static void give_memory(png_structp png, png_voidp memory) {
    struct decoding *d = png_get_mem_ptr(png);
    size_t bytes;
    uint8_t *start = (uint8_t *)memory - SIZE_ROOM;
    memcpy(&bytes, start, sizeof bytes);
    qr_free(&d->allocator, start, bytes);
}

static void on_error(png_structp png, png_const_charp text) {
    (void)text;
    png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp text) {
    (void)png;
    (void)text;
}

static void read_bytes(png_structp png, png_bytep out, size_t count) {
    struct decoding *d = png_get_io_ptr(png);
    if (count > d->left)
        png_error(png, "cut off");
    memcpy(out, d->at, count);
    d->at += count;
    d->left -= count;
}

/* Whatever a file has becomes eight bits each of red, green, blue and alpha. */
static void ask_for_rgba(png_structp png) {
    png_set_expand(png);
    png_set_scale_16(png);
    png_set_gray_to_rgb(png);
    png_set_add_alpha(png, 0xFF, PNG_FILLER_AFTER);
}

/* Up to the first row. False: it is of another size. */
static bool read_head(struct decoding *d, uint32_t width, uint32_t height) {
    png_set_user_limits(d->png, QR_IMAGE_SIDE_MAX, QR_IMAGE_SIDE_MAX);
    png_set_keep_unknown_chunks(d->png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    png_set_read_fn(d->png, d, read_bytes);
    png_read_info(d->png, d->info);
    if (png_get_image_width(d->png, d->info) != width || png_get_image_height(d->png, d->info) != height)
        return false;
    ask_for_rgba(d->png);
    d->passes = png_set_interlace_handling(d->png);
    png_read_update_info(d->png, d->info);
    return png_get_rowbytes(d->png, d->info) == (size_t)width * 4;
}

/* The end of the file is not asked for: libpng would unpack whatever stands behind the last row. */
static enum quire_result read_pixels(struct decoding *d, uint32_t width, uint32_t height, uint8_t *rgba,
                                     size_t stride) {
    if (setjmp(png_jmpbuf(d->png)))
        return d->no_memory ? QUIRE_OUT_OF_MEMORY : QUIRE_CORRUPT;
    if (!read_head(d, width, height))
        return QUIRE_CORRUPT;
    for (int pass = 0; pass < d->passes; pass++) {
        for (uint32_t y = 0; y < height; y++)
            png_read_row(d->png, rgba + y * stride, NULL);
    }
    return QUIRE_OK;
}

bool qr_png_is_there(void) {
    return true;
}

enum quire_result qr_png_decode(const struct quire_allocator *allocator, const uint8_t *bytes, size_t length,
                                uint32_t width, uint32_t height, uint8_t *rgba, size_t stride) {
    struct decoding d = {.allocator = *allocator, .at = bytes, .left = length};
    enum quire_result result = QUIRE_OUT_OF_MEMORY;
    d.png = png_create_read_struct_2(PNG_LIBPNG_VER_STRING, NULL, on_error, on_warning, &d, take_memory, give_memory);
    if (!d.png)
        return result;
    d.info = png_create_info_struct(d.png);
    if (d.info)
        result = read_pixels(&d, width, height, rgba, stride);
    png_destroy_read_struct(&d.png, &d.info, NULL);
    return result;
}
#else
bool qr_png_is_there(void) {
    return false;
}

enum quire_result qr_png_decode(const struct quire_allocator *allocator, const uint8_t *bytes, size_t length,
                                uint32_t width, uint32_t height, uint8_t *rgba, size_t stride) {
    (void)allocator;
    (void)bytes;
    (void)length;
    (void)width;
    (void)height;
    (void)rgba;
    (void)stride;
    return QUIRE_UNSUPPORTED;
}
#endif
