/* history_file_follow.c - reading a file that another process writes.
 *
 * A reader takes no lock. While it reads, the writer may commit, and write new pages where old ones were. What the
 * reader got is good if no page was missing, whatever the writer did meanwhile, for pages say what they are. Else it
 * reads again; a page is lost only if it is missing twice under the same commit. */
#include "history_file_parts.h"

#include "qr_memory.h"

/* Readings until a writer that is always faster is given up on. */
#define TRIES_MAX 16

enum quire_result qr_history_file_read_stable(struct qr_history *history, const struct qr_history *before,
                                              const struct qr_file_listener *listener,
                                              struct qr_file_findings *findings, bool *unchanged) {
    struct qr_history_file *file = history->file;
    uint64_t commit = 0, known = file->commit;
    for (int i = 0; i < TRIES_MAX; i++) {
        bool again = i > 0 && commit == file->commit;
        file->commit = known; /* what `before` is */
        enum quire_result result = qr_history_file_read(history, before, again ? listener : NULL, findings, unchanged);
        /* An older commit than before: both journals were written meanwhile. */
        bool clean =
            findings->lost_pages == 0 && findings->lost_commits == 0 && !findings->no_journal && file->commit >= known;
        if (result != QUIRE_OK || clean || *unchanged || (again && commit == file->commit))
            return result;
        commit = file->commit;
        qr_history_clear(history);
    }
    return QUIRE_BUSY;
}

enum quire_result qr_history_file_refresh(struct qr_history *history, const struct qr_file_listener *listener,
                                          struct qr_file_findings *findings, bool *changed) {
    struct qr_history_file *file = history->file, saved = *file;
    struct qr_history fresh;
    bool unchanged;
    qr_history_init(&fresh, &history->allocator, history->line_limit, history->byte_limit, history->seed);
    fresh.file = file;
    file->trouble = QUIRE_OK;     /* it was about pages as they were */
    fresh.cache = history->cache; /* shared while both are there */
    fresh.cache_size = history->cache_size;
    enum quire_result result = qr_history_file_read_stable(&fresh, history, listener, findings, &unchanged);
    *changed = result == QUIRE_OK && !unchanged;
    if (!*changed) {
        qr_history_clear(&fresh);
        *file = saved;
        return result;
    }
    qr_history_clear(history);
    *history = fresh;
    return QUIRE_OK;
}
