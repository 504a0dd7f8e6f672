/* Images in frames, against a model that knows nothing of lines: the first cell of each row of an image holds a
 * character of its own, and where that is in view, there the row has to be. Over random output, sizes, views and
 * histories. Placements are put into the store by hand. */
#include <quire/image.h>

#include "access.h"
#include "engine_kit.h"
#include "image_place.h"
#include "placements.h"

#define MARKS 0xE000u /* private use: a code point for each row of each placement */
#define PLACEMENTS 40u
#define ROWS_MAX 8u

static struct qr_engine *engine_of(const struct kit *kit) {
    return (struct qr_engine *)kit->terminal;
}

static struct qr_images *store_of(const struct kit *kit) {
    return qr_engine_images(engine_of(kit));
}

static struct qr_image *put_image(const struct kit *kit, uint32_t id, uint32_t width, uint32_t height, uint8_t value) {
    struct qr_content *content;
    struct qr_image *image;
    struct qr_image_name name = {.id = id};
    size_t length = (size_t)width * height * 4;
    if (qr_content_create(qr_engine_allocator(engine_of(kit)), QR_CONTENT_RGBA, width, height, length, &content) !=
        QUIRE_OK)
        abort();
    memset(content->bytes, value, length);
    CHECK_INT(qr_images_put(store_of(kit), &name, content, &image), QUIRE_OK);
    return image;
}

static struct qr_placement_look look_of(uint32_t cols, uint32_t rows, int32_t z) {
    return (struct qr_placement_look){.kind = QR_PLACEMENT_OVERLAY,
                                      .z = z,
                                      .width = 2,
                                      .height = 2,
                                      .cols = cols,
                                      .rows = rows,
                                      .cell_width_px = 10,
                                      .cell_height_px = 20,
                                      .fills = true};
}

static struct quire_frame_image piece(const struct kit *kit, uint32_t index) {
    struct quire_frame_image shown = QUIRE_FRAME_IMAGE_INIT;
    CHECK_INT(quire_frame_get_image(kit->frame, index, &shown), QUIRE_OK);
    return shown;
}

static void update(struct kit *kit) {
    CHECK_INT(quire_frame_update(kit->frame, kit->terminal), QUIRE_OK);
}

/* --- the model --------------------------------------------------------------------------------------------------- */

struct placed {
    uint32_t cols, rows;
    uint64_t key; /* of its image; 0: not placed */
};

static struct placed placed[PLACEMENTS];
static struct random source = {7};
static uint64_t pieces_seen;

/* Where the marks are in view. */
struct seen {
    bool any;
    int32_t top, left;
    uint32_t first, last, col; /* rows of the view, and the column of the first of them */
};

static void look(struct kit *kit, struct seen seen[PLACEMENTS]) {
    static struct quire_frame_cell cells[QUIRE_MAX_COLUMNS];
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    CHECK_INT(quire_frame_get_info(kit->frame, &info), QUIRE_OK);
    memset(seen, 0, PLACEMENTS * sizeof *seen);
    for (uint32_t y = 0; y < info.rows; y++) {
        uint32_t cols = quire_frame_row(kit->frame, y, cells, QUIRE_MAX_COLUMNS);
        for (uint32_t x = 0; x < cols; x++) {
            uint32_t mark = cells[x].text_length > 0 ? cells[x].text[0] - MARKS : UINT32_MAX;
            if (mark >= PLACEMENTS * ROWS_MAX || placed[mark / ROWS_MAX].key == 0)
                continue;
            struct seen *s = &seen[mark / ROWS_MAX];
            if (!s->any)
                *s = (struct seen){true, (int32_t)y - (int32_t)(mark % ROWS_MAX), (int32_t)x, y, y, x};
            s->last = y;
        }
    }
}

