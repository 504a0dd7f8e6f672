/* test_images.c - the store: what is kept once, what moves, what goes when room or memory is short. */
#include "images.h"
#include "placements.h"

#include "alloc_run.h"
#include "image_kit.h"

static struct qr_images *store;

static void begin_with(uint64_t budget) {
    CHECK_INT(qr_images_create(&kit_allocator, budget, 5, &store), QUIRE_OK);
}

static void sound(void) {
    const char *breach = qr_images_check(store);
    CHECK_STR(breach ? breach : "", "");
}

static void finish(void) {
    sound();
    qr_images_destroy(store);
    CHECK_INT(kit_memory.held, 0);
    CHECK_INT(kit_memory.bytes, 0);
}

static struct qr_content *pixels(uint32_t width, uint32_t height, uint32_t color) {
    struct qr_content *content = NULL;
    if (qr_content_create(&kit_allocator, QR_CONTENT_RGBA, width, height, (size_t)width * height * 4, &content) !=
        QUIRE_OK)
        return NULL;
    for (size_t i = 0; i < content->length; i++)
        content->bytes[i] = (uint8_t)(color + (i % 4 == 0 ? i / 97 : 0));
    return content;
}

static struct qr_image *put(uint32_t id, struct qr_content *content) {
    struct qr_image *image = NULL;
    CHECK_INT(qr_images_put(store, &(struct qr_image_name){.id = id}, content, &image), QUIRE_OK);
    return image;
}

static struct qr_placement *place(struct qr_image *image, enum qr_placement_kind kind, uint64_t line, uint32_t rows) {
    struct qr_strip_place places[16];
    struct qr_placement *placement = NULL;
    const struct qr_placement_look look = {.kind = kind, .cols = 10, .rows = rows};
    for (uint32_t i = 0; i < rows; i++)
        places[i] = (struct qr_strip_place){line + i, 0, 0};
    CHECK_INT(qr_placements_add(store, image, &look, places, 0, rows, &placement), QUIRE_OK);
    return placement;
}

/* --- once -----------------------------------------------------------------------------------------------------------
 */

static void the_same_plot_is_kept_once(void) {
    begin_with(QR_IMAGE_BUDGET);
    put(1, pixels(600, 400, 1));
    uint64_t one = qr_images_bytes(store);
    for (uint32_t i = 2; i <= 1000; i++)
        put(i, pixels(600, 400, 1));
    CHECK_INT(qr_images_count(store), 1000);
    CHECK_INT(qr_images_bytes(store) - one, 999 * (QR_COST_IMAGE + QR_COST_FRAME));
    CHECK(kit_memory.bytes < 600 * 400 * 4 + 1000 * 1024);
    for (uint32_t i = 2; i <= 1000; i++)
        CHECK(qr_images_by_id(store, false, i)->frames[0].content ==
              qr_images_by_id(store, false, 1)->frames[0].content);
    finish();
}

static void the_same_plot_sent_again_under_its_id_is_kept_once(void) {
    begin_with(QR_IMAGE_BUDGET);
    place(put(1, pixels(600, 400, 1)), QR_PLACEMENT_OVERLAY, 1, 5);
    uint64_t key = qr_images_by_id(store, false, 1)->key;
    uint64_t one = qr_images_bytes(store);
    for (uint32_t i = 0; i < 1000; i++)
        place(put(1, pixels(600, 400, 1)), QR_PLACEMENT_OVERLAY, 1 + i, 5);
    CHECK_INT(qr_images_bytes(store), one);
    CHECK_INT(qr_strips_count(store), 5);
    CHECK(!qr_images_by_key(store, key));
    finish();
}

static void what_differs_in_one_pixel_is_another(void) {
    begin_with(QR_IMAGE_BUDGET);
    struct qr_content *a = pixels(20, 20, 1), *b = pixels(20, 20, 1), *c = pixels(10, 40, 1);
    b->bytes[1599] ^= 1;
    CHECK(put(1, a)->frames[0].content != put(2, b)->frames[0].content);
    CHECK(put(3, c)->frames[0].content == c); /* the same bytes in other sizes */
    finish();
}

