/* placeholder.h - cells that stand for a piece of an image: kitty's Unicode placeholders.
 *
 * A program that only prints text (tmux, an editor) shows an image by printing U+10EEEE, one for each cell of the
 * image. The colour of the text says which image, that of the underline which of its virtual placements; combining
 * characters behind U+10EEEE say which row and column of it the cell shows, and the high byte of the image's number.
 * What is not said follows from the cell to the left, which is why a row is read from the left, with a reader that
 * remembers it.
 *
 * The numbers that combining characters stand for are those of kitty's list (rowcolumn-diacritics.txt): the marks of
 * class 230 in Unicode 6.0 that do not compose, in the order of their code points. Source: kitty, "Terminal graphics
 * protocol", Unicode placeholders. Cost: a comparison for each cell that is none. */
#ifndef QR_PLACEHOLDER_H
#define QR_PLACEHOLDER_H

#include <stdbool.h>
#include <stdint.h>

#include "page.h"

#define QR_PLACEHOLDER UINT32_C(0x10EEEE)

/* What a cell stands for. */
struct qr_placeholder {
    uint32_t image, placement; /* as the program names them; placement 0: any */
    uint32_t row, col;         /* of the placement */
};

struct qr_placeholder_reader {
    bool follows; /* the cell to the left was one; `last` is what it stood for, by these colours */
    uint32_t foreground, underline;
    struct qr_placeholder last;
};

/* Is the first code point of a cell U+10EEEE? */
bool qr_cell_is_placeholder(const struct qr_page *page, struct qr_cell cell);

/* Reads the next cell of a row; false: it is no placeholder. */
bool qr_placeholder_read(struct qr_placeholder_reader *reader, const struct qr_page *page, struct qr_cell cell,
                         struct qr_placeholder *placeholder);

/* The number that a combining character stands for; -1: none. */
int32_t qr_placeholder_number(uint32_t mark);

#endif
