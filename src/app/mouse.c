#define _GNU_SOURCE
#include "mouse.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <quire/selection.h>

#include "app_clock.h"
#include "clipboard.h"
#include "detach.h"

enum { AUTOSCROLL_MS = 40, WHEEL_LINES = 3 };

void mouse_init(struct mouse *mouse, struct window *window, struct view *view, struct session *session,
                bool copy_on_select) {
    memset(mouse, 0, sizeof *mouse);
    mouse->window = window;
    mouse->view = view;
    mouse->session = session;
    mouse->copy_on_select = copy_on_select;
    mouse->scroll_at = VIEW_NEVER;
    mouse->reported_col = mouse->reported_row = UINT32_MAX;
    snprintf(mouse->shape, sizeof mouse->shape, "text");
}

static uint32_t current_mods(void) {
    SDL_Keymod state = SDL_GetModState();
    return ((state & KMOD_SHIFT) != 0 ? (uint32_t)QUIRE_MOD_SHIFT : 0u) |
           ((state & KMOD_CTRL) != 0 ? (uint32_t)QUIRE_MOD_CTRL : 0u) |
           ((state & KMOD_ALT) != 0 ? (uint32_t)QUIRE_MOD_ALT : 0u);
}

static void set_place(struct mouse *mouse, int x, int y) {
    double scale = window_scale(mouse->window);
    mouse->x_px = (int32_t)floor(x * scale);
    mouse->y_px = (int32_t)floor(y * scale);
}

/* --- reports --- */

static bool program_wants(const struct mouse *mouse, const struct quire_input_modes *modes) {
    return modes->mouse != QUIRE_MOUSE_OFF && (mouse->mods & QUIRE_MOD_SHIFT) == 0;
}

static void report(struct mouse *mouse, const struct quire_input_modes *modes, enum quire_mouse_action action,
                   enum quire_mouse_button button) {
    struct quire_mouse_event event = QUIRE_MOUSE_EVENT_INIT;
    uint32_t col, row;
    int rows_outside;
    char bytes[QUIRE_MOUSE_BYTES_MAX];
    size_t length = 0;
    view_cell_at(mouse->view, mouse->x_px, mouse->y_px, &col, &row, NULL);
    view_cell_area(mouse->view, mouse->x_px, mouse->y_px, &event.x_px, &event.y_px, &rows_outside);
    bool by_pixel = modes->mouse_encoding == QUIRE_MOUSE_SGR_PIXELS;
    bool same = by_pixel ? event.x_px == mouse->reported_x && event.y_px == mouse->reported_y
                         : col == mouse->reported_col && row == mouse->reported_row;
    if (action == QUIRE_MOUSE_ACTION_MOTION && same) {
        return;
    }
    mouse->reported_col = col;
    mouse->reported_row = row;
    mouse->reported_x = event.x_px;
    mouse->reported_y = event.y_px;
    event.action = action;
    event.button = button;
    event.mods = mouse->mods;
    event.col = (int32_t)col;
    event.row = (int32_t)row;
    if (quire_mouse_encode(modes, &event, bytes, sizeof bytes, &length) == QUIRE_OK) {
        session_send(mouse->session, bytes, length);
    }
}

/* The lowest button that is held: what motion is reported with. */
static enum quire_mouse_button held_button(const struct mouse *mouse) {
    for (int button = QUIRE_BUTTON_LEFT; button <= QUIRE_BUTTON_11; button++) {
        if ((mouse->buttons & 1u << button) != 0) {
            return (enum quire_mouse_button)button;
        }
    }
    return QUIRE_BUTTON_NONE;
}

/* --- links --- */

static uint32_t link_under(const struct mouse *mouse) {
    uint32_t col, row;
    if ((mouse->mods & QUIRE_MOD_CTRL) == 0) {
        return 0;
    }
    view_cell_at(mouse->view, mouse->x_px, mouse->y_px, &col, &row, NULL);
    return view_link_at(mouse->view, col, row);
}

static void update_hover(struct mouse *mouse) {
    uint32_t link = link_under(mouse);
    view_set_hover(mouse->view, link);
    window_set_pointer(mouse->window, link != 0 ? "pointer" : mouse->shape);
}

