/* The formats: pixels, frames and what is said of them; files that end early, are wrong, or ask for too much. */
#include "test.h"

#include "decode.h"
#include "decode_turn.h"
#include "picture_files.h"

#define FRAMES 64u
#define BYTES ((size_t)8 << 20)

static uint32_t durations[FRAMES];
static uint8_t *pixels;
static struct decode_room room;

static enum decode_reason decode_bytes(const uint8_t *bytes, size_t length) {
    uint8_t *exact = malloc(length + (length == 0)); /* a sanitizer sees what is read behind it */
    memcpy(exact, bytes, length);
    memset(pixels, 0, BYTES);
    room = (struct decode_room){.pixels = pixels,
                                .pixels_bytes = BYTES,
                                .pixels_most = 1 << 20,
                                .durations_ms = durations,
                                .frames_most = FRAMES};
    enum decode_reason reason = decode_image(&room, exact, length);
    free(exact);
    CHECK(reason == DECODE_OK ? room.frames > 0 : room.frames == 0);
    return reason;
}

static enum decode_reason decode_file(struct file_bytes file) {
    return decode_bytes(file.bytes, file.length);
}

static const uint8_t *at(uint32_t frame, uint32_t x, uint32_t y) {
    return pixels + (((size_t)frame * room.height + y) * room.width + x) * 4;
}

static bool is_near(const uint8_t *have, const uint8_t *want, int channels) {
    for (int i = 0; i < channels; i++) {
        if (have[i] > want[i] + 8 || want[i] > have[i] + 8) {
            return false;
        }
    }
    return have[3] == 255;
}

/* --- JPEG --- */

static bool is_smooth(bool is_gray) {
    for (uint32_t y = 0; y < room.height; y++) {
        for (uint32_t x = 0; x < room.width; x++) {
            uint8_t want[4];
            smooth_color(x, y, want);
            if (is_gray) {
                want[1] = want[2] = want[0];
            }
            if (!is_near(at(0, x, y), want, 3)) {
                return false;
            }
        }
    }
    return true;
}

static void check_jpeg(bool is_progressive, bool is_gray) {
    struct file_bytes file = make_jpeg(100, 60, is_progressive, is_gray);
    CHECK_INT(decode_file(file), DECODE_OK);
    CHECK(room.width == 100 && room.height == 60 && room.frames == 1 && !room.is_part);
    CHECK(is_smooth(is_gray));
    file_free(&file);
}

static void jpeg_pixels(void) {
    check_jpeg(false, false);
    check_jpeg(true, false);
    check_jpeg(false, true);
}

/* Where the stored picture's upper left corner is to be seen, of width 100 and height 60. */
static void jpeg_orientations(void) {
    static const struct {
        uint32_t width, height, x, y;
    } corners[9] = {[1] = {100, 60, 0, 0}, [2] = {100, 60, 99, 0}, [3] = {100, 60, 99, 59}, [4] = {100, 60, 0, 59},
                    [5] = {60, 100, 0, 0}, [6] = {60, 100, 59, 0}, [7] = {60, 100, 59, 99}, [8] = {60, 100, 0, 99}};
    for (uint8_t orientation = 1; orientation <= 8; orientation++) {
        struct file_bytes file = make_jpeg(100, 60, false, false);
        add_orientation(&file, orientation);
        uint8_t first[4];
        smooth_color(0, 0, first);
        CHECK_INT(decode_file(file), DECODE_OK);
        CHECK_INT(room.width, corners[orientation].width);
        CHECK_INT(room.height, corners[orientation].height);
        CHECK(is_near(at(0, corners[orientation].x, corners[orientation].y), first, 3));
        file_free(&file);
    }
}

/* Each turn, pixel by pixel: rows and columns of the stored picture, 3 wide and 2 high. */
static void turns(void) {
    static const uint8_t want[9][6] = {
        [1] = {1, 2, 3, 4, 5, 6}, [2] = {3, 2, 1, 6, 5, 4}, [3] = {6, 5, 4, 3, 2, 1}, [4] = {4, 5, 6, 1, 2, 3},
        [5] = {1, 4, 2, 5, 3, 6}, [6] = {4, 1, 5, 2, 6, 3}, [7] = {6, 3, 5, 2, 4, 1}, [8] = {3, 6, 2, 5, 1, 4}};
    for (unsigned orientation = 1; orientation <= 8; orientation++) {
        uint8_t small[24] = {0};
        uint32_t width = 3, height = 2;
        for (uint8_t i = 0; i < 6; i++) {
            small[4 * i] = (uint8_t)(i + 1);
        }
        CHECK(decode_turn(small, &width, &height, orientation));
        CHECK_INT(width, orientation < 5 ? 3 : 2);
        for (size_t i = 0; i < 6; i++) {
            CHECK_INT(small[4 * i], want[orientation][i]);
        }
    }
}

