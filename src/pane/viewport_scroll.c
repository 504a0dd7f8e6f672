/* Where a view stands in its text: by rows, by pixels, at places; held; its scrollbar. */
#define _GNU_SOURCE
#include <quire/search.h>

#include "smooth_scroll.h"
#include "viewport_parts.h"

enum { SCROLLBAR_MS = 1000, SCROLLBAR_WIDTH = 8, SCROLLBAR_MIN = 24 };

#define SCROLLBAR_ALPHA 0.45f /* text below it stays readable */

/* The scrollbar's top and size in pixels; without history there is none. */
void viewport_place_scrollbar(const struct viewport *viewport, struct scene_scrollbar *bar) {
    uint32_t rows = viewport_rows_in_view(viewport);
    uint64_t total = viewport->info.scroll_total + rows;
    uint32_t height = viewport->picture.area.height;
    double size = total > 0 ? (double)height * rows / (double)total : height;
    size = size < SCROLLBAR_MIN * drawing_scale(viewport->drawing) ? SCROLLBAR_MIN * drawing_scale(viewport->drawing)
                                                                   : size;
    size = size > height ? height : size;
    double above =
        viewport->info.scroll_total > 0
            ? (double)(viewport->info.scroll_total - viewport->info.scroll_offset) / (double)viewport->info.scroll_total
            : 0.0;
    bar->size_px = viewport->info.scroll_total > 0 ? (uint32_t)size : 0;
    bar->top_px = (uint32_t)((height - size) * above);
    bar->width_px = (uint32_t)(SCROLLBAR_WIDTH * drawing_scale(viewport->drawing));
}

bool viewport_scrollbar_at(const struct viewport *viewport, int32_t x_px, int32_t y_px, uint64_t *offset) {
    uint32_t width = (uint32_t)(SCROLLBAR_WIDTH * drawing_scale(viewport->drawing));
    const struct backend_area *area = &viewport->picture.area;
    struct scene_scrollbar bar = {0.0f, 0, 0, 0};
    viewport_place_scrollbar(viewport, &bar);
    double room = (double)area->height - bar.size_px;
    double part = room > 0 ? (y_px - (int32_t)area->y - bar.size_px / 2.0) / room : 0.0;
    part = part < 0 ? 0 : part > 1 ? 1 : part;
    *offset = (uint64_t)((1.0 - part) * (double)viewport->info.scroll_total + 0.5);
    int64_t right = (int64_t)area->x + area->width, x = x_px;
    return viewport->picture.scrollbar.alpha > 0 && x >= right - width && viewport->info.scroll_total > 0;
}

static void show_scrollbar(struct viewport *viewport) {
    viewport->picture.scrollbar.alpha = SCROLLBAR_ALPHA;
    viewport_set_timer(viewport, &viewport->scrollbar, SCROLLBAR_MS);
    viewport_touch(viewport);
}

void viewport_scroll(struct viewport *viewport, struct session *session, int64_t rows) {
    viewport->is_stale = viewport->has_moved = true;
    viewport->part_px = viewport->wanted_px = 0;
    quire_frame_scroll(viewport->frame, session_lock(session), rows);
    session_unlock(session);
    show_scrollbar(viewport);
}

void viewport_scroll_to(struct viewport *viewport, struct session *session, uint64_t offset) {
    viewport->is_stale = viewport->has_moved = true;
    viewport->part_px = viewport->wanted_px = 0;
    quire_frame_scroll_to(viewport->frame, session_lock(session), offset);
    session_unlock(session);
    show_scrollbar(viewport);
}

/* Is there nothing on that side, as of the last picture? */
static bool is_at_end(const struct viewport *viewport, float px) {
    const struct quire_frame_info *info = &viewport->info;
    return px > 0 ? info->scroll_offset >= info->scroll_total : info->scroll_offset == 0 && viewport->part_px <= 0;
}

bool viewport_scroll_px(struct viewport *viewport, float px) {
    if (!(px > 0 || px < 0) || viewport->info.alternate_screen ||
        (!(viewport->wanted_px > 0 || viewport->wanted_px < 0) && is_at_end(viewport, px))) {
        return false;
    }
    viewport->wanted_px += px;
    viewport->is_stale = true;
    show_scrollbar(viewport);
    return true;
}

/* Moves the view by what is wanted, under the session's lock, before the frame is updated. */
void viewport_move_by_pixels(struct viewport *viewport, struct quire_terminal *terminal) {
    const struct quire_frame_info *info = &viewport->info;
    const struct scroll_place place = {info->scroll_offset, info->scroll_total, viewport->part_px};
    float row_px = (float)drawing_metrics(viewport->drawing)->cell_height;
    if (viewport->wanted_px > 0 || viewport->wanted_px < 0) {
        struct scroll_move move = scroll_move_by(&place, viewport->wanted_px, row_px);
        quire_frame_scroll(viewport->frame, terminal, move.rows);
        viewport->part_px = move.part_px;
        viewport->wanted_px = 0;
        viewport->has_moved = viewport->has_moved || move.rows != 0;
    }
    if (viewport->holds) { /* by whole rows: what is left of a row waits */
        viewport->wanted_px = viewport->part_px;
        viewport->part_px = 0;
    }
    viewport->part_px = viewport->part_px < row_px ? viewport->part_px : 0; /* the font may be a smaller one */
    quire_frame_set_rows_above(viewport->frame, viewport->part_px >= 1);
}

