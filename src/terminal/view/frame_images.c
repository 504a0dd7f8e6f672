#include "frame_images.h"

#include <stdlib.h>
#include <string.h>

#include <quire/set.h>

#include "placement_size.h"
#include "qr_arith.h"
#include "qr_memory.h"
#include "row_strips.h"
#include "view_frame.h"

/* --- stripes ----------------------------------------------------------------------------------------------------- */

void qr_stripes_add(struct qr_frame *frame, const struct qr_stripe *stripe) {
    struct qr_frame_images *images = &frame->images;
    struct qr_stripe cut = *stripe;
    void *stripes = images->stripes;
    if (cut.x >= frame->info.cols || cut.cols == 0 || images->stripe_count >= QR_STRIPES_MAX)
        return;
    cut.cols = qr_min_u32(cut.cols, frame->info.cols - cut.x);
    bool made = qr_grow(&frame->allocator, &stripes, &images->stripe_capacity, images->stripe_count + (size_t)1,
                        sizeof *images->stripes);
    images->stripes = stripes;
    images->lacked_memory = images->lacked_memory || !made;
    if (made)
        images->stripes[images->stripe_count++] = cut;
}

/* What is drawn first comes first: by z, by the program's number, by age; then by the place in view. */
static int compare_placements(const struct qr_placement *a, const struct qr_placement *b) {
    if (a->look.z != b->look.z)
        return a->look.z < b->look.z ? -1 : 1;
    if (a->image->id != b->image->id)
        return a->image->id < b->image->id ? -1 : 1;
    return a->serial < b->serial ? -1 : a->serial > b->serial;
}

static int compare_stripes(const void *first, const void *second) {
    const struct qr_stripe *a = first, *b = second;
    int order = compare_placements(a->placement, b->placement);
    if (order == 0)
        order = a->y < b->y ? -1 : a->y > b->y;
    return order != 0 ? order : a->x < b->x ? -1 : a->x > b->x;
}

void qr_stripes_sort(struct qr_frame_images *images) {
    if (images->stripe_count > 0)
        qsort(images->stripes, images->stripe_count, sizeof *images->stripes, compare_stripes);
}

const struct qr_stripe *qr_stripes_find(const struct qr_frame_images *images, const struct qr_placement *placement) {
    uint32_t low = 0, high = images->stripe_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_placements(images->stripes[middle].placement, placement) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < images->stripe_count && images->stripes[low].placement == placement ? &images->stripes[low] : NULL;
}

/* --- stripes of strips ------------------------------------------------------------------------------------------- */

/* A row of the view that is looked through. */
struct look {
    struct qr_frame *frame;
    struct qr_strip_row row;
    uint32_t y;
    uint32_t scale; /* columns of the view that a column of the row takes: 2 where it is of double size */
};

static bool add_run(void *user, const struct qr_strip *strip, uint32_t x, uint32_t from, uint32_t cols) {
    const struct look *look = user;
    int64_t begin =
        ((int64_t)x - (from - strip->from)) * look->scale; /* before the row where the strip goes on in it */
    struct qr_stripe stripe = {.placement = strip->placement,
                               .top = (int32_t)look->y - (int32_t)strip->row,
                               .left = (int32_t)(begin - strip->from),
                               .y = look->y,
                               .x = x * look->scale,
                               .cols = cols * look->scale};
    qr_stripes_add(look->frame, &stripe);
    return look->frame->images.stripe_count < QR_STRIPES_MAX;
}

static void add_row(struct qr_frame *frame, const struct qr_images *images, bool alternate, uint32_t y) {
    const struct qr_row *row = qr_page_row(&frame->page, y);
    const struct qr_frame_row *noted = &frame->rows[y];
    struct look look = {.frame = frame, .y = y};
    look.row = (struct qr_strip_row){noted->begin.line, noted->begin.column, UINT64_MAX,
                                     qr_page_row_cols(&frame->page, row), NULL};
    look.scale = look.row.cols < frame->info.cols ? 2 : 1;
    if (row->flags & QR_ROW_WRAPPED)
        look.row.end = look.row.begin + qr_frame_line_columns(frame, y);
    if (noted->source.kind != QR_SOURCE_HISTORY)
        look.row.cells = qr_page_cells(&frame->page, row);
    qr_row_strips(images, alternate, &look.row, add_run, &look);
}

/* --- pieces ------------------------------------------------------------------------------------------------------ */

static struct quire_frame_image shown_as(const struct qr_stripe *stripe) {
    const struct qr_placement *placement = stripe->placement;
    const struct qr_placement_look *look = &placement->look;
    struct qr_placement_size size = qr_placement_size(look);
    struct quire_frame_image shown = {.size = sizeof shown,
                                      .image = placement->image->key,
                                      .version = placement->image->version,
                                      .covers_cells = look->kind == QR_PLACEMENT_INLINE,
                                      .image_width = placement->image->width,
                                      .image_height = placement->image->height,
                                      .x = look->x,
                                      .y = look->y,
                                      .width = look->width,
                                      .height = look->height,
                                      .row = stripe->top,
                                      .col = stripe->left,
                                      .cols = look->cols,
                                      .rows = look->rows,
                                      .offset_x_px = size.offset_x_px,
                                      .offset_y_px = size.offset_y_px,
                                      .drawn_width_px = size.width_px,
                                      .drawn_height_px = size.height_px,
                                      .cell_width_px = look->cell_width_px,
                                      .cell_height_px = look->cell_height_px,
                                      .seen_row = stripe->y,
                                      .seen_col = stripe->x,
                                      .seen_rows = 1,
                                      .seen_cols = stripe->cols,
                                      .z = look->z};
    return shown;
}

