/* snapshot_write.c - the walk over the engine that writes. */
#include "terminal_snapshot.h"

#include <string.h>

#include "parser_table.h"

static void pad(struct qr_snapshot_out *out) {
    static const char zeros[8];
    qr_out_bytes(out, zeros, (size_t)(-out->length & 7));
}

void qr_snapshot_part_out(struct qr_snapshot_out *out, enum qr_snapshot_part type, qr_put_part *put,
                          const void *object) {
    struct qr_snapshot_out counter;
    counter.write = NULL;
    counter.length = 0;
    put(&counter, object);
    qr_out_u32(out, type);
    qr_out_u32(out, 0);
    qr_out_u64(out, counter.length);
    put(out, object);
    pad(out);
}

/* --- numbers --------------------------------------------------------------------------------------------------- */

static void put_charsets(struct qr_snapshot_out *out, const struct qr_charsets *sets) {
    for (int i = 0; i < 4; i++)
        qr_out_u8(out, sets->slots[i]);
    qr_out_u8(out, sets->left);
    qr_out_u8(out, sets->right);
    qr_out_u8(out, sets->single);
    qr_out_u8(out, 0);
}

static void put_sgr_stack(struct qr_snapshot_out *out, const struct qr_sgr_stack *stack) {
    qr_out_u32(out, stack->depth);
    for (uint32_t i = 0; i < stack->depth && i < QR_SGR_STACK_MAX; i++) {
        qr_out_u64(out, stack->entries[i].style.first);
        qr_out_u64(out, stack->entries[i].style.second);
        qr_out_u32(out, stack->entries[i].parts);
    }
}

static void put_terminal(struct qr_snapshot_out *out, const void *object) {
    const struct qr_engine *e = object;
    const struct qr_numbers n = qr_engine_numbers(e);
    qr_out_u32(out, n.cell_width_px);
    qr_out_u32(out, n.cell_height_px);
    qr_out_u8(out, n.cursor_style.shape);
    qr_out_u8(out, n.modify_other_keys);
    qr_out_u8(out, n.format_other_keys);
    qr_out_u8(out, n.cursor_style.user_blink);
    qr_out_u8(out, n.printer.last_plain);
    qr_out_u8(out, n.printer.just_printed);
    qr_out_u8(out, n.protection);
    qr_out_u8(out, qr_is_alternate(e));
    qr_out_u8(out, qr_engine_has_alternate(e));
    qr_out_u8(out, n.cursor_style.user_shape);
    qr_out_u8(out, n.printer.at_edge);
    qr_out_u8(out, n.protection_kind);
    qr_out_u8(out, n.attribute_extent);
    qr_out_u8(out, n.checksum_flags);
    qr_out_u8(out, n.level);
    qr_out_u8(out, n.supplemental);
    qr_out_u8(out, n.printer.sized);
    qr_out_u8(out, n.ambiguous_columns == 2);
    qr_out_u8(out, n.printer.last_from_set);
    qr_out_u8(out, n.cursor_style.steady);
    for (int i = 0; i < 4; i++)
        qr_out_u8(out, 0);
    put_charsets(out, &n.charsets);
    qr_out_u32(out, n.margins.top);
    qr_out_u32(out, n.margins.bottom);
    qr_out_u32(out, n.margins.left);
    qr_out_u32(out, n.margins.right);
    qr_out_u64(out, n.colors_version);
    qr_out_u32(out, n.links_opened);
    qr_out_u32(out, n.printer.last_count);
    for (uint32_t i = 0; i < n.printer.last_count; i++)
        qr_out_u32(out, n.printer.last_cluster[i]);
    put_sgr_stack(out, &n.sgr_stack);
}

