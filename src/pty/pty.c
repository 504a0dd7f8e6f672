#define _GNU_SOURCE
#include "pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "pty_child.h"
#include "pty_environment.h"

struct pty {
    int master;
    int exit_descriptor; /* pidfd, or -1 */
    pid_t child;
    bool is_shell;
    bool reaped;
    int status; /* valid when reaped */
};

static void explain(struct pty_failure *failure, int code, const char *what, const char *name) {
    failure->code = code;
    failure->of_directory = false;
    if (name != NULL) {
        snprintf(failure->text, sizeof failure->text, "%s '%.300s': %s", what, name, strerror(code));
    } else {
        snprintf(failure->text, sizeof failure->text, "%s: %s", what, strerror(code));
    }
}

static struct winsize winsize_of(struct pty_size size) {
    struct winsize window;
    memset(&window, 0, sizeof window);
    window.ws_col = size.cols;
    window.ws_row = size.rows;
    window.ws_xpixel = size.width_px;
    window.ws_ypixel = size.height_px;
    return window;
}

/* The kernel's defaults, plus UTF-8 aware erase and the usual control characters: what a login on a console gets. */
static void set_modes(int terminal) {
    struct termios modes;
    if (tcgetattr(terminal, &modes) != 0) {
        return;
    }
    modes.c_iflag |= ICRNL | IXON | IUTF8;
    modes.c_oflag |= OPOST | ONLCR;
    modes.c_lflag |= ISIG | ICANON | IEXTEN | ECHO | ECHOE | ECHOK | ECHOCTL | ECHOKE;
    modes.c_cc[VERASE] = 0x7F;
    cfsetispeed(&modes, B38400);
    cfsetospeed(&modes, B38400);
    tcsetattr(terminal, TCSANOW, &modes);
}

static bool open_pair(struct pty_size size, int *master, int *slave, struct pty_failure *failure) {
    char name[128];
    *slave = -1;
    *master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (*master < 0 || grantpt(*master) != 0 || unlockpt(*master) != 0 || ptsname_r(*master, name, sizeof name) != 0) {
        explain(failure, errno, "cannot open a pseudo-terminal", NULL);
        goto fail;
    }
    *slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (*slave < 0) {
        explain(failure, errno, "cannot open the pseudo-terminal", name);
        goto fail;
    }
    struct winsize window = winsize_of(size);
    set_modes(*slave);
    if (ioctl(*slave, TIOCSWINSZ, &window) != 0 || fcntl(*master, F_SETFL, O_NONBLOCK) != 0) {
        explain(failure, errno, "cannot set up the pseudo-terminal", NULL);
        goto fail;
    }
    return true;
fail:
    if (*slave >= 0) {
        close(*slave);
    }
    if (*master >= 0) {
        close(*master);
    }
    return false;
}

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

const char *pty_login_shell(void) {
    const struct passwd *entry = getpwuid(getuid());
    return entry != NULL && entry->pw_shell != NULL && entry->pw_shell[0] != '\0' ? entry->pw_shell : NULL;
}

static const char *user_shell(const char *configured) {
    if (configured != NULL && configured[0] != '\0') {
        return configured;
    }
    const char *shell = getenv("SHELL");
    if (shell != NULL && shell[0] != '\0') {
        return shell;
    }
    shell = pty_login_shell();
    return shell != NULL ? shell : "/bin/sh";
}

static bool is_shell_name(const char *program) {
    const char *wanted = base_name(program);
    if (strcmp(wanted, base_name(user_shell(NULL))) == 0) {
        return true;
    }
    bool found = false;
    setusershell();
    for (const char *shell = getusershell(); shell != NULL && !found; shell = getusershell()) {
        found = strcmp(wanted, base_name(shell)) == 0;
    }
    endusershell();
    return found;
}

/* Reads the child's report. True: the exec succeeded (the pipe closed without one). */
static bool exec_succeeded(int pipe_end, const struct pty_child_plan *plan, struct pty_failure *failure) {
    static const char *const what[] = {"cannot start", "cannot take the terminal for", "cannot enter the directory",
                                       "cannot run"};
    struct pty_child_report report = {0, 0};
    ssize_t got;
    do {
        got = read(pipe_end, &report, sizeof report);
    } while (got < 0 && errno == EINTR);
    if (got == 0) {
        return true;
    }
    if (got != (ssize_t)sizeof report) {
        explain(failure, EIO, "cannot start", plan->program);
        return false;
    }
    int step = report.step >= 0 && report.step <= 3 ? report.step : 0;
    explain(failure, report.code, what[step], step == PTY_STEP_DIRECTORY ? plan->directory : plan->program);
    failure->of_directory = step == PTY_STEP_DIRECTORY;
    return false;
}

static int open_exit_descriptor(pid_t child) {
#ifdef SYS_pidfd_open
    return (int)syscall(SYS_pidfd_open, child, 0u);
#else
    (void)child;
    return -1;
#endif
}

/* Forks and waits for the word of the child. Signals are blocked over the fork so that a handler of ours cannot run in
 * the child before it has reset them. */
