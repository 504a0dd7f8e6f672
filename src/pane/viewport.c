#define _GNU_SOURCE
#include "viewport_parts.h"

#include <stdlib.h>
#include <string.h>

#include "bell_flash.h"
#include "cursor_motion.h"
#include "failed_rows.h"
#include "loop_clock.h"

enum { BLINK_MS = 530, TEXT_BLINK_MS = 500 };

/* A synchronized update that stands still for so long has lost its program; one that goes on is waited for longer, as
 * on a loaded machine. */
enum { SYNC_QUIET_MS = 500, SYNC_LATEST_MS = 1000 };

#define SLIDE_MS 8 /* between pictures of a cursor that slides: as often as any screen shows them */

/* --- what wants a picture --- */

static void touch(struct viewport *viewport, bool cosmetic) {
    viewport->touched = true;
    viewport->sink.touched(viewport->sink.user, cosmetic);
}

void viewport_touch(struct viewport *viewport) {
    if (viewport->is_framing) {
        return;
    }
    event_loop_stop_timer(viewport->loop, &viewport->sync);
    touch(viewport, false);
}

bool viewport_is_touched(const struct viewport *viewport) {
    return viewport->touched && viewport->sync.due == TIMER_NEVER;
}

static void blink(void *user, int64_t now) {
    struct viewport *viewport = user;
    if (!viewport->picture.focused) {
        viewport->picture.cursor_on = true;
        return; /* in a tab that nobody sees, where no picture would stop it */
    }
    viewport->picture.cursor_on = !viewport->picture.cursor_on;
    event_loop_set_timer(viewport->loop, &viewport->blink, now + BLINK_MS);
    touch(viewport, true);
}

/* The next one is planned when this is drawn: what nobody sees does not blink. */
static void blink_text(void *user, int64_t now) {
    struct viewport *viewport = user;
    (void)now;
    viewport->picture.blinked_out = !viewport->picture.blinked_out;
    touch(viewport, true);
}

static void hide_scrollbar(void *user, int64_t now) {
    struct viewport *viewport = user;
    (void)now;
    viewport->picture.scrollbar.alpha = 0.0f;
    touch(viewport, true);
}

static void flash_on(void *user, int64_t now) {
    struct viewport *viewport = user;
    struct bell_step step = bell_flash_step(viewport->bell_is_soft, viewport->bell_step++);
    viewport->picture.bell = step.strength;
    if (step.milliseconds > 0) {
        event_loop_set_timer(viewport->loop, &viewport->bell, now + step.milliseconds);
    }
    touch(viewport, true);
}

static void images_are_due(void *user, int64_t now) {
    (void)now;
    touch(user, true);
}

static void go_on_sliding(void *user, int64_t now) {
    (void)now;
    touch(user, true);
}

static void end_sync(void *user, int64_t now) {
    (void)now;
    touch(user, false);
}

void viewport_set_timer(struct viewport *viewport, struct timer *timer, int64_t milliseconds) {
    event_loop_set_timer(viewport->loop, timer, loop_clock_ms() + milliseconds);
}

/* --- making --- */

static void init_picture(struct viewport *viewport) {
    viewport->picture = (struct scene_pane)SCENE_PANE_INIT;
    viewport->picture.frame = viewport->frame;
    viewport->picture.area = (struct backend_area){0, 0, 1, 1};
    viewport->picture.image_reader = image_reader_for_scene(viewport->image_reader);
    /* A renderer may have known images of one that was here before, but not within the same millisecond. */
    viewport->picture.images_id = (uint64_t)loop_clock_ms() << 24 ^ (uintptr_t)viewport;
}

static void image_is_ready(void *user) {
    viewport_touch(user);
}

static void set_dim(struct viewport *viewport) {
    bool more = viewport->is_beside && viewport->pane_dim > viewport->unfocused_dim;
    viewport->picture.unfocused_dim = more ? viewport->pane_dim : viewport->unfocused_dim;
}

