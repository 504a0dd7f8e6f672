/* The string area against a naive model: an owner per chunk. */
#include <stdint.h>
#include <stdlib.h>

#include "string_area.h"
#include "test.h"

static struct qr_strings *make(uint32_t bytes, uint32_t *chunks, size_t *size) {
    CHECK(qr_strings_size(bytes, chunks, size));
    struct qr_strings *strings = (struct qr_strings *)calloc(1, *size);
    qr_strings_init(strings, *chunks);
    return strings;
}

static void sizes(void) {
    for (uint32_t bytes = 0; bytes <= 5000; bytes++) {
        uint32_t chunks = 0;
        size_t size = 0;
        CHECK(qr_strings_size(bytes, &chunks, &size));
        CHECK(chunks > 0 && chunks % 64 == 0);
        CHECK((size_t)(chunks - 1) * QR_STRING_CHUNK >= bytes); /* chunk 0 holds nothing */
        CHECK(chunks == 64 || (size_t)(chunks - 65) * QR_STRING_CHUNK < bytes);
        CHECK(size >= sizeof(struct qr_strings) + chunks / 8 + (size_t)chunks * QR_STRING_CHUNK);
    }
    uint32_t chunks = 0;
    size_t size = 0;
    CHECK(!qr_strings_size(UINT32_MAX, &chunks, &size));
    CHECK(!qr_strings_size(UINT32_MAX - 1000, &chunks, &size));
    CHECK(qr_strings_size(UINT32_MAX - 4096, &chunks, &size));
    CHECK((size_t)(chunks - 1) * QR_STRING_CHUNK >= UINT32_MAX - 4096u);
}

/* An area of n bytes really takes n bytes in one piece. */
static void one_string_of_all_bytes(void) {
    for (uint32_t bytes = 1; bytes <= 3000; bytes++) {
        uint32_t chunks;
        size_t size;
        struct qr_strings *strings = make(bytes, &chunks, &size);
        uint32_t place = qr_strings_alloc(strings, bytes);
        CHECK_INT(place, 1);
        if (place == 1) {
            memset(qr_strings_at(strings, place), 0xAB, bytes);
            qr_strings_free(strings, place, bytes);
        }
        CHECK_INT(strings->used, 1);
        CHECK_INT(qr_strings_alloc(strings, (size_t)chunks * QR_STRING_CHUNK), 0);
        free(strings);
    }
}

static void chunk_0_is_no_string(void) {
    uint32_t chunks;
    size_t size;
    struct qr_strings *strings = make(0, &chunks, &size);
    CHECK(!qr_strings_holds(strings, 0, 1));
    CHECK(!qr_strings_holds(strings, 0, 0));
    for (uint32_t i = 1; i < chunks; i++)
        CHECK_INT(qr_strings_alloc(strings, 1), i);
    CHECK_INT(qr_strings_alloc(strings, 1), 0);
    CHECK(qr_strings_holds(strings, 1, (size_t)(chunks - 1) * QR_STRING_CHUNK));
    CHECK(!qr_strings_holds(strings, 1, (size_t)(chunks - 1) * QR_STRING_CHUNK + 1));
    CHECK(!qr_strings_holds(strings, 1, 0));
    CHECK(!qr_strings_holds(strings, 1, SIZE_MAX));
    CHECK(!qr_strings_holds(strings, chunks, 1));
    CHECK(!qr_strings_holds(strings, UINT32_MAX, 16));
    free(strings);
}

static void impossible_lengths(void) {
    uint32_t chunks;
    size_t size;
    struct qr_strings *strings = make(100, &chunks, &size);
    CHECK_INT(qr_strings_alloc(strings, SIZE_MAX), 0);
    CHECK_INT(qr_strings_alloc(strings, (size_t)UINT32_MAX * QR_STRING_CHUNK + 1), 0);
    CHECK_INT(qr_strings_alloc(strings, ((size_t)1 << 36) + 1), 0);
    CHECK_INT(strings->used, 1);
    free(strings);
}

