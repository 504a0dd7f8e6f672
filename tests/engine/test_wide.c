/* Wide characters and clusters in cells: what becomes of them when they are cut, moved, wrapped, or grow.
 *
 * The first half is exhaustive: every editing function at every place of a small screen full of wide characters, with
 * and without margins, against a model that moves half characters about and then blanks every half that has lost the
 * other. The second half are stories. */
#include "engine_kit.h"

#include <quire/snapshot.h>

#define COLS 9u
#define ROWS 3u

/* --- the model ------------------------------------------------------------------------------------------------- */

/* One column: blank (0), a narrow character, or a half of a wide one. */
struct half {
    uint32_t character;
    uint8_t part; /* 0 narrow, 1 left half, 2 right half */
};

struct grid {
    struct half at[ROWS][COLS];
    uint32_t top, bottom, left, right; /* margins; bottom and right are behind the last */
};

static void put(struct grid *grid, uint32_t y, uint32_t x, uint32_t character, bool wide) {
    grid->at[y][x] = (struct half){character, wide};
    if (wide)
        grid->at[y][x + 1] = (struct half){character, 2};
}

static void erase(struct grid *grid, uint32_t y, uint32_t from, uint32_t to) {
    for (uint32_t x = from; x < to && x < COLS; x++)
        grid->at[y][x] = (struct half){0};
}

/* Moves the columns [from, to) of a row by n, to the right when positive. */
static void shift(struct grid *grid, uint32_t y, uint32_t from, uint32_t to, int32_t n) {
    struct half old[COLS];
    memcpy(old, grid->at[y], sizeof old);
    for (uint32_t x = from; x < to; x++) {
        int32_t source = (int32_t)x - n;
        bool inside = source >= (int32_t)from && source < (int32_t)to;
        grid->at[y][x] = inside ? old[source] : (struct half){0};
    }
}

/* Moves the rows [top, bottom) between the margins by n, down when positive. */
static void roll(struct grid *grid, uint32_t top, int32_t n) {
    struct grid old = *grid;
    for (uint32_t y = top; y < grid->bottom; y++) {
        int32_t source = (int32_t)y - n;
        bool inside = source >= (int32_t)top && source < (int32_t)grid->bottom;
        for (uint32_t x = grid->left; x < grid->right; x++)
            grid->at[y][x] = inside ? old.at[source][x] : (struct half){0};
    }
}

/* Every half without the other becomes blank. Neighbours that were never one differ in their characters. */
static void mend(struct grid *grid) {
    for (uint32_t y = 0; y < ROWS; y++) {
        for (uint32_t x = 0; x < COLS; x++) {
            struct half *half = &grid->at[y][x], *next = x + 1 < COLS ? half + 1 : NULL;
            if (half->part == 2) {
                *half = (struct half){0};
            } else if (half->part == 1 && next && next->part == 2 && next->character == half->character) {
                x++;
            } else if (half->part == 1) {
                *half = (struct half){0};
            }
        }
    }
}

/* --- the functions --------------------------------------------------------------------------------------------- */

struct place {
    uint32_t x, y;
    int32_t n;
};

static bool in_region(const struct grid *grid, struct place p) {
    return p.y >= grid->top && p.y < grid->bottom && p.x >= grid->left && p.x < grid->right;
}

static void do_narrow(struct grid *grid, struct place p) {
    put(grid, p.y, p.x, 'n', false);
}

static void do_ech(struct grid *grid, struct place p) {
    erase(grid, p.y, p.x, p.x + (uint32_t)p.n);
}

static void do_el_right(struct grid *grid, struct place p) {
    erase(grid, p.y, p.x, COLS);
}

static void do_el_left(struct grid *grid, struct place p) {
    erase(grid, p.y, 0, p.x + 1);
}

static void do_ich(struct grid *grid, struct place p) {
    if (p.x >= grid->left && p.x < grid->right)
        shift(grid, p.y, p.x, grid->right, p.n);
}

