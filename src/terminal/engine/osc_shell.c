/* osc_shell.c - what a shell says about itself: OSC 7, its directory, and OSC 133, where its prompts are (FinalTerm;
 * iTerm2; kitty shell-integration; the semantic prompts of P. Bothner).
 *
 * The row of a prompt is marked, so that a host can go from prompt to prompt, and cells know whether they are prompt,
 * input or output. A prompt that continues one (k=c, k=s) or stands at the right (k=r) marks no row. Everything is told
 * to the host besides. The options redraw, click_events, special_key, aid and cl are the host's to use: the terminal
 * neither erases prompts when it is resized nor starts a line of its own before A (kitty, too, does not; L does). */
#include "osc.h"

#include "number.h"
#include "qr_memory.h"

void qr_osc_directory(struct qr_engine *e, const struct qr_osc *osc) {
    struct qr_span none = {NULL, 0};
    qr_osc_event(e, QUIRE_EVENT_DIRECTORY, none, qr_osc_span(osc), QUIRE_LINK_URI_MAX);
}

/* --- marks in the page ----------------------------------------------------------------------------------------- */

void qr_shell_mark_row(struct qr_engine *e) {
    struct qr_page *page = &e->screen->page;
    struct qr_row *row = qr_page_row(page, e->screen->cursor.y);
    row->flags |= QR_ROW_PROMPT;
    qr_page_touch(page, row);
}

/* What is printed from now on is prompt, input or output. */
static void set_meaning(struct qr_engine *e, uint64_t meaning) {
    struct qr_cell *dress = &e->screen->dress;
    dress->bits = (dress->bits & ~(UINT64_C(3) << QR_CELL_SEMANTIC_SHIFT)) | meaning << QR_CELL_SEMANTIC_SHIFT;
}

static void fresh_line(struct qr_engine *e) {
    if (e->screen->cursor.x == qr_left(e) && !e->screen->cursor.pending_wrap)
        return;
    qr_move_to(e, qr_left(e), e->screen->cursor.y);
    qr_index(e);
}

/* --- options --------------------------------------------------------------------------------------------------- */

static int32_t status_of(struct qr_span text) {
    bool negative = qr_span_begins(text, "-");
    uint32_t number;
    if (negative)
        text = qr_span_behind(text, 1);
    if (!text.bytes || !qr_number_parse(text.bytes, text.length, INT32_MAX, &number))
        return -1;
    return negative ? -(int32_t)number : (int32_t)number;
}

/* The options behind the letter, "key=value;..."; a bare number behind D is the exit status. */
struct options {
    struct qr_span command, id;
    bool command_is_url;
};

static void read_options(struct qr_span rest, struct quire_shell_event *shell, struct options *options) {
    struct qr_span option, key, value;
    bool first = true;
    for (; qr_span_next(&rest, ';', &option); first = false) {
        qr_span_pair(option, &key, &value);
        if (!value.bytes) {
            if (first && shell->mark == QUIRE_SHELL_DONE)
                shell->exit_status = status_of(option);
        } else if (qr_span_is(key, "k") && value.length == 1 && value.bytes[0] && strchr("icsr", value.bytes[0])) {
            shell->kind = (char)value.bytes[0];
        } else if (qr_span_is(key, "redraw")) {
            shell->redraw = !qr_span_is(value, "0");
        } else if (qr_span_is(key, "special_key")) {
            shell->special_key = qr_span_is(value, "1");
        } else if (qr_span_is(key, "click_events")) {
            shell->click_events = qr_span_is(value, "1") ? 1 : qr_span_is(value, "2") ? 2 : 0;
        } else if (qr_span_is(key, "aid")) {
            options->id = value;
        } else if (qr_span_is(key, "cmdline") || qr_span_is(key, "cmdline_url")) {
            options->command = value;
            options->command_is_url = key.length > 7;
        }
    }
}

/* --- the command line, decoded in place ------------------------------------------------------------------------ */

static int hex_digit(uint8_t c) {
    return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

static size_t decode_url(char *text, size_t length) {
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        int high = i + 2 < length && text[i] == '%' ? hex_digit((uint8_t)text[i + 1]) : -1;
        int low = high >= 0 ? hex_digit((uint8_t)text[i + 2]) : -1;
        text[used] = text[i];
        if (low >= 0) {
            text[used] = (char)(high << 4 | low);
            i += 2;
        }
        used++;
    }
    return used;
}

/* The escapes of $'...' that printf %q writes: a letter, three octal digits, or the character itself. */
static char ansi_escape(const char *text, size_t length, size_t *used) {
    static const char letters_[] = "abeEfnrtv", values[] = "\a\b\033\033\f\n\r\t\v";
    const char *letter = text[0] ? strchr(letters_, text[0]) : NULL;
    unsigned value = 0;
    size_t digits = 0;
    while (digits < 3 && digits < length && text[digits] >= '0' && text[digits] <= '7')
        value = value * 8 + (unsigned)(text[digits++] - '0');
    *used = digits > 0 ? digits : 1;
    return digits > 0 ? (char)value : letter ? values[letter - letters_] : text[0];
}

