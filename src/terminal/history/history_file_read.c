/* history_file_read.c - opening a file: the state that was found becomes a history, page after page.
 *
 * A page comes in as a plain block, or by its beginning only, is validated, and then becomes a page of the history; its
 * neighbours are mended where a line went on in what was left out. */
#include "history_file_reading.h"

#include <stdio.h>
#include <string.h>

#include "qr_memory.h"

/* --- reports ------------------------------------------------------------------------------------------------------ */

void qr_reading_tell(const struct qr_reading *r, const char *text) {
    if (r->listener && r->listener->report)
        r->listener->report(r->listener->user, text);
}

void qr_reading_lost(struct qr_reading *r, const char *what, uint64_t number, const char *why, uint64_t lines) {
    char text[160];
    r->findings->lost_pages++;
    r->findings->lost_lines += lines;
    if (lines > 0)
        snprintf(text, sizeof text, "%s %llu: %s: left out, with about %llu lines", what, (unsigned long long)number,
                 why, (unsigned long long)lines);
    else
        snprintf(text, sizeof text, "%s %llu: %s: left out", what, (unsigned long long)number, why);
    qr_reading_tell(r, text);
}

/* Pages that must have been there, for others with greater numbers are. */
static void report_gap(struct qr_reading *r, uint64_t from, uint64_t to) {
    char text[160];
    r->findings->lost_pages += to - from;
    snprintf(text, sizeof text, "pages %llu to %llu: not there", (unsigned long long)from, (unsigned long long)to - 1);
    qr_reading_tell(r, text);
}

/* --- counting ----------------------------------------------------------------------------------------------------- */

/* Lines that begin in the last page, or are left of one that began before it. */
static uint64_t lines_of_last(const struct qr_history *history) {
    const struct qr_history_page *page = &history->pages[history->tail - 1];
    const struct qr_sealed *block = page->block;
    size_t last = history->tail - history->head - 1;
    if (page->first > 0) {
        struct qr_lines lines = qr_history_lines(history, last);
        return qr_lines_beginning(lines.entries, page->first, lines.count, last == 0);
    }
    const struct qr_width *widths = qr_widths_offset_at(block, block->width_table);
    uint64_t count = (block->edges & QR_EDGE_ALL_HEAD ? 0u : 1u) + (last == 0 && block->edges & QR_EDGE_HEAD ? 1u : 0u);
    for (uint32_t i = 0; i < block->widths; i++)
        count += widths[i].lines;
    return count;
}

static void count_last(struct qr_reading *r) {
    struct qr_history *history = r->history;
    const struct qr_history_page *page = &history->pages[history->tail - 1];
    history->lines += lines_of_last(history);
    r->greatest_line = page->block->greatest_line > r->greatest_line ? page->block->greatest_line : r->greatest_line;
}

/* The page before the last gives its memory back if it is in the file as it is. */
static enum quire_result evict_previous(struct qr_history *history) {
    if (history->tail - history->head < 2)
        return QUIRE_OK;
    struct qr_history_page *previous = &history->pages[history->tail - 2];
    bool can = !previous->packed && previous->extent.units > 0 && previous->block->size <= QR_PACK_BYTES_MAX;
    return can ? qr_history_evict_page(history, previous) : QUIRE_OK;
}

/* --- one page ---------------------------------------------------------------------------------------------------- */

