/* seeds.c - what the fuzz targets begin with: write_seeds FOLDER writes FOLDER/TARGET/seed-NN.
 *
 * Stored formats are made by storing something real, with the checksum that the targets have (one_checksum.c); so after
 * a change of a format this program makes seeds of the new one. */
#include <sys/stat.h>

#include "snapshot_kit.h"

#include <quire/history_file.h>
#include <quire/page.h>

#include "page/page_kit.h"

#include "history/memory_file.h"
#include "sparse.h"

#define SNAPSHOTS 24u
#define FILES 10u
#define PAGES 8u
#define INPUTS 24u

static struct random chance = {20};
static const char *root;

static void must(bool condition) {
    if (!condition)
        abort();
}

static void save(const char *target, uint32_t number, const struct text *bytes) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", root, target);
    (void)mkdir(path, 0777);
    snprintf(path, sizeof path, "%s/%s/seed-%02u", root, target, number);
    FILE *file = fopen(path, "wb");
    must(file && fwrite(bytes->bytes, 1, bytes->length, file) == bytes->length && fclose(file) == 0);
}

static void pack(struct text *to, const void *bytes, size_t size) {
    const uint8_t *at = bytes, *end = at + size;
    while (at < end) {
        size_t zeros, length, piece = sparse_piece(at, (size_t)(end - at), &zeros, &length);
        const char numbers[] = {(char)zeros, (char)(zeros >> 8), (char)length, (char)(length >> 8)};
        text_add(to, numbers, sizeof numbers);
        text_add(to, (const char *)at + zeros, length);
        at += piece;
    }
}

/* --- what programs print ------------------------------------------------------------------------------------------ */

static void input_of(struct text *to, uint32_t pieces, uint32_t cols, uint32_t rows) {
    text_clear(to);
    for (uint32_t i = 0; i < pieces; i++)
        snapshot_piece(&chance, to, cols, rows);
}

static void save_inputs(void) {
    struct text input = {0}, seed = {0};
    for (uint32_t i = 0; i < INPUTS; i++) {
        const char engine[] = {(char)random_below(&chance, 40), (char)random_below(&chance, 12), (char)i};
        input_of(&input, random_between(&chance, 2, 30), 20, 6);
        text_clear(&seed);
        text_add(&seed, engine, sizeof engine);
        text_add(&seed, input.bytes, input.length);
        for (char which = 0; which < 6; which++) { /* what a host does */
            const char operation[] = {0, which, (char)random_below(&chance, 256)};
            text_add(&seed, operation, sizeof operation);
        }
        save("engine", i, &seed);
        text_clear(&seed);
        text_add(&seed, engine + 1, 2);
        text_add(&seed, input.bytes, input.length);
        save("parse", i, &seed);
    }
    text_free(&input);
    text_free(&seed);
}

/* --- commands of kitty's graphics protocol ------------------------------------------------------------------------ */

/* As kitty_target.c reads them: keys by their place in its list, values by theirs in its tables. Here a key is its
 * letter with a hexadecimal digit, and what is behind ';' is the payload. */
static void add_command(struct text *to, const char *script) {
    static const char keys[] = "aaaiiIpqtfsvSOmoxywhXYcrCUPQHVzdN?", digits[] = "0123456789abcdef";
    const char *payload = strchr(script, ';') + 1;
    char head = (char)((payload - script) / 2);
    text_add(to, &head, 1);
    for (const char *at = script; *at != ';'; at += 2) {
        const char pair[] = {(char)(strchr(keys, at[0]) - keys), (char)(strchr(digits, at[1]) - digits)};
        text_add(to, pair, 2);
    }
    text_add(to, (const char[]){(char)strlen(payload)}, 1);
    text_add(to, payload, strlen(payload));
}

