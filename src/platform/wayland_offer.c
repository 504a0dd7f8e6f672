#include "wayland_offer.h"

#include <stdlib.h>
#include <string.h>
#include <wayland-client.h>

#include "primary-selection-unstable-v1-client-protocol.h"

struct wayland_offer {
    struct wl_data_offer *data; /* one of the two */
    struct zwp_primary_selection_offer_v1 *primary;
    const char *own_type;
    bool texts[WAYLAND_TEXT_TYPES];
    bool list, own;
};

const char *const wayland_text_types[WAYLAND_TEXT_TYPES] = {"text/plain;charset=utf-8", "UTF8_STRING", "text/plain",
                                                            WAYLAND_LATIN1_TYPE};

static void take_type(struct wayland_offer *offer, const char *type) {
    for (size_t i = 0; i < WAYLAND_TEXT_TYPES; i++) {
        offer->texts[i] = offer->texts[i] || strcmp(type, wayland_text_types[i]) == 0;
    }
    offer->list = offer->list || strcmp(type, WAYLAND_LIST_TYPE) == 0;
    offer->own = offer->own || strcmp(type, offer->own_type) == 0;
}

static void data_type(void *user, struct wl_data_offer *data, const char *type) {
    (void)data;
    take_type(user, type);
}

static void source_actions(void *user, struct wl_data_offer *data, uint32_t actions) {
    (void)user;
    (void)data;
    (void)actions;
}

static void action(void *user, struct wl_data_offer *data, uint32_t chosen) {
    (void)user;
    (void)data;
    (void)chosen;
}

static const struct wl_data_offer_listener data_listener = {data_type, source_actions, action};

static void primary_type(void *user, struct zwp_primary_selection_offer_v1 *primary, const char *type) {
    (void)primary;
    take_type(user, type);
}

static const struct zwp_primary_selection_offer_v1_listener primary_listener = {primary_type};

struct wayland_offer *wayland_offer_of_data(struct wl_data_offer *data, const char *own_type) {
    struct wayland_offer *offer = calloc(1, sizeof *offer);
    if (offer == NULL) {
        wl_data_offer_destroy(data);
        return NULL;
    }
    offer->data = data;
    offer->own_type = own_type;
    wl_data_offer_add_listener(data, &data_listener, offer);
    return offer;
}

struct wayland_offer *wayland_offer_of_primary(struct zwp_primary_selection_offer_v1 *primary, const char *own_type) {
    struct wayland_offer *offer = calloc(1, sizeof *offer);
    if (offer == NULL) {
        zwp_primary_selection_offer_v1_destroy(primary);
        return NULL;
    }
    offer->primary = primary;
    offer->own_type = own_type;
    zwp_primary_selection_offer_v1_add_listener(primary, &primary_listener, offer);
    return offer;
}

struct wayland_offer *wayland_offer_from_data(struct wl_data_offer *data) {
    return data != NULL ? wl_data_offer_get_user_data(data) : NULL;
}

struct wayland_offer *wayland_offer_from_primary(struct zwp_primary_selection_offer_v1 *primary) {
    return primary != NULL ? zwp_primary_selection_offer_v1_get_user_data(primary) : NULL;
}

void wayland_offer_destroy(struct wayland_offer *offer) {
    if (offer == NULL) {
        return;
    }
    if (offer->data != NULL) {
        wl_data_offer_destroy(offer->data);
    } else {
        zwp_primary_selection_offer_v1_destroy(offer->primary);
    }
    free(offer);
}

const char *wayland_offer_text(const struct wayland_offer *offer) {
    for (size_t i = 0; i < WAYLAND_TEXT_TYPES; i++) {
        if (offer->texts[i]) {
            return wayland_text_types[i];
        }
    }
    return NULL;
}

bool wayland_offer_has_list(const struct wayland_offer *offer) {
    return offer->list;
}

bool wayland_offer_is_own(const struct wayland_offer *offer) {
    return offer->own;
}

void wayland_offer_receive(const struct wayland_offer *offer, const char *type, int descriptor) {
    if (offer->data != NULL) {
        wl_data_offer_receive(offer->data, type, descriptor);
    } else {
        zwp_primary_selection_offer_v1_receive(offer->primary, type, descriptor);
    }
}

void wayland_offer_accept(const struct wayland_offer *offer, uint32_t serial, const char *type) {
    wl_data_offer_accept(offer->data, serial, type);
    if (wl_data_offer_get_version(offer->data) >= WL_DATA_OFFER_SET_ACTIONS_SINCE_VERSION) {
        uint32_t copy = type != NULL ? WL_DATA_DEVICE_MANAGER_DND_ACTION_COPY : WL_DATA_DEVICE_MANAGER_DND_ACTION_NONE;
        wl_data_offer_set_actions(offer->data, copy, copy);
    }
}

void wayland_offer_taken(const struct wayland_offer *offer) {
    if (wl_data_offer_get_version(offer->data) >= WL_DATA_OFFER_FINISH_SINCE_VERSION) {
        wl_data_offer_finish(offer->data);
    }
}