static void an_hour_of_animation_does_not_grow(void) {
    begin_with(QR_IMAGE_BUDGET);
    struct qr_image *image = put(1, pixels(64, 64, 0));
    for (uint32_t frame = 1; frame < 10; frame++)
        CHECK_INT(qr_image_set_frame(store, image, frame, pixels(64, 64, 10 * frame), 40), QUIRE_OK);
    qr_image_set_gap(store, image, 0, 40);
    qr_image_animate(store, image, QR_ANIMATION_RUNNING, 0);
    uint64_t bytes = qr_images_bytes(store), due = 1000;
    size_t held = kit_memory.bytes;
    for (uint64_t now = 1000; now < 3601000; now = due) { /* each time one is due, a program sends one anew */
        due = qr_image_advance(store, image, now);
        CHECK_INT(due, now + 40);
        uint32_t frame = (uint32_t)(now / 40 % 10);
        CHECK_INT(qr_image_set_frame(store, image, frame, pixels(64, 64, 10 * frame), 40), QUIRE_OK);
        CHECK(qr_images_look(store, image) != NULL);
    }
    CHECK_INT(qr_images_bytes(store), bytes);
    CHECK_INT(kit_memory.bytes, held);
    CHECK_INT(image->loops_done, 90000 / 10 - 1);
    finish();
}

/* --- moving ----------------------------------------------------------------------------------------------------------
 */

static struct qr_image *moving(const int32_t *gaps, uint32_t count, uint32_t loops) {
    struct qr_image *image = put(1, pixels(4, 4, 0));
    for (uint32_t i = 1; i < count; i++)
        CHECK_INT(qr_image_set_frame(store, image, i, pixels(4, 4, i), gaps[i]), QUIRE_OK);
    qr_image_set_gap(store, image, 0, gaps[0]);
    qr_image_animate(store, image, QR_ANIMATION_RUNNING, loops);
    return image;
}

static void frames_are_shown_for_their_gaps(void) {
    begin_with(QR_IMAGE_BUDGET);
    struct qr_image *image = moving((const int32_t[]){30, -1, 50}, 3, 2);
    CHECK_INT(qr_image_advance(store, image, 100), 130);
    CHECK_INT(qr_image_advance(store, image, 129), 130);
    CHECK_INT(image->current, 0);
    uint64_t version = image->version;
    CHECK_INT(qr_image_advance(store, image, 131), 180); /* late by 1 ms, which is caught up with; frame 1 has no gap */
    CHECK_INT(image->current, 2);
    CHECK(image->version != version);
    CHECK_INT(qr_image_advance(store, image, 180), 210); /* the second loop */
    CHECK_INT(qr_image_advance(store, image, 210), 260);
    CHECK_INT(qr_image_advance(store, image, 260), UINT64_MAX);
    CHECK_INT(image->current, 2);
    CHECK_INT(image->animation, QR_ANIMATION_STOPPED);
    finish();
}

static void what_nobody_saw_is_not_caught_up_with(void) {
    begin_with(QR_IMAGE_BUDGET);
    struct qr_image *image = moving((const int32_t[]){1, 1}, 2, 0);
    CHECK_INT(qr_image_advance(store, image, 1), 2);
    CHECK_INT(qr_image_advance(store, image, UINT64_C(1) << 40), (UINT64_C(1) << 40) + 1);
    CHECK(image->loops_done < 100);
    CHECK_INT(qr_image_advance(store, image, 5), 6); /* a clock that went back */
    finish();
}

static void animations_that_cannot_move(void) {
    begin_with(QR_IMAGE_BUDGET);
    struct qr_image *image = moving((const int32_t[]){-1, -1}, 2, 0);
    CHECK_INT(qr_image_advance(store, image, 1), 2);
    CHECK_INT(qr_image_advance(store, image, 2), UINT64_MAX);
    qr_image_set_gap(store, image, 0, 10);
    qr_image_animate(store, image, QR_ANIMATION_LOADING, 0);
    CHECK_INT(qr_image_advance(store, image, 10), 20);
    CHECK_INT(qr_image_advance(store, image, 20), UINT64_MAX); /* until more frames come */
    CHECK_INT(qr_image_set_frame(store, image, 2, pixels(4, 4, 9), 7), QUIRE_OK);
    CHECK_INT(qr_image_advance(store, image, 21), 27);
    CHECK_INT(image->current, 2);
    qr_image_animate(store, image, QR_ANIMATION_STOPPED, 0);
    CHECK_INT(qr_image_advance(store, image, 100), UINT64_MAX);
    finish();
}

