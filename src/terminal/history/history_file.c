/* history_file.c - life of a file, its header, extents. */
#include "history_file_parts.h"

#include <string.h>

#include "qr_crc32c.h"
#include "qr_memory.h"

/* --- extents --------------------------------------------------------------------------------------------------- */

uint32_t qr_extent_checksum(const struct qr_extent_header *header) {
    return qr_crc32c(0, header, offsetof(struct qr_extent_header, checksum));
}

/* Header and widths of a sealed page: what stays in memory, and what opening reads. */
static uint32_t begin_checksum(const struct qr_sealed *block) {
    return qr_crc32c(0, block, block->entry_table.bytes);
}

enum quire_result qr_extent_write(struct qr_history_file *file, const struct qr_extent *extent,
                                  const struct qr_sealed *page) {
    uint64_t place = qr_unit_place(extent->unit);
    struct qr_extent_header header = {.id = file->id,
                                      .kind = page ? QR_EXTENT_PAGE : QR_EXTENT_JOURNAL,
                                      .units = extent->units,
                                      .sequence = extent->sequence,
                                      .generation = extent->generation,
                                      .bytes = page ? page->size : qr_extent_room(extent->units),
                                      .payload_checksum = page ? page->checksum : 0,
                                      .begin_bytes = page ? page->entry_table.bytes : 0,
                                      .begin_checksum = page ? begin_checksum(page) : 0};
    header.checksum = qr_extent_checksum(&header);
    enum quire_result result = QUIRE_OK;
    if (page)
        result = qr_file_write(&file->file, place + sizeof header, page, page->size);
    return result == QUIRE_OK ? qr_file_write(&file->file, place, &header, sizeof header) : result;
}

bool qr_extent_read(struct qr_history_file *file, uint32_t unit, struct qr_extent_header *header) {
    if (qr_file_read(&file->file, qr_unit_place(unit), header, sizeof *header) != QUIRE_OK)
        return false;
    return header->id == file->id && header->checksum == qr_extent_checksum(header) && header->units > 0 &&
           header->bytes <= qr_extent_room(header->units) && header->begin_bytes <= header->bytes &&
           header->kind >= QR_EXTENT_PAGE && header->kind <= QR_EXTENT_BLOB && header->sequence < QR_FILE_COUNTER_MAX &&
           header->generation < QR_FILE_COUNTER_MAX && header->zero == 0 && header->padding == 0;
}

struct qr_page_ref qr_page_ref_of(const struct qr_history_page *page) {
    return (struct qr_page_ref){.generation = page->extent.generation,
                                .unit = page->extent.unit,
                                .bytes = page->block->size,
                                .checksum = page->block->checksum,
                                .begin_bytes = page->block->entry_table.bytes,
                                .begin_checksum = begin_checksum(page->block)};
}

void qr_history_file_release(struct qr_history_file *file, struct qr_extent *extent) {
    if (!file || extent->units == 0)
        return;
    if (!file->read_only) {
        void *leaving = file->leaving;
        if (qr_grow(&file->allocator, &leaving, &file->leaving_capacity, file->leaving_count + 1,
                    sizeof *file->leaving)) { /* else its units are found to be free when the file is opened next */
            file->leaving = leaving;
            file->leaving[file->leaving_count++] = *extent;
        }
    }
    file->used_units -= extent->units;
    extent->units = 0;
}

void qr_history_file_clear(struct qr_history_file *file) {
    if (file)
        file->cleared = file->last.first_sequence < file->last.next_sequence || file->last.open.entries > 0;
}

/* --- the header ------------------------------------------------------------------------------------------------ */

static uint32_t header_checksum(const struct qr_file_header *header) {
    return qr_crc32c(0, header, offsetof(struct qr_file_header, checksum));
}

enum quire_result qr_file_header_write(struct qr_history_file *file) {
    struct qr_file_header header = {.version = file->version,
                                    .byte_order = QR_FILE_BYTE_ORDER,
                                    .unit_bytes = QR_UNIT_BYTES,
                                    .sealed_version = QR_SEALED_VERSION,
                                    .id = file->id};
    memcpy(header.magic, QR_FILE_MAGIC, sizeof header.magic);
    header.checksum = header_checksum(&header);
    size_t behind = sizeof header.magic;
    enum quire_result result =
        qr_file_write(&file->file, behind, (const uint8_t *)&header + behind, sizeof header - behind);
    return result == QUIRE_OK ? qr_file_write(&file->file, 0, header.magic, behind) : result; /* last: it says all */
}

static enum quire_result make_header(struct qr_history_file *file) {
    enum quire_result result = qr_file_random(&file->id);
    if (result == QUIRE_OK)
        result = qr_file_resize(&file->file, QR_UNIT_BYTES);
    return result == QUIRE_OK ? qr_file_header_write(file) : result;
}

static enum quire_result read_header(struct qr_history_file *file) {
    struct qr_file_header header;
    enum quire_result result = qr_file_read(&file->file, 0, &header, sizeof header);
    if (result != QUIRE_OK)
        return result;
    if (memcmp(header.magic, QR_FILE_MAGIC, sizeof header.magic) != 0)
        return QUIRE_CORRUPT;
    if (header.byte_order != QR_FILE_BYTE_ORDER || header.version < QR_FILE_VERSION_LEAST ||
        header.version > QR_FILE_VERSION || header.sealed_version != QR_SEALED_VERSION)
        return QUIRE_UNSUPPORTED;
    file->id = header.id;
    file->version = header.version;
    return header.checksum == header_checksum(&header) && header.unit_bytes == QR_UNIT_BYTES ? QUIRE_OK : QUIRE_CORRUPT;
}

