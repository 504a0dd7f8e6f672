#include "stage.h"

#include <stdlib.h>
#include <string.h>

#include "gl_backend.h"

bool stage_open(struct stage *stage, const char *name, uint32_t width_px, uint32_t height_px, char *error,
                size_t error_size) {
    memset(stage, 0, sizeof *stage);
    if (!strcmp(name, "gl")) {
        stage->offscreen = gl_offscreen_create(width_px, height_px, error, error_size);
        stage->backend = stage->offscreen ? gl_backend_create(error, error_size) : NULL;
    } else {
        uint32_t *pixels = calloc(width_px, (size_t)height_px * sizeof *pixels);
        stage->target = (struct cpu_target){pixels, width_px, width_px, height_px};
        stage->backend = pixels ? cpu_backend_create(error, error_size) : NULL;
        if (stage->backend)
            cpu_backend_target(stage->backend, &stage->target);
    }
    if (!stage->backend)
        stage_close(stage);
    return stage->backend != NULL;
}

void stage_close(struct stage *stage) {
    backend_destroy(stage->backend);
    gl_offscreen_destroy(stage->offscreen);
    free(stage->target.pixels);
    memset(stage, 0, sizeof *stage);
}

void stage_scene(struct scene *scene, struct scene_pane *pane, struct font_set *fonts) {
    scene_clear(scene);
    pane->area = (struct backend_area){0, 0, scene->width_px, scene->height_px};
    if (!scene_add_pane(scene, pane, font_set_metrics(fonts)))
        abort();
}

struct renderer_damage stage_draw(struct renderer *renderer, struct font_set *fonts, struct scene *scene,
                                  struct scene_pane *pane, bool full) {
    stage_scene(scene, pane, fonts);
    return renderer_draw(renderer, scene, full);
}
