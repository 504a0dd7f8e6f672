/* engine.c - life, reset, feeding, and the small services that handlers use. */
#include "engine.h"
#include "handlers.h"
#include "image_filing.h"
#include "image_place.h"
#include "iterm_files.h"
#include "kitty_images.h"
#include "quick.h"

#include <stdio.h>

#include "answers.h"
#include "feed.h"
#include "osc.h"
#include "qr_memory.h"
#include "qr_random.h"
#include "sixel.h"

/* --- services -------------------------------------------------------------------------------------------------- */

void qr_engine_note_as(struct qr_engine *engine, enum quire_log_code code, enum quire_result result) {
    if (result == QUIRE_OK)
        return;
    if (engine->trouble == QUIRE_OK)
        engine->trouble = result;
    qr_log(engine, code);
}

void qr_engine_note(struct qr_engine *engine, enum quire_result result) {
    qr_engine_note_as(engine, QUIRE_LOG_OUT_OF_MEMORY, result);
}

void qr_event(struct qr_engine *engine, const struct quire_event *event) {
    bool before = qr_call_out(engine);
    if (engine->callbacks.event)
        engine->callbacks.event(engine->callbacks.user, event);
    qr_call_ended(engine, before);
}

void qr_event_unknown(struct qr_engine *engine, const char *form, const uint8_t *data, size_t length) {
    char text[32 + 128];
    size_t used = strlen(form);
    if (!engine->callbacks.event)
        return;
    memcpy(text, form, used);
    used += qr_text_clean(text + used, 128, (struct qr_span){data, length});
    struct quire_event event = {.size = sizeof event, .type = QUIRE_EVENT_UNKNOWN, .text = text, .text_length = used};
    qr_event(engine, &event);
}

void qr_event_simple(struct qr_engine *engine, enum quire_event_type type) {
    struct quire_event event = {.size = sizeof event, .type = type};
    qr_event(engine, &event);
}

/* --- events of the parser -------------------------------------------------------------------------------------- */

static void on_ascii(void *user, const uint8_t *text, size_t length) {
    qr_engine_settle_dress(user);
    qr_print_ascii(user, text, length);
    qr_feed_settle(user);
}

static void print_decoded(struct qr_engine *engine, const uint32_t *code_points, size_t length) {
    if (qr_charsets_plain(&engine->charsets)) {
        qr_print_text(engine, code_points, length);
        return;
    }
    for (size_t i = 0; i < length;) {
        if (code_points[i] < 0x7F) { /* ASCII among other text goes the way of character sets, too */
            uint8_t byte = (uint8_t)code_points[i++];
            qr_print_ascii(engine, &byte, 1);
            continue;
        }
        size_t end = i;
        while (end < length && code_points[end] >= 0x7F)
            end++;
        qr_print_text(engine, code_points + i, end - i);
        i = end;
    }
}

static void on_text(void *user, const uint32_t *code_points, size_t length) {
    qr_engine_settle_dress(user);
    print_decoded(user, code_points, length);
    qr_feed_settle(user);
}

static size_t on_utf8(void *user, const uint8_t *bytes, const uint8_t *end) {
    qr_engine_settle_dress(user);
    size_t taken = qr_print_utf8(user, bytes, end);
    qr_feed_settle(user);
    return taken;
}

/* Nothing joins what was printed before a control function, and REP repeats nothing behind one. */
static void end_text(struct qr_engine *engine) {
    engine->printer.just_printed = engine->printer.sized = false;
    engine->printer.last_count = 0;
}

/* Behind every control function. In the left half of the screen the cursor is on its line however large that is. */
static void end_function(struct qr_engine *engine) {
    if (engine->screen->cursor.x >= qr_cols(engine) / 2)
        qr_keep_on_line(engine);
    qr_feed_settle(engine);
}

void qr_engine_end_function(struct qr_engine *engine) {
    end_function(engine);
}

/* A C1 control is ESC and a byte of 0x40..0x5F. */
void qr_engine_control(struct qr_engine *engine, uint8_t control) {
    end_text(engine);
    qr_engine_settle_pen(engine);
    if (control < 0x80) {
        qr_do_control(engine, control);
    } else if (!engine->parser.vt52) {
        struct qr_sequence escape = {.final = (uint8_t)(control - 0x40)};
        qr_dispatch_escape(engine, &escape);
    }
    end_function(engine);
}

static void on_control(void *user, uint8_t control) {
    qr_engine_control(user, control);
}

void qr_engine_escape(struct qr_engine *engine, const struct qr_sequence *sequence) {
    end_text(engine);
    qr_engine_settle_pen(engine);
    if (engine->parser.vt52)
        qr_dispatch_vt52(engine, sequence);
    else
        qr_dispatch_escape(engine, sequence);
    end_function(engine);
}

