/* show_iterm2.h - pictures in the words of iTerm2, which WezTerm, mintty and others understand: OSC 1337 ; File=.
 *
 * The file goes as it is, base64 in one piece, and the terminal decodes, scales and plays it. */
#ifndef SHOW_ITERM2_H
#define SHOW_ITERM2_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "show_layout.h"
#include "show_output.h"

/* `name` may be NULL. False: no memory. */
bool show_iterm2_encode(struct show_output *output, const uint8_t *file, size_t length, const char *name,
                        const struct show_layout *layout);

#endif
