/* search.c - see search.h: plain text, byte by byte. */
#include "search.h"

#include <string.h>

#include "search_match.h"
#include "search_walk.h"

struct search {
    struct qr_walk walk;
    struct qr_needle needle;
};

/* --- pages and seams ------------------------------------------------------------------------------------------- */

/* Does a hit that begins in an entry end in its line, as far as this page has it? Cost: the entries that it lies in. */
static bool in_line(const struct search *s, const struct qr_lines *lines, struct qr_text_place place, size_t hit) {
    uint32_t entry = qr_walk_entry_of(lines, hit);
    while (qr_walk_text_end(lines, entry) < hit + s->needle.length) {
        if (++entry == lines->count || !qr_walk_continues(&s->walk, lines, place, entry))
            return false;
    }
    return true;
}

/* Searches one page for hits that lie in it from byte *from on; *from is where the next hit may begin. */
static void forward_page(struct search *s, struct qr_text_place place, size_t *from, size_t to) {
    while (!s->walk.is_stopped) {
        struct qr_lines lines = qr_walk_lines(&s->walk, place);
        size_t hit = qr_needle_first(&s->needle, lines.text, *from, to);
        if (hit == SIZE_MAX)
            return;
        if (!in_line(s, &lines, place, hit)) {
            *from = hit + 1;
            continue;
        }
        *from = hit + s->needle.length;
        qr_walk_tell(&s->walk, place, hit, s->needle.length);
    }
}

static void backward_page(struct search *s, struct qr_text_place place, size_t from, size_t *to) {
    struct qr_lines whole = qr_walk_lines(&s->walk, place);
    if (qr_needle_first(&s->needle, whole.text, from, *to) == SIZE_MAX)
        return; /* most pages have no hit, and that is known sooner in this direction */
    while (!s->walk.is_stopped) {
        struct qr_lines lines = qr_walk_lines(&s->walk, place);
        size_t hit = qr_needle_last(&s->needle, lines.text, from, *to);
        if (hit == SIZE_MAX)
            return;
        if (!in_line(s, &lines, place, hit)) {
            *to = hit + s->needle.length - 1;
            continue;
        }
        *to = hit;
        qr_walk_tell(&s->walk, place, hit, s->needle.length);
    }
}

/* The text of the page's last line that may begin a hit over the page's end, and what follows it: at most length - 1
 * bytes each. Returns the bytes before the seam; 0: nothing goes over it. */
static size_t seam(const struct search *s, struct qr_text_place place, size_t from, uint8_t *text, size_t *size) {
    struct qr_lines lines = qr_walk_lines(&s->walk, place);
    uint32_t entry = lines.count - 1, first = qr_walk_first_entry(&s->walk, place);
    while (entry > first && qr_walk_continues(&s->walk, &lines, place, entry))
        entry--;
    size_t begin = lines.entries[entry].text > from ? lines.entries[entry].text : from;
    if (begin >= lines.text_bytes || s->needle.length < 2)
        return 0;
    size_t before = lines.text_bytes - begin;
    before = before < s->needle.length - 1 ? before : s->needle.length - 1;
    memcpy(text, lines.text + lines.text_bytes - before, before);
    *size = before;
    while (*size - before < s->needle.length - 1 && qr_walk_next(&s->walk, &place)) {
        lines = qr_walk_lines(&s->walk, place);
        entry = qr_walk_first_entry(&s->walk, place);
        if (!qr_walk_continues(&s->walk, &lines, place, entry))
            break;
        size_t start = lines.entries[entry].text, end = qr_walk_line_end(&s->walk, &lines, place, entry);
        size_t count = end - start, room = s->needle.length - 1 - (*size - before);
        count = count < room ? count : room;
        memcpy(text + *size, lines.text + start, count);
        *size += count;
        if (end < lines.text_bytes)
            break;
    }
    return before;
}

/* Hits over the end of a page. Each begins before the seam, so they overlap each other: at most one counts. Returns how
 * many bytes of the following text it takes, of which `limit` are free; *begin is where it begins. */
static size_t seam_hit(const struct search *s, struct qr_text_place place, size_t from, size_t limit, size_t *begin) {
    uint8_t text[2 * QUIRE_SEARCH_TEXT_MAX];
    size_t size = 0, before = seam(s, place, from, text, &size);
    struct qr_lines lines = qr_walk_lines(&s->walk, place);
    *begin = SIZE_MAX;
    size = size - before > limit ? before + limit : size;
    if (before == 0 || size < s->needle.length)
        return 0;
    size_t hit =
        s->walk.backward ? qr_needle_last(&s->needle, text, 0, size) : qr_needle_first(&s->needle, text, 0, size);
    if (hit == SIZE_MAX)
        return 0;
    *begin = lines.text_bytes - before + hit;
    return hit + s->needle.length - before;
}

/* The first byte of a page that is still there. */
static size_t page_begin(const struct search *s, struct qr_text_place place) {
    struct qr_lines lines = qr_walk_lines(&s->walk, place);
    return lines.entries[qr_walk_first_entry(&s->walk, place)].text;
}

