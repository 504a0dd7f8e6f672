#include "picture.h"

#include <stdio.h>
#include <stdlib.h>

#include "cpu_backend.h"
#include "png_write.h"
#include "renderer.h"
#include "scene_pane.h"

/* Draws, reads the picture into `rgba` and writes that. */
static bool draw_and_write(struct renderer *renderer, const struct scene *scene, uint8_t *rgba, const char *path,
                           char *error, size_t error_size) {
    if (!renderer_draw(renderer, scene, true).count) {
        snprintf(error, error_size, "render: out of memory");
        return false;
    }
    renderer_read_pixels(renderer, scene->width_px, scene->height_px, rgba);
    return png_write(path, rgba, scene->width_px, scene->height_px, error, error_size);
}

static bool make_picture(struct font_set *fonts, const struct scene *scene, const char *path, char *error,
                         size_t error_size) {
    bool done = false;
    size_t count = (size_t)scene->width_px * scene->height_px;
    struct cpu_target target = {calloc(count, 4), scene->width_px, scene->width_px, scene->height_px};
    uint8_t *rgba = calloc(count, 4);
    struct backend *backend = cpu_backend_create(error, error_size);
    struct renderer *renderer = backend ? renderer_create(fonts, backend, error, error_size) : NULL;
    if (!target.pixels || !rgba) {
        snprintf(error, error_size, "render: no memory for a picture of %ux%u pixels", scene->width_px,
                 scene->height_px);
    } else if (renderer) {
        cpu_backend_target(backend, &target);
        done = draw_and_write(renderer, scene, rgba, path, error, error_size);
    }
    renderer_destroy(renderer);
    backend_destroy(backend);
    free(rgba);
    free(target.pixels);
    return done;
}

static bool is_too_large(const struct backend_area *area, char *error, size_t error_size) {
    bool large = (uint64_t)area->width * area->height > PICTURE_PIXELS_MAX;
    if (large)
        snprintf(error, error_size,
                 "render: a picture of %ux%u pixels is too large; take fewer cells or a smaller font", area->width,
                 area->height);
    return large;
}

static bool make_picture_of(struct scene_pane *pane, const struct renderer_settings *settings, struct font_set *fonts,
                            const char *path, char *error, size_t error_size) {
    struct scene scene = {.width_px = pane->area.width, .height_px = pane->area.height, .settings = *settings};
    bool done = false;
    if (scene_add_pane(&scene, pane, font_set_metrics(fonts)))
        done = make_picture(fonts, &scene, path, error, error_size);
    else
        snprintf(error, error_size, "render: out of memory");
    scene_finish(&scene);
    return done;
}

/* What is to be told of the fonts and was not yet. */
static void warn_about(const struct font_set *fonts, const struct picture_options *options, size_t *warned) {
    const char *line;
    while (options->warn && (line = font_set_warning(fonts, *warned)) != NULL) {
        options->warn(line);
        ++*warned;
    }
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
    struct font_set *fonts = font_set_create(&options->font, error, error_size);
    if (!fonts)
        return false;
    warn_about(fonts, options, &warned);
    const struct font_metrics *metrics = font_set_metrics(fonts);
    pane.frame = frame;
    pane.padding_px = options->padding_px;
    pane.area.width = info.cols * metrics->cell_width + 2 * options->padding_px;
    pane.area.height = info.rows * metrics->cell_height + 2 * options->padding_px;
    pane.cursor_on = !options->no_cursor;
    pane.focused = !options->unfocused || options->no_cursor;
    bool done = !is_too_large(&pane.area, error, error_size) &&
                make_picture_of(&pane, &options->settings, fonts, path, error, error_size);
    font_set_take_found(fonts);
    warn_about(fonts, options, &warned);
    scene_pane_finish(&pane);
    font_set_destroy(fonts);
    return done;
}
