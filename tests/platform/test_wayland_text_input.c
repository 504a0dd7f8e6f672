/* Input methods of Wayland, with a compositor of the test's own: texts and keys come in the order in which it sent
 * them.
 */
#define _GNU_SOURCE
#include "wayland_kit.h"

#include <wayland-client-protocol.h>

#include "keyboard_queue.h"
#include "test.h"
#include "wayland_seat.h"
#include "wayland_text_input.h"

#define YOU "\xE4\xBD\xA0"

static struct wl_display *display;
static struct wayland_seat seat;
static struct wayland_text_input input;
static struct keyboard_queue queue;
static struct wl_surface *surface;
static struct wl_keyboard *keyboard;
static char told[300];

static void tell(void *user, const struct keyboard_item *item) {
    static const char *const words[] = {
        [KEYBOARD_STROKE] = "key", [KEYBOARD_COMMIT] = "commit", [KEYBOARD_PREEDIT] = "preedit"};
    size_t used = strlen(told);
    (void)user;
    snprintf(told + used, sizeof told - used, "%s(%s)", words[item->kind],
             item->kind == KEYBOARD_STROKE ? item->stroke.text : item->text);
}

static const char *drain(void) {
    told[0] = '\0';
    keyboard_queue_tell(&queue, tell, NULL);
    return told;
}

static void entered(void *user, const struct wl_surface *where) {
    (void)user;
    wayland_text_input_place(&input, where, 1, 2, 3, 4);
}

static void committed(void *user, const struct wl_surface *where, const char *text) {
    (void)user;
    CHECK(where == surface);
    keyboard_queue_text(&queue, KEYBOARD_COMMIT, text);
}

static void composed(void *user, const struct wl_surface *where, const char *text) {
    (void)user;
    CHECK(where == surface);
    keyboard_queue_text(&queue, KEYBOARD_PREEDIT, text);
}

static void queue_key(int number) {
    struct key_stroke stroke;
    memset(&stroke, 0, sizeof stroke);
    snprintf(stroke.text, sizeof stroke.text, "%d", number);
    stroke.event.text = stroke.text;
    keyboard_queue_stroke(&queue, &stroke);
}

/* As keyboard_wayland.c does. */
static void key(void *data, struct wl_keyboard *device, uint32_t serial, uint32_t time, uint32_t code, uint32_t state) {
    (void)data;
    (void)device;
    (void)serial;
    (void)time;
    (void)state;
    queue_key((int)code);
}

static const struct wl_keyboard_listener keys = {.key = key};

static void settle(void) {
    wl_display_roundtrip(display);
    wl_display_roundtrip(display);
}

static void begin(void) {
    struct wayland_text_sink sink = {NULL, entered, committed, composed};
    display = kit_start(false);
    wayland_seat_start(&seat, display);
    wayland_text_input_start(&input, &seat, &sink);
    surface = wl_compositor_create_surface(seat.compositor);
    settle();
    keyboard = wl_seat_get_keyboard(seat.seat);
    wl_keyboard_add_listener(keyboard, &keys, NULL);
    settle();
    CHECK(input.object != NULL && kit.text_input != NULL && kit.surface != NULL);
}

static void finish(void) {
    wl_keyboard_destroy(keyboard);
    wayland_text_input_stop(&input);
    keyboard_queue_finish(&queue);
    wl_surface_destroy(surface);
    wayland_seat_stop(&seat);
    wl_display_flush(display);
    wl_display_disconnect(display);
    kit_stop();
}

static void enter(void) {
    zwp_text_input_v3_send_enter(kit.text_input, kit.surface);
}

static void leave(void) {
    zwp_text_input_v3_send_leave(kit.text_input, kit.surface);
}

static void compose(void) {
    zwp_text_input_v3_send_preedit_string(kit.text_input, "ni", 2, 2);
    zwp_text_input_v3_send_done(kit.text_input, 2);
}

static void commit(void) {
    zwp_text_input_v3_send_commit_string(kit.text_input, YOU);
    zwp_text_input_v3_send_done(kit.text_input, 2);
}

/* The commit takes effect together with what is composed next, which stands behind it. */
static void commit_and_go_on(void) {
    zwp_text_input_v3_send_preedit_string(kit.text_input, "h", 1, 1);
    zwp_text_input_v3_send_commit_string(kit.text_input, YOU);
    zwp_text_input_v3_send_done(kit.text_input, 2);
}

static void press(void) {
    wl_keyboard_send_key(kit.keyboard, 7, 0, 30, WL_KEYBOARD_KEY_STATE_PRESSED);
}

static void commit_between_keys(void) {
    press();
    commit();
    press();
    commit();
}

static void compose_half(void) {
    zwp_text_input_v3_send_preedit_string(kit.text_input, "half", 4, 4);
}

static const char *state(void) {
    static char said[sizeof kit.text_state];
    settle();
    memcpy(said, kit.text_state, sizeof said);
    kit.text_state[0] = '\0';
    return said;
}

/* Each time that a window gets the focus: before it compositors take no notice of it. */
static void it_is_enabled_by_the_focus(void) {
    begin();
    CHECK_STR(state(), "");
    for (int time = 0; time < 2; time++) {
        kit_do(enter);
        CHECK_STR(state(), "enable terminal commit 1,2,3,4 commit ");
        wayland_text_input_place(&input, surface, 1, 2, 3, 4);
        CHECK_STR(state(), "");
        wayland_text_input_place(&input, surface, 5, 6, 7, 8);
        wayland_text_input_place(&input, NULL, 0, 0, 7, 8); /* another window's */
        CHECK_STR(state(), "5,6,7,8 commit ");
        kit_do(leave);
        CHECK_STR(state(), "disable commit ");
        wayland_text_input_place(&input, surface, 9, 9, 9, 9);
        CHECK_STR(state(), "");
    }
    finish();
}

static void texts_and_keys_keep_their_order(void) {
    begin();
    kit_do(enter);
    settle();
    kit_do(commit_between_keys);
    settle();
    CHECK_STR(drain(), "key(30)commit(" YOU ")key(30)commit(" YOU ")");
    CHECK_STR(drain(), "");
    finish();
}

static void what_is_composed_ends(void) {
    begin();
    kit_do(enter);
    settle();
    kit_do(compose);
    settle();
    CHECK_STR(drain(), "preedit(ni)");
    kit_do(commit_and_go_on);
    settle();
    CHECK_STR(drain(), "preedit()commit(" YOU ")preedit(h)");
    kit_do(commit);
    settle();
    CHECK_STR(drain(), "preedit()commit(" YOU ")");
    kit_do(compose);
    kit_do(compose_half); /* not done */
    kit_do(leave);
    settle();
    CHECK_STR(drain(), "preedit(ni)preedit()");
    kit_do(enter);
    kit_do(compose_half);
    settle();
    finish();
}

static void the_queue_grows(void) {
    char expected[16];
    for (int i = 0; i < 1000; i++) {
        queue_key(i);
    }
    CHECK_INT(queue.count, 1000);
    for (int i = 0; i < 1000; i++) {
        snprintf(expected, sizeof expected, "%d", i);
        CHECK_STR(queue.items[i].stroke.text, expected);
        CHECK(queue.items[i].stroke.event.text == queue.items[i].stroke.text);
    }
    keyboard_queue_finish(&queue);
    CHECK_INT(queue.count, 0);
}

int main(void) {
    RUN(it_is_enabled_by_the_focus);
    RUN(texts_and_keys_keep_their_order);
    RUN(what_is_composed_ends);
    RUN(the_queue_grows);
    return test_end();
}
