/* GIF by giflib, record by record: its one call for a whole file takes memory for all frames first, which a file of a
 * few kilobytes can make gigabytes of. A canvas is drawn on, and each frame is what it shows then. */
#include "decode_format.h"

#include <stdlib.h>
#include <string.h>

#include <gif_lib.h>

struct reading {
    const uint8_t *at, *end;
    GifFileType *gif;
    struct decode_room *room;
    uint8_t *canvas; /* RGBA */
    uint8_t *before; /* the canvas, for frames behind which it is as it was; NULL until one comes */
    GifPixelType *line;
    GraphicsControlBlock control; /* of the next frame */
    bool has_lines;               /* something was decoded */
};

static int read_bytes(GifFileType *gif, GifByteType *to, int most) {
    struct reading *reading = gif->UserData;
    size_t left = (size_t)(reading->end - reading->at), count = (size_t)most < left ? (size_t)most : left;
    memcpy(to, reading->at, count);
    reading->at += count;
    return (int)count;
}

static const GraphicsControlBlock no_control = {DISPOSAL_UNSPECIFIED, false, 0, NO_TRANSPARENT_COLOR};

/* --- a frame --- */

struct part {
    uint32_t left, top, right, bottom; /* of the canvas */
};

static uint32_t bounded(int64_t value, uint32_t most) {
    return value < 0 ? 0 : value > most ? most : (uint32_t)value;
}

static struct part part_of(const struct reading *reading) {
    const GifImageDesc *image = &reading->gif->Image;
    uint32_t width = reading->room->width, height = reading->room->height;
    return (struct part){bounded(image->Left, width), bounded(image->Top, height),
                         bounded((int64_t)image->Left + image->Width, width),
                         bounded((int64_t)image->Top + image->Height, height)};
}

static uint8_t *pixel(const struct reading *reading, uint32_t x, uint32_t y) {
    return reading->canvas + ((size_t)y * reading->room->width + x) * 4;
}

static const ColorMapObject *colors_of(const struct reading *reading) {
    const GifFileType *gif = reading->gif;
    return gif->Image.ColorMap != NULL ? gif->Image.ColorMap : gif->SColorMap;
}

static void draw_line(const struct reading *reading, struct part part, uint32_t y) {
    const ColorMapObject *colors = colors_of(reading);
    int left = reading->gif->Image.Left;
    for (uint32_t x = part.left; x < part.right; x++) {
        int index = reading->line[(int64_t)x - left];
        if (index != reading->control.TransparentColor && colors != NULL && index < colors->ColorCount) {
            const GifColorType *color = &colors->Colors[index];
            memcpy(pixel(reading, x, y), (const uint8_t[]){color->Red, color->Green, color->Blue, 255}, 4);
        }
    }
}

static bool read_line(struct reading *reading, struct part part, int row) {
    GifFileType *gif = reading->gif;
    if (DGifGetLine(gif, reading->line, gif->Image.Width) == GIF_ERROR) {
        return false;
    }
    reading->has_lines = true;
    int64_t y = (int64_t)gif->Image.Top + row;
    if (y >= part.top && y < part.bottom) {
        draw_line(reading, part, (uint32_t)y);
    }
    return true;
}

/* Interlaced rows come every eighth, the ones between, and so on. False: the file ended, or is wrong. */
static bool read_rows(struct reading *reading, struct part part) {
    static const struct { int first, step; } passes[] = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};
    const GifImageDesc *image = &reading->gif->Image;
    size_t first = image->Interlace ? 0 : 4;
    for (size_t pass = first; pass < 4 || pass == first; pass++) {
        int row = pass < 4 ? passes[pass].first : 0, step = pass < 4 ? passes[pass].step : 1;
        for (; row < image->Height; row += step) {
            if (!read_line(reading, part, row)) {
                return false;
            }
        }
    }
    return true;
}

static bool keep_before(struct reading *reading) {
    size_t bytes = decode_room_frame_bytes(reading->room);
    if (reading->control.DisposalMode != DISPOSE_PREVIOUS) {
        return true;
    }
    if (reading->before == NULL) {
        reading->before = malloc(bytes);
    }
    if (reading->before != NULL) {
        memcpy(reading->before, reading->canvas, bytes);
    }
    return reading->before != NULL;
}

/* What the frame leaves for the next one. */
static void dispose(struct reading *reading, struct part part) {
    if (reading->control.DisposalMode == DISPOSE_PREVIOUS) {
        memcpy(reading->canvas, reading->before, decode_room_frame_bytes(reading->room));
    } else if (reading->control.DisposalMode == DISPOSE_BACKGROUND && part.left < part.right) {
        for (uint32_t y = part.top; y < part.bottom; y++) {
            memset(pixel(reading, part.left, y), 0, (size_t)(part.right - part.left) * 4);
        }
    }
}

/* Hundredths; those that want it faster than a screen shows are shown ten times a second, as in browsers. */
static uint32_t duration_of(const GraphicsControlBlock *control) {
    return control->DelayTime <= 1 ? 100 : (uint32_t)control->DelayTime * 10;
}

