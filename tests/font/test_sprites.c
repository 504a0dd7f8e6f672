/* Characters that are drawn: what their names say, that neighbours meet, that complements fill the cell. Everything at
 * twelve sizes of the cell, odd and even, narrow and large. And one size is compared with the picture that was looked
 * at. Usage: test_sprites legacy_names.txt sprites.golden; with --print alone, the golden file is written to stdout. */
#include <math.h>
#include <stdlib.h>

#include "sprite.h"
#include "test.h"

#define SIDE_MAX 72
#define NAMES_MAX 800

struct size {
    uint32_t width, height, light;
};

static const struct size sizes[] = {{5, 9, 1},   {6, 11, 1},  {7, 13, 1},  {8, 16, 1},  {9, 17, 1},  {9, 20, 1},
                                    {10, 21, 1}, {11, 23, 1}, {13, 27, 2}, {16, 33, 2}, {20, 41, 2}, {31, 64, 4}};

#define SIZES (sizeof sizes / sizeof sizes[0])

struct picture {
    uint8_t pixels[SIDE_MAX * SIDE_MAX];
    struct size size;
};

static void draw(struct picture *picture, struct size size, uint32_t code_point) {
    struct sprite_canvas canvas = {picture->pixels, size.width, size.height, size.light, size.light + 2};
    memset(picture->pixels, 0, sizeof picture->pixels);
    picture->size = size;
    CHECK(sprite_has(code_point) && sprite_draw(&canvas, code_point));
}

static int pixel(const struct picture *picture, uint32_t x, uint32_t y) {
    return picture->pixels[y * picture->size.width + x];
}

static void say(const char *what, uint32_t code_point, struct size size) {
    printf("%s: U+%04X at %ux%u\n", what, code_point, size.width, size.height);
}

/* ---- names */

static struct named {
    uint32_t code_point;
    char name[96];
} names[NAMES_MAX];
static size_t name_count;

static bool read_names(const char *path) {
    char line[160];
    FILE *file = fopen(path, "r");
    if (!file)
        return false;
    while (name_count < NAMES_MAX && fgets(line, sizeof line, file)) {
        struct named *named = &names[name_count];
        name_count += sscanf(line, "%X;%95[^\n]", &named->code_point, named->name) == 2;
    }
    fclose(file);
    return true;
}

/* The blocks that "BLOCK OCTANT-235" and its kin count, one bit each; 0: another kind of name. */
static unsigned set_in(const char *name, const char *kind) {
    const char *digit = strstr(name, kind);
    unsigned set = 0;
    for (digit = digit ? digit + strlen(kind) : ""; *digit; digit++)
        set |= 1u << (*digit - '1');
    return set;
}

/* The middle of every block is full or empty as its bit says. */
static bool shows(const struct picture *picture, unsigned set, uint32_t columns, uint32_t rows) {
    for (uint32_t i = 0; i < columns * rows; i++) {
        uint32_t x = (i % columns * 2 + 1) * picture->size.width / (columns * 2);
        uint32_t y = (i / columns * 2 + 1) * picture->size.height / (rows * 2);
        if (pixel(picture, x, y) != (set >> i & 1 ? 255 : 0))
            return false;
    }
    return true;
}

static void mosaics_are_what_their_names_say(void) {
    static const struct {
        const char *name;
        uint32_t columns, rows;
    } kinds[] = {{"OCTANT-", 2, 4},
                 {"SEXTANT-", 2, 3},
                 {"QUADRANT-", 2, 2},
                 {"VERTICAL ONE EIGHTH BLOCK-", 8, 1},
                 {"HORIZONTAL ONE EIGHTH BLOCK-", 1, 8}};
    unsigned seen = 0;
    for (size_t i = 0; i < name_count; i++) {
        for (size_t kind = 0; kind < sizeof kinds / sizeof kinds[0]; kind++) {
            unsigned set = set_in(names[i].name, kinds[kind].name);
            for (size_t size = 0; set && size < SIZES; size++) {
                struct picture picture;
                bool fine = sizes[size].width < kinds[kind].columns * 3 || sizes[size].height < kinds[kind].rows;
                draw(&picture, sizes[size], names[i].code_point);
                if (!fine && !shows(&picture, set, kinds[kind].columns, kinds[kind].rows)) {
                    say(names[i].name, names[i].code_point, sizes[size]);
                    CHECK(false);
                }
            }
            seen += set != 0;
        }
    }
    CHECK_INT(seen, 60 + 230 + 63 + 15 + 13);
}

