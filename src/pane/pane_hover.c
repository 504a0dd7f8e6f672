#define _GNU_SOURCE
#include "pane_hover.h"

#include <stdlib.h>
#include <string.h>

#include "loop_clock.h"
#include "pane.h"

enum { LOOK_MS = 5, AGAIN_MS = 60, TRIES = 50 };

static const unsigned kinds = LINK_BIT(LINK_URL) | LINK_BIT(LINK_MAIL) | LINK_BIT(LINK_PATH);

static void look_again(void *user, int64_t now) {
    struct pane_hover *hover = user;
    (void)now;
    pane_mouse_frame(&hover->pane->mouse);
}

void pane_hover_init(struct pane_hover *hover, struct pane *pane) {
    memset(hover, 0, sizeof *hover);
    hover->pane = pane;
    hover->again = (struct timer)TIMER_INIT(look_again, hover);
}

void pane_hover_finish(struct pane_hover *hover) {
    event_loop_stop_timer(hover->pane->loop, &hover->again);
    view_line_finish(&hover->looked);
    link_matches_finish(&hover->matches);
    free(hover->target);
    pane_hover_init(hover, hover->pane);
}

void pane_hover_forget(struct pane_hover *hover) {
    hover->is_known = false;
}

/* --- what is there --- */

/* Finds everything in the line of a row, unless it was the last one that was looked at. */
static bool look_at(struct pane_hover *hover, const struct quire_frame *frame, uint32_t row) {
    const struct view_line *looked = &hover->looked;
    if (hover->is_known && row >= looked->row && row < looked->row + looked->rows) {
        return true;
    }
    hover->matches.count = 0;
    hover->missing_from = UINT64_MAX;
    hover->is_known = view_line_read(&hover->looked, frame, row);
    if (hover->is_known) {
        link_find(looked->text, looked->length, kinds, &hover->matches);
    }
    return hover->is_known;
}

/* The path of a target, where it exists. One that does not is asked for once in a picture. */
static bool exists(struct pane_hover *hover, const struct link_match *match) {
    char name[PANE_PATH_MAX];
    if (match->from == hover->missing_from) {
        return false;
    }
    enum path_state state = pane_path_state(hover->pane, hover->target, LOOK_MS, name);
    if (state == PATH_UNKNOWN && hover->tries < TRIES) {
        hover->tries++;
        event_loop_set_timer(hover->pane->loop, &hover->again, loop_clock_ms() + AGAIN_MS);
    } else {
        hover->tries = 0;
    }
    hover->missing_from = state == PATH_EXISTS ? UINT64_MAX : match->from;
    return state == PATH_EXISTS;
}

static bool take(struct pane_hover *hover, const struct link_match *match) {
    const struct view_line *looked = &hover->looked;
    hover->target = hover->target != NULL ? hover->target : malloc(PANE_PATH_MAX);
    if (hover->target == NULL || view_line_is_cut(looked, match->from, match->to) ||
        !link_match_target(looked->text, match, hover->target, PANE_PATH_MAX) ||
        (match->kind == LINK_PATH && !exists(hover, match))) {
        return false;
    }
    hover->kind = match->kind;
    hover->line = match->line;
    hover->column = match->column;
    hover->range = (struct highlight_range){looked->line, looked->columns[match->from], looked->columns[match->to]};
    return true;
}

/* Is it what is shown already? */
static bool is_shown(const struct pane_hover *hover, const struct link_match *match) {
    const struct view_line *looked = &hover->looked;
    return hover->is_target && hover->range.line == looked->line && hover->range.from == looked->columns[match->from] &&
           hover->range.to == looked->columns[match->to];
}

/* *is_new: it is another one than is shown. */
static bool find_target(struct pane_hover *hover, uint32_t row, uint32_t col, bool *is_new) {
    const struct quire_frame *frame = viewport_shown(hover->pane->viewport);
    struct quire_frame_line line = QUIRE_FRAME_LINE_INIT;
    bool was_known = hover->is_known;
    if (quire_frame_get_line(frame, row, &line) != QUIRE_OK || !look_at(hover, frame, row)) {
        return false;
    }
    size_t byte = view_line_byte(&hover->looked, line.column + col);
    const struct link_match *match = link_match_at(&hover->matches, byte);
    *is_new = match != NULL && !(was_known && is_shown(hover, match));
    return match != NULL && (!*is_new || take(hover, match));
}

/* --- what is shown --- */

static void show_note(struct pane_hover *hover, const char *target, size_t length, uint32_t row) {
    const struct quire_frame_info *info = viewport_info(hover->pane->viewport);
    uint32_t last = info->rows > 0 ? info->rows - 1 : 0;
    link_note_write(target, length, info->cols, hover->note);
    hover->label = (struct scene_label){.kind = SCENE_LABEL_NOTE, .row = row < last ? last : 0, .text = hover->note};
    viewport_set_labels(hover->pane->viewport, &hover->label, last > 0, 0);
}

static void show_target(struct pane_hover *hover, uint32_t row) {
    const struct highlight highlight = {.ranges = &hover->range, .count = 1};
    char text[PANE_PATH_MAX + 32];
    int length = hover->line > 0 ? snprintf(text, sizeof text, "%s:%u", hover->target, hover->line)
                                 : snprintf(text, sizeof text, "%s", hover->target);
    viewport_highlight(hover->pane->viewport, HIGHLIGHT_LINK, &highlight);
    show_note(hover, text, (size_t)length, row);
}

static void show_nothing(struct pane_hover *hover) {
    if (hover->link != 0 || hover->is_target) {
        viewport_highlight(hover->pane->viewport, HIGHLIGHT_LINK, NULL);
        viewport_set_labels(hover->pane->viewport, NULL, 0, 0);
    }
    hover->link = 0;
    hover->is_target = false;
}

/* --- the pointer --- */

static bool update_link(struct pane_hover *hover, uint32_t link, uint32_t row) {
    size_t length = 0;
    const char *uri = viewport_link(hover->pane->viewport, link, &length);
    if (hover->link != link || !hover->is_known) {
        show_nothing(hover);
        hover->link = link;
        hover->is_known = true;
        hover->looked.rows = 0; /* no line */
        show_note(hover, uri != NULL ? uri : "", uri != NULL ? length : 0, row);
    }
    return true;
}

static bool update_target(struct pane_hover *hover, uint32_t row, uint32_t col) {
    bool is_new = false;
    if (!find_target(hover, row, col, &is_new)) {
        show_nothing(hover);
        return false;
    }
    if (is_new) {
        hover->link = 0;
        hover->is_target = true;
        show_target(hover, row);
    }
    return true;
}

bool pane_hover_update(struct pane_hover *hover, enum hover_wish wish, int32_t x_px, int32_t y_px) {
    struct viewport *viewport = hover->pane->viewport;
    uint32_t row, col;
    if (wish == HOVER_NOTHING || !viewport_cell_under(viewport, x_px, y_px, &col, &row)) {
        show_nothing(hover);
        return false;
    }
    uint32_t link = viewport_link_at(viewport, x_px, y_px);
    if (link == 0 && wish == HOVER_LINKS) {
        show_nothing(hover);
        return false;
    }
    return link != 0 ? update_link(hover, link, row) : update_target(hover, row, col);
}

void pane_hover_open(struct pane_hover *hover) {
    if (hover->link != 0) {
        pane_open_link(hover->pane, hover->link);
    } else if (hover->is_target) {
        const struct pane_target target = {hover->kind, hover->target, hover->line, hover->column};
        pane_open(hover->pane, &target);
    }
}
