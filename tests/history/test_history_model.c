/* Random rows appended, read back at many widths, taken back and evicted, against a model that keeps logical lines as
 * plain arrays and wraps them naively. */
#include "test.h"

#include "history/history_kit.h"

struct line {
    uint64_t number;
    struct kit_cell *cells;
    uint32_t count, capacity;
    uint64_t evicted; /* columns of it that are gone; only of the oldest line */
    uint64_t time;
    bool goes_on, prompt;
};

static struct line *lines;
static uint32_t line_count, line_capacity;
static struct qr_history history;
static struct kit_memory memory, page_memory;
static struct quire_allocator allocator, page_allocator;
static struct qr_page source;
static struct kit_taste taste;
static uint64_t next_number;

/* --- the model ------------------------------------------------------------------------------------------------- */

static uint64_t line_columns(const struct line *line) {
    uint64_t columns = 0;
    for (uint32_t i = 0; i < line->count; i++)
        columns += line->cells[i].wide ? 2 : 1;
    return columns;
}

static void drop_first_lines(uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        free(lines[i].cells);
    memmove(lines, lines + count, (line_count - count) * sizeof *lines);
    line_count -= count;
}

static void drop_last_lines(uint32_t keep) {
    while (line_count > keep)
        free(lines[--line_count].cells);
}

static struct line *add_line(uint64_t number) {
    if (line_count == line_capacity) {
        line_capacity = line_capacity ? line_capacity * 2 : 64;
        lines = realloc(lines, line_capacity * sizeof *lines);
        if (!lines)
            abort();
    }
    lines[line_count] = (struct line){.number = number};
    return &lines[line_count++];
}

static void model_append(uint64_t number, const struct kit_row *row) {
    struct line *last = line_count ? &lines[line_count - 1] : NULL;
    if (!last || !last->goes_on || last->number != number) {
        if (last)
            last->goes_on = false;
        last = add_line(number);
        last->prompt = row->prompt;
        last->time = row->time;
    }
    if (last->capacity < last->count + row->count) {
        last->capacity = (last->count + row->count) * 2;
        last->cells = realloc(last->cells, last->capacity * sizeof *last->cells);
        if (!last->cells)
            abort();
    }
    if (row->count > 0)
        memcpy(last->cells + last->count, row->cells, row->count * sizeof *row->cells);
    last->count += row->count;
    last->goes_on = row->wrapped;
}

/* The next row of a line: cells [from, result), `columns` wide, wrapped naively. */
static uint32_t wrap_row(const struct line *line, uint32_t from, uint32_t cols, uint32_t *columns) {
    uint32_t at = from;
    *columns = 0;
    while (at < line->count && *columns + (line->cells[at].wide ? 2 : 1) <= cols) {
        *columns += line->cells[at].wide ? 2 : 1;
        at++;
    }
    return at;
}

static uint64_t model_rows(const struct line *line, uint32_t cols) {
    uint64_t rows = 0;
    uint32_t at = 0, columns;
    do {
        at = wrap_row(line, at, cols, &columns);
        rows++;
    } while (at < line->count);
    return rows;
}

/* --- comparing ------------------------------------------------------------------------------------------------- */

static bool same_cell(const struct qr_page *page, struct qr_cell cell, const struct kit_cell *want) {
    return kit_is_content(page, cell, want->content) && kit_is_look(page, qr_cell_style(cell), want->look) &&
           qr_cell_width(cell) == (want->wide ? QR_WIDE : QR_NARROW) && qr_cell_is_protected(cell) == want->guarded &&
           qr_cell_semantic(cell) == want->semantic;
}

static bool same_cells(const struct qr_page *page, const struct line *line, uint32_t from, uint32_t to, bool more) {
    const struct qr_cell *cells = qr_page_cells(page, qr_page_row(page, 0));
    uint32_t cols = qr_page_cols(page), x = 0;
    for (uint32_t i = from; i < to; i++) {
        if (!same_cell(page, cells[x], &line->cells[i]))
            return false;
        if (line->cells[i].wide && qr_cell_width(cells[x + 1]) != QR_TAIL)
            return false;
        x += line->cells[i].wide ? 2 : 1;
    }
    if (more && x + 1 == cols && qr_cell_width(cells[x++]) != QR_SPACER)
        return false;
    for (; x < cols; x++) {
        if (cells[x].bits != 0)
            return false;
    }
    return true;
}