static void do_dch(struct grid *grid, struct place p) {
    if (p.x >= grid->left && p.x < grid->right)
        shift(grid, p.y, p.x, grid->right, -p.n);
}

static void do_il(struct grid *grid, struct place p) {
    if (in_region(grid, p))
        roll(grid, p.y, p.n);
}

static void do_dl(struct grid *grid, struct place p) {
    if (in_region(grid, p))
        roll(grid, p.y, -p.n);
}

static void do_su(struct grid *grid, struct place p) {
    roll(grid, grid->top, -p.n);
}

static void do_sd(struct grid *grid, struct place p) {
    roll(grid, grid->top, p.n);
}

static void shift_region(struct grid *grid, uint32_t from, int32_t n) {
    for (uint32_t y = grid->top; y < grid->bottom; y++)
        shift(grid, y, from, grid->right, n);
}

static void do_decic(struct grid *grid, struct place p) {
    if (in_region(grid, p))
        shift_region(grid, p.x, p.n);
}

static void do_decdc(struct grid *grid, struct place p) {
    if (in_region(grid, p))
        shift_region(grid, p.x, -p.n);
}

static void do_sl(struct grid *grid, struct place p) {
    if (in_region(grid, p))
        shift_region(grid, grid->left, -p.n);
}

static void do_sr(struct grid *grid, struct place p) {
    if (in_region(grid, p))
        shift_region(grid, grid->left, p.n);
}

static uint32_t edge_of(const struct grid *grid, uint32_t x) {
    return x < grid->right ? grid->right : COLS;
}

/* Wide characters that would not fit are left to the stories. */
static void do_wide(struct grid *grid, struct place p) {
    if (p.x + 2 <= edge_of(grid, p.x))
        put(grid, p.y, p.x, 0x5B57, true);
}

/* Beside the margins nothing shifts (xterm). */
static void do_insert_narrow(struct grid *grid, struct place p) {
    do_ich(grid, (struct place){p.x, p.y, 1});
    do_narrow(grid, p);
}

static void do_insert_wide(struct grid *grid, struct place p) {
    if (p.x + 2 <= edge_of(grid, p.x)) {
        do_ich(grid, (struct place){p.x, p.y, 2});
        do_wide(grid, p);
    }
}

static const struct {
    const char *name, *bytes; /* %d is the count */
    void (*model)(struct grid *grid, struct place p);
} functions[] = {{"narrow", "n", do_narrow},
                 {"wide", "\xE5\xAD\x97", do_wide},
                 {"narrow, inserted", "\033[4hn", do_insert_narrow},
                 {"wide, inserted", "\033[4h\xE5\xAD\x97", do_insert_wide},
                 {"ECH", "\033[%dX", do_ech},
                 {"EL 0", "\033[K", do_el_right},
                 {"EL 1", "\033[1K", do_el_left},
                 {"ICH", "\033[%d@", do_ich},
                 {"DCH", "\033[%dP", do_dch},
                 {"IL", "\033[%dL", do_il},
                 {"DL", "\033[%dM", do_dl},
                 {"SU", "\033[%dS", do_su},
                 {"SD", "\033[%dT", do_sd},
                 {"DECIC", "\033[%d'}", do_decic},
                 {"DECDC", "\033[%d'~", do_decdc},
                 {"SL", "\033[%d @", do_sl},
                 {"SR", "\033[%d A", do_sr}};

/* Rows of wide characters that begin in column `offset`, each another character, narrow ones around them. */
static void fill(struct kit *kit, struct grid *grid, uint32_t offset) {
    text_addf(&kit->scratch, "\033[?69l\033[r\033[H");
    for (uint32_t y = 0; y < ROWS; y++) {
        uint32_t first = (offset + y) % 2;
        text_addf(&kit->scratch, "\033[%uH", y + 1);
        for (uint32_t x = 0; x < COLS;) {
            bool wide = x >= first && x + 2 <= COLS;
            uint32_t c = wide ? 0x4E00 + y * COLS + x : 'a' + x;
            text_code_point(&kit->scratch, c);
            put(grid, y, x, c, wide);
            x += wide ? 2 : 1;
        }
    }
}

