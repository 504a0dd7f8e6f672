/* iTerm2's inline images: what comes of a file that a program sends (engine/iterm_files.h). Arguments and sizes by
 * themselves are in tests/parse/test_iterm_file.c. */
#include "engine_kit.h"

#include <quire/image.h>
#include <quire/limits.h>
#include <quire/settings.h>

#include "base64.h"
#include "image_kit.h"

#define ST "\033\\"

/* A terminal of 40 x 10 cells of 10 x 20 pixels. */
static void open_terminal(struct kit *kit) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    options.cols = 40;
    options.rows = 10;
    options.cell_width_px = 10;
    options.cell_height_px = 20;
    kit_open_with(kit, options);
}

/* A PNG file of one colour as base64; to be freed. */
static char *png_text(uint32_t width, uint32_t height, uint8_t color, size_t *bytes) {
    uint8_t *rgba = malloc((size_t)width * height * 4);
    memset(rgba, color, (size_t)width * height * 4);
    struct kit_bytes png = kit_png_rgba(width, height, rgba);
    size_t size = 0;
    CHECK(qr_base64_encoded_size(png.length, &size));
    char *text = calloc(1, size + 1);
    qr_base64_encode(png.at, png.length, text);
    *bytes = png.length;
    free(png.at);
    free(rgba);
    return text;
}

/* OSC 1337;File= with these arguments and an image of that size. */
static void send_image(struct kit *kit, const char *arguments, uint32_t width, uint32_t height, const char *end) {
    size_t bytes;
    char *text = png_text(width, height, 0x55, &bytes);
    feed(kit, "\033]1337;File=");
    feed(kit, arguments);
    feed(kit, ":");
    feed(kit, text);
    feed(kit, end);
    free(text);
}

static uint32_t images_in_view(struct kit *kit) {
    CHECK_INT(quire_frame_update(kit->frame, kit->terminal), QUIRE_OK);
    return quire_frame_image_count(kit->frame);
}

static struct quire_frame_image image_at(struct kit *kit, uint32_t index) {
    struct quire_frame_image image = QUIRE_FRAME_IMAGE_INIT;
    CHECK_INT(quire_frame_update(kit->frame, kit->terminal), QUIRE_OK);
    CHECK_INT(quire_frame_get_image(kit->frame, index, &image), QUIRE_OK);
    return image;
}

static bool cursor_is_at(const struct kit *kit, uint32_t col, uint32_t row) {
    struct quire_terminal_info info = kit_info(kit);
    return info.cursor_col == col && info.cursor_row == row;
}

static void an_image_is_part_of_the_text(void) {
    struct kit kit;
    open_terminal(&kit);
    feed(&kit, "ab\r\n12");
    send_image(&kit, "inline=1", 35, 45, "\a");
    struct quire_frame_image image = image_at(&kit, 0);
    CHECK(image.row == 1 && image.col == 2);
    CHECK(image.cols == 4 && image.rows == 3 && image.covers_cells && image.available);
    CHECK(image.drawn_width_px == 35 && image.drawn_height_px == 45);
    CHECK(image.image_width == 35 && image.image_height == 45);
    CHECK(cursor_is_at(&kit, 6, 3)); /* behind its last row */
    feed(&kit, "z");
    CHECK_STR(kit_view(&kit), "ab|12||      z");
    kit_close(&kit);
}

static void both_ends_are_good(void) {
    struct kit kit;
    open_terminal(&kit);
    send_image(&kit, "inline=1", 20, 20, ST);
    CHECK_INT(images_in_view(&kit), 1);
    kit_close(&kit);
}

static void sizes_follow_the_arguments(void) {
    struct kit kit;
    open_terminal(&kit);
    send_image(&kit, "width=20;inline=1", 100, 40, "\a");
    struct quire_frame_image image = image_at(&kit, 0);
    CHECK(image.drawn_width_px == 200 && image.drawn_height_px == 80 && image.cols == 20 && image.rows == 4);
    kit_close(&kit);
    open_terminal(&kit);
    send_image(&kit, "width=4;height=2;preserveAspectRatio=0;inline=1", 100, 100, "\a");
    image = image_at(&kit, 0);
    CHECK(image.drawn_width_px == 40 && image.drawn_height_px == 40 && image.cols == 4 && image.rows == 2);
    kit_close(&kit);
}

static void what_is_not_inline_is_not_shown(void) {
    struct kit kit;
    open_terminal(&kit);
    send_image(&kit, "name=YQ==", 20, 20, "\a");
    send_image(&kit, "inline=0", 20, 20, "\a");
    CHECK_INT(images_in_view(&kit), 0);
    CHECK(cursor_is_at(&kit, 0, 0));
    kit_close(&kit);
}

