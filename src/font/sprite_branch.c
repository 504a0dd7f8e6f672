/* Branches of commit graphs, U+F5D0 to F60D: lines and arcs of box drawing, fading lines, and commits, which are discs
 * or rings with lines to some sides. */
#include <math.h>
#include <stddef.h>

#include "sprite_path.h"

/* U+F5D0 and F5D1, F5D6 to F5ED: characters of box drawing over each other, the last byte of their code points. */
static const uint8_t layers[][3] = {
    {0x00},
    {0x02},
    {0},
    {0},
    {0},
    {0},
    {0x6D},
    {0x6E},
    {0x70},
    {0x6F},
    {0x02, 0x70},
    {0x02, 0x6D},
    {0x70, 0x6D},
    {0x02, 0x6F},
    {0x02, 0x6E},
    {0x6F, 0x6E},
    {0x00, 0x6E},
    {0x00, 0x6D},
    {0x6D, 0x6E},
    {0x00, 0x6F},
    {0x00, 0x70},
    {0x70, 0x6F},
    {0x02, 0x6F, 0x70},
    {0x02, 0x6E, 0x6D},
    {0x00, 0x6E, 0x6F},
    {0x00, 0x70, 0x6D},
    {0x02, 0x6F, 0x6D},
    {0x02, 0x70, 0x6E},
    {0x00, 0x6F, 0x6D},
    {0x00, 0x70, 0x6E},
};

enum { UP = 1, RIGHT = 2, DOWN = 4, LEFT = 8 };

/* U+F5EE to F60D: the lines of commits, a pair of full and hollow ones for each. */
static const uint8_t lines_of[] = {
    0,
    RIGHT,
    LEFT,
    LEFT | RIGHT,
    DOWN,
    UP,
    UP | DOWN,
    RIGHT | DOWN,
    LEFT | DOWN,
    UP | RIGHT,
    UP | LEFT,
    UP | DOWN | RIGHT,
    UP | DOWN | LEFT,
    DOWN | LEFT | RIGHT,
    UP | LEFT | RIGHT,
    UP | DOWN | LEFT | RIGHT,
};

/* A line that grows paler in steps of one pixel: to the right, the left, the bottom, the top. */
static void draw_fading(struct sprite_canvas *canvas, unsigned index) {
    bool upright = index >= 2, backwards = index % 2;
    int length = (int)(upright ? canvas->height : canvas->width), thickness = (int)canvas->light;
    int low = sprite_centred(upright ? canvas->width : canvas->height, canvas->light);
    for (int i = 0; i < length; i++) {
        int at = backwards ? length - 1 - i : i;
        uint8_t value = (uint8_t)(255 - 255 * i / length);
        if (upright)
            sprite_fill(canvas, low, at, low + thickness, at + 1, value);
        else
            sprite_fill(canvas, at, low, at + 1, low + thickness, value);
    }
}

static void fill_disc(struct sprite_canvas *canvas, struct sprite_point centre, double radius, bool erase) {
    struct sprite_path path;
    sprite_path_clear(&path);
    sprite_path_arc(&path, centre, radius, radius, 0, 360);
    sprite_path_fill(&path, canvas, 255, erase);
}

static void draw_lines(struct sprite_canvas *canvas, unsigned lines) {
    int w = (int)canvas->width, h = (int)canvas->height, t = (int)canvas->light;
    int x = sprite_centred(canvas->width, canvas->light), y = sprite_centred(canvas->height, canvas->light);
    if (lines & UP)
        sprite_fill(canvas, x, 0, x + t, y, 255);
    if (lines & RIGHT)
        sprite_fill(canvas, x + t, y, w, y + t, 255);
    if (lines & DOWN)
        sprite_fill(canvas, x, y + t, x + t, h, 255);
    if (lines & LEFT)
        sprite_fill(canvas, 0, y, x, y + t, 255);
}

static void draw_commit(struct sprite_canvas *canvas, unsigned index) {
    double t = canvas->light;
    struct sprite_point centre = {sprite_centred(canvas->width, canvas->light) + t / 2,
                                  sprite_centred(canvas->height, canvas->light) + t / 2};
    double room = fmin(fmin(centre.x, canvas->width - centre.x), fmin(centre.y, canvas->height - centre.y));
    double radius = fmax(room - 1, 1); /* commits beside each other do not touch */
    draw_lines(canvas, lines_of[index / 2]);
    fill_disc(canvas, centre, radius, false);
    if (index % 2)
        fill_disc(canvas, centre, radius - t, true);
}

bool sprite_branch(struct sprite_canvas *canvas, uint32_t code_point) {
    unsigned index = code_point - 0xF5D0;
    if (index >= 0x1E) {
        draw_commit(canvas, index - 0x1E);
    } else if (index >= 2 && index <= 5) {
        draw_fading(canvas, index - 2);
    } else {
        for (int i = 0; i < 3 && (i == 0 || layers[index][i]); i++)
            sprite_box(canvas, 0x2500u + layers[index][i]);
    }
    return true;
}
