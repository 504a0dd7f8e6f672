#include "picture.h"

#include <stdio.h>
#include <stdlib.h>

#include "cpu_backend.h"
#include "picture_crop.h"
#include "picture_file.h"
#include "picture_window.h"
#include "png_write.h"
#include "renderer.h"
#include "scene_pane.h"
#include "svg_write.h"

/* A picture in the making. */
struct making {
    const struct picture_options *options;
    struct font_set *fonts;
    const struct font_metrics *metrics;
    struct scene_pane pane;
    struct picture_extent extent; /* of the frame */
    uint32_t width, height;       /* of the extent with its padding */
    struct picture_window window;
    const char *path;
    char *error;
    size_t error_size;
};

static bool fail(const struct making *making, const char *text) {
    snprintf(making->error, making->error_size, "render: %s", text);
    return false;
}

/* ---- PNG */

/* As PNG has colours: not multiplied with their alpha. */
static void divide(uint8_t *rgba, size_t count) {
    for (size_t i = 0; i < count; i++, rgba += 4) {
        for (int channel = 0; channel < 3 && rgba[3] != 0; channel++)
            rgba[channel] = (uint8_t)((rgba[channel] * 255u + rgba[3] / 2u) / rgba[3]);
    }
}

/* The window around what was drawn: `rgba` is `stride` pixels wide. */
static bool write_window(const struct making *making, const uint8_t *rgba, uint32_t stride) {
    const struct picture_window *window = &making->window;
    uint32_t width = window->width + 2 * window->margin, height = window->height + 2 * window->margin;
    uint8_t *framed = malloc((size_t)width * height * 4);
    if (!framed)
        return fail(making, "out of memory");
    picture_window_compose(window, rgba, stride, framed);
    const struct png_pixels pixels = {framed, width, height, width, false};
    bool done = picture_file_write(making->path, png_write, &pixels, making->error, making->error_size);
    free(framed);
    return done;
}

/* Draws, reads the picture into `rgba` and writes that. */
static bool draw_and_write(const struct making *making, struct renderer *renderer, const struct scene *scene,
                           uint8_t *rgba) {
    if (!renderer_draw(renderer, scene, true).count)
        return fail(making, "out of memory");
    renderer_read_pixels(renderer, scene->width_px, scene->height_px, rgba);
    bool opaque = renderer_settings_clear(&scene->settings) == 0;
    if (!opaque)
        divide(rgba, (size_t)scene->width_px * scene->height_px);
    if (making->options->window)
        return write_window(making, rgba, scene->width_px);
    const struct png_pixels pixels = {rgba, making->width, making->height, scene->width_px, opaque};
    return picture_file_write(making->path, png_write, &pixels, making->error, making->error_size);
}

static bool draw_scene(const struct making *making, const struct scene *scene) {
    bool done = false;
    size_t count = (size_t)scene->width_px * scene->height_px;
    struct cpu_target target = {calloc(count, 4), scene->width_px, scene->width_px, scene->height_px};
    uint8_t *rgba = calloc(count, 4);
    struct backend *backend = cpu_backend_create(making->error, making->error_size);
    struct renderer *renderer =
        backend ? renderer_create(making->fonts, backend, making->error, making->error_size) : NULL;
    if (!target.pixels || !rgba) {
        snprintf(making->error, making->error_size, "render: no memory for a picture of %ux%u pixels", scene->width_px,
                 scene->height_px);
    } else if (renderer) {
        cpu_backend_target(backend, &target);
        done = draw_and_write(making, renderer, scene, rgba);
    }
    renderer_destroy(renderer);
    backend_destroy(backend);
    free(rgba);
    free(target.pixels);
    return done;
}

/* The whole frame is drawn, and what is cropped is cut off. */
static bool make_png(struct making *making) {
    static const struct bar_line no_line;
    struct bar_line line = no_line;
    struct scene scene = {.width_px = making->pane.area.width,
                          .height_px = making->pane.area.y + making->pane.area.height,
                          .settings = making->options->settings};
    const char *title = making->options->title ? making->options->title : "";
    bool made = scene_add_pane(&scene, &making->pane, making->metrics);
    if (made && making->options->window)
        made = picture_window_add_bar(&making->window, &scene, &line, title, making->metrics);
    made = made ? draw_scene(making, &scene) : fail(making, "out of memory");
    scene_finish(&scene);
    return made;
}

