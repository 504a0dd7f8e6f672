/** @file
 * quire/mouse.h - mouse and focus events in, bytes for the program out.
 *
 * Sources: xterm ctlseqs "Mouse Tracking" (modes 9, 1000, 1002, 1003; encodings 1005, 1006, 1015, 1016),
 * "FocusIn/FocusOut" (1004). Since 0.1. */
#ifndef QUIRE_MOUSE_H
#define QUIRE_MOUSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/export.h>
#include <quire/input_modes.h>
#include <quire/result.h>

/** A button, or a direction of a wheel, which is pressed once per step and never released. */
enum quire_mouse_button {
    QUIRE_BUTTON_NONE = 0,    /**< motion without a button */
    QUIRE_BUTTON_LEFT,        /**< 1 of X11 */
    QUIRE_BUTTON_MIDDLE,      /**< 2 */
    QUIRE_BUTTON_RIGHT,       /**< 3 */
    QUIRE_BUTTON_WHEEL_UP,    /**< 4 */
    QUIRE_BUTTON_WHEEL_DOWN,  /**< 5 */
    QUIRE_BUTTON_WHEEL_LEFT,  /**< 6 */
    QUIRE_BUTTON_WHEEL_RIGHT, /**< 7 */
    QUIRE_BUTTON_8,           /**< 8, often called back */
    QUIRE_BUTTON_9,           /**< 9, often called forward */
    QUIRE_BUTTON_10,          /**< 10 */
    QUIRE_BUTTON_11           /**< 11 */
};

/** What the mouse did. */
enum quire_mouse_action {
    QUIRE_MOUSE_ACTION_PRESS = 0,   /**< a button went down */
    QUIRE_MOUSE_ACTION_RELEASE = 1, /**< a button went up */
    QUIRE_MOUSE_ACTION_MOTION = 2   /**< it moved */
};

/** One event of the mouse. */
struct quire_mouse_event {
    size_t size;                    /**< sizeof, set by the initialiser */
    enum quire_mouse_action action; /**< what it did */
    enum quire_mouse_button button; /**< for motion: the button held, or NONE */
    uint32_t mods;                  /**< quire_modifier bits; shift, alt and ctrl are encoded */
    /** The cell's column, from 0. It may lie outside while a button is held: below 0 counts as 0, too far for the
     * encoding is not reported. */
    int32_t col;
    int32_t row;  /**< the cell's row, likewise */
    int32_t x_px; /**< pixels from the left of the cell area */
    int32_t y_px; /**< pixels from its top */
};

/** Initialiser of struct quire_mouse_event: its size, a press of no button at the top left. */
#define QUIRE_MOUSE_EVENT_INIT                                                                                         \
    { sizeof(struct quire_mouse_event), QUIRE_MOUSE_ACTION_PRESS, QUIRE_BUTTON_NONE, 0, 0, 0, 0, 0 }

/** The longest encoding of one mouse event. */
#define QUIRE_MOUSE_BYTES_MAX 48

QUIRE_BEGIN_DECLS

/** Writes the bytes of a mouse event under `modes`; *length is 0 when the modes do not report it. Duplicate motion in
 * one cell is the caller's to drop. With alternate_scroll and the mouse off, a press of the wheel up or down is one
 * press of that cursor key. NO_SPACE: *length is the size needed. INVALID: a bad size or value. Any thread. */
QUIRE_API enum quire_result quire_mouse_encode(const struct quire_input_modes *modes,
                                               const struct quire_mouse_event *event, char *buffer, size_t capacity,
                                               size_t *length);

/** Writes CSI I or CSI O when focus reports are on, else nothing. Errors as above. Any thread. */
QUIRE_API enum quire_result quire_focus_encode(const struct quire_input_modes *modes, bool focused, char *buffer,
                                               size_t capacity, size_t *length);

QUIRE_END_DECLS

#endif
