/* Which protocol a terminal gets, and the sizes of pictures on it. */
#include "show_choice.h"
#include "show_layout.h"

#include "test.h"

static const struct show_environment plain = {NULL, NULL, "truecolor", "xterm-256color", NULL};
static const struct show_window_size window = {80, 24, 0, 0};

static enum show_protocol chosen(const struct terminal_answers *answers, const struct show_environment *environment) {
    struct show_terminal terminal;
    show_choose(answers, environment, &window, SHOW_AUTO, &terminal);
    return terminal.protocol;
}

static void the_best_comes_first(void) {
    struct terminal_answers all = {.attributes = true, .sixel = true, .kitty = true, .name = "WezTerm 2024"};
    CHECK_INT(chosen(&all, &plain), SHOW_KITTY);
    all.kitty = false;
    CHECK_INT(chosen(&all, &plain), SHOW_ITERM2);
    strcpy(all.name, "xterm(390)");
    CHECK_INT(chosen(&all, &plain), SHOW_SIXEL);
    all.sixel = false;
    CHECK_INT(chosen(&all, &plain), SHOW_BLOCKS);
}

/* The environment is that of the terminal outside when this one says its own name. */
static void names_in_the_environment_are_for_the_silent(void) {
    struct terminal_answers silent = {.attributes = false}, named = {.attributes = true, .name = "tmux 3.3a"};
    struct show_environment iterm = plain, far = plain, inside = plain;
    iterm.term_program = "iTerm.app";
    far.lc_terminal = "iTerm2";
    inside.term_program = "iTerm.app";
    inside.tmux = "/tmp/tmux-0/default,1,0";
    CHECK_INT(chosen(&silent, &iterm), SHOW_ITERM2);
    CHECK_INT(chosen(&silent, &far), SHOW_ITERM2);
    CHECK_INT(chosen(&named, &iterm), SHOW_BLOCKS);
    CHECK_INT(chosen(&silent, &inside), SHOW_BLOCKS);
    CHECK_INT(chosen(&silent, &plain), SHOW_BLOCKS);
}

static void what_is_asked_for_is_taken(void) {
    struct terminal_answers silent = {.attributes = false};
    struct show_terminal terminal;
    enum show_protocol protocol;
    static const char *const names[] = {"kitty", "iterm2", "sixel", "blocks"};
    for (unsigned i = 0; i < 4; i++) {
        CHECK(show_protocol_named(names[i], &protocol));
        show_choose(&silent, &plain, &window, protocol, &terminal);
        CHECK_INT(terminal.protocol, SHOW_KITTY + i);
    }
    CHECK(!show_protocol_named("regis", &protocol));
    CHECK(!show_protocol_named("", &protocol));
}

static void sizes_come_from_who_knows_best(void) {
    struct terminal_answers answers = {.attributes = true};
    struct show_window_size known = {100, 50, 900, 1000}, none = {0, 0, 0, 0};
    struct show_terminal terminal;
    show_choose(&answers, &plain, &none, SHOW_AUTO, &terminal);
    CHECK(terminal.cols == 80 && terminal.rows == 24 && terminal.cell_w_px == 10 && terminal.cell_h_px == 20);
    show_choose(&answers, &plain, &known, SHOW_AUTO, &terminal);
    CHECK(terminal.cols == 100 && terminal.rows == 50 && terminal.cell_w_px == 9 && terminal.cell_h_px == 20);
    answers.width_px = 1200;
    answers.height_px = 1200;
    show_choose(&answers, &plain, &known, SHOW_AUTO, &terminal);
    CHECK(terminal.cell_w_px == 12 && terminal.cell_h_px == 24);
    answers.cell_w_px = 7;
    answers.cell_h_px = 13;
    answers.cols = 60;
    answers.rows = 30;
    show_choose(&answers, &plain, &none, SHOW_AUTO, &terminal);
    CHECK(terminal.cols == 60 && terminal.rows == 30 && terminal.cell_w_px == 7 && terminal.cell_h_px == 13);
}

static void colors_and_limits(void) {
    struct terminal_answers answers = {.attributes = true, .sixel = true, .registers = 16, .sixel_w_px = 800};
    struct show_environment poor = {NULL, NULL, NULL, "xterm-256color", NULL}, direct = poor;
    struct show_terminal terminal;
    direct.term = "xterm-direct";
    show_choose(&answers, &plain, &window, SHOW_AUTO, &terminal);
    CHECK(terminal.colors == 16 && terminal.most_w_px == 800 && terminal.full_color);
    answers.registers = 1024;
    show_choose(&answers, &poor, &window, SHOW_AUTO, &terminal);
    CHECK(terminal.colors == 256 && !terminal.full_color);
    answers.registers = 0;
    show_choose(&answers, &direct, &window, SHOW_AUTO, &terminal);
    CHECK(terminal.colors == 256 && terminal.full_color);
}

static const struct show_grid grid = {80, 25, 10, 20, 0, 0};

static struct show_layout laid(const struct show_wish *wish, uint32_t width, uint32_t height) {
    struct show_layout layout;
    show_layout_make(wish, &grid, width, height, &layout);
    return layout;
}

#define CHECK_LAYOUT(layout, w, h, c, r, tc, tr)                                                                       \
    do {                                                                                                               \
        struct show_layout l_ = (layout);                                                                              \
        CHECK_INT(l_.width_px, w);                                                                                     \
        CHECK_INT(l_.height_px, h);                                                                                    \
        CHECK_INT(l_.cols, c);                                                                                         \
        CHECK_INT(l_.rows, r);                                                                                         \
        CHECK_INT(l_.told_cols, tc);                                                                                   \
        CHECK_INT(l_.told_rows, tr);                                                                                   \
    } while (0)

