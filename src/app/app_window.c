#define _GNU_SOURCE
#include "app_window.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app_fonts.h"
#include "app_input.h"
#include "app_reload.h"
#include "app_requests.h"
#include "config_look.h"
#include "detach.h"
#include "loop_clock.h"
#include "pane_clipboard.h"
#include "platform_environment.h"
#include "window_place.h"

enum { THE_PANE = 1 };

/* --- pictures --- */

static void want_picture(void *user, bool cosmetic) {
    struct app_window *window = user;
    picture_clock_want(&window->clock, cosmetic);
}

static void frame_due(void *user, int64_t now) {
    (void)user;
    (void)now; /* the turn draws */
}

static void show_picture(struct app_window *window, const struct renderer_damage *damage) {
    int x, y, width, height;
    window_show_picture(window->window, damage->areas, damage->count);
    viewport_cursor_px(window->pane.viewport, &x, &y, &width, &height);
    window_place_cursor(window->window, x, y, width, height);
}

/* GL that was lost in the middle of a session costs a line. */
static void replace_lost_gl(struct app_window *window) {
    if (window_gl_fell_back(window->window)) {
        drawing_set_backend(window->drawing, window_backend(window->window), window_whole_pictures(window->window));
        app_window_say(window, "OpenGL was lost; the CPU draws from now on");
    }
}

/* False: there is none to be had yet (viewport_prepare), or no memory for it. */
static bool draw(struct app_window *window, int64_t now) {
    replace_lost_gl(window);
    scene_clear(&window->scene);
    if (!viewport_prepare(window->pane.viewport, window->pane.session, now) ||
        !viewport_add(window->pane.viewport, &window->scene)) {
        return false;
    }
    bool keeps_picture = window_begin_picture(window->window);
    struct renderer_damage damage = drawing_draw(window->drawing, &window->scene, keeps_picture);
    viewport_drawn(window->pane.viewport, &damage);
    if (damage.count > 0) {
        show_picture(window, &damage);
    }
    return true;
}

/* A window that nobody sees draws nothing; it only takes note that there is something. */
static bool pass_over(struct app_window *window) {
    session_take_dirty(window->pane.session);
    return true;
}

static bool is_exposed(const struct app_window *window) {
    return window->visible && drawing_is_exposed(window->drawing);
}

static bool wants_picture(const struct app_window *window) {
    return is_exposed(window) || (window->clock.wanted && viewport_is_touched(window->pane.viewport));
}

static void draw_if_due(struct app_window *window, int64_t now) {
    if (!wants_picture(window)) {
        return;
    }
    int64_t ready = session_ready_at(window->pane.session, now), due = picture_clock_due(&window->clock, ready);
    if (now < due) {
        picture_clock_wait(&window->clock, ready);
        event_loop_set_timer(window->app->loop, &window->frame, due);
        return;
    }
    picture_clock_begin(&window->clock);
    if (window->visible ? draw(window, now) : pass_over(window)) {
        picture_clock_end(&window->clock, now, window_refresh_ms(window->window));
        drawing_prepare(window->drawing);
    }
    if (is_exposed(window)) {
        event_loop_set_timer(window->app->loop, &window->frame, window->clock.next);
    }
}

/* --- what happens to the window --- */

/* Tells the session what the window is like, when it may have changed: this asks the X server. */
static void tell_place(void *user) {
    struct app_window *window = user;
    struct window_geometry place = window_geometry(window->window);
    struct quire_window_state state = QUIRE_WINDOW_STATE_INIT;
    int32_t padding = (int32_t)viewport_padding_px(window->pane.viewport);
    state.x_px = place.x;
    state.y_px = place.y;
    state.text_x_px = place.inner_x + padding;
    state.text_y_px = place.inner_y + padding;
    state.width_px = place.width;
    state.height_px = place.height;
    state.display_width_px = place.display_width;
    state.display_height_px = place.display_height;
    state.minimized = place.minimized;
    session_set_window(window->pane.session, &state);
}

