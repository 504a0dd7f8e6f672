/* Misuse is an error, not a surprise: calls out of callbacks. What is given NULL, or a value that is none, is in
 * test_arguments.c; tests/house/test_interface.py looks that the two know every function. */
#include "misuse_kit.h"

static struct quire_terminal *terminal;
static struct quire_frame *frame;
static char state[1 << 20], state_before[1 << 20];

/* --- out of callbacks ------------------------------------------------------------------------------------------ */

/* Every call that changes a terminal, or reads what may be in the middle of a change, is refused. */
static void check_refused(void) {
    struct quire_terminal_settings settings = QUIRE_TERMINAL_SETTINGS_INIT;
    struct quire_terminal_identity identity = QUIRE_TERMINAL_IDENTITY_INIT;
    struct quire_string_hooks *no_hooks = NULL;
    struct quire_image_hooks image_hooks = QUIRE_IMAGE_HOOKS_INIT;
    struct quire_window_state window = QUIRE_WINDOW_STATE_INIT;
    struct quire_format_options format = QUIRE_FORMAT_OPTIONS_INIT;
    struct quire_search_options search = search_for("a");
    struct quire_find_options find = QUIRE_FIND_OPTIONS_INIT;
    struct quire_selected selected = QUIRE_SELECTED_INIT;
    struct quire_command command = QUIRE_COMMAND_INIT;
    struct quire_place place = {1, 0};
    struct quire_range range = {{1, 0}, {1, 1}};
    int calls = 0;
    size_t length = 7;
    uint64_t line = 7;
    CHECK_INT(quire_terminal_feed(terminal, "x", 1), QUIRE_INVALID);
    CHECK_INT(quire_terminal_feed_some(terminal, "x", 1, 100, &length), QUIRE_INVALID);
    CHECK_INT(quire_terminal_resize(terminal, 10, 10, 0, 0), QUIRE_INVALID);
    CHECK_INT(quire_terminal_set_window(terminal, &window), QUIRE_INVALID);
    CHECK_INT(quire_terminal_set_clipboard_write(terminal, QUIRE_ALLOW), QUIRE_INVALID);
    CHECK_INT(quire_terminal_set_color_scheme(terminal, QUIRE_SCHEME_LIGHT), QUIRE_INVALID);
    CHECK_INT(quire_terminal_set_visible(terminal, false), QUIRE_INVALID);
    CHECK_INT(quire_terminal_set_time(terminal, 5), QUIRE_INVALID);
    CHECK_INT(quire_terminal_set_strings(terminal, no_hooks), QUIRE_INVALID);
    CHECK_INT(quire_terminal_set_image_hooks(terminal, &image_hooks), QUIRE_INVALID);
    CHECK_INT(quire_terminal_image_decoded(terminal, 1, 0, 0, NULL, 0, 0), QUIRE_INVALID);
    CHECK_INT(quire_terminal_settings_set(terminal, &settings), QUIRE_INVALID);
    CHECK_INT(quire_terminal_identity_set(terminal, &identity), QUIRE_INVALID);
    CHECK_INT(quire_terminal_clear_history(terminal), QUIRE_INVALID);
    CHECK_INT(quire_terminal_clear_above(terminal, 1), QUIRE_INVALID);
    CHECK_INT(quire_terminal_reset(terminal), QUIRE_INVALID);
    CHECK_INT(quire_terminal_end_synchronized(terminal), QUIRE_INVALID);
    CHECK(!quire_terminal_idle(terminal, 1 << 20));
    CHECK(!quire_terminal_find_prompt(terminal, 0, true, &line));
    CHECK_INT(quire_terminal_command(terminal, 1, &command), QUIRE_INVALID);
    CHECK_INT(quire_terminal_last_command(terminal, &command), QUIRE_INVALID);
    CHECK_INT(quire_terminal_range(terminal, &range), QUIRE_INVALID);
    CHECK_INT(quire_link_at(terminal, &place, &range, NULL, 0, &length), QUIRE_INVALID);
    CHECK_INT(quire_link_spans(terminal, &place, NULL, span_found, &calls), QUIRE_INVALID);
    CHECK_INT(quire_find_spans(terminal, &find, span_found, &calls), QUIRE_INVALID);
    CHECK_INT(quire_frame_update(frame, terminal), QUIRE_INVALID);
    CHECK_INT(quire_frame_scroll(frame, terminal, 1), QUIRE_INVALID);
    CHECK_INT(quire_frame_scroll_to(frame, terminal, 1), QUIRE_INVALID);
    CHECK_INT(quire_search_show(frame, terminal, 1, 0), QUIRE_INVALID);
    CHECK_INT(quire_search_terminal(terminal, &search, hit, &calls), QUIRE_INVALID);
    CHECK_INT(quire_search_terminal_some(terminal, &search, 0, &place, hit, &calls), QUIRE_INVALID);
    CHECK_INT(quire_selection_start(terminal, frame, 0, 0, false, QUIRE_SELECT_CELL), QUIRE_INVALID);
    CHECK_INT(quire_selection_extend(terminal, frame, 0, 0, false), QUIRE_INVALID);
    CHECK_INT(quire_selection_set(terminal, frame, &place, &place, QUIRE_SELECT_CELL), QUIRE_INVALID);
    CHECK_INT(quire_selection_all(terminal, frame), QUIRE_INVALID);
    CHECK_INT(quire_selection_move(terminal, frame, QUIRE_STEP_RIGHT), QUIRE_INVALID);
    CHECK_INT(quire_selection_bounds(terminal, frame, &selected), QUIRE_INVALID);
    CHECK(!quire_selection_exists(terminal, frame));
    CHECK_INT(quire_selection_text(terminal, frame, NULL, 0, &length), QUIRE_INVALID);
    CHECK_INT(quire_selection_write(terminal, frame, take, &calls), QUIRE_INVALID);
    CHECK_INT(quire_format_write(terminal, &format, take, &calls), QUIRE_INVALID);
    CHECK_INT(quire_format_write_range(terminal, &range, QUIRE_FORMAT_TEXT, take, &calls), QUIRE_INVALID);
    CHECK_INT(quire_snapshot_write(terminal, take, &calls), QUIRE_INVALID);
    CHECK_INT(quire_snapshot_size(terminal), 0);
    CHECK_INT(quire_snapshot_save(terminal, NULL, 0, &length), QUIRE_INVALID);
    CHECK(quire_terminal_verify(terminal, NULL, NULL) == SIZE_MAX);
    quire_terminal_destroy(terminal); /* does nothing */
    CHECK(calls == 0 && length == 7 && line == 7);
}

