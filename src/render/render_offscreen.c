#include "render_offscreen.h"

#include <stdio.h>
#include <stdlib.h>

#include "offscreen.h"
#include "png_write.h"

static bool draw_and_write(struct font_set *fonts, struct renderer_scene *scene, const char *path, char *error,
                           size_t error_size) {
    bool done = false;
    struct renderer *renderer = NULL;
    struct offscreen *offscreen = offscreen_create(scene->width_px, scene->height_px, error, error_size);
    uint8_t *pixels = malloc((size_t)scene->width_px * scene->height_px * 4);
    if (!pixels)
        snprintf(error, error_size, "render: no memory for a picture of %ux%u pixels", scene->width_px,
                 scene->height_px);
    else if (offscreen)
        renderer = renderer_create(fonts, error, error_size);
    if (renderer) {
        renderer_draw(renderer, scene, true);
        renderer_read_pixels(scene->width_px, scene->height_px, pixels);
        done = png_write(path, pixels, scene->width_px, scene->height_px, error, error_size);
    }
    renderer_destroy(renderer);
    free(pixels);
    offscreen_destroy(offscreen);
    return done;
}

bool render_frame_to_png(const struct quire_frame *frame, const struct render_options *options, const char *path,
                         char *error, size_t error_size) {
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    struct renderer_scene scene = RENDERER_SCENE_INIT;
    if (quire_frame_get_info(frame, &info) != QUIRE_OK || !info.cols || !info.rows) {
        snprintf(error, error_size, "render: the frame is empty; update it first");
        return false;
    }
    struct font_set *fonts = font_set_create(&options->font, error, error_size);
    if (!fonts)
        return false;
    if (options->warn && font_set_warning(fonts))
        options->warn(font_set_warning(fonts));
    const struct font_metrics *metrics = font_set_metrics(fonts);
    scene.frame = frame;
    scene.padding_px = options->padding_px;
    scene.width_px = info.cols * metrics->cell_width + 2 * options->padding_px;
    scene.height_px = info.rows * metrics->cell_height + 2 * options->padding_px;
    scene.cursor_on = !options->no_cursor;
    scene.focused = !options->unfocused || options->no_cursor;
    bool done = draw_and_write(fonts, &scene, path, error, error_size);
    font_set_destroy(fonts);
    return done;
}