void viewport_apply(struct viewport *viewport, const struct config *config) {
    viewport->padding = (uint32_t)config->padding;
    viewport->blink_allowed = config->cursor_blink;
    viewport->text_blink_allowed = config->text_blink;
    viewport->motion_ms = (int32_t)config->cursor_motion;
    viewport->bold_is_bright = config->bold_is_bright;
    viewport->bell_is_soft = config->bell == CONFIG_BELL_SOFT;
    viewport->failed_wanted = config->command_marks;
    viewport->is_stale = true;
    viewport->picture.selection_foreground = config->selection_foreground;
    viewport->picture.selection_background = config->selection_background;
    viewport->unfocused_dim = (float)config->unfocused_dim;
    viewport->pane_dim = (float)config->pane_dim;
    set_dim(viewport);
    viewport_touch(viewport);
}

struct viewport *viewport_create(const struct config *config, struct event_loop *loop, const struct drawing *drawing,
                                 const struct viewport_sink *sink) {
    struct viewport *viewport = calloc(1, sizeof *viewport);
    if (viewport == NULL) {
        return NULL;
    }
    viewport->drawing = drawing;
    viewport->loop = loop;
    viewport->sink = *sink;
    viewport->touched = true;
    viewport->sync_since = TIMER_NEVER;
    viewport->blink = (struct timer)TIMER_INIT(blink, viewport);
    viewport->text_blink = (struct timer)TIMER_INIT(blink_text, viewport);
    viewport->scrollbar = (struct timer)TIMER_INIT(hide_scrollbar, viewport);
    viewport->bell = (struct timer)TIMER_INIT(flash_on, viewport);
    viewport->sync = (struct timer)TIMER_INIT(end_sync, viewport);
    viewport->slide = (struct timer)TIMER_INIT(go_on_sliding, viewport);
    viewport->images = (struct timer)TIMER_INIT(images_are_due, viewport);
    viewport->info = (struct quire_frame_info)QUIRE_FRAME_INFO_INIT;
    viewport->image_reader = image_reader_create(loop, image_is_ready, viewport);
    if (viewport->image_reader == NULL || quire_frame_create(NULL, &viewport->frame) != QUIRE_OK) {
        image_reader_destroy(viewport->image_reader);
        free(viewport);
        return NULL;
    }
    init_picture(viewport);
    viewport_apply(viewport, config);
    viewport->picture.padding_px = (uint32_t)(viewport->padding * drawing_scale(drawing));
    return viewport;
}

void viewport_destroy(struct viewport *viewport) {
    if (viewport == NULL) {
        return;
    }
    struct timer *timers[] = {&viewport->blink, &viewport->text_blink, &viewport->scrollbar, &viewport->bell,
                              &viewport->sync,  &viewport->slide,      &viewport->images};
    for (size_t i = 0; i < sizeof timers / sizeof timers[0]; i++) {
        event_loop_stop_timer(viewport->loop, timers[i]);
    }
    image_reader_destroy(viewport->image_reader);
    quire_frame_destroy(viewport->frame);
    failed_rows_finish(&viewport->failed);
    scene_pane_finish(&viewport->picture);
    free(viewport);
}

void viewport_set_number(struct viewport *viewport, uint32_t number) {
    viewport->picture.number = number;
}

void viewport_set_drawing(struct viewport *viewport, const struct drawing *drawing) {
    viewport->drawing = drawing;
}

/* --- sizes --- */

void viewport_set_place(struct viewport *viewport, const struct backend_area *place) {
    viewport->picture.area = *place;
    viewport->picture.padding_px = (uint32_t)(viewport->padding * drawing_scale(viewport->drawing));
    viewport_touch(viewport);
}

void viewport_text_px(const struct viewport *viewport, int32_t *x_px, int32_t *y_px) {
    *x_px = (int32_t)(viewport->picture.area.x + viewport->picture.padding_px);
    *y_px = (int32_t)(viewport->picture.area.y + viewport->picture.padding_px);
}

