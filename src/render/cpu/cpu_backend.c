#include "cpu_backend.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cpu_rich.h"

struct cpu_backend {
    struct backend base;
    const struct cpu_blend *blend;
    struct cpu_ramps ramps;
    struct cpu_tiles tiles;
    struct cpu_target target;
    struct backend_look look;
    struct backend_grid grid;
};

static struct cpu_backend *cpu_of(struct backend *backend) {
    return (struct cpu_backend *)backend;
}

static uint32_t min_u32(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

static uint32_t max_u32(uint32_t a, uint32_t b) {
    return a > b ? a : b;
}

static void destroy(struct backend *backend) {
    struct cpu_backend *cpu = cpu_of(backend);
    cpu_ramps_finish(&cpu->ramps);
    cpu_tiles_finish(&cpu->tiles);
    free(cpu);
}

/* Another renderer may begin with another font: what is known of its atlas is forgotten. */
static bool resize(struct backend *backend, uint32_t cols, uint32_t rows) {
    (void)cols;
    (void)rows;
    cpu_tiles_finish(&cpu_of(backend)->tiles);
    return true;
}

static bool begin(struct backend *backend, const struct backend_look *look, const struct backend_grid *grid) {
    struct cpu_backend *cpu = cpu_of(backend);
    cpu->look = *look;
    cpu->grid = *grid;
    cpu_ramps_set_weight(&cpu->ramps, look->text_weight);
    return cpu_tiles_take(&cpu->tiles, grid->atlas);
}

static struct backend_area common_part(const struct backend_area *a, const struct backend_area *b) {
    uint32_t left = max_u32(a->x, b->x), top = max_u32(a->y, b->y);
    uint32_t right = min_u32(a->x + a->width, b->x + b->width);
    uint32_t bottom = min_u32(a->y + a->height, b->y + b->height);
    return (struct backend_area){left, top, right > left ? right - left : 0, bottom > top ? bottom - top : 0};
}

static uint32_t *pixel_at(const struct cpu_backend *cpu, uint32_t x, uint32_t y) {
    return cpu->target.pixels + y * cpu->target.stride + x;
}

static void fill_area(const struct cpu_backend *cpu, const struct backend_area *area, uint32_t color) {
    for (uint32_t y = 0; y < area->height && area->width; y++)
        cpu->blend->fill(pixel_at(cpu, area->x, area->y + y), area->width, 0xFF000000u | color);
}

/* ---- cells */

/* The columns and lines of a row that an area shows: those of the grid, counted from its top left. */
struct row_part {
    uint32_t row;
    uint32_t left, right; /* pixels from the left of the grid */
    uint32_t top, height; /* lines of the row */
};

static struct cpu_part part_of(const struct cpu_backend *cpu, const struct row_part *part, uint32_t col) {
    uint32_t width = cpu->grid.atlas->tile_width, height = cpu->grid.atlas->tile_height;
    uint32_t left = max_u32(col * width, part->left), right = min_u32((col + 1) * width, part->right);
    return (struct cpu_part){
        pixel_at(cpu, cpu->look.origin_x + left, cpu->look.origin_y + part->row * height + part->top),
        cpu->target.stride,
        left - col * width,
        part->top,
        right - left,
        part->height};
}

static void push(struct cpu_stack *stack, uint32_t tile, uint32_t color) {
    if (tile != ATLAS_TILE_BLANK)
        stack->layers[stack->count++] = (struct cpu_layer){tile, color & 0xFFFFFF};
}

static void draw_layers(struct cpu_backend *cpu, const struct cell_record *cell, const struct rich_record *rich,
                        const struct cpu_part *part) {
    struct cpu_stack stack = {.background = cell->background, .weight = cpu->look.text_weight};
    if (rich) {
        push(&stack, rich->underline_tile, rich->underline_color);
        push(&stack, rich->tile_a, rich->color_a);
        push(&stack, rich->tile_b, rich->color_b);
    }
    push(&stack, cell->tile, cell->foreground);
    if (rich) {
        push(&stack, rich->line_tile, cell->foreground);
        push(&stack, rich->cursor_tile, cell->rich);
    }
    cpu_rich_draw(&cpu->tiles, &cpu->ramps, &stack, part);
}

/* Nothing but a background and coverage: lines without any are of one colour. */
static void draw_plain(struct cpu_backend *cpu, const struct cell_record *cell, const struct cpu_part *part) {
    const struct cpu_tiles *tiles = &cpu->tiles;
    uint32_t index = cpu_tiles_index(tiles, cell->tile), width = tiles->atlas->tile_width;
    struct cpu_tile_lines lines = tiles->lines[index];
    uint32_t end = part->y + part->height, ground = 0xFF000000u | cell->background;
    uint32_t top = min_u32(max_u32(lines.top, part->y), end), bottom = max_u32(min_u32(lines.bottom, end), top);
    for (uint32_t y = part->y; y < top; y++)
        cpu->blend->fill(part->to + (y - part->y) * part->stride, part->width, ground);
    if (bottom > top)
        cpu->blend->tile(part->to + (top - part->y) * part->stride, part->stride,
                         tiles->coverage + index * tiles->tile_bytes + (size_t)top * width + part->x, width,
                         part->width, bottom - top, cpu_ramps_get(&cpu->ramps, cell->foreground, cell->background));
    for (uint32_t y = bottom; y < end; y++)
        cpu->blend->fill(part->to + (y - part->y) * part->stride, part->width, ground);
}

static bool is_blank(const struct cell_record *cell, uint32_t background) {
    return cell->tile == ATLAS_TILE_BLANK && !(cell->rich & CELL_RICH) && cell->background == background;
}

/* Blank cells of one colour, from `col` on; returns the column behind them. */
static uint32_t draw_blanks(const struct cpu_backend *cpu, const struct row_part *part, uint32_t col, uint32_t end) {
    const struct cell_record *cells = cpu->grid.cells + (size_t)part->row * cpu->grid.cols;
    struct cpu_part first = part_of(cpu, part, col);
    uint32_t behind = col + 1;
    while (behind < end && is_blank(&cells[behind], cells[col].background))
        behind++;
    struct cpu_part last = part_of(cpu, part, behind - 1);
    size_t width = (size_t)(last.to - first.to) + last.width;
    for (uint32_t y = 0; y < first.height; y++)
        cpu->blend->fill(first.to + y * first.stride, width, 0xFF000000u | cells[col].background);
    return behind;
}

static void draw_row(struct cpu_backend *cpu, const struct row_part *part) {
    uint32_t width = cpu->grid.atlas->tile_width;
    const struct cell_record *cells = cpu->grid.cells + (size_t)part->row * cpu->grid.cols;
    const struct rich_record *rich = cpu->grid.rich + (size_t)part->row * cpu->grid.cols;
    uint32_t col = part->left / width, end = (part->right + width - 1) / width;
    while (col < end) {
        const struct cell_record *cell = &cells[col];
        if (is_blank(cell, cell->background)) {
            col = draw_blanks(cpu, part, col, end);
            continue;
        }
        struct cpu_part where = part_of(cpu, part, col);
        if (cell->rich & CELL_RICH)
            draw_layers(cpu, cell, &rich[col], &where);
        else if (cell->tile & ATLAS_TILE_COLOR)
            draw_layers(cpu, cell, NULL, &where);
        else
            draw_plain(cpu, cell, &where);
        col++;
    }
}

/* `area` lies in the grid. */
static void draw_cells(struct cpu_backend *cpu, const struct backend_area *area) {
    uint32_t height = cpu->grid.atlas->tile_height;
    uint32_t left = area->x - cpu->look.origin_x, top = area->y - cpu->look.origin_y, bottom = top + area->height;
    for (uint32_t y = top; y < bottom;) {
        uint32_t row = y / height, next = min_u32((row + 1) * height, bottom);
        struct row_part part = {row, left, left + area->width, y - row * height, next - y};
        draw_row(cpu, &part);
        y = next;
    }
}

/* What of an area lies around the grid. */
static void draw_border(const struct cpu_backend *cpu, const struct backend_area *area,
                        const struct backend_area *grid) {
    struct backend_area inside = common_part(area, grid);
    uint32_t right = area->x + area->width, bottom = area->y + area->height;
    if (!inside.width || !inside.height) {
        fill_area(cpu, area, cpu->look.background);
        return;
    }
    const struct backend_area sides[] = {
        {area->x, area->y, area->width, inside.y - area->y},
        {area->x, inside.y + inside.height, area->width, bottom - inside.y - inside.height},
        {area->x, inside.y, inside.x - area->x, inside.height},
        {inside.x + inside.width, inside.y, right - inside.x - inside.width, inside.height}};
    for (size_t i = 0; i < sizeof sides / sizeof sides[0]; i++)
        fill_area(cpu, &sides[i], cpu->look.background);
}

/* ---- over the cells */

static void wash_area(const struct cpu_backend *cpu, const struct backend_area *area, uint32_t color, float alpha) {
    struct cpu_wash wash = cpu_wash_of(color, alpha);
    for (uint32_t y = 0; y < area->height && area->width && alpha >= 1 / 255.0f; y++)
        cpu->blend->wash(pixel_at(cpu, area->x, area->y + y), area->width, &wash);
}

static void draw(struct backend *backend, const struct backend_area *wanted) {
    struct cpu_backend *cpu = cpu_of(backend);
    const struct backend_look *look = &cpu->look;
    const struct backend_area target = {0, 0, cpu->target.width, cpu->target.height};
    const struct backend_area grid = {look->origin_x, look->origin_y, cpu->grid.cols * cpu->grid.atlas->tile_width,
                                      cpu->grid.rows * cpu->grid.atlas->tile_height};
    struct backend_area area = common_part(wanted, &target), cells = common_part(&area, &grid);
    struct backend_area bar = common_part(&area, &look->bar);
    if (!cpu->target.pixels || !area.width || !area.height)
        return;
    draw_border(cpu, &area, &grid);
    if (cells.width)
        draw_cells(cpu, &cells);
    wash_area(cpu, &bar, look->bar_color, look->bar_alpha);
    wash_area(cpu, &area, look->flash_color, look->flash);
}

/* ---- the picture as a whole */

static bool move(struct backend *backend, uint32_t from, uint32_t to, uint32_t height) {
    struct cpu_backend *cpu = cpu_of(backend);
    uint32_t rows = cpu->target.height;
    if (!cpu->target.pixels || from + height > rows || to >= rows || !height)
        return false;
    uint32_t count = min_u32(height, rows - to);
    memmove(pixel_at(cpu, 0, to), pixel_at(cpu, 0, from),
            ((count - 1) * cpu->target.stride + cpu->target.width) * sizeof *cpu->target.pixels);
    return true;
}

static void read_picture(struct backend *backend, uint32_t width_px, uint32_t height_px, uint8_t *rgba) {
    struct cpu_backend *cpu = cpu_of(backend);
    for (uint32_t y = 0; y < height_px; y++) {
        for (uint32_t x = 0; x < width_px; x++, rgba += 4) {
            bool there = cpu->target.pixels && x < cpu->target.width && y < cpu->target.height;
            uint32_t color = there ? *pixel_at(cpu, x, y) : 0;
            rgba[0] = (uint8_t)(color >> 16);
            rgba[1] = (uint8_t)(color >> 8);
            rgba[2] = (uint8_t)color;
            rgba[3] = 255;
        }
    }
}

static size_t count_bytes(const struct backend *backend) {
    const struct cpu_backend *cpu = (const struct cpu_backend *)backend;
    return sizeof *cpu + CPU_RAMP_SETS * CPU_RAMP_WAYS * sizeof *cpu->ramps.ramps + cpu_tiles_bytes(&cpu->tiles);
}

static const struct backend_calls calls = {.destroy = destroy,
                                           .resize = resize,
                                           .begin = begin,
                                           .move = move,
                                           .draw = draw,
                                           .read = read_picture,
                                           .bytes = count_bytes};

struct backend *cpu_backend_create(char *error, size_t error_size) {
    struct cpu_backend *cpu = calloc(1, sizeof *cpu);
    if (!cpu || !cpu_ramps_init(&cpu->ramps, cpu_blend_chosen())) {
        free(cpu);
        snprintf(error, error_size, "render: out of memory");
        return NULL;
    }
    cpu->blend = cpu->ramps.blend;
    cpu->base = (struct backend){
        .calls = &calls, .name = "cpu", .cols_max = UINT16_MAX, .rows_max = UINT16_MAX, .by_cell = true};
    return &cpu->base;
}

void cpu_backend_target(struct backend *backend, const struct cpu_target *target) {
    cpu_of(backend)->target = *target;
}
