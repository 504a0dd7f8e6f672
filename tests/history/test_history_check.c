/* Each rule of history, broken on purpose in memory, and the code that the check answers. */
#include "test.h"

#include "history/history_kit.h"

static struct kit_memory memory;
static struct quire_allocator allocator;
static struct qr_history history;
static struct qr_page source;

/* Copies of all that a test may break. */
static struct qr_history saved_history;
static struct qr_history_page saved_pages[2];
static uint8_t *saved_blocks[2], *saved_open;

static void put_look(uint32_t x, uint32_t look, uint32_t content, enum qr_cell_width width) {
    uint32_t id;
    struct qr_cell cell, none = {0};
    kit_must(kit_add_look(&source, look, &id));
    kit_must(kit_make_cell(&source, qr_cell_with_style(none, id), content, width, &cell));
    qr_page_put(&source, 0, x, cell);
    qr_page_release_style(&source, id, 1);
}

static void append(uint64_t line, bool wrapped) {
    struct qr_row *row = qr_page_row(&source, 0);
    qr_page_adopt_line(&source, row, line, 0);
    row->flags |= wrapped ? QR_ROW_WRAPPED : 0;
    kit_must(qr_history_append_row(&history, &source, 0));
    qr_page_reset_row(&source, 0, (struct qr_cell){0});
}

/* Three lines with everything in them: ASCII in two styles (4); clusters, wide and linked (9, numbers left out);
 * umlauts (2, backwards). The fourth, 3, goes on behind the page. */
static void append_page(void) {
    put_look(0, 1, 'a', QR_NARROW);
    put_look(1, 5, 'b', QR_NARROW);
    append(4, false);
    put_look(0, 0, KIT_CLUSTER_BIT | 3, QR_WIDE);
    put_look(2, 10, KIT_CLUSTER_BIT | 4, QR_NARROW);
    append(9, false);
    put_look(0, 0, 0xE4, QR_NARROW);
    put_look(1, 0, 0xF6, QR_NARROW);
    append(2, false);
    put_look(7, 1, 'c', QR_NARROW);
    append(3, true);
}

static void build(void) {
    size_t mark;
    qr_history_init(&history, &allocator, 100, 0, 9);
    kit_make_page(&source, &allocator, 8);
    append_page();
    kit_must(qr_history_begin(&history, &mark));
    append_page(); /* line 4 begins: 3 did not go on after all */
    kit_must(qr_history_begin(&history, &mark));
    put_look(0, 1, 'd', QR_NARROW);
    append(3, true); /* this one does */
    put_look(0, 2, 'e', QR_NARROW);
    append(3, false);
    append_page();
    saved_history = history;
    memcpy(saved_pages, history.pages, sizeof saved_pages);
    for (int i = 0; i < 2; i++) {
        saved_blocks[i] = malloc(history.pages[i].block->size);
        if (!saved_blocks[i])
            abort();
        memcpy(saved_blocks[i], history.pages[i].block, history.pages[i].block->size);
    }
    saved_open = malloc(history.open_size);
    if (!saved_open)
        abort();
    memcpy(saved_open, history.open, history.open_size);
}

static void restore(void) {
    history = saved_history;
    memcpy(history.pages, saved_pages, sizeof saved_pages);
    for (int i = 0; i < 2; i++)
        memcpy(history.pages[i].block, saved_blocks[i], ((struct qr_sealed *)saved_blocks[i])->size);
    memcpy(history.open, saved_open, history.open_size);
}

static void finish(void) {
    qr_history_finish(&history);
    qr_page_destroy(&source);
    free(saved_blocks[0]);
    free(saved_blocks[1]);
    free(saved_open);
}

static void note(void *user, enum qr_history_rule rule, size_t page, uint32_t entry) {
    uint32_t *seen = user;
    (void)page;
    (void)entry;
    *seen |= 1u << rule;
}

/* The rules found broken, one bit each; history becomes whole again. */
static uint32_t broken(void) {
    uint32_t seen = 0;
    size_t breaches = qr_history_check(&history, note, &seen);
    CHECK((breaches != 0) == (seen != 0));
    restore();
    return seen;
}

static struct qr_sealed *block(void) {
    return history.pages[0].block;
}

/* As broken, but page 0 says that this is how it was sealed. */
static uint32_t sealed_broken(void) {
    block()->checksum = qr_sealed_checksum(block());
    return broken();
}

static struct qr_entry *entry(uint32_t i) {
    return qr_entries_offset_at(block(), block()->entry_table) + i;
}

