/* picture.h - pictures of terminals without a display: what `quire render` and the gallery do.
 *
 * PNG: the same renderer as in a window, with the CPU as its backend, draws a picture that is just as large as the
 * frame. SVG: text, lines and rectangles with the metrics of the same font (svg_write.h). No GL library, no Mesa and no
 * SDL take part. */
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

enum picture_format { PICTURE_PNG, PICTURE_SVG };

struct picture_options {
    struct font_options font;
    struct renderer_settings settings;
    uint32_t padding_px;
    bool no_cursor;
    bool bold_is_bright; /* of a terminal: see quire_frame_set_bold_is_bright */
    bool unfocused;      /* the cursor of a window in the background */
    enum picture_format format;
    bool crop;                      /* no larger than what there is to see (picture_crop.h) */
    bool window;                    /* in a window with a title bar and a shadow (picture_window.h) */
    const char *title;              /* UTF-8; of the window and the document; NULL: that of the terminal */
    void (*warn)(const char *text); /* takes one line about a font that was replaced; may be NULL */
};

#define PICTURE_OPTIONS_INIT                                                                                           \
    { .font = FONT_OPTIONS_INIT, .settings = RENDERER_SETTINGS_INIT, .padding_px = 8 }

/* How large a cell of such a picture is, in pixels: programs that draw images ask for it. False and one line in `error`:
 * no font. Cost: opening the font, once more than the picture does. */
bool picture_cell_size(const struct font_options *font, uint32_t *width_px, uint32_t *height_px, char *error,
                       size_t error_size);

/* Draws the terminal as it is now and writes a file ("-": to standard output). False and one line in `error`: no font,
 * no memory, a picture that is too large, a file that cannot be written. */
bool picture_of_terminal(struct quire_terminal *terminal, const struct picture_options *options, const char *path,
                         char *error, size_t error_size);

/* The same of a frame that the caller has updated, whose title is options->title or none. */
bool picture_of_frame(const struct quire_frame *frame, const struct picture_options *options, const char *path,
                      char *error, size_t error_size);

#endif
