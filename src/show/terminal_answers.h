/* terminal_answers.h - what a terminal answers when it is asked what it can do. Pure: bytes in, facts out.
 *
 * Answers arrive among other bytes: keys that somebody types meanwhile, answers to questions of others, garbage. So the
 * bytes are taken apart as sequences (CSI, OSC, DCS, APC), those that are no answer to us are dropped, and one that is
 * longer than any answer is read to its end and dropped too. The questions are in terminal_ask.c; the last one is for
 * the primary device attributes (DA1), which every terminal answers, so nothing follows behind that. */
#ifndef TERMINAL_ANSWERS_H
#define TERMINAL_ANSWERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The id of the picture that the question for kitty's graphics names. */
#define ANSWERS_KITTY_ID 31

struct terminal_answers {
    bool attributes;                 /* DA1 was answered: these are all */
    bool sixel;                      /* ... and names sixel, 4 */
    bool kitty;                      /* kitty's graphics protocol answers OK */
    char name[64];                   /* XTVERSION, "xterm(388)"; empty: no answer */
    uint32_t cols, rows;             /* CSI 18 t; 0: no answer, as below */
    uint32_t width_px, height_px;    /* of the text area, CSI 14 t */
    uint32_t cell_w_px, cell_h_px;   /* CSI 16 t */
    uint32_t registers;              /* colour registers of sixel, XTSMGRAPHICS */
    uint32_t sixel_w_px, sixel_h_px; /* the largest sixel picture */
    bool has_background;
    uint8_t background[3]; /* OSC 11, 8 bits a channel */
};

enum answer_state { ANSWER_GROUND, ANSWER_ESCAPE, ANSWER_CSI, ANSWER_STRING, ANSWER_STRING_ESCAPE };

struct answer_reader {
    struct terminal_answers answers;
    enum answer_state state;
    char kind;      /* of a string: ']' OSC, 'P' DCS, '_' APC */
    char text[256]; /* what is between introducer and end */
    size_t length;  /* beyond the text: too long, dropped at its end */
};

void answer_reader_init(struct answer_reader *reader);
void answer_reader_feed(struct answer_reader *reader, const char *bytes, size_t length);

#endif