/* Parts of any size, with text in between. */
static void a_file_in_parts(void) {
    for (size_t part = 1; part < 90; part += 13) {
        struct kit kit;
        size_t bytes;
        char *text = png_text(20, 40, 7, &bytes), piece[200];
        open_terminal(&kit);
        feed(&kit, "\033]1337;MultipartFile=inline=1;width=2\a");
        for (size_t at = 0, length = strlen(text); at < length; at += part) {
            snprintf(piece, sizeof piece, "\033]1337;FilePart=%.*s\a", (int)part, text + at);
            feed(&kit, piece);
        }
        feed(&kit, "x\033]1337;FileEnd\a");
        CHECK_INT(images_in_view(&kit), 1);
        CHECK_INT(image_at(&kit, 0).col, 1);
        free(text);
        kit_close(&kit);
    }
}

/* However the bytes are cut, it is the same image. */
static void any_chunks(void) {
    size_t bytes;
    char *text = png_text(9, 9, 3, &bytes), *input = NULL;
    size_t length = strlen(text) + 64;
    input = malloc(length);
    snprintf(input, length, "\033]1337;File=inline=1:%s\aend", text);
    for (size_t cut = 0; input[cut]; cut++) {
        struct kit kit;
        open_terminal(&kit);
        CHECK_INT(quire_terminal_feed(kit.terminal, input, cut), QUIRE_OK);
        feed(&kit, input + cut);
        CHECK_INT(images_in_view(&kit), 1);
        CHECK_STR(kit_view(&kit), " end");
        kit_close(&kit);
    }
    free(input);
    free(text);
}

static void what_is_wrong_shows_nothing(void) {
    static const char *const wrong[] = {
        "\033]1337;File=inline=1:\a",
        "\033]1337;File=inline=1\a",
        "\033]1337;File=inline=1:!!!!\a",
        "\033]1337;File=inline=1:AAAA\a",
        "\033]1337;File=inline=1:iVBORw0KGgo=\a",
        "\033]1337;FilePart=AAAA\a",
        "\033]1337;FileEnd\a",
        "\033]1337;MultipartFile=\a\033]1337;FileEnd\a",
        "\033]1337;MultipartFile=inline=1\a\033]1337;FilePart=AAAA\a",
        "\033]1337;MultipartFile=inline=1\a\033]1337;FileEnd\a",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct kit kit;
        open_terminal(&kit);
        feed(&kit, wrong[i]);
        feed(&kit, "x");
        CHECK_INT(images_in_view(&kit), 0);
        CHECK_STR(kit_view(&kit), "x");
        send_image(&kit, "inline=1", 20, 20, "\a"); /* and the next one is shown */
        CHECK_INT(images_in_view(&kit), 1);
        kit_close(&kit);
    }
}

static void longer_than_it_says(void) {
    struct kit kit;
    size_t bytes;
    char arguments[64], *text = png_text(20, 20, 1, &bytes);
    for (int less = 0; less < 2; less++) {
        open_terminal(&kit);
        snprintf(arguments, sizeof arguments, "inline=1;size=%zu", bytes - (size_t)less);
        feed(&kit, "\033]1337;File=");
        feed(&kit, arguments);
        feed(&kit, ":");
        feed(&kit, text);
        feed(&kit, "\a");
        CHECK_INT(images_in_view(&kit), less ? 0 : 1);
        kit_close(&kit);
    }
    free(text);
}

/* A head without end is swallowed; one that is cancelled leaves nothing. */
static void endless_and_cancelled(void) {
    struct kit kit;
    open_terminal(&kit);
    feed(&kit, "\033]1337;File=name=");
    for (int i = 0; i < 1000; i++)
        feed(&kit, "AAAAAAAAAA");
    feed(&kit, ";inline=1:AAAA\a");
    feed(&kit, "\033]1337;File=inline=1:AAAA\030x");
    CHECK_INT(images_in_view(&kit), 0);
    CHECK_STR(kit_view(&kit), "x");
    feed(&kit, "\033]1337;MultipartFile=inline=1\a\033]1337;FilePart=AAAA\a");
    CHECK_INT(quire_terminal_reset(kit.terminal), QUIRE_OK);
    feed(&kit, "\033]1337;FilePart=AA");
    CHECK_INT(quire_terminal_reset(kit.terminal), QUIRE_OK); /* inside of a string */
    feed(&kit, "AAAA\ay");
    CHECK_STR(kit_view(&kit), "AAAAy"); /* a reset ends the string: what follows is text */
    feed(&kit, "\033]1337;File=inline=1:AA");
    kit_close(&kit);
}

static enum quire_result set_limit(struct kit *kit, uint64_t bytes) {
    struct quire_terminal_settings settings = QUIRE_TERMINAL_SETTINGS_INIT;
    settings.members = QUIRE_SETTING_IMAGE_LIMIT;
    settings.image_limit = bytes;
    return quire_terminal_settings_set(kit->terminal, &settings);
}

static void nothing_beyond_the_limit(void) {
    struct kit kit;
    open_terminal(&kit);
    CHECK_INT(set_limit(&kit, 20000), QUIRE_OK);
    send_image(&kit, "inline=1", 100, 100, "\a");
    CHECK_INT(images_in_view(&kit), 0);
    send_image(&kit, "inline=1", 10, 10, "\a");
    CHECK_INT(images_in_view(&kit), 1);
    CHECK_INT(set_limit(&kit, 0), QUIRE_OK);
    send_image(&kit, "inline=1", 10, 10, "\a");
    CHECK_INT(images_in_view(&kit), 0);
    kit_close(&kit);
}

