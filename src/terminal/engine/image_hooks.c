#include "image_hooks.h"

#include "iterm_files.h"
#include "kitty_images.h"

#include "image_measure.h"
#include "qr_arith.h"
#include "qr_count.h"
#include "qr_memory.h"

/* --- files for the host ------------------------------------------------------------------------------------------ */

static enum quire_image_format format_of(const uint8_t *bytes, size_t length) {
    static const enum quire_image_format formats[] = {[QR_FILE_OTHER] = QUIRE_IMAGE_OTHER,
                                                      [QR_FILE_PNG] = QUIRE_IMAGE_PNG,
                                                      [QR_FILE_JPEG] = QUIRE_IMAGE_JPEG,
                                                      [QR_FILE_GIF] = QUIRE_IMAGE_GIF,
                                                      [QR_FILE_WEBP] = QUIRE_IMAGE_WEBP};
    return formats[qr_image_file_kind(bytes, length)];
}

bool qr_image_ask_host(struct qr_engine *engine, struct qr_image *image, const uint8_t *bytes, size_t length) {
    const struct quire_image_hooks *hooks = &engine->images.hooks;
    if (!hooks->decode)
        return false;
    bool before = qr_call_out(engine);
    image->awaited = hooks->decode(hooks->user, image->key, format_of(bytes, length), bytes, length);
    qr_call_ended(engine, before);
    return image->awaited;
}

/* PNG files that came before, or out of a snapshot, are decoded by this host, too, but for those that somebody holds
 * and may be reading just now. Only who has the terminal can get hold of one. */
static void give_decoder(const struct qr_engine *engine, const struct qr_image *image) {
    for (uint32_t i = 0; i < image->frame_count; i++) {
        struct qr_content *content = image->frames[i].content;
        if (content && content->kind == QR_CONTENT_PNG && qr_count_is_one(&content->uses))
            content->png = qr_engine_png_decoder(engine);
    }
}

void qr_engine_set_image_hooks(struct qr_engine *engine, const struct quire_image_hooks *hooks) {
    struct qr_images *store = engine->images.store;
    engine->images.hooks = *hooks;
    for (struct qr_image *image = store ? qr_images_first(store) : NULL; image; image = qr_images_next(store, image)) {
        const struct qr_content *content = image->frames[0].content;
        give_decoder(engine, image);
        if (content && content->kind == QR_CONTENT_FOREIGN && !content->is_packed)
            (void)qr_image_ask_host(engine, image, content->bytes, content->length);
    }
}

static enum quire_result take_picture(const struct qr_engine *engine, uint32_t width, uint32_t height, const void *rgba,
                                      struct qr_content **content) {
    size_t length = (size_t)width * height * 4;
    enum quire_result result = qr_content_create(&engine->allocator, QR_CONTENT_RGBA, width, height, length, content);
    if (result == QUIRE_OK)
        memcpy((*content)->bytes, rgba, length);
    return result;
}

/* All pictures as contents that one holds; on an error none. */
static enum quire_result take_pictures(const struct qr_engine *engine, uint32_t width, uint32_t height,
                                       const struct quire_image_frame *frames, uint32_t count,
                                       struct qr_content **contents, int32_t *gaps_ms) {
    enum quire_result result = QUIRE_OK;
    uint32_t taken = 0;
    for (; taken < count && result == QUIRE_OK; taken += result == QUIRE_OK) {
        gaps_ms[taken] = frames[taken].gap_ms;
        result = take_picture(engine, width, height, frames[taken].rgba, &contents[taken]);
    }
    while (result != QUIRE_OK && taken > 0)
        qr_content_release(contents[--taken]);
    return result;
}

static bool too_large(const struct qr_images *store, uint32_t width, uint32_t height, uint32_t count) {
    return width > QR_IMAGE_SIDE_MAX || height > QR_IMAGE_SIDE_MAX ||
           qr_images_budget(store) / 4 / width / height < count;
}

