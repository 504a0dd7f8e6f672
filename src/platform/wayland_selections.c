#include "wayland_selections.h"

#include <stdlib.h>
#include <wayland-client.h>

#include "primary-selection-unstable-v1-client-protocol.h"
#include "wayland_offer.h"
#include "wayland_seat.h"

struct selection {
    struct wayland_selections *selections;
    enum clipboard_target target;
    struct wayland_offer *offer; /* NULL: nobody's */
    bool own;
    struct wl_callback *claim; /* not seen by the compositor yet; what it says is older */
};

struct wayland_selections {
    const struct wayland_seat *seat;
    struct wayland_selections_sink sink; /* functions NULL: nobody */
    struct wayland_drag_sink drags;
    struct wl_data_device *data;
    struct zwp_primary_selection_device_v1 *primary;
    struct wl_data_source *data_source; /* of what is own, else NULL */
    struct zwp_primary_selection_source_v1 *primary_source;
    struct selection each[CLIPBOARD_TARGETS];
    struct wayland_offer *dragged; /* NULL: nothing is */
    struct wl_surface *below;      /* the drag */
};

/* ---- owning */

static void drop_source(struct wayland_selections *selections, enum clipboard_target target) {
    if (target == CLIPBOARD_MAIN && selections->data_source != NULL) {
        wl_data_source_destroy(selections->data_source);
        selections->data_source = NULL;
    } else if (target == CLIPBOARD_PRIMARY && selections->primary_source != NULL) {
        zwp_primary_selection_source_v1_destroy(selections->primary_source);
        selections->primary_source = NULL;
    }
}

static void forget_claim(struct selection *selection) {
    if (selection->claim != NULL) {
        wl_callback_destroy(selection->claim);
        selection->claim = NULL;
    }
}

static void lose(struct selection *selection) {
    struct wayland_selections *selections = selection->selections;
    forget_claim(selection);
    drop_source(selections, selection->target);
    if (selection->own) {
        selection->own = false;
        if (selections->sink.lost != NULL) {
            selections->sink.lost(selections->sink.user, selection->target);
        }
    }
}

static void give(struct wayland_selections *selections, enum clipboard_target target, const char *type,
                 int descriptor) {
    selections->sink.wanted(selections->sink.user, target, type, descriptor); /* there is one: something was claimed */
}

static void data_target(void *user, struct wl_data_source *source, const char *type) {
    (void)user;
    (void)source;
    (void)type;
}

static void data_send(void *user, struct wl_data_source *source, const char *type, int descriptor) {
    (void)source;
    give(user, CLIPBOARD_MAIN, type, descriptor);
}

static void data_cancelled(void *user, struct wl_data_source *source) {
    struct wayland_selections *selections = user;
    (void)source;
    lose(&selections->each[CLIPBOARD_MAIN]);
}

static const struct wl_data_source_listener data_source_listener = {
    .target = data_target, .send = data_send, .cancelled = data_cancelled}; /* the others are for drags */

static void primary_send(void *user, struct zwp_primary_selection_source_v1 *source, const char *type, int descriptor) {
    (void)source;
    give(user, CLIPBOARD_PRIMARY, type, descriptor);
}

static void primary_cancelled(void *user, struct zwp_primary_selection_source_v1 *source) {
    struct wayland_selections *selections = user;
    (void)source;
    lose(&selections->each[CLIPBOARD_PRIMARY]);
}

static const struct zwp_primary_selection_source_v1_listener primary_source_listener = {primary_send,
                                                                                        primary_cancelled};

static void claim_seen(void *user, struct wl_callback *callback, uint32_t serial) {
    (void)callback;
    (void)serial;
    forget_claim(user);
}

static const struct wl_callback_listener claim_listener = {claim_seen};

/* The types of a selection, by number: those of texts, or that of a picture. */
static size_t type_count(enum wayland_form form) {
    return form == WAYLAND_PICTURE ? 1 : WAYLAND_TEXT_TYPES;
}

static const char *type_name(enum wayland_form form, size_t i) {
    return form == WAYLAND_PICTURE ? WAYLAND_PICTURE_TYPE : wayland_text_types[i];
}