static void jpeg_cut_off(void) {
    struct file_bytes file = make_jpeg(100, 60, false, false);
    CHECK_INT(decode_bytes(file.bytes, file.length / 2), DECODE_OK);
    CHECK(room.is_part);
    uint8_t first[4];
    smooth_color(0, 0, first);
    CHECK(is_near(at(0, 0, 0), first, 3));
    CHECK_INT(decode_bytes(file.bytes, 20), DECODE_DAMAGED);
    file_free(&file);
}

/* The size stands in the header of the frame. */
static void jpeg_huge(void) {
    struct file_bytes file = make_jpeg(100, 60, false, false);
    uint8_t *frame = memmem(file.bytes, file.length, "\xFF\xC0", 2);
    CHECK(frame != NULL);
    memcpy(frame + 5, "\xFF\xFF\xFF\xFF", 4);
    CHECK_INT(decode_file(file), DECODE_TOO_LARGE);
    memcpy(frame + 5, "\0\0\xFF\xFF", 4);
    CHECK_INT(decode_file(file), DECODE_DAMAGED);
    file_free(&file);
}

/* A scan is worth its bytes in work many times over: the last one, a few bytes, again and again. */
static void jpeg_scans(void) {
    struct file_bytes file = make_jpeg(100, 60, true, false), bomb = {NULL, 0};
    uint8_t *scan = file.bytes, *next;
    while ((next = memmem(scan + 2, file.length - (size_t)(scan + 2 - file.bytes), "\xFF\xDA", 2)) != NULL) {
        scan = next;
    }
    file_add(&bomb, file.bytes, (size_t)(scan - file.bytes));
    for (int i = 0; i < 500; i++) {
        file_add(&bomb, scan, 10);
    }
    file_add(&bomb, "\xFF\xD9", 2);
    CHECK_INT(decode_file(bomb), DECODE_TOO_LARGE);
    file_free(&bomb);
    file_free(&file);
}

/* --- GIF --- */

static int stripes(uint32_t x, uint32_t y, uint32_t frame) {
    return (int)((x + y + frame) % 3);
}

static bool is_color(uint32_t frame, uint32_t x, uint32_t y, int index) {
    return memcmp(at(frame, x, y), gif_colors[index], 3) == 0 && at(frame, x, y)[3] == 255;
}

static bool are_stripes(uint32_t frame) {
    for (uint32_t y = 0; y < room.height; y++) {
        for (uint32_t x = 0; x < room.width; x++) {
            if (!is_color(frame, x, y, stripes(x, y, frame))) {
                return false;
            }
        }
    }
    return true;
}

static void gif_pixels_and_times(void) {
    static const struct gif_frame frames[] = {{0, 0, 20, 19, 0, 7, false, false}, {0, 0, 20, 19, 0, 1, true, false}};
    struct file_bytes file = make_gif(20, 19, frames, 2, 0, stripes);
    CHECK_INT(decode_file(file), DECODE_OK);
    CHECK(room.width == 20 && room.height == 19 && room.frames == 2 && room.loops == 0 && !room.is_part);
    CHECK(are_stripes(0) && are_stripes(1));
    CHECK_INT(durations[0], 70);
    CHECK_INT(durations[1], 100); /* as browsers show what wants to be faster than a screen */
    file_free(&file);
    file = make_gif(20, 19, frames, 2, 4, stripes);
    CHECK_INT(decode_file(file), DECODE_OK);
    CHECK_INT(room.loops, 5);
    file_free(&file);
    file = make_gif(20, 19, frames, 2, -1, stripes);
    CHECK_INT(decode_file(file), DECODE_OK);
    CHECK_INT(room.loops, 1);
    file_free(&file);
}

static int frame_color(uint32_t x, uint32_t y, uint32_t frame) {
    (void)x;
    return frame == 0 ? 0 : y == 0 ? 3 : (int)frame;
}

/* The second frame, of colour 1 with a row to see through, and what is left of it below the third. */
static void check_disposal(int disposal, int behind_row, int behind_rest) {
    const struct gif_frame frames[] = {{0, 0, 8, 8, DISPOSE_DO_NOT, 5, false, false},
                                       {2, 2, 3, 3, disposal, 5, false, true},
                                       {7, 6, 1, 2, DISPOSE_DO_NOT, 5, false, true}};
    struct file_bytes file = make_gif(8, 8, frames, 3, 0, frame_color);
    CHECK_INT(decode_file(file), DECODE_OK);
    CHECK_INT(room.frames, 3);
    CHECK(is_color(0, 3, 3, 0));
    CHECK(is_color(1, 3, 2, 0) && is_color(1, 3, 3, 1) && is_color(1, 6, 6, 0));
    CHECK(is_color(2, 7, 6, 0) && is_color(2, 7, 7, 2));
    CHECK(behind_row < 0 ? at(2, 3, 2)[3] == 0 : is_color(2, 3, 2, behind_row));
    CHECK(behind_rest < 0 ? at(2, 3, 3)[3] == 0 : is_color(2, 3, 3, behind_rest));
    file_free(&file);
}

