/* xterm_screen.h - a real xterm as an engine: bytes go in through its terminal device, cells come out by reports.
 *
 * xterm.py has started it on a terminal whose device file is named by QUIRE_XTERM_TTY, raw and without echo. A cell is
 * read by DECRQCRA on a rectangle of one cell, three times: its character alone (XTCHECKSUM 55), the last 8 bits of
 * it and its marks (39), it and its attributes (53); the cursor by CPR. Colours cannot be read this way. */
#ifndef XTERM_SCREEN_H
#define XTERM_SCREEN_H

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "xterm_steps.h"

#define XTERM_CELLS (XTERM_COLS * XTERM_ROWS)
/* What xterm has in the second column of a wide character. */
#define XTERM_TAIL 0xFFFFu
/* How attributes count in a checksum. */
enum { XTERM_INVISIBLE = 0x08, XTERM_UNDERLINE = 0x10, XTERM_INVERSE = 0x20, XTERM_BLINK = 0x40, XTERM_BOLD = 0x80 };

/* What is compared. */
struct xterm_shot {
    uint16_t text[XTERM_CELLS];  /* the first code point, cut to 16 bits */
    uint16_t marks[XTERM_CELLS]; /* sum of the others */
    uint16_t attributes[XTERM_CELLS];
    char replies[512]; /* to what the program asked; without ESC */
};

#define XTERM_PASSES 3u

struct xterm {
    int tty;
    struct text queries, answer;
};

/* Behind the last query; nothing else has this number. */
#define XTERM_END "\033[9999;1;1;1;1;1*y"
#define XTERM_END_ANSWER "\033P9999!~"

/* RIS leaves what is on the alternate screen, and the cursor that was saved there, and the stack of renditions. */
static const char xterm_reset[] =
    "\033c\033[#}\033[#}\033[#}\033[#}\033[#}\033[#}\033[#}\033[#}\033[#}\033[#}\033[?1049h\033[H\0337\033c";

static inline void xterm_queries(struct text *to) {
    text_addf(to, "\033[?6l\033(B\033)B\033*B\033+B\017"); /* sums go through the character sets */
    for (uint32_t pass = 0; pass < XTERM_PASSES; pass++) {
        text_addf(to, "\033[%u#y", (const unsigned[XTERM_PASSES]){55, 39, 53}[pass]);
        for (uint32_t i = 0; i < XTERM_CELLS; i++) {
            uint32_t row = i / XTERM_COLS + 1, col = i % XTERM_COLS + 1;
            text_addf(to, "\033[%u;1;%u;%u;%u;%u*y", 1000 + i, row, col, row, col);
        }
    }
    text_addf(to, XTERM_END);
}

static inline bool xterm_open(struct xterm *xterm) {
    const char *path = getenv("QUIRE_XTERM_TTY");
    *xterm = (struct xterm){.tty = path ? open(path, O_RDWR | O_NOCTTY) : -1};
    xterm_queries(&xterm->queries);
    return xterm->tty >= 0;
}

static inline void xterm_close(struct xterm *xterm) {
    close(xterm->tty);
    text_free(&xterm->queries);
    text_free(&xterm->answer);
}

static inline void xterm_write(struct xterm *xterm, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t count = write(xterm->tty, bytes, length);
        if (count <= 0)
            abort();
        bytes += count;
        length -= (size_t)count;
    }
}

/* Reads up to the answer of XTERM_END. False: xterm does not answer. */
static inline bool xterm_read(struct xterm *xterm) {
    char block[4096];
    text_clear(&xterm->answer);
    for (;;) {
        struct pollfd poll_tty = {xterm->tty, POLLIN, 0};
        if (poll(&poll_tty, 1, 60000) <= 0)
            return false;
        ssize_t count = read(xterm->tty, block, sizeof block);
        if (count <= 0)
            return false;
        text_add(&xterm->answer, block, (size_t)count);
        const char *end = strstr(xterm->answer.bytes, XTERM_END_ANSWER);
        if (end && strstr(end + 1, "\033\\"))
            return true;
    }
}

static inline void xterm_parse(struct xterm *xterm, struct xterm_shot *shot) {
    const char *at = xterm->answer.bytes, *cells = strstr(at, "\033P1000!~");
    size_t used = 0;
    unsigned number, sum;
    *shot = (struct xterm_shot){0};
    for (; at < cells && used + 1 < sizeof shot->replies; at++) {
        if (*at != '\033')
            shot->replies[used++] = *at;
    }
    uint32_t sums[XTERM_PASSES][XTERM_CELLS];
    for (uint32_t i = 0; i < XTERM_PASSES * XTERM_CELLS; i++) {
        at = strstr(at, "\033P");
        if (!at || sscanf(at, "\033P%u!~%x", &number, &sum) != 2 || number != 1000 + i % XTERM_CELLS)
            abort();
        sums[i / XTERM_CELLS][i % XTERM_CELLS] = sum;
        at++;
    }
    for (uint32_t i = 0; i < XTERM_CELLS; i++) {
        shot->text[i] = (uint16_t)(sums[0][i] == 0 ? ' ' : sums[0][i]); /* 0: a blank that was copied */
        shot->attributes[i] = (uint16_t)(sums[2][i] - sums[0][i]);
        uint32_t base = i > 0 && shot->text[i] == XTERM_TAIL ? i - 1 : i; /* xterm has them in the second column */
        shot->marks[base] = (uint16_t)(shot->marks[base] + sums[1][i] - (sums[0][i] & 0xFF));
    }
}

/* Runs a program on a terminal that was reset, and tells what came out. */
static inline bool xterm_run(struct xterm *xterm, const struct text *program, struct xterm_shot *shot) {
    xterm_write(xterm, xterm_reset, sizeof xterm_reset - 1);
    xterm_write(xterm, program->bytes, program->length);
    xterm_write(xterm, xterm->queries.bytes, xterm->queries.length);
    if (!xterm_read(xterm))
        return false;
    xterm_parse(xterm, shot);
    return true;
}

#endif
