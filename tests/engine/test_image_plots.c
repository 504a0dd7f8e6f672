/* A page of 500 plots among text, of both kinds: scrolled, resized a hundred times, searched, saved and restored, and
 * opened again from its history file: each of them is still right below the line that names it, and has its pixels. */
#define _DEFAULT_SOURCE /* mkstemp */
#include <unistd.h>

#include <quire/history_file.h>
#include <quire/image.h>
#include <quire/search.h>
#include <quire/snapshot.h>

#include "access.h"
#include "engine_kit.h"
#include "image_place.h"

#define PLOTS 500u
#define ROWS 3u
#define SIDE 6u

static uint64_t keys[PLOTS]; /* of the plots' images */
static struct random source = {11};

static struct qr_engine *engine_of(const struct kit *kit) {
    return (struct qr_engine *)kit->terminal;
}

static uint8_t pixel_of(uint32_t plot) {
    return (uint8_t)(plot * 5 + 1);
}

/* One plot, below its name; every other is a part of the text. */
static void show_plot(struct kit *kit, uint32_t plot) {
    struct qr_engine *engine = engine_of(kit);
    struct qr_content *content;
    struct qr_image *image;
    struct qr_image_name name = {.id = plot % 2 ? 0 : plot + 1, .transient = plot % 2 != 0};
    struct qr_placement_look look = {.kind = plot % 2 ? QR_PLACEMENT_INLINE : QR_PLACEMENT_OVERLAY,
                                     .width = SIDE,
                                     .height = SIDE,
                                     .cols = 10,
                                     .rows = ROWS,
                                     .cell_width_px = 10,
                                     .cell_height_px = 20,
                                     .fills = true};
    char text[64];
    (void)snprintf(text, sizeof text, "plot %03u\r\n", plot);
    feed(kit, text);
    if (qr_content_create(&engine->allocator, QR_CONTENT_RGBA, SIDE, SIDE, SIDE * SIDE * 4, &content) != QUIRE_OK)
        abort();
    memset(content->bytes, pixel_of(plot), content->length);
    CHECK_INT(qr_images_put(qr_engine_images(engine), &name, content, &image), QUIRE_OK);
    keys[plot] = image->key;
    CHECK(qr_show_image(engine, image, &look, QR_CURSOR_BEGIN) != NULL);
    feed(kit, "\r\n");
    feed(kit, plot % 3 ? "some words behind it, so many that they may have to be wrapped\r\n" : "\r\n");
}

static struct quire_terminal_options options_for(const char *path, uint64_t lines) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    options.cols = 60;
    options.rows = 16;
    options.scrollback_lines = lines;
    options.history_file = path;
    return options;
}

static void fill(struct kit *kit) {
    for (uint32_t plot = 0; plot < PLOTS && test_ok; plot++)
        show_plot(kit, plot);
}

/* --- looking ----------------------------------------------------------------------------------------------------- */

/* The plot that a row names; PLOTS: none. */
static uint32_t named(const struct kit *kit, uint32_t row) {
    char text[512];
    size_t length = 0;
    unsigned plot = PLOTS;
    if (quire_frame_row_text(kit->frame, row, text, sizeof text - 1, &length, NULL) != QUIRE_OK)
        return PLOTS;
    text[length] = 0;
    return sscanf(text, "plot %u", &plot) == 1 ? plot : PLOTS;
}

static bool has_pixels(const struct kit *kit, uint32_t index, uint32_t plot) {
    struct quire_image *image = quire_frame_hold_image(kit->frame, index);
    uint8_t rgba[SIDE * SIDE * 4], wanted[SIDE * SIDE * 4];
    memset(wanted, pixel_of(plot), sizeof wanted);
    bool same = image && quire_image_read(image, rgba, SIDE * 4) == QUIRE_OK && memcmp(rgba, wanted, sizeof rgba) == 0;
    quire_image_release(image);
    return same;
}

/* Is the plot in view with its corner in a row, with its pixels? */
static bool stands_in(const struct kit *kit, uint32_t plot, uint32_t row) {
    for (uint32_t i = 0; i < quire_frame_image_count(kit->frame); i++) {
        struct quire_frame_image shown = QUIRE_FRAME_IMAGE_INIT;
        (void)quire_frame_get_image(kit->frame, i, &shown);
        if (shown.image == keys[plot])
            return shown.row == (int32_t)row && shown.col == 0 && has_pixels(kit, i, plot);
    }
    return false;
}

