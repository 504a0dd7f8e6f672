/* The colours of quire/settings.h: what programs chose stays, the rest follows; a colour is damage and no content. */
#include "settings_kit.h"

static enum quire_result set_background(struct kit *kit, uint32_t rgb) {
    struct quire_terminal_settings s = QUIRE_TERMINAL_SETTINGS_INIT;
    s.background = rgb;
    return set(kit, QUIRE_SETTING_BACKGROUND, &s);
}

static enum quire_result set_palette(struct kit *kit, uint32_t index, uint32_t rgb) {
    struct quire_terminal_settings s = settings_of(kit->terminal);
    s.palette[index] = rgb;
    return set(kit, QUIRE_SETTING_PALETTE, &s);
}

static struct quire_frame_info frame_of(struct kit *kit) {
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    CHECK_INT(quire_frame_update(kit->frame, kit->terminal), QUIRE_OK);
    CHECK_INT(quire_frame_get_info(kit->frame, &info), QUIRE_OK);
    return info;
}

static uint32_t changed_rows(struct kit *kit) {
    struct quire_frame_info info = frame_of(kit);
    uint32_t changed = 0;
    for (uint32_t y = 0; y < info.rows; y++)
        changed += quire_frame_row_changed(kit->frame, y);
    quire_frame_drawn(kit->frame);
    return changed;
}

/* Another colour draws every row anew, once; the same colour, and one that a program hides, draw nothing. */
static void colors_are_damage(void) {
    struct kit kit = {0};
    kit_open(&kit, 20, 5);
    feed(&kit, C "31mred" C "mplain");
    CHECK_INT(changed_rows(&kit), 5);
    CHECK_INT(changed_rows(&kit), 0);
    CHECK_INT(set_background(&kit, 0x123456), QUIRE_OK);
    CHECK_STR(kit_take(&kit.events), "COLORS;");
    CHECK_INT(changed_rows(&kit), 5);
    CHECK_INT(frame_of(&kit).background, 0x123456);
    CHECK_INT(set_background(&kit, 0x123456), QUIRE_OK);
    CHECK_INT(changed_rows(&kit), 0);
    CHECK_INT(set_palette(&kit, 1, 0xABCDEF), QUIRE_OK);
    CHECK_INT(changed_rows(&kit), 5);
    struct quire_frame_cell cell[20];
    CHECK_INT(quire_frame_row(kit.frame, 0, cell, 20), 20);
    CHECK_INT(cell[0].foreground, 0xABCDEF);
    CHECK_INT(cell[3].background, 0x123456);
    kit_take(&kit.events);
    feed(&kit, E "]4;1;#010203" ST E "]11;#040506" ST);
    (void)changed_rows(&kit);
    kit_take(&kit.events);
    CHECK_INT(set_palette(&kit, 1, 0x111111), QUIRE_OK);
    CHECK_INT(set_background(&kit, 0x222222), QUIRE_OK);
    CHECK_INT(changed_rows(&kit), 0);
    CHECK_STR(kit_take(&kit.events), "");
    kit_close(&kit);
}

/* Text, its colours as written and its history are what they were. */
static void colors_are_no_content(void) {
    struct kit kit = {0};
    struct text before = {0}, after = {0};
    static const enum quire_format formats[] = {QUIRE_FORMAT_TEXT, QUIRE_FORMAT_VT};
    kit_open(&kit, 20, 3);
    feed(&kit, C "31mone\r\n" C "48;5;200mtwo\r\n" C "m" C "38;2;1;2;3mthree\r\nfour\r\nfive");
    for (size_t i = 0; i < 2; i++) {
        struct quire_terminal_settings s = settings_of(kit.terminal);
        kit_format(&kit, formats[i], &before);
        for (uint32_t c = 0; c < 256; c++)
            s.palette[c] ^= 0xFFFFFF;
        s.foreground ^= 0xFFFFFF;
        s.background ^= 0xFFFFFF;
        CHECK_INT(set(&kit, QUIRE_SETTING_PALETTE | QUIRE_SETTING_FOREGROUND | QUIRE_SETTING_BACKGROUND, &s), QUIRE_OK);
        kit_format(&kit, formats[i], &after);
        CHECK(text_same(&before, &after));
    }
    CHECK_INT(kit_info(&kit).history_lines, 2);
    text_free(&before);
    text_free(&after);
    kit_close(&kit);
}

