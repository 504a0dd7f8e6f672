/* Where panes lie: random splits and removals tile the window without holes and overlaps, and neighbours are those that
 * a person would point at. */
#include <stdlib.h>

#include "layout.h"
#include "test.h"

static const struct layout_rect whole = {0, 0, 1001, 701};
enum { GAP = 3, MOST = 40 };

static uint32_t next_random(uint32_t *state) {
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static struct layout_rect place(const struct layout *layout, uint32_t pane) {
    struct layout_rect rect = {0, 0, 0, 0};
    CHECK(layout_place(layout, pane, whole, GAP, &rect));
    return rect;
}

static bool overlap(struct layout_rect a, struct layout_rect b) {
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/* The panes of a tab and the gaps between them are the whole: a split of n panes has n - 1 gaps. */
static void check_tiling(const struct layout *layout) {
    uint32_t panes[MOST];
    size_t count = layout_panes(layout, panes, MOST);
    CHECK(count <= MOST);
    for (size_t i = 0; i < count && i < MOST; i++) {
        struct layout_rect one = place(layout, panes[i]);
        CHECK(one.x + one.width <= whole.width && one.y + one.height <= whole.height);
        if (one.width > 0 && one.height > 0) {
            CHECK_INT(layout_at(layout, whole, GAP, one.x, one.y), panes[i]);
            CHECK_INT(layout_at(layout, whole, GAP, one.x + one.width - 1, one.y + one.height - 1), panes[i]);
        }
        for (size_t k = i + 1; k < count && k < MOST; k++) {
            CHECK(!overlap(one, place(layout, panes[k])));
        }
    }
}

static void random_layouts_tile(void) {
    for (uint32_t round = 1; round <= 200; round++) {
        struct layout layout = LAYOUT_INIT;
        uint32_t seed = round, next = 2, alive[MOST] = {1}, count = 1;
        CHECK(layout_add_tab(&layout, 1));
        for (int step = 0; step < 60; step++) {
            uint32_t at = next_random(&seed) % count;
            if (count < MOST && next_random(&seed) % 3 != 0) {
                CHECK(layout_split(&layout, alive[at], next, (enum layout_side)(next_random(&seed) % 4)));
                alive[count++] = next++;
            } else if (count > 1) {
                layout_remove(&layout, alive[at]);
                alive[at] = alive[--count];
            }
            layout_move_edge(&layout, alive[next_random(&seed) % count], (enum layout_side)(next_random(&seed) % 4),
                             (int32_t)(next_random(&seed) % 100) - 50, whole, GAP);
            CHECK_INT(layout_panes(&layout, NULL, 0), count);
            check_tiling(&layout);
        }
        layout_finish(&layout);
    }
}

/*  +---+---+      1 | 2
 *  | 1 +---+        | 3    */
static struct layout three(void) {
    struct layout layout = LAYOUT_INIT;
    CHECK(layout_add_tab(&layout, 1));
    CHECK(layout_split(&layout, 1, 2, LAYOUT_RIGHT));
    CHECK(layout_split(&layout, 2, 3, LAYOUT_BELOW));
    return layout;
}

static void halves_and_gaps(void) {
    struct layout layout = three();
    struct layout_rect one = place(&layout, 1), two = place(&layout, 2), three_ = place(&layout, 3);
    CHECK_INT(one.width, 499);
    CHECK_INT(one.height, 701);
    CHECK_INT(two.x, 502);
    CHECK_INT(two.width, 499);
    CHECK_INT(two.height, 349);
    CHECK_INT(three_.y, 352);
    CHECK_INT(three_.height, 349);
    CHECK_INT(layout_at(&layout, whole, GAP, 500, 10), 0); /* the gap */
    layout_finish(&layout);
}

static void neighbours(void) {
    struct layout layout = three();
    CHECK_INT(layout_beside(&layout, 1, LAYOUT_RIGHT, whole, GAP), 2); /* the middle of 1 is in the gap: the first */
    CHECK_INT(layout_beside(&layout, 2, LAYOUT_LEFT, whole, GAP), 1);
    CHECK_INT(layout_beside(&layout, 2, LAYOUT_BELOW, whole, GAP), 3);
    CHECK_INT(layout_beside(&layout, 3, LAYOUT_ABOVE, whole, GAP), 2);
    CHECK_INT(layout_beside(&layout, 1, LAYOUT_LEFT, whole, GAP), 0);
    CHECK_INT(layout_beside(&layout, 9, LAYOUT_LEFT, whole, GAP), 0);
    layout_finish(&layout);
}

static void edges_move(void) {
    struct layout layout = three();
    CHECK(layout_move_edge(&layout, 3, LAYOUT_LEFT, 100, whole, GAP));
    CHECK_INT(place(&layout, 1).width, 399);
    CHECK(layout_move_edge(&layout, 1, LAYOUT_RIGHT, 100, whole, GAP));
    CHECK_INT(place(&layout, 1).width, 499);
    CHECK(layout_move_edge(&layout, 2, LAYOUT_BELOW, -100, whole, GAP));
    CHECK_INT(place(&layout, 2).height, 249);
    CHECK(!layout_move_edge(&layout, 1, LAYOUT_LEFT, 10, whole, GAP));
    CHECK(layout_move_edge(&layout, 1, LAYOUT_RIGHT, 100000, whole, GAP));
    CHECK(place(&layout, 2).width > 0); /* nobody is pushed out */
    layout_finish(&layout);
}

static void removing_gives_the_room_back(void) {
    struct layout layout = three();
    layout_remove(&layout, 1);
    CHECK_INT(place(&layout, 2).width, 1001);
    layout_remove(&layout, 2);
    CHECK_INT(place(&layout, 3).height, 701);
    layout_remove(&layout, 3);
    CHECK_INT((long long)layout.tab_count, 0);
    CHECK_INT((long long)layout_panes(&layout, NULL, 0), 0);
    layout_remove(&layout, 3);
    CHECK(!layout_split(&layout, 3, 4, LAYOUT_LEFT));
    layout_finish(&layout);
}

static void tabs_follow_the_current_one(void) {
    struct layout layout = three();
    uint32_t panes[4];
    CHECK(layout_add_tab(&layout, 4) && layout_add_tab(&layout, 5));
    CHECK_INT((long long)layout.current, 2);
    layout.current = 0;
    CHECK(layout_add_tab(&layout, 6)); /* behind the first */
    CHECK_INT((long long)layout.current, 1);
    CHECK_INT((long long)layout_panes(&layout, panes, 4), 1);
    CHECK_INT(panes[0], 6);
    CHECK_INT(layout_at(&layout, whole, GAP, 5, 5), 6); /* what other tabs have there is not seen */
    layout_remove(&layout, 6);
    CHECK_INT((long long)layout.current, 1); /* what was behind it */
    CHECK_INT((long long)layout_panes(&layout, panes, 4), 1);
    CHECK_INT(panes[0], 4);
    layout.current = 0;
    CHECK_INT((long long)layout_panes(&layout, panes, 4), 3);
    CHECK(panes[0] == 1 && panes[1] == 2 && panes[2] == 3);
    layout.current = 2;
    layout_remove(&layout, 4);
    CHECK_INT((long long)layout.current, 1);
    CHECK_INT((long long)layout_panes(&layout, panes, 4), 1);
    CHECK_INT(panes[0], 5);
    layout_finish(&layout);
}

/* Each tab remembers its current pane; what is taken away leaves its room, and the focus, to what lies beside it. */
static void tabs_know_their_current_pane(void) {
    struct layout layout = three();
    CHECK_INT(layout_current(&layout), 3); /* the newest */
    layout_focus(&layout, 1);
    CHECK(layout_add_tab(&layout, 4));
    CHECK_INT(layout_current(&layout), 4);
    layout_show_tab(&layout, 0);
    CHECK_INT(layout_current(&layout), 1);
    layout_remove(&layout, 1);
    CHECK_INT(layout_current(&layout), 2); /* what lay at its edge, above */
    layout_focus(&layout, 4);
    CHECK_INT((long long)layout.current, 1);
    CHECK_INT((long long)layout_tab_of(&layout, 3), 0);
    CHECK(layout_tab_of(&layout, 9) == SIZE_MAX);
    layout_show_tab(&layout, 7);
    layout_focus(&layout, 9);
    CHECK_INT(layout_current(&layout), 4);
    layout_remove(&layout, 4);
    CHECK_INT(layout_current(&layout), 2);
    layout_finish(&layout);
    CHECK_INT(layout_current(&layout), 0);
}

static void tabs_move_and_the_shown_one_stays(void) {
    static const uint32_t orders[][4] = {{1, 2, 3, 4}, {2, 3, 1, 4}, {4, 2, 3, 1}};
    static const size_t moves[][2] = {{1, 1}, {0, 2}, {3, 0}};
    struct layout layout = LAYOUT_INIT;
    for (uint32_t pane = 1; pane <= 4; pane++) {
        CHECK(layout_add_tab(&layout, pane));
    }
    layout_focus(&layout, 3);
    for (size_t i = 0; i < 3; i++) {
        layout_move_tab(&layout, moves[i][0], moves[i][1]);
        for (size_t tab = 0; tab < 4; tab++) {
            CHECK_INT(layout.tabs[tab].pane, orders[i][tab]);
        }
        CHECK_INT(layout_current(&layout), 3);
    }
    layout_move_tab(&layout, 4, 0);
    layout_move_tab(&layout, 0, 4);
    CHECK_INT(layout.tabs[0].pane, 4);
    layout_finish(&layout);
}

static void zoom_shows_one_alone(void) {
    struct layout layout = three();
    uint32_t shown[3];
    struct layout_line line;
    layout_focus(&layout, 2);
    CHECK(layout_zoom(&layout));
    CHECK_INT((long long)layout_shown(&layout, shown, 3), 1);
    CHECK_INT(shown[0], 2);
    CHECK_INT(place(&layout, 2).width, whole.width);
    CHECK_INT(place(&layout, 3).x, 502); /* the others keep what they had */
    CHECK_INT(layout_at(&layout, whole, GAP, 5, 600), 2);
    CHECK_INT((long long)layout_lines(&layout, whole, GAP, NULL, 0), 0);
    CHECK(!layout_line_at(&layout, whole, GAP, 2, 500, 300, &line));
    CHECK_INT(layout_beside(&layout, 2, LAYOUT_LEFT, whole, GAP), 1);
    layout_focus(&layout, 1); /* shows all again */
    CHECK_INT((long long)layout_shown(&layout, shown, 3), 3);
    CHECK(layout_zoom(&layout) && layout_split(&layout, 3, 4, LAYOUT_BELOW));
    CHECK_INT((long long)layout_shown(&layout, shown, 3), 4);
    CHECK(layout_add_tab(&layout, 5) && !layout_zoom(&layout)); /* alone as it is */
    layout_finish(&layout);
}

static void panes_become_tabs(void) {
    struct layout layout = three();
    CHECK(layout_pane_to_tab(&layout, 2));
    CHECK_INT((long long)layout.tab_count, 2);
    CHECK_INT(layout_current(&layout), 2);
    CHECK_INT(place(&layout, 2).width, whole.width);
    CHECK_INT(place(&layout, 3).height, whole.height);
    CHECK(!layout_pane_to_tab(&layout, 2) && !layout_pane_to_tab(&layout, 9));
    layout_finish(&layout);
}

/* Lines are what lies between panes: a point on one belongs to no pane, and it goes where the pointer goes. */
static void lines_lie_between_and_move(void) {
    struct layout layout = three();
    struct layout_line lines[2], line;
    CHECK_INT((long long)layout_lines(&layout, whole, GAP, lines, 2), 2);
    for (size_t i = 0; i < 2; i++) {
        const struct layout_rect *area = &lines[i].area;
        CHECK_INT(lines[i].stacked ? area->height : area->width, GAP);
        CHECK_INT(layout_at(&layout, whole, GAP, area->x, area->y), 0);
    }
    CHECK(layout_line_at(&layout, whole, GAP, 2, 497, 350, &line) && !line.stacked);
    CHECK(!layout_line_at(&layout, whole, GAP, 2, 496, 350, &line));
    CHECK(layout_line_at(&layout, whole, GAP, 2, 900, 350, &line) && line.stacked);
    layout_move_line(&layout, line.node, whole, GAP, 900, 101);
    CHECK_INT(place(&layout, 2).height, 100);
    layout_move_line(&layout, line.node, whole, GAP, 900, -500); /* nobody can be pushed out */
    CHECK(place(&layout, 2).height > 0);
    layout_remove(&layout, 2);
    layout_move_line(&layout, line.node, whole, GAP, 900, 101); /* of a split that is gone */
    CHECK_INT(place(&layout, 3).height, whole.height);
    layout_finish(&layout);
}

static void equal_rooms(void) {
    struct layout layout = three();
    CHECK(layout_split(&layout, 1, 4, LAYOUT_LEFT)); /* 4 | 1 | (2 above 3) */
    layout_move_edge(&layout, 1, LAYOUT_RIGHT, 200, whole, GAP);
    layout_move_edge(&layout, 2, LAYOUT_BELOW, 200, whole, GAP);
    layout_equalise(&layout);
    CHECK(place(&layout, 4).width - 331 < 4 && place(&layout, 1).width - 331 < 4 && place(&layout, 2).width - 331 < 4);
    CHECK_INT(place(&layout, 2).height, place(&layout, 3).height);
    layout_finish(&layout);
}

int main(void) {
    RUN(tabs_know_their_current_pane);
    RUN(tabs_move_and_the_shown_one_stays);
    RUN(zoom_shows_one_alone);
    RUN(panes_become_tabs);
    RUN(lines_lie_between_and_move);
    RUN(equal_rooms);
    RUN(random_layouts_tile);
    RUN(halves_and_gaps);
    RUN(neighbours);
    RUN(edges_move);
    RUN(removing_gives_the_room_back);
    RUN(tabs_follow_the_current_one);
    return test_end();
}