static void apply_size(void *user) {
    struct app_window *window = user;
    struct layout_rect whole = {0, 0, 1, 1}, place;
    window_size_px(window->window, &whole.width, &whole.height);
    window_make_current(window->window);
    drawing_set_dpi(window->drawing, window_dpi(window->window));
    drawing_expose(window->drawing);
    window->scene.width_px = whole.width;
    window->scene.height_px = whole.height;
    if (layout_place(&window->layout, THE_PANE, whole, 0, &place)) {
        const struct backend_area area = {place.x, place.y, place.width, place.height};
        pane_set_place(&window->pane, &area);
    }
    ui_stack_set_cols(&window->ui, viewport_grid(window->pane.viewport).cols);
}

static void expose(void *user) {
    struct app_window *window = user;
    drawing_expose(window->drawing);
    want_picture(window, false);
}

static void set_visible(void *user, bool visible) {
    struct app_window *window = user;
    window->visible = visible;
    pane_set_visible(&window->pane, visible);
    if (visible) {
        want_picture(window, false);
    }
}

static void set_focus(void *user, bool focused) {
    struct app_window *window = user;
    window->focused = focused;
    pane_set_focus(&window->pane, focused);
}

static void ask_close(void *user) {
    app_window_ask_close(user);
}

static void take_drop(void *user, const char *file, const char *text) {
    struct app_window *window = user;
    pane_drop(&window->pane, file, text);
}

static void refuse_drop(void *user) {
    struct app_window *window = user;
    pane_say_limit(&window->pane, "What was dropped is larger than ", ": it was not inserted");
}

/* --- what actions want of it --- */

static void change_font(void *user, int step) {
    struct app_window *window = user;
    window_make_current(window->window);
    drawing_change_font(window->drawing, step);
    apply_size(window);
}

static void toggle_fullscreen(void *user) {
    struct app_window *window = user;
    window_set_fullscreen(window->window, !window_is_fullscreen(window->window));
}

/* The program itself, so that the window lives on without this process. */
static bool open_process(const struct app_window *window, const char *directory) {
    char self[4096];
    char *argv[] = {(char *)"/proc/self/exe", NULL, NULL, NULL};
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length > 0) {
        self[length] = '\0';
        argv[0] = self;
    }
    if (window->app->sources->path != NULL) {
        argv[1] = (char *)"--config";
        argv[2] = (char *)(size_t)window->app->sources->path;
    }
    return detach_run(argv, directory);
}

static void open_window(void *user) {
    struct app_window *window = user;
    char directory[4096], error[512] = "cannot start another process";
    struct notices notices = NOTICES_INIT;
    session_directory(window->pane.session, directory, sizeof directory);
    struct app_start start = {NULL, directory[0] != '\0' ? directory : NULL, &notices};
    bool opened = window->settings->values.new_process ? open_process(window, directory)
                                                       : app_open_window(window->app, &start, error, sizeof error);
    if (!opened) {
        app_window_say(window, error);
    }
    notices_finish(&notices);
}

static void reload_config(void *user) {
    struct app_window *window = user;
    app_reload(window->app, true);
}

static void set_key_mode(void *user, const char *name, bool once) {
    struct app_window *window = user;
    char text[100];
    bindings_leave(&window->keys);
    if (name[0] != '\0' && !bindings_enter(window->app->bindings, &window->keys, name, once)) {
        snprintf(text, sizeof text, "No key is bound in the mode '%s' ([keys.%s])", name, name);
        app_window_say(window, text);
    }
}

/* --- other settings --- */

