/* Each rule of a page, broken on purpose in memory, and the code that the check answers. */
#include "test.h"

#include "page/page_kit.h"

static struct kit_memory memory;
static struct quire_allocator allocator;
static struct qr_page good, page;

/* Rows 0 and 1 are one line: "abc", a wide cluster with a linked style, a spacer; row 2 is protected and plain. */
static void build(void) {
    struct qr_page_capacity capacity = qr_page_default_capacity();
    struct qr_cell plain = {0}, guarded = {QR_CELL_PROTECTED}, cell;
    uint32_t id;
    CHECK_INT(qr_page_create(&good, &allocator, 10, 4, &capacity, 5), QUIRE_OK);
    qr_page_put_ascii(&good, 0, 0, (const uint8_t *)"abc", 3, plain);
    CHECK_INT(kit_add_look(&good, 5, &id), QUIRE_OK);
    CHECK_INT(kit_make_cell(&good, qr_cell_with_style(plain, id), KIT_CLUSTER_BIT | 1, QR_WIDE, &cell), QUIRE_OK);
    qr_page_put(&good, 0, 4, cell);
    qr_page_release_style(&good, id, 1);
    qr_page_put(&good, 0, 9, qr_cell_make(plain, 0, QR_SPACER));
    qr_page_set_wrapped(&good, 0, true);
    qr_page_put_ascii(&good, 2, 0, (const uint8_t *)"xy", 2, guarded);
}

static void note(void *user, enum qr_page_rule rule, uint32_t where) {
    uint32_t *seen = user;
    (void)where;
    *seen |= 1u << rule;
}

/* The rules that the check finds broken in `page`, one bit each; the page becomes whole again. */
static uint32_t broken(void) {
    uint32_t seen = 0;
    size_t breaches = qr_page_check(&page, NULL, note, &seen);
    CHECK((breaches != 0) == (seen != 0));
    memcpy(page.block, good.block, good.size);
    return seen;
}

#define CHECK_BROKEN(rule) CHECK((broken() & 1u << (rule)) != 0)

static struct qr_cell *cell_at(uint32_t y, uint32_t x) {
    return qr_page_cells(&page, qr_page_row(&page, y)) + x;
}

static void whole(void) {
    CHECK_INT(broken(), 0);
    memory.fail_at = memory.allocations + 1;
    CHECK(qr_page_check(&page, NULL, NULL, NULL) == SIZE_MAX);
    memory.fail_at = 0;
}

static void header(void) {
    page.block->magic++;
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_HEADER);
    page.block->version++;
    CHECK_BROKEN(QR_PAGE_RULE_HEADER);
    page.block->size--;
    CHECK_BROKEN(QR_PAGE_RULE_HEADER);
    page.block->cols = 0;
    CHECK_BROKEN(QR_PAGE_RULE_HEADER);
    page.block->rows = UINT32_MAX;
    CHECK_BROKEN(QR_PAGE_RULE_HEADER);
    page.block->top = 4;
    CHECK_BROKEN(QR_PAGE_RULE_HEADER);
    page.block->cells.bytes = (uint32_t)page.size - 8;
    CHECK_BROKEN(QR_PAGE_RULE_HEADER);
    page.block->row_table.bytes = 8;
    CHECK_BROKEN(QR_PAGE_RULE_HEADER);
    page.block->styles.bytes += 4;
    CHECK_BROKEN(QR_PAGE_RULE_HEADER);
    page.block->link_bytes = UINT32_MAX;
    CHECK_BROKEN(QR_PAGE_RULE_HEADER);
    page.block->cluster_bytes = 8;
    CHECK_BROKEN(QR_PAGE_RULE_HEADER);
    qr_page_sets(&page).styles->table_capacity *= 2;
    CHECK_BROKEN(QR_PAGE_RULE_HEADER);
    qr_page_sets(&page).links->used = UINT32_MAX;
    CHECK_BROKEN(QR_PAGE_RULE_HEADER);
    qr_page_sets(&page).strings->chunks += 64;
    CHECK_BROKEN(QR_PAGE_RULE_HEADER);
    qr_page_sets(&page).strings->end = qr_page_sets(&page).strings->chunks + 1;
    CHECK_BROKEN(QR_PAGE_RULE_HEADER);
    qr_page_sets(&page).strings->used = qr_page_sets(&page).strings->end + 1;
    CHECK_BROKEN(QR_PAGE_RULE_HEADER);
    qr_page_sets(&page).clusters->reserved[2] = 1;
    CHECK_BROKEN(QR_PAGE_RULE_HEADER);
    page.block->reserved = 7;
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_HEADER);
    page.block->clock = UINT64_MAX / 2;
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_HEADER);
    page.block->next_line = UINT64_MAX / 2;
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_HEADER);
}

