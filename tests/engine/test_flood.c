/* A flood of links or styles: the memory that a host is told of comes back in idle time, and with RIS, ED 3 and a
 * resize; what is on the screen stays as it was. */
#include "engine_kit.h"

#define COLS 120u
#define ROWS 40u

static uint64_t screen_bytes(const struct kit *kit) {
    return kit_info(kit).screen_bytes;
}

static void feed_text(struct kit *kit, const struct text *text) {
    CHECK_INT(quire_terminal_feed(kit->terminal, text->bytes, text->length), QUIRE_OK);
}

/* A link of its own and a style of its own in every cell. */
static void flood(struct kit *kit) {
    struct text text = {0};
    char pad[1001];
    memset(pad, 'p', sizeof pad - 1);
    pad[sizeof pad - 1] = 0;
    text_addf(&text, "\033[H");
    for (uint32_t i = 0; i < COLS * ROWS; i++) {
        text_addf(&text, "\033]8;;http://%u/", (unsigned)i);
        text_add(&text, pad, sizeof pad - 1);
        text_addf(&text, "\033\\\033[38;2;%u;%u;1m%c", (unsigned)(i & 255), (unsigned)(i >> 8), 'a' + (int)(i % 26));
    }
    text_addf(&text, "\033]8;;\033\\\033[0m");
    feed_text(kit, &text);
    text_free(&text);
}

static void idle(struct kit *kit) {
    while (quire_terminal_idle(kit->terminal, 1 << 20))
        ;
}

static uint64_t fresh_bytes;

static void open_flooded(struct kit *kit) {
    kit_open(kit, COLS, ROWS);
    fresh_bytes = screen_bytes(kit);
    CHECK(fresh_bytes >= COLS * ROWS * 8 && fresh_bytes < COLS * ROWS * 8 + 65536);
    flood(kit);
    CHECK(screen_bytes(kit) > 20 * fresh_bytes);
}

static void idle_time(void) {
    struct kit kit;
    open_flooded(&kit);
    uint64_t flooded = screen_bytes(&kit);
    struct text before = {0}, after = {0};
    kit_format(&kit, QUIRE_FORMAT_HTML, &before);
    idle(&kit); /* all of it lives */
    CHECK(screen_bytes(&kit) <= flooded);
    kit_format(&kit, QUIRE_FORMAT_HTML, &after);
    CHECK(text_same(&before, &after));
    feed(&kit, "\033[2J\033[Hprompt \033[32mgreen\033]8;;http://kept\033\\link\033]8;;\033\\");
    text_clear(&before);
    kit_format(&kit, QUIRE_FORMAT_HTML, &before);
    CHECK(screen_bytes(&kit) > 20 * fresh_bytes);
    idle(&kit);
    CHECK(screen_bytes(&kit) <
          10 * fresh_bytes); /* a style and its link have high ids, so two sets stay; strings went */
    text_clear(&after);
    kit_format(&kit, QUIRE_FORMAT_HTML, &after);
    CHECK(text_same(&before, &after));
    CHECK(kit_sound(&kit));
    feed(&kit, "\033[0m\033[2J\033[H");
    idle(&kit);
    CHECK(screen_bytes(&kit) <= 2 * fresh_bytes);
    text_free(&before);
    text_free(&after);
    kit_close(&kit);
}

static void at_once(const char *name, const char *sequence) {
    struct kit kit;
    open_flooded(&kit);
    feed(&kit, "\033[2J\033[H");
    feed(&kit, sequence);
    if (screen_bytes(&kit) > 2 * fresh_bytes)
        printf("%s: %llu bytes\n", name, (unsigned long long)screen_bytes(&kit));
    CHECK(screen_bytes(&kit) <= 2 * fresh_bytes);
    feed(&kit, "again \033[31mred");
    kit_close(&kit);
}

static void cleared(void) {
    at_once("RIS", "\033c");
    at_once("ED 3", "\033[3J");
    at_once("iTerm2's", "\033]1337;ClearScrollback\033\\");
}

static void clear_history(void) {
    struct kit kit;
    open_flooded(&kit);
    feed(&kit, "\033[2J");
    quire_terminal_clear_history(kit.terminal);
    CHECK(screen_bytes(&kit) <= 2 * fresh_bytes);
    kit_close(&kit);
}

static void resized(void) {
    struct kit kit;
    open_flooded(&kit);
    feed(&kit, "\033[2J\033[H\033[31mred\033[0m plain");
    CHECK_INT(quire_terminal_resize(kit.terminal, COLS, ROWS + 1, 0, 0), QUIRE_OK);
    CHECK(screen_bytes(&kit) <= 2 * fresh_bytes);
    kit_close(&kit);
}

/* The alternate screen counts while it is there, and shrinks as well. */
static void alternate(void) {
    struct kit kit;
    kit_open(&kit, COLS, ROWS);
    fresh_bytes = screen_bytes(&kit);
    feed(&kit, "\033[?1049h");
    CHECK(screen_bytes(&kit) == 2 * fresh_bytes);
    flood(&kit);
    CHECK(screen_bytes(&kit) > 20 * fresh_bytes);
    feed(&kit, "\033[2J");
    idle(&kit);
    CHECK(screen_bytes(&kit) <= 4 * fresh_bytes);
    feed(&kit, "\033c");
    CHECK(screen_bytes(&kit) <= 2 * fresh_bytes);
    kit_close(&kit);
}

/* A frame that was drawn of a flood shows what is there after it, link and all. */
static void frames(void) {
    struct kit kit;
    open_flooded(&kit);
    CHECK_INT(quire_frame_update(kit.frame, kit.terminal), QUIRE_OK);
    feed(&kit, "\033[2J\033[H\033]8;;http://last\033\\x\033]8;;\033\\");
    idle(&kit);
    struct quire_frame_cell cells[COLS];
    CHECK_INT(quire_frame_update(kit.frame, kit.terminal), QUIRE_OK);
    CHECK_INT(quire_frame_row(kit.frame, 0, cells, COLS), COLS);
    CHECK(cells[0].text_length == 1 && cells[0].text[0] == 'x' && cells[0].link != 0 && cells[1].link == 0);
    size_t length = 0;
    const char *uri = quire_frame_link(kit.frame, cells[0].link, &length);
    CHECK(uri && length == 11 && memcmp(uri, "http://last", 11) == 0);
    kit_close(&kit);
}

int main(void) {
    RUN(idle_time);
    RUN(cleared);
    RUN(clear_history);
    RUN(resized);
    RUN(alternate);
    RUN(frames);
    return test_end();
}
