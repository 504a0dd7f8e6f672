#define _GNU_SOURCE
#include "drawing.h"

#include <stdio.h>
#include <stdlib.h>

#define STANDARD_DPI 96.0 /* at which pixels of settings are pixels */

struct drawing {
    struct font_pool *pool;
    struct font_set *fonts;
    struct renderer *renderer;
    double size_pt, standard_pt, dpi;
    int whole_pictures; /* how many are drawn whole, when what is shown is lost */
    int full_pictures;  /* how many of the next ones are */
};

struct drawing *drawing_create(const struct drawing_options *options, char *error, size_t error_size) {
    struct drawing *drawing = calloc(1, sizeof *drawing);
    if (drawing == NULL) {
        snprintf(error, error_size, "no memory");
        return NULL;
    }
    drawing->size_pt = drawing->standard_pt = options->font.size_pt;
    drawing->dpi = options->font.dpi;
    drawing->whole_pictures = drawing->full_pictures = options->whole_pictures;
    drawing->pool = options->pool;
    drawing->fonts = font_pool_take(drawing->pool, &options->font, error, error_size);
    if (drawing->fonts != NULL) {
        drawing->renderer = renderer_create(drawing->fonts, options->backend, error, error_size);
    }
    if (drawing->renderer == NULL) {
        drawing_destroy(drawing);
        return NULL;
    }
    return drawing;
}

void drawing_destroy(struct drawing *drawing) {
    if (drawing == NULL) {
        return;
    }
    renderer_destroy(drawing->renderer);
    font_pool_give_back(drawing->pool, drawing->fonts);
    free(drawing);
}

void drawing_set_backend(struct drawing *drawing, struct backend *backend, int whole_pictures) {
    renderer_set_backend(drawing->renderer, backend);
    drawing->whole_pictures = whole_pictures;
    drawing_expose(drawing);
}

const char *drawing_warning(const struct drawing *drawing, size_t i) {
    return font_set_warning(drawing->fonts, i);
}

void drawing_prepare(struct drawing *drawing) {
    font_set_prepare(drawing->fonts);
}

unsigned drawing_font_waits(const struct drawing *drawing) {
    return font_set_waits(drawing->fonts);
}

bool drawing_take_found(struct drawing *drawing) {
    return font_set_take_found(drawing->fonts);
}

const struct font_metrics *drawing_metrics(const struct drawing *drawing) {
    return font_set_metrics(drawing->fonts);
}

double drawing_scale(const struct drawing *drawing) {
    return drawing->dpi / STANDARD_DPI;
}

double drawing_font_size(const struct drawing *drawing) {
    return drawing->size_pt;
}

static void apply_font(struct drawing *drawing, double size_pt) {
    char error[256];
    size_pt = size_pt < FONT_SIZE_MIN ? FONT_SIZE_MIN : size_pt > FONT_SIZE_MAX ? FONT_SIZE_MAX : size_pt;
    struct font_set *fonts =
        font_pool_resize(drawing->pool, drawing->fonts, size_pt, drawing->dpi, error, sizeof error);
    if (fonts != NULL) {
        renderer_set_fonts(drawing->renderer, fonts);
        drawing->fonts = fonts;
        drawing->size_pt = size_pt;
        drawing_expose(drawing);
    }
}

void drawing_change_font(struct drawing *drawing, int step) {
    apply_font(drawing, step == 0 ? drawing->standard_pt : drawing->size_pt + step);
}

bool drawing_set_fonts(struct drawing *drawing, const struct font_options *font, double standard_pt, char *error,
                       size_t error_size) {
    struct font_set *fonts = font_pool_take(drawing->pool, font, error, error_size);
    if (fonts == NULL) {
        return false;
    }
    font_pool_give_back(drawing->pool, drawing->fonts);
    renderer_set_fonts(drawing->renderer, fonts);
    drawing->fonts = fonts;
    drawing->size_pt = font_set_size_pt(fonts);
    drawing->standard_pt = standard_pt;
    drawing_expose(drawing);
    return true;
}

bool drawing_set_dpi(struct drawing *drawing, double dpi) {
    bool other = dpi != drawing->dpi;
    if (other) {
        drawing->dpi = dpi;
        apply_font(drawing, drawing->size_pt);
    }
    return other;
}

void drawing_grid(const struct drawing *drawing, uint32_t width_px, uint32_t height_px, uint32_t padding_px,
                  uint32_t *cols, uint32_t *rows) {
    renderer_grid(drawing->renderer, width_px, height_px, padding_px, cols, rows);
}

void drawing_expose(struct drawing *drawing) {
    drawing->full_pictures = drawing->whole_pictures;
}

bool drawing_is_exposed(const struct drawing *drawing) {
    return drawing->full_pictures > 0;
}

struct renderer_damage drawing_draw(struct drawing *drawing, const struct scene *scene, bool keeps_picture) {
    bool full = drawing->full_pictures > 0 || !keeps_picture;
    drawing->full_pictures -= drawing->full_pictures > 0;
    return renderer_draw(drawing->renderer, scene, full);
}
