/* image_spare.c - the memory of large contents that others have replaced, for the next ones. */
#include "image_store.h"

#include "qr_count.h"

/* Smaller memory is had as fast from the allocator. */
#define SPARE_BYTES_MIN ((size_t)1 << 20)

static void take_out(struct qr_images *images, uint32_t at) {
    images->bytes -= qr_content_cost(images->spare[at]);
    images->spare[at] = NULL;
}

static void drop(struct qr_images *images, uint32_t at) {
    struct qr_content *content = images->spare[at];
    if (content) {
        take_out(images, at);
        qr_content_release(content);
    }
}

void qr_images_drop_spare(struct qr_images *images) {
    for (uint32_t i = 0; i < QR_SPARE_MAX; i++)
        drop(images, i);
}

struct qr_content *qr_spare_of(const struct qr_images *images, const struct qr_image *image) {
    struct qr_content *content = image->frames[0].content;
    bool goes = image->frame_count == 1 && qr_frame_credit(images, &image->frames[0]) > 0;
    if (!goes || content->length < SPARE_BYTES_MIN)
        return NULL;
    qr_content_hold(content);
    return content;
}

static bool has_room(const struct qr_images *images, uint64_t bytes) {
    return images->bytes <= images->budget && bytes <= images->budget - images->bytes;
}

void qr_spare_keep(struct qr_images *images, struct qr_content *content) {
    if (!content)
        return;
    drop(images, QR_SPARE_MAX - 1);
    for (uint32_t i = QR_SPARE_MAX - 1; i > 0; i--)
        images->spare[i] = images->spare[i - 1];
    images->spare[0] = NULL;
    if (!has_room(images, qr_content_cost(content))) {
        qr_content_release(content);
        return;
    }
    images->spare[0] = content;
    images->bytes += qr_content_cost(content);
}

bool qr_spare_evict(struct qr_images *images) {
    for (uint32_t i = QR_SPARE_MAX; i-- > 0;) {
        if (images->spare[i]) {
            drop(images, i);
            return true;
        }
    }
    return false;
}

struct qr_content *qr_images_take_spare(struct qr_images *images, enum qr_content_kind kind, uint32_t width,
                                        uint32_t height, size_t length) {
    for (uint32_t i = 0; i < QR_SPARE_MAX; i++) {
        struct qr_content *spare = images->spare[i];
        if (spare && spare->length == length && qr_count_is_one(&spare->uses) &&
            qr_content_renew(spare, kind, width, height) == QUIRE_OK) {
            take_out(images, i);
            return spare;
        }
    }
    return NULL;
}
