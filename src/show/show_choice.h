/* show_choice.h - which protocol a terminal gets, and what is known of its sizes. Pure.
 *
 * The best first: kitty's graphics where the terminal has answered that it has them; iTerm2's for terminals that are
 * known to have them, by the name they answer or that stands in the environment; sixel where the attributes say so;
 * coloured half blocks for all others. What the environment says of a terminal holds only where the terminal itself
 * was silent: it may be that of another one, further out. */
#ifndef SHOW_CHOICE_H
#define SHOW_CHOICE_H

#include <stdbool.h>
#include <stdint.h>

#include "terminal_answers.h"

enum show_protocol { SHOW_AUTO, SHOW_KITTY, SHOW_ITERM2, SHOW_SIXEL, SHOW_BLOCKS };

/* What the program was started with; NULL: not set. */
struct show_environment {
    const char *term_program, *lc_terminal, *colorterm, *term, *tmux;
};

/* The terminal, as a picture sees it. */
struct show_terminal {
    enum show_protocol protocol;
    bool in_tmux;                  /* kitty's words are wrapped, and placed by characters */
    bool full_color;               /* 24 bits; else the 256 of xterm */
    uint32_t cols, rows;           /* never 0 */
    uint32_t cell_w_px, cell_h_px; /* never 0: a guess where nobody knows */
    uint32_t colors;               /* of sixel, 2 to 256 */
    uint32_t most_w_px, most_h_px; /* of a sixel picture */
    bool has_background;
    uint8_t background[3];
};

/* The kernel's idea of the size (TIOCGWINSZ); 0: none. */
struct show_window_size {
    uint32_t cols, rows, width_px, height_px;
};

/* "kitty", "iterm2", "sixel", "blocks"; false: another word. */
bool show_protocol_named(const char *word, enum show_protocol *protocol);

/* `wanted` is SHOW_AUTO or what somebody has asked for, which is taken. */
void show_choose(const struct terminal_answers *answers, const struct show_environment *environment,
                 const struct show_window_size *window, enum show_protocol wanted, struct show_terminal *terminal);

#endif
