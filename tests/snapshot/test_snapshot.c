/* A restored terminal goes on as the original would: inputs are split, the terminal is taken down and set up again at
 * the split, and both are fed the rest. Compared are the JSON document, replies, events, and the snapshots, byte for
 * byte. */
#include "snapshot_kit.h"

static bool same(const struct kit *a, const struct kit *b) {
    struct text first = {0}, second = {0};
    kit_format(a, QUIRE_FORMAT_JSON, &first);
    kit_format(b, QUIRE_FORMAT_JSON, &second);
    bool equal = text_same(&first, &second) && text_same(&a->replies, &b->replies) && text_same(&a->events, &b->events);
    snapshot_of(a, &first);
    snapshot_of(b, &second);
    equal = equal && text_same(&first, &second);
    text_free(&first);
    text_free(&second);
    return equal && kit_sound(b);
}

/* Feeds [0, split) to one, restores another from it, and the rest to both. */
static void split_at(const struct text *input, size_t split, struct quire_terminal_options options, bool resize) {
    struct kit original, restored;
    struct text snapshot = {0};
    kit_open_with(&original, options);
    CHECK_INT(quire_terminal_feed(original.terminal, input->bytes, split), QUIRE_OK);
    if (resize)
        CHECK_INT(quire_terminal_resize(original.terminal, options.cols + 7, options.rows + 3, 9, 18), QUIRE_OK);
    text_clear(&original.replies);
    text_clear(&original.events);
    snapshot_of(&original, &snapshot);
    CHECK_INT(quire_snapshot_size(original.terminal), snapshot.length);
    if (kit_restore(&restored, &snapshot)) {
        CHECK(same(&original, &restored));
        CHECK_INT(quire_terminal_feed(original.terminal, input->bytes + split, input->length - split), QUIRE_OK);
        CHECK_INT(quire_terminal_feed(restored.terminal, input->bytes + split, input->length - split), QUIRE_OK);
        CHECK(same(&original, &restored));
        CHECK_INT(quire_terminal_resize(original.terminal, 33, 9, 0, 0), QUIRE_OK);
        CHECK_INT(quire_terminal_resize(restored.terminal, 33, 9, 0, 0), QUIRE_OK);
        CHECK(same(&original, &restored));
        kit_close(&restored);
    }
    kit_close(&original);
    text_free(&snapshot);
}

/* Every byte of a short input is a place to stop at. */
static void at_every_byte(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct text input = {0};
    options.cols = 20;
    options.rows = 4;
    options.cursor_shape = QUIRE_CURSOR_BAR;
    options.cursor_blink = true;
    for (size_t i = 0; i < sizeof snapshot_states / sizeof *snapshot_states; i++)
        text_addf(&input, "x%s", snapshot_states[i]);
    for (size_t split = 0; split <= input.length && test_ok; split++)
        split_at(&input, split, options, split % 3 == 0);
    text_free(&input);
}

static void at_random_places(void) {
    struct random random = {7};
    unsigned rounds = getenv("QUIRE_SOAK") ? 5000 : 400;
    for (unsigned round = 0; round < rounds && test_ok; round++) {
        struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
        struct text input = {0};
        options.cols = random_between(&random, 1, 90);
        options.rows = random_between(&random, 1, 24);
        options.scrollback_lines = random_below(&random, 4) == 0 ? random_below(&random, 20) : 10000;
        options.scrollback_bytes = random_below(&random, 4) == 0 ? 200000 : 0;
        uint32_t pieces = random_below(&random, 8) == 0 ? 20000 : random_between(&random, 10, 800);
        for (uint32_t i = 0; i < pieces; i++)
            snapshot_piece(&random, &input, options.cols, options.rows);
        split_at(&input, random_below(&random, (uint32_t)input.length + 1), options, random_below(&random, 2));
        if (!test_ok)
            printf("round %u\n", round);
        text_free(&input);
    }
}

/* History of several sealed pages under a limit of bytes goes on to be evicted at the same lines. */
static void limits(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct random random = {3};
    struct text input = {0};
    options.scrollback_bytes = 400000;
    while (input.length < 2000000)
        text_addf(&input, "\033[3%um%08x %08x a line of a log\r\n", random_below(&random, 8), random_next(&random),
                  random_next(&random));
    split_at(&input, input.length / 2, options, false);
    split_at(&input, input.length / 2 + 77, options, true);
    text_free(&input);
}

