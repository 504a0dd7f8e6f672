/* picture_clock.h - when a window draws its next picture: no faster than the screen shows them.
 *
 * A picture of what a program or a key has changed takes the time until the screen shows the next one. What is cosmetic
 * (a blink, a scrollbar that goes) takes none: a key right behind it is shown at once. Points in time are those of
 * loop_clock_ms. Main thread. */
#ifndef PICTURE_CLOCK_H
#define PICTURE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

struct picture_clock {
    bool wanted;
    bool cosmetic;       /* what is wanted is nothing but that */
    bool began_cosmetic; /* and so is the picture that is being drawn */
    bool hurried;        /* what is wanted next waits for nothing */
    bool began_hurried;  /* likewise */
    bool waiting;        /* for `next` alone: what it shows is there */
    uint64_t waits;      /* pictures that had to; for tests, which so need no clock */
    int64_t next;        /* no picture before */
};

/* A picture is wanted. */
void picture_clock_want(struct picture_clock *clock, bool cosmetic);

/* The window has another size, and the next picture is the first of it: it waits neither for the screen nor for what a
 * program is about to write. */
void picture_clock_hurry(struct picture_clock *clock);

/* When it may be drawn, where what it shows is there at `ready`. */
int64_t picture_clock_due(const struct picture_clock *clock, int64_t ready);

/* It is not drawn before picture_clock_due. */
void picture_clock_wait(struct picture_clock *clock, int64_t ready);

/* It is being drawn: what is wanted from now on is another one. */
void picture_clock_begin(struct picture_clock *clock);
/* It was drawn; a screen shows one every `refresh_ms`. */
void picture_clock_end(struct picture_clock *clock, int64_t now, int refresh_ms);

#endif
