/* test_scene cpu|gl - layers that come, go, move, change and scroll over each other, at random. Each picture is the sum
 * of partial draws, and must be that of a full draw of a new renderer, bit by bit; no draw may change a pixel that it
 * does not say; and a pixel is that of the uppermost layer there, as it is drawn alone. With "gl" both backends draw
 * the same, to within 1 in 255. */
#include <stdlib.h>

#include <quire/style.h>

#include "fake_frame.h"
#include "scene_pane.h"
#include "side.h"
#include "test.h"

#define WIDTH 310u
#define HEIGHT 190u
#define PARTS 9u /* three of each kind */
#define TURNS 500u
#define ROWS_MAX 7u

/* A layer that may be in the scene, and what it shows. */
struct part {
    struct scene_layer layer;
    struct quire_frame *frame; /* of a grid */
    struct highlight_list lists[HIGHLIGHT_KINDS];
    struct bar_line line; /* of a bar */
    bool is_shown;
};

static struct font_set *fonts;
static struct side side, cpu;
static bool is_gl;
static struct part parts[PARTS];
static uint32_t order[PARTS]; /* of the parts, the lowest first */
static struct scene scene = SCENE_INIT;
static uint32_t random_state;

static uint32_t below(uint32_t limit) {
    random_state = random_state * 1664525u + 1013904223u;
    return (uint32_t)(((uint64_t)random_state * limit) >> 32);
}

/* ---- parts */

static struct backend_area some_area(void) {
    return (struct backend_area){below(WIDTH), below(HEIGHT), 1 + below(WIDTH), 1 + below(HEIGHT)};
}

static void print_row(struct part *part, uint32_t row) {
    static const char *const texts[] = {
        "{x}sel{}ected{i}f{}",  "{l=3}{g=204060}link{} -> x", "漢字かな {u3}curly{}", "",
        "{z1}double {n}wide{}", "{f=C04040}ỄẤ{} a⃝ q⃝̃",         "{b}MW{}{i}jfW{} |",    "{g=803020}   {}😀 {s}all{}"};
    fake_frame_print(part->frame, row, texts[below(sizeof texts / sizeof texts[0])]);
}

static void change_cursor(struct part *part) {
    const struct cell_cursor_at cursor = {(enum cell_cursor)below(CELL_CURSOR_BAR + 1), below(2),  below(4), below(9),
                                          below(2) ? 0xFFFFFFFF : below(0x1000000),     0xFFFFFFFF};
    struct cell_cursor_at *at = part->layer.kind == SCENE_GRID ? &part->layer.grid.cursor : &part->layer.bar.cursor;
    *at = cursor;
    if (part->layer.kind == SCENE_BAR)
        at->row = 0;
}

static void new_frame(struct part *part) {
    fake_frame_destroy(part->frame);
    part->frame = fake_frame_create(2 + below(17), 2 + below(ROWS_MAX - 2), 0xFFFFFFFF, below(0x404040));
    for (uint32_t row = 0; row < fake_frame_state(part->frame)->rows; row++)
        print_row(part, row);
    part->layer.grid.frame = part->frame;
}

static void scroll(struct part *part) {
    uint32_t rows = fake_frame_state(part->frame)->rows, by = 1 + below(2);
    bool up = below(3) > 0;
    if (rows <= by + 1)
        return;
    fake_frame_move(part->frame, up ? 0 : by, rows - by, up ? (int32_t)by : -(int32_t)by);
    for (uint32_t i = 0; i < by; i++)
        print_row(part, up ? rows - by + i : i);
}

/* Ranges in some rows of the view, which stay where their lines go. */
static void change_highlights(struct part *part) {
    unsigned kind = below(HIGHLIGHT_KINDS);
    struct highlight *highlight = &part->layer.grid.highlights[kind];
    struct highlight_list *list = &part->lists[kind];
    list->count = 0;
    for (uint32_t row = 0; row < ROWS_MAX; row++) {
        struct quire_frame_line line = QUIRE_FRAME_LINE_INIT;
        if (below(3) == 0 && quire_frame_get_line(part->frame, row, &line) == QUIRE_OK) {
            uint32_t from = below(12);
            const struct highlight_range range = {line.line, from, from + 1 + below(6)};
            highlight_list_add(list, &range);
        }
    }
    highlight->ranges = list->ranges;
    highlight->count = list->count;
    highlight->look = (struct highlight_look){below(2) ? HIGHLIGHT_COLOR_NONE : below(0x1000000),
                                              below(2) ? HIGHLIGHT_COLOR_NONE : below(0x1000000), below(2),
                                              (uint8_t)below(QUIRE_UNDERLINE_DASHED + 1)};
}