/* Replaces each byte that follows `text` by `byte`, as one would who knows the format. Returns how many there were. */
static uint32_t write_behind(struct text *snapshot, const char *text, char byte) {
    size_t length = strlen(text);
    uint32_t count = 0;
    for (size_t i = 0; i + length < snapshot->length; i++) {
        if (memcmp(snapshot->bytes + i, text, length) != 0)
            continue;
        snapshot->bytes[i + length] = byte;
        count++;
    }
    snapshot_mend((uint8_t *)snapshot->bytes, snapshot->length);
    return count;
}

/* A colour that no host and no program could have set is refused; of the cursor it says that there is none. */
static void colors_that_are_none(void) {
    static const char *const places[] = {"\xA0\xA1\xA2", "\xA3\xA4\xA5", "\xA6\xA7\xA8", "\xA9\xAA\xAB"};
    uint32_t palette[256] = {[255] = 0xA2A1A0};
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct text snapshot = {0};
    struct kit kit;
    options.palette = palette;
    options.foreground = 0xA5A4A3;
    options.background = 0xA8A7A6;
    options.cursor_color = 0xABAAA9;
    kit_open_with(&kit, options);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct quire_terminal *terminal = NULL;
        snapshot_of(&kit, &snapshot);
        CHECK_INT(write_behind(&snapshot, places[i], 1), 2); /* now, and after a reset */
        CHECK_INT(quire_snapshot_read(snapshot.bytes, snapshot.length, &options, &terminal),
                  i == 3 ? QUIRE_OK : QUIRE_CORRUPT);
        quire_terminal_destroy(terminal);
    }
    text_free(&snapshot);
    kit_close(&kit);
}

/* A sealed page with controls in a link, whose checksums are right, is refused; with another letter it is not. */
static void links_without_controls(void) {
    static const char bytes[] = {'y', '\033', '\007', 0x7F, '\x80'};
    struct kit kit, restored;
    struct text input = {0}, snapshot = {0};
    kit_open(&kit, 80, 5);
    text_addf(&input, "\033]8;;http://example.org/z\033\\x\033]8;;\033\\\r\n");
    while (input.length < 200000)
        text_addf(&input, "lines that fill the first page, so that it is sealed\r\n");
    CHECK_INT(quire_terminal_feed(kit.terminal, input.bytes, input.length), QUIRE_OK);
    CHECK_INT(quire_terminal_resize(kit.terminal, 80, 6, 0, 0),
              QUIRE_OK); /* the screen's page is made anew, and does not know it any more */
    for (size_t i = 0; i < sizeof bytes; i++) {
        struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
        struct quire_terminal *terminal = NULL;
        snapshot_of(&kit, &snapshot);
        CHECK_INT(write_behind(&snapshot, "http://example.org/", bytes[i]), 1);
        enum quire_result result = quire_snapshot_read(snapshot.bytes, snapshot.length, &options, &terminal);
        CHECK_INT(result, i == 0 ? QUIRE_OK : QUIRE_CORRUPT);
        quire_terminal_destroy(terminal);
    }
    snapshot_of(&kit, &snapshot);
    CHECK(kit_restore(&restored, &snapshot));
    kit_close(&restored);
    kit_close(&kit);
    text_free(&input);
    text_free(&snapshot);
}

/* Reads what a snapshot became; its checksums are right. */
static enum quire_result result_of(struct text *snapshot) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal = NULL;
    snapshot_mend((uint8_t *)snapshot->bytes, snapshot->length);
    enum quire_result result = quire_snapshot_read(snapshot->bytes, snapshot->length, &options, &terminal);
    quire_terminal_destroy(terminal);
    return result;
}