static void on_escape(void *user, const struct qr_sequence *sequence) {
    qr_engine_escape(user, sequence);
}

static bool is_sgr(const struct qr_sequence *sequence) {
    return sequence->final == 'm' && !sequence->prefix && !sequence->intermediate_count;
}

void qr_engine_csi(struct qr_engine *engine, const struct qr_sequence *sequence) {
    if (is_sgr(sequence)) { /* the most frequent one: it moves no cursor, and what was printed may still be joined */
        qr_do_sgr(engine, sequence);
    } else {
        engine->printer.just_printed = engine->printer.sized = false;
        qr_dispatch_csi(engine, sequence);
        end_function(engine);
    }
    engine->printer.last_count = 0; /* behind it: REP is one of them */
}

static void on_csi(void *user, const struct qr_sequence *sequence) {
    qr_engine_csi(user, sequence);
}

void qr_engine_link(struct qr_engine *engine, const struct qr_link_parts *parts) {
    engine->printer.last_count = 0;
    qr_engine_settle_pen(engine);
    qr_put_ordinary_link(engine, parts);
    end_function(engine);
}

static const uint8_t *on_rendition(void *user, const uint8_t *bytes, const uint8_t *end) {
    struct qr_engine *engine = user;
    const uint8_t *behind = qr_sgr_read(&engine->renditions, bytes, end, &engine->screen->pen);
    if (behind)
        engine->printer.last_count = 0;
    return behind;
}

static const uint8_t *on_quick(void *user, const uint8_t *bytes, const uint8_t *end) {
    return qr_quick_feed(user, bytes, end);
}

static const struct qr_parser_handler handler = {on_ascii,
                                                 on_text,
                                                 on_control,
                                                 on_escape,
                                                 on_csi,
                                                 qr_control_strings_begin,
                                                 qr_control_strings_data,
                                                 qr_control_strings_end,
                                                 on_rendition,
                                                 on_utf8,
                                                 on_quick};

/* Paths and addresses are words. */
#define QR_WORD_CHARACTERS "-_./~?&%+#@=:"

/* --- life ------------------------------------------------------------------------------------------------------ */

/* Lines of the screen are numbered behind those of the file. */
static enum quire_result open_history(struct qr_engine *e, const char *path, uint64_t *next_line) {
    if (!path)
        return QUIRE_OK;
    enum quire_result result = qr_history_file_open(&e->history, path, true, NULL, &e->history_findings);
    if (result == QUIRE_OK)
        *next_line = qr_history_file_next_line(e->history.file);
    return result;
}

enum quire_result qr_engine_create(const struct quire_terminal_options *options,
                                   const struct quire_allocator *allocator, struct qr_engine **created) {
    struct qr_engine *e = qr_alloc_zeroed(allocator, sizeof *e);
    if (!e)
        return QUIRE_OUT_OF_MEMORY;
    e->allocator = *allocator;
    if (options->callbacks)
        e->callbacks = *options->callbacks;
    e->cell_width_px = options->cell_width_px;
    e->cell_height_px = options->cell_height_px;
    e->policy.window_ops = options->window_ops;
    e->policy.screen_checksum = options->screen_checksum;
    e->policy.clipboard_write = options->clipboard_write;
    e->images.budget = options->image_limit;
    e->seed = qr_seed_or_random(options->seed);
    e->identity = qr_random();
    uint64_t next_line = 1;
    qr_history_init(&e->history, allocator, options->scrollback_lines, options->scrollback_bytes, e->seed);
    enum quire_result result = open_history(e, options->history_file, &next_line);
    if (result == QUIRE_OK)
        result = qr_screen_create(&e->primary, allocator, options->cols, options->rows, e->seed, next_line);
    if (result != QUIRE_OK) {
        qr_history_finish(&e->history);
        qr_free(allocator, e, sizeof *e);
        return result;
    }
    e->screen = &e->primary;
    qr_parser_init(&e->parser, &handler, e);
    qr_control_strings_init(&e->strings, allocator);
    qr_sender_init(e);
    qr_colors_init(&e->colors, options);
    e->protocols.notification_features = options->notification_features;
    e->protocols.color_scheme = (uint8_t)qr_color_scheme_of(options->background);
    e->modes.now = qr_modes_initial();
    e->cursor_style.user_shape = options->cursor_shape;
    e->cursor_style.user_blink = options->cursor_blink;
    qr_cursor_style_reset(e);
    e->policy.ambiguous_columns = options->ambiguous_wide ? 2 : 1;
    e->policy.alternate_screen = true;
    e->policy.tab_width = QR_TAB_WIDTH;
    strcpy(e->policy.word_characters, QR_WORD_CHARACTERS);
    e->titles.byte_limit = QUIRE_TITLE_MAX;
    e->titles.level_limit = QUIRE_TITLE_STACK_MAX;
    e->modes.saved = e->modes.now;
    e->charsets.right = 2;
    e->level = QR_LEVEL_MAX;
    e->checksum_flags = QR_CHECKSUM_PLAIN;
    qr_tab_stops_default(&e->tabs, e->policy.tab_width);
    qr_reset_margins(e);
    result = qr_images_unfile(e);
    if (result != QUIRE_OK) {
        qr_engine_destroy(e);
        return result;
    }
    *created = e;
    return QUIRE_OK;
}

