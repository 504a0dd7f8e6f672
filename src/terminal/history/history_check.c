/* history_check.c - recounts history. Entries are bounded before what they point to is read. */
#include "history.h"

struct check {
    const struct qr_history *history;
    qr_history_report *report;
    void *user;
    size_t breaches;
};

/* Breaches that are reported: hostile bytes may have one in every word. */
#define REPORTS_MAX 64u

static void breach(struct check *check, enum qr_history_rule rule, size_t page, uint32_t entry) {
    check->breaches++;
    if (check->report && check->breaches <= REPORTS_MAX)
        check->report(check->user, rule, page, entry);
}

static bool part_inside(const struct qr_sealed *block, uint32_t offset, uint64_t count, size_t size, size_t align) {
    return offset >= sizeof *block && offset % align == 0 && offset + count * size <= block->size;
}

/* Links own the strings, one behind the other: none has another's bytes, so that reading all of them costs no more than
 * the page has. Only read when the tables are known to be inside. */
static bool links_inside(const struct qr_sealed *block) {
    const struct qr_link *links = qr_link_values_offset_at(block, block->link_table);
    uint64_t place = 0;
    for (uint32_t i = 0; i < block->links; i++) {
        if (links[i].place != place)
            return false;
        place += qr_link_bytes(&links[i]);
    }
    return place == block->string_bytes;
}

/* The parts lie one behind the other: what is written to one (an entry's flags) changes no other. */
static bool parts_apart(const struct qr_sealed *block) {
    uint64_t ends[6] = {block->width_table.bytes + (uint64_t)block->widths * sizeof(struct qr_width),
                        block->entry_table.bytes + (uint64_t)block->entries * sizeof(struct qr_entry),
                        block->style_table.bytes + (uint64_t)block->styles * sizeof(struct qr_style),
                        block->link_table.bytes + (uint64_t)block->links * sizeof(struct qr_link),
                        block->word_table.bytes + (uint64_t)block->words * sizeof(uint16_t),
                        block->text.bytes + (uint64_t)block->text_bytes};
    return ends[0] <= block->entry_table.bytes && ends[1] <= block->style_table.bytes &&
           ends[2] <= block->link_table.bytes && ends[3] <= block->word_table.bytes && ends[4] <= block->text.bytes &&
           ends[5] <= block->strings.bytes;
}

/* What is sealed may be opened again: it fits into an open page. */
static bool fits_open(const struct qr_sealed *block) {
    return block->entries <= QR_OPEN_ENTRIES_MAX && block->words <= QR_OPEN_WORDS_MAX &&
           block->text_bytes <= QR_OPEN_TEXT_MAX && block->styles <= QR_VOCABULARY_MAX &&
           block->links <= QR_VOCABULARY_MAX;
}

static bool sealed_header_sound(const struct qr_sealed *block) {
    return block->magic == QR_SEALED_MAGIC && block->version == QR_SEALED_VERSION && block->size >= sizeof *block &&
           block->entries > 0 && block->entries <= QR_OPEN_ENTRIES_MAX &&
           part_inside(block, block->width_table.bytes, block->widths, sizeof(struct qr_width), 8) &&
           part_inside(block, block->text.bytes, block->text_bytes, 1, 1) &&
           part_inside(block, block->entry_table.bytes, block->entries, sizeof(struct qr_entry), 8) &&
           part_inside(block, block->word_table.bytes, block->words, sizeof(uint16_t), 2) &&
           part_inside(block, block->style_table.bytes, block->styles, sizeof(struct qr_style), 8) &&
           part_inside(block, block->link_table.bytes, block->links, sizeof(struct qr_link), 4) &&
           part_inside(block, block->strings.bytes, block->string_bytes, 1, 1) && parts_apart(block) &&
           fits_open(block) && links_inside(block);
}

/* Length of the well-formed sequence at `at`, 0 when ill-formed (Unicode 3.9, table 3-7). */
static uint32_t sequence_length(const uint8_t *at, const uint8_t *end) {
    uint32_t lead = at[0], count = lead < 0x80   ? 1
                                   : lead < 0xC2 ? 0
                                   : lead < 0xE0 ? 2
                                   : lead < 0xF0 ? 3
                                   : lead < 0xF5 ? 4
                                                 : 0;
    if (count == 0 || (size_t)(end - at) < count)
        return 0;
    for (uint32_t i = 1; i < count; i++) {
        if ((at[i] & 0xC0) != 0x80)
            return 0;
    }
    bool overlong = (lead == 0xE0 && at[1] < 0xA0) || (lead == 0xF0 && at[1] < 0x90);
    bool beyond = (lead == 0xED && at[1] > 0x9F) || (lead == 0xF4 && at[1] > 0x8F);
    return overlong || beyond ? 0 : count;
}

