/* decoder_confine.h - what the process that decodes may do from now on: compute, in a bounded amount of memory, and
 * talk over descriptor 0.
 *
 * A file that breaks into a decoder finds itself in a process without files, network, other programs and threads. What
 * the kernel takes (seccomp, a filter of its own: a table of a dozen calls needs no library): memory calls, but nothing
 * executable; sendmsg and recvmsg on descriptor 0; the clock, randomness, and the end. Any other call ends the process.
 * Limits of the process bound what is allowed: memory, processor time, descriptors, no file grows, no core is written.
 *
 * All that reads a file has to be done before: libraries are loaded when the program starts. */
#ifndef DECODER_CONFINE_H
#define DECODER_CONFINE_H

#include <stdbool.h>
#include <stddef.h>

/* The process's memory may grow by so much that is its own, and by as much as is shared with it. */
struct decoder_bounds {
    size_t own_bytes, shared_bytes;
    unsigned processor_s;
};

/* False: something is not to be had here, and the process must not decode. Of a processor whose calls this file does
 * not know, too. Not undone. */
bool decoder_confine(const struct decoder_bounds *bounds);

#endif
