/* Bringing a window to the front on Wayland, with a compositor of the test's own. */
#define _GNU_SOURCE
#include "wayland_kit.h"

#include <wayland-client-protocol.h>

#include "test.h"
#include "wayland_activation.h"
#include "wayland_seat.h"

static struct wl_display *display;
static struct wayland_seat seat;
static struct wayland_activation activation;
static struct wl_surface *surface;

static void settle(void) {
    wl_display_roundtrip(display);
    wl_display_roundtrip(display);
}

static void begin(void) {
    display = kit_start(false);
    wayland_seat_start(&seat, display);
    surface = wl_compositor_create_surface(seat.compositor);
    wayland_activation_start(&activation, &seat, surface);
    settle();
    CHECK(seat.activation != NULL && kit.surface != NULL);
}

static void finish(void) {
    wayland_activation_stop(&activation);
    wl_surface_destroy(surface);
    wayland_seat_stop(&seat);
    wl_display_flush(display);
    wl_display_disconnect(display);
    kit_stop();
}

static void focus(void) {
    struct wl_array none;
    wl_array_init(&none);
    wl_keyboard_send_enter(kit.keyboard, 41, kit.surface, &none);
}

static void lose_focus(void) {
    wl_keyboard_send_leave(kit.keyboard, 42, kit.surface);
}

static void press(void) {
    wl_keyboard_send_key(kit.keyboard, 77, 0, 30, WL_KEYBOARD_KEY_STATE_PRESSED);
}

static void give(void) {
    xdg_activation_token_v1_send_done(kit.token, "given");
}

static void a_token_from_outside_is_used(void) {
    begin();
    CHECK(wayland_activation_raise(&activation, "clicked"));
    settle();
    CHECK_STR(kit.activated, "clicked");
    CHECK_INT(kit.activations, 1);
    CHECK(kit.token == NULL);
    finish();
}

/* What the user did last, and where, is what a compositor judges by. */
static void else_one_is_asked_for(void) {
    begin();
    kit_do(focus);
    kit_do(press);
    settle();
    CHECK(seat.focused == surface);
    CHECK(wayland_activation_raise(&activation, ""));
    settle();
    CHECK(kit.token != NULL && kit.token_surface);
    CHECK_INT(kit.token_serial, 77);
    CHECK_INT(kit.activations, 0);
    kit_do(give);
    settle();
    CHECK_STR(kit.activated, "given");
    CHECK_INT(kit.activations, 1);
    CHECK(kit.token == NULL && activation.asked == NULL);
    kit_do(lose_focus);
    settle();
    CHECK(seat.focused == NULL);
    CHECK(wayland_activation_raise(&activation, NULL) && wayland_activation_raise(&activation, NULL));
    settle();
    CHECK(kit.token != NULL && !kit.token_surface);
    finish(); /* in the middle of it */
}

static void without_a_window_there_is_nothing(void) {
    struct wayland_activation none = {NULL, NULL, NULL};
    CHECK(!wayland_activation_raise(&none, "x"));
    wayland_activation_stop(&none);
}

int main(void) {
    RUN(a_token_from_outside_is_used);
    RUN(else_one_is_asked_for);
    RUN(without_a_window_there_is_nothing);
    return test_end();
}
