#define _GNU_SOURCE
#include "loop.h"

#include <limits.h>
#include <stdio.h>

#include "app_clock.h"
#include "debug_screen.h"
#include "loop_parts.h"
#include "renderer.h"
#include "window_place.h"

enum { COMPOSING_POLL_MS = 15 };

void loop_apply_size(struct loop *loop) {
    uint32_t width, height;
    window_size_px(loop->window, &width, &height);
    view_set_dpi(loop->view, window_dpi(loop->window));
    view_set_size(loop->view, width, height);
    question_place(&loop->question);
    struct terminal_size grid = view_grid(loop->view);
    while ((uint64_t)grid.cols * grid.rows > QUIRE_MAX_CELLS) { /* a tiny font on a huge screen */
        grid.rows--;
    }
    if (grid.cols != loop->grid.cols || grid.rows != loop->grid.rows ||
        grid.cell_width_px != loop->grid.cell_width_px || grid.cell_height_px != loop->grid.cell_height_px) {
        if (session_resize(loop->session, grid)) {
            loop->grid = grid;
        }
    }
}

/* Tells the session what the window is like, when it may have changed: this asks the X server. */
static void tell_place(struct loop *loop) {
    struct quire_window_state place = window_place(loop->window, view_padding_px(loop->view));
    session_set_window(loop->session, &place);
}

/* The terminal may have a size that a program asked for; now it gets the window's. */
static void settle_window(struct loop *loop) {
    if (loop->host.window_touched) {
        loop->host.window_touched = false;
        loop->grid.cols = 0;
        loop_apply_size(loop);
        tell_place(loop);
    }
}

static void set_focus(struct loop *loop, bool focused) {
    char bytes[16];
    size_t length = 0;
    struct quire_input_modes modes = session_modes(loop->session);
    loop->host.focused = focused;
    view_set_focus(loop->view, focused);
    if (quire_focus_encode(&modes, focused, bytes, sizeof bytes, &length) == QUIRE_OK) {
        session_send(loop->session, bytes, length);
    }
}

static void handle_window(struct loop *loop, const SDL_WindowEvent *event) {
    if (event->event != SDL_WINDOWEVENT_EXPOSED) {
        tell_place(loop);
    }
    switch (event->event) {
    case SDL_WINDOWEVENT_SIZE_CHANGED:
    case SDL_WINDOWEVENT_DISPLAY_CHANGED:
        loop_apply_size(loop);
        break;
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_SHOWN:
    case SDL_WINDOWEVENT_RESTORED:
        session_set_visible(loop->session, true);
        view_expose(loop->view);
        break;
    case SDL_WINDOWEVENT_HIDDEN:
    case SDL_WINDOWEVENT_MINIMIZED:
        session_set_visible(loop->session, false);
        break;
    case SDL_WINDOWEVENT_FOCUS_GAINED:
        set_focus(loop, true);
        break;
    case SDL_WINDOWEVENT_FOCUS_LOST:
        set_focus(loop, false);
        break;
    case SDL_WINDOWEVENT_CLOSE:
        loop_ask_close(loop);
        break;
    default:
        break;
    }
}

/* True: it was a click on the row of a question. */
static bool click_question(struct loop *loop, const SDL_Event *event) {
    double scale = window_scale(loop->window);
    uint32_t col;
    if (event->type != SDL_MOUSEBUTTONDOWN ||
        !view_question_at(loop->view, (int32_t)(event->button.x * scale), (int32_t)(event->button.y * scale), &col)) {
        return false;
    }
    if (event->button.button == SDL_BUTTON_LEFT) {
        question_click(&loop->question, col, app_clock_ms());
    }
    return true;
}

static void handle_events(struct loop *loop) {
    SDL_Event event;
    while (SDL_PollEvent(&event)) {
        idle_plan_input(&loop->idle, app_clock_ms());
        keyboard_handle(loop->keyboard, &event);
        if (event.type == SDL_WINDOWEVENT) {
            handle_window(loop, &event.window);
        } else if (event.type == SDL_QUIT) {
            loop_ask_close(loop);
        } else if (!drop_handle(&loop->drop, &event, loop->session) && !click_question(loop, &event)) {
            mouse_handle(&loop->mouse, &event);
        }
    }
    keyboard_drained(loop->keyboard);
    mouse_modifiers(&loop->mouse);
}