/* Every second chunk free: no room for two in a row, though half of the area is free; then neighbours join. */
static void fragmentation(void) {
    uint32_t chunks;
    size_t size;
    struct qr_strings *strings = make(300 * QR_STRING_CHUNK, &chunks, &size);
    for (uint32_t i = 1; i < chunks; i++)
        CHECK_INT(qr_strings_alloc(strings, QR_STRING_CHUNK), i);
    for (uint32_t i = 2; i < chunks; i += 2)
        qr_strings_free(strings, i, QR_STRING_CHUNK);
    CHECK_INT(qr_strings_alloc(strings, QR_STRING_CHUNK + 1), 0);
    CHECK_INT(qr_strings_alloc(strings, QR_STRING_CHUNK), 2);
    qr_strings_free(strings, 127, 5); /* 126, 127 and 128 are free now: across a word of the bitmap */
    CHECK_INT(qr_strings_alloc(strings, 3 * QR_STRING_CHUNK), 126);
    CHECK_INT(qr_strings_alloc(strings, 2 * QR_STRING_CHUNK), 0);
    for (uint32_t i = 193; i < 256; i += 2) /* a whole word, 192 to 255, and 256 behind it */
        qr_strings_free(strings, i, QR_STRING_CHUNK);
    CHECK_INT(qr_strings_alloc(strings, 66 * QR_STRING_CHUNK), 0);
    CHECK_INT(qr_strings_alloc(strings, 65 * QR_STRING_CHUNK), 192);
    uint32_t left = chunks - strings->used, taken = 0;
    while (qr_strings_alloc(strings, 1) != 0)
        taken++;
    CHECK_INT(taken, left); /* what is free before the hint was not forgotten */
    CHECK(qr_strings_holds(strings, 1, (size_t)(chunks - 1) * QR_STRING_CHUNK));
    free(strings);
}

/* --- the model --------------------------------------------------------------------------------------------------- */

#define STRINGS_MAX 400
#define CHUNKS_MAX 4096

struct model {
    struct qr_strings *strings;
    uint32_t chunks, places[STRINGS_MAX];
    size_t lengths[STRINGS_MAX]; /* 0: no string */
    unsigned char fill[STRINGS_MAX];
    uint16_t owner[CHUNKS_MAX]; /* by chunk: string + 1, or 0 */
};

static uint32_t chunks_of(size_t length) {
    return (uint32_t)((length + 15) / 16);
}

static bool model_has_room(const struct model *model, uint32_t count) {
    uint32_t run = 0;
    for (uint32_t chunk = 1; chunk < model->chunks; chunk++) {
        run = model->owner[chunk] ? 0 : run + 1;
        if (run >= count)
            return true;
    }
    return false;
}

static void model_alloc(struct model *model, uint32_t i, size_t length, unsigned char fill) {
    uint32_t count = chunks_of(length), place = qr_strings_alloc(model->strings, length);
    CHECK((place != 0) == model_has_room(model, count));
    if (place == 0)
        return;
    CHECK(place + count <= model->chunks);
    for (uint32_t chunk = place; chunk < place + count && chunk < model->chunks; chunk++) {
        CHECK_INT(model->owner[chunk], 0);
        model->owner[chunk] = (uint16_t)(i + 1);
    }
    model->places[i] = place;
    model->lengths[i] = length;
    model->fill[i] = fill;
    memset(qr_strings_at(model->strings, place), fill, length);
}

static void model_free(struct model *model, uint32_t i) {
    qr_strings_free(model->strings, model->places[i], model->lengths[i]);
    for (uint32_t chunk = 1; chunk < model->chunks; chunk++) {
        if (model->owner[chunk] == i + 1)
            model->owner[chunk] = 0;
    }
    model->lengths[i] = 0;
}

static void model_recount(const struct model *model) {
    uint32_t used = 1;
    for (uint32_t chunk = 1; chunk < model->chunks; chunk++) {
        used += model->owner[chunk] != 0;
        CHECK(qr_strings_holds(model->strings, chunk, 1) == (model->owner[chunk] != 0));
    }
    CHECK_INT(model->strings->used, used);
    for (uint32_t i = 0; i < STRINGS_MAX; i++) {
        const unsigned char *bytes = (const unsigned char *)qr_strings_at(model->strings, model->places[i]);
        size_t wrong = 0;
        for (size_t at = 0; at < model->lengths[i]; at++)
            wrong += bytes[at] != model->fill[i];
        CHECK(wrong == 0);
        CHECK(model->lengths[i] == 0 || qr_strings_holds(model->strings, model->places[i], model->lengths[i]));
    }
}

