/* decoder_serve.h - the process that decodes, from its side.
 *
 * `quire --decoder` is this and nothing else. Descriptor 0 is a socket to the terminal (decoder_message.h); all others
 * are closed. It confines itself (decoder_confine.h), says so, and decodes one picture after the other until the
 * terminal closes the socket. After DECODER_PROCESSOR_S seconds of work it asks for its end with an answer: the
 * processor time of a process is bounded, and the next picture gets a new one. */
#ifndef DECODER_SERVE_H
#define DECODER_SERVE_H

#include "decoder_process.h"

#define DECODER_PROCESSOR_S 20

/* The first word behind the program's name, with which `main` calls decoder_serve before it does anything else. */
#define DECODER_WORD "--decoder"
/* This program, once more. */
extern const struct decoder_program decoder_self;

/* The exit status: 0, or 3 when it cannot be confined. */
int decoder_serve(void);

#endif
