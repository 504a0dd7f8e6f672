/* history_file_find.c - opening a file: which state is the newest, and which pages it has.
 *
 * As a rule a root names the journal, and the journal names the pages. Where a root is damaged every unit is looked at,
 * for the journal with the newest commit; where no commit can be read, for pages: of each sequence the newest. */
#include "history_file_reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "qr_memory.h"

/* Sequences that may be missing between pages that lie about, all in all; what is before such a gap is left out. */
#define GAPS_MAX 65536u

/* --- what is in the units ----------------------------------------------------------------------------------------- */

struct found {
    uint32_t unit;
    struct qr_extent_header header;
};

struct findings {
    struct found *list;
    size_t count, capacity;
};

/* Looks at every unit: extents are found whatever lies between them. OUT_OF_MEMORY, IO, LIMIT. */
static enum quire_result find_extents(struct qr_history_file *file, struct findings *findings) {
    uint64_t size;
    enum quire_result result = qr_file_size(&file->file, &size);
    uint64_t units = (size + QR_UNIT_BYTES - 1) / QR_UNIT_BYTES;
    if (result != QUIRE_OK || units > QR_FILE_UNITS_MAX)
        return result != QUIRE_OK ? result : QUIRE_LIMIT;
    for (uint32_t unit = 1; unit < units; unit++) {
        struct found found = {.unit = unit};
        if (!qr_extent_read(file, unit, &found.header))
            continue;
        void *list = findings->list;
        if (!qr_grow(&file->allocator, &list, &findings->capacity, findings->count + 1, sizeof found))
            return QUIRE_OUT_OF_MEMORY;
        findings->list = list;
        findings->list[findings->count++] = found;
        file->generation = found.header.generation > file->generation ? found.header.generation : file->generation;
    }
    return QUIRE_OK;
}

static void forget_findings(const struct qr_history_file *file, struct findings *findings) {
    qr_free(&file->allocator, findings->list, findings->capacity * sizeof *findings->list);
}

/* --- the journal ---------------------------------------------------------------------------------------------------
 */

/* Takes a journal if its newest commit is newer than what is known. */
static enum quire_result try_journal(struct qr_reading *r, const struct qr_extent *extent) {
    struct qr_replay replay;
    enum quire_result result = qr_journal_replay(r->file, extent, &replay);
    if (result == QUIRE_OK && replay.commit > r->replay.commit) {
        qr_replay_finish(r->file, &r->replay);
        r->replay = replay;
        r->journal = *extent;
        return QUIRE_OK;
    }
    qr_replay_finish(r->file, &replay);
    return result;
}

/* The one that the root names. It is not taken if it does not begin with the commit that the root says. */
static enum quire_result take_named_journal(struct qr_reading *r) {
    struct qr_extent extent = {r->root.unit, r->root.units, 0, r->root.generation};
    if (r->root.number == 0)
        return QUIRE_OK;
    enum quire_result result = try_journal(r, &extent);
    if (result == QUIRE_OK && r->replay.commit > 0 && r->replay.checkpoint != r->root.commit)
        qr_replay_finish(r->file, &r->replay);
    if (r->replay.commit == 0)
        r->journal = (struct qr_extent){.units = 0};
    return result;
}

static enum quire_result take_newest_journal(struct qr_reading *r, const struct findings *findings) {
    for (size_t i = 0; i < findings->count; i++) {
        const struct found *f = &findings->list[i];
        struct qr_extent extent = {f->unit, f->header.units, 0, f->header.generation};
        enum quire_result result = f->header.kind == QR_EXTENT_JOURNAL ? try_journal(r, &extent) : QUIRE_OK;
        if (result != QUIRE_OK)
            return result;
    }
    return QUIRE_OK;
}

/* Commits that answered OK are not there. */
static void report_damage(struct qr_reading *r) {
    const struct qr_replay *replay = &r->replay;
    char text[160];
    r->findings->unfinished = replay->unfinished && replay->damaged_to == 0;
    if (replay->damaged_to == 0)
        return;
    r->findings->lost_commits = replay->damaged_to - replay->commit;
    snprintf(text, sizeof text, "journal: damaged behind commit %llu: what was committed after it, up to %llu, is lost",
             (unsigned long long)replay->commit, (unsigned long long)replay->damaged_to);
    qr_reading_tell(r, text);
}

/* --- the pages of the state ------------------------------------------------------------------------------------- */

static enum quire_result add_page(struct qr_reading *r, uint64_t sequence, const struct qr_page_ref *ref) {
    void *pages = r->pages;
    if (!qr_grow(&r->file->allocator, &pages, &r->capacity, r->count + 1, sizeof *r->pages))
        return QUIRE_OUT_OF_MEMORY;
    r->pages = pages;
    r->pages[r->count++] = (struct qr_named_page){sequence, *ref};
    return QUIRE_OK;
}

static enum quire_result list_named_pages(struct qr_reading *r) {
    const struct qr_journal_state *state = &r->replay.state;
    enum quire_result result = QUIRE_OK;
    for (uint64_t s = state->first_sequence; s < state->next_sequence && result == QUIRE_OK; s++) {
        const struct qr_page_ref *ref = qr_replay_page(&r->replay, s);
        if (ref->bytes > 0)
            result = add_page(r, s, ref);
    }
    return result;
}

