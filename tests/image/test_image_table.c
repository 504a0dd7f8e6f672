/* A store written down as a table and read again: the same in all that is said of it, and the table of the copy is the
 * same to the byte. Bytes that were changed are refused by name, or give a store that is sound; every request for
 * memory fails once. */
#include "image_table.h"

#include "image_kit.h"

#define CONTENTS 9u

static struct qr_content *contents[CONTENTS];

/* A small picture; every third of them smaller than the others. */
static void make_contents(void) {
    for (uint32_t i = 0; i < CONTENTS; i++) {
        uint32_t side = 4 + i % 3;
        CHECK_INT(qr_content_create(&kit_allocator, QR_CONTENT_RGBA, side, side, side * side * 4, &contents[i]),
                  QUIRE_OK);
        memset(contents[i]->bytes, (int)i + 1, contents[i]->length);
        contents[i]->number = i + 1;
    }
}

static void drop_contents(void) {
    for (uint32_t i = 0; i < CONTENTS; i++)
        qr_content_release(contents[i]);
}

static struct qr_content *held(uint32_t which) {
    qr_content_hold(contents[which]);
    return contents[which];
}

/* --- a store of everything --------------------------------------------------------------------------------------- */

static struct qr_placement_look some_look(const struct qr_image *image, enum qr_placement_kind kind, uint32_t id) {
    return (struct qr_placement_look){.kind = kind,
                                      .id = id,
                                      .z = (int32_t)kit_random(9) - 4,
                                      .x = 1,
                                      .width = image->width - 1,
                                      .height = image->height,
                                      .cols = 1 + kit_random(9),
                                      .rows = 1 + kit_random(6),
                                      .offset_x_px = kit_random(5),
                                      .cell_width_px = 1 + kit_random(20),
                                      .cell_height_px = 1 + kit_random(20),
                                      .fills = kit_random(2) != 0,
                                      .drawn_width_px = kit_random(50),
                                      .drawn_height_px = kit_random(50)};
}

static void place(struct qr_images *images, struct qr_image *image, uint32_t id) {
    struct qr_strip_place places[8];
    enum qr_placement_kind kind = (enum qr_placement_kind)kit_random(4);
    struct qr_placement_look look = some_look(image, kind, id);
    struct qr_placement *placement;
    uint64_t line = 1 + kit_random(60), column = kit_random(100);
    if (kind == QR_PLACEMENT_RELATIVE && !image->placements)
        look.kind = kind = QR_PLACEMENT_VIRTUAL;
    if (kind == QR_PLACEMENT_RELATIVE) {
        look.parent_image = image->key;
        look.parent_id = image->placements->look.id;
        look.parent_cols = -3;
        look.parent_rows = 2;
    }
    for (uint32_t i = 0; i < look.rows; i++)
        places[i] = (struct qr_strip_place){line + i, column, 0};
    CHECK_INT(
        qr_placements_add(images, image, &look, places, 0, kind <= QR_PLACEMENT_INLINE ? look.rows : 0, &placement),
        QUIRE_OK);
}

static struct qr_images *make_store(void) {
    struct qr_images *images = NULL;
    CHECK_INT(qr_images_create(&kit_allocator, 1 << 20, 7, &images), QUIRE_OK);
    for (uint32_t i = 0; i < 12; i++) {
        struct qr_image_name name = {.id = i % 4 ? i : 0, .number = i % 5, .alternate = i % 7 == 0, .transient = false};
        struct qr_image *image;
        CHECK_INT(qr_images_put(images, &name, held(kit_random(3) * 3), &image), QUIRE_OK);
        for (uint32_t frames = kit_random(3); frames > 0; frames--)
            CHECK_INT(qr_image_set_frame(images, image, image->frame_count, held(kit_random(3) * 3), 40), QUIRE_OK);
        qr_image_animate(images, image, (enum qr_animation)kit_random(3), kit_random(3));
        qr_image_set_current(images, image, kit_random(image->frame_count));
        for (uint32_t n = kit_random(4); n > 0; n--)
            place(images, image, n);
        if (kit_random(2) && qr_images_first(images))
            (void)qr_images_look(images, qr_images_first(images));
    }
    return images;
}

/* --- writing ----------------------------------------------------------------------------------------------------- */

static void put(void *user, const void *bytes, size_t length) {
    kit_put(user, bytes, length);
}

static uint32_t number_of(void *user, const struct qr_content *content) {
    (void)user;
    return content->number;
}

static struct kit_bytes write_table(const struct qr_images *images, enum qr_table_part part) {
    struct kit_bytes bytes = {0};
    struct qr_table_writer writer = {put, number_of, &bytes};
    qr_image_table_write(images, part, &writer);
    return bytes;
}

static enum quire_result read_table(const struct kit_bytes *bytes, struct qr_images **images, const char **why) {
    struct qr_table_contents all = {contents, CONTENTS};
    *images = NULL;
    *why = "";
    enum quire_result result = qr_images_create(&kit_allocator, UINT64_MAX, 99, images);
    if (result != QUIRE_OK)
        return result;
    result = qr_image_table_read(*images, &all, bytes->at, bytes->length, why);
    if (result != QUIRE_OK) {
        qr_images_destroy(*images);
        *images = NULL;
    }
    return result;
}

/* --- tests ------------------------------------------------------------------------------------------------------- */