static pid_t start_child(struct pty_child_plan *plan, struct pty_failure *failure) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        explain(failure, errno, "cannot open a pipe", NULL);
        return -1;
    }
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t child = fork();
    if (child == 0) {
        plan->report = ends[1];
        pty_child_run(plan);
    }
    int fork_error = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(ends[1]);
    if (child < 0) {
        explain(failure, fork_error, "cannot start a process", NULL);
    } else if (!exec_succeeded(ends[0], plan, failure)) {
        waitpid(child, NULL, 0);
        child = -1;
    }
    close(ends[0]);
    return child;
}

enum { SHELL_WORDS_MAX = 8 };

struct pty *pty_spawn(const struct pty_options *options, struct pty_failure *failure) {
    char login_name[256];
    char *shell_argv[SHELL_WORDS_MAX + 2] = {NULL};
    struct pty_child_plan plan = {NULL, options->argv, NULL, options->directory, -1, -1};
    if (options->argv != NULL && options->argv[0] != NULL) {
        plan.program = options->argv[0];
    } else {
        plan.program = user_shell(options->shell);
        snprintf(login_name, sizeof login_name, "%s%.200s", options->login ? "-" : "", base_name(plan.program));
        shell_argv[0] = login_name;
        for (size_t i = 0; options->shell_words != NULL && options->shell_words[i] != NULL && i < SHELL_WORDS_MAX;
             i++) {
            shell_argv[i + 1] = options->shell_words[i];
        }
        plan.argv = shell_argv;
    }
    struct pty *pty = calloc(1, sizeof *pty);
    plan.environment = pty_environment_create(
        options->environment, options->term != NULL ? options->term : "xterm-256color", options->own_variables);
    if (pty == NULL || plan.environment == NULL) {
        explain(failure, ENOMEM, "cannot start", plan.program);
        goto fail;
    }
    if (!open_pair(options->size, &pty->master, &plan.terminal, failure)) {
        goto fail;
    }
    pty->child = start_child(&plan, failure);
    close(plan.terminal);
    if (pty->child < 0) {
        close(pty->master);
        goto fail;
    }
    pty->exit_descriptor = open_exit_descriptor(pty->child);
    pty->is_shell = plan.argv == shell_argv || is_shell_name(plan.program);
    pty_environment_destroy(plan.environment);
    return pty;
fail:
    pty_environment_destroy(plan.environment);
    free(pty);
    return NULL;
}

void pty_destroy(struct pty *pty) {
    if (pty == NULL) {
        return;
    }
    int status;
    if (!pty->reaped) {
        pty_hangup(pty);
    }
    close(pty->master);
    pty_wait(pty, 100, &status); /* a program that ignores the hangup is left to init */
    if (pty->exit_descriptor >= 0) {
        close(pty->exit_descriptor);
    }
    free(pty);
}

int pty_descriptor(const struct pty *pty) {
    return pty->master;
}

int pty_exit_descriptor(const struct pty *pty) {
    return pty->exit_descriptor;
}

pid_t pty_child(const struct pty *pty) {
    return pty->child;
}

bool pty_resize(struct pty *pty, struct pty_size size) {
    struct winsize window = winsize_of(size);
    return ioctl(pty->master, TIOCSWINSZ, &window) == 0;
}

bool pty_foreground(const struct pty *pty, struct pty_foreground *foreground) {
    memset(foreground, 0, sizeof *foreground);
    pid_t group = tcgetpgrp(pty->master);
    if (group <= 0) {
        return false;
    }
    foreground->is_child = group == pty->child;
    foreground->group = group;
    char path[64];
    snprintf(path, sizeof path, "/proc/%ld/comm", (long)group);
    FILE *file = fopen(path, "re");
    if (file != NULL) {
        if (fgets(foreground->name, sizeof foreground->name, file) == NULL) {
            foreground->name[0] = '\0';
        }
        foreground->name[strcspn(foreground->name, "\n")] = '\0';
        fclose(file);
    }
    return true;
}

bool pty_runs_shell(const struct pty *pty) {
    return pty->is_shell;
}

void pty_hangup(struct pty *pty) {
    if (!pty->reaped) {
        kill(-pty->child, SIGHUP);
        kill(-pty->child, SIGCONT);
    }
}

static bool reap(struct pty *pty) {
    int raw;
    if (!pty->reaped && waitpid(pty->child, &raw, WNOHANG) == pty->child) {
        pty->reaped = true;
        pty->status = WIFSIGNALED(raw) ? 128 + WTERMSIG(raw) : WEXITSTATUS(raw);
    }
    return pty->reaped;
}

static int64_t now_ms(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

bool pty_wait(struct pty *pty, int timeout_ms, int *status) {
    int64_t end = now_ms() + timeout_ms;
    while (!reap(pty)) {
        int64_t left = end - now_ms();
        if (left <= 0) {
            return false;
        }
        struct pollfd ended = {pty->exit_descriptor, POLLIN, 0};
        bool sleep_only = pty->exit_descriptor < 0; /* poll ignores a negative descriptor: it just sleeps */
        poll(&ended, 1, (int)(sleep_only && left > 5 ? 5 : left));
    }
    *status = pty->status;
    return true;
}
