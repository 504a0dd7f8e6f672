/* snapshot_read_pages.c - screens and history: pages are copied, then validated, then used. */
#include "terminal_snapshot.h"

#include <stdio.h>
#include <string.h>

#include "qr_memory.h"

#define NUMBER_MAX (UINT64_C(1) << 62)

/* --- live pages ------------------------------------------------------------------------------------------------ */

static void page_breach(void *user, enum qr_page_rule rule, uint32_t where) {
    char text[80];
    snprintf(text, sizeof text, "%s: %u", qr_page_rule_name(rule), where);
    (void)qr_restore_fail(user, text, QUIRE_CORRUPT);
}

/* A page out of a part that is its block. */
static enum quire_result open_page(struct qr_restore *restore, const struct qr_snapshot_in *in, struct qr_page *page,
                                   const struct qr_page_holders *holders) {
    enum quire_result result = qr_page_open(page, qr_engine_allocator(restore->engine), in->at,
                                            (size_t)(in->end - in->at), holders, page_breach, restore);
    return result == QUIRE_OUT_OF_MEMORY ? qr_restore_fail(restore, "no memory", result) : result;
}

/* --- screens --------------------------------------------------------------------------------------------------- */

static struct qr_cursor in_cursor(struct qr_snapshot_in *in) {
    struct qr_cursor cursor = {0};
    cursor.x = qr_in_u32(in, "cursor", QUIRE_MAX_COLUMNS - 1);
    cursor.y = qr_in_u32(in, "cursor", QUIRE_MAX_ROWS - 1);
    return cursor;
}

static struct qr_cell in_dress(struct qr_snapshot_in *in, uint64_t mask) {
    struct qr_cell cell = {qr_in_u64(in, "pen", UINT64_MAX)};
    if ((cell.bits & ~mask) != 0 || qr_cell_semantic(cell) > QR_SEMANTIC_PROMPT)
        qr_in_wrong(in, "pen");
    return cell;
}

/* A pen that the dress is still to follow. */
static void get_pen(struct qr_screen *screen, struct qr_snapshot_in *in) {
    screen->pen.first = qr_in_u64(in, "pen", UINT64_MAX);
    screen->pen.second = qr_in_u64(in, "pen", UINT64_MAX);
    bool sound = qr_style_is_default(screen->pen) || qr_style_sound(screen->pen);
    if (!sound || qr_style_is_folded(screen->pen))
        qr_in_wrong(in, "pen");
}

static void get_screen(struct qr_screen *screen, struct qr_snapshot_in *in, bool *ahead) {
    struct qr_saved_cursor *saved = &screen->saved;
    screen->cursor = in_cursor(in);
    screen->cursor.pending_wrap = qr_in_bool(in, "cursor");
    saved->valid = qr_in_bool(in, "saved cursor");
    screen->keyboard_flags = qr_in_u8(in, "keyboard flags", 31);
    screen->keyboard_depth = qr_in_u8(in, "keyboard stack", QUIRE_KEYBOARD_STACK_MAX);
    (void)qr_in_u32(in, "reserved", 0);
    screen->dress = in_dress(in, QR_CELL_DRESS_MASK);
    screen->blank = in_dress(in, QR_CELL_STYLE_MASK);
    if (saved->valid) {
        saved->cursor = in_cursor(in);
        saved->dress = in_dress(in, QR_CELL_DRESS_MASK);
        saved->charsets = qr_in_charsets(in);
        saved->cursor.pending_wrap = qr_in_bool(in, "saved cursor");
        saved->origin = qr_in_bool(in, "saved cursor");
    }
    for (uint32_t i = 0; i < screen->keyboard_depth; i++)
        screen->keyboard[i] = qr_in_u8(in, "keyboard stack", 31);
    *ahead = in->at < in->end;
    if (*ahead)
        get_pen(screen, in);
}

/* The pens' values are those of the ids that they hold. One that is `ahead` of its dress differs, but not in the link,
 * which only the dress holds. */
static enum quire_result validate_screen(struct qr_restore *restore, struct qr_screen *screen, bool ahead) {
    const struct qr_cursor *saved = &screen->saved.cursor;
    uint32_t cols = qr_page_cols(&screen->page), rows = qr_page_rows(&screen->page);
    if (screen->cursor.x >= cols || screen->cursor.y >= rows || saved->x >= cols || saved->y >= rows)
        return qr_restore_fail(restore, "cursor", QUIRE_CORRUPT);
    screen->settled = qr_page_style(&screen->page, qr_cell_style(screen->dress));
    screen->blank_color = qr_style_background(qr_page_style(&screen->page, qr_cell_style(screen->blank)));
    if (!ahead)
        screen->pen = screen->settled;
    else if (qr_screen_is_settled(screen) || qr_style_link(screen->pen) != qr_style_link(screen->settled))
        return qr_restore_fail(restore, "pen", QUIRE_CORRUPT);
    if (screen->saved.valid)
        screen->saved.pen = qr_page_style(&screen->page, qr_cell_style(screen->saved.dress));
    return QUIRE_OK;
}

