/* wayland_offer.h - what another program has to give on Wayland: copied, selected, or dragged here.
 *
 * The clipboard and drags are of one protocol (wl_data_offer), the primary selection of another that is the same in all
 * but the names; here they are one. The connection is SDL's, the objects are our own. Main thread. */
#ifndef WAYLAND_OFFER_H
#define WAYLAND_OFFER_H

#include <stdbool.h>
#include <stdint.h>

struct wayland_offer;
struct wl_data_offer;
struct zwp_primary_selection_offer_v1;

/* The types of texts that are taken and given, the best first; all but the last are UTF-8, that is Latin-1 as for X. */
#define WAYLAND_TEXT_TYPES 4
extern const char *const wayland_text_types[WAYLAND_TEXT_TYPES];
#define WAYLAND_PICTURE_TYPE "image/png"
#define WAYLAND_LATIN1_TYPE "STRING"
/* The type of lists of files and addresses. */
#define WAYLAND_LIST_TYPE "text/uri-list"

/* An object that has just been introduced: its types come behind this. `own_type` is that by which this process knows
 * what is its own, borrowed. NULL: no memory, and the object is gone. */
struct wayland_offer *wayland_offer_of_data(struct wl_data_offer *data, const char *own_type);
struct wayland_offer *wayland_offer_of_primary(struct zwp_primary_selection_offer_v1 *primary, const char *own_type);
/* The one that was made of the object; NULL: none. */
struct wayland_offer *wayland_offer_from_data(struct wl_data_offer *data);
struct wayland_offer *wayland_offer_from_primary(struct zwp_primary_selection_offer_v1 *primary);
/* NULL is fine. */
void wayland_offer_destroy(struct wayland_offer *offer);

/* The best type of text that it has; NULL: it has none. */
const char *wayland_offer_text(const struct wayland_offer *offer);
bool wayland_offer_has_list(const struct wayland_offer *offer);
/* It is this process's own. */
bool wayland_offer_is_own(const struct wayland_offer *offer);

/* Has its owner write into the pipe, whose end stays the caller's. */
void wayland_offer_receive(const struct wayland_offer *offer, const char *type, int descriptor);

/* Of a drag: this type is what will be taken, as a copy; NULL: none of them. And it was taken. */
void wayland_offer_accept(const struct wayland_offer *offer, uint32_t serial, const char *type);
void wayland_offer_taken(const struct wayland_offer *offer);

#endif