/* A size that keys have chosen stays, unless the settings name another one. */
static void renew_fonts(struct app_window *window, const struct config *before) {
    const struct config *config = &window->settings->values;
    struct font_options font = app_fonts_options(window->app, config);
    char error[512];
    if (before->font_size == config->font_size) {
        font.size_pt = drawing_font_size(window->drawing);
    }
    font.dpi = window_dpi(window->window);
    window_make_current(window->window);
    if (!drawing_set_fonts(window->drawing, &font, config->font_size, error, sizeof error)) {
        app_window_say_next(window, error);
        return;
    }
    window->fonts_told = 0;
    app_window_tell_fonts(window);
}

/* A window that was made opaque stays so. */
static void take_look(struct app_window *window) {
    window->scene.settings = config_renderer_settings(&window->settings->values);
    if (!window_has_alpha(window->window)) {
        window->scene.settings.opacity = 1;
    }
}

static void renew_title(struct app_window *window) {
    char title[1024];
    snprintf(title, sizeof title, "%s", window->settings->values.title);
    if (title[0] == '\0') {
        session_title(window->pane.session, title, sizeof title);
    }
    window_set_title(window->window, title[0] != '\0' ? title : "quire");
}

void app_window_apply(struct app_window *window, const struct config_snapshot *settings) {
    const struct config_snapshot *before = config_snapshot_acquire(window->settings);
    uint32_t touched = config_difference(&before->values, &settings->values);
    config_snapshot_replace(&window->settings, settings);
    take_look(window);
    if (before->values.background_opacity != settings->values.background_opacity && !window_has_alpha(window->window)) {
        app_window_say_next(window, "background-opacity: takes effect in new windows");
    }
    pane_apply(&window->pane, settings);
    if ((touched & TOUCHES_FONT) != 0) {
        renew_fonts(window, &before->values);
    }
    if ((touched & (TOUCHES_FONT | TOUCHES_PADDING)) != 0) {
        apply_size(window);
        tell_place(window);
    }
    if ((touched & TOUCHES_TITLE) != 0) {
        renew_title(window);
    }
    if ((touched & TOUCHES_CLIPBOARD) != 0) {
        clipboards_set_limit(window->pane.clipboards, (size_t)settings->values.clipboard_limit << 20);
    }
    config_snapshot_release(before);
}

/* --- closing --- */

static void close_answered(void *user, bool yes) {
    struct app_window *window = user;
    window->closing = window->closing || yes;
}

void app_window_ask_close(struct app_window *window) {
    char name[64], text[128];
    if (!window->settings->values.confirm_close || !session_is_busy(window->pane.session, name, sizeof name)) {
        window->closing = true;
        return;
    }
    struct question_text question = {text, "Keep", "Close", false};
    snprintf(text, sizeof text, "%s is still running. Close anyway?", name);
    question_withdraw(&window->question); /* closing twice, or over a program's question */
    question_ask(&window->question, &question, close_answered, window, loop_clock_ms());
}

/* --- what the pane wants --- */

static void on_output(void *user) {
    app_requests_act(user);
}

static void set_shape(void *user, const char *css_name) {
    struct app_window *window = user;
    window_set_pointer(window->window, css_name);
}

static void capture(void *user, bool is_held) {
    struct app_window *window = user;
    window_capture_pointer(window->window, is_held);
}

static void say(void *user, const char *text) {
    app_window_say(user, text);
}

void app_window_say(struct app_window *window, const char *text) {
    message_say(&window->message, text, loop_clock_ms());
}

void app_window_say_next(struct app_window *window, const char *text) {
    message_add(&window->message, text, loop_clock_ms());
}

void app_window_tell_fonts(struct app_window *window) {
    const char *line;
    while ((line = drawing_warning(window->drawing, window->fonts_told)) != NULL) {
        app_window_say_next(window, line);
        window->fonts_told++;
    }
}

static void alert(void *user) {
    struct app_window *window = user;
    window_alert(window->window);
}

static void raise_window(void *user, const char *token) {
    struct app_window *window = user;
    window_restore(window->window);
    window_raise(window->window, token);
}

