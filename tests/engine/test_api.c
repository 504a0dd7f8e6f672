/* Misuse and want of memory: every error is told, changes nothing it must not change, and leaks nothing.
 *
 * A session (feeding, resizing, frames, selecting, formatting) is played with an allocator that fails the n-th request,
 * for every n until a session needs no more; then with one that fails all requests from the n-th on for a while. */
#include "engine_kit.h"

/* --- misuse ---------------------------------------------------------------------------------------------------- */

static void bad_options(void) {
    static const uint32_t sizes[][2] = {{0, 1},
                                        {1, 0},
                                        {QUIRE_MAX_COLUMNS + 1, 1},
                                        {1, QUIRE_MAX_ROWS + 1},
                                        {QUIRE_MAX_COLUMNS, QUIRE_MAX_ROWS},
                                        {UINT32_MAX, UINT32_MAX}};
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal = NULL;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        options.cols = sizes[i][0];
        options.rows = sizes[i][1];
        CHECK_INT(quire_terminal_create(&options, &terminal), QUIRE_LIMIT);
    }
    CHECK_INT(quire_terminal_create(NULL, &terminal), QUIRE_INVALID);
    options = (struct quire_terminal_options)QUIRE_TERMINAL_OPTIONS_INIT;
    CHECK_INT(quire_terminal_create(&options, NULL), QUIRE_INVALID);
    options.size--;
    CHECK_INT(quire_terminal_create(&options, &terminal), QUIRE_INVALID);
    CHECK(terminal == NULL);
    quire_terminal_destroy(NULL);
    quire_frame_destroy(NULL);
}

static void bad_sizes_of_structs(void) {
    struct kit kit;
    struct quire_terminal_info info = QUIRE_TERMINAL_INFO_INIT;
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    kit_open(&kit, 10, 3);
    info.size = modes.size = 0;
    CHECK_INT(quire_terminal_get_info(kit.terminal, &info), QUIRE_INVALID);
    CHECK_INT(quire_terminal_input_modes(kit.terminal, &modes), QUIRE_INVALID);
    CHECK_INT(quire_terminal_feed(kit.terminal, "", 0), QUIRE_OK);
    CHECK_INT(quire_terminal_feed(kit.terminal, NULL, 0), QUIRE_OK);
    kit_close(&kit);
}

static void without_callbacks(void) {
    static const char all[] = "\033[c\033]2;t\007\007\033]52;c;?\007\033[5;6z\033[?2048h\033]9;x\007\033]4;1;?\007";
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal = NULL;
    options.window_ops = QUIRE_ALLOW;
    CHECK_INT(quire_terminal_create(&options, &terminal), QUIRE_OK);
    CHECK_INT(quire_terminal_feed(terminal, all, sizeof all - 1), QUIRE_OK);
    CHECK_INT(quire_terminal_resize(terminal, 5, 5, 0, 0), QUIRE_OK);
    CHECK_STR(quire_terminal_title(terminal), "t");
    quire_terminal_destroy(terminal);
}

static void history_limits(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct kit kit;
    options.rows = 2;
    options.scrollback_lines = 100;
    kit_open_with(&kit, options);
    for (unsigned i = 0; i < 1000; i++) {
        feed(&kit, "line\r\n");
        CHECK(kit_info(&kit).history_lines <= 100);
    }
    CHECK_INT(kit_info(&kit).history_lines, 100);
    kit_close(&kit);
    options.scrollback_lines = UINT64_C(1) << 40;
    options.scrollback_bytes = 1 << 20;
    kit_open_with(&kit, options);
    for (unsigned i = 0; i < 20000; i++)
        feed(&kit, "a line that is eighty or so columns wide, more or less, if one takes care to count them\r\n");
    CHECK(kit_info(&kit).history_bytes <= 1 << 20);
    CHECK(kit_info(&kit).history_lines > 1000);
    kit_close(&kit);
}

/* --- an allocator that fails ----------------------------------------------------------------------------------- */

struct scarce {
    uint64_t requests, fail_from, fail_until; /* requests [from, until) fail, counted from 1 */
    int64_t held;                             /* bytes out */
};

static bool refused(struct scarce *scarce) {
    scarce->requests++;
    return scarce->requests >= scarce->fail_from && scarce->requests < scarce->fail_until;
}

static void *scarce_alloc(void *user, size_t size, size_t align) {
    struct scarce *scarce = user;
    if (refused(scarce))
        return NULL;
    size_t unit = align < 16 ? 16 : align;
    scarce->held += (int64_t)size;
    return aligned_alloc(unit, (size + unit - 1) / unit * unit);
}

