/* frame_relative.c - relative placements: where their parents are, there they are, too. */
#include "view_frame.h"

#include "qr_arith.h"

struct corner {
    int64_t row, col;
};

/* Steps of searches in one update are counted: placements that lead nowhere cost no more than so many. */
struct search {
    const struct qr_frame *frame;
    const struct qr_images *images;
    uint32_t steps;
};

static struct qr_placement *parent_of(struct search *search, const struct qr_placement_look *look) {
    search->steps++;
    return qr_placement_parent(search->images, look);
}

/* Where a placement with stripes is: of a virtual one, the uppermost and the leftmost of the cells that stand for it.
 */
static bool corner_of_stripes(struct search *search, const struct qr_placement *placement, struct corner *corner) {
    const struct qr_frame_images *images = &search->frame->images;
    const struct qr_stripe *stripe = qr_stripes_find(images, placement), *end;
    if (!stripe)
        return false;
    end = images->stripes + images->stripe_count;
    *corner = (struct corner){stripe->top, stripe->left};
    if (placement->look.kind != QR_PLACEMENT_VIRTUAL)
        return true;
    *corner = (struct corner){stripe->y, stripe->x};
    for (; stripe < end && stripe->placement == placement; stripe++, search->steps++)
        corner->col = stripe->x < corner->col ? stripe->x : corner->col;
    return true;
}

/* Up the chain of parents, to the first that has a place of its own. */
static bool find_corner(struct search *search, const struct qr_placement *placement, struct corner *corner) {
    struct corner shift = {0, 0};
    for (uint32_t depth = 0; depth < QR_RELATIVE_DEPTH && placement; depth++) {
        if (placement->look.kind != QR_PLACEMENT_RELATIVE) {
            bool found = corner_of_stripes(search, placement, corner);
            corner->row += found ? shift.row : 0;
            corner->col += found ? shift.col : 0;
            return found;
        }
        shift.row += placement->look.parent_rows;
        shift.col += placement->look.parent_cols;
        placement = parent_of(search, &placement->look);
    }
    return false;
}

/* All rows of it that are in view. */
static void add_whole(struct qr_frame *frame, struct qr_placement *placement, const struct corner *corner) {
    int64_t top = corner->row, bottom = corner->row + placement->look.rows;
    int64_t left = corner->col, right = corner->col + placement->look.cols;
    int64_t x = left < 0 ? 0 : left;
    if (right <= x || x >= frame->info.cols || top < INT32_MIN || left < INT32_MIN)
        return;
    for (int64_t y = top < 0 ? 0 : top; y < bottom && y < frame->info.rows; y++) {
        struct qr_stripe stripe = {.placement = placement,
                                   .top = (int32_t)top,
                                   .left = (int32_t)left,
                                   .y = (uint32_t)y,
                                   .x = (uint32_t)x,
                                   .cols = (uint32_t)(right - x)};
        qr_stripes_add(frame, &stripe);
    }
}

/* Stripes that are added stand behind those that are sorted, so the search goes on among these. */
void qr_stripes_of_relatives(struct qr_frame *frame, const struct qr_images *images, bool alternate) {
    struct search search = {frame, images, 0};
    uint32_t sorted = frame->images.stripe_count;
    struct qr_placement *placement = qr_placements_first(images);
    for (; placement && search.steps < QR_RELATIVE_STEPS; placement = qr_placements_next(images, placement)) {
        struct corner corner;
        search.steps++;
        if (placement->look.kind != QR_PLACEMENT_RELATIVE || placement->image->alternate != alternate)
            continue;
        uint32_t all = frame->images.stripe_count;
        frame->images.stripe_count = sorted;
        bool found = find_corner(&search, placement, &corner);
        frame->images.stripe_count = all;
        if (found)
            add_whole(frame, placement, &corner);
    }
}
