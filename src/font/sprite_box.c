/* Box drawing. A character is four arms from the middle of the cell to its borders; each arm is light, heavy, double or
 * absent. Three rules draw every combination:
 *
 *   1. an arm is a band from the border to the far side of the arms it meets at a right angle, so corners are filled;
 *   2. a double arm is a wide band whose hollow is carved out afterwards, through the hollow of what it meets;
 *   3. a single arm that meets a double line passing by stops at its near wall, unless it goes on on the other side.
 *
 * Dashes, arcs and diagonals are drawn by their own functions. */
#include <math.h>
#include <stddef.h>

#include "sprite_program.h"

enum { UP, RIGHT, DOWN, LEFT, ARMS };
enum weight { NONE, LIGHT, HEAVY, DOUBLE };

/* The four arms of U+2500 + index, two bits each; 0: drawn otherwise. */
/* clang-format off */
#define B(up, right, down, left) ((up) | (right) << 2 | (down) << 4 | (left) << 6)
static const uint8_t arms_of[128] = {
    /* 2500 */ B(0, 1, 0, 1), B(0, 2, 0, 2), B(1, 0, 1, 0), B(2, 0, 2, 0), 0, 0, 0, 0,
    /* 2508 */ 0, 0, 0, 0, B(0, 1, 1, 0), B(0, 2, 1, 0), B(0, 1, 2, 0), B(0, 2, 2, 0),
    /* 2510 */ B(0, 0, 1, 1), B(0, 0, 1, 2), B(0, 0, 2, 1), B(0, 0, 2, 2),
               B(1, 1, 0, 0), B(1, 2, 0, 0), B(2, 1, 0, 0), B(2, 2, 0, 0),
    /* 2518 */ B(1, 0, 0, 1), B(1, 0, 0, 2), B(2, 0, 0, 1), B(2, 0, 0, 2),
               B(1, 1, 1, 0), B(1, 2, 1, 0), B(2, 1, 1, 0), B(1, 1, 2, 0),
    /* 2520 */ B(2, 1, 2, 0), B(2, 2, 1, 0), B(1, 2, 2, 0), B(2, 2, 2, 0),
               B(1, 0, 1, 1), B(1, 0, 1, 2), B(2, 0, 1, 1), B(1, 0, 2, 1),
    /* 2528 */ B(2, 0, 2, 1), B(2, 0, 1, 2), B(1, 0, 2, 2), B(2, 0, 2, 2),
               B(0, 1, 1, 1), B(0, 1, 1, 2), B(0, 2, 1, 1), B(0, 2, 1, 2),
    /* 2530 */ B(0, 1, 2, 1), B(0, 1, 2, 2), B(0, 2, 2, 1), B(0, 2, 2, 2),
               B(1, 1, 0, 1), B(1, 1, 0, 2), B(1, 2, 0, 1), B(1, 2, 0, 2),
    /* 2538 */ B(2, 1, 0, 1), B(2, 1, 0, 2), B(2, 2, 0, 1), B(2, 2, 0, 2),
               B(1, 1, 1, 1), B(1, 1, 1, 2), B(1, 2, 1, 1), B(1, 2, 1, 2),
    /* 2540 */ B(2, 1, 1, 1), B(1, 1, 2, 1), B(2, 1, 2, 1), B(2, 1, 1, 2),
               B(2, 2, 1, 1), B(1, 1, 2, 2), B(1, 2, 2, 1), B(2, 2, 1, 2),
    /* 2548 */ B(1, 2, 2, 2), B(2, 1, 2, 2), B(2, 2, 2, 1), B(2, 2, 2, 2), 0, 0, 0, 0,
    /* 2550 */ B(0, 3, 0, 3), B(3, 0, 3, 0), B(0, 3, 1, 0), B(0, 1, 3, 0),
               B(0, 3, 3, 0), B(0, 0, 1, 3), B(0, 0, 3, 1), B(0, 0, 3, 3),
    /* 2558 */ B(1, 3, 0, 0), B(3, 1, 0, 0), B(3, 3, 0, 0), B(1, 0, 0, 3),
               B(3, 0, 0, 1), B(3, 0, 0, 3), B(1, 3, 1, 0), B(3, 1, 3, 0),
    /* 2560 */ B(3, 3, 3, 0), B(1, 0, 1, 3), B(3, 0, 3, 1), B(3, 0, 3, 3),
               B(0, 3, 1, 3), B(0, 1, 3, 1), B(0, 3, 3, 3), B(1, 3, 0, 3),
    /* 2568 */ B(3, 1, 0, 1), B(3, 3, 0, 3), B(1, 3, 1, 3), B(3, 1, 3, 1), B(3, 3, 3, 3), 0, 0, 0,
    /* 2570 */ 0, 0, 0, 0, B(0, 0, 0, 1), B(1, 0, 0, 0), B(0, 1, 0, 0), B(0, 0, 1, 0),
    /* 2578 */ B(0, 0, 0, 2), B(2, 0, 0, 0), B(0, 2, 0, 0), B(0, 0, 2, 0),
               B(0, 2, 0, 1), B(1, 0, 2, 0), B(0, 1, 0, 2), B(2, 0, 1, 0),
};
#undef B
/* clang-format on */

