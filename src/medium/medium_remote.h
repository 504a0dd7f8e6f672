/* medium_remote.h - whether what prints to a terminal may run on another machine, as far as that can be known.
 *
 * Programs that name files mean those of the machine they run on. A terminal has a pty and no more: where the bytes in
 * it were written is not in them. What it can know is which programs of this machine were started in it, and among them
 * those that are known to carry another machine's, or a container's, output (ssh, mosh, docker, ...), in the
 * background, too; this cannot be forged from there. And what the shell says of its directory (OSC 7) names a host;
 * this can be forged, so it can only make things stricter.
 *
 * What cannot be known: what runs inside a multiplexer, whose server is nobody's child. */
#ifndef MEDIUM_REMOTE_H
#define MEDIUM_REMOTE_H

#include <stdbool.h>
#include <sys/types.h>

/* Is it the name of such a program? As the kernel keeps it, 15 bytes at most. */
bool medium_is_carrier(const char *name);

/* Is one of these two, or of those that they have started, and so on? `program` is what runs in the terminal,
 * `foreground` whom it belongs to now; 0: unknown. A few system calls for each process; of more than 256 one is taken
 * to be. */
bool medium_has_carrier(pid_t program, pid_t foreground);

/* Does a directory as OSC 7 tells it (file://HOST/PATH) name another host than `own`? Names without a domain match
 * those with one. Anything else names none. */
bool medium_is_elsewhere(const char *uri, const char *own);

#endif
