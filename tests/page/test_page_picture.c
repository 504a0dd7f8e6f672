/* Rows and cells that images cover: what takes the mark away, what keeps it, and who is told of a row that moved. */
#include "test.h"

#include "page/page_kit.h"

#define COLS 20u
#define ROWS 6u

static struct kit_memory memory;
static struct quire_allocator allocator;
static struct qr_page page;
static const struct qr_cell plain = {0};

static void begin(void) {
    struct qr_page_capacity capacity = qr_page_default_capacity();
    CHECK_INT(qr_page_create(&page, &allocator, COLS, ROWS, &capacity, 5), QUIRE_OK);
}

static void finish(void) {
    CHECK_INT(qr_page_check(&page, NULL, NULL, NULL), 0);
    qr_page_destroy(&page);
    CHECK_INT(memory.blocks, 0);
}

static uint64_t mask_of(uint32_t y) {
    uint64_t mask[1];
    qr_page_pictured_mask(&page, y, mask);
    return mask[0];
}

static bool is_flagged(uint32_t y) {
    return (qr_page_row(&page, y)->flags & QR_ROW_PICTURED) != 0;
}

/* Columns 4 to 13 of a row are covered. */
#define COVERED UINT64_C(0x3FF0)

static void cover(uint32_t y) {
    qr_page_picture_cells(&page, y, 4, 14);
    CHECK(mask_of(y) == COVERED && is_flagged(y));
}

static void only_blanks_are_covered(void) {
    begin();
    qr_page_put_ascii(&page, 0, 6, (const uint8_t *)"ab", 2, plain);
    qr_page_put_run(&page, 0, 10, (const uint32_t[]){0x4E00}, 1, true, plain);
    uint64_t version = qr_page_row(&page, 0)->version;
    qr_page_picture_cells(&page, 0, 4, 14);
    CHECK(mask_of(0) == (COVERED & ~UINT64_C(0xCC0)));
    CHECK(qr_page_row(&page, 0)->version != version);
    finish();
}

static void what_is_written_takes_it_away(void) {
    struct qr_cell cell = {'x'};
    begin();
    cover(0);
    qr_page_put_ascii(&page, 0, 5, (const uint8_t *)"ab", 2, plain);
    CHECK(mask_of(0) == (COVERED & ~UINT64_C(0x60)));
    qr_page_put_run(&page, 0, 7, (const uint32_t[]){0x4E00}, 1, true, plain);
    CHECK(mask_of(0) == (COVERED & ~UINT64_C(0x1E0)));
    qr_page_put(&page, 0, 9, cell);
    qr_page_replace(&page, 0, 10, 'y', false, false);
    qr_page_fill(&page, 0, 12, 14, cell);
    CHECK(mask_of(0) == 0x810);
    qr_page_put_cells(&page, 0, 11, &cell, 1);
    CHECK(mask_of(0) == 0x10);
    finish();
}

static void what_is_erased_takes_it_away_and_the_row_stays_known(void) {
    begin();
    cover(0);
    qr_page_clear(&page, 0, 0, 6, plain);
    CHECK(mask_of(0) == (COVERED & ~UINT64_C(0x30)));
    qr_page_clear(&page, 0, 8, COLS, plain);
    CHECK(mask_of(0) == 0xC0);
    CHECK_INT(qr_page_row(&page, 0)->length, 8);
    qr_page_clear(&page, 0, 0, COLS, plain);
    CHECK(mask_of(0) == 0 && is_flagged(0)); /* an overlay may be there, which erasing leaves alone */
    qr_page_reset_row(&page, 0, plain);
    CHECK(!is_flagged(0));
    cover(0);
    qr_page_clear_unprotected(&page, 0, 0, COLS, plain);
    CHECK(mask_of(0) == 0);
    finish();
}

static void spaces_take_it_away(void) {
    begin();
    cover(0);
    qr_page_put_spaces(&page, 0, 3, 6, QR_SPACES_FOR_BLANKS);
    CHECK(mask_of(0) == (COVERED & ~UINT64_C(0x30)));
    qr_page_put_spaces(&page, 0, 3, COLS, QR_SPACES_FOR_TEXT);
    CHECK(mask_of(0) == 0);
    finish();
}

