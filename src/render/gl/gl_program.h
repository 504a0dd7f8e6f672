/* gl_program.h - the shader programs and their uniforms. */
#ifndef GL_PROGRAM_H
#define GL_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>

#include <epoxy/gl.h>

/* X(name): the uniforms of shaders/common.glsl. */
#define GL_PROGRAM_UNIFORMS(X)                                                                                         \
    X(cells)                                                                                                           \
    X(rich)                                                                                                            \
    X(atlas)                                                                                                           \
    X(cell) X(cell_inverse) X(origin) X(grid) X(window) X(background) X(wash) X(contrast) X(weight) X(image) X(ground) \
        X(image_origin) X(image_size) X(image_pass) X(image_tint) X(placeholder)

struct gl_program {
    GLuint name;
#define GL_PROGRAM_MEMBER(uniform) GLint uniform;
    GL_PROGRAM_UNIFORMS(GL_PROGRAM_MEMBER)
#undef GL_PROGRAM_MEMBER
};

struct gl_sources {
    const char *common; /* before both */
    const char *pixel;  /* before the fragment shader, as the next */
    const char *shade;
    const char *vertex, *fragment;
};

/* Compiles and links. False and one line in `error`, which names the program. Attribute 0 is a_cell. */
bool gl_program_create(struct gl_program *program, const char *name, const struct gl_sources *sources, char *error,
                       size_t error_size);
void gl_program_destroy(struct gl_program *program);

#endif