static enum quire_result read_screen_page(struct qr_restore *restore, struct qr_screen *screen, bool alternate,
                                          bool ahead) {
    struct qr_snapshot_in in;
    uint32_t styles[QR_SCREEN_HOLDERS];
    struct qr_page_holders holders = {.styles = styles, .style_count = qr_screen_holders(screen, styles)};
    enum quire_result result =
        qr_restore_part(restore, QR_SNAPSHOT_PAGE, alternate ? "alternate page" : "primary page", &in);
    if (result == QUIRE_OK)
        result = open_page(restore, &in, &screen->page, &holders);
    if (result != QUIRE_OK)
        return result;
    struct qr_sets sets = qr_page_sets(&screen->page);
    for (uint32_t i = 0; i < holders.style_count; i++) {
        if (styles[i] != 0 && !qr_style_set_is_living(sets.styles, styles[i]))
            return qr_restore_fail(restore, "pen", QUIRE_CORRUPT);
    }
    return validate_screen(restore, screen, ahead);
}

enum quire_result qr_restore_screen(struct qr_restore *restore, bool alternate) {
    struct qr_engine *e = restore->engine;
    struct qr_screen *screen = alternate ? qr_part_alternate(e) : qr_part_primary(e);
    struct qr_snapshot_in in;
    bool ahead;
    enum quire_result result =
        qr_restore_part(restore, QR_SNAPSHOT_SCREEN, alternate ? "alternate screen" : "primary screen", &in);
    if (result != QUIRE_OK)
        return result;
    qr_screen_destroy(screen);
    memset(screen, 0, sizeof *screen);
    get_screen(screen, &in, &ahead);
    result = qr_restore_end(restore, &in);
    return result == QUIRE_OK ? read_screen_page(restore, screen, alternate, ahead) : result;
}

/* --- history --------------------------------------------------------------------------------------------------- */

static enum quire_result read_sealed(struct qr_restore *restore) {
    struct qr_snapshot_in in;
    enum quire_result result = qr_restore_part(restore, QR_SNAPSHOT_SEALED, "sealed page", &in);
    if (result != QUIRE_OK)
        return result;
    uint32_t first = qr_in_u32(&in, "evicted entries", QR_OPEN_ENTRIES_MAX);
    (void)qr_in_u32(&in, "reserved", 0);
    if (in.why)
        return qr_restore_fail(restore, in.why, QUIRE_CORRUPT);
    result = qr_history_adopt_sealed(qr_engine_history(restore->engine), in.at, (size_t)(in.end - in.at), first);
    if (result != QUIRE_OK)
        return qr_restore_fail(restore, result == QUIRE_CORRUPT ? "length" : "no memory", result);
    return QUIRE_OK;
}

/* All that there is in a vocabulary lives: the open page holds it. */
static enum quire_result validate_vocabulary(const struct qr_restore *restore, const struct qr_page *page) {
    struct qr_sets sets = qr_page_sets(page);
    uint32_t styles = sets.styles->used, links = sets.links->used;
    if (styles > QR_VOCABULARY_MAX || links > QR_VOCABULARY_MAX)
        return qr_restore_fail(restore, "size", QUIRE_LIMIT);
    if (sets.styles->living != styles || sets.links->living != links || qr_page_cols(page) != 1 ||
        qr_page_rows(page) != 1)
        return qr_restore_fail(restore, "dead values", QUIRE_CORRUPT);
    return QUIRE_OK;
}

static enum quire_result read_vocabulary(struct qr_restore *restore) {
    static const struct qr_page_holders holders = {.each_once = true};
    struct qr_snapshot_in in;
    struct qr_page page;
    enum quire_result result = qr_restore_part(restore, QR_SNAPSHOT_VOCABULARY, "vocabulary", &in);
    if (result == QUIRE_OK)
        result = open_page(restore, &in, &page, &holders);
    if (result != QUIRE_OK)
        return result;
    result = validate_vocabulary(restore, &page);
    if (result != QUIRE_OK) {
        qr_page_destroy(&page);
        return result;
    }
    qr_page_destroy(&qr_engine_history(restore->engine)->vocabulary);
    qr_engine_history(restore->engine)->vocabulary = page;
    return QUIRE_OK;
}

static struct qr_open in_open(struct qr_snapshot_in *in) {
    struct qr_open open = {0};
    open.first_line = qr_in_u64(in, "line numbers", NUMBER_MAX);
    open.last_line = qr_in_u64(in, "line numbers", NUMBER_MAX);
    open.least_line = qr_in_u64(in, "line numbers", NUMBER_MAX);
    open.greatest_line = qr_in_u64(in, "line numbers", NUMBER_MAX);
    open.entries = qr_in_u32(in, "entries", QR_OPEN_ENTRIES_MAX);
    open.text_bytes = qr_in_u32(in, "text", QR_OPEN_TEXT_MAX);
    open.words = qr_in_u32(in, "words", QR_OPEN_WORDS_MAX);
    open.run_cells = qr_in_u32(in, "runs", QR_ENTRY_WIDTH_MAX);
    if (open.entries == 0 && (open.first_line | open.last_line | open.least_line | open.greatest_line |
                              open.text_bytes | open.words | open.run_cells) != 0)
        qr_in_wrong(in, "an empty page holds something");
    return open;
}

