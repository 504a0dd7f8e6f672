#define _GNU_SOURCE
#include "wayland_text_input.h"

#include <stdlib.h>
#include <string.h>
#include <wayland-client.h>

#include "text-input-unstable-v3-client-protocol.h"
#include "wayland_seat.h"

static void forget_pending(struct wayland_text_input *input) {
    free(input->commit);
    free(input->preedit);
    input->commit = input->preedit = NULL;
}

static void show_preedit(struct wayland_text_input *input, const char *text) {
    if (input->composing || text[0] != '\0') {
        input->composing = text[0] != '\0';
        input->sink.preedit(input->sink.user, input->surface, text);
    }
}

/* Whatever was enabled before a window had the focus is not so any more. */
static void enter(void *user, struct zwp_text_input_v3 *object, struct wl_surface *surface) {
    struct wayland_text_input *input = user;
    input->surface = surface;
    memset(input->placed, 0, sizeof input->placed);
    forget_pending(input);
    zwp_text_input_v3_enable(object);
    zwp_text_input_v3_set_content_type(object, ZWP_TEXT_INPUT_V3_CONTENT_HINT_NONE,
                                       ZWP_TEXT_INPUT_V3_CONTENT_PURPOSE_TERMINAL);
    zwp_text_input_v3_commit(object);
    input->sink.entered(input->sink.user, surface);
}

static void leave(void *user, struct zwp_text_input_v3 *object, struct wl_surface *surface) {
    struct wayland_text_input *input = user;
    (void)surface;
    show_preedit(input, "");
    forget_pending(input);
    input->surface = NULL;
    zwp_text_input_v3_disable(object);
    zwp_text_input_v3_commit(object);
}

static void replace(char **pending, const char *text) {
    free(*pending);
    *pending = text != NULL ? strdup(text) : NULL;
}

static void preedit_string(void *user, struct zwp_text_input_v3 *object, const char *text, int32_t begin, int32_t end) {
    struct wayland_text_input *input = user;
    (void)object;
    (void)begin;
    (void)end;
    replace(&input->preedit, text);
}

static void commit_string(void *user, struct zwp_text_input_v3 *object, const char *text) {
    struct wayland_text_input *input = user;
    (void)object;
    replace(&input->commit, text);
}

/* A terminal tells no text around the cursor. */
static void delete_surrounding_text(void *user, struct zwp_text_input_v3 *object, uint32_t before, uint32_t after) {
    (void)user;
    (void)object;
    (void)before;
    (void)after;
}

static void done(void *user, struct zwp_text_input_v3 *object, uint32_t serial) {
    struct wayland_text_input *input = user;
    (void)object;
    (void)serial; /* how much it knows of what it was told, of which nothing here depends */
    if (input->surface != NULL && input->commit != NULL && input->commit[0] != '\0') {
        show_preedit(input, "");
        input->sink.committed(input->sink.user, input->surface, input->commit);
    }
    if (input->surface != NULL) {
        show_preedit(input, input->preedit != NULL ? input->preedit : "");
    }
    forget_pending(input);
}

static const struct zwp_text_input_v3_listener listener = {
    enter, leave, preedit_string, commit_string, delete_surrounding_text, done};

void wayland_text_input_start(struct wayland_text_input *input, const struct wayland_seat *seat,
                              const struct wayland_text_sink *sink) {
    *input = (struct wayland_text_input){.sink = *sink};
    if (seat->text_inputs != NULL && seat->seat != NULL) {
        input->object = zwp_text_input_manager_v3_get_text_input(seat->text_inputs, seat->seat);
        zwp_text_input_v3_add_listener(input->object, &listener, input);
    }
}

void wayland_text_input_stop(struct wayland_text_input *input) {
    if (input->object != NULL) {
        zwp_text_input_v3_destroy(input->object);
        input->object = NULL;
    }
    forget_pending(input);
}

void wayland_text_input_place(struct wayland_text_input *input, const struct wl_surface *surface, int32_t x, int32_t y,
                              int32_t width, int32_t height) {
    const int32_t place[4] = {x, y, width, height};
    if (input->object != NULL && input->surface == surface && memcmp(place, input->placed, sizeof place) != 0) {
        memcpy(input->placed, place, sizeof place);
        zwp_text_input_v3_set_cursor_rectangle(input->object, x, y, width, height);
        zwp_text_input_v3_commit(input->object);
    }
}
