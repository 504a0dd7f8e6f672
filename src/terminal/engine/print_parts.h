/* print_parts.h - what the ways of printing share: places in a row, and the cursor behind what was put there. */
#ifndef QR_PRINT_PARTS_H
#define QR_PRINT_PARTS_H

#include "engine.h"

/* The edge that text at the cursor wraps at. */
uint32_t qr_print_edge(const struct qr_engine *engine);

/* Makes sure that `width` columns fit at the cursor, in the next line if need be; false when what comes cannot be
 * shown: on a line that is too narrow for it, and without autowrap where too little of the line is left (xterm). */
bool qr_print_make_place(struct qr_engine *engine, uint32_t width, uint32_t *edge);

/* The cursor goes behind columns that were put where it was. */
void qr_print_advance(struct qr_engine *engine, uint32_t columns, uint32_t edge);

#endif