const struct backend_area *viewport_place(const struct viewport *viewport) {
    return &viewport->picture.area;
}

struct terminal_size viewport_grid(const struct viewport *viewport) {
    const struct font_metrics *metrics = drawing_metrics(viewport->drawing);
    struct terminal_size size = {1, 1, metrics->cell_width, metrics->cell_height};
    drawing_grid(viewport->drawing, viewport->picture.area.width, viewport->picture.area.height,
                 viewport->picture.padding_px, &size.cols, &size.rows);
    return size;
}

void viewport_pixels_for(const struct viewport *viewport, uint32_t cols, uint32_t rows, uint32_t *width_px,
                         uint32_t *height_px) {
    const struct font_metrics *metrics = drawing_metrics(viewport->drawing);
    *width_px = cols * metrics->cell_width + 2 * viewport->picture.padding_px;
    *height_px = rows * metrics->cell_height + 2 * viewport->picture.padding_px;
}

/* --- what lies over the text --- */

void viewport_set_focus(struct viewport *viewport, bool focused) {
    if (viewport->picture.focused != focused) {
        viewport->picture.focused = focused;
        viewport->picture.cursor_on = true;
        viewport_touch(viewport);
    }
}

void viewport_set_beside(struct viewport *viewport, bool beside) {
    if (viewport->is_beside != beside) {
        viewport->is_beside = beside;
        set_dim(viewport);
        viewport_touch(viewport);
    }
}

void viewport_set_preedit(struct viewport *viewport, const char *text) {
    if (text[0] == '\0' && viewport->picture.preedit == NULL) {
        return;
    }
    snprintf(viewport->preedit, sizeof viewport->preedit, "%s", text);
    viewport->picture.preedit = viewport->preedit[0] != '\0' ? viewport->preedit : NULL;
    if (viewport->picture.preedit != NULL && viewport->part_px > 0) { /* it stands at the cursor, in whole rows */
        viewport->part_px = 0;
        viewport->is_stale = true;
    }
    viewport_touch(viewport);
}

void viewport_set_line(struct viewport *viewport, const char *text, uint32_t mark_col, uint32_t mark_end) {
    snprintf(viewport->line, sizeof viewport->line, "%s", text != NULL ? text : "");
    viewport->picture.message = text != NULL ? viewport->line : NULL;
    viewport->picture.mark_col = mark_col;
    viewport->picture.mark_end = mark_end;
    viewport->line_cursor = false;
    viewport_touch(viewport);
}

void viewport_set_line_cursor(struct viewport *viewport, bool has_cursor) {
    viewport->line_cursor = has_cursor;
}

/* Without the one above, a part of which is seen. */
uint32_t viewport_rows_in_view(const struct viewport *viewport) {
    return viewport->info.rows - (viewport->picture.cut_px > 0);
}

/* Where the cells are in the window. */
static struct backend_area cells_area(const struct viewport *viewport) {
    return scene_cells_area(&viewport->picture.area, viewport->picture.padding_px, drawing_metrics(viewport->drawing),
                            viewport->info.cols, viewport_rows_in_view(viewport));
}

bool viewport_line_at(const struct viewport *viewport, int32_t x_px, int32_t y_px, uint32_t *col) {
    const struct font_metrics *metrics = drawing_metrics(viewport->drawing);
    struct backend_area cells = cells_area(viewport);
    int32_t x = x_px - (int32_t)cells.x, bottom = (int32_t)(cells.y + cells.height);
    *col = x > 0 ? (uint32_t)x / metrics->cell_width : 0;
    return viewport->info.rows > 0 && y_px >= bottom - (int32_t)metrics->cell_height && y_px < bottom;
}

void viewport_set_panel(struct viewport *viewport, const struct scene_panel *panel) {
    viewport->picture.panel = panel;
    viewport_touch(viewport);
}

