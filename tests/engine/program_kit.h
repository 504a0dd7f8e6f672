/* program_kit.h - random programs of wide text, clusters, margins, edits and modes, and whether two terminals show the
 * same, cell by cell. Define _GNU_SOURCE first (memmem). */
#ifndef PROGRAM_KIT_H
#define PROGRAM_KIT_H

#include "random_input.h"

/* --- what is shown --------------------------------------------------------------------------------------------- */

struct cell_look {
    uint32_t text[QUIRE_CLUSTER_MAX], count;
    struct quire_frame_cell cell;
};

/* Blanks and spaces look the same. */
static inline struct cell_look look_of(const struct quire_frame_cell *cell) {
    struct cell_look look = {.count = cell->text_length, .cell = *cell};
    for (uint32_t i = 0; i < cell->text_length; i++)
        look.text[i] = cell->text[i];
    if (look.count == 0 && cell->width == 1) {
        look.count = 1;
        look.text[0] = ' ';
    }
    return look;
}

static inline bool same_link(const struct kit *a, const struct kit *b, uint32_t first, uint32_t second) {
    size_t lengths[2] = {0, 0};
    const char *uri = quire_frame_link(a->frame, first, &lengths[0]);
    const char *other = quire_frame_link(b->frame, second, &lengths[1]);
    return lengths[0] == lengths[1] && (!uri == !other) && (!uri || memcmp(uri, other, lengths[0]) == 0);
}

static inline bool same_cell(const struct kit *a, const struct kit *b, const struct quire_frame_cell *first,
                             const struct quire_frame_cell *second) {
    struct cell_look x = look_of(first), y = look_of(second);
    return x.count == y.count && memcmp(x.text, y.text, x.count * sizeof *x.text) == 0 &&
           x.cell.width == y.cell.width && x.cell.foreground == y.cell.foreground &&
           x.cell.background == y.cell.background && x.cell.underline_color == y.cell.underline_color &&
           x.cell.underline == y.cell.underline && x.cell.attributes == y.cell.attributes &&
           same_link(a, b, first->link, second->link);
}

static inline bool same_row(struct kit *a, struct kit *b, uint32_t row) {
    static struct quire_frame_cell first[QUIRE_MAX_COLUMNS], second[QUIRE_MAX_COLUMNS];
    uint32_t cols = quire_frame_row(a->frame, row, first, QUIRE_MAX_COLUMNS);
    bool same = quire_frame_row(b->frame, row, second, QUIRE_MAX_COLUMNS) == cols &&
                quire_frame_row_size(a->frame, row) == quire_frame_row_size(b->frame, row);
    for (uint32_t x = 0; same && x < cols; x++) {
        same = same_cell(a, b, &first[x], &second[x]) &&
               (x == 0 || (first[x].link == first[x - 1].link) == (second[x].link == second[x - 1].link));
        if (!same)
            printf("row %u, column %u: U+%04X, %u wide, and U+%04X, %u wide\n", row, x,
                   (unsigned)(first[x].text_length ? first[x].text[0] : 0), first[x].width,
                   (unsigned)(second[x].text_length ? second[x].text[0] : 0), second[x].width);
    }
    return same;
}

/* Every row that the two have, a screenful at a time from the top of history. */
static inline bool same_cells(struct kit *a, struct kit *b) {
    struct quire_frame_info first = QUIRE_FRAME_INFO_INIT, second = QUIRE_FRAME_INFO_INIT;
    bool same = true;
    for (uint64_t offset = UINT32_MAX; same;) {
        quire_frame_scroll_to(a->frame, a->terminal, offset);
        quire_frame_scroll_to(b->frame, b->terminal, offset);
        CHECK_INT(quire_frame_update(a->frame, a->terminal), QUIRE_OK);
        CHECK_INT(quire_frame_update(b->frame, b->terminal), QUIRE_OK);
        CHECK_INT(quire_frame_get_info(a->frame, &first), QUIRE_OK);
        CHECK_INT(quire_frame_get_info(b->frame, &second), QUIRE_OK);
        if (first.scroll_total != second.scroll_total)
            printf("%u rows of history, and %u\n", (unsigned)first.scroll_total, (unsigned)second.scroll_total);
        same = first.scroll_total == second.scroll_total && first.scroll_offset == second.scroll_offset;
        for (uint32_t row = 0; same && row < first.rows; row++)
            same = same_row(a, b, row);
        if (first.scroll_offset == 0)
            break;
        offset = first.scroll_offset > first.rows ? first.scroll_offset - first.rows : 0;
    }
    return same;
}

