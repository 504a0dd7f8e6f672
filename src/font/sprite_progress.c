/* The progress bar and the spinner of Fira Code, U+EE00 to EE0B. */
#include <math.h>
#include <stddef.h>

#include "sprite_path.h"
#include "sprite_program.h"

/* Left, middle and right piece of an empty bar, then of a full one. */
static const char *const bars[] = {
    "L yf cf ct yt",
    "L af yf, at yt",
    "L af wf wt at",
    "L yf cf ct yt P gi yi yq gq",
    "L af yf, at yt P ai yi yq aq",
    "L af wf wt at P ai si sq aq",
};

/* Six arcs of a circle, in degrees clockwise from the right. */
static const uint16_t arcs[][2] = {{235, 305}, {270, 390}, {315, 470}, {360, 540}, {80, 220}, {170, 270}};

static void draw_spinner(struct sprite_canvas *canvas, unsigned index) {
    double w = canvas->width, h = canvas->height, radius = fmin(w, h) / 2 - canvas->light / 2.0;
    double thickness = fmax(canvas->light, fmin(canvas->heavy, radius / 2)), from = arcs[index][0], to = arcs[index][1];
    struct sprite_point centre = {w / 2, h / 2};
    struct sprite_path path;
    sprite_path_clear(&path);
    sprite_path_arc(&path, centre, radius, radius, from, to);
    sprite_path_arc(&path, centre, radius - thickness, radius - thickness, to, from);
    sprite_path_fill(&path, canvas, 255, false);
}

bool sprite_progress(struct sprite_canvas *canvas, uint32_t code_point) {
    unsigned index = code_point - 0xEE00;
    if (index < sizeof bars / sizeof bars[0])
        sprite_run(canvas, bars[index]);
    else
        draw_spinner(canvas, index - 6);
    return true;
}
