/* image_frames.c - images that move: their frames, and which one is due. */
#include "image_store.h"

#include <string.h>

#include "qr_assert.h"
#include "qr_memory.h"

/* Frames that one call goes on by, at most: what was missed beyond that stays missed. */
#define STEPS_MAX 64u

bool qr_image_grow_frames(struct qr_images *images, struct qr_image *image, size_t count) {
    void *frames = image->frames;
    struct qr_image_links *links = &image->links;
    if (count == 1 && links->frame_room == 0) { /* most images have one, and never another */
        image->frames = qr_alloc_zeroed(&images->allocator, sizeof *image->frames);
        links->frame_room = image->frames != NULL;
        return image->frames != NULL;
    }
    bool had = qr_grow(&images->allocator, &frames, &links->frame_room, count, sizeof *image->frames);
    image->frames = frames;
    return had;
}

/* --- contents ------------------------------------------------------------------------------------------------------
 */

/* Takes what comes in into a frame, which is one that is there or the next. There is memory for it. */
static enum quire_result fill_frame(struct qr_images *images, struct qr_image *image, uint32_t at,
                                    struct qr_incoming *incoming) {
    struct qr_image_frame *frame = &image->frames[at];
    bool is_new = at == image->frame_count;
    uint64_t credit = is_new ? 0 : qr_frame_credit(images, frame), need = is_new ? QR_COST_FRAME : 0;
    enum quire_result result = qr_images_room(images, incoming, need, credit, image);
    if (result != QUIRE_OK)
        return result;
    if (is_new) {
        *frame = (struct qr_image_frame){.id = at + 1};
        image->frame_count++;
        images->bytes += QR_COST_FRAME;
    }
    qr_frame_release(images, image, frame);
    qr_incoming_enter(images, incoming, frame);
    image->links.contents += frame->content != NULL;
    return QUIRE_OK;
}

/* The content is of the image's size, and the place is one. */
static bool fits(const struct qr_image *image, uint32_t frame, const struct qr_content *content) {
    return frame <= image->frame_count && frame < QR_FRAMES_MAX && content->width == image->width &&
           content->height == image->height;
}

/* Puts a content in, whose hold passes over. Not settled. */
static enum quire_result put_frame(struct qr_images *images, struct qr_image *image, uint32_t frame,
                                   struct qr_content *content) {
    struct qr_incoming incoming;
    if (!fits(image, frame, content)) {
        qr_content_release(content);
        return QUIRE_LIMIT;
    }
    if (!qr_image_grow_frames(images, image, (size_t)frame + 1)) {
        qr_content_release(content);
        return QUIRE_OUT_OF_MEMORY;
    }
    enum quire_result result = qr_incoming_meet(images, content, &incoming);
    if (result != QUIRE_OK)
        return result;
    result = fill_frame(images, image, frame, &incoming);
    if (result != QUIRE_OK)
        qr_incoming_leave(images, &incoming);
    qr_image_order(images, image);
    return result;
}

enum quire_result qr_image_set_frame(struct qr_images *images, struct qr_image *image, uint32_t frame,
                                     struct qr_content *content, int32_t gap_ms) {
    enum quire_result result = put_frame(images, image, frame, content);
    if (result == QUIRE_OK) {
        image->frames[frame].gap_ms = gap_ms;
        image->seen = ++images->clock;
        qr_image_changed(images, image);
    }
    qr_images_settle(images);
    return result;
}

enum quire_result qr_image_remove_frame(struct qr_images *images, struct qr_image *image, uint32_t frame) {
    if (image->frame_count <= 1 || frame >= image->frame_count)
        return QUIRE_LIMIT;
    qr_frame_release(images, image, &image->frames[frame]);
    image->frame_count--;
    memmove(&image->frames[frame], &image->frames[frame + 1], (image->frame_count - frame) * sizeof *image->frames);
    image->frames[image->frame_count] = (struct qr_image_frame){0};
    for (uint32_t i = frame; i < image->frame_count; i++)
        image->frames[i].id = i + 1;
    images->bytes -= QR_COST_FRAME;
    if (image->current > frame || image->current == image->frame_count)
        image->current--;
    qr_image_order(images, image);
    qr_image_changed(images, image);
    return QUIRE_OK;
}

