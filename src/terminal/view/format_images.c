#include "format_images.h"

#include <string.h>

#include "base64.h"
#include "placement_size.h"
#include "png_stored.h"
#include "qr_memory.h"
#include "row_strips.h"

void qr_format_images_open(struct qr_format_images *images, struct qr_engine *engine) {
    *images = (struct qr_format_images){.store = qr_engine_image_state(engine)->store,
                                        .allocator = qr_engine_allocator(engine),
                                        .alternate = qr_is_alternate(engine)};
}

void qr_format_images_close(struct qr_format_images *images) {
    struct qr_seen_numbers *seen = &images->seen;
    qr_free(images->allocator, seen->numbers, seen->capacity * sizeof *seen->numbers);
    *seen = (struct qr_seen_numbers){0};
}

/* True the first time. */
static bool is_new(struct qr_format_images *images, uint64_t number) {
    struct qr_seen_numbers *seen = &images->seen;
    size_t low = 0, high = seen->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (seen->numbers[middle] < number)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < seen->count && seen->numbers[low] == number)
        return false;
    void *numbers = seen->numbers;
    bool made = qr_grow(images->allocator, &numbers, &seen->capacity, seen->count + 1, sizeof *seen->numbers);
    seen->numbers = numbers;
    images->lacked_memory = images->lacked_memory || !made;
    if (!made)
        return false;
    memmove(seen->numbers + low + 1, seen->numbers + low, (seen->count - low) * sizeof *seen->numbers);
    seen->numbers[low] = number;
    seen->count++;
    return true;
}

/* --- rows -------------------------------------------------------------------------------------------------------- */

static void tell_row(const struct qr_format_images *images, const struct qr_rows *rows, const struct qr_row_view *view,
                     qr_strip_run *run, void *user) {
    bool history = view->page == &rows->scratch;
    struct qr_strip_row row = {.line = view->row->line,
                               .begin = view->column,
                               .end = view->wrapped ? view->column + view->columns : UINT64_MAX,
                               .cols = qr_page_row_cols(view->page, view->row),
                               .cells = history ? NULL : qr_page_cells(view->page, view->row)};
    qr_row_strips(images->store, images->alternate, &row, run, user);
}

static bool note_any(void *user, const struct qr_strip *strip, uint32_t x, uint32_t from, uint32_t cols) {
    (void)strip, (void)x, (void)from, (void)cols;
    *(bool *)user = true;
    return false;
}

bool qr_row_has_images(const struct qr_format_images *images, const struct qr_rows *rows,
                       const struct qr_row_view *view) {
    bool any = false;
    if (images->store)
        tell_row(images, rows, view, note_any, &any);
    return any;
}

/* --- JSON -------------------------------------------------------------------------------------------------------- */

struct json {
    struct qr_writer *writer;
    struct qr_format_images *images;
    uint64_t row; /* of the document */
    bool begun;
};

static const char *content_name(const struct qr_image *image) {
    static const char *const names[] = {
        [QR_CONTENT_RGB] = "rgb", [QR_CONTENT_RGBA] = "rgba", [QR_CONTENT_PNG] = "png", [QR_CONTENT_FOREIGN] = "other"};
    const struct qr_content *content = image->frames[image->current].content;
    return content ? names[content->kind] : "none";
}

static bool json_placement(void *user, const struct qr_strip *strip, uint32_t x, uint32_t from, uint32_t cols) {
    struct json *json = user;
    const struct qr_placement *placement = strip->placement;
    const struct qr_placement_look *look = &placement->look;
    const struct qr_image *image = placement->image;
    (void)cols;
    if (!is_new(json->images, placement->serial))
        return true;
    struct qr_placement_size size = qr_placement_size(look);
    qr_writef(json->writer, "%s{\"image\":%llu,\"id\":%u,\"placement\":%u,\"kind\":\"%s\",\"format\":\"%s\",",
              json->begun ? ",\n" : "\"images\":[\n", (unsigned long long)image->key, image->id, look->id,
              look->kind == QR_PLACEMENT_INLINE ? "inline" : "overlay", content_name(image));
    qr_writef(json->writer, "\"row\":%lld,\"col\":%lld,\"rows\":%u,\"cols\":%u,\"z\":%d,",
              (long long)json->row - (long long)strip->row, (long long)x - (long long)from, look->rows, look->cols,
              look->z);
    qr_writef(json->writer,
              "\"size\":[%u,%u],\"crop\":[%u,%u,%u,%u],\"offset\":[%u,%u],\"drawn\":[%u,%u],\"cell\":[%u,%u]}",
              image->width, image->height, look->x, look->y, look->width, look->height, size.offset_x_px,
              size.offset_y_px, size.width_px, size.height_px, look->cell_width_px, look->cell_height_px);
    json->begun = true;
    return true;
}

void qr_json_images(struct qr_writer *writer, struct qr_format_images *images, struct qr_rows *rows, uint64_t first) {
    struct json json = {writer, images, 0, false};
    struct qr_row_view view;
    if (!images->store || qr_strips_count(images->store) == 0)
        return;
    for (uint64_t row = first; row < rows->count && qr_rows_get(rows, row, &view); row++, json.row++)
        tell_row(images, rows, &view, json_placement, &json);
    if (json.begun)
        qr_write_text(writer, "],\n");
}

