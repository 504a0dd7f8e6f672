/* history_file_read.c - opening: extents are found, the newest commit is chosen, pages are checked and taken.
 *
 * Nothing here is trusted. A page comes in as a plain block, is checked rule by rule, and only then becomes a page of
 * the history; its neighbours are mended where a line went on in what was lost. */
#include "history_file_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "qr_arith.h"
#include "qr_memory.h"

/* Ranges of lost pages, and pages in all of them, that are marked in the file so that their loss is told once. */
#define LOST_RANGES_MAX 64u
#define LOST_MARKED_MAX 256u

struct found {
    uint32_t unit, units, bytes, payload_checksum;
    enum qr_extent_kind kind;
    uint64_t sequence, generation;
};

struct reading {
    struct qr_history *history;
    struct qr_history_file *file;
    const struct qr_history *before; /* or NULL */
    const struct qr_file_listener *listener;
    struct qr_file_findings *findings;
    struct found *found;
    size_t count, capacity;
    struct qr_replay replay;  /* of the journal that holds the newest commit */
    struct qr_extent journal; /* that one */
    uint64_t greatest_line;
    struct lost {
        uint64_t from, to; /* sequences, the end excluded */
    } lost[LOST_RANGES_MAX];
    size_t lost_count;
    bool unchanged; /* `before` is still the newest state; nothing was read */
};

static void tell(const struct reading *r, const char *text) {
    if (r->listener && r->listener->report)
        r->listener->report(r->listener->user, text);
}

/* --- what is there ----------------------------------------------------------------------------------------------- */

/* Looks at every unit: extents are found whatever lies between them. */
static enum quire_result find_extents(struct reading *r) {
    uint64_t size;
    enum quire_result result = qr_file_size(&r->file->file, &size);
    if (result != QUIRE_OK)
        return result;
    uint64_t units = (size + QR_UNIT_BYTES - 1) / QR_UNIT_BYTES;
    if (units > QR_FILE_UNITS_MAX)
        return QUIRE_LIMIT;
    for (uint32_t unit = 1; unit < units; unit++) {
        struct qr_extent_header header;
        if (!qr_extent_read(r->file, unit, &header))
            continue;
        void *found = r->found;
        if (!qr_grow(&r->file->allocator, &found, &r->capacity, r->count + 1, sizeof *r->found))
            return QUIRE_OUT_OF_MEMORY;
        r->found = found;
        r->found[r->count++] = (struct found){unit,
                                              header.units,
                                              header.bytes,
                                              header.payload_checksum,
                                              (enum qr_extent_kind)header.kind,
                                              header.sequence,
                                              header.generation};
        r->file->generation = header.generation > r->file->generation ? header.generation : r->file->generation;
    }
    return r->file->read_only ? QUIRE_OK : qr_space_reserve(r->file, (uint32_t)(units > 1 ? units : 1));
}

/* By sequence, the newest of each first. */
static int by_sequence(const void *a, const void *b) {
    const struct found *x = a, *y = b;
    if (x->sequence != y->sequence)
        return x->sequence < y->sequence ? -1 : 1;
    return x->generation > y->generation ? -1 : x->generation < y->generation;
}

/* Replays all journals and keeps the one with the newest commit. */
static enum quire_result choose_journal(struct reading *r) {
    for (size_t i = 0; i < r->count; i++) {
        const struct found *f = &r->found[i];
        struct qr_extent extent = {f->unit, f->units, 0, f->generation};
        struct qr_replay replay;
        if (f->kind != QR_EXTENT_JOURNAL)
            continue;
        enum quire_result result = qr_journal_replay(r->file, &extent, &replay);
        if (result == QUIRE_OK && replay.commit > r->replay.commit) {
            qr_replay_finish(r->file, &r->replay);
            r->replay = replay;
            r->journal = extent;
            continue;
        }
        qr_replay_finish(r->file, &replay);
        if (result != QUIRE_OK)
            return result;
    }
    r->findings->unfinished = r->replay.unfinished;
    return QUIRE_OK;
}

