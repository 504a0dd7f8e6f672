/* Misuse is an error, not a surprise: NULL where something is asked for, and values that are none. What is called out
 * of callbacks is in test_misuse.c; tests/house/test_interface.py looks that the two know every function. */
#include "misuse_kit.h"

static struct quire_terminal *terminal;
static struct quire_frame *frame;
static struct quire_history *history;
static struct quire_page *page;

/* --- NULL ------------------------------------------------------------------------------------------------------ */

/* NULL where a function wants something to fill or to read is INVALID, or the answer of a function without a result. */
static void null_in_terminals(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    size_t length = 0;
    CHECK_INT(quire_terminal_create(NULL, &terminal), QUIRE_INVALID);
    CHECK_INT(quire_terminal_create(&options, NULL), QUIRE_INVALID);
    CHECK_INT(quire_terminal_create(&options, &terminal), QUIRE_OK);
    CHECK_INT(quire_terminal_feed(terminal, NULL, 1), QUIRE_INVALID);
    CHECK_INT(quire_terminal_feed(terminal, NULL, 0), QUIRE_OK);
    CHECK_INT(quire_terminal_feed_some(terminal, "a", 1, 100, NULL), QUIRE_INVALID);
    CHECK_INT(quire_terminal_feed_some(terminal, NULL, 1, 100, &length), QUIRE_INVALID);
    CHECK_INT(quire_terminal_set_window(terminal, NULL), QUIRE_INVALID);
    CHECK_INT(quire_terminal_get_info(terminal, NULL), QUIRE_INVALID);
    CHECK_INT(quire_terminal_input_modes(terminal, NULL), QUIRE_INVALID);
    CHECK_INT(quire_terminal_settings_set(terminal, NULL), QUIRE_INVALID);
    CHECK_INT(quire_terminal_settings_get(terminal, NULL), QUIRE_INVALID);
    CHECK_INT(quire_terminal_identity_get(terminal, NULL), QUIRE_INVALID);
    CHECK_INT(quire_terminal_get_history_file(terminal, NULL), QUIRE_INVALID);
    CHECK(!quire_terminal_find_prompt(terminal, 0, true, NULL));
    CHECK_INT(quire_terminal_command(terminal, 1, NULL), QUIRE_INVALID);
    CHECK_INT(quire_terminal_last_command(terminal, NULL), QUIRE_INVALID);
    CHECK_INT(quire_terminal_range(terminal, NULL), QUIRE_INVALID);
    CHECK_INT(quire_terminal_clipboard_reply(terminal, 'c', NULL, 1), QUIRE_INVALID);
    CHECK_INT(quire_terminal_clipboard_written(terminal, NULL, QUIRE_CLIPBOARD_DONE), QUIRE_INVALID);
    CHECK_INT(quire_terminal_clipboard_refused(terminal, NULL, QUIRE_CLIPBOARD_EBUSY), QUIRE_INVALID);
    CHECK_INT(quire_terminal_clipboard_send(terminal, NULL, false, NULL, 0), QUIRE_INVALID);
    CHECK_INT(quire_terminal_clipboard_send(terminal, "", false, NULL, 1), QUIRE_INVALID);
    CHECK_INT(quire_terminal_clipboard_paste(terminal, false, NULL, NULL, 1), QUIRE_INVALID);
    CHECK_INT(quire_terminal_notification_activated(terminal, NULL, 0), QUIRE_INVALID);
    CHECK_INT(quire_terminal_notification_closed(terminal, NULL, false), QUIRE_INVALID);
    CHECK_INT(quire_terminal_notification_alive(terminal, NULL, NULL, 0), QUIRE_INVALID);
    CHECK_INT(quire_terminal_notification_alive(terminal, "", NULL, 1), QUIRE_INVALID);
    quire_terminal_destroy(terminal);
}