/* Dashed lines: how many dashes, in which weight and direction. */
static const struct {
    uint16_t code_point;
    uint8_t dashes, weight;
    bool vertical;
} dashed[] = {
    {0x2504, 3, LIGHT, false}, {0x2505, 3, HEAVY, false}, {0x2506, 3, LIGHT, true}, {0x2507, 3, HEAVY, true},
    {0x2508, 4, LIGHT, false}, {0x2509, 4, HEAVY, false}, {0x250A, 4, LIGHT, true}, {0x250B, 4, HEAVY, true},
    {0x254C, 2, LIGHT, false}, {0x254D, 2, HEAVY, false}, {0x254E, 2, LIGHT, true}, {0x254F, 2, HEAVY, true},
};

/* Across its direction, an arm covers low <= position < high; `wall` is the thickness of a double arm's two lines. */
struct band {
    int low, high, wall;
};

static struct band band_of(const struct sprite_canvas *canvas, uint32_t across, enum weight weight) {
    int light = (int)canvas->light, low = sprite_centred(across, canvas->light);
    if (weight == HEAVY) {
        low = sprite_centred(across, canvas->heavy);
        return (struct band){low, low + (int)canvas->heavy, 0};
    }
    if (weight == LIGHT)
        return (struct band){low, low + light, 0};
    /* Room between the walls: a light line, and a little more where there is space for it. */
    int more = across >= 9u * canvas->light ? (light + 1) / 2 : 0;
    return (struct band){low - more - light, low + light + more + light, light};
}

struct box {
    struct sprite_canvas *canvas;
    enum weight weight[ARMS];
    struct band band[ARMS]; /* across the arm; of absent arms: meaningless */
};

static bool is_vertical(int arm) {
    return arm == UP || arm == DOWN;
}

static int opposite(int arm) {
    return (arm + 2) % ARMS;
}

/* Fills (or clears) an arm's lines low..high across, and from its border to `stop` along. */
static void fill_arm(const struct box *box, int arm, int low, int high, int stop, uint8_t value) {
    struct sprite_canvas *canvas = box->canvas;
    int from = arm == UP || arm == LEFT ? 0 : stop;
    int to = arm == UP || arm == LEFT ? stop : (int)(arm == DOWN ? canvas->height : canvas->width);
    if (is_vertical(arm))
        sprite_fill(canvas, low, from, high, to, value);
    else
        sprite_fill(canvas, from, low, to, high, value);
}

/* Where an arm ends in the middle. far: behind what it meets; otherwise in front of it, touching the wall. hollow: of
 * the carved inside. */
static int stop_of(const struct box *box, int arm, bool far, bool hollow) {
    int along_low = arm == UP || arm == LEFT; /* the arm lies at low coordinates and ends going up */
    int side_a = (arm + 1) % ARMS, side_b = (arm + 3) % ARMS;
    uint32_t across = is_vertical(arm) ? box->canvas->height : box->canvas->width;
    struct band middle = band_of(box->canvas, across, LIGHT);
    int low = middle.low, high = middle.high;
    bool met = false;
    for (int i = 0; i < 2; i++) {
        int side = i ? side_b : side_a;
        if (box->weight[side] == NONE)
            continue;
        int wall = hollow ? box->band[side].wall : 0;
        int side_low = box->band[side].low + wall, side_high = box->band[side].high - wall;
        low = met && low < side_low ? low : side_low;
        high = met && high > side_high ? high : side_high;
        met = true;
    }
    int wall = box->band[box->weight[side_a] ? side_a : side_b].wall;
    if (!far)
        return along_low ? low + wall : high - wall;
    return along_low ? high : low;
}

/* A double line goes past the end of this arm, and the arm does not go on behind it. */
static bool stops_at_wall(const struct box *box, int arm) {
    int a = (arm + 1) % ARMS, b = (arm + 3) % ARMS;
    return box->weight[a] == DOUBLE && box->weight[b] == DOUBLE && box->weight[opposite(arm)] == NONE;
}

