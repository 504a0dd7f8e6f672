/* snapshot_read.c - header, parts, and everything that is numbers. */
#include "terminal_snapshot.h"

#include <stdio.h>
#include <string.h>

#include "parser_table.h"
#include "qr_crc32c.h"
#include "qr_memory.h"

/* Versions, seeds and line numbers stay below this: counting on from it never comes to an end. */
#define COUNTER_MAX (UINT64_C(1) << 62)

enum quire_result qr_restore_fail(const struct qr_restore *restore, const char *why, enum quire_result result) {
    char text[160];
    snprintf(text, sizeof text, "%s: %s", restore->part, why);
    if (restore->report)
        restore->report(restore->user, text);
    return result;
}

/* --- parts ----------------------------------------------------------------------------------------------------- */

enum quire_result qr_restore_part(struct qr_restore *restore, enum qr_snapshot_part type, const char *name,
                                  struct qr_snapshot_in *in) {
    struct qr_snapshot_in *rest = &restore->rest;
    restore->part = name;
    bool right = qr_in_u32(rest, "missing", UINT32_MAX) == (uint32_t)type;
    (void)qr_in_u32(rest, "flags", 0);
    uint64_t length = qr_in_u64(rest, "length", SIZE_MAX - 8);
    const uint8_t *payload = qr_in_bytes(rest, "length", length);
    const uint8_t *padding = qr_in_bytes(rest, "length", -length & 7);
    if (rest->why || !right)
        return qr_restore_fail(restore, right ? rest->why : "another part in its place", QUIRE_CORRUPT);
    for (uint64_t i = 0; i < (-length & 7); i++) {
        if (padding[i] != 0)
            return qr_restore_fail(restore, "padding", QUIRE_CORRUPT);
    }
    *in = (struct qr_snapshot_in){payload, payload + length, NULL};
    return QUIRE_OK;
}

enum quire_result qr_restore_end(const struct qr_restore *restore, const struct qr_snapshot_in *in) {
    if (in->why)
        return qr_restore_fail(restore, in->why, QUIRE_CORRUPT);
    return in->at == in->end ? QUIRE_OK : qr_restore_fail(restore, "something behind its end", QUIRE_CORRUPT);
}

/* --- numbers --------------------------------------------------------------------------------------------------- */

struct qr_charsets qr_in_charsets(struct qr_snapshot_in *in) {
    struct qr_charsets sets = {0};
    for (int i = 0; i < 4; i++)
        sets.slots[i] = qr_in_u8(in, "character set", QR_CHARSET_LATIN_1);
    sets.left = qr_in_u8(in, "left character set", 3);
    sets.right = qr_in_u8(in, "right character set", 3);
    sets.single = qr_in_u8(in, "single shift", 3);
    if (sets.single == 1)
        qr_in_wrong(in, "single shift");
    (void)qr_in_u8(in, "reserved", 0);
    return sets;
}

static void get_sgr_stack(struct qr_sgr_stack *stack, struct qr_snapshot_in *in) {
    stack->depth = (uint8_t)qr_in_u32(in, "renditions", UINT8_MAX);
    for (uint32_t i = 0; i < stack->depth && i < QR_SGR_STACK_MAX; i++) {
        struct qr_style style = {0, 0};
        style.first = qr_in_u64(in, "rendition", UINT64_MAX);
        style.second = qr_in_u64(in, "rendition", UINT64_MAX);
        if (!qr_style_is_default(style) &&
            (!qr_style_sound(style) || qr_style_link(style) != 0 || style.second >> QR_STYLE_FOLD_SHIFT != 0))
            qr_in_wrong(in, "rendition");
        stack->entries[i].style = style;
        stack->entries[i].parts = (uint16_t)qr_in_u32(in, "parts of a rendition", QR_SAVED_ALL);
    }
}

