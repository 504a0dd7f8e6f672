/* sixel.c - sixel images (sixel.h). */
#include "sixel.h"

#include "feed.h"
#include "image_place.h"
#include "qr_arith.h"
#include "qr_memory.h"
#include "string_stream.h"

/* Pixels that the decoder touches while one cell is written; a copy and a hash of a pixel are as dear as so many. */
#define WORK_PER_CELL 32u
#define WORK_OF_PUTTING 4u

/* --- memory that counts against the budget ------------------------------------------------------------------------ */

static void *counted_alloc(void *user, size_t size, size_t align) {
    struct qr_engine *e = user;
    if (qr_images_reserve(e->images.store, size) != QUIRE_OK)
        return NULL;
    void *memory = e->allocator.alloc(e->allocator.user, size, align);
    if (!memory) {
        qr_images_unreserve(e->images.store, size);
        qr_engine_note(e, QUIRE_OUT_OF_MEMORY);
    }
    return memory;
}

static void counted_free(void *user, void *memory, size_t size, size_t align) {
    struct qr_engine *e = user;
    e->allocator.free(e->allocator.user, memory, size, align);
    qr_images_unreserve(e->images.store, size);
}

/* --- life --------------------------------------------------------------------------------------------------------- */

struct qr_sixel_images *qr_sixel_images(struct qr_engine *e) {
    if (e->images.sixel)
        return e->images.sixel;
    struct qr_sixel_images *sixel = qr_alloc_zeroed(&e->allocator, sizeof *sixel);
    if (!sixel) {
        qr_engine_note(e, QUIRE_OUT_OF_MEMORY);
        return NULL;
    }
    sixel->counted = (struct quire_allocator)QUIRE_ALLOCATOR_INIT;
    sixel->counted.user = e;
    sixel->counted.alloc = counted_alloc;
    sixel->counted.free = counted_free;
    qr_sixel_palette_reset(&sixel->palette, QR_SIXEL_REGISTERS_MAX);
    e->images.sixel = sixel;
    return sixel;
}

static void close_decoder(struct qr_sixel_images *sixel) {
    if (sixel->open)
        qr_sixel_finish(&sixel->decoder);
    sixel->open = false;
}

void qr_sixel_reset(struct qr_engine *e) {
    struct qr_sixel_images *sixel = e->images.sixel;
    if (!sixel)
        return;
    sixel->max_width = sixel->max_height = 0;
    qr_sixel_palette_reset(&sixel->palette, QR_SIXEL_REGISTERS_MAX);
}

void qr_sixel_forget(struct qr_engine *e) {
    struct qr_sixel_images *sixel = e->images.sixel;
    if (!sixel)
        return;
    close_decoder(sixel);
    qr_free(&e->allocator, sixel, sizeof *sixel);
    e->images.sixel = NULL;
}

/* --- an image on the screen --------------------------------------------------------------------------------------- */

static uint32_t cells_for(uint32_t pixels, uint32_t cell_px) {
    return (pixels + cell_px - 1) / cell_px;
}

static void copy_rows(struct qr_content *content, const struct qr_sixel_image *drawn) {
    size_t row = (size_t)content->width * sizeof(uint32_t);
    for (uint32_t y = 0; y < drawn->rows; y++)
        memcpy(content->bytes + y * row, drawn->pixels + (size_t)y * drawn->stride, row);
}

/* What was drawn, or one transparent pixel where nothing was. Room for it is reserved only as long as it is made: the
 * store counts it when it is put there. */
static struct qr_content *make_content(struct qr_engine *e, const struct qr_sixel_image *drawn) {
    struct qr_content *content = NULL;
    uint32_t width = drawn->rows > 0 ? drawn->width : 1, height = qr_max_u32(drawn->rows, 1);
    size_t bytes = (size_t)width * height * sizeof(uint32_t);
    if (qr_images_reserve(e->images.store, bytes) != QUIRE_OK)
        return NULL;
    enum quire_result result = qr_content_create(&e->allocator, QR_CONTENT_RGBA, width, height, bytes, &content);
    qr_images_unreserve(e->images.store, bytes);
    if (result == QUIRE_OUT_OF_MEMORY)
        qr_engine_note(e, result);
    if (result != QUIRE_OK)
        return NULL;
    memset(content->bytes, 0, drawn->rows > 0 ? 0 : bytes);
    copy_rows(content, drawn);
    return content;
}

