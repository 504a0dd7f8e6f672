#define _GNU_SOURCE
#include "view.h"

#include <stdlib.h>
#include <string.h>

#include "app_clock.h"
#include "font_set.h"
#include "renderer.h"

enum {
    BLINK_MS = 530,
    SCROLLBAR_MS = 1000,
    BELL_MS = 90,
    SAY_MS = 6000,
    SAY_LEAST_MS = 1000, /* what is said to someone who types can be read so long */
    SYNC_MS = 150,
    SCROLLBAR_WIDTH = 8,
    SCROLLBAR_MIN = 24
};

#define STANDARD_DPI 96.0     /* at which pixels of settings are pixels */
#define SCROLLBAR_ALPHA 0.45f /* text below it stays readable */

struct view {
    struct font_set *fonts;
    struct renderer *renderer;
    struct quire_frame *frame;
    struct quire_frame_info info; /* of the frame as it was last updated */
    struct renderer_scene scene;
    double size_pt, standard_pt, dpi;
    double scale;     /* of all lengths that do not come from the font */
    uint32_t padding; /* at scale 1 */
    bool blink_allowed;
    bool touched;       /* something is to be drawn */
    int whole_pictures; /* how many are, when what the window shows is lost */
    int full_pictures;  /* how many of the next ones are */
    /* Points in time, VIEW_NEVER: no such thing is going on. */
    int64_t blink_at, scrollbar_until, bell_until, said_until, sync_since, sync_retry;
    uint64_t frames_drawn, rows_drawn;
    char preedit[256], question[512], said[256];
};

static void init_scene(struct view *view, const struct config *config) {
    view->scene = (struct renderer_scene)RENDERER_SCENE_INIT;
    view->scene.frame = view->frame;
    view->scene.padding_px = (uint32_t)(view->padding * view->scale);
    view->scene.selection_foreground = config->selection_foreground;
    view->scene.selection_background = config->selection_background;
    view->scene.width_px = view->scene.height_px = 1;
}

struct view *view_create(const struct config *config, double dpi, struct backend *backend, int whole_pictures,
                         char *error, size_t error_size) {
    struct view *view = calloc(1, sizeof *view);
    struct font_options options = FONT_OPTIONS_INIT;
    if (view == NULL) {
        snprintf(error, error_size, "no memory");
        return NULL;
    }
    view->size_pt = view->standard_pt = config->font_size;
    view->dpi = dpi;
    view->scale = dpi / STANDARD_DPI;
    view->padding = (uint32_t)config->padding;
    view->blink_allowed = config->cursor_blink;
    view->whole_pictures = whole_pictures;
    view_expose(view);
    view->blink_at = view->scrollbar_until = view->bell_until = view->said_until = view->sync_since = view->sync_retry =
        VIEW_NEVER;
    view->info = (struct quire_frame_info)QUIRE_FRAME_INFO_INIT;
    options.family = config->font_family;
    options.size_pt = config->font_size;
    options.dpi = dpi;
    view->fonts = font_set_create(&options, error, error_size);
    if (view->fonts != NULL) {
        view->renderer = renderer_create(view->fonts, backend, error, error_size);
    }
    if (view->renderer != NULL && quire_frame_create(NULL, &view->frame) == QUIRE_OK) {
        init_scene(view, config);
        return view;
    }
    if (view->renderer != NULL) {
        snprintf(error, error_size, "no memory");
    }
    view_destroy(view);
    return NULL;
}

void view_destroy(struct view *view) {
    if (view == NULL) {
        return;
    }
    quire_frame_destroy(view->frame);
    renderer_destroy(view->renderer);
    font_set_destroy(view->fonts);
    free(view);
}

void view_set_backend(struct view *view, struct backend *backend, int whole_pictures) {
    renderer_set_backend(view->renderer, backend);
    view->whole_pictures = whole_pictures;
    view_expose(view);
}

const char *view_warning(const struct view *view) {
    return font_set_warning(view->fonts);
}

