/* Apart from render_offscreen.c, so that tests with a made-up frame need no terminal. */
#include <stdio.h>

#include "render_offscreen.h"

bool render_to_png(struct quire_terminal *terminal, const struct render_options *options, const char *path, char *error,
                   size_t error_size) {
    struct quire_frame *frame = NULL;
    if (quire_frame_create(NULL, &frame) != QUIRE_OK || quire_frame_update(frame, terminal) != QUIRE_OK) {
        quire_frame_destroy(frame);
        snprintf(error, error_size, "render: out of memory");
        return false;
    }
    bool done = render_frame_to_png(frame, options, path, error, error_size);
    quire_frame_destroy(frame);
    return done;
}