struct point {
    double x, y; /* in cells */
};

/* "UPPER MIDDLE LEFT" and its kin; wedges have thirds, lines have middles. */
static struct point place_of(const char *text, size_t length, bool thirds) {
    char place[32];
    snprintf(place, sizeof place, "%.*s", (int)length, text);
    bool middle = strstr(place, "MIDDLE") != NULL, lower = !strncmp(place, "LOWER", 5);
    double x = strstr(place, "LEFT") ? 0 : strstr(place, "RIGHT") ? 1 : 0.5;
    double y = lower ? 1 : 0;
    if (middle)
        y = thirds ? (lower ? 2.0 / 3 : 1.0 / 3) : 0.5;
    return (struct point){x, y};
}

static double side_of(struct point a, struct point b, double x, double y) {
    return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
}

/* A wedge is what lies on one side of a line: pixels that are a pixel away from it are full or empty. */
static void check_wedge(const struct named *named, struct size size) {
    const char *places = strstr(named->name, " BLOCK DIAGONAL ") + strlen(" BLOCK DIAGONAL "),
               *to = strstr(places, " TO ");
    struct point a = place_of(places, (size_t)(to - places), true), b = place_of(to + 4, strlen(to + 4), true);
    struct point corner =
        place_of(named->name, (size_t)(strchr(strchr(named->name, ' ') + 1, ' ') - named->name), true);
    double w = size.width, h = size.height;
    struct point from = {a.x * w, a.y * h}, to_px = {b.x * w, b.y * h};
    double length = hypot(to_px.x - from.x, to_px.y - from.y), inner = side_of(from, to_px, corner.x * w, corner.y * h);
    struct picture picture;
    draw(&picture, size, named->code_point);
    for (uint32_t y = 0; y < size.height; y++) {
        for (uint32_t x = 0; x < size.width; x++) {
            double off = side_of(from, to_px, x + 0.5, y + 0.5) / length * (inner > 0 ? 1 : -1);
            bool right = fabs(off) < 1.5 || pixel(&picture, x, y) == (off > 0 ? 255 : 0);
            if (!right)
                say(named->name, named->code_point, size);
            CHECK(right);
        }
    }
}

static void wedges_are_what_their_names_say(void) {
    unsigned seen = 0;
    for (size_t i = 0; i < name_count; i++) {
        if (!strstr(names[i].name, " BLOCK DIAGONAL "))
            continue;
        seen++;
        for (size_t size = 0; size < SIZES; size++)
            check_wedge(&names[i], sizes[size]);
    }
    CHECK_INT(seen, 44);
}

