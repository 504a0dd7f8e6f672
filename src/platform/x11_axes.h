/* x11_axes.h - raw events of XInput 2 to steps of a wheel, and which of the wheel's buttons the server only emulates
 * for them. No connection and no Xlib is in here; a few instructions a call, none fails.
 *
 * A device scrolls by axes; `increment` of one is a step of the wheel. What a touchpad sends is any part of it, and
 * once nothing on all its axes: libinput's end, the fingers have left. A plain wheel has the same axes and sends whole
 * steps. So steps that are not whole, and whole ones of the same device shortly behind them, are fingers' (or of a
 * wheel that knows more than its notches). For whatever moves an axis by a step the server presses a button of the
 * wheel as well, with the same time stamp. */
#ifndef X11_AXES_H
#define X11_AXES_H

#include <stdbool.h>
#include <stdint.h>

enum { X11_AXES_DEVICES = 32, X11_AXES_SEEN = 64 };

struct x11_axis {
    int device, number;
    bool is_vertical; /* else horizontal */
    bool is_absolute; /* its values are positions, else distances */
    double increment; /* not 0; negative: it counts upwards, or to the left */
};

struct x11_axes {
    struct {
        struct x11_axis is;
        bool has_base; /* of an absolute one */
        double base;
        bool fine; /* it has sent parts of steps */
        uint32_t fine_at;
    } axes[2 * X11_AXES_DEVICES];
    unsigned count;
    struct {
        uint32_t time;
        bool smooth;
    } seen[X11_AXES_SEEN]; /* the oldest is written over */
    unsigned seen_count;
};

/* One raw motion; values are those of the bits of `mask`, in order. */
struct x11_axes_event {
    int device; /* the one that was moved, not its master */
    uint32_t time;
    const unsigned char *mask;
    int mask_bytes;
    const double *values;
};

struct x11_axes_move {
    bool smooth; /* false: nothing, or a plain wheel's */
    bool ends;   /* the fingers have left */
    double x, y; /* steps; right and up are positive */
};

enum x11_press { X11_PRESS_UNKNOWN, X11_PRESS_WHEEL, X11_PRESS_EMULATED };

/* Further axes than there is room for are left out. */
void x11_axes_add(struct x11_axes *axes, const struct x11_axis *axis);
/* Positions are unknown: the pointer was elsewhere. */
void x11_axes_rebase(struct x11_axes *axes);
struct x11_axes_move x11_axes_take(struct x11_axes *axes, const struct x11_axes_event *event);
/* A button of the wheel was pressed. UNKNOWN: by nothing that has come here yet. */
enum x11_press x11_axes_press(const struct x11_axes *axes, uint32_t time);

#endif
