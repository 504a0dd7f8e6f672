/* Spawning: what the child sees, what a failure says, how an end is told. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "pty.h"
#include "pty_pump.h"
#include "test.h"

static const struct pty_size usual = {80, 24, 800, 480};
static const char *const *variables; /* of run_script's program */

/* Runs `sh -c script` and collects its output, at most capacity - 1 bytes. Returns the exit status, -1: no end. */
static int run_script(const char *script, struct pty_size size, char *output, size_t capacity) {
    char *argv[] = {(char *)"/bin/sh", (char *)"-c", (char *)(size_t)script, NULL};
    struct pty_options options = {argv, NULL, false, "/", NULL, size, variables, NULL, NULL};
    struct pty_failure failure;
    struct pty *pty = pty_spawn(&options, &failure);
    size_t used = 0, length;
    output[0] = '\0';
    if (pty == NULL) {
        return -1;
    }
    struct pty_pump *pump = pty_pump_start(pty, 65536);
    const char *bytes;
    while ((bytes = pty_pump_take(pump, 4096, &length)) != NULL) {
        size_t fits = length < capacity - 1 - used ? length : capacity - 1 - used;
        memcpy(output + used, bytes, fits);
        used += fits;
        pty_pump_release(pump, length);
    }
    output[used] = '\0';
    pty_pump_destroy(pump);
    int status = -1;
    pty_wait(pty, 30000, &status);
    pty_destroy(pty);
    return status;
}

static void child_output_arrives(void) {
    char output[256];
    CHECK_INT(run_script("echo hello; echo there", usual, output, sizeof output), 0);
    CHECK_STR(output, "hello\r\nthere\r\n");
}

static void child_sees_the_size(void) {
    char output[256];
    struct pty_size size = {132, 43, 1320, 860};
    CHECK_INT(run_script("stty size", size, output, sizeof output), 0);
    CHECK_STR(output, "43 132\r\n");
}

static void child_sees_the_environment(void) {
    char output[512];
    setenv("COLUMNS", "7", 1);
    setenv("TERMCAP", "x", 1);
    setenv("QUIRE_TEST_KEPT", "yes", 1);
    run_script("echo $TERM,$COLORTERM,$TERM_PROGRAM,$TERM_PROGRAM_VERSION,$COLUMNS,$TERMCAP,$QUIRE_TEST_KEPT,$PWD",
               usual, output, sizeof output);
    CHECK_STR(output, "xterm-256color,truecolor,quire,0.1.0,,,yes,/\r\n");
}

/* Nothing of what other terminals say of themselves is handed on, whatever the rest of the name; what only looks like
 * it is the user's. What is set for the child takes the place of what was inherited. */
static void other_terminals_are_forgotten(void) {
    static const char *const theirs[] = {"WEZTERM_PANE",
                                         "WEZTERM_X",
                                         "KITTY_WINDOW_ID",
                                         "KITTY_LISTEN_ON",
                                         "ALACRITTY_WINDOW_ID",
                                         "GHOSTTY_BIN_DIR",
                                         "KONSOLE_VERSION",
                                         "KONSOLE_DBUS_X",
                                         "VTE_VERSION",
                                         "TERMINFO",
                                         "INSIDE_EMACS",
                                         "XTERM_VERSION",
                                         "XTERM_LOCALE",
                                         "ITERM_PROFILE",
                                         "TERM_SESSION_ID",
                                         "GNOME_TERMINAL_X",
                                         "TMUX",
                                         "TMUX_PANE",
                                         "STY",
                                         "LINES",
                                         "XDG_ACTIVATION_TOKEN",
                                         "DESKTOP_STARTUP_ID",
                                         "WINDOWID",
                                         "COLORFGBG"};
    static const char *const users[] = {"KITTYX", "XKITTY_WINDOW_ID", "TERMINFO_DIRS", "TERMX", "VTE", "COLUMNSX"};
    static const char *const own[] = {"WINDOWID=77", "QUIRE_TEST_OWN=new", NULL};
    char output[4096], line[64];
    for (size_t i = 0; i < sizeof theirs / sizeof theirs[0]; i++) {
        setenv(theirs[i], "theirs", 1);
    }
    for (size_t i = 0; i < sizeof users / sizeof users[0]; i++) {
        setenv(users[i], "users", 1);
    }
    setenv("QUIRE_TEST_OWN", "theirs", 1);
    variables = own;
    run_script("env | grep -E '=theirs$|=users$|WINDOWID|_OWN'", usual, output, sizeof output);
    variables = NULL;
    CHECK(strstr(output, "theirs") == NULL);
    CHECK(strstr(output, "\nWINDOWID=77\r\n") != NULL && strstr(output, "\nQUIRE_TEST_OWN=new\r\n") != NULL);
    for (size_t i = 0; i < sizeof users / sizeof users[0]; i++) {
        snprintf(line, sizeof line, "%s=users\r\n", users[i]);
        CHECK(strstr(output, line) != NULL);
    }
    for (size_t i = 0; i < sizeof theirs / sizeof theirs[0]; i++) {
        unsetenv(theirs[i]);
    }
}

