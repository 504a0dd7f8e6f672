/* The panes of a window as a list: numbers are never used twice, whoever keeps one finds that pane or none, and there
 * is always a current one while there are any. */
#include "app_panes.h"
#include "test.h"

static struct app_pane panes_made[8];

static struct app_pane *make(struct app_panes *panes) {
    uint32_t number = app_panes_next_number(panes);
    panes_made[number] = (struct app_pane){.number = number};
    return &panes_made[number];
}

static bool add_tab(struct app_panes *panes, struct app_pane *pane) {
    bool added = app_panes_add_tab(panes, pane->number);
    app_panes_put(panes, pane);
    return added;
}

static bool add_split(struct app_panes *panes, struct app_pane *pane, uint32_t beside, enum layout_side side) {
    bool added = app_panes_add_split(panes, pane->number, beside, side);
    if (added) {
        app_panes_put(panes, pane);
    }
    return added;
}

static void numbers_find_their_pane(void) {
    struct app_panes panes = APP_PANES_INIT;
    CHECK(app_panes_current(&panes) == NULL);
    struct app_pane *one = make(&panes), *two = make(&panes), *three = make(&panes);
    CHECK(add_tab(&panes, one) && add_split(&panes, two, 1, LAYOUT_RIGHT));
    CHECK(add_tab(&panes, three));
    CHECK_INT((long long)app_panes_count(&panes), 3);
    CHECK(app_panes_find(&panes, 2) == two && app_panes_current(&panes) == three);
    app_panes_remove(&panes, two);
    CHECK(app_panes_find(&panes, 2) == NULL && app_panes_find(&panes, 0) == NULL);
    CHECK_INT(app_panes_next_number(&panes), 4);
    CHECK(!add_split(&panes, make(&panes), 2, LAYOUT_LEFT)); /* beside what is gone */
    CHECK_INT((long long)app_panes_count(&panes), 2);
    app_panes_remove(&panes, three);
    CHECK(app_panes_current(&panes) == one);
    app_panes_remove(&panes, three); /* not in the list */
    app_panes_remove(&panes, one);
    CHECK(app_panes_current(&panes) == NULL && app_panes_count(&panes) == 0);
    app_panes_finish(&panes);
}

static void what_is_in_view_is_marked(void) {
    struct app_panes panes = APP_PANES_INIT;
    struct app_pane *one = make(&panes), *two = make(&panes), *three = make(&panes);
    CHECK(add_tab(&panes, one) && add_split(&panes, two, 1, LAYOUT_BELOW));
    CHECK(add_tab(&panes, three));
    app_panes_mark_shown(&panes);
    CHECK(!one->shown && !two->shown && three->shown);
    layout_focus(&panes.layout, 1);
    app_panes_mark_shown(&panes);
    CHECK(one->shown && two->shown && !three->shown);
    CHECK(layout_zoom(&panes.layout));
    app_panes_mark_shown(&panes);
    CHECK(one->shown && !two->shown && !three->shown);
    app_panes_finish(&panes);
}

/* A place that no pane comes for leaves nothing behind. */
static void places_are_given_back(void) {
    struct app_panes panes = APP_PANES_INIT;
    struct app_pane *one = make(&panes);
    CHECK(add_tab(&panes, one));
    uint32_t number = app_panes_next_number(&panes);
    CHECK(app_panes_add_split(&panes, number, 1, LAYOUT_ABOVE));
    CHECK(app_panes_current(&panes) == NULL); /* it is not there yet */
    app_panes_give_back(&panes, number);
    CHECK(app_panes_current(&panes) == one);
    CHECK_INT((long long)layout_panes(&panes.layout, NULL, 0), 1);
    app_panes_remove(&panes, one);
    app_panes_finish(&panes);
}

int main(void) {
    RUN(places_are_given_back);
    RUN(numbers_find_their_pane);
    RUN(what_is_in_view_is_marked);
    return test_end();
}
