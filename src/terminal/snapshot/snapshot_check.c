/* snapshot_check.c - what only the whole terminal shows: line numbers, cursors and margins, text that is no text. Pages
 * and history are sound already. */
#include "terminal_snapshot.h"

#include "qr_memory.h"
#include "utf8.h"

#define NUMBER_MAX (UINT64_C(1) << 62)

/* --- line numbers are used once -------------------------------------------------------------------------------- */

/* Numbers of all logical lines of a screen and the history above it, in order. */
struct numbers {
    uint64_t *seen; /* a table in which 0 is an empty place; NULL: only count and see whether they rise */
    size_t mask;    /* places - 1 */
    uint64_t seed;
    uint64_t count, last, greatest;
    bool rising, twice;
};

/* Puts a number into the table; it is there before: twice. */
static void see(struct numbers *numbers, uint64_t number) {
    size_t at = (size_t)quire_set_hash_words(numbers->seed, number, 0) & numbers->mask;
    for (; numbers->seen[at] != 0; at = (at + 1) & numbers->mask) {
        if (numbers->seen[at] == number)
            numbers->twice = true;
        if (numbers->twice)
            return;
    }
    numbers->seen[at] = number;
}

static void add_number(struct numbers *numbers, uint64_t number) {
    numbers->rising = numbers->rising && number > numbers->last;
    numbers->twice = numbers->twice || number == 0; /* no line has it */
    numbers->last = number;
    numbers->greatest = number > numbers->greatest ? number : numbers->greatest;
    numbers->count++;
    if (numbers->seen && !numbers->twice)
        see(numbers, number);
}

static void add_history(struct numbers *numbers, const struct qr_history *history) {
    for (size_t page = 0; page < qr_history_page_count(history); page++) {
        struct qr_lines lines = qr_history_lines(history, page);
        uint32_t first = qr_history_first_entry(history, page);
        uint64_t number = lines.first_line;
        for (uint32_t i = 0; i < lines.count; i++) {
            number = i > 0 ? qr_entry_number(&lines, i, number) : number;
            bool begins = !(lines.entries[i].flags & QR_LINE_CONTINUES) || numbers->count == 0;
            if (i >= first && begins)
                add_number(numbers, number);
        }
    }
}

static void walk(const struct qr_screen *screen, const struct qr_history *history, struct numbers *numbers) {
    numbers->count = numbers->last = numbers->greatest = 0;
    numbers->rising = true;
    if (history)
        add_history(numbers, history);
    for (uint32_t y = 0; y < qr_page_rows(&screen->page); y++) {
        const struct qr_row *row = qr_page_row(&screen->page, y);
        bool joined = y > 0 ? qr_page_row(&screen->page, y - 1)->line == row->line
                            : history && qr_history_goes_on(history, row->line);
        if (!joined)
            add_number(numbers, row->line);
    }
}

/* Lines rise as a rule, and then no table is needed. */
static enum quire_result validate_numbers(const struct qr_restore *restore, const struct qr_screen *screen,
                                          const struct qr_history *history) {
    struct numbers numbers = {.seed = screen->page.block->seed};
    walk(screen, history, &numbers);
    size_t places = 64;
    while (places < numbers.count * 2)
        places *= 2;
    if (!numbers.rising) {
        numbers.mask = places - 1;
        numbers.seen = qr_alloc_zeroed(&screen->page.allocator, places * sizeof(uint64_t));
        if (!numbers.seen)
            return qr_restore_fail(restore, "no memory", QUIRE_OUT_OF_MEMORY);
        walk(screen, history, &numbers);
        qr_free(&screen->page.allocator, numbers.seen, places * sizeof(uint64_t));
    }
    bool once = !numbers.twice && numbers.greatest < screen->page.block->next_line;
    return once ? QUIRE_OK : qr_restore_fail(restore, "line numbers", QUIRE_CORRUPT);
}

/* --- text without controls ------------------------------------------------------------------------------------- */

static bool link_is_text(struct qr_link_key key) {
    return qr_utf8_is_text(key.uri, key.uri_length) && qr_utf8_is_text(key.id, key.id_length);
}

/* Links come out again, too, and so do those that are not in use any more when they are used anew. */
static bool links_are_text(const struct qr_page *page) {
    struct qr_sets sets = qr_page_sets(page);
    for (uint32_t id = 1; id <= sets.links->used; id++) {
        if (qr_link_set_is_kept(sets.links, id) &&
            !link_is_text(qr_link_as_key(&sets, qr_link_set_get(sets.links, id))))
            return false;
    }
    return true;
}

