/* Seeds: never the same twice, whether the system gives randomness or not; it is asked without waiting. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/types.h>

#include "qr_random.h"
#include "test.h"

static bool missing;
static unsigned asked, flags_seen;

ssize_t __real_getrandom(void *buffer, size_t length, unsigned flags);
ssize_t __wrap_getrandom(void *buffer, size_t length, unsigned flags);

ssize_t __wrap_getrandom(void *buffer, size_t length, unsigned flags) {
    asked++;
    flags_seen |= flags;
    if (!missing)
        return __real_getrandom(buffer, length, flags);
    errno = EAGAIN;
    return -1;
}

static int compare(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* Each bit is set in about half of the numbers, and no number comes twice. */
static void look_random(uint64_t *numbers, size_t count) {
    for (int bit = 0; bit < 64; bit++) {
        size_t set = 0;
        for (size_t i = 0; i < count; i++)
            set += numbers[i] >> bit & 1;
        CHECK(set > count / 4 && set < count / 4 * 3);
    }
    qsort(numbers, count, sizeof *numbers, compare);
    size_t twice = 0;
    for (size_t i = 1; i < count; i++)
        twice += numbers[i] == numbers[i - 1];
    CHECK_INT(twice, 0);
}

static void from_the_system(void) {
    static uint64_t numbers[4096];
    missing = false;
    asked = flags_seen = 0;
    for (size_t i = 0; i < 4096; i++)
        numbers[i] = qr_random();
    CHECK_INT(asked, 4096);
    CHECK((flags_seen & GRND_NONBLOCK) != 0);
    look_random(numbers, 4096);
}

/* Clocks go on between two seeds; here the test waits for them. */
static void from_the_process(void) {
    static uint64_t numbers[512];
    missing = true;
    for (size_t i = 0; i < 512; i++) {
        do
            numbers[i] = qr_random();
        while (i > 0 && numbers[i] == numbers[i - 1]);
    }
    look_random(numbers, 512);
    missing = false;
}

static void from_the_host(void) {
    CHECK(qr_seed_or_random(7) == 7);
    CHECK(qr_seed_or_random(0) != qr_seed_or_random(0));
}

int main(void) {
    RUN(from_the_system);
    RUN(from_the_process);
    RUN(from_the_host);
    return test_end();
}
