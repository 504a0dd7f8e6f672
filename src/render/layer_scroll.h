/* layer_scroll.h - what scrolled is moved in the picture, not drawn.
 *
 * Rows of a grid that look as they were drawn elsewhere are moved by the backend, pixels and all: with what lay over
 * them in the last picture, and below what lies over them now. Both are told as damage, so the layers there are drawn
 * again, without being built again. */
#ifndef LAYER_SCROLL_H
#define LAYER_SCROLL_H

#include "damage.h"
#include "layer_stack.h"

/* Moves what can be moved of the layer with this index: nothing where another grid lies over it (that one may move,
 * too). `damage` gets what is to be drawn for it. Cost: that of quire_frame_moved and backend_calls.move. */
void layer_scroll(const struct layer_stack *stack, uint32_t index, const struct layer_means *means,
                  const struct backend_area *window, struct damage *damage);

/* The pixels of the rows that were moved; empty: none were. */
struct backend_area layer_scrolled_area(const struct layer *layer, const struct layer_means *means);

#endif