/* A letter a row: does it go on? */
static inline void wraps_of(struct kit *kit, struct text *wraps) {
    kit_format(kit, QUIRE_FORMAT_JSON, &kit->scratch);
    text_clear(wraps);
    const struct text *all = &kit->scratch;
    const char *line = strstr(all->bytes, "\"lines\":["), *next;
    for (; line && (next = text_next_line(all, line)); line = next) {
        if (strncmp(line, "{\"runs\"", 7) == 0)
            text_add(wraps, memmem(line, (size_t)(next - line), "\"wrapped\":true", 14) ? "w" : ".", 1);
    }
}

static inline bool same_wraps(struct kit *a, struct kit *b) {
    struct text first = {0}, second = {0};
    wraps_of(a, &first);
    wraps_of(b, &second);
    bool same = text_same(&first, &second);
    if (!same)
        printf("rows that go on: %s and %s\n", first.bytes, second.bytes);
    text_free(&first);
    text_free(&second);
    return same;
}

static inline bool shows_the_same(struct kit *kit) {
    struct quire_terminal_info info = kit_info(kit);
    struct text vt = {0};
    struct kit fresh;
    kit_open(&fresh, info.cols, info.rows);
    kit_format(kit, QUIRE_FORMAT_VT, &vt);
    CHECK_INT(quire_terminal_feed(fresh.terminal, vt.bytes, vt.length), QUIRE_OK);
    bool same = same_cells(kit, &fresh) && same_wraps(kit, &fresh);
    text_free(&vt);
    kit_close(&fresh);
    return same;
}

/* --- programs -------------------------------------------------------------------------------------------------- */

static inline void print_escaped(const struct text *text) {
    for (size_t i = 0; i < text->length; i++) {
        unsigned char byte = (unsigned char)text->bytes[i];
        if (byte >= 0x20 && byte < 0x7F)
            printf("%c", byte);
        else
            printf("\\x%02X", byte);
    }
    printf("\n");
}

static inline void add_piece(struct random *r, struct text *to, uint32_t cols, uint32_t rows) {
    static const char *const others[] = {
        "\033[?7l",     "\033[?7h",    "\033[?7h",         "\033[?2027l",
        "\033[?2027h",  "\033[?2027h", "\033[4h",          "\033[4l",
        "\033[?69h",    "\033[?69l",   "\033[?69l",        "\r",
        "\b",           "\r\n",        "\033[3b",          "\033[2P",
        "\033[2@",      "\033[L",      "\033[M",           "\033[2X",
        "\033[K",       "\033[1K",     "\033[2K",          "\033[J",
        "\033[1J",      "\033[2S",     "\033[T",           "\033#6",
        "\033#3",       "\033#5",      "\033(0q",          "\033(B",
        "\033[2'}",     "\033[2'~",    "\xEF\xB8\x8F",     "\xE0\xA4\xBE",
        "\xEF\xBE\x9E", "\xCC\x81",    "\xEF\xB8\x8E",     "\xE2\x80\x8D",
        "\033[44m",     "\033[m",      "\033]66;w=2;ab\a", "\033]66;w=1;\xE6\xBC\xA2\a"};
    if (random_below(r, 3) == 0)
        text_addf(to, "%s", others[random_below(r, sizeof others / sizeof *others)]);
    else if (random_below(r, 4) == 0)
        text_addf(to, "%s", random_clusters[random_below(r, sizeof random_clusters / sizeof *random_clusters)]);
    else
        random_piece(r, to, cols, rows);
}

#endif