static void place_input_method(struct loop *loop) {
    int x, y, width, height;
    double scale = window_scale(loop->window);
    view_cursor_px(loop->view, &x, &y, &width, &height);
    keyboard_place(loop->keyboard, (int)(x / scale), (int)(y / scale), (int)(width / scale), (int)(height / scale));
}

/* GL that was lost in the middle of a session costs a line. */
static void replace_lost_gl(struct loop *loop) {
    if (window_gl_fell_back(loop->window)) {
        view_set_backend(loop->view, window_backend(loop->window), window_whole_pictures(loop->window));
        view_say(loop->view, "OpenGL was lost; the CPU draws from now on");
    }
}

static void draw_if_due(struct loop *loop) {
    int64_t now = app_clock_ms();
    if (view_due(loop->view, now) > now || now < loop->next_draw) {
        return;
    }
    replace_lost_gl(loop);
    bool kept = window_begin_picture(loop->window);
    struct renderer_damage damage;
    if (view_draw(loop->view, loop->session, kept, now, &damage)) {
        window_show_picture(loop->window, damage.areas, damage.count);
        place_input_method(loop);
    }
    loop->next_draw = now + window_refresh_ms(loop->window);
}

static void use_idle_time(struct loop *loop) {
    if (idle_plan_due(&loop->idle, app_clock_ms())) {
        bool more = session_idle(loop->session);
        idle_plan_done(&loop->idle, more, app_clock_ms());
    }
}

/* How long nothing will happen by itself, -1: for ever. */
static int idle_time(const struct loop *loop) {
    int64_t now = app_clock_ms();
    int64_t due = view_due(loop->view, now);
    if (due != VIEW_NEVER && due < loop->next_draw) {
        due = loop->next_draw;
    }
    if (loop->mouse.scroll_at < due) {
        due = loop->mouse.scroll_at;
    }
    if (question_due(&loop->question) < due) {
        due = question_due(&loop->question);
    }
    if (loop->idle.at < due) {
        due = loop->idle.at;
    }
    if (keyboard_composing(loop->keyboard) && now + COMPOSING_POLL_MS < due) {
        due = now + COMPOSING_POLL_MS;
    }
    if (due == VIEW_NEVER) {
        return -1;
    }
    return due <= now ? 0 : due - now < INT_MAX ? (int)(due - now) : INT_MAX;
}

static void show_screen(struct loop *loop) {
    char extra[160];
    if (!signals_take_look(loop->signals)) {
        return;
    }
    snprintf(extra, sizeof extra,
             "renderer: %s\nkeyboard: %s\nquestion: %d\nquestion-ready: %d\nidle-slices: %llu\nidle-planned: %d\n",
             window_backend(loop->window)->name, keyboard_source(loop->keyboard), loop->question.open,
             loop->question.ready, (unsigned long long)loop->idle.slices, loop->idle.at != IDLE_PLAN_NEVER);
    debug_screen_write(loop->config->debug_screen_file, ++loop->looks, loop->view, extra);
}

int loop_run(struct loop *loop) {
    int status = 0;
    mouse_init(&loop->mouse, loop->window, loop->view, loop->session, loop->config->copy_on_select);
    loop->host = (struct host){
        .config = loop->config,
        .window = loop->window,
        .view = loop->view,
        .session = loop->session,
        .mouse = &loop->mouse,
        .clipboard = {
            .config = loop->config, .view = loop->view, .session = loop->session, .question = &loop->question}};
    loop->idle = (struct idle_plan)IDLE_PLAN_INIT;
    window_show(loop->window);
    window_set_pointer(loop->window, "text");
    loop_apply_size(loop);
    tell_place(loop);
    for (;;) {
        handle_events(loop);
        if (session_take_dirty(loop->session)) {
            view_touch(loop->view);
            idle_plan_output(&loop->idle, app_clock_ms());
        }
        host_act(&loop->host);
        settle_window(loop);
        loop->closing = loop->closing || signals_end(loop->signals);
        if (loop->closing || session_ended(loop->session, &status)) {
            break;
        }
        mouse_tick(&loop->mouse, app_clock_ms());
        question_tick(&loop->question, app_clock_ms());
        draw_if_due(loop);
        use_idle_time(loop);
        show_screen(loop);
        int timeout = idle_time(loop);
        if (timeout != 0) {
            waker_wait(loop->waker, timeout);
        }
    }
    drop_finish(&loop->drop);
    host_finish(&loop->host);
    return loop->closing ? 0 : status;
}