static void check_pieces(struct kit *kit) {
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    struct seen seen[PLACEMENTS];
    uint32_t wanted = 0;
    CHECK_INT(quire_frame_get_info(kit->frame, &info), QUIRE_OK);
    look(kit, seen);
    for (uint32_t i = 0; i < PLACEMENTS; i++)
        wanted += seen[i].any;
    CHECK_INT(quire_frame_image_count(kit->frame), wanted);
    pieces_seen += wanted;
    for (uint32_t index = 0; index < quire_frame_image_count(kit->frame) && test_ok; index++) {
        struct quire_frame_image shown = piece(kit, index);
        uint32_t i = 0;
        while (i < PLACEMENTS && placed[i].key != shown.image)
            i++;
        CHECK(i < PLACEMENTS && seen[i].any);
        if (i == PLACEMENTS)
            return;
        CHECK_INT(shown.row, seen[i].top);
        CHECK_INT(shown.col, seen[i].left);
        CHECK_INT(shown.seen_row, seen[i].first);
        CHECK_INT(shown.seen_rows, seen[i].last + 1 - seen[i].first);
        CHECK_INT(shown.seen_col, seen[i].col);
        uint32_t room = info.cols - seen[i].col;
        CHECK_INT(shown.seen_cols, placed[i].cols < room ? placed[i].cols : room);
        CHECK(shown.available);
    }
}

/* --- what happens ------------------------------------------------------------------------------------------------ */

/* Prints the rows of a placement, each with its mark at a column of its own line, and puts it there. */
static void place(struct kit *kit, uint32_t i) {
    struct quire_terminal_info info = kit_info(kit);
    uint32_t rows = random_between(&source, 1, info.rows < ROWS_MAX ? info.rows : ROWS_MAX);
    uint32_t col = random_below(&source, info.cols), cols = random_between(&source, 1, 12);
    struct qr_strip_place places[ROWS_MAX];
    struct text text = {0};
    for (uint32_t r = 0; r < rows; r++) {
        text_addf(&text, "%s\033[%uG", r > 0 ? "\r\n" : "\r\n\033[K", col + 1);
        text_code_point(&text, MARKS + i * ROWS_MAX + r);
    }
    CHECK_INT(quire_terminal_feed(kit->terminal, text.bytes, text.length), QUIRE_OK);
    text_free(&text);
    quire_frame_scroll_to(kit->frame, kit->terminal, 0);
    update(kit);
    struct quire_frame_info shown = QUIRE_FRAME_INFO_INIT;
    CHECK_INT(quire_frame_get_info(kit->frame, &shown), QUIRE_OK);
    for (uint32_t r = 0; r < rows; r++) {
        struct quire_place at;
        CHECK_INT(quire_frame_place(kit->frame, shown.cursor_row + 1 + r - rows, col, &at), QUIRE_OK);
        places[r] = (struct qr_strip_place){at.line, at.column, 0};
    }
    struct qr_image *image = put_image(kit, i + 1, 2, 2, (uint8_t)i);
    struct qr_placement_look how = look_of(cols, rows, (int32_t)random_below(&source, 5) - 2);
    struct qr_placement *placement;
    CHECK_INT(qr_placements_add(store_of(kit), image, &how, places, 0, rows, &placement), QUIRE_OK);
    placed[i] = (struct placed){cols, rows, image->key};
    feed(kit, "\r\n");
}

static void print_lines(struct kit *kit) {
    struct text text = {0};
    for (uint32_t lines = random_between(&source, 1, 12); lines > 0; lines--) {
        for (uint32_t words = random_below(&source, 30); words > 0; words--)
            text_addf(&text, "%s",
                      (const char *[]){"word ", "\xE6\xBC\xA2", "e\xCC\x81", "x"}[random_below(&source, 4)]);
        text_addf(&text, "\r\n");
    }
    CHECK_INT(quire_terminal_feed(kit->terminal, text.bytes, text.length), QUIRE_OK);
    text_free(&text);
}

static void do_something(struct kit *kit) {
    uint32_t i = random_below(&source, PLACEMENTS);
    switch (random_below(&source, 8)) {
    case 0:
    case 1:
        if (placed[i].key == 0)
            place(kit, i);
        break;
    case 2:
        CHECK_INT(
            quire_terminal_resize(kit->terminal, random_between(&source, 2, 90), random_between(&source, 2, 30), 0, 0),
            QUIRE_OK);
        break;
    case 3:
    case 4:
        CHECK_INT(quire_frame_scroll(kit->frame, kit->terminal, (int64_t)random_below(&source, 200) - 100), QUIRE_OK);
        break;
    case 5:
        quire_frame_set_rows_above(kit->frame, random_below(&source, 4));
        break;
    default:
        print_lines(kit);
        break;
    }
}

