#include "iterm_files.h"

#include "image_hooks.h"
#include "image_measure.h"
#include "image_place.h"
#include "image_state.h"
#include "string_stream.h"

#include "qr_memory.h"

static bool head_is(const struct qr_iterm_files *files, const char *text) {
    return qr_span_is((struct qr_span){files->head, files->head_length}, text);
}

static bool head_begins(const struct qr_iterm_files *files, const char *text) {
    return qr_span_begins((struct qr_span){files->head, files->head_length}, text);
}

/* --- the memory of a file ---------------------------------------------------------------------------------------- */

static void forget(struct qr_engine *e, struct qr_iterm_files *files) {
    qr_free(&e->allocator, files->bytes, files->capacity);
    qr_images_unreserve(e->images.store, files->capacity);
    files->bytes = NULL;
    files->length = files->capacity = 0;
    files->is_open = false;
}

/* The file is given up: what is still to come of it is swallowed. */
static void give_up(struct qr_engine *e, struct qr_iterm_files *files, enum quire_result why) {
    if (why == QUIRE_OUT_OF_MEMORY)
        qr_engine_note(e, why);
    forget(e, files);
    files->phase = QR_ITERM_SWALLOWED;
}

/* Old and new memory are there at the same time, so both are reserved. */
static enum quire_result enlarge(struct qr_engine *e, struct qr_iterm_files *files, size_t capacity) {
    enum quire_result result = qr_images_reserve(e->images.store, capacity);
    if (result != QUIRE_OK)
        return result;
    uint8_t *bytes = qr_alloc_zeroed(&e->allocator, capacity);
    if (!bytes) {
        qr_images_unreserve(e->images.store, capacity);
        return QUIRE_OUT_OF_MEMORY;
    }
    if (files->length > 0)
        memcpy(bytes, files->bytes, files->length);
    qr_free(&e->allocator, files->bytes, files->capacity);
    qr_images_unreserve(e->images.store, files->capacity);
    files->bytes = bytes;
    files->capacity = capacity;
    return QUIRE_OK;
}

static enum quire_result make_room(struct qr_engine *e, struct qr_iterm_files *files, size_t more) {
    size_t needed = files->length + more;
    if (needed <= files->capacity)
        return QUIRE_OK;
    enum quire_result result = enlarge(e, files, needed + needed / 2);
    return result == QUIRE_LIMIT ? enlarge(e, files, needed) : result;
}

static bool is_too_long(const struct qr_iterm_files *files) {
    return files->file.size > 0 && files->length > files->file.size;
}

static void add_data(struct qr_engine *e, struct qr_iterm_files *files, const uint8_t *text, size_t length) {
    size_t written = 0;
    enum quire_result result = make_room(e, files, qr_base64_stream_size_max(length));
    if (result == QUIRE_OK)
        result = qr_base64_stream_feed(&files->base64, text, length, files->bytes + files->length, &written);
    files->length += written;
    if (result != QUIRE_OK || is_too_long(files))
        give_up(e, files, result);
}

/* What still waits in the last group of characters. */
static enum quire_result end_data(struct qr_engine *e, struct qr_iterm_files *files) {
    size_t written = 0;
    enum quire_result result = make_room(e, files, 2);
    if (result == QUIRE_OK)
        result = qr_base64_stream_end(&files->base64, files->bytes + files->length, &written);
    files->length += written;
    return result == QUIRE_OK && is_too_long(files) ? QUIRE_LIMIT : result;
}

/* --- the image --------------------------------------------------------------------------------------------------- */

static struct qr_placement_look look_of(const struct qr_engine *e, const struct qr_iterm_file *file,
                                        const struct qr_content *content) {
    struct qr_iterm_measures measures = {content->width,       content->height,          qr_cell_width_px(e),
                                         qr_cell_height_px(e), qr_right(e) - qr_left(e), qr_rows(e)};
    struct qr_placement_look look = {.kind = QR_PLACEMENT_INLINE,
                                     .width = content->width,
                                     .height = content->height,
                                     .cell_width_px = measures.cell_width,
                                     .cell_height_px = measures.cell_height};
    qr_iterm_file_fit(file, &measures, &look.drawn_width_px, &look.drawn_height_px);
    look.cols = (look.drawn_width_px + measures.cell_width - 1) / measures.cell_width;
    look.rows = (look.drawn_height_px + measures.cell_height - 1) / measures.cell_height;
    return look;
}

/* The file's bytes as a content; they are there twice for a moment, and reserved twice. */
static enum quire_result make_content(struct qr_engine *e, const struct qr_iterm_files *files,
                                      struct qr_content **content) {
    uint32_t width, height;
    enum quire_result result = qr_image_measure(files->bytes, files->length, &width, &height);
    bool is_png = qr_image_file_kind(files->bytes, files->length) == QR_FILE_PNG;
    if (result != QUIRE_OK)
        return result;
    size_t bytes = files->length + sizeof **content;
    result = qr_images_reserve(e->images.store, bytes);
    if (result != QUIRE_OK)
        return result;
    result = qr_content_create(&e->allocator, is_png ? QR_CONTENT_PNG : QR_CONTENT_FOREIGN, width, height,
                               files->length, content);
    if (result == QUIRE_OK) {
        memcpy((*content)->bytes, files->bytes, files->length);
        (*content)->png = qr_engine_png_decoder(e);
    }
    qr_images_unreserve(e->images.store, bytes);
    return result;
}

