#define _GNU_SOURCE
#include "pane.h"

#include <string.h>

#include <quire/key.h>
#include <quire/mouse.h>
#include <quire/selection.h>

#include "copy_mode.h"
#include "loop_clock.h"
#include "pane_clipboard.h"
#include "pane_commands.h"
#include "pane_menu.h"
#include "pane_search.h"
#include "paste_guard.h"
#include "shell_quote.h"

/* --- the session's news --- */

/* Called by the session's threads. */
static void wake(void *user) {
    struct pane *pane = user;
    event_loop_post(pane->loop, &pane->output);
}

static void on_output(void *user) {
    struct pane *pane = user;
    if (!pane_pastes_go_on(&pane->pastes)) {
        pane->sink.say(pane->sink.user, "The program takes no more input: the paste was cut off");
    }
    if (session_is_dirty(pane->session) || session_has_frame(pane->session)) {
        viewport_touch(pane->viewport);
        idle_job_want(&pane->tidying, loop_clock_ms());
        pane_search_output(pane->search);
    }
    pane_commands_act(pane);
    pane->sink.output(pane->sink.user);
}

static bool tidy(void *user) {
    struct pane *pane = user;
    return session_idle(pane->session);
}

/* --- modes --- */

static void put_line(struct pane *pane, const struct ui_line *line) {
    if (line != NULL) {
        viewport_set_line(pane->viewport, line->text, line->mark_col, line->mark_end);
        viewport_set_line_cursor(pane->viewport, line->has_cursor);
    } else {
        viewport_set_line(pane->viewport, NULL, 0, 0);
    }
}

static void show_own_line(void *user, const struct ui_line *line) {
    struct pane *pane = user;
    if (!pane->line_covered) {
        put_line(pane, line);
    }
}

void pane_cover_line(struct pane *pane, const struct ui_line *line) {
    pane->line_covered = line != NULL;
    if (line != NULL) {
        put_line(pane, line);
    } else {
        ui_stack_show(&pane->ui);
    }
}

bool pane_ui_key(struct pane *pane, const struct quire_key_event *event, int64_t now) {
    return ui_stack_key(&pane->ui, event, now);
}

/* --- the viewport's --- */

static void on_touched(void *user, bool cosmetic) {
    struct pane *pane = user;
    pane->sink.touched(pane->sink.user, cosmetic);
}

static void on_framed(void *user) {
    struct pane *pane = user;
    if (pane->hints != NULL) {
        pane_hints_place(pane);
    } else {
        pane_mouse_frame(&pane->mouse);
    }
    pane_search_framed(pane->search);
    copy_mode_framed(pane);
}

/* --- making --- */

/* NULL: there is none, or the settings want none. */
static struct notifications *wanted_desktop(const struct pane *pane) {
    return pane->settings->values.notifications ? pane->desktop : NULL;
}

static uint32_t notification_features(const struct pane *pane) {
    return wanted_desktop(pane) != NULL && notifications_available() ? (uint32_t)QUIRE_NOTIFY_CAN_ALL : 0;
}

static bool start_session(struct pane *pane, const struct pane_options *options, char *error, size_t error_size) {
    struct session_waker waker = {pane, wake};
    struct session_start start = {.settings = options->settings,
                                  .size = pane->grid,
                                  .argv = options->argv,
                                  .directory = options->directory,
                                  .own_variables = options->own_variables,
                                  .environment = options->environment,
                                  .notification_features = notification_features(pane),
                                  .decoder = options->decoder,
                                  .loop = options->loop};
    pane->session = session_create(&start, &waker, options->notices, error, error_size);
    return pane->session != NULL;
}

