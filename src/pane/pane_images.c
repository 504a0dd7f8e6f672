#include "pane_images.h"

#include "image_export.h"
#include "pane.h"
#include "pane_clipboard.h"
#include "pane_links.h"

void pane_images_init(struct pane_images *images, struct pane *pane) {
    *images = (struct pane_images){.pane = pane};
}

void pane_images_finish(struct pane_images *images) {
    image_export_cancel(images->under_way);
    images->under_way = NULL;
}

static void say(struct pane *pane, const char *text) {
    pane->sink.say(pane->sink.user, text);
}

/* Held; NULL: none. */
static struct quire_image *under_pointer(struct pane_images *images) {
    const struct pane_mouse *mouse = &images->pane->mouse;
    return viewport_image_at(images->pane->viewport, mouse->x_px, mouse->y_px);
}

bool pane_images_under_pointer(struct pane_images *images) {
    struct quire_image *image = under_pointer(images);
    quire_image_release(image);
    return image != NULL;
}

static bool begin(struct pane_images *images, bool to_file, image_export_done *done) {
    struct quire_image *image = under_pointer(images);
    if (image == NULL) {
        return false;
    }
    image_export_cancel(images->under_way);
    images->under_way = image_export_start(images->pane->loop, image, to_file, done, images);
    if (images->under_way == NULL) {
        say(images->pane, "There is no memory for the image");
    }
    return true;
}

/* ---- copying */

static void copied(void *user, const struct image_exported *result) {
    struct pane_images *images = user;
    images->under_way = NULL;
    if (result->png == NULL) {
        say(images->pane, "The image cannot be copied: it is broken, or there is no memory");
    } else if (!clipboards_set(images->pane->clipboards, CLIPBOARD_MAIN, result->png)) {
        pane_say_limit(images->pane, "The image is larger than ", ": not copied");
    }
}

bool pane_images_copy(struct pane_images *images) {
    return begin(images, false, copied);
}

/* ---- opening */

static void written(void *user, const struct image_exported *result) {
    struct pane_images *images = user;
    struct pane *pane = images->pane;
    images->under_way = NULL;
    if (result->path == NULL) {
        say(pane, "The image cannot be opened: no file for it could be written");
        return;
    }
    const struct command_value value = {"", result->path};
    pane_run(pane, "image-opener", pane->settings->values.image_opener, &value, 1);
}

bool pane_images_open(struct pane_images *images) {
    return begin(images, true, written);
}
