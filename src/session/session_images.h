/* session_images.h - how a terminal is helped with images: files that programs name, formats that it does not read.
 *
 * Both are hooks of the library (quire/image.h), called while output is parsed, under the session's lock.
 *
 *     names a file  -> may it be read (settings, where the program runs)? -> medium.h -> bytes, or pixels in their place
 *     sends a JPEG  -> copied, queued -> [main thread] decoder.h -> lock -> quire_terminal_image_decoded
 *
 * Without a loop there is nobody who would be called back: with a program alone what is queued is decoded when
 * session_images_settle is called, which waits for it (`quire render`).
 *
 * What waits to be decoded is bounded by the limit of images; more is refused, and stays a placeholder.
 *
 * Threads: what is said to be under the lock may be called by any thread that has it; the rest is the main thread's. */
#ifndef SESSION_IMAGES_H
#define SESSION_IMAGES_H

#include <stdbool.h>
#include <stdint.h>

#include <quire/image.h>

#include "config.h"
#include "decoder.h"
#include "pty.h"

struct session_images;

/* The terminal, locked, as long as an answer is given to it. */
struct session_images_terminal {
    struct quire_terminal *(*lock)(void *user);
    void (*unlock)(void *user); /* what is shown has changed */
    void *user;
};

/* Who decodes: a decoder, called back by its loop; or a program, when session_images_settle is called. All NULL:
 * nobody, and such images are left out. */
struct session_images_by {
    struct event_loop *loop;
    struct decoder *decoder;
    const struct decoder_program *program;
};

/* NULL: no memory. */
struct session_images *session_images_create(const struct config *config, const struct session_images_by *by,
                                             const struct session_images_terminal *terminal);
/* The terminal does not call it any more. NULL is allowed. */
void session_images_destroy(struct session_images *images);

/* Under the lock, or before others know the terminal. */
void session_images_help(struct session_images *images, struct quire_terminal *terminal);
/* The pty whose program prints; NULL: it is not known who does, and files are read with image-files = always alone. */
void session_images_set_pty(struct session_images *images, const struct pty *pty);
void session_images_apply(struct session_images *images, const struct config *config);
/* The shell has told its directory (OSC 7): `length` bytes, not terminated. */
void session_images_set_directory(struct session_images *images, const char *uri, size_t length);

/* Nothing comes at the moment: memory that only the next image would want goes back. Under the lock. */
void session_images_tidy(struct session_images *images);

/* A file that was read and has no other use, to be closed without the lock: that lets go of its memory, which takes
 * milliseconds for a picture of video. -1: none. Under the lock. */
int session_images_spent(struct session_images *images);

/* Decodes all that waits for the program. */
void session_images_settle(struct session_images *images);

#endif