void qr_engine_destroy(struct qr_engine *e) {
    qr_watches_let_go(e);
    qr_forget_titles(e);
    qr_forget_color_stack(e);
    qr_forget_answers(e);
    qr_protocols_forget(&e->allocator, &e->protocols);
    qr_control_strings_finish(e);
    qr_sixel_forget(e);
    qr_kitty_forget(e);
    qr_iterm_files_forget(e);
    qr_images_finish(e);
    qr_sender_finish(e);
    qr_history_finish(&e->history);
    qr_screen_destroy(&e->primary);
    qr_screen_destroy(&e->alternate);
    struct quire_allocator allocator = e->allocator;
    qr_free(&allocator, e, sizeof *e);
}

void qr_engine_commit(struct qr_engine *engine) {
    qr_images_file(engine);
    (void)qr_history_file_commit(&engine->history, engine->primary.page.block->next_line);
}

/* --- reset ----------------------------------------------------------------------------------------------------- */

static void forget_saved_cursor(struct qr_screen *screen) {
    if (screen->saved.valid)
        qr_page_release_style(&screen->page, qr_cell_style(screen->saved.dress), 1);
    screen->saved = (struct qr_saved_cursor){0};
}

static void plain_pen(struct qr_engine *e) {
    qr_engine_note_as(e, QUIRE_LOG_STYLE_DROPPED, qr_screen_set_pen(e->screen, (struct qr_style){0, 0}));
    e->screen->dress.bits = 0;
}

void qr_engine_soft_reset(struct qr_engine *e) {
    static const enum qr_mode reset[] = {QR_MODE_INSERT,
                                         QR_MODE_ORIGIN,
                                         QR_MODE_APPLICATION_CURSOR,
                                         QR_MODE_REVERSE_WRAP,
                                         QR_MODE_KEYBOARD_LOCK,
                                         QR_MODE_APPLICATION_KEYPAD,
                                         QR_MODE_LEFT_RIGHT_MARGINS,
                                         QR_MODE_NATIONAL_SETS,
                                         QR_MODE_EXTENDED_REVERSE_WRAP};
    for (size_t i = 0; i < sizeof reset / sizeof *reset; i++)
        qr_mode_put(&e->modes, reset[i], false);
    qr_mode_put(&e->modes, QR_MODE_CURSOR_VISIBLE, true);
    qr_mode_put(&e->modes, QR_MODE_AUTOWRAP, true);
    qr_reset_margins(e);
    plain_pen(e);
    e->charsets = (struct qr_charsets){.right = 2};
    forget_saved_cursor(e->screen);
    e->protection = 0;
    e->protection_kind = QR_PROTECTION_NONE;
    e->checksum_flags = QR_CHECKSUM_PLAIN;
    e->screen->cursor.pending_wrap = false;
    e->screen->keyboard_flags = e->screen->keyboard_depth = 0;
    e->modify_other_keys = e->format_other_keys = 0;
    qr_cursor_style_reset(e);
    qr_event_simple(e, QUIRE_EVENT_MODES);
}

/* What the subjects of other files keep. */
static void reset_kept(struct qr_engine *e) {
    qr_colors_reset(&e->colors);
    qr_forget_color_stack(e);
    e->titles.title[0] = e->titles.icon[0] = 0;
    e->titles.modes = 0;
    qr_forget_titles(e);
    e->sgr_stack.depth = 0;
    e->attribute_extent = 0;
    e->supplemental = 0;
    e->level = QR_LEVEL_MAX;
    e->parser.accept_c1 = e->parser.vt52 = false;
}

/* Letting go of so many bytes of history costs as much as a cell: a page of 64 KiB goes back to the system. */
#define HISTORY_BYTES_PER_CELL 512
/* And this what it costs at least where the page that is open goes, too, and where that is emptied. */
#define HISTORY_WORK 1024
#define EMPTY_WORK 64