/* The line stays where it is, and so does its image. */
static void cells_that_move_in_a_row_leave_it_behind(void) {
    begin();
    cover(0);
    qr_page_shift(&page, 0, 10, COLS, 2, plain);
    CHECK(mask_of(0) == 0x3F0);
    qr_page_shift(&page, 0, 6, COLS, -1, plain);
    CHECK(mask_of(0) == 0x30);
    cover(0);
    qr_page_copy_span(&page, 0, 4, 8, 3, 10);
    CHECK(mask_of(3) == 0 && mask_of(0) == COVERED);
    cover(3);
    qr_page_copy_span(&page, 5, 0, 4, 3, 4);
    CHECK(mask_of(3) == (COVERED & ~UINT64_C(0xF0)));
    finish();
}

static void boxes_leave_it_behind(void) {
    for (uint32_t right = 8; right <= 18; right += 10) { /* by cells, and by exchanging whole rows */
        for (int32_t count = -2; count <= 2; count += 4) {
            begin();
            cover(2);
            qr_page_put_ascii(&page, 3, 0, (const uint8_t *)"0123456789abcdef", 16, plain);
            qr_page_scroll_box(&page, 0, ROWS, 1, right, count, plain);
            uint64_t box = ((UINT64_C(1) << right) - 1) & ~UINT64_C(1);
            for (uint32_t y = 0; y < ROWS; y++)
                CHECK(mask_of(y) == (y == 2 ? COVERED & ~box : 0));
            finish();
        }
    }
}

static void rows_take_it_along(void) {
    begin();
    cover(2);
    uint64_t line = qr_page_row(&page, 2)->line;
    qr_page_scroll(&page, 0, ROWS, 1, plain);
    CHECK(mask_of(1) == COVERED && is_flagged(1) && qr_page_row(&page, 1)->line == line);
    qr_page_scroll(&page, 1, 4, -1, plain);
    CHECK(mask_of(2) == COVERED);
    qr_page_scroll(&page, 0, ROWS, 3, plain);
    for (uint32_t y = 0; y < ROWS; y++)
        CHECK(mask_of(y) == 0 && !is_flagged(y));
    finish();
}

static void style_leaves_it(void) {
    uint32_t id;
    begin();
    cover(0);
    CHECK_INT(kit_add_look(&page, 5, &id), QUIRE_OK);
    qr_page_set_style(&page, 0, 0, 8, id);
    qr_page_release_style(&page, id, 1);
    CHECK(mask_of(0) == COVERED);
    finish();
}

static void a_row_that_is_uncovered_is_as_short_as_before(void) {
    begin();
    qr_page_put_ascii(&page, 0, 0, (const uint8_t *)"ab", 2, plain);
    cover(0);
    qr_page_unpicture_cells(&page, 0, 8, COLS);
    CHECK_INT(qr_page_row(&page, 0)->length, 8);
    qr_page_unpicture_cells(&page, 0, 0, COLS);
    CHECK_INT(qr_page_row(&page, 0)->length, 2);
    CHECK(mask_of(0) == 0);
    finish();
}

static void copies_have_it(void) {
    struct qr_page other = {0};
    struct qr_page_capacity capacity = qr_page_default_capacity();
    begin();
    cover(1);
    CHECK_INT(qr_page_create(&other, &allocator, 9, 2, &capacity, 6), QUIRE_OK);
    qr_page_import_row(&other, 0, &page, 1);
    uint64_t mask[1];
    qr_page_pictured_mask(&other, 0, mask);
    CHECK(mask[0] == 0x1F0);
    qr_page_row(&page, 3)->flags |= QR_ROW_PICTURED; /* an overlay alone */
    qr_page_import_row(&other, 1, &page, 3);
    CHECK(qr_page_row(&other, 1)->flags & QR_ROW_PICTURED);
    CHECK_INT(qr_page_check(&other, NULL, NULL, NULL), 0);
    qr_page_destroy(&other);
    memset(&other, 0, sizeof other);
    CHECK_INT(qr_page_view(&other, &page), QUIRE_OK);
    qr_page_pictured_mask(&other, 1, mask);
    CHECK(mask[0] == COVERED);
    qr_page_destroy(&other);
    finish();
}

/* --- who is told ----------------------------------------------------------------------------------------------------
 */

static struct {
    uint32_t calls;
    uint64_t line, column, to_line, to_column;
    uint32_t columns;
} told[8];
static uint32_t tellings;