static void against_marks(void) {
    for (uint32_t round = 0; round < 12 && test_ok; round++) {
        struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
        struct kit kit;
        options.cols = 60;
        options.rows = 20;
        options.scrollback_lines = round % 3 == 0 ? 40 : 2000;
        memset(placed, 0, sizeof placed);
        kit_open_with(&kit, options);
        for (uint32_t step = 0; step < 400 && test_ok; step++) {
            do_something(&kit);
            update(&kit);
            check_pieces(&kit);
        }
        kit_close(&kit);
    }
    printf("%llu pieces\n", (unsigned long long)pieces_seen);
    CHECK(pieces_seen > 2000);
}

/* --- what a piece says ------------------------------------------------------------------------------------------- */

/* Puts a placement of an image with its corner in a cell of the screen. */
static struct qr_placement *put_at(struct kit *kit, struct qr_image *image, const struct qr_placement_look *how,
                                   uint32_t y, uint32_t x) {
    struct qr_strip_place places[ROWS_MAX];
    struct qr_placement *placement = NULL;
    update(kit);
    for (uint32_t r = 0; r < how->rows; r++) {
        struct quire_place at;
        CHECK_INT(quire_frame_place(kit->frame, y + r, x, &at), QUIRE_OK);
        places[r] = (struct qr_strip_place){at.line, at.column, 0};
    }
    CHECK_INT(qr_placements_add(store_of(kit), image, how, places, 0, how->rows, &placement), QUIRE_OK);
    update(kit);
    return placement;
}

static void sizes_and_pixels(void) {
    struct kit kit;
    kit_open(&kit, 20, 8);
    struct qr_image *image = put_image(&kit, 5, 30, 50, 9);
    struct qr_placement_look how = look_of(4, 3, -7);
    how.x = 2, how.y = 3, how.width = 20, how.height = 40;
    how.offset_x_px = 3, how.offset_y_px = 4;
    (void)put_at(&kit, image, &how, 1, 17);
    CHECK_INT(quire_frame_image_count(kit.frame), 1);
    struct quire_frame_image shown = piece(&kit, 0);
    CHECK(shown.image == image->key && shown.version == image->version && shown.available && !shown.covers_cells);
    CHECK(shown.image_width == 30 && shown.image_height == 50 && shown.z == -7);
    CHECK(shown.x == 2 && shown.y == 3 && shown.width == 20 && shown.height == 40);
    CHECK(shown.row == 1 && shown.col == 17 && shown.cols == 4 && shown.rows == 3);
    CHECK(shown.offset_x_px == 3 && shown.offset_y_px == 4 && shown.cell_width_px == 10 && shown.cell_height_px == 20);
    CHECK(shown.drawn_width_px == 37 && shown.drawn_height_px == 56); /* fills what the offset leaves */
    CHECK(shown.seen_row == 1 && shown.seen_rows == 3 && shown.seen_col == 17 && shown.seen_cols == 3);
    uint8_t rgba[30 * 50 * 4], wanted[30 * 50 * 4];
    struct quire_image *held = quire_frame_hold_image(kit.frame, 0);
    struct quire_image_info info = QUIRE_IMAGE_INFO_INIT;
    enum quire_image_format format;
    size_t length;
    memset(wanted, 9, sizeof wanted);
    qr_images_remove(store_of(&kit), image); /* what is held stays */
    update(&kit);
    CHECK_INT(quire_frame_image_count(kit.frame), 0);
    CHECK_INT(quire_image_get_info(held, &info), QUIRE_OK);
    CHECK(info.width == 30 && info.height == 50 && info.format == QUIRE_IMAGE_RGBA && info.bytes >= sizeof rgba);
    CHECK_INT(quire_image_read(held, rgba, 30 * 4), QUIRE_OK);
    CHECK(memcmp(rgba, wanted, sizeof rgba) == 0);
    CHECK_INT(quire_image_read(held, rgba, 30 * 4 - 1), QUIRE_INVALID);
    CHECK(quire_image_pixels(held, &format) && memcmp(quire_image_pixels(held, &format), wanted, sizeof wanted) == 0);
    CHECK(format == QUIRE_IMAGE_RGBA && quire_image_file(held, &length) == NULL);
    quire_image_hold(held);
    quire_image_release(held);
    quire_image_release(held);
    kit_close(&kit);
}