static void frames_that_cannot_be(void) {
    begin_with(QR_IMAGE_BUDGET);
    struct qr_image *image = put(1, pixels(4, 4, 0));
    CHECK_INT(qr_image_set_frame(store, image, 2, pixels(4, 4, 1), 1), QUIRE_LIMIT);
    CHECK_INT(qr_image_set_frame(store, image, 1, pixels(4, 5, 1), 1), QUIRE_LIMIT);
    CHECK_INT(qr_image_remove_frame(store, image, 0), QUIRE_LIMIT);
    CHECK_INT(qr_image_set_frame(store, image, 1, pixels(4, 4, 1), 1), QUIRE_OK);
    CHECK_INT(qr_image_remove_frame(store, image, 2), QUIRE_LIMIT);
    qr_image_set_current(store, image, 1);
    CHECK_INT(qr_image_remove_frame(store, image, 0), QUIRE_OK);
    CHECK_INT(image->current, 0);
    CHECK_INT(image->frames[0].id, 1);
    finish();
}

/* --- room ------------------------------------------------------------------------------------------------------------
 */

static void what_was_not_seen_goes_first(void) {
    const uint64_t each = QR_COST_IMAGE + QR_COST_FRAME + QR_COST_CONTENT + sizeof(struct qr_content) + 64 * 64 * 4;
    begin_with(5 * each);
    for (uint32_t i = 1; i <= 4; i++)
        put(i, pixels(64, 64, i));
    struct qr_image *shown = qr_images_by_id(store, false, 1);
    struct qr_placement *placement = place(shown, QR_PLACEMENT_OVERLAY, 1, 1);
    CHECK(qr_images_look(store, qr_images_by_id(store, false, 2)) != NULL);
    uint64_t version = shown->version;
    put(5, pixels(64, 64, 5));
    CHECK(qr_images_by_id(store, false, 1) == shown && shown->placements == placement);
    CHECK(!shown->frames[0].content && shown->version != version); /* a placeholder */
    CHECK(!qr_images_look(store, shown));
    put(6, pixels(64, 64, 6));
    CHECK(!qr_images_by_id(store, false, 3));
    CHECK(qr_images_by_id(store, false, 2) && qr_images_by_id(store, false, 4));
    struct qr_content *held = qr_images_by_id(store, false, 2)->frames[0].content;
    qr_content_hold(held);
    qr_images_set_budget(store, 0);
    CHECK_INT(qr_images_bytes(store), 0);
    CHECK_INT(qr_images_count(store), 0);
    CHECK_INT(held->bytes[1], 2); /* a frame has it still */
    qr_content_release(held);
    finish();
}

static void what_has_no_room_in_an_empty_store_removes_nothing(void) {
    struct qr_image *image = NULL;
    begin_with(40000);
    put(1, pixels(64, 64, 1));
    CHECK_INT(qr_images_reserve(store, 10000), QUIRE_OK);
    uint64_t bytes = qr_images_bytes(store);
    CHECK_INT(qr_images_put(store, &(struct qr_image_name){.id = 1}, pixels(90, 90, 2), &image), QUIRE_LIMIT);
    CHECK_INT(qr_images_reserve(store, 30001), QUIRE_LIMIT);
    CHECK_INT(qr_images_reserve(store, UINT64_MAX), QUIRE_LIMIT);
    CHECK_INT(qr_images_bytes(store), bytes);
    CHECK(qr_images_by_id(store, false, 1)->frames[0].content != NULL);
    CHECK_INT(qr_images_reserve(store, 30000), QUIRE_OK);
    CHECK_INT(qr_images_count(store), 0);
    CHECK_INT(qr_images_bytes(store), 40000);
    qr_images_unreserve(store, 40000);
    finish();
}

/* Those in the oldest lines go, and the newest has room. */
static void strips_beyond_their_number(void) {
    begin_with(QR_IMAGE_BUDGET);
    struct qr_image *image = put(1, pixels(4, 4, 1));
    image->transient = true;
    for (uint32_t i = 0; i < QR_STRIPS_ALL / 16; i++)
        place(image, QR_PLACEMENT_INLINE, 16 * i + 1, 16);
    CHECK_INT(qr_strips_count(store), QR_STRIPS_ALL);
    place(image, QR_PLACEMENT_INLINE, 16 * QR_STRIPS_ALL, 16);
    uint32_t count;
    CHECK_INT(qr_strips_count(store), QR_STRIPS_ALL - QR_STRIPS_ALL / 16 + 16);
    (void)qr_strips_of_line(store, false, 16, &count);
    CHECK_INT(count, 0);
    (void)qr_strips_of_line(store, false, QR_STRIPS_ALL, &count);
    CHECK_INT(count, 1);
    finish();
}