static bool claim_data(struct wayland_selections *selections, enum wayland_form form) {
    struct wl_data_source *source = wl_data_device_manager_create_data_source(selections->seat->data);
    if (source == NULL) {
        return false;
    }
    wl_data_source_add_listener(source, &data_source_listener, selections);
    for (size_t i = 0; i < type_count(form); i++) {
        wl_data_source_offer(source, type_name(form, i));
    }
    wl_data_source_offer(source, selections->seat->own_type);
    wl_data_device_set_selection(selections->data, source, selections->seat->serial);
    drop_source(selections, CLIPBOARD_MAIN);
    selections->data_source = source;
    return true;
}

static bool claim_primary(struct wayland_selections *selections, enum wayland_form form) {
    struct zwp_primary_selection_source_v1 *source =
        zwp_primary_selection_device_manager_v1_create_source(selections->seat->primary);
    if (source == NULL) {
        return false;
    }
    zwp_primary_selection_source_v1_add_listener(source, &primary_source_listener, selections);
    for (size_t i = 0; i < type_count(form); i++) {
        zwp_primary_selection_source_v1_offer(source, type_name(form, i));
    }
    zwp_primary_selection_source_v1_offer(source, selections->seat->own_type);
    zwp_primary_selection_device_v1_set_selection(selections->primary, source, selections->seat->serial);
    drop_source(selections, CLIPBOARD_PRIMARY);
    selections->primary_source = source;
    return true;
}

bool wayland_selections_claim(struct wayland_selections *selections, enum clipboard_target target,
                              enum wayland_form form) {
    struct selection *selection = &selections->each[target];
    if (!wayland_selections_has(selections, target) ||
        !(target == CLIPBOARD_MAIN ? claim_data(selections, form) : claim_primary(selections, form))) {
        return false;
    }
    selection->own = true;
    forget_claim(selection);
    selection->claim = wl_display_sync(selections->seat->display);
    if (selection->claim != NULL) {
        wl_callback_add_listener(selection->claim, &claim_listener, selection);
    }
    wl_display_flush(selections->seat->display);
    return true;
}

void wayland_selections_clear(struct wayland_selections *selections, enum clipboard_target target) {
    struct selection *selection = &selections->each[target];
    if (!selection->own) {
        return;
    }
    selection->own = false;
    if (target == CLIPBOARD_MAIN) {
        wl_data_device_set_selection(selections->data, NULL, selections->seat->serial);
    } else {
        zwp_primary_selection_device_v1_set_selection(selections->primary, NULL, selections->seat->serial);
    }
    forget_claim(selection);
    drop_source(selections, target);
    wl_display_flush(selections->seat->display);
}

/* ---- what others own */

static void take_offer(struct selection *selection, struct wayland_offer *offer) {
    if (selection->offer != offer) {
        wayland_offer_destroy(selection->offer);
        selection->offer = offer;
    }
    bool foreign = offer == NULL || !wayland_offer_is_own(offer);
    if (selection->own && foreign && selection->claim == NULL) {
        lose(selection);
    }
}

static void data_offer(void *user, struct wl_data_device *device, struct wl_data_offer *data) {
    const struct wayland_selections *selections = user;
    (void)device;
    wayland_offer_of_data(data, selections->seat->own_type); /* found again by the object */
}

static void data_selection(void *user, struct wl_data_device *device, struct wl_data_offer *data) {
    struct wayland_selections *selections = user;
    (void)device;
    take_offer(&selections->each[CLIPBOARD_MAIN], wayland_offer_from_data(data));
}

static void primary_offer(void *user, struct zwp_primary_selection_device_v1 *device,
                          struct zwp_primary_selection_offer_v1 *primary) {
    const struct wayland_selections *selections = user;
    (void)device;
    wayland_offer_of_primary(primary, selections->seat->own_type);
}

static void primary_selection(void *user, struct zwp_primary_selection_device_v1 *device,
                              struct zwp_primary_selection_offer_v1 *primary) {
    struct wayland_selections *selections = user;
    (void)device;
    take_offer(&selections->each[CLIPBOARD_PRIMARY], wayland_offer_from_primary(primary));
}

