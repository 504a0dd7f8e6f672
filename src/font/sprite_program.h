/* sprite_program.h - pictures in a few letters.
 *
 * Symbols of one kind differ by numbers, not by code. A picture is a string of commands; a capital letter or a digit is
 * a command, small letters are its numbers. A number is a letter from a = 0 to y = 24 and counts 24ths of the cell,
 * which has halves, thirds, quarters, sixths and eighths without fractions; a point is two of them, across and down.
 * Blanks mean nothing; a comma begins another contour or line of the same command.
 *
 *     P points     polygon, filled. Corners lie where the edges of blocks lie, on whole pixels: wedges meet blocks.
 *     L points     light line from point to point;  H heavy line;  B bold line, as thick as the stems of large type
 *     D points     double line, as wide as those of box drawing
 *     Z points     hollow line: the outline of a bold one
 *     E xy rx ry   ellipse about a point, with radii in 24ths of width and height, filled;  O its outline
 *     C xy r       disc, radius in 24ths of the width;  R its outline
 *     A xy rx ry   bold line along an ellipse
 *     Q columnrow  a piece of the outline of an ellipse that fills 4 x 4 cells, by two digits
 *     1 2 3 4      what follows is drawn in light, medium, dark shade, in full
 *     K            what follows is taken off
 *     X            what was drawn so far is taken off a full cell
 *
 * "P aaymay" is the triangle of U+E0B0, "L ma am" a line from the upper centre to the middle left. Lines that end at
 * the border of the cell go on beyond it, so that they meet the next cell's; the middle of a cell is the middle of the
 * lines of box drawing; upright and level lines lie on whole pixels, those along the border inside of it. */
#ifndef SPRITE_PROGRAM_H
#define SPRITE_PROGRAM_H

#include "sprite.h"

/* Draws a picture. Cost: as sprite_path_fill for each command. A command that there is no memory for is left out. */
void sprite_run(struct sprite_canvas *canvas, const char *program);

/* A table from code points to programs, sorted. */
struct sprite_entry {
    uint32_t code_point;
    const char *program;
};

/* Draws the picture of a table; false when it has none. */
bool sprite_run_entry(struct sprite_canvas *canvas, const struct sprite_entry *table, size_t count,
                      uint32_t code_point);

/* Whether a table has a picture. */
bool sprite_has_entry(const struct sprite_entry *table, size_t count, uint32_t code_point);

#endif
