#include "placeholder.h"

/* --- numbers ----------------------------------------------------------------------------------------------------- */

/* Marks that follow each other: the first, how many, and the number of the first. */
struct mark_run {
    uint32_t first;
    uint16_t count, number;
};

static const struct mark_run mark_runs[] = {
    {0x0305, 1, 0}, {0x030D, 2, 1}, {0x0310, 1, 3}, {0x0312, 1, 4}, {0x033D, 3, 5}, {0x0346, 1, 8}, {0x034A, 3, 9},
    {0x0350, 3, 12}, {0x0357, 1, 15}, {0x035B, 1, 16}, {0x0363, 13, 17}, {0x0483, 5, 30}, {0x0592, 4, 35},
    {0x0597, 3, 39}, {0x059C, 6, 42}, {0x05A8, 2, 48}, {0x05AB, 2, 50}, {0x05AF, 1, 52}, {0x05C4, 1, 53},
    {0x0610, 8, 54}, {0x0657, 5, 62}, {0x065D, 2, 67}, {0x06D6, 7, 69}, {0x06DF, 4, 76}, {0x06E4, 1, 80},
    {0x06E7, 2, 81}, {0x06EB, 2, 83}, {0x0730, 1, 85}, {0x0732, 2, 86}, {0x0735, 2, 88}, {0x073A, 1, 90},
    {0x073D, 1, 91}, {0x073F, 3, 92}, {0x0743, 1, 95}, {0x0745, 1, 96}, {0x0747, 1, 97}, {0x0749, 2, 98},
    {0x07EB, 7, 100}, {0x07F3, 1, 107}, {0x0816, 4, 108}, {0x081B, 9, 112}, {0x0825, 3, 121}, {0x0829, 5, 124},
    {0x0951, 1, 129}, {0x0953, 2, 130}, {0x0F82, 2, 132}, {0x0F86, 2, 134}, {0x135D, 3, 136}, {0x17DD, 1, 139},
    {0x193A, 1, 140}, {0x1A17, 1, 141}, {0x1A75, 8, 142}, {0x1B6B, 1, 150}, {0x1B6D, 7, 151}, {0x1CD0, 3, 158},
    {0x1CDA, 2, 161}, {0x1CE0, 1, 163}, {0x1DC0, 2, 164}, {0x1DC3, 7, 166}, {0x1DCB, 2, 173}, {0x1DD1, 22, 175},
    {0x1DFE, 1, 197}, {0x20D0, 2, 198}, {0x20D4, 4, 200}, {0x20DB, 2, 204}, {0x20E1, 1, 206}, {0x20E7, 1, 207},
    {0x20E9, 1, 208}, {0x20F0, 1, 209}, {0x2CEF, 3, 210}, {0x2DE0, 32, 213}, {0xA66F, 1, 245}, {0xA67C, 2, 246},
    {0xA6F0, 2, 248}, {0xA8E0, 18, 250}, {0xAAB0, 1, 268}, {0xAAB2, 2, 269}, {0xAAB7, 2, 271}, {0xAABE, 2, 273},
    {0xAAC1, 1, 275}, {0xFE20, 7, 276}, {0x10A0F, 1, 283}, {0x10A38, 1, 284}, {0x1D185, 5, 285}, {0x1D1AA, 4, 290},
    {0x1D242, 3, 294},
};

int32_t qr_placeholder_number(uint32_t mark) {
    size_t low = 0, high = sizeof mark_runs / sizeof *mark_runs;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct mark_run *run = &mark_runs[middle];
        if (mark < run->first)
            high = middle;
        else if (mark - run->first < run->count)
            return (int32_t)(run->number + (mark - run->first));
        else
            low = middle + 1;
    }
    return -1;
}

/* --- cells ------------------------------------------------------------------------------------------------------- */

bool qr_cell_is_placeholder(const struct qr_page *page, struct qr_cell cell) {
    uint32_t single, count;
    if (!qr_cell_is_cluster(cell))
        return qr_cell_content(cell) == QR_PLACEHOLDER;
    const uint32_t *text = qr_page_cell_text(page, cell, &single, &count);
    return count > 0 && text[0] == QR_PLACEHOLDER;
}

/* What the marks of a cell say: -1 where there is none. Other combining characters say nothing. */
struct said {
    int32_t row, col, high;
};

static struct said read_marks(const struct qr_page *page, struct qr_cell cell) {
    int32_t numbers[] = {-1, -1, -1};
    uint32_t single, count, found = 0;
    const uint32_t *text = qr_page_cell_text(page, cell, &single, &count);
    for (uint32_t i = 1; i < count && found < 3; i++) {
        int32_t number = qr_placeholder_number(text[i]);
        if (number >= 0)
            numbers[found++] = number;
    }
    return (struct said){numbers[0], numbers[1], numbers[2]};
}

/* Does the cell go on where the one to the left was, as far as it says anything? */
static bool goes_on(const struct qr_placeholder_reader *reader, const struct said *said, uint32_t foreground,
                    uint32_t underline) {
    const struct qr_placeholder *last = &reader->last;
    return reader->follows && reader->foreground == foreground && reader->underline == underline &&
           (said->row < 0 || (uint32_t)said->row == last->row) &&
           (said->col < 0 || (uint32_t)said->col == last->col + 1);
}

bool qr_placeholder_read(struct qr_placeholder_reader *reader, const struct qr_page *page, struct qr_cell cell,
                         struct qr_placeholder *placeholder) {
    if (!qr_cell_is_placeholder(page, cell)) {
        reader->follows = false;
        return false;
    }
    struct qr_style style = qr_page_style(page, qr_cell_style(cell));
    struct said said = read_marks(page, cell);
    struct quire_color color = qr_style_foreground(style), line = qr_style_underline_color(style);
    struct qr_placeholder made = {.row = said.row < 0 ? 0 : (uint32_t)said.row,
                                  .col = said.col < 0 ? 0 : (uint32_t)said.col,
                                  .placement = QUIRE_COLOR_VALUE(line)};
    uint32_t high = said.high < 0 ? 0 : (uint32_t)said.high & 0xFF;
    if (said.high < 0 && goes_on(reader, &said, color.bits, line.bits)) {
        made.row = reader->last.row;
        made.col = reader->last.col + 1;
        high = reader->last.image >> 24;
    }
    made.image = QUIRE_COLOR_VALUE(color) | high << 24;
    *reader = (struct qr_placeholder_reader){true, color.bits, line.bits, made};
    *placeholder = made;
    return true;
}