static void get_terminal(struct qr_restore *restore, struct qr_snapshot_in *in) {
    struct qr_numbers n = qr_engine_numbers(restore->engine);
    n.cell_width_px = qr_in_u32(in, "cell width", QUIRE_MAX_CELL_PX);
    n.cell_height_px = qr_in_u32(in, "cell height", QUIRE_MAX_CELL_PX);
    n.cursor_style.shape = (enum quire_cursor_shape)qr_in_u8(in, "cursor shape", QUIRE_CURSOR_BAR);
    n.modify_other_keys = qr_in_u8(in, "modifyOtherKeys", 2);
    n.format_other_keys = qr_in_u8(in, "formatOtherKeys", 1);
    n.cursor_style.user_blink = qr_in_bool(in, "user's blink");
    n.printer.last_plain = qr_in_bool(in, "last plain");
    n.printer.just_printed = qr_in_bool(in, "just printed");
    n.protection = qr_in_u8(in, "protection", 2);
    restore->shows_alternate = qr_in_bool(in, "shown screen");
    restore->has_alternate = qr_in_bool(in, "alternate screen");
    n.cursor_style.user_shape = (enum quire_cursor_shape)qr_in_u8(in, "user's cursor shape", QUIRE_CURSOR_BAR);
    n.printer.at_edge = qr_in_bool(in, "at edge");
    n.protection_kind = qr_in_u8(in, "kind of protection", QR_PROTECTION_ISO);
    n.attribute_extent = qr_in_u8(in, "attribute extent", 2);
    n.checksum_flags = qr_in_u8(in, "checksum flags", 31);
    n.level = qr_in_u8(in, "operating level", QR_LEVEL_MAX);
    n.supplemental = qr_in_u8(in, "supplemental set", 1);
    n.printer.sized = qr_in_bool(in, "sized");
    n.ambiguous_columns = qr_in_bool(in, "ambiguous width") ? 2 : 1;
    n.printer.last_from_set = qr_in_bool(in, "last from set");
    n.cursor_style.steady = qr_in_bool(in, "steady cursor");
    n.cursor_style.chosen = n.cursor_style.steady || n.cursor_style.shape != n.cursor_style.user_shape;
    for (int i = 0; i < 4; i++)
        (void)qr_in_u8(in, "reserved", 0);
    n.charsets = qr_in_charsets(in);
    n.margins.top = qr_in_u32(in, "margins", QUIRE_MAX_ROWS);
    n.margins.bottom = qr_in_u32(in, "margins", QUIRE_MAX_ROWS);
    n.margins.left = qr_in_u32(in, "margins", QUIRE_MAX_COLUMNS);
    n.margins.right = qr_in_u32(in, "margins", QUIRE_MAX_COLUMNS);
    n.colors_version = qr_in_u64(in, "colours version", COUNTER_MAX);
    n.links_opened = qr_in_u32(in, "links opened", UINT32_MAX);
    n.printer.last_count = qr_in_u32(in, "last cluster", QUIRE_CLUSTER_MAX);
    for (uint32_t i = 0; i < n.printer.last_count; i++) {
        n.printer.last_cluster[i] = qr_in_u32(in, "last cluster", 0x10FFFF);
        if (!qr_code_point_sound(n.printer.last_cluster[i]))
            qr_in_wrong(in, "last cluster");
    }
    get_sgr_stack(&n.sgr_stack, in);
    if (n.level == 0)
        qr_in_wrong(in, "operating level");
    if (restore->shows_alternate && !restore->has_alternate)
        qr_in_wrong(in, "shown screen");
    qr_engine_set_numbers(restore->engine, &n);
}

/* Can text be inside such a sequence (table 3-7 of the Unicode standard)? */
static bool utf8_sound(const struct qr_utf8 *u) {
    bool free = u->lower == 0x80 && u->upper == 0xBF;
    switch (u->needed) {
    case 0:
        return u->partial == 0 && u->lower == 0 && u->upper == 0;
    case 1: /* two bytes, three or four, of which one is missing */
        return free && u->partial >= 2 && u->partial <= 0x43FF && (u->partial < 0x360 || u->partial > 0x37F);
    case 2:
        if (u->partial == 0x00)
            return u->lower == 0xA0 && u->upper == 0xBF;
        if (u->partial == 0x0D)
            return u->lower == 0x80 && u->upper == 0x9F;
        return free && u->partial <= 0x10F;
    case 3:
        return u->partial == 0   ? u->lower == 0x90 && u->upper == 0xBF
               : u->partial == 4 ? u->lower == 0x80 && u->upper == 0x8F
                                 : free && u->partial < 4;
    default:
        return false;
    }
}

