/* picture_files.h - files of pictures for tests, made with the formats' own libraries, and by hand where those refuse.
 *
 * A picture is a function of x, y and the frame's number, so that what was decoded can be compared without a copy. */
#ifndef PICTURE_FILES_H
#define PICTURE_FILES_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gif_lib.h>
#include <jpeglib.h>
#include <webp/encode.h>

struct file_bytes {
    uint8_t *bytes;
    size_t length;
};

static inline void file_add(struct file_bytes *file, const void *bytes, size_t length) {
    uint8_t *more = realloc(file->bytes, file->length + length + 1);
    if (more == NULL) {
        abort();
    }
    file->bytes = more;
    memcpy(file->bytes + file->length, bytes, length);
    file->length += length;
}

static inline void file_free(struct file_bytes *file) {
    free(file->bytes);
    *file = (struct file_bytes){NULL, 0};
}

/* Smooth, as JPEG likes it. */
static inline void smooth_color(uint32_t x, uint32_t y, uint8_t *rgb) {
    rgb[0] = (uint8_t)(x * 2);
    rgb[1] = (uint8_t)(y * 2);
    rgb[2] = (uint8_t)(255 - x);
}

static inline struct file_bytes make_jpeg(uint32_t width, uint32_t height, bool is_progressive, bool is_gray) {
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct file_bytes file = {NULL, 0};
    unsigned long length = 0;
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &file.bytes, &length);
    jpeg.image_width = width;
    jpeg.image_height = height;
    jpeg.input_components = is_gray ? 1 : 3;
    jpeg.in_color_space = is_gray ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, 95, TRUE);
    if (is_progressive) {
        jpeg_simple_progression(&jpeg);
    }
    jpeg_start_compress(&jpeg, TRUE);
    uint8_t *row = malloc((size_t)3 * width);
    for (uint32_t y = 0; y < height; y++) {
        for (uint32_t x = 0; x < width; x++) {
            smooth_color(x, y, row + (is_gray ? x : (size_t)3 * x));
        }
        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    free(row);
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    file.length = length;
    return file;
}

/* Behind the first marker: an Exif header that says which way is up, little-endian. */
static inline void add_orientation(struct file_bytes *file, uint8_t orientation) {
    uint8_t exif[] = {0xFF, 0xE1, 0,  34, 'E', 'x', 'i', 'f', 0, 0, 'I', 'I', 42, 0, 8, 0, 0, 0,
                      1,    0,    18, 1,  3,   0,   1,   0,   0, 0, 0,   0,   0,  0, 0, 0, 0, 0};
    exif[28] = orientation;
    struct file_bytes whole = {NULL, 0};
    file_add(&whole, file->bytes, 2);
    file_add(&whole, exif, sizeof exif);
    file_add(&whole, file->bytes + 2, file->length - 2);
    free(file->bytes);
    *file = whole;
}

/* --- GIF --- */

static inline int gif_write(GifFileType *gif, const GifByteType *bytes, int length) {
    file_add(gif->UserData, bytes, (size_t)length);
    return length;
}

/* The index of a pixel; 3 is see-through. */
typedef int gif_pixels(uint32_t x, uint32_t y, uint32_t frame);

static const uint8_t gif_colors[4][3] = {{10, 20, 30}, {200, 0, 0}, {0, 200, 0}, {0, 0, 200}};

struct gif_frame {
    int left, top, width, height, disposal, delay;
    bool is_interlaced, has_transparent;
};

static inline void gif_loop(GifFileType *gif, int repeats) {
    const uint8_t block[3] = {1, (uint8_t)repeats, (uint8_t)(repeats >> 8)};
    EGifPutExtensionLeader(gif, APPLICATION_EXT_FUNC_CODE);
    EGifPutExtensionBlock(gif, 11, "NETSCAPE2.0");
    EGifPutExtensionBlock(gif, 3, block);
    EGifPutExtensionTrailer(gif);
}

static inline void gif_put_frame(GifFileType *gif, const struct gif_frame *frame, uint32_t number, gif_pixels *pixels) {
    static const int first[] = {0, 4, 2, 1}, step[] = {8, 8, 4, 2};
    GifByteType control[4];
    GraphicsControlBlock block = {frame->disposal, false, frame->delay,
                                  frame->has_transparent ? 3 : NO_TRANSPARENT_COLOR};
    EGifGCBToExtension(&block, control);
    EGifPutExtension(gif, GRAPHICS_EXT_FUNC_CODE, sizeof control, control);
    EGifPutImageDesc(gif, frame->left, frame->top, frame->width, frame->height, frame->is_interlaced, NULL);
    uint8_t *line = malloc((size_t)frame->width + 1);
    for (int pass = 0; pass < (frame->is_interlaced ? 4 : 1); pass++) {
        int y = frame->is_interlaced ? first[pass] : 0;
        for (; y < frame->height; y += frame->is_interlaced ? step[pass] : 1) {
            for (int x = 0; x < frame->width; x++) {
                line[x] = (uint8_t)pixels((uint32_t)x, (uint32_t)y, number);
            }
            EGifPutLine(gif, line, frame->width);
        }
    }
    free(line);
}