static enum quire_result read_open(struct qr_restore *restore) {
    struct qr_history *history = qr_engine_history(restore->engine);
    struct qr_snapshot_in in;
    enum quire_result result = qr_restore_part(restore, QR_SNAPSHOT_OPEN, "open page", &in);
    if (result != QUIRE_OK)
        return result;
    struct qr_open sizes = in_open(&in);
    uint32_t first = qr_in_u32(&in, "evicted entries", sizes.entries);
    (void)qr_in_u32(&in, "reserved", 0);
    const uint8_t *entries = qr_in_bytes(&in, "entries", sizes.entries * sizeof(struct qr_entry));
    const uint8_t *words = qr_in_bytes(&in, "words", sizes.words * sizeof(uint16_t));
    const uint8_t *text = qr_in_bytes(&in, "text", sizes.text_bytes);
    result = qr_restore_end(restore, &in);
    if (result != QUIRE_OK)
        return result;
    result = qr_history_adopt_open(history, &sizes, first);
    if (result != QUIRE_OK)
        return qr_restore_fail(restore, "no memory", result);
    memcpy(qr_open_entries(history->open), entries, sizes.entries * sizeof(struct qr_entry));
    memcpy(qr_open_words(history->open), words, sizes.words * sizeof(uint16_t));
    memcpy(qr_open_text(history->open), text, sizes.text_bytes);
    return read_vocabulary(restore);
}

static void history_breach(void *user, enum qr_history_rule rule, size_t page, uint32_t entry) {
    char text[100];
    snprintf(text, sizeof text, "%s: page %zu entry %u", qr_history_rule_name(rule), page, entry);
    (void)qr_restore_fail(user, text, QUIRE_CORRUPT);
}

/* Places for pages: as many as there were, so that the ledger of bytes goes on the same; within reason. */
static enum quire_result reserve(struct qr_restore *restore, uint64_t places, uint64_t pages) {
    bool reasonable = places <= 65536 || places / 4 <= pages;
    if (places == 0 || !reasonable)
        return QUIRE_OK;
    enum quire_result result = qr_history_reserve(qr_engine_history(restore->engine), (size_t)places);
    return result == QUIRE_OK ? QUIRE_OK : qr_restore_fail(restore, "no memory", result);
}

/* Pages that were compressed are stored as they were before: where the limit of bytes wants it, they are so again, lest
 * their lines go. Without memory they stay as they are. */
static void compress(struct qr_history *history) {
    uint64_t bytes;
    bool more = history->byte_limit > 0;
    while (more && qr_history_bytes(history) + qr_history_cache_reserve(history) + qr_history_ballast_reserve(history) >
                       history->byte_limit)
        more = qr_history_can_pack(history) && qr_history_pack_next(history, &bytes);
}

enum quire_result qr_restore_history(struct qr_restore *restore) {
    struct qr_history *history = qr_engine_history(restore->engine);
    struct qr_snapshot_in in;
    enum quire_result result = qr_restore_part(restore, QR_SNAPSHOT_HISTORY, "history", &in);
    if (result != QUIRE_OK)
        return result;
    history->line_limit = qr_in_u64(&in, "limit of lines", UINT64_MAX);
    history->byte_limit = qr_in_u64(&in, "limit of bytes", UINT64_MAX);
    history->lines = qr_in_u64(&in, "lines", NUMBER_MAX);
    history->head_column = qr_in_u64(&in, "columns of the oldest line", UINT64_C(1) << 48);
    uint64_t places = qr_in_u64(&in, "places", NUMBER_MAX);
    uint64_t left = (uint64_t)(restore->rest.end - restore->rest.at) / sizeof(struct qr_sealed);
    uint64_t pages = qr_in_u64(&in, "pages", left);
    bool open = qr_in_u32(&in, "open page", 1) != 0;
    (void)qr_in_u32(&in, "reserved", 0);
    result = qr_restore_end(restore, &in);
    if (result == QUIRE_OK)
        result = reserve(restore, places, pages);
    for (uint64_t i = 0; i < pages && result == QUIRE_OK; i++)
        result = read_sealed(restore);
    if (result == QUIRE_OK && open)
        result = read_open(restore);
    restore->part = result == QUIRE_OK ? "history" : restore->part;
    if (result == QUIRE_OK && qr_history_check(history, history_breach, restore) != 0)
        result = QUIRE_CORRUPT;
    if (result == QUIRE_OK && history->open && history->open->entries > 0) {
        struct qr_lines lines = qr_history_lines(history, history->tail - history->head);
        history->open->last_time = qr_entry_time(&lines, lines.count - 1);
    }
    if (result == QUIRE_OK)
        compress(history);
    return result;
}