static void child_is_clean(void) {
    char output[512];
    signal(SIGPIPE, SIG_IGN);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, NULL);
    int leak = dup(1);
    run_script("grep -E 'SigBlk|SigIgn' /proc/self/status | tr -d '\\t\\n'; ls /proc/self/fd | wc -l", usual, output,
               sizeof output);
    close(leak);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    signal(SIGPIPE, SIG_DFL);
    CHECK_STR(output, "SigBlk:0000000000000000SigIgn:00000000000000004\r\n"); /* 0 1 2 and ls' own */
}

static void exit_status_is_told(void) {
    char output[64];
    CHECK_INT(run_script("exit 7", usual, output, sizeof output), 7);
    CHECK_INT(run_script("kill -KILL $$", usual, output, sizeof output), 137);
}

static void missing_program_is_one_line(void) {
    char *argv[] = {(char *)"no-such-program-here", NULL};
    struct pty_options options = {argv, NULL, false, NULL, NULL, usual, NULL, NULL, NULL};
    struct pty_failure failure;
    CHECK(pty_spawn(&options, &failure) == NULL);
    CHECK_INT(failure.code, ENOENT);
    CHECK_STR(failure.text, "cannot run 'no-such-program-here': No such file or directory");
}

static void missing_directory_is_one_line(void) {
    char *argv[] = {(char *)"true", NULL};
    struct pty_options options = {argv, NULL, false, "/no/such/place", NULL, usual, NULL, NULL, NULL};
    struct pty_failure failure;
    CHECK(pty_spawn(&options, &failure) == NULL);
    CHECK_STR(failure.text, "cannot enter the directory '/no/such/place': No such file or directory");
}

static void file_that_is_no_program(void) {
    char *argv[] = {(char *)"/etc/passwd", NULL};
    struct pty_options options = {argv, NULL, false, NULL, NULL, usual, NULL, NULL, NULL};
    struct pty_failure failure;
    CHECK(pty_spawn(&options, &failure) == NULL);
    CHECK_INT(failure.code, EACCES);
}

/* /proc shows what the shell was called. */
static void login_shell_has_a_dash(void) {
    char output[256] = "";
    for (int login = 0; login <= 1; login++) {
        struct pty_options options = {NULL, "/bin/bash", login != 0, NULL, NULL, usual, NULL, NULL, NULL};
        struct pty_failure failure;
        struct pty *pty = pty_spawn(&options, &failure);
        CHECK(pty != NULL);
        CHECK(pty_runs_shell(pty));
        snprintf(output, sizeof output, "/proc/%ld/cmdline", (long)pty_child(pty));
        FILE *file = fopen(output, "re");
        memset(output, 0, sizeof output);
        CHECK(fread(output, 1, sizeof output - 1, file) > 0);
        fclose(file);
        CHECK_STR(output, login ? "-bash" : "bash");
        pty_destroy(pty);
    }
}

static void big_output_is_whole(void) {
    char *argv[] = {(char *)"/bin/sh", (char *)"-c", (char *)"stty raw; head -c 5000000 /dev/zero", NULL};
    struct pty_options options = {argv, NULL, false, NULL, NULL, usual, NULL, NULL, NULL};
    struct pty_failure failure;
    struct pty *pty = pty_spawn(&options, &failure);
    struct pty_pump *pump = pty_pump_start(pty, 8192); /* a small ring: it runs full all the time */
    size_t total = 0, length;
    while (pty_pump_take(pump, 1000, &length) != NULL) {
        total += length;
        pty_pump_release(pump, length);
    }
    CHECK_INT(total, 5000000);
    pty_pump_destroy(pump);
    pty_destroy(pty);
}

static void input_reaches_the_program(void) {
    char *argv[] = {(char *)"/bin/sh", (char *)"-c", (char *)"stty raw -echo; echo r; head -c 3000000 | cksum", NULL};
    struct pty_options options = {argv, NULL, false, NULL, NULL, usual, NULL, NULL, NULL};
    struct pty_failure failure;
    struct pty *pty = pty_spawn(&options, &failure);
    struct pty_pump *pump = pty_pump_start(pty, 65536);
    char output[128] = "";
    size_t used = 0, length;
    const char *bytes;
    bool sent = false;
    while ((bytes = pty_pump_take(pump, 64, &length)) != NULL) {
        memcpy(output + used, bytes, length < sizeof output - 1 - used ? length : 0);
        used += length;
        pty_pump_release(pump, length);
        if (!sent) {
            char *input = calloc(1, 3000000);
            CHECK(pty_pump_send(pump, input, 3000000)); /* returns at once, whatever the program does */
            free(input);
            sent = true;
        }
    }
    CHECK(strstr(output, "3000000") != NULL);
    pty_pump_destroy(pump);
    pty_destroy(pty);
}