/* A program's colour stays until it is let go, and that brings the setting of that time, however it is let go. */
static void chosen_colors_stay(void) {
    struct kit kit = {0};
    kit_open(&kit, 20, 3);
    struct quire_terminal_settings s = settings_of(kit.terminal);
    feed(&kit, E "]4;1;#010203" ST E "]10;#111111;#222222;#333333" ST);
    s.palette[1] = s.palette[2] = 0x777777;
    s.foreground = s.background = s.cursor_color = 0x888888;
    uint32_t members = QUIRE_SETTING_PALETTE | QUIRE_SETTING_FOREGROUND | QUIRE_SETTING_BACKGROUND;
    CHECK_INT(set(&kit, members | QUIRE_SETTING_CURSOR_COLOR, &s), QUIRE_OK);
    feed(&kit, E "]4;1;?;2;?" ST E "]10;?;?;?" ST);
    CHECK_STR(kit_take(&kit.replies),
              E "]4;1;rgb:0101/0202/0303" ST E "]4;2;rgb:7777/7777/7777" ST E "]10;rgb:1111/1111/1111" ST E
                "]11;rgb:2222/2222/2222" ST E "]12;rgb:3333/3333/3333" ST);
    feed(&kit, E "]104;1" ST E "]110" ST E "]21;background" ST);
    feed(&kit, E "]4;1;?" ST E "]10;?;?;?" ST);
    CHECK_STR(kit_take(&kit.replies), E "]4;1;rgb:7777/7777/7777" ST E "]10;rgb:8888/8888/8888" ST E
                                        "]11;rgb:8888/8888/8888" ST E "]12;rgb:3333/3333/3333" ST);
    feed(&kit, E "c" E "]12;?" ST);
    CHECK_STR(kit_take(&kit.replies), E "]12;rgb:8888/8888/8888" ST);
    s.cursor_color = 0x999999; /* and follows from then on */
    CHECK_INT(set(&kit, QUIRE_SETTING_CURSOR_COLOR, &s), QUIRE_OK);
    CHECK_INT(frame_of(&kit).cursor_color, 0x999999);
    kit_close(&kit);
}

/* Choosing what is there already is a choice, by each way in which colours are chosen. */
static void choosing_the_same(void) {
    static const char *const ways[] = {E "]11;#16181D" ST, E "]21;background=#16181D" ST, E "]10;#000;#16181D" ST};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct kit kit = {0};
        kit_open(&kit, 20, 3);
        feed(&kit, ways[i]);
        CHECK_INT(set_background(&kit, 0x654321), QUIRE_OK);
        CHECK_INT(frame_of(&kit).background, 0x16181D);
        kit_close(&kit);
    }
    struct kit kit = {0};
    kit_open(&kit, 20, 3);
    CHECK_INT(set_palette(&kit, 3, 0x333333), QUIRE_OK); /* 20 per cent */
    feed(&kit, E "P2$p3;2;0;0;0" ST);
    CHECK_INT(set_palette(&kit, 3, 0x444444), QUIRE_OK);
    feed(&kit, E "]4;3;?" ST);
    CHECK_STR(kit_take(&kit.replies), E "]4;3;rgb:0000/0000/0000" ST);
    kit_close(&kit);
}