static bool none_lives(void *user, uint64_t line, bool alternate) {
    (void)user;
    (void)line;
    (void)alternate;
    return false;
}

static void a_sweep_gives_memory_back(void) {
    begin_with(QR_IMAGE_BUDGET);
    put(1, pixels(4, 4, 1));
    size_t bytes = kit_memory.bytes;
    struct qr_image *image = put(2, pixels(4, 4, 1));
    for (uint32_t i = 0; i < 1000; i++)
        place(image, QR_PLACEMENT_OVERLAY, 1, 16);
    qr_strips_sweep(store, none_lives, NULL, NULL);
    CHECK_INT(qr_placements_count(store), 0);
    CHECK_INT(qr_strips_count(store), 0);
    qr_images_remove(store, image);
    CHECK_INT(kit_memory.bytes, bytes);
    finish();
}

/* --- names
 * ------------------------------------------------------------------------------------------------------------ */

static void names(void) {
    struct qr_image *a, *b, *c;
    begin_with(QR_IMAGE_BUDGET);
    CHECK_INT(qr_images_put(store, &(struct qr_image_name){.number = 7}, pixels(1, 1, 1), &a), QUIRE_OK);
    CHECK_INT(qr_images_put(store, &(struct qr_image_name){.number = 7}, pixels(1, 1, 2), &b), QUIRE_OK);
    CHECK_INT(qr_images_put(store, &(struct qr_image_name){.id = 9, .alternate = true}, pixels(1, 1, 3), &c), QUIRE_OK);
    CHECK(a->id != 0 && b->id != 0 && a->id != b->id);
    CHECK(qr_images_by_number(store, false, 7) == b);
    CHECK(!qr_images_by_number(store, true, 7));
    CHECK(!qr_images_by_id(store, false, 9) && qr_images_by_id(store, true, 9) == c);
    qr_images_remove(store, b);
    CHECK(qr_images_by_number(store, false, 7) == a);
    CHECK(!qr_images_by_id(store, false, 0) && !qr_images_by_number(store, false, 0));
    for (uint32_t i = 100; i < 1000; i++)
        put(i, pixels(1, 1, i));
    for (uint32_t i = 100; i < 1000; i++)
        CHECK(qr_images_by_id(store, false, i) && qr_images_by_id(store, false, i)->id == i);
    CHECK(qr_images_first(store) == a && qr_images_next(store, a) == c);
    qr_images_clear(store, QR_IMAGES_PRIMARY);
    CHECK_INT(qr_images_count(store), 1);
    finish();
}

static void a_transient_image_goes_with_its_last_placement(void) {
    struct qr_image *image;
    begin_with(QR_IMAGE_BUDGET);
    CHECK_INT(qr_images_put(store, &(struct qr_image_name){.transient = true}, pixels(1, 1, 1), &image), QUIRE_OK);
    struct qr_placement *a = place(image, QR_PLACEMENT_INLINE, 1, 2), *b = place(image, QR_PLACEMENT_INLINE, 5, 2);
    qr_placements_remove(store, a);
    CHECK_INT(qr_images_count(store), 1);
    uint64_t none = 0;
    qr_strips_cut(store, false, 5, 0, &none, 10);
    CHECK_INT(b->strips, 1);
    qr_strips_cut(store, false, 6, 0, &none, 10);
    CHECK_INT(qr_images_count(store), 0);
    CHECK_INT(qr_images_bytes(store), 0);
    finish();
}

/* --- what a host decoded
 * ------------------------------------------------------------------------------------------------ */

static struct qr_image *put_foreign(void) {
    struct qr_content *file = NULL;
    CHECK_INT(qr_content_create(&kit_allocator, QR_CONTENT_FOREIGN, 8, 8, 100, &file), QUIRE_OK);
    memset(file->bytes, 1, 100);
    struct qr_image *image = put(1, file);
    CHECK(image->awaited);
    return image;
}

static void a_host_decodes(void) {
    begin_with(QR_IMAGE_BUDGET);
    struct qr_image *image = put_foreign();
    struct qr_content *frames[3] = {pixels(8, 8, 1), pixels(8, 8, 2), pixels(8, 8, 3)};
    CHECK_INT(qr_images_decoded(store, image->key, frames, (const int32_t[]){10, 20, 30}, 3, 0), QUIRE_OK);
    CHECK(!image->awaited && image->frame_count == 3 && image->animation == QR_ANIMATION_RUNNING);
    CHECK_INT(image->frames[2].gap_ms, 30);
    CHECK_INT(image->frames[2].content->bytes[1], 3);
    finish();
}

