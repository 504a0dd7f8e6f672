#define _GNU_SOURCE
#include "pane_mouse.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <quire/selection.h>

#include "loop_clock.h"
#include "pane.h"
#include "pane_clipboard.h"
#include "pane_menu.h"

enum { AUTOSCROLL_MS = 40, GLIDE_MS = 16 };

static void scroll_on(void *user, int64_t now);
static void glide_on(void *user, int64_t now);

void pane_mouse_init(struct pane_mouse *mouse, struct pane *pane) {
    memset(mouse, 0, sizeof *mouse);
    mouse->pane = pane;
    mouse->scroll = (struct timer)TIMER_INIT(scroll_on, mouse);
    mouse->gliding = (struct timer)TIMER_INIT(glide_on, mouse);
    mouse->reported_col = mouse->reported_row = UINT32_MAX;
    snprintf(mouse->shape, sizeof mouse->shape, "text");
}

void pane_mouse_finish(struct pane_mouse *mouse) {
    event_loop_stop_timer(mouse->pane->loop, &mouse->scroll);
    event_loop_stop_timer(mouse->pane->loop, &mouse->gliding);
}

/* --- reports --- */

static bool program_wants(const struct pane_mouse *mouse, const struct quire_input_modes *modes) {
    return modes->mouse != QUIRE_MOUSE_OFF && (mouse->mods & QUIRE_MOD_SHIFT) == 0;
}

static void report(struct pane_mouse *mouse, const struct quire_input_modes *modes, enum quire_mouse_action action,
                   enum quire_mouse_button button) {
    struct quire_mouse_event event = QUIRE_MOUSE_EVENT_INIT;
    uint32_t col, row;
    int rows_outside;
    char bytes[QUIRE_MOUSE_BYTES_MAX];
    size_t length = 0;
    viewport_cell_at(mouse->pane->viewport, mouse->x_px, mouse->y_px, &col, &row, NULL);
    viewport_cell_area(mouse->pane->viewport, mouse->x_px, mouse->y_px, &event.x_px, &event.y_px, &rows_outside);
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
        session_send(mouse->pane->session, bytes, length);
    }
}

/* The lowest button that is held: what motion is reported with. */
static enum quire_mouse_button held_button(const struct pane_mouse *mouse) {
    for (int button = QUIRE_BUTTON_LEFT; button <= QUIRE_BUTTON_11; button++) {
        if ((mouse->buttons & 1u << button) != 0) {
            return (enum quire_mouse_button)button;
        }
    }
    return QUIRE_BUTTON_NONE;
}

/* --- links --- */

/* Is the modifier for links held? With alt, too, it is a block that ctrl stands for. */
static bool opens(const struct pane_mouse *mouse) {
    static const uint32_t wanted[] = {[CONFIG_LINK_CTRL] = QUIRE_MOD_CTRL,
                                      [CONFIG_LINK_CTRL_SHIFT] = QUIRE_MOD_CTRL | QUIRE_MOD_SHIFT,
                                      [CONFIG_LINK_SUPER] = QUIRE_MOD_SUPER};
    int choice = mouse->pane->settings->values.link_modifier;
    uint32_t held = mouse->mods & (QUIRE_MOD_CTRL | QUIRE_MOD_ALT | QUIRE_MOD_SUPER);
    held |= choice == CONFIG_LINK_CTRL_SHIFT ? mouse->mods & QUIRE_MOD_SHIFT : 0;
    return choice != CONFIG_LINK_OFF && held == wanted[choice];
}

/* What a click would open now. A program that has the mouse keeps it over plain text, unless shift is held, too. */
static enum hover_wish wish_of(const struct pane_mouse *mouse) {
    bool hovers = mouse->inside && (mouse->owner == MOUSE_NOBODY || mouse->owner == MOUSE_LINK);
    if (!hovers || mouse->pane->hints != NULL || !opens(mouse)) {
        return HOVER_NOTHING;
    }
    struct quire_input_modes modes = session_modes(mouse->pane->session);
    return program_wants(mouse, &modes) ? HOVER_LINKS : HOVER_ALL;
}

/* Is there something under the pointer that a click opens now? */
static bool link_under(struct pane_mouse *mouse) {
    return pane_hover_update(&mouse->pane->hover, wish_of(mouse), mouse->x_px, mouse->y_px);
}

static void update_hover(struct pane_mouse *mouse) {
    bool hovers = mouse->inside && (mouse->owner == MOUSE_NOBODY || mouse->owner == MOUSE_LINK);
    viewport_set_hover(mouse->pane->viewport, hovers, mouse->x_px, mouse->y_px);
    mouse->pane->sink.shape(mouse->pane->sink.user, link_under(mouse) ? "pointer" : mouse->shape);
}

