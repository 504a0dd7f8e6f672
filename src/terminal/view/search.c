/* search.c - see search.h. A place in the text is (source, page, byte); source 0 is history, 1 the screen. One page is
 * looked at at a time: what qr_history_lines gave is asked for again after another page was. */
#include "search.h"

#include <string.h>

#include "history_lines.h"

struct place {
    unsigned source;
    size_t page;
};

/* The start of an entry: of which line, and how far into it. */
struct entry_start {
    struct place place;
    uint32_t entry;
    uint64_t line, column;
    bool known;
};

struct search {
    const struct qr_history *sources[2];
    const struct qr_page *screen; /* what source 1 was frozen from */
    bool joined;
    const struct quire_search_options *options;
    quire_search_function *found;
    void *user;
    uint8_t needle[QUIRE_SEARCH_TEXT_MAX]; /* lower case where case is ignored */
    size_t length;
    bool fold, backward, stopped;
    struct entry_start last; /* of the last hit: the next one is found from here */
    struct place from;       /* where the search begins, when from_line says */
    uint32_t from_entry;
};

/* --- bytes ----------------------------------------------------------------------------------------------------- */

static uint8_t lower(uint8_t c) {
    return c >= 'A' && c <= 'Z' ? (uint8_t)(c + 32) : c;
}

static bool equal_at(const struct search *s, const uint8_t *at) {
    if (!s->fold)
        return memcmp(at, s->needle, s->length) == 0;
    for (size_t i = 0; i < s->length; i++) {
        if (lower(at[i]) != s->needle[i])
            return false;
    }
    return true;
}

/* The next place in [at, end) where the first byte of the needle stands, in either case. */
static const uint8_t *next_candidate(const struct search *s, const uint8_t *at, const uint8_t *end) {
    uint8_t c = s->needle[0];
    if (!s->fold || c < 'a' || c > 'z')
        return memchr(at, c, (size_t)(end - at));
    while (at < end && lower(*at) != c)
        at++;
    return at < end ? at : NULL;
}

/* The first hit in bytes [from, to) of `text`, as a whole; SIZE_MAX: none. */
static size_t scan_forward(const struct search *s, const uint8_t *text, size_t from, size_t to) {
    if (to < s->length || from > to - s->length)
        return SIZE_MAX;
    const uint8_t *end = text + (to - s->length) + 1;
#ifdef QR_HAVE_MEMMEM
    if (!s->fold) {
        const uint8_t *hit = memmem(text + from, to - from, s->needle, s->length);
        return hit ? (size_t)(hit - text) : SIZE_MAX;
    }
#endif
    for (const uint8_t *at = text + from; at < end && (at = next_candidate(s, at, end)) != NULL; at++) {
        if (equal_at(s, at))
            return (size_t)(at - text);
    }
    return SIZE_MAX;
}

/* The last place in [from, end) where the first byte of the needle stands, in either case. */
static const uint8_t *last_candidate(const struct search *s, const uint8_t *from, const uint8_t *end) {
    uint8_t c = s->needle[0];
#ifdef QR_HAVE_MEMRCHR
    if (!s->fold || c < 'a' || c > 'z')
        return memrchr(from, c, (size_t)(end - from));
#endif
    while (end > from) {
        end--;
        if ((s->fold ? lower(*end) : *end) == c)
            return end;
    }
    return NULL;
}

/* The last one. */
static size_t scan_backward(const struct search *s, const uint8_t *text, size_t from, size_t to) {
    if (to < s->length || from > to - s->length)
        return SIZE_MAX;
    const uint8_t *end = text + (to - s->length) + 1;
    for (const uint8_t *at; (at = last_candidate(s, text + from, end)) != NULL; end = at) {
        if (equal_at(s, at))
            return (size_t)(at - text);
    }
    return SIZE_MAX;
}

/* --- pages of both sources ------------------------------------------------------------------------------------- */

static struct qr_lines lines_at(const struct search *s, struct place place) {
    return qr_history_lines(s->sources[place.source], place.page);
}

static uint32_t first_entry(const struct search *s, struct place place) {
    return qr_history_first_entry(s->sources[place.source], place.page);
}