/* What printf %q has quoted: backslashes, '...' and $'...'. */
static size_t decode_shell(char *text, size_t length) {
    size_t used = 0;
    char quote = 0; /* ', or $ for $'...' */
    for (size_t i = 0; i < length; i++) {
        bool more = i + 1 < length;
        if (quote == 0 && text[i] == '$' && more && text[i + 1] == '\'') {
            quote = '$';
            i++;
        } else if (text[i] == '\'') {
            quote = quote ? 0 : '\'';
        } else if (text[i] == '\\' && quote == '$' && more) {
            size_t taken;
            text[used++] = ansi_escape(text + i + 1, length - i - 1, &taken);
            i += taken;
        } else if (text[i] == '\\' && quote == 0 && more) {
            text[used++] = text[++i];
        } else {
            text[used++] = text[i];
        }
    }
    return used;
}

/* --- the host -------------------------------------------------------------------------------------------------- */

/* Decoding makes texts no longer; cleaning may make them three times as long. */
static void tell(struct qr_engine *e, struct quire_shell_event *shell, const struct options *options) {
    size_t raw = options->command.length, room = 4 * raw + 3 * options->id.length + 1;
    struct quire_event event = {.size = sizeof event, .type = QUIRE_EVENT_SHELL, .shell = shell};
    char *memory = e->callbacks.event ? e->allocator.alloc(e->allocator.user, room, 1) : NULL;
    if (!memory) {
        if (e->callbacks.event)
            qr_engine_note(e, QUIRE_OUT_OF_MEMORY);
        return;
    }
    if (raw > 0)
        memcpy(memory, options->command.bytes, raw);
    raw = options->command_is_url ? decode_url(memory, raw) : decode_shell(memory, raw);
    char *clean = memory + options->command.length;
    shell->command = clean;
    shell->command_length = qr_text_clean(clean, 3 * raw, (struct qr_span){(uint8_t *)memory, raw});
    shell->id = clean + 3 * options->command.length;
    shell->id_length = qr_text_clean(clean + 3 * options->command.length, 3 * options->id.length, options->id);
    qr_event(e, &event);
    e->allocator.free(e->allocator.user, memory, room, 1);
}

static bool mark_of(uint8_t letter, enum quire_shell_mark *mark) {
    static const struct {
        char letter;
        enum quire_shell_mark mark;
    } marks[] = {{'A', QUIRE_SHELL_PROMPT}, {'P', QUIRE_SHELL_PROMPT}, {'N', QUIRE_SHELL_PROMPT},
                 {'B', QUIRE_SHELL_INPUT},  {'I', QUIRE_SHELL_INPUT},  {'C', QUIRE_SHELL_OUTPUT},
                 {'D', QUIRE_SHELL_DONE}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (marks[i].letter == letter) {
            *mark = marks[i].mark;
            return true;
        }
    }
    return false;
}

void qr_shell_mark(struct qr_engine *e, struct qr_span text) {
    static const uint64_t meanings[] = {[QUIRE_SHELL_PROMPT] = QR_SEMANTIC_PROMPT,
                                        [QUIRE_SHELL_INPUT] = QR_SEMANTIC_INPUT,
                                        [QUIRE_SHELL_OUTPUT] = QR_SEMANTIC_OUTPUT,
                                        [QUIRE_SHELL_DONE] = QR_SEMANTIC_OUTPUT};
    struct quire_shell_event shell = {.size = sizeof shell, .kind = 'i', .exit_status = -1, .redraw = true};
    struct options options = {{NULL, 0}, {NULL, 0}, false};
    struct qr_span letter;
    if (!qr_span_next(&text, ';', &letter) || letter.length != 1)
        return;
    if (letter.bytes[0] == 'L')
        fresh_line(e);
    if (!mark_of(letter.bytes[0], &shell.mark))
        return;
    read_options(text, &shell, &options);
    shell.line = qr_page_row(&e->screen->page, e->screen->cursor.y)->line;
    set_meaning(e, meanings[shell.mark]);
    if (shell.mark == QUIRE_SHELL_PROMPT && shell.kind == 'i')
        qr_shell_mark_row(e);
    if (options.command.length <= QUIRE_NOTIFICATION_MAX && options.id.length <= QUIRE_NOTIFICATION_MAX)
        tell(e, &shell, &options);
}

void qr_osc_shell(struct qr_engine *e, const struct qr_osc *osc) {
    qr_shell_mark(e, qr_osc_span(osc));
}