/* --- HTML: pixels ------------------------------------------------------------------------------------------------ */

/* Bytes on their way into base64: groups of three are encoded together. */
struct encoder {
    struct qr_writer *writer;
    uint8_t waiting[3072];
    size_t count;
};

static void encode(struct encoder *encoder) {
    char text[4096];
    size_t length = 0;
    (void)qr_base64_encoded_size(encoder->count, &length);
    qr_base64_encode(encoder->waiting, encoder->count, text);
    qr_write(encoder->writer, text, length);
    encoder->count = 0;
}

static void put_encoded(void *user, const uint8_t *bytes, size_t length) {
    struct encoder *encoder = user;
    while (length > 0) {
        size_t room = sizeof encoder->waiting - encoder->count, part = length < room ? length : room;
        memcpy(encoder->waiting + encoder->count, bytes, part);
        encoder->count += part;
        bytes += part;
        length -= part;
        if (encoder->count == sizeof encoder->waiting)
            encode(encoder);
    }
}

/* The content as a PNG file; one that came as one, as it came. False: there are no pixels. */
static bool put_png(struct qr_format_images *images, const struct qr_content *content, struct encoder *encoder) {
    if (content->kind == QR_CONTENT_PNG) {
        put_encoded(encoder, content->bytes, content->length);
        return true;
    }
    size_t stride = (size_t)content->width * 4, bytes = stride * content->height;
    uint8_t *rgba = content->kind == QR_CONTENT_FOREIGN ? NULL : qr_alloc_zeroed(images->allocator, bytes);
    bool read = rgba && qr_content_read(content, rgba, stride) == QUIRE_OK;
    images->lacked_memory = images->lacked_memory || (!rgba && content->kind != QR_CONTENT_FOREIGN);
    if (read)
        qr_png_write_stored(rgba, content->width, content->height, put_encoded, encoder);
    qr_free(images->allocator, rgba, bytes);
    return read;
}

/* The rule of an image, before it is first used: its pixels, or a grey box where there are none. */
static void html_rule(struct qr_writer *writer, struct qr_format_images *images, const struct qr_image *image) {
    const struct qr_content *content = image->frames[image->current].content;
    struct encoder encoder = {.writer = writer};
    qr_writef(writer, "<style>.image%llu{background:", (unsigned long long)image->key);
    if (content && content->kind != QR_CONTENT_FOREIGN) {
        qr_write_text(writer, "no-repeat url(data:image/png;base64,");
        (void)put_png(images, content, &encoder);
        encode(&encoder);
        qr_write_text(writer, ")}</style>");
    } else {
        qr_write_text(writer, "#808080}</style>");
    }
}

/* --- HTML: slices ------------------------------------------------------------------------------------------------ */

/* In HTML a column is 1ch and a row 1.2em; numbers are written in thousandths. */
static void html_length(struct qr_writer *writer, int64_t thousandths, const char *unit) {
    int64_t whole = thousandths < 0 ? -thousandths : thousandths;
    qr_writef(writer, "%s%lld.%03lld%s", thousandths < 0 ? "-" : "", (long long)(whole / 1000),
              (long long)(whole % 1000), unit);
}

/* Pixels of a placement's cells as thousandths of a column, or of an em. */
static int64_t columns_of(const struct qr_placement_look *look, int64_t px) {
    return px * 1000 / look->cell_width_px;
}

static int64_t ems_of(const struct qr_placement_look *look, int64_t px) {
    return px * 1200 / look->cell_height_px;
}

struct html {
    struct qr_writer *writer;
    struct qr_format_images *images;
};

/* Where the whole image would lie, and how large: the slice is a window on it. */
static bool html_slice(void *user, const struct qr_strip *strip, uint32_t x, uint32_t from, uint32_t cols) {
    const struct html *html = user;
    struct qr_writer *w = html->writer;
    const struct qr_placement_look *look = &strip->placement->look;
    const struct qr_image *image = strip->placement->image;
    struct qr_placement_size size = qr_placement_size(look);
    int64_t left = (int64_t)size.offset_x_px - (int64_t)size.width_px * look->x / look->width;
    int64_t top = (int64_t)size.offset_y_px - (int64_t)size.height_px * look->y / look->height;
    if (is_new(html->images, image->key))
        html_rule(w, html->images, image);
    qr_writef(w, "<span class=\"image%llu\" style=\"position:absolute;%smargin-left:%uch;width:%uch;height:1.2em;",
              (unsigned long long)image->key, look->z < 0 ? "z-index:-1;" : "", x, cols);
    qr_write_text(w, "background-size:");
    html_length(w, columns_of(look, (int64_t)size.width_px * image->width / look->width), "ch ");
    html_length(w, ems_of(look, (int64_t)size.height_px * image->height / look->height), "em;background-position:");
    html_length(w, columns_of(look, left) - (int64_t)from * 1000, "ch ");
    html_length(w, ems_of(look, top) - (int64_t)strip->row * 1200, "em\"></span>");
    return true;
}

void qr_html_images(struct qr_writer *writer, struct qr_format_images *images, const struct qr_rows *rows,
                    const struct qr_row_view *view) {
    struct html html = {writer, images};
    if (images->store)
        tell_row(images, rows, view, html_slice, &html);
}