/* In strings a sequence is followed, not decoded: its bits stay those of the first byte. */
static bool utf8_fits_state(const struct qr_parser *p) {
    const struct qr_utf8 *u = &p->utf8;
    if (u->needed == 0)
        return utf8_sound(u);
    if (p->state == QR_STATE_GROUND)
        return utf8_sound(u);
    bool in_string = p->state >= QR_STATE_DCS_ENTRY && p->state <= QR_STATE_SOS_PM_APC_STRING;
    return in_string && p->accept_c1 && u->needed <= 3 && u->partial <= 0x1F && u->lower >= 0x80 &&
           u->lower <= u->upper && u->upper <= 0xBF;
}

static void get_sequence(struct qr_sequence *s, struct qr_snapshot_in *in) {
    s->prefix = qr_in_u8(in, "private marker", '?');
    s->final = qr_in_u8(in, "final", 0x7E);
    s->intermediate_count = qr_in_u8(in, "intermediates", QR_INTERMEDIATES_MAX);
    for (int i = 0; i < QR_INTERMEDIATES_MAX; i++) {
        s->intermediates[i] = qr_in_u8(in, "intermediates", 0x2F);
        if (i < s->intermediate_count ? s->intermediates[i] < 0x20 : s->intermediates[i] != 0)
            qr_in_wrong(in, "intermediates");
    }
    s->count = qr_in_u8(in, "parameters", QR_PARAMETERS_MAX);
    if ((s->prefix != 0 && s->prefix < '<') || (s->final != 0 && s->final < 0x30))
        qr_in_wrong(in, "sequence");
}

/* The string goes on where it is not swallowed, with bytes of its own. */
static enum quire_result get_string(struct qr_restore *restore, struct qr_snapshot_in *in, bool swallowed) {
    struct qr_parser *p = qr_part_parser(restore->engine);
    uint64_t length = qr_in_u64(in, "string", SIZE_MAX);
    p->string_open = !swallowed && p->state >= QR_STATE_DCS_PASSTHROUGH && p->state <= QR_STATE_STRING_ESCAPE;
    if (length > QUIRE_STRING_MAX)
        return qr_restore_fail(restore, "string", QUIRE_LIMIT);
    const uint8_t *bytes = qr_in_bytes(in, "string", length);
    if (length > 0 && !p->string_open)
        qr_in_wrong(in, "string");
    if (in->why || !p->string_open)
        return QUIRE_OK;
    enum quire_result result = qr_control_strings_resume(qr_part_strings(restore->engine),
                                                         (enum qr_string_kind)p->string_kind, bytes, (size_t)length);
    return result == QUIRE_OK ? QUIRE_OK : qr_restore_fail(restore, "no memory", result);
}

static enum quire_result get_parser(struct qr_restore *restore, struct qr_snapshot_in *in) {
    struct qr_parser *p = qr_part_parser(restore->engine);
    struct qr_sequence *s = &p->sequence;
    p->state = qr_in_u8(in, "state", QR_STATE_COUNT - 1);
    p->string_kind = qr_in_u8(in, "kind of string", QR_STRING_SOS);
    p->accept_c1 = qr_in_bool(in, "C1 controls");
    bool swallowed = qr_in_bool(in, "dropped string");
    p->sequence_overflow = qr_in_bool(in, "overflow");
    p->parameters_full = qr_in_bool(in, "parameters");
    get_sequence(s, in);
    p->utf8.needed = qr_in_u8(in, "UTF-8", 3);
    p->utf8.lower = qr_in_u8(in, "UTF-8", 0xBF);
    p->utf8.upper = qr_in_u8(in, "UTF-8", 0xBF);
    (void)qr_in_u8(in, "reserved", 0);
    p->utf8.partial = qr_in_u32(in, "UTF-8", 0x43FF);
    s->colon_mask = qr_in_u32(in, "sub-parameters", UINT32_MAX);
    for (uint32_t i = 0; i < s->count; i++)
        s->values[i] = (int32_t)qr_in_u32(in, "parameters", QR_PARAMETER_VALUE_MAX + 1) - 1;
    uint64_t places = (UINT64_C(1) << s->count) - 1;
    if ((s->colon_mask & ~places) != 0 || s->colon_mask & 1)
        qr_in_wrong(in, "sub-parameters");
    if (!utf8_fits_state(p))
        qr_in_wrong(in, "UTF-8");
    if ((p->state == QR_STATE_VT52_ROW && s->count != 0) || (p->state == QR_STATE_VT52_COLUMN && s->count != 1))
        qr_in_wrong(in, "parameters");
    return get_string(restore, in, swallowed);
}

