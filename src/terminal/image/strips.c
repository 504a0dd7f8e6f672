/* strips.c - the array of strips: searched by place, merged with new ones, renumbered, cut, swept. */
#include "image_store.h"

#include <string.h>

#include "qr_assert.h"
#include "qr_memory.h"

/* --- order ---------------------------------------------------------------------------------------------------------
 */

static bool place_before(const struct qr_strip *strip, bool alternate, uint64_t line, uint64_t column) {
    if (strip->alternate != alternate)
        return !strip->alternate;
    return strip->line != line ? strip->line < line : strip->column < column;
}

bool qr_strip_before(const struct qr_strip *a, const struct qr_strip *b) {
    if (a->alternate != b->alternate || a->line != b->line || a->column != b->column)
        return place_before(a, b->alternate, b->line, b->column);
    if (a->placement != b->placement)
        return a->placement->serial < b->placement->serial;
    return a->row != b->row ? a->row < b->row : a->from < b->from;
}

uint32_t qr_strips_search(const struct qr_images *images, bool alternate, uint64_t line, uint64_t column) {
    uint32_t low = 0, high = images->strip_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (place_before(&images->strips[middle], alternate, line, column))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Where the strips of the line end of which one stands at `from`. */
static uint32_t line_end(const struct qr_images *images, uint32_t from) {
    uint32_t end = from;
    while (end < images->strip_count && images->strips[end].line == images->strips[from].line &&
           images->strips[end].alternate == images->strips[from].alternate)
        end++;
    return end;
}

/* Few strips that are nearly in order. */
static void sort(struct qr_strip *strips, size_t count) {
    for (size_t i = 1; i < count; i++) {
        struct qr_strip strip = strips[i];
        size_t at = i;
        for (; at > 0 && qr_strip_before(&strip, &strips[at - 1]); at--)
            strips[at] = strips[at - 1];
        strips[at] = strip;
    }
}

const struct qr_strip *qr_strips_of_line(const struct qr_images *images, bool alternate, uint64_t line,
                                         uint32_t *count) {
    uint32_t from = qr_strips_search(images, alternate, line, 0);
    *count = qr_strips_search(images, alternate, line + 1, 0) - from;
    return images->strips + from;
}

uint32_t qr_strips_count(const struct qr_images *images) {
    return images->strip_count;
}

const struct qr_strip *qr_strips_all(const struct qr_images *images) {
    return images->strips;
}

bool qr_strips_grow(struct qr_images *images, size_t more) {
    void *strips = images->strips;
    bool had =
        qr_grow(&images->allocator, &strips, &images->strip_room, images->strip_count + more, sizeof *images->strips);
    images->strips = strips;
    return had;
}

/* Gives back what is by far too much. Without memory it stays. */
static void shrink(struct qr_images *images) {
    size_t room = 2 * (size_t)images->strip_count;
    if (images->strip_room < 64 || images->strip_room / 4 < images->strip_count)
        return;
    struct qr_strip *strips = room > 0 ? qr_alloc_zeroed(&images->allocator, room * sizeof *strips) : NULL;
    if (room > 0 && !strips)
        return;
    if (room > 0)
        memcpy(strips, images->strips, images->strip_count * sizeof *strips);
    qr_free(&images->allocator, images->strips, images->strip_room * sizeof *strips);
    images->strips = strips;
    images->strip_room = room;
}

/* --- coming --------------------------------------------------------------------------------------------------------
 */

/* Merges `count` sorted strips that stand behind those of the array and behind as many free elements: what is written
 * from the end on never reaches what is not read yet. */
static void merge(struct qr_images *images, uint32_t count) {
    struct qr_strip *strips = images->strips;
    uint32_t old = images->strip_count, to = old + count;
    const struct qr_strip *fresh = strips + to;
    for (uint32_t left = count; left > 0;) {
        if (old > 0 && qr_strip_before(&fresh[left - 1], &strips[old - 1]))
            strips[--to] = strips[--old];
        else
            strips[--to] = fresh[--left];
    }
    images->strip_count += count;
}

void qr_strips_insert(struct qr_images *images, struct qr_placement *placement, const struct qr_strip_place *places,
                      uint32_t first, uint32_t count) {
    if (count == 0)
        return;
    struct qr_strip *fresh = images->strips + images->strip_count + count;
    placement->links.alternate = placement->image->alternate;
    placement->links.low = UINT64_MAX;
    for (uint32_t i = 0; i < count; i++) {
        fresh[i] = (struct qr_strip){.line = places[i].line,
                                     .column = places[i].column,
                                     .placement = placement,
                                     .row = first + i,
                                     .cols = places[i].cols != 0 ? places[i].cols : placement->look.cols,
                                     .alternate = placement->links.alternate};
        placement->links.low = places[i].line < placement->links.low ? places[i].line : placement->links.low;
    }
    placement->strips = count;
    placement->image->links.strips += count;
    images->bytes += (uint64_t)count * QR_COST_STRIP;
    sort(fresh, count);
    merge(images, count);
}

void qr_strips_crowded(struct qr_images *images, uint32_t more) {
    if (images->strip_count + more <= QR_STRIPS_ALL)
        return;
    uint32_t enough = QR_STRIPS_ALL / 16 > more ? QR_STRIPS_ALL / 16 : more;
    for (uint32_t i = 0; i < enough && i < images->strip_count; i++) {
        if (!images->strips[i].placement->links.dying)
            qr_placement_drop(images, images->strips[i].placement);
    }
}

/* --- lines that change ---------------------------------------------------------------------------------------------
 */

static void reverse(struct qr_strip *strips, uint32_t count) {
    for (uint32_t i = 0; i < count / 2; i++) {
        struct qr_strip saved = strips[i];
        strips[i] = strips[count - 1 - i];
        strips[count - 1 - i] = saved;
    }
}

/* Changes places: the first `first` strips and the `second` ones behind them. */
static void exchange(struct qr_strip *strips, uint32_t first, uint32_t second) {
    if (first == 0 || second == 0)
        return;
    reverse(strips, first);
    reverse(strips + first, second);
    reverse(strips, first + second);
}

/* Strips [from, end), which say other places now than they stand at, go where they belong. */
static void carry(struct qr_images *images, uint32_t from, uint32_t end, uint32_t to) {
    struct qr_strip *strips = images->strips;
    uint32_t count = end - from;
    if (to >= end) {
        exchange(strips + from, count, to - end);
        to -= count;
    } else if (to < from) {
        exchange(strips + to, from - to, count);
    } else {
        to = from;
    }
    uint32_t begin = to;
    while (begin > 0 && strips[begin - 1].line == strips[to].line &&
           strips[begin - 1].alternate == strips[to].alternate)
        begin--;
    sort(strips + begin, line_end(images, begin) - begin);
}

void qr_strips_renumber(struct qr_images *images, bool alternate, uint64_t line, uint64_t column, uint64_t columns,
                        uint64_t to_line, uint64_t to_column) {
    uint32_t from = qr_strips_search(images, alternate, line, column);
    uint32_t end = qr_strips_search(images, alternate, line, column + columns);
    uint32_t to = qr_strips_search(images, alternate, to_line, to_column);
    if (from == end || (line == to_line && column == to_column))
        return;
    for (uint32_t i = from; i < end; i++) {
        struct qr_strip *strip = &images->strips[i];
        strip->line = to_line;
        strip->column = strip->column - column + to_column;
        if (strip->placement->links.low > to_line)
            strip->placement->links.low = to_line;
    }
    carry(images, from, end, to);
    qr_images_changed(images);
}

/* --- cutting -------------------------------------------------------------------------------------------------------
 */

/* What is still covered of a line: columns outside of [column, column + columns) are, inside the mask says. */
struct cover {
    uint64_t column;
    const uint64_t *mask;
    uint32_t columns;
};

static bool is_covered(const struct cover *cover, uint64_t column) {
    if (column < cover->column || column - cover->column >= cover->columns)
        return true;
    uint64_t i = column - cover->column;
    return cover->mask[i / 64] >> (i % 64) & 1;
}

/* The next covered piece of a strip from offset `from` on: false, there is none. */
static bool next_piece(const struct cover *cover, const struct qr_strip *strip, uint32_t from, uint32_t *begin,
                       uint32_t *end) {
    while (from < strip->cols && !is_covered(cover, strip->column + from))
        from++;
    *begin = from;
    while (from < strip->cols && is_covered(cover, strip->column + from))
        from++;
    *end = from;
    return *begin < *end;
}

static struct qr_strip piece_of(const struct qr_strip *strip, uint32_t begin, uint32_t end) {
    struct qr_strip piece = *strip;
    piece.column += begin;
    piece.from += begin;
    piece.cols = end - begin;
    return piece;
}

static bool may_be_cut(const struct qr_strip *strip) {
    return strip->placement->look.kind == QR_PLACEMENT_INLINE;
}

static uint32_t count_pieces(const struct cover *cover, const struct qr_strip *strip) {
    uint32_t count = 0, begin, end = 0;
    if (!may_be_cut(strip))
        return 1;
    while (next_piece(cover, strip, end, &begin, &end))
        count++;
    return count;
}

/* The longest piece stays: what is done without memory. False: nothing is left. */
static bool narrow(const struct cover *cover, struct qr_strip *strip) {
    uint32_t begin, end = 0, best = 0, best_end = 0;
    while (next_piece(cover, strip, end, &begin, &end)) {
        if (end - begin > best_end - best) {
            best = begin;
            best_end = end;
        }
    }
    *strip = piece_of(strip, best, best_end);
    return best < best_end;
}

/* A placement has so many strips more, or less. Without any it goes: nothing here points to it any more. */
static void count_strips(struct qr_images *images, struct qr_placement *placement, int64_t more) {
    placement->strips = (uint32_t)(placement->strips + more);
    placement->image->links.strips = (uint32_t)(placement->image->links.strips + more);
    images->bytes += (uint64_t)(more * (int64_t)QR_COST_STRIP);
    if (placement->strips == 0)
        qr_placement_drop(images, placement);
}

/* Strips of a line, and what becomes of them. */
struct cutting {
    uint32_t from, end;
    uint32_t pieces;
    bool changes; /* some strip is not as it was */
    bool parts;   /* some strip becomes several */
};

static void plan(const struct qr_images *images, const struct cover *cover, struct cutting *c) {
    for (uint32_t i = c->from; i < c->end; i++) {
        const struct qr_strip *strip = &images->strips[i];
        uint32_t count = count_pieces(cover, strip), begin, end;
        c->pieces += count;
        c->parts = c->parts || count > 1;
        if (may_be_cut(strip))
            c->changes = c->changes || !next_piece(cover, strip, 0, &begin, &end) || end - begin < strip->cols;
    }
}

/* What follows the line's strips is moved to `to`. */
static void move_tail(struct qr_images *images, uint32_t end, uint32_t to) {
    uint32_t tail = images->strip_count - end;
    memmove(images->strips + to, images->strips + end, tail * sizeof *images->strips);
    images->strip_count = to + tail;
}

/* Every strip keeps one piece. Returns where they end. */
static uint32_t cut_in_place(struct qr_images *images, const struct cover *cover, const struct cutting *c) {
    uint32_t to = c->from;
    for (uint32_t i = c->from; i < c->end; i++) {
        struct qr_strip strip = images->strips[i];
        if (may_be_cut(&strip) && !narrow(cover, &strip))
            count_strips(images, strip.placement, -1);
        else
            images->strips[to++] = strip;
    }
    move_tail(images, c->end, to);
    return to;
}

/* All pieces of a strip, from `to` on. Returns where they end. */
static uint32_t put_pieces(struct qr_images *images, const struct cover *cover, const struct qr_strip *strip,
                           uint32_t to) {
    uint32_t begin, end = 0, first = to;
    if (!may_be_cut(strip)) {
        images->strips[to] = *strip;
        return to + 1;
    }
    while (next_piece(cover, strip, end, &begin, &end))
        images->strips[to++] = piece_of(strip, begin, end);
    count_strips(images, strip->placement, (int64_t)(to - first) - 1);
    return to;
}

/* Every strip keeps all of its pieces. The old ones are set aside behind the end meanwhile. */
static uint32_t cut_apart(struct qr_images *images, const struct cover *cover, const struct cutting *c) {
    uint32_t count = c->end - c->from, to = c->from;
    struct qr_strip *aside = images->strips + images->strip_count + c->pieces;
    memcpy(aside, images->strips + c->from, count * sizeof *aside);
    move_tail(images, c->end, c->from + c->pieces);
    for (uint32_t i = 0; i < count; i++)
        to = put_pieces(images, cover, &aside[i], to);
    return to;
}

/* Is there room for more strips, in the budget and in memory? */
static bool can_part(struct qr_images *images, const struct cutting *c) {
    uint32_t count = c->end - c->from, more = c->pieces > count ? c->pieces - count : 0;
    return more <= QR_STRIPS_ALL - images->strip_count && images->bytes <= images->budget &&
           (uint64_t)more * QR_COST_STRIP <= images->budget - images->bytes &&
           qr_strips_grow(images, (size_t)c->pieces + count);
}

void qr_strips_cut(struct qr_images *images, bool alternate, uint64_t line, uint64_t column, const uint64_t *mask,
                   uint32_t columns) {
    const struct cover cover = {column, mask, columns};
    struct cutting c = {.from = qr_strips_search(images, alternate, line, 0)};
    c.end = qr_strips_search(images, alternate, line + 1, 0);
    plan(images, &cover, &c);
    if (!c.changes)
        return;
    uint32_t end = c.parts && can_part(images, &c) ? cut_apart(images, &cover, &c) : cut_in_place(images, &cover, &c);
    sort(images->strips + c.from, end - c.from);
    qr_images_changed(images);
    qr_images_settle(images);
}

/* --- sweeping ------------------------------------------------------------------------------------------------------
 */

/* Strips of lines that are gone go. */
static void sweep_strips(struct qr_images *images, qr_line_lives *lives, void *user) {
    uint32_t to = 0;
    for (uint32_t from = 0, end; from < images->strip_count; from = end) {
        end = line_end(images, from);
        bool living = lives(user, images->strips[from].line, images->strips[from].alternate);
        for (uint32_t i = from; i < end; i++) {
            if (living)
                images->strips[to++] = images->strips[i];
            else
                count_strips(images, images->strips[i].placement, -1);
        }
    }
    if (to < images->strip_count)
        qr_images_changed(images);
    images->strip_count = to;
}

bool qr_placement_is_held(const struct qr_images *images, const struct qr_placement *placement) {
    const struct qr_placement_look *look = &placement->look;
    if (look->kind == QR_PLACEMENT_VIRTUAL)
        return true;
    if (look->kind != QR_PLACEMENT_RELATIVE)
        return placement->strips > 0;
    return qr_placement_parent(images, look) != NULL;
}

void qr_strips_sweep(struct qr_images *images, qr_line_lives *lives, void *user, const struct qr_image *keep) {
    sweep_strips(images, lives, user);
    for (struct qr_placement *placement = images->first, *next; placement; placement = next) {
        next = placement->links.newer; /* parents are older, so one pass sees all that follow them */
        if (!qr_placement_is_held(images, placement))
            qr_placement_drop(images, placement);
    }
    for (struct qr_image *image = images->oldest, *next; image; image = next) {
        next = image->links.newer;
        if (image->transient && !image->placements && image != keep)
            qr_image_drop(images, image);
    }
    qr_images_settle(images);
    shrink(images);
}
