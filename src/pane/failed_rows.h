/* failed_rows.h - the rows of a view in which the prompt of a command begins that failed. Main thread. */
#ifndef FAILED_ROWS_H
#define FAILED_ROWS_H

#include <stdint.h>

#include <quire/frame.h>

#include "command_log.h"

struct failed_rows {
    uint32_t *rows; /* ascending */
    uint32_t count, capacity;
};

/* Lists them anew, under the lock of the log. Without memory some are missing. Cost: a question to the frame for each
 * row, and a look through the log for each prompt. */
void failed_rows_find(struct failed_rows *failed, const struct quire_frame *frame, uint32_t rows,
                      const struct command_log *log);
void failed_rows_finish(struct failed_rows *failed);

#endif