static void show_line(void *user, const struct ui_line *line) {
    struct app_window *window = user;
    pane_cover_line(&window->pane, line);
}

/* --- making --- */

static enum backend_wish wish_of(const struct config *config) {
    static const enum backend_wish wishes[] = {[CONFIG_RENDERER_AUTO] = BACKEND_WISH_AUTO,
                                               [CONFIG_RENDERER_CPU] = BACKEND_WISH_CPU,
                                               [CONFIG_RENDERER_GL] = BACKEND_WISH_GL};
    return wishes[config->renderer];
}

static bool make_window(struct app_window *window, char *error, size_t error_size) {
    const struct config *config = &window->settings->values;
    struct window_sink sink = {window,         apply_size, tell_place,     expose,        set_visible,
                               set_focus,      ask_close,  app_on_pointer, app_on_stroke, app_on_text,
                               app_on_preedit, take_drop,  refuse_drop};
    const struct window_options options = {config->title[0] != '\0' ? config->title : "quire", wish_of(config),
                                           config->background_opacity < 1};
    window->window = window_create(window->app->platform, &options, &sink, error, error_size);
    if (window->window != NULL) {
        window_lose_gl(window->window, config->debug_lose_gl);
        take_look(window);
    }
    return window->window != NULL;
}

static bool make_drawing(struct app_window *window, struct notices *notices, char *error, size_t error_size) {
    const struct config *config = &window->settings->values;
    struct font_options font = app_fonts_options(window->app, config);
    font.dpi = window_dpi(window->window);
    struct drawing_options options = {window->app->fonts, font, window_backend(window->window),
                                      window_whole_pictures(window->window)};
    window_make_current(window->window);
    window->drawing = drawing_create(&options, error, error_size);
    platform_environment_restore(); /* window and fonts are there, no program is */
    if (window_warning(window->window) != NULL) {
        notices_add(notices, window_warning(window->window));
    }
    const char *line;
    while (window->drawing != NULL && (line = drawing_warning(window->drawing, window->fonts_told)) != NULL) {
        notices_add(notices, line);
        window->fonts_told++;
    }
    return window->drawing != NULL;
}

static bool make_pane(struct app_window *window, const struct app_start *start, char *error, size_t error_size) {
    const struct config *config = &window->settings->values;
    struct clipboards *clipboards = platform_clipboards(window->app->platform);
    if (clipboards == NULL) {
        snprintf(error, error_size, "no memory");
        return false;
    }
    clipboards_set_limit(clipboards, (size_t)config->clipboard_limit << 20);
    struct pane_sink sink = {window, want_picture, on_output, set_shape, capture, say, alert, raise_window};
    unsigned long x11_id = window_x11_id(window->window);
    char window_id[40];
    const char *const own_variables[] = {x11_id != 0 ? window_id : NULL, NULL};
    struct pane_options options = {.settings = window->settings,
                                   .loop = window->app->loop,
                                   .drawing = window->drawing,
                                   .argv = start->command,
                                   .directory = start->directory,
                                   .notices = start->notices,
                                   .notifications = window->app->notifications,
                                   .clipboards = clipboards,
                                   .cols = (uint32_t)config->cols,
                                   .rows = (uint32_t)config->rows,
                                   .own_variables = own_variables};
    snprintf(window_id, sizeof window_id, "WINDOWID=%lu", x11_id);
    window->pane_made = pane_init(&window->pane, &options, &sink, error, error_size);
    if (window->pane_made && !layout_add_tab(&window->layout, THE_PANE)) {
        snprintf(error, error_size, "no memory");
        return false;
    }
    return window->pane_made;
}

static void make_ui(struct app_window *window) {
    window->ui = (struct ui_stack)UI_STACK_INIT(window->app->loop, show_line, window);
    window->ui.cols = viewport_grid(window->pane.viewport).cols;
    message_init(&window->message, &window->ui);
    key_mode_init(&window->key_mode, &window->ui);
    question_init(&window->question, &window->ui);
    clipboard_requests_init(&window->clipboard, &window->pane, &window->question);
}