static enum quire_result decoded(struct qr_engine *engine, struct qr_image *image, uint32_t width, uint32_t height,
                                 const struct quire_image_frame *frames, uint32_t count, uint32_t loops) {
    struct qr_images *store = engine->images.store;
    const size_t each = sizeof(struct qr_content *) + sizeof(int32_t);
    bool other_size = width != image->width || height != image->height;
    if (count > 0 && (other_size || too_large(store, width, height, count))) /* before a pixel is read */
        return QUIRE_LIMIT;
    void *memory = count > 0 ? qr_alloc_zeroed(&engine->allocator, count * each) : NULL;
    struct qr_content **contents = memory;
    int32_t *gaps_ms = count > 0 ? (int32_t *)(void *)(contents + count) : NULL;
    enum quire_result result = count > 0 && !memory ? QUIRE_OUT_OF_MEMORY : QUIRE_OK;
    if (result == QUIRE_OK)
        result = take_pictures(engine, width, height, frames, count, contents, gaps_ms);
    if (result == QUIRE_OK)
        result = qr_images_decoded(store, image->key, contents, gaps_ms, count, loops);
    qr_free(&engine->allocator, memory, count * each);
    return result;
}

enum quire_result qr_engine_image_decoded(struct qr_engine *engine, uint64_t key, uint32_t width, uint32_t height,
                                          const struct quire_image_frame *frames, uint32_t count, uint32_t loops) {
    struct qr_image *image = engine->images.store ? qr_images_by_key(engine->images.store, key) : NULL;
    if (!image)
        return QUIRE_OK;
    enum quire_result result = decoded(engine, image, width, height, frames, count, loops);
    image = qr_images_by_key(engine->images.store, key);
    if (image)
        image->awaited = false;
    return result;
}

/* --- the rest ---------------------------------------------------------------------------------------------------- */

struct qr_png_decoder qr_engine_png_decoder(const struct qr_engine *engine) {
    return (struct qr_png_decoder){engine->images.hooks.decode_png, engine->images.hooks.user};
}

const char *qr_engine_read_medium(struct qr_engine *engine, enum quire_medium medium, const char *name, uint64_t offset,
                                  uint64_t size, const uint8_t **bytes, size_t *length,
                                  void (**give_back)(void *user, const uint8_t *bytes, size_t length)) {
    const struct quire_image_hooks *hooks = &engine->images.hooks;
    if (!hooks->read_medium)
        return "ENOTSUP";
    bool before = qr_call_out(engine);
    const char *error = hooks->read_medium(hooks->user, medium, name, offset, size, bytes, length, give_back);
    qr_call_ended(engine, before);
    return error;
}

bool qr_engine_fills_media(const struct qr_engine *engine) {
    return engine->images.hooks.fill_medium != NULL;
}

const char *qr_engine_fill_medium(struct qr_engine *engine, enum quire_medium medium, const char *name, uint64_t offset,
                                  size_t size, uint8_t *to, size_t *length) {
    const struct quire_image_hooks *hooks = &engine->images.hooks;
    bool before = qr_call_out(engine);
    const char *error = hooks->fill_medium(hooks->user, medium, name, offset, size, to, length);
    qr_call_ended(engine, before);
    return error;
}

/* What is still to come is of no use either. A string that is open right now keeps its state until it has ended: it is
 * refused whatever more it wants. */
static void give_all_up(struct qr_engine *engine) {
    qr_images_clear(engine->images.store, QR_IMAGES_BOTH);
    if (engine->strings.owner == QR_OWNER_TERMINAL_STREAM)
        return;
    qr_kitty_forget(engine);
    qr_iterm_files_forget(engine);
}

void qr_engine_set_image_limit(struct qr_engine *engine, uint64_t bytes) {
    engine->images.budget = bytes;
    if (!engine->images.store)
        return;
    if (bytes == 0)
        give_all_up(engine);
    qr_images_set_budget(engine->images.store, bytes);
}
