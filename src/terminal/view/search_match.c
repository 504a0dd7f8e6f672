/* search_match.c - see search_match.h. */
#include "search_match.h"

#include <string.h>

#include "qr_memory.h"

/* Of the end of a line's text, hits are told backward; a hook finds them forward. So many are kept on the way, and when
 * there are more the line is gone through once more. */
enum { KEPT_MAX = 128 };

/* Text that is handed out at once: from an entry of a page on. */
struct piece {
    struct qr_text_place place;
    size_t byte; /* of the page */
    const uint8_t *text;
    size_t length;
    size_t own; /* hits that begin here or behind it are those of the next piece */
};

struct matcher {
    struct qr_walk *walk;
    const struct qr_needle *needle; /* each match has it in it; NULL: nothing is known */
    uint8_t *joined;                /* what was put together; NULL: nothing was yet */
    size_t capacity;
    bool pauses; /* the hook wants to */
    bool failed;
};

/* --- pieces ---------------------------------------------------------------------------------------------------- */

/* What the line that goes over the beginning of a page has there. */
struct head {
    size_t begin, bytes;
    uint32_t entries; /* 0: no line goes over it */
    bool ends;        /* on this page */
};

static struct head head_of(const struct qr_walk *walk, struct qr_text_place place) {
    struct qr_lines lines = qr_walk_lines(walk, place);
    uint32_t first = qr_walk_first_entry(walk, place), entry = first;
    struct head head = {0, 0, 0, false};
    if (lines.count == 0 || !qr_walk_continues(walk, &lines, place, first))
        return head;
    while (entry + 1 < lines.count && qr_walk_continues(walk, &lines, place, entry + 1))
        entry++;
    head.begin = lines.entries[first].text;
    head.bytes = qr_walk_text_end(&lines, entry) - head.begin;
    head.entries = entry + 1 - first;
    head.ends = entry + 1 < lines.count || !qr_walk_goes_over(walk, place);
    return head;
}

/* Does the beginning of a page belong to a piece of the page before? */
static bool is_covered(const struct qr_walk *walk, struct qr_text_place place, const struct head *head) {
    struct qr_text_place before = place;
    return head->entries > 0 && head->ends && head->bytes <= QUIRE_SEARCH_OVERLAP_MAX &&
           qr_walk_previous(walk, &before);
}

static bool reserve(struct matcher *matcher, size_t size) {
    const struct qr_walk *walk = matcher->walk;
    const struct qr_history *history = walk->sources[0] ? walk->sources[0] : walk->sources[1];
    if (!qr_grow(&history->allocator, (void **)&matcher->joined, &matcher->capacity, size, 1))
        matcher->failed = true;
    return !matcher->failed;
}

/* Puts what follows on the next pages behind a piece that goes over the end of its own. */
static void join(struct matcher *matcher, struct piece *piece) {
    struct qr_text_place place = piece->place;
    size_t over = 0;
    if (!reserve(matcher, piece->length + QUIRE_SEARCH_OVERLAP_MAX))
        return;
    memcpy(matcher->joined, piece->text, piece->length);
    for (bool ends = false; !ends && over < QUIRE_SEARCH_OVERLAP_MAX && qr_walk_next(matcher->walk, &place);) {
        struct head head = head_of(matcher->walk, place);
        struct qr_lines lines = qr_walk_lines(matcher->walk, place);
        size_t room = QUIRE_SEARCH_OVERLAP_MAX - over, count = head.bytes < room ? head.bytes : room;
        if (head.entries == 0)
            break;
        if (over == 0 && is_covered(matcher->walk, place, &head))
            piece->own += count;
        memcpy(matcher->joined + piece->length + over, lines.text + head.begin, count);
        over += count;
        ends = head.ends;
    }
    piece->text = matcher->joined;
    piece->length += over;
}