void view_set_size(struct view *view, uint32_t width_px, uint32_t height_px) {
    view->scene.width_px = width_px;
    view->scene.height_px = height_px;
    view_expose(view);
}

uint32_t view_padding_px(const struct view *view) {
    return view->scene.padding_px;
}

struct terminal_size view_grid(const struct view *view) {
    const struct font_metrics *metrics = font_set_metrics(view->fonts);
    struct terminal_size size = {1, 1, metrics->cell_width, metrics->cell_height};
    renderer_grid(view->renderer, view->scene.width_px, view->scene.height_px, view->scene.padding_px, &size.cols,
                  &size.rows);
    return size;
}

void view_pixels_for(const struct view *view, uint32_t cols, uint32_t rows, uint32_t *width_px, uint32_t *height_px) {
    const struct font_metrics *metrics = font_set_metrics(view->fonts);
    *width_px = cols * metrics->cell_width + 2 * view->scene.padding_px;
    *height_px = rows * metrics->cell_height + 2 * view->scene.padding_px;
}

static void apply_font(struct view *view, double size_pt) {
    char error[256];
    size_pt = size_pt < FONT_SIZE_MIN ? FONT_SIZE_MIN : size_pt > FONT_SIZE_MAX ? FONT_SIZE_MAX : size_pt;
    if (renderer_resize_font(view->renderer, size_pt, view->dpi, error, sizeof error)) {
        view->size_pt = size_pt;
        view_expose(view);
    }
}

void view_change_font(struct view *view, int step) {
    apply_font(view, step == 0 ? view->standard_pt : view->size_pt + step);
}

void view_set_dpi(struct view *view, double dpi) {
    if (dpi != view->dpi) {
        view->dpi = dpi;
        view->scale = dpi / STANDARD_DPI;
        view->scene.padding_px = (uint32_t)(view->padding * view->scale);
        apply_font(view, view->size_pt);
    }
}

double view_font_size(const struct view *view) {
    return view->size_pt;
}

void view_touch(struct view *view) {
    view->touched = true;
    view->sync_retry = VIEW_NEVER;
}

void view_expose(struct view *view) {
    view->full_pictures = view->whole_pictures;
    view_touch(view);
}

void view_set_focus(struct view *view, bool focused) {
    if (view->scene.focused != focused) {
        view->scene.focused = focused;
        view->scene.cursor_on = true;
        view_touch(view);
    }
}

void view_set_preedit(struct view *view, const char *text) {
    snprintf(view->preedit, sizeof view->preedit, "%s", text);
    view->scene.preedit = view->preedit[0] != '\0' ? view->preedit : NULL;
    view_touch(view);
}

/* A question goes before what is said. */
static void choose_message(struct view *view, uint32_t mark_col, uint32_t mark_end) {
    bool asked = view->question[0] != '\0', said = view->said[0] != '\0';
    view->scene.message = asked ? view->question : said ? view->said : NULL;
    view->scene.mark_col = asked ? mark_col : 0;
    view->scene.mark_end = asked ? mark_end : 0;
    view_touch(view);
}

void view_set_question(struct view *view, const char *text, uint32_t mark_col, uint32_t mark_end) {
    snprintf(view->question, sizeof view->question, "%s", text != NULL ? text : "");
    choose_message(view, mark_col, mark_end);
}

void view_say(struct view *view, const char *text) {
    snprintf(view->said, sizeof view->said, " %s", text);
    view->said_until = app_clock_ms() + SAY_MS;
    choose_message(view, view->scene.mark_col, view->scene.mark_end);
}

static void stop_saying(struct view *view) {
    view->said[0] = '\0';
    view->said_until = VIEW_NEVER;
    choose_message(view, view->scene.mark_col, view->scene.mark_end);
}

