/* pty_environment.h - the environment of a program in this terminal.
 *
 * It is that of this process without what another terminal has said about itself: programs look for such variables to
 * learn what they may send, or to whom (VTE_VERSION, KITTY_WINDOW_ID, TMUX), and would take this terminal for that one.
 * Internal to src/pty. */
#ifndef PTY_ENVIRONMENT_H
#define PTY_ENVIRONMENT_H

/* What is inherited is `inherited` ("NAME=value", NULL at the end; NULL: this process's environment). TERM and what
 * else names this terminal is set, then `own` ("NAME=value", NULL at the end; NULL: none), each in place of what was
 * inherited. The caller destroys it. NULL: no memory. */
char **pty_environment_create(const char *const *inherited, const char *term, const char *const *own);
/* NULL is allowed. */
void pty_environment_destroy(char **environment);

#endif