/* The piece that begins with an entry; *behind is the entry behind it on this page. */
static struct piece piece_at(struct matcher *matcher, struct qr_text_place place, uint32_t entry, uint32_t *behind) {
    struct qr_lines lines = qr_walk_lines(matcher->walk, place);
    size_t byte = lines.entries[entry].text;
    uint32_t last = entry;
    while (last + 1 < lines.count && qr_walk_continues(matcher->walk, &lines, place, last + 1))
        last++;
    size_t own = qr_walk_text_end(&lines, last) - byte;
    bool goes_over = last + 1 == lines.count && qr_walk_goes_over(matcher->walk, place);
    struct piece piece = {place, byte, qr_walk_lines(matcher->walk, place).text + byte, own, own};
    *behind = last + 1;
    if (goes_over)
        join(matcher, &piece);
    return piece;
}

/* Other pages were asked for, to tell of a hit. */
static void look_again(const struct matcher *matcher, struct piece *piece) {
    if (piece->text != matcher->joined)
        piece->text = qr_walk_lines(matcher->walk, piece->place).text + piece->byte;
}

/* --- hits of a piece ------------------------------------------------------------------------------------------- */

static bool may_match(const struct matcher *matcher, const struct piece *piece) {
    return !matcher->needle || qr_needle_first(matcher->needle, piece->text, 0, piece->length) != SIZE_MAX;
}

/* The next hit from a byte on that is the piece's. What a hook says that cannot be is no hit. */
static bool next_match(struct matcher *matcher, const struct piece *piece, size_t from, size_t *begin, size_t *end) {
    const struct quire_search_options *options = matcher->walk->options;
    bool any = from < piece->own &&
               options->match(options->match_user, (const char *)piece->text, piece->length, from, begin, end);
    matcher->pauses = any && *begin == SIZE_MAX;
    return any && from <= *begin && *begin < piece->own && *begin < *end && *end <= piece->length;
}

static void tell(struct matcher *matcher, const struct piece *piece, size_t begin, size_t end) {
    qr_walk_tell(matcher->walk, piece->place, piece->byte + begin, end - begin);
}

static void match_forward(struct matcher *matcher, struct piece piece) {
    size_t begin, end, from = 0;
    if (matcher->failed || !may_match(matcher, &piece))
        return;
    while (!matcher->failed && !matcher->walk->is_stopped && next_match(matcher, &piece, from, &begin, &end)) {
        tell(matcher, &piece, begin, end);
        look_again(matcher, &piece);
        from = end;
    }
    if (matcher->pauses && !matcher->walk->is_stopped)
        qr_walk_stop(matcher->walk, piece.place, piece.byte + from);
}

/* The last hits that begin before `limit`, KEPT_MAX of them; returns how many there are. */
static size_t keep_matches(struct matcher *matcher, const struct piece *piece, size_t limit, size_t kept[KEPT_MAX][2]) {
    size_t begin, end, from = 0, count = 0;
    for (; next_match(matcher, piece, from, &begin, &end) && begin < limit; from = end, count++) {
        kept[count % KEPT_MAX][0] = begin;
        kept[count % KEPT_MAX][1] = end;
    }
    return count;
}

static void match_backward(struct matcher *matcher, struct piece piece) {
    size_t kept[KEPT_MAX][2], limit = piece.own, count;
    if (matcher->failed || !may_match(matcher, &piece))
        return;
    do {
        count = keep_matches(matcher, &piece, limit, kept);
        if (matcher->pauses) { /* there may be others behind those that are known */
            qr_walk_stop(matcher->walk, piece.place, piece.byte + limit - 1);
            return;
        }
        size_t oldest = count > KEPT_MAX ? count - KEPT_MAX : 0;
        for (size_t i = count; i > oldest && !matcher->walk->is_stopped; i--) {
            limit = kept[(i - 1) % KEPT_MAX][0];
            tell(matcher, &piece, limit, kept[(i - 1) % KEPT_MAX][1]);
        }
        look_again(matcher, &piece);
    } while (count > KEPT_MAX && !matcher->failed && !matcher->walk->is_stopped);
}

