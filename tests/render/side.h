/* side.h - one of the backends with a renderer and the picture that it has drawn, to be compared with another one. */
#ifndef SIDE_H
#define SIDE_H

#include "stage.h"

struct side {
    struct stage stage;
    struct renderer *renderer;
    uint32_t width, height;
    uint8_t *pixels, *before; /* RGBA: the picture, and that before the last draw */
};

/* name: "cpu" or "gl". False: said why. */
bool side_open(struct side *side, const char *name, struct font_set *fonts, uint32_t width, uint32_t height);
void side_close(struct side *side);

/* Draws and reads the picture. Returns how many pixels have changed outside of what the draw says it changed. */
uint32_t side_draw(struct side *side, const struct scene *scene, bool full, struct renderer_damage *damage);

/* The largest difference of a channel between two pictures. */
int side_difference(const struct side *a, const struct side *b);

/* Is the picture, which came about bit by bit, that of a new renderer of the CPU's, which knows nothing of the past? */
bool side_is_as_fresh(const struct side *side, struct font_set *fonts, const struct scene *scene);

#endif
