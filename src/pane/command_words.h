/* command_words.h - how a command went, in words. Any thread. */
#ifndef COMMAND_WORDS_H
#define COMMAND_WORDS_H

#include <stddef.h>

#include "command_log.h"

/* "0.42 s", "12 s", "2 min 13 s", "1 h 2 min", "3 d 4 h". */
void command_duration(int64_t milliseconds, char *text, size_t size);

/* "exit 1, 2 min 13 s, began 14:03:22"; of one that runs "runs, 12 s, began 14:03:22". `day_ms` is now by the day's
 * clock. */
void command_outcome(const struct command_record *record, int64_t day_ms, char *text, size_t size);

/* What a notification says: "exit 2 after 2 min 13 s", "done after 12 s". */
void command_result(const struct command_record *record, char *text, size_t size);

#endif