static void get_modes(struct qr_restore *restore, struct qr_snapshot_in *in) {
    struct qr_modes *modes = qr_part_modes(restore->engine);
    uint32_t count = qr_in_u32(in, "number of modes", QR_MODE_COUNT);
    struct qr_mode_set seen = {{0}};
    for (uint32_t i = 0; i < count; i++) {
        uint32_t number = qr_in_u32(in, "mode", UINT32_MAX);
        bool private = qr_in_bool(in, "mode");
        bool on = qr_in_bool(in, "mode"), saved = qr_in_bool(in, "mode");
        (void)qr_in_u8(in, "reserved", 0);
        enum qr_mode mode = qr_mode_from_number(number, private);
        if (mode == QR_MODE_COUNT || qr_mode_in(&seen, mode)) {
            qr_in_wrong(in, "mode");
            return;
        }
        qr_mode_set_put(&seen, mode, true);
        qr_mode_put(modes, mode, on);
        qr_mode_set_put(&modes->saved, mode, saved);
    }
    qr_part_parser(restore->engine)->vt52 = !qr_mode(modes, QR_MODE_ANSI);
}

static void get_tabs(struct qr_restore *restore, struct qr_snapshot_in *in) {
    for (size_t i = 0; i < QUIRE_MAX_COLUMNS / 64; i++)
        qr_part_tabs(restore->engine)->bits[i] = qr_in_u64(in, "tab stops", UINT64_MAX);
}

static void get_values(struct qr_snapshot_in *in, uint32_t *values, uint32_t count, uint32_t most) {
    for (uint32_t i = 0; i < count; i++)
        values[i] = qr_in_u32(in, "colours", most);
}

/* A colour that must be one, as everywhere else that a host or a program gives it. */
static void get_rgb(struct qr_snapshot_in *in, uint32_t *values, uint32_t count) {
    get_values(in, values, count, 0xFFFFFF);
}

/* Above 0xFFFFFF: none of its own. */
static void get_optional(struct qr_snapshot_in *in, uint32_t *values, uint32_t count) {
    get_values(in, values, count, UINT32_MAX);
}

/* The palette, and the dynamic colours: text and its background are there always. */
static void get_palette(struct qr_snapshot_in *in, uint32_t palette[256], uint32_t dynamic[QR_DYNAMIC_COLORS]) {
    const uint32_t always = QR_COLOR_BACKGROUND + 1;
    get_rgb(in, palette, 256);
    get_rgb(in, dynamic, always);
    get_optional(in, dynamic + always, QR_DYNAMIC_COLORS - always);
}

static enum quire_result get_saved_colors(struct qr_restore *restore, struct qr_snapshot_in *in,
                                          struct qr_saved_colors **saved) {
    struct qr_engine *e = restore->engine;
    if (qr_in_u32(in, "saved colours", 1) == 0)
        return QUIRE_OK;
    *saved = qr_alloc_zeroed(qr_engine_allocator(e), sizeof **saved);
    if (!*saved)
        return qr_restore_fail(restore, "no memory", QUIRE_OUT_OF_MEMORY);
    get_palette(in, (*saved)->palette, (*saved)->dynamic);
    get_optional(in, (*saved)->special, QR_SPECIAL_COLORS);
    get_optional(in, (*saved)->named, QR_NAMED_COLORS);
    return QUIRE_OK;
}

static enum quire_result get_colors(struct qr_restore *restore, struct qr_snapshot_in *in) {
    struct qr_colors *colors = qr_part_colors(restore->engine);
    enum quire_result result = QUIRE_OK;
    get_palette(in, colors->palette, colors->dynamic);
    get_palette(in, colors->initial_palette, colors->initial_dynamic);
    get_optional(in, colors->special, QR_SPECIAL_COLORS);
    get_optional(in, colors->named, QR_NAMED_COLORS);
    colors->stack_depth = qr_in_u32(in, "depth of saved colours", QR_COLOR_STACK_MAX);
    colors->stack_last = qr_in_u32(in, "depth of saved colours", QR_COLOR_STACK_MAX);
    if (colors->stack_depth > colors->stack_last)
        qr_in_wrong(in, "depth of saved colours");
    for (uint32_t i = 0; i < QR_COLOR_STACK_MAX && result == QUIRE_OK; i++)
        result = get_saved_colors(restore, in, &colors->stack[i]);
    qr_colors_guess_chosen(colors);
    return result;
}