static void a_picture_has_its_own_size_where_it_fits(void) {
    struct show_wish wish = {.fit = SHOW_FIT_INSIDE};
    CHECK_LAYOUT(laid(&wish, 400, 301), 400, 301, 40, 16, 0, 0);
    CHECK(!laid(&wish, 400, 301).scaled);
    CHECK_LAYOUT(laid(&wish, 1, 1), 1, 1, 1, 1, 0, 0);
    CHECK_LAYOUT(laid(&wish, 1600, 400), 800, 200, 80, 10, 80, 0); /* the window's width */
    CHECK_LAYOUT(laid(&wish, 400, 1920), 100, 480, 10, 24, 0, 24); /* its height, less the prompt's line */
    CHECK_LAYOUT(laid(&wish, 100000, 1), 800, 1, 80, 1, 80, 0);    /* no side vanishes */
    wish.fit = SHOW_FIT_WIDTH;
    CHECK_LAYOUT(laid(&wish, 1600, 4000), 800, 2000, 80, 100, 80, 0);
    CHECK_LAYOUT(laid(&wish, 400, 2000), 400, 2000, 40, 100, 0, 0);
    wish.fit = SHOW_FIT_NONE;
    CHECK_LAYOUT(laid(&wish, 1600, 4000), 1600, 4000, 160, 200, 0, 0);
}

static void sizes_that_are_asked_for(void) {
    struct show_wish wish = {.width = {SHOW_CELLS, 20}};
    CHECK_LAYOUT(laid(&wish, 100, 100), 200, 200, 20, 10, 20, 0); /* larger, too */
    CHECK_LAYOUT(laid(&wish, 400, 100), 200, 50, 20, 3, 20, 0);
    CHECK_LAYOUT(laid(&wish, 100, 1000), 200, 2000, 20, 100, 20, 0); /* the other side as its shape wants it */
    wish.no_scale_up = true;
    CHECK_LAYOUT(laid(&wish, 100, 100), 100, 100, 10, 5, 0, 0);
    wish = (struct show_wish){.height = {SHOW_PERCENT, 50}};
    CHECK_LAYOUT(laid(&wish, 100, 100), 240, 240, 24, 12, 0, 12);
    wish = (struct show_wish){.width = {SHOW_PIXELS, 333}};
    CHECK_LAYOUT(laid(&wish, 100, 100), 333, 333, 34, 17, 0, 0); /* no number of cells */
    wish = (struct show_wish){.width = {SHOW_CELLS, 30}, .height = {SHOW_CELLS, 5}};
    CHECK_LAYOUT(laid(&wish, 100, 100), 100, 100, 10, 5, 0, 5);
    wish.fit = SHOW_FIT_STRETCH;
    CHECK_LAYOUT(laid(&wish, 100, 50), 300, 100, 30, 5, 30, 5);
}

static void limits_hold(void) {
    struct show_wish wish = {.width = {SHOW_PERCENT, 1000}};
    struct show_grid small = grid;
    struct show_layout layout = laid(&wish, 10, 100000);
    CHECK(layout.height_px <= 10000 && layout.width_px >= 1);
    small.most_w_px = 100;
    small.most_h_px = 1000;
    show_layout_make(&(struct show_wish){.fit = SHOW_FIT_INSIDE}, &small, 400, 200, &layout);
    CHECK(layout.width_px == 100 && layout.height_px == 50 && layout.told_cols == 0 && layout.scaled);
}

static void place_and_align(void) {
    struct show_wish wish = {.align = SHOW_RIGHT};
    CHECK_INT(laid(&wish, 100, 100).indent, 70);
    wish.align = SHOW_CENTER;
    CHECK_INT(laid(&wish, 100, 100).indent, 35);
    CHECK_INT(laid(&wish, 800, 100).indent, 0);
    CHECK(show_place_parse("40x10@3x4", &wish.place));
    CHECK(wish.place.given && wish.place.cols == 40 && wish.place.rows == 10 && wish.place.col == 3 &&
          wish.place.row == 4);
    CHECK_LAYOUT(laid(&wish, 100, 100), 200, 200, 20, 10, 0, 10);
    CHECK_INT(laid(&wish, 100, 100).indent, 10);
}

static void what_is_no_size(void) {
    static const char *const wrong[] = {"", "0", "x", "-3", "3 px", "3pt", "99999", "2000%", "0px", "1.5", "px"};
    static const char *const wrong_places[] = {"", "4x4", "4x4@", "0x4@0x0", "4x0@0x0", "4x4@1", "4x4@1x1 ", "4*4@1x1"};
    struct show_length length;
    struct show_place place;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        CHECK(!show_length_parse(wrong[i], &length));
    }
    for (size_t i = 0; i < sizeof wrong_places / sizeof wrong_places[0]; i++) {
        CHECK(!show_place_parse(wrong_places[i], &place));
    }
    CHECK(show_length_parse("12", &length) && length.unit == SHOW_CELLS && length.value == 12);
    CHECK(show_length_parse("12c", &length) && length.unit == SHOW_CELLS);
    CHECK(show_length_parse("12px", &length) && length.unit == SHOW_PIXELS);
    CHECK(show_length_parse("12%", &length) && length.unit == SHOW_PERCENT);
}

int main(void) {
    RUN(the_best_comes_first);
    RUN(names_in_the_environment_are_for_the_silent);
    RUN(what_is_asked_for_is_taken);
    RUN(sizes_come_from_who_knows_best);
    RUN(colors_and_limits);
    RUN(a_picture_has_its_own_size_where_it_fits);
    RUN(sizes_that_are_asked_for);
    RUN(limits_hold);
    RUN(place_and_align);
    RUN(what_is_no_size);
    return test_end();
}
