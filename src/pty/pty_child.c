#define _GNU_SOURCE
#include "pty_child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

extern char **environ;

static _Noreturn void fail(const struct pty_child_plan *plan, enum pty_child_step step) {
    struct pty_child_report report = {(int)step, errno};
    ssize_t written = write(plan->report, &report, sizeof report);
    _exit(written == (ssize_t)sizeof report ? 127 : 126);
}

static void reset_signals(void) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    for (int number = 1; number < NSIG; number++) {
        sigaction(number, &action, NULL); /* fails for SIGKILL and SIGSTOP, rightly */
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Marks every descriptor from 3 on close-on-exec instead of closing it: `report` must live until the exec. */
static void seal_descriptors(void) {
#ifdef SYS_close_range
    if (syscall(SYS_close_range, 3u, ~0u, 4u /* CLOSE_RANGE_CLOEXEC */) == 0) {
        return;
    }
#endif
    long limit = sysconf(_SC_OPEN_MAX);
    int last = limit > 0 && limit < 65536 ? (int)limit : 65536;
    for (int fd = 3; fd < last; fd++) {
        int flags = fcntl(fd, F_GETFD);
        if (flags >= 0) {
            fcntl(fd, F_SETFD, flags | FD_CLOEXEC);
        }
    }
}

static bool take_terminal(int terminal) {
    if (setsid() < 0 || ioctl(terminal, TIOCSCTTY, 0) < 0) {
        return false;
    }
    for (int fd = 0; fd <= 2; fd++) {
        if (dup2(terminal, fd) < 0) {
            return false;
        }
    }
    return true;
}

_Noreturn void pty_child_run(const struct pty_child_plan *plan) {
    reset_signals();
    if (!take_terminal(plan->terminal)) {
        fail(plan, PTY_STEP_TERMINAL);
    }
    seal_descriptors();
    if (plan->directory != NULL && chdir(plan->directory) < 0) {
        fail(plan, PTY_STEP_DIRECTORY);
    }
    environ = plan->environment;
    execvp(plan->program, plan->argv);
    fail(plan, PTY_STEP_EXEC);
}
