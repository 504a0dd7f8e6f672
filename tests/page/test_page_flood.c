/* Floods of styles, links and clusters: what they leave behind is given back, a torn area of strings costs nothing, and
 * a view copies only what changed. Costs are counted in allocations and bytes, not in time. */
#include "test.h"

#include "page/page_kit.h"

static struct kit_memory memory;
static struct quire_allocator allocator;

static void open_page(struct qr_page *page, uint32_t cols, uint32_t rows) {
    struct qr_page_capacity capacity = qr_page_default_capacity();
    allocator = kit_allocator(&memory);
    CHECK_INT(qr_page_create(page, &allocator, cols, rows, &capacity, 3), QUIRE_OK);
}

static void check_sound(const struct qr_page *page, const struct qr_page_holders *holders) {
    static char name[] = "flood";
    CHECK_INT(qr_page_check(page, holders, kit_report_page, name), 0);
}

static void close_page(struct qr_page *page) {
    qr_page_destroy(page);
    CHECK_INT(memory.blocks, 0);
}

/* A link of so many bytes that no other number has. */
static enum quire_result add_link(struct qr_page *page, uint32_t number, size_t length, uint32_t *id) {
    static char uri[QUIRE_LINK_URI_MAX + 1];
    memset(uri, 'p', length);
    uri[snprintf(uri, 16, "h:%08u", (unsigned)number)] = '/';
    struct qr_link_key key = {uri, "", length, 0};
    return qr_page_add_link(page, &key, id);
}

static enum quire_result add_cluster(struct qr_page *page, uint32_t number, uint32_t *id) {
    const uint32_t text[4] = {0x61, 0x300 + number % 64, 0x300 + number / 64 % 64, 0x300 + number / 4096 % 64};
    return qr_page_add_cluster(page, text, 4, id);
}

/* --- strings --------------------------------------------------------------------------------------------------- */

/* Clusters that come and go, one at a time: the dead ones are let go when strings run out, so the area stays. */
static void dead_clusters_let_go(void) {
    struct qr_page page;
    uint32_t id = 0;
    open_page(&page, 10, 2);
    struct qr_page_capacity before = page.block->capacity, wide = before;
    wide.clusters = 1 << 12; /* so that it is not the set that lets them go */
    CHECK_INT(qr_page_rebuild(&page, &wide), QUIRE_OK);
    for (uint32_t i = 0; i < 5000; i++) {
        CHECK_INT(add_cluster(&page, i, &id), QUIRE_OK);
        CHECK_INT(qr_cluster_set_release(qr_page_sets(&page).clusters, id), QUIRE_OK);
    }
    CHECK_INT(page.block->capacity.string_bytes, before.string_bytes);
    check_sound(&page, NULL);
    for (uint32_t i = 0; i < 3000; i++) { /* and dead links */
        CHECK_INT(add_link(&page, i, 30, &id), QUIRE_OK);
        qr_page_release_link(&page, id);
    }
    CHECK_INT(page.block->capacity.string_bytes, before.string_bytes);
    check_sound(&page, NULL);
    close_page(&page);
}

/* Links held by dead styles alone are let go, too. */
static void dead_styles_let_go(void) {
    struct qr_page page;
    uint32_t link = 0, id = 0;
    open_page(&page, 10, 2);
    uint32_t strings = page.block->capacity.string_bytes;
    struct qr_page_capacity wide = page.block->capacity;
    wide.styles = wide.links = 1 << 12;
    CHECK_INT(qr_page_rebuild(&page, &wide), QUIRE_OK);
    for (uint32_t i = 0; i < 2000; i++) {
        struct qr_style style = {0, 0};
        CHECK_INT(add_link(&page, i, 40, &link), QUIRE_OK);
        qr_style_set_link(&style, link);
        CHECK_INT(qr_page_add_style(&page, style, &id), QUIRE_OK);
        qr_page_release_link(&page, link);
        qr_page_release_style(&page, id, 1);
    }
    CHECK_INT(page.block->capacity.string_bytes, strings);
    check_sound(&page, NULL);
    close_page(&page);
}

