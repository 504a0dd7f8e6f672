/* OSC 8: which cells are one link. What links are refused is in test_engine.c, their limits in test_api.c. */
#include "engine.h"
#include "engine_kit.h"

#include <quire/snapshot.h>

#define OPEN "\033]8;;http://a.b\033\\"
#define OPEN_ID "\033]8;id=x;http://a.b\033\\"
#define CLOSE "\033]8;;\033\\"

/* A letter for each cell of the row: 'A' for the first link that is met, 'B' for the next; '.' for none. */
static const char *links_of(struct kit *kit, uint32_t row) {
    static char letters[64];
    struct quire_frame_cell cells[64];
    uint32_t seen[26], count = 0, cols, x;
    CHECK_INT(quire_frame_update(kit->frame, kit->terminal), QUIRE_OK);
    cols = quire_frame_row(kit->frame, row, cells, 63);
    for (x = 0; x < cols; x++) {
        uint32_t i = 0;
        while (i < count && seen[i] != cells[x].link)
            i++;
        if (cells[x].link != 0 && i == count)
            seen[count++] = cells[x].link;
        letters[x] = cells[x].link == 0 ? '.' : (char)('A' + i);
    }
    letters[cols] = 0;
    return letters;
}

static void identity(void) {
    static const struct {
        const char *input, *links;
    } cases[] = {
        {OPEN "ab" CLOSE OPEN "cd" CLOSE, "AABB...."}, /* two, although they say the same */
        {OPEN "ab" OPEN "cd" CLOSE, "AABB...."},
        {OPEN "a" CLOSE " " OPEN "b" CLOSE, "A.B....."},
        {OPEN "a\033[1mb\033[mc" CLOSE, "AAA....."}, /* one, whatever it looks like */
        {OPEN "a\033[4Gb" CLOSE, "A..A...."},
        {OPEN "abcdefghij" CLOSE, "AAAAAAAA"},
        {OPEN_ID "ab" CLOSE OPEN_ID "cd" CLOSE, "AAAA...."}, /* one: its program says so */
        {OPEN_ID "a" CLOSE OPEN "b" CLOSE, "AB......"},
        {OPEN "a" CLOSE "\033]8;id=:1;http://a.b\033\\b" CLOSE, "AB......"}, /* no id can be a made-up one */
        {"\033]8;id=;http://a.b\033\\a\033]8;id=;http://a.b\033\\b" CLOSE, "AB......"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct kit kit;
        kit_open(&kit, 8, 3);
        feed(&kit, cases[i].input);
        CHECK_STR(links_of(&kit, 0), cases[i].links);
        kit_close(&kit);
    }
}

/* In history, through a resize, and in VT output; a terminal that was restored goes on counting. */
static void identity_stays(void) {
    struct kit kit, other;
    struct text bytes = {0};
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    kit_open(&kit, 8, 2);
    feed(&kit, OPEN "ab" CLOSE OPEN "c\033[1md" CLOSE "\r\nx\r\ny");
    quire_frame_scroll_to(kit.frame, kit.terminal, 1);
    CHECK_STR(links_of(&kit, 0), "AABB....");
    CHECK_INT(quire_terminal_resize(kit.terminal, 6, 3, 0, 0), QUIRE_OK);
    quire_frame_scroll_to(kit.frame, kit.terminal, 0);
    CHECK_STR(links_of(&kit, 0), "AABB..");
    kit_format(&kit, QUIRE_FORMAT_VT, &bytes);
    kit_open(&other, 6, 3);
    feed(&other, bytes.bytes);
    CHECK_STR(links_of(&other, 0), "AABB..");
    kit_close(&other);
    text_clear(&bytes);
    CHECK_INT(quire_snapshot_write(kit.terminal, kit_collect, &bytes), QUIRE_OK);
    quire_terminal_destroy(kit.terminal);
    CHECK_INT(quire_snapshot_read(bytes.bytes, bytes.length, &options, &kit.terminal), QUIRE_OK);
    feed(&kit, "\033[1;5H\033[m" OPEN "e");
    CHECK_STR(links_of(&kit, 0), "AABBC.");
    text_free(&bytes);
    kit_close(&kit);
}

/* VT output opens a link once, over changes of style and ends of rows. */
static void output_opens_once(void) {
    struct kit kit, other;
    struct text bytes = {0};
    kit_open(&kit, 8, 3);
    feed(&kit, OPEN "abcdef\033[1mghijkl\033[m\r\nmn" CLOSE "o");
    kit_format(&kit, QUIRE_FORMAT_VT, &bytes);
    unsigned opened = 0;
    for (const char *at = bytes.bytes; (at = strstr(at, "\033]8;;h")); at++)
        opened++;
    CHECK_INT(opened, 1);
    kit_open(&other, 8, 3);
    feed(&other, bytes.bytes);
    CHECK_STR(links_of(&other, 2), "AA......");
    text_free(&bytes);
    kit_close(&other);
    kit_close(&kit);
}

/* Links that no cell has any more make room for new ones: the page does not grow with their number. */
static void openings_do_not_pile_up(void) {
    struct kit kit;
    struct text piece = {0};
    kit_open(&kit, 80, 24);
    for (unsigned i = 0; i < 100; i++)
        text_addf(&piece, "%sx" CLOSE "%s", i % 2 ? OPEN : "\033]8;;http://c.d\033\\", i % 20 ? " " : "\r\n");
    for (unsigned round = 0; round < 10; round++)
        feed(&kit, piece.bytes);
    size_t size = ((const struct qr_engine *)kit.terminal)->primary.page.size;
    for (unsigned round = 0; round < 2000; round++)
        feed(&kit, piece.bytes);
    CHECK(((const struct qr_engine *)kit.terminal)->primary.page.size <= 2 * size);
    text_free(&piece);
    kit_close(&kit);
}

int main(void) {
    RUN(identity);
    RUN(identity_stays);
    RUN(output_opens_once);
    RUN(openings_do_not_pile_up);
    return test_end();
}
