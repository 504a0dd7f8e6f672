#include "show_picture.h"

#include <stdlib.h>

#define PIXELS_MOST (100u * 1000 * 1000)

bool show_pixels_fit(uint32_t width, uint32_t height) {
    return width > 0 && height > 0 && (uint64_t)width * height <= PIXELS_MOST;
}

bool show_picture_create(struct show_picture *picture, uint32_t width, uint32_t height) {
    *picture = (struct show_picture){width, height, NULL, 0, 0};
    if (!show_pixels_fit(width, height)) {
        return false;
    }
    picture->frames = calloc(1, sizeof *picture->frames);
    picture->frame_count = picture->frames != NULL;
    if (picture->frames != NULL) {
        picture->frames[0].rgba = malloc((size_t)width * height * 4);
    }
    if (picture->frames == NULL || picture->frames[0].rgba == NULL) {
        show_picture_finish(picture);
        return false;
    }
    return true;
}

void show_picture_finish(struct show_picture *picture) {
    for (uint32_t i = 0; i < picture->frame_count; i++) {
        free(picture->frames[i].rgba);
    }
    free(picture->frames);
    *picture = (struct show_picture){0, 0, NULL, 0, 0};
}
