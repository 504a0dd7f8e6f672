/* What feeding costs is bounded, whatever is fed: no control function costs more than a small number of times the
 * screen, feeding by budgets goes over by one of them at most, and what changes nothing costs nothing.
 *
 * Costs are counted, not timed (engine/feed.h). bench_slices times the same inputs. */
#include "engine_kit.h"
#include "feed.h"
#include "handlers.h"
#include "slices.h"

#define SLICE_BYTES 16384

/* --- terminals -------------------------------------------------------------------------------------------------- */

static void on_reply(void *user, const char *bytes, size_t length) {
    (void)user;
    (void)bytes;
    (void)length;
}

static bool on_resize(void *user, uint32_t cols, uint32_t rows) {
    (void)user;
    return (uint64_t)cols * rows <= 60000; /* larger ones only take the test's time */
}

/* One that allows everything, with lines in its history and on its screen. */
static struct quire_terminal *open_terminal(uint32_t cols, uint32_t rows) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal = NULL;
    struct text lines = {0};
    options.cols = cols;
    options.rows = rows;
    options.scrollback_lines = 20000;
    options.window_ops = options.screen_checksum = options.clipboard_write = QUIRE_ALLOW;
    options.callbacks =
        &(struct quire_callbacks){.size = sizeof(struct quire_callbacks), .reply = on_reply, .resize = on_resize};
    CHECK_INT(quire_terminal_create(&options, &terminal), QUIRE_OK);
    for (uint32_t i = 0; i < 2 * rows && i < 400; i++)
        text_addf(&lines, "\033[3%um%u some text here to fill the history with words\033[m and more\r\n",
                  (unsigned)(i % 8), (unsigned)i);
    CHECK_INT(quire_terminal_feed(terminal, lines.bytes, lines.length), QUIRE_OK);
    text_free(&lines);
    return terminal;
}

static uint64_t work_of(const struct quire_terminal *terminal) {
    return qr_feed_work((const struct qr_engine *)terminal);
}

/* The cells of the screen, each row counted as so many more: what "the screen" costs. */
static uint64_t screen_of(const struct quire_terminal *terminal) {
    const struct qr_engine *engine = (const struct qr_engine *)terminal;
    return (uint64_t)qr_rows(engine) * (qr_cols(engine) + QR_ROW_WORK);
}

/* What letting go of the history costs: it is no matter of the screen, and was paid for by as many bytes. */
static uint64_t history_of(const struct quire_terminal *terminal) {
    return 1024 + qr_history_bytes(&((const struct qr_engine *)terminal)->history) / 512;
}

/* Feeds with this budget. Returns the most that a call went over it, in screens. */
static double most_over(struct quire_terminal *terminal, const char *bytes, size_t length, uint64_t budget) {
    double most = 0;
    for (size_t at = 0, taken; at < length; at += taken) {
        uint64_t before = screen_of(terminal), allowed = budget + history_of(terminal);
        CHECK_INT(quire_terminal_feed_some(terminal, bytes + at, length - at, budget, &taken), QUIRE_OK);
        CHECK(taken > 0 && taken <= length - at);
        uint64_t screen = screen_of(terminal) > before ? screen_of(terminal) : before, work = work_of(terminal);
        double over = work > allowed + taken ? (double)(work - allowed - taken) / (double)screen : 0;
        most = over > most ? over : most;
    }
    return most;
}

/* --- each function ----------------------------------------------------------------------------------------------- */

/* Screens that one control function may cost. */
#define SCREENS_MAX 10.0

/* The bytes of a form of the tables, "CSI ? J", with these parameters. */
static void put_function(struct text *to, const char *form, const char *parameters) {
    bool csi = strncmp(form, "CSI ", 4) == 0, told = !csi;
    text_addf(to, csi ? "\033[" : "\033");
    for (const char *part = form + 4; *part; part++) {
        bool space = strncmp(part, "SP", 2) == 0;
        if (*part == ' ')
            continue;
        if (!told && (space || *part < '<' || *part > '?'))
            text_addf(to, "%s", parameters);
        told = told || space || *part < '<' || *part > '?';
        text_addf(to, "%c", space ? ' ' : *part);
        part += space;
    }
}

