/* Images in snapshots: what was saved comes back, to the byte and to the last piece in view; without images nothing is
 * different from before there were any; changed bytes are refused by name or give a store that is sound. */
#include "access.h"
#include "placements.h"
#include "snapshot_kit.h"

static struct random source = {31};

static struct qr_images *store_of(const struct kit *kit) {
    return qr_engine_image_state((struct qr_engine *)kit->terminal)->store;
}

/* A terminal with text, some of it in history, and images on lines of both. */
static void open_with_images(struct kit *kit, uint32_t images) {
    kit_open(kit, 40, 10);
    struct qr_engine *engine = (struct qr_engine *)kit->terminal;
    CHECK_INT(qr_images_create(qr_engine_allocator(engine), QR_IMAGE_BUDGET, 3, &qr_engine_image_state(engine)->store),
              QUIRE_OK);
    for (uint32_t i = 0; i < images; i++) {
        struct qr_content *content;
        struct qr_image *image;
        struct qr_placement *placement;
        struct qr_strip_place places[3];
        struct qr_image_name name = {.id = i + 1};
        struct qr_placement_look look = {
            .width = 8, .height = 8, .cols = 5, .rows = 3, .cell_width_px = 10, .cell_height_px = 20};
        uint32_t value = i % 4, y = random_below(&source, 7), x = random_below(&source, 40);
        feed(kit, "a line of text that is longer than a row of the screen is wide\r\n");
        CHECK_INT(quire_frame_update(kit->frame, kit->terminal), QUIRE_OK);
        for (uint32_t r = 0; r < 3; r++) {
            struct quire_place at;
            CHECK_INT(quire_frame_place(kit->frame, y + r, x, &at), QUIRE_OK);
            places[r] = (struct qr_strip_place){at.line, at.column, 0};
        }
        CHECK_INT(qr_content_create(qr_engine_allocator(engine), QR_CONTENT_RGBA, 8, 8, 256, &content), QUIRE_OK);
        memset(content->bytes, (int)value, 256);
        CHECK_INT(qr_images_put(store_of(kit), &name, content, &image), QUIRE_OK);
        CHECK_INT(qr_placements_add(store_of(kit), image, &look, places, 0, 3, &placement), QUIRE_OK);
    }
}

static bool same_view(struct kit *a, struct kit *b) {
    bool same = quire_frame_image_count(a->frame) == quire_frame_image_count(b->frame);
    for (uint32_t i = 0; i < quire_frame_image_count(a->frame) && same; i++) {
        struct quire_frame_image left = QUIRE_FRAME_IMAGE_INIT, right = QUIRE_FRAME_IMAGE_INIT;
        struct quire_image *first = quire_frame_hold_image(a->frame, i), *second = quire_frame_hold_image(b->frame, i);
        uint8_t pixels[2][256] = {{1}, {2}};
        (void)quire_frame_get_image(a->frame, i, &left);
        (void)quire_frame_get_image(b->frame, i, &right);
        same = memcmp(&left, &right, sizeof left) == 0 && quire_image_read(first, pixels[0], 32) == QUIRE_OK &&
               quire_image_read(second, pixels[1], 32) == QUIRE_OK && memcmp(pixels[0], pixels[1], 256) == 0;
        quire_image_release(first);
        quire_image_release(second);
    }
    return same;
}

/* 500 plots among text: scrolled, resized, saved and restored, all of them on their lines. */
static void plots(void) {
    struct kit kit, copy;
    struct text snapshot = {0}, again = {0};
    open_with_images(&kit, 500);
    snapshot_of(&kit, &snapshot);
    CHECK_INT(snapshot_number((const uint8_t *)snapshot.bytes + 8, 4), 3);
    CHECK_INT(quire_snapshot_size(kit.terminal), snapshot.length);
    CHECK(kit_restore(&copy, &snapshot));
    if (!test_ok)
        return;
    snapshot_of(&copy, &again);
    CHECK(text_same(&snapshot, &again));
    CHECK_STR(qr_images_check(store_of(&copy)) ? "unsound" : "sound", "sound");
    CHECK_INT(kit_info(&copy).images, 500);
    CHECK_INT(kit_info(&copy).image_bytes, kit_info(&kit).image_bytes);
    uint32_t seen = 0;
    for (uint32_t i = 0; i < 60 && test_ok; i++) {
        uint32_t cols = 10 + i % 50, offset = random_below(&source, 900);
        CHECK_INT(quire_terminal_resize(kit.terminal, cols, 10, 0, 0), QUIRE_OK);
        CHECK_INT(quire_terminal_resize(copy.terminal, cols, 10, 0, 0), QUIRE_OK);
        CHECK_INT(quire_frame_scroll_to(kit.frame, kit.terminal, offset), QUIRE_OK);
        CHECK_INT(quire_frame_scroll_to(copy.frame, copy.terminal, offset), QUIRE_OK);
        CHECK_INT(quire_frame_update(kit.frame, kit.terminal), QUIRE_OK);
        CHECK_INT(quire_frame_update(copy.frame, copy.terminal), QUIRE_OK);
        CHECK(same_view(&kit, &copy));
        seen += quire_frame_image_count(kit.frame);
    }
    CHECK(seen > 100);
    text_free(&snapshot);
    text_free(&again);
    kit_close(&kit);
    kit_close(&copy);
}

