/* touchpad_stand_in.c - for LD_PRELOAD: makes a touchpad of the wheel that a compositor has. Where a program listens to
 * a pointer, a turn up or down becomes fingers that move 7 units, and one to the side fingers that leave. SDL's
 * listener, which is of another shape, is left alone: it gets the wheel as ever. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <wayland-client.h>

struct pad {
    const struct wl_pointer_listener *listener;
    void *data;
};

static void enter(void *data, struct wl_pointer *pointer, uint32_t serial, struct wl_surface *surface, wl_fixed_t x,
                  wl_fixed_t y) {
    struct pad *pad = data;
    pad->listener->enter(pad->data, pointer, serial, surface, x, y);
}

static void leave(void *data, struct wl_pointer *pointer, uint32_t serial, struct wl_surface *surface) {
    struct pad *pad = data;
    pad->listener->leave(pad->data, pointer, serial, surface);
}

static void motion(void *data, struct wl_pointer *pointer, uint32_t time, wl_fixed_t x, wl_fixed_t y) {
    struct pad *pad = data;
    pad->listener->motion(pad->data, pointer, time, x, y);
}

static void button(void *data, struct wl_pointer *pointer, uint32_t serial, uint32_t time, uint32_t number,
                   uint32_t state) {
    struct pad *pad = data;
    pad->listener->button(pad->data, pointer, serial, time, number, state);
}

static void axis(void *data, struct wl_pointer *pointer, uint32_t time, uint32_t which, wl_fixed_t value) {
    struct pad *pad = data;
    pad->listener->axis_source(pad->data, pointer, WL_POINTER_AXIS_SOURCE_FINGER);
    if (which == WL_POINTER_AXIS_VERTICAL_SCROLL) {
        pad->listener->axis(pad->data, pointer, time, which, wl_fixed_from_int(value > 0 ? 7 : -7));
    } else {
        pad->listener->axis_stop(pad->data, pointer, time, WL_POINTER_AXIS_VERTICAL_SCROLL);
    }
}

static void frame(void *data, struct wl_pointer *pointer) {
    struct pad *pad = data;
    pad->listener->frame(pad->data, pointer);
}

static void source(void *data, struct wl_pointer *pointer, uint32_t kind) {
    (void)data;
    (void)pointer;
    (void)kind;
}

static void step(void *data, struct wl_pointer *pointer, uint32_t which, int32_t steps) {
    (void)data;
    (void)pointer;
    (void)which;
    (void)steps;
}

static void stop(void *data, struct wl_pointer *pointer, uint32_t time, uint32_t which) {
    (void)data;
    (void)pointer;
    (void)time;
    (void)which;
}

static const struct wl_pointer_listener stand_in = {.enter = enter,
                                                    .leave = leave,
                                                    .motion = motion,
                                                    .button = button,
                                                    .axis = axis,
                                                    .frame = frame,
                                                    .axis_source = source,
                                                    .axis_stop = stop,
                                                    .axis_discrete = step};

typedef int add_function(struct wl_proxy *proxy, void (**implementation)(void), void *data);

/* Is it listened to by the program itself? Other libraries have listeners of their own. */
static int is_of_program(const void *listener) {
    Dl_info info;
    return dladdr(listener, &info) != 0 && strstr(info.dli_fname, "/quire") != NULL &&
           strstr(info.dli_fname, ".so") == NULL;
}

__attribute__((visibility("default"))) int wl_proxy_add_listener(struct wl_proxy *proxy, void (**implementation)(void),
                                                                 void *data) {
    add_function *add = NULL;
    void *next = dlsym(RTLD_NEXT, "wl_proxy_add_listener");
    memcpy(&add, &next, sizeof add);
    if (strcmp(wl_proxy_get_class(proxy), "wl_pointer") != 0 || !is_of_program(implementation)) {
        return add(proxy, implementation, data);
    }
    struct pad *pad = calloc(1, sizeof *pad); /* for as long as the program runs */
    pad->listener = (const struct wl_pointer_listener *)(void *)implementation;
    pad->data = data;
    void (**mine)(void);
    const struct wl_pointer_listener *at = &stand_in;
    memcpy(&mine, &at, sizeof mine);
    return add(proxy, mine, pad);
}
