/* bell_flash.h - what a visual bell looks like: how much of the text's colour is mixed over everything, step by step.
 *
 * Each step is a picture of its own, a cosmetic one; behind the last there is nothing left to do. */
#ifndef BELL_FLASH_H
#define BELL_FLASH_H

#include <stdbool.h>
#include <stdint.h>

struct bell_step {
    float strength; /* 0 to 1; 0: it is over */
    int64_t milliseconds;
};

/* One step of a flash, counted from 0: one picture that goes as suddenly as it came, or a soft one that swells and
 * fades. */
struct bell_step bell_flash_step(bool soft, unsigned step);

#endif