/* A page whose area of strings is as large as it can be and full of long links with holes between. Returns how many. */
static uint32_t fill_torn(struct qr_page *page, uint32_t *ids, uint32_t most) {
    uint32_t count = 0, hole;
    open_page(page, 10, 2);
    while (count < most && add_link(page, count, 127 * QR_STRING_CHUNK, &ids[count]) == QUIRE_OK) {
        if (add_link(page, 1000000 + count, QR_STRING_CHUNK, &hole) == QUIRE_OK)
            qr_page_release_link(page, hole);
        count++;
    }
    return count;
}

/* No room: every further add says so at once, without an allocation and without a search. */
static void torn_and_full(void) {
    static uint32_t ids[40000];
    struct qr_page page;
    uint32_t count = fill_torn(&page, ids, 40000), id = 0;
    struct qr_page_holders holders = {.links = ids, .link_count = count};
    CHECK_INT(page.block->capacity.string_bytes, QUIRE_PAGE_STRING_BYTES_MAX);
    CHECK(count > 30000 && count < 34000); /* at least 15/16 of the area can be used */
    long before = memory.allocations;
    for (uint32_t i = 0; i < 20000; i++)
        CHECK_INT(add_link(&page, 2000000 + i, 4000, &id), QUIRE_OUT_OF_STRINGS);
    CHECK_INT(memory.allocations, before);
    CHECK_INT(qr_page_sets(&page).links->living, count);
    uint32_t gone = count / 40; /* a little room is not worth moving 60 MB for it, each time anew */
    for (uint32_t i = 0; i < gone; i++)
        qr_page_release_link(&page, ids[i]);
    for (uint32_t i = 0; i < 20000; i++)
        CHECK_INT(add_link(&page, 2000000 + i, 4000, &id), QUIRE_OUT_OF_STRINGS);
    CHECK_INT(memory.allocations, before);
    holders = (struct qr_page_holders){.links = ids + gone, .link_count = count - gone};
    check_sound(&page, &holders);
    close_page(&page);
}

/* Room, but torn: moving strings together is done for a sixteenth of the area at least, so it is rare. */
static void torn_and_busy(void) {
    static uint32_t ids[40000];
    struct qr_page page;
    uint32_t count = fill_torn(&page, ids, 40000);
    for (uint32_t i = 0; i < count; i += 10)
        qr_page_release_link(&page, ids[i]);
    long before = memory.allocations;
    const uint32_t links = 4000;
    for (uint32_t i = 0; i < links; i++) {
        uint32_t id = 0;
        CHECK_INT(add_link(&page, 2000000 + i, 4000, &id), QUIRE_OK);
        qr_page_release_link(&page, id);
    }
    uint64_t bytes = (uint64_t)links * 4000;
    CHECK(memory.allocations > before);
    CHECK((uint64_t)(memory.allocations - before) <= bytes / (QUIRE_PAGE_STRING_BYTES_MAX / 16) + 2);
    close_page(&page);
}

/* --- shrinking ------------------------------------------------------------------------------------------------- */

#define COLS 100u
#define ROWS 50u

/* Every cell a style of its own, every eighth with a link, every third a cluster. */
static void flood(struct qr_page *page, uint32_t salt) {
    for (uint32_t i = 0; i < COLS * ROWS; i++) {
        struct qr_style style = {0, 0};
        uint32_t link = 0, id = 0, cluster = 0;
        qr_style_set_foreground(&style, qr_color_rgb(i + salt * 10000));
        if (i % 8 == 0)
            CHECK_INT(add_link(page, salt * 100000 + i, 1000, &link), QUIRE_OK);
        qr_style_set_link(&style, link);
        CHECK_INT(qr_page_add_style(page, style, &id), QUIRE_OK);
        qr_page_release_link(page, link);
        struct qr_cell cell = qr_cell_make(qr_cell_with_style((struct qr_cell){0}, id), 'a' + i % 26, QR_NARROW);
        if (i % 3 == 0) {
            CHECK_INT(add_cluster(page, i, &cluster), QUIRE_OK);
            cell = qr_cell_make(cell, cluster, QR_NARROW);
            cell.bits |= QR_CELL_CLUSTER;
        }
        qr_page_put(page, i / COLS, i % COLS, cell);
        qr_page_release_style(page, id, 1);
    }
}

static void clear(struct qr_page *page, uint32_t rows) {
    for (uint32_t y = 0; y < rows; y++)
        qr_page_clear(page, y, 0, COLS, (struct qr_cell){0});
}