/* Without a journal everything that lies there is in force. */
static void guess_state(struct reading *r) {
    struct qr_journal_state *state = &r->replay.state;
    *state = (struct qr_journal_state){.generation = r->file->generation, .first_sequence = 1, .next_sequence = 1};
    state->next_line = 1;
    bool any = false;
    for (size_t i = 0; i < r->count; i++) {
        const struct found *f = &r->found[i];
        if (f->kind == QR_EXTENT_JOURNAL || f->sequence == 0)
            continue;
        state->first_sequence = any && state->first_sequence < f->sequence ? state->first_sequence : f->sequence;
        state->next_sequence = state->next_sequence > f->sequence ? state->next_sequence : f->sequence + 1;
        any = true;
    }
    r->findings->no_journal = any;
    if (any)
        tell(r,
             "journal: no commit could be read: pages are taken as they lie there, and what came after them is lost");
}

/* --- one page ---------------------------------------------------------------------------------------------------- */

struct verdict {
    enum qr_history_rule rule;
};

static void note_rule(void *user, enum qr_history_rule rule, size_t page, uint32_t entry) {
    struct verdict *verdict = user;
    (void)page;
    (void)entry;
    verdict->rule = verdict->rule ? verdict->rule : rule;
}

/* Says that a page is lost. `lines`: as far as known. */
static void lose(struct reading *r, const char *what, uint64_t number, const char *why, uint64_t lines) {
    char text[160];
    r->findings->lost_pages++;
    r->findings->lost_lines += lines;
    if (lines > 0)
        snprintf(text, sizeof text, "%s %llu: %s: left out, with about %llu lines", what, (unsigned long long)number,
                 why, (unsigned long long)lines);
    else
        snprintf(text, sizeof text, "%s %llu: %s: left out", what, (unsigned long long)number, why);
    tell(r, text);
}

static void note_lost(struct reading *r, uint64_t from, uint64_t to) {
    if (r->lost_count < LOST_RANGES_MAX)
        r->lost[r->lost_count++] = (struct lost){from, to};
}

/* Pages that a commit names and that are nowhere. */
static void lose_range(struct reading *r, uint64_t from, uint64_t to) {
    char text[160];
    if (from == to)
        return;
    r->findings->lost_pages += to - from;
    snprintf(text, sizeof text, "pages %llu to %llu: not there", (unsigned long long)from, (unsigned long long)to - 1);
    tell(r, text);
    note_lost(r, from, to);
}

/* Numbers of lines must leave room for those to come. */
static bool numbers_sound(const struct qr_sealed *block) {
    return block->greatest_line < QR_FILE_COUNTER_MAX / 2 && block->least_line > 0;
}

/* Checks the last page. On a breach it is removed, and the rule's name returned. */
static const char *judge_last(struct reading *r) {
    struct qr_history *history = r->history;
    struct verdict verdict = {0};
    size_t index = history->tail - history->head - 1;
    struct qr_history_page *page = &history->pages[history->tail - 1];
    bool evicted = page->first > 0;
    size_t breaches = qr_history_check_page(history, index, note_rule, &verdict);
    if (breaches == 0 && numbers_sound(page->block) && (!evicted || page->first < page->block->entries))
        return NULL;
    qr_history_free_block(history, page);
    history->tail--;
    return verdict.rule ? qr_history_rule_name(verdict.rule) : "NUMBER";
}