/* Looks at all of it, a view at a time; returns how many plots were seen. */
static uint32_t look(struct kit *kit) {
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    bool seen[PLOTS] = {false};
    uint32_t count = 0;
    uint64_t offset = UINT64_MAX;
    do {
        CHECK_INT(quire_frame_scroll_to(kit->frame, kit->terminal, offset), QUIRE_OK);
        CHECK_INT(quire_frame_update(kit->frame, kit->terminal), QUIRE_OK);
        CHECK_INT(quire_frame_get_info(kit->frame, &info), QUIRE_OK);
        for (uint32_t row = 0; row + 1 < info.rows && test_ok; row++) {
            uint32_t plot = named(kit, row);
            if (plot == PLOTS)
                continue;
            CHECK(stands_in(kit, plot, row + 1));
            if (!test_ok)
                printf("plot %u, row %u of %u x %u\n", plot, row, info.cols, info.rows);
            count += !seen[plot];
            seen[plot] = true;
        }
        offset = info.scroll_offset > info.rows - 2 ? info.scroll_offset - (info.rows - 2) : 0;
    } while (info.scroll_offset > 0 && test_ok);
    return count;
}

static bool count_hit(void *user, const struct quire_search_hit *hit) {
    (void)hit;
    ++*(uint32_t *)user;
    return true;
}

static void search(struct kit *kit) {
    struct quire_search_options options = QUIRE_SEARCH_OPTIONS_INIT;
    uint32_t hits = 0;
    options.text = "plot ";
    options.length = 5;
    CHECK_INT(quire_search_terminal(kit->terminal, &options, count_hit, &hits), QUIRE_OK);
    CHECK_INT(hits, PLOTS);
}

/* --- tests ------------------------------------------------------------------------------------------------------- */

static void scrolled_resized_saved(void) {
    struct kit kit, copy = {0};
    struct text snapshot = {0};
    struct quire_terminal_options options = options_for(NULL, 100000);
    kit_open_with(&kit, options);
    fill(&kit);
    CHECK_INT(look(&kit), PLOTS);
    for (uint32_t i = 0; i < 100 && test_ok; i++) {
        CHECK_INT(
            quire_terminal_resize(kit.terminal, random_between(&source, 10, 120), random_between(&source, 6, 40), 0, 0),
            QUIRE_OK);
        if (i % 10 == 9)
            CHECK_INT(look(&kit), PLOTS);
    }
    search(&kit);
    CHECK_INT(quire_snapshot_write(kit.terminal, kit_collect, &snapshot), QUIRE_OK);
    options = (struct quire_terminal_options)QUIRE_TERMINAL_OPTIONS_INIT;
    CHECK_INT(quire_snapshot_read(snapshot.bytes, snapshot.length, &options, &copy.terminal), QUIRE_OK);
    if (!test_ok || quire_frame_create(NULL, &copy.frame) != QUIRE_OK)
        return;
    CHECK_INT(look(&copy), PLOTS);
    CHECK_INT(quire_terminal_resize(copy.terminal, 60, 16, 0, 0), QUIRE_OK); /* and it goes on */
    CHECK_INT(look(&copy), PLOTS);
    feed(&copy, "\033[2J\033[H\033[3J");
    (void)quire_terminal_idle(copy.terminal, 1 << 20);
    uint64_t left =
        kit_info(&copy).images; /* those that programs can name, and what the screen had when it was erased */
    CHECK(left >= PLOTS / 2 && left <= PLOTS / 2 + 4);
    kit_close(&copy);
    kit_close(&kit);
    text_free(&snapshot);
}

static void from_a_file(void) {
    char path[] = "/tmp/quire-plots-XXXXXX";
    int descriptor = mkstemp(path);
    struct kit kit;
    if (descriptor < 0)
        abort();
    close(descriptor);
    unlink(path);
    kit_open_with(&kit, options_for(path, 100000));
    fill(&kit);
    CHECK_INT(look(&kit), PLOTS);
    feed(&kit, "\033[16H"); /* all of them leave the screen */
    for (uint32_t i = 0; i < 20; i++)
        feed(&kit, "\r\n");
    kit_close(&kit);
    for (uint32_t round = 0; round < 3 && test_ok; round++) {
        struct quire_history_file_info info = QUIRE_HISTORY_FILE_INFO_INIT;
        kit_open_with(&kit, options_for(path, 100000));
        CHECK_INT(quire_terminal_get_history_file(kit.terminal, &info), QUIRE_OK);
        CHECK(info.lost_pages == 0 && info.lost_commits == 0);
        CHECK_INT(look(&kit), PLOTS);
        CHECK_INT(quire_terminal_resize(kit.terminal, 40 + round * 7, 16, 0, 0), QUIRE_OK);
        feed(&kit, "more\r\n");
        CHECK_INT(look(&kit), PLOTS);
        kit_close(&kit);
    }
    kit_open_with(&kit, options_for(path, 100000));
    CHECK_INT(quire_terminal_clear_history(kit.terminal), QUIRE_OK);
    kit_close(&kit);
    kit_open_with(&kit, options_for(path, 100000)); /* nothing of them is left */
    CHECK_INT(kit_info(&kit).images, 0);
    kit_close(&kit);
    unlink(path);
}

