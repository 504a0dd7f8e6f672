/* iTerm2's files: what their arguments say, and how large an image is drawn. */
#include "test.h"

#include <string.h>

#include "iterm_file.h"

static struct qr_iterm_file read_text(const char *text) {
    struct qr_iterm_file file;
    qr_iterm_file_read((struct qr_span){(const uint8_t *)text, strlen(text)}, &file);
    return file;
}

static bool is_length(struct qr_iterm_length length, enum qr_iterm_unit unit, uint32_t value) {
    return length.unit == unit && length.value == value;
}

static void arguments_are_read(void) {
    struct qr_iterm_file file = read_text("name=Zm9v;size=1234;width=10;height=50%;preserveAspectRatio=0;inline=1");
    CHECK(file.shown && file.stretched && !file.cursor_stays);
    CHECK_INT(file.size, 1234);
    CHECK(is_length(file.width, QR_ITERM_CELLS, 10));
    CHECK(is_length(file.height, QR_ITERM_PERCENT, 50));
}

static void what_is_missing_has_a_default(void) {
    struct qr_iterm_file file = read_text("");
    CHECK(!file.shown && !file.stretched && !file.cursor_stays && file.size == 0);
    CHECK(is_length(file.width, QR_ITERM_AUTO, 0) && is_length(file.height, QR_ITERM_AUTO, 0));
    file = read_text("inline=1");
    CHECK(file.shown && !file.stretched);
}

static void what_is_wrong_is_left_out(void) {
    static const char *const lengths[] = {"0", "px", "-3", "3em", "auto", "", "%", "0px"};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        char text[64];
        snprintf(text, sizeof text, "width=%s;inline=1", lengths[i]);
        struct qr_iterm_file file = read_text(text);
        CHECK(file.shown);
        CHECK(file.width.unit == QR_ITERM_AUTO);
    }
    CHECK(!read_text("inline=yes").shown && !read_text("inline").shown && !read_text("Inline=1").shown);
    CHECK(!read_text("preserveAspectRatio=x").stretched);
    CHECK_INT(read_text("size=12x").size, 0);
    CHECK_INT(read_text("size=99999999999").size, 0);
    CHECK(read_text(";;=;x=;inline=1;").shown);
    CHECK(!read_text("inline=1;inline=0").shown);
    CHECK(read_text("doNotMoveCursor=1").cursor_stays);
}

/* On a screen of 80 x 24 cells of 10 x 20 pixels. */
static bool fits(const char *text, uint32_t image_width, uint32_t image_height, uint32_t width, uint32_t height) {
    struct qr_iterm_file file = read_text(text);
    struct qr_iterm_measures measures = {image_width, image_height, 10, 20, 80, 24};
    uint32_t got_width, got_height;
    qr_iterm_file_fit(&file, &measures, &got_width, &got_height);
    if (got_width != width || got_height != height)
        fprintf(stderr, "%s of %ux%u: %ux%u\n", text, image_width, image_height, got_width, got_height);
    return got_width == width && got_height == height;
}

static void sizes_are_as_documented(void) {
    CHECK(fits("", 300, 200, 300, 200));
    CHECK(fits("", 1600, 400, 800, 200)); /* wider than the screen */
    CHECK(fits("width=30", 300, 200, 300, 200));
    CHECK(fits("width=60", 300, 200, 600, 400));
    CHECK(fits("height=5", 300, 200, 150, 100));
    CHECK(fits("width=120px", 300, 200, 120, 80));
    CHECK(fits("width=50%", 300, 200, 400, 267));
    CHECK(fits("height=50%", 300, 200, 360, 240));
    CHECK(fits("width=20;height=20", 300, 200, 200, 133)); /* as large as fits */
    CHECK(fits("width=20;height=2", 300, 200, 60, 40));
    CHECK(fits("width=20;height=2;preserveAspectRatio=0", 300, 200, 200, 40));
    CHECK(fits("width=500", 300, 200, 800, 533)); /* no wider than the screen */
    CHECK(fits("height=100", 3000, 10, 800, 3));  /* nor because of its height */
}

static void nothing_overflows(void) {
    struct qr_iterm_measures measures = {1, 32768, 65535, 65535, 10000, 10000};
    static const char *const texts[] = {"", "width=4294967290", "height=4294967290%", "width=1px;height=1px",
                                        "width=4294967290;height=4294967290;preserveAspectRatio=0"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct qr_iterm_file file = read_text(texts[i]);
        uint32_t width = 0, height = 0;
        qr_iterm_file_fit(&file, &measures, &width, &height);
        CHECK(width >= 1 && (uint64_t)width <= UINT64_C(10000) * 65535);
        CHECK(height >= 1 && (uint64_t)height <= (uint64_t)QR_ITERM_ROWS_MAX * 65535);
    }
}

int main(void) {
    RUN(arguments_are_read);
    RUN(what_is_missing_has_a_default);
    RUN(what_is_wrong_is_left_out);
    RUN(sizes_are_as_documented);
    RUN(nothing_overflows);
    return test_end();
}