bool pane_init(struct pane *pane, const struct pane_options *options, const struct pane_sink *sink, char *error,
               size_t error_size) {
    struct viewport_sink viewport_sink = {pane, on_touched, on_framed};
    struct backend_area place = {0, 0, 0, 0};
    memset(pane, 0, sizeof *pane);
    pane->settings = config_snapshot_acquire(options->settings);
    pane->desktop = options->notifications;
    pane->loop = options->loop;
    pane->sink = *sink;
    pane->visible = true;
    pane->clipboards = options->clipboards;
    pane->output = (struct loop_task){on_output, pane, NULL, false};
    pane->tidying = (struct idle_job)IDLE_JOB_INIT(tidy, pane);
    pane->viewport = viewport_create(&options->settings->values, options->loop, options->drawing, &viewport_sink);
    if (pane->viewport == NULL) {
        snprintf(error, error_size, "no memory");
        config_snapshot_release(pane->settings);
        return false;
    }
    viewport_set_number(pane->viewport, options->number);
    viewport_pixels_for(pane->viewport, options->cols, options->rows, &place.width, &place.height);
    viewport_set_place(pane->viewport, &place);
    pane->grid = viewport_grid(pane->viewport);
    pane->ui = (struct ui_stack)UI_STACK_INIT(pane->loop, show_own_line, pane);
    pane->ui.cols = pane->grid.cols;
    if (!start_session(pane, options, error, error_size)) {
        viewport_destroy(pane->viewport);
        config_snapshot_release(pane->settings);
        return false;
    }
    pane->pastes.session = pane->session;
    pane_mouse_init(&pane->mouse, pane);
    pane_hover_init(&pane->hover, pane);
    pane_images_init(&pane->images, pane);
    pane_notify_init(&pane->notify, pane, wanted_desktop(pane));
    idle_jobs_add(event_loop_idle_jobs(pane->loop), &pane->tidying);
    return true;
}

void pane_finish(struct pane *pane) {
    copy_mode_leave(pane);
    pane_search_destroy(pane->search);
    pane_clipboard_finish(pane);
    paste_guard_finish(pane);
    pane_menu_close(pane);
    pane_pastes_finish(&pane->pastes);
    session_destroy(pane->session); /* its threads post no more */
    event_loop_withdraw(pane->loop, &pane->output);
    idle_jobs_remove(event_loop_idle_jobs(pane->loop), &pane->tidying);
    pane_mouse_finish(&pane->mouse);
    pane_hints_close(pane);
    pane_hover_finish(&pane->hover);
    pane_images_finish(&pane->images);
    pane_notify_finish(&pane->notify);
    viewport_destroy(pane->viewport);
    byte_buffer_finish(&pane->dropped);
    config_snapshot_release(pane->settings);
}

void pane_apply(struct pane *pane, const struct config_snapshot *settings) {
    uint32_t touched = config_difference(&pane->settings->values, &settings->values);
    config_snapshot_replace(&pane->settings, settings);
    session_apply(pane->session, settings);
    viewport_apply(pane->viewport, &settings->values);
    if ((touched & TOUCHES_NOTIFICATIONS) != 0) {
        pane_notify_finish(&pane->notify);
        pane_notify_init(&pane->notify, pane, wanted_desktop(pane));
        session_set_features(pane->session, notification_features(pane));
    }
}

bool pane_has_selection(const struct pane *pane) {
    struct quire_terminal *terminal = session_lock(pane->session);
    bool selected = quire_selection_exists(terminal, viewport_frame(pane->viewport));
    session_unlock(pane->session);
    return selected;
}

void pane_deselect(struct pane *pane) {
    session_lock(pane->session);
    quire_selection_clear(viewport_frame(pane->viewport));
    session_unlock(pane->session);
    viewport_touch(pane->viewport);
}

/* --- size and state --- */

static bool same_size(const struct terminal_size *a, const struct terminal_size *b) {
    return a->cols == b->cols && a->rows == b->rows && a->cell_width_px == b->cell_width_px &&
           a->cell_height_px == b->cell_height_px;
}

static void tell_size(struct pane *pane) {
    struct terminal_size grid = viewport_grid(pane->viewport);
    while ((uint64_t)grid.cols * grid.rows > QUIRE_MAX_CELLS) { /* a tiny font on a huge screen */
        grid.rows--;
    }
    if (!same_size(&grid, &pane->grid) && session_resize(pane->session, grid)) {
        pane->grid = grid;
    }
}

void pane_set_place(struct pane *pane, const struct backend_area *place) {
    viewport_set_place(pane->viewport, place);
    ui_stack_set_cols(&pane->ui, viewport_grid(pane->viewport).cols);
    tell_size(pane);
}

