/* A compositor that does as it is told, in a thread of the test: a seat with a keyboard, the clipboard, the primary
 * selection, drags. Everything between client and server goes over a real connection. */
#ifndef WAYLAND_KIT_H
#define WAYLAND_KIT_H

#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <wayland-client-core.h>
#include <wayland-server-core.h>
#include <wayland-server-protocol.h>

#include "primary-selection-unstable-v1-server-protocol.h"
#include "text-input-unstable-v3-server-protocol.h"
#include "xdg-activation-v1-server-protocol.h"

/* A selection: [0] the clipboard, [1] primary. */
struct kit_selection {
    struct wl_resource *device, *source;
    uint32_t serial;   /* of the last claim */
    int claims;        /* so many */
    char offered[400]; /* types of the source that is being made, with a blank behind each */
    char asked[100];   /* type of the last text that was asked for */
    int descriptor;    /* where it is to be written; -1: nothing is asked for */
};

static struct {
    struct wl_display *display;
    struct wl_client *client;
    struct wl_resource *keyboard, *surface, *drag;
    struct kit_selection each[2];
    bool refuses; /* claims */
    bool lacks_primary;
    char accepted[100];
    struct wl_resource *text_input;
    char text_state[200]; /* what the text input was told */
    int finished;         /* drags */
    char activated[100];  /* the token; so many times: */
    int activations;
    uint32_t token_serial;     /* of the token that is asked for */
    bool token_surface;        /* it names one */
    struct wl_resource *token; /* not given yet */
    pthread_t thread;
    struct wl_event_source *source;
    int order[2]; /* a pipe of functions */
    sem_t done;
} kit;

static void kit_set_type(struct wl_client *client, struct wl_resource *resource, const char *type) {
    struct kit_selection *selection = wl_resource_get_user_data(resource);
    (void)client;
    size_t used = strlen(selection->offered);
    snprintf(selection->offered + used, sizeof selection->offered - used, "%s ", type);
}

static void kit_destroy(struct wl_client *client, struct wl_resource *resource) {
    (void)client;
    wl_resource_destroy(resource);
}

static void kit_forget(struct wl_resource *resource) {
    struct kit_selection *selection = wl_resource_get_user_data(resource);
    selection->source = selection->source == resource ? NULL : selection->source;
}

static void kit_ignore_actions(struct wl_client *client, struct wl_resource *resource, uint32_t actions) {
    (void)client;
    (void)resource;
    (void)actions;
}

static const struct wl_data_source_interface kit_data_source = {kit_set_type, kit_destroy, kit_ignore_actions};
static const struct zwp_primary_selection_source_v1_interface kit_primary_source = {kit_set_type, kit_destroy};

static void kit_cancel(struct kit_selection *selection) {
    if (selection->source != NULL && selection == kit.each) {
        wl_data_source_send_cancelled(selection->source);
    } else if (selection->source != NULL) {
        zwp_primary_selection_source_v1_send_cancelled(selection->source);
    }
    selection->source = NULL;
}

static void kit_claim(struct wl_client *client, struct wl_resource *device, struct wl_resource *source,
                      uint32_t serial) {
    struct kit_selection *selection = wl_resource_get_user_data(device);
    (void)client;
    selection->claims++;
    selection->serial = serial;
    if (!kit.refuses) {
        kit_cancel(selection);
        selection->source = source;
    }
}

static void kit_start_drag(struct wl_client *client, struct wl_resource *device, struct wl_resource *source,
                           struct wl_resource *origin, struct wl_resource *icon, uint32_t serial) {
    (void)client;
    (void)device;
    (void)source;
    (void)origin;
    (void)icon;
    (void)serial;
}

static const struct wl_data_device_interface kit_data_device = {kit_start_drag, kit_claim, kit_destroy};
static const struct zwp_primary_selection_device_v1_interface kit_primary_device = {kit_claim, kit_destroy};

static struct wl_resource *kit_make(const struct wl_interface *interface, int version, uint32_t id,
                                    const void *functions, void *user, wl_resource_destroy_func_t destroyed) {
    struct wl_resource *resource = wl_resource_create(kit.client, interface, version, id);
    wl_resource_set_implementation(resource, functions, user, destroyed);
    return resource;
}