static void save_commands(void) {
    static const char *const scripts[][7] = {
        {"a1i1p1f0s2v1;RGBRGB", "a3i1p2c4r2z1;", "a3i1p3P1Q2H2Va;", "d0a4;", "d5a4i1;"},
        {"i1f1s2v1m1;RGBA", "m1;RG", "m0;BA", "a3i1x1w1X2Y3c3;", "a1i1f1s1v1U1c2r2;RGBA", "d4a4i1;"},
        {"i1f1s2v2;RGBARGBARGBARGBA", "a5i1f1s1v1c1x1;RGBA", "a5i1f1s1v1r2X1;RGBA", "a7i1r1c2w1h1;", "a6i1s3v2;",
         "a6i1r1z9;", "d6a4i1r1;"},
        {"I2f0s1v1;RGB", "a3I2C1;", "d8a4I2;", "i2f2;\x89PNG", "i3t1f0s1v1;name", "i3t3f0s1v1;abc"},
        {"i1f0s1v1o0;x\x9c\x63\x60\x60\x60\x00\x00\x00\x03\x00\x01", "a1i2f0s9v9;", "daa4x1y1;", "dca4x1y1z0;"}};
    for (uint32_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        struct text seed = {0};
        text_add(&seed, (const char[]){2, 19}, 2);
        for (uint32_t k = 0; k < 7 && scripts[i][k]; k++)
            add_command(&seed, scripts[i][k]);
        save("kitty", i, &seed);
        text_free(&seed);
    }
}

/* --- snapshots ---------------------------------------------------------------------------------------------------- */

static void save_snapshot(uint32_t number) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct text input = {0}, snapshot = {0}, seed = {0};
    struct kit kit;
    options.cols = random_between(&chance, 1, 24);
    options.rows = random_between(&chance, 1, 6);
    options.scrollback_lines = number % 5 == 0 ? 3 : 1000;
    kit_open_with(&kit, options);
    input_of(&input, random_between(&chance, 2, 120), options.cols, options.rows);
    must(quire_terminal_feed(kit.terminal, input.bytes, input.length) == QUIRE_OK);
    if (number % 2) /* seals the open page */
        must(quire_terminal_resize(kit.terminal, options.cols + 3, options.rows, 0, 0) == QUIRE_OK);
    must(quire_terminal_feed(kit.terminal, input.bytes, input.length / (number % 3 + 1)) == QUIRE_OK);
    snapshot_of(&kit, &snapshot);
    text_add(&seed, (const char[]){(char)(number * 37)}, 1);
    pack(&seed, snapshot.bytes, snapshot.length);
    save("snapshot", number, &seed);
    kit_close(&kit);
    text_free(&input);
    text_free(&snapshot);
    text_free(&seed);
}

/* --- history files ------------------------------------------------------------------------------------------------ */

static void push_rows(struct quire_history *history, struct quire_page *page, uint32_t count, uint32_t number) {
    static const char *const texts[] = {"plain text of a line", "\xE6\xBC\xA2\xE5\xAD\x97 wide",
                                        "e\xCC\x81 marks o\xCC\x88", "", "    x"};
    struct quire_style_spec spec = QUIRE_STYLE_SPEC_INIT;
    uint32_t style = 0, columns;
    size_t taken;
    for (uint32_t i = 0; i < count; i++) {
        const char *text = texts[random_below(&chance, 5)];
        spec.attributes = random_below(&chance, 64);
        spec.link = random_below(&chance, 3) ? NULL : "http://example.org/";
        spec.link_length = spec.link ? 19 : 0;
        must(quire_page_add_style(page, &spec, &style) == QUIRE_OK);
        must(quire_page_clear(page, 0, 0, 40, 0) == QUIRE_OK);
        must(quire_page_write(page, 0, random_below(&chance, 9), style, text, strlen(text), &columns, &taken) ==
             QUIRE_OK);
        must(quire_page_set_wrapped(page, 0, number == 2 || random_below(&chance, 3) == 0) == QUIRE_OK);
        must(quire_page_set_prompt(page, 0, random_below(&chance, 4) == 0) == QUIRE_OK);
        quire_page_set_time(page, number % 3 ? i * 1000u : 0);
        must(quire_history_push(history, page, 0) == QUIRE_OK);
        must(quire_page_release_style(page, style) == QUIRE_OK);
    }
}

