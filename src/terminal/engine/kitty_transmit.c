/* kitty_transmit.c - images and frames on their way in: a=t, T, q, f; in chunks, or from what the host reads. */
#include "image_hooks.h"
#include "kitty_images.h"

/* Bytes that hashing and comparing in the store cost as much as a cell. */
#define BYTES_PER_CELL 32u

struct qr_image *qr_kitty_image(const struct qr_engine *e, const struct qr_kitty_command *command) {
    if (!e->images.store)
        return NULL;
    if (command->id != 0)
        return qr_images_by_id(e->images.store, qr_is_alternate(e), command->id);
    return command->number != 0 ? qr_images_by_number(e->images.store, qr_is_alternate(e), command->number) : NULL;
}

/* --- chunks ------------------------------------------------------------------------------------------------------- */

void qr_kitty_transfer_forget(struct qr_engine *e) {
    struct qr_kitty_transfer *transfer = &e->images.kitty->transfer;
    qr_kitty_load_forget(e, &transfer->load);
    *transfer = (struct qr_kitty_transfer){.open = false};
}

/* Does a command go on with the transfer that is open? Later chunks have keys m and q only; who repeats others repeats
 * the same. Another action, or another image, is another transfer: whoever sent the first one is gone. */
static bool continues(const struct qr_kitty_transfer *transfer, const struct qr_kitty_command *command) {
    const struct qr_kitty_command *first = &transfer->command;
    return transfer->open && command->medium == 'd' && (!command->has_action || command->action == first->action) &&
           (command->id == 0 || command->id == first->id) && (command->number == 0 || command->number == first->number);
}

static void begin_transfer(struct qr_engine *e, const struct qr_kitty_command *command) {
    struct qr_kitty_transfer *transfer = &e->images.kitty->transfer;
    struct qr_kitty_error mistake = e->images.kitty->mistake;
    const struct qr_image *image = command->action == 'f' ? qr_kitty_image(e, command) : NULL;
    qr_kitty_transfer_forget(e);
    *transfer = (struct qr_kitty_transfer){.open = true, .command = *command};
    if (image) {
        transfer->image = image->key;
        transfer->command.id = image->id;
    }
    if (mistake.code)
        qr_kitty_load_fail(&transfer->load, mistake.code, mistake.why);
    if (command->action == 'f' && !image)
        qr_kitty_load_fail(&transfer->load, "ENOENT", "there is no such image");
    if (command->medium == 'd')
        qr_kitty_load_begin(e, &transfer->load, command);
}

void qr_kitty_chunk_begin(struct qr_engine *e) {
    struct qr_kitty_images *kitty = e->images.kitty;
    struct qr_kitty_transfer *transfer = &kitty->transfer;
    if (!continues(transfer, &kitty->command))
        begin_transfer(e, &kitty->command);
    else if (kitty->mistake.code)
        qr_kitty_load_fail(&transfer->load, kitty->mistake.code, kitty->mistake.why);
    else if (kitty->command.quiet > 0)
        transfer->command.quiet = kitty->command.quiet;
    kitty->payload = kitty->command.medium != 'd' ? QR_KITTY_NAME
                     : transfer->answered         ? QR_KITTY_NO_PAYLOAD
                                                  : QR_KITTY_PIXELS;
}

/* --- what the host reads ------------------------------------------------------------------------------------------ */

/* The name, terminated; NULL: it is none. */
static const char *name_of(struct qr_engine *e) {
    struct qr_kitty_images *kitty = e->images.kitty;
    uint8_t left[3];
    size_t count = 0;
    if (kitty->name_lost || qr_base64_stream_end(&kitty->name_text, left, &count) != QUIRE_OK)
        return NULL;
    left[count] = 0;
    struct qr_span end = {left, count + 1};
    if (qr_bytes_add(&e->allocator, &kitty->name, end, QR_KITTY_NAME_MAX + sizeof left) != QUIRE_OK)
        return NULL;
    const char *name = (const char *)kitty->name.bytes;
    return name[0] != 0 && strlen(name) + 1 == kitty->name.length ? name : NULL;
}

static bool is_raw(const struct qr_kitty_command *command) {
    return command->format != 100 && !command->compression;
}

/* How many bytes are to be read: what the program says, and of pixels no more than there are; 0: all. */
static uint64_t size_to_read(const struct qr_kitty_command *command) {
    uint64_t pixels = (uint64_t)command->width * command->height * (command->format / 8);
    return is_raw(command) && (command->size == 0 || command->size > pixels) ? pixels : command->size;
}

static enum quire_medium medium_of(const struct qr_kitty_command *command) {
    return command->medium == 'f'   ? QUIRE_MEDIUM_FILE
           : command->medium == 't' ? QUIRE_MEDIUM_TEMPORARY_FILE
                                    : QUIRE_MEDIUM_SHARED_MEMORY;
}

/* Pixels whose number is known are read to where they stay. Where there is no such place, nothing is read, but what the
 * program wants to be removed behind the reading is. */