/* The last page begins inside a line of which nothing is there: it begins a line of its own. */
static enum quire_result part_from_lost(struct reading *r) {
    struct qr_history *history = r->history;
    struct qr_history_page *page = &history->pages[history->tail - 1];
    uint64_t sequence = page->extent.sequence;
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

/* The last page and the one before agree about the line between them; where one of them lost its other half, the line
 * is parted. */
static enum quire_result join_last(struct reading *r) {
    struct qr_history *history = r->history;
    size_t last = history->tail - history->head - 1;
    if (last == 0)
        return QUIRE_OK;
    struct qr_history_page *page = &history->pages[history->tail - 1], *previous = page - 1;
    struct qr_lines lines = qr_history_lines(history, last - 1);
    bool goes_on = (lines.entries[lines.count - 1].flags & QR_LINE_GOES_ON) != 0;
    bool continues = (page->block->edges & QR_EDGE_HEAD) != 0;
    bool joined = continues && goes_on && page->block->first_line == previous->block->last_line;
    if (goes_on && !joined) {
        enum quire_result result = qr_history_unpack(history, previous);
        if (result != QUIRE_OK)
            return result;
        qr_history_set_page_goes_on(history, previous, false);
        r->file->all_unsure = true;
    }
    return continues && !joined ? part_from_lost(r) : QUIRE_OK;
}

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

/* The last page is good: it counts, and the one before it gives its memory back. */
static enum quire_result settle_last(struct reading *r) {
    struct qr_history *history = r->history;
    struct qr_history_page *page = &history->pages[history->tail - 1];
    history->lines += lines_of_last(history);
    r->greatest_line = page->block->greatest_line > r->greatest_line ? page->block->greatest_line : r->greatest_line;
    if (history->tail - history->head > 1) {
        struct qr_history_page *previous = page - 1;
        if (!previous->packed && previous->extent.units > 0 && previous->block->size <= QR_PACK_BYTES_MAX)
            return qr_history_shed(history, previous);
    }
    return QUIRE_OK;
}

/* A page that was read before and is still the same. */
static const struct qr_history_page *known_page(const struct reading *r, const struct found *f) {
    const struct qr_history *before = r->before;
    size_t low = before ? before->head : 0, high = before ? before->tail : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct qr_history_page *page = &before->pages[middle];
        if (page->extent.sequence == f->sequence)
            return page->extent.units > 0 && page->extent.generation == f->generation && page->extent.unit == f->unit &&
                           page->filed
                       ? page
                       : NULL;
        if (page->extent.sequence < f->sequence)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* Reads the block of a page. NULL with OK: it cannot be used, `why` says why. */
static enum quire_result read_block(struct reading *r, const struct found *f, struct qr_sealed **block,
                                    const char **why) {
    struct qr_sealed header;
    uint64_t place = qr_unit_place(f->unit) + sizeof(struct qr_extent_header);
    *block = NULL;
    *why = "HEADER";
    if (f->bytes < sizeof header || qr_file_read(&r->file->file, place, &header, sizeof header) != QUIRE_OK ||
        header.size != f->bytes || header.checksum != f->payload_checksum)
        return QUIRE_OK;
    uint64_t size;
    *why = "the file ends before";
    if (qr_file_size(&r->file->file, &size) != QUIRE_OK || size < place + f->bytes)
        return QUIRE_OK; /* before memory is asked for on the word of a header */
    struct qr_sealed *made = qr_alloc_zeroed(&r->history->allocator, f->bytes);
    if (!made)
        return QUIRE_OUT_OF_MEMORY;
    if (qr_file_read(&r->file->file, place, made, f->bytes) != QUIRE_OK || made->size != f->bytes) {
        qr_free(&r->history->allocator, made, f->bytes);
        return QUIRE_OK;
    }
    *block = made;
    return QUIRE_OK;
}

/* Takes a page into the history. */
static enum quire_result take_page(struct reading *r, const struct found *f) {
    struct qr_history *history = r->history;
    bool oldest = history->head == history->tail && f->sequence == r->replay.state.first_sequence;
    uint32_t first = oldest ? r->replay.state.first : 0;
    struct qr_extent extent = {f->unit, f->units, f->sequence, f->generation};
    const char *why;
    struct qr_sealed *block;
    if (!r->file->read_only && !qr_space_take(r->file, f->unit, f->units)) {
        lose(r, "page", f->sequence, "its place is another's, or behind the end", 0);
        return QUIRE_OK;
    }
    if (r->file->read_only)
        r->file->used_units += f->units;
    enum quire_result result = read_block(r, f, &block, &why);
    if (result == QUIRE_OK && block) {
        result = qr_history_add_sealed(history, block, first);
        if (result != QUIRE_OK)
            qr_free(&history->allocator, block, f->bytes);
    }
    if (result != QUIRE_OK || !block) {
        qr_history_file_release(r->file, &extent);
        if (result == QUIRE_OK)
            lose(r, "page", f->sequence, why, 0);
        return result;
    }
    history->pages[history->tail - 1].extent = extent;
    uint32_t entries = block->entries;
    why = judge_last(r);
    if (why) {
        lose(r, "page", f->sequence, why, entries <= QR_OPEN_ENTRIES_MAX ? entries : 0);
        return QUIRE_OK;
    }
    result = join_last(r);
    return result == QUIRE_OK ? settle_last(r) : result;
}

/* Takes over a page that is known from before. It was checked then, and reading it checks it again. */
static enum quire_result keep_page(struct reading *r, const struct qr_history_page *known) {
    struct qr_history *history = r->history;
    bool oldest = history->head == history->tail && known->extent.sequence == r->replay.state.first_sequence;
    uint32_t first = oldest ? r->replay.state.first : 0;
    enum quire_result result = QUIRE_OK;
    if (first >= known->block->entries)
        return QUIRE_OK;
    size_t stored = known->stored;
    struct qr_sealed *block = qr_alloc_zeroed(&history->allocator, stored);
    if (!block)
        return QUIRE_OUT_OF_MEMORY;
    memcpy(block, known->block, stored);
    result = qr_history_add_sealed(history, block, first);
    if (result != QUIRE_OK) {
        qr_free(&history->allocator, block, stored);
        return result;
    }
    struct qr_history_page *page = &history->pages[history->tail - 1];
    history->sealed_bytes -= block->size - stored;
    page->stored = (uint32_t)stored;
    page->packed = page->filed = true;
    page->extent = known->extent;
    r->file->used_units += page->extent.units;
    if (r->findings->lost_pages > 0) /* perhaps the one before */
        result = join_last(r);
    return result == QUIRE_OK ? settle_last(r) : result;
}

/* --- all of them ------------------------------------------------------------------------------------------------- */

/* So that a loss is told once: extents that stand for the lost pages, in force with the next commit. Only when all
 * pages that are left have their places, for units that are not taken count as free. */
static void mark_lost(struct reading *r) {
    struct qr_history_file *file = r->file;
    uint32_t marked = 0;
    for (size_t i = 0; i < r->lost_count && !file->read_only; i++) {
        for (uint64_t lost = r->lost[i].from; lost < r->lost[i].to && marked < LOST_MARKED_MAX; lost++, marked++) {
            struct qr_extent extent = {.units = 1, .sequence = lost, .generation = file->generation + 1};
            if (qr_space_allocate(file, 1, &extent.unit) != QUIRE_OK ||
                qr_extent_write(file, &extent, QR_EXTENT_LOST, NULL, 0, 0) != QUIRE_OK)
                return;
            file->generation++;
        }
    }
}

/* An unfinished commit wrote the last page again. The next commit, whose generation is beyond that, must not put it in
 * force: what is in force is written once more. */
static void outdo(struct reading *r) {
    qr_history_file_release(r->file, &r->history->pages[r->history->tail - 1].extent);
    r->file->all_unsure = true;
}

static enum quire_result take_pages(struct reading *r) {
    const struct qr_journal_state *state = &r->replay.state;
    uint64_t next = state->first_sequence, unfinished = 0;
    for (size_t i = 0; i < r->count && next < state->next_sequence; i++) {
        const struct found *f = &r->found[i];
        if (f->kind == QR_EXTENT_JOURNAL || f->sequence < next || f->sequence >= state->next_sequence)
            continue;
        if (f->generation > state->generation) {
            unfinished = f->sequence; /* the one in force comes next */
            continue;
        }
        lose_range(r, next, f->sequence);
        next = f->sequence + 1;
        if (f->kind == QR_EXTENT_LOST) {
            if (!r->file->read_only)
                (void)qr_space_take(r->file, f->unit, f->units);
            if (f->sequence == unfinished)
                note_lost(r, f->sequence, f->sequence + 1);
            continue;
        }
        const struct qr_history_page *known = known_page(r, f);
        uint64_t lost = r->findings->lost_pages;
        enum quire_result result = known ? keep_page(r, known) : take_page(r, f);
        if (result != QUIRE_OK)
            return result;
        if (r->findings->lost_pages > lost)
            note_lost(r, f->sequence, f->sequence + 1);
        else if (f->sequence == unfinished && !r->file->read_only)
            outdo(r);
    }
    lose_range(r, next, state->next_sequence);
    return QUIRE_OK;
}

/* The open page comes in as a sealed one, is checked like one, and opened. */
static enum quire_result take_open(struct reading *r) {
    struct qr_history *history = r->history;
    const struct qr_journal_state *state = &r->replay.state;
    struct qr_sealed *block;
    if (state->open.entries == 0)
        return QUIRE_OK;
    bool oldest = history->head == history->tail && state->first_sequence == state->next_sequence;
    enum quire_result result = qr_replay_seal(r->file, &r->replay, &block);
    if (result == QUIRE_OK) {
        result = qr_history_add_sealed(history, block, oldest ? state->first : 0);
        if (result != QUIRE_OK)
            qr_free(&history->allocator, block, block->size);
    }
    if (result != QUIRE_OK)
        return result == QUIRE_LIMIT ? QUIRE_CORRUPT : result;
    const char *why = judge_last(r);
    if (why) {
        lose(r, "journal of commit", r->replay.commit, why, state->open.entries);
        return QUIRE_OK;
    }
    result = join_last(r);
    if (result == QUIRE_OK)
        result = settle_last(r);
    return result == QUIRE_OK ? qr_history_unseal(history, history->tail - history->head - 1) : result;
}

/* Columns of the oldest line that are evicted, where that is still the oldest line. */
static void take_head_column(struct reading *r) {
    struct qr_history *history = r->history;
    const struct qr_journal_state *state = &r->replay.state;
    if (qr_history_page_count(history) == 0)
        return;
    bool same = history->head < history->tail ? history->pages[history->head].extent.sequence == state->first_sequence
                                              : state->first_sequence == state->next_sequence;
    struct qr_lines lines = qr_history_lines(history, 0);
    if (same && lines.entries[qr_history_first_entry(history, 0)].flags & QR_LINE_CONTINUES)
        history->head_column = state->head_column;
}

static void note_state(struct reading *r) {
    struct qr_history_file *file = r->file;
    file->commit = r->replay.commit;
    file->last = r->replay.state;
    if (file->last.next_line <= r->greatest_line)
        file->last.next_line = r->greatest_line + 1;
    if (file->read_only) {
        qr_history_file_release(file, &file->journals[0].extent); /* the one read before */
        file->journals[0].extent = r->journal;
        file->used_units += r->journal.units;
        return;
    }
    if (r->journal.units == 0)
        return;
    /* The next record is a full one in another journal: nothing of an unfinished commit stays, and this journal is not
     * touched until then. Where somebody cut the file, what is left of the journal serves until then only. */
    bool whole = r->journal.units <= file->units - r->journal.unit;
    r->journal.units = whole ? r->journal.units : file->units - r->journal.unit;
    if (!qr_space_take(file, r->journal.unit, r->journal.units))
        return;
    if (whole)
        file->journals[file->current] = (struct qr_journal){.extent = r->journal};
    else
        qr_history_file_release(file, &r->journal);
}

/* A writer must be able to count on: no file that grew by itself comes near this. */
static bool is_used_up(const struct reading *r) {
    const struct qr_journal_state *state = &r->replay.state;
    const uint64_t bound = QR_FILE_COUNTER_MAX / 4;
    return !r->file->read_only &&
           (r->file->generation >= bound || r->replay.commit >= bound || state->next_sequence >= bound ||
            state->next_line >= bound || r->greatest_line >= bound);
}

static enum quire_result read_all(struct reading *r) {
    enum quire_result result = find_extents(r);
    if (result == QUIRE_OK)
        result = choose_journal(r);
    r->unchanged = result == QUIRE_OK && r->before && r->replay.commit == r->file->commit;
    if (result != QUIRE_OK || r->unchanged)
        return result;
    if (r->replay.commit == 0)
        guess_state(r);
    if (is_used_up(r))
        return QUIRE_CORRUPT;
    if (r->count > 0)
        qsort(r->found, r->count, sizeof *r->found, by_sequence);
    note_state(r);
    result = take_pages(r);
    if (result == QUIRE_OK)
        result = take_open(r);
    if (result == QUIRE_OK && is_used_up(r))
        result = QUIRE_CORRUPT;
    if (result != QUIRE_OK)
        return result;
    mark_lost(r);
    take_head_column(r);
    memset(&r->history->marks, 0, sizeof r->history->marks);
    if (r->file->last.next_line <= r->greatest_line)
        r->file->last.next_line = r->greatest_line + 1;
    return QUIRE_OK;
}

enum quire_result qr_history_file_read(struct qr_history *history, const struct qr_history *before,
                                       const struct qr_file_listener *listener, struct qr_file_findings *findings,
                                       bool *unchanged) {
    *findings = (struct qr_file_findings){0};
    struct reading r = {
        .history = history, .file = history->file, .before = before, .listener = listener, .findings = findings};
    enum quire_result result = read_all(&r);
    qr_replay_finish(r.file, &r.replay);
    qr_free(&r.file->allocator, r.found, r.capacity * sizeof *r.found);
    *unchanged = r.unchanged;
    return result;
}