static bool same_as(struct kit *kit, const struct grid *grid) {
    bool same = quire_frame_update(kit->frame, kit->terminal) == QUIRE_OK;
    for (uint32_t y = 0; y < ROWS; y++) {
        struct quire_frame_cell cells[COLS];
        same = quire_frame_row(kit->frame, y, cells, COLS) == COLS && same;
        for (uint32_t x = 0; x < COLS; x++) {
            const struct half *want = &grid->at[y][x];
            uint32_t character = cells[x].text_length > 0 ? cells[x].text[0] : 0;
            uint8_t width = want->part == 0 ? 1 : want->part == 1 ? 2 : 0;
            same = same && cells[x].width == width && (width == 0 || character == want->character);
        }
    }
    return same;
}

static void try_place(struct kit *kit, size_t function, const uint32_t *margins, uint32_t offset, struct place p) {
    struct grid grid = {.top = margins[0], .bottom = margins[1], .left = margins[2], .right = margins[3]};
    text_clear(&kit->scratch);
    text_addf(&kit->scratch, "\033c");
    fill(kit, &grid, offset);
    text_addf(&kit->scratch, "\033[?69h\033[%u;%ur\033[%u;%us", grid.top + 1, grid.bottom, grid.left + 1, grid.right);
    text_addf(&kit->scratch, "\033[%u;%uH", p.y + 1, p.x + 1);
    const char *count = strstr(functions[function].bytes, "%d");
    if (count)
        text_addf(&kit->scratch, "%.*s%d%s", (int)(count - functions[function].bytes), functions[function].bytes, p.n,
                  count + 2);
    else
        text_addf(&kit->scratch, "%s", functions[function].bytes);
    bool fits = p.x + 2 <= edge_of(&grid, p.x);
    if (!fits && (functions[function].model == do_wide || functions[function].model == do_insert_wide))
        return;
    functions[function].model(&grid, p);
    mend(&grid);
    CHECK_INT(quire_terminal_feed(kit->terminal, kit->scratch.bytes, kit->scratch.length), QUIRE_OK);
    if (!same_as(kit, &grid)) {
        printf("%s %d at %u,%u, margins %u %u %u %u, offset %u: %s\n", functions[function].name, p.n, p.y, p.x,
               grid.top, grid.bottom, grid.left, grid.right, offset, kit_view(kit));
        test_ok = false;
    }
}

static void every_function_everywhere(void) {
    static const uint32_t margins[][4] = {
        {0, ROWS, 0, COLS}, {0, ROWS, 2, 7}, {0, ROWS, 1, 6}, {1, ROWS, 0, 5}, {0, 2, 3, COLS}};
    struct kit kit;
    unsigned tried = 0;
    kit_open(&kit, COLS, ROWS);
    for (size_t function = 0; function < sizeof functions / sizeof *functions; function++) {
        for (uint32_t i = 0; i < sizeof margins / sizeof *margins * 2 * COLS * ROWS * 5; i++) {
            struct place p = {i % COLS, i / COLS % ROWS, (int32_t)(i / COLS / ROWS % 5) + 1};
            uint32_t rest = i / COLS / ROWS / 5;
            try_place(&kit, function, margins[rest / 2], rest % 2, p);
            tried++;
        }
        CHECK(kit_sound(&kit));
    }
    printf("%u cases\n", tried);
    kit_close(&kit);
}

/* --- marks ----------------------------------------------------------------------------------------------------- */

