/* show_kitty.h - pictures in the words of kitty's graphics protocol.
 *
 * Everything goes through the terminal itself (t=d), so it arrives over ssh too: base64 in pieces of 4096 characters, a
 * command each, PNG files as they are and pixels compressed by zlib. No answers are asked for (q=2): nobody reads them.
 * An animation is sent frame by frame and then played by the terminal.
 *
 * In tmux each command is wrapped up for the terminal around it, which shows the picture where tmux writes a certain
 * character with marks above it (Unicode placeholders): so tmux can scroll and repaint it like text. The marks are its
 * row and column and the highest byte of the picture's number, the lowest is its colour among 256: one of 24 bits tmux
 * would change, where it does not know that the terminal has so many. */
#ifndef SHOW_KITTY_H
#define SHOW_KITTY_H

#include <stdbool.h>
#include <stdint.h>

#include "show_output.h"
#include "show_picture.h"

/* So many rows and columns have a mark. */
#define SHOW_PLACEHOLDERS_MAX 297

struct show_kitty {
    const uint8_t *png; /* a file, or NULL: the frames of `picture` */
    size_t png_length;
    const struct show_picture *picture;
    uint32_t cols, rows; /* as large as so many cells; 0: as it follows from the other one, or from the pixels */
    uint32_t id;         /* of show_kitty_id, needed by animations and placeholders; 0: none */
    bool in_tmux;        /* wrapped, and with placeholders: cols and rows are those of the text */
    bool keep_cursor;    /* it stays where it is */
};

/* False: no memory. */
bool show_kitty_encode(struct show_output *output, const struct show_kitty *kitty);

/* A number for a picture, one of 61,200: its highest byte is not 0, its lowest is none of the 16 colours that change.
 */
uint32_t show_kitty_id(uint32_t random);

/* The characters of one row of a picture that was sent with placeholders. */
void show_kitty_placeholders(struct show_output *output, uint32_t id, uint32_t row, uint32_t cols);

/* Every picture on the screen goes, and its memory. */
void show_kitty_clear(struct show_output *output, bool in_tmux);

/* Ends whatever was being sent, wherever it was cut off. */
void show_kitty_break_off(struct show_output *output, bool in_tmux);

#endif
