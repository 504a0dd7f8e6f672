/* cliffs.h - what the rows of the cliffs share: measuring, telling, terminals.
 *
 * Each case is measured beside what it is compared with, in one run, as the least of some times of the processor. A
 * JSON line says the row (of docs/performance.md), what is compared, the figure, what it may be, and whether it holds.
 */
#ifndef CLIFFS_H
#define CLIFFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/terminal.h>

/* Bytes of text in the large cases, and how often each is measured. */
extern size_t cliff_large;
extern uint32_t cliff_repeat;

/* The rows. */
void cliff_row_reading(void);   /* 20: reading and writing out */
void cliff_row_search(void);    /* 21: searching one long line */
void cliff_row_flood(void);     /* 22: what a flood of links leaves behind */
void cliff_row_file(void);      /* 23: history files as they grow */
void cliff_row_selection(void); /* 24: a selection over one wrapped line */
void cliff_row_bounded(void);   /* 25: floods: time a byte, memory beyond the limits */

/* Seconds: of the processor, and on the wall, for what waits for files. */
double cliff_now(void);
double cliff_clock(void);

/* Ends the program when something that must be did not come about. */
void cliff_must(bool done, const char *what);

/* The least time of cliff_repeat runs. */
double cliff_least(void (*work)(struct quire_terminal *terminal, void *user), struct quire_terminal *terminal,
                   void *user);

/* A ratio that may be `most`; MB/s that are to be `rate` at least; a number in some unit that may be `most`. */
void cliff_most(int row, const char *what, double ratio, double most);
void cliff_rate(int row, const char *what, double mb_per_s, double rate);
void cliff_figure(int row, const char *what, const char *unit, double figure, double most);

/* A terminal with no limit of lines. */
struct quire_terminal *cliff_terminal(uint32_t cols, uint32_t rows);
void cliff_feed(struct quire_terminal *terminal, const char *bytes, size_t length);
/* `bytes` of text in lines of `columns`, at 80 columns; SIZE_MAX: one line. */
struct quire_terminal *cliff_lines(size_t bytes, size_t columns);

#endif
