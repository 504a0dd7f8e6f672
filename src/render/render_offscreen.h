/* render_offscreen.h - pictures of terminals without a display: what `quire render` and the gallery do.
 *
 * The same renderer as in a window draws into an offscreen framebuffer that is just as large as the frame. */
#ifndef RENDER_OFFSCREEN_H
#define RENDER_OFFSCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/frame.h>
#include <quire/terminal.h>

#include "font_set.h"
#include "renderer.h"

struct render_options {
    struct font_options font;
    uint32_t padding_px;
    bool no_cursor;
    bool unfocused;                 /* the cursor of a window in the background */
    void (*warn)(const char *text); /* takes one line about a font that was replaced; may be NULL */
};

#define RENDER_OPTIONS_INIT                                                                                            \
    { FONT_OPTIONS_INIT, 8, false, false, NULL }

/* Draws the terminal as it is now and writes a PNG file. False and one line in `error`. */
bool render_to_png(struct quire_terminal *terminal, const struct render_options *options, const char *path, char *error,
                   size_t error_size);

/* The same of a frame that the caller has updated. */
bool render_frame_to_png(const struct quire_frame *frame, const struct render_options *options, const char *path,
                         char *error, size_t error_size);

#endif