/* A page that was read before and is still the same; NULL: none. */
static const struct qr_history_page *known_page(const struct qr_reading *r, const struct qr_named_page *named) {
    const struct qr_history *before = r->before;
    size_t low = before ? before->head : 0, high = before ? before->tail : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct qr_history_page *page = &before->pages[middle];
        if (page->extent.sequence == named->sequence) {
            struct qr_page_ref ref =
                page->extent.units > 0 && page->filed ? qr_page_ref_of(page) : (struct qr_page_ref){0};
            return memcmp(&ref, &named->ref, sizeof ref) == 0 ? page : NULL;
        }
        if (page->extent.sequence < named->sequence)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* The block of a page, from what was read before or from the file; its beginning only, unless `whole`. NULL with OK: it
 * cannot be used. */
static enum quire_result fetch_page(struct qr_reading *r, const struct qr_named_page *named, bool whole,
                                    struct qr_history_page *page, const char **why) {
    const struct qr_history_page *known = known_page(r, named);
    page->packed = page->filed = page->unread = !whole;
    if (!known || whole)
        return qr_read_page(r, &named->ref, whole, &page->block, &page->stored, why);
    page->block = qr_alloc_zeroed(&r->history->allocator, known->stored);
    if (!page->block)
        return QUIRE_OUT_OF_MEMORY;
    memcpy(page->block, known->block, known->stored);
    page->stored = known->stored;
    page->unread = known->unread;
    return QUIRE_OK;
}

/* The last page leaves again. */
static void drop_last(struct qr_history *history) {
    qr_history_free_block(history, &history->pages[history->tail - 1]);
    history->tail--;
}

/* Makes a block the last page of the history. OUT_OF_MEMORY: the block is freed. */
static enum quire_result add_page(struct qr_history *history, struct qr_history_page *page) {
    enum quire_result result = qr_history_add_sealed(history, page->block, page->first);
    if (result != QUIRE_OK) {
        history->sealed_bytes += qr_history_page_bytes(page); /* which freeing takes off */
        qr_history_free_memory(history, page);
        return result;
    }
    history->sealed_bytes -= qr_history_page_bytes(&history->pages[history->tail - 1]);
    history->pages[history->tail - 1] = *page;
    history->sealed_bytes += qr_history_page_bytes(page);
    return QUIRE_OK;
}

/* Is a page read at once as a whole? One that cannot lie in the cache; the oldest, if some of it is evicted; the last
 * of a writer, which may take it back; all, where no commit vouches for them. */
static bool needs_whole(const struct qr_reading *r, const struct qr_named_page *named, uint32_t first) {
    bool last = named == &r->pages[r->count - 1];
    return r->guessed || first > 0 || named->ref.bytes > QR_PACK_BYTES_MAX || (last && !r->file->read_only);
}

/* Validates the last page, mends and counts it. `why`: it had to leave again. */
static enum quire_result accept_last(struct qr_reading *r, bool beside, const char **why) {
    struct qr_history *history = r->history;
    struct qr_history_page *page = &history->pages[history->tail - 1];
    *why = page->packed ? NULL : qr_validate_last(r);
    if (*why)
        return QUIRE_OK;
    enum quire_result result = qr_mend_last(r, beside);
    if (result == QUIRE_CORRUPT) {
        drop_last(history);
        *why = "CHECKSUM";
        return QUIRE_OK;
    }
    if (result != QUIRE_OK)
        return result;
    count_last(r);
    return evict_previous(history);
}

bool qr_take_place(struct qr_reading *r, const struct qr_extent *extent) {
    if (!r->file->read_only)
        return qr_space_take(r->file, extent->unit, extent->units);
    r->file->used_units += extent->units;
    return true;
}

static enum quire_result take_page(struct qr_reading *r, const struct qr_named_page *named) {
    struct qr_history *history = r->history;
    const struct qr_journal_state *state = &r->replay.state;
    struct qr_history_page page = {
        .first = named->sequence == state->first_sequence ? state->first : 0,
        .extent = {named->ref.unit, qr_units_for(named->ref.bytes), named->sequence, named->ref.generation}};
    const char *why = "its place is another's, or behind the end";
    uint64_t lines = 0;
    if (qr_take_place(r, &page.extent)) {
        enum quire_result result = fetch_page(r, named, needs_whole(r, named, page.first), &page, &why);
        if (result != QUIRE_OK || !page.block)
            qr_history_file_release(r->file, &page.extent);
        if (result == QUIRE_OK && page.block) {
            lines = page.block->entries;
            result = add_page(history, &page);
            if (result == QUIRE_OK)
                result = accept_last(r, r->last_good + 1 == named->sequence, &why);
        }
        if (result != QUIRE_OK)
            return result;
    }
    if (why)
        qr_reading_lost(r, "page", named->sequence, why, lines);
    else
        r->last_good = named->sequence;
    return QUIRE_OK;
}

/* --- all of them ------------------------------------------------------------------------------------------------- */

static enum quire_result take_pages(struct qr_reading *r) {
    uint64_t next = r->replay.state.first_sequence;
    for (size_t i = 0; i < r->count; i++) {
        if (r->guessed && r->pages[i].sequence > next)
            report_gap(r, next, r->pages[i].sequence);
        next = r->pages[i].sequence + 1;
        enum quire_result result = take_page(r, &r->pages[i]);
        if (result != QUIRE_OK)
            return result;
    }
    return QUIRE_OK;
}

/* A writer's last page is plain. Where the one that was last had to be left out, the one before is validated now. */
static enum quire_result make_last_plain(struct qr_reading *r) {
    struct qr_history *history = r->history;
    while (!r->file->read_only && history->tail > history->head && history->pages[history->tail - 1].packed) {
        const struct qr_history_page *page = &history->pages[history->tail - 1];
        uint64_t sequence = page->extent.sequence;
        if (qr_history_packed_sound(history, page))
            return qr_history_unpack_last(history);
        uint64_t lines = lines_of_last(history);
        history->lines -= lines < history->lines ? lines : history->lines;
        drop_last(history);
        qr_reading_lost(r, "page", sequence, "CHECKSUM", lines);
        r->last_good = 0;
    }
    return QUIRE_OK;
}

/* The open page comes in as a sealed one, is validated like one, and opened. */
static enum quire_result take_open(struct qr_reading *r) {
    struct qr_history *history = r->history;
    const struct qr_journal_state *state = &r->replay.state;
    struct qr_history_page page = {.block = NULL};
    const char *why = "too large";
    if (state->open.entries == 0)
        return QUIRE_OK;
    page.first = state->first_sequence == state->next_sequence ? state->first : 0;
    enum quire_result result = qr_replay_seal(r->file, &r->replay, &page.block);
    if (result == QUIRE_OK) {
        page.stored = page.block->size;
        result = add_page(history, &page);
        if (result == QUIRE_OK)
            result = accept_last(r, r->last_good + 1 == state->next_sequence, &why);
    }
    if (result != QUIRE_OK && result != QUIRE_LIMIT)
        return result;
    if (why) {
        qr_reading_lost(r, "journal of commit", r->replay.commit, why, state->open.entries);
        return QUIRE_OK;
    }
    return qr_history_unseal(history, history->tail - history->head - 1);
}

/* Columns of the oldest line that are evicted, where that is still the oldest line. */
static void take_head_column(struct qr_reading *r) {
    struct qr_history *history = r->history;
    const struct qr_journal_state *state = &r->replay.state;
    if (qr_history_page_count(history) == 0 || state->head_column == 0)
        return;
    bool same = history->head < history->tail ? history->pages[history->head].extent.sequence == state->first_sequence
                                              : state->first_sequence == state->next_sequence;
    struct qr_lines lines = qr_history_lines(history, 0);
    if (same && lines.entries[qr_history_first_entry(history, 0)].flags & QR_LINE_CONTINUES)
        history->head_column = state->head_column;
}

/* --- the file's own state ----------------------------------------------------------------------------------------- */

/* The journal stays untouched until the next commit, which begins another: nothing of a torn tail is gone on with.
 * Where somebody cut the file, what is left of the journal serves until then only. */
static void keep_journal(struct qr_reading *r) {
    struct qr_history_file *file = r->file;
    if (r->journal.units == 0 || r->journal.unit >= file->units)
        return;
    bool whole = r->journal.units <= file->units - r->journal.unit;
    r->journal.units = whole ? r->journal.units : file->units - r->journal.unit;
    if (!qr_space_take(file, r->journal.unit, r->journal.units))
        return;
    if (whole)
        file->journals[file->current] = (struct qr_journal){.extent = r->journal};
    else
        qr_history_file_release(file, &r->journal);
}

static uint64_t greater(uint64_t a, uint64_t b) {
    return a > b ? a : b;
}

static enum quire_result note_state(struct qr_reading *r) {
    struct qr_history_file *file = r->file;
    uint64_t size;
    file->commit = r->replay.commit;
    file->last = r->replay.state;
    file->root = r->root;
    file->generation = greater(file->generation, greater(r->replay.state.generation, r->journal.generation));
    if (file->read_only) {
        qr_history_file_release(file, &file->journals[0].extent); /* the one read before */
        file->journals[0] = (struct qr_journal){.extent = r->journal, .used = r->replay.used};
        file->used_units += r->journal.units;
        return QUIRE_OK;
    }
    enum quire_result result = qr_file_size(&file->file, &size);
    uint64_t units = (size + QR_UNIT_BYTES - 1) / QR_UNIT_BYTES;
    if (result == QUIRE_OK)
        result = units > QR_FILE_UNITS_MAX ? QUIRE_LIMIT : qr_space_reserve(file, (uint32_t)(units > 1 ? units : 1));
    if (result == QUIRE_OK)
        keep_journal(r);
    return result;
}

/* A writer must be able to count on: no file that grew by itself comes near this. */
static bool is_used_up(const struct qr_reading *r) {
    const struct qr_journal_state *state = &r->replay.state;
    const uint64_t bound = QR_FILE_COUNTER_MAX / 4;
    return !r->file->read_only &&
           (r->file->generation >= bound || r->replay.commit >= bound || state->next_sequence >= bound ||
            state->next_line >= bound || r->greatest_line >= bound || r->root.number >= bound);
}

static enum quire_result read_all(struct qr_reading *r) {
    enum quire_result result = qr_find_state(r);
    if (result != QUIRE_OK || r->unchanged)
        return result;
    result = note_state(r);
    if (result == QUIRE_OK && is_used_up(r))
        result = QUIRE_CORRUPT;
    if (result == QUIRE_OK)
        result = take_pages(r);
    if (result == QUIRE_OK)
        result = make_last_plain(r);
    if (result == QUIRE_OK)
        result = take_open(r);
    if (result == QUIRE_OK)
        result = qr_take_attachment(r);
    if (result == QUIRE_OK && is_used_up(r))
        result = QUIRE_CORRUPT;
    if (result != QUIRE_OK)
        return result;
    take_head_column(r);
    memset(&r->history->marks, 0, sizeof r->history->marks);
    r->file->last.next_line = greater(r->file->last.next_line, r->greatest_line + 1);
    return QUIRE_OK;
}

enum quire_result qr_history_file_read(struct qr_history *history, const struct qr_history *before,
                                       const struct qr_file_listener *listener, struct qr_file_findings *findings,
                                       bool *unchanged) {
    *findings = (struct qr_file_findings){0};
    struct qr_reading r = {
        .history = history, .file = history->file, .before = before, .listener = listener, .findings = findings};
    enum quire_result result = read_all(&r);
    qr_replay_finish(r.file, &r.replay);
    qr_free(&r.file->allocator, r.pages, r.capacity * sizeof *r.pages);
    *unchanged = r.unchanged;
    return result;
}