static struct qr_placement_look look_of(const struct qr_engine *e, const struct qr_sixel_image *drawn,
                                        const struct qr_content *content) {
    uint32_t cell_width = qr_cell_width_px(e), cell_height = qr_cell_height_px(e);
    return (struct qr_placement_look){
        .kind = QR_PLACEMENT_INLINE,
        .width = content->width,
        .height = content->height,
        .cols = cells_for(drawn->width, cell_width),
        .rows = cells_for(drawn->height, cell_height),
        .cell_width_px = cell_width,
        .cell_height_px = cell_height,
    };
}

static bool show(struct qr_engine *e, struct qr_image *image, struct qr_placement_look *look) {
    if (!qr_mode(&e->modes, QR_MODE_SIXEL_DISPLAY))
        return qr_show_image(e, image, look,
                             qr_mode(&e->modes, QR_MODE_SIXEL_BEHIND) ? QR_CURSOR_BEHIND : QR_CURSOR_BEGIN) != NULL;
    look->rows = qr_min_u32(look->rows, qr_rows(e));
    look->cols = qr_min_u32(look->cols, qr_cols(e));
    return qr_show_image_at(e, image, look, 0, 0) != NULL;
}

/* The store takes the content, and an image that could not be shown goes again. */
static void put(struct qr_engine *e, const struct qr_sixel_image *drawn) {
    const struct qr_image_name name = {.alternate = qr_is_alternate(e), .transient = true};
    struct qr_content *content = make_content(e, drawn);
    close_decoder(e->images.sixel);
    if (!content)
        return;
    struct qr_placement_look look = look_of(e, drawn, content);
    struct qr_image *image;
    enum quire_result result = qr_images_put(e->images.store, &name, content, &image);
    if (result == QUIRE_OUT_OF_MEMORY)
        qr_engine_note(e, result);
    if (result == QUIRE_OK && !show(e, image, &look))
        qr_images_remove(e->images.store, image);
}

/* --- the string --------------------------------------------------------------------------------------------------- */

static void charge(struct qr_engine *e) {
    struct qr_sixel_images *sixel = e->images.sixel;
    uint64_t work = sixel->decoder.canvas.work;
    qr_charge(e, (work - sixel->charged) / WORK_PER_CELL);
    sixel->charged = work - (work - sixel->charged) % WORK_PER_CELL;
}

static bool on_begin(struct qr_engine *e, const struct qr_sequence *introducer) {
    struct qr_sixel_images *sixel = qr_engine_images(e) ? qr_sixel_images(e) : NULL;
    if (!sixel)
        return false;
    struct qr_sixel_options options = {.macro = qr_parameter(introducer, 0, 0), .max_bytes = QR_SIXEL_BYTES_MAX};
    options.max_width = sixel->max_width > 0 ? sixel->max_width : QR_SIXEL_SIDE_MAX;
    options.max_height = sixel->max_height > 0 ? sixel->max_height : QR_SIXEL_SIDE_MAX;
    bool is_private = qr_mode(&e->modes, QR_MODE_PRIVATE_REGISTERS);
    if (is_private)
        qr_sixel_palette_reset(&sixel->own, sixel->palette.count);
    close_decoder(sixel);
    qr_sixel_init(&sixel->decoder, &sixel->counted, is_private ? &sixel->own : &sixel->palette, &options);
    sixel->open = true;
    sixel->charged = 0;
    return true;
}

static void on_data(struct qr_engine *e, const uint8_t *bytes, size_t length) {
    qr_sixel_feed(&e->images.sixel->decoder, bytes, length);
    charge(e);
    qr_feed_settle(e);
}

static void on_end(struct qr_engine *e, bool well, bool bel) {
    struct qr_sixel_images *sixel = e->images.sixel;
    struct qr_sixel_image drawn = {0};
    (void)bel;
    if (well)
        (void)qr_sixel_end(&sixel->decoder, &drawn); /* without memory or room it is lost */
    charge(e);
    qr_charge(e, (uint64_t)drawn.width * drawn.rows * WORK_OF_PUTTING / WORK_PER_CELL);
    if (drawn.width > 0 && drawn.height > 0)
        put(e, &drawn);
    close_decoder(sixel);
}

const struct qr_string_stream qr_sixel_stream = {on_begin, on_data, on_end};