/* From `reply` and `log`, which come from the middle of an answer, nothing may be answered. */
static void check_no_answers(void) {
    const char *const mimes[] = {"text/plain"};
    uint64_t ticket = 7;
    CHECK_INT(quire_terminal_clipboard_reply(terminal, 'c', "text", 4), QUIRE_INVALID);
    CHECK_INT(quire_terminal_clipboard_written(terminal, "", QUIRE_CLIPBOARD_DONE), QUIRE_INVALID);
    CHECK_INT(quire_terminal_clipboard_refused(terminal, "", QUIRE_CLIPBOARD_EBUSY), QUIRE_INVALID);
    CHECK_INT(quire_terminal_clipboard_send(terminal, "", false, NULL, 0), QUIRE_INVALID);
    CHECK_INT(quire_terminal_clipboard_paste(terminal, false, NULL, mimes, 1), QUIRE_INVALID);
    CHECK_INT(quire_terminal_notification_activated(terminal, "", 0), QUIRE_INVALID);
    CHECK_INT(quire_terminal_notification_closed(terminal, "", false), QUIRE_INVALID);
    CHECK_INT(quire_terminal_notification_alive(terminal, "", NULL, 0), QUIRE_INVALID);
    CHECK_INT(quire_terminal_reply_later(terminal, &ticket), QUIRE_INVALID);
    CHECK_INT(quire_terminal_reply_write(terminal, 1, "", 0), QUIRE_INVALID);
    CHECK_INT(quire_terminal_reply_for(terminal, 0), QUIRE_INVALID);
    CHECK_INT(quire_terminal_reply_done(terminal, 1), QUIRE_INVALID);
    CHECK_INT(quire_terminal_reply_sent(terminal, 0), QUIRE_INVALID);
    CHECK_INT(ticket, 7);
}

