#include "cpu_backend.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cpu_image.h"
#include "cpu_rich.h"
#include "cpu_translucent.h"

struct cpu_backend {
    struct backend base;
    const struct cpu_blend *blend;
    struct cpu_ramps ramps;
    struct cpu_tiles tiles;
    struct cpu_target target;
    struct backend_picture picture;
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

static void forget(struct backend *backend) {
    cpu_tiles_finish(&cpu_of(backend)->tiles);
}

static bool resize(struct backend *backend, uint32_t slot, uint32_t cols, uint32_t rows) {
    (void)backend;
    (void)slot;
    (void)cols;
    (void)rows;
    return true;
}

static bool begin(struct backend *backend, const struct backend_picture *picture) {
    struct cpu_backend *cpu = cpu_of(backend);
    cpu->picture = *picture;
    cpu_ramps_set_weight(&cpu->ramps, picture->text_weight);
    return cpu_tiles_take(&cpu->tiles, picture->atlas);
}

static uint32_t *pixel_at(const struct cpu_backend *cpu, uint32_t x, uint32_t y) {
    return cpu->target.pixels + y * cpu->target.stride + x;
}

static void fill_area(const struct cpu_backend *cpu, const struct backend_area *area, uint32_t ground) {
    uint32_t pixel = cpu_ground(ground);
    for (uint32_t y = 0; y < area->height && area->width; y++)
        cpu->blend->fill(pixel_at(cpu, area->x, area->y + y), area->width, pixel);
}

/* ---- cells */

/* The columns and lines of a row that an area shows: those of the grid, counted from its top left. */
struct row_part {
    const struct backend_grid *grid;
    uint32_t row;
    uint32_t left, right; /* pixels from the left of the grid */
    uint32_t top, height; /* lines of the row */
};

static struct cpu_part part_of(const struct cpu_backend *cpu, const struct row_part *part, uint32_t col) {
    uint32_t width = cpu->picture.atlas->tile_width, height = cpu->picture.atlas->tile_height;
    uint32_t left = max_u32(col * width, part->left), right = min_u32((col + 1) * width, part->right);
    return (struct cpu_part){pixel_at(cpu, part->grid->origin_x + left,
                                      part->grid->origin_y + part->row * height + part->top - part->grid->cut),
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

static struct cpu_stack stack_of(const struct cpu_backend *cpu, const struct cell_record *cell,
                                 const struct rich_record *rich) {
    struct cpu_stack stack = {.background = cell->background, .weight = cpu->picture.text_weight};
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
    return stack;
}

static void draw_layers(struct cpu_backend *cpu, const struct cell_record *cell, const struct rich_record *rich,
                        const struct cpu_part *part) {
    struct cpu_stack stack = stack_of(cpu, cell, rich);
    cpu_rich_draw(&cpu->tiles, &cpu->ramps, &stack, part);
}

/* Nothing but a background and coverage: lines without any are of one colour. */
static void draw_plain(struct cpu_backend *cpu, const struct cell_record *cell, const struct cpu_part *part) {
    const struct cpu_tiles *tiles = &cpu->tiles;
    uint32_t index = cpu_tiles_index(tiles, cell->tile), width = tiles->atlas->tile_width;
    struct cpu_tile_lines lines = tiles->lines[index];
    uint32_t end = part->y + part->height, ground = cpu_ground(cell->background);
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
    const struct cell_record *cells = part->grid->cells + (size_t)part->row * part->grid->cols;
    struct cpu_part first = part_of(cpu, part, col);
    uint32_t behind = col + 1;
    while (behind < end && is_blank(&cells[behind], cells[col].background))
        behind++;
    struct cpu_part last = part_of(cpu, part, behind - 1);
    size_t width = (size_t)(last.to - first.to) + last.width;
    uint32_t pixel = cpu_ground(cells[col].background);
    for (uint32_t y = 0; y < first.height; y++)
        cpu->blend->fill(first.to + y * first.stride, width, pixel);
    return behind;
}

static void draw_row(struct cpu_backend *cpu, const struct row_part *part) {
    uint32_t width = cpu->picture.atlas->tile_width;
    const struct cell_record *cells = part->grid->cells + (size_t)part->row * part->grid->cols;
    const struct rich_record *rich = part->grid->rich + (size_t)part->row * part->grid->cols;
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

/* ---- rows with images */

static struct backend_area part_area(const struct cpu_backend *cpu, const struct row_part *part) {
    const struct backend_grid *grid = part->grid;
    return (struct backend_area){grid->origin_x + part->left,
                                 grid->origin_y + part->row * cpu->picture.atlas->tile_height + part->top - grid->cut,
                                 part->right - part->left, part->height};
}

static bool has_images(const struct cpu_backend *cpu, const struct row_part *part) {
    struct backend_area area = part_area(cpu, part);
    bool has = false;
    for (uint32_t i = 0; i < part->grid->image_count && !has; i++)
        has = area_meets(&part->grid->images[i].area, &area);
    return has;
}

/* The first cells of a part, as long as `mask` of their flags is the same and, where they tint, their background. */
static struct row_part run_of(const struct cpu_backend *cpu, const struct row_part *part, uint32_t mask) {
    uint32_t width = cpu->picture.atlas->tile_width, col = part->left / width, end = col + 1;
    const struct cell_record *cells = part->grid->cells + (size_t)part->row * part->grid->cols;
    uint32_t flags = cells[col].rich & mask;
    while (end * width < part->right && (cells[end].rich & mask) == flags &&
           (!(flags & CELL_IMAGE_TINT) || cells[end].background == cells[col].background))
        end++;
    struct row_part run = *part;
    run.right = min_u32(end * width, part->right);
    return run;
}

static const struct cell_record *first_cell(const struct cpu_backend *cpu, const struct row_part *part) {
    return part->grid->cells + (size_t)part->row * part->grid->cols + part->left / cpu->picture.atlas->tile_width;
}

/* Do opaque images of a level hide all of a part? Pieces of one come from the left to the right. */
static bool is_hidden(const struct cpu_backend *cpu, const struct row_part *part, enum backend_image_level level) {
    struct backend_area area = part_area(cpu, part);
    uint32_t hidden = area.x, right = area.x + area.width;
    for (uint32_t i = 0; i < part->grid->image_count && hidden < right; i++) {
        const struct backend_image *image = &part->grid->images[i];
        const struct backend_area *over = &image->area, line = {over->x, area.y, over->width, area.height};
        if (image->is_opaque && image->level == level && over->x <= hidden && area_holds(over, &line))
            hidden = max_u32(hidden, over->x + over->width);
    }
    return hidden >= right;
}

static void draw_grounds(const struct cpu_backend *cpu, const struct row_part *part) {
    uint32_t width = cpu->picture.atlas->tile_width;
    for (struct row_part run = *part; run.left < part->right; run.left = run.right) {
        run.right = min_u32((run.left / width + 1) * width, part->right);
        struct backend_area area = part_area(cpu, &run);
        fill_area(cpu, &area, first_cell(cpu, &run)->background);
    }
}

/* The cells, of those below whose text images lie the grounds alone. What will be hidden is left out. */
static void draw_below_images(struct cpu_backend *cpu, const struct row_part *part) {
    for (struct row_part rest = *part, run; rest.left < part->right; rest.left = run.right) {
        run = run_of(cpu, &rest, CELL_IMAGE_UNDER | CELL_IMAGE_HIDE | CELL_IMAGE_CURSOR);
        uint32_t flags = first_cell(cpu, &run)->rich;
        if (flags & CELL_IMAGE_UNDER) {
            if (!is_hidden(cpu, &run, IMAGE_BELOW_TEXT))
                draw_grounds(cpu, &run);
        } else if ((flags & (CELL_IMAGE_HIDE | CELL_IMAGE_CURSOR)) || !is_hidden(cpu, &run, IMAGE_ABOVE_TEXT)) {
            draw_row(cpu, &run);
        }
    }
}

/* Is an image of that level drawn in cells with these flags, below their text or above it? In GL: image.frag. */
static bool is_drawn(enum backend_image_level level, uint32_t flags, bool below_text) {
    if ((flags & CELL_IMAGE_HIDE) || (level == IMAGE_BELOW_GROUNDS && (flags & CELL_IMAGE_GROUND)))
        return false;
    return (level != IMAGE_ABOVE_TEXT || (flags & CELL_IMAGE_CURSOR)) == below_text;
}

static void draw_image(const struct cpu_backend *cpu, const struct row_part *part, const struct backend_image *image,
                       bool below_text) {
    struct backend_area all = part_area(cpu, part), seen = area_common(&all, &image->area);
    struct row_part rest = *part, run;
    rest.left = seen.x - part->grid->origin_x;
    rest.right = rest.left + seen.width;
    for (; !area_is_empty(&seen) && rest.left < rest.right; rest.left = run.right) {
        run = run_of(cpu, &rest, CELL_IMAGE_HIDE | CELL_IMAGE_GROUND | CELL_IMAGE_CURSOR | CELL_IMAGE_TINT);
        const struct cell_record *cell = first_cell(cpu, &run);
        struct backend_area area = part_area(cpu, &run), drawn = area_common(&area, &seen);
        if (is_drawn(image->level, cell->rich, below_text))
            cpu_image_draw(&cpu->target, image, &drawn,
                           cell->rich & CELL_IMAGE_TINT ? cell->background & 0xFFFFFF : CPU_IMAGE_NO_TINT);
    }
}

static void draw_images(const struct cpu_backend *cpu, const struct row_part *part, bool below_text) {
    for (uint32_t i = 0; i < part->grid->image_count; i++) {
        if (below_text || part->grid->images[i].level == IMAGE_ABOVE_TEXT)
            draw_image(cpu, part, &part->grid->images[i], below_text);
    }
}

static void draw_text_over(struct cpu_backend *cpu, const struct row_part *part) {
    uint32_t width = cpu->picture.atlas->tile_width;
    const struct cell_record *cells = part->grid->cells + (size_t)part->row * part->grid->cols;
    const struct rich_record *rich = part->grid->rich + (size_t)part->row * part->grid->cols;
    for (uint32_t col = part->left / width; col * width < part->right; col++) {
        if (!(cells[col].rich & CELL_IMAGE_UNDER))
            continue;
        struct cpu_stack stack = stack_of(cpu, &cells[col], cells[col].rich & CELL_RICH ? &rich[col] : NULL);
        struct cpu_part where = part_of(cpu, part, col);
        if (stack.count)
            cpu_rich_draw_over(&cpu->tiles, &stack, &where);
    }
}

static void draw_row_with_images(struct cpu_backend *cpu, const struct row_part *part) {
    draw_below_images(cpu, part);
    draw_images(cpu, part, true);
    draw_text_over(cpu, part);
    draw_images(cpu, part, false);
}

/* `area` lies in the grid. */
static void draw_cells(struct cpu_backend *cpu, const struct backend_grid *grid, const struct backend_area *area) {
    uint32_t height = cpu->picture.atlas->tile_height;
    uint32_t left = area->x - grid->origin_x, top = area->y - grid->origin_y + grid->cut;
    uint32_t bottom = top + area->height;
    for (uint32_t y = top; y < bottom;) {
        uint32_t row = y / height, next = min_u32((row + 1) * height, bottom);
        struct row_part part = {grid, row, left, left + area->width, y - row * height, next - y};
        if (has_images(cpu, &part))
            draw_row_with_images(cpu, &part);
        else
            draw_row(cpu, &part);
        y = next;
    }
}

/* What of an area lies around the cells that are seen in it. */
static void draw_border(const struct cpu_backend *cpu, const struct backend_area *area,
                        const struct backend_area *inside, uint32_t color) {
    uint32_t right = area->x + area->width, bottom = area->y + area->height;
    const struct backend_area sides[] = {
        {area->x, area->y, area->width, inside->y - area->y},
        {area->x, inside->y + inside->height, area->width, bottom - inside->y - inside->height},
        {area->x, inside->y, inside->x - area->x, inside->height},
        {inside->x + inside->width, inside->y, right - inside->x - inside->width, inside->height}};
    for (size_t i = 0; i < sizeof sides / sizeof sides[0]; i++)
        fill_area(cpu, &sides[i], color);
}

/* ---- layers */

static void draw_grid(struct cpu_backend *cpu, const struct backend_layer *layer, const struct backend_area *area) {
    const struct backend_grid *grid = layer->grid;
    const struct backend_area all =
        backend_grid_area(grid, cpu->picture.atlas->tile_width, cpu->picture.atlas->tile_height);
    struct backend_area cells = area_common(area, &all);
    if (area_is_empty(&cells)) {
        fill_area(cpu, area, layer->color);
        return;
    }
    draw_border(cpu, area, &cells, layer->color);
    draw_cells(cpu, grid, &cells);
}

static void wash_area(const struct cpu_backend *cpu, const struct backend_area *area, uint32_t color, float alpha) {
    struct cpu_wash wash = cpu_wash_of(color, alpha);
    for (uint32_t y = 0; y < area->height && alpha >= 1 / 255.0f; y++)
        cpu->blend->wash(pixel_at(cpu, area->x, area->y + y), area->width, &wash);
}

static void draw_layer(struct cpu_backend *cpu, const struct backend_layer *layer, const struct backend_area *wanted) {
    struct backend_area area = area_common(wanted, &layer->area);
    if (area_is_empty(&area))
        return;
    if (layer->grid)
        draw_grid(cpu, layer, &area);
    else if (layer->alpha < 1)
        wash_area(cpu, &area, layer->color, layer->alpha);
    else
        fill_area(cpu, &area, layer->color);
}

static void draw(struct backend *backend, const struct backend_area *wanted) {
    struct cpu_backend *cpu = cpu_of(backend);
    const struct backend_picture *picture = &cpu->picture;
    const struct backend_area target = {0, 0, cpu->target.width, cpu->target.height};
    struct backend_area area = area_common(wanted, &target);
    if (!cpu->target.pixels || area_is_empty(&area))
        return;
    uint32_t lowest = backend_lowest_seen(picture, &area);
    if (lowest == picture->count) {
        fill_area(cpu, &area, picture->background);
        lowest = 0;
    }
    for (uint32_t i = lowest; i < picture->count; i++)
        draw_layer(cpu, &picture->layers[i], &area);
}

/* ---- the picture as a whole */

static bool move(struct backend *backend, const struct backend_area *from, uint32_t to) {
    struct cpu_backend *cpu = cpu_of(backend);
    const struct cpu_target *target = &cpu->target;
    if (!target->pixels || from->y + from->height > target->height || to >= target->height ||
        from->x >= target->width || area_is_empty(from))
        return false;
    uint32_t count = min_u32(from->height, target->height - to), width = min_u32(from->width, target->width - from->x);
    if (width == target->width) {
        memmove(pixel_at(cpu, 0, to), pixel_at(cpu, 0, from->y),
                ((count - 1) * target->stride + width) * sizeof *target->pixels);
        return true;
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t line = to < from->y ? i : count - 1 - i;
        memmove(pixel_at(cpu, from->x, to + line), pixel_at(cpu, from->x, from->y + line),
                width * sizeof *target->pixels);
    }
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
            rgba[3] = (uint8_t)(color >> 24);
        }
    }
}

static size_t count_bytes(const struct backend *backend) {
    const struct cpu_backend *cpu = (const struct cpu_backend *)backend;
    return sizeof *cpu + CPU_RAMP_SETS * CPU_RAMP_WAYS * sizeof *cpu->ramps.ramps + cpu_tiles_bytes(&cpu->tiles);
}

static const struct backend_calls calls = {.destroy = destroy,
                                           .forget = forget,
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