/* A beginning of the magic number and zeros? */
static bool is_torn(const char magic[8]) {
    size_t same = 0;
    while (same < sizeof QR_FILE_MAGIC - 1 && magic[same] == QR_FILE_MAGIC[same])
        same++;
    for (size_t i = same; i < sizeof QR_FILE_MAGIC - 1; i++) {
        if (magic[i] != 0)
            return false;
    }
    return same < sizeof QR_FILE_MAGIC - 1;
}

/* A file in which nothing was ever written is a new one; so is one whose writer died before its header was whole. */
static enum quire_result look_for_header(struct qr_history_file *file, bool *fresh) {
    uint64_t size;
    enum quire_result result = qr_file_size(&file->file, &size);
    char magic[8] = {0};
    *fresh = result == QUIRE_OK &&
             (size == 0 || (size == QR_UNIT_BYTES && qr_file_read(&file->file, 0, magic, sizeof magic) == QUIRE_OK &&
                            is_torn(magic)));
    return result;
}

enum quire_result qr_file_header_take(struct qr_history_file *file) {
    bool fresh;
    enum quire_result result = file->has_header ? QUIRE_OK : look_for_header(file, &fresh);
    if (file->has_header || result != QUIRE_OK || (fresh && file->read_only))
        return result;
    result = fresh ? make_header(file) : read_header(file);
    file->has_header = result == QUIRE_OK;
    return result;
}

/* --- life ------------------------------------------------------------------------------------------------------ */

static struct qr_history_file *make_file(const struct quire_allocator *allocator, bool to_write) {
    struct qr_history_file *file = qr_alloc_zeroed(allocator, sizeof *file);
    if (file) {
        file->allocator = *allocator;
        file->read_only = !to_write;
        file->file.descriptor = -1;
        file->last.first_sequence = file->last.next_sequence = 1;
        file->last.next_line = 1;
        file->named_until = 1;
        file->version = QR_FILE_VERSION;
    }
    return file;
}

/* Reads what another process left, and makes it this one's. */
static enum quire_result take_over(struct qr_history *history, const struct qr_file_listener *listener,
                                   struct qr_file_findings *findings) {
    struct qr_history_file *file = history->file;
    bool unchanged;
    enum quire_result result = qr_history_file_read(history, NULL, listener, findings, &unchanged);
    if (result != QUIRE_OK)
        return result;
    if (file->commit > 0) {
        file->attempt = file->commit + QR_FILE_SKIP;
        file->generation += QR_FILE_SKIP;
    }
    qr_history_end_line(history);
    qr_history_trim(history);
    /* A full disk is no reason not to open: its trouble is told where it is asked for. */
    (void)qr_history_file_commit(history, file->last.next_line);
    return QUIRE_OK;
}

enum quire_result qr_history_file_open(struct qr_history *history, const char *path, bool to_write,
                                       const struct qr_file_listener *listener, struct qr_file_findings *findings) {
    bool unchanged;
    *findings = (struct qr_file_findings){0};
    struct qr_history_file *file = make_file(&history->allocator, to_write);
    if (!file)
        return QUIRE_OUT_OF_MEMORY;
    enum quire_result result = qr_file_open(&file->file, path, to_write ? QR_FILE_WRITE : QR_FILE_READ);
    if (result == QUIRE_OK && !qr_history_make_cache(history))
        result = QUIRE_OUT_OF_MEMORY;
    history->file = file;
    if (result == QUIRE_OK)
        result = to_write ? take_over(history, listener, findings)
                          : qr_history_file_read_stable(history, NULL, listener, findings, &unchanged);
    if (result != QUIRE_OK)
        qr_history_finish(history);
    return result;
}

void qr_history_file_close(struct qr_history_file *file) {
    if (!file)
        return;
    struct quire_allocator allocator = file->allocator;
    qr_file_close(&file->file);
    qr_attachment_forget(file);
    qr_free(&allocator, file->map, file->map_capacity);
    qr_free(&allocator, file->leaving, file->leaving_capacity * sizeof *file->leaving);
    qr_free(&allocator, file->buffer, file->buffer_size);
    qr_free(&allocator, file, sizeof *file);
}

/* --- what is known of it --------------------------------------------------------------------------------------- */

uint64_t qr_history_file_memory(const struct qr_history_file *file) {
    return file ? sizeof *file + file->map_capacity + file->leaving_capacity * sizeof *file->leaving +
                      file->buffer_size + file->attachment.self.bytes
                : 0;
}

uint64_t qr_history_file_bytes(const struct qr_history_file *file) {
    return file ? (uint64_t)file->used_units * QR_UNIT_BYTES : 0;
}

bool qr_history_file_read_only(const struct qr_history_file *file) {
    return file && file->read_only;
}

uint64_t qr_history_file_next_line(const struct qr_history_file *file) {
    return file->last.next_line;
}

uint64_t qr_history_file_commits(const struct qr_history_file *file) {
    return file->commit;
}

enum quire_result qr_history_file_trouble(const struct qr_history_file *file, int *error) {
    *error = file->file.error;
    return file->trouble;
}