/* The row at a place against cells [from, to) of a line that begin at `column`. */
static void compare_row(struct qr_history_at *at, struct qr_page *page, const struct line *line, uint32_t from,
                        uint32_t to, uint64_t column) {
    static char name[] = "thawed";
    uint64_t have;
    bool more = to < line->count || line->goes_on;
    CHECK_INT(qr_history_line_at(&history, at, &have), line->number);
    CHECK_INT(have, line->evicted + column);
    qr_history_thaw_row(&history, at, page, 0);
    const struct qr_row *row = qr_page_row(page, 0);
    CHECK(same_cells(page, line, from, to, more && (qr_page_cols(page) > 1)));
    CHECK_INT(row->line, line->number);
    CHECK_INT((row->flags & QR_ROW_WRAPPED) != 0, more);
    if (line->evicted == 0)
        CHECK_INT((row->flags & QR_ROW_PROMPT) != 0, column == 0 && line->prompt);
    if (line->evicted == 0)
        CHECK_INT(row->time, line->time);
    if (kit_below(20) == 0)
        CHECK_INT(qr_page_check(page, NULL, kit_report_page, name), 0);
}

static bool same_place(const struct qr_history_at *a, const struct qr_history_at *b) {
    return a->page == b->page && a->entry == b->entry && a->column == b->column;
}

/* Walks back over at most `limit` rows; the places are the last ones of `seen`. */
static void compare_backwards(uint32_t cols, const struct qr_history_at *seen, uint64_t count, uint64_t limit) {
    struct qr_history_at at;
    CHECK_INT(qr_history_last_row(&history, cols, &at), count > 0);
    for (uint64_t i = count; i > 0 && count - i < limit && test_ok; i--) {
        CHECK(same_place(&at, &seen[i - 1]));
        CHECK_INT(qr_history_previous_row(&history, cols, &at), i > 1);
    }
}

static void compare_indices(uint32_t cols, const struct qr_history_at *seen, uint64_t count) {
    struct qr_history_at at;
    CHECK_INT(qr_history_rows(&history, cols), count);
    CHECK(!qr_history_row_at(&history, cols, count, &at));
    for (uint32_t i = 0; i < 12 && count > 0; i++) {
        uint64_t index = i == 0 ? 0 : i == 1 ? count - 1 : kit_below((uint32_t)count);
        CHECK(qr_history_row_at(&history, cols, index, &at));
        CHECK(same_place(&at, &seen[index]));
    }
}

/* All of history at one width, forwards and backwards. */
static void read_back(uint32_t cols, uint64_t backwards) {
    struct qr_page page;
    struct qr_history_at at, *seen = NULL;
    uint64_t count = 0, total = 0;
    kit_make_page(&page, &page_allocator, cols);
    for (uint32_t i = 0; i < line_count; i++)
        total += model_rows(&lines[i], cols);
    seen = calloc(total + 1, sizeof *seen);
    if (!seen)
        abort();
    bool any = qr_history_first_row(&history, &at);
    CHECK_INT(any, line_count > 0);
    for (uint32_t i = 0; i < line_count && test_ok; i++) {
        uint32_t from = 0, columns;
        uint64_t column = 0;
        do {
            uint32_t to = wrap_row(&lines[i], from, cols, &columns);
            seen[count++] = at;
            compare_row(&at, &page, &lines[i], from, to, column);
            column += columns;
            from = to;
            CHECK_INT(qr_history_next_row(&history, cols, &at), count < total);
        } while (from < lines[i].count && test_ok);
    }
    if (test_ok) {
        compare_backwards(cols, seen, count, backwards);
        compare_indices(cols, seen, count);
    }
    free(seen);
    qr_page_destroy(&page);
}

static bool is_unique(uint64_t number) {
    uint32_t seen = 0;
    for (uint32_t i = 0; i < line_count; i++)
        seen += lines[i].number == number;
    return seen == 1;
}