static uint8_t *text(uint32_t i) {
    return qr_text_offset_at(block(), block()->text) + entry(i)->text;
}

/* The first word of the breaks (their count) or runs of an entry of page 0. */
static uint16_t *words(uint32_t i, bool runs) {
    struct qr_lines lines = qr_history_lines(&history, 0);
    struct qr_entry_parts parts = qr_entry_parts(&lines, i);
    return qr_words_offset_at(block(), block()->word_table) + (runs ? parts.runs : parts.breaks);
}

#define ONLY(rule) (1u << (rule))
#define CHECK_HAS(seen, rule) CHECK(((seen)&ONLY(rule)) != 0)

static void whole(void) {
    CHECK_INT(broken(), 0);
    CHECK_INT(qr_history_page_count(&history), 3);
}

static void header(void) {
    block()->magic++;
    CHECK_HAS(broken(), QR_HISTORY_RULE_HEADER);
    block()->version++;
    CHECK_HAS(broken(), QR_HISTORY_RULE_HEADER);
    block()->size = 8;
    CHECK_HAS(broken(), QR_HISTORY_RULE_HEADER);
    block()->entries = 0;
    CHECK_HAS(broken(), QR_HISTORY_RULE_HEADER);
    block()->entries = UINT32_MAX;
    CHECK_HAS(broken(), QR_HISTORY_RULE_HEADER);
    block()->text.bytes = block()->size;
    CHECK_HAS(broken(), QR_HISTORY_RULE_HEADER);
    block()->entry_table.bytes += 4;
    CHECK_HAS(broken(), QR_HISTORY_RULE_HEADER);
    block()->word_table.bytes = 0;
    CHECK_HAS(broken(), QR_HISTORY_RULE_HEADER);
    block()->styles += 1000;
    CHECK_HAS(broken(), QR_HISTORY_RULE_HEADER);
    qr_link_values_offset_at(block(), block()->link_table)[0].place = block()->string_bytes;
    CHECK_HAS(broken(), QR_HISTORY_RULE_HEADER);
    qr_link_values_offset_at(block(), block()->link_table)[1].uri_length = UINT16_MAX;
    CHECK_HAS(broken(), QR_HISTORY_RULE_HEADER);
}

static void checksum(void) {
    text(0)[0]++;
    CHECK_INT(broken(), ONLY(QR_HISTORY_RULE_CHECKSUM));
    block()->checksum ^= 1;
    CHECK_INT(broken(), ONLY(QR_HISTORY_RULE_CHECKSUM));
}

static void entries(void) {
    entry(1)->text = (uint16_t)(entry(2)->text + 1);
    CHECK_HAS(sealed_broken(), QR_HISTORY_RULE_ENTRY);
    entry(3)->text = (uint16_t)(block()->text_bytes + 1);
    CHECK_HAS(sealed_broken(), QR_HISTORY_RULE_ENTRY);
    entry(3)->word = (uint16_t)(block()->words + 1);
    CHECK_HAS(sealed_broken(), QR_HISTORY_RULE_ENTRY);
    words(1, false)[0] = 1000; /* breaks */
    CHECK_HAS(sealed_broken(), QR_HISTORY_RULE_ENTRY);
    entry(2)->flags |= QR_LINE_BREAKS; /* without room for their count */
    CHECK_HAS(sealed_broken(), QR_HISTORY_RULE_ENTRY);
    qr_open_entries(history.open)[1].text = UINT16_MAX;
    CHECK_HAS(broken(), QR_HISTORY_RULE_ENTRY);
}

static void utf8(void) {
    static const uint8_t wrong[][2] = {{0xC0, 0x80}, {0xC3, 0x41}, {0xFF, 0x80}, {0x80, 0x80}, {0xE2, 0x82}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        memcpy(text(2), wrong[i], 2);
        CHECK_INT(sealed_broken(), ONLY(QR_HISTORY_RULE_TEXT));
    }
    static const uint8_t four[][4] = {
        {0xED, 0xA0, 0x80, 'a'}, {0xE0, 0x9F, 0xBF, 'a'}, {0xF0, 0x8F, 0xBF, 0xBF}, {0xF4, 0x90, 0x80, 0x80}};
    for (size_t i = 0; i < sizeof four / sizeof *four; i++) {
        memcpy(text(2), four[i], 4);
        CHECK_INT(sealed_broken(), ONLY(QR_HISTORY_RULE_TEXT));
    }
    qr_open_text(history.open)[0] = 0xFE;
    CHECK_HAS(broken(), QR_HISTORY_RULE_TEXT);
}