/* --- pages and lines ------------------------------------------------------------------------------------------- */

static uint32_t line_start(const struct qr_walk *walk, struct qr_text_place place, uint32_t entry) {
    struct qr_lines lines = qr_walk_lines(walk, place);
    uint32_t first = qr_walk_first_entry(walk, place);
    while (entry > first && qr_walk_continues(walk, &lines, place, entry))
        entry--;
    return entry;
}

/* The entries of a page where its first piece begins, and where its last one ends; less where the search begins here.
 */
static void page_entries(const struct matcher *matcher, struct qr_text_place place, uint32_t *first, uint32_t *end) {
    const struct qr_walk *walk = matcher->walk;
    struct head head = head_of(walk, place);
    bool bounded = walk->has_from && place.source == walk->from.source && place.page == walk->from.page;
    *first = qr_walk_first_entry(walk, place) + (is_covered(walk, place, &head) ? head.entries : 0);
    *end = qr_walk_lines(walk, place).count;
    if (bounded && walk->backward) {
        uint32_t entry = walk->from_entry;
        struct qr_lines lines = qr_walk_lines(walk, place);
        while (entry + 1 < *end && qr_walk_continues(walk, &lines, place, entry + 1))
            entry++;
        *end = entry + 1;
    } else if (bounded) {
        uint32_t start = line_start(walk, place, walk->from_entry);
        *first = start > *first ? start : *first;
    }
}

/* --- lines that are looked at ---------------------------------------------------------------------------------- */

/* Is the text that each match needs known not to be on this page, without a look at it? A line that goes over its end
 * may have the text there. */
static bool is_skipped(const struct matcher *matcher, struct qr_text_place place) {
    const struct qr_walk *walk = matcher->walk;
    return matcher->needle && !qr_walk_is_over(walk) && qr_walk_known_without(walk, place, matcher->needle) &&
           !qr_walk_goes_over(walk, place);
}

/* The byte of [entry, end) of a page where what is needed stands first, or last; SIZE_MAX: nowhere. */
static size_t find_needle(const struct matcher *matcher, struct qr_text_place place, uint32_t entry, uint32_t end,
                          bool last) {
    struct qr_lines lines = qr_walk_lines(matcher->walk, place);
    size_t from = lines.entries[entry].text, to = qr_walk_text_end(&lines, end - 1);
    return last ? qr_needle_last(matcher->needle, lines.text, from, to)
                : qr_needle_first(matcher->needle, lines.text, from, to);
}

/* Do entries before this one belong to a line that goes on on another page? That may have there what is needed. */
static bool is_open_at(const struct matcher *matcher, struct qr_text_place place, uint32_t end) {
    return end == qr_walk_lines(matcher->walk, place).count && qr_walk_goes_over(matcher->walk, place);
}

/* Of the entries from one on, at which a line begins, to `end`: the first one of a line that may match; `end`: none. */
static uint32_t next_line(const struct matcher *matcher, struct qr_text_place place, uint32_t entry, uint32_t end) {
    const struct qr_walk *walk = matcher->walk;
    if (!matcher->needle || entry >= end)
        return entry;
    size_t byte = find_needle(matcher, place, entry, end, false);
    struct qr_lines lines = qr_walk_lines(walk, place);
    uint32_t found = byte != SIZE_MAX                  ? qr_walk_entry_of(&lines, byte)
                     : is_open_at(matcher, place, end) ? end - 1
                                                       : end;
    return found < end ? line_start(walk, place, found) : end;
}

