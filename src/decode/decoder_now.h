/* decoder_now.h - the same without a loop, for commands that draw a picture and end: it waits for the pixels. */
#ifndef DECODER_NOW_H
#define DECODER_NOW_H

#include "decoder_process.h"

/* `process` begins as DECODER_PROCESS_INIT and is to be stopped in the end; one that runs is used again. The reason is
 * decoded's, too. Waits limits->time_ms at most. */
enum decode_reason decoder_now(struct decoder_process *process, const struct decoder_program *program,
                               const uint8_t *bytes, size_t length, const struct decode_limits *limits,
                               struct decoded *decoded);

#endif