static void shrinks_to_what_lives(void) {
    struct qr_page page;
    open_page(&page, COLS, ROWS);
    size_t fresh = page.size;
    CHECK(!qr_page_shrink(&page));
    flood(&page, 0);
    size_t large = page.size;
    CHECK(large > 2 * fresh);
    CHECK(!qr_page_shrink(&page)); /* all of it lives */
    CHECK(page.size == large);
    clear(&page, ROWS);
    CHECK(qr_page_shrink(&page));
    CHECK(page.size == fresh);
    check_sound(&page, NULL);
    CHECK(!qr_page_shrink(&page));
    close_page(&page);
}

/* What lives keeps its ids, and the next flood finds low ones again, so that even a survivor with a high id does not
 * keep the block large for ever. */
static void ids_survive(void) {
    struct qr_page page, view = {0};
    open_page(&page, COLS, ROWS);
    size_t fresh = page.size;
    flood(&page, 0);
    clear(&page, ROWS - 1); /* the last row has the highest ids */
    CHECK_INT(qr_page_copy(&view, &page), QUIRE_OK);
    const struct qr_row *row = qr_page_row(&view, ROWS - 1);
    CHECK(qr_page_shrink(&page)); /* strings */
    CHECK(page.block->capacity.string_bytes < view.block->capacity.string_bytes / 2);
    CHECK(memcmp(qr_page_cells(&view, row), qr_page_cells(&page, qr_page_row(&page, ROWS - 1)), COLS * 8) == 0);
    for (uint32_t x = 0; x < COLS; x++) {
        struct qr_cell cell = qr_page_cells(&view, row)[x];
        uint32_t first, second, count, other;
        const uint32_t *text = qr_page_cell_text(&view, cell, &first, &count);
        const uint32_t *again = qr_page_cell_text(&page, cell, &second, &other);
        CHECK(count == other && memcmp(text, again, count * sizeof *text) == 0);
        CHECK(qr_style_equal(qr_page_style(&view, qr_cell_style(cell)), qr_page_style(&page, qr_cell_style(cell))));
    }
    check_sound(&page, NULL);
    uint32_t id = 0;
    CHECK_INT(kit_add_look(&page, 1, &id), QUIRE_OK);
    CHECK(id < 100);
    qr_page_release_style(&page, id, 1);
    clear(&page, ROWS);
    CHECK(qr_page_shrink(&page));
    CHECK(page.size == fresh);
    qr_page_destroy(&view);
    close_page(&page);
}

/* Floods and shrinking in turn: the block grows by doubling and shrinks in one step, so a round costs a fixed number of
 * blocks; and a page in steady use is left alone. */
static void no_thrashing(void) {
    struct qr_page page;
    open_page(&page, COLS, ROWS);
    flood(&page, 0);
    clear(&page, ROWS);
    CHECK(qr_page_shrink(&page));
    long before = memory.allocations;
    flood(&page, 1);
    CHECK(memory.allocations - before < 60);
    for (uint32_t round = 0; round < 20; round++) {
        clear(&page, ROWS / 2);
        before = memory.allocations;
        (void)qr_page_shrink(&page);
        CHECK(!qr_page_shrink(&page));
        flood(&page, 2 + round % 2);
        CHECK(memory.allocations - before < 12);
    }
    clear(&page, ROWS);
    close_page(&page);
}

/* Without memory nothing changes, and no pointer dies. */
static void shrinking_without_memory(void) {
    struct qr_page page;
    open_page(&page, COLS, ROWS);
    flood(&page, 0);
    clear(&page, ROWS - 1);
    struct qr_page_header *block = page.block;
    memory.fail_at = memory.allocations + 1;
    memory.fail_on = true;
    CHECK(!qr_page_shrink(&page));
    struct qr_sets sets = qr_page_sets(&page);
    qr_link_set_drop_dead(sets.links, &sets);
    CHECK_INT(qr_page_compact_strings(&page), QUIRE_OUT_OF_MEMORY);
    memory.fail_at = 0;
    CHECK(page.block == block);
    check_sound(&page, NULL);
    CHECK(qr_page_shrink(&page));
    close_page(&page);
}