/* Moves *end, behind a line, to the beginning of the last line from `first` on that may match; false: there is none. */
static bool previous_line(const struct matcher *matcher, struct qr_text_place place, uint32_t first, uint32_t *end) {
    uint32_t entry = *end - 1;
    if (matcher->needle && !is_open_at(matcher, place, *end)) {
        size_t byte = find_needle(matcher, place, first, *end, true);
        struct qr_lines lines = qr_walk_lines(matcher->walk, place);
        if (byte == SIZE_MAX)
            return false;
        entry = qr_walk_entry_of(&lines, byte);
    }
    *end = line_start(matcher->walk, place, entry);
    return true;
}

/* --- pages ----------------------------------------------------------------------------------------------------- */

/* Enough, in front of the first piece of a page? */
static bool pauses(const struct matcher *matcher, struct qr_text_place place, uint32_t first, uint32_t end) {
    struct qr_lines lines = qr_walk_lines(matcher->walk, place);
    return first < end && qr_walk_pauses(matcher->walk, place, lines.entries[first].text);
}

static void page_forward(struct matcher *matcher, struct qr_text_place place) {
    uint32_t entry, end;
    page_entries(matcher, place, &entry, &end);
    if (pauses(matcher, place, entry, end))
        return;
    qr_walk_looked(matcher->walk, qr_walk_lines(matcher->walk, place).text_bytes);
    while (!matcher->failed && !matcher->walk->is_stopped && (entry = next_line(matcher, place, entry, end)) < end)
        match_forward(matcher, piece_at(matcher, place, entry, &entry));
}

/* Most pages have no hit, which is known sooner when they are gone through forward. */
static void page_backward(struct matcher *matcher, struct qr_text_place place) {
    uint32_t first, last, behind;
    page_entries(matcher, place, &first, &last);
    uint32_t least = next_line(matcher, place, first, last), end = last;
    qr_walk_looked(matcher->walk, qr_walk_lines(matcher->walk, place).text_bytes);
    while (end > least && !matcher->failed && !matcher->walk->is_stopped && previous_line(matcher, place, least, &end))
        match_backward(matcher, piece_at(matcher, place, end, &behind));
    if (!matcher->walk->is_stopped)
        (void)pauses(matcher, place, first, last);
}

static void search_page(struct matcher *matcher, struct qr_text_place place) {
    if (is_skipped(matcher, place))
        qr_walk_looked(matcher->walk, 0);
    else if (matcher->walk->backward)
        page_backward(matcher, place);
    else
        page_forward(matcher, place);
}

/* A search that begins in a part that belongs to a piece of the page before begins there. */
static struct qr_text_place begin_with_piece(struct qr_walk *walk, struct qr_text_place place) {
    if (!walk->has_from)
        return place;
    struct head head = head_of(walk, place);
    bool is_head = walk->from_entry - qr_walk_first_entry(walk, place) < head.entries;
    if (is_head && is_covered(walk, place, &head) && qr_walk_previous(walk, &place)) {
        walk->from = place;
        walk->from_entry = qr_walk_lines(walk, place).count - 1;
    }
    return place;
}

enum quire_result qr_search_match(struct qr_walk *walk, struct qr_text_place place) {
    const struct quire_search_options *options = walk->options;
    struct matcher matcher = {.walk = walk};
    struct qr_needle needle;
    bool more = true;
    if (options->required_length > 0) {
        bool fold = (options->flags & QUIRE_SEARCH_IGNORE_CASE) != 0;
        qr_needle_init(&needle, options->required, options->required_length, fold);
        matcher.needle = &needle;
    }
    for (place = begin_with_piece(walk, place); more && !matcher.failed && !walk->is_stopped;) {
        search_page(&matcher, place);
        more = walk->backward ? qr_walk_previous(walk, &place) : qr_walk_next(walk, &place);
    }
    if (matcher.joined) {
        const struct qr_history *history = walk->sources[0] ? walk->sources[0] : walk->sources[1];
        qr_free(&history->allocator, matcher.joined, matcher.capacity);
    }
    return matcher.failed ? QUIRE_OUT_OF_MEMORY : QUIRE_OK;
}