static bool text_sound(const struct qr_lines *lines, const struct qr_entry_parts *parts, uint32_t *code_points) {
    const uint8_t *at = lines->text + parts->text, *end = lines->text + parts->text_end;
    for (*code_points = 0; at < end; ++*code_points) {
        uint32_t length = sequence_length(at, end);
        if (length == 0)
            return false;
        at += length;
    }
    return true;
}

/* Do entry bounds, breaks count and run words lie inside? */
static bool entry_sound(const struct qr_lines *lines, uint32_t i) {
    const struct qr_entry *e = &lines->entries[i];
    uint32_t text_end = i + 1 < lines->count ? e[1].text : lines->text_bytes;
    uint32_t end = i + 1 < lines->count ? e[1].word : lines->word_count;
    if (e->text > text_end || text_end > lines->text_bytes || e->word > end || end > lines->word_count)
        return false;
    uint32_t at = e->word + (e->flags & QR_LINE_NUMBER ? 4u : e->flags & QR_LINE_SKIP ? 1u : 0u);
    at += e->flags & QR_LINE_TIME ? QR_TIME_WORDS : 0u;
    if (at > end || (e->flags & QR_LINE_BREAKS && at >= end))
        return false;
    return !(e->flags & QR_LINE_BREAKS) || at + 1u + lines->words[at] <= end;
}

static uint32_t style_count(const struct qr_lines *lines) {
    return lines->sealed ? lines->sealed->styles : qr_page_sets(lines->vocabulary).styles->used;
}

static uint32_t link_count(const struct qr_lines *lines) {
    return lines->sealed ? lines->sealed->links : qr_page_sets(lines->vocabulary).links->used;
}

/* Puts a number that stands for a hash into a table of places; false when `same` finds its like there. */
static bool put_once(uint16_t *table, uint64_t hash, uint32_t index, const struct qr_lines *lines,
                     bool (*same)(const struct qr_lines *lines, uint32_t a, uint32_t b)) {
    uint32_t at = (uint32_t)(hash >> 32) % (2 * QR_VOCABULARY_MAX);
    for (; table[at] != 0; at = (at + 1) % (2 * QR_VOCABULARY_MAX)) {
        if (same(lines, table[at], index))
            return false;
    }
    table[at] = (uint16_t)index;
    return true;
}

static bool same_style(const struct qr_lines *lines, uint32_t a, uint32_t b) {
    return qr_style_equal(qr_lines_style(lines, a), qr_lines_style(lines, b));
}

static bool same_link(const struct qr_lines *lines, uint32_t a, uint32_t b) {
    struct qr_link_key first = qr_lines_link(lines, a), second = qr_lines_link(lines, b);
    return first.uri_length == second.uri_length && first.id_length == second.id_length &&
           memcmp(first.uri, second.uri, first.uri_length + first.id_length) == 0;
}

/* Styles and links of a sealed page: values that can be, each there once, so that the page can be opened again. */
static void check_vocabulary(struct check *check, const struct qr_lines *lines, size_t page) {
    uint16_t table[2 * QR_VOCABULARY_MAX];
    uint64_t seed = check->history->seed; /* secret: nobody can make values that stand in one place */
    const struct qr_link *links = qr_link_values_offset_at(lines->sealed, lines->sealed->link_table);
    memset(table, 0, sizeof table);
    for (uint32_t i = 1; i <= lines->sealed->styles; i++) {
        struct qr_style style = qr_lines_style(lines, i);
        if (!qr_style_sound(style) || qr_style_link(style) > lines->sealed->links ||
            !put_once(table, quire_set_hash_words(seed, style.first, style.second), i, lines, same_style))
            breach(check, QR_HISTORY_RULE_STYLE, page, i);
    }
    memset(table, 0, sizeof table);
    for (uint32_t i = 1; i <= lines->sealed->links; i++) {
        struct qr_link_key key = qr_lines_link(lines, i);
        if (!qr_link_sound(&links[i - 1]) || !put_once(table, qr_link_key_hash(seed, &key), i, lines, same_link))
            breach(check, QR_HISTORY_RULE_STYLE, page, i);
    }
}

