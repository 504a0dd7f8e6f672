#include "gl_offscreen.h"

#include <stdio.h>
#include <stdlib.h>

#include <SDL.h>
#include <epoxy/gl.h>

struct gl_offscreen {
    bool video; /* SDL's video was started here */
    SDL_Window *window;
    SDL_GLContext context;
    GLuint framebuffer, renderbuffer;
};

static bool fail(const char *what, char *error, size_t error_size) {
    snprintf(error, error_size, "render: %s without a display: %s; install Mesa (libegl1 libgl1-mesa-dri)", what,
             SDL_GetError());
    return false;
}

static bool start(struct gl_offscreen *offscreen, char *error, size_t error_size) {
    if (!SDL_WasInit(SDL_INIT_VIDEO)) {
        SDL_SetHint(SDL_HINT_VIDEODRIVER, "offscreen");
        if (SDL_InitSubSystem(SDL_INIT_VIDEO))
            return fail("SDL cannot start", error, error_size);
        offscreen->video = true;
    }
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
    offscreen->window = SDL_CreateWindow("quire", 0, 0, 16, 16, SDL_WINDOW_OPENGL | SDL_WINDOW_HIDDEN);
    if (!offscreen->window)
        return fail("SDL cannot make a surface", error, error_size);
    offscreen->context = SDL_GL_CreateContext(offscreen->window);
    if (!offscreen->context)
        return fail("no OpenGL 3.3 context", error, error_size);
    return true;
}

struct gl_offscreen *gl_offscreen_create(uint32_t width_px, uint32_t height_px, char *error, size_t error_size) {
    struct gl_offscreen *offscreen = calloc(1, sizeof *offscreen);
    if (!offscreen) {
        snprintf(error, error_size, "render: out of memory");
        return NULL;
    }
    if (!start(offscreen, error, error_size) ||
        !gl_offscreen_resize(offscreen, width_px, height_px, error, error_size)) {
        gl_offscreen_destroy(offscreen);
        return NULL;
    }
    return offscreen;
}

void gl_offscreen_destroy(struct gl_offscreen *offscreen) {
    if (!offscreen)
        return;
    if (offscreen->framebuffer)
        glDeleteFramebuffers(1, &offscreen->framebuffer);
    if (offscreen->renderbuffer)
        glDeleteRenderbuffers(1, &offscreen->renderbuffer);
    if (offscreen->context)
        SDL_GL_DeleteContext(offscreen->context);
    if (offscreen->window)
        SDL_DestroyWindow(offscreen->window);
    if (offscreen->video)
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    free(offscreen);
}

bool gl_offscreen_resize(struct gl_offscreen *offscreen, uint32_t width_px, uint32_t height_px, char *error,
                         size_t error_size) {
    GLint most = 0;
    glGetIntegerv(GL_MAX_RENDERBUFFER_SIZE, &most);
    if (!width_px || !height_px || width_px > (uint32_t)most || height_px > (uint32_t)most) {
        snprintf(error, error_size, "render: a picture of %ux%u pixels is not possible, %d in a direction at most",
                 width_px, height_px, most);
        return false;
    }
    if (!offscreen->framebuffer) {
        glGenFramebuffers(1, &offscreen->framebuffer);
        glGenRenderbuffers(1, &offscreen->renderbuffer);
    }
    glBindFramebuffer(GL_FRAMEBUFFER, offscreen->framebuffer);
    glBindRenderbuffer(GL_RENDERBUFFER, offscreen->renderbuffer);
    glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, (GLsizei)width_px, (GLsizei)height_px);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, offscreen->renderbuffer);
    if (glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE)
        return true;
    snprintf(error, error_size, "render: the graphics driver has no memory for a picture of %ux%u pixels", width_px,
             height_px);
    return false;
}