/* A file that ends in a frame still shows it when it is the first, as far as it came. */
static enum decode_reason draw_frame(struct reading *reading) {
    struct part part = part_of(reading);
    if (!keep_before(reading)) {
        return DECODE_NO_MEMORY;
    }
    uint8_t *frame = decode_room_frame(reading->room, duration_of(&reading->control));
    if (frame == NULL) {
        return DECODE_TOO_LARGE;
    }
    bool is_whole = read_rows(reading, part);
    memcpy(frame, reading->canvas, decode_room_frame_bytes(reading->room));
    if (!is_whole && (reading->room->frames > 1 || !reading->has_lines)) {
        decode_room_drop_frame(reading->room);
    }
    dispose(reading, part);
    reading->control = no_control;
    return is_whole ? DECODE_OK : DECODE_DAMAGED;
}

/* --- the file --- */

/* Some files say no size, and mean that of their first frame. */
static enum decode_reason begin(struct reading *reading) {
    const GifFileType *gif = reading->gif;
    bool says_none = gif->SWidth == 0 || gif->SHeight == 0;
    uint32_t width = (uint32_t)(says_none ? gif->Image.Width : gif->SWidth);
    uint32_t height = (uint32_t)(says_none ? gif->Image.Height : gif->SHeight);
    enum decode_reason reason = decode_room_begin(reading->room, width, height);
    if (reason != DECODE_OK) {
        return reason;
    }
    reading->canvas = calloc(1, decode_room_frame_bytes(reading->room));
    return reading->canvas != NULL ? DECODE_OK : DECODE_NO_MEMORY;
}

/* A frame may be larger than the canvas, of which the rest is cut off; but somebody has to decode it. */
static enum decode_reason read_image(struct reading *reading) {
    if (DGifGetImageDesc(reading->gif) == GIF_ERROR) {
        return DECODE_DAMAGED;
    }
    const GifImageDesc *image = &reading->gif->Image;
    enum decode_reason reason = reading->canvas == NULL ? begin(reading) : DECODE_OK;
    if (reason != DECODE_OK) {
        return reason;
    }
    if (image->Width <= 0 || image->Height <= 0) {
        return DECODE_DAMAGED;
    }
    if ((uint64_t)image->Width * (uint64_t)image->Height > reading->room->pixels_most) {
        return DECODE_TOO_LARGE;
    }
    reading->line = realloc(reading->line, (size_t)image->Width);
    return reading->line != NULL ? draw_frame(reading) : DECODE_NO_MEMORY;
}

/* A block begins with its length. How often to repeat: the first time is not counted. */
static void read_repeats(struct reading *reading, const GifByteType *block) {
    if (block[0] >= 3 && block[1] == 1) {
        uint32_t repeats = block[2] | (uint32_t)block[3] << 8;
        reading->room->loops = repeats == 0 ? 0 : repeats + 1;
    }
}

static bool is_looping(int code, const GifByteType *block) {
    return code == APPLICATION_EXT_FUNC_CODE && block[0] == 11 &&
           (memcmp(block + 1, "NETSCAPE2.0", 11) == 0 || memcmp(block + 1, "ANIMEXTS1.0", 11) == 0);
}

static enum decode_reason read_extension(struct reading *reading) {
    GifByteType *block;
    int code;
    if (DGifGetExtension(reading->gif, &code, &block) == GIF_ERROR) {
        return DECODE_DAMAGED;
    }
    bool loops = block != NULL && is_looping(code, block);
    if (block != NULL && code == GRAPHICS_EXT_FUNC_CODE && block[0] >= 4) {
        DGifExtensionToGCB(block[0], block + 1, &reading->control);
    }
    while (block != NULL) {
        if (DGifGetExtensionNext(reading->gif, &block) == GIF_ERROR) {
            return DECODE_DAMAGED;
        }
        if (loops && block != NULL) {
            read_repeats(reading, block);
        }
    }
    return DECODE_OK;
}

/* False at the end. */
static bool read_record(struct reading *reading, enum decode_reason *reason) {
    GifRecordType type;
    if (DGifGetRecordType(reading->gif, &type) == GIF_ERROR) {
        *reason = DECODE_DAMAGED;
        return false;
    }
    *reason = type == IMAGE_DESC_RECORD_TYPE  ? read_image(reading)
              : type == EXTENSION_RECORD_TYPE ? read_extension(reading)
                                              : DECODE_OK;
    return type != TERMINATE_RECORD_TYPE && *reason == DECODE_OK;
}

/* Whatever comes in the way behind the first frame leaves a part. */
static enum decode_reason read_all(struct reading *reading) {
    enum decode_reason reason;
    reading->room->loops = 1;
    while (read_record(reading, &reason)) {
    }
    if (reading->room->frames > 0 && reason != DECODE_OK) {
        reading->room->is_part = true;
        reason = DECODE_OK;
    }
    return reason;
}

enum decode_reason decode_gif(struct decode_room *room, const uint8_t *bytes, size_t length) {
    struct reading reading = {bytes, bytes + length, NULL, room, NULL, NULL, NULL, no_control, false};
    int error = 0;
    reading.gif = DGifOpen(&reading, read_bytes, &error);
    if (reading.gif == NULL) {
        return error == D_GIF_ERR_NOT_ENOUGH_MEM ? DECODE_NO_MEMORY : DECODE_DAMAGED;
    }
    enum decode_reason reason = read_all(&reading);
    DGifCloseFile(reading.gif, &error);
    free(reading.canvas);
    free(reading.before);
    free(reading.line);
    return reason;
}