bool viewport_panel_at(const struct viewport *viewport, int32_t x_px, int32_t y_px, uint32_t *row) {
    const struct font_metrics *metrics = drawing_metrics(viewport->drawing);
    const struct scene_panel *panel = viewport->picture.panel;
    struct backend_area cells = cells_area(viewport);
    if (panel == NULL || x_px < (int32_t)cells.x || y_px < (int32_t)cells.y) {
        return false;
    }
    struct scene_panel_place place = scene_panel_place(panel, viewport->info.cols, viewport->info.rows);
    uint32_t col = ((uint32_t)x_px - cells.x) / metrics->cell_width;
    *row = ((uint32_t)y_px - cells.y) / metrics->cell_height - place.row;
    if (col < place.col || col >= place.col + place.cols || *row >= place.rows) {
        return false;
    }
    *row = scene_panel_row_at(panel, &place, *row);
    return true;
}

static uint32_t hovered_link(struct viewport *viewport) {
    return viewport->hovers ? viewport_link_at(viewport, viewport->hover_x, viewport->hover_y) : 0;
}

void viewport_set_hover(struct viewport *viewport, bool hovers, int32_t x_px, int32_t y_px) {
    viewport->hovers = hovers;
    viewport->hover_x = x_px;
    viewport->hover_y = y_px;
    if (viewport->picture.hover_link != hovered_link(viewport)) {
        viewport_touch(viewport);
    }
}

void viewport_highlight(struct viewport *viewport, enum highlight_kind kind, const struct highlight *highlight) {
    static const struct highlight none = HIGHLIGHT_INIT;
    struct highlight *now = &viewport->picture.highlights[kind];
    bool any = now->count > 0 || (highlight != NULL && highlight->count > 0);
    *now = highlight != NULL ? *highlight : none;
    if (any) {
        viewport_touch(viewport);
    }
}

void viewport_set_labels(struct viewport *viewport, const struct scene_label *labels, size_t count, float dim) {
    bool any = count > 0 || viewport->picture.label_count > 0;
    viewport->picture.labels = labels;
    viewport->picture.label_count = count;
    viewport->picture.text_dim = dim;
    if (any) {
        viewport_touch(viewport);
    }
}

void viewport_set_cursor(struct viewport *viewport, enum scene_cursor cursor, uint32_t row, uint32_t col) {
    viewport->picture.cursor = cursor;
    viewport->picture.cursor_row = row;
    viewport->picture.cursor_col = col;
    viewport_touch(viewport);
}

void viewport_ring_bell(struct viewport *viewport) {
    viewport->bell_step = 0;
    flash_on(viewport, loop_clock_ms());
}

void viewport_restart_blink(struct viewport *viewport) {
    if (!viewport->picture.cursor_on) {
        viewport->picture.cursor_on = true;
        touch(viewport, true); /* the echo comes right behind it */
    }
    if (viewport->blink.due != TIMER_NEVER) {
        viewport_set_timer(viewport, &viewport->blink, BLINK_MS);
    }
}

/* A cursor that nobody sees blinking must not wake anyone up. */
static void plan_blink(struct viewport *viewport) {
    bool blinks = viewport->blink_allowed && viewport->picture.focused && viewport->info.cursor_blink &&
                  viewport->info.cursor_visible;
    if (!blinks) {
        event_loop_stop_timer(viewport->loop, &viewport->blink);
        viewport->picture.cursor_on = true;
    } else if (viewport->blink.due == TIMER_NEVER) {
        viewport_set_timer(viewport, &viewport->blink, BLINK_MS);
    }
}

static bool has_blinking_text(const struct viewport *viewport) {
    for (uint32_t row = 0; row < viewport->info.rows; row++) {
        if (quire_frame_row_blinks(viewport->frame, row)) {
            return true;
        }
    }
    return false;
}

static void plan_text_blink(struct viewport *viewport) {
    if (!viewport->text_blink_allowed || !has_blinking_text(viewport)) {
        event_loop_stop_timer(viewport->loop, &viewport->text_blink);
        viewport->picture.blinked_out = false;
    } else if (viewport->text_blink.due == TIMER_NEVER) {
        viewport_set_timer(viewport, &viewport->text_blink, TEXT_BLINK_MS);
    }
}

