/* shell_choice.h - which shell runs where the wanted one cannot.
 *
 * A wrong setting must not keep the user from a shell with which it can be corrected. They are tried in this order: the
 * setting, SHELL, the one of the user's entry in the password file, /bin/sh. */
#ifndef SHELL_CHOICE_H
#define SHELL_CHOICE_H

#include "config.h"
#include "notices.h"
#include "pty.h"

/* Starts the first that can be run, with the rest of `options`, and what it needs of ours
 * (shell_integration.h). Each that could not be run is a notice that says what
 * to correct, and one more says which runs instead. A directory that cannot be entered is one notice, and none is.
 * NULL: none could; `failure` is that of the last. */
struct pty *shell_spawn(const struct pty_options *options, const struct config *config, struct notices *notices,
                        struct pty_failure *failure);

/* The same for one shell, options->shell, and without a word. */
struct pty *shell_spawn_one(const struct pty_options *options, const struct config *config,
                            struct pty_failure *failure);

#endif