static void row_table(void) {
    qr_page_row(&page, 1)->cells = qr_page_row(&page, 3)->cells;
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_ROW_TABLE);
    qr_page_row(&page, 1)->cells = 40;
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_ROW_TABLE);
    qr_page_row(&page, 1)->cells = 11;
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_ROW_TABLE);
    qr_page_row(&page, 1)->length = 11;
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_ROW_TABLE);
}

static void row_length(void) {
    qr_page_row(&page, 2)->length = 1;
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_ROW_LENGTH);
    cell_at(3, 9)->bits = 'z';
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_ROW_LENGTH);
}

static void row_flags(void) {
    static const uint16_t needed[] = {QR_ROW_STYLED, QR_ROW_CLUSTERS, QR_ROW_WIDE, QR_ROW_UNICODE};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        qr_page_row(&page, 0)->flags &= (uint16_t)~needed[i];
        CHECK_INT(broken(), 1u << QR_PAGE_RULE_ROW_FLAGS);
    }
    for (uint32_t bit = 0; bit < 16; bit++) { /* flags that there are not */
        qr_page_row(&page, 3)->flags |= (uint16_t)(1u << bit & ~QR_ROW_FLAGS_ALL);
        CHECK_INT(broken(), 1u << bit & ~QR_ROW_FLAGS_ALL ? 1u << QR_PAGE_RULE_ROW_FLAGS : 0);
    }
    qr_page_row(&page, 2)->flags &= (uint16_t)~QR_ROW_MARKED;
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_ROW_FLAGS);
    for (uint32_t y = 0; y < 2; y++) { /* a row of double size is joined to the other one */
        qr_page_set_wrapped(&page, 0, true);
        qr_page_row(&page, y)->flags |= QR_SIZE_DOUBLE_TOP << QR_ROW_SIZE_SHIFT;
        CHECK_INT(broken(), 1u << QR_PAGE_RULE_ROW_FLAGS);
    }
}

static void sizes(void) {
    qr_page_set_wrapped(&page, 0, true);
    qr_page_set_size(&page, 1, QR_SIZE_DOUBLE_WIDTH);
    CHECK(!(qr_page_row(&page, 0)->flags & QR_ROW_WRAPPED));
    CHECK_INT(qr_row_size(qr_page_row(&page, 1)), QR_SIZE_DOUBLE_WIDTH);
    qr_page_set_wrapped(&page, 0, true);
    qr_page_set_wrapped(&page, 1, true);
    CHECK(!((qr_page_row(&page, 0)->flags | qr_page_row(&page, 1)->flags) & QR_ROW_WRAPPED));
    CHECK_INT(broken(), 0);
}

static void cell_bits(void) {
    cell_at(0, 1)->bits |= UINT64_C(1) << 50;
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_CELL_BITS);
    cell_at(0, 1)->bits = 0x110000;
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_CELL_BITS);
    qr_page_row(&page, 0)->flags |= QR_ROW_PICTURED;
    cell_at(0, 0)->bits |= QR_CELL_PICTURED; /* it shows something */
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_CELL_BITS);
}

