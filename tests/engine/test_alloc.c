/* 10,000 operations on a terminal (printing, resizing, scrolling, frames, idle time, selecting, snapshots) in which the
 * n-th allocation fails (alloc_run.h): the terminal stays sound, nothing leaks, what reports a failure of memory has
 * changed nothing, and every line that was printed is in history or on the screen, but those that an operation with a
 * reported failure printed or scrolled away. */
#include "alloc_run.h"

#include <quire/snapshot.h>

#include "random_input.h"

#define STEPS 10000u
#define LINES_MAX 20000u
/* Lines that history keeps, and that are there before: so many that it has enough pages to be compressed. */
#define LINES_KEPT 2500u
#define ROWS_MAX 30u

struct scarce {
    long requests, fail_at;
    bool fail_on, paused;
    int64_t held;
};

static struct scarce scarce;
static struct quire_allocator allocator;
static struct quire_terminal *terminal;
static struct quire_frame *frame;
static struct random source;
static struct text lines[LINES_MAX], piece, scratch;
static uint32_t line_count;
static uint64_t excused; /* lines that may be missing or damaged */
static bool failing;     /* fail was called: compare what fails with what was before */
static uint64_t told;    /* failures */
static uint64_t known;   /* and how many of them were followed by a check */

static void *scarce_alloc(void *user, size_t size, size_t align) {
    struct scarce *s = user;
    if (!s->paused) {
        s->requests++;
        if (s->fail_at != 0 && (s->requests == s->fail_at || (s->fail_on && s->requests > s->fail_at)))
            return NULL;
    }
    size_t unit = align < 16 ? 16 : align;
    s->held += (int64_t)size;
    return aligned_alloc(unit, (size + unit - 1) / unit * unit);
}

static void scarce_free(void *user, void *memory, size_t size, size_t align) {
    (void)align;
    ((struct scarce *)user)->held -= (int64_t)size;
    free(memory);
}

/* --- what is there --------------------------------------------------------------------------------------------- */

static void write_state(enum quire_format format, struct text *to) {
    struct quire_format_options options = QUIRE_FORMAT_OPTIONS_INIT;
    options.format = format;
    text_clear(to);
    scarce.paused = true;
    CHECK_INT(quire_format_write(terminal, &options, kit_collect, to), QUIRE_OK);
    scarce.paused = false;
}

static void check_sound(void) {
    int64_t held = scarce.held;
    scarce.paused = true;
    CHECK_INT(quire_terminal_verify(terminal, kit_report, NULL), 0);
    scarce.paused = false;
    CHECK_INT(scarce.held, held);
}

/* The next line of a text, without its end; false behind the last one. */
static bool take_line(const char **at, const char *end, const char **line, size_t *length) {
    if (*at >= end)
        return false;
    const char *stop = memchr(*at, '\n', (size_t)(end - *at));
    *line = *at;
    *length = (size_t)((stop ? stop : end) - *at);
    *at = stop ? stop + 1 : end;
    return true;
}

static bool is_line(uint32_t number, const char *line, size_t length) {
    return lines[number].length == length && memcmp(lines[number].bytes, line, length) == 0;
}

/* Every line that was printed is there, in order, but for those that are excused or beyond the limit of history. */
static void compare_text(void) {
    write_state(QUIRE_FORMAT_TEXT, &scratch);
    const char *at = scratch.bytes, *line;
    uint64_t missing = 0;
    uint32_t next = line_count > LINES_KEPT + ROWS_MAX ? line_count - LINES_KEPT - ROWS_MAX : 0;
    size_t length;
    uint64_t evicted = ROWS_MAX; /* so many lines less may be on the screen */
    while (take_line(&at, scratch.bytes + scratch.length, &line, &length)) {
        uint32_t found = next;
        while (found < line_count && found - next <= excused + evicted && !is_line(found, line, length))
            found++;
        if (found == line_count || found - next > excused + evicted) {
            missing += length > 0; /* what is left of one */
            continue;
        }
        missing += found - next > evicted ? found - next - evicted : 0;
        evicted = 0;
        next = found + 1;
    }
    CHECK(missing + (line_count - next) <= excused * 2); /* a damaged one counts twice */
}

/* --- operations ------------------------------------------------------------------------------------------------ */

/* Notes a result; true when it tells of a failure of memory. */
static bool refused(enum quire_result result) {
    if (result != QUIRE_OK)
        CHECK_INT(result, QUIRE_OUT_OF_MEMORY);
    told += result != QUIRE_OK;
    return result != QUIRE_OK;
}

static void add_word(struct text *line) {
    static const char *const words[] = {"word",
                                        "\xE6\xBC\xA2\xE5\xAD\x97",
                                        "e\xCC\x81t\xC3\xA9",
                                        "of",
                                        "memory",
                                        "0123456",
                                        "\xF0\x9F\x98\x80",
                                        "resize",
                                        "x",
                                        "pages"};
    uint32_t which = random_below(&source, 10);
    text_addf(&piece, "\033[38;2;%u;%u;7m", random_below(&source, 256), random_below(&source, 40));
    if (random_below(&source, 12) == 0)
        text_addf(&piece, "\033]8;;http://example.org/%u\033\\", random_below(&source, 60));
    text_addf(line, "%s", words[which]);
    text_addf(&piece, "%s\033[m", words[which]);
    text_addf(&piece, "\033]8;;\033\\ ");
    text_addf(line, " ");
}