void pane_mouse_frame(struct pane_mouse *mouse) {
    pane_hover_forget(&mouse->pane->hover);
    if (mouse->inside && opens(mouse)) {
        update_hover(mouse);
    }
}

/* --- selection --- */

static enum quire_selection_unit unit_of(const struct pane_mouse *mouse, int clicks) {
    if ((mouse->mods & QUIRE_MOD_ALT) != 0) {
        return QUIRE_SELECT_BLOCK;
    }
    static const enum quire_selection_unit units[] = {QUIRE_SELECT_CELL, QUIRE_SELECT_WORD, QUIRE_SELECT_LINE};
    return units[clicks > 0 ? (clicks - 1) % 3 : 0];
}

static void extend(struct pane_mouse *mouse) {
    uint32_t col, row;
    bool right_half;
    viewport_cell_at(mouse->pane->viewport, mouse->x_px, mouse->y_px, &col, &row, &right_half);
    quire_selection_extend(session_lock(mouse->pane->session), viewport_frame(mouse->pane->viewport), row, col,
                           right_half);
    session_unlock(mouse->pane->session);
    viewport_touch(mouse->pane->viewport);
}

/* Moves the loose end of the selection; where there is none, selects from the last click on. False: there was none. */
static bool extend_from_click(struct pane_mouse *mouse) {
    struct quire_selected selected = QUIRE_SELECTED_INIT;
    struct quire_frame *frame = viewport_frame(mouse->pane->viewport);
    struct quire_place head;
    uint32_t col, row;
    bool right_half;
    viewport_cell_at(mouse->pane->viewport, mouse->x_px, mouse->y_px, &col, &row, &right_half);
    struct quire_terminal *terminal = session_lock(mouse->pane->session);
    bool extended = quire_selection_bounds(terminal, frame, &selected) == QUIRE_OK &&
                    quire_selection_extend(terminal, frame, row, col, right_half) == QUIRE_OK;
    if (!extended && mouse->clicked && quire_frame_place(frame, row, col + right_half, &head) == QUIRE_OK) {
        extended = quire_selection_set(terminal, frame, &mouse->click, &head, unit_of(mouse, 1)) == QUIRE_OK;
    }
    session_unlock(mouse->pane->session);
    viewport_touch(mouse->pane->viewport);
    return extended;
}

static void start_selection(struct pane_mouse *mouse, int clicks) {
    struct quire_frame *frame = viewport_frame(mouse->pane->viewport);
    uint32_t col, row;
    bool right_half;
    viewport_cell_at(mouse->pane->viewport, mouse->x_px, mouse->y_px, &col, &row, &right_half);
    quire_selection_start(session_lock(mouse->pane->session), frame, row, col, right_half, unit_of(mouse, clicks));
    session_unlock(mouse->pane->session);
    mouse->clicked = quire_frame_place(frame, row, col + right_half, &mouse->click) == QUIRE_OK;
    viewport_touch(mouse->pane->viewport);
}

static void press_left(struct pane_mouse *mouse, const struct quire_input_modes *modes, int clicks) {
    bool extends = (mouse->mods & QUIRE_MOD_SHIFT) != 0 && modes->mouse == QUIRE_MOUSE_OFF;
    if (!extends || !extend_from_click(mouse)) {
        start_selection(mouse, clicks);
    }
}

static void finish_selection(struct pane_mouse *mouse) {
    event_loop_stop_timer(mouse->pane->loop, &mouse->scroll);
    int where = mouse->pane->settings->values.copy_on_select;
    bool both = where == CONFIG_SELECTION_ON || where == CONFIG_SELECTION_BOTH;
    if (both || where == CONFIG_SELECTION_OFF || where == CONFIG_SELECTION_PRIMARY) {
        pane_copy(mouse->pane, CLIPBOARD_PRIMARY);
    }
    if (both || where == CONFIG_SELECTION_CLIPBOARD) {
        pane_copy(mouse->pane, CLIPBOARD_MAIN);
    }
}

/* Dragged beyond an edge: scrolls on by itself, faster the farther out. */
static void drag(struct pane_mouse *mouse) {
    int32_t x, y;
    int rows_outside;
    viewport_cell_area(mouse->pane->viewport, mouse->x_px, mouse->y_px, &x, &y, &rows_outside);
    mouse->scroll_rows = -rows_outside;
    if (rows_outside == 0) {
        event_loop_stop_timer(mouse->pane->loop, &mouse->scroll);
    } else if (mouse->scroll.due == TIMER_NEVER) {
        event_loop_set_timer(mouse->pane->loop, &mouse->scroll, loop_clock_ms());
    }
    extend(mouse);
}

