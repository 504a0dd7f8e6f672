/* history_file_mend.c - opening a file: where a page was left out, the lines that it shared with its neighbours are
 * parted, and what changes by that is written again with the next commit. */
#include "history_file_reading.h"

#include "qr_memory.h"

/* The last page begins inside a line of which nothing is there: it begins a line of its own. */
static enum quire_result part_last(struct qr_reading *r) {
    struct qr_history *history = r->history;
    struct qr_history_page *page = &history->pages[history->tail - 1];
    uint64_t sequence = page->extent.sequence;
    if (!qr_history_packed_sound(history, page))
        return QUIRE_CORRUPT;
    enum quire_result result = qr_history_unseal(history, history->tail - history->head - 1);
    if (result != QUIRE_OK)
        return result;
    qr_open_entries(history->open)[0].flags &= (uint16_t)~QR_LINE_CONTINUES;
    result = qr_history_seal(history);
    if (result == QUIRE_OK)
        history->pages[history->tail - 1].extent = (struct qr_extent){.sequence = sequence};
    r->file->all_unsure = true;
    return result;
}

/* The line that the page before the last ends with is not there any further. One that cannot be read stays as it is. */
static enum quire_result end_previous(struct qr_reading *r) {
    struct qr_history *history = r->history;
    struct qr_history_page *previous = &history->pages[history->tail - 2];
    if (!qr_history_packed_sound(history, previous))
        return QUIRE_OK;
    enum quire_result result = qr_history_unpack(history, previous);
    if (result != QUIRE_OK)
        return result;
    qr_history_set_page_goes_on(history, previous, false);
    r->file->all_unsure = true;
    return QUIRE_OK;
}

/* Does the page before the last say that its line goes on? One that cannot be read says nothing. */
static bool previous_goes_on(const struct qr_history *history) {
    const struct qr_history_page *previous = &history->pages[history->tail - 2];
    if (!qr_history_packed_sound(history, previous))
        return false;
    struct qr_lines lines = qr_history_lines(history, history->tail - history->head - 2);
    return (lines.entries[lines.count - 1].flags & QR_LINE_GOES_ON) != 0;
}

enum quire_result qr_mend_last(struct qr_reading *r, bool beside) {
    struct qr_history *history = r->history;
    const struct qr_history_page *page = &history->pages[history->tail - 1], *previous = page - 1;
    bool continues = (page->block->edges & QR_EDGE_HEAD) != 0;
    if (history->tail - history->head == 1)
        return QUIRE_OK;
    bool same_line = page->block->first_line == previous->block->last_line;
    /* Where the beginnings agree, the end of the page before is validated with it, before its first use. */
    bool goes_on = beside && previous->packed && (!continues || same_line) ? continues : previous_goes_on(history);
    bool joined = continues && goes_on && beside && same_line;
    enum quire_result result = goes_on && !joined ? end_previous(r) : QUIRE_OK;
    return result == QUIRE_OK && continues && !joined ? part_last(r) : result;
}
