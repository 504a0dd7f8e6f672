/* Apart from picture.c, so that tests with a made-up frame need no terminal. */
#include <stdio.h>

#include "picture.h"

bool picture_of_terminal(struct quire_terminal *terminal, const struct picture_options *options, const char *path,
                         char *error, size_t error_size) {
    struct quire_frame *frame = NULL;
    bool made = quire_frame_create(NULL, &frame) == QUIRE_OK;
    if (made)
        quire_frame_set_bold_is_bright(frame, options->bold_is_bright);
    if (!made || quire_frame_update(frame, terminal) != QUIRE_OK) {
        quire_frame_destroy(frame);
        snprintf(error, error_size, "render: out of memory");
        return false;
    }
    struct picture_options titled = *options;
    titled.title = options->title ? options->title : quire_terminal_title(terminal);
    bool done = picture_of_frame(frame, &titled, path, error, error_size);
    quire_frame_destroy(frame);
    return done;
}
