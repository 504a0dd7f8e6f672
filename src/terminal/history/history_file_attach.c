/* history_file_attach.c - what goes with the lines of a file and is no text: images.
 *
 * A *blob* is bytes in an extent of their own, written once. An *attachment* is one more of them: the list of blobs
 * that it needs, then bytes of whoever attaches (what they are is not known here). A commit names the attachment in
 * force by place, size and checksum, and with it its blobs, so they are as safe as pages: what nothing names any more
 * is free after the next commit, and what a dying writer put down without a commit was never there. An attachment that
 * does not pass is left out and told; lines do not depend on it. */
#include "history_file_reading.h"

#include <string.h>

#include "qr_crc32c.h"
#include "qr_memory.h"

/* At the beginning of an attachment; its blobs follow, then its bytes. */
struct attachment_head {
    uint32_t count, zero;
};

/* --- blobs ------------------------------------------------------------------------------------------------------- */

static struct qr_extent extent_of(const struct qr_blob *blob) {
    return (struct qr_extent){blob->unit, qr_units_for(blob->bytes), 0, blob->generation};
}

static enum quire_result write_blob(struct qr_history_file *file, const struct qr_blob *blob, const void *bytes) {
    uint64_t place = qr_unit_place(blob->unit);
    struct qr_extent_header header = {.id = file->id,
                                      .kind = QR_EXTENT_BLOB,
                                      .units = qr_units_for(blob->bytes),
                                      .generation = blob->generation,
                                      .bytes = blob->bytes,
                                      .payload_checksum = blob->checksum};
    header.checksum = qr_extent_checksum(&header);
    enum quire_result result = qr_file_write(&file->file, place + sizeof header, bytes, blob->bytes);
    return result == QUIRE_OK ? qr_file_write(&file->file, place, &header, sizeof header) : result;
}

enum quire_result qr_history_file_put_blob(struct qr_history *history, const void *bytes, size_t length,
                                           struct qr_blob *blob) {
    struct qr_history_file *file = history->file;
    if (!qr_history_file_attaches(file))
        return QUIRE_UNSUPPORTED;
    if (length == 0 || length > UINT32_MAX / 4)
        return QUIRE_LIMIT;
    struct qr_blob made = {
        .generation = file->generation + 1, .bytes = (uint32_t)length, .checksum = qr_crc32c(0, bytes, length)};
    uint32_t units = qr_units_for(made.bytes);
    enum quire_result result = qr_space_allocate(file, units, &made.unit);
    if (result != QUIRE_OK)
        return result;
    result = write_blob(file, &made, bytes);
    if (result != QUIRE_OK) {
        qr_space_free(file, made.unit, units);
        file->used_units -= units;
        return result;
    }
    file->generation++;
    *blob = made;
    return QUIRE_OK;
}

void qr_history_file_drop_blob(struct qr_history *history, const struct qr_blob *blob) {
    struct qr_extent extent = extent_of(blob);
    qr_history_file_release(history->file, &extent);
}

enum quire_result qr_history_file_read_blob(const struct qr_history *history, const struct qr_blob *blob, void *bytes) {
    struct qr_history_file *file = history->file;
    uint64_t place = qr_unit_place(blob->unit) + sizeof(struct qr_extent_header);
    enum quire_result result = qr_file_read(&file->file, place, bytes, blob->bytes);
    if (result == QUIRE_OK && qr_crc32c(0, bytes, blob->bytes) != blob->checksum)
        result = QUIRE_CORRUPT;
    return result;
}

/* --- the attachment ---------------------------------------------------------------------------------------------- */

bool qr_history_file_attaches(const struct qr_history_file *file) {
    return file && !file->read_only && file->version >= QR_FILE_VERSION_ATTACHES;
}

/* Where the parts of an attachment in memory lie. */
static const struct qr_blob *blobs_of(const struct qr_attachment *attachment) {
    return (const struct qr_blob *)(const void *)(attachment->memory + sizeof(struct attachment_head));
}

/* Is a blob among others? They mostly come in one order, so the search begins at *at, behind the one found last. */
static bool names(const struct qr_blob *blobs, uint32_t count, const struct qr_blob *wanted, uint32_t *at) {
    for (uint32_t i = 0; i < count; i++) {
        const struct qr_blob *blob = &blobs[(*at + i) % count];
        if (blob->generation == wanted->generation && blob->unit == wanted->unit) {
            *at = (*at + i + 1) % count;
            return true;
        }
    }
    return false;
}

/* The present attachment leaves, with those of its blobs that are not kept. */
static void leave(struct qr_history *history, const struct qr_blob *kept, uint32_t count) {
    struct qr_attachment *old = &history->file->attachment;
    if (old->self.bytes == 0)
        return;
    qr_history_file_drop_blob(history, &old->self);
    const struct qr_blob *blobs = blobs_of(old);
    uint32_t at = 0;
    for (uint32_t i = 0; i < old->count; i++) {
        if (!names(kept, count, &blobs[i], &at))
            qr_history_file_drop_blob(history, &blobs[i]);
    }
    qr_attachment_forget(history->file);
}

void qr_attachment_forget(struct qr_history_file *file) {
    qr_free(&file->allocator, file->attachment.memory, file->attachment.self.bytes);
    file->attachment = (struct qr_attachment){.count = 0};
}