static void pictured_cells(void) {
    qr_page_picture_cells(&page, 3, 2, 5);
    CHECK_INT(broken(), 0);
    qr_page_picture_cells(&page, 3, 2, 5);
    qr_page_row(&page, 3)->flags &= (uint16_t)~QR_ROW_PICTURED;
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_ROW_FLAGS);
}

static void wide(void) {
    cell_at(0, 2)->bits |= (uint64_t)QR_WIDE << QR_CELL_WIDTH_SHIFT;
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_WIDE);
    cell_at(0, 0)->bits = (uint64_t)QR_TAIL << QR_CELL_WIDTH_SHIFT;
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_WIDE);
    cell_at(0, 9)->bits = (uint64_t)QR_WIDE << QR_CELL_WIDTH_SHIFT; /* and the next row began behind a spacer */
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_WIDE | 1u << QR_PAGE_RULE_LINE_COLUMN);
}

static void spacer(void) {
    cell_at(0, 1)->bits = (uint64_t)QR_SPACER << QR_CELL_WIDTH_SHIFT;
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_SPACER);
}

static void styles(void) {
    uint32_t id = qr_cell_style(*cell_at(0, 4));
    *cell_at(0, 4) = qr_cell_with_style(*cell_at(0, 4), id + 1);
    CHECK_BROKEN(QR_PAGE_RULE_STYLE_ID);
    *cell_at(0, 0) = qr_cell_with_style(*cell_at(0, 0), id);
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_STYLE_COUNT);
    qr_page_use_style(&page, id, 1);
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_STYLE_COUNT);
    uint32_t seen = 0;
    struct qr_page_holders holders = {.styles = &id, .style_count = 1};
    qr_page_use_style(&page, id, 1);
    CHECK_INT(qr_page_check(&page, &holders, note, &seen), 0);
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_STYLE_COUNT);
    qr_style_set_table(qr_page_sets(&page).styles)[0] = 0xFFFFFFFF;
    CHECK_BROKEN(QR_PAGE_RULE_STYLE_SET);
    qr_style_set_items(qr_page_sets(&page).styles)[0].value.first = 99;
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_STYLE_SET);
    seen = 0;
    qr_page_use_style(&page, id, 3);
    holders = (struct qr_page_holders){.any_styles = true};
    CHECK_INT(qr_page_check(&page, &holders, note, &seen), 0);
    qr_style_set_counts(qr_page_sets(&page).styles)[id].word = 0; /* one reference, and the cells have two */
    CHECK_INT(qr_page_check(&page, &holders, note, &seen), 1);
    CHECK_INT(seen, 1u << QR_PAGE_RULE_STYLE_COUNT);
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_STYLE_COUNT);
}

static void links(void) {
    struct qr_sets sets = qr_page_sets(&page);
    qr_style_set_link(&qr_style_set_items(sets.styles)[1].value, 2);
    CHECK_BROKEN(QR_PAGE_RULE_LINK_ID);
    CHECK_INT(qr_link_set_use(qr_page_sets(&page).links, 1), QUIRE_OK);
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_LINK_COUNT);
    qr_link_set_table(qr_page_sets(&page).links)[0] = 0xFFFFFFFF;
    CHECK_BROKEN(QR_PAGE_RULE_LINK_SET);
    char *text =
        qr_strings_at(qr_page_sets(&page).strings, qr_link_set_items(qr_page_sets(&page).links)[1].value.place);
    text[0]++; /* another URI has another hash */
    CHECK_BROKEN(QR_PAGE_RULE_LINK_SET);
}

