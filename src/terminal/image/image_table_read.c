/* image_table_read.c - a table (image_table.h) back into a store. */
#include "image_restore.h"
#include "image_table.h"
#include "image_table_form.h"

#include "qr_memory.h"

/* Keys, versions, ages and line numbers stay below this: counting on from it never comes to an end. */
#define NUMBER_MAX (UINT64_C(1) << 62)
/* Rows and columns of cells that a placement covers; pixels of a cell. */
#define CELLS_MAX ((uint32_t)INT32_MAX)
#define CELL_PX_MAX 65535u
/* A chain of parents. */
#define PARENTS_MAX 64u

struct reading {
    struct qr_images *images;
    const struct qr_table_contents *contents;
    const struct quire_allocator *allocator;
    const uint8_t *at, *end;
    const char *why; /* what is wrong first; from then on all numbers are 0 */
    struct qr_placement **placements;
    struct qr_strip *strips;
    uint32_t image_count, placement_count, strip_count;
    struct qr_image_frame *frames; /* of the present image */
    size_t frame_capacity;
};

/* --- numbers ----------------------------------------------------------------------------------------------------- */

static void wrong(struct reading *r, const char *what) {
    r->why = r->why ? r->why : what;
}

static uint64_t get(struct reading *r, const char *what, uint32_t bytes, uint64_t greatest) {
    uint64_t value = 0;
    if (r->why || (uint64_t)(r->end - r->at) < bytes) {
        wrong(r, what);
        return 0;
    }
    for (uint32_t i = bytes; i-- > 0;)
        value = value << 8 | r->at[i];
    r->at += bytes;
    if (value <= greatest)
        return value;
    wrong(r, what);
    return 0;
}

static uint32_t get_u32(struct reading *r, const char *what, uint32_t greatest) {
    return (uint32_t)get(r, what, 4, greatest);
}

/* From 1 on. */
static uint32_t get_count(struct reading *r, const char *what, uint32_t greatest) {
    uint32_t value = get_u32(r, what, greatest);
    if (value == 0)
        wrong(r, what);
    return value;
}

/* A number that rises from one thing to the next. */
static uint64_t get_rising(struct reading *r, const char *what, uint64_t *last) {
    uint64_t value = get(r, what, 8, NUMBER_MAX);
    if (value <= *last)
        wrong(r, what);
    *last = value;
    return value;
}

/* --- images ------------------------------------------------------------------------------------------------------ */

static void get_frame(struct reading *r, const struct qr_image *image, struct qr_image_frame *frame) {
    uint32_t number = get_u32(r, "content of an image", r->contents->count);
    frame->content = number > 0 ? r->contents->list[number - 1] : NULL;
    frame->id = get_u32(r, "frame", QR_FRAMES_MAX);
    frame->gap_ms = (int32_t)get_u32(r, "frame", UINT32_MAX);
    if (frame->content && (frame->content->width != image->width || frame->content->height != image->height))
        wrong(r, "size of a frame");
}

static enum quire_result get_frames(struct reading *r, struct qr_image *image) {
    void *frames = r->frames;
    if (image->frame_count > (size_t)(r->end - r->at) / QR_TABLE_FRAME_BYTES)
        wrong(r, "frames");
    if (r->why)
        return QUIRE_CORRUPT;
    bool made = qr_grow(r->allocator, &frames, &r->frame_capacity, image->frame_count, sizeof *r->frames);
    r->frames = frames;
    if (!made)
        return QUIRE_OUT_OF_MEMORY;
    for (uint32_t i = 0; i < image->frame_count; i++) {
        get_frame(r, image, &r->frames[i]);
        if (r->frames[i].id != i + 1)
            wrong(r, "frame");
    }
    image->frames = r->frames;
    return r->why ? QUIRE_CORRUPT : QUIRE_OK;
}

static enum quire_result get_image(struct reading *r, uint64_t *last) {
    struct qr_image like = {.key = get_rising(r, "image", last)};
    like.version = get(r, "version of an image", 8, NUMBER_MAX);
    like.seen = get(r, "age of an image", 8, NUMBER_MAX);
    like.id = get_u32(r, "id of an image", UINT32_MAX);
    like.number = get_u32(r, "number of an image", UINT32_MAX);
    like.width = get_count(r, "size of an image", QR_IMAGE_SIDE_MAX);
    like.height = get_count(r, "size of an image", QR_IMAGE_SIDE_MAX);
    uint32_t flags = get_u32(r, "flags of an image", QR_TABLE_ALTERNATE | QR_TABLE_TRANSIENT);
    like.alternate = (flags & QR_TABLE_ALTERNATE) != 0;
    like.transient = (flags & QR_TABLE_TRANSIENT) != 0;
    like.animation = (enum qr_animation)get_u32(r, "animation", QR_ANIMATION_RUNNING);
    like.loops = get_u32(r, "animation", UINT32_MAX);
    like.loops_done = get_u32(r, "animation", UINT32_MAX);
    like.current = get_u32(r, "frame", UINT32_MAX);
    like.frame_count = get_count(r, "frames", QR_FRAMES_MAX);
    if (like.current >= like.frame_count)
        wrong(r, "frame");
    if (!r->why && like.id != 0 && qr_images_by_id(r->images, like.alternate, like.id))
        wrong(r, "id of an image");
    enum quire_result result = get_frames(r, &like);
    return result == QUIRE_OK ? qr_images_restore_image(r->images, &like) : result;
}

