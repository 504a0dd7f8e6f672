/* kitty_load.c - the bytes of an image while they come, and the content that they become.
 *
 * Where the sizes of pixels are known, these go straight into the memory of their content, decoded or unpacked on the
 * way: nothing is held twice. A file (PNG) is collected, and copied once when its size is known. Memory is reserved of
 * the budget before it is taken, and given back before the content goes to the store. */
#include "kitty_images.h"

#include "image_hooks.h"
#include "image_png.h"
#include "qr_memory.h"

/* Text that is decoded at once where it does not go straight into a content; a multiple of 4. */
#define TEXT_PIECE 4096u
/* What a file begins with, and the room that unpacking one has at least. */
#define FILE_FIRST ((size_t)1 << 16)
/* Bytes that are copied or unpacked at the cost of a cell. */
#define BYTES_PER_CELL 32u

void qr_kitty_load_fail(struct qr_kitty_load *load, const char *code, const char *why) {
    if (!load->error.code)
        load->error = (struct qr_kitty_error){code, why};
}

struct qr_kitty_error qr_kitty_error_of(struct qr_engine *e, enum quire_result result) {
    switch (result) {
    case QUIRE_OK:
        return (struct qr_kitty_error){NULL, NULL};
    case QUIRE_OUT_OF_MEMORY:
        qr_engine_note(e, result);
        return (struct qr_kitty_error){"ENOMEM", "out of memory"};
    case QUIRE_UNSUPPORTED:
        return (struct qr_kitty_error){"ENOTSUP", "not built with this"};
    case QUIRE_LIMIT:
        return (struct qr_kitty_error){"ENOSPC", "images may not take so much memory"};
    default:
        return (struct qr_kitty_error){"EINVAL", "broken data"};
    }
}

static void fail_with(struct qr_engine *e, struct qr_kitty_load *load, enum quire_result result) {
    struct qr_kitty_error error = qr_kitty_error_of(e, result);
    qr_kitty_load_fail(load, error.code, error.why);
}

/* --- memory ------------------------------------------------------------------------------------------------------- */

static bool reserve(struct qr_engine *e, struct qr_kitty_load *load, uint64_t bytes) {
    struct qr_images *images = qr_engine_images(e);
    enum quire_result result = images ? qr_images_reserve(images, bytes) : QUIRE_OUT_OF_MEMORY;
    if (result != QUIRE_OK) {
        fail_with(e, load, result);
        return false;
    }
    load->reserved += bytes;
    return true;
}

static void unreserve(struct qr_engine *e, struct qr_kitty_load *load, uint64_t bytes) {
    if (bytes > 0)
        qr_images_unreserve(e->images.store, bytes);
    load->reserved -= bytes;
}

void qr_kitty_load_forget(struct qr_engine *e, struct qr_kitty_load *load) {
    qr_content_release(load->content);
    qr_inflate_destroy(load->inflate);
    qr_free(&e->allocator, load->bytes, load->capacity);
    unreserve(e, load, load->reserved);
    *load = (struct qr_kitty_load){.error = load->error};
}

/* The memory of one that was replaced; NULL: there is none to be had. */
static struct qr_content *take_spare(struct qr_engine *e, enum qr_content_kind kind, uint32_t width, uint32_t height,
                                     uint64_t length) {
    struct qr_images *store = e->images.store;
    return store ? qr_images_take_spare(store, kind, width, height, (size_t)length) : NULL;
}

/* A content, and its memory reserved. */
static struct qr_content *make_content(struct qr_engine *e, struct qr_kitty_load *load, enum qr_content_kind kind,
                                       uint32_t width, uint32_t height, uint64_t length) {
    struct qr_content *content = NULL;
    if (length > SIZE_MAX - sizeof *content) {
        fail_with(e, load, QUIRE_LIMIT);
        return NULL;
    }
    content = take_spare(e, kind, width, height, length);
    if (!reserve(e, load, sizeof *content + length)) {
        qr_content_release(content);
        return NULL;
    }
    if (!content)
        fail_with(e, load, qr_content_create(&e->allocator, kind, width, height, (size_t)length, &content));
    return content;
}

void qr_kitty_load_canvas(struct qr_engine *e, struct qr_kitty_load *load, uint32_t width, uint32_t height) {
    load->content = make_content(e, load, QR_CONTENT_RGBA, width, height, (uint64_t)width * height * 4);
}

void qr_kitty_load_adopt(struct qr_engine *e, struct qr_kitty_load *load, struct qr_content *content) {
    if (reserve(e, load, qr_content_bytes(content)))
        load->content = content;
    else
        qr_content_release(content);
}