static const struct zwp_primary_selection_device_v1_listener primary_listener = {primary_offer, primary_selection};

/* ---- drags */

static void drag_ends(struct wayland_selections *selections) {
    wayland_offer_destroy(selections->dragged);
    selections->dragged = NULL;
    selections->below = NULL;
}

static void drag_enter(void *user, struct wl_data_device *device, uint32_t serial, struct wl_surface *surface,
                       wl_fixed_t x, wl_fixed_t y, struct wl_data_offer *data) {
    struct wayland_selections *selections = user;
    (void)device;
    (void)x;
    (void)y;
    drag_ends(selections);
    selections->dragged = wayland_offer_from_data(data);
    selections->below = surface;
    if (selections->dragged != NULL) {
        selections->drags.entered(selections->drags.user, surface, serial, selections->dragged);
    }
}

static void drag_leave(void *user, struct wl_data_device *device) {
    (void)device;
    drag_ends(user);
}

static void drag_motion(void *user, struct wl_data_device *device, uint32_t time, wl_fixed_t x, wl_fixed_t y) {
    (void)user;
    (void)device;
    (void)time;
    (void)x;
    (void)y;
}

static void drag_drop(void *user, struct wl_data_device *device) {
    struct wayland_selections *selections = user;
    struct wayland_offer *offer = selections->dragged;
    (void)device;
    selections->dragged = NULL;
    if (offer != NULL) {
        selections->drags.dropped(selections->drags.user, selections->below, offer);
    }
}

static const struct wl_data_device_listener data_listener = {data_offer,  drag_enter, drag_leave,
                                                             drag_motion, drag_drop,  data_selection};

/* ---- making */

struct wayland_selections *wayland_selections_create(const struct wayland_seat *seat,
                                                     const struct wayland_drag_sink *drags) {
    struct wayland_selections *selections = seat->seat != NULL ? calloc(1, sizeof *selections) : NULL;
    if (selections == NULL) {
        return NULL;
    }
    selections->seat = seat;
    selections->drags = *drags;
    for (int target = 0; target < CLIPBOARD_TARGETS; target++) {
        selections->each[target] =
            (struct selection){.selections = selections, .target = (enum clipboard_target)target};
    }
    if (seat->data != NULL) {
        selections->data = wl_data_device_manager_get_data_device(seat->data, seat->seat);
        wl_data_device_add_listener(selections->data, &data_listener, selections);
    }
    if (seat->primary != NULL) {
        selections->primary = zwp_primary_selection_device_manager_v1_get_device(seat->primary, seat->seat);
        zwp_primary_selection_device_v1_add_listener(selections->primary, &primary_listener, selections);
    }
    return selections;
}

void wayland_selections_destroy(struct wayland_selections *selections) {
    if (selections == NULL) {
        return;
    }
    drag_ends(selections);
    for (int target = 0; target < CLIPBOARD_TARGETS; target++) {
        forget_claim(&selections->each[target]);
        drop_source(selections, (enum clipboard_target)target);
        wayland_offer_destroy(selections->each[target].offer);
    }
    if (selections->primary != NULL) {
        zwp_primary_selection_device_v1_destroy(selections->primary);
    }
    if (selections->data != NULL) {
        wl_data_device_destroy(selections->data); /* version 1 has no other word */
    }
    free(selections);
}

void wayland_selections_set_sink(struct wayland_selections *selections, const struct wayland_selections_sink *sink) {
    selections->sink = sink != NULL ? *sink : (struct wayland_selections_sink){.user = NULL};
}

bool wayland_selections_has(const struct wayland_selections *selections, enum clipboard_target target) {
    return target == CLIPBOARD_MAIN ? selections->data != NULL : selections->primary != NULL;
}

const struct wayland_offer *wayland_selections_offer(const struct wayland_selections *selections,
                                                     enum clipboard_target target) {
    const struct wayland_offer *offer = selections->each[target].offer;
    return offer != NULL && !wayland_offer_is_own(offer) ? offer : NULL;
}
