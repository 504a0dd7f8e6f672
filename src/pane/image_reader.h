/* image_reader.h - files of images (PNG) become pixels on a thread, so that no window waits for one.
 *
 *     drawn --read--> not there: listed, LATER --thread: quire_image_read--> posted: drawn again --read--> DONE
 *
 * Small ones are read at once, which costs less than another picture. Pixels are kept for as long as there is room: the
 * renderer keeps what it has scaled itself, and asks again when sizes change or more of an image comes into view. What
 * could not be read is not tried again while it is listed.
 *
 * The thread begins with the first file and ends with the reader. All calls are those of the loop's thread. */
#ifndef IMAGE_READER_H
#define IMAGE_READER_H

#include "event_loop.h"
#include "scene_images.h"

/* Pixels of an image up to which it is read at once: a millisecond. */
#define IMAGE_READER_AT_ONCE (UINT64_C(256) * 256)
/* Of pixels that are kept; one image more than that has room by itself. */
#define IMAGE_READER_BYTES ((size_t)96 << 20)
/* Images that are listed; of more, those that wait are asked for again. */
#define IMAGE_READER_IMAGES 256u

struct image_reader;

/* `ready` is called by the loop when pixels of some image have come. NULL: no memory. */
struct image_reader *image_reader_create(struct event_loop *loop, void (*ready)(void *user), void *user);
/* Waits for the image that is being read. NULL is allowed. */
void image_reader_destroy(struct image_reader *reader);

/* For struct scene_pane. */
const struct scene_image_reader *image_reader_for_scene(const struct image_reader *reader);

#endif