bool view_question_at(const struct view *view, int32_t x_px, int32_t y_px, uint32_t *col) {
    const struct font_metrics *metrics = font_set_metrics(view->fonts);
    int32_t x = x_px - (int32_t)view->scene.padding_px, y = y_px - (int32_t)view->scene.padding_px;
    int32_t top = (int32_t)((view->info.rows - 1) * metrics->cell_height);
    *col = x > 0 ? (uint32_t)x / metrics->cell_width : 0;
    return view->question[0] != '\0' && view->info.rows > 0 && y >= top && y < top + (int32_t)metrics->cell_height;
}

void view_restart_blink(struct view *view) {
    if (view->said_until != VIEW_NEVER && app_clock_ms() >= view->said_until - SAY_MS + SAY_LEAST_MS) {
        stop_saying(view);
    }
    if (!view->scene.cursor_on) {
        view->scene.cursor_on = true;
        view_touch(view);
    }
    if (view->blink_at != VIEW_NEVER) {
        view->blink_at = app_clock_ms() + BLINK_MS;
    }
}

void view_set_hover(struct view *view, uint32_t link) {
    if (view->scene.hover_link != link) {
        view->scene.hover_link = link;
        view_touch(view);
    }
}

void view_ring_bell(struct view *view) {
    view->scene.bell = 0.25f;
    view->bell_until = app_clock_ms() + BELL_MS;
    view_touch(view);
}

/* The scrollbar's top and size in pixels; without history there is none. */
static void place_scrollbar(const struct view *view, struct renderer_scrollbar *bar) {
    uint64_t total = view->info.scroll_total + view->info.rows;
    uint32_t height = view->scene.height_px;
    double size = total > 0 ? (double)height * view->info.rows / (double)total : height;
    size = size < SCROLLBAR_MIN * view->scale ? SCROLLBAR_MIN * view->scale : size;
    size = size > height ? height : size;
    double above = view->info.scroll_total > 0
                       ? (double)(view->info.scroll_total - view->info.scroll_offset) / (double)view->info.scroll_total
                       : 0.0;
    bar->size_px = view->info.scroll_total > 0 ? (uint32_t)size : 0;
    bar->top_px = (uint32_t)((height - size) * above);
    bar->width_px = (uint32_t)(SCROLLBAR_WIDTH * view->scale);
}

bool view_scrollbar_at(const struct view *view, int32_t x_px, int32_t y_px, uint64_t *offset) {
    uint32_t width = (uint32_t)(SCROLLBAR_WIDTH * view->scale);
    struct renderer_scrollbar bar = {0.0f, 0, 0, 0};
    place_scrollbar(view, &bar);
    double room = (double)view->scene.height_px - bar.size_px;
    double part = room > 0 ? (y_px - bar.size_px / 2.0) / room : 0.0;
    part = part < 0 ? 0 : part > 1 ? 1 : part;
    *offset = (uint64_t)((1.0 - part) * (double)view->info.scroll_total + 0.5);
    return view->scene.scrollbar.alpha > 0 && x_px >= (int32_t)(view->scene.width_px - width) &&
           view->info.scroll_total > 0;
}

static void show_scrollbar(struct view *view) {
    view->scrollbar_until = app_clock_ms() + SCROLLBAR_MS;
    view->scene.scrollbar.alpha = SCROLLBAR_ALPHA;
    view_touch(view);
}

void view_scroll(struct view *view, struct session *session, int64_t rows) {
    quire_frame_scroll(view->frame, session_lock(session), rows);
    session_unlock(session);
    show_scrollbar(view);
}

void view_scroll_to(struct view *view, struct session *session, uint64_t offset) {
    quire_frame_scroll_to(view->frame, session_lock(session), offset);
    session_unlock(session);
    show_scrollbar(view);
}

void view_follow(struct view *view, struct session *session) {
    if (view->info.scroll_offset != 0) {
        view_scroll_to(view, session, 0);
    }
}

static int64_t earliest(int64_t a, int64_t b) {
    return a < b ? a : b;
}

int64_t view_due(const struct view *view, int64_t now) {
    if (view->touched) {
        return view->sync_retry != VIEW_NEVER ? view->sync_retry : now;
    }
    return earliest(earliest(view->blink_at, view->said_until), earliest(view->scrollbar_until, view->bell_until));
}