/* A title of at most QUIRE_TITLE_MAX bytes without controls; terminated in `to`. Returns its length. */
static size_t get_title(struct qr_snapshot_in *in, char to[QUIRE_TITLE_MAX + 1]) {
    uint32_t length = qr_in_u32(in, "title", QUIRE_TITLE_MAX);
    const uint8_t *bytes = qr_in_bytes(in, "title", length);
    to[0] = 0;
    if (!bytes)
        return 0;
    for (uint32_t i = 0; i < length; i++) {
        if (bytes[i] < 0x20 || bytes[i] == 0x7F)
            qr_in_wrong(in, "title");
    }
    memcpy(to, bytes, length);
    to[length] = 0;
    return length;
}

static enum quire_result get_titles(struct qr_restore *restore, struct qr_snapshot_in *in) {
    struct qr_engine *e = restore->engine;
    struct qr_titles *titles = qr_part_titles(e);
    char title[QUIRE_TITLE_MAX + 1], icon[QUIRE_TITLE_MAX + 1];
    uint32_t depth = qr_in_u32(in, "number of titles", QUIRE_TITLE_STACK_MAX);
    titles->modes = (uint8_t)qr_in_u32(in, "title modes", 15);
    get_title(in, titles->title);
    get_title(in, titles->icon);
    for (uint32_t i = 0; i < depth; i++) {
        size_t first = get_title(in, title) + 1, second = get_title(in, icon) + 1;
        if (in->why)
            return QUIRE_OK;
        char *both = qr_engine_allocator(e)->alloc(qr_engine_allocator(e)->user, first + second, 1);
        if (!both)
            return qr_restore_fail(restore, "no memory", QUIRE_OUT_OF_MEMORY);
        memcpy(both, title, first);
        memcpy(both + first, icon, second);
        titles->stack_bytes[titles->stack_depth] = first + second;
        titles->stack[titles->stack_depth++] = both;
    }
    return QUIRE_OK;
}

/* --- the whole ------------------------------------------------------------------------------------------------- */

/* Parts that need no memory. */
static enum quire_result plain_part(struct qr_restore *restore, enum qr_snapshot_part type, const char *name,
                                    void (*get)(struct qr_restore *restore, struct qr_snapshot_in *in)) {
    struct qr_snapshot_in in;
    enum quire_result result = qr_restore_part(restore, type, name, &in);
    if (result != QUIRE_OK)
        return result;
    get(restore, &in);
    return qr_restore_end(restore, &in);
}

static enum quire_result owning_part(struct qr_restore *restore, enum qr_snapshot_part type, const char *name,
                                     enum quire_result (*get)(struct qr_restore *restore, struct qr_snapshot_in *in)) {
    struct qr_snapshot_in in;
    enum quire_result result = qr_restore_part(restore, type, name, &in);
    if (result == QUIRE_OK)
        result = get(restore, &in);
    return result == QUIRE_OK ? qr_restore_end(restore, &in) : result;
}

static void get_nothing(struct qr_restore *restore, struct qr_snapshot_in *in) {
    (void)restore;
    (void)in;
}

static enum quire_result read_parts(struct qr_restore *restore) {
    enum quire_result result = plain_part(restore, QR_SNAPSHOT_TERMINAL, "terminal", get_terminal);
    if (result == QUIRE_OK)
        result = owning_part(restore, QR_SNAPSHOT_PARSER, "parser", get_parser);
    if (result == QUIRE_OK)
        result = plain_part(restore, QR_SNAPSHOT_MODES, "modes", get_modes);
    if (result == QUIRE_OK)
        result = plain_part(restore, QR_SNAPSHOT_TABS, "tab stops", get_tabs);
    if (result == QUIRE_OK)
        result = owning_part(restore, QR_SNAPSHOT_COLORS, "colours", get_colors);
    if (result == QUIRE_OK)
        result = owning_part(restore, QR_SNAPSHOT_TITLES, "titles", get_titles);
    if (result == QUIRE_OK)
        result = owning_part(restore, QR_SNAPSHOT_PROTOCOLS, "protocols", qr_snapshot_get_protocols);
    if (result == QUIRE_OK)
        result = qr_restore_screen(restore, false);
    if (result == QUIRE_OK && restore->has_alternate)
        result = qr_restore_screen(restore, true);
    if (result == QUIRE_OK)
        result = qr_restore_history(restore);
    if (result == QUIRE_OK && restore->has_images)
        result = qr_restore_images(restore);
    if (result == QUIRE_OK)
        result = plain_part(restore, QR_SNAPSHOT_END, "end", get_nothing);
    if (result == QUIRE_OK && restore->rest.at != restore->rest.end)
        result = qr_restore_fail(restore, "something behind it", QUIRE_CORRUPT);
    return result == QUIRE_OK ? qr_restore_validate(restore) : result;
}