/* A program chose the text: only what a browser or mailer takes is handed on. */
static void open_link(struct mouse *mouse, uint32_t link) {
    static const char *const schemes[] = {"http://", "https://", "mailto:", "ftp://", "file://"};
    size_t length = 0;
    const char *uri = quire_frame_link(view_frame(mouse->view), link, &length);
    for (size_t i = 0; uri != NULL && i < sizeof schemes / sizeof schemes[0]; i++) {
        size_t scheme = strlen(schemes[i]);
        if (length > scheme && memcmp(uri, schemes[i], scheme) == 0) {
            char *copy = strndup(uri, length);
            char *argv[] = {(char *)"xdg-open", copy, NULL};
            if (copy != NULL && !detach_run(argv, NULL)) {
                fprintf(stderr, "quire: cannot run xdg-open to open a link\n");
            }
            free(copy);
            return;
        }
    }
}

/* --- selection --- */

static enum quire_selection_unit unit_of(const struct mouse *mouse, int clicks) {
    if ((mouse->mods & QUIRE_MOD_ALT) != 0) {
        return QUIRE_SELECT_BLOCK;
    }
    static const enum quire_selection_unit units[] = {QUIRE_SELECT_CELL, QUIRE_SELECT_WORD, QUIRE_SELECT_LINE};
    return units[clicks > 0 ? (clicks - 1) % 3 : 0];
}

static void extend(struct mouse *mouse) {
    uint32_t col, row;
    bool right_half;
    view_cell_at(mouse->view, mouse->x_px, mouse->y_px, &col, &row, &right_half);
    quire_selection_extend(session_lock(mouse->session), view_frame(mouse->view), row, col, right_half);
    session_unlock(mouse->session);
    view_touch(mouse->view);
}

static void start_selection(struct mouse *mouse, int clicks) {
    uint32_t col, row;
    bool right_half;
    view_cell_at(mouse->view, mouse->x_px, mouse->y_px, &col, &row, &right_half);
    struct quire_terminal *terminal = session_lock(mouse->session);
    if ((mouse->mods & QUIRE_MOD_SHIFT) != 0 && clicks == 1 &&
        quire_selection_exists(terminal, view_frame(mouse->view))) {
        quire_selection_extend(terminal, view_frame(mouse->view), row, col, right_half);
    } else {
        quire_selection_start(terminal, view_frame(mouse->view), row, col, right_half, unit_of(mouse, clicks));
    }
    session_unlock(mouse->session);
    view_touch(mouse->view);
}

static void finish_selection(struct mouse *mouse) {
    mouse->scroll_at = VIEW_NEVER;
    enum clipboard_copied copied = clipboard_copy_selection(CLIPBOARD_PRIMARY, mouse->session, view_frame(mouse->view));
    if (copied == CLIPBOARD_COPIED && mouse->copy_on_select) {
        clipboard_copy_selection(CLIPBOARD_MAIN, mouse->session, view_frame(mouse->view));
    } else if (copied == CLIPBOARD_TOO_LARGE) {
        view_say(mouse->view, "The selection is larger than 16 MiB: it is not in the primary selection");
    }
}

/* Dragged beyond an edge: scrolls on by itself, faster the farther out. */
static void drag(struct mouse *mouse) {
    int32_t x, y;
    int rows_outside;
    view_cell_area(mouse->view, mouse->x_px, mouse->y_px, &x, &y, &rows_outside);
    mouse->scroll_rows = -rows_outside;
    if (rows_outside == 0) {
        mouse->scroll_at = VIEW_NEVER;
    } else if (mouse->scroll_at == VIEW_NEVER) {
        mouse->scroll_at = app_clock_ms();
    }
    extend(mouse);
}

void mouse_tick(struct mouse *mouse, int64_t now) {
    if (now >= mouse->scroll_at) {
        mouse->scroll_at = now + AUTOSCROLL_MS;
        if (view_info(mouse->view)->alternate_screen) {
            mouse->scroll_at = VIEW_NEVER;
        } else {
            view_scroll(mouse->view, mouse->session, mouse->scroll_rows);
            extend(mouse);
        }
    }
}

