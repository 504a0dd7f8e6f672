/* show_picture.h - pixels of a picture, or of all frames of an animation. */
#ifndef SHOW_PICTURE_H
#define SHOW_PICTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct show_frame {
    uint8_t *rgba;     /* top row first, 8 bits a channel, not premultiplied; of malloc */
    uint32_t delay_ms; /* until the next one */
};

struct show_picture {
    uint32_t width, height;    /* of every frame: each is whole */
    struct show_frame *frames; /* of malloc */
    uint32_t frame_count;
    uint32_t rounds; /* how often an animation is played; 0: for ever */
};

/* One frame of this size, its pixels not set; false: no memory, or larger than `show_pixels_fit` allows. */
bool show_picture_create(struct show_picture *picture, uint32_t width, uint32_t height);
void show_picture_finish(struct show_picture *picture);

/* May a picture be so large? 10,000 million pixels are nobody's; 100 million are 400 MB. */
bool show_pixels_fit(uint32_t width, uint32_t height);

#endif