static void resize_reaches_the_program(void) {
    char *argv[] = {(char *)"/bin/sh", (char *)"-c",
                    (char *)"trap 'stty size; exit 3' WINCH; echo r; while :; do sleep 0.02; done", NULL};
    struct pty_options options = {argv, NULL, false, NULL, NULL, usual, NULL, NULL, NULL};
    struct pty_failure failure;
    struct pty *pty = pty_spawn(&options, &failure);
    struct pty_pump *pump = pty_pump_start(pty, 65536);
    char output[128] = "";
    size_t used = 0, length;
    const char *bytes;
    while ((bytes = pty_pump_take(pump, 64, &length)) != NULL) {
        if (used == 0) {
            CHECK(pty_resize(pty, (struct pty_size){100, 30, 0, 0}));
        }
        memcpy(output + used, bytes, length < sizeof output - 1 - used ? length : 0);
        used += length;
        pty_pump_release(pump, length);
    }
    int status = -1;
    CHECK_STR(output, "r\r\n30 100\r\n");
    CHECK(pty_wait(pty, 30000, &status));
    CHECK_INT(status, 3);
    pty_pump_destroy(pump);
    pty_destroy(pty);
}

static void foreground_program_has_a_name(void) {
    char *argv[] = {(char *)"/bin/bash", (char *)"--norc", (char *)"-i", NULL};
    struct pty_options options = {argv, NULL, false, NULL, NULL, usual, NULL, NULL, NULL};
    struct pty_failure failure;
    struct pty *pty = pty_spawn(&options, &failure);
    struct pty_pump *pump = pty_pump_start(pty, 65536);
    struct pty_foreground foreground;
    CHECK(pty_foreground(pty, &foreground));
    for (int i = 0; i < 1500 && strcmp(foreground.name, "bash") != 0; i++) {
        usleep(20000);
        pty_foreground(pty, &foreground);
    }
    CHECK(foreground.is_child);
    CHECK_STR(foreground.name, "bash");
    CHECK(pty_pump_send(pump, "sleep 30\n", 9));
    for (int i = 0; i < 1500 && strcmp(foreground.name, "sleep") != 0; i++) { /* it is bash before it is that */
        usleep(20000);
        pty_foreground(pty, &foreground);
    }
    CHECK(!foreground.is_child);
    CHECK_STR(foreground.name, "sleep");
    pty_pump_destroy(pump);
    pty_destroy(pty);
}

static void end_does_not_wait_for_background_jobs(void) {
    char *argv[] = {(char *)"/bin/sh", (char *)"-c", (char *)"trap '' HUP; sleep 100 & echo done", NULL};
    struct pty_options options = {argv, NULL, false, NULL, NULL, usual, NULL, NULL, NULL};
    struct pty_failure failure;
    struct pty *pty = pty_spawn(&options, &failure);
    struct pty_pump *pump = pty_pump_start(pty, 65536);
    size_t length;
    alarm(60); /* the test would hang for 100 s and be killed here */
    while (pty_pump_take(pump, 64, &length) != NULL) {
        pty_pump_release(pump, length);
    }
    alarm(0);
    pty_pump_destroy(pump);
    pty_destroy(pty);
    CHECK(true);
}

static void hangup_ends_the_child(void) {
    char *argv[] = {(char *)"/bin/sleep", (char *)"60", NULL};
    struct pty_options options = {argv, NULL, false, NULL, NULL, usual, NULL, NULL, NULL};
    struct pty_failure failure;
    struct pty *pty = pty_spawn(&options, &failure);
    int status = 0;
    pty_hangup(pty);
    CHECK(pty_wait(pty, 30000, &status));
    CHECK_INT(status, 128 + SIGHUP);
    pty_destroy(pty);
}

int main(void) {
    RUN(child_output_arrives);
    RUN(child_sees_the_size);
    RUN(child_sees_the_environment);
    RUN(other_terminals_are_forgotten);
    RUN(child_is_clean);
    RUN(exit_status_is_told);
    RUN(missing_program_is_one_line);
    RUN(missing_directory_is_one_line);
    RUN(file_that_is_no_program);
    RUN(login_shell_has_a_dash);
    RUN(big_output_is_whole);
    RUN(input_reaches_the_program);
    RUN(resize_reaches_the_program);
    RUN(foreground_program_has_a_name);
    RUN(end_does_not_wait_for_background_jobs);
    RUN(hangup_ends_the_child);
    return test_end();
}