/* A place is looked for in whole rows. */
static void stand_on_rows(struct viewport *viewport) {
    viewport->part_px = viewport->wanted_px = 0;
    quire_frame_set_rows_above(viewport->frame, 0);
}

/* Behind an update: history may have no row above the view. */
void viewport_take_part(struct viewport *viewport) {
    uint32_t part = (uint32_t)viewport->part_px, height = drawing_metrics(viewport->drawing)->cell_height;
    bool is_cut = viewport->info.rows_above > 0 && part > 0 && part < height;
    viewport->picture.cut_px = is_cut ? height - part : 0;
    viewport->part_px = is_cut || part == 0 ? viewport->part_px : 0;
}

void viewport_follow(struct viewport *viewport, struct session *session) {
    if (viewport->info.scroll_offset != 0 || viewport->part_px > 0 || viewport->wanted_px > 0) {
        viewport_scroll_to(viewport, session, 0);
    }
}

/* Under the session's lock: after it the frame is updated, and the place in it. False: it is gone. */
static bool bring_into_view(struct viewport *viewport, struct quire_terminal *terminal, const struct quire_place *place,
                            uint32_t *row) {
    uint32_t col;
    return quire_search_show(viewport->frame, terminal, place->line, place->column) == QUIRE_OK &&
           quire_frame_update(viewport->frame, terminal) == QUIRE_OK &&
           quire_frame_find(viewport->frame, place, row, &col) == QUIRE_OK;
}

static void bring_to_top(struct viewport *viewport, struct quire_terminal *terminal, const struct quire_place *place) {
    uint32_t row;
    if (bring_into_view(viewport, terminal, place, &row) && row > 0) {
        quire_frame_scroll(viewport->frame, terminal, -(int64_t)row);
        quire_frame_update(viewport->frame, terminal);
    }
}

/* Not below the line on the last row, if there is more text below. */
static void bring_above_line(struct viewport *viewport, struct quire_terminal *terminal,
                             const struct quire_place *place) {
    uint32_t row;
    if (bring_into_view(viewport, terminal, place, &row) && row + 1 >= viewport->info.rows) {
        quire_frame_scroll(viewport->frame, terminal, -(int64_t)(viewport->info.rows / 2));
        quire_frame_update(viewport->frame, terminal);
    }
}

void viewport_show(struct viewport *viewport, struct session *session, const struct quire_place *place, bool at_top) {
    viewport_own_frame(viewport);
    stand_on_rows(viewport);
    struct quire_terminal *terminal = session_lock(session);
    if (at_top) {
        bring_to_top(viewport, terminal, place);
    } else {
        bring_above_line(viewport, terminal, place);
    }
    session_unlock(session);
    quire_frame_get_info(viewport->frame, &viewport->info);
    viewport->is_stale = viewport->has_moved = true;
    show_scrollbar(viewport);
}

/* From the middle, where a place was brought to, back to the edge that it was beyond, if that was near. */
static void bring_to_edge(struct viewport *viewport, struct quire_terminal *terminal, uint32_t row, uint64_t before) {
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    quire_frame_get_info(viewport->frame, &info);
    bool is_above = info.scroll_offset > before;
    uint64_t far = is_above ? info.scroll_offset - before : before - info.scroll_offset;
    if (far < info.rows) {
        quire_frame_scroll(viewport->frame, terminal, is_above ? -(int64_t)row : (int64_t)(info.rows - 1 - row));
        quire_frame_update(viewport->frame, terminal);
    }
}

void viewport_keep_in_view(struct viewport *viewport, struct session *session, const struct quire_place *place) {
    uint32_t row, col;
    viewport_own_frame(viewport);
    stand_on_rows(viewport);
    struct quire_terminal *terminal = session_lock(session);
    uint64_t before = viewport->info.scroll_offset;
    bool in_view = quire_frame_update(viewport->frame, terminal) == QUIRE_OK &&
                   quire_frame_find(viewport->frame, place, &row, &col) == QUIRE_OK;
    if (!in_view && bring_into_view(viewport, terminal, place, &row)) {
        bring_to_edge(viewport, terminal, row, before);
    }
    session_unlock(session);
    quire_frame_get_info(viewport->frame, &viewport->info);
    viewport->is_stale = true;
    if (!in_view) {
        viewport->has_moved = true;
        show_scrollbar(viewport);
    }
}

void viewport_hold(struct viewport *viewport, bool holds) {
    viewport_own_frame(viewport);
    viewport->holds = holds && quire_frame_place(viewport->frame, 0, 0, &viewport->held_top) == QUIRE_OK;
    viewport->has_moved = false;
}

/* Under the session's lock, behind an update. History alone can be gone back to. */
void viewport_hold_top(struct viewport *viewport, struct quire_terminal *terminal) {
    uint32_t row, col;
    bool is_there = quire_frame_find(viewport->frame, &viewport->held_top, &row, &col) == QUIRE_OK && row == 0;
    if (!viewport->has_moved && !is_there) {
        bring_to_top(viewport, terminal, &viewport->held_top);
    }
    viewport->has_moved = false;
    quire_frame_place(viewport->frame, 0, 0, &viewport->held_top);
}