/* ---- SVG */

static bool make_svg(struct making *making) {
    const struct picture_options *options = making->options;
    struct scene scene = {.settings = options->settings};
    bool made = scene_add_pane(&scene, &making->pane, making->metrics) && scene.count > 0;
    if (!made) {
        fail(making, "out of memory");
    } else {
        const char *title = options->title && options->title[0] ? options->title : NULL;
        const struct svg_picture picture = {making->fonts,
                                            &scene.layers[0].grid,
                                            options->settings,
                                            making->extent,
                                            options->window ? &making->window : NULL,
                                            title};
        made = picture_file_write(making->path, svg_write, &picture, making->error, making->error_size);
    }
    scene_finish(&scene);
    return made;
}

/* ---- both */

static bool is_too_large(const struct making *making) {
    const struct backend_area *area = &making->pane.area;
    bool large = (uint64_t)area->width * area->height > PICTURE_PIXELS_MAX;
    if (large)
        snprintf(making->error, making->error_size,
                 "render: a picture of %ux%u pixels is too large; take fewer cells or a smaller font", area->width,
                 area->height);
    return large;
}

static bool measure(struct making *making, const struct quire_frame_info *info) {
    uint32_t padding = making->options->padding_px;
    uint32_t cell_width = making->metrics->cell_width, cell_height = making->metrics->cell_height;
    making->extent = (struct picture_extent){info->cols, info->rows};
    if (making->options->crop && !picture_crop(making->pane.frame, !making->options->no_cursor, &making->extent))
        return fail(making, "out of memory");
    making->width = making->extent.cols * cell_width + 2 * padding;
    making->height = making->extent.rows * cell_height + 2 * padding;
    making->window =
        picture_window_around(making->width, making->height, making->metrics, info->foreground, info->background);
    making->pane.area =
        (struct backend_area){0, making->options->window ? making->window.bar_height : 0,
                              info->cols * cell_width + 2 * padding, info->rows * cell_height + 2 * padding};
    return !is_too_large(making);
}

/* What is to be told of the fonts and was not yet. */
static void warn_about(const struct font_set *fonts, const struct picture_options *options, size_t *warned) {
    const char *line;
    while (options->warn && (line = font_set_warning(fonts, *warned)) != NULL) {
        options->warn(line);
        ++*warned;
    }
}

bool picture_cell_size(const struct font_options *font, uint32_t *width_px, uint32_t *height_px, char *error,
                       size_t error_size) {
    struct font_set *fonts = font_set_create(font, error, error_size);
    if (!fonts)
        return false;
    *width_px = font_set_metrics(fonts)->cell_width;
    *height_px = font_set_metrics(fonts)->cell_height;
    font_set_destroy(fonts);
    return true;
}

bool picture_of_frame(const struct quire_frame *frame, const struct picture_options *options, const char *path,
                      char *error, size_t error_size) {
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    struct scene_pane pane = SCENE_PANE_INIT;
    if (quire_frame_get_info(frame, &info) != QUIRE_OK || !info.cols || !info.rows) {
        snprintf(error, error_size, "render: the frame is empty; update it first");
        return false;
    }
    size_t warned = 0;
    struct making making = {.options = options, .path = path, .error = error, .error_size = error_size};
    making.fonts = font_set_create(&options->font, error, error_size);
    if (!making.fonts)
        return false;
    warn_about(making.fonts, options, &warned);
    making.metrics = font_set_metrics(making.fonts);
    making.pane = pane;
    making.pane.frame = frame;
    making.pane.padding_px = options->padding_px;
    making.pane.cursor_on = !options->no_cursor;
    making.pane.focused = !options->unfocused || options->no_cursor;
    bool done = measure(&making, &info) && (options->format == PICTURE_SVG ? make_svg(&making) : make_png(&making));
    font_set_take_found(making.fonts);
    warn_about(making.fonts, options, &warned);
    scene_pane_finish(&making.pane);
    font_set_destroy(making.fonts);
    return done;
}