static void change_grid(struct part *part) {
    struct scene_grid *grid = &part->layer.grid;
    switch (below(8)) {
    case 0:
        change_cursor(part);
        break;
    case 1:
    case 2:
        change_highlights(part);
        break;
    case 3:
        grid->covered = (struct cell_span){below(4), below(6), below(2) * (6 + below(6))};
        break;
    case 4:
        print_row(part, below(fake_frame_state(part->frame)->rows));
        break;
    case 5:
        if (below(3) == 0)
            new_frame(part);
        grid->padding_px = below(3) * 4;
        grid->cut_px = below(2) * below(font_set_metrics(fonts)->cell_height);
        break;
    default:
        scroll(part);
    }
}

static void change_bar(struct part *part) {
    static const char *const texts[] = {" one | two ", "漢字 and {i}", "", "a rather long line of text, cut somewhere"};
    const struct bar_style styles[] = {{0xE0E0E0, 0x304050, QUIRE_ATTR_ITALIC, QUIRE_UNDERLINE_SINGLE},
                                       {0x102030, below(0x1000000), QUIRE_ATTR_BOLD, 0}};
    struct bar_line *line = &part->line;
    line->count = line->text_count = 0;
    bar_line_put(line, texts[below(4)], &styles[0], 1 + below(24));
    bar_line_put(line, texts[below(4)], &styles[1], 30);
    bar_line_fill(line, &styles[below(2)], below(30));
    part->layer.bar.size = (enum quire_row_size)(below(3) ? 0 : below(4));
    part->layer.bar.background = below(4) * 0x111111;
    change_cursor(part);
}

static void change_content(struct part *part) {
    if (part->layer.kind == SCENE_GRID)
        change_grid(part);
    else if (part->layer.kind == SCENE_BAR)
        change_bar(part);
    else
        part->layer.fill = (struct scene_fill){below(0x1000000), below(2) ? 1.0f : (float)below(256) / 255};
}

static void make_parts(void) {
    for (uint32_t i = 0; i < PARTS; i++) {
        struct part *part = &parts[i];
        *part = (struct part){.layer = {.id = SCENE_ID(i, 1), .kind = (enum scene_kind)(i % 3), .area = some_area()}};
        order[i] = i;
        part->is_shown = below(2);
        if (part->layer.kind == SCENE_GRID) {
            new_frame(part);
            for (unsigned kind = 0; kind < HIGHLIGHT_KINDS; kind++)
                part->layer.grid.highlights[kind] = (struct highlight)HIGHLIGHT_INIT;
        } else if (part->layer.kind == SCENE_BAR) {
            part->layer.bar.line = &part->line;
        }
        change_content(part);
    }
}

static void finish_parts(void) {
    for (uint32_t i = 0; i < PARTS; i++) {
        fake_frame_destroy(parts[i].frame);
        for (unsigned kind = 0; kind < HIGHLIGHT_KINDS; kind++)
            highlight_list_finish(&parts[i].lists[kind]);
    }
}

/* ---- scenes */

static void make_scene(void) {
    scene_clear(&scene);
    for (uint32_t i = 0; i < PARTS; i++) {
        if (parts[order[i]].is_shown && !scene_add(&scene, &parts[order[i]].layer))
            abort();
    }
}

static void swap_order(void) {
    uint32_t a = below(PARTS), b = below(PARTS), part = order[a];
    order[a] = order[b];
    order[b] = part;
}

static void change_part(struct part *part) {
    uint32_t what = below(16);
    if (what == 0)
        part->is_shown = !part->is_shown;
    else if (what == 1)
        part->layer.area = some_area();
    else if (what == 2 && below(3) == 0)
        swap_order();
    else if (what == 3 && below(4) == 0)
        scene.background = below(0x1000000);
    else
        change_content(part);
}