/* Makes the piece that a stripe begins. The image is in view: its animation goes on, and it is the last one to go. */
static bool add_piece(struct qr_frame *frame, struct qr_images *store, const struct qr_stripe *stripe, uint64_t now) {
    struct qr_frame_images *images = &frame->images;
    struct qr_image *image = stripe->placement->image;
    void *pieces = images->pieces;
    bool made = qr_grow(&frame->allocator, &pieces, &images->piece_capacity, images->piece_count + (size_t)1,
                        sizeof *images->pieces);
    images->pieces = pieces;
    if (!made)
        return false;
    if (now != 0) {
        uint64_t due = qr_image_advance(store, image, now);
        images->due = due < images->due ? due : images->due;
    }
    struct qr_content *content = qr_images_look(store, image);
    struct qr_image_piece piece = {.shown = shown_as(stripe)};
    if (content && content->kind != QR_CONTENT_FOREIGN) {
        qr_content_hold(content);
        piece.content = content;
        piece.shown.available = true;
    }
    images->pieces[images->piece_count++] = piece;
    return true;
}

/* Does a stripe belong to the piece that the one before it did? */
static bool extend(struct qr_frame_images *images, const struct qr_stripe *stripe) {
    struct quire_frame_image *shown = &images->pieces[images->piece_count - 1].shown;
    enum qr_placement_kind kind = stripe->placement->look.kind;
    if (kind == QR_PLACEMENT_OVERLAY || kind == QR_PLACEMENT_RELATIVE) {
        shown->seen_rows = stripe->y + 1 - shown->seen_row;
        return true;
    }
    if (shown->row != stripe->top || shown->col != stripe->left || shown->seen_col != stripe->x ||
        shown->seen_cols != stripe->cols || shown->seen_row + shown->seen_rows != stripe->y)
        return false;
    shown->seen_rows++;
    return true;
}

static bool make_pieces(struct qr_frame *frame, struct qr_images *store, uint64_t now) {
    const struct qr_placement *last = NULL;
    for (uint32_t i = 0; i < frame->images.stripe_count; i++) {
        const struct qr_stripe *stripe = &frame->images.stripes[i];
        bool extended = stripe->placement == last && extend(&frame->images, stripe);
        if (!extended && !add_piece(frame, store, stripe, now))
            return false;
        last = stripe->placement;
    }
    return true;
}

/* --- damage ------------------------------------------------------------------------------------------------------ */

static uint64_t mix(uint64_t hash, uint64_t a, uint64_t b) {
    return quire_set_hash_words(hash, a, b);
}

/* What a row shows of a piece, wherever the row stands. */
static uint64_t hash_piece(const struct quire_frame_image *shown) {
    uint64_t hash = mix(shown->image, shown->version, (uint64_t)shown->available << 32 | (uint32_t)shown->z);
    hash = mix(hash, (uint64_t)shown->x << 32 | shown->y, (uint64_t)shown->width << 32 | shown->height);
    hash = mix(hash, (uint64_t)shown->drawn_width_px << 32 | shown->drawn_height_px,
               (uint64_t)shown->offset_x_px << 32 | shown->offset_y_px);
    return mix(hash, (uint64_t)shown->seen_col << 32 | shown->seen_cols,
               (uint64_t)shown->cell_width_px << 48 ^ (uint64_t)shown->cell_height_px << 32 ^ (uint32_t)shown->col);
}

static void note_damage(struct qr_frame *frame) {
    for (uint32_t i = 0; i < frame->images.piece_count; i++) {
        const struct quire_frame_image *shown = &frame->images.pieces[i].shown;
        uint64_t hash = hash_piece(shown);
        for (uint32_t y = shown->seen_row; y < shown->seen_row + shown->seen_rows; y++) {
            struct qr_frame_row *row = &frame->rows[y];
            row->images = mix(row->images, hash, (uint64_t)((int64_t)y - shown->row)) | 1;
        }
    }
}

/* --- update ------------------------------------------------------------------------------------------------------ */

/* Lets go of what was shown; the memory stays. */
static void forget(struct qr_frame_images *images) {
    for (uint32_t i = 0; i < images->piece_count; i++)
        qr_content_release(images->pieces[i].content);
    images->piece_count = images->stripe_count = 0;
    images->due = UINT64_MAX;
    images->lacked_memory = false;
}

static void find_stripes(struct qr_frame *frame, const struct qr_images *store, bool alternate) {
    for (uint32_t y = 0; y < frame->info.rows && qr_strips_count(store) > 0; y++)
        add_row(frame, store, alternate, y);
    if (qr_placements_of_kind(store, QR_PLACEMENT_VIRTUAL) > 0)
        qr_stripes_of_placeholders(frame, store, alternate);
    qr_stripes_sort(&frame->images);
    if (qr_placements_of_kind(store, QR_PLACEMENT_RELATIVE) > 0) {
        qr_stripes_of_relatives(frame, store, alternate);
        qr_stripes_sort(&frame->images);
    }
}

void qr_frame_images_update(struct qr_frame *frame, struct qr_engine *engine) {
    struct qr_images *store = qr_engine_image_state(engine)->store;
    forget(&frame->images);
    if (!store || qr_placements_count(store) == 0)
        return;
    find_stripes(frame, store, qr_is_alternate(engine));
    if (frame->images.lacked_memory || !make_pieces(frame, store, qr_engine_time(engine)))
        forget(&frame->images);
    note_damage(frame);
}

void qr_frame_images_finish(struct qr_frame *frame) {
    struct qr_frame_images *images = &frame->images;
    forget(images);
    qr_free(&frame->allocator, images->pieces, images->piece_capacity * sizeof *images->pieces);
    qr_free(&frame->allocator, images->stripes, images->stripe_capacity * sizeof *images->stripes);
}
