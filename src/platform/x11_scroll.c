#include "x11_scroll.h"

#include <X11/extensions/XInput2.h>
#include <poll.h>

#include "loop_clock.h"

/* --- devices --- */

static void add_axes(struct x11_axes *axes, const XIDeviceInfo *device) {
    struct x11_axis axis = {.device = device->deviceid};
    for (int i = 0; i < device->num_classes; i++) {
        if (device->classes[i]->type != XIScrollClass) {
            continue;
        }
        const XIScrollClassInfo *scroll = (const XIScrollClassInfo *)device->classes[i];
        axis.number = scroll->number;
        axis.is_vertical = scroll->scroll_type == XIScrollTypeVertical;
        axis.increment = scroll->increment;
        axis.is_absolute = false;
        for (int j = 0; j < device->num_classes; j++) {
            const XIValuatorClassInfo *valuator = (const XIValuatorClassInfo *)device->classes[j];
            bool same = valuator->type == XIValuatorClass && valuator->number == axis.number;
            axis.is_absolute = axis.is_absolute || (same && valuator->mode == XIModeAbsolute);
        }
        x11_axes_add(axes, &axis);
    }
}

/* A master has the axes of the device that moved it last: events name that one, too. */
static void find_axes(struct x11_scroll *scroll) {
    int count = 0;
    XIDeviceInfo *devices = XIQueryDevice(scroll->own, XIAllDevices, &count);
    scroll->axes.count = 0;
    for (int i = 0; devices != NULL && i < count; i++) {
        if (devices[i].use == XISlavePointer) {
            add_axes(&scroll->axes, &devices[i]);
        }
    }
    if (devices != NULL) {
        XIFreeDeviceInfo(devices);
    }
}

/* --- events --- */

static void take_motion(struct x11_scroll *scroll, const XIRawEvent *raw) {
    struct x11_axes_event event = {.device = raw->sourceid,
                                   .time = (uint32_t)raw->time,
                                   .mask = raw->valuators.mask,
                                   .mask_bytes = raw->valuators.mask_len,
                                   .values = raw->valuators.values};
    struct x11_axes_move move = x11_axes_take(&scroll->axes, &event);
    if (move.smooth && scroll->inside && !scroll->grabbed) {
        scroll->sink.scrolled(scroll->sink.user, move.x, move.y, move.ends);
    }
}

static void take(struct x11_scroll *scroll, const XGenericEventCookie *cookie) {
    bool changed =
        cookie->evtype == XI_DeviceChanged && ((const XIDeviceChangedEvent *)cookie->data)->reason == XIDeviceChange;
    if (cookie->evtype == XI_RawMotion) {
        take_motion(scroll, cookie->data);
    } else if (changed || cookie->evtype == XI_HierarchyChanged) {
        find_axes(scroll);
    }
}

static void drain(struct x11_scroll *scroll) {
    XEvent event;
    while (XPending(scroll->own) > 0) {
        XNextEvent(scroll->own, &event);
        if (event.type == GenericEvent && event.xcookie.extension == scroll->opcode &&
            XGetEventData(scroll->own, &event.xcookie)) {
            take(scroll, &event.xcookie);
            XFreeEventData(scroll->own, &event.xcookie);
        }
    }
}

static void ready(void *user, short revents) {
    (void)revents;
    drain(user);
}

/* --- the connection --- */

static void select_events(struct x11_scroll *scroll, int device, const int *events, int count) {
    unsigned char bits[XIMaskLen(XI_LASTEVENT)] = {0};
    XIEventMask mask = {device, sizeof bits, bits};
    for (int i = 0; i < count; i++) {
        unsigned char *byte = &bits[events[i] >> 3];
        *byte = (unsigned char)(*byte | 1 << (events[i] & 7)); /* XISetMask would be a warning */
    }
    XISelectEvents(scroll->own, DefaultRootWindow(scroll->own), &mask, 1);
    XFlush(scroll->own);
}