static void clusters(void) {
    cell_at(0, 4)->bits ^= 3; /* 1 becomes 2 */
    CHECK_BROKEN(QR_PAGE_RULE_CLUSTER_ID);
    CHECK_INT(qr_cluster_set_use(qr_page_sets(&page).clusters, 1), QUIRE_OK);
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_CLUSTER_COUNT);
    qr_cluster_set_table(qr_page_sets(&page).clusters)[0] = 0xFFFFFFFF;
    CHECK_BROKEN(QR_PAGE_RULE_CLUSTER_SET);
}

static void strings(void) {
    qr_link_set_items(qr_page_sets(&page).links)[1].value.place = 0;
    CHECK_BROKEN(QR_PAGE_RULE_STRING);
    qr_cluster_set_items(qr_page_sets(&page).clusters)[1].value.place = 1u << 30;
    CHECK_BROKEN(QR_PAGE_RULE_STRING);
    qr_link_set_items(qr_page_sets(&page).links)[1].value.uri_length = QUIRE_LINK_URI_MAX;
    CHECK_BROKEN(QR_PAGE_RULE_STRING);
    struct qr_sets shared = qr_page_sets(&page); /* a link and a cluster in one chunk */
    qr_cluster_set_items(shared.clusters)[1].value.place = qr_link_set_items(shared.links)[1].value.place;
    CHECK_BROKEN(QR_PAGE_RULE_STRING);
    /* bytes of no string */
    *(char *)qr_strings_at(shared.strings, shared.strings->end) = 1;
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_STRINGS_USED);
    *(char *)qr_strings_at(shared.strings, 0) = 1;
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_STRINGS_USED);
    qr_page_sets(&page).strings->used--;
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_STRINGS_USED);
    CHECK(qr_strings_alloc(qr_page_sets(&page).strings, 20) != 0); /* a string of nobody */
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_STRINGS_USED);
}

static void line_number(void) {
    qr_page_row(&page, 1)->line = qr_page_new_line(&page);
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_LINE_NUMBER);
    qr_page_row(&page, 3)->line = qr_page_row(&page, 2)->line;
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_LINE_NUMBER);
    qr_page_row(&page, 3)->line = page.block->next_line;
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_LINE_NUMBER);
    qr_page_row(&page, 3)->line = 0;
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_LINE_NUMBER);
}

static void row_version(void) {
    qr_page_row(&page, 3)->version = page.block->clock;
    CHECK_INT(broken(), 0);
    qr_page_row(&page, 3)->version = page.block->clock + 1;
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_ROW_VERSION);
}

/* Every byte that belongs to no part. */
static void rest(void) {
    const struct qr_page_header *block = page.block;
    const size_t gaps[][2] = {{sizeof *block, block->row_table.bytes},
                              {block->row_table.bytes + 4 * sizeof(struct qr_row), block->cells.bytes},
                              {block->cells.bytes + 40 * sizeof(struct qr_cell), block->styles.bytes},
                              {block->styles.bytes + block->style_bytes, block->links.bytes},
                              {block->links.bytes + block->link_bytes, block->clusters.bytes},
                              {block->clusters.bytes + block->cluster_bytes, block->strings.bytes},
                              {block->strings.bytes + block->strings_bytes, page.size}};
    size_t bytes = 0;
    for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++) {
        for (size_t at = gaps[i][0]; at < gaps[i][1]; at++, bytes++) {
            ((char *)page.block)[at] = 1;
            uint32_t seen = 0;
            CHECK_INT(qr_page_check(&page, NULL, note, &seen), 1);
            CHECK_INT(seen, 1u << QR_PAGE_RULE_REST);
            ((char *)page.block)[at] = 0;
        }
    }
    CHECK(bytes > 100);
    CHECK_INT(broken(), 0);
}