/* `repeats` of -1: it says nothing. */
static inline struct file_bytes make_gif(int width, int height, const struct gif_frame *frames, uint32_t count,
                                         int repeats, gif_pixels *pixels) {
    struct file_bytes file = {NULL, 0};
    GifColorType colors[4];
    int error;
    for (int i = 0; i < 4; i++) {
        colors[i] = (GifColorType){gif_colors[i][0], gif_colors[i][1], gif_colors[i][2]};
    }
    GifFileType *gif = EGifOpen(&file, gif_write, &error);
    ColorMapObject *map = GifMakeMapObject(4, colors);
    EGifSetGifVersion(gif, true);
    EGifPutScreenDesc(gif, width, height, 2, 0, map);
    if (repeats >= 0) {
        gif_loop(gif, repeats);
    }
    for (uint32_t i = 0; i < count; i++) {
        gif_put_frame(gif, &frames[i], i, pixels);
    }
    GifFreeMapObject(map);
    EGifCloseFile(gif, &error);
    return file;
}

/* --- WebP --- */

/* Exact colours, and alpha. */
static inline void sharp_color(uint32_t x, uint32_t y, uint32_t frame, uint8_t *rgba) {
    rgba[0] = (uint8_t)(x * 7 + frame * 40);
    rgba[1] = (uint8_t)(y * 5);
    rgba[2] = (uint8_t)(x ^ y);
    rgba[3] = (uint8_t)(x % 3 == 0 ? 255 : 100);
}

static inline struct file_bytes make_webp(uint32_t width, uint32_t height, uint32_t frame) {
    uint8_t *pixels = malloc((size_t)4 * width * height), *bytes;
    for (uint32_t y = 0; y < height; y++) {
        for (uint32_t x = 0; x < width; x++) {
            sharp_color(x, y, frame, pixels + ((size_t)y * width + x) * 4);
        }
    }
    size_t length = WebPEncodeLosslessRGBA(pixels, (int)width, (int)height, (int)width * 4, &bytes);
    struct file_bytes file = {NULL, 0};
    file_add(&file, bytes, length);
    WebPFree(bytes);
    free(pixels);
    return file;
}

static inline void put_number(struct file_bytes *file, uint32_t number, int bytes) {
    for (; bytes > 0; bytes--, number >>= 8) {
        file_add(file, &(uint8_t){(uint8_t)number}, 1);
    }
}

static inline void put_frame(struct file_bytes *file, uint32_t width, uint32_t height, uint32_t number, uint32_t ms) {
    struct file_bytes still = make_webp(width, height, number);
    size_t length = still.length - 12; /* its chunks, behind the header of the file */
    file_add(file, "ANMF", 4);
    put_number(file, (uint32_t)(16 + length), 4);
    put_number(file, 0, 6); /* left, top */
    put_number(file, width - 1, 3);
    put_number(file, height - 1, 3);
    put_number(file, ms, 3);
    put_number(file, 2, 1); /* it is not blended */
    file_add(file, still.bytes + 12, length);
    file_free(&still);
}

/* An animation as its container says, of stills that libwebp has made. */
static inline struct file_bytes make_animated_webp(uint32_t width, uint32_t height, uint32_t frames, uint32_t ms,
                                                   uint32_t loops) {
    struct file_bytes file = {NULL, 0};
    file_add(&file, "RIFF\0\0\0\0WEBPVP8X", 16);
    put_number(&file, 10, 4);
    put_number(&file, 0x12, 4); /* animation, alpha */
    put_number(&file, width - 1, 3);
    put_number(&file, height - 1, 3);
    file_add(&file, "ANIM", 4);
    put_number(&file, 6, 4);
    put_number(&file, 0, 4);
    put_number(&file, loops, 2);
    for (uint32_t i = 0; i < frames; i++) {
        put_frame(&file, width, height, i, ms);
    }
    for (int i = 0; i < 4; i++) {
        file.bytes[4 + i] = (uint8_t)((file.length - 8) >> 8 * i);
    }
    return file;
}

#endif