struct qr_content *qr_kitty_load_take(struct qr_engine *e, struct qr_kitty_load *load) {
    struct qr_content *content = load->error.code ? NULL : load->content;
    if (content)
        load->content = NULL;
    qr_kitty_load_forget(e, load);
    return content;
}

/* Room for so many more bytes of a file. The old memory is there until the new one is filled: both are reserved. */
static bool grow_file(struct qr_engine *e, struct qr_kitty_load *load, size_t more) {
    size_t old = load->capacity, capacity = old < FILE_FIRST ? FILE_FIRST : old;
    while (capacity - load->filled < more && capacity <= SIZE_MAX / 2)
        capacity *= 2;
    if (capacity == old)
        return true;
    if (!reserve(e, load, capacity))
        return false;
    uint8_t *bytes = e->allocator.alloc(e->allocator.user, capacity, _Alignof(max_align_t));
    if (!bytes) {
        unreserve(e, load, capacity);
        fail_with(e, load, QUIRE_OUT_OF_MEMORY);
        return false;
    }
    if (load->filled > 0)
        memcpy(bytes, load->bytes, load->filled);
    qr_free(&e->allocator, load->bytes, old);
    unreserve(e, load, old);
    load->bytes = bytes;
    load->capacity = capacity;
    return true;
}

/* --- beginning ---------------------------------------------------------------------------------------------------- */

static void begin_pixels(struct qr_engine *e, struct qr_kitty_load *load, const struct qr_kitty_command *command) {
    bool opaque = command->format == 24;
    uint64_t length = (uint64_t)command->width * command->height * (opaque ? 3 : 4);
    if (command->width == 0 || command->height == 0)
        qr_kitty_load_fail(load, "EINVAL", "pixels need a width (s) and a height (v)");
    else if (command->width > QR_IMAGE_SIDE_MAX || command->height > QR_IMAGE_SIDE_MAX)
        qr_kitty_load_fail(load, "EINVAL", "the image is too large");
    else
        load->content =
            make_content(e, load, opaque ? QR_CONTENT_RGB : QR_CONTENT_RGBA, command->width, command->height, length);
}

void qr_kitty_load_begin(struct qr_engine *e, struct qr_kitty_load *load, const struct qr_kitty_command *command) {
    if (load->error.code)
        return;
    if (command->format != 100)
        begin_pixels(e, load, command);
    if (command->compression && !load->error.code)
        fail_with(e, load, qr_inflate_create(&e->allocator, &load->inflate));
}

/* --- bytes -------------------------------------------------------------------------------------------------------- */

static size_t room_of(const struct qr_kitty_load *load) {
    return (load->content ? load->content->length : load->capacity) - load->filled;
}

static uint8_t *place_of(const struct qr_kitty_load *load) {
    return (load->content ? load->content->bytes : load->bytes) + load->filled;
}

static void put_bytes(struct qr_engine *e, struct qr_kitty_load *load, const uint8_t *bytes, size_t length) {
    if (load->content && length > room_of(load)) {
        qr_kitty_load_fail(load, "EFBIG", "more data than width and height say");
        return;
    }
    if (!load->content && !grow_file(e, load, length))
        return;
    memcpy(place_of(load), bytes, length);
    load->filled += length;
    qr_charge(e, length / BYTES_PER_CELL);
}

/* Pixels are all there: what is left of the stream may be its checksum, but no byte more. */
static void unpack_end(struct qr_engine *e, struct qr_kitty_load *load, const uint8_t **bytes, size_t *length) {
    uint8_t beyond;
    size_t written = 0;
    enum quire_result result = qr_inflate(load->inflate, bytes, length, &beyond, 1, &written);
    if (result != QUIRE_OK)
        fail_with(e, load, result);
    else if (written > 0)
        qr_kitty_load_fail(load, "EINVAL", "the data unpack to more than width and height say");
    *length = 0;
}

static void unpack(struct qr_engine *e, struct qr_kitty_load *load, const uint8_t *bytes, size_t length) {
    while (length > 0 && !load->error.code && !qr_inflate_is_done(load->inflate)) {
        if (load->content && room_of(load) == 0) {
            unpack_end(e, load, &bytes, &length);
            continue;
        }
        if (!load->content && !grow_file(e, load, FILE_FIRST))
            return;
        size_t written = 0;
        enum quire_result result = qr_inflate(load->inflate, &bytes, &length, place_of(load), room_of(load), &written);
        load->filled += written;
        qr_charge(e, written / BYTES_PER_CELL);
        if (result != QUIRE_OK)
            fail_with(e, load, result);
    }
}