static void check_runs(struct check *check, const struct qr_lines *lines, size_t page, uint32_t i, uint32_t cells) {
    struct qr_entry_parts parts = qr_entry_parts(lines, i);
    uint64_t covered = 0;
    for (uint32_t at = parts.runs; at < parts.end;) {
        bool escaped = lines->words[at] >> 8 == 255;
        if (escaped && at + 3 > parts.end) {
            breach(check, QR_HISTORY_RULE_WIDTH, page, i);
            return;
        }
        uint32_t style = escaped ? lines->words[at + 1] : lines->words[at] >> 8;
        uint32_t count = escaped ? lines->words[at + 2] : (lines->words[at] & 255u) + 1;
        covered += count ? count : UINT32_MAX; /* a run of no cells would never end */
        at += escaped ? 3 : 1;
        if (style > style_count(lines) || qr_style_link(qr_lines_style(lines, style)) > link_count(lines))
            breach(check, QR_HISTORY_RULE_STYLE, page, i);
    }
    bool open_end = !lines->sealed && i + 1 == lines->count;
    if (covered > cells || (open_end && covered != check->history->open->run_cells))
        breach(check, QR_HISTORY_RULE_WIDTH, page, i);
}

static void check_cells(struct check *check, const struct qr_lines *lines, size_t page, uint32_t i) {
    const struct qr_entry *e = &lines->entries[i];
    struct qr_entry_parts parts = qr_entry_parts(lines, i);
    uint32_t code_points, cells = 0, width = 0, used = 0;
    bool bad_cell = false;
    if (!text_sound(lines, &parts, &code_points)) {
        breach(check, QR_HISTORY_RULE_TEXT, page, i);
        return;
    }
    if (e->flags & QR_LINE_BREAKS) {
        for (uint32_t at = parts.breaks + 1; at < parts.runs; at++) {
            uint32_t count = (lines->words[at] >> 8) + 1u;
            cells += count;
            used += count * (lines->words[at] & 0x7Fu);
            bool wide = (lines->words[at] & 0x80) != 0;
            bad_cell = bad_cell || (lines->words[at] & 0x7F) == 0 || (lines->words[at] & 0x7F) > QUIRE_CLUSTER_MAX ||
                       (wide && !(e->flags & QR_LINE_WIDE));
            width += count * (wide ? 2u : 1u);
        }
    } else {
        cells = used = width = code_points;
    }
    bool ascii_lies = e->flags & QR_LINE_ASCII &&
                      (e->flags & QR_LINE_WIDE || code_points != parts.text_end - parts.text || cells != code_points);
    if (used != code_points || width != e->width || width > QR_ENTRY_WIDTH_MAX || ascii_lies || bad_cell)
        breach(check, QR_HISTORY_RULE_WIDTH, page, i);
    check_runs(check, lines, page, i, cells);
}

/* The numbers of a page's lines against what its header says. Returns the last one. */
static uint64_t check_numbers(struct check *check, const struct qr_lines *lines, size_t page) {
    const struct qr_open *open = check->history->open;
    const struct qr_sealed *sealed = lines->sealed;
    uint64_t last = sealed ? sealed->last_line : open->last_line;
    uint64_t least = sealed ? sealed->least_line : open->least_line;
    uint64_t greatest = sealed ? sealed->greatest_line : open->greatest_line, number = lines->first_line;
    for (uint32_t i = 0; i < lines->count; i++) {
        number = i > 0 ? qr_entry_number(lines, i, number) : number;
        if (number < least || number > greatest)
            breach(check, QR_HISTORY_RULE_NUMBER, page, i);
    }
    if (number != last)
        breach(check, QR_HISTORY_RULE_NUMBER, page, lines->count - 1);
    return number;
}

/* Do the table of widths and the edges say what the entries do? */
static void check_counts(struct check *check, const struct qr_sealed *block, const struct qr_lines *lines,
                         size_t page) {
    struct qr_width_count count;
    qr_widths_count(&count, lines->entries, lines->count);
    const struct qr_width *widths = qr_widths_offset_at(block, block->width_table);
    bool same = count.count == block->widths && count.edges == block->edges &&
                count.head_columns == block->head_columns && count.tail_columns == block->tail_columns;
    for (uint32_t i = 0; same && i < count.count; i++)
        same = widths[i].columns_wide == count.widths[i].columns_wide && widths[i].lines == count.widths[i].lines;
    if (!same)
        breach(check, QR_HISTORY_RULE_COUNTS, page, 0);
}

