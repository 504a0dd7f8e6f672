/* Keys and the mouse: what X11 says of them becomes an event of Quire, which knows what bytes the program wants. What
 * is ours and not the program's is done here. */
#include "x11_host.h"

#include <stdio.h>

#include <X11/XKBlib.h>
#include <X11/Xutil.h>
#include <X11/keysym.h>

#include <quire/key.h>
#include <quire/key_tables.h>
#include <quire/mouse.h>
#include <quire/selection.h>

enum { CLICK_MS = 300, WHEEL_ROWS = 3, TEXT_BYTES = 512 };

/* The modifiers of X11's usual keymaps; xmodmap can say otherwise. */
static uint32_t mods_of(unsigned state) {
    return (state & ShiftMask ? QUIRE_MOD_SHIFT : 0u) | (state & Mod1Mask ? QUIRE_MOD_ALT : 0u) |
           (state & ControlMask ? QUIRE_MOD_CTRL : 0u) | (state & Mod4Mask ? QUIRE_MOD_SUPER : 0u) |
           (state & LockMask ? QUIRE_MOD_CAPS_LOCK : 0u) | (state & Mod2Mask ? QUIRE_MOD_NUM_LOCK : 0u);
}

/* --- keys ------------------------------------------------------------------------------------------------------- */

/* X11 repeats presses of a key that is down (with detectable auto-repeat, without releases between them). */
static enum quire_key_action action_of(struct host *host, const XKeyEvent *event) {
    uint8_t *down = &host->keys_down[event->keycode / 8 % sizeof host->keys_down],
            bit = (uint8_t)(1 << event->keycode % 8);
    bool was_down = *down & bit;
    if (event->type == KeyRelease) {
        *down &= (uint8_t)~bit;
        return QUIRE_KEY_RELEASE;
    }
    *down |= bit;
    return was_down && event->keycode != 0 ? QUIRE_KEY_REPEAT : QUIRE_KEY_PRESS;
}

/* What the key makes at a level, in the layout that is on or, where it has but one, in the first. */
static uint32_t character_of(const struct host *host, const XKeyEvent *event, int level) {
    KeySym symbol =
        XkbKeycodeToKeysym(host->display, (KeyCode)event->keycode, XkbGroupForCoreState(event->state), level);
    if (symbol == NoSymbol)
        symbol = XkbKeycodeToKeysym(host->display, (KeyCode)event->keycode, 0, level);
    return quire_keysym_character((uint32_t)symbol);
}

/* Fills the event; its text goes into `text`, of TEXT_BYTES. */
static void describe(struct host *host, XKeyEvent *from, struct quire_key_event *event, char *text) {
    KeySym symbol = NoSymbol;
    Status status = XLookupKeySym;
    int length = 0;
    if (from->type == KeyPress) /* the input method says what was typed; a press without a key code is its text alone */
        length = Xutf8LookupString(host->input, from, text, TEXT_BYTES, &symbol, &status);
    else
        XLookupString(from, NULL, 0, &symbol, NULL);
    event->action = action_of(host, from);
    event->key = quire_key_from_keysym((uint32_t)symbol);
    event->mods = quire_key_mods_after(mods_of(from->state), event->key, event->action);
    event->text = text;
    event->text_length = status == XLookupChars || status == XLookupBoth ? (size_t)length : 0;
    if (event->key != QUIRE_KEY_CHARACTER || from->keycode == 0)
        return;
    int level = from->state & Mod5Mask && character_of(host, from, 2) != 0 ? 2 : 0; /* AltGr, as most keymaps have it */
    event->character = character_of(host, from, level);
    event->shifted = character_of(host, from, level + 1);
    event->base = quire_evdev_character(from->keycode - 8);
}

static bool is_own_key(struct host *host, const struct quire_key_event *event) {
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    uint32_t mods = event->mods & (QUIRE_MOD_SHIFT | QUIRE_MOD_CTRL | QUIRE_MOD_ALT | QUIRE_MOD_SUPER);
    if (mods == (QUIRE_MOD_SHIFT | QUIRE_MOD_CTRL) && event->character == 'c')
        return copy(host, CLIPBOARD), true;
    if (mods == (QUIRE_MOD_SHIFT | QUIRE_MOD_CTRL) && event->character == 'v')
        return ask(host, CLIPBOARD), true;
    if (mods != QUIRE_MOD_SHIFT || quire_frame_get_info(host->frame, &info) != QUIRE_OK)
        return false;
    if (event->key == QUIRE_KEY_INSERT)
        return ask(host, PRIMARY), true;
    int64_t rows = event->key == QUIRE_KEY_PAGE_UP     ? (int64_t)info.rows - 1
                   : event->key == QUIRE_KEY_PAGE_DOWN ? 1 - (int64_t)info.rows
                   : event->key == QUIRE_KEY_HOME      ? (int64_t)info.scroll_total
                   : event->key == QUIRE_KEY_END       ? -(int64_t)info.scroll_total
                                                       : 0;
    if (rows == 0 || info.alternate_screen) /* which has no history: the program gets the key */
        return false;
    scroll(host, rows);
    return true;
}

void on_key(struct host *host, XKeyEvent *from) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
    char text[TEXT_BYTES], bytes[QUIRE_KEY_BYTES_MAX + 6 * TEXT_BYTES];
    size_t length;
    describe(host, from, &event, text);
    if (event.action != QUIRE_KEY_RELEASE && is_own_key(host, &event))
        return;
    if (quire_terminal_input_modes(host->terminal, &modes) != QUIRE_OK ||
        quire_key_encode(&modes, &event, bytes, sizeof bytes, &length) != QUIRE_OK || length == 0)
        return; /* a dead key, for one, is no event yet */
    send_bytes(host, bytes, length);
    if (modes.local_echo)
        (void)quire_terminal_feed(host->terminal, bytes, length);
    if (event.action != QUIRE_KEY_RELEASE) {
        quire_frame_scroll_to(host->frame, host->terminal, 0);
        host->stale = true;
    }
}

