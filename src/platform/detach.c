#define _GNU_SOURCE
#include "detach.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Grandchild of ours: becomes the program. Only async-signal-safe calls. */
static _Noreturn void become(char *const *argv, const char *directory, int report) {
    struct sigaction standard;
    sigset_t none;
    memset(&standard, 0, sizeof standard);
    standard.sa_handler = SIG_DFL;
    for (int number = 1; number < NSIG; number++) {
        sigaction(number, &standard, NULL);
    }
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setsid();
    int null = open("/dev/null", O_RDWR);
    if (null >= 0) {
        dup2(null, 0);
        dup2(null, 1);
    }
    if (directory != NULL && directory[0] != '\0' && chdir(directory) != 0) {
        /* gone meanwhile: here will do */
    }
    execvp(argv[0], argv);
    char failed = 1;
    ssize_t written = write(report, &failed, 1);
    (void)written;
    _exit(127);
}

bool detach_run(char *const *argv, const char *directory) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return false;
    }
    pid_t child = fork();
    if (child == 0) { /* forks once more, so that init collects the program */
        pid_t grandchild = fork();
        if (grandchild == 0) {
            become(argv, directory, ends[1]);
        }
        _exit(grandchild < 0);
    }
    close(ends[1]);
    char failed = 0;
    int status = 1;
    bool started = child > 0 && waitpid(child, &status, 0) == child && status == 0;
    ssize_t got;
    do {
        got = read(ends[0], &failed, 1);
    } while (got < 0 && errno == EINTR);
    close(ends[0]);
    return started && got == 0;
}
