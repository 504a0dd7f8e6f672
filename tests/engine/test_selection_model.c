/* A selection names its text for ever, or is gone for good: random output, scrolling, editing, resizing, limits and
 * clears, with several views of one terminal. QUIRE_SOAK=1 runs longer; an argument is the only seed to run. */
#include "engine_kit.h"

#define VIEWS 4

struct view {
    struct quire_frame *frame;
    struct text text;     /* what was selected */
    bool selected, ended; /* is something selected; was something, and is gone */
};

struct world {
    struct kit kit;
    struct random random;
    struct text input;
    struct view views[VIEWS];
    uint32_t cols, rows;
    unsigned kept, gone; /* looks at selections that still were, and ends of others */
};

static uint32_t below(struct world *w, uint32_t bound) {
    return random_below(&w->random, bound);
}

/* --- operations ------------------------------------------------------------------------------------------------------
 */

/* Letters that do not repeat soon, so that other text is not the same by chance. */
static void add_letters(struct world *w, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        uint32_t kind = below(w, 24);
        text_code_point(&w->input, kind == 0 ? 0x4E00 + below(w, 5000) : kind == 1 ? ' ' : 0xC0 + below(w, 400));
    }
}

static void add_write(struct world *w) {
    if (below(w, 3) == 0)
        text_addf(&w->input, "\033[%u;%uH", below(w, w->rows) + 1, below(w, w->cols) + 1);
    add_letters(w, below(w, 4) ? below(w, w->cols) : below(w, w->cols * 4));
    if (below(w, 3) == 0)
        text_addf(&w->input, "\r\n");
}

static void add_control(struct world *w) {
    static const char *const finals[] = {"J", "K", "X", "L", "M", "S", "T", "@", "P", "b", "A", "B"};
    static const char *const others[] = {"\033D",    "\033M",    "\r\n",       "\033[?1049h", "\033[?1049l", "\033[4h",
                                         "\033[4l",  "\033[?7l", "\033[?7h",   "\033[r",      "\033[?69l",   "\033[3J",
                                         "\033[41m", "\033[m",   "\n\n\n\n\n", "\033#8",      "\r"};
    uint32_t kind = below(w, 12);
    if (kind < 6) {
        const char *final = finals[below(w, sizeof finals / sizeof *finals)];
        text_addf(&w->input, "\033[%u;%uH", below(w, w->rows) + 1, below(w, 3) ? 1 : below(w, w->cols) + 1);
        text_addf(&w->input, "\033[%u%s", below(w, 3), final);
    } else if (kind < 7) {
        uint32_t top = below(w, w->rows) + 1;
        text_addf(&w->input, "\033[%u;%ur", top, top + 1 + below(w, w->rows));
        text_addf(&w->input, "\033[%u;1H", w->rows);
    } else if (kind < 8 && below(w, 4) == 0) {
        text_addf(&w->input, "\033[?69h\033[%u;%us", below(w, w->cols) + 1, w->cols);
    } else {
        text_addf(&w->input, "%s", others[below(w, sizeof others / sizeof *others)]);
    }
}

static void resize(struct world *w) {
    if (below(w, 2))
        w->cols = random_between(&w->random, 1, 24);
    w->rows = below(w, 2) ? random_between(&w->random, 1, 9) : w->rows;
    CHECK_INT(quire_terminal_resize(w->kit.terminal, w->cols, w->rows, 0, 0), QUIRE_OK);
}

static void operate(struct world *w) {
    uint32_t kind = below(w, 40);
    text_clear(&w->input);
    if (kind == 0) {
        resize(w);
    } else if (kind == 1) {
        quire_terminal_clear_history(w->kit.terminal);
    } else if (kind == 2 && below(w, 10) == 0) {
        quire_terminal_reset(w->kit.terminal);
    } else {
        for (uint32_t i = 0; i <= below(w, 3); i++)
            (below(w, 2) ? add_write : add_control)(w);
    }
    CHECK_INT(quire_terminal_feed(w->kit.terminal, w->input.bytes, w->input.length), QUIRE_OK);
}

/* --- selections ------------------------------------------------------------------------------------------------------
 */

/* Takes blanks away at the ends of lines: whether those of a line count that is wrapped among them depends on the
 * width. */