/* --- placements -------------------------------------------------------------------------------------------------- */

static struct qr_placement_look get_look(struct reading *r) {
    struct qr_placement_look look = {.kind = (enum qr_placement_kind)get_u32(r, "placement", QR_PLACEMENT_RELATIVE)};
    look.id = get_u32(r, "placement", UINT32_MAX);
    look.z = (int32_t)get_u32(r, "placement", UINT32_MAX);
    look.x = get_u32(r, "rectangle", QR_IMAGE_SIDE_MAX);
    look.y = get_u32(r, "rectangle", QR_IMAGE_SIDE_MAX);
    look.width = get_count(r, "rectangle", QR_IMAGE_SIDE_MAX);
    look.height = get_count(r, "rectangle", QR_IMAGE_SIDE_MAX);
    look.cols = get_count(r, "cells of a placement", CELLS_MAX);
    look.rows = get_count(r, "cells of a placement", CELLS_MAX);
    look.offset_x_px = get_u32(r, "offset", UINT32_MAX);
    look.offset_y_px = get_u32(r, "offset", UINT32_MAX);
    look.cell_width_px = get_count(r, "cell", CELL_PX_MAX);
    look.cell_height_px = get_count(r, "cell", CELL_PX_MAX);
    look.fills = get_u32(r, "placement", 1) != 0;
    look.drawn_width_px = get_u32(r, "size of a placement", UINT32_MAX);
    look.drawn_height_px = get_u32(r, "size of a placement", UINT32_MAX);
    look.parent_image = get(r, "parent", 8, NUMBER_MAX);
    look.parent_id = get_u32(r, "parent", UINT32_MAX);
    look.parent_cols = (int32_t)get_u32(r, "parent", UINT32_MAX);
    look.parent_rows = (int32_t)get_u32(r, "parent", UINT32_MAX);
    (void)get_u32(r, "reserved", 0);
    return look;
}

static enum quire_result get_placement(struct reading *r, uint64_t *last, struct qr_placement **placement) {
    uint64_t serial = get_rising(r, "placement", last), key = get(r, "image of a placement", 8, NUMBER_MAX);
    struct qr_placement_look look = get_look(r);
    struct qr_image *image = r->why ? NULL : qr_images_by_key(r->images, key);
    if (!image)
        wrong(r, "image of a placement");
    else if (qr_placements_by_id(r->images, image, look.id))
        wrong(r, "id of a placement");
    else if (look.x + look.width > image->width || look.y + look.height > image->height)
        wrong(r, "rectangle");
    if (r->why)
        return QUIRE_CORRUPT;
    return qr_images_restore_placement(r->images, image, &look, serial, placement);
}

/* No chain of parents goes round. */
static bool parents_sound(const struct reading *r) {
    for (uint32_t i = 0; i < r->placement_count; i++) {
        const struct qr_placement *at = r->placements[i];
        uint32_t depth = 0;
        for (; at && at->look.kind == QR_PLACEMENT_RELATIVE && depth < PARENTS_MAX; depth++)
            at = qr_placement_parent(r->images, &at->look);
        if (depth == PARENTS_MAX)
            return false;
    }
    return true;
}

/* --- strips ------------------------------------------------------------------------------------------------------ */

static struct qr_placement *placement_of(const struct reading *r, uint64_t serial) {
    uint32_t low = 0, high = r->placement_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (r->placements[middle]->serial < serial)
            low = middle + 1;
        else
            high = middle;
    }
    return low < r->placement_count && r->placements[low]->serial == serial ? r->placements[low] : NULL;
}

/* Screen, line, column, age, then row and columns of the placement; none is there twice. */
static bool is_sorted(const struct qr_strip *a, const struct qr_strip *b) {
    if (a->alternate != b->alternate)
        return b->alternate;
    if (a->line != b->line)
        return a->line < b->line;
    if (a->column != b->column)
        return a->column < b->column;
    if (a->placement->serial != b->placement->serial)
        return a->placement->serial < b->placement->serial;
    return a->row != b->row ? a->row < b->row : a->from < b->from;
}