/* Every part ends where it says: padding is zero, and nothing stands behind what belongs to it. */
static void ends_of_parts(void) {
    struct kit kit;
    struct text snapshot = {0}, changed = {0};
    uint32_t parts = 0, padded = 0;
    kit_open(&kit, 10, 3);
    CHECK_INT(quire_terminal_feed(kit.terminal, "a\r\nb\r\nc\r\nd\033]2;title\007\033[1", 24), QUIRE_OK);
    snapshot_of(&kit, &snapshot);
    for (size_t at = 40, next; at + 16 <= snapshot.length - 8; at = next, parts++) {
        uint64_t size = snapshot_number((const uint8_t *)snapshot.bytes + at + 8, 8);
        size_t end = at + 16 + (size_t)size;
        next = (end + 7) & ~(size_t)7;
        if (next > end) {
            snapshot.bytes[next - 1] = 1;
            CHECK_INT(result_of(&snapshot), QUIRE_CORRUPT);
            snapshot.bytes[next - 1] = 0;
            padded++;
        }
        text_clear(&changed);
        text_add(&changed, snapshot.bytes, end);
        text_add(&changed, "\0\0\0\0\0\0\0\0", 8);
        text_add(&changed, snapshot.bytes + end, snapshot.length - end);
        snapshot_put((uint8_t *)changed.bytes + at + 8, size + 8, 8);
        CHECK_INT(result_of(&changed), QUIRE_CORRUPT);
    }
    CHECK_INT(result_of(&snapshot), QUIRE_OK);
    CHECK(parts > 10 && padded > 0);
    kit_close(&kit);
    text_free(&snapshot);
    text_free(&changed);
}

/* The page of the primary screen in a snapshot, docs/format.md. */
static uint8_t *page_in(struct text *snapshot) {
    uint8_t *at = (uint8_t *)snapshot->bytes + 40;
    while (snapshot_number(at, 4) != 9)
        at += 16 + (size_t)((snapshot_number(at + 8, 8) + 7) & ~(uint64_t)7);
    return at + 16;
}

/* The pen that is ahead of its dress is the last thing in SCREEN, the part before the page. */
static uint8_t *pen_in(struct text *snapshot) {
    uint8_t *at = (uint8_t *)snapshot->bytes + 40;
    while (snapshot_number(at, 4) != 8)
        at += 16 + (size_t)((snapshot_number(at + 8, 8) + 7) & ~(uint64_t)7);
    return at + 16 + (size_t)snapshot_number(at + 8, 8) - 16;
}

/* A rendition that nothing was printed with yet is in the snapshot by value; what no pen can be is refused: a colour
 * that is none, what only history says, the link of nobody, and the style of the dress. */
static void pens_ahead(void) {
    static const struct {
        size_t word;
        uint64_t flip;
        enum quire_result result;
    } changes[] = {{0, 0, QUIRE_OK},
                   {0, UINT64_C(3), QUIRE_OK},
                   {0, UINT64_C(1) << 63, QUIRE_CORRUPT},
                   {8, UINT64_C(1) << 46, QUIRE_CORRUPT},
                   {8, UINT64_C(1) << 26, QUIRE_CORRUPT},
                   {8, UINT64_C(2) << 26, QUIRE_CORRUPT}};
    struct kit kit;
    struct text snapshot = {0};
    kit_open(&kit, 10, 3);
    feed(&kit, "\033]8;;http://a/\033\\x\033[31m");
    snapshot_of(&kit, &snapshot);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        uint8_t *word = pen_in(&snapshot) + changes[i].word;
        uint64_t right = snapshot_number(word, 8);
        snapshot_put(word, right ^ changes[i].flip, 8);
        CHECK_INT(result_of(&snapshot), changes[i].result);
        snapshot_put(word, right, 8);
    }
    snapshot_put(pen_in(&snapshot), 0, 8); /* the dress: a link and nothing else */
    CHECK_INT(result_of(&snapshot), QUIRE_CORRUPT);
    kit_close(&kit);
    text_free(&snapshot);
}

/* A row of it, PAGE: line, column, version, time, first cell, length, flags. */
static uint8_t *row_in(struct text *snapshot, uint32_t row, uint64_t *next_line, uint64_t *clock) {
    uint8_t *at = page_in(snapshot);
    *next_line = snapshot_number(at + 88, 8);
    *clock = snapshot_number(at + 96, 8);
    return at + snapshot_number(at + 48, 4) + (size_t)row * 40;
}

