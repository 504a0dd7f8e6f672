/* gl_images.h - images over cells, by GL: textures of their pixels, and the passes that cells below images take.
 *
 *     cells as always -> where text lies over images: grounds -> images below text -> copied -> text over the copy
 *                     -> images above text
 *
 * Text is blended as light (shaders/pixel.glsl), which the pipeline cannot do, so what was drawn below it is copied
 * into a texture for the program to read. Images are drawn pixel by pixel as they are, and blended by the pipeline.
 * Nothing of this is made, compiled or run before the first image is drawn.
 *
 * Textures are found by the serial of their pixels, mostly behind the one found before. They are bounded in bytes:
 * which was not drawn for the longest time goes first, and so does one that no picture has drawn for some hundred. */
#ifndef GL_IMAGES_H
#define GL_IMAGES_H

#include "gl_canvas.h"

struct gl_image_texture {
    uint64_t serial;  /* of its pixels */
    uint64_t picture; /* that it was drawn in last */
    GLuint texture;
    uint32_t width, height;
};

struct gl_images {
    struct gl_image_texture *textures;
    uint32_t count, capacity, last; /* the one that was found last */
    size_t bytes;
    uint64_t picture;
    GLuint copy; /* of what text is laid over: as large as the window */
    uint32_t copy_width, copy_height;
};

void gl_images_finish(struct gl_images *images);

/* A picture begins. */
void gl_images_begin(struct gl_images *images);

/* Draws the images of a grid, and the text above them, where they lie in the area, in which the cells were drawn just
 * now, and are those that the canvas uses. ids: room for all cells of the grid. */
void gl_images_draw(struct gl_images *images, struct gl_canvas *canvas, const struct backend_grid *grid,
                    const struct backend_picture *picture, const struct backend_area *area, uint32_t *ids);

size_t gl_images_bytes(const struct gl_images *images);

#endif