/* --- the frame --- */

/* When it is no longer waited for the end of the synchronized update. */
static int64_t sync_end(const struct viewport *viewport, struct session *session) {
    int64_t fed = session_fed_at(session), since = viewport->sync_since;
    int64_t quiet = (fed > since ? fed : since) + SYNC_QUIET_MS;
    return quiet < since + SYNC_LATEST_MS ? quiet : since + SYNC_LATEST_MS;
}

/* Is a synchronized update going on, whose time is not over? */
static bool must_wait(struct viewport *viewport, struct session *session, struct quire_terminal *terminal,
                      int64_t now) {
    struct quire_terminal_info info = QUIRE_TERMINAL_INFO_INIT;
    quire_terminal_get_info(terminal, &info);
    if (!info.synchronized_output) {
        return false;
    }
    if (viewport->sync_since == TIMER_NEVER) {
        viewport->sync_since = now;
    }
    if (now < sync_end(viewport, session)) {
        return true;
    }
    quire_terminal_end_synchronized(terminal);
    return false;
}

static void lend_frame(struct viewport *viewport, struct session *session) {
    session_lend_frame(session, viewport->frame);
    viewport->is_stale = false;
    viewport->borrower = session;
    event_loop_set_timer(viewport->loop, &viewport->sync, sync_end(viewport, session));
}

/* Under the session's lock. */
static void take_frame_back(struct viewport *viewport) {
    if (viewport->borrower != NULL && session_take_frame(viewport->borrower)) {
        viewport->is_fresh = true;
    }
    viewport->is_fresh = viewport->is_fresh && !viewport->is_stale;
    viewport->borrower = NULL;
}

/* Before the frame is looked at without the lock. When it comes back as it was lent, a picture is wanted as before, and
 * that lends it again. */
void viewport_own_frame(struct viewport *viewport) {
    struct session *session = viewport->borrower;
    if (session != NULL) {
        session_lock(session);
        take_frame_back(viewport);
        session_unlock(session);
        quire_frame_get_info(viewport->frame, &viewport->info);
        viewport_touch(viewport);
    }
}

/* --- pictures --- */

/* Under the session's lock. */
static void find_failed(struct viewport *viewport, struct session *session) {
    quire_frame_get_info(viewport->frame, &viewport->info);
    failed_rows_find(&viewport->failed, viewport->frame, viewport->failed_wanted ? viewport->info.rows : 0,
                     session_commands(session));
    viewport->picture.failed_rows = viewport->failed.rows;
    viewport->picture.failed_count = viewport->failed.count;
    viewport->picture.failed_color = quire_frame_palette(viewport->frame)[1]; /* red, as programs have it */
}

/* Copies what is in view. False: the frame was lent, since a synchronized update is going on. */
static bool update_frame(struct viewport *viewport, struct session *session, int64_t now) {
    struct quire_terminal *terminal = session_lock(session);
    take_frame_back(viewport);
    if (!viewport->is_fresh && must_wait(viewport, session, terminal, now)) {
        lend_frame(viewport, session);
        session_unlock(session);
        return false;
    }
    viewport->sync_since = TIMER_NEVER;
    if (!viewport->is_fresh) {
        session_take_dirty(session);
        quire_frame_set_bold_is_bright(viewport->frame, viewport->bold_is_bright);
        viewport_move_by_pixels(viewport, terminal);
        viewport_advance_images(viewport, terminal);
        quire_frame_update(viewport->frame, terminal);
    }
    if (viewport->holds) {
        viewport_hold_top(viewport, terminal);
    }
    viewport->is_outdated = viewport->is_fresh && session_is_dirty(session);
    viewport->is_fresh = viewport->is_stale = false;
    find_failed(viewport, session);
    session_unlock(session);
    viewport_take_part(viewport);
    return true;
}