/* The same of what looks at a terminal: links, frames, selections, formats, searches, snapshots. */
static void null_in_looks(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_format_options format = QUIRE_FORMAT_OPTIONS_INIT;
    struct quire_search_options search = search_for("a");
    struct quire_place place = {1, 0};
    struct quire_range range = {{1, 0}, {1, 1}};
    size_t length = 0;
    uint32_t number = 0;
    CHECK_INT(quire_terminal_create(&options, &terminal), QUIRE_OK);
    CHECK_INT(quire_frame_create(NULL, NULL), QUIRE_INVALID);
    CHECK_INT(quire_frame_create(NULL, &frame), QUIRE_OK);
    CHECK_INT(quire_link_at(terminal, NULL, &range, NULL, 0, &length), QUIRE_INVALID);
    CHECK_INT(quire_link_at(terminal, &place, NULL, NULL, 0, &length), QUIRE_INVALID);
    CHECK_INT(quire_link_at(terminal, &place, &range, NULL, 0, NULL), QUIRE_INVALID);
    CHECK_INT(quire_link_at(terminal, &place, &range, NULL, 9, &length), QUIRE_INVALID);
    CHECK_INT(quire_link_spans(terminal, NULL, NULL, span_found, NULL), QUIRE_INVALID);
    CHECK_INT(quire_link_spans(terminal, &place, NULL, NULL, NULL), QUIRE_INVALID);
    struct quire_find_options find = QUIRE_FIND_OPTIONS_INIT;
    CHECK_INT(quire_find_spans(terminal, NULL, span_found, NULL), QUIRE_INVALID);
    CHECK_INT(quire_find_spans(terminal, &find, NULL, NULL), QUIRE_INVALID);
    find.uri_length = 1;
    CHECK_INT(quire_find_spans(terminal, &find, span_found, NULL), QUIRE_INVALID);
    CHECK_INT(quire_frame_update(frame, terminal), QUIRE_OK);
    CHECK_INT(quire_frame_get_info(frame, NULL), QUIRE_INVALID);
    CHECK_INT(quire_frame_get_line(frame, 0, NULL), QUIRE_INVALID);
    CHECK_INT(quire_frame_moved(frame, NULL), QUIRE_INVALID);
    CHECK_INT(quire_frame_place(frame, 0, 0, NULL), QUIRE_INVALID);
    CHECK_INT(quire_frame_find(frame, NULL, &number, &number), QUIRE_INVALID);
    CHECK_INT(quire_frame_find(frame, &place, NULL, &number), QUIRE_INVALID);
    CHECK_INT(quire_frame_find(frame, &place, &number, NULL), QUIRE_INVALID);
    CHECK_INT(quire_frame_row(frame, 0, NULL, 9), 0);
    CHECK_INT(quire_frame_row(frame, 0, NULL, 0), 80);
    CHECK_INT(quire_frame_row_text(frame, 0, NULL, 0, NULL, NULL), QUIRE_INVALID);
    CHECK_INT(quire_frame_row_text(frame, 0, NULL, 9, &length, NULL), QUIRE_INVALID);
    CHECK(quire_frame_link(frame, 1, NULL) == NULL);
    CHECK_INT(quire_selection_set(terminal, frame, NULL, &place, QUIRE_SELECT_CELL), QUIRE_INVALID);
    CHECK_INT(quire_selection_set(terminal, frame, &place, NULL, QUIRE_SELECT_CELL), QUIRE_INVALID);
    CHECK_INT(quire_selection_bounds(terminal, frame, NULL), QUIRE_INVALID);
    CHECK_INT(quire_selection_text(terminal, frame, NULL, 0, NULL), QUIRE_INVALID);
    CHECK_INT(quire_selection_text(terminal, frame, NULL, 9, &length), QUIRE_INVALID);
    CHECK_INT(quire_selection_write(terminal, frame, NULL, NULL), QUIRE_INVALID);
    CHECK_INT(quire_format_write(terminal, NULL, take, NULL), QUIRE_INVALID);
    CHECK_INT(quire_format_write(terminal, &format, NULL, NULL), QUIRE_INVALID);
    CHECK_INT(quire_format_write_range(terminal, NULL, QUIRE_FORMAT_TEXT, take, NULL), QUIRE_INVALID);
    CHECK_INT(quire_format_write_range(terminal, &range, QUIRE_FORMAT_TEXT, NULL, NULL), QUIRE_INVALID);
    CHECK_INT(quire_search_terminal(terminal, NULL, hit, NULL), QUIRE_INVALID);
    CHECK_INT(quire_search_terminal(terminal, &search, NULL, NULL), QUIRE_INVALID);
    CHECK_INT(quire_search_terminal_some(terminal, NULL, 0, &range.from, hit, NULL), QUIRE_INVALID);
    CHECK_INT(quire_search_terminal_some(terminal, &search, 0, NULL, hit, NULL), QUIRE_INVALID);
    CHECK_INT(quire_search_terminal_some(terminal, &search, 0, &range.from, NULL, NULL), QUIRE_INVALID);
    CHECK_INT(quire_snapshot_write(terminal, NULL, NULL), QUIRE_INVALID);
    CHECK_INT(quire_snapshot_save(terminal, NULL, 0, NULL), QUIRE_INVALID);
    CHECK_INT(quire_snapshot_save(terminal, NULL, 9, &length), QUIRE_INVALID);
    CHECK_INT(quire_snapshot_read(NULL, 1, &options, &terminal), QUIRE_INVALID);
    CHECK_INT(quire_snapshot_read("", 0, NULL, &terminal), QUIRE_INVALID);
    CHECK_INT(quire_snapshot_read("", 0, &options, NULL), QUIRE_INVALID);
    CHECK_INT(quire_snapshot_verify(NULL, 1, NULL, NULL), QUIRE_INVALID);
    quire_frame_destroy(frame);
    quire_terminal_destroy(terminal);
}

