/* Powerline separators, U+E0B0 to E0D7: those that are geometry. Flames, ice, pixels, honeycombs and bricks (U+E0C0 to
 * E0D1) have no shape but that of a font and stay with fonts. */
#include "sprite_program.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* clang-format off */
static const struct sprite_entry powerline[] = {
    /* Triangles and chevrons. */
    {0xE0B0, "P aa ym ay"}, {0xE0B1, "L aa ym ay"}, {0xE0B2, "P ya yy am"}, {0xE0B3, "L ya am yy"},
    /* Half ellipses. */
    {0xE0B4, "E am ym"}, {0xE0B5, "O am ym"}, {0xE0B6, "E ym ym"}, {0xE0B7, "O ym ym"},
    /* Corners and diagonals. */
    {0xE0B8, "P aa yy ay"}, {0xE0B9, "L aa yy"}, {0xE0BA, "P ya yy ay"}, {0xE0BB, "L ya ay"},
    {0xE0BC, "P aa ya ay"}, {0xE0BD, "L ya ay"}, {0xE0BE, "P aa ya yy"}, {0xE0BF, "L aa yy"},
    /* Trapezoids with a light line left free between them. */
    {0xE0D2, "P aa ya mm yy ay K L am ym"}, {0xE0D4, "P aa ya yy ay mm K L am ym"},
    /* What the triangles leave. */
    {0xE0D6, "P aa ya am yy ay"}, {0xE0D7, "P aa ya yy ay ym"},
};
/* clang-format on */

bool sprite_has_powerline(uint32_t code_point) {
    return sprite_has_entry(powerline, COUNT(powerline), code_point);
}

bool sprite_powerline(struct sprite_canvas *canvas, uint32_t code_point) {
    return sprite_run_entry(canvas, powerline, COUNT(powerline), code_point);
}
