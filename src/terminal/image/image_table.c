/* image_table.c - writing: image_table_read.c reads. */
#include "image_table.h"

#include "image_table_form.h"

static void put_u32(const struct qr_table_writer *w, uint32_t value) {
    uint8_t bytes[] = {(uint8_t)value, (uint8_t)(value >> 8), (uint8_t)(value >> 16), (uint8_t)(value >> 24)};
    w->put(w->user, bytes, sizeof bytes);
}

static void put_u64(const struct qr_table_writer *w, uint64_t value) {
    put_u32(w, (uint32_t)value);
    put_u32(w, (uint32_t)(value >> 32));
}

bool qr_image_table_has(const struct qr_image *image, enum qr_table_part part) {
    return part == QR_TABLE_ALL || (!image->alternate && image->placements != NULL);
}

static void put_image(const struct qr_table_writer *w, const struct qr_image *image) {
    uint32_t flags = (image->alternate ? QR_TABLE_ALTERNATE : 0u) | (image->transient ? QR_TABLE_TRANSIENT : 0u);
    put_u64(w, image->key);
    put_u64(w, image->version);
    put_u64(w, image->seen);
    put_u32(w, image->id);
    put_u32(w, image->number);
    put_u32(w, image->width);
    put_u32(w, image->height);
    put_u32(w, flags);
    put_u32(w, image->animation);
    put_u32(w, image->loops);
    put_u32(w, image->loops_done);
    put_u32(w, image->current);
    put_u32(w, image->frame_count);
    for (uint32_t i = 0; i < image->frame_count; i++) {
        const struct qr_image_frame *frame = &image->frames[i];
        put_u32(w, frame->content ? w->number(w->user, frame->content) : 0);
        put_u32(w, frame->id);
        put_u32(w, (uint32_t)frame->gap_ms);
    }
}

static void put_placement(const struct qr_table_writer *w, const struct qr_placement *placement) {
    const struct qr_placement_look *look = &placement->look;
    put_u64(w, placement->serial);
    put_u64(w, placement->image->key);
    put_u32(w, look->kind);
    put_u32(w, look->id);
    put_u32(w, (uint32_t)look->z);
    put_u32(w, look->x);
    put_u32(w, look->y);
    put_u32(w, look->width);
    put_u32(w, look->height);
    put_u32(w, look->cols);
    put_u32(w, look->rows);
    put_u32(w, look->offset_x_px);
    put_u32(w, look->offset_y_px);
    put_u32(w, look->cell_width_px);
    put_u32(w, look->cell_height_px);
    put_u32(w, look->fills);
    put_u32(w, look->drawn_width_px);
    put_u32(w, look->drawn_height_px);
    put_u64(w, look->parent_image);
    put_u32(w, look->parent_id);
    put_u32(w, (uint32_t)look->parent_cols);
    put_u32(w, (uint32_t)look->parent_rows);
    put_u32(w, 0);
}

static void put_strip(const struct qr_table_writer *w, const struct qr_strip *strip) {
    put_u64(w, strip->placement->serial);
    put_u64(w, strip->line);
    put_u64(w, strip->column);
    put_u32(w, strip->row);
    put_u32(w, strip->from);
    put_u32(w, strip->cols);
    put_u32(w, strip->alternate);
}

/* What there is of each, without what is left out. */
struct counts {
    uint32_t images, placements, strips;
};

static struct counts count(const struct qr_images *images, enum qr_table_part part) {
    struct counts counts = {0, 0, 0};
    for (const struct qr_image *image = qr_images_first(images); image; image = qr_images_next(images, image))
        counts.images += qr_image_table_has(image, part);
    for (const struct qr_placement *p = qr_placements_first(images); p; p = qr_placements_next(images, p))
        counts.placements += qr_image_table_has(p->image, part);
    for (uint32_t i = 0; i < qr_strips_count(images); i++)
        counts.strips += qr_image_table_has(qr_strips_all(images)[i].placement->image, part);
    return counts;
}

void qr_image_table_write(const struct qr_images *images, enum qr_table_part part,
                          const struct qr_table_writer *writer) {
    struct counts counts = count(images, part);
    put_u32(writer, counts.images);
    put_u32(writer, counts.placements);
    put_u32(writer, counts.strips);
    put_u32(writer, 0);
    for (const struct qr_image *image = qr_images_first(images); image; image = qr_images_next(images, image)) {
        if (qr_image_table_has(image, part))
            put_image(writer, image);
    }
    for (const struct qr_placement *p = qr_placements_first(images); p; p = qr_placements_next(images, p)) {
        if (qr_image_table_has(p->image, part))
            put_placement(writer, p);
    }
    for (uint32_t i = 0; i < qr_strips_count(images); i++) {
        const struct qr_strip *strip = &qr_strips_all(images)[i];
        if (qr_image_table_has(strip->placement->image, part))
            put_strip(writer, strip);
    }
}