static void null_in_the_store(void) {
    struct quire_page_options page_options = QUIRE_PAGE_OPTIONS_INIT;
    struct quire_history_options options = QUIRE_HISTORY_OPTIONS_INIT;
    struct quire_style_spec spec = QUIRE_STYLE_SPEC_INIT;
    struct quire_cells cells = QUIRE_CELLS_INIT;
    struct quire_search_options search = search_for("a");
    struct quire_history_file_info info = QUIRE_HISTORY_FILE_INFO_INIT;
    uint32_t columns, style;
    size_t length;
    bool changed;
    CHECK_INT(quire_page_create(NULL, &page), QUIRE_INVALID);
    CHECK_INT(quire_page_create(&page_options, NULL), QUIRE_INVALID);
    page = api_page(10, 1);
    CHECK_INT(quire_page_get_info(page, NULL), QUIRE_INVALID);
    CHECK_INT(quire_page_add_style(page, NULL, &style), QUIRE_INVALID);
    CHECK_INT(quire_page_add_style(page, &spec, NULL), QUIRE_INVALID);
    CHECK_INT(quire_page_style(page, 0, NULL), QUIRE_INVALID);
    CHECK_INT(quire_page_write(page, 0, 0, 0, "a", 1, NULL, &length), QUIRE_INVALID);
    CHECK_INT(quire_page_write(page, 0, 0, 0, "a", 1, &columns, NULL), QUIRE_INVALID);
    CHECK_INT(quire_page_write(page, 0, 0, 0, NULL, 1, &columns, &length), QUIRE_INVALID);
    CHECK_INT(quire_page_write_cells(page, 0, 0, NULL, &columns), QUIRE_INVALID);
    CHECK_INT(quire_page_write_cells(page, 0, 0, &cells, NULL), QUIRE_INVALID);
    CHECK_INT(quire_page_write_cluster(page, 0, 0, 0, 1, NULL, 1), QUIRE_INVALID);
    CHECK_INT(quire_page_row(page, 0, NULL, 9), 0);
    CHECK_INT(quire_page_row(page, 0, NULL, 0), 10);
    CHECK_INT(quire_page_get_run(page, 0, 0, NULL), QUIRE_INVALID);
    CHECK_INT(quire_page_text(page, 0, 0, 10, NULL, 0, NULL), QUIRE_INVALID);
    CHECK_INT(quire_page_text(page, 0, 0, 10, NULL, 9, &length), QUIRE_INVALID);
    CHECK_INT(quire_page_snapshot(page, NULL, 0, NULL), QUIRE_INVALID);
    CHECK_INT(quire_page_snapshot(page, NULL, 1 << 20, &length), QUIRE_INVALID);
    CHECK_INT(quire_page_open(NULL, 1, NULL, &page), QUIRE_INVALID);
    CHECK_INT(quire_page_open("", 0, NULL, NULL), QUIRE_INVALID);
    CHECK_INT(quire_history_create(NULL, &history), QUIRE_INVALID);
    CHECK_INT(quire_history_create(&options, NULL), QUIRE_INVALID);
    CHECK_INT(quire_history_open(&options, NULL, NULL, NULL, &history), QUIRE_INVALID);
    CHECK_INT(quire_history_open(NULL, "/nowhere", NULL, NULL, &history), QUIRE_INVALID);
    CHECK_INT(quire_history_open(&options, "/nowhere", NULL, NULL, NULL), QUIRE_INVALID);
    CHECK_INT(quire_history_follow(NULL, "/nowhere", NULL, NULL, &history), QUIRE_INVALID);
    CHECK_INT(quire_history_follow(&options, NULL, NULL, NULL, &history), QUIRE_INVALID);
    CHECK_INT(quire_history_follow(&options, "/nowhere", NULL, NULL, NULL), QUIRE_INVALID);
    CHECK_INT(quire_history_create(&options, &history), QUIRE_OK);
    CHECK_INT(quire_history_get_info(history, NULL), QUIRE_INVALID);
    CHECK_INT(quire_history_push(history, NULL, 0), QUIRE_INVALID);
    CHECK_INT(quire_history_push_cells(history, page, NULL, 1, &length), QUIRE_INVALID);
    CHECK_INT(quire_history_push_cells(history, page, &cells, 1, NULL), QUIRE_INVALID);
    CHECK_INT(quire_history_pop(history, NULL, 0), QUIRE_INVALID);
    CHECK_INT(quire_history_read(history, 0, NULL, 0, NULL), QUIRE_INVALID);
    CHECK_INT(quire_history_find(history, 10, 1, 0, NULL), QUIRE_INVALID);
    CHECK_INT(quire_history_find_prompt(history, 1, true, NULL), QUIRE_INVALID);
    CHECK_INT(quire_history_get_file_info(history, NULL), QUIRE_INVALID);
    CHECK_INT(quire_history_refresh(history, NULL), QUIRE_INVALID);
    CHECK_INT(quire_history_refresh(history, &changed), QUIRE_INVALID);
    CHECK_INT(quire_history_file_verify(NULL, NULL, NULL, NULL, &length, &info), QUIRE_INVALID);
    CHECK_INT(quire_history_file_verify("/nowhere", NULL, NULL, NULL, NULL, &info), QUIRE_INVALID);
    CHECK_INT(quire_history_file_verify("/nowhere/file", NULL, NULL, NULL, &length, NULL), QUIRE_NOT_FOUND);
    CHECK_INT(quire_search_history(history, NULL, hit, NULL), QUIRE_INVALID);
    CHECK_INT(quire_search_history(history, &search, NULL, NULL), QUIRE_INVALID);
    quire_history_destroy(history);
    quire_page_destroy(page);
}

