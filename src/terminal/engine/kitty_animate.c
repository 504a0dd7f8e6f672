/* kitty_animate.c - what animations do (a=a), and frames that are deleted (d=f, d=F). Frames count from 1. */
#include "kitty_images.h"

static struct qr_kitty_error no_image(void) {
    return (struct qr_kitty_error){"ENOENT", "there is no such image"};
}

/* 1 is for ever, more than that so many less one; 0 leaves it as it is. */
static uint32_t loops_of(const struct qr_kitty_command *command, const struct qr_image *image) {
    return command->loops > 0 ? command->loops - 1 : image->loops;
}

static enum qr_animation animation_of(const struct qr_kitty_command *command, const struct qr_image *image) {
    static const enum qr_animation states[] = {QR_ANIMATION_STOPPED, QR_ANIMATION_STOPPED, QR_ANIMATION_LOADING,
                                               QR_ANIMATION_RUNNING};
    return command->state > 0 ? states[command->state] : image->animation;
}

/* Success is not answered. */
void qr_kitty_animate(struct qr_engine *e, const struct qr_kitty_command *command) {
    struct qr_image *image = qr_kitty_image(e, command);
    struct qr_images *images = e->images.store;
    if (!image || command->state > 3) {
        struct qr_kitty_error wrong = {"EINVAL", "the key s has no such value"};
        qr_kitty_answer(e, command, image ? wrong : no_image());
        return;
    }
    if (command->frame > 0 && command->frame <= image->frame_count && command->gap_ms != 0)
        qr_image_set_gap(images, image, command->frame - 1, qr_kitty_gap(command));
    if (command->base_frame > 0 && command->base_frame <= image->frame_count)
        qr_image_set_current(images, image, command->base_frame - 1);
    if (command->state > 0 || command->loops > 0)
        qr_image_animate(images, image, animation_of(command, image), loops_of(command, image));
}

void qr_kitty_delete_frame(struct qr_engine *e, const struct qr_kitty_command *command) {
    struct qr_image *image = qr_kitty_image(e, command);
    struct qr_images *images = e->images.store;
    if (!image) {
        qr_kitty_answer(e, command, no_image());
        return;
    }
    uint32_t frame = command->frame < image->frame_count ? command->frame : image->frame_count;
    if (image->frame_count > 1)
        (void)qr_image_remove_frame(images, image, frame > 0 ? frame - 1 : 0);
    else if (command->delete == 'F')
        qr_images_remove(images, image);
}