/* Prints one line, and goes to the next. */
static void print_line(void) {
    struct text *line = &lines[line_count++];
    uint32_t words = random_below(&source, 16) == 0 ? random_between(&source, 60, 200) : random_between(&source, 1, 40);
    text_clear(line);
    text_clear(&piece);
    text_addf(line, "%06u ", line_count);
    text_addf(&piece, "%06u ", line_count);
    while (words-- > 0)
        add_word(line);
    text_addf(line, ".");
    text_addf(&piece, ".\r\n");
    if (refused(quire_terminal_feed(terminal, piece.bytes, piece.length)))
        /* One failure costs a mark at most: history has ballast for the rest. Where more fail, rows are lost that
         * scroll away, and no screen has fewer columns than ten. */
        excused += scarce.fail_on ? 2 + line->length / 10 : 1;
}

static void resize(void) {
    struct text before = {0}, after = {0};
    uint32_t cols = random_between(&source, 10, 120), rows = random_between(&source, 2, ROWS_MAX);
    if (failing)
        write_state(QUIRE_FORMAT_JSON, &before);
    if (refused(quire_terminal_resize(terminal, cols, rows, 0, 0)) && failing) {
        write_state(QUIRE_FORMAT_JSON, &after);
        CHECK(text_same(&before, &after));
    }
    text_free(&before);
    text_free(&after);
}

static void look(void) {
    uint32_t kind = random_below(&source, 3);
    if (kind == 0)
        quire_frame_scroll(frame, terminal, (int64_t)random_below(&source, 3000));
    else if (kind == 1)
        quire_frame_scroll_to(frame, terminal, random_below(&source, 2) ? 0 : random_below(&source, 100000));
    (void)refused(quire_frame_update(frame, terminal));
}

static void take_text(void) {
    char text[512];
    size_t length = 0;
    quire_selection_start(terminal, frame, 0, 0, false, QUIRE_SELECT_WORD);
    quire_selection_extend(terminal, frame, 1, 5, true);
    enum quire_result result = quire_selection_text(terminal, frame, text, sizeof text, &length);
    if (result != QUIRE_NOT_FOUND)
        (void)refused(result);
    quire_selection_clear(frame);
}

/* Another screen, and back: with nothing on it, as text would go to this one if there were no memory for it. */
static void switch_screens(void) {
    static const char both[] = "\033[?1049h\033[?1049l";
    (void)refused(quire_terminal_feed(terminal, both, sizeof both - 1));
}

static void snapshot(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *restored = NULL;
    long requests = scarce.requests;
    int64_t held = scarce.held;
    options.allocator = &allocator;
    text_clear(&scratch);
    CHECK_INT(quire_snapshot_write(terminal, kit_collect, &scratch), QUIRE_OK);
    CHECK_INT(scarce.requests, requests);
    enum quire_result result = quire_snapshot_read(scratch.bytes, scratch.length, &options, &restored);
    if (refused(result)) {
        CHECK(restored == NULL);
        CHECK_INT(scarce.held, held);
        return;
    }
    quire_terminal_destroy(terminal);
    terminal = restored;
    check_sound();
}

static void step(uint32_t i) {
    uint32_t kind = random_below(&source, 100);
    if (i % 1000 == 500)
        snapshot();
    else if (kind < 70)
        print_line();
    else if (kind < 78)
        resize();
    else if (kind < 88)
        look();
    else if (kind < 94)
        (void)quire_terminal_idle(terminal, 1 << 17);
    else if (kind < 97)
        take_text();
    else
        switch_screens();
    bool news = failing && told != known && told < 4;
    known = told;
    if (i % 500 == 0 || news)
        check_sound();
}

/* --- runs ------------------------------------------------------------------------------------------------------ */

static void begin(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    scarce = (struct scarce){0};
    allocator = (struct quire_allocator){
        .size = sizeof(struct quire_allocator), .user = &scarce, .alloc = scarce_alloc, .free = scarce_free};
    source = (struct random){31};
    line_count = 0;
    excused = told = known = 0;
    options.allocator = &allocator;
    options.cols = 80;
    options.rows = 24;
    options.scrollback_lines = LINES_KEPT;
    CHECK_INT(quire_terminal_create(&options, &terminal), QUIRE_OK);
    CHECK_INT(quire_frame_create(&allocator, &frame), QUIRE_OK);
    while (line_count < LINES_KEPT && test_ok)
        print_line();
    CHECK_INT(told, 0);
}

static void end(void) {
    check_sound();
    compare_text();
    quire_frame_destroy(frame);
    quire_terminal_destroy(terminal);
    CHECK_INT(scarce.held, 0);
}

static long requests(void) {
    return scarce.requests;
}

static void fail(long at, bool on) {
    scarce.fail_at = at;
    scarce.fail_on = on;
    failing = true;
}

static void operations(void) {
    static const struct alloc_run run = {STEPS, 30, 40, begin, step, end, requests, fail};
    CHECK(alloc_run(&run) > 1000);
}

int main(void) {
    RUN(operations);
    for (uint32_t i = 0; i < LINES_MAX; i++)
        text_free(&lines[i]);
    text_free(&piece);
    text_free(&scratch);
    return test_end();
}
