#include "show_layout.h"

#include <stdlib.h>
#include <string.h>

/* Nothing is drawn larger, whatever is asked for: memory for the pixels stays below 400 MB. */
#define MOST_PX 10000.0
#define CELLS_MOST 10000
#define PIXELS_MOST 10000
#define PERCENT_MOST 1000
#define NO_LIMIT 1e9

static bool read_number(const char **text, uint32_t limit, uint32_t *number) {
    uint32_t value = 0;
    const char *at = *text;
    for (; *at >= '0' && *at <= '9' && value <= limit; at++) {
        value = value * 10 + (uint32_t)(*at - '0');
    }
    bool any = at != *text && value <= limit;
    *text = at;
    *number = value;
    return any;
}

bool show_length_parse(const char *text, struct show_length *length) {
    uint32_t value;
    if (!read_number(&text, PIXELS_MOST, &value) || value == 0) {
        return false;
    }
    *length = (struct show_length){strcmp(text, "px") == 0  ? SHOW_PIXELS
                                   : strcmp(text, "%") == 0 ? SHOW_PERCENT
                                                            : SHOW_CELLS,
                                   value};
    return length->unit == SHOW_CELLS     ? *text == '\0' || strcmp(text, "c") == 0
           : length->unit == SHOW_PERCENT ? value <= PERCENT_MOST
                                          : true;
}

bool show_place_parse(const char *text, struct show_place *place) {
    place->given = true;
    return read_number(&text, CELLS_MOST, &place->cols) && *text++ == 'x' &&
           read_number(&text, CELLS_MOST, &place->rows) && *text++ == '@' &&
           read_number(&text, CELLS_MOST, &place->col) && *text++ == 'x' &&
           read_number(&text, CELLS_MOST, &place->row) && *text == '\0' && place->cols > 0 && place->rows > 0;
}

/* One side of the area that a picture may fill. */
struct side {
    double px;    /* NO_LIMIT: as long as it likes */
    double cells; /* the same in whole cells; 0: it was asked for in pixels, or not at all */
    bool given;
};

static struct side side_of(struct show_length length, uint32_t cells, uint32_t cell_px) {
    double whole = length.unit == SHOW_CELLS     ? length.value
                   : length.unit == SHOW_PERCENT ? (double)((uint64_t)cells * length.value / 100)
                                                 : 0;
    if (length.unit == SHOW_PIXELS) {
        return (struct side){length.value, 0, true};
    }
    if (length.unit == SHOW_NOT_GIVEN) {
        return (struct side){NO_LIMIT, 0, false};
    }
    whole = whole < 1 ? 1 : whole;
    return (struct side){whole * cell_px, whole, true};
}

static struct side side_of_cells(uint32_t cells, uint32_t cell_px, bool given) {
    return (struct side){(double)cells * cell_px, cells, given};
}

/* The area: what is asked for; without that, the window less the line that the prompt will take. */
static void find_area(const struct show_wish *wish, const struct show_grid *grid, struct side *width,
                      struct side *height) {
    if (wish->place.given) {
        *width = side_of_cells(wish->place.cols, grid->cell_w_px, true);
        *height = side_of_cells(wish->place.rows, grid->cell_h_px, true);
        return;
    }
    *width = side_of(wish->width, grid->cols, grid->cell_w_px);
    *height = side_of(wish->height, grid->rows, grid->cell_h_px);
    bool is_free = !width->given && !height->given && wish->fit != SHOW_FIT_NONE;
    if (is_free) {
        *width = side_of_cells(grid->cols, grid->cell_w_px, false);
    }
    if (is_free && wish->fit != SHOW_FIT_WIDTH) {
        *height = side_of_cells(grid->rows > 1 ? grid->rows - 1 : 1, grid->cell_h_px, false);
    }
}

static double least(double a, double b) {
    return a < b ? a : b;
}

static uint32_t whole_px(double px) {
    return px < 1 ? 1 : (uint32_t)(least(px, MOST_PX) + 0.5);
}

static uint32_t cells_of(uint32_t px, uint32_t cell_px) {
    return (px + cell_px - 1) / cell_px;
}

static uint32_t indent_of(const struct show_wish *wish, const struct show_grid *grid, uint32_t cols) {
    uint32_t room = wish->place.given ? wish->place.cols : grid->cols, left = room > cols ? room - cols : 0;
    return wish->align == SHOW_CENTER ? left / 2 : wish->align == SHOW_RIGHT ? left : 0;
}

/* How much larger each side becomes. */
struct scale {
    double across, down;
};

static struct scale find_scale(const struct show_wish *wish, const struct side *width, const struct side *height,
                               uint32_t width_px, uint32_t height_px) {
    struct scale scale = {width->px / width_px, height->px / height_px};
    bool grows = (width->given || height->given) && !wish->no_scale_up;
    if (wish->fit != SHOW_FIT_STRETCH || !width->given || !height->given) {
        scale.across = scale.down = least(scale.across, scale.down);
    }
    scale.across = grows ? scale.across : least(scale.across, 1);
    scale.down = grows ? scale.down : least(scale.down, 1);
    return scale;
}

/* At most as large as anything may be. Returns whether it was already. */
static bool bound_scale(const struct show_grid *grid, uint32_t width_px, uint32_t height_px, struct scale *scale) {
    double most_w = grid->most_w_px > 0 ? grid->most_w_px : MOST_PX,
           most_h = grid->most_h_px > 0 ? grid->most_h_px : MOST_PX,
           shrink = least(most_w / (width_px * scale->across), most_h / (height_px * scale->down));
    if (shrink < 1) {
        scale->across *= shrink;
        scale->down *= shrink;
    }
    return shrink >= 1;
}

void show_layout_make(const struct show_wish *wish, const struct show_grid *grid, uint32_t width_px, uint32_t height_px,
                      struct show_layout *layout) {
    struct side width, height;
    find_area(wish, grid, &width, &height);
    struct scale scale = find_scale(wish, &width, &height, width_px, height_px);
    bool is_free = bound_scale(grid, width_px, height_px, &scale);
    bool fills_width = is_free && scale.across == width.px / width_px,
         fills_height = is_free && scale.down == height.px / height_px;
    layout->width_px = whole_px(width_px * scale.across);
    layout->height_px = whole_px(height_px * scale.down);
    layout->cols = cells_of(layout->width_px, grid->cell_w_px);
    layout->rows = cells_of(layout->height_px, grid->cell_h_px);
    layout->scaled = layout->width_px != width_px || layout->height_px != height_px;
    layout->told_cols = fills_width ? (uint32_t)width.cells : 0;
    layout->told_rows =
        fills_height && (scale.across != scale.down || layout->told_cols == 0) ? (uint32_t)height.cells : 0;
    layout->indent = indent_of(wish, grid, layout->cols);
}
