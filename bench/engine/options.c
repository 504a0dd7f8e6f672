/* options.c - the command line of bench_engine (bench_engine.h). */
#include <stdio.h>
#include <string.h>

#include "bench_engine.h"

#define BYTES_USUAL 16000000u
#define BYTES_SWEEP 4000000u

static const char help[] =
    "usage: bench_engine [options] [STREAM|FILE...]\n"
    "\n"
    "How fast the engine takes streams, as JSON lines: MB/s, median, least and most of the passes, each a terminal in "
    "a\n"
    "process of its own. Streams are made here (--list), all of them when none is named; a FILE has a / in its name.\n"
    "\n"
    "  --cols N, --rows N      the terminal's size (80, 24)\n"
    "  --history BYTES         limit of history (10M; k, M, G are powers of 1,000; 0: none)\n"
    "  --scrollback LINES      a limit in lines as well (none)\n"
    "  --piece BYTES           fed at once (65536)\n"
    "  --repeat N              passes (5; sweeps 3)\n"
    "  --history-file PATH     the history lives there; opening it is timed, too\n"
    "  --bytes N, --seed N     length (16M; sweeps 4M) and seed (1) of streams made here\n"
    "  --count N               different ones in the streams `styles' and `links' (12)\n"
    "  --list                  the streams and what they stress\n"
    "  --write DIR             writes the streams there, and measures nothing\n"
    "\n"
    "  --against COMMAND       measures another engine by turns with this one, on the same stream; may be given 8 "
    "times.\n"
    "                          The command prints MB/s. {file} {cols} {rows} {history} {reps} are replaced in it; "
    "without\n"
    "                          {file}, file, columns, rows and 1 are appended. Adds to each line the peers' MB/s, the\n"
    "                          ratio of the medians (above 1 this one is faster), and a line with geometric means.\n"
    "                          With ../shared/bench/engines: --against 'DRV_MAX=4000000 drv-libvterm speed'\n"
    "  --sweep NAME            columns (20 to 1,000), rows (5 to 500), history (0 to 1 GB), styles (1 to 20,000), "
    "links\n"
    "                          (0 to 20,000) or all: time a byte of the processor, each step twice the one before; "
    "holds\n"
    "                          is false where that changes it by more than a factor of 2.\n";

/* A number with k, M or G behind it, perhaps. */
static bool read_number(const char *text, uint64_t *number) {
    static const char units[] = "kMG";
    char *end;
    if (*text < '0' || *text > '9')
        return false;
    *number = strtoull(text, &end, 10);
    const char *unit = *end ? strchr(units, *end) : NULL;
    for (const char *at = units; unit && at <= unit; at++)
        *number *= 1000;
    return end[unit ? 1 : 0] == 0;
}

/* An option with a number: where it goes and what it may be. */
struct number_option {
    const char *name;
    uint64_t least, most, value;
};

enum number { COLS, ROWS, HISTORY, SCROLLBACK, PIECE, REPEAT, BYTES, SEED, COUNT, NUMBERS };

static struct number_option *find_number(struct number_option *numbers, const char *name) {
    for (uint32_t i = 0; i < NUMBERS; i++) {
        if (strcmp(numbers[i].name, name) == 0)
            return &numbers[i];
    }
    return NULL;
}

static void take_numbers(struct options *options, const struct number_option *numbers) {
    options->pass.cols = options->stream.cols = (uint32_t)numbers[COLS].value;
    options->pass.rows = options->stream.rows = (uint32_t)numbers[ROWS].value;
    options->pass.history = numbers[HISTORY].value;
    options->pass.lines = numbers[SCROLLBACK].value;
    options->pass.piece = (size_t)numbers[PIECE].value;
    options->repeat = (uint32_t)numbers[REPEAT].value;
    options->stream.bytes = (size_t)numbers[BYTES].value;
    if (options->stream.bytes == 0)
        options->stream.bytes = options->sweep ? BYTES_SWEEP : BYTES_USUAL;
    options->stream.seed = numbers[SEED].value;
    options->stream.count = (uint32_t)numbers[COUNT].value;
}

/* An option with a word. False: there is none of that name, or its word makes no sense. */
static bool take_word(struct options *options, const char *name, const char *word) {
    if (strcmp(name, "--against") == 0 && options->peer_count < PEERS_MAX)
        peer_init(&options->peers[options->peer_count++], word);
    else if (strcmp(name, "--sweep") == 0 && sweep_known(word))
        options->sweep = word;
    else if (strcmp(name, "--write") == 0)
        options->write = word;
    else if (strcmp(name, "--history-file") == 0)
        options->pass.history_file = word;
    else
        return false;
    return true;
}

/* A word of its own. -1: it is no such; else as options_read. */
static int take_flag(struct options *options, const char *name) {
    if (strcmp(name, "--help") == 0) {
        (void)fputs(help, stdout);
        return 0;
    }
    if (strcmp(name, "--list") == 0)
        options->list = true;
    return -1;
}

static int wrong(const char *name, const char *value) {
    fprintf(stderr, "bench_engine: %s %s: not understood (--help)\n", name, value ? value : "");
    return 2;
}

int options_read(struct options *options, int argc, char **argv) {
    struct number_option numbers[NUMBERS] = {
        [COLS] = {"--cols", 1, 4096, 80},
        [ROWS] = {"--rows", 1, 4096, 24},
        [HISTORY] = {"--history", 0, UINT64_MAX, 10000000},
        [SCROLLBACK] = {"--scrollback", 0, UINT64_MAX, UINT64_MAX},
        [PIECE] = {"--piece", 1, SIZE_MAX, 65536},
        [REPEAT] = {"--repeat", 1, REPEAT_MAX, 0},
        [BYTES] = {"--bytes", 1, SIZE_MAX / 4, 0},
        [SEED] = {"--seed", 0, UINT64_MAX, 1},
        [COUNT] = {"--count", 0, 1000000, 12},
    };
    int at = 1;
    memset(options, 0, sizeof *options);
    while (at < argc && strncmp(argv[at], "--", 2) == 0) {
        const char *name = argv[at++], *value = at < argc ? argv[at] : NULL;
        struct number_option *number = find_number(numbers, name);
        int status = take_flag(options, name);
        if (status >= 0)
            return status;
        if (options->list)
            break;
        if (!value || !(number ? read_number(value, &number->value) && number->value >= number->least &&
                                     number->value <= number->most
                               : take_word(options, name, value)))
            return wrong(name, value);
        at++;
    }
    take_numbers(options, numbers);
    options->names = argv + at;
    options->name_count = (uint32_t)(argc - at);
    return -1;
}
