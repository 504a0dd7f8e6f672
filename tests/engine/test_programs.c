#define _GNU_SOURCE /* memmem */
/* Random programs of wide text, clusters, margins, edits and resizes, run four ways: fed whole, fed byte by byte, saved
 * and restored before each part, and written as VT sequences and printed on a fresh terminal. All say the same.
 *
 * 1,000 programs, QUIRE_SOAK=1: 20,000; QUIRE_PROGRAM_SEED=N runs one. */
#include "program_kit.h"

#include <quire/snapshot.h>

#define PROGRAMS 1000u
#define PROGRAMS_SOAK 20000u

static bool same_documents(const struct kit *a, const struct kit *b, const char *how) {
    bool same = kit_same_documents(a, b);
    if (!same)
        printf("fed whole and %s are not the same\n", how);
    return same;
}

/* The terminal becomes one that was restored from its snapshot, which writes the same snapshot again. */
static bool restore(struct kit *kit) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct text bytes = {0}, again = {0};
    options.callbacks =
        &(struct quire_callbacks){sizeof(struct quire_callbacks), kit, kit_on_reply, kit_on_event, NULL, NULL};
    CHECK_INT(quire_snapshot_write(kit->terminal, kit_collect, &bytes), QUIRE_OK);
    quire_terminal_destroy(kit->terminal);
    CHECK_INT(quire_snapshot_read(bytes.bytes, bytes.length, &options, &kit->terminal), QUIRE_OK);
    CHECK_INT(quire_snapshot_write(kit->terminal, kit_collect, &again), QUIRE_OK);
    bool same = text_same(&bytes, &again);
    if (!same)
        printf("a restored terminal writes another snapshot\n");
    text_free(&bytes);
    text_free(&again);
    return same;
}

struct run {
    struct random random;
    struct text input;
    struct kit whole, slow, restored;
};

static bool run_part(struct run *run, uint32_t cols, uint32_t rows, bool last) {
    struct quire_terminal *const terminals[] = {run->whole.terminal, run->slow.terminal};
    bool same = restore(&run->restored);
    text_clear(&run->input);
    for (uint32_t i = random_below(&run->random, 20); i > 0; i--)
        add_piece(&run->random, &run->input, cols, rows);
    CHECK_INT(quire_terminal_feed(terminals[0], run->input.bytes, run->input.length), QUIRE_OK);
    CHECK_INT(quire_terminal_feed(run->restored.terminal, run->input.bytes, run->input.length), QUIRE_OK);
    for (size_t i = 0; i < run->input.length; i++)
        CHECK_INT(quire_terminal_feed(terminals[1], run->input.bytes + i, 1), QUIRE_OK);
    same = same && same_documents(&run->whole, &run->slow, "byte by byte") &&
           same_documents(&run->whole, &run->restored, "restored in between");
    if (last)
        return same && shows_the_same(&run->whole);
    cols = random_between(&run->random, 1, 14);
    rows = random_between(&run->random, 1, 6);
    CHECK_INT(quire_terminal_resize(terminals[0], cols, rows, 0, 0), QUIRE_OK);
    CHECK_INT(quire_terminal_resize(terminals[1], cols, rows, 0, 0), QUIRE_OK);
    CHECK_INT(quire_terminal_resize(run->restored.terminal, cols, rows, 0, 0), QUIRE_OK);
    return same;
}

static bool one_program(uint64_t seed) {
    struct run run = {.random = {seed * UINT64_C(0xD1342543DE82EF95)}};
    uint32_t cols = random_between(&run.random, 1, 14), rows = random_between(&run.random, 1, 6);
    struct kit *const kits[] = {&run.whole, &run.slow, &run.restored};
    bool same = true;
    for (size_t i = 0; i < 3; i++)
        kit_open(kits[i], cols, rows);
    for (uint32_t part = random_between(&run.random, 1, 3); part > 0 && same; part--) {
        struct quire_terminal_info info = kit_info(&run.whole);
        same = run_part(&run, info.cols, info.rows, part == 1);
        if (!same) {
            printf("program %u, %u parts left, %ux%u: ", (unsigned)seed, part, info.cols, info.rows);
            print_escaped(&run.input);
        }
    }
    text_free(&run.input);
    for (size_t i = 0; i < 3; i++)
        kit_close(kits[i]);
    return same;
}

static void programs_agree(void) {
    const char *only = getenv("QUIRE_PROGRAM_SEED");
    uint64_t programs = getenv("QUIRE_SOAK") ? PROGRAMS_SOAK : PROGRAMS, first = 1;
    unsigned wrong = 0;
    if (only)
        programs = first = strtoull(only, NULL, 10);
    for (uint64_t seed = first; seed <= programs && wrong < 5; seed++)
        wrong += !one_program(seed);
    printf("%u programs\n", (unsigned)(programs - first + 1));
    CHECK_INT(wrong, 0);
}

int main(void) {
    RUN(programs_agree);
    return test_end();
}
