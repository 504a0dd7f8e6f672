/* overlay.h - a line of text that is laid over a row of a frame: what an input method is composing, or a message.
 *
 * The text becomes cells like those of a frame, so it is drawn by the same way as everything else. */
#ifndef OVERLAY_H
#define OVERLAY_H

#include <stdbool.h>
#include <stdint.h>

#include <quire/frame.h>

#define OVERLAY_CELLS 512u
#define OVERLAY_TEXT 1024u

struct overlay {
    bool shown;
    uint32_t row, col, count; /* cells [col, col + count) of the row are replaced */
    uint32_t end;             /* column behind the text: where a cursor stands */
    uint32_t text[OVERLAY_TEXT];
    struct quire_frame_cell cells[OVERLAY_CELLS];
};

/* Places the composed text at the cursor, moved to the left as far as it needs to fit; underlined. `cols`: cells of the
 * cursor's row. */
void overlay_preedit(struct overlay *overlay, const char *text, const struct quire_frame_info *info, uint32_t cols);

/* A bar over the whole last row, in swapped colours; those of text from mark_col to mark_end. */
void overlay_message(struct overlay *overlay, const char *text, uint32_t mark_col, uint32_t mark_end,
                     const struct quire_frame_info *info);

/* Whether both show the same. */
bool overlay_equal(const struct overlay *a, const struct overlay *b);

#endif