void pane_forget_size(struct pane *pane) {
    pane->grid.cols = 0;
}

void pane_set_focus(struct pane *pane, bool focused) {
    char bytes[16];
    size_t length = 0;
    struct quire_input_modes modes = session_modes(pane->session);
    pane->focused = focused;
    if (!focused) {
        pane_menu_close(pane);
    }
    viewport_set_focus(pane->viewport, focused);
    if (quire_focus_encode(&modes, focused, bytes, sizeof bytes, &length) == QUIRE_OK) {
        session_send(pane->session, bytes, length);
    }
}

void pane_set_visible(struct pane *pane, bool visible) {
    pane->visible = visible;
    session_set_visible(pane->session, visible);
}

/* --- input --- */

/* A program that answers at all does so within some milliseconds, and its picture is drawn then. */
enum { ECHO_MS = 10 };

static void show_typing(struct pane *pane) {
    event_loop_await(pane->loop, loop_clock_ms() + ECHO_MS);
    pane_mouse_rest(&pane->mouse);
    viewport_follow(pane->viewport, pane->session);
    viewport_restart_blink(pane->viewport);
}

bool pane_is_over(struct pane *pane, int *status) {
    if (!session_ended(pane->session, status)) {
        return false;
    }
    if (pane->settings->values.hold) {
        hold_begin(&pane->hold, &pane->ui, *status);
    }
    return !pane->hold.open;
}

/* A key that would write something lets go of a pane whose program has ended. */
static bool release_held(struct pane *pane, const struct quire_key_event *event) {
    char bytes[512];
    size_t length = 0;
    const struct quire_input_modes plain = QUIRE_INPUT_MODES_INIT;
    if (!pane->hold.open) {
        return false;
    }
    if (event->action != QUIRE_KEY_RELEASE &&
        quire_key_encode(&plain, event, bytes, sizeof bytes, &length) == QUIRE_OK && length > 0) {
        hold_release(&pane->hold);
    }
    return true;
}

void pane_key(struct pane *pane, const struct quire_key_event *event) {
    char bytes[512];
    size_t length = 0;
    struct quire_input_modes modes = session_modes(pane->session);
    if (ui_stack_keeps(&pane->ui) || release_held(pane, event)) {
        return;
    }
    if (quire_key_encode(&modes, event, bytes, sizeof bytes, &length) == QUIRE_OK && length > 0) {
        session_type(pane->session, bytes, length);
        if (event->action != QUIRE_KEY_RELEASE) {
            show_typing(pane);
        }
    }
}

void pane_send(struct pane *pane, const char *bytes, size_t length) {
    if (session_type(pane->session, bytes, length)) {
        show_typing(pane);
    }
}

static bool has_controls(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7F) {
            return true;
        }
    }
    return false;
}

void pane_text(struct pane *pane, const char *text, size_t length) {
    const struct ui_text typed = {UI_TEXT_TYPED, text, length};
    if (ui_stack_text(&pane->ui, &typed, loop_clock_ms()) || ui_stack_keeps(&pane->ui) || hold_release(&pane->hold)) {
        return;
    }
    if (!has_controls(text, length) && !session_modes(pane->session).keyboard_locked &&
        session_type(pane->session, text, length)) {
        show_typing(pane);
    }
}

void pane_preedit(struct pane *pane, const char *text) {
    const struct ui_text composed = {UI_TEXT_COMPOSED, text, strlen(text)};
    bool used = ui_stack_text(&pane->ui, &composed, loop_clock_ms());
    viewport_set_preedit(pane->viewport, used || ui_stack_keeps(&pane->ui) ? "" : text);
}

static void add_file(struct pane *pane, const char *name) {
    if (name[0] != '\0' && shell_quote(&pane->dropped, name)) {
        byte_buffer_append(&pane->dropped, " ", 1);
    }
}

void pane_drop(struct pane *pane, const char *file, const char *text) {
    if (file != NULL) {
        add_file(pane, file);
    } else if (text != NULL) {
        pane_paste_text(pane, text, strlen(text));
    } else {
        pane_paste_text(pane, pane->dropped.bytes, pane->dropped.length);
        byte_buffer_finish(&pane->dropped);
    }
}