static void fill_pixels(struct qr_engine *e, struct qr_kitty_transfer *transfer, const char *name) {
    const struct qr_kitty_command *command = &transfer->command;
    struct qr_kitty_load *load = &transfer->load;
    size_t length = 0;
    qr_kitty_load_begin(e, load, command);
    uint8_t *to = load->content ? load->content->bytes : NULL;
    size_t size = to ? (size_t)size_to_read(command) : 0; /* a content has no more */
    const char *error = qr_engine_fill_medium(e, medium_of(command), name, command->offset, size, to, &length);
    if (error)
        qr_kitty_load_fail(load, error, "it could not be read");
    else
        qr_kitty_load_filled(e, load, length < size ? length : size);
}

/* All others are read by the host to where it likes. */
static void read_bytes(struct qr_engine *e, struct qr_kitty_transfer *transfer, const char *name) {
    const struct qr_kitty_command *command = &transfer->command;
    const uint64_t size = size_to_read(command);
    const uint8_t *bytes = NULL;
    size_t length = 0;
    void (*give_back)(void *user, const uint8_t *bytes, size_t length) = NULL;
    const char *error =
        qr_engine_read_medium(e, medium_of(command), name, command->offset, size, &bytes, &length, &give_back);
    if (error) {
        qr_kitty_load_fail(&transfer->load, error, "it could not be read");
        return;
    }
    qr_kitty_load_begin(e, &transfer->load, command);
    qr_kitty_load_bytes(e, &transfer->load, bytes, size > 0 && length > size ? (size_t)size : length);
    if (!give_back)
        return;
    bool before = qr_call_out(e);
    give_back(e->images.hooks.user, bytes, length);
    qr_call_ended(e, before);
}

static void read_medium(struct qr_engine *e) {
    struct qr_kitty_transfer *transfer = &e->images.kitty->transfer;
    const char *name = name_of(e);
    if (!name)
        qr_kitty_load_fail(&transfer->load, "EINVAL", "this is no name");
    else if (is_raw(&transfer->command) && qr_engine_fills_media(e))
        fill_pixels(e, transfer, name);
    else
        read_bytes(e, transfer, name);
}

/* --- the end of it ------------------------------------------------------------------------------------------------ */

/* The content becomes an image (the hold passes over). Without a name nobody could ever show it, unless at once. */
static struct qr_kitty_error keep(struct qr_engine *e, struct qr_kitty_command *command, struct qr_content *content) {
    struct qr_image_name name = {command->id, command->number, qr_is_alternate(e), false};
    struct qr_kitty_error none = {NULL, NULL};
    struct qr_image *image = NULL;
    name.transient = name.id == 0 && name.number == 0;
    if (name.transient && command->action == 't') {
        qr_content_release(content);
        return none;
    }
    const struct qr_image *before = qr_kitty_image(e, command);
    bool orphans = name.id != 0 && before && before->placements;
    enum quire_result result = qr_images_put(e->images.store, &name, content, &image);
    if (result != QUIRE_OK)
        return qr_kitty_error_of(e, result);
    command->id = image->id;
    qr_image_set_gap(e->images.store, image, 0, QR_KITTY_GAPLESS); /* until a=a says otherwise */
    if (orphans)
        qr_kitty_remove_marked(e);
    struct qr_kitty_error error = command->action == 'T' ? qr_kitty_show(e, image, command) : none;
    if (error.code && name.transient)
        qr_images_remove(e->images.store, image);
    return error;
}

static struct qr_kitty_error finish_frame(struct qr_engine *e, struct qr_kitty_transfer *transfer,
                                          struct qr_content *content) {
    struct qr_image *image = qr_images_by_key(e->images.store, transfer->image);
    if (!image) {
        qr_content_release(content);
        return (struct qr_kitty_error){"ENOENT", "there is no such image"};
    }
    return qr_kitty_put_frame(e, image, &transfer->command, content, &transfer->command.frame);
}

/* All has come. */
static struct qr_kitty_error finish(struct qr_engine *e, struct qr_kitty_transfer *transfer) {
    struct qr_content *content = qr_kitty_load_end(e, &transfer->load);
    if (!content)
        return transfer->load.error;
    qr_charge(e, content->length / BYTES_PER_CELL);
    if (transfer->command.action == 'f')
        return finish_frame(e, transfer, content);
    if (transfer->command.action != 'q')
        return keep(e, &transfer->command, content);
    qr_content_release(content);
    return (struct qr_kitty_error){NULL, NULL};
}

void qr_kitty_chunk_end(struct qr_engine *e) {
    struct qr_kitty_transfer *transfer = &e->images.kitty->transfer;
    bool direct = transfer->command.medium == 'd', more = direct && e->images.kitty->command.more;
    if (!direct && !transfer->load.error.code)
        read_medium(e);
    struct qr_kitty_error error = transfer->load.error;
    if (!more && !error.code && !transfer->answered)
        error = finish(e, transfer);
    if ((!more || error.code) && !transfer->answered)
        qr_kitty_answer(e, &transfer->command, error);
    transfer->answered = transfer->answered || error.code;
    if (!more)
        qr_kitty_transfer_forget(e);
    else if (error.code)
        qr_kitty_load_forget(e, &transfer->load);
}
