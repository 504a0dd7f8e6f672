#include "side.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t bytes_of(const struct side *side) {
    return (size_t)side->width * side->height * 4;
}

bool side_open(struct side *side, const char *name, struct font_set *fonts, uint32_t width, uint32_t height) {
    char error[256] = "";
    *side = (struct side){.width = width, .height = height};
    side->pixels = calloc(bytes_of(side), 1);
    side->before = calloc(bytes_of(side), 1);
    bool opened = side->pixels && side->before && stage_open(&side->stage, name, width, height, error, sizeof error);
    side->renderer = opened ? renderer_create(fonts, side->stage.backend, error, sizeof error) : NULL;
    if (!side->renderer)
        printf("%s cannot draw here: %s\n", name, error);
    return side->renderer != NULL;
}

void side_close(struct side *side) {
    renderer_destroy(side->renderer);
    stage_close(&side->stage);
    free(side->pixels);
    free(side->before);
    memset(side, 0, sizeof *side);
}

static bool in_areas(const struct renderer_damage *damage, uint32_t x, uint32_t y) {
    for (uint32_t i = 0; i < damage->count; i++) {
        const struct backend_area *area = &damage->areas[i];
        if (x - area->x < area->width && y - area->y < area->height)
            return true;
    }
    return false;
}

static uint32_t untold(const struct side *side, const struct renderer_damage *damage) {
    uint32_t found = 0;
    for (uint32_t y = 0; y < side->height; y++) {
        for (uint32_t x = 0; x < side->width; x++) {
            size_t at = ((size_t)y * side->width + x) * 4;
            found += memcmp(side->pixels + at, side->before + at, 4) && !in_areas(damage, x, y);
        }
    }
    return found;
}

uint32_t side_draw(struct side *side, const struct scene *scene, bool full, struct renderer_damage *damage) {
    memcpy(side->before, side->pixels, bytes_of(side));
    *damage = renderer_draw(side->renderer, scene, full);
    renderer_read_pixels(side->renderer, side->width, side->height, side->pixels);
    return untold(side, damage);
}

int side_difference(const struct side *a, const struct side *b) {
    int most = 0;
    for (size_t i = 0; i < bytes_of(a); i++) {
        int by = abs(a->pixels[i] - b->pixels[i]);
        most = by > most ? by : most;
    }
    return most;
}

bool side_is_as_fresh(const struct side *side, struct font_set *fonts, const struct scene *scene) {
    struct side fresh;
    struct renderer_damage damage;
    bool same = false;
    if (side_open(&fresh, "cpu", fonts, side->width, side->height)) {
        side_draw(&fresh, scene, true, &damage);
        same = !memcmp(fresh.pixels, side->pixels, bytes_of(side));
    }
    side_close(&fresh);
    return same;
}
