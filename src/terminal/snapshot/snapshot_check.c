/* snapshot_check.c - what only the whole terminal shows: line numbers, cursors and margins, text that is no text. Pages
 * and history are sound already. */
#include "terminal_snapshot.h"

#include "qr_memory.h"
#include "utf8.h"

#define NUMBER_MAX (UINT64_C(1) << 62)

/* --- line numbers are used once -------------------------------------------------------------------------------- */

/* Numbers of all logical lines of a screen and the history above it, in order. */
struct numbers {
    uint64_t *all; /* NULL: only count and see whether they rise */
    uint64_t count, last;
    bool rising;
};

static void add_number(struct numbers *numbers, uint64_t number) {
    numbers->rising = numbers->rising && (numbers->count == 0 || number > numbers->last);
    numbers->last = number;
    if (numbers->all)
        numbers->all[numbers->count] = number;
    numbers->count++;
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

static struct numbers walk(const struct qr_screen *screen, const struct qr_history *history, uint64_t *all) {
    struct numbers numbers = {.all = all, .rising = true};
    if (history)
        add_history(&numbers, history);
    for (uint32_t y = 0; y < qr_page_rows(&screen->page); y++) {
        const struct qr_row *row = qr_page_row(&screen->page, y);
        bool joined = y > 0 ? qr_page_row(&screen->page, y - 1)->line == row->line
                            : history && qr_history_goes_on(history, row->line);
        if (!joined)
            add_number(&numbers, row->line);
    }
    return numbers;
}

static void sift(uint64_t *heap, uint64_t at, uint64_t count) {
    uint64_t value = heap[at];
    for (uint64_t child; (child = 2 * at + 1) < count; at = child) {
        child += child + 1 < count && heap[child + 1] > heap[child];
        if (heap[child] <= value)
            break;
        heap[at] = heap[child];
    }
    heap[at] = value;
}

static void sort(uint64_t *heap, uint64_t count) {
    for (uint64_t i = count / 2; i-- > 0;)
        sift(heap, i, count);
    for (uint64_t end = count; end-- > 1;) {
        uint64_t greatest = heap[0];
        heap[0] = heap[end];
        heap[end] = greatest;
        sift(heap, 0, end);
    }
}

/* Lines rise as a rule, and then nothing needs to be sorted. */
static enum quire_result judge_numbers(const struct qr_restore *restore, const struct qr_screen *screen,
                                       const struct qr_history *history) {
    struct numbers numbers = walk(screen, history, NULL);
    uint64_t next = screen->page.block->next_line;
    if (numbers.rising)
        return numbers.last < next ? QUIRE_OK : qr_restore_fail(restore, "line numbers", QUIRE_CORRUPT);
    size_t bytes = (size_t)numbers.count * sizeof(uint64_t);
    uint64_t *all = qr_alloc_zeroed(&screen->page.allocator, bytes);
    if (!all)
        return qr_restore_fail(restore, "no memory", QUIRE_OUT_OF_MEMORY);
    (void)walk(screen, history, all);
    sort(all, numbers.count);
    bool once = all[numbers.count - 1] < next;
    for (uint64_t i = 1; i < numbers.count; i++)
        once = once && all[i] != all[i - 1];
    qr_free(&screen->page.allocator, all, bytes);
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
        const struct qr_link_set_item *item = &qr_link_set_items(sets.links)[id];
        bool held = item->link == 0 || item->link & QUIRE_SET_IN_TABLE;
        if (held && !link_is_text(qr_link_as_key(&sets, &item->value)))
            return false;
    }
    return true;
}

/* Controls among the characters of a screen would come out again where it is written as VT sequences. */
static bool screen_is_text(const struct qr_screen *screen) {
    for (uint32_t y = 0; y < qr_page_rows(&screen->page); y++) {
        const struct qr_row *row = qr_page_row(&screen->page, y);
        const struct qr_cell *cells = qr_page_cells(&screen->page, row);
        for (uint32_t x = 0; x < row->length; x++) {
            uint32_t single, count;
            const uint32_t *text = qr_page_cell_text(&screen->page, cells[x], &single, &count);
            for (uint32_t i = 0; i < count; i++) {
                if (text[i] < 0x20 || (text[i] >= 0x7F && text[i] < 0xA0))
                    return false;
            }
        }
    }
    return links_are_text(&screen->page);
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
    for (uint32_t y = 0; y < rows; y++) {
        if (qr_page_row(&screen->page, y)->version > block->clock)
            return false;
    }
    return !(qr_page_row(&screen->page, rows - 1)->flags & QR_ROW_WRAPPED); /* there is no row that it could go on in */
}

enum quire_result qr_restore_judge(const struct qr_restore *restore) {
    struct qr_engine *e = restore->engine;
    uint32_t cols = qr_page_cols(&e->primary.page), rows = qr_page_rows(&e->primary.page);
    const struct qr_margins *m = &e->margins;
    if (m->top >= m->bottom || m->bottom > rows || m->left >= m->right || m->right > cols)
        return qr_restore_fail(restore, "margins", QUIRE_CORRUPT);
    if (!counters_sound(&e->primary, NUMBER_MAX) || !columns_follow(&e->primary, &e->history) ||
        !history_is_text(&e->history) || !screen_is_text(&e->primary))
        return qr_restore_fail(restore, "primary screen", QUIRE_CORRUPT);
    enum quire_result result = judge_numbers(restore, &e->primary, &e->history);
    if (result != QUIRE_OK || !restore->has_alternate)
        return result;
    if (qr_page_cols(&e->alternate.page) != cols || qr_page_rows(&e->alternate.page) != rows ||
        !counters_sound(&e->alternate, NUMBER_MAX * 2) || !screen_is_text(&e->alternate))
        return qr_restore_fail(restore, "alternate screen", QUIRE_CORRUPT);
    e->screen = restore->shows_alternate ? &e->alternate : &e->primary;
    return judge_numbers(restore, &e->alternate, NULL);
}
