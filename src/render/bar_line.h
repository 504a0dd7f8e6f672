/* bar_line.h - one row of cells that is made by the application: a message, a question, what an input method is
 * composing; tabs, a search line.
 *
 * The text becomes cells like those of a frame, so it is drawn by the same way as everything else. A line is written
 * from the left: text, in any number of styles, then blanks up to a width. */
#ifndef BAR_LINE_H
#define BAR_LINE_H

#include <stdbool.h>
#include <stdint.h>

#include <quire/frame.h>

#define BAR_LINE_CELLS 512u
#define BAR_LINE_TEXT 1024u

struct bar_style {
    uint32_t foreground, background; /* 0xRRGGBB */
    uint16_t attributes;             /* quire_attribute bits */
    uint8_t underline;               /* enum quire_underline */
};

struct bar_cell {
    struct bar_style style;
    uint16_t text; /* index of its first code point */
    uint16_t text_length;
    uint8_t width;
};

struct bar_line {
    uint32_t count, text_count;
    struct bar_cell cells[BAR_LINE_CELLS];
    uint32_t text[BAR_LINE_TEXT];
};

/* Writes UTF-8 text, as far as it fits into `cols` cells of the whole line. */
void bar_line_put(struct bar_line *line, const char *text, const struct bar_style *style, uint32_t cols);

/* Cells that a text needs. */
uint32_t bar_line_cols(const char *text);

/* Blanks up to `cols` cells of the whole line. */
void bar_line_fill(struct bar_line *line, const struct bar_style *style, uint32_t cols);

/* Cells [from, to) that there are get another style; their text stays. */
void bar_line_restyle(struct bar_line *line, uint32_t from, uint32_t to, const struct bar_style *style);

/* A cell as a frame has it. Its text is borrowed from the line. */
struct quire_frame_cell bar_line_cell(const struct bar_line *line, uint32_t col);

/* Copies what it shows, and not the room behind that. */
void bar_line_copy(struct bar_line *to, const struct bar_line *from);

/* Whether both show the same. */
bool bar_line_equal(const struct bar_line *a, const struct bar_line *b);

#endif