/* Moves all into a larger (or equally large) area. */
static void model_copy(struct model *model, uint32_t bytes) {
    uint32_t chunks;
    size_t size;
    CHECK(qr_strings_size(bytes, &chunks, &size));
    if (chunks < model->chunks || chunks > CHUNKS_MAX)
        return;
    struct qr_strings *larger = make(bytes, &chunks, &size);
    qr_strings_copy(larger, model->strings);
    free(model->strings);
    model->strings = larger;
    model->chunks = chunks;
}

static void random_run(uint64_t random, size_t longest) {
    struct model *model = (struct model *)calloc(1, sizeof *model);
    size_t size;
    model->strings = make(2000, &model->chunks, &size);
    for (uint32_t step = 0; step < 8000; step++) {
        random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        uint32_t i = (uint32_t)(random >> 33) % STRINGS_MAX;
        bool filling = step / 500 % 2 == 0;
        if (model->lengths[i] != 0)
            model_free(model, i);
        else if (filling || random >> 62 == 0)
            model_alloc(model, i, 1 + (size_t)(random >> 20) % longest, (unsigned char)step);
        if (step % 50 == 0)
            model_recount(model);
        if (step % 1999 == 1998)
            model_copy(model, model->chunks * QR_STRING_CHUNK / 2 * 3);
    }
    for (uint32_t i = 0; i < STRINGS_MAX; i++) {
        if (model->lengths[i] != 0)
            model_free(model, i);
    }
    model_recount(model);
    CHECK_INT(model->strings->used, 1);
    CHECK_INT(qr_strings_alloc(model->strings, (size_t)(model->chunks - 1) * QR_STRING_CHUNK), 1);
    free(model->strings);
    free(model);
}

static void random_strings(void) {
    const size_t longest[] = {1, 16, 40, 200, 1500};
    for (uint64_t i = 0; i < 20; i++)
        random_run(i + 1, longest[i % 5]);
}

/* Places and bytes stay, the old area too, and what was free is free. */
static void copy_to_larger(void) {
    uint32_t chunks, larger_chunks, places[50];
    size_t size, larger_size;
    struct qr_strings *strings = make(1000, &chunks, &size), *larger = make(5000, &larger_chunks, &larger_size);
    for (uint32_t i = 0; i < 50; i++) {
        places[i] = qr_strings_alloc(strings, 5);
        memcpy(qr_strings_at(strings, places[i]), &(uint32_t[2]){i, 9}, 5);
    }
    for (uint32_t i = 0; i < 50; i += 3)
        qr_strings_free(strings, places[i], 5);
    void *before = malloc(size);
    memcpy(before, strings, size);
    qr_strings_copy(larger, strings);
    CHECK(memcmp(before, strings, size) == 0);
    CHECK_INT(larger->used, strings->used);
    CHECK_INT(larger->chunks, larger_chunks);
    for (uint32_t i = 0; i < 50; i++) {
        CHECK(qr_strings_holds(larger, places[i], 5) == (i % 3 != 0));
        CHECK(memcmp(qr_strings_at(larger, places[i]), &(uint32_t[2]){i, 9}, i % 3 ? 5 : 0) == 0);
    }
    CHECK_INT(qr_strings_alloc(larger, 16), places[0]);
    uint32_t tail = qr_strings_alloc(larger, (size_t)(larger_chunks - chunks) * QR_STRING_CHUNK);
    CHECK(tail > 0 && tail <= chunks);
    free(before);
    free(strings);
    free(larger);
}

/* The area holds no address: a copy of its memory is the same area. */
static void memory_can_move(void) {
    uint32_t chunks;
    size_t size;
    struct qr_strings *strings = make(1000, &chunks, &size);
    uint32_t place = qr_strings_alloc(strings, 6);
    memcpy(qr_strings_at(strings, place), "quire", 6);
    struct qr_strings *moved = (struct qr_strings *)malloc(size);
    memcpy(moved, strings, size);
    memset(strings, 0xEE, size);
    CHECK_STR((const char *)qr_strings_at(moved, place), "quire");
    CHECK_INT(qr_strings_alloc(moved, 1), place + 1);
    qr_strings_free(moved, place, 6);
    CHECK_INT(qr_strings_alloc(moved, 16), place);
    free(strings);
    free(moved);
}

int main(void) {
    RUN(sizes);
    RUN(one_string_of_all_bytes);
    RUN(chunk_0_is_no_string);
    RUN(impossible_lengths);
    RUN(fragmentation);
    RUN(random_strings);
    RUN(copy_to_larger);
    RUN(memory_can_move);
    return test_end();
}