/* What a callback may do: ask, and answer. */
static void check_allowed(void) {
    struct quire_terminal_info info = QUIRE_TERMINAL_INFO_INIT;
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    struct quire_terminal_settings settings = QUIRE_TERMINAL_SETTINGS_INIT;
    struct quire_frame_info seen = QUIRE_FRAME_INFO_INIT;
    CHECK_INT(quire_terminal_get_info(terminal, &info), QUIRE_OK);
    CHECK_INT(quire_terminal_input_modes(terminal, &modes), QUIRE_OK);
    CHECK_INT(quire_terminal_settings_get(terminal, &settings), QUIRE_OK);
    CHECK_INT(quire_frame_get_info(frame, &seen), QUIRE_OK);
    CHECK(quire_terminal_title(terminal) != NULL);
}

/* Callbacks by name, and how often each came. */
enum { REPLY, EVENT, LOG, RESIZE, FILTER, BEGIN, DATA, END, WHOLE, WRITE, FOUND, SPAN, MEDIUM, FILL, DECODE, KINDS };
static int came[KINDS];
static bool answers; /* an event is answered out of it */

static void check_in(int which) {
    came[which]++;
    check_refused();
    check_allowed();
}

static void on_reply(void *user, const char *bytes, size_t length) {
    (void)user;
    (void)bytes;
    (void)length;
    check_in(REPLY);
    check_no_answers();
}

static void on_event(void *user, const struct quire_event *event) {
    (void)user;
    check_in(EVENT);
    if (answers && event->type == QUIRE_EVENT_CLIPBOARD_QUERY) {
        int replies = came[REPLY];
        CHECK_INT(quire_terminal_clipboard_reply(terminal, 'c', "text", 4), QUIRE_OK);
        CHECK(came[REPLY] >= replies);
        check_refused(); /* still inside */
    }
}

static void on_log(void *user, const struct quire_log *log) {
    (void)user;
    (void)log;
    check_in(LOG);
    check_no_answers();
}

static bool on_resize(void *user, uint32_t cols, uint32_t rows) {
    (void)user;
    (void)cols;
    (void)rows;
    check_in(RESIZE);
    return true;
}

static enum quire_string_choice on_filter(void *user, const struct quire_string *string) {
    (void)user;
    check_in(FILTER);
    return string->number == 7000   ? QUIRE_STRING_STREAM
           : string->number == 7001 ? QUIRE_STRING_WHOLE
                                    : QUIRE_STRING_LEAVE;
}

static void on_begin(void *user, const struct quire_string *string) {
    (void)user;
    (void)string;
    check_in(BEGIN);
}

static void on_data(void *user, const struct quire_string *string, const void *bytes, size_t length) {
    (void)user;
    (void)string;
    (void)bytes;
    (void)length;
    check_in(DATA);
}

static void on_end(void *user, const struct quire_string *string, enum quire_string_end how) {
    (void)user;
    (void)string;
    (void)how;
    check_in(END);
}

static void on_whole(void *user, const struct quire_string *string, const void *bytes, size_t length,
                     enum quire_string_end how) {
    (void)user;
    (void)string;
    (void)bytes;
    (void)length;
    (void)how;
    check_in(WHOLE);
}

static const char *on_medium(void *user, enum quire_medium medium, const char *name, uint64_t offset, uint64_t size,
                             const uint8_t **bytes, size_t *length,
                             void (**give_back)(void *user, const uint8_t *bytes, size_t length)) {
    (void)user, (void)medium, (void)name, (void)offset, (void)size, (void)bytes, (void)length, (void)give_back;
    check_in(MEDIUM);
    return "EPERM";
}

static const char *on_fill(void *user, enum quire_medium medium, const char *name, uint64_t offset, size_t size,
                           void *to, size_t *length) {
    (void)user, (void)medium, (void)name, (void)offset, (void)to, (void)size, (void)length;
    check_in(FILL);
    return "EPERM";
}

static bool on_decode(void *user, uint64_t image, enum quire_image_format format, const uint8_t *bytes, size_t length) {
    (void)user, (void)image, (void)format, (void)bytes, (void)length;
    check_in(DECODE);
    return false;
}

static bool on_write(void *user, const char *bytes, size_t length) {
    (void)user;
    (void)bytes;
    (void)length;
    check_in(WRITE);
    return true;
}

static bool on_found(void *user, const struct quire_search_hit *found) {
    (void)user;
    (void)found;
    check_in(FOUND);
    return true;
}