static void kit_data_make_source(struct wl_client *client, struct wl_resource *manager, uint32_t id) {
    (void)client;
    (void)manager;
    kit.each[0].offered[0] = '\0';
    kit_make(&wl_data_source_interface, 3, id, &kit_data_source, &kit.each[0], kit_forget);
}

static void kit_data_get_device(struct wl_client *client, struct wl_resource *manager, uint32_t id,
                                struct wl_resource *seat) {
    (void)client;
    (void)manager;
    (void)seat;
    kit.each[0].device = kit_make(&wl_data_device_interface, 3, id, &kit_data_device, &kit.each[0], NULL);
}

static void kit_primary_make_source(struct wl_client *client, struct wl_resource *manager, uint32_t id) {
    (void)client;
    (void)manager;
    kit.each[1].offered[0] = '\0';
    kit_make(&zwp_primary_selection_source_v1_interface, 1, id, &kit_primary_source, &kit.each[1], kit_forget);
}

static void kit_primary_get_device(struct wl_client *client, struct wl_resource *manager, uint32_t id,
                                   struct wl_resource *seat) {
    (void)client;
    (void)manager;
    (void)seat;
    kit.each[1].device =
        kit_make(&zwp_primary_selection_device_v1_interface, 1, id, &kit_primary_device, &kit.each[1], NULL);
}

static const struct wl_data_device_manager_interface kit_data_manager = {kit_data_make_source, kit_data_get_device};
static const struct zwp_primary_selection_device_manager_v1_interface kit_primary_manager = {
    kit_primary_make_source, kit_primary_get_device, kit_destroy};

/* ---- offers */

static void kit_receive(struct wl_client *client, struct wl_resource *offer, const char *type, int32_t descriptor) {
    struct kit_selection *selection = wl_resource_get_user_data(offer);
    (void)client;
    snprintf(selection->asked, sizeof selection->asked, "%s", type);
    selection->descriptor = descriptor;
}

static void kit_accept(struct wl_client *client, struct wl_resource *offer, uint32_t serial, const char *type) {
    (void)client;
    (void)offer;
    (void)serial;
    snprintf(kit.accepted, sizeof kit.accepted, "%s", type != NULL ? type : "nothing");
}

static void kit_finish_drag(struct wl_client *client, struct wl_resource *offer) {
    (void)client;
    (void)offer;
    kit.finished++;
}

static void kit_set_actions(struct wl_client *client, struct wl_resource *offer, uint32_t actions, uint32_t preferred) {
    (void)client;
    (void)offer;
    (void)actions;
    (void)preferred;
}

static const struct wl_data_offer_interface kit_data_offer = {kit_accept, kit_receive, kit_destroy, kit_finish_drag,
                                                              kit_set_actions};
static const struct zwp_primary_selection_offer_v1_interface kit_primary_offer = {kit_receive, kit_destroy};

/* An offer of these types, each with a blank behind it. */
static inline struct wl_resource *kit_offer(int which, const char *types) {
    struct kit_selection *selection = &kit.each[which];
    struct wl_resource *offer =
        which == 0 ? kit_make(&wl_data_offer_interface, 3, 0, &kit_data_offer, selection, NULL)
                   : kit_make(&zwp_primary_selection_offer_v1_interface, 1, 0, &kit_primary_offer, selection, NULL);
    if (which == 0) {
        wl_data_device_send_data_offer(selection->device, offer);
    } else {
        zwp_primary_selection_device_v1_send_data_offer(selection->device, offer);
    }
    char list[400], *rest = NULL;
    snprintf(list, sizeof list, "%s", types);
    for (char *type = strtok_r(list, " ", &rest); type != NULL; type = strtok_r(NULL, " ", &rest)) {
        if (which == 0) {
            wl_data_offer_send_offer(offer, type);
        } else {
            zwp_primary_selection_offer_v1_send_offer(offer, type);
        }
    }
    return offer;
}

/* ---- activation */

static void kit_token_serial(struct wl_client *client, struct wl_resource *token, uint32_t serial,
                             struct wl_resource *seat) {
    (void)client;
    (void)token;
    (void)seat;
    kit.token_serial = serial;
}

