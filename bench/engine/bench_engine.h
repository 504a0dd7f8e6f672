/* bench_engine.h - what the files of bench_engine share: what was asked, one pass of the engine, peers, sweeps.
 *
 * A pass is a terminal that takes a stream once, in a process of its own: a fresh heap each time, as a peer has it that
 * is started anew each time. What is told are JSON lines; what goes wrong is one line on the standard error output. */
#ifndef BENCH_ENGINE_H
#define BENCH_ENGINE_H

#include "streams.h"

#define REPEAT_MAX 99u
#define PEERS_MAX 8u

/* What a terminal is made of and how it is fed. */
struct pass_plan {
    uint32_t cols, rows;
    uint64_t history, lines;  /* limits in bytes (0: no history) and in logical lines */
    size_t piece;             /* bytes fed at once */
    const char *history_file; /* NULL: in memory; else removed before each pass */
    const char *bytes;
    size_t length;
    uint64_t total; /* bytes to feed: the stream again and again; 0: once */
};

struct pass {
    double wall, processor; /* seconds */
    uint64_t history_lines, history_bytes;
};

/* One pass in a process of its own. False: no terminal, or no process, could be made. */
bool pass_run(const struct pass_plan *plan, struct pass *result);
/* Seconds that opening the plan's history file takes, which the last pass has left. */
double pass_open(const struct pass_plan *plan);

/* A command that measures another engine. */
struct peer {
    const char *command;
    char name[32]; /* of its program, for the JSON lines */
    double rates[REPEAT_MAX];
};

/* Names the peer, for JSON: what follows the last slash of the program in the command, `NAME=VALUE` before it left out.
 */
void peer_init(struct peer *peer, const char *command);
/* Runs the command on the file and reads MB/s from what it prints; a negative number when it failed, which has been
 * told in one line then. In the command {file}, {cols}, {rows}, {history} and {reps} are replaced; one without {file}
 * gets file, columns, rows and 1 appended. */
double peer_run(const struct peer *peer, const char *path, const struct pass_plan *plan);

struct options {
    struct pass_plan pass;
    struct stream_plan stream;
    uint32_t repeat; /* 0: as fits what is measured */
    struct peer peers[PEERS_MAX];
    uint32_t peer_count;
    const char *sweep, *write; /* NULL: not asked for */
    bool list;
    char **names; /* streams or files; none: all streams */
    uint32_t name_count;
};

/* Reads the command line. -1: go on; else the status to exit with, after a line that says why, or after the help. */
int options_read(struct options *options, int argc, char **argv);

/* The stream of that name, made by the plan, or the file of that name; false after a line that says why not. */
bool input_read(struct stream *stream, const char *name, const struct stream_plan *plan);
/* The n-th name that was given, or the n-th of all streams; NULL behind the last. */
const char *input_name(const struct options *options, uint32_t n);
/* Writes the stream to a file. False after a line that says why. */
bool input_write(const struct stream *stream, const char *path);

/* The sweep that the options name over the streams they name. The status to exit with. */
int sweep_run(const struct options *options);
/* Whether there is a sweep of that name ("all": every one). */
bool sweep_known(const char *name);

/* Of count numbers, which it sorts. */
double median(double *numbers, uint32_t count);

#endif