static void a_host_cannot_decode(void) {
    begin_with(QR_IMAGE_BUDGET);
    struct qr_image *image = put_foreign();
    CHECK_INT(qr_images_decoded(store, image->key, NULL, NULL, 0, 0), QUIRE_OK);
    CHECK(!image->awaited && !image->frames[0].content && image->frame_count == 1);
    image = put_foreign();
    struct qr_content *frames[2] = {pixels(8, 8, 1), pixels(8, 9, 2)};
    CHECK_INT(qr_images_decoded(store, image->key, frames, (const int32_t[]){10, 20}, 2, 0), QUIRE_LIMIT);
    CHECK(!image->frames[0].content && image->frame_count == 1 && image->animation == QR_ANIMATION_STOPPED);
    frames[0] = pixels(8, 8, 1);
    CHECK_INT(qr_images_decoded(store, 999, frames, (const int32_t[]){10}, 1, 0), QUIRE_OK); /* nobody */
    finish();
}

/* --- memory that fails
 * ------------------------------------------------------------------------------------------------- */

static void alloc_begin(void) {
    kit_memory.requests = 0;
    kit_state = 1;
    begin_with(60000);
}

static struct qr_image *some_image(void) {
    struct qr_image *image = qr_images_first(store);
    for (uint32_t n = kit_random(8); image && n > 0; n--)
        image = qr_images_next(store, image);
    return image;
}

/* A failure leaves everything as it was, but for what was evicted: the sums say so, and nothing new is there. */
static void alloc_step(uint32_t i) {
    struct qr_image *image = some_image(), *made = NULL;
    struct qr_content *content = pixels(16, 16, kit_random(30));
    struct qr_placement *placement = NULL;
    const struct qr_placement_look look = {.kind = QR_PLACEMENT_INLINE, .id = kit_random(3), .cols = 20, .rows = 3};
    const struct qr_strip_place places[3] = {{kit_random(50), 0, 0}, {kit_random(50), 3, 0}, {kit_random(50), 5, 0}};
    const uint64_t mask = UINT64_C(0x0F0F33355) << kit_random(8);
    uint32_t count = qr_images_count(store), placements = qr_placements_count(store);
    enum quire_result result = QUIRE_OK;
    switch (i % 5) {
    case 0:
    case 1:
        if (content)
            result = qr_images_put(store, &(struct qr_image_name){.number = 1 + i % 20}, content, &made);
        content = NULL;
        CHECK((result == QUIRE_OK) == (made != NULL) || i % 5 > 1 || !made);
        CHECK(qr_images_count(store) <= count + (made != NULL));
        break;
    case 2:
        if (content && image)
            result = qr_image_set_frame(store, image, image->frame_count, content, 1);
        content = image ? NULL : content;
        break;
    case 3:
        if (image)
            result = qr_placements_add(store, image, &look, places, 0, 3, &placement);
        CHECK(result == QUIRE_OK || qr_placements_count(store) <= placements);
        break;
    default:
        qr_strips_cut(store, false, kit_random(50), 0, &mask, 40);
        (void)qr_images_pack(store, 100000);
        break;
    }
    qr_content_release(content);
    CHECK(result == QUIRE_OK || result == QUIRE_OUT_OF_MEMORY || result == QUIRE_LIMIT);
    sound();
}

/* --- memory of what was replaced ---------------------------------------------------------------------------------- */

enum { LARGE = 600, LARGE_BYTES = LARGE * LARGE * 4 };

static struct qr_content *spare(void) {
    return qr_images_take_spare(store, QR_CONTENT_RGBA, LARGE, LARGE, LARGE_BYTES);
}

/* It counts until it is taken, is had when nobody else holds it, and has nothing of what it was. */
static void what_was_replaced_is_spare(void) {
    begin_with(QR_IMAGE_BUDGET);
    struct qr_content *first = put(1, pixels(LARGE, LARGE, 1))->frames[0].content;
    uint64_t one = qr_images_bytes(store);
    CHECK(spare() == NULL);
    qr_content_hold(first); /* a frame shows it */
    put(1, pixels(LARGE, LARGE, 2));
    sound();
    CHECK_INT(qr_images_bytes(store) - one, qr_content_bytes(first) + QR_COST_CONTENT);
    CHECK(spare() == NULL);
    qr_content_release(first);
    CHECK(qr_images_take_spare(store, QR_CONTENT_RGBA, LARGE, LARGE - 1, LARGE_BYTES - 4 * LARGE) == NULL);
    CHECK(qr_images_take_spare(store, QR_CONTENT_RGB, LARGE, LARGE, LARGE_BYTES) == NULL);
    CHECK(qr_images_take_spare(store, QR_CONTENT_RGB, LARGE * 2, LARGE * 2 / 3, LARGE_BYTES) == first);
    CHECK(first->kind == QR_CONTENT_RGB && first->width == LARGE * 2 && first->hash[0] == 0 && first->hash[1] == 0);
    CHECK_INT(qr_images_bytes(store), one);
    CHECK(spare() == NULL);
    qr_content_release(first);
    finish();
}

