/* api_image.c - quire/image.h: images of frames, and hooks. A public image is a content (image_content.h). */
#include <quire/image.h>

#include "api.h"
#include "qr_sized.h"

static struct qr_content *content_of(struct quire_image *image) {
    return (struct qr_content *)image;
}

static const struct qr_content *content_of_const(const struct quire_image *image) {
    return (const struct qr_content *)image;
}

/* --- frames ---------------------------------------------------------------------------------------------------- */

uint32_t quire_frame_image_count(const struct quire_frame *frame) {
    return api_frame_const(frame)->images.piece_count;
}

enum quire_result quire_frame_get_image(const struct quire_frame *frame, uint32_t index,
                                        struct quire_frame_image *image) {
    const struct qr_frame_images *images = &api_frame_const(frame)->images;
    if (!QR_SOUND(image) || index >= images->piece_count)
        return QUIRE_INVALID;
    qr_sized_give(image, &images->pieces[index].shown);
    return QUIRE_OK;
}

struct quire_image *quire_frame_hold_image(const struct quire_frame *frame, uint32_t index) {
    const struct qr_frame_images *images = &api_frame_const(frame)->images;
    struct qr_content *content = index < images->piece_count ? images->pieces[index].content : NULL;
    if (content)
        qr_content_hold(content);
    return (struct quire_image *)content;
}

uint64_t quire_frame_images_due(const struct quire_frame *frame) {
    return api_frame_const(frame)->images.due;
}

/* --- images ---------------------------------------------------------------------------------------------------- */

static enum quire_image_format format_of(const struct qr_content *content) {
    static const enum quire_image_format formats[] = {[QR_CONTENT_RGB] = QUIRE_IMAGE_RGB,
                                                      [QR_CONTENT_RGBA] = QUIRE_IMAGE_RGBA,
                                                      [QR_CONTENT_PNG] = QUIRE_IMAGE_PNG,
                                                      [QR_CONTENT_FOREIGN] = QUIRE_IMAGE_OTHER};
    return formats[content->kind];
}

enum quire_result quire_image_get_info(const struct quire_image *image, struct quire_image_info *info) {
    const struct qr_content *content = content_of_const(image);
    if (!image || !QR_SOUND(info))
        return QUIRE_INVALID;
    qr_sized_give(info, &(struct quire_image_info){.size = sizeof *info,
                                                   .width = content->width,
                                                   .height = content->height,
                                                   .format = format_of(content),
                                                   .bytes = qr_content_bytes(content)});
    return QUIRE_OK;
}

const void *quire_image_pixels(const struct quire_image *image, enum quire_image_format *format) {
    const void *pixels = image && format ? qr_content_pixels(content_of_const(image)) : NULL;
    if (pixels)
        *format = format_of(content_of_const(image));
    return pixels;
}

enum quire_result quire_image_read(const struct quire_image *image, void *rgba, size_t stride) {
    if (!image || !rgba || stride < (size_t)4 * content_of_const(image)->width)
        return QUIRE_INVALID;
    return qr_content_read(content_of_const(image), rgba, stride);
}

const void *quire_image_file(const struct quire_image *image, size_t *length) {
    const struct qr_content *content = content_of_const(image);
    if (!image || !length || content->kind != QR_CONTENT_PNG || content->is_packed)
        return NULL;
    *length = content->length;
    return content->bytes;
}

void quire_image_hold(struct quire_image *image) {
    if (image)
        qr_content_hold(content_of(image));
}

void quire_image_release(struct quire_image *image) {
    qr_content_release(content_of(image));
}

/* --- hooks ----------------------------------------------------------------------------------------------------- */

enum quire_result quire_terminal_set_image_hooks(struct quire_terminal *terminal,
                                                 const struct quire_image_hooks *hooks) {
    struct quire_image_hooks own = QUIRE_IMAGE_HOOKS_INIT;
    if ((hooks && !QR_TAKE(own, hooks)) || !api_may_change(terminal))
        return QUIRE_INVALID;
    bool before = qr_call_out(api_engine(terminal)); /* `decode` may be called */
    qr_engine_set_image_hooks(api_engine(terminal), &own);
    qr_call_ended(api_engine(terminal), before);
    return QUIRE_OK;
}

static bool pictures_allowed(uint32_t width, uint32_t height, const struct quire_image_frame *frames, uint32_t count) {
    if (count > 0 && (!frames || width == 0 || height == 0))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        if (!frames[i].rgba)
            return false;
    }
    return true;
}

enum quire_result quire_terminal_image_decoded(struct quire_terminal *terminal, uint64_t image, uint32_t width,
                                               uint32_t height, const struct quire_image_frame *frames, uint32_t count,
                                               uint32_t loops) {
    if (!pictures_allowed(width, height, frames, count) || !api_may_change(terminal))
        return QUIRE_INVALID;
    return qr_engine_image_decoded(api_engine(terminal), image, width, height, frames, count, loops);
}
