/* snapshot_images.c - images of a terminal: contents, each once, then the table that says all else (image_table.h).
 *
 * Contents are numbered in the order in which the images show them; the number stands in the content while this is
 * written, so that it takes no memory. Pixels that are packed are written as they are when unpacked. What comes in may
 * take more than the host allows now: then what was not seen for the longest time goes, as ever. */
#include "terminal_snapshot.h"

#include <string.h>

#include "image_pack.h"
#include "image_place.h"
#include "image_png.h"
#include "image_table.h"
#include "qr_memory.h"

/* --- writing ----------------------------------------------------------------------------------------------------- */

bool qr_snapshot_has_images(const struct qr_engine *engine) {
    return qr_engine_image_state_const(engine)->store != NULL;
}

static uint32_t number_contents(const struct qr_images *images) {
    uint32_t count = 0;
    for (const struct qr_image *image = qr_images_first(images); image; image = qr_images_next(images, image)) {
        for (uint32_t i = 0; i < image->frame_count; i++) {
            if (image->frames[i].content)
                image->frames[i].content->number = 0;
        }
    }
    for (const struct qr_image *image = qr_images_first(images); image; image = qr_images_next(images, image)) {
        for (uint32_t i = 0; i < image->frame_count; i++) {
            struct qr_content *content = image->frames[i].content;
            if (content && content->number == 0)
                content->number = ++count;
        }
    }
    return count;
}

static void put_count(struct qr_snapshot_out *out, const void *object) {
    qr_out_u32(out, number_contents(object));
    qr_out_u32(out, 0);
}

static void put_piece(void *user, const uint8_t *bytes, size_t length) {
    qr_out_bytes(user, bytes, length);
}

static void put_content(struct qr_snapshot_out *out, const void *object) {
    const struct qr_content *content = object;
    uint64_t length = qr_content_length(content);
    qr_out_u32(out, content->kind);
    qr_out_u32(out, content->width);
    qr_out_u32(out, content->height);
    qr_out_u32(out, 0);
    qr_out_u64(out, length);
    if (!out->write)
        out->length += length;
    else if (content->is_packed)
        (void)qr_image_unpack(content, put_piece, out);
    else
        qr_out_bytes(out, content->bytes, content->length);
}

static void put_contents(struct qr_snapshot_out *out, const struct qr_images *images) {
    uint32_t last = 0;
    for (const struct qr_image *image = qr_images_first(images); image; image = qr_images_next(images, image)) {
        for (uint32_t i = 0; i < image->frame_count; i++) {
            const struct qr_content *content = image->frames[i].content;
            if (!content || content->number <= last) /* written before */
                continue;
            last = content->number;
            qr_snapshot_part_out(out, QR_SNAPSHOT_CONTENT, put_content, content);
        }
    }
}

static void put_table_bytes(void *user, const void *bytes, size_t length) {
    qr_out_bytes(user, bytes, length);
}

static uint32_t number_of(void *user, const struct qr_content *content) {
    (void)user;
    return content->number;
}

static void put_table(struct qr_snapshot_out *out, const void *object) {
    struct qr_table_writer writer = {put_table_bytes, number_of, out};
    qr_image_table_write(object, QR_TABLE_ALL, &writer);
}

void qr_snapshot_put_images(struct qr_snapshot_out *out, const struct qr_engine *engine) {
    const struct qr_images *images = qr_engine_image_state_const(engine)->store;
    qr_snapshot_part_out(out, QR_SNAPSHOT_IMAGES, put_count, images);
    put_contents(out, images);
    qr_snapshot_part_out(out, QR_SNAPSHOT_TABLE, put_table, images);
}

/* --- reading ----------------------------------------------------------------------------------------------------- */

/* Contents that came so far; the store takes holds of its own. */
struct contents {
    struct qr_content **list;
    uint32_t count, capacity;
};

/* A PNG file is whole, and of the size that is said. */
static bool png_sound(const struct qr_content *content) {
    uint32_t width, height;
    return content->kind != QR_CONTENT_PNG ||
           (qr_png_measure(content->bytes, content->length, &width, &height) == QUIRE_OK && width == content->width &&
            height == content->height);
}

