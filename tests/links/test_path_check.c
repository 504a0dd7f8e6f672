/* Whether paths exist: what a disk knows at once, and what is left when nobody waits for the answer. */
#define _DEFAULT_SOURCE
#include "path_check.h"

#include <unistd.h>

#include "test.h"

enum { LONG_MS = 30000 };

static void known_at_once(void) {
    static const char *const paths[] = {"/", "/no/such/path", "/dev/null", ""};
    enum path_state states[4];
    path_check(paths, 4, states, LONG_MS);
    CHECK_INT(states[0], PATH_EXISTS);
    CHECK_INT(states[1], PATH_MISSING);
    CHECK_INT(states[2], PATH_EXISTS);
    CHECK_INT(states[3], PATH_MISSING);
}

static void nothing_is_asked(void) {
    path_check(NULL, 0, NULL, LONG_MS);
}

/* Who does not wait gets what is there: each state is what it is on the disk, or unknown; and what is not yet answered
 * disturbs no later question. */
static void without_waiting(void) {
    static const char *const paths[] = {"/", "/no/such/path"};
    enum path_state states[2];
    for (int i = 0; i < 200; i++) {
        path_check(paths, 2, states, 0);
        CHECK(states[0] != PATH_MISSING && states[1] != PATH_EXISTS);
    }
    for (int i = 0; i < LONG_MS && states[0] == PATH_UNKNOWN; i++) {
        usleep(1000); /* the last one's thread may be about to end */
        path_check(paths, 2, states, LONG_MS);
    }
    CHECK_INT(states[0], PATH_EXISTS);
}

/* Answers that come later are there when the same is asked again. */
static void asked_again(void) {
    static const char *const paths[] = {"/", "/dev/null"};
    enum path_state states[2] = {PATH_UNKNOWN, PATH_UNKNOWN};
    for (int i = 0; i < LONG_MS && states[1] == PATH_UNKNOWN; i++) {
        path_check(paths, 2, states, 0);
        usleep(1000);
    }
    CHECK_INT(states[0], PATH_EXISTS);
    CHECK_INT(states[1], PATH_EXISTS);
}

int main(void) {
    RUN(known_at_once);
    RUN(nothing_is_asked);
    RUN(without_waiting);
    RUN(asked_again);
    return test_end();
}