/* A few parts, each once: a frame that moved says so of its last move. */
static void change_scene(void) {
    uint32_t first = below(PARTS), count = 1 + below(3) * below(2);
    for (uint32_t i = 0; i < count; i++)
        change_part(&parts[(first + i * 4) % PARTS]);
}

static void settle(void) {
    for (uint32_t i = 0; i < PARTS; i++) {
        if (parts[i].frame)
            fake_frame_settle(parts[i].frame);
    }
}

static struct renderer_damage draw(struct side *with, bool full) {
    struct renderer_damage damage;
    CHECK_INT(side_draw(with, &scene, full, &damage), 0);
    return damage;
}

static bool holds(const struct backend_area *area, uint32_t x, uint32_t y) {
    return x - area->x < area->width && y - area->y < area->height;
}

/* Of opaque layers each pixel is the uppermost one's: every layer is drawn alone, and laid over those below. */
static void check_against_model(void) {
    struct scene_layer *layers = scene.layers;
    size_t count = scene.count;
    struct side alone = {0};
    uint8_t *model = calloc(WIDTH * HEIGHT, 4);
    CHECK(model && side_open(&alone, "cpu", fonts, WIDTH, HEIGHT));
    for (size_t i = 0; i <= count && model && alone.renderer; i++) { /* first the background */
        struct renderer_damage damage;
        scene.layers = layers + (i ? i - 1 : 0);
        scene.count = i > 0;
        side_draw(&alone, &scene, true, &damage);
        for (uint32_t at = 0; at < WIDTH * HEIGHT; at++) {
            if (!i || holds(&layers[i - 1].area, at % WIDTH, at / WIDTH))
                memcpy(model + (size_t)at * 4, alone.pixels + (size_t)at * 4, 4);
        }
    }
    scene.layers = layers;
    scene.count = count;
    CHECK(model && !memcmp(model, cpu.pixels, (size_t)WIDTH * HEIGHT * 4));
    side_close(&alone);
    free(model);
}

static bool is_opaque(void) {
    bool opaque = true;
    for (size_t i = 0; i < scene.count; i++)
        opaque = opaque && (scene.layers[i].kind != SCENE_FILL || scene.layers[i].fill.alpha >= 1);
    return opaque;
}

static void check_turn(uint32_t seed, uint32_t turn, bool full) {
    bool ok = test_ok;
    draw(&cpu, full);
    CHECK(side_is_as_fresh(&cpu, fonts, &scene));
    if (turn % 4 == 0 && is_opaque())
        check_against_model();
    if (is_gl) {
        draw(&side, full);
        CHECK(side_difference(&cpu, &side) <= 1);
    }
    if (ok && !test_ok)
        printf("it began with seed %u, turn %u\n", seed, turn);
}

static void play(uint32_t seed) {
    random_state = seed;
    make_parts();
    for (uint32_t turn = 0; turn < TURNS; turn++) {
        change_scene();
        make_scene();
        check_turn(seed, turn, below(40) == 0);
        settle();
    }
    renderer_invalidate(cpu.renderer); /* frames that end may leave their addresses to others */
    if (is_gl)
        renderer_invalidate(side.renderer);
    finish_parts();
}

static void layers_at_random(void) {
    play(1);
    play(2);
    play(3);
}

/* ---- rules, one by one */

static struct part *only_grid(uint32_t width, uint32_t height) {
    struct part *part = &parts[0];
    random_state = 7;
    make_parts();
    for (uint32_t i = 0; i < PARTS; i++)
        parts[i].is_shown = i == 0;
    fake_frame_destroy(part->frame);
    part->frame = fake_frame_create(12, 6, 0xFFFFFFFF, 0xFFFFFFFF);
    part->layer.grid = (struct scene_grid){.frame = part->frame};
    for (unsigned kind = 0; kind < HIGHLIGHT_KINDS; kind++)
        part->layer.grid.highlights[kind] = (struct highlight)HIGHLIGHT_INIT;
    for (uint32_t row = 0; row < 6; row++)
        print_row(part, row);
    part->layer.area = (struct backend_area){10, 10, width, height};
    make_scene();
    draw(&cpu, true);
    settle();
    return part;
}

