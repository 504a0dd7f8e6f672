/* The cursor's shape and blinking: the user's setting, mode 12 and DECSCUSR, in every order and through resets and
 * snapshots. */
#include "story_kit.h"

#include <quire/snapshot.h>

/* What is shown, as DECSCUSR would ask for it. */
static int shown(const struct quire_terminal *terminal) {
    struct quire_terminal_info info = QUIRE_TERMINAL_INFO_INIT;
    CHECK_INT(quire_terminal_get_info(terminal, &info), QUIRE_OK);
    return 2 * (int)info.cursor_shape + (info.cursor_blink ? 1 : 2);
}

static void open_with(struct kit *kit, enum quire_cursor_shape shape, bool blink) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    options.cursor_shape = shape;
    options.cursor_blink = blink;
    kit_open_with(kit, options);
}

struct fact {
    const char *input;
    int steady, blinking; /* what a block is then, with either setting of the user */
};

static const struct fact facts[] = {
    {"", 2, 1},
    {C "?12l" C "?25h", 2, 1}, /* cnorm of xterm-256color changes nothing */
    {C "?12l" C "?12l" C "?12l", 2, 1},
    {C "?12h", 1, 2}, /* otherwise than the user has set it (xterm: XOR) */
    {C "?12;25h", 1, 2},
    {C "?12h" C "?12l", 2, 1},
    {C "1 q", 1, 1}, /* DECSCUSR names what it wants */
    {C "2 q", 2, 2},
    {C "3 q", 3, 3},
    {C "6 q", 6, 6},
    {C "?12h" C "1 q", 1, 1},
    {C "?12h" C "2 q", 2, 2},
    {C "6 q" C "?12l", 6, 6}, /* a steady cursor stays so */
    {C "5 q" C "?12l", 6, 5},
    {C "6 q" C "?12h", 5, 5},
    {C "4 q" C "0 q", 2, 1},
    {C "5 q" C " q", 2, 1},
    {C "?12h" C "0 q", 2, 1},
    {C "5 q" C "7 q", 5, 5}, /* there is none */
    {C "?12h" C "!p", 2, 1}, /* xterm: DECSTR, too */
    {C "4 q" C "!p", 2, 1},
    {C "?12h" E "c", 2, 1},
    {C "6 q" E "c", 2, 1},
    {C "?12h" C "?12s" C "?12l" C "?12r", 1, 2},
    {C "2 q" C "?1049h" C "?12l" C "?1049l", 2, 2},
};

/* Every fact with either setting; what DECRQSS reports is what is shown, so that what it said brings that back. */
static void setting_and_mode(void) {
    for (int blink = 0; blink < 2; blink++) {
        for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
            struct kit kit;
            char report[32];
            int want = blink ? facts[i].blinking : facts[i].steady;
            open_with(&kit, QUIRE_CURSOR_BLOCK, blink);
            feed(&kit, facts[i].input);
            if (shown(kit.terminal) != want)
                printf("fact %zu, setting %d\n", i, blink);
            CHECK_INT(shown(kit.terminal), want);
            snprintf(report, sizeof report, E "P1$r%d q" ST, want);
            feed(&kit, E "P$q q" ST);
            CHECK_STR(kit_take(&kit.replies), report);
            CHECK_STR(kit_view(&kit), "");
            struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
            CHECK_INT(quire_frame_get_info(kit.frame, &info), QUIRE_OK);
            CHECK_INT(info.cursor_blink, want % 2);
            kit_close(&kit);
        }
    }
}

/* DECRQM: 12 is the mode itself, 13 the user's setting, 14 that the two are combined by XOR, for ever (xterm 379). */
static void modes_reported(void) {
    static const char ask[] = C "?12$p" C "?13$p" C "?14$p";
    struct kit kit;
    for (int blink = 0; blink < 2; blink++) {
        open_with(&kit, QUIRE_CURSOR_BLOCK, blink);
        feed(&kit, ask);
        CHECK_STR(kit_take(&kit.replies),
                  blink ? C "?12;2$y" C "?13;1$y" C "?14;3$y" : C "?12;2$y" C "?13;2$y" C "?14;3$y");
        feed(&kit, C "?12;13;14h");
        feed(&kit, ask);
        CHECK_STR(kit_take(&kit.replies),
                  blink ? C "?12;1$y" C "?13;1$y" C "?14;3$y" : C "?12;1$y" C "?13;2$y" C "?14;3$y");
        feed(&kit, C "?13;14l" C "!p");
        feed(&kit, ask);
        CHECK_STR(kit_take(&kit.replies),
                  blink ? C "?12;2$y" C "?13;1$y" C "?14;3$y" : C "?12;2$y" C "?13;2$y" C "?14;3$y");
        kit_close(&kit);
    }
}

/* DECSCUSR 0 and resets bring the shape of the host back, too. */
static void the_hosts_shape(void) {
    static const char *const back[] = {C "4 q" C "0 q", C "2 q" E "c", C "2 q" C "!p"};
    for (size_t i = 0; i < sizeof back / sizeof *back; i++) {
        struct kit kit;
        open_with(&kit, QUIRE_CURSOR_BAR, true);
        feed(&kit, back[i]);
        CHECK_INT(shown(kit.terminal), 5);
        kit_close(&kit);
    }
}

static bool keep(void *user, const char *bytes, size_t length) {
    text_add(user, bytes, length);
    return true;
}

/* A terminal brought back from a snapshot goes on as the first one would: after every fact, with cnorm behind it. */
static void snapshots_keep_it(void) {
    for (size_t i = 0; i < 2 * (sizeof facts / sizeof *facts); i++) {
        struct kit kit;
        struct text bytes = {0};
        struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
        struct quire_terminal *restored = NULL;
        open_with(&kit, QUIRE_CURSOR_BLOCK, i % 2);
        feed(&kit, facts[i / 2].input);
        CHECK_INT(quire_snapshot_write(kit.terminal, keep, &bytes), QUIRE_OK);
        CHECK_INT(quire_snapshot_read(bytes.bytes, bytes.length, &options, &restored), QUIRE_OK);
        CHECK_INT(shown(restored), shown(kit.terminal));
        feed(&kit, C "?12l" C "?25h");
        CHECK_INT(quire_terminal_feed(restored, C "?12l" C "?25h", 12), QUIRE_OK);
        CHECK_INT(shown(restored), shown(kit.terminal));
        quire_terminal_destroy(restored);
        text_free(&bytes);
        kit_close(&kit);
    }
}

int main(void) {
    RUN(setting_and_mode);
    RUN(modes_reported);
    RUN(the_hosts_shape);
    RUN(snapshots_keep_it);
    return test_end();
}