static void scarce_free(void *user, void *memory, size_t size, size_t align) {
    (void)align;
    ((struct scarce *)user)->held -= (int64_t)size;
    free(memory);
}

static void *scarce_block_alloc(void *user, size_t size) {
    struct scarce *scarce = user;
    void *block = refused(scarce) ? NULL : aligned_alloc(65536, (size + 65535) / 65536 * 65536);
    if (block) {
        memset(block, 0, size);
        scarce->held += (int64_t)size;
    }
    return block;
}

static void scarce_block_free(void *user, void *block, size_t size) {
    ((struct scarce *)user)->held -= (int64_t)size;
    free(block);
}

/* --- a session ------------------------------------------------------------------------------------------------- */

struct session {
    struct scarce scarce;
    struct quire_allocator allocator;
    struct quire_terminal *terminal;
    struct quire_frame *frame;
    unsigned refusals; /* results OUT_OF_MEMORY */
};

/* Checking needs memory, too: it is not refused, nor counted. */
static void check_sound(struct session *session) {
    struct scarce kept = session->scarce;
    session->scarce.fail_from = UINT64_MAX;
    CHECK_INT(quire_terminal_verify(session->terminal, kit_report, NULL), 0);
    CHECK_INT(session->scarce.held, kept.held);
    session->scarce = kept;
}

static void outcome(struct session *session, enum quire_result result) {
    if (result == QUIRE_OUT_OF_MEMORY)
        session->refusals++;
    else
        CHECK_INT(result, QUIRE_OK);
    check_sound(session);
}

static void give(struct session *session, const char *text, size_t length) {
    outcome(session, quire_terminal_feed(session->terminal, text, length));
}

static void give_text(struct session *session, const char *text) {
    give(session, text, strlen(text));
}

static bool drop(void *user, const char *bytes, size_t length) {
    (void)bytes;
    *(size_t *)user += length;
    return true;
}

/* A state that an OUT_OF_MEMORY of resize must not change; read without the scarce allocator's refusals. */
static struct text state_now(struct session *session) {
    struct scarce kept = session->scarce;
    struct quire_format_options options = QUIRE_FORMAT_OPTIONS_INIT;
    struct text state = {0};
    options.format = QUIRE_FORMAT_JSON;
    session->scarce.fail_from = UINT64_MAX;
    CHECK_INT(quire_format_write(session->terminal, &options, kit_collect, &state), QUIRE_OK);
    session->scarce = kept;
    return state;
}

static void resize(struct session *session, uint32_t cols, uint32_t rows) {
    struct text before = state_now(session);
    enum quire_result result = quire_terminal_resize(session->terminal, cols, rows, 0, 0);
    outcome(session, result);
    if (result == QUIRE_OUT_OF_MEMORY) {
        struct text after = state_now(session);
        CHECK(text_same(&before, &after));
        text_free(&after);
    }
    text_free(&before);
}

static void look(struct session *session) {
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT, before = QUIRE_FRAME_INFO_INIT;
    struct quire_frame_cell cells[8];
    CHECK_INT(quire_frame_get_info(session->frame, &before), QUIRE_OK);
    enum quire_result result = quire_frame_update(session->frame, session->terminal);
    outcome(session, result);
    CHECK_INT(quire_frame_get_info(session->frame, &info), QUIRE_OK);
    if (result != QUIRE_OK)
        CHECK(info.cols == before.cols && info.rows == before.rows); /* shows what it showed */
    for (uint32_t row = 0; row < info.rows; row++)
        CHECK_INT(quire_frame_row(session->frame, row, cells, 8), info.cols);
}

static void read_all(struct session *session) {
    char text[2048];
    size_t length = 0;
    for (unsigned format = 0; format <= QUIRE_FORMAT_VT; format++) {
        struct quire_format_options options = QUIRE_FORMAT_OPTIONS_INIT;
        options.format = (enum quire_format)format;
        outcome(session, quire_format_write(session->terminal, &options, drop, &length));
    }
    quire_selection_start(session->terminal, session->frame, 0, 0, false, QUIRE_SELECT_LINE);
    quire_selection_extend(session->terminal, session->frame, 3, 5, true);
    enum quire_result result = quire_selection_text(session->terminal, session->frame, text, sizeof text, &length);
    if (result != QUIRE_NOT_FOUND)
        outcome(session, result);
}