enum quire_result qr_history_file_attach(struct qr_history *history, const struct qr_blob *blobs, uint32_t count,
                                         const void *bytes, size_t length) {
    struct qr_history_file *file = history->file;
    struct attachment_head head = {count, 0};
    size_t listed = sizeof head + (size_t)count * sizeof *blobs, size = listed + length;
    struct qr_attachment made = {.count = count};
    if (count > 0 || length > 0) {
        made.memory = size < UINT32_MAX / 4 ? qr_alloc_zeroed(&history->allocator, size) : NULL;
        if (!made.memory)
            return QUIRE_OUT_OF_MEMORY;
        memcpy(made.memory, &head, sizeof head);
        if (count > 0)
            memcpy(made.memory + sizeof head, blobs, count * sizeof *blobs);
        if (length > 0)
            memcpy(made.memory + listed, bytes, length);
        enum quire_result result = qr_history_file_put_blob(history, made.memory, size, &made.self);
        if (result != QUIRE_OK) {
            qr_free(&history->allocator, made.memory, size);
            return result;
        }
    }
    leave(history, blobs, count);
    file->attachment = made;
    return QUIRE_OK;
}

const struct qr_blob *qr_history_file_attached(const struct qr_history_file *file, uint32_t *count,
                                               const uint8_t **bytes, size_t *length) {
    const struct qr_attachment *attachment = &file->attachment;
    *count = attachment->count;
    *bytes = NULL;
    *length = 0;
    if (attachment->self.bytes == 0)
        return NULL;
    size_t listed = sizeof(struct attachment_head) + attachment->count * sizeof(struct qr_blob);
    *bytes = attachment->memory + listed;
    *length = attachment->self.bytes - listed;
    return blobs_of(attachment);
}

/* --- reading ----------------------------------------------------------------------------------------------------- */

static bool blob_sound(const struct qr_history_file *file, const struct qr_blob *blob) {
    return blob->unit > 0 && blob->bytes > 0 && blob->bytes < UINT32_MAX / 4 &&
           blob->generation < QR_FILE_COUNTER_MAX && blob->generation <= file->generation &&
           (blob->zero[0] | blob->zero[1] | blob->zero[2]) == 0;
}

/* The places of the attachment and its blobs are their own; else none is taken. */
static bool take_places(struct qr_reading *r, const struct qr_attachment *attachment) {
    const struct qr_blob *blobs = blobs_of(attachment);
    uint32_t taken = 0;
    bool own = qr_take_place(r, &(struct qr_extent){attachment->self.unit, qr_units_for(attachment->self.bytes), 0, 0});
    for (; own && taken < attachment->count; taken++) {
        struct qr_extent extent = extent_of(&blobs[taken]);
        if (!blob_sound(r->file, &blobs[taken]) || !qr_take_place(r, &extent))
            break;
    }
    if (own && taken == attachment->count)
        return true;
    while (taken > 0) {
        struct qr_extent extent = extent_of(&blobs[--taken]);
        qr_history_file_release(r->file, &extent);
    }
    struct qr_extent self = extent_of(&attachment->self);
    if (own)
        qr_history_file_release(r->file, &self);
    return false;
}

static enum quire_result read_attachment(struct qr_reading *r, struct qr_attachment *attachment, bool *sound) {
    struct attachment_head head;
    uint64_t size, place = qr_unit_place(attachment->self.unit) + sizeof(struct qr_extent_header);
    *sound = false;
    enum quire_result result = qr_file_size(&r->file->file, &size);
    if (result != QUIRE_OK || size < place + attachment->self.bytes) /* before memory is asked for */
        return result;
    attachment->memory = qr_alloc_zeroed(&r->file->allocator, attachment->self.bytes);
    if (!attachment->memory)
        return QUIRE_OUT_OF_MEMORY;
    result = qr_history_file_read_blob(r->history, &attachment->self, attachment->memory);
    if (result != QUIRE_OK)
        return result == QUIRE_CORRUPT ? QUIRE_OK : result;
    memcpy(&head, attachment->memory, sizeof head);
    attachment->count = head.count;
    *sound = head.zero == 0 && head.count <= (attachment->self.bytes - sizeof head) / sizeof(struct qr_blob);
    return QUIRE_OK;
}

enum quire_result qr_take_attachment(struct qr_reading *r) {
    struct qr_attachment attachment = {.count = 0};
    bool sound = false;
    if (r->replay.state.attached == 0 || r->guessed || r->file->read_only)
        return QUIRE_OK; /* a reader of lines has no use for it */
    memcpy(&attachment.self, r->replay.parts[QR_PART_ATTACHMENT], sizeof attachment.self);
    enum quire_result result = QUIRE_OK;
    if (blob_sound(r->file, &attachment.self) && attachment.self.bytes > sizeof(struct attachment_head))
        result = read_attachment(r, &attachment, &sound);
    if (result == QUIRE_OK && sound && take_places(r, &attachment)) {
        r->file->attachment = attachment;
        return QUIRE_OK;
    }
    qr_free(&r->file->allocator, attachment.memory, attachment.self.bytes);
    if (result == QUIRE_OK)
        qr_reading_tell(r, "images: CHECKSUM: left out");
    return result;
}

/* --- checks ------------------------------------------------------------------------------------------------------ */

static bool header_agrees(struct qr_history_file *file, const struct qr_blob *blob) {
    struct qr_extent_header h;
    return qr_extent_read(file, blob->unit, &h) && h.kind == QR_EXTENT_BLOB && h.sequence == 0 &&
           h.units == qr_units_for(blob->bytes) && h.generation == blob->generation && h.bytes == blob->bytes &&
           h.payload_checksum == blob->checksum;
}

uint32_t qr_attachment_breaches(struct qr_history_file *file) {
    const struct qr_attachment *attachment = &file->attachment;
    if (attachment->self.bytes == 0)
        return 0;
    uint32_t breaches = header_agrees(file, &attachment->self) ? 0 : 1;
    const struct qr_blob *blobs = blobs_of(attachment);
    for (uint32_t i = 0; i < attachment->count; i++)
        breaches += header_agrees(file, &blobs[i]) ? 0 : 1;
    return breaches;
}
