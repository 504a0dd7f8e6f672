/* placement_size.h - how large a placement is drawn, and where in its first cell. In pixels of cells of the size that
 * its look says: who draws it in other cells scales it with them. A virtual placement is fitted into its cells with its
 * proportions, in the middle (kitty). Never nothing: at least a pixel. */
#ifndef QR_PLACEMENT_SIZE_H
#define QR_PLACEMENT_SIZE_H

#include "placements.h"

struct qr_placement_size {
    uint32_t offset_x_px, offset_y_px, width_px, height_px;
};

struct qr_placement_size qr_placement_size(const struct qr_placement_look *look);

#endif
