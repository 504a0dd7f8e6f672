/* kitty_display.c - where and how large images are shown: a=p, and the showing part of a=T. */
#include "kitty_images.h"

static struct qr_kitty_error mistake(const char *code, const char *why) {
    return (struct qr_kitty_error){code, why};
}

static uint32_t smaller(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

static uint64_t divide_up(uint64_t a, uint64_t b) {
    return (a + b - 1) / b;
}

/* --- the look ----------------------------------------------------------------------------------------------------- */

/* The area that is asked for, as far as it is inside of the image. False: it is not at all. */
static bool set_area(struct qr_placement_look *look, const struct qr_image *image,
                     const struct qr_kitty_command *command) {
    if (command->x >= image->width || command->y >= image->height)
        return false;
    look->x = command->x;
    look->y = command->y;
    look->width = smaller(command->area_width > 0 ? command->area_width : image->width, image->width - look->x);
    look->height = smaller(command->area_height > 0 ? command->area_height : image->height, image->height - look->y);
    return true;
}

static void set_cell(struct qr_placement_look *look, const struct qr_engine *e,
                     const struct qr_kitty_command *command) {
    look->cell_width_px = qr_cell_width_px(e);
    look->cell_height_px = qr_cell_height_px(e);
    look->offset_x_px = smaller(command->offset_x, look->cell_width_px - 1);
    look->offset_y_px = smaller(command->offset_y, look->cell_height_px - 1);
}

/* Of one side in pixels, less the offset in the first cell, the other one in proportion; and the cells for that. */
static uint64_t in_proportion(uint64_t side_px, uint32_t side, uint32_t other) {
    uint64_t other_px = (side_px * other + side / 2) / side;
    return other_px > 0 ? other_px : 1;
}

/* How large it is drawn, where no more than one number of cells says so: 0 is pixel for pixel. */
static void set_drawn(struct qr_placement_look *look, const struct qr_kitty_command *command, uint64_t *width_px,
                      uint64_t *height_px) {
    *width_px = look->width;
    *height_px = look->height;
    if (command->columns > 0) {
        *width_px = (uint64_t)command->columns * look->cell_width_px - look->offset_x_px;
        *height_px = in_proportion(*width_px, look->width, look->height);
    } else if (command->rows > 0) {
        *height_px = (uint64_t)command->rows * look->cell_height_px - look->offset_y_px;
        *width_px = in_proportion(*height_px, look->height, look->width);
    }
}

/* The cells that it covers. False: too many. */
static bool set_cells(struct qr_placement_look *look, const struct qr_kitty_command *command) {
    uint64_t width_px, height_px, cols = command->columns, rows = command->rows;
    if (cols > QR_KITTY_CELLS_MAX || rows > QR_KITTY_CELLS_MAX)
        return false;
    look->fills = cols > 0 && rows > 0;
    set_drawn(look, command, &width_px, &height_px);
    if (cols == 0)
        cols = divide_up(width_px + look->offset_x_px, look->cell_width_px);
    if (rows == 0)
        rows = divide_up(height_px + look->offset_y_px, look->cell_height_px);
    if (cols > QR_KITTY_CELLS_MAX || rows > QR_KITTY_CELLS_MAX)
        return false;
    look->cols = (uint32_t)cols;
    look->rows = (uint32_t)rows;
    if (!look->fills && (command->columns > 0 || command->rows > 0)) {
        look->drawn_width_px = (uint32_t)width_px;
        look->drawn_height_px = (uint32_t)height_px;
    }
    return true;
}

static struct qr_kitty_error make_look(struct qr_engine *e, const struct qr_image *image,
                                       const struct qr_kitty_command *command, struct qr_placement_look *look) {
    *look = (struct qr_placement_look){.kind = QR_PLACEMENT_OVERLAY, .z = command->z};
    look->id = image->id != 0 ? command->placement : 0;
    if (!set_area(look, image, command))
        return mistake("EINVAL", "the area is outside of the image");
    set_cell(look, e, command);
    if (!set_cells(look, command))
        return mistake("EINVAL", "these are too many cells");
    if (command->parent_id != 0)
        return qr_kitty_attach(e, image, command, look);
    if (command->is_virtual)
        look->kind = QR_PLACEMENT_VIRTUAL;
    return mistake(NULL, NULL);
}

/* --- showing ------------------------------------------------------------------------------------------------------ */

/* At the cursor, which moves behind it if it may; those without a place of their own are noted only. */
static struct qr_kitty_error place(struct qr_engine *e, struct qr_image *image, const struct qr_placement_look *look,
                                   bool stays) {
    struct qr_placement *placement = NULL;
    if (look->kind != QR_PLACEMENT_OVERLAY)
        return qr_kitty_error_of(e, qr_placements_add(e->images.store, image, look, NULL, 0, 0, &placement));
    placement = qr_show_image(e, image, look, stays ? QR_CURSOR_STAYS : QR_CURSOR_BEHIND);
    return placement ? mistake(NULL, NULL) : mistake("ENOSPC", "there is no room for it");
}

struct qr_kitty_error qr_kitty_show(struct qr_engine *e, struct qr_image *image,
                                    const struct qr_kitty_command *command) {
    struct qr_placement_look look;
    if (command->is_virtual && command->parent_id != 0)
        return mistake("EINVAL", "a virtual placement cannot be relative to another one");
    struct qr_kitty_error error = make_look(e, image, command, &look);
    return error.code ? error : place(e, image, &look, command->stays == 1);
}

void qr_kitty_put(struct qr_engine *e, const struct qr_kitty_command *command) {
    struct qr_image *image = qr_kitty_image(e, command);
    struct qr_kitty_command told = *command;
    struct qr_kitty_error error = {"ENOENT", "there is no such image"};
    if (image) {
        told.id = image->id;
        error = qr_kitty_show(e, image, command);
    }
    qr_kitty_answer(e, &told, error);
}