static void null_in_input_and_text(void) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    struct quire_key_event key = QUIRE_KEY_EVENT_INIT;
    struct quire_mouse_event mouse = QUIRE_MOUSE_EVENT_INIT;
    struct quire_cluster_span span = QUIRE_CLUSTER_SPAN_INIT;
    char bytes[64];
    size_t length;
    key.character = 'a';
    CHECK_INT(quire_key_encode(NULL, &key, bytes, sizeof bytes, &length), QUIRE_INVALID);
    CHECK_INT(quire_key_encode(&modes, NULL, bytes, sizeof bytes, &length), QUIRE_INVALID);
    CHECK_INT(quire_key_encode(&modes, &key, NULL, 9, &length), QUIRE_INVALID);
    CHECK_INT(quire_key_encode(&modes, &key, bytes, sizeof bytes, NULL), QUIRE_INVALID);
    CHECK_INT(quire_mouse_encode(NULL, &mouse, bytes, sizeof bytes, &length), QUIRE_INVALID);
    CHECK_INT(quire_mouse_encode(&modes, NULL, bytes, sizeof bytes, &length), QUIRE_INVALID);
    CHECK_INT(quire_mouse_encode(&modes, &mouse, NULL, 9, &length), QUIRE_INVALID);
    CHECK_INT(quire_mouse_encode(&modes, &mouse, bytes, sizeof bytes, NULL), QUIRE_INVALID);
    CHECK_INT(quire_focus_encode(NULL, true, bytes, sizeof bytes, &length), QUIRE_INVALID);
    CHECK_INT(quire_focus_encode(&modes, true, NULL, 9, &length), QUIRE_INVALID);
    CHECK_INT(quire_focus_encode(&modes, true, bytes, sizeof bytes, NULL), QUIRE_INVALID);
    CHECK_INT(quire_paste_encode(NULL, "a", 1, bytes, sizeof bytes, &length), QUIRE_INVALID);
    CHECK_INT(quire_paste_encode(&modes, NULL, 1, bytes, sizeof bytes, &length), QUIRE_INVALID);
    CHECK_INT(quire_paste_encode(&modes, "a", 1, NULL, 9, &length), QUIRE_INVALID);
    CHECK_INT(quire_paste_encode(&modes, "a", 1, bytes, sizeof bytes, NULL), QUIRE_INVALID);
    CHECK(!quire_paste_is_risky(NULL, 1));
    CHECK_INT(quire_key_from_name(NULL), QUIRE_KEY_CHARACTER);
    CHECK_INT(quire_cluster_next(NULL, 1, false, NULL), QUIRE_INVALID);
    CHECK_INT(quire_utf8_cluster_next(NULL, 1, false, &span), QUIRE_INVALID);
    CHECK_INT(quire_utf8_cluster_next("a", 1, false, NULL), QUIRE_INVALID);
    CHECK_INT(quire_cluster_columns(NULL, 1, false), 0);
    CHECK(quire_utf8_columns(NULL, 1, false) == 0);
}

