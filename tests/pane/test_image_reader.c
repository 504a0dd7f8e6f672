/* Files of images are read on a thread: who asks is told later, once for each, and told again when there are pixels. */
#include <stdlib.h>

#include "fake_frame.h"
#include "image_reader.h"
#include "test.h"

#define SMALL 20u
#define LARGE 600u

static struct event_loop *loop;
static struct image_reader *reader;
static struct quire_frame *frame;
static uint8_t *bytes;
static uint32_t told;

static void ready(void *user) {
    told += user == &told;
    event_loop_end(loop);
}

/* A file of side x side pixels. */
static struct quire_image *file(uint32_t side) {
    struct quire_frame_image piece = QUIRE_FRAME_IMAGE_INIT;
    piece.available = true;
    fake_frame_set_images(frame, &piece, 1, QUIRE_IMAGE_PNG, side, side, bytes);
    return quire_frame_hold_image(frame, 0);
}

static enum scene_fetch ask(struct quire_image *image, uint64_t number, struct scene_image_pixels *pixels) {
    const struct scene_image_reader *scene = image_reader_for_scene(reader);
    return scene->read(scene->context, image, number, 1, pixels);
}

static void begin(void) {
    told = 0;
    loop = event_loop_create();
    reader = image_reader_create(loop, ready, &told);
    frame = fake_frame_create(4, 4, 0, 0);
    bytes = malloc((size_t)LARGE * LARGE * 4);
    for (size_t i = 0; i < (size_t)LARGE * LARGE * 4; i++)
        bytes[i] = (uint8_t)(i / 3);
}

/* Whatever was held is let go of. */
static void end(struct quire_image *image) {
    image_reader_destroy(reader);
    quire_image_release(image);
    CHECK_INT(fake_frame_holds(frame), 0);
    fake_frame_destroy(frame);
    event_loop_destroy(loop);
    free(bytes);
}

static void small_ones_at_once(void) {
    struct scene_image_pixels pixels = {0};
    begin();
    struct quire_image *image = file(SMALL);
    CHECK_INT(ask(image, 1, &pixels), SCENE_FETCH_DONE);
    CHECK(pixels.width == SMALL && pixels.height == SMALL && pixels.stride_bytes == SMALL * 4);
    CHECK(!memcmp(pixels.rgba, bytes, SMALL * SMALL * 4));
    end(image);
}

static void large_ones_later(void) {
    struct scene_image_pixels pixels = {0};
    begin();
    struct quire_image *image = file(LARGE);
    CHECK_INT(ask(image, 1, &pixels), SCENE_FETCH_LATER);
    event_loop_run(loop);
    CHECK_INT(told, 1);
    CHECK_INT(ask(image, 1, &pixels), SCENE_FETCH_DONE);
    CHECK(pixels.width == LARGE && !memcmp(pixels.rgba, bytes, (size_t)LARGE * LARGE * 4));
    const uint8_t *before = pixels.rgba;
    CHECK_INT(ask(image, 1, &pixels), SCENE_FETCH_DONE);
    CHECK(pixels.rgba == before);
    CHECK_INT(ask(image, 2, &pixels), SCENE_FETCH_LATER); /* another one, and it may come at any time from now on */
    end(image);
}

/* More than there is room for: each comes, and what came first is asked for anew. */
static void more_than_is_kept(void) {
    struct scene_image_pixels pixels = {0};
    uint32_t count = (uint32_t)(IMAGE_READER_BYTES / ((size_t)LARGE * LARGE * 4)) + 3;
    begin();
    struct quire_image *image = file(LARGE);
    for (uint64_t number = 1; number <= count; number++) {
        while (ask(image, number, &pixels) == SCENE_FETCH_LATER && test_ok)
            event_loop_run(loop);
        CHECK(pixels.rgba && !memcmp(pixels.rgba, bytes, 1000));
    }
    CHECK_INT(ask(image, count, &pixels), SCENE_FETCH_DONE);
    CHECK_INT(ask(image, 1, &pixels), SCENE_FETCH_LATER);
    end(image);
}

int main(void) {
    RUN(small_ones_at_once);
    RUN(large_ones_later);
    RUN(more_than_is_kept);
    return test_end();
}