static void drawing_order(void) {
    static const struct {
        uint32_t id;
        int32_t z;
    } made[] = {{9, 0}, {3, 0}, {7, -1}, {3, 1}, {1, 0}};
    static const uint32_t wanted[] = {7, 1, 3, 9, 3};
    struct kit kit;
    kit_open(&kit, 20, 8);
    for (uint32_t i = 0; i < 5; i++) {
        struct qr_image *image = qr_images_by_id(store_of(&kit), false, made[i].id);
        struct qr_placement_look how = look_of(2, 2, made[i].z);
        (void)put_at(&kit, image ? image : put_image(&kit, made[i].id, 2, 2, 1), &how, 1, 1);
    }
    CHECK_INT(quire_frame_image_count(kit.frame), 5);
    for (uint32_t i = 0; i < 5; i++)
        CHECK_INT(qr_images_by_key(store_of(&kit), piece(&kit, i).image)->id, wanted[i]);
    kit_close(&kit);
}

/* --- placeholders and relative placements ------------------------------------------------------------------------ */

#define HOLDER "\xF4\x8E\xBB\xAE"
#define MARK_0 "\xCC\x85"
#define MARK_1 "\xCC\x8D"
#define MARK_2 "\xCC\x8E"

static void put_virtual(struct kit *kit, uint32_t image_id, uint32_t id, uint32_t cols, uint32_t rows) {
    struct qr_placement_look how = look_of(cols, rows, 0);
    struct qr_placement *placement;
    how.kind = QR_PLACEMENT_VIRTUAL;
    how.id = id;
    struct qr_image *image = qr_images_by_id(store_of(kit), false, image_id);
    CHECK_INT(qr_placements_add(store_of(kit), image ? image : put_image(kit, image_id, 2, 2, 1), &how, NULL, 0, 0,
                                &placement),
              QUIRE_OK);
}

/* Pieces as "id/placement's cols row,col: seen row,col rows x cols; ". */
static const char *pieces(struct kit *kit) {
    update(kit);
    text_clear(&kit->scratch);
    for (uint32_t i = 0; i < quire_frame_image_count(kit->frame); i++) {
        struct quire_frame_image p = piece(kit, i);
        text_addf(&kit->scratch, "%s%u/%u %d,%d: %u,%u %ux%u", i ? "; " : "",
                  qr_images_by_key(store_of(kit), p.image)->id, p.cols, p.row, p.col, p.seen_row, p.seen_col,
                  p.seen_rows, p.seen_cols);
    }
    return kit->scratch.bytes;
}

static void placeholders(void) {
    struct kit kit;
    kit_open(&kit, 20, 8);
    put_virtual(&kit, 42, 0, 2, 2);
    put_virtual(&kit, 42 + (2u << 24), 0, 3, 2);
    put_virtual(&kit, 7, 5, 4, 1);
    put_virtual(&kit, 7, 6, 5, 1);
    feed(&kit, "\033[38;5;42m" HOLDER MARK_0 MARK_0 HOLDER MARK_0 MARK_1 "\033[39m x\r\n");
    feed(&kit, "\033[38;5;42m" HOLDER MARK_1 MARK_0 HOLDER MARK_1 MARK_1 "\033[39m\r\n");
    CHECK_STR(pieces(&kit), "42/2 0,0: 0,0 2x2");
    CHECK_STR(kit_view(&kit), "   x");               /* no text is drawn there */
    struct quire_frame_image shown = piece(&kit, 0); /* fitted: 2 x 2 pixels into 20 x 40 */
    CHECK(shown.offset_x_px == 0 && shown.offset_y_px == 10 && shown.drawn_width_px == 20 &&
          shown.drawn_height_px == 20);
    feed(&kit, "\033[H\033[2C"); /* the first of the second row is written over: what is left is two pieces */
    feed(&kit, "\033[2Hy");
    CHECK_STR(pieces(&kit), "42/2 0,0: 0,0 1x2; 42/2 0,0: 1,1 1x1");
    feed(&kit, "\033[2J\033[H\033[38;5;42m" HOLDER MARK_0 MARK_0 MARK_2 HOLDER HOLDER HOLDER); /* a column too many */
    CHECK_STR(pieces(&kit), "33554474/3 0,0: 0,0 1x3");
    feed(&kit, "\033[2J\033[H   \033[38;2;0;0;42m" HOLDER MARK_1 HOLDER "\033[4H" HOLDER HOLDER MARK_0);
    CHECK_STR(pieces(&kit), "42/2 -1,3: 0,3 1x2; 42/2 3,0: 3,0 1x2");
    feed(&kit, "\033[2J\033[H\033[38;5;7;58;5;6m" HOLDER HOLDER "\033[58;5;5m" HOLDER HOLDER "\033[59m" HOLDER);
    CHECK_STR(pieces(&kit), "7/4 0,2: 0,2 1x2; 7/5 0,0: 0,0 1x2; 7/5 0,4: 0,4 1x1");
    feed(&kit, "\033[2J\033[H\033[0;38;5;99m" HOLDER); /* no such image */
    CHECK_STR(pieces(&kit), "");
    kit_close(&kit);
}