/* Code points of the cell at (row, column), 0 when it is blank. */
static uint32_t cell_text(struct kit *kit, uint32_t row, uint32_t column, const uint32_t **text) {
    static struct quire_frame_cell cells[COLS];
    CHECK_INT(quire_frame_update(kit->frame, kit->terminal), QUIRE_OK);
    CHECK(quire_frame_row(kit->frame, row, cells, COLS) == COLS);
    *text = cells[column].text;
    return cells[column].text_length;
}

/* A mark joins what was printed before it in every column, whatever wrapping, margins and insert mode say. */
static void marks_on_every_cell(void) {
    static const char *const modes[] = {"",
                                        "\033[?7l",
                                        "\033[4h",
                                        "\033[?69h\033[3;7s",
                                        "\033[?69h\033[3;7s\033[?7l",
                                        "\033[?69h\033[3;7s\033[4h",
                                        "\033[?2027l"};
    static const char *const bases[] = {"e", "\xC3\xA9", "\xE6\xBC\xA2"}, *const parts[] = {"", "\033[1m"};
    for (uint32_t i = 0; i < 7 * 3 * 2 * COLS; i++) {
        struct kit kit;
        const uint32_t *text;
        uint32_t column = i % COLS, margin = i / COLS % 7 == 4 && column < 7 ? 7 : COLS;
        bool wraps = i / COLS % 7 != 1 && i / COLS % 7 != 4;
        if (!wraps && i / COLS / 7 % 3 == 2 && column + 2 > margin)
            continue; /* the wide base is ignored, so there is nothing that a mark could join */
        kit_open(&kit, COLS, ROWS);
        text_addf(&kit.scratch, "%s\033[2;%uH%s%s\xCC\x81\xCC\xA3", modes[i / COLS % 7], column + 1,
                  bases[i / COLS / 7 % 3], parts[i / COLS / 21]);
        feed(&kit, kit.scratch.bytes);
        struct quire_terminal_info info = kit_info(&kit);
        bool stays = info.cursor_pending_wrap || (info.cursor_row == 1 && info.cursor_col == column);
        uint32_t at = stays ? info.cursor_col : info.cursor_col - 1;
        uint32_t count = cell_text(&kit, info.cursor_row, at, &text);
        if (count == 0) /* the right half of a wide one */
            count = cell_text(&kit, info.cursor_row, at - 1, &text);
        if (count != 3 || text[1] != 0x301 || text[2] != 0x323) {
            printf("modes %u, base %u, column %u: %s@%s\n", i / COLS % 7, i / COLS / 7 % 3, column, kit_view(&kit),
                   kit_cursor(&kit));
            test_ok = false;
        }
        kit_close(&kit);
    }
}

/* QUIRE_CLUSTER_MAX code points and no more; the next character is a cell of its own all the same. */
static void clusters_have_a_limit(void) {
    static const char *const bases[] = {"e", "\xE6\xBC\xA2"};
    for (uint32_t i = 0; i < 2 * COLS; i++) {
        struct kit kit;
        const uint32_t *text;
        uint32_t column = i % (COLS - 2);
        kit_open(&kit, COLS, ROWS);
        text_addf(&kit.scratch, "\033[1;%uH%s", column + 1, bases[i % 2]);
        for (uint32_t mark = 0; mark < 2 * QUIRE_CLUSTER_MAX; mark++)
            text_code_point(&kit.scratch, 0x300 + mark);
        text_addf(&kit.scratch, "x");
        feed(&kit, kit.scratch.bytes);
        CHECK_INT(cell_text(&kit, 0, column, &text), QUIRE_CLUSTER_MAX);
        CHECK_INT(text[QUIRE_CLUSTER_MAX - 1], 0x300 + QUIRE_CLUSTER_MAX - 2);
        CHECK_INT(cell_text(&kit, 0, column + 1 + i % 2, &text), 1);
        CHECK_INT(text[0], 'x');
        kit_close(&kit);
    }
}

/* --- stories --------------------------------------------------------------------------------------------------- */

