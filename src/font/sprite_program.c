#include "sprite_program.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sprite_path.h"

#define GRID 24
/* Share of the cell's width that bold lines take. */
#define BOLD 0.28
#define OUTLINED 0.36
/* Of one line. */
#define PLACES_MAX 32

struct run {
    struct sprite_canvas *canvas;
    const char *at;
    uint8_t value;
    bool erase;
    struct sprite_path path;
};

/* How a line is drawn: `cap` is what it goes beyond an end inside of the cell. */
struct pen {
    uint32_t thickness;
    double cap;
};

/* A point as it is written. */
struct place {
    int x, y;
};

static void skip_blanks(struct run *run) {
    while (*run->at == ' ')
        run->at++;
}

static bool has_number(struct run *run) {
    skip_blanks(run);
    return *run->at >= 'a' && *run->at <= 'y';
}

static int read_number(struct run *run) {
    return has_number(run) ? *run->at++ - 'a' : 0;
}

static struct place read_place(struct run *run) {
    int x = read_number(run);
    return (struct place){x, read_number(run)};
}

static bool has_next(struct run *run) {
    skip_blanks(run);
    if (*run->at != ',')
        return false;
    run->at++;
    return true;
}

static void fill(struct run *run) {
    sprite_path_fill(&run->path, run->canvas, run->value, run->erase);
    sprite_path_clear(&run->path);
}

static struct sprite_point corner(const struct run *run, struct place place) {
    return (struct sprite_point){sprite_part(run->canvas->width, (unsigned)place.x, GRID),
                                 sprite_part(run->canvas->height, (unsigned)place.y, GRID)};
}

static void draw_polygon(struct run *run) {
    do {
        sprite_path_next(&run->path);
        while (has_number(run)) {
            struct sprite_point point = corner(run, read_place(run));
            sprite_path_add(&run->path, point.x, point.y);
        }
    } while (has_next(run));
    fill(run);
}

/* ---- lines */

static bool is_same(struct place a, struct place b) {
    return a.x == b.x && a.y == b.y;
}

/* Where the middle of a line lies. */
static double on_line(uint32_t size, int number, uint32_t thickness) {
    if (number * 2 == GRID)
        return sprite_centred(size, thickness) + thickness / 2.0;
    return (double)size * number / GRID;
}

/* The same for a line along the other axis: on whole pixels, and inside of the cell. */
static double along_pixels(uint32_t size, int number, uint32_t thickness) {
    double low = round(on_line(size, number, thickness) - thickness / 2.0);
    return fmax(fmin(low, (double)size - thickness), 0) + thickness / 2.0;
}

static bool at_border(struct place place, struct place other) {
    bool sides = place.x != other.x && (place.x == 0 || place.x == GRID);
    return sides || (place.y != other.y && (place.y == 0 || place.y == GRID));
}

/* Moves the end `a` of a line away from `b`. */
static struct sprite_point beyond(struct sprite_point a, struct sprite_point b, double by) {
    double length = hypot(a.x - b.x, a.y - b.y);
    if (length <= 0)
        return a;
    return (struct sprite_point){a.x + (a.x - b.x) / length * by, a.y + (a.y - b.y) / length * by};
}

/* A line through places, and where they lie. */
struct line {
    const struct place *places;
    struct sprite_point points[PLACES_MAX];
    size_t count;
    bool closed; /* it ends where it began */
};

/* The place before or behind one; itself at an open end. */
static struct place neighbour(const struct line *line, size_t at, bool behind) {
    size_t last = line->count - 1;
    if (behind)
        return line->places[at < last ? at + 1 : line->closed ? 1 : at];
    return line->places[at > 0 ? at - 1 : line->closed ? last - 1 : at];
}

/* Points of upright and level pieces lie on whole pixels. */
static void put_points(const struct run *run, struct line *line, uint32_t thickness) {
    for (size_t i = 0; i < line->count; i++) {
        struct place at = line->places[i], before = neighbour(line, i, false), behind = neighbour(line, i, true);
        bool upright = (at.x == before.x && at.y != before.y) || (at.x == behind.x && at.y != behind.y);
        bool level = (at.y == before.y && at.x != before.x) || (at.y == behind.y && at.x != behind.x);
        line->points[i].x = (upright ? along_pixels : on_line)(run->canvas->width, at.x, thickness);
        line->points[i].y = (level ? along_pixels : on_line)(run->canvas->height, at.y, thickness);
    }
}