static void width(void) {
    entry(0)->width++;
    CHECK_INT(sealed_broken(), ONLY(QR_HISTORY_RULE_WIDTH));
    entry(2)->flags |= QR_LINE_ASCII; /* two bytes a cell */
    CHECK_INT(sealed_broken(), ONLY(QR_HISTORY_RULE_WIDTH));
    words(1, false)[1] ^= 0x80; /* wide or not */
    CHECK_INT(sealed_broken(), ONLY(QR_HISTORY_RULE_WIDTH));
    words(1, false)[1] += 1; /* code points */
    CHECK_INT(sealed_broken(), ONLY(QR_HISTORY_RULE_WIDTH));
    words(1, false)[1] &= 0xFF80; /* none */
    CHECK_INT(sealed_broken(), ONLY(QR_HISTORY_RULE_WIDTH));
    words(0, true)[0] += 200; /* a run beyond the end */
    CHECK_INT(sealed_broken(), ONLY(QR_HISTORY_RULE_WIDTH));
    words(0, true)[1] = 0xFF00; /* an escape without its words */
    CHECK_INT(sealed_broken(), ONLY(QR_HISTORY_RULE_WIDTH));
    qr_open_entries(history.open)[2].width = 0;
    CHECK_INT(broken(), ONLY(QR_HISTORY_RULE_WIDTH));
}

/* An entry is at most QR_ENTRY_WIDTH_MAX columns wide, or what looks for a column in it would have no bound. */
static void too_wide(void) {
    struct qr_history own;
    uint32_t seen = 0;
    qr_history_init(&own, &allocator, UINT64_MAX, 0, 9);
    for (uint32_t x = 0; x < 8; x++)
        put_look(x, 0, 'x', QR_NARROW);
    struct qr_row *row = qr_page_row(&source, 0);
    qr_page_adopt_line(&source, row, 1, 0);
    row->flags |= QR_ROW_WRAPPED;
    for (uint32_t i = 0; i < QR_ENTRY_WIDTH_MAX / 4 + 2; i++)
        kit_must(qr_history_append_row(&own, &source, 0));
    qr_page_reset_row(&source, 0, (struct qr_cell){0});
    struct qr_entry *entries = qr_open_entries(own.open);
    CHECK_INT(own.open->entries, 3);
    CHECK_INT(entries[0].width, QR_ENTRY_WIDTH_MAX);
    CHECK_INT(qr_history_check(&own, note, &seen), 0);
    entries[0].width = (uint16_t)(entries[0].width + entries[1].width);
    entries[1].width = 0;
    entries[1].text = entries[2].text;
    CHECK_INT(qr_history_check(&own, note, &seen), 1);
    CHECK_INT(seen, ONLY(QR_HISTORY_RULE_WIDTH));
    qr_history_finish(&own);
}

/* Two cells in two runs of three words each, the second of no cells at all. */
static void empty_run(void) {
    struct qr_open *open = history.open;
    uint16_t *all = qr_open_words(open);
    struct qr_lines lines = qr_history_lines(&history, 2);
    struct qr_entry_parts parts = qr_entry_parts(&lines, open->entries - 1);
    static const uint16_t runs[] = {0xFF00, 1, 1, 0xFF00, 1, 0};
    memcpy(all + parts.runs, runs, sizeof runs);
    open->words = parts.runs + 3;
    CHECK_INT(broken(), ONLY(QR_HISTORY_RULE_WIDTH)); /* the runs are said to cover more */
    memcpy(all + parts.runs, runs, sizeof runs);
    open->words = parts.runs + 3;
    open->run_cells = 1;
    CHECK_INT(broken(), 0);
    memcpy(all + parts.runs, runs, sizeof runs);
    open->words = parts.runs + 6;
    CHECK_INT(broken(), ONLY(QR_HISTORY_RULE_WIDTH));
}

static void styles(void) {
    words(0, true)[0] = (uint16_t)((block()->styles + 1) << 8);
    CHECK_INT(sealed_broken(), ONLY(QR_HISTORY_RULE_STYLE));
    struct qr_style *values = qr_style_values_offset_at(block(), block()->style_table);
    qr_style_set_link(&values[1], block()->links + 1);
    CHECK_INT(sealed_broken(), ONLY(QR_HISTORY_RULE_STYLE));
    struct qr_lines lines = qr_history_lines(&history, 2);
    qr_open_words(history.open)[qr_entry_parts(&lines, 0).runs] = 200 << 8;
    CHECK_INT(broken(), ONLY(QR_HISTORY_RULE_STYLE));
}