/* Looks for a random column of a random line. */
static void find_one(uint32_t cols) {
    struct qr_history_at at;
    uint64_t index, have, number = UINT64_MAX;
    CHECK(!qr_history_find(&history, cols, number, 0, &at, &index));
    if (line_count == 0)
        return;
    uint32_t i = kit_below(4) ? kit_below(line_count) : 0, from = 0, columns;
    const struct line *line = &lines[i];
    if (!is_unique(line->number))
        return;
    uint64_t width = line_columns(line), wanted = kit_below((uint32_t)width + 3), start = 0, rows = 0;
    if (line->evicted > 0)
        CHECK(!qr_history_find(&history, cols, line->number, line->evicted - 1, &at, &index));
    for (uint32_t before = 0; before < i; before++)
        rows += model_rows(&lines[before], cols);
    for (;;) {
        uint32_t to = wrap_row(line, from, cols, &columns);
        if (wanted < start + columns || to == line->count)
            break;
        from = to;
        start += columns;
        rows++;
    }
    CHECK(qr_history_find(&history, cols, line->number, line->evicted + wanted, &at, &index));
    CHECK_INT(index, rows);
    CHECK_INT(at.column, start);
    CHECK_INT(qr_history_line_at(&history, &at, &have), line->number);
    CHECK_INT(have, line->evicted + start);
}

/* What costs little to compare, and the recount. */
static void compare(void) {
    const struct line *last = line_count ? &lines[line_count - 1] : NULL;
    CHECK_INT(kit_check_history(&history), 0);
    CHECK_INT(history.lines, line_count);
    CHECK_INT(qr_history_bytes(&history), memory.bytes);
    CHECK_INT(qr_history_last_line(&history), last ? last->number : 0);
    CHECK_INT(qr_history_tail_columns(&history), last && last->goes_on ? last->evicted + line_columns(last) : 0);
    CHECK_INT(qr_history_goes_on(&history, last ? last->number : 0), last && last->goes_on);
    CHECK(!qr_history_goes_on(&history, UINT64_MAX));
}

/* --- operations ------------------------------------------------------------------------------------------------ */

static uint64_t random_number(void) {
    uint64_t number = next_number;
    switch (kit_below(30)) {
    case 0:
        number += kit_below(4); /* numbers left out */
        break;
    case 1:
        number += 65530 + kit_below(100000);
        break;
    case 2:
        number = 1 + kit_below((uint32_t)next_number); /* backwards */
        return number;
    case 3:
        return next_number > 1 ? next_number - 1 : 1; /* the same again */
    case 4:
        number += kit_below(50) ? 0 : UINT64_C(1) << 40;
        break;
    default:
        break;
    }
    next_number = number + 1;
    return number;
}

/* Appends one row; a line that goes on is mostly continued. */
static void append(void) {
    static struct kit_row row;
    const struct line *last = line_count ? &lines[line_count - 1] : NULL;
    bool continues = last && last->goes_on && kit_below(20) != 0;
    uint64_t number = continues ? last->number : random_number();
    kit_build_row(&source, &taste, number, !last || !last->goes_on || last->number != number, &row);
    CHECK_INT(qr_history_append_row(&history, &source, 0), QUIRE_OK);
    model_append(number, &row);
}

static void change_taste(void) {
    static const uint32_t looks[] = {1, 2, 6, 40, KIT_LOOKS};
    taste = (struct kit_taste){.looks = looks[kit_below(5)],
                               .ascii = kit_below(3) == 0,
                               .marked = kit_below(3) == 0,
                               .filled = kit_below(101),
                               .wrapped = kit_below(101)};
    qr_page_destroy(&source);
    kit_make_page(&source, &page_allocator, kit_below(2) ? 1 + kit_below(20) : 1 + kit_below(ROW_COLS_MAX));
}