/* Nothing but a placeholder is left. */
static void become_placeholder(struct qr_images *images, struct qr_image *image) {
    for (uint32_t i = 0; i < image->frame_count; i++)
        qr_frame_release(images, image, &image->frames[i]);
    images->bytes -= (uint64_t)(image->frame_count - 1) * QR_COST_FRAME;
    image->frame_count = 1;
    image->current = 0;
    qr_image_order(images, image);
}

enum quire_result qr_images_decoded(struct qr_images *images, uint64_t key, struct qr_content *const *contents,
                                    const int32_t *gaps_ms, uint32_t count, uint32_t loops) {
    struct qr_image *image = qr_images_by_key(images, key);
    enum quire_result result = QUIRE_OK;
    if (image)
        become_placeholder(images, image);
    for (uint32_t i = 0; i < count; i++) {
        if (image && result == QUIRE_OK)
            result = put_frame(images, image, i, contents[i]);
        else
            qr_content_release(contents[i]);
        if (image && result == QUIRE_OK)
            image->frames[i].gap_ms = gaps_ms[i];
    }
    if (image) {
        if (result != QUIRE_OK)
            become_placeholder(images, image);
        image->awaited = false;
        qr_image_animate(images, image, count > 1 && result == QUIRE_OK ? QR_ANIMATION_RUNNING : QR_ANIMATION_STOPPED,
                         loops);
    }
    qr_images_settle(images);
    return result;
}

/* --- moving ---------------------------------------------------------------------------------------------------------
 */

void qr_image_set_gap(struct qr_images *images, struct qr_image *image, uint32_t frame, int32_t gap_ms) {
    if (frame >= image->frame_count)
        return;
    image->frames[frame].gap_ms = gap_ms;
    qr_images_changed(images);
}

void qr_image_set_current(struct qr_images *images, struct qr_image *image, uint32_t frame) {
    if (frame >= image->frame_count)
        return;
    image->current = frame;
    image->since_ms = 0;
    qr_image_changed(images, image);
}

void qr_image_animate(struct qr_images *images, struct qr_image *image, enum qr_animation animation, uint32_t loops) {
    image->animation = animation;
    image->loops = loops;
    image->loops_done = 0;
    image->since_ms = 0;
    qr_image_changed(images, image);
}

/* The next frame that is shown at all, from `from` on; frame_count: none before the end. */
static uint32_t next_shown(const struct qr_image *image, uint32_t from) {
    while (from < image->frame_count && image->frames[from].gap_ms < 0)
        from++;
    return from;
}

/* A loop is over. False: the animation stays where it is, for good or until more frames come. */
static bool begin_again(struct qr_image *image) {
    if (image->animation == QR_ANIMATION_LOADING)
        return false;
    if (image->loops != 0 && image->loops_done + 1 >= image->loops) {
        image->animation = QR_ANIMATION_STOPPED;
        return false;
    }
    image->loops_done++;
    return true;
}

/* Goes on by one frame. False: there is none to go to. */
static bool step(struct qr_image *image) {
    uint32_t next = next_shown(image, image->current + 1);
    if (next == image->frame_count) {
        next = next_shown(image, 0);
        if (next == image->frame_count || next == image->current || !begin_again(image))
            return false;
    }
    image->current = next;
    return true;
}

/* How long the current frame is shown: a millisecond at least, so that time goes on. */
static uint64_t gap_of(const struct qr_image *image) {
    int32_t gap = image->frames[image->current].gap_ms;
    return gap > 1 ? (uint64_t)gap : 1;
}

uint64_t qr_image_advance(struct qr_images *images, struct qr_image *image, uint64_t now_ms) {
    uint32_t before = image->current;
    if (image->animation == QR_ANIMATION_STOPPED || image->frame_count < 2)
        return UINT64_MAX;
    if (image->since_ms == 0 || image->since_ms > now_ms)
        image->since_ms = now_ms;
    bool goes_on = true;
    for (uint32_t i = 0; i < STEPS_MAX && goes_on && now_ms - image->since_ms >= gap_of(image); i++) {
        uint64_t gap = gap_of(image);
        goes_on = step(image);
        image->since_ms += goes_on ? gap : 0;
    }
    if (goes_on && now_ms - image->since_ms >= gap_of(image)) /* nobody looked for long */
        image->since_ms = now_ms;
    if (image->current != before)
        qr_image_changed(images, image);
    return goes_on ? image->since_ms + gap_of(image) : UINT64_MAX;
}