static void run_timers(struct view *view, int64_t now) {
    if (now >= view->scrollbar_until) {
        view->scrollbar_until = VIEW_NEVER;
        view->scene.scrollbar.alpha = 0.0f;
    }
    if (now >= view->said_until) {
        stop_saying(view);
    }
    if (now >= view->bell_until) {
        view->bell_until = VIEW_NEVER;
        view->scene.bell = 0.0f;
    }
    if (now >= view->blink_at) {
        view->scene.cursor_on = !view->scene.cursor_on;
        view->blink_at = now + BLINK_MS;
    }
}

/* A cursor that nobody sees blinking must not wake anyone up. */
static void plan_blink(struct view *view, int64_t now) {
    bool blinks = view->blink_allowed && view->scene.focused && view->info.cursor_blink && view->info.cursor_visible;
    if (!blinks) {
        view->blink_at = VIEW_NEVER;
        view->scene.cursor_on = true;
    } else if (view->blink_at == VIEW_NEVER) {
        view->blink_at = now + BLINK_MS;
    }
}

/* Copies what is in view. False: a synchronized update is going on and its time is not over. */
static bool update_frame(struct view *view, struct session *session, int64_t now) {
    struct quire_terminal_info terminal_info = QUIRE_TERMINAL_INFO_INIT;
    struct quire_terminal *terminal = session_lock(session);
    quire_terminal_get_info(terminal, &terminal_info);
    if (terminal_info.synchronized_output) {
        if (view->sync_since == VIEW_NEVER) {
            view->sync_since = now;
        }
        if (now - view->sync_since < SYNC_MS) {
            session_unlock(session);
            view->sync_retry = view->sync_since + SYNC_MS;
            view->touched = true;
            return false;
        }
        quire_terminal_end_synchronized(terminal);
    }
    view->sync_since = view->sync_retry = VIEW_NEVER;
    quire_frame_update(view->frame, terminal);
    session_unlock(session);
    quire_frame_get_info(view->frame, &view->info);
    return true;
}

bool view_draw(struct view *view, struct session *session, bool keeps_picture, int64_t now,
               struct renderer_damage *damage) {
    run_timers(view, now);
    if (!update_frame(view, session, now)) {
        return false;
    }
    plan_blink(view, now);
    place_scrollbar(view, &view->scene.scrollbar);
    bool full = view->full_pictures > 0 || !keeps_picture;
    *damage = renderer_draw(view->renderer, &view->scene, full);
    quire_frame_drawn(view->frame);
    view->full_pictures -= view->full_pictures > 0;
    view->touched = view->full_pictures > 0;
    view->frames_drawn += damage->count > 0;
    view->rows_drawn += damage->rows_drawn;
    return damage->count > 0;
}

struct quire_frame *view_frame(const struct view *view) {
    return view->frame;
}

const struct quire_frame_info *view_info(const struct view *view) {
    return &view->info;
}

void view_cell_at(const struct view *view, int32_t x_px, int32_t y_px, uint32_t *col, uint32_t *row, bool *right_half) {
    renderer_cell_at(view->renderer, &view->scene, x_px, y_px, col, row, right_half);
}

void view_cell_area(const struct view *view, int32_t x_px, int32_t y_px, int32_t *x, int32_t *y, int *rows_outside) {
    const struct font_metrics *metrics = font_set_metrics(view->fonts);
    int32_t height = (int32_t)(view->info.rows * metrics->cell_height);
    *x = x_px - (int32_t)view->scene.padding_px;
    *y = y_px - (int32_t)view->scene.padding_px;
    *rows_outside = 0;
    if (*y < 0) {
        *rows_outside = (*y - (int32_t)metrics->cell_height + 1) / (int32_t)metrics->cell_height;
    } else if (*y >= height) {
        *rows_outside = (*y - height) / (int32_t)metrics->cell_height + 1;
    }
}