static void scroll_on(void *user, int64_t now) {
    struct pane_mouse *mouse = user;
    if (!viewport_info(mouse->pane->viewport)->alternate_screen) {
        event_loop_set_timer(mouse->pane->loop, &mouse->scroll, now + AUTOSCROLL_MS);
        viewport_scroll(mouse->pane->viewport, mouse->pane->session, mouse->scroll_rows);
        extend(mouse);
    }
}

/* --- events --- */

static enum mouse_owner press_owner(struct pane_mouse *mouse, const struct quire_input_modes *modes,
                                    enum quire_mouse_button button) {
    uint64_t offset;
    if (button == QUIRE_BUTTON_LEFT && link_under(mouse)) {
        return MOUSE_LINK;
    }
    if (button == QUIRE_BUTTON_LEFT &&
        viewport_scrollbar_at(mouse->pane->viewport, mouse->x_px, mouse->y_px, &offset)) {
        return MOUSE_SCROLLBAR;
    }
    return program_wants(mouse, modes) ? MOUSE_PROGRAM : MOUSE_SELECTION;
}

/* Shift that keeps a button from a program does no more than that. */
static bool is_bound(struct pane_mouse *mouse, const struct quire_input_modes *modes, enum quire_mouse_button button) {
    bool kept = modes->mouse != QUIRE_MOUSE_OFF;
    uint32_t mods = kept ? mouse->mods & ~(uint32_t)QUIRE_MOD_SHIFT : mouse->mods;
    return mouse->pane->sink.button(mouse->pane->sink.user, button, mods);
}

/* A press that is no program's. What is bound may select, too (pane_mouse_extend). */
static void press_own(struct pane_mouse *mouse, const struct quire_input_modes *modes, enum quire_mouse_button button,
                      int clicks) {
    if (!is_bound(mouse, modes, button) && button == QUIRE_BUTTON_LEFT) {
        mouse->owner = MOUSE_SELECTION;
        press_left(mouse, modes, clicks);
    }
}

static void press(struct pane_mouse *mouse, enum quire_mouse_button button, int clicks) {
    struct quire_input_modes modes = session_modes(mouse->pane->session);
    uint64_t offset;
    bool first = mouse->buttons == 0;
    mouse->buttons |= 1u << button;
    if (first) {
        mouse->owner = press_owner(mouse, &modes, button);
        mouse->pane->sink.capture(mouse->pane->sink.user, true);
    }
    if (mouse->owner == MOUSE_PROGRAM) {
        report(mouse, &modes, QUIRE_MOUSE_ACTION_PRESS, button);
    } else if (mouse->owner == MOUSE_SCROLLBAR) {
        viewport_scrollbar_at(mouse->pane->viewport, mouse->x_px, mouse->y_px, &offset);
        viewport_scroll_to(mouse->pane->viewport, mouse->pane->session, offset);
    } else if (mouse->owner == MOUSE_SELECTION || mouse->owner == MOUSE_BOUND) {
        mouse->owner = first ? MOUSE_BOUND : mouse->owner;
        press_own(mouse, &modes, button, clicks);
    }
}

static void release(struct pane_mouse *mouse, enum quire_mouse_button button) {
    if ((mouse->buttons & 1u << button) == 0) {
        return;
    }
    mouse->buttons &= ~(1u << button);
    if (mouse->owner == MOUSE_PROGRAM) {
        struct quire_input_modes modes = session_modes(mouse->pane->session);
        report(mouse, &modes, QUIRE_MOUSE_ACTION_RELEASE, button);
    } else if (mouse->owner == MOUSE_SELECTION && button != QUIRE_BUTTON_MIDDLE) {
        finish_selection(mouse);
    } else if (mouse->owner == MOUSE_LINK) {
        if (link_under(mouse)) {
            pane_hover_open(&mouse->pane->hover);
        }
    }
    if (mouse->buttons == 0) {
        mouse->owner = MOUSE_NOBODY;
        mouse->pane->sink.capture(mouse->pane->sink.user, false);
    }
}