static void null_in_parsers(void) {
    struct quire_utf8 decoder = QUIRE_UTF8_INIT;
    struct quire_style_spec style = QUIRE_STYLE_SPEC_INIT;
    struct quire_osc osc = QUIRE_OSC_INIT;
    struct quire_parser_options options = QUIRE_PARSER_OPTIONS_INIT;
    struct quire_parser *parser = NULL;
    const char *parameter = NULL;
    uint32_t point;
    size_t taken = 7, count = 7;
    CHECK_INT(quire_utf8_decode(NULL, "a", 1, &point, 1, &taken, &count), QUIRE_INVALID);
    CHECK_INT(quire_utf8_decode(&decoder, NULL, 1, &point, 1, &taken, &count), QUIRE_INVALID);
    CHECK_INT(quire_utf8_decode(&decoder, "a", 1, NULL, 1, &taken, &count), QUIRE_INVALID);
    CHECK_INT(quire_utf8_decode(&decoder, "a", 1, &point, 1, NULL, &count), QUIRE_INVALID);
    CHECK_INT(quire_utf8_decode(&decoder, "a", 1, &point, 1, &taken, NULL), QUIRE_INVALID);
    CHECK(taken == 7 && count == 7);
    CHECK(!quire_utf8_end(NULL));
    CHECK_INT(quire_sgr_parse(NULL, 1, &style), QUIRE_INVALID);
    CHECK_INT(quire_sgr_parse("1", 1, NULL), QUIRE_INVALID);
    CHECK_INT(quire_osc_parse(NULL, 1, &osc), QUIRE_INVALID);
    CHECK_INT(quire_osc_parse("0;a", 3, NULL), QUIRE_INVALID);
    CHECK_INT(quire_osc_parse("0;a", 3, &osc), QUIRE_OK);
    CHECK(!quire_osc_next(NULL, &parameter, &count));
    CHECK(!quire_osc_next(&osc, NULL, &count));
    CHECK(!quire_osc_next(&osc, &parameter, NULL));
    CHECK(quire_osc_next(&osc, &parameter, &count) && count == 1); /* none of these took it */
    CHECK_INT(quire_parser_create(NULL, &parser), QUIRE_INVALID);
    CHECK_INT(quire_parser_create(&options, NULL), QUIRE_INVALID);
    CHECK_INT(quire_parser_create(&options, &parser), QUIRE_OK);
    CHECK_INT(quire_parser_feed(parser, NULL, 1), QUIRE_INVALID);
    CHECK_INT(quire_parser_feed(parser, NULL, 0), QUIRE_OK);
    CHECK(quire_parser_idle(parser));
    quire_parser_reset(parser);
    quire_parser_destroy(parser);
}

