/* image_export.h - an image of a terminal as a PNG file: for the clipboard, or for another program to open.
 *
 * Packing a large image takes half a second, so a thread does it; the loop is told when it is done. An image that came
 * as a PNG file is handed on as it is. Files lie in a folder that is the user's alone (XDG_RUNTIME_DIR, which is
 * emptied when the session ends, else the folder for temporary files), are private (0600) and stay there for as long as
 * the program that opens them may want them: nobody says when that is over. */
#ifndef IMAGE_EXPORT_H
#define IMAGE_EXPORT_H

#include <stdbool.h>

#include <quire/image.h>

#include "clipboard_text.h"
#include "event_loop.h"

struct image_export;

struct image_exported {
    struct clipboard_text *png; /* the file's bytes, the taker's from now on; NULL: it is in a file, or it failed */
    const char *path;           /* of the file; NULL: it is in memory, or it failed */
};

/* On the loop's thread, once. The export is gone when it returns. */
typedef void image_export_done(void *user, const struct image_exported *result);

/* Takes over the hold on the image. NULL: no memory or no thread; nothing was taken over but the hold is let go. */
struct image_export *image_export_start(struct event_loop *loop, struct quire_image *image, bool to_file,
                                        image_export_done *done, void *user);

/* Nobody is told any more. Waits for the thread, which may take as long as packing does. NULL is allowed. */
void image_export_cancel(struct image_export *export);

#endif
