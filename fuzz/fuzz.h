/* fuzz.h - what the fuzz targets share. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* The entry that libFuzzer, and fuzz/replay.c, call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Inputs that were not refused at once. A corpus of which nothing is taken, of an older version of a format say, tests
 * nothing any more: replay.c says so. */
extern unsigned long fuzz_taken;

#define REQUIRE(condition)                                                                                             \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            abort();                                                                                                   \
    } while (0)

#endif