static void get_strip(struct reading *r, struct qr_strip *strip) {
    struct qr_placement *placement = placement_of(r, get(r, "strip", 8, NUMBER_MAX));
    *strip = (struct qr_strip){.placement = placement, .line = get(r, "strip", 8, NUMBER_MAX * 2)};
    strip->column = get(r, "strip", 8, NUMBER_MAX);
    strip->row = get_u32(r, "strip", CELLS_MAX - 1);
    strip->from = get_u32(r, "strip", CELLS_MAX - 1);
    strip->cols = get_count(r, "strip", CELLS_MAX);
    strip->alternate = get_u32(r, "strip", 1) != 0;
    if (!placement || placement->look.kind > QR_PLACEMENT_INLINE || strip->row >= placement->look.rows ||
        strip->from + strip->cols > placement->look.cols || strip->alternate != placement->image->alternate)
        wrong(r, "strip");
}

static enum quire_result get_strips(struct reading *r) {
    if (r->strip_count > QR_STRIPS_ALL || r->strip_count > (size_t)(r->end - r->at) / QR_TABLE_STRIP_BYTES)
        wrong(r, "strips");
    if (r->why || r->strip_count == 0)
        return r->why ? QUIRE_CORRUPT : QUIRE_OK;
    r->strips = qr_alloc_zeroed(r->allocator, r->strip_count * sizeof *r->strips);
    if (!r->strips)
        return QUIRE_OUT_OF_MEMORY;
    for (uint32_t i = 0; i < r->strip_count && !r->why; i++) {
        get_strip(r, &r->strips[i]);
        if (!r->why && i > 0 && !is_sorted(&r->strips[i - 1], &r->strips[i]))
            wrong(r, "order of strips");
    }
    return r->why ? QUIRE_CORRUPT : qr_images_restore_strips(r->images, r->strips, r->strip_count);
}

/* --- all of it --------------------------------------------------------------------------------------------------- */

static enum quire_result get_placements(struct reading *r) {
    uint64_t last = 0;
    enum quire_result result = QUIRE_OK;
    if (r->placement_count > (size_t)(r->end - r->at) / QR_TABLE_PLACEMENT_BYTES)
        wrong(r, "placements");
    if (r->why || r->placement_count == 0)
        return r->why ? QUIRE_CORRUPT : QUIRE_OK;
    r->placements = qr_alloc_zeroed(r->allocator, r->placement_count * sizeof(struct qr_placement *));
    if (!r->placements)
        return QUIRE_OUT_OF_MEMORY;
    for (uint32_t i = 0; i < r->placement_count && result == QUIRE_OK; i++)
        result = get_placement(r, &last, &r->placements[i]);
    if (result == QUIRE_OK && !parents_sound(r))
        wrong(r, "parent");
    return r->why ? QUIRE_CORRUPT : result;
}

static enum quire_result get_images(struct reading *r) {
    uint64_t last = 0;
    enum quire_result result = QUIRE_OK;
    if (r->image_count > QR_IMAGES_MAX)
        wrong(r, "images");
    for (uint32_t i = 0; i < r->image_count && result == QUIRE_OK; i++)
        result = get_image(r, &last);
    return result == QUIRE_OK ? qr_images_restore_ages(r->images) : result;
}

static enum quire_result get_all(struct reading *r) {
    r->image_count = get_u32(r, "images", UINT32_MAX);
    r->placement_count = get_u32(r, "placements", UINT32_MAX);
    r->strip_count = get_u32(r, "strips", UINT32_MAX);
    (void)get_u32(r, "reserved", 0);
    enum quire_result result = r->why ? QUIRE_CORRUPT : get_images(r);
    if (result == QUIRE_OK)
        result = get_placements(r);
    if (result == QUIRE_OK)
        result = get_strips(r);
    if (result == QUIRE_OK && r->at != r->end)
        wrong(r, "something behind its end");
    return r->why ? QUIRE_CORRUPT : result;
}

enum quire_result qr_image_table_read(struct qr_images *images, const struct qr_table_contents *contents,
                                      const uint8_t *bytes, size_t length, const char **why) {
    struct reading r = {.images = images,
                        .contents = contents,
                        .allocator = qr_images_allocator(images),
                        .at = bytes,
                        .end = bytes + length};
    enum quire_result result = get_all(&r);
    qr_free(r.allocator, r.frames, r.frame_capacity * sizeof *r.frames);
    qr_free(r.allocator, r.placements, r.placement_count * sizeof(struct qr_placement *));
    qr_free(r.allocator, r.strips, r.strip_count * sizeof *r.strips);
    *why = r.why ? r.why : "no memory";
    return result;
}