/* Trims, and lets the model lose what history says is gone: exactly the lines beyond the limit, or whole segments. */
static void trim(void) {
    qr_history_trim(&history);
    uint32_t limit = (uint32_t)history.line_limit;
    if (line_count > limit)
        drop_first_lines(line_count - limit);
    if (history.byte_limit == 0) {
        CHECK_INT(history.lines, line_count);
        return;
    }
    CHECK(qr_history_bytes(&history) <= history.byte_limit || history.head == history.tail);
    CHECK(history.lines <= line_count);
    if (history.lines < line_count)
        drop_first_lines(line_count - (uint32_t)history.lines);
    if (line_count == 0)
        return;
    uint64_t gone = history.head_column - lines[0].evicted;
    uint32_t cells = 0;
    CHECK(history.head_column >= lines[0].evicted);
    for (uint64_t columns = 0; columns < gone && cells < lines[0].count; cells++)
        columns += lines[0].cells[cells].wide ? 2 : 1;
    lines[0].count -= cells;
    if (lines[0].count > 0) /* an empty line has no cells */
        memmove(lines[0].cells, lines[0].cells + cells, lines[0].count * sizeof *lines[0].cells);
    lines[0].evicted = history.head_column;
}

static void truncate_random(void) {
    uint32_t cols = 2 + kit_below(60), columns, at_cell = 0;
    uint64_t rows = qr_history_rows(&history, cols), column = 0;
    struct qr_history_at at;
    if (rows == 0)
        return;
    uint64_t back = kit_below(4) ? kit_below(40) : kit_below((uint32_t)rows), index = rows - 1 - back % rows;
    CHECK(qr_history_row_at(&history, cols, index, &at));
    uint32_t i = 0;
    for (; i < line_count && index >= model_rows(&lines[i], cols); i++)
        index -= model_rows(&lines[i], cols);
    for (; index > 0; index--) {
        at_cell = wrap_row(&lines[i], at_cell, cols, &columns);
        column += columns;
    }
    CHECK_INT(at.column, column);
    CHECK_INT(qr_history_truncate(&history, &at), QUIRE_OK);
    drop_last_lines(column > 0 ? i + 1 : i);
    if (column > 0) {
        lines[i].count = at_cell;
        lines[i].goes_on = true;
    }
    compare();
}

static void begin_and(bool roll_back) {
    size_t mark;
    uint32_t count = line_count, cells = count ? lines[count - 1].count : 0;
    bool goes_on = count && lines[count - 1].goes_on;
    CHECK_INT(qr_history_begin(&history, &mark), QUIRE_OK);
    compare();
    for (uint32_t i = kit_below(30); i > 0; i--)
        append();
    if (!roll_back)
        return;
    qr_history_rollback(&history, mark);
    drop_last_lines(count);
    if (count) {
        lines[count - 1].count = cells;
        lines[count - 1].goes_on = goes_on;
    }
    compare();
}

static void end_line(void) {
    qr_history_end_line(&history);
    if (line_count)
        lines[line_count - 1].goes_on = false;
}

static void clear(void) {
    qr_history_clear(&history);
    drop_last_lines(0);
    CHECK_INT(memory.blocks, 0);
    compare();
}

/* The same for all that a reader can tell; of the memory, only that of the open page may stay. */
static void empty(void) {
    size_t before = memory.blocks;
    bool only_open = history.head == history.tail && history.open;
    qr_history_empty(&history);
    drop_last_lines(0);
    CHECK(only_open ? memory.blocks <= before : memory.blocks == 0);
    compare();
}

/* --- runs ------------------------------------------------------------------------------------------------------ */

static void begin(uint64_t line_limit, uint64_t byte_limit, uint64_t seed) {
    kit_state = seed;
    next_number = 1;
    qr_history_init(&history, &allocator, line_limit, byte_limit, seed);
    kit_make_page(&source, &page_allocator, 10);
    change_taste();
}

static void end(void) {
    qr_history_finish(&history);
    qr_page_destroy(&source);
    drop_last_lines(0);
    CHECK_INT(memory.blocks, 0);
    CHECK_INT(page_memory.blocks, 0);
}

/* Everything at random; the whole of history is compared every `interval` steps. */
static void mix(uint32_t steps, uint32_t interval) {
    for (uint32_t step = 0; step < steps && test_ok; step++) {
        uint32_t kind = kit_below(200);
        if (kind < 176)
            append();
        else if (kind < 180)
            change_taste();
        else if (kind < 190)
            truncate_random();
        else if (kind < 195)
            begin_and(kit_below(2));
        else if (kind < 196)
            end_line();
        else if (kind == 196 && kit_below(10) == 0)
            clear();
        else if (kind == 197 && kit_below(10) == 0)
            empty();
        else
            find_one(2 + kit_below(100));
        trim();
        if (step % (interval / 10 + 1) == 0)
            compare();
        if (step % interval == 0)
            read_back(2 + kit_below(step % 2 ? 8 : 150), UINT64_MAX);
        if (!test_ok)
            printf("  step %u, operation %u\n", step, kind);
    }
    compare();
    read_back(80, UINT64_MAX);
}