static void two_are_spare_at_most(void) {
    begin_with(QR_IMAGE_BUDGET);
    put(1, pixels(LARGE, LARGE, 0));
    uint64_t one = qr_images_bytes(store);
    for (uint32_t i = 1; i < 10; i++) {
        put(1, pixels(LARGE, LARGE, 10 * i));
        sound();
    }
    CHECK_INT((qr_images_bytes(store) - one) / LARGE_BYTES, 2);
    put(2, pixels(LARGE, LARGE, 90)); /* the same as the first: what goes is shown by it */
    put(1, pixels(LARGE, LARGE, 100));
    CHECK_INT((qr_images_bytes(store) - one) / LARGE_BYTES, 3);
    put(3, pixels(300, 300, 1));
    put(3, pixels(300, 300, 2)); /* too small */
    qr_images_drop_spare(store);
    CHECK_INT((qr_images_bytes(store) - one) / LARGE_BYTES, 1);
    put(1, pixels(LARGE, LARGE, 110));
    qr_images_clear(store, QR_IMAGES_PRIMARY);
    CHECK_INT(qr_images_bytes(store), 0);
    finish();
}

/* Spare memory goes before any image does, and is not kept where there is no room. */
static void what_is_spare_goes_first(void) {
    begin_with(3 * LARGE_BYTES + 10000);
    put(1, pixels(LARGE, LARGE, 1));
    put(2, pixels(LARGE, LARGE, 20));
    put(2, pixels(LARGE, LARGE, 40));
    CHECK(qr_images_bytes(store) > 3 * (uint64_t)LARGE_BYTES);
    put(3, pixels(LARGE, LARGE, 60));
    sound();
    CHECK(qr_images_by_id(store, false, 1)->links.contents == 1 && spare() == NULL);
    put(3, pixels(LARGE, LARGE, 80));
    sound();
    CHECK(spare() == NULL);
    qr_images_remove(store, qr_images_by_id(store, false, 1));
    put(3, pixels(LARGE, LARGE, 100));
    CHECK(qr_images_bytes(store) > 3 * (uint64_t)LARGE_BYTES);
    qr_images_set_budget(store, 2 * LARGE_BYTES + 10000);
    CHECK(qr_images_count(store) == 2 && spare() == NULL);
    finish();
}

static void alloc_fail(long at, bool on) {
    kit_memory.fail_at = at;
    kit_memory.fail_on = on;
}

static long alloc_requests(void) {
    return kit_memory.requests;
}

static void every_allocation_fails_once(void) {
    const struct alloc_run run = {.steps = 300,
                                  .tail = 12,
                                  .children = 150,
                                  .begin = alloc_begin,
                                  .step = alloc_step,
                                  .end = finish,
                                  .requests = alloc_requests,
                                  .fail = alloc_fail};
    CHECK(alloc_run(&run) > 300);
}

int main(void) {
    RUN(the_same_plot_is_kept_once);
    RUN(the_same_plot_sent_again_under_its_id_is_kept_once);
    RUN(what_differs_in_one_pixel_is_another);
    RUN(an_hour_of_animation_does_not_grow);
    RUN(frames_are_shown_for_their_gaps);
    RUN(what_nobody_saw_is_not_caught_up_with);
    RUN(animations_that_cannot_move);
    RUN(frames_that_cannot_be);
    RUN(what_was_not_seen_goes_first);
    RUN(what_has_no_room_in_an_empty_store_removes_nothing);
    RUN(strips_beyond_their_number);
    RUN(a_sweep_gives_memory_back);
    RUN(names);
    RUN(a_transient_image_goes_with_its_last_placement);
    RUN(a_host_decodes);
    RUN(a_host_cannot_decode);
    RUN(what_was_replaced_is_spare);
    RUN(two_are_spare_at_most);
    RUN(what_is_spare_goes_first);
    RUN(every_allocation_fails_once);
    return test_end();
}
