/* picture.h - pictures of terminals without a display: what `quire render` and the gallery do.
 *
 * The same renderer as in a window, with the CPU as its backend, draws a picture that is just as large as the frame. No
 * GL library, no Mesa and no SDL take part. */
#ifndef PICTURE_H
#define PICTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/frame.h>
#include <quire/terminal.h>

#include "font_set.h"
#include "renderer.h"

/* Pixels of a picture at most; it takes eight bytes for each while it is made. */
#define PICTURE_PIXELS_MAX (UINT64_C(1) << 27)

struct picture_options {
    struct font_options font;
    struct renderer_settings settings;
    uint32_t padding_px;
    bool no_cursor;
    bool bold_is_bright;            /* of a terminal: see quire_frame_set_bold_is_bright */
    bool unfocused;                 /* the cursor of a window in the background */
    void (*warn)(const char *text); /* takes one line about a font that was replaced; may be NULL */
};

#define PICTURE_OPTIONS_INIT                                                                                           \
    { FONT_OPTIONS_INIT, RENDERER_SETTINGS_INIT, 8, false, false, false, NULL }

/* Draws the terminal as it is now and writes a PNG file. False and one line in `error`: no font, no memory, a picture
 * that is too large, a file that cannot be written. */
bool picture_of_terminal(struct quire_terminal *terminal, const struct picture_options *options, const char *path,
                         char *error, size_t error_size);

/* The same of a frame that the caller has updated. */
bool picture_of_frame(const struct quire_frame *frame, const struct picture_options *options, const char *path,
                      char *error, size_t error_size);

#endif
