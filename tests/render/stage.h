/* stage.h - a backend by its name, with a picture of any size to draw into: for tests and benchmarks. */
#ifndef STAGE_H
#define STAGE_H

#include "cpu_backend.h"
#include "gl_offscreen.h"
#include "renderer.h"
#include "scene_pane.h"

struct stage {
    struct backend *backend;
    struct gl_offscreen *offscreen; /* of "gl" */
    struct cpu_target target;       /* of "cpu" */
};

/* name: "cpu" or "gl". False, with one line in `error`: there is no offscreen OpenGL, or no memory. */
bool stage_open(struct stage *stage, const char *name, uint32_t width_px, uint32_t height_px, char *error,
                size_t error_size);
void stage_close(struct stage *stage);

/* A scene of one pane that has the whole window. */
void stage_scene(struct scene *scene, struct scene_pane *pane, struct font_set *fonts);
/* Draws it. */
struct renderer_damage stage_draw(struct renderer *renderer, struct font_set *fonts, struct scene *scene,
                                  struct scene_pane *pane, bool full);

#endif