static double distance(struct point a, struct point b, double x, double y) {
    double dx = b.x - a.x, dy = b.y - a.y;
    double along = fmin(fmax(((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy), 0), 1);
    return hypot(x - a.x - along * dx, y - a.y - along * dy);
}

/* Ink lies along the lines that the name lists and nowhere else. */
static void check_lines(const struct named *named, struct size size) {
    struct picture picture;
    struct point points[8][2], before = {0, 0};
    size_t count = 0;
    bool joined = false;
    for (const char *at = named->name + strlen("BOX DRAWINGS LIGHT DIAGONAL "); *at;) {
        const char *to = strstr(at, " TO "), *and = strstr(at, " AND "), *end = at + strlen(at);
        end = to && to < end ? to : end;
        end = and&&and < end ? and : end;
        struct point place = place_of(at, (size_t)(end - at), false);
        place.x *= size.width;
        place.y *= size.height;
        if (joined)
            points[count][0] = before, points[count++][1] = place;
        before = place;
        joined = end != and;
        at = *end ? end + (end == and? 5 : 4) : end;
    }
    draw(&picture, size, named->code_point);
    for (uint32_t y = 0; y < size.height; y++) {
        for (uint32_t x = 0; x < size.width; x++) {
            double nearest = 1e9;
            for (size_t i = 0; i < count; i++)
                nearest = fmin(nearest, distance(points[i][0], points[i][1], x + 0.5, y + 0.5));
            bool inked = pixel(&picture, x, y) > 0, far = nearest > size.light * 1.5 + 1.5,
                 near = nearest < size.light * 0.25;
            if ((inked && far) || (!inked && near))
                say(named->name, named->code_point, size);
            CHECK(!(inked && far) && !(!inked && near));
        }
    }
}

static void diagonals_are_what_their_names_say(void) {
    unsigned seen = 0;
    for (size_t i = 0; i < name_count; i++) {
        if (!strstr(names[i].name, " LIGHT DIAGONAL ") || strstr(names[i].name, "DIAMOND"))
            continue;
        seen++;
        for (size_t size = 0; size < SIZES; size++)
            check_lines(&names[i], sizes[size]);
    }
    CHECK_INT(seen, 14 + 16);
}

/* ---- complements */

/* Two pictures together cover every pixel once, within one of 255 parts. */
static void check_complement(uint32_t a, uint32_t b) {
    for (size_t size = 0; size < SIZES; size++) {
        struct picture one, other;
        draw(&one, sizes[size], a);
        draw(&other, sizes[size], b);
        for (size_t i = 0; i < (size_t)sizes[size].width * sizes[size].height; i++) {
            int sum = one.pixels[i] + other.pixels[i];
            if (sum < 254 || sum > 256)
                printf("U+%04X and U+%04X at %ux%u: %d\n", a, b, sizes[size].width, sizes[size].height, sum);
            CHECK(sum >= 254 && sum <= 256);
        }
    }
}

static void complements_fill_the_cell(void) {
    static const uint32_t pairs[][2] = {
        {0x2580, 0x2584},   {0x258C, 0x2590},   {0x258F, 0x1FB8B},  {0x2594, 0x2587},   {0x2596, 0x259C},
        {0x2598, 0x259F},   {0x259A, 0x259E},   {0x1FB68, 0x1FB6C}, {0x1FB69, 0x1FB6D}, {0x1FB6A, 0x1FB6E},
        {0x1FB6B, 0x1FB6F}, {0x1FB9A, 0x1FB9B}, {0x1FB95, 0x1FB96}, {0x2592, 0x1FB90},  {0x1FB8E, 0x1FB92},
        {0x1FB8F, 0x1FB91}, {0x1FB8C, 0x1FB94}, {0xE0B0, 0xE0D7},   {0xE0B2, 0xE0D6},   {0xE0B8, 0xE0BE},
        {0xE0BA, 0xE0BC},   {0x1FB87, 0x258A},  {0x1FB82, 0x2586},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        check_complement(pairs[i][0], pairs[i][1]);
}

/* Of every wedge there is one that has the same line and the opposite corner. */
static void wedges_have_complements(void) {
    unsigned seen = 0;
    for (size_t i = 0; i < name_count; i++) {
        for (size_t j = i + 1; j < name_count; j++) {
            const char *a = strstr(names[i].name, " BLOCK DIAGONAL "), *b = strstr(names[j].name, " BLOCK DIAGONAL ");
            if (!a || !b || strcmp(a, b) != 0)
                continue;
            check_complement(names[i].code_point, names[j].code_point);
            seen++;
        }
    }
    CHECK_INT(seen, 22);
}

static void mosaics_have_complements(void) {
    static const struct {
        const char *kind;
        unsigned full, pairs;
    } kinds[] = {{" OCTANT-", 0xFF, 112}, {"BLOCK SEXTANT-", 0x3F, 30}};
    for (size_t kind = 0; kind < 2; kind++) {
        unsigned seen = 0;
        for (size_t i = 0; i < name_count; i++) {
            for (size_t j = i + 1; j < name_count; j++) {
                unsigned a = set_in(names[i].name, kinds[kind].kind), b = set_in(names[j].name, kinds[kind].kind);
                bool separated = strstr(names[i].name, "SEPARATED") != NULL;
                if (!a || !b || separated || strstr(names[j].name, "SEPARATED") || (a ^ b) != kinds[kind].full)
                    continue;
                check_complement(names[i].code_point, names[j].code_point);
                seen++;
            }
        }
        CHECK_INT(seen, kinds[kind].pairs);
    }
}

/* ---- neighbours */

/* The ink along the right or lower border of a picture, or the left or upper one. */
static void border_of(const struct picture *picture, bool below, bool first, int *line) {
    struct size size = picture->size;
    for (uint32_t i = 0; i < (below ? size.width : size.height); i++)
        line[i] =
            below ? pixel(picture, i, first ? 0 : size.height - 1) : pixel(picture, first ? 0 : size.width - 1, i);
}

/* Where `b` stands right of `a`, or below it, their ink at the border is as much, within a share of a line. */
static void check_meeting(uint32_t a, uint32_t b, bool below, double tolerance) {
    for (size_t size = 0; size < SIZES; size++) {
        struct picture one, other;
        int end[SIDE_MAX], begin[SIDE_MAX], ink = 0, ink_behind = 0;
        draw(&one, sizes[size], a);
        draw(&other, sizes[size], b);
        border_of(&one, below, false, end);
        border_of(&other, below, true, begin);
        bool same = true;
        for (uint32_t i = 0; i < (below ? sizes[size].width : sizes[size].height); i++) {
            ink += end[i];
            ink_behind += begin[i];
            same &= end[i] == begin[i];
        }
        bool meets = ink > 0 && (tolerance > 0 ? abs(ink - ink_behind) <= tolerance * 255 * sizes[size].light : same);
        if (!meets)
            printf("U+%04X and U+%04X at %ux%u: %d and %d\n", a, b, sizes[size].width, sizes[size].height, ink,
                   ink_behind);
        CHECK(meets);
    }
}

/* Straight edges: pixel by pixel. */
static void straight_neighbours_meet(void) {
    static const uint32_t beside[][2] = {
        {0xEE00, 0xEE01},   {0xEE01, 0xEE02},   {0xEE03, 0xEE04},   {0xEE04, 0xEE05},   {0xEE04, 0xEE04},
        {0xF5D0, 0x2500},   {0xF5F0, 0xF5D0},   {0xF5D0, 0xF60D},   {0x2500, 0xF5E0},   {0x1CE1E, 0x1CE1F},
        {0x1CE1F, 0x1CE25}, {0x1CE1B, 0x1CE1F}, {0x1CE1F, 0x1CE27}, {0x1CE28, 0x1CE1F}, {0x1CE3A, 0x1CE36},
        {0x1CE20, 0x1CE40}, {0x2500, 0x1CC1B},  {0x1CC40, 0x1CC40}, {0x1CC85, 0x1CC85}, {0x1CE0F, 0x1CE12},
        {0x1FB97, 0x1FB97}, {0x1FBBB, 0x1FBBB}, {0x1FB8E, 0x1FB8E},
    };
    static const uint32_t above[][2] = {
        {0xF5D1, 0x2502},   {0xF5F6, 0xF5D1},   {0xF5D1, 0xF60D},   {0x1CE1C, 0x1CE29}, {0x1CE29, 0x1CE3C},
        {0x1CE1B, 0x1CE29}, {0x1CE29, 0x1CE3D}, {0x1CE48, 0x1CE4C}, {0x1CC41, 0x1CC41}, {0x1CC84, 0x1CC84},
        {0x1CC90, 0x2502},  {0x1CE15, 0x1CE13}, {0x1CE16, 0x1CE17}, {0x1FBBB, 0x1FBBB}, {0x1CC44, 0x1CC44},
    };
    for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++)
        check_meeting(beside[i][0], beside[i][1], false, 0);
    for (size_t i = 0; i < sizeof above / sizeof above[0]; i++)
        check_meeting(above[i][0], above[i][1], true, 0);
}

/* Curves and diagonals: as much ink on both sides, but for what a slope makes of one pixel. */
static void slanted_neighbours_meet(void) {
    static const uint32_t beside[][2] = {
        {0x1CC30, 0x1CC31}, {0x1CC31, 0x1CC32}, {0x1CC32, 0x1CC33}, {0x1CC35, 0x1CC36}, {0x1CC3D, 0x1CC3E},
        {0x1CE0B, 0x1CE0C}, {0x1FBA1, 0x1FBA2}, {0x1FBA3, 0x1FBA0}, {0x2572, 0x2571},   {0x1FBD2, 0x1FBD3},
        {0x1FB98, 0x1FB98}, {0x1FB99, 0x1FB99}, {0x1CC43, 0x1CC43}, {0x1CEB0, 0x1CEB0}, {0x1CE2B, 0x1CE39},
        {0x1CE1D, 0x1CE22}, {0x1CE2A, 0x1CE32},
    };
    static const uint32_t above[][2] = {
        {0x1CC30, 0x1CC34}, {0x1CC34, 0x1CC38}, {0x1CC35, 0x1CC39}, {0x1FBA2, 0x1FBA1}, {0x1FBD4, 0x1FBD7},
        {0x1FB98, 0x1FB98}, {0x1FB99, 0x1FB99}, {0x1CE22, 0x1CE2B}, {0x1CE1A, 0x1CE29}, {0x1CE29, 0x1CE3E},
    };
    for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++)
        check_meeting(beside[i][0], beside[i][1], false, 1);
    for (size_t i = 0; i < sizeof above / sizeof above[0]; i++)
        check_meeting(above[i][0], above[i][1], true, 1);
}