static bool is_straight(struct place a, struct place b) {
    return a.x == b.x || a.y == b.y;
}

/* How far a piece goes beyond its end `at`: over the border, over an open end by the pen's cap, to the outer side of a
 * square corner. */
static double reach(const struct line *line, const struct pen *pen, size_t at, bool behind) {
    struct place place = line->places[at], from = neighbour(line, at, !behind), to = neighbour(line, at, behind);
    if (at_border(place, from))
        return pen->thickness;
    if (is_same(to, place))
        return pen->cap;
    return is_straight(from, place) && is_straight(place, to) ? pen->thickness / 2.0 : 0;
}

static void add_joint(struct run *run, const struct pen *pen, struct sprite_point at) {
    sprite_path_next(&run->path);
    sprite_path_arc(&run->path, at, pen->thickness / 2.0, pen->thickness / 2.0, 0, 360);
}

static void add_line(struct run *run, const struct pen *pen, struct line *line) {
    put_points(run, line, pen->thickness);
    for (size_t i = 0; i + 1 < line->count; i++) {
        struct sprite_point a = line->points[i], b = line->points[i + 1];
        sprite_path_stroke(&run->path, beyond(a, b, reach(line, pen, i, false)),
                           beyond(b, a, reach(line, pen, i + 1, true)), pen->thickness);
    }
    for (size_t i = 0; i < line->count; i++) {
        struct place at = line->places[i], before = neighbour(line, i, false), behind = neighbour(line, i, true);
        bool end = line->count > 1 && !line->closed && (i == 0 || i + 1 == line->count);
        if (!end && !(is_straight(before, at) && is_straight(at, behind) && line->count > 1))
            add_joint(run, pen, line->points[i]);
    }
}

static void add_lines(struct run *run, const struct pen *pen) {
    struct place places[PLACES_MAX];
    do {
        struct line line = {.places = places};
        while (has_number(run) && line.count < PLACES_MAX)
            places[line.count++] = read_place(run);
        line.closed = line.count > 2 && is_same(places[0], places[line.count - 1]);
        if (line.count > 0)
            add_line(run, pen, &line);
    } while (has_next(run));
    fill(run);
}

static uint32_t bold_of(const struct sprite_canvas *canvas) {
    uint32_t bold = (uint32_t)lround(canvas->width * BOLD);
    return bold > canvas->heavy ? bold : canvas->heavy;
}

static void draw_light(struct run *run) {
    add_lines(run, &(struct pen){run->canvas->light, 0});
}

static void draw_heavy(struct run *run) {
    add_lines(run, &(struct pen){run->canvas->heavy, 0});
}

static void draw_bold(struct run *run) {
    uint32_t bold = bold_of(run->canvas);
    add_lines(run, &(struct pen){bold, bold / 2.0});
}

/* A line and, inside of it, a thinner one that is taken off again. */
static void draw_hollow(struct run *run, const struct pen *outer, const struct pen *inner) {
    const char *places = run->at;
    bool erase = run->erase;
    add_lines(run, outer);
    run->at = places;
    run->erase = !erase;
    add_lines(run, inner);
    run->erase = erase;
}

static void draw_double(struct run *run) {
    uint32_t light = run->canvas->light;
    draw_hollow(run, &(struct pen){light * 3, 0}, &(struct pen){light, 0});
}

static void draw_outlined(struct run *run) {
    uint32_t light = run->canvas->light, room = (uint32_t)lround(run->canvas->width * OUTLINED);
    uint32_t inner = room > light * 3 ? room - light * 2 : light, outer = inner + light * 2;
    draw_hollow(run, &(struct pen){outer, outer / 2.0}, &(struct pen){inner, inner / 2.0});
}

/* ---- round shapes */

static void add_ellipse(struct run *run, struct sprite_point centre, double rx, double ry) {
    sprite_path_next(&run->path);
    sprite_path_arc(&run->path, centre, rx, ry, 0, 360);
}