static void few_lines(void) {
    for (uint32_t seed = 1; seed < 60 && test_ok; seed++) {
        begin(seed % 12, 0, seed);
        mix(300, 10);
        end();
    }
}

static void many_lines(void) {
    for (uint32_t seed = 100; seed < 104 && test_ok; seed++) {
        begin(1500, 0, seed);
        mix(4000, 400);
        end();
    }
}

static void byte_limit(void) {
    for (uint32_t seed = 200; seed < 208 && test_ok; seed++) {
        begin(100000, 300000 + kit_below(400000), seed);
        mix(1500, 150);
        end();
    }
}

/* Limits changed at run time take effect at once. */
static void limits(void) {
    begin(1000, 0, 300);
    for (uint32_t i = 0; i < 1200; i++)
        append();
    trim();
    CHECK_INT(history.lines, line_count < 1000 ? line_count : 1000);
    qr_history_set_limits(&history, 10, 0);
    CHECK_INT(history.lines, 10);
    trim();
    compare();
    read_back(33, UINT64_MAX);
    qr_history_set_limits(&history, 0, 0);
    CHECK_INT(history.lines, 0);
    trim();
    compare();
    CHECK(!qr_history_last_row(&history, 80, &(struct qr_history_at){0}));
    end();
}

/* Lines far longer than a page: segments, their eviction from the front, cuts inside, and going on. */
static void long_line(bool wide, uint64_t bytes, uint64_t seed) {
    static struct kit_row row;
    begin(1000, bytes, seed);
    taste = (struct kit_taste){.looks = 6, .ascii = !wide, .marked = true, .filled = 100, .wrapped = 100};
    qr_page_destroy(&source);
    kit_make_page(&source, &page_allocator, 299);
    for (uint32_t i = 0; i < 700 && test_ok; i++) {
        kit_build_row(&source, &taste, i < 3 ? 100 + i : 5, i < 4, &row);
        CHECK_INT(qr_history_append_row(&history, &source, 0), QUIRE_OK);
        model_append(i < 3 ? 100 + i : 5, &row);
        trim();
    }
    compare();
    CHECK(bytes == 0 || lines[0].evicted > 0);
    CHECK(qr_history_page_count(&history) > (bytes ? 1 : 2));
    read_back(211, 20);
    for (uint32_t i = 0; i < 8 && test_ok; i++) {
        find_one(150);
        truncate_random();
        append();
        compare();
    }
    read_back(300, 20);
    end();
}

static void long_lines(void) {
    long_line(false, 0, 400);
    long_line(true, 0, 401);
    long_line(false, 360000, 402);
    long_line(true, 560000, 403);
}

/* Appends rows of one line until its beginning has been evicted by so many columns more. */
static void evict_more(uint64_t columns) {
    uint64_t until = lines[0].evicted + columns;
    static struct kit_row row;
    while (lines[0].evicted < until && test_ok) {
        kit_build_row(&source, &taste, lines[0].number, false, &row);
        CHECK_INT(qr_history_append_row(&history, &source, 0), QUIRE_OK);
        model_append(lines[0].number, &row);
        trim();
    }
}

/* What is left of a line whose first segments were evicted counts as a line, wraps from where it begins, and leaves no
 * trace when it is taken back or rolled back. */
static void beheaded_line(void) {
    struct qr_history_at at;
    size_t mark;
    begin(1000, 450000, 700);
    taste = (struct kit_taste){.looks = 1, .ascii = true, .filled = 100, .wrapped = 100};
    qr_page_destroy(&source);
    kit_make_page(&source, &page_allocator, 299);
    append();
    evict_more(1);
    uint64_t first = lines[0].evicted;
    read_back(70, 50); /* remembers the rows of each page at this width */
    evict_more(1);
    CHECK(lines[0].evicted > first && line_count == 1);
    read_back(70, 50);
    CHECK_INT(qr_history_begin(&history, &mark), QUIRE_OK);
    append();
    qr_history_rollback(&history, 0); /* what begin answers when history is empty: all goes */
    drop_last_lines(0);
    compare();
    for (int round = 0; round < 2; round++) {
        append();
        CHECK_INT(lines[0].evicted, 0);
        compare();
        read_back(70, 50);
        evict_more(1);
        CHECK(qr_history_first_row(&history, &at));
        CHECK_INT(qr_history_truncate(&history, &at), QUIRE_OK);
        drop_last_lines(0);
        compare();
    }
    end();
}

