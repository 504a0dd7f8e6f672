#include "bar_line.h"

#include <string.h>

/* Columns of a code point, coarsely: what input methods and our own messages consist of. */
static const struct {
    uint32_t first, last;
    uint8_t width;
} widths[] = {
    {0x0300, 0x036F, 0},   {0x1100, 0x115F, 2},   {0x1AB0, 0x1AFF, 0},   {0x200B, 0x200F, 0}, {0x20D0, 0x20FF, 0},
    {0x2E80, 0x3098, 2},   {0x3099, 0x309A, 0},   {0x309B, 0xA4CF, 2},   {0xAC00, 0xD7A3, 2}, {0xF900, 0xFAFF, 2},
    {0xFE00, 0xFE0F, 0},   {0xFE30, 0xFE6F, 2},   {0xFF00, 0xFF60, 2},   {0xFFE0, 0xFFE6, 2}, {0x1F300, 0x1F64F, 2},
    {0x1F680, 0x1F6FF, 2}, {0x1F900, 0x1F9FF, 2}, {0x20000, 0x3FFFD, 2},
};

static uint8_t width_of(uint32_t code_point) {
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
        if (code_point >= widths[i].first && code_point <= widths[i].last)
            return widths[i].width;
    }
    return 1;
}

/* The next code point of UTF-8 text; bad bytes give U+FFFD, one for each. */
static uint32_t next_code_point(const unsigned char **at) {
    const unsigned char *byte = *at;
    int more = *byte >= 0xF0 && *byte < 0xF8 ? 3 : *byte >= 0xE0 ? 2 : *byte >= 0xC0 ? 1 : 0;
    *at = byte + 1;
    if (*byte < 0x80)
        return *byte;
    if (!more || *byte >= 0xF8)
        return 0xFFFD;
    uint32_t value = *byte & (0x3Fu >> more);
    for (int i = 1; i <= more; i++) {
        if ((byte[i] & 0xC0) != 0x80)
            return 0xFFFD;
        value = value << 6 | (byte[i] & 0x3Fu);
    }
    *at = byte + 1 + more;
    return value;
}

static uint32_t min_u32(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

static struct bar_cell *add_cell(struct bar_line *line, const struct bar_style *style, uint8_t width) {
    struct bar_cell *cell = &line->cells[line->count++];
    *cell = (struct bar_cell){*style, (uint16_t)line->text_count, 0, width};
    return cell;
}

void bar_line_put(struct bar_line *line, const char *text, const struct bar_style *style, uint32_t cols) {
    const unsigned char *at = (const unsigned char *)text;
    struct bar_cell *last = NULL;
    cols = min_u32(cols, BAR_LINE_CELLS);
    while (*at && line->text_count < BAR_LINE_TEXT) {
        uint32_t code_point = next_code_point(&at);
        uint8_t width = width_of(code_point);
        if (width == 0 ? !last : line->count + width > cols)
            break;
        if (width > 0)
            last = add_cell(line, style, width);
        line->text[line->text_count++] = code_point < 0x20 || code_point == 0x7F ? ' ' : code_point;
        last->text_length++;
        if (width == 2)
            add_cell(line, style, 0);
    }
}

uint32_t bar_line_cols(const char *text) {
    const unsigned char *at = (const unsigned char *)text;
    uint32_t cols = 0;
    while (*at)
        cols += width_of(next_code_point(&at));
    return cols;
}

void bar_line_fill(struct bar_line *line, const struct bar_style *style, uint32_t cols) {
    cols = min_u32(cols, BAR_LINE_CELLS);
    while (line->count < cols)
        add_cell(line, style, 1);
}

void bar_line_restyle(struct bar_line *line, uint32_t from, uint32_t to, const struct bar_style *style) {
    for (uint32_t col = from; col < to && col < line->count; col++)
        line->cells[col].style = *style;
}

struct quire_frame_cell bar_line_cell(const struct bar_line *line, uint32_t col) {
    const struct bar_cell *cell = &line->cells[col];
    return (struct quire_frame_cell){.text = line->text + cell->text,
                                     .text_length = cell->text_length,
                                     .width = cell->width,
                                     .underline = cell->style.underline,
                                     .attributes = cell->style.attributes,
                                     .foreground = cell->style.foreground,
                                     .background = cell->style.background,
                                     .underline_color = cell->style.foreground};
}

void bar_line_copy(struct bar_line *to, const struct bar_line *from) {
    to->count = from->count;
    to->text_count = from->text_count;
    memcpy(to->cells, from->cells, from->count * sizeof *from->cells);
    memcpy(to->text, from->text, from->text_count * sizeof *from->text);
}

static bool same_cell(const struct bar_cell *a, const struct bar_cell *b) {
    return a->text == b->text && a->text_length == b->text_length && a->width == b->width &&
           a->style.foreground == b->style.foreground && a->style.background == b->style.background &&
           a->style.attributes == b->style.attributes && a->style.underline == b->style.underline;
}

bool bar_line_equal(const struct bar_line *a, const struct bar_line *b) {
    if (a->count != b->count || a->text_count != b->text_count ||
        memcmp(a->text, b->text, a->text_count * sizeof *a->text))
        return false;
    for (uint32_t col = 0; col < a->count; col++) {
        if (!same_cell(&a->cells[col], &b->cells[col]))
            return false;
    }
    return true;
}
