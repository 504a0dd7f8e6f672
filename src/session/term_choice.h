/* term_choice.h - what TERM says to the programs.
 *
 * `term = xterm-256color`, the default, is known everywhere, to shells' startup files too ('*-256color'), over ssh and
 * to root; this terminal does all that it describes. `term = quire` is the description of all that it can do; where
 * neither the system nor this program's own data has it, TERM is xterm-256color. `term = auto` is the same without a
 * word about it. Any other name is handed on as it is. */
#ifndef TERM_CHOICE_H
#define TERM_CHOICE_H

#include "config.h"
#include "notices.h"

#define TERM_CHOICE_OWN "quire"
#define TERM_CHOICE_FALLBACK "xterm-256color"

struct term_choice {
    const char *name;    /* of `config`, or constant */
    char variable[4200]; /* "TERMINFO=...", where the description lies with this program's data only; else "" */
};

/* Cost: for quire and auto some questions to the file system, else none. `notices`: see notices_say. */
struct term_choice term_choice_make(const struct config *config, struct notices *notices);

#endif
