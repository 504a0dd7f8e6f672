/* Images in documents: JSON says where they are, HTML shows them at their rows, with their pixels as PNG files. Text
 * and VT documents have none. */
#include "access.h"
#include "base64.h"
#include "engine_kit.h"
#include "image_png.h"
#include "placements.h"
#include "png_stored.h"

static struct kit kit;

static struct qr_images *store(void) {
    return qr_engine_image_state((struct qr_engine *)kit.terminal)->store;
}

static void open_terminal(void) {
    struct qr_image_state *state;
    kit_open(&kit, 20, 4);
    state = qr_engine_image_state((struct qr_engine *)kit.terminal);
    CHECK_INT(
        qr_images_create(qr_engine_allocator((struct qr_engine *)kit.terminal), QR_IMAGE_BUDGET, 1, &state->store),
        QUIRE_OK);
}

static uint8_t value_at(uint32_t i) {
    return (uint8_t)(i * 7 + i / 256);
}

/* Puts an image of 9 x 11 pixels over cells of the screen. */
static void put_image(uint32_t id, enum qr_placement_kind kind, uint32_t y, uint32_t x) {
    struct qr_content *content;
    struct qr_image *image;
    struct qr_placement *placement;
    struct qr_strip_place places[2];
    struct qr_image_name name = {.id = id};
    struct qr_placement_look look = {.kind = kind,
                                     .id = 8,
                                     .z = -1,
                                     .x = 1,
                                     .y = 2,
                                     .width = 8,
                                     .height = 9,
                                     .cols = 3,
                                     .rows = 2,
                                     .offset_x_px = 4,
                                     .cell_width_px = 10,
                                     .cell_height_px = 20,
                                     .fills = true};
    CHECK_INT(quire_frame_update(kit.frame, kit.terminal), QUIRE_OK);
    for (uint32_t r = 0; r < 2; r++) {
        struct quire_place at;
        CHECK_INT(quire_frame_place(kit.frame, y + r, x, &at), QUIRE_OK);
        places[r] = (struct qr_strip_place){at.line, at.column, 0};
    }
    CHECK_INT(qr_content_create(qr_engine_allocator((struct qr_engine *)kit.terminal), QR_CONTENT_RGBA, 9, 11,
                                9 * 11 * 4, &content),
              QUIRE_OK);
    for (uint32_t i = 0; i < 9 * 11 * 4; i++)
        content->bytes[i] = value_at(i);
    CHECK_INT(qr_images_put(store(), &name, content, &image), QUIRE_OK);
    CHECK_INT(qr_placements_add(store(), image, &look, places, 0, 2, &placement), QUIRE_OK);
}

static void json(void) {
    struct text text = {0};
    open_terminal();
    feed(&kit, "one\r\ntwo\r\nthree");
    kit_format(&kit, QUIRE_FORMAT_JSON, &text);
    CHECK(strstr(text.bytes, "images") == NULL);
    put_image(6, QR_PLACEMENT_OVERLAY, 1, 5);
    feed(&kit, "\033[4H\n\n"); /* its first row is in history */
    kit_format(&kit, QUIRE_FORMAT_JSON, &text);
    char *images = strstr(text.bytes, "\"images\":");
    CHECK(images != NULL);
    if (images) {
        *strstr(images, "\n\"cursor\"") = 0;
        CHECK_STR(images,
                  "\"images\":[\n{\"image\":1,\"id\":6,\"placement\":8,\"kind\":\"overlay\",\"format\":\"rgba\","
                  "\"row\":1,\"col\":5,\"rows\":2,\"cols\":3,\"z\":-1,\"size\":[9,11],\"crop\":[1,2,8,9],"
                  "\"offset\":[4,0],\"drawn\":[26,40],\"cell\":[10,20]}],");
    }
    kit_format(&kit, QUIRE_FORMAT_TEXT, &text);
    CHECK_STR(text.bytes, "one\ntwo\nthree\n");
    text_free(&text);
    kit_close(&kit);
}