/* --- events --- */

static enum quire_mouse_button button_of(Uint8 sdl_button) {
    static const enum quire_mouse_button buttons[] = {QUIRE_BUTTON_NONE,  QUIRE_BUTTON_LEFT, QUIRE_BUTTON_MIDDLE,
                                                      QUIRE_BUTTON_RIGHT, QUIRE_BUTTON_8,    QUIRE_BUTTON_9};
    return sdl_button < sizeof buttons / sizeof buttons[0] ? buttons[sdl_button] : QUIRE_BUTTON_NONE;
}

static enum mouse_owner press_owner(struct mouse *mouse, const struct quire_input_modes *modes,
                                    enum quire_mouse_button button) {
    uint64_t offset;
    if (button == QUIRE_BUTTON_LEFT && link_under(mouse) != 0) {
        return MOUSE_LINK;
    }
    if (button == QUIRE_BUTTON_LEFT && view_scrollbar_at(mouse->view, mouse->x_px, mouse->y_px, &offset)) {
        return MOUSE_SCROLLBAR;
    }
    return program_wants(mouse, modes) ? MOUSE_PROGRAM : MOUSE_SELECTION;
}

static void press(struct mouse *mouse, enum quire_mouse_button button, int clicks) {
    struct quire_input_modes modes = session_modes(mouse->session);
    uint64_t offset;
    if (mouse->buttons == 0) {
        mouse->owner = press_owner(mouse, &modes, button);
        SDL_CaptureMouse(SDL_TRUE);
    }
    mouse->buttons |= 1u << button;
    if (mouse->owner == MOUSE_PROGRAM) {
        report(mouse, &modes, QUIRE_MOUSE_ACTION_PRESS, button);
    } else if (mouse->owner == MOUSE_SCROLLBAR) {
        view_scrollbar_at(mouse->view, mouse->x_px, mouse->y_px, &offset);
        view_scroll_to(mouse->view, mouse->session, offset);
    } else if (mouse->owner == MOUSE_SELECTION && button == QUIRE_BUTTON_LEFT) {
        start_selection(mouse, clicks);
    } else if (mouse->owner == MOUSE_SELECTION && button == QUIRE_BUTTON_MIDDLE) {
        view_follow(mouse->view, mouse->session);
        clipboard_paste(CLIPBOARD_PRIMARY, mouse->session);
    } else if (mouse->owner == MOUSE_SELECTION && button == QUIRE_BUTTON_RIGHT) {
        extend(mouse);
    }
}

static void release(struct mouse *mouse, enum quire_mouse_button button) {
    if ((mouse->buttons & 1u << button) == 0) {
        return;
    }
    mouse->buttons &= ~(1u << button);
    if (mouse->owner == MOUSE_PROGRAM) {
        struct quire_input_modes modes = session_modes(mouse->session);
        report(mouse, &modes, QUIRE_MOUSE_ACTION_RELEASE, button);
    } else if (mouse->owner == MOUSE_SELECTION && button != QUIRE_BUTTON_MIDDLE) {
        finish_selection(mouse);
    } else if (mouse->owner == MOUSE_LINK) {
        uint32_t link = link_under(mouse);
        if (link != 0) {
            open_link(mouse, link);
        }
    }
    if (mouse->buttons == 0) {
        mouse->owner = MOUSE_NOBODY;
        SDL_CaptureMouse(SDL_FALSE);
    }
}

static void move(struct mouse *mouse) {
    uint64_t offset;
    if (mouse->owner == MOUSE_SELECTION && (mouse->buttons & 1u << QUIRE_BUTTON_MIDDLE) == 0) {
        drag(mouse);
    } else if (mouse->owner == MOUSE_SCROLLBAR) {
        view_scrollbar_at(mouse->view, mouse->x_px, mouse->y_px, &offset);
        view_scroll_to(mouse->view, mouse->session, offset);
    } else if (mouse->owner == MOUSE_PROGRAM || mouse->owner == MOUSE_NOBODY) {
        struct quire_input_modes modes = session_modes(mouse->session);
        if (mouse->owner == MOUSE_PROGRAM || program_wants(mouse, &modes)) {
            report(mouse, &modes, QUIRE_MOUSE_ACTION_MOTION, held_button(mouse));
        }
    }
    update_hover(mouse);
}