static void move(struct pane_mouse *mouse) {
    uint64_t offset;
    if (mouse->owner == MOUSE_SELECTION && (mouse->buttons & 1u << QUIRE_BUTTON_MIDDLE) == 0) {
        drag(mouse);
    } else if (mouse->owner == MOUSE_SCROLLBAR) {
        viewport_scrollbar_at(mouse->pane->viewport, mouse->x_px, mouse->y_px, &offset);
        viewport_scroll_to(mouse->pane->viewport, mouse->pane->session, offset);
    } else if (mouse->owner == MOUSE_PROGRAM || mouse->owner == MOUSE_NOBODY) {
        struct quire_input_modes modes = session_modes(mouse->pane->session);
        if (mouse->owner == MOUSE_PROGRAM || program_wants(mouse, &modes)) {
            report(mouse, &modes, QUIRE_MOUSE_ACTION_MOTION, held_button(mouse));
        }
    }
}

/* Sends a cursor key `count` times: how programs without mouse support scroll. */
static void send_cursor_keys(struct pane_mouse *mouse, const struct quire_input_modes *modes, enum quire_key key,
                             int count) {
    struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
    char bytes[QUIRE_KEY_BYTES_MAX];
    size_t length = 0;
    event.key = key;
    if (quire_key_encode(modes, &event, bytes, sizeof bytes, &length) == QUIRE_OK) {
        for (int i = 0; i < count; i++) {
            session_send(mouse->pane->session, bytes, length);
        }
    }
}

/* Does what the wheel is bound to, for each step. Returns the steps, up or down, that it is bound to nothing. */
static int turn_bound(struct pane_mouse *mouse, const struct quire_input_modes *modes, int steps_x, int steps_y) {
    enum quire_mouse_button up = steps_y > 0 ? QUIRE_BUTTON_WHEEL_UP : QUIRE_BUTTON_WHEEL_DOWN;
    enum quire_mouse_button right = steps_x > 0 ? QUIRE_BUTTON_WHEEL_RIGHT : QUIRE_BUTTON_WHEEL_LEFT;
    int left_over = steps_y;
    for (int i = 0; i < abs(steps_x) && is_bound(mouse, modes, right); i++) {
    }
    for (int i = 0; i < abs(steps_y) && is_bound(mouse, modes, up); i++) {
        left_over = 0;
    }
    return left_over;
}

/* Scrolls, or has the program on the alternate screen scroll. */
static void turn_own(struct pane_mouse *mouse, const struct quire_input_modes *modes, int steps) {
    int lines = (int)mouse->pane->settings->values.wheel_lines;
    if (modes->alternate_scroll) {
        send_cursor_keys(mouse, modes, steps > 0 ? QUIRE_KEY_UP : QUIRE_KEY_DOWN, abs(steps) * lines);
    } else if (steps != 0 && !viewport_info(mouse->pane->viewport)->alternate_screen) {
        viewport_scroll(mouse->pane->viewport, mouse->pane->session, (int64_t)steps * lines);
    }
}

/* Whole steps of the wheel; up and right are positive. */
static void turn(struct pane_mouse *mouse, int steps_x, int steps_y) {
    struct quire_input_modes modes = session_modes(mouse->pane->session);
    if (program_wants(mouse, &modes)) {
        for (int i = 0; i < abs(steps_y); i++) {
            report(mouse, &modes, QUIRE_MOUSE_ACTION_PRESS,
                   steps_y > 0 ? QUIRE_BUTTON_WHEEL_UP : QUIRE_BUTTON_WHEEL_DOWN);
        }
        for (int i = 0; i < abs(steps_x); i++) {
            report(mouse, &modes, QUIRE_MOUSE_ACTION_PRESS,
                   steps_x > 0 ? QUIRE_BUTTON_WHEEL_RIGHT : QUIRE_BUTTON_WHEEL_LEFT);
        }
    } else {
        turn_own(mouse, &modes, turn_bound(mouse, &modes, steps_x, steps_y));
    }
}

static int whole_steps(float *rest, float amount) {
    *rest += amount;
    int steps = (int)truncf(*rest);
    *rest -= (float)steps;
    return steps;
}

static void wheel(struct pane_mouse *mouse, const struct pointer_event *event) {
    int x = whole_steps(&mouse->wheel_rest_x, event->wheel_x);
    int y = whole_steps(&mouse->wheel_rest_y, event->wheel_y);
    if (x != 0 || y != 0) {
        turn(mouse, x, y);
    }
}

/* --- touchpads --- */

void pane_mouse_rest(struct pane_mouse *mouse) {
    if (scroll_glide_stop(&mouse->glide)) {
        event_loop_stop_timer(mouse->pane->loop, &mouse->gliding);
    }
}