static size_t page_count(const struct search *s, unsigned source) {
    return s->sources[source] ? qr_history_page_count(s->sources[source]) : 0;
}

static bool next_page(const struct search *s, struct place *place) {
    if (place->page + 1 < page_count(s, place->source)) {
        place->page++;
        return true;
    }
    if (place->source == 1 || page_count(s, 1) == 0)
        return false;
    *place = (struct place){1, 0};
    return true;
}

static bool previous_page(const struct search *s, struct place *place) {
    if (place->page > 0) {
        place->page--;
        return true;
    }
    if (place->source == 0 || page_count(s, 0) == 0)
        return false;
    *place = (struct place){0, page_count(s, 0) - 1};
    return true;
}

/* Does an entry continue the line of the one before it, on this page or the one before? */
static bool continues(const struct search *s, const struct qr_lines *lines, struct place place, uint32_t entry) {
    if (entry == first_entry(s, place) && place.page == 0)
        return place.source == 1 && s->joined;
    return (lines->entries[entry].flags & QR_LINE_CONTINUES) != 0;
}

static uint32_t text_end(const struct qr_lines *lines, uint32_t entry) {
    return entry + 1 < lines->count ? lines->entries[entry + 1].text : lines->text_bytes;
}

/* The entry that a byte of the page's text belongs to. */
static uint32_t entry_of(const struct qr_lines *lines, size_t byte) {
    uint32_t low = 0, high = lines->count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (lines->entries[middle].text <= byte)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Does a hit that begins in an entry end in its line, as far as this page has it? Cost: the entries that it lies in. */
static bool in_line(const struct search *s, const struct qr_lines *lines, struct place place, size_t hit) {
    uint32_t entry = entry_of(lines, hit);
    while (text_end(lines, entry) < hit + s->length) {
        if (++entry == lines->count || !continues(s, lines, place, entry))
            return false;
    }
    return true;
}

/* The end of the line of an entry, as far as this page has it. */
static uint32_t line_end(const struct search *s, const struct qr_lines *lines, struct place place, uint32_t entry) {
    while (entry + 1 < lines->count && continues(s, lines, place, entry + 1))
        entry++;
    return text_end(lines, entry);
}

/* --- from bytes to lines and columns --------------------------------------------------------------------------- */

/* Columns of the line that stand on pages before `place`, whose first entry continues it. */
static uint64_t columns_before(const struct search *s, struct place place) {
    uint64_t columns = qr_history_columns_before(s->sources[place.source], place.page);
    if (place.source == 0 || !s->joined)
        return columns;
    for (size_t page = 0; page < place.page; page++) { /* does the screen consist of this line so far? */
        struct qr_lines lines = lines_at(s, (struct place){1, page});
        for (uint32_t entry = page == 0; entry < lines.count; entry++) {
            if (!continues(s, &lines, (struct place){1, page}, entry))
                return columns;
        }
    }
    return columns + qr_history_columns_before(s->sources[0], page_count(s, 0));
}

/* The first entry of a page that is there. */
static struct entry_start page_start(const struct search *s, struct place place) {
    struct entry_start start = {place, first_entry(s, place), 0, 0, true};
    struct qr_lines lines = lines_at(s, place);
    if (continues(s, &lines, place, start.entry))
        start.column = columns_before(s, place);
    struct qr_history_at at = qr_history_place(place.page, start.entry, 0);
    uint64_t evicted;
    start.line = qr_history_line_at(s->sources[place.source], &at, &evicted);
    if (place.source == 0 && place.page == 0)
        start.column = evicted;
    return start;
}

/* Goes to the entry before on the same page; false: from there the line's number or column cannot be told. */
static bool step_back(const struct search *s, const struct qr_lines *lines, struct entry_start *at) {
    uint32_t first = first_entry(s, at->place), entry = at->entry - 1;
    const struct qr_entry *left = &lines->entries[at->entry];
    uint64_t line = at->line, column = 0;
    if (continues(s, lines, at->place, at->entry)) {
        column = at->column - lines->entries[entry].width;
    } else if (left->flags & QR_LINE_NUMBER) {
        return false;
    } else {
        line -= 1u + (left->flags & QR_LINE_SKIP ? lines->words[left->word] : 0u);
        uint32_t begin = entry;
        for (; begin > first && continues(s, lines, at->place, begin); begin--)
            column += lines->entries[begin - 1].width;
        if (begin == first) /* it may begin on another page, or its beginning be evicted */
            return false;
    }
    *at = (struct entry_start){at->place, entry, line, column, true};
    return true;
}

static void step_forward(const struct search *s, const struct qr_lines *lines, struct entry_start *at) {
    at->column += lines->entries[at->entry].width;
    at->entry++;
    at->line = qr_entry_number(lines, at->entry, at->line);
    if (!continues(s, lines, at->place, at->entry))
        at->column = 0;
}

/* Line and column of the beginning of an entry, from the last one that was asked for if that helps. */
static struct entry_start start_of(struct search *s, struct place place, uint32_t entry) {
    struct entry_start *last = &s->last;
    bool here = last->known && last->place.source == place.source && last->place.page == place.page;
    struct qr_lines lines = lines_at(s, place);
    while (here && last->entry > entry)
        here = step_back(s, &lines, last);
    if (!here)
        *last = page_start(s, place);
    lines = lines_at(s, place);
    while (last->entry < entry)
        step_forward(s, &lines, last);
    return *last;
}

/* Moves a byte of a page's text that lies behind its end to the page that has it. */
static bool find_place(const struct search *s, struct place *place, size_t *byte) {
    for (;;) {
        struct qr_lines lines = lines_at(s, *place);
        if (*byte < lines.text_bytes)
            return true;
        *byte -= lines.text_bytes;
        if (!next_page(s, place))
            return false;
        lines = lines_at(s, *place);
        *byte += lines.entries[first_entry(s, *place)].text;
    }
}

/* The column of the line that a byte is in, and the one behind that cell. */
static uint64_t column_of(struct search *s, struct place place, size_t byte, uint64_t *line, uint64_t *after) {
    struct qr_lines lines = lines_at(s, place);
    uint32_t entry = entry_of(&lines, byte);
    struct entry_start start = start_of(s, place, entry);
    lines = lines_at(s, place);
    uint32_t behind, column = qr_entry_column(&lines, entry, (uint32_t)byte - lines.entries[entry].text, &behind);
    *after = start.column + behind;
    *line = start.line;
    return start.column + column;
}

/* Columns of a line of the screen whose beginning is neither there nor in history. */
static uint64_t columns_gone(const struct search *s, uint64_t line) {
    uint32_t y = 0;
    while (y < qr_page_rows(s->screen) && qr_page_row(s->screen, y)->line != line)
        y++;
    return y == qr_page_rows(s->screen) || (y == 0 && s->joined) ? 0 : qr_page_row(s->screen, y)->column;
}

/* Tells of the hit that begins with a byte of a page, if it is on the right side of where the search begins. */
static void tell(struct search *s, struct place place, size_t byte) {
    struct place last = place;
    size_t last_byte = byte + s->length - 1;
    uint64_t line, after, end;
    struct quire_search_hit hit;
    hit.column = column_of(s, place, byte, &hit.line, &after);
    if (!find_place(s, &last, &last_byte))
        return;
    (void)column_of(s, last, last_byte, &line, &end);
    hit.columns = end - hit.column;
    hit.column += place.source == 1 ? columns_gone(s, hit.line) : 0;
    if (s->options->from_line != 0 && hit.line == s->options->from_line &&
        (hit.column < s->options->from_column) != s->backward)
        return;
    s->stopped = !s->found(s->user, &hit);
}

/* --- pages and seams ------------------------------------------------------------------------------------------- */

/* Bytes [from, to) of a page that are searched; the search may begin in the middle. */
static void page_range(const struct search *s, const struct qr_lines *lines, struct place place, size_t *from,
                       size_t *to) {
    bool bounded = s->options->from_line != 0 && place.source == s->from.source && place.page == s->from.page;
    *from = lines->entries[first_entry(s, place)].text;
    *to = lines->text_bytes;
    if (bounded && !s->backward)
        *from = lines->entries[s->from_entry].text;
    else if (bounded)
        *to = line_end(s, lines, place, s->from_entry);
}

/* Searches one page for hits that lie in it from byte *from on; *from is where the next hit may begin. */
static void forward_page(struct search *s, struct place place, size_t *from, size_t to) {
    while (!s->stopped) {
        struct qr_lines lines = lines_at(s, place);
        size_t hit = scan_forward(s, lines.text, *from, to);
        if (hit == SIZE_MAX)
            return;
        if (!in_line(s, &lines, place, hit)) {
            *from = hit + 1;
            continue;
        }
        *from = hit + s->length;
        tell(s, place, hit);
    }
}

static void backward_page(struct search *s, struct place place, size_t from, size_t *to) {
    struct qr_lines whole = lines_at(s, place);
    if (scan_forward(s, whole.text, from, *to) == SIZE_MAX)
        return; /* most pages have no hit, and that is known sooner in this direction */
    while (!s->stopped) {
        struct qr_lines lines = lines_at(s, place);
        size_t hit = scan_backward(s, lines.text, from, *to);
        if (hit == SIZE_MAX)
            return;
        if (!in_line(s, &lines, place, hit)) {
            *to = hit + s->length - 1;
            continue;
        }
        *to = hit;
        tell(s, place, hit);
    }
}

/* The text of the page's last line that may begin a hit over the page's end, and what follows it: at most length - 1
 * bytes each. Returns the bytes before the seam; 0: nothing goes over it. */
static size_t seam(const struct search *s, struct place place, size_t from, uint8_t *text, size_t *size) {
    struct qr_lines lines = lines_at(s, place);
    uint32_t entry = lines.count - 1, first = first_entry(s, place);
    while (entry > first && continues(s, &lines, place, entry))
        entry--;
    size_t begin = lines.entries[entry].text > from ? lines.entries[entry].text : from;
    if (begin >= lines.text_bytes || s->length < 2)
        return 0;
    size_t before = lines.text_bytes - begin;
    before = before < s->length - 1 ? before : s->length - 1;
    memcpy(text, lines.text + lines.text_bytes - before, before);
    *size = before;
    while (*size - before < s->length - 1 && next_page(s, &place)) {
        lines = lines_at(s, place);
        entry = first_entry(s, place);
        if (!continues(s, &lines, place, entry))
            break;
        size_t start = lines.entries[entry].text, end = line_end(s, &lines, place, entry);
        size_t count = end - start, room = s->length - 1 - (*size - before);
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
static size_t seam_hit(const struct search *s, struct place place, size_t from, size_t limit, size_t *begin) {
    uint8_t text[2 * QUIRE_SEARCH_TEXT_MAX];
    size_t size = 0, before = seam(s, place, from, text, &size);
    struct qr_lines lines = lines_at(s, place);
    *begin = SIZE_MAX;
    size = size - before > limit ? before + limit : size;
    if (before == 0 || size < s->length)
        return 0;
    size_t hit = s->backward ? scan_backward(s, text, 0, size) : scan_forward(s, text, 0, size);
    if (hit == SIZE_MAX)
        return 0;
    *begin = lines.text_bytes - before + hit;
    return hit + s->length - before;
}

/* Does a line go over the end of this page? Told from headers where there is one. */
static bool goes_over(const struct search *s, struct place place) {
    struct place next = place;
    if (!next_page(s, &next))
        return false;
    const struct qr_history *history = s->sources[next.source];
    if (next.source == place.source && next.page < history->tail - history->head)
        return (history->pages[history->head + next.page].block->edges & QR_EDGE_HEAD) != 0;
    struct qr_lines lines = lines_at(s, next);
    return continues(s, &lines, next, first_entry(s, next));
}

/* Has this page no hit in it? For pages that would have to be decompressed or read to look; false: look. */
static bool known_without(const struct search *s, struct place place) {
    bool bounded = s->options->from_line != 0 && place.source == s->from.source && place.page == s->from.page;
    return !bounded && !qr_history_may_hold(s->sources[place.source], place.page, s->needle, s->length);
}

static void forward(struct search *s, struct place place) {
    size_t skip = 0;
    do {
        if (known_without(s, place) && !goes_over(s, place)) {
            skip = 0;
            continue;
        }
        struct qr_lines lines = lines_at(s, place);
        size_t from, to, begin;
        page_range(s, &lines, place, &from, &to);
        if (skip > to - from) { /* a page shorter than what a hit over its beginning took */
            skip -= to - from;
            continue;
        }
        from += skip;
        forward_page(s, place, &from, to);
        if (s->stopped)
            return;
        skip = seam_hit(s, place, from, SIZE_MAX, &begin);
        if (begin != SIZE_MAX)
            tell(s, place, begin);
    } while (!s->stopped && next_page(s, &place));
}

static void backward(struct search *s, struct place place) {
    size_t cut = SIZE_MAX; /* where a hit over this page's end began */
    do {
        struct place above = place;
        if (known_without(s, place) && previous_page(s, &above) && !goes_over(s, above)) {
            cut = SIZE_MAX;
            continue;
        }
        struct qr_lines lines = lines_at(s, place);
        size_t from, to;
        page_range(s, &lines, place, &from, &to);
        size_t end = lines.text_bytes;
        to = cut < to ? cut : to;
        cut = SIZE_MAX;
        backward_page(s, place, from, &to);
        struct place before = place;
        if (s->stopped || !previous_page(s, &before))
            return;
        lines = lines_at(s, before);
        size_t limit = to < end ? to - from : SIZE_MAX; /* not over a hit that was told */
        (void)seam_hit(s, before, lines.entries[first_entry(s, before)].text, limit, &cut);
        if (cut != SIZE_MAX)
            tell(s, before, cut);
    } while (!s->stopped && previous_page(s, &place));
}

/* --- the whole ------------------------------------------------------------------------------------------------- */

/* The entry where line from_line begins, or what is left of it. */
static bool find_from(struct search *s) {
    for (unsigned source = 0; source < 2; source++) {
        struct qr_history_at at;
        uint64_t index;
        /* Finding a line counts rows, which changes nothing that shows. */
        struct qr_history *history = (struct qr_history *)(uintptr_t)s->sources[source];
        if (!history || !qr_history_find(history, QUIRE_MAX_COLUMNS, s->options->from_line, UINT64_MAX, &at, &index))
            continue;
        s->from = (struct place){source, at.page};
        s->from_entry = at.entry;
        if (!s->backward)
            return true;
        /* Backward the search begins with the line's last segment. */
        size_t page = at.page;
        uint32_t entry = at.entry;
        while (qr_history_next_entry(history, &page, &entry)) {
            struct qr_lines lines = qr_history_lines(history, page);
            if (!(lines.entries[entry].flags & QR_LINE_CONTINUES))
                break;
            s->from.page = page;
            s->from_entry = entry;
        }
        if (source == 1 || !s->joined || qr_history_last_line(history) != s->options->from_line)
            return true; /* else it goes on on the screen */
    }
    return s->from_entry != UINT32_MAX;
}

enum quire_result qr_search(const struct qr_history *history, const struct qr_search_screen *screen,
                            const struct quire_search_options *options, quire_search_function *found, void *user) {
    struct search s = {.sources = {history, screen ? screen->frozen : NULL},
                       .screen = screen ? screen->page : NULL,
                       .joined = screen && screen->joined,
                       .options = options,
                       .found = found,
                       .user = user};
    s.length = options->length;
    s.fold = (options->flags & QUIRE_SEARCH_IGNORE_CASE) != 0;
    s.backward = (options->flags & QUIRE_SEARCH_BACKWARD) != 0;
    s.from_entry = UINT32_MAX;
    for (size_t i = 0; i < s.length; i++) {
        uint8_t c = (uint8_t)options->text[i];
        s.needle[i] = s.fold ? lower(c) : c;
    }
    bool any[2] = {page_count(&s, 0) > 0, page_count(&s, 1) > 0};
    if (options->from_line != 0 && !find_from(&s))
        return QUIRE_NOT_FOUND;
    if (!any[0] && !any[1])
        return QUIRE_OK;
    unsigned last = any[1];
    struct place begin = s.backward ? (struct place){last, page_count(&s, last) - 1} : (struct place){!any[0], 0};
    if (options->from_line != 0)
        begin = s.from;
    if (s.backward)
        backward(&s, begin);
    else
        forward(&s, begin);
    return QUIRE_OK;
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
