/* Where a panel is, and which layers it makes. */
#include <string.h>

#include "scene_panel.h"
#include "test.h"

static void panels_fit_the_pane(void) {
    static const struct {
        struct scene_panel panel;
        uint32_t cols, rows; /* of the pane */
        struct scene_panel_place place;
    } facts[] = {
        {{.at_bottom = true, .count = 3}, 80, 24, {21, 0, 80, 3}},
        {{.at_bottom = true, .count = 30}, 80, 40, {16, 0, 80, SCENE_PANEL_ROWS}},
        {{.at_bottom = true, .count = 10}, 5, 4, {0, 0, 5, 4}},
        {{.at_bottom = true, .count = 10}, 5, 1, {0, 0, 5, 1}},
        {{.row = 4, .col = 10, .cols = 20, .count = 5}, 80, 24, {4, 10, 20, 5}},
        {{.row = 22, .col = 70, .cols = 20, .count = 5}, 80, 24, {19, 60, 20, 5}}, /* moved up and left */
        {{.row = 22, .col = 70, .cols = 20, .count = 5}, 10, 3, {0, 0, 10, 3}},    /* cut */
    };
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        struct scene_panel_place place = scene_panel_place(&facts[i].panel, facts[i].cols, facts[i].rows);
        CHECK_INT(place.row, facts[i].place.row);
        CHECK_INT(place.col, facts[i].place.col);
        CHECK_INT(place.cols, facts[i].place.cols);
        CHECK_INT(place.rows, facts[i].place.rows);
    }
}

/* Where there is not room for all rows: a question keeps its last row, which has the answers; a menu shows those from
 * `first` on, as far as that leaves none of its place empty. */
static void rows_that_have_room(void) {
    static const struct {
        struct scene_panel panel;
        uint32_t rows; /* of the pane */
        uint32_t shown[4], count;
    } facts[] = {
        {{.at_bottom = true, .count = 3}, 24, {0, 1, 2}, 3},
        {{.at_bottom = true, .count = 10}, 4, {0, 1, 2, 9}, 4},
        {{.at_bottom = true, .count = 10}, 1, {9}, 1},
        {{.cols = 9, .count = 10}, 3, {0, 1, 2}, 3},
        {{.cols = 9, .count = 10, .first = 4}, 3, {4, 5, 6}, 3},
        {{.cols = 9, .count = 10, .first = 9}, 3, {7, 8, 9}, 3},
        {{.cols = 9, .count = 3, .first = 2}, 24, {0, 1, 2}, 3},
    };
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        struct scene_panel_place place = scene_panel_place(&facts[i].panel, 80, facts[i].rows);
        CHECK_INT(place.rows, facts[i].count);
        for (uint32_t row = 0; row < place.rows; row++) {
            CHECK_INT(scene_panel_row_at(&facts[i].panel, &place, row), facts[i].shown[row]);
        }
    }
}

/* A layer for each row, with the text in its cells; what stands between 0E and 0F looks different, and they are none.
 */
static void rows_are_layers(void) {
    static const struct scene_panel_row rows[] = {{"title", PANEL_TITLE}, {"a\x0E^[\x0F.", PANEL_TEXT}};
    const struct scene_panel panel = {.row = 1, .col = 2, .cols = 8, .rows = rows, .count = 2};
    const struct scene_panel_means means = {.cells = {4, 4, 800, 480},
                                            .cols = 80,
                                            .rows = 24,
                                            .cell_width = 10,
                                            .cell_height = 20,
                                            .foreground = 0xFFFFFF,
                                            .id = 77};
    struct scene_panel_made made = {NULL, 0};
    struct scene scene = SCENE_INIT;
    CHECK(scene_add_panel(&scene, &panel, &made, &means));
    CHECK_INT(scene.count, 2);
    for (uint32_t row = 0; row < 2; row++) {
        const struct scene_layer *layer = &scene.layers[row];
        CHECK(layer->kind == SCENE_BAR && layer->id == 77 + row);
        CHECK(layer->area.x == 24 && layer->area.y == 24 + 20 * row);
        CHECK(layer->area.width == 80 && layer->area.height == 20);
        CHECK_INT(layer->bar.line->count, 8);
    }
    const struct bar_line *line = scene.layers[1].bar.line;
    CHECK_INT(line->text[1], '^');
    CHECK_INT(line->text[3], '.');
    CHECK(line->cells[1].style.background != line->cells[0].style.background);
    CHECK(memcmp(&line->cells[3].style, &line->cells[0].style, sizeof line->cells[0].style) == 0);
    scene_panel_finish(&made);
    scene_finish(&scene);
}

int main(void) {
    RUN(panels_fit_the_pane);
    RUN(rows_that_have_room);
    RUN(rows_are_layers);
    return test_end();
}