/* Between two ellipses about the same point. */
static void fill_ring(struct run *run, struct sprite_point centre, const double outer[2], double thickness) {
    add_ellipse(run, centre, outer[0], outer[1]);
    sprite_path_next(&run->path);
    sprite_path_arc(&run->path, centre, fmax(outer[0] - thickness, 0), fmax(outer[1] - thickness, 0), 360, 0);
    fill(run);
}

/* A point and radii: two in shares of width and height, or one of a disc, in shares of the width. */
static void draw_round(struct run *run, bool disc, bool outline) {
    struct sprite_point centre = corner(run, read_place(run));
    double rx = (double)run->canvas->width * read_number(run) / GRID, ry = rx;
    if (!disc)
        ry = (double)run->canvas->height * read_number(run) / GRID;
    if (outline) {
        fill_ring(run, centre, (double[2]){rx, ry}, run->canvas->light);
        return;
    }
    add_ellipse(run, centre, rx, ry);
    fill(run);
}

static void draw_ellipse(struct run *run) {
    draw_round(run, false, false);
}

static void draw_ellipse_outline(struct run *run) {
    draw_round(run, false, true);
}

static void draw_disc(struct run *run) {
    draw_round(run, true, false);
}

static void draw_disc_outline(struct run *run) {
    draw_round(run, true, true);
}

/* Its middle meets the middle of straight bold lines. */
static void draw_bold_arc(struct run *run) {
    struct place at = read_place(run);
    uint32_t bold = bold_of(run->canvas);
    struct sprite_point centre = corner(run, at);
    double rx = fabs(on_line(run->canvas->width, abs(at.x - read_number(run)), bold) - centre.x);
    double ry = fabs(on_line(run->canvas->height, abs(at.y - read_number(run)), bold) - centre.y);
    fill_ring(run, centre, (double[2]){rx + bold / 2.0, ry + bold / 2.0}, bold);
}

static void draw_piece(struct run *run) {
    double width = run->canvas->width, height = run->canvas->height;
    skip_blanks(run);
    int column = *run->at++ - '0', row = *run->at++ - '0';
    struct sprite_point centre = {(2 - column) * width, (2 - row) * height};
    fill_ring(run, centre, (double[2]){2 * width, 2 * height}, run->canvas->light);
}

/* ---- commands */

static void invert(struct run *run) {
    size_t pixels = (size_t)run->canvas->width * run->canvas->height;
    for (size_t i = 0; i < pixels; i++)
        run->canvas->pixels[i] = (uint8_t)(255 - run->canvas->pixels[i]);
}

static void take_off(struct run *run) {
    run->erase = true;
}

static const struct command {
    char name;
    void (*draw)(struct run *run);
} commands[] = {
    {'P', draw_polygon},  {'L', draw_light},
    {'H', draw_heavy},    {'B', draw_bold},
    {'D', draw_double},   {'Z', draw_outlined},
    {'E', draw_ellipse},  {'O', draw_ellipse_outline},
    {'C', draw_disc},     {'R', draw_disc_outline},
    {'A', draw_bold_arc}, {'Q', draw_piece},
    {'K', take_off},      {'X', invert},
};

static void run_command(struct run *run) {
    char name = *run->at++;
    if (name >= '1' && name <= '4')
        run->value = (uint8_t)(name == '4' ? 255 : (name - '0') * 64);
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        if (commands[i].name == name)
            commands[i].draw(run);
    }
}

void sprite_run(struct sprite_canvas *canvas, const char *program) {
    struct run run = {.canvas = canvas, .at = program, .value = 255};
    while (*run.at)
        run_command(&run);
}

static int compare(const void *key, const void *entry) {
    uint32_t wanted = *(const uint32_t *)key, have = ((const struct sprite_entry *)entry)->code_point;
    return wanted < have ? -1 : wanted > have;
}

static const struct sprite_entry *find(const struct sprite_entry *table, size_t count, uint32_t code_point) {
    return bsearch(&code_point, table, count, sizeof *table, compare);
}

bool sprite_has_entry(const struct sprite_entry *table, size_t count, uint32_t code_point) {
    return find(table, count, code_point) != NULL;
}

bool sprite_run_entry(struct sprite_canvas *canvas, const struct sprite_entry *table, size_t count,
                      uint32_t code_point) {
    const struct sprite_entry *entry = find(table, count, code_point);
    if (entry)
        sprite_run(canvas, entry->program);
    return entry != NULL;
}