/* Each opening begins new pages and journals; one of a file of the kinds has everything that there is to break. */
static void save_file(uint32_t number) {
    static struct image image;
    struct quire_history_options options = QUIRE_HISTORY_OPTIONS_INIT;
    struct quire_page_options blank = QUIRE_PAGE_OPTIONS_INIT;
    struct quire_page *page = NULL;
    struct text seed = {0};
    image.size = 0;
    disk = &image;
    blank.cols = 40;
    blank.rows = 1;
    must(quire_page_create(&blank, &page) == QUIRE_OK);
    for (uint32_t i = 0; i <= number % 4; i++) {
        struct quire_history *history = NULL;
        must(quire_history_open(&options, "", NULL, NULL, &history) == QUIRE_OK);
        push_rows(history, page, number == 0 ? 0 : random_between(&chance, 1, 30), number);
        if (number >= 4 &&
            quire_history_pop(history, page, 0) == QUIRE_OK) /* opens the last page, and writes it anew */
            push_rows(history, page, 3, number);
        if (number == 7)
            quire_history_set_limits(history, 20, 0);
        if (number == 9 && i == 0)
            quire_history_clear(history);
        must(quire_history_commit(history) == QUIRE_OK);
        quire_history_destroy(history);
    }
    text_add(&seed, (const char[]){(char)(number * 51 + 1)}, 1);
    pack(&seed, image.bytes, image.size);
    save("history_file", number, &seed);
    quire_page_destroy(page);
    text_free(&seed);
}

/* --- pages -------------------------------------------------------------------------------------------------------- */

static void add_calls(struct text *to, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        char call[4];
        for (uint32_t k = 0; k < 4; k++)
            call[k] = (char)random_below(&chance, 256);
        text_add(to, call, 4);
    }
}

static void save_page(uint32_t number) {
    static uint8_t snapshot[1 << 18];
    struct quire_page_options options = QUIRE_PAGE_OPTIONS_INIT;
    struct quire_history_options none = QUIRE_HISTORY_OPTIONS_INIT;
    struct quire_history *history = NULL;
    struct quire_page *page = NULL;
    struct text seed = {0};
    size_t length = 0;
    options.cols = 40;
    options.rows = 3;
    must(quire_page_create(&options, &page) == QUIRE_OK && quire_history_create(&none, &history) == QUIRE_OK);
    push_rows(history, page, number * 2, number);
    (void)quire_page_scroll(page, 0, 3, -1, 0, NULL, NULL);
    push_rows(history, page, 1, number);
    must(quire_page_snapshot(page, snapshot, sizeof snapshot, &length) == QUIRE_OK);
    text_add(&seed, (const char[]){1, (char)(number * 8), 0}, 3);
    add_calls(&seed, number * 2);
    pack(&seed, snapshot, length);
    save("page", number, &seed);
    text_clear(&seed);
    text_add(&seed, (const char[]){0, 20, 4}, 3);
    add_calls(&seed, 60);
    save("page", PAGES + number, &seed);
    quire_history_destroy(history);
    quire_page_destroy(page);
    text_free(&seed);
}

static void save_set(uint32_t number) {
    struct text seed = {0};
    text_add(&seed, (const char[]){(char)number, (char)number, (char)(number * 7)}, 3);
    add_calls(&seed, 50 * number);
    save("set", number, &seed);
    text_free(&seed);
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: write_seeds FOLDER\n");
        return 2;
    }
    root = argv[1];
    (void)mkdir(root, 0777);
    save_inputs();
    save_commands();
    for (uint32_t i = 0; i < SNAPSHOTS; i++)
        save_snapshot(i);
    for (uint32_t i = 0; i < FILES; i++)
        save_file(i);
    for (uint32_t i = 0; i < PAGES; i++) {
        save_page(i);
        save_set(i);
    }
    return 0;
}
