/* peer.c - other engines, measured by a command (bench_engine.h). */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "bench_engine.h"

#define COMMAND_MAX 8192u
#define ANSWER_MAX 4096u

/* A command line in the making. */
struct line {
    char bytes[COMMAND_MAX];
    size_t length;
    bool whole; /* nothing was too long for it */
};

static void append(struct line *line, const char *text, size_t length) {
    line->whole = line->whole && length < sizeof line->bytes - line->length;
    if (!line->whole)
        return;
    memcpy(line->bytes + line->length, text, length);
    line->length += length;
    line->bytes[line->length] = 0;
}

static void append_number(struct line *line, uint64_t number) {
    char text[24];
    int length = snprintf(text, sizeof text, "%llu", (unsigned long long)number);
    append(line, text, (size_t)length);
}

/* A path as one word of the shell. */
static void append_path(struct line *line, const char *path) {
    append(line, "'", 1);
    for (; *path; path++) {
        if (*path == '\'')
            append(line, "'\\''", 4);
        else
            append(line, path, 1);
    }
    append(line, "'", 1);
}

/* Appends what stands for the name in braces at `at`; the bytes of the name, or 0 when there is none. */
static size_t replace(struct line *line, const char *at, const char *path, const struct pass_plan *plan) {
    const struct {
        const char *name;
        uint64_t number;
    } names[] = {{"{cols}", plan->cols}, {"{rows}", plan->rows}, {"{history}", plan->history}, {"{reps}", 1}};
    if (strncmp(at, "{file}", 6) == 0) {
        append_path(line, path);
        return 6;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t length = strlen(names[i].name);
        if (strncmp(at, names[i].name, length) == 0) {
            append_number(line, names[i].number);
            return length;
        }
    }
    return 0;
}

static void expand(struct line *line, const char *text, const char *path, const struct pass_plan *plan) {
    while (*text) {
        size_t taken = replace(line, text, path, plan);
        if (taken == 0)
            append(line, text, 1);
        text += taken > 0 ? taken : 1;
    }
}

static bool command_line(struct line *line, const char *command, const char *path, const struct pass_plan *plan) {
    line->length = 0;
    line->whole = true;
    expand(line, command, path, plan);
    if (!strstr(command, "{file}"))
        expand(line, " {file} {cols} {rows} {reps}", path, plan);
    return line->whole;
}

/* The number before "MB/s"; else the first word, if it is a number. Negative: there is none. */
static double figure(const char *answer) {
    const char *unit = strstr(answer, "MB/s"), *at = unit ? unit : answer;
    char *end;
    while (unit && at > answer && at[-1] == ' ')
        at--;
    while (unit && at > answer && strchr("0123456789.", at[-1]))
        at--;
    double value = strtod(at, &end);
    return end > at && value > 0 ? value : -1;
}

/* The command's first word behind what sets variables for it; its length. */
static size_t program(const char **command) {
    size_t word;
    for (;;) {
        *command += strspn(*command, " ");
        word = strcspn(*command, " ");
        if (!memchr(*command, '=', word))
            return word;
        *command += word;
    }
}

void peer_init(struct peer *peer, const char *command) {
    peer->command = command;
    size_t end = program(&command), begin = end, length;
    while (begin > 0 && command[begin - 1] != '/')
        begin--;
    length = end - begin < sizeof peer->name ? end - begin : sizeof peer->name - 1;
    memcpy(peer->name, command + begin, length);
    peer->name[length] = 0;
    for (char *at = peer->name; *at; at++) {
        if (*at == '"' || *at == '\\' || (unsigned char)*at < ' ')
            *at = '_';
    }
}

/* Says in one line what became of a command; -1. */
static double failed(const struct peer *peer, const char *what) {
    fprintf(stderr, "bench_engine: --against '%s': %s\n", peer->command, what);
    return -1;
}

static double failed_with(const struct peer *peer, const char *what, int number) {
    char text[48];
    (void)snprintf(text, sizeof text, "%s %d", what, number);
    return failed(peer, text);
}

double peer_run(const struct peer *peer, const char *path, const struct pass_plan *plan) {
    struct line line;
    char answer[ANSWER_MAX];
    if (!command_line(&line, peer->command, path, plan))
        return failed(peer, "too long");
    (void)fflush(stdout);
    FILE *output = popen(line.bytes, "r");
    if (!output)
        return failed(peer, "cannot be started");
    size_t length = fread(answer, 1, sizeof answer - 1, output);
    answer[length] = 0;
    int status = pclose(output);
    if (WIFSIGNALED(status))
        return failed_with(peer, "ended by signal", WTERMSIG(status));
    if (WEXITSTATUS(status) != 0)
        return failed_with(peer, "exit status", WEXITSTATUS(status));
    double rate = figure(answer);
    return rate > 0 ? rate : failed(peer, "printed no figure in MB/s");
}