static void null_in_replies(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_reply_options none = QUIRE_REPLY_OPTIONS_INIT;
    const void *bytes = &options;
    size_t length = 7;
    uint64_t ticket = 0;
    CHECK_INT(quire_terminal_create(&options, &terminal), QUIRE_OK);
    CHECK_INT(quire_terminal_set_replies(terminal, NULL), QUIRE_INVALID);
    none.limit = 0;
    CHECK_INT(quire_terminal_set_replies(terminal, &none), QUIRE_INVALID);
    CHECK_INT(quire_terminal_reply_later(terminal, NULL), QUIRE_INVALID);
    CHECK_INT(quire_terminal_reply_write(terminal, 1, "a", 1), QUIRE_NOT_FOUND);
    CHECK_INT(quire_terminal_reply_for(terminal, 1), QUIRE_NOT_FOUND);
    CHECK_INT(quire_terminal_reply_done(terminal, 1), QUIRE_NOT_FOUND);
    CHECK_INT(quire_terminal_reply_done(terminal, 0), QUIRE_NOT_FOUND);
    CHECK_INT(quire_terminal_reply_later(terminal, &ticket), QUIRE_OK);
    CHECK_INT(quire_terminal_reply_write(terminal, ticket, NULL, 1), QUIRE_INVALID);
    CHECK_INT(quire_terminal_reply_write(terminal, ticket, NULL, 0), QUIRE_OK);
    CHECK_INT(quire_terminal_reply_info(terminal, NULL), QUIRE_INVALID);
    quire_terminal_reply_first(terminal, NULL, &length);
    quire_terminal_reply_first(terminal, &bytes, NULL);
    CHECK(length == 7 && bytes == &options);
    CHECK_INT(quire_terminal_reply_sent(terminal, 1), QUIRE_INVALID);
    CHECK_INT(quire_terminal_set_strings(terminal, NULL), QUIRE_OK);  /* none any more */
    CHECK_INT(quire_terminal_identity_set(terminal, NULL), QUIRE_OK); /* Quire's own */
    quire_terminal_destroy(terminal);
}