static void forward(struct search *s, struct qr_text_place place) {
    size_t skip = 0;
    do {
        if (qr_walk_is_over(&s->walk) && qr_walk_pauses(&s->walk, place, page_begin(s, place) + skip))
            return;
        if (qr_walk_known_without(&s->walk, place, &s->needle) && !qr_walk_goes_over(&s->walk, place)) {
            skip = 0;
            qr_walk_looked(&s->walk, 0);
            continue;
        }
        struct qr_lines lines = qr_walk_lines(&s->walk, place);
        size_t from, to, begin;
        qr_walk_page_range(&s->walk, &lines, place, &from, &to);
        qr_walk_looked(&s->walk, lines.text_bytes);
        if (skip > to - from) { /* a page shorter than what a hit over its beginning took */
            skip -= to - from;
            continue;
        }
        from += skip;
        forward_page(s, place, &from, to);
        if (s->walk.is_stopped)
            return;
        skip = seam_hit(s, place, from, SIZE_MAX, &begin);
        if (begin != SIZE_MAX)
            qr_walk_tell(&s->walk, place, begin, s->needle.length);
    } while (!s->walk.is_stopped && qr_walk_next(&s->walk, &place));
}

static void backward(struct search *s, struct qr_text_place place) {
    size_t cut = SIZE_MAX; /* where a hit over this page's end began */
    do {
        struct qr_text_place above = place;
        if (qr_walk_known_without(&s->walk, place, &s->needle) && qr_walk_previous(&s->walk, &above) &&
            !qr_walk_goes_over(&s->walk, above)) {
            cut = SIZE_MAX;
            qr_walk_looked(&s->walk, 0);
            continue;
        }
        struct qr_lines lines = qr_walk_lines(&s->walk, place);
        size_t from, to;
        qr_walk_page_range(&s->walk, &lines, place, &from, &to);
        size_t end = lines.text_bytes;
        qr_walk_looked(&s->walk, end);
        to = cut < to ? cut : to;
        cut = SIZE_MAX;
        backward_page(s, place, from, &to);
        struct qr_text_place before = place;
        if (s->walk.is_stopped || !qr_walk_previous(&s->walk, &before) ||
            qr_walk_pauses(&s->walk, place, page_begin(s, place)))
            return;
        lines = qr_walk_lines(&s->walk, before);
        size_t limit = to < end ? to - from : SIZE_MAX; /* not over a hit that was told */
        (void)seam_hit(s, before, lines.entries[qr_walk_first_entry(&s->walk, before)].text, limit, &cut);
        if (cut != SIZE_MAX)
            qr_walk_tell(&s->walk, before, cut, s->needle.length);
    } while (!s->walk.is_stopped && qr_walk_previous(&s->walk, &place));
}

/* --- the whole ------------------------------------------------------------------------------------------------- */

/* A hit that begins before from_column may lie over the end of that page. */
static void begin_behind_seam(struct qr_walk *walk) {
    struct qr_lines lines = qr_walk_lines(walk, walk->from);
    struct qr_text_place next = walk->from;
    bool at_end = qr_walk_line_end(walk, &lines, walk->from, walk->from_entry) == lines.text_bytes;
    if (at_end && qr_walk_goes_over(walk, walk->from) && qr_walk_next(walk, &next)) {
        walk->from = next;
        walk->from_entry = qr_walk_first_entry(walk, next);
    }
}

static void find_text(struct qr_walk *walk, struct qr_text_place begin) {
    const struct quire_search_options *options = walk->options;
    struct search s = {.walk = *walk};
    qr_needle_init(&s.needle, options->text, options->length, (options->flags & QUIRE_SEARCH_IGNORE_CASE) != 0);
    if (walk->backward && walk->has_from) {
        begin_behind_seam(&s.walk);
        begin = s.walk.from;
    }
    if (walk->backward)
        backward(&s, begin);
    else
        forward(&s, begin);
    walk->is_stopped = s.walk.is_stopped;
    walk->next = s.walk.next;
}

enum quire_result qr_search(const struct qr_history *history, const struct qr_search_screen *screen,
                            const struct quire_search_options *options, uint64_t budget, struct quire_place *next,
                            quire_search_function *found, void *user) {
    struct qr_walk walk = {.sources = {history, screen ? screen->frozen : NULL},
                           .screen = screen ? screen->page : NULL,
                           .joined = screen && screen->joined,
                           .options = options,
                           .found = found,
                           .user = user,
                           .budget = budget};
    enum quire_result result = QUIRE_OK;
    walk.backward = (options->flags & QUIRE_SEARCH_BACKWARD) != 0;
    bool any[2] = {qr_walk_page_count(&walk, 0) > 0, qr_walk_page_count(&walk, 1) > 0};
    if (options->from_line != 0 && !qr_walk_find_from(&walk))
        return QUIRE_NOT_FOUND;
    if (!any[0] && !any[1]) {
        *next = (struct quire_place){0, 0};
        return QUIRE_OK;
    }
    unsigned last = any[1];
    struct qr_text_place begin = {walk.backward ? last : !any[0], 0};
    begin.page = walk.backward ? qr_walk_page_count(&walk, last) - 1 : 0;
    begin = walk.has_from ? walk.from : begin;
    if (options->match)
        result = qr_search_match(&walk, begin);
    else
        find_text(&walk, begin);
    if (result == QUIRE_OK)
        *next = walk.is_stopped ? walk.next : (struct quire_place){0, 0};
    return result;
}

enum quire_result qr_search_freeze(const struct qr_engine *engine, struct qr_history *frozen) {
    const struct qr_page *page = qr_shown_page(engine);
    uint32_t rows = qr_page_rows(page);
    qr_history_init(frozen, qr_engine_allocator(engine), UINT64_MAX, 0, qr_engine_seed(engine));
    for (uint32_t y = 0; y < rows; y++) {
        enum quire_result result = qr_history_append_row(frozen, page, y);
        if (result == QUIRE_OK)
            continue;
        qr_history_finish(frozen);
        return result;
    }
    return QUIRE_OK;
}