/* ---- which are drawn */

/* Ranges without holes, and how many of a range with holes. */
static void all_that_is_geometry_is_drawn(void) {
    static const struct {
        uint32_t first, last;
        unsigned drawn;
    } ranges[] = {{0x2500, 0x259F, 160},  {0x2800, 0x28FF, 256},   {0xE0B0, 0xE0BF, 16},    {0xE0C0, 0xE0D7, 4},
                  {0xEE00, 0xEE0B, 12},   {0xF5D0, 0xF60D, 62},    {0x1FB00, 0x1FB92, 147}, {0x1FB94, 0x1FBEF, 92},
                  {0x1FBF0, 0x1FBF9, 10}, {0x1CD00, 0x1CDE5, 230}, {0x1CCD6, 0x1CCF9, 36},  {0x1CE1A, 0x1CEB0, 151},
                  {0x1CC1B, 0x1CC45, 43}};
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        unsigned drawn = 0;
        for (uint32_t c = ranges[i].first; c <= ranges[i].last; c++)
            drawn += sprite_has(c);
        CHECK_INT(drawn, ranges[i].drawn);
    }
    CHECK(!sprite_has(0x1CC00) && !sprite_has(0x1FB93) && !sprite_has(0x1FBFA) && !sprite_has(0xE0C0));
}