/* By sequence, the newest of each first. */
static int by_sequence(const void *a, const void *b) {
    const struct qr_named_page *x = a, *y = b;
    if (x->sequence != y->sequence)
        return x->sequence < y->sequence ? -1 : 1;
    return x->ref.generation > y->ref.generation ? -1 : x->ref.generation < y->ref.generation;
}

/* Keeps the newest of each sequence, and no more of the oldest than leave few gaps. */
static void choose_pages(struct qr_reading *r) {
    size_t kept = 0;
    if (r->count > 0)
        qsort(r->pages, r->count, sizeof *r->pages, by_sequence);
    for (size_t i = 0; i < r->count; i++) {
        if (kept == 0 || r->pages[kept - 1].sequence != r->pages[i].sequence)
            r->pages[kept++] = r->pages[i];
    }
    size_t first = 0;
    while (kept > 0 && r->pages[kept - 1].sequence - r->pages[first].sequence > kept + GAPS_MAX)
        qr_reading_lost(r, "page", r->pages[first++].sequence, "far from the others", 0);
    r->count = kept - first;
    if (first > 0)
        memmove(r->pages, r->pages + first, r->count * sizeof *r->pages);
}

/* Without a commit all pages that lie there are the state. */
static enum quire_result guess_state(struct qr_reading *r, const struct findings *findings) {
    struct qr_journal_state *state = &r->replay.state;
    for (size_t i = 0; i < findings->count; i++) {
        const struct qr_extent_header *h = &findings->list[i].header;
        struct qr_page_ref ref = {h->generation,  findings->list[i].unit, h->bytes, h->payload_checksum,
                                  h->begin_bytes, h->begin_checksum,      0};
        if (h->kind != QR_EXTENT_PAGE || h->sequence == 0)
            continue;
        enum quire_result result = add_page(r, h->sequence, &ref);
        if (result != QUIRE_OK)
            return result;
    }
    choose_pages(r);
    r->guessed = true;
    r->findings->no_journal = true;
    *state = (struct qr_journal_state){.generation = r->file->generation, .next_line = 1};
    state->first_sequence = r->count > 0 ? r->pages[0].sequence : 1;
    state->next_sequence = r->count > 0 ? r->pages[r->count - 1].sequence + 1 : 1;
    qr_reading_tell(r,
                    "journal: no commit could be read: pages are taken as they lie there, and what came after them is "
                    "lost");
    return QUIRE_OK;
}

/* --- all of it -------------------------------------------------------------------------------------------------- */

/* Is what was read earlier still the newest state? */
static bool nothing_new(const struct qr_reading *r) {
    const struct qr_history_file *file = r->file;
    return r->before && file->commit > 0 && memcmp(&r->root, &file->root, sizeof r->root) == 0 &&
           !qr_journal_moved(r->file, &file->journals[0], file->commit);
}

/* Where a root is damaged, or was torn: the newest journal of all. Where none can be read, or the one that a root names
 * cannot: pages. An older journal would bring back what is no more. */
static enum quire_result search_file(struct qr_reading *r, bool sound) {
    struct findings findings = {NULL, 0, 0};
    enum quire_result result = find_extents(r->file, &findings);
    if (result == QUIRE_OK && !sound)
        result = take_newest_journal(r, &findings);
    bool anything = r->root.number > 0 || findings.count > 0;
    if (result == QUIRE_OK && r->replay.commit == 0 && anything)
        result = guess_state(r, &findings);
    forget_findings(r->file, &findings);
    return result;
}

/* Without a header there are no roots yet, and that is all well. */
static enum quire_result read_roots(struct qr_reading *r, bool *sound) {
    *sound = true;
    return r->file->has_header ? qr_roots_read(r->file, &r->root, sound) : QUIRE_OK;
}

enum quire_result qr_find_state(struct qr_reading *r) {
    struct qr_journal_state *state = &r->replay.state;
    bool sound;
    enum quire_result result = qr_file_header_take(r->file);
    if (result != QUIRE_OK)
        return result;
    result = read_roots(r, &sound);
    if (result == QUIRE_CORRUPT) { /* it was cut just now */
        sound = false;
        result = QUIRE_OK;
    }
    r->unchanged = result == QUIRE_OK && sound && nothing_new(r);
    if (result != QUIRE_OK || r->unchanged)
        return result;
    if (sound)
        result = take_named_journal(r);
    if (result == QUIRE_OK && r->replay.commit == 0 && (r->root.number > 0 || !sound))
        result = search_file(r, sound);
    if (result != QUIRE_OK)
        return result;
    if (r->replay.commit == 0 && !r->guessed)
        *state = (struct qr_journal_state){.first_sequence = 1, .next_sequence = 1, .next_line = 1};
    r->unchanged = r->before && r->replay.commit == r->file->commit && r->replay.damaged_to == 0;
    if (r->unchanged)
        return QUIRE_OK;
    report_damage(r);
    return r->guessed ? QUIRE_OK : list_named_pages(r);
}
