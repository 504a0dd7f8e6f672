#include "decode_turn.h"

#include <stdlib.h>
#include <string.h>

/* Where the pixel of a row and column of the upright picture lies in the stored one: rows and columns may be swapped,
 * and each may be counted from its end. */
struct turn {
    bool swaps, from_right, from_bottom;
};

static const struct turn turns[9] = {
    [2] = {false, true, false}, [3] = {false, true, true}, [4] = {false, false, true}, [5] = {true, false, false},
    [6] = {true, false, true},  [7] = {true, true, true},  [8] = {true, true, false},
};

bool decode_turn(uint8_t *pixels, uint32_t *width, uint32_t *height, unsigned orientation) {
    if (orientation < 2 || orientation > 8) {
        return true;
    }
    size_t stored_width = *width, stored_height = *height, bytes = stored_width * stored_height * 4;
    uint8_t *stored = malloc(bytes);
    if (stored == NULL) {
        return false;
    }
    memcpy(stored, pixels, bytes);
    struct turn turn = turns[orientation];
    size_t upright_width = turn.swaps ? stored_height : stored_width;
    size_t upright_height = turn.swaps ? stored_width : stored_height;
    for (size_t y = 0; y < upright_height; y++) {
        for (size_t x = 0; x < upright_width; x++, pixels += 4) {
            size_t column = turn.swaps ? y : x, row = turn.swaps ? x : y;
            column = turn.from_right ? stored_width - 1 - column : column;
            row = turn.from_bottom ? stored_height - 1 - row : row;
            memcpy(pixels, stored + (row * stored_width + column) * 4, 4);
        }
    }
    free(stored);
    *width = (uint32_t)upright_width;
    *height = (uint32_t)upright_height;
    return true;
}