#define HAN "\xE6\xBC\xA2"
#define ACUTE "\xCC\x81"
#define HEART "\xE2\x9D\xA4"
#define VS15 "\xEF\xB8\x8E"
#define VS16 "\xEF\xB8\x8F"
#define KA "\xE0\xA4\x95"
#define AA "\xE0\xA4\xBE" /* a spacing mark */
#define WATCH "\xE2\x8C\x9A"
#define LINE "\xE2\x94\x80" /* U+2500, ambiguous */
#define DEGREE "\xC2\xB0"   /* U+00B0, ambiguous */

struct story {
    const char *input, *shown;
};

static void tell(const struct story *stories, size_t count, bool ambiguous_wide) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    options.cols = COLS;
    options.rows = ROWS;
    options.ambiguous_wide = ambiguous_wide;
    for (size_t i = 0; i < count; i++) {
        struct kit kit;
        struct text have = {0};
        kit_open_with(&kit, options);
        feed(&kit, stories[i].input);
        text_addf(&have, "%s@%s", kit_view(&kit), kit_cursor(&kit));
        CHECK_STR(have.bytes, stories[i].shown);
        text_free(&have);
        kit_close(&kit);
    }
}

#define TELL(stories, ambiguous_wide) tell(stories, sizeof(stories) / sizeof *(stories), ambiguous_wide)

static void at_the_edge(void) {
    static const struct story stories[] = {
        {"1234567" HAN, "1234567" HAN "@0,8+"},
        {"12345678" HAN, "12345678|" HAN "@1,2"},
        {"12345678" HAN ACUTE, "12345678|" HAN ACUTE "@1,2"},
        {"123456789\033[9G" HAN, "12345678|" HAN "@1,2"}, /* what stood in the last column is gone */
        {"\033[?7l12345678" HAN, "12345678@0,8"},         /* without wrap it is ignored (xterm, tmux, Ghostty) */
        {"\033[?7l1234567" HAN HAN, "1234567" HAN "@0,8"},
        {"\033[?7l12345678" HAN "x", "12345678x@0,8"},
        {"\033[?7l12345678" HAN ACUTE, "1234567"
                                       "8" ACUTE "@0,8"}, /* as if it had not come: the mark joins the 8 */
        {"\033[?69h\033[3;7s\033[?7l\033[1;7H" HAN "x", "      x@0,6"},
        {"\033[?69h\033[3;7s\033[1;7H" HAN, "|  " HAN "@1,4"}, /* the right margin is an edge */
        {"\033[?69h\033[3;7s\033[1;6H" HAN "x", "     " HAN "|  x@1,3"},
        {"\033[?69h\033[3;7s\033[1;9H" HAN, "|  " HAN "@1,4"}, /* right of it the screen's edge is */
        {"\033[3;9H" HAN, "||" HAN "@2,2"},                    /* it scrolls */
        {"12345678" HEART, "12345678" HEART "@0,8+"},
        {"1234567" HEART VS16 "x", "1234567" HEART VS16 "|x@1,1"},
        {"1234567" WATCH VS15 "x", "1234567" WATCH VS15 "x@0,8+"}, /* wide, then narrow again */
    };
    TELL(stories, false);
}

