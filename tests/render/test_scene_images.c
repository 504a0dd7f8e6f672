#define _POSIX_C_SOURCE 200809L /* mkstemp */
/* The images of a frame in a scene: places in pixels of the font's cells, pixels where they lie or read, who is asked
 * to read files; and in pictures of both formats. */
#include <stdlib.h>

#include "fake_frame.h"
#include "picture.h"
#include "picture_crop.h"
#include "scene_images.h"
#include "test.h"

#define WIDTH 4u
#define HEIGHT 2u

static const uint8_t rgb[WIDTH * HEIGHT * 3] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
static const uint8_t rgba[WIDTH * HEIGHT * 4] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
static const struct font_metrics metrics = {.cell_width = 9, .cell_height = 20};
static struct quire_frame *frame;
static struct scene_images images;

static struct quire_frame_image some_piece(void) {
    struct quire_frame_image piece = QUIRE_FRAME_IMAGE_INIT;
    piece.image = 5;
    piece.version = 3;
    piece.available = true;
    piece.image_width = piece.width = WIDTH;
    piece.image_height = piece.height = HEIGHT;
    piece.row = 1;
    piece.col = 2;
    piece.cols = 3;
    piece.rows = 2;
    piece.offset_x_px = 5;
    piece.offset_y_px = 4;
    piece.drawn_width_px = 30;
    piece.drawn_height_px = 40;
    piece.cell_width_px = 10;
    piece.cell_height_px = 10;
    piece.seen_row = 1;
    piece.seen_col = 2;
    piece.seen_rows = 2;
    piece.seen_cols = 3;
    piece.z = -7;
    return piece;
}

static void set(const struct quire_frame_image *piece, enum quire_image_format format, const uint8_t *bytes) {
    fake_frame_set_images(frame, piece, 1, format, WIDTH, HEIGHT, bytes);
    scene_images_take(&images, frame, &metrics, 77, NULL);
}

static void begin(void) {
    frame = fake_frame_create(20, 6, 0xD8DEE9, 0x16181D);
}

static void end(void) {
    scene_images_finish(&images);
    CHECK_INT(fake_frame_holds(frame), 0);
    fake_frame_destroy(frame);
}

static void places(void) {
    struct quire_frame_image piece = some_piece();
    begin();
    piece.x = 1;
    piece.width = 2;
    set(&piece, QUIRE_IMAGE_RGBA, rgba);
    const struct scene_image *image = &images.list[0];
    CHECK_INT(images.count, 1);
    CHECK(image->image == 5 && image->version == 3 && image->source->id == 77 && image->z == -7);
    CHECK(image->crop.x == 1 && image->crop.y == 0 && image->crop.width == 2 && image->crop.height == HEIGHT);
    CHECK(image->row == 1 && image->col == 2);
    CHECK_INT(image->offset_x_px, 5); /* 4.5 */
    CHECK_INT(image->offset_y_px, 8);
    CHECK_INT(image->width_px, 27);
    CHECK_INT(image->height_px, 80);
    CHECK(image->seen.row_from == 1 && image->seen.row_to == 3 && image->seen.col_from == 2 && image->seen.col_to == 5);
    fake_frame_set_images(frame, &piece, 0, QUIRE_IMAGE_RGBA, WIDTH, HEIGHT, rgba);
    scene_images_take(&images, frame, &metrics, 77, NULL);
    CHECK_INT(images.count, 0);
    end();
}

static enum scene_fetch fetch(struct scene_image_pixels *pixels) {
    const struct scene_image *image = &images.list[0];
    return image->source->fetch(image->source->context, image->image, image->version, pixels);
}

static void pixels_as_they_lie(void) {
    const struct quire_frame_image piece = some_piece();
    struct scene_image_pixels pixels;
    begin();
    set(&piece, QUIRE_IMAGE_RGBA, rgba);
    CHECK_INT(fetch(&pixels), SCENE_FETCH_DONE);
    CHECK(pixels.rgba == rgba && pixels.width == WIDTH && pixels.height == HEIGHT);
    CHECK_INT(fake_frame_holds(frame), 1);
    CHECK_INT(fetch(&pixels), SCENE_FETCH_DONE);
    CHECK_INT(fake_frame_holds(frame), 1);
    scene_images_take(&images, frame, &metrics, 77, NULL);
    CHECK_INT(fake_frame_holds(frame), 0);
    end();
}

static void pixels_that_are_read(void) {
    const struct quire_frame_image piece = some_piece();
    static const uint8_t first[] = {1, 2, 3, 255, 4, 5, 6, 255};
    struct scene_image_pixels pixels;
    begin();
    set(&piece, QUIRE_IMAGE_RGB, rgb);
    CHECK_INT(fetch(&pixels), SCENE_FETCH_DONE);
    CHECK(pixels.stride_bytes == WIDTH * 4 && !memcmp(pixels.rgba, first, sizeof first));
    set(&piece, QUIRE_IMAGE_PNG, rgba);
    CHECK_INT(fetch(&pixels), SCENE_FETCH_DONE);
    CHECK(pixels.rgba != rgba && !memcmp(pixels.rgba, rgba, sizeof rgba));
    end();
}

