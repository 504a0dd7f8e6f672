/* decoder.h - pictures that are decoded in another process, one after the other, while the loop goes on.
 *
 * The process is started with the first picture and ended when none came for DECODER_IDLE_MS. A picture over which it
 * dies, or for which it takes longer than its limits allow, is lost and its callback told why; the next one gets a new
 * process. Nothing wakes the loop up but answers, the end of the process, and one timer while there is a process.
 *
 * Loop's thread. A callback may submit, cancel, and not destroy. */
#ifndef DECODER_H
#define DECODER_H

#include <stddef.h>
#include <stdint.h>

#include "decode.h"
#include "decoder_process.h"
#include "event_loop.h"

#define DECODER_IDLE_MS 10000

struct decoder;

/* Called once, never from within decoder_submit. `decoded` is the callee's: to be released (decoded_release). */
typedef void decoder_done(void *user, struct decoded *decoded);

/* NULL: no memory. `program` is borrowed. No process is started. */
struct decoder *decoder_create(struct event_loop *loop, const struct decoder_program *program);
/* No callback is called any more. NULL is allowed. */
void decoder_destroy(struct decoder *decoder);

/* The bytes are borrowed until the callback was called or the picture cancelled. NULL: no memory. */
struct decoder_job *decoder_submit(struct decoder *decoder, const uint8_t *bytes, size_t length,
                                   const struct decode_limits *limits, decoder_done *done, void *user);
/* The picture is not wanted: its callback will not be called. Not one that has been called, or is being. */
void decoder_cancel(struct decoder *decoder, struct decoder_job *job);

/* How many processes were started so far, and the one that runs; 0: none does. For tests and lists. */
unsigned decoder_starts(const struct decoder *decoder);
pid_t decoder_child(const struct decoder *decoder);

#endif