static struct qr_placement *put_relative(struct kit *kit, uint32_t id, uint32_t parent, int32_t rows, int32_t cols) {
    struct qr_placement_look how = look_of(3, 2, 0);
    struct qr_placement *placement = NULL;
    how.kind = QR_PLACEMENT_RELATIVE;
    how.parent_image = qr_images_by_id(store_of(kit), false, parent)->key;
    how.parent_rows = rows;
    how.parent_cols = cols;
    CHECK_INT(qr_placements_add(store_of(kit), put_image(kit, id, 2, 2, 1), &how, NULL, 0, 0, &placement), QUIRE_OK);
    return placement;
}

static void relatives(void) {
    struct kit kit;
    struct qr_placement_look how = look_of(2, 2, 0);
    kit_open(&kit, 20, 8);
    (void)put_at(&kit, put_image(&kit, 1, 2, 2, 1), &how, 2, 5);
    (void)put_relative(&kit, 2, 1, 3, -6);
    struct qr_placement *last = put_relative(&kit, 3, 2, -6, 20);
    CHECK_STR(pieces(&kit), "1/2 2,5: 2,5 2x2; 2/3 5,-1: 5,0 2x2; 3/3 -1,19: 0,19 1x1");
    last->look.parent_image = last->image->key; /* a circle leads nowhere */
    CHECK_STR(pieces(&kit), "1/2 2,5: 2,5 2x2; 2/3 5,-1: 5,0 2x2");
    feed(&kit, "\033[8H\n\n\n\n\n"); /* the parent leaves */
    CHECK_STR(pieces(&kit), "");
    put_virtual(&kit, 9, 0, 2, 2); /* its place is the least row and column of its cells */
    last->look.parent_image = qr_images_by_id(store_of(&kit), false, 9)->key;
    last->look.parent_rows = last->look.parent_cols = 0;
    feed(&kit, "\033[2J\033[4;9H\033[38;5;9m" HOLDER MARK_0 MARK_1 "\033[6;4H" HOLDER MARK_1 MARK_0);
    CHECK_STR(pieces(&kit), "3/3 3,3: 3,3 2x3; 9/2 3,7: 3,8 1x1; 9/2 4,3: 5,3 1x1");
    kit_close(&kit);
}

/* --- images that are part of the text ---------------------------------------------------------------------------- */

static void show_inline(struct kit *kit, uint32_t cols, uint32_t rows, enum qr_image_cursor cursor) {
    struct qr_placement_look how = look_of(cols, rows, 0);
    how.kind = QR_PLACEMENT_INLINE;
    CHECK(qr_show_image(engine_of(kit), put_image(kit, 1, 2, 2, 1), &how, cursor) != NULL);
}

