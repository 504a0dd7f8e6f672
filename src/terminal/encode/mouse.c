/* mouse.c - mouse and focus events.
 *
 * A report has a code (button, modifiers, motion), a place and a writing of both. The mode says which events are
 * reported at all, the encoding how the numbers are written; the two tables below are these two facts. Sources: xterm
 * ctlseqs "Mouse Tracking". Where ctlseqs is silent, xterm decides: mode 9 knows three buttons and no modifiers, the
 * wheel has no release, pixels count from 1 as cells do. */
#include <quire/key.h>
#include <quire/mouse.h>

#include "encode_sink.h"
#include "qr_sized.h"

enum { CODE_RELEASE = 3, CODE_MOTION = 32, CODE_SHIFT = 4, CODE_ALT = 8, CODE_CTRL = 16, CODE_BASE = 32 };

/* The largest coordinate, counted from 1, of the encodings that have one. */
enum { DEFAULT_LIMIT = 255 - CODE_BASE, UTF8_LIMIT = 2047 - CODE_BASE };

/* The code of each button; QUIRE_BUTTON_NONE is what motion without a button reports. */
static const uint8_t button_code[] = {
    [QUIRE_BUTTON_NONE] = CODE_RELEASE,
    [QUIRE_BUTTON_LEFT] = 0,
    [QUIRE_BUTTON_MIDDLE] = 1,
    [QUIRE_BUTTON_RIGHT] = 2,
    [QUIRE_BUTTON_WHEEL_UP] = 64,
    [QUIRE_BUTTON_WHEEL_DOWN] = 65,
    [QUIRE_BUTTON_WHEEL_LEFT] = 66,
    [QUIRE_BUTTON_WHEEL_RIGHT] = 67,
    [QUIRE_BUTTON_8] = 128,
    [QUIRE_BUTTON_9] = 129,
    [QUIRE_BUTTON_10] = 130,
    [QUIRE_BUTTON_11] = 131,
};

/* What each mode reports. */
static const struct {
    bool release, drag, motion, all_buttons;
} mode_reports[] = {
    [QUIRE_MOUSE_OFF] = {false, false, false, false},         [QUIRE_MOUSE_PRESS] = {false, false, false, false},
    [QUIRE_MOUSE_PRESS_RELEASE] = {true, false, false, true}, [QUIRE_MOUSE_BUTTON_MOTION] = {true, true, false, true},
    [QUIRE_MOUSE_ANY_MOTION] = {true, true, true, true},
};

struct report {
    unsigned code;
    bool release; /* the encodings that can name the released button need it */
    uint64_t col, row;
};

struct subject {
    const struct quire_input_modes *modes;
    const struct quire_mouse_event *event;
};

static bool is_wheel(enum quire_mouse_button button) {
    return button >= QUIRE_BUTTON_WHEEL_UP && button <= QUIRE_BUTTON_WHEEL_RIGHT;
}

static bool is_reported(const struct quire_input_modes *modes, const struct quire_mouse_event *event,
                        enum quire_mouse_button button) {
    if (modes->mouse == QUIRE_MOUSE_OFF)
        return false;
    switch (event->action) {
    case QUIRE_MOUSE_ACTION_PRESS:
        return button != QUIRE_BUTTON_NONE && (mode_reports[modes->mouse].all_buttons || button <= QUIRE_BUTTON_RIGHT);
    case QUIRE_MOUSE_ACTION_RELEASE:
        return button != QUIRE_BUTTON_NONE && !is_wheel(button) && mode_reports[modes->mouse].release;
    case QUIRE_MOUSE_ACTION_MOTION:
        return button == QUIRE_BUTTON_NONE ? mode_reports[modes->mouse].motion : mode_reports[modes->mouse].drag;
    }
    return false;
}

static unsigned code_of(const struct quire_input_modes *modes, const struct quire_mouse_event *event,
                        enum quire_mouse_button button, bool names_released) {
    unsigned code = button_code[button];
    if (modes->mouse == QUIRE_MOUSE_PRESS)
        return code;
    if (event->action == QUIRE_MOUSE_ACTION_RELEASE && !names_released)
        code = CODE_RELEASE;
    if (event->action == QUIRE_MOUSE_ACTION_MOTION)
        code += CODE_MOTION;
    code += event->mods & QUIRE_MOD_SHIFT ? CODE_SHIFT : 0;
    code += event->mods & (QUIRE_MOD_ALT | QUIRE_MOD_META) ? CODE_ALT : 0;
    code += event->mods & QUIRE_MOD_CTRL ? CODE_CTRL : 0;
    return code;
}

/* CSI M and three bytes. The bytes above 127 are raw: that is what keeps this encoding from going far. */
static void write_default(struct qr_sink *sink, const struct report *report) {
    if (report->col > DEFAULT_LIMIT || report->row > DEFAULT_LIMIT)
        return;
    qr_sink_string(sink, "\033[M");
    qr_sink_byte(sink, (char)(CODE_BASE + report->code));
    qr_sink_byte(sink, (char)(CODE_BASE + report->col));
    qr_sink_byte(sink, (char)(CODE_BASE + report->row));
}

static void write_utf8(struct qr_sink *sink, const struct report *report) {
    if (report->col > UTF8_LIMIT || report->row > UTF8_LIMIT)
        return;
    qr_sink_string(sink, "\033[M");
    qr_sink_code_point(sink, CODE_BASE + report->code);
    qr_sink_code_point(sink, CODE_BASE + (uint32_t)report->col);
    qr_sink_code_point(sink, CODE_BASE + (uint32_t)report->row);
}

