/* pty.h - a pseudo-terminal with one program behind it.
 *
 * pty_spawn opens a pty, gives it a size, and starts a program on it as the leader of a session of its own. What can
 * fail in the child (no such directory, no such program) is reported back through a pipe that a successful exec closes,
 * so the caller learns of it before pty_spawn returns and can say one clear line.
 *
 * The child starts clean: default signal actions, empty signal mask, no descriptors but the three of the terminal, and
 * an environment that says what terminal this is (TERM, COLORTERM, TERM_PROGRAM, TERM_PROGRAM_VERSION) without the
 * leftovers of the terminal that quire itself was started from (pty_environment.c).
 *
 * The master side is non-blocking. Reading and writing it is the business of pty_pump.h; this file knows no threads.
 * One thread at a time per pty, except that pty_resize, pty_foreground and the descriptors may be used beside a pump.
 */
#ifndef PTY_H
#define PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct pty_size {
    uint16_t cols, rows;
    uint16_t width_px, height_px; /* of the whole cell area; 0: unknown */
};

struct pty_options {
    char *const *argv; /* the command, NULL-terminated; NULL: the user's shell */
    const char *shell; /* for the shell: this program instead of $SHELL; NULL or "": $SHELL, then the passwd entry */
    bool login;        /* for the shell: argv[0] begins with '-' */
    const char *directory; /* NULL: stay where we are */
    const char *term;      /* NULL: xterm-256color */
    struct pty_size size;
    const char *const *own_variables; /* more for the environment, "NAME=value", NULL at the end; NULL: none */
    char *const *shell_words;         /* for the shell: what follows its name, 8 at most, NULL at the end; NULL: none */
    const char *const *environment;   /* what is inherited, in the same form; NULL: this process's */
};

/* Why a spawn failed: one line without a line end, and errno. */
struct pty_failure {
    int code;
    bool of_directory; /* it is `directory` that cannot be entered: the program was not tried */
    char text[512];
};

struct pty_foreground {
    bool is_child; /* the program that was started is itself in the foreground */
    char name[64]; /* of the foreground program; "" when unknown */
    pid_t group;   /* its process group */
};

struct pty;

/* NULL: failure tells why. The result is released with pty_destroy. */
struct pty *pty_spawn(const struct pty_options *options, struct pty_failure *failure);

/* Hangs up: the child's session gets SIGHUP, the master is closed, an ended child is reaped. NULL is allowed. */
void pty_destroy(struct pty *pty);

/* The master side, non-blocking. */
int pty_descriptor(const struct pty *pty);

/* Readable when the child has ended; -1 where the system has no such descriptor. */
int pty_exit_descriptor(const struct pty *pty);

pid_t pty_child(const struct pty *pty);

/* Tells the program a new size (it gets SIGWINCH). */
bool pty_resize(struct pty *pty, struct pty_size size);

/* Which program has the terminal right now. False: no one, or it cannot be told. */
bool pty_foreground(const struct pty *pty, struct pty_foreground *foreground);

/* True when the program that was started is a shell (listed in /etc/shells, or the user's own). */
bool pty_runs_shell(const struct pty *pty);

/* The shell of the user's entry in the password file; NULL: there is none. Good until the next look into that file. */
const char *pty_login_shell(void);

/* Sends SIGHUP (and SIGCONT, so that stopped jobs see it) to the child's process group. */
void pty_hangup(struct pty *pty);

/* Waits at most timeout_ms for the child's end; true: *status is an exit status as a shell counts it (128 + signal when
 * it was killed). */
bool pty_wait(struct pty *pty, int timeout_ms, int *status);

#endif
