/* quire ssh: ssh to a host that is given the terminal's description first, so that TERM can be its true name there.
 *
 * Once per host (ssh_hosts.h) a first connection runs tic there, into ~/.terminfo, and stays open for the second one,
 * so that one password does (ControlMaster); that is ssh as it was asked for, word by word. Where there is no tic, and
 * for all that is no login shell (commands, tunnels, questions) TERM is xterm-256color, unless the host is known. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "commands.h"
#include "data_files.h"
#include "ssh_hosts.h"
#include "ssh_words.h"
#include "term_choice.h"

enum { NO_TIC = 3, CONNECTION_FAILED = 255, OWN_WORDS = 16 };

#define INSTALL_SCRIPT                                                                                                 \
    "exec sh -c 'command -v tic >/dev/null 2>&1 || exit 3; mkdir -p \"$HOME/.terminfo\" && "                           \
    "tic -x -o \"$HOME/.terminfo\" - 2>/dev/null'"

/* Words for ssh: "ssh", ours, the user's, ours. */
struct call {
    char **words;
    int count;
};

static void add(struct call *call, const char *word) {
    call->words[call->count++] = (char *)(size_t)word;
    call->words[call->count] = NULL;
}

static bool begin(struct call *call, int count) {
    call->words = calloc((size_t)count + OWN_WORDS, sizeof *call->words);
    call->count = 0;
    if (call->words != NULL) {
        add(call, "ssh");
    }
    return call->words != NULL;
}

static void add_all(struct call *call, int count, char **words) {
    for (int i = 0; i < count; i++) {
        add(call, words[i]);
    }
}

/* Waits for a child that has `input` and `output` (-1: ours). Returns its status, -1: it could not be run. */
static int run(const struct call *call, int input, int output) {
    int raw;
    pid_t child = fork();
    if (child == 0) {
        if ((input < 0 || dup2(input, 0) == 0) && (output < 0 || dup2(output, 1) == 1)) {
            execvp(call->words[0], call->words);
        }
        _exit(127);
    }
    while (child > 0 && waitpid(child, &raw, 0) < 0) {
        if (errno != EINTR) {
            return -1;
        }
    }
    return child > 0 && WIFEXITED(raw) ? WEXITSTATUS(raw) : -1;
}

/* --- which host it is --- */

static void take_line(const char *line, const char *name, char *value, size_t size) {
    size_t length = strlen(name);
    if (strncmp(line, name, length) == 0 && line[length] == ' ') {
        snprintf(value, size, "%.*s", (int)strcspn(line + length + 1, " \n"), line + length + 1);
    }
}

/* "user@name:port" as the settings of ssh have it (ssh -G); the word itself where they cannot be asked. */
static void name_host(int count, char **words, int host, char *name, size_t size) {
    char user[256] = "", address[256] = "", port[32] = "", line[1024];
    struct call call;
    FILE *answers = tmpfile();
    if (answers != NULL && begin(&call, count)) {
        add(&call, "-G");
        add_all(&call, count, words);
        run(&call, -1, fileno(answers));
        rewind(answers);
        while (fgets(line, sizeof line, answers) != NULL) {
            take_line(line, "user", user, sizeof user);
            take_line(line, "hostname", address, sizeof address);
            take_line(line, "port", port, sizeof port);
        }
        free(call.words);
    }
    if (answers != NULL) {
        fclose(answers);
    }
    if (address[0] != '\0') {
        snprintf(name, size, "%s@%s:%s", user, address, port);
    } else {
        snprintf(name, size, "%.*s", (int)strcspn(words[host], " \n"), words[host]);
    }
}

/* --- the description --- */

/* A sum of the text (FNV-1a): another version of the description is sent anew. */
static unsigned version_of(int file) {
    unsigned sum = 2166136261u;
    unsigned char bytes[4096];
    ssize_t got;
    while ((got = read(file, bytes, sizeof bytes)) > 0) {
        for (ssize_t i = 0; i < got; i++) {
            sum = (sum ^ bytes[i]) * 16777619u;
        }
    }
    lseek(file, 0, SEEK_SET);
    return sum;
}