static enum quire_result get_content(struct qr_restore *restore, struct qr_content **content) {
    struct qr_snapshot_in in;
    enum quire_result result = qr_restore_part(restore, QR_SNAPSHOT_CONTENT, "image", &in);
    if (result != QUIRE_OK)
        return result;
    enum qr_content_kind kind = (enum qr_content_kind)qr_in_u32(&in, "kind", QR_CONTENT_FOREIGN);
    uint32_t width = qr_in_u32(&in, "size", QR_IMAGE_SIDE_MAX), height = qr_in_u32(&in, "size", QR_IMAGE_SIDE_MAX);
    (void)qr_in_u32(&in, "reserved", 0);
    uint64_t length = qr_in_u64(&in, "bytes", SIZE_MAX);
    const uint8_t *bytes = qr_in_bytes(&in, "bytes", length);
    result = qr_restore_end(restore, &in);
    if (result != QUIRE_OK)
        return result;
    result = qr_content_create(qr_engine_allocator(restore->engine), kind, width, height, (size_t)length, content);
    if (result != QUIRE_OK) /* sides or bytes that are none */
        return qr_restore_fail(restore, result == QUIRE_LIMIT ? "size" : "no memory",
                               result == QUIRE_LIMIT ? QUIRE_CORRUPT : result);
    memcpy((*content)->bytes, bytes, (size_t)length);
    return png_sound(*content) ? QUIRE_OK : qr_restore_fail(restore, "PNG", QUIRE_CORRUPT);
}

static enum quire_result get_contents(struct qr_restore *restore, struct contents *contents) {
    struct qr_snapshot_in in;
    enum quire_result result = qr_restore_part(restore, QR_SNAPSHOT_IMAGES, "images", &in);
    if (result != QUIRE_OK)
        return result;
    uint64_t room = (uint64_t)(restore->rest.end - restore->rest.at) / QR_SNAPSHOT_PART_HEADER;
    contents->capacity = qr_in_u32(&in, "contents", room < UINT32_MAX ? (uint32_t)room : UINT32_MAX);
    (void)qr_in_u32(&in, "reserved", 0);
    result = qr_restore_end(restore, &in);
    if (result != QUIRE_OK || contents->capacity == 0)
        return result;
    contents->list = qr_alloc_zeroed(qr_engine_allocator(restore->engine), contents->capacity * sizeof(void *));
    if (!contents->list)
        return qr_restore_fail(restore, "no memory", QUIRE_OUT_OF_MEMORY);
    while (result == QUIRE_OK && contents->count < contents->capacity)
        result = get_content(restore, &contents->list[contents->count++]);
    return result;
}

/* The store is the engine's from the beginning, whatever comes of it. */
static enum quire_result get_table(struct qr_restore *restore, const struct contents *contents) {
    struct qr_snapshot_in in;
    struct qr_image_state *state = qr_engine_image_state(restore->engine);
    const char *why;
    enum quire_result result = qr_restore_part(restore, QR_SNAPSHOT_TABLE, "table of images", &in);
    if (result != QUIRE_OK)
        return result;
    result = qr_images_create(qr_engine_allocator(restore->engine), UINT64_MAX, qr_engine_seed(restore->engine),
                              &state->store);
    if (result != QUIRE_OK)
        return qr_restore_fail(restore, "no memory", result);
    result = qr_image_table_read(state->store, &(struct qr_table_contents){contents->list, contents->count}, in.at,
                                 (size_t)(in.end - in.at), &why);
    if (result != QUIRE_OK)
        return qr_restore_fail(restore, why, result);
    qr_images_watch(restore->engine);
    qr_engine_set_image_limit(restore->engine, restore->image_limit);
    return QUIRE_OK;
}

enum quire_result qr_restore_images(struct qr_restore *restore) {
    struct contents contents = {NULL, 0, 0};
    enum quire_result result = get_contents(restore, &contents);
    if (result == QUIRE_OK)
        result = get_table(restore, &contents);
    for (uint32_t i = 0; i < contents.count; i++)
        qr_content_release(contents.list[i]);
    qr_free(qr_engine_allocator(restore->engine), contents.list, contents.capacity * sizeof(void *));
    return result;
}
