/* Images in frames, against a model that knows nothing of lines: the first cell of each row of an image holds a
 * character of its own, and where that is in view, there the row has to be. Over random output, sizes, views and
 * histories. Placements are put into the store by hand. */
#include <quire/image.h>

#include "access.h"
#include "engine_kit.h"
#include "placements.h"

#define MARKS 0xE000u /* private use: a code point for each row of each placement */
#define PLACEMENTS 40u
#define ROWS_MAX 8u

static struct qr_engine *engine_of(const struct kit *kit) {
    return (struct qr_engine *)kit->terminal;
}

static struct qr_images *store_of(const struct kit *kit) {
    struct qr_image_state *state = qr_engine_image_state(engine_of(kit));
    if (!state->store)
        CHECK_INT(qr_images_create(qr_engine_allocator(engine_of(kit)), QR_IMAGE_BUDGET, 1, &state->store), QUIRE_OK);
    return state->store;
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
        places[r] = (struct qr_strip_place){at.line, at.column};
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
}

int main(void) {
    RUN(against_marks);
    return test_end();
}