/* What is written takes the image away there, on the screen and in history. */
static void written_over(void) {
    struct kit kit;
    kit_open(&kit, 20, 8);
    show_inline(&kit, 6, 3, QR_CURSOR_BEGIN);
    CHECK_STR(pieces(&kit), "1/6 0,0: 0,0 3x6");
    CHECK(piece(&kit, 0).covers_cells);
    feed(&kit, "\033[2;3Hxy");
    CHECK_STR(pieces(&kit), "1/6 0,0: 0,0 1x6; 1/6 0,0: 1,0 1x2; 1/6 0,0: 1,4 1x2; 1/6 0,0: 2,0 1x6");
    feed(&kit, "\033[8H\n\n");
    CHECK_STR(pieces(&kit), "1/6 -2,0: 0,0 1x6");
    CHECK_INT(quire_frame_scroll(kit.frame, kit.terminal, 2), QUIRE_OK);
    CHECK_STR(pieces(&kit), "1/6 0,0: 0,0 1x6; 1/6 0,0: 1,0 1x2; 1/6 0,0: 1,4 1x2; 1/6 0,0: 2,0 1x6");
    feed(&kit, "\033[1;2H\033[K");
    CHECK_STR(pieces(&kit), "1/6 0,0: 0,0 1x6; 1/6 0,0: 1,0 1x2; 1/6 0,0: 1,4 1x2; 1/6 0,0: 2,0 1x1");
    kit_close(&kit);
}

static void wrapped_inside(void) {
    struct kit kit;
    kit_open(&kit, 20, 8);
    feed(&kit, "0123456789");
    show_inline(&kit, 6, 1, QR_CURSOR_BEHIND);
    feed(&kit, "tail");
    CHECK_STR(pieces(&kit), "1/6 0,10: 0,10 1x6");
    CHECK_INT(quire_terminal_resize(kit.terminal, 13, 8, 0, 0), QUIRE_OK);
    CHECK_STR(pieces(&kit), "1/6 0,10: 0,10 1x3; 1/6 1,-3: 1,0 1x3");
    CHECK_STR(kit_view(&kit), "0123456789|   tail");
    feed(&kit, "\033[8H\n\n\n");
    CHECK_INT(quire_frame_scroll(kit.frame, kit.terminal, 9), QUIRE_OK);
    CHECK_STR(pieces(&kit), "1/6 0,10: 0,10 1x3; 1/6 1,-3: 1,0 1x3");
    CHECK_INT(quire_terminal_resize(kit.terminal, 20, 8, 0, 0), QUIRE_OK);
    CHECK_INT(quire_frame_scroll(kit.frame, kit.terminal, 9), QUIRE_OK);
    CHECK_STR(pieces(&kit), "1/6 0,10: 0,10 1x6");
    kit_close(&kit);
}

/* --- damage and time --------------------------------------------------------------------------------------------- */

/* Rows that changed, as digits. */
static const char *changed(struct kit *kit) {
    update(kit);
    text_clear(&kit->scratch);
    for (uint32_t y = 0; y < 8; y++) {
        if (quire_frame_row_changed(kit->frame, y))
            text_addf(&kit->scratch, "%u", y);
    }
    quire_frame_drawn(kit->frame);
    return kit->scratch.bytes;
}

static void damage(void) {
    struct kit kit;
    struct quire_frame_move move = QUIRE_FRAME_MOVE_INIT;
    struct qr_placement_look how = look_of(2, 2, 0);
    kit_open(&kit, 20, 8);
    feed(&kit, "0\r\n1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n7");
    (void)changed(&kit);
    CHECK_STR(changed(&kit), "");
    struct qr_image *image = put_image(&kit, 1, 2, 2, 1);
    struct qr_placement *placement = put_at(&kit, image, &how, 3, 5);
    CHECK_STR(changed(&kit), "34");
    CHECK_STR(changed(&kit), "");
    struct qr_content *content;
    CHECK_INT(qr_content_create(qr_engine_allocator(engine_of(&kit)), QR_CONTENT_RGBA, 2, 2, 16, &content), QUIRE_OK);
    memset(content->bytes, 77, 16);
    CHECK_INT(qr_image_set_frame(store_of(&kit), image, 0, content, 0), QUIRE_OK); /* other pixels */
    CHECK_STR(changed(&kit), "34");
    feed(&kit, "\r\n8"); /* moves with its rows */
    update(&kit);
    CHECK_INT(quire_frame_moved(kit.frame, &move), QUIRE_OK);
    CHECK(move.row == 0 && move.rows == 7 && move.by == 1);
    CHECK_STR(changed(&kit), "01234567");
    qr_placements_remove(store_of(&kit), placement);
    CHECK_STR(changed(&kit), "23");
    kit_close(&kit);
}