/* A cluster that becomes wide in the last column goes where a wide character would have gone. */
static void growing_at_the_edge(void) {
    static const struct story stories[] = {
        {"12345678" HEART VS16, "12345678|" HEART VS16 "@1,2"},
        {"12345678" HEART VS16 "x", "12345678|" HEART VS16 "x@1,3"},
        {"12345678" KA AA "x", "12345678|" KA AA "x@1,3"}, /* it grows by any code point with room of its own */
        {"12345678"
         "\xD8\x80"
         "1x",
         "12345678|\xD8\x80"
         "1x@1,3"},
        {"12345678" HEART ACUTE VS16 "x", "12345678" HEART ACUTE VS16 "|x@1,1"}, /* VS16 chooses right before it */
        {"\033[?7l12345678" HEART VS16 "x", "12345678x@0,8"},                    /* without autowrap it stays narrow */
        {"\033[?7l12345678" HEART VS16, "12345678" HEART VS16 "@0,8"},
        {"\033[?7l12345678" HEART VS16 ACUTE, "12345678" HEART VS16 ACUTE "@0,8"},
        {"\033[?2027l12345678" HEART VS16, "12345678" HEART VS16 "@0,8+"}, /* VS16 chooses in clusters only */
        {"\033[3;9H" HEART VS16 "x", "||" HEART VS16 "x@2,3"},             /* it scrolls */
        {"\033[2;3r\033[3;9H" HEART VS16 "x", "||" HEART VS16 "x@2,3"},
        {"\033[1;2r\033[3;9H" HEART VS16 "x", "||" HEART VS16 "x@2,3"},           /* below the region nothing scrolls */
        {"\033[?69h\033[3;7s\033[1;7H" HEART VS16 "x", "|  " HEART VS16 "x@1,5"}, /* the right margin is an edge */
        {"\033[?69h\033[3;7s\033[1;9H" HEART VS16 "x", "|  " HEART VS16 "x@1,5"},
        {"\033[?69h\033[3;7s\033[1;6H" HEART HEART "\033[1;8H" VS16, "     " HEART HEART VS16 "@0,7"},
        {"abcdefghi\033[2;1Hjkl\033[4h\033[1;9H" HEART VS16, "abcdefgh|" HEART VS16 "jkl@1,2"}, /* inserted */
        {"\033#612345678\033[1;4H" HEART VS16 "x", "123|" HEART VS16 "x8@1,3"},
        {"12345678" HEART "\0337\033[3H\0338" VS16, "12345678|" HEART VS16 "@1,2"}, /* a wrap that came back */
        {"12345678" HEART VS16 "\033[2b", "12345678|" HEART VS16 HEART VS16 HEART VS16 "@1,6"},
        {"1234567" KA AA "\033[b", "1234567" KA AA "|" KA AA "@1,2"},
    };
    TELL(stories, false);
}

/* What it leaves is a spacer in a row that goes on, so that nothing comes between the two when they are joined. */
static void growing_joins_rows(void) {
    struct kit kit;
    kit_open(&kit, 10, ROWS);
    feed(&kit, "123456789\033[31m\xE2\x98\x81\033[m" VS16 "x");
    CHECK_STR(kit_view(&kit), "123456789|\xE2\x98\x81" VS16 "x");
    CHECK_STR(kit_cursor(&kit), "1,3");
    CHECK_STR(kit_look(&kit, 1), "[[['\xE2\x98\x81" VS16 "'],2,1,null,[],null,null],['x']]");
    CHECK_INT(quire_terminal_resize(kit.terminal, 12, ROWS, 0, 0), QUIRE_OK);
    CHECK_STR(kit_view(&kit), "123456789\xE2\x98\x81" VS16 "x");
    CHECK_STR(kit_cursor(&kit), "0,11+");
    kit_close(&kit);
    kit_open(&kit, 1, ROWS); /* no row has two columns */
    feed(&kit, "\xE2\x98\x81" VS16 "x");
    CHECK_STR(kit_view(&kit), "\xE2\x98\x81" VS16 "|x");
    kit_close(&kit);
}

