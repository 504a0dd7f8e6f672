/* Operation strings on the reference-counted set, each compared with the naive model of tests/set/set_model.h.
 *
 * The first byte chooses policy and hash, the second the capacity, the third the pool of values; then four bytes make
 * one operation: its kind, its value or id (two bytes), its count, id or size. After every one everything is recounted.
 */
#include "fuzz.h"
#include "set_model.h"

unsigned long fuzz_taken;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const uint32_t capacities[] = {0, 1, 2, 4, 8, 16, 32, 64, 128, 256};
    enum { COUNT = sizeof capacities / sizeof *capacities, MAX = 256, OPERATIONS_MAX = 2000 };
    if (size < 3)
        return 0;
    fuzz_taken++;
    const struct model_subject *subject = &model_subjects[data[0] % MODEL_SUBJECTS];
    enum model_hash hash = (enum model_hash)(data[0] / MODEL_SUBJECTS % MODEL_HASHES);
    struct model_trial trial;
    bool good = model_begin(&trial, subject, hash, capacities[data[1] % COUNT], MAX, data[2] + 1u, data[1]);
    const uint8_t *at = data + 3;
    for (size -= 3; good && size >= 4 && trial.operations < OPERATIONS_MAX; at += 4, size -= 4)
        good = model_step(&trial, (enum model_op)(at[0] % MODEL_OPS), (uint32_t)at[1] | (uint32_t)at[2] << 8, at[3]);
    good = good && model_recount(&trial);
    if (!good) {
        fprintf(stderr, "%s, hash %d, operation %llu: set_model.h:%d: %s\n", subject->name, (int)hash,
                (unsigned long long)trial.operations, trial.error_line, trial.error);
        abort();
    }
    model_free(&trial);
    return 0;
}