static void gif_disposals(void) {
    check_disposal(DISPOSAL_UNSPECIFIED, 0, 1);
    check_disposal(DISPOSE_DO_NOT, 0, 1);
    check_disposal(DISPOSE_BACKGROUND, -1, -1);
    check_disposal(DISPOSE_PREVIOUS, 0, 0);
}

/* A frame that hangs over the edges is cut. */
static void gif_outside(void) {
    const struct gif_frame frames[] = {{5, 6, 20, 20, 0, 5, false, false}, {60000, 60000, 3, 3, 0, 5, false, false}};
    struct file_bytes file = make_gif(8, 8, frames, 2, 0, stripes);
    CHECK_INT(decode_file(file), DECODE_OK);
    CHECK(room.width == 8 && room.height == 8 && room.frames == 2);
    CHECK(at(0, 0, 0)[3] == 0 && is_color(0, 5, 6, 0) && is_color(0, 7, 7, stripes(2, 1, 0)));
    file_free(&file);
}

static int noise(uint32_t x, uint32_t y, uint32_t frame) {
    uint32_t mixed = (x * 73856093u ^ (y + 100 * frame) * 19349663u) * 1540483477u;
    return (int)((mixed ^ mixed >> 15) * 2654435761u >> 31);
}

static void gif_cut_off(void) {
    static const struct gif_frame frames[] = {{0, 0, 60, 60, 0, 7, false, false}, {0, 0, 60, 60, 0, 7, false, false}};
    struct file_bytes file = make_gif(60, 60, frames, 2, 0, noise);
    CHECK_INT(decode_bytes(file.bytes, file.length - 30), DECODE_OK);
    CHECK(room.frames == 1 && room.is_part && is_color(0, 59, 59, noise(59, 59, 0)));
    CHECK_INT(decode_bytes(file.bytes, file.length * 2 / 5), DECODE_OK);
    CHECK(room.frames == 1 && room.is_part && is_color(0, 59, 0, noise(59, 0, 0)) && at(0, 59, 59)[3] == 0);
    CHECK_INT(decode_bytes(file.bytes, 100), DECODE_DAMAGED); /* in the first of its blocks */
    CHECK_INT(decode_bytes(file.bytes, 12), DECODE_DAMAGED);
    file_free(&file);
}

/* Thousands of frames of a few bytes each: those for which there is room. */
static void gif_many_frames(void) {
    struct gif_frame *frames = calloc(3000, sizeof *frames);
    for (int i = 0; i < 3000; i++) {
        frames[i] = (struct gif_frame){0, 0, 1, 1, 0, 2, false, false};
    }
    struct file_bytes file = make_gif(30, 30, frames, 3000, 0, stripes);
    CHECK_INT(decode_file(file), DECODE_OK);
    CHECK(room.frames == FRAMES && room.is_part);
    file_free(&file);
    file = make_gif(1000, 1000, frames, 3000, 0, stripes);
    CHECK_INT(decode_file(file), DECODE_OK);
    CHECK(room.frames == BYTES / 4000000 && room.is_part);
    file_free(&file);
    free(frames);
}

static void gif_huge(void) {
    const struct gif_frame frame = {0, 0, 4, 4, 0, 2, false, false};
    struct file_bytes file = make_gif(65535, 65535, &frame, 1, 0, stripes);
    CHECK_INT(decode_file(file), DECODE_TOO_LARGE);
    memset(file.bytes + 6, 0, 4); /* it says no size: its first frame does */
    CHECK_INT(decode_file(file), DECODE_OK);
    CHECK(room.width == 4 && room.height == 4 && are_stripes(0));
    file_free(&file);
}

/* --- WebP --- */

static bool are_sharp(uint32_t frame) {
    for (uint32_t y = 0; y < room.height; y++) {
        for (uint32_t x = 0; x < room.width; x++) {
            uint8_t want[4];
            sharp_color(x, y, frame, want);
            if (memcmp(at(frame, x, y), want, 4) != 0) {
                return false;
            }
        }
    }
    return true;
}

