/* pty_child.h - what happens between fork and exec.
 *
 * Everything here runs in the child of a process that has threads, so only async-signal-safe calls are made: all
 * memory (argv, environment) is prepared by the parent. A failure is written to `report` as one struct and ends the
 * child; a successful exec closes `report` without a word. Internal to src/pty. */
#ifndef PTY_CHILD_H
#define PTY_CHILD_H

#include <stdbool.h>

struct pty_child_plan {
    const char *program; /* looked up in PATH by exec */
    char *const *argv;
    char **environment;
    const char *directory; /* NULL: stay */
    int terminal;          /* the slave side */
    int report;            /* close-on-exec pipe to the parent */
};

enum pty_child_step { PTY_STEP_TERMINAL = 1, PTY_STEP_DIRECTORY = 2, PTY_STEP_EXEC = 3 };

/* What the pipe carries. */
struct pty_child_report {
    int step; /* enum pty_child_step */
    int code; /* errno */
};

_Noreturn void pty_child_run(const struct pty_child_plan *plan);

#endif