/* What may be on the screen, and in force. */
static const char *const states[] = {
    "",
    "\033#8",
    "\033[41m\033[2J\033[42m\033[10;10H",
    "\033#8\033[2;9r\033[?69h\033[2;70s\033[?6h\033[5;5Habc",
    "\033[4h\033[Hab\xE6\xBC\xA2\xE6\xBC\xA2"
    "e\xCC\x81",
    "\033[1\"q\033[69;1;1;40;60$x\033[0\"q\033[2*x\033[2;2H",
    "\033[?7h\033[?45h\xE6\xBC\xA2\033[999b\033[H\033[31mx",
    "\033[?1049h\033[33mon the other\r\nscreen\033[5;9H",
    "\033[#y\033[?40hx",
};

static const char *const parameters[] = {"",
                                         "65535",
                                         "1;1;999;999",
                                         "1;1;1;1;999;999",
                                         "65;1;1;999;999",
                                         "1;1;999;999;1;1;2;2;1",
                                         "1;1;999;999;7;31",
                                         "2",
                                         "3",
                                         "8;50;199",
                                         "?",
                                         "4;600;600"};

/* The dearest so far. */
struct dearest {
    double screens;
    char name[64];
};

static void note(struct dearest *dearest, double screens, const char *form, const char *with, size_t state) {
    if (screens <= dearest->screens)
        return;
    dearest->screens = screens;
    snprintf(dearest->name, sizeof dearest->name, "%s with %s in state %zu", form, with, state);
}

/* Behind "x", so that REP has something to repeat. */
static void try_function(struct quire_terminal *terminal, struct dearest *dearest, const char *form, size_t state) {
    struct text bytes = {0};
    for (size_t i = 0; i < sizeof parameters / sizeof *parameters; i++) {
        text_clear(&bytes);
        text_addf(&bytes, "%s", states[state]);
        (void)quire_terminal_feed(terminal, bytes.bytes, bytes.length);
        text_clear(&bytes);
        text_addf(&bytes, "x");
        put_function(&bytes, form, parameters[i]);
        note(dearest, most_over(terminal, bytes.bytes, bytes.length, 1), form, parameters[i], state);
    }
    (void)quire_terminal_feed(terminal, "\033c", 2);
    text_free(&bytes);
}

static void try_modes(struct quire_terminal *terminal, struct dearest *dearest, size_t state) {
    struct qr_mode_description d;
    char bytes[64];
    for (size_t i = 0; qr_mode_describe(i, &d); i++) {
        (void)quire_terminal_feed(terminal, states[state], strlen(states[state]));
        int length = snprintf(bytes, sizeof bytes, "\033[%s%uh\033[%s%ul", d.private ? "?" : "", (unsigned)d.number,
                              d.private ? "?" : "", (unsigned)d.number);
        note(dearest, most_over(terminal, bytes, (size_t)length, 1), d.name, "", state);
        (void)quire_terminal_feed(terminal, "\033c", 2);
    }
}

static void each_function_is_bounded(void) {
    static const uint32_t sizes[][2] = {{200, 50}, {80, 24}, {7, 3}, {3000, 2}, {2, 900}, {1, 1}};
    struct dearest dearest = {0};
    struct qr_sequence_description d;
    for (size_t size = 0; size < sizeof sizes / sizeof *sizes; size++) {
        struct quire_terminal *terminal = open_terminal(sizes[size][0], sizes[size][1]);
        for (size_t state = 0; state < sizeof states / sizeof *states; state++) {
            for (size_t i = 0; qr_sequence_describe(i, &d); i++)
                try_function(terminal, &dearest, d.form, state);
            try_modes(terminal, &dearest, state);
        }
        CHECK_INT(quire_terminal_verify(terminal, NULL, NULL), 0);
        quire_terminal_destroy(terminal);
    }
    printf("the dearest control function costs %.1f screens: %s\n", dearest.screens, dearest.name);
    CHECK(dearest.screens <= SCREENS_MAX);
}

/* --- slices ------------------------------------------------------------------------------------------------------ */

static size_t fill(char bytes[SLICE_BYTES], const struct slice *slice) {
    size_t unit = strlen(slice->unit), length = 0;
    for (; length + unit <= SLICE_BYTES; length += unit)
        memcpy(bytes + length, slice->unit, unit);
    return length;
}

static void budgets_are_kept(void) {
    static const uint64_t budgets[] = {1000, 65536, 262144};
    static char bytes[SLICE_BYTES];
    for (size_t i = 0; i < SLICES; i++) {
        struct quire_terminal *terminal = open_terminal(200, 50);
        size_t length = fill(bytes, &slices[i]);
        (void)quire_terminal_feed(terminal, slices[i].before, strlen(slices[i].before));
        for (size_t b = 0; b < sizeof budgets / sizeof *budgets; b++) {
            double over = most_over(terminal, bytes, b == 0 ? length / 8 : length, budgets[b]);
            if (over > SCREENS_MAX)
                printf("%s: %.1f screens over a budget of %u\n", slices[i].name, over, (unsigned)budgets[b]);
            CHECK(over <= SCREENS_MAX);
        }
        quire_terminal_destroy(terminal);
    }
}