/* A sequence that has ended says nothing any more. */
static void put_parser(struct qr_snapshot_out *out, const void *object) {
    const struct qr_parser *p = qr_part_parser_const(object);
    static const struct qr_sequence none;
    const struct qr_control_strings *strings = qr_part_strings_const(object);
    bool begun = p->state != QR_STATE_GROUND;
    bool in_string = p->state >= QR_STATE_DCS_ENTRY && p->state <= QR_STATE_STRING_ESCAPE;
    bool kept = in_string && p->string_open && qr_control_strings_kept(strings);
    const struct qr_sequence *s = begun ? &p->sequence : &none;
    bool open = p->utf8.needed > 0;
    qr_out_u8(out, p->state);
    qr_out_u8(out, p->string_kind);
    qr_out_u8(out, p->accept_c1);
    qr_out_u8(out, in_string && !kept);
    qr_out_u8(out, begun && p->sequence_overflow);
    qr_out_u8(out, begun && p->parameters_full);
    qr_out_u8(out, s->prefix);
    qr_out_u8(out, s->final);
    qr_out_u8(out, s->intermediate_count);
    qr_out_u8(out, s->intermediates[0]);
    qr_out_u8(out, s->intermediates[1]);
    qr_out_u8(out, s->count);
    qr_out_u8(out, p->utf8.needed);
    qr_out_u8(out, open ? p->utf8.lower : 0);
    qr_out_u8(out, open ? p->utf8.upper : 0);
    qr_out_u8(out, 0);
    qr_out_u32(out, open ? p->utf8.partial : 0);
    qr_out_u32(out, s->colon_mask);
    for (uint32_t i = 0; i < s->count; i++)
        qr_out_u32(out, (uint32_t)(s->values[i] + 1));
    qr_out_u64(out, kept ? strings->collector.length : 0);
    qr_out_bytes(out, strings->collector.bytes, kept ? strings->collector.length : 0);
}

static void put_modes(struct qr_snapshot_out *out, const void *object) {
    const struct qr_modes *modes = qr_part_modes_const(object);
    qr_out_u32(out, QR_MODE_COUNT);
    struct qr_mode_description mode;
    for (size_t i = 0; i < QR_MODE_COUNT && qr_mode_describe(i, &mode); i++) {
        qr_out_u32(out, mode.number);
        qr_out_u8(out, mode.private);
        qr_out_u8(out, qr_mode_in(&modes->now, (enum qr_mode)i));
        qr_out_u8(out, qr_mode_in(&modes->saved, (enum qr_mode)i));
        qr_out_u8(out, 0);
    }
}

static void put_tabs(struct qr_snapshot_out *out, const void *object) {
    const struct qr_tab_stops *tabs = qr_part_tabs_const(object);
    for (size_t i = 0; i < QUIRE_MAX_COLUMNS / 64; i++)
        qr_out_u64(out, tabs->bits[i]);
}

static void put_values(struct qr_snapshot_out *out, const uint32_t *values, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        qr_out_u32(out, values[i]);
}

static void put_colors(struct qr_snapshot_out *out, const void *object) {
    const struct qr_colors *colors = qr_part_colors_const(object);
    put_values(out, colors->palette, 256);
    put_values(out, colors->dynamic, QR_DYNAMIC_COLORS);
    put_values(out, colors->initial_palette, 256);
    put_values(out, colors->initial_dynamic, QR_DYNAMIC_COLORS);
    put_values(out, colors->special, QR_SPECIAL_COLORS);
    put_values(out, colors->named, QR_NAMED_COLORS);
    qr_out_u32(out, colors->stack_depth);
    qr_out_u32(out, colors->stack_last);
    for (uint32_t i = 0; i < QR_COLOR_STACK_MAX; i++) {
        const struct qr_saved_colors *saved = colors->stack[i];
        qr_out_u32(out, saved != NULL);
        if (!saved)
            continue;
        put_values(out, saved->palette, 256);
        put_values(out, saved->dynamic, QR_DYNAMIC_COLORS);
        put_values(out, saved->special, QR_SPECIAL_COLORS);
        put_values(out, saved->named, QR_NAMED_COLORS);
    }
}

static void put_title(struct qr_snapshot_out *out, const char *title) {
    qr_out_u32(out, (uint32_t)strlen(title));
    qr_out_bytes(out, title, strlen(title));
}