static bool on_span(void *user, const struct quire_range *found) {
    (void)user;
    (void)found;
    check_in(SPAN);
    return true;
}

static void feed(const char *bytes) {
    CHECK_INT(quire_terminal_feed(terminal, bytes, strlen(bytes)), QUIRE_OK);
}

static void make_terminal(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_string_hooks hooks = QUIRE_STRING_HOOKS_INIT;
    struct quire_image_hooks image_hooks = QUIRE_IMAGE_HOOKS_INIT;
    options.cols = 20;
    options.rows = 4;
    options.window_ops = QUIRE_ALLOW;
    options.seed = 1;
    options.callbacks = &(struct quire_callbacks){.size = sizeof(struct quire_callbacks),
                                                  .reply = on_reply,
                                                  .event = on_event,
                                                  .log = on_log,
                                                  .resize = on_resize};
    hooks.filter = on_filter;
    hooks.begin = on_begin;
    hooks.data = on_data;
    hooks.end = on_end;
    hooks.whole = on_whole;
    CHECK_INT(quire_terminal_create(&options, &terminal), QUIRE_OK);
    CHECK_INT(quire_frame_create(NULL, &frame), QUIRE_OK);
    CHECK_INT(quire_terminal_set_strings(terminal, &hooks), QUIRE_OK);
    image_hooks.read_medium = on_medium;
    image_hooks.fill_medium = on_fill;
    image_hooks.decode = on_decode;
    CHECK_INT(quire_terminal_set_image_hooks(terminal, &image_hooks), QUIRE_OK);
}

/* Whatever callback it is: what must not be is INVALID and changes nothing, what may be works, and afterwards all is as
 * before. */
static void out_of_each_callback(void) {
    struct quire_format_options format = QUIRE_FORMAT_OPTIONS_INIT;
    struct quire_search_options search = search_for("a");
    struct quire_find_options find = QUIRE_FIND_OPTIONS_INIT;
    struct quire_place place = {1, 0};
    static char long_link[20000] = "\033]8;;http://";
    size_t size = 0;
    make_terminal();
    feed("a\033]8;;http://example.org/\033\\abc\033]8;;\033\\");
    CHECK_INT(quire_frame_update(frame, terminal), QUIRE_OK);
    memset(long_link + strlen(long_link), 'x', sizeof long_link - strlen(long_link) - 3);
    strcpy(long_link + sizeof long_link - 3, "\033\\");
    feed("\033[c\033]2;title\007\033[8;5;20t\007");
    feed(long_link);
    feed("\033]7000;da\033]7000;da");
    feed("ta\033\\\033]7001;data\033\\\033]7002;\033\\");
    feed("\033_Ga=T,t=f,f=32,s=1,v=1;L3RtcC94\033\\");
    feed("\033_Ga=T,t=f,f=100;L3RtcC94\033\\");
    feed("\033]1337;File=inline=1:R0lGODlhAgACAIAAAAAAAP///ywAAAAAAgACAAACAkQBADs=\a");
    CHECK_INT(quire_terminal_reset(terminal), QUIRE_OK);
    feed("a\033]8;;http://example.org/\033\\abc\033]8;;\033\\");
    CHECK_INT(quire_frame_update(frame, terminal), QUIRE_OK);
    CHECK_INT(quire_selection_all(terminal, frame), QUIRE_OK);
    CHECK_INT(quire_snapshot_save(terminal, state_before, sizeof state_before, &size), QUIRE_OK);
    CHECK_INT(quire_format_write(terminal, &format, on_write, NULL), QUIRE_OK);
    CHECK_INT(quire_selection_write(terminal, frame, on_write, NULL), QUIRE_OK);
    CHECK_INT(quire_snapshot_write(terminal, on_write, NULL), QUIRE_OK);
    CHECK_INT(quire_search_terminal(terminal, &search, on_found, NULL), QUIRE_OK);
    struct quire_range all;
    CHECK_INT(quire_terminal_range(terminal, &all), QUIRE_OK);
    place = (struct quire_place){all.from.line, 1};
    CHECK_INT(quire_format_write_range(terminal, &all, QUIRE_FORMAT_TEXT, on_write, NULL), QUIRE_OK);
    CHECK_INT(quire_link_spans(terminal, &place, NULL, on_span, NULL), QUIRE_OK);
    CHECK_INT(quire_find_spans(terminal, &find, on_span, NULL), QUIRE_OK);
    CHECK_INT(quire_snapshot_save(terminal, state, sizeof state, &size), QUIRE_OK);
    CHECK(memcmp(state, state_before, size) == 0);
    for (int i = 0; i < KINDS; i++) {
        if (came[i] == 0)
            printf("    no callback %d came\n", i);
        CHECK(came[i] > 0);
    }
    CHECK_INT(quire_terminal_verify(terminal, api_print, NULL), 0);
}

