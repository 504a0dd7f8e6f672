#define _GNU_SOURCE
#include "picture.h"

#include <stdio.h>
#include <stdlib.h>

#define STANDARD_DPI 96.0 /* at which pixels of settings are pixels */

/* How many pictures are drawn whole behind an exposure. More than one, because Mesa's software drivers take note of a
 * new size of the window only two swaps later, and what was drawn before is cut to the old one. */
enum { FULL_PICTURES = 3 };

struct picture {
    struct font_set *fonts;
    struct renderer *renderer;
    double size_pt, standard_pt, dpi;
    bool keeps_picture;
    int full_pictures;
};

struct picture *picture_create(const struct picture_options *options, char *error, size_t error_size) {
    struct picture *picture = calloc(1, sizeof *picture);
    struct font_options font = FONT_OPTIONS_INIT;
    if (picture == NULL) {
        snprintf(error, error_size, "no memory");
        return NULL;
    }
    picture->size_pt = picture->standard_pt = options->size_pt;
    picture->dpi = options->dpi;
    picture->keeps_picture = options->keeps_picture;
    picture->full_pictures = FULL_PICTURES;
    font.family = options->family;
    font.size_pt = options->size_pt;
    font.dpi = options->dpi;
    picture->fonts = font_set_create(&font, error, error_size);
    picture->renderer = picture->fonts != NULL ? renderer_create(picture->fonts, error, error_size) : NULL;
    if (picture->renderer == NULL) {
        picture_destroy(picture);
        return NULL;
    }
    return picture;
}

void picture_destroy(struct picture *picture) {
    if (picture == NULL) {
        return;
    }
    renderer_destroy(picture->renderer);
    font_set_destroy(picture->fonts);
    free(picture);
}

const char *picture_warning(const struct picture *picture) {
    return font_set_warning(picture->fonts);
}

const struct font_metrics *picture_metrics(const struct picture *picture) {
    return font_set_metrics(picture->fonts);
}

double picture_scale(const struct picture *picture) {
    return picture->dpi / STANDARD_DPI;
}

double picture_font_size(const struct picture *picture) {
    return picture->size_pt;
}

static void apply_font(struct picture *picture, double size_pt) {
    char error[256];
    size_pt = size_pt < FONT_SIZE_MIN ? FONT_SIZE_MIN : size_pt > FONT_SIZE_MAX ? FONT_SIZE_MAX : size_pt;
    if (renderer_resize_font(picture->renderer, size_pt, picture->dpi, error, sizeof error)) {
        picture->size_pt = size_pt;
        picture_expose(picture);
    }
}

void picture_change_font(struct picture *picture, int step) {
    apply_font(picture, step == 0 ? picture->standard_pt : picture->size_pt + step);
}

bool picture_set_dpi(struct picture *picture, double dpi) {
    bool other = dpi != picture->dpi;
    if (other) {
        picture->dpi = dpi;
        apply_font(picture, picture->size_pt);
    }
    return other;
}

void picture_grid(const struct picture *picture, uint32_t width_px, uint32_t height_px, uint32_t padding_px,
                  uint32_t *cols, uint32_t *rows) {
    renderer_grid(picture->renderer, width_px, height_px, padding_px, cols, rows);
}

void picture_cell_at(const struct picture *picture, const struct renderer_scene *scene, int32_t x_px, int32_t y_px,
                     uint32_t *col, uint32_t *row, bool *right_half) {
    renderer_cell_at(picture->renderer, scene, x_px, y_px, col, row, right_half);
}

void picture_expose(struct picture *picture) {
    picture->full_pictures = FULL_PICTURES;
}

bool picture_is_exposed(const struct picture *picture) {
    return picture->full_pictures > 0;
}

struct renderer_damage picture_draw(struct picture *picture, const struct renderer_scene *scene) {
    bool full = picture->full_pictures > 0 || !picture->keeps_picture;
    picture->full_pictures -= picture->full_pictures > 0;
    return renderer_draw(picture->renderer, scene, full);
}