static void draw_arms(struct box *box) {
    for (int arm = 0; arm < ARMS; arm++) {
        if (box->weight[arm] == DOUBLE)
            fill_arm(box, arm, box->band[arm].low, box->band[arm].high, stop_of(box, arm, true, false), 255);
    }
    for (int arm = 0; arm < ARMS; arm++) {
        int wall = box->band[arm].wall;
        if (box->weight[arm] == DOUBLE)
            fill_arm(box, arm, box->band[arm].low + wall, box->band[arm].high - wall, stop_of(box, arm, true, true), 0);
    }
    for (int arm = 0; arm < ARMS; arm++) {
        if (box->weight[arm] == LIGHT || box->weight[arm] == HEAVY)
            fill_arm(box, arm, box->band[arm].low, box->band[arm].high,
                     stop_of(box, arm, !stops_at_wall(box, arm), false), 255);
    }
}

static void draw_dashes(struct sprite_canvas *canvas, uint8_t dashes, enum weight weight, bool vertical) {
    int length = (int)(vertical ? canvas->height : canvas->width);
    struct band band = band_of(canvas, vertical ? canvas->width : canvas->height, weight);
    for (int i = 0; i < dashes; i++) {
        int from = length * i / dashes, to = length * (i + 1) / dashes;
        int gap = (to - from) / 4 > 0 ? (to - from) / 4 : 1;
        from += gap / 2;
        to -= gap - gap / 2;
        if (vertical)
            sprite_fill(canvas, band.low, from, band.high, to, 255);
        else
            sprite_fill(canvas, from, band.low, to, band.high, 255);
    }
}

/* A quarter circle between two straight ends. */
struct arc {
    double x, y, radius, thickness; /* the circle's centre */
    bool right, down;               /* the quarter lies to the left of / above the centre when set */
};

static bool in_arc(double x, double y, const void *data) {
    const struct arc *arc = data;
    if ((x < arc->x) != arc->right || (y < arc->y) != arc->down)
        return false;
    return fabs(hypot(x - arc->x, y - arc->y) - arc->radius) <= arc->thickness / 2;
}

/* U+256D to 2570: down+right, down+left, up+left, up+right. */
static void draw_arc(struct sprite_canvas *canvas, uint32_t code_point) {
    bool right = code_point == 0x256D || code_point == 0x2570, down = code_point <= 0x256E;
    struct band column = band_of(canvas, canvas->width, LIGHT), row = band_of(canvas, canvas->height, LIGHT);
    double x = (column.low + column.high) / 2.0, y = (row.low + row.high) / 2.0;
    double width = right ? canvas->width - x : x, height = down ? canvas->height - y : y;
    /* One pixel of straight line is left at the border, where the next cell goes on. */
    double radius = fmax(fmin(width, height) - 1, 1);
    struct arc arc = {
        right ? x + radius : x - radius, down ? y + radius : y - radius, radius, canvas->light, right, down};
    sprite_shape(canvas, in_arc, &arc);
    if (right)
        sprite_fill(canvas, (int)ceil(arc.x), row.low, (int)canvas->width, row.high, 255);
    else
        sprite_fill(canvas, 0, row.low, (int)floor(arc.x), row.high, 255);
    if (down)
        sprite_fill(canvas, column.low, (int)ceil(arc.y), column.high, (int)canvas->height, 255);
    else
        sprite_fill(canvas, column.low, 0, column.high, (int)floor(arc.y), 255);
}

bool sprite_box(struct sprite_canvas *canvas, uint32_t code_point) {
    uint8_t arms = arms_of[code_point - 0x2500];
    if (code_point >= 0x256D && code_point <= 0x2570) {
        draw_arc(canvas, code_point);
        return true;
    }
    if (code_point >= 0x2571 && code_point <= 0x2573) {
        static const char *const diagonals[] = {"L ya ay", "L aa yy", "L ya ay, aa yy"};
        sprite_run(canvas, diagonals[code_point - 0x2571]);
        return true;
    }
    for (size_t i = 0; i < sizeof dashed / sizeof dashed[0]; i++) {
        if (dashed[i].code_point == code_point)
            draw_dashes(canvas, dashed[i].dashes, (enum weight)dashed[i].weight, dashed[i].vertical);
    }
    if (!arms)
        return true;
    struct box box = {.canvas = canvas};
    for (int arm = 0; arm < ARMS; arm++) {
        box.weight[arm] = (enum weight)(arms >> (arm * 2) & 3);
        box.band[arm] = band_of(canvas, is_vertical(arm) ? canvas->width : canvas->height, box.weight[arm]);
    }
    draw_arms(&box);
    return true;
}
