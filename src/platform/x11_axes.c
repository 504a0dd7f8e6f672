#include "x11_axes.h"

#include <math.h>

enum { FINE_MS = 1000 }; /* so long behind a part of a step a whole one is of the same fingers */
#define WHOLE_WITHIN 1e-4

void x11_axes_add(struct x11_axes *axes, const struct x11_axis *axis) {
    if (axes->count < sizeof axes->axes / sizeof axes->axes[0] && fabs(axis->increment) > 0) {
        axes->axes[axes->count].has_base = axes->axes[axes->count].fine = false;
        axes->axes[axes->count++].is = *axis;
    }
}

void x11_axes_rebase(struct x11_axes *axes) {
    for (unsigned i = 0; i < axes->count; i++) {
        axes->axes[i].has_base = false;
    }
}

static bool is_set(const struct x11_axes_event *event, int number) {
    return number >= 0 && number / 8 < event->mask_bytes && (event->mask[number / 8] >> (number % 8) & 1) != 0;
}

static bool find_value(const struct x11_axes_event *event, int number, double *value) {
    const double *at = event->values;
    for (int before = 0; before < number; before++) {
        at += is_set(event, before);
    }
    bool found = is_set(event, number);
    *value = found ? *at : 0;
    return found;
}

/* Of an absolute axis the first value is where it stands. */
static bool find_distance(struct x11_axes *axes, unsigned i, double value, double *distance) {
    bool known = !axes->axes[i].is.is_absolute || axes->axes[i].has_base;
    *distance = axes->axes[i].is.is_absolute ? value - axes->axes[i].base : value;
    axes->axes[i].base = value;
    axes->axes[i].has_base = true;
    return known && isfinite(*distance);
}

static bool is_whole(double steps) {
    return fabs(steps - round(steps)) < WHOLE_WITHIN;
}

/* What one axis of a device has shown holds for all of them. */
static bool is_fine(struct x11_axes *axes, const struct x11_axes_event *event, bool whole) {
    bool fine = !whole;
    for (unsigned i = 0; i < axes->count; i++) {
        bool recent = axes->axes[i].fine && event->time - axes->axes[i].fine_at < FINE_MS;
        fine = fine || (axes->axes[i].is.device == event->device && recent);
    }
    for (unsigned i = 0; i < axes->count; i++) {
        if (axes->axes[i].is.device == event->device) {
            axes->axes[i].fine = fine;
            axes->axes[i].fine_at = event->time;
        }
    }
    return fine;
}

static void remember(struct x11_axes *axes, uint32_t time, bool smooth) {
    axes->seen[axes->seen_count % X11_AXES_SEEN].time = time;
    axes->seen[axes->seen_count++ % X11_AXES_SEEN].smooth = smooth;
}

struct x11_axes_move x11_axes_take(struct x11_axes *axes, const struct x11_axes_event *event) {
    struct x11_axes_move move = {.smooth = false};
    bool scrolls = false, whole = true;
    for (unsigned i = 0; i < axes->count; i++) {
        double value, distance;
        const struct x11_axis *axis = &axes->axes[i].is;
        if (axis->device != event->device || !find_value(event, axis->number, &value) ||
            !find_distance(axes, i, value, &distance)) {
            continue;
        }
        double steps = distance / axis->increment;
        scrolls = true;
        whole = whole && is_whole(steps);
        move.x += axis->is_vertical ? 0 : steps;
        move.y -= axis->is_vertical ? steps : 0;
    }
    if (scrolls) {
        move.smooth = is_fine(axes, event, whole);
        remember(axes, event->time, move.smooth);
    }
    move.ends = move.smooth && fabs(move.x) + fabs(move.y) <= 0;
    return move;
}

enum x11_press x11_axes_press(const struct x11_axes *axes, uint32_t time) {
    unsigned kept = axes->seen_count < X11_AXES_SEEN ? axes->seen_count : X11_AXES_SEEN;
    enum x11_press press = X11_PRESS_UNKNOWN;
    for (unsigned i = 0; i < kept && press != X11_PRESS_EMULATED; i++) {
        bool smooth = axes->seen[i].smooth;
        press = axes->seen[i].time != time ? press : smooth ? X11_PRESS_EMULATED : X11_PRESS_WHEEL;
    }
    return press;
}
