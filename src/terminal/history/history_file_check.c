/* history_file_check.c - `quire verify`: what nothing depends on while all else is whole, but should be right: roots,
 * and the headers of the extents in force. */
#include "history_file_parts.h"

#include <stdio.h>

struct check {
    struct qr_history_file *file;
    const struct qr_file_listener *listener;
    size_t breaches;
};

static void breach(struct check *check, const char *what, uint64_t number, const char *why) {
    char text[160];
    check->breaches++;
    if (!check->listener || !check->listener->report)
        return;
    snprintf(text, sizeof text, "%s %llu: %s", what, (unsigned long long)number, why);
    check->listener->report(check->listener->user, text);
}

/* Does the header of an extent say what the commit says? */
static bool header_agrees(struct qr_history_file *file, const struct qr_history_page *page) {
    struct qr_page_ref ref = qr_page_ref_of(page);
    struct qr_extent_header h;
    return qr_extent_read(file, ref.unit, &h) && h.kind == QR_EXTENT_PAGE && h.units == page->extent.units &&
           h.sequence == page->extent.sequence && h.generation == ref.generation && h.bytes == ref.bytes &&
           h.payload_checksum == ref.checksum && h.begin_bytes == ref.begin_bytes &&
           h.begin_checksum == ref.begin_checksum;
}

static bool journal_agrees(struct qr_history_file *file, const struct qr_file_root *root) {
    struct qr_extent_header h;
    return qr_extent_read(file, root->unit, &h) && h.kind == QR_EXTENT_JOURNAL && h.units == root->units &&
           h.generation == root->generation && h.sequence == 0;
}

size_t qr_history_file_check(const struct qr_history *history, const struct qr_file_listener *listener) {
    struct check check = {history->file, listener, 0};
    struct qr_file_root root;
    bool sound;
    if (!history->file || !history->file->has_header)
        return 0;
    if (qr_roots_read(history->file, &root, &sound) != QUIRE_OK || !sound)
        breach(&check, "root", root.number + 1, "ROOT: damaged, or torn by a dying writer");
    else if (root.number > 0 && !journal_agrees(history->file, &root))
        breach(&check, "journal in unit", root.unit, "EXTENT: its header is not what the root says");
    for (size_t i = history->head; i < history->tail; i++) {
        const struct qr_history_page *page = &history->pages[i];
        if (page->extent.units > 0 && !header_agrees(history->file, page))
            breach(&check, "page", page->extent.sequence, "EXTENT: its header is not what the commit says");
    }
    uint32_t breaches = qr_attachment_breaches(history->file);
    if (breaches > 0)
        breach(&check, "images", breaches, "EXTENT: headers are not what the commit says");
    return check.breaches;
}