/* Header and checksum; `rest` becomes what lies between. */
static enum quire_result read_frame(struct qr_restore *restore, const uint8_t *bytes, size_t length) {
    restore->part = "header";
    if (length < QR_SNAPSHOT_HEADER + QR_SNAPSHOT_TRAILER)
        return qr_restore_fail(restore, "too short", QUIRE_CORRUPT);
    struct qr_snapshot_in in = {bytes, bytes + length, NULL};
    if (memcmp(qr_in_bytes(&in, "magic", 8), QR_SNAPSHOT_MAGIC, 8) != 0)
        return qr_restore_fail(restore, "magic", QUIRE_CORRUPT);
    uint32_t order, version = qr_in_u32(&in, "version", UINT32_MAX);
    memcpy(&order, qr_in_bytes(&in, "byte order", 4), 4);
    restore->has_images = version == QR_SNAPSHOT_VERSION_IMAGES;
    if (version != QR_SNAPSHOT_VERSION && !restore->has_images)
        return qr_restore_fail(restore, "version", QUIRE_UNSUPPORTED);
    if (order != QR_SNAPSHOT_BYTE_ORDER)
        return qr_restore_fail(restore, "byte order", QUIRE_UNSUPPORTED);
    if (qr_in_u64(&in, "length", UINT64_MAX) != length)
        return qr_restore_fail(restore, "length", QUIRE_CORRUPT);
    uint32_t page = qr_in_u32(&in, "page version", UINT32_MAX), sealed = qr_in_u32(&in, "version", UINT32_MAX);
    if (page < QR_PAGE_VERSION_OLDEST || page > QR_PAGE_VERSION || sealed != QR_SEALED_VERSION)
        return qr_restore_fail(restore, "version of pages", QUIRE_UNSUPPORTED);
    if (qr_in_u64(&in, "reserved", UINT64_MAX) != 0)
        return qr_restore_fail(restore, "reserved", QUIRE_CORRUPT);
    struct qr_snapshot_in trailer = {in.end - QR_SNAPSHOT_TRAILER, in.end, NULL};
    uint32_t crc = qr_in_u32(&trailer, "checksum", UINT32_MAX), zero = qr_in_u32(&trailer, "checksum", UINT32_MAX);
    if (zero != 0 || crc != qr_crc32c(0, bytes, length - QR_SNAPSHOT_TRAILER))
        return qr_restore_fail(restore, "checksum", QUIRE_CORRUPT);
    restore->rest = (struct qr_snapshot_in){in.at, in.end - QR_SNAPSHOT_TRAILER, NULL};
    return QUIRE_OK;
}

enum quire_result qr_snapshot_read(const void *bytes, size_t length, const struct quire_terminal_options *given,
                                   qr_snapshot_report *report, void *user, struct qr_engine **engine) {
    struct qr_restore restore = {.report = report, .user = user, .image_limit = given->image_limit};
    struct quire_terminal_options options = *given;
    struct quire_allocator allocator = qr_allocator_or_default(given->allocator);
    enum quire_result result = read_frame(&restore, bytes, length);
    if (result != QUIRE_OK)
        return result;
    options.cols = options.rows = 1;
    options.palette = NULL;
    options.cursor_shape = QUIRE_CURSOR_BLOCK;
    options.cursor_blink = false;
    options.history_file = NULL;
    result = qr_engine_create(&options, &allocator, &restore.engine);
    if (result != QUIRE_OK)
        return qr_restore_fail(&restore, "no memory", result);
    result = read_parts(&restore);
    if (result != QUIRE_OK) {
        qr_engine_destroy(restore.engine);
        return result;
    }
    *engine = restore.engine;
    return QUIRE_OK;
}
