/* Snapshots with bits flipped, ends cut off, parts of others put in: each is refused with a named reason, or gives a
 * terminal that is sound and stays so while it is fed and resized. In half of them lengths and checksums are made right
 * again. 50,000 of them; with QUIRE_SOAK=1 a million. For the sanitizers. */
#include "snapshot_kit.h"

#define SEEDS 24u

static struct text seeds[SEEDS];
static struct random random_source = {99};
static uint64_t accepted, refused;

static void make_seed(struct text *snapshot, uint32_t index) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct kit kit;
    struct text input = {0};
    options.cols = random_between(&random_source, 1, 24);
    options.rows = random_between(&random_source, 1, 6);
    options.scrollback_lines = index % 5 == 0 ? 3 : 1000;
    kit_open_with(&kit, options);
    for (uint32_t i = random_between(&random_source, 5, 200); i > 0; i--) {
        if (index % 3 == 0)
            snapshot_piece_or_image(&random_source, &input, options.cols, options.rows);
        else
            snapshot_piece(&random_source, &input, options.cols, options.rows);
    }
    CHECK_INT(quire_terminal_feed(kit.terminal, input.bytes, input.length), QUIRE_OK);
    if (index % 2) /* seals the open page */
        CHECK_INT(quire_terminal_resize(kit.terminal, options.cols + 3, options.rows, 0, 0), QUIRE_OK);
    CHECK_INT(quire_terminal_feed(kit.terminal, input.bytes, input.length / (index % 3 + 1)), QUIRE_OK);
    snapshot_of(&kit, snapshot);
    kit_close(&kit);
    text_free(&input);
}

/* A place: anywhere, or where numbers are dense: the header, the beginning of a part. */
static size_t place(const uint8_t *bytes, size_t length) {
    uint32_t kind = random_below(&random_source, 4);
    if (kind == 0 || length < 64)
        return random_below(&random_source, (uint32_t)length);
    size_t at = 40;
    for (uint32_t skip = random_below(&random_source, 16); skip > 0 && at + 16 < length; skip--) {
        uint64_t size = snapshot_number(bytes + at + 8, 8);
        if (size > length - at - 16)
            break;
        at += 16 + (size_t)((size + 7) & ~(uint64_t)7);
    }
    at += random_below(&random_source, kind == 1 ? 16 : kind == 2 ? 200 : 4000);
    return at < length ? at : length - 1;
}

static void mutate(uint8_t *bytes, size_t *length) {
    static const uint8_t odd[] = {0, 1, 0x7F, 0x80, 0xFF};
    size_t at = place(bytes, *length);
    const struct text *other = &seeds[random_below(&random_source, SEEDS)];
    size_t count = random_between(&random_source, 1, 64), from;
    switch (random_below(&random_source, 6)) {
    case 0:
    case 1:
        bytes[at] ^= (uint8_t)(1u << random_below(&random_source, 8));
        break;
    case 2:
        bytes[at] = odd[random_below(&random_source, 5)];
        break;
    case 3: /* a piece of another, at the same place or at any */
        from = random_below(&random_source, 2) ? at : random_below(&random_source, (uint32_t)other->length);
        for (size_t i = 0; i < count && at + i < *length && from + i < other->length; i++)
            bytes[at + i] = (uint8_t)other->bytes[from + i];
        break;
    case 4: /* a number one more or less */
        bytes[at] = (uint8_t)(bytes[at] + (random_below(&random_source, 2) ? 1 : 255));
        break;
    default:
        if (random_below(&random_source, 8) == 0)
            *length = at;
        else
            memmove(bytes + at, bytes + at / 2, *length - at < count ? *length - at : count);
        break;
    }
}

static void note_reason(void *user, const char *text) {
    *(bool *)user = text[0] != 0;
}

static void exercise(struct quire_terminal *terminal) {
    struct quire_format_options format = QUIRE_FORMAT_OPTIONS_INIT;
    struct text input = {0}, output = {0};
    format.format = (enum quire_format)random_below(&random_source, 4);
    CHECK_INT(quire_terminal_verify(terminal, kit_report, NULL), 0);
    CHECK_INT(quire_format_write(terminal, &format, kit_collect, &output), QUIRE_OK);
    for (uint32_t i = 0; i < 6; i++)
        snapshot_piece(&random_source, &input, 20, 5);
    (void)quire_terminal_feed(terminal, input.bytes, input.length);
    CHECK_INT(quire_terminal_resize(terminal, random_between(&random_source, 1, 40),
                                    random_between(&random_source, 1, 12), 0, 0),
              QUIRE_OK);
    (void)quire_terminal_feed(terminal, input.bytes, input.length);
    CHECK_INT(quire_terminal_verify(terminal, kit_report, NULL), 0);
    text_free(&input);
    text_free(&output);
}

static void try_one(uint64_t number) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal = NULL;
    const struct text *seed = &seeds[random_below(&random_source, SEEDS)];
    size_t length = seed->length;
    uint8_t *bytes = malloc(length);
    if (!bytes)
        abort();
    memcpy(bytes, seed->bytes, length);
    for (uint32_t i = random_between(&random_source, 1, 3); i > 0 && length > 0; i--)
        mutate(bytes, &length);
    if (number % 2)
        snapshot_mend(bytes, length);
    uint8_t *exact = malloc(length + !length); /* so that one byte too far is seen */
    if (!exact)
        abort();
    memcpy(exact, bytes, length);
    enum quire_result result = quire_snapshot_read(exact, length, &options, &terminal);
    if (result == QUIRE_OK) {
        accepted++;
        exercise(terminal);
        quire_terminal_destroy(terminal);
    } else {
        bool named = false;
        refused++;
        CHECK(result == QUIRE_CORRUPT || result == QUIRE_UNSUPPORTED || result == QUIRE_LIMIT);
        if (number % 16 == 1) {
            CHECK_INT(quire_snapshot_verify(exact, length, note_reason, &named), result);
            CHECK(named);
        }
    }
    free(exact);
    free(bytes);
}

static void mutations(void) {
    uint64_t count = getenv("QUIRE_SOAK") ? 1000000 : 50000;
    const char *wanted = getenv("QUIRE_MUTATIONS");
    count = wanted ? strtoull(wanted, NULL, 10) : count;
    random_source.state = getenv("QUIRE_SEED") ? strtoull(getenv("QUIRE_SEED"), NULL, 10) : 99;
    for (uint32_t i = 0; i < SEEDS; i++)
        make_seed(&seeds[i], i);
    for (uint64_t i = 0; i < count && test_ok; i++) {
        try_one(i);
        if (!test_ok)
            printf("mutation %llu\n", (unsigned long long)i);
    }
    printf("%llu refused, %llu accepted\n", (unsigned long long)refused, (unsigned long long)accepted);
    for (uint32_t i = 0; i < SEEDS; i++)
        text_free(&seeds[i]);
}

int main(void) {
    RUN(mutations);
    return test_end();
}