/* A cluster is as wide as programs count it that add up the widths of its code points. */
static void growing_by_sums(void) {
    static const struct story stories[] = {
        {KA AA "x", KA AA "x@0,3"},
        {KA "\xE0\xA5\x8D\xE0\xA4\xB7x", KA "\xE0\xA5\x8D\xE0\xA4\xB7x@0,3"},
        {"\xE0\xB8\x81\xE0\xB8\xB3x", "\xE0\xB8\x81\xE0\xB8\xB3x@0,3"},
        {"\xEF\xBD\xB6\xEF\xBE\x9Ex", "\xEF\xBD\xB6\xEF\xBE\x9Ex@0,3"},
        {"\xEF\xBD\xB6\xEF\xBE\x9E\033[2b",
         "\xEF\xBD\xB6\xEF\xBE\x9E\xEF\xBD\xB6\xEF\xBE\x9E\xEF\xBD\xB6\xEF\xBE\x9E@0,6"},
        {"abc\033[4h\033[2G" KA AA "x", "a" KA AA "xbc@0,4"},
        {"\033[?2027l" KA AA "x", KA AA "x@0,3"}, /* without clusters, a cell each */
        {"ab" HAN "\033[3G" KA AA "x", "ab" KA AA "x@0,5"},
    };
    TELL(stories, false);
}

/* Becoming wide takes the next column, and cuts a wide character there. */
static void growing_cuts(void) {
    static const struct story stories[] = {
        {"12" HAN "\033[2G" HEART VS16, "1" HEART VS16 "@0,3"},
        {"1" HAN HAN "\033[1G" HEART VS16, HEART VS16 " " HAN "@0,2"},
        {HAN HAN "\033[1G" HEART VS16, HEART VS16 HAN "@0,2"},
        {"ab\033[4h\033[1G" HEART VS16 "x", HEART VS16 "xab@0,3"}, /* inserted, it makes room instead */
    };
    TELL(stories, false);
}

static void ambiguous_narrow(void) {
    static const struct story stories[] = {
        {LINE DEGREE "x", LINE DEGREE "x@0,3"},
        {"\033(0qx", "\xE2\x94\x80\xE2\x94\x82@0,2"},
    };
    TELL(stories, false);
}

static void ambiguous_wide(void) {
    static const struct story stories[] = {
        {LINE DEGREE "x", LINE DEGREE "x@0,5"},
        {LINE "\033[2Gx", " x@0,2"},
        {"12345678" LINE, "12345678|" LINE "@1,2"},
        {DEGREE ACUTE "x", DEGREE ACUTE "x@0,3"},
        {LINE "\033[2b", LINE LINE LINE "@0,6"},
        {"\033(0qx", "\xE2\x94\x80\xE2\x94\x82@0,2"}, /* character sets are narrow */
        {"\033(0q\033[2b", LINE LINE LINE "@0,3"},
        {"\033(0q" ACUTE "x", LINE ACUTE "\xE2\x94\x82@0,2"},
        {"\033(0q\033(B" LINE "\033[b", LINE LINE LINE "@0,5"},
        {"\xC2\xAE" VS15 "x", "\xC2\xAE" VS15 "x@0,3"},
        {"e" ACUTE HAN, "e" ACUTE HAN "@0,3"}, /* U+0301 is ambiguous, but a mark */
    };
    TELL(stories, true);
}

/* Widths are those of the time of printing: on the screen, in history, through resizes and a snapshot. */
static void ambiguous_width_stays(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal_options plain = QUIRE_TERMINAL_OPTIONS_INIT;
    struct kit kit;
    struct text bytes = {0};
    options.cols = 6;
    options.rows = 2;
    options.ambiguous_wide = true;
    kit_open_with(&kit, options);
    feed(&kit, LINE LINE LINE LINE "\r\n" DEGREE "abc");
    CHECK_STR(kit_view(&kit), LINE "|" DEGREE "abc");
    CHECK_INT(quire_terminal_resize(kit.terminal, 5, 5, 0, 0), QUIRE_OK);
    CHECK_STR(kit_view(&kit), LINE LINE "|" LINE LINE "|" DEGREE "abc");
    CHECK_STR(kit_cursor(&kit), "2,4+");
    CHECK_INT(quire_terminal_resize(kit.terminal, 12, 5, 0, 0), QUIRE_OK);
    CHECK_STR(kit_view(&kit), LINE LINE LINE LINE "|" DEGREE "abc");
    CHECK_STR(kit_cursor(&kit), "1,5");
    CHECK_INT(quire_snapshot_write(kit.terminal, kit_collect, &bytes), QUIRE_OK);
    quire_terminal_destroy(kit.terminal);
    CHECK_INT(quire_snapshot_read(bytes.bytes, bytes.length, &plain, &kit.terminal), QUIRE_OK);
    feed(&kit, LINE "x");
    CHECK_STR(kit_view(&kit), LINE LINE LINE LINE "|" DEGREE "abc" LINE "x");
    CHECK_STR(kit_cursor(&kit), "1,8");
    text_free(&bytes);
    kit_close(&kit);
}