static void without_images(void) {
    struct kit kit;
    struct text snapshot = {0};
    kit_open(&kit, 20, 4);
    feed(&kit, "text");
    snapshot_of(&kit, &snapshot);
    CHECK_INT(snapshot_number((const uint8_t *)snapshot.bytes + 8, 4), 2);
    text_free(&snapshot);
    kit_close(&kit);
}

/* A host that allows less keeps what was seen last; one that allows none, none. */
static void smaller_limits(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal_info info = QUIRE_TERMINAL_INFO_INIT;
    struct kit kit;
    struct text snapshot = {0};
    struct quire_terminal *terminal;
    open_with_images(&kit, 100);
    snapshot_of(&kit, &snapshot);
    for (uint64_t limit = 0; limit < 200000; limit += 50000) {
        options.image_limit = limit;
        CHECK_INT(quire_snapshot_read(snapshot.bytes, snapshot.length, &options, &terminal), QUIRE_OK);
        CHECK_INT(quire_terminal_get_info(terminal, &info), QUIRE_OK);
        CHECK(info.image_bytes <= limit && (info.images > 0) == (limit > 0));
        quire_terminal_destroy(terminal);
    }
    text_free(&snapshot);
    kit_close(&kit);
}

static void note_reason(void *user, const char *text) {
    *(bool *)user = text[0] != 0;
}

/* Bytes of the parts of images are changed, and all checksums made right again. */
static void mutations(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct kit kit;
    struct text snapshot = {0};
    uint32_t accepted = 0, refused = 0;
    open_with_images(&kit, 12);
    snapshot_of(&kit, &snapshot);
    size_t begin = 40;
    while (snapshot_number((const uint8_t *)snapshot.bytes + begin, 4) != 16)
        begin += 16 + (size_t)((snapshot_number((const uint8_t *)snapshot.bytes + begin + 8, 8) + 7) & ~UINT64_C(7));
    for (uint32_t i = 0; i < 4000 && test_ok; i++) {
        struct quire_terminal *terminal = NULL;
        uint8_t *bytes = malloc(snapshot.length);
        if (!bytes)
            abort();
        memcpy(bytes, snapshot.bytes, snapshot.length);
        for (uint32_t n = random_between(&source, 1, 3); n > 0; n--) {
            uint8_t *at = &bytes[begin + random_below(&source, (uint32_t)(snapshot.length - begin - 8))];
            *at = (uint8_t)(random_below(&source, 2) ? *at ^ 1u << random_below(&source, 8) : *at + 255u);
        }
        snapshot_mend(bytes, snapshot.length);
        enum quire_result result = quire_snapshot_read(bytes, snapshot.length, &options, &terminal);
        CHECK(result == QUIRE_OK || result == QUIRE_CORRUPT);
        if (result == QUIRE_OK) {
            struct kit other = {.terminal = terminal};
            CHECK_INT(quire_terminal_verify(terminal, kit_report, NULL), 0);
            CHECK(qr_images_check(store_of(&other)) == NULL);
            CHECK_INT(quire_frame_update(kit.frame, terminal), QUIRE_OK);
            quire_terminal_destroy(terminal);
        } else if (i % 16 == 0) {
            bool named = false;
            CHECK_INT(quire_snapshot_verify(bytes, snapshot.length, note_reason, &named), result);
            CHECK(named);
        }
        accepted += result == QUIRE_OK;
        refused += result != QUIRE_OK;
        free(bytes);
    }
    printf("%u refused, %u accepted\n", refused, accepted);
    CHECK(refused > 200 && accepted > 200);
    text_free(&snapshot);
    kit_close(&kit);
}

int main(void) {
    RUN(plots);
    RUN(without_images);
    RUN(smaller_limits);
    RUN(mutations);
    return test_end();
}