static void follow_pointer(struct x11_scroll *scroll) {
    static const int events[] = {XI_RawMotion};
    select_events(scroll, XIAllMasterDevices, events, scroll->inside ? 1 : 0);
    x11_axes_rebase(&scroll->axes);
}

static bool find_extension(struct x11_scroll *scroll) {
    int event, error, major = 2, minor = 1; /* the first that knows of scrolling */
    return XQueryExtension(scroll->own, "XInputExtension", &scroll->opcode, &event, &error) != False &&
           XIQueryVersion(scroll->own, &major, &minor) == Success && (major > 2 || minor >= 1);
}

static void close_own(struct x11_scroll *scroll) {
    if (scroll->own != NULL) {
        event_loop_unwatch(scroll->loop, &scroll->watch);
        XCloseDisplay(scroll->own);
        scroll->own = NULL;
        scroll->watch.descriptor = -1;
    }
}

static bool open_own(void *user) {
    static const int changes[] = {XI_HierarchyChanged, XI_DeviceChanged};
    struct x11_scroll *scroll = user;
    scroll->own = scroll->own != NULL || !scroll->inside ? scroll->own : XOpenDisplay(scroll->name);
    if (scroll->own == NULL || scroll->watch.descriptor >= 0) {
        return false;
    }
    scroll->watch.descriptor = XConnectionNumber(scroll->own);
    event_loop_watch(scroll->loop, &scroll->watch);
    bool knows = find_extension(scroll);
    if (knows) {
        select_events(scroll, XIAllDevices, changes, 2);
        find_axes(scroll);
    }
    if (!knows || scroll->axes.count == 0) {
        close_own(scroll);
        return false;
    }
    follow_pointer(scroll);
    drain(scroll); /* answers may have brought events, of which the descriptor tells no more */
    return false;
}

void x11_scroll_start(struct x11_scroll *scroll, struct event_loop *loop, const char *display,
                      const struct x11_scroll_sink *sink) {
    scroll->loop = loop;
    scroll->sink = *sink;
    scroll->name = display;
    scroll->watch = (struct loop_watch){-1, POLLIN, ready, scroll, NULL};
    scroll->opening = (struct idle_job)IDLE_JOB_INIT(open_own, scroll);
    idle_jobs_add(event_loop_idle_jobs(loop), &scroll->opening);
}

void x11_scroll_stop(struct x11_scroll *scroll) {
    if (scroll->loop != NULL) {
        idle_jobs_remove(event_loop_idle_jobs(scroll->loop), &scroll->opening);
        close_own(scroll);
        scroll->loop = NULL;
    }
}

/* --- what SDL sees --- */

void x11_scroll_entered(struct x11_scroll *scroll, bool inside) {
    if (scroll->loop == NULL || scroll->inside == inside) {
        return;
    }
    scroll->inside = inside;
    if (scroll->own != NULL) {
        follow_pointer(scroll);
    } else if (inside) {
        idle_job_want(&scroll->opening, loop_clock_ms());
    }
}

/* The server sends motion before the button of it, but on two connections. */
static bool is_emulated(struct x11_scroll *scroll, uint32_t time) {
    drain(scroll);
    enum x11_press press = x11_axes_press(&scroll->axes, time);
    if (press == X11_PRESS_UNKNOWN) {
        XSync(scroll->own, False);
        drain(scroll);
        press = x11_axes_press(&scroll->axes, time);
    }
    return press == X11_PRESS_EMULATED;
}

void x11_scroll_see(struct x11_scroll *scroll, const XEvent *event) {
    if (event->type == ButtonPress && event->xbutton.button >= 4 && event->xbutton.button <= 7) {
        scroll->emulated = scroll->own != NULL && is_emulated(scroll, (uint32_t)event->xbutton.time);
    } else if (event->type == LeaveNotify && event->xcrossing.mode == NotifyGrab) {
        scroll->grabbed = true;
    } else if (event->type == EnterNotify) {
        scroll->grabbed = false;
    }
}