static void segments(void) {
    struct qr_sealed *second = history.pages[1].block;
    struct qr_entry *last = qr_entries_offset_at(second, second->entry_table) + second->entries - 1;
    last->flags &= (uint16_t)~QR_LINE_GOES_ON; /* page 2 continues it */
    second->checksum = qr_sealed_checksum(second);
    CHECK_INT(broken(), ONLY(QR_HISTORY_RULE_SEGMENT));
    entry(3)->flags |= QR_LINE_GOES_ON; /* page 1 does not */
    CHECK_INT(sealed_broken(), ONLY(QR_HISTORY_RULE_SEGMENT));
    entry(0)->flags |= QR_LINE_GOES_ON;
    CHECK_INT(sealed_broken(), ONLY(QR_HISTORY_RULE_SEGMENT));
    qr_open_entries(history.open)[0].flags &= (uint16_t)~QR_LINE_CONTINUES;
    uint32_t seen = broken();
    CHECK_HAS(seen, QR_HISTORY_RULE_SEGMENT);
    CHECK_HAS(seen, QR_HISTORY_RULE_LINES); /* it would be a line of its own */
}

static void numbers(void) {
    block()->last_line++;
    CHECK_INT(sealed_broken(), ONLY(QR_HISTORY_RULE_NUMBER));
    block()->least_line = 3;
    CHECK_INT(sealed_broken(), ONLY(QR_HISTORY_RULE_NUMBER));
    block()->greatest_line = 8;
    CHECK_INT(sealed_broken(), ONLY(QR_HISTORY_RULE_NUMBER));
    block()->first_line = 90;
    CHECK_INT(sealed_broken(), ONLY(QR_HISTORY_RULE_NUMBER));
    history.open->last_line++;
    CHECK_INT(broken(), ONLY(QR_HISTORY_RULE_NUMBER));
}

static void ledger(void) {
    history.lines++;
    CHECK_INT(broken(), ONLY(QR_HISTORY_RULE_LINES));
    history.sealed_bytes++;
    CHECK_INT(broken(), ONLY(QR_HISTORY_RULE_BYTES));
}

static void counts(void) {
    struct qr_width *widths = qr_widths_offset_at(block(), block()->width_table);
    CHECK(block()->widths > 0);
    widths[0].lines++;
    CHECK_INT(sealed_broken(), ONLY(QR_HISTORY_RULE_COUNTS));
    widths[0].columns_wide ^= 1;
    CHECK_INT(sealed_broken(), ONLY(QR_HISTORY_RULE_COUNTS));
    block()->widths--;
    CHECK_INT(sealed_broken(), ONLY(QR_HISTORY_RULE_COUNTS));
    block()->tail_columns++;
    CHECK_INT(sealed_broken(), ONLY(QR_HISTORY_RULE_COUNTS));
    block()->head_columns++;
    CHECK_INT(sealed_broken(), ONLY(QR_HISTORY_RULE_COUNTS));
    block()->edges ^= QR_EDGE_ALL_HEAD;
    CHECK_INT(sealed_broken(), ONLY(QR_HISTORY_RULE_COUNTS));
    block()->widths = UINT32_MAX;
    CHECK_HAS(broken(), QR_HISTORY_RULE_HEADER);
}

static void names(void) {
    static const char *const expected[] = {"NONE",  "HEADER",  "CHECKSUM", "ENTRY", "TEXT",  "WIDTH",
                                           "STYLE", "SEGMENT", "NUMBER",   "LINES", "BYTES", "COUNTS"};
    for (int rule = 1; rule <= QR_HISTORY_RULE_COUNTS; rule++)
        CHECK_STR(qr_history_rule_name((enum qr_history_rule)rule), expected[rule]);
    CHECK_INT(QR_HISTORY_RULE_COUNTS + 1, sizeof expected / sizeof *expected);
    CHECK_STR(qr_history_rule_name((enum qr_history_rule)(QR_HISTORY_RULE_COUNTS + 1)), "UNKNOWN");
}

int main(void) {
    kit_init();
    allocator = kit_allocator(&memory);
    build();
    RUN(whole);
    RUN(header);
    RUN(checksum);
    RUN(entries);
    RUN(utf8);
    RUN(width);
    RUN(too_wide);
    RUN(empty_run);
    RUN(styles);
    RUN(segments);
    RUN(numbers);
    RUN(ledger);
    RUN(counts);
    RUN(names);
    finish();
    return test_end();
}