static void write_numbers(struct qr_sink *sink, const struct report *report, const char *start, unsigned code,
                          char final) {
    qr_sink_string(sink, start);
    qr_sink_number(sink, code);
    qr_sink_byte(sink, ';');
    qr_sink_number(sink, report->col);
    qr_sink_byte(sink, ';');
    qr_sink_number(sink, report->row);
    qr_sink_byte(sink, final);
}

static void write_sgr(struct qr_sink *sink, const struct report *report) {
    write_numbers(sink, report, "\033[<", report->code, report->release ? 'm' : 'M');
}

static void write_urxvt(struct qr_sink *sink, const struct report *report) {
    write_numbers(sink, report, "\033[", CODE_BASE + report->code, 'M');
}

/* How each encoding writes a report, and whether it says which button was released. */
static const struct {
    void (*write)(struct qr_sink *sink, const struct report *report);
    bool names_released;
} encodings[] = {
    [QUIRE_MOUSE_DEFAULT] = {write_default, false}, [QUIRE_MOUSE_UTF8] = {write_utf8, false},
    [QUIRE_MOUSE_SGR] = {write_sgr, true},          [QUIRE_MOUSE_URXVT] = {write_urxvt, false},
    [QUIRE_MOUSE_SGR_PIXELS] = {write_sgr, true},
};

/* Counted from 1; what lies before the first cell counts as the first. */
static uint64_t from_one(int32_t coordinate) {
    return coordinate < 0 ? 1 : (uint64_t)coordinate + 1;
}

static void emit_mouse(struct qr_sink *sink, const void *subject) {
    const struct quire_input_modes *modes = ((const struct subject *)subject)->modes;
    const struct quire_mouse_event *event = ((const struct subject *)subject)->event;
    /* The wheel is no button that could be held. */
    bool nothing_held = event->action == QUIRE_MOUSE_ACTION_MOTION && is_wheel(event->button);
    enum quire_mouse_button button = nothing_held ? QUIRE_BUTTON_NONE : event->button;
    if (!is_reported(modes, event, button))
        return;
    bool pixels = modes->mouse_encoding == QUIRE_MOUSE_SGR_PIXELS;
    struct report report = {
        .code = code_of(modes, event, button, encodings[modes->mouse_encoding].names_released),
        .release = event->action == QUIRE_MOUSE_ACTION_RELEASE,
        .col = from_one(pixels ? event->x_px : event->col),
        .row = from_one(pixels ? event->y_px : event->row),
    };
    encodings[modes->mouse_encoding].write(sink, &report);
}

static bool is_valid(const struct quire_input_modes *modes, const struct quire_mouse_event *event) {
    return (unsigned)modes->mouse <= QUIRE_MOUSE_ANY_MOTION &&
           (unsigned)modes->mouse_encoding <= QUIRE_MOUSE_SGR_PIXELS &&
           (unsigned)event->action <= QUIRE_MOUSE_ACTION_MOTION && (unsigned)event->button <= QUIRE_BUTTON_11;
}

/* Mode 1007: the wheel presses a cursor key. */
static bool scrolls(const struct quire_input_modes *modes, const struct quire_mouse_event *event) {
    return modes->alternate_scroll && modes->mouse == QUIRE_MOUSE_OFF && event->action == QUIRE_MOUSE_ACTION_PRESS &&
           (event->button == QUIRE_BUTTON_WHEEL_UP || event->button == QUIRE_BUTTON_WHEEL_DOWN);
}

enum quire_result quire_mouse_encode(const struct quire_input_modes *modes, const struct quire_mouse_event *event,
                                     char *buffer, size_t capacity, size_t *length) {
    struct quire_input_modes own_modes = QUIRE_INPUT_MODES_INIT;
    struct quire_mouse_event own_event = QUIRE_MOUSE_EVENT_INIT;
    if (!length || !QR_TAKE(own_modes, modes) || !QR_TAKE(own_event, event) || !is_valid(&own_modes, &own_event))
        return QUIRE_INVALID;
    if (scrolls(&own_modes, &own_event)) {
        struct quire_key_event key = QUIRE_KEY_EVENT_INIT;
        key.key = own_event.button == QUIRE_BUTTON_WHEEL_UP ? QUIRE_KEY_UP : QUIRE_KEY_DOWN;
        return quire_key_encode(&own_modes, &key, buffer, capacity, length);
    }
    struct subject subject = {&own_modes, &own_event};
    return qr_sink_fill(emit_mouse, &subject, buffer, capacity, length);
}

static void emit_focus(struct qr_sink *sink, const void *subject) {
    qr_sink_csi(sink);
    qr_sink_byte(sink, *(const bool *)subject ? 'I' : 'O');
}

enum quire_result quire_focus_encode(const struct quire_input_modes *modes, bool focused, char *buffer, size_t capacity,
                                     size_t *length) {
    struct quire_input_modes own = QUIRE_INPUT_MODES_INIT;
    if (!length || !QR_TAKE(own, modes) || (!buffer && capacity > 0))
        return QUIRE_INVALID;
    if (own.focus_events)
        return qr_sink_fill(emit_focus, &focused, buffer, capacity, length);
    *length = 0;
    return QUIRE_OK;
}