static void null_in_images(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_frame_image shown = QUIRE_FRAME_IMAGE_INIT;
    struct quire_image_info info = QUIRE_IMAGE_INFO_INIT;
    struct quire_image_frame picture = {NULL, 0};
    struct quire_image *image = NULL;
    enum quire_image_format format = QUIRE_IMAGE_OTHER;
    char pixel[4];
    size_t length = 7;
    CHECK_INT(quire_terminal_create(&options, &terminal), QUIRE_OK);
    CHECK_INT(quire_frame_create(NULL, &frame), QUIRE_OK);
    for (int updated = 0; updated < 2; updated++) {
        CHECK_INT(quire_frame_image_count(frame), 0);
        CHECK_INT(quire_frame_get_image(frame, 0, NULL), QUIRE_INVALID);
        CHECK_INT(quire_frame_get_image(frame, 0, &shown), QUIRE_INVALID);
        CHECK(quire_frame_hold_image(frame, 0) == NULL);
        CHECK(quire_frame_images_due(frame) == UINT64_MAX);
        CHECK_INT(quire_frame_update(frame, terminal), QUIRE_OK);
    }
    CHECK_INT(quire_image_get_info(image, &info), QUIRE_INVALID);
    CHECK_INT(quire_image_get_info(image, NULL), QUIRE_INVALID);
    CHECK(quire_image_pixels(image, &format) == NULL && quire_image_pixels(image, NULL) == NULL);
    CHECK_INT(quire_image_read(image, pixel, 4), QUIRE_INVALID);
    CHECK_INT(quire_image_read(image, NULL, 4), QUIRE_INVALID);
    CHECK(quire_image_file(image, &length) == NULL && quire_image_file(image, NULL) == NULL && length == 7);
    quire_image_hold(NULL);
    quire_image_release(NULL);
    CHECK_INT(quire_terminal_set_image_hooks(terminal, NULL), QUIRE_OK); /* none any more */
    CHECK_INT(quire_terminal_image_decoded(terminal, 1, 1, 1, NULL, 1, 0), QUIRE_INVALID);
    CHECK_INT(quire_terminal_image_decoded(terminal, 1, 1, 1, &picture, 1, 0), QUIRE_INVALID);
    picture.rgba = pixel;
    CHECK_INT(quire_terminal_image_decoded(terminal, 1, 0, 1, &picture, 1, 0), QUIRE_INVALID);
    CHECK_INT(quire_terminal_image_decoded(terminal, 1, 1, 0, &picture, 1, 0), QUIRE_INVALID);
    CHECK_INT(quire_terminal_image_decoded(terminal, 1, 1, 1, &picture, 1, 0), QUIRE_OK); /* none of that number */
    CHECK_INT(quire_terminal_image_decoded(terminal, 1, 0, 0, NULL, 0, 0), QUIRE_OK);
    quire_frame_destroy(frame);
    quire_terminal_destroy(terminal);
}

static void nothing_to_destroy(void) {
    quire_terminal_destroy(NULL);
    quire_frame_destroy(NULL);
    quire_page_destroy(NULL);
    quire_history_destroy(NULL);
    quire_parser_destroy(NULL);
}

/* --- values that are none -------------------------------------------------------------------------------------- */

/* Rows of a frame outside of its view, those of one that was never updated among them. */
static void check_outside(uint32_t row) {
    struct quire_frame_line line = QUIRE_FRAME_LINE_INIT;
    struct quire_place place;
    struct quire_frame_cell cell;
    size_t length;
    CHECK(!quire_frame_row_blinks(frame, row));
    CHECK_INT(quire_frame_row_size(frame, row), QUIRE_ROW_SINGLE);
    CHECK_INT(quire_frame_row(frame, row, &cell, 1), 0);
    CHECK_INT(quire_frame_row_text(frame, row, NULL, 0, &length, NULL), QUIRE_INVALID);
    CHECK(quire_frame_get_line(frame, row, &line) != QUIRE_OK);
    CHECK(quire_frame_place(frame, row, 0, &place) != QUIRE_OK);
    (void)quire_frame_row_changed(frame, row);
}

static void rows_that_are_none(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    CHECK_INT(quire_terminal_create(&options, &terminal), QUIRE_OK);
    CHECK_INT(quire_frame_create(NULL, &frame), QUIRE_OK);
    check_outside(0);
    quire_frame_drawn(frame); /* of nothing, as all of these */
    quire_frame_set_bold_is_bright(frame, true);
    quire_frame_set_rows_above(frame, UINT32_MAX);
    quire_selection_clear(frame);
    CHECK_INT(quire_frame_palette(frame)[255], 0);
    CHECK_INT(quire_frame_update(frame, terminal), QUIRE_OK);
    check_outside(24);
    check_outside(UINT32_MAX);
    quire_frame_destroy(frame);
    quire_terminal_destroy(terminal);
    page = api_page(10, 2);
    const uint32_t outside[] = {2, UINT32_MAX};
    for (size_t i = 0; i < 2; i++) {
        uint32_t row = outside[i];
        CHECK_INT(quire_page_clear(page, row, 0, 1, 0), QUIRE_INVALID);
        CHECK_INT(quire_page_shift(page, row, 0, 10, 1, 0), QUIRE_INVALID);
        CHECK_INT(quire_page_trim(page, row), QUIRE_INVALID);
        CHECK_INT(quire_page_set_wrapped(page, row, true), QUIRE_INVALID);
        CHECK_INT(quire_page_set_prompt(page, row, true), QUIRE_INVALID);
        CHECK(!quire_page_wrapped(page, row) && !quire_page_prompt(page, row));
        CHECK(quire_page_time(page, row) == 0 && quire_page_row_version(page, row) == 0);
    }
    quire_page_set_time(page, UINT64_MAX);
    CHECK_INT(quire_page_clear(page, 0, 0, 11, 0), QUIRE_INVALID);
    CHECK_INT(quire_page_clear(page, 0, 2, 1, 0), QUIRE_INVALID);
    CHECK_INT(quire_page_shift(page, 0, 0, 11, 1, 0), QUIRE_INVALID);
    CHECK_INT(quire_page_verify(page, NULL, NULL), 0);
    quire_page_destroy(page);
}

