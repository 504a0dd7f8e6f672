/* xterm_steps.h - the programs that are compared with xterm: the steps of steps.h, and control functions that xterm has
 * and libvterm 0.1.4 has not.
 *
 * A piece is spelled when it is drawn, and both terminals get the same bytes. */
#ifndef XTERM_STEPS_H
#define XTERM_STEPS_H

#include "steps.h"

#define XTERM_COLS 12u
#define XTERM_ROWS 6u
#define PIECES_MAX 40u
#define PIECE_BYTES 120u

struct piece {
    struct step step; /* kind STEP_KIND_COUNT: one of the functions below */
    char bytes[PIECE_BYTES];
    uint32_t length;
};

struct pieces {
    struct piece piece[PIECES_MAX];
    uint32_t count;
};

/* A count in place of '#', rectangles in place of '[', one of its corners in place of ']'. */
static const char *const xterm_functions[] = {
    "\033[#j",      "\033[# @",    "\033[# A",    "\0336",          "\0339",          "\033[?45h",    "\033[?45l",
    "\033[s",       "\033[u",      "\033V",       "\033W",          "\033[?47h",      "\033[?47l",    "\033[?1047h",
    "\033[?1047l",  "\033[?1049h", "\033[?1049l", "\033[?1048h",    "\033[?1048l",    "\033[?5W",     "\033[88;R$x",
    "\033[37;R$x",  "\033[R$z",    "\033[R${",    "\033[R;1;P;1$v", "\033[R;1;P;1$v", "\033[R;1;7$r", "\033[R;0;4$r",
    "\033[R;1;7$t", "\033[2*x",    "\033[0*x",    "\033[#{",        "\033[#}",        "\033[3J",      "\033[J",
    "\033[K",       "\033#6",      "\033#5",      "\033[?7l",       "\033[?7h"};

static inline void piece_add(struct piece *piece, const char *bytes, size_t length) {
    if (piece->length + length > PIECE_BYTES)
        abort();
    memcpy(piece->bytes + piece->length, bytes, length);
    piece->length += (uint32_t)length;
}

static inline void piece_function(struct random *r, struct piece *piece) {
    const char *form = xterm_functions[random_below(r, sizeof xterm_functions / sizeof *xterm_functions)];
    uint32_t top = random_between(r, 1, XTERM_ROWS), left = random_between(r, 1, XTERM_COLS);
    char text[40];
    for (; *form; form++) {
        int length = 1;
        if (*form == '#' && form[1] != '6' && form[1] != '5' && form[1] != '{' && form[1] != '}')
            length = snprintf(text, sizeof text, "%u", random_below(r, 5));
        else if (*form == 'R')
            length = snprintf(text, sizeof text, "%u;%u;%u;%u", top, left, random_between(r, top, XTERM_ROWS),
                              random_between(r, left, XTERM_COLS));
        else if (*form == 'P')
            length = snprintf(text, sizeof text, "%u;%u", random_between(r, 1, XTERM_ROWS),
                              random_between(r, 1, XTERM_COLS));
        else
            text[0] = *form;
        piece_add(piece, text, (size_t)length);
    }
}

static inline void piece_draw(struct random *r, struct piece *piece, bool wide) {
    *piece = (struct piece){.step = {.kind = STEP_KIND_COUNT}};
    if (random_below(r, 8) == 0) {
        piece_function(r, piece);
        return;
    }
    struct text text = {0};
    piece->step = step_draw(r, XTERM_COLS, XTERM_ROWS, wide);
    step_spell(&piece->step, &text);
    if (piece->step.kind == STEP_ALTERNATE_CLEAR || piece->step.kind == STEP_ALTERNATE_SAVE)
        text_addf(&text, "\033[?%u%c", piece->step.kind == STEP_ALTERNATE_SAVE ? 1049u : 1047u,
                  "hl"[piece->step.which % 2]);
    piece_add(piece, text.bytes ? text.bytes : "", text.length);
    text_free(&text);
}

static inline void pieces_draw(struct random *r, struct pieces *pieces) {
    bool wide = random_below(r, 3) == 0;
    pieces->count = random_between(r, 4, PIECES_MAX);
    for (uint32_t i = 0; i < pieces->count; i++)
        piece_draw(r, &pieces->piece[i], wide);
}

#endif
