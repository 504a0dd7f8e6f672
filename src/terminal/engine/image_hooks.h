/* image_hooks.h - a host's help with images (quire/image.h): files that it decodes, what programs name for it to read,
 * and how much images may take.
 *
 * Hooks are in the state of images (image_state.h) and are called with the guard that all callbacks have (engine.h). A
 * file that only the host can decode is an image with a foreign content; it is asked once, and answers by the image's
 * key, when it will. What nobody could decode stays with the image, and is asked again when there are other hooks. */
#ifndef QR_IMAGE_HOOKS_H
#define QR_IMAGE_HOOKS_H

#include "engine.h"

/* Hooks in place of those that there are. Foreign images that wait for nobody are asked about. */
void qr_engine_set_image_hooks(struct qr_engine *engine, const struct quire_image_hooks *hooks);

/* Asks the host to decode a file, the foreign content of an image. False: it cannot. */
bool qr_image_ask_host(struct qr_engine *engine, struct qr_image *image, const uint8_t *bytes, size_t length);

/* What it answers: see quire_terminal_image_decoded. */
enum quire_result qr_engine_image_decoded(struct qr_engine *engine, uint64_t key, uint32_t width, uint32_t height,
                                          const struct quire_image_frame *frames, uint32_t count, uint32_t loops);

/* For contents that are PNG files: the host's decoder, or none of its own. */
struct qr_png_decoder qr_engine_png_decoder(const struct qr_engine *engine);

/* Reads what a program named, where the host does; as quire_image_hooks.read_medium. */
const char *qr_engine_read_medium(struct qr_engine *engine, enum quire_medium medium, const char *name, uint64_t offset,
                                  uint64_t size, const uint8_t **bytes, size_t *length,
                                  void (**give_back)(void *user, const uint8_t *bytes, size_t length));

/* Is there a hook that reads pixels to where they stay? Reads them by it; as quire_image_hooks.fill_medium. */
bool qr_engine_fills_media(const struct qr_engine *engine);
const char *qr_engine_fill_medium(struct qr_engine *engine, enum quire_medium medium, const char *name, uint64_t offset,
                                  size_t size, uint8_t *to, size_t *length);

/* The limit of bytes: what has no room goes; 0: all images go, and there are none any more. */
void qr_engine_set_image_limit(struct qr_engine *engine, uint64_t bytes);

#endif