static bool is_control(uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

static bool clusters_are_text(const struct qr_page *page) {
    struct qr_sets sets = qr_page_sets(page);
    for (uint32_t id = 1; id <= sets.clusters->used; id++) {
        const struct qr_cluster *cluster = qr_cluster_set_get(sets.clusters, id);
        for (uint32_t i = 0; qr_cluster_set_is_kept(sets.clusters, id) && i < cluster->count; i++) {
            if (is_control(qr_cluster_text(&sets, cluster)[i]))
                return false;
        }
    }
    return true;
}

/* Controls among the characters of a screen would come out again where it is written as VT sequences. */
static bool screen_is_text(const struct qr_screen *screen) {
    for (uint32_t y = 0; y < qr_page_rows(&screen->page); y++) {
        const struct qr_row *row = qr_page_row(&screen->page, y);
        const struct qr_cell *cells = qr_page_cells(&screen->page, row);
        for (uint32_t x = 0; x < row->length; x++) {
            uint32_t content = qr_cell_content(cells[x]);
            if (content != 0 && !qr_cell_is_cluster(cells[x]) && is_control(content))
                return false;
        }
    }
    return clusters_are_text(&screen->page) && links_are_text(&screen->page);
}

static bool sealed_links_are_text(const struct qr_lines *lines) {
    for (uint32_t i = 1; i <= lines->sealed->links; i++) {
        if (!link_is_text(qr_lines_link(lines, i)))
            return false;
    }
    return true;
}

static bool history_is_text(const struct qr_history *history) {
    for (size_t page = 0; page < qr_history_page_count(history); page++) {
        struct qr_lines lines = qr_history_lines(history, page);
        for (uint32_t i = 0; i < lines.text_bytes; i++) {
            uint8_t byte = lines.text[i];
            bool c1 = byte == 0xC2 && i + 1 < lines.text_bytes && lines.text[i + 1] < 0xA0;
            if (byte < 0x20 || byte == 0x7F || c1)
                return false;
        }
        if (lines.sealed ? !sealed_links_are_text(&lines) : !links_are_text(lines.vocabulary))
            return false;
    }
    return true;
}

/* --- the whole ------------------------------------------------------------------------------------------------- */

/* Does the first row begin with the column that history leads to, if its line begins there? */
static bool columns_follow(const struct qr_screen *screen, const struct qr_history *history) {
    const struct qr_row *first = qr_page_row(&screen->page, 0);
    return !qr_history_goes_on(history, first->line) || first->column == qr_history_tail_columns(history);
}

static bool counters_sound(const struct qr_screen *screen, uint64_t greatest_line) {
    const struct qr_page_header *block = screen->page.block;
    uint32_t rows = qr_page_rows(&screen->page);
    if (block->next_line > greatest_line || block->clock > NUMBER_MAX)
        return false;
    return !(qr_page_row(&screen->page, rows - 1)->flags & QR_ROW_WRAPPED); /* there is no row that it could go on in */
}

enum quire_result qr_restore_validate(const struct qr_restore *restore) {
    struct qr_engine *e = restore->engine;
    uint32_t cols = qr_page_cols(&qr_part_primary(e)->page), rows = qr_page_rows(&qr_part_primary(e)->page);
    const struct qr_numbers numbers = qr_engine_numbers(e);
    const struct qr_margins *m = &numbers.margins;
    if (m->top >= m->bottom || m->bottom > rows || m->left >= m->right || m->right > cols)
        return qr_restore_fail(restore, "margins", QUIRE_CORRUPT);
    if (!counters_sound(qr_part_primary(e), NUMBER_MAX) || !columns_follow(qr_part_primary(e), qr_engine_history(e)) ||
        !history_is_text(qr_engine_history(e)) || !screen_is_text(qr_part_primary(e)))
        return qr_restore_fail(restore, "primary screen", QUIRE_CORRUPT);
    enum quire_result result = validate_numbers(restore, qr_part_primary(e), qr_engine_history(e));
    if (result != QUIRE_OK || !restore->has_alternate)
        return result;
    if (qr_page_cols(&qr_part_alternate(e)->page) != cols || qr_page_rows(&qr_part_alternate(e)->page) != rows ||
        !counters_sound(qr_part_alternate(e), NUMBER_MAX * 2) || !screen_is_text(qr_part_alternate(e)))
        return qr_restore_fail(restore, "alternate screen", QUIRE_CORRUPT);
    qr_engine_show(e, restore->shows_alternate);
    return validate_numbers(restore, qr_part_alternate(e), NULL);
}
