/* Copy and paste, and what else is done with an image. */
#include "action_lists.h"
#include "pane.h"
#include "pane_clipboard.h"

static void copy(const struct action_target *target, int64_t where) {
    pane_copy(target->pane, (enum clipboard_target)where);
}

static void paste(const struct action_target *target, int64_t where) {
    pane_paste(target->pane, (enum clipboard_target)where);
}

static void copy_image(const struct action_target *target, int64_t argument) {
    (void)argument;
    pane_images_copy(&target->pane->images);
}

static void open_image(const struct action_target *target, int64_t argument) {
    (void)argument;
    pane_images_open(&target->pane->images);
}

static const struct action actions[] = {
    {"copy", copy, CLIPBOARD_MAIN, 0, "copy the selection to the clipboard", NULL},
    {"copy_image", copy_image, 0, 0, "copy the image under the pointer to the clipboard, as a PNG file", NULL},
    {"open_image", open_image, 0, 0, "open the image under the pointer with image-opener", NULL},
    {"paste", paste, CLIPBOARD_MAIN, ACTION_IS_INPUT, "paste the clipboard", NULL},
    {"paste_primary", paste, CLIPBOARD_PRIMARY, ACTION_IS_INPUT, "paste the primary selection", NULL},
};

const struct action_list clipboard_actions = ACTION_LIST(actions);
