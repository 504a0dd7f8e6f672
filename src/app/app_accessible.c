#include "app_accessible.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "accessible.h"
#include "app_window.h"
#include "window_place.h"

void app_accessible_start(struct app *app) {
    int wish = app->settings->values.accessibility;
    if (wish != CONFIG_ACCESSIBILITY_OFF) {
        app->accessible = accessible_create(app->loop, wish == CONFIG_ACCESSIBILITY_ON);
    }
}

void app_accessible_stop(struct app *app) {
    accessible_destroy(app->accessible);
    app->accessible = NULL;
}

/* ---- what a window answers */

static struct viewport *viewport_of(const struct app_window *window) {
    const struct app_pane *pane = app_panes_current(&window->panes);
    return pane != NULL ? pane->pane.viewport : NULL;
}

static void give_title(void *user, char *title, size_t size) {
    struct app_window *window = user;
    const struct app_pane *pane = app_panes_current(&window->panes);
    snprintf(title, size, "quire");
    if (window->settings->values.title[0] != '\0') {
        snprintf(title, size, "%s", window->settings->values.title);
    } else if (pane != NULL) {
        session_title(pane->pane.session, title, size);
    }
}

struct row {
    struct quire_frame_cell *cells;
    uint32_t count, caret_col; /* UINT32_MAX: the caret is in another row */
};

/* Blanks before the caret are text: it stands behind what is typed, and a prompt ends with one. */
static bool add_row(struct accessible_text *text, const struct row *row) {
    size_t kept = text->length;
    for (uint32_t col = 0; col < row->count; col++) {
        const struct quire_frame_cell *cell = &row->cells[col];
        if (col == row->caret_col) {
            kept = text->length;
            text->caret = text->characters;
        }
        for (uint32_t i = 0; i < cell->text_length; i++) {
            if (!accessible_text_add(text, cell->text[i])) {
                return false;
            }
        }
        if (cell->width > 0 && cell->text_length == 0 && !accessible_text_add(text, ' ')) {
            return false;
        }
    }
    if (row->caret_col != UINT32_MAX && row->caret_col >= row->count) {
        kept = text->length;
        text->caret = text->characters;
    }
    accessible_text_trim(text, kept);
    return true;
}

static bool give_text(void *user, struct accessible_text *text) {
    struct viewport *viewport = viewport_of(user);
    const struct quire_frame_info *info = viewport != NULL ? viewport_info(viewport) : NULL;
    uint32_t cols = info != NULL ? info->cols : 0; /* a frame that was lent may come back with more */
    struct quire_frame_cell *cells = cols > 0 ? calloc(cols, sizeof *cells) : NULL;
    bool good = cells != NULL;
    for (uint32_t row = 0; good && row < info->rows; row++) {
        bool has_caret = row == info->cursor_row && info->scroll_offset == 0;
        struct row one = {cells, viewport_row(viewport, row, cells, cols), has_caret ? info->cursor_col : UINT32_MAX};
        good = add_row(text, &one) && (row + 1 == info->rows || accessible_text_add(text, '\n'));
    }
    free(cells);
    return good;
}

static void give_places(void *user, struct accessible_places *places) {
    struct app_window *window = user;
    struct viewport *viewport = viewport_of(window);
    struct window_geometry geometry = window_geometry(window->window);
    const struct font_metrics *metrics = drawing_metrics(window->drawing);
    uint32_t width, height;
    int left = 0, top = 0, rows_outside = 0;
    window_size_px(window->window, &width, &height);
    *places = (struct accessible_places){
        {geometry.inner_x, geometry.inner_y, (int32_t)width, (int32_t)height},
        {0, 0, (int32_t)width, (int32_t)height},
        metrics->cell_width,
        metrics->cell_height};
    if (viewport != NULL) {
        struct terminal_size grid = viewport_grid(viewport);
        viewport_cell_area(viewport, 0, 0, &left, &top,
                           &rows_outside); /* of the window's corner, from that of the cells */
        places->text = (struct accessible_area){-left, -top, (int32_t)(grid.cols * metrics->cell_width),
                                                (int32_t)(grid.rows * metrics->cell_height)};
    }
}

/* ---- what happens to it */

void app_accessible_add(struct app_window *window) {
    if (window->app->accessible != NULL) {
        const struct accessible_source source = {window, give_title, give_text, give_places};
        window->accessible = accessible_add(window->app->accessible, &source);
    }
}

void app_accessible_remove(struct app_window *window) {
    accessible_remove(window->accessible);
    window->accessible = NULL;
}

void app_accessible_focus(struct app_window *window, bool focused) {
    if (window->accessible != NULL) {
        accessible_set_focus(window->accessible, focused);
    }
}

void app_accessible_drawn(struct app_window *window) {
    if (window->accessible != NULL) {
        accessible_start(window->app->accessible);
        accessible_changed(window->accessible);
    }
}
