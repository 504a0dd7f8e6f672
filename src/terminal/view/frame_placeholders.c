/* frame_placeholders.c - virtual placements: which of them the cells of a view stand for (placeholder.h). */
#include "placeholder.h"
#include "view_frame.h"

/* A run of cells beside each other that show columns beside each other of one placement. */
struct run {
    struct qr_placement *placement;
    uint32_t row, col; /* of its first cell */
    uint32_t x, cols;
};

static struct qr_placement *virtual_of(const struct qr_image *image, uint32_t id) {
    struct qr_placement *placement = image ? image->placements : NULL;
    while (placement && (placement->look.kind != QR_PLACEMENT_VIRTUAL || (id != 0 && placement->look.id != id)))
        placement = placement->next;
    return placement;
}

static void end_run(struct qr_frame *frame, struct run *run, uint32_t y, uint32_t scale) {
    struct qr_stripe stripe = {.placement = run->placement,
                               .top = (int32_t)y - (int32_t)run->row,
                               .left = (int32_t)(run->x * scale) - (int32_t)run->col,
                               .y = y,
                               .x = run->x * scale,
                               .cols = run->cols * scale};
    if (run->cols > 0)
        qr_stripes_add(frame, &stripe);
    run->cols = 0;
}

static void scan_row(struct qr_frame *frame, const struct qr_images *images, bool alternate, uint32_t y) {
    const struct qr_row *row = qr_page_row(&frame->page, y);
    const struct qr_cell *cells = qr_page_cells(&frame->page, row);
    uint32_t cols = qr_page_row_cols(&frame->page, row), scale = cols < frame->info.cols ? 2 : 1;
    struct qr_placeholder_reader reader = {.follows = false};
    struct qr_placeholder at, before = {.image = 0};
    struct run run = {.cols = 0};
    for (uint32_t x = 0; x < cols; x++) {
        if (!qr_placeholder_read(&reader, &frame->page, cells[x], &at)) {
            end_run(frame, &run, y, scale);
            continue;
        }
        bool follows = run.cols > 0 && at.image == before.image && at.placement == before.placement &&
                       at.row == run.row && at.col == run.col + run.cols && at.col < run.placement->look.cols;
        before = at;
        if (follows) {
            run.cols++;
            continue;
        }
        end_run(frame, &run, y, scale);
        run.placement = virtual_of(qr_images_by_id(images, alternate, at.image), at.placement);
        if (run.placement && at.row < run.placement->look.rows && at.col < run.placement->look.cols)
            run = (struct run){run.placement, at.row, at.col, x, 1};
    }
    end_run(frame, &run, y, scale);
}

void qr_stripes_of_placeholders(struct qr_frame *frame, const struct qr_images *images, bool alternate) {
    for (uint32_t y = 0; y < frame->info.rows; y++) {
        if (qr_page_row(&frame->page, y)->flags & QR_ROW_UNICODE)
            scan_row(frame, images, alternate, y);
    }
}