/* Lines and blocks take nothing from the pixels around the canvas. */
static void nothing_is_drawn_outside(void) {
    uint8_t pixels[SIDE_MAX * SIDE_MAX];
    for (uint32_t c = 0x2500; c < 0x1FC00; c++) {
        struct sprite_canvas canvas = {pixels + SIDE_MAX, 9, 17, 1, 3};
        if (!sprite_has(c))
            continue;
        memset(pixels, 7, sizeof pixels);
        memset(canvas.pixels, 0, (size_t)canvas.width * canvas.height);
        sprite_draw(&canvas, c);
        CHECK(pixels[SIDE_MAX - 1] == 7 && canvas.pixels[canvas.width * canvas.height] == 7);
    }
}

/* ---- the picture that was looked at */

#define GOLDEN_COLUMNS 5
#define GOLDEN_ROWS 7
#define GOLDEN_TOLERANCE 2 /* of 255, of the mean of a part */
#define GOLDEN_PARTS (GOLDEN_COLUMNS * GOLDEN_ROWS)

static const struct size golden_size = {10, 21, 1};

/* The mean ink of each part of a cell of 10 x 21, by 2 x 3 pixels. */
static void parts_of(uint32_t code_point, uint8_t parts[GOLDEN_PARTS]) {
    struct picture picture;
    draw(&picture, golden_size, code_point);
    for (uint32_t part = 0; part < GOLDEN_PARTS; part++) {
        uint32_t left = part % GOLDEN_COLUMNS * 2, top = part / GOLDEN_COLUMNS * 3, sum = 0;
        for (uint32_t i = 0; i < 6; i++)
            sum += (uint32_t)pixel(&picture, left + i % 2, top + i / 2);
        parts[part] = (uint8_t)(sum / 6);
    }
}