static void glide_on(void *user, int64_t now) {
    struct pane_mouse *mouse = user;
    float by = scroll_glide_step(&mouse->glide, now);
    if (fabsf(by) > 0 && viewport_scroll_px(mouse->pane->viewport, by)) {
        event_loop_set_timer(mouse->pane->loop, &mouse->gliding, now + GLIDE_MS);
    } else {
        scroll_glide_stop(&mouse->glide);
    }
}

/* Is it the view that fingers move, and not the program, or something that is bound? */
static bool moves_view(struct pane_mouse *mouse) {
    struct quire_input_modes modes = session_modes(mouse->pane->session);
    return mouse->pane->settings->values.smooth_scroll && !program_wants(mouse, &modes) && !modes.alternate_scroll &&
           !viewport_info(mouse->pane->viewport)->alternate_screen && (mouse->mods & QUIRE_MOD_CTRL) == 0;
}

/* As much of the wheel as the same way takes. */
static void scroll_by_steps(struct pane_mouse *mouse, const struct pointer_event *event) {
    struct terminal_size grid = viewport_grid(mouse->pane->viewport);
    float lines = (float)mouse->pane->settings->values.wheel_lines;
    struct pointer_event turned = *event;
    turned.wheel_x = event->scroll_x_px / (lines * (float)grid.cell_width_px);
    turned.wheel_y = event->scroll_y_px / (lines * (float)grid.cell_height_px);
    wheel(mouse, &turned);
}

static void scroll(struct pane_mouse *mouse, const struct pointer_event *event) {
    int64_t now = loop_clock_ms();
    if (!moves_view(mouse)) {
        scroll_by_steps(mouse, event);
    } else if (event->scroll_ends) {
        if (scroll_glide_start(&mouse->glide, now)) {
            event_loop_set_timer(mouse->pane->loop, &mouse->gliding, now + GLIDE_MS);
        }
    } else {
        event_loop_stop_timer(mouse->pane->loop, &mouse->gliding);
        scroll_glide_feel(&mouse->glide, event->scroll_y_px, now);
        viewport_scroll_px(mouse->pane->viewport, event->scroll_y_px);
    }
}

/* What is open over the pane has all of the pointer, but buttons that are let go were pressed before; what it does is
 * done where it was opened. */
static bool is_covered(struct pane_mouse *mouse, const struct pointer_event *event) {
    bool covered = pane_menu_pointer(mouse->pane, event);
    if (covered && event->action == POINTER_RELEASE) {
        release(mouse, event->button);
    }
    return covered;
}

void pane_mouse_handle(struct pane_mouse *mouse, const struct pointer_event *event) {
    if (is_covered(mouse, event)) {
        return;
    }
    mouse->mods = event->mods;
    mouse->x_px = event->x_px;
    mouse->y_px = event->y_px;
    mouse->inside = event->action != POINTER_LEAVE && (mouse->inside || event->action != POINTER_MODIFIERS);
    switch (event->action) {
    case POINTER_PRESS:
        pane_mouse_rest(mouse);
        press(mouse, event->button, event->clicks);
        break;
    case POINTER_RELEASE:
        release(mouse, event->button);
        break;
    case POINTER_MOTION:
        move(mouse);
        break;
    case POINTER_WHEEL:
        pane_mouse_rest(mouse);
        wheel(mouse, event);
        break;
    case POINTER_SCROLL:
        scroll(mouse, event);
        break;
    case POINTER_LEAVE:
    case POINTER_MODIFIERS:
        break;
    }
    update_hover(mouse);
}

void pane_mouse_extend(struct pane_mouse *mouse) {
    if (extend_from_click(mouse) && mouse->owner == MOUSE_BOUND) {
        mouse->owner = MOUSE_SELECTION; /* until the button is let go */
    }
}

bool pane_mouse_is_on_link(struct pane_mouse *mouse) {
    bool is_on = mouse->inside && pane_hover_update(&mouse->pane->hover, HOVER_ALL, mouse->x_px, mouse->y_px);
    update_hover(mouse);
    return is_on;
}

void pane_mouse_open_link(struct pane_mouse *mouse) {
    if (pane_hover_update(&mouse->pane->hover, HOVER_ALL, mouse->x_px, mouse->y_px)) {
        pane_hover_open(&mouse->pane->hover);
    }
    update_hover(mouse);
}

void pane_mouse_set_shape(struct pane_mouse *mouse, const char *css_name) {
    snprintf(mouse->shape, sizeof mouse->shape, "%s", css_name[0] != '\0' ? css_name : "text");
    update_hover(mouse);
}