void view_cursor_px(const struct view *view, int *x, int *y, int *width, int *height) {
    const struct font_metrics *metrics = font_set_metrics(view->fonts);
    bool single = quire_frame_row_size(view->frame, view->info.cursor_row) == QUIRE_ROW_SINGLE;
    uint32_t cell_width = metrics->cell_width * (single ? 1 : 2);
    *x = (int)(view->scene.padding_px + view->info.cursor_col * cell_width);
    *y = (int)(view->scene.padding_px + view->info.cursor_row * metrics->cell_height);
    *width = (int)cell_width;
    *height = (int)metrics->cell_height;
}

uint32_t view_link_at(const struct view *view, uint32_t col, uint32_t row) {
    struct quire_frame_cell *cells = calloc((size_t)col + 1, sizeof *cells);
    uint32_t link = 0;
    if (cells != NULL && quire_frame_row(view->frame, row, cells, col + 1) > col) {
        link = cells[col].link;
    }
    free(cells);
    return link;
}

static void put_character(uint32_t c, FILE *file) {
    if (c < 0x80) {
        fputc((int)c, file);
    } else if (c < 0x800) {
        fprintf(file, "%c%c", (int)(0xC0 | c >> 6), (int)(0x80 | (c & 0x3F)));
    } else if (c < 0x10000) {
        fprintf(file, "%c%c%c", (int)(0xE0 | c >> 12), (int)(0x80 | (c >> 6 & 0x3F)), (int)(0x80 | (c & 0x3F)));
    } else {
        fprintf(file, "%c%c%c%c", (int)(0xF0 | c >> 18), (int)(0x80 | (c >> 12 & 0x3F)), (int)(0x80 | (c >> 6 & 0x3F)),
                (int)(0x80 | (c & 0x3F)));
    }
}

static void describe_row(const struct view *view, uint32_t row, struct quire_frame_cell *cells, FILE *file) {
    uint32_t count = quire_frame_row(view->frame, row, cells, view->info.cols);
    count = count < view->info.cols ? count : view->info.cols;
    while (count > 0 && (cells[count - 1].text_length == 0 ||
                         (cells[count - 1].text_length == 1 && cells[count - 1].text[0] == ' '))) {
        count--;
    }
    for (uint32_t col = 0; col < count; col++) {
        if (cells[col].width == 0) {
            continue;
        }
        for (uint32_t i = 0; i < cells[col].text_length; i++) {
            put_character(cells[col].text[i], file);
        }
        if (cells[col].text_length == 0) {
            fputc(' ', file);
        }
    }
    fputc('\n', file);
}

void view_describe(const struct view *view, FILE *file) {
    const struct font_metrics *metrics = font_set_metrics(view->fonts);
    const struct quire_frame_info *info = &view->info;
    fprintf(file, "frames: %llu\nrows-drawn: %llu\n", (unsigned long long)view->frames_drawn,
            (unsigned long long)view->rows_drawn);
    fprintf(file, "size: %u %u\ncell: %u %u\nwindow: %u %u\npadding: %u\nfont-size: %g\n", info->cols, info->rows,
            metrics->cell_width, metrics->cell_height, view->scene.width_px, view->scene.height_px,
            view->scene.padding_px, view->size_pt);
    fprintf(file, "cursor: %u %u %s\nfocused: %d\nalternate: %d\nscroll: %llu %llu\nscrollbar: %g\nhover: %u\n",
            info->cursor_row, info->cursor_col, info->cursor_visible ? "visible" : "hidden", view->scene.focused,
            info->alternate_screen, (unsigned long long)info->scroll_offset, (unsigned long long)info->scroll_total,
            (double)view->scene.scrollbar.alpha, view->scene.hover_link);
    fprintf(file, "message: %s\npreedit: %s\nscreen:\n", view->scene.message != NULL ? view->scene.message : "",
            view->preedit);
    struct quire_frame_cell *cells = calloc(info->cols > 0 ? info->cols : 1, sizeof *cells);
    for (uint32_t row = 0; cells != NULL && row < info->rows; row++) {
        describe_row(view, row, cells, file);
    }
    free(cells);
}