bool viewport_prepare(struct viewport *viewport, struct session *session, int64_t now) {
    if (!update_frame(viewport, session, now)) {
        return false;
    }
    plan_blink(viewport);
    plan_text_blink(viewport);
    viewport_plan_images(viewport);
    viewport->picture.hover_link = hovered_link(viewport);
    viewport_place_scrollbar(viewport, &viewport->picture.scrollbar);
    viewport->is_framing = true;
    viewport->sink.framed(viewport->sink.user);
    viewport->is_framing = false;
    return true;
}

void viewport_recall(struct viewport *viewport) {
    if (viewport->borrower != NULL) {
        struct session *session = viewport->borrower;
        session_lock(session);
        take_frame_back(viewport);
        session_unlock(session);
        quire_frame_get_info(viewport->frame, &viewport->info);
    }
}

void viewport_wait(struct viewport *viewport, struct session *session, int64_t now) {
    bool was_recalled = viewport->sync.due != TIMER_NEVER && viewport->borrower == NULL;
    if (was_recalled && update_frame(viewport, session, now)) {
        viewport_touch(viewport);
    }
}

/* Each step of a way is a picture of its own; a cursor that stands plans none. */
static void slide_cursor(struct viewport *viewport) {
    int x, y, width, height;
    float at_x, at_y;
    int64_t now = loop_clock_ms();
    bool slides = viewport->motion_ms > 0 && viewport->picture.focused && viewport->info.cursor_visible &&
                  viewport->picture.cursor == SCENE_CURSOR_PROGRAM && !viewport->line_cursor;
    viewport->picture.cursor_on_way = (struct backend_area){0, 0, 0, 0};
    if (!slides) {
        viewport->motion.placed = false;
        return;
    }
    viewport_cursor_px(viewport, &x, &y, &width, &height);
    cursor_motion_aim(&viewport->motion, (float)x, (float)y, now, viewport->motion_ms);
    if (cursor_motion_at(&viewport->motion, now, &at_x, &at_y) && at_x >= 0 && at_y >= 0) {
        viewport->picture.cursor_on_way =
            (struct backend_area){(uint32_t)(at_x + 0.5f), (uint32_t)(at_y + 0.5f), (uint32_t)width, (uint32_t)height};
        event_loop_set_timer(viewport->loop, &viewport->slide, now + SLIDE_MS);
    }
}

bool viewport_add(struct viewport *viewport, struct scene *scene) {
    slide_cursor(viewport);
    return scene_add_pane(scene, &viewport->picture, drawing_metrics(viewport->drawing));
}

void viewport_drawn(struct viewport *viewport, const struct renderer_damage *damage) {
    quire_frame_drawn(viewport->frame);
    viewport->touched = false;
    if (viewport->is_outdated) {
        touch(viewport, false);
    }
    viewport->frames_drawn += damage->count > 0;
    viewport->rows_drawn += damage->rows_drawn;
}

const struct quire_frame *viewport_shown(struct viewport *viewport) {
    viewport_own_frame(viewport);
    return viewport->frame;
}

struct quire_frame *viewport_frame(struct viewport *viewport) {
    viewport->is_stale = true;
    return viewport->frame;
}

const struct quire_frame *viewport_frame_now(struct viewport *viewport, struct session *session) {
    viewport_own_frame(viewport);
    quire_frame_update(viewport->frame, session_lock(session));
    session_unlock(session);
    quire_frame_get_info(viewport->frame, &viewport->info);
    return viewport->frame;
}

void viewport_set_marks(struct viewport *viewport, const uint8_t *marks) {
    static const uint8_t none[SCENE_MARKS / 8];
    const uint8_t *wanted = marks != NULL ? marks : none;
    if (memcmp(viewport->picture.marks, wanted, sizeof viewport->picture.marks) != 0) {
        memcpy(viewport->picture.marks, wanted, sizeof viewport->picture.marks);
        viewport_touch(viewport);
    }
}