void qr_forget_history(struct qr_engine *e) {
    uint64_t before = qr_history_bytes(&e->history);
    qr_screen_shrink(&e->primary);
    qr_history_empty(&e->history);
    qr_images_history_erased(e);
    qr_engine_commit(e);
    uint64_t freed = before - qr_history_bytes(&e->history);
    qr_charge(e, freed > 0 ? HISTORY_WORK + freed / HISTORY_BYTES_PER_CELL : EMPTY_WORK);
}

/* What a reset costs besides the cells: colours, tab stops, titles. */
#define RESET_WORK 64

void qr_engine_reset(struct qr_engine *e) {
    bool wide = qr_mode(&e->modes, QR_MODE_COLUMNS_132);
    uint8_t pointer = qr_pointer_shape(e);
    (void)qr_show_alternate(e, false);
    if (e->alternate.page.block)
        qr_screen_reset(&e->alternate);
    qr_engine_soft_reset(e);
    e->modes.now = e->modes.saved = qr_modes_initial();
    qr_tab_stops_default(&e->tabs, e->policy.tab_width);
    qr_move_to(e, 0, 0);
    qr_images_reset(e);
    qr_erase_screen(e);
    qr_forget_history(e);
    qr_charge(e, RESET_WORK);
    reset_kept(e);
    e->colors_version++;
    qr_protocols_forget(&e->allocator, &e->protocols);
    qr_sixel_reset(e);
    qr_kitty_forget(e);
    qr_iterm_files_forget(e);
    qr_pointer_changed(e, pointer);
    e->printer.last_count = 0;
    qr_watches_break(e);
    struct quire_event event = {.size = sizeof event, .type = QUIRE_EVENT_TITLE, .text = "", .text_length = 0};
    qr_event(e, &event);
    qr_event_simple(e, QUIRE_EVENT_COLORS);
    if (wide)
        qr_request_size(e, 80, qr_rows(e));
}

void qr_do_ris(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    qr_engine_reset(e);
}

void qr_do_decstr(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    qr_engine_soft_reset(e);
}

void qr_do_ignore(struct qr_engine *e, const struct qr_sequence *s) {
    (void)e;
    (void)s;
}

/* --- check ----------------------------------------------------------------------------------------------------- */

struct breach_report {
    void (*report)(void *user, const char *text);
    void *user;
    const char *structure;
};

static void page_breach(void *user, enum qr_page_rule rule, uint32_t where) {
    const struct breach_report *to = user;
    char text[160];
    snprintf(text, sizeof text, "%s: %s: %u", to->structure, qr_page_rule_name(rule), where);
    if (to->report)
        to->report(to->user, text);
}

static void history_breach(void *user, enum qr_history_rule rule, size_t page, uint32_t entry) {
    const struct breach_report *to = user;
    char text[160];
    snprintf(text, sizeof text, "%s: %s: page %zu entry %u", to->structure, qr_history_rule_name(rule), page, entry);
    if (to->report)
        to->report(to->user, text);
}

/* SIZE_MAX is a check that could not be made: it stays. */
static size_t add_breaches(size_t breaches, size_t more) {
    return more > SIZE_MAX - breaches ? SIZE_MAX : breaches + more;
}

static size_t check_screen(const struct qr_screen *screen, struct breach_report *to) {
    uint32_t styles[QR_SCREEN_HOLDERS];
    struct qr_page_holders holders = {.styles = styles, .style_count = qr_screen_holders(screen, styles)};
    return screen->page.block ? qr_page_check(&screen->page, &holders, page_breach, to) : 0;
}

/* The columns of a line that history begins and the screen goes on with follow each other, too. */
static size_t check_joint(const struct qr_engine *engine, struct breach_report *to) {
    const struct qr_row *first = qr_page_row(&engine->primary.page, 0);
    if (!qr_history_goes_on(&engine->history, first->line) ||
        first->column == qr_history_tail_columns(&engine->history))
        return 0;
    page_breach(to, QR_PAGE_RULE_LINE_COLUMN, 0);
    return 1;
}

static size_t check_images(const struct qr_engine *engine, const struct breach_report *to) {
    const char *breach = engine->images.store ? qr_images_check(engine->images.store) : NULL;
    char text[160];
    if (!breach)
        return 0;
    snprintf(text, sizeof text, "images: %s", breach);
    if (to->report)
        to->report(to->user, text);
    return 1;
}

size_t qr_engine_check(const struct qr_engine *engine, void (*report)(void *user, const char *text), void *user) {
    struct breach_report to = {report, user, "primary screen"};
    size_t breaches = add_breaches(check_screen(&engine->primary, &to), check_joint(engine, &to));
    to.structure = "alternate screen";
    breaches = add_breaches(breaches, check_screen(&engine->alternate, &to));
    breaches = add_breaches(breaches, check_images(engine, &to));
    to.structure = "history";
    return add_breaches(breaches, qr_history_check(&engine->history, history_breach, &to));
}