/* An answer that is sent out of an event is sent; and the host's own call that sends one guards its reply, too. */
static void answers_are_allowed(void) {
    answers = true;
    came[REPLY] = 0;
    feed("\033]52;c;?\033\\");
    CHECK(came[REPLY] > 0);
    answers = false;
    came[REPLY] = 0;
    CHECK_INT(quire_terminal_clipboard_reply(terminal, 'c', "text", 4), QUIRE_OK);
    CHECK(came[REPLY] > 0);
    feed("x"); /* nothing stays locked */
    quire_frame_destroy(frame);
    quire_terminal_destroy(terminal);
}

/* --- histories ------------------------------------------------------------------------------------------------- */

static struct quire_history *history;
static struct quire_page *page;

static bool in_history(void *user, const struct quire_search_hit *found) {
    struct quire_history_info info = QUIRE_HISTORY_INFO_INIT;
    struct quire_search_options search = search_for("a");
    struct quire_cells none = QUIRE_CELLS_INIT;
    uint64_t number;
    size_t pushed;
    int calls = 0;
    (void)found;
    ++*(int *)user;
    CHECK_INT(quire_history_push(history, page, 0), QUIRE_INVALID);
    CHECK_INT(quire_history_push_cells(history, page, &none, 1, &pushed), QUIRE_INVALID);
    CHECK_INT(quire_history_pop(history, page, 0), QUIRE_INVALID);
    CHECK_INT(quire_page_resize(page, 5, 1, history, NULL, NULL), QUIRE_INVALID);
    CHECK_INT(quire_page_scroll(page, 0, 1, 1, 0, history, NULL), QUIRE_INVALID);
    CHECK_INT(quire_history_end_line(history), QUIRE_INVALID);
    CHECK_INT(quire_history_set_limits(history, 1, 0), QUIRE_INVALID);
    CHECK_INT(quire_history_clear(history), QUIRE_INVALID);
    CHECK_INT(quire_history_commit(history), QUIRE_INVALID);
    CHECK_INT(quire_history_get_info(history, &info), QUIRE_INVALID);
    CHECK_INT(quire_history_rows(history, 10), 0);
    CHECK_INT(quire_history_read(history, 0, page, 0, NULL), QUIRE_INVALID);
    CHECK_INT(quire_history_find(history, 10, 1, 0, &number), QUIRE_INVALID);
    CHECK_INT(quire_history_find_prompt(history, 1, true, &number), QUIRE_INVALID);
    CHECK_INT(quire_search_history(history, &search, hit, &calls), QUIRE_INVALID);
    CHECK(quire_history_verify(history, NULL, NULL) == SIZE_MAX);
    quire_history_destroy(history);
    return true;
}

static void out_of_a_historys_callback(void) {
    struct quire_history_options options = QUIRE_HISTORY_OPTIONS_INIT;
    struct quire_search_options search = search_for("a");
    int calls = 0;
    page = api_page(10, 1);
    CHECK_INT(quire_history_create(&options, &history), QUIRE_OK);
    (void)api_write(page, 0, 0, 0, "aa");
    CHECK_INT(quire_history_push(history, page, 0), QUIRE_OK);
    CHECK_INT(quire_search_history(history, &search, in_history, &calls), QUIRE_OK);
    CHECK_INT(calls, 2);
    CHECK_INT(quire_history_push(history, page, 0), QUIRE_OK);
    CHECK_INT(quire_history_verify(history, api_print, NULL), 0);
    quire_history_destroy(history);
    quire_page_destroy(page);
}

int main(void) {
    RUN(out_of_each_callback);
    RUN(answers_are_allowed);
    RUN(out_of_a_historys_callback);
    return test_end();
}