static void webp_pixels(void) {
    struct file_bytes file = make_webp(33, 40, 0);
    CHECK_INT(decode_file(file), DECODE_OK);
    CHECK(room.width == 33 && room.height == 40 && room.frames == 1 && !room.is_part);
    CHECK(are_sharp(0));
    CHECK_INT(decode_bytes(file.bytes, 40), DECODE_DAMAGED);
    file_free(&file);
}

static void webp_animation(void) {
    struct file_bytes file = make_animated_webp(20, 10, 5, 80, 3);
    CHECK_INT(decode_file(file), DECODE_OK);
    CHECK(room.width == 20 && room.height == 10 && room.frames == 5 && room.loops == 3 && !room.is_part);
    for (uint32_t i = 0; i < 5; i++) {
        CHECK(are_sharp(i));
        CHECK_INT(durations[i], 80);
    }
    file_free(&file);
    file = make_animated_webp(20, 10, 100, 80, 0);
    CHECK_INT(decode_file(file), DECODE_OK);
    CHECK(room.frames == FRAMES && room.is_part && room.loops == 0);
    file_free(&file);
}

/* A few hundred bytes for 16383 by 16383 pixels. */
static void webp_huge(void) {
    static const uint8_t lossless[] =
        "RIFF\x20\0\0\0WEBPVP8L\x14\0\0\0\x2F\xFE\xBF\xFF\x0F\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    CHECK_INT(decode_bytes(lossless, 40), DECODE_TOO_LARGE);
    struct file_bytes file = make_animated_webp(20, 10, 2, 80, 3);
    memset(file.bytes + 24, 0xFF, 6);
    CHECK_INT(decode_file(file), DECODE_DAMAGED); /* 2^24 a side, which the format forbids */
    file_free(&file);
}

/* --- what is none --- */

static void not_images(void) {
    static const uint8_t png[] = "\x89PNG\r\n\x1A\n\0\0\0\rIHDR", text[] = "hello, world, this is no picture at all";
    CHECK_INT(decode_bytes(png, sizeof png), DECODE_NOT_AN_IMAGE);
    CHECK_INT(decode_bytes(text, sizeof text), DECODE_NOT_AN_IMAGE);
    CHECK_INT(decode_bytes(text, 0), DECODE_NOT_AN_IMAGE);
    CHECK_INT(decode_bytes((const uint8_t *)"GIF89", 5), DECODE_NOT_AN_IMAGE);
    CHECK_INT(decode_bytes((const uint8_t *)"GIF89a", 6), DECODE_DAMAGED);
    CHECK_INT(decode_bytes((const uint8_t *)"\xFF\xD8\xFF", 3), DECODE_DAMAGED);
    CHECK_INT(decode_bytes((const uint8_t *)"RIFF\0\0\0\0WEBP", 12), DECODE_DAMAGED);
}

/* Every byte of small files changed: anything may come of it but a fault. */
static void check_changes(struct file_bytes file) {
    for (size_t i = 0; i < file.length; i++) {
        uint8_t kept = file.bytes[i];
        file.bytes[i] ^= (uint8_t)(1 + i * 37);
        decode_file(file);
        file.bytes[i] = kept;
    }
    for (size_t length = 0; length < file.length; length += 1 + file.length / 200) {
        decode_bytes(file.bytes, length);
    }
    file_free(&file);
}

static void changed_files(void) {
    static const struct gif_frame frames[] = {{0, 0, 9, 9, 3, 7, true, true}, {0, 0, 5, 5, 2, 7, false, false}};
    check_changes(make_jpeg(16, 16, false, false));
    check_changes(make_jpeg(16, 16, true, false));
    check_changes(make_gif(9, 9, frames, 2, 0, stripes));
    check_changes(make_webp(9, 9, 0));
    check_changes(make_animated_webp(9, 9, 2, 50, 0));
}

static void reasons(void) {
    for (int reason = 0; reason < DECODE_REASONS; reason++) {
        CHECK(strlen(decode_reason_text((enum decode_reason)reason)) > 1);
    }
    CHECK_STR(decode_reason_text(DECODE_TOO_LARGE), "too large");
}

int main(void) {
    pixels = malloc(BYTES);
    RUN(jpeg_pixels);
    RUN(jpeg_orientations);
    RUN(turns);
    RUN(jpeg_cut_off);
    RUN(jpeg_huge);
    RUN(jpeg_scans);
    RUN(gif_pixels_and_times);
    RUN(gif_disposals);
    RUN(gif_outside);
    RUN(gif_cut_off);
    RUN(gif_many_frames);
    RUN(gif_huge);
    RUN(webp_pixels);
    RUN(webp_animation);
    RUN(webp_huge);
    RUN(not_images);
    RUN(changed_files);
    RUN(reasons);
    free(pixels);
    return test_end();
}