/* Many styles, links, clusters, and lines that fill more than one page of history. */
static void crowd(struct session *session) {
    struct text text = {0};
    for (unsigned i = 0; i < 300; i++) {
        text_addf(&text, "\033[38;2;%u;%u;7m\033]8;;http://example.org/%u\033\\%u\033]8;;\033\\e\xCC", i % 256, i / 2,
                  i % 90, i);
        text_addf(&text, "%c\xE6\xBC\xA2 wide and long text to fill the pages of history with, again and again",
                  0x80 + (int)i % 40);
        if (i % 3 == 0)
            text_addf(&text, "\r\n");
        if (i % 16 == 15) {
            give(session, text.bytes, text.length);
            text_clear(&text);
        }
    }
    text_free(&text);
}

static void play(struct session *session) {
    struct text text = {0};
    give_text(session,
              "plain \033[1;31mstyled\033[m \xE6\xBC\xA2 e\xCC\x81 \033]8;id=1;http://a.b\033\\link\033]8;;\033\\\r\n");
    give_text(session,
              "\0337\033]2;title\007\033[22t\033]2;other\007\033[22t\033[23t\033]52;c;aGVsbG8=\007\033P$qm\033\\");
    look(session);
    crowd(session);
    look(session);
    give_text(session, "\033[?1049h\033[44malternate\033]8;;http://c.d\033\\x\033[5;7r\033[7;1H\n\n\033[r");
    resize(session, 33, 9);
    give_text(session, "\033[?1049l\0338back");
    resize(session, 70, 20);
    quire_frame_scroll(session->frame, session->terminal, 30);
    look(session);
    read_all(session);
    text_addf(&text, "\033]2;");
    for (unsigned i = 0; i < 4000; i++)
        text_addf(&text, "0123456789");
    text_addf(&text, "\007\033[23t");
    give(session, text.bytes, text.length);
    resize(session, 11, 30);
    give_text(session, "\033[?47h\033c");
    quire_terminal_clear_history(session->terminal);
    look(session);
    text_free(&text);
}

/* Plays the session with requests [from, until) failing. */
static void session_with(struct session *session, uint64_t from, uint64_t until) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    *session = (struct session){.scarce = {0, from, until, 0}};
    session->allocator = (struct quire_allocator){sizeof(struct quire_allocator),
                                                  &session->scarce,
                                                  scarce_alloc,
                                                  scarce_free,
                                                  scarce_block_alloc,
                                                  scarce_block_free};
    options.allocator = &session->allocator;
    options.cols = 40;
    options.rows = 12;
    enum quire_result made = quire_terminal_create(&options, &session->terminal);
    enum quire_result framed = quire_frame_create(&session->allocator, &session->frame);
    if (made == QUIRE_OK && framed == QUIRE_OK) {
        play(session);
        session->scarce.fail_from = UINT64_MAX;
        give_text(session, "\033[Hgoes on");
        CHECK_INT(quire_frame_update(session->frame, session->terminal), QUIRE_OK);
    } else {
        CHECK(made == QUIRE_OUT_OF_MEMORY || framed == QUIRE_OUT_OF_MEMORY);
        session->refusals++;
    }
    quire_frame_destroy(session->frame);
    quire_terminal_destroy(session->terminal);
    CHECK_INT(session->scarce.held, 0);
}

static void each_request_fails(void) {
    struct session session;
    session_with(&session, UINT64_MAX, UINT64_MAX);
    uint64_t requests = session.scarce.requests, told = 0;
    CHECK(requests > 40);
    CHECK_INT(session.refusals, 0);
    for (uint64_t n = 1; n <= requests && test_ok; n++) {
        session_with(&session, n, n + 1);
        told += session.refusals > 0;
        if (!test_ok)
            printf("request %llu of %llu\n", (unsigned long long)n, (unsigned long long)requests);
    }
    printf("%llu requests, %llu failures were told\n", (unsigned long long)requests, (unsigned long long)told);
    CHECK(told > requests / 2);
}

static void memory_is_out_for_a_while(void) {
    struct session session;
    session_with(&session, UINT64_MAX, UINT64_MAX);
    uint64_t requests = session.scarce.requests;
    for (uint64_t n = 1; n <= requests && test_ok; n += 1 + n / 40) {
        session_with(&session, n, n + 7);
        session_with(&session, n, n + 60);
        session_with(&session, n, UINT64_MAX);
        if (!test_ok)
            printf("from request %llu of %llu on\n", (unsigned long long)n, (unsigned long long)requests);
    }
}

int main(void) {
    RUN(bad_options);
    RUN(bad_sizes_of_structs);
    RUN(without_callbacks);
    RUN(history_limits);
    RUN(each_request_fails);
    RUN(memory_is_out_for_a_while);
    return test_end();
}