static void what_is_not_there(void) {
    struct quire_frame_image piece = some_piece();
    struct scene_image_pixels pixels;
    begin();
    piece.available = false;
    set(&piece, QUIRE_IMAGE_RGBA, rgba);
    CHECK_INT(images.count, 1);
    CHECK_INT(fetch(&pixels), SCENE_FETCH_NEVER);
    piece.available = true;
    set(&piece, QUIRE_IMAGE_RGBA, rgba);
    CHECK_INT(images.list[0].source->fetch(&images, 5, 4, &pixels), SCENE_FETCH_NEVER);
    CHECK_INT(images.list[0].source->fetch(&images, 6, 3, &pixels), SCENE_FETCH_NEVER);
    end();
}

static uint32_t asked;

static enum scene_fetch read_later(void *context, struct quire_image *content, uint64_t image, uint64_t version,
                                   struct scene_image_pixels *pixels) {
    (void)pixels;
    asked += context == &asked && content && image == 5 && version == 3;
    return SCENE_FETCH_LATER;
}

static void files_by_a_reader(void) {
    const struct quire_frame_image piece = some_piece();
    const struct scene_image_reader reader = {&asked, read_later};
    struct scene_image_pixels pixels;
    begin();
    asked = 0;
    fake_frame_set_images(frame, &piece, 1, QUIRE_IMAGE_PNG, WIDTH, HEIGHT, rgba);
    scene_images_take(&images, frame, &metrics, 77, &reader);
    CHECK_INT(fetch(&pixels), SCENE_FETCH_LATER);
    CHECK_INT(asked, 1);
    fake_frame_set_images(frame, &piece, 1, QUIRE_IMAGE_RGB, WIDTH, HEIGHT, rgb);
    scene_images_take(&images, frame, &metrics, 77, &reader);
    CHECK_INT(fetch(&pixels), SCENE_FETCH_DONE);
    CHECK_INT(asked, 1);
    end();
}

static void cropped(void) {
    struct quire_frame_image piece = some_piece();
    struct picture_extent extent;
    begin();
    set(&piece, QUIRE_IMAGE_RGBA, rgba);
    CHECK(picture_crop(frame, false, &extent));
    CHECK(extent.cols == 5 && extent.rows == 3);
    piece.col = 18;
    piece.row = -1;
    piece.seen_row = 0;
    piece.seen_col = 0;
    piece.seen_cols = 1000;
    set(&piece, QUIRE_IMAGE_RGBA, rgba);
    CHECK(picture_crop(frame, false, &extent));
    CHECK(extent.cols == 20 && extent.rows == 1);
    end();
}

/* ---- SVG */

static uint32_t count_of(const char *text, const char *word) {
    uint32_t count = 0;
    for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
        count++;
    return count;
}

/* The document of the frame, terminated; its end is cut off where it has more than `size` bytes. */
static void write_svg(char *text, size_t size) {
    char error[256] = "", path[] = "/tmp/test_scene_images.XXXXXX";
    struct picture_options options = PICTURE_OPTIONS_INIT;
    options.format = PICTURE_SVG;
    int descriptor = mkstemp(path);
    CHECK(descriptor >= 0);
    CHECK(picture_of_frame(frame, &options, path, error, sizeof error));
    FILE *file = fdopen(descriptor, "r");
    text[file ? fread(text, 1, size - 1, file) : 0] = '\0';
    if (file)
        fclose(file);
    remove(path);
}

static void in_svg(void) {
    static char text[20000];
    struct quire_frame_image pieces[] = {some_piece(), some_piece(), some_piece()};
    begin();
    fake_frame_print(frame, 2, "{g=FF0000}back{}");
    pieces[0].z = INT32_MIN;
    pieces[2].z = 0;
    pieces[2].row = -1;
    pieces[2].seen_row = 0;
    fake_frame_set_images(frame, pieces, 3, QUIRE_IMAGE_RGBA, WIDTH, HEIGHT, rgba);
    write_svg(text, sizeof text);
    CHECK_INT(count_of(text, "<image id=\"image0\""), 1);
    CHECK_INT(count_of(text, "<image "), 1);
    CHECK_INT(count_of(text, "href=\"data:image/png;base64,iVBORw0KGgo"), 1);
    CHECK_INT(count_of(text, "<use href=\"#image0\""), 3);
    const char *first = strstr(text, "<use "), *back = strstr(text, "#ff0000"),
               *second = first ? strstr(first + 1, "<use ") : NULL;
    const char *words = strstr(text, ">back<"), *third = second ? strstr(second + 1, "<use ") : NULL;
    CHECK(first && back && second && words && third);
    CHECK(first < back && back < second && second < words && words < third);
    fake_frame_set_images(frame, pieces, 0, QUIRE_IMAGE_RGBA, WIDTH, HEIGHT, rgba);
    write_svg(text, sizeof text);
    CHECK_INT(count_of(text, "<image ") + count_of(text, "<use ") + count_of(text, "<defs>"), 0);
    end();
}

int main(void) {
    RUN(places);
    RUN(pixels_as_they_lie);
    RUN(pixels_that_are_read);
    RUN(what_is_not_there);
    RUN(files_by_a_reader);
    RUN(cropped);
    RUN(in_svg);
    return test_end();
}
