#include "shown.h"

#include "text_contrast.h"

static uint32_t min_u32(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

uint32_t shown_row_cells(uint32_t cols, const struct quire_frame *frame, uint32_t row) {
    return cols < 2 || quire_frame_row_size(frame, row) == QUIRE_ROW_SINGLE ? cols : cols / 2;
}

/* Alpha in steps of 1/255: drivers that blend in bytes round it so, and all are to draw the same. */
static float in_bytes(float alpha) {
    float limited = alpha < 1 ? alpha : 1;
    return (float)(int)(limited * 255 + 0.5f) / 255;
}

/* The bend of coverage for the setting. */
static float weight_of(const struct renderer_settings *settings) {
    float steps = settings->text_weight;
    steps = steps < -TEXT_WEIGHT_STEPS ? -TEXT_WEIGHT_STEPS : steps > TEXT_WEIGHT_STEPS ? TEXT_WEIGHT_STEPS : steps;
    return steps * TEXT_WEIGHT_STEP;
}

struct backend_look shown_look(const struct shown_grid *grid, const struct renderer_scene *scene,
                               const struct quire_frame_info *info) {
    const struct renderer_scrollbar *bar = &scene->scrollbar;
    struct backend_look look = {.width = scene->width_px, .height = scene->height_px};
    uint32_t width = grid->cols * grid->cell_width, height = grid->rows * grid->cell_height;
    look.origin_x = width < look.width ? min_u32(scene->padding_px, look.width - width) : 0;
    look.origin_y = height < look.height ? min_u32(scene->padding_px, look.height - height) : 0;
    look.text_weight = weight_of(&scene->settings);
    look.background = info->background & 0xFFFFFF;
    look.flash_color = info->foreground & 0xFFFFFF;
    look.flash = scene->bell > 0 ? in_bytes(scene->bell) : 0;
    if (bar->alpha > 0 && bar->size_px) {
        uint32_t thick = min_u32(bar->width_px ? bar->width_px : 6, look.width);
        look.bar = (struct backend_area){look.width - thick, bar->top_px, thick, bar->size_px};
        look.bar_color = look.flash_color;
        look.bar_alpha = in_bytes(bar->alpha);
    }
    return look;
}

static enum cell_cursor cursor_of(const struct renderer_scene *scene, const struct quire_frame_info *info) {
    static const enum cell_cursor shapes[] = {[QUIRE_CURSOR_BLOCK] = CELL_CURSOR_BLOCK,
                                              [QUIRE_CURSOR_UNDERLINE] = CELL_CURSOR_UNDERLINE,
                                              [QUIRE_CURSOR_BAR] = CELL_CURSOR_BAR};
    if (!info->cursor_visible || (!scene->cursor_on && scene->focused))
        return CELL_CURSOR_NONE;
    enum cell_cursor shape = shapes[info->cursor_shape <= QUIRE_CURSOR_BAR ? info->cursor_shape : 0];
    if (!scene->focused && scene->settings.cursor_unfocused == RENDERER_UNFOCUSED_NONE)
        return CELL_CURSOR_NONE;
    bool hollow = shape == CELL_CURSOR_BLOCK && scene->settings.cursor_hollow;
    if (!scene->focused && scene->settings.cursor_unfocused == RENDERER_UNFOCUSED_HOLLOW)
        hollow = true;
    return hollow ? CELL_CURSOR_HOLLOW : shape;
}

/* What a program chose goes before what the user chose. */
static uint32_t chosen(uint32_t program, uint32_t user) {
    return program <= 0xFFFFFF ? program : user;
}

struct shown shown_of(const struct shown_grid *grid, const struct renderer_scene *scene,
                      const struct quire_frame_info *info) {
    struct shown shown = {.look = shown_look(grid, scene, info),
                          .foreground = info->foreground & 0xFFFFFF,
                          .background = info->background & 0xFFFFFF,
                          .selection_foreground = chosen(info->selection_foreground, scene->selection_foreground),
                          .selection_background = chosen(info->selection_background, scene->selection_background),
                          .hover_link = scene->hover_link,
                          .blinked_out = scene->blinked_out,
                          .settings = scene->settings,
                          .cursor = cursor_of(scene, info),
                          .cursor_stands = info->cursor_visible,
                          .cursor_row = info->cursor_row,
                          .cursor_col = info->cursor_col,
                          .cursor_color = chosen(info->cursor_color, scene->settings.cursor_color),
                          .cursor_text = chosen(info->cursor_text, scene->settings.cursor_text)};
    if (grid->preedit->shown) {
        shown.cursor = CELL_CURSOR_BAR;
        shown.cursor_col = min_u32(grid->preedit->end, shown_row_cells(grid->cols, scene->frame, info->cursor_row) - 1);
    }
    if (grid->message->shown && grid->message->row == shown.cursor_row)
        shown.cursor = CELL_CURSOR_NONE, shown.cursor_stands = false;
    return shown;
}

bool shown_same_window(const struct shown *a, const struct shown *b) {
    const struct backend_look *x = &a->look, *y = &b->look;
    return x->width == y->width && x->height == y->height && x->origin_x == y->origin_x && x->origin_y == y->origin_y &&
           x->background == y->background && x->text_weight == y->text_weight && x->flash == y->flash &&
           (x->flash <= 0 || x->flash_color == y->flash_color);
}

bool shown_same_colors(const struct shown *a, const struct shown *b) {
    return a->foreground == b->foreground && a->background == b->background && a->hover_link == b->hover_link &&
           renderer_settings_equal(&a->settings, &b->settings) && a->selection_foreground == b->selection_foreground &&
           a->selection_background == b->selection_background;
}

bool shown_same_cursor(const struct shown *a, const struct shown *b) {
    return a->cursor == b->cursor && a->cursor_stands == b->cursor_stands && a->cursor_row == b->cursor_row &&
           a->cursor_col == b->cursor_col && a->cursor_color == b->cursor_color && a->cursor_text == b->cursor_text;
}

bool shown_same_bar(const struct shown *a, const struct shown *b) {
    const struct backend_area *x = &a->look.bar, *y = &b->look.bar;
    return x->x == y->x && x->y == y->y && x->width == y->width && x->height == y->height &&
           a->look.bar_alpha == b->look.bar_alpha && a->look.bar_color == b->look.bar_color;
}
