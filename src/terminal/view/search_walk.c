/* search_walk.c - see search_walk.h. A place in the text is (source, page, byte); source 0 is history, 1 the screen.
 * One page is looked at at a time: what qr_history_lines gave is asked for again after another page was. */
#include "search_walk.h"

#include "history_lines.h"

/* --- pages of both sources ------------------------------------------------------------------------------------- */

struct qr_lines qr_walk_lines(const struct qr_walk *walk, struct qr_text_place place) {
    return qr_history_lines(walk->sources[place.source], place.page);
}

uint32_t qr_walk_first_entry(const struct qr_walk *walk, struct qr_text_place place) {
    return qr_history_first_entry(walk->sources[place.source], place.page);
}

size_t qr_walk_page_count(const struct qr_walk *walk, unsigned source) {
    return walk->sources[source] ? qr_history_page_count(walk->sources[source]) : 0;
}

bool qr_walk_next(const struct qr_walk *walk, struct qr_text_place *place) {
    if (place->page + 1 < qr_walk_page_count(walk, place->source)) {
        place->page++;
        return true;
    }
    if (place->source == 1 || qr_walk_page_count(walk, 1) == 0)
        return false;
    *place = (struct qr_text_place){1, 0};
    return true;
}

bool qr_walk_previous(const struct qr_walk *walk, struct qr_text_place *place) {
    if (place->page > 0) {
        place->page--;
        return true;
    }
    if (place->source == 0 || qr_walk_page_count(walk, 0) == 0)
        return false;
    *place = (struct qr_text_place){0, qr_walk_page_count(walk, 0) - 1};
    return true;
}

/* Does an entry continue the line of the one before it, on this page or the one before? */
bool qr_walk_continues(const struct qr_walk *walk, const struct qr_lines *lines, struct qr_text_place place,
                       uint32_t entry) {
    if (entry == qr_walk_first_entry(walk, place) && place.page == 0)
        return place.source == 1 && walk->joined;
    return (lines->entries[entry].flags & QR_LINE_CONTINUES) != 0;
}

uint32_t qr_walk_text_end(const struct qr_lines *lines, uint32_t entry) {
    return entry + 1 < lines->count ? lines->entries[entry + 1].text : lines->text_bytes;
}