/* The PNG file that stands in a document from `at` on, decoded. */
static void check_pixels(const char *at) {
    static uint8_t png[8192], rgba[9 * 11 * 4];
    size_t length = strcspn(at, ")"), bytes = 0;
    uint32_t width = 0, height = 0;
    bool same = true;
    CHECK_INT(qr_base64_decode((const uint8_t *)at, length, png, sizeof png, &bytes), QUIRE_OK);
    CHECK_INT(qr_png_measure(png, bytes, &width, &height), QUIRE_OK);
    CHECK(width == 9 && height == 11);
    if (!qr_png_is_there() || !test_ok)
        return;
    struct quire_allocator allocator = *qr_engine_allocator((struct qr_engine *)kit.terminal);
    CHECK_INT(qr_png_decode(&allocator, png, bytes, 9, 11, rgba, 36), QUIRE_OK);
    for (uint32_t i = 0; i < sizeof rgba; i++)
        same = same && rgba[i] == value_at(i);
    CHECK(same);
}

static uint32_t count_of(const char *text, const char *what) {
    uint32_t count = 0;
    for (const char *at = text; (at = strstr(at, what)); at++)
        count++;
    return count;
}

static void html(void) {
    static const char begin[] = "<style>.image1{background:no-repeat url(data:image/png;base64,";
    struct text text = {0};
    open_terminal();
    feed(&kit, "one");
    put_image(6, QR_PLACEMENT_OVERLAY, 1, 5); /* in rows without text */
    kit_format(&kit, QUIRE_FORMAT_HTML, &text);
    char *rule = strstr(text.bytes, begin);
    CHECK(rule != NULL && count_of(text.bytes, "base64") == 1);
    if (rule)
        check_pixels(rule + strlen(begin));
    /* 26 x 40 pixels of 10 x 20 for 8 x 9 of the image: the whole is 29 x 48, and begins 3 to the left, 8 above */
    CHECK(strstr(text.bytes, "one\n<style>") != NULL);
    CHECK(strstr(text.bytes, "<span class=\"image1\" style=\"position:absolute;z-index:-1;margin-left:5ch;width:3ch;"
                             "height:1.2em;background-size:2.900ch 2.880em;background-position:0.100ch -0.480em\">"
                             "</span>\n") != NULL);
    CHECK(strstr(text.bytes, "background-position:0.100ch -1.680em\"></span>\n") != NULL);
    CHECK_INT(count_of(text.bytes, "class=\"image1\""), 2);
    qr_images_set_budget(store(), 1300); /* the pixels go, a box stays */
    kit_format(&kit, QUIRE_FORMAT_HTML, &text);
    CHECK(strstr(text.bytes, "<style>.image1{background:#808080}</style>") != NULL);
    qr_images_clear(store(), QR_IMAGES_BOTH);
    kit_format(&kit, QUIRE_FORMAT_HTML, &text);
    CHECK(strstr(text.bytes, "image1") == NULL);
    text_free(&text);
    kit_close(&kit);
}

static void put(void *user, const uint8_t *bytes, size_t length) {
    text_add(user, (const char *)bytes, length);
}

/* Widths for which a row is one block, just one, just two, and the widest. */
static void png_files(void) {
    static const uint32_t widths[] = {1, 16383, 16384, 20000, QR_IMAGE_SIDE_MAX};
    struct quire_allocator allocator = *qr_engine_allocator((struct qr_engine *)kit.terminal);
    for (uint32_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        struct text png = {0};
        size_t bytes = (size_t)widths[i] * 4 * 3;
        uint32_t width = 0, height = 0;
        uint8_t *rgba = malloc(bytes), *back = calloc(1, bytes);
        if (!rgba || !back)
            abort();
        for (size_t k = 0; k < bytes; k++)
            rgba[k] = (uint8_t)(k * 31 >> 3);
        qr_png_write_stored(rgba, widths[i], 3, put, &png);
        CHECK_INT(qr_png_measure((const uint8_t *)png.bytes, png.length, &width, &height), QUIRE_OK);
        CHECK(width == widths[i] && height == 3);
        if (qr_png_is_there())
            CHECK_INT(qr_png_decode(&allocator, (const uint8_t *)png.bytes, png.length, width, 3, back, bytes / 3),
                      QUIRE_OK);
        CHECK(!qr_png_is_there() || memcmp(rgba, back, bytes) == 0);
        free(rgba);
        free(back);
        text_free(&png);
    }
}

int main(void) {
    RUN(json);
    RUN(html);
    open_terminal();
    RUN(png_files);
    kit_close(&kit);
    return test_end();
}