/* Sends a cursor key `count` times: how programs without mouse support scroll. */
static void send_cursor_keys(struct mouse *mouse, const struct quire_input_modes *modes, enum quire_key key,
                             int count) {
    struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
    char bytes[QUIRE_KEY_BYTES_MAX];
    size_t length = 0;
    event.key = key;
    if (quire_key_encode(modes, &event, bytes, sizeof bytes, &length) == QUIRE_OK) {
        for (int i = 0; i < count; i++) {
            session_send(mouse->session, bytes, length);
        }
    }
}

/* Whole steps of the wheel; up and right are positive. */
static void turn(struct mouse *mouse, int steps_x, int steps_y) {
    struct quire_input_modes modes = session_modes(mouse->session);
    if (program_wants(mouse, &modes)) {
        for (int i = 0; i < abs(steps_y); i++) {
            report(mouse, &modes, QUIRE_MOUSE_ACTION_PRESS,
                   steps_y > 0 ? QUIRE_BUTTON_WHEEL_UP : QUIRE_BUTTON_WHEEL_DOWN);
        }
        for (int i = 0; i < abs(steps_x); i++) {
            report(mouse, &modes, QUIRE_MOUSE_ACTION_PRESS,
                   steps_x > 0 ? QUIRE_BUTTON_WHEEL_RIGHT : QUIRE_BUTTON_WHEEL_LEFT);
        }
    } else if (modes.alternate_scroll) {
        send_cursor_keys(mouse, &modes, steps_y > 0 ? QUIRE_KEY_UP : QUIRE_KEY_DOWN, abs(steps_y) * WHEEL_LINES);
    } else if (steps_y != 0 && !view_info(mouse->view)->alternate_screen) {
        view_scroll(mouse->view, mouse->session, (int64_t)steps_y * WHEEL_LINES);
    }
}

static int whole_steps(float *rest, float amount) {
    *rest += amount;
    int steps = (int)truncf(*rest);
    *rest -= (float)steps;
    return steps;
}

static void wheel(struct mouse *mouse, const SDL_MouseWheelEvent *event) {
    float sign = event->direction == SDL_MOUSEWHEEL_FLIPPED ? -1.0f : 1.0f;
    int x = whole_steps(&mouse->wheel_rest_x, sign * event->preciseX);
    int y = whole_steps(&mouse->wheel_rest_y, sign * event->preciseY);
    if (x != 0 || y != 0) {
        turn(mouse, x, y);
    }
}

bool mouse_handle(struct mouse *mouse, const SDL_Event *event) {
    switch (event->type) {
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP: {
        enum quire_mouse_button button = button_of(event->button.button);
        mouse->mods = current_mods();
        set_place(mouse, event->button.x, event->button.y);
        if (button != QUIRE_BUTTON_NONE && event->type == SDL_MOUSEBUTTONDOWN) {
            press(mouse, button, event->button.clicks);
        } else if (button != QUIRE_BUTTON_NONE) {
            release(mouse, button);
        }
        return true;
    }
    case SDL_MOUSEMOTION:
        mouse->mods = current_mods();
        set_place(mouse, event->motion.x, event->motion.y);
        move(mouse);
        return true;
    case SDL_MOUSEWHEEL:
        mouse->mods = current_mods();
        wheel(mouse, &event->wheel);
        return true;
    default:
        return false;
    }
}

void mouse_modifiers(struct mouse *mouse) {
    uint32_t mods = current_mods();
    if (mods != mouse->mods) {
        mouse->mods = mods;
        update_hover(mouse);
    }
}

void mouse_set_shape(struct mouse *mouse, const char *css_name) {
    snprintf(mouse->shape, sizeof mouse->shape, "%s", css_name[0] != '\0' ? css_name : "text");
    update_hover(mouse);
}
