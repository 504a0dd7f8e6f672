/* command.h - what belongs to a prompt. See quire/command.h. */
#ifndef QR_COMMAND_H
#define QR_COMMAND_H

#include <quire/command.h>

#include "range.h"

/* The command whose prompt begins in a line; false: none does. What `command` says is written but its size. */
bool qr_command_of(struct qr_rows *rows, uint64_t line, struct quire_command *command);

/* The last one that ran; false: none. */
bool qr_command_last(struct qr_rows *rows, struct quire_command *command);

#endif