/* The entry that a byte of the page's text belongs to. */
uint32_t qr_walk_entry_of(const struct qr_lines *lines, size_t byte) {
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

/* The end of the line of an entry, as far as this page has it. */
uint32_t qr_walk_line_end(const struct qr_walk *walk, const struct qr_lines *lines, struct qr_text_place place,
                          uint32_t entry) {
    while (entry + 1 < lines->count && qr_walk_continues(walk, lines, place, entry + 1))
        entry++;
    return qr_walk_text_end(lines, entry);
}

/* Does a line go over the end of this page? Told from headers where there is one. */
bool qr_walk_goes_over(const struct qr_walk *walk, struct qr_text_place place) {
    struct qr_text_place next = place;
    if (!qr_walk_next(walk, &next))
        return false;
    const struct qr_history *history = walk->sources[next.source];
    if (next.source == place.source && next.page < history->tail - history->head)
        return (history->pages[history->head + next.page].block->edges & QR_EDGE_HEAD) != 0;
    struct qr_lines lines = qr_walk_lines(walk, next);
    return qr_walk_continues(walk, &lines, next, qr_walk_first_entry(walk, next));
}

bool qr_walk_known_without(const struct qr_walk *walk, struct qr_text_place place, const struct qr_needle *needle) {
    bool bounded = walk->has_from && place.source == walk->from.source && place.page == walk->from.page;
    return !bounded && !qr_history_may_hold(walk->sources[place.source], place.page, needle->bytes, needle->length);
}

/* Bytes [from, to) of a page that are searched; the search may begin in the middle. */
void qr_walk_page_range(const struct qr_walk *walk, const struct qr_lines *lines, struct qr_text_place place,
                        size_t *from, size_t *to) {
    bool bounded = walk->has_from && place.source == walk->from.source && place.page == walk->from.page;
    *from = lines->entries[qr_walk_first_entry(walk, place)].text;
    *to = lines->text_bytes;
    if (bounded && !walk->backward)
        *from = lines->entries[walk->from_entry].text;
    else if (bounded)
        *to = qr_walk_line_end(walk, lines, place, walk->from_entry);
}

/* --- from bytes to lines and columns --------------------------------------------------------------------------- */

/* Columns of the line that stand on pages before `place`, whose first entry continues it. */
static uint64_t columns_before(const struct qr_walk *walk, struct qr_text_place place) {
    uint64_t columns = qr_history_columns_before(walk->sources[place.source], place.page);
    if (place.source == 0 || !walk->joined)
        return columns;
    for (size_t page = 0; page < place.page; page++) { /* does the screen consist of this line so far? */
        struct qr_lines lines = qr_walk_lines(walk, (struct qr_text_place){1, page});
        for (uint32_t entry = page == 0; entry < lines.count; entry++) {
            if (!qr_walk_continues(walk, &lines, (struct qr_text_place){1, page}, entry))
                return columns;
        }
    }
    return columns + qr_history_columns_before(walk->sources[0], qr_walk_page_count(walk, 0));
}

/* The first entry of a page that is there. */
static struct qr_entry_start page_start(const struct qr_walk *walk, struct qr_text_place place) {
    struct qr_entry_start start = {place, qr_walk_first_entry(walk, place), 0, 0, true};
    struct qr_lines lines = qr_walk_lines(walk, place);
    if (qr_walk_continues(walk, &lines, place, start.entry))
        start.column = columns_before(walk, place);
    struct qr_history_at at = qr_history_place(place.page, start.entry, 0);
    uint64_t evicted;
    start.line = qr_history_line_at(walk->sources[place.source], &at, &evicted);
    if (place.source == 0 && place.page == 0)
        start.column = evicted;
    return start;
}

/* Goes to the entry before on the same page; false: from there the line's number or column cannot be told. */
static bool step_back(const struct qr_walk *walk, const struct qr_lines *lines, struct qr_entry_start *at) {
    uint32_t first = qr_walk_first_entry(walk, at->place), entry = at->entry - 1;
    const struct qr_entry *left = &lines->entries[at->entry];
    uint64_t line = at->line, column = 0;
    if (qr_walk_continues(walk, lines, at->place, at->entry)) {
        column = at->column - lines->entries[entry].width;
    } else if (left->flags & QR_LINE_NUMBER) {
        return false;
    } else {
        line -= 1u + (left->flags & QR_LINE_SKIP ? lines->words[left->word] : 0u);
        uint32_t begin = entry;
        for (; begin > first && qr_walk_continues(walk, lines, at->place, begin); begin--)
            column += lines->entries[begin - 1].width;
        if (begin == first) /* it may begin on another page, or its beginning be evicted */
            return false;
    }
    *at = (struct qr_entry_start){at->place, entry, line, column, true};
    return true;
}

static void step_forward(const struct qr_walk *walk, const struct qr_lines *lines, struct qr_entry_start *at) {
    at->column += lines->entries[at->entry].width;
    at->entry++;
    at->line = qr_entry_number(lines, at->entry, at->line);
    if (!qr_walk_continues(walk, lines, at->place, at->entry))
        at->column = 0;
}

/* Line and column of the beginning of an entry, from the last one that was asked for if that helps. */
static struct qr_entry_start start_of(struct qr_walk *walk, struct qr_text_place place, uint32_t entry) {
    struct qr_entry_start *last = &walk->last;
    bool here = last->known && last->place.source == place.source && last->place.page == place.page;
    struct qr_lines lines = qr_walk_lines(walk, place);
    while (here && last->entry > entry)
        here = step_back(walk, &lines, last);
    if (!here)
        *last = page_start(walk, place);
    lines = qr_walk_lines(walk, place);
    while (last->entry < entry)
        step_forward(walk, &lines, last);
    return *last;
}

/* Moves a byte of a page's text that lies behind its end to the page that has it. */
static bool find_place(const struct qr_walk *walk, struct qr_text_place *place, size_t *byte) {
    for (;;) {
        struct qr_lines lines = qr_walk_lines(walk, *place);
        if (*byte < lines.text_bytes)
            return true;
        *byte -= lines.text_bytes;
        if (!qr_walk_next(walk, place))
            return false;
        lines = qr_walk_lines(walk, *place);
        *byte += lines.entries[qr_walk_first_entry(walk, *place)].text;
    }
}

/* The column of the line that a byte is in, and the one behind that cell. */
static uint64_t column_of(struct qr_walk *walk, struct qr_text_place place, size_t byte, uint64_t *line,
                          uint64_t *after) {
    struct qr_lines lines = qr_walk_lines(walk, place);
    uint32_t entry = qr_walk_entry_of(&lines, byte);
    struct qr_entry_start start = start_of(walk, place, entry);
    lines = qr_walk_lines(walk, place);
    uint32_t behind, column = qr_entry_column(&lines, entry, (uint32_t)byte - lines.entries[entry].text, &behind);
    *after = start.column + behind;
    *line = start.line;
    return start.column + column;
}

/* Columns of a line of the screen whose beginning is neither there nor in history. */
static uint64_t columns_gone(const struct qr_walk *walk, uint64_t line) {
    uint32_t y = 0;
    while (y < qr_page_rows(walk->screen) && qr_page_row(walk->screen, y)->line != line)
        y++;
    return y == qr_page_rows(walk->screen) || (y == 0 && walk->joined) ? 0 : qr_page_row(walk->screen, y)->column;
}

/* What it costs to go to a page, in bytes of text. */
enum { PAGE_COST = 512 };

static bool is_wanted(const struct qr_walk *walk, const struct quire_search_hit *hit) {
    return walk->options->from_line == 0 || hit->line != walk->options->from_line ||
           (hit->column < walk->options->from_column) == walk->backward;
}

void qr_walk_tell(struct qr_walk *walk, struct qr_text_place place, size_t byte, size_t length) {
    struct qr_text_place last = place;
    size_t last_byte = byte + length - 1;
    uint64_t line, after, end;
    struct quire_search_hit hit;
    if (!find_place(walk, &place, &byte) || !find_place(walk, &last, &last_byte))
        return;
    hit.column = column_of(walk, place, byte, &hit.line, &after);
    (void)column_of(walk, last, last_byte, &line, &end);
    hit.columns = end - hit.column;
    hit.column += place.source == 1 ? columns_gone(walk, hit.line) : 0;
    if (!is_wanted(walk, &hit) || walk->found(walk->user, &hit))
        return;
    walk->is_stopped = true;
    walk->next = (struct quire_place){hit.line, hit.column + (walk->backward ? 0 : hit.columns)};
}

/* --- the part of a call ---------------------------------------------------------------------------------------- */

void qr_walk_looked(struct qr_walk *walk, uint64_t bytes) {
    walk->looked += bytes + PAGE_COST;
    walk->pages++;
}

void qr_walk_stop(struct qr_walk *walk, struct qr_text_place place, size_t byte) {
    uint64_t column, behind;
    (void)find_place(walk, &place, &byte);
    column = column_of(walk, place, byte, &walk->next.line, &behind);
    walk->next.column = walk->backward ? behind : column;
    walk->next.column += place.source == 1 ? columns_gone(walk, walk->next.line) : 0;
    walk->is_stopped = true;
}

bool qr_walk_is_over(const struct qr_walk *walk) {
    /* Going on begins with the page that was the last one: one page would be no step. */
    return walk->pages >= 2 && walk->looked > walk->budget;
}

bool qr_walk_pauses(struct qr_walk *walk, struct qr_text_place place, size_t byte) {
    uint64_t after;
    if (!qr_walk_is_over(walk) || byte >= qr_walk_lines(walk, place).text_bytes)
        return false;
    walk->next.column = column_of(walk, place, byte, &walk->next.line, &after);
    walk->next.column += place.source == 1 ? columns_gone(walk, walk->next.line) : 0;
    walk->is_stopped = true;
    return true;
}

/* --- where it begins ------------------------------------------------------------------------------------------- */

/* The entry that holds the column from_column of a line (backward: the one before that column), given the first entry
 * of the line that is left; the last one for a column behind the end. */
static void to_from_column(struct qr_walk *walk, const struct qr_history *history) {
    struct qr_entry_start start = page_start(walk, walk->from);
    uint64_t column = walk->options->from_column;
    column -= walk->backward && column > 0 ? 1 : 0;
    if (walk->from.source == 1)
        return; /* small */
    uint64_t gone = walk->from.page == 0 && walk->from_entry == start.entry ? start.column : 0;
    column = column > gone ? column - gone : 0;
    qr_history_to_column(history, &walk->from.page, &walk->from_entry, &column);
}

/* The line's last segment on its page, and on the pages behind. */
static void to_line_end(struct qr_walk *walk, const struct qr_history *history) {
    size_t page = walk->from.page;
    uint32_t entry = walk->from_entry;
    while (qr_history_next_entry(history, &page, &entry)) {
        struct qr_lines lines = qr_history_lines(history, page);
        if (!(lines.entries[entry].flags & QR_LINE_CONTINUES))
            break;
        walk->from.page = page;
        walk->from_entry = entry;
    }
}

static bool find_in(struct qr_walk *walk, unsigned source) {
    const struct qr_history *history = walk->sources[source];
    size_t page;
    uint32_t entry;
    if (!history || !qr_history_find_line(history, walk->options->from_line, &page, &entry))
        return false;
    qr_history_to_line_start(history, &page, &entry);
    walk->from = (struct qr_text_place){source, page};
    walk->from_entry = entry;
    walk->has_from = true;
    if (source == 0)
        to_from_column(walk, history);
    else if (walk->backward)
        to_line_end(walk, history);
    return true;
}

/* Is it the last entry of history? */
static bool is_last_entry(const struct qr_walk *walk) {
    struct qr_lines lines = qr_walk_lines(walk, walk->from);
    return walk->from.page + 1 == qr_walk_page_count(walk, 0) && walk->from_entry + 1 == lines.count;
}

bool qr_walk_find_from(struct qr_walk *walk) {
    bool found = find_in(walk, 0);
    bool may_go_on = found && walk->joined && qr_history_last_line(walk->sources[0]) == walk->options->from_line;
    /* What begins in a line's last part on history may be on the screen as well, and is searched backward from there.
     */
    if (!found || (may_go_on && walk->backward && is_last_entry(walk)))
        return find_in(walk, 1) || found;
    return true;
}