/* A page with a breach in every cell and row: the check stops when enough was told. */
static void bounded(void) {
    struct qr_page_capacity capacity = qr_page_default_capacity();
    struct qr_page bad;
    CHECK_INT(qr_page_create(&bad, &allocator, 100, 100, &capacity, 1), QUIRE_OK);
    for (uint32_t y = 0; y < 100; y++) {
        struct qr_row *row = qr_page_row(&bad, y);
        row->length = 100;
        for (uint32_t x = 0; x < 100; x++)
            qr_page_cells(&bad, row)[x].bits = UINT64_MAX;
    }
    size_t breaches = qr_page_check(&bad, NULL, NULL, NULL);
    CHECK(breaches >= QR_PAGE_BREACHES_MAX && breaches < QR_PAGE_BREACHES_MAX + 20);
    qr_page_destroy(&bad);
}

/* Rows 0 and 1 are one line. */
static void line_column(void) {
    qr_page_row(&page, 1)->column++;
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_LINE_COLUMN);
    qr_page_row(&page, 0)->column = 5; /* its beginning may be gone, but then row 1 begins with 5 and its columns */
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_LINE_COLUMN);
    qr_page_row(&page, 3)->column = QR_LINE_COLUMNS_MAX;
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_LINE_COLUMN);
    qr_page_row(&page, 3)->column = 5;
    CHECK_INT(broken(), 0);
}

static void values(void) {
    struct qr_sets sets = qr_page_sets(&page);
    qr_style_set_items(sets.styles)[1].value.first |= UINT64_C(7) << 60; /* an underline that there is not */
    CHECK_BROKEN(QR_PAGE_RULE_VALUE);
    qr_style_set_items(sets.styles)[1].value.second |= UINT64_C(1) << QR_STYLE_FOLD_SHIFT; /* in history only */
    CHECK_BROKEN(QR_PAGE_RULE_VALUE);
    qr_link_set_items(sets.links)[1].value.id_length = 256;
    CHECK(broken() != 0);
    qr_cluster_set_items(sets.clusters)[1].value.count = 1;
    CHECK(broken() != 0);
    page.block->cells.bytes = page.block->row_table.bytes; /* parts on top of each other */
    CHECK_INT(broken(), 1u << QR_PAGE_RULE_HEADER);
}

static void names(void) {
    static const char *const expected[] = {"NONE",         "HEADER",    "ROW_TABLE",   "ROW_LENGTH",    "ROW_FLAGS",
                                           "CELL_BITS",    "WIDE",      "SPACER",      "STYLE_ID",      "CLUSTER_ID",
                                           "STYLE_COUNT",  "LINK_ID",   "LINK_COUNT",  "CLUSTER_COUNT", "STRING",
                                           "STRINGS_USED", "STYLE_SET", "LINK_SET",    "CLUSTER_SET",   "LINE_NUMBER",
                                           "LINE_COLUMN",  "VALUE",     "ROW_VERSION", "REST"};
    for (int rule = 1; rule <= QR_PAGE_RULE_REST; rule++)
        CHECK_STR(qr_page_rule_name((enum qr_page_rule)rule), expected[rule]);
    CHECK_INT(QR_PAGE_RULE_REST + 1, sizeof expected / sizeof *expected);
    CHECK_STR(qr_page_rule_name((enum qr_page_rule)(QR_PAGE_RULE_REST + 1)), "UNKNOWN");
}

int main(void) {
    kit_init();
    allocator = kit_allocator(&memory);
    build();
    if (qr_page_copy(&page, &good) != QUIRE_OK)
        return 1;
    RUN(whole);
    RUN(header);
    RUN(row_table);
    RUN(row_length);
    RUN(row_flags);
    RUN(sizes);
    RUN(cell_bits);
    RUN(pictured_cells);
    RUN(wide);
    RUN(spacer);
    RUN(styles);
    RUN(links);
    RUN(clusters);
    RUN(strings);
    RUN(line_number);
    RUN(row_version);
    RUN(rest);
    RUN(bounded);
    RUN(line_column);
    RUN(values);
    RUN(names);
    qr_page_destroy(&good);
    qr_page_destroy(&page);
    return test_end();
}