static void note(void *user, uint64_t line, uint64_t column, uint32_t columns, uint64_t to_line, uint64_t to_column) {
    CHECK(user == &page);
    told[tellings].line = line;
    told[tellings].column = column;
    told[tellings].columns = columns;
    told[tellings].to_line = to_line;
    told[tellings++].to_column = to_column;
}

static void rows_that_are_joined_and_parted(void) {
    begin();
    page.moved = note;
    page.moved_user = &page;
    cover(1);
    qr_page_row(&page, 2)->flags |= QR_ROW_PICTURED;
    uint64_t line = qr_page_row(&page, 1)->line;
    tellings = 0;
    qr_page_set_wrapped(&page, 0, true);
    CHECK_INT(tellings, 1);
    CHECK(told[0].line == line && told[0].column == 0 && told[0].columns == COLS);
    CHECK(told[0].to_line == qr_page_row(&page, 0)->line && told[0].to_column == COLS);
    qr_page_set_wrapped(&page, 1, true);
    CHECK_INT(tellings, 2);
    tellings = 0;
    qr_page_put_ascii(&page, 0, 0, (const uint8_t *)"01234567890123456789", COLS, plain); /* the wrap ends */
    CHECK_INT(tellings, 2);
    CHECK(told[1].column == 2 * COLS && told[1].to_column == COLS && told[1].to_line == told[0].to_line);
    CHECK(told[1].to_line == qr_page_row(&page, 2)->line);
    tellings = 0;
    qr_page_begin_line(&page, 1);
    CHECK_INT(tellings, 2);
    qr_page_begin_line(&page, 4); /* no image there */
    qr_page_reset_row(&page, 1, plain);
    CHECK_INT(tellings, 2);
    finish();
}

/* --- stored
 * ----------------------------------------------------------------------------------------------------------- */

static uint8_t stored[1 << 20];
static size_t stored_bytes;
static uint32_t written; /* the version */

static void put(void *user, const void *bytes, size_t length) {
    (void)user;
    memcpy(stored + stored_bytes, bytes, length);
    stored_bytes += length;
}

static enum quire_result open_as(uint32_t version) {
    struct qr_page opened;
    stored_bytes = 0;
    qr_page_store(&page, put, NULL);
    written = ((struct qr_page_header *)stored)->version;
    ((struct qr_page_header *)stored)->version = version;
    enum quire_result result = qr_page_open(&opened, &allocator, stored, stored_bytes, NULL, NULL, NULL);
    if (result == QUIRE_OK) {
        CHECK_INT(opened.block->version, QR_PAGE_VERSION);
        CHECK_INT(qr_page_check(&opened, NULL, NULL, NULL), 0);
        qr_page_destroy(&opened);
    }
    return result;
}

static void versions(void) {
    begin();
    qr_page_put_ascii(&page, 0, 0, (const uint8_t *)"text", 4, plain);
    CHECK_INT(open_as(QR_PAGE_VERSION), QUIRE_OK);
    CHECK_INT(open_as(QR_PAGE_VERSION_OLDEST), QUIRE_OK);
    CHECK_INT(written, QR_PAGE_VERSION_OLDEST); /* so who knows no images can read it */
    CHECK_INT(open_as(QR_PAGE_VERSION_OLDEST - 1), QUIRE_UNSUPPORTED);
    CHECK_INT(open_as(QR_PAGE_VERSION + 1), QUIRE_UNSUPPORTED);
    cover(1);
    CHECK_INT(open_as(QR_PAGE_VERSION), QUIRE_OK);
    CHECK_INT(open_as(QR_PAGE_VERSION_OLDEST), QUIRE_CORRUPT);
    CHECK_INT(written, QR_PAGE_VERSION);
    finish();
}

int main(void) {
    allocator = kit_allocator(&memory);
    RUN(only_blanks_are_covered);
    RUN(what_is_written_takes_it_away);
    RUN(what_is_erased_takes_it_away_and_the_row_stays_known);
    RUN(spaces_take_it_away);
    RUN(cells_that_move_in_a_row_leave_it_behind);
    RUN(boxes_leave_it_behind);
    RUN(rows_take_it_along);
    RUN(style_leaves_it);
    RUN(a_row_that_is_uncovered_is_as_short_as_before);
    RUN(copies_have_it);
    RUN(rows_that_are_joined_and_parted);
    RUN(versions);
    return test_end();
}
