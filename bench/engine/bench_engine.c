/* bench_engine.c - how fast the engine takes streams, alone or by turns with others (bench/README.md). */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bench_engine.h"

#define REPEAT_USUAL 5u

/* What the streams so far say about a peer, or about the best of all: the sum of the logarithms of the ratios. */
struct tally {
    double logs, least;
    uint32_t streams;
    char least_name[48];
};

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double median(double *numbers, uint32_t count) {
    qsort(numbers, count, sizeof *numbers, compare);
    return count % 2 ? numbers[count / 2] : (numbers[count / 2 - 1] + numbers[count / 2]) / 2;
}

static void tally_add(struct tally *tally, double ratio, const char *name) {
    tally->logs += log(ratio);
    if (tally->streams++ == 0 || ratio < tally->least) {
        tally->least = ratio;
        (void)snprintf(tally->least_name, sizeof tally->least_name, "%s", name);
    }
}

static void tally_tell(const struct tally *tally, const char *against) {
    if (tally->streams > 0)
        printf("{\"bench\":\"engine\",\"against\":\"%s\",\"streams\":%u,\"geometric_mean\":%.2f,\"least\":%.2f,"
               "\"least_stream\":\"%s\"}\n",
               against, tally->streams, exp(tally->logs / tally->streams), tally->least, tally->least_name);
}

/* What is measured of one stream. */
struct contest {
    struct pass_plan plan;
    struct pass last;
    double rates[REPEAT_MAX];
    uint32_t repeat;
    char path[64]; /* of a file with the stream, for peers; empty: none */
};

/* A file for the peers to read, in the folder for such. */
static bool lend(struct contest *contest, const struct stream *stream) {
    int file;
    (void)snprintf(contest->path, sizeof contest->path, "/tmp/bench_engine.XXXXXX");
    file = mkstemp(contest->path);
    if (file < 0) {
        fprintf(stderr, "bench_engine: no file can be made in /tmp\n");
        contest->path[0] = 0;
        return false;
    }
    close(file);
    return input_write(stream, contest->path);
}

/* One measurement: of the engine itself (player 0) or of a peer. False: it failed, which was told. */
static bool play(struct contest *contest, struct options *options, uint32_t player, uint32_t round) {
    double *rates = player == 0 ? contest->rates : options->peers[player - 1].rates;
    if (player > 0)
        rates[round] = peer_run(&options->peers[player - 1], contest->path, &contest->plan);
    else if (pass_run(&contest->plan, &contest->last))
        rates[round] = (double)contest->plan.length / contest->last.wall / 1e6;
    else {
        fprintf(stderr, "bench_engine: no terminal could be made\n");
        rates[round] = -1;
    }
    return rates[round] > 0;
}

/* All by turns, another first in each round, so that what the machine does besides meets all alike. A failure is not
 * repeated: the rates of that player stay -1. False: something failed. */
static bool play_rounds(struct contest *contest, struct options *options) {
    uint32_t players = options->peer_count + 1;
    bool out[PEERS_MAX + 1] = {false}, whole = true;
    for (uint32_t round = 0; round < contest->repeat; round++) {
        for (uint32_t k = 0; k < players; k++) {
            uint32_t player = (round + k) % players;
            out[player] = out[player] || !play(contest, options, player, round);
            whole = whole && !out[player];
        }
    }
    for (uint32_t player = 0; player < players; player++) {
        if (out[player])
            (player == 0 ? contest->rates : options->peers[player - 1].rates)[0] = -1;
    }
    return whole;
}

