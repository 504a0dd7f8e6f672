/* history_file_root.c - which journal is in force.
 *
 * Two roots are written in turn, so one of them is always whole. A root is written only when a journal begins; what is
 * appended to the journal needs none. */
#include "history_file_parts.h"

#include <string.h>

#include "qr_crc32c.h"

static uint32_t root_checksum(const struct qr_file_root *root) {
    return qr_crc32c(0, root, offsetof(struct qr_file_root, checksum));
}

static bool never_written(const struct qr_file_root *root) {
    static const struct qr_file_root none;
    return memcmp(root, &none, sizeof none) == 0;
}

static bool root_sound(const struct qr_history_file *file, const struct qr_file_root *root, uint64_t slot) {
    return root->checksum == root_checksum(root) && root->id == file->id && root->number > 0 &&
           root->number % 2 == slot && root->number < QR_FILE_COUNTER_MAX && root->unit > 0 && root->units > 0 &&
           root->units <= QR_FILE_UNITS_MAX - root->unit && root->generation < QR_FILE_COUNTER_MAX &&
           root->commit > 0 && root->commit < QR_FILE_COUNTER_MAX && root->zero[0] == 0 && root->zero[1] == 0 &&
           root->padding == 0;
}

/* The two roots with what is between them. Of a file that was cut inside them, what is left, and zeros: a root that
 * stands there counts, or the next one that is written would be older. */
static enum quire_result read_roots(struct qr_history_file *file, uint8_t *bytes, size_t length, bool *whole) {
    uint64_t size;
    enum quire_result result = qr_file_size(&file->file, &size);
    if (result != QUIRE_OK)
        return result;
    uint64_t left = size > QR_ROOT_SPACING ? size - QR_ROOT_SPACING : 0;
    *whole = left >= length;
    memset(bytes, 0, length);
    return left > 0 ? qr_file_read(&file->file, QR_ROOT_SPACING, bytes, *whole ? length : (size_t)left) : QUIRE_OK;
}

enum quire_result qr_roots_read(struct qr_history_file *file, struct qr_file_root *newest, bool *sound) {
    uint8_t bytes[QR_ROOT_SPACING + sizeof(struct qr_file_root)];
    *newest = (struct qr_file_root){.number = 0};
    enum quire_result result = read_roots(file, bytes, sizeof bytes, sound);
    if (result != QUIRE_OK)
        return result;
    for (uint64_t slot = 0; slot < 2; slot++) {
        struct qr_file_root root;
        memcpy(&root, bytes + slot * QR_ROOT_SPACING, sizeof root);
        if (never_written(&root))
            continue;
        if (!root_sound(file, &root, slot))
            *sound = false;
        else if (root.number > newest->number)
            *newest = root;
    }
    return QUIRE_OK;
}

enum quire_result qr_root_publish(struct qr_history_file *file, const struct qr_extent *journal, uint64_t commit) {
    struct qr_file_root root = {.id = file->id,
                                .number = file->root.number + 1,
                                .unit = journal->unit,
                                .units = journal->units,
                                .generation = journal->generation,
                                .commit = commit};
    root.checksum = root_checksum(&root);
    uint64_t place = (1 + root.number % 2) * QR_ROOT_SPACING;
    enum quire_result result = qr_file_write(&file->file, place, &root, sizeof root);
    if (result == QUIRE_OK)
        file->root = root;
    return result;
}