static enum quire_result show(struct qr_engine *e, struct qr_iterm_files *files) {
    struct qr_content *content;
    struct qr_image *image;
    enum quire_result result = make_content(e, files, &content);
    if (result != QUIRE_OK)
        return result;
    struct qr_placement_look look = look_of(e, &files->file, content);
    bool is_foreign = content->kind == QR_CONTENT_FOREIGN;
    struct qr_image_name name = {.alternate = qr_is_alternate(e), .transient = true};
    result = qr_images_put(e->images.store, &name, content, &image);
    if (result != QUIRE_OK)
        return result;
    uint64_t key = image->key;
    enum qr_image_cursor cursor = files->file.cursor_stays ? QR_CURSOR_STAYS : QR_CURSOR_BEHIND;
    if (!qr_show_image(e, image, &look, cursor)) {
        if ((image = qr_images_by_key(e->images.store, key)))
            qr_images_remove(e->images.store, image);
        return QUIRE_LIMIT;
    }
    if (is_foreign) /* where nobody can decode it, it stays a placeholder */
        (void)qr_image_ask_host(e, image, files->bytes, files->length);
    return QUIRE_OK;
}

static void finish_file(struct qr_engine *e, struct qr_iterm_files *files) {
    enum quire_result result = end_data(e, files);
    if (result == QUIRE_OK)
        result = show(e, files);
    give_up(e, files, result);
}

/* --- the stream -------------------------------------------------------------------------------------------------- */

/* A file begins; one that was not ended is given up. */
static void open_file(struct qr_engine *e, struct qr_iterm_files *files, size_t arguments_at) {
    struct qr_span arguments = {files->head + arguments_at, files->head_length - arguments_at};
    forget(e, files);
    qr_iterm_file_read(arguments, &files->file);
    files->base64 = (struct qr_base64_stream){.count = 0};
    files->is_open = files->file.shown;
}

/* Does this byte end the head, and do data follow? */
static bool head_ends(const struct qr_iterm_files *files, uint8_t byte) {
    return (byte == ':' && head_begins(files, "File=")) || (byte == '=' && head_is(files, "FilePart"));
}

static void end_head(struct qr_engine *e, struct qr_iterm_files *files) {
    if (head_begins(files, "File="))
        open_file(e, files, strlen("File="));
    files->phase = files->is_open ? QR_ITERM_DATA : QR_ITERM_SWALLOWED;
}

/* Returns how many bytes were of the head. */
static size_t add_head(struct qr_engine *e, struct qr_iterm_files *files, const uint8_t *bytes, size_t length) {
    size_t taken = 0;
    while (taken < length && files->phase == QR_ITERM_HEAD) {
        uint8_t byte = bytes[taken++];
        if (head_ends(files, byte))
            end_head(e, files);
        else if (files->head_length == QR_ITERM_HEAD_MAX)
            files->phase = QR_ITERM_SWALLOWED;
        else
            files->head[files->head_length++] = byte;
    }
    return taken;
}

static bool stream_begin(struct qr_engine *e, const struct qr_sequence *introducer) {
    (void)introducer;
    if (!qr_engine_images(e))
        return false;
    if (!e->images.iterm)
        e->images.iterm = qr_alloc_zeroed(&e->allocator, sizeof *e->images.iterm);
    if (!e->images.iterm) {
        qr_engine_note(e, QUIRE_OUT_OF_MEMORY);
        return false;
    }
    e->images.iterm->phase = QR_ITERM_HEAD;
    e->images.iterm->head_length = 0;
    return true;
}

static void stream_data(struct qr_engine *e, const uint8_t *bytes, size_t length) {
    struct qr_iterm_files *files = e->images.iterm;
    size_t head = files->phase == QR_ITERM_HEAD ? add_head(e, files, bytes, length) : 0;
    if (files->phase == QR_ITERM_DATA && head < length)
        add_data(e, files, bytes + head, length - head);
}

/* A string without data: the arguments of a file in parts, or its end. */
static void obey_head(struct qr_engine *e, struct qr_iterm_files *files) {
    if (head_begins(files, "MultipartFile="))
        open_file(e, files, strlen("MultipartFile="));
    else if (head_is(files, "FileEnd") && files->is_open)
        finish_file(e, files);
}

static void stream_end(struct qr_engine *e, bool well, bool bel) {
    struct qr_iterm_files *files = e->images.iterm;
    (void)bel;
    if (!well)
        forget(e, files);
    else if (files->phase == QR_ITERM_HEAD)
        obey_head(e, files);
    else if (files->phase == QR_ITERM_DATA && head_begins(files, "File="))
        finish_file(e, files);
}

const struct qr_string_stream qr_iterm_stream = {stream_begin, stream_data, stream_end};

void qr_iterm_files_forget(struct qr_engine *e) {
    if (!e->images.iterm)
        return;
    forget(e, e->images.iterm);
    qr_free(&e->allocator, e->images.iterm, sizeof *e->images.iterm);
    e->images.iterm = NULL;
}