static void kit_token_name(struct wl_client *client, struct wl_resource *token, const char *name) {
    (void)client;
    (void)token;
    (void)name;
}

static void kit_token_surface(struct wl_client *client, struct wl_resource *token, struct wl_resource *surface) {
    (void)client;
    (void)token;
    kit.token_surface = surface != NULL;
}

static void kit_token_commit(struct wl_client *client, struct wl_resource *token) {
    (void)client;
    kit.token = token;
}

static void kit_token_gone(struct wl_resource *token) {
    kit.token = kit.token == token ? NULL : kit.token;
}

static const struct xdg_activation_token_v1_interface kit_token_functions = {
    kit_token_serial, kit_token_name, kit_token_surface, kit_token_commit, kit_destroy};

static void kit_get_token(struct wl_client *client, struct wl_resource *activation, uint32_t id) {
    (void)client;
    (void)activation;
    kit.token_serial = 0;
    kit.token_surface = false;
    kit_make(&xdg_activation_token_v1_interface, 1, id, &kit_token_functions, NULL, kit_token_gone);
}

static void kit_activate(struct wl_client *client, struct wl_resource *activation, const char *token,
                         struct wl_resource *surface) {
    (void)client;
    (void)activation;
    kit.activations += surface == kit.surface;
    snprintf(kit.activated, sizeof kit.activated, "%s", token);
}

static const struct xdg_activation_v1_interface kit_activation = {kit_destroy, kit_get_token, kit_activate};

/* ---- input methods */

static void kit_text_say(const char *word) {
    size_t used = strlen(kit.text_state);
    snprintf(kit.text_state + used, sizeof kit.text_state - used, "%s ", word);
}

static void kit_text_enable(struct wl_client *client, struct wl_resource *text_input) {
    (void)client;
    (void)text_input;
    kit_text_say("enable");
}

static void kit_text_disable(struct wl_client *client, struct wl_resource *text_input) {
    (void)client;
    (void)text_input;
    kit_text_say("disable");
}

static void kit_text_surrounding(struct wl_client *client, struct wl_resource *text_input, const char *text,
                                 int32_t cursor, int32_t anchor) {
    (void)client;
    (void)text_input;
    (void)text;
    (void)cursor;
    (void)anchor;
}

static void kit_text_cause(struct wl_client *client, struct wl_resource *text_input, uint32_t cause) {
    (void)client;
    (void)text_input;
    (void)cause;
}

static void kit_text_content(struct wl_client *client, struct wl_resource *text_input, uint32_t hint,
                             uint32_t purpose) {
    (void)client;
    (void)text_input;
    (void)hint;
    kit_text_say(purpose == ZWP_TEXT_INPUT_V3_CONTENT_PURPOSE_TERMINAL ? "terminal" : "other");
}

static void kit_text_place(struct wl_client *client, struct wl_resource *text_input, int32_t x, int32_t y,
                           int32_t width, int32_t height) {
    char word[60];
    (void)client;
    (void)text_input;
    snprintf(word, sizeof word, "%d,%d,%d,%d", x, y, width, height);
    kit_text_say(word);
}

static void kit_text_commit(struct wl_client *client, struct wl_resource *text_input) {
    (void)client;
    (void)text_input;
    kit_text_say("commit");
}

static const struct zwp_text_input_v3_interface kit_text_functions = {
    kit_destroy,    kit_text_enable,  kit_text_disable, kit_text_surrounding,
    kit_text_cause, kit_text_content, kit_text_place,   kit_text_commit};

static void kit_get_text_input(struct wl_client *client, struct wl_resource *manager, uint32_t id,
                               struct wl_resource *seat) {
    (void)client;
    (void)manager;
    (void)seat;
    kit.text_input = kit_make(&zwp_text_input_v3_interface, 1, id, &kit_text_functions, NULL, NULL);
}

static const struct zwp_text_input_manager_v3_interface kit_text_manager = {kit_destroy, kit_get_text_input};

/* ---- the rest */

static const struct wl_surface_interface kit_surface_functions = {.destroy = kit_destroy};

static void kit_create_surface(struct wl_client *client, struct wl_resource *compositor, uint32_t id) {
    (void)client;
    (void)compositor;
    kit.surface = kit_make(&wl_surface_interface, 1, id, &kit_surface_functions, NULL, NULL);
}