static void animation(void) {
    struct kit kit;
    struct qr_placement_look how = look_of(2, 2, 0);
    struct qr_content *content;
    kit_open(&kit, 20, 8);
    struct qr_image *image = put_image(&kit, 1, 2, 2, 1);
    CHECK_INT(qr_content_create(qr_engine_allocator(engine_of(&kit)), QR_CONTENT_RGBA, 2, 2, 16, &content), QUIRE_OK);
    memset(content->bytes, 77, 16);
    CHECK_INT(qr_image_set_frame(store_of(&kit), image, 1, content, 30), QUIRE_OK);
    qr_image_set_gap(store_of(&kit), image, 0, 50);
    qr_image_animate(store_of(&kit), image, QR_ANIMATION_RUNNING, 0);
    (void)put_at(&kit, image, &how, 3, 5);
    CHECK(quire_frame_images_due(kit.frame) == UINT64_MAX); /* what time it is nobody knows */
    CHECK_INT(quire_terminal_set_time(kit.terminal, 1000), QUIRE_OK);
    (void)changed(&kit);
    CHECK_INT(quire_frame_images_due(kit.frame), 1050);
    CHECK_INT(quire_terminal_set_time(kit.terminal, 1049), QUIRE_OK);
    CHECK_STR(changed(&kit), "");
    CHECK_INT(quire_terminal_set_time(kit.terminal, 1050), QUIRE_OK);
    CHECK_STR(changed(&kit), "34");
    CHECK_INT(quire_frame_images_due(kit.frame), 1080);
    feed(&kit, "\033[8H\n\n\n\n\n\n"); /* out of view it stands still */
    update(&kit);
    CHECK(quire_frame_images_due(kit.frame) == UINT64_MAX);
    kit_close(&kit);
}

/* --- memory ------------------------------------------------------------------------------------------------------ */

static long requests, fail_at;

static void *take(void *user, size_t size, size_t align) {
    (void)user, (void)align;
    return ++requests == fail_at ? NULL : malloc(size);
}

static void give(void *user, void *memory, size_t size, size_t align) {
    (void)user, (void)size, (void)align;
    free(memory);
}

/* Whatever request of an update fails: there is an error and nothing, or the text, with all images or none. */
static void memory_fails(void) {
    struct quire_allocator allocator = QUIRE_ALLOCATOR_INIT;
    struct kit kit;
    struct qr_placement_look how = look_of(2, 2, 0);
    uint32_t without = 0;
    allocator.alloc = take;
    allocator.free = give;
    kit_open(&kit, 20, 8);
    feed(&kit, "text");
    for (uint32_t i = 1; i <= 20; i++)
        (void)put_at(&kit, put_image(&kit, i, 2, 2, 1), &how, i % 5, i % 7);
    fail_at = 0;
    for (long n = 1; n <= requests || n == 1; n++) {
        struct quire_frame *frame;
        struct quire_frame_cell cell;
        fail_at = 0;
        CHECK_INT(quire_frame_create(&allocator, &frame), QUIRE_OK);
        requests = 0;
        fail_at = n;
        enum quire_result result = quire_frame_update(frame, kit.terminal);
        uint32_t count = quire_frame_image_count(frame);
        CHECK(result == QUIRE_OK || (result == QUIRE_OUT_OF_MEMORY && count == 0));
        CHECK(count == 0 || count == 20);
        if (result == QUIRE_OK)
            CHECK(quire_frame_row(frame, 0, &cell, 1) == 20 && cell.text[0] == 't');
        without += result == QUIRE_OK && count == 0;
        fail_at = 0;
        CHECK_INT(quire_frame_update(frame, kit.terminal), QUIRE_OK);
        CHECK_INT(quire_frame_image_count(frame), 20);
        quire_frame_destroy(frame);
        if (n > 100)
            break;
    }
    CHECK(without > 2);
    kit_close(&kit);
}

int main(void) {
    RUN(against_marks);
    RUN(sizes_and_pixels);
    RUN(drawing_order);
    RUN(placeholders);
    RUN(relatives);
    RUN(written_over);
    RUN(wrapped_inside);
    RUN(damage);
    RUN(animation);
    RUN(memory_fails);
    return test_end();
}
