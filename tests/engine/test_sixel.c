/* Sixel images on the screen: where they stand, what scrolls, where the cursor goes; their modes and XTSMGRAPHICS; what
 * is kept and what is given back. How sixels become pixels is in tests/image/. */
#include "engine.h"
#include "engine_kit.h"
#include "image_place.h"
#include "qr_memory.h"
#include "sixel.h"

#define C "\033["
#define Q "\033Pq"
#define ST "\033\\"
#define CELL_WIDTH 5
#define CELL_HEIGHT 10
#define BUDGET ((uint64_t)16 << 20)

static struct qr_engine *engine_of(const struct kit *kit) {
    return (struct qr_engine *)kit->terminal;
}

/* 12 columns of 5 pixels, 6 rows of 10. */
static void open_kit(struct kit *kit) {
    kit_open(kit, 12, 6);
    engine_of(kit)->images.budget = BUDGET;
    CHECK_INT(quire_terminal_resize(kit->terminal, 12, 6, CELL_WIDTH, CELL_HEIGHT), QUIRE_OK);
}

/* An image so large, of register 1, with all pixels drawn. */
static const char *image(unsigned width, unsigned height) {
    static char text[4096];
    size_t length = (size_t)snprintf(text, sizeof text, "\033P9q\"1;1;%u;%u#1;2;100;0;0", width, height);
    for (unsigned y = 0; y < height; y += 6) {
        unsigned rows = height - y < 6 ? height - y : 6;
        length += (size_t)snprintf(text + length, sizeof text - length, "!%u%c-", width, (int)('?' + (1 << rows) - 1));
    }
    snprintf(text + length, sizeof text - length, ST);
    return text;
}

/* A strip stands there, and the cell still shows it. */
static bool is_covered(struct qr_engine *e, uint32_t x, uint32_t y) {
    struct qr_position place = qr_position_of(e->screen, 0, y);
    uint64_t column = place.column + x, mask[QUIRE_MAX_COLUMNS / 64];
    uint32_t count;
    const struct qr_strip *strips = qr_strips_of_line(e->images.store, qr_is_alternate(e), place.line, &count);
    qr_page_pictured_mask(&e->screen->page, y, mask);
    for (uint32_t i = 0; i < count; i++) {
        if (column >= strips[i].column && column < strips[i].column + strips[i].cols)
            return mask[x / 64] >> x % 64 & 1;
    }
    return false;
}

/* The cells of the screen that an image covers, "..XX/", rows without any are "/". */
static const char *covered(const struct kit *kit) {
    static char text[512];
    struct qr_engine *e = engine_of(kit);
    size_t length = 0;
    for (uint32_t y = 0; y < qr_rows(e) && e->images.store; y++) {
        size_t end = length;
        for (uint32_t x = 0; x < qr_cols(e); x++) {
            text[length++] = is_covered(e, x, y) ? 'X' : '.';
            end = text[length - 1] == 'X' ? length : end;
        }
        length = end;
        text[length++] = '/';
    }
    text[length] = 0;
    return text;
}

/* "row,column" of the cursor, as DSR 6 says it. */
static const char *cursor(struct kit *kit) {
    static char text[32];
    text_clear(&kit->replies);
    feed(kit, C "6n");
    snprintf(text, sizeof text, "%s", kit->replies.bytes);
    return text;
}

static uint32_t images(const struct kit *kit) {
    return engine_of(kit)->images.store ? qr_images_count(engine_of(kit)->images.store) : 0;
}

/* --- cells and cursor */

