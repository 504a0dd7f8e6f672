#include "app_draw.h"

#include "app_accessible.h"
#include "app_effect.h"
#include "app_window.h"

static bool is_exposed(const struct app_window *window) {
    return window->visible && drawing_is_exposed(window->drawing);
}

/* Is there something new of it to be shown, whole or not? */
static bool has_news(const struct app_pane *pane) {
    return pane->shown && viewport_is_touched(pane->pane.viewport);
}

static bool wants_picture(const struct app_window *window) {
    bool news = false;
    for (const struct app_pane *pane = window->panes.first; pane != NULL && !news; pane = pane->next) {
        news = has_news(pane);
    }
    return is_exposed(window) || (window->clock.wanted && (news || window->redecorate));
}

/* When the first of the panes that have news is worth a picture. */
static int64_t ready_at(const struct app_window *window, int64_t now) {
    bool at_once = window->redecorate;
    int64_t first = INT64_MAX;
    for (struct app_pane *pane = window->panes.first; pane != NULL; pane = pane->next) {
        if (has_news(pane) || (pane->shown && is_exposed(window))) {
            int64_t ready = session_ready_at(pane->pane.session, now);
            first = ready < first ? ready : first;
        }
    }
    return at_once || first == INT64_MAX ? now : first;
}

/* --- what is in a picture --- */

static bool is_due(const struct app_window *window, struct app_pane *pane, int64_t now) {
    bool ready = window->clock.began_hurried || session_ready_at(pane->pane.session, now) <= now;
    return (has_news(pane) || is_exposed(window)) && ready;
}

/* Brings those up to date that are due. False: none is, and there is no picture to be had yet (viewport_prepare). */
static bool prepare(struct app_window *window, int64_t now) {
    bool any = window->redecorate;
    for (struct app_pane *pane = window->panes.first; pane != NULL; pane = pane->next) {
        pane->drawn =
            pane->shown && is_due(window, pane, now) && viewport_prepare(pane->pane.viewport, pane->pane.session, now);
        any = any || pane->drawn;
    }
    return any;
}

/* The others show what they have shown. */
static bool add_panes(struct app_window *window) {
    bool added = true;
    for (struct app_pane *pane = window->panes.first; pane != NULL && added; pane = pane->next) {
        if (pane->shown && !pane->drawn) {
            viewport_recall(pane->pane.viewport);
        }
        added = !pane->shown || viewport_add(pane->pane.viewport, &window->scene);
    }
    return added;
}

/* One that was passed over has its turn in the next picture; or its frame is lent again until it can be shown. */
static void finish_panes(struct app_window *window, const struct renderer_damage *damage, int64_t now) {
    for (struct app_pane *pane = window->panes.first; pane != NULL; pane = pane->next) {
        if (pane->drawn) {
            viewport_drawn(pane->pane.viewport, damage);
        } else if (pane->shown) {
            viewport_wait(pane->pane.viewport, pane->pane.session, now);
            if (viewport_is_touched(pane->pane.viewport)) {
                picture_clock_want(&window->clock, false);
            }
        }
    }
}

static void show_picture(struct app_window *window, const struct renderer_damage *damage) {
    int x, y, width, height;
    window_show_picture(window->window, damage->areas, damage->count);
    viewport_cursor_px(app_panes_current(&window->panes)->pane.viewport, &x, &y, &width, &height);
    window_place_cursor(window->window, x, y, width, height);
}

/* GL that was lost in the middle of a session costs a line. */
static void replace_lost_gl(struct app_window *window) {
    if (window_gl_fell_back(window->window)) {
        drawing_set_backend(window->drawing, window_backend(window->window), window_whole_pictures(window->window));
        app_window_say(window, "OpenGL was lost; the CPU draws from now on");
    }
}

/* New parts of the window look like the pane that has the keys. */
static void set_ground(struct app_window *window) {
    const struct quire_frame_info *info = viewport_info(app_panes_current(&window->panes)->pane.viewport);
    window_set_ground(window->window, info->background & 0xFFFFFF, window->scene.settings.opacity);
}

/* False: there is none to be had yet, or no memory for it. */
static bool draw(struct app_window *window, int64_t now) {
    replace_lost_gl(window);
    scene_clear(&window->scene);
    if (!prepare(window, now) || !add_panes(window) || !app_lines_add(window) || !app_bar_add(window)) {
        return false;
    }
    set_ground(window);
    bool keeps_picture = window_begin_picture(window->window);
    window->scene.now_s = (double)now / 1000;
    struct renderer_damage damage = drawing_draw(window->drawing, &window->scene, keeps_picture);
    window->redecorate = false;
    finish_panes(window, &damage, now);
    if (damage.count > 0) {
        show_picture(window, &damage);
    }
    app_accessible_drawn(window);
    return true;
}

/* A window that nobody sees draws nothing; it only takes note that there is something. */
static bool pass_over(struct app_window *window) {
    for (struct app_pane *pane = window->panes.first; pane != NULL; pane = pane->next) {
        session_take_dirty(pane->pane.session);
    }
    return true;
}

void app_draw_if_due(struct app_window *window, int64_t now) {
    if (!wants_picture(window)) {
        return;
    }
    int64_t ready = ready_at(window, now), due = picture_clock_due(&window->clock, ready);
    if (now < due) {
        picture_clock_wait(&window->clock, ready);
        event_loop_set_timer(window->app->loop, &window->frame, due);
        return;
    }
    picture_clock_begin(&window->clock);
    if (window->visible ? draw(window, now) : pass_over(window)) {
        picture_clock_end(&window->clock, now, window_refresh_ms(window->window));
        app_effect_go_on(window, now);
        drawing_prepare(window->drawing);
    }
    if (is_exposed(window)) {
        event_loop_set_timer(window->app->loop, &window->frame, window->clock.next);
    }
}