static bool page_header_sound(struct check *check, size_t page) {
    const struct qr_history *history = check->history;
    if (page == history->tail - history->head)
        return true;
    const struct qr_history_page *held = &history->pages[history->head + page];
    if (!qr_history_packed_sound(history, held)) {
        breach(check, QR_HISTORY_RULE_CHECKSUM, page, 0);
        return false;
    }
    const struct qr_sealed *block = qr_history_block(history, held);
    if (!sealed_header_sound(block) || (!held->packed && block->size != held->stored)) {
        breach(check, QR_HISTORY_RULE_HEADER, page, 0);
        return false;
    }
    if (block->checksum != qr_sealed_checksum(block))
        breach(check, QR_HISTORY_RULE_CHECKSUM, page, 0);
    return true;
}

/* What a page is validated by besides itself. */
struct so_far {
    uint64_t begun; /* lines */
    bool goes_on;   /* the entry before says that its line goes on */
    bool known;     /* there is an entry before, and it could be read */
    uint64_t last;  /* number of the last line of the page before */
};

static void check_page(struct check *check, size_t page, struct so_far *so_far) {
    if (!page_header_sound(check, page)) {
        so_far->known = false;
        return;
    }
    struct qr_lines lines = qr_history_lines(check->history, page);
    uint32_t first = qr_history_first_entry(check->history, page);
    size_t breaches = check->breaches;
    if (lines.sealed)
        check_vocabulary(check, &lines, page);
    if (first >= lines.count || (first > 0 && page > 0))
        breach(check, QR_HISTORY_RULE_ENTRY, page, first);
    bool joined = so_far->known && so_far->goes_on && lines.entries[0].flags & QR_LINE_CONTINUES;
    if (joined && lines.first_line != so_far->last)
        breach(check, QR_HISTORY_RULE_NUMBER, page, 0);
    for (uint32_t i = 0; i < lines.count; i++) {
        if (!entry_sound(&lines, i)) {
            breach(check, QR_HISTORY_RULE_ENTRY, page, i);
            so_far->known = false;
            return;
        }
        check_cells(check, &lines, page, i);
        bool continues = (lines.entries[i].flags & QR_LINE_CONTINUES) != 0;
        if (so_far->known && continues != so_far->goes_on)
            breach(check, QR_HISTORY_RULE_SEGMENT, page, i);
        so_far->goes_on = (lines.entries[i].flags & QR_LINE_GOES_ON) != 0;
        so_far->known = true;
        so_far->begun += i >= first && (!continues || (page == 0 && i == first));
    }
    so_far->last = check_numbers(check, &lines, page);
    if (lines.sealed && check->breaches == breaches)
        check_counts(check, lines.sealed, &lines, page);
}

/* Columns were evicted only from a line whose rest is the oldest there is. */
static bool head_column_lies(const struct qr_history *history) {
    if (history->head_column == 0)
        return false;
    if (qr_history_page_count(history) == 0)
        return true;
    struct qr_lines lines = qr_history_lines(history, 0);
    uint32_t first = qr_history_first_entry(history, 0);
    return first < lines.count && !(lines.entries[first].flags & QR_LINE_CONTINUES);
}

size_t qr_history_check_page(const struct qr_history *history, size_t page, qr_history_report *report, void *user) {
    struct check check = {.history = history, .report = report, .user = user};
    struct so_far so_far = {0};
    check_page(&check, page, &so_far);
    return check.breaches;
}

size_t qr_history_check(const struct qr_history *history, qr_history_report *report, void *user) {
    struct check check = {.history = history, .report = report, .user = user};
    struct so_far so_far = {0};
    uint64_t bytes = 0;
    for (size_t page = 0; page < qr_history_page_count(history); page++)
        check_page(&check, page, &so_far);
    for (size_t i = history->head; i < history->tail; i++)
        bytes += qr_history_page_bytes(&history->pages[i]);
    if (so_far.begun != history->lines || (check.breaches == 0 && head_column_lies(history)))
        breach(&check, QR_HISTORY_RULE_LINES, 0, 0);
    if (bytes != history->sealed_bytes)
        breach(&check, QR_HISTORY_RULE_BYTES, 0, 0);
    return check.breaches;
}

const char *qr_history_rule_name(enum qr_history_rule rule) {
    static const char *const names[] = {"NONE",  "HEADER",  "CHECKSUM", "ENTRY", "TEXT",  "WIDTH",
                                        "STYLE", "SEGMENT", "NUMBER",   "LINES", "BYTES", "COUNTS"};
    return (size_t)rule < sizeof names / sizeof *names ? names[rule] : "UNKNOWN";
}
