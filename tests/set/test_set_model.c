/* Random operations on the set and on the naive model of set_model.h, compared at every step: ten million. QUIRE_SOAK=1
 * does ten times as many. */
#include "set_model.h"
#include "test.h"

static uint64_t total_operations, total_rehashes, total_full, total_revived, total_rebuilds;
static unsigned millions = TEST_SHARE(10);

static uint64_t random_state = 1;

static uint32_t random_u32(void) {
    random_state = random_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(random_state >> 33) ^ (uint32_t)(random_state >> 11);
}

/* Out of 1000, by phase: filling, churning, draining. What is left over is looked up. */
static const uint32_t weights[3][MODEL_OPS] = {
    {400, 120, 150, 20, 100, 120, 40, 1, 2, 2},
    {250, 80, 120, 20, 80, 400, 40, 1, 2, 2},
    {80, 30, 50, 10, 50, 720, 40, 1, 2, 2},
};

static enum model_op pick_op(const struct model_trial *trial, unsigned phase) {
    uint32_t at = random_u32() % 1000;
    for (int op = 0; op < MODEL_OPS; op++) {
        if (at < weights[phase][op]) {
            bool costly = op == MODEL_OP_DROP_DEAD || op == MODEL_OP_RESEED || op == MODEL_OP_REBUILD;
            if (costly && random_u32() % (1 + trial->layout.table_capacity / 64) != 0)
                return MODEL_OP_LOOKUP;
            return (enum model_op)op;
        }
        at -= weights[phase][op];
    }
    return MODEL_OP_LOOKUP;
}

static void trial_run(const struct model_subject *subject, enum model_hash hash, uint32_t capacity, uint32_t pool,
                      uint64_t operations) {
    struct model_trial trial;
    unsigned phase = 0;
    random_state = ((uint64_t)capacity << 40 | (uint64_t)pool << 8 | (uint64_t)hash) * UINT64_C(0x9E3779B97F4A7C15);
    bool good = model_begin(&trial, subject, hash, capacity, capacity * 2, pool, random_u32());
    uint64_t phase_length = 4 * (uint64_t)capacity + 16;
    for (uint64_t i = 0; good && i < operations; i++) {
        if (i % phase_length == 0)
            phase = i / phase_length % 4 == 0 ? 0 : random_u32() % 3;
        enum model_op op = pick_op(&trial, phase);
        uint32_t a = random_u32(), b = random_u32();
        good = model_step(&trial, op, a, b);
    }
    good = good && model_step(&trial, MODEL_OP_DROP_DEAD, 0, 0) && model_recount(&trial);
    if (!good) {
        printf("%s, hash %d, capacity %u, pool %u, operation %llu: set_model.h:%d: %s\n", subject->name, (int)hash,
               (unsigned)capacity, (unsigned)pool, (unsigned long long)trial.operations, trial.error_line, trial.error);
    }
    CHECK(good);
    total_operations += trial.operations;
    total_rehashes += trial.rehashes;
    total_full += trial.full;
    total_revived += trial.revived;
    total_rebuilds += trial.rebuilds;
    model_free(&trial);
}

/* Each hash, both policies, pools smaller than the set, about as large, and much larger. */
static void capacity_run(uint32_t capacity, uint64_t operations) {
    const uint32_t pools[3] = {capacity / 2, capacity, capacity * 5 / 2};
    for (int subject = 0; subject < MODEL_SUBJECTS; subject++) {
        for (int hash = 0; hash < MODEL_HASHES; hash++) {
            for (int pool = 0; pool < 3; pool++)
                trial_run(&model_subjects[subject], (enum model_hash)hash, capacity, pools[pool],
                          operations * millions / (UINT64_C(10) * MODEL_SUBJECTS * MODEL_HASHES * 3));
        }
    }
}

static void capacity_8(void) {
    capacity_run(8, 4200000);
}

static void capacity_16(void) {
    capacity_run(16, 2000000);
}

static void capacity_64(void) {
    capacity_run(64, 450000);
}

static void capacity_256(void) {
    capacity_run(256, 120000);
}

static void capacity_2048(void) {
    capacity_run(2048, 2600000);
}

static void capacity_16384(void) {
    capacity_run(16384, 900000);
}

/* The figures that show that the trials went where they were meant to. */
static void all_corners_seen(void) {
    CHECK(total_operations >= UINT64_C(1000000) * millions);
    CHECK(total_rehashes > 1000);
    CHECK(total_full > 1000);
    CHECK(total_revived > 1000);
    CHECK(total_rebuilds > 1000);
}

int main(void) {
    const char *soak = getenv("QUIRE_SOAK");
    if (soak && strcmp(soak, "1") == 0)
        millions = 100;
    RUN(capacity_8);
    RUN(capacity_16);
    RUN(capacity_64);
    RUN(capacity_256);
    RUN(capacity_2048);
    RUN(capacity_16384);
    RUN(all_corners_seen);
    printf("%llu operations, %llu times NEEDS_REHASH, %llu full, %llu revived, %llu rebuilt\n",
           (unsigned long long)total_operations, (unsigned long long)total_rehashes, (unsigned long long)total_full,
           (unsigned long long)total_revived, (unsigned long long)total_rebuilds);
    return test_end();
}
