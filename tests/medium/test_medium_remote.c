/* Whether what prints to a terminal may run on another machine. */
#include "test.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "medium_remote.h"

static void carriers(void) {
    CHECK(medium_is_carrier("ssh") && medium_is_carrier("docker") && medium_is_carrier("mosh-client"));
    CHECK(medium_is_carrier("systemd-nspawn") && medium_is_carrier("kubectl"));
    CHECK(!medium_is_carrier("") && !medium_is_carrier("sshd") && !medium_is_carrier("bash") &&
          !medium_is_carrier("ss"));
}

static void hosts(void) {
    CHECK(medium_is_elsewhere("file://server/home/me", "box"));
    CHECK(!medium_is_elsewhere("file://box/home/me", "box"));
    CHECK(!medium_is_elsewhere("file://BOX/home/me", "box"));
    CHECK(!medium_is_elsewhere("file:///home/me", "box"));
    CHECK(!medium_is_elsewhere("file://localhost/home/me", "box"));
    CHECK(!medium_is_elsewhere("file://box.example.org/home/me", "box"));
    CHECK(!medium_is_elsewhere("file://box/home/me", "box.example.org"));
    CHECK(medium_is_elsewhere("file://box.example.org/home/me", "box.example.com"));
    CHECK(medium_is_elsewhere("file://boxer/home/me", "box"));
    CHECK(!medium_is_elsewhere("/home/me", "box"));
    CHECK(!medium_is_elsewhere("", "box"));
    CHECK(medium_is_elsewhere("FILE://server", "box"));
}

/* A child that has a child that is called `name`; both wait until they are killed. */
static pid_t family_of(const char *name, int told[2]) {
    pid_t child = fork();
    if (child == 0) {
        pid_t grandchild = fork();
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        prctl(PR_SET_NAME, grandchild == 0 ? name : "shell");
        char byte = 'x';
        if (grandchild == 0 && write(told[1], &byte, 1) == 1) {
            pause();
        }
        pause();
        _exit(0);
    }
    char byte;
    CHECK(read(told[0], &byte, 1) == 1);
    return child;
}

static void check_family(const char *name, bool want) {
    int told[2];
    CHECK(pipe(told) == 0);
    pid_t child = family_of(name, told);
    CHECK_INT(medium_has_carrier(child, 0), want);
    CHECK_INT(medium_has_carrier(getpid(), 0), want);
    CHECK_INT(medium_has_carrier(1 << 30, child), want); /* one that is not there has no children */
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    close(told[0]);
    close(told[1]);
}

static void families(void) {
    check_family("ssh", true);
    check_family("vim", false);
    CHECK(!medium_has_carrier(getpid(), 0));
}

int main(void) {
    RUN(carriers);
    RUN(hosts);
    RUN(families);
    return test_end();
}
