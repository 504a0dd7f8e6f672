/* A terminal under any bytes, with everything a host does in between: no fault, and every page sound at the end.
 *
 * The first three bytes choose the size and the scrollback. A zero byte in the rest is an operation of the host with
 * two bytes of arguments; what stands between is fed. */
#include <string.h>

#include <quire/format.h>
#include <quire/frame.h>
#include <quire/reply.h>
#include <quire/selection.h>
#include <quire/strings.h>
#include <quire/terminal.h>

#include "fuzz.h"

unsigned long fuzz_taken;

struct host {
    struct quire_terminal *terminal;
    struct quire_frame *frame;
    uint64_t told;              /* sum of all that was handed out: it is read, so that sanitizers see it */
    uint64_t ticket;            /* the last one */
    unsigned strings, streamed; /* that were offered; that have begun and not ended, never more than one */
};

static void sum(struct host *host, const char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++)
        host->told += (unsigned char)bytes[i];
}

static void on_reply(void *user, const char *bytes, size_t length) {
    REQUIRE(bytes && length > 0);
    sum(user, bytes, length);
}

static void on_event(void *user, const struct quire_event *event) {
    sum(user, event->text, event->text_length);
    sum(user, event->title, event->title_length);
    if (event->shell) {
        sum(user, event->shell->id, event->shell->id_length);
        sum(user, event->shell->command, event->shell->command_length);
    }
    for (size_t i = 0; event->clipboard && i < event->clipboard->count; i++) {
        const struct quire_clipboard_item *item = &event->clipboard->items[i];
        REQUIRE(item->mime[0] && (item->data || item->length == 0 || event->type == QUIRE_EVENT_CLIPBOARD_READ));
        sum(user, item->data, item->length);
    }
    if (event->notification)
        sum(user, event->notification->buttons, strlen(event->notification->buttons));
}

static void on_log(void *user, const struct quire_log *log) {
    sum(user, log->text, strlen(log->text));
}

/* Small screens are agreed to: that is a resize in the middle of a feed. */
static bool on_resize(void *user, uint32_t cols, uint32_t rows) {
    (void)user;
    return cols <= 120 && rows <= 60;
}

static bool on_piece(void *user, const char *bytes, size_t length) {
    sum(user, bytes, length);
    return true;
}

/* --- strings and tickets ----------------------------------------------------------------------------------------- */

static enum quire_string_choice on_filter(void *user, const struct quire_string *string) {
    struct host *host = user;
    REQUIRE(host->streamed == 0 && string->parameter_count <= QUIRE_STRING_PARAMETERS);
    REQUIRE((string->kind == QUIRE_STRING_DCS) == (string->final != 0));
    return (enum quire_string_choice)(host->strings++ % 3);
}

static void on_string_begin(void *user, const struct quire_string *string) {
    struct host *host = user;
    REQUIRE(host->streamed++ == 0);
    host->told += string->cursor_row;
}

static void on_string_data(void *user, const struct quire_string *string, const void *bytes, size_t length) {
    REQUIRE(((struct host *)user)->streamed == 1 && length > 0 && string);
    sum(user, bytes, length);
}

static void on_string_end(void *user, const struct quire_string *string, enum quire_string_end how) {
    REQUIRE(((struct host *)user)->streamed-- == 1 && how <= QUIRE_STRING_END_TOO_LONG && string);
}

static void on_string_whole(void *user, const struct quire_string *string, const void *bytes, size_t length,
                            enum quire_string_end how) {
    struct host *host = user;
    REQUIRE(bytes && string && (how <= QUIRE_STRING_END_ST || length == 0) && length <= 1000);
    sum(host, bytes, length);
    if (quire_terminal_reply_later(host->terminal, &host->ticket) == QUIRE_OK)
        REQUIRE(quire_terminal_reply_write(host->terminal, host->ticket, bytes, length) == QUIRE_OK);
}

static void clear_above_prompt(struct quire_terminal *terminal) {
    uint64_t line;
    if (quire_terminal_find_prompt(terminal, 0, true, &line))
        (void)quire_terminal_clear_above(terminal, line);
}

/* Other hooks, or none; tickets are taken, answered and done; replies are kept and fetched. */
static void talk(struct host *host, uint8_t what) {
    struct quire_string_hooks hooks = QUIRE_STRING_HOOKS_INIT;
    struct quire_reply_options options = QUIRE_REPLY_OPTIONS_INIT;
    const void *bytes;
    size_t length;
    hooks =
        (struct quire_string_hooks){sizeof hooks,    host, on_filter, on_string_begin, on_string_data, on_string_end,
                                    on_string_whole, 1000, 2000,      what & 8};
    options.keep = what & 8;
    options.limit = 1 + what * 16u;
    switch (what & 7) {
    case 2:
        REQUIRE(quire_terminal_set_strings(host->terminal, what & 16 ? NULL : &hooks) == QUIRE_OK);
        break;
    case 3:
        REQUIRE(quire_terminal_set_replies(host->terminal, &options) == QUIRE_OK);
        break;
    case 4:
        (void)quire_terminal_reply_later(host->terminal, &host->ticket);
        break;
    case 5:
        if (quire_terminal_reply_for(host->terminal, host->ticket) == QUIRE_OK)
            REQUIRE(quire_terminal_clipboard_reply(host->terminal, 'c', "abc", 3) == QUIRE_OK);
        break;
    case 6:
        (void)quire_terminal_reply_done(host->terminal, host->ticket - (what >> 3) % 4);
        break;
    default:
        quire_terminal_reply_first(host->terminal, &bytes, &length);
        sum(host, bytes, length);
        REQUIRE(quire_terminal_reply_sent(host->terminal, length) == QUIRE_OK);
        break;
    }
}