static void trim(struct text *text) {
    size_t length = 0;
    for (size_t i = 0; i <= text->length; i++) {
        bool end = i == text->length || text->bytes[i] == '\n';
        while (end && length > 0 && text->bytes[length - 1] == ' ')
            length--;
        if (i < text->length)
            text->bytes[length++] = text->bytes[i];
    }
    text->bytes[length] = 0;
    text->length = length;
}

static bool read_selection(struct world *w, struct view *view, struct text *to) {
    static char bytes[65536];
    size_t length = 0;
    enum quire_result result = quire_selection_text(w->kit.terminal, view->frame, bytes, sizeof bytes, &length);
    text_clear(to);
    CHECK(result == QUIRE_OK || result == QUIRE_NOT_FOUND);
    if (result == QUIRE_OK)
        text_add(to, bytes, length);
    trim(to);
    return result == QUIRE_OK;
}

static void select_text(struct world *w, struct view *view) {
    enum quire_selection_unit unit = below(w, 8) ? QUIRE_SELECT_CELL : QUIRE_SELECT_BLOCK;
    quire_frame_scroll_to(view->frame, w->kit.terminal, below(w, 2) ? below(w, 12) : 0);
    CHECK_INT(quire_frame_update(view->frame, w->kit.terminal), QUIRE_OK);
    quire_selection_start(w->kit.terminal, view->frame, below(w, w->rows), below(w, w->cols), below(w, 2), unit);
    quire_selection_extend(w->kit.terminal, view->frame, below(w, w->rows), below(w, w->cols), below(w, 2));
    view->selected = read_selection(w, view, &view->text);
    view->ended = false;
}

static void check_view(struct world *w, struct view *view) {
    bool is = read_selection(w, view, &w->input);
    CHECK(!is || !view->ended); /* it does not come back */
    CHECK(!is || !view->selected || text_same(&w->input, &view->text));
    if (!test_ok)
        printf("selected \"%s\", now \"%s\"\n", view->text.bytes, w->input.bytes);
    w->gone += view->selected && !is;
    w->kept += view->selected && is;
    view->ended = view->ended || (view->selected && !is);
    view->selected = view->selected && is;
}

/* --- runs ------------------------------------------------------------------------------------------------------------
 */

static void run(uint64_t seed, unsigned steps, unsigned *kept, unsigned *gone) {
    struct world w = {.random = {seed * UINT64_C(0x9E3779B97F4A7C15)}};
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    options.cols = w.cols = random_between(&w.random, 2, 20);
    options.rows = w.rows = random_between(&w.random, 1, 8);
    options.scrollback_lines = below(&w, 4);
    options.scrollback_lines *= options.scrollback_lines * options.scrollback_lines * 30;
    kit_open_with(&w.kit, options);
    for (unsigned i = 0; i < VIEWS; i++)
        CHECK_INT(quire_frame_create(NULL, &w.views[i].frame), QUIRE_OK);
    for (unsigned step = 0; step < steps && test_ok; step++) {
        operate(&w);
        for (unsigned i = 0; i < VIEWS && test_ok; i++) {
            /* One that is not looked at until later has to be right all the same. */
            if (i == 0 || below(&w, 4) == 0)
                check_view(&w, &w.views[i]);
            if (!w.views[i].selected && below(&w, 3) == 0)
                select_text(&w, &w.views[i]);
        }
        CHECK(step % 16 != 0 || kit_sound(&w.kit));
        if (!test_ok)
            printf("seed %llu, step %u\n", (unsigned long long)seed, step);
    }
    *kept += w.kept;
    *gone += w.gone;
    kit_close(&w.kit); /* before the frames */
    for (unsigned i = 0; i < VIEWS; i++) {
        quire_frame_destroy(w.views[i].frame);
        text_free(&w.views[i].text);
    }
    text_free(&w.input);
}

static uint64_t only;

static void programs(void) {
    unsigned kept = 0, gone = 0;
    uint64_t first = only ? only : 1, last = only ? only : getenv("QUIRE_SOAK") ? 40000 : 400;
    for (uint64_t seed = first; seed <= last && test_ok; seed++)
        run(seed, 120, &kept, &gone);
    printf("%u selections looked at, %u ended\n", kept, gone);
    CHECK(only || (kept > 1000 && gone > 1000));
}

int main(int count, char **arguments) {
    only = count > 1 ? strtoull(arguments[1], NULL, 10) : 0;
    RUN(programs);
    return test_end();
}