/* The background of the cell at (row, column) of the view. */
static uint32_t background_at(struct kit *kit, uint32_t row, uint32_t column, bool *plain) {
    static struct quire_frame_cell cells[64];
    CHECK_INT(quire_frame_update(kit->frame, kit->terminal), QUIRE_OK);
    CHECK(quire_frame_row(kit->frame, row, cells, 64) > column);
    *plain = cells[column].default_background;
    return cells[column].background;
}

/* The column that a wide character left empty has its background, wherever it is: on the screen, in history with the
 * character on the screen or in history too, in other widths, in documents. */
static void colour_beside_a_wrapped_one(void) {
    static const char *const inputs[] = {"\033[41m012345678" HAN "\033[m\r\nx",
                                         "\033[41m012345678" HEART "\033[42m" VS16 "\033[m\r\nx"};
    for (size_t i = 0; i < 2; i++) {
        struct kit kit;
        struct text document = {0};
        bool plain;
        kit_open(&kit, 10, 3);
        feed(&kit, inputs[i]);
        uint32_t red = background_at(&kit, 0, 0, &plain);
        CHECK(!plain);
        for (uint32_t scrolled = 0; scrolled < 4; scrolled++) {
            quire_frame_scroll_to(kit.frame, kit.terminal, scrolled);
            CHECK_INT(background_at(&kit, 0, 9, &plain), red);
            CHECK(!plain);
            kit_format(&kit, QUIRE_FORMAT_JSON, &document);
            CHECK(strstr(document.bytes, "[\"012345678 \",1,null,1,[],null,null]],\"wrapped\":true}"));
            kit_format(&kit, QUIRE_FORMAT_HTML, &document);
            CHECK(strstr(document.bytes, ">012345678 </span>"));
            kit_format(&kit, QUIRE_FORMAT_TEXT, &document);
            CHECK(strstr(document.bytes, "012345678\xE2") || strstr(document.bytes, "012345678\xE6"));
            feed(&kit, scrolled == 0 ? "\033[3;1H\n" : "\n");
        }
        CHECK_INT(quire_terminal_resize(kit.terminal, 4, 3, 0, 0), QUIRE_OK);
        CHECK_INT(quire_terminal_resize(kit.terminal, 12, 3, 0, 0), QUIRE_OK);
        CHECK_INT(quire_terminal_resize(kit.terminal, 10, 3, 0, 0), QUIRE_OK);
        kit_format(&kit, QUIRE_FORMAT_JSON, &document);
        CHECK(strstr(document.bytes, "[\"012345678 \",1,null,1,[],null,null]],\"wrapped\":true}"));
        text_free(&document);
        kit_close(&kit);
    }
}

int main(void) {
    RUN(every_function_everywhere);
    RUN(marks_on_every_cell);
    RUN(clusters_have_a_limit);
    RUN(at_the_edge);
    RUN(growing_at_the_edge);
    RUN(growing_joins_rows);
    RUN(growing_by_sums);
    RUN(colour_beside_a_wrapped_one);
    RUN(growing_cuts);
    RUN(ambiguous_narrow);
    RUN(ambiguous_wide);
    RUN(ambiguous_width_stays);
    return test_end();
}