static void cells_and_cursor(void) {
    static const struct {
        unsigned width, height;
        const char *before, *covered, *cursor;
    } cases[] = {
        {1, 1, "", "X//////", C "1;1R"},
        {5, 10, "", "X//////", C "1;1R"},
        {6, 10, "", "XX//////", C "1;1R"},
        {6, 11, "", "XX/XX/////", C "2;1R"},
        {12, 25, C "2;3H", "/..XXX/..XXX/..XXX///", C "4;3R"},
        {60, 60, "", "XXXXXXXXXXXX/XXXXXXXXXXXX/XXXXXXXXXXXX/XXXXXXXXXXXX/XXXXXXXXXXXX/XXXXXXXXXXXX/", C "6;1R"},
        {99, 5, C "1;11H", "..........XX//////", C "1;11R"},            /* beyond the right edge it is cut */
        {10, 25, C "6;4H", "///...XX/...XX/...XX/", C "6;4R"},          /* scrolls by two lines */
        {10, 25, C "?8452h" C "2;3H", "/..XX/..XX/..XX///", C "4;5R"},  /* behind it */
        {10, 10, C "?8452h" C "2;11H", "/..........XX/////", C "3;1R"}, /* at the edge: the next row */
        {10, 25, C "?80h" C "5;4H", "XX/XX/XX////", C "5;4R"},          /* DECSDM */
        {99, 99, C "?80h" C "5;4H", "XXXXXXXXXXXX/XXXXXXXXXXXX/XXXXXXXXXXXX/XXXXXXXXXXXX/XXXXXXXXXXXX/XXXXXXXXXXXX/",
         C "5;4R"},
        {10, 25, C "2;4r" C "4;2H", "/.XX/.XX/.XX///", C "4;2R"},      /* scrolls within margins */
        {10, 15, C "2;4r" C "?6h" C "2;2H", "//.XX/.XX///", C "3;2R"}, /* origin mode */
        {10, 15, C "?80h" C "?6h" C "2;4r", "XX/XX/////", C "1;1R"},   /* DECSDM knows none */
        {20, 10, C "?69h" C "3;5s" C "1;4H", "...XX//////", C "1;4R"}, /* the right margin cuts */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct kit kit;
        open_kit(&kit);
        feed(&kit, cases[i].before);
        feed(&kit, image(cases[i].width, cases[i].height));
        CHECK_STR(covered(&kit), cases[i].covered);
        CHECK_STR(cursor(&kit), cases[i].cursor);
        if (!test_ok)
            printf("  case %zu\n", i);
        kit_close(&kit);
    }
}

/* Without a size from the host cells are 10 by 20. */
static void unknown_cells(void) {
    struct kit kit;
    kit_open(&kit, 12, 6);
    engine_of(&kit)->images.budget = BUDGET;
    feed(&kit, image(11, 21));
    CHECK_STR(covered(&kit), "XX/XX/////");
    kit_close(&kit);
}