/* Cells that sixteen kilobytes may cost when they are fed again and again. Filling what is full, moving blanks over
 * blanks, asking what rows know and columns that come and go beside the text is not paid by cells. */
static const struct {
    const char *name;
    uint64_t most;
} cheap[] = {
    {"ED 2", 20000},
    {"ED 2 in colour", 20000},
    {"ED 3", 3276 * 200},
    {"DECSED, all protected", 20000},
    {"DECALN", 20000},
    {"DECFRA", 20000},
    {"DECERA", 20000},
    {"DECIC", 200000},
    {"DECBI in colour", 8192 * 2},
    {"LF in a box in colour", 16384 * 2},
    {"ClearScrollback", 682 * 200},
    {"LF in a box", 16384 * 60},
    {"DECCRA", 712 * 49 * 450},
    {"XTREPORTSGR", 1092 * 400},
    {"new sizes", 1488 * 50 * 80},
    {"DECCOLM", 3276 * 50 * 20},
};

static const struct slice *slice_named(const char *name) {
    for (size_t i = 0; i < SLICES; i++) {
        if (strcmp(slices[i].name, name) == 0)
            return &slices[i];
    }
    return NULL;
}

static void what_changes_nothing_is_cheap(void) {
    static char bytes[SLICE_BYTES];
    for (size_t i = 0; i < sizeof cheap / sizeof *cheap; i++) {
        const struct slice *slice = slice_named(cheap[i].name);
        struct quire_terminal *terminal = open_terminal(200, 50);
        CHECK(slice != NULL);
        size_t length = fill(bytes, slice);
        (void)quire_terminal_feed(terminal, slice->before, strlen(slice->before));
        for (int times = 0; times < 3; times++)
            (void)quire_terminal_feed(terminal, bytes, length);
        if (work_of(terminal) > cheap[i].most)
            printf("%s: %llu cells\n", slice->name, (unsigned long long)work_of(terminal));
        CHECK(work_of(terminal) <= cheap[i].most);
        quire_terminal_destroy(terminal);
    }
}

/* What is no cell that a page counts is charged as well: answers by the byte, a screen that is made. */
static void what_is_beside_cells_is_charged(void) {
    struct quire_terminal *terminal = open_terminal(200, 50);
    (void)quire_terminal_feed(terminal, "\033[2$u", 5); /* 256 colours */
    CHECK(work_of(terminal) >= 4096);
    (void)quire_terminal_feed(terminal, "\033[?1049h", 8);
    CHECK(work_of(terminal) >= screen_of(terminal));
    quire_terminal_destroy(terminal);
}

/* --- screens ------------------------------------------------------------------------------------------------------ */

/* Work a byte of a screen that is filled by one long text, the second time: each row goes on in the next one then, is
 * written over, and goes on again. */
static double refilling(uint32_t rows) {
    struct quire_terminal *terminal = open_terminal(80, rows);
    struct text text = {0};
    text_addf(&text, "\033[H");
    for (uint32_t i = 0; i < 10 * rows; i++)
        text_addf(&text, "%s", "abcdefgh");
    (void)quire_terminal_feed(terminal, text.bytes, text.length);
    (void)quire_terminal_feed(terminal, text.bytes, text.length);
    double work = (double)work_of(terminal) / (double)text.length;
    text_free(&text);
    quire_terminal_destroy(terminal);
    return work;
}

static void wrapped_text_costs_the_same_on_any_screen(void) {
    double low = refilling(10), high = refilling(500);
    CHECK(high < 1.5 * low && low < 1.5 * high);
}

/* Work a line of lines that scroll between margins at all rows but the first (or the last). They come in pieces that
 * are too small to go straight, where nothing would scroll. */