/* Of two panes beside each other, that which scrolls is moved, and the other is not touched. */
static void panes_scroll_beside_each_other(void) {
    uint32_t width = 12 * font_set_metrics(fonts)->cell_width, height = font_set_metrics(fonts)->cell_height;
    struct part *part = only_grid(width, 6 * height), *other = &parts[3];
    other->is_shown = true;
    other->layer.area = (struct backend_area){10 + width, 10, width, 6 * height};
    make_scene();
    draw(&cpu, false);
    settle();
    fake_frame_move(part->frame, 0, 5, 1);
    fake_frame_print(part->frame, 5, "new");
    struct renderer_damage damage = draw(&cpu, false);
    CHECK_INT(damage.rows_drawn, 1);
    CHECK_INT(damage.bounds.x, 10);
    CHECK(damage.bounds.width <= width);
    CHECK(side_is_as_fresh(&cpu, fonts, &scene));
    finish_parts();
}

static void show_grid(struct part *part, uint32_t x, uint32_t y) {
    part->is_shown = true;
    part->frame = fake_frame_create(12, 6, 0xFFFFFFFF, 0x203040);
    part->layer.grid.frame = part->frame;
    part->layer.grid.padding_px = 0;
    part->layer.area = (struct backend_area){x, y, parts[0].layer.area.width, parts[0].layer.area.height};
    fake_frame_print(part->frame, 0, "one\ntwo\nthree\nfour\nfive\nsix");
}

/* What lies below another grid is not moved: it would be moved into pixels that the other one moves on. */
static void grids_over_each_other_scroll_at_once(void) {
    uint32_t width = 12 * font_set_metrics(fonts)->cell_width, height = font_set_metrics(fonts)->cell_height;
    struct part *below_it = only_grid(width, 6 * height), *above = &parts[3];
    fake_frame_destroy(above->frame);
    show_grid(above, 10, 10 + 3 * height);
    make_scene();
    draw(&cpu, false);
    settle();
    fake_frame_move(below_it->frame, 0, 5, 1); /* the last row stays as it is, and is not drawn */
    fake_frame_move(above->frame, 1, 5, -1);
    fake_frame_print(above->frame, 0, "a new first row");
    draw(&cpu, false);
    CHECK(side_is_as_fresh(&cpu, fonts, &scene));
    finish_parts();
}

/* A bar over rows that scroll is drawn again, and nothing else is: it stands above what was moved. */
static void a_bar_over_what_scrolls_costs_its_own_row(void) {
    uint32_t width = 12 * font_set_metrics(fonts)->cell_width, height = font_set_metrics(fonts)->cell_height;
    struct part *part = only_grid(width, 6 * height), *bar = &parts[1];
    bar->is_shown = true;
    bar->layer.area = (struct backend_area){10, 10 + 5 * height, width, height};
    make_scene();
    CHECK_INT(draw(&cpu, false).rows_drawn, 1);
    settle();
    fake_frame_move(part->frame, 0, 5, 1);
    fake_frame_print(part->frame, 5, "below the bar");
    CHECK(draw(&cpu, false).rows_drawn <= 2);
    settle();
    bar->is_shown = false;
    make_scene();
    struct renderer_damage damage = draw(&cpu, false);
    CHECK_INT(damage.rows_drawn, 1);
    CHECK_INT(damage.bounds.y, 10 + 5 * height);
    CHECK(side_is_as_fresh(&cpu, fonts, &scene));
    finish_parts();
}

/* What pictures allocate is counted: the program is linked with --wrap for these three. */
static unsigned long allocations;
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);

void *__wrap_malloc(size_t size) {
    allocations++;
    return __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
    allocations++;
    return __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size) {
    allocations++;
    return __real_realloc(memory, size);
}