/* It is part of the text: what writes, erases or moves cells takes it away or along. */
static void as_text(void) {
    static const char *const cases[][2] = {
        {C "1;3Hxy", "XX..X/XXXXX/XXXXX////"},
        {C "2;2H" C "K", "XXXXX/X/XXXXX////"},
        {C "2;3H" C "1J", "/...XX/XXXXX////"},
        {C "2J", "//////"},
        {C "2;2H" C "2X", "XXXXX/X..XX/XXXXX////"},
        {C "2;1H" C "L", "XXXXX//XXXXX/XXXXX///"},
        {C "1;1H" C "M", "XXXXX/XXXXX/////"},
        {C "S", "XXXXX/XXXXX/////"},
        {C "T", "/XXXXX/XXXXX/XXXXX///"},
        {C "6;1H\n\n", "XXXXX//////"},
        {C "?1049h", "//////"},
        {C "?1049hx" C "?1049l", "XXXXX/XXXXX/XXXXX////"},
        {"\033c", "//////"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct kit kit;
        open_kit(&kit);
        feed(&kit, image(25, 30));
        CHECK_STR(covered(&kit), "XXXXX/XXXXX/XXXXX////");
        feed(&kit, cases[i][0]);
        CHECK_STR(covered(&kit), cases[i][1]);
        if (!test_ok)
            printf("  case %zu\n", i);
        kit_close(&kit);
    }
}

/* Cells below it are erased. */
static void erases_text(void) {
    struct kit kit;
    open_kit(&kit);
    feed(&kit, "abcdef\r\nghijkl" C "1;3H");
    feed(&kit, image(10, 20));
    CHECK_STR(kit_view(&kit), "ab  ef|gh  kl");
    kit_close(&kit);
}

/* Nothing drawn moves nothing; what is declared counts as drawn, but has no pixels of its own. */
static void empty_images(void) {
    struct kit kit;
    open_kit(&kit);
    feed(&kit, C "2;2H" Q ST Q "????" ST Q "#1;2;1;1;1" ST Q "-----" ST);
    CHECK_STR(cursor(&kit), C "2;2R");
    CHECK_INT(images(&kit), 0);
    feed(&kit, Q "\"1;1;10;30" ST);
    CHECK_STR(covered(&kit), "/.XX/.XX/.XX///");
    CHECK_STR(cursor(&kit), C "4;2R");
    CHECK_INT(qr_images_first(engine_of(&kit)->images.store)->width, 1);
    feed(&kit, C "2;7H" Q "\"1;1;10;30@" ST);
    CHECK_STR(covered(&kit), "/.XX...XX/.XX...XX/.XX...XX///");
    kit_close(&kit);
}

/* --- pixels, registers */

/* The colours along the first row of the image that came last, in hexadecimal. */
static const char *pixels(const struct kit *kit) {
    static char text[4096];
    struct qr_image *image = NULL;
    for (struct qr_image *at = qr_images_first(engine_of(kit)->images.store); at;
         at = qr_images_next(engine_of(kit)->images.store, at))
        image = at;
    const uint8_t *rgba = image ? qr_content_pixels(image->frames[0].content) : NULL;
    size_t length = 0;
    text[0] = 0;
    for (uint32_t x = 0; rgba && x < image->width && length + 10 < sizeof text; x++)
        length += (size_t)snprintf(text + length, sizeof text - length, "%02x%02x%02x%02x ", rgba[x * 4],
                                   rgba[x * 4 + 1], rgba[x * 4 + 2], rgba[x * 4 + 3]);
    return text;
}

static void colors_of_images(void) {
    struct kit kit;
    open_kit(&kit);
    feed(&kit, "\033P9;1q#1;2;100;0;0@#2;2;0;50;100@?@" ST);
    CHECK_STR(pixels(&kit), "ff0000ff 0080ffff 00000000 0080ffff ");
    feed(&kit, "\033P9q#1@#2@" ST); /* registers of its own */
    CHECK_STR(pixels(&kit), "3333ccff cc2121ff ");
    feed(&kit, C "?1070l\033P9q#1;2;100;0;0@" ST "\033P9q#1@#2@" ST); /* shared ones */
    CHECK_STR(pixels(&kit), "ff0000ff cc2121ff ");
    feed(&kit, C "?1;3;2S\033P9q#0@#1@#2@#3@@" ST); /* there are two */
    CHECK_STR(pixels(&kit), "000000ff ff0000ff 000000ff ff0000ff ff0000ff ");
    feed(&kit, "\033c" C "?1070l\033P9q#1@" ST); /* RIS */
    CHECK_STR(pixels(&kit), "3333ccff ");
    kit_close(&kit);
}

/* P1 and raster attributes make pixels higher. */
static void aspect_ratios(void) {
    struct kit kit;
    open_kit(&kit);
    feed(&kit, "\033Pq~-~" ST);
    CHECK_STR(covered(&kit), "X/X/X////");
    feed(&kit, C "1;4H\033P9q~-~" ST C "1;6H\033P3q~-~" ST);
    CHECK_STR(covered(&kit), "X..X.X/X..X.X/X....X/.....X///");
    kit_close(&kit);
}

/* The same image is kept once; it goes when nothing shows it any more. */
static void same_image_twice(void) {
    struct kit kit;
    open_kit(&kit);
    feed(&kit, image(40, 20));
    uint64_t once = qr_images_bytes(engine_of(&kit)->images.store);
    for (unsigned i = 0; i < 20; i++)
        feed(&kit, image(40, 20));
    CHECK(qr_images_bytes(engine_of(&kit)->images.store) < once + 20 * 1500);
    CHECK(once > 40 * 20 * 4);
    kit_close(&kit);
}

/* --- what is no image */

static void cancelled(void) {
    static const char *const ends[] = {"\x18", "\x1a", "\033c", "\033[m"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct kit kit;
        open_kit(&kit);
        feed(&kit, Q "!20~-!20~");
        feed(&kit, ends[i]);
        CHECK_INT(images(&kit), 0);
        CHECK_STR(cursor(&kit), C "1;1R");
        CHECK_INT(qr_images_bytes(engine_of(&kit)->images.store), 0);
        feed(&kit, image(6, 6));
        CHECK_INT(images(&kit), 1);
        kit_close(&kit);
    }
}

/* Where there are no images the string is swallowed. */
static void without_images(void) {
    struct kit kit;
    kit_open(&kit, 12, 6);
    engine_of(&kit)->images.budget = 0;
    feed(&kit, Q "!20~-!20~" ST "x" C "?1;1S" C "c");
    CHECK_INT(images(&kit), 0);
    CHECK_STR(kit.replies.bytes, C "?1;1S" C "?64;1;2;6;9;15;16;17;18;21;22;28;29c");
    CHECK_STR(cursor(&kit), C "1;2R");
    kit_close(&kit);
}

/* An image for which there is no room leaves the text alone. */
static void beyond_the_budget(void) {
    struct kit kit;
    open_kit(&kit);
    engine_of(&kit)->images.budget = 100000;
    feed(&kit, "a" Q "!2000~-!2000~-!2000~" ST "b");
    CHECK_INT(images(&kit), 0);
    CHECK_STR(cursor(&kit), C "1;3R");
    CHECK_INT(qr_images_bytes(engine_of(&kit)->images.store), 0);
    feed(&kit, image(10, 10));
    CHECK_INT(images(&kit), 1);
    kit_close(&kit);
}

/* --- memory that runs out */

static long requests, fail_at, blocks;

static void *failing_alloc(void *user, size_t size, size_t align) {
    (void)user, (void)align;
    if (++requests == fail_at)
        return NULL;
    blocks++;
    return malloc(size);
}

static void failing_free(void *user, void *memory, size_t size, size_t align) {
    (void)user, (void)size, (void)align;
    blocks--;
    free(memory);
}

/* Each request of an image fails once: the text before and behind it is there, and all memory comes back. */
static void memory_runs_out(void) {
    struct quire_allocator allocator = QUIRE_ALLOCATOR_INIT;
    allocator.alloc = failing_alloc;
    allocator.free = failing_free;
    for (long nth = 1, last = 1; nth <= last; nth++) {
        struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
        struct kit kit = {0};
        options.cols = 12;
        options.rows = 6;
        options.allocator = &allocator;
        kit_open_with(&kit, options);
        engine_of(&kit)->images.budget = BUDGET;
        feed(&kit, "before");
        requests = 0;
        fail_at = nth;
        enum quire_result result = quire_terminal_feed(kit.terminal, image(30, 50), strlen(image(30, 50)));
        fail_at = 0;
        last = nth == 1 ? 100 : last;
        if (requests < nth)
            last = nth;
        CHECK(result == QUIRE_OK || result == QUIRE_OUT_OF_MEMORY);
        feed(&kit, "\r\nbehind");
        CHECK(strstr(kit_view(&kit), "before") && strstr(kit_view(&kit), "behind"));
        CHECK(images(&kit) == (result == QUIRE_OK));
        CHECK(kit_sound(&kit));
        kit_close(&kit);
        CHECK_INT(blocks, 0);
        CHECK(nth > 5 || result == QUIRE_OUT_OF_MEMORY);
    }
}

/* --- XTSMGRAPHICS, modes, attributes */

static void graphics_settings(void) {
    static const char *const cases[][2] = {
        {C "?1;1S", C "?1;0;1024S"},
        {C "?1;4S", C "?1;0;1024S"},
        {C "?1;3;256S" C "?1;1;0S", C "?1;0;256S" C "?1;0;256S"},
        {C "?1;3;2S" C "?1;2S" C "?1;1S", C "?1;0;2S" C "?1;0;1024S" C "?1;0;1024S"},
        {C "?1;3;1S" C "?1;3;1025S" C "?1;3S", C "?1;3S" C "?1;3S" C "?1;3S"},
        {C "?2;1S", C "?2;0;60;60S"},
        {C "?2;4S", C "?2;0;10000;10000S"},
        {C "?2;3;300;20S" C "?2;1S" C "?2;2S" C "?2;1S",
         C "?2;0;300;20S" C "?2;0;300;20S" C "?2;0;60;60S" C "?2;0;60;60S"},
        {C "?2;3;0;20S" C "?2;3;20S" C "?2;3;10001;20S", C "?2;3S" C "?2;3S" C "?2;3S"},
        {C "?1;5S" C "?2;0S" C "?1S", C "?1;2S" C "?2;2S" C "?1;2S"},
        {C "?3;1S" C "?0;1S" C "?S", C "?3;1S" C "?0;1S" C "?0;1S"},
        {C "?1;3;16S" C "?2;3;9;9S\033c" C "?1;1S" C "?2;1S",
         C "?1;0;16S" C "?2;0;9;9S" C "?1;0;1024S" C "?2;0;60;60S"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct kit kit;
        open_kit(&kit);
        feed(&kit, cases[i][0]);
        CHECK_STR(kit.replies.bytes, cases[i][1]);
        kit_close(&kit);
    }
}

/* The size that was set cuts images. */
static void size_that_was_set(void) {
    struct kit kit;
    open_kit(&kit);
    feed(&kit, C "?2;3;8;15S");
    feed(&kit, image(50, 50));
    CHECK_STR(covered(&kit), "XX/XX/////");
    kit_close(&kit);
}

static void modes(void) {
    struct kit kit;
    open_kit(&kit);
    feed(&kit, C "?80$p" C "?1070$p" C "?8452$p" C "?80h" C "?1070l" C "?8452h" C "?80$p" C "?1070$p" C "?8452$p");
    CHECK_STR(kit.replies.bytes, C "?80;2$y" C "?1070;1$y" C "?8452;2$y" C "?80;1$y" C "?1070;2$y" C "?8452;1$y");
    text_clear(&kit.replies);
    feed(&kit, C "c" C "63;1\"p" C "c" C "61\"p" C "c");
    CHECK_STR(kit.replies.bytes, C "?64;1;2;4;6;9;15;16;17;18;21;22;28;29c" C "?63;1;2;4;6;9;15;22;29c" C "?1;2c");
    kit_close(&kit);
}

/* --- how it comes */

static void any_pieces(void) {
    struct kit whole, bytes;
    open_kit(&whole);
    open_kit(&bytes);
    const char *text = "\033[2;3H\033P9;1;0q\"1;1;30;20#5;2;10;20;30!25~-#6!7F$#7???_\033\\x";
    feed(&whole, text);
    for (const char *at = text; *at; at++)
        CHECK_INT(quire_terminal_feed(bytes.terminal, at, 1), QUIRE_OK);
    char first[512];
    snprintf(first, sizeof first, "%s", covered(&whole));
    CHECK_STR(covered(&bytes), first);
    CHECK_STR(pixels(&bytes), pixels(&whole));
    CHECK_INT(qr_images_bytes(engine_of(&bytes)->images.store), qr_images_bytes(engine_of(&whole)->images.store));
    kit_close(&whole);
    kit_close(&bytes);
}

/* Few bytes that draw much end a slice. */
static void work_is_charged(void) {
    struct kit kit;
    open_kit(&kit);
    engine_of(&kit)->images.budget = QR_IMAGE_BUDGET;
    char text[8000] = Q;
    size_t taken, slices = 0, length = strlen(text);
    while (length < sizeof text - 16)
        length += (size_t)snprintf(text + length, 16, "!9999~-");
    for (size_t at = 0; at < length; at += taken, slices++)
        CHECK_INT(quire_terminal_feed_some(kit.terminal, text + at, length - at, 20000, &taken), QUIRE_OK);
    CHECK(slices > length / 1024);
    kit_close(&kit);
}

int main(void) {
    RUN(cells_and_cursor);
    RUN(unknown_cells);
    RUN(as_text);
    RUN(erases_text);
    RUN(empty_images);
    RUN(colors_of_images);
    RUN(aspect_ratios);
    RUN(same_image_twice);
    RUN(cancelled);
    RUN(without_images);
    RUN(beyond_the_budget);
    RUN(memory_runs_out);
    RUN(graphics_settings);
    RUN(size_that_was_set);
    RUN(modes);
    RUN(any_pieces);
    RUN(work_is_charged);
    return test_end();
}
