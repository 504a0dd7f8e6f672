/* The string area against a naive model. */
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
        CHECK(size == sizeof(struct qr_strings) + (size_t)chunks * QR_STRING_CHUNK);
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
    CHECK(!qr_strings_holds(strings, 1, 1)); /* nothing was handed out */
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

/* What is given back is counted and comes again when strings were moved together, not before. */
static void given_back(void) {
    uint32_t chunks, places[200], kept = 0;
    size_t size;
    struct qr_strings *strings = make(200 * QR_STRING_CHUNK, &chunks, &size);
    unsigned char *moved = (unsigned char *)calloc(chunks, QR_STRING_CHUNK);
    for (uint32_t i = 0; i < 200; i++) {
        places[i] = qr_strings_alloc(strings, QR_STRING_CHUNK);
        memset(qr_strings_at(strings, places[i]), (int)i, QR_STRING_CHUNK);
    }
    uint32_t end = strings->end;
    for (uint32_t i = 0; i < 200; i += 2)
        qr_strings_free(strings, places[i], QR_STRING_CHUNK);
    CHECK_INT(strings->used, 101);
    CHECK_INT(strings->end, end);
    CHECK_INT(qr_strings_alloc(strings, (size_t)(chunks - end + 1) * QR_STRING_CHUNK), 0);
    for (uint32_t i = 1; i < 200; i += 2, kept++)
        memcpy(moved + kept * QR_STRING_CHUNK, qr_strings_at(strings, places[i]), QR_STRING_CHUNK);
    qr_strings_refill(strings, moved, kept);
    CHECK(strings->used == 101 && strings->end == 101);
    for (uint32_t i = 0; i < kept; i++)
        CHECK(*(unsigned char *)qr_strings_at(strings, i + 1) == (unsigned char)(2 * i + 1));
    size_t behind = 0;
    for (const unsigned char *at = (unsigned char *)qr_strings_at(strings, 101); at < (unsigned char *)strings + size;
         at++)
        behind += *at;
    CHECK(behind == 0);
    CHECK_INT(qr_strings_alloc(strings, 100 * QR_STRING_CHUNK), 101);
    for (uint32_t i = 0; i < kept; i++)
        qr_strings_free(strings, i + 1, 1);
    qr_strings_free(strings, 101, 100 * QR_STRING_CHUNK);
    qr_strings_refill(strings, moved, 0);
    CHECK(strings->used == 1 && strings->end == 1);
    free(moved);
    free(strings);
}

/* --- the model --------------------------------------------------------------------------------------------------- */

#define STRINGS_MAX 400

struct model {
    struct qr_strings *strings;
    uint32_t places[STRINGS_MAX], end, used;
    size_t lengths[STRINGS_MAX]; /* 0: no string */
    unsigned char fill[STRINGS_MAX];
};

static void model_alloc(struct model *model, uint32_t i, size_t length, unsigned char fill) {
    uint32_t count = qr_strings_chunks(length), place = qr_strings_alloc(model->strings, length);
    CHECK((place != 0) == (count <= model->strings->chunks - model->end));
    if (place == 0)
        return;
    CHECK_INT(place, model->end);
    model->end += count;
    model->used += count;
    model->places[i] = place;
    model->lengths[i] = length;
    model->fill[i] = fill;
    memset(qr_strings_at(model->strings, place), fill, length);
}

static void model_free(struct model *model, uint32_t i) {
    qr_strings_free(model->strings, model->places[i], model->lengths[i]);
    model->used -= qr_strings_chunks(model->lengths[i]);
    model->lengths[i] = 0;
}

static void model_recount(const struct model *model) {
    CHECK(model->strings->used == model->used && model->strings->end == model->end);
    for (uint32_t i = 0; i < STRINGS_MAX; i++) {
        const unsigned char *bytes = (const unsigned char *)qr_strings_at(model->strings, model->places[i]);
        size_t wrong = 0;
        for (size_t at = 0; at < model->lengths[i]; at++)
            wrong += bytes[at] != model->fill[i];
        CHECK(wrong == 0);
        CHECK(model->lengths[i] == 0 || qr_strings_holds(model->strings, model->places[i], model->lengths[i]));
    }
}

/* Moves all strings together. */
static void model_compact(struct model *model) {
    unsigned char *moved = (unsigned char *)calloc(model->used, QR_STRING_CHUNK);
    uint32_t chunks = 0;
    for (uint32_t i = 0; i < STRINGS_MAX; i++) {
        if (model->lengths[i] == 0)
            continue;
        memset(moved + chunks * QR_STRING_CHUNK, model->fill[i], model->lengths[i]);
        model->places[i] = chunks + 1;
        chunks += qr_strings_chunks(model->lengths[i]);
    }
    CHECK_INT(chunks + 1, model->used);
    qr_strings_refill(model->strings, moved, chunks);
    model->end = model->used;
    free(moved);
}

static void random_run(uint64_t random, size_t longest) {
    struct model *model = (struct model *)calloc(1, sizeof *model);
    uint32_t chunks;
    size_t size;
    model->strings = make(20000, &chunks, &size);
    model->end = model->used = 1;
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
        if (step % 199 == 198)
            model_compact(model);
    }
    model_recount(model);
    free(model->strings);
    free(model);
}

static void random_strings(void) {
    const size_t longest[] = {1, 16, 40, 200, 1500};
    for (uint64_t i = 0; i < 20; i++)
        random_run(i + 1, longest[i % 5]);
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
    CHECK_INT(moved->used, 2);
    free(strings);
    free(moved);
}

int main(void) {
    RUN(sizes);
    RUN(one_string_of_all_bytes);
    RUN(chunk_0_is_no_string);
    RUN(impossible_lengths);
    RUN(given_back);
    RUN(random_strings);
    RUN(memory_can_move);
    return test_end();
}