/* A pane with everything over it, while its text scrolls and changes. */
static void draw_pane(struct scene_pane *pane, struct quire_frame *frame, uint32_t turn) {
    static struct scene_label labels[2];
    static const char *const texts[] = {"{l=3}one{} two", "{x}three{} four", "{l=3}five{} {i}six{}"};
    fake_frame_move(frame, 0, 5, 1);
    fake_frame_print(frame, 5, texts[turn % 3]);
    pane->frame = frame;
    pane->area = (struct backend_area){3, 3, WIDTH - 6, HEIGHT - 6};
    pane->hover_link = 3;
    pane->preedit = turn % 2 ? "ab" : "cd"; /* of one width: another one is another size */
    pane->message = turn % 2 ? "one" : "six";
    pane->scrollbar = (struct scene_scrollbar){0.5f, turn, 30, 5};
    pane->cursor_on = turn % 5;
    labels[0] = (struct scene_label){SCENE_LABEL_HINT, turn % 6, turn % 12, turn % 2, turn % 3 ? "ab" : "cd"};
    labels[1] = (struct scene_label){SCENE_LABEL_NOTE, 5, 0, 0, turn % 2 ? "note" : "word"};
    pane->labels = labels;
    pane->label_count = 2;
    pane->text_dim = 0.4f;
    scene_clear(&scene);
    CHECK(scene_add_pane(&scene, pane, font_set_metrics(fonts)));
    renderer_draw(cpu.renderer, &scene, false);
    fake_frame_settle(frame);
}

static void a_picture_allocates_nothing(void) {
    struct quire_frame *frame = fake_frame_create(12, 6, 0xFFFFFFFF, 0xFFFFFFFF);
    struct scene_pane pane = SCENE_PANE_INIT;
    for (uint32_t turn = 0; turn < 120; turn++) {
        unsigned long before = allocations;
        draw_pane(&pane, frame, turn);
        CHECK(turn < 60 || allocations == before);
    }
    CHECK(allocations > 0);
    scene_pane_finish(&pane);
    fake_frame_destroy(frame);
}

static struct scene_layer *layer_of_label(uint32_t number) {
    for (size_t i = 0; i < scene.count; i++) {
        if (scene.layers[i].id >> 56 == 1 && (scene.layers[i].id & 0xFFFF) == number) {
            return &scene.layers[i];
        }
    }
    return NULL;
}

/* Labels lie at their cells, above the text that is dimmed; at the right edge they are moved to the left; one in a row
 * that is not there is left out; what was typed looks weaker. */
static void labels_lie_at_their_cells(void) {
    static const struct scene_label labels[] = {{SCENE_LABEL_HINT, 1, 3, 1, "ab"},
                                                {SCENE_LABEL_HINT, 2, 11, 0, "cd"},
                                                {SCENE_LABEL_HINT, 6, 0, 0, "ef"},
                                                {SCENE_LABEL_NOTE, 5, 0, 0, "longer than the row is"}};
    struct quire_frame *frame = fake_frame_create(12, 6, 0xFFFFFFFF, 0xFFFFFFFF);
    const struct font_metrics *metrics = font_set_metrics(fonts);
    struct scene_pane pane = SCENE_PANE_INIT;
    pane.frame = frame;
    pane.area = (struct backend_area){3, 3, 12 * metrics->cell_width, 6 * metrics->cell_height};
    pane.labels = labels;
    pane.label_count = 4;
    pane.text_dim = 0.4f;
    scene_clear(&scene);
    CHECK(scene_add_pane(&scene, &pane, metrics));
    CHECK_INT(scene.count, 5); /* the grid, what dims it, three labels */
    CHECK_INT(scene.layers[1].kind, SCENE_FILL);
    const struct scene_layer *first = layer_of_label(0), *second = layer_of_label(1), *note = layer_of_label(3);
    CHECK(first && second && note && !layer_of_label(2));
    CHECK_INT(first->area.x, 3 + 3 * metrics->cell_width);
    CHECK_INT(first->area.y, 3 + metrics->cell_height);
    CHECK_INT(first->area.width, 2 * metrics->cell_width);
    CHECK(first->bar.line->cells[0].style.foreground != first->bar.line->cells[1].style.foreground);
    CHECK_INT(second->area.x, 3 + 10 * metrics->cell_width);
    CHECK_INT(note->bar.line->count, 12);
    pane.label_count = 0;
    pane.text_dim = 0;
    scene_clear(&scene);
    CHECK(scene_add_pane(&scene, &pane, metrics));
    CHECK_INT(scene.count, 1);
    CHECK(pane.made.labels.lines == NULL);
    scene_pane_finish(&pane);
    fake_frame_destroy(frame);
}