static void styles_that_are_none(void) {
    uint32_t columns;
    size_t taken;
    page = api_page(10, 2);
    const uint32_t none[] = {1, UINT32_MAX};
    for (size_t i = 0; i < 2; i++) {
        CHECK_INT(quire_page_use_style(page, none[i]), QUIRE_INVALID);
        CHECK_INT(quire_page_release_style(page, none[i]), QUIRE_INVALID);
        CHECK_INT(quire_page_write(page, 0, 0, none[i], "a", 1, &columns, &taken), QUIRE_INVALID);
        CHECK_INT(quire_page_clear(page, 0, 0, 1, none[i]), QUIRE_INVALID);
        CHECK_INT(quire_page_shift(page, 0, 0, 10, 1, none[i]), QUIRE_INVALID);
    }
    CHECK_INT(quire_page_verify(page, NULL, NULL), 0);
    quire_page_destroy(page);
}

/* Numbers of enums and tables that are none of theirs. */
static void numbers_that_are_none(void) {
    char room[16];
    const uint32_t none[] = {0x7FFFFFFF, UINT32_MAX};
    for (size_t i = 0; i < 2; i++) {
        enum quire_key key = (enum quire_key)none[i];
        CHECK(quire_key_name(key) == NULL);
        CHECK(quire_key_modifier(key) == 0 && quire_key_keysym(key) == 0 && quire_key_evdev(key) == 0);
        CHECK_INT(quire_key_mods_after(QUIRE_MOD_CTRL, key, QUIRE_KEY_PRESS), QUIRE_MOD_CTRL);
        CHECK_INT(quire_key_from_keysym(none[i]), QUIRE_KEY_CHARACTER);
        CHECK_INT(quire_key_from_evdev(none[i], true), QUIRE_KEY_CHARACTER);
        CHECK(quire_keysym_character(none[i]) == 0 && quire_evdev_character(none[i]) == 0);
        CHECK_INT(quire_code_point_columns(none[i], false), 1);
    }
    CHECK_STR(quire_result_name((enum quire_result)0x7FFFFFFF), "UNKNOWN"); /* results are negative, too */
    CHECK(quire_result_text((enum quire_result)0x7FFFFFFF) != NULL);
    CHECK_STR(quire_log_name((enum quire_log_code)0x7FFFFFFF), "UNKNOWN");
    CHECK_INT(quire_default_color(256), 0xFFFFFFFF);
    CHECK_INT(quire_default_color(UINT32_MAX), 0xFFFFFFFF);
    CHECK_INT(quire_default_color(255), 0xEEEEEE);
    CHECK_INT(quire_struct_defaults(NULL, room, sizeof room), 0);
    CHECK_INT(quire_struct_defaults("quire_nothing", room, sizeof room), 0);
    CHECK_INT(quire_struct_defaults("quire_page_options", room, 3), 0);
    CHECK(quire_struct_defaults("quire_page_options", NULL, 0) > 0);
}

int main(void) {
    RUN(null_in_terminals);
    RUN(null_in_looks);
    RUN(null_in_the_store);
    RUN(null_in_input_and_text);
    RUN(null_in_parsers);
    RUN(null_in_replies);
    RUN(null_in_images);
    RUN(nothing_to_destroy);
    RUN(rows_that_are_none);
    RUN(styles_that_are_none);
    RUN(numbers_that_are_none);
    return test_end();
}
