/* print_parts.h - what the ways of printing share: places in a row, and the cursor behind what was put there. */
#ifndef QR_PRINT_PARTS_H
#define QR_PRINT_PARTS_H

#include "cluster_scan.h"
#include "engine.h"

/* The edge that text at the cursor wraps at. */
uint32_t qr_print_edge(const struct qr_engine *engine);

/* Makes sure that `width` columns fit at the cursor, in the next line if need be; false when what comes cannot be
 * shown: on a line that is too narrow for it, and without autowrap where too little of the line is left (xterm). */
bool qr_print_make_place(struct qr_engine *engine, uint32_t width, uint32_t *edge);

/* The cursor goes behind columns that were put where it was. */
void qr_print_advance(struct qr_engine *engine, uint32_t columns, uint32_t edge);

/* Text before that which stays, where it fills the screen more than once and what scrolls off is gone: is passed over,
 * and the cursor is where the first row that stays begins. `with` has the state behind what was printed, and then
 * behind what was passed over. Returns the bytes of that; 0: nothing was done. Cost: the text, measured but not put. */
size_t qr_print_past_unseen(struct qr_engine *engine, struct qr_cluster_scan *with, const uint8_t *bytes,
                            const uint8_t *end);

/* What stands before the cursor, if text that comes may join it; false: nothing, or it cannot. */
bool qr_print_text_before(const struct qr_engine *engine, const uint32_t **text, uint32_t *single, uint32_t *count);

#endif
