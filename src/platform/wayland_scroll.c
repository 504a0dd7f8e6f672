#include "wayland_scroll.h"

#include <wayland-client-protocol.h>

void wayland_scroll_axis(struct wayland_scroll *scroll, uint32_t axis, double value) {
    scroll->moved = true;
    if (axis == WL_POINTER_AXIS_VERTICAL_SCROLL) {
        scroll->y -= value;
    } else {
        scroll->x += value;
    }
}

void wayland_scroll_source(struct wayland_scroll *scroll, uint32_t source) {
    scroll->source = source;
    scroll->has_source = true;
}

void wayland_scroll_stop(struct wayland_scroll *scroll) {
    scroll->stopped = true;
}

static bool is_of_fingers(const struct wayland_scroll *scroll) {
    bool fingers =
        scroll->source == WL_POINTER_AXIS_SOURCE_FINGER || scroll->source == WL_POINTER_AXIS_SOURCE_CONTINUOUS;
    return scroll->has_source ? fingers : scroll->by_fingers && scroll->stopped;
}

void wayland_scroll_frame(struct wayland_scroll *scroll) {
    bool any = scroll->moved || scroll->stopped;
    scroll->by_fingers = any ? is_of_fingers(scroll) : scroll->by_fingers;
    if (any && scroll->by_fingers && scroll->surface != NULL && scroll->sink.scrolled != NULL) {
        if (scroll->moved) {
            scroll->sink.scrolled(scroll->sink.user, scroll->surface, scroll->x, scroll->y, false);
        }
        if (scroll->stopped) {
            scroll->sink.scrolled(scroll->sink.user, scroll->surface, 0, 0, true);
        }
    }
    scroll->has_source = scroll->moved = scroll->stopped = false;
    scroll->x = scroll->y = 0;
}