/* Colours that were saved follow the setting too, but for those that had been chosen. */
static void saved_colors_follow(void) {
    struct kit kit = {0};
    kit_open(&kit, 20, 3);
    feed(&kit, E "]4;1;#010203" ST C "#P" E "]4;2;#040506" ST E "]11;#070809" ST);
    struct quire_terminal_settings s = settings_of(kit.terminal);
    s.palette[1] = s.palette[2] = 0x777777;
    s.background = 0x888888;
    CHECK_INT(set(&kit, QUIRE_SETTING_PALETTE | QUIRE_SETTING_BACKGROUND, &s), QUIRE_OK);
    feed(&kit, C "#Q" E "]4;1;?;2;?" ST E "]11;?" ST);
    CHECK_STR(kit_take(&kit.replies),
              E "]4;1;rgb:0101/0202/0303" ST E "]4;2;rgb:7777/7777/7777" ST E "]11;rgb:8888/8888/8888" ST);
    s.palette[1] = s.palette[2] = 0x555555;
    CHECK_INT(set(&kit, QUIRE_SETTING_PALETTE, &s), QUIRE_OK);
    feed(&kit, E "]4;1;?;2;?" ST);
    CHECK_STR(kit_take(&kit.replies), E "]4;1;rgb:0101/0202/0303" ST E "]4;2;rgb:5555/5555/5555" ST);
    kit_close(&kit);
}

/* A restored terminal goes on with the colours, and takes what differs for chosen. */
static void restored_colors(void) {
    struct kit kit = {0}, restored = {0};
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct text bytes = {0};
    kit_open(&kit, 20, 3);
    CHECK_INT(set_background(&kit, 0x123456), QUIRE_OK);
    feed(&kit, E "]4;1;#010203" ST);
    CHECK_INT(quire_snapshot_write(kit.terminal, kit_collect, &bytes), QUIRE_OK);
    kit_open(&restored, 20, 3);
    quire_terminal_destroy(restored.terminal);
    CHECK_INT(quire_snapshot_read(bytes.bytes, bytes.length, &options, &restored.terminal), QUIRE_OK);
    struct quire_terminal_settings a = settings_of(kit.terminal), b = settings_of(restored.terminal);
    CHECK(same_settings(&a, &b));
    CHECK_INT(set_palette(&restored, 1, 0x444444), QUIRE_OK);
    CHECK_INT(set_palette(&restored, 2, 0x555555), QUIRE_OK);
    CHECK_INT(set_background(&restored, 0x666666), QUIRE_OK);
    struct quire_frame_cell cell[20];
    feed(&restored, C "31ma" C "32mb");
    CHECK_INT(frame_of(&restored).background, 0x666666);
    CHECK_INT(quire_frame_row(restored.frame, 0, cell, 20), 20);
    CHECK_INT(cell[0].foreground, 0x010203);
    CHECK_INT(cell[1].foreground, 0x555555);
    text_free(&bytes);
    kit_close(&kit);
    kit_close(&restored);
}

/* The background says what scheme it is, and is reported, for as long as the host does not. */
static void color_scheme(void) {
    struct kit kit = {0};
    kit_open(&kit, 20, 3);
    feed(&kit, C "?996n" C "?2031h");
    CHECK_STR(kit_take(&kit.replies), C "?997;1n");
    CHECK_INT(set_background(&kit, 0xFFFFFF), QUIRE_OK);
    CHECK_STR(kit_take(&kit.replies), C "?997;2n");
    CHECK_INT(set_background(&kit, 0xEEEEEE), QUIRE_OK);
    CHECK_STR(kit_take(&kit.replies), "");
    CHECK_INT(quire_terminal_set_color_scheme(kit.terminal, QUIRE_SCHEME_LIGHT), QUIRE_OK);
    CHECK_INT(set_background(&kit, 0), QUIRE_OK);
    CHECK_STR(kit_take(&kit.replies), "");
    kit_close(&kit);
}

/* The rule of colours by a model: four of the palette, and the background as the fifth. */
struct model {
    uint32_t now[5], initial[5];
    bool chosen[5];
};

