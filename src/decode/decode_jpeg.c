/* JPEG by libjpeg, straight into the room. Errors of the library jump back to decode_jpeg; warnings, which a file that
 * ends early makes, leave a part. Pictures of cameras lie on their side and say so (Exif): they are turned upright. */
#include "decode_format.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jerror.h>
#include <jpeglib.h>

#include "decode_turn.h"

/* Of a progressive file; each one is work over all of the picture, and real ones have about ten. */
#define MOST_SCANS 200

struct reading {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct jpeg_progress_mgr progress;
    jmp_buf back;
    enum decode_reason reason;
    uint8_t *row; /* where the library has no RGBA; of the library's own memory */
};

static _Noreturn void fail(j_common_ptr jpeg) {
    struct reading *reading = jpeg->client_data;
    int code = jpeg->err->msg_code;
    reading->reason = code == JERR_OUT_OF_MEMORY   ? DECODE_NO_MEMORY
                      : code == JERR_IMAGE_TOO_BIG ? DECODE_TOO_LARGE
                                                   : DECODE_DAMAGED;
    longjmp(reading->back, 1);
}

static void say_nothing(j_common_ptr jpeg) {
    (void)jpeg;
}

/* A negative level is a warning. */
static void count_warnings(j_common_ptr jpeg, int level) {
    jpeg->err->num_warnings += level < 0 ? 1 : 0;
}

static void bound_scans(j_common_ptr jpeg) {
    struct reading *reading = jpeg->client_data;
    if (reading->jpeg.input_scan_number > MOST_SCANS) {
        reading->reason = DECODE_TOO_LARGE;
        longjmp(reading->back, 1);
    }
}

static void prepare(struct reading *reading) {
    reading->jpeg.err = jpeg_std_error(&reading->errors);
    reading->errors.error_exit = fail;
    reading->errors.output_message = say_nothing;
    reading->errors.emit_message = count_warnings;
    reading->progress.progress_monitor = bound_scans;
}

/* --- which way is up --- */

static unsigned number(const uint8_t *at, bool is_little) {
    return is_little ? at[0] | (unsigned)at[1] << 8 : at[1] | (unsigned)at[0] << 8;
}

/* The tag 0x0112 of the first directory, which the offset in the header says; 1, upright, where there is none. */
static unsigned orientation_of(const uint8_t *tiff, size_t length) {
    if (length < 8 || (memcmp(tiff, "II\x2A\0", 4) != 0 && memcmp(tiff, "MM\0\x2A", 4) != 0)) {
        return 1;
    }
    bool is_little = tiff[0] == 'I';
    size_t low = number(tiff + (is_little ? 4 : 6), is_little), high = number(tiff + (is_little ? 6 : 4), is_little);
    size_t at = high << 16 | low;
    if (at > length || length - at < 2) {
        return 1;
    }
    size_t count = number(tiff + at, is_little);
    for (at += 2; count > 0 && length - at >= 12; count--, at += 12) {
        if (number(tiff + at, is_little) == 0x0112) {
            unsigned value = number(tiff + at + 8, is_little);
            return value >= 1 && value <= 8 ? value : 1;
        }
    }
    return 1;
}

static unsigned find_orientation(const struct jpeg_decompress_struct *jpeg) {
    for (jpeg_saved_marker_ptr marker = jpeg->marker_list; marker != NULL; marker = marker->next) {
        if (marker->data_length > 6 && memcmp(marker->data, "Exif\0\0", 6) == 0) {
            return orientation_of(marker->data + 6, marker->data_length - 6);
        }
    }
    return 1;
}

/* --- pixels --- */

static bool is_four_inks(const struct jpeg_decompress_struct *jpeg) {
    return jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK;
}

/* Adobe writes how much ink is missing, and says that it wrote the file. */
static void from_inks(uint8_t *pixels, uint32_t width, bool is_inverted) {
    for (uint8_t *at = pixels; at < pixels + (size_t)4 * width; at += 4) {
        unsigned black = is_inverted ? at[3] : 255u - at[3];
        for (int i = 0; i < 3; i++) {
            unsigned ink = is_inverted ? at[i] : 255u - at[i];
            at[i] = (uint8_t)(ink * black / 255);
        }
        at[3] = 255;
    }
}

static void choose_colors(struct reading *reading) {
    struct jpeg_decompress_struct *jpeg = &reading->jpeg;
    jpeg->out_color_space = is_four_inks(jpeg) ? JCS_CMYK : JCS_RGB;
#ifdef JCS_ALPHA_EXTENSIONS
    jpeg->out_color_space = is_four_inks(jpeg) ? JCS_CMYK : JCS_EXT_RGBA;
#endif
    if (jpeg->out_color_space == JCS_RGB) {
        reading->row = jpeg->mem->alloc_large((j_common_ptr)jpeg, JPOOL_IMAGE, (size_t)3 * jpeg->image_width);
    }
}

static void widen(uint8_t *to, const uint8_t *from, uint32_t width) {
    for (uint32_t i = 0; i < width; i++, to += 4, from += 3) {
        memcpy(to, from, 3);
        to[3] = 255;
    }
}

static void read_row(struct reading *reading, uint8_t *pixels) {
    struct jpeg_decompress_struct *jpeg = &reading->jpeg;
    JSAMPROW row = reading->row != NULL ? reading->row : pixels;
    if (jpeg_read_scanlines(jpeg, &row, 1) != 1) {
        return;
    }
    if (reading->row != NULL) {
        widen(pixels, reading->row, jpeg->output_width);
    } else if (jpeg->out_color_space == JCS_CMYK) {
        from_inks(pixels, jpeg->output_width, jpeg->saw_Adobe_marker);
    }
}

static void read_rows(struct reading *reading, struct decode_room *room) {
    struct jpeg_decompress_struct *jpeg = &reading->jpeg;
    uint8_t *pixels = decode_room_frame(room, 0);
    if (pixels == NULL) {
        reading->reason = DECODE_TOO_LARGE;
        return;
    }
    while (jpeg->output_scanline < jpeg->output_height) {
        read_row(reading, pixels + (size_t)4 * room->width * jpeg->output_scanline);
    }
    room->is_part = reading->errors.num_warnings > 0;
    if (!decode_turn(pixels, &room->width, &room->height, find_orientation(jpeg))) {
        room->is_part = true;
    }
}

static void read_all(struct reading *reading, struct decode_room *room, const uint8_t *bytes, size_t length) {
    struct jpeg_decompress_struct *jpeg = &reading->jpeg;
    jpeg_create_decompress(jpeg); /* clears it but for err and client_data */
    jpeg->progress = &reading->progress;
    jpeg_mem_src(jpeg, bytes, (unsigned long)length);
    jpeg_save_markers(jpeg, JPEG_APP0 + 1, 0xFFFF);
    jpeg_read_header(jpeg, TRUE);
    reading->reason = decode_room_begin(room, jpeg->image_width, jpeg->image_height);
    if (reading->reason != DECODE_OK) {
        return;
    }
    choose_colors(reading);
    jpeg_start_decompress(jpeg);
    read_rows(reading, room);
}

enum decode_reason decode_jpeg(struct decode_room *room, const uint8_t *bytes, size_t length) {
    struct reading *reading = calloc(1, sizeof *reading);
    if (reading == NULL) {
        return DECODE_NO_MEMORY;
    }
    prepare(reading);
    reading->jpeg.client_data = reading;
    if (setjmp(reading->back) == 0) {
        read_all(reading, room, bytes, length);
    }
    jpeg_destroy_decompress(&reading->jpeg);
    enum decode_reason reason = reading->reason;
    free(reading);
    return reason;
}