/* What only all rows together show: numbers that are used once and below the next one, versions up to the clock, and
 * no last row that goes on. */
static void rows_together(void) {
    struct kit kit;
    struct text snapshot = {0};
    uint64_t next_line, clock;
    kit_open(&kit, 10, 4);
    CHECK_INT(quire_terminal_feed(kit.terminal, "a\r\nb\r\nc\r\nd\033[1;1H\033[L", 18),
              QUIRE_OK); /* they do not rise */
    for (uint32_t kind = 0; kind < 6; kind++) {
        snapshot_of(&kit, &snapshot);
        uint8_t *first = row_in(&snapshot, 0, &next_line, &clock), *last = row_in(&snapshot, 3, &next_line, &clock);
        if (kind == 1)
            snapshot_put(last, next_line, 8);
        else if (kind == 2)
            snapshot_put(last, snapshot_number(first, 8), 8);
        else if (kind == 3)
            snapshot_put(first + 16, clock + 1, 8);
        else if (kind == 4)
            last[38] |= 1;
        else if (kind == 5)
            snapshot_put(first + 16, clock, 8);
        CHECK_INT(result_of(&snapshot), kind == 0 || kind == 5 ? QUIRE_OK : QUIRE_CORRUPT);
    }
    kit_close(&kit);
    text_free(&snapshot);
}

/* The greatest number may be one of history's, here of a line that was inserted on top: the next one has to be beyond
 * it, too. */
static void history_has_the_greatest_number(void) {
    struct kit kit;
    struct text snapshot = {0};
    uint64_t next_line, clock;
    kit_open(&kit, 10, 2);
    CHECK_INT(quire_terminal_feed(kit.terminal, "a\r\nb\033[1;1H\033[L\033[2;1H\n", 20), QUIRE_OK);
    for (uint64_t beyond = 0; beyond < 3; beyond++) {
        snapshot_of(&kit, &snapshot);
        uint8_t *first = row_in(&snapshot, 0, &next_line, &clock), *last = row_in(&snapshot, 1, &next_line, &clock);
        CHECK_INT(snapshot_number(first, 8), 1);
        CHECK_INT(snapshot_number(last, 8), 4);
        CHECK_INT(next_line, 5);
        snapshot_put(last, 2, 8); /* b's, which is gone */
        snapshot_put(page_in(&snapshot) + 88, 2 + beyond, 8);
        CHECK_INT(result_of(&snapshot), beyond == 2 ? QUIRE_OK : QUIRE_CORRUPT);
    }
    kit_close(&kit);
    text_free(&snapshot);
}

/* A selection belongs to a view, and is in no snapshot. */
static void selection(void) {
    struct kit kit, restored;
    struct text snapshot = {0};
    char text[64];
    size_t length = 0;
    kit_open(&kit, 20, 4);
    feed(&kit, "one two three");
    CHECK_STR(kit_view(&kit), "one two three");
    quire_selection_start(kit.terminal, kit.frame, 0, 5, false, QUIRE_SELECT_WORD);
    snapshot_of(&kit, &snapshot);
    if (kit_restore(&restored, &snapshot)) {
        CHECK_INT(quire_selection_text(restored.terminal, restored.frame, text, sizeof text, &length), QUIRE_NOT_FOUND);
        CHECK_INT(quire_selection_text(restored.terminal, kit.frame, text, sizeof text, &length), QUIRE_NOT_FOUND);
        CHECK_INT(quire_selection_text(kit.terminal, kit.frame, text, sizeof text, &length), QUIRE_OK);
        kit_close(&restored);
    }
    kit_close(&kit);
    text_free(&snapshot);
}

static bool refuse(void *user, const char *bytes, size_t length) {
    (void)user;
    (void)bytes;
    (void)length;
    return false;
}