struct model_stack {
    struct model now, saved[QUIRE_COLOR_STACK_MAX];
    uint32_t depth;
};

static void model_reset(struct model *model, uint32_t i) {
    model->now[i] = model->initial[i];
    model->chosen[i] = false;
}

static void model_follow(struct model *model, const uint32_t initial[5]) {
    memcpy(model->initial, initial, sizeof model->initial);
    for (uint32_t i = 0; i < 5; i++)
        model->now[i] = model->chosen[i] ? model->now[i] : initial[i];
}

static void host_sets(struct kit *kit, struct random *random, struct model_stack *m) {
    struct quire_terminal_settings s = settings_of(kit->terminal);
    for (uint32_t i = 0; i < 5; i++)
        *(i < 4 ? &s.palette[i] : &s.background) = random_below(random, 3);
    uint32_t initial[5] = {s.palette[0], s.palette[1], s.palette[2], s.palette[3], s.background};
    CHECK_INT(set(kit, QUIRE_SETTING_PALETTE | QUIRE_SETTING_BACKGROUND, &s), QUIRE_OK);
    model_follow(&m->now, initial);
    for (uint32_t i = 0; i < QUIRE_COLOR_STACK_MAX; i++)
        model_follow(&m->saved[i], initial);
}

static void program_acts(struct kit *kit, struct random *random, struct model_stack *m) {
    char text[64] = "";
    uint32_t i = random_below(random, 5), rgb = random_below(random, 3), what = random_below(random, 7);
    bool kitty = random_below(random, 2);
    if (what < 3) {
        m->now.now[i] = rgb;
        m->now.chosen[i] = true;
        if (i == 4)
            snprintf(text, sizeof text, kitty ? E "]21;background=#%06x" ST : E "]11;#%06x" ST, rgb);
        else
            snprintf(text, sizeof text, kitty ? E "]21;%u=#%06x" ST : E "]4;%u;#%06x" ST, i, rgb);
    } else if (what < 5) {
        model_reset(&m->now, i);
        if (i == 4)
            snprintf(text, sizeof text, "%s", kitty ? E "]21;background" ST : E "]111" ST);
        else
            snprintf(text, sizeof text, kitty ? E "]21;%u" ST : E "]104;%u" ST, i);
    } else if (what == 5 && m->depth < QUIRE_COLOR_STACK_MAX) {
        m->saved[m->depth++] = m->now;
        strcpy(text, C "#P");
    } else if (what == 6 && m->depth > 0) {
        m->now = m->saved[--m->depth];
        strcpy(text, C "#Q");
    }
    feed(kit, text);
}

static void colors_by_a_model(void) {
    struct random random = {77};
    struct kit kit = {0};
    struct model_stack m = {0};
    kit_open(&kit, 20, 3);
    host_sets(&kit, &random, &m);
    for (uint32_t step = 0; step < 5000 && test_ok; step++) {
        char want[256];
        if (random_below(&random, 4) == 0)
            host_sets(&kit, &random, &m);
        else
            program_acts(&kit, &random, &m);
        snprintf(want, sizeof want,
                 E "]21;0=rgb:00/00/%02x;1=rgb:00/00/%02x;2=rgb:00/00/%02x;3=rgb:00/00/%02x;"
                   "background=rgb:00/00/%02x" ST,
                 m.now.now[0], m.now.now[1], m.now.now[2], m.now.now[3], m.now.now[4]);
        text_clear(&kit.replies);
        feed(&kit, E "]21;0=?;1=?;2=?;3=?;background=?" ST);
        CHECK_STR(kit_take(&kit.replies), want);
    }
    kit_close(&kit);
}

int main(void) {
    RUN(colors_are_damage);
    RUN(colors_are_no_content);
    RUN(chosen_colors_stay);
    RUN(choosing_the_same);
    RUN(saved_colors_follow);
    RUN(restored_colors);
    RUN(color_scheme);
    RUN(colors_by_a_model);
    return test_end();
}