/* Where lines are evicted their plots go with them, from the file, too. */
static void evicted_from_a_file(void) {
    char path[] = "/tmp/quire-plots-XXXXXX";
    int descriptor = mkstemp(path);
    struct kit kit;
    if (descriptor < 0)
        abort();
    close(descriptor);
    unlink(path);
    kit_open_with(&kit, options_for(path, 200));
    fill(&kit);
    feed(&kit, "\033[16H");
    for (uint32_t i = 0; i < 20; i++)
        feed(&kit, "\r\n");
    uint32_t before = look(&kit);
    CHECK(before > 10 && before < 100);
    kit_close(&kit);
    kit_open_with(&kit, options_for(path, 200));
    CHECK_INT(look(&kit), before);
    CHECK(kit_info(&kit).images < 150);
    kit_close(&kit);
    unlink(path);
}

/* --- memory ------------------------------------------------------------------------------------------------------ */

static long requests, fail_at, held;

static void *take(void *user, size_t size, size_t align) {
    (void)user, (void)align;
    if (++requests == fail_at)
        return NULL;
    void *memory = malloc(size);
    held += memory != NULL;
    return memory;
}

static void give(void *user, void *memory, size_t size, size_t align) {
    (void)user, (void)size, (void)align;
    held--;
    free(memory);
}

static const struct quire_allocator allocator = {.size = sizeof allocator, .alloc = take, .free = give};

static bool open_failing(struct kit *kit, const char *path, long at) {
    struct quire_terminal_options options = options_for(path, 1000);
    *kit = (struct kit){0};
    options.allocator = &allocator;
    requests = 0;
    fail_at = at;
    enum quire_result result = quire_terminal_create(&options, &kit->terminal);
    fail_at = 0;
    CHECK(result == QUIRE_OK || result == QUIRE_OUT_OF_MEMORY);
    if (result != QUIRE_OK)
        return false;
    if (quire_frame_create(NULL, &kit->frame) != QUIRE_OK)
        abort();
    return true;
}

/* Whatever request fails while plots are brought into the file: with the next line they are there. Whatever fails when
 * it is opened: there is no terminal, or a whole one; and the file stays as it is. */
static void memory_fails(void) {
    char path[] = "/tmp/quire-plots-XXXXXX";
    int descriptor = mkstemp(path);
    struct kit kit;
    if (descriptor < 0)
        abort();
    close(descriptor);
    long least = 1;
    for (long n = 1; n <= least && test_ok; n++) {
        unlink(path);
        CHECK(open_failing(&kit, path, 0));
        for (uint32_t plot = 0; plot < 4; plot++)
            show_plot(&kit, plot);
        requests = 0;
        fail_at = n;
        for (uint32_t i = 0; i < 20; i++)
            (void)quire_terminal_feed(kit.terminal, "\r\n", 2);
        least = requests;
        fail_at = 0;
        feed(&kit, "\r\nend\r\n");
        kit_close(&kit);
        CHECK_INT(held, 0);
        CHECK(open_failing(&kit, path, 0));
        CHECK_INT(look(&kit), 4);
        kit_close(&kit);
    }
    CHECK(least > 3);
    CHECK(open_failing(&kit, path, 0)); /* nothing was written meanwhile */
    CHECK_INT(look(&kit), 4);
    kit_close(&kit);
    bool opened = false;
    for (long n = 1; !(opened && requests < n) && test_ok; n++) {
        opened = open_failing(&kit, path, n);
        if (opened)
            kit_close(&kit);
        least = n;
        CHECK_INT(held, 0);
    }
    CHECK(least > 20);
    CHECK(open_failing(&kit, path, 0));
    CHECK_INT(look(&kit), 4);
    kit_close(&kit);
    unlink(path);
}

int main(void) {
    RUN(memory_fails);
    RUN(scrolled_resized_saved);
    RUN(from_a_file);
    RUN(evicted_from_a_file);
    return test_end();
}