/* Runs tic on the host. The connection stays open under `control` for a while. */
static int install(int description, const char *control, int count, char **words) {
    struct call call;
    if (!begin(&call, count)) {
        return -1;
    }
    const char *const own[] = {"-o", "ControlMaster=yes",      "-o", control,
                               "-o", "ControlPersist=10",      "-o", "RemoteCommand=none",
                               "-o", "ClearAllForwardings=yes"};
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
        add(&call, own[i]);
    }
    add_all(&call, count, words);
    add(&call, "-T"); /* behind a -t of the user's: the last one holds */
    add(&call, INSTALL_SCRIPT);
    int status = run(&call, description, -1);
    free(call.words);
    return status;
}

/* --- ssh itself --- */

/* Becomes ssh; `control` is that of a connection that stands, NULL: there is none. */
static int become_ssh(const char *term, const char *control, int count, char **words) {
    struct call call;
    if (!begin(&call, count)) {
        return command_fail("no memory");
    }
    if (control != NULL) {
        add(&call, "-o");
        add(&call, control);
    }
    add_all(&call, count, words);
    setenv("TERM", term, 1);
    execvp(call.words[0], call.words);
    int code = errno;
    free(call.words);
    return command_fail("cannot run ssh: %s", strerror(code));
}

/* A folder for the socket of the connection. ssh removes the socket when the connection ends; the folder is left in
 * a place that is the session's, or to the next one that is made there. */
static bool control_path(char *option, size_t size) {
    const char *folder = getenv("XDG_RUNTIME_DIR");
    bool own = folder != NULL && folder[0] == '/' && access(folder, W_OK) == 0;
    const char *home = getenv("HOME");
    int length = own ? snprintf(option, size, "ControlPath=%s/quire-ssh-%%C", folder)
                     : snprintf(option, size, "ControlPath=%s/.ssh/quire-%%C", home != NULL ? home : "");
    return length > 0 && (size_t)length < size;
}

static int send_and_become(int description, unsigned version, const char *hosts, const char *host, int count,
                           char **words) {
    char control[4096];
    if (!control_path(control, sizeof control)) {
        return become_ssh(TERM_CHOICE_FALLBACK, NULL, count, words);
    }
    int status = install(description, control, count, words);
    if (status == CONNECTION_FAILED) { /* ssh has said why, and would only ask again */
        return status;
    }
    if (status == 0 || status == NO_TIC) {
        ssh_hosts_add(hosts, host, version, status == 0 ? SSH_HOST_HAS : SSH_HOST_CANNOT);
    }
    return become_ssh(status == 0 ? TERM_CHOICE_OWN : TERM_CHOICE_FALLBACK, control, count, words);
}

static int ssh(int count, char **words) {
    char path[4096], hosts[4096], host[600];
    const struct ssh_words read = ssh_words_read(count, words);
    bool is_login = read.is_session && isatty(STDIN_FILENO);
    int description = data_file_find("quire.terminfo", path, sizeof path) ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (read.host < 0 || description < 0 || !ssh_hosts_path(hosts, sizeof hosts)) {
        return become_ssh(TERM_CHOICE_FALLBACK, NULL, count, words);
    }
    unsigned version = version_of(description);
    name_host(count, words, read.host, host, sizeof host);
    switch (ssh_hosts_find(hosts, host, version)) {
    case SSH_HOST_HAS:
        return become_ssh(TERM_CHOICE_OWN, NULL, count, words);
    case SSH_HOST_CANNOT:
        return become_ssh(TERM_CHOICE_FALLBACK, NULL, count, words);
    default:
        return is_login ? send_and_become(description, version, hosts, host, count, words)
                        : become_ssh(TERM_CHOICE_FALLBACK, NULL, count, words);
    }
}

int cmd_ssh(int count, char **words) {
    if (count == 0) {
        return command_fail("quire ssh needs a host; all words are ssh's");
    }
    if (strcmp(words[0], "--help") == 0 || strcmp(words[0], "-h") == 0) { /* no words of ssh's */
        print_help();
        return STATUS_OK;
    }
    if (strcmp(words[0], "--version") == 0) {
        print_version();
        return STATUS_OK;
    }
    return ssh(count, words);
}