/* A grid that lies elsewhere is drawn whole, there and where it was. */
static void a_grid_that_moves_is_drawn_whole(void) {
    struct part *part = only_grid(100, 60);
    part->layer.area.x += 37;
    make_scene();
    struct renderer_damage damage = draw(&cpu, false);
    CHECK_INT(damage.bounds.x, 10);
    CHECK_INT(damage.bounds.width, 137);
    CHECK_INT(damage.bounds.height, 60);
    CHECK(side_is_as_fresh(&cpu, fonts, &scene));
    finish_parts();
}

static void mark_row(struct part *part, enum highlight_kind kind, uint32_t row, uint32_t from, uint32_t to) {
    struct quire_frame_line line = QUIRE_FRAME_LINE_INIT;
    quire_frame_get_line(part->frame, row, &line);
    const struct highlight_range range = {line.line, from, to};
    highlight_list_add(&part->lists[kind], &range);
    part->layer.grid.highlights[kind].ranges = part->lists[kind].ranges;
    part->layer.grid.highlights[kind].count = part->lists[kind].count;
}

/* Ranges that come, stay, scroll along and go: rows in which they differ are drawn, and no other. */
static void highlights_damage_the_rows_that_differ(void) {
    struct part *part = only_grid(WIDTH - 20, HEIGHT - 20);
    fake_frame_print(part->frame, 0, "one\ntwo\nthree\nfour\nfive\nsix");
    part->layer.grid.highlights[HIGHLIGHT_FOUND].look.background = 0x806000;
    make_scene();
    draw(&cpu, false);
    settle();
    mark_row(part, HIGHLIGHT_FOUND, 1, 0, 3);
    mark_row(part, HIGHLIGHT_FOUND, 4, 1, 2);
    make_scene();
    CHECK_INT(draw(&cpu, false).rows_drawn, 2);
    CHECK_INT(draw(&cpu, false).count, 0);
    mark_row(part, HIGHLIGHT_FOUND, 5, 1, 2);
    make_scene();
    CHECK_INT(draw(&cpu, false).rows_drawn, 1);
    fake_frame_move(part->frame, 0, 5, 1);
    fake_frame_print(part->frame, 5, "seven");
    CHECK_INT(draw(&cpu, false).rows_drawn, 1); /* the others are moved with their highlights */
    settle();
    part->layer.grid.highlights[HIGHLIGHT_FOUND].count = 0;
    make_scene();
    CHECK_INT(draw(&cpu, false).rows_drawn, 3);
    CHECK(side_is_as_fresh(&cpu, fonts, &scene));
    finish_parts();
}

int main(int count, char **words) {
    char error[256] = "";
    struct font_options options = FONT_OPTIONS_INIT;
    scene.width_px = WIDTH;
    scene.height_px = HEIGHT;
    fonts = font_set_create(&options, error, sizeof error);
    if (count != 2 || !fonts || !side_open(&cpu, "cpu", fonts, WIDTH, HEIGHT)) {
        printf("nothing can be drawn: %s\n0 passed, 1 failed\n", error);
        return 1;
    }
    is_gl = !strcmp(words[1], "gl") && side_open(&side, "gl", fonts, WIDTH, HEIGHT);
    RUN(layers_at_random);
    if (!is_gl) {
        RUN(panes_scroll_beside_each_other);
        RUN(grids_over_each_other_scroll_at_once);
        RUN(a_bar_over_what_scrolls_costs_its_own_row);
        RUN(a_picture_allocates_nothing);
        RUN(labels_lie_at_their_cells);
        RUN(a_grid_that_moves_is_drawn_whole);
        RUN(highlights_damage_the_rows_that_differ);
    }
    side_close(&cpu);
    side_close(&side);
    scene_finish(&scene);
    font_set_destroy(fonts);
    return test_end();
}
