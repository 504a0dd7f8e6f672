#include "wayland_activation.h"

#include <stddef.h>
#include <wayland-client.h>

#include "wayland_seat.h"
#include "xdg-activation-v1-client-protocol.h"

static void drop_question(struct wayland_activation *activation) {
    if (activation->asked != NULL) {
        xdg_activation_token_v1_destroy(activation->asked);
        activation->asked = NULL;
    }
}

static void use(const struct wayland_activation *activation, const char *token) {
    xdg_activation_v1_activate(activation->seat->activation, token, activation->surface);
    wl_display_flush(activation->seat->display);
}

static void done(void *user, struct xdg_activation_token_v1 *asked, const char *token) {
    struct wayland_activation *activation = user;
    (void)asked;
    use(activation, token);
    drop_question(activation);
}

static const struct xdg_activation_token_v1_listener listener = {done};

static void ask(struct wayland_activation *activation) {
    const struct wayland_seat *seat = activation->seat;
    drop_question(activation);
    activation->asked = xdg_activation_v1_get_activation_token(seat->activation);
    xdg_activation_token_v1_add_listener(activation->asked, &listener, activation);
    if (seat->serial != 0) {
        xdg_activation_token_v1_set_serial(activation->asked, seat->serial, seat->seat);
    }
    if (seat->focused != NULL) {
        xdg_activation_token_v1_set_surface(activation->asked, seat->focused);
    }
    xdg_activation_token_v1_commit(activation->asked);
    wl_display_flush(seat->display);
}

void wayland_activation_start(struct wayland_activation *activation, const struct wayland_seat *seat,
                              struct wl_surface *surface) {
    *activation = (struct wayland_activation){.seat = seat, .surface = surface};
}

void wayland_activation_stop(struct wayland_activation *activation) {
    drop_question(activation);
    activation->surface = NULL;
}

bool wayland_activation_raise(struct wayland_activation *activation, const char *token) {
    if (activation->surface == NULL || activation->seat->activation == NULL) {
        return false;
    }
    if (token != NULL && token[0] != '\0') {
        use(activation, token);
    } else {
        ask(activation);
    }
    return true;
}
