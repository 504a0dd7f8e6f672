/* kitty_kit.h - what the tests of kitty's graphics protocol share: commands with payloads, short answers, and a look at
 * the images of a terminal. Cells have 10 x 20 pixels. */
#ifndef KITTY_KIT_H
#define KITTY_KIT_H

#include "engine_kit.h"

#include "base64.h"
#include "engine.h"
#include "image_place.h"
#include "kitty_images.h"

static inline void kitty_open(struct kit *kit, uint32_t cols, uint32_t rows) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    options.cols = cols;
    options.rows = rows;
    options.cell_width_px = 10;
    options.cell_height_px = 20;
    kit_open_with(kit, options);
}

static inline struct qr_engine *kitty_engine(const struct kit *kit) {
    return (struct qr_engine *)kit->terminal;
}

/* The answers since the last time, without introducer and reasons: "i=1;OK", "i=1;EINVAL|i=2;OK". */
static inline const char *kitty_answers(struct kit *kit) {
    static char answers[1024];
    size_t length = 0;
    bool in_reason = false;
    for (const char *c = kit->replies.bytes; *c && length + 1 < sizeof answers; c++) {
        if (strncmp(c, "\033_G", 3) == 0 || strncmp(c, "\033\\", 2) == 0) {
            if (c[1] == '_' && length > 0)
                answers[length++] = '|';
            c += c[1] == '_' ? 2 : 1;
            in_reason = false;
        } else if (*c == ':' || in_reason) {
            in_reason = true;
        } else {
            answers[length++] = *c;
        }
    }
    answers[length] = 0;
    text_clear(&kit->replies);
    return answers;
}

/* Sends a command with a payload that is base64 already, or none. */
static inline const char *kitty_send_text(struct kit *kit, const char *control, const char *text) {
    feed(kit, "\033_G");
    feed(kit, control);
    if (text) {
        feed(kit, ";");
        feed(kit, text);
    }
    feed(kit, "\033\\");
    return kitty_answers(kit);
}

static inline const char *kitty_command(struct kit *kit, const char *control) {
    return kitty_send_text(kit, control, NULL);
}

/* Sends a command with bytes as its payload. */
static inline const char *kitty_send(struct kit *kit, const char *control, const void *bytes, size_t length) {
    size_t size = 0;
    CHECK(qr_base64_encoded_size(length, &size));
    char *text = calloc(1, size + 1);
    if (!text)
        abort();
    qr_base64_encode(bytes, length, text);
    const char *answers = kitty_send_text(kit, control, text);
    free(text);
    return answers;
}

/* An image of so many pixels with this id: RGB, every byte `fill`. */
static inline const char *kitty_image(struct kit *kit, uint32_t id, uint32_t width, uint32_t height, uint8_t fill,
                                      const char *more) {
    char control[256];
    size_t length = (size_t)width * height * 3;
    uint8_t *bytes = malloc(length);
    if (!bytes)
        abort();
    memset(bytes, fill, length);
    snprintf(control, sizeof control, "i=%u,f=24,s=%u,v=%u%s%s", id, width, height, more ? "," : "", more ? more : "");
    const char *answers = kitty_send(kit, control, bytes, length);
    free(bytes);
    return answers;
}

/* --- what there is ------------------------------------------------------------------------------------------------ */

static inline struct qr_images *kitty_store(const struct kit *kit) {
    return kitty_engine(kit)->images.store;
}

static inline struct qr_image *kitty_find(const struct kit *kit, uint32_t id) {
    struct qr_engine *e = kitty_engine(kit);
    return e->images.store ? qr_images_by_id(e->images.store, qr_is_alternate(e), id) : NULL;
}

/* The id of the newest image with a number; 0: there is none. */
static inline uint32_t kitty_id_of(const struct kit *kit, uint32_t number) {
    const struct qr_engine *e = kitty_engine(kit);
    const struct qr_image *image =
        e->images.store ? qr_images_by_number(e->images.store, qr_is_alternate(e), number) : NULL;
    return image ? image->id : 0;
}

/* An answer to a command with a number: "i=ID,I=number..." with the id that it has now. */
static inline const char *kitty_named(const struct kit *kit, uint32_t number, const char *rest) {
    static char text[64];
    snprintf(text, sizeof text, "i=%u,I=%u%s", kitty_id_of(kit, number), number, rest);
    return text;
}

static inline uint32_t kitty_count(const struct kit *kit) {
    return kitty_store(kit) ? qr_images_count(kitty_store(kit)) : 0;
}

static inline uint32_t kitty_placements(const struct kit *kit) {
    return kitty_store(kit) ? qr_placements_count(kitty_store(kit)) : 0;
}

/* The newest placement of an image. */
static inline struct qr_placement *kitty_placement(const struct kit *kit, uint32_t id) {
    struct qr_image *image = kitty_find(kit, id);
    return image ? image->placements : NULL;
}

/* "x,y colsxrows" of the newest placement of an image on the screen; "none". */
static inline const char *kitty_where(const struct kit *kit, uint32_t id) {
    static char text[64];
    const struct qr_placement *placement = kitty_placement(kit, id);
    struct qr_kitty_corners corners;
    int64_t x, y;
    if (!placement || !qr_kitty_corners_make(kitty_engine(kit), &corners))
        return "none";
    bool found = qr_kitty_corner(kitty_engine(kit), &corners, placement, &x, &y);
    qr_kitty_corners_free(kitty_engine(kit), &corners);
    if (!found)
        return "none";
    snprintf(text, sizeof text, "%d,%d %ux%u", (int)x, (int)y, placement->look.cols, placement->look.rows);
    return text;
}

/* Bytes of a frame (from 1) of an image as hexadecimal digits, RGBA; "none". At most 16 pixels. */
static inline const char *kitty_pixels(const struct kit *kit, uint32_t id, uint32_t frame) {
    static char text[16 * 9 + 1];
    uint8_t rgba[64];
    const struct qr_image *image = kitty_find(kit, id);
    text[0] = 0;
    if (!image || frame > image->frame_count || !image->frames[frame - 1].content)
        return "none";
    size_t pixels = (size_t)image->width * image->height;
    if (pixels > 16 || qr_content_read(image->frames[frame - 1].content, rgba, (size_t)image->width * 4) != QUIRE_OK)
        return "unreadable";
    for (size_t i = 0; i < pixels; i++)
        snprintf(text + 9 * i, sizeof text - 9 * i, "%02x%02x%02x%02x%s", rgba[4 * i], rgba[4 * i + 1], rgba[4 * i + 2],
                 rgba[4 * i + 3], i + 1 < pixels ? " " : "");
    return text;
}

#endif
