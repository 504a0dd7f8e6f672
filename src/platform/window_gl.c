#define _GNU_SOURCE
#include "window_gl.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define GL_RENDERER_NAME 0x1F01u
#define GL_NO_RESET 0u

static bool can_open(const char *path) {
    return access(path, R_OK | W_OK) == 0;
}

/* A render node that this user may use. */
static bool has_render_node(void) {
    DIR *folder = opendir("/dev/dri");
    bool found = false;
    for (struct dirent *entry; folder != NULL && !found && (entry = readdir(folder)) != NULL;) {
        char path[sizeof entry->d_name + sizeof "/dev/dri/"];
        snprintf(path, sizeof path, "/dev/dri/%s", entry->d_name);
        found = strncmp(entry->d_name, "renderD", strlen("renderD")) == 0 && can_open(path);
    }
    if (folder != NULL) {
        closedir(folder);
    }
    return found;
}

static bool says_yes(const char *variable) {
    const char *value = getenv(variable);
    return value != NULL && value[0] != '\0' && strcmp(value, "0") != 0 && strcasecmp(value, "false") != 0 &&
           strcasecmp(value, "no") != 0;
}

bool window_gl_wanted(enum backend_wish wish) {
    const char *driver = getenv("GALLIUM_DRIVER");
    bool software = says_yes("LIBGL_ALWAYS_SOFTWARE") || (driver != NULL && backend_gl_is_software(driver));
    bool device = has_render_node() || can_open("/dev/nvidiactl") || can_open("/dev/dxg");
    return backend_gl_wanted(wish, device, software);
}

/* A context that says when it is lost, or else one that does not. */
static SDL_GLContext make_context(SDL_Window *window) {
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_RESET_NOTIFICATION, SDL_GL_CONTEXT_RESET_LOSE_CONTEXT);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_FLAGS, SDL_GL_CONTEXT_ROBUST_ACCESS_FLAG);
    SDL_GLContext context = SDL_GL_CreateContext(window);
    if (context == NULL) {
        SDL_GL_SetAttribute(SDL_GL_CONTEXT_RESET_NOTIFICATION, SDL_GL_CONTEXT_RESET_NO_NOTIFICATION);
        SDL_GL_SetAttribute(SDL_GL_CONTEXT_FLAGS, 0);
        context = SDL_GL_CreateContext(window);
    }
    return context;
}

static void find_reset_status(struct window_gl *gl) {
    static const char *const names[] = {"glGetGraphicsResetStatus", "glGetGraphicsResetStatusKHR",
                                        "glGetGraphicsResetStatusARB"};
    int notifies = 0;
    SDL_GL_GetAttribute(SDL_GL_CONTEXT_RESET_NOTIFICATION, &notifies);
    for (size_t i = 0; notifies && gl->reset_status == NULL && i < sizeof names / sizeof names[0]; i++) {
        void *address = SDL_GL_GetProcAddress(names[i]);
        memcpy(&gl->reset_status, &address, sizeof address);
    }
}

bool window_gl_create(struct window_gl *gl, const char *title, char *error, size_t error_size) {
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
    SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
    SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
    SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);
    gl->window =
        SDL_CreateWindow(title, SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED, 640, 400,
                         SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_HIDDEN | SDL_WINDOW_ALLOW_HIGHDPI);
    gl->context = gl->window != NULL ? make_context(gl->window) : NULL;
    if (gl->context == NULL) {
        snprintf(error, error_size, "no OpenGL 3.3: %s", SDL_GetError());
        window_gl_destroy(gl);
        return false;
    }
    find_reset_status(gl);
    SDL_GL_SetSwapInterval(0); /* the loop paces itself; a swap must not block it */
    return true;
}

bool window_gl_lost(const struct window_gl *gl) {
    return gl->reset_status != NULL && gl->reset_status() != GL_NO_RESET;
}

SDL_Window *window_gl_leave(struct window_gl *gl) {
    SDL_Window *window = gl->window;
    gl->window = NULL;
    window_gl_destroy(gl);
    return window;
}

void window_gl_destroy(struct window_gl *gl) {
    if (gl->context != NULL) {
        SDL_GL_DeleteContext(gl->context);
    }
    if (gl->window != NULL) {
        SDL_DestroyWindow(gl->window);
    }
    memset(gl, 0, sizeof *gl);
}

const char *window_gl_name(void) {
    typedef const unsigned char *get_string_function(unsigned name);
    get_string_function *get_string = NULL;
    void *address = SDL_GL_GetProcAddress("glGetString");
    memcpy(&get_string, &address, sizeof address);
    return get_string != NULL ? (const char *)get_string(GL_RENDERER_NAME) : NULL;
}