static void living_capacity(void) {
    struct qr_page page;
    open_page(&page, COLS, ROWS);
    struct qr_page_capacity least = qr_page_default_capacity(), living = qr_page_living_capacity(&page);
    CHECK(memcmp(&least, &living, sizeof least) == 0);
    flood(&page, 0);
    living = qr_page_living_capacity(&page);
    CHECK(living.styles >= COLS * ROWS && living.styles <= page.block->capacity.styles);
    CHECK(living.string_bytes >= COLS * ROWS / 8 * 1000 && living.string_bytes <= page.block->capacity.string_bytes);
    clear(&page, ROWS);
    living = qr_page_living_capacity(&page);
    CHECK(memcmp(&least, &living, sizeof least) == 0);
    close_page(&page);
}

/* --- views ----------------------------------------------------------------------------------------------------- */

/* Bytes of a view that a new look at the page writes: found by marks in it, which are gone where it writes. */
static size_t written(struct qr_page *view, const struct qr_page *page) {
    size_t count = 0;
    struct qr_strings *strings = qr_page_sets(view).strings;
    unsigned char *area = qr_strings_at(strings, 1), *kept = malloc(view->size);
    size_t bytes = (size_t)(strings->end - 1) * QR_STRING_CHUNK;
    struct qr_cell *cells = qr_cells_offset_at(view->block, view->block->cells);
    size_t all = (size_t)view->block->cols * view->block->rows;
    if (!kept)
        abort();
    memcpy(kept, view->block, view->size);
    for (size_t i = 0; i < bytes; i++)
        area[i] ^= 0xFF;
    for (size_t i = 0; i < all; i++)
        cells[i].bits ^= UINT64_MAX;
    CHECK_INT(qr_page_view(view, page), QUIRE_OK);
    const unsigned char *old = kept + ((unsigned char *)area - (unsigned char *)view->block);
    for (size_t i = 0; i < bytes; i++)
        count += area[i] != (old[i] ^ 0xFF);
    const struct qr_cell *before = (const struct qr_cell *)(const void *)(kept + view->block->cells.bytes);
    for (size_t i = 0; i < all; i++)
        count += cells[i].bits != ~before[i].bits ? sizeof *cells : 0;
    free(kept);
    return count;
}

static void views_copy_what_changed(void) {
    struct qr_page page, view = {0};
    open_page(&page, COLS, ROWS);
    flood(&page, 0);
    CHECK_INT(qr_page_view(&view, &page), QUIRE_OK);
    CHECK_INT(written(&view, &page), 0); /* nothing changed */
    qr_page_destroy(&view);
    view = (struct qr_page){0};
    CHECK_INT(qr_page_view(&view, &page), QUIRE_OK);
    qr_page_put_ascii(&page, 7, 3, (const uint8_t *)"z", 1, (struct qr_cell){0});
    CHECK_INT(written(&view, &page), COLS * sizeof(struct qr_cell)); /* one row, and no value */
    qr_page_destroy(&view);
    close_page(&page);
}

/* A page of another identity is another page, whatever its versions say; a rebuilt one moved its strings. */
static void views_know_their_page(void) {
    struct qr_page first, second, view = {0};
    open_page(&first, 10, 2);
    struct qr_page_capacity capacity = first.block->capacity;
    CHECK_INT(qr_page_create(&second, &allocator, 10, 2, &capacity, 3), QUIRE_OK);
    CHECK(first.block->identity != second.block->identity);
    qr_page_put_ascii(&first, 0, 0, (const uint8_t *)"abc", 3, (struct qr_cell){0});
    qr_page_put_ascii(&second, 0, 0, (const uint8_t *)"xyz", 3, (struct qr_cell){0});
    CHECK(qr_page_row(&first, 0)->version == qr_page_row(&second, 0)->version);
    CHECK_INT(qr_page_view(&view, &first), QUIRE_OK);
    CHECK_INT(qr_page_view(&view, &second), QUIRE_OK);
    CHECK_INT(qr_page_cells(&view, qr_page_row(&view, 0))[0].bits, 'x');
    qr_page_destroy(&view);
    qr_page_destroy(&second);
    close_page(&first);
}

int main(void) {
    kit_init();
    RUN(dead_clusters_let_go);
    RUN(dead_styles_let_go);
    RUN(torn_and_full);
    RUN(torn_and_busy);
    RUN(shrinks_to_what_lives);
    RUN(ids_survive);
    RUN(no_thrashing);
    RUN(shrinking_without_memory);
    RUN(living_capacity);
    RUN(views_copy_what_changed);
    RUN(views_know_their_page);
    return test_end();
}
