#include "placement_size.h"

static uint32_t at_least_one(uint64_t px) {
    return px == 0 ? 1 : px < UINT32_MAX ? (uint32_t)px : UINT32_MAX;
}

static struct qr_placement_size fitted(const struct qr_placement_look *look, uint64_t box_width, uint64_t box_height) {
    bool wide = box_width * look->height <= box_height * look->width; /* as wide as the box */
    uint64_t width = wide ? box_width : box_height * look->width / look->height;
    uint64_t height = wide ? box_width * look->height / look->width : box_height;
    return (struct qr_placement_size){(uint32_t)((box_width - width) / 2), (uint32_t)((box_height - height) / 2),
                                      at_least_one(width), at_least_one(height)};
}

struct qr_placement_size qr_placement_size(const struct qr_placement_look *look) {
    uint64_t width = (uint64_t)look->cols * look->cell_width_px, height = (uint64_t)look->rows * look->cell_height_px;
    if (look->kind == QR_PLACEMENT_VIRTUAL)
        return fitted(look, width, height);
    if (look->fills) {
        width -= width > look->offset_x_px ? look->offset_x_px : width;
        height -= height > look->offset_y_px ? look->offset_y_px : height;
    } else {
        width = look->drawn_width_px ? look->drawn_width_px : look->width;
        height = look->drawn_height_px ? look->drawn_height_px : look->height;
    }
    return (struct qr_placement_size){look->offset_x_px, look->offset_y_px, at_least_one(width), at_least_one(height)};
}