/* Ages are the same, so the same image goes first. */
static const struct qr_image *oldest_seen(const struct qr_images *images) {
    const struct qr_image *oldest = qr_images_first(images);
    for (const struct qr_image *image = oldest; image; image = qr_images_next(images, image))
        oldest = image->seen < oldest->seen ? image : oldest;
    return oldest;
}

static void there_and_back(void) {
    for (uint32_t round = 0; round < 60 && test_ok; round++) {
        const char *why;
        struct qr_images *images = make_store(), *copy;
        struct kit_bytes bytes = write_table(images, QR_TABLE_ALL), again;
        CHECK_INT(read_table(&bytes, &copy, &why), QUIRE_OK);
        if (!test_ok) {
            printf("%s\n", why);
            return;
        }
        again = write_table(copy, QR_TABLE_ALL);
        CHECK(again.length == bytes.length && memcmp(again.at, bytes.at, bytes.length) == 0);
        CHECK_STR(qr_images_check(copy) ? qr_images_check(copy) : "sound", "sound");
        CHECK_INT(qr_images_bytes(copy), qr_images_bytes(images));
        CHECK_INT(qr_strips_count(copy), qr_strips_count(images));
        CHECK_INT(oldest_seen(copy)->key, oldest_seen(images)->key);
        for (int kind = 0; kind < QR_PLACEMENT_KINDS; kind++)
            CHECK_INT(qr_placements_of_kind(copy, (enum qr_placement_kind)kind),
                      qr_placements_of_kind(images, (enum qr_placement_kind)kind));
        place(copy, (struct qr_image *)(uintptr_t)oldest_seen(copy), 77); /* it goes on, with numbers of its own */
        CHECK_STR(qr_images_check(copy) ? qr_images_check(copy) : "sound", "sound");
        qr_images_destroy(images);
        qr_images_destroy(copy);
        free(bytes.at);
        free(again.at);
    }
    CHECK_INT(kit_memory.held, CONTENTS);
}

/* Of the alternate screen, and of what has no place, nothing lasts. */
static void what_lasts(void) {
    const char *why;
    struct qr_images *images = make_store(), *copy;
    struct kit_bytes bytes = write_table(images, QR_TABLE_LASTING);
    uint32_t wanted = 0;
    CHECK_INT(read_table(&bytes, &copy, &why), QUIRE_OK);
    for (const struct qr_image *image = qr_images_first(images); image; image = qr_images_next(images, image)) {
        bool lasts = !image->alternate && image->placements;
        CHECK((qr_images_by_key(copy, image->key) != NULL) == lasts);
        wanted += lasts;
    }
    CHECK(wanted > 0 && wanted < qr_images_count(images));
    CHECK_INT(qr_images_count(copy), wanted);
    qr_images_destroy(images);
    qr_images_destroy(copy);
    free(bytes.at);
}

static void mutations(void) {
    uint32_t accepted = 0, refused = 0;
    struct qr_images *images = make_store(), *copy;
    struct kit_bytes bytes = write_table(images, QR_TABLE_ALL);
    for (uint32_t i = 0; i < 20000 && test_ok; i++) {
        const char *why;
        struct kit_bytes cut = {.length = kit_random(40) ? bytes.length : kit_random((uint32_t)bytes.length)};
        cut.at = malloc(cut.length + 1);
        memcpy(cut.at, bytes.at, cut.length);
        for (uint32_t n = kit_random(3) + 1; n > 0 && cut.length > 0; n--) {
            uint8_t *at = &cut.at[kit_random((uint32_t)cut.length)];
            *at = (uint8_t)(kit_random(2) ? *at ^ (1u << kit_random(8)) : kit_random(3) * 0x7F);
        }
        enum quire_result result = read_table(&cut, &copy, &why);
        CHECK(result == QUIRE_OK || result == QUIRE_CORRUPT);
        if (result == QUIRE_OK) {
            CHECK_STR(qr_images_check(copy) ? qr_images_check(copy) : "sound", "sound");
            qr_images_set_budget(copy, 4096); /* it can be evicted */
            qr_images_destroy(copy);
        } else {
            CHECK(why[0] != 0);
        }
        accepted += result == QUIRE_OK;
        refused += result != QUIRE_OK;
        free(cut.at);
    }
    printf("%u accepted, %u refused\n", accepted, refused);
    CHECK(accepted > 1000 && refused > 1000);
    qr_images_destroy(images);
    free(bytes.at);
}

static void memory_fails(void) {
    const char *why;
    struct qr_images *images = make_store(), *copy;
    struct kit_bytes bytes = write_table(images, QR_TABLE_ALL);
    long held_before = kit_memory.held, n = 1, refused = 0;
    do { /* until all were asked for and none failed; indexes do with what they have */
        kit_memory.requests = 0;
        kit_memory.fail_at = n;
        enum quire_result result = read_table(&bytes, &copy, &why);
        kit_memory.fail_at = 0;
        CHECK(result == QUIRE_OK || result == QUIRE_OUT_OF_MEMORY);
        refused += result != QUIRE_OK;
        if (result == QUIRE_OK)
            qr_images_destroy(copy);
        CHECK_INT(kit_memory.held, held_before);
    } while (kit_memory.requests >= n++ && test_ok);
    CHECK(refused > 10);
    qr_images_destroy(images);
    free(bytes.at);
}

int main(void) {
    make_contents();
    RUN(there_and_back);
    RUN(what_lasts);
    RUN(mutations);
    RUN(memory_fails);
    drop_contents();
    CHECK_INT(kit_memory.held, 0);
    return test_end();
}
