/* frame_damage.c - what has to be drawn: versions that rows are published with, and those that the host has drawn.
 *
 * A row keeps its published version for as long as it looks the same, at whatever place of the view, so a renderer
 * finds a row that has moved by its version. What changed is what has another version than was drawn in its place:
 * damage is a comparison, so an update that nobody draws loses none. */
#include "view_frame.h"

static bool same_source(const struct qr_row_source *a, const struct qr_row_source *b) {
    return a->kind == b->kind && a->place == b->place && a->length == b->length && a->history.line == b->history.line &&
           a->history.column == b->history.column;
}

static bool same_look(const struct qr_frame_row *a, const struct qr_frame_row *b) {
    return a->source.kind != QR_SOURCE_NONE && same_source(&a->source, &b->source) &&
           a->selected_from == b->selected_from && a->selected_to == b->selected_to && a->images == b->images;
}

/* Looks for rows among those of the last update. Rows mostly move together, so the place that the row above came from
 * is looked at first, then the row's own; a search through all of them is done for as long as `budget` lasts, which
 * bounds the work of an update where nothing is found. */
struct finder {
    const struct qr_frame *frame;
    uint32_t shift; /* modulo 2^32: where the row above came from, less where it stands */
    uint32_t budget;
};

static bool is_at(const struct finder *finder, const struct qr_frame_row *row, uint32_t y) {
    return y < finder->frame->former_rows && same_look(&finder->frame->former[y], row);
}

static bool find(struct finder *finder, uint32_t y, uint32_t *found) {
    const struct qr_frame_row *row = &finder->frame->rows[y];
    *found = y + finder->shift;
    if (is_at(finder, row, *found))
        return true;
    *found = y;
    if (is_at(finder, row, y))
        return true;
    for (*found = 0; *found < finder->frame->former_rows && finder->budget > 0; ++*found, finder->budget--) {
        if (is_at(finder, row, *found))
            return true;
    }
    return false;
}

void qr_frame_publish(struct qr_frame *frame, bool fresh) {
    struct finder finder = {frame, 0, 4 * frame->info.rows};
    if (fresh)
        frame->former_rows = frame->drawn_rows = 0;
    for (uint32_t y = 0; y < frame->info.rows; y++) {
        uint32_t found;
        bool moved = find(&finder, y, &found);
        frame->rows[y].version = moved ? frame->former[found].version : ++frame->last_version;
        finder.shift = moved ? found - y : finder.shift;
    }
    frame->info.all_changed = frame->drawn_rows == 0;
}

void qr_frame_drawn(struct qr_frame *frame) {
    for (uint32_t y = 0; y < frame->info.rows; y++)
        frame->drawn[y] = frame->rows[y].version;
    frame->drawn_rows = frame->info.rows;
    frame->info.all_changed = false;
}

bool qr_frame_row_changed(const struct qr_frame *frame, uint32_t y) {
    return y < frame->info.rows && (y >= frame->drawn_rows || frame->drawn[y] != frame->rows[y].version);
}

/* --- rows that moved ------------------------------------------------------------------------------------------- */

/* Where a row was drawn; `drawn_rows`: nowhere that was found. Rows that moved stand beside each other, so the place
 * below the last one's is looked at first. */
static uint32_t drawn_at(const struct qr_frame *frame, uint32_t y, uint32_t shift, uint64_t *budget) {
    uint64_t version = frame->rows[y].version;
    if (y + shift < frame->drawn_rows && frame->drawn[y + shift] == version)
        return y + shift;
    if (y < frame->drawn_rows && frame->drawn[y] == version)
        return y;
    for (uint32_t at = 0; at<frame->drawn_rows && * budget> 0; at++, --*budget) {
        if (frame->drawn[at] == version)
            return at;
    }
    return frame->drawn_rows;
}

/* No two rows of a frame have one version, so a run of rows with one shift is a region as it was drawn. */
void qr_frame_moved(const struct qr_frame *frame, uint32_t *row, uint32_t *rows, int32_t *by) {
    uint64_t budget = (uint64_t)frame->drawn_rows * 254;
    uint32_t first = 0, shift = 0; /* of the present run; a shift of 0 is none */
    *row = *rows = 0;
    *by = 0;
    for (uint32_t y = 0; y < frame->drawn_rows; y++) {
        uint32_t at = drawn_at(frame, y, shift, &budget), moved = at < frame->drawn_rows ? at - y : 0;
        if (moved != shift) {
            first = y;
            shift = moved;
        }
        if (shift != 0 && y + 1 - first > *rows) {
            *row = first;
            *rows = y + 1 - first;
            *by = (int32_t)shift;
        }
    }
}