static const struct wl_compositor_interface kit_compositor = {kit_create_surface, NULL};

static void kit_no_pointer(struct wl_client *client, struct wl_resource *seat, uint32_t id) {
    (void)client;
    (void)seat;
    (void)id;
}

static void kit_get_keyboard(struct wl_client *client, struct wl_resource *seat, uint32_t id) {
    (void)client;
    (void)seat;
    kit.keyboard = kit_make(&wl_keyboard_interface, 1, id, NULL, NULL, NULL);
}

static const struct wl_seat_interface kit_seat = {kit_no_pointer, kit_get_keyboard, kit_no_pointer, kit_destroy};

static void kit_bind(struct wl_client *client, void *interface, uint32_t version, uint32_t id) {
    const struct wl_interface *bound = interface;
    const void *functions = bound == &wl_seat_interface                     ? (const void *)&kit_seat
                            : bound == &wl_data_device_manager_interface    ? (const void *)&kit_data_manager
                            : bound == &wl_compositor_interface             ? (const void *)&kit_compositor
                            : bound == &zwp_text_input_manager_v3_interface ? (const void *)&kit_text_manager
                            : bound == &xdg_activation_v1_interface         ? (const void *)&kit_activation
                                                                            : (const void *)&kit_primary_manager;
    struct wl_resource *resource = wl_resource_create(client, bound, (int)version, id);
    wl_resource_set_implementation(resource, functions, NULL, NULL);
    if (bound == &wl_seat_interface) {
        wl_seat_send_capabilities(resource, WL_SEAT_CAPABILITY_KEYBOARD);
    }
}

static int kit_obey(int descriptor, uint32_t mask, void *user) {
    void (*function)(void);
    (void)mask;
    (void)user;
    if (read(descriptor, &function, sizeof function) == (ssize_t)sizeof function) {
        function();
        wl_display_flush_clients(kit.display);
        sem_post(&kit.done);
    }
    return 0;
}

/* Runs a function in the compositor's thread, and waits for it. */
static void kit_do(void (*function)(void)) {
    if (write(kit.order[1], &function, sizeof function) == (ssize_t)sizeof function) {
        sem_wait(&kit.done);
    }
}

static void *kit_run(void *user) {
    (void)user;
    wl_display_run(kit.display);
    return NULL;
}

static void kit_terminate(void) {
    wl_display_terminate(kit.display);
}

/* The client's side of a connection to a new compositor. */
static struct wl_display *kit_start(bool lacks_primary) {
    static const struct wl_interface *const interfaces[] = {&wl_compositor_interface,
                                                            &wl_seat_interface,
                                                            &wl_data_device_manager_interface,
                                                            &xdg_activation_v1_interface,
                                                            &zwp_text_input_manager_v3_interface,
                                                            &zwp_primary_selection_device_manager_v1_interface};
    static const int versions[] = {1, 1, 3, 1, 1, 1};
    int ends[2];
    memset(&kit, 0, sizeof kit);
    kit.each[0].descriptor = kit.each[1].descriptor = -1;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0 || pipe(kit.order) != 0) {
        return NULL;
    }
    sem_init(&kit.done, 0, 0);
    kit.display = wl_display_create();
    for (int i = 0; i < (lacks_primary ? 5 : 6); i++) {
        wl_global_create(kit.display, interfaces[i], versions[i], (void *)interfaces[i], kit_bind);
    }
    kit.client = wl_client_create(kit.display, ends[0]);
    kit.source =
        wl_event_loop_add_fd(wl_display_get_event_loop(kit.display), kit.order[0], WL_EVENT_READABLE, kit_obey, NULL);
    pthread_create(&kit.thread, NULL, kit_run, NULL);
    return wl_display_connect_to_fd(ends[1]);
}

static void kit_stop(void) {
    kit_do(kit_terminate);
    pthread_join(kit.thread, NULL);
    wl_event_source_remove(kit.source);
    wl_display_destroy_clients(kit.display);
    wl_display_destroy(kit.display);
    close(kit.order[0]);
    close(kit.order[1]);
    sem_destroy(&kit.done);
}

#endif