static bool show(struct app_window *window, char *error, size_t error_size) {
    uint32_t width, height;
    if (!window_start_keyboard(window->window, error, error_size)) {
        return false;
    }
    viewport_pixels_for(window->pane.viewport, window->pane.grid.cols, window->pane.grid.rows, &width, &height);
    window_resize_px(window->window, width, height);
    window_show(window->window);
    window_set_pointer(window->window, "text");
    apply_size(window);
    tell_place(window);
    return true;
}

struct app_window *app_window_create(struct app *app, const struct app_start *start, char *error, size_t error_size) {
    struct app_window *window = calloc(1, sizeof *window);
    if (window == NULL) {
        snprintf(error, error_size, "no memory");
        return NULL;
    }
    window->app = app;
    window->settings = config_snapshot_acquire(app->settings);
    window->visible = window->clock.wanted = true;
    window->runs_command = start->command != NULL;
    window->frame = (struct timer)TIMER_INIT(frame_due, window);
    window->scene = (struct scene)SCENE_INIT;
    window->actions = (struct action_window){window,    change_font,   toggle_fullscreen, open_window,
                                             ask_close, reload_config, set_key_mode};
    if (!make_window(window, error, error_size) || !make_drawing(window, start->notices, error, error_size) ||
        !make_pane(window, start, error, error_size)) {
        app_window_destroy(window);
        return NULL;
    }
    make_ui(window);
    if (!show(window, error, error_size)) {
        app_window_destroy(window);
        return NULL;
    }
    return window;
}

void app_window_destroy(struct app_window *window) {
    if (window == NULL) {
        return;
    }
    event_loop_stop_timer(window->app->loop, &window->frame);
    if (window->ui.loop != NULL) {
        question_finish(&window->question);
        message_finish(&window->message);
        clipboard_requests_finish(&window->clipboard);
    }
    if (window->pane_made) {
        pane_finish(&window->pane);
    }
    layout_finish(&window->layout);
    if (window->window != NULL) {
        window_make_current(window->window);
    }
    drawing_destroy(window->drawing);
    scene_finish(&window->scene);
    window_destroy(window->window);
    config_snapshot_release(window->settings);
    free(window);
}

/* --- a turn --- */

/* The terminal may have a size that a program asked for; now it gets the window's. */
static void settle(struct app_window *window) {
    if (window->changed) {
        window->changed = false;
        pane_forget_size(&window->pane);
        apply_size(window);
        tell_place(window);
    }
}

bool app_window_turn(struct app_window *window, int64_t now) {
    int status;
    settle(window);
    if (session_ended(window->pane.session, &status)) {
        window->app->status = window->runs_command ? status : window->app->status;
        return false;
    }
    if (window->closing) {
        return false;
    }
    draw_if_due(window, now);
    return true;
}

/* A hidden window draws nothing, so its frame is brought up to date here. */
void app_window_describe(struct app_window *window, FILE *file) {
    if (!window->visible) {
        viewport_prepare(window->pane.viewport, window->pane.session, loop_clock_ms());
    }
    fprintf(file,
            "reloads: %lu\nrenderer: %s\nkeyboard: %s\nquestion: %d\nquestion-ready: %d\nidle-slices: "
            "%llu\nidle-planned: %d\nwaits: %llu\n",
            window->app->reloads, window_backend(window->window)->name, window_keyboard_source(window->window),
            window->question.open, window->question.ready, (unsigned long long)window->pane.tidying.slices,
            window->pane.tidying.at != IDLE_NEVER, (unsigned long long)window->clock.waits);
    fprintf(file, "font-waits: %u\n", drawing_font_waits(window->drawing));
    viewport_describe(window->pane.viewport, file);
}