/* The peers' part of a line, and of the tallies: the best of them is in tallies[peer_count]. */
static void tell_peers(struct options *options, uint32_t repeat, double own, const char *name, struct tally *tallies) {
    double best = 0;
    const char *separator = ",\"against\":[";
    for (uint32_t i = 0; i < options->peer_count; i++, separator = ",") {
        struct peer *peer = &options->peers[i];
        double rate = peer->rates[0] < 0 ? 0 : median(peer->rates, repeat);
        printf("%s{\"name\":\"%s\"", separator, peer->name);
        if (rate > 0) {
            printf(",\"mb_s\":%.1f,\"mb_s_most\":%.1f,\"ratio\":%.2f", rate, peer->rates[repeat - 1], own / rate);
            tally_add(&tallies[i], own / rate, name);
        }
        printf("}");
        best = rate > best ? rate : best;
    }
    if (best > 0) {
        printf("],\"best_ratio\":%.2f", own / best);
        tally_add(&tallies[options->peer_count], own / best, name);
    } else if (options->peer_count > 0)
        printf("]");
}

static void tell(struct contest *contest, struct options *options, const char *name, struct tally *tallies) {
    const struct pass_plan *plan = &contest->plan;
    double own = median(contest->rates, contest->repeat);
    printf("{\"bench\":\"engine\",\"stream\":\"%s\",\"bytes\":%zu,\"cols\":%u,\"rows\":%u,\"piece\":%zu,\"mb_s\":%.1f,"
           "\"mb_s_least\":%.1f,\"mb_s_most\":%.1f,\"history_lines\":%llu,\"history_bytes\":%llu",
           name, plan->length, plan->cols, plan->rows, plan->piece, own, contest->rates[0],
           contest->rates[contest->repeat - 1], (unsigned long long)contest->last.history_lines,
           (unsigned long long)contest->last.history_bytes);
    if (plan->history_file)
        printf(",\"open_ms\":%.1f", pass_open(plan) * 1e3);
    tell_peers(options, contest->repeat, own, name, tallies);
    printf("}\n");
    (void)fflush(stdout);
}

/* One stream. False: something failed, which was told. */
static bool measure(struct options *options, const char *name, struct tally *tallies) {
    struct contest contest = {.plan = options->pass, .repeat = options->repeat > 0 ? options->repeat : REPEAT_USUAL};
    struct stream stream;
    if (!input_read(&stream, name, &options->stream))
        return false;
    contest.plan.bytes = stream.bytes;
    contest.plan.length = stream.length;
    bool ready = options->peer_count == 0 || lend(&contest, &stream), whole = ready && play_rounds(&contest, options);
    if (ready && contest.rates[0] > 0)
        tell(&contest, options, name, tallies);
    if (contest.path[0])
        (void)remove(contest.path);
    stream_free(&stream);
    return whole;
}

static int measure_all(struct options *options) {
    struct tally tallies[PEERS_MAX + 1] = {{0}};
    int failures = 0;
    const char *name;
    for (uint32_t i = 0; (name = input_name(options, i)) != NULL; i++)
        failures += !measure(options, name, tallies);
    for (uint32_t i = 0; i < options->peer_count; i++)
        tally_tell(&tallies[i], options->peers[i].name);
    if (options->peer_count > 0)
        tally_tell(&tallies[options->peer_count], "the best of them");
    return failures > 0;
}

static int list(void) {
    for (uint32_t i = 0; i < stream_kind_count; i++)
        printf("%-18s %s\n", stream_kinds[i].name, stream_kinds[i].what);
    for (uint32_t i = 0; i < 2; i++)
        printf("%-18s %s\n", stream_counted[i].name, stream_counted[i].what);
    return 0;
}

static int write_all(const struct options *options) {
    int failures = 0;
    const char *name;
    for (uint32_t i = 0; (name = input_name(options, i)) != NULL; i++) {
        char path[4096];
        struct stream stream;
        (void)snprintf(path, sizeof path, "%s/%s", options->write, name);
        if (!input_read(&stream, name, &options->stream) || !input_write(&stream, path))
            failures++;
        stream_free(&stream);
    }
    return failures > 0;
}

int main(int argc, char **argv) {
    struct options options;
    int status = options_read(&options, argc, argv);
    if (status >= 0)
        return status;
    if (options.list)
        return list();
    if (options.write)
        return write_all(&options);
    return options.sweep ? sweep_run(&options) : measure_all(&options);
}