/* Rows that were counted are counted again when the page before is evicted and a line's rest becomes the oldest. */
static void counted_rows(void) {
    begin(100000, 0, 800);
    taste = (struct kit_taste){.looks = 1, .ascii = true, .filled = 100, .wrapped = 100};
    qr_page_destroy(&source);
    kit_make_page(&source, &page_allocator, 299);
    while (qr_history_page_count(&history) < 2)
        append();
    end_line();
    taste.wrapped = 0;
    qr_page_destroy(&source);
    kit_make_page(&source, &page_allocator, 100); /* one step a row, so pages end where lines do */
    while (qr_history_page_count(&history) < 4)
        append();
    CHECK(qr_history_lines(&history, 1).entries[0].flags & QR_LINE_CONTINUES);
    read_back(70, 20);
    qr_history_set_limits(&history, 100000, qr_history_bytes(&history) - 1);
    trim();
    CHECK(lines[0].evicted > 0);
    CHECK_INT(qr_history_page_count(&history), 3);
    compare();
    read_back(70, 20);
    end();
}

/* A view of one column shows wide characters as narrow ones and loses nothing. */
static void one_column(void) {
    struct qr_history_at at;
    uint64_t cells = 0, rows = 1;
    begin(100, 0, 500);
    for (uint32_t i = 0; i < 60; i++)
        append();
    for (uint32_t i = 0; i < line_count; i++)
        cells += lines[i].count ? lines[i].count : 1;
    CHECK_INT(qr_history_rows(&history, 1), cells);
    CHECK(qr_history_first_row(&history, &at));
    while (qr_history_next_row(&history, 1, &at))
        rows++;
    CHECK_INT(rows, cells);
    end();
}

/* A history that is emptied behind each line maps no memory anew; idle time gives it back. */
static void emptied_behind_each_line(void) {
    begin(1000, 0, 900);
    append();
    const void *open = history.open;
    for (uint32_t i = 0; i < 100; i++) {
        empty();
        CHECK(history.open == open);
        append();
        compare();
    }
    empty();
    CHECK(!qr_history_idle(&history, 1 << 20));
    CHECK_INT(memory.blocks, 0);
    append();
    compare();
    end();
}

/* Appending must not slow down with what is there: with quadratic work this would not end. */
static void many_rows(void) {
    begin(UINT64_MAX, 0, 600);
    taste = (struct kit_taste){.looks = 3, .ascii = true, .filled = 50, .wrapped = 20};
    qr_page_destroy(&source);
    kit_make_page(&source, &page_allocator, 30);
    static struct kit_row row;
    uint64_t begun = 0, number = 0;
    bool open = false;
    for (uint64_t i = 0; i < 200000; i++) {
        number = open ? number : i;
        if (i % 100 == 0)
            kit_build_row(&source, &taste, number, !open, &row);
        qr_page_row(&source, 0)->line = number;
        begun += !open;
        open = row.wrapped;
        if (qr_history_append_row(&history, &source, 0) != QUIRE_OK)
            abort();
        qr_history_trim(&history);
    }
    CHECK_INT(history.lines, begun);
    CHECK_INT(kit_check_history(&history), 0);
    CHECK_INT(qr_history_bytes(&history), memory.bytes);
    end();
}

int main(void) {
    kit_init();
    allocator = kit_allocator(&memory);
    page_allocator = kit_allocator(&page_memory);
    RUN(few_lines);
    RUN(many_lines);
    RUN(byte_limit);
    RUN(limits);
    RUN(long_lines);
    RUN(beheaded_line);
    RUN(counted_rows);
    RUN(one_column);
    RUN(emptied_behind_each_line);
    RUN(many_rows);
    free(lines);
    return test_end();
}
