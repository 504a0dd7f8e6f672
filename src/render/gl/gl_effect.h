/* gl_effect.h - a shader of the user's over the whole picture.
 *
 *     layers -> texture of the window's size (kept: only what differs is drawn) -> the user's mainImage -> framebuffer
 *
 * The file is written as for Shadertoy, so that what is published works as it is:
 *
 *     void mainImage(out vec4 fragColor, in vec2 fragCoord)     fragCoord: pixels from the bottom left
 *     uniform sampler2D iChannel0                               the picture, its colours multiplied with their alpha
 *     uniform vec3 iResolution                                  pixels of it; z is 1
 *     uniform float iTime, iTimeDelta                           seconds since the first picture; since the last one
 *     uniform int iFrame                                        pictures since the first one
 *
 * A shader that reads one of the last three is animated: it is to be drawn again though nothing has changed. Cost: the
 * window's pixels twice, and the texture's memory; without an effect none. For the current context, like all of this
 * folder. */
#ifndef GL_EFFECT_H
#define GL_EFFECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <epoxy/gl.h>

struct gl_effect {
    GLuint program; /* 0: there is no effect */
    GLint resolution, time, time_delta, frame;
    GLuint texture, framebuffer;
    uint32_t width, height; /* of the texture */
    GLint target;           /* the framebuffer that the picture goes into in the end */
    bool begun, animated;
    uint32_t frames;
    double first_s, last_s; /* when it was drawn for the first time, the last time */
};

/* Compiles. False and one line in `error`, the driver's own with the number of the line; the effect stays as it was. */
bool gl_effect_set(struct gl_effect *effect, const char *source, char *error, size_t error_size);
void gl_effect_clear(struct gl_effect *effect);

/* Drawing goes into the texture from now on, which is a new one where the size is, and holds nothing then. False: no
 * memory for it, it goes where it went. */
bool gl_effect_begin(struct gl_effect *effect, uint32_t width, uint32_t height);
/* Puts the picture through the shader into the framebuffer that was bound at the beginning; nothing happens where that
 * has failed. now_s: seconds of any clock. */
void gl_effect_end(struct gl_effect *effect, double now_s);

#endif
