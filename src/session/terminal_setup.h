/* terminal_setup.h - a terminal of libquire as the settings want it. */
#ifndef TERMINAL_SETUP_H
#define TERMINAL_SETUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/terminal.h>

#include "config.h"
#include "notices.h"

struct terminal_size {
    uint32_t cols, rows;
    uint32_t cell_width_px, cell_height_px; /* 0: unknown */
};

/* NULL: `error` holds one line. `scrollback` is in lines; they live in `history_file`, or in memory for NULL.
 * A file that another process writes, or that cannot be used, is told to `notices` (see there for NULL), and they live
 * in memory too. */
struct quire_terminal *terminal_setup(const struct config *config, struct terminal_size size, uint64_t scrollback,
                                      const char *history_file, const struct quire_callbacks *callbacks,
                                      struct notices *notices, char *error, size_t error_size);

/* Sets what `touched` (enum config_touch bits) names of a terminal that runs. Under its lock. True: something was. */
bool terminal_apply(struct quire_terminal *terminal, const struct config *config, uint32_t touched);

#endif
