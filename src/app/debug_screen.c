#define _GNU_SOURCE
#include "debug_screen.h"

#include <stdio.h>

#include "app_window.h"
#include "loop_clock.h"
#include "pane_search.h"

/* --- one window --- */

/* Of a tab: its panes by number, the current one of it marked. */
static void describe_tab(const struct app_window *window, size_t tab, FILE *file) {
    const struct layout *layout = &window->panes.layout;
    uint32_t panes[64];
    size_t count = layout_tab_panes(layout, tab, panes, 64);
    fprintf(file, "tab-%zu:%s%s", tab + 1, tab == layout->current ? " current" : "",
            layout->tabs[tab].zoomed ? " zoomed" : "");
    for (size_t i = 0; i < count && i < 64; i++) {
        fprintf(file, " %s%u", panes[i] == layout->tabs[tab].pane ? "*" : "", panes[i]);
    }
    fputc('\n', file);
}

/* What nobody sees is drawn by nobody, so its frame is brought up to date here. */
static void prepare(const struct app_window *window, struct app_pane *pane) {
    if (!window->visible || !pane->shown) {
        viewport_prepare(pane->pane.viewport, pane->pane.session, loop_clock_ms());
    }
}

static void describe_panes(const struct app_window *window, FILE *file) {
    for (size_t i = 0; i < window->panes.layout.tab_count; i++) {
        describe_tab(window, i, file);
    }
    for (struct app_pane *pane = window->panes.first; pane != NULL; pane = pane->next) {
        const struct backend_area *place = viewport_place(pane->pane.viewport);
        fprintf(file, "pane-%u: %u %u %u %u %s%s%s%s\npane-%u-title: %s\n", pane->number, place->x, place->y,
                place->width, place->height, pane->shown ? "shown" : "hidden", pane->rang ? " rang" : "",
                pane->active ? " active" : "",
                pane->failed ? " failed"
                : pane->done ? " done"
                             : "",
                pane->number, pane->title);
    }
}

static void describe_window(struct app_window *window, FILE *file) {
    struct app_pane *current = app_panes_current(&window->panes);
    const struct question *question = window->question.open ? &window->question : &current->question;
    fprintf(file,
            "reloads: %lu\nrenderer: %s\nkeyboard: %s\nquestion: %d\nquestion-ready: %d\nidle-slices: "
            "%llu\nidle-planned: %d\nwaits: %llu\nfont-waits: %u\npane: %u\n",
            window->app->reloads, window_backend(window->window)->name, window_keyboard_source(window->window),
            question->open, question->ready, (unsigned long long)current->pane.tidying.slices,
            current->pane.tidying.at != IDLE_NEVER, (unsigned long long)window->clock.waits,
            drawing_font_waits(window->drawing), current->number);
    describe_panes(window, file);
    prepare(window, current);
    pane_search_describe(current->pane.search, file);
    viewport_describe(current->pane.viewport, file);
    for (struct app_pane *pane = window->panes.first; pane != NULL; pane = pane->next) {
        if (pane != current) {
            prepare(window, pane);
            fprintf(file, "\fpane: %u\n", pane->number);
            viewport_describe(pane->pane.viewport, file);
        }
    }
}

/* --- all of them --- */

static unsigned count(const struct app_window *windows) {
    unsigned number = 0;
    for (; windows != NULL; windows = windows->next) {
        number++;
    }
    return number;
}

void debug_screen_write(const char *path, unsigned long serial, struct app_window *windows) {
    char temporary[CONFIG_TEXT_MAX + 8];
    snprintf(temporary, sizeof temporary, "%s.new", path);
    FILE *file = fopen(temporary, "we");
    if (file == NULL) {
        return;
    }
    fprintf(file, "serial: %lu\nwindows: %u\n", serial, count(windows));
    if (windows != NULL) {
        describe_window(windows, file);
    }
    if (fclose(file) == 0) {
        rename(temporary, path);
    }
}