/* All of it; what the limit of replies holds up is fed when all tickets are given up and none are kept. */
static void feed(struct host *host, const uint8_t *bytes, size_t length) {
    struct quire_reply_options options = QUIRE_REPLY_OPTIONS_INIT;
    enum quire_result result = quire_terminal_feed(host->terminal, bytes, length);
    if (result == QUIRE_LIMIT) {
        for (uint64_t ticket = 1; ticket <= host->ticket; ticket++)
            (void)quire_terminal_reply_done(host->terminal, ticket);
        REQUIRE(quire_terminal_set_replies(host->terminal, &options) == QUIRE_OK);
        result = quire_terminal_feed(host->terminal, bytes, length);
    }
    REQUIRE(result == QUIRE_OK);
}

static void draw(struct host *host) {
    static struct quire_frame_cell cells[256];
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    REQUIRE(quire_frame_update(host->frame, host->terminal) == QUIRE_OK);
    REQUIRE(quire_frame_get_info(host->frame, &info) == QUIRE_OK);
    REQUIRE(info.cursor_col < info.cols && info.cursor_row < info.rows && info.scroll_offset <= info.scroll_total);
    for (uint32_t row = 0; row < info.rows; row++) {
        uint32_t cols = quire_frame_row(host->frame, row, cells, 256);
        bool single = quire_frame_row_size(host->frame, row) == QUIRE_ROW_SINGLE;
        REQUIRE(cols == (single || info.cols == 1 ? info.cols : info.cols / 2));
        for (uint32_t col = 0; col < cols; col++) {
            size_t length = 0;
            const char *link = quire_frame_link(host->frame, cells[col].link, &length);
            REQUIRE((cells[col].link != 0) == (link != NULL));
            REQUIRE(cells[col].width != 2 || (col + 1 < cols && cells[col + 1].width == 0));
            sum(host, link, length);
        }
    }
}

static void select_text(struct host *host, uint8_t from, uint8_t to) {
    static char text[65536];
    size_t length = 0;
    quire_selection_start(host->terminal, host->frame, from >> 4, from & 15, from & 1,
                          (enum quire_selection_unit)(to & 3));
    quire_selection_extend(host->terminal, host->frame, to >> 4, to & 31, to & 4);
    enum quire_result result = quire_selection_text(host->terminal, host->frame, text, sizeof text, &length);
    REQUIRE(result == QUIRE_OK || result == QUIRE_NOT_FOUND || result == QUIRE_NO_SPACE);
    REQUIRE(quire_selection_exists(host->terminal, host->frame) == (result != QUIRE_NOT_FOUND));
    if (result == QUIRE_OK)
        sum(host, text, length);
}

static void write_format(struct host *host, uint8_t which) {
    struct quire_format_options options = QUIRE_FORMAT_OPTIONS_INIT;
    options.format = (enum quire_format)(which & 3);
    options.history_rows = which >> 2;
    REQUIRE(quire_format_write(host->terminal, &options, on_piece, host) == QUIRE_OK);
}

static void operate(struct host *host, uint8_t a, uint8_t b) {
    switch (a & 7) {
    case 0:
        draw(host);
        break;
    case 1:
        quire_frame_scroll(host->frame, host->terminal, (int8_t)b);
        draw(host);
        break;
    case 2:
        select_text(host, a, b);
        break;
    case 3:
        write_format(host, b);
        break;
    case 4:
        if (b == 0)
            quire_terminal_reset(host->terminal);
        else if (b == 1)
            quire_terminal_clear_history(host->terminal);
        else if (b == 2)
            clear_above_prompt(host->terminal);
        else
            talk(host, b);
        break;
    default:
        REQUIRE(quire_terminal_resize(host->terminal, 1 + (a >> 3) * 4u, 1 + b % 50u, 0, 0) == QUIRE_OK);
        break;
    }
}

static void play(struct host *host, const uint8_t *data, size_t size) {
    size_t start = 0;
    for (size_t i = 0; i + 2 < size; i++) {
        if (data[i] != 0)
            continue;
        feed(host, data + start, i - start);
        operate(host, data[i + 1], data[i + 2]);
        i += 2;
        start = i + 1;
    }
    feed(host, data + start, size - start);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const uint64_t scrollback[] = {0, 3, 100, 100000};
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct host host = {0};
    if (size < 3)
        return 0;
    fuzz_taken++;
    options.cols = 1 + data[0] % 132;
    options.rows = 1 + data[1] % 50;
    options.scrollback_lines = scrollback[data[2] & 3];
    options.scrollback_bytes = data[2] & 4 ? 200000 : 0;
    options.window_ops = data[2] & 8 ? QUIRE_ALLOW : QUIRE_DENY;
    options.screen_checksum = options.window_ops;
    options.callbacks =
        &(struct quire_callbacks){sizeof(struct quire_callbacks), &host, on_reply, on_event, on_log, on_resize};
    REQUIRE(quire_terminal_create(&options, &host.terminal) == QUIRE_OK);
    REQUIRE(quire_frame_create(NULL, &host.frame) == QUIRE_OK);
    play(&host, data + 3, size - 3);
    draw(&host);
    REQUIRE(quire_terminal_verify(host.terminal, NULL, NULL) == 0);
    quire_frame_destroy(host.frame);
    quire_terminal_destroy(host.terminal);
    REQUIRE(host.streamed == 0);
    return 0;
}