/* What has come of a file goes when there are no images any more; between strings, and inside of one when that ends. */
static void switched_off_under_way(void) {
    for (int inside = 0; inside < 2; inside++) {
        struct kit kit;
        open_terminal(&kit);
        feed(&kit, "\033]1337;MultipartFile=inline=1\a\033]1337;FilePart=AAAAAAAAAAAAAAAA\a");
        CHECK(kit_info(&kit).image_bytes > 0);
        feed(&kit, inside ? "\033]1337;FilePart=AAAA" : "");
        CHECK_INT(set_limit(&kit, 0), QUIRE_OK);
        feed(&kit, inside ? "AAAA\a" : "");
        CHECK(inside || kit_info(&kit).image_bytes == 0);
        feed(&kit, "\033]1337;FileEnd\ax");
        CHECK_INT(images_in_view(&kit), 0);
        CHECK_STR(kit_view(&kit), "x");
        CHECK_INT(set_limit(&kit, 1 << 20), QUIRE_OK);
        send_image(&kit, "inline=1", 10, 10, "\a");
        CHECK_INT(images_in_view(&kit), 1);
        kit_close(&kit);
    }
}

/* Text that is written over it takes it away, cell by cell; the clear screen takes all. */
static void text_takes_it_away(void) {
    struct kit kit;
    open_terminal(&kit);
    send_image(&kit, "inline=1", 40, 40, "\a");
    CHECK_INT(image_at(&kit, 0).seen_cols, 4);
    feed(&kit, "\033[1;1Hab\033[2;1Hab");
    struct quire_frame_image image = image_at(&kit, 0);
    CHECK(image.seen_col == 2 && image.seen_cols == 2);
    feed(&kit, "\033[2J");
    CHECK_INT(images_in_view(&kit), 0);
    kit_close(&kit);
}

static struct {
    uint64_t image;
    enum quire_image_format format;
    size_t length;
    bool can;
} asked;

static bool decode(void *user, uint64_t image, enum quire_image_format format, const uint8_t *bytes, size_t length) {
    (void)user;
    asked.image = image;
    asked.format = format;
    asked.length = bytes ? length : 0;
    return asked.can;
}

/* 13 bytes of a GIF file of 30 x 20 pixels. */
#define GIF "R0lGODlhHgAUAAAAAA=="

static void what_the_host_decodes(void) {
    struct quire_image_hooks hooks = QUIRE_IMAGE_HOOKS_INIT;
    uint8_t *rgba = calloc(30 * 20, 4);
    struct quire_image_frame frame = {rgba, 0};
    struct kit kit;
    open_terminal(&kit);
    hooks.decode = decode;
    CHECK_INT(quire_terminal_set_image_hooks(kit.terminal, &hooks), QUIRE_OK);
    asked.can = true;
    feed(&kit, "\033]1337;File=inline=1:" GIF "\a");
    CHECK(asked.format == QUIRE_IMAGE_GIF && asked.length == 13 && asked.image != 0);
    struct quire_frame_image image = image_at(&kit, 0);
    CHECK(!image.available && image.image == asked.image && image.image_width == 30 && image.cols == 3);
    CHECK_INT(quire_terminal_image_decoded(kit.terminal, asked.image, 30, 20, &frame, 1, 0), QUIRE_OK);
    CHECK(image_at(&kit, 0).available);
    kit_close(&kit);
    free(rgba);
}

static void what_nobody_decodes(void) {
    struct kit kit;
    open_terminal(&kit);
    feed(&kit, "\033]1337;File=inline=1:" GIF "\a");
    CHECK_INT(images_in_view(&kit), 1); /* a placeholder of its size */
    CHECK(!image_at(&kit, 0).available);
    CHECK(cursor_is_at(&kit, 3, 0));
    kit_close(&kit);
}

static void the_cursor_may_stay(void) {
    struct kit kit;
    open_terminal(&kit);
    send_image(&kit, "inline=1;doNotMoveCursor=1", 30, 30, "\a");
    CHECK(cursor_is_at(&kit, 0, 0));
    CHECK_INT(images_in_view(&kit), 1);
    kit_close(&kit);
}

int main(void) {
    RUN(an_image_is_part_of_the_text);
    RUN(both_ends_are_good);
    RUN(sizes_follow_the_arguments);
    RUN(what_is_not_inline_is_not_shown);
    RUN(a_file_in_parts);
    RUN(any_chunks);
    RUN(what_is_wrong_shows_nothing);
    RUN(longer_than_it_says);
    RUN(endless_and_cancelled);
    RUN(nothing_beyond_the_limit);
    RUN(switched_off_under_way);
    RUN(text_takes_it_away);
    RUN(what_the_host_decodes);
    RUN(what_nobody_decodes);
    RUN(the_cursor_may_stay);
    return test_end();
}