void qr_kitty_load_bytes(struct qr_engine *e, struct qr_kitty_load *load, const uint8_t *bytes, size_t length) {
    if (load->error.code || length == 0)
        return;
    if (load->inflate)
        unpack(e, load, bytes, length);
    else
        put_bytes(e, load, bytes, length);
}

void qr_kitty_load_filled(struct qr_engine *e, struct qr_kitty_load *load, size_t length) {
    load->filled = length;
    qr_charge(e, length / BYTES_PER_CELL);
}

/* --- base64 ------------------------------------------------------------------------------------------------------- */

/* How much of the text may be decoded straight into the content: its last bytes may not, for there the decoder would
 * want more room than there is. */
static size_t straight_text(const struct qr_kitty_load *load, size_t length) {
    size_t room = load->content && !load->inflate ? room_of(load) : 0;
    size_t most = room > 3 ? (room - 3) / 3 * 4 : 0;
    return most < TEXT_PIECE ? 0 : length < most ? length & ~(size_t)3 : most;
}

/* Returns how much of the text was dealt with. */
static size_t take_text(struct qr_engine *e, struct qr_kitty_load *load, const uint8_t *text, size_t length) {
    uint8_t piece[TEXT_PIECE / 4 * 3 + 3];
    size_t straight = straight_text(load, length), written = 0;
    size_t part = straight > 0 ? straight : length < TEXT_PIECE ? length : TEXT_PIECE;
    if (qr_base64_stream_feed(&load->text, text, part, straight > 0 ? place_of(load) : piece, &written) != QUIRE_OK)
        qr_kitty_load_fail(load, "EINVAL", "the data are not base64");
    else if (straight > 0)
        load->filled += written;
    else
        qr_kitty_load_bytes(e, load, piece, written);
    return part;
}

void qr_kitty_load_text(struct qr_engine *e, struct qr_kitty_load *load, const uint8_t *text, size_t length) {
    while (length > 0 && !load->error.code) {
        size_t part = take_text(e, load, text, length);
        text += part;
        length -= part;
    }
}

/* --- the end ------------------------------------------------------------------------------------------------------ */

static void end_text(struct qr_engine *e, struct qr_kitty_load *load) {
    uint8_t left[2];
    size_t count = 0;
    if (qr_base64_stream_end(&load->text, left, &count) != QUIRE_OK)
        qr_kitty_load_fail(load, "EINVAL", "the data are not base64");
    else
        qr_kitty_load_bytes(e, load, left, count);
}

static void end_unpacking(struct qr_engine *e, struct qr_kitty_load *load) {
    const uint8_t *none = (const uint8_t *)"";
    size_t length = 0;
    if (load->content && room_of(load) == 0 && !qr_inflate_is_done(load->inflate))
        unpack_end(e, load, &none, &length);
    if (!qr_inflate_is_done(load->inflate))
        qr_kitty_load_fail(load, "EINVAL", "the compressed data are not whole");
    else if (load->content && room_of(load) > 0)
        qr_kitty_load_fail(load, "EINVAL", "the data unpack to less than width and height say");
}

/* The file that was collected, as a content. */
static void make_file(struct qr_engine *e, struct qr_kitty_load *load) {
    uint32_t width, height;
    enum quire_result result = qr_png_measure(load->bytes, load->filled, &width, &height);
    if (result == QUIRE_LIMIT)
        qr_kitty_load_fail(load, "EINVAL", "the image is too large");
    else if (result != QUIRE_OK)
        qr_kitty_load_fail(load, "EBADPNG", "this is no whole PNG file");
    else
        load->content = make_content(e, load, QR_CONTENT_PNG, width, height, load->filled);
    if (!load->content)
        return;
    memcpy(load->content->bytes, load->bytes, load->filled);
    load->content->png = qr_engine_png_decoder(e);
}

struct qr_content *qr_kitty_load_end(struct qr_engine *e, struct qr_kitty_load *load) {
    if (!load->error.code)
        end_text(e, load);
    if (!load->error.code && load->inflate)
        end_unpacking(e, load);
    if (!load->error.code && load->content && room_of(load) > 0)
        qr_kitty_load_fail(load, "ENODATA", "fewer data than width and height say");
    if (!load->error.code && !load->content)
        make_file(e, load);
    return qr_kitty_load_take(e, load);
}