const struct quire_frame_info *viewport_info(const struct viewport *viewport) {
    return &viewport->info;
}

/* --- places --- */

void viewport_cell_at(struct viewport *viewport, int32_t x_px, int32_t y_px, uint32_t *col, uint32_t *row,
                      bool *right_half) {
    viewport_own_frame(viewport);
    struct backend_area cells = cells_area(viewport);
    int32_t cut = (int32_t)viewport->picture.cut_px, top = (int32_t)cells.y, last = top + (int32_t)cells.height - 1;
    y_px = (y_px < top ? top : y_px > last ? last : y_px) + cut;
    cells.height += viewport->picture.cut_px;
    scene_cell_at(viewport->frame, &cells, x_px, y_px, drawing_metrics(viewport->drawing), col, row, right_half);
}

void viewport_cell_area(const struct viewport *viewport, int32_t x_px, int32_t y_px, int32_t *x, int32_t *y,
                        int *rows_outside) {
    const struct font_metrics *metrics = drawing_metrics(viewport->drawing);
    struct backend_area cells = cells_area(viewport);
    int32_t height = (int32_t)cells.height, row = (int32_t)metrics->cell_height;
    *x = x_px - (int32_t)cells.x;
    *y = y_px - (int32_t)cells.y;
    *rows_outside = 0;
    if (*y < 0) {
        *rows_outside = (*y - row + 1) / row;
    } else if (*y >= height) {
        *rows_outside = (*y - height) / row + 1;
    }
}

void viewport_cursor_px(const struct viewport *viewport, int *x, int *y, int *width, int *height) {
    const struct font_metrics *metrics = drawing_metrics(viewport->drawing);
    struct backend_area cells = cells_area(viewport);
    bool single = quire_frame_row_size(viewport->frame, viewport->info.cursor_row) == QUIRE_ROW_SINGLE;
    uint32_t cell_width = metrics->cell_width * (single || viewport->line_cursor ? 1 : 2);
    uint32_t col = viewport->line_cursor ? viewport->picture.mark_col : viewport->info.cursor_col;
    uint32_t row = viewport->line_cursor ? viewport->info.rows - 1 : viewport->info.cursor_row;
    *x = (int)(cells.x + col * cell_width);
    *y = (int)(cells.y + row * metrics->cell_height) - (int)viewport->picture.cut_px;
    *width = (int)cell_width;
    *height = (int)metrics->cell_height;
}

const char *viewport_link(struct viewport *viewport, uint32_t link, size_t *length) {
    viewport_own_frame(viewport);
    return quire_frame_link(viewport->frame, link, length);
}

static bool is_cell(const struct viewport *viewport, int32_t x_px, int32_t y_px) {
    struct backend_area cells = cells_area(viewport);
    int64_t x = (int64_t)x_px - cells.x, y = (int64_t)y_px - cells.y;
    return x >= 0 && y >= 0 && x < cells.width && y < cells.height;
}

bool viewport_cell_under(struct viewport *viewport, int32_t x_px, int32_t y_px, uint32_t *col, uint32_t *row) {
    viewport_cell_at(viewport, x_px, y_px, col, row, NULL);
    return is_cell(viewport, x_px, y_px);
}

uint32_t viewport_link_at(struct viewport *viewport, int32_t x_px, int32_t y_px) {
    uint32_t col, row, link = 0;
    if (!viewport_cell_under(viewport, x_px, y_px, &col, &row)) {
        return 0;
    }
    struct quire_frame_cell *cells = calloc((size_t)col + 1, sizeof *cells);
    if (cells != NULL && quire_frame_row(viewport->frame, row, cells, col + 1) > col) {
        link = cells[col].link;
    }
    free(cells);
    return link;
}

uint32_t viewport_row(struct viewport *viewport, uint32_t row, struct quire_frame_cell *cells, uint32_t capacity) {
    viewport_own_frame(viewport);
    uint32_t count = quire_frame_row(viewport->frame, row, cells, capacity);
    return count < capacity ? count : capacity;
}
