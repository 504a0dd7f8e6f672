/* terminal_ask.h - asks the terminal what it can do.
 *
 * The questions go to the controlling terminal, whatever standard input and output are, all at once, and behind them
 * one that every terminal answers (DA1): how long that takes is how long it takes, and `limit_ms` is only for what
 * answers nothing at all. Meanwhile the terminal neither echoes nor waits for lines. Signals that end or stop the
 * program are held back until its modes are as they were; a stopped one asks again when it goes on. What somebody types
 * meanwhile is lost.
 *
 * tmux answers for itself, and takes the question for kitty's graphics for a title. So it gets that one wrapped up for
 * the terminal around it (allow-passthrough), whose answer may come behind tmux's own.
 *
 * Nothing is asked from the background, where the kernel would stop the program. */
#ifndef TERMINAL_ASK_H
#define TERMINAL_ASK_H

#include <stdbool.h>

#include "terminal_answers.h"

/* The controlling terminal for reading and writing; -1: there is none. The caller closes it. */
int terminal_ask_open(void);

/* False: it could not be asked, or answered too little; `answers` has what there was. */
bool terminal_ask(int fd, bool in_tmux, int limit_ms, struct terminal_answers *answers);

#endif