static void arguments(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal = NULL;
    struct kit kit;
    size_t length = 0;
    kit_open(&kit, 5, 2);
    CHECK_INT(quire_snapshot_save(kit.terminal, NULL, 0, &length), QUIRE_NO_SPACE);
    char *buffer = malloc(length);
    CHECK(buffer && length > 48);
    CHECK_INT(quire_snapshot_save(kit.terminal, buffer, length, &length), QUIRE_OK);
    CHECK_INT(quire_snapshot_verify(buffer, length, kit_report, NULL), QUIRE_OK);
    CHECK_INT(quire_snapshot_write(kit.terminal, refuse, NULL), QUIRE_LIMIT);
    CHECK_INT(quire_snapshot_write(kit.terminal, NULL, NULL), QUIRE_INVALID);
    CHECK_INT(quire_snapshot_read(buffer, length, NULL, &terminal), QUIRE_INVALID);
    CHECK_INT(quire_snapshot_read(NULL, 0, &options, &terminal), QUIRE_CORRUPT);
    CHECK_INT(quire_snapshot_read(buffer, length - 1, &options, &terminal), QUIRE_CORRUPT);
    buffer[8] ^= 3; /* the version */
    CHECK_INT(quire_snapshot_read(buffer, length, &options, &terminal), QUIRE_UNSUPPORTED);
    buffer[8] ^= 3;
    char first = buffer[12];
    buffer[12] = buffer[15]; /* the byte order, turned about */
    buffer[15] = first;
    CHECK_INT(quire_snapshot_read(buffer, length, &options, &terminal), QUIRE_UNSUPPORTED);
    free(buffer);
    kit_close(&kit);
}

static void feed_log(struct kit *kit, uint32_t lines, bool idle) {
    struct text line = {0};
    for (uint32_t i = 0; i < lines; i++) {
        text_clear(&line);
        text_addf(&line, "\033[3%um%u\033[m is \xE4\xB8\x80 line of the history, one of many\r\n", i % 8, i);
        CHECK_INT(quire_terminal_feed(kit->terminal, line.bytes, line.length), QUIRE_OK);
        while (idle && i % 1000 == 999 && quire_terminal_idle(kit->terminal, UINT64_C(1) << 20))
            continue;
    }
    text_free(&line);
}

/* A snapshot says nothing about pages that idle time has compressed: it is the same as before. */
static void compressed(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct text before = {0}, after = {0};
    struct kit kit, again;
    options.scrollback_lines = 100000;
    kit_open_with(&kit, options);
    feed_log(&kit, 60000, false);
    snapshot_of(&kit, &before);
    struct quire_terminal_info plain = kit_info(&kit);
    while (quire_terminal_idle(kit.terminal, UINT64_C(1) << 20))
        continue;
    CHECK(kit_info(&kit).history_lines == plain.history_lines && kit_info(&kit).history_bytes <= plain.history_bytes);
    snapshot_of(&kit, &after);
    CHECK(text_same(&before, &after));
    if (kit_restore(&again, &after)) {
        CHECK(same(&kit, &again));
        kit_close(&again);
    }
    kit_close(&kit);
    text_free(&before);
    text_free(&after);
}

/* Where compression makes room for more lines under a limit of bytes, they are all there after it. */
static void compressed_to_limit(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct text snapshot = {0};
    struct kit kit, again;
    options.scrollback_lines = 200000;
    options.scrollback_bytes = UINT64_C(4) << 20;
    kit_open_with(&kit, options);
    feed_log(&kit, 100000, true);
    snapshot_of(&kit, &snapshot);
    if (kit_restore(&again, &snapshot)) {
        CHECK(kit_info(&again).history_bytes <= options.scrollback_bytes);
        feed_log(&kit, 2, false);
        feed_log(&again, 2, false);
        CHECK_INT(kit_info(&again).history_lines, kit_info(&kit).history_lines);
        CHECK(same(&kit, &again));
        kit_close(&again);
    }
    kit_close(&kit);
    text_free(&snapshot);
}

int main(void) {
    RUN(arguments);
    RUN(colors_that_are_none);
    RUN(links_without_controls);
    RUN(ends_of_parts);
    RUN(pens_ahead);
    RUN(rows_together);
    RUN(history_has_the_greatest_number);
    RUN(selection);
    RUN(limits);
    RUN(compressed);
    RUN(compressed_to_limit);
    RUN(at_every_byte);
    RUN(at_random_places);
    return test_end();
}