static double scrolling(uint32_t rows, bool first) {
    struct quire_terminal *terminal = open_terminal(80, rows);
    struct text text = {0};
    text_addf(&text, "\033[%u;%ur\033[%u;1H", first ? 2u : 1u, (unsigned)(first ? rows : rows - 1),
              (unsigned)(first ? rows : rows - 1));
    for (uint32_t i = 0; i < 4 * rows; i++)
        text_addf(&text, "y\r\n");
    (void)quire_terminal_feed(terminal, "\033[?1049h", 8); /* nothing of it is a matter of history */
    double work = 0;
    for (size_t at = 0, piece = 96; at < text.length; at += piece) {
        (void)quire_terminal_feed(terminal, text.bytes + at, piece < text.length - at ? piece : text.length - at);
        work += (double)work_of(terminal) / (4.0 * rows);
    }
    text_free(&text);
    quire_terminal_destroy(terminal);
    return work;
}

static void margins_cost_the_same_on_any_screen(void) {
    for (int first = 0; first < 2; first++) {
        double low = scrolling(20, first), high = scrolling(500, first);
        CHECK(high < 1.5 * low && low < 1.5 * high);
    }
}

/* Letters of a document, history included. */
static size_t letters_of(struct kit *kit, const char *letter) {
    struct text text = {0};
    size_t count = 0, length = strlen(letter);
    kit_format(kit, QUIRE_FORMAT_TEXT, &text);
    for (size_t i = 0; i + length <= text.length; i++)
        count += memcmp(text.bytes + i, letter, length) == 0;
    text_free(&text);
    return count;
}

/* A repetition fills what is left of the screen or the region, and scrolls four rows: what is more is no picture. */
static void repetitions_are_no_flood(void) {
    static const struct {
        const char *input, *letter;
        size_t count;
    } cases[] = {
        {"\033[8Hx\033[65535b", "x", 5 * 10},
        {"\033[8H...x\033[65535b", "x", 5 * 10 - 3},
        {"\033[8H\xE6\xBC\xA2\033[65535b", "\xE6\xBC\xA2", 5 * 5},
        {"\033[8He\xCC\x81\033[65535b", "e\xCC\x81", 5 * 10},
        {"\033[8H\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB\033[65535b",
         "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB", 5 * 5},
        {"\033[8Hx\033[49b", "x", 50},
        {"\033[8Hx\033[48b", "x", 49},
        {"x\033[65535b", "x", 8 * 10 + 1},             /* never more than the screen has */
        {"\033[2;3r\033[2Hx\033[65535b", "x", 2 * 10}, /* what leaves the region is lost */
        {"\033[?7lx\033[65535b", "x", 10},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct kit kit;
        kit_open(&kit, 10, 8);
        feed(&kit, cases[i].input);
        CHECK_INT(letters_of(&kit, cases[i].letter), cases[i].count);
        kit_close(&kit);
    }
}

/* Between two updates a picture is whole: a call ends behind each, whatever its budget, and nowhere else for that. */
static void a_call_ends_behind_a_synchronized_update(void) {
    static const char *const parts[] = {"before \033[?2026hone\033[?2026l",
                                        "\033[?2026;25hpart\r\nof \033[31mtwo\033[?25;2026l",
                                        "text\033[?2026hthree\r\n\033[?2026l", "behind \033[?2026hand open"};
    enum { PARTS = sizeof parts / sizeof parts[0] };
    struct text text = {0};
    for (int i = 0; i < PARTS; i++)
        text_addf(&text, "%s", parts[i]);
    for (uint64_t budget = 1; budget <= UINT64_MAX / 2; budget *= 2) {
        struct quire_terminal *terminal = open_terminal(40, 10);
        size_t at = 0;
        for (int i = 0; i < PARTS; i++) {
            size_t end = at + strlen(parts[i]), taken = 1;
            for (; at < end && taken > 0; at += taken)
                CHECK_INT(quire_terminal_feed_some(terminal, text.bytes + at, text.length - at, budget, &taken),
                          QUIRE_OK);
            CHECK_INT(at, end);
            struct quire_terminal_info info = QUIRE_TERMINAL_INFO_INIT;
            CHECK_INT(quire_terminal_get_info(terminal, &info), QUIRE_OK);
            CHECK_INT(info.synchronized_output, i + 1 == PARTS);
        }
        quire_terminal_destroy(terminal);
    }
    text_free(&text);
}

int main(void) {
    RUN(each_function_is_bounded);
    RUN(budgets_are_kept);
    RUN(a_call_ends_behind_a_synchronized_update);
    RUN(repetitions_are_no_flood);
    RUN(what_changes_nothing_is_cheap);
    RUN(what_is_beside_cells_is_charged);
    RUN(wrapped_text_costs_the_same_on_any_screen);
    RUN(margins_cost_the_same_on_any_screen);
    return test_end();
}