void on_focus(struct host *host, bool focused) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    char bytes[QUIRE_MOUSE_BYTES_MAX];
    size_t length;
    (focused ? XSetICFocus : XUnsetICFocus)(host->input);
    host->focused = focused;
    host->stale = true;
    if (quire_terminal_input_modes(host->terminal, &modes) == QUIRE_OK &&
        quire_focus_encode(&modes, focused, bytes, sizeof bytes, &length) == QUIRE_OK)
        send_bytes(host, bytes, length);
}

/* --- the mouse -------------------------------------------------------------------------------------------------- */

static uint32_t cell_at(int position, int cell, uint32_t count) {
    int at = (position - BORDER_PX) / cell;
    return at < 0 ? 0 : (uint32_t)at < count ? (uint32_t)at : count - 1;
}

/* Tells the program, if it wants to know. With shift the mouse is the user's. */
static bool report(struct host *host, enum quire_mouse_action action, unsigned button, int x, int y, unsigned state) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    struct quire_mouse_event event = QUIRE_MOUSE_EVENT_INIT;
    char bytes[QUIRE_MOUSE_BYTES_MAX];
    size_t length = 0;
    if (state & ShiftMask || host->selecting || quire_terminal_input_modes(host->terminal, &modes) != QUIRE_OK)
        return false;
    event.action = action;
    event.button = (enum quire_mouse_button)button; /* the same numbers */
    event.mods = mods_of(state);
    event.col = (int32_t)cell_at(x, host->cell_width, host->cols);
    event.row = (int32_t)cell_at(y, host->cell_height, host->rows);
    event.x_px = x - BORDER_PX;
    event.y_px = y - BORDER_PX;
    if (quire_mouse_encode(&modes, &event, bytes, sizeof bytes, &length) != QUIRE_OK || length == 0)
        return false;
    send_bytes(host, bytes, length);
    return true;
}

static bool print_link(struct host *host, uint32_t row, uint32_t col) {
    size_t length;
    uint32_t count = quire_frame_row(host->frame, row, host->cells, host->cols);
    const char *uri = col < count ? quire_frame_link(host->frame, host->cells[col].link, &length) : NULL;
    if (!uri)
        return false;
    printf("%.*s\n", (int)length, uri);
    fflush(stdout);
    return true;
}

static bool in_right_half(const struct host *host, int x) {
    return (x - BORDER_PX) % host->cell_width >= host->cell_width / 2;
}

static void start_selection(struct host *host, const XButtonEvent *event, uint32_t row, uint32_t col) {
    static const enum quire_selection_unit units[] = {QUIRE_SELECT_CELL, QUIRE_SELECT_WORD, QUIRE_SELECT_LINE};
    bool again = row == host->clicked_row && col == host->clicked_col && event->time - host->clicked <= CLICK_MS;
    host->clicks = again ? (host->clicks + 1) % 3 : 0;
    host->clicked = event->time;
    host->clicked_row = row;
    host->clicked_col = col;
    host->selecting = host->stale = true;
    quire_selection_start(host->terminal, host->frame, row, col, in_right_half(host, event->x),
                          event->state & Mod1Mask ? QUIRE_SELECT_BLOCK : units[host->clicks]);
}

static void press(struct host *host, const XButtonEvent *event) {
    uint32_t row = cell_at(event->y, host->cell_height, host->rows),
             col = cell_at(event->x, host->cell_width, host->cols);
    if (event->button == Button4 || event->button == Button5)
        scroll(host, event->button == Button4 ? WHEEL_ROWS : -WHEEL_ROWS);
    else if (event->button == Button2)
        ask(host, PRIMARY);
    else if (event->button == Button1 && !(event->state & ControlMask && print_link(host, row, col)))
        start_selection(host, event, row, col);
}

void on_button(struct host *host, const XButtonEvent *event) {
    bool pressed = event->type == ButtonPress;
    if (!report(host, pressed ? QUIRE_MOUSE_ACTION_PRESS : QUIRE_MOUSE_ACTION_RELEASE, event->button, event->x,
                event->y, event->state) &&
        pressed)
        press(host, event);
    if (!pressed && event->button == Button1 && host->selecting) {
        host->selecting = false;
        copy(host, PRIMARY);
    }
}

void on_motion(struct host *host, const XMotionEvent *event) {
    uint32_t row = cell_at(event->y, host->cell_height, host->rows),
             col = cell_at(event->x, host->cell_width, host->cols);
    unsigned button = event->state & Button1Mask   ? 1
                      : event->state & Button2Mask ? 2
                      : event->state & Button3Mask ? 3
                                                   : 0;
    if (host->selecting) {
        if (event->y < 0 || event->y >= host->height)
            scroll(host, event->y < 0 ? 1 : -1);
        quire_selection_extend(host->terminal, host->frame, row, col, in_right_half(host, event->x));
        host->stale = true;
    } else if (row != host->mouse_row || col != host->mouse_col) { /* programs are told of cells, not of pixels */
        (void)report(host, QUIRE_MOUSE_ACTION_MOTION, button, event->x, event->y, event->state);
        host->mouse_row = row;
        host->mouse_col = col;
    }
}
