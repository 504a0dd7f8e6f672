/* api_options.h - structs that hosts hand over, in the version that they were compiled with. */
#ifndef QR_API_OPTIONS_H
#define QR_API_OPTIONS_H

#include <quire/terminal.h>

#include "qr_sized.h"

/* The options of a host as this version has them, with the structs that they point to. */
struct api_options {
    struct quire_terminal_options options;
    struct quire_callbacks callbacks;
    struct quire_allocator allocator;
};

/* Fills `own` from what a host gave; in a struct of an earlier version, members that it lacks are as initialised.
 * False: NULL, or a size that no version gave; an allocator without its functions. */
bool api_take_options(struct api_options *own, const struct quire_terminal_options *given);

/* The allocator of a host, or the default for NULL, into `own`. False: as above. */
bool api_take_allocator(struct quire_allocator *own, const struct quire_allocator *given);

#endif