static void print_golden(void) {
    uint8_t parts[GOLDEN_PARTS];
    for (uint32_t c = 0x2300; c < 0x1FC00; c++) {
        if (!sprite_has(c))
            continue;
        printf("%04X ", c);
        parts_of(c, parts);
        for (uint32_t i = 0; i < GOLDEN_PARTS; i++)
            printf("%02x", parts[i]);
        printf("\n");
    }
}

static const char *golden_path;

static void sprites_look_as_they_did(void) {
    char line[128], ink[GOLDEN_PARTS * 2 + 1];
    uint8_t parts[GOLDEN_PARTS];
    uint32_t code_point, seen = 0, drawn = 0, wanted;
    FILE *file = fopen(golden_path, "r");
    CHECK(file);
    while (file && fgets(line, sizeof line, file)) {
        if (sscanf(line, "%X %70s", &code_point, ink) != 2 || !sprite_has(code_point))
            continue;
        bool same = true;
        seen++;
        parts_of(code_point, parts);
        for (uint32_t i = 0; i < GOLDEN_PARTS; i++)
            same &= sscanf(ink + (size_t)i * 2, "%2x", &wanted) == 1 && abs((int)wanted - parts[i]) <= GOLDEN_TOLERANCE;
        if (!same)
            say("another picture", code_point, golden_size);
        CHECK(same);
    }
    for (uint32_t c = 0x2300; c < 0x1FC00; c++)
        drawn += sprite_has(c);
    CHECK_INT(seen, drawn);
    if (file)
        fclose(file);
}

int main(int count, char **words) {
    if (count == 2 && !strcmp(words[1], "--print")) {
        print_golden();
        return 0;
    }
    if (count < 3 || !read_names(words[1])) {
        printf("usage: test_sprites legacy_names.txt sprites.golden\n0 passed, 1 failed\n");
        return 1;
    }
    golden_path = words[2];
    RUN(mosaics_are_what_their_names_say);
    RUN(wedges_are_what_their_names_say);
    RUN(diagonals_are_what_their_names_say);
    RUN(complements_fill_the_cell);
    RUN(wedges_have_complements);
    RUN(mosaics_have_complements);
    RUN(straight_neighbours_meet);
    RUN(slanted_neighbours_meet);
    RUN(all_that_is_geometry_is_drawn);
    RUN(nothing_is_drawn_outside);
    RUN(sprites_look_as_they_did);
    return test_end();
}