static void put_titles(struct qr_snapshot_out *out, const void *object) {
    const struct qr_titles *titles = qr_part_titles_const(object);
    qr_out_u32(out, titles->stack_depth);
    qr_out_u32(out, titles->modes);
    put_title(out, titles->title);
    put_title(out, titles->icon);
    for (uint32_t i = 0; i < titles->stack_depth; i++) {
        put_title(out, titles->stack[i]);
        put_title(out, titles->stack[i] + strlen(titles->stack[i]) + 1);
    }
}

/* --- screens --------------------------------------------------------------------------------------------------- */

static void put_screen(struct qr_snapshot_out *out, const void *object) {
    const struct qr_screen *screen = object;
    const struct qr_saved_cursor *saved = &screen->saved;
    qr_out_u32(out, screen->cursor.x);
    qr_out_u32(out, screen->cursor.y);
    qr_out_u8(out, screen->cursor.pending_wrap);
    qr_out_u8(out, saved->valid);
    qr_out_u8(out, screen->keyboard_flags);
    qr_out_u8(out, screen->keyboard_depth);
    qr_out_u32(out, 0);
    qr_out_u64(out, screen->dress.bits);
    qr_out_u64(out, screen->blank.bits);
    if (saved->valid) {
        qr_out_u32(out, saved->cursor.x);
        qr_out_u32(out, saved->cursor.y);
        qr_out_u64(out, saved->dress.bits);
        put_charsets(out, &saved->charsets);
        qr_out_u8(out, saved->cursor.pending_wrap);
        qr_out_u8(out, saved->origin);
    }
    qr_out_bytes(out, screen->keyboard, screen->keyboard_depth);
    if (!qr_screen_is_settled(screen)) {
        qr_out_u64(out, screen->pen.first);
        qr_out_u64(out, screen->pen.second);
    }
}

static void put_piece(void *user, const void *bytes, size_t length) {
    qr_out_bytes(user, bytes, length);
}

static void put_page(struct qr_snapshot_out *out, const void *object) {
    qr_page_store(object, put_piece, out);
}

static void screen(struct qr_snapshot_out *out, const struct qr_screen *from) {
    qr_snapshot_part_out(out, QR_SNAPSHOT_SCREEN, put_screen, from);
    qr_snapshot_part_out(out, QR_SNAPSHOT_PAGE, put_page, &from->page);
}

/* --- history --------------------------------------------------------------------------------------------------- */

static void put_history(struct qr_snapshot_out *out, const void *object) {
    const struct qr_history *history = object;
    qr_out_u64(out, history->line_limit);
    qr_out_u64(out, history->byte_limit);
    qr_out_u64(out, history->lines);
    qr_out_u64(out, history->head_column);
    qr_out_u64(out, history->capacity);
    qr_out_u64(out, history->tail - history->head);
    qr_out_u32(out, history->open != NULL);
    qr_out_u32(out, 0);
}

struct sealed {
    const struct qr_history *history;
    const struct qr_history_page *page;
};

/* Compressed pages are written as they were before. */
static void put_sealed(struct qr_snapshot_out *out, const void *object) {
    const struct sealed *sealed = object;
    const struct qr_sealed *block = sealed->page->block; /* enough to count: the header is never compressed */
    if (out->write)
        block = qr_history_block(sealed->history, sealed->page);
    qr_out_u32(out, sealed->page->first);
    qr_out_u32(out, 0);
    qr_out_bytes(out, block, block->size);
}

/* The parts of the open page that are in use. */
static void put_open(struct qr_snapshot_out *out, const void *object) {
    const struct qr_history *history = object;
    const struct qr_open *open = history->open;
    qr_out_u64(out, open->first_line);
    qr_out_u64(out, open->last_line);
    qr_out_u64(out, open->least_line);
    qr_out_u64(out, open->greatest_line);
    qr_out_u32(out, open->entries);
    qr_out_u32(out, open->text_bytes);
    qr_out_u32(out, open->words);
    qr_out_u32(out, open->run_cells);
    qr_out_u32(out, history->open_first);
    qr_out_u32(out, 0);
    qr_out_bytes(out, qr_open_entries(open), open->entries * sizeof(struct qr_entry));
    qr_out_bytes(out, qr_open_words(open), open->words * sizeof(uint16_t));
    qr_out_bytes(out, qr_open_text(open), open->text_bytes);
}

static void history_parts(struct qr_snapshot_out *out, const struct qr_history *history) {
    qr_snapshot_part_out(out, QR_SNAPSHOT_HISTORY, put_history, history);
    for (size_t i = history->head; i < history->tail; i++) {
        struct sealed sealed = {history, &history->pages[i]};
        qr_snapshot_part_out(out, QR_SNAPSHOT_SEALED, put_sealed, &sealed);
    }
    if (history->open) {
        qr_snapshot_part_out(out, QR_SNAPSHOT_OPEN, put_open, history);
        qr_snapshot_part_out(out, QR_SNAPSHOT_VOCABULARY, put_page, &history->vocabulary);
    }
}

/* --- the whole ------------------------------------------------------------------------------------------------- */

static void put_nothing(struct qr_snapshot_out *out, const void *object) {
    (void)out;
    (void)object;
}

static void walk(struct qr_snapshot_out *out, const struct qr_engine *e, uint64_t length) {
    const uint32_t byte_order = QR_SNAPSHOT_BYTE_ORDER;
    qr_out_bytes(out, QR_SNAPSHOT_MAGIC, 8);
    qr_out_u32(out, qr_snapshot_has_images(e) ? QR_SNAPSHOT_VERSION_IMAGES : QR_SNAPSHOT_VERSION);
    qr_out_bytes(out, &byte_order, sizeof byte_order);
    qr_out_u64(out, length);
    qr_out_u32(out, qr_snapshot_has_images(e) ? QR_PAGE_VERSION : QR_PAGE_VERSION_OLDEST);
    qr_out_u32(out, QR_SEALED_VERSION);
    qr_out_u64(out, 0);
    qr_snapshot_part_out(out, QR_SNAPSHOT_TERMINAL, put_terminal, e);
    qr_snapshot_part_out(out, QR_SNAPSHOT_PARSER, put_parser, e);
    qr_snapshot_part_out(out, QR_SNAPSHOT_MODES, put_modes, e);
    qr_snapshot_part_out(out, QR_SNAPSHOT_TABS, put_tabs, e);
    qr_snapshot_part_out(out, QR_SNAPSHOT_COLORS, put_colors, e);
    qr_snapshot_part_out(out, QR_SNAPSHOT_TITLES, put_titles, e);
    qr_snapshot_part_out(out, QR_SNAPSHOT_PROTOCOLS, qr_snapshot_put_protocols, e);
    screen(out, qr_part_primary_const(e));
    if (qr_engine_has_alternate(e))
        screen(out, qr_part_alternate_const(e));
    history_parts(out, qr_engine_history_const(e));
    if (qr_snapshot_has_images(e))
        qr_snapshot_put_images(out, e);
    qr_snapshot_part_out(out, QR_SNAPSHOT_END, put_nothing, NULL);
    qr_out_u32(out, out->crc);
    qr_out_u32(out, 0);
}

uint64_t qr_snapshot_size(const struct qr_engine *engine) {
    struct qr_snapshot_out out = {.write = NULL};
    walk(&out, engine, 0);
    return out.length;
}

enum quire_result qr_snapshot_write(const struct qr_engine *engine, quire_write_function *write, void *user) {
    struct qr_snapshot_out out = {.write = write, .user = user};
    uint64_t failures = qr_history_failures(qr_engine_history_const(engine));
    walk(&out, engine, qr_snapshot_size(engine));
    qr_out_flush(&out);
    return out.stopped ? QUIRE_LIMIT : qr_history_trouble_since(qr_engine_history_const(engine), failures);
}
